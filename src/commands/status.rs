//! `status`: kind, number, version, every PIN's state, one sentence on what to do next. Spends
//! nothing.

use super::every_card;
use super::judging::judging;
use crate::card::Depth;
use crate::card::look::{Certificates, Pins};
use crate::cli::StatusArgs;
use crate::report::facts::failure::attention;
use crate::report::facts::next_step::next_step;
use crate::report::facts::outcome;
use crate::report::words;
use crate::report::{Body, Event, Failure, Outcome};
use crate::session::desk::card_facts;
use crate::session::desk::choose::choose;
use crate::session::desk::context::Context;
use crate::session::desk::wanted::Wanted;

/// Reads and shows the state of a card.
///
/// # Errors
/// Why no card could be read, or a folder.
pub fn run(
    context: &mut Context<'_>,
    wanted: &Wanted,
    arguments: &StatusArgs,
) -> Result<Outcome, Failure> {
    if arguments.every_card {
        return every_card::run(context, wanted, arguments);
    }
    let judging = judging(context, &arguments.judging, arguments.checks_certificates())?;
    let chosen = choose(context, wanted, depth(arguments))?;
    if let Err(error) = context.notes.check_readable() {
        context.tell(&Event::NotesFailed(&error));
    }
    let mut body = card_facts::judged(context, &chosen.place, &chosen.view, &judging);
    let mut failures = if arguments.checks_pins() {
        attention::of_pins(
            chosen.view.iccsn.is_some(),
            context.way_of_entry(),
            &body.pins,
        )
    } else {
        Vec::new()
    };
    if let Some(sheet) = &body.sheet {
        body.asked = judging.ask(context, sheet)?;
        failures.extend(judging.failures(sheet, &body.findings, &body.asked));
        body.next = next_step(&body);
    }
    for (tone, line) in words::status::lines(&body, &context.seen, context.text) {
        context.dialog.show(tone, &line);
    }
    Ok(Outcome {
        failures: outcome::by_rank(failures),
        ..Outcome::of(Body::Status(body))
    })
}

/// How much of a card is read.
pub(super) const fn depth(arguments: &StatusArgs) -> Depth {
    let certificates = if arguments.no_certs {
        Certificates::None
    } else {
        Certificates::Needed
    };
    Depth {
        pins: if arguments.all {
            Pins::Every
        } else {
            Pins::Daily
        },
        certificates,
    }
}
