//! A step is a command with its usual options, at the card that was shown; then what became of it
//! is remembered.

use super::{Current, Guide, last_step};
use crate::card::Operation;
use crate::commands::{activate, change, unblock, verify};
use crate::reader;
use crate::report::words::labels::transport_label;
use crate::report::words::status as people;
use crate::report::words::topic;
use crate::report::{BlockedBy, Body, Failure, Outcome, PinResult, exit, explain};
use crate::session::Options;
use crate::text::{Text, Tone};

/// The commands that the guide calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// `activate`.
    Activate,
    /// `unblock`.
    Unblock,
    /// `change`.
    Change,
    /// `verify`.
    Verify,
}

impl Guide<'_, '_> {
    /// Runs a command at the card that was shown and at no other.
    ///
    /// # Errors
    /// A signal asked to end; what the step came to is last_step, except that it was cancelled.
    pub(super) fn step(&mut self, current: &Current, step: Step) -> Result<(), Failure> {
        self.say(Tone::Plain, "");
        match &current.chosen.view.iccsn {
            Some(iccsn) => self.context.card = Some(iccsn.as_str().to_owned()),
            None => self.context.reader = Some(current.chosen.reader.clone()),
        }
        let run = match step {
            Step::Activate => activate::run,
            Step::Unblock => unblock::run,
            Step::Change => change::run,
            Step::Verify => verify::run,
        };
        self.stale = true;
        let result = run(self.context, Options::default());
        self.context.card.clone_from(&self.asked.card);
        self.context.reader.clone_from(&self.asked.reader);
        // A session waits until Ctrl-C; the guide asks in between.
        self.context.patient = false;
        let failures = match result {
            Ok(outcome) => {
                self.last_of = Some(current.name());
                self.last = Some(last_step::outcome(step, &outcome, self.context.text));
                self.remember(outcome)
            }
            Err(failure) => {
                let is_gone = matches!(
                    failure,
                    Failure::NoSuchCard { .. } | Failure::WrongKind { .. }
                );
                self.last_of = (!is_gone).then(|| current.name());
                self.last = Some(last_step::begun(&failure, self.context.text));
                vec![failure]
            }
        };
        self.conclude(failures)
    }

    /// What the next proposal has to know.
    fn remember(&mut self, outcome: Outcome) -> Vec<Failure> {
        let known = self.known();
        if let Body::Results { results, .. } = &outcome.body {
            for result in results.iter().filter(|result| result.changed) {
                note(result, known);
            }
        }
        for failure in &outcome.failures {
            match failure {
                Failure::Blocked {
                    pin,
                    transport: true,
                    ..
                }
                | Failure::RescueDeclined { pin } => {
                    known.transport_blocked.push(*pin);
                }
                Failure::BlockedForGood { pin, .. } => known.no_puk.push(*pin),
                Failure::Wrong {
                    pin,
                    operation,
                    by_issuers: 0,
                    ..
                } if operation.uses_puk() => {
                    known.wrong_puk.push(*pin);
                }
                _ => {}
            }
        }
        let in_doubt = |failure: &Failure| {
            matches!(
                failure,
                Failure::Wrong { .. } | Failure::Unknown { .. } | Failure::WrongLetter
            )
        };
        known.doubt = outcome
            .failures
            .iter()
            .any(|failure| in_doubt(failure) || failure.may_have_cost());
        outcome.failures
    }

    fn conclude(&mut self, mut failures: Vec<Failure>) -> Result<(), Failure> {
        let code = |failure: &Failure| failure.code().exit;
        let real = failures.iter().filter(|failure| !failure.is_own_wish());
        self.step_code = real
            .map(code)
            .min_by_key(|code| exit::rank(*code))
            .unwrap_or(exit::DONE);
        let stopped = self.context.interrupts.raised();
        let cancelled = failures
            .iter()
            .position(|failure| stopped && matches!(failure, Failure::Cancelled { .. }));
        let cancelled = cancelled.map(|index| failures.remove(index));
        for failure in &failures {
            self.tell(failure);
        }
        if stopped {
            self.unsent = cancelled.is_some() && self.step_code == exit::DONE;
            self.cut_short = Some(if self.step_code == exit::DONE {
                exit::CANCELLED
            } else {
                self.step_code
            });
            return Err(cancelled.unwrap_or_else(|| self.cancelled()));
        }
        if failures.iter().any(|failure| !failure.is_own_wish()) {
            let line = self.context.text.guide_choose_below();
            self.say(Tone::Plain, &line);
        }
        self.more = failures.iter().find_map(topic::of);
        Ok(())
    }

    /// What happened, as the command tells it, and of what to do that which is about letter, card
    /// or issuer: how to go on is what the choices say.
    fn tell(&mut self, failure: &Failure) {
        let text = self.context.text;
        match failure {
            Failure::NoSuchCard { .. } | Failure::WrongKind { .. } => {
                self.say(Tone::Warning, &text.guide_card_gone())
            }
            // Its own words are those of the last step, above the choices.
            Failure::HolderDeclined { .. } => {}
            Failure::Cancelled { set, rescued, .. } => {
                let what = self.cancelled_words(failure, set, rescued, true);
                self.say(Tone::Warning, &what);
            }
            failure => {
                let (tone, what) = people::headline(failure, explain(failure, text).what, text);
                self.say(tone, &what);
                if let Some(hint) = hint(failure, text) {
                    self.say(tone, &hint);
                }
            }
        }
    }
}

/// What to do about a failure, without any command: here one chooses. Nothing where the choices and
/// why they are proposed say it all.
pub(super) fn hint(failure: &Failure, text: Text) -> Option<String> {
    let as_last_step = || Some(explain(failure, text).hint);
    match failure {
        Failure::Reader(error) | Failure::ReaderLater(error) => {
            hint_on_reader(failure, error, text)
        }
        // Before the last try its own words, which send nobody on.
        Failure::Wrong { operation, .. }
            if failure.leaves_one_try() && *operation == Operation::Activate =>
        {
            as_last_step()
        }
        Failure::Wrong {
            operation: Operation::Activate,
            pin,
            other_line: Some(other),
            ..
        } => {
            let quoted = |pin| text.quoted(&transport_label(pin, text));
            Some(text.guide_wrong_line(&quoted(*pin), &quoted(*other)))
        }
        Failure::Wrong {
            operation: Operation::Activate,
            ..
        } => Some(text.guide_wrong_line_single()),
        Failure::Wrong {
            operation,
            by_issuers: 1..,
            ..
        } if operation.uses_puk() => Some(text.guide_wrong_puk_line()),
        Failure::Unknown {
            operation: Operation::Activate,
            ..
        } => Some(text.guide_unknown_do()),
        Failure::Unknown {
            operation: Operation::Change,
            ..
        } => Some(text.guide_unknown_change_do()),
        Failure::NewPinRefused { .. } => Some(text.guide_new_pin_do()),
        Failure::PadEnded {
            firmware: Some(firmware),
            ..
        } => Some(text.pad_firmware_do(firmware)),
        // The session asked for the keyboard itself; the rest would be last_step to call a command, or
        // the same one again.
        Failure::Unknown { .. }
        | Failure::PadLack { .. }
        | Failure::PadEnded { .. }
        | Failure::HolderDeclined { .. }
        | Failure::OtherCard { .. }
        | Failure::OtherState { .. }
        | Failure::OtherRun { .. }
        | Failure::NotBlocked { .. }
        | Failure::StillTransport { .. }
        | Failure::Blocked {
            transport: false, ..
        }
        | Failure::Blocked {
            known: BlockedBy::Notes,
            ..
        }
        | Failure::LastTryDeclined {
            operation: Operation::Change | Operation::Verify,
            ..
        } => None,
        _ => as_last_step(),
    }
}

/// The same of a reader, or of the way to it.
fn hint_on_reader(failure: &Failure, error: &reader::Error, text: Text) -> Option<String> {
    use reader::Error as E;
    match error {
        E::NoService(_) | E::ServiceFailed(_) | E::ServiceHangs | E::ServiceFull(_) => {
            Some(text.guide_service_do())
        }
        E::Busy(_) => Some(text.guide_busy_do()),
        E::ReaderGone(_) => Some(text.guide_reader_gone_do()),
        E::Removed(_) | E::Reset(_) | E::Broken { .. } => Some(text.guide_reinsert_do()),
        E::NotAllowed(_)
        | E::NoSuchReader(_)
        | E::NoCard(_)
        | E::Mute(_)
        | E::Interrupted
        | E::VirtualCard(_) => Some(explain(failure, text).hint),
    }
}

fn note(result: &PinResult, known: &mut super::Known) {
    let list = match result.after {
        Some(status) if status.is_set() => &mut known.set,
        _ => &mut known.rescued,
    };
    list.push(result.key);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::card::{Block, PinStatus};
    use crate::pins::PinKey;
    use crate::reader::pin_pad::{PadAnswer, PadLack};
    use crate::text::Language;

    /// What a step of the guide can come to.
    fn failures() -> Vec<Failure> {
        let pin = PinKey::Ch;
        let status = apdu::StatusWord::new(0x6983);
        let name = || "Leser".to_owned();
        let mut failures = vec![
            Failure::BlockedForGood { pin, status },
            Failure::PukUsedUp {
                pin,
                status,
                state: PinStatus::Blocked,
            },
            Failure::NotBlocked { pin, hidden: false },
            Failure::NotBlocked { pin, hidden: true },
            Failure::StillTransport { pin },
            Failure::PadLack {
                reader: name(),
                lack: PadLack::NoPad,
            },
            Failure::PadEnded {
                pin,
                answer: PadAnswer::TimedOut,
                firmware: None,
            },
            Failure::PadEnded {
                pin,
                answer: PadAnswer::Unsupported,
                firmware: Some("1.2"),
            },
            Failure::RescueDeclined { pin },
            Failure::DigitsOfOtherCard,
            Failure::HolderDeclined {
                operation: Operation::Activate,
            },
            Failure::WrongLetter,
            Failure::OtherCard { reader: name() },
            Failure::OtherState { pin },
            Failure::OtherRun { pin },
        ];
        for operation in [
            Operation::Activate,
            Operation::Change,
            Operation::Verify,
            Operation::UnblockWithNew,
            Operation::Unblock,
        ] {
            for (other_line, by_issuers) in [(None, 0), (Some(PinKey::Qes), 2)] {
                failures.push(Failure::Wrong {
                    pin,
                    operation,
                    left: 2,
                    other_line,
                    by_issuers,
                    scripted: false,
                });
            }
            failures.push(Failure::Unknown {
                pin,
                operation,
                contradicted: false,
            });
            failures.push(Failure::LastTryDeclined { pin, operation });
            failures.push(Failure::NewPinRefused { pin, operation });
        }
        for known in [
            BlockedBy::Try(Block::ThisTry),
            BlockedBy::Status,
            BlockedBy::Notes,
        ] {
            failures.extend([true, false].map(|transport| Failure::Blocked {
                pin,
                known,
                transport,
            }));
        }
        use reader::Error as E;
        let broken = E::Broken {
            reader: name(),
            detail: String::new(),
        };
        let errors = [
            E::NoService(name()),
            E::Busy(name()),
            E::ReaderGone(name()),
            E::Removed(name()),
            E::Mute(name()),
        ];
        failures.extend(errors.into_iter().map(Failure::Reader));
        failures.push(Failure::ReaderLater(broken));
        failures
    }

    #[test]
    fn no_remedy_leads_to_a_command() {
        let mut said = 0;
        for language in [Language::De, Language::En] {
            for failure in failures() {
                let Some(hint) = hint(&failure, Text::new(language)) else {
                    continue;
                };
                said += 1;
                for word in ["pinlotse", "--", "Befehl", "command"] {
                    assert!(!hint.contains(word), "{failure:?}: {hint}");
                }
            }
        }
        assert!(said > 40, "{said}");
    }

    #[test]
    fn what_is_about_letter_or_issuer_is_kept() {
        let text = Text::default();
        for failure in [
            Failure::WrongLetter,
            Failure::RescueDeclined { pin: PinKey::Ch },
        ] {
            assert_eq!(hint(&failure, text), Some(explain(&failure, text).hint));
        }
        let blocked = Failure::Blocked {
            pin: PinKey::Ch,
            known: BlockedBy::Try(Block::ThisTry),
            transport: true,
        };
        assert_eq!(hint(&blocked, text), Some(text.blocked_transport_do()));
    }
}
