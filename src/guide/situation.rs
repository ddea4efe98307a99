//! What is to be done with a card, by the states of its PINs and by what is known besides. A closed
//! list.

use super::known::Known;
use crate::card::PinStatus;
use crate::pins::PinKey;
use crate::report::facts::next_step;
use crate::report::facts::next_step::NextStep;
use crate::report::facts::outcome::{PinLine, StatusBody};

/// Why an issuer replaces a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reason {
    /// A Transport-PIN is blocked.
    Transport,
    /// The card takes no PUK any more.
    NoPuk,
    /// The PUK was entered wrongly too often.
    WrongPuk,
    /// Cards of its generation may no longer be used.
    Ended,
    /// Its certificates have expired.
    Expired,
}

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Situation {
    /// Somebody else has used the card.
    Tampered,
    /// These PINs are set, and nobody said by whom.
    Whose(Vec<PinKey>),
    /// These hold a Transport-PIN.
    Activate(Vec<PinKey>),
    /// These are blocked, and the PUK may help.
    Unblock(Vec<PinKey>),
    /// The issuer replaces the card.
    Replace(Reason),
    /// Not all PINs can be read.
    Unreadable,
    /// All PINs are set.
    Done,
}

impl Situation {
    /// Of a card of which `status` says this.
    pub(super) fn of(body: &StatusBody, known: &Known) -> Self {
        match next_step::has_ended(body)
            .then_some(Reason::Ended)
            .or(next_step::has_expired(body).then_some(Reason::Expired))
        {
            Some(reason) if !known.anyway && !known.tampered => Situation::Replace(reason),
            _ => Self::of_pins(&body.pins, known),
        }
    }

    /// Of a card with these PINs.
    fn of_pins(pins: &[PinLine], known: &Known) -> Self {
        let with = |wanted: &dyn Fn(&PinLine) -> bool| -> Vec<PinKey> {
            pins.iter()
                .filter(|pin| wanted(pin))
                .map(|pin| pin.key)
                .collect()
        };
        let unexplained = with(&|pin| pin.status.is_set() && !known.set.contains(&pin.key));
        let blocked = with(&|pin| pin.status == PinStatus::Blocked);
        // Older cards show a blocked Transport-PIN as any other.
        let hidden =
            with(&|pin| pin.status == PinStatus::Transport && !known.rescued.contains(&pin.key));
        let among = |keys: &[PinKey], pins: &[PinKey]| keys.iter().any(|key| pins.contains(key));
        let transport_blocked = &known.transport_blocked;
        match next_step::next_step_of_pins(pins) {
            _ if known.tampered => Situation::Tampered,
            _ if !unexplained.is_empty() && !known.own => Situation::Whose(unexplained),
            _ if among(&known.no_puk, &blocked) => Situation::Replace(Reason::NoPuk),
            _ if among(&known.wrong_puk, &blocked) => Situation::Replace(Reason::WrongPuk),
            _ if among(transport_blocked, &blocked) || among(transport_blocked, &hidden) => {
                Situation::Replace(Reason::Transport)
            }
            NextStep::OrderReplacement => Situation::Replace(Reason::Transport),
            NextStep::Activate => {
                Situation::Activate(with(&|pin| pin.status == PinStatus::Transport))
            }
            NextStep::Unblock => Situation::Unblock(blocked),
            NextStep::AskSupport => Situation::Unreadable,
            _ => Situation::Done,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::facts::outcome::Noted;

    const SET: PinStatus = PinStatus::Set { tries: 3 };

    fn pins(ch: PinStatus, qes: PinStatus) -> Vec<PinLine> {
        let line = |key, status| PinLine {
            key,
            status,
            noted: Some(Noted::default()),
        };
        vec![line(PinKey::Ch, ch), line(PinKey::Qes, qes)]
    }

    fn own() -> Known {
        Known {
            own: true,
            ..Known::default()
        }
    }

    #[test]
    fn a_fresh_card_is_to_be_activated() {
        let situation = Situation::of_pins(
            &pins(PinStatus::Transport, PinStatus::Transport),
            &Known::default(),
        );
        assert_eq!(
            situation,
            Situation::Activate(vec![PinKey::Ch, PinKey::Qes])
        );
    }

    #[test]
    fn whoever_did_not_set_a_pin_here_is_asked_whose_it_is_before_anything_else() {
        for qes in [
            SET,
            PinStatus::Transport,
            PinStatus::Blocked,
            PinStatus::Disabled,
        ] {
            let situation = Situation::of_pins(&pins(PinStatus::Verified, qes), &Known::default());
            assert!(
                matches!(situation, Situation::Whose(pins) if pins.first() == Some(&PinKey::Ch))
            );
        }
        let here = Known {
            set: vec![PinKey::Ch],
            ..Known::default()
        };
        let situation = Situation::of_pins(&pins(SET, PinStatus::Transport), &here);
        assert_eq!(situation, Situation::Activate(vec![PinKey::Qes]));
        assert_eq!(
            Situation::of_pins(&pins(SET, SET), &here),
            Situation::Whose(vec![PinKey::Qes])
        );
        assert_eq!(Situation::of_pins(&pins(SET, SET), &own()), Situation::Done);
    }

    #[test]
    fn a_card_that_somebody_else_used_stays_so_whatever_it_shows() {
        let known = Known {
            tampered: true,
            own: true,
            ..Known::default()
        };
        assert_eq!(
            Situation::of_pins(&pins(SET, PinStatus::Transport), &known),
            Situation::Tampered
        );
    }

    #[test]
    fn a_block_is_for_the_puk_unless_it_is_known_to_be_one_of_a_transport_pin() {
        let blocked = pins(SET, PinStatus::Blocked);
        assert_eq!(
            Situation::of_pins(&blocked, &own()),
            Situation::Unblock(vec![PinKey::Qes])
        );
        let known = Known {
            transport_blocked: vec![PinKey::Qes],
            ..own()
        };
        assert_eq!(
            Situation::of_pins(&blocked, &known),
            Situation::Replace(Reason::Transport)
        );
        assert_eq!(Situation::of_pins(&pins(SET, SET), &known), Situation::Done);
        // Older cards go on showing the transport state; after a rescue it is the truth.
        let hidden = pins(SET, PinStatus::Transport);
        assert_eq!(
            Situation::of_pins(&hidden, &known),
            Situation::Replace(Reason::Transport)
        );
        let known = Known {
            rescued: vec![PinKey::Qes],
            ..known
        };
        assert_eq!(
            Situation::of_pins(&hidden, &known),
            Situation::Activate(vec![PinKey::Qes])
        );
    }

    #[test]
    fn a_puk_that_is_used_up_or_was_wrong_too_often_is_not_proposed_again() {
        let blocked = pins(SET, PinStatus::Blocked);
        let known = Known {
            no_puk: vec![PinKey::Qes],
            ..own()
        };
        assert_eq!(
            Situation::of_pins(&blocked, &known),
            Situation::Replace(Reason::NoPuk)
        );
        let known = Known {
            wrong_puk: vec![PinKey::Qes],
            ..own()
        };
        assert_eq!(
            Situation::of_pins(&blocked, &known),
            Situation::Replace(Reason::WrongPuk)
        );
        assert_eq!(Situation::of_pins(&pins(SET, SET), &known), Situation::Done);
    }

    #[test]
    fn a_transport_pin_that_is_noted_as_blocked_is_for_the_issuer() {
        let mut noted = pins(PinStatus::Transport, PinStatus::Transport);
        noted[0].noted = Some(Noted {
            blocked: true,
            ..Noted::default()
        });
        assert_eq!(
            Situation::of_pins(&noted, &own()),
            Situation::Replace(Reason::Transport)
        );
    }

    #[test]
    fn a_block_that_the_notes_know_as_one_of_the_transport_pin_is_for_the_issuer() {
        let mut noted = pins(SET, PinStatus::Blocked);
        noted[1].noted = Some(Noted {
            blocked_in_transport: true,
            ..Noted::default()
        });
        assert_eq!(
            Situation::of_pins(&noted, &own()),
            Situation::Replace(Reason::Transport)
        );
    }

    #[test]
    fn what_cannot_be_read_is_for_support() {
        assert_eq!(
            Situation::of_pins(&pins(SET, PinStatus::Disabled), &own()),
            Situation::Unreadable
        );
    }
}
