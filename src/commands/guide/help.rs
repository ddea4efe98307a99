//! Help at the places where people stop: a few sentences, and the name of the topic that says more.

use crate::card::PinKey;
use crate::commands::context::Context;
use crate::report::explain::own_label;
use crate::report::{self, people};
use crate::text::Tone;

/// What help is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Topic {
    /// Letter, reader or new PINs are missing.
    Missing,
    /// No reader, no card, or one that does not answer.
    Reader,
    /// The PIN letter.
    Letter,
    /// The PUK.
    Puk,
    /// A blocked Transport-PIN.
    Replacement,
    /// The release in the portal.
    Release,
    /// An own PIN that is forgotten, of an SMC-B or an eHBA.
    Forgotten {
        /// The card has a PIN.QES.
        hba: bool,
    },
    /// A card that does not say what the specification describes.
    Support,
}

/// Says what there is to say on a topic.
pub(super) fn help(context: &mut Context<'_>, topic: Topic) {
    let text = context.text;
    let lines = match topic {
        Topic::Missing => vec![text.guide_help_missing_letter(), text.guide_help_reader(), text.guide_help_pins()],
        Topic::Reader => vec![text.guide_help_reader(), text.reader_network_note(), text.no_card_do()],
        Topic::Letter => vec![text.guide_help_letter(), text.guide_help_letter_match()],
        Topic::Puk => vec![text.unblock_ready(), text.blocked_never_set_do()],
        Topic::Replacement => vec![text.guide_help_replacement()],
        Topic::Release => vec![text.guide_help_release()],
        Topic::Forgotten { hba: true } => vec![forgotten(context, PinKey::Ch), text.guide_help_forgotten_qes()],
        Topic::Forgotten { hba: false } => vec![forgotten(context, PinKey::Smc)],
        Topic::Support => vec![text.next_ask_support()],
    };
    context.say(Tone::Plain, "");
    for line in lines.into_iter().chain(report::topic::more(topic.name(), text)) {
        context.say(Tone::Plain, &line);
    }
}

impl Topic {
    /// Stable name of the text that says more.
    const fn name(self) -> &'static str {
        match self {
            Topic::Missing => "lost-letter",
            Topic::Reader => "which-reader",
            Topic::Letter => "wrong-letter-line",
            Topic::Puk | Topic::Forgotten { .. } => "puk",
            Topic::Replacement => "replacement-kinds",
            Topic::Release => "activation-or-release",
            Topic::Support => "contact",
        }
    }
}

/// The way of a PIN that is forgotten and not blocked: it costs a PUK use, so it is no choice of the guide's.
fn forgotten(context: &Context<'_>, pin: PinKey) -> String {
    let command = format!("unblock --pin {} --spend-puk-use", pin.word());
    let label = own_label(pin, context.text);
    context.text.guide_help_forgotten(&label, &people::call(&command, &context.seen))
}
