//! What became of a secret, in words.

use apdu::StatusWord;

use super::{Message, konnektor, message};
use crate::card::{Block, Evidence, Operation, PinStatus};
use crate::pins::{FIRST_TRIES, PinKey};
use crate::report::facts::failure::{BlockedBy, Verdict, WrongSecret};
use crate::report::words::labels::{
    own_label, perhaps_set_wrong, transport_label, tries_left, try_it_next,
};
use crate::report::words::pins;
use crate::text::Text;

pub(super) fn explain(cause: &Verdict, text: Text) -> Message {
    match cause {
        Verdict::Unknown {
            pin,
            operation,
            said_yes,
            after,
            status,
            came,
        } => {
            let unread = after.is_none();
            let label = own_label(*pin, text);
            let what = match (said_yes, status) {
                (Some(Evidence::Card), _) if unread => text.unknown_unread(&label),
                (Some(Evidence::Card), _) => text.unknown_contradicted(&label),
                (Some(Evidence::Between), _) if unread => text.terminal_unknown_unread(&label),
                (Some(Evidence::Between), _) => text.terminal_unknown_contradicted(&label),
                (None, Some(status)) => text.unknown_answered(&label, &status.to_string()),
                (None, None) => match came {
                    Some(trouble) => {
                        let Message { what, .. } = konnektor::of_trouble(trouble, text);
                        text.terminal_unknown_told(&label, &what)
                    }
                    None => text.unknown_lost(&label),
                },
            };
            let what = match shown_after(*after, *operation, text) {
                Some(shown) => format!("{what} {shown}"),
                None => what,
            };
            message(what, unknown_hint(*pin, *operation, *after, text))
        }
        Verdict::Wrong(wrong) => explain_wrong(wrong, text),
        Verdict::Blocked {
            pin,
            known,
            transport,
        } => explain_block(*pin, *known, *transport, text),
        Verdict::BlockedForGood { pin, status } => message(
            text.blocked_for_good(&own_label(*pin, text), &answer(*status, text)),
            text.blocked_for_good_do(),
        ),
        // 62C1 says nothing of the tries, on older cards not even that some are left (gemSpec_COS
        // before 3.12.0); nor need the PUK be used up where a maker lets it rescue no Transport-PIN.
        Verdict::PukUsedUp {
            pin,
            status,
            state: PinStatus::Transport,
        } => message(
            text.puk_refused_in_transport(&own_label(*pin, text), &answer(*status, text)),
            text.puk_refused_in_transport_do(),
        ),
        Verdict::PukUsedUp { pin, status, state } => {
            let label = own_label(*pin, text);
            let (_, state) = pins::state(*pin, *state, None, text);
            message(
                text.puk_used_up(&label, &answer(*status, text), &state),
                text.puk_used_up_do(),
            )
        }
        Verdict::StillTransport { pin } => message(
            text.still_transport(&own_label(*pin, text)),
            text.still_transport_do(),
        ),
        Verdict::NewPinRefused { pin, operation } if operation.uses_puk() => message(
            text.new_pin_refused_to_puk(&own_label(*pin, text)),
            text.new_pin_refused_do(),
        ),
        Verdict::NewPinRefused { pin, .. } => message(
            text.new_pin_refused(&own_label(*pin, text)),
            text.new_pin_refused_do(),
        ),
        Verdict::CardRefused {
            pin,
            operation,
            status,
        } if operation.uses_puk() => message(
            text.card_refused_puk(&own_label(*pin, text), &status.to_string()),
            text.card_unreadable_do(),
        ),
        Verdict::CardRefused { pin, status, .. } => message(
            text.card_refused(&own_label(*pin, text), &status.to_string()),
            text.card_unreadable_do(),
        ),
    }
}

/// A secret that the card refused. Before the last try nobody is told to go on; a script hears what
/// its next try needs.
fn explain_wrong(wrong: &WrongSecret, text: Text) -> Message {
    let WrongSecret {
        pin,
        operation,
        left,
        other_line,
        by_issuers,
        perhaps_set,
        scripted,
    } = wrong;
    let is_last = wrong.leaves_one_try();
    let (what, first) = match operation {
        Operation::Change | Operation::Verify => (
            text.wrong_own(&own_label(*pin, text), &tries_left(*left, text)),
            match other_line {
                Some(_) => text.wrong_own_do(),
                None => text.wrong_own_do_single(),
            },
        ),
        Operation::Unblock | Operation::UnblockWithNew => {
            let puk = text.puk_label(pin.name());
            let what = match (left.named(), *by_issuers) {
                (Some(uses), 0) => text.wrong_puk_none(&puk, uses),
                (Some(uses), 1) => text.wrong_puk_one(&puk, uses),
                (Some(uses), issuer) => text.wrong_puk(&puk, issuer, uses),
                (None, issuer) => text.wrong_puk_uncounted(&puk, issuer),
            };
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
            let first = match perhaps_set {
                None => first,
                Some(way) if is_last => format!("{} {first}", perhaps_set_wrong(*way, text)),
                Some(way) => {
                    let how = try_it_next(*way, *pin, text);
                    format!("{} {how} {first}", perhaps_set_wrong(*way, text))
                }
            };
            (
                text.wrong_transport(&transport_label(*pin, text), &tries_left(*left, text)),
                first,
            )
        }
    };
    let is_own = matches!(operation, Operation::Change | Operation::Verify);
    let next = match (scripted, is_last) {
        (true, true) => text.last_try_script_do(pin.word()),
        (true, false) if is_own => text.try_again_own_do(pin.word()),
        (true, false) => text.try_again_script_do(pin.word()),
        (false, false) if !is_own => text.wrong_repeat_do(),
        (false, _) => return message(what, first),
    };
    message(what, format!("{first} {next}"))
}

/// What was answered to a PUK; behind a Konnektor nobody hears the card's number.
fn answer(status: Option<StatusWord>, text: Text) -> String {
    status.map_or_else(|| text.terminal_answer(), |status| status.to_string())
}

/// What the state afterwards says of tries, where it says something: of a PIN that is blocked now,
/// or has fewer than a right entry leaves.
fn shown_after(after: Option<PinStatus>, operation: Operation, text: Text) -> Option<String> {
    match after? {
        PinStatus::Blocked if operation.uses_puk() => Some(text.unknown_still_blocked()),
        PinStatus::Blocked => Some(text.unknown_now_blocked()),
        PinStatus::Set { tries } if tries < FIRST_TRIES && !operation.uses_puk() => {
            Some(text.unknown_fewer(&text.tries(tries)))
        }
        _ => None,
    }
}

fn unknown_hint(pin: PinKey, operation: Operation, after: Option<PinStatus>, text: Text) -> String {
    match operation {
        Operation::Change | Operation::Verify if after == Some(PinStatus::Blocked) => {
            text.blocked_own_now_do()
        }
        _ if operation.uses_puk() && after == Some(PinStatus::Blocked) => {
            text.unknown_still_blocked_do()
        }
        Operation::Activate => text.unknown_do(),
        Operation::Change => text.unknown_change_do(pin.word()),
        Operation::Verify => text.unknown_verify_do(),
        Operation::UnblockWithNew | Operation::Unblock => text.unknown_unblock_do(),
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
        BlockedBy::Try(Block::Told) => text.terminal_blocked(&label),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    #[test]
    fn of_a_pin_that_is_blocked_afterwards_the_next_step_is_one_for_a_blocked_pin() {
        let text = Text::new(Language::De);
        let unknown = |operation, after| {
            let verdict = Verdict::Unknown {
                pin: PinKey::Ch,
                operation,
                said_yes: Some(Evidence::Between),
                after,
                status: None,
                came: None,
            };
            explain(&verdict, text)
        };
        for operation in [Operation::Change, Operation::Verify] {
            let Message { what, hint } = unknown(operation, Some(PinStatus::Blocked));
            assert!(what.ends_with(&text.unknown_now_blocked()), "{what}");
            assert_eq!(hint, text.blocked_own_now_do());
        }
        for operation in [Operation::Unblock, Operation::UnblockWithNew] {
            let Message { what, hint } = unknown(operation, Some(PinStatus::Blocked));
            assert!(what.ends_with(&text.unknown_still_blocked()), "{what}");
            assert_eq!(hint, text.unknown_still_blocked_do());
            // The tries are those of the PIN, and it was the PUK that was tried.
            let Message { what, .. } = unknown(operation, Some(PinStatus::Set { tries: 2 }));
            assert!(!what.contains("zählt"), "{what}");
        }
    }
}
