//! How a blank cell is worded, and whether it is an error.

use crate::finding::{Message, Quoted, Severity, Text, Wording, Words, message};
use crate::relation::blank::{Blank, Need};

message! {
    /// A blank cell, with the name of its row where it belongs to one.
    BlankCell { row: Quoted }
}

/// What is said of a blank cell, and how severe it is.
pub fn worded(blank: &Blank<'_>) -> (Message, Severity) {
    let (severity, wording) = words(blank.need);
    (wording.with(BlankCell { row: blank.row.into() }), severity)
}

/// `must` where a blank cell is an error, `should` where it is a warning.
macro_rules! words {
    ($( advice $advice:ident { $( $severity:ident $need:ident $text:tt )+ } )+) => {
        const fn words(need: Need) -> (Severity, Wording<BlankCell>) {
            match need {$($(
                Need::$need => (
                    words!(@$severity),
                    Wording::new(&Words { message: message!(@text $text), advice: $advice }),
                ),
            )+)+}
        }
    };
    (@must) => { Severity::Error };
    (@should) => { Severity::Warning };
}

pub const FILL_IN: Text = Text { zh: "补填此格。", en: "Fill it in." };
/// Only a row of a table can be one that does not apply.
const FILL_IN_ROW: Text = Text {
    zh: "补填此格；确实不涉及的，写“不适用”。",
    en: "Fill it in; write 不适用 where it does not apply.",
};
const SCORE: Text = Text {
    zh: "“{row}”有分值，得分没有填写。",
    en: "{row} has points, but its score is blank.",
};
const AIM: Text = Text { zh: "“{row}”没有填写指标值。", en: "{row} has no target." };

words! {
    advice FILL_IN {
        must Year { zh "年度没有填写。" en "The year is blank." }
        must Department { zh "部门（单位）名称没有填写。" en "The department's name is blank." }
        should FilingDate { zh "填报日期没有填写。" en "The filing date is blank." }
        must Project { zh "项目名称没有填写。" en "The project's name is blank." }
        must Amount { zh "当年度金额没有填写。" en "The amount for the year is blank." }
        should Purpose { zh "用途范围（项目概述）没有填写。" en "The purpose of the funds is blank." }
        should Basis { zh "政策依据没有填写。" en "The policy basis is blank." }
        should Period { zh "项目起止时间没有填写。" en "The period of the project is blank." }
        should TaskAim AIM
        must LineRate {
            zh "“{row}”有分值，执行率没有填写。"
            en "{row} has points, but its execution rate is blank."
        }
        must LineScore SCORE
        must LineWeight {
            zh "“{row}”没有分值，而同表其他指标都有分值。"
            en "{row} has no points, while the rows of the table have."
        }
        should LineBudget {
            zh "“{row}”有执行数，全年预算数没有填写。"
            en "{row} has an execution, but its adjusted budget is blank."
        }
        must LineExecuted {
            zh "“{row}”有预算数和分值，全年执行数没有填写。"
            en "{row} has a budget and points, but its execution is blank."
        }
        must TotalWeight { zh "总分的分值没有填写。" en "The total of the weights is blank." }
        must TotalScore { zh "总分的得分没有填写。" en "The total score is blank." }
        must Account {
            zh "资金管理情况中“{row}”的情况说明没有填写。"
            en "The account of {row} in the management of the funds is blank."
        }
        must AccountTotal {
            zh "“{row}”没有填写，而本栏已填有收支数。"
            en "“{row}” is blank, though its column has income or expenditure."
        }
    }
    advice FILL_IN_ROW {
        must Target {
            zh "“{row}”有分值，年度指标值没有填写。"
            en "{row} has points, but its target is blank."
        }
        must Actual {
            zh "“{row}”有分值，实际完成值没有填写。"
            en "{row} has points, but its actual value is blank."
        }
        must Score SCORE
        must Weight {
            zh "“{row}”没有分值，而同表其他指标都有分值。"
            en "{row} has no points, while other rows of the table have."
        }
        should TransferActual {
            zh "“{row}”有指标值，实际完成值没有填写。"
            en "{row} has a target, but its actual value is blank."
        }
        should Aim AIM
    }
}
