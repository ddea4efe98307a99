//! `change` and `verify` of PINs that are set, at the terminal.

use serde_json::{Value, json};
use support::journey::{BUILT_IN, NEW_CH, NEW_QES, NEW_SMC, holder, tries};
use support::konnektor::{At, Card, End, Operation, Person, Spoil, make};
use support::konnektor::{Fault, LeftTries};
use support::life::{NEXT, WRONG_OWN, block, releases};
use support::practice::{FRESH, OWN, Practice, SLOT, goes, once_more, sets};
use support::script::Script;

const NEXT_QES: &str = "7306159";

/// What a verify may cost.
fn dares() -> Script {
    Script::person().asks("Eine falsche PIN kostet einen Versuch", "j")
}

/// At an own PIN of which no counter is seen: the Konnektor has it verified for this user.
fn not_tried() -> Script {
    tries("0")
}

#[test]
fn both_pins_of_an_ehba_are_changed_at_every_make() {
    for make in make::ALL {
        let mut practice = Practice::in_use(make, Card::hba());
        practice
            .then(sets(NEW_CH, NEXT))
            .then(sets(NEW_QES, NEXT_QES));
        let script = goes().then(holder("j")).then(goes());
        let ran = practice.run(&["--json", "change", "--pin", "ch,qes"], script);
        ran.exits(0).says("Eingabe Signatur-PIN HBA");
        assert_eq!(
            practice.konnektor.pin_posts(),
            ["ChangePin PIN.CH", "ChangePin PIN.QES"]
        );
        assert!(practice.is("PIN.CH", NEXT) && practice.is("PIN.QES", NEXT_QES));
        assert_eq!(
            (practice.truth("PIN.CH"), practice.truth("PIN.QES")),
            (OWN, OWN)
        );
    }
}

#[test]
fn the_pin_of_an_smcb_is_changed_and_gets_all_its_tries_back() {
    for make in make::ALL {
        let mut practice = Practice::in_use(make, Card::smcb());
        practice.others_fail("PIN.SMC", 1);
        practice.then(sets(NEW_SMC, NEXT));
        practice
            .run(&["change"], goes())
            .exits(0)
            .says("Die Karte lässt noch zu: 2 Versuche");
        assert_eq!(practice.truth("PIN.SMC"), OWN, "{}", make.name);
        assert!(practice.is("PIN.SMC", NEXT));
    }
}

#[test]
fn a_wrong_present_pin_costs_a_try_and_says_how_many_are_left_however_it_is_told() {
    for told in [
        LeftTries::WhenRejected,
        LeftTries::WhenBlockedToo,
        LeftTries::NotInTransport,
        LeftTries::Never,
    ] {
        let mut practice = Practice::in_use(&make::EHEX, Card::smcb());
        practice.konnektor.habits(|habits| habits.left_tries = told);
        practice.then(sets(WRONG_OWN, NEXT));
        let ran = practice.run(&["--json", "change"], goes());
        ran.fails(10, "wrong_secret").says("2 Versuche");
        assert_eq!(ran.value("/error/tries_left"), 2, "{told:?}");
        assert_eq!(practice.truth("PIN.SMC").tries, 2);
    }
}

#[test]
fn the_last_try_of_an_own_pin_is_a_deliberate_act_and_a_wrong_one_names_the_puk() {
    for command in ["change", "verify"] {
        let dares = || match command {
            "verify" => dares(),
            _ => Script::person(),
        };
        let mut practice = Practice::in_use(&make::EHEX, Card::smcb());
        practice.others_fail("PIN.SMC", 2);
        for (typed, word) in [("", "last_try"), ("9999", "wrong_card")] {
            practice
                .run(&["--json", command], dares().then(releases(typed)))
                .fails(13, word);
        }
        let tail = practice.tail();
        practice.then(match command {
            "verify" => Person::types([WRONG_OWN]),
            _ => sets(WRONG_OWN, NEXT),
        });
        let script = dares().then(releases(&tail)).then(goes());
        let ran = practice.run(&["--json", command], script);
        ran.fails(11, "blocked")
            .says("dies ist der LETZTE Versuch")
            .says("jetzt gesperrt")
            .says(" entsperren“");
        assert_eq!(practice.truth("PIN.SMC").tries, 0);
        // And from now on nothing is asked.
        let ran = practice.run(&["--json", command], Script::person());
        ran.fails(11, "blocked").says("PUK");
    }
}

#[test]
fn the_last_try_is_a_deliberate_act_where_it_is_named_beside_verified() {
    let mut practice = Practice::in_use(&make::EHEX, Card::smcb());
    practice.konnektor.on(
        At::Every(Operation::GetPinStatus),
        Fault::Word("VERIFIED", Some(1)),
    );
    practice
        .run(&["--json", "change"], not_tried().then(releases("")))
        .fails(13, "last_try")
        .says("nach Angabe des Konnektors höchstens 1 Versuch");
    assert_eq!(practice.konnektor.pin_posts(), [""; 0]);
}

#[test]
fn a_pin_in_transport_state_is_sent_to_activate_and_no_terminal_asks() {
    for command in ["change", "verify"] {
        let mut practice = Practice::with(&make::EHEX, Card::smcb());
        let ran = practice.run(&["--json", command], Script::person());
        ran.fails(13, "still_transport")
            .says("kein Versuch verbraucht")
            .says(" aktivieren“");
        assert_eq!(practice.truth("PIN.SMC"), FRESH);
    }
}

#[test]
fn a_right_pin_is_told_at_every_make() {
    for make in make::ALL {
        let mut practice = Practice::in_use(make, Card::hba());
        practice.then(Person::types([NEW_CH]));
        let ran = practice.run(&["--json", "verify", "--pin", "ch"], dares().then(goes()));
        ran.exits(0).says("(PIN.CH) ist richtig");
        assert_eq!(ran.value("/results/0/right"), true);
        assert_eq!(ran.value("/results/0/changed"), false);
        assert_eq!(practice.konnektor.pin_posts(), ["VerifyPin PIN.CH"]);
        assert_eq!(practice.truth("PIN.CH"), OWN, "{}", make.name);
    }
}

#[test]
fn a_wrong_pin_is_told_with_the_tries_that_are_left() {
    for make in make::ALL {
        let mut practice = Practice::in_use(make, Card::smcb());
        practice.then(Person::types([WRONG_OWN]));
        let ran = practice.run(&["--json", "verify"], dares().then(goes()));
        ran.fails(10, "wrong_secret").says("2 Versuche");
        assert_eq!(
            (
                ran.value("/results/0/right"),
                ran.value("/error/tries_left")
            ),
            (json!(false), json!(2))
        );
        assert_eq!(practice.truth("PIN.SMC").tries, 2, "{}", make.name);
    }
}

#[test]
fn a_verify_that_is_declined_or_cancelled_has_no_terminal_ask() {
    for answer in ["n", ""] {
        let script = Script::person().asks("Eine falsche PIN kostet einen Versuch", answer);
        let mut practice = Practice::in_use(&make::EHEX, Card::smcb());
        practice.run(&["verify"], script).exits(15);
    }
    let mut practice = Practice::in_use(&make::EHEX, Card::smcb());
    practice
        .run(&["verify"], dares().cancels_at("Enter"))
        .exits(15);
    assert_eq!(practice.truth("PIN.SMC"), OWN);
}

/// By the Konnektor's own memory, or by the card's: in both the counter is not told.
#[test]
fn a_pin_that_is_verified_is_asked_about_like_any_hidden_counter() {
    for by_us in [true, false] {
        let mut practice = Practice::in_use(&make::EHEX, Card::smcb());
        if by_us {
            practice.then(Person::types([NEW_SMC]));
            practice.run(&["verify"], dares().then(goes())).exits(0);
        } else {
            practice.others_send(&[], &format!("0020000108{}", block(NEW_SMC)));
        }
        let ran = practice.run(&["--json", "status"], Script::nobody());
        // Of another session the Konnektor says that the PIN is set, and hides the counter.
        let state = if by_us { "verified" } else { "set" };
        assert_eq!(ran.value("/pins/0/state"), state);
        practice.then(sets(NEW_SMC, NEXT));
        let ran = practice.run(&["--json", "change"], not_tried().then(goes()));
        ran.exits(0).says("nach Ihrer Angabe höchstens 3 Versuche");
        assert_eq!(ran.value("/results/0/tries_basis"), "stated");
        assert!(practice.is("PIN.SMC", NEXT));
        // Whoever knows of two wrong ones makes the last one deliberately.
        practice
            .run(&["change"], tries("2").then(releases("")))
            .exits(13)
            .says("dies kann der LETZTE Versuch sein");
    }
}

#[test]
fn an_answer_that_is_lost_is_unknown_and_nothing_is_sent_again() {
    for (command, entries) in [
        ("change", vec![NEW_SMC, NEXT, NEXT]),
        ("verify", vec![NEW_SMC]),
    ] {
        let dares = match command {
            "verify" => dares(),
            _ => Script::person(),
        };
        let mut practice = Practice::in_use(&make::EHEX, Card::smcb());
        practice.then(Person::types(entries));
        practice.konnektor.on(
            At::Next(if command == "verify" {
                Operation::VerifyPin
            } else {
                Operation::ChangePin
            }),
            Fault::Spoiled(Spoil::Lost(End::Cut)),
        );
        let ran = practice.run(&["--json", command], dares.then(goes()));
        ran.fails(9, "outcome_unknown");
        assert_eq!(practice.konnektor.pin_posts().len(), 1);
        let ran = practice.run(&["--json", "status"], Script::nobody());
        assert_eq!(ran.value("/pins/0/unknown_noted"), 1, "{command}");
    }
}

#[test]
fn what_no_terminal_can_ask_is_said_to_be_so() {
    // A Konnektor has no text for it, and says that the PIN is none for VerifyPin.
    let mut practice = Practice::in_use(&make::EHEX, Card::hba());
    let script = dares().then(holder("j")).then(goes());
    let ran = practice.run(&["--json", "verify", "--pin", "qes"], script);
    ran.exits(6).says("4072");
    assert_eq!(practice.truth("PIN.QES"), OWN);
    // One that can.
    practice.konnektor.habits(|habits| habits.verify_qes = None);
    practice.then(Person::types([NEW_QES]));
    let script = dares().then(holder("j")).then(goes());
    practice
        .run(&["verify", "--pin", "qes"], script)
        .exits(0)
        .says("(PIN.QES) ist richtig");
}

#[test]
fn a_change_that_is_cancelled_at_the_terminal_leaves_no_doubt_where_the_counter_is_seen() {
    for (ends, exit) in [(Person::nobody(), 14), (Person::red_key(), 15)] {
        let mut practice = Practice::in_use(&make::RISE, Card::smcb());
        practice.then(ends);
        let ran = practice.run(&["--json", "change"], goes().then(once_more("0")));
        ran.exits(exit).says("Kein Versuch ist verbraucht");
        assert_eq!(practice.truth("PIN.SMC"), OWN);
        let ran = practice.run(&["--json", "status"], Script::nobody());
        assert_eq!(ran.value("/pins/0/unknown_noted"), 0);
    }
}

/// The Konnektor lets only one user of a client system at an eHBA with a raised state.
#[test]
fn another_user_of_the_client_system_is_named_with_what_ends_it() {
    let mut practice = Practice::in_use(&make::EHEX, Card::hba());
    let (_, client_system, _) = support::konnektor::PRACTICE;
    practice
        .konnektor
        .other_user(practice.terminal, SLOT, client_system, "somebody");
    let ran = practice.run(
        &["--json", "--wait", "0", "change", "--pin", "ch"],
        Script::person(),
    );
    ran.fails(7, "konnektor_other_user").says("4018");
    practice.konnektor.reinsert(practice.terminal, SLOT);
    practice.then(sets(NEW_CH, NEXT));
    practice.run(&["change", "--pin", "ch"], goes()).exits(0);
}

#[test]
fn digits_have_no_way_from_this_pc() {
    let mut practice = Practice::in_use(&make::EHEX, Card::hba());
    let secrets = format!("current.ch = {NEW_CH}\nnew.ch = {NEXT}\n");
    practice
        .journey
        .script_of("change", &secrets, &["--pin", "ch"])
        .fails(2, "usage")
        .says("selbst nach den Ziffern fragt");
    let secrets = format!("transport.ch = {}\nnew.ch = {NEXT}\n", BUILT_IN.ch);
    let mut fresh = Practice::with(&make::EHEX, Card::hba());
    fresh
        .journey
        .script_of("activate", &secrets, &["--pin", "ch"])
        .fails(2, "usage");
    assert_eq!(practice.konnektor.pin_posts(), [""; 0]);
    assert_eq!(fresh.konnektor.pin_posts(), [""; 0]);
    let ran = practice.run(
        &["--json", "--no-input", "change", "--pin", "ch"],
        Script::nobody(),
    );
    ran.fails(17, "secrets_missing").says("--entry pinpad");
    assert_eq!(ran.value("/changed"), Value::from(false));
}
