//! What terminals show (texts and prompts of TAB_KON_090), and what was shown.

use super::card::Pin;
use super::request::Operation;

/// Text and prompt, as they stand on a display.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Screen {
    pub text: String,
    pub prompt: &'static str,
}

/// What a terminal asked for, one after the other, and what it said in the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dialog {
    /// Which one it is of those that were ever begun, from 1.
    pub number: usize,
    pub operation: Operation,
    /// `PIN.CH`, `PIN.QES`, `PIN.SMC`.
    pub pin: &'static str,
    /// CtId of the terminal that asked.
    pub terminal: String,
    /// Whether the card is in another one.
    pub is_remote: bool,
    /// Slot of the card.
    pub slot: usize,
    /// As far as it came.
    pub screens: Vec<Screen>,
    /// What it showed then, without a prompt.
    pub results: Vec<&'static str>,
    /// Entries that somebody typed.
    pub entries: usize,
}

impl Dialog {
    /// Prompts in the order in which they were shown.
    pub fn prompts(&self) -> Vec<&'static str> {
        self.screens.iter().map(|screen| screen.prompt).collect()
    }
}

pub(super) const CHANGED: &str = "PIN erfolgreich geändert!";
pub(super) const VERIFIED: &str = "PIN erfolgreich verifiziert!";
pub(super) const PIN_WRONG: &str = "PIN falsch oder gesperrt!";
pub(super) const UNBLOCKED: &str = "PIN erfolgreich entsperrt!";
pub(super) const PUK_WRONG: &str = "PUK falsch oder gesperrt!";
pub(super) const DIFFERENT: &str = "PINs nicht identisch! Abbruch!";
pub(super) const REMOTE: &str = "Eingabe wird bearbeitet.";

/// All screens of an operation. `transport`: the PIN is in transport state.
///
/// The table has no text for the old PIN.QES that is no Transport-PIN, nor prompts for the own
/// PIN.CH and for repetitions: those are as their likes.
pub(super) fn screens(
    operation: Operation,
    pin: Pin,
    slot: usize,
    transport: bool,
    new: bool,
) -> Vec<Screen> {
    let mut screens = vec![match operation {
        Operation::UnblockPin => puk(pin, slot),
        _ if transport => transport_pin(pin, slot),
        _ => own(pin, slot),
    }];
    if new {
        screens.push(new_pin(pin, slot));
        screens.push(repeated(pin, slot));
    }
    screens
}

fn screen(text: impl Into<String>, prompt: &'static str) -> Screen {
    Screen {
        text: text.into(),
        prompt,
    }
}

fn transport_pin(pin: Pin, slot: usize) -> Screen {
    match pin {
        Pin::Ch => screen("Eingabe Transport-PIN HBA", "T-PIN.HBA:"),
        Pin::Qes => screen("Eingabe Transport-PIN HBA", "T-PIN.QES:"),
        Pin::Smc => screen(
            format!("Eingabe Transport-PIN SMC-B SLOT:{slot}"),
            "T-PIN.SMC:",
        ),
    }
}

fn own(pin: Pin, slot: usize) -> Screen {
    match pin {
        Pin::Ch => screen("Eingabe Freigabe-PIN HBA", "PIN.HBA:"),
        Pin::Qes => screen("Eingabe Signatur-PIN HBA", "PIN.QES:"),
        Pin::Smc => screen(format!("Eingabe PIN SMC-B SLOT:{slot}"), "PIN.SMC:"),
    }
}

fn new_pin(pin: Pin, slot: usize) -> Screen {
    match pin {
        Pin::Ch => screen("Eingabe neue Freigabe-PIN HBA (6-8 Ziffern)", "PIN.HBA:"),
        Pin::Qes => screen("Eingabe neue Signatur-PIN HBA (6-8 Ziffern)", "PIN.QES:"),
        Pin::Smc => screen(
            format!("Eingabe neue PIN SMC-B SLOT:{slot} (6-8 Ziffern)"),
            "PIN.SMC:",
        ),
    }
}

fn repeated(pin: Pin, slot: usize) -> Screen {
    match pin {
        Pin::Ch => screen("Eingabe für HBA wiederholen!", "PIN.HBA:"),
        Pin::Qes => screen("Eingabe für HBA wiederholen!", "PIN.QES:"),
        Pin::Smc => screen(
            format!("Eingabe PIN.SMC SLOT:{slot} wiederholen!"),
            "PIN.SMC:",
        ),
    }
}

fn puk(pin: Pin, slot: usize) -> Screen {
    match pin {
        Pin::Ch => screen("Eingabe Freigabe-PUK HBA", "PUK.HBA:"),
        Pin::Qes => screen("Eingabe Signatur-PUK HBA", "PUK.QES:"),
        Pin::Smc => screen(format!("Eingabe PUK SMC-B SLOT:{slot}"), "PUK.SMC:"),
    }
}
