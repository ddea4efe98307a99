//! `konnektor add|list|show|check|remove`: how a Konnektor is reached from this PC.

mod add;
mod answers;
mod import;
mod trial;
mod typed_path;

use std::path::PathBuf;
use std::time::Duration;

use crate::cli::KonnektorCommand;
use crate::konnektor::profile::{Cleared, Entry, Left, Name, Store};
use crate::report::facts::konnektor_setup::{SetUp, Tested};
use crate::report::failure::{SetUpStopped, Wish};
use crate::report::words::konnektor_setup::{lines, listed};
use crate::report::{Body, Failure, Outcome, failure};
use crate::secrets::SecretsSource;
use crate::session::desk::context::Context;
use crate::session::desk::konnektor::{Asking, RequestLog, Way};
use crate::text::{Text, Tone};

/// What the commands work with besides a card.
#[derive(Debug, Default)]
pub struct Desk {
    /// Where profiles lie.
    pub store: Store,
    /// The folder of the user, which a path begins with that is typed with `~`.
    pub home: Option<PathBuf>,
    /// Where a script gives the password.
    pub password: Option<SecretsSource>,
    /// How long that is waited for.
    pub wait: Duration,
    /// Where a line for each request goes.
    pub log: Option<RequestLog>,
}

/// Runs one of the commands. No card is needed, and none is worked on.
///
/// # Errors
/// There is no such profile, or it cannot be used, made or removed; cancelled.
pub fn run(
    context: &mut Context<'_>,
    command: &KonnektorCommand,
    desk: &Desk,
) -> Result<Outcome, Failure> {
    let outcome = match command {
        KonnektorCommand::Add(arguments) => add::run(context, arguments, desk),
        KonnektorCommand::List => Ok(list(context, desk)),
        KonnektorCommand::Show { name } => show(context, &named(name)?, desk),
        KonnektorCommand::Check { name } => check(context, &named(name)?, desk),
        KonnektorCommand::Remove { name } => remove(context, &named(name)?, desk),
    };
    outcome.map_err(|failure| match failure {
        Failure::Wish(Wish::Cancelled { .. }) => {
            Wish::SetUpStopped(stopped(context, command)).into()
        }
        other => other,
    })
}

/// What was under way: nobody who sets a Konnektor up is to read of cards and tries.
fn stopped(context: &Context<'_>, command: &KonnektorCommand) -> SetUpStopped {
    match command {
        KonnektorCommand::Add(arguments) => {
            let named = context.seen.called.profile.as_ref();
            SetUpStopped::Adding {
                name: arguments.name.clone(),
                is_there: named.is_some_and(|named| named.is_kept),
            }
        }
        KonnektorCommand::Remove { name } => SetUpStopped::Removing { name: name.clone() },
        KonnektorCommand::List | KonnektorCommand::Show { .. } | KonnektorCommand::Check { .. } => {
            SetUpStopped::Testing
        }
    }
}

/// The profile that a name means.
///
/// # Errors
/// It is no name.
pub fn named(text: &str) -> Result<Name, Failure> {
    Name::new(text).map_err(|_| failure::Profile::BadName.into())
}

/// An entry as it is told, and why it cannot be used.
fn set_up(entry: Entry) -> (SetUp, Option<Failure>) {
    let Entry {
        name,
        path,
        is_of_machine,
        profile,
    } = entry;
    let (profile, failure) = match profile {
        Ok(profile) => (Some(profile), None),
        Err(error) => (None, Some(error.into())),
    };
    let set_up = SetUp {
        name,
        path: Some(path),
        is_of_machine,
        profile,
    };
    (set_up, failure)
}

/// Those that cannot be used are failures beside the others.
fn list(context: &mut Context<'_>, desk: &Desk) -> Outcome {
    let all = desk.store.list().into_iter().map(set_up);
    let (all, failures): (Vec<SetUp>, Vec<Option<Failure>>) = all.unzip();
    for (tone, line) in listed(&all, context.text) {
        context.dialog.show(tone, &line);
    }
    Outcome {
        failures: failures.into_iter().flatten().collect(),
        ..Outcome::of(Body::Konnektors(all))
    }
}

fn show(context: &mut Context<'_>, name: &Name, desk: &Desk) -> Result<Outcome, Failure> {
    let (set_up, failure) = set_up(desk.store.find(name)?);
    let tested = Tested {
        set_up,
        trial: None,
    };
    Ok(told(context, tested, failure.into_iter().collect()))
}

fn check(context: &mut Context<'_>, name: &Name, desk: &Desk) -> Result<Outcome, Failure> {
    let entry = desk.store.find(name)?;
    let profile = entry.profile.clone()?;
    let way = Way::open(profile, None, &mut asking(context, desk))?;
    let (trial, failures) = trial::run(context, &way, desk)?;
    let (set_up, _) = set_up(entry);
    let tested = Tested {
        set_up,
        trial: Some(trial),
    };
    let is_well = failures.is_empty();
    let outcome = told(context, tested, failures);
    if is_well {
        let well = context.text.setup_well(name.as_str());
        context.dialog.show(Tone::Good, &well);
    }
    Ok(outcome)
}

fn remove(context: &mut Context<'_>, name: &Name, desk: &Desk) -> Result<Outcome, Failure> {
    let text = context.text;
    let entry = match desk.store.find(name) {
        // A key file of one that was half made or half removed.
        Err(_) if !desk.store.left_over(name).is_empty() => None,
        entry => Some(entry?),
    };
    if let Some(entry) = entry.filter(|entry| entry.is_of_machine) {
        let path = entry.path.display().to_string();
        return Err(failure::Profile::OfMachine { path }.into());
    }
    let question = text.setup_remove_question(name.as_str());
    if context.dialog.is_interactive() && !context.confirm(&question)? {
        context.say(Tone::Plain, &text.setup_kept());
        return Ok(Outcome::of(Body::Removed(Vec::new())));
    }
    let cleared = desk.store.remove(name)?;
    let (gone, failures) = cleared_lines(&cleared, text);
    for line in gone {
        context.dialog.show(Tone::Good, &line);
    }
    for (path, why) in &cleared.left {
        let path = path.display().to_string();
        let line = match why {
            Left::NotOurs => text.setup_key_not_ours(&path),
            Left::Used => text.setup_key_used(&path),
            Left::Failed(_) => text.setup_key_left(&path),
        };
        context.say(Tone::Warning, &line);
    }
    Ok(Outcome {
        changed: true,
        failures,
        ..Outcome::of(Body::Removed(cleared.removed))
    })
}

/// What was removed, a line each, and what could not be.
fn cleared_lines(cleared: &Cleared, text: Text) -> (Vec<String>, Vec<Failure>) {
    let line = |path: &PathBuf| text.setup_removed(&path.display().to_string());
    let failed = cleared.left.iter().filter_map(|(path, why)| match why {
        Left::Failed(error) => Some(Failure::file(path, error)),
        Left::NotOurs | Left::Used => None,
    });
    (cleared.removed.iter().map(line).collect(), failed.collect())
}

fn told(context: &mut Context<'_>, tested: Tested, failures: Vec<Failure>) -> Outcome {
    for (tone, line) in lines(&tested, context.text) {
        context.dialog.show(tone, &line);
    }
    Outcome {
        failures,
        ..Outcome::of(Body::Konnektor(Box::new(tested)))
    }
}

fn asking<'a>(context: &'a mut Context<'_>, desk: &'a Desk) -> Asking<'a> {
    Asking {
        text: context.text,
        site: context.seen.site,
        interrupts: context.interrupts.clone(),
        source: desk.password.as_ref(),
        wait: desk.wait,
        dialog: context.dialog,
    }
}
