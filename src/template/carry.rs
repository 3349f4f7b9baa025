//! Carries what somebody wrote from one form into the rows and columns of another.
//!
//! Rows find each other by what they are: an indicator by its levels and its name, a line by its
//! name. What the form prints itself is nobody's text: it is left behind, and everything else comes
//! along.

use std::borrow::Cow;

use rustc_hash::{FxHashMap, FxHashSet};

use super::is_blank;
use crate::json::{Json, Members};
use crate::value::text::{compact, level_key, name_key};

/// The cells that say which group a row belongs to, the outermost first.
const LEVELS: [&str; 4] = ["level1", "level2", "group", "subgroup"];

/// What forms print, by the place in the form: nobody's own text.
#[derive(Default)]
pub struct Printed(FxHashSet<(String, String)>);

impl Printed {
    /// Adds all that a blank form prints.
    pub fn add(&mut self, form: &Json<'_>) {
        self.add_at(form, &Place::default());
    }

    fn add_at(&mut self, form: &Json<'_>, at: &Place) {
        match form {
            Json::Array(items) => items.iter().for_each(|item| self.add_at(item, &at.item(item))),
            Json::Object(members) => {
                members.iter().for_each(|(key, value)| self.add_at(value, &at.member(members, key)))
            }
            cell if !is_blank(cell) => self
                .0
                .extend(text_of(cell).map(|text| (at.cell.clone(), compact(text).into_owned()))),
            _ => {}
        }
    }

    /// Did somebody write into any cell of it?
    fn is_filled(&self, json: &Json<'_>, at: &Place) -> bool {
        match json {
            Json::Array(items) => items.iter().any(|item| self.is_filled(item, &at.item(item))),
            Json::Object(members) => {
                members.iter().any(|(key, value)| self.is_filled(value, &at.member(members, key)))
            }
            cell if is_blank(cell) => false,
            cell => text_of(cell).is_some_and(|text| {
                !self.0.contains(&(at.cell.clone(), compact(text).into_owned()))
            }),
        }
    }

    /// Did somebody write into a document beside these members?
    pub fn is_filled_beside(&self, document: &Json<'_>, keys: &[&str]) -> bool {
        let Json::Object(members) = document else { return false };
        let others = members.iter().filter(|(key, _)| !keys.contains(key));
        others
            .into_iter()
            .any(|(key, value)| self.is_filled(value, &Place::default().member(members, key)))
    }

    /// `filled` in the rows and columns of `form`, which is of the same kind. The title is the
    /// form's.
    pub fn carry(&self, form: &Json<'_>, filled: &Json<'_>) -> Json<'static> {
        self.carry_at(form, filled, &Place::default())
    }

    fn carry_at(&self, form: &Json<'_>, filled: &Json<'_>, at: &Place) -> Json<'static> {
        match (form, filled) {
            (Json::Object(form), Json::Object(filled)) => {
                Json::Object(self.carry_record(form, filled, at))
            }
            (Json::Array(form), Json::Array(filled))
                if !form.is_empty() && form.iter().chain(filled).all(is_record) =>
            {
                Json::Array(self.carry_rows(form, filled, at))
            }
            _ if self.is_filled(filled, at) => self.kept(filled, at),
            _ => form.to_static(),
        }
    }

    fn carry_record(
        &self,
        form: &Members<'_>,
        filled: &Members<'_>,
        at: &Place,
    ) -> Members<'static> {
        let of_form = form.iter().map(|(key, value)| {
            let at = at.member(filled, key);
            let carried = filled.get(key).filter(|_| at.cell != "/kind" && at.cell != "/title");
            (
                key.to_owned(),
                carried.map_or_else(
                    || value.to_static(),
                    |carried| self.carry_at(value, carried, &at),
                ),
            )
        });
        // What the form has no place for comes along where somebody wrote into it.
        let others = filled.iter().filter(|(key, _)| form.get(key).is_none());
        let kept = others.filter_map(|(key, value)| {
            let at = at.member(filled, key);
            // What a record says of itself (`partial`) comes with it.
            let is_kept = matches!(value, Json::Bool(_)) || self.is_filled(value, &at);
            is_kept.then(|| (key.to_owned(), self.kept(value, &at)))
        });
        of_form.chain(kept).collect()
    }

    /// All of it but items of lists that nobody wrote into.
    fn kept(&self, filled: &Json<'_>, at: &Place) -> Json<'static> {
        match filled {
            Json::Array(items) => {
                let used = items
                    .iter()
                    .map(|item| (item, at.item(item)))
                    .filter(|(item, at)| self.is_filled(item, at));
                Json::Array(used.map(|(item, at)| self.kept(item, &at)).collect())
            }
            Json::Object(members) => {
                let kept = members.iter().map(|(key, value)| {
                    (key.to_owned(), self.kept(value, &at.member(members, key)))
                });
                Json::Object(kept.collect())
            }
            cell => cell.to_static(),
        }
    }

    fn carry_rows(&self, form: &[Json<'_>], filled: &[Json<'_>], at: &Place) -> Vec<Json<'static>> {
        let mut groups = Groups::of(form);
        for row in filled {
            let at = at.item(row);
            if self.is_filled(row, &at) {
                groups.put(row, |slot| self.carry_at(slot, row, &at));
            }
        }
        let renamed = filled.iter().filter_map(|row| {
            let (key, level) = outermost(row)?;
            let text = text_of(level)
                .filter(|_| self.is_filled(level, &Place::at(format!("{}/{key}", at.cell))))?;
            Some((level_key(text).into_owned(), text))
        });
        let renamed = renamed.collect();
        let mut rows = groups.rows(&renamed);
        if form.iter().any(|row| outermost(row).is_some()) {
            same_columns(&mut rows);
        }
        rows
    }
}

/// Where a cell stands in any form of its kind: its row is told by what it is, not by its index.
#[derive(Clone, Default)]
struct Place {
    cell: String,
    /// Of a row: the place of its list, and of its group in it.
    list: String,
    group: String,
}

impl Place {
    fn at(cell: String) -> Place {
        Place { list: cell.clone(), group: cell.clone(), cell }
    }

    /// The place of an item of the list that stands here.
    fn item(&self, item: &Json<'_>) -> Place {
        if !is_record(item) {
            return self.clone();
        }
        let group = format!("{}/{}", self.cell, group_of(item));
        Place { cell: format!("{group}/{}", name_of(item)), list: self.cell.clone(), group }
    }

    /// The place of a member of the record that stands here. What says which row it is cannot be
    /// told by the row.
    fn member(&self, record: &Members<'_>, key: &str) -> Place {
        let is_name = key == name_key_of(record);
        let parent = match key {
            _ if LEVELS.contains(&key) => &self.list,
            "groupWeight" => {
                let group =
                    record.get("group").and_then(text_of).map(level_key).unwrap_or_default();
                return Place::at(format!("{}/{group}/groupWeight", self.list));
            }
            _ if is_name => &self.group,
            _ => &self.cell,
        };
        Place::at(format!("{parent}/{key}"))
    }
}

/// The rows of a form by their groups, some of them taken.
struct Groups<'a> {
    groups: Vec<Group<'a>>,
    /// A row without anything in it: the columns of the form.
    columns: Json<'static>,
}

struct Group<'a> {
    key: String,
    /// The outermost of its levels.
    outermost: String,
    slots: Vec<Slot<'a>>,
    more: Vec<Json<'static>>,
}

struct Slot<'a> {
    row: &'a Json<'a>,
    name: String,
    taken: Option<Json<'static>>,
}

impl<'a> Groups<'a> {
    fn of(form: &'a [Json<'a>]) -> Groups<'a> {
        let mut columns = Members::default();
        let cells = form.iter().filter_map(Json::as_object).flat_map(Members::iter);
        for (key, _) in cells.filter(|(_, cell)| is_cell(cell)) {
            drop(columns.insert(key.to_owned().into(), Json::String(Cow::Borrowed(""))));
        }
        let mut groups = Groups { groups: Vec::new(), columns: Json::Object(columns) };
        for row in form {
            let index = groups.index(row);
            if let Some(group) = groups.groups.get_mut(index) {
                group.slots.push(Slot { row, name: name_of(row), taken: None });
            }
        }
        groups
    }

    /// The group of a row; a new one goes behind the last of its outermost level.
    fn index(&mut self, row: &Json<'_>) -> usize {
        let key = group_of(row);
        if let Some(known) = self.groups.iter().position(|group| group.key == key) {
            return known;
        }
        let outermost = key.split('/').next().unwrap_or_default().to_owned();
        let kin = self.groups.iter().rposition(|group| group.outermost == outermost);
        let index = kin.map_or(self.groups.len(), |kin| kin + 1);
        self.groups.insert(index, Group { key, outermost, slots: Vec::new(), more: Vec::new() });
        index
    }

    /// Puts a row where its name stands, else into the first nameless row of its group, else behind
    /// them.
    fn put(&mut self, row: &Json<'_>, carry: impl Fn(&Json<'_>) -> Json<'static>) {
        let (index, name) = (self.index(row), name_of(row));
        let Some(group) = self.groups.get_mut(index) else { return };
        let free = |name: &str| {
            group.slots.iter().position(|slot| slot.taken.is_none() && slot.name == name)
        };
        let at = if name.is_empty() { free("") } else { free(&name).or_else(|| free("")) };
        match at.and_then(|at| group.slots.get_mut(at)) {
            Some(slot) => slot.taken = Some(carry(slot.row)),
            None => group.more.push(named(carry(&self.columns), row)),
        }
    }

    fn rows(self, renamed: &FxHashMap<String, &str>) -> Vec<Json<'static>> {
        let of_group = |group: Group<'_>| {
            let slots = group
                .slots
                .into_iter()
                .map(|slot| slot.taken.unwrap_or_else(|| with_level(slot.row, renamed)));
            slots.chain(group.more).collect::<Vec<_>>()
        };
        self.groups.into_iter().flat_map(of_group).collect()
    }
}

/// A new row: its levels and its name come along even where forms print the same words.
fn named(row: Json<'static>, from: &Json<'_>) -> Json<'static> {
    let (Json::Object(mut row), Json::Object(from)) = (row, from) else { return from.to_static() };
    let name = name_key_of(from);
    for (key, value) in
        from.iter().filter(|(key, _)| *key == name || *key == "groupWeight" || LEVELS.contains(key))
    {
        if row.get(key).is_none_or(is_blank) {
            drop(row.insert(key.to_owned().into(), value.to_static()));
        }
    }
    Json::Object(row)
}

/// A row of the form that nobody filled in, with the words that the others of its group have for
/// their level.
fn with_level(row: &Json<'_>, renamed: &FxHashMap<String, &str>) -> Json<'static> {
    let level = outermost(row)
        .and_then(|(key, level)| Some((key, *renamed.get(&*level_key(text_of(level)?))?)));
    let mut row = row.to_static();
    if let (Json::Object(members), Some((key, text))) = (&mut row, level) {
        drop(members.insert(key.into(), Json::String(text.to_owned().into())));
    }
    row
}

/// A column that one row has all of them have: a table is no table without.
pub fn same_columns(rows: &mut [Json<'static>]) {
    let cells = rows
        .iter()
        .filter_map(Json::as_object)
        .flat_map(Members::iter)
        .filter(|(_, cell)| is_cell(cell));
    let mut columns: Vec<String> = Vec::new();
    for (key, _) in cells {
        if !columns.iter().any(|known| known == key) {
            columns.push(key.to_owned());
        }
    }
    for row in rows {
        if let Json::Object(members) = row {
            for column in &columns {
                if members.get(column).is_none() {
                    drop(members.insert(column.clone().into(), Json::String(Cow::Borrowed(""))));
                }
            }
        }
    }
}

fn text_of<'a>(cell: &'a Json<'_>) -> Option<&'a str> {
    match cell {
        Json::String(text) => Some(text),
        Json::Number(number) => Some(number.as_str()),
        _ => None,
    }
}

/// `产出/数量`: what the row's levels are about.
fn group_of(row: &Json<'_>) -> String {
    let levels = LEVELS.iter().filter_map(|key| row.get(key).and_then(text_of));
    levels.map(|level| level_key(level).replace('/', "")).collect::<Vec<_>>().join("/")
}

/// The outermost level of a row, and the key of its cell.
fn outermost<'a>(row: &'a Json<'_>) -> Option<(&'static str, &'a Json<'a>)> {
    LEVELS.iter().find_map(|key| Some((*key, row.get(key)?)))
}

/// The name of a row as two forms share it.
fn name_of(row: &Json<'_>) -> String {
    let key = row.as_object().map_or("name", name_key_of);
    let name = row.get(key).and_then(text_of).map(name_key).unwrap_or_default();
    name.strip_prefix("其中").map_or_else(|| name.clone(), str::to_owned)
}

/// A section of a report is called by its heading, everything else by its name.
fn name_key_of(record: &Members<'_>) -> &'static str {
    if record.get("text").is_some() { "heading" } else { "name" }
}

fn is_record(json: &Json<'_>) -> bool {
    matches!(json, Json::Object(_))
}

fn is_cell(json: &Json<'_>) -> bool {
    matches!(json, Json::Null | Json::String(_) | Json::Number(_))
}
