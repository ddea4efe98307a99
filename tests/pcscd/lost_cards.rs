//! Cards that are pulled, swapped, or shared by two processes, through a real pcscd: what is sent,
//! and what is said.

use pinlotse::virtual_card::Quirk;
use support::desk::{Answers, Desk, Run, Trial, pin};
use support::or_skip;
use support::served_card::{
    CHANGE_REFERENCE_DATA, GET_PIN_STATUS, Mishap, READ_BINARY, ServedCard, VERIFY,
};

/// A desk with the card of a trial in its first reader.
fn desk_with(trial: &Trial) -> Option<(Desk, ServedCard)> {
    let desk = or_skip(Desk::new())?;
    let card = trial.card();
    desk.insert(&card, 0);
    Some((desk, card))
}

/// As many quirks as go together: cards that differ are lost and shared like any.
const MANY: [Quirk; 7] = [
    Quirk::EccBySfi,
    Quirk::RsaByFid,
    Quirk::RsaOver,
    Quirk::SelectForgets,
    Quirk::HidesBlock,
    Quirk::BlockIsFinal,
    Quirk::RefusalCostsPuk,
];

/// The same with a card that differs.
fn desk_with_quirks(trial: &Trial, quirks: &[Quirk]) -> Option<(Desk, ServedCard)> {
    let found = desk_with(trial)?;
    found.1.with(|card| card.give(quirks).unwrap());
    Some(found)
}

fn activate(desk: &Desk, trial: &Trial, more: &[&str]) -> Run {
    let file = trial.secrets_file(desk);
    desk.run(
        &[
            &[
                "activate",
                "--json",
                "--holder-present",
                "--secrets-file",
                &file,
            ],
            more,
        ]
        .concat(),
    )
}

#[test]
fn a_card_pulled_before_the_secret_costs_nothing_and_no_note_stays() {
    for (command, pass) in [
        // The first look: EF.GDO, EF.Version2; then the gate's EF.GDO.
        (READ_BINARY, 0),
        (READ_BINARY, 2),
        // The first look: PIN.CH, PIN.QES; then the gate.
        (GET_PIN_STATUS, 1),
        (GET_PIN_STATUS, 2),
    ] {
        let trial = Trial::hba();
        let Some((desk, card)) = desk_with(&trial) else {
            return;
        };
        // `readers` looked at the card already.
        card.at_later(command, pass, Mishap::PullBefore);
        let run = activate(&desk, &trial, &["--wait", "1"]);
        run.assert_exit(8);
        assert_eq!(
            (card.secrets_seen(), card.pin("PIN.CH")),
            (0, (true, 3)),
            "{run}"
        );
        assert!(run.says("bevor eine PIN an sie ging"), "{run}");
        desk.wait_for_state(0, &["empty"]);
        desk.insert(&card, 0);
        assert_eq!(pin(&desk.status(), "ch")["unknown_noted"], 0);
        activate(&desk, &trial, &[]).assert_exit(0);
        trial.assert_activated(&card);
    }
}

#[test]
fn a_lost_answer_is_a_success_when_the_card_comes_back_and_shows_it() {
    let trial = Trial::hba();
    let Some((desk, card)) = desk_with(&trial) else {
        return;
    };
    card.at(CHANGE_REFERENCE_DATA, Mishap::PullAfter);
    let file = trial.secrets_file(&desk);
    let run = desk.start(&[
        "activate",
        "--json",
        "--wait",
        "20",
        "--holder-present",
        "--secrets-file",
        &file,
    ]);
    card.wait_until_seen(CHANGE_REFERENCE_DATA, 1);
    desk.wait_for_state(0, &["empty"]);
    desk.insert(&card, 0);
    let run = run.end();
    run.assert_exit(0);
    assert_eq!(
        (&run.result("ch")["answer"], &run.result("ch")["after"]),
        (&"lost".into(), &"set".into()),
        "{run}"
    );
    assert_eq!(run.result("qes")["answer"], "read");
    assert_eq!(card.count(CHANGE_REFERENCE_DATA), 2);
    trial.assert_activated(&card);
    assert_eq!(pin(&desk.status(), "ch")["unknown_noted"], 0);
}

#[test]
fn a_person_is_asked_to_put_the_card_back_and_told_that_it_took_effect() {
    let trial = Trial::smcb();
    let Some((desk, card)) = desk_with(&trial) else {
        return;
    };
    trial.keep_secret(&desk);
    card.at(CHANGE_REFERENCE_DATA, Mishap::PullAfter);
    let mut terminal = desk.terminal(&["activate"]);
    terminal
        .begin()
        .type_transport(&trial.pins[0])
        .type_new(&trial.pins[0]);
    terminal.expect("Bitte dieselbe Karte wieder einstecken");
    desk.wait_for_state(0, &["empty"]);
    desk.insert(&card, 0);
    terminal.expect("PIN der SMC-B (PIN.SMC) ist gesetzt. Die Antwort der Karte ging verloren");
    assert_eq!(terminal.exit_code(), 0);
    desk.search(&mut terminal);
    trial.assert_activated(&card);
    assert_eq!(card.secrets_seen(), 1);
}

#[test]
fn a_lost_answer_stays_unknown_while_the_card_is_away_and_the_next_run_knows() {
    let trial = Trial::hba();
    let Some((desk, card)) = desk_with(&trial) else {
        return;
    };
    card.at(CHANGE_REFERENCE_DATA, Mishap::PullAfter);
    let run = activate(&desk, &trial, &["--wait", "1"]);
    run.assert_exit(9);
    assert_eq!(
        (run.error(), &run.json["error"]["pin"]),
        ("outcome_unknown", &"ch".into()),
        "{run}"
    );
    assert_eq!(
        (&run.result("ch")["after"], &run.json["changed"]),
        (&serde_json::Value::Null, &false.into())
    );
    assert_eq!(run.result("qes")["skipped"], "stopped");
    assert_eq!(card.secrets_seen(), 1);

    // It had taken effect: the card's own word replaces the note, and the rest is done.
    desk.insert(&card, 0);
    let status = desk.expect(0, &["status", "--json"]);
    assert_eq!(
        (
            &pin(&status.json, "ch")["state"],
            &pin(&status.json, "ch")["unknown_noted"]
        ),
        (&"set".into(), &1.into())
    );
    let again = desk.status();
    assert_eq!(pin(&again, "ch")["unknown_noted"], 0);
    activate(&desk, &trial, &[]).assert_exit(0);
    trial.assert_activated(&card);
    assert_eq!(card.count(CHANGE_REFERENCE_DATA), 2);
}

#[test]
fn a_secret_handed_to_a_reader_whose_card_was_gone_leaves_an_open_note_that_a_script_respects() {
    let trial = Trial::smcb();
    let Some((desk, card)) = desk_with(&trial) else {
        return;
    };
    card.at(CHANGE_REFERENCE_DATA, Mishap::PullBefore);
    activate(&desk, &trial, &["--wait", "1"]).assert_exit(9);
    assert_eq!(card.pin("PIN.SMC"), (true, 3));

    desk.insert(&card, 0);
    let shown = desk.status();
    let shown = pin(&shown, "smc");
    assert_eq!(
        (&shown["state"], &shown["unknown_noted"]),
        (&"transport".into(), &1.into())
    );
    assert_eq!(
        (&shown["tries_left"], &shown["tries_basis"]),
        (&2.into(), &"notes".into())
    );
    let status = desk.expect(0, &["status"]);
    assert!(
        status.says("Eine Eingabe brach ab, bevor der Ausgang feststand"),
        "{status}"
    );

    let refused = activate(&desk, &trial, &[]);
    refused.assert_exit(13);
    assert_eq!(
        (refused.error(), card.secrets_seen()),
        ("try_again", 1),
        "{refused}"
    );
    let digits = card.iccsn()[16..].to_owned();
    activate(&desk, &trial, &["--pin", "smc", "--try-again", &digits]).assert_exit(0);
    trial.assert_activated(&card);
    assert_eq!(pin(&desk.status(), "smc")["unknown_noted"], 0);
}

#[test]
fn a_card_that_comes_back_unchanged_is_an_unknown_outcome() {
    let trial = Trial::smcb();
    let Some((desk, card)) = desk_with(&trial) else {
        return;
    };
    card.at(CHANGE_REFERENCE_DATA, Mishap::PullBefore);
    let file = trial.secrets_file(&desk);
    let run = desk.start(&[
        "activate",
        "--json",
        "--wait",
        "20",
        "--secrets-file",
        &file,
    ]);
    card.wait_until_seen(CHANGE_REFERENCE_DATA, 1);
    desk.wait_for_state(0, &["empty"]);
    desk.insert(&card, 0);
    let run = run.end();
    run.assert_exit(9);
    assert_eq!(
        (run.error(), &run.result("smc")["after"]),
        ("outcome_unknown", &"transport".into()),
        "{run}"
    );
    assert_eq!(pin(&desk.status(), "smc")["unknown_noted"], 1);
}

#[test]
fn an_answer_that_means_nothing_is_decided_by_the_read_back() {
    const ANSWERS: [&[u8]; 5] = [
        &[0x90],
        &[0x65, 0x81],
        &[0x6F, 0x00],
        &[0x12, 0x34],
        &[0x55; 40],
    ];
    let trial = Trial::smcb();
    for answer in ANSWERS {
        let Some((desk, card)) = desk_with(&trial) else {
            return;
        };
        card.at(CHANGE_REFERENCE_DATA, Mishap::OnlyAnswer(answer));
        let run = activate(&desk, &trial, &[]);
        run.assert_exit(9);
        assert_eq!(
            (
                run.error(),
                pin(&desk.status(), "smc")["unknown_noted"].as_u64()
            ),
            ("outcome_unknown", Some(1)),
            "{run}"
        );

        card.at(CHANGE_REFERENCE_DATA, Mishap::ActAndAnswer(answer));
        let digits = card.iccsn()[16..].to_owned();
        let run = activate(&desk, &trial, &["--pin", "smc", "--try-again", &digits]);
        run.assert_exit(0);
        assert_eq!(
            (&run.result("smc")["answer"], &run.result("smc")["after"]),
            (&"lost".into(), &"set".into()),
            "{run}"
        );
        trial.assert_activated(&card);
        assert_eq!(
            (
                card.secrets_seen(),
                pin(&desk.status(), "smc")["unknown_noted"].as_u64()
            ),
            (2, Some(0))
        );
    }
}

#[test]
fn a_yes_that_the_card_does_not_show_afterwards_is_an_unknown_outcome() {
    let trial = Trial::smcb();
    let Some((desk, card)) = desk_with(&trial) else {
        return;
    };
    card.at(CHANGE_REFERENCE_DATA, Mishap::OnlyAnswer(&[0x90, 0x00]));
    let run = activate(&desk, &trial, &[]);
    run.assert_exit(9);
    assert!(run.says("die Karte hat Ja gesagt"), "{run}");
    assert_eq!(pin(&desk.status(), "smc")["unknown_noted"], 1);
}

#[test]
fn a_card_pulled_between_its_yes_and_the_read_back_is_asked_when_it_is_back() {
    let trial = Trial::smcb();
    for (comes_back, quirks) in [(false, &[][..]), (true, &[]), (true, &MANY)] {
        let Some((desk, card)) = desk_with_quirks(&trial, quirks) else {
            return;
        };
        // Look, gate, read-back.
        card.at_later(GET_PIN_STATUS, 2, Mishap::PullBefore);
        let file = trial.secrets_file(&desk);
        let wait = if comes_back { "20" } else { "1" };
        let before = card.count(GET_PIN_STATUS);
        let run = desk.start(&[
            "activate",
            "--json",
            "--wait",
            wait,
            "--secrets-file",
            &file,
        ]);
        card.wait_until_seen(GET_PIN_STATUS, before + 3);
        if comes_back {
            desk.wait_for_state(0, &["empty"]);
            desk.insert(&card, 0);
        }
        let run = run.end();
        run.assert_exit(if comes_back { 0 } else { 9 });
        assert!(comes_back || run.says("die Karte hat Ja gesagt"), "{run}");
        assert!(
            !comes_back || run.result("smc")["answer"] == "read",
            "{run}"
        );
        assert_eq!(card.secrets_seen(), 1);
    }
}

#[test]
fn another_card_put_in_for_the_lost_one_is_not_taken_for_it() {
    let (trial, other) = (Trial::hba(), Trial::smcb());
    let Some((desk, card)) = desk_with(&trial) else {
        return;
    };
    let other = other.card();
    card.at(CHANGE_REFERENCE_DATA, Mishap::PullAfter);
    let file = trial.secrets_file(&desk);
    let run = desk.start(&[
        "activate",
        "--json",
        "--wait",
        "5",
        "--holder-present",
        "--secrets-file",
        &file,
    ]);
    card.wait_until_seen(CHANGE_REFERENCE_DATA, 1);
    desk.wait_for_state(0, &["empty"]);
    desk.insert(&other, 0);
    let run = run.end();
    run.assert_exit(9);
    assert_eq!(other.secrets_seen(), 0, "{run}");
}

#[test]
fn a_card_swapped_at_the_prompt_gets_nothing() {
    let Some(image) = Trial::image_hba() else {
        return;
    };
    let trial = Trial::hba();
    let Some((desk, card)) = desk_with(&trial) else {
        return;
    };
    let second = image.card();
    trial.keep_secret(&desk);
    let mut terminal = desk.terminal(&["activate"]);
    terminal.begin().type_transport(&trial.pins[0]);
    desk.pull(&card, 0);
    desk.insert(&second, 0);
    terminal.type_new(&trial.pins[0]);
    terminal.expect("steckt jetzt eine andere Karte");
    assert_eq!(terminal.exit_code(), 13);
    desk.search(&mut terminal);
    assert_eq!((card.secrets_seen(), second.secrets_seen()), (0, 0));
    assert_eq!(pin(&desk.status(), "ch")["unknown_noted"], 0);
}

#[test]
fn a_card_pulled_at_the_prompt_is_waited_for_and_the_entry_is_not_lost() {
    let trial = Trial::smcb();
    let Some((desk, card)) = desk_with(&trial) else {
        return;
    };
    trial.keep_secret(&desk);
    let mut terminal = desk.terminal(&["activate"]);
    let new = trial.pins[0].new;
    terminal
        .begin()
        .type_transport(&trial.pins[0])
        .expect("6 bis 8 Ziffern: ");
    // Said at once, in the middle of an entry too, whose keys are thrown away.
    terminal.wait_for_echo(false).send_until_read("60");
    desk.pull(&card, 0);
    terminal.expect("Die Karte steckt nicht mehr.");
    desk.insert(&card, 0);
    terminal
        .expect("6 bis 8 Ziffern: ")
        .send_hidden_line(new)
        .expect("noch einmal: ");
    desk.pull(&card, 0);
    terminal.expect("Die Karte steckt nicht mehr.");
    assert_eq!(card.secrets_seen(), 0);
    desk.insert(&card, 0);
    terminal.expect("noch einmal: ").send_hidden_line(new);
    terminal.expect("ist gesetzt. Die Karte hat es bestätigt");
    assert_eq!(terminal.exit_code(), 0);
    desk.search(&mut terminal);
    trial.assert_activated(&card);
}

#[test]
fn a_card_pulled_at_the_second_pin_keeps_the_first_and_is_no_8() {
    let trial = Trial::hba();
    let Some((desk, card)) = desk_with(&trial) else {
        return;
    };
    // Look: PIN.CH, PIN.QES; gate and read-back of PIN.CH; gate of PIN.QES.
    card.at_later(GET_PIN_STATUS, 4, Mishap::PullBefore);
    let run = activate(&desk, &trial, &["--wait", "1"]);
    // Not 8: that would promise that no secret was handed over in this run.
    run.assert_exit(5);
    assert_eq!(
        (card.pin("PIN.CH"), card.pin("PIN.QES"), card.secrets_seen()),
        ((false, 3), (true, 3), 1),
        "{run}"
    );
    assert_eq!(
        (&run.result("ch")["changed"], &run.result("qes")["skipped"]),
        (&true.into(), &"stopped".into())
    );
    assert!(run.says("Die bisher gemeldeten Ergebnisse gelten"), "{run}");
}

#[test]
fn two_processes_at_their_prompts_on_one_card_send_one_secret() {
    let trial = Trial::smcb();
    let Some((desk, card)) = desk_with(&trial) else {
        return;
    };
    trial.keep_secret(&desk);
    let pin = &trial.pins[0];
    let mut terminals = [desk.terminal(&["activate"]), desk.terminal(&["activate"])];
    for terminal in &mut terminals {
        terminal.begin().type_transport(pin);
        terminal
            .expect(&format!("Neue {}, 6 bis 8 Ziffern: ", pin.own_label))
            .send_hidden_line(pin.new);
        terminal
            .expect(&format!("Neue {} noch einmal: ", pin.own_label))
            .wait_for_echo(false);
    }
    // Both go on in the same moment.
    for terminal in &mut terminals {
        terminal.send_line(pin.new);
    }
    let mut codes = terminals.each_mut().map(|terminal| terminal.exit_code());
    codes.sort_unstable();
    assert_eq!(codes, [0, 13]);
    assert_eq!(card.count(CHANGE_REFERENCE_DATA), 1);
    trial.assert_activated(&card);
    let refused = terminals.iter_mut().any(|terminal| {
        terminal
            .output()
            .contains("ein anderes Programm war an der Karte")
    });
    assert!(refused);
    terminals
        .iter_mut()
        .for_each(|terminal| desk.search(terminal));
}

#[test]
fn two_scripts_on_one_card_send_one_secret_a_pin() {
    for quirks in [&[][..], &MANY] {
        two_scripts(quirks);
    }
}

fn two_scripts(quirks: &[Quirk]) {
    let trial = Trial::hba();
    let Some((desk, card)) = desk_with_quirks(&trial, quirks) else {
        return;
    };
    let file = trial.secrets_file(&desk);
    // The first look of each takes a while, so that both have looked before either sends.
    for _ in 0..2 {
        card.at(
            READ_BINARY,
            Mishap::AnswerAfter(std::time::Duration::from_millis(300)),
        );
    }
    let arguments = [
        "activate",
        "--json",
        "--holder-present",
        "--secrets-file",
        &file,
    ];
    let runs = [desk.start(&arguments), desk.start(&arguments)].map(support::desk::Running::end);
    assert_eq!(
        card.count(CHANGE_REFERENCE_DATA),
        2,
        "{}{}",
        runs[0],
        runs[1]
    );
    trial.assert_activated(&card);
    assert!(
        runs.iter()
            .all(|run| matches!(run.status.code(), Some(0 | 13))),
        "{}{}",
        runs[0],
        runs[1]
    );
}

/// The line breaks when the card has compared: what is verified goes with the card's power, and
/// whether it was the right PIN nobody knows, whatever a SELECT does to the state.
#[test]
fn a_card_pulled_after_verify_leaves_an_unknown_outcome() {
    for quirks in [&[][..], &MANY] {
        let trial = Trial::hba();
        let Some((desk, card)) = desk_with_quirks(&trial, quirks) else {
            return;
        };
        activate(&desk, &trial, &[]).assert_exit(0);
        card.at(VERIFY, Mishap::PullAfter);
        let own = desk.secrets_file(&[("current.qes", trial.pins[1].new)]);
        let verify = [
            "verify",
            "--json",
            "--holder-present",
            "--pin",
            "qes",
            "--wait",
            "1",
        ];
        let own = ["--secrets-file", own.to_str().unwrap()];
        let run = desk.run(&[&verify[..], &own].concat());
        run.assert_exit(9);
        assert_eq!(
            (run.error(), card.count(VERIFY)),
            ("outcome_unknown", 1),
            "{run}"
        );
        assert_eq!(card.pin("PIN.QES"), (false, 3));
    }
}
