//! The core of the package: everything but reading and writing files. The lists of rules and
//! profiles cross through serde-wasm-bindgen.

use std::rc::Rc;

use js_sys::Array;
use serde::Serialize;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

use super::error::thrown;
use super::value::{to_given, to_js, to_json, to_text};
use crate::json::{Json, Operation};
use crate::scoring::{ScoreGroup, ScoreLine};
use crate::session::Change;

#[wasm_bindgen(typescript_custom_section)]
const ANSWERS: &'static str = include_str!("answers.d.ts");

#[wasm_bindgen(typescript_custom_section)]
const DOCUMENTS: &'static str = crate::filing::typescript::DOCUMENTS;

/// Checks a filing. Never throws on what officers type; throws a JixiaoError with `path` only when
/// the value is not a Filing.
#[wasm_bindgen(unchecked_return_type = "Report")]
pub fn validate(
    #[wasm_bindgen(unchecked_param_type = "Filing")] filing: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "Options")] options: JsValue,
) -> Result<JsValue, JsValue> {
    let text = to_text(&filing)?;
    to_js(&crate::validate(to_json(&text)?, &read_options(options)?).map_err(thrown)?)
}

/// Recomputes the scores of a filing, with method and formula per line.
#[wasm_bindgen(unchecked_return_type = "Scorecard[]")]
pub fn score(
    #[wasm_bindgen(unchecked_param_type = "Filing")] filing: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "Options")] options: JsValue,
) -> Result<JsValue, JsValue> {
    read_options(options)?;
    let text = to_text(&filing)?;
    to_js(&crate::score(to_json(&text)?).map_err(thrown)?)
}

/// The computed cells (rates, scores, totals, balances, grades) as a patch, so that officers type
/// base figures only. The cells of `options.keep` stay as they are, and what follows from them is
/// worked out from that.
#[wasm_bindgen(unchecked_return_type = "PatchOp[]")]
pub fn complete(
    #[wasm_bindgen(unchecked_param_type = "Filing")] filing: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "Options")] options: JsValue,
) -> Result<JsValue, JsValue> {
    let text = to_text(&filing)?;
    to_js(&crate::complete(to_json(&text)?, &read_options(options)?).map_err(thrown)?)
}

/// The rule book: code, name, severity, summary and basis of every rule.
#[wasm_bindgen(unchecked_return_type = "RuleInfo[]")]
pub fn rules(
    #[wasm_bindgen(unchecked_optional_param_type = "Pick<Options, \"locale\">")] options: JsValue,
) -> Result<JsValue, JsValue> {
    let locale = read_options(options)?.locale;
    let rules = crate::rule::all().map(|rule| RuleInfo {
        code: rule.info.code,
        name: rule.info.name,
        severity: rule.info.severity.as_str(),
        summary: rule.info.summary.in_locale(locale),
        basis: rule.info.basis.in_locale(locale),
    });
    Ok(serde_wasm_bindgen::to_value(&rules.collect::<Vec<_>>())?)
}

#[derive(Serialize)]
struct RuleInfo {
    code: &'static str,
    name: &'static str,
    severity: &'static str,
    summary: &'static str,
    basis: &'static str,
}

/// The built-in profiles.
#[wasm_bindgen(unchecked_return_type = "{ id: string; name: string }[]")]
pub fn profiles() -> Result<JsValue, JsValue> {
    let profiles =
        crate::profile::built_in().into_iter().map(|(id, name)| ProfileInfo { id, name });
    Ok(serde_wasm_bindgen::to_value(&profiles.collect::<Vec<_>>())?)
}

#[derive(Serialize)]
struct ProfileInfo {
    id: String,
    name: String,
}

/// The blank official forms of a profile: their kinds, what they are called, and how to fill them
/// in.
#[wasm_bindgen(unchecked_return_type = "TemplateInfo[]")]
pub fn templates(
    #[wasm_bindgen(unchecked_optional_param_type = "string | Profile")] profile: JsValue,
) -> Result<JsValue, JsValue> {
    to_js(&crate::templates(to_json(&to_given(&profile)?)?).map_err(thrown)?)
}

/// A blank official form to fill in.
#[wasm_bindgen(unchecked_return_type = "Document")]
pub fn blank(
    #[wasm_bindgen(unchecked_param_type = "Document[\"kind\"]")] kind: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "BlankOptions")] options: JsValue,
) -> Result<JsValue, JsValue> {
    to_js(
        &crate::blank(&kind.as_string().unwrap_or_default(), to_json(&to_given(&options)?)?)
            .map_err(thrown)?,
    )
}

/// The self-evaluations that answer approved target tables: indicators, targets, points and budgets
/// carried over, results blank.
#[wasm_bindgen(js_name = evaluationOf, unchecked_return_type = "Document[]")]
pub fn evaluation_of(
    #[wasm_bindgen(unchecked_param_type = "Document[]")] targets: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "{ profile?: string | Profile }")]
    options: JsValue,
) -> Result<JsValue, JsValue> {
    to_js(
        &crate::evaluation_of(to_json(&to_given(&targets)?)?, to_json(&to_given(&options)?)?)
            .map_err(thrown)?,
    )
}

/// Next year's filing from this year's: texts, indicators and last year's columns carried over,
/// figures of the year blank.
#[wasm_bindgen(js_name = nextYear, unchecked_return_type = "Filing")]
pub fn next_year(
    #[wasm_bindgen(unchecked_param_type = "Filing")] filing: JsValue,
) -> Result<JsValue, JsValue> {
    to_js(&crate::next_year(to_json(&to_text(&filing)?)?).map_err(thrown)?)
}

/// The same document in the rows and columns of another profile's form; nothing that was written
/// into it is lost.
#[wasm_bindgen(unchecked_return_type = "Document")]
pub fn adapt(
    #[wasm_bindgen(unchecked_param_type = "Document")] document: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "AdaptOptions")] options: JsValue,
) -> Result<JsValue, JsValue> {
    to_js(
        &crate::adapt(to_json(&to_given(&document)?)?, to_json(&to_given(&options)?)?)
            .map_err(thrown)?,
    )
}

/// The built-in profile that a filing belongs to, by the places that its texts name.
#[wasm_bindgen(unchecked_return_type = "Recognised | null")]
pub fn recognise(
    #[wasm_bindgen(unchecked_param_type = "Filing")] filing: JsValue,
) -> Result<JsValue, JsValue> {
    to_js(&crate::recognise(to_json(&to_text(&filing)?)?).map_err(thrown)?)
}

/// The version of the package.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// A form being edited: keeps the parsed filing, answers each change with what it changed.
#[wasm_bindgen]
pub struct Session {
    session: crate::Session,
    /// The part of each document's score card that JavaScript already has.
    cards: Vec<Card>,
}

#[wasm_bindgen]
impl Session {
    /// Opens a filing.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "Filing")] filing: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "Options")] options: JsValue,
    ) -> Result<Session, JsValue> {
        let session =
            crate::Session::new(to_json(&to_text(&filing)?)?.to_static(), read_options(options)?)
                .map_err(thrown)?;
        Ok(Session { session, cards: Vec::new() })
    }

    /// Types a value into a cell.
    #[wasm_bindgen(unchecked_return_type = "Change")]
    pub fn set(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Pointer")] path: &str,
        #[wasm_bindgen(unchecked_param_type = "Cell")] value: JsValue,
    ) -> Result<JsValue, JsValue> {
        let value = match value.as_string() {
            Some(text) => Json::String(text.into()),
            None if value.is_null() || value.is_undefined() => Json::Null,
            None => to_json(&to_text(&value)?)?.to_static(),
        };
        let change = self.session.set(path, value).map_err(thrown)?;
        self.changed(change)
    }

    /// Puts a row, line, section or document before the one at `path`
    /// (`/documents/0/indicators/3`). One past the last and `-` append; a list that the form does
    /// not have yet is begun by its first item. Acknowledgements stay with the cells they are
    /// about.
    #[wasm_bindgen(unchecked_return_type = "Change")]
    pub fn insert(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Pointer")] path: &str,
        #[wasm_bindgen(unchecked_param_type = "unknown")] value: JsValue,
    ) -> Result<JsValue, JsValue> {
        let value = to_json(&to_text(&value)?)?.to_static();
        let change = self.session.insert(path, value).map_err(thrown)?;
        self.changed(change)
    }

    /// Takes out what is at `path`, an item of a list or a member that the form need not have, with
    /// the acknowledgements of its cells.
    #[wasm_bindgen(unchecked_return_type = "Change")]
    pub fn remove(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Pointer")] path: &str,
    ) -> Result<JsValue, JsValue> {
        let change = self.session.remove(path).map_err(thrown)?;
        self.changed(change)
    }

    /// Moves the item at `from` before the one at `to`, within one list; one past the last and `-`
    /// move it to the end. It ends at index `to` where it moves up, and at one less where it moves
    /// down.
    #[wasm_bindgen(js_name = "move", unchecked_return_type = "Change")]
    pub fn move_item(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Pointer")] from: &str,
        #[wasm_bindgen(unchecked_param_type = "Pointer")] to: &str,
    ) -> Result<JsValue, JsValue> {
        let change = self.session.move_item(from, to).map_err(thrown)?;
        self.changed(change)
    }

    /// Applies a patch, all of it or nothing. It does what it says and nothing else:
    /// acknowledgements stay at their pointers.
    #[wasm_bindgen(unchecked_return_type = "Change")]
    pub fn apply(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "PatchOp[]")] patch: JsValue,
    ) -> Result<JsValue, JsValue> {
        let operations = Operation::read_all(to_json(&to_text(&patch)?)?).map_err(thrown)?;
        let change = self.session.apply(&operations).map_err(thrown)?;
        self.changed(change)
    }

    /// Turns a change into one with whole score cards, for which only new groups and lines cross
    /// over.
    fn changed(&mut self, mut change: Change) -> Result<JsValue, JsValue> {
        for index in &change.unscored {
            self.cards.get_mut(*index).map(core::mem::take);
        }
        let mut fresh = Vec::new();
        for card in &mut change.scorecards {
            if self.cards.len() <= card.document {
                self.cards.resize_with(card.document + 1, Card::default);
            }
            if let Some(known) = self.cards.get_mut(card.document) {
                fresh.push((
                    card.document,
                    known.groups.take_in(&mut card.groups),
                    known.lines.take_in(&mut card.lines),
                ));
            }
        }
        let answer = to_js(&change)?;
        if !fresh.is_empty() {
            let cards = answer.unchecked_ref::<Answer>().scorecards();
            for (index, (document, groups, lines)) in (0..).zip(fresh) {
                let card: AnswerCard = cards.get(index).unchecked_into();
                if let Some(known) = self.cards.get_mut(document) {
                    card.set_groups(known.groups.put(&card.groups(), &groups));
                    card.set_lines(known.lines.put(&card.lines(), &lines));
                }
            }
        }
        Ok(answer)
    }

    /// The whole report as it stands.
    #[wasm_bindgen(unchecked_return_type = "Report")]
    pub fn report(&self) -> Result<JsValue, JsValue> {
        to_js(&self.session.report())
    }

    /// The relations that hold in the texts of the filing as it stands. Worked out anew each time:
    /// for when typing has paused.
    #[wasm_bindgen(unchecked_return_type = "ProvedRelation[]")]
    pub fn relations(&self) -> Result<JsValue, JsValue> {
        to_js(&self.session.relations())
    }

    /// The filing as it stands.
    #[wasm_bindgen(unchecked_return_type = "Filing")]
    pub fn filing(&self) -> Result<JsValue, JsValue> {
        to_js(self.session.filing())
    }
}

/// A score card as JavaScript has it.
#[derive(Default)]
struct Card {
    groups: Shared<ScoreGroup>,
    lines: Shared<Rc<ScoreLine>>,
}

/// Items and the objects that JavaScript has for them; answers reuse the objects of unchanged
/// items.
struct Shared<T> {
    known: Vec<T>,
    objects: Array,
}

impl<T> Default for Shared<T> {
    fn default() -> Shared<T> {
        Shared { known: Vec::new(), objects: Array::new() }
    }
}

impl<T: Clone + PartialEq> Shared<T> {
    /// Keeps in `things` only the items that JavaScript has no object for, and returns their
    /// indices.
    fn take_in(&mut self, things: &mut Vec<T>) -> Vec<u32> {
        let before = core::mem::replace(&mut self.known, things.clone());
        let is_new =
            |(index, thing): &(usize, &T)| before.get(*index).is_none_or(|known| known != *thing);
        let fresh: Vec<usize> =
            things.iter().enumerate().filter(is_new).map(|(index, _)| index).collect();
        *things = fresh.iter().filter_map(|index| things.get(*index).cloned()).collect();
        fresh.into_iter().filter_map(|index| u32::try_from(index).ok()).collect()
    }

    /// The objects of all items, given those of the fresh ones.
    fn put(&mut self, given: &Array, fresh: &[u32]) -> &Array {
        self.objects = self.objects.slice(0, u32::try_from(self.known.len()).unwrap_or(u32::MAX));
        for (from, to) in (0..).zip(fresh) {
            self.objects.set(*to, given.get(from));
        }
        &self.objects
    }
}

#[wasm_bindgen]
extern "C" {
    /// A change as JavaScript has it.
    type Answer;
    #[wasm_bindgen(method, getter)]
    fn scorecards(this: &Answer) -> Array;

    /// One of its score cards.
    type AnswerCard;
    #[wasm_bindgen(method, getter)]
    fn groups(this: &AnswerCard) -> Array;
    #[wasm_bindgen(method, setter)]
    fn set_groups(this: &AnswerCard, groups: &Array);
    #[wasm_bindgen(method, getter)]
    fn lines(this: &AnswerCard) -> Array;
    #[wasm_bindgen(method, setter)]
    fn set_lines(this: &AnswerCard, lines: &Array);
}

fn read_options(options: JsValue) -> Result<crate::Options, JsValue> {
    if options.is_undefined() || options.is_null() {
        Ok(crate::Options::default())
    } else {
        read_given(&options)
    }
}

/// Separate, so that its code is left out where no options are given.
#[inline(never)]
fn read_given(options: &JsValue) -> Result<crate::Options, JsValue> {
    crate::Options::read(&to_json(&to_text(options)?)?).map_err(thrown)
}
