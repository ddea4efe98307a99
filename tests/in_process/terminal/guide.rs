//! The guide where the card is in a card terminal: every journey in both languages, measured against
//! the rows of a screen, and no word of readers and keyboards.

use std::fmt::Write as _;
use std::time::Duration;

use pinlotse::dialog::layout::wrap;
use pinlotse::pins::PinKey;
use support::follower::Follower;
use support::journey::{Journey, Ran};
use support::script::Script;
use support::terminal::{AtTerminal, CardTerminal};

use super::{CH, NEW, PUK, QES, fresh, in_use};

const SMC: &str = "53962";
const NEW_QES: &str = "5826470";

/// What stands on a screen about places of which a terminal is none.
const STRANGERS: [&str; 6] = [
    "Leser",
    "reader",
    "Tastatur",
    "keyboard",
    "Tastenfeld",
    "PIN pad",
];

/// A card in a terminal, and what happens there.
struct Case {
    name: &'static str,
    terminal: CardTerminal,
    /// The choice that is taken first.
    first: Option<usize>,
}

fn cases() -> Vec<Case> {
    let case = |name, terminal: CardTerminal, happens: &[AtTerminal], first| {
        for what in happens {
            terminal.then(*what);
        }
        // Whatever is begun again.
        for _ in 0..9 {
            terminal.then(AtTerminal::TypesRight(NEW));
        }
        Case {
            name,
            terminal,
            first,
        }
    };
    let right = AtTerminal::Types(&[CH, NEW, NEW]);
    let right_qes = AtTerminal::Types(&[QES, NEW_QES, NEW_QES]);
    let wrong = AtTerminal::Types(&["90210", NEW, NEW]);
    let smcb = || CardTerminal::with_smcb(SMC, PUK);
    let lost = fresh();
    lost.settles(Duration::from_millis(1));
    let blocked = in_use();
    blocked.tries(PinKey::Ch, 0);
    let blocked_qes = in_use();
    blocked_qes.tries(PinKey::Qes, 0);
    let transport_blocked = fresh();
    transport_blocked.tries(PinKey::Ch, 0);
    let unblocks = AtTerminal::Types(&[PUK, NEW, NEW]);
    let mut all = vec![
        case("whole", fresh(), &[right, right_qes], None),
        case(
            "whole SMC-B",
            smcb(),
            &[AtTerminal::Types(&[SMC, NEW, NEW])],
            None,
        ),
        case("wrong once", fresh(), &[wrong, right, right_qes], None),
        case("wrong twice", fresh(), &[wrong, wrong], None),
        case("wrong three times", fresh(), &[wrong, wrong, wrong], None),
        case("time-out", fresh(), &[AtTerminal::Nobody], None),
        case("red key", fresh(), &[AtTerminal::RedKey], None),
        case("entries differ", fresh(), &[AtTerminal::Differs], None),
        case("in use", fresh(), &[AtTerminal::InUse], None),
        case("says nothing", fresh(), &[AtTerminal::Breaks], None),
        case(
            "answer lost",
            lost,
            &[AtTerminal::TypesUnheard(&[CH, NEW, NEW], usize::MAX)],
            None,
        ),
        case("blocked", blocked, &[unblocks], None),
        case(
            "signature PIN blocked",
            blocked_qes,
            &[AtTerminal::Types(&[PUK])],
            None,
        ),
        case("blocked before it was set", transport_blocked, &[], None),
    ];
    for number in 1..=4 {
        let empty = fresh();
        empty.is_out(true);
        all.push(case("empty slot", empty, &[], Some(number)));
    }
    for number in 1..=9 {
        all.push(case("working card", in_use(), &[], Some(number)));
    }
    for number in 1..=7 {
        all.push(case("new card", fresh(), &[], Some(number)));
        all.push(case("new SMC-B", smcb(), &[], Some(number)));
    }
    all
}

fn guided(case: &Case, language: &str) -> Ran {
    let mut journey = Journey::at(&case.terminal);
    let mut follower = Follower::new();
    if let Some(number) = case.first {
        follower = follower.curious(number);
    }
    let script = Script::person().follows(follower);
    journey.run(&["--lang", language, "--wait", "0"], script)
}

#[test]
fn every_screen_of_the_guide_fits_and_speaks_of_the_terminal() {
    let mut faults = String::new();
    for language in ["de", "en"] {
        for case in cases() {
            let ran = guided(&case, language);
            let heard = ran.heard.borrow();
            let name = format!("{} {:?} {language}", case.name, case.first);
            if std::env::var_os("SHOW").is_some() {
                println!("=== {name}");
                for screen in &heard.screens {
                    for line in screen {
                        for line in wrap(line, 80) {
                            println!("{line}");
                        }
                    }
                    println!("-----");
                }
            }
            for screen in &heard.screens {
                for (columns, most) in [(80, 20), (60, 24)] {
                    let lines: Vec<String> =
                        screen.iter().flat_map(|line| wrap(line, columns)).collect();
                    if lines.len() > most {
                        let _ = writeln!(
                            faults,
                            "{name}: {} rows at {columns}\n{}\n",
                            lines.len(),
                            lines.join("\n")
                        );
                    }
                }
                for line in screen {
                    if STRANGERS.iter().any(|word| line.contains(word)) {
                        let _ = writeln!(faults, "{name}: {line}");
                    }
                }
            }
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn an_empty_slot_is_waited_at_and_its_help_speaks_of_the_terminal() {
    for (language, missing, device, help, end) in [
        ("de", "Mir fehlt", "Ein Kartenterminal", "Hilfe", "Beenden"),
        ("en", "Something", "A card terminal", "Help", "End"),
    ] {
        let terminal = fresh();
        terminal.is_out(true);
        let mut journey = Journey::at(&terminal);
        let script = Script::person()
            .chooses(missing)
            .chooses(device)
            .asks("Nu", "1")
            .chooses(&format!("] {help}"))
            .chooses(&format!("] {end}"));
        let ran = journey.run(&["--lang", language, "--wait", "0"], script);
        ran.says("Empfang");
        let heard = ran.heard.borrow();
        for line in heard.screens.iter().flatten() {
            assert!(!STRANGERS.iter().any(|word| line.contains(word)), "{line}");
        }
    }
}
