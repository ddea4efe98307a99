//! Activation from the letter to the end, with a person in a script: what is asked, what goes to
//! the card, and what a slip costs.

use std::rc::Rc;

use support::faults::{At, Bench, Fault};
use support::journey::{
    BUILT_IN, IMAGE, Journey, LETTER_AND_TRIES, Letter, NEW_CH, NEW_QES, NEW_SMC, WRONG, ends,
    enters, fits, fits_since, holder, image, ready, secrets_ch, transport, transport_hidden,
    whole_hba,
};
use support::life::asks_new;
use support::script::Script;

/// The eHBAs there are, with what their letters say.
fn hbas() -> Vec<(String, Letter)> {
    let image = image("HBA_").map(|path| (path, IMAGE));
    [("hba".to_owned(), BUILT_IN)]
        .into_iter()
        .chain(image)
        .collect()
}

fn smcbs() -> Vec<(String, Letter)> {
    let image = image("SMC_B_").map(|path| (path, IMAGE));
    [("smcb".to_owned(), BUILT_IN)]
        .into_iter()
        .chain(image)
        .collect()
}

/// What GET PIN STATUS says of PIN.CH or PIN.SMC and, on an eHBA, of PIN.QES.
fn states(bench: &Bench) -> Vec<String> {
    let answers = bench.other_program(
        0,
        &[
            "00A4040C",
            "80200001",
            "00A4040C06D27600006601",
            "80200081",
            "00A4040C",
        ],
    );
    [&answers[1], &answers[3]].into_iter().cloned().collect()
}

#[test]
fn an_ehba_ends_with_both_pins_set_and_read_back() {
    for (card, letter) in hbas() {
        let mut journey = Journey::with(&card);
        let ran = journey.run(&["activate"], whole_hba(&letter));
        ran.exits(0)
            .sends(2)
            .says("Karten-PIN (PIN.CH) ist gesetzt")
            .says("Signatur-PIN (PIN.QES) ist gesetzt");
        ran.says("Fertig: alle PINs dieser Karte sind gesetzt")
            .says("Portal");
        assert_eq!(states(&journey.bench), ["63C3", "63C3"]);
        let own = [
            format!("0020000108{}", block(NEW_CH)),
            "00A4040C06D27600006601".to_owned(),
        ];
        let qes = format!("0020008108{}", block(NEW_QES));
        assert_eq!(
            journey.bench.other_program(0, &[&own[0], &own[1], &qes]),
            ["9000", "9000", "9000"]
        );
    }
}

#[test]
fn an_smcb_ends_with_its_pin_set_and_read_back() {
    for (card, letter) in smcbs() {
        let mut journey = Journey::with(&card);
        let script = fits("0").then(enters("PIN.SMC", letter.smc, NEW_SMC));
        let ran = journey.run(&["activate"], script);
        ran.exits(0)
            .sends(1)
            .says("PIN der SMC-B (PIN.SMC) ist gesetzt")
            .says("Fertig");
        assert_eq!(states(&journey.bench)[0], "63C3");
    }
}

#[test]
fn the_whole_walk_speaks_english_to_those_who_want_it() {
    let enters = |name: &str, transport: &str, new: &str| {
        Script::person()
            .asks_seen(&format!("{name}) from the letter"), transport)
            .asks_secret(&format!("({name}), 6 to 8 digits"), new)
            .asks_secret(&format!("({name}) once more"), new)
    };
    for (card, letter) in hbas() {
        let mut journey = Journey::with(&card);
        let script = Script::person()
            .asks("y, 1, 2, n or k:", "y")
            .then(enters("PIN.CH", letter.ch, NEW_CH))
            .asks("This PIN is a signature", "y");
        // Letters of gematik's images print the same digits for both: they are asked for anew.
        let script = if letter.ch == letter.qes {
            let both = || Script::person().asks_seen("PIN.QES) from the letter", letter.qes);
            script
                .then(both())
                .then(both())
                .asks("Give exactly these digits to t", "y")
                .asks_secret("(PIN.QES), 6 to 8 digits", NEW_QES)
                .asks_secret("(PIN.QES) once more", NEW_QES)
        } else {
            script.then(enters("PIN.QES", letter.qes, NEW_QES))
        };
        let ran = journey.run(&["--lang", "en", "activate"], script);
        ran.exits(0)
            .says("Done: all PINs of this card are set")
            .never_says("Karte ")
            .never_says("gesetzt");
    }
    for (card, letter) in smcbs() {
        let mut journey = Journey::with(&card);
        let script = Script::person()
            .asks("y, 1, 2, n or k:", "y")
            .then(enters("PIN.SMC", letter.smc, NEW_SMC));
        journey
            .run(&["--lang", "en", "activate"], script)
            .exits(0)
            .says("Done")
            .never_says("gesetzt");
    }
}

#[test]
fn each_pin_takes_at_most_seven_exchanges_and_status_eight() {
    for (card, letter) in hbas() {
        let mut journey = Journey::with(&card);
        journey.run(&["activate"], whole_hba(&letter)).exits(0);
        assert_eq!(journey.bench.exchanges_per_secret(), [5, 7]);
        let ran = journey.run(&["status", "--no-certs"], Script::nobody());
        assert!(
            ran.exits(0).exchanges <= 8,
            "status: {} exchanges",
            ran.exchanges
        );
    }
    for (card, letter) in smcbs() {
        let mut journey = Journey::with(&card);
        journey.run(
            &["activate"],
            fits("0").then(enters("PIN.SMC", letter.smc, NEW_SMC)),
        );
        assert_eq!(journey.bench.exchanges_per_secret(), [5]);
        assert!(
            journey
                .run(&["status", "--no-certs"], Script::nobody())
                .exchanges
                <= 8
        );
    }
}

#[test]
fn a_second_run_finds_everything_done_and_asks_nothing() {
    let mut journey = Journey::with("hba");
    journey.run(&["activate"], whole_hba(&BUILT_IN)).exits(0);
    let ran = journey.run(&["activate"], Script::person());
    ran.exits(0)
        .sends(0)
        .says("Alle PINs dieser Karte sind schon gesetzt")
        .says("PIN-Brief noch verschlossen");
}

#[test]
fn ctrl_c_between_the_pins_says_what_is_set_and_the_next_run_goes_on() {
    let mut journey = Journey::with("hba");
    let script = fits("0")
        .then(enters("PIN.CH", BUILT_IN.ch, NEW_CH))
        .cancels_at("Diese PIN ist eine Unterschrift");
    let ran = journey.run(&["activate"], script);
    ran.exits(15)
        .sends(1)
        .says("Gesetzt, und bleibt es: Karten-PIN (PIN.CH). Unverändert: Signatur-PIN (PIN.QES).");
    assert_eq!(states(&journey.bench), ["63C3", "62C1"]);
    let script = fits("0")
        .then(holder("j"))
        .then(enters("PIN.QES", BUILT_IN.qes, NEW_QES));
    let ran = journey.run(&["activate"], script);
    ran.exits(0)
        .sends(1)
        .says("Karten-PIN (PIN.CH): schon gesetzt, wird übersprungen");
    assert_eq!(states(&journey.bench), ["63C3", "63C3"]);
}

#[test]
fn ctrl_c_at_every_prompt_ends_with_15_and_nothing_is_sent() {
    let prompts = [
        LETTER_AND_TRIES,
        "aus dem Brief",
        "6 bis 8 Ziffern",
        "noch einmal",
    ];
    for (index, prompt) in prompts.iter().enumerate() {
        let answered = [
            fits("0"),
            Script::person().asks_seen("aus dem Brief", BUILT_IN.ch),
            Script::person().asks_secret("6 bis 8 Ziffern", NEW_CH),
        ];
        let script = answered
            .into_iter()
            .take(index)
            .fold(Script::person(), Script::then)
            .cancels_at(prompt);
        let mut journey = Journey::with("hba");
        journey
            .run(&["activate"], script)
            .exits(15)
            .sends(0)
            .says("kein Versuch verbraucht");
        assert_eq!(states(&journey.bench), ["62C1", "62C1"]);
    }
}

#[test]
fn a_signal_during_the_change_waits_for_the_read_back() {
    let mut journey = Journey::with("hba");
    let interrupts = journey.interrupts.clone();
    journey.bench.once(
        At::Change,
        Fault::Meanwhile(Rc::new(move || interrupts.raise_for_tests())),
    );
    let ran = journey.run(
        &["activate"],
        fits("0").then(enters("PIN.CH", BUILT_IN.ch, NEW_CH)),
    );
    ran.exits(15)
        .sends(1)
        .says("Gesetzt, und bleibt es: Karten-PIN (PIN.CH). Unverändert: Signatur-PIN (PIN.QES).");
    assert_eq!(journey.bench.exchanges_per_secret(), [5]);
    assert_eq!(states(&journey.bench), ["63C3", "62C1"]);
}

#[test]
fn a_letter_of_another_card_ends_the_run_before_any_entry() {
    for answer in ["n", "nein"] {
        let mut journey = Journey::with("hba");
        let ran = journey.run(
            &["activate"],
            Script::person().asks(LETTER_AND_TRIES, answer),
        );
        ran.exits(13)
            .sends(0)
            .says("nicht bestätigt, dass Brief und Karte zusammengehören");
    }
    let mut journey = Journey::with("hba");
    let script = Script::person()
        .asks(LETTER_AND_TRIES, "vielleicht")
        .asks(LETTER_AND_TRIES, "")
        .asks(LETTER_AND_TRIES, "n");
    journey
        .run(&["activate"], script)
        .exits(13)
        .sends(0)
        .says("Bitte j, 1, 2, n oder k eingeben.");
}

#[test]
fn a_wrong_transport_pin_stops_the_run_and_asks_for_the_swapped_line_first() {
    let mut journey = Journey::with("hba");
    // The two lines of the letter mixed up.
    let ran = journey.run(
        &["activate"],
        fits("0").then(enters("PIN.CH", BUILT_IN.qes, NEW_CH)),
    );
    ran.exits(10)
        .sends(1)
        .says("die Karte hat diese Ziffern abgelehnt")
        .says("2 Versuche")
        .says("Haben Sie vielleicht die Zeile „Signatur-Transport-PIN (PIN.QES)“ abgelesen");
    assert_eq!(states(&journey.bench), ["62C1", "62C1"]);
}

#[test]
fn three_wrong_tries_block_the_card_only_after_typed_digits() {
    let mut journey = Journey::with("smcb");
    let wrong = || enters("PIN.SMC", WRONG, NEW_SMC);
    journey
        .run(&["activate"], fits("0").then(wrong()))
        .exits(10)
        .says("2 Versuche");
    journey
        .run(&["activate"], fits_since("0").then(wrong()))
        .exits(10)
        .says("nach den Notizen dieses PCs")
        .says("1 Versuch");
    let tail = journey.bench.card(0).borrow().iccsn().unwrap()[16..].to_owned();
    let last = Script::person().asks("Dann die letzten vier Ziffern", &tail);
    let ran = journey.run(&["activate"], fits_since("0").then(last).then(wrong()));
    ran.exits(11).says("LETZTE Versuch").says("jetzt gesperrt");
    let ran = journey.run(&["--json", "activate"], Script::person());
    ran.fails(11, "blocked").sends(0);
    assert_eq!(ran.value("/results/0/skipped"), "blocked");
}

/// The entries before, then a proper end; one secret in all.
fn with_slips(slips: Script) -> Journey {
    let mut journey = Journey::with("smcb");
    let script = fits("0").then(slips);
    journey.run(&["activate"], script).exits(0).sends(1);
    assert_eq!(states(&journey.bench)[0], "63C3");
    journey
}

#[test]
fn letters_and_impossible_lengths_are_asked_again_and_cost_nothing() {
    let first = |digits: &str| Script::person().asks_seen("aus dem Brief", digits);
    let slips = first("5396O")
        .then(first(""))
        .then(first("123"))
        .then(first("1234567890123"))
        .then(first("53 962"));
    with_slips(slips.then(enters("PIN.SMC", BUILT_IN.smc, NEW_SMC)));
}

#[test]
fn four_and_six_digits_are_a_slip_once_and_then_no_transport_pin_unless_the_length_is_typed() {
    for digits in ["5396", "539621"] {
        let slip = || Script::person().asks_seen("5 Ziffern", digits);
        with_slips(slip().then(enters("PIN.SMC", BUILT_IN.smc, NEW_SMC)));
        let other = if digits.len() == 4 { "539621" } else { "5396" };
        let first = slip()
            .asks_seen("5 Ziffern", other)
            .then(slip())
            .then(slip())
            .asks("Nennt Ihr Brief wirklich", "");
        with_slips(first.then(enters("PIN.SMC", BUILT_IN.smc, NEW_SMC)));
    }
}

#[test]
fn eight_digits_are_the_puk_and_never_offered_as_a_transport_pin() {
    let mut journey = Journey::with("smcb");
    let slip = Script::person().asks_seen("5 Ziffern", "80617254");
    let script = fits("0")
        .then(slip)
        .then(enters("PIN.SMC", BUILT_IN.smc, NEW_SMC));
    let ran = journey.run(&["activate"], script);
    ran.exits(0)
        .sends(1)
        .says("8 Ziffern hat die PUK")
        .never_says("Nennt Ihr Brief");
}

#[test]
fn a_transport_pin_of_eight_digits_goes_through_when_its_length_was_given() {
    let mut journey = Journey::with("smcb");
    let script = fits("0")
        .asks_seen("8 Ziffern", "80617254")
        .then(asks_new("PIN.SMC", NEW_SMC));
    journey
        .run(&["activate", "--transport-length", "8"], script)
        .exits(10)
        .sends(1)
        .never_says("hat die PUK");
}

#[test]
fn six_digits_are_said_to_be_the_can_before_their_length_is_asked_about() {
    let mut journey = Journey::with("smcb");
    let slip = Script::person().asks_seen("5 Ziffern", "539621");
    let script = fits("0")
        .then(slip)
        .then(enters("PIN.SMC", BUILT_IN.smc, NEW_SMC));
    let ran = journey.run(&["activate"], script);
    ran.exits(0)
        .sends(1)
        .says("6 Ziffern hat die CAN auf der Karte; sie gehört nirgends hierher.");
}

#[test]
fn one_digit_is_one_digit() {
    let mut journey = Journey::with("smcb");
    let slip = Script::person()
        .asks_seen("5 Ziffern", "")
        .asks_seen("5 Ziffern", "5")
        .asks_seen("5 Ziffern", "53");
    let script = fits("0")
        .then(slip)
        .then(enters("PIN.SMC", BUILT_IN.smc, NEW_SMC));
    let ran = journey.run(&["activate"], script);
    ran.exits(0)
        .says("Es wurde nichts eingegeben.")
        .says("Das war 1 Ziffer:")
        .says("Das waren 2 Ziffern:")
        .never_says("0 Ziffern")
        .never_says("1 Ziffern");
}

#[test]
fn who_leaves_pin_qes_to_its_holder_hears_how_it_goes_on() {
    let mut journey = Journey::with("hba");
    let script = fits("0")
        .then(enters("PIN.CH", BUILT_IN.ch, NEW_CH))
        .then(holder("n"));
    let ran = journey.run(&["activate"], script);
    ran.exits(13)
        .sends(1)
        .says("Offen: Signatur-PIN.")
        .says("Den PIN-Brief dafür aufheben.");
    ran.says("Weiter: „pinlotse aktivieren --pin qes“.");
}

#[test]
fn a_typed_length_lets_another_transport_pin_through() {
    let mut journey = Journey::with("smcb");
    let script = fits("0")
        .asks_seen("5 Ziffern", "539621")
        .asks_seen("5 Ziffern", "539621")
        .asks("Nennt Ihr Brief wirklich", "6")
        .asks_seen("6 Ziffern", "539621")
        .asks_secret("6 bis 8 Ziffern", NEW_SMC)
        .asks_secret("noch einmal", NEW_SMC);
    // The card's own Transport-PIN has five: it says so, and the entry had its one chance.
    journey.run(&["activate"], script).exits(10).sends(1);
}

#[test]
fn a_typed_length_that_is_not_the_one_entered_lets_nothing_through() {
    let first = Script::person()
        .asks_seen("5 Ziffern", "539621")
        .asks_seen("5 Ziffern", "539621")
        .asks("Nennt Ihr Brief wirklich", "8");
    with_slips(first.then(enters("PIN.SMC", BUILT_IN.smc, NEW_SMC)));
}

#[test]
fn two_entries_that_differ_are_asked_again() {
    let mut journey = Journey::with("smcb");
    let script = fits("0")
        .asks_secret("aus dem Brief", BUILT_IN.smc)
        .asks_secret("noch einmal", "53963")
        .then(transport_hidden("PIN.SMC", BUILT_IN.smc))
        .asks_secret("6 bis 8 Ziffern", NEW_SMC)
        .asks_secret("noch einmal", "60718294")
        .then(asks_new("PIN.SMC", NEW_SMC));
    journey
        .run(&["activate", "--hidden"], script)
        .exits(0)
        .sends(1)
        .says("Die beiden Eingaben sind verschieden.");
}

#[test]
fn the_transport_pin_is_seen_and_typed_once_unless_that_cannot_be_taken_back_or_is_not_wanted() {
    let begins = || fits("0");
    let hidden = || {
        begins()
            .then(transport_hidden("PIN.SMC", BUILT_IN.smc))
            .then(asks_new("PIN.SMC", NEW_SMC))
    };
    let run = |arguments: &[&str], script| {
        let mut journey = Journey::with("smcb");
        let ran = journey.run(arguments, script);
        ran.exits(0).sends(1);
        ran
    };
    let seen = begins().then(enters("PIN.SMC", BUILT_IN.smc, NEW_SMC));
    run(&["activate"], seen)
        .says("Die neue PIN ist beim Tippen unsichtbar.")
        .never_says("Die Eingabe bleibt unsichtbar");
    for arguments in [["activate", "--hidden"], ["--hidden", "activate"]] {
        run(&arguments, hidden())
            .says("Die Eingabe bleibt unsichtbar")
            .never_says("Die neue PIN ist beim Tippen unsichtbar.");
    }
    run(&["activate"], hidden().at_plain_terminal())
        .says("wird nichts wieder vom Bildschirm genommen")
        .says("Die Eingabe bleibt unsichtbar");
    // The guide, which takes the same flag.
    let mut journey = Journey::with("smcb");
    let guided = ready()
        .chooses("Ja, beides")
        .then(transport_hidden("PIN.SMC", BUILT_IN.smc))
        .then(asks_new("PIN.SMC", NEW_SMC))
        .then(ends());
    journey
        .run(&["--wait", "0", "--hidden"], guided)
        .exits(0)
        .sends(1);
}

#[test]
fn a_new_pin_of_five_or_nine_digits_is_asked_again() {
    let script = Script::person()
        .asks_seen("aus dem Brief", BUILT_IN.smc)
        .asks_secret("6 bis 8 Ziffern", "60718")
        .asks_secret("6 bis 8 Ziffern", "607182930")
        .asks_secret("6 bis 8 Ziffern", "6071829a")
        .asks_secret("6 bis 8 Ziffern", NEW_SMC)
        .asks_secret("noch einmal", NEW_SMC);
    with_slips(script);
}

#[test]
fn the_new_pin_is_not_the_transport_pin() {
    let mut journey = Journey::with("smcb");
    let script = fits("0")
        .asks_seen("6 Ziffern", "539621")
        .asks_secret("6 bis 8 Ziffern", "539621")
        .cancels_at("6 bis 8 Ziffern");
    let ran = journey.run(&["activate", "--transport-length", "6"], script);
    ran.exits(15)
        .sends(0)
        .says("Die neue PIN darf nicht die Transport-PIN sein");
}

#[test]
fn a_new_pin_that_is_easily_guessed_is_refused_with_its_reason_before_it_is_typed_again() {
    for (trivial, reason) in [
        ("123456", "Diese Ziffern zählen nur auf- oder abwärts."),
        ("111111", "Hier wiederholen sich nur dieselben Ziffern."),
        ("24121995", "Das sieht nach einem Datum aus."),
    ] {
        let first = || {
            Script::person()
                .asks_seen("aus dem Brief", BUILT_IN.smc)
                .asks_secret("6 bis 8 Ziffern", trivial)
        };
        let run = |script: Script| {
            let mut journey = Journey::with("smcb");
            let ran = journey.run(&["activate"], fits("0").then(script));
            ran.exits(0)
                .sends(1)
                .says(&format!("{reason} Bitte eine andere PIN."));
        };
        run(first().then(asks_new("PIN.SMC", NEW_SMC)));
        // Who types it anew is asked whether it is meant.
        let question = format!("{reason} Trotzdem nehmen?");
        let again = || first().asks_secret("6 bis 8 Ziffern", trivial);
        run(again()
            .asks(&question, "")
            .then(asks_new("PIN.SMC", NEW_SMC)));
        run(again()
            .asks(&question, "j")
            .asks_secret("noch einmal", trivial));
    }
}

#[test]
fn the_same_new_pin_for_both_pins_is_taken_only_after_a_yes() {
    for answer in ["n", "j"] {
        let mut journey = Journey::with("hba");
        let same = || Script::person().asks_secret("(PIN.QES), 6 bis 8 Ziffern", NEW_CH);
        let script = fits("0")
            .then(enters("PIN.CH", BUILT_IN.ch, NEW_CH))
            .then(holder("j"))
            .then(transport("PIN.QES", BUILT_IN.qes))
            .then(same())
            .then(same())
            .asks(
                "Das ist dieselbe PIN wie eben für die Karten-PIN (PIN.CH). Trotzdem nehmen?",
                answer,
            );
        let rest = if answer == "n" {
            asks_new("PIN.QES", NEW_QES)
        } else {
            Script::person().asks_secret("(PIN.QES) noch einmal", NEW_CH)
        };
        journey
            .run(&["activate"], script.then(rest))
            .exits(0)
            .sends(2);
        assert!(journey.is(NEW_CH) && journey.qes_is(if answer == "n" { NEW_QES } else { NEW_CH }));
    }
}

#[test]
fn a_script_gives_both_pins_the_same_digits_only_when_that_is_allowed() {
    let mut journey = Journey::with("hba");
    let secrets = secrets_ch(BUILT_IN.ch)
        + &format!("transport.qes = {}\nnew.qes = {NEW_CH}\n", BUILT_IN.qes);
    let ran = journey.script(&secrets, &["--holder-present"]);
    assert_eq!(ran.fails(16, "new_pin_trivial").exchanges, 0);
    ran.says("„new.qes“ ist gleich „new.ch“");
    journey
        .script(&secrets, &["--holder-present", "--allow-trivial"])
        .exits(0)
        .sends(2);
    assert!(journey.is(NEW_CH) && journey.qes_is(NEW_CH));
}

#[test]
fn digits_printed_on_the_card_are_easily_guessed_too() {
    let mut journey = Journey::with("smcb");
    let part = journey.bench.card(0).borrow().iccsn().unwrap()[13..19].to_owned();
    let script = fits("0")
        .asks_seen("aus dem Brief", BUILT_IN.smc)
        .asks_secret("6 bis 8 Ziffern", &part)
        .cancels_at("6 bis 8 Ziffern");
    journey.printed.push(part);
    journey
        .run(&["activate"], script)
        .exits(15)
        .sends(0)
        .says("Diese Ziffern stehen so in der Kartennummer. Bitte eine andere PIN.");
}

#[test]
fn with_several_cards_the_person_chooses_by_number() {
    let bench = Bench::new();
    bench.add("Leser A", Some(support::faults::card("hba")));
    bench.add("Leser B", None);
    bench.add("Leser C", Some(support::faults::card("smcb")));
    let mut journey = Journey::on(bench);
    let script = Script::person().asks("Nummer", "4").asks("Nummer", "2");
    let script = script
        .then(fits("0"))
        .then(enters("PIN.SMC", BUILT_IN.smc, NEW_SMC));
    journey
        .run(&["activate"], script)
        .exits(0)
        .sends(1)
        .says("Leser C");
    assert!(
        journey
            .bench
            .log()
            .iter()
            .filter(|exchange| exchange.secret)
            .all(|exchange| exchange.reader == 2)
    );
}

#[test]
fn a_dry_run_asks_nothing_and_sends_nothing() {
    for (card, _) in hbas().into_iter().chain(smcbs()) {
        let mut journey = Journey::with(&card);
        let ran = journey.run(&["activate", "--dry-run"], Script::person());
        ran.exits(0).sends(0).says("Es wurde nichts verändert");
    }
}

/// A PIN block in hex.
fn block(digits: &str) -> String {
    hex::encode_upper(
        apdu::Pin::from_digits(digits.as_bytes())
            .unwrap()
            .block()
            .octets(),
    )
}
