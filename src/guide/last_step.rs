//! What became of the last step, in one line: it stands directly above the next choices, where it
//! cannot scroll away.

use super::choice::Step;
use crate::card::{Evidence, Operation, PinStatus};
use crate::pins::PinKey;
use crate::report::facts::outcome::PinLine;
use crate::report::failure::{Refusal, Terminal, Unreached, Verdict, Wish, WrongSecret};
use crate::report::words::Line;
use crate::report::words::labels::{own_label, transport_label};
use crate::report::{Body, Failure, Outcome, PinResult, explain};
use crate::system::machine::Site;
use crate::text::{Text, Tone};

/// What became of a step.
pub(super) struct LastStep {
    /// In words.
    pub line: Line,
    /// What to do about it, where that was not told by the step.
    pub advice: Option<String>,
    /// The card that it was about; `None` when it did not find its card.
    pub card: Option<String>,
    /// The Transport-PIN whose entry was of unknown outcome: the next look may tell.
    pub open: Option<PinKey>,
}

/// Tries of a Transport-PIN that are left at most after one (gemSpec object systems: three).
const LEFT_AFTER_ONE: u8 = 2;

/// The Transport-PIN of which an entry ended without a known outcome.
pub(super) fn open(failures: &[Failure]) -> Option<PinKey> {
    failures.iter().find_map(|failure| match failure {
        Failure::Verdict(Verdict::Unknown {
            pin,
            operation: Operation::Activate,
            ..
        }) => Some(*pin),
        _ => None,
    })
}

impl LastStep {
    /// The same by what the card shows now: an outcome that was unknown need not be so any more.
    pub(super) fn seen_at(mut self, pins: &[PinLine], text: Text) -> Self {
        let open = pins.iter().find(|pin| Some(pin.key) == self.open);
        let Some(pin) = open else { return self };
        let label = own_label(pin.key, text);
        if pin.status.is_set() {
            self.line = (
                Tone::Good,
                text.guide_last_step(&text.guide_open_set(&label)),
            );
        } else if pin.status == PinStatus::Transport {
            let left = pin.left().map_or(LEFT_AFTER_ONE, |(left, _)| left);
            let tries = text.tries(left);
            let what = text.guide_open_transport(&label, &tries);
            self.line = (Tone::Warning, text.guide_last_step(&what));
        }
        self
    }

    /// All of it.
    pub(super) fn lines(&self) -> Vec<Line> {
        let advice = self
            .advice
            .iter()
            .map(|advice| (Tone::Plain, advice.clone()));
        std::iter::once(self.line.clone()).chain(advice).collect()
    }
}

/// Whether what became of a step says all of this failure, but for what to do about it.
pub(super) const fn says_all(failure: &Failure) -> bool {
    matches!(
        failure,
        Failure::Verdict(Verdict::Wrong(_) | Verdict::Unknown { .. })
            | Failure::Refusal(Refusal::WrongLetter)
            | Failure::Terminal(Terminal::Ended { .. })
    )
}

/// Of a step that ran.
pub(super) fn outcome(step: Step, outcome: &Outcome, site: Site, text: Text) -> Line {
    let results = if let Body::Results { results, .. } = &outcome.body {
        results.as_slice()
    } else {
        &[]
    };
    let mut said: Vec<String> = results
        .iter()
        .filter_map(|result| success(step, result, text))
        .collect();
    let done = !said.is_empty();
    let failures = outcome.failures.iter();
    said.extend(failures.map(|failure| failed(failure, site, text)));
    if said.is_empty() {
        said.push(text.guide_last_nothing());
    }
    let tone = match outcome.failures.as_slice() {
        [] if done => Tone::Good,
        [] => Tone::Plain,
        failures => tone(failures),
    };
    (tone, text.guide_last_step(&said.join(" ")))
}

/// Of a step that could not begin.
pub(super) fn begun(failure: &Failure, site: Site, text: Text) -> Line {
    (
        tone(std::slice::from_ref(failure)),
        text.guide_last_step(&failed(failure, site, text)),
    )
}

fn tone(failures: &[Failure]) -> Tone {
    if failures.iter().all(Failure::is_own_wish) {
        Tone::Warning
    } else {
        Tone::Bad
    }
}

fn success(step: Step, result: &PinResult, text: Text) -> Option<String> {
    let pin = own_label(result.key, text);
    let said = match step {
        Step::Verify => (result.right == Some(true)).then(|| text.guide_last_right(&pin)),
        _ if !result.changed => None,
        Step::Activate => Some(text.guide_last_set(&pin)),
        Step::Change => Some(text.guide_last_changed(&pin)),
        Step::Unblock => Some(text.guide_last_unblocked(&pin)),
        Step::Renew(_) => Some(text.guide_last_renewed(&pin)),
    };
    match result.evidence {
        Some(Evidence::Between) => said.map(|said| text.terminal_last_step(&said)),
        Some(Evidence::Card) | None => said,
    }
}

fn failed(failure: &Failure, site: Site, text: Text) -> String {
    let tried = |pin: PinKey, operation: Operation| match operation {
        Operation::Activate => transport_label(pin, text),
        _ => own_label(pin, text),
    };
    match failure {
        Failure::Verdict(Verdict::Wrong(WrongSecret { pin, operation, .. }))
            if operation.uses_puk() =>
        {
            text.guide_last_wrong_puk(&text.puk_label(pin.name()))
        }
        Failure::Verdict(Verdict::Wrong(WrongSecret {
            pin,
            operation,
            left,
            ..
        })) => text.guide_last_wrong(&tried(*pin, *operation), &text.tries(left.most())),
        Failure::Verdict(Verdict::Blocked {
            pin,
            transport: true,
            ..
        }) => text.guide_last_blocked(&transport_label(*pin, text)),
        Failure::Verdict(Verdict::Blocked { pin, .. }) => {
            text.guide_last_blocked(&own_label(*pin, text))
        }
        Failure::Verdict(Verdict::BlockedForGood { pin, .. } | Verdict::PukUsedUp { pin, .. }) => {
            text.guide_last_no_puk(&own_label(*pin, text))
        }
        Failure::Verdict(Verdict::Unknown {
            pin,
            operation: Operation::Activate,
            ..
        }) => text.guide_last_unknown_activation(&own_label(*pin, text)),
        Failure::Verdict(Verdict::Unknown { pin, .. }) => {
            text.guide_last_unknown(&own_label(*pin, text))
        }
        Failure::Refusal(Refusal::WrongLetter) => text.guide_last_wrong_letter(),
        Failure::Unreached(Unreached::NoSuchCard { .. } | Unreached::WrongKind { .. })
        | Failure::Refusal(Refusal::OtherCard { .. }) => text.guide_last_other_card(),
        Failure::Wish(Wish::HolderDeclined { .. }) => {
            text.guide_last_left_alone(&own_label(PinKey::Qes, text))
        }
        Failure::Wish(Wish::RescueDeclined { pin }) => {
            text.guide_last_left_alone(&own_label(*pin, text))
        }
        Failure::Wish(Wish::NothingChosen) => text.guide_last_nothing(),
        Failure::Wish(Wish::LastTryDeclined { .. }) => text.guide_last_no_last_try(),
        Failure::Wish(Wish::Cancelled { .. }) => text.guide_last_cancelled(),
        failure => explain(failure, site, text).what,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::failure::TriesLeft;

    #[test]
    fn what_failed_is_one_short_line_with_its_tone() {
        let text = Text::default();
        let wrong = |operation, by_issuers| {
            Failure::Verdict(Verdict::Wrong(WrongSecret {
                pin: PinKey::Ch,
                operation,
                left: TriesLeft::Named(2),
                other_line: None,
                by_issuers,
                perhaps_set: None,
                scripted: false,
            }))
        };
        for (failure, tone, line) in [
            (
                wrong(Operation::Activate, 0),
                Tone::Bad,
                "Eben: Karten-Transport-PIN (PIN.CH) ABGELEHNT, noch höchstens 2 Versuche.",
            ),
            (
                wrong(Operation::Change, 0),
                Tone::Bad,
                "Eben: Karten-PIN (PIN.CH) ABGELEHNT, noch höchstens 2 Versuche.",
            ),
            (
                wrong(Operation::Unblock, 2),
                Tone::Bad,
                "Eben: PUK zur PIN.CH ABGELEHNT, eine Anwendung ist verbraucht.",
            ),
            (
                Failure::Refusal(Refusal::WrongLetter),
                Tone::Bad,
                "Eben: nicht begonnen, Sie haben Brief und Karte nicht bestätigt.",
            ),
            (
                Failure::Wish(Wish::HolderDeclined {
                    operation: Operation::Activate,
                }),
                Tone::Warning,
                "Eben: Signatur-PIN (PIN.QES) blieb, wie sie war.",
            ),
        ] {
            assert_eq!(
                begun(&failure, Site::default(), text),
                (tone, line.to_owned())
            );
        }
    }
}
