//! What this PC noted of tries, in words.

use super::labels::{own_label, transport_label};
use super::line::Line;
use crate::attempts::{Forgotten, Listed, Secret, Unkept, View};
use crate::card::Iccsn;
use crate::text::{Text, Tone};

/// What `notes show` says.
#[must_use]
pub fn lines(listed: &[Listed], text: Text) -> Vec<Line> {
    if listed.is_empty() {
        return vec![(Tone::Plain, text.notes_none())];
    }
    let intro = if listed.iter().all(|noted| noted.own) {
        text.notes_intro()
    } else {
        text.notes_intro_all()
    };
    let mut lines = vec![(Tone::Plain, intro)];
    let mut last = None;
    for noted in listed {
        let card = Some((&noted.card, noted.rehearsal));
        if card != last {
            lines.push((Tone::Heading, heading(noted, text)));
            last = card;
        }
        let label = label(noted.secret, noted.transport, text);
        let counts = counts(&noted.view, noted.secret, text);
        let line = text.notes_line(&label, &counts);
        lines.push((Tone::Plain, format!("  {line}")));
        let remarks = remarks(noted, text).into_iter();
        lines.extend(remarks.map(|remark| (Tone::Plain, format!("    {remark}"))));
    }
    lines
}

fn heading(noted: &Listed, text: Text) -> String {
    let card = match &noted.number {
        Some(number) => text.notes_card_here(tail(number)),
        None => text.notes_card(&noted.card),
    };
    if noted.rehearsal {
        text.notes_rehearsal(&card)
    } else {
        card
    }
}

/// The digits of a card's number that people know it by.
fn tail(number: &str) -> &str {
    let begin = number.len().saturating_sub(Iccsn::TAIL);
    number.get(begin..).unwrap_or_default()
}

/// What was tried, as the letter calls it.
fn label(secret: Secret, transport: bool, text: Text) -> String {
    match secret {
        Secret::Pin(pin) if transport => transport_label(pin, text),
        Secret::Pin(pin) => own_label(pin, text),
        Secret::Puk(pin) => text.puk_label(pin.name()),
    }
}

/// How often it was tried, and what is left.
fn counts(view: &View, secret: Secret, text: Text) -> String {
    let tried = |count: u8| match secret {
        Secret::Pin(_) => text.tries(count),
        Secret::Puk(_) => text.entries(count),
    };
    let mut counts = Vec::new();
    let of = [
        (view.wrong, Text::notes_wrong as fn(Text, &str) -> String),
        (view.unknown, Text::notes_unknown),
        (view.right, Text::notes_right),
    ];
    for (count, words) in of.into_iter().filter(|(count, _)| *count > 0) {
        counts.push(words(text, &tried(count)));
    }
    let left = view.tries_left_at_most.or(view.puk_uses_left_at_most);
    counts.extend(left.map(|left| text.notes_at_most(left)));
    counts.join(", ")
}

fn remarks(noted: &Listed, text: Text) -> Vec<String> {
    let mut remarks = Vec::new();
    if !noted.own {
        remarks.push(text.notes_of_others());
    }
    if noted.settled {
        remarks.push(text.notes_settled());
    } else if noted.view.blocked_in_transport {
        remarks.push(text.notes_blocked_in_transport());
    }
    remarks
}

/// What was forgotten.
#[must_use]
pub fn forgotten(gone: &Forgotten, text: Text) -> Vec<Line> {
    let mut lines = Vec::new();
    for path in &gone.set_aside {
        let path = path.display().to_string();
        lines.push((Tone::Warning, text.notes_set_aside(&path)));
    }
    if gone.cards > 0 {
        lines.push((Tone::Good, text.notes_forgotten(gone.cards)));
    }
    if gone.rehearsals > 0 {
        lines.push((Tone::Good, text.notes_forgotten_rehearsals(gone.rehearsals)));
    }
    if lines.is_empty() && gone.left_to.is_empty() {
        lines.push((Tone::Plain, text.notes_nothing_to_forget()));
    }
    lines
}

/// What a run tried and could not note.
#[must_use]
pub fn unkept(unkept: &Unkept, text: Text) -> String {
    let label = label(unkept.secret, unkept.transport, text);
    let counts = counts(&unkept.view, unkept.secret, text);
    text.notes_unkept(&label, tail(&unkept.number), &counts)
}
