//! The contract of `--json`: the same keys in the same order in every document of every command and
//! error, fixed words, and exactly one document on standard output.

use std::process::Command;

use serde_json::{Value, json};
use support::faults::{At, Bench, Fault, card};
use support::journey::{
    BUILT_IN, Journey, NEW_CH, Ran, WRONG, enters, fits, image, secrets_ch, secrets_qes,
};
use support::schema;
use support::script::Script;

const COMMON: [&str; 10] = [
    "schema", "command", "version", "virtual", "dry_run", "reader", "card", "changed", "exit",
    "error",
];
const ERROR: [&str; 10] = [
    "code",
    "exit",
    "short_code",
    "message",
    "hint",
    "status_word",
    "pin",
    "tries_left",
    "puk_uses_left",
    "topic",
];
const READER: [&str; 4] = ["name", "pin_pad", "display", "contactless"];
const CARD: [&str; 5] = ["kind", "generation", "product_version", "iccsn", "atr"];
const PIN: [&str; 8] = [
    "pin",
    "name",
    "state",
    "tries_left",
    "tries_basis",
    "wrong_noted",
    "unknown_noted",
    "blocked_in_transport",
];
const RESULT: [&str; 11] = [
    "pin",
    "name",
    "before",
    "after",
    "changed",
    "answer",
    "evidence",
    "skipped",
    "tries_basis",
    "entry",
    "right",
];

const KINDS: [&str; 6] = ["hba", "smcb", "egk", "gsmc_kt", "gsmc_k", "unknown"];
const STATES: [&str; 8] = [
    "transport",
    "empty",
    "set",
    "verified",
    "blocked",
    "disabled",
    "missing",
    "unreadable",
];
const SKIPPED: [&str; 6] = [
    "done",
    "holder",
    "stopped",
    "dry_run",
    "blocked",
    "not_blocked",
];
const NEXT_STEPS: [&str; 4] = ["activate", "unblock", "order_replacement", "none"];

fn keys(value: &Value) -> Vec<&str> {
    value
        .as_object()
        .unwrap_or_else(|| panic!("an object: {value}"))
        .keys()
        .map(String::as_str)
        .collect()
}

fn one_of(value: &Value, words: &[&str]) {
    assert!(
        words.iter().any(|word| value == word),
        "{value} is not one of {words:?}"
    );
}

fn one_of_or_null(value: &Value, words: &[&str]) {
    if !value.is_null() {
        one_of(value, words);
    }
}

/// Checks everything that holds for every document.
fn check(document: &Value, exit: u8) {
    assert_eq!(keys(document)[..COMMON.len()], COMMON, "{document:#}");
    assert_eq!(document["schema"], "pinlotse/1");
    assert_eq!(document["version"], env!("CARGO_PKG_VERSION"));
    assert!(
        document["virtual"].is_boolean()
            && document["dry_run"].is_boolean()
            && document["changed"].is_boolean()
    );
    assert_eq!(document["exit"], exit);
    assert_eq!(document["error"].is_null(), exit == 0, "{document:#}");
    if !document["reader"].is_null() {
        assert_eq!(keys(&document["reader"]), READER);
    }
    if !document["card"].is_null() {
        assert_eq!(keys(&document["card"]), CARD);
        one_of(&document["card"]["kind"], &KINDS);
    }
    if !document["error"].is_null() {
        check_error(&document["error"]);
        assert_eq!(document["error"]["exit"], exit);
    }
    if let Some(errors) = document.get("errors") {
        let errors = errors.as_array().unwrap();
        assert!(errors.len() > 1);
        errors.iter().for_each(check_error);
        assert!(errors.contains(&document["error"]));
    }
    for pin in document
        .get("pins")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        assert_eq!(keys(pin), PIN);
        one_of(&pin["state"], &STATES);
        one_of(&pin["tries_basis"], &["card", "notes", "none"]);
    }
    for result in document
        .get("results")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        check_result(result);
    }
    if let Some(next) = document.get("next_step") {
        assert_eq!(keys(next), ["code", "message"]);
        one_of(&next["code"], &NEXT_STEPS);
    }
}

fn check_error(error: &Value) {
    assert_eq!(keys(error), ERROR);
    let word = error["code"].as_str().unwrap();
    assert!(
        !word.is_empty()
            && word
                .bytes()
                .all(|octet| octet.is_ascii_lowercase() || b"_0123456789".contains(&octet))
    );
    for sentence in ["message", "hint"] {
        assert!(
            error[sentence].as_str().unwrap().len() > 10,
            "nobody is left at a dead end: {error:#}"
        );
    }
    if let Some(status) = error["status_word"].as_str() {
        assert!(
            status.len() == 4 && status.bytes().all(|octet| octet.is_ascii_hexdigit()),
            "{status}"
        );
    }
}

fn check_result(result: &Value) {
    assert_eq!(keys(result), RESULT);
    one_of(&result["before"], &STATES);
    one_of_or_null(&result["after"], &STATES);
    one_of_or_null(&result["answer"], &["read", "lost"]);
    one_of_or_null(&result["evidence"], &["card", "konnektor"]);
    one_of_or_null(&result["skipped"], &SKIPPED);
    // `verify` changes nothing; its proof is an answer all the same.
    let proven = result["changed"] == true || result["right"] == true;
    assert_eq!(proven, !result["answer"].is_null(), "{result:#}");
    assert_eq!(proven, !result["evidence"].is_null(), "{result:#}");
    assert!(
        result["skipped"].is_null() || result["changed"] == false,
        "{result:#}"
    );
}

fn checked(ran: &Ran) -> Value {
    let document = ran.document();
    check(&document, ran.exit);
    document
}

#[test]
fn every_document_of_status_and_readers_keeps_the_contract() {
    let images = ["HBA_", "SMC_B_", "EGK_"].into_iter().filter_map(image);
    for source in ["hba".to_owned(), "smcb".to_owned()]
        .into_iter()
        .chain(images)
    {
        for command in [
            vec!["--json", "status"],
            vec!["--json", "status", "--all"],
            vec!["--json", "readers"],
        ] {
            let ran = Journey::with(&source).run(&command, Script::nobody());
            let document = checked(&ran);
            assert_eq!(document["command"], command[1]);
        }
    }
    let document = checked(&Journey::with("hba").run(&["--json", "status"], Script::nobody()));
    assert_eq!(
        keys(&document)[COMMON.len()..],
        [
            "pins",
            "holder",
            "certificates",
            "release",
            "findings",
            "next_step"
        ]
    );
    assert_eq!(document["pins"][0]["pin"], "ch");
    assert_eq!(document["pins"][1]["name"], "PIN.QES");
    let document =
        checked(&Journey::with("hba").run(&["--json", "status", "--all"], Script::nobody()));
    let names: Vec<&Value> = document["pins"]
        .as_array()
        .unwrap()
        .iter()
        .map(|pin| &pin["pin"])
        .collect();
    assert_eq!(names, ["ch", "qes", "auto", "so"]);
    assert_eq!(document["pins"][2]["state"], "empty");
}

#[test]
fn every_document_of_readers_names_what_is_in_them() {
    let bench = Bench::with("hba");
    for name in ["leer", "stumm", "belegt"] {
        bench.add(name, Some(card("smcb")));
    }
    bench.pull(1);
    bench.mute(2);
    bench.busy(3, usize::MAX);
    let ran = Journey::on(bench).run(&["--json", "--wait", "0", "readers"], Script::nobody());
    let document = checked(&ran);
    let states: Vec<&Value> = document["readers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| &row["state"])
        .collect();
    assert_eq!(states, ["card", "empty", "mute", "busy"]);
    assert_eq!(document["readers"][0]["card"]["kind"], "hba");
    assert!(document["readers"][3]["card"].is_null());
}

#[test]
fn every_document_of_activate_keeps_the_contract() {
    let both = secrets_ch(BUILT_IN.ch) + &secrets_qes(BUILT_IN.qes);
    let document = checked(&Journey::with("hba").script(&both, &["--holder-present"]));
    assert_eq!(
        keys(&document)[COMMON.len()..],
        ["results", "complete", "unused"]
    );
    assert_eq!(
        (&document["changed"], &document["complete"]),
        (&json!(true), &json!(true))
    );
    checked(&Journey::with("hba").script(&secrets_ch(BUILT_IN.ch), &[]));
    checked(&Journey::with("hba").script(&secrets_ch(WRONG), &[]));
    checked(&Journey::with("hba").script(&both, &[]));
    let dry =
        checked(&Journey::with("hba").run(&["--json", "activate", "--dry-run"], Script::nobody()));
    assert_eq!(
        (&dry["dry_run"], &dry["changed"], &dry["complete"]),
        (&json!(true), &json!(false), &json!(false))
    );
}

#[test]
fn every_fault_at_every_exchange_still_gives_one_document_of_the_contract() {
    let both = secrets_ch(BUILT_IN.ch) + &secrets_qes(BUILT_IN.qes);
    let faults = [
        Fault::LoseCommand,
        Fault::LoseAnswer,
        Fault::Reset,
        Fault::Forge(0x6F00),
        Fault::Forge(0x9000),
        Fault::Forge(0x6982),
    ];
    for fault in faults {
        for exchange in 1..=19 {
            let mut journey = Journey::with("hba");
            journey.bench.once(At::Exchange(exchange), fault.clone());
            let ran = journey.script(&both, &["--holder-present"]);
            let document = checked(&ran);
            assert!(journey.bench.secrets_sent() <= 2, "a secret was sent again");
            // Nothing is called done that the card does not show.
            for (name, result) in ["PIN.CH", "PIN.QES"]
                .iter()
                .zip(document["results"].as_array().into_iter().flatten())
            {
                let card = journey.bench.card(0);
                let card = card.borrow();
                let pin = card.passwords().find(|pin| pin.name == *name).unwrap();
                let is_set =
                    pin.transport_status == pinlotse::virtual_card::TransportStatus::Regular;
                assert!(
                    result["changed"] == false || is_set,
                    "exchange {exchange}: {document:#}"
                );
                assert!(
                    pin.retry_counter == 3,
                    "exchange {exchange}: a try was spent"
                );
            }
        }
    }
}

#[test]
fn usage_errors_are_documents_too() {
    for arguments in [
        vec!["--json", "nonsense"],
        vec!["nonsense", "--json"],
        vec!["--json", "activate", "--pin", "x"],
    ] {
        let ran = Journey::with("hba").run(&arguments, Script::nobody());
        ran.fails(2, "usage");
        let document = checked(&ran);
        assert!(document["reader"].is_null() && document["card"].is_null());
    }
}

#[test]
fn words_are_the_same_in_both_languages_and_messages_are_not() {
    let of = |language: &str| {
        let mut journey = Journey::with("hba");
        let file = journey.secrets_file(&secrets_ch(WRONG));
        let line = [
            "--json",
            "--lang",
            language,
            "activate",
            "--secrets-file",
            &file,
        ];
        checked(&journey.run(&line, Script::nobody()))
    };
    let (mut german, mut english) = (of("de"), of("en"));
    for sentence in ["message", "hint"] {
        assert_ne!(german["error"][sentence], english["error"][sentence]);
        german["error"][sentence] = json!(null);
        english["error"][sentence] = json!(null);
    }
    assert_eq!(german, english);
}

#[test]
fn a_rehearsal_is_marked_in_the_document_and_on_the_screen() {
    let mut journey = Journey::with("hba");
    let ran = journey.run(&["--json", "virtual", "show", "hba"], Script::nobody());
    ran.exits(0).says("PROBE – virtuelle Karte");
    assert_eq!(checked(&ran)["virtual"], true);
    let real = journey.run(&["--json", "status"], Script::nobody());
    real.never_says("PROBE –");
    assert_eq!(checked(&real)["virtual"], false);
}

#[test]
fn documents_of_virtual_cards_keep_the_contract_and_hold_no_pin() {
    let mut journey = Journey::with("hba");
    let file = journey.temp.join("new.json").display().to_string();
    for arguments in [
        ["virtual", "create", "hba", &file].as_slice(),
        &["virtual", "show", "hba"],
        &["virtual", "letter", "hba"],
    ] {
        let line: Vec<&str> = ["--json"].iter().chain(arguments).copied().collect();
        let ran = journey.run(&line, Script::nobody());
        let document = checked(ran.exits(0));
        assert!(!document.to_string().contains(BUILT_IN.ch), "{document:#}");
    }
}

#[test]
fn an_interactive_run_hands_out_one_document_at_its_end() {
    let mut journey = Journey::with("hba");
    let script = fits("0")
        .then(enters("PIN.CH", BUILT_IN.ch, NEW_CH))
        .cancels_at("Diese PIN ist eine");
    let document = checked(&journey.run(&["--json", "activate"], script));
    assert_eq!(document["results"][0]["changed"], true);
    assert_eq!(document["results"][1]["skipped"], "stopped");
}

/// The program itself: standard output is the document and nothing else.
#[test]
fn standard_output_is_the_document_and_nothing_else() {
    let rows: [(&[&str], i32); 6] = [
        (&["--json", "--reader", "virtual:hba", "status"], 0),
        (&["--json", "--reader", "virtual:smcb", "readers"], 0),
        (
            &["--json", "--reader", "virtual:hba", "activate", "--dry-run"],
            0,
        ),
        (&["--json", "--reader", "virtual:hba", "activate"], 17),
        (
            &["--json", "--reader", "virtual:/nowhere.xml", "status"],
            23,
        ),
        (&["--json", "--nonsense"], 2),
    ];
    for (arguments, exit) in rows {
        let output = Command::new(env!("CARGO_BIN_EXE_pinlotse"))
            .args(arguments)
            .output()
            .unwrap();
        let stdout = String::from_utf8_lossy(&output.stdout);
        assert_eq!(output.status.code(), Some(exit), "{arguments:?}");
        let document: Value =
            serde_json::from_str(&stdout).unwrap_or_else(|error| panic!("{error}: {stdout}"));
        check(&document, u8::try_from(exit).unwrap());
        schema::assert_documented(&stdout);
    }
}

#[test]
fn whatever_a_rehearsal_advises_stays_in_the_rehearsal() {
    let rows: [(&[&str], &str); 3] = [
        (
            &["verify", "--pin", "ch"],
            "“pinlotse --reader virtual:hba activate”",
        ),
        (
            &["unblock", "--pin", "ch"],
            "“pinlotse --reader virtual:hba activate --pin ch”",
        ),
        (
            &["unblock"],
            "first “pinlotse --reader virtual:hba activate”",
        ),
    ];
    for (arguments, advice) in rows {
        let always = [
            "--json",
            "--lang",
            "en",
            "--reader",
            "virtual:hba",
            "--no-input",
        ];
        let run = Command::new(env!("CARGO_BIN_EXE_pinlotse"))
            .args(always)
            .args(arguments)
            .output()
            .unwrap();
        let document: Value = serde_json::from_slice(&run.stdout).unwrap();
        let hint = document["error"]["hint"].as_str();
        let said = String::from_utf8_lossy(&run.stderr)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        assert!(
            hint.is_none_or(|hint| hint.contains(advice)) && said.contains(advice),
            "{arguments:?}: {hint:?}\n{said}"
        );
    }
}

#[test]
fn the_next_step_of_a_rehearsal_stays_in_the_rehearsal() {
    let arguments = [
        "--json",
        "--lang",
        "en",
        "--reader",
        "virtual:hba",
        "status",
    ];
    let output = Command::new(env!("CARGO_BIN_EXE_pinlotse"))
        .args(arguments)
        .output()
        .unwrap();
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    let message = document["next_step"]["message"].as_str().unwrap();
    assert!(
        message.contains("“pinlotse --reader virtual:hba activate”"),
        "{message}"
    );
}

#[test]
fn every_document_of_the_later_commands_keeps_the_contract() {
    use support::life::{NEXT, PUK_CH, PUK_QES, WRONG_OWN, WRONG_PUK};
    let current = |digits: &str| format!("current.ch = {digits}\nnew.ch = {NEXT}\n");
    let puk = |digits: &str| format!("puk.ch = {digits}\nnew.ch = {NEXT}\n");
    let blocked = || {
        let journey = Journey::set("hba");
        journey.others_fail("PIN.CH", 3);
        journey.others_fail("PIN.QES", 3);
        journey
    };
    let qes = format!("puk.qes = {PUK_QES}\n");
    let rows: [(Journey, &str, String, &[&str], u8); 16] = [
        (Journey::set("hba"), "change", current(NEW_CH), &[], 0),
        (Journey::set("hba"), "change", current(WRONG_OWN), &[], 10),
        (
            Journey::set("hba"),
            "change",
            current(NEW_CH),
            &["--dry-run"],
            0,
        ),
        (Journey::set("hba"), "change", current(NEXT), &[], 16),
        (Journey::with("hba"), "change", current(NEW_CH), &[], 13),
        (blocked(), "change", current(NEW_CH), &[], 11),
        (Journey::set("hba"), "verify", current(NEW_CH), &[], 0),
        (Journey::set("hba"), "verify", current(WRONG_OWN), &[], 10),
        (
            Journey::set("hba"),
            "verify",
            String::new(),
            &["--pin", "qes"],
            13,
        ),
        (blocked(), "unblock", puk(PUK_CH), &[], 0),
        (blocked(), "unblock", puk(WRONG_PUK), &[], 10),
        (
            blocked(),
            "unblock",
            puk(PUK_CH) + &qes,
            &["--holder-present"],
            0,
        ),
        (blocked(), "unblock", qes, &["--pin", "qes"], 13),
        (blocked(), "unblock", String::new(), &[], 17),
        (
            Journey::set("hba"),
            "unblock",
            puk(PUK_CH),
            &["--pin", "ch"],
            13,
        ),
        (Journey::set("hba"), "unblock", puk(PUK_CH), &[], 0),
    ];
    for (mut journey, command, secrets, arguments, exit) in rows {
        let ran = journey.script_of(command, &secrets, arguments);
        ran.exits(exit);
        let document = checked(&ran);
        assert_eq!(document["command"], command);
        for result in document["results"].as_array().into_iter().flatten() {
            assert_eq!(
                result["entry"].is_null(),
                result["tries_basis"].is_null(),
                "{result:#}"
            );
            let tells = command == "verify" && !result["entry"].is_null();
            assert_eq!(!result["right"].is_null(), tells, "{result:#}");
        }
        let error = &document["error"];
        assert!(
            error.is_null() || command != "unblock" || error["tries_left"].is_null(),
            "{error:#}"
        );
        assert!(
            error.is_null() || command == "unblock" || error["puk_uses_left"].is_null(),
            "{error:#}"
        );
    }
    for arguments in [
        vec!["--json", "notes", "show"],
        vec!["--json", "notes", "forget", "--all"],
    ] {
        let ran = Journey::with("hba").run(&arguments, Script::nobody());
        ran.exits(0);
        checked(&ran);
    }
}
