//! What was found at a card, in words.

use super::Said;
use crate::card::PinStatus;
use crate::konnektor;
use crate::report::facts::failure::Unreached;
use crate::report::facts::finding::{AfterLook, OfCard, Severity};
use crate::report::facts::list_gaps::ListGaps;
use crate::report::facts::next_step::NextStep;
use crate::report::facts::outcome::{PinLine, Seen};
use crate::report::words::failure::{Message, check, unreached};
use crate::report::words::labels::{kind_label, own_label};
use crate::report::words::{cards, pins, status};
use crate::system::machine::Site;
use crate::text::Text;

pub(super) fn say(
    found: &OfCard,
    severity: Severity,
    reader: &str,
    site: Site,
    text: Text,
) -> Said {
    let next_step = |next| status::next_step(next, &Seen::at(reader, site), text);
    match found {
        OfCard::NotSeen { why, then } => {
            let Message { what, hint } = unreached::explain(why, site, text);
            let remedy = match then {
                AfterLook::EndPrograms(names) if names.is_empty() => text.doctor_busy_do(),
                AfterLook::EndPrograms(names) => text.doctor_busy_by_do(&names.join(", ")),
                AfterLook::AsUsual => hint,
            };
            Said::with(what, remedy)
        }
        OfCard::NoCard { workplace } => {
            let why = match workplace.clone() {
                // Other findings say what the lists may lack.
                Some(workplace) => Unreached::NoCardInTerminals {
                    workplace,
                    beside: ListGaps::default(),
                },
                None => Unreached::NoCard,
            };
            unreached::explain(&why, site, text).into()
        }
        OfCard::NoSuchCard { found } => {
            let found = found.clone();
            unreached::explain(&Unreached::NoSuchCard { found }, site, text).into()
        }
        OfCard::Foreign { card } => Said {
            what: text.doctor_foreign(&cards::in_reader(card, text)),
            // Beside one of ours it is in nobody's way.
            remedy: (severity == Severity::Problem).then(|| text.wrong_kind_do()),
        },
        OfCard::ContactlessMode => Said::with(
            text.doctor_contactless_mode(reader),
            text.doctor_contactless_mode_do(),
        ),
        OfCard::NumberUnreadable => Said::with(
            text.doctor_number_unreadable(),
            text.check_number_unreadable_do(),
        ),
        OfCard::PinBlocked { pin, next } => Said::with(state(pin, text), next_step(*next)),
        OfCard::TransportBlockedNoted(pin) => {
            Said::with(state(pin, text), text.blocked_transport_do())
        }
        OfCard::LastTryNoted(pin) => {
            let caution = if pin.status == PinStatus::Transport {
                next_step(NextStep::LastTry { pin: pin.key })
            } else {
                pins::last_own_hidden(pin, text)
            };
            Said::with(state(pin, text), caution)
        }
        OfCard::LastTry(pin) => {
            let label = own_label(pin.key, text);
            Said::with(state(pin, text), text.caution_last_own(&label))
        }
        OfCard::WrongEntry(pin) => Said::only(state(pin, text)),
        OfCard::PinUnreadable(pin) if pin.status.is_guarded() => {
            Said::with(state(pin, text), text.reinsert_do())
        }
        OfCard::PinUnreadable(pin) | OfCard::PinDisabled(pin) | OfCard::PinEmpty(pin) => {
            let is_at_terminal = konnektor::profile_of(reader).is_some();
            let help = pins::support_step([pin.status], is_at_terminal, text);
            Said::with(state(pin, text), help)
        }
        OfCard::Known(known) => {
            let hint = known.hint(text);
            let remedy = match known.look_for(text) {
                Some(look_for) => format!("{look_for} {hint}"),
                None => hint.to_owned(),
            };
            Said::with(known.what(text), remedy)
        }
        OfCard::Certificates(failure) => check::explain(failure, text).into(),
        OfCard::Transport { kind, next } => Said::with(
            text.doctor_transport(&kind_label(*kind, text)),
            next_step(*next),
        ),
        OfCard::Ok { kind, next } => Said::with(
            text.doctor_card_ok(&kind_label(*kind, text)),
            next_step(*next),
        ),
    }
}

fn state(pin: &PinLine, text: Text) -> String {
    pins::line(pin, text).1
}
