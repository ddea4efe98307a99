//! Is a certificate released (freigeschaltet), revoked, or unknown to its issuer? Asked by OCSP
//! (RFC 6960) at the address that the certificate itself names.
//!
//! **What goes out, and when.** Nothing, unless somebody calls [`ask`]; the program does so for
//! `--online` only. Then one POST by plain `http` goes to that address, or through the proxy of the
//! environment: the certificate's number and the SHA-1 hashes of its issuer's name and key, and
//! `User-Agent: pinlotse/VERSION`. No name, no card number, no nonce, no cookie, nothing about this
//! PC; host names are resolved by the system. Who listens on the way can see which certificate was
//! asked about, as with every program that asks. Addresses inside this network are not refused:
//! responders of the Telematikinfrastruktur have such. Nothing is kept.
//!
//! **What comes in is not believed.** An answer must be signed by the certificate's issuer or by a
//! responder that this issuer gave the right to, be about this certificate, and hold now; otherwise
//! there is an [`Error`] and no answer. Without the issuer's certificate its signer cannot be
//! known, and the answer says so ([`Trust::Unverified`]).
//!
//! **No nonce** (RFC 9654): responders that sign in advance do not echo one, and an answer without
//! it would have to be taken all the same, which an attacker could use; how fresh an answer is, its
//! times say. One that comes unasked is ignored.
//!
//! This room knows neither people nor cards: certificates in, values out.

pub mod answer;
mod asn1;
pub mod check;
pub mod error;
mod question;
pub mod response;
mod signer;

use std::time::Duration;

use crate::http::{self, Errand, Url, Way};
use crate::system::signals::Interrupts;

pub use crate::http::{Limit, Proxies};
pub use answer::{Answer, Reason, Status, Trust, Unverified};
pub use check::judge;
pub use error::{Cause, Error, NoReply};
pub use question::Question;
pub use signer::SKEW;

/// How questions are put.
#[derive(Debug)]
pub struct Options {
    /// The end of all waiting. Several questions that are put with the same options share it.
    pub limit: Limit,
    /// Longest wait for one of the host's addresses to take the call.
    pub connect_timeout: Duration,
    /// Proxies to use.
    pub proxies: Proxies,
    /// The time, in seconds since 1970: answers must hold then.
    pub now: i64,
    /// No clock that goes right shows less, in seconds since 1970.
    pub earliest: i64,
    /// Looked at five times a second while waiting.
    pub interrupts: Interrupts,
}

impl Options {
    /// Waits 10 s in all from this moment on, and 5 s for a connection; proxies are those of the
    /// environment; nobody interrupts.
    #[must_use]
    pub fn at(now: i64) -> Self {
        Self {
            limit: Limit::of(Duration::from_secs(10)),
            connect_timeout: Duration::from_secs(5),
            proxies: Proxies::from_environment(),
            now,
            earliest: check::EARLIEST,
            interrupts: Interrupts::none(),
        }
    }

    fn way(&self) -> Way<'_> {
        Way {
            limit: self.limit,
            connect_timeout: self.connect_timeout,
            proxies: &self.proxies,
            interrupts: &self.interrupts,
        }
    }
}

/// Octets of an answer that are read at most; those with a certificate inside have 1 to 5 KiB.
pub const ANSWER_LIMIT: usize = 64 * 1024;

/// Asks the responder that the certificate names. Blocks until there is an answer, an error, or the
/// time is over.
///
/// # Errors
/// Every kind of [`Error`]; none of them says anything about the certificate.
pub fn ask(question: &Question<'_>, options: &Options) -> Result<Answer, Error> {
    if options.now < options.earliest {
        return Err(Error::ClockWrong { now: options.now });
    }
    let url = Url::parse(question.url()?)?;
    let request = question.request()?;
    let errand = Errand {
        question: Some(http::Question {
            kind: "application/ocsp-request",
            octets: &request,
        }),
        fields: &[],
        accept: "application/ocsp-response",
        limit: ANSWER_LIMIT,
        faults: false,
    };
    let answer = http::run(url, &errand, &options.way())?;
    judge(question, &answer, options.now)
}

/// The port at which a service is asked that a certificate names; `None` where it cannot be.
#[must_use]
pub fn port(url: &str) -> Option<u16> {
    Some(Url::parse(url).ok()?.port())
}

/// Brings what lies at an address, of at most `limit` octets, as it is. Nothing goes out but the
/// address and `User-Agent: pinlotse/VERSION`.
///
/// # Errors
/// Those of [`ask`] about the way there.
pub fn fetch(url: &str, limit: usize, options: &Options) -> Result<Vec<u8>, Error> {
    let errand = Errand {
        question: None,
        fields: &[],
        accept: "*/*",
        limit,
        faults: false,
    };
    Ok(http::run(Url::parse(url)?, &errand, &options.way())?)
}
