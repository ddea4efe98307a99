//! The reader's PIN pad.

use crate::pins::PinKey;
use crate::reader::pin_pad::{PadAnswer, PadLack};
use crate::report::facts::cause::Cause;
use crate::report::facts::code::{Code, code};
use crate::report::facts::exit;

/// Why a PIN pad did not do what was wanted.
#[derive(Debug)]
pub enum Pad {
    /// It cannot.
    Lack {
        /// PC/SC name of the reader.
        reader: String,
        /// What it lacks.
        lack: PadLack,
    },
    /// It ended the dialog without a result; the state is what it was.
    Ended {
        /// The PIN.
        pin: PinKey,
        /// How it ended.
        answer: PadAnswer,
        /// The firmware that the reader needs for it, where an older one may be the cause.
        firmware: Option<&'static str>,
    },
}

impl Cause for Pad {
    fn code(&self) -> Code {
        match self {
            Pad::Lack { lack, .. } => match lack {
                PadLack::NoPad => code("pad_missing", exit::PAD),
                PadLack::VerifyOnly | PadLack::ModifyOnly | PadLack::Digits { .. } => {
                    code("pad_cannot", exit::PAD)
                }
                PadLack::Untrusted => code("pad_untrusted", exit::PAD),
            },
            Pad::Ended { answer, .. } => match answer {
                PadAnswer::TimedOut => code("timed_out", exit::TIMED_OUT),
                PadAnswer::Cancelled => code("cancelled", exit::CANCELLED),
                PadAnswer::EntriesDiffer => code("new_pin_mismatch", exit::NEW_PIN),
                PadAnswer::WrongLength => code("pad_length", exit::NEW_PIN),
                PadAnswer::Refused | PadAnswer::Unsupported | PadAnswer::Card(_) => {
                    code("pad_refused", exit::PAD)
                }
            },
        }
    }

    fn topic(&self) -> Option<&'static str> {
        Some(match self {
            Pad::Lack { .. } => "which-reader",
            Pad::Ended { answer, .. } => match answer {
                PadAnswer::TimedOut
                | PadAnswer::Cancelled
                | PadAnswer::EntriesDiffer
                | PadAnswer::WrongLength => "pin-pad-timeouts",
                PadAnswer::Refused | PadAnswer::Unsupported | PadAnswer::Card(_) => "which-reader",
            },
        })
    }

    fn pin(&self) -> Option<PinKey> {
        match self {
            Pad::Lack { .. } => None,
            Pad::Ended { pin, .. } => Some(*pin),
        }
    }

    fn may_have_cost(&self) -> bool {
        match self {
            Pad::Lack { .. } => false,
            Pad::Ended { answer, .. } => !answer.nothing_was_sent(),
        }
    }
}

#[cfg(test)]
impl Pad {
    pub(super) fn samples() -> Vec<Self> {
        use super::samples::of_each;
        use crate::reader::pin_pad::Digits;
        let (entry, wanted, pad) = (
            apdu::Hole::New,
            Digits::between(6, 8),
            Digits::between(4, 6),
        );
        let lacks = of_each!(PadLack {
            NoPad => [PadLack::NoPad],
            VerifyOnly => [PadLack::VerifyOnly],
            ModifyOnly => [PadLack::ModifyOnly],
            Digits => [PadLack::Digits { wanted, pad, entry }],
            Untrusted => [PadLack::Untrusted],
        });
        let answers = of_each!(PadAnswer {
            TimedOut => [PadAnswer::TimedOut],
            Cancelled => [PadAnswer::Cancelled],
            EntriesDiffer => [PadAnswer::EntriesDiffer],
            WrongLength => [PadAnswer::WrongLength],
            Refused => [PadAnswer::Refused],
            Unsupported => [PadAnswer::Unsupported],
            Card => [PadAnswer::Card(apdu::StatusWord::new(0x6B80))],
        });
        let lacking = |lack| Pad::Lack {
            reader: "Leser".to_owned(),
            lack,
        };
        let ended = |firmware| {
            move |answer: &PadAnswer| Pad::Ended {
                pin: PinKey::Ch,
                answer: *answer,
                firmware,
            }
        };
        let known = answers.iter().map(ended(Some("1.2.3")));
        of_each!(Pad {
            Lack => lacks.into_iter().map(lacking).collect::<Vec<_>>(),
            Ended => answers.iter().map(ended(None)).chain(known).collect::<Vec<_>>(),
        })
    }
}
