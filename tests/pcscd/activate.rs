//! Activation through libpcsclite, a real pcscd and vpcd: every card, by script and by hand; and
//! wrong secrets.

use support::desk::{Answers, Desk, Trial, pin};
use support::or_skip;
use support::served_card::CHANGE_REFERENCE_DATA;

fn by_script(trial: Option<Trial>) {
    let Some(trial) = trial else { return };
    let Some(desk) = or_skip(Desk::new()) else {
        return;
    };
    let card = trial.card();
    desk.insert(&card, 0);
    let file = trial.secrets_file(&desk);
    let arguments = [
        "activate",
        "--json",
        "--holder-present",
        "--secrets-file",
        &file,
    ];

    let run = desk.expect(0, &arguments);
    trial.assert_activated(&card);
    assert_eq!(card.count(CHANGE_REFERENCE_DATA), trial.pins.len());
    assert_eq!(
        (&run.json["changed"], &run.json["complete"]),
        (&true.into(), &true.into()),
        "{run}"
    );
    for TrialPinResult { word, result } in results(&trial, &run) {
        assert_eq!(result["before"], "transport", "{word}");
        assert_eq!(result["after"], "set", "{word}");
        assert_eq!(result["answer"], "read", "{word}");
    }

    let status = desk.status();
    // By its number, whatever reader it is served to; gematik's images have those of a real issuer.
    let invented = card.iccsn().starts_with("8027699999");
    assert_eq!(status["virtual"], invented);
    assert_eq!(status["card"]["iccsn"], card.iccsn().as_str());
    assert_eq!(status["reader"]["name"], desk.pcscd.reader_name(0).as_str());
    for expected in &trial.pins {
        let shown = pin(&status, expected.word);
        assert_eq!(
            (&shown["state"], &shown["tries_left"]),
            (&"set".into(), &3.into()),
            "{status:#}"
        );
    }
    // gematik's eHBA has expired; nothing is left to do but to order another one.
    let valid = status["certificates"][0]["state"] == "valid";
    assert_eq!(
        status["next_step"]["code"],
        if valid { "none" } else { "order_replacement" }
    );

    let again = desk.expect(0, &arguments);
    assert_eq!(
        card.count(CHANGE_REFERENCE_DATA),
        trial.pins.len(),
        "the second run sent a secret"
    );
    assert_eq!(again.json["changed"], false);
    for TrialPinResult { word, result } in results(&trial, &again) {
        assert_eq!(result["skipped"], "done", "{word}");
    }
}

struct TrialPinResult<'r> {
    word: &'static str,
    result: &'r serde_json::Value,
}

fn results<'r>(
    trial: &'r Trial,
    run: &'r support::desk::Run,
) -> impl Iterator<Item = TrialPinResult<'r>> + use<'r> {
    trial.pins.iter().map(|pin| TrialPinResult {
        word: pin.word,
        result: run.result(pin.word),
    })
}

fn by_hand(trial: Option<Trial>) {
    let Some(trial) = trial else { return };
    let Some(desk) = or_skip(Desk::new()) else {
        return;
    };
    let card = trial.card();
    trial.keep_secret(&desk);
    // Not there yet: the person is asked to put it in.
    let mut terminal = desk.terminal(&["activate"]);
    terminal.expect("Bitte die Karte einstecken");
    desk.insert(&card, 0);

    terminal.expect("Kartennummer (ICCSN): ").begin();
    let mut accepted: Option<&str> = None;
    for (number, pin) in (1..).zip(&trial.pins) {
        if number > 1 {
            terminal.expect(&format!("Schritt {number} von "));
        }
        if pin.word == "qes" {
            terminal.yes("Diese PIN ist eine Unterschrift");
        }
        terminal.type_transport(pin);
        // Letters of gematik's images print the same digits twice, which no other letter does.
        if accepted.replace(pin.transport) == Some(pin.transport) {
            terminal.expect("Das sind dieselben Ziffern wie eben");
            terminal.type_transport(pin);
            terminal.yes("Trotzdem genau diese Ziffern");
        }
        terminal.type_new(pin);
        terminal.expect(&format!(
            "{} ist gesetzt. Die Karte hat es bestätigt",
            pin.own_label
        ));
    }
    terminal.expect("Fertig: alle PINs dieser Karte sind gesetzt.");
    assert_eq!(terminal.exit_code(), 0);
    desk.search(&mut terminal);
    for line in terminal.lines() {
        assert!(
            line.chars().count() <= 80,
            "wider than the terminal: {line:?}"
        );
    }

    trial.assert_activated(&card);
    assert_eq!(card.count(CHANGE_REFERENCE_DATA), trial.pins.len());
    let status = desk.status();
    for expected in &trial.pins {
        assert_eq!(pin(&status, expected.word)["state"], "set");
    }

    let mut again = desk.terminal(&["activate"]);
    again.expect("Alle PINs dieser Karte sind schon gesetzt");
    assert_eq!(again.exit_code(), 0);
    assert_eq!(card.count(CHANGE_REFERENCE_DATA), trial.pins.len());
}

#[test]
fn a_script_activates_the_built_in_hba_once() {
    by_script(Some(Trial::hba()));
}

#[test]
fn a_script_activates_the_built_in_smcb_once() {
    by_script(Some(Trial::smcb()));
}

#[test]
fn a_script_activates_gematiks_hba_once() {
    by_script(Trial::image_hba());
}

#[test]
fn a_script_activates_gematiks_smcb_once() {
    by_script(Trial::image_smcb());
}

#[test]
fn a_person_activates_the_built_in_hba_once() {
    by_hand(Some(Trial::hba()));
}

#[test]
fn a_person_activates_the_built_in_smcb_once() {
    by_hand(Some(Trial::smcb()));
}

#[test]
fn a_person_activates_gematiks_hba_once() {
    by_hand(Trial::image_hba());
}

#[test]
fn a_person_activates_gematiks_smcb_once() {
    by_hand(Trial::image_smcb());
}

#[test]
fn a_wrong_secret_costs_one_try_and_three_block_only_by_deliberate_acts() {
    let Some(desk) = or_skip(Desk::new()) else {
        return;
    };
    let trial = Trial::hba();
    let card = trial.card();
    desk.insert(&card, 0);
    let wrong = trial.wrong_secrets_file(&desk);
    let right = trial.secrets_file(&desk);
    let digits = card.iccsn()[16..].to_owned();
    let activate = |file: &str, more: &[&str]| {
        desk.run(
            &[
                &["activate", "--json", "--pin", "ch", "--secrets-file", file],
                more,
            ]
            .concat(),
        )
    };

    let first = activate(&wrong, &[]);
    first.assert_exit(10);
    assert_eq!(
        (first.error(), &first.json["error"]["tries_left"]),
        ("wrong_secret", &2.into()),
        "{first}"
    );
    assert_eq!(card.pin("PIN.CH"), (true, 2));
    let noted = desk.status();
    assert_eq!(
        (
            &pin(&noted, "ch")["wrong_noted"],
            &pin(&noted, "ch")["tries_left"]
        ),
        (&1.into(), &2.into())
    );
    assert_eq!(pin(&noted, "ch")["tries_basis"], "notes");

    // Not by itself, not even with other digits.
    let second = activate(&right, &["--holder-present"]);
    second.assert_exit(13);
    assert_eq!(
        (second.error(), card.secrets_seen()),
        ("try_again", 1),
        "{second}"
    );
    activate(&wrong, &["--try-again", &digits]).assert_exit(10);
    assert_eq!(card.pin("PIN.CH"), (true, 1));

    let third = activate(&wrong, &["--try-again", &digits]);
    third.assert_exit(13);
    assert_eq!(
        (third.error(), card.secrets_seen()),
        ("last_try", 2),
        "{third}"
    );
    activate(&wrong, &["--last-try", "0000"]).assert_exit(13);
    let last = activate(&wrong, &["--last-try", &digits]);
    last.assert_exit(11);
    assert_eq!(
        (last.error(), card.secrets_seen()),
        ("blocked", 3),
        "{last}"
    );

    // Blocked: nothing is sent any more.
    let after = activate(&wrong, &["--last-try", &digits]);
    after.assert_exit(11);
    assert_eq!(card.secrets_seen(), 3);
    assert_eq!(pin(&desk.status(), "ch")["state"], "blocked");
}

#[test]
fn a_wrong_secret_stops_the_run_before_the_next_pin() {
    let Some(desk) = or_skip(Desk::new()) else {
        return;
    };
    let trial = Trial::hba();
    let card = trial.card();
    desk.insert(&card, 0);
    let file = desk.secrets_file(&[
        ("transport.ch", "70681"),
        ("new.ch", "471193"),
        ("transport.qes", trial.pins[1].transport),
        ("new.qes", trial.pins[1].new),
    ]);
    let run = desk.expect(
        10,
        &[
            "activate",
            "--json",
            "--holder-present",
            "--secrets-file",
            &file.display().to_string(),
        ],
    );
    assert_eq!(run.result("qes")["skipped"], "stopped");
    assert_eq!((card.secrets_seen(), card.pin("PIN.QES")), (1, (true, 3)));
}

#[test]
fn a_person_who_typed_wrongly_is_told_what_is_left_and_which_line_to_check() {
    let Some(desk) = or_skip(Desk::new()) else {
        return;
    };
    let trial = Trial::hba();
    let card = trial.card();
    desk.insert(&card, 0);
    let wrong = support::desk::TrialPin {
        transport: "70681",
        ..trial.pins[0]
    };
    desk.keep_secret(&[wrong.transport, wrong.new]);
    let mut terminal = desk.terminal(&["activate"]);
    terminal.begin().type_transport(&wrong).type_new(&wrong);
    terminal
        .expect("hat diese Ziffern abgelehnt")
        .expect("Übrig: 2 Versuche");
    assert_eq!(terminal.exit_code(), 10);
    desk.search(&mut terminal);
    assert_eq!(
        (card.secrets_seen(), card.pin("PIN.CH"), card.pin("PIN.QES")),
        (1, (true, 2), (true, 3))
    );
}
