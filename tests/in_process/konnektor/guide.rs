//! The guide at a terminal, followed from the letter to the end and into its dead ends.

use support::journey::{
    BUILT_IN, NEW_CH, NEW_QES, NEW_SMC, WRONG, begins, ends, holder, letter_fits,
};
use support::konnektor::{Card, Person, make};
use support::life::{NEXT, PUK_CH, releases};
use support::practice::{FRESH, OWN, Practice, SLOT, confirmed, goes, once_more, sets};
use support::promise::ENTER;
use support::script::Script;

const GUIDE: &[&str] = &["--wait", "0"];

/// Somebody in the practice brought the card into use.
fn own_card() -> Script {
    Script::person().chooses("Ja, das war ich")
}

#[test]
fn from_the_letter_to_the_activated_ehba_by_following_the_screen_at_every_make() {
    for make in make::ALL {
        let mut practice = Practice::with(make, Card::hba());
        practice
            .then(sets(BUILT_IN.ch, NEW_CH))
            .then(sets(BUILT_IN.qes, NEW_QES));
        let script = begins("0")
            .then(goes())
            .then(holder("j"))
            .then(goes())
            .then(ends());
        let ran = practice.run(GUIDE, script);
        ran.exits(0)
            .says("Die Karte ist unberührt. Jetzt den PIN-Brief öffnen.")
            .says("FERTIG. Beide PINs sind gesetzt.")
            .says("Freischalten, falls noch nicht geschehen")
            .says("PIN-Brief mit der PUK wegschließen, nicht zur Karte.");
        assert_eq!(
            (practice.truth("PIN.CH"), practice.truth("PIN.QES")),
            (OWN, OWN),
            "{}",
            make.name
        );
        assert!(practice.is("PIN.CH", NEW_CH) && practice.is("PIN.QES", NEW_QES));
    }
}

#[test]
fn from_the_letter_to_the_activated_smcb_by_following_the_screen() {
    let mut practice = Practice::with(&make::KOCOBOX, Card::smcb());
    practice.then(sets(BUILT_IN.smc, NEW_SMC));
    let script = begins("0").then(goes()).then(ends());
    practice
        .run(GUIDE, script)
        .exits(0)
        .says("FERTIG. PIN der SMC-B (PIN.SMC) ist gesetzt.");
    assert!(practice.is("PIN.SMC", NEW_SMC));
}

#[test]
fn no_terminal_asks_before_the_person_chose_it() {
    for card in [Card::hba(), Card::smcb()] {
        let mut practice = Practice::with(&make::EHEX, card);
        let script = Script::person().chooses("Hilfe zum PIN-Brief").then(ends());
        practice
            .run(GUIDE, script)
            .exits(0)
            .says("Zum Fortsetzen „pinlotse");
        assert_eq!(practice.konnektor.pin_posts(), [""; 0]);
    }
}

#[test]
fn a_wrong_transport_pin_is_asked_for_once_and_the_next_try_is_begun_by_a_human() {
    let mut practice = Practice::with(&make::SECUNET_6, Card::smcb());
    practice
        .then(sets(WRONG, NEW_SMC))
        .then(sets(BUILT_IN.smc, NEW_SMC));
    let konnektor = practice.konnektor.clone();
    let again = Script::person()
        .chooses("(PIN.SMC) jetzt")
        .then(letter_fits())
        .asks("eine frühere Eingabe war falsch", "j");
    let script = begins("0")
        .then(goes())
        .meanwhile(move || assert_eq!(konnektor.pin_posts().len(), 1))
        .then(again)
        .then(goes())
        .then(ends());
    practice
        .run(GUIDE, script)
        .exits(0)
        .says("ABGELEHNT, noch höchstens 2 Versuche");
    assert_eq!(practice.truth("PIN.SMC"), OWN);
}

#[test]
fn a_dialog_that_nobody_heard_of_is_begun_again_inside_the_step() {
    let mut practice = Practice::with(&make::RISE, Card::hba());
    practice
        .then(Person::nobody())
        .then(sets(BUILT_IN.ch, NEW_CH))
        .then(Person::red_key());
    let script = begins("0")
        .then(goes())
        .then(confirmed("n"))
        .then(once_more("1"))
        .then(goes())
        .then(holder("j"))
        .then(goes())
        .then(confirmed("n"))
        .then(once_more("0"))
        .then(ends());
    practice.run(GUIDE, script).exits(15);
    assert_eq!(
        (practice.truth("PIN.CH"), practice.truth("PIN.QES")),
        (OWN, FRESH)
    );
}

#[test]
fn pin_qes_declined_stays_open_for_its_holder() {
    let mut practice = Practice::with(&make::EHEX, Card::hba());
    practice.then(sets(BUILT_IN.ch, NEW_CH));
    let script = begins("0").then(goes()).then(holder("n")).then(ends());
    practice.run(GUIDE, script).says("Signatur-PIN (PIN.QES)");
    assert_eq!(
        (practice.truth("PIN.CH"), practice.truth("PIN.QES")),
        (OWN, FRESH)
    );
}

#[test]
fn a_card_in_use_is_offered_a_change_of_its_pins() {
    let mut practice = Practice::in_use(&make::TITUS, Card::hba());
    practice.then(sets(NEW_CH, NEXT));
    let script = own_card()
        .chooses("Eine eigene PIN ändern")
        .chooses("Karten-PIN (PIN.CH)")
        .then(goes())
        .asks("nur Enter: ", "");
    practice
        .run(GUIDE, script)
        .exits(0)
        .says("Eben: Karten-PIN (PIN.CH) ist geändert.");
    assert!(practice.is("PIN.CH", NEXT));
}

#[test]
fn a_card_in_use_although_its_letter_was_sealed_is_not_worked_on() {
    let mut practice = Practice::in_use(&make::EHEX, Card::smcb());
    let script = Script::person()
        .chooses("Ich weiß es nicht")
        .chooses("der PIN-Brief ist oder war noch verschlossen")
        .then(ends());
    practice
        .run(GUIDE, script)
        .exits(13)
        .says("Verdacht: jemand anderes hat diese Karte aktiviert.");
}

#[test]
fn a_blocked_own_pin_is_unblocked_with_the_puk() {
    let mut practice = Practice::in_use(&make::EHEX, Card::hba());
    practice.others_fail("PIN.CH", 3);
    practice.then(sets(PUK_CH, NEXT));
    let script = Script::person()
        .chooses("Ja, es galt schon eine eigene PIN")
        .chooses("Mit der PUK aus dem PIN-Brief entsperren")
        .then(letter_fits())
        .then(goes())
        .then(ends());
    practice
        .run(GUIDE, script)
        .exits(0)
        .says("Mein Vorschlag: die gesperrte PIN mit der PUK");
    assert!(practice.is("PIN.CH", NEXT));
}

#[test]
fn a_transport_pin_that_this_run_blocked_is_for_the_issuer() {
    let mut practice = Practice::with(&make::EHEX, Card::smcb());
    practice.others_fail("PIN.SMC", 2);
    let tail = practice.tail();
    practice.then(sets(WRONG, NEW_SMC));
    let script = begins("2").then(releases(&tail)).then(goes()).then(ends());
    let ran = practice.run(GUIDE, script);
    ran.exits(11).says("keine weitere Eingabe machen");
    assert_eq!(practice.truth("PIN.SMC").tries, 0);
    let heard = ran.heard.borrow();
    let of_the_puk = |choice: &&&str| {
        choice.contains("PUK") && !choice.contains("lesen") && !choice.contains("Code PL-PUK")
    };
    assert_eq!(heard.choices().iter().filter(of_the_puk).count(), 0);
}

#[test]
fn a_card_swapped_between_choice_and_enter_gets_nothing() {
    let mut practice = Practice::with(&make::EHEX, Card::smcb());
    let (konnektor, terminal) = (practice.konnektor.clone(), practice.terminal);
    let other = Card::smcb().numbered("80276883110000888882");
    let script = begins("0")
        .meanwhile(move || {
            konnektor.pull(terminal, SLOT);
            konnektor.insert(terminal, SLOT, other);
        })
        .then(goes())
        .then(ends());
    practice.run_to_the_gate(GUIDE, script);
    assert_eq!(practice.truth("PIN.SMC"), FRESH);
}

#[test]
fn ctrl_c_inside_a_step_ends_with_what_is_set_and_what_is_untouched() {
    let mut practice = Practice::with(&make::EHEX, Card::hba());
    practice.then(sets(BUILT_IN.ch, NEW_CH));
    let interrupts = practice.journey.interrupts.clone();
    let script = begins("0")
        .then(goes())
        .then(holder("j"))
        .meanwhile(move || interrupts.raise_for_tests())
        .cancels_at(ENTER);
    practice.run(GUIDE, script).exits(15).says(
        "Abgebrochen. Karten-PIN (PIN.CH): gesetzt. Signatur-PIN (PIN.QES): noch offen, daran wurde nichts getan.",
    );
}

/// Two terminals, one card each: one is chosen, and no other is touched.
#[test]
fn of_two_cards_one_is_chosen_once_and_no_other_is_touched() {
    let mut practice = Practice::with(&make::EHEX, Card::hba());
    let second = practice.add_terminal("Labor", 2);
    practice.konnektor.insert(second, 1, Card::smcb());
    practice.then(sets(BUILT_IN.smc, NEW_SMC));
    let script = Script::person()
        .chooses("Labor")
        .then(begins("0"))
        .then(goes())
        .then(ends());
    practice.run(GUIDE, script).exits(0).says("SLOT:1");
    assert_eq!(
        (practice.truth("PIN.CH"), practice.truth("PIN.QES")),
        (FRESH, FRESH)
    );
}
