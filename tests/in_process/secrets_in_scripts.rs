//! Secrets of scripts: what is refused before any exchange, what after the card was read, and whose
//! PIN.QES is.

use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use support::journey::{
    BUILT_IN, Journey, NEW_CH, NEW_QES, NEW_SMC, WRONG, enters, fits, holder, leak, secrets_ch,
    secrets_qes,
};
use support::schema;
use support::script::Script;

#[test]
fn the_search_for_leaks_finds_what_leaked() {
    assert_eq!(leak("PIN 471193.", "471193"), Some("plain"));
    assert_eq!(leak("34 343731313933", "471193"), Some("hex of ASCII"));
    assert_eq!(leak("00240001 10 2554321FFFFFFFFF", "54321"), Some("plain"));
    for before in ["", "x", "xy"] {
        // printf '471193' | base64, with nothing, one and two octets before it.
        let encoded = match before {
            "" => "NDcxMTkz",
            "x" => "eDQ3MTE5Mw==",
            _ => "eHk0NzExOTM=",
        };
        assert_eq!(leak(encoded, "471193"), Some("base64"), "{before}");
    }
    assert_eq!(leak("nothing of the kind: 471 193", "471193"), None);
}

#[test]
fn problems_of_the_secrets_are_found_before_any_exchange() {
    let rows = [
        ("transport.ch 28407", 17, "secrets_syntax"),
        ("transport.hba = 28407", 17, "secrets_unknown_key"),
        (
            "transport.ch = 28407\ntransport.ch = 28407",
            17,
            "secrets_double_key",
        ),
        ("transport.ch =", 17, "secrets_empty"),
        ("transport.ch = 2840O", 17, "secrets_not_digits"),
        ("transport.ch = 2840", 17, "secrets_length"),
        ("transport.ch = 284070", 17, "secrets_length"),
        ("transport.ch = 60483719", 17, "secrets_length"),
        ("puk.ch = 6048371", 17, "secrets_length"),
        ("can = 12345", 17, "secrets_length"),
        ("new.ch = 47119", 16, "new_pin_length"),
        ("new.ch = 471193825", 16, "new_pin_length"),
        ("new.ch = 123456", 16, "new_pin_trivial"),
        ("new.ch = 24121995", 16, "new_pin_trivial"),
        ("current.ch = 471193\nnew.ch = 471193", 16, "new_pin_same"),
        // The first in the order of the exit codes decides.
        ("transport.ch = 2840O\nnew.ch = 47119", 16, "new_pin_length"),
    ];
    for (secrets, exit, word) in rows {
        let mut journey = Journey::with("hba");
        let ran = journey.script(secrets, &[]);
        ran.fails(exit, word);
        assert_eq!(
            (ran.exchanges, journey.bench.transactions()),
            (0, 0),
            "{secrets}"
        );
        assert_eq!(ran.value("/card"), Value::Null);
    }
    let mut journey = Journey::with("hba");
    let ran = journey.script(
        "transport.ch = 471193\nnew.ch = 471193",
        &["--transport-length", "6"],
    );
    assert_eq!(ran.fails(16, "new_pin_same").exchanges, 0);
}

#[test]
fn each_problem_of_the_secrets_is_a_cause_of_its_own() {
    let mut journey = Journey::with("hba");
    let ran = journey.script("transport.ch = 12\nnew.ch = 1234\nfoo = 3\n", &[]);
    ran.fails(16, "new_pin_length").sends(0);
    let document = ran.document();
    let words: Vec<&str> = document["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| error["code"].as_str().unwrap())
        .collect();
    assert_eq!(
        words,
        ["secrets_length", "new_pin_length", "secrets_unknown_key"]
    );
    let ran = journey.script("transport.ch = 12\nnew.ch = 471193\n", &["--pin", "ch"]);
    ran.fails(17, "secrets_length");
    assert!(ran.document().get("errors").is_none(), "one is no list");
}

#[test]
fn of_a_file_of_another_kind_the_first_lines_are_said_and_the_rest_is_counted() {
    let mut journey = Journey::with("hba");
    let letter = "Sehr geehrte Frau Doktor\n".repeat(300);
    let file = journey.temp.private_file("letter", &letter);
    let file = file.display().to_string();
    let call = ["activate", "--no-input", "--secrets-file", &file];
    let ran = journey.run(&call, Script::nobody());
    ran.exits(17)
        .sends(0)
        .says("Zeile 6: nicht von der Form")
        .says("und 294 weitere")
        .never_says("Zeile 7:");
    let ran = journey.run(&[&["--json"], &call[..]].concat(), Script::nobody());
    let document = ran.document();
    assert_eq!(document["errors"].as_array().unwrap().len(), 300);
}

#[test]
fn a_file_that_is_none_is_found_before_any_exchange() {
    let mut journey = Journey::with("hba");
    let missing = journey.temp.join("missing").display().to_string();
    let large = journey
        .temp
        .private_file("large", &"# \n".repeat(30_000))
        .display()
        .to_string();
    let utf16 = journey.temp.join("utf16");
    fs::write(journey.temp.private_file("utf16", ""), b"\xFF\xFEt\0").unwrap();
    let utf16 = utf16.display().to_string();
    for (file, exit, word) in [
        (missing, 23, "secrets_unreadable"),
        (large, 17, "secrets_too_large"),
        (utf16, 17, "secrets_utf16"),
    ] {
        let ran = journey.run(
            &["--json", "activate", "--secrets-file", &file],
            Script::nobody(),
        );
        assert_eq!(ran.fails(exit, word).exchanges, 0);
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_others_may_read_or_write_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let mut journey = Journey::with("hba");
    let file = journey.secrets_file(&secrets_ch(BUILT_IN.ch));
    for mode in [0o644, 0o640, 0o620, 0o602] {
        fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
        let ran = journey.run(
            &["--json", "activate", "--secrets-file", &file],
            Script::nobody(),
        );
        assert_eq!(ran.fails(23, "secrets_rights").exchanges, 0, "{mode:o}");
    }
}

#[cfg(unix)]
#[test]
fn a_descriptor_serves_as_well_as_a_file() {
    use std::os::fd::IntoRawFd;
    let mut journey = Journey::with("hba");
    let file = journey.secrets_file(&secrets_ch(BUILT_IN.ch));
    let number = fs::File::open(file).unwrap().into_raw_fd().to_string();
    journey
        .run(
            &["--json", "activate", "--secrets-fd", &number],
            Script::nobody(),
        )
        .exits(0)
        .sends(1);
}

/// `--wait` is the time that is waited for whoever writes, a few seconds at least.
#[cfg(unix)]
#[test]
fn secrets_that_nobody_writes_are_not_waited_for_without_end() {
    let mut journey = Journey::with("hba");
    let pipe = journey.temp.join("pipe");
    let made = Command::new("mkfifo")
        .args(["-m", "600"])
        .arg(&pipe)
        .status();
    assert!(made.unwrap().success());
    let pipe = pipe.display().to_string();
    let line = ["--json", "--wait", "0", "activate", "--secrets-file", &pipe];
    let ran = journey.run(&line, Script::nobody());
    ran.fails(17, "secrets_timed_out")
        .sends(0)
        .says("--wait SEKUNDEN");
    assert_eq!(ran.exchanges, 0);
}

#[test]
fn keys_missing_for_this_card_are_named_after_reading_and_before_the_gate() {
    for secrets in [
        "transport.ch = 28407\n".to_owned(),
        format!("new.ch = {NEW_CH}\n"),
        String::new(),
    ] {
        let mut journey = Journey::with("hba");
        let ran = journey.script(&secrets, &[]);
        ran.fails(17, "secrets_missing").sends(0);
        assert!(ran.exchanges > 0);
    }
    // What is done needs no keys any more.
    let mut journey = Journey::with("hba");
    journey.script(&secrets_ch(BUILT_IN.ch), &[]).exits(0);
    journey.script("", &[]).exits(0).sends(0);
}

#[test]
fn a_new_pin_of_digits_of_this_card_is_found_after_reading() {
    let mut journey = Journey::with("smcb");
    let part = journey.bench.card(0).borrow().iccsn().unwrap()[3..9].to_owned();
    journey.printed.push(part.clone());
    let secrets = format!("transport.smc = {}\nnew.smc = {part}\n", BUILT_IN.smc);
    let ran = journey.script(&secrets, &[]);
    ran.fails(16, "new_pin_trivial").sends(0);
    journey
        .script(&secrets, &["--allow-trivial"])
        .exits(0)
        .sends(1);
}

#[test]
fn keys_that_are_not_needed_are_fine_and_named() {
    let mut journey = Journey::with("smcb");
    let secrets = format!(
        "transport.smc = {}\nnew.smc = {NEW_SMC}\npuk.smc = 80617254\ncan = 582693\n",
        BUILT_IN.smc
    );
    let ran = journey.script(&secrets, &[]);
    ran.exits(0);
    assert_eq!(ran.value("/unused"), json!(["puk.smc", "can"]));
}

#[test]
fn without_its_holder_pin_qes_is_skipped_when_only_the_others_secrets_are_given() {
    let mut journey = Journey::with("hba");
    let ran = journey.script(&secrets_ch(BUILT_IN.ch), &[]);
    ran.exits(0).sends(1);
    assert_eq!(ran.value("/results/0/changed"), true);
    assert_eq!(ran.value("/results/1/skipped"), "holder");
    assert_eq!(ran.value("/complete"), false);
}

#[test]
fn without_its_holder_a_script_that_means_pin_qes_is_refused_before_any_exchange() {
    let both = secrets_ch(BUILT_IN.ch) + &secrets_qes(BUILT_IN.qes);
    let rows: [(String, &[&str]); 4] = [
        (both, &[]),
        (secrets_qes(BUILT_IN.qes), &["--pin", "qes"]),
        (secrets_ch(BUILT_IN.ch), &["--pin", "ch,qes"]),
        (secrets_ch(BUILT_IN.ch) + "puk.qes = 35790264\n", &[]),
    ];
    for (secrets, arguments) in rows {
        let mut journey = Journey::with("hba");
        let ran = journey.script(&secrets, arguments);
        ran.fails(13, "holder").sends(0);
        assert_eq!(ran.exchanges, 0);
        assert_eq!(ran.value("/error/pin"), "qes");
    }
}

#[test]
fn with_its_holder_a_script_sets_pin_qes_too() {
    let mut journey = Journey::with("hba");
    let both = secrets_ch(BUILT_IN.ch) + &secrets_qes(BUILT_IN.qes);
    let ran = journey.script(&both, &["--holder-present"]);
    ran.exits(0).sends(2);
    assert_eq!(ran.value("/complete"), true);
    assert_eq!(ran.value("/unused"), json!([]));
}

#[test]
fn a_no_at_the_keyboard_leaves_pin_qes_alone() {
    for no in ["n", ""] {
        let mut journey = Journey::with("hba");
        let script = fits("0")
            .then(enters("PIN.CH", BUILT_IN.ch, NEW_CH))
            .then(holder(no));
        let ran = journey.run(&["--json", "activate"], script);
        ran.fails(13, "holder")
            .sends(1)
            .says("Signatur-PIN (PIN.QES): unverändert");
        assert_eq!(ran.value("/results/1/skipped"), "holder");
        assert_eq!(ran.value("/results/1/after"), "transport");
        assert_eq!(ran.value("/changed"), true);
    }
}

#[test]
fn nobody_to_ask_and_no_secrets_is_17() {
    let mut journey = Journey::with("hba");
    journey
        .run(&["--json", "activate"], Script::nobody())
        .fails(17, "secrets_missing")
        .sends(0);
}

#[test]
fn keys_that_a_stopped_run_did_not_reach_are_not_unused() {
    let mut journey = Journey::with("hba");
    let both = secrets_ch(WRONG) + &secrets_qes(BUILT_IN.qes) + "puk.ch = 60483719\n";
    let ran = journey.script(&both, &["--holder-present"]);
    ran.fails(10, "wrong_secret").sends(1);
    assert_eq!(ran.value("/unused"), json!(["puk.ch"]));
}

#[test]
fn a_dry_run_finds_all_that_is_wrong_with_the_secrets_and_sends_none() {
    let mut journey = Journey::with("hba");
    let ran = journey.script(&secrets_ch(BUILT_IN.ch), &["--pin", "ch", "--dry-run"]);
    ran.exits(0).sends(0);
    assert_eq!(ran.value("/dry_run"), true);
    assert_eq!(ran.value("/results/0/skipped"), "dry_run");
    ran.says("die Ziffern gesendet, die das Skript angibt")
        .never_says("gefragt");
    let both = secrets_ch(BUILT_IN.ch) + &secrets_qes(BUILT_IN.qes);
    let lacking = format!("transport.ch = {}\n", BUILT_IN.ch);
    let trivial = format!("{lacking}new.ch = 123456\n");
    // The last six digits of the card's number: only the card can tell.
    let of_number = format!("{lacking}new.ch = 000017\n");
    let rows: [(&str, &[&str], u8, &str); 6] = [
        (&both, &["--holder-present"], 0, ""),
        (&both, &[], 13, "holder"),
        (&lacking, &["--pin", "ch"], 17, "secrets_missing"),
        ("transport.ch = 12a45\n", &[], 17, "secrets_not_digits"),
        (&trivial, &["--pin", "ch"], 16, "new_pin_trivial"),
        (&of_number, &["--pin", "ch"], 16, "new_pin_trivial"),
    ];
    for (secrets, more, exit, word) in rows {
        let mut journey = Journey::with("hba");
        journey.printed.push("000017".to_owned());
        // The real run would end in the same way, or carry out what this one found right.
        let line = [&["--dry-run"], more].concat();
        let ran = journey.script(secrets, &line);
        ran.exits(exit).sends(0);
        if exit != 0 {
            ran.fails(exit, word);
            journey.script(secrets, more).fails(exit, word).sends(0);
        }
    }
    let nowhere = [
        "--json",
        "activate",
        "--dry-run",
        "--secrets-file",
        "/nowhere",
    ];
    Journey::with("hba")
        .run(&nowhere, Script::nobody())
        .fails(23, "secrets_unreadable");
    // Who names none is asked for none.
    Journey::with("hba")
        .run(&["--json", "activate", "--dry-run"], Script::nobody())
        .exits(0)
        .sends(0);
}

#[cfg(unix)]
#[test]
fn a_dry_run_refuses_a_file_that_others_may_read() {
    use std::os::unix::fs::PermissionsExt;
    let mut journey = Journey::with("hba");
    let file = journey.secrets_file(&secrets_ch(BUILT_IN.ch));
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
    let line = ["--json", "activate", "--dry-run", "--secrets-file", &file];
    let ran = journey.run(&line, Script::nobody());
    assert_eq!(ran.fails(23, "secrets_rights").exchanges, 0);
}

#[test]
fn the_program_reads_standard_input_and_prints_exactly_one_document() {
    let journey = Journey::with("hba");
    let state = journey.temp.join("card.json").display().to_string();
    support::faults::card("hba").save(state.as_ref()).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_pinlotse"))
        .args([
            "--json",
            "--reader",
            &format!("virtual:{state}"),
            "activate",
            "--secrets-stdin",
            "--holder-present",
        ])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let secrets = secrets_ch(BUILT_IN.ch) + &secrets_qes(BUILT_IN.qes);
    child
        .stdin
        .take()
        .unwrap()
        .write_all(secrets.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    let (stdout, stderr) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    assert_eq!(output.status.code(), Some(0), "{stderr}");
    let document: Value =
        serde_json::from_str(&stdout).unwrap_or_else(|error| panic!("{error}: {stdout}"));
    assert_eq!(
        (&document["complete"], &document["virtual"]),
        (&json!(true), &json!(true))
    );
    schema::assert_documented(&stdout);
    for secret in [BUILT_IN.ch, BUILT_IN.qes, NEW_CH, NEW_QES] {
        assert_eq!(leak(&stdout, secret).or(leak(&stderr, secret)), None);
    }
    let notes = fs::read_to_string(format!("{state}.notes")).unwrap();
    assert!(
        [NEW_CH, NEW_QES]
            .iter()
            .all(|secret| leak(&notes, secret).is_none()),
        "{notes}"
    );
}

#[test]
fn a_number_typed_where_none_belongs_is_repeated_by_no_error() {
    let typed = [
        "471193",
        "471,193",
        "471 193",
        "47.11.93",
        "４７１１９３",
        "471193/x",
        "new.ch=471193",
    ];
    let calls: [&[&str]; 24] = [
        &[],
        &["status"],
        &["activate"],
        &["activate", "--pin"],
        &["activate", "--entry"],
        &["activate", "--tries-used"],
        &["activate", "--last-try"],
        &["activate", "--secrets-file"],
        &["change", "--secrets-fd"],
        &["--reader", "virtual:hba", "activate", "--secrets-file"],
        &[
            "--reader",
            "virtual:hba",
            "activate",
            "--no-input",
            "--pin",
            "ch",
            "--last-try",
        ],
        &["virtual", "show"],
        &["virtual", "letter"],
        &["virtual", "serve", "smcb", "--vpcd"],
        &["virtual", "create"],
        &["status", "--card"],
        &["status", "--as-of"],
        &["status", "--warn-days"],
        &["status", "--reader"],
        &["--reader", "virtual:hba", "certs", "--issuer-certs"],
        &["doctor", "--reader"],
        &["explain"],
        &["--lang"],
        &["--wait"],
    ];
    let home = support::temp::Temp::new();
    for typed in typed {
        for call in calls {
            for more in [&["--json"][..], &[]] {
                let output = Command::new(env!("CARGO_BIN_EXE_pinlotse"))
                    .args([call, &[typed], more].concat())
                    .env("HOME", home.path())
                    .current_dir(home.path())
                    .stdin(Stdio::null())
                    .output()
                    .unwrap();
                let said = [output.stdout, output.stderr].concat();
                let said = String::from_utf8_lossy(&said);
                let digits = typed.trim_start_matches("new.ch=").trim_end_matches("/x");
                assert!(!said.contains(digits), "{call:?} {typed}: {said}");
            }
        }
    }
}

#[test]
fn examples_in_an_error_stay_readable_beside_a_date_that_is_none() {
    let output = Command::new(env!("CARGO_BIN_EXE_pinlotse"))
        .args(["--lang", "en", "status", "--as-of", "2099-13-01"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr).replace('\n', " ");
    assert_eq!(output.status.code(), Some(2));
    assert!(
        said.contains("a day like 2026-12-31 or 31.12.2026 is needed"),
        "{said}"
    );
}

#[test]
fn secrets_that_name_their_card_are_for_no_other() {
    let of = |number: &str| {
        format!(
            "card = {number}\ntransport.smc = {}\nnew.smc = {NEW_SMC}\n",
            BUILT_IN.smc
        )
    };
    let own = "80276999990000000025";
    let mut journey = Journey::with("smcb");
    let ran = journey.script(&of("80276999990000000026"), &["--wait", "0"]);
    ran.fails(13, "wrong_card")
        .sends(0)
        .says("für eine andere Karte");
    // The digits of the flag choose, those of the secrets decide.
    let ran = journey.script(
        &of("80276999990000000026"),
        &["--wait", "0", "--card", "0025"],
    );
    ran.fails(13, "wrong_card").sends(0);
    let ran = journey.script(&of(own), &[]);
    ran.exits(0).sends(1);
    assert_eq!(ran.value("/results/0/changed"), json!(true));
    assert_eq!(ran.value("/unused"), json!([]));
    // As it is printed on the card and shown on the screen.
    let ran = journey.script(&of("80276 99999 00000\u{a0}00025   # the card"), &[]);
    ran.exits(0).sends(0);
}

#[cfg(unix)]
#[test]
fn a_device_is_judged_by_what_comes_out_of_it_and_its_rights_stay_as_they_are() {
    for (device, word) in [
        ("/dev/null", "secrets_missing"),
        ("/dev/zero", "secrets_too_large"),
    ] {
        let mut journey = Journey::with("hba");
        let line = ["--json", "activate", "--secrets-file", device];
        let ran = journey.run(&line, Script::nobody());
        ran.fails(17, word).sends(0).never_says("chmod");
    }
}
