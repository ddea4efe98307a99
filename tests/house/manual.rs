//! The pages of the manual as other programs read them.

use std::fs;
use std::path::Path;
use std::process::Command;

use support::say_skipped;
use support::temp::Temp;

/// Writes the pages of a language; their files.
fn written(folder: &Path, language: &str) -> Vec<std::path::PathBuf> {
    let status = Command::new(support::program())
        .args(["man", "--lang", language, "--to"])
        .arg(folder)
        .status()
        .unwrap();
    assert!(status.success());
    let entries = fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().path()).collect()
}

/// What a program that checks pages says of them.
fn complaints(program: &str, flags: &[&str], pages: &[std::path::PathBuf]) -> Option<String> {
    let mut command = Command::new(program);
    // Both speak of the words of a page only where they can show all of them.
    command.args(flags).args(pages).env("LC_ALL", "C.UTF-8");
    match command.output() {
        Ok(output) => {
            let (out, err) = (output.stdout, output.stderr);
            let said = if program == "mandoc" { out } else { err };
            Some(String::from_utf8_lossy(&said).into_owned())
        }
        Err(_) => {
            say_skipped(&format!("{program} is missing (Debian package {program})"));
            None
        }
    }
}

#[test]
fn mandoc_and_man_find_nothing_wrong_with_the_pages() {
    for language in ["de", "en"] {
        let folder = Temp::new();
        let pages = written(folder.path(), language);
        assert!(pages.len() > 15, "{pages:?}");
        for (program, flags) in [
            ("mandoc", &["-T", "lint", "-W", "warning"][..]),
            ("man", &["--warnings", "-E", "UTF-8", "-l"]),
        ] {
            let said = complaints(program, flags, &pages);
            assert_eq!(said.unwrap_or_default(), "", "{program}, {language}");
        }
    }
}
