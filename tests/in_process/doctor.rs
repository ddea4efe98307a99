//! `doctor`: every way to stand in the way of a card is found with its remedy, nothing stops the
//! look, and a report says nothing that is private.

use std::fs;
use std::path::PathBuf;

use pinlotse::reader::Error;
use pinlotse::system::machine::Machine;
use pinlotse::system::os::Os;
use serde_json::Value;
use support::faults::{At, Bench, Fault, card};
use support::follower::Follower;
use support::journey::{Journey, Ran, WRONG, image, leak, secrets_ch};
use support::script::Script;

const SERIAL: &str = "1234567890";
const USER: &str = "dr.mustermann";
const HOST: &str = "EMPFANG-PC-7";
const READER: &str = "REINER SCT cyberJack RFID standard (1234567890) 00 00";

/// A journey on a PC with nothing in it but a user, at a reader whose name holds its serial number.
fn journey(bench: Bench) -> Journey {
    let mut journey = Journey::on(bench);
    let root = journey.temp.join("root");
    fs::create_dir(&root).unwrap();
    let variables = [("USER", USER), ("HOME", "/home/dr.mustermann")];
    let variables = variables
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec();
    journey.machine = Some(Machine {
        os: Os::Linux,
        root,
        variables: Some(variables),
        host: Some(HOST.to_owned()),
        windows: None,
    });
    journey
}

fn with(source: &str) -> Journey {
    let bench = Bench::new();
    bench.add(READER, Some(card(source)));
    journey(bench)
}

fn doctor(journey: &mut Journey) -> Ran {
    let ran = journey.run(&["--json", "doctor"], Script::nobody());
    ran.sends(0);
    ran
}

fn codes(document: &Value) -> Vec<String> {
    let findings = document["findings"].as_array().unwrap();
    findings
        .iter()
        .map(|finding| finding["code"].as_str().unwrap().to_owned())
        .collect()
}

/// Writes a report in a script; returns its page.
fn report(journey: &mut Journey, more: &[&str]) -> String {
    let path = journey.temp.join("bericht.html");
    let line = [&["doctor", "--report", path.to_str().unwrap()], more].concat();
    let ran = journey.run(&line, Script::nobody());
    ran.says(path.to_str().unwrap()).sends(0);
    let page = fs::read_to_string(&path).unwrap();
    fs::remove_file(&path).unwrap();
    page
}

/// Every card that can be had here.
fn all_cards() -> Vec<String> {
    let images = ["HBA_", "SMC_B_", "EGK_"].into_iter().filter_map(image);
    ["hba".to_owned(), "smcb".to_owned()]
        .into_iter()
        .chain(images)
        .collect()
}

/// What of a run's document must not be in a report: the values of fields that name a card or a
/// person.
fn private_values(value: &Value, key: &str, found: &mut Vec<String>) {
    let is_private = ["iccsn", "telematik_id", "sha256", "serial_number", "serial"].contains(&key);
    match value {
        Value::Object(fields) => {
            if key == "holder" {
                found.extend(
                    fields
                        .get("name")
                        .and_then(Value::as_str)
                        .map(ToOwned::to_owned),
                );
            }
            fields
                .iter()
                .for_each(|(name, value)| private_values(value, name, found));
        }
        Value::Array(all) => all.iter().for_each(|one| private_values(one, key, found)),
        Value::String(text) if is_private => found.push(text.clone()),
        _ => {}
    }
}

#[test]
fn a_report_of_any_card_holds_nothing_private_plain_in_hex_or_in_base64() {
    for source in all_cards() {
        let mut journey = with(&source);
        let document = journey
            .run(&["--json", "doctor"], Script::nobody())
            .document();
        let mut private = vec![
            SERIAL.to_owned(),
            USER.to_owned(),
            HOST.to_owned(),
            "/home/".to_owned(),
        ];
        private.push(journey.temp.path().display().to_string());
        private_values(&document, "", &mut private);
        let iccsn = document["cards"][0]["card"]["iccsn"]
            .as_str()
            .unwrap_or_else(|| panic!("{source}: {document:#}"))
            .to_owned();
        private.push(pinlotse::card::iccsn::grouped(&iccsn));
        for more in [&[][..], &["--with-names"], &["--lang", "en", "--json"]] {
            let page = match more {
                [] | ["--with-names"] => report(&mut journey, more),
                more => {
                    let path = journey.temp.join("report.html");
                    let line = [&["doctor", "--report", path.to_str().unwrap()], more].concat();
                    let ran = journey.run(&line, Script::nobody());
                    assert_eq!(ran.value("/report"), path.to_str().unwrap());
                    fs::read_to_string(path).unwrap()
                }
            };
            assert!(page.contains("cyberJack RFID standard (…) 00 00"), "{page}");
            let (ending, tail) = (&iccsn[15..], &iccsn[16..]);
            assert!(
                page.contains(&format!("…{tail}")) && !page.contains(&format!("…{ending}")),
                "{source}: {page}"
            );
            for value in &private {
                let name = document
                    .pointer("/cards/0/holder/name")
                    .and_then(Value::as_str);
                if more.contains(&"--with-names") && name == Some(value) {
                    continue;
                }
                let form = leak(&page, value);
                assert!(
                    form.is_none(),
                    "{source}: {value} is in the report ({form:?}):\n{page}"
                );
            }
        }
    }
}

/// Names, folders, files and numbers as they get into a path, all of the holder `Xaver Hilfé` or of
/// the PC's user.
const PATHS: [&str; 9] = [
    "srv/Dr. {given} {surname}/Karte {surname}.xml",
    "home/anna/card.xml",
    "x/home//anna/card.xml",
    "{given}_{surname}.xml",
    "{surname}_{given}.xml",
    "srv/{GIVEN}  {SURNAME}.xml",
    "HBA {grouped}.xml",
    "{base64}.xml",
    "{hex}.xml",
];

/// The letters of a name without their accents, as a person may type them for a file.
fn typed(name: &str) -> String {
    let plain = [
        ("ä", "ae"),
        ("ö", "oe"),
        ("ü", "ue"),
        ("ß", "ss"),
        ("é", "e"),
        ("Ä", "Ae"),
        ("Ö", "Oe"),
        ("Ü", "Ue"),
    ];
    plain
        .iter()
        .fold(name.to_owned(), |name, (from, to)| name.replace(from, to))
}

/// Given name and surname in the certificate of a card, by what `status` says of it.
fn holder_words(document: &Value) -> Vec<String> {
    const NOBODY: [&str; 10] = [
        "PROBE",
        "TEST",
        "ONLY",
        "Dr",
        "Prof",
        "von",
        "Praxis",
        "med",
        "der",
        "Zahnarztpraxis",
    ];
    let name = document
        .pointer("/cards/0/holder/name")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned();
    let words = name.replace("TEST-ONLY", " ");
    let words = words
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() > 2);
    words
        .filter(|word| {
            !NOBODY
                .iter()
                .any(|nobody| word.eq_ignore_ascii_case(nobody))
        })
        .map(ToOwned::to_owned)
        .collect()
}

#[test]
fn a_report_of_a_card_in_a_file_holds_nothing_of_its_path() {
    for source in all_cards() {
        let document = with(&source)
            .run(&["--json", "doctor"], Script::nobody())
            .document();
        let words = holder_words(&document);
        let given = words.first().cloned().unwrap_or("Xaver".to_owned());
        let surname = words.last().cloned().unwrap_or("Hilfé".to_owned());
        let iccsn = document["cards"][0]["card"]["iccsn"]
            .as_str()
            .unwrap()
            .to_owned();
        for path in PATHS {
            let grouped = format!("{}-{}-{}", &iccsn[..5], &iccsn[5..10], &iccsn[10..]);
            let path = path
                .replace("{given}", &given)
                .replace("{surname}", &surname);
            let path = path
                .replace("{GIVEN}", &typed(&given).to_uppercase())
                .replace("{grouped}", &grouped);
            let path = path.replace("{SURNAME}", &typed(&surname).to_uppercase());
            let path = path
                .replace("{base64}", &base64(iccsn.as_bytes()))
                .replace("{hex}", &hex::encode(&iccsn));
            for name in [format!("virtual:{path}"), format!("Leser {path} 00")] {
                let bench = Bench::new();
                bench.add(&name, Some(card(&source)));
                let mut journey = journey(bench);
                let page = report(&mut journey, &[]).to_lowercase();
                assert_eq!(
                    page.contains("virtual:[datei]"),
                    name.starts_with("virtual:"),
                    "{page}"
                );
                let mut private = vec!["anna".to_owned(), grouped.clone()];
                private.extend(words.iter().flat_map(|word| [word.clone(), typed(word)]));
                for value in private.iter().chain([&iccsn]) {
                    let form = leak(&page, &value.to_lowercase());
                    assert!(
                        form.is_none(),
                        "{name}: {value} is in the report ({form:?}):\n{page}"
                    );
                }
                let core = base64(iccsn.as_bytes())
                    .trim_end_matches('=')
                    .to_lowercase();
                assert!(
                    !page.contains(&core),
                    "{name}: base64 is in the report:\n{page}"
                );
            }
        }
    }
}

fn base64(octets: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let bits: Vec<u8> = octets
        .iter()
        .flat_map(|octet| (0..8).rev().map(move |bit| octet >> bit & 1))
        .collect();
    let sixes = bits
        .chunks(6)
        .map(|six| six.iter().fold(0, |sum, bit| sum << 1 | usize::from(*bit)) << (6 - six.len()));
    sixes.map(|six| ALPHABET[six] as char).collect()
}

#[test]
fn a_socket_that_somebody_named_is_not_named_in_a_report() {
    let mut journey = with("hba");
    let machine = journey.machine.as_mut().unwrap();
    let variables = machine.variables.as_mut().unwrap();
    variables.push((
        "PCSCLITE_CSOCK_NAME".to_owned(),
        "/srv/praxis-dr-meier/pcscd.comm".to_owned(),
    ));
    let page = report(&mut journey, &[]);
    assert!(page.contains("[Pfad]") && !page.contains("meier"), "{page}");
    assert!(
        report(&mut with("hba"), &[]).contains("/run/pcscd/pcscd.comm"),
        "the usual one stays"
    );
}

#[test]
fn the_place_of_notes_that_cannot_be_used_is_not_named_in_a_report() {
    let mut journey = with("hba");
    let folder = journey.temp.join("praxis-dr-meier");
    fs::create_dir(&folder).unwrap();
    let notes = folder.join("notes.json");
    fs::write(&notes, "{").unwrap();
    journey.notes = Some(notes);
    journey
        .run(&["doctor"], Script::person())
        .says("praxis-dr-meier");
    let page = report(&mut journey, &[]);
    assert!(
        page.contains("[Pfad]/notes.json") && !page.contains("meier"),
        "{page}"
    );
    let redacted = journey.run(&["--json", "doctor", "--redact"], Script::nobody());
    assert!(!redacted.document().to_string().contains("meier"));
}

#[test]
fn a_report_says_what_support_must_know() {
    let page = report(&mut with("hba"), &[]);
    for words in [
        "Ergebnis",
        "Was war los?",
        "Rückruf unter:",
        "Uhr deutscher Zeit",
        "[Name]",
        "pcscd: nicht installiert",
        "8027699999……0017",
        "ATR: 3B",
        "G2.1",
        "PIN.CH",
        "Transport-PIN",
        "PROBE.HBA-CA-ecc",
        "http://ocsp.pinlotse.invalid&quot;",
    ] {
        assert!(page.contains(words), "{words} is not in {page}");
    }
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"de\">"));
    for elsewhere in ["src=", "href=", "<script", "@import", "url("] {
        assert!(!page.contains(elsewhere), "{elsewhere}");
    }
    assert!(report(&mut with("hba"), &["--lang", "en"]).contains("<html lang=\"en\">"));
}

#[test]
fn a_redacted_document_and_a_report_for_programs_hold_nothing_private() {
    for source in all_cards() {
        let mut journey = with(&source);
        let document = doctor(&mut journey).document();
        let mut private = [SERIAL, USER, HOST, "/home/"].map(str::to_owned).to_vec();
        private_values(&document, "", &mut private);
        let label = ["--label", "Praxis Nord, INC-4711"];
        let line = [&["--json", "doctor", "--redact"], &label[..]].concat();
        let redacted = journey.run(&line, Script::nobody());
        let path = journey.temp.join("bericht.json");
        let line = [&["doctor", "--report", path.to_str().unwrap()], &label[..]].concat();
        journey.run(&line, Script::nobody());
        let written: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        for masked in [redacted.document(), written] {
            assert_eq!(masked["label"], "Praxis Nord, INC-4711");
            assert_eq!(masked["command"], "doctor");
            let text = masked.to_string();
            for value in &private {
                assert!(leak(&text, value).is_none(), "{source}: {value} in {text}");
            }
            assert!(text.contains("cyberJack RFID standard (…) 00 00"), "{text}");
        }
    }
}

#[test]
fn without_a_document_there_is_nothing_to_redact() {
    let ran = with("hba").run(&["doctor", "--redact"], Script::person());
    ran.exits(2).says("mit „--json“ aufrufen");
    for label in ["", "   ", &"x".repeat(81)] {
        with("hba")
            .run(&["doctor", "--label", label], Script::person())
            .exits(2);
    }
}

#[test]
fn what_failed_last_is_told_without_numbers_and_kept_only_where_notes_are() {
    let mut journey = with("hba");
    assert!(doctor(&mut journey).value("/last_failure").is_null());
    journey.script(&secrets_ch(WRONG), &[]).exits(10);
    let told = doctor(&mut journey);
    let last = told.value("/last_failure");
    assert_eq!(
        (&last["command"], &last["code"], &last["exit"]),
        (&"activate".into(), &"wrong_secret".into(), &10.into())
    );
    assert_eq!(last["status_word"], "63C2");
    let page = report(&mut journey, &["--label", "INC-4711"]);
    assert!(
        page.contains("Zuletzt fehlgeschlagen: activate am "),
        "{page}"
    );
    assert!(page.contains("Standort oder Vorgang: INC-4711"), "{page}");
    // A slip on the command line, a run without notes and the doctor itself change nothing.
    journey
        .run(&["--json", "status", "--foo"], Script::nobody())
        .exits(2);
    journey.script(&secrets_ch(WRONG), &["--no-notes"]);
    assert_eq!(doctor(&mut journey).value("/last_failure"), last);
}

#[test]
fn what_this_pc_noted_of_tries_is_no_part_of_a_report() {
    let mut journey = with("hba");
    journey.script(&secrets_ch(WRONG), &[]).exits(10);
    journey
        .run(&["--json", "status"], Script::nobody())
        .exits(0);
    let noted = doctor(&mut journey);
    assert_eq!(noted.value("/cards/0/pins/0/wrong_noted"), 1);
    let page = report(&mut journey, &[]);
    assert!(
        !page.contains("Notizen") && page.contains("&quot;wrong_noted&quot;: null"),
        "{page}"
    );
    assert!(!page.contains("&quot;notes&quot;"), "{page}");
}

#[test]
fn the_person_sees_what_goes_out_before_it_is_written() {
    let mut journey = with("hba");
    let path = journey.temp.join("bericht.html");
    let line = ["doctor", "--report", path.to_str().unwrap()];
    let no = journey.run(&line, Script::person().chooses("Nicht schreiben"));
    no.exits(0)
        .never_says("Das steht im Bericht:")
        .says("Es wurde kein Bericht geschrieben.");
    let look = Script::person().chooses("Vorher ansehen");
    let look = look.asks("Enter: weiter", "z");
    let looked = journey.run(&line, look.chooses("Nicht schreiben"));
    looked
        .exits(0)
        .says("Das steht im Bericht:")
        .never_says("Ende des Berichts.")
        .says("Es wurde kein Bericht geschrieben.");
    assert!(!path.exists());
    let stopped = journey.run(&line, Script::person().cancels_at("Nummer"));
    stopped.exits(15).says("Heilberufsausweis (eHBA) …00017");
    assert!(!path.exists());
    // Page by page, to its end.
    let reader = Follower::new().curious(2);
    let yes = journey.run(&line, Script::person().follows(reader));
    yes.exits(0)
        .says("noch einmal als JSON")
        .says("Ende des Berichts.")
        .says("Bericht geschrieben: ");
    let page = fs::read_to_string(&path).unwrap();
    // Nothing stands on the page that was not shown.
    let heard = yes.heard.borrow();
    let shown: Vec<String> = heard
        .said
        .iter()
        .map(|(_, line)| unescaped_words(line))
        .collect();
    let shown = shown.join("\n");
    let body = page
        .split_once("<body>")
        .unwrap()
        .1
        .split_once("<pre>")
        .unwrap()
        .0;
    for line in body.lines().filter(|line| line.starts_with("<p")) {
        let text = line.split_once('>').unwrap().1.trim_end_matches("</p>");
        assert!(shown.contains(&unescaped_words(text)), "{text}");
    }
    // The same holds for what only the document says: every value of it that is no fixed word was
    // shown too.
    let document: Value = serde_json::from_str(&document_in(&page)).unwrap();
    let mut values = Vec::new();
    for part in [
        "/reader",
        "/card",
        "/cards",
        "/readers",
        "/findings",
        "/system",
    ] {
        free_values(document.pointer(part).unwrap(), "", &mut values);
    }
    let shown = shown.replace(' ', "");
    for value in values {
        assert!(
            shown.contains(&value.replace(' ', "")),
            "{value} is in the document and was not shown"
        );
    }
}

/// Strings of a document that come from the card, the reader or the PC.
fn free_values(value: &Value, key: &str, found: &mut Vec<String>) {
    const FREE: [&str; 18] = [
        "issuer",
        "ocsp_url",
        "telematik_id",
        "policies",
        "qc_statements",
        "usb",
        "name",
        "message",
        "remedy",
        "iccsn",
        "atr",
        "product_version",
        "generation",
        "os_name",
        "version",
        "socket_path",
        "model",
        "reader",
    ];
    match value {
        Value::Object(fields) => fields
            .iter()
            .for_each(|(name, value)| free_values(value, name, found)),
        Value::Array(all) => all.iter().for_each(|one| free_values(one, key, found)),
        Value::String(text) if FREE.contains(&key) => found.push(text.clone()),
        _ => {}
    }
}

fn unescaped_words(text: &str) -> String {
    let plain = text
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">");
    plain.replace("&amp;", "&").trim().to_owned()
}

/// The document inside a page.
fn document_in(page: &str) -> String {
    unescaped_words(
        page.split_once("<pre>")
            .unwrap()
            .1
            .split_once("</pre>")
            .unwrap()
            .0,
    )
}

#[test]
fn a_reader_cannot_write_into_the_page_by_its_name() {
    let bench = Bench::new();
    let name = "</pre><script>alert('1')</script>\"&amp;\u{202E}\u{1b}[31m (987654) 00";
    bench.add(name, Some(card("hba")));
    let page = report(&mut journey(bench), &[]);
    for mark in [
        "<script", "</script", "\u{202E}", "\u{1b}", "987654", "alert('",
    ] {
        assert!(!page.contains(mark), "{mark:?} in {page}");
    }
    assert_eq!(page.matches("<pre>").count(), 1);
    let document: Value = serde_json::from_str(&document_in(&page)).unwrap();
    assert_eq!(document["command"], "doctor");
    assert!(
        document["readers"][0]["name"]
            .as_str()
            .unwrap()
            .starts_with("</pre><script>"),
        "{document:#}"
    );
}

#[test]
fn a_file_that_is_there_and_a_folder_that_is_not_leave_the_findings_shown() {
    let mut journey = with("hba");
    let there = journey.temp.join("bericht.html");
    fs::write(&there, "mein").unwrap();
    for (path, word) in [
        (there.clone(), "file_exists"),
        (journey.temp.join("nirgends/bericht.html"), "file"),
    ] {
        let line = ["--json", "doctor", "--report", path.to_str().unwrap()];
        // Who sits there is told at once, and nothing is looked at.
        let told = journey.run(&line, Script::person());
        told.fails(23, word);
        assert_eq!(told.exchanges, 0);
        let ran = journey.run(&line, Script::nobody());
        ran.fails(23, word);
        assert!(codes(&ran.document()).contains(&"transport".to_owned()));
        assert_eq!(ran.value("/report"), Value::Null);
    }
    assert_eq!(fs::read_to_string(there).unwrap(), "mein");
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_is_not_written_through() {
    let mut journey = with("hba");
    let link = journey.temp.join("bericht.html");
    std::os::unix::fs::symlink("/nowhere/at/all", &link).unwrap();
    let line = ["--json", "doctor", "--report", link.to_str().unwrap()];
    journey
        .run(&line, Script::nobody())
        .fails(23, "file_exists");
}

#[test]
fn names_are_asked_for_with_a_report_only() {
    with("hba")
        .run(&["--json", "doctor", "--with-names"], Script::nobody())
        .fails(2, "usage");
    assert!(report(&mut with("hba"), &["--with-names"]).contains("Namen stehen im Klartext"));
}

#[test]
fn the_exit_code_is_that_of_the_worst_finding() {
    let bench = Bench::new();
    let ran = doctor(&mut journey(bench));
    ran.fails(4, "no_reader");
    assert_eq!(
        codes(&ran.document()),
        ["no_reader", "ti_terminal_hint", "service_ok"]
    );

    let refused = Bench::with("hba");
    refused.fails_to_list(Some(Error::NotAllowed("polkit".into())));
    doctor(&mut journey(refused)).fails(3, "not_allowed");
    let missing = Bench::with("hba");
    missing.fails_to_list(Some(Error::NoService("NoService".into())));
    doctor(&mut journey(missing)).fails(3, "service_missing");

    let empty = Bench::with("hba");
    empty.pull(0);
    doctor(&mut journey(empty)).fails(5, "no_card");
    let mute = Bench::with("hba");
    mute.mute(0);
    doctor(&mut journey(mute)).fails(5, "card_mute");
    let busy = Bench::with("hba");
    busy.busy(0, usize::MAX);
    doctor(&mut journey(busy)).fails(7, "busy");
    let gone = Bench::with("hba");
    gone.fails_to_begin(0, Some(Error::ReaderGone("R".into())));
    doctor(&mut journey(gone)).fails(4, "no_reader");

    doctor(&mut with("hba")).exits(0);
    let mut set = Journey::set("hba");
    set.machine = with("hba").machine.take();
    doctor(&mut set).exits(0);
    set.others_fail("PIN.CH", 3);
    doctor(&mut set).fails(11, "pin_blocked");
    if let Some(egk) = image("EGK_") {
        doctor(&mut with(&egk)).fails(6, "foreign_card");
    }
}

#[test]
fn one_broken_reader_does_not_hide_the_others() {
    let bench = Bench::new();
    for name in ["belegt", "stumm", "leer", "Fabrikneu 00 00"] {
        bench.add(name, Some(card("hba")));
    }
    bench.busy(0, usize::MAX);
    bench.mute(1);
    bench.pull(2);
    bench.once(At::Exchange(3), Fault::LoseAnswer);
    let ran = doctor(&mut journey(bench));
    // Busy outranks a card that does not answer.
    ran.fails(7, "busy");
    let document = ran.document();
    for code in ["busy", "card_mute", "transport"] {
        assert!(
            codes(&document).contains(&code.to_owned()),
            "{code}: {document:#}"
        );
    }
    assert_eq!(document["cards"].as_array().unwrap().len(), 3);
    assert_eq!(
        (
            &document["cards"][0]["error"],
            &document["cards"][1]["error"]
        ),
        (&"busy".into(), &"card_mute".into())
    );
    assert_eq!(document["cards"][2]["pins"][0]["state"], "transport");
    assert_eq!(document["errors"].as_array().unwrap().len(), 2);
}

#[test]
fn the_look_costs_no_more_than_that_of_status() {
    let mut journey = with("hba");
    let status = journey.run(&["status"], Script::nobody()).exchanges;
    assert_eq!(doctor(&mut journey).exchanges, status);
    assert_eq!(
        journey
            .bench
            .card(0)
            .borrow()
            .passwords()
            .map(|pin| pin.retry_counter)
            .min(),
        Some(3)
    );
}

#[test]
fn ctrl_c_ends_it() {
    let bench = Bench::with("hba");
    bench.busy(0, usize::MAX);
    let mut journey = journey(bench);
    let interrupts = journey.interrupts.clone();
    let script = Script::nobody().when_waiting(move || interrupts.raise_for_tests());
    journey
        .run(&["--json", "doctor"], script)
        .fails(15, "cancelled");
}

#[test]
fn a_reader_or_a_card_that_was_asked_for_is_looked_for() {
    let bench = Bench::with("hba");
    bench.add("Zweiter 00 00", Some(card("smcb")));
    let mut journey = journey(bench);
    let one = journey.run(
        &["--json", "--reader", "zweiter", "doctor"],
        Script::nobody(),
    );
    assert_eq!(one.value("/cards/0/card/kind"), "smcb");
    assert_eq!(one.value("/readers").as_array().unwrap().len(), 1);
    let none = journey.run(
        &["--json", "--reader", "dritter", "doctor"],
        Script::nobody(),
    );
    none.fails(4, "no_such_reader");
    assert_eq!(
        none.value("/readers").as_array().unwrap().len(),
        2,
        "what is there is shown all the same"
    );
    journey
        .run(&["--json", "--card", "0017", "doctor"], Script::nobody())
        .exits(0);
    journey
        .run(&["--json", "--card", "99999", "doctor"], Script::nobody())
        .fails(6, "no_such_card");
}

#[test]
fn the_document_keeps_its_keys_and_its_words_in_both_languages() {
    let keys = |value: &Value| {
        value
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect::<Vec<_>>()
    };
    let of = |language| {
        with("hba")
            .run(&["--json", "--lang", language, "doctor"], Script::nobody())
            .document()
    };
    let (german, english) = (of("de"), of("en"));
    let own: Vec<String> = keys(&german).split_off(10);
    assert_eq!(
        own,
        [
            "findings",
            "system",
            "readers",
            "cards",
            "last_failure",
            "label",
            "report",
            "probe"
        ]
    );
    for finding in german["findings"].as_array().unwrap() {
        assert_eq!(
            keys(finding),
            [
                "code", "severity", "area", "reader", "message", "remedy", "exit"
            ]
        );
    }
    let system = [
        "os",
        "os_name",
        "arch",
        "session",
        "service",
        "drivers",
        "usb",
        "programs",
        "use_ifd_ccid",
        "settings",
        "issuer_list",
    ];
    assert_eq!(keys(&german["system"]), system);
    let rows = [
        "name",
        "pin_pad",
        "display",
        "contactless",
        "state",
        "foreign",
        "pin_pad_can_change",
        "card",
        "usb",
        "firmware",
        "model",
        "class",
    ];
    assert_eq!(keys(&german["readers"][0]), rows);
    assert_eq!(
        german["readers"][0]["model"],
        "REINER SCT cyberJack RFID standard"
    );
    let card = [
        "reader",
        "card",
        "pins",
        "holder",
        "certificates",
        "release",
        "findings",
        "next_step",
    ];
    assert_eq!(keys(&german["cards"][0]), card);
    assert_eq!(codes(&german), codes(&english));
    assert_ne!(
        german["findings"][0]["message"],
        english["findings"][0]["message"]
    );
    // The language is one of the settings.
    let besides = |document: &Value| {
        let mut system = document["system"].clone();
        system["settings"] = Value::Null;
        system
    };
    assert_eq!(besides(&german), besides(&english));
}

#[test]
fn the_result_comes_first_and_details_follow_in_the_order_in_which_support_asks() {
    let ran = with("hba").run(&["doctor"], Script::nobody());
    ran.exits(0);
    let heard = ran.heard.borrow();
    assert!(heard.shown[0].starts_with("Zuerst dies: ") && heard.said.is_empty());
    let place = |title: &str| {
        heard
            .shown
            .iter()
            .position(|line| line == title)
            .unwrap_or_else(|| panic!("{title} in {:#?}", heard.shown))
    };
    let titles = [
        "Außerdem",
        "PC",
        "Kartendienst (PC/SC)",
        "Kartenleser",
        "Karte: Heilberufsausweis (eHBA), G2.1 (Version 4.7.1)",
    ];
    assert!(
        titles.is_sorted_by_key(|title| place(title)),
        "{:?}",
        heard.shown
    );
    // Each thing once.
    for line in heard.shown.iter().filter(|line| line.chars().count() > 30) {
        let times = heard.shown.iter().filter(|other| *other == line).count();
        assert_eq!(times, 1, "{line}");
    }
    drop(heard);
    ran.says("Er antwortet.");
    // Of the cyberJack's pad nothing is announced here.
    ran.says("meldet es dem PC aber nicht");
}

#[test]
fn on_a_screen_only_the_result_is_shown_and_how_to_see_the_rest() {
    let ran = with("hba").run(&["doctor"], Script::person());
    ran.exits(0)
        .says("„pinlotse diagnose --details“")
        .says("„pinlotse diagnose --report bericht.html“")
        .never_says("Betriebssystem: ");
    with("hba")
        .run(&["doctor", "--details"], Script::person())
        .says("Sitzung: ");
    let english = ["--lang", "en", "doctor"];
    let ran = with("hba").run(&english, Script::person());
    ran.says("“pinlotse doctor --details”");
}

#[test]
fn the_page_is_of_one_language_and_folds_what_is_for_programs() {
    let page = report(&mut with("hba"), &["--label", "INC-4711"]);
    let people = page.split_once("<details>").unwrap().0;
    for english in ["[name]", "[profession]", "[host]", "UTC", "Made", "Result"] {
        assert!(!people.contains(english), "{english} in {people}");
    }
    assert!(page.contains("<details>\n<summary>"), "{page}");
    let english = report(&mut with("hba"), &["--lang", "en"]);
    for words in [
        "[name]",
        "German time",
        "What happened?",
        "Call back:",
        "Result",
    ] {
        assert!(english.contains(words), "{words} in {english}");
    }
}

#[test]
fn a_rehearsal_is_not_about_this_pc() {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_pinlotse"))
        .args(["--lang", "de", "--reader", "virtual:hba", "diagnose"])
        .env("SSH_CONNECTION", "10.0.0.1 1 10.0.0.2 22")
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stdout)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    assert_eq!(output.status.code(), Some(0), "{told}");
    assert!(
        told.contains("spielen dafür keine Rolle.") && told.contains("Nichts steht im Weg."),
        "{told}"
    );
    assert!(!told.contains("Kartendienst (PC/SC)"), "{told}");
    assert!(
        String::from_utf8_lossy(&output.stdout)
            .lines()
            .all(|line| line.chars().count() <= 80),
        "80 columns"
    );
}

#[test]
fn a_report_that_fails_to_be_written_later_is_one_file_or_none() {
    let mut journey = with("hba");
    let path: PathBuf = journey.temp.join("bericht.html");
    let late = path.clone();
    let script = Script::person()
        .meanwhile(move || fs::write(&late, "von jemand anderem").unwrap())
        .chooses("[1] Schreiben");
    journey
        .run(
            &["--json", "doctor", "--report", path.to_str().unwrap()],
            script,
        )
        .fails(23, "file_exists");
    assert_eq!(fs::read_to_string(&path).unwrap(), "von jemand anderem");
}

#[test]
fn a_reader_by_name_only_is_in_nobodys_way() {
    let hello = || {
        let bench = Bench::new();
        bench.add("Windows Hello for Business 1", Some(card("hba")));
        bench.busy(0, usize::MAX);
        bench
    };
    let bench = hello();
    bench.add("Leser 00 00", Some(card("smcb")));
    let ran = doctor(&mut journey(bench));
    ran.exits(0).says("Schlüsselspeicher von Windows");
    let document = ran.document();
    let codes = codes(&document);
    assert!(codes.contains(&"foreign_reader".to_owned()), "{codes:?}");
    assert!(codes.contains(&"transport".to_owned()), "{codes:?}");

    doctor(&mut journey(hello())).fails(4, "no_reader");
    let bench = hello();
    bench.add("Leser 00 00", None);
    doctor(&mut journey(bench)).fails(5, "no_card");
}
