//! Verdicts in words, and what is no success as a failure.

use super::{Job, Session};
use crate::card::{Answer, Block, Operation, PinStatus, Verdict};
use crate::report::words::labels::{own_label, transport_label};
use crate::report::{BlockedBy, Failure, PinResult};
use crate::text::{Text, Tone};

/// What a step is about: the letter's own label for a Transport-PIN.
pub(super) fn heading(job: &Job, text: Text) -> String {
    match job.operation {
        Operation::Activate => transport_label(job.key(), text),
        Operation::Change => text.heading_change(&own_label(job.key(), text)),
        Operation::UnblockWithNew | Operation::Unblock => {
            text.heading_unblock(&own_label(job.key(), text))
        }
        Operation::Verify => text.heading_verify(&own_label(job.key(), text)),
    }
}

impl Session<'_, '_> {
    /// Turns the verdict into words and, where it is no success, into a failure.
    pub(super) fn conclude(
        &mut self,
        job: &Job,
        jobs: &[Job],
        verdict: Verdict,
        result: &mut PinResult,
    ) -> Result<(), Failure> {
        let pin = job.key();
        let operation = job.operation;
        Err(match verdict {
            Verdict::Done(answer) => {
                self.done(job, answer, result);
                return Ok(());
            }
            Verdict::Contradicted => Failure::Unknown {
                pin,
                operation,
                contradicted: true,
            },
            Verdict::Unknown => Failure::Unknown {
                pin,
                operation,
                contradicted: false,
            },
            Verdict::Wrong { left } => {
                result.right = (operation == Operation::Verify).then_some(false);
                let letter = self.chosen.view.pins.iter().map(|pin| pin.object.key);
                let other_line = letter
                    .chain(jobs.iter().map(Job::key))
                    .find(|other| *other != pin);
                let by_issuers = self.issuers_tries_left(job);
                Failure::Wrong {
                    pin,
                    operation,
                    left,
                    other_line,
                    by_issuers,
                    scripted: self.scripted,
                }
            }
            Verdict::Blocked(block) if operation.uses_puk() => {
                puk_used_up(job, block, result.after)
            }
            Verdict::Blocked(block) => {
                result.right =
                    (operation == Operation::Verify && block == Block::ThisTry).then_some(false);
                Failure::Blocked {
                    pin,
                    known: BlockedBy::Try(block),
                    transport: operation == Operation::Activate,
                }
            }
            Verdict::NewPinRefused => Failure::NewPinRefused { pin, operation },
            Verdict::Refused(status) => Failure::CardRefused {
                pin,
                operation,
                status,
            },
            Verdict::StillTransport => Failure::StillTransport { pin },
            Verdict::PadEnded(answer) => Failure::PadEnded {
                pin,
                answer,
                firmware: self.firmware_needed(answer),
            },
        })
    }

    fn done(&mut self, job: &Job, answer: Answer, result: &mut PinResult) {
        let text = self.context.text;
        let label = own_label(job.key(), text);
        result.answer = Some(answer);
        result.changed = job.operation != Operation::Verify;
        result.right = (job.operation == Operation::Verify).then_some(true);
        let line = match (job.operation, answer) {
            (Operation::Activate, Answer::Read) => text.pin_is_set(&label),
            (Operation::Change, _) => text.pin_is_changed(&label),
            (Operation::UnblockWithNew, Answer::Read) => text.pin_is_unblocked_with_new(&label),
            // The state stays as it was: there is no old PIN of the holder's.
            (Operation::Unblock, Answer::Read) if result.after == Some(PinStatus::Transport) => {
                text.stays_rescued(job.key().name())
            }
            (Operation::Unblock, Answer::Read) => text.pin_is_unblocked(&label),
            (Operation::Unblock, Answer::Lost) => text.pin_is_unblocked_lost(&label),
            (Operation::Verify, _) => text.pin_is_right(&label),
            (Operation::Activate | Operation::UnblockWithNew, Answer::Lost) => {
                text.pin_is_set_lost(&label)
            }
        };
        self.context.say(Tone::Good, &line);
    }
}

/// No PUK use is left. That ends a PIN that is blocked; any other only lost its way back.
fn puk_used_up(job: &Job, block: Block, after: Option<PinStatus>) -> Failure {
    let status = block.status_word();
    match after.unwrap_or(job.pin.status) {
        PinStatus::Blocked => Failure::BlockedForGood {
            pin: job.key(),
            status,
        },
        state => Failure::PukUsedUp {
            pin: job.key(),
            status,
            state,
        },
    }
}
