//! The state of a PIN over a new line, after the one that carried its secret broke.

use std::convert::Infallible;
use std::time::{Duration, Instant};

use super::plan::Job;
use super::state::Session;
use crate::card::{Iccsn, Left, PinStatus, Refusal, gate};
use crate::dialog::Elsewhere;
use crate::order;
use crate::session::desk::choose::Chosen;
use crate::session::desk::places::{Obstacle, Patience, Presence};

/// Longest pause between two questions for the state of a PIN.
const ASKED_ELSEWHERE: Duration = Duration::from_secs(3);

impl Session<'_, '_> {
    /// Reads the state of a PIN anew, from whatever place holds the card by now.
    ///
    /// The wish to stop is not looked at until the wait that was asked for is over: one that came
    /// while the command was under way must not turn a success into "unknown". After that a person
    /// may wait at a reader as long as they like.
    ///
    /// Within `settles` a state that is what it was decides nothing yet, nor does one that nobody
    /// understands: a terminal may still ask. When that time is over nothing more is waited for, for
    /// no card that somebody puts in again would end the wait.
    pub(super) fn read_back_anew(
        &mut self,
        iccsn: &Iccsn,
        job: &Job,
        settles: Duration,
    ) -> Option<PinStatus> {
        let begun = Instant::now();
        let limit = self.context.reconnect.limit.max(self.wanted.wait);
        let at_terminal = !settles.is_zero();
        let mut is_said = false;
        let mut pause = self.context.reconnect.pause;
        let status = loop {
            let status = self.look_everywhere(iccsn, job);
            let settled = begun.elapsed() >= settles;
            let tells = |status| tells(job.pin.status, status);
            if status.is_some_and(|status| settled || tells(status)) {
                break status;
            }
            let gives_up = settled && (at_terminal || !self.wanted.patient);
            let stopped = gives_up || self.context.interrupts.raised();
            if stopped && begun.elapsed() >= limit {
                break None;
            }
            if !is_said {
                is_said = true;
                let text = self.context.text;
                if at_terminal {
                    let minutes = settles.as_secs().div_ceil(60);
                    self.context.dialog.counting(&Elsewhere {
                        now: &text.terminal_unheard(u32::try_from(minutes).unwrap_or(u32::MAX)),
                        later: None,
                        cannot_stop: &text.terminal_stops_asking(),
                    });
                } else {
                    self.context.dialog.waiting(&text.waiting_card_again());
                }
            }
            std::thread::sleep(pause);
            if at_terminal {
                // Whoever leads a dialog elsewhere is not to be asked all the time for minutes.
                pause = (pause * 3 / 2).min(ASKED_ELSEWHERE);
            }
        };
        if is_said {
            self.context.dialog.end_waiting();
        }
        status
    }

    /// The place that was used comes first; after a re-plug it may have another name. Where a card
    /// lay all the time it was never this one: there are copies that say the same number.
    fn look_everywhere(&mut self, iccsn: &Iccsn, job: &Job) -> Option<PinStatus> {
        let Chosen {
            place: used,
            beside,
            ..
        } = &self.chosen;
        let mut places = self.context.places.list().ok()?;
        places.retain(|place| {
            let may_be_back = place.takes_cards() && !beside.contains(&place.id);
            place.presence == Presence::Card && (place.id == *used || may_be_back)
        });
        order::by_key(&mut places, |place| place.id != *used);
        let limit = self.context.reconnect.limit;
        places.iter().find_map(|place| {
            let mut access = self
                .context
                .places
                .begin(&place.id, &mut UntilDeadline::within(limit))
                .ok()?;
            let status: Result<_, Refusal<Infallible>> =
                gate::read_back(access.as_mut(), iccsn, job.pin.object);
            // A VERIFY whose answer was lost may have opened the card. A card in another place that
            // does not say its number is not ours to reset.
            let ours =
                status.is_ok() || place.id == *used && !matches!(status, Err(Refusal::OtherCard));
            access.end(if ours {
                job.operation.leaves()
            } else {
                Left::AsItWas
            });
            status.ok()
        })
    }
}

/// Whether a state tells what became of an order. That somebody else verified a PIN which was set
/// before (its counter is hidden then) tells nothing of it.
fn tells(before: PinStatus, now: PinStatus) -> bool {
    let is_about_others = now == PinStatus::Uncounted && before.is_set();
    now.is_told() && now != before && !is_about_others
}

/// Waits a fixed time and looks at nothing else: for the read-back.
struct UntilDeadline(Instant);

impl UntilDeadline {
    fn within(limit: Duration) -> Self {
        Self(Instant::now() + limit)
    }
}

impl Patience for UntilDeadline {
    fn go_on(&mut self, obstacle: Obstacle) -> bool {
        obstacle == Obstacle::Opening || Instant::now() < self.0
    }
}
