//! A card in a slot, and the few commands by which a Konnektor knows it (gemSpec_COS 3.12.0). Tries,
//! uses of the PUK and the transport state are the card's own.

mod certificates;
mod make;

use pinlotse::virtual_card::VirtualCard;

pub use certificates::Certificate;

/// What can be in a slot.
#[derive(Debug)]
pub struct Card {
    /// CardType, as GetCards says it.
    kind: &'static str,
    iccsn: String,
    chip: Option<VirtualCard>,
}

/// A PIN of a card, as the Konnektor names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pin {
    /// PIN.CH of an HBA, in the MF.
    Ch,
    /// PIN.QES of an HBA, in DF.QES.
    Qes,
    /// PIN.SMC of an SM-B, in the MF.
    Smc,
}

/// What GET PIN STATUS says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardState {
    Verified,
    Transport,
    Empty,
    Blocked,
    Disabled,
    Tries(u8),
    /// The card does not answer so.
    Failed,
}

/// A command with digits.
#[derive(Debug, Clone, Copy)]
pub enum Secret<'a> {
    Verify(&'a str),
    /// Old, new.
    Change(&'a str, &'a str),
    /// PUK.
    Unblock(&'a str),
    /// PUK, new.
    UnblockWithNew(&'a str, &'a str),
}

/// What the card makes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Done,
    /// The first secret is wrong: tries or uses left.
    Wrong(u8),
    /// The PIN, or the PUK, was blocked already.
    WasBlocked,
    /// The PIN is in transport state and cannot be verified.
    NotUsable,
    /// The card does not let it be done.
    Refused,
    /// No answer, or one that says nothing.
    Silent,
}

impl Pin {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ch => "PIN.CH",
            Self::Qes => "PIN.QES",
            Self::Smc => "PIN.SMC",
        }
    }

    /// The one that this name means at a card of this type.
    pub fn of(kind: &str, name: &str) -> Option<Self> {
        match (kind, name) {
            ("HBA" | "HBA-qSig" | "ZOD_2.0", "PIN.CH") => Some(Self::Ch),
            ("HBA" | "HBA-qSig" | "ZOD_2.0", "PIN.QES") => Some(Self::Qes),
            ("SMC-B" | "HSM-B", "PIN.SMC") => Some(Self::Smc),
            _ => None,
        }
    }

    /// P2: global password 1, or password 1 of the folder.
    const fn reference(self) -> u8 {
        match self {
            Self::Ch | Self::Smc => 0x01,
            Self::Qes => 0x81,
        }
    }
}

impl Card {
    /// A new eHBA.
    pub fn hba() -> Self {
        make::built_in("hba", "HBA")
    }

    /// A new SMC-B.
    pub fn smcb() -> Self {
        make::built_in("smcb", "SMC-B")
    }

    /// An SM-B in a HSM: it has no slot that anybody could see.
    pub fn hsm_b() -> Self {
        make::built_in("smcb", "HSM-B")
    }

    /// A card of somebody else (`EGK`, `KVK`, `SMC-KT`, `UNKNOWN`): the Konnektor sees it, and
    /// nobody here has anything to do with it.
    pub fn foreign(kind: &'static str, iccsn: &str) -> Self {
        Self {
            kind,
            iccsn: iccsn.to_owned(),
            chip: None,
        }
    }

    /// Any virtual eHBA or SMC-B.
    pub fn of(chip: VirtualCard) -> Self {
        make::of(chip)
    }

    /// The same with another number of 20 digits, wherever the card has it.
    pub fn numbered(self, iccsn: &str) -> Self {
        make::numbered(self, iccsn)
    }

    /// The same under another CardType: `HBA-qSig`, `UNKNOWN` …
    pub fn called(mut self, kind: &'static str) -> Self {
        self.kind = kind;
        self
    }

    /// CardType.
    pub fn kind(&self) -> &'static str {
        self.kind
    }

    /// ICCSN.
    pub fn iccsn(&self) -> &str {
        &self.iccsn
    }

    /// The card itself, if it has one.
    pub fn chip(&self) -> Option<&VirtualCard> {
        self.chip.as_ref()
    }

    /// The card itself, if it has one.
    pub fn chip_mut(&mut self) -> Option<&mut VirtualCard> {
        self.chip.as_mut()
    }

    /// Whether it is an HBA of some generation.
    pub fn is_hbax(&self) -> bool {
        matches!(self.kind, "HBA" | "HBA-qSig" | "ZOD_2.0")
    }

    /// Whether it is an SM-B, on a card or in a HSM.
    pub fn is_smb(&self) -> bool {
        matches!(self.kind, "SMC-B" | "HSM-B")
    }

    pub(super) fn power(&mut self, on: bool) {
        match (&mut self.chip, on) {
            (Some(chip), true) => drop(chip.power_on().len()),
            (Some(chip), false) => chip.power_off(),
            (None, _) => {}
        }
    }

    fn send(&mut self, command: &[u8]) -> Vec<u8> {
        match &mut self.chip {
            Some(chip) => chip.transmit(command),
            None => vec![0x6F, 0x00],
        }
    }

    /// Data and status word.
    fn exchange(&mut self, command: &[u8]) -> (Vec<u8>, u16) {
        let mut answer = self.send(command);
        let tail = answer.split_off(answer.len().saturating_sub(2));
        match tail[..] {
            [high, low] => (answer, u16::from_be_bytes([high, low])),
            _ => (answer, 0),
        }
    }

    fn select_folder(&mut self, aid: &[u8]) -> bool {
        let mut command = vec![0x00, 0xA4, 0x04, 0x0C];
        if let Ok(length @ 1..) = u8::try_from(aid.len()) {
            command.push(length);
            command.extend_from_slice(aid);
        }
        self.exchange(&command).1 == 0x9000
    }

    /// The folder in which the reference of the PIN means it. A global one means the same anywhere.
    fn enter(&mut self, pin: Pin) -> bool {
        match pin {
            Pin::Ch | Pin::Smc => true,
            Pin::Qes => self.select_folder(&[0xD2, 0x76, 0x00, 0x00, 0x66, 0x01]),
        }
    }

    /// GET PIN STATUS.
    pub(super) fn state(&mut self, pin: Pin) -> CardState {
        if !self.enter(pin) {
            return CardState::Failed;
        }
        match self.exchange(&[0x80, 0x20, 0x00, pin.reference()]).1 {
            0x9000 => CardState::Verified,
            0x62C1 => CardState::Transport,
            0x62C7 => CardState::Empty,
            0x62D0 => CardState::Disabled,
            0x63C0 => CardState::Blocked,
            word @ 0x63C1..=0x63CF => CardState::Tries((word & 0x0F) as u8),
            _ => CardState::Failed,
        }
    }

    /// VERIFY, CHANGE REFERENCE DATA or RESET RETRY COUNTER.
    pub(super) fn secret(&mut self, pin: Pin, secret: Secret<'_>) -> Verdict {
        if !self.enter(pin) {
            return Verdict::Silent;
        }
        let (instruction, p1, data) = match secret {
            Secret::Verify(digits) => (0x20, 0x00, block(digits).to_vec()),
            Secret::Change(old, new) => (0x24, 0x00, [block(old), block(new)].concat()),
            Secret::Unblock(puk) => (0x2C, 0x01, block(puk).to_vec()),
            Secret::UnblockWithNew(puk, new) => (0x2C, 0x00, [block(puk), block(new)].concat()),
        };
        let length = if data.len() == 16 { 0x10 } else { 0x08 };
        let mut command = vec![0x00, instruction, p1, pin.reference(), length];
        command.extend(data);
        match self.exchange(&command).1 {
            0x9000 => Verdict::Done,
            word @ 0x63C0..=0x63CF => Verdict::Wrong((word & 0x0F) as u8),
            0x6983 => Verdict::WasBlocked,
            0x6985 => Verdict::NotUsable,
            0x6982 => Verdict::Refused,
            _ => Verdict::Silent,
        }
    }

    /// EF.Version2: versions of the object system, of EF.GDO and EF.ATR, of the product.
    pub(super) fn versions(&mut self) -> Option<Versions> {
        self.select_folder(&[]);
        let (data, word) = self.exchange(&[0x00, 0xB0, 0x91, 0x00, 0x00]);
        let content = data.get(2..).filter(|_| word == 0x9000)?;
        let object = |tag: u8| {
            let mut rest = content;
            while let [found, length, after @ ..] = rest {
                let (value, next) = after.split_at_checked(usize::from(*length))?;
                if *found == tag {
                    return Some(value);
                }
                rest = next;
            }
            None
        };
        let three = |value: &[u8]| value.try_into().ok();
        Some(Versions {
            object_system: object(0xC1).and_then(three)?,
            gdo: object(0xC4).and_then(three),
            atr: object(0xC5).and_then(three),
        })
    }

    /// The number that EF.GDO has.
    pub(super) fn number(&mut self) -> Option<String> {
        self.select_folder(&[]);
        let (data, word) = self.exchange(&[0x00, 0xB0, 0x82, 0x00, 0x00]);
        let digits = data.strip_prefix(&[0x5A, 0x0A])?.get(..10)?;
        (word == 0x9000).then(|| digits.iter().map(|octet| format!("{octet:02x}")).collect())
    }
}

/// What EF.Version2 says.
#[derive(Debug, Clone, Copy)]
pub struct Versions {
    pub object_system: [u8; 3],
    pub gdo: Option<[u8; 3]>,
    pub atr: Option<[u8; 3]>,
}

/// A PIN block in format 2: nibble 2, number of digits, digits, filled up with F.
fn block(digits: &str) -> [u8; 8] {
    assert!(
        (4..=12).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_digit()),
        "nobody can type {} characters as a PIN",
        digits.len()
    );
    let mut text = format!("2{:X}{digits}", digits.len());
    while text.len() < 16 {
        text.push('F');
    }
    hex::decode(text).unwrap().try_into().unwrap()
}
