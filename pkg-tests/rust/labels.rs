//! The labels that the page prints must be those of the declarations.

use std::collections::BTreeSet;
use std::path::PathBuf;

use jixiao::internals::Kind;
use jixiao::internals::Shape;

/// Every record shape of a document, each after those it contains.
fn shapes() -> Vec<&'static Shape> {
    let mut shapes: Vec<&'static Shape> = Vec::new();
    Kind::ALL.iter().for_each(|kind| add(kind.shape(), &mut shapes));
    shapes
}

fn add(shape: &'static Shape, shapes: &mut Vec<&'static Shape>) {
    if shapes.iter().any(|known| known.name == shape.name) {
        return;
    }
    shape.extends.into_iter().for_each(|head| add(head, shapes));
    shapes.push(shape);
    for inner in shape.members.iter().filter_map(|member| member.holds.shape()) {
        add(inner, shapes);
    }
}

/// The content that `www/form/labels.js` should have.
fn labels() -> String {
    let mut text = String::from(
        "/**\n \
         * What a form prints: the titles of the kinds of document, and of the fields of every record, both by key and in the order\n \
         * of the form. A form is a Chinese document whatever language the page speaks.\n \
         *\n \
         * Written by `make labels` from the declarations in src/filing/; `make test` fails where it is out of date.\n \
         */\n\n",
    );
    let line = |indent: &str, key: &str, title: &str| format!("{indent}{key}: '{title}',\n");
    text.push_str("export const KINDS = {\n");
    Kind::ALL.iter().for_each(|kind| text.push_str(&line("  ", kind.key(), kind.title())));
    text.push_str("};\n\nexport const TITLES = {\n");
    for shape in shapes() {
        text.push_str(&format!("  {}: {{\n", shape.name));
        for member in shape.members {
            text.push_str(&line("    ", member.field.key(), member.field.title()));
        }
        text.push_str("  },\n");
    }
    text.push_str("};\n");
    text
}

/// With `UPDATE_LABELS=1` (as `make labels` sets it) writes `www/form/labels.js`; otherwise checks
/// that it is up to date.
#[test]
fn labels_are_up_to_date() {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("www/form/labels.js");
    if std::env::var_os("UPDATE_LABELS").is_some() {
        std::fs::write(&file, labels()).unwrap();
    }
    let is_up_to_date = std::fs::read_to_string(&file).unwrap() == labels();
    assert!(is_up_to_date, "run `make labels`");
}

#[test]
fn a_title_names_one_field_of_its_record_and_can_stand_in_a_path_of_titles() {
    for shape in shapes() {
        let mut titles = BTreeSet::new();
        let mut keys = BTreeSet::new();
        for member in shape.all() {
            let (key, title) = (member.field.key(), member.field.title());
            assert!(titles.insert(title) && keys.insert(key), "{}: {key} {title}", shape.name);
            let is_word = title.chars().all(|c| c.is_alphabetic() || matches!(c, '（' | '）'));
            assert!(is_word && !title.is_empty(), "{}: {title}", shape.name);
            assert!(key.chars().all(|c| c.is_ascii_alphanumeric()), "{}: {key}", shape.name);
        }
    }
}

#[test]
fn every_kind_of_document_has_a_title_of_its_own_and_a_head() {
    let titles: BTreeSet<&str> = Kind::ALL.iter().map(|kind| kind.title()).collect();
    assert_eq!((Kind::ALL.len(), titles.len()), (9, 9));
    for kind in Kind::ALL {
        assert_eq!(kind.shape().extends.map(|head| head.name), Some("Head"), "{}", kind.key());
    }
}
