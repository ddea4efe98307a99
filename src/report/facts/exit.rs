//! Exit codes of the contract; `docs/exit-codes.md` lists each with a command that yields it.

/// Done, or nothing to do.
pub const DONE: u8 = 0;
/// A bug or an unexpected answer.
pub const UNEXPECTED: u8 = 1;
/// Usage.
pub const USAGE: u8 = 2;
/// No PC/SC service, or no right to it.
pub const SERVICE: u8 = 3;
/// No reader.
pub const NO_READER: u8 = 4;
/// No card.
pub const NO_CARD: u8 = 5;
/// Not a card for this job.
pub const WRONG_CARD: u8 = 6;
/// Card in use by another program.
pub const BUSY: u8 = 7;
/// Card removed or line broken; no secret was handed over in this run.
pub const REMOVED: u8 = 8;
/// Outcome unknown.
pub const UNKNOWN: u8 = 9;
/// Wrong secret, tries left.
pub const WRONG_SECRET: u8 = 10;
/// Blocked, and a PUK command exists for it.
pub const BLOCKED: u8 = 11;
/// Blocked for good: the card answered 6983 to the PUK.
pub const BLOCKED_FOR_GOOD: u8 = 12;
/// Refused for safety.
pub const REFUSED: u8 = 13;
/// Entry timed out.
pub const TIMED_OUT: u8 = 14;
/// Cancelled.
pub const CANCELLED: u8 = 15;
/// A rule on the new PIN.
pub const NEW_PIN: u8 = 16;
/// Secrets missing or malformed.
pub const SECRETS: u8 = 17;
/// PIN pad missing, cannot do this dialog, or refused it; nothing was sent.
pub const PAD: u8 = 18;
/// `--check`: a certificate expires within the days.
pub const EXPIRING: u8 = 20;
/// `--check`: expired, revoked, or otherwise not to be used any more.
pub const ENDED: u8 = 21;
/// `--check --online`: not yet published.
pub const NOT_PUBLISHED: u8 = 22;
/// A file or folder could not be read or written.
pub const FILE: u8 = 23;
/// `--check`: whether a certificate is good could not be found out. `issuers`: no list of issuers that
/// is believed, or no newer one.
pub const NOT_CHECKED: u8 = 24;
/// `--check`: a PIN needs somebody: in transport state, before its last try, not readable.
pub const PIN_ATTENTION: u8 = 25;

/// Of several causes in one run the one whose code comes first here decides.
const PRIORITY: [u8; 25] = [
    9, 1, 12, 11, 10, 13, 8, 7, 14, 15, 16, 17, 18, 19, 23, 21, 25, 22, 20, 24, 2, 3, 4, 5, 6,
];

/// Place of a code in the order; codes that usually end a run before it began (2 to 6) come last.
#[must_use]
pub fn rank(code: u8) -> usize {
    PRIORITY
        .iter()
        .position(|known| *known == code)
        .unwrap_or(PRIORITY.len())
}
