//! The card terminal, in words.

use super::{Message, message};
use crate::card::TerminalEnd;
use crate::report::facts::failure::Terminal;
use crate::report::words::labels::own_label;
use crate::text::Text;

pub(super) fn explain(cause: &Terminal, text: Text) -> Message {
    match cause {
        Terminal::NoDigits => message(text.terminal_no_digits(), text.terminal_no_digits_do()),
        Terminal::Ended {
            pin,
            end,
            nothing_spent,
        } => {
            let label = own_label(*pin, text);
            let (what, hint) = match end {
                TerminalEnd::TimedOut => {
                    (text.terminal_timed_out(&label), text.terminal_ended_do())
                }
                TerminalEnd::Cancelled => {
                    (text.terminal_cancelled(&label), text.terminal_ended_do())
                }
                TerminalEnd::EntriesDiffer => (
                    text.terminal_entries_differ(&label),
                    text.terminal_ended_do(),
                ),
                TerminalEnd::WrongLength => {
                    (text.terminal_wrong_length(&label), text.terminal_ended_do())
                }
                TerminalEnd::InUse => (text.terminal_in_use(&label), text.terminal_in_use_do()),
            };
            let spent = if *nothing_spent {
                text.terminal_nothing_spent()
            } else {
                text.terminal_perhaps_spent()
            };
            message(format!("{what} {spent}"), hint)
        }
    }
}
