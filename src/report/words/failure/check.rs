//! What `--check` found, in words.

use super::{Message, message};
use crate::certificate::Doubt;
use crate::online::Unverified;
use crate::report::facts::check::{CheckFailure, Wrong};
use crate::report::words::certificates::{doubt_words, not_given, purpose_labels};
use crate::report::words::dates::day;
use crate::report::words::online::{reason, remedy};
use crate::report::words::release::said;
use crate::text::Text;

pub(in crate::report::words) fn explain(failure: &CheckFailure, text: Text) -> Message {
    let purposes = purpose_labels(&failure.purposes, text);
    match &failure.wrong {
        Wrong::Expiring { on, days } => message(
            text.check_expiring(&purposes, &day(*on, text), &text.days(*days)),
            text.check_expiring_do(),
        ),
        Wrong::Expired { on } => message(
            text.check_expired(&purposes, &day(*on, text)),
            text.check_expired_do(),
        ),
        Wrong::NotYetValid { from } => message(
            text.check_not_yet_valid(&purposes, &day(*from, text)),
            text.check_not_yet_valid_do(),
        ),
        Wrong::Undated => message(text.check_undated(&purposes), text.check_undated_do()),
        Wrong::Ended(finding) => message(finding.what(text), finding.hint(text).to_owned()),
        Wrong::Missing => message(text.check_missing(&purposes), text.check_missing_do()),
        Wrong::Forged { issuer } => message(
            text.check_forged(&purposes, issuer),
            text.check_missing_do(),
        ),
        Wrong::Revoked { since } => message(
            match since {
                Some(since) => text.check_revoked(&purposes, &day(*since, text)),
                None => text.check_revoked_undated(&purposes),
            },
            text.check_ended_do(),
        ),
        Wrong::NotPublished => message(
            text.check_not_published(&purposes),
            text.check_not_published_do(),
        ),
        Wrong::Unavailable { error, port } => message(
            text.check_unavailable(&purposes, &reason(error, text)),
            text.check_unavailable_do(&remedy(error, *port, text)),
        ),
        Wrong::Contradicted(error) => message(
            text.check_contradicted(&purposes, &reason(error, text)),
            text.release_contradicted_do(),
        ),
        Wrong::Unverified {
            why,
            says,
            knows_certificate,
        } => {
            let (what, to_do) = match why {
                Unverified::IssuerMissing | Unverified::NothingToCheckWith => {
                    (text.check_unverified(&purposes), text.remedy_issuer_certs())
                }
                Unverified::SignerMissing => (
                    text.check_signer_missing(&purposes),
                    text.check_look_into_portal_do(),
                ),
                Unverified::ForeignSigner => (
                    text.check_foreign_signer(&purposes),
                    text.check_look_into_portal_do(),
                ),
            };
            let says = text.check_answer_says(&said(says, *knows_certificate, text));
            message(format!("{what} {says}"), to_do)
        }
        Wrong::NumberOnly => message(
            text.check_number_only(&purposes),
            text.check_look_into_portal_do(),
        ),
        Wrong::Unreadable => message(text.check_unreadable(&purposes), text.check_missing_do()),
        Wrong::NotGiven { number } => message(
            text.check_not_given(&purposes, &not_given(*number, text)),
            match number {
                Some(number) => text.check_not_given_number_do(*number),
                None => text.check_not_given_do(),
            },
        ),
        Wrong::Misplaced => message(text.check_misplaced(&purposes), text.check_missing_do()),
        Wrong::ClockWrong { today } => message(
            text.check_clock_wrong(&day(*today, text)),
            text.check_clock_wrong_do(),
        ),
        Wrong::Unchecked { issuer, doubt } => message(
            text.check_unchecked(&purposes, &doubt_words(issuer, doubt, text)),
            match doubt {
                Doubt::Unverifiable(_) => text.check_unverifiable_do(),
                _ => text.check_unchecked_do(),
            },
        ),
    }
}
