//! Writes the blank forms of a profile out in full. `cn.toml` explains the shorthand.

use toml::{Table, Value};

/// Repeats the cell above.
const ABOVE: &str = "〃";
/// The form has no such cell.
const NO_CELL: &str = "-";

/// The forms of a profile as a list of templates; `parent` has those of the profile that it
/// extends.
pub fn expanded(own: &Table, parent: Option<&Table>) -> Value {
    let groups = own.get("groups");
    let inherited_groups = groups.or_else(|| parent?.get("groups")).and_then(Value::as_array);
    let groups_above = inherited_groups.expect("the groups of the indicator tables are missing");
    let mut forms = Table::new();
    for (kind, form) in own.iter().filter(|(key, _)| *key != "groups") {
        let form = form.as_table().unwrap_or_else(|| panic!("{kind} is not a form"));
        forms.insert(kind.clone(), template(kind, form, groups_above).into());
    }
    if groups.is_some() {
        for (kind, form) in parent.into_iter().flatten().filter(|(key, _)| *key != "groups") {
            regroup(&mut forms, kind, form, groups_above);
        }
    }
    forms.into_iter().map(|(_, form)| form).collect::<Vec<_>>().into()
}

/// Puts the profile's own groups of indicators into the table of a form that it inherits.
fn regroup(forms: &mut Table, kind: &str, above: &Value, groups: &[Value]) {
    let Some(Value::String(columns)) =
        above.get("document").and_then(|document| document.get("indicators"))
    else {
        return;
    };
    let own = forms.entry(kind).or_insert_with(|| {
        let document = Table::from_iter([("kind".to_owned(), Value::from(kind))]);
        Table::from_iter([
            ("inherits".to_owned(), Value::from(true)),
            ("document".to_owned(), document.into()),
        ])
        .into()
    });
    let form = own.as_table_mut().unwrap();
    let lacks = form
        .get("without")
        .and_then(Value::as_array)
        .is_some_and(|keys| keys.contains(&"indicators".into()));
    let inherits = form.get("inherits").and_then(Value::as_bool) == Some(true);
    let document = form.get_mut("document").unwrap().as_table_mut().unwrap();
    if inherits && !lacks && !document.contains_key("indicators") {
        document.insert("indicators".into(), indicators(columns, groups).into());
    }
}

fn template(kind: &str, form: &Table, groups: &[Value]) -> Table {
    let mut template = form.clone();
    let mut document = Table::from_iter([("kind".to_owned(), Value::from(kind))]);
    if let Some(Value::Table(written)) = form.get("document") {
        document.extend(record(written, groups));
    }
    template.insert("document".into(), document.into());
    template
}

/// A record with its blank cells, which `blank` only names.
fn record(written: &Table, groups: &[Value]) -> Table {
    let mut record = Table::new();
    for (key, value) in written {
        match (key.as_str(), value) {
            ("blank", Value::String(names)) => {
                record.extend(
                    names.split_whitespace().map(|name| (name.to_owned(), Value::from(""))),
                );
            }
            (_, Value::String(text)) if text.trim_start().starts_with('|') => {
                record.insert(key.clone(), rows(text).into());
            }
            ("indicators", Value::String(columns)) => {
                record.insert(key.clone(), indicators(columns, groups).into());
            }
            (_, value) => {
                record.insert(key.clone(), nested(value, groups));
            }
        }
    }
    record
}

fn nested(value: &Value, groups: &[Value]) -> Value {
    match value {
        Value::Table(table) => record(table, groups).into(),
        Value::Array(items) => {
            items.iter().map(|item| nested(item, groups)).collect::<Vec<_>>().into()
        }
        scalar => scalar.clone(),
    }
}

/// The rows of an indicator table, one for each level 2 of groups such as `成本指标（20分）：
/// 经济成本指标 社会成本指标`. The points are left out if the table has no column for them.
fn indicators(columns: &str, groups: &[Value]) -> Vec<Value> {
    let has_points = columns.split_whitespace().any(|column| column == "weight");
    let mut rows = Vec::new();
    for group in groups {
        let group = group.as_str().expect("a group is a text");
        let (level1, level2) =
            group.split_once('：').unwrap_or_else(|| panic!("{group:?} has no level 2"));
        let level1 = if has_points { level1 } else { level1.split('（').next().unwrap() };
        for level2 in level2.split_whitespace() {
            let mut row = Table::new();
            row.insert("level1".into(), level1.into());
            row.insert("level2".into(), level2.into());
            row.extend(
                columns.split_whitespace().map(|column| (column.to_owned(), Value::from(""))),
            );
            rows.push(row.into());
        }
    }
    rows
}

/// The records of a table; rows that begin with `>` are parts of the one above.
fn rows(text: &str) -> Vec<Value> {
    let cells = |line: &str| -> Vec<String> {
        line.trim().trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()
    };
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let columns = cells(lines.next().expect("a table begins with its columns"));
    let mut above: Vec<String> = Vec::new();
    let mut rows: Vec<(usize, Table)> = Vec::new();
    for line in lines {
        let mut row = cells(line);
        assert!(row.len() <= columns.len(), "{line:?} has more cells than the table has columns");
        row.resize(columns.len(), String::new());
        let depth = row[0].chars().take_while(|c| *c == '>').count();
        row[0] = row[0].trim_start_matches('>').trim().to_owned();
        for (cell, above) in row.iter_mut().zip(&above).filter(|(cell, _)| *cell == ABOVE) {
            cell.clone_from(above);
        }
        let mut record = Table::new();
        for (column, cell) in columns.iter().zip(&row) {
            match (column.as_str(), cell.as_str()) {
                (_, NO_CELL) | ("partial", "") => {}
                ("partial", _) => drop(record.insert("partial".into(), true.into())),
                _ => drop(record.insert(column.clone(), cell.as_str().into())),
            }
        }
        rows.push((depth, record));
        above = row;
    }
    tree(&mut rows.into_iter().peekable(), 0)
}

fn tree(
    rows: &mut std::iter::Peekable<std::vec::IntoIter<(usize, Table)>>,
    depth: usize,
) -> Vec<Value> {
    let mut level = Vec::new();
    while let Some((_, mut record)) = rows.next_if(|(of, _)| *of >= depth) {
        let parts = tree(rows, depth + 1);
        if !parts.is_empty() {
            record.insert("parts".into(), parts.into());
        }
        level.push(record.into());
    }
    level
}
