//! PIN_VERIFY_STRUCTURE and PIN_MODIFY_STRUCTURE (PC/SC part 10 v2.02.08, 2.5.2 and 2.5.3): packed,
//! little endian.

use apdu::{Header, Hole, PinBlock, PinCommand};

use super::quirks::Quirk;
use super::{Digits, PadEntry, PadLanguage, changes};

/// How a Format-2 PIN block is described to a reader. Two ways are in the field for the same 8
/// octets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Profile {
    /// 89 47 04: digits from byte 1 of a block of 7, their number in 4 bits at bit 4. What REINER
    /// SCT's own driver and most programs for German health cards say.
    #[default]
    Bytes,
    /// 41 48 04: digits from bit 8 of a block of 8. What OpenSC says.
    Bits,
}

impl Profile {
    /// bmFormatString, bmPINBlockString, bmPINLengthFormat.
    const fn octets(self) -> [u8; 3] {
        match self {
            Profile::Bytes => [0x89, 0x47, 0x04],
            Profile::Bits => [0x41, 0x48, 0x04],
        }
    }
}

/// bTimeOut: seconds that the person has (D-Trust documents 60 s for the first key).
const TIME_OUT: u8 = 60;
/// bTimeOut2: as the reader likes.
const TIME_OUT_2: u8 = 0;
/// bEntryValidationCondition: the green key alone. Other values are refused by some readers (GemPC
/// Pinpad) and crash one (Cherry XX44).
const BY_KEY: u8 = 0x02;
/// bTeoPrologue: the driver's business.
const TEO_PROLOGUE: [u8; 3] = [0; 3];
/// bNumberMessage of a check: one message.
const ONE_MESSAGE: u8 = 1;
/// bMsgIndex: "enter PIN".
const ENTER: u8 = 0;
/// bMsgIndex: "enter new PIN".
const ENTER_NEW: u8 = 1;
/// bMsgIndex: "confirm new PIN".
const CONFIRM: u8 = 2;
/// bConfirmPIN: b0, the new secret is asked for twice.
const CONFIRM_NEW: u8 = 0b01;
/// bConfirmPIN: b1, the secret that is valid now is asked for.
const ASK_CURRENT: u8 = 0b10;

/// An empty Format-2 block: the reader puts length and digits in.
const TEMPLATE: [u8; PinBlock::LENGTH] = [0x20, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF];

pub(super) fn build(
    command: &PinCommand,
    entry: &PadEntry,
    digits: Digits,
    quirk: &Quirk,
) -> Vec<u8> {
    let apdu = template(command);
    let profile = entry.profile.unwrap_or_default().octets();
    let language = match entry.language {
        PadLanguage::German => 0x0407_u16,
        PadLanguage::English => 0x0409,
    };
    let mut octets = Vec::with_capacity(24 + apdu.len());
    octets.extend([TIME_OUT, TIME_OUT_2]);
    octets.extend(profile);
    if changes(command) {
        modify(&mut octets, command, entry.confirm, digits, language, quirk);
    } else {
        // wPINMaxExtraDigit is min << 8 | max, so the maximum comes first.
        octets.extend([
            digits.max,
            digits.min,
            BY_KEY,
            quirk.verify_messages.unwrap_or(ONE_MESSAGE),
        ]);
        octets.extend(language.to_le_bytes());
        octets.push(ENTER);
    }
    octets.extend(TEO_PROLOGUE);
    // Four holes of 8 octets at the very most.
    octets.extend((apdu.len() as u32).to_le_bytes());
    octets.extend(apdu);
    octets
}

/// From bInsertionOffsetOld to bMsgIndex3.
fn modify(
    octets: &mut Vec<u8>,
    command: &PinCommand,
    confirm: bool,
    digits: Digits,
    language: u16,
    quirk: &Quirk,
) {
    let asks_current = command.holes().first() != Some(&Hole::New);
    // Offsets count from the first octet after Lc.
    let offset_new = if asks_current {
        TEMPLATE.len() as u8
    } else {
        0
    };
    let confirm_pin =
        if confirm { CONFIRM_NEW } else { 0 } | if asks_current { ASK_CURRENT } else { 0 };
    let entries = 1 + u8::from(asks_current) + u8::from(confirm);
    let messages = quirk.modify_messages.unwrap_or(entries);
    // All three are always there: REINER SCT's standard and comfort fail without the third.
    let indices = match (messages, asks_current) {
        (0, _) => [0; 3],
        (_, true) => [ENTER, ENTER_NEW, CONFIRM],
        (_, false) => [ENTER_NEW, CONFIRM, CONFIRM],
    };
    octets.extend([
        0,
        offset_new,
        digits.max,
        digits.min,
        confirm_pin,
        BY_KEY,
        messages,
    ]);
    octets.extend(language.to_le_bytes());
    octets.extend(indices);
}

/// The command with empty blocks; no Le, for its answer has no data.
fn template(command: &PinCommand) -> Vec<u8> {
    let Header { cla, ins, p1, p2 } = command.header();
    let blocks = TEMPLATE.repeat(command.holes().len());
    let mut apdu = vec![cla, ins, p1, p2, blocks.len() as u8];
    apdu.extend(blocks);
    apdu
}
