//! Causes of failure, in families: a file each, with all that is fixed of its causes. What is said
//! of them stands in `words/failure/`, in a file of the same name.
//!
//! No family has an arm for "any other": a cause without a code word, an exit code or words does
//! not compile.

#[cfg(test)]
pub(crate) mod samples;

pub mod attention;
mod cards;
mod command_line;
mod file;
mod issuer_list;
mod konnektor;
mod pad;
mod profile;
mod refusal;
mod secrets;
mod settings;
mod terminal;
mod unreached;
mod verdict;
mod wish;
mod wrong_call;

use std::io;
use std::path::Path;

use apdu::StatusWord;

pub use attention::Attention;
pub use cards::Cards;
pub use command_line::CommandLine;
pub use file::File;
pub use issuer_list::IssuerList;
pub use konnektor::{Konnektor, When};
pub use pad::Pad;
pub use profile::Profile;
pub use refusal::{Refusal, Untold};
pub use secrets::Secrets;
pub use settings::Settings;
pub use terminal::{Spent, Terminal};
pub use unreached::{CardInReader, Hides, Oddity, Unreached};
pub use verdict::{BlockedBy, TriesLeft, Verdict, WrongSecret};
pub use wish::{SetUpStopped, Wish};
pub use wrong_call::{CallFault, WantedValue, WrongCall};

use super::cause::Cause;
use super::check::CheckFailure;
use super::code::{Code, code};
use super::exit;
use super::finding::Finding;
use crate::pins::PinKey;
use crate::system::trouble::{self, Trouble};

/// One cause. Carries what its message needs, never a secret and never a sentence of this program.
#[derive(Debug)]
pub enum Failure {
    /// The command line is not possible.
    CommandLine(CommandLine),
    /// No card could be reached that the command can work on.
    Unreached(Unreached),
    /// What became of a secret that was handed over, or would become of it.
    Verdict(Verdict),
    /// The reader's PIN pad.
    Pad(Pad),
    /// The card terminal that asks for the digits itself.
    Terminal(Terminal),
    /// Refused for safety.
    Refusal(Refusal),
    /// The person did not want to go on: no error.
    Wish(Wish),
    /// The secrets of a script.
    Secrets(Secrets),
    /// The settings files of user and PC.
    Settings(Settings),
    /// Files: the user's, the notes, a virtual card.
    File(File),
    /// gematik's list of issuers.
    IssuerList(IssuerList),
    /// What was set for a Konnektor.
    Profile(Profile),
    /// What `--check` found in the certificates.
    Check(CheckFailure),
    /// What `--check` found in the PINs.
    Attention(Attention),
    /// Some of many cards need somebody.
    Cards(Cards),
    /// A problem that `doctor` found and has told already.
    Finding(Box<Finding>),
    /// A bug.
    Bug(Bug),
}

/// Something that cannot be; its words are for whoever mends it.
#[derive(Debug)]
pub struct Bug(pub String);

impl Cause for Bug {
    fn code(&self) -> Code {
        code("internal", exit::UNEXPECTED)
    }

    fn topic(&self) -> Option<&'static str> {
        None
    }
}

impl Failure {
    /// A file that could not be opened, made or written.
    #[must_use]
    pub fn file(path: &Path, error: &io::Error) -> Self {
        File::Failed {
            path: path.display().to_string(),
            obstacle: trouble::obstacle(path, error),
            trouble: Trouble::of(error),
        }
        .into()
    }

    /// A file that was to be made anew: something may have got its name meanwhile.
    #[must_use]
    pub fn new_file(path: &Path, error: &io::Error) -> Self {
        if error.kind() == io::ErrorKind::AlreadyExists {
            let path = path.display().to_string();
            return File::Exists { path }.into();
        }
        Self::file(path, error)
    }

    /// Something that cannot be.
    #[must_use]
    pub fn bug(what: impl Into<String>) -> Self {
        Failure::Bug(Bug(what.into()))
    }

    fn cause(&self) -> &dyn Cause {
        match self {
            Failure::CommandLine(cause) => cause,
            Failure::Unreached(cause) => cause,
            Failure::Verdict(cause) => cause,
            Failure::Pad(cause) => cause,
            Failure::Terminal(cause) => cause,
            Failure::Refusal(cause) => cause,
            Failure::Wish(cause) => cause,
            Failure::Secrets(cause) => cause,
            Failure::Settings(cause) => cause,
            Failure::File(cause) => cause,
            Failure::IssuerList(cause) => cause,
            Failure::Profile(cause) => cause,
            Failure::Check(cause) => cause,
            Failure::Attention(cause) => cause,
            Failure::Cards(cause) => cause,
            Failure::Finding(cause) => cause.as_ref(),
            Failure::Bug(cause) => cause,
        }
    }

    /// Code word and exit code.
    #[must_use]
    pub fn code(&self) -> Code {
        self.cause().code()
    }

    /// Stable name of the topic that says more; `None` where the message says all there is.
    #[must_use]
    pub fn topic(&self) -> Option<&'static str> {
        self.cause().topic()
    }

    /// The PIN it is about.
    #[must_use]
    pub fn pin(&self) -> Option<PinKey> {
        self.cause().pin()
    }

    /// Tries left, where the card named them.
    #[must_use]
    pub fn tries_left(&self) -> Option<u8> {
        self.cause().tries_left()
    }

    /// Uses of the PUK left, where the card named them.
    #[must_use]
    pub fn puk_uses_left(&self) -> Option<u8> {
        self.cause().puk_uses_left()
    }

    /// The trailer, where the card gave one.
    #[must_use]
    pub fn status_word(&self) -> Option<StatusWord> {
        self.cause().status_word()
    }

    /// The number of the error that a Konnektor gave (`gemSpec_Kon`), where it gave one.
    #[must_use]
    pub fn konnektor_error(&self) -> Option<u32> {
        self.cause().konnektor_error()
    }

    /// Whether a secret was handed over and the card may have counted it, although nothing shows
    /// it.
    #[must_use]
    pub fn may_have_cost(&self) -> bool {
        self.cause().may_have_cost()
    }

    /// Whether nobody knows what became of a secret that was handed over.
    #[must_use]
    pub fn leaves_open(&self) -> bool {
        matches!(self, Failure::Verdict(Verdict::Unknown { .. })) || self.may_have_cost()
    }

    /// Whether it says what became of a secret that was handed over.
    #[must_use]
    pub fn is_a_verdict(&self) -> bool {
        self.cause().is_a_verdict()
    }

    /// Whether it is what the person wished, and no error: cancelled, or a no to a question.
    #[must_use]
    pub const fn is_own_wish(&self) -> bool {
        matches!(self, Failure::Wish(_))
    }

    /// Whether it is an error in what people say: a wish is none, nor is a word that no topic has.
    #[must_use]
    pub const fn is_an_error(&self) -> bool {
        !matches!(
            self,
            Failure::Wish(_) | Failure::CommandLine(CommandLine::NoSuchTopic)
        )
    }

    /// Whether a wrong secret left one try, after which nothing goes on by itself: of a PUK by the
    /// stricter of its counts.
    #[must_use]
    pub fn leaves_one_try(&self) -> bool {
        matches!(self, Failure::Verdict(Verdict::Wrong(wrong)) if wrong.leaves_one_try())
    }
}

macro_rules! from_families {
    ($($family:ident),+ $(,)?) => {$(
        impl From<$family> for Failure {
            fn from(cause: $family) -> Self {
                Failure::$family(cause)
            }
        }
    )+};
}

from_families!(
    CommandLine,
    Unreached,
    Verdict,
    Pad,
    Terminal,
    Refusal,
    Wish,
    Secrets,
    Settings,
    File,
    IssuerList,
    Profile,
    Attention,
    Cards
);

impl From<CheckFailure> for Failure {
    fn from(cause: CheckFailure) -> Self {
        Failure::Check(cause)
    }
}
