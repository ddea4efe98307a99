//! What an issuer's service said of a certificate.

use serde::Serialize;

use super::kinds::Word;
use crate::online::{Answer, Error, Status, Trust};
use crate::report::facts::asked::Asked;
use crate::report::words::online::reason;
use crate::system::clock;
use crate::text::Text;

/// An answer, or why there is none: then all but `status` and `message` is null.
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
            message: None,
        }
    }

    fn unavailable(error: &Error, text: Text) -> Self {
        Self {
            status: Word(error.code()),
            trust: None,
            unverified: None,
            knows_certificate: None,
            revoked_at: None,
            reason: None,
            responder: None,
            produced_at: None,
            message: Some(reason(error, text)),
        }
    }
}
