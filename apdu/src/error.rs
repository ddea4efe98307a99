//! What can be wrong with octets or digits before any card sees them.

use std::fmt;

/// A value that is not what the standard allows. Never holds the octets or digits themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// A command APDU shorter than its four header octets (ISO/IEC 7816-4, 5.1).
    CommandTooShort {
        /// Octets that were given.
        got: usize,
    },
    /// Lc, data and Le do not fit any of the cases 1, 2S, 2E, 3S, 3E, 4S, 4E.
    CommandLength {
        /// Octets that were given, header included.
        got: usize,
    },
    /// Nc outside 1..=65535 octets.
    DataLength {
        /// Octets that were given.
        got: usize,
    },
    /// Ne outside 1..=65536 octets.
    ExpectedLength {
        /// Ne that was asked for.
        got: u32,
    },
    /// A response APDU shorter than its two status octets: the line broke, no card answers so.
    ResponseTooShort {
        /// Octets that were received.
        got: usize,
    },
    /// A PIN holds something that is not a decimal digit.
    NotADigit,
    /// A PIN whose length a card operating system cannot store (gemSpec_COS N008.000: 4 to 12
    /// digits).
    PinLength {
        /// Digits that were given.
        got: usize,
    },
    /// Eight octets that are no Format-2 PIN block (gemSpec_COS N008.100).
    PinBlock,
    /// A PIN command was given another number of PIN blocks than it has holes.
    Holes {
        /// Holes of the command.
        want: usize,
        /// Blocks that were given.
        got: usize,
    },
    /// A data object whose tag or length field is cut short or not BER.
    Tlv {
        /// Offset of the data object in octets.
        offset: usize,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Error::CommandTooShort { got } => {
                write!(f, "a command of {got} octets has no header (4 octets)")
            }
            Error::CommandLength { got } => write!(
                f,
                "{got} octets are no command APDU: Lc, data and Le do not fit"
            ),
            Error::DataLength { got } => {
                write!(f, "{got} octets of command data (1 to 65535 are possible)")
            }
            Error::ExpectedLength { got } => {
                write!(
                    f,
                    "{got} octets of response data expected (1 to 65536 are possible)"
                )
            }
            Error::ResponseTooShort { got } => write!(
                f,
                "a response of {got} octets has no status word (2 octets)"
            ),
            Error::NotADigit => f.write_str("a PIN consists of the digits 0 to 9 only"),
            Error::PinLength { got } => write!(f, "a PIN of {got} digits (4 to 12 are possible)"),
            Error::PinBlock => f.write_str("not a Format-2 PIN block"),
            Error::Holes { want, got } => {
                write!(f, "{got} PIN blocks for a command with {want} holes")
            }
            Error::Tlv { offset } => write!(f, "no BER-TLV data object at octet {offset}"),
        }
    }
}

impl std::error::Error for Error {}
