//! Turns the built-in profiles from TOML into JSON, so that the crate itself carries no TOML reader and
//! a built-in profile is read by the same code as one of a portal's own.

use std::{env, fs, path::Path};

fn main() {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR").unwrap()).join("src/profile");
    println!("cargo:rerun-if-changed={}", folder.display());
    let mut files: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "toml"))
        .collect();
    files.sort();
    let mut code = String::from("pub(super) const BUILT_IN: &[(&str, &str)] = &[\n");
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let profile: toml::Table = toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let json = serde_json::to_string(&profile).unwrap();
        let id = profile["id"].as_str().unwrap();
        assert_eq!(Some(id), file.file_stem().and_then(|stem| stem.to_str()), "a profile's file is named after its id");
        code.push_str(&format!("    ({id:?}, {json:?}),\n"));
    }
    code.push_str("];\n");
    fs::write(Path::new(&env::var("OUT_DIR").unwrap()).join("profiles.rs"), code).unwrap();
}
