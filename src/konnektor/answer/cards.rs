//! `GetCards`: which card is in which slot of which terminal. The Konnektor answers from its memory
//! and asks no terminal.

use roxmltree::Node;

use super::{Answer, read};
use crate::konnektor::element::{
    Unknown, Unreadable, items, list, meaning, number, only, text, value,
};
use crate::konnektor::identifiers::{CardHandle, Id};
use crate::konnektor::vocabulary::{CARD, CARD_COMMON, CONNECTOR, Operation};
use crate::konnektor::words::CardType;
use crate::system::clock::Date;

/// Digits of the number of a card.
const ICCSN: usize = 20;

/// A card in a terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// What the Konnektor calls it while it is in.
    pub handle: Result<CardHandle, Unknown>,
    /// Its type.
    pub card_type: Result<CardType, Unknown>,
    /// Version of its operating system.
    pub operating_system: Option<Version>,
    /// Version of its object system, which tells its generation.
    pub object_system: Option<Version>,
    /// Its number, 20 digits.
    pub iccsn: Result<String, Unknown>,
    /// The terminal that it is in.
    pub terminal: Result<Id, Unknown>,
    /// The slot that it is in, counted from 1.
    pub slot: Result<u32, Unknown>,
    /// When it was put in; as it came, for makers write it in different ways. Another time is
    /// another stay of the card.
    pub inserted: Result<String, Unknown>,
    /// Whose it is, by its certificates; foreign text. Of patients' cards nothing is kept, nor of
    /// what may be one.
    pub holder: Result<String, Unknown>,
    /// The last day of its certificates.
    pub expires: Result<Date, Unknown>,
}

/// A version of something on a card, compared number by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    /// The first.
    pub major: u32,
    /// The second.
    pub minor: u32,
    /// The third.
    pub revision: u32,
}

/// Reads the answer to `GetCards`, in its order.
///
/// # Errors
/// Every kind of [`Unreadable`]. What is wrong with one card costs that value of that card only.
pub fn get_cards(octets: &[u8]) -> Result<Answer<Vec<Card>>, Unreadable> {
    read(octets, Operation::GetCards, |response| {
        let list = list(response, (CARD, "Cards"))?;
        let cards = items(list, (CARD, "Card"))?;
        Ok(cards.into_iter().map(Card::of).collect())
    })
}

impl Card {
    fn of(card: Node<'_, '_>) -> Self {
        let card_type = meaning(card, (CARD_COMMON, "CardType"), CardType::of);
        let version = |name| {
            let versions = only(card, (CARD, "CardVersion")).ok()?;
            Version::of(only(versions, (CARD, name)).ok()?)
        };
        let is_of_no_patient = card_type
            .as_ref()
            .is_ok_and(|kind| !kind.is_of_a_patient() && *kind != CardType::Unknown);
        let holder = if is_of_no_patient {
            some(value(card, (CARD, "CardHolderName")))
        } else {
            Err(Unknown::Missing)
        };
        let iccsn = |text: &str| {
            let is_one = text.len() == ICCSN && text.bytes().all(|b| b.is_ascii_digit());
            is_one.then(|| text.to_owned())
        };
        Self {
            handle: meaning(card, (CONNECTOR, "CardHandle"), |text| {
                CardHandle::new(text).ok()
            }),
            card_type,
            operating_system: version("COSVersion"),
            object_system: version("ObjectSystemVersion"),
            iccsn: meaning(card, (CARD_COMMON, "Iccsn"), iccsn),
            terminal: meaning(card, (CARD_COMMON, "CtId"), |text| Id::new(text).ok()),
            slot: meaning(card, (CARD_COMMON, "SlotId"), |text| {
                number(text).filter(|slot| *slot > 0)
            }),
            inserted: some(value(card, (CARD, "InsertTime"))),
            holder,
            expires: meaning(card, (CARD, "CertificateExpirationDate"), day),
        }
    }
}

/// An empty text says nothing.
fn some(text: Result<String, Unknown>) -> Result<String, Unknown> {
    text.and_then(|text| {
        if text.is_empty() {
            Err(Unknown::Missing)
        } else {
            Ok(text)
        }
    })
}

/// `xs:date`: with a zone, `2029-10-08Z` or `2029-10-08+01:00`, or without.
fn day(text: &str) -> Option<Date> {
    let (day, zone) = text.split_at_checked("2029-10-08".len())?;
    let is_zone = match zone.as_bytes() {
        [] | [b'Z'] => true,
        [b'+' | b'-', hours @ .., b':', m1, m2] => {
            hours.len() == 2 && hours.iter().chain([m1, m2]).all(u8::is_ascii_digit)
        }
        _ => false,
    };
    is_zone.then(|| Date::parse(day)).flatten()
}

impl Version {
    fn of(version: Node<'_, '_>) -> Option<Self> {
        let part = |name| number(&text(only(version, (CARD, name)).ok()?));
        Some(Self {
            major: part("Major")?,
            minor: part("Minor")?,
            revision: part("Revision")?,
        })
    }
}
