//! What the coach says before a dialog at a terminal and while it goes on. The texts of the display
//! are typed here a second time, from TAB_KON_090 of gemSpec_Kon.

use pinlotse::card::PinStatus;
use pinlotse::dialog::layout::wrap;
use pinlotse::pins::PinKey;
use pinlotse::report::facts::outcome::Asks;
use support::journey::{Journey, LETTER_AND_TRIES, Ran, fits, holder, letter_fits};
use support::script::Script;
use support::terminal::{AtTerminal, CardTerminal};

use super::{ACTIVATE_CH, CH, NEW, PUK, QES, fresh, goes, in_use};

const SMC: &str = "53962";

/// The numbered lines of the screen whose prompt sends to the terminal, the last one of a run.
fn steps(ran: &Ran) -> Vec<String> {
    let heard = ran.heard.borrow();
    let mut screens = heard.screens.iter().rev();
    let sends =
        |line: &String| line.contains("am Terminal tippen") || line.contains("at the terminal (");
    let screen = screens.find(|screen| screen.last().is_some_and(sends));
    let screen = screen.expect("a screen that sends to the terminal");
    let is_step = |line: &&String| {
        line.starts_with("  1. ") || line.starts_with("  2. ") || line.starts_with("  3. ")
    };
    screen.iter().filter(is_step).cloned().collect()
}

#[test]
fn every_entry_is_told_with_the_text_and_the_prompt_of_the_display() {
    const TRANSPORT: &str = "Eingabe Transport-PIN HBA";
    const AGAIN: &str = "Eingabe für HBA wiederholen!";
    // Command, PIN, and each entry: text, what stands before the digits, what is meant.
    let rows: [(&str, PinKey, &[[&str; 3]]); 12] = [
        (
            "activate",
            PinKey::Ch,
            &[
                [
                    TRANSPORT,
                    "T-PIN.HBA:",
                    "Karten-Transport-PIN (PIN.CH) aus dem Brief, 5 Ziffern",
                ],
                [
                    "Eingabe neue Freigabe-PIN HBA (6-8 Ziffern)",
                    "PIN.HBA:",
                    "neue Karten-PIN (PIN.CH)",
                ],
                [AGAIN, "PIN.HBA:", "dieselbe noch einmal"],
            ],
        ),
        (
            "activate",
            PinKey::Qes,
            &[
                [
                    TRANSPORT,
                    "T-PIN.QES:",
                    "Signatur-Transport-PIN (PIN.QES) aus dem Brief, 5 Ziffern",
                ],
                [
                    "Eingabe neue Signatur-PIN HBA (6-8 Ziffern)",
                    "PIN.QES:",
                    "neue Signatur-PIN (PIN.QES)",
                ],
                [AGAIN, "PIN.QES:", "dieselbe noch einmal"],
            ],
        ),
        (
            "activate",
            PinKey::Smc,
            &[
                [
                    "Eingabe Transport-PIN SMC-B SLOT:2",
                    "T-PIN.SMC:",
                    "Transport-PIN der SMC-B (PIN.SMC) aus dem Brief, 5 Ziffern",
                ],
                [
                    "Eingabe neue PIN SMC-B SLOT:2 (6-8 Ziffern)",
                    "PIN.SMC:",
                    "neue PIN der SMC-B (PIN.SMC)",
                ],
                [
                    "Eingabe PIN.SMC SLOT:2 wiederholen!",
                    "PIN.SMC:",
                    "dieselbe noch einmal",
                ],
            ],
        ),
        (
            "change",
            PinKey::Ch,
            &[
                [
                    "Eingabe Freigabe-PIN HBA",
                    "PIN.HBA:",
                    "jetzige Karten-PIN (PIN.CH), 6 bis 8 Ziffern",
                ],
                [
                    "Eingabe neue Freigabe-PIN HBA (6-8 Ziffern)",
                    "PIN.HBA:",
                    "neue Karten-PIN (PIN.CH)",
                ],
                [AGAIN, "PIN.HBA:", "dieselbe noch einmal"],
            ],
        ),
        (
            "change",
            PinKey::Qes,
            &[
                [
                    "Eingabe Signatur-PIN HBA",
                    "PIN.QES:",
                    "jetzige Signatur-PIN (PIN.QES), 6 bis 8 Ziffern",
                ],
                [
                    "Eingabe neue Signatur-PIN HBA (6-8 Ziffern)",
                    "PIN.QES:",
                    "neue Signatur-PIN (PIN.QES)",
                ],
                [AGAIN, "PIN.QES:", "dieselbe noch einmal"],
            ],
        ),
        (
            "change",
            PinKey::Smc,
            &[
                [
                    "Eingabe PIN SMC-B SLOT:2",
                    "PIN.SMC:",
                    "jetzige PIN der SMC-B (PIN.SMC), 6 bis 8 Ziffern",
                ],
                [
                    "Eingabe neue PIN SMC-B SLOT:2 (6-8 Ziffern)",
                    "PIN.SMC:",
                    "neue PIN der SMC-B (PIN.SMC)",
                ],
                [
                    "Eingabe PIN.SMC SLOT:2 wiederholen!",
                    "PIN.SMC:",
                    "dieselbe noch einmal",
                ],
            ],
        ),
        (
            "verify",
            PinKey::Ch,
            &[[
                "Eingabe Freigabe-PIN HBA",
                "PIN.HBA:",
                "jetzige Karten-PIN (PIN.CH), 6 bis 8 Ziffern",
            ]],
        ),
        (
            "verify",
            PinKey::Smc,
            &[[
                "Eingabe PIN SMC-B SLOT:2",
                "PIN.SMC:",
                "jetzige PIN der SMC-B (PIN.SMC), 6 bis 8 Ziffern",
            ]],
        ),
        (
            "verify",
            PinKey::Qes,
            &[[
                "Eingabe Signatur-PIN HBA",
                "PIN.QES:",
                "jetzige Signatur-PIN (PIN.QES), 6 bis 8 Ziffern",
            ]],
        ),
        (
            "unblock",
            PinKey::Ch,
            &[
                [
                    "Eingabe Freigabe-PUK HBA",
                    "PUK.HBA:",
                    "PUK zur PIN.CH aus dem Brief, 8 Ziffern",
                ],
                [
                    "Eingabe neue Freigabe-PIN HBA (6-8 Ziffern)",
                    "PIN.HBA:",
                    "neue Karten-PIN (PIN.CH)",
                ],
                [AGAIN, "PIN.HBA:", "dieselbe noch einmal"],
            ],
        ),
        (
            "unblock",
            PinKey::Qes,
            &[[
                "Eingabe Signatur-PUK HBA",
                "PUK.QES:",
                "PUK zur PIN.QES aus dem Brief, 8 Ziffern",
            ]],
        ),
        (
            "unblock",
            PinKey::Smc,
            &[
                [
                    "Eingabe PUK SMC-B SLOT:2",
                    "PUK.SMC:",
                    "PUK zur PIN.SMC aus dem Brief, 8 Ziffern",
                ],
                [
                    "Eingabe neue PIN SMC-B SLOT:2 (6-8 Ziffern)",
                    "PIN.SMC:",
                    "neue PIN der SMC-B (PIN.SMC)",
                ],
                [
                    "Eingabe PIN.SMC SLOT:2 wiederholen!",
                    "PIN.SMC:",
                    "dieselbe noch einmal",
                ],
            ],
        ),
    ];
    for (command, pin, entries) in rows {
        let told = steps(&at_the_steps(command, pin, "de"));
        let expected: Vec<String> = (1..)
            .zip(entries)
            .map(|(number, [text, prompt, meaning])| {
                let like = like("oder ähnlich", text);
                format!("  {number}. „{text}“{like}, „{prompt}“: {meaning}")
            })
            .collect();
        assert_eq!(told, expected, "{command} {pin:?}");
        // In English the display still speaks German.
        let told = steps(&at_the_steps(command, pin, "en"));
        assert_eq!(told.len(), entries.len(), "{command} {pin:?}");
        for (line, [text, prompt, _]) in told.iter().zip(entries) {
            let like = like("or like it", text);
            let shown = format!("“{text}”{like}, “{prompt}”: ");
            assert!(line.contains(&shown), "{line}");
        }
    }
}

/// A run that goes as far as the terminal, where nobody types.
fn at_the_steps(command: &str, pin: PinKey, language: &str) -> Ran {
    let terminal = match pin {
        PinKey::Smc => CardTerminal::with_smcb(SMC, PUK),
        _ => fresh(),
    };
    if command != "activate" {
        terminal.set(pin, "582937");
    }
    if command == "unblock" {
        terminal.tries(pin, 0);
    }
    terminal.then(AtTerminal::Nobody);
    let mut journey = Journey::at(&terminal);
    let says_yes = support::follower::Follower::new();
    let name = pin.name().trim_start_matches("PIN.").to_lowercase();
    let arguments = ["--lang", language, command, "--pin", &name];
    let ran = journey.run(&arguments, Script::person().follows(says_yes));
    ran.exits(14);
    assert_eq!(terminal.posts().len(), 1, "{command} {pin:?}");
    ran
}

#[test]
fn the_screen_that_sends_to_the_terminal_fits_in_both_languages() {
    let mut faults = String::new();
    for language in ["de", "en"] {
        for command in ["activate", "change", "verify", "unblock"] {
            for pin in [PinKey::Ch, PinKey::Qes, PinKey::Smc] {
                let ran = at_the_steps(command, pin, language);
                for screen in &ran.heard.borrow().screens {
                    for (columns, most) in [(80, 20), (60, 24)] {
                        let lines: Vec<String> =
                            screen.iter().flat_map(|line| wrap(line, columns)).collect();
                        if lines.len() > most {
                            faults += &format!(
                                "{command} {pin:?} {language}: {} rows at {columns}\n{}\n\n",
                                lines.len(),
                                lines.join("\n")
                            );
                        }
                    }
                }
            }
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn the_two_dialogs_with_one_text_are_told_apart_by_what_stands_before_the_digits() {
    for (pin, this, other) in [
        (PinKey::Ch, "T-PIN.HBA:", "T-PIN.QES:"),
        (PinKey::Qes, "T-PIN.QES:", "T-PIN.HBA:"),
    ] {
        let ran = at_the_steps("activate", pin, "de");
        ran.says(&format!("Auf „{this}“ achten"))
            .says(&format!("aber mit „{other}“"))
            .says(&format!("Das Kartenterminal fragt gleich: „{this}“"))
            .says(&format!("eines zeigt „{this}“"));
    }
    at_the_steps("activate", PinKey::Smc, "de").never_says("achten:");
    at_the_steps("change", PinKey::Ch, "de").never_says("achten:");
}

#[test]
fn what_a_try_costs_how_short_the_time_is_and_which_key_cancels_is_said_before_every_dialog() {
    for command in ["activate", "change", "verify", "unblock"] {
        let ran = at_the_steps(command, PinKey::Ch, "de");
        ran.says("Kartenterminal „Kartenterminal 1“ (Steckplatz 2)")
            .says("oft nur 15 bis 60 Sekunden")
            .says("Zeigt es etwas anderes: die rote Taste am Terminal. Nach Enter bricht nur sie ab, Strg-C hier nicht.")
            .says("Von hier aus lässt es sich nicht abbrechen");
        match command {
            "unblock" => ran.says("Die PUK fragt es nur einmal: auch eine falsche wird gezählt."),
            "activate" => ran.says(
                "eine falsche kostet einen Versuch, und wie viele übrig sind, zeigt es nicht",
            ),
            _ => ran
                .says("eine falsche kostet einen Versuch.")
                .never_says("wie viele übrig sind, zeigt es nicht"),
        };
    }
}

/// „PIN falsch oder gesperrt!“ frightens: which of both it is stands below.
/// That of the present PIN.QES the table has for a signature only.
fn like(words: &str, text: &str) -> String {
    match text {
        "Eingabe Signatur-PIN HBA" => format!(" {words}"),
        _ => String::new(),
    }
}

#[test]
fn what_the_display_says_at_the_end_is_told_with_what_it_means() {
    let terminal = fresh();
    terminal
        .then(AtTerminal::Types(&["90210", NEW, NEW]))
        .then(AtTerminal::Types(&[CH, NEW, NEW]));
    let mut journey = Journey::at(&terminal);
    let ran = journey.run(ACTIVATE_CH, fits("0").then(goes()));
    ran.exits(10)
        .says("Das Kartenterminal sollte jetzt zeigen: „PIN falsch oder gesperrt!“")
        .says("die Karte hat diese Ziffern abgelehnt");
    let again = Script::person()
        .asks_told("außer an diesem PC noch nie", LETTER_AND_TRIES, "j")
        .asks("Trotzdem noch einmal?", "j")
        .then(goes());
    let ran = journey.run(ACTIVATE_CH, again);
    ran.exits(0)
        .says("Das Kartenterminal sollte jetzt zeigen: „PIN erfolgreich geändert!“");
    let terminal = in_use();
    terminal
        .tries(PinKey::Ch, 0)
        .then(AtTerminal::Types(&["11112222", NEW, NEW]))
        .then(AtTerminal::Types(&[PUK, NEW, NEW]))
        .then(AtTerminal::Types(&[NEW]));
    let mut journey = Journey::at(&terminal);
    let unblock = || {
        Script::person()
            .asks("Hatten Sie schon eine eigene PIN gesetzt", "j")
            .then(letter_fits())
            .then(goes())
    };
    let line = ["unblock", "--pin", "ch"];
    journey
        .run(&line, unblock())
        .exits(10)
        .says("Das Kartenterminal sollte jetzt zeigen: „PUK falsch oder gesperrt!“");
    // A Konnektor may say yes to the PUK without any terminal asking, which then shows nothing.
    let ran = journey.run(&line, unblock());
    ran.exits(0).says("Hat das Terminal danach gefragt");
    ran.never_says("erfolgreich entsperrt");
    let verify = Script::person()
        .asks("Eine falsche PIN kostet einen Versuch", "j")
        .then(goes());
    journey
        .run(&["verify", "--pin", "ch"], verify)
        .exits(0)
        .says("Das Kartenterminal sollte jetzt zeigen: „PIN erfolgreich verifiziert!“");
}

#[test]
fn whoever_sits_at_the_terminal_for_remote_pins_is_asked_once_and_nobody_else_goes_on() {
    let terminal = fresh();
    terminal
        .asks(Asks::Remote)
        .then(AtTerminal::Types(&[CH, NEW, NEW]))
        .then(AtTerminal::Types(&[QES, "5826470", "5826470"]));
    let mut journey = Journey::at(&terminal);
    let sits = |answer| Script::person().asks("Sitzen Sie an dem Terminal", answer);
    let elsewhere = ["--json", "activate"];
    journey
        .run(&elsewhere, fits("0").then(sits("n")))
        .fails(13, "remote_pin")
        .says("das nicht zu diesem Arbeitsplatz gehört");
    let pad = [
        "--json",
        "--no-input",
        "activate",
        "--pin",
        "ch",
        "--entry",
        "pinpad",
    ];
    journey
        .run(&pad, Script::nobody())
        .fails(13, "remote_pin")
        .says("ob jemand an diesem Terminal sitzt");
    assert!(terminal.posts().is_empty());
    let both = fits("0")
        .then(sits("j"))
        .then(goes())
        .then(holder("j"))
        .then(goes());
    journey
        .run(&elsewhere, both)
        .exits(0)
        .says("fragt das Kartenterminal, an dem Sie sitzen")
        .never_says("Gleich fragt das Kartenterminal „");
    assert_eq!(terminal.state(PinKey::Qes).0, PinStatus::Verified);
}

#[test]
fn a_terminal_that_is_a_program_is_refused_before_anything_is_asked() {
    let terminal = fresh();
    terminal.asks(Asks::Nowhere);
    let mut journey = Journey::at(&terminal);
    journey
        .run(&["--json", "activate"], Script::person())
        .fails(18, "pad_missing")
        .says("ist ein Programm");
    assert!(terminal.posts().is_empty());
}
