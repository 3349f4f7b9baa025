//! The total score and the grade.

use crate::filing::{Cell, Narrative};
use crate::narrative::prose::Mention;
use crate::relation::across::report::points::{Table, same_points};
use crate::relation::across::report::{
    Restatement, core, is_of, once, restatement, texts, undated,
};
use crate::scoring::grade;

/// The total score and the grade that the report gives itself.
pub fn totals<'a>(report: &'a Narrative, rows: &Table<'a>) -> Vec<Restatement<'a>> {
    let Some(total) = &rows.table.total else { return Vec::new() };
    let year = report.head.evaluated_year();
    let mut found = Vec::new();
    if let Some((score, theirs)) =
        total.score.as_ref().and_then(|cell| Some((cell, cell.number()?)))
    {
        for (heading, cell, prose) in texts(report) {
            // What stands under the name of a group is the group's.
            let is_of_group = |mention: &&Mention| {
                let name = if mention.line == 0 && prose.lead(mention).is_empty() {
                    heading
                } else {
                    prose.lead(mention)
                };
                rows.subject(name).is_some() || mention.item.topic.contains("项目")
            };
            let totals = prose
                .mentions
                .iter()
                .filter(|mention| is_total(mention, year) && !is_of_group(mention));
            found.extend(totals.map(|mention| {
                restatement(cell, mention, vec![score], same_points(mention.item.number, theirs))
            }));
        }
    }
    if let Some((cell, grade)) =
        total.grade.as_ref().and_then(|cell| Some((cell, letter(cell.compact())?)))
    {
        found.extend(
            report
                .sections
                .iter()
                .filter_map(|section| stated_grade(section.text.as_ref()?, cell, grade)),
        );
    }
    once(found)
}

/// `自评得分99.54分`, and no other word before it but whose.
fn is_total(mention: &Mention, year: Option<i32>) -> bool {
    const TOTALS: [&str; 9] = [
        "自评总得分", "自评综合得分", "综合得分", "自评得分", "自评总分", "自评分数", "最终得分",
        "总得分", "自评",
    ];
    const WHOSE: [&str; 19] = [
        "我局", "我院", "我校", "我委", "我厅", "我办", "我镇", "我中心", "我单位", "本部门",
        "本单位", "本次", "部门", "单位", "整体", "支出", "绩效", "本年", "评价",
    ];
    if mention.item.unit.noun != "分" || mention.item.unit.power != 0 {
        return false;
    }
    let label = core(&mention.item.label);
    let Some(whose) =
        TOTALS.iter().find_map(|word| label.strip_suffix(word)).filter(|whose| is_of(year, whose))
    else {
        return false;
    };
    let mut rest = undated(whose);
    while let Some(after) = WHOSE.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = undated(after);
    }
    rest.is_empty()
}

fn letter(text: &str) -> Option<char> {
    text.chars().next().filter(|c| matches!(c, '优' | '良' | '中' | '差'))
}

/// `评价等级为“优”`
fn stated_grade<'a>(prose: &'a Cell, cell: &'a Cell, theirs: char) -> Option<Restatement<'a>> {
    if !prose.text().contains("等级") {
        return None;
    }
    let text = prose.running();
    let named = grade::named_in(&text.text)?;
    let stated = letter(text.text.get(named.clone())?)?;
    Some(Restatement {
        prose,
        span: text.span(named),
        stated: stated.to_string(),
        cells: vec![cell],
        cell_span: None,
        theirs: cell.text().trim().to_owned(),
        ours: stated.to_string(),
        agrees: stated == theirs,
        mild: false,
    })
}
