//! How the card's own word takes the place of notes.
//!
//! A card that names its counter, or shows any other state than the transport state, settles what is
//! noted of the PIN. But one answer to GET PIN STATUS may have been garbled on its way, and nothing
//! leads back into the transport state: a card that shows it again proves that the look was wrong.
//! So attempts at a Transport-PIN are not dropped when they are settled; they are laid aside, and
//! count again from then on.

use super::record::{Entry, Part, Record, State};
use super::{Attempt, Before, Ending, Secret, Seen};
use crate::order;
use crate::pins::PinKey;

/// What is noted of one secret: what counts, and what was settled.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Kept {
    counting: Vec<Entry>,
    settled: Vec<Entry>,
}

impl Kept {
    fn of(record: &Record, iccsn: &str, secret: Secret) -> Self {
        let entries = |part| record.entries(iccsn, secret, part).to_vec();
        Self {
            counting: entries(Part::Counting),
            settled: entries(Part::Settled),
        }
    }

    fn put(self, record: &mut Record, iccsn: &str, secret: Secret) {
        record.put(iccsn, secret, Part::Counting, self.counting);
        record.put(iccsn, secret, Part::Settled, self.settled);
    }

    /// What is left of it once the card has shown this.
    fn after(mut self, seen: Seen) -> Self {
        match seen {
            Seen::Hidden => {
                // Somebody gave the Transport-PIN new tries: a block that was shown is over.
                self.counting.retain(|entry| !is_marker(entry));
                self.counting.append(&mut self.settled);
                order::by_key(&mut self.counting, |entry| entry.number);
            }
            // A state of one channel says nothing of the card's counter, only that it is not zero; and
            // that the transport state was left, with a full one.
            Seen::Verified => {
                let of_own = self.counting.extract_if(.., |entry| !entry.transport);
                let own = of_own.collect();
                self.settle();
                self.counting = own;
            }
            Seen::Tries(0) => match self
                .counting
                .iter()
                .rfind(|entry| entry.blocked_transport())
            {
                // The card shows what it had answered: nothing of that was garbled.
                Some(blocking) => {
                    self.counting = vec![Entry {
                        state: State::TransportBlocked,
                        stated: 0,
                        ..blocking.clone()
                    }];
                }
                None => self.settle(),
            },
            Seen::Tries(_) | Seen::LeftTransport => self.settle(),
        }
        self
    }

    /// Lays aside what was tried while the card held its Transport-PIN, and drops the rest.
    fn settle(&mut self) {
        let of_transport = self.counting.drain(..).filter(|entry| {
            let spent = match entry.state {
                State::Open | State::Wrong(_) | State::WrongUncounted | State::Blocked => true,
                State::Right | State::NotSent | State::TransportBlocked => false,
            };
            entry.transport && spent
        });
        self.settled.extend(of_transport);
    }
}

const fn is_marker(entry: &Entry) -> bool {
    matches!(entry.state, State::TransportBlocked)
}

/// Whether a look changes anything of what is noted of a PIN.
pub(super) fn changes(record: &Record, iccsn: &str, pin: PinKey, seen: Seen) -> bool {
    let kept = Kept::of(record, iccsn, Secret::Pin(pin));
    kept != kept.clone().after(seen)
}

/// Puts what the card shows in the place of the notes of a PIN.
pub(super) fn settle(record: &mut Record, iccsn: &str, pin: PinKey, seen: Seen) {
    let secret = Secret::Pin(pin);
    let kept = Kept::of(record, iccsn, secret).after(seen);
    kept.put(record, iccsn, secret);
}

/// Closes an attempt, and what the answer says of those before it.
pub(super) fn close(record: &mut Record, attempt: &Attempt, ending: Ending) {
    let Attempt {
        ref iccsn,
        secret,
        number,
        begun,
        before: Before { stated, transport },
        unkept: _,
    } = *attempt;
    let state = match ending {
        Ending::Right => State::Right,
        Ending::Wrong(left) => State::Wrong(left),
        Ending::WrongUncounted => State::WrongUncounted,
        Ending::Blocked => State::Blocked,
        Ending::NotSent => State::NotSent,
        Ending::TakenAsRight | Ending::Unknown => State::Open,
    };
    let closed = Entry {
        number,
        begun,
        state,
        stated,
        transport,
    };
    let mut kept = Kept::of(record, iccsn, secret);
    match kept
        .counting
        .iter_mut()
        .find(|entry| entry.number == number && entry.begun == begun)
    {
        Some(entry) => *entry = closed,
        // Somebody forgot or cleared it meanwhile; the answer is still worth noting.
        None => kept.counting.push(closed),
    }
    match (secret, ending) {
        // The card stated the PIN's counter: what was open before is in that number. That its new
        // PIN may have been written all the same is not.
        (Secret::Pin(_), Ending::Right) => {
            kept.counting.retain(|entry| entry.number >= number);
            kept.settled.clear();
        }
        (Secret::Pin(_), Ending::TakenAsRight) => kept.settle(),
        (Secret::Pin(_), Ending::Wrong(_)) => kept.counting.retain(|entry| {
            let stays = match entry.state {
                State::Wrong(_) => true,
                State::Open => entry.transport,
                _ => false,
            };
            entry.number >= number || stays
        }),
        (Secret::Puk(pin), Ending::Right) => {
            Kept::default().put(record, iccsn, Secret::Pin(pin));
        }
        _ => {}
    }
    kept.put(record, iccsn, secret);
}
