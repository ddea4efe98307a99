//! Which card? Every place that holds one is looked at once; of those the command can work on one
//! is taken.

use std::time::Duration;

use super::context::{Context, NotThere};
use super::places::{Obstacle, Place, PlaceId, Presence, matching};
use crate::card::{Depth, Kind, View};
use crate::reader;
use crate::report::Failure;
use crate::report::failure::{CardInReader, Unreached, Wish};
use crate::report::words;

/// Longest wait for one busy card while other places hold cards too.
const ONE_OF_SEVERAL: Duration = Duration::from_secs(2);

/// The card that a command works on.
#[derive(Debug, Clone)]
pub struct Chosen {
    /// Where it is.
    pub place: PlaceId,
    /// What the look found.
    pub view: View,
}

impl Chosen {
    /// What tells it from other cards.
    fn told_apart(&self) -> CardInReader {
        CardInReader::of(&self.view, self.place.as_str())
    }
}

/// What was found in one place.
enum Found {
    Card(View),
    Failed(Failure),
}

/// Finds the card to work on: an eHBA or SMC-B, in the place and with the number that were asked
/// for.
///
/// # Errors
/// Why there is none: 3 to 7, 13 when a choice is missing, 15.
pub fn choose(context: &mut Context<'_>, depth: Depth) -> Result<Chosen, Failure> {
    let places = wait_for_cards(context)?;
    let mut found = Vec::new();
    for place in &places {
        let limit = if places.len() > 1 {
            Some(context.wait.min(ONE_OF_SEVERAL))
        } else {
            own_limit(context)
        };
        match context.look(&place.id, depth, limit) {
            Err(cancelled @ Failure::Wish(Wish::Cancelled { .. })) => return Err(cancelled),
            Ok(view) => found.push((place.id.clone(), Found::Card(view))),
            Err(failure) => found.push((place.id.clone(), Found::Failed(failure))),
        }
    }
    let chosen = pick(context, found)?;
    remember(context, &chosen);
    Ok(chosen)
}

/// The one card that can be worked on and is there already: no wait, no question, no
/// complaint.
///
/// # Errors
/// The person cancelled.
pub fn at_hand(context: &mut Context<'_>) -> Result<Option<Chosen>, Failure> {
    let Ok(places) = context.places.list() else {
        return Ok(None);
    };
    let mut found = Vec::new();
    for Place { id: place, .. } in matching(&places, context.reader.as_deref())
        .into_iter()
        .filter(|place| place.presence == Presence::Card)
    {
        match context.look(&place, Depth::HOLDER, Some(Duration::ZERO)) {
            Ok(view) if suits(context, &view) => found.push(Chosen { place, view }),
            Err(cancelled @ Failure::Wish(Wish::Cancelled { .. })) => return Err(cancelled),
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

/// Notes place and card for the document of the run.
fn remember(context: &mut Context<'_>, chosen: &Chosen) {
    let about = context.places.about(&chosen.place, Some(&chosen.view));
    context.seen.reader = Some(about);
    context.seen.card = Some(chosen.view.clone());
}

/// Waits until a place that was asked for holds a card.
fn wait_for_cards(context: &mut Context<'_>) -> Result<Vec<Place>, Failure> {
    let name = context.reader.clone();
    let found = context.wait_for(own_limit(context), context.text.waiting_card(), |all| {
        let wanted = matching(all, name.as_deref());
        let obstacle = if wanted.is_empty() {
            Obstacle::NoReader
        } else {
            Obstacle::NoCard
        };
        let with_card: Vec<Place> = wanted
            .into_iter()
            .filter(|place| place.presence != Presence::Empty)
            .collect();
        if with_card.is_empty() {
            Err(obstacle)
        } else {
            Ok(with_card)
        }
    })?;
    found.map_err(|missing| nothing_there(name, &missing))
}

fn nothing_there(wanted: Option<String>, missing: &NotThere) -> Failure {
    match (wanted, missing.obstacle) {
        (_, Obstacle::NoCard) => Failure::Unreached(Unreached::NoCard),
        (Some(wanted), _) => Failure::Unreached(Unreached::NoSuchReader {
            wanted,
            readers: names(&missing.places),
        }),
        (None, _) => Failure::Unreached(Unreached::NoReader),
    }
}

fn names(places: &[Place]) -> Vec<String> {
    places.iter().map(|place| place.id.to_string()).collect()
}

fn pick(context: &mut Context<'_>, found: Vec<(PlaceId, Found)>) -> Result<Chosen, Failure> {
    let mut candidates = Vec::new();
    let mut others = Vec::new();
    let mut failures = Vec::new();
    for (place, found) in found {
        match found {
            Found::Card(view) if suits(context, &view) => candidates.push(Chosen { place, view }),
            Found::Card(view) => others.push(Chosen { place, view }),
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
    let found = others.iter().map(Chosen::told_apart).collect();
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
        Some(_) if right_kind => Failure::Unreached(Unreached::NoSuchCard { found }),
        _ if others.is_empty() => Failure::Unreached(Unreached::NoCard),
        _ => Failure::Unreached(Unreached::WrongKind { found }),
    }
}

/// Lets the person choose by number.
fn choose_one(context: &mut Context<'_>, candidates: Vec<Chosen>) -> Result<Chosen, Failure> {
    let text = context.text;
    let found: Vec<CardInReader> = candidates.iter().map(Chosen::told_apart).collect();
    if !context.dialog.is_interactive() {
        return Err(Unreached::ChooseCard { found }.into());
    }
    let lines: Vec<String> = found
        .iter()
        .map(|card| words::cards::in_reader(card, text))
        .collect();
    let index = context.choose(&text.choose_card(), &lines)?;
    candidates
        .into_iter()
        .nth(index)
        .ok_or_else(|| Failure::bug("a choice beyond its list"))
}

/// Whether the failure means that another program holds the card.
#[must_use]
pub fn is_busy(failure: &Failure) -> bool {
    matches!(
        failure,
        Failure::Unreached(Unreached::Reader(reader::Error::Busy(_)))
            | Failure::Unreached(Unreached::ReaderLater(reader::Error::Busy(_)))
    )
}
