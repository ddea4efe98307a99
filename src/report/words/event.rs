//! What happens while a run goes on, in words.

use super::calls::{explain, with_calls};
use super::certificates::unusable_issuer;
use super::failure::headline;
use super::issuer_list;
use super::labels::own_label;
use super::line::{Line, begun};
use super::many;
use super::notes;
use super::pins;
use super::topic;
use super::trouble;
use crate::card::{Answer, Operation, PinStatus};
use crate::pins::PinKey;
use crate::report::facts::event::Event;
use crate::report::{Failure, Seen, Skipped, exit};
use crate::text::{Text, Tone};

/// The lines that tell an event; none where it is no news. The commands in them are for the card of
/// `seen`.
#[must_use]
pub fn lines(event: &Event<'_>, seen: &Seen, text: Text) -> Vec<Line> {
    let line = |tone, line: &str| vec![(tone, with_calls(line, seen).into_owned())];
    match event {
        Event::Done {
            pin,
            operation,
            answer,
            after,
        } => line(Tone::Good, &done(*pin, *operation, *answer, *after, text)),
        Event::LeftAlone { pin, why, scripted } => match left_alone(*pin, *why, *scripted, text) {
            Some((tone, words)) => line(tone, &words),
            None => Vec::new(),
        },
        Event::NoteSettled { pin, status, noted } => {
            let (tone, state) = pins::state(*status, Some(*noted), text);
            line(
                tone,
                &text.open_note_settled(&own_label(*pin, text), &state),
            )
        }
        Event::NotesFailed(error) => line(
            Tone::Warning,
            &text.notes_warning(&trouble::of_notes(error, text)),
        ),
        Event::NotKept(unkept) => line(Tone::Warning, &notes::unkept(unkept, text)),
        Event::ListOfIssuers { list, freshness } => issuer_list::used(list, *freshness, text),
        Event::ListRefused { path, why } => line(
            Tone::Warning,
            &issuer_list::refused(&path.display().to_string(), why, text),
        ),
        Event::IssuerUnusable { path, why } => line(
            Tone::Warning,
            &unusable_issuer(&path.display().to_string(), why, text),
        ),
        Event::ExportUnused { path, why } => line(
            Tone::Warning,
            &text.issuer_file_unusable(path, &many::why_unused(why, text)),
        ),
        Event::MoreUnused { files } => line(Tone::Warning, &text.files_more_unused(*files)),
        Event::Hitch(failure) => vec![(Tone::Warning, explain(failure, seen, text).what)],
        Event::Failed(failure) => failed(failure, seen, text),
        Event::FailedInGuide {
            failure,
            remedy,
            names_code,
        } => {
            let (tone, what) = headline(failure, explain(failure, seen, text).what, text);
            let remedy = remedy.iter().flat_map(|remedy| line(tone, remedy));
            let hotline = hotline(failure, text).filter(|_| !names_code);
            [(tone, what)]
                .into_iter()
                .chain(remedy)
                .chain(hotline)
                .collect()
        }
    }
}

fn done(
    pin: PinKey,
    operation: Operation,
    answer: Answer,
    after: Option<PinStatus>,
    text: Text,
) -> String {
    let label = begun(&own_label(pin, text));
    match (operation, answer) {
        (Operation::Activate, Answer::Read) => text.pin_is_set(&label),
        (Operation::Change, _) => text.pin_is_changed(&label),
        (Operation::UnblockWithNew, Answer::Read) => text.pin_is_unblocked_with_new(&label),
        // The state stays as it was: there is no old PIN of the holder's.
        (Operation::Unblock, Answer::Read) if after == Some(PinStatus::Transport) => {
            text.stays_rescued(&label)
        }
        (Operation::Unblock, Answer::Read) => text.pin_is_unblocked(&label),
        (Operation::Unblock, Answer::Lost) => text.pin_is_unblocked_lost(&label),
        (Operation::Verify, _) => text.pin_is_right(&label),
        (Operation::Activate | Operation::UnblockWithNew, Answer::Lost) => {
            text.pin_is_set_lost(&label)
        }
    }
}

fn left_alone(pin: PinKey, why: Skipped, scripted: bool, text: Text) -> Option<Line> {
    let label = own_label(pin, text);
    match why {
        Skipped::Done => Some((Tone::Plain, text.skipped_done(&label))),
        Skipped::Holder => Some((Tone::Warning, text.skipped_holder(&label))),
        Skipped::DryRun if scripted => Some((Tone::Plain, text.would_send(&label))),
        Skipped::DryRun => Some((Tone::Plain, text.would_ask(&label))),
        Skipped::Stopped | Skipped::Blocked | Skipped::NotBlocked => None,
    }
}

/// What happened, what it means, what to do.
fn failed(failure: &Failure, seen: &Seen, text: Text) -> Vec<Line> {
    let (mut lines, rest) = what_and_rest(failure, seen, text);
    lines.extend(rest);
    lines
}

/// The same of all failures of a run. What is to be done is said once where the next failure says
/// the same.
#[must_use]
pub fn of_failures(failures: &[&Failure], seen: &Seen, text: Text) -> Vec<Line> {
    let told = failures
        .iter()
        .map(|failure| what_and_rest(failure, seen, text));
    let mut lines = Vec::new();
    let mut open: Vec<Line> = Vec::new();
    for (what, rest) in told {
        if open != rest {
            lines.append(&mut open);
        }
        lines.extend(what);
        open = rest;
    }
    lines.extend(open);
    lines
}

/// What happened; what to do, and where more is said of it.
fn what_and_rest(failure: &Failure, seen: &Seen, text: Text) -> (Vec<Line>, Vec<Line>) {
    let message = explain(failure, seen, text);
    let (tone, what) = headline(failure, message.what, text);
    let what: Vec<Line> = match failure {
        // In clap's words, which are several lines; what they quote is printable.
        Failure::CommandLine(_) => what.lines().map(|line| (tone, line.to_owned())).collect(),
        _ => vec![(tone, what)],
    };
    let mut rest = vec![(tone, message.hint)];
    if [exit::SERVICE, exit::NO_READER].contains(&failure.code().exit) {
        rest.push((Tone::Plain, text.ask_doctor()));
    }
    let more = failure.topic().and_then(|name| topic::more(name, text));
    rest.extend(more.map(|more| (Tone::Plain, more)));
    rest.extend(hotline(failure, text));
    (what, rest)
}

/// What to read out to whoever helps, where it is an error.
fn hotline(failure: &Failure, text: Text) -> Option<Line> {
    let code = || (Tone::Plain, text.for_the_hotline(&failure.short_code()));
    failure.is_an_error().then(code)
}
