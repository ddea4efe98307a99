//! Every card that is in, instead of one of them.

use std::time::Instant;

use super::choose::{left, wait_for_cards};
use super::context::Context;
use super::places::PlaceId;
use super::wanted::Wanted;
use crate::card::{Depth, View};
use crate::report::Failure;
use crate::report::failure::{CardInReader, Unreached};

/// A card and what the look at it came to.
pub type Looked = (PlaceId, Result<View, Failure>);

/// Looks at every card that is in now, or as soon as there is one: each is waited for while another
/// program holds it, all of them together as long as was asked for. Cards that are none of ours are
/// left out.
///
/// # Errors
/// Why there is none; that the person cancelled. A look that fails is part of the answer.
pub fn every(
    context: &mut Context<'_>,
    wanted: &Wanted,
    depth: Depth,
) -> Result<Vec<Looked>, Failure> {
    let began = Instant::now();
    let places = wait_for_cards(context, wanted, began)?.meant;
    let (mut looked, mut others) = (Vec::new(), Vec::new());
    for place in places {
        match context.look(&place.id, depth, left(wanted, began)) {
            Ok(view) if view.kind.is_ours() => looked.push((place.id, Ok(view))),
            Ok(view) => others.push(CardInReader::of(&view, place.id.as_str())),
            Err(failure @ Failure::Unreached(_)) => looked.push((place.id, Err(failure))),
            Err(cancelled) => return Err(cancelled),
        }
    }
    context.places.let_go();
    if looked.is_empty() {
        return Err(Unreached::WrongKind { found: others }.into());
    }
    Ok(looked)
}
