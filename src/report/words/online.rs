//! What the issuers' services say of certificates, in words.

use std::io::ErrorKind;

use super::certificates::obstacle_words;
use super::dates::{date, moment};
use super::trouble;
use crate::online::error::{NotAllowed, ProxyProblem, Refusal};
use crate::online::{Cause, Error, NoReply, Status, Trust, Unverified};
use crate::report::facts::asked::Asked;
use crate::system::trouble::Trouble;
use crate::text::{Text, Tone};

/// In words.
#[must_use]
pub fn words(asked: &Asked, text: Text) -> (Tone, String) {
    let answer = match &asked.result {
        Ok(answer) => answer,
        Err(error) => return (Tone::Warning, text.online_failed(&reason(error, text))),
    };
    let (tone, said) = match &answer.status {
        // Without the hash of the certificate a responder knows the number only: it need not be
        // published yet.
        Status::Good if answer.knows_certificate => (Tone::Good, text.online_good()),
        Status::Good => (Tone::Good, text.online_not_revoked()),
        Status::Revoked { at: Some(at), .. } => (Tone::Bad, text.online_revoked(&date(*at, text))),
        Status::Revoked { at: None, .. } => (Tone::Bad, text.online_revoked_undated()),
        Status::Unknown => (Tone::Warning, text.online_unknown()),
    };
    match answer.trust {
        Trust::Verified => (tone, said),
        Trust::Unverified(Unverified::IssuerMissing | Unverified::NothingToCheckWith) => {
            (tone, text.online_unverified(&said))
        }
        Trust::Unverified(Unverified::SignerMissing) => (tone, text.online_signer_missing(&said)),
        Trust::Unverified(Unverified::ForeignSigner) => {
            (tone, text.online_foreign_signer(&said, &answer.responder))
        }
    }
}

/// Why there is no answer, as a part of a sentence.
#[must_use]
pub fn reason(error: &Error, text: Text) -> String {
    match error {
        Error::NoUrl => text.online_no_url(),
        Error::NoReply(NoReply::UrlNotHttp { scheme, .. }) => text.online_not_http(scheme),
        Error::NoReply(NoReply::UrlUnusable { .. }) | Error::NumberUnusable => {
            text.online_url_unusable()
        }
        Error::NoReply(NoReply::SentElsewhere { url }) => text.online_sent_elsewhere(url),
        Error::NoAuthority => text.online_no_authority(),
        Error::IssuerUnknown | Error::NotItsIssuer => text.online_issuer_unknown(),
        Error::ClockWrong { now } => text.online_clock_wrong(&date(*now, text)),
        Error::NoReply(NoReply::Resolve { host }) => text.online_no_address(host),
        Error::NoReply(NoReply::Connect { host, cause }) => {
            text.online_unreachable(host, &cause_words(*cause, text))
        }
        Error::NoReply(NoReply::TimedOut { .. } | NoReply::Unfinished { .. }) => {
            text.online_timed_out()
        }
        Error::NoReply(NoReply::Interrupted) => text.online_interrupted(),
        Error::NoReply(NoReply::Proxy(problem)) => proxy(problem, text),
        Error::NoReply(NoReply::HttpStatus(code)) => text.online_http_status(*code),
        Error::NotOcsp { web_page: true } => text.online_web_page(),
        Error::NoReply(NoReply::Broken(_)) => text.online_broken(),
        Error::NoReply(NoReply::TooManyRedirects { .. }) => text.online_sent_around(),
        Error::NoReply(NoReply::SentAstray { .. }) => text.online_sent_astray(),
        Error::NoReply(NoReply::Encoded { coding }) => text.online_encoded(coding),
        Error::NoReply(NoReply::NotHttp)
        | Error::NoReply(NoReply::TooLarge { .. })
        | Error::NotOcsp { web_page: false } => text.online_garbage(),
        Error::ResponderRefused(refusal) => refused(*refusal, text),
        Error::WrongCertificate | Error::OtherCertificate => text.online_other_certificate(),
        Error::Unverifiable(obstacle) => text.online_unverifiable(&obstacle_words(obstacle, text)),
        Error::BadSignature => text.online_bad_signature(),
        Error::ResponderNotAllowed(why) => text.online_not_allowed(not_allowed_word(why)),
        Error::Stale { made, now, .. } => text.online_stale(
            &moment(*made, text),
            &moment(*now, text),
            &text.span(now.saturating_sub(*made)),
        ),
        Error::FromTheFuture { from, now } => text.online_from_the_future(
            &moment(*from, text),
            &moment(*now, text),
            &text.span(from.saturating_sub(*now)),
        ),
        Error::Unsupported(oid) => text.online_unsupported(oid),
    }
}

/// What to do about it, in whole sentences. `port` is the one at which the service is asked.
#[must_use]
pub fn remedy(error: &Error, port: Option<u16>, text: Text) -> String {
    /// Ports that firewalls of practices let out.
    const USUAL: [u16; 2] = [80, 443];
    match error {
        Error::ResponderRefused(Refusal::Unauthorized) => return text.remedy_unauthorized(),
        // Asking again brings nothing else.
        Error::ResponderRefused(Refusal::MalformedRequest | Refusal::SignatureRequired) => {
            return text.check_look_into_portal_do();
        }
        _ => {}
    }
    let odd = port.filter(|port| !USUAL.contains(port));
    match (error.cause(), odd) {
        (Cause::Unreachable | Cause::Silent, Some(port)) if is_held_back(error) => {
            text.remedy_firewall(port)
        }
        (Cause::Unreachable | Cause::Silent, _) if is_held_back(error) => {
            text.remedy_unreachable(port.unwrap_or(80))
        }
        (Cause::Unreachable | Cause::Dns, _) => text.remedy_dns(),
        (Cause::Service, Some(port)) if is_of_a_gateway(error) => text.remedy_proxy_port(port),
        (Cause::Address, _) => text.remedy_address(),
        (Cause::Issuer, _) => text.remedy_issuer_certs(),
        (Cause::Clock, _) => text.remedy_clock(),
        (Cause::Proxy, _) => text.remedy_proxy(),
        (Cause::LogInPage, _) => text.remedy_log_in(),
        (Cause::Contradiction, _) => text.release_contradicted_do(),
        (Cause::Method, _) => text.remedy_newer(),
        (Cause::Service | Cause::Silent | Cause::Interrupted, _) => text.remedy_later(),
    }
}

/// Whether it looks as if somebody on the way let nothing through: no network at all does not.
const fn is_held_back(error: &Error) -> bool {
    match error {
        Error::NoReply(NoReply::Connect { cause, .. }) => matches!(
            cause,
            ErrorKind::ConnectionRefused
                | ErrorKind::ConnectionReset
                | ErrorKind::ConnectionAborted
                | ErrorKind::TimedOut
                | ErrorKind::WouldBlock
                | ErrorKind::PermissionDenied
                | ErrorKind::HostUnreachable
        ),
        Error::NoReply(NoReply::TimedOut { .. } | NoReply::Unfinished { .. }) => true,
        _ => false,
    }
}

/// Whether it is what a proxy says that does not reach a service, or may not.
const fn is_of_a_gateway(error: &Error) -> bool {
    matches!(
        error,
        Error::NoReply(NoReply::HttpStatus(403 | 502 | 503 | 504))
    )
}

fn proxy(problem: &ProxyProblem, text: Text) -> String {
    match problem {
        ProxyProblem::Malformed | ProxyProblem::Scheme(_) => text.online_proxy_setting(),
        ProxyProblem::Resolve { host } | ProxyProblem::Connect { host, .. } => {
            text.online_proxy_unreachable(host)
        }
        ProxyProblem::Credentials => text.online_proxy_credentials(),
    }
}

fn cause_words(kind: ErrorKind, text: Text) -> String {
    let trouble = Trouble::of_kind(kind).unwrap_or_else(|| Trouble::Other(format!("{kind:?}")));
    trouble::cause(&trouble, text)
}

fn refused(refusal: Refusal, text: Text) -> String {
    match refusal {
        Refusal::MalformedRequest => text.online_refused_malformed(),
        Refusal::InternalError => text.online_refused_fault(),
        Refusal::TryLater => text.online_refused_busy(),
        Refusal::SignatureRequired => text.online_refused_unsigned(),
        Refusal::Unauthorized => text.online_refused_unauthorized(),
    }
}

const fn not_allowed_word(why: &NotAllowed) -> &'static str {
    match why {
        NotAllowed::NoCertificate => "no_certificate",
        NotAllowed::OtherIssuer => "other_issuer",
        NotAllowed::NotSignedByIssuer => "not_signed_by_issuer",
        NotAllowed::NoRight => "no_right",
        NotAllowed::NotValid { .. } => "not_valid",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::certificate::signature::Obstacle;
    use crate::online::error::UrlProblem;
    use crate::text::Language;

    #[test]
    fn every_reason_is_a_part_of_a_sentence_and_not_its_end() {
        let host = || "ocsp.example".to_owned();
        let errors = [
            Error::NoUrl,
            Error::NoReply(NoReply::UrlNotHttp {
                scheme: "https".to_owned(),
                url: String::new(),
            }),
            Error::NumberUnusable,
            Error::NoReply(NoReply::SentElsewhere {
                url: "https://ocsp.example/".to_owned(),
            }),
            Error::IssuerUnknown,
            Error::NoAuthority,
            Error::Unverifiable(Obstacle::Method("RSA 1024".to_owned())),
            Error::ClockWrong { now: 0 },
            Error::NoReply(NoReply::Resolve { host: host() }),
            Error::NoReply(NoReply::Connect {
                host: host(),
                cause: ErrorKind::ConnectionRefused,
            }),
            Error::NoReply(NoReply::Connect {
                host: host(),
                cause: ErrorKind::NetworkUnreachable,
            }),
            Error::NoReply(NoReply::TimedOut {
                after: std::time::Duration::from_secs(1),
            }),
            Error::NoReply(NoReply::Interrupted),
            Error::NoReply(NoReply::Proxy(ProxyProblem::Malformed)),
            Error::NoReply(NoReply::Proxy(ProxyProblem::Credentials)),
            Error::NoReply(NoReply::HttpStatus(503)),
            Error::NotOcsp { web_page: true },
            Error::NotOcsp { web_page: false },
            Error::ResponderRefused(Refusal::MalformedRequest),
            Error::ResponderRefused(Refusal::InternalError),
            Error::ResponderRefused(Refusal::TryLater),
            Error::ResponderRefused(Refusal::SignatureRequired),
            Error::ResponderRefused(Refusal::Unauthorized),
            Error::NoReply(NoReply::Broken(ErrorKind::UnexpectedEof)),
            Error::NoReply(NoReply::TooManyRedirects { limit: 3 }),
            Error::NoReply(NoReply::SentAstray {
                url: "http://".to_owned(),
                problem: UrlProblem::NoAddress,
            }),
            Error::WrongCertificate,
            Error::BadSignature,
            Error::ResponderNotAllowed(NotAllowed::NoRight),
            Error::Stale {
                made: 0,
                until: 0,
                now: 1,
            },
            Error::FromTheFuture { from: 1, now: 0 },
            Error::Unsupported("1.2.3".to_owned()),
        ];
        for language in [Language::De, Language::En] {
            for error in &errors {
                let text = Text::new(language);
                let reason = reason(error, text);
                assert!(!reason.ends_with(['?', '.', '!']), "{reason}");
                for port in [None, Some(80), Some(8080)] {
                    let remedy = remedy(error, port, text);
                    assert!(remedy.ends_with('.'), "{remedy}");
                }
            }
        }
    }
}
