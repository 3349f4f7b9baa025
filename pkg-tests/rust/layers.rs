//! Imports must run down only: no layer imports a higher one, no rule another rule, and no file
//! itself through others.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// From the bottom up; modules on the same line must not import each other.
const LAYERS: [&[&str]; 17] = [
    &["error", "order", "value"],
    &["json", "narrative"],
    &["filing"],
    &["finding"],
    &["profile"],
    &["scoring"],
    &["relation"],
    &["rule"],
    &["report"],
    &["complete"],
    &["session"],
    &["template"],
    &["read"],
    &["write"],
    &["crate"],
    &["testing"],
    &["wasm"],
];

/// Module paths as written in the source, without tests, each with its imports.
fn imports() -> BTreeMap<String, BTreeSet<String>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut sources = BTreeMap::new();
    read_folder(&root, "crate", &mut sources);
    let modules: BTreeSet<String> = sources.keys().cloned().collect();
    let exports: BTreeMap<&String, Vec<(String, String)>> =
        sources.iter().map(|(module, text)| (module, exports(module, text))).collect();
    let resolve = |path: &str| {
        let mut path = path.to_owned();
        for _ in 0..8 {
            let module = prefixes(&path).find(|prefix| modules.contains(*prefix))?.to_owned();
            let name = path[module.len()..].trim_start_matches("::").split("::").next()?;
            match exports[&module].iter().find(|(exported, _)| exported == name) {
                Some((_, target)) if !name.is_empty() => path = target.clone(),
                _ => return Some(module),
            }
        }
        None
    };
    let of = |(module, text): (&String, &String)| {
        let paths = paths_in(module, text).into_iter().filter_map(|path| resolve(&path));
        (module.clone(), paths.filter(|path| path != module).collect())
    };
    sources.iter().map(of).collect()
}

fn read_folder(folder: &Path, module: &str, sources: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let name = entry.file_stem().unwrap().to_str().unwrap();
        let inside = match name {
            "mod" | "lib" => module.to_owned(),
            _ => format!("{module}::{name}"),
        };
        if entry.is_dir() && name != "cli" {
            read_folder(&entry, &inside, sources);
        } else if entry.extension().is_some_and(|ending| ending == "rs") && name != "build" {
            let text = fs::read_to_string(&entry).unwrap();
            let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
            let text = lines.collect::<Vec<_>>().join("\n");
            let tests = text.find("#[cfg(test)]\nmod tests").unwrap_or(text.len());
            sources.insert(inside, text[..tests].to_owned());
        }
    }
}

/// `a::b::c`, `a::b`, `a`.
fn prefixes(path: &str) -> impl Iterator<Item = &str> {
    let ends = path.match_indices("::").map(|(at, _)| at).collect::<Vec<_>>();
    ends.into_iter().chain([path.len()]).rev().map(|end| &path[..end])
}

/// The paths that a text imports, by `use` or inline, relative to the crate's root.
fn paths_in(module: &str, text: &str) -> Vec<String> {
    let (mut paths, mut code) = (Vec::new(), String::new());
    for (index, part) in text.split("use ").enumerate() {
        let (tree, rest) =
            if index > 0 { part.split_once(';').unwrap_or(("", part)) } else { ("", part) };
        paths.extend(leaves(tree));
        code.push_str(rest);
    }
    for root in ["crate::", "super::"] {
        let is_path = |c: char| c.is_alphanumeric() || matches!(c, '_' | ':');
        paths.extend(code.match_indices(root).map(|(at, _)| {
            let rest = &code[at..];
            rest[..rest.find(|c| !is_path(c)).unwrap_or(rest.len())]
                .trim_end_matches(':')
                .to_owned()
        }));
    }
    paths.iter().filter_map(|path| absolute(module, path)).collect()
}

fn exports(module: &str, text: &str) -> Vec<(String, String)> {
    let uses =
        text.replace("\npub(super) use ", "\npub use ").replace("\npub(crate) use ", "\npub use ");
    let uses = uses.split("\npub use ").skip(1).filter_map(|rest| rest.split_once(';'));
    let paths = uses.flat_map(|(tree, _)| leaves(tree));
    let absolute = |path: String| {
        let starts_here = !path.starts_with("crate::") && !path.starts_with("super::");
        if starts_here { Some(format!("{module}::{path}")) } else { absolute(module, &path) }
    };
    let named = |path: String| Some((path.rsplit("::").next()?.to_owned(), path));
    paths.filter_map(absolute).filter_map(named).collect()
}

/// `a::{b, c::d}` as `a::b` and `a::c::d`.
fn leaves(tree: &str) -> Vec<String> {
    let tree = tree.trim();
    let Some((before, inside)) = tree.split_once('{') else {
        return vec![tree.split(" as ").next().unwrap_or(tree).to_owned()];
    };
    let (mut depth, mut start, mut items) = (0, 0, Vec::new());
    let inside = inside.trim_end().trim_end_matches('}');
    for (at, c) in inside.char_indices().chain([(inside.len(), ',')]) {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                items.push(&inside[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    let items = items.into_iter().filter(|item| !item.trim().is_empty());
    items.flat_map(leaves).map(|leaf| format!("{before}{leaf}")).collect()
}

fn absolute(module: &str, path: &str) -> Option<String> {
    let ups = path.matches("super::").count();
    match (ups, path.strip_prefix("crate")) {
        (0, rest) => rest.map(|_| path.to_owned()),
        (ups, _) => {
            let parent = module.rsplitn(ups + 1, "::").last()?;
            Some(format!("{parent}::{}", path.replace("super::", "")))
        }
    }
}

fn layer(module: &str) -> usize {
    let name = module.split("::").nth(1).unwrap_or("crate");
    LAYERS.iter().position(|layer| layer.contains(&name)).unwrap_or_else(|| panic!("{name}?"))
}

/// The two folders and the file of a rule: `rule::rat::rate`.
fn rule(module: &str) -> Option<(&str, Option<&str>)> {
    let mut inside = module.strip_prefix("crate::rule::")?.split("::");
    let family = inside.next().filter(|family| family.len() == 3)?;
    Some((family, inside.next()))
}

#[test]
fn no_import_runs_up() {
    for (module, imported) in imports() {
        for other in imported {
            let sideways = layer(&other) == layer(&module)
                && module.split("::").nth(1) != other.split("::").nth(1);
            assert!(layer(&other) <= layer(&module) && !sideways, "{module} imports {other}");
        }
    }
}

#[test]
fn rules_do_not_know_each_other() {
    let code = |module: &str| {
        let file = module.replace("crate::", "src/").replace("::", "/") + ".rs";
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file));
        text.is_ok_and(|text| text.contains(": Rule = Rule {"))
    };
    for (module, imported) in imports() {
        let Some((family, Some(_))) = rule(&module) else { continue };
        for other in imported {
            let Some((others, _)) = rule(&other) else { continue };
            assert!(others == family && !code(&other), "{module} imports {other}");
        }
    }
}

#[test]
fn no_file_imports_itself_by_way_of_others() {
    let mut imports = imports();
    imports.retain(|module, _| module != "crate" && module != "crate::testing");
    // Removes files whose imports have all been removed; what remains are cycles.
    while let Some(module) = imports
        .iter()
        .find(|(_, imported)| imported.iter().all(|other| !imports.contains_key(other)))
        .map(|(module, _)| module.clone())
    {
        imports.remove(&module);
    }
    let circles: Vec<&String> = imports.keys().collect();
    assert!(circles.is_empty(), "circles among {circles:?}");
}
