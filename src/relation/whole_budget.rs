//! The total budget, initial and adjusted, and what prose says about it.

use crate::filing::{Cell, Document, Evaluation, MaybeCell, Place};
use crate::narrative::scanner::{Item, Scan, Sentence, Token};
use crate::relation::prose::cells_of;
use crate::scoring::execution;
use crate::value::Column;
use crate::value::number::Dec;
use crate::value::text::contains_any;
use crate::value::unit::Dimension;

/// The total budget, initial and adjusted.
pub struct Budgets {
    pub initial: (Dec, String),
    pub adjusted: (Dec, String),
    /// The cell of the table that has it.
    pub place: Option<Place>,
}

impl Budgets {
    pub fn differ(&self) -> bool {
        self.initial.0 != self.adjusted.0
    }
}

/// A clause that speaks of the budget of the whole.
pub struct Clause<'a> {
    pub text: &'a Cell,
    pub span: (usize, usize),
    pub words: String,
}

/// Clauses that deny any adjustment of the budget, and what it was.
pub struct Denials<'a> {
    pub clauses: Vec<Clause<'a>>,
    pub budgets: Budgets,
}

/// A document is judged by the budgets its text states itself, a table also by those of its funds.
pub fn own_denials(document: &Document) -> Option<Denials<'_>> {
    denials(document, |texts| stated(texts).or_else(|| tabled(document.evaluation()?)))
}

/// A report that states no budgets is judged by those of its table.
pub fn denials_beside<'a>(report: &'a Document, table: &Evaluation) -> Option<Denials<'a>> {
    denials(report, |texts| if stated(texts).is_none() { tabled(table) } else { None })
}

fn denials<'a>(
    document: &'a Document,
    budgets: impl Fn(&[&Cell]) -> Option<Budgets>,
) -> Option<Denials<'a>> {
    let texts = texts(document);
    let clauses = clauses(&texts, denies_adjustment);
    if clauses.is_empty() {
        return None;
    }
    Some(Denials { clauses, budgets: budgets(&texts)? })
}

/// Clauses that call the budget fully spent, and what was spent of it.
pub struct SaidSpent<'a> {
    pub clauses: Vec<Clause<'a>>,
    pub executed: &'a Cell,
    pub budget: &'a Cell,
    /// A fraction.
    pub share: Dec,
}

/// What a document says of the funds of `table`: its own, or that of the report's department.
pub fn said_spent<'a>(document: &'a Document, table: &'a Evaluation) -> Option<SaidSpent<'a>> {
    let line = table.funds.as_ref()?.total.as_ref()?;
    let share = execution::share(line)?;
    let (executed, budget) = (line.executed.cell()?, line.budget.cell()?);
    let clauses = clauses(&texts(document), says_all_spent);
    Some(SaidSpent { clauses, executed, budget, share })
}

/// A row's reason speaks of its own indicator.
fn texts(document: &Document) -> Vec<&Cell> {
    cells_of(document).into_iter().filter(|cell| !cell.place.is_in_row()).collect()
}

fn clauses<'a>(texts: &[&'a Cell], find: fn(&Cell) -> Option<Clause<'_>>) -> Vec<Clause<'a>> {
    texts.iter().filter_map(|text| find(text)).collect()
}

/// The budgets of the whole that the document's prose states, each the same wherever it is stated.
fn stated(cells: &[&Cell]) -> Option<Budgets> {
    let mut initial: Option<(Dec, String)> = None;
    let mut adjusted: Option<(Dec, String)> = None;
    for cell in cells.iter().filter(|cell| cell.column == Column::Prose) {
        let scan = Scan::new(cell.text());
        let sentences = scan.sentences();
        let whole = |sentence: &&Sentence| {
            !sentence.items.iter().any(|item| item.is_labelled(&["经费", "三公", "公用", "采购"]))
        };
        for item in sentences.iter().filter(whole).flat_map(|sentence| &sentence.items) {
            let part = item.is_labelled(&["项目", "基本支出", "基金", "上年", "基本医疗"]);
            if item.unit.dimension != Dimension::Money || item.vague || part || item.among {
                continue;
            }
            let slot = match kind(item) {
                Some(true) => &mut initial,
                Some(false) => &mut adjusted,
                None => continue,
            };
            let value = item.base()?;
            match slot {
                Some((known, _)) if *known != value => return None,
                _ => *slot = Some((value, scan.token_text(item.token))),
            }
        }
    }
    Some(Budgets { initial: initial?, adjusted: adjusted?, place: None })
}

/// Initial, adjusted, or neither.
fn kind(item: &Item) -> Option<bool> {
    let label = item.label.trim_end_matches(['为', '数', '是']);
    if ["全年预算", "调整预算", "调整后预算", "下达预算"].iter().any(|word| label.ends_with(word))
    {
        return Some(false);
    }
    ["年初预算", "收入总预算", "支出总预算", "预算批复总额", "批复预算", "年初预算总额"]
        .iter()
        .any(|word| label.ends_with(word))
        .then_some(true)
}

/// The budgets of a funds table.
fn tabled(table: &Evaluation) -> Option<Budgets> {
    let line = table.funds.as_ref()?.total.as_ref()?;
    let (initial, budget) = (line.initial.cell()?, line.budget.cell()?);
    Some(Budgets {
        initial: (initial.amount()?, initial.text().trim().to_owned()),
        adjusted: (budget.amount()?, budget.text().trim().to_owned()),
        place: Some(budget.place.clone()),
    })
}

/// `年度预算资金已全部执行完毕`, `预算执行未出现明显偏差`: said of the budget as a whole, in one
/// clause.
fn says_all_spent(cell: &Cell) -> Option<Clause<'_>> {
    const SPENT: [&str; 9] = [
        "全部执行完毕", "已全部执行", "全部支出完毕", "已全部支出", "全额执行", "全额支出",
        "全部使用完毕", "已全部使用", "全部执行到位",
    ];
    const NO_GAP: [&str; 8] = [
        "无明显偏差", "无较大偏差", "没有明显偏差", "未出现明显偏差", "不存在明显偏差",
        "无明显差距", "没有偏差", "不存在偏差",
    ];
    /// Words about a part, a plan, another day than the year's last, or not everything.
    const OTHER: [&str; 24] = [
        "项目", "专项", "三公", "经费", "上年", "结转", "除", "未", "计划", "预计", "拟", "争取",
        "确保", "基本", "其中", "补助", "截至", "截止", "目前", "次年", "月", "财政", "自有",
        "一般公共",
    ];
    // Rules out most texts without scanning them.
    if !contains_any(&cell.running().text, &["全部", "全额", "偏差", "差距"]) {
        return None;
    }
    let scan = Scan::new(cell.text());
    scan.tokens.iter().filter(|token| token.token == Token::Words).find_map(|token| {
        let words = scan.text(&token.chars);
        let is_spent = contains_any(&words, &SPENT) && contains_any(&words, &["预算", "资金"]);
        let has_no_gap = contains_any(&words, &NO_GAP) && words.contains("预算执行");
        if !is_spent && !has_no_gap {
            return None;
        }
        // 除质保金外，…: the beginning of the sentence counts, too.
        let before = scan.text(&(0..token.chars.start));
        let sentence =
            format!("{}{words}", before.rsplit(['。', ';', '\n']).next().unwrap_or_default());
        let is_of_all = is_spent && !contains_any(&sentence, &OTHER);
        let is_of_budget =
            has_no_gap && !contains_any(&sentence, &["除", "绩效", "项目", "截至", "目前"]);
        (is_of_all || is_of_budget).then(|| Clause {
            text: cell,
            span: scan.span(&token.chars),
            words,
        })
    })
}

/// The words that deny any adjustment of the budget, with their place:
/// `无申请预算的调剂及年中追加资金的情况`
fn denies_adjustment(cell: &Cell) -> Option<Clause<'_>> {
    if !(cell.text().contains("调剂")
        || cell.text().contains("追加")
        || cell.text().contains("调整"))
    {
        return None;
    }
    let scan = Scan::new(cell.text());
    scan.tokens.iter().filter(|token| token.token == Token::Words).find_map(|token| {
        let words = scan.text(&token.chars);
        let start = [
            "无申请", "没有", "未发生", "未进行", "不存在", "无预算", "未申请", "未调整", "未追加",
            "无调整", "无追加", "无年中",
        ]
        .iter()
        .filter_map(|no| words.find(no))
        .min()?;
        let denied = words.get(start..)?;
        // 除政策性追加外，未调整预算: the beginning of the sentence names an exception.
        let before = scan.text(&(0..token.chars.start));
        let opening = before.rsplit(['。', ';', '\n']).next().unwrap_or_default();
        if opening.contains('除') {
            return None;
        }
        let budget = (words.contains("预算") || denied.contains("追加资金"))
            && ["调剂", "追加", "调整", "调增"].iter().any(|word| denied.contains(word));
        let other = [
            "政府性基金", "科目", "绩效目标", "三公", "用途", "指标", "随意", "擅自", "违规",
            "大额", "超", "结构", "依据", "手续", "制度", "程序",
        ]
        .iter()
        .any(|word| words.contains(word));
        (budget && !other && denied.chars().count() <= 40).then(|| {
            let chars = token.chars.start + words.get(..start).unwrap_or("").chars().count()
                ..token.chars.end;
            Clause { text: cell, span: scan.span(&chars), words: denied.to_owned() }
        })
    })
}

/// Each report with the only department evaluation of the filing, if both are of the same year.
pub fn reports_with_table(documents: &[Document]) -> Vec<(&Document, &Evaluation)> {
    let mut departments =
        documents.iter().filter(|document| matches!(document, Document::DepartmentEvaluation(_)));
    let Some(department) = departments.next().filter(|_| departments.next().is_none()) else {
        return Vec::new();
    };
    let year = department.head().evaluated_year();
    documents
        .iter()
        .filter(|document| matches!(document, Document::Narrative(_)))
        .filter(|report| report.head().evaluated_year() == year)
        .filter_map(|report| Some((report, department.evaluation()?)))
        .collect()
}
