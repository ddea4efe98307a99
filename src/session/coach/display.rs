//! What the display of a card terminal shows while a PIN is typed there (gemSpec_Kon 5.18.0,
//! TIP1-A_4561-02, TAB_KON_090). A display speaks German, whatever language this program speaks;
//! where it breaks a line is its own matter.

use crate::pins::PinKey;

/// One entry at a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Entry {
    /// The Transport-PIN.
    Transport,
    /// A PIN that is set.
    Current,
    /// A new PIN.
    New,
    /// The new PIN once more.
    Again,
    /// The PUK.
    Puk,
}

/// What stands for the number of a slot that the Konnektor does not tell.
pub(super) const UNTOLD: &str = "?";

/// Whether the texts for a PIN name the slot of its card.
pub(super) const fn names_the_slot(pin: PinKey) -> bool {
    matches!(pin, PinKey::Smc)
}

/// The text that asks for an entry at the PIN of a card in this slot. `None` for PINs of which the
/// specification leaves it to the maker.
pub(super) fn text(pin: PinKey, entry: Entry, slot: Option<u32>) -> Option<String> {
    let of_hba = match (pin, entry) {
        (PinKey::Ch | PinKey::Qes, Entry::Transport) => "Eingabe Transport-PIN HBA",
        (PinKey::Ch | PinKey::Qes, Entry::Again) => "Eingabe für HBA wiederholen!",
        (PinKey::Ch, Entry::Current) => "Eingabe Freigabe-PIN HBA",
        (PinKey::Ch, Entry::New) => "Eingabe neue Freigabe-PIN HBA (6-8 Ziffern)",
        (PinKey::Ch, Entry::Puk) => "Eingabe Freigabe-PUK HBA",
        (PinKey::Qes, Entry::Current) => "Eingabe Signatur-PIN HBA",
        (PinKey::Qes, Entry::New) => "Eingabe neue Signatur-PIN HBA (6-8 Ziffern)",
        (PinKey::Qes, Entry::Puk) => "Eingabe Signatur-PUK HBA",
        (PinKey::Smc, entry) => return Some(of_smcb(entry, slot)),
        (PinKey::Auto | PinKey::So, _) => return None,
    };
    Some(of_hba.to_owned())
}

/// Whether the table has this text for this entry. That of the present PIN.QES it has for a signature
/// only, behind the number of the job.
pub(super) const fn is_specified(pin: PinKey, entry: Entry) -> bool {
    !matches!((pin, entry), (PinKey::Qes, Entry::Current))
}

fn of_smcb(entry: Entry, slot: Option<u32>) -> String {
    // The display knows its slot, also where the Konnektor does not tell it.
    let slot = slot.map_or_else(|| UNTOLD.to_owned(), |number| number.to_string());
    match entry {
        Entry::Transport => format!("Eingabe Transport-PIN SMC-B SLOT:{slot}"),
        Entry::Current => format!("Eingabe PIN SMC-B SLOT:{slot}"),
        Entry::New => format!("Eingabe neue PIN SMC-B SLOT:{slot} (6-8 Ziffern)"),
        Entry::Again => format!("Eingabe PIN.SMC SLOT:{slot} wiederholen!"),
        Entry::Puk => format!("Eingabe PUK SMC-B SLOT:{slot}"),
    }
}

/// What stands before the digits of an entry, behind its text.
pub(super) const fn prompt(pin: PinKey, entry: Entry) -> Option<&'static str> {
    Some(match (pin, entry) {
        (PinKey::Ch, Entry::Transport) => "T-PIN.HBA:",
        (PinKey::Ch, Entry::Current | Entry::New | Entry::Again) => "PIN.HBA:",
        (PinKey::Ch, Entry::Puk) => "PUK.HBA:",
        (PinKey::Qes, Entry::Transport) => "T-PIN.QES:",
        (PinKey::Qes, Entry::Current | Entry::New | Entry::Again) => "PIN.QES:",
        (PinKey::Qes, Entry::Puk) => "PUK.QES:",
        (PinKey::Smc, Entry::Transport) => "T-PIN.SMC:",
        (PinKey::Smc, Entry::Current | Entry::New | Entry::Again) => "PIN.SMC:",
        (PinKey::Smc, Entry::Puk) => "PUK.SMC:",
        (PinKey::Auto | PinKey::So, _) => return None,
    })
}

/// The PIN whose Transport-PIN the same text asks for, told apart by what stands before the digits.
pub(super) const fn twin(pin: PinKey) -> Option<PinKey> {
    match pin {
        PinKey::Ch => Some(PinKey::Qes),
        PinKey::Qes => Some(PinKey::Ch),
        PinKey::Smc | PinKey::Auto | PinKey::So => None,
    }
}
