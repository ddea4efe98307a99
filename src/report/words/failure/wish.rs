//! What the person did not want, in words.

use super::{Message, message};
use crate::card::Operation;
use crate::pins::PinKey;
use crate::report::facts::failure::{SetUpStopped, Wish};
use crate::report::facts::outcome::NewPin;
use crate::report::words::labels::{own_label, own_labels, perhaps_set};
use crate::text::Text;

pub(super) fn explain(cause: &Wish, text: Text) -> Message {
    match cause {
        Wish::LastTryDeclined {
            pin,
            operation,
            is_perhaps_set,
            at_terminal,
        } => {
            let hint = match (operation, pin) {
                (Operation::Activate, _) if *is_perhaps_set => format!(
                    "{} {}",
                    perhaps_set(NewPin::at(*at_terminal), *pin, text),
                    text.last_try_declined_do()
                ),
                (Operation::Activate, _) => text.last_try_declined_do(),
                (Operation::Unblock | Operation::UnblockWithNew, _) => text.last_puk_declined_do(),
                (Operation::Change | Operation::Verify, PinKey::Qes) => {
                    text.last_qes_try_declined_do()
                }
                (Operation::Change | Operation::Verify, _) if *at_terminal => {
                    text.terminal_last_own_try_do(pin.word())
                }
                (Operation::Change | Operation::Verify, _) => {
                    text.last_own_try_declined_do(pin.word())
                }
            };
            message(text.last_try_declined(), hint)
        }
        Wish::PukNoHelp { pin } => message(
            text.puk_not_used(&own_label(*pin, text)),
            text.puk_no_help_do(),
        ),
        Wish::NothingChosen => message(text.nothing_chosen(), text.cancelled_do()),
        Wish::RescueDeclined { .. } => {
            message(text.cancelled_untouched(), text.rescue_declined_do())
        }
        Wish::HolderDeclined {
            operation: Operation::Activate,
        } => message(text.holder_declined(), text.holder_declined_activate_do()),
        Wish::HolderDeclined { .. } => message(text.holder_declined(), text.holder_declined_do()),
        Wish::StoppedReading => message(text.cancelled(), text.topics_hint()),
        Wish::SetUpStopped(stopped) => message(set_up_stopped(stopped, text), text.cancelled_do()),
        Wish::Cancelled {
            set,
            rescued,
            untouched,
            puk_used,
        } => {
            // Of those that were rescued it is said with the rest.
            let spent = puk_used.iter().filter(|pin| !rescued.contains(pin));
            let spent: Vec<PinKey> = spent.copied().collect();
            let said = explain_cancelled(set, rescued, untouched, text);
            if spent.is_empty() {
                return said;
            }
            let spent = text.puk_use_spent(&own_labels(&spent, text));
            message(format!("{} {spent}", said.what), said.hint)
        }
    }
}

fn set_up_stopped(stopped: &SetUpStopped, text: Text) -> String {
    match stopped {
        SetUpStopped::Adding { name, is_there } => {
            if *is_there {
                text.setup_stopped_again(name)
            } else {
                text.setup_stopped(name)
            }
        }
        SetUpStopped::Removing { name } => text.setup_stopped_removing(name),
        SetUpStopped::Testing => text.setup_stopped_testing(),
    }
}

fn explain_cancelled(
    set: &[PinKey],
    rescued: &[PinKey],
    untouched: &[PinKey],
    text: Text,
) -> Message {
    if set.is_empty() && rescued.is_empty() {
        return message(text.cancelled_untouched(), text.cancelled_do());
    }
    let mut what = vec![text.cancelled()];
    what.extend((!set.is_empty()).then(|| text.stays_set(&own_labels(set, text))));
    what.extend((!rescued.is_empty()).then(|| text.stays_rescued(&own_labels(rescued, text))));
    what.extend((!untouched.is_empty()).then(|| text.not_touched(&own_labels(untouched, text))));
    let words = |pins: &[PinKey]| {
        pins.iter()
            .map(|pin| pin.word())
            .collect::<Vec<_>>()
            .join(",")
    };
    let hint = match (rescued.is_empty(), untouched.is_empty()) {
        (false, _) => text.rescued_do(&words(rescued)),
        // `change` would begin again with what is done.
        (true, false) => text.cancelled_do_rest(&words(untouched)),
        (true, true) => text.cancelled_do(),
    };
    message(what.join(" "), hint)
}
