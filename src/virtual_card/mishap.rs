//! What goes wrong in a rehearsal: a virtual card that was mishandled before, or one that leaves the
//! reader while a secret is on its way; the reader sees to the latter.
//!
//! The card comes into its state as a real one does, by commands; nothing of it is written by hand.

use apdu::{Pin, PinCommand};

use super::VirtualCard;

/// P2 of the first PIN of a card: PIN.CH of an eHBA (gemSpec_HBA_ObjSys_G2.1, 5.3.3), PIN.SMC of an
/// SMC-B (gemSpec_SMC-B_ObjSys_G2.1, 5.3.6), both in the MF.
const FIRST_PIN: u8 = 0x01;

/// The own PIN of a card whose own PIN is blocked; nobody needs to know it.
const FORGOTTEN: &[u8] = b"74102963";

/// What is rehearsed besides the way without mistakes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mishap {
    /// Two wrong Transport-PINs went to the card elsewhere.
    LastTry,
    /// The card leaves the reader while the first secret is on its way, and comes back.
    Pulled,
    /// An own PIN was set, and blocked by three wrong entries.
    Blocked,
}

impl Mishap {
    /// Does to a new card what went wrong before.
    pub fn befall(self, card: &mut VirtualCard) {
        let letter = card.letter();
        let Some(right) = letter.lines.into_iter().find_map(|line| line.transport_pin) else {
            return;
        };
        let (Some(wrong), Ok(own)) = (other_than(&right), Pin::from_digits(FORGOTTEN)) else {
            return;
        };
        let change = PinCommand::change_reference_data(FIRST_PIN);
        let verify = PinCommand::verify(FIRST_PIN);
        match self {
            Mishap::LastTry => (0..2).for_each(|_| send(card, change, &[&wrong, &own])),
            Mishap::Blocked => {
                send(card, change, &[&right, &own]);
                (0..3).for_each(|_| send(card, verify, &[&wrong]));
            }
            Mishap::Pulled => {}
        }
    }
}

/// Digits of the same number, none of them the same, and long enough for an own PIN.
fn other_than(pin: &Pin) -> Option<Pin> {
    let other = |digit: &u8| b'0' + b'9' - digit;
    let digits: Vec<u8> = pin.digits().iter().map(other).collect();
    Pin::from_digits(&digits).ok()
}

fn send(card: &mut VirtualCard, command: PinCommand, pins: &[&Pin]) {
    // What the card answers is what is rehearsed.
    if let Ok(command) = command.fill(pins) {
        card.transmit(command.encode().as_slice());
    }
}
