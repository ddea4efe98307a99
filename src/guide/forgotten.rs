//! An own PIN that nobody knows any more, or that the card refused: not to be guessed at. The PUK
//! sets a new one, but for PIN.QES, which it only gives new tries.

use super::choice::{Choice, Step, Topic};
use super::menu::Menu;
use super::state::{Current, Guide};
use crate::pins::PinKey;
use crate::report::facts::outcome::PinLine;
use crate::report::words::Line;
use crate::report::words::labels::own_label;
use crate::text::Tone;

impl Guide<'_, '_> {
    /// Whether the PUK can set this PIN anew: it is set, its PUK sets PINs, and more than one try of
    /// the PUK is left. A card terminal asks for no PUK of a PIN that is not blocked.
    pub(super) fn is_renewable(&self, pin: PinKey, current: &Current) -> bool {
        let lost =
            self.knows(|known| known.no_puk.contains(&pin) || known.wrong_puk.contains(&pin));
        let fit =
            |line: &PinLine| line.key == pin && line.status.is_set() && !line.leaves_one_puk();
        let is_at_terminal = self.context.seen.is_at_terminal();
        is_set_by_puk(pin) && !is_at_terminal && !lost && current.body.pins.iter().any(fit)
    }

    /// The card refused an own PIN just now, and has more than one try left: what is proposed.
    pub(super) fn proposed_guessing(&self, pin: PinKey, current: &Current) -> Vec<Line> {
        let text = self.context.text;
        let label = own_label(pin, text);
        let why = if self.is_renewable(pin, current) {
            text.guide_why_renew(&label)
        } else if is_set_by_puk(pin) && self.context.seen.is_at_terminal() {
            text.terminal_guide_why_no_renewal(&label)
        } else if is_set_by_puk(pin) {
            text.guide_why_no_renewal(&label)
        } else {
            text.guide_why_qes_stays(&label)
        };
        let step = text.guide_propose(&text.guide_propose_no_guessing());
        vec![(Tone::Heading, step), (Tone::Plain, why)]
    }

    /// The choices then. None is recommended: each spends something if it fails.
    pub(super) fn ways_not_to_guess(&self, pin: PinKey, current: &Current) -> Menu {
        let text = self.context.text;
        let menu = match self.choice_when_forgotten(pin, current) {
            Some((choice, words)) => Menu::of(choice, words),
            None => Menu::of(Choice::Help(Topic::Issuer), text.guide_choice_call()),
        };
        menu.or(
            Choice::Step(Step::Verify),
            text.guide_choice_costs(&text.guide_choice_verify()),
        )
        .or(Choice::Step(Step::Change), text.guide_choice_change())
        .on_enter(Choice::End)
    }

    /// What there is to choose for each PIN of the card that may be forgotten.
    pub(super) fn with_forgotten(&self, menu: Menu, current: &Current) -> Menu {
        // Nobody has forgotten by now what was chosen a minute ago.
        let old = |pin: &&PinLine| !self.knows(|known| known.set.contains(&pin.key));
        let pins = current.body.pins.iter().filter(old);
        pins.filter(|pin| pin.status.is_set() && !pin.is_extra())
            .fold(menu, |menu, pin| {
                self.with_forgotten_pin(menu, pin.key, current)
            })
    }

    /// The same of one of them.
    pub(super) fn with_forgotten_pin(&self, menu: Menu, pin: PinKey, current: &Current) -> Menu {
        match self.choice_when_forgotten(pin, current) {
            Some((choice, words)) => menu.or(choice, words),
            None => menu,
        }
    }

    fn choice_when_forgotten(&self, pin: PinKey, current: &Current) -> Option<(Choice, String)> {
        let text = self.context.text;
        let label = own_label(pin, text);
        if !is_set_by_puk(pin) {
            let help = Choice::Help(Topic::ForgottenQes);
            return Some((help, text.guide_choice_forgotten_qes(&label)));
        }
        self.is_renewable(pin, current).then(|| {
            (
                Choice::Step(Step::Renew(pin)),
                text.guide_choice_renew(&label),
            )
        })
    }
}

/// Whether the PUK sets a new PIN, and does not only give new tries (gemSpec_COS access rules of the
/// object systems: RESET RETRY COUNTER of PIN.QES takes no new PIN).
const fn is_set_by_puk(pin: PinKey) -> bool {
    matches!(pin, PinKey::Ch | PinKey::Smc)
}
