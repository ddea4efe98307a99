//! Every cause of failure has all that a cause needs.

mod diagnosis;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::explain;
use super::facts::failure::samples;
use super::facts::finding::{self, Matter, OfCard, OfKonnektor, OfPc, OfReader, Severity};
use super::words::diagnosis::say;
use super::words::topic;
use crate::system::machine::Site;
use crate::system::os::Os;
use crate::text::{Language, Text};
use crate::topics;

/// A code word with its exit code.
type Pair = (String, u64);

fn docs(file: &str) -> String {
    fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("docs")
            .join(file),
    )
    .unwrap()
}

fn in_program() -> BTreeSet<Pair> {
    let codes = samples::codes().into_iter();
    codes
        .map(|code| (code.word.to_owned(), code.exit.into()))
        .collect()
}

fn in_schema() -> BTreeSet<Pair> {
    let schema: Value = serde_json::from_str(&docs("pinlotse-1.schema.json")).unwrap();
    let groups = schema["$defs"]["code"]["allOf"].as_array().unwrap().iter();
    let of = |group: &Value| {
        let exit = group["if"]["properties"]["exit"]["const"].as_u64().unwrap();
        let words = group["then"]["properties"]["code"]["enum"]
            .as_array()
            .unwrap()
            .clone();
        words
            .into_iter()
            .map(move |word| (word.as_str().unwrap().to_owned(), exit))
    };
    groups.flat_map(of).collect()
}

/// The second column of the table, by the exit code in the first.
fn in_table() -> BTreeSet<Pair> {
    let table = docs("exit-codes.md");
    let row = |line: &str| {
        let mut cells = line.strip_prefix("| ")?.split('|');
        let exit: u64 = cells.next()?.trim().parse().ok()?;
        let words = cells.next()?.split('`').skip(1).step_by(2);
        Some(
            words
                .map(|word| (word.to_owned(), exit))
                .collect::<Vec<_>>(),
        )
    };
    table.lines().filter_map(row).flatten().collect()
}

#[test]
fn every_failure_has_its_code_word_in_schema_and_table_words_in_both_languages_and_a_topic_that_exists()
 {
    let program = in_program();
    assert_eq!(
        program,
        in_schema(),
        "the causes and docs/pinlotse-1.schema.json"
    );
    assert_eq!(program, in_table(), "the causes and docs/exit-codes.md");
    for failure in samples::all() {
        for language in [Language::De, Language::En] {
            let text = Text::new(language);
            let message = explain(&failure, Site::default(), text);
            assert!(!message.what.trim().is_empty(), "{failure:?}");
            assert!(!message.hint.trim().is_empty(), "{failure:?}");
            if let Some(name) = failure.topic() {
                assert!(
                    topics::topic(name).is_some_and(|topic| topic.id == name),
                    "{failure:?}"
                );
                assert!(topic::more(name, text).is_some(), "{failure:?}");
            }
        }
    }
}

#[test]
fn what_is_said_of_a_reader_in_german_is_german() {
    use super::facts::failure::Unreached;
    use crate::reader::Error;
    let name = || "Leser".to_owned();
    for error in [
        Error::ReaderGone(name()),
        Error::NoSuchReader(name()),
        Error::Mute(name()),
        Error::Closed("/run/pcscd/pcscd.comm".to_owned()),
        Error::Interrupted,
    ] {
        let failure = Unreached::ReaderLater(error).into();
        let said = explain(&failure, Site::default(), Text::new(Language::De)).what;
        for english in [" the ", "reader", "unplugged", "closed to", "interrupted"] {
            assert!(!said.contains(english), "{said}");
        }
    }
}

/// Words of Linux and its relatives, which nobody at a PC with Windows can do anything with.
const NOT_OF_WINDOWS: [&str; 16] = [
    "chmod",
    "chown",
    "sudo",
    " apt ",
    "/etc",
    "/run",
    "/var",
    "pcscd",
    "libpcsclite",
    "systemd",
    "systemctl",
    "polkit",
    "XDG_",
    "HOME",
    "unset ",
    "--secrets-fd",
];

/// What is found only where there are files of Linux, its service, or a container.
const NEVER_ON_WINDOWS: [&str; 13] = [
    "SocketClosed",
    "Closed(",
    "NoLibrary",
    "LibraryMissing",
    "ServiceCrashes",
    "ServiceMismatch",
    "ContainerWithoutSocket",
    "ServiceMissing",
    "ServiceNotRunning",
    "DriverMissing",
    "Newer",
    "OldDriver",
    "UsbReaderTakenByKernel",
];

#[test]
fn nobody_on_windows_is_told_of_what_only_other_systems_have() {
    let windows = Site {
        os: Os::Windows,
        ..Site::default()
    };
    let mut foreign = BTreeSet::new();
    let mut look = |what: String, said: String| {
        if !NEVER_ON_WINDOWS.iter().any(|never| what.contains(never)) {
            // What the cause itself carries is a value, not our sentence.
            let ours = |word: &&&str| said.contains(**word) && !what.contains(**word);
            let here = NOT_OF_WINDOWS.iter().filter(ours);
            foreign.extend(here.map(|word| format!("{word:?} in {what}: {said}")));
        }
    };
    for language in [Language::De, Language::En] {
        let text = Text::new(language);
        for failure in samples::all() {
            let said = explain(&failure, windows, text);
            look(format!("{failure:?}"), said.what + " " + &said.hint);
        }
        for finding in finding::samples() {
            let said = say(&finding, windows, text);
            let told = said.what + " " + &said.remedy.unwrap_or_default();
            look(format!("{finding:?}"), told);
        }
    }
    assert!(foreign.is_empty(), "{foreign:#?}");
}

#[test]
fn every_finding_of_doctor_has_words_in_both_languages_and_a_remedy_where_it_matters() {
    for finding in finding::samples() {
        for language in [Language::De, Language::En] {
            let said = say(&finding, Site::default(), Text::new(language));
            assert!(!said.what.trim().is_empty(), "{finding:?}");
            let remedy = said.remedy.unwrap_or_default();
            let matters = finding.severity >= Severity::Warning;
            let is_note = matches!(
                finding.matter,
                Matter::Pc(OfPc::ServiceOk)
                    | Matter::Konnektor(OfKonnektor::Ok)
                    | Matter::Reader(OfReader::Ok | OfReader::Foreign(_))
                    | Matter::Card(OfCard::WrongEntry(_))
            );
            assert!(
                !matters || is_note || !remedy.trim().is_empty(),
                "{finding:?}"
            );
        }
    }
}
