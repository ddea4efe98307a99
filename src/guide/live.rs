//! What happens at the desk while a question stands: a card that comes or goes answers it, too.

use std::time::{Duration, Instant};

use zeroize::Zeroizing;

use super::state::{Current, Guide};
use crate::report::Failure;
use crate::session::desk::places::{Place, PlaceId, Presence, for_cards};
use crate::session::desk::waiting::LATE;
use crate::text::Tone;

/// What answers the next question beside the keys.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) enum Watch {
    /// Nothing.
    #[default]
    Keys,
    /// A card that is put in.
    Coming,
    /// A card or a reader that comes or goes.
    Desk,
    /// The card in this place, when it goes.
    Card(PlaceId),
}

impl Watch {
    /// Whether it has happened, by the places at the last look and by those of now. `wanted` is the
    /// name of the reader that was asked for.
    fn sees(&self, before: &[Place], now: &[Place], wanted: Option<&str>) -> bool {
        let before = for_cards(before, wanted);
        let now = for_cards(now, wanted);
        match self {
            Watch::Keys => false,
            Watch::Coming => now
                .iter()
                .any(|place| place.is_occupied() && !holds(&before, place)),
            Watch::Desk => {
                let differs = |place: &Place| !before.iter().any(|old| is_same(old, place));
                before.len() != now.len() || now.iter().any(differs)
            }
            Watch::Card(id) => {
                let is_card = |place: &&Place| place.id == *id && place.is_occupied();
                match before.iter().find(is_card) {
                    Some(card) => !holds(&now, card),
                    // It came between the list and the look.
                    None => !now.iter().any(|place| is_card(&place)),
                }
            }
        }
    }
}

/// Whether one of these places still, or already, has the card that lies in `place`.
fn holds(places: &[Place], place: &Place) -> bool {
    places
        .iter()
        .any(|other| other.is_occupied() && is_same(other, place))
}

/// Whether nothing came or went there. Who uses a card meanwhile does not matter; one that answers
/// now was put in wrongly before, or not quite.
fn is_same(one: &Place, other: &Place) -> bool {
    let answers = |place: &Place| match place.presence {
        Presence::Empty | Presence::Mute => place.presence,
        Presence::Card | Presence::Exclusive => Presence::Card,
    };
    (&one.id, one.changes, answers(one)) == (&other.id, other.changes, answers(other))
}

impl Guide<'_, '_> {
    /// From now on a card or reader that comes or goes answers the next menu.
    pub(super) fn watch_desk(&mut self) {
        self.watch_for(Watch::Desk);
    }

    /// The same for a card that is put in.
    pub(super) fn watch_coming(&mut self) {
        self.watch_for(Watch::Coming);
    }

    /// The same for the card that is worked on, when it goes.
    pub(super) fn watch_card(&mut self, current: &Current) {
        self.watch_for(Watch::Card(current.chosen.place.clone()));
    }

    fn watch_for(&mut self, watch: Watch) {
        // Nothing is put into a virtual reader or pulled out of it.
        if !self.context.places.is_virtual() {
            self.watch = watch;
        }
    }

    /// The answer to a question; `None` when what is watched for has happened first.
    ///
    /// # Errors
    /// That no answer came.
    pub(super) fn answer_or_change(
        &mut self,
        prompt: &str,
        watch: &Watch,
    ) -> Result<Option<Zeroizing<String>>, Failure> {
        let (desk, wanted) = (&self.desk, self.asked.place.as_deref());
        let answer = if *watch == Watch::Keys {
            self.context.answer(prompt).map(Some)
        } else {
            self.context.answer_or(prompt, &mut |now| {
                now.is_some_and(|now| watch.sees(desk, now, wanted))
            })
        };
        answer.map_err(|stop| self.context.stopped(stop))
    }

    /// Waits until a card or a reader comes or goes; `false` when the person presses Enter first.
    /// After a while `late` is said, once.
    ///
    /// # Errors
    /// The person cancelled.
    pub(super) fn wait_live(
        &mut self,
        prompt: &str,
        mut late: Option<&str>,
    ) -> Result<bool, Failure> {
        let began = Instant::now();
        loop {
            let (desk, wanted) = (&self.desk, self.asked.place.as_deref());
            let mut has_changed = false;
            let mut is_over = |now: Option<&[Place]>| {
                has_changed = now.is_some_and(|now| Watch::Desk.sees(desk, now, wanted));
                has_changed || is_late(began.elapsed(), late.is_some())
            };
            let answer = self.context.answer_or(prompt, &mut is_over);
            match answer.map_err(|stop| self.context.stopped(stop))? {
                Some(answer) => {
                    self.context.take_back_secret(prompt, &answer);
                    return Ok(false);
                }
                None if has_changed => return Ok(true),
                None => {
                    if let Some(line) = late.take() {
                        self.say(Tone::Plain, line);
                    }
                }
            }
        }
    }

    /// Says that the card that was worked on is gone; nothing of one that is there again, or of
    /// another one in its place: the next look shows it.
    pub(super) fn card_went(&mut self, current: &Current) {
        let places = self.context.places.list().unwrap_or_default();
        let place = places.iter().find(|place| place.id == current.chosen.place);
        if place.is_some_and(Place::is_occupied) {
            self.screen.owes_word = true;
            return;
        }
        let line = self.context.text.guide_card_went();
        self.say(Tone::Plain, "");
        self.say(Tone::Warning, &line);
        self.screen.says_gone = true;
    }
}

/// Whether how a card goes in is to be said now, where it is still to be said.
fn is_late(waited: Duration, is_unsaid: bool) -> bool {
    is_unsaid && waited >= LATE
}

#[cfg(test)]
mod tests {
    use super::*;

    const READER: &str = "Leser 00 00";

    fn place(name: &str, presence: Presence, changes: u16) -> Place {
        Place {
            id: PlaceId::new(name),
            presence,
            changes,
        }
    }

    fn sees(watch: &Watch, before: &[Place], now: &[Place]) -> bool {
        watch.sees(before, now, None)
    }

    #[test]
    fn a_card_that_comes_or_goes_is_seen_and_one_that_is_used_is_not() {
        let card = Watch::Card(PlaceId::new(READER));
        let is = |presence, changes| [place(READER, presence, changes)];
        let before = is(Presence::Card, 1);
        for (now, desk, coming, gone) in [
            (is(Presence::Card, 1), false, false, false),
            (is(Presence::Exclusive, 1), false, false, false),
            (is(Presence::Mute, 1), true, true, true),
            (is(Presence::Empty, 2), true, false, true),
            // Another one, or the same one again.
            (is(Presence::Card, 3), true, true, true),
        ] {
            assert_eq!(sees(&Watch::Desk, &before, &now), desk, "{now:?}");
            assert_eq!(sees(&Watch::Coming, &before, &now), coming, "{now:?}");
            assert_eq!(sees(&card, &before, &now), gone, "{now:?}");
            assert!(!sees(&Watch::Keys, &before, &now));
        }
        assert!(sees(&card, &before, &[]), "the reader is gone");
        assert!(sees(&card, &[], &is(Presence::Empty, 1)));
        assert!(!sees(&card, &[], &is(Presence::Card, 1)));
        assert!(sees(&Watch::Coming, &is(Presence::Empty, 0), &before));
    }

    #[test]
    fn after_fifteen_seconds_it_is_said_once_how_a_card_goes_in() {
        let seconds = Duration::from_secs;
        assert!(!is_late(seconds(14), true));
        assert!(is_late(seconds(15), true) && is_late(seconds(60), true));
        assert!(!is_late(seconds(60), false));
    }

    #[test]
    fn what_happens_in_another_reader_does_not_take_a_card_away() {
        let other = |presence| place("Anderer 01 00", presence, 0);
        let card = place(READER, Presence::Card, 1);
        let before = [card.clone(), other(Presence::Empty)];
        let now = [card.clone(), other(Presence::Card)];
        assert!(!sees(&Watch::Card(card.id.clone()), &before, &now));
        assert!(sees(&Watch::Coming, &before, &now));
        let wanted = Some(READER);
        assert!(!Watch::Desk.sees(&before, &now, wanted));
    }
}
