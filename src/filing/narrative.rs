//! 绩效自评报告: prose.

use super::record::record;
use super::{Cell, Head};

record! {
    /// One section of a report.
    Section {
        heading "heading" "小标题": cell(Words),
        text "text" "正文": required cell(Prose) as "string",
    }
}

record! {
    /// 绩效自评报告
    Narrative extends Head {
        sections "sections" "章节": required many(Section),
    }
}

impl Narrative {
    /// The texts of its sections.
    pub fn texts(&self) -> impl Iterator<Item = &Cell> {
        self.sections.iter().filter_map(|section| section.text.as_ref())
    }
}
