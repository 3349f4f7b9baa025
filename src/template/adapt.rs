//! Moves a document into the form of another province.

use super::carry::Printed;
use super::options::{Names, Options};
use super::{
    TEMPLATES, Template, is_blank, marks_filled, relocated, template_of_kind, templates_of,
};
use crate::error::{Error, ErrorKind};
use crate::filing::Document;
use crate::json::Json;
use crate::profile::ProfileError;
use crate::rule;

/// The same document in the rows and columns of another profile's form (`options.profile`).
///
/// Everything that somebody wrote is kept. Rows are matched by level 1, level 2 and name; a row
/// that the new form lacks is kept in its group, or after the others; a column that it lacks is
/// kept if any of its cells is filled in. What the old form printed (empty rows, names of lines,
/// points, its title) is replaced by what the new one prints. The old form may be any built-in one;
/// for a portal's own, `options.from` gives its profile.
///
/// # Errors
/// If `document` is malformed, and as [`blank`](super::blank).
pub fn adapt<'a, 'b>(
    document: impl Into<Json<'a>>,
    options: impl Into<Json<'b>>,
) -> Result<Json<'static>, Error> {
    let (document, options) = (document.into(), options.into());
    let Options { profile, from, .. } = Options::read(&options, &["profile", "from"])?;
    Document::read(&document, 0).map_err(|error| relocated(error, ""))?;
    let kind = document.get("kind").and_then(Json::as_str).unwrap_or_default();
    let form = template_of_kind(kind, profile)?;
    let old_forms = old_forms(kind, from).map_err(|error| {
        Error::new(ErrorKind::BadProfile, format!("/options/from{}", error.path), error.message)
    })?;

    let title = document.get("title").and_then(Json::as_str).unwrap_or_default();
    // The new form comes first, so that a document that is in this form already keeps its title.
    let names_in_title =
        [&form].into_iter().chain(&old_forms).find_map(|form| names_in(form.title(), title));
    let names = names_in_title.clone().unwrap_or_default();
    let blank = marks_filled(&form.document, &names);
    let mut printed = Printed::default();
    for old in &old_forms {
        printed.add(&marks_filled(&old.document, &names));
    }
    let mut adapted = printed.carry(&blank, &document);
    let Json::Object(members) = &mut adapted else { return Ok(adapted) };
    // Keeps a title that no form prints, or with a name that the new form's title has no mark for.
    let is_own = names_in_title.is_none()
        || names.iter().any(|(key, name)| !name.is_empty() && !form.title().contains(key));
    if let Some(own) = document.get("title").filter(|title| is_own && !is_blank(title)) {
        members.insert("title".into(), own.to_static());
    }
    // Figures stay as they were typed, so they keep their unit.
    let unit = |of: &Json<'_>| {
        of.get("unit")
            .filter(|unit| !is_blank(unit))
            .map_or(Json::String("万元".into()), Json::to_static)
    };
    let old_unit = unit(&document);
    if old_unit == unit(&blank) {
        if let Some(unit) = blank.get("unit") {
            members.insert("unit".into(), unit.to_static());
        }
    } else if printed.is_filled_beside(&document, &["kind", "title", "unit"]) {
        members.insert("unit".into(), old_unit);
    }
    Ok(adapted)
}

/// The forms of a kind that a document may be in: those of the profile `from`, or all built-in
/// ones.
fn old_forms(kind: &str, from: &Json<'_>) -> Result<Vec<Template>, ProfileError> {
    rule::profile_of(Some(from))?;
    let profiles = match from {
        Json::Null => TEMPLATES.iter().map(|(id, _)| Json::String((*id).into())).collect(),
        given => vec![given.clone()],
    };
    let mut forms = Vec::new();
    for profile in &profiles {
        forms.extend(templates_of(profile)?.into_iter().filter(|template| template.kind == kind));
    }
    Ok(forms)
}

impl Template {
    fn title(&self) -> &str {
        self.document.get("title").and_then(Json::as_str).unwrap_or_default()
    }
}

/// The names that a title has at the marks of a form's title; `None` if it has other words.
fn names_in(form: &str, title: &str) -> Option<Names> {
    let mut names = Names::default();
    let mut rest = title;
    let mut form = form;
    while let Some((before, behind)) = form.split_once('{') {
        rest = rest.strip_prefix(before)?;
        let (mark, behind) = behind.split_once('}')?;
        let end = behind.split('{').next().unwrap_or_default();
        let at = if end.is_empty() { rest.len() } else { rest.find(end)? };
        let (name, behind_name) = rest.split_at_checked(at)?;
        match mark {
            "year" if name.chars().all(|c| c.is_ascii_digit()) => names.year = name.to_owned(),
            "department" => names.department = name.to_owned(),
            "project" => names.project = name.to_owned(),
            _ => return None,
        }
        (rest, form) = (behind_name, behind);
    }
    (rest == form).then_some(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_names_in_a_title() {
        let form = "{year}年度{department}整体支出自评报告";
        for (title, names) in [
            ("2025年度某市民政局整体支出自评报告", Some(["2025", "某市民政局"])),
            ("年度整体支出自评报告", Some(["", ""])),
            ("二〇二五年度整体支出自评报告", None),
            ("2025年度某市民政局自评报告", None),
            ("关于2025年度整体支出自评报告", None),
            ("2025年度整体支出自评报告（修改稿）", None),
            ("", None),
        ] {
            let found = names_in(form, title);
            assert_eq!(
                found.as_ref().map(|names| [&*names.year, &*names.department]),
                names,
                "{title}"
            );
        }
        assert_eq!(
            names_in("{project}自评表", "甲自评表").map(|names| names.project),
            Some("甲".to_owned())
        );
    }
}
