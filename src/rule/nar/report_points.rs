//! # 报告分值前后不符
//!
//! **查什么**：报告逐组列出的分值、得分：各组之和不等于总分，各指标之和不等于所在组的分值或得分，
//! 得分超过其分值。只有大纲本身能够证明（另一栏相符，或至少两处同类算式成立而仅一处不符）时才提示。
//!
//! **为什么**：报告的分值由表而来，漏改、错抄一处，各级之和就对不上。
//!
//! **不查什么**：只列部分指标、只列扣分项、有加分项的；一份报告评价几个项目而不能分清的。
//!
//! ---
//!
//! **What it finds**: points of the groups and indicators that a report goes through and that do not
//! add up, from indicator to group and from group to total, or a score above its points.
//!
//! **Why**: the points come from the table; where one is copied wrong, the sums no longer fit.
//!
//! **What it leaves alone**: outlines that name only some indicators or only deductions, bonus
//! points, reports on several projects.
//!
//! ```json fails
//! {"kind": "narrative", "sections": [{"text": "总分值100分，自评得分95分。\n（一）产出指标（分值50分，得分48分）\n（二）效益指标（分值40分，得分37分）\n（三）满意度指标（分值10分，得分9分）"}]}
//! ```
//!
//! ```json passes
//! {"kind": "narrative", "sections": [{"text": "总分值100分，自评得分94分。\n（一）产出指标（分值50分，得分48分）\n（二）效益指标（分值40分，得分37分）\n（三）满意度指标（分值10分，得分9分）"}]}
//! ```

use crate::finding::{Family, RuleInfo, Severity, Text, message};
use crate::relation::Relations;
use crate::relation::proof::{self, Kind};
use crate::rule::claims::{ClaimFigures, judge_misfits};
use crate::rule::{ARITHMETIC, Check, Checks, Rule};

pub static REPORT_POINTS: Rule = Rule {
    info: RuleInfo {
        family: Family::Nar,
        code: "NAR011",
        name: "report-points",
        severity: Severity::Warning,
        summary: Text {
            zh: "报告各级分值、得分对不上",
            en: "the points that a report goes through do not add up",
        },
        basis: ARITHMETIC,
    },
    checks: &[Check::Filing(proof::READS, check)],
};

message! {
    MESSAGE for ClaimFigures
    zh "按报告所列 {formula}，此处应为 {expected}，写作 {claimed}。"
    en "By the points of the report ({formula}) this should be {expected}; it says {claimed}."
    advice {
        zh "对照自评表核对各级分值和得分，改正写错的一处。"
        en "Compare the points with the table's, and correct the one that is wrong."
    }
}

fn check(relations: &Relations<'_>, checks: &mut Checks) {
    judge_misfits(relations, checks, &[Kind::Points], &REPORT_POINTS, MESSAGE);
}
