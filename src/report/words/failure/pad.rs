//! The PIN pad, in words.

use super::{Message, message};
use crate::reader::pin_pad::{PadAnswer, PadLack};
use crate::report::facts::failure::Pad;
use crate::report::words::labels::{own_label, range};
use crate::text::Text;

pub(super) fn explain(cause: &Pad, text: Text) -> Message {
    match cause {
        Pad::Lack { reader, lack } => {
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
        Pad::Ended {
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
                (
                    PadAnswer::TimedOut
                    | PadAnswer::Cancelled
                    | PadAnswer::EntriesDiffer
                    | PadAnswer::WrongLength,
                    _,
                ) => text.pad_ended_do(),
            };
            message(what, hint)
        }
    }
}
