//! Activation from the letter to the end, at the terminal.

use pinlotse::virtual_card::{Source, VirtualCard};
use serde_json::json;
use support::journey::{
    BUILT_IN, IMAGE, LETTER_AND_TRIES, NEW_CH, NEW_QES, NEW_SMC, WRONG, fits, fits_since, holder,
    image,
};
use support::konnektor::{At, Card, Operation, Person, make};
use support::life::releases;
use support::practice::{FRESH, OWN, Practice, SLOT, confirmed, differed, goes, once_more, sets};
use support::promise::ENTER;
use support::script::Script;

#[test]
fn an_ehba_ends_with_both_pins_set_at_every_make() {
    for make in make::ALL {
        let mut practice = Practice::with(make, Card::hba());
        practice
            .then(sets(BUILT_IN.ch, NEW_CH))
            .then(sets(BUILT_IN.qes, NEW_QES));
        let script = fits("0").then(goes()).then(holder("j")).then(goes());
        let ran = practice.run(&["--json", "activate"], script);
        ran.exits(0)
            .says("Karten-PIN (PIN.CH) ist gesetzt")
            .says("Signatur-PIN (PIN.QES) ist gesetzt")
            .says("Fertig: alle PINs dieser Karte sind gesetzt");
        assert_eq!(ran.value("/complete"), true, "{}", make.name);
        for index in 0..2 {
            let value = |name: &str| ran.value(&format!("/results/{index}/{name}"));
            assert_eq!(
                (value("entry"), value("answer")),
                (json!("terminal"), json!("read"))
            );
        }
        assert_eq!(
            practice.konnektor.pin_posts(),
            ["ChangePin PIN.CH", "ChangePin PIN.QES"]
        );
        assert_eq!(practice.truth("PIN.CH"), OWN);
        assert_eq!(practice.truth("PIN.QES"), OWN);
        assert!(practice.is("PIN.CH", NEW_CH) && practice.is("PIN.QES", NEW_QES));
    }
}

#[test]
fn an_smcb_ends_with_its_pin_set_at_every_make() {
    for make in make::ALL {
        let mut practice = Practice::with(make, Card::smcb());
        practice.then(sets(BUILT_IN.smc, NEW_SMC));
        let ran = practice.run(&["activate"], fits("0").then(goes()));
        ran.exits(0)
            .says("PIN der SMC-B (PIN.SMC) ist gesetzt")
            .says("SLOT:2")
            .says("Fertig");
        assert_eq!(practice.truth("PIN.SMC"), OWN, "{}", make.name);
        assert!(practice.is("PIN.SMC", NEW_SMC));
    }
}

#[test]
fn the_images_of_gematik_are_activated_too() {
    for (kind, pins) in [
        ("HBA_", &["PIN.CH", "PIN.QES"][..]),
        ("SMC_B_", &["PIN.SMC"]),
    ] {
        let Some(path) = image(kind) else { continue };
        let chip = VirtualCard::load(&Source::parse(&path)).unwrap();
        let mut practice = Practice::with(&make::SECUNET_6, Card::of(chip));
        let mut script = fits("0");
        for pin in pins {
            script = match *pin {
                "PIN.QES" => script.then(holder("j")).then(goes()),
                _ => script.then(goes()),
            };
            practice.then(sets(IMAGE.ch, NEW_QES));
        }
        practice.run(&["activate"], script).exits(0);
        for pin in pins {
            assert_eq!(practice.truth(pin), OWN, "{kind} {pin}");
        }
    }
}

#[test]
fn the_whole_walk_speaks_english_to_those_who_want_it() {
    let mut practice = Practice::with(&make::RISE, Card::hba());
    practice
        .then(sets(BUILT_IN.ch, NEW_CH))
        .then(sets(BUILT_IN.qes, NEW_QES));
    let goes = || Script::person().asks_secret("then type at the terminal", "");
    let script = Script::person()
        .asks("y, 1, 2, n or k:", "y")
        .then(goes())
        .asks("This PIN is a signature", "y")
        .then(goes());
    practice
        .run(&["--lang", "en", "activate"], script)
        .exits(0)
        .says("Done: all PINs of this card are set")
        .says("“Eingabe Transport-PIN HBA”, “T-PIN.QES:”")
        .never_says("gesetzt");
}

#[test]
fn a_second_run_finds_everything_done_and_asks_nothing() {
    let mut practice = Practice::in_use(&make::EHEX, Card::hba());
    practice
        .run(&["activate"], Script::person())
        .exits(0)
        .says("Alle PINs dieser Karte sind schon gesetzt")
        .says("PIN-Brief noch verschlossen");
}

#[test]
fn ctrl_c_at_every_question_ends_with_15_and_no_terminal_asks() {
    for (answered, prompt) in [(Script::person(), LETTER_AND_TRIES), (fits("0"), ENTER)] {
        let mut practice = Practice::with(&make::KOCOBOX, Card::hba());
        practice
            .run(&["activate"], answered.cancels_at(prompt))
            .exits(15)
            .says("kein Versuch verbraucht");
        assert_eq!(practice.truth("PIN.CH"), FRESH);
    }
}

#[test]
fn ctrl_c_between_the_pins_says_what_is_set_and_the_next_run_goes_on() {
    let mut practice = Practice::with(&make::EHEX, Card::hba());
    practice.then(sets(BUILT_IN.ch, NEW_CH));
    let script = fits("0")
        .then(goes())
        .cancels_at("Diese PIN ist eine Unterschrift");
    practice
        .run(&["activate"], script)
        .exits(15)
        .says("Gesetzt, und bleibt es: Karten-PIN (PIN.CH). Unverändert: Signatur-PIN (PIN.QES).");
    assert_eq!(
        (practice.truth("PIN.CH"), practice.truth("PIN.QES")),
        (OWN, FRESH)
    );
    practice.then(sets(BUILT_IN.qes, NEW_QES));
    let script = fits("0").then(holder("j")).then(goes());
    practice
        .run(&["activate"], script)
        .exits(0)
        .says("Karten-PIN (PIN.CH): schon gesetzt, wird übersprungen");
    assert_eq!(practice.truth("PIN.QES"), OWN);
}

#[test]
fn a_signal_while_the_terminal_asks_waits_for_its_end() {
    let mut practice = Practice::with(&make::SECUNET_4, Card::hba());
    practice.then(sets(BUILT_IN.ch, NEW_CH));
    let interrupts = practice.journey.interrupts.clone();
    practice
        .konnektor
        .before(At::Next(Operation::ChangePin), move |_| {
            interrupts.raise_for_tests()
        });
    practice
        .run(&["activate"], fits("0").then(goes()))
        .exits(15)
        .says("Gesetzt, und bleibt es: Karten-PIN (PIN.CH). Unverändert: Signatur-PIN (PIN.QES).");
    assert_eq!(
        (practice.truth("PIN.CH"), practice.truth("PIN.QES")),
        (OWN, FRESH)
    );
}

#[test]
fn a_letter_of_another_card_ends_the_run_before_any_terminal_asks() {
    let mut practice = Practice::with(&make::EHEX, Card::hba());
    practice
        .run(&["activate"], Script::person().asks(LETTER_AND_TRIES, "n"))
        .exits(13)
        .says("nicht bestätigt, dass Brief und Karte zusammengehören");
}

/// The line of PIN.QES typed where `T-PIN.HBA:` stood. How much of the rest the Konnektor tells is
/// its own choice; the card's counter is what it is.
#[test]
fn a_wrong_transport_pin_stops_the_run_and_asks_for_the_swapped_line_first() {
    for make in make::ALL {
        let mut practice = Practice::with(make, Card::hba());
        practice.then(sets(BUILT_IN.qes, NEW_CH));
        let ran = practice.run(&["--json", "activate"], fits("0").then(goes()));
        ran.fails(10, "wrong_secret")
            .says("2 Versuche")
            .says("Haben Sie vielleicht die Zeile „Signatur-Transport-PIN (PIN.QES)“ abgelesen");
        assert_eq!(practice.truth("PIN.CH").tries, 2, "{}", make.name);
        assert_eq!(practice.truth("PIN.QES"), FRESH);
        let ran = practice.run(&["--json", "status"], Script::nobody());
        assert_eq!(ran.value("/pins/0/wrong_noted"), 1);
        assert_eq!(ran.value("/pins/0/tries_left"), 2);
    }
}

#[test]
fn three_wrong_transport_pins_block_the_card_only_after_typed_digits() {
    let mut practice = Practice::with(&make::SECUNET_6, Card::smcb());
    let wrong = || sets(WRONG, NEW_SMC);
    practice.then(wrong()).then(wrong()).then(wrong());
    practice
        .run(&["activate"], fits("0").then(goes()))
        .exits(10)
        .says("2 Versuche");
    let again = || Script::person().asks("eine frühere Eingabe war falsch", "j");
    practice
        .run(&["activate"], fits_since("0").then(again()).then(goes()))
        .exits(10)
        .says("1 Versuch");
    assert_eq!(practice.truth("PIN.SMC").tries, 1);
    // The last one is a deliberate act.
    practice
        .run(&["activate"], fits_since("0").then(releases("")))
        .exits(13);
    let tail = practice.tail();
    let ran = practice.run(
        &["activate"],
        fits_since("0").then(releases(&tail)).then(goes()),
    );
    ran.exits(11).says("LETZTE Versuch").says("jetzt gesperrt");
    assert_eq!(practice.truth("PIN.SMC").tries, 0);
    let ran = practice.run(&["--json", "activate"], Script::person());
    ran.fails(11, "blocked");
    assert_eq!(ran.value("/results/0/skipped"), "blocked");
}

/// What the card hides a Konnektor may name all the same: nobody else would know of the two tries
/// that were made elsewhere.
#[test]
fn the_last_try_of_a_transport_pin_is_a_deliberate_act_where_only_the_konnektor_names_it() {
    let mut practice = Practice::with(&make::EHEX, Card::smcb());
    practice.others_fail("PIN.SMC", 2);
    let names = |practice: &Practice, left| {
        let habits = &practice.konnektor;
        habits.habits(|habits| habits.left_tries_in_transport = Some(left));
    };
    let by_script = ["--json", "--no-input", "activate", "--entry", "pinpad"];
    for (left, word) in [(2, "try_again"), (1, "last_try")] {
        names(&practice, left);
        practice.run(&by_script, Script::nobody()).fails(13, word);
    }
    practice
        .run(&["--json", "activate"], fits("0").then(releases("")))
        .fails(13, "last_try")
        .says("nach Angabe des Konnektors höchstens 1 Versuch")
        .says("dies kann der LETZTE Versuch");
    assert_eq!(practice.konnektor.pin_posts(), [""; 0]);
    assert_eq!(practice.truth("PIN.SMC").tries, 1);
    let tail = practice.tail();
    practice.then(sets(BUILT_IN.smc, NEW_SMC));
    let script = fits("0").then(releases(&tail)).then(goes());
    let ran = practice.run(&["--json", "activate"], script);
    ran.exits(0);
    assert_eq!(ran.value("/results/0/tries_basis"), "card");
    assert_eq!(practice.konnektor.pin_posts(), ["ChangePin PIN.SMC"]);
    assert_eq!(practice.truth("PIN.SMC"), OWN);
}

/// The number is from before the first dialog, of which nobody knows whether it cost a try.
#[test]
fn a_number_that_the_konnektor_named_does_not_outlive_the_tries_of_the_run() {
    let mut practice = Practice::with(&make::EHEX, Card::smcb());
    practice
        .konnektor
        .habits(|habits| habits.left_tries_in_transport = Some(2));
    practice.then(Person::types([BUILT_IN.smc, "12345", "12345"]));
    let script = fits("0")
        .then(goes())
        .then(once_more("1"))
        .then(releases(""));
    practice
        .run(&["activate"], script)
        .says("nach Angabe des Konnektors höchstens 2 Versuche")
        .says("nach Angabe des Konnektors höchstens 1 Versuch.");
    assert_eq!(practice.konnektor.pin_posts(), ["ChangePin PIN.SMC"]);
}

#[test]
fn who_leaves_pin_qes_to_its_holder_hears_how_it_goes_on() {
    let mut practice = Practice::with(&make::TITUS, Card::hba());
    practice.then(sets(BUILT_IN.ch, NEW_CH));
    let script = fits("0").then(goes()).then(holder("n"));
    practice
        .run(&["activate"], script)
        .says("Signatur-PIN (PIN.QES)")
        .says("aktivieren --pin qes“");
    assert_eq!(
        (practice.truth("PIN.CH"), practice.truth("PIN.QES")),
        (OWN, FRESH)
    );
}

/// Digits pressed on this PC arm no terminal and are shown nowhere.
#[test]
fn whoever_types_here_is_told_to_type_there() {
    let mut practice = Practice::with(&make::EHEX, Card::smcb());
    practice.then(sets(BUILT_IN.smc, NEW_SMC));
    let script = fits("0").asks_secret(ENTER, BUILT_IN.smc).then(goes());
    practice
        .run(&["activate"], script)
        .exits(0)
        .says("Bitte hier nichts tippen");
}

/// Each of them is another channel at one make or another.
#[test]
fn a_dialog_that_ended_without_a_result_is_begun_again_by_a_person_at_every_make() {
    for make in make::ALL {
        for (ends, exit, open) in [
            (Person::nobody(), 14, false),
            (Person::red_key(), 15, false),
            (
                Person::types([BUILT_IN.smc, NEW_SMC, "99999999"]),
                16,
                false,
            ),
            (Person::types([BUILT_IN.smc, "12345", "12345"]), 16, true),
            (Person::goes_away([BUILT_IN.smc, NEW_SMC]), 14, false),
            (Person::InUse, 7, false),
        ] {
            let ended = || match exit {
                14 | 15 => confirmed("n"),
                16 if !open => differed("j"),
                _ => Script::person(),
            };
            let mut practice = Practice::with(make, Card::smcb());
            practice
                .then(ends.clone())
                .then(sets(BUILT_IN.smc, NEW_SMC));
            let script = fits("0").then(goes()).then(ended()).then(once_more("1"));
            let again = match open {
                true => Script::person().asks("war falsch oder blieb offen", "j"),
                false => Script::person(),
            };
            let script = script.then(again).then(goes());
            practice.run(&["activate"], script).exits(0);
            assert_eq!(practice.truth("PIN.SMC"), OWN, "{} {ends:?}", make.name);
            let mut practice = Practice::with(make, Card::smcb());
            practice.then(ends.clone());
            let script = fits("0").then(goes()).then(ended()).then(once_more("0"));
            practice.run(&["activate"], script).exits(exit);
            assert_eq!(practice.truth("PIN.SMC"), FRESH, "{} {ends:?}", make.name);
        }
    }
}

#[test]
fn a_dry_run_has_no_terminal_ask() {
    for card in [Card::hba(), Card::smcb()] {
        let mut practice = Practice::with(&make::EHEX, card);
        practice
            .run(&["activate", "--dry-run"], Script::person())
            .exits(0);
    }
}

/// Between the choice and Enter, and while the program looks: nothing goes to another card.
#[test]
fn a_card_that_is_not_the_one_that_was_shown_gets_nothing() {
    let other = || Card::hba().numbered("80276883110000999991");
    let mut practice = Practice::with(&make::EHEX, Card::hba());
    let (konnektor, terminal) = (practice.konnektor.clone(), practice.terminal);
    let script = fits("0")
        .meanwhile(move || {
            konnektor.pull(terminal, SLOT);
            konnektor.insert(terminal, SLOT, other());
        })
        .then(goes());
    let ran = practice.run_to_the_gate(&["--json", "activate"], script);
    ran.fails(13, "card_changed");
    assert_eq!(practice.truth("PIN.CH"), FRESH);
}

/// Remote PIN: another terminal asks than the one that holds the card, and the Konnektor does not
/// say which.
#[test]
fn a_card_in_a_terminal_elsewhere_is_asked_for_where_the_person_says_to_sit() {
    let mut practice = Practice::with(&make::EHEX, Card::smcb());
    let cellar = practice.konnektor.add_terminal_elsewhere("Keller", 2);
    practice.knows(cellar, "Keller");
    let card = practice.konnektor.pull(practice.terminal, SLOT);
    practice.konnektor.insert(cellar, 1, card);
    let (cellar_id, front) = (
        practice.konnektor.terminal_id(cellar),
        practice.konnektor.terminal_id(practice.terminal),
    );
    practice.konnektor.model(|model| {
        let (mandant, _, workplace) = support::konnektor::PRACTICE;
        model.remote.push((workplace.to_owned(), cellar_id));
        model
            .remote_pin
            .push((mandant.to_owned(), workplace.to_owned(), front));
    });
    let script = Script::person().asks("Sitzen Sie an dem Terminal", "n");
    let ran = practice.run(&["--json", "activate"], fits("0").then(script));
    ran.fails(13, "remote_pin");
    practice.then(sets(BUILT_IN.smc, NEW_SMC));
    let script = Script::person().asks("Sitzen Sie an dem Terminal", "j");
    practice
        .run(&["activate"], fits("0").then(script).then(goes()))
        .exits(0)
        .says("die Karte steckt in „Keller“, Steckplatz 1")
        .says("SLOT:1");
}
