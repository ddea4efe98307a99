//! `activate` at PIN pads, from the coach's first word to the card's last, through a real pcscd.

use support::desk::Answers;
use support::other_program::OtherProgram;
use support::pad::{PadReader, Settings};
use support::pad_desk::{DF_QES, hba};
use support::pad_walk::*;

/// cards.md, 9.4: Transport-PIN and new PIN of PIN.CH (and of PIN.SMC, which has the same number),
/// and of PIN.QES.
const CHANGE_01: &str =
    "3C0089470400080805030203070400010200000015000000002400011020FFFFFFFFFFFFFF20FFFFFFFFFFFFFF";
const CHANGE_81: &str =
    "3C0089470400080805030203070400010200000015000000002400811020FFFFFFFFFFFFFF20FFFFFFFFFFFFFF";

#[test]
fn the_coach_lists_every_entry_and_arms_the_pad_only_after_enter() {
    let Some(walk) = PadWalk::with(&Settings::default(), hba()) else {
        return;
    };
    walk.slot()
        .plan(&format!("......................... {CH}# {OWN}# {OWN}#"));
    walk.slot().plan(&format!("{QES}# {OTHER}# {OTHER}#"));
    let mut terminal = walk.desk.terminal(&["activate"]);
    begin_activation(&mut terminal);
    let said = told(&mut terminal);
    for step in [
        "Sie tippen gleich am Leser, nicht am PC. Der Leser fragt nacheinander: \
         1. Karten-Transport-PIN (PIN.CH) aus dem Brief, 5 Ziffern, dann die grüne Taste \
         2. neue Karten-PIN (PIN.CH), 6 bis 8 Ziffern, dann die grüne Taste \
         3. dieselbe neue Karten-PIN (PIN.CH) noch einmal, dann die grüne Taste \
         Die erste Eingabe fragt der Leser nur einmal und prüft sie nicht",
        "Vertippt? Gelbe Taste. Nach dem Start bleiben etwa 60 Sekunden",
        "Abbrechen: rote Taste am Leser.",
    ] {
        assert!(said.contains(step), "{said}");
    }
    assert!(!said.contains("keine Anzeige"), "{said}");

    // Nothing is held while the person reads.
    let mut other = OtherProgram::start(&walk.desk.pcscd);
    other
        .does(&format!("shared {}", walk.pads[0].reader_name(0)))
        .does("begin");
    other.sends("00A4040C", "9000").does("end").does("leave");
    assert!(walk.slot().dialogs().is_empty());

    terminal.send_hidden_line("");
    walk.slot().wait_until_armed(1);
    terminal.expect("0:01 Bitte jetzt am Leser tippen. Abbrechen nur mit der roten Taste.");
    terminal.expect("Karten-PIN (PIN.CH) ist gesetzt. Die Karte hat es bestätigt");
    terminal
        .expect("Schritt 2 von 2")
        .yes("Diese PIN ist eine Unterschrift");
    press_enter(&mut terminal);
    terminal
        .expect("Signatur-PIN (PIN.QES) ist gesetzt.")
        .expect("Fertig: alle PINs dieser Karte sind gesetzt.");
    let said = walk.end(&mut terminal, 0);
    assert!(said.contains(
        "1. Signatur-Transport-PIN (PIN.QES) aus dem Brief, 5 Ziffern, dann die grüne Taste"
    ));
    assert_eq!(walk.structures(), [CHANGE_01, CHANGE_81]);
    assert_eq!(walk.slot().secrets_seen().len(), 2);
    assert!(walk.accepts("", 0x01, OWN) && walk.accepts(DF_QES, 0x81, OTHER));
}

#[test]
fn a_pad_without_display_is_announced_as_mute_and_clips_what_it_cannot_take() {
    let settings = Settings {
        display: false,
        digits: (4, 7),
        ..Settings::default()
    };
    let Some(walk) = PadWalk::with(&settings, smcb()) else {
        return;
    };
    walk.will_type(SMC, OWN);
    let mut terminal = walk.desk.terminal(&["activate"]);
    terminal.begin();
    press_enter(&mut terminal);
    terminal.expect("PIN der SMC-B (PIN.SMC) ist gesetzt.");
    let said = walk.end(&mut terminal, 0);
    assert!(
        said.contains("Dieser Leser hat keine Anzeige: er wartet 3-mal auf Ziffern"),
        "{said}"
    );
    assert!(
        said.contains("2. neue PIN der SMC-B (PIN.SMC), 6 bis 7 Ziffern, dann die grüne Taste"),
        "{said}"
    );
    assert_eq!(walk.structures(), [CHANGE_01.replacen("0805", "0705", 1)]);
    assert!(walk.accepts("", 0x01, OWN));
}

#[test]
fn the_smcb_is_activated_with_the_octets_of_the_facts() {
    let Some(walk) = PadWalk::with(&Settings::default(), smcb()) else {
        return;
    };
    walk.will_type(SMC, OWN);
    let mut terminal = walk.desk.terminal(&["activate"]);
    terminal.begin();
    press_enter(&mut terminal).expect("Fertig: alle PINs dieser Karte sind gesetzt.");
    walk.end(&mut terminal, 0);
    assert_eq!(walk.structures(), [CHANGE_01]);
}

#[test]
fn in_english_the_pad_is_asked_to_speak_english() {
    let Some(walk) = PadWalk::with(&Settings::default(), smcb()) else {
        return;
    };
    walk.will_type(SMC, OWN);
    let run = walk.script(&["--lang", "en", "activate"]);
    run.assert_exit(0);
    assert!(
        run.says(
            "1. Transport-PIN of the SMC-B (PIN.SMC) from the letter, 5 digits, then the green key"
        ),
        "{run}"
    );
    assert_eq!(walk.structures(), [CHANGE_01.replacen("0704", "0904", 1)]);
}

#[test]
fn digits_typed_at_the_pc_instead_are_neither_shown_nor_taken_for_enter() {
    let Some(walk) = PadWalk::with(&Settings::default(), hba()) else {
        return;
    };
    walk.slot()
        .plan(&format!("......................... {CH}# {OWN}# {OWN}#"));
    let mut terminal = walk.desk.terminal(&["activate"]);
    begin_activation(&mut terminal).send_hidden_line(CH);
    terminal.expect("Bitte hier nichts tippen, nur Enter drücken.");
    assert!(walk.slot().dialogs().is_empty());
    press_enter(&mut terminal);
    walk.slot().wait_until_armed(1);
    // While the pad is armed as well; and no such key answers a later question.
    terminal.expect("0:01").send_line(OWN).send_line("j");
    terminal
        .expect("Diese PIN ist eine Unterschrift")
        .expect("[j/N] ")
        .send_line("n");
    walk.end(&mut terminal, 13);
    assert_eq!(walk.slot().dialogs().len(), 1);
}

#[test]
fn a_script_needs_no_prompt_at_a_pad() {
    let Some(walk) = PadWalk::with(&Settings::default(), hba()) else {
        return;
    };
    // Without a word about it nothing is armed, and the holder's PIN is the holder's.
    let none = walk.desk.expect(17, &["activate", "--json", "--no-input"]);
    assert_eq!(none.error(), "secrets_missing");
    let named = walk.script(&["activate", "--pin", "qes"]);
    named.assert_exit(13);
    assert_eq!(named.error(), "holder");
    assert!(walk.slot().dialogs().is_empty());

    walk.will_type(CH, OWN);
    let run = walk.script(&["activate"]);
    run.assert_exit(0);
    assert_eq!(
        (&run.result("ch")["entry"], &run.result("ch")["answer"]),
        (&"pinpad".into(), &"read".into()),
        "{run}"
    );
    assert_eq!(run.result("ch")["tries_basis"], "assumed");
    assert_eq!(run.result("qes")["skipped"], "holder");
    assert!(
        run.says("1. Karten-Transport-PIN (PIN.CH) aus dem Brief, 5 Ziffern"),
        "{run}"
    );
    assert!(run.says("Bitte jetzt am Leser tippen"), "{run}");
    assert_eq!(
        (
            &run.json["reader"]["pin_pad"],
            &run.json["reader"]["display"]
        ),
        (&true.into(), &true.into())
    );

    walk.will_type(QES, OTHER);
    let run = walk.script(&["activate", "--holder-present"]);
    run.assert_exit(0);
    assert_eq!(
        (&run.result("ch")["skipped"], &run.result("qes")["entry"]),
        (&"done".into(), &"pinpad".into())
    );
    assert_eq!(walk.structures(), [CHANGE_01, CHANGE_81]);
}

#[test]
fn a_scripts_tries_are_its_own_business_at_a_pad_too() {
    let Some(walk) = PadWalk::with(&Settings::default(), smcb()) else {
        return;
    };
    let digits = walk.desk.status()["card"]["iccsn"].as_str().unwrap()[16..].to_owned();
    walk.will_type("70681", OWN);
    let run = walk.script(&["activate"]);
    run.assert_exit(10);
    assert_eq!(
        (run.error(), &run.json["error"]["tries_left"]),
        ("wrong_secret", &2.into()),
        "{run}"
    );
    assert_eq!(run.result("smc")["entry"], "pinpad");
    let run = walk.script(&["activate"]);
    run.assert_exit(13);
    assert_eq!((run.error(), walk.slot().dialogs().len()), ("try_again", 1));
    walk.will_type("70681", OWN);
    walk.script(&["activate", "--pin", "smc", "--try-again", &digits])
        .assert_exit(10);
    let run = walk.script(&["activate", "--pin", "smc", "--try-again", &digits]);
    assert_eq!((run.error(), walk.slot().dialogs().len()), ("last_try", 2));
    walk.will_type(SMC, OWN);
    walk.script(&["activate", "--pin", "smc", "--last-try", &digits])
        .assert_exit(0);
    assert_eq!(walk.structures().len(), 3);
}

#[test]
fn keyboard_and_secrets_leave_the_pad_alone() {
    let Some(walk) = PadWalk::with(&Settings::default(), hba()) else {
        return;
    };
    let mut terminal = walk
        .desk
        .terminal(&["activate", "--entry", "keyboard", "--pin", "ch"]);
    let trial = support::desk::Trial::hba();
    terminal
        .begin()
        .type_transport(&trial.pins[0])
        .type_new(&trial.pins[0]);
    terminal.expect("Karten-PIN (PIN.CH) ist gesetzt.");
    walk.end(&mut terminal, 0);
    for entry in [&["--entry", "file"][..], &[]] {
        walk.insert(smcb());
        let file = walk
            .desk
            .secrets_file(&[("transport.smc", SMC), ("new.smc", OWN)])
            .display()
            .to_string();
        let run = walk
            .desk
            .run(&[&["activate", "--json", "--secrets-file", &file], entry].concat());
        run.assert_exit(0);
        assert_eq!(run.result("smc")["entry"], "file", "{run}");
    }
    assert!(walk.slot().dialogs().is_empty());
    // What contradicts itself is refused before anything is looked at.
    let file = walk
        .desk
        .secrets_file(&[("transport.smc", SMC)])
        .display()
        .to_string();
    walk.desk.expect(
        2,
        &["activate", "--entry", "pinpad", "--secrets-file", &file],
    );
    walk.desk.expect(2, &["activate", "--entry", "file"]);
}

#[test]
fn a_dry_run_arms_nothing() {
    let Some(walk) = PadWalk::with(&Settings::default(), hba()) else {
        return;
    };
    walk.script(&["activate", "--dry-run"]).assert_exit(0);
    let mut terminal = walk.desk.terminal(&["activate", "--dry-run"]);
    walk.end(&mut terminal, 0);
    assert!(walk.slot().dialogs().is_empty());
}

#[test]
fn of_two_readers_and_two_slots_the_one_with_the_card_is_armed() {
    let pads = ["One", "Two"].map(|name| PadReader::new(name, 2, &Settings::default()));
    let Some(walk) = PadWalk::of(pads.into()) else {
        return;
    };
    let wanted = walk.pads[1].reader_name(1);
    walk.pads[0].slot(0).insert(hba());
    walk.wait_for_state(&walk.pads[0].reader_name(0), "card");
    walk.pads[1].slot(1).insert(smcb());
    walk.wait_for_state(&wanted, "card");
    walk.pads[1].slot(1).plan(&format!("{SMC}# {OWN}# {OWN}#"));
    let run = walk.script(&["activate", "--reader", &wanted]);
    run.assert_exit(0);
    assert_eq!(run.json["reader"]["name"], wanted.as_str());
    let dialogs = |pad: usize, slot| walk.pads[pad].slot(slot).dialogs().len();
    assert_eq!(
        [dialogs(0, 0), dialogs(0, 1), dialogs(1, 0), dialogs(1, 1)],
        [0, 0, 0, 1]
    );
}
