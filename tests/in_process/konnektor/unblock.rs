//! `unblock` at the terminal: the PUK by PIN, its uses, and the way out for a Transport-PIN that is
//! blocked.

use serde_json::json;
use support::journey::{BUILT_IN, NEW_CH, NEW_QES, NEW_SMC, fits, holder, letter_fits};
use support::konnektor::{At, Card, Channel, Fault, Make, Operation, Person, make};
use support::life::{
    NEXT, PUK_CH, PUK_QES, PUK_SMC, WRONG_PUK, activate_now, own, releases, rescue, still_known,
    was_set,
};
use support::practice::{FRESH, OWN, Practice, Truth, confirmed, differed, goes, once_more, sets};
use support::script::Script;

/// A card in use whose PIN somebody blocked elsewhere.
fn blocked(make: &'static Make, card: Card, pin: &str) -> Practice {
    let practice = Practice::in_use(make, card);
    practice.others_fail(pin, 3);
    practice
}

/// A fresh card whose Transport-PIN somebody blocked elsewhere.
fn transport_blocked(card: Card, pin: &str) -> Practice {
    let practice = Practice::with(&make::EHEX, card);
    practice.others_fail(pin, 3);
    practice
}

const USED: Truth = Truth { puk_uses: 9, ..OWN };

#[test]
fn pin_ch_and_pin_smc_get_a_new_pin_at_every_make() {
    for make in make::ALL {
        for (card, pin, puk) in [
            (Card::hba(), "PIN.CH", PUK_CH),
            (Card::smcb(), "PIN.SMC", PUK_SMC),
        ] {
            let mut practice = blocked(make, card, pin);
            practice.then(sets(puk, NEXT));
            let ran = practice.run(&["unblock"], own().then(goes()));
            ran.exits(0)
                .says("ist entsperrt, eine PUK-Anwendung ist verbraucht")
                .says("Hat das Terminal danach gefragt, gilt Ihre neue PIN");
            let post = format!("UnblockPin SetNewPin {pin}");
            assert_eq!(practice.konnektor.pin_posts(), [post]);
            assert_eq!(practice.truth(pin), USED, "{}", make.name);
            assert!(practice.is(pin, NEXT));
        }
    }
}

#[test]
fn pin_qes_keeps_its_pin_and_no_new_one_is_asked_for() {
    for make in make::ALL {
        let mut practice = blocked(make, Card::hba(), "PIN.QES");
        practice.then(Person::types([PUK_QES]));
        let script = own().then(holder("j")).then(still_known("j")).then(goes());
        let ran = practice.run(&["--json", "unblock"], script);
        ran.exits(0).says("Es gilt die alte PIN.");
        assert_eq!(practice.konnektor.pin_posts(), ["UnblockPin PIN.QES"]);
        assert_eq!(practice.konnektor.dialogs()[0].prompts(), ["PUK.QES:"]);
        assert_eq!(practice.truth("PIN.QES"), USED, "{}", make.name);
        assert!(practice.is("PIN.QES", NEW_QES));
    }
}

#[test]
fn pin_qes_is_unblocked_by_its_holder_only() {
    let mut practice = blocked(&make::EHEX, Card::hba(), "PIN.QES");
    practice
        .run(&["unblock"], own().then(holder("n")))
        .exits(13);
    assert_eq!(practice.truth("PIN.QES").puk_uses, 10);
}

#[test]
fn both_pins_of_an_ehba_are_unblocked_each_with_its_own_puk() {
    let mut practice = blocked(&make::KOCOBOX, Card::hba(), "PIN.CH");
    practice.others_fail("PIN.QES", 3);
    practice
        .then(sets(PUK_CH, NEXT))
        .then(Person::types([PUK_QES]));
    let script = was_set("j")
        .then(was_set("j"))
        .then(letter_fits())
        .then(goes())
        .then(holder("j"))
        .then(still_known("j"))
        .then(goes());
    practice.run(&["unblock"], script).exits(0);
    assert_eq!(
        (practice.truth("PIN.CH"), practice.truth("PIN.QES")),
        (USED, USED)
    );
    assert!(practice.is("PIN.CH", NEXT) && practice.is("PIN.QES", NEW_QES));
}

#[test]
fn a_wrong_puk_stops_the_run_and_names_uses_not_tries() {
    let mut practice = blocked(&make::EHEX, Card::hba(), "PIN.CH");
    practice.then(sets(WRONG_PUK, NEXT));
    let ran = practice.run(&["--json", "unblock"], own().then(goes()));
    ran.fails(10, "wrong_secret").says("9 Anwendungen");
    assert_eq!(
        (
            ran.value("/error/puk_uses_left"),
            ran.value("/error/tries_left")
        ),
        (json!(9), json!(null))
    );
    let truth = practice.truth("PIN.CH");
    assert_eq!((truth.tries, truth.puk_uses), (0, 9));
}

#[test]
fn from_the_second_noted_wrong_puk_on_the_next_is_a_deliberate_act() {
    let mut practice = blocked(&make::EHEX, Card::smcb(), "PIN.SMC");
    for _ in 0..2 {
        practice.then(sets(WRONG_PUK, NEXT));
        let ran = practice.run(&["unblock"], own().then(goes()));
        ran.exits(10);
    }
    practice
        .run(&["unblock"], own().then(releases("")))
        .exits(13);
    let tail = practice.tail();
    practice.then(sets(PUK_SMC, NEXT));
    practice
        .run(&["unblock"], own().then(releases(&tail)).then(goes()))
        .exits(0);
    assert!(practice.is("PIN.SMC", NEXT));
}

#[test]
fn a_puk_that_is_used_up_is_the_end_by_whichever_channel_it_is_told() {
    for told in [Channel::Result, Channel::Warning, Channel::Fault] {
        let mut practice = blocked(&make::EHEX, Card::smcb(), "PIN.SMC");
        practice.konnektor.habits(|habits| habits.blocked = told);
        let wrong = format!("002C01010828{WRONG_PUK}FFFFFF");
        for _ in 0..10 {
            practice.others_send(&[], &wrong);
        }
        assert_eq!(practice.truth("PIN.SMC").puk_uses, 0);
        practice.then(sets(PUK_SMC, NEXT));
        let ran = practice.run(&["--json", "unblock"], own().then(goes()));
        ran.fails(12, "blocked_for_good").says("Herausgeber fragen");
        assert_eq!(practice.truth("PIN.SMC").tries, 0, "{told:?}");
    }
}

#[test]
fn no_puk_is_asked_for_where_the_pin_is_not_blocked() {
    let mut practice = Practice::in_use(&make::EHEX, Card::smcb());
    let ran = practice.run(&["--json", "unblock"], Script::person());
    ran.exits(0)
        .says("Keine PIN dieser Karte ist gesperrt, es ist nichts zu tun")
        .says("über einen Konnektor nicht");
    let mut fresh = Practice::with(&make::EHEX, Card::smcb());
    for more in [&[][..], &["--spend-puk-use"]] {
        let line = [&["--json", "unblock", "--pin", "smc"], more].concat();
        // Neither leads back to the other: the way with the PUK is at a reader.
        practice
            .run(&line, Script::person())
            .fails(13, "not_blocked")
            .says("an einem PC in einen Leser stecken");
        fresh
            .run(&line, Script::person())
            .fails(13, "not_blocked")
            .says("den Herausgeber fragen, bevor jemand die PUK benutzt");
    }
    assert_eq!(practice.truth("PIN.SMC"), OWN);
    assert_eq!(fresh.truth("PIN.SMC"), FRESH);
}

/// A make may write nought where there is nothing to tell.
#[test]
fn a_pin_is_blocked_where_it_is_called_so_and_not_by_a_number_beside_another_word() {
    let nought = |word| Fault::Word(word, Some(0));
    let of_state = At::Every(Operation::GetPinStatus);
    let mut fresh = Practice::with(&make::EHEX, Card::smcb());
    fresh.konnektor.on(of_state, nought("TRANSPORT_PIN"));
    let mut set = Practice::in_use(&make::EHEX, Card::smcb());
    set.konnektor.on(of_state, nought("VERIFIABLE"));
    for (practice, state) in [(&mut fresh, "transport"), (&mut set, "set")] {
        let shown = practice.run(&["--json", "status"], Script::nobody());
        assert_eq!(shown.value("/pins/0/state"), state);
        let before = practice.truth("PIN.SMC");
        for more in [
            &[][..],
            &["--pin", "smc"],
            &["--pin", "smc", "--spend-puk-use"],
        ] {
            let line = [&["--json", "unblock"], more].concat();
            practice.run(&line, Script::person());
        }
        assert_eq!(practice.truth("PIN.SMC"), before);
        assert!(practice.konnektor.pin_posts().is_empty());
    }
    fresh.konnektor.heals();
    fresh
        .konnektor
        .on(At::Next(Operation::GetPinStatus), nought("TRANSPORT_PIN"));
    fresh.then(sets(BUILT_IN.smc, NEW_SMC));
    fresh.run(&["activate"], fits("0").then(goes())).exits(0);
    assert_eq!(fresh.truth("PIN.SMC"), OWN);
}

#[test]
fn unblocking_that_ends_at_the_terminal_may_be_begun_again() {
    let mut practice = blocked(&make::SECUNET_5, Card::smcb(), "PIN.SMC");
    practice
        .then(Person::nobody())
        .then(Person::types([PUK_SMC, NEXT, "592838"]))
        .then(sets(PUK_SMC, NEXT));
    // Nothing was confirmed, and of two entries that the terminal called different none is sent: no
    // use is gone.
    let script = own()
        .then(goes())
        .then(confirmed("n"))
        .then(once_more("1"))
        .then(goes())
        .then(differed("j"))
        .then(once_more("1"))
        .then(goes());
    practice.run(&["unblock"], script).exits(0);
    assert_eq!(practice.truth("PIN.SMC"), USED);
}

#[test]
fn the_rescue_of_pin_ch_ends_its_transport_state() {
    let mut practice = transport_blocked(Card::hba(), "PIN.CH");
    practice.run(&["unblock"], rescue("n")).exits(15);
    practice.then(sets(PUK_CH, NEXT));
    let script = rescue("j").then(letter_fits()).then(goes());
    let ran = practice.run(&["--json", "unblock"], script);
    ran.exits(0).says("Noch offen: Signatur-PIN (PIN.QES)");
    assert_eq!(practice.truth("PIN.CH"), USED);
    assert!(practice.is("PIN.CH", NEXT));
}

#[test]
fn the_rescue_of_pin_qes_leads_on_to_its_activation_in_the_same_run() {
    let mut practice = transport_blocked(Card::hba(), "PIN.QES");
    practice
        .then(Person::types([PUK_QES]))
        .then(sets(BUILT_IN.qes, NEW_QES));
    let script = rescue("j")
        .then(letter_fits())
        .then(holder("j"))
        .then(goes())
        .then(activate_now("j"))
        .then(goes());
    let ran = practice.run(&["--json", "unblock"], script);
    ran.exits(0)
        .says("hat wieder drei Versuche und noch die Transport-PIN");
    assert_eq!(
        practice.konnektor.pin_posts(),
        ["UnblockPin PIN.QES", "ChangePin PIN.QES"]
    );
    assert_eq!(practice.truth("PIN.QES"), USED);
    assert!(practice.is("PIN.QES", NEW_QES));
}

/// All tries are back then, but for what was entered since.
#[test]
fn after_the_rescue_an_entry_in_doubt_is_asked_about_before_the_next() {
    let mut practice = transport_blocked(Card::hba(), "PIN.QES");
    practice
        .then(Person::types([PUK_QES]))
        .then(sets(BUILT_IN.qes, "12345"))
        .then(sets(BUILT_IN.qes, NEW_QES));
    let script = rescue("j")
        .then(letter_fits())
        .then(holder("j"))
        .then(goes())
        .then(activate_now("j"))
        .then(goes())
        .then(once_more("1"))
        .asks("Trotzdem noch einmal?", "n");
    let ran = practice.run(&["--json", "unblock"], script);
    ran.exits(16);
    assert_eq!(
        practice.konnektor.pin_posts(),
        ["UnblockPin PIN.QES", "ChangePin PIN.QES"]
    );
}

#[test]
fn unblocking_cancelled_at_any_question_has_no_terminal_ask() {
    for script in [
        Script::person().cancels_at("Hatten Sie schon eine eigene PIN gesetzt"),
        own().cancels_at("Enter"),
    ] {
        let mut practice = blocked(&make::EHEX, Card::smcb(), "PIN.SMC");
        practice.run(&["unblock"], script).exits(15);
        assert_eq!(practice.truth("PIN.SMC").puk_uses, 10);
    }
}

/// What this PC set and a wrong entry blocked afterwards.
#[test]
fn an_own_pin_that_this_pc_set_is_for_the_puk() {
    let mut practice = Practice::with(&make::EHEX, Card::hba());
    practice.then(sets(BUILT_IN.ch, NEW_CH));
    let ch = ["activate", "--pin", "ch"];
    practice.run(&ch, fits("0").then(goes())).exits(0);
    assert_eq!(
        (practice.truth("PIN.CH"), practice.truth("PIN.QES")),
        (OWN, FRESH)
    );
    practice.konnektor.reinsert(practice.terminal, 2);
    practice.others_fail("PIN.CH", 3);
    practice.then(sets(PUK_CH, NEXT));
    let ran = practice.run(&["unblock"], own().then(goes()));
    ran.exits(0);
    assert_eq!(practice.truth("PIN.CH"), USED);
}
