//! What a system or a library says of a file is English, and stands in the middle of a German sentence
//! when it is passed on: errors of the program itself are values, and the catalogue says them.

use std::path::Path;

use crate::sources::{Source, sources};

/// The one place that makes an error of what the program found out by itself.
const MADE_HERE: &str = "src/system/trouble.rs";

/// Ways to make an error of words.
const OF_WORDS: [&str; 2] = ["io::Error::new(", "io::Error::other("];

/// Lines of a file, without its tests, that make an error of words.
fn made_of_words(source: &Source) -> Vec<String> {
    let product = source.text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = product
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    let makes = |line: &&str| OF_WORDS.iter().any(|way| line.contains(way));
    lines.filter(makes).map(str::to_owned).collect()
}

#[test]
fn no_error_of_a_file_is_made_of_words() {
    let is_test = |path: &str| path.contains("/tests/") || path.ends_with("tests.rs");
    let all = sources(Path::new(env!("CARGO_MANIFEST_DIR")));
    assert!(all.iter().any(|source| source.path == MADE_HERE));
    let found: Vec<_> = all
        .iter()
        .filter(|source| source.path != MADE_HERE && !is_test(&source.path))
        .flat_map(|source| {
            made_of_words(source)
                .into_iter()
                .map(|line| (&source.path, line))
        })
        .collect();
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn such_a_line_is_found_and_one_of_a_test_is_not() {
    let source = Source {
        path: "src/system/files.rs".to_owned(),
        text: "let a = io::Error::other(\"odd\");\n#[cfg(test)]\nio::Error::new(kind, \"x\")"
            .to_owned(),
    };
    assert_eq!(made_of_words(&source).len(), 1);
}
