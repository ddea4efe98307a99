//! What is to be done with a card, by the states of its PINs and by what is known besides. A closed
//! list.

use super::known::Known;
use super::state::Current;
use crate::card::PinStatus;
use crate::holder;
use crate::pins::PinKey;
use crate::report::facts::next_step;
use crate::report::facts::next_step::{Bar, NextStep};
use crate::report::facts::outcome::PinLine;

/// Why an issuer replaces a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reason {
    /// A Transport-PIN is blocked.
    Transport,
    /// The card takes no PUK any more.
    NoPuk,
    /// The PUK was entered wrongly too often.
    WrongPuk,
    /// The old PIN is forgotten, and the PUK cannot set a new one.
    Forgotten,
    /// Cards of its generation may no longer be used.
    Ended,
    /// Its certificates have expired.
    Expired,
}

/// A secret of which at most one try is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LastTry {
    /// A Transport-PIN.
    Transport(PinKey),
    /// The PUK of a blocked PIN.
    Puk(PinKey),
    /// An own PIN.
    Own(PinKey),
    /// A Transport-PIN whose letter was refused after an entry of unknown outcome: the PIN that was
    /// chosen then may be the valid one.
    Torn(PinKey),
}

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Situation {
    /// Somebody else has used the card.
    Tampered,
    /// These PINs are set, and nobody said by whom.
    Whose(Vec<PinKey>),
    /// At most one try is left of a secret that would be asked for: to stop is what is proposed.
    Stop(LastTry),
    /// These are blocked, and nobody said whether they were ever set.
    WasSet(Vec<PinKey>),
    /// PIN.QES is blocked, and nobody said whether it is still known: the PUK sets no new one.
    StillKnown,
    /// These hold a Transport-PIN, and the issuer wants its portal first.
    PortalFirst(Vec<PinKey>),
    /// These hold a Transport-PIN.
    Activate(Vec<PinKey>),
    /// These are blocked, and the PUK may help.
    Unblock(Vec<PinKey>),
    /// A PIN is to be set or to be freed, and nothing here can do it.
    Barred(Bar),
    /// The issuer replaces the card.
    Replace(Reason),
    /// The card does not let itself be read as it is now.
    Guarded,
    /// Not all PINs can be read.
    Unreadable,
    /// All PINs are set, and the card refused this one just now: not to be guessed at.
    Guessing(PinKey),
    /// All PINs are set.
    Done,
}

impl Situation {
    /// Of a card that was looked at.
    pub(super) fn of(current: &Current, known: &Known) -> Self {
        let body = &current.body;
        let useless = next_step::has_ended(body)
            .then_some(Reason::Ended)
            .or(next_step::has_expired(body).then_some(Reason::Expired));
        match useless {
            Some(reason) if !known.anyway && !known.tampered => Situation::Replace(reason),
            _ => match Self::of_pins(&body.pins, known) {
                Situation::Activate(open) if wants_portal_first(current, known) => {
                    Situation::PortalFirst(open)
                }
                situation => situation,
            }
            .behind(body.bar),
        }
    }

    /// The same where no secret can be entered: nobody is led to a letter in vain.
    fn behind(self, bar: Option<Bar>) -> Self {
        match (self, bar) {
            (
                Situation::PortalFirst(_)
                | Situation::Activate(_)
                | Situation::Unblock(_)
                | Situation::StillKnown
                | Situation::WasSet(_),
                Some(bar),
            ) => Situation::Barred(bar),
            (situation, _) => situation,
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
        let noted_own = |pin: &PinLine| pin.noted.is_some_and(|noted| noted.own);
        let unexplained =
            with(&|pin| pin.status.is_set() && !known.set.contains(&pin.key) && !noted_own(pin));
        let blocked = with(&|pin| pin.status == PinStatus::Blocked);
        // Older cards show a blocked Transport-PIN as any other.
        let hidden =
            with(&|pin| pin.status == PinStatus::Transport && !known.rescued.contains(&pin.key));
        let among = |keys: &[PinKey], pins: &[PinKey]| keys.iter().any(|key| pins.contains(key));
        let transport_blocked = &known.transport_blocked;
        let unheard: Vec<PinKey> = blocked
            .iter()
            .filter(|key| !known.was_set.contains(key))
            .copied()
            .collect();
        let next = next_step::next_step_of_pins(pins);
        let lost = match next {
            _ if among(&known.no_puk, &blocked) => Some(Reason::NoPuk),
            _ if among(&known.wrong_puk, &blocked) => Some(Reason::WrongPuk),
            _ if among(transport_blocked, &blocked) || among(transport_blocked, &hidden) => {
                Some(Reason::Transport)
            }
            NextStep::OrderReplacement => Some(Reason::Transport),
            _ => None,
        };
        match (next, lost) {
            _ if known.tampered => Situation::Tampered,
            (NextStep::Reinsert, _) => Situation::Guarded,
            // A block that was one of the Transport-PIN makes the whole card lost: this comes
            // before what is left to be set, and whoever set a PIN of their own set the others too.
            (_, None) if !unheard.is_empty() => Situation::WasSet(unheard),
            _ if !unexplained.is_empty() && !known.own => Situation::Whose(unexplained),
            (_, Some(reason)) => Situation::Replace(reason),
            (next, None) => match (last_try(pins, known), next) {
                (Some(last), _) => Situation::Stop(last),
                _ if among(&known.forgotten, &blocked) => Situation::Replace(Reason::Forgotten),
                _ if blocked == [PinKey::Qes] && !known.still_known => Situation::StillKnown,
                _ if !blocked.is_empty() => Situation::Unblock(blocked),
                (None, NextStep::Activate | NextStep::ActivatePerhapsSet) => {
                    Situation::Activate(with(&|pin| pin.status == PinStatus::Transport))
                }
                (None, NextStep::AskSupport) => Situation::Unreadable,
                (None, _) => match known.refused.last() {
                    Some(pin) => Situation::Guessing(*pin),
                    None => Situation::Done,
                },
            },
        }
    }

    /// Whether the next step is to ask the issuer.
    pub(super) const fn is_for_issuer(&self) -> bool {
        match self {
            Situation::Tampered | Situation::Stop(_) | Situation::Replace(_) => true,
            Situation::Whose(_)
            | Situation::WasSet(_)
            | Situation::StillKnown
            | Situation::PortalFirst(_)
            | Situation::Activate(_)
            | Situation::Unblock(_)
            | Situation::Barred(_)
            | Situation::Guarded
            | Situation::Unreadable
            | Situation::Guessing(_)
            | Situation::Done => false,
        }
    }

    /// Whether something is wrong with the card, or was tried in vain: who is asked for help may
    /// want a report.
    pub(super) const fn is_trouble(&self) -> bool {
        !matches!(
            self,
            Situation::Whose(_)
                | Situation::PortalFirst(_)
                | Situation::Activate(_)
                | Situation::Done
        )
    }

    /// The PINs that are still to be set or to be freed.
    pub(super) fn open(&self) -> &[PinKey] {
        match self {
            Situation::Activate(open)
            | Situation::PortalFirst(open)
            | Situation::Unblock(open)
            | Situation::WasSet(open) => open,
            Situation::Tampered
            | Situation::Whose(_)
            | Situation::Stop(_)
            | Situation::Replace(_)
            | Situation::StillKnown
            | Situation::Barred(_)
            | Situation::Guarded
            | Situation::Unreadable
            | Situation::Guessing(_)
            | Situation::Done => &[],
        }
    }
}

/// A secret that would be asked for next and of which at most one try is left, by the card, by the
/// notes, or by what the person just declined. An own PIN counts only where nothing else is to be
/// done: nobody has to type it.
fn last_try(pins: &[PinLine], known: &Known) -> Option<LastTry> {
    let puk = |pin: &PinLine| {
        let few = pin.has_last_puk() || known.declined.contains(&pin.key);
        (pin.status == PinStatus::Blocked && few).then_some(LastTry::Puk(pin.key))
    };
    let transport = |pin: &PinLine| {
        let few = pin.has_last_try() || known.declined.contains(&pin.key);
        let refused = pin.noted.is_some_and(|noted| noted.wrong > 0);
        match pin.status {
            PinStatus::Transport if pin.is_perhaps_set() && refused => Some(LastTry::Torn(pin.key)),
            PinStatus::Transport if few => Some(LastTry::Transport(pin.key)),
            _ => None,
        }
    };
    let own = |pin: &PinLine| pin.has_last_try().then_some(LastTry::Own(pin.key));
    let all_set = pins.iter().all(|pin| pin.status.is_set() || pin.is_extra());
    pins.iter()
        .find_map(puk)
        .or_else(|| pins.iter().find_map(transport))
        .or_else(|| pins.iter().find_map(own).filter(|_| all_set))
}

/// Whether the issuer of a card that is untouched wants the release in its portal before the PINs.
/// Who has begun here was asked.
fn wants_portal_first(current: &Current, known: &Known) -> bool {
    let kind = current.chosen.view.kind;
    let untouched = known.tried.is_empty()
        && current
            .body
            .pins
            .iter()
            .all(|pin| pin.status == PinStatus::Transport || pin.is_extra());
    let issuer = current.body.sheet.as_ref().and_then(holder::issuer);
    untouched && issuer.is_some_and(|issuer| issuer.wants_portal_first(kind.word()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::facts::outcome::{NewPin, Noted};

    const SET: PinStatus = PinStatus::Set { tries: 3 };

    fn pins(ch: PinStatus, qes: PinStatus) -> Vec<PinLine> {
        let line = |key, status| PinLine {
            key,
            status,
            named: None,
            noted: Some(Noted::default()),
        };
        vec![line(PinKey::Ch, ch), line(PinKey::Qes, qes)]
    }

    fn of(pins: &[PinLine], known: &Known) -> Situation {
        Situation::of_pins(pins, known)
    }

    /// What is known after the person said that a blocked PIN had been set.
    fn heard(known: Known) -> Known {
        Known {
            was_set: vec![PinKey::Ch, PinKey::Qes],
            still_known: true,
            ..known
        }
    }

    fn own() -> Known {
        Known {
            own: true,
            ..Known::default()
        }
    }

    #[test]
    fn a_fresh_card_is_to_be_activated() {
        let situation = of(
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
        for qes in [SET, PinStatus::Transport, PinStatus::Disabled] {
            let situation = of(&pins(PinStatus::Verified, qes), &Known::default());
            assert!(
                matches!(situation, Situation::Whose(pins) if pins.first() == Some(&PinKey::Ch))
            );
        }
        let here = Known {
            set: vec![PinKey::Ch],
            ..Known::default()
        };
        let situation = of(&pins(SET, PinStatus::Transport), &here);
        assert_eq!(situation, Situation::Activate(vec![PinKey::Qes]));
        assert_eq!(
            of(&pins(SET, SET), &here),
            Situation::Whose(vec![PinKey::Qes])
        );
        assert_eq!(of(&pins(SET, SET), &own()), Situation::Done);
    }

    #[test]
    fn a_block_is_asked_about_before_it_is_asked_whose_the_others_are() {
        let blocked = pins(SET, PinStatus::Blocked);
        let asked = of(&blocked, &Known::default());
        assert_eq!(asked, Situation::WasSet(vec![PinKey::Qes]));
        // Whoever had no PIN of their own there may find that the others are not theirs either.
        let never = Known {
            transport_blocked: vec![PinKey::Qes],
            ..Known::default()
        };
        assert_eq!(of(&blocked, &never), Situation::Whose(vec![PinKey::Ch]));
        let never = Known { own: true, ..never };
        assert_eq!(of(&blocked, &never), Situation::Replace(Reason::Transport));
    }

    #[test]
    fn an_own_pin_that_was_refused_is_not_guessed_at() {
        let known = Known {
            refused: vec![PinKey::Ch],
            ..own()
        };
        let left = |tries| pins(PinStatus::Set { tries }, SET);
        assert_eq!(of(&left(2), &known), Situation::Guessing(PinKey::Ch));
        assert_eq!(
            of(&left(1), &known),
            Situation::Stop(LastTry::Own(PinKey::Ch))
        );
        assert_eq!(of(&left(2), &own()), Situation::Done);
    }

    #[test]
    fn a_letter_that_is_refused_after_an_open_outcome_is_for_the_issuer() {
        let mut torn = pins(PinStatus::Transport, PinStatus::Transport);
        torn[0].noted = Some(Noted {
            perhaps_set: Some(NewPin::Typed),
            unknown: 1,
            tries_left_at_most: Some(2),
            ..Noted::default()
        });
        assert!(matches!(
            of(&torn, &Known::default()),
            Situation::Activate(_)
        ));
        for noted in torn[0].noted.iter_mut() {
            noted.wrong = 1;
        }
        assert_eq!(
            of(&torn, &Known::default()),
            Situation::Stop(LastTry::Torn(PinKey::Ch))
        );
    }

    #[test]
    fn a_card_that_somebody_else_used_stays_so_whatever_it_shows() {
        let known = Known {
            tampered: true,
            own: true,
            ..Known::default()
        };
        assert_eq!(
            of(&pins(SET, PinStatus::Transport), &known),
            Situation::Tampered
        );
    }

    #[test]
    fn a_block_is_for_the_puk_unless_it_is_known_to_be_one_of_a_transport_pin() {
        let blocked = pins(SET, PinStatus::Blocked);
        assert_eq!(of(&blocked, &own()), Situation::WasSet(vec![PinKey::Qes]));
        assert_eq!(
            of(&blocked, &heard(own())),
            Situation::Unblock(vec![PinKey::Qes])
        );
        let known = Known {
            transport_blocked: vec![PinKey::Qes],
            ..own()
        };
        assert_eq!(of(&blocked, &known), Situation::Replace(Reason::Transport));
        assert_eq!(of(&pins(SET, SET), &known), Situation::Done);
        // Older cards go on showing the transport state; after a rescue it is the truth.
        let hidden = pins(SET, PinStatus::Transport);
        assert_eq!(of(&hidden, &known), Situation::Replace(Reason::Transport));
        let known = Known {
            rescued: vec![PinKey::Qes],
            ..known
        };
        assert_eq!(of(&hidden, &known), Situation::Activate(vec![PinKey::Qes]));
    }

    #[test]
    fn a_puk_that_is_used_up_or_was_wrong_too_often_is_not_proposed_again() {
        let blocked = pins(SET, PinStatus::Blocked);
        let known = Known {
            no_puk: vec![PinKey::Qes],
            ..own()
        };
        assert_eq!(of(&blocked, &known), Situation::Replace(Reason::NoPuk));
        let known = Known {
            wrong_puk: vec![PinKey::Qes],
            ..own()
        };
        assert_eq!(of(&blocked, &known), Situation::Replace(Reason::WrongPuk));
        assert_eq!(of(&pins(SET, SET), &known), Situation::Done);
    }

    #[test]
    fn a_transport_pin_that_is_noted_as_blocked_is_for_the_issuer() {
        let mut noted = pins(PinStatus::Transport, PinStatus::Transport);
        noted[0].noted = Some(Noted {
            blocked: true,
            ..Noted::default()
        });
        assert_eq!(of(&noted, &own()), Situation::Replace(Reason::Transport));
    }

    #[test]
    fn a_block_that_the_notes_know_as_one_of_the_transport_pin_is_for_the_issuer() {
        let mut noted = pins(SET, PinStatus::Blocked);
        noted[1].noted = Some(Noted {
            blocked_in_transport: true,
            ..Noted::default()
        });
        assert_eq!(of(&noted, &own()), Situation::Replace(Reason::Transport));
    }

    #[test]
    fn what_cannot_be_read_is_for_support() {
        assert_eq!(
            of(&pins(SET, PinStatus::Disabled), &own()),
            Situation::Unreadable
        );
    }

    /// With so many tries left by the notes of this PC.
    fn noted(mut pins: Vec<PinLine>, index: usize, left: u8) -> Vec<PinLine> {
        pins[index].noted = Some(Noted {
            tries_left_at_most: Some(left),
            ..Noted::default()
        });
        pins
    }

    #[test]
    fn with_one_try_left_to_stop_is_what_is_proposed_whatever_happened_last() {
        let fresh = || pins(PinStatus::Transport, PinStatus::Transport);
        for (index, key) in [(0, PinKey::Ch), (1, PinKey::Qes)] {
            for left in [0, 1] {
                assert_eq!(
                    of(&noted(fresh(), index, left), &Known::default()),
                    Situation::Stop(LastTry::Transport(key))
                );
            }
            assert!(matches!(
                of(&noted(fresh(), index, 2), &Known::default()),
                Situation::Activate(_)
            ));
        }
        // The notes hold nothing, and the person would not make the last try.
        let declined = Known {
            declined: vec![PinKey::Ch],
            ..Known::default()
        };
        assert_eq!(
            of(&fresh(), &declined),
            Situation::Stop(LastTry::Transport(PinKey::Ch))
        );
        for left in [0, 1] {
            let mut blocked = pins(PinStatus::Blocked, SET);
            blocked[0].noted = Some(Noted {
                puk_left_at_most: Some(left),
                ..Noted::default()
            });
            assert_eq!(
                of(&blocked, &heard(own())),
                Situation::Stop(LastTry::Puk(PinKey::Ch))
            );
        }
        let last = PinStatus::Set { tries: 1 };
        assert_eq!(
            of(&pins(SET, last), &own()),
            Situation::Stop(LastTry::Own(PinKey::Qes))
        );
        // Nobody has to type that one here.
        assert_eq!(
            of(&pins(last, PinStatus::Transport), &own()),
            Situation::Activate(vec![PinKey::Qes])
        );
    }

    #[test]
    fn a_blocked_pin_is_asked_about_before_anything_else_is_set() {
        let fresh = pins(PinStatus::Blocked, PinStatus::Transport);
        assert_eq!(
            of(&fresh, &Known::default()),
            Situation::WasSet(vec![PinKey::Ch])
        );
        assert_eq!(
            of(&fresh, &heard(Known::default())),
            Situation::Unblock(vec![PinKey::Ch])
        );
    }

    #[test]
    fn a_signature_pin_that_is_forgotten_is_for_the_issuer() {
        let known = Known {
            forgotten: vec![PinKey::Qes],
            ..heard(own())
        };
        assert_eq!(
            of(&pins(SET, PinStatus::Blocked), &known),
            Situation::Replace(Reason::Forgotten)
        );
    }
}
