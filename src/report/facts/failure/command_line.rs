//! A command line that is not possible.

use super::wrong_call::WrongCall;
use crate::card::Kind;
use crate::pins::PinKey;
use crate::report::facts::cause::Cause;
use crate::report::facts::code::{Code, code};
use crate::report::facts::exit;

/// Why a command line is not possible.
#[derive(Debug)]
pub enum CommandLine {
    /// It is none.
    Wrong(Box<WrongCall>),
    /// A command is missing.
    CommandMissing,
    /// `--entry` and the way by which the secrets come contradict each other.
    EntryContradicts,
    /// The card has several PINs, and a script does not say which one is meant.
    PinNeeded,
    /// `--last-try` or `--try-again` without exactly one `--pin`.
    LastTryNeedsPin,
    /// `--json` with what prints a file of its own and no document: a rule, a script, a page.
    NoDocument(&'static str),
    /// `PINLOTSE_READER` holds blanks only.
    BlankReader,
    /// `--redact` masks a document, and none was asked for.
    RedactNeedsDocument,
    /// `--quirk` names what the virtual card cannot have, alone or beside another.
    QuirkUnfit(&'static str),
    /// No topic of that name, and none that fits the words. The words are not kept: they may be a
    /// PIN.
    NoSuchTopic,
    /// `--pin` names a PIN that this kind of card does not have.
    PinNotOnCard {
        /// The PIN.
        pin: PinKey,
        /// Kind of card.
        kind: Kind,
    },
}

impl Cause for CommandLine {
    fn code(&self) -> Code {
        match self {
            CommandLine::Wrong(_)
            | CommandLine::CommandMissing
            | CommandLine::EntryContradicts
            | CommandLine::PinNeeded
            | CommandLine::NoDocument(_)
            | CommandLine::RedactNeedsDocument
            | CommandLine::BlankReader
            | CommandLine::LastTryNeedsPin
            | CommandLine::QuirkUnfit(_)
            | CommandLine::PinNotOnCard { .. } => code("usage", exit::USAGE),
            CommandLine::NoSuchTopic => code("no_such_topic", exit::USAGE),
        }
    }

    fn topic(&self) -> Option<&'static str> {
        match self {
            CommandLine::PinNotOnCard { .. } => Some("which-secret"),
            CommandLine::Wrong(_)
            | CommandLine::CommandMissing
            | CommandLine::EntryContradicts
            | CommandLine::PinNeeded
            | CommandLine::NoDocument(_)
            | CommandLine::RedactNeedsDocument
            | CommandLine::BlankReader
            | CommandLine::LastTryNeedsPin
            | CommandLine::QuirkUnfit(_)
            | CommandLine::NoSuchTopic => None,
        }
    }

    fn pin(&self) -> Option<PinKey> {
        match self {
            CommandLine::PinNotOnCard { pin, .. } => Some(*pin),
            CommandLine::Wrong(_)
            | CommandLine::CommandMissing
            | CommandLine::EntryContradicts
            | CommandLine::PinNeeded
            | CommandLine::NoDocument(_)
            | CommandLine::RedactNeedsDocument
            | CommandLine::BlankReader
            | CommandLine::LastTryNeedsPin
            | CommandLine::QuirkUnfit(_)
            | CommandLine::NoSuchTopic => None,
        }
    }
}

#[cfg(test)]
impl CommandLine {
    pub(super) fn samples() -> Vec<Self> {
        use super::samples::of_each;
        let pin = PinKey::Ch;
        of_each!(CommandLine {
            Wrong => WrongCall::samples().into_iter().map(|call| CommandLine::Wrong(Box::new(call))).collect::<Vec<_>>(),
            CommandMissing => [CommandLine::CommandMissing],
            EntryContradicts => [CommandLine::EntryContradicts],
            PinNeeded => [CommandLine::PinNeeded],
            NoDocument => [CommandLine::NoDocument("--polkit-rule")],
            RedactNeedsDocument => [CommandLine::RedactNeedsDocument],
            BlankReader => [CommandLine::BlankReader],
            LastTryNeedsPin => [CommandLine::LastTryNeedsPin],
            QuirkUnfit => [CommandLine::QuirkUnfit("kbv")],
            NoSuchTopic => [CommandLine::NoSuchTopic],
            PinNotOnCard => [CommandLine::PinNotOnCard { pin, kind: Kind::Smcb }],
        })
    }
}
