//! Other programs at the same pcscd: they hold the card, leave it in any folder, verify, reset.

use std::time::{Duration, Instant};

use support::desk::{Answers, Desk, Trial, pin};
use support::or_skip;
use support::other_program::OtherProgram;
use support::served_card::{CHANGE_REFERENCE_DATA, Mishap, ServedCard, VERIFY};

const SELECT_MF: &str = "00A4040C";
const SELECT_DF_ESIGN: &str = "00A4040C0AA000000167455349474E";
const SELECT_DF_QES: &str = "00A4040C06D27600006601";

struct Scene {
    trial: Trial,
    card: ServedCard,
    other: OtherProgram,
    reader: String,
    desk: Desk,
}

/// A card in the first reader and another program beside us.
fn scene(trial: Trial) -> Option<Scene> {
    let desk = or_skip(Desk::new())?;
    let card = trial.card();
    desk.insert(&card, 0);
    let other = OtherProgram::start(&desk.pcscd);
    let reader = desk.pcscd.reader_name(0);
    trial.keep_secret(&desk);
    Some(Scene {
        trial,
        card,
        other,
        reader,
        desk,
    })
}

/// PIN block in hex.
fn block(digits: &str) -> String {
    hex::encode_upper(
        apdu::Pin::from_digits(digits.as_bytes())
            .unwrap()
            .block()
            .octets(),
    )
}

#[test]
fn a_transaction_of_another_program_is_said_within_two_seconds_and_ends_a_script_with_7() {
    let Some(Scene {
        trial,
        card,
        mut other,
        reader,
        desk,
    }) = scene(Trial::smcb())
    else {
        return;
    };
    other.does(&format!("shared {reader}")).does("begin");
    let seen = card.seen().len();

    let run = desk.start(&["status", "--wait", "3"]);
    let began = Instant::now();
    run.wait_for_stderr("Ein anderes Programm benutzt die Karte");
    assert!(
        began.elapsed() < Duration::from_secs(2),
        "{:?}",
        began.elapsed()
    );
    let run = run.end();
    run.assert_exit(7);
    assert!(
        (3..8).contains(&began.elapsed().as_secs()),
        "{:?}",
        began.elapsed()
    );

    let file = trial.secrets_file(&desk);
    let began = Instant::now();
    let run = desk.expect(
        7,
        &["activate", "--json", "--wait", "1", "--secrets-file", &file],
    );
    assert!(
        began.elapsed() < Duration::from_secs(4),
        "{:?}",
        began.elapsed()
    );
    assert_eq!(run.error(), "busy");
    assert!(run.says("An der Karte wurde nichts getan"), "{run}");
    assert_eq!(card.seen().len(), seen, "something reached the card");

    let readers = desk.expect(0, &["readers", "--json", "--wait", "1"]).json;
    assert_eq!(readers["readers"][0]["state"], "busy");

    // What gave up leaves nothing behind that would hold the card.
    other
        .does("end")
        .sends(SELECT_MF, "9000")
        .does("begin")
        .does("end")
        .does("leave");
    desk.expect(
        0,
        &["activate", "--json", "--wait", "1", "--secrets-file", &file],
    );
    trial.assert_activated(&card);
}

#[test]
fn a_script_goes_on_when_the_other_program_is_done() {
    let Some(Scene {
        trial,
        card,
        mut other,
        reader,
        desk,
    }) = scene(Trial::smcb())
    else {
        return;
    };
    other.does(&format!("shared {reader}")).does("begin");
    let file = trial.secrets_file(&desk);
    let run = desk.start(&[
        "activate",
        "--json",
        "--wait",
        "20",
        "--secrets-file",
        &file,
    ]);
    run.wait_for_stderr("Ein anderes Programm benutzt die Karte");
    other.does("end");
    run.end().assert_exit(0);
    trial.assert_activated(&card);
}

#[test]
fn a_person_sees_what_is_waited_for_and_goes_on_when_it_is_over() {
    let Some(Scene {
        trial,
        card,
        mut other,
        reader,
        desk,
    }) = scene(Trial::smcb())
    else {
        return;
    };
    other.does(&format!("shared {reader}")).does("begin");
    let mut terminal = desk.terminal(&["activate"]);
    let began = Instant::now();
    terminal.expect("Ein anderes Programm benutzt die Karte, ich warte");
    assert!(
        began.elapsed() < Duration::from_secs(2),
        "{:?}",
        began.elapsed()
    );
    other.does("end");
    terminal.begin().type_transport(&trial.pins[0]);

    // And once more before the gate, with the digits typed.
    other.does("begin");
    terminal
        .type_new(&trial.pins[0])
        .expect("Ein anderes Programm benutzt die Karte, ich warte");
    assert_eq!(card.secrets_seen(), 0);
    other.does("end");
    terminal.expect("ist gesetzt. Die Karte hat es bestätigt");
    assert_eq!(terminal.exit_code(), 0);
    desk.search(&mut terminal);
    trial.assert_activated(&card);
}

#[test]
fn a_card_held_exclusively_is_busy_until_it_is_let_go() {
    let Some(Scene {
        trial,
        card,
        mut other,
        reader,
        desk,
    }) = scene(Trial::smcb())
    else {
        return;
    };
    other.does(&format!("exclusive {reader}"));
    let run = desk.expect(7, &["status", "--json", "--wait", "1"]);
    assert_eq!(run.error(), "busy");
    let readers = desk.expect(0, &["readers", "--json", "--wait", "0"]).json;
    assert_eq!(readers["readers"][0]["state"], "busy");

    let file = trial.secrets_file(&desk);
    let run = desk.start(&[
        "activate",
        "--json",
        "--wait",
        "20",
        "--secrets-file",
        &file,
    ]);
    run.wait_for_stderr("Ein anderes Programm benutzt die Karte");
    other.does("leave");
    run.end().assert_exit(0);
    trial.assert_activated(&card);
}

#[test]
fn any_folder_that_another_program_left_selected_makes_no_difference() {
    let Some(Scene {
        trial,
        card,
        mut other,
        reader,
        desk,
    }) = scene(Trial::hba())
    else {
        return;
    };
    other
        .does(&format!("shared {reader}"))
        .sends(SELECT_DF_ESIGN, "9000");
    let status = desk.status();
    assert_eq!(
        (&pin(&status, "ch")["state"], &pin(&status, "qes")["state"]),
        (&"transport".into(), &"transport".into())
    );
    assert_eq!(status["card"]["iccsn"], card.iccsn().as_str());

    other.sends(SELECT_DF_ESIGN, "9000");
    let file = trial.secrets_file(&desk);
    desk.expect(
        0,
        &[
            "activate",
            "--json",
            "--holder-present",
            "--secrets-file",
            &file,
        ],
    );
    trial.assert_activated(&card);
    // The MF is left selected, where PIN.QES is unknown and PIN.CH is known.
    other.sends("80200081", "6A88").sends("80200001", "63C3");

    other.sends(SELECT_DF_QES, "9000");
    assert_eq!(pin(&desk.status(), "ch")["state"], "set");
}

#[test]
fn a_folder_selected_while_the_person_types_makes_no_difference() {
    let Some(Scene {
        trial,
        card,
        mut other,
        reader,
        desk,
    }) = scene(Trial::hba())
    else {
        return;
    };
    other.does(&format!("shared {reader}"));
    let mut terminal = desk.terminal(&["activate", "--pin", "ch"]);
    terminal.begin().type_transport(&trial.pins[0]);
    other.sends(SELECT_DF_QES, "9000");
    terminal
        .type_new(&trial.pins[0])
        .expect("ist gesetzt. Die Karte hat es bestätigt");
    assert_eq!(terminal.exit_code(), 0);
    desk.search(&mut terminal);
    assert_eq!(
        (card.pin("PIN.CH"), card.pin("PIN.QES")),
        ((false, 3), (true, 3))
    );
}

#[test]
fn a_pin_verified_by_another_program_is_shown_so_and_done() {
    let Some(Scene {
        trial,
        card,
        mut other,
        reader,
        desk,
    }) = scene(Trial::smcb())
    else {
        return;
    };
    let file = trial.secrets_file(&desk);
    let arguments = ["activate", "--json", "--secrets-file", &file];
    desk.expect(0, &arguments);
    let verify = format!("0020000108{}", block(trial.pins[0].new));
    other
        .does(&format!("shared {reader}"))
        .sends(SELECT_MF, "9000")
        .sends(&verify, "9000");

    let status = desk.status();
    let shown = pin(&status, "smc");
    assert_eq!(
        (&shown["state"], &shown["tries_left"]),
        (&"verified".into(), &serde_json::Value::Null),
        "{status:#}"
    );
    let run = desk.expect(0, &arguments);
    assert_eq!(
        (&run.result("smc")["skipped"], &run.json["complete"]),
        (&"done".into(), &true.into())
    );
    // What was verified stays so: nothing of ours reset the card.
    other.sends("80200001", "9000");
    assert_eq!(card.count(CHANGE_REFERENCE_DATA), 1);
}

#[test]
fn a_program_that_waits_for_the_card_never_gets_the_pin_that_verify_verified() {
    let Some(Scene {
        trial,
        card,
        mut other,
        reader,
        desk,
    }) = scene(Trial::smcb())
    else {
        return;
    };
    let file = trial.secrets_file(&desk);
    desk.expect(0, &["activate", "--json", "--secrets-file", &file]);
    let current = desk
        .secrets_file(&[("current.smc", trial.pins[0].new)])
        .display()
        .to_string();
    other.does(&format!("shared {reader}"));
    card.at(VERIFY, Mishap::AnswerAfter(Duration::from_secs(1)));
    let run = desk.start(&["verify", "--json", "--secrets-file", &current]);
    card.wait_until_seen(VERIFY, 1);
    // Waits until our transaction ends; what it gets first is the word that the card was reset.
    assert_eq!(other.ask("begin"), "ResetCard");
    assert_eq!(other.ask("send 80200001"), "ResetCard");
    run.end().assert_exit(0);
}

#[test]
fn a_change_by_another_program_while_the_person_types_is_noticed() {
    let Some(Scene {
        trial,
        card,
        mut other,
        reader,
        desk,
    }) = scene(Trial::smcb())
    else {
        return;
    };
    let pin = &trial.pins[0];
    let mut terminal = desk.terminal(&["activate"]);
    terminal.begin().type_transport(pin);
    let change = format!("0024000110{}{}", block(pin.transport), block("735190"));
    other
        .does(&format!("shared {reader}"))
        .sends(SELECT_MF, "9000")
        .sends(&change, "9000");
    terminal
        .type_new(pin)
        .expect("ein anderes Programm war an der Karte");
    assert_eq!(terminal.exit_code(), 13);
    assert_eq!(
        card.count(CHANGE_REFERENCE_DATA),
        1,
        "only the other program's"
    );
    assert!(card.would_accept("PIN.SMC", "735190"));
}

#[test]
fn a_card_that_another_program_resets_is_taken_as_it_is_then() {
    let Some(Scene {
        trial,
        card,
        mut other,
        reader,
        desk,
    }) = scene(Trial::hba())
    else {
        return;
    };
    let file = trial.secrets_file(&desk);
    // While we wait for its transaction.
    other.does(&format!("shared {reader}")).does("begin");
    let run = desk.start(&[
        "activate",
        "--json",
        "--pin",
        "ch",
        "--wait",
        "20",
        "--secrets-file",
        &file,
        "--holder-present",
    ]);
    run.wait_for_stderr("Ein anderes Programm benutzt die Karte");
    other.does("end-reset");
    run.end().assert_exit(0);

    // And while the person types.
    let mut terminal = desk.terminal(&["activate"]);
    terminal.letter("j").yes("Diese PIN ist eine Unterschrift");
    terminal.type_transport(&trial.pins[1]);
    other.does("reset");
    terminal
        .type_new(&trial.pins[1])
        .expect("ist gesetzt. Die Karte hat es bestätigt");
    assert_eq!(terminal.exit_code(), 0);
    desk.search(&mut terminal);
    trial.assert_activated(&card);
}
