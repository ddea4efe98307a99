//! What is known of a card that was looked at: the states of its PINs with what this PC noted of them,
//! its certificates, the next step. `status`, `doctor` and the guide say the same of it.

use super::certificate_check::Judging;
use super::context::Context;
use super::noted::{noted_of_all, observe_others, observe_transport};
use super::places::PlaceId;
use crate::card::View;
use crate::report::facts::next_step::{Bar, NextStep, next_step};
use crate::report::facts::outcome::{Asks, PinLine, StatusBody};

/// What `status` says of a card that was looked at; `doctor` says the same.
pub fn body(context: &mut Context<'_>, place: &PlaceId, view: &View) -> StatusBody {
    judged(context, place, view, &Judging::usual())
}

/// The same, judged in another way. The issuers' services are not asked.
pub fn judged(
    context: &mut Context<'_>,
    place: &PlaceId,
    view: &View,
    judging: &Judging,
) -> StatusBody {
    observe_transport(context, view);
    let pins: Vec<PinLine> = lines(context, view);
    observe_others(context, view);
    let sheet = judging.sheet(view);
    let findings = judging.findings(view, &sheet);
    let sheet = (!view.certificates.is_empty()).then_some(sheet);
    let mut body = StatusBody {
        pins,
        sheet,
        findings,
        asked: Vec::new(),
        bar: bar(context, place, view),
        next: NextStep::None,
    };
    body.next = next_step(&body);
    body
}

/// Why no PIN of the card can be set where it is: what a command would refuse, known here before
/// anybody prepares for it.
fn bar(context: &mut Context<'_>, place: &PlaceId, view: &View) -> Option<Bar> {
    if !view.kind.is_ours() {
        return None;
    }
    if context.places.workplace().is_some() {
        let terminal = context.places.about(place, Some(view)).terminal;
        if terminal.is_some_and(|terminal| terminal.asks == Asks::Nowhere) {
            return Some(Bar::NoKeys);
        }
        if context.places.lacks_for_entry(place).is_some() {
            return Some(Bar::NoUser);
        }
    }
    let has_number = view.iccsn.is_some() || view.is_guarded();
    (!has_number).then_some(Bar::NoNumber)
}

/// The PINs of the card with what this PC noted of them.
fn lines(context: &mut Context<'_>, view: &View) -> Vec<PinLine> {
    let pins = view.pins.iter().zip(noted_of_all(context, view));
    pins.map(|(pin, noted)| PinLine {
        key: pin.object.key,
        status: pin.status,
        // More than a PIN starts with is no number of tries.
        named: pin.named.filter(|named| *named <= pin.object.tries),
        noted,
    })
    .collect()
}
