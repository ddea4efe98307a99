//! `docs/monitoring.md`, from the first block to the last, with the certificates of one virtual card.

use std::fs;
use std::process::Command;

use support::say_skipped;
use support::watching::{Plugin, metrics};

use super::page::{Block, Page};
use super::room::{Room, is_there};

#[test]
fn the_page_on_watching_does_what_it_says() {
    if !is_there("jq") {
        return say_skipped("jq is missing: the examples of docs/monitoring.md are not run");
    }
    let room = Room::new("en");
    let mut page = Page::open("docs/monitoring.md");
    room.types("pinlotse virtual create smcb card.json; export PINLOTSE_READER=virtual:card.json")
        .exits(0);
    room.runs(&page.next("sh", "certs --export cards")).exits(0);
    let names: Vec<_> = fs::read_dir(room.file("cards"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(names.len(), 7);
    assert!(names.contains(&"80276999990000000025.card.json".to_owned()));
    assert!(names.contains(&"80276999990000000025.C.HCI.AUT.E256.der".to_owned()));

    let server = room.runs(&page.next("sh", "certs --from cards --check"));
    let wanted = page.next("text", "80276999990000000025 0");
    assert_eq!(server.exits(0).printed, wanted.text);

    icinga(&room, &page.next("icinga", "object CheckCommand"));
    systemd(&room, &page.next("ini", "pinlotse-watch.service"));
    let timer = page.next("ini", "pinlotse-watch.timer");
    assert!(timer.text.contains("OnCalendar="), "{timer:?}");
    rules(&room, &page.next("yaml", "groups:"));

    let readers = page.next("sh", "status --every-card");
    let commands = readers.commands();
    let [people, plugin] = commands.as_slice() else {
        panic!("{commands:?}")
    };
    let people = room.types(people);
    assert!(
        people.exits(25).printed.contains("Transport-PIN"),
        "{people:?}"
    );
    let plugin = room.types(plugin);
    let read = Plugin::read(&plugin.exits(1).printed, 1);
    assert_eq!((read.word.as_str(), read.long.len()), ("WARNING", 1));
    assert!(plugin.said.is_empty(), "{plugin:?}");
    page.end();
}

/// The command with the arguments that Icinga would put behind it.
fn icinga(room: &Room, block: &Block) {
    let text = &block.text;
    let line = text
        .lines()
        .find(|line| line.contains("command = ["))
        .unwrap();
    let command: Vec<&str> = line.split('"').skip(1).step_by(2).collect();
    let flags = text.lines().filter_map(|line| {
        let flag = line.trim().strip_prefix('"')?;
        flag.starts_with("--")
            .then(|| flag.split('"').next().unwrap())
    });
    let flags: Vec<&str> = flags.collect();
    assert_eq!(
        flags,
        ["--from", "--warn-days", "--issuer-certs", "--online"]
    );
    let call = format!("{} --from cards --warn-days 90", command.join(" "));
    let ran = room.types(&call);
    let read = Plugin::read(&ran.exits(0).printed, 0);
    assert_eq!((read.word.as_str(), read.value("cards")), ("OK", "1"));
    // Each of the flags is one; the folder of issuers is not there.
    let ran = room.types(&format!("{call} --issuer-certs nowhere --online"));
    assert_eq!(Plugin::read(&ran.exits(3).printed, 3).word, "UNKNOWN");
}

/// What the service would run, with the folders of the room.
fn systemd(room: &Room, block: &Block) {
    let starts = block
        .text
        .lines()
        .find_map(|line| line.strip_prefix("ExecStart="));
    let home = room.home().display().to_string();
    let call = starts
        .unwrap()
        .replace("/srv/pinlotse", &home)
        .replace("/var/lib/prometheus/node-exporter", &home);
    let ran = room.types(&call);
    assert!(ran.exits(0).printed.is_empty(), "{ran:?}");
    let written = fs::read_to_string(room.file("pinlotse.prom")).unwrap();
    assert_eq!(metrics(&written).value("pinlotse_cards", &[]), 1.0);
    if !is_there("systemd-analyze") {
        return say_skipped("systemd-analyze is missing: the units are not held against it");
    }
    let unit = room.file("pinlotse-watch.service");
    fs::write(&unit, room.moved(&block.text)).unwrap();
    let done = Command::new("systemd-analyze")
        .arg("verify")
        .arg(&unit)
        .output();
    let said = String::from_utf8_lossy(&done.unwrap().stderr).into_owned();
    assert!(!said.contains("Unknown"), "{said}");
}

/// The rules name metrics that are written.
fn rules(room: &Room, block: &Block) {
    let written = fs::read_to_string(room.file("pinlotse.prom")).unwrap();
    let words = block
        .text
        .split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
    let named: Vec<&str> = words.filter(|word| word.starts_with("pinlotse_")).collect();
    assert_eq!(named.len(), 6, "{named:?}");
    for name in named {
        assert!(
            written.contains(&format!("# TYPE {name} gauge\n")),
            "{name}"
        );
    }
    if !is_there("promtool") {
        return say_skipped("promtool is missing: the rules of docs/monitoring.md are not checked");
    }
    let file = room.file("rules.yml");
    fs::write(&file, &block.text).unwrap();
    let done = Command::new("promtool")
        .args(["check", "rules"])
        .arg(&file)
        .output();
    let done = done.unwrap();
    assert!(done.status.success(), "{done:?}");
}
