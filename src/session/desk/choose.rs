//! Which card? Every place that holds one is looked at once; of those the command can work on one
//! is taken.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use super::certificate_check::Judging;
use super::context::Context;
use super::looks::{Look, Looks, Wait};
use super::places::{Obstacle, Place, PlaceError, PlaceId, Presence, for_cards};
use super::waiting::{NotThere, SETTLING, ServiceSeen};
use super::wanted::Wanted;
use crate::card::{Depth, Iccsn, PinView, View};
use crate::certificate::State;
use crate::order;
use crate::report::facts::list_gaps::ListGaps;
use crate::report::failure::{CardInReader, Unreached, Wish};
use crate::report::words;
use crate::report::{Failure, Message, explain};
use crate::text::Tone;

/// Longest wait for one busy card while other places hold cards too.
const ONE_OF_SEVERAL: Duration = Duration::from_secs(2);

/// Longest wait for a change beside a card that does not answer; then it is looked at again.
const AGAIN: Duration = Duration::from_secs(1);

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
    /// What the card is known by: its number, or its place where that cannot be read.
    #[must_use]
    pub fn name(&self) -> String {
        let number = self.view.iccsn.as_ref();
        number.map_or_else(|| self.place.to_string(), ToString::to_string)
    }

    /// What tells it from other cards.
    fn told_apart(&self) -> CardInReader {
        CardInReader::of(&self.view, self.place.as_str())
    }
}

/// Finds the card to work on: an eHBA or SMC-B, in the place and with the number that were asked
/// for. Waits for a card, for the one that was named, for other programs and for the service.
///
/// # Errors
/// Why there is none: 3 to 7, 13 when a choice is missing, 15.
pub fn choose(context: &mut Context<'_>, wanted: &Wanted, depth: Depth) -> Result<Chosen, Failure> {
    let began = Instant::now();
    let found = look_for(context, wanted, depth, began);
    context.places.let_go();
    let (looks, all) = found?;
    let mut chosen = pick(context, wanted, looks)?;
    chosen.beside = all;
    chosen.beside.retain(|place| *place != chosen.place);
    remember(context, &chosen);
    Ok(chosen)
}

/// Looks at the cards that are there, again and again while that may change something. Returns what
/// was found last, and all places that held a card.
fn look_for(
    context: &mut Context<'_>,
    wanted: &Wanted,
    depth: Depth,
    began: Instant,
) -> Result<(Vec<Look>, Vec<PlaceId>), Failure> {
    let mut looks: Vec<Look> = Vec::new();
    let mut told = false;
    let mut broken = None;
    let mut service = ServiceSeen::new(wanted.limit(), context.service_answered);
    loop {
        let found = match (wait_for_cards(context, wanted, began), broken.take()) {
            // That nothing is in any more is the end of it, not the reason.
            (Err(Failure::Unreached(why)), Some(error)) if why.is_no_card() => {
                return Err(context.unreachable(error));
            }
            (found, _) => found?,
        };
        // It has listed what there is.
        service.has_answered = context.service_answered;
        // What could not be looked at is looked at again.
        // Of two that share a name the first one is looked at.
        let meant = found.meant.iter().rev().map(|place| (&place.id, place));
        let meant: BTreeMap<&PlaceId, &Place> = meant.collect();
        let is_there = |place: &Place| meant.get(&place.id).is_some_and(|now| *now == place);
        looks.retain(|look| is_there(&look.place) && look.found.is_ok());
        look_at_new(context, wanted, depth, began, &found, &mut looks)?;
        let errors = looks.iter().filter_map(|look| look.found.as_ref().err());
        broken = errors.clone().find(|error| error.is_broken()).cloned();
        if is_over(wanted, began) {
            return Ok((looks, found.all));
        }
        let passing = errors.filter(|error| service.may_come_back(error));
        if let Some(pause) = passing.map(PlaceError::pause).max() {
            let pause = left(wanted, began).map_or(pause, |left| left.min(pause));
            context.let_pass(pause)?;
            continue;
        }
        let seen = Looks {
            all: &looks,
            room: found.room,
            elapsed: began.elapsed(),
            as_it_is: wanted.as_it_is || context.places.is_virtual(),
        };
        let Some(wait) = seen.what_to_wait_for(wanted) else {
            // A card may have come while another one was waited for.
            if has_changed(context, wanted, &found.meant) {
                continue;
            }
            return Ok((looks, found.all));
        };
        if wait == Wait::Another && wanted.patient && !told {
            told = true;
            tell_what_is_in(context, wanted, &looks);
        }
        let changed = await_change(context, wanted, wait, began, &found.meant)?;
        if !changed && is_over(wanted, began) {
            return Ok((looks, found.all));
        }
    }
}

/// Looks at each card that was not looked at yet.
fn look_at_new(
    context: &mut Context<'_>,
    wanted: &Wanted,
    depth: Depth,
    began: Instant,
    places: &WithCards,
    looks: &mut Vec<Look>,
) -> Result<(), Failure> {
    let mut looked: BTreeSet<PlaceId> = looks.iter().map(|look| look.place.id.clone()).collect();
    for place in &places.meant {
        if !looked.insert(place.id.clone()) {
            continue;
        }
        let mut limit = left(wanted, began);
        if places.meant.len() > 1 || places.room {
            limit = Some(limit.unwrap_or(ONE_OF_SEVERAL).min(ONE_OF_SEVERAL));
        }
        let mut found = context.look_for_now(&place.id, depth, limit)?;
        if depth == Depth::HOLDER
            && found
                .as_ref()
                .is_ok_and(names_its_holder_by_one_that_is_over)
        {
            found = context.look_for_now(&place.id, Depth::NEEDED, limit)?;
        }
        let place = place.clone();
        looks.push(Look { place, found });
    }
    Ok(())
}

/// Whether the one certificate that was read is over. Its twin may be good for months (RSA and
/// elliptic curves need not end together), and nobody is to be told that a card is over which is not.
fn names_its_holder_by_one_that_is_over(view: &View) -> bool {
    let sheet = Judging::usual().sheet(view);
    sheet
        .counting()
        .any(|(.., judgement)| matches!(judgement.state, State::Expired { .. }))
}

/// Waits until there is something new to be looked at, perhaps; whether there is.
fn await_change(
    context: &mut Context<'_>,
    wanted: &Wanted,
    wait: Wait,
    began: Instant,
    known: &[Place],
) -> Result<bool, Failure> {
    let left = left(wanted, began);
    let within = |limit: Duration| Some(left.unwrap_or(limit).min(limit));
    let (obstacle, limit) = match wait {
        // The next look waits itself.
        Wait::Busy => return Ok(true),
        // However patient the person is, such a card is no better later.
        Wait::Settling => {
            let settling = SETTLING.saturating_sub(began.elapsed());
            (Obstacle::Mute, within(settling.min(AGAIN)))
        }
        Wait::Beside => (Obstacle::Mute, within(AGAIN)),
        Wait::Another => (Obstacle::NoCard, left),
    };
    let line = match wanted.card {
        Some(_) => context.text.waiting_named_card(),
        None => context.text.waiting_card(),
    };
    let changed = |all: &[Place]| {
        if with_cards(&for_cards(all, wanted.place.as_deref())) == known {
            Err(obstacle)
        } else {
            Ok(())
        }
    };
    Ok(context.wait_for(limit, line, changed)?.is_ok())
}

/// Whether the cards are others by now. A service that fails just now shows it at the next call.
fn has_changed(context: &mut Context<'_>, wanted: &Wanted, known: &[Place]) -> bool {
    let places = context.places.list();
    places.is_ok_and(|all| with_cards(&for_cards(&all, wanted.place.as_deref())) != known)
}

/// Says why none of the cards that are in is taken, before another one is waited for.
fn tell_what_is_in(context: &mut Context<'_>, wanted: &Wanted, looks: &[Look]) {
    let text = context.text;
    for error in looks.iter().filter_map(|look| look.found.as_ref().err()) {
        let failure = context.unreachable(error.clone());
        let Message { what, hint } = explain(&failure, context.seen.site, text);
        context.say(Tone::Warning, &what);
        context.say(Tone::Plain, &hint);
    }
    let others = others(looks);
    if !others.is_empty() {
        let others = words::cards::in_readers(&others, text);
        let line = match wanted.card {
            Some(_) => text.no_such_card(&others),
            None => text.wrong_kind(&others),
        };
        context.say(Tone::Warning, &line);
    }
}

/// What is left of the time that was asked for; `None` is until Ctrl-C.
pub(super) fn left(wanted: &Wanted, began: Instant) -> Option<Duration> {
    let limit = wanted.limit();
    limit.map(|limit| limit.saturating_sub(began.elapsed()))
}

fn is_over(wanted: &Wanted, began: Instant) -> bool {
    left(wanted, began).is_some_and(|left| left.is_zero())
}

/// The one card that can be worked on and is there already, and whose it is: no wait, no question, no
/// complaint. Its PINs are not asked for.
///
/// # Errors
/// The person cancelled.
pub fn at_hand(context: &mut Context<'_>, wanted: &Wanted) -> Result<Option<Chosen>, Failure> {
    let Ok(places) = context.places.list() else {
        return Ok(None);
    };
    let mut found = Vec::new();
    for Place { id: place, .. } in for_cards(&places, wanted.place.as_deref())
        .into_iter()
        .filter(|place| place.presence == Presence::Card)
    {
        match context.look(&place, Depth::WHOSE, Some(Duration::ZERO)) {
            Ok(view) if wanted.suits(&view) => found.push(Chosen::of(place, view)),
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
pub(super) struct WithCards {
    /// Those that were asked for; one at least.
    pub(super) meant: Vec<Place>,
    /// All of them.
    all: Vec<PlaceId>,
    /// Whether one of those that were asked for is empty: a card may still come there.
    room: bool,
}

/// Notes place and card for the document of the run.
fn remember(context: &mut Context<'_>, chosen: &Chosen) {
    let about = context.places.about(&chosen.place, Some(&chosen.view));
    context.seen.reader = Some(about);
    context.seen.card = Some(chosen.view.clone());
    let number = chosen.view.iccsn.as_ref();
    let is_served = number.is_some_and(Iccsn::is_invented) && context.knows_served;
    if is_served && !context.seen.rehearsal {
        context.say(Tone::Heading, &context.text.rehearsal_mark());
    }
    context.seen.rehearsal = is_served;
}

/// Waits until a place that was asked for holds a card.
pub(super) fn wait_for_cards(
    context: &mut Context<'_>,
    wanted: &Wanted,
    began: Instant,
) -> Result<WithCards, Failure> {
    let line = context.text.waiting_card();
    let found = context.wait_for(left(wanted, began), line, |all| {
        let places = for_cards(all, wanted.place.as_deref());
        let obstacle = if places.is_empty() {
            Obstacle::NoReader
        } else {
            Obstacle::NoCard
        };
        let (meant, all) = (with_cards(&places), with_cards(all));
        if meant.is_empty() {
            return Err(obstacle);
        }
        Ok(WithCards {
            room: meant.len() < places.len(),
            all: all.into_iter().map(|place| place.id).collect(),
            meant,
        })
    })?;
    let at = workplace_of(context);
    found.map_err(|missing| nothing_there(wanted.place.clone(), at, &missing))
}

fn with_cards(places: &[Place]) -> Vec<Place> {
    let places = places.iter();
    places
        .filter(|place| place.is_occupied())
        .cloned()
        .collect()
}

/// The workplace, and what the Konnektor said beside its lists.
fn workplace_of(context: &Context<'_>) -> Option<(String, ListGaps)> {
    let beside = context.places.beside_list().unwrap_or_default();
    Some((context.places.workplace()?, beside))
}

fn nothing_there(
    wanted: Option<String>,
    at: Option<(String, ListGaps)>,
    missing: &NotThere,
) -> Failure {
    match (wanted, missing.obstacle) {
        (Some(wanted), Obstacle::NoCard) if missing.places.iter().any(Place::is_occupied) => {
            let meant = names(&for_cards(&missing.places, Some(&wanted)));
            Unreached::NoCardThere { meant }.into()
        }
        (_, Obstacle::NoCard) => no_card(at),
        (Some(wanted), _) => Failure::Unreached(Unreached::NoSuchReader {
            wanted,
            readers: names(&missing.places),
        }),
        (None, _) => match at {
            Some((workplace, beside)) => Unreached::NoTerminal { workplace, beside }.into(),
            None => Unreached::NoReader.into(),
        },
    }
}

fn no_card(at: Option<(String, ListGaps)>) -> Failure {
    match at {
        Some((workplace, beside)) => Unreached::NoCardInTerminals { workplace, beside }.into(),
        None => Unreached::NoCard.into(),
    }
}

fn names(places: &[Place]) -> Vec<String> {
    places.iter().map(|place| place.id.to_string()).collect()
}

fn pick(context: &mut Context<'_>, wanted: &Wanted, looks: Vec<Look>) -> Result<Chosen, Failure> {
    let mut candidates = Vec::new();
    let mut others = Vec::new();
    let mut errors = Vec::new();
    for Look { place, found } in looks {
        match found {
            Ok(view) if wanted.suits(&view) => candidates.push(Chosen::of(place.id, view)),
            Ok(view) => others.push(Chosen::of(place.id, view)),
            Err(error) => errors.push((place.id, error)),
        }
    }
    match (candidates.len(), candidates.pop()) {
        (1, Some(card)) if wanted.scripted && wanted.card.is_none() => {
            // What nobody named is not the only one as long as another may be meant.
            match errors.into_iter().find(|(_, error)| !error.is_away()) {
                Some((place, error)) => Err(beside(context, &card, &place, error)),
                None => Ok(card),
            }
        }
        (1, Some(only)) => Ok(only),
        (_, Some(last)) => {
            candidates.push(last);
            choose_one(context, candidates)
        }
        (_, None) => Err(none_suits(context, wanted, &others, errors)),
    }
}

/// Why a card is not taken: another one, which may be meant, could not be looked at.
fn beside(context: &Context<'_>, card: &Chosen, place: &PlaceId, error: PlaceError) -> Failure {
    match error.hides() {
        Some(hides) => Failure::Unreached(Unreached::Hidden {
            reader: place.to_string(),
            hides,
            found: card.told_apart(),
        }),
        None => context.unreachable(error),
    }
}

/// The cards that were looked at.
fn others(looks: &[Look]) -> Vec<CardInReader> {
    let views = looks
        .iter()
        .filter_map(|look| Some((look, look.found.as_ref().ok()?)));
    views
        .map(|(look, view)| CardInReader::of(view, look.place.id.as_str()))
        .collect()
}

/// No candidate: a card that could not be looked at may be the one, so its failure speaks before
/// the wrong kinds.
fn none_suits(
    context: &mut Context<'_>,
    wanted: &Wanted,
    others: &[Chosen],
    errors: Vec<(PlaceId, PlaceError)>,
) -> Failure {
    let found = others.iter().map(Chosen::told_apart).collect();
    let mut errors: Vec<PlaceError> = errors.into_iter().map(|(_, error)| error).collect();
    // One that went away says less than one that is there; the readers' order is kept.
    order::by_key(&mut errors, PlaceError::is_away);
    let may_be_meant = |error: &PlaceError| {
        others.is_empty() || wanted.card.is_some() || wanted.scripted && error.hides().is_some()
    };
    if let Some(error) = errors.into_iter().find(may_be_meant) {
        return context.unreachable(error);
    }
    if let [only] = others {
        remember(context, only);
    }
    let right_kind = others.iter().any(|other| other.view.kind.is_ours());
    match wanted.card {
        Some(_) if right_kind => Failure::Unreached(Unreached::NoSuchCard { found }),
        _ if others.is_empty() => no_card(workplace_of(context)),
        _ => Failure::Unreached(Unreached::WrongKind { found }),
    }
}

/// Lets the person choose by number.
fn choose_one(context: &mut Context<'_>, candidates: Vec<Chosen>) -> Result<Chosen, Failure> {
    let text = context.text;
    if !context.dialog.is_interactive() {
        let found: Vec<CardInReader> = candidates.iter().map(Chosen::told_apart).collect();
        return Err(Unreached::ChooseCard { found }.into());
    }
    let mut lines = Vec::new();
    for card in &candidates {
        let sheet = Judging::usual().sheet(&card.view);
        let pins = pins_to_tell(context, card)?;
        let line = words::cards::to_choose(&card.view, &pins, &sheet, card.place.as_str(), text);
        lines.push(line);
    }
    let index = context.choose(&text.choose_card(), &lines)?;
    candidates
        .into_iter()
        .nth(index)
        .ok_or_else(|| Failure::bug("a choice beyond its list"))
}

/// The PINs of a card, for one who chooses among several: asked for where they were not yet. What
/// cannot be had then is not said.
fn pins_to_tell(context: &mut Context<'_>, card: &Chosen) -> Result<Vec<PinView>, Failure> {
    if !card.view.pins.is_empty() {
        return Ok(card.view.pins.clone());
    }
    match context.look(&card.place, Depth::PINS, Some(Duration::ZERO)) {
        Ok(view) if view.iccsn == card.view.iccsn => Ok(view.pins),
        Err(cancelled @ Failure::Wish(Wish::Cancelled { .. })) => Err(cancelled),
        Ok(_) | Err(_) => Ok(Vec::new()),
    }
}

/// Whether the failure means that another program holds the card.
#[must_use]
pub fn is_busy(failure: &Failure) -> bool {
    matches!(failure, Failure::Unreached(why) if why.is_busy())
}
