//! Many cards, in words: a line for each, and what is said of all of them.

use super::certificates::{purpose_labels, shortest_validity, unusable_why};
use super::failure::Message;
use super::line::Line;
use super::{calls, status};
use crate::card::Kind;
use crate::card::files::{FilePurpose, certificate_files};
use crate::holder::Sheet;
use crate::report::facts::check::{CheckFailure, Wrong};
use crate::report::facts::exit;
use crate::report::facts::failure::{Cards, Failure};
use crate::report::facts::many::{Many, OneCard, WhyUnused};
use crate::report::facts::outcome::{Seen, StatusBody};
use crate::report::facts::release::{Release, Standing, Whole};
use crate::text::{Text, Tone};

/// Cards that a sentence names; of more it tells the number.
const NAMED: usize = 5;

/// Of each card a line, and what is wrong with it below; of cards in readers all that `status` shows.
#[must_use]
pub fn lines(many: &Many, seen: &Seen, text: Text) -> Vec<Line> {
    let mut lines = Vec::new();
    for card in &many.cards {
        let own = card.seen(seen);
        match &card.status {
            Some(body) if card.reader.is_some() => {
                lines.extend(status::lines(body, &own, text));
                lines.extend(details(card, &own, text));
                lines.push((Tone::Plain, String::new()));
            }
            _ => {
                lines.push(row(card, text));
                lines.extend(details(card, &own, text));
            }
        }
    }
    if many.cards.iter().all(|card| card.wrongs.is_empty()) {
        lines.push(all_well(many, text));
    }
    lines
}

/// That nothing is wrong with any card; files that nobody can judge are told with it.
fn all_well(many: &Many, text: Text) -> Line {
    let lost = lost(many, text);
    match (many.cards.len(), lost) {
        (1, None) => (Tone::Good, text.many_only_one_well()),
        (of, None) => (Tone::Good, text.many_all_well(of)),
        (1, Some(lost)) => (Tone::Warning, text.many_only_one_well_but(&lost)),
        (of, Some(lost)) => (Tone::Warning, text.many_all_well_but(of, &lost)),
    }
}

/// How many files should have held a certificate of a card, and do not; `None` where none.
fn lost(many: &Many, text: Text) -> Option<String> {
    let beside = many.beside.iter().flat_map(|beside| &beside.unused);
    let (missing, unreadable): (Vec<_>, Vec<_>) = beside
        .filter(|unused| unused.is_a_loss)
        .partition(|unused| matches!(unused.why, WhyUnused::NotThere));
    let unreadable = match unreadable.len() {
        0 => None,
        1 => Some(text.many_one_file_lost()),
        count => Some(text.many_files_lost(count)),
    };
    let missing = match missing.len() {
        0 => None,
        1 => Some(text.many_one_file_missing()),
        count => Some(text.many_files_missing(count)),
    };
    let all: Vec<String> = unreadable.into_iter().chain(missing).collect();
    (!all.is_empty()).then(|| all.join(", "))
}

/// A card in one line.
#[must_use]
pub fn row(card: &OneCard, text: Text) -> Line {
    let name = name(card, text);
    let state = match &card.status {
        Some(status) => validity(card, status, text),
        None => text.many_not_seen(),
    };
    let tone = match card.exit() {
        exit::DONE => Tone::Good,
        exit::ENDED | exit::BLOCKED => Tone::Bad,
        _ => Tone::Warning,
    };
    (tone, text.many_row(&kind(card.kind, text), &name, &state))
}

/// What a card is known by; a virtual one is marked.
#[must_use]
pub fn name(card: &OneCard, text: Text) -> String {
    let name = card.name.in_words();
    if card.is_virtual() {
        text.many_rehearsal(&name)
    } else {
        name
    }
}

/// How long the card is valid, whether it is released, and what is not known of it.
fn validity(card: &OneCard, status: &StatusBody, text: Text) -> String {
    let sheet = status.sheet.as_ref();
    let mut state = sheet
        .and_then(|sheet| shortest_validity(sheet, text))
        .unwrap_or_else(|| text.many_undated());
    if let Some(release) = Release::of(&status.asked) {
        state = match (release.whole, &release.card.standing) {
            (Whole::Card, Standing::Released) => text.many_released(&state),
            (Whole::PartlyRevoked, _) => text.many_partly_revoked(&state),
            (Whole::PartlyReleased, _) => text.many_partly_released(&state),
            (Whole::SignatureOnly, Standing::Released) => text.many_signature_released(&state),
            (Whole::Card | Whole::SignatureOnly, _) => state,
        };
    }
    let missing = sheet.map(|sheet| not_exported(card.kind, sheet));
    match missing.filter(|missing| !missing.is_empty()) {
        Some(missing) => text.many_without(&state, &purpose_labels(&missing, text)),
        None => state,
    }
}

/// Purposes of a card of this kind of which no certificate is at hand.
#[must_use]
pub fn not_exported(kind: Kind, sheet: &Sheet) -> Vec<FilePurpose> {
    let mut missing = Vec::new();
    for file in certificate_files(kind) {
        let is_there = sheet
            .rows
            .iter()
            .any(|row| row.file.purpose == file.purpose);
        if !is_there && !missing.contains(&file.purpose) {
            missing.push(file.purpose);
        }
    }
    missing
}

/// What is wrong with a card, but for what its line says already.
fn details(card: &OneCard, seen: &Seen, text: Text) -> Vec<Line> {
    let sheet = card
        .status
        .as_ref()
        .and_then(|status| status.sheet.as_ref());
    let sheet = sheet.filter(|_| card.reader.is_none());
    let told = |failure: &&Failure| !sheet.is_some_and(|sheet| is_told_by_row(failure, sheet));
    let line = |failure: &Failure| {
        let Message { what, .. } = calls::explain(failure, seen, text);
        (Tone::Plain, format!("  {what}"))
    };
    card.wrongs.iter().filter(told).map(line).collect()
}

/// Whether it is the validity of all certificates that the card works with.
fn is_told_by_row(failure: &Failure, sheet: &Sheet) -> bool {
    let Failure::Check(CheckFailure { purposes, wrong }) = failure else {
        return false;
    };
    let is_of_dates = matches!(
        wrong,
        Wrong::Expiring { .. } | Wrong::Expired { .. } | Wrong::NotYetValid { .. } | Wrong::Undated
    );
    let needed = sheet
        .counting()
        .filter(|(row, ..)| row.file.purpose.is_needed());
    is_of_dates && needed.count() == purposes.len()
}

/// The kind of a card in one word.
#[must_use]
pub fn kind(kind: Kind, text: Text) -> String {
    match kind {
        Kind::Hba => "eHBA".to_owned(),
        Kind::Smcb => "SMC-B".to_owned(),
        Kind::Egk | Kind::GsmcKt | Kind::GsmcK | Kind::Unknown => text.many_kind_other(),
    }
}

/// That some of many cards need somebody.
#[must_use]
pub fn wrong(cards: &Cards, text: Text) -> String {
    let Cards { names, of, .. } = cards;
    match names.as_slice() {
        [only] if *of == 1 => text.many_only_one_wrong(only),
        [only] => text.many_one_wrong(*of, only),
        _ => text.many_wrong(names.len(), *of, &some(names, text)),
    }
}

/// The first of some names, and how many more there are.
#[must_use]
pub fn some(names: &[String], text: Text) -> String {
    let first: Vec<&str> = names.iter().take(NAMED).map(String::as_str).collect();
    let more = names.len().saturating_sub(NAMED);
    let first = first.join(", ");
    if more == 0 {
        first
    } else {
        text.many_and_more(&first, more)
    }
}

/// Why a file was not used, as a part of a sentence.
#[must_use]
pub fn why_unused(why: &WhyUnused, text: Text) -> String {
    match why {
        WhyUnused::Unusable(why) => unusable_why(why, text),
        WhyUnused::OfNoCard => text.file_why_of_no_card(),
        WhyUnused::BadIndex => text.file_why_bad_index(),
        WhyUnused::NotThere => text.file_why_not_there(),
    }
}
