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
use crate::card::{Answer, Evidence, Operation, PinStatus};
use crate::pins::PinKey;
use crate::report::facts::event::Event;
use crate::report::failure::Unreached;
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
            evidence,
            after,
        } => {
            let said = if seen.is_at_terminal() {
                done_at_terminal(*pin, *operation, *answer, *evidence, *after, text)
            } else {
                done(*pin, *operation, *answer, *after, text)
            };
            line(Tone::Good, &said)
        }
        Event::LeftAlone { pin, why, scripted } => match left_alone(*pin, *why, *scripted, text) {
            Some((tone, words)) => line(tone, &words),
            None => Vec::new(),
        },
        Event::NoteSettled { pin, status, noted } => {
            let (tone, state) = pins::state(*pin, *status, Some(*noted), text);
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

/// The same where a terminal asked. What the Konnektor says, and what it remembers, is its word; a
/// state that others may have brought about says nothing of what was typed.
fn done_at_terminal(
    pin: PinKey,
    operation: Operation,
    answer: Answer,
    evidence: Evidence,
    after: Option<PinStatus>,
    text: Text,
) -> String {
    let label = begun(&own_label(pin, text));
    match (operation, answer, evidence) {
        (Operation::Activate, Answer::Read, Evidence::Card) => text.pin_is_set(&label),
        (Operation::Activate, Answer::Read, Evidence::Between) => text.terminal_pin_set(&label),
        (Operation::Activate, Answer::Lost, _) => text.terminal_pin_set_lost(&label),
        (Operation::Change, ..) => text.terminal_pin_changed(&label),
        (Operation::Verify, ..) if pin == PinKey::Smc => text.terminal_pin_right_smc(&label),
        (Operation::Verify, ..) => text.terminal_pin_right(&label),
        (Operation::UnblockWithNew, Answer::Read, _) => text.terminal_unblocked_with_new(&label),
        (Operation::UnblockWithNew, Answer::Lost, _) => text.terminal_unblocked_lost(&label),
        // Whoever gave it, the PUK left the PIN as it was and has one use less.
        (Operation::Unblock, ..) => done(pin, operation, answer, after, text),
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
    // While a Konnektor is set up there is nothing yet that a diagnosis could go by.
    let is_of_set_up = matches!(
        failure,
        Failure::Unreached(Unreached::Konnektor(_) | Unreached::NoTerminal { .. })
    ) && seen.called.reader.is_none();
    if [exit::SERVICE, exit::NO_READER].contains(&failure.code().exit) && !is_of_set_up {
        let line = with_calls(&text.ask_doctor(), seen).into_owned();
        rest.push((Tone::Plain, line));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::facts::outcome::{Asks, SeenTerminal};
    use crate::text::Language;

    fn seen(at_terminal: bool) -> Seen {
        let mut seen = Seen::default();
        seen.reader = Seen::at("Leser", seen.site).reader;
        if let Some(reader) = &mut seen.reader {
            reader.terminal = at_terminal.then(|| SeenTerminal {
                is_connected: Some(true),
                name: "Empfang".to_owned(),
                slot: 2,
                asks: Asks::Itself,
            });
        }
        seen
    }

    /// What each success rests on, as `docs/konnektor.md` has it, and what its sentence therefore
    /// says and does not say.
    #[test]
    fn at_a_terminal_a_success_claims_no_more_than_its_evidence() {
        use Operation::{Activate, Change, Unblock, UnblockWithNew, Verify};
        const SET: PinStatus = PinStatus::Set { tries: 3 };
        const VERIFIED: PinStatus = PinStatus::Verified;
        const TRANSPORT: PinStatus = PinStatus::Transport;
        use Answer::{Lost, Read};
        for (operation, answer, after, de, en) in [
            (
                Activate,
                Read,
                SET,
                "Die Karte hat es bestätigt",
                "The card confirmed it",
            ),
            (
                Activate,
                Read,
                VERIFIED,
                "meldet der Konnektor",
                "Konnektor’s word",
            ),
            (
                Activate,
                Lost,
                SET,
                "sonst war es jemand anderes",
                "it was somebody else",
            ),
            (
                Activate,
                Lost,
                VERIFIED,
                "sonst war es jemand anderes",
                "it was somebody else",
            ),
            (
                Change,
                Read,
                SET,
                "nicht zu erkennen",
                "cannot show a new PIN",
            ),
            (
                Change,
                Read,
                VERIFIED,
                "nicht zu erkennen",
                "cannot show a new PIN",
            ),
            (
                Verify,
                Read,
                VERIFIED,
                "meldet der Konnektor",
                "Konnektor’s word",
            ),
            (
                UnblockWithNew,
                Read,
                SET,
                "Hat das Terminal danach gefragt",
                "If the terminal asked for it",
            ),
            (
                UnblockWithNew,
                Read,
                VERIFIED,
                "Hat das Terminal danach gefragt",
                "If the terminal asked for it",
            ),
            (
                UnblockWithNew,
                Lost,
                SET,
                "nicht mehr gesperrt",
                "no longer blocked",
            ),
            (
                Unblock,
                Read,
                SET,
                "Es gilt die alte PIN",
                "The old PIN is valid",
            ),
            (
                Unblock,
                Read,
                TRANSPORT,
                "noch die Transport-PIN",
                "still holds the Transport-PIN",
            ),
            (
                Unblock,
                Lost,
                SET,
                "zeigt den neuen Stand",
                "shows the new state",
            ),
        ] {
            for pin in [PinKey::Ch, PinKey::Smc] {
                for (language, says) in [(Language::De, de), (Language::En, en)] {
                    let evidence = Evidence::of(operation, true, Some(after));
                    let event = Event::Done {
                        pin,
                        operation,
                        answer,
                        evidence,
                        after: Some(after),
                    };
                    let said = lines(&event, &seen(true), Text::new(language));
                    let said = &said[0].1;
                    let row = format!("{operation:?} {answer:?} {after:?}: {said}");
                    assert!(said.contains(says), "{row}");
                    let claims = ["hat es bestätigt", "confirmed it"];
                    let claims = claims.iter().any(|words| said.contains(words));
                    assert_eq!(
                        claims,
                        evidence == Evidence::Card && answer == Read,
                        "{row}"
                    );
                    // What a Konnektor remembers no reset of a card takes back.
                    let closed = ["nicht freigegeben", "not left open"];
                    assert!(!closed.iter().any(|words| said.contains(words)), "{row}");
                }
            }
        }
    }

    #[test]
    fn at_a_reader_the_answer_is_the_cards() {
        let event = Event::Done {
            pin: PinKey::Ch,
            operation: Operation::Change,
            answer: Answer::Read,
            evidence: Evidence::Card,
            after: Some(PinStatus::Verified),
        };
        let said = lines(&event, &seen(false), Text::new(Language::De));
        assert!(said[0].1.contains("Die Karte hat es bestätigt"), "{said:?}");
    }
}
