//! Service, readers, line and cards that cannot be worked on, in words.

use super::{Message, konnektor, message};
use crate::card::{Application, PinStatus};
use crate::order;
use crate::reader::Error;
use crate::report::facts::examination::Remark;
use crate::report::facts::failure::{CardInReader, Hides, Oddity, Unreached};
use crate::report::facts::list_gaps::ListGaps;
use crate::report::words::labels::own_label;
use crate::report::words::{advice, cards, examination, pins, trouble};
use crate::system::machine::Site;
use crate::text::Text;

pub(in crate::report::words) fn explain(cause: &Unreached, site: Site, text: Text) -> Message {
    match cause {
        Unreached::Reader(Error::Removed(place)) if cause.is_other_stay() => message(
            text.removed_before_at_konnektor(place),
            text.removed_before_at_konnektor_do(),
        ),
        Unreached::Reader(error) => explain_reader(error, site, text),
        Unreached::ReaderLater(error) => explain_reader_later(error, site, text),
        Unreached::Konnektor(cause) => konnektor::explain(cause, text),
        Unreached::NoReader => message(text.no_reader(), advice::no_reader(site, text)),
        Unreached::NoSuchReader { wanted, readers } if readers.is_empty() => message(
            text.no_such_reader(wanted, &text.nothing_connected()),
            advice::no_reader(site, text),
        ),
        Unreached::NoSuchReader { wanted, readers } => message(
            text.no_such_reader(wanted, &quoted(readers, text)),
            text.no_such_reader_do(),
        ),
        Unreached::NoCard => message(text.no_card(), text.no_card_do()),
        Unreached::NoTerminal { workplace, beside } => with_remarks(
            message(
                text.setup_no_terminal(workplace),
                text.setup_no_terminal_do(),
            ),
            beside,
            text,
        ),
        Unreached::NoCardInTerminals { workplace, beside } => with_remarks(
            message(
                text.no_card_in_terminals(workplace),
                text.no_card_in_terminals_do(),
            ),
            beside,
            text,
        ),
        Unreached::NoCardThere { meant } => message(
            text.no_card_there(&quoted(meant, text)),
            text.no_card_there_do(),
        ),
        Unreached::WrongKind { found } => message(
            text.wrong_kind(&cards::in_readers(found, text)),
            if found
                .iter()
                .any(|card| card.application == Some(Application::Untold))
            {
                text.wrong_kind_untold_do()
            } else {
                text.wrong_kind_do()
            },
        ),
        Unreached::NoSuchCard { found } => message(
            text.no_such_card(&cards::in_readers(found, text)),
            text.no_such_card_do(),
        ),
        Unreached::ChooseCard { found } => message(
            text.choose_card_needed(&cards::in_readers(found, text)),
            if has_twins(found) {
                text.choose_reader_needed_do()
            } else {
                text.choose_card_needed_do()
            },
        ),
        Unreached::Hidden {
            reader,
            hides,
            found,
        } => {
            let found = cards::in_reader(found, text);
            let what = match hides {
                Hides::Busy => text.hidden_busy(reader, &found),
                Hides::Mute => text.hidden_mute(reader, &found),
            };
            message(what, text.hidden_do())
        }
        Unreached::Guarded { step } => message(text.card_guarded(step), text.reinsert_do()),
        Unreached::CardUnreadable {
            oddity: Oddity::NumberUntold,
            ..
        } => message(text.konnektor_number_untold(), text.konnektor_untold_do()),
        Unreached::CardUnreadable {
            step,
            oddity: Oddity::State(_, PinStatus::Untold(number)),
        } => message(
            text.konnektor_state_untold(step, &pins::untold(*number, text)),
            text.konnektor_untold_do(),
        ),
        Unreached::CardUnreadable {
            oddity: Oddity::State(pin, status),
            ..
        } if pins::are_odd([*status]) => {
            let (_, state) = pins::state(*pin, *status, None, text);
            message(
                text.pin_state_odd(&own_label(*pin, text), &state),
                text.next_odd_state(),
            )
        }
        Unreached::CardUnreadable { step, oddity } => message(
            text.card_unreadable(step, &odd(*oddity, text)),
            text.card_unreadable_do(),
        ),
    }
}

/// The same, and what the Konnektor said beside its lists: its remedy comes first, for that is what is
/// known to be wrong.
fn with_remarks(Message { what, hint }: Message, beside: &ListGaps, text: Text) -> Message {
    let remarks = Remark::of_gaps(beside);
    let (said, helps): (Vec<String>, Vec<String>) = remarks
        .iter()
        .map(|remark| examination::remark(remark, &beside.profile, text))
        .unzip();
    let said: Vec<String> = std::iter::once(what).chain(said).collect();
    let mut hints: Vec<String> = helps;
    hints.push(hint);
    hints.dedup();
    message(said.join(" "), hints.join(" "))
}

/// Whether cards of one number are among them: a copy, or a virtual card that is served.
fn has_twins(found: &[CardInReader]) -> bool {
    let mut numbers: Vec<_> = found
        .iter()
        .filter_map(|card| card.iccsn.as_ref())
        .collect();
    let all = numbers.len();
    order::by_key(&mut numbers, |iccsn| iccsn.as_str());
    numbers.dedup();
    numbers.len() < all
}

fn odd(oddity: Oddity, text: Text) -> String {
    match oddity {
        Oddity::NoNumber | Oddity::NumberUntold => "ICCSN".to_owned(),
        Oddity::Answer(status) => status.to_string(),
        Oddity::State(pin, status) => pins::state(pin, status, None, text).1,
        Oddity::Content => text.content_is_odd(),
    }
}

fn quoted(names: &[String], text: Text) -> String {
    names
        .iter()
        .map(|name| text.quoted(name))
        .collect::<Vec<_>>()
        .join(", ")
}

fn explain_reader(error: &Error, site: Site, text: Text) -> Message {
    use Error as E;
    match error {
        E::NoLibrary { file, detail } => message(
            match detail {
                None => text.library_missing(file),
                Some(detail) => text.library_unusable(file, detail),
            },
            advice::install_library(site, text),
        ),
        E::NoService(detail) => message(text.no_service(detail), advice::start_service(site, text)),
        E::ServiceFailed(detail) => message(
            text.service_failed(detail),
            text.in_remote_session_too(&advice::restart_service(site, text)),
        ),
        E::ServiceHangs => message(text.service_hangs(), advice::restart_service(site, text)),
        E::ServiceFull(detail) => message(text.service_full(detail), text.service_full_do()),
        E::NotAllowed(detail) => message(text.not_allowed(detail), advice::get_right(site, text)),
        E::Closed(path) => message(
            text.socket_closed(path),
            advice::closed_socket(path, None, text),
        ),
        E::NoSuchReader(reader) => message(
            text.no_such_reader(reader, &text.nothing_connected()),
            advice::no_reader(site, text),
        ),
        E::ReaderGone(reader) => message(text.reader_gone(reader), text.reader_gone_do()),
        E::NoCard(_) => message(text.no_card(), text.no_card_do()),
        E::Busy(reader) => message(text.busy(reader), advice::busy(site, text)),
        E::Mute(reader) => message(text.card_mute(reader), text.card_mute_do()),
        E::Removed(reader) => message(text.removed_before(reader), text.broken_before_do()),
        E::Reset(reader) => message(
            text.broken_before(reader, "SCARD_W_RESET_CARD"),
            text.broken_before_do(),
        ),
        E::Broken { reader, detail } => {
            message(text.broken_before(reader, detail), text.broken_before_do())
        }
        E::Interrupted => message(text.cancelled(), text.cancelled_do()),
        E::VirtualCard(fault) => message(
            text.bad_virtual_card(&trouble::of_virtual_card(fault, text)),
            text.bad_virtual_card_do(),
        ),
    }
}

fn explain_reader_later(error: &Error, site: Site, text: Text) -> Message {
    use Error as E;
    // What helps is the same as before.
    let later = |cause: &str| message(text.later(cause), explain_reader(error, site, text).hint);
    match error {
        E::NoCard(reader) | E::Removed(reader) | E::Reset(reader) | E::Broken { reader, .. } => {
            message(text.card_gone(reader), text.card_gone_do())
        }
        // "Nothing was done to the card" would be wrong now.
        E::NoService(detail) | E::ServiceFailed(detail) => message(
            text.no_service_later(detail),
            advice::start_service(site, text),
        ),
        E::ServiceHangs => message(
            text.service_hangs_later(),
            advice::restart_service(site, text),
        ),
        E::Busy(reader) => message(text.busy_later(reader), advice::busy(site, text)),
        E::ServiceFull(detail) | E::NotAllowed(detail) => later(detail),
        E::Closed(path) => later(&text.later_closed(path)),
        E::NoLibrary { file, .. } => later(file),
        E::NoSuchReader(reader) | E::ReaderGone(reader) => later(&text.later_reader_gone(reader)),
        E::Mute(reader) => later(&text.later_mute(reader)),
        E::VirtualCard(fault) => later(&trouble::of_virtual_card(fault, text)),
        E::Interrupted => later(&text.online_interrupted()),
    }
}
