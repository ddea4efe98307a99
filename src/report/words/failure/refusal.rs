//! What is refused for safety, in words.

use super::{Message, message};
use crate::card::Operation;
use crate::pins::PinKey;
use crate::report::facts::failure::{Refusal, Untold};
use crate::report::facts::outcome::EntryWord;
use crate::report::words::labels::{own_label, perhaps_set_first, tried_label};
use crate::text::Text;

pub(super) fn explain(cause: &Refusal, text: Text) -> Message {
    match cause {
        Refusal::LastTry {
            pin,
            operation,
            perhaps_set,
        } => message(
            text.last_try_script(&tried_label(*pin, *operation, text)),
            after_perhaps_set(
                *pin,
                *perhaps_set,
                text.last_try_script_do(pin.word()),
                text,
            ),
        ),
        Refusal::RescueUnasked { pin } => message(
            text.rescue_unasked(&own_label(*pin, text)),
            text.rescue_unasked_do(pin.word()),
        ),
        Refusal::TryAgain {
            pin,
            operation: operation @ (Operation::Change | Operation::Verify),
            ..
        } => message(
            text.try_again_own(&tried_label(*pin, *operation, text)),
            text.try_again_own_do(pin.word()),
        ),
        Refusal::TryAgain {
            pin,
            operation,
            perhaps_set,
        } => message(
            text.try_again_script(&tried_label(*pin, *operation, text)),
            after_perhaps_set(
                *pin,
                *perhaps_set,
                text.try_again_script_do(pin.word()),
                text,
            ),
        ),
        Refusal::TriesUnknown {
            pin,
            operation,
            why: Untold::Verified,
        } => message(
            text.tries_unknown_verified(&tried_label(*pin, *operation, text)),
            text.tries_unknown_verified_do(),
        ),
        Refusal::TriesUnknown {
            pin,
            operation,
            why: Untold::NotNoted,
        } => message(
            text.tries_unknown_not_noted(&tried_label(*pin, *operation, text)),
            text.tries_unknown_not_noted_do(),
        ),
        Refusal::DigitsOfOtherCard => message(text.digits_of_other_card(), text.no_such_card_do()),
        Refusal::SecretsOfOtherCard => message(
            text.secrets_of_other_card(),
            text.secrets_of_other_card_do(),
        ),
        Refusal::HolderNeeded => message(text.holder_needed(), text.holder_needed_do()),
        Refusal::WrongLetter => message(text.wrong_letter(), text.wrong_letter_do()),
        Refusal::OtherCard { reader } => {
            message(text.card_changed_other(reader), text.card_changed_do())
        }
        Refusal::OtherState { pin } => message(
            text.card_changed_state(&own_label(*pin, text)),
            text.card_changed_do(),
        ),
        Refusal::FewerTries { pin, left } => message(
            text.card_changed_tries(&own_label(*pin, text), &text.tries(*left)),
            text.card_changed_do(),
        ),
        Refusal::OtherRun { pin } => {
            message(text.other_run(&own_label(*pin, text)), text.other_run_do())
        }
        Refusal::NotBlocked { pin, hidden: false } => message(
            text.not_blocked(&own_label(*pin, text)),
            text.not_blocked_do(pin.word()),
        ),
        Refusal::NotBlocked { pin, hidden: true } => message(
            text.block_hidden(&own_label(*pin, text)),
            text.block_hidden_do(pin.word()),
        ),
    }
}

/// A hint, behind what comes before everything else where a new PIN may be valid already.
fn after_perhaps_set(
    pin: PinKey,
    perhaps_set: Option<EntryWord>,
    hint: String,
    text: Text,
) -> String {
    let Some(way) = perhaps_set else {
        return hint;
    };
    format!("{} {hint}", perhaps_set_first(way, pin, text))
}
