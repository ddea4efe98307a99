//! Command lines that are not possible, in words.

use super::{Message, message, wrong_call};
use crate::report::facts::failure::CommandLine;
use crate::report::words::labels::{kind_label, own_label};
use crate::text::Text;

pub(super) fn explain(cause: &CommandLine, text: Text) -> Message {
    let usage = |what: String| message(format!("{what} {}", text.nothing_done()), text.usage_do());
    match cause {
        CommandLine::Wrong(call) => wrong_call::explain(call, text),
        CommandLine::CommandMissing => usage(text.command_missing()),
        CommandLine::EntryContradicts => usage(text.entry_contradicts()),
        CommandLine::PinNeeded => usage(text.pin_needed()),
        CommandLine::NoDocument(what) => usage(text.no_document(what)),
        CommandLine::RedactNeedsDocument => usage(text.redact_needs_document()),
        CommandLine::BlankReader => usage(text.blank_reader_variable()),
        CommandLine::LastTryNeedsPin => message(text.last_try_needs_pin(), text.usage_do()),
        CommandLine::QuirkUnfit(quirk) => message(text.quirk_unfit(quirk), text.quirk_unfit_do()),
        CommandLine::NoSuchTopic => message(text.no_such_topic(), text.no_such_topic_do()),
        CommandLine::PinNotOnCard { pin, kind } => message(
            text.pin_not_on_card(&own_label(*pin, text), &kind_label(*kind, text)),
            text.pin_not_on_card_do(),
        ),
    }
}
