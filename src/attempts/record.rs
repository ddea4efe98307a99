//! What the notes file holds: JSON of salted card keys, secrets and attempts.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::Before;
use super::error::ErrorKind;
use super::secret::Secret;
use crate::pins::PinKey;

const VERSION: u32 = 1;

/// All notes of one file.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Record {
    version: u32,
    salt: Salt,
    /// Number of the next attempt; never used twice, so that an attempt finds its own entry again.
    next: u64,
    cards: BTreeMap<String, BTreeMap<Secret, Vec<Entry>>>,
}

/// One attempt. The order of entries is the order of attempts; the clock is for people only, it may
/// be set back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    pub(super) number: u64,
    /// Seconds since 1970-01-01T00:00:00Z.
    pub(super) begun: i64,
    pub(super) state: State,
    /// Wrong tries elsewhere that the person stated before this attempt.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(super) stated: u8,
    /// Whether the Transport-PIN was tried, which the card then still held.
    #[serde(default, skip_serializing_if = "is_no")]
    pub(super) transport: bool,
}

impl Entry {
    /// Whether the card answered to this attempt that its Transport-PIN is blocked.
    pub(super) const fn blocked_transport(&self) -> bool {
        match self.state {
            State::TransportBlocked => true,
            State::Wrong(0) | State::Blocked => self.transport,
            State::Wrong(_)
            | State::WrongUncounted
            | State::Open
            | State::Right
            | State::NotSent => false,
        }
    }
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
fn is_zero(number: &u8) -> bool {
    *number == 0
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
fn is_no(flag: &bool) -> bool {
    !*flag
}

/// What is known of an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum State {
    /// Handed over, nothing known since.
    Open,
    Right,
    /// The card named this many tries (PIN) or uses (PUK) left.
    Wrong(u8),
    /// Wrong, and nobody named what is left.
    WrongUncounted,
    /// The card answered 6983: it did not compare.
    Blocked,
    NotSent,
    /// What is left of an attempt that blocked the Transport-PIN once the card itself shows the
    /// block (63C0).
    TransportBlocked,
}

/// 16 random octets that keep card numbers of different files from being compared.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
struct Salt([u8; 16]);

impl From<Salt> for String {
    fn from(salt: Salt) -> Self {
        hex::encode(salt.0)
    }
}

impl TryFrom<String> for Salt {
    type Error = hex::FromHexError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let mut salt = [0; 16];
        hex::decode_to_slice(text, &mut salt)?;
        Ok(Self(salt))
    }
}

impl Record {
    /// No notes, with a fresh salt.
    pub(super) fn fresh() -> Result<Self, ErrorKind> {
        let mut salt = [0; 16];
        getrandom::fill(&mut salt).map_err(|_| ErrorKind::Randomness)?;
        Ok(Self {
            version: VERSION,
            salt: Salt(salt),
            next: 0,
            cards: BTreeMap::new(),
        })
    }

    /// Reads what [`Record::to_json`] wrote.
    pub(super) fn from_json(octets: &[u8]) -> Result<Self, ErrorKind> {
        /// What every version has, so that a later one is not called damaged.
        #[derive(Deserialize)]
        struct Head {
            version: u32,
        }
        let head: Head = serde_json::from_slice(octets)
            .map_err(|error| damaged(&error, "JSON with a version"))?;
        match head.version {
            VERSION => serde_json::from_slice(octets)
                .map_err(|error| damaged(&error, "notes of version 1")),
            0 => Err(ErrorKind::Damaged {
                line: 1,
                expected: "version 1",
            }),
            found => Err(ErrorKind::NewerVersion { found }),
        }
    }

    pub(super) fn to_json(&self) -> Result<Vec<u8>, serde_json::Error> {
        let mut octets = serde_json::to_vec_pretty(self)?;
        octets.push(b'\n');
        Ok(octets)
    }

    /// Lower-case hex of SHA-256(salt ‖ ICCSN digits). Out of sight, not secret: the number space
    /// is small.
    fn card_key(&self, iccsn: &str) -> String {
        hex::encode(self.card_hash(iccsn))
    }

    fn card_hash(&self, iccsn: &str) -> [u8; 32] {
        Sha256::new()
            .chain_update(self.salt.0)
            .chain_update(iccsn)
            .finalize()
            .into()
    }

    /// Which of 4096 gates is this card's: the first twelve bits of its salted hash. Lock files are
    /// never removed, so their number is bounded; of two cards that share one, the later run waits
    /// and may be told to come again.
    pub(super) fn gate_number(&self, iccsn: &str) -> u16 {
        let [high, low, ..] = self.card_hash(iccsn);
        u16::from_be_bytes([high, low]) >> 4
    }

    /// The key of one part of a card's notes.
    fn key(&self, iccsn: &str, part: Part) -> String {
        self.card_key(iccsn) + part.suffix()
    }

    /// The attempts on one secret of a card, oldest first.
    pub(super) fn entries(&self, iccsn: &str, secret: Secret, part: Part) -> &[Entry] {
        self.cards
            .get(&self.key(iccsn, part))
            .and_then(|card| card.get(&secret))
            .map_or(&[], Vec::as_slice)
    }

    /// Those that count, to be changed.
    fn counting_mut(&mut self, iccsn: &str, secret: Secret) -> &mut Vec<Entry> {
        let key = self.key(iccsn, Part::Counting);
        self.cards
            .entry(key)
            .or_default()
            .entry(secret)
            .or_default()
    }

    /// Adds an attempt as open; its number.
    pub(super) fn open(&mut self, iccsn: &str, secret: Secret, begun: i64, before: Before) -> u64 {
        let number = self.take_number();
        let entries = self.counting_mut(iccsn, secret);
        entries.retain(|entry| entry.state != State::NotSent);
        let Before { stated, transport } = before;
        entries.push(Entry {
            number,
            begun,
            state: State::Open,
            stated,
            transport,
        });
        number
    }

    /// Takes a number for an attempt.
    fn take_number(&mut self) -> u64 {
        let number = self.next;
        self.next = self.next.saturating_add(1);
        number
    }

    /// Puts these attempts in the place of those that were there; nothing is left of what becomes
    /// empty.
    pub(super) fn put(&mut self, iccsn: &str, secret: Secret, part: Part, entries: Vec<Entry>) {
        let key = self.key(iccsn, part);
        let card = self.cards.entry(key.clone()).or_default();
        if entries.is_empty() {
            card.remove(&secret);
        } else {
            card.insert(secret, entries);
        }
        if card.is_empty() {
            self.cards.remove(&key);
        }
    }

    /// Drops one card, or all; says how many there were.
    pub(super) fn forget(&mut self, iccsn: Option<&str>) -> usize {
        let cards = || self.cards.keys().map(|key| Part::of_key(key).0.to_owned());
        let gone: BTreeSet<String> = match iccsn {
            Some(iccsn) => [self.card_key(iccsn)].into(),
            None => cards().collect(),
        };
        let of = |key: &str| gone.contains(Part::of_key(key).0);
        let before = self.number_of_cards();
        self.cards.retain(|key, _| !of(key));
        before - self.number_of_cards()
    }

    /// Whether nothing is noted.
    pub(super) fn is_empty(&self) -> bool {
        self.cards.is_empty()
    }

    /// Whether anything is noted of a card.
    pub(super) fn knows(&self, iccsn: &str) -> bool {
        let own = self.card_key(iccsn);
        self.cards.keys().any(|key| Part::of_key(key).0 == own)
    }

    /// Whether a salted hash of these notes is that of a card.
    pub(super) fn is_of(&self, hash: &str, iccsn: &str) -> bool {
        self.card_key(iccsn) == hash
    }

    fn number_of_cards(&self) -> usize {
        let cards: BTreeSet<&str> = self.cards.keys().map(|key| Part::of_key(key).0).collect();
        cards.len()
    }

    /// Holds that a PIN of a card is its holder's own.
    pub(super) fn mark_own(&mut self, iccsn: &str, pin: PinKey) {
        let key = self.key(iccsn, Part::Own);
        let card = self.cards.entry(key).or_default();
        card.entry(Secret::Pin(pin)).or_default();
    }

    /// Whether that is held.
    pub(super) fn is_own(&self, iccsn: &str, pin: PinKey) -> bool {
        self.cards
            .get(&self.key(iccsn, Part::Own))
            .is_some_and(|card| card.contains_key(&Secret::Pin(pin)))
    }

    /// Every attempt, card by card.
    pub(super) fn listed(&self) -> impl Iterator<Item = Listed<'_>> {
        let cards = self.cards.iter();
        let with_attempts = cards.filter(|(key, _)| Part::of_key(key).1 != Part::Own);
        with_attempts.flat_map(|(key, secrets)| {
            let (card, part) = Part::of_key(key);
            secrets.iter().map(move |(secret, entries)| Listed {
                card,
                part,
                secret: *secret,
                entries,
            })
        })
    }
}

/// The notes of one secret of a card.
pub(super) struct Listed<'a> {
    /// The card's salted hash.
    pub(super) card: &'a str,
    pub(super) part: Part,
    pub(super) secret: Secret,
    pub(super) entries: &'a [Entry],
}

/// What lies under a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Attempts that count.
    Counting,
    /// Attempts of which the card has said since what they came to. They lie under a key of their own, so that
    /// versions that drop them instead read the file as ever: to them it is a card that nobody has.
    Settled,
    /// No attempts: which PINs somebody here said to have set, or did set here. Under a key of its
    /// own for the same reason.
    Own,
}

impl Part {
    const fn suffix(self) -> &'static str {
        match self {
            Part::Counting => "",
            Part::Settled => ".settled",
            Part::Own => ".own",
        }
    }

    /// The salted hash in a key, and what lies under the key.
    fn of_key(key: &str) -> (&str, Self) {
        let apart = [Part::Settled, Part::Own];
        let found = apart
            .into_iter()
            .find_map(|part| Some((key.strip_suffix(part.suffix())?, part)));
        found.unwrap_or((key, Part::Counting))
    }
}

fn damaged(error: &serde_json::Error, expected: &'static str) -> ErrorKind {
    ErrorKind::Damaged {
        line: error.line().max(1),
        expected,
    }
}
