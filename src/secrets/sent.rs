//! What became of the digits that this run has sent, without keeping them: the same mistake is not
//! made twice.

use std::fmt;

use apdu::Pin;

use super::seal::{Salt, Seal};
use crate::pins::{PinKey, Role};

/// What digits are sent for.
#[derive(Debug, Clone, Copy)]
pub struct Use<'a> {
    /// Number of the card (ICCSN).
    pub card: &'a str,
    /// The PIN.
    pub key: PinKey,
    /// Whether they are its Transport-PIN, the own PIN that is set, or its PUK.
    pub role: Role,
}

/// Why digits are wrong where they were typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mistake {
    /// The card refused them there.
    Refused,
    /// The card refused them as the PUK of this other PIN. A letter often prints one PUK for all,
    /// and issuers count the wrong ones of a card.
    RefusedAt(PinKey),
    /// The card accepted them for this other PIN.
    AcceptedAt(PinKey),
}

/// The digits that one run has sent, sealed until its end.
#[derive(Default)]
pub struct Sent {
    salt: Salt,
    fates: Vec<Fate>,
}

/// What became of one secret.
struct Fate {
    card: String,
    key: PinKey,
    role: Role,
    accepted: bool,
    seal: Seal,
}

impl Sent {
    /// Remembers digits that the card refused.
    pub fn refused(&mut self, at: Use<'_>, pin: &Pin) {
        self.remember(at, pin, false);
    }

    /// Remembers digits that the card accepted, or has set. What was refused there before is
    /// forgotten where it was the same: it is right now.
    pub fn accepted(&mut self, at: Use<'_>, pin: &Pin) {
        self.remember(at, pin, true);
    }

    fn remember(&mut self, at: Use<'_>, pin: &Pin, accepted: bool) {
        let Some(seal) = self.salt.seal(pin) else {
            return;
        };
        self.fates.retain(|fate| {
            let there = fate.is_at(&at);
            // A PIN has one value: an older one that was right is so no more.
            !(there && (fate.seal.is(&seal) || accepted && fate.accepted))
        });
        self.fates.push(Fate {
            card: at.card.to_owned(),
            key: at.key,
            role: at.role,
            accepted,
            seal,
        });
    }

    /// Why these digits are wrong here, as far as this run has seen. A Transport-PIN that was
    /// refused for the one PIN may be that of the other; a PUK that was accepted is often that of
    /// both.
    #[must_use]
    pub fn mistake(&self, at: Use<'_>, pin: &Pin) -> Option<Mistake> {
        let seal = self.salt.seal_again(pin)?;
        let mut same = self
            .fates
            .iter()
            .filter(|fate| fate.card == at.card && fate.role == at.role && fate.seal.is(&seal));
        let is_puk = at.role == Role::Puk;
        // What is known of this very PIN goes before what is known of others.
        if let Some(here) = same.clone().find(|fate| fate.key == at.key) {
            return (!here.accepted).then_some(Mistake::Refused);
        }
        same.find_map(|fate| match fate.accepted {
            true if !is_puk => Some(Mistake::AcceptedAt(fate.key)),
            false if is_puk => Some(Mistake::RefusedAt(fate.key)),
            _ => None,
        })
    }
}

impl Fate {
    fn is_at(&self, at: &Use<'_>) -> bool {
        self.card == at.card && self.key == at.key && self.role == at.role
    }
}

/// How many, nothing else.
impl fmt::Debug for Sent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sent")
            .field("secrets", &self.fates.len())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CARD: &str = "80276001040000000001";
    const OTHER: &str = "80276001040000000002";

    fn pin(digits: &str) -> Pin {
        Pin::from_digits(digits.as_bytes()).unwrap()
    }

    fn at(key: PinKey, role: Role) -> Use<'static> {
        Use {
            card: CARD,
            key,
            role,
        }
    }

    #[test]
    fn digits_that_were_refused_are_known_again_at_the_same_pin_of_the_same_card_only() {
        let here = at(PinKey::Ch, Role::Transport);
        let mut sent = Sent::default();
        assert_eq!(sent.mistake(here, &pin("28407")), None);
        sent.refused(here, &pin("28407"));
        assert_eq!(sent.mistake(here, &pin("28407")), Some(Mistake::Refused));
        assert_eq!(sent.mistake(here, &pin("28408")), None);
        let of_other_card = Use {
            card: OTHER,
            ..here
        };
        assert_eq!(sent.mistake(of_other_card, &pin("28407")), None);
        // The lines of the letter were mixed up: this is the right place for them.
        let other_line = at(PinKey::Qes, Role::Transport);
        assert_eq!(sent.mistake(other_line, &pin("28407")), None);
    }

    #[test]
    fn digits_that_were_accepted_belong_to_that_pin_and_to_no_other() {
        for role in [Role::Transport, Role::Current] {
            let mut sent = Sent::default();
            sent.accepted(at(PinKey::Ch, role), &pin("284071"));
            assert_eq!(
                sent.mistake(at(PinKey::Qes, role), &pin("284071")),
                Some(Mistake::AcceptedAt(PinKey::Ch))
            );
            assert_eq!(sent.mistake(at(PinKey::Ch, role), &pin("284071")), None);
        }
    }

    #[test]
    fn one_puk_may_be_that_of_both_pins_right_or_wrong() {
        let mut sent = Sent::default();
        sent.accepted(at(PinKey::Ch, Role::Puk), &pin("28407153"));
        let other = at(PinKey::Qes, Role::Puk);
        assert_eq!(sent.mistake(other, &pin("28407153")), None);
        sent.refused(at(PinKey::Ch, Role::Puk), &pin("11223344"));
        assert_eq!(
            sent.mistake(other, &pin("11223344")),
            Some(Mistake::RefusedAt(PinKey::Ch))
        );
    }

    #[test]
    fn the_latest_word_of_the_card_counts() {
        let here = at(PinKey::Ch, Role::Current);
        let mut sent = Sent::default();
        sent.refused(here, &pin("471193"));
        // It was set since.
        sent.accepted(here, &pin("471193"));
        assert_eq!(sent.mistake(here, &pin("471193")), None);
        sent.accepted(here, &pin("592837"));
        let other = at(PinKey::Qes, Role::Current);
        assert_eq!(sent.mistake(other, &pin("471193")), None);
        assert_eq!(
            sent.mistake(other, &pin("592837")),
            Some(Mistake::AcceptedAt(PinKey::Ch))
        );
    }

    #[test]
    fn neither_digits_nor_seals_are_shown() {
        let mut sent = Sent::default();
        sent.refused(at(PinKey::Ch, Role::Transport), &pin("28407"));
        assert_eq!(format!("{sent:?}"), "Sent { secrets: 1, .. }");
    }
}
