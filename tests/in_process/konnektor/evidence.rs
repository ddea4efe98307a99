//! What a success at a terminal rests on, and what is claimed of it.

use support::journey::{BUILT_IN, NEW_CH, NEW_SMC, fits};
use support::konnektor::{At, Card, Fault, Operation, Person, make};
use support::life::{NEXT, PUK_SMC, block, own};
use support::practice::{OWN, Practice, SLOT, Truth, goes, sets};
use support::script::Script;

const CONFIRMED: &str = "Die Karte hat es bestätigt";
const BY_KONNEKTOR: &str = "Das meldet der Konnektor";

/// Whether the session counts as verified after a change is the make's choice: then the card is not
/// asked for the state.
#[test]
fn an_activation_is_confirmed_by_the_card_where_the_card_was_asked() {
    for (raises, evidence, says, never) in [
        (false, "card", CONFIRMED, BY_KONNEKTOR),
        (true, "konnektor", BY_KONNEKTOR, CONFIRMED),
    ] {
        let mut practice = Practice::with(&make::EHEX, Card::smcb());
        practice
            .konnektor
            .habits(|habits| habits.change_raises = raises);
        practice.then(sets(BUILT_IN.smc, NEW_SMC));
        let ran = practice.run(&["--json", "activate"], fits("0").then(goes()));
        ran.exits(0).says(says);
        ran.never_says(never);
        assert_eq!(ran.value("/results/0/evidence"), evidence);
        assert_eq!(ran.value("/results/0/answer"), "read");
    }
}

#[test]
fn the_record_of_an_activation_says_who_said_so() {
    for (raises, says) in [
        (false, "von der Karte bestätigt"),
        (true, "vom Konnektor gemeldet"),
    ] {
        let mut practice = Practice::with(&make::EHEX, Card::smcb());
        practice
            .konnektor
            .habits(|habits| habits.change_raises = raises);
        practice.then(sets(BUILT_IN.smc, NEW_SMC));
        let folder = support::temp::Temp::new();
        let file = folder.path().join("protokoll.txt");
        let file = file.to_str().unwrap();
        practice
            .run(&["activate", "--record", file], fits("0").then(goes()))
            .exits(0);
        let record = std::fs::read_to_string(file).unwrap();
        assert!(record.contains(says), "{record}");
    }
}

/// An old PIN and a new one look alike, and *verified* is what the Konnektor remembers.
#[test]
fn a_change_of_an_own_pin_is_told_as_the_konnektors_word() {
    for raises in [false, true] {
        let mut practice = Practice::in_use(&make::EHEX, Card::smcb());
        practice
            .konnektor
            .habits(|habits| habits.change_raises = raises);
        practice.then(sets(NEW_SMC, NEXT));
        let ran = practice.run(&["--json", "change"], goes());
        ran.exits(0)
            .says(BY_KONNEKTOR)
            .says("am Stand der Karte ist eine neue PIN nicht zu erkennen");
        ran.never_says(CONFIRMED);
        assert_eq!(ran.value("/results/0/evidence"), "konnektor");
    }
}

/// A Konnektor that says yes although it did nothing: that the state cannot show it is why it is its
/// word.
#[test]
fn a_change_that_a_konnektor_only_claims_is_not_called_confirmed() {
    for state in [("VERIFIED", None), ("VERIFIABLE", Some(3))] {
        let mut practice = Practice::in_use(&make::EHEX, Card::smcb());
        practice.makes_up = true;
        practice
            .konnektor
            .on(At::Next(Operation::ChangePin), Fault::Word("OK", None));
        practice
            .konnektor
            .before(At::Next(Operation::ChangePin), move |konnektor| {
                konnektor.on(
                    At::Next(Operation::GetPinStatus),
                    Fault::Word(state.0, state.1),
                );
            });
        let ran = practice.run(&["--json", "change"], goes());
        ran.exits(0).says(BY_KONNEKTOR);
        ran.never_says(CONFIRMED);
        assert_eq!(ran.value("/results/0/evidence"), "konnektor");
        assert!(practice.is("PIN.SMC", NEW_SMC), "{state:?}");
    }
}

#[test]
fn a_right_pin_says_who_remembers_it_and_how_long() {
    for (card, pin, digits, says) in [
        (
            Card::smcb(),
            "smc",
            NEW_SMC,
            "alle Programme dieses Mandanten",
        ),
        (
            Card::hba(),
            "ch",
            NEW_CH,
            "dieses Clientsystem und diesen Benutzer",
        ),
    ] {
        let mut practice = Practice::in_use(&make::EHEX, card);
        practice.then(Person::types([digits]));
        let script = Script::person()
            .asks("Eine falsche PIN kostet einen Versuch", "j")
            .then(goes());
        let ran = practice.run(&["--json", "verify", "--pin", pin], script);
        ran.exits(0).says(BY_KONNEKTOR).says(says);
        ran.never_says("nicht freigegeben");
        assert_eq!(ran.value("/results/0/evidence"), "konnektor");
    }
}

/// Somebody else unblocks the PIN between the gate's last look and the order: a Konnektor answers OK
/// at once and no terminal asks (gemSpec_Kon, TUC_KON_021).
#[test]
fn a_yes_to_the_puk_without_a_dialog_is_no_claim_of_the_new_pin() {
    let mut practice = Practice::in_use(&make::EHEX, Card::smcb());
    practice.others_fail("PIN.SMC", 3);
    let terminal = practice.terminal;
    practice
        .konnektor
        .before(At::Next(Operation::UnblockPin), move |konnektor| {
            konnektor.card(terminal, SLOT, |chip| {
                let command = format!("002C000110{}{}", block(PUK_SMC), block(NEXT));
                let answer = chip.transmit(&hex::decode(command).unwrap());
                assert_eq!(hex::encode_upper(answer), "9000");
            });
        });
    let ran = practice.run(&["--json", "unblock"], own().then(goes()));
    ran.exits(0)
        .says("Hat das Terminal danach gefragt, gilt Ihre neue PIN; sonst war es jemand anderes");
    ran.never_says("PIN erfolgreich entsperrt");
    assert_eq!(ran.value("/results/0/evidence"), "konnektor");
    assert_eq!(practice.konnektor.dialogs().len(), 0);
    let truth = Truth { puk_uses: 9, ..OWN };
    assert_eq!(practice.truth("PIN.SMC"), truth);
    assert!(practice.is("PIN.SMC", NEXT), "the other’s PIN");
}
