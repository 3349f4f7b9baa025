//! What was found right, in words: the figures of texts, and what each was checked against.

use rustc_hash::FxHashMap as HashMap;
use serde::Serialize;

use crate::filing::pointer::Key;
use crate::filing::{Cell, Document};
use crate::finding::{Locale, Text};
use crate::narrative::claim::ClaimKind;
use crate::relation::across::kin::form_of;
use crate::relation::proof::Kind;
use crate::relation::proof::fact::Spot;
use crate::relation::proof::held::{Held, HeldKind, Known, Working, held};

/// A relation that holds: a figure of a text, and what it was checked against.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProvedRelation {
    /// RFC 6901 pointer to the cell with the text.
    pub path: String,
    /// UTF-16 offsets of the figure inside the text.
    pub span: (usize, usize),
    /// The figure as printed.
    pub figure: String,
    /// `sum`, `difference`, `progression`, `share`, `product`, `equality`, `comparison`,
    /// `formula`, `count` or `sample`.
    pub kind: &'static str,
    /// What says that the figures belong together: `form`, `words` or `arithmetic`.
    pub known: &'static str,
    /// What the figure equals: `1371.71万元 + 625.50万元`; a comparison with its own sign.
    pub formula: String,
    /// The figures that it was checked against, as far as their places are known.
    pub others: Vec<ProvedPlace>,
}

/// The place of another figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProvedPlace {
    /// RFC 6901 pointer to its cell.
    pub path: String,
    /// UTF-16 offsets inside the text of that cell; absent if it is a cell of a table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<(usize, usize)>,
}

const ROW: Text = Text { zh: "{form}“{name}”{column}", en: "{column} of “{name}”, {form}" };
const CELL: Text = Text { zh: "{form}“{column}”", en: "“{column}”, {form}" };
const NAMED: Text =
    Text { zh: "文中“{name}”{figure}", en: "{figure} of “{name}” in the text" };
const UNNAMED: Text = Text { zh: "文中另一处{figure}", en: "{figure} elsewhere in the text" };
const LISTED: Text = Text { zh: "列出的{listed}项", en: "the {listed} listed" };

/// The relations that hold in the texts of some documents, in the order of the forms.
pub fn proved(documents: &[Document], locale: Locale) -> Vec<ProvedRelation> {
    let held = held(documents);
    let names = names_of(&held, documents);
    held.iter().filter_map(|held| worded(held, documents, &names, locale)).collect()
}

/// The names of rows, by the places of the rows.
type Names<'a> = HashMap<&'a str, &'a str>;

/// The names of the rows that figures are found in, as the forms have them.
fn names_of<'a>(held: &[Held<'_>], documents: &'a [Document]) -> Names<'a> {
    let mut names = Names::default();
    let has_rows = |held: &Held<'_>| matches!(held.working, Working::Row(_));
    if held.iter().any(has_rows) {
        for document in documents {
            document.visit(&mut |cell| {
                if matches!(cell.place.key, Key::Field(field) if field.key() == "name") {
                    names.insert(&cell.place.record, cell.text().trim());
                }
            });
        }
    }
    names
}

fn worded(
    held: &Held<'_>,
    documents: &[Document],
    names: &Names<'_>,
    locale: Locale,
) -> Option<ProvedRelation> {
    let span = held.figure.span?;
    let fill = |text: Text, holes: &[(&str, &str)]| {
        holes.iter().fold(text.in_locale(locale).to_owned(), |text, (hole, value)| {
            text.replace(hole, value)
        })
    };
    Some(ProvedRelation {
        path: held.figure.cell.place.pointer(),
        span,
        figure: held.figure.cell.quoted(span),
        kind: kind_name(held.kind),
        known: match held.known {
            Known::Form => "form",
            Known::Words => "words",
            Known::Arithmetic => "arithmetic",
        },
        formula: match &held.working {
            Working::Formula(formula) | Working::Comparison(formula) => formula.clone(),
            Working::Listed(listed) => fill(LISTED, &[("{listed}", listed)]),
            Working::Row(cell) => {
                let name = names.get(&*cell.place.record).copied().unwrap_or_default();
                let holes = [
                    ("{form}", form_of(cell, documents)),
                    ("{column}", title_of(cell)),
                    ("{name}", &name.replace('“', "‘").replace('”', "’")),
                ];
                fill(if name.is_empty() { CELL } else { ROW }, &holes)
            }
            Working::Text { name, figure } if name.is_empty() => {
                fill(UNNAMED, &[("{figure}", figure)])
            }
            Working::Text { name, figure } => {
                fill(NAMED, &[("{figure}", figure), ("{name}", &shortened(name))])
            }
        },
        others: held.others.iter().map(place_of).collect(),
    })
}

fn place_of(spot: &Spot<'_>) -> ProvedPlace {
    ProvedPlace { path: spot.cell.place.pointer(), span: spot.span }
}

/// A name that is no sentence: its end, which says what is counted.
fn shortened(name: &str) -> String {
    const LONGEST: usize = 16;
    let length = name.chars().count();
    if length <= LONGEST {
        return name.to_owned();
    }
    core::iter::once('…').chain(name.chars().skip(length - LONGEST)).collect()
}

/// What the column of a cell is called.
fn title_of(cell: &Cell) -> &'static str {
    match cell.place.key {
        Key::Field(field) => field.title(),
        Key::Index(_) => "",
    }
}

fn kind_name(kind: HeldKind) -> &'static str {
    match kind {
        HeldKind::Tie(Kind::Sum) => "sum",
        HeldKind::Tie(Kind::Difference) => "difference",
        HeldKind::Tie(Kind::Progression) => "progression",
        HeldKind::Tie(Kind::Share) => "share",
        HeldKind::Tie(Kind::Product) => "product",
        HeldKind::Tie(Kind::Equality | Kind::Copy | Kind::Points) => "equality",
        HeldKind::Claim(ClaimKind::Comparison) => "comparison",
        HeldKind::Claim(ClaimKind::Formula) => "formula",
        HeldKind::Claim(ClaimKind::Count) => "count",
        HeldKind::Claim(ClaimKind::Sample) => "sample",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filing::Filing;
    use serde_json::json;

    /// Each relation as `figure = formula, kind, known, number of others`.
    fn shown(documents: serde_json::Value, locale: Locale) -> Vec<String> {
        let filing = Filing::read(json!({ "documents": documents })).expect("a filing");
        let line = |relation: &ProvedRelation| {
            let ProvedRelation { figure, formula, kind, known, others, .. } = relation;
            format!("{figure} = {formula}, {kind}, {known}, {}", others.len())
        };
        proved(&filing.documents, locale).iter().map(line).collect()
    }

    fn report(text: &str) -> serde_json::Value {
        json!({"kind": "narrative", "sections": [{"text": text}]})
    }

    #[test]
    fn says_what_each_figure_was_checked_against() {
        let text = "2025年一般公共预算支出1997.21万元，其中：基本支出1371.71万元，项目支出625.50万元。\
            基本支出占一般公共预算支出的68.68%。";
        assert_eq!(
            shown(json!([report(text)]), Locale::Chinese),
            [
                "1997.21万元 = 1371.71万元 + 625.50万元, sum, words, 2",
                "68.68% = 1371.71万元 ÷ 1997.21万元 × 100%, share, arithmetic, 2",
            ]
        );
    }

    #[test]
    fn gives_the_places_of_all_figures() {
        let text = "支出1997.21万元，其中：基本支出1371.71万元，项目支出625.50万元。";
        let filing = Filing::read(json!({ "documents": [report(text)] })).expect("a filing");
        let [relation] = &*proved(&filing.documents, Locale::Chinese) else {
            panic!("one relation")
        };
        let path = "/documents/0/sections/0/text";
        assert_eq!((&*relation.path, relation.span), (path, (2, 11)));
        let place = |span| ProvedPlace { path: path.to_owned(), span: Some(span) };
        assert_eq!(relation.others, [place((19, 28)), place((33, 41))]);
    }

    #[test]
    fn names_the_row_and_the_form_that_have_the_figure() {
        let accounts = json!({
            "kind": "fundAccounts", "title": "基金决算表", "unit": "万元",
            "income": {"name": "二、收入合计", "budget": "201828", "actual": "207806"},
        });
        let text = "2025年，全市基金总收入207806万元。";
        let documents = json!([report(text), accounts]);
        assert_eq!(
            shown(documents.clone(), Locale::Chinese),
            ["207806万元 = 基金决算表“二、收入合计”本年决算数, equality, form, 1"]
        );
        assert_eq!(
            shown(documents, Locale::English),
            ["207806万元 = 本年决算数 of “二、收入合计”, 基金决算表, equality, form, 1"]
        );
    }

    #[test]
    fn counts_what_texts_claim_in_other_ways() {
        let text =
            "住院费用报销比例为65.29%，低于指标值70%。2025年预算申请安排712.5(97+322.5+293)万元。";
        assert_eq!(
            shown(json!([report(text)]), Locale::Chinese),
            [
                "65.29%，低于指标值70% = 65.29% < 70%, comparison, words, 0",
                "712.5 = 97 + 322.5 + 293, formula, form, 0",
            ]
        );
    }

    #[test]
    fn shows_nothing_that_holds_by_chance() {
        for text in [
            // Another sentence has two figures that give 95 %.
            "预算执行情况：全年预算数2092.71万元，预算执行1997.21万元。\n“三公”经费控制率为95%。",
            "应到位393699万元，实际到位393699万元。\n好差评系统记录的满意率为100%。",
            "参保684.77万人，户籍人口865.57万人。",
        ] {
            let shares: Vec<String> = shown(json!([report(text)]), Locale::Chinese)
                .into_iter()
                .filter(|line| line.contains("share"))
                .collect();
            assert_eq!(shares, [""; 0], "{text}");
        }
    }
}
