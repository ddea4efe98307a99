//! What PINs and kinds of cards are called, in the letter's own words.

use crate::card::{Kind, Operation};
use crate::pins::PinKey;
use crate::reader::pin_pad::Digits;
use crate::report::facts::failure::TriesLeft;
use crate::report::facts::outcome::{EntryWord, NewPin};
use crate::text::Text;

/// How many digits, in words.
#[must_use]
pub fn range(digits: Digits, text: Text) -> String {
    if digits.min == digits.max {
        digits.min.to_string()
    } else {
        text.digit_range(digits.min, digits.max)
    }
}

/// How many tries are left, in words.
#[must_use]
pub fn tries_left(left: TriesLeft, text: Text) -> String {
    let tries = text.tries(left.most());
    match left {
        TriesLeft::Named(_) => tries,
        TriesLeft::AtMost(_) => text.at_most(&tries),
    }
}

/// What the letter calls the Transport-PIN.
#[must_use]
pub fn transport_label(pin: PinKey, text: Text) -> String {
    match pin {
        PinKey::Ch => text.transport_label_ch(),
        PinKey::Qes => text.transport_label_qes(),
        PinKey::Smc => text.transport_label_smc(),
        PinKey::Auto | PinKey::So => own_label(pin, text),
    }
}

/// What the own PIN is called.
#[must_use]
pub fn own_label(pin: PinKey, text: Text) -> String {
    match pin {
        PinKey::Ch => text.own_label_ch(),
        PinKey::Qes => text.own_label_qes(),
        PinKey::Smc => text.own_label_smc(),
        PinKey::Auto => text.own_label_auto(),
        PinKey::So => text.own_label_so(),
    }
}

/// What is tried by an operation.
#[must_use]
pub fn tried_label(pin: PinKey, operation: Operation, text: Text) -> String {
    match operation {
        Operation::Activate => transport_label(pin, text),
        Operation::Change | Operation::Verify => own_label(pin, text),
        Operation::UnblockWithNew | Operation::Unblock => text.puk_label(pin.name()),
    }
}

/// What own PINs are called, as a list.
#[must_use]
pub fn own_labels(pins: &[PinKey], text: Text) -> String {
    pins.iter()
        .map(|pin| own_label(*pin, text))
        .collect::<Vec<_>>()
        .join(", ")
}

/// The short names of PINs, as a list.
#[must_use]
pub fn names(pins: &[PinKey]) -> String {
    pins.iter()
        .map(|pin| pin.name())
        .collect::<Vec<_>>()
        .join(", ")
}

/// What a kind of card is called.
#[must_use]
pub fn kind_label(kind: Kind, text: Text) -> String {
    match kind {
        Kind::Hba => text.card_kind_hba(),
        Kind::Smcb => text.card_kind_smcb(),
        Kind::Egk => text.card_kind_egk(),
        Kind::GsmcKt => text.card_kind_gsmc_kt(),
        Kind::GsmcK => text.card_kind_gsmc_k(),
        Kind::Unknown => text.unknown_card(),
    }
}

/// That the new PIN of an entry of unknown outcome may be valid already.
#[must_use]
pub fn perhaps_set(new: NewPin, pin: PinKey, text: Text) -> String {
    let label = own_label(pin, text);
    match new {
        NewPin::Typed => text.perhaps_set(&label),
        NewPin::PerhapsTyped => text.perhaps_typed(&label),
    }
}

/// The same, and what is tried first therefore, by the way in which digits get to the card.
#[must_use]
pub fn perhaps_set_first(way: EntryWord, pin: PinKey, text: Text) -> String {
    let new = NewPin::at(way == EntryWord::Terminal);
    let how = match way {
        EntryWord::Terminal => text.perhaps_typed_do(),
        way => try_it_next(way, pin, text),
    };
    format!("{} {how}", perhaps_set(new, pin, text))
}

/// That it may be what is valid, where digits were refused that may be those of the letter.
#[must_use]
pub fn perhaps_set_wrong(way: EntryWord, text: Text) -> String {
    match way {
        EntryWord::Terminal => text.perhaps_typed_wrong(),
        EntryWord::Keyboard | EntryWord::File | EntryWord::PinPad => text.perhaps_set_wrong(),
    }
}

/// How it is tried.
#[must_use]
pub fn try_it_next(way: EntryWord, pin: PinKey, text: Text) -> String {
    match way {
        EntryWord::Keyboard => text.perhaps_set_do(),
        EntryWord::File => text.perhaps_set_script_do(pin.word()),
        EntryWord::PinPad => text.perhaps_set_elsewhere(),
        EntryWord::Terminal => text.perhaps_typed_next(),
    }
}
