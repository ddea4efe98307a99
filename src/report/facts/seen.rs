//! What a run saw: readers, cards, the states of PINs with what this PC noted of them.

use super::asked::Asked;
use super::next_step::{Bar, NextStep};
use super::typed_numbers::TypedNumbers;
use crate::card::{Application, Iccsn, Kind, PinStatus, View};
use crate::holder::Sheet;
use crate::konnektor;
use crate::pins::PinKey;
use crate::reader::foreign::{Foreign, foreign};
use crate::reader::pin_pad::Pad;
use crate::reader::{Features, Presence};
use crate::system::machine::Site;
use crate::topics::radar::Finding;

/// What the run saw of reader and card, for every document, and where it runs, for every advice.
#[derive(Debug, Clone, Default)]
pub struct Seen {
    /// The reader that was used.
    pub reader: Option<SeenReader>,
    /// The card that was used.
    pub card: Option<View>,
    /// Whether it is a virtual one that is served to a reader.
    pub rehearsal: bool,
    /// Numbers on the command line, which no error repeats.
    pub typed: TypedNumbers,
    /// What the PC is that it runs on.
    pub site: Site,
    /// What the call says that a further call has to say too.
    pub called: Called,
}

/// What the call of a run says that holds for every further call about the same card and its notes.
#[derive(Debug, Clone, Default)]
pub struct Called {
    /// The reader that was asked for, where that is a virtual card or one behind a Konnektor.
    pub reader: Option<String>,
    /// Whether a call that names no reader goes to no reader of this PC, by a settings file or a
    /// variable.
    pub elsewhere_by_default: bool,
    /// The folder of notes that was named.
    pub notes: Option<String>,
    /// The Konnektor that the call sets up.
    pub profile: Option<NamedProfile>,
}

/// A Konnektor that a call names to set it up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedProfile {
    /// Its name.
    pub name: String,
    /// Whether something is kept under that name.
    pub is_kept: bool,
}

impl Seen {
    /// A reader of a PC, of which nothing but the name matters.
    #[must_use]
    pub fn at(reader: &str, site: Site) -> Self {
        let reader = SeenReader {
            name: reader.to_owned(),
            features: Features::default(),
            contactless: false,
            terminal: None,
        };
        // Whoever is told a command has to get to the same terminals with it.
        let profile = konnektor::profile_of(&reader.name);
        let called = Called {
            reader: profile.map(|name| format!("{}{name}", konnektor::PREFIX)),
            ..Called::default()
        };
        Self {
            reader: Some(reader),
            site,
            called,
            ..Self::default()
        }
    }

    /// Whether the card is in a card terminal that asks for the digits itself.
    #[must_use]
    pub fn is_at_terminal(&self) -> bool {
        let reader = self.reader.as_ref();
        reader
            .is_some_and(|reader| reader.terminal.is_some() || konnektor::is_meant_by(&reader.name))
    }

    /// PC/SC name of the reader that was used.
    #[must_use]
    pub fn reader_name(&self) -> Option<&str> {
        self.reader.as_ref().map(|reader| reader.name.as_str())
    }
}

/// A reader and what it can do.
#[derive(Debug, Clone)]
pub struct SeenReader {
    /// PC/SC name.
    pub name: String,
    /// Capabilities.
    pub features: Features,
    /// Whether it looks contactless.
    pub contactless: bool,
    /// The card terminal that asks for the digits itself, where it is one.
    pub terminal: Option<SeenTerminal>,
}

/// A slot of a card terminal that asks for the digits itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenTerminal {
    /// What people call the terminal: its name in the Konnektor's administration.
    pub name: String,
    /// Which of its slots, counted from 1 as on the terminal; 0 where the Konnektor does not tell it.
    pub slot: u32,
    /// Where a PIN of the card in it is asked for.
    pub asks: Asks,
    /// Whether the Konnektor has a line to the terminal, where it says so.
    pub is_connected: Option<bool>,
}

impl SeenTerminal {
    /// The number of the slot, where it is told.
    #[must_use]
    pub const fn number(&self) -> Option<u32> {
        match self.slot {
            0 => None,
            number => Some(number),
        }
    }
}

/// Where a PIN of a card in a terminal is asked for (gemSpec_Kon, TUC_KON_012: PinInputKT).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asks {
    /// At the terminal that holds the card: it belongs to the workplace.
    Itself,
    /// At the terminal for remote PINs of mandant and workplace. Which one that is no service tells.
    Remote,
    /// Nowhere: the terminal is a program (IS_PHYSICAL is false), it has no keys.
    Nowhere,
}

impl Asks {
    /// The fixed word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Asks::Itself => "itself",
            Asks::Remote => "remote",
            Asks::Nowhere => "nowhere",
        }
    }
}

impl SeenReader {
    /// Whether it is a card terminal that has keys.
    #[must_use]
    pub fn is_terminal_with_keys(&self) -> bool {
        let terminal = self.terminal.as_ref();
        terminal.is_some_and(|terminal| terminal.asks != Asks::Nowhere)
    }

    /// Whether it is a terminal that its Konnektor has no line to, so that nobody knows what is in.
    #[must_use]
    pub fn is_cut_off(&self) -> bool {
        let terminal = self.terminal.as_ref();
        terminal.is_some_and(|terminal| terminal.is_connected == Some(false))
    }

    /// Its PIN pad: not all that is announced may be used.
    #[must_use]
    pub fn pad(&self) -> Pad {
        Pad::of(&self.name, &self.features)
    }
}

/// One reader in `readers`.
#[derive(Debug, Clone)]
pub struct ReaderRow {
    /// What lies in it.
    pub presence: Presence,
    /// Name and capabilities.
    pub reader: SeenReader,
    /// Kind and number of the card, where it could be looked at.
    pub card: Option<(Kind, Option<Iccsn>)>,
    /// What a card that is none of ours plausibly is.
    pub application: Option<Application>,
    /// Whether nothing is known of the card because its Konnektor does not tell it as it should: it
    /// may answer very well.
    pub is_untold: bool,
    /// Whether another program held the card.
    pub busy: bool,
}

impl ReaderRow {
    /// What it is in truth; `None` for a reader that takes cards.
    #[must_use]
    pub fn foreign(&self) -> Option<Foreign> {
        foreign(&self.reader.name)
    }

    /// What lies in it.
    #[must_use]
    pub fn state(&self) -> ReaderState {
        match self.presence {
            Presence::Empty => ReaderState::Empty,
            _ if self.busy => ReaderState::Busy,
            Presence::Exclusive => ReaderState::Busy,
            Presence::Card if self.card.is_some() || self.foreign().is_some() => ReaderState::Card,
            Presence::Card | Presence::Mute => ReaderState::Mute,
        }
    }
}

/// What lies in a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReaderState {
    /// Nothing.
    Empty,
    /// A card that was looked at, or whatever lies in a reader that takes none.
    Card,
    /// A card that another program holds.
    Busy,
    /// A card that does not answer.
    Mute,
}

impl ReaderState {
    /// The fixed word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            ReaderState::Empty => "empty",
            ReaderState::Card => "card",
            ReaderState::Busy => "busy",
            ReaderState::Mute => "mute",
        }
    }
}

/// Body of `status`.
#[derive(Debug, Clone)]
pub struct StatusBody {
    /// The PINs with what this PC noted of them.
    pub pins: Vec<PinLine>,
    /// Its certificates; `None` where none were asked for.
    pub sheet: Option<Sheet>,
    /// What is known of cards like this one.
    pub findings: Vec<Finding>,
    /// What the issuers' services say; empty where they were not asked.
    pub asked: Vec<Asked>,
    /// Why no PIN of it can be set where it is.
    pub bar: Option<Bar>,
    /// The next sensible step.
    pub next: NextStep,
}

/// One PIN in `status`.
#[derive(Debug, Clone, Copy)]
pub struct PinLine {
    /// The PIN.
    pub key: PinKey,
    /// Its state.
    pub status: PinStatus,
    /// Tries left that a Konnektor names beside a state in which the card hides them.
    pub named: Option<u8>,
    /// What the notes say; `None` when they cannot be read.
    pub noted: Option<Noted>,
}

/// Who says how many tries of a PIN are left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeftBy {
    /// The card.
    Card,
    /// A Konnektor, of a counter that the card hides: at most so many.
    Konnektor,
    /// This PC's notes: at most so many.
    Notes,
}

impl PinLine {
    /// Whether the card shows a block (63C0) of which the notes hold that it was one of the
    /// Transport-PIN. The issuer calls such a card lost; the PUK is no usual way.
    #[must_use]
    pub fn is_blocked_in_transport(&self) -> bool {
        self.status == PinStatus::Blocked
            && self.noted.is_some_and(|noted| noted.blocked_in_transport)
    }

    /// Whether the card shows the transport state, and the new PIN of an earlier entry may be the
    /// valid one all the same.
    #[must_use]
    pub fn is_perhaps_set(&self) -> bool {
        self.perhaps_set().is_some()
    }

    /// The same, and what is known of that new PIN.
    #[must_use]
    pub fn perhaps_set(&self) -> Option<NewPin> {
        let noted = self.noted.filter(|_| self.status == PinStatus::Transport);
        noted.and_then(|noted| noted.perhaps_set)
    }

    /// How many tries are left, and who says so: the card where it names them, else the smaller number
    /// of those that the notes and a Konnektor have. `None` where nobody knows.
    #[must_use]
    pub fn left(&self) -> Option<(u8, LeftBy)> {
        if let Some(left) = self.status.tries_named() {
            return Some((left, LeftBy::Card));
        }
        if self.status != PinStatus::Transport && !self.status.is_uncounted() {
            return None;
        }
        let noted = self.noted.and_then(|noted| noted.tries_left_at_most);
        match (self.named, noted) {
            (Some(named), None) => Some((named, LeftBy::Konnektor)),
            (Some(named), Some(noted)) if named < noted => Some((named, LeftBy::Konnektor)),
            (_, noted) => noted.map(|noted| (noted, LeftBy::Notes)),
        }
    }

    /// Whether at most one try is left of a PIN that can be entered ([`Self::left`]).
    #[must_use]
    pub fn has_last_try(&self) -> bool {
        let can_be_entered = self.status.is_set() || self.status == PinStatus::Transport;
        can_be_entered && self.left().is_some_and(|(left, _)| left <= 1)
    }

    /// Whether it is blocked and at most one try of its PUK is left, by what this PC noted.
    #[must_use]
    pub fn has_last_puk(&self) -> bool {
        self.status == PinStatus::Blocked && self.leaves_one_puk()
    }

    /// Whether at most one try of its PUK is left, by what this PC noted, blocked or not.
    #[must_use]
    pub fn leaves_one_puk(&self) -> bool {
        let noted = self.noted.and_then(|noted| noted.puk_left_at_most);
        noted.is_some_and(|left| left <= 1)
    }

    /// Whether it is shown on request only.
    #[must_use]
    pub const fn is_extra(&self) -> bool {
        self.key.is_extra()
    }
}

/// What is known of the new PIN of an entry whose outcome is unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NewPin {
    /// It was chosen: at a reader all digits are there before anything is sent.
    Typed,
    /// Whoever stood at the card terminal knows whether it came to that: it asks for everything by
    /// itself, and the attempt is noted before it begins.
    PerhapsTyped,
}

impl NewPin {
    /// What is known where the card is now.
    #[must_use]
    pub const fn at(is_terminal: bool) -> Self {
        if is_terminal {
            NewPin::PerhapsTyped
        } else {
            NewPin::Typed
        }
    }
}

/// What this PC's notes say of one PIN.
#[derive(Debug, Clone, Copy, Default)]
pub struct Noted {
    /// At most so many tries are left.
    pub tries_left_at_most: Option<u8>,
    /// Wrong tries.
    pub wrong: u8,
    /// Tries whose outcome is unknown.
    pub unknown: u8,
    /// Whether the notes hold that it is blocked.
    pub blocked: bool,
    /// Whether the notes hold that the card blocked it while it held its Transport-PIN.
    pub blocked_in_transport: bool,
    /// At most so many tries of its PUK are left, by the specification and by the issuers' word.
    pub puk_left_at_most: Option<u8>,
    /// Whether an entry of the Transport-PIN was of unknown outcome: its new PIN, if there was one, may
    /// be the valid one, whatever the card shows.
    pub perhaps_set: Option<NewPin>,
    /// Whether somebody here said that it is their own, or set it here.
    pub own: bool,
    /// Whether the number of tries rests on what the person said in this run.
    pub said: bool,
}
