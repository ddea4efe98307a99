//! Command APDU: header, data, expected length; encode and decode in all seven cases.

use std::fmt;

use crate::{Error, SecretOctets};

/// Ne that a short Le of 00 asks for.
pub const NE_SHORT_MAX: u32 = 256;
/// Ne that an extended Le of 0000 asks for.
pub const NE_EXTENDED_MAX: u32 = 65536;

/// The four octets every command begins with.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Header {
    /// Class.
    pub cla: u8,
    /// Instruction.
    pub ins: u8,
    /// First parameter.
    pub p1: u8,
    /// Second parameter.
    pub p2: u8,
}

impl Header {
    /// CLA INS P1 P2.
    #[must_use]
    pub const fn to_octets(self) -> [u8; 4] {
        [self.cla, self.ins, self.p1, self.p2]
    }

    /// The name of the command in gemSpec_COS, by CLA (channel and secure-messaging bits left out)
    /// and INS.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match (self.cla & 0x80, self.ins) {
            (0x00, 0x20) => "VERIFY",
            (0x00, 0x22) => "MANAGE SECURITY ENVIRONMENT",
            (0x00, 0x24) => "CHANGE REFERENCE DATA",
            (0x00, 0x26) => "DISABLE VERIFICATION REQUIREMENT",
            (0x00, 0x28) => "ENABLE VERIFICATION REQUIREMENT",
            (0x00, 0x2C) => "RESET RETRY COUNTER",
            (0x00, 0x70) => "MANAGE CHANNEL",
            (0x00, 0x84) => "GET CHALLENGE",
            (0x00, 0x86) => "GENERAL AUTHENTICATE",
            (0x00, 0xA2) => "SEARCH RECORD",
            (0x00, 0xA4) => "SELECT",
            (0x00, 0xB0) => "READ BINARY",
            (0x00, 0xB2) => "READ RECORD",
            (0x80, 0x20) => "GET PIN STATUS",
            (0x80, 0x84) => "GET RANDOM",
            (0x80, 0xCA) => "LIST PUBLIC KEY",
            _ => "unknown command",
        }
    }

    /// Whether the data of this command are PIN blocks. Decoding uses it to hide them by type.
    #[must_use]
    pub const fn carries_secret(self) -> bool {
        self.cla & 0x80 == 0 && matches!(self.ins, 0x20 | 0x24 | 0x26 | 0x28 | 0x2C)
    }
}

impl fmt::Debug for Header {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode_upper(self.to_octets()))
    }
}

/// The case of a command APDU (ISO/IEC 7816-3, 12.1.2): which of Lc and Le are there, and how long
/// they are.
///
/// ```text
/// 1   CLA INS P1 P2
/// 2S  CLA INS P1 P2 Le          2E  CLA INS P1 P2 00 Le Le
/// 3S  CLA INS P1 P2 Lc data     3E  CLA INS P1 P2 00 Lc Lc data
/// 4S  CLA INS P1 P2 Lc data Le  4E  CLA INS P1 P2 00 Lc Lc data Le Le
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// Neither data nor response data.
    One,
    /// Response data, short Le.
    TwoShort,
    /// Response data, extended Le.
    TwoExtended,
    /// Command data, short Lc.
    ThreeShort,
    /// Command data, extended Lc.
    ThreeExtended,
    /// Both, short.
    FourShort,
    /// Both, extended.
    FourExtended,
}

#[derive(Debug)]
enum Data {
    Open(Vec<u8>),
    Secret(SecretOctets),
}

impl Data {
    fn octets(&self) -> &[u8] {
        match self {
            Data::Open(octets) => octets,
            Data::Secret(octets) => octets,
        }
    }
}

/// A command APDU. Built as case 1 and widened by [`with_data`](Command::with_data) and
/// [`with_ne`](Command::with_ne).
///
/// ```
/// # fn main() -> Result<(), apdu::Error> {
/// // SELECT of the master file, asking for its FCP template.
/// let select = apdu::Command::new(0x00, 0xA4, 0x04, 0x04).with_ne(256)?;
/// assert_eq!(&*select.encode(), [0x00, 0xA4, 0x04, 0x04, 0x00]);
/// # Ok(())
/// # }
/// ```
pub struct Command {
    header: Header,
    data: Data,
    ne: Option<u32>,
    extended: bool,
}

impl Command {
    /// A command of case 1.
    #[must_use]
    pub const fn new(cla: u8, ins: u8, p1: u8, p2: u8) -> Self {
        Self {
            header: Header { cla, ins, p1, p2 },
            data: Data::Open(Vec::new()),
            ne: None,
            extended: false,
        }
    }

    /// Adds command data (not secret), 1 to 65535 octets; above 255 the command becomes extended.
    ///
    /// # Errors
    /// [`Error::DataLength`] for no octets or too many.
    pub fn with_data(mut self, data: &[u8]) -> Result<Self, Error> {
        self.data = Data::Open(data.to_vec());
        self.checked_data()
    }

    /// Adds command data that carry a secret; `Debug` and traces print their length only.
    ///
    /// # Errors
    /// [`Error::DataLength`] for no octets or too many.
    pub fn with_secret(mut self, data: SecretOctets) -> Result<Self, Error> {
        self.data = Data::Secret(data);
        self.checked_data()
    }

    fn checked_data(mut self) -> Result<Self, Error> {
        let nc = self.data.octets().len();
        if nc == 0 || nc > 65535 {
            return Err(Error::DataLength { got: nc });
        }
        self.extended |= nc > 255;
        Ok(self)
    }

    /// Asks for up to `ne` octets of response data, 1 to 65536; above 256 the command becomes
    /// extended.
    ///
    /// # Errors
    /// [`Error::ExpectedLength`] for 0 or more than 65536.
    pub fn with_ne(mut self, ne: u32) -> Result<Self, Error> {
        if ne == 0 || ne > NE_EXTENDED_MAX {
            return Err(Error::ExpectedLength { got: ne });
        }
        self.ne = Some(ne);
        self.extended |= ne > NE_SHORT_MAX;
        Ok(self)
    }

    /// Asks with a short Le of 00 for whatever there is, up to 256 octets.
    #[must_use]
    pub fn with_le_00(mut self) -> Self {
        self.ne = Some(NE_SHORT_MAX);
        self
    }

    /// Writes Lc and Le in their extended form even where the short one would do.
    #[must_use]
    pub fn in_extended_form(mut self) -> Self {
        self.extended = true;
        self
    }

    /// The header.
    #[must_use]
    pub const fn header(&self) -> Header {
        self.header
    }

    /// Command data, possibly a secret: see [`is_secret`](Command::is_secret).
    #[must_use]
    pub fn data(&self) -> &[u8] {
        self.data.octets()
    }

    /// Whether the data carry a secret.
    #[must_use]
    pub const fn is_secret(&self) -> bool {
        matches!(self.data, Data::Secret(_))
    }

    /// Number of response octets asked for at most; `None` when none are.
    #[must_use]
    pub const fn ne(&self) -> Option<u32> {
        self.ne
    }

    /// The case.
    #[must_use]
    pub fn case(&self) -> Case {
        match (
            self.data.octets().is_empty(),
            self.ne.is_some(),
            self.extended,
        ) {
            (true, false, _) => Case::One,
            (true, true, false) => Case::TwoShort,
            (true, true, true) => Case::TwoExtended,
            (false, false, false) => Case::ThreeShort,
            (false, false, true) => Case::ThreeExtended,
            (false, true, false) => Case::FourShort,
            (false, true, true) => Case::FourExtended,
        }
    }

    /// The octets for the reader, in an allocation that is wiped on drop.
    #[must_use]
    pub fn encode(&self) -> SecretOctets {
        let data = self.data.octets();
        let mut octets = SecretOctets::with_capacity(4 + 3 + data.len() + 3);
        octets.extend(&self.header.to_octets());
        let [.., nc_high, nc_low] = data.len().to_be_bytes();
        let [.., ne_high, ne_low] = self.ne.unwrap_or(0).to_be_bytes();
        match self.case() {
            Case::One => {}
            Case::TwoShort => octets.push(ne_low),
            Case::TwoExtended => octets.extend(&[0, ne_high, ne_low]),
            Case::ThreeShort | Case::FourShort => {
                octets.push(nc_low);
                octets.extend(data);
                if self.ne.is_some() {
                    octets.push(ne_low);
                }
            }
            Case::ThreeExtended | Case::FourExtended => {
                octets.extend(&[0, nc_high, nc_low]);
                octets.extend(data);
                if self.ne.is_some() {
                    octets.extend(&[ne_high, ne_low]);
                }
            }
        }
        octets
    }

    /// Reads a command APDU. Data of commands that carry PIN blocks are held as a secret.
    ///
    /// # Errors
    /// [`Error::CommandTooShort`], [`Error::CommandLength`] where the octets fit no case.
    pub fn decode(octets: &[u8]) -> Result<Self, Error> {
        let Some((&[cla, ins, p1, p2], body)) = octets.split_first_chunk() else {
            return Err(Error::CommandTooShort { got: octets.len() });
        };
        let wrong = Error::CommandLength { got: octets.len() };
        let (data, ne, extended): (&[u8], Option<u32>, bool) = match body {
            [] => (&[], None, false),
            [le] => (&[], Some(short_ne(*le)), false),
            [0, high, low] => (&[], Some(extended_ne(*high, *low)), true),
            [0, high, low, rest @ ..] if !rest.is_empty() => {
                let nc = usize::from(u16::from_be_bytes([*high, *low]));
                let (data, le) = rest.split_at_checked(nc).ok_or(wrong)?;
                match (data, le) {
                    ([], _) => return Err(wrong),
                    (_, []) => (data, None, true),
                    (_, [high, low]) => (data, Some(extended_ne(*high, *low)), true),
                    _ => return Err(wrong),
                }
            }
            [lc @ 1..=255, rest @ ..] => {
                let (data, le) = rest.split_at_checked(usize::from(*lc)).ok_or(wrong)?;
                match le {
                    [] => (data, None, false),
                    [le] => (data, Some(short_ne(*le)), false),
                    _ => return Err(wrong),
                }
            }
            _ => return Err(wrong),
        };
        let header = Header { cla, ins, p1, p2 };
        let data = if header.carries_secret() && !data.is_empty() {
            Data::Secret(SecretOctets::copy_of(data))
        } else {
            Data::Open(data.to_vec())
        };
        Ok(Self {
            header,
            data,
            ne,
            extended,
        })
    }
}

const fn short_ne(le: u8) -> u32 {
    if le == 0 { NE_SHORT_MAX } else { le as u32 }
}

const fn extended_ne(high: u8, low: u8) -> u32 {
    match u16::from_be_bytes([high, low]) {
        0 => NE_EXTENDED_MAX,
        ne => ne as u32,
    }
}

/// Header, then data in hex or, for a secret, their length; then Ne.
impl fmt::Debug for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.header)?;
        match &self.data {
            Data::Open(octets) if octets.is_empty() => {}
            Data::Open(octets) => write!(f, " {}", hex::encode_upper(octets))?,
            Data::Secret(octets) => write!(f, " {octets:?}")?,
        }
        match self.ne {
            Some(ne) => write!(f, " Ne={ne}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round_trip(command: Command, case: Case, octets: &str) {
        assert_eq!(command.case(), case);
        assert_eq!(hex::encode_upper(command.encode().as_slice()), octets);
        let decoded = Command::decode(&command.encode()).unwrap();
        assert_eq!(decoded.case(), case);
        assert_eq!(
            (decoded.header(), decoded.data(), decoded.ne()),
            (command.header(), command.data(), command.ne())
        );
        assert_eq!(decoded.encode().as_slice(), command.encode().as_slice());
    }

    #[test]
    fn every_case_encodes_and_decodes() {
        let select = || Command::new(0x00, 0xA4, 0x04, 0x04);
        round_trip(select(), Case::One, "00A40404");
        round_trip(select().with_ne(256).unwrap(), Case::TwoShort, "00A4040400");
        round_trip(
            select().with_ne(65536).unwrap(),
            Case::TwoExtended,
            "00A40404000000",
        );
        round_trip(
            select().with_ne(12).unwrap().in_extended_form(),
            Case::TwoExtended,
            "00A4040400000C",
        );
        round_trip(
            select().with_data(&[0xD2, 0x76]).unwrap(),
            Case::ThreeShort,
            "00A4040402D276",
        );
        round_trip(
            select().with_data(&[0xD2]).unwrap().in_extended_form(),
            Case::ThreeExtended,
            "00A40404000001D2",
        );
        round_trip(
            select().with_data(&[0xD2]).unwrap().with_ne(256).unwrap(),
            Case::FourShort,
            "00A4040401D200",
        );
        round_trip(
            select().with_data(&[0xD2]).unwrap().with_ne(65536).unwrap(),
            Case::FourExtended,
            "00A40404000001D20000",
        );
    }

    #[test]
    fn every_length_at_a_boundary_survives_the_round_trip() {
        for nc in [1, 254, 255, 256, 257, 65534, 65535] {
            for ne in [
                None,
                Some(1),
                Some(255),
                Some(256),
                Some(257),
                Some(65535),
                Some(65536),
            ] {
                let command = Command::new(0, 0xD6, 0, 0)
                    .with_data(&vec![0xA5; nc])
                    .unwrap();
                let command = match ne {
                    Some(ne) => command.with_ne(ne).unwrap(),
                    None => command,
                };
                let decoded = Command::decode(&command.encode()).unwrap();
                assert_eq!(
                    (decoded.data().len(), decoded.ne(), decoded.case()),
                    (nc, ne, command.case())
                );
            }
        }
    }

    #[test]
    fn lengths_outside_the_standard_are_refused() {
        let command = || Command::new(0, 0, 0, 0);
        assert_eq!(
            command().with_data(&[]).unwrap_err(),
            Error::DataLength { got: 0 }
        );
        assert_eq!(
            command().with_data(&vec![0; 65536]).unwrap_err(),
            Error::DataLength { got: 65536 }
        );
        assert_eq!(
            command().with_ne(0).unwrap_err(),
            Error::ExpectedLength { got: 0 }
        );
        assert_eq!(
            command().with_ne(65537).unwrap_err(),
            Error::ExpectedLength { got: 65537 }
        );
    }

    #[test]
    fn octets_that_fit_no_case_are_refused() {
        for octets in [
            "00A404",
            "00A404000000",
            "00A4040405D276",
            "00A4040401D20000",
            "00A404040000",
            "00A40404000003D2",
        ] {
            assert!(
                Command::decode(&hex::decode(octets).unwrap()).is_err(),
                "{octets}"
            );
        }
    }

    #[test]
    fn decoded_pin_commands_hide_their_data() {
        for octets in [
            "002000010826123456FFFFFFFF",
            "00240001102554321FFFFFFFFF26123456FFFFFFFF",
            "002C0181082812345678FFFFFF",
        ] {
            let command = Command::decode(&hex::decode(octets).unwrap()).unwrap();
            assert!(command.is_secret());
            let printed = format!("{command:?}");
            assert!(printed.ends_with("octets hidden>"), "{printed}");
        }
    }
}
