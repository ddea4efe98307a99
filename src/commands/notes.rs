//! `notes show|forget`: what this PC noted of tries, and how to be rid of it.

use std::time::Duration;

use crate::attempts::Forgotten;
use crate::card::{Depth, Iccsn};
use crate::cli::NotesCommand;
use crate::report::failure::File;
use crate::report::words::notes;
use crate::report::{Body, Failure, Outcome};
use crate::session::desk::context::Context;
use crate::session::desk::places::Presence;
use crate::text::Tone;

/// Runs one of the commands. No card is needed.
///
/// # Errors
/// The notes cannot be read or written; cancelled.
pub fn run(context: &mut Context<'_>, command: NotesCommand) -> Result<Outcome, Failure> {
    match command {
        NotesCommand::Show => show(context),
        NotesCommand::Forget { number, .. } => forget(context, number.as_deref()),
    }
}

/// What can be read is shown; what other users noted and cannot be read is a failure beside it.
fn show(context: &mut Context<'_>) -> Result<Outcome, Failure> {
    let noted = context.notes.everything().map_err(File::NotesUnreadable)?;
    // Nobody knows a card by its hash: to a person one that is in a reader is named.
    let cards = if !noted.is_empty() && context.dialog.is_interactive() {
        cards_at_hand(context)
    } else {
        Vec::new()
    };
    let numbers: Vec<&str> = cards.iter().map(Iccsn::as_str).collect();
    let listed = noted.knowing(&numbers);
    for (tone, line) in notes::lines(&listed, context.text) {
        context.dialog.show(tone, &line);
    }
    let unread = noted.unread.into_iter();
    let failures = unread.map(|error| File::NotesUnreadable(error).into());
    Ok(Outcome {
        failures: failures.collect(),
        ..Outcome::of(Body::Notes(listed))
    })
}

/// The numbers of the cards that can be read at once.
fn cards_at_hand(context: &mut Context<'_>) -> Vec<Iccsn> {
    let places = context.places.list().unwrap_or_default();
    let mut cards = Vec::new();
    for place in places
        .iter()
        .filter(|place| place.presence == Presence::Card)
    {
        if let Ok(view) = context.look(&place.id, Depth::NUMBER, Some(Duration::ZERO)) {
            cards.extend(view.iccsn);
        }
    }
    cards
}

fn forget(context: &mut Context<'_>, number: Option<&str>) -> Result<Outcome, Failure> {
    let text = context.text;
    if context.dialog.is_interactive() && !context.confirm(&text.notes_forget_question())? {
        context.say(Tone::Plain, &text.notes_kept());
        return Ok(Outcome::of(Body::Forgotten(Forgotten::default())));
    }
    let gone = context
        .notes
        .forget(number)
        .map_err(File::NotesUnreadable)?;
    for (tone, line) in notes::forgotten(&gone, text) {
        context.dialog.show(tone, &line);
    }
    let users = gone.left_to.clone();
    let left = (!users.is_empty()).then(|| File::NotesOfOthers { users }.into());
    Ok(Outcome {
        changed: gone.is_something(),
        failures: left.into_iter().collect(),
        ..Outcome::of(Body::Forgotten(gone))
    })
}
