//! What stands on the screen before a pad is armed fits it, whatever the terminal's width: the person
//! looks up from the pad to it.

use support::pad::Settings;
use support::pad_desk::hba;
use support::pad_walk::*;

/// The screen from the heading of the step to the question that arms the pad, as it was printed.
fn coach(output: &str, step: &str) -> Vec<String> {
    let from = output.rfind(step).unwrap_or_else(|| panic!("{output}"));
    let lines = output[from..].lines();
    lines.map(|line| line.trim_end().to_owned()).collect()
}

#[test]
fn the_coach_fits_the_screen_at_every_width_in_both_languages_and_ctrl_d_arms_nothing() {
    let Some(walk) = PadWalk::with(&Settings::default(), hba()) else {
        return;
    };
    for (language, yes, letter, ready, step) in [
        ("de", "j", "n oder k:", "Alles bereit?", "Schritt 1 von 2"),
        ("en", "y", "n or k:", "Ready? Press", "Step 1 of 2"),
    ] {
        for (columns, most) in [(60, 24), (80, 20), (200, 20)] {
            let arguments = ["--lang", language, "activate"];
            let mut terminal = walk.desk.terminal_of(columns, &arguments);
            terminal.expect(letter).send_line(yes);
            terminal.expect(ready).wait_for_echo(false);
            let screen = coach(&terminal.output(), step);
            let text = screen.join("\n");
            assert!(
                screen.len() <= most,
                "{language}, {columns} columns: {} rows\n{text}",
                screen.len()
            );
            let widest = screen.iter().map(|line| line.chars().count()).max();
            assert!(
                widest <= Some(columns.min(80)),
                "{language}: {widest:?}\n{text}"
            );
            terminal.send_ctrl('d');
            walk.end(&mut terminal, 15);
        }
    }
    assert!(walk.slot().dialogs().is_empty());
    assert_eq!(walk.tries("PIN.CH"), 3);
}
