//! `issuers update|import|show`: gematik's list of issuers on this PC.

use crate::cli::IssuersCommand;
use crate::issuers::{self, Offered, PATIENCE};
use crate::report::facts::failure::IssuerList;
use crate::report::facts::issuer_list::{Done, ListHere};
use crate::report::words::issuer_list::lines;
use crate::report::{Body, Failure, Outcome};
use crate::session::desk::context::Context;
use crate::session::desk::issuer_list::{Here, fetch, keep, now};

/// Runs one of the commands. No card is needed, and none is looked for.
///
/// # Errors
/// The list could not be got, or is not believed, or cannot be kept.
pub fn run(context: &mut Context<'_>, command: &IssuersCommand) -> Result<Outcome, Failure> {
    let now = now();
    match command {
        IssuersCommand::Update => {
            let offered = fetch(context, PATIENCE, now)?;
            taken(context, &offered, true, now)
        }
        IssuersCommand::Import { path } => {
            let offered = issuers::import(path, &context.anchor, now)?;
            taken(context, &offered, false, now)
        }
        IssuersCommand::Show => Ok(shown(context, now)),
    }
}

/// What was fetched and is long over is kept and no success: whoever asked for a list has none that
/// says who may answer. One from a disk is the person's own choice.
fn taken(
    context: &mut Context<'_>,
    offered: &Offered,
    fetched: bool,
    now: i64,
) -> Result<Outcome, Failure> {
    let kept = keep(context, offered, now)?;
    let changed = kept.changed;
    let over = IssuerList::long_over(&kept.found.list, now);
    let failures = over.filter(|_| fetched).into_iter().map(Failure::from);
    let failures = failures.collect();
    let done = Done::Taken {
        fetched,
        before: kept.before,
        changed,
    };
    let here = ListHere {
        found: Some(kept.found),
        done,
        now,
    };
    Ok(Outcome {
        changed,
        failures,
        ..told(context, here)
    })
}

/// What is kept and not believed is a failure beside what is.
fn shown(context: &mut Context<'_>, now: i64) -> Outcome {
    let look = Here::look(&context.keeper, &context.anchor, now);
    let here = ListHere {
        found: look.found,
        done: Done::Shown {
            spoiled: !look.unusable.is_empty(),
        },
        now,
    };
    Outcome {
        failures: look.unusable,
        ..told(context, here)
    }
}

fn told(context: &mut Context<'_>, here: ListHere) -> Outcome {
    for (tone, line) in lines(&here, context.text) {
        context.dialog.show(tone, &line);
    }
    Outcome::of(Body::IssuerList(Box::new(here)))
}
