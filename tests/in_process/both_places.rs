//! Journeys that are the same at a reader of this PC and at a card terminal behind a Konnektor, each
//! written once: the same questions, exit codes, words of the card, notes. What differs is where the
//! digits are typed. Journeys at PIN pads are in `tests/pcscd`, for they need the service; what only
//! one of the places has is in the tests of that place.

use pinlotse::virtual_card::TransportStatus;
use serde_json::{Value, json};
use support::journey::{
    BUILT_IN, Journey, LETTER_AND_TRIES, NEW_CH, NEW_QES, NEW_SMC, Ran, WRONG, asks_new, enters,
    fits, holder,
};
use support::konnektor::{Card, Person, make};
use support::life::{
    NEXT, PUK_CH, PUK_QES, PUK_SMC, WRONG_OWN, WRONG_PUK, asks_current, asks_puk, changes, own,
    releases, still_known,
};
use support::practice::{FRESH, OWN, Practice, Truth, goes};
use support::script::Script;

/// A card at one of the places, and what this PC notes of it.
enum Desk {
    Reader(Box<Journey>),
    Terminal(Box<Practice>),
}

/// Every place with a card as the letter came with it.
fn fresh(kind: &str) -> [Desk; 2] {
    let practice = Practice::with(&make::KOCOBOX, card(kind));
    [
        Desk::Reader(Box::new(Journey::with(kind))),
        Desk::Terminal(Box::new(practice)),
    ]
}

/// Every place with a card whose PINs were set elsewhere.
fn in_use(kind: &str) -> [Desk; 2] {
    let practice = Practice::in_use(&make::KOCOBOX, card(kind));
    [
        Desk::Reader(Box::new(Journey::set(kind))),
        Desk::Terminal(Box::new(practice)),
    ]
}

fn card(kind: &str) -> Card {
    match kind {
        "hba" => Card::hba(),
        _ => Card::smcb(),
    }
}

impl Desk {
    #[track_caller]
    fn run(&mut self, arguments: &[&str], script: Script) -> Ran {
        match self {
            Self::Reader(journey) => journey.run(arguments, script),
            Self::Terminal(practice) => practice.run(arguments, script),
        }
    }

    /// Commands with digits that went to the card in the last run, or orders to ask for some.
    fn sent(&self, ran: &Ran) -> usize {
        match self {
            Self::Reader(_) => ran.secrets_sent,
            Self::Terminal(practice) => practice.konnektor.pin_posts().len(),
        }
    }

    /// What is typed: at the keyboard as it asks, or at the terminal, to which Enter leads.
    fn types(&self, keyboard: Script, entries: &[&str]) -> Script {
        match self {
            Self::Reader(_) => keyboard,
            Self::Terminal(practice) => {
                practice.then(Person::types(entries.iter().copied()));
                goes()
            }
        }
    }

    fn activates(&self, pin: &str, transport: &str, new: &str) -> Script {
        self.types(enters(pin, transport, new), &[transport, new, new])
    }

    fn changes(&self, pin: &str, current: &str, new: &str) -> Script {
        self.types(changes(pin, current, new), &[current, new, new])
    }

    fn verifies(&self, pin: &str, digits: &str) -> Script {
        let asked = Script::person().asks("Eine falsche PIN kostet einen Versuch", "j");
        asked.then(self.types(asks_current(pin, digits), &[digits]))
    }

    fn unblocks(&self, pin: &str, puk: &str, new: &str) -> Script {
        let keyboard = asks_puk(pin, puk).then(asks_new(pin, new));
        self.types(keyboard, &[puk, new, new])
    }

    fn others_fail(&self, pin: &str, times: usize) {
        match self {
            Self::Reader(journey) => journey.others_fail(pin, times),
            Self::Terminal(practice) => practice.others_fail(pin, times),
        }
    }

    fn truth(&self, pin: &str) -> Truth {
        match self {
            Self::Reader(journey) => {
                let card = journey.bench.card(0);
                let card = card.borrow();
                let found = card.passwords().find(|one| one.name == pin).unwrap();
                Truth {
                    transport: found.transport_status == TransportStatus::TransportPin,
                    tries: found.retry_counter,
                    puk_uses: found.puk_uses_left,
                }
            }
            Self::Terminal(practice) => practice.truth(pin),
        }
    }

    /// A wrong guess costs a try.
    fn is(&self, pin: &str, digits: &str) -> bool {
        match (self, pin) {
            (Self::Reader(journey), "PIN.QES") => journey.qes_is(digits),
            (Self::Reader(journey), _) => journey.is(digits),
            (Self::Terminal(practice), _) => practice.is(pin, digits),
        }
    }

    fn tail(&self) -> String {
        match self {
            Self::Reader(journey) => journey.tail(),
            Self::Terminal(practice) => practice.tail(),
        }
    }

    /// What the notes hold of a secret: wrong, unknown.
    fn noted(&mut self, secret: &str) -> (u64, u64) {
        let ran = self.run(&["--json", "notes", "show"], Script::nobody());
        let notes = ran.value("/notes");
        let mut notes = notes.as_array().unwrap().iter();
        let found = notes.find(|note| note["secret"] == secret);
        let count = |key: &str| found.map_or(0, |note| note[key].as_u64().unwrap());
        (count("wrong"), count("unknown"))
    }
}

#[test]
fn a_new_ehba_ends_with_both_pins_set_and_a_second_run_asks_nothing() {
    for mut desk in fresh("hba") {
        let script = fits("0")
            .then(desk.activates("PIN.CH", BUILT_IN.ch, NEW_CH))
            .then(holder("j"))
            .then(desk.activates("PIN.QES", BUILT_IN.qes, NEW_QES));
        let ran = desk.run(&["--json", "activate"], script);
        ran.exits(0)
            .says("Fertig: alle PINs dieser Karte sind gesetzt");
        assert_eq!(ran.value("/complete"), true);
        assert_eq!(desk.sent(&ran), 2);
        assert_eq!((desk.truth("PIN.CH"), desk.truth("PIN.QES")), (OWN, OWN));
        assert!(desk.is("PIN.CH", NEW_CH) && desk.is("PIN.QES", NEW_QES));
    }
    for mut desk in in_use("hba") {
        let ran = desk.run(&["activate"], Script::person());
        ran.exits(0).says("schon gesetzt");
        assert_eq!(desk.sent(&ran), 0);
    }
}

#[test]
fn a_new_smcb_ends_with_its_pin_set() {
    for mut desk in fresh("smcb") {
        let script = fits("0").then(desk.activates("PIN.SMC", BUILT_IN.smc, NEW_SMC));
        let ran = desk.run(&["--json", "activate"], script);
        ran.exits(0).says("PIN der SMC-B (PIN.SMC) ist gesetzt");
        assert_eq!(desk.sent(&ran), 1);
        assert_eq!(desk.truth("PIN.SMC"), OWN);
        assert!(desk.is("PIN.SMC", NEW_SMC));
    }
}

#[test]
fn a_wrong_transport_pin_is_told_noted_and_counted_though_the_card_hides_it() {
    for mut desk in fresh("smcb") {
        let script = fits("0").then(desk.activates("PIN.SMC", WRONG, NEW_SMC));
        let ran = desk.run(&["--json", "activate"], script);
        ran.fails(10, "wrong_secret").says("2 Versuche");
        assert_eq!(desk.truth("PIN.SMC").tries, 2);
        assert_eq!(desk.noted("pin.smc"), (1, 0));
        let ran = desk.run(&["--json", "status"], Script::nobody());
        assert_eq!(ran.value("/pins/0/state"), "transport");
        assert_eq!(ran.value("/pins/0/tries_left"), 2);
        assert_eq!(ran.value("/pins/0/wrong_noted"), 1);
    }
}

#[test]
fn the_last_try_of_a_transport_pin_is_made_after_typed_digits_only_and_blocks_it() {
    for mut desk in fresh("smcb") {
        desk.others_fail("PIN.SMC", 2);
        let ran = desk.run(&["--json", "activate"], fits("2").then(releases("")));
        ran.fails(13, "last_try");
        assert_eq!(desk.sent(&ran), 0);
        let released = fits("2").then(releases(&desk.tail()));
        let script = released.then(desk.activates("PIN.SMC", WRONG, NEW_SMC));
        let ran = desk.run(&["--json", "activate"], script);
        assert_eq!(ran.exit, 11, "{}", ran.heard.borrow().everything());
        assert_eq!(desk.sent(&ran), 1);
        assert_eq!(desk.truth("PIN.SMC").tries, 0);
    }
}

#[test]
fn a_letter_of_another_card_a_holder_who_is_not_there_and_a_dry_run_send_nothing_of_it() {
    for mut desk in fresh("hba") {
        let other = Script::person().asks(LETTER_AND_TRIES, "n");
        let ran = desk.run(&["activate"], other);
        ran.exits(13);
        assert_eq!(desk.sent(&ran), 0);
        let ran = desk.run(&["activate", "--dry-run"], Script::nobody());
        ran.exits(0);
        assert_eq!(desk.sent(&ran), 0);
        let script = fits("0")
            .then(desk.activates("PIN.CH", BUILT_IN.ch, NEW_CH))
            .then(holder("n"));
        let ran = desk.run(&["--json", "activate"], script);
        assert_eq!(ran.value("/results/1/skipped"), "holder");
        assert_eq!(desk.sent(&ran), 1);
        assert_eq!((desk.truth("PIN.CH"), desk.truth("PIN.QES")), (OWN, FRESH));
    }
}

#[test]
fn ctrl_c_between_the_pins_says_what_is_set_and_the_next_run_goes_on() {
    for mut desk in fresh("hba") {
        let script = fits("0")
            .then(desk.activates("PIN.CH", BUILT_IN.ch, NEW_CH))
            .cancels_at("Diese PIN ist eine Unterschrift");
        desk.run(&["activate"], script).exits(15).says(
            "Gesetzt, und bleibt es: Karten-PIN (PIN.CH). Unverändert: Signatur-PIN (PIN.QES).",
        );
        let script =
            fits("0")
                .then(holder("j"))
                .then(desk.activates("PIN.QES", BUILT_IN.qes, NEW_QES));
        let ran = desk.run(&["activate"], script);
        ran.exits(0);
        assert_eq!(desk.sent(&ran), 1);
        assert_eq!((desk.truth("PIN.CH"), desk.truth("PIN.QES")), (OWN, OWN));
    }
}

#[test]
fn own_pins_are_changed_and_a_wrong_one_costs_a_try_that_is_told() {
    for mut desk in in_use("hba") {
        let script = desk
            .changes("PIN.CH", NEW_CH, NEXT)
            .then(holder("j"))
            .then(desk.changes("PIN.QES", NEW_QES, "4950617"));
        let ran = desk.run(&["--json", "change", "--pin", "ch,qes"], script);
        ran.exits(0);
        assert_eq!(desk.sent(&ran), 2);
        assert!(desk.is("PIN.CH", NEXT) && desk.is("PIN.QES", "4950617"));
    }
    // One that was just changed is verified for the Konnektor: its counter is hidden there.
    for mut desk in in_use("hba") {
        let script = desk.changes("PIN.CH", WRONG_OWN, NEW_CH);
        let ran = desk.run(&["--json", "change", "--pin", "ch"], script);
        ran.fails(10, "wrong_secret");
        assert_eq!(ran.value("/error/tries_left"), 2);
        assert_eq!(desk.truth("PIN.CH").tries, 2);
    }
}

#[test]
fn the_last_try_of_an_own_pin_is_made_after_typed_digits_only_and_names_the_puk() {
    for mut desk in in_use("smcb") {
        desk.others_fail("PIN.SMC", 2);
        let ran = desk.run(&["--json", "change"], releases(""));
        ran.fails(13, "last_try");
        assert_eq!(desk.sent(&ran), 0);
        let released = releases(&desk.tail());
        let script = released.then(desk.changes("PIN.SMC", WRONG_OWN, NEXT));
        let ran = desk.run(&["--json", "change"], script);
        ran.fails(11, "blocked").says("PUK");
        assert_eq!(desk.truth("PIN.SMC").tries, 0);
    }
}

#[test]
fn a_pin_is_verified_or_told_wrong_and_a_transport_pin_is_sent_to_activate() {
    for mut desk in in_use("smcb") {
        let script = desk.verifies("PIN.SMC", NEW_SMC);
        let ran = desk.run(&["--json", "verify"], script);
        ran.exits(0);
        assert_eq!(ran.value("/results/0/right"), true);
    }
    for mut desk in in_use("smcb") {
        let script = desk.verifies("PIN.SMC", WRONG_OWN);
        let ran = desk.run(&["--json", "verify"], script);
        ran.fails(10, "wrong_secret");
        assert_eq!(ran.value("/results/0/right"), false);
        assert_eq!(desk.truth("PIN.SMC").tries, 2);
    }
    for mut desk in fresh("smcb") {
        for command in ["change", "verify"] {
            let ran = desk.run(&["--json", command], Script::person());
            ran.fails(13, "still_transport");
            assert_eq!(desk.sent(&ran), 0, "{command}");
        }
        assert_eq!(desk.truth("PIN.SMC"), FRESH);
    }
}

#[test]
fn a_blocked_pin_gets_a_new_one_by_its_puk_and_a_signature_pin_new_tries() {
    let used = Truth { puk_uses: 9, ..OWN };
    for (kind, pin, puk) in [("hba", "PIN.CH", PUK_CH), ("smcb", "PIN.SMC", PUK_SMC)] {
        for mut desk in in_use(kind) {
            desk.others_fail(pin, 3);
            let script = own().then(desk.unblocks(pin, puk, NEXT));
            let ran = desk.run(&["--json", "unblock"], script);
            ran.exits(0);
            assert_eq!(desk.sent(&ran), 1);
            assert_eq!(desk.truth(pin), used);
            assert!(desk.is(pin, NEXT));
        }
    }
    for mut desk in in_use("hba") {
        desk.others_fail("PIN.QES", 3);
        let before = own().then(holder("j")).then(still_known("j"));
        let puk = asks_puk("PIN.QES", PUK_QES);
        let script = before.then(desk.types(puk, &[PUK_QES]));
        desk.run(&["unblock"], script)
            .exits(0)
            .says("Es gilt die alte PIN.");
        assert_eq!(desk.truth("PIN.QES"), used);
        assert!(desk.is("PIN.QES", NEW_QES));
    }
}

#[test]
fn a_wrong_puk_names_its_uses_is_noted_and_none_is_asked_for_without_a_block() {
    for mut desk in in_use("smcb") {
        let ran = desk.run(&["--json", "unblock"], Script::person());
        ran.exits(0);
        assert_eq!(desk.sent(&ran), 0);
        desk.others_fail("PIN.SMC", 3);
        let script = own().then(desk.unblocks("PIN.SMC", WRONG_PUK, NEXT));
        let ran = desk.run(&["--json", "unblock"], script);
        ran.fails(10, "wrong_secret").says("9 Anwendungen");
        assert_eq!(ran.value("/error/tries_left"), Value::Null);
        assert_eq!(ran.value("/error/puk_uses_left"), json!(9));
        assert_eq!(desk.truth("PIN.SMC").puk_uses, 9);
        assert_eq!(desk.noted("puk.smc"), (1, 0));
    }
}
