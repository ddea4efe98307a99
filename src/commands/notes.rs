//! `notes show|forget`: what this PC noted of tries, and how to be rid of it.

use crate::attempts::{Forgotten, View};
use crate::cli::NotesCommand;
use crate::report::failure::File;
use crate::report::{Body, Failure, Outcome};
use crate::session::desk::context::Context;
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

fn show(context: &mut Context<'_>) -> Result<Outcome, Failure> {
    let listed = context.notes.list().map_err(File::NotesUnreadable)?;
    let text = context.text;
    if listed.is_empty() {
        context.dialog.show(Tone::Plain, &text.notes_none());
    } else {
        context.dialog.show(Tone::Plain, &text.notes_intro());
    }
    let mut card = "";
    for noted in &listed {
        if card != noted.card {
            card = &noted.card;
            context.dialog.show(Tone::Heading, &text.notes_card(card));
        }
        let View {
            wrong,
            unknown,
            right,
            ..
        } = noted.view;
        let line = text.notes_line(&noted.secret.to_string(), wrong, unknown, right);
        context.dialog.show(Tone::Plain, &format!("  {line}"));
        if !noted.own {
            context
                .dialog
                .show(Tone::Plain, &format!("    {}", text.notes_of_others()));
        }
        if noted.settled {
            context
                .dialog
                .show(Tone::Plain, &format!("    {}", text.notes_settled()));
            continue;
        }
        if noted.view.blocked_in_transport {
            context.dialog.show(
                Tone::Plain,
                &format!("    {}", text.notes_blocked_in_transport()),
            );
        }
        if let Some(left) = noted
            .view
            .tries_left_at_most
            .or(noted.view.puk_uses_left_at_most)
        {
            context
                .dialog
                .show(Tone::Plain, &format!("    {}", text.notes_left(left)));
        }
    }
    Ok(Outcome::of(Body::Notes(listed)))
}

fn forget(context: &mut Context<'_>, number: Option<&str>) -> Result<Outcome, Failure> {
    let text = context.text;
    if context.dialog.is_interactive() && !context.confirm(&text.notes_forget_question())? {
        context.say(Tone::Plain, &text.notes_kept());
        let nothing = Forgotten {
            cards: 0,
            set_aside: None,
        };
        return Ok(Outcome::of(Body::Forgotten(nothing)));
    }
    let forgotten = context
        .notes
        .forget(number)
        .map_err(File::NotesUnreadable)?;
    match &forgotten.set_aside {
        Some(path) => context.dialog.show(
            Tone::Warning,
            &text.notes_set_aside(&path.display().to_string()),
        ),
        None => context
            .dialog
            .show(Tone::Good, &text.notes_forgotten(forgotten.cards)),
    }
    Ok(Outcome {
        changed: forgotten.cards > 0 || forgotten.set_aside.is_some(),
        ..Outcome::of(Body::Forgotten(forgotten))
    })
}
