//! The examples of README and `docs/` are run as they stand.
//!
//! Each page has a test that takes its blocks one after the other and knows what each of them is: typed
//! into a shell, put where the page puts it, what is printed then. A block that a test does not know
//! fails it, and so does a page with blocks that has no test. Where an example cannot be run here
//! it is checked as far as it can be, and that is said aloud.

mod monitoring;
mod page;
mod room;
mod screens;
mod scripting;
mod strangers;
mod words;

use std::fs;
use std::path::Path;

use serde_json::Value;
use support::{project, say_skipped};

use page::{Block, Page, blocks, pages, text_of};
use room::{Room, is_there};

/// Pages with blocks, each of which a test goes through: here, or where the walks are walked
/// (`tests/in_process/guide/walks.rs`), or where the settings are (`settings_page.rs`).
const KNOWN: [&str; 12] = [
    "README.md",
    "docs/architecture.md",
    "docs/field-trial.md",
    "docs/json.md",
    "docs/monitoring.md",
    "docs/scripting.md",
    "docs/settings.md",
    "docs/testing.md",
    "docs/user-guide.de.md",
    "docs/user-guide.en.md",
    "docs/virtual-card.md",
    "docs/walks.md",
];

#[test]
fn every_page_with_an_example_has_a_test() {
    let with_blocks: Vec<String> = pages()
        .into_iter()
        .filter(|page| !blocks(page, &text_of(page)).is_empty())
        .collect();
    assert_eq!(with_blocks, KNOWN);
}

#[test]
fn a_block_that_nobody_knows_is_found() {
    let found = blocks(
        "page",
        "text\n```sh\none\n```\n- item\n  ```yaml\n  two\n  ```\n",
    );
    let seen: Vec<_> = found
        .iter()
        .map(|block| {
            (
                block.place.as_str(),
                block.language.as_str(),
                block.text.as_str(),
            )
        })
        .collect();
    assert_eq!(
        seen,
        [("page:2", "sh", "one\n"), ("page:6", "yaml", "  two\n")]
    );
    let unknown = || {
        let mut page = Page::open("docs/virtual-card.md");
        page.next("sh", "a command that is not there")
    };
    assert!(std::panic::catch_unwind(unknown).is_err());
    assert!(std::panic::catch_unwind(|| Page::open("docs/virtual-card.md").end()).is_err());
}

#[test]
fn the_commands_of_the_virtual_card_do_what_the_page_says() {
    let room = Room::new("en");
    let mut page = Page::open("docs/virtual-card.md");
    let block = page.next("sh", "virtual letter hba");
    // Without a terminal nobody types the secrets. The last one would go to the machine's own vpcd.
    const SERVE: &str = "pinlotse virtual serve my-card";
    let block = Block {
        text: block
            .text
            .replace(SERVE, &format!("{SERVE} --vpcd 127.0.0.1:9")),
        ..block
    };
    room.runs_each(&block, &[0, 17, 0, 0, 0, 3]);
    let block = page.next("sh", "virtual create hba dgn-card");
    room.runs_each(&block, &[0, 0]);
    page.end();
}

#[test]
fn the_field_trial_shows_what_it_sends_and_then_reads_a_card_without_changing_it() {
    let room = Room::new("en");
    let mut page = Page::open("docs/field-trial.md");
    room.types("pinlotse virtual create hba card.json; export PINLOTSE_READER=virtual:card.json")
        .exits(0);
    let before = fs::read(room.file("card.json")).unwrap();
    let shown = room.runs(&page.next("sh", "--dry-run"));
    assert!(shown.exits(0).printed.contains("80200081"), "{shown:?}");
    assert!(!room.file("probe.json").exists());
    room.runs(&page.next("sh", "doctor --probe probe.json"))
        .exits(0);
    let file = fs::read_to_string(room.file("probe.json")).unwrap();
    assert!(file.contains("pinlotse-probe/1"), "{file}");
    assert_eq!(fs::read(room.file("card.json")).unwrap(), before);
    page.end();
}

#[test]
fn the_commands_of_the_guides_do_what_they_say() {
    for (language, name) in [
        ("de", "docs/user-guide.de.md"),
        ("en", "docs/user-guide.en.md"),
    ] {
        let room = Room::new(language);
        let mut page = Page::open(name);
        room.types(
            "pinlotse virtual create hba card.json; export PINLOTSE_READER=virtual:card.json",
        )
        .exits(0);
        let (letter, activate, change) = match language {
            "de" => ("virtuell brief hba", "aktivieren", "ändern"),
            _ => ("virtual letter hba", "activate", "change"),
        };
        // Nobody is at a terminal here: help for the guide, and no digits for the others.
        for (words, exits) in [
            ("pinlotse", [0].as_slice()),
            (letter, &[0, 17]),
            ("status", &[0]),
            ("status --online", &[0]),
            (activate, &[17]),
        ] {
            room.runs_each(&page.next("sh", words), exits);
        }
        // `tests/pcscd/pad/page.rs` compares the screen at a PIN pad.
        page.next("text", "0:02");
        // An own PIN cannot be changed or verified while its Transport-PIN is valid.
        room.runs_each(&page.next("sh", change), &[13, 13, 0]);
        screens::unblocks(&room, language, &page.next("text", "PUK"));
        let report = if language == "de" {
            "bericht.html"
        } else {
            "report.html"
        };
        room.runs_each(&page.next("sh", report), &[0, 0, 0, 0]);
        let report = fs::read_to_string(room.file(report)).unwrap();
        assert!(report.contains("<html"), "{report}");
        page.end();
    }
}

#[test]
fn the_commands_before_the_documents_end_as_the_documents_say() {
    if !is_there("jq") {
        return say_skipped("jq is missing: the examples of docs/json.md are not run in a shell");
    }
    let room = Room::new("en");
    let mut page = Page::open("docs/json.md");
    room.runs(&page.next("sh", "cat > slip.txt")).exits(0);
    let mut commands = 0;
    let mut sessions = |page: &mut Page| {
        for (command, shown) in page.sessions() {
            commands += 1;
            let real = room.types(command.text.trim_start_matches("$ "));
            let shown: Value = serde_json::from_str(&shown.text).unwrap();
            same_in_short(&command.place, &real.document(), &shown);
            assert_eq!(shown["exit"], real.exit, "{}", command.place);
        }
    };
    sessions(&mut page);
    room.runs(&page.next("sh", "hex()")).exits(0);
    sessions(&mut page);
    assert!(commands > 15, "{commands} examples");
    room.installs(&page.next("bash", "# set-pins FILE"), "set-pins");
    room.types("export PINLOTSE_READER=virtual:card.json")
        .exits(0);
    let done = room.types("set-pins letter.txt");
    assert_eq!(done.exits(0).printed, "");
    room.types("set-pins nowhere.txt").exits(1);
    let ends_open = room.types("PINLOTSE_READER=virtual:hba set-pins letter.txt");
    assert_eq!(ends_open.exits(0).printed, "PIN.CH\n");
    let asked = room.runs(&page.next("sh", "# Is everything set?"));
    asked.exits(0).prints(&page.next("text", "false"));
    strangers::power_shell(
        &room,
        &page.next("powershell", "Where-Object"),
        "letter.txt",
    );
    room.without("pinlotse");
    let missing = room.types("set-pins letter.txt");
    assert!(
        missing.exits(1).said.contains("is pinlotse there?"),
        "{missing:?}"
    );
    page.end();
}

/// What of a document is the same on every PC and every day: `tests/in_process/json/examples.rs`
/// compares the rest.
fn same_in_short(place: &str, real: &Value, shown: &Value) {
    let members =
        |value: &Value| -> Vec<String> { value.as_object().unwrap().keys().cloned().collect() };
    assert_eq!(members(real), members(shown), "{place}");
    for pointer in [
        "/command",
        "/virtual",
        "/changed",
        "/exit",
        "/error/code",
        "/card",
        "/reader",
        "/pins",
        "/results",
        "/unused",
        "/complete",
        "/file",
        "/passwords",
        "/certificates/0/sha256",
    ] {
        assert_eq!(
            real.pointer(pointer),
            shown.pointer(pointer),
            "{place}: {pointer}"
        );
    }
}

#[test]
fn the_two_commands_of_the_readme_and_every_target_that_a_page_names_are_there() {
    let mut page = Page::open("README.md");
    let block = page.next("sh", "apt install");
    assert_eq!(
        block.commands(),
        ["sudo apt install ./pinlotse_*_amd64.deb", "pinlotse"]
    );
    // The walk in a bare folder (.ci/dist/bare) types all of them; what needs no person is typed here, too.
    let rehearsal = page.next("sh", "virtuell brief");
    Room::new("de").types(rehearsal.commands()[0]).exits(0);
    let block = page.next("sh", "make demo");
    assert_eq!(block.commands(), ["make demo", "make test"]);
    screens::activates(&page.next("text", "Bereitlegen"));
    page.end();
    let makefile = text_of("Makefile");
    let targets: Vec<&str> = makefile
        .lines()
        .filter_map(|line| line.split_once(": ##").map(|(target, _)| target))
        .collect();
    assert!(
        targets.contains(&"demo") && targets.contains(&"test"),
        "{targets:?}"
    );
    let mut named = 0;
    for page in pages() {
        let text = text_of(&page);
        for words in text.split('`').skip(1).step_by(2) {
            let mut words = words.split_whitespace();
            match (words.next(), words.next()) {
                (Some("make"), Some(target)) => {
                    assert!(targets.contains(&target), "{page}: make {target}");
                    named += 1;
                }
                (Some(program), _) if program.starts_with(".ci/") => {
                    assert!(project().join(program).exists(), "{page}: {program}");
                }
                _ => {}
            }
        }
    }
    assert!(named >= 5, "{named} targets are named");
    // Its two steps are scripts and cargo; that they can be read at all is checked here.
    let room = Room::new("de");
    let of_packages = [
        "all", "bare", "bill", "check", "linux", "settings", "twice", "windows",
    ];
    let of_packages = of_packages.map(|script| format!("dist/{script}"));
    let others = ["demo", "packages", "run", "cross", "fuzz"].map(str::to_owned);
    for script in others.into_iter().chain(of_packages) {
        let script = project().join(".ci").join(script);
        let mut command = room.command("bash");
        room::ran("bash -n", command.arg("-n").arg(script)).exits(0);
    }
}

#[test]
fn what_pages_draw_of_the_project_is_there() {
    let mut page = Page::open("docs/architecture.md");
    let tree = page.next("text", "main.rs lib.rs");
    let mut folders: Vec<String> = Vec::new();
    let mut seen = 0;
    for line in tree.text.lines() {
        let depth = (line.len() - line.trim_start().len()) / 2;
        let Some(name) = line.split_whitespace().next() else {
            continue;
        };
        // What goes on from the line above is indented further than any folder.
        if !name.ends_with('/') || depth > folders.len() {
            continue;
        }
        folders.truncate(depth);
        folders.push(name.to_owned());
        let folder = folders.concat();
        assert!(project().join(&folder).is_dir(), "{}: {folder}", tree.place);
        seen += 1;
    }
    assert!(seen > 20, "{seen} folders");
    page.end();
    // Pieces of tests: what they call is there.
    let mut page = Page::open("docs/testing.md");
    let helpers = support_sources();
    for words in [
        "Pcscd::start()",
        "ForgedService::new",
        "PadReader::new",
        "Konnektor::new",
        "WineDesk::new",
    ] {
        let block = page.next("rust", words);
        for name in called(&block.text) {
            assert!(
                helpers.contains(&format!("fn {name}")),
                "{}: {name}",
                block.place
            );
        }
    }
    page.end();
}

/// Functions that a piece of Rust calls with `::name(`, or `.name(` on what support hands out.
fn called(text: &str) -> Vec<&str> {
    let code = text.lines().map(|line| line.split("//").next().unwrap());
    let mut found = Vec::new();
    for line in code {
        for (place, _) in line.match_indices("::") {
            let name = line[place + 2..]
                .split(|c: char| !c.is_alphanumeric() && c != '_')
                .next();
            found.extend(name.filter(|name| line[place + 2 + name.len()..].starts_with('(')));
        }
    }
    found.retain(|name| !["default"].contains(name));
    assert!(!found.is_empty(), "{text}");
    found
}

fn support_sources() -> String {
    fn below(folder: &Path, into: &mut String) {
        for entry in fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                below(&path, into);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                into.push_str(&fs::read_to_string(path).unwrap());
            }
        }
    }
    let mut text = String::new();
    below(&project().join("tests/support/src"), &mut text);
    text
}
