//! What a person can choose: a closed list.

use super::exercise::Exercise;
use crate::pins::PinKey;

/// What a person can choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Choice {
    /// Go on: wait, look again.
    Go,
    /// A command of its own.
    Step(Step),
    /// The letter is that of the card, and nothing was tried anywhere: its PINs are set.
    LetterFits,
    /// The PINs that are set were set by the person or for it.
    Own,
    /// The PINs are set although the letter was sealed.
    Sealed,
    /// The person does not know who set the PINs.
    NotSure,
    /// A blocked PIN had an own PIN.
    WasSet,
    /// The old PIN is forgotten.
    Forgotten,
    /// A blocked PIN was in transport state.
    NeverOwn,
    /// Go on although the card is to be replaced.
    Anyway,
    /// Another card.
    OtherCard,
    /// One of several PINs.
    Pin(PinKey),
    /// What is known of cards like this one.
    Findings,
    /// The list of what is left to do, as a file.
    SaveSlip,
    /// The PIN letter of the virtual card.
    Letter,
    /// Rehearse, on the card of this name where one is named.
    Rehearse(Option<&'static str>),
    /// What is rehearsed.
    Exercise(Exercise),
    /// Help.
    Help(Topic),
    /// Something is missing that should be at hand.
    Missing,
    /// The topic behind what was said last.
    More,
    /// The PC is looked at, as `doctor` does.
    Doctor,
    /// The report for a hotline is written.
    Report,
    /// The issuer's service is asked.
    Online,
    /// Nothing was chosen: a card or a reader came or went meanwhile.
    Changed,
    /// One menu back.
    Back,
    /// The end.
    End,
}

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
    /// `unblock` of this PIN, which is not blocked but forgotten: it spends a use of the PUK, which
    /// is what the person chose.
    Renew(PinKey),
}

impl Step {
    /// The command, by its name in English.
    pub(super) const fn command(self) -> &'static str {
        match self {
            Step::Activate => "activate",
            Step::Unblock | Step::Renew(_) => "unblock",
            Step::Change => "change",
            Step::Verify => "verify",
        }
    }
}

/// What help is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Topic {
    /// The PIN letter is missing.
    MissingLetter,
    /// What a good PIN is.
    Pins,
    /// The PC/SC service does not answer.
    Service,
    /// The Konnektor does not answer.
    Konnektor,
    /// No reader, no card, or one that does not answer.
    Reader,
    /// Which card terminal is meant, and who assigns it.
    Terminal,
    /// The PIN letter.
    Letter,
    /// The PUK.
    Puk,
    /// Whom to ask, and what they will want to know.
    Issuer,
    /// The release in the portal.
    Release,
    /// PIN.QES is forgotten: no PUK sets a new one.
    ForgottenQes,
    /// A card that does not say what the specification describes.
    Support,
}

impl Topic {
    /// Stable name of the text that says more.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Topic::MissingLetter => "lost-letter",
            Topic::Reader => "which-reader",
            Topic::Terminal | Topic::Konnektor => "konnektor-and-software",
            Topic::Pins => "which-secret",
            Topic::Service => "reader-not-found",
            Topic::Letter => "wrong-letter-line",
            Topic::Puk | Topic::ForgottenQes => "puk",
            Topic::Issuer => "replacement-kinds",
            Topic::Release => "activation-or-release",
            Topic::Support => "contact",
        }
    }
}
