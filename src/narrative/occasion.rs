//! What a dated sentence says happened on its day.

use super::dated::{Dated, Moment};
use crate::value::text::contains_any;

/// The day within `year` on which the sentence says the evaluation of that year was carried out.
pub fn carried_out(sentence: &Dated, year: i32) -> Option<&Moment> {
    const OTHERWISE: [&str; 14] = [
        "监控", "中期", "半年", "季度", "阶段", "月度", "计划于", "拟于", "将于", "预计", "事前",
        "去年", "上年", "上一年",
    ];
    // An evaluation by others may look at the years before.
    if sentence.contains_any(&["第三方", "委托"]) && !sentence.contains_any(&["自评"]) {
        return None;
    }
    if sentence.contains_any(&OTHERWISE)
        || sentence.moments.iter().any(|moment| moment.date.year != year)
    {
        return None;
    }
    let is_within = |moment: &&Moment| {
        moment.date.month.is_some()
            && moment.date.year == year
            && moment.date.latest() < (year, 12, 31)
    };
    sentence.moments.iter().filter(is_within).find(|moment| {
        let opens = moment.before.is_empty()
            || moment.before.ends_with(['于', '在', '自', '从', '，', ',', '、', ':']);
        opens && says_evaluated(&moment.after)
    })
}

/// `至4月18日对整体支出开展了绩效自评`: the clause after the date says that the evaluation was
/// done, not that it was prepared.
fn says_evaluated(after: &str) -> bool {
    const DONE: [&str; 5] = ["开展", "进行", "完成", "实施", "组织"];
    const PREPARED: [&str; 9] =
        ["培训", "布置", "动员", "部署", "方案", "通知", "会议", "准备", "学习"];
    // A day before which something is due says nothing of when it was done.
    // Nor does the date of a paper, in brackets behind its title.
    if after.starts_with(['前', ')', '）']) || after.starts_with("底前") {
        return false;
    }
    let clause = after.trim_start_matches(|c: char| {
        c.is_ascii_digit()
            || matches!(c, '至' | '到' | '-' | '~' | '—' | '年' | '月' | '日' | '，' | ',')
    });
    let clause = clause.split(['，', ',', ';', '(']).next().unwrap_or("");
    let evaluated = ["自评", "绩效评价"].iter().filter_map(|word| clause.find(word)).min();
    let done = DONE.iter().filter_map(|word| clause.find(word)).min();
    // `1-6月绩效自评`: of a part of the year.
    let is_of_months =
        evaluated.and_then(|at| clause.get(..at)).is_some_and(|before| before.contains('月'));
    let is_prepared = contains_any(clause, &PREPARED) || is_of_months;
    // An evaluation by others may look at the years before.
    let is_by_others = !clause.contains("自评")
        && contains_any(
            clause,
            &["委托", "第三方", "机构", "财政局", "财政厅", "财政部", "审计", "上级"],
        );
    done.zip(evaluated).is_some_and(|(done, evaluated)| done < evaluated)
        && !is_prepared
        && !is_by_others
}

/// Is it the day before which the evaluation of `year` is due?
pub fn is_due_day(sentence: &Dated, moment: &Moment, year: i32) -> bool {
    moment.date.year == year.saturating_add(1) && is_due(sentence, moment)
}

/// Is it a day within `year` or before, on which the evaluation of that year cannot be due? Of an
/// earlier evaluation the sentence names the year.
pub fn is_due_early(sentence: &Dated, moment: &Moment, year: i32) -> bool {
    const EARLIER: [&str; 8] = ["上年", "去年", "上一年", "往年", "准备", "中期", "监控", "事前"];
    moment.date.year <= year
        && is_due(sentence, moment)
        && !sentence.contains_any(&EARLIER)
        && sentence.moments.iter().all(|other| other.date.year == moment.date.year)
}

/// Whether an evaluation is to be done before the day.
fn is_due(sentence: &Dated, moment: &Moment) -> bool {
    const OTHERS: [&str; 7] = ["下属", "所属", "其", "各单位", "各部门", "县区", "整改"];
    let clause = moment.after.split(['，', ',', ';']).next().unwrap_or("");
    // What is published by that day was done before.
    let is_done = clause.strip_prefix('前').is_some_and(|rest| {
        let done = ["完成", "报送", "上报", "提交"].iter().filter_map(|word| rest.find(word)).min();
        done.is_some_and(|done| rest.find("公开").is_none_or(|published| done < published))
    });
    moment.date.day.is_some()
        && is_done
        && clause.contains("自评")
        && !sentence.contains_any(&OTHERS)
}

/// Is it the day before which the report itself is to be published?
pub fn is_publication_day(sentence: &Dated, moment: &Moment) -> bool {
    let clause = moment.after.split(['，', ',', ';']).next().unwrap_or("");
    let is_published =
        clause.strip_prefix('前').is_some_and(|rest| contains_any(rest, &["公开", "公布", "公示"]));
    let is_planned =
        ["将于", "拟于", "将在", "拟在"].iter().any(|word| moment.before.ends_with(word));
    moment.date.day.is_some()
        && is_published
        && is_planned
        && sentence.contains_any(&["自评", "评价报告"])
}

/// The day of the approval and the day of the publication that follows it, where the sentence has
/// one of each, both of one thing.
pub fn approval_and_publication(sentence: &Dated) -> Option<(&Moment, &Moment)> {
    const PLANNED: [&str; 5] = ["将于", "拟于", "计划", "预计", "应当"];
    let days: Vec<&Moment> =
        sentence.moments.iter().filter(|moment| moment.date.month.is_some()).collect();
    let [approved, published] = *days.as_slice() else { return None };
    let is_of_one_thing = sentence.contains_any(&["预算"]) != sentence.contains_any(&["决算"]);
    let is_another = sentence.contains_any(&["绩效", "目标表", "自评", "采购", "调整", "项目"]);
    let follows = approved.date.earliest() <= published.date.latest();
    let done = |moment: &Moment, words: &[&str]| {
        let clause = moment.after.split(['，', ',', ';']).next().unwrap_or("");
        contains_any(clause, words)
    };
    let fits =
        done(approved, &["批复", "批准", "下达"]) && done(published, &["公开", "公布", "公示"]);
    (fits && follows && is_of_one_thing && !is_another && !sentence.contains_any(&PLANNED))
        .then_some((approved, published))
}

/// The budget year the opening formula names, where it names one alone.
pub fn opening_year(sentence: &Dated) -> Option<&Moment> {
    const FORMULAS: [&str; 6] =
        ["报告如下", "汇报如下", "说明如下", "公布如下", "公开如下", "情况如下"];
    let (_, opening) = sentence.text.rsplit_once("现将")?;
    let is_formula = FORMULAS.iter().any(|formula| opening.contains(formula));
    let is_report = contains_any(opening, &["自评", "绩效", "支出", "评价"]);
    let mut named = sentence.moments.iter().filter(|moment| moment.before.contains("现将"));
    let first = named
        .next()
        .filter(|moment| moment.date.month.is_none() && moment.after.starts_with('度'))?;
    (is_formula && is_report && named.next().is_none()).then_some(first)
}
