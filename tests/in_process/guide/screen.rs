//! The guide on a screen of 24 rows: what the last step came to stands above the choices, help can
//! be followed on the spot, and nothing leads to a command that has to be typed.

use std::fs;

use pinlotse::reader::Error;
use pinlotse::system::machine::Machine;
use pinlotse::system::os::Os;
use support::alone;
use support::faults::{At, Bench, Fault, card};
use support::journey::{
    BUILT_IN, Journey, NEW_SMC, WRONG, begins, ends, enters, guide, image, ready, welcomed,
};
use support::script::Script;

/// PIN.SMC with this Transport-PIN, up to its outcome.
fn activates_smc(transport: &str) -> Script {
    begins("0").then(enters("PIN.SMC", transport, NEW_SMC))
}

/// A virtual card of gematik's, worked on as a file.
fn virtual_image(kind: &str) -> Option<String> {
    image(kind).map(|path| format!("virtual:{path}"))
}

#[test]
fn what_a_step_came_to_is_not_said_of_another_card() {
    let mut journey = Journey::with("smcb");
    journey.bench.once(At::ReadBack(0x01), Fault::PullAfter);
    let bench = journey.bench.clone();
    let script = ready()
        .then(activates_smc(BUILT_IN.smc))
        .meanwhile(move || bench.put(0, card("hba")))
        .chooses("Nachsehen und weiter warten")
        .then(ends());
    let ran = guide(&mut journey, script);
    ran.sends(1)
        .says("(eHBA)")
        .says("ist gesetzt. Die Karte hat es")
        .never_says("Eben");
}

#[test]
fn a_silent_service_is_explained_checked_in_place_and_looked_at_again() {
    let mut journey = Journey::with("hba");
    let root = journey.temp.join("root");
    fs::create_dir(&root).unwrap();
    journey.machine = Some(Machine {
        os: Os::Linux,
        root,
        variables: Some(Vec::new()),
        host: None,
        windows: None,
    });
    journey
        .bench
        .fails_to_list(Some(Error::NoService("0x8010001D".to_owned())));
    let script = welcomed()
        .chooses("Hilfe")
        .chooses("Prüfen, woran es liegt")
        .chooses("Noch einmal nachsehen")
        .chooses("Beenden");
    let ran = guide(&mut journey, script);
    ran.exits(3)
        .says("gehört zum Betriebssystem")
        .says("„Prüfen, woran es liegt“ nennt die Ursache");
    ran.says("Nachgesehen: der Kartendienst antwortet weiterhin nicht.")
        .never_says("Chip nach oben");
    ran.never_says("den Befehl wiederholen. Bitte");
    assert!(
        ran.heard
            .borrow()
            .shown
            .iter()
            .any(|line| line.contains("Kartendienst")),
        "{:?}",
        ran.heard.borrow().shown
    );
}

#[test]
fn another_look_that_finds_the_same_says_so() {
    let mut journey = Journey::on(Bench::new());
    let ran = guide(
        &mut journey,
        welcomed()
            .chooses("Nachsehen und weiter warten")
            .then(ends()),
    );
    ran.exits(4)
        .says("Nachgesehen: weiterhin kein Kartenleser.");
    let mut journey = Journey::with("hba");
    journey.bench.pull(0);
    let ran = guide(
        &mut journey,
        welcomed()
            .chooses("Nachsehen und weiter warten")
            .then(ends()),
    );
    ran.exits(5).says("Nachgesehen: weiterhin keine Karte.");
    let Some(egk) = image("EGK") else { return };
    let ran = guide(
        &mut Journey::with(&egk),
        welcomed().chooses("Noch einmal nachsehen").then(ends()),
    );
    ran.exits(6)
        .says("Nachgesehen: es steckt noch dieselbe Karte");
}

#[test]
fn a_rehearsal_that_is_cancelled_says_that_nothing_real_was_touched() {
    let mut journey = Journey::on(Bench::new());
    let script = welcomed()
        .chooses("an einer virtuellen Karte üben")
        .chooses("Praxis- oder Institutionsausweis (SMC-B)")
        .chooses("ohne Fehler")
        .then(activates_smc(WRONG))
        .cancels_at("Nummer");
    let ran = guide(&mut journey, script);
    ran.exits(15)
        .says("Die Probe ist abgebrochen. An einer echten Karte wurde dabei nichts verändert.");
    ran.never_says("was gesetzt ist, bleibt gesetzt");
}

#[test]
fn a_wrong_card_in_a_virtual_reader_leads_to_a_rehearsal_and_not_into_a_wait() {
    let Some(egk) = virtual_image("EGK") else {
        return;
    };
    let script = Script::person()
        .chooses("Mit einer virtuellen SMC-B üben")
        .chooses("Den ganzen Weg, ohne Fehler")
        .then(activates_smc(BUILT_IN.smc))
        .then(ends())
        .then(ends());
    let heard = script.heard();
    assert_eq!(alone::run(&["--reader", &egk], script), 6);
    let heard = heard.borrow();
    for words in [
        "lässt sich keine Karte herausnehmen",
        "FERTIG. PIN der SMC-B (PIN.SMC) ist gesetzt.",
    ] {
        assert!(heard.says(words), "{words}: {}", heard.everything());
    }
    assert!(
        heard.waited.is_empty() && !heard.says("Bitte diese Karte herausnehmen"),
        "{}",
        heard.everything()
    );
    assert!(!heard.says("Die Probe ist zu Ende"));
}

#[test]
fn in_a_rehearsal_no_service_is_offered_to_be_asked() {
    let script = ready().then(activates_smc(BUILT_IN.smc)).then(ends());
    let heard = script.heard();
    assert_eq!(alone::run(&["--reader", "virtual:smcb"], script), 0);
    assert!(
        heard
            .borrow()
            .says("Freischalten, falls noch nicht geschehen")
            && !heard.borrow().says("(Internet)")
    );
}
