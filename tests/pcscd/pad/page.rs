//! The screen at a PIN pad that the guides show.

use std::fs;

use support::pad::Settings;
use support::pad_desk::hba;
use support::pad_walk::*;
use support::project;

/// The block of a page that has these words.
fn block(page: &str, words: &str) -> Vec<String> {
    let text = fs::read_to_string(project().join(page)).unwrap();
    let block = text
        .split("```")
        .find(|block| block.contains(words))
        .unwrap_or_else(|| panic!("{page}: no block with {words:?}"));
    block.lines().skip(1).map(str::to_owned).collect()
}

#[test]
fn the_guides_show_the_screen_at_a_pad() {
    for (language, page, yes, enter, again) in [
        (
            "de",
            "docs/user-guide.de.md",
            "j",
            "(Strg-C bricht ab): ",
            "[0] aufhören: ",
        ),
        (
            "en",
            "docs/user-guide.en.md",
            "y",
            "(Ctrl-C cancels): ",
            "[0] stop: ",
        ),
    ] {
        let Some(walk) = PadWalk::with(&Settings::default(), hba()) else {
            return;
        };
        // Both times the person at the pad is slow enough for the clock to be seen.
        walk.slot().plan(&format!("..... {CH}# {OWN}# {OTHER}#"));
        walk.slot().plan(&format!("..... {CH}# {OWN}# {OWN}#"));
        let arguments = ["--lang", language, "activate", "--pin", "ch"];
        let mut terminal = walk.desk.terminal(&arguments);
        terminal.expect(" k: ").send_line(yes);
        terminal.expect(enter).send_hidden_line("");
        terminal.expect(again).send_line("1");
        terminal.expect(enter).send_hidden_line("");
        walk.end(&mut terminal, 0);
        let real = terminal.lines();
        let mut lines = real.iter();
        let shown = block(page, "0:02");
        assert!(shown.len() > 15, "{shown:?}");
        for line in shown.iter().filter(|line| *line != "…") {
            // Sign and clock go on; what follows them stays.
            let found = match line.strip_prefix("/ 0:02 ") {
                Some(rest) => lines.any(|real| real.contains(rest)),
                None => lines.any(|real| real == line),
            };
            assert!(
                found,
                "{page}: {line:?} is not on the screen, or not in this place:\n{}",
                real.join("\n")
            );
        }
    }
}
