//! What this PC noted of the PUKs of a card. Issuers count the wrong ones of a card together, for a
//! letter often prints one PUK for all its PINs.

use super::desk::context::Context;
use super::standing::puk_uses;
use crate::attempts::{self, Secret};
use crate::card::{PinStatus, View};
use crate::pins::PinKey;

/// Wrong and open entries of the card's other PUKs.
pub(super) fn bad_elsewhere(context: &Context<'_>, card: &View, key: PinKey) -> u8 {
    let others = card.pins.iter().map(|pin| pin.object.key);
    let noted = others
        .filter(|other| *other != key)
        .filter_map(|other| noted(context, card, other).ok());
    noted.fold(0, |bad, noted| {
        bad.saturating_add(noted.wrong)
            .saturating_add(noted.unknown)
    })
}

/// Of each blocked PIN how many tries of its PUK are left at most, by the specification's count and
/// by the issuers' word. Notes that cannot be read are complained about where they matter.
pub fn puks_of_blocked(context: &Context<'_>, card: &View) -> Vec<(PinKey, u8)> {
    let blocked = card
        .pins
        .iter()
        .filter(|pin| pin.status == PinStatus::Blocked)
        .map(|pin| pin.object.key);
    let left = |key| {
        let noted = noted(context, card, key).unwrap_or_default();
        let (by_specification, by_issuers) = puk_uses(&noted, bad_elsewhere(context, card, key));
        (key, by_specification.min(by_issuers))
    };
    blocked.map(left).collect()
}

fn noted(
    context: &Context<'_>,
    card: &View,
    key: PinKey,
) -> Result<attempts::View, attempts::Error> {
    match &card.iccsn {
        Some(iccsn) => context.notes.view(iccsn.as_str(), Secret::Puk(key)),
        None => Ok(attempts::View::default()),
    }
}
