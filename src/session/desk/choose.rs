//! Which card? Every place that holds one is looked at once; of those the command can work on one
//! is taken.

use std::time::Duration;

use super::context::{Context, NotThere};
use super::places::{Obstacle, Place, PlaceId, Presence, matching};
use super::wanted::Wanted;
use crate::card::{Depth, Kind, View};
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
    /// The other places that held a card just before the look: what lies there is not this card,
    /// even if it says the same number.
    pub beside: Vec<PlaceId>,
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
pub fn choose(context: &mut Context<'_>, wanted: &Wanted, depth: Depth) -> Result<Chosen, Failure> {
    let WithCards { meant, all } = wait_for_cards(context, wanted)?;
    let mut found = Vec::new();
    for place in &meant {
        let limit = if meant.len() > 1 {
            Some(wanted.wait.min(ONE_OF_SEVERAL))
        } else {
            wanted.limit()
        };
        match context.look(place, depth, limit) {
            Err(cancelled @ Failure::Wish(Wish::Cancelled { .. })) => return Err(cancelled),
            Ok(view) => found.push((place.clone(), Found::Card(view))),
            Err(failure) => found.push((place.clone(), Found::Failed(failure))),
        }
    }
    let mut chosen = pick(context, wanted, found)?;
    chosen.beside = all;
    chosen.beside.retain(|place| *place != chosen.place);
    remember(context, &chosen);
    Ok(chosen)
}

/// The one card that can be worked on and is there already: no wait, no question, no
/// complaint.
///
/// # Errors
/// The person cancelled.
pub fn at_hand(context: &mut Context<'_>, wanted: &Wanted) -> Result<Option<Chosen>, Failure> {
    let Ok(places) = context.places.list() else {
        return Ok(None);
    };
    let mut found = Vec::new();
    for Place { id: place, .. } in matching(&places, wanted.place.as_deref())
        .into_iter()
        .filter(|place| place.presence == Presence::Card)
    {
        match context.look(&place, Depth::HOLDER, Some(Duration::ZERO)) {
            Ok(view) if suits(wanted, &view) => found.push(Chosen::of(place, view)),
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

impl Chosen {
    const fn of(place: PlaceId, view: View) -> Self {
        Self {
            place,
            view,
            beside: Vec::new(),
        }
    }
}

/// Places that hold a card.
struct WithCards {
    /// Those that were asked for; one at least.
    meant: Vec<PlaceId>,
    /// All of them.
    all: Vec<PlaceId>,
}

/// Notes place and card for the document of the run.
fn remember(context: &mut Context<'_>, chosen: &Chosen) {
    let about = context.places.about(&chosen.place, Some(&chosen.view));
    context.seen.reader = Some(about);
    context.seen.card = Some(chosen.view.clone());
}

/// Waits until a place that was asked for holds a card.
fn wait_for_cards(context: &mut Context<'_>, wanted: &Wanted) -> Result<WithCards, Failure> {
    let line = context.text.waiting_card();
    let found = context.wait_for(wanted.limit(), line, |all| {
        let places = matching(all, wanted.place.as_deref());
        let obstacle = if places.is_empty() {
            Obstacle::NoReader
        } else {
            Obstacle::NoCard
        };
        let (meant, all) = (with_cards(&places), with_cards(all));
        if meant.is_empty() {
            Err(obstacle)
        } else {
            Ok(WithCards { meant, all })
        }
    })?;
    found.map_err(|missing| nothing_there(wanted.place.clone(), &missing))
}

fn with_cards(places: &[Place]) -> Vec<PlaceId> {
    let places = places.iter();
    places
        .filter(|place| place.presence != Presence::Empty)
        .map(|place| place.id.clone())
        .collect()
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

fn pick(
    context: &mut Context<'_>,
    wanted: &Wanted,
    found: Vec<(PlaceId, Found)>,
) -> Result<Chosen, Failure> {
    let mut candidates = Vec::new();
    let mut others = Vec::new();
    let mut failures = Vec::new();
    for (place, found) in found {
        match found {
            Found::Card(view) if suits(wanted, &view) => candidates.push(Chosen::of(place, view)),
            Found::Card(view) => others.push(Chosen::of(place, view)),
            Found::Failed(failure) => failures.push(failure),
        }
    }
    match (candidates.len(), candidates.pop()) {
        (1, Some(only)) => Ok(only),
        (_, Some(last)) => {
            candidates.push(last);
            choose_one(context, candidates)
        }
        (_, None) => Err(none_suits(context, wanted, &others, failures)),
    }
}

fn suits(wanted: &Wanted, view: &View) -> bool {
    matches!(view.kind, Kind::Hba | Kind::Smcb) && wanted.is_number_of(view)
}

/// No candidate: a card that could not be looked at may be the one, so its failure speaks before
/// the wrong kinds.
fn none_suits(
    context: &mut Context<'_>,
    wanted: &Wanted,
    others: &[Chosen],
    mut failures: Vec<Failure>,
) -> Failure {
    let found = others.iter().map(Chosen::told_apart).collect();
    if !failures.is_empty() && (others.is_empty() || wanted.card.is_some()) {
        return failures.swap_remove(0);
    }
    if let [only] = others {
        remember(context, only);
    }
    let right_kind = others
        .iter()
        .any(|other| matches!(other.view.kind, Kind::Hba | Kind::Smcb));
    match wanted.card {
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
    matches!(failure, Failure::Unreached(why) if why.is_busy())
}
