//! What the notes of one secret amount to.

use super::record::{Entry, State};
use super::secret::Secret;
use crate::pins::FIRST_TRIES;

/// What this PC's notes say of one secret of a card, since the card last stated its counter. It may
/// only make the caller more careful: the card and other PCs know more.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct View {
    /// For a PIN: the number the card named last, less one for every attempt of unknown outcome
    /// since; without such a number, three less what was stated and less those attempts. A wrong one
    /// whose rest nobody named counts as one of unknown outcome. `None` without notes, and for a PUK.
    pub tries_left_at_most: Option<u8>,
    /// Whether the number above goes back to one that the card named. If not, it holds only as far
    /// as nobody tried elsewhere: the person is to be asked.
    pub card_named: bool,
    /// Wrong tries elsewhere that were stated before the attempts counted here; taken off the
    /// number above.
    pub stated: u8,
    /// For a PUK: the uses the card named last, less one for every right or unknown attempt since.
    /// `None` until the card named a number, and for a PIN.
    pub puk_uses_left_at_most: Option<u8>,
    /// Attempts the card answered as wrong. For a PUK never taken back, for issuers count three to
    /// the end.
    pub wrong: u8,
    /// Attempts of unknown outcome: open since, or a crash or broken line left them so.
    pub unknown: u8,
    /// Attempts the card accepted; for a PUK each of them was a use.
    pub right: u8,
    /// The card answered 6983, or named 0 left, and nothing since says otherwise.
    pub blocked_noted: bool,
    /// The card answered so to its Transport-PIN: the PIN was blocked before it was ever set. As
    /// long as the card shows the block (63C0), this is what it does not show.
    pub blocked_in_transport: bool,
    /// An attempt at the Transport-PIN was of unknown outcome, and no later one was right. Of a card
    /// that still shows the transport state it may have written the new PIN all the same: the secret
    /// may be committed before the state (gemSpec_COS N075.300c).
    pub perhaps_set: bool,
    /// Begin of the oldest attempt counted in `wrong` or `unknown`, in seconds since
    /// 1970-01-01T00:00:00Z.
    pub since: Option<i64>,
    /// Begin of the youngest of them.
    pub latest: Option<i64>,
}

impl View {
    /// Goes through the attempts in their order.
    pub(super) fn of(secret: Secret, entries: &[Entry]) -> Self {
        let right = entries
            .iter()
            .rposition(|entry| entry.state == State::Right)
            .unwrap_or_default();
        let mut since_right = entries.iter().skip(right);
        let perhaps_set = since_right.any(|entry| entry.transport && entry.state == State::Open);
        let entries = counting(secret, entries);
        let stated = entries.iter().map(|entry| entry.stated).max();
        let mut view = Self {
            stated: stated.unwrap_or_default(),
            perhaps_set,
            ..Self::default()
        };
        let mut named = None;
        for entry in entries {
            view.count(entry);
            match entry.state {
                State::Open | State::WrongUncounted => {
                    named = named.or(start(secret, view.stated)).map(less_one);
                }
                State::Right => named = after_right(secret, named),
                State::Wrong(left) => named = Some(left),
                State::Blocked => named = Some(0),
                State::NotSent | State::TransportBlocked => {}
            }
            view.card_named |= matches!(entry.state, State::Wrong(_) | State::Blocked);
            match entry.state {
                State::Blocked => view.blocked_noted = true,
                State::Wrong(left) => view.blocked_noted = left == 0,
                State::Right => view.blocked_noted = false,
                State::Open | State::WrongUncounted | State::NotSent | State::TransportBlocked => {}
            }
            match entry.state {
                State::Open | State::WrongUncounted | State::NotSent => {}
                _ => view.blocked_in_transport = entry.blocked_transport(),
            }
        }
        match secret {
            Secret::Pin(_) => view.tries_left_at_most = named,
            Secret::Puk(_) => view.puk_uses_left_at_most = named,
        }
        view
    }

    fn count(&mut self, entry: &Entry) {
        let counter = match entry.state {
            State::Open => &mut self.unknown,
            State::Wrong(_) | State::WrongUncounted => &mut self.wrong,
            State::Right => &mut self.right,
            State::Blocked | State::NotSent | State::TransportBlocked => return,
        };
        *counter = counter.saturating_add(1);
        if entry.state != State::Right {
            self.since = self.since.or(Some(entry.begun));
            self.latest = Some(entry.begun);
        }
    }
}

/// Without attempts whose outcome is in a number that the card named later, and, for a PIN, without
/// those before the last right one, which restored its counter: another user may have made it. Of a PUK each of them
/// counts: issuers count what was wrong, not what is left.
fn counting(secret: Secret, entries: &[Entry]) -> Vec<&Entry> {
    let last = |is: fn(&Entry) -> bool| match secret {
        Secret::Pin(_) => entries.iter().rposition(is),
        Secret::Puk(_) => None,
    };
    let named = last(|entry| matches!(entry.state, State::Wrong(_)));
    let right = last(|entry| entry.state == State::Right);
    let counts = |(index, entry): (usize, &Entry)| {
        let restored = right.is_some_and(|right| index < right);
        let is_named = entry.state == State::Open && named.is_some_and(|named| index < named);
        !restored && !is_named
    };
    let kept = entries.iter().enumerate();
    kept.filter(|(index, entry)| counts((*index, entry)))
        .map(|(_, entry)| entry)
        .collect()
}

fn less_one(number: u8) -> u8 {
    number.saturating_sub(1)
}

/// A PIN starts with three tries. A PUK starts with ten uses by specification and three by the
/// issuers' word: no number is made up here, the counts are shown instead.
fn start(secret: Secret, stated: u8) -> Option<u8> {
    match secret {
        Secret::Pin(_) => Some(FIRST_TRIES.saturating_sub(stated)),
        Secret::Puk(_) => None,
    }
}

/// 9000 restores a PIN's counter; a PUK use never comes back (gemSpec_COS N081.000b).
fn after_right(secret: Secret, named: Option<u8>) -> Option<u8> {
    match secret {
        Secret::Pin(_) => None,
        Secret::Puk(_) => named.map(less_one),
    }
}
