//! The Konnektor, in words: what its administrator can do comes last.

use super::konnektor_answer::unreadable;
use super::{Message, message};
use crate::http::error as http;
use crate::konnektor::codes::Kind;
use crate::konnektor::directory::NoChoice;
use crate::konnektor::tls_error::Error as Line;
use crate::konnektor::trouble::{Cause as Why, Trouble};
use crate::konnektor::{envelope, vocabulary::Service};
use crate::report::facts::failure::{Konnektor, When};
use crate::report::words::trouble;
use crate::system::trouble::Trouble as OfSystem;
use crate::text::Text;

pub(in crate::report::words) fn explain(cause: &Konnektor, text: Text) -> Message {
    match cause {
        Konnektor::NotBuilt => message(text.konnektor_not_built(), text.konnektor_not_built_do()),
        Konnektor::Failed { trouble, when } => {
            let Message { what, hint } = of_trouble(trouble, text);
            let meaning = match when {
                When::Before => text.konnektor_before(),
                When::Later => text.konnektor_later(),
                When::Asked {
                    nothing_spent: true,
                } => text.terminal_nothing_spent(),
                When::Asked { .. } => text.konnektor_asked(),
            };
            message(format!("{what} {meaning}"), hint)
        }
    }
}

fn of_trouble(trouble: &Trouble, text: Text) -> Message {
    match &trouble.cause {
        Why::Line(line) => of_line(line, text),
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
            message(text.internal(&format!("{problem:?}")), text.internal_do())
        }
        Why::Unreadable(why) => unreadable(trouble.step, why, text),
        Why::Fault(_) => of_kind(
            trouble.kind().unwrap_or(Kind::Other),
            &said(trouble, text),
            text,
        ),
    }
}

/// The number of the error and its words, for whoever supports the Konnektor.
fn said(trouble: &Trouble, text: Text) -> String {
    let words = trouble.error().and_then(|error| error.traces.last());
    let words = words.and_then(|trace| trace.text.as_deref());
    match (trouble.code(), words) {
        (Some(code), Some(words)) => text.konnektor_said(code, words),
        (Some(code), None) => text.konnektor_said_number(code),
        (None, _) => text.konnektor_said_nothing(),
    }
}

fn of_line(line: &Line, text: Text) -> Message {
    match line {
        Line::Http(error) => of_http(error, text),
        Line::NotTls => message(text.konnektor_not_tls(), text.konnektor_not_tls_do()),
        Line::OtherCertificate { pinned, seen } => message(
            text.konnektor_other_certificate(&pinned.to_string(), &seen.to_string()),
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
        Line::ClientCertificate { alert, .. } => message(
            text.konnektor_refuses_certificate(&alert.to_string()),
            text.konnektor_refuses_certificate_do(),
        ),
        Line::Refused(alert) => message(
            text.konnektor_no_common_way(&alert.to_string()),
            text.konnektor_tls_do(),
        ),
        Line::Unverifiable(_) | Line::Protocol(_) => message(
            text.konnektor_tls_failed(&line.to_string()),
            text.konnektor_tls_do(),
        ),
    }
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
            text.konnektor_silent(&text.span(i64::try_from(after.as_secs()).unwrap_or(i64::MAX))),
            text.konnektor_silent_do(),
        ),
        E::Interrupted => message(text.cancelled(), text.cancelled_do()),
        E::Broken(_) => message(text.konnektor_broken(), text.konnektor_silent_do()),
        E::HttpStatus(status) => message(
            text.konnektor_http_status(*status),
            text.konnektor_silent_do(),
        ),
        E::NotHttp => message(text.konnektor_not_http(), text.konnektor_not_tls_do()),
        E::SentElsewhere { url } | E::SentAstray { url, .. } => message(
            text.konnektor_sent_elsewhere(url),
            text.konnektor_unreachable_do(),
        ),
        E::TooManyRedirects { .. } | E::TooLarge { .. } => message(
            text.konnektor_unreadable(&error.to_string()),
            text.konnektor_unreadable_do(),
        ),
    }
}

fn of_service(service: Service, why: &NoChoice, text: Text) -> Message {
    let name = service.name();
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
    message(what, text.konnektor_service_do())
}

fn of_kind(kind: Kind, said: &str, text: Text) -> Message {
    match kind {
        Kind::Request => message(text.konnektor_request(said), text.konnektor_failed_do()),
        Kind::UserMissing => message(text.konnektor_user(), text.konnektor_user_do()),
        Kind::ContextIncomplete => {
            message(text.konnektor_profile(said), text.konnektor_context_do())
        }
        Kind::ContextRefused => message(text.konnektor_context(said), text.konnektor_context_do()),
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
