//! Status words, every number kept (gemSpec_COS 3.12.0, table 345).

use std::fmt;

/// Trailer SW1-SW2 of a response. The number is never lost; what it *means* belongs to the command
/// that was answered (6985 is "new PIN too short or long" for CHANGE REFERENCE DATA, "still in
/// transport state" for VERIFY).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StatusWord(u16);

impl StatusWord {
    /// NoError.
    pub const NO_ERROR: Self = Self(0x9000);

    /// From its number.
    #[must_use]
    pub const fn new(number: u16) -> Self {
        Self(number)
    }

    /// From SW1 and SW2.
    #[must_use]
    pub const fn from_octets(sw1: u8, sw2: u8) -> Self {
        Self(u16::from_be_bytes([sw1, sw2]))
    }

    /// The number.
    #[must_use]
    pub const fn number(self) -> u16 {
        self.0
    }

    /// SW1, SW2.
    #[must_use]
    pub const fn to_octets(self) -> [u8; 2] {
        self.0.to_be_bytes()
    }

    /// 9000.
    #[must_use]
    pub const fn is_success(self) -> bool {
        self.0 == 0x9000
    }

    /// x of 63Cx: tries left (RetryCounter, WrongSecretWarning).
    #[must_use]
    pub const fn counter(self) -> Option<u8> {
        if self.0 & 0xFFF0 == 0x63C0 {
            Some((self.0 & 0x000F) as u8)
        } else {
            None
        }
    }

    /// The name gemSpec_COS gives this trailer in the answer to the command with class `cla` and
    /// instruction `ins`; `None` where COS defines none (the makers of cards are free to add
    /// trailers, e.g. N073.800).
    #[must_use]
    pub fn name(self, cla: u8, ins: u8) -> Option<&'static str> {
        Some(match (self.0, ins) {
            (0x9000, _) => "NoError",
            (0x6200, _) => "DataTruncated",
            (0x6281, _) => "CorruptDataWarning",
            (0x6282, 0xB0) => "EndOfFileWarning",
            (0x6282, 0xB2) => "EndOfRecordWarning",
            (0x6282, 0xA2) => "UnsuccessfulSearch",
            (0x6283, 0xA4) => "FileDeactivated",
            (0x6285, 0xA4) => "FileTerminated",
            (0x6287, 0xB2) => "RecordDeactivated",
            (0x62C1, 0x20) => "TransportStatus: Transport-PIN",
            (0x62C7, 0x20) => "TransportStatus: Leer-PIN",
            (0x62D0, 0x20) => "PasswordDisabled",
            (0x6300, 0x82 | 0x86) => "AuthenticationFailure",
            (0x63C0..=0x63CF, 0x20) if cla & 0x80 != 0 => "RetryCounter",
            (0x63C0..=0x63CF, 0x20 | 0x24 | 0x26 | 0x28 | 0x2C) => "WrongSecretWarning",
            (0x63C0..=0x63CF, _) => "UpdateRetryWarning",
            (0x6581, _) => "MemoryFailure",
            (0x6400, _) => "EncipherError/KeyInvalid/ObjectTerminated/ParameterMismatch",
            (0x6700, _) => "WrongRecordLength",
            (0x6881, _) => "ChannelClosed",
            (0x6981, 0x70) => "NoMoreChannelsAvailable",
            (0x6981, _) => "WrongFileType",
            (0x6982, _) => "SecurityStatusNotSatisfied",
            (0x6983, 0x2C) => "CommandBlocked",
            (0x6983, 0x20 | 0x24 | 0x26 | 0x28) => "PasswordBlocked",
            (0x6985, 0x20 | 0x26 | 0x28) => "PasswordNotUsable",
            (0x6985, 0x24 | 0x2C) => "LongPassword/ShortPassword",
            (0x6986, _) => "NoCurrentEF",
            (0x6988, _) => "IncorrectSmDo",
            (0x6A80, _) => "WrongData",
            (0x6A81, _) => "UnsupportedFunction",
            (0x6A82, _) => "FileNotFound",
            (0x6A83, _) => "RecordNotFound",
            (0x6A84, _) => "DataTooBig/FullRecordList/MessageTooLong/OutOfMemory",
            (0x6A88, 0x20 | 0x24 | 0x26 | 0x28 | 0x2C) => "PasswordNotFound",
            (0x6A88, _) => "KeyNotFound",
            (0x6A89, _) => "DuplicatedObject",
            (0x6A8A, _) => "DfNameExists",
            (0x6B00, _) => "OffsetTooBig",
            (0x6D00, _) => "InstructionNotSupported",
            _ => return None,
        })
    }
}

impl From<u16> for StatusWord {
    fn from(number: u16) -> Self {
        Self(number)
    }
}

impl fmt::Display for StatusWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04X}", self.0)
    }
}

impl fmt::Debug for StatusWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_word_is_its_two_octets_and_its_number_in_four_hex_digits() {
        for (octets, number, printed) in [
            ([0x90, 0x00], 0x9000, "9000"),
            ([0x62, 0xC1], 0x62C1, "62C1"),
            ([0x6A, 0x88], 0x6A88, "6A88"),
            ([0x00, 0x01], 0x0001, "0001"),
        ] {
            let word = StatusWord::new(number);
            assert_eq!(word.to_octets(), octets);
            assert_eq!(StatusWord::from_octets(octets[0], octets[1]), word);
            assert_eq!(StatusWord::from(number), word);
            assert_eq!(word.number(), number);
            assert_eq!(
                (format!("{word}"), format!("{word:?}")),
                (printed.to_owned(), printed.to_owned())
            );
        }
        for number in 0..=u16::MAX {
            assert_eq!(StatusWord::new(number).is_success(), number == 0x9000);
        }
    }

    #[test]
    fn only_63cx_is_a_counter() {
        for number in 0..=u16::MAX {
            let expected = (0x63C0..=0x63CF)
                .contains(&number)
                .then_some((number & 0xF) as u8);
            assert_eq!(StatusWord::new(number).counter(), expected);
        }
    }

    #[test]
    fn the_meaning_of_6985_belongs_to_the_command() {
        assert_eq!(
            StatusWord::new(0x6985).name(0x00, 0x20),
            Some("PasswordNotUsable")
        );
        assert_eq!(
            StatusWord::new(0x6985).name(0x00, 0x24),
            Some("LongPassword/ShortPassword")
        );
    }
}
