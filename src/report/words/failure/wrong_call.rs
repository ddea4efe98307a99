//! A command line that cannot be parsed, in words.

use super::{Message, message};
use crate::report::facts::failure::{CallFault, WantedValue, WrongCall};
use crate::text::Text;

pub(super) fn explain(call: &WrongCall, text: Text) -> Message {
    let mut what = vec![what(&call.fault, text), text.nothing_done()];
    if call.may_hold_secret {
        what.push(text.secret_typed());
    }
    let hint = match &call.command {
        Some(command) => text.usage_of_do(command),
        None => text.usage_do(),
    };
    message(what.join(" "), hint)
}

fn what(fault: &CallFault, text: Text) -> String {
    let meant = |what: String, call: Option<String>| match call {
        Some(call) => format!("{what} {}", text.meant(&call)),
        None => what,
    };
    match fault {
        CallFault::UnknownCommand { typed, meant: call } => {
            let call = call.as_ref().map(|call| format!("pinlotse {call}"));
            meant(text.unknown_command(typed), call)
        }
        CallFault::UnknownFlag {
            flag, of_commands, ..
        } if !of_commands.is_empty() => {
            let calls: Vec<String> = of_commands
                .iter()
                .map(|command| text.quoted_call(command))
                .collect();
            text.flag_of_others(flag, &calls.join(", "))
        }
        CallFault::UnknownFlag {
            flag, meant: other, ..
        } => meant(text.unknown_flag(flag), other.clone()),
        CallFault::Superfluous(typed) => text.superfluous(typed),
        CallFault::ValueMissing(flag) => text.value_missing(flag),
        CallFault::ValueSuperfluous(flag) => text.value_superfluous(flag),
        CallFault::ValueUnfit {
            flag,
            value,
            wanted,
        } => text.value_unfit(flag, value, &wanted_words(wanted, text)),
        CallFault::Needed(what) => text.needed(&what.join(", ")),
        CallFault::Conflict(one, other) => text.conflicts(one, other),
        CallFault::Twice(flag) => text.named_twice(flag),
        CallFault::NotText => text.not_text(),
        CallFault::Impossible => text.impossible_call(),
    }
}

fn wanted_words(wanted: &WantedValue, text: Text) -> String {
    match wanted {
        WantedValue::OneOf(values) => text.wanted_one_of(&values.join(", ")),
        WantedValue::Day => text.wanted_day(),
        WantedValue::CardDigits => text.wanted_card_digits(),
        WantedValue::CardNumber => text.wanted_card_number(),
        WantedValue::Name => text.wanted_name(),
        WantedValue::Path => text.wanted_path(),
        WantedValue::NoDash => text.wanted_no_dash(),
        WantedValue::Label(most) => text.wanted_label(*most),
        // Without an end it is any number.
        WantedValue::Number(_, to) if *to >= u32::from(u16::MAX) => text.wanted_whole_number(),
        WantedValue::Number(from, to) => text.wanted_number(*from, *to),
        WantedValue::Other => text.wanted_other(),
    }
}
