//! Every rule's page: its examples must fail or pass as stated.

use std::iter;
use std::path::PathBuf;

use jixiao::Locale;
use jixiao::Profile;
use jixiao::RuleInfo;
use jixiao::internals::Judgement;
use jixiao::internals::Rule;
use jixiao::internals::all_rules;
use jixiao::internals::{Filing, Kind};
use jixiao::{Options, validate};
use serde_json::{Value as Json, json};

/// A rule's documentation page: the `//!` comment of its file.
pub struct Page {
    pub file: PathBuf,
    pub text: String,
    pub fails: Json,
    pub passes: Json,
}

/// The page of `code`, from the file that declares it.
pub fn page(code: &str) -> Page {
    let family = code[..3].to_lowercase();
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/rule").join(family);
    let declares = |path: &PathBuf| {
        std::fs::read_to_string(path).is_ok_and(|text| text.contains(&format!("code: \"{code}\"")))
    };
    let file = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(declares)
        .unwrap_or_else(|| panic!("no file declares {code}"));
    let source = std::fs::read_to_string(&file).unwrap();
    let text: String = source
        .lines()
        .map_while(|line| line.strip_prefix("//!"))
        .map(|line| format!("{}\n", line.strip_prefix(' ').unwrap_or(line)))
        .collect();
    let block = |kind: &str| {
        let (_, after) = text
            .split_once(&format!("```json {kind}\n"))
            .unwrap_or_else(|| panic!("{}: no example that {kind}", file.display()));
        let (json, _) = after.split_once("```").unwrap();
        serde_json::from_str(json)
            .unwrap_or_else(|error| panic!("{}: the example that {kind}: {error}", file.display()))
    };
    Page { fails: block("fails"), passes: block("passes"), text: text.clone(), file }
}

/// An example is a document, or a filing if it needs several.
fn codes(example: &Json, locale: Locale) -> Vec<(String, String)> {
    let filing = if example.get("documents").is_some() {
        example.clone()
    } else {
        json!({ "documents": [example] })
    };
    let report = validate(&filing, &Options { locale, ..Options::default() }).unwrap();
    report
        .findings
        .into_iter()
        .map(|finding| {
            (
                finding.code.to_owned(),
                finding.message.clone() + finding.advice.as_deref().unwrap_or(""),
            )
        })
        .collect()
}

#[test]
fn every_rule_has_a_page_whose_examples_hold() {
    let mut wrong = Vec::new();
    for rule in all_rules() {
        let page = page(rule.info.code);
        for locale in [Locale::Chinese, Locale::English] {
            let found = codes(&page.fails, locale);
            if !matches!(found.as_slice(), [(code, _)] if code == rule.info.code) {
                wrong.push(format!("{}: the failing example gives {found:?}", rule.info.code));
            }
            if let Some((_, words)) = found.iter().find(|(_, words)| words.contains(['{', '}'])) {
                wrong.push(format!("{}: a hole in {words:?}", rule.info.code));
            }
        }
        let found = codes(&page.passes, Locale::Chinese);
        if !found.is_empty() {
            wrong.push(format!("{}: the passing example gives {found:?}", rule.info.code));
        }
        if !page.text.starts_with("# ") || !page.text.contains("\n---\n") {
            wrong.push(format!(
                "{}: {} has no title or no English half",
                rule.info.code,
                page.file.display()
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn kinds() -> impl Iterator<Item = &'static str> {
    Kind::ALL.iter().map(|kind| kind.key())
}

/// Filings in which every rule has something to check: the pages' examples, the samples, generated
/// ones valid and broken, every self-evaluation as each of the three kinds, and every sentence of
/// an example in every kind of document.
fn filings() -> Vec<Json> {
    let examples: Vec<Json> = all_rules()
        .flat_map(|rule| [page(rule.info.code).fails, page(rule.info.code).passes])
        .map(as_filing)
        .collect();
    let sentences: Vec<String> = examples
        .iter()
        .filter_map(|filing| {
            Some(filing.pointer("/documents/0/sections/0/text")?.as_str()?.to_owned())
        })
        .collect();
    let samples = ["hunan-2025-filing", "guangdong-targets-2025"].map(crate::filings::sample);
    let mut filings: Vec<Json> =
        examples.into_iter().chain(samples).chain(crate::generated::some_filings()).collect();
    filings = filings
        .iter()
        .flat_map(|filing| EVALUATIONS.map(|kind| with_evaluations_as(kind, filing)))
        .collect();
    filings.extend(sentences.iter().map(|text| in_every_kind(text)));
    filings.push(in_every_kind("（300字以内）"));
    filings.extend(["1,2,34.5.6", "300万元万元"].map(number_everywhere));
    filings.extend(rest());
    filings
}

fn as_filing(example: Json) -> Json {
    if example.get("documents").is_some() { example } else { json!({ "documents": [example] }) }
}

const EVALUATIONS: [&str; 3] = ["departmentEvaluation", "projectEvaluation", "transferEvaluation"];

fn with_evaluations_as(kind: &str, filing: &Json) -> Json {
    let mut filing = filing.clone();
    for document in filing["documents"].as_array_mut().unwrap() {
        if EVALUATIONS.iter().any(|evaluation| document["kind"] == *evaluation) {
            document["kind"] = kind.into();
        }
    }
    filing
}

/// A sentence in a cell of every kind of document.
fn in_every_kind(text: &str) -> Json {
    let documents = kinds().map(|kind| match kind {
        "departmentTargets" => json!({"kind": kind, "goals": [text]}),
        "projectTargets" => json!({"kind": kind, "purpose": text}),
        "scoreSheet" => json!({"kind": kind, "items": [{"name": "预算执行", "note": text}]}),
        "baseData" => json!({"kind": kind, "lines": [{"name": text}]}),
        "fundAccounts" => json!({"kind": kind, "fund": text}),
        "narrative" => json!({"kind": kind, "sections": [{"text": text}]}),
        _ => json!({"kind": kind, "goals": {"achieved": text}}),
    });
    json!({ "documents": documents.collect::<Vec<_>>() })
}

/// A non-number in a numeric cell of every kind of table.
fn number_everywhere(text: &str) -> Json {
    let tables = kinds().filter(|kind| *kind != "narrative").map(|kind| match kind {
        "departmentTargets" => json!({"kind": kind, "expenditure": {"total": text}}),
        "projectTargets" => json!({"kind": kind, "amount": text}),
        "scoreSheet" => json!({"kind": kind, "items": [], "funds": {"total": {"budget": text}}}),
        "baseData" => json!({"kind": kind, "lines": [{"actual": text}]}),
        "fundAccounts" => json!({"kind": kind, "income": {"actual": text}}),
        _ => json!({"kind": kind, "funds": {"total": {"budget": text}}}),
    });
    json!({ "documents": tables.collect::<Vec<_>>() })
}

/// Documents missing from the samples and the generators.
fn rest() -> [Json; 2] {
    let indicator = |target: &str| json!({"level1": "产出指标（80分）", "level2": "质量指标", "name": "造林抽检数量", "target": target, "weight": "90"});
    let head = |kind: &str, title: &str| json!({"kind": kind, "title": title, "year": "2025", "department": "某市林业局", "filedOn": "2025年6月20日"});
    let with = |mut document: Json, cells: Json| {
        document.as_object_mut().unwrap().extend(cells.as_object().unwrap().clone());
        document
    };
    let wrong_years = json!({"documents": [
        with(head("departmentTargets", "2024年度部门整体支出绩效目标表"), json!({"indicators": [indicator("≥30处")]})),
        with(head("scoreSheet", "2024年度部门整体支出绩效评分表"), json!({
            "funds": {"total": {"initial": "1000", "budget": "1250", "executed": "1000", "rate": "80%", "weight": "10", "score": "8"}},
            "items": [{"group": "投入", "groupWeight": "45", "name": "目标设定", "weight": "40", "score": "38"}, {"group": "过程", "groupWeight": "60", "name": "预算管理", "weight": "60", "score": "58"}],
            "total": {"weight": "100", "score": "96", "grade": "优"}})),
        with(head("baseData", "2024年度基础数据表"), json!({"lines": [
            {"name": "项目支出", "actual": "803847.64", "parts": [{"name": "1、业务经费", "actual": "33111.11"}, {"name": "2、运行维护经费", "actual": "50736.53"}]}]})),
        head("fundAccounts", "2024年度基金收支表"),
        json!({"kind": "projectTargets", "amount": "100.01", "parts": [{"name": "中央", "amount": "60"}, {"name": "地方", "amount": "40"}], "indicators": []}),
        with(head("narrative", "2024年度绩效自评报告"), json!({"sections": [{"text": "全年预算数1250万元，到账万元万元。"}]})),
    ]});
    let differing = json!({"documents": [
        with(head("departmentTargets", "2025年度部门整体支出绩效目标表"), json!({"expenditure": {"total": "912.5"}})),
        with(head("scoreSheet", "2025年度部门整体支出绩效评分表"), json!({"items": [], "funds": {"total": {"budget": "2048.6"}}})),
        with(head("departmentEvaluation", "2025年度部门整体支出绩效自评表"), json!({"indicators": [indicator("≥20处")], "funds": {"total": {"initial": "1024.3", "budget": "2048.7"}}})),
        with(head("narrative", "2025年度绩效自评报告"), json!({"sections": [{"text": "年初预算1024.3万元。"}]})),
    ]});
    [wrong_years, differing]
}

/// A filing, and the same without its documents of one kind.
struct Pair {
    kind: &'static str,
    with: Filing,
    without: Filing,
}

fn pairs() -> Vec<Pair> {
    let mut pairs = Vec::new();
    for filing in filings() {
        let documents = filing["documents"].as_array().unwrap();
        for kind in
            kinds().filter(|kind| documents.iter().any(|document| document["kind"] == *kind))
        {
            let others: Vec<&Json> =
                documents.iter().filter(|document| document["kind"] != kind).collect();
            let without = Filing::read(json!({ "documents": others })).unwrap();
            pairs.push(Pair { kind, with: Filing::read(&filing).unwrap(), without });
        }
    }
    pairs
}

/// The kinds of document that a rule reads: those without which it gives another answer, be it one
/// check less or another finding.
fn documents_of(rule: &'static Rule, pairs: &[Pair]) -> Vec<&'static str> {
    // Everything that a province may require.
    let strict = json!({"id": "strict", "name": "strict", "evaluationDue": "2026-05-31", "marksNotApplicable": true, "reasonForBudgetChange": true});
    let profile = Profile::from_json(&strict).unwrap();
    let answers = |filing: &Filing| {
        let judgement = Judgement::by(iter::once(rule), filing, &profile, None);
        let cells: Vec<String> = judgement
            .findings()
            .iter()
            .map(|finding| {
                format!("{:?} {:?}", finding.message.claimed(), finding.message.expected())
            })
            .collect();
        (cells, judgement.counted().passed().collect::<Vec<_>>())
    };
    let looks_at = |kind: &str| {
        pairs.iter().any(|pair| pair.kind == kind && answers(&pair.with) != answers(&pair.without))
    };
    kinds().filter(|kind| looks_at(kind)).collect()
}

/// The content that `docs/rules/` should have: a page per rule and the index.
fn docs() -> Vec<(String, String)> {
    let pairs = pairs();
    let mut docs = Vec::new();
    let mut index = String::from(
        "# 规则一览 · The rule book\n\nGenerated from `src/rule/` by `make docs`; `make test` fails where it is out of date and runs the examples of every page.\n\n\
         The documents are those whose absence changes what a rule says of the examples, the samples or generated filings.\n\n\
         | 代码 | 名称 | 级别 | 查什么 | finds | documents | tests |\n|---|---|---|---|---|---|---|\n",
    );
    for rule in all_rules() {
        let page = page(rule.info.code);
        let source = std::fs::read_to_string(&page.file).unwrap();
        let tests = source.matches("#[test]").count();
        let documents = documents_of(rule, &pairs);
        let RuleInfo { code, name, severity, summary, basis, .. } = &rule.info;
        let severity = severity.as_str();
        index.push_str(&format!(
            "| [{code}]({code}.md) | `{name}` | {severity} | {} | {} | {} | {tests} |\n",
            summary.zh,
            summary.en,
            documents.join(", ")
        ));
        let (title, rest) = page.text.split_once('\n').unwrap();
        let title = title.trim_start_matches("# ");
        let rest = rest
            .replace("```json fails", "不通过 · fails:\n\n```json")
            .replace("```json passes", "通过 · passes:\n\n```json");
        let text = format!(
            "# {code} {title}\n\n`{name}` · {severity} · {} · {}\n{}\n",
            basis.zh,
            basis.en,
            rest.trim_end()
        );
        docs.push((format!("{code}.md"), text));
    }
    docs.push(("README.md".to_owned(), index));
    docs
}

/// With `UPDATE_DOCS=1` (as `make docs` sets it) writes `docs/rules/`; otherwise checks that it is
/// up to date.
#[test]
fn docs_are_up_to_date() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/rules");
    let docs = docs();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        docs.iter().for_each(|(name, text)| std::fs::write(folder.join(name), text).unwrap());
    }
    let stale: Vec<&str> = docs
        .iter()
        .filter(|(name, text)| {
            std::fs::read_to_string(folder.join(name)).ok().as_ref() != Some(text)
        })
        .map(|(name, _)| name.as_str())
        .collect();
    assert!(stale.is_empty(), "run `make docs`: {stale:?}");
    assert_eq!(
        std::fs::read_dir(&folder).unwrap().count(),
        docs.len(),
        "run `make docs`: there is a page of no rule"
    );
}

#[test]
fn codes_are_unique_and_in_order() {
    let codes: Vec<&str> = all_rules().map(|rule| rule.info.code).collect();
    for family in codes.chunk_by(|a, b| a[..3] == b[..3]) {
        assert!(family.is_sorted_by(|a, b| a < b), "{family:?}");
    }
}
