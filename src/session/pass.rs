//! One secret through the gate, and what came back: with the note around it (`note`), and a second
//! look over a new line where the first one broke (`read_back`).

use std::time::Duration;

use super::entry::Means;
use super::note::Note;
use super::plan::Job;
use super::state::Session;
use super::tries::Release;
use crate::attempts::{self, Attempt, Ending, ErrorKind};
use crate::card::{
    Aftermath, Evidence, Expected, How, Iccsn, Left, Order, PinStatus, PinView, Reach, Refusal,
    Reply, Verdict, gate, judge,
};
use crate::dialog::Elsewhere;
use crate::report::Failure;
use crate::report::failure::{self, File, Oddity, Spent, Unreached};
use crate::session::desk::noted::observe;
use crate::{card, reader};

/// How often the gate is approached whose card another program keeps resetting.
const APPROACHES: usize = 3;

/// What one pass came to.
pub(super) struct Passed {
    /// The verdict.
    pub verdict: Verdict,
    /// What it rests on.
    pub aftermath: Aftermath,
    /// Of an order to a terminal that came to nothing: what is known of its cost.
    pub spent: Spent,
    /// Who says so, of a success.
    pub evidence: Evidence,
}

impl Passed {
    /// State afterwards, where it could be read.
    pub(super) fn after(&self) -> Option<PinStatus> {
        self.aftermath.read_back.as_ref().ok().copied()
    }

    /// Whose answer it was that nothing confirms.
    pub(super) const fn who_answered(&self) -> Evidence {
        match self.aftermath.answer {
            Ok(Reply::Terminal(_)) => Evidence::Between,
            _ => Evidence::Card,
        }
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
        let spent = match (verdict, self.fewer_now(job, release, &aftermath)) {
            (Verdict::TerminalEnded(_) | Verdict::Failed, Some(left)) => Spent::Fewer(left),
            (Verdict::TerminalEnded(end), None) => self.what_was_spent(job, end),
            (Verdict::Failed, None) => {
                let answer = aftermath.answer.as_ref();
                let reach = answer.err().map_or(Reach::Unheard, card::Error::reach);
                self.what_a_failure_spent(job, reach)
            }
            _ => Spent::Perhaps,
        };
        self.close_note(job, attempt, verdict, spent);
        if let Some(error) = trouble {
            self.warn_of_notes(&error);
        }
        let after = aftermath.read_back.as_ref().ok().copied();
        let at_terminal = matches!(means, Means::Terminal(_));
        let passed = Passed {
            verdict,
            aftermath,
            spent,
            evidence: Evidence::of(job.operation, at_terminal, after),
        };
        self.count_down(job, &passed);
        self.take_over(&job.pin, &passed);
        Ok(passed)
    }

    /// The tries that are named beside the state now, where they are fewer than this entry was
    /// released with: it was spent by this entry, or by somebody else meanwhile.
    fn fewer_now(&self, job: &Job, release: &Release, aftermath: &Aftermath) -> Option<u8> {
        let counted = self.counted_with(job, release)?;
        aftermath.named.filter(|named| *named < counted)
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
            named: self.counted_with(job, release),
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
            if let How::Terminal = how {
                self.check_other_runs(job)?;
            }
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
                    if let Refusal::FewerTries(left) = refusal {
                        self.now_named(pin, left);
                    }
                    // It was noted, and handed over to somebody who did not pass it on.
                    if let Some(attempt) = attempt.take() {
                        self.end_note(attempt, Ending::NotSent);
                    }
                    return Err(self.refused(refusal, pin));
                }
            }
        }
    }

    /// The fewest tries of a hidden counter that this entry was released with: what was named when the
    /// card was looked at, or fewer. `None` where the PIN is not what is tried, or it shows its counter
    /// itself.
    fn counted_with(&self, job: &Job, release: &Release) -> Option<u8> {
        let named = self.chosen.view.pin(job.key()).and_then(|pin| pin.named);
        release
            .hidden_left
            .map(|left| named.map_or(left, |named| named.max(left)))
    }

    /// A number that was named beside a hidden counter before this try holds it no more than the
    /// counter does. Whatever may have spent a try is taken off, and a smaller number that is named
    /// now counts.
    fn count_down(&mut self, job: &Job, passed: &Passed) {
        let mut pins = self.chosen.view.pins.iter_mut();
        let Some(pin) = pins.find(|pin| pin.object == job.pin.object) else {
            return;
        };
        let left = match passed.verdict {
            // The counter is at its start.
            Verdict::Done(_) => None,
            _ if passed.spent == Spent::Nothing || job.operation.uses_puk() => pin.named,
            _ => pin.named.map(|left| left.saturating_sub(1)),
        };
        let now = passed.aftermath.named;
        pin.named = left.map(|left| now.map_or(left, |now| now.min(left)));
    }

    /// Somebody spent a try while this one was asked for: the next one counts with what is left.
    fn now_named(&mut self, pin: &PinView, left: u8) {
        let mut pins = self.chosen.view.pins.iter_mut();
        if let Some(view) = pins.find(|view| view.object == pin.object) {
            view.named = Some(left);
        }
    }

    /// What the card shows now replaces what was shown before, here and in the notes; but a try of
    /// unknown outcome stays noted, so that the next run says so.
    fn take_over(&mut self, pin: &PinView, passed: &Passed) {
        let Some(after) = passed.after() else {
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
        if !matches!(passed.verdict, Verdict::Unknown | Verdict::Contradicted) {
            observe(self.context, &self.chosen.view);
        }
    }

    fn refused(&self, refusal: Refusal<attempts::Error>, pin: &PinView) -> NotPassed {
        let key = pin.object.key;
        let other_state = Failure::Refusal(failure::Refusal::OtherState { pin: key });
        let fewer = |left| Failure::Refusal(failure::Refusal::FewerTries { pin: key, left });
        match refusal {
            Refusal::Entries { want, got } => {
                Failure::bug(format!("{got} entries where {want} are wanted")).into()
            }
            Refusal::OtherCard => Failure::Refusal(failure::Refusal::OtherCard {
                reader: self.chosen.place.to_string(),
            })
            .into(),
            Refusal::OtherState(status) => NotPassed {
                failure: match (pin.status, status) {
                    (PinStatus::Set { tries: shown }, PinStatus::Set { tries })
                        if tries < shown =>
                    {
                        fewer(tries)
                    }
                    _ => other_state,
                },
                after: Some(status),
            },
            Refusal::FewerTries(left) => NotPassed {
                failure: fewer(left),
                after: Some(pin.status),
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
                failure: Failure::Refusal(failure::Refusal::OtherRun { pin: key }),
                after: Some(pin.status),
            },
            Refusal::Note(error) => NotPassed {
                failure: Failure::File(File::Notes(error)),
                after: Some(pin.status),
            },
        }
    }
}
