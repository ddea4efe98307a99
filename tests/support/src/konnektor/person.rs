//! What people do when a terminal asks.

use std::time::Duration;

use pinlotse::virtual_card::Cut;

use super::answer::End;

/// What happens at one dialog. `Debug` shows no digits.
#[derive(Clone)]
pub enum Person {
    /// Types these entries, one for each prompt.
    Types(Vec<String>),
    /// Types some entries, and then this happens at the prompt behind them.
    Stops(Vec<String>, Ending),
    /// Somebody else has the display (4060); nothing is shown.
    InUse,
    /// The dialog breaks before the card sees anything: the card is silent (4094), or does not take
    /// the other terminal's for a true one (4048).
    BreaksBefore,
    /// Types these entries; the card gets its command, and the answer to that breaks (4094; for a remote
    /// PIN 4053).
    BreaksAfter(Vec<String>),
    /// Types these entries; the card gets its command, and what is told is that the entry ended so:
    /// the time was over, or the key was pressed, a moment too late.
    TooLate(Vec<String>, Ending),
    /// Pulls the card before it sees anything (4045).
    PullsCard,
    /// Types these entries and pulls the card while it works (4045).
    PullsCardAt(Cut, Vec<String>),
    /// The client hears nothing, its connection ends so; the other does what it does when the state
    /// has been asked for so many times more.
    Unheard(Box<Person>, usize, End),
    /// The other does what it does, and it takes so long.
    After(Duration, Box<Person>),
}

/// How an entry ends that does not end well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// Nobody types in time: 4043.
    Nobody,
    /// The red key: 4049.
    RedKey,
    /// The new entries differ: 4067.
    Differ,
    /// Too short or too long: 4068.
    WrongLength,
}

impl Person {
    /// Types these entries.
    pub fn types<'a>(entries: impl IntoIterator<Item = &'a str>) -> Self {
        Self::Types(entries.into_iter().map(str::to_owned).collect())
    }

    /// Types nothing until the time is over.
    pub fn nobody() -> Self {
        Self::Stops(Vec::new(), Ending::Nobody)
    }

    /// Presses the red key at the first prompt.
    pub fn red_key() -> Self {
        Self::Stops(Vec::new(), Ending::RedKey)
    }

    /// Types these entries and then nothing more.
    pub fn goes_away<'a>(entries: impl IntoIterator<Item = &'a str>) -> Self {
        Self::Stops(
            entries.into_iter().map(str::to_owned).collect(),
            Ending::Nobody,
        )
    }

    /// The same, and the client has hung up before: it takes place when the state has been asked
    /// for `looks` times more.
    pub fn unheard(self, looks: usize) -> Self {
        Self::Unheard(Box::new(self), looks, End::Hangs)
    }

    /// The same where the connection is torn instead.
    pub fn torn(self, looks: usize) -> Self {
        Self::Unheard(Box::new(self), looks, End::Cut)
    }

    /// The same, and it takes so long.
    pub fn after(self, time: Duration) -> Self {
        Self::After(time, Box::new(self))
    }
}

impl std::fmt::Debug for Person {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Types(entries) => write!(f, "Types({})", entries.len()),
            Self::Stops(entries, ending) => write!(f, "Stops({}, {ending:?})", entries.len()),
            Self::InUse => f.write_str("InUse"),
            Self::BreaksBefore => f.write_str("BreaksBefore"),
            Self::BreaksAfter(_) => f.write_str("BreaksAfter"),
            Self::TooLate(_, ending) => write!(f, "TooLate({ending:?})"),
            Self::PullsCard => f.write_str("PullsCard"),
            Self::PullsCardAt(cut, _) => write!(f, "PullsCardAt({cut:?})"),
            Self::Unheard(who, looks, end) => write!(f, "Unheard({who:?}, {looks}, {end:?})"),
            Self::After(time, who) => write!(f, "After({time:?}, {who:?})"),
        }
    }
}
