//! Which card? Every reader that holds one is looked at once; of those the command can work on one
//! is taken.

use std::time::Duration;

use super::context::{Context, NotThere};
use crate::card::look::Certificates;
use crate::card::{Depth, Kind, View, look};
use crate::reader::features::looks_contactless;
use crate::reader::{self, Leave, Obstacle, Presence, Slot};
use crate::report::Failure;
use crate::report::facts::outcome::SeenReader;
use crate::report::words::status as people;

/// Longest wait for one busy card while other readers hold cards too.
const ONE_OF_SEVERAL: Duration = Duration::from_secs(2);

/// How often a card is looked at whose line breaks.
const LOOKS: usize = 3;

/// The card that a command works on.
#[derive(Debug, Clone)]
pub struct Chosen {
    /// PC/SC name of the reader.
    pub reader: String,
    /// What the look found.
    pub view: View,
}

/// What was found in one reader.
enum Found {
    Card(View),
    Failed(Failure),
}

/// Finds the card to work on: an eHBA or SMC-B, in the reader and with the number that were asked
/// for.
///
/// # Errors
/// Why there is none: 3 to 7, 13 when a choice is missing, 15.
pub fn choose(context: &mut Context<'_>, depth: Depth) -> Result<Chosen, Failure> {
    let slots = wait_for_cards(context)?;
    let mut found = Vec::new();
    for slot in &slots {
        let limit = if slots.len() > 1 {
            Some(context.wait.min(ONE_OF_SEVERAL))
        } else {
            own_limit(context)
        };
        match look_into(context, &slot.name, depth, limit) {
            Err(cancelled @ Failure::Cancelled { .. }) => return Err(cancelled),
            Ok(view) => found.push((slot.name.clone(), Found::Card(view))),
            Err(failure) => found.push((slot.name.clone(), Found::Failed(failure))),
        }
    }
    let chosen = pick(context, found)?;
    remember(context, &chosen);
    Ok(chosen)
}

/// The one card that can be worked on and is in a reader already: no wait, no question, no
/// complaint.
///
/// # Errors
/// The person cancelled.
pub fn at_hand(context: &mut Context<'_>) -> Result<Option<Chosen>, Failure> {
    let Ok(slots) = context.readers.list() else {
        return Ok(None);
    };
    let mut found = Vec::new();
    for slot in matching(&slots, context.reader.as_deref())
        .into_iter()
        .filter(|slot| slot.presence == Presence::Card)
    {
        match look_into(context, &slot.name, Depth::HOLDER, Some(Duration::ZERO)) {
            Ok(view) if suits(context, &view) => found.push(Chosen {
                reader: slot.name,
                view,
            }),
            Err(cancelled @ Failure::Cancelled { .. }) => return Err(cancelled),
            Ok(_) | Err(_) => {}
        }
    }
    let only = found.pop().filter(|_| found.is_empty());
    if let Some(card) = &only {
        remember(context, card);
    }
    Ok(only)
}

fn own_limit(context: &Context<'_>) -> Option<Duration> {
    (!context.patient).then_some(context.wait)
}

/// Notes reader and card for the document of the run.
fn remember(context: &mut Context<'_>, chosen: &Chosen) {
    context.seen.reader = Some(seen_reader(context, &chosen.reader, &chosen.view.atr));
    context.seen.card = Some(chosen.view.clone());
}

/// A reader with its features.
pub fn seen_reader(context: &mut Context<'_>, name: &str, atr: &[u8]) -> SeenReader {
    let features = context.readers.features(name);
    let contactless = looks_contactless(name, &features, atr);
    SeenReader {
        name: name.to_owned(),
        features,
        contactless,
    }
}

/// Looks at the card in one reader, in a transaction of its own.
///
/// # Errors
/// The reader's, or that the person cancelled.
pub fn look_into(
    context: &mut Context<'_>,
    reader: &str,
    mut depth: Depth,
    limit: Option<Duration>,
) -> Result<View, Failure> {
    let mut looks = 0;
    loop {
        looks += 1;
        let mut connection = context.begin_within(reader, limit)?;
        let view = look(connection.as_mut(), depth, context.reading(reader));
        connection.finish(Leave::AsIs);
        match view {
            Ok(view) => return Ok(view),
            // Another program, or the system with a card just inserted, got in between. A look
            // costs nothing.
            Err(reader::Error::Reset(_) | reader::Error::Broken { .. }) if looks < LOOKS => {
                // Or the reader does not pass long answers on, whatever it says of itself.
                if depth.certificates != Certificates::None {
                    context.read_in_steps(reader);
                }
            }
            // PINs are worth more than a name.
            Err(reader::Error::Reset(_) | reader::Error::Broken { .. })
                if depth.certificates != Certificates::None =>
            {
                depth.certificates = Certificates::None;
            }
            Err(error) => return Err(context.reader_failure(error)),
        }
    }
}

/// Waits until a reader that was asked for holds a card.
fn wait_for_cards(context: &mut Context<'_>) -> Result<Vec<Slot>, Failure> {
    let name = context.reader.clone();
    let found = context.wait_for(own_limit(context), context.text.waiting_card(), |all| {
        let wanted = matching(all, name.as_deref());
        let obstacle = if wanted.is_empty() {
            Obstacle::NoReader
        } else {
            Obstacle::NoCard
        };
        let with_card: Vec<Slot> = wanted
            .into_iter()
            .filter(|slot| slot.presence != Presence::Empty)
            .collect();
        if with_card.is_empty() {
            Err(obstacle)
        } else {
            Ok(with_card)
        }
    })?;
    found.map_err(|missing| nothing_there(name, &missing))
}

/// The readers whose name is, or else contains, what was asked for.
#[must_use]
pub fn matching(slots: &[Slot], wanted: Option<&str>) -> Vec<Slot> {
    let Some(wanted) = wanted else {
        return slots.to_vec();
    };
    let exact: Vec<Slot> = slots
        .iter()
        .filter(|slot| slot.name == wanted)
        .cloned()
        .collect();
    if !exact.is_empty() {
        return exact;
    }
    let wanted = wanted.to_lowercase();
    slots
        .iter()
        .filter(|slot| slot.name.to_lowercase().contains(&wanted))
        .cloned()
        .collect()
}

fn nothing_there(wanted: Option<String>, missing: &NotThere) -> Failure {
    match (wanted, missing.obstacle) {
        (_, Obstacle::NoCard) => Failure::NoCard,
        (Some(wanted), _) => Failure::NoSuchReader {
            wanted,
            readers: missing.slots.iter().map(|slot| slot.name.clone()).collect(),
        },
        (None, _) => Failure::NoReader,
    }
}

fn pick(context: &mut Context<'_>, found: Vec<(String, Found)>) -> Result<Chosen, Failure> {
    let mut candidates = Vec::new();
    let mut others = Vec::new();
    let mut failures = Vec::new();
    for (reader, found) in found {
        match found {
            Found::Card(view) if suits(context, &view) => candidates.push(Chosen { reader, view }),
            Found::Card(view) => others.push(Chosen { reader, view }),
            Found::Failed(failure) => failures.push(failure),
        }
    }
    match (candidates.len(), candidates.pop()) {
        (1, Some(only)) => Ok(only),
        (_, Some(last)) => {
            candidates.push(last);
            choose_one(context, candidates)
        }
        (_, None) => Err(none_suits(context, &others, failures)),
    }
}

fn suits(context: &Context<'_>, view: &View) -> bool {
    let right_kind = matches!(view.kind, Kind::Hba | Kind::Smcb);
    let right_number = match &context.card {
        Some(digits) => view
            .iccsn
            .as_ref()
            .is_some_and(|iccsn| iccsn.is_meant_by(digits)),
        None => true,
    };
    right_kind && right_number
}

/// No candidate: a card that could not be looked at may be the one, so its failure speaks before
/// the wrong kinds.
fn none_suits(context: &mut Context<'_>, others: &[Chosen], mut failures: Vec<Failure>) -> Failure {
    let found: Vec<String> = others
        .iter()
        .map(|other| people::found_card(&other.view, &other.reader, context.text))
        .collect();
    if !failures.is_empty() && (others.is_empty() || context.card.is_some()) {
        return failures.swap_remove(0);
    }
    if let [only] = others {
        remember(context, only);
    }
    let right_kind = others
        .iter()
        .any(|other| matches!(other.view.kind, Kind::Hba | Kind::Smcb));
    match context.card {
        Some(_) if right_kind => Failure::NoSuchCard { found },
        _ if others.is_empty() => Failure::NoCard,
        _ => Failure::WrongKind { found },
    }
}

/// Lets the person choose by number.
fn choose_one(context: &mut Context<'_>, candidates: Vec<Chosen>) -> Result<Chosen, Failure> {
    let text = context.text;
    let found: Vec<String> = candidates
        .iter()
        .map(|card| people::found_card(&card.view, &card.reader, text))
        .collect();
    if !context.dialog.is_interactive() {
        return Err(Failure::ChooseCard { found });
    }
    let index = context.choose(&text.choose_card(), &found)?;
    candidates
        .into_iter()
        .nth(index)
        .ok_or_else(|| Failure::Internal("a choice beyond its list".to_owned()))
}

/// Whether the failure means that another program holds the card.
#[must_use]
pub fn is_busy(failure: &Failure) -> bool {
    matches!(
        failure,
        Failure::Reader(reader::Error::Busy(_)) | Failure::ReaderLater(reader::Error::Busy(_))
    )
}
