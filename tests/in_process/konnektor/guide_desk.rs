//! What the guide says where cards in terminals cannot be looked at, or go while it asks.

use support::journey::{BUILT_IN, NEW_CH, NEW_SMC, WRONG, begins, ends, welcomed};
use support::konnektor::{At, Card, Fault, Operation, make};
use support::life::block;
use support::practice::{FRESH, Practice, SLOT, goes, sets};
use support::script::Script;

const GUIDE: &[&str] = &["--wait", "0"];
const OPEN: &str = "Jetzt den PIN-Brief öffnen";

#[test]
fn a_konnektor_that_sends_no_list_is_told_and_asked_again_when_somebody_says_so() {
    let mut practice = Practice::with(&make::EHEX, Card::hba());
    let konnektor = practice.konnektor.clone();
    konnektor.on(At::Every(Operation::GetCards), Fault::page());
    let ran = practice.run(GUIDE, welcomed().then(ends()));
    assert_ne!(ran.exit, 0);
    ran.never_says(OPEN);
    let script = welcomed()
        .meanwhile(move || konnektor.heals())
        .chooses("Noch einmal nachsehen")
        .then(ends());
    practice.run(GUIDE, script).exits(0).says(OPEN);
}

/// Whoever practises at the keyboard is told where the digits go in earnest.
#[test]
fn a_rehearsal_says_where_the_digits_of_the_real_card_are_typed() {
    let mut practice = Practice::with(&make::EHEX, Card::hba());
    let script = Script::person()
        .chooses("üben")
        .chooses("Heilberufsausweis (eHBA)")
        .chooses("Den ganzen Weg, ohne Fehler")
        .cancels_at("Nummer");
    practice
        .run(GUIDE, script)
        .exits(15)
        .says("Bei Ihrer echten Karte tippen Sie die Ziffern am Kartenterminal.");
}

#[test]
fn a_card_that_another_user_holds_is_told_and_looked_at_again_when_somebody_says_so() {
    let mut practice = Practice::with(&make::EHEX, Card::hba());
    let (konnektor, terminal) = (practice.konnektor.clone(), practice.terminal);
    konnektor.other_user(terminal, SLOT, "pinlotse", "somebody");
    let script = welcomed()
        .meanwhile(move || konnektor.reinsert(terminal, SLOT))
        .chooses("Noch einmal nachsehen")
        .then(ends());
    let ran = practice.run(GUIDE, script);
    ran.exits(0).says("4018").says(OPEN);
}

#[test]
fn a_card_whose_state_is_not_told_is_looked_at_again_and_no_terminal_asks() {
    let mut practice = Practice::with(&make::EHEX, Card::smcb());
    let konnektor = practice.konnektor.clone();
    konnektor.on(At::Every(Operation::GetPinStatus), Fault::code(4001));
    let script = welcomed()
        .meanwhile(move || konnektor.heals())
        .chooses("Noch einmal nachsehen")
        .then(ends());
    let ran = practice.run(GUIDE, script);
    ran.exits(0).says("4001").says(OPEN);
    assert_eq!(practice.truth("PIN.SMC"), FRESH);
}

/// The card goes after the state was read back, before the guide looks at it again.
#[test]
fn a_card_pulled_after_its_last_step_leaves_what_was_reported() {
    let mut practice = Practice::with(&make::EHEX, Card::smcb());
    practice.then(sets(BUILT_IN.smc, NEW_SMC));
    practice.behind_the_read_back(|konnektor, terminal| {
        konnektor.pull(terminal, SLOT);
    });
    let ran = practice.run(GUIDE, begins("0").then(goes()).then(ends()));
    ran.says("PIN der SMC-B (PIN.SMC) ist gesetzt.")
        .never_says("Offen bleibt");
    assert_eq!(practice.konnektor.pin_posts(), ["ChangePin PIN.SMC"]);
}

/// Changed for another one while nobody looked: it is in at the next look.
#[test]
fn what_a_step_came_to_is_not_said_of_a_card_that_was_put_in_its_place() {
    for (transport, exit) in [(BUILT_IN.smc, 0), (WRONG, 10)] {
        let mut practice = Practice::with(&make::EHEX, Card::smcb());
        practice.then(sets(transport, NEW_SMC));
        practice.behind_the_read_back(|konnektor, terminal| {
            konnektor.pull(terminal, SLOT);
            konnektor.insert(terminal, SLOT, Card::hba());
        });
        let script = begins("0").then(goes()).then(ends());
        let ran = practice.run(GUIDE, script);
        ran.exits(exit).says("(eHBA)").never_says("Eben");
    }
}

#[test]
fn a_card_pulled_at_the_choices_is_told_at_the_next_one_and_no_terminal_asks() {
    let mut practice = Practice::with(&make::EHEX, Card::smcb());
    let (konnektor, terminal) = (practice.konnektor.clone(), practice.terminal);
    let script = Script::person()
        .meanwhile(move || {
            konnektor.pull(terminal, SLOT);
        })
        .chooses("Andere Karte nehmen")
        .then(ends());
    let ran = practice.run(GUIDE, script);
    ran.says("steckt nicht mehr").never_says("in keinem Leser");
    ran.never_says("In keinem Leser");
    assert_eq!(practice.konnektor.pin_posts(), [""; 0]);
}

#[test]
fn of_several_cards_the_new_one_is_told_from_the_old_one() {
    let mut practice = Practice::with(&make::EHEX, Card::hba());
    let second = practice.add_terminal("Labor", 2);
    practice.konnektor.insert(second, 1, Card::smcb());
    let change = format!("0024000110{}{}", block(BUILT_IN.ch), block(NEW_CH));
    assert_eq!(practice.others_send(&[], &change), "9000");
    let script = Script::person()
        .chooses("NEU (Transport-PINs)")
        .then(ends());
    let ran = practice.run(GUIDE, script);
    ran.exits(0)
        .says("noch offen: Signatur-PIN (PIN.QES), gültig bis 31.12.2099, in „konnektor:praxis Empfang, SLOT:2“")
        .says("NEU (Transport-PINs), gültig bis 31.12.2099, in „konnektor:praxis Labor, SLOT:1“");
    assert_eq!(practice.truth("PIN.QES"), FRESH);
}
