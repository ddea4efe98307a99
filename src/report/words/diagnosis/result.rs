//! What a diagnosis comes to: what to do first, what else there is, and how far the way to the card
//! is free.

use super::finding::say;
use super::lines::title;
use crate::konnektor::PREFIX;
use crate::reader::embedded;
use crate::report::facts::diagnosis::{CardFound, Diagnosis, Looked, ReaderFound};
use crate::report::facts::finding::{Area, Finding, Severity};
use crate::report::facts::outcome::Seen;
use crate::report::words::calls::call;
use crate::report::words::{Line, cards, status};
use crate::text::{Text, Tone};

/// Rows of a screen that the findings may take, and how wide one is at least filled.
const ROWS: usize = 13;
const FILLED: usize = 68;

/// Most readers and cards that are named.
const MOST: usize = 3;

/// One sentence: what to do first.
#[must_use]
pub fn summary(seen: &Diagnosis, text: Text) -> Line {
    if let Some(first) = seen.first() {
        let said = say(first, seen.pc.site, text);
        let what = said.sentence();
        let todo = |remedy: Option<String>| match remedy {
            Some(remedy) => format!("{what} {remedy}"),
            None => what.clone(),
        };
        return match first.severity {
            Severity::Problem => (Tone::Bad, text.doctor_first(&todo(said.remedy))),
            Severity::Warning => (Tone::Warning, text.doctor_first(&todo(said.remedy))),
            Severity::Note | Severity::Ok => {
                let step = said.remedy.map(|remedy| text.next_step(&remedy));
                (Tone::Good, text.doctor_free_way(&todo(step)))
            }
        };
    }
    let next = seen
        .readers
        .iter()
        .filter_map(|found| Some((found, found.card()?)))
        .next();
    let step = next.map(|(found, card)| {
        let at = Seen::at(found.name(), seen.pc.site);
        status::next_step(card.status.next, &at, text)
    });
    let step = step.map(|step| text.next_step(&step)).unwrap_or_default();
    let well = text.doctor_all_well(&step);
    (Tone::Good, well.trim_end().to_owned())
}

/// All of it on one screen, and how to see the rest.
#[must_use]
pub fn brief(seen: &Diagnosis, text: Text) -> Vec<Line> {
    let first = summary(seen, text);
    let room = ROWS.saturating_sub(rows(&first.1));
    let mut lines = vec![first, blank()];
    lines.extend(besides(seen, room, text));
    lines.extend(overview(seen, text));
    lines
}

/// How the details of a diagnosis are called up, and a report made of it.
#[must_use]
pub fn details_call(seen: &Diagnosis, text: Text) -> Line {
    let mut names = seen.readers.iter().map(ReaderFound::name);
    let reader = names.find(|name| embedded::is_meant_by(name));
    let konnektor = seen.konnektor.as_ref();
    let konnektor = konnektor.map(|found| format!("{PREFIX}{}", found.profile));
    let reader = konnektor.as_deref().or(reader);
    let at = Seen::at(reader.unwrap_or_default(), seen.pc.site);
    let details = call(&text.doctor_details_command(), &at, text);
    let report = call(&text.doctor_report_command(), &at, text);
    (Tone::Plain, text.doctor_details_call(&details, &report))
}

/// What else is to be done, as far as there is room.
fn besides(seen: &Diagnosis, room: usize, text: Text) -> Vec<Line> {
    let rest: Vec<&Finding> = seen
        .findings
        .iter()
        .skip(usize::from(seen.first().is_some()))
        .filter(|finding| finding.is_urgent() || finding.is_activation())
        .collect();
    let mut lines = Vec::new();
    let mut left = room.saturating_sub(3);
    for (place, finding) in rest.iter().enumerate() {
        let line = format!("- {}", say(finding, seen.pc.site, text).sentence());
        let Some(after) = left.checked_sub(rows(&line)) else {
            let more = text.and_more(rest.len() - place);
            lines.push((Tone::Plain, format!("- {more}")));
            break;
        };
        left = after;
        lines.push((Tone::Plain, line));
    }
    if !lines.is_empty() {
        lines.insert(0, (Tone::Heading, text.doctor_besides()));
        lines.push(blank());
    }
    lines
}

/// How many rows a line takes.
fn rows(line: &str) -> usize {
    line.chars().count().div_ceil(FILLED)
}

const fn blank() -> Line {
    (Tone::Plain, String::new())
}

/// How far the way to the card is free: service, readers, cards.
#[must_use]
pub fn overview(seen: &Diagnosis, text: Text) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut say = |tone, what: &str, state: &str| {
        lines.push((tone, text.doctor_state(what, state)));
    };
    if !seen.is_beside_this_pc() {
        let (tone, state) = state(worst(seen, Area::Service, None), text);
        say(tone, &text.doctor_title_service(), &state);
    }
    if let Some(konnektor) = &seen.konnektor {
        let (tone, state) = state(worst(seen, Area::Konnektor, None), text);
        say(tone, &text.doctor_title_konnektor(), &state);
        if !konnektor.failed.is_empty() {
            return lines;
        }
    }
    if seen.service.is_err() {
        say(
            Tone::Plain,
            &title(Area::Readers, seen, text),
            &text.doctor_state_unasked(),
        );
        return lines;
    }
    let (tone, readers) = readers(seen, text);
    say(tone, &title(Area::Readers, seen, text), &readers);
    if !seen.has_reader() {
        return lines;
    }
    let filled = || {
        seen.card_readers()
            .filter(|found| !matches!(found.look, Looked::Empty))
    };
    for found in filled().take(MOST) {
        let (tone, mut state) = card(seen, found, text);
        let is_served = |card| !seen.is_virtual && seen.is_rehearsal(card);
        if found.card().is_some_and(is_served) {
            state = text.doctor_state_rehearsal(&state, &text.rehearsal_mark());
        }
        let name = match found.card() {
            Some(CardFound { view, .. }) => cards::short(view.kind, view.iccsn.as_ref(), text),
            None => text.doctor_card_in(found.name()),
        };
        say(tone, &name, &state);
    }
    if let Some(more) = filled().count().checked_sub(MOST).filter(|more| *more > 0) {
        say(Tone::Plain, &text.doctor_title_card(), &text.and_more(more));
    }
    if filled().next().is_none() {
        say(
            Tone::Plain,
            &text.doctor_title_card(),
            &text.doctor_state_no_card(),
        );
    }
    lines
}

fn readers(seen: &Diagnosis, text: Text) -> (Tone, String) {
    let mut names: Vec<String> = seen
        .card_readers()
        .map(|found| text.quoted(found.name()))
        .collect();
    if names.is_empty() {
        let none = match seen.konnektor {
            Some(_) => text.doctor_state_no_terminal(),
            None => text.doctor_state_none(),
        };
        return (Tone::Bad, none);
    }
    let more = names.len().saturating_sub(MOST);
    names.truncate(MOST);
    if more > 0 {
        names.push(text.and_more(more));
    }
    let (tone, state) = state(worst(seen, Area::Readers, None), text);
    (tone, format!("{} ({state})", names.join(", ")))
}

fn card(seen: &Diagnosis, found: &ReaderFound, text: Text) -> (Tone, String) {
    let worst = worst(seen, Area::Card, Some(found.name()));
    let is_of = |finding: &&Finding| finding.reader.as_deref() == Some(found.name());
    let mut of_card = seen.findings.iter().filter(is_of);
    if worst == Severity::Problem && found.card().is_none() {
        (Tone::Bad, text.doctor_state_not_seen())
    } else if worst < Severity::Problem && of_card.any(Finding::is_activation) {
        (Tone::Plain, text.doctor_state_new())
    } else {
        state(worst, text)
    }
}

/// How much the weightiest finding of an area, and of a reader, matters.
fn worst(seen: &Diagnosis, area: Area, reader: Option<&str>) -> Severity {
    let is_of = |finding: &&Finding| {
        finding.matter.area() == area && (reader.is_none() || finding.reader.as_deref() == reader)
    };
    let severities = seen.findings.iter().filter(is_of);
    let worst = severities.map(|finding| finding.severity).max();
    worst.unwrap_or(Severity::Ok)
}

fn state(severity: Severity, text: Text) -> (Tone, String) {
    match severity {
        Severity::Ok | Severity::Note => (Tone::Good, text.doctor_state_fine()),
        Severity::Warning => (Tone::Warning, text.doctor_state_warning()),
        Severity::Problem => (Tone::Bad, text.doctor_state_problem()),
    }
}
