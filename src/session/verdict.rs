//! Verdicts in words, and what is no success as a failure.

use super::pass::Passed;
use super::plan::Job;
use super::state::Session;
use crate::card::{self, Aftermath, Answer, Elsewhere, Operation, PinStatus, Reply, Verdict};
use crate::konnektor::trouble::Trouble;
use crate::pins::PinKey;
use crate::report::failure::{self, Konnektor, Pad, Spent, Terminal, TriesLeft, When, WrongSecret};
use crate::report::words::labels::own_label;
use crate::report::{BlockedBy, Event, Failure};
use crate::session::desk::places::PlaceError;
use crate::text::Text;

/// What a step is about: of a PIN that is to be set, what it is for.
pub(super) fn heading(job: &Job, text: Text) -> String {
    match job.operation {
        Operation::Activate => match job.key() {
            PinKey::Ch => text.step_ch(),
            PinKey::Qes => text.step_qes(),
            PinKey::Smc => text.step_smc(),
            PinKey::Auto | PinKey::So => own_label(job.key(), text),
        },
        Operation::Change => text.heading_change(&own_label(job.key(), text)),
        Operation::UnblockWithNew if job.pin.status.is_set() => {
            text.heading_renew(&own_label(job.key(), text))
        }
        Operation::UnblockWithNew | Operation::Unblock => {
            text.heading_unblock(&own_label(job.key(), text))
        }
        Operation::Verify => text.heading_verify(&own_label(job.key(), text)),
    }
}

impl Session<'_, '_> {
    /// Turns the verdict into words: how a success is known, or a failure.
    pub(super) fn conclude(&mut self, job: &Job, passed: &Passed) -> Result<Answer, Failure> {
        let (verdict, after) = (passed.verdict, passed.after());
        if let Ok(Reply::Terminal(said)) = passed.aftermath.answer {
            self.tell_what_terminal_said(job, said);
        }
        let pin = job.key();
        let operation = job.operation;
        Err(match verdict {
            Verdict::Done(answer) => {
                self.context.tell(&Event::Done {
                    pin,
                    operation,
                    answer,
                    evidence: passed.evidence,
                    after,
                });
                return Ok(answer);
            }
            Verdict::Contradicted | Verdict::Unknown => {
                Failure::Verdict(failure::Verdict::Unknown {
                    pin,
                    operation,
                    said_yes: (verdict == Verdict::Contradicted).then(|| passed.who_answered()),
                    after,
                    status: passed.aftermath.trailer(),
                    came: came_instead(&passed.aftermath),
                })
            }
            Verdict::Wrong { left } => {
                let left = left.map_or_else(|| self.left_at_most(job), TriesLeft::Named);
                self.wrong(job, left)
            }
            Verdict::Blocked(_) if operation.uses_puk() => puk_used_up(job, passed),
            Verdict::Blocked(block) => Failure::Verdict(failure::Verdict::Blocked {
                pin,
                known: BlockedBy::Try(block),
                transport: operation == Operation::Activate,
            }),
            Verdict::NewPinRefused => {
                Failure::Verdict(failure::Verdict::NewPinRefused { pin, operation })
            }
            Verdict::Failed => match &passed.aftermath.answer {
                Err(card::Error::Elsewhere(elsewhere)) => {
                    self.elsewhere(elsewhere, Some((passed.spent, operation)))
                }
                answer => Failure::bug(format!("{answer:?}")),
            },
            Verdict::Refused(status) => Failure::Verdict(failure::Verdict::CardRefused {
                pin,
                operation,
                status,
            }),
            Verdict::StillTransport => Failure::Verdict(failure::Verdict::StillTransport { pin }),
            Verdict::PadEnded(answer) => Failure::Pad(Pad::Ended {
                pin,
                answer,
                firmware: self.firmware_needed(answer),
            }),
            Verdict::TerminalEnded(end) => Failure::Terminal(Terminal::Ended {
                pin,
                end,
                operation,
                spent: passed.spent,
            }),
        })
    }

    /// What went wrong on a way that is no reader, before a secret order or because of it: then
    /// with what is known of its cost.
    pub(super) fn elsewhere(
        &self,
        elsewhere: &Elsewhere,
        ordered: Option<(Spent, Operation)>,
    ) -> Failure {
        match (elsewhere.cause::<PlaceError>(), ordered) {
            (Some(PlaceError::Konnektor(trouble)), Some((spent, operation))) => {
                let trouble = trouble.clone();
                let when = When::Asked { spent, operation };
                Konnektor::Failed { trouble, when }.into()
            }
            (Some(error), _) => self.context.unreachable(error.clone()),
            (None, _) => Failure::bug(elsewhere.to_string()),
        }
    }

    fn wrong(&self, job: &Job, left: TriesLeft) -> Failure {
        let mut letter = self.chosen.view.pins.iter().map(|pin| pin.object.key);
        Failure::Verdict(failure::Verdict::Wrong(WrongSecret {
            pin: job.key(),
            operation: job.operation,
            left,
            other_line: letter.find(|other| *other != job.key()),
            by_issuers: self.issuers_tries_left(job),
            perhaps_set: self.perhaps_set_by(job),
            scripted: self.options.scripted,
        }))
    }
}

/// What a Konnektor gave instead of an answer that counts.
fn came_instead(aftermath: &Aftermath) -> Option<Box<Trouble>> {
    let Err(card::Error::Elsewhere(elsewhere)) = &aftermath.answer else {
        return None;
    };
    match elsewhere.cause::<PlaceError>() {
        Some(PlaceError::Konnektor(trouble)) => Some(trouble.clone()),
        _ => None,
    }
}

/// No PUK use is left. That ends a PIN that is blocked; any other only lost its way back.
fn puk_used_up(job: &Job, passed: &Passed) -> Failure {
    let status = passed.aftermath.trailer();
    match passed.after().unwrap_or(job.pin.status) {
        PinStatus::Blocked => Failure::Verdict(failure::Verdict::BlockedForGood {
            pin: job.key(),
            status,
        }),
        state => Failure::Verdict(failure::Verdict::PukUsedUp {
            pin: job.key(),
            status,
            state,
        }),
    }
}
