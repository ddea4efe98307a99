//! What `--check` found in the PINs, in words.

use super::{Message, message};
use crate::report::facts::failure::Attention;
use crate::report::facts::outcome::{EntryWord, LeftBy};
use crate::report::words::labels::{own_label, perhaps_set_first, transport_label};
use crate::report::words::pins;
use crate::text::Text;

pub(super) fn explain(cause: &Attention, text: Text) -> Message {
    match cause {
        Attention::Transport {
            pin,
            perhaps_set,
            last_try,
        } => {
            let label = own_label(*pin, text);
            let mut hint = if *last_try {
                text.next_last_try(&transport_label(*pin, text))
            } else {
                text.check_pin_transport_do()
            };
            if let Some(way) = perhaps_set {
                hint = format!("{} {hint}", perhaps_set_first(*way, *pin, text));
            }
            message(text.check_pin_transport(&label), hint)
        }
        Attention::LastTry { pin, by } => {
            let label = own_label(*pin, text);
            let what = match by {
                LeftBy::Card => text.check_pin_last_try(&label),
                LeftBy::Konnektor => text.check_pin_last_try_named(&label),
                LeftBy::Notes => text.check_pin_last_try_noted(&label),
            };
            message(what, text.check_pin_last_try_do())
        }
        Attention::NotUsable { pin, state, way } => {
            let label = own_label(*pin, text);
            let (_, said) = pins::state(*pin, *state, None, text);
            let what = text.check_pin_not_usable(&label, &said);
            if state.is_guarded() {
                return message(what, text.reinsert_do());
            }
            let is_at_terminal = *way == EntryWord::Terminal;
            if is_at_terminal || pins::are_odd([*state]) {
                return message(what, pins::support_step([*state], is_at_terminal, text));
            }
            message(what, text.check_pin_not_usable_do())
        }
        Attention::NumberUnreadable => message(
            text.check_number_unreadable(),
            text.check_number_unreadable_do(),
        ),
    }
}
