//! The guide: somebody who has never seen the tool types `pinlotse` and follows the screen.

use pinlotse::reader::Error;
use support::alone;
use support::faults::{At, Bench, Fault, card};
use support::journey::{
    BUILT_IN, Journey, NEW_CH, NEW_QES, NEW_SMC, WRONG, begins, ends, enters, guide, image,
    letter_fits, ready, welcomed, whole_hba_guided,
};
use support::life::{NEXT, PUK_CH, asks_new, asks_puk, blocked};
use support::script::Script;

fn activates() -> Script {
    Script::person().chooses("Nein oder unsicher")
}

#[test]
fn from_the_letter_to_the_activated_ehba_by_following_the_screen() {
    let mut journey = Journey::with("hba");
    let ran = guide(
        &mut journey,
        ready().then(whole_hba_guided(&BUILT_IN)).then(ends()),
    );
    ran.exits(0)
        .sends(2)
        .says("Die Karte ist unberührt. Jetzt den PIN-Brief öffnen.")
        .says("Endet die Kartennummer im Brief auf 00017, und gab es nie eine Fehleingabe?");
    ran.says("FERTIG. Beide PINs sind gesetzt.")
        .says("Freischalten, falls noch nicht geschehen")
        .says("PIN-Brief mit der PUK wegschließen, nicht zur Karte.")
        .never_says("Eben:");
    assert_eq!(
        (journey.state(), journey.state_qes()),
        ("63C3".to_owned(), "63C3".to_owned())
    );
    assert!(journey.is(NEW_CH) && journey.qes_is(NEW_QES));
}

#[test]
fn from_the_letter_to_the_activated_smcb_by_following_the_screen() {
    let mut journey = Journey::with("smcb");
    let script = ready()
        .then(begins("0"))
        .then(enters("PIN.SMC", BUILT_IN.smc, NEW_SMC))
        .then(ends());
    guide(&mut journey, script)
        .exits(0)
        .sends(1)
        .says("FERTIG. PIN der SMC-B (PIN.SMC) ist gesetzt.");
    assert!(journey.is(NEW_SMC));
}

#[test]
fn nothing_that_holds_a_secret_is_sent_before_the_person_chose_it() {
    for kind in ["hba", "smcb"] {
        let mut journey = Journey::with(kind);
        let bench = journey.bench.clone();
        let untouched = move || assert_eq!(bench.secrets_sent(), 0);
        let script = Script::person().meanwhile(untouched.clone()).then(ready());
        let script = script
            .meanwhile(untouched.clone())
            .chooses("Hilfe zum PIN-Brief")
            .meanwhile(untouched)
            .then(ends());
        guide(&mut journey, script)
            .exits(0)
            .sends(0)
            .says("Zum Fortsetzen „pinlotse“ wieder aufrufen");
    }
}

#[test]
fn of_two_cards_on_the_desk_one_is_chosen_once_and_no_other_is_touched() {
    let bench = Bench::with("hba");
    bench.add("Zweiter Leser", Some(card("smcb")));
    let mut journey = Journey::on(bench);
    let tail = |journey: &Journey, reader: usize| {
        journey.bench.card(reader).borrow().iccsn().unwrap()[15..].to_owned()
    };
    let (hba, smcb) = (tail(&journey, 0), tail(&journey, 1));
    let script = ready()
        .chooses(&format!("(SMC-B) …{smcb}"))
        .then(begins("0"))
        .then(enters("PIN.SMC", BUILT_IN.smc, NEW_SMC))
        .chooses("Andere Karte nehmen")
        .chooses(&format!("(eHBA) …{hba}"))
        .then(ends());
    guide(&mut journey, script)
        .exits(0)
        .sends(1)
        .says("Mehrere Karten gefunden");
    assert_eq!(journey.state(), "62C1");
}

#[test]
fn a_card_upside_down_is_told_how_to_be_inserted() {
    let mut journey = Journey::with("hba");
    journey.bench.mute(0);
    let bench = journey.bench.clone();
    let script = welcomed()
        .chooses("Hilfe")
        .meanwhile(move || bench.turn_round(0))
        .chooses("Noch einmal nachsehen");
    let ran = guide(&mut journey, script.then(ends()));
    ran.exits(0)
        .says("antwortet nicht")
        .says("umdrehen (Chip nach oben, Chip voran)")
        .says("Jetzt den PIN-Brief öffnen");
}

#[test]
fn a_card_in_use_although_its_letter_was_sealed_is_not_worked_on() {
    for kind in ["hba", "smcb"] {
        let mut journey = Journey::set(kind);
        let script = ready()
            .chooses("Ich weiß es nicht")
            .chooses("der PIN-Brief ist oder war noch verschlossen");
        let script = script
            .chooses("Zurück zur Frage")
            .chooses("der PIN-Brief ist oder war noch verschlossen")
            .then(ends());
        let ran = guide(&mut journey, script);
        ran.exits(13)
            .sends(0)
            .says("Dann hat jemand anderes diese Karte aktiviert")
            .says("fragen Sie den Herausgeber");
        ran.says("Verdacht: jemand anderes hat diese Karte aktiviert.")
            .says("Wen frage ich?");
        ran.never_says("Eine eigene PIN ändern")
            .never_says("Bewahren Sie den PIN-Brief");
    }
}

#[test]
fn a_blocked_own_pin_is_unblocked_with_the_puk() {
    let mut journey = blocked("hba", "PIN.CH");
    let script = ready()
        .chooses("Ja, es galt schon eine eigene PIN")
        .chooses("Mit der PUK aus dem PIN-Brief entsperren")
        .then(letter_fits())
        .then(asks_puk("PIN.CH", PUK_CH))
        .then(asks_new("PIN.CH", NEXT))
        .then(ends());
    guide(&mut journey, script)
        .exits(0)
        .sends(1)
        .says("Mein Vorschlag: die gesperrte PIN mit der PUK");
    assert!(journey.is(NEXT));
}

#[test]
fn a_transport_pin_that_this_run_blocked_is_for_the_issuer() {
    let mut journey = Journey::with("smcb");
    journey.others_fail("PIN.SMC", 2);
    let four = journey.tail();
    let step = begins("2");
    let script = ready()
        .then(step)
        .asks("Dann die letzten vier Ziffern", &four)
        .then(enters("PIN.SMC", WRONG, NEW_SMC))
        .then(ends());
    let ran = guide(&mut journey, script);
    ran.exits(11).sends(1).says("keine weitere Eingabe machen");
    assert!(
        !ran.heard
            .borrow()
            .choices()
            .iter()
            .any(|choice| choice.contains("PUK")
                && !choice.contains("lesen")
                && !choice.contains("Code PL-PUK"))
    );
}

#[test]
fn a_wrong_transport_pin_is_sent_once_and_the_next_try_is_typed_by_a_human() {
    let mut journey = Journey::with("smcb");
    let bench = journey.bench.clone();
    let step = || {
        Script::person()
            .chooses("(PIN.SMC) jetzt")
            .then(letter_fits())
    };
    let first = || begins("0");
    let script = ready()
        .then(first())
        .then(enters("PIN.SMC", WRONG, NEW_SMC))
        .meanwhile(move || assert_eq!(bench.secrets_sent(), 1))
        .then(step())
        .then(enters("PIN.SMC", BUILT_IN.smc, NEW_SMC))
        .then(ends());
    let ran = guide(&mut journey, script);
    ran.exits(0)
        .sends(2)
        .says("Eben: Transport-PIN der SMC-B (PIN.SMC) ABGELEHNT, noch höchstens 2 Versuche.")
        .says("laut Notizen höchstens 2")
        .never_says("den Befehl wiederholen")
        .never_says("denselben Befehl");
    assert!(journey.is(NEW_SMC));
}

#[test]
fn a_wrong_card_is_named_and_the_right_one_taken_when_it_comes() {
    let Some(egk) = image("EGK") else { return };
    let mut journey = Journey::with(&egk);
    let bench = journey.bench.clone();
    let right = move || bench.put(0, card("hba"));
    let script = welcomed()
        .meanwhile(right)
        .chooses("Noch einmal nachsehen")
        .then(ends());
    let ran = guide(&mut journey, script);
    ran.exits(0)
        .sends(0)
        .says("elektronische Gesundheitskarte (eGK)")
        .says("Bitte diese Karte herausnehmen");
    ran.says("Jetzt den PIN-Brief öffnen");
}

#[test]
fn a_wrong_card_is_changed_for_the_right_one_without_a_key() {
    let Some(egk) = image("EGK") else { return };
    let mut journey = Journey::with(&egk);
    let (pulled, put) = (journey.bench.clone(), journey.bench.clone());
    let script = welcomed()
        .notices("Nummer", move || pulled.pull(0))
        .notices("Bitte die Karte einstecken", move || {
            put.put(0, card("hba"));
        })
        .then(ends());
    journey
        .run(&[], script)
        .exits(0)
        .says("Jetzt den PIN-Brief öffnen");
}

#[test]
fn without_a_reader_it_says_which_will_do_and_takes_one_that_is_plugged_in() {
    let bench = Bench::new();
    let mut journey = Journey::on(bench.clone());
    let plugged = bench.clone();
    let script = welcomed()
        .chooses("Hilfe")
        .chooses("Nachsehen und weiter warten")
        .meanwhile(move || plugged.add("Leser 00 00", Some(card("hba"))))
        .asks("nur Enter: 1", "")
        .then(ends());
    let ran = guide(&mut journey, script);
    ran.exits(0)
        .says("Es ist kein Kartenleser angeschlossen")
        .says("ORGA 6141")
        .says("Jetzt den PIN-Brief öffnen");
    // By events, too: no question comes in between.
    let bench = Bench::new();
    let plugged = bench.clone();
    let plug = move || plugged.add("Leser 00 00", Some(card("smcb")));
    let script = welcomed()
        .notices("Bitte einen Kartenleser anschließen", plug)
        .then(ends());
    Journey::on(bench)
        .run(&[], script)
        .exits(0)
        .says("Bitte einen Kartenleser anschließen");
    let ran = guide(&mut Journey::on(Bench::new()), welcomed().then(ends()));
    ran.exits(4).says("An keiner Karte wurde etwas getan");
}

#[test]
fn an_empty_reader_ends_with_5_and_a_card_put_in_is_taken() {
    let mut journey = Journey::with("hba");
    journey.bench.pull(0);
    guide(&mut journey, welcomed().then(ends()))
        .exits(5)
        .says("Die Karte mit dem Chip voran und nach oben");
    let bench = journey.bench.clone();
    let script = welcomed()
        .notices("Bitte die Karte einstecken", move || bench.put_back(0))
        .then(ends());
    journey
        .run(&[], script)
        .exits(0)
        .says("Jetzt den PIN-Brief öffnen");
}

#[test]
fn a_card_pulled_after_its_last_step_leaves_what_was_reported() {
    let mut journey = Journey::with("smcb");
    journey.bench.once(At::ReadBack(0x01), Fault::PullAfter);
    let script = ready()
        .then(begins("0"))
        .then(enters("PIN.SMC", BUILT_IN.smc, NEW_SMC))
        .then(ends());
    let ran = guide(&mut journey, script);
    ran.exits(0)
        .sends(1)
        .says("ist gesetzt. Die Karte hat es")
        .says("In keinem Leser steckt eine Karte");
    ran.says("Nach dem letzten Schritt war die Karte nicht mehr zu lesen")
        .never_says("Offen bleibt");
}

#[test]
fn a_card_that_cannot_be_read_is_looked_at_again_and_nothing_else_is_offered() {
    for (answer, advice) in [
        (0x6988, "an einem anderen Leser mit Kartenschlitz"),
        // Another program may have left it so.
        (0x6982, "die Karte herausnehmen und wieder einstecken"),
    ] {
        let mut journey = Journey::with("smcb");
        journey.bench.always(At::Status(0x01), Fault::Forge(answer));
        let bench = journey.bench.clone();
        let script = ready()
            .chooses("Hilfe")
            .meanwhile(move || bench.heal())
            .asks("nur Enter: 1", "")
            .then(ends());
        let ran = guide(&mut journey, script);
        ran.exits(0)
            .sends(0)
            .says(&format!(
                "nicht ablesbar (die Karte antwortet {answer:04X})"
            ))
            .says(advice);
        ran.says("Ja, beides: jetzt eine eigene PIN setzen");
    }
}

#[test]
fn while_there_is_no_reader_one_can_rehearse_on_a_virtual_card() {
    let mut journey = Journey::on(Bench::new());
    let script = welcomed()
        .chooses("an einer virtuellen Karte üben")
        .chooses("Zurück")
        .chooses("an einer virtuellen Karte üben")
        .chooses("Praxis- oder Institutionsausweis (SMC-B)")
        .chooses("ohne Fehler")
        .then(begins("0"))
        .then(enters("PIN.SMC", BUILT_IN.smc, NEW_SMC))
        .then(ends())
        .then(ends());
    let ran = guide(&mut journey, script);
    ran.exits(4)
        .says("PROBE – virtuelle Karte")
        .says("Die Probe ist zu Ende. An einer echten Karte wurde nichts getan.");
}

#[test]
fn without_the_service_it_explains_and_tries_again_when_asked() {
    let mut journey = Journey::with("hba");
    journey
        .bench
        .fails_to_list(Some(Error::NoService("0x8010001D".to_owned())));
    guide(&mut journey, welcomed().then(ends()))
        .exits(3)
        .says("Der Kartendienst dieses PCs (PC/SC) antwortet nicht");
    let bench = journey.bench.clone();
    let script = welcomed()
        .meanwhile(move || bench.fails_to_list(None))
        .chooses("Noch einmal nachsehen")
        .then(ends());
    guide(&mut journey, script)
        .exits(0)
        .says("Jetzt den PIN-Brief öffnen");
}

#[test]
fn a_busy_card_is_told_and_looked_at_again_when_asked() {
    let mut journey = Journey::with("hba");
    journey.bench.busy(0, usize::MAX);
    let bench = journey.bench.clone();
    let script = welcomed()
        .meanwhile(move || bench.busy(0, 0))
        .chooses("Noch einmal nachsehen")
        .then(ends());
    guide(&mut journey, script)
        .exits(0)
        .says("Ein anderes Programm benutzt die Karte")
        .says("Jetzt den PIN-Brief öffnen");
}

#[test]
fn a_card_swapped_between_choice_and_step_gets_nothing() {
    let mut journey = Journey::with("hba");
    let bench = journey.bench.clone();
    let script = ready()
        .meanwhile(move || bench.put(0, card("smcb")))
        .then(activates())
        .then(ends());
    guide(&mut journey, script)
        .sends(0)
        .says("nicht mehr dieselbe Karte")
        .says("(SMC-B)");
}

#[test]
fn ctrl_c_at_a_choice_ends_with_15() {
    let mut journey = Journey::on(Bench::new());
    let ran = guide(&mut journey, Script::person().cancels_at("Nummer"));
    ran.exits(15)
        .sends(0)
        .says("Abgebrochen. Es wurde nichts getan.")
        .never_says("Zum Fortsetzen");
    let mut journey = Journey::with("hba");
    let ran = guide(&mut journey, ready().cancels_at("Nummer"));
    ran.exits(15)
        .sends(0)
        .says("An der Karte wurde nichts verändert, es ist kein Versuch");
    let script = ready()
        .then(whole_hba_guided(&BUILT_IN))
        .cancels_at("Nummer");
    guide(&mut journey, script)
        .exits(15)
        .sends(2)
        .says("Abgebrochen. Karten-PIN (PIN.CH): gesetzt. Signatur-PIN (PIN.QES): gesetzt.")
        .never_says("Zum Fortsetzen");
    // A try was spent in this run: it is not said that none is.
    let mut journey = Journey::with("smcb");
    let step = begins("0");
    let script = ready()
        .then(step)
        .then(enters("PIN.SMC", WRONG, NEW_SMC))
        .cancels_at("Nummer");
    guide(&mut journey, script)
        .exits(15)
        .says("Abgebrochen. PIN der SMC-B (PIN.SMC): noch offen, höchstens 2 Versuche übrig.")
        .never_says("kein Versuch ist");
}

#[test]
fn ctrl_c_inside_a_step_ends_with_what_is_set_and_what_is_untouched() {
    let mut journey = Journey::with("hba");
    let interrupts = journey.interrupts.clone();
    let script = ready()
        .then(begins("0"))
        .then(enters("PIN.CH", BUILT_IN.ch, NEW_CH))
        .meanwhile(move || interrupts.raise_for_tests())
        .cancels_at("Diese PIN ist eine Unterschrift");
    let ran = guide(&mut journey, script);
    ran.exits(15).sends(1).says(
        "Abgebrochen. Karten-PIN (PIN.CH): gesetzt. Signatur-PIN (PIN.QES): noch offen, daran wurde nichts getan.",
    );
    ran.says("Zum Fortsetzen „pinlotse“ wieder aufrufen")
        .never_says("--pin");
}

#[test]
fn a_rehearsal_is_marked_in_each_part_of_the_screen() {
    let script = Script::person()
        .chooses("Den PIN-Brief der virtuellen Karte zeigen")
        .then(whole_hba_guided(&BUILT_IN))
        .then(ends());
    let heard = script.heard();
    assert_eq!(alone::run(&["--reader", "virtual:hba"], script), 0);
    let heard = heard.borrow();
    let lines: Vec<&str> = heard.said.iter().map(|(_, line)| line.as_str()).collect();
    for (part, times) in [
        ("Üben mit erfundener Karte", 1),
        ("Schritt ", 2),
        ("FERTIG.", 1),
        ("Das war eine Probe", 1),
    ] {
        let places: Vec<usize> = (0..lines.len())
            .filter(|index| lines[*index].starts_with(part))
            .collect();
        assert_eq!(places.len(), times, "{part}: {lines:#?}");
        assert!(
            places
                .iter()
                .all(|index| lines[index - 1] == "PROBE – virtuelle Karte"),
            "{part}: {lines:#?}"
        );
    }
    assert!(
        heard.shown.iter().any(|line| line.ends_with(BUILT_IN.ch)),
        "the letter: {:?}",
        heard.shown
    );
}

#[test]
fn who_is_not_at_a_terminal_gets_the_help_and_a_document_on_request_as_before() {
    let nobody = Script::nobody();
    let heard = nobody.heard();
    assert_eq!(alone::run(&[], nobody), 0);
    assert!(heard.borrow().handed_out[0].contains("pinlotse status"));
    let person = Script::person();
    let heard = person.heard();
    assert_eq!(alone::run(&["--json"], person), 2);
    assert!(heard.borrow().handed_out[0].contains("\"usage\""));
}

/// The program itself, on a terminal of 80 columns.
#[cfg(unix)]
#[test]
fn the_program_on_a_terminal_leads_from_its_name_to_the_activated_card() {
    let mut pty = support::pty::Pty::pinlotse(&["--reader", "virtual:hba"]);
    pty.expect("PROBE – virtuelle Karte")
        .expect("Üben mit erfundener Karte");
    pty.expect("Mein Vorschlag")
        .expect("Nummer: ")
        .send_line("1");
    pty.expect("Schritt 1 von 2");
    for (name, transport, new) in [
        ("PIN.CH", BUILT_IN.ch, NEW_CH),
        ("PIN.QES", BUILT_IN.qes, NEW_QES),
    ] {
        if name == "PIN.QES" {
            pty.expect("Diese PIN ist eine Unterschrift")
                .expect("[j/N] ")
                .send_line("j");
        }
        pty.expect(&format!("({name}) aus dem Brief, 5 Ziffern: "))
            .send_seen_line(transport);
        pty.expect(&format!("({name}), 6 bis 8 Ziffern: "))
            .send_hidden_line(new);
        pty.expect(&format!("({name}) noch einmal: "))
            .send_hidden_line(new);
        pty.expect(&format!(
            "({name}) ist gesetzt. Die Karte hat es bestätigt."
        ));
    }
    pty.expect("Beenden (empfohlen)")
        .expect("nur Enter: 1): ")
        .send_line("");
    pty.expect("Das war eine Probe.");
    assert_eq!(pty.exit_code(), 0, "{}", pty.output());
    let shown = pty.output();
    for secret in [NEW_CH, NEW_QES] {
        assert!(!shown.contains(secret), "{secret} in\n{shown}");
    }
    let left = pty.screen().join("\n");
    for secret in [BUILT_IN.ch, BUILT_IN.qes] {
        assert!(!left.contains(secret), "{secret} in\n{left}");
    }
    for line in pty.lines() {
        assert!(
            line.chars().count() <= 80,
            "wider than the terminal: {line:?}"
        );
    }
}

/// Every sentence of the walk, without a colour.
#[cfg(unix)]
#[test]
fn without_colours_the_choices_read_the_same() {
    let plain = |environment: &[(&str, &std::ffi::OsStr)]| {
        let mut pty = support::pty::Pty::pinlotse_with(&["--reader", "virtual:smcb"], environment);
        pty.expect("Nummer: ").send_line("5");
        assert_eq!(pty.exit_code(), 0);
        (pty.output().contains("\u{1b}[1m"), pty.lines())
    };
    let (colored, with) = plain(&[]);
    let (uncolored, without) = plain(&[("NO_COLOR", std::ffi::OsStr::new("1"))]);
    assert!(colored && !uncolored);
    assert_eq!(with, without);
}
