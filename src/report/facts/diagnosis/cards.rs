//! What the cards in the readers mean.

use super::{CardFound, Diagnosis, Looked, ReaderFound};
use crate::card::PinStatus;
use crate::reader::Features;
use crate::reader::features::looks_contactless;
use crate::report::facts::check::{self, CheckFailure, Wrong};
use crate::report::facts::failure::{CardInReader, Unreached};
use crate::report::facts::finding::{AfterLook, Finding, OfCard, Severity};
use crate::report::facts::next_step::{Bar, NextStep};
use crate::report::facts::seen::PinLine;
use crate::topics::radar;
use crate::topics::readers::Contactless;

pub(super) fn judge(seen: &Diagnosis, findings: &mut Vec<Finding>) {
    let any_suits = seen.readers.iter().filter_map(ReaderFound::card).any(suits);
    // The cards that can be worked on come first, whatever is wrong in other readers.
    let is_ours = |found: &&ReaderFound| found.card().is_some_and(suits);
    let (ours_first, rest): (Vec<_>, Vec<_>) = seen.readers.iter().partition(is_ours);
    for found in ours_first.into_iter().chain(rest) {
        let mut about = match &found.look {
            Looked::Empty => Vec::new(),
            Looked::Failed(why) => vec![not_seen(why, seen)],
            Looked::Card(card) if suits(card) => ours(found, card),
            Looked::Card(card) => vec![foreign(found, card, any_suits)],
        };
        about.extend(through_the_air(found));
        findings.extend(about.into_iter().map(|finding| finding.of(found.name())));
    }
    let is_empty = |found: &ReaderFound| matches!(found.look, Looked::Empty);
    if seen.has_reader() && seen.card_readers().all(is_empty) {
        let konnektor = seen.konnektor.as_ref();
        let workplace = konnektor.map(|found| found.caller.workplace.to_string());
        findings.push(Finding::problem(OfCard::NoCard { workplace }));
    }
    if seen.card_not_found {
        let told_apart = |found: &ReaderFound| {
            let card = found.card()?;
            Some(CardInReader::of(&card.view, found.name()))
        };
        let found = seen.readers.iter().filter_map(told_apart).collect();
        findings.push(Finding::problem(OfCard::NoSuchCard { found }));
    }
}

fn suits(card: &CardFound) -> bool {
    card.view.kind.is_ours()
}

/// A look that failed is a finding like any other.
fn not_seen(why: &Unreached, seen: &Diagnosis) -> Finding {
    let then = match why {
        _ if why.is_busy() => AfterLook::EndPrograms(programs(seen)),
        _ => AfterLook::AsUsual,
    };
    let why = why.clone();
    Finding::problem(OfCard::NotSeen { why, then })
}

/// Programs that may hold the card, where the system tells.
fn programs(seen: &Diagnosis) -> Vec<String> {
    let programs = seen.pc.programs.iter().flatten();
    programs
        .filter(|_| !seen.is_virtual)
        .map(|program| program.name.clone())
        .collect()
}

fn foreign(found: &ReaderFound, card: &CardFound, beside_ours: bool) -> Finding {
    let matter = OfCard::Foreign {
        card: CardInReader::of(&card.view, found.name()),
    };
    Finding::in_the_way(!beside_ours, Severity::Note, matter)
}

fn ours(found: &ReaderFound, card: &CardFound) -> Vec<Finding> {
    let mut findings = Vec::new();
    if card.view.iccsn.is_none() {
        findings.push(Finding::problem(OfCard::NumberUnreadable));
    }
    let pins = card.status.pins.iter().filter(|pin| !pin.is_extra());
    findings.extend(pins.filter_map(|line| pin(line, card.status.bar)));
    findings.extend(card.status.findings.iter().map(known));
    findings.extend(certificates(card));
    let (kind, next) = (card.view.kind, card.status.next);
    let is_new = |pin: &PinLine| pin.status == PinStatus::Transport;
    let transport = OfCard::Transport { kind, next };
    findings.extend(match next {
        NextStep::Activate | NextStep::ActivatePerhapsSet | NextStep::ActivateExpired => {
            Some(Finding::new(Severity::Note, transport))
        }
        NextStep::Barred(_) if card.status.pins.iter().any(is_new) => {
            Some(Finding::new(Severity::Warning, transport))
        }
        // What was found of its PINs, of its number or at the Konnektor says it.
        NextStep::Barred(_) => None,
        _ if findings.is_empty() && !reads_through_the_air(found, card) => {
            Some(Finding::new(Severity::Ok, OfCard::Ok { kind, next }))
        }
        _ => None,
    });
    findings
}

/// What is known of cards like this one. Expiry is known, too.
fn known(known: &radar::Finding) -> Finding {
    let severity = match known.severity() {
        radar::Severity::Ended => Severity::Problem,
        radar::Severity::Act => Severity::Warning,
        radar::Severity::Hint => Severity::Note,
    };
    Finding::new(severity, OfCard::Known(*known))
}

/// Certificates that are missing or not in force yet.
fn certificates(card: &CardFound) -> Vec<Finding> {
    let is_told = |failure: &CheckFailure| {
        matches!(failure.wrong, Wrong::Missing | Wrong::NotYetValid { .. })
    };
    let sheet = card.status.sheet.iter();
    sheet
        .flat_map(|sheet| check::failures(sheet, &[], &[]))
        .filter(is_told)
        .map(|failure| Finding::new(Severity::Warning, OfCard::Certificates(failure)))
        .collect()
}

/// A card that is read so shows little or nothing.
fn through_the_air(found: &ReaderFound) -> Option<Finding> {
    let card = found.card()?;
    let is_in_the_way = !found.reads_ours();
    reads_through_the_air(found, card)
        .then(|| Finding::in_the_way(is_in_the_way, Severity::Warning, OfCard::ContactlessMode))
}

/// A reader with a slot and a contactless field reads the card by the latter: its ATR shows it.
fn reads_through_the_air(found: &ReaderFound, card: &CardFound) -> bool {
    let both = found
        .model()
        .is_some_and(|model| model.contactless == Contactless::Both);
    both && looks_contactless("", &Features::default(), &card.view.atr)
}

fn pin(pin: &PinLine, bar: Option<Bar>) -> Option<Finding> {
    let noted = pin.noted.unwrap_or_default();
    let has_last_try = pin.has_last_try();
    let pin = *pin;
    Some(match pin.status {
        PinStatus::Blocked => {
            let next = match bar {
                _ if pin.is_blocked_in_transport() => NextStep::OrderReplacement,
                Some(bar) => NextStep::Barred(bar),
                None => NextStep::Unblock,
            };
            Finding::problem(OfCard::PinBlocked { pin, next })
        }
        PinStatus::Transport if noted.blocked => {
            Finding::problem(OfCard::TransportBlockedNoted(pin))
        }
        PinStatus::Transport | PinStatus::Verified | PinStatus::Uncounted if has_last_try => {
            Finding::new(Severity::Warning, OfCard::LastTryNoted(pin))
        }
        PinStatus::Set { .. } if has_last_try => {
            Finding::new(Severity::Warning, OfCard::LastTry(pin))
        }
        PinStatus::Set { tries: 2 } => Finding::new(Severity::Note, OfCard::WrongEntry(pin)),
        PinStatus::Missing | PinStatus::Unreadable(_) | PinStatus::Untold(_) => {
            Finding::problem(OfCard::PinUnreadable(pin))
        }
        PinStatus::Disabled => Finding::new(Severity::Warning, OfCard::PinDisabled(pin)),
        // Of those that come so this is no word; of the others `status` says that it is not as delivered.
        PinStatus::Empty => Finding::new(Severity::Warning, OfCard::PinEmpty(pin)),
        PinStatus::Transport
        | PinStatus::Verified
        | PinStatus::Uncounted
        | PinStatus::Set { .. } => {
            return None;
        }
    })
}
