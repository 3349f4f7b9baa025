//! Carries what somebody wrote from one form into the rows and columns of another.
//!
//! Rows are matched by content, not by index: indicators by their levels and name, lines by their
//! name. Text that the old form prints is left behind; everything else is kept.

use std::borrow::Cow;

use rustc_hash::{FxHashMap, FxHashSet};

use super::is_blank;
use crate::json::{Json, Members};
use crate::value::text::{compact, level_key, name_key};

/// The keys of the cells that name the group of a row, outermost first.
const LEVELS: [&str; 4] = ["level1", "level2", "group", "subgroup"];

/// The texts that blank forms print, which nobody wrote: pairs of a cell (see [`Place`]) and its
/// compact text.
#[derive(Default)]
pub struct Printed(FxHashSet<(String, String)>);

/// A cell of any form of a kind. Rows are named by their content, because their index differs
/// between forms.
#[derive(Clone, Default)]
struct Place {
    cell: String,
    /// In a row, the place of its list.
    list: String,
    /// In a row, the place of its group within the list.
    group: String,
}

/// The rows of a form by their groups, while rows of a document are put into them.
struct Groups<'a> {
    groups: Vec<Group<'a>>,
    /// A row with all columns of the form and blank cells.
    columns: Json<'static>,
}

struct Group<'a> {
    key: String,
    /// The outermost of its levels.
    outermost: String,
    slots: Vec<Slot<'a>>,
    /// The rows that no slot was left for.
    more: Vec<Json<'static>>,
}

/// A row of the form, and the row that was put in its place.
struct Slot<'a> {
    row: &'a Json<'a>,
    name: String,
    taken: Option<Json<'static>>,
}

impl Printed {
    /// Adds everything that a blank form prints.
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

    /// Whether somebody wrote into any cell of `json`.
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

    /// Whether somebody wrote into any member of a document but `keys`.
    pub fn is_filled_beside(&self, document: &Json<'_>, keys: &[&str]) -> bool {
        let Json::Object(members) = document else { return false };
        let others = members.iter().filter(|(key, _)| !keys.contains(key));
        others
            .into_iter()
            .any(|(key, value)| self.is_filled(value, &Place::default().member(members, key)))
    }

    /// What somebody wrote into the document `filled`, in the rows and columns of `form`, which is
    /// of the same kind. The title is the form's.
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
        // A member that the form lacks is kept if somebody wrote into it.
        let others = filled.iter().filter(|(key, _)| form.get(key).is_none());
        let kept = others.filter_map(|(key, value)| {
            let at = at.member(filled, key);
            // A flag, such as `partial`, is always kept.
            let is_kept = matches!(value, Json::Bool(_)) || self.is_filled(value, &at);
            is_kept.then(|| (key.to_owned(), self.kept(value, &at)))
        });
        of_form.chain(kept).collect()
    }

    /// `filled` without items of lists that nobody wrote into.
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

impl Place {
    fn at(cell: String) -> Place {
        Place { list: cell.clone(), group: cell.clone(), cell }
    }

    /// The place of an item of the list at this place.
    fn item(&self, item: &Json<'_>) -> Place {
        if !is_record(item) {
            return self.clone();
        }
        let group = format!("{}/{}", self.cell, group_of(item));
        Place { cell: format!("{group}/{}", name_of(item)), list: self.cell.clone(), group }
    }

    /// The place of a member of the record at this place. The cells that name a row cannot be found
    /// by its name: levels are looked for in the list, and the name in the group.
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

    /// The index of the group of a row. A new group is put after the last of its outermost level.
    fn index(&mut self, row: &Json<'_>) -> usize {
        let key = group_of(row);
        if let Some(known) = self.groups.iter().position(|group| group.key == key) {
            return known;
        }
        let outermost = key.split('/').next().unwrap_or_default().to_owned();
        let last = self.groups.iter().rposition(|group| group.outermost == outermost);
        let index = last.map_or(self.groups.len(), |last| last + 1);
        self.groups.insert(index, Group { key, outermost, slots: Vec::new(), more: Vec::new() });
        index
    }

    /// Puts a row into the slot of its name, else into the first nameless slot of its group, else
    /// after its slots.
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

    /// All rows in the order of the form; `renamed` has the words of the document for levels.
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

/// A row that the form lacks: it keeps its levels and its name even if a form prints them.
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

/// A row of the form that nobody filled in. Its level is worded as in the other rows of its group.
fn with_level(row: &Json<'_>, renamed: &FxHashMap<String, &str>) -> Json<'static> {
    let level = outermost(row)
        .and_then(|(key, level)| Some((key, *renamed.get(&*level_key(text_of(level)?))?)));
    let mut row = row.to_static();
    if let (Json::Object(members), Some((key, text))) = (&mut row, level) {
        drop(members.insert(key.into(), Json::String(text.to_owned().into())));
    }
    row
}

/// Gives every row the columns of all others, blank where it has none.
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

/// The key of a row's group: `产出/数量`.
fn group_of(row: &Json<'_>) -> String {
    let levels = LEVELS.iter().filter_map(|key| row.get(key).and_then(text_of));
    levels.map(|level| level_key(level).replace('/', "")).collect::<Vec<_>>().join("/")
}

/// The outermost level of a row, after the key of its cell.
fn outermost<'a>(row: &'a Json<'_>) -> Option<(&'static str, &'a Json<'a>)> {
    LEVELS.iter().find_map(|key| Some((*key, row.get(key)?)))
}

/// The key by which a row is matched with those of another form.
fn name_of(row: &Json<'_>) -> String {
    let key = row.as_object().map_or("name", name_key_of);
    let name = row.get(key).and_then(text_of).map(name_key).unwrap_or_default();
    name.strip_prefix("其中").map_or_else(|| name.clone(), str::to_owned)
}

/// The key of the cell that names a record: the heading of a section of a report, else the name.
fn name_key_of(record: &Members<'_>) -> &'static str {
    if record.get("text").is_some() { "heading" } else { "name" }
}

fn is_record(json: &Json<'_>) -> bool {
    matches!(json, Json::Object(_))
}

fn is_cell(json: &Json<'_>) -> bool {
    matches!(json, Json::Null | Json::String(_) | Json::Number(_))
}
