//! Why there is no answer. Each kind has what a sentence about it needs.

use std::fmt;

use crate::certificate::signature::Obstacle;
use crate::system::clock::Date;

pub use crate::http::{Error as NoReply, ProxyProblem, UrlProblem};

/// No answer. Whatever it is, it says nothing about the certificate: it may be published, revoked
/// or neither.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The certificate's number cannot be written into a question.
    NumberUnusable,
    /// The certificate names no place to ask.
    NoUrl,
    /// Neither the issuer's certificate nor a hash of its key is at hand: the question cannot be
    /// written.
    IssuerUnknown,
    /// What was given as the issuer's certificate did not issue this one.
    NotItsIssuer,
    /// What was given as the issuer's certificate does not say that it may issue any.
    NoAuthority,
    /// The PC's clock stands before this program was written, or before something that is surely
    /// older than now.
    ClockWrong {
        /// What the clock says, in seconds since 1970.
        now: i64,
    },
    /// Nothing came back from the place that was asked.
    NoReply(NoReply),
    /// The reply is no OCSP response.
    NotOcsp {
        /// It looks like a web page: the log-in page of a network, or a proxy's complaint.
        web_page: bool,
    },
    /// The responder said in its protocol that it does not answer.
    ResponderRefused(Refusal),
    /// The answer is about another certificate.
    WrongCertificate,
    /// The responder knows another certificate under this number: its hash (`CertHash`) is not that
    /// of this one.
    OtherCertificate,
    /// The signature does not belong to the answer.
    BadSignature,
    /// The signature cannot be verified.
    Unverifiable(Obstacle),
    /// Who signed the answer has no right to.
    ResponderNotAllowed(NotAllowed),
    /// The answer is too old: it was recorded, or the PC's clock is fast.
    Stale {
        /// When it was made, in seconds since 1970.
        made: i64,
        /// When it ceased to hold, in seconds since 1970.
        until: i64,
        /// What the clock says, in seconds since 1970.
        now: i64,
    },
    /// The answer was made later than now: the PC's clock is slow.
    FromTheFuture {
        /// When it was made or begins to hold, in seconds since 1970.
        from: i64,
        /// What the clock says, in seconds since 1970.
        now: i64,
    },
    /// This program does not know a kind of answer, a hash or a critical extension that the answer
    /// relies on (its OID).
    Unsupported(String),
}

impl Error {
    /// The word for documents: whatever the cause, the status is not available.
    #[must_use]
    pub fn code(&self) -> &'static str {
        "unavailable"
    }

    /// Where to look for the cause.
    #[must_use]
    pub const fn cause(&self) -> Cause {
        match self {
            Self::NumberUnusable | Self::NoUrl => Cause::Address,
            Self::NoReply(error) => Cause::of_no_reply(error),
            Self::IssuerUnknown | Self::NotItsIssuer | Self::NoAuthority => Cause::Issuer,
            Self::ClockWrong { .. } | Self::Stale { .. } | Self::FromTheFuture { .. } => {
                Cause::Clock
            }
            Self::NotOcsp { web_page: true } => Cause::LogInPage,
            Self::NotOcsp { web_page: false } | Self::ResponderRefused(_) => Cause::Service,
            Self::WrongCertificate
            | Self::OtherCertificate
            | Self::BadSignature
            | Self::ResponderNotAllowed(_) => Cause::Contradiction,
            Self::Unverifiable(_) | Self::Unsupported(_) => Cause::Method,
        }
    }

    /// Whether an answer came that cannot be the issuer's.
    #[must_use]
    pub const fn is_contradiction(&self) -> bool {
        matches!(self.cause(), Cause::Contradiction)
    }
}

/// Where the cause of an error lies: what a person has to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The certificate or the service names no address that can be asked.
    Address,
    /// The issuer's certificate that was given does not do.
    Issuer,
    /// The clock of this PC and the answer are apart.
    Clock,
    /// The host has no address that is known here.
    Dns,
    /// The host cannot be reached.
    Unreachable,
    /// Nobody answered in time.
    Silent,
    /// The proxy cannot be used.
    Proxy,
    /// The network shows a page of its own, as those do that want a log-in.
    LogInPage,
    /// The service does not answer as one does.
    Service,
    /// An answer came that cannot be the issuer's.
    Contradiction,
    /// The answer relies on something that this program does not know.
    Method,
    /// Somebody asked to stop.
    Interrupted,
}

impl Cause {
    const fn of_no_reply(error: &NoReply) -> Self {
        match error {
            NoReply::UrlNotHttp { .. }
            | NoReply::SentElsewhere { .. }
            | NoReply::UrlUnusable { .. } => Self::Address,
            NoReply::Resolve { .. } => Self::Dns,
            NoReply::Connect { .. } => Self::Unreachable,
            NoReply::TimedOut { .. } | NoReply::Unfinished { .. } => Self::Silent,
            NoReply::Interrupted => Self::Interrupted,
            NoReply::Proxy(_) => Self::Proxy,
            NoReply::Broken(_)
            | NoReply::SentAstray { .. }
            | NoReply::TooManyRedirects { .. }
            | NoReply::NotHttp
            | NoReply::Encoded { .. }
            | NoReply::HttpStatus(_)
            | NoReply::TooLarge { .. } => Self::Service,
        }
    }

    /// The word for documents.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Address => "address",
            Self::Issuer => "issuer",
            Self::Clock => "clock",
            Self::Dns => "dns",
            Self::Unreachable => "unreachable",
            Self::Silent => "timed_out",
            Self::Proxy => "proxy",
            Self::LogInPage => "log_in_page",
            Self::Service => "service",
            Self::Contradiction => "contradicted",
            Self::Method => "method_unsupported",
            Self::Interrupted => "interrupted",
        }
    }
}

/// Why a responder does not answer (RFC 6960 4.2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It could not read the question.
    MalformedRequest,
    /// It has a fault.
    InternalError,
    /// It is busy.
    TryLater,
    /// It wants the question signed.
    SignatureRequired,
    /// It does not answer us, or not about this issuer.
    Unauthorized,
}

/// Why a signer has no right to answer (RFC 6960 4.2.2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAllowed {
    /// It is not the issuer, and its certificate is not in the answer.
    NoCertificate,
    /// Its certificate is by another issuer.
    OtherIssuer,
    /// Its certificate names this issuer, which did not sign it.
    NotSignedByIssuer,
    /// Its certificate does not say that it may answer (`id-kp-OCSPSigning`).
    NoRight,
    /// Its certificate does not hold now.
    NotValid {
        /// First second, since 1970; `None` where it cannot be read.
        from: Option<i64>,
        /// Last second, since 1970; `None` where it cannot be read.
        until: Option<i64>,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = |seconds: &i64| Date::from_seconds(*seconds);
        match self {
            Self::NumberUnusable => f.write_str("the certificate's number cannot be asked about"),
            Self::NoUrl => f.write_str("the certificate names no OCSP responder"),
            Self::NoReply(error) => error.fmt(f),
            Self::IssuerUnknown => f.write_str("the issuer's key is not known"),
            Self::NotItsIssuer => {
                f.write_str("the issuer's certificate given did not issue this one")
            }
            Self::NoAuthority => {
                f.write_str("the issuer's certificate given is not one of an authority")
            }
            Self::ClockWrong { now } => write!(f, "the clock says {}", day(now)),
            Self::NotOcsp { web_page: true } => {
                f.write_str("a web page instead of an OCSP response")
            }
            Self::NotOcsp { web_page: false } => f.write_str("no OCSP response"),
            Self::ResponderRefused(refusal) => {
                write!(f, "the responder does not answer: {refusal:?}")
            }
            Self::WrongCertificate => f.write_str("the answer is about another certificate"),
            Self::OtherCertificate => {
                f.write_str("the responder knows another certificate under this number")
            }
            Self::Unverifiable(obstacle) => {
                write!(f, "the answer's signature cannot be verified: {obstacle:?}")
            }
            Self::BadSignature => f.write_str("the answer's signature is wrong"),
            Self::ResponderNotAllowed(why) => {
                write!(f, "the answer's signer has no right to answer: {why:?}")
            }
            Self::Stale { until, now, .. } => write!(
                f,
                "the answer held until {}, now is {}",
                day(until),
                day(now)
            ),
            Self::FromTheFuture { from, now } => write!(
                f,
                "the answer holds from {}, now is {}",
                day(from),
                day(now)
            ),
            Self::Unsupported(oid) => write!(f, "{oid} is not supported"),
        }
    }
}

impl std::error::Error for Error {}

/// What went wrong on the way there and back.
impl From<NoReply> for Error {
    fn from(error: NoReply) -> Self {
        Self::NoReply(error)
    }
}
