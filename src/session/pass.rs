//! One secret through the gate, the note around it, and the read-back that decides.

use std::convert::Infallible;
use std::time::{Duration, Instant};

use super::entry::Means;
use super::plan::Job;
use super::state::Session;
use super::tries::{Release, noted_as};
use crate::attempts::{self, Attempt, Before, Ending, ErrorKind};
use crate::card::{
    Aftermath, Answer, Block, Expected, How, Iccsn, Left, Operation, Order, PinStatus, PinView,
    Reach, Refusal, Verdict, gate, judge,
};
use crate::dialog::Elsewhere;
use crate::report::Failure;
use crate::report::failure::{self, File, Oddity, Unreached};
use crate::session::desk::choose::Chosen;
use crate::session::desk::noted::observe;
use crate::session::desk::places::{Obstacle, Patience, Presence};
use crate::system::signals::Interrupts;
use crate::{card, reader};

/// Longest wait for another process of this user that is between gate and read-back with the same
/// card.
const GATE_LIMIT: Duration = Duration::from_secs(2);
/// Longest pause between two questions for the state of a PIN.
const ASKED_ELSEWHERE: Duration = Duration::from_secs(3);
/// How often the gate is approached whose card another program keeps resetting.
const APPROACHES: usize = 3;

/// What one pass came to.
pub(super) struct Passed {
    /// The verdict.
    pub verdict: Verdict,
    /// What it rests on.
    pub aftermath: Aftermath,
    /// Of a dialog at a terminal that came to nothing: whether it is certain that no try was spent.
    pub nothing_spent: bool,
}

impl Passed {
    /// State afterwards, where it could be read.
    pub(super) fn after(&self) -> Option<PinStatus> {
        self.aftermath.read_back.as_ref().ok().copied()
    }
}

/// Why nothing was passed, and what the card showed meanwhile.
pub(super) struct NotPassed {
    /// The cause.
    pub failure: Failure,
    /// The state that the gate read, where it got that far.
    pub after: Option<PinStatus>,
}

impl<F: Into<Failure>> From<F> for NotPassed {
    fn from(failure: F) -> Self {
        Self {
            failure: failure.into(),
            after: None,
        }
    }
}

/// What came out of the gate after a secret was handed over.
struct Through {
    aftermath: Aftermath,
    attempt: Option<Attempt>,
    /// Keeps other processes of this user from the card while a terminal may still ask: nothing
    /// else does.
    gate: Option<attempts::Gate>,
    /// Why the attempt is not noted, where it need not be.
    trouble: Option<attempts::Error>,
}

impl Session<'_, '_> {
    /// Hands the secrets of a job to the card, once.
    pub(super) fn pass(
        &mut self,
        job: &Job,
        release: &Release,
        means: &Means,
    ) -> Result<Passed, NotPassed> {
        let Some(iccsn) = self.chosen.view.iccsn.clone() else {
            return Err(Unreached::without_number(&self.chosen.view).into());
        };
        let Through {
            mut aftermath,
            attempt,
            gate,
            trouble,
        } = self.through_the_gate(&iccsn, job, release, means.how())?;
        // After a broken line the card is reached for anew where its state decides. Nothing is ever
        // sent again. An answer that is certain (63Cx, 6983, 6985, …) waits for nobody: its note is
        // to be closed at once.
        let open = judge(job.operation, job.pin.status, &aftermath);
        let is_unheard = matches!(&aftermath.answer, Err(lost) if lost.reach() == Reach::Unheard);
        let settles = if is_unheard {
            means.settles()
        } else {
            Duration::ZERO
        };
        if matches!(open, Verdict::Unknown | Verdict::Contradicted)
            && aftermath.read_back.is_err()
            && let Some(status) = self.read_back_anew(&iccsn, job, settles)
        {
            aftermath.read_back = Ok(status);
        }
        drop(gate);
        let verdict = judge(job.operation, job.pin.status, &aftermath);
        let nothing_spent = match verdict {
            Verdict::TerminalEnded(end) => self.nothing_was_spent(job, end),
            _ => false,
        };
        self.close_note(job, attempt, verdict, nothing_spent);
        if let Some(error) = trouble {
            self.warn_of_notes(&error);
        }
        self.count_down(job, verdict, nothing_spent);
        self.take_over(&job.pin, &aftermath, verdict);
        Ok(Passed {
            verdict,
            aftermath,
            nothing_spent,
        })
    }

    /// One passage. Where another program resets the card before anything was sent, the gate is
    /// approached again, twice at most: the secret has not left, and everything is compared anew.
    fn through_the_gate(
        &mut self,
        iccsn: &Iccsn,
        job: &Job,
        release: &Release,
        how: How<'_>,
    ) -> Result<Through, NotPassed> {
        let pin = &job.pin;
        let expected = Expected {
            iccsn,
            status: pin.status,
        };
        let order = Order {
            operation: job.operation,
            object: pin.object,
            how,
        };
        let armed = match how {
            How::Digits(_) => None,
            How::Pad(_) => Some((self.context.text.pad_armed(), None)),
            How::Terminal => Some(self.terminal_asks(job)),
        };
        let mut approaches = 0;
        loop {
            approaches += 1;
            let mut access = self
                .context
                .begin(&self.chosen.place, self.wanted.limit())?;
            // The last look at the wish to stop before the read-back.
            if self.context.interrupts.raised() {
                access.end(Left::AsItWas);
                return Err(self.context.cancelled().into());
            }
            if let Some((now, later)) = &armed {
                // Shown before the gate, so that nothing is between its last look and the armed
                // pad.
                let cannot_stop = self.context.text.entry_elsewhere_cannot_stop();
                self.context.dialog.counting(&Elsewhere {
                    now,
                    later: later.as_ref().map(|(after, line)| (*after, line.as_str())),
                    cannot_stop: &cannot_stop,
                });
            }
            if let How::Digits(_) = how {
                let line = self.context.text.entry_under_way();
                self.context.dialog.cannot_stop(&line);
            }
            let at_pad = matches!(how, How::Pad(_));
            let mut note = Note::new(self, iccsn, job, release, at_pad);
            let passed = gate::pass(access.as_mut(), &expected, &order, || note.begin());
            let (mut attempt, gate, trouble) = note.finish();
            access.end(if passed.is_ok() {
                job.operation.leaves()
            } else {
                Left::AsItWas
            });
            self.context.dialog.end_waiting();
            match passed {
                Ok(aftermath) => {
                    self.context.handed_over = true;
                    return Ok(Through {
                        aftermath,
                        attempt,
                        gate: gate.filter(|_| matches!(how, How::Terminal)),
                        trouble,
                    });
                }
                Err(Refusal::Card(card::Error::Reader(reader::Error::Reset(_))))
                    if approaches < APPROACHES => {}
                Err(refusal) => {
                    // It was noted, and handed over to somebody who did not pass it on.
                    if let Some(attempt) = attempt.take() {
                        self.end_note(attempt, Ending::NotSent);
                    }
                    return Err(self.refused(refusal, pin));
                }
            }
        }
    }

    /// A number that was named beside a hidden counter before this try holds it no more than the
    /// counter does. Whatever may have spent a try is taken off; the next look brings a new number.
    fn count_down(&mut self, job: &Job, verdict: Verdict, nothing_spent: bool) {
        let mut pins = self.chosen.view.pins.iter_mut();
        let Some(pin) = pins.find(|pin| pin.object == job.pin.object) else {
            return;
        };
        pin.named = match verdict {
            // The counter is at its start.
            Verdict::Done(_) => None,
            _ if nothing_spent || job.operation.uses_puk() => pin.named,
            _ => pin.named.map(|left| left.saturating_sub(1)),
        };
    }

    /// What the card shows now replaces what was shown before, here and in the notes; but a try of
    /// unknown outcome stays noted, so that the next run says so.
    fn take_over(&mut self, pin: &PinView, aftermath: &Aftermath, verdict: Verdict) {
        let Ok(after) = aftermath.read_back else {
            return;
        };
        if let Some(view) = self
            .chosen
            .view
            .pins
            .iter_mut()
            .find(|view| view.object == pin.object)
        {
            view.status = after;
        }
        if !matches!(verdict, Verdict::Unknown | Verdict::Contradicted) {
            observe(self.context, &self.chosen.view);
        }
    }

    fn refused(&self, refusal: Refusal<attempts::Error>, pin: &PinView) -> NotPassed {
        let other_state = Failure::Refusal(failure::Refusal::OtherState {
            pin: pin.object.key,
        });
        match refusal {
            Refusal::Entries { want, got } => {
                Failure::bug(format!("{got} entries where {want} are wanted")).into()
            }
            Refusal::OtherCard => Failure::Refusal(failure::Refusal::OtherCard {
                reader: self.chosen.place.to_string(),
            })
            .into(),
            Refusal::OtherState(status) => NotPassed {
                failure: other_state,
                after: Some(status),
            },
            Refusal::Card(card::Error::Reader(error)) => {
                self.context.unreachable(error.into()).into()
            }
            Refusal::Card(card::Error::Elsewhere(elsewhere)) => {
                self.elsewhere(&elsewhere, None).into()
            }
            Refusal::Card(card::Error::Unexpected { step, status }) => {
                Unreached::answered(step, status).into()
            }
            Refusal::Card(card::Error::Content { step }) => {
                let oddity = Oddity::Content;
                Unreached::CardUnreadable { step, oddity }.into()
            }
            // Another process spent a try while this one was asking: the gate is no longer the one
            // that was released.
            Refusal::Note(error) if matches!(error.kind(), ErrorKind::Overtaken) => NotPassed {
                failure: other_state,
                after: Some(pin.status),
            },
            Refusal::Note(error) if matches!(error.kind(), ErrorKind::GateTaken) => NotPassed {
                failure: Failure::Refusal(failure::Refusal::OtherRun {
                    pin: pin.object.key,
                }),
                after: Some(pin.status),
            },
            Refusal::Note(error) => NotPassed {
                failure: Failure::File(File::Notes(error)),
                after: Some(pin.status),
            },
        }
    }

    fn close_note(
        &mut self,
        job: &Job,
        attempt: Option<Attempt>,
        verdict: Verdict,
        nothing_spent: bool,
    ) {
        let Some(attempt) = attempt else { return };
        let ending = match verdict {
            // A PUK use is one, however it is known; a Transport-PIN that left no answer may be
            // contradicted by what the card shows later.
            Verdict::Done(Answer::Lost) if job.operation == Operation::Activate => {
                Ending::TakenAsRight
            }
            Verdict::Done(_) => Ending::Right,
            Verdict::Wrong { left: Some(left) } => Ending::Wrong(left),
            Verdict::Wrong { left: None } => Ending::WrongUncounted,
            Verdict::Blocked(Block::ThisTry) => Ending::Wrong(0),
            Verdict::Blocked(Block::Answer | Block::ReadBack) => Ending::Blocked,
            // In which order RESET RETRY COUNTER looks at rights, length and PUK is the maker's
            // choice: a refused one may have spent a use (gemSpec_COS CosH_b46).
            Verdict::NewPinRefused | Verdict::Refused(_) if job.operation.uses_puk() => {
                Ending::Unknown
            }
            // Nothing was compared (gemSpec_COS N074.500; a refused command is not carried out).
            Verdict::NewPinRefused | Verdict::Refused(_) | Verdict::StillTransport => {
                Ending::NotSent
            }
            Verdict::PadEnded(answer) if answer.nothing_was_sent() => Ending::NotSent,
            // 6B80 may be the card's own (one reader is known): the state did not change, a hidden
            // counter may have.
            Verdict::PadEnded(_) => Ending::Unknown,
            Verdict::TerminalEnded(_) if nothing_spent => Ending::NotSent,
            Verdict::Failed if !job.hides_tries() => Ending::NotSent,
            Verdict::TerminalEnded(_) | Verdict::Failed => Ending::Unknown,
            Verdict::Unknown | Verdict::Contradicted => Ending::Unknown,
        };
        self.end_note(attempt, ending);
    }

    fn end_note(&mut self, attempt: Attempt, ending: Ending) {
        if let Err(error) = self.context.notes.end(attempt, ending) {
            self.warn_of_notes(&error);
        }
    }
}

/// The note of one attempt, written inside the gate.
struct Note<'a> {
    notes: &'a mut attempts::Notes,
    iccsn: &'a Iccsn,
    secret: attempts::Secret,
    /// Whether it is a Transport-PIN.
    of_transport: bool,
    release: &'a Release,
    /// Whether an attempt that cannot be noted is not made.
    strict: bool,
    /// Whether a person types at the reader only after this.
    at_pad: bool,
    /// The attempt on disk, or in memory where it need not be on disk, with the lock that keeps other
    /// processes of this user from this card until the read-back. Not while a pad waits for its
    /// person: the transaction keeps others from the card, and the open attempt is there to be seen.
    open: Option<(Attempt, Option<attempts::Gate>)>,
    trouble: Option<attempts::Error>,
}

impl<'a> Note<'a> {
    fn new(
        session: &'a mut Session<'_, '_>,
        iccsn: &'a Iccsn,
        job: &Job,
        release: &'a Release,
        at_pad: bool,
    ) -> Self {
        let strict = session.options.scripted && job.hides_tries();
        let (notes, secret) = (&mut *session.context.notes, noted_as(job));
        let of_transport = job.operation == Operation::Activate;
        Self {
            notes,
            iccsn,
            secret,
            of_transport,
            release,
            strict,
            at_pad,
            open: None,
            trouble: None,
        }
    }

    fn begin(&mut self) -> Result<(), attempts::Error> {
        match self.write() {
            Ok(open) => self.open = Some(open),
            // What was released is no longer so, or another process is at it right now: never
            // without its word.
            Err(error) if self.strict || is_about_others(&error) => return Err(error),
            Err(error) => {
                self.trouble = Some(error);
                let (iccsn, before) = (self.iccsn.as_str(), self.before());
                let attempt = self.notes.begin_unkept(iccsn, self.secret, before);
                self.open = attempt.ok().map(|attempt| (attempt, None));
            }
        }
        Ok(())
    }

    fn before(&self) -> Before {
        Before {
            stated: self.release.stated,
            transport: self.of_transport,
        }
    }

    fn write(&mut self) -> Result<(Attempt, Option<attempts::Gate>), attempts::Error> {
        // Inside the gate the wish to stop is not looked at: it would only leave the attempt
        // without its note.
        let gate =
            self.notes
                .lock_for_gate(self.iccsn.as_str(), GATE_LIMIT, &Interrupts::none())?;
        let (shown, before) = (&self.release.shown, self.before());
        let attempt = self
            .notes
            .begin(&gate, self.iccsn.as_str(), self.secret, shown, before)?;
        Ok((attempt, (!self.at_pad).then_some(gate)))
    }

    /// Other processes go on when the gate is dropped; the attempt is still open.
    fn finish(
        self,
    ) -> (
        Option<Attempt>,
        Option<attempts::Gate>,
        Option<attempts::Error>,
    ) {
        let (attempt, gate) = self.open.unzip();
        (attempt, gate.flatten(), self.trouble)
    }
}

fn is_about_others(error: &attempts::Error) -> bool {
    match error.kind() {
        ErrorKind::Overtaken | ErrorKind::GateTaken => true,
        ErrorKind::Lock(error) => error.kind() == std::io::ErrorKind::WouldBlock,
        _ => false,
    }
}

impl Session<'_, '_> {
    /// Reads the state of a PIN anew, from whatever place holds the card by now.
    ///
    /// The wish to stop is not looked at until the wait that was asked for is over: one that came
    /// while the command was under way must not turn a success into "unknown". After that a person
    /// may wait as long as they like.
    ///
    /// Within `settles` a state that is what it was decides nothing yet: a terminal may still ask.
    fn read_back_anew(&mut self, iccsn: &Iccsn, job: &Job, settles: Duration) -> Option<PinStatus> {
        let begun = Instant::now();
        let limit = self.context.reconnect.limit.max(self.wanted.wait);
        let mut said = None;
        let mut pause = self.context.reconnect.pause;
        let status = loop {
            let status = self.look_everywhere(iccsn, job);
            let settled = begun.elapsed() >= settles;
            if status.is_some_and(|status| settled || status != job.pin.status) {
                break status;
            }
            let gives_up = settled && !self.wanted.patient;
            let stopped = gives_up || self.context.interrupts.raised();
            if stopped && begun.elapsed() >= limit {
                break None;
            }
            // What is waited for changes when no terminal asks any more: then it is the card alone.
            if said != Some(settled) {
                said = Some(settled);
                let text = self.context.text;
                if settled {
                    self.context.dialog.waiting(&text.waiting_card_again());
                } else {
                    let minutes = settles.as_secs().div_ceil(60);
                    self.context.dialog.counting(&Elsewhere {
                        now: &text.terminal_unheard(u32::try_from(minutes).unwrap_or(u32::MAX)),
                        later: None,
                        cannot_stop: &text.entry_elsewhere_cannot_stop(),
                    });
                }
            }
            std::thread::sleep(pause);
            if !settles.is_zero() {
                // Whoever leads a dialog elsewhere is not to be asked all the time for minutes.
                pause = (pause * 3 / 2).min(ASKED_ELSEWHERE);
            }
        };
        if said.is_some() {
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
        places.sort_by_key(|place| place.id != *used);
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
