//! Every command and every outcome of a PIN pad, by script and by hand, through a real pcscd: exit
//! code, words, document, notes, and what the card saw.

use pinlotse::virtual_card::VirtualCard;
use support::desk::{Answers, Trial};
use support::other_program::OtherProgram;
use support::pad::Settings;
use support::pad_desk::{DF_QES, blocked, hba, letter, with_own};
use support::pad_walk::*;

/// cards.md, 9.4, rows (b), (c), (d1), (d2).
const CHANGE: &str =
    "3C0089470400080806030203070400010200000015000000002400011020FFFFFFFFFFFFFF20FFFFFFFFFFFFFF";
const VERIFY: &str = "3C00894704080602010704000000000D000000002000010820FFFFFFFFFFFFFF";
const UNBLOCK_CH: &str =
    "3C0089470400080806030203070400010200000015000000002C00011020FFFFFFFFFFFFFF20FFFFFFFFFFFFFF";
const UNBLOCK_QES: &str = "3C00894704080802010704000000000D000000002C01810820FFFFFFFFFFFFFF";
const ACTIVATE_QES: &str =
    "3C0089470400080805030203070400010200000015000000002400811020FFFFFFFFFFFFFF20FFFFFFFFFFFFFF";

const AGAIN_OR_KEYBOARD: &str =
    "[1] noch einmal am Leser [2] an der Tastatur dieses PCs [0] aufhören: ";
const AGAIN: &str = "[1] noch einmal am Leser [0] aufhören: ";

fn own_ch() -> VirtualCard {
    with_own("ch", "", 0x01, OWN)
}

fn verify_only() -> Settings {
    Settings {
        modify: false,
        ..Settings::default()
    }
}

/// An eHBA whose Transport-PIN of PIN.QES was typed wrongly three times.
#[test]
fn a_pin_is_changed_at_the_pad() {
    let Some(walk) = PadWalk::with(&Settings::default(), own_ch()) else {
        return;
    };
    walk.will_type(OWN, OTHER);
    let mut terminal = walk.desk.terminal(&["change"]);
    press_enter(&mut terminal).expect("Karten-PIN (PIN.CH) ist geändert.");
    let said = walk.end(&mut terminal, 0);
    assert!(
        said.contains(
            "1. jetzige Karten-PIN (PIN.CH), 6 bis 8 Ziffern, dann die grüne Taste 2. neue"
        ),
        "{said}"
    );
    walk.will_type(OTHER, OWN);
    let run = walk.script(&["change", "--pin", "ch"]);
    run.assert_exit(0);
    assert_eq!(
        (&run.result("ch")["entry"], &run.result("ch")["tries_basis"]),
        (&"pinpad".into(), &"card".into())
    );
    assert_eq!(walk.structures(), [CHANGE, CHANGE]);
    assert!(walk.accepts("", 0x01, OWN));
}

#[test]
fn a_pin_is_verified_at_the_pad_and_left_closed() {
    // A pad that cannot change PINs is good enough for that.
    let Some(walk) = PadWalk::with(&verify_only(), own_ch()) else {
        return;
    };
    walk.slot().plan(&format!("{OWN}#"));
    let mut terminal = walk.desk.terminal(&["verify"]);
    terminal.yes("Eine falsche PIN kostet einen Versuch.");
    press_enter(&mut terminal).expect("Karten-PIN (PIN.CH) ist richtig, ");
    walk.end(&mut terminal, 0);
    let mut other = OtherProgram::start(&walk.desk.pcscd);
    other
        .does(&format!("shared {}", walk.pads[0].reader_name(0)))
        .sends("80200001", "63C3")
        .does("leave");

    walk.slot().plan(&format!("{OTHER}#"));
    let run = walk.script(&["verify", "--pin", "ch"]);
    run.assert_exit(10);
    assert_eq!(
        (&run.result("ch")["right"], &run.json["error"]["tries_left"]),
        (&false.into(), &2.into()),
        "{run}"
    );
    assert_eq!(
        (walk.structures(), walk.tries("PIN.CH")),
        (vec![VERIFY.to_owned(), VERIFY.to_owned()], 2)
    );
}

#[test]
fn a_driver_that_says_6985_to_a_check_of_a_pin_that_is_set_is_not_believed_to_show_a_transport_pin()
{
    let Some(walk) = PadWalk::with(&Settings::default(), own_ch()) else {
        return;
    };
    walk.slot().plan(&format!("{OWN}# !answer=6985"));
    let run = walk.script(&["verify", "--pin", "ch"]);
    run.assert_exit(1);
    assert_eq!(run.error(), "refused_by_card", "{run}");
}

#[test]
fn a_blocked_pin_ch_gets_a_new_pin_with_the_puk_at_the_pad() {
    let Some(walk) = PadWalk::with(&Settings::default(), blocked("ch", "", 0x01, OWN)) else {
        return;
    };
    walk.will_type(&letter("ch").1, OTHER);
    let mut terminal = walk.desk.terminal(&["unblock"]);
    terminal
        .expect("Hatten Sie schon eine eigene PIN gesetzt")
        .expect("[j/n] ")
        .send_line("j");
    terminal.letter("j");
    press_enter(&mut terminal).expect("Karten-PIN (PIN.CH) ist entsperrt, es gilt die neue PIN.");
    let said = walk.end(&mut terminal, 0);
    assert!(
        said.contains("1. PUK zur PIN.CH aus dem Brief, 8 Ziffern, dann die grüne Taste 2. neue"),
        "{said}"
    );
    assert!(
        said.contains("Die PUK fragt der Leser nur einmal"),
        "{said}"
    );
    assert_eq!(walk.structures(), [UNBLOCK_CH]);
    assert!(walk.accepts("", 0x01, OTHER));
}

#[test]
fn a_blocked_pin_qes_keeps_its_pin_with_the_puk_alone() {
    let Some(walk) = PadWalk::with(&verify_only(), blocked("qes", DF_QES, 0x81, OWN)) else {
        return;
    };
    walk.slot().plan(&format!("{}#", letter("qes").1));
    let run = walk.script(&[
        "unblock",
        "--pin",
        "qes",
        "--holder-present",
        "--spend-puk-use",
    ]);
    run.assert_exit(0);
    assert!(
        run.says("1. PUK zur PIN.QES aus dem Brief, 8 Ziffern"),
        "{run}"
    );
    assert!(!run.says("2. "), "{run}");
    assert_eq!(
        (walk.structures(), walk.noted("qes")),
        (vec![UNBLOCK_QES.to_owned()], (0.into(), 0.into()))
    );
    assert!(walk.accepts(DF_QES, 0x81, OWN));
}

#[test]
fn a_rescued_transport_pin_of_pin_qes_is_activated_in_the_same_run() {
    for settings in [Settings::default(), verify_only()] {
        let Some(walk) = PadWalk::with(&settings, transport_qes_blocked()) else {
            return;
        };
        walk.slot().plan(&format!("{}#", letter("qes").1));
        walk.will_type(QES, OTHER);
        let mut terminal = walk.desk.terminal(&["unblock"]);
        terminal
            .expect("Hatten Sie schon eine eigene PIN gesetzt")
            .expect("[j/n] ")
            .send_line("n");
        terminal
            .yes("Diesen Weg versuchen?")
            .letter("j")
            .yes("Diese PIN ist eine Unterschrift");
        press_enter(&mut terminal);
        // The PUK gave all tries back: nobody is asked for earlier ones.
        terminal.yes("Jetzt gleich aktivieren?");
        if settings.modify {
            press_enter(&mut terminal);
        } else {
            // The pad could do the first step and cannot do this one.
            terminal
                .expect("kann PINs prüfen, aber nicht ändern")
                .yes("Stattdessen an der Tastatur");
            let pin = support::desk::TrialPin {
                new: OTHER,
                ..Trial::hba().pins[1]
            };
            terminal.type_transport(&pin).type_new(&pin);
        }
        terminal.expect("Signatur-PIN (PIN.QES) ist gesetzt.");
        walk.end(&mut terminal, 0);
        let both = [UNBLOCK_QES, ACTIVATE_QES];
        assert_eq!(
            walk.structures(),
            both[..if settings.modify { 2 } else { 1 }]
        );
        assert!(walk.accepts(DF_QES, 0x81, OTHER));
    }
}

#[test]
fn what_the_person_does_ends_with_its_own_exit_code_and_costs_the_next_run_nothing() {
    const UNSPENT: &str = "Es wurde nichts an die Karte gegeben, kein Versuch ist verbraucht.";
    let Some(walk) = PadWalk::with(&Settings::default(), smcb()) else {
        return;
    };
    for (keys, exit, code, words) in [
        (
            String::new(),
            14,
            "timed_out",
            "am Leser wurde nicht rechtzeitig getippt.",
        ),
        (
            format!("{SMC}# 12C"),
            15,
            "cancelled",
            "am Leser abgebrochen (rote Taste).",
        ),
        (
            format!("{SMC}# {OWN}# {OTHER}#"),
            16,
            "new_pin_mismatch",
            "die beiden Eingaben der neuen PIN waren verschieden.",
        ),
        (
            "1234#".to_owned(),
            16,
            "pad_length",
            "zu wenige oder zu viele Ziffern.",
        ),
    ] {
        walk.slot().plan(&keys);
        let run = walk.script(&["activate"]);
        run.assert_exit(exit);
        assert_eq!(
            (run.error(), &run.json["error"]["pin"]),
            (code, &"smc".into()),
            "{run}"
        );
        assert!(run.says(&format!("{words} {UNSPENT}")), "{run}");
        let result = run.result("smc");
        assert_eq!(
            (&result["entry"], &result["after"], &result["changed"]),
            (&"pinpad".into(), &"transport".into(), &false.into())
        );
        assert_eq!(
            (walk.noted("smc"), walk.slot().secrets_seen().len()),
            ((0.into(), 0.into()), 0),
            "{code}"
        );
    }
    walk.will_type(SMC, OWN);
    walk.script(&["activate"]).assert_exit(0);
}

#[test]
fn a_pad_that_refuses_is_named_after_the_card_was_asked_again() {
    for (mishap, words) in [
        (
            "!answer=6B80",
            "der Leser hat diese Eingabe nicht ausgeführt. Die Karte zeigt denselben Stand wie vorher; ein Versuch",
        ),
        (
            "!unsupported",
            "führt sie aber nicht aus. Die Karte zeigt denselben Stand wie vorher; ein Versuch",
        ),
    ] {
        let Some(walk) = PadWalk::with(&Settings::default(), smcb()) else {
            return;
        };
        walk.slot().plan(&format!("{SMC}# {OWN}# {OWN}# {mishap}"));
        let asked = || {
            walk.slot()
                .commands()
                .iter()
                .filter(|command| command.starts_with(&[0x80, 0x20]))
                .count()
        };
        let before = asked();
        let run = walk.script(&["activate"]);
        run.assert_exit(18);
        assert_eq!(
            (run.error(), &run.result("smc")["after"]),
            ("pad_refused", &"transport".into()),
            "{run}"
        );
        assert!(run.says(words), "{run}");
        // Look, gate, read-back.
        assert_eq!(asked(), before + 3);
        // Whether the card saw anything is not certain: the note stays open, and a script respects
        // it.
        assert_eq!(walk.noted("smc"), (0.into(), 1.into()));
        assert_eq!(walk.script(&["activate"]).error(), "try_again");
        assert_eq!(walk.slot().dialogs().len(), 1);
    }
}

#[test]
fn firmware_that_may_be_too_old_is_named_with_the_version_that_it_takes() {
    let old = Settings {
        model: (0x0C4B, 0x0504),
        ..Settings::default()
    };
    let Some(walk) = PadWalk::with(&old, smcb()) else {
        return;
    };
    walk.slot().plan("!unsupported");
    let run = walk.script(&["activate"]);
    run.assert_exit(18);
    assert!(
        run.says("neuere Firmware (mindestens 3.0, revision 42)") && run.says("--entry keyboard"),
        "{run}"
    );
}

#[test]
fn a_line_that_breaks_is_decided_by_what_the_card_shows() {
    for (mishap, exit, answer, unknown) in [
        ("!before", 9, serde_json::Value::Null, 1),
        ("!after", 0, "lost".into(), 0),
    ] {
        let Some(walk) = PadWalk::with(&Settings::default(), smcb()) else {
            return;
        };
        walk.slot().plan(&format!("{SMC}# {OWN}# {OWN}# {mishap}"));
        let run = walk.script(&["activate"]);
        run.assert_exit(exit);
        assert_eq!(
            (&run.result("smc")["answer"], &run.result("smc")["entry"]),
            (&answer, &"pinpad".into()),
            "{run}"
        );
        assert_eq!(walk.noted("smc").1, unknown);
    }
    // The old PIN cannot be told from the new one.
    for mishap in ["!before", "!after"] {
        let Some(walk) = PadWalk::with(&Settings::default(), own_ch()) else {
            return;
        };
        walk.slot()
            .plan(&format!("{OWN}# {OTHER}# {OTHER}# {mishap}"));
        let run = walk.script(&["change", "--pin", "ch"]);
        run.assert_exit(9);
        assert_eq!(run.error(), "outcome_unknown", "{run}");
    }
}

#[test]
fn a_pad_that_only_says_yes_is_found_out() {
    let Some(walk) = PadWalk::with(
        &Settings {
            toy: true,
            ..Settings::default()
        },
        smcb(),
    ) else {
        return;
    };
    let run = walk.script(&["activate"]);
    run.assert_exit(9);
    assert_eq!(
        (run.error(), walk.noted("smc").1),
        ("outcome_unknown", 1.into()),
        "{run}"
    );
}

#[test]
fn after_the_pads_own_word_a_person_types_again_or_at_the_keyboard_or_stops() {
    let Some(walk) = PadWalk::with(&Settings::default(), smcb()) else {
        return;
    };
    walk.slot().plan("C");
    walk.slot().plan("");
    let mut terminal = walk.desk.terminal(&["activate"]);
    terminal.begin();
    press_enter(&mut terminal)
        .expect("am Leser abgebrochen")
        .expect(AGAIN_OR_KEYBOARD)
        .send_line("3");
    terminal
        .expect("0, 1, 2")
        .expect(AGAIN_OR_KEYBOARD)
        .send_line("1");
    press_enter(&mut terminal)
        .expect("nicht rechtzeitig")
        .expect(AGAIN_OR_KEYBOARD)
        .send_line("2");
    let pin = support::desk::TrialPin {
        new: OWN,
        ..Trial::smcb().pins[0]
    };
    terminal.type_transport(&pin).type_new(&pin);
    terminal.expect("PIN der SMC-B (PIN.SMC) ist gesetzt.");
    let said = walk.end(&mut terminal, 0);
    assert_eq!(said.matches("am Leser abgebrochen").count(), 1, "{said}");
    assert_eq!(
        (
            walk.slot().dialogs().len(),
            walk.slot().secrets_seen().len()
        ),
        (2, 1)
    );

    walk.insert(hba());
    walk.slot().plan(&format!("{CH}# {OWN}# {OTHER}#"));
    let mut terminal = walk.desk.terminal(&["activate"]);
    terminal.begin();
    press_enter(&mut terminal)
        .expect("waren verschieden")
        .expect(AGAIN_OR_KEYBOARD)
        .send_line("0");
    walk.end(&mut terminal, 16);
    assert_eq!(
        (
            walk.slot().dialogs().len(),
            walk.slot().secrets_seen().len(),
            walk.tries("PIN.CH")
        ),
        (3, 1, 3)
    );
}

#[test]
fn a_new_pin_of_5_digits_that_the_pad_lets_through_costs_no_try_and_may_be_repeated() {
    let Some(walk) = PadWalk::with(&Settings::default(), smcb()) else {
        return;
    };
    walk.will_type(SMC, "12312");
    walk.will_type(SMC, OWN);
    let mut terminal = walk.desk.terminal(&["activate"]);
    terminal.begin();
    press_enter(&mut terminal).expect(AGAIN).send_line("2");
    terminal.expect("0, 1").expect(AGAIN).send_line("1");
    press_enter(&mut terminal).expect("PIN der SMC-B (PIN.SMC) ist gesetzt.");
    let said = walk.end(&mut terminal, 0);
    assert!(
        said.contains("die Karte nimmt diese neue PIN nicht an"),
        "{said}"
    );
    assert!(said.contains("kostet das keinen Versuch"), "{said}");
    assert_eq!(
        (walk.slot().secrets_seen().len(), walk.tries("PIN.SMC")),
        (2, 3)
    );

    walk.insert(smcb());
    walk.will_type(SMC, "12312");
    let run = walk.script(&["activate"]);
    run.assert_exit(16);
    assert_eq!(
        (run.error(), walk.noted("smc")),
        ("new_pin_length", (0.into(), 0.into())),
        "{run}"
    );
}

#[test]
fn a_new_pin_refused_with_the_puk_may_have_cost_a_use_and_is_noted_so() {
    let Some(walk) = PadWalk::with(&Settings::default(), blocked("ch", "", 0x01, OWN)) else {
        return;
    };
    walk.slot().plan(&format!(
        "{}# {OTHER}# {OTHER}# !answer=6985",
        letter("ch").1
    ));
    let run = walk.script(&["unblock", "--pin", "ch", "--spend-puk-use"]);
    run.assert_exit(16);
    assert!(
        run.says("Eine PUK-Anwendung kann verbraucht sein (6985)"),
        "{run}"
    );
    let run = walk.script(&["unblock", "--pin", "ch", "--spend-puk-use"]);
    assert_eq!(
        (run.error(), walk.slot().dialogs().len()),
        ("try_again", 1),
        "{run}"
    );
}

#[test]
fn a_pad_that_refuses_one_description_of_the_block_gets_the_other_by_a_new_entry() {
    let Some(walk) = PadWalk::with(
        &Settings {
            byte_units: false,
            ..Settings::default()
        },
        hba(),
    ) else {
        return;
    };
    walk.will_type(CH, OWN);
    walk.will_type(CH, OWN);
    walk.will_type(QES, OTHER);
    let mut terminal = walk.desk.terminal(&["activate"]);
    terminal.begin();
    press_enter(&mut terminal)
        .expect("hat diese Eingabe nicht ausgeführt")
        .expect(AGAIN_OR_KEYBOARD)
        .send_line("1");
    press_enter(&mut terminal)
        .expect("Karten-PIN (PIN.CH) ist gesetzt.")
        .yes("Diese PIN ist eine Unterschrift");
    // What it took once is taken from then on.
    press_enter(&mut terminal).expect("Signatur-PIN (PIN.QES) ist gesetzt.");
    walk.end(&mut terminal, 0);
    let described: Vec<String> = walk
        .structures()
        .iter()
        .map(|octets| octets[4..10].to_owned())
        .collect();
    assert_eq!(described, ["894704", "414804", "414804"]);
    assert_eq!(walk.slot().secrets_seen().len(), 2);
}

#[test]
fn a_pad_that_cannot_or_must_not_is_named_and_the_keyboard_is_the_persons_choice() {
    let untrusted = Settings {
        model: (0x076B, 0x3031),
        ..Settings::default()
    };
    for (settings, code, words) in [
        (
            verify_only(),
            "pad_cannot",
            "kann PINs prüfen, aber nicht ändern.",
        ),
        (untrusted, "pad_untrusted", "dem nicht zu trauen ist."),
        (
            Settings {
                digits: (6, 12),
                ..Settings::default()
            },
            "pad_cannot",
            "nimmt 6 bis 12 Ziffern an, gebraucht werden 5.",
        ),
    ] {
        let Some(walk) = PadWalk::with(&settings, smcb()) else {
            return;
        };
        let run = walk.script(&["activate"]);
        run.assert_exit(18);
        assert_eq!(run.error(), code);
        assert!(
            run.says(words) && run.says("Für diesen Schritt wurde nichts gesendet."),
            "{run}"
        );

        let mut terminal = walk.desk.terminal(&["activate"]);
        terminal
            .expect("Stattdessen an der Tastatur dieses PCs eingeben?")
            .expect("[j/N] ")
            .send_line("");
        assert!(walk.end(&mut terminal, 18).contains(words));
        let mut terminal = walk.desk.terminal(&["activate"]);
        terminal.yes("Stattdessen an der Tastatur dieses PCs eingeben?");
        let pin = support::desk::TrialPin {
            new: OWN,
            ..Trial::smcb().pins[0]
        };
        terminal.begin().type_transport(&pin).type_new(&pin);
        walk.end(&mut terminal, 0);
        assert!(walk.slot().dialogs().is_empty());
    }
}

#[test]
fn a_reader_without_pad_is_for_the_keyboard_and_not_a_word_is_lost_on_it() {
    let Some(walk) = PadWalk::with(
        &Settings {
            verify: false,
            ..verify_only()
        },
        smcb(),
    ) else {
        return;
    };
    let run = walk.script(&["activate"]);
    run.assert_exit(18);
    assert_eq!(run.error(), "pad_missing", "{run}");
    let mut terminal = walk.desk.terminal(&["activate"]);
    let pin = support::desk::TrialPin {
        new: OWN,
        ..Trial::smcb().pins[0]
    };
    terminal.begin().type_transport(&pin).type_new(&pin);
    assert!(!walk.end(&mut terminal, 0).contains("Tastenfeld"));
}

#[test]
fn readers_shows_a_pad_as_what_it_can_be_used_for() {
    let untrusted = Settings {
        model: (0x076B, 0x3031),
        ..Settings::default()
    };
    for (settings, pad, change, words) in [
        (
            Settings::default(),
            true,
            true,
            "Tastenfeld (PIN-Pad), Anzeige",
        ),
        (verify_only(), true, false, "prüfen"),
        (
            untrusted,
            false,
            false,
            "meldet ein Tastenfeld, dem nicht zu trauen ist",
        ),
        (
            Settings {
                verify: false,
                ..verify_only()
            },
            false,
            false,
            "kein Tastenfeld",
        ),
    ] {
        let Some(walk) = PadWalk::at(&settings) else {
            return;
        };
        let row = walk.desk.expect(0, &["readers", "--json"]).json["readers"][0].clone();
        assert_eq!(
            (&row["pin_pad"], &row["pin_pad_can_change"]),
            (&pad.into(), &change.into()),
            "{row:#}"
        );
        let shown = walk.desk.expect(0, &["readers"]);
        assert!(shown.says(words), "{shown}");
    }
}
