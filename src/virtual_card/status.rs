//! Trailers of this card, named as in gemSpec_COS table 345; last, those that only ISO/IEC 7816-4
//! names.

use apdu::StatusWord;

pub(super) const NO_ERROR: StatusWord = StatusWord::NO_ERROR;
pub(super) const END_OF_FILE_WARNING: StatusWord = StatusWord::new(0x6282);
pub(super) const END_OF_RECORD_WARNING: StatusWord = StatusWord::new(0x6282);
pub(super) const UNSUCCESSFUL_SEARCH: StatusWord = StatusWord::new(0x6282);
pub(super) const FILE_DEACTIVATED: StatusWord = StatusWord::new(0x6283);
pub(super) const FILE_TERMINATED: StatusWord = StatusWord::new(0x6285);
pub(super) const RECORD_DEACTIVATED: StatusWord = StatusWord::new(0x6287);
pub(super) const TRANSPORT_PIN: StatusWord = StatusWord::new(0x62C1);
pub(super) const LEER_PIN: StatusWord = StatusWord::new(0x62C7);
pub(super) const PASSWORD_DISABLED: StatusWord = StatusWord::new(0x62D0);
pub(super) const CHANNEL_CLOSED: StatusWord = StatusWord::new(0x6881);
pub(super) const WRONG_FILE_TYPE: StatusWord = StatusWord::new(0x6981);
pub(super) const NO_MORE_CHANNELS_AVAILABLE: StatusWord = StatusWord::new(0x6981);
pub(super) const SECURITY_STATUS_NOT_SATISFIED: StatusWord = StatusWord::new(0x6982);
pub(super) const PASSWORD_BLOCKED: StatusWord = StatusWord::new(0x6983);
pub(super) const COMMAND_BLOCKED: StatusWord = StatusWord::new(0x6983);
pub(super) const PASSWORD_NOT_USABLE: StatusWord = StatusWord::new(0x6985);
pub(super) const LONG_OR_SHORT_PASSWORD: StatusWord = StatusWord::new(0x6985);
pub(super) const NO_CURRENT_EF: StatusWord = StatusWord::new(0x6986);
pub(super) const INCORRECT_SM_DO: StatusWord = StatusWord::new(0x6988);
pub(super) const FILE_NOT_FOUND: StatusWord = StatusWord::new(0x6A82);
pub(super) const RECORD_NOT_FOUND: StatusWord = StatusWord::new(0x6A83);
pub(super) const PASSWORD_NOT_FOUND: StatusWord = StatusWord::new(0x6A88);
pub(super) const OFFSET_TOO_BIG: StatusWord = StatusWord::new(0x6B00);
/// Also COS's answer of a terminated card to SELECT (N047.590).
pub(super) const INSTRUCTION_NOT_SUPPORTED: StatusWord = StatusWord::new(0x6D00);

pub(super) const WRONG_LENGTH: StatusWord = StatusWord::new(0x6700);
pub(super) const WRONG_DATA: StatusWord = StatusWord::new(0x6A80);
pub(super) const INCORRECT_P1_P2: StatusWord = StatusWord::new(0x6A86);
pub(super) const CLASS_NOT_SUPPORTED: StatusWord = StatusWord::new(0x6E00);
/// No precise diagnosis: the card has no power, or contradicts itself.
pub(super) const NO_DIAGNOSIS: StatusWord = StatusWord::new(0x6F00);

/// WrongSecretWarning and RetryCounter: 63Cx with x = min(`left`, 15).
pub(super) const fn counter(left: u8) -> StatusWord {
    StatusWord::new(0x63C0 | if left > 15 { 15 } else { left as u16 })
}
