//! The card terminal, in words.

use super::{Message, message};
use crate::card::{Operation, TerminalEnd};
use crate::report::facts::failure::{Spent, Terminal};
use crate::report::words::labels::own_label;
use crate::text::Text;

pub(super) fn explain(cause: &Terminal, text: Text) -> Message {
    match cause {
        Terminal::NoDigits => message(text.terminal_no_digits(), text.terminal_no_digits_do()),
        Terminal::NoKeys { terminal } => {
            message(text.terminal_no_keys(terminal), text.terminal_no_keys_do())
        }
        Terminal::AsksElsewhere { scripted } => {
            let hint = if *scripted {
                text.terminal_elsewhere_script_do()
            } else {
                text.terminal_elsewhere_do()
            };
            message(text.terminal_elsewhere(), hint)
        }
        Terminal::NotAllowedToAsk => {
            message(text.terminal_not_allowed(), text.terminal_not_allowed_do())
        }
        Terminal::NotBlocked { pin, transport } => {
            let hint = if *transport {
                text.terminal_not_blocked_transport_do(pin.word())
            } else {
                text.terminal_not_blocked_do(pin.word())
            };
            message(text.terminal_not_blocked(&own_label(*pin, text)), hint)
        }
        Terminal::Ended {
            pin,
            end,
            operation,
            spent,
        } => {
            let label = own_label(*pin, text);
            let what = match end {
                TerminalEnd::TimedOut => text.terminal_timed_out(&label),
                TerminalEnd::Cancelled => text.terminal_cancelled(&label),
                TerminalEnd::EntriesDiffer => text.terminal_entries_differ(&label),
                TerminalEnd::WrongLength => text.terminal_wrong_length(&label),
                TerminalEnd::InUse => text.terminal_in_use(&label),
            };
            let hint = match end {
                TerminalEnd::InUse => text.terminal_in_use_do(),
                _ => text.terminal_ended_do(),
            };
            let spent = what_was_spent(*spent, *operation, text);
            message(format!("{what} {spent}"), hint)
        }
    }
}

/// What an order that came to nothing cost: of a PIN a try, of a PUK a use.
pub(super) fn what_was_spent(spent: Spent, operation: Operation, text: Text) -> String {
    match (spent, operation.uses_puk()) {
        (Spent::Nothing, false) => text.terminal_nothing_spent(),
        (Spent::Nothing, true) => text.terminal_no_use_spent(),
        (Spent::Perhaps, false) => text.terminal_perhaps_spent(),
        (Spent::Perhaps, true) => text.terminal_use_perhaps_spent(),
        (Spent::Open, false) => text.terminal_spent_open(),
        (Spent::Open, true) => text.terminal_use_spent_open(),
        (Spent::Fewer(left), _) => text.terminal_spent_fewer(&text.tries(left)),
    }
}
