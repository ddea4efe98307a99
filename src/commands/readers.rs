//! `readers`: what is connected, what it can do, what is in it.

use std::time::Duration;

use crate::card::{Depth, Iccsn, Kind, View};
use crate::report::facts::examination::Remark;
use crate::report::facts::finding::Finding;
use crate::report::facts::outcome::ReaderRow;
use crate::report::failure::Unreached;
use crate::report::words;
use crate::report::{Body, Failure, Outcome};
use crate::session::desk::context::Context;
use crate::session::desk::places::{Place, Presence, matching};
use crate::session::desk::waiting::SETTLING;
use crate::session::desk::wanted::Wanted;

/// Longest wait for one card. A list is wanted at once; but who puts a card in and asks what is
/// there must not be told that it does not answer while the operating system still reads it.
pub(super) const ONE_CARD: Duration = SETTLING;

/// Lists the readers, or those that `--reader` means. None at all is an answer, not a failure.
///
/// # Errors
/// No service; none of that name; cancelled.
pub fn run(context: &mut Context<'_>, wanted: &Wanted) -> Result<Outcome, Failure> {
    let places = context.places.list();
    let places = places.map_err(|error| context.unreachable(error))?;
    let listed = matching(&places, wanted.place.as_deref());
    if let Some(wanted) = wanted.place.clone().filter(|_| listed.is_empty()) {
        let readers = places.iter().map(|place| place.id.to_string()).collect();
        return Err(Unreached::NoSuchReader { wanted, readers }.into());
    }
    let mut rows = Vec::new();
    for place in listed {
        let limit = wanted.wait.min(ONE_CARD);
        rows.push(look_at(context, place, Depth::NUMBER, limit)?.0);
    }
    context.seen.rehearsal = is_rehearsal(context, &rows);
    let workplace = context.places.workplace();
    let is_virtual = context.places.is_virtual();
    let beside = context.places.beside_list();
    let lines = words::readers::lines(
        &rows,
        is_virtual,
        workplace.as_deref(),
        beside.as_ref(),
        context.text,
    );
    for (tone, line) in lines {
        context.dialog.show(tone, &line);
    }
    let findings = beside.map(|gaps| {
        let remarks = Remark::of_gaps(&gaps).into_iter();
        remarks
            .map(|remark| Finding::remarked(remark, &gaps.profile, false))
            .collect()
    });
    Ok(Outcome::of(Body::Readers { rows, findings }))
}

/// Whether there are cards, and all of them are virtual ones that are served to readers.
fn is_rehearsal(context: &Context<'_>, rows: &[ReaderRow]) -> bool {
    let is_served =
        |(_, iccsn): &(Kind, Option<Iccsn>)| iccsn.as_ref().is_some_and(Iccsn::is_invented);
    let mut cards = rows.iter().filter_map(|row| row.card.as_ref()).peekable();
    context.knows_served && cards.peek().is_some() && cards.all(is_served)
}

/// What a look at the card in a reader came to; `None` where there is none.
pub(super) type Look = Option<Result<View, Unreached>>;

/// A reader with what it can do and what is in it, waiting for another program as long as `limit`.
///
/// # Errors
/// That the person cancelled. A look that fails is part of the answer.
pub(super) fn look_at(
    context: &mut Context<'_>,
    place: Place,
    depth: Depth,
    limit: Duration,
) -> Result<(ReaderRow, Look), Failure> {
    let (id, presence) = (place.id.clone(), place.presence);
    let look = match presence {
        Presence::Empty => None,
        // Nobody put a card in there.
        _ if !place.takes_cards() => None,
        _ => match context.look(&id, depth, Some(limit)) {
            Ok(view) => Some(Ok(view)),
            Err(Failure::Unreached(why)) => Some(Err(why)),
            Err(failure) => return Err(failure),
        },
    };
    let view = look.as_ref().and_then(|look| look.as_ref().ok());
    let failure = look.as_ref().and_then(|look| look.as_ref().err());
    let busy = presence == Presence::Exclusive || failure.is_some_and(Unreached::is_busy);
    let card = view.map(|view| (view.kind, view.iccsn.clone()));
    let application = view.and_then(|view| view.application);
    let is_untold = failure.is_some_and(|why| matches!(why, Unreached::Konnektor(_)) && !busy);
    let reader = context.places.about(&id, view);
    Ok((
        ReaderRow {
            presence,
            reader,
            card,
            application,
            is_untold,
            busy,
        },
        look,
    ))
}
