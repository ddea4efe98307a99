//! The states of PINs, in words.

use super::bars;
use super::calls::call;
use super::labels::{own_label, perhaps_set as perhaps_set_words, transport_label};
use super::line::{Line, begun};
use crate::card::PinStatus;
use crate::pins::PinKey;
use crate::report::facts::next_step::{Bar, NextStep};
use crate::report::facts::outcome::{LeftBy, Noted, PinLine, Seen};
use crate::text::{Text, Tone};

/// The state of each PIN, and what is noted of an outcome that nobody knew.
#[must_use]
pub fn lines(pins: &[PinLine], text: Text) -> Vec<Line> {
    let mut lines: Vec<Line> = pins.iter().map(|pin| line(pin, text)).collect();
    let perhaps_set = pins
        .iter()
        .filter_map(|pin| Some((pin, pin.perhaps_set()?)));
    lines.extend(
        perhaps_set.map(|(pin, new)| (Tone::Warning, perhaps_set_words(new, pin.key, text))),
    );
    if pins
        .iter()
        .any(|pin| pin.noted.is_some_and(|noted| noted.unknown > 0))
    {
        lines.push((Tone::Warning, text.noted_open()));
    }
    lines
}

pub(super) fn line(pin: &PinLine, text: Text) -> Line {
    let (tone, state) = match pin.left() {
        // Of one that the notes hold as blocked they have the say.
        Some((tries, LeftBy::Konnektor)) if !pin.noted.is_some_and(|noted| noted.blocked) => {
            let left = text.tries(tries);
            match pin.status {
                PinStatus::Transport => (Tone::Warning, text.pin_transport_named(&left)),
                _ if tries >= 3 => (Tone::Good, text.pin_verified_named(&left)),
                _ => (Tone::Warning, text.pin_verified_named(&left)),
            }
        }
        _ => state(pin.key, pin.status, pin.noted, text),
    };
    (
        tone,
        begun(&format!("{}: {state}", own_label(pin.key, text))),
    )
}

/// The state of a PIN in words; notes are named as notes.
#[must_use]
pub fn state(pin: PinKey, status: PinStatus, noted: Option<Noted>, text: Text) -> (Tone, String) {
    match status {
        PinStatus::Transport if noted.is_some_and(|noted| noted.blocked) => {
            // A Konnektor may say so of a PIN that nobody tried here.
            match noted.map_or(0, |noted| noted.wrong) {
                3.. => (Tone::Bad, text.noted_blocked()),
                _ => (Tone::Bad, text.noted_blocked_told()),
            }
        }
        PinStatus::Transport => match noted.and_then(|noted| noted.tries_left_at_most) {
            Some(tries) if noted.is_some_and(|noted| noted.said) => {
                (Tone::Warning, text.pin_transport_said(&text.tries(tries)))
            }
            Some(tries) => (Tone::Warning, text.pin_transport_noted(&text.tries(tries))),
            None => (Tone::Warning, text.pin_transport()),
        },
        PinStatus::Empty if pin.is_extra() => (Tone::Plain, text.pin_empty()),
        PinStatus::Empty => (Tone::Warning, text.pin_empty_of_person()),
        PinStatus::Set { tries: tries @ 3.. } => (Tone::Good, text.pin_set(&text.tries(tries))),
        PinStatus::Set { tries } => (Tone::Warning, text.pin_set(&text.tries(tries))),
        PinStatus::Verified | PinStatus::Uncounted => {
            match noted.and_then(|noted| noted.tries_left_at_most) {
                Some(tries) => (Tone::Warning, text.pin_verified_noted(&text.tries(tries))),
                None if status == PinStatus::Verified => (Tone::Good, text.pin_verified()),
                None => (Tone::Good, text.pin_uncounted()),
            }
        }
        PinStatus::Blocked if noted.is_some_and(|noted| noted.blocked_in_transport) => {
            (Tone::Bad, text.pin_blocked_in_transport())
        }
        PinStatus::Blocked => (Tone::Bad, text.pin_blocked()),
        PinStatus::Disabled => (Tone::Warning, text.pin_disabled()),
        PinStatus::Missing => (Tone::Plain, text.pin_missing()),
        PinStatus::Unreadable(status) => (Tone::Warning, text.pin_unreadable(&status.to_string())),
        PinStatus::Untold(number) => (Tone::Warning, text.pin_not_readable(&untold(number, text))),
    }
}

/// Why a Konnektor does not say how a PIN stands.
pub(super) fn untold(number: Option<u32>, text: Text) -> String {
    number.map_or_else(|| text.pin_untold(), |number| text.pin_not_given(number))
}

/// What the one next step of a card does not say: few tries left, and a blocked PIN beside one that is
/// to be activated.
pub(super) fn caution(
    pin: &PinLine,
    next: NextStep,
    bar: Option<Bar>,
    seen: &Seen,
    text: Text,
) -> Option<Line> {
    match pin.status {
        // The next step is about it.
        PinStatus::Blocked if pin.is_blocked_in_transport() => None,
        PinStatus::Blocked
            if !matches!(
                next,
                NextStep::Unblock
                    | NextStep::WasItSet { .. }
                    | NextStep::LastPuk { .. }
                    | NextStep::Barred(_)
            ) =>
        {
            let label = own_label(pin.key, text);
            let step = match bar {
                Some(bar) => bars::step(bar, seen, text),
                None => {
                    let unblock = text.next_unblock(&call("unblock", seen, text));
                    format!("{unblock} {}", text.blocked_never_set_do())
                }
            };
            Some((Tone::Warning, text.caution_blocked(&label, &step)))
        }
        PinStatus::Transport if matches!(next, NextStep::LastTry { .. }) => None,
        _ => last_try(pin, text),
    }
}

/// A PIN of which at most one try is known to be left.
#[must_use]
pub fn last_try(pin: &PinLine, text: Text) -> Option<Line> {
    // Of one that the notes hold as blocked more is said elsewhere.
    let noted_blocked = || pin.noted.is_some_and(|noted| noted.blocked);
    let line = match pin.status {
        _ if !pin.has_last_try() => return None,
        PinStatus::Set { .. } => text.caution_last_own(&own_label(pin.key, text)),
        _ if noted_blocked() => return None,
        PinStatus::Verified | PinStatus::Uncounted => last_own_hidden(pin, text),
        _ if is_by_konnektor(pin) => {
            text.caution_last_transport_named(&transport_label(pin.key, text))
        }
        _ => text.caution_last_transport(&transport_label(pin.key, text)),
    };
    Some((Tone::Warning, line))
}

/// Of an own PIN whose counter the card hides one try is left at most: who says so.
pub(super) fn last_own_hidden(pin: &PinLine, text: Text) -> String {
    let label = own_label(pin.key, text);
    if is_by_konnektor(pin) {
        text.caution_last_own_named(&label)
    } else {
        text.caution_last_own_noted(&label)
    }
}

fn is_by_konnektor(pin: &PinLine) -> bool {
    matches!(pin.left(), Some((_, LeftBy::Konnektor)))
}

/// What helps where PINs are in states that nothing can be done with. One without a PIN, or not asked
/// for, was read: another look shows the same. What could not be read may show elsewhere, and what a
/// Konnektor did not tell, once the card was pulled.
#[must_use]
pub(super) fn support_step(
    states: impl IntoIterator<Item = PinStatus>,
    is_at_terminal: bool,
    text: Text,
) -> String {
    match (are_odd(states), is_at_terminal) {
        (true, _) => text.next_odd_state(),
        (false, true) => text.konnektor_untold_do(),
        (false, false) => text.next_ask_support(),
    }
}

/// Whether all that is wrong with these states is that a card has them which should not.
#[must_use]
pub(super) fn are_odd(states: impl IntoIterator<Item = PinStatus>) -> bool {
    let is_read = |state: &PinStatus| matches!(state, PinStatus::Empty | PinStatus::Disabled);
    let is_unread = |state: &PinStatus| {
        matches!(
            state,
            PinStatus::Missing | PinStatus::Unreadable(_) | PinStatus::Untold(_)
        )
    };
    let states: Vec<PinStatus> = states.into_iter().collect();
    states.iter().any(is_read) && !states.iter().any(is_unread)
}
