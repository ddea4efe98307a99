//! PIN digits, Format-2 PIN blocks, and commands with holes for them.

use std::fmt;

use crate::secret::{SecretArray, equal};
use crate::{Command, Error, Header, SecretOctets};

const BLOCK: usize = 8;

/// Digits of a PIN, Transport-PIN, PUK or CAN: 4 to 12 decimal digits (gemSpec_COS N008.000).
///
/// Wiped on drop, no `Clone`, no digits in `Debug`. The digits lie on the heap, so moving a `Pin`
/// copies none.
pub struct Pin {
    digits: SecretArray<12>,
    length: usize,
}

impl Pin {
    /// Fewest digits a card operating system stores.
    pub const MIN: usize = 4;
    /// Most digits a card operating system stores.
    pub const MAX: usize = 12;

    /// Takes ASCII digits. The caller wipes its own copy.
    ///
    /// # Errors
    /// [`Error::NotADigit`], [`Error::PinLength`]; neither holds what was given.
    pub fn from_digits(ascii: &[u8]) -> Result<Self, Error> {
        if !ascii.iter().all(u8::is_ascii_digit) {
            return Err(Error::NotADigit);
        }
        if !(Self::MIN..=Self::MAX).contains(&ascii.len()) {
            return Err(Error::PinLength { got: ascii.len() });
        }
        let mut digits = SecretArray::filled(0);
        for (place, digit) in digits.as_mut().iter_mut().zip(ascii) {
            *place = *digit;
        }
        Ok(Self {
            digits,
            length: ascii.len(),
        })
    }

    /// Number of digits.
    #[must_use]
    pub const fn length(&self) -> usize {
        self.length
    }

    /// ASCII digits, for rules that look at them (trivial PINs). Whoever copies them owns the
    /// copy's wiping.
    #[must_use]
    pub fn digits(&self) -> &[u8] {
        self.digits
            .as_array()
            .get(..self.length)
            .unwrap_or_default()
    }

    /// Whether both hold the same digits; takes time that depends on the lengths only.
    #[must_use]
    pub fn same_as(&self, other: &Pin) -> bool {
        equal(self.digits(), other.digits())
    }

    /// The PIN block that carries these digits.
    #[must_use]
    pub fn block(&self) -> PinBlock {
        let mut block = SecretArray::filled(0xFF);
        let octets = block.as_mut();
        // gemSpec_COS N008.100: nibble 2, nibble length, digit nibbles, filled up with F.
        octets[0] = 0x20 | self.length as u8;
        for (index, digit) in self.digits().iter().enumerate() {
            let nibble = digit - b'0';
            if let Some(octet) = octets.get_mut(1 + index / 2) {
                *octet = if index % 2 == 0 {
                    nibble << 4 | 0x0F
                } else {
                    *octet & 0xF0 | nibble
                };
            }
        }
        PinBlock(block)
    }
}

impl fmt::Debug for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{} digits hidden>", self.length)
    }
}

/// A Format-2 PIN block, 8 octets (gemSpec_COS N008.100, ISO 9564-1). Wiped on drop, no `Clone`.
pub struct PinBlock(SecretArray<BLOCK>);

impl PinBlock {
    /// Octets of a block.
    pub const LENGTH: usize = BLOCK;

    /// Takes 8 octets as a card receives them.
    ///
    /// # Errors
    /// [`Error::PinBlock`] unless first nibble 2, length 4 to 12, that many decimal nibbles, then F
    /// only.
    pub fn from_octets(octets: &[u8]) -> Result<Self, Error> {
        let mut block = SecretArray::filled(0);
        if octets.len() != BLOCK {
            return Err(Error::PinBlock);
        }
        block.as_mut().copy_from_slice(octets);
        let block = Self(block);
        if block.is_well_formed() {
            Ok(block)
        } else {
            Err(Error::PinBlock)
        }
    }

    fn is_well_formed(&self) -> bool {
        let octets = self.0.as_array();
        let length = usize::from(octets[0] & 0x0F);
        let nibbles = octets
            .iter()
            .skip(1)
            .flat_map(|octet| [octet >> 4, octet & 0x0F]);
        octets[0] >> 4 == 2
            && (Pin::MIN..=Pin::MAX).contains(&length)
            && nibbles.enumerate().all(|(index, nibble)| {
                if index < length {
                    nibble <= 9
                } else {
                    nibble == 0x0F
                }
            })
    }

    /// The 8 octets. Whoever copies them owns the copy's wiping.
    #[must_use]
    pub fn octets(&self) -> &[u8; BLOCK] {
        self.0.as_array()
    }

    /// Number of digits in the block.
    #[must_use]
    pub fn length(&self) -> usize {
        usize::from(self.0.as_array()[0] & 0x0F)
    }

    /// Whether both hold the same digits; takes constant time.
    #[must_use]
    pub fn same_as(&self, other: &PinBlock) -> bool {
        equal(self.octets(), other.octets())
    }
}

impl fmt::Debug for PinBlock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<PIN block hidden>")
    }
}

/// What a hole of a [`PinCommand`] is filled with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hole {
    /// The secret that is valid now (VERIFY data, old reference data).
    Current,
    /// The new secret.
    New,
    /// The resetting code (PUK).
    ResettingCode,
}

/// A command whose data are PIN blocks that are not there yet: the host fills them, or a PIN pad
/// takes the command whole and fills them itself.
///
/// ```
/// # fn main() -> Result<(), apdu::Error> {
/// use apdu::{Pin, PinCommand};
///
/// let change = PinCommand::change_reference_data(0x01);
/// let (old, new) = (Pin::from_digits(b"54321")?, Pin::from_digits(b"123456")?);
/// let command = change.fill(&[&old, &new])?;
/// assert!(command.is_secret());
/// // Format 2: length, digits, F to the end; a trace shows none of it.
/// assert_eq!(command.data().len(), 16);
/// assert!(!format!("{command:?}").contains("54321"));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PinCommand {
    header: Header,
    holes: &'static [Hole],
}

impl PinCommand {
    /// VERIFY (gemSpec_COS N016.100): `00 20 00 P2`, one block.
    #[must_use]
    pub const fn verify(p2: u8) -> Self {
        Self::new(0x20, 0x00, p2, &[Hole::Current])
    }

    /// CHANGE REFERENCE DATA, old and new secret (gemSpec_COS N073.300): `00 24 00 P2`.
    #[must_use]
    pub const fn change_reference_data(p2: u8) -> Self {
        Self::new(0x24, 0x00, p2, &[Hole::Current, Hole::New])
    }

    /// CHANGE REFERENCE DATA, new secret only (Leer-PIN): `00 24 01 P2`.
    #[must_use]
    pub const fn set_reference_data(p2: u8) -> Self {
        Self::new(0x24, 0x01, p2, &[Hole::New])
    }

    /// RESET RETRY COUNTER with PUK and new secret (gemSpec_COS N079.300): `00 2C 00 P2`.
    #[must_use]
    pub const fn reset_retry_counter_with_new(p2: u8) -> Self {
        Self::new(0x2C, 0x00, p2, &[Hole::ResettingCode, Hole::New])
    }

    /// RESET RETRY COUNTER with PUK only (gemSpec_COS N079.700): `00 2C 01 P2`.
    #[must_use]
    pub const fn reset_retry_counter(p2: u8) -> Self {
        Self::new(0x2C, 0x01, p2, &[Hole::ResettingCode])
    }

    const fn new(ins: u8, p1: u8, p2: u8, holes: &'static [Hole]) -> Self {
        Self {
            header: Header {
                cla: 0x00,
                ins,
                p1,
                p2,
            },
            holes,
        }
    }

    /// The header.
    #[must_use]
    pub const fn header(&self) -> Header {
        self.header
    }

    /// The holes in the order of the command data.
    #[must_use]
    pub const fn holes(&self) -> &'static [Hole] {
        self.holes
    }

    /// The command with its holes filled.
    ///
    /// # Errors
    /// [`Error::Holes`] unless there is one PIN per hole.
    pub fn fill(&self, pins: &[&Pin]) -> Result<Command, Error> {
        if pins.len() != self.holes.len() {
            return Err(Error::Holes {
                want: self.holes.len(),
                got: pins.len(),
            });
        }
        let mut data = SecretOctets::with_capacity(pins.len() * BLOCK);
        for pin in pins {
            data.extend(pin.block().octets());
        }
        let Header { cla, ins, p1, p2 } = self.header;
        Command::new(cla, ins, p1, p2).with_secret(data)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pin(digits: &str) -> Pin {
        Pin::from_digits(digits.as_bytes()).unwrap()
    }

    /// cards.md §3.1.
    #[test]
    fn digits_become_the_format_2_blocks_of_the_specification() {
        for (digits, block) in [
            ("54321", "2554321FFFFFFFFF"),
            ("123456", "26123456FFFFFFFF"),
            ("1234567", "271234567FFFFFFF"),
            ("00000", "2500000FFFFFFFFF"),
            ("12345678", "2812345678FFFFFF"),
            ("123123", "26123123FFFFFFFF"),
            ("123456789", "29123456789FFFFF"),
            ("123456789012", "2C123456789012FF"),
        ] {
            let made = pin(digits).block();
            assert_eq!(hex::encode_upper(made.octets()), block);
            assert_eq!(made.length(), digits.len());
            assert!(PinBlock::from_octets(made.octets()).unwrap().same_as(&made));
        }
    }

    /// cards.md §9.3.
    #[test]
    fn pin_commands_encode_as_the_specification_says() {
        let encoded = |command: PinCommand, pins: &[&Pin]| {
            hex::encode_upper(command.fill(pins).unwrap().encode().as_slice())
        };
        let (transport, own, puk) = (pin("54321"), pin("123456"), pin("12345678"));
        assert_eq!(
            encoded(PinCommand::change_reference_data(0x01), &[&transport, &own]),
            "00240001102554321FFFFFFFFF26123456FFFFFFFF"
        );
        assert_eq!(
            encoded(PinCommand::set_reference_data(0x81), &[&own]),
            "002401810826123456FFFFFFFF"
        );
        assert_eq!(
            encoded(PinCommand::verify(0x01), &[&transport]),
            "00200001082554321FFFFFFFFF"
        );
        assert_eq!(
            encoded(PinCommand::reset_retry_counter(0x81), &[&puk]),
            "002C0181082812345678FFFFFF"
        );
        assert_eq!(
            encoded(
                PinCommand::reset_retry_counter_with_new(0x01),
                &[&puk, &own]
            ),
            "002C0001102812345678FFFFFF26123456FFFFFFFF"
        );
    }

    #[test]
    fn anything_but_4_to_12_digits_is_refused_without_being_repeated() {
        assert_eq!(
            Pin::from_digits(b"123").unwrap_err(),
            Error::PinLength { got: 3 }
        );
        assert_eq!(
            Pin::from_digits(b"1234567890123").unwrap_err(),
            Error::PinLength { got: 13 }
        );
        assert_eq!(Pin::from_digits(b"12a45").unwrap_err(), Error::NotADigit);
        assert_eq!(
            Pin::from_digits("１２３４５".as_bytes()).unwrap_err(),
            Error::NotADigit
        );
    }

    #[test]
    fn malformed_blocks_are_refused() {
        for octets in [
            "3554321FFFFFFFFF",
            "2654321FFFFFFFFF",
            "2554A21FFFFFFFFF",
            "2554321FFFFFFFF0",
            "20FFFFFFFFFFFFFF",
            "2D12345678901234",
        ] {
            assert!(
                PinBlock::from_octets(&hex::decode(octets).unwrap()).is_err(),
                "{octets}"
            );
        }
    }

    #[test]
    fn secrets_print_no_digit() {
        let own = pin("471193");
        let printed = format!(
            "{own:?} {:?} {:?}",
            own.block(),
            PinCommand::verify(1).fill(&[&own]).unwrap()
        );
        assert!(!printed.contains("471193"), "{printed}");
    }

    #[test]
    fn a_pin_command_wants_one_pin_per_hole() {
        let own = pin("471193");
        let command = PinCommand::change_reference_data(1);
        assert_eq!(
            command.fill(&[&own]).unwrap_err(),
            Error::Holes { want: 2, got: 1 }
        );
    }
}
