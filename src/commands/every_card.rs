//! `status --every-card`: all cards that are in, for whoever watches a place with many readers.
//! Spends nothing.

use super::judging::judging;
use super::status::depth;
use crate::card::{Iccsn, Kind, View};
use crate::cli::StatusArgs;
use crate::holder::CardName;
use crate::report::facts::failure::attention;
use crate::report::facts::many::{Many, OneCard};
use crate::report::facts::next_step::next_step;
use crate::report::facts::outcome;
use crate::report::words::many;
use crate::report::{Body, Event, Failure, Outcome};
use crate::session::desk::card_facts;
use crate::session::desk::certificate_check::Judging;
use crate::session::desk::context::Context;
use crate::session::desk::every::every;
use crate::session::desk::places::PlaceId;
use crate::session::desk::services::Services;
use crate::session::desk::wanted::Wanted;

/// Reads and shows the state of every card that is in.
///
/// # Errors
/// Why no card could be read, or a folder.
pub fn run(
    context: &mut Context<'_>,
    wanted: &Wanted,
    arguments: &StatusArgs,
) -> Result<Outcome, Failure> {
    let judging = judging(context, &arguments.judging, arguments.checks_certificates())?;
    let looked = every(context, wanted, depth(arguments))?;
    if let Err(error) = context.notes.check_readable() {
        context.tell(&Event::NotesFailed(&error));
    }
    let (mut services, of) = (Services::default(), looked.len());
    let mut cards = Vec::with_capacity(of);
    for (before, (place, view)) in looked.into_iter().enumerate() {
        services.turn_to(before + 1, of);
        cards.push(match view {
            Ok(view) => judged(context, &judging, arguments, &place, view, &mut services)?,
            Err(failure) => not_seen(context, &place, failure),
        });
    }
    let many = Many {
        cards,
        warn_days: judging.warn_days(),
        beside: None,
    };
    let is_rehearsal = many.cards.iter().all(OneCard::is_virtual);
    context.seen.rehearsal = context.knows_served && is_rehearsal;
    for (tone, line) in many::lines(&many, &context.seen, context.text) {
        context.dialog.show(tone, &line);
    }
    let failures = many.failure().into_iter().map(Failure::from).collect();
    Ok(Outcome {
        failures,
        ..Outcome::of(Body::Many(many))
    })
}

/// A card that was looked at. Only what is asked for is wrong with it.
fn judged(
    context: &mut Context<'_>,
    judging: &Judging,
    arguments: &StatusArgs,
    place: &PlaceId,
    view: View,
    services: &mut Services,
) -> Result<OneCard, Failure> {
    let mut status = card_facts::judged(context, place, &view, judging);
    let mut wrongs = if arguments.checks_pins() {
        attention::of_pins(view.iccsn.is_some(), context.way_of_entry(), &status.pins)
    } else {
        Vec::new()
    };
    if let Some(sheet) = &status.sheet {
        status.asked = judging.ask_services(context, sheet, services)?;
        wrongs.extend(judging.failures(sheet, &status.findings, &status.asked));
        status.next = next_step(&status);
    }
    let number = view.iccsn.as_ref().map(Iccsn::as_str);
    Ok(OneCard {
        name: number.map_or_else(
            || CardName::Reader(place.to_string()),
            |number| CardName::Iccsn(number.to_owned()),
        ),
        kind: view.kind,
        reader: Some(context.places.about(place, Some(&view))),
        view: Some(view),
        status: Some(status),
        wrongs: outcome::by_rank(wrongs),
    })
}

fn not_seen(context: &mut Context<'_>, place: &PlaceId, failure: Failure) -> OneCard {
    OneCard {
        name: CardName::Reader(place.to_string()),
        kind: Kind::Unknown,
        reader: Some(context.places.about(place, None)),
        view: None,
        status: None,
        wrongs: vec![failure],
    }
}
