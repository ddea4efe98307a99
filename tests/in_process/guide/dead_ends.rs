//! Where people stop: every dead end leads on by numbers, says where to ask, and recommends nothing
//! that spends something.

use support::faults::{At, Bench, Fault, card};
use support::journey::{
    BUILT_IN, Journey, LETTER_AND_TRIES, NEW_CH, NEW_SMC, Ran, WRONG, asks_new, begins, ends,
    enters, guide, letter_fits, ready, welcomed,
};
use support::life::{NEXT, PUK_CH, PUK_SMC, WRONG_OWN, asks_current, asks_puk};
use support::script::Script;

const OWN: &str = "Ja, das war ich";
const RENEW_CH: &str = "Karten-PIN (PIN.CH) vergessen: mit der PUK eine neue setzen";
const RENEW_SMC: &str = "PIN der SMC-B (PIN.SMC) vergessen: mit der PUK eine neue setzen";

/// A test of the own PIN of an SMC-B.
fn tests(digits: &str) -> Script {
    Script::person()
        .chooses("Eine eigene PIN prüfen")
        .asks("Eine falsche PIN kostet einen Versuch.", "j")
        .then(asks_current("PIN.SMC", digits))
}

/// The choices of all menus of a run.
fn choices(ran: &Ran) -> String {
    let heard = ran.heard.borrow();
    let said = heard.said.iter().map(|(_, line)| line.as_str());
    said.filter(|line| line.starts_with("  ["))
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn an_own_pin_that_is_refused_is_not_guessed_at_but_set_anew_with_the_puk() {
    let mut journey = Journey::set("hba");
    let script = ready()
        .chooses(OWN)
        .chooses("Eine eigene PIN prüfen")
        .chooses("Karten-PIN (PIN.CH)")
        .asks("Eine falsche PIN kostet einen Versuch.", "j")
        .then(asks_current("PIN.CH", WRONG_OWN))
        .chooses(RENEW_CH)
        .then(letter_fits())
        .then(asks_puk("PIN.CH", PUK_CH))
        .then(asks_new("PIN.CH", NEXT))
        .then(ends());
    let ran = guide(&mut journey, script);
    ran.exits(0)
        .sends(2)
        .says("Mein Vorschlag: nicht weiter raten.")
        .says("Karten-PIN (PIN.CH) ist nicht gesperrt: wissen Sie sie noch, brauchen Sie die PUK nicht.")
        .says("Karten-PIN (PIN.CH): es gilt jetzt die neue PIN.")
        .never_says("pinlotse unblock");
    assert!(journey.is(NEXT));
    assert_eq!(journey.puk_uses("PIN.CH"), 9);
}

#[test]
fn with_one_try_left_the_end_is_recommended_and_the_puk_is_at_hand() {
    let mut journey = Journey::set("smcb");
    journey.others_fail("PIN.SMC", 2);
    let script = ready()
        .chooses(OWN)
        .chooses(RENEW_SMC)
        .then(letter_fits())
        .then(asks_puk("PIN.SMC", PUK_SMC))
        .then(asks_new("PIN.SMC", NEXT))
        .then(ends());
    let ran = guide(&mut journey, script);
    ran.exits(0)
        .sends(1)
        .says("Mein Vorschlag: nicht weiter raten.");
    let offered = choices(&ran);
    assert!(offered.contains("[1] Beenden (empfohlen)\n  [2] PIN der SMC-B (PIN.SMC) vergessen"));
    assert!(journey.is(NEXT));
}

#[test]
fn a_puk_with_one_entry_left_is_not_offered_for_a_pin_that_is_not_blocked() {
    let mut journey = Journey::set("smcb");
    for (puk, again) in [("19283746", false), ("81726354", true)] {
        let secrets = format!("puk.smc = {puk}\nnew.smc = {NEXT}\n");
        let four = journey.tail();
        let mut told = vec!["--pin", "smc", "--spend-puk-use"];
        told.extend(again.then_some(["--try-again", &four]).iter().flatten());
        journey.script_of("unblock", &secrets, &told).exits(10);
    }
    let ran = guide(
        &mut journey,
        ready().chooses(OWN).then(tests(WRONG_OWN)).then(ends()),
    );
    ran.sends(1)
        .says("Der PUK bleibt nach den Notizen dieses PCs höchstens eine Eingabe");
    assert!(!choices(&ran).contains("mit der PUK eine neue"));
}

#[test]
fn an_outcome_that_was_unknown_is_told_by_what_the_card_shows_now() {
    let mut journey = Journey::with("smcb");
    journey.bench.once(At::Change, Fault::LoseCommand);
    let script = ready()
        .then(begins("0"))
        .then(enters("PIN.SMC", BUILT_IN.smc, NEW_SMC))
        .then(ends());
    let ran = guide(&mut journey, script);
    ran.exits(9).sends(1).says(
        "PIN der SMC-B (PIN.SMC): noch die Transport-PIN. Ein Versuch kann verbraucht sein, übrig höchstens 2 Versuche.",
    );
    ran.never_says("Der Stand unten").never_says("UNBEKANNT");
    // The letter is refused afterwards: what may be valid is another PIN, and guessing costs.
    let script = ready()
        .chooses("(PIN.SMC) jetzt")
        .asks(LETTER_AND_TRIES, "j")
        // It may be a PIN of one's own that is typed: it is not seen.
        .asks_secret("(PIN.SMC) aus dem Brief", WRONG)
        .asks_secret("(PIN.SMC) noch einmal", WRONG)
        .then(asks_new("PIN.SMC", NEW_SMC))
        .then(ends());
    let ran = guide(&mut journey, script);
    ran.sends(1)
        .says("Mein Vorschlag: jetzt aufhören und den Herausgeber fragen.")
        .says("vielleicht gilt schon die neue PIN der SMC-B (PIN.SMC)")
        .says("Trotzdem die neue PIN der abgebrochenen Eingabe probieren");
}

#[test]
fn of_several_cards_the_new_one_is_told_from_the_old_one() {
    let bench = Bench::with("hba");
    bench.add("Zweiter Leser", Some(card("smcb")));
    let mut journey = Journey::on(bench);
    journey.others_send(
        &[],
        &[format!(
            "0024000110{}{}",
            support::life::block(BUILT_IN.ch),
            support::life::block(NEW_CH)
        )],
    );
    let script = ready()
        .chooses("Nichts davon, zurück")
        .then(welcomed())
        .chooses("NEU (Transport-PINs)")
        .then(ends());
    let ran = guide(&mut journey, script);
    ran.exits(0).sends(0);
    let offered = choices(&ran);
    for words in [
        "noch offen: Signatur-PIN (PIN.QES), gültig bis 31.12.2099, in „Testleser 00 00“",
        "NEU (Transport-PINs), gültig bis 31.12.2099, in „Zweiter Leser“",
    ] {
        assert!(offered.contains(words), "{words}: {offered}");
    }
}

#[test]
fn what_is_wrong_at_the_desk_can_be_checked_from_each_of_its_menus() {
    let busy = Journey::with("hba");
    busy.bench.busy(0, usize::MAX);
    let empty = Journey::with("hba");
    empty.bench.pull(0);
    for mut journey in [busy, empty, Journey::on(Bench::new())] {
        let script = welcomed().chooses("Prüfen, woran es liegt").then(ends());
        guide(&mut journey, script);
    }
}
