//! How long a wait may last, and what is shown meanwhile.

use std::time::{Duration, Instant};

use super::places::{Obstacle, Patience, Place, PlaceError};
use crate::dialog::Dialog;
use crate::system::signals::Interrupts;
use crate::text::Text;

/// Longest quiet wait for a card that was just inserted: the operating system reads it first.
pub const SETTLING: Duration = Duration::from_secs(5);
/// A wait for a card that lasts longer is told how a card goes in.
pub const LATE: Duration = Duration::from_secs(15);

/// What a wait has seen of the service. One that goes away may be back soon: it may be started
/// anew.
pub(super) struct ServiceSeen {
    /// Whether it has answered in this run.
    pub(super) has_answered: bool,
    /// Since when it has not.
    away: Option<Instant>,
    /// Longest wait for it to come back; `None` is as long as such things take.
    limit: Option<Duration>,
}

impl ServiceSeen {
    /// `limit` is that of the wait. Even who waits until Ctrl-C is told after a while that the
    /// service is not there.
    pub(super) fn new(limit: Option<Duration>, has_answered: bool) -> Self {
        Self {
            has_answered,
            away: None,
            limit,
        }
    }

    /// It answers.
    pub(super) const fn answered(&mut self) {
        (self.has_answered, self.away) = (true, None);
    }

    /// Whether a service that fails so may be back soon.
    pub(super) fn may_come_back(&mut self, error: &PlaceError) -> bool {
        let limit = self.limit.unwrap_or_else(|| error.passes_within());
        error.may_pass(self.has_answered)
            && self.away.get_or_insert_with(Instant::now).elapsed() < limit
    }
}

/// What a wait among the places ended without.
pub struct NotThere {
    /// What was missing.
    pub obstacle: Obstacle,
    /// The places that were there.
    pub places: Vec<Place>,
}

/// Waits as long as the person wants, and shows what for.
pub struct Waiter<'a> {
    dialog: &'a mut dyn Dialog,
    text: Text,
    interrupts: &'a Interrupts,
    began: Instant,
    limit: Option<Duration>,
    /// What is shown while a card is missing.
    pub(super) for_card: String,
    /// Whether the places are those of a Konnektor.
    pub(super) at_konnektor: bool,
    /// Whether the same is waited for again soon.
    pub(super) again: bool,
    shown: Option<String>,
    /// Since when the card does not answer.
    silent_since: Option<Instant>,
}

impl<'a> Waiter<'a> {
    /// Waits for `limit` at most; `None` waits until Ctrl-C.
    pub fn new(
        dialog: &'a mut dyn Dialog,
        text: Text,
        interrupts: &'a Interrupts,
        limit: Option<Duration>,
    ) -> Self {
        let for_card = text.waiting_card();
        Self {
            dialog,
            text,
            interrupts,
            began: Instant::now(),
            limit,
            for_card,
            at_konnektor: false,
            again: false,
            shown: None,
            silent_since: None,
        }
    }

    /// Takes away what was shown.
    pub fn end(&mut self) {
        if self.shown.take().is_some() {
            self.dialog.end_waiting();
        }
    }

    /// What is left of its time; `None` is until Ctrl-C.
    pub(super) fn left(&self) -> Option<Duration> {
        self.limit
            .map(|limit| limit.saturating_sub(self.began.elapsed()))
    }

    /// What is shown while that is in the way.
    fn line(&self, obstacle: Obstacle) -> Option<String> {
        match obstacle {
            Obstacle::NoService if self.at_konnektor => Some(self.text.waiting_konnektor()),
            Obstacle::NoReader if self.at_konnektor => Some(self.text.waiting_terminal()),
            _ => line(obstacle, &self.for_card, self.began.elapsed(), self.text),
        }
    }

    fn is_over(&self, obstacle: Obstacle) -> bool {
        // A card that does not answer is no better after five seconds, however patient the person
        // is.
        let limit = match (obstacle, self.limit) {
            (Obstacle::Opening, _) => return false,
            (Obstacle::Mute, limit) => Some(limit.unwrap_or(SETTLING).min(SETTLING)),
            (_, limit) => limit,
        };
        // It may have become silent only now, after another program had it for long.
        let since = match obstacle {
            Obstacle::Mute => self.silent_since.unwrap_or(self.began),
            _ => self.began,
        };
        limit.is_some_and(|limit| since.elapsed() >= limit)
    }
}

impl Patience for Waiter<'_> {
    fn interrupts(&self) -> Interrupts {
        self.interrupts.clone()
    }

    fn asks_again(&self) -> bool {
        self.again
    }

    fn go_on(&mut self, obstacle: Obstacle) -> bool {
        self.silent_since = match (obstacle, self.silent_since) {
            (Obstacle::Mute, None) => Some(Instant::now()),
            (Obstacle::Mute, since) => since,
            _ => None,
        };
        if self.interrupts.raised() || self.is_over(obstacle) {
            return false;
        }
        let Some(line) = self.line(obstacle) else {
            return true;
        };
        if self.shown.as_ref() != Some(&line) {
            self.dialog.waiting(&line);
            self.shown = Some(line);
        }
        true
    }
}

/// What is shown while that is in the way for so long by now; nothing where nobody could do
/// anything about it.
fn line(obstacle: Obstacle, for_card: &str, waited: Duration, text: Text) -> Option<String> {
    match obstacle {
        Obstacle::NoService => Some(text.waiting_service()),
        Obstacle::NoReader => Some(text.waiting_reader()),
        Obstacle::NoCard if waited >= LATE => Some(text.waiting_card_late(&text.no_card_yet())),
        Obstacle::NoCard => Some(for_card.to_owned()),
        Obstacle::Busy => Some(text.waiting_busy()),
        Obstacle::Opening | Obstacle::Mute => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_that_does_not_come_is_told_how_it_goes_in_after_fifteen_seconds() {
        let text = Text::default();
        let shown = |obstacle, seconds| {
            line(obstacle, "Bitte", Duration::from_secs(seconds), text).unwrap_or_default()
        };
        assert_eq!(shown(Obstacle::NoCard, 14), "Bitte");
        assert!(
            shown(Obstacle::NoCard, 15)
                .starts_with("Noch keine Karte. Chip voran und nach oben, bis zum Anschlag")
        );
        assert_eq!(shown(Obstacle::Busy, 15), text.waiting_busy());
        assert_eq!(shown(Obstacle::Mute, 15), "");
    }
}
