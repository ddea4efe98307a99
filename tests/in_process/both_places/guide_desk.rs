//! What the guide says of the desk: empty places, wrong cards, several of them.

use support::journey::{NEW_SMC, WRONG, begins, ends, enters, image, welcomed};
use support::life::WRONG_OWN;
use support::script::Script;

use super::{blocked, fresh, in_use, transport_blocked, verifies};

#[test]
fn an_empty_place_ends_with_5_and_a_card_put_in_is_taken() {
    for mut desk in fresh("hba") {
        desk.hand().pulls();
        desk.guide(welcomed().then(ends())).exits(5);
        let hand = desk.hand();
        let script = welcomed()
            .meanwhile(move || hand.puts_back())
            .chooses("Nachsehen und weiter warten")
            .then(ends());
        desk.guide(script)
            .exits(0)
            .says("Jetzt den PIN-Brief öffnen");
    }
}

#[test]
fn a_wrong_card_is_named_and_the_right_one_taken_when_it_comes() {
    let Some(egk) = image("EGK") else { return };
    for mut desk in fresh(&egk) {
        let hand = desk.hand();
        let script = welcomed()
            .meanwhile(move || hand.puts("hba"))
            .chooses("Noch einmal nachsehen")
            .then(ends());
        let ran = desk.guide(script);
        ran.exits(0)
            .sends(0)
            .says("elektronische Gesundheitskarte (eGK)")
            .says("Jetzt den PIN-Brief öffnen");
    }
}

#[test]
fn another_look_that_finds_the_same_says_so() {
    for mut desk in fresh("hba") {
        desk.hand().pulls();
        let script = welcomed().chooses("Nachsehen und weiter warten");
        let ran = desk.guide(script.then(ends()));
        ran.exits(5).says("Nachgesehen: weiterhin keine Karte.");
    }
    let Some(egk) = image("EGK") else { return };
    for mut desk in fresh(&egk) {
        let ran = desk.guide(welcomed().chooses("Noch einmal nachsehen").then(ends()));
        ran.exits(6)
            .says("Nachgesehen: es steckt noch dieselbe Karte");
    }
}

#[test]
fn what_is_wrong_at_the_desk_can_be_checked_from_its_menu() {
    for mut desk in fresh("hba") {
        desk.hand().pulls();
        let script = welcomed().chooses("Prüfen, woran es liegt").then(ends());
        desk.guide(script);
    }
}

#[test]
fn status_and_doctor_propose_to_stop_where_the_guide_does() {
    let secrets = |digits| format!("transport.smc = {digits}\nnew.smc = {NEW_SMC}\n");
    for mut desk in fresh("smcb") {
        desk.script(&secrets(WRONG), &["--pin", "smc"]);
        let four = desk.tail();
        let again = ["--pin", "smc", "--try-again", &four];
        desk.script(&secrets("86420"), &again).exits(10);
        for command in ["status", "doctor"] {
            let ran = desk.run(&[command], Script::person());
            ran.says("Aufhören und den Herausgeber fragen. Die Transport-PIN der SMC-B (PIN.SMC) hat höchstens noch 1 Versuch")
                .never_says("PIN-Brief bereitlegen");
        }
        let ran = desk.run(&["--json", "status"], Script::nobody());
        assert_eq!(ran.value("/next_step/code"), "ask_issuer");
    }
    // A block beside a PIN that is to be set is told before anything is asked.
    for mut desk in transport_blocked("hba", "PIN.CH") {
        let words = "Karten-PIN (PIN.CH) ist gesperrt. Galten noch die Ziffern aus dem Brief, wird die Karte ersetzt";
        desk.run(&["status"], Script::person()).says(words);
        let script = Script::person().asks("n oder k:", "n");
        desk.run(&["activate"], script).sends(0).says(words);
    }
    // After two wrong PUKs.
    for mut desk in blocked("smcb", "PIN.SMC") {
        let four = desk.tail();
        for (puk, more) in [
            ("19283746", None),
            ("81726354", Some(["--try-again", &four])),
        ] {
            let secrets = format!("puk.smc = {puk}\nnew.smc = 60718294\n");
            let flags: Vec<&str> = ["--pin", "smc"]
                .into_iter()
                .chain(more.into_iter().flatten())
                .collect();
            desk.script_of("unblock", &secrets, &flags).exits(10);
        }
        let ran = desk.run(&["status"], Script::person());
        ran.says("Keine PUK mehr eingeben und den Herausgeber fragen")
            .never_says("unblock“");
    }
}

/// At a Konnektor no PUK is offered for a PIN that is not blocked: it would say yes without asking.
#[test]
fn an_own_pin_that_is_refused_is_not_guessed_at() {
    for (before, entries) in [(0, 1), (2, 0)] {
        for desk in in_use("smcb") {
            let mut desk = desk.with_others_failing("PIN.SMC", before);
            let mut script = Script::person().chooses("Ja, das war ich");
            if entries > 0 {
                script = script
                    .chooses("Eine eigene PIN prüfen")
                    .then(verifies("PIN.SMC", WRONG_OWN));
            }
            let ran = desk.guide(script.then(ends()));
            ran.sends(entries)
                .says("Mein Vorschlag: nicht weiter raten.");
            let offered = ran.heard.borrow().everything();
            let is_offered = offered.contains("mit der PUK eine neue setzen");
            assert_eq!(is_offered, desk.is_at_a_reader(), "{offered}");
        }
    }
}

#[test]
fn what_was_typed_is_told_once_and_the_report_for_the_hotline_is_offered() {
    for mut desk in fresh("smcb") {
        let script = begins("0")
            .then(enters("PIN.SMC", WRONG, NEW_SMC))
            .then(ends());
        let ran = desk.guide(script);
        let heard = ran.heard.borrow();
        let mut choices = heard.choices().into_iter();
        assert!(choices.any(|choice| choice.contains("Bericht für die Hotline (Code PL-TPIN-2)")));
    }
}
