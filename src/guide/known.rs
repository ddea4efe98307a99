//! What is known of a card that it does not show.

use crate::card::Operation;
use crate::pins::PinKey;
use crate::report::facts::release::Release;
use crate::report::failure::{Refusal, Verdict, Wish, WrongSecret};
use crate::report::{BlockedBy, Body, Failure, Outcome, PinResult, Skipped};

/// What a card does not show: what the person said, and what became of the steps of this run.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    /// The person set the PINs that were set when the card came.
    pub own: bool,
    /// The PINs were set although the letter was sealed.
    pub tampered: bool,
    /// PINs that were set in this run.
    pub set: Vec<PinKey>,
    /// PINs that got new tries in this run and still hold the Transport-PIN.
    pub rescued: Vec<PinKey>,
    /// PINs that were blocked while they held the Transport-PIN.
    pub transport_blocked: Vec<PinKey>,
    /// PINs whose PUK the card takes no more.
    pub no_puk: Vec<PinKey>,
    /// PINs whose PUK was entered wrongly so often that issuers call the card lost.
    pub wrong_puk: Vec<PinKey>,
    /// Blocked PINs that had an own PIN, by the person's word.
    pub was_set: Vec<PinKey>,
    /// PIN.QES is still known, by the person's word.
    pub still_known: bool,
    /// Blocked PINs that are forgotten and that a PUK cannot set anew.
    pub forgotten: Vec<PinKey>,
    /// PINs of which the last try, or the last one of their PUK, was declined.
    pub declined: Vec<PinKey>,
    /// PINs of which a secret was handed to the card in this run.
    pub tried: Vec<PinKey>,
    /// PINs were activated in this run.
    pub activated: bool,
    /// What the issuer's service said of the card in this run.
    pub release: Option<Release>,
    /// Own PINs that the card refused in this run, and that were not right since.
    pub refused: Vec<PinKey>,
    /// PINs whose PUK the card refused in this run.
    pub refused_puk: Vec<PinKey>,
    /// The person goes on although the card is to be replaced.
    pub anyway: bool,
    /// The last step ended in a wrong secret, or nobody knows how: compare first.
    pub doubt: bool,
}

impl Known {
    /// What the next proposal has to know of a step.
    pub(super) fn learn(&mut self, outcome: &Outcome) {
        if let Body::Results { results, .. } = &outcome.body {
            for result in results {
                if result.entry.is_some() {
                    self.tried.push(result.key);
                }
                if result.changed {
                    self.note(result);
                }
                if result.changed || result.right == Some(true) {
                    self.refused.retain(|pin| *pin != result.key);
                }
            }
            // Who typed other digits than those of the card has declined too.
            let stopped = |result: &&PinResult| result.skipped == Some(Skipped::Stopped);
            let digits =
                |failure: &Failure| matches!(failure, Failure::Refusal(Refusal::DigitsOfOtherCard));
            if outcome.failures.iter().any(digits) {
                let first = results.iter().find(stopped);
                self.declined.extend(first.map(|result| result.key));
            }
        }
        for failure in &outcome.failures {
            match failure {
                Failure::Verdict(Verdict::Blocked {
                    pin,
                    transport: true,
                    ..
                })
                | Failure::Wish(Wish::RescueDeclined { pin }) => {
                    self.transport_blocked.push(*pin);
                }
                // An own PIN was what was tried.
                Failure::Verdict(Verdict::Blocked {
                    pin,
                    known: BlockedBy::Try(_),
                    transport: false,
                }) => self.was_set.push(*pin),
                Failure::Verdict(
                    Verdict::BlockedForGood { pin, .. } | Verdict::PukUsedUp { pin, .. },
                ) => self.no_puk.push(*pin),
                Failure::Wish(Wish::PukNoHelp { pin }) => self.forgotten.push(*pin),
                Failure::Wish(Wish::LastTryDeclined { pin, .. }) => self.declined.push(*pin),
                Failure::Verdict(Verdict::Wrong(wrong)) => self.learn_wrong(wrong),
                _ => {}
            }
        }
        let in_doubt = |failure: &Failure| {
            matches!(
                failure,
                Failure::Verdict(Verdict::Wrong(_) | Verdict::Unknown { .. })
                    | Failure::Refusal(Refusal::WrongLetter)
            )
        };
        self.doubt = outcome
            .failures
            .iter()
            .any(|failure| in_doubt(failure) || failure.may_have_cost());
    }

    fn learn_wrong(&mut self, wrong: &WrongSecret) {
        match wrong.operation {
            Operation::Activate => {}
            Operation::Change | Operation::Verify => self.refused.push(wrong.pin),
            Operation::Unblock | Operation::UnblockWithNew => {
                self.refused_puk.push(wrong.pin);
                if wrong.by_issuers == 0 {
                    self.wrong_puk.push(wrong.pin);
                }
            }
        }
    }

    fn note(&mut self, result: &PinResult) {
        let list = match result.after {
            Some(status) if status.is_set() => &mut self.set,
            _ => &mut self.rescued,
        };
        list.push(result.key);
        self.declined.retain(|pin| *pin != result.key);
    }
}
