//! `notes show` and `notes forget`, and what the notes are worth when they cannot be read.

use serde_json::{Value, json};
use support::faults::{At, Fault};
use support::journey::{BUILT_IN, Journey, NEW_QES, WRONG, secrets_ch};
use support::life::{NEXT, PUK_CH, WRONG_PUK};
use support::script::Script;

/// An eHBA with a wrong Transport-PIN, an attempt that stayed open, and a wrong PUK in its notes.
fn noted() -> Journey {
    let mut journey = Journey::with("hba");
    journey
        .script(&secrets_ch(WRONG), &[])
        .fails(10, "wrong_secret");
    let qes = format!("transport.qes = {}\nnew.qes = {NEW_QES}\n", BUILT_IN.qes);
    journey.bench.once(At::Change, Fault::LoseCommand);
    journey
        .script(&qes, &["--pin", "qes", "--holder-present"])
        .fails(9, "outcome_unknown");
    let puk = format!("puk.ch = {WRONG_PUK}\nnew.ch = {NEXT}\n");
    journey
        .script_of("unblock", &puk, &["--pin", "ch", "--spend-puk-use"])
        .fails(10, "wrong_secret");
    journey
}

/// The question of `forget`.
fn forgets(answer: &str) -> Script {
    Script::person().asks("Notizen vergessen?", answer)
}

fn shown(journey: &mut Journey) -> Vec<Value> {
    let ran = journey.run(&["--json", "notes", "show"], Script::nobody());
    ran.exits(0).sends(0);
    assert_eq!(
        (ran.value("/command"), ran.value("/card"), ran.exchanges),
        (json!("notes show"), Value::Null, 0)
    );
    ran.value("/notes").as_array().unwrap().clone()
}

#[test]
fn every_secret_of_every_card_is_shown_with_its_counts() {
    let mut journey = noted();
    let ran = journey.run(&["notes", "show"], Script::person());
    ran.exits(0)
        .says("kennen nur diesen PC")
        .says(&format!("Karte …{}, steckt gerade", journey.tail()))
        .says("Karten-Transport-PIN (PIN.CH): 1 Versuch falsch, höchstens 2 übrig");
    ran.says(
        "Signatur-Transport-PIN (PIN.QES): 1 Versuch mit unbekanntem Ausgang, höchstens 2 übrig",
    )
    .says("PUK zur PIN.CH: 1 Eingabe falsch, höchstens 9 übrig");
    // Nobody knows a card by its hash; of one that is not there nothing else is known.
    journey.bench.pull(0);
    journey
        .run(&["notes", "show"], Script::person())
        .exits(0)
        .says("Karte mit dem Kennzeichen")
        .never_says("steckt gerade");
    let notes = shown(&mut journey);
    let keys: Vec<&str> = notes[0]
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    let contract = [
        "card",
        "secret",
        "wrong",
        "unknown",
        "right",
        "blocked",
        "settled",
        "own",
        "rehearsal",
        "tries_left_at_most",
        "puk_uses_left_at_most",
    ];
    assert_eq!(keys, contract);
    let of = |secret: &str| {
        notes
            .iter()
            .find(|note| note["secret"] == secret)
            .unwrap()
            .clone()
    };
    assert_eq!(
        (
            &of("pin.ch")["tries_left_at_most"],
            &of("pin.ch")["puk_uses_left_at_most"]
        ),
        (&json!(2), &Value::Null)
    );
    assert_eq!(
        (
            &of("puk.ch")["tries_left_at_most"],
            &of("puk.ch")["puk_uses_left_at_most"]
        ),
        (&Value::Null, &json!(9))
    );
    assert_eq!(
        (&of("pin.qes")["unknown"], &of("pin.qes")["blocked"]),
        (&json!(1), &json!(false))
    );
    assert!(notes.iter().all(|note| note["card"] == notes[0]["card"]));
}

#[test]
fn forgetting_takes_the_uses_of_a_puk_too_and_only_then() {
    let mut journey = noted();
    let four = journey.tail();
    let right = format!("puk.ch = {PUK_CH}\nnew.ch = {NEXT}\n");
    journey
        .script_of("unblock", &right, &["--pin", "ch", "--spend-puk-use"])
        .fails(13, "try_again")
        .sends(0);
    let again = ["--pin", "ch", "--spend-puk-use", "--try-again", &four];
    journey
        .script_of("unblock", &right, &again)
        .exits(0)
        .sends(1);
    // PIN.CH is set now and names its tries itself; its PUK does not.
    let secrets: Vec<Value> = shown(&mut journey)
        .iter()
        .map(|note| note["secret"].clone())
        .collect();
    assert_eq!(secrets, ["pin.qes", "puk.ch"]);
    journey
        .run(&["notes", "forget", "--all"], forgets("j"))
        .exits(0);
    journey
        .script_of("unblock", &right, &["--pin", "ch", "--spend-puk-use"])
        .exits(0)
        .sends(1);
}

/// The notes of rehearsals at a served card stand apart, in a file of their own.
#[test]
fn notes_of_rehearsals_are_shown_and_forgotten_as_such() {
    let mut journey = Journey::with("hba");
    let home = journey.temp.join("state");
    let apart = home.join("pinlotse/rehearsals.json");
    journey.notes = Some(apart.clone());
    journey
        .script(&secrets_ch(WRONG), &[])
        .fails(10, "wrong_secret");
    let run = |arguments: &[&str]| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_pinlotse"))
            .args(arguments)
            .env("XDG_STATE_HOME", &home)
            .env("LANG", "de_DE.UTF-8")
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let said = run(&["notes", "show"]);
    assert!(said.contains("PROBE: Karte mit dem Kennzeichen"), "{said}");
    let document: Value = serde_json::from_str(&run(&["--json", "notes", "show"])).unwrap();
    assert_eq!(document["notes"][0]["rehearsal"], true, "{document:#}");
    let said = run(&["notes", "forget", "--all"]);
    assert!(said.contains("Vergessene Karten von Proben: 1"), "{said}");
    assert!(run(&["notes", "show"]).contains("keine Versuche notiert"));
}
