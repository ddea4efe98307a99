//! What a command was asked to do.

use crate::pins::PinKey;
use crate::secrets::{Rules, Secrets};

/// What a command was asked to do.
#[derive(Debug, Default)]
pub struct Options {
    /// Only these PINs; all that the command is for when empty.
    pub pins: Vec<PinKey>,
    /// Everything up to the gate.
    pub dry_run: bool,
    /// The secrets of a script; `None` asks the person. A dry run reads none.
    pub secrets: Option<Secrets>,
    /// Whether nobody is asked: a script asks, even where somebody sits at the terminal.
    pub scripted: bool,
    /// Lengths, and whether simple PINs are allowed.
    pub rules: Rules,
    /// The holder is present at the script.
    pub holder_present: bool,
    /// `--tries-used`.
    pub tries_used: Option<u8>,
    /// `--no-notes`: nothing is added to the notes of this PC.
    pub no_notes: bool,
    /// `--try-again`: digits of the card's number.
    pub try_again: Option<String>,
    /// `--last-try`: digits of the card's number.
    pub last_try: Option<String>,
    /// Where digits are typed; `None` takes a PIN pad where there is one.
    pub entry: Option<Entry>,
    /// Blocked PINs that had an own PIN, as the person has said already.
    pub was_set: Vec<PinKey>,
    /// PIN.QES is still known, as the person has said already.
    pub still_known: bool,
    /// Letter and card belong together, and no Transport-PIN of the card was entered wrongly so far,
    /// as the person has said already.
    pub letter_fits: bool,
    /// Whether somebody is guided: what comes next is said by the guide, and not here.
    pub guided: bool,
    /// `--spend-puk-use`: unblock a PIN that is not blocked.
    pub spend_puk_use: bool,
}

/// Where digits are typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Entry {
    /// At the keyboard of this PC.
    #[default]
    Keyboard,
    /// At the reader.
    PinPad,
    /// In a script's file.
    File,
}
