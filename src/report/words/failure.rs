//! Failures in words: what happened, what it means for the card, and what to do now.

use super::certificates::{day, purpose_labels};
use super::labels::{kind_label, names, own_label, range, transport_label};
use super::online::reason;
use crate::card::{Block, Operation};
use crate::pins::PinKey;
use crate::reader;
use crate::reader::pin_pad::{PadAnswer, PadLack};
use crate::report::facts::check::{CheckFailure, Wrong};
use crate::report::facts::failure::{BlockedBy, Failure};
use crate::system::machine::Machine;
use crate::system::os::{Os, os};
use crate::text::Text;

/// A failure in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// What happened, and what it means for the card.
    pub what: String,
    /// What to do now.
    pub hint: String,
    /// Stable name of a topic that says more; see [`crate::topics`].
    pub topic: Option<&'static str>,
}

pub(super) fn message(what: String, hint: String) -> Message {
    Message {
        what,
        hint,
        topic: None,
    }
}

/// Puts a failure into words.
#[must_use]
pub fn explain(failure: &Failure, text: Text) -> Message {
    Message {
        topic: super::topic::of(failure),
        ..in_words(failure, text)
    }
}

fn in_words(failure: &Failure, text: Text) -> Message {
    match failure {
        Failure::Reader(error) => explain_reader(error, text),
        Failure::ReaderLater(error) => explain_reader_later(error, text),
        Failure::Usage(_)
        | Failure::LastTryNeedsPin
        | Failure::NoSuchTopic
        | Failure::PinNotOnCard { .. } => explain_usage(failure, text),
        Failure::NoReader
        | Failure::NoSuchReader { .. }
        | Failure::NoCard
        | Failure::WrongKind { .. }
        | Failure::NoSuchCard { .. }
        | Failure::ChooseCard { .. } => explain_choice(failure, text),
        Failure::Unknown { .. }
        | Failure::Wrong { .. }
        | Failure::Blocked { .. }
        | Failure::NewPinRefused { .. }
        | Failure::CardRefused { .. }
        | Failure::BlockedForGood { .. }
        | Failure::PukUsedUp { .. }
        | Failure::StillTransport { .. }
        | Failure::NotBlocked { .. } => explain_verdict(failure, text),
        Failure::PadLack { .. } | Failure::PadEnded { .. } => explain_pad(failure, text),
        Failure::LastTry { .. }
        | Failure::LastTryDeclined { .. }
        | Failure::RescueDeclined { .. }
        | Failure::PukNoHelp { .. }
        | Failure::RescueUnasked { .. }
        | Failure::TryAgain { .. }
        | Failure::DigitsOfOtherCard
        | Failure::HolderNeeded
        | Failure::HolderDeclined { .. }
        | Failure::WrongLetter
        | Failure::OtherCard { .. }
        | Failure::OtherState { .. }
        | Failure::OtherRun { .. }
        | Failure::Cancelled { .. } => explain_refusal(failure, text),
        Failure::CardUnreadable { .. }
        | Failure::Secrets(_)
        | Failure::SecretsSource(_)
        | Failure::NoInput
        | Failure::Notes(_)
        | Failure::NotesUnreadable(_)
        | Failure::File { .. }
        | Failure::Exists { .. }
        | Failure::VirtualCard(_)
        | Failure::Vpcd { .. } => explain_files(failure, text),
        Failure::Check(failure) => explain_check(failure, text),
        Failure::Finding(finding) => message(
            finding.what.clone(),
            finding.remedy.clone().unwrap_or_default(),
        ),
        Failure::Internal(_) => internal(failure, text),
    }
}

fn explain_usage(failure: &Failure, text: Text) -> Message {
    match failure {
        Failure::LastTryNeedsPin => message(text.last_try_needs_pin(), text.usage_do()),
        Failure::PinNotOnCard { pin, kind } => message(
            text.pin_not_on_card(&own_label(*pin, text), &kind_label(*kind, text)),
            text.pin_not_on_card_do(),
        ),
        Failure::NoSuchTopic => message(text.no_such_topic(), text.no_such_topic_do()),
        Failure::Usage(clap) => message(format!("{}\n{clap}", text.usage_line()), text.usage_do()),
        other => internal(&other, text),
    }
}

fn explain_choice(failure: &Failure, text: Text) -> Message {
    match failure {
        Failure::NoReader => message(text.no_reader(), no_reader_hint(text)),
        Failure::NoSuchReader { wanted, readers } if readers.is_empty() => message(
            text.no_such_reader(wanted, &text.nothing_connected()),
            no_reader_hint(text),
        ),
        Failure::NoSuchReader { wanted, readers } => message(
            text.no_such_reader(wanted, &quoted(readers, text)),
            text.no_such_reader_do(),
        ),
        Failure::NoCard => message(text.no_card(), text.no_card_do()),
        Failure::WrongKind { found } => {
            message(text.wrong_kind(&found.join("; ")), text.wrong_kind_do())
        }
        Failure::NoSuchCard { found } => {
            message(text.no_such_card(&found.join("; ")), text.no_such_card_do())
        }
        Failure::ChooseCard { found } => message(
            text.choose_card_needed(&found.join("; ")),
            text.choose_card_needed_do(),
        ),
        other => internal(&other, text),
    }
}

fn explain_verdict(failure: &Failure, text: Text) -> Message {
    match failure {
        Failure::Unknown {
            pin,
            operation,
            contradicted,
        } => {
            let label = own_label(*pin, text);
            let what = if *contradicted {
                text.unknown_contradicted(&label)
            } else {
                text.unknown_lost(&label)
            };
            message(what, unknown_hint(*pin, *operation, text))
        }
        Failure::Wrong { .. } => explain_wrong(failure, text),
        Failure::BlockedForGood { pin, status } => message(
            text.blocked_for_good(&own_label(*pin, text), &status.to_string()),
            text.blocked_for_good_do(),
        ),
        Failure::PukUsedUp { pin, status, state } => {
            let (label, state) = (
                own_label(*pin, text),
                super::status::pin_state(*state, None, text).1,
            );
            message(
                text.puk_used_up(&label, &status.to_string(), &state),
                text.puk_used_up_do(),
            )
        }
        Failure::NotBlocked { pin, hidden: false } => message(
            text.not_blocked(&own_label(*pin, text)),
            text.not_blocked_do(pin.word()),
        ),
        Failure::NotBlocked { pin, hidden: true } => message(
            text.block_hidden(&own_label(*pin, text)),
            text.block_hidden_do(pin.word()),
        ),
        Failure::StillTransport { pin } => message(
            text.still_transport(&own_label(*pin, text)),
            text.still_transport_do(),
        ),
        Failure::Blocked {
            pin,
            known,
            transport,
        } => explain_block(*pin, *known, *transport, text),
        Failure::NewPinRefused { pin, operation } if operation.uses_puk() => message(
            text.new_pin_refused_to_puk(&own_label(*pin, text)),
            text.new_pin_refused_do(),
        ),
        Failure::NewPinRefused { pin, .. } => message(
            text.new_pin_refused(&own_label(*pin, text)),
            text.new_pin_refused_do(),
        ),
        Failure::CardRefused {
            pin,
            operation,
            status,
        } if operation.uses_puk() => message(
            text.card_refused_puk(&own_label(*pin, text), &status.to_string()),
            text.card_unreadable_do(),
        ),
        Failure::CardRefused { pin, status, .. } => message(
            text.card_refused(&own_label(*pin, text), &status.to_string()),
            text.card_unreadable_do(),
        ),
        other => internal(&other, text),
    }
}

/// A secret that the card refused. Before the last try nobody is told to go on; a script hears what
/// its next try needs.
fn explain_wrong(failure: &Failure, text: Text) -> Message {
    let Failure::Wrong {
        pin,
        operation,
        left,
        other_line,
        by_issuers,
        scripted,
    } = failure
    else {
        return internal(&failure, text);
    };
    let is_last = failure.leaves_one_try();
    let (what, first) = match operation {
        Operation::Change | Operation::Verify => (
            text.wrong_own(&own_label(*pin, text), &text.tries(*left)),
            text.wrong_own_do(),
        ),
        Operation::Unblock | Operation::UnblockWithNew => {
            let what = text.wrong_puk(&text.puk_label(pin.name()), *by_issuers, *left);
            if *by_issuers == 0 {
                return message(what, text.wrong_puk_do_last());
            }
            (
                what,
                if is_last {
                    text.wrong_puk_do_one()
                } else {
                    text.wrong_puk_do()
                },
            )
        }
        Operation::Activate => {
            let quoted = |pin: &PinKey| text.quoted(&transport_label(*pin, text));
            let first = match other_line {
                _ if is_last => text.wrong_transport_do_one(),
                Some(other) => text.wrong_transport_do(&quoted(pin), &quoted(other)),
                None => text.wrong_transport_do_single(),
            };
            (
                text.wrong_transport(&transport_label(*pin, text), &text.tries(*left)),
                first,
            )
        }
    };
    let is_own = matches!(operation, Operation::Change | Operation::Verify);
    let next = match (scripted, is_last) {
        (true, true) => text.last_try_script_do(pin.word()),
        (true, false) if is_own => text.try_again_card_do(pin.word()),
        (true, false) => text.try_again_script_do(pin.word()),
        (false, false) if !is_own => text.wrong_repeat_do(),
        (false, _) => return message(what, first),
    };
    message(what, format!("{first} {next}"))
}

fn unknown_hint(pin: PinKey, operation: Operation, text: Text) -> String {
    match operation {
        Operation::Activate => text.unknown_do(),
        Operation::Change => text.unknown_change_do(pin.word()),
        Operation::Verify => text.unknown_verify_do(),
        Operation::UnblockWithNew | Operation::Unblock => text.unknown_unblock_do(),
    }
}

fn explain_pad(failure: &Failure, text: Text) -> Message {
    match failure {
        Failure::PadLack { reader, lack } => {
            let what = match lack {
                PadLack::NoPad => text.pad_missing(reader),
                PadLack::VerifyOnly => text.pad_verify_only(reader),
                PadLack::ModifyOnly => text.pad_modify_only(reader),
                PadLack::Digits { wanted, pad, .. } => {
                    text.pad_digits(reader, &range(*wanted, text), &range(*pad, text))
                }
                PadLack::Untrusted => text.pad_untrusted(reader),
            };
            message(what, text.pad_lack_do())
        }
        Failure::PadEnded {
            pin,
            answer,
            firmware,
        } => {
            let label = own_label(*pin, text);
            let what = match answer {
                PadAnswer::TimedOut => text.pad_timed_out(&label),
                PadAnswer::Cancelled => text.pad_cancelled(&label),
                PadAnswer::EntriesDiffer => text.pad_entries_differ(&label),
                PadAnswer::WrongLength => text.pad_wrong_length(&label),
                PadAnswer::Unsupported => text.pad_unsupported(&label),
                PadAnswer::Refused | PadAnswer::Card(_) => text.pad_refused(&label),
            };
            let hint = match (answer, firmware) {
                (PadAnswer::Unsupported, Some(firmware)) => {
                    format!("{} {}", text.pad_firmware_do(firmware), text.pad_lack_do())
                }
                (PadAnswer::Refused | PadAnswer::Unsupported | PadAnswer::Card(_), _) => {
                    text.pad_lack_do()
                }
                _ => text.pad_ended_do(),
            };
            message(what, hint)
        }
        other => internal(&other, text),
    }
}

fn explain_block(pin: PinKey, known: BlockedBy, transport: bool, text: Text) -> Message {
    let label = if transport {
        transport_label(pin, text)
    } else {
        own_label(pin, text)
    };
    let what = match known {
        BlockedBy::Try(Block::ThisTry) => text.blocked_by_this_try(&label),
        BlockedBy::Status => text.blocked_found(&label),
        BlockedBy::Try(Block::Answer) => text.blocked_answered(&label),
        BlockedBy::Try(Block::ReadBack) => text.blocked_shown(&label),
        BlockedBy::Notes => text.blocked_noted(&label),
    };
    let hint = match (known, transport) {
        (BlockedBy::Notes, _) => text.blocked_noted_do(pin.word()),
        (_, true) => text.blocked_transport_do(),
        // It was set when this run began: an own PIN was what was tried.
        (BlockedBy::Try(_), false) => text.blocked_own_now_do(),
        // GET PIN STATUS does not tell a blocked own PIN from a blocked Transport-PIN: both ways
        // are named.
        (_, false) => format!("{} {}", text.blocked_own_do(), text.blocked_never_set_do()),
    };
    message(what, hint)
}

fn explain_refusal(failure: &Failure, text: Text) -> Message {
    match failure {
        Failure::LastTry { pin, operation } => message(
            text.last_try_script(&tried_label(*pin, *operation, text)),
            text.last_try_script_do(pin.word()),
        ),
        Failure::LastTryDeclined { pin, operation } => {
            let hint = match (operation, pin) {
                (Operation::Activate, _) => text.last_try_declined_do(),
                (Operation::Unblock | Operation::UnblockWithNew, _) => text.last_puk_declined_do(),
                (Operation::Change | Operation::Verify, PinKey::Qes) => {
                    text.last_qes_try_declined_do()
                }
                (Operation::Change | Operation::Verify, _) => {
                    text.last_own_try_declined_do(pin.word())
                }
            };
            message(text.last_try_declined(), hint)
        }
        Failure::RescueUnasked { pin } => message(
            text.rescue_unasked(&own_label(*pin, text)),
            text.rescue_unasked_do(pin.word()),
        ),
        Failure::PukNoHelp { pin } => message(
            text.puk_not_used(&own_label(*pin, text)),
            text.puk_no_help_do(),
        ),
        Failure::RescueDeclined { .. } => {
            message(text.cancelled_untouched(), text.rescue_declined_do())
        }
        Failure::TryAgain {
            pin,
            operation: operation @ (Operation::Change | Operation::Verify),
        } => message(
            text.try_again_by_card(&tried_label(*pin, *operation, text)),
            text.try_again_card_do(pin.word()),
        ),
        Failure::TryAgain { pin, operation } => message(
            text.try_again_script(&tried_label(*pin, *operation, text)),
            text.try_again_script_do(pin.word()),
        ),
        Failure::DigitsOfOtherCard => message(text.digits_of_other_card(), text.no_such_card_do()),
        Failure::HolderNeeded => message(text.holder_needed(), text.holder_needed_do()),
        Failure::HolderDeclined {
            operation: Operation::Activate,
        } => message(text.holder_declined(), text.holder_declined_activate_do()),
        Failure::HolderDeclined { .. } => {
            message(text.holder_declined(), text.holder_declined_do())
        }
        Failure::WrongLetter => message(text.wrong_letter(), text.wrong_letter_do()),
        Failure::OtherCard { reader } => {
            message(text.card_changed_other(reader), text.card_changed_do())
        }
        Failure::OtherState { pin } => message(
            text.card_changed_state(&own_label(*pin, text)),
            text.card_changed_do(),
        ),
        Failure::OtherRun { pin } => {
            message(text.other_run(&own_label(*pin, text)), text.other_run_do())
        }
        Failure::Cancelled {
            set,
            rescued,
            untouched,
        } => explain_cancelled(set, rescued, untouched, text),
        other => internal(&other, text),
    }
}

fn explain_cancelled(
    set: &[PinKey],
    rescued: &[PinKey],
    untouched: &[PinKey],
    text: Text,
) -> Message {
    if set.is_empty() && rescued.is_empty() {
        return message(text.cancelled_untouched(), text.cancelled_do());
    }
    let mut what = vec![text.cancelled()];
    what.extend((!set.is_empty()).then(|| text.stays_set(&names(set))));
    what.extend((!rescued.is_empty()).then(|| text.stays_rescued(&names(rescued))));
    what.extend((!untouched.is_empty()).then(|| text.not_touched(&names(untouched))));
    let words = |pins: &[PinKey]| {
        pins.iter()
            .map(|pin| pin.word())
            .collect::<Vec<_>>()
            .join(",")
    };
    let hint = match (rescued.is_empty(), untouched.is_empty()) {
        (false, _) => text.rescued_do(&words(rescued)),
        // `change` would begin again with what is done.
        (true, false) => text.cancelled_do_rest(&words(untouched)),
        (true, true) => text.cancelled_do(),
    };
    message(what.join(" "), hint)
}

fn explain_files(failure: &Failure, text: Text) -> Message {
    match failure {
        Failure::CardUnreadable { step, detail } => message(
            text.card_unreadable(step, detail),
            text.card_unreadable_do(),
        ),
        Failure::Secrets(problems) => super::status::secrets_problems(problems, text),
        Failure::SecretsSource(error) => super::status::secrets_source(error, text),
        Failure::NoInput => message(text.no_input(), text.no_input_do()),
        Failure::Notes(error) => message(
            text.notes_failed(&error.to_string()),
            text.notes_failed_do(),
        ),
        Failure::NotesUnreadable(error) => message(
            text.notes_unreadable(&error.to_string()),
            text.notes_unreadable_do(),
        ),
        Failure::File { path, detail } => {
            message(text.file_failed(path, detail), text.file_failed_do())
        }
        Failure::Exists { path } => message(text.exists_already(path), text.exists_already_do()),
        Failure::VirtualCard(error) => {
            message(text.bad_virtual_card(error), text.bad_virtual_card_do())
        }
        Failure::Vpcd { address, detail } => message(
            text.vpcd_unreachable(address, detail),
            text.vpcd_unreachable_do(),
        ),
        other => internal(&other, text),
    }
}

fn explain_check(failure: &CheckFailure, text: Text) -> Message {
    let purposes = purpose_labels(&failure.purposes, text);
    match &failure.wrong {
        Wrong::Expiring { on, days } => message(
            text.check_expiring(&purposes, &day(*on, text), &text.days(*days)),
            text.check_expiring_do(),
        ),
        Wrong::Expired { on } => message(
            text.check_expired(&purposes, &day(*on, text)),
            text.check_ended_do(),
        ),
        Wrong::NotYetValid { from } => message(
            text.check_not_yet_valid(&purposes, &day(*from, text)),
            text.check_not_yet_valid_do(),
        ),
        Wrong::Undated => message(text.check_undated(&purposes), text.check_undated_do()),
        Wrong::Ended { what, hint, .. } => message(what.clone(), hint.clone()),
        Wrong::Missing => message(text.check_missing(&purposes), text.check_missing_do()),
        Wrong::Forged { issuer } => message(
            text.check_forged(&purposes, issuer),
            text.check_missing_do(),
        ),
        Wrong::Revoked { since } => message(
            text.check_revoked(&purposes, &day(*since, text)),
            text.check_ended_do(),
        ),
        Wrong::NotPublished => message(
            text.check_not_published(&purposes),
            text.check_not_published_do(),
        ),
        Wrong::Unavailable(error) => message(
            text.check_unavailable(&purposes, &reason(error, text)),
            text.check_unavailable_do(),
        ),
        Wrong::Unverified => message(text.check_unverified(&purposes), text.check_unverified_do()),
        Wrong::Unreadable => message(text.check_unreadable(&purposes), text.check_missing_do()),
        Wrong::Misplaced => message(text.check_misplaced(&purposes), text.check_missing_do()),
        Wrong::ClockWrong { today } => message(
            text.check_clock_wrong(&day(*today, text)),
            text.check_clock_wrong_do(),
        ),
        Wrong::Unchecked { issuer } => message(
            text.check_unchecked(&purposes, issuer),
            text.check_unchecked_do(),
        ),
    }
}

fn internal(failure: &dyn std::fmt::Debug, text: Text) -> Message {
    message(text.internal(&format!("{failure:?}")), text.internal_do())
}

fn explain_reader(error: &reader::Error, text: Text) -> Message {
    use reader::Error as E;
    match error {
        E::NoService(detail) => message(text.no_service(detail), no_service_hint(text)),
        E::ServiceFailed(detail) => message(
            text.service_failed(detail),
            text.in_remote_session_too(&service_restart_hint(text)),
        ),
        E::ServiceHangs => message(text.service_hangs(), service_restart_hint(text)),
        E::ServiceFull(detail) => message(text.service_full(detail), text.service_full_do()),
        E::NotAllowed(detail) => message(text.not_allowed(detail), text.not_allowed_do()),
        E::NoSuchReader(reader) => message(
            text.no_such_reader(reader, &text.nothing_connected()),
            no_reader_hint(text),
        ),
        E::ReaderGone(reader) => message(text.reader_gone(reader), text.reader_gone_do()),
        E::NoCard(_) => message(text.no_card(), text.no_card_do()),
        E::Busy(reader) => message(text.busy(reader), text.busy_do()),
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
        E::VirtualCard(detail) => {
            message(text.bad_virtual_card(detail), text.bad_virtual_card_do())
        }
    }
}

fn explain_reader_later(error: &reader::Error, text: Text) -> Message {
    use reader::Error as E;
    match error {
        E::NoCard(reader) | E::Removed(reader) | E::Reset(reader) | E::Broken { reader, .. } => {
            message(text.card_gone(reader), text.card_gone_do())
        }
        // "Nothing was done to the card" would be wrong now.
        E::NoService(detail) | E::ServiceFailed(detail) => {
            message(text.no_service_later(detail), no_service_hint(text))
        }
        E::ServiceHangs => message(text.service_hangs_later(), service_restart_hint(text)),
        E::Busy(reader) => message(text.busy_later(reader), text.busy_do()),
        other => message(
            text.later(&other.to_string()),
            explain_reader(other, text).hint,
        ),
    }
}

fn no_service_hint(text: Text) -> String {
    match os() {
        Os::Linux => text.no_service_do_linux(),
        Os::Windows => text.no_service_do_windows(),
        Os::Macos => text.no_service_do_macos(),
        Os::Other => text.no_service_do_other(),
    }
}

/// What helps a service that runs and does not do its work.
fn service_restart_hint(text: Text) -> String {
    match os() {
        Os::Linux => text.service_restart_do_linux(),
        Os::Windows => text.service_restart_do_windows(),
        Os::Macos => text.no_service_do_macos(),
        Os::Other => text.service_restart_do_other(),
    }
}

fn no_reader_hint(text: Text) -> String {
    if Machine::this().session().is_remote() {
        return text.no_reader_do_remote();
    }
    match os() {
        Os::Linux => text.no_reader_do_linux(),
        _ => text.no_reader_do_other(),
    }
}

fn quoted(names: &[String], text: Text) -> String {
    names
        .iter()
        .map(|name| text.quoted(name))
        .collect::<Vec<_>>()
        .join(", ")
}

/// What is tried by an operation.
fn tried_label(pin: PinKey, operation: Operation, text: Text) -> String {
    match operation {
        Operation::Activate => transport_label(pin, text),
        Operation::Change | Operation::Verify => own_label(pin, text),
        Operation::UnblockWithNew | Operation::Unblock => text.puk_label(pin.name()),
    }
}
