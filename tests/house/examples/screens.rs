//! Screens that pages show: a person at a terminal gets to see the same lines.

use std::ffi::OsStr;

use support::pty::Pty;

use super::page::Block;
use super::room::Room;

/// The card of the room, before its page says how a blocked PIN is unblocked.
const SECRETS: &str = "umask 077
printf 'transport.ch = 28407\\nnew.ch = 471193\\n' > secrets
printf 'current.ch = 7306158\\n' > wrong
pinlotse --json activate --secrets-file secrets > /dev/null
for more in '' '--try-again 0017' '--last-try 0017'; do
    pinlotse --json verify --pin ch $more --secrets-file wrong > /dev/null && exit 1
done
pinlotse --json status --check > /dev/null";

/// What the letter of the virtual card and a person say, in this order, at questions that end so.
pub fn activates(shown: &Block) {
    let mut pty = Pty::pinlotse(&["--reader", "virtual:hba", "activate"]);
    pty.expect("n oder k: ").send_line("j");
    for (asks, digits) in [
        ("5 Ziffern: ", "28407"),
        ("6 bis 8 Ziffern: ", "471193"),
        ("noch einmal: ", "471193"),
    ] {
        pty.expect(asks).send_hidden_line(digits);
    }
    pty.expect("[j/N] ").send_line("j");
    for (asks, digits) in [
        ("5 Ziffern: ", "91536"),
        ("6 bis 8 Ziffern: ", "5826470"),
        ("noch einmal: ", "5826470"),
    ] {
        pty.expect(asks).send_hidden_line(digits);
    }
    assert_eq!(pty.exit_code(), 0, "{}", pty.output());
    compare(shown, &mut pty);
}

/// A card of the room whose PIN.CH is blocked, and what comes of `unblock`.
pub fn unblocks(room: &Room, language: &str, shown: &Block) {
    room.types(SECRETS).exits(11);
    let card = format!("virtual:{}", room.file("card.json").display());
    let mut pty = Pty::pinlotse_with(
        &["--lang", language, "unblock"],
        &[("PINLOTSE_READER", OsStr::new(&card))],
    );
    let (yes, asks, again, new) = match language {
        "de" => ("j", "8 Ziffern: ", "noch einmal: ", "6 bis 8 Ziffern: "),
        _ => ("y", "8 digits: ", "once more: ", "6 to 8 digits: "),
    };
    pty.expect("/n] ").send_line(yes);
    pty.expect(" k: ").send_line(yes);
    for (asks, digits) in [
        (asks, "60483719"),
        (again, "60483719"),
        (new, "592837"),
        (again, "592837"),
    ] {
        pty.expect(asks).send_hidden_line(digits);
    }
    assert_eq!(pty.exit_code(), 0, "{}", pty.output());
    compare(shown, &mut pty);
}

/// Each line of the page was on the screen, in this order; `…` stands for lines left out.
fn compare(shown: &Block, pty: &mut Pty) {
    let real = pty.lines();
    let mut lines = real.iter();
    for line in shown.text.lines().filter(|line| !["", "…"].contains(line)) {
        assert!(
            lines.any(|real| real == line.trim_end()),
            "{}: {line:?} is not on the screen, or not in this place:\n{}",
            shown.place,
            real.join("\n")
        );
    }
}
