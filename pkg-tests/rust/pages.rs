//! Every rule's page: the examples on it do what they say.

use std::path::PathBuf;

use jixiao::report::text::Locale;
use jixiao::rule::Rule;
use jixiao::{Options, rule, validate};
use serde_json::json;

/// A rule's documentation page: the `//!` comment of its file.
pub struct Page {
    pub file: PathBuf,
    pub text: String,
    pub fails: serde_json::Value,
    pub passes: serde_json::Value,
}

/// The page of `code`, from the file that declares it.
pub fn page(code: &str) -> Page {
    let family = code[..3].to_lowercase();
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/rule").join(family);
    let declares = |path: &PathBuf| std::fs::read_to_string(path).is_ok_and(|text| text.contains(&format!("code: \"{code}\"")));
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
        let (_, after) =
            text.split_once(&format!("```json {kind}\n")).unwrap_or_else(|| panic!("{}: no example that {kind}", file.display()));
        let (json, _) = after.split_once("```").unwrap();
        serde_json::from_str(json).unwrap_or_else(|error| panic!("{}: the example that {kind}: {error}", file.display()))
    };
    Page { fails: block("fails"), passes: block("passes"), text: text.clone(), file }
}

/// An example is a document, or a filing where it takes several.
fn codes(example: &serde_json::Value, locale: Locale) -> Vec<(String, String)> {
    let filing = if example.get("documents").is_some() { example.clone() } else { json!({ "documents": [example] }) };
    let report = validate(&filing, &Options { locale, ..Options::default() }).unwrap();
    report
        .findings
        .into_iter()
        .map(|finding| (finding.code.to_owned(), finding.message + finding.advice.as_deref().unwrap_or("")))
        .collect()
}

#[test]
fn every_rule_has_a_page_whose_examples_hold() {
    let mut wrong = Vec::new();
    for rule in rule::all() {
        let page = page(rule.code);
        for locale in [Locale::Chinese, Locale::English] {
            let found = codes(&page.fails, locale);
            if !matches!(found.as_slice(), [(code, _)] if code == rule.code) {
                wrong.push(format!("{}: the failing example gives {found:?}", rule.code));
            }
            if let Some((_, words)) = found.iter().find(|(_, words)| words.contains(['{', '}'])) {
                wrong.push(format!("{}: a hole in {words:?}", rule.code));
            }
        }
        let found = codes(&page.passes, Locale::Chinese);
        if !found.is_empty() {
            wrong.push(format!("{}: the passing example gives {found:?}", rule.code));
        }
        if !page.text.starts_with("# ") || !page.text.contains("\n---\n") {
            wrong.push(format!("{}: {} has no title or no English half", rule.code, page.file.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

const KINDS: [&str; 9] = [
    "departmentTargets",
    "projectTargets",
    "departmentEvaluation",
    "projectEvaluation",
    "transferEvaluation",
    "scoreSheet",
    "baseData",
    "fundAccounts",
    "narrative",
];

/// `docs/rules/`: a page per rule and the index, as they should be.
fn docs() -> Vec<(String, String)> {
    let mut docs = Vec::new();
    let mut index = String::from(
        "# 规则一览 · The rule book\n\nGenerated from `src/rule/` by `make docs`; `make test` fails where it is out of date and runs the examples of every page.\n\n\
         The documents are those that a rule's own tests check or leave alone.\n\n\
         | 代码 | 名称 | 级别 | 查什么 | finds | documents | tests |\n|---|---|---|---|---|---|---|\n",
    );
    for rule in rule::all() {
        let page = page(rule.code);
        let source = std::fs::read_to_string(&page.file).unwrap();
        let tests = source.matches("#[test]").count();
        let documents: Vec<&str> = KINDS.into_iter().filter(|kind| source.contains(&format!("\"{kind}\""))).collect();
        let Rule { code, name, severity, summary, basis, .. } = rule;
        let severity = severity.as_str();
        index.push_str(&format!(
            "| [{code}]({code}.md) | `{name}` | {severity} | {} | {} | {} | {tests} |\n",
            summary.zh,
            summary.en,
            documents.join(", ")
        ));
        let (title, rest) = page.text.split_once('\n').unwrap();
        let title = title.trim_start_matches("# ");
        let rest = rest.replace("```json fails", "不通过 · fails:\n\n```json").replace("```json passes", "通过 · passes:\n\n```json");
        let text = format!("# {code} {title}\n\n`{name}` · {severity} · {} · {}\n{}\n", basis.zh, basis.en, rest.trim_end());
        docs.push((format!("{code}.md"), text));
    }
    docs.push(("README.md".to_owned(), index));
    docs
}

/// With `UPDATE_DOCS=1` (as `make docs` sets it) writes `docs/rules/`; otherwise checks that it is up to date.
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
        .filter(|(name, text)| std::fs::read_to_string(folder.join(name)).ok().as_ref() != Some(text))
        .map(|(name, _)| name.as_str())
        .collect();
    assert!(stale.is_empty(), "run `make docs`: {stale:?}");
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), docs.len(), "run `make docs`: there is a page of no rule");
}

#[test]
fn codes_are_unique_and_in_order() {
    let codes: Vec<&str> = rule::all().map(|rule| rule.code).collect();
    for family in codes.chunk_by(|a, b| a[..3] == b[..3]) {
        assert!(family.is_sorted_by(|a, b| a < b), "{family:?}");
    }
}
