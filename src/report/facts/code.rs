//! The fixed code word and exit code of each cause.

use super::check::Wrong;
use super::exit;
use super::failure::Failure;
use crate::reader::pin_pad::{PadAnswer, PadLack};
use crate::{reader, secrets};

/// Fixed word and exit code of a cause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// The word of the JSON contract.
    pub word: &'static str,
    /// The exit code.
    pub exit: u8,
}

pub(super) const fn code(word: &'static str, exit: u8) -> Code {
    Code { word, exit }
}

/// A card that may no longer be used, whatever its certificates say; `word` is that of what is
/// known of it.
#[must_use]
pub(super) const fn ended(word: &'static str) -> Code {
    code(word, exit::ENDED)
}

impl Failure {
    /// Code word and exit code.
    #[must_use]
    pub fn code(&self) -> Code {
        match self {
            Failure::Usage(_) | Failure::LastTryNeedsPin | Failure::PinNotOnCard { .. } => {
                code("usage", exit::USAGE)
            }
            Failure::NoSuchTopic => code("no_such_topic", exit::USAGE),
            Failure::Reader(error) => reader_code(error),
            // 8 would promise that no secret was handed over in this run.
            Failure::ReaderLater(error) => match reader_code(error) {
                Code {
                    exit: exit::REMOVED,
                    word,
                } => code(word, exit::NO_CARD),
                other => other,
            },
            Failure::NoReader | Failure::NoSuchReader { .. } => code("no_reader", exit::NO_READER),
            Failure::NoCard => code("no_card", exit::NO_CARD),
            Failure::WrongKind { .. } => code("wrong_kind", exit::WRONG_CARD),
            Failure::NoSuchCard { .. } => code("no_such_card", exit::WRONG_CARD),
            Failure::ChooseCard { .. } => code("choose_card", exit::REFUSED),
            Failure::CardUnreadable { .. } => code("card_unreadable", exit::UNEXPECTED),
            Failure::Unknown { .. } => code("outcome_unknown", exit::UNKNOWN),
            Failure::Wrong { .. } => code("wrong_secret", exit::WRONG_SECRET),
            Failure::Blocked { .. } => code("blocked", exit::BLOCKED),
            Failure::BlockedForGood { .. } => code("blocked_for_good", exit::BLOCKED_FOR_GOOD),
            Failure::PukUsedUp { .. } => code("puk_used_up", exit::BLOCKED_FOR_GOOD),
            Failure::NotBlocked { .. } => code("not_blocked", exit::REFUSED),
            Failure::StillTransport { .. } => code("still_transport", exit::REFUSED),
            Failure::PadLack { lack, .. } => code(lack_word(*lack), exit::PAD),
            Failure::PadEnded { answer, .. } => pad_code(*answer),
            Failure::LastTry { .. } | Failure::LastTryDeclined { .. } => {
                code("last_try", exit::REFUSED)
            }
            Failure::RescueUnasked { .. } => code("transport_blocked", exit::REFUSED),
            Failure::TryAgain { .. } => code("try_again", exit::REFUSED),
            Failure::DigitsOfOtherCard | Failure::WrongLetter => code("wrong_card", exit::REFUSED),
            Failure::HolderNeeded | Failure::HolderDeclined { .. } => code("holder", exit::REFUSED),
            Failure::OtherCard { .. } | Failure::OtherState { .. } => {
                code("card_changed", exit::REFUSED)
            }
            Failure::OtherRun { .. } => code("busy", exit::BUSY),
            Failure::Cancelled { .. }
            | Failure::RescueDeclined { .. }
            | Failure::PukNoHelp { .. } => code("cancelled", exit::CANCELLED),
            Failure::NewPinRefused { .. } => code("new_pin_length", exit::NEW_PIN),
            Failure::CardRefused { .. } => code("refused_by_card", exit::UNEXPECTED),
            Failure::Secrets(problems) => secrets_code(problems),
            Failure::SecretsSource(error) => source_code(error),
            Failure::NoInput => code("secrets_missing", exit::SECRETS),
            Failure::Notes(_) | Failure::NotesUnreadable(_) => code("notes_unusable", exit::FILE),
            Failure::File { .. } => code("file", exit::FILE),
            Failure::Exists { .. } => code("file_exists", exit::FILE),
            Failure::VirtualCard(_) => code("virtual_card", exit::FILE),
            Failure::Vpcd { .. } => code("no_vpcd", exit::SERVICE),
            Failure::Check(failure) => check_code(&failure.wrong),
            Failure::Finding(finding) => code(finding.code, finding.exit),
            Failure::Internal(_) => code("internal", exit::UNEXPECTED),
        }
    }
}

fn check_code(wrong: &Wrong) -> Code {
    match wrong {
        Wrong::Expiring { .. } => code("certificate_expiring", exit::EXPIRING),
        Wrong::Expired { .. } => code("certificate_expired", exit::ENDED),
        Wrong::NotYetValid { .. } => code("certificate_not_yet_valid", exit::ENDED),
        Wrong::Ended { code: word, .. } => ended(word),
        Wrong::Missing => code("certificate_missing", exit::ENDED),
        Wrong::Forged { .. } => code("certificate_forged", exit::ENDED),
        Wrong::Revoked { .. } => code("certificate_revoked", exit::ENDED),
        Wrong::NotPublished => code("not_published", exit::NOT_PUBLISHED),
        Wrong::Unavailable(_) => code("online_unavailable", exit::NOT_CHECKED),
        Wrong::Unverified => code("online_unverified", exit::NOT_CHECKED),
        Wrong::Unreadable => code("certificate_unreadable", exit::ENDED),
        Wrong::Misplaced => code("certificate_misplaced", exit::ENDED),
        Wrong::ClockWrong { .. } => code("clock_wrong", exit::NOT_CHECKED),
        Wrong::Unchecked { .. } => code("issuer_unknown", exit::NOT_CHECKED),
        Wrong::Undated => code("certificate_undated", exit::NOT_CHECKED),
    }
}

const fn lack_word(lack: PadLack) -> &'static str {
    match lack {
        PadLack::NoPad => "pad_missing",
        PadLack::VerifyOnly | PadLack::ModifyOnly | PadLack::Digits { .. } => "pad_cannot",
        PadLack::Untrusted => "pad_untrusted",
    }
}

const fn pad_code(answer: PadAnswer) -> Code {
    match answer {
        PadAnswer::TimedOut => code("timed_out", exit::TIMED_OUT),
        PadAnswer::Cancelled => code("cancelled", exit::CANCELLED),
        PadAnswer::EntriesDiffer => code("new_pin_mismatch", exit::NEW_PIN),
        PadAnswer::WrongLength => code("pad_length", exit::NEW_PIN),
        PadAnswer::Refused | PadAnswer::Unsupported | PadAnswer::Card(_) => {
            code("pad_refused", exit::PAD)
        }
    }
}

fn reader_code(error: &reader::Error) -> Code {
    match error {
        reader::Error::NoService(_) => code("no_service", exit::SERVICE),
        reader::Error::ServiceFailed(_) | reader::Error::ServiceHangs => {
            code("service_failed", exit::SERVICE)
        }
        reader::Error::ServiceFull(_) => code("service_full", exit::SERVICE),
        reader::Error::NotAllowed(_) => code("not_allowed", exit::SERVICE),
        reader::Error::NoSuchReader(_) | reader::Error::ReaderGone(_) => {
            code("no_reader", exit::NO_READER)
        }
        reader::Error::NoCard(_) => code("no_card", exit::NO_CARD),
        reader::Error::Mute(_) => code("card_mute", exit::NO_CARD),
        reader::Error::Busy(_) => code("busy", exit::BUSY),
        reader::Error::Removed(_) => code("card_removed", exit::REMOVED),
        reader::Error::Reset(_) | reader::Error::Broken { .. } => {
            code("line_broken", exit::REMOVED)
        }
        reader::Error::Interrupted => code("cancelled", exit::CANCELLED),
        reader::Error::VirtualCard(_) => code("virtual_card", exit::FILE),
    }
}

/// Several problems: the one whose exit code comes first decides (16 before 17).
fn secrets_code(problems: &[secrets::Problem]) -> Code {
    let first = problems.iter().min_by_key(|problem| problem.category());
    let exit = match first.map(secrets::Problem::category) {
        Some(secrets::Category::NewPin) => exit::NEW_PIN,
        _ => exit::SECRETS,
    };
    code(first.map_or("secrets_syntax", secrets::Problem::code), exit)
}

fn source_code(error: &secrets::SourceError) -> Code {
    match error.kind {
        secrets::SourceErrorKind::TooLarge { .. } => code(error.code(), exit::SECRETS),
        _ => code(error.code(), exit::FILE),
    }
}
