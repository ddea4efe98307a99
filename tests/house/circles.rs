//! Files that need each other can only be read together: no circle of more than three, and none
//! that leaves its room.
//!
//! A file needs another when its code names something of it, by itself or by what a `mod.rs` hands
//! on. Tests of a file are left out, and so are comments.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::sources::{
    Source, Token, from_root, module_of, paths_without_tests, sources, tokens, tree,
};

/// Most files that may need each other.
const LARGEST: usize = 3;

/// A module, by its path from the root of the crate.
type Module = Vec<String>;

/// Which file needs which.
type Needs = BTreeMap<Module, BTreeSet<Module>>;

/// Files that are more than tests.
fn product(sources: Vec<Source>) -> Vec<Source> {
    let of_tests = |path: &str| path.contains("/tests/") || path.ends_with("/tests.rs");
    let mut sources = sources;
    sources.retain(|source| !of_tests(&source.path));
    sources
}

/// What a file hands on under a name of its own (`pub use child::Name;`), by that name.
fn handed_on(source: &Source) -> Vec<(Module, Module)> {
    let module = module_of(&source.path);
    let tokens = tokens(&source.text);
    let word = |i: usize, word: &str| tokens.get(i) == Some(&Token::Word(word.to_owned()));
    let mut found = Vec::new();
    for i in 0..tokens.len() {
        if !(word(i, "pub") && word(i + 1, "use")) {
            continue;
        }
        let mut trees = Vec::new();
        tree(&tokens, i + 2, &mut Vec::new(), &mut trees);
        for path in trees {
            let first = path.first().map(String::as_str);
            let target = if matches!(first, Some("crate" | "super" | "self")) {
                from_root(&module, &path)
            } else {
                [module.clone(), path].concat()
            };
            if let Some(name) = target.last() {
                let name = [module.clone(), vec![name.clone()]].concat();
                found.push((name, target));
            }
        }
    }
    found
}

fn needs(sources: &[Source]) -> Needs {
    let files: BTreeSet<Module> = sources
        .iter()
        .map(|source| module_of(&source.path))
        .collect();
    let handed_on: BTreeMap<Module, Module> = sources.iter().flat_map(handed_on).collect();
    let mut needs = Needs::new();
    for source in sources {
        let file = module_of(&source.path);
        let targets = paths_without_tests(source)
            .into_iter()
            .filter_map(|path| file_of(path, &files, &handed_on))
            .filter(|target| *target != file);
        needs.insert(file.clone(), targets.collect());
    }
    needs
}

/// The file in which something is written that is known by `path`.
fn file_of(
    mut path: Module,
    files: &BTreeSet<Module>,
    handed_on: &BTreeMap<Module, Module>,
) -> Option<Module> {
    // From hand to hand, as often as somebody might do so on purpose.
    for _ in 0..5 {
        let handed = (1..=path.len())
            .rev()
            .find_map(|length| Some((length, handed_on.get(&path[..length])?)));
        match handed {
            Some((length, target)) if !files.contains(&path[..length]) => {
                path = [target.clone(), path[length..].to_vec()].concat();
            }
            _ => break,
        }
    }
    (1..=path.len())
        .rev()
        .map(|length| path[..length].to_vec())
        .find(|module| files.contains(module))
}

/// All files that a file needs, by way of others too.
fn reached(from: &Module, needs: &Needs) -> BTreeSet<Module> {
    let mut reached = BTreeSet::new();
    let mut next: Vec<&Module> = needs.get(from).into_iter().flatten().collect();
    while let Some(module) = next.pop() {
        if reached.insert(module.clone()) {
            next.extend(needs.get(module).into_iter().flatten());
        }
    }
    reached
}

/// Files that need each other, largest groups first.
fn circles(needs: &Needs) -> Vec<BTreeSet<Module>> {
    let reached: BTreeMap<&Module, BTreeSet<Module>> = needs
        .keys()
        .map(|module| (module, reached(module, needs)))
        .collect();
    let mut circles: Vec<BTreeSet<Module>> = needs
        .keys()
        .filter(|module| reached[module].contains(*module))
        .map(|module| {
            let back = |other: &&Module| reached[other].contains(module);
            needs
                .keys()
                .filter(|other| reached[module].contains(*other))
                .filter(back)
                .cloned()
                .collect()
        })
        .collect();
    circles.sort_by_key(|circle| std::cmp::Reverse((circle.len(), circle.first().cloned())));
    circles.dedup();
    circles
}

/// The circles that must not be, in words.
fn forbidden(sources: Vec<Source>) -> Vec<String> {
    let rooms = |circle: &BTreeSet<Module>| {
        let rooms: BTreeSet<&String> = circle.iter().filter_map(|module| module.first()).collect();
        rooms.len()
    };
    circles(&needs(&product(sources)))
        .into_iter()
        .filter(|circle| circle.len() > LARGEST || rooms(circle) > 1)
        .map(|circle| {
            let files: Vec<String> = circle.iter().map(|module| module.join("::")).collect();
            files.join(" ↔ ")
        })
        .collect()
}

fn written(files: &[(&str, &str)]) -> Vec<Source> {
    let source = |(path, text): &(&str, &str)| Source {
        path: (*path).to_owned(),
        text: (*text).to_owned(),
    };
    files.iter().map(source).collect()
}

#[test]
fn no_more_than_three_files_need_each_other_and_all_of_one_room() {
    let found = forbidden(sources(Path::new(env!("CARGO_MANIFEST_DIR"))));
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn a_circle_is_found_through_what_is_handed_on_and_between_rooms() {
    let four = written(&[
        (
            "src/room/mod.rs",
            "mod a; mod b; mod c; mod d; pub use d::{self, D};",
        ),
        ("src/room/a.rs", "use super::b::B;"),
        ("src/room/b.rs", "fn f() { crate::room::c::g() }"),
        ("src/room/c.rs", "use super::{D, x};"),
        ("src/room/d.rs", "use crate::room::{a::A, b};"),
    ]);
    assert_eq!(forbidden(four), ["room::a ↔ room::b ↔ room::c ↔ room::d"]);
    let rooms = written(&[
        ("src/one/mod.rs", "use crate::two::Two;"),
        ("src/two/mod.rs", "mod inner; pub use inner::Two;"),
        ("src/two/inner.rs", "use crate::one;"),
    ]);
    assert_eq!(forbidden(rooms), ["one ↔ two::inner"]);
}

#[test]
fn three_files_of_a_room_may_need_each_other_and_tests_do_not_count() {
    let three = written(&[
        ("src/room/a.rs", "use super::b;"),
        ("src/room/b.rs", "use super::c;"),
        ("src/room/c.rs", "use super::a; // use super::d;"),
        ("src/room/d.rs", "use super::a;"),
        (
            "src/room/e.rs",
            "#[cfg(test)] mod t; use super::d;\n#[cfg(test)]\nimpl E { fn f() { super::f::g() } }",
        ),
        ("src/room/f.rs", "use super::e;"),
    ]);
    assert_eq!(forbidden(three), [""; 0]);
}
