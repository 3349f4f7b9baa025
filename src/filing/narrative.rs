//! 绩效自评报告: prose.

use super::Head;
use super::record::record;

record! {
    /// One section of a report.
    Section {
        heading "heading": cell(Words),
        text "text": prose(),
    }
}

record! {
    /// 绩效自评报告
    Narrative {
        head "": flat(Head),
        sections "sections": rows(Section),
    }
}
