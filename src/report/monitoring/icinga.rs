//! Output and exit code of a plugin for Icinga, Nagios, Naemon, Checkmk
//! (Monitoring Plugins Development Guidelines, <https://www.monitoring-plugins.org/doc/guidelines.html>):
//! a line with state, text and, behind `|`, measured values; then a line for each card that needs
//! somebody.

use super::cards;
use crate::holder::Sheet;
use crate::order;
use crate::report::facts::many::{Many, OneCard};
use crate::report::facts::outcome::Seen;
use crate::report::facts::outcome::failures;
use crate::report::words::{calls, many as words};
use crate::report::{Failure, Outcome, exit};
use crate::system::printable;
use crate::text::Text;

/// The state of what is watched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// All is well.
    Ok,
    /// Nobody can tell.
    Unknown,
    /// Somebody has to act in time.
    Warning,
    /// A card cannot be used.
    Critical,
}

impl State {
    /// What an exit code of this program means to whoever watches.
    #[must_use]
    pub const fn of(code: u8) -> Self {
        match code {
            exit::DONE => Self::Ok,
            exit::EXPIRING | exit::NOT_PUBLISHED | exit::PIN_ATTENTION => Self::Warning,
            exit::BLOCKED | exit::BLOCKED_FOR_GOOD | exit::ENDED => Self::Critical,
            _ => Self::Unknown,
        }
    }

    /// The exit code of a plugin.
    #[must_use]
    pub const fn exit(self) -> u8 {
        match self {
            Self::Ok => 0,
            Self::Warning => 1,
            Self::Critical => 2,
            Self::Unknown => 3,
        }
    }

    /// Its word in the first line.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Ok => "OK",
            Self::Warning => "WARNING",
            Self::Critical => "CRITICAL",
            Self::Unknown => "UNKNOWN",
        }
    }
}

/// All that a run prints, and its state.
#[must_use]
pub fn report(result: &Result<Outcome, Failure>, seen: &Seen, text: Text) -> (String, State) {
    let all = failures(result);
    let many = cards(result);
    let own = all.iter().map(|failure| State::of(failure.code().exit));
    let of_cards = many.iter().flat_map(|many| many.cards.iter().map(state));
    let state = own.chain(of_cards).max().unwrap_or(State::Ok);
    let mut said: Vec<String> = all
        .iter()
        .map(|failure| calls::explain(failure, seen, text).what)
        .collect();
    if let Some(many) = many.filter(|_| said.is_empty()) {
        said.push(match many.cards.len() {
            1 => text.many_only_one_well(),
            of => text.many_all_well(of),
        });
    }
    // A single card is told at once: the first line is what is sent to a telephone.
    let wrong = many.map(|many| many.cards.iter().filter(|card| !card.wrongs.is_empty()));
    let wrong: Vec<&OneCard> = wrong.into_iter().flatten().collect();
    if let [only] = wrong.as_slice() {
        said.push(wrongs(only, seen, text));
    }
    let mut lines = vec![format!(
        "PINLOTSE {} - {}",
        state.word(),
        plain(&said.join(" "))
    )];
    if let Some(many) = many {
        let first = format!("{} | {}", lines.remove(0), values(many).join(" "));
        lines.push(first);
        lines.extend(wrong.iter().map(|card| line(card, seen, text)));
        let beside = many.beside.iter().flat_map(|beside| &beside.unused);
        lines.extend(beside.map(|unused| {
            let why = words::why_unused(&unused.why, text);
            plain(&format!("{}: {why}", unused.path))
        }));
    }
    (lines.join("\n"), state)
}

/// The one line of a run that ended before its arguments were understood, or by a bug.
#[must_use]
pub fn unknown(what: &str) -> String {
    format!("PINLOTSE {} - {}", State::Unknown.word(), plain(what))
}

fn state(card: &OneCard) -> State {
    let all = card.wrongs.iter();
    all.map(|failure| State::of(failure.code().exit))
        .max()
        .unwrap_or(State::Ok)
}

/// What is wrong with a card.
fn wrongs(card: &OneCard, seen: &Seen, text: Text) -> String {
    let own = card.seen(seen);
    let wrongs = card.wrongs.iter();
    let wrongs: Vec<String> = wrongs
        .map(|failure| calls::explain(failure, &own, text).what)
        .collect();
    wrongs.join(" ")
}

/// A card and what is wrong with it.
fn line(card: &OneCard, seen: &Seen, text: Text) -> String {
    let kind = words::kind(card.kind, text);
    let wrongs = wrongs(card, seen, text);
    let row = text.many_row(&kind, &words::name(card, text), &wrongs);
    plain(&format!("{}: {row}", state(card).word()))
}

/// In one line, and without what begins the measured values.
fn plain(text: &str) -> String {
    printable::line(text).replace('|', "/")
}

/// How many cards there are, how they stand, and days until the first certificate of each ends:
/// `'label'=value;warn;crit;min;max`.
fn values(many: &Many) -> Vec<String> {
    let with = |wanted: State| {
        many.cards
            .iter()
            .filter(|card| state(card) == wanted)
            .count()
    };
    let of = many.cards.len();
    let counted = [
        ("cards", of),
        ("critical", with(State::Critical)),
        ("warning", with(State::Warning)),
        ("unknown", with(State::Unknown)),
    ];
    let counted = counted.map(|(label, number)| format!("'{label}'={number};;;0;{of}"));
    // A value that comes twice would be one.
    let labels = many.cards.iter().map(|card| label(&card.name.in_words()));
    let labels = order::distinct(labels.collect(), |label, nth| format!("{label} _{nth}"));
    let days = many.cards.iter().zip(labels).filter_map(|(card, label)| {
        let days = days_left(card.status.as_ref()?.sheet.as_ref()?)?;
        // A range without an end: whatever is below its begin alerts.
        let warn = many.warn_days.saturating_add(1);
        Some(format!("'{label} days'={days};{warn}:;0:"))
    });
    counted.into_iter().chain(days).collect()
}

/// Calendar days to the last day of the certificate that ends first, of those that the card works
/// with.
fn days_left(sheet: &Sheet) -> Option<i64> {
    let needed = sheet
        .counting()
        .filter(|(row, ..)| row.file.purpose.is_needed());
    needed
        .filter_map(|(.., judgement)| judgement.days_left)
        .min()
}

/// A label between quotes. Programs that read these differ in what else they take as a mark, so
/// nothing but letters, digits, blanks, points, dashes and underscores is left.
fn label(text: &str) -> String {
    let kept = |c: char| c.is_ascii_alphanumeric() || " .-_".contains(c);
    text.chars()
        .map(|c| if kept(c) { c } else { '_' })
        .collect()
}
