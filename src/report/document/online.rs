//! What an issuer's service said of a certificate.

use serde::Serialize;

use super::kinds::{IssuerName, Word};
use crate::online::{Answer, Error, Status, Trust};
use crate::report::facts::asked::Asked;
use crate::report::facts::release::{Release, Standing};
use crate::report::words::online::reason;
use crate::report::words::release::headline;
use crate::system::clock;
use crate::text::Text;

/// Whether the card is released: what the answers come to.
#[derive(Debug, Serialize)]
pub(super) struct Released {
    pub(super) code: Word,
    pub(super) issuer: Option<IssuerName>,
    pub(super) at: Option<String>,
    pub(super) revoked_at: Option<String>,
    pub(super) unverified: Option<Word>,
    pub(super) cause: Option<Word>,
    pub(super) mixed: bool,
    pub(super) signature: Option<Word>,
    pub(super) message: String,
}

impl Released {
    /// `None` where nobody was asked.
    pub(super) fn of(asked: &[Asked], text: Text) -> Option<Self> {
        let release = Release::of(asked)?;
        let first = release.first();
        Some(Self {
            code: Word(release.code()),
            issuer: first.issuer.clone().map(IssuerName),
            at: first.at.map(clock::timestamp_of),
            revoked_at: match first.standing {
                Standing::Revoked { since } => since.map(clock::timestamp_of),
                _ => None,
            },
            unverified: match first.standing {
                Standing::Unverified { why, .. } => Some(Word(why.code())),
                _ => None,
            },
            cause: first
                .standing
                .error()
                .map(|error| Word(error.cause().code())),
            mixed: release.is_mixed,
            signature: release
                .of_signature()
                .map(|told| Word(told.standing.code())),
            message: headline(&release, text).1,
        })
    }
}

/// An answer, or why there is none: then all but `status`, `cause` and `message` is null, and `trust`
/// where an answer came that cannot be the issuer's.
#[derive(Debug, Serialize)]
pub(super) struct Online<'a> {
    pub(super) status: Word,
    pub(super) trust: Option<Word>,
    pub(super) unverified: Option<Word>,
    pub(super) knows_certificate: Option<bool>,
    pub(super) revoked_at: Option<String>,
    pub(super) reason: Option<Word>,
    pub(super) responder: Option<&'a str>,
    pub(super) produced_at: Option<String>,
    pub(super) cause: Option<Word>,
    pub(super) message: Option<String>,
}

impl<'a> Online<'a> {
    pub(super) fn of(asked: &'a Asked, text: Text) -> Self {
        match &asked.result {
            Ok(answer) => Self::answered(answer),
            Err(error) => Self::unavailable(error, text),
        }
    }

    fn answered(answer: &'a Answer) -> Self {
        let (revoked_at, reason) = match &answer.status {
            Status::Revoked { at, reason } => (at.map(clock::timestamp_of), *reason),
            Status::Good | Status::Unknown => (None, None),
        };
        Self {
            status: Word(answer.status.code()),
            trust: Some(Word(answer.trust.code())),
            unverified: match answer.trust {
                Trust::Unverified(why) => Some(Word(why.code())),
                Trust::Verified => None,
            },
            knows_certificate: Some(answer.knows_certificate),
            revoked_at,
            reason: reason.map(|reason| Word(reason.code())),
            responder: Some(&answer.responder),
            produced_at: Some(clock::timestamp_of(answer.produced_at)),
            cause: None,
            message: None,
        }
    }

    fn unavailable(error: &Error, text: Text) -> Self {
        Self {
            status: Word(error.code()),
            trust: error.is_contradiction().then_some(Word("contradicted")),
            unverified: None,
            knows_certificate: None,
            revoked_at: None,
            reason: None,
            responder: None,
            produced_at: None,
            cause: Some(Word(error.cause().code())),
            message: Some(reason(error, text)),
        }
    }
}
