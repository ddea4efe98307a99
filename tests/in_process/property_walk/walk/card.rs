//! A virtual card that is watched: which folder is current, what each PIN really is, and what every
//! command did to it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use pinlotse::virtual_card::{Cut, Profile, Quirk, Source, TransportStatus, VirtualCard};

use super::dice::Dice;
use support::temp::Temp;
pub use support::walking::Counters;

const AID_QES: [u8; 6] = [0xD2, 0x76, 0x00, 0x00, 0x66, 0x01];

/// One PIN by its word: `ch`, `qes`, `smc`.
pub type Pin = &'static str;

/// A command that carried a secret to a PIN of the card.
#[derive(Debug, Clone)]
pub struct Hit {
    pub before: Counters,
    pub after: Counters,
    /// The card's own trailer.
    pub status: u16,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Folder {
    Mf,
    Qes,
    Other,
}

pub struct Card {
    card: VirtualCard,
    pub kind: &'static str,
    pub iccsn: String,
    folder: Folder,
    secrets: BTreeMap<Pin, String>,
    puks: BTreeMap<Pin, String>,
}

/// Name, password object, P2, digits in the built-in card's state file: Transport-PIN and PUK.
type Row = (Pin, &'static str, u8, &'static str, &'static str);
const HBA: &[Row] = &[
    ("ch", "PIN.CH", 0x01, "28407", "60483719"),
    ("qes", "PIN.QES", 0x81, "91536", "35790264"),
];
const SMCB: &[Row] = &[("smc", "PIN.SMC", 0x01, "53962", "80617254")];

/// How often a card differs so, in percent. Those that name a number of their own are left out: each
/// card of a walk has another one.
const QUIRKS: &[(usize, Quirk)] = &[
    (20, Quirk::EccBySfi),
    (20, Quirk::RsaByFid),
    (20, Quirk::RsaOver),
    (10, Quirk::EccOver),
    (20, Quirk::SelectForgets),
    (25, Quirk::HidesBlock),
    (20, Quirk::BlockIsFinal),
    (20, Quirk::RefusalCostsPuk),
];

fn template(kind: &str) -> &'static str {
    static BOTH: OnceLock<[String; 2]> = OnceLock::new();
    let both = BOTH.get_or_init(|| {
        [Profile::Hba, Profile::Smcb].map(|profile| {
            let folder = Temp::new();
            let path = folder.join("card");
            VirtualCard::load(&Source::Profile(profile))
                .unwrap()
                .save(&path)
                .unwrap();
            fs::read_to_string(path).unwrap()
        })
    });
    &both[usize::from(kind != "hba")]
}

impl Card {
    /// A card as delivered, with a letter of its own, and a number of its own unless it is given one.
    pub fn new(kind: &'static str, number: Option<String>, folder: &Path, dice: &mut Dice) -> Self {
        let mut text = template(kind).to_owned();
        let old = if kind == "hba" {
            "80276999990000000017"
        } else {
            "80276999990000000025"
        };
        let iccsn = number.unwrap_or_else(|| format!("8027699999{}", dice.digits(10)));
        text = text.replacen(old, &iccsn, 1);
        let (mut secrets, mut puks) = (BTreeMap::new(), BTreeMap::new());
        for (pin, _, _, transport, puk) in rows(kind) {
            let (own_transport, own_puk) = (fresh(dice, 5, &iccsn), fresh(dice, 8, &iccsn));
            text = text.replacen(
                &format!("25{transport}F"),
                &format!("25{own_transport}F"),
                1,
            );
            text = text.replacen(&format!("28{puk}F"), &format!("28{own_puk}F"), 1);
            secrets.insert(*pin, own_transport);
            puks.insert(*pin, own_puk);
        }
        let path = folder.join("card");
        fs::write(&path, text).unwrap();
        let mut card = VirtualCard::load(&Source::State(path)).unwrap();
        let quirks: Vec<Quirk> = QUIRKS
            .iter()
            .filter(|(percent, _)| dice.chance(*percent))
            .map(|(_, quirk)| *quirk)
            .collect();
        card.give(&quirks).unwrap();
        card.power_on();
        assert_eq!(
            card.iccsn().as_deref(),
            Some(iccsn.as_str()),
            "the state file has another form than this test knows"
        );
        Self {
            card,
            kind,
            iccsn,
            folder: Folder::Mf,
            secrets,
            puks,
        }
    }

    pub fn pins(&self) -> Vec<Pin> {
        rows(self.kind).iter().map(|row| row.0).collect()
    }

    pub fn tail(&self) -> &str {
        &self.iccsn[16..]
    }

    /// The digits that are right now.
    pub fn secret(&self, pin: Pin) -> &str {
        &self.secrets[pin]
    }

    pub fn puk(&self, pin: Pin) -> &str {
        &self.puks[pin]
    }

    pub fn counters(&self, pin: Pin) -> Counters {
        let name = rows(self.kind)
            .iter()
            .find(|row| row.0 == pin)
            .expect("a PIN of this card")
            .1;
        let view = self
            .card
            .passwords()
            .find(|password| password.name == name)
            .unwrap();
        Counters {
            transport: view.transport_status == TransportStatus::TransportPin,
            tries: view.retry_counter,
            puk_uses: view.puk_uses_left,
        }
    }

    /// The states that GET PIN STATUS may show for what the PIN is, by the words of the JSON
    /// contract.
    pub fn words(&self, pin: Pin) -> &'static [&'static str] {
        let older = self.card.quirks().contains(&Quirk::HidesBlock);
        match self.counters(pin) {
            Counters {
                transport: true,
                tries: 0,
                ..
            } if older => &["transport"],
            // 9000 after VERIFY outranks the counter on an older card only.
            Counters { tries: 0, .. } => &["blocked"],
            Counters {
                transport: true, ..
            } => &["transport"],
            _ => &["set", "verified"],
        }
    }

    /// Whether the maker of the card lets no PUK rescue this PIN.
    pub fn is_lost(&self, pin: Pin) -> bool {
        let counters = self.counters(pin);
        let is_final = self.card.quirks().contains(&Quirk::BlockIsFinal);
        is_final && counters.transport && counters.tries == 0
    }

    /// Sets all its PINs, as somebody did long ago.
    pub fn bring_into_use(&mut self) {
        for (pin, _, p2, ..) in rows(self.kind) {
            self.reset();
            if *pin == "qes" {
                self.transmit(&[&[0x00, 0xA4, 0x04, 0x0C, 6][..], &AID_QES].concat());
            }
            let change = command([0, 0x24, 0, *p2], &[self.secret(pin), "271828"]);
            let (answer, _) = self.transmit(&change);
            assert_eq!(trailer(&answer), 0x9000, "the Transport-PIN of {pin}");
        }
        self.reset();
    }

    pub fn reset(&mut self) {
        self.folder = Folder::Mf;
        self.card.reset();
    }

    pub fn revision(&self) -> u64 {
        self.card.persistent_revision()
    }

    pub fn atr(&self) -> Vec<u8> {
        self.card.atr().to_vec()
    }

    /// Which PIN a P2 means in the folder that is current.
    pub fn meant_by(&self, p2: u8) -> Option<Pin> {
        if p2 & 0x80 != 0 && self.folder != Folder::Qes {
            return None;
        }
        self.named_by(p2)
    }

    /// The same in whatever folder the PIN lies: for a card that is out of the reader.
    pub fn named_by(&self, p2: u8) -> Option<Pin> {
        rows(self.kind)
            .iter()
            .find(|row| row.2 == p2)
            .map(|row| row.0)
    }

    /// Sends octets; says what a secret in them did.
    pub fn transmit(&mut self, octets: &[u8]) -> (Vec<u8>, Option<Hit>) {
        let carries = matches!(octets, [0x00, 0x20 | 0x24 | 0x2C, ..] if octets.len() > 5);
        if !carries {
            let answer = self.card.transmit(octets);
            self.follow(octets, trailer(&answer));
            return (answer, None);
        }
        let pin = octets.get(3).and_then(|p2| self.meant_by(*p2));
        let look = |card: &Self| pin.map(|pin| card.counters(pin));
        let nothing = Counters {
            transport: false,
            tries: 0,
            puk_uses: 0,
        };
        let before = look(self).unwrap_or(nothing);
        let answer = self.card.transmit(octets);
        let status = trailer(&answer);
        if let (Some(pin), 0x9000) = (pin, status) {
            self.learn(pin, octets);
        }
        let after = look(self).unwrap_or(nothing);
        (
            answer,
            Some(Hit {
                before,
                after,
                status,
            }),
        )
    }

    /// The same, while the card loses its power inside the command, at a place that the
    /// specification allows.
    pub fn transmit_cut(&mut self, octets: &[u8], dice: &mut Dice) -> Option<Hit> {
        let pin = octets.get(3).and_then(|p2| self.meant_by(*p2));
        let blocks = blocks(octets);
        let cut = pin.and_then(|pin| {
            let counters = self.counters(pin);
            let right = blocks
                .first()
                .is_some_and(|first| first == self.secret(pin));
            let right_puk = blocks.first().is_some_and(|first| first == self.puk(pin));
            match octets.get(1) {
                Some(0x24) if counters.tries > 0 && right && dice.chance(50) => {
                    Some(dice.pick(&[Cut::SecretWritten, Cut::RetryCounterWritten]))
                }
                Some(0x24) if counters.tries > 0 => Some(Cut::TryCounted),
                Some(0x20) if counters.tries > 0 && !counters.transport => Some(Cut::TryCounted),
                Some(0x2C) if counters.puk_uses > 0 && !self.is_lost(pin) && dice.chance(50) => {
                    Some(Cut::PukCounted)
                }
                Some(0x2C) if counters.puk_uses > 0 && right_puk && !self.is_lost(pin) => {
                    Some(Cut::AllButRetryCounter)
                }
                _ => None,
            }
        });
        let Some(cut) = cut.filter(|_| dice.chance(60)) else {
            return self.transmit(octets).1;
        };
        self.card.cut_power_at(cut);
        let (_, hit) = self.transmit(octets);
        assert!(!self.card.is_powered(), "{cut:?} was not reached");
        if let (Cut::SecretWritten | Cut::AllButRetryCounter, Some(pin)) = (cut, pin) {
            self.learn(pin, octets);
        }
        self.reset();
        hit
    }

    /// A new secret that the card took.
    fn learn(&mut self, pin: Pin, octets: &[u8]) {
        if let (0x24 | 0x2C, [_, new]) = (octets[1], blocks(octets).as_slice()) {
            self.secrets.insert(pin, new.clone());
        }
    }

    /// Keeps an own record of the current folder.
    fn follow(&mut self, octets: &[u8], status: u16) {
        if !matches!(octets, [0x00, 0xA4, ..]) || !matches!(status, 0x9000 | 0x6283 | 0x6285) {
            return;
        }
        self.folder = match octets.get(5..) {
            None | Some([]) => Folder::Mf,
            Some(rest) if rest.starts_with(&AID_QES) => Folder::Qes,
            Some(_) => Folder::Other,
        };
    }
}

fn rows(kind: &str) -> &'static [Row] {
    if kind == "hba" { HBA } else { SMCB }
}

/// Digits that are not on the card and that nobody would call trivial.
pub fn fresh(dice: &mut Dice, count: usize, iccsn: &str) -> String {
    loop {
        let digits = dice.digits(count);
        if !iccsn.contains(&digits) {
            return digits;
        }
    }
}

pub fn trailer(answer: &[u8]) -> u16 {
    match answer {
        [.., one, two] => u16::from_be_bytes([*one, *two]),
        _ => 0,
    }
}

/// The digits in the PIN blocks of a command.
pub fn blocks(octets: &[u8]) -> Vec<String> {
    let data = octets.get(5..).unwrap_or_default();
    let digits = |block: &[u8]| hex::encode(&block[1..])[..usize::from(block[0] & 0x0F)].to_owned();
    data.chunks_exact(8).map(digits).collect()
}

/// A command with PIN blocks.
pub fn command(header: [u8; 4], secrets: &[&str]) -> Vec<u8> {
    let mut octets = header.to_vec();
    octets.push(u8::try_from(secrets.len() * 8).unwrap());
    for secret in secrets {
        octets.extend(
            apdu::Pin::from_digits(secret.as_bytes())
                .unwrap()
                .block()
                .octets(),
        );
    }
    octets
}
