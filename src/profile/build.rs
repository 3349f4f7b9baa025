//! Build script: turns the built-in profiles and their blank forms from TOML into JSON. So the
//! crate needs no TOML reader, and built-in profiles are read by the same code as a portal's own.

#[path = "templates/build.rs"]
mod templates;

use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR").unwrap()).join("src/profile");
    println!("cargo:rerun-if-changed={}", folder.display());
    let profiles = tables(&folder);
    let blanks = tables(&folder.join("templates"));
    let profile_json = profiles.iter().map(|(id, profile)| {
        assert_eq!(
            Some(id.as_str()),
            profile["id"].as_str(),
            "a profile's file is named after its id"
        );
        (id.as_str(), serde_json::to_string(profile).unwrap())
    });
    let blank_json = blanks.iter().map(|(id, forms)| {
        let profile = &profiles
            .iter()
            .find(|(known, _)| known == id)
            .unwrap_or_else(|| panic!("{id}.toml has no profile"))
            .1;
        let parent = profile.get("extends").and_then(|parent| parent.as_str());
        let parent = parent
            .and_then(|parent| blanks.iter().find(|(id, _)| id == parent))
            .map(|(_, forms)| forms);
        (id.as_str(), serde_json::to_string(&templates::expanded(forms, parent)).unwrap())
    });
    write("profiles.rs", "BUILT_IN", profile_json);
    write("templates.rs", "TEMPLATES", blank_json);
}

/// The TOML files of a folder by their names, in order.
fn tables(folder: &Path) -> Vec<(String, toml::Table)> {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> =
        files.filter(|path| path.extension().is_some_and(|e| e == "toml")).collect();
    files.sort();
    let read = |file: PathBuf| {
        let text = fs::read_to_string(&file).unwrap();
        let table =
            toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        (file.file_stem().unwrap().to_str().unwrap().to_owned(), table)
    };
    files.into_iter().map(read).collect()
}

fn write<'a>(file: &str, name: &str, entries: impl Iterator<Item = (&'a str, String)>) {
    let entries: String = entries.map(|(id, json)| format!("    ({id:?}, {json:?}),\n")).collect();
    let code = format!("pub(super) const {name}: &[(&str, &str)] = &[\n{entries}];\n");
    fs::write(Path::new(&env::var("OUT_DIR").unwrap()).join(file), code).unwrap();
}
