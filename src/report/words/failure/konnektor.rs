//! The Konnektor, in words: what its administrator can do comes last.

use super::konnektor_answer::unreadable;
use super::terminal::what_was_spent;
use super::{Message, message};
use crate::http::error as http;
use crate::konnektor::codes::Kind;
use crate::konnektor::directory::{NoChoice, Number};
use crate::konnektor::envelope;
use crate::konnektor::tls_error::{Alert, Error as Line};
use crate::konnektor::trouble::{Cause as Why, Step, Trouble};
use crate::konnektor::vocabulary::{Operation, Service};
use crate::report::facts::failure::{Konnektor, When};
use crate::report::words::{certificates, trouble};
use crate::system::trouble::Trouble as OfSystem;
use crate::text::Text;

pub(in crate::report::words) fn explain(cause: &Konnektor, text: Text) -> Message {
    match cause {
        Konnektor::NotBuilt => message(text.konnektor_not_built(), text.konnektor_not_built_do()),
        Konnektor::Failed { trouble, when } => {
            let Message { what, hint } = of_trouble(trouble, text);
            let meaning = match when {
                When::NoCard => return message(what, hint),
                When::Before => text.konnektor_before(),
                When::Later => text.konnektor_later(),
                When::Asked { spent, operation } => what_was_spent(*spent, *operation, text),
            };
            message(format!("{what} {meaning}"), hint)
        }
    }
}

/// What it is, and the next step.
pub(in crate::report::words) fn of_trouble(trouble: &Trouble, text: Text) -> Message {
    match &trouble.cause {
        Why::Line(line) => of_line(line, text),
        Why::LeadsNowhere(line) => message(
            text.konnektor_leads_nowhere(&of_line(line, text).what),
            text.konnektor_leads_nowhere_do(),
        ),
        Why::LoginRefused(status) => message(
            text.konnektor_login_refused(*status),
            text.konnektor_login_refused_do(),
        ),
        Why::SentElsewhere(address) => message(
            text.konnektor_sent_elsewhere(address),
            text.konnektor_unreachable_do(),
        ),
        Why::PlainRefused => message(text.konnektor_plain(), text.konnektor_plain_do()),
        Why::OtherHost(host) => message(
            text.konnektor_other_host(host),
            text.konnektor_other_host_do(),
        ),
        Why::Address(_) => message(
            text.konnektor_address_unusable(),
            text.konnektor_unreachable_do(),
        ),
        Why::Service(service, why) => of_service(*service, why, text),
        Why::Request(envelope::Problem::UserMissing) => {
            message(text.konnektor_user(), text.konnektor_user_do())
        }
        Why::Request(problem) => {
            message(text.internal(&format!("{problem:?}.")), text.internal_do())
        }
        Why::Unreadable(why) => unreadable(trouble.step, why, text),
        Why::Moved => message(text.terminal_moved(), text.terminal_moved_do()),
        Why::Fault(_) => of_fault(trouble, text),
    }
}

/// The number of the error and its words, for whoever supports the Konnektor.
fn said(trouble: &Trouble, text: Text) -> String {
    let trace = trouble.error().and_then(|error| error.traces.last());
    let words = trace.and_then(|trace| trace.text.as_deref());
    let words = words.or(match &trouble.cause {
        Why::Fault(fault) => fault.text.as_deref(),
        _ => None,
    });
    match (trouble.code(), words) {
        (Some(code), Some(words)) => text.konnektor_said(code, words),
        (Some(code), None) => text.konnektor_said_number(code),
        (None, Some(words)) => text.konnektor_said_words(words),
        (None, None) => text.konnektor_said_nothing(),
    }
}

/// What the Konnektor gives as its reason. Of some numbers of one kind each has its own next step
/// (`gemSpec_Kon`, tables of errors).
fn of_fault(trouble: &Trouble, text: Text) -> Message {
    let said = said(trouble, text);
    let asks_alone = trouble.step == Step::Operation(Operation::VerifyPin);
    match trouble.code() {
        Some(4003) => message(text.konnektor_user_wanted(&said), text.konnektor_user_do()),
        Some(4204) => message(
            text.konnektor_other_client_system(&said),
            text.konnektor_other_client_system_do(),
        ),
        Some(4053) => message(text.terminal_no_remote(&said), text.terminal_no_remote_do()),
        Some(4066) => message(text.terminal_no_pad(&said), text.terminal_no_pad_do()),
        // Which PINs a Konnektor verifies by themselves is not in its specification.
        Some(4072) if asks_alone => message(
            text.konnektor_verifies_not(&said),
            text.konnektor_verifies_not_do(),
        ),
        code => match trouble.kind().unwrap_or(Kind::Other) {
            Kind::ContextRefused => of_context(code, &said, text),
            kind => of_kind(kind, &said, text),
        },
    }
}

fn of_line(line: &Line, text: Text) -> Message {
    match line {
        Line::Http(error) => of_http(error, text),
        Line::WantsTls => message(text.konnektor_wants_tls(), text.konnektor_wants_tls_do()),
        Line::NotTls => message(text.konnektor_not_tls(), text.konnektor_not_tls_do()),
        Line::OtherCertificate { pinned, seen } => message(
            text.konnektor_other_certificate(&pinned.in_groups(), &seen.in_groups()),
            text.konnektor_other_certificate_do(),
        ),
        Line::NotItsKey => message(
            text.konnektor_not_its_key(),
            text.konnektor_other_certificate_do(),
        ),
        Line::NotBuilt => message(text.konnektor_not_built(), text.konnektor_not_built_do()),
        Line::NothingPinned => message(
            text.konnektor_not_compared(),
            text.konnektor_not_compared_do(),
        ),
        Line::ClientCertificate { given: false, .. } => message(
            text.konnektor_wants_certificate(),
            text.konnektor_wants_certificate_do(),
        ),
        Line::ClientCertificate { alert, .. } => of_refused_certificate(*alert, text),
        Line::Refused(alert) if alert.is_about_the_version() => message(
            text.konnektor_old_tls(&alert.to_string()),
            text.konnektor_old_tls_do(),
        ),
        Line::Refused(alert) => {
            let alert_words = alert.to_string();
            let what = if alert.is_about_procedures() {
                text.konnektor_no_common_way(&alert_words)
            } else {
                text.konnektor_refuses_tls(&alert_words)
            };
            message(what, text.konnektor_tls_do())
        }
        Line::Unverifiable(obstacle) => message(
            text.konnektor_unusable_key(&certificates::obstacle_words(obstacle, text)),
            text.konnektor_unusable_key_do(),
        ),
        Line::Protocol(words) => message(text.konnektor_tls_failed(words), text.konnektor_tls_do()),
    }
}

/// A client certificate that was shown and not taken; RFC 8446 6.2 says what the alerts mean.
fn of_refused_certificate(alert: Alert, text: Text) -> Message {
    let what = match alert {
        Alert::NONE => {
            return message(
                text.konnektor_hangs_up_on_certificate(),
                text.konnektor_refuses_certificate_do(),
            );
        }
        Alert(44) => text.konnektor_certificate_revoked(),
        Alert(45) => text.konnektor_certificate_expired(),
        Alert(48) => text.konnektor_certificate_foreign(),
        Alert(49) => text.konnektor_certificate_denied(),
        _ => text.konnektor_refuses_certificate(),
    };
    let what = format!("{what} {}", text.konnektor_alert(&alert.to_string()));
    let hint = match alert {
        Alert(44 | 45) => text.konnektor_new_certificate_do(),
        _ => text.konnektor_refuses_certificate_do(),
    };
    message(what, hint)
}

fn of_http(error: &http::Error, text: Text) -> Message {
    use http::Error as E;
    match error {
        E::Resolve { host } => message(
            text.konnektor_no_name(host),
            text.konnektor_unreachable_do(),
        ),
        E::Connect { host, cause } => {
            let other = || OfSystem::Other(format!("{cause:?}"));
            let cause = OfSystem::of_kind(*cause).unwrap_or_else(other);
            message(
                text.konnektor_unreachable(host, &trouble::cause(&cause, text)),
                text.konnektor_unreachable_do(),
            )
        }
        E::UrlNotHttp { .. } | E::UrlUnusable { .. } | E::Proxy(_) => message(
            text.konnektor_address_unusable(),
            text.konnektor_unreachable_do(),
        ),
        E::TimedOut { after } => message(
            text.konnektor_silent(&text.wait(after.as_secs())),
            text.konnektor_silent_do(),
        ),
        E::Unfinished { after } => message(
            text.konnektor_unfinished(&text.wait(after.as_secs())),
            text.konnektor_silent_do(),
        ),
        E::Interrupted => message(text.cancelled(), text.cancelled_do()),
        E::Broken(_) => message(text.konnektor_broken(), text.konnektor_silent_do()),
        E::HttpStatus(status) => message(
            text.konnektor_http_status(*status),
            match status {
                // What servers answer to a question without TLS where they want it.
                400 | 426 | 497 => text.konnektor_not_tls_do(),
                // Waiting does not help: nothing like a Konnektor lies there.
                404 | 405 | 410 | 421 | 501 => text.konnektor_unreachable_do(),
                _ => text.konnektor_silent_do(),
            },
        ),
        E::NotHttp => message(text.konnektor_not_http(), text.konnektor_not_tls_do()),
        E::Encoded { coding } => {
            message(text.konnektor_encoded(coding), text.konnektor_encoded_do())
        }
        E::SentElsewhere { url } | E::SentAstray { url, .. } => message(
            text.konnektor_sent_elsewhere(url),
            text.konnektor_unreachable_do(),
        ),
        E::TooLarge { .. } => message(
            text.konnektor_unreadable(&text.reply_too_large()),
            text.konnektor_unreadable_do(),
        ),
        // Nobody is followed.
        E::TooManyRedirects { .. } => {
            message(text.konnektor_not_http(), text.konnektor_unreachable_do())
        }
    }
}

fn of_service(service: Service, why: &NoChoice, text: Text) -> Message {
    let name = service.name();
    let is_newer = |version: &Number| (version.major, version.minor) > service.spoken();
    let hint = match why {
        NoChoice::OtherVersions(versions) if versions.iter().all(is_newer) => {
            text.konnektor_newer_service_do()
        }
        _ => text.konnektor_service_do(),
    };
    let what = match why {
        NoChoice::NoService => text.konnektor_no_service(name),
        NoChoice::OtherVersions(versions) => {
            let (major, minor) = service.spoken();
            let versions: Vec<String> = versions.iter().map(ToString::to_string).collect();
            text.konnektor_other_versions(name, &versions.join(", "), &format!("{major}.{minor}"))
        }
        NoChoice::PlainOnly => return message(text.konnektor_plain(), text.konnektor_plain_do()),
        NoChoice::NoAddress(_) => text.konnektor_no_address(name),
    };
    message(what, hint)
}

/// Which of the administrator's entries is missing, by the number of the error (`gemSpec_Kon`, table after
/// TAB_KON_514-01).
fn of_context(code: Option<u32>, said: &str, text: Text) -> Message {
    match code {
        Some(4004) => message(text.context_mandant(said), text.context_unknown_do()),
        Some(4005) => message(text.context_client_system(said), text.context_unknown_do()),
        Some(4006) => message(text.context_workplace(said), text.context_unknown_do()),
        Some(4010) => message(
            text.context_client_system_of_mandant(said),
            text.context_client_system_of_mandant_do(),
        ),
        Some(4011) => message(
            text.context_workplace_of_mandant(said),
            text.context_workplace_of_mandant_do(),
        ),
        Some(4012) => message(
            text.context_terminal_of_mandant(said),
            text.context_terminal_of_mandant_do(),
        ),
        Some(4014) => message(
            text.context_workplace_of_client_system(said),
            text.context_workplace_of_client_system_do(),
        ),
        Some(4015 | 4016 | 4020) => message(
            text.context_terminal_of_workplace(said),
            text.context_terminal_of_workplace_do(),
        ),
        _ => message(text.konnektor_context(said), text.konnektor_context_do()),
    }
}

fn of_kind(kind: Kind, said: &str, text: Text) -> Message {
    match kind {
        Kind::Request => message(text.konnektor_request(said), text.konnektor_failed_do()),
        Kind::UserMissing => message(text.konnektor_user(), text.konnektor_user_do()),
        Kind::ContextIncomplete => message(text.konnektor_profile(said), text.context_unknown_do()),
        Kind::ContextRefused => of_context(None, said, text),
        Kind::InstitutionCardNotEntered => message(
            text.konnektor_not_entered(said),
            text.konnektor_not_entered_do(),
        ),
        Kind::Terminal => message(text.terminal_away(said), text.terminal_away_do()),
        Kind::CardGone => message(text.terminal_card_gone(said), text.terminal_card_gone_do()),
        Kind::HeldByOtherUser => message(
            text.konnektor_other_user(said),
            text.konnektor_other_user_do(),
        ),
        Kind::TerminalBusy | Kind::CardBusy => {
            message(text.konnektor_busy(said), text.konnektor_busy_do())
        }
        Kind::TimedOut => message(text.konnektor_timed_out(said), text.terminal_ended_do()),
        Kind::Cancelled => message(text.konnektor_cancelled(said), text.terminal_ended_do()),
        Kind::CardAccess => message(text.terminal_card(said), text.terminal_card_do()),
        Kind::WrongCard => message(
            text.konnektor_wrong_card(said),
            text.konnektor_wrong_card_do(),
        ),
        Kind::NoPlaceForEntry => message(text.terminal_no_entry(said), text.terminal_no_entry_do()),
        Kind::Konnektor
        | Kind::PinBlocked
        | Kind::PukBlocked
        | Kind::StillTransport
        | Kind::NewPinsDiffer
        | Kind::PinLength
        | Kind::CardToCard
        | Kind::Certificate
        | Kind::Other => message(text.konnektor_failed(said), text.konnektor_failed_do()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    /// What it means for the card comes behind it, as a sentence of its own.
    #[test]
    fn whatever_a_konnektor_did_not_give_is_a_whole_sentence() {
        for sample in Konnektor::samples() {
            let Konnektor::Failed { trouble, .. } = sample else {
                continue;
            };
            for language in [Language::De, Language::En] {
                let Message { what, .. } = of_trouble(&trouble, Text::new(language));
                assert!(what.ends_with('.'), "{what}");
            }
        }
    }
}
