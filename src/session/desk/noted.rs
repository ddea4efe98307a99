//! Between the card and the notes of tries: what is written down of a look, and what is known
//! before a try.

use super::context::Context;
use super::said::Said;
use crate::attempts::{self, OfCard, Secret, Seen};
use crate::card::{PinStatus, View};
use crate::pins::{PUK_ISSUER_TRIES, PUK_USES, PinKey};
use crate::report::Event;
use crate::report::facts::outcome::{NewPin, Noted};

/// What the notes say of one PIN of the card that was looked at.
///
/// # Errors
/// The notes are there but cannot be read.
pub fn noted(context: &Context<'_>, card: &View, key: PinKey) -> Result<Noted, attempts::Error> {
    let notes = notes_of(context, card)?;
    let said = said_of(context, card);
    Ok(notes.map_or_else(Noted::default, |notes| of_pin(&notes, card, key, said)))
}

/// The same of each of its PINs, in their order; `None` where the notes cannot be read.
#[must_use]
pub fn noted_of_all(context: &Context<'_>, card: &View) -> Vec<Option<Noted>> {
    let notes = notes_of(context, card);
    let said = said_of(context, card);
    let of_pin = |key| match &notes {
        Ok(Some(notes)) => Some(of_pin(notes, card, key, said)),
        Ok(None) => Some(Noted::default()),
        Err(_) => None,
    };
    let pins = card.pins.iter().map(|pin| pin.object.key);
    pins.map(of_pin).collect()
}

/// The notes of a card, read once; `None` of one without a number.
fn notes_of<'c>(
    context: &Context<'_>,
    card: &'c View,
) -> Result<Option<OfCard<'c>>, attempts::Error> {
    let Some(iccsn) = &card.iccsn else {
        return Ok(None);
    };
    let notes = context.notes.of_card(iccsn.as_str());
    let is_known = || {
        let mut unkept = context.notes.unkept().into_iter();
        unkept.any(|unkept| unkept.number == iccsn.as_str())
    };
    match notes {
        // What this very run tried is known without them.
        Err(_) if is_known() => Ok(Some(context.notes.known_of(iccsn.as_str()))),
        notes => notes.map(Some),
    }
}

/// What the person said in this run of tries elsewhere.
fn said_of<'c>(context: &'c Context<'_>, card: &View) -> Option<&'c Said> {
    context.said.get(card.iccsn.as_ref()?.as_str())
}

/// Tries of a PIN left that the card hides, of `tries` that it has: by what the person said alone,
/// and by that and the notes. `stated` are all wrong ones elsewhere so far, `since` those since this PC
/// noted one last.
pub fn hidden_left(tries: u8, noted: &attempts::View, stated: Option<u8>, since: u8) -> (u8, u8) {
    let by_statement = tries.saturating_sub(stated.unwrap_or_default().max(noted.stated));
    let by_notes = match noted.tries_left_at_most {
        Some(left) if noted.card_named => left.saturating_sub(since),
        _ => by_statement.saturating_sub(noted.wrong.saturating_add(noted.unknown)),
    };
    (by_statement, by_notes.min(by_statement))
}

/// Tries of a Transport-PIN left by what the person said, where that is fewer than the notes leave.
fn left_by_word(noted: &attempts::View, card: &View, key: PinKey, said: &Said) -> Option<u8> {
    let pin = card.pin(key)?;
    if pin.status != PinStatus::Transport || said.named.contains(&key) {
        return None;
    }
    let tries = pin.object.tries;
    let (_, left) = hidden_left(tries, noted, said.used, said.since.unwrap_or_default());
    (left < noted.tries_left_at_most.unwrap_or(tries)).then_some(left)
}

fn of_pin(notes: &OfCard<'_>, card: &View, key: PinKey, said: Option<&Said>) -> Noted {
    let puk = notes.view(Secret::Puk(key));
    let (by_specification, by_issuers) = puk_uses(&puk, bad_elsewhere(notes, card, key));
    let pin = notes.view(Secret::Pin(key));
    let by_word = said.and_then(|said| left_by_word(&pin, card, key, said));
    Noted {
        puk_left_at_most: Some(by_specification.min(by_issuers)),
        tries_left_at_most: by_word.or(pin.tries_left_at_most),
        said: by_word.is_some(),
        wrong: pin.wrong,
        unknown: pin.unknown,
        blocked: pin.blocked_noted,
        blocked_in_transport: pin.blocked_in_transport,
        perhaps_set: pin.perhaps_set.then_some(NewPin::at(card.is_told())),
        own: notes.is_own(key),
    }
}

/// Uses of a PUK left by the specification, and wrong entries left by the issuers' word, who count
/// the card: `bad_elsewhere` are those of its other PUKs.
#[must_use]
pub fn puk_uses(noted: &attempts::View, bad_elsewhere: u8) -> (u8, u8) {
    let bad = noted.wrong.saturating_add(noted.unknown);
    let used = bad.saturating_add(noted.right);
    let by_specification = noted
        .puk_uses_left_at_most
        .unwrap_or(PUK_USES.saturating_sub(used));
    (
        by_specification,
        PUK_ISSUER_TRIES.saturating_sub(bad.saturating_add(bad_elsewhere)),
    )
}

/// Wrong and open entries of the card's other PUKs: a letter often prints one PUK for all its PINs.
/// Where notes cannot be read, what is known all the same counts; that they cannot is complained
/// about where it matters.
#[must_use]
pub fn bad_puks_elsewhere(context: &Context<'_>, card: &View, key: PinKey) -> u8 {
    let Some(iccsn) = &card.iccsn else { return 0 };
    bad_elsewhere(&context.notes.known_of(iccsn.as_str()), card, key)
}

fn bad_elsewhere(notes: &OfCard<'_>, card: &View, key: PinKey) -> u8 {
    let others = card.pins.iter().map(|pin| pin.object.key);
    let noted = others
        .filter(|other| *other != key)
        .map(|other| notes.view(Secret::Puk(other)));
    noted.fold(0, |bad, noted| {
        bad.saturating_add(noted.wrong)
            .saturating_add(noted.unknown)
    })
}

/// Tells at the end of a run what it tried and could not note, so that it is not lost with it.
pub fn tell_unkept(context: &mut Context<'_>) {
    for unkept in context.notes.unkept() {
        context.tell(&Event::NotKept(&unkept));
    }
}

/// Lets what the card shows replace the notes. A failure to write costs nothing here: the notes
/// only get older, and they are read again, and complained about, before anything is sent.
pub fn observe(context: &mut Context<'_>, view: &View) {
    observe_those(context, view, |_| true);
}

/// The same of Transport-PINs only: what was settled by a look that was wrong counts again. Before
/// the notes are read, so that the first look already tells of them.
pub fn observe_transport(context: &mut Context<'_>, view: &View) {
    observe_those(context, view, |status| status == PinStatus::Transport);
}

/// The same of all others, once the notes were read.
pub(super) fn observe_others(context: &mut Context<'_>, view: &View) {
    observe_those(context, view, |status| status != PinStatus::Transport);
}

fn observe_those(context: &mut Context<'_>, view: &View, those: impl Fn(PinStatus) -> bool) {
    let Some(iccsn) = &view.iccsn else { return };
    for pin in view.pins.iter().filter(|pin| those(pin.status)) {
        let seen = match pin.status {
            PinStatus::Set { tries } => Seen::Tries(tries),
            PinStatus::Blocked => Seen::Tries(0),
            PinStatus::Verified | PinStatus::Uncounted => Seen::Verified,
            PinStatus::Empty => Seen::LeftTransport,
            PinStatus::Transport => Seen::Hidden,
            // 62D0 outranks 62C1 (gemSpec_COS N078.800): it may hide a Transport-PIN.
            PinStatus::Disabled
            | PinStatus::Missing
            | PinStatus::Unreadable(_)
            | PinStatus::Untold(_) => continue,
        };
        let _ = context.notes.observe(iccsn.as_str(), pin.object.key, seen);
    }
}
