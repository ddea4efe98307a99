//! What `--check` finds wrong with the certificates of a card.

use super::asked::Asked;
use crate::card::files::FilePurpose;
use crate::certificate::{Content, IssuerCheck, State};
use crate::holder::Sheet;
use crate::holder::sheet::{Found, Row};
use crate::online;
use crate::system::clock::Date;
use crate::topics::radar::{Finding, Severity};

/// The radar's word for what the certificates say themselves.
pub const EXPIRED: &str = "expired";

/// A cause of the exit codes 20 to 22 and 24. Purposes that stand alike share one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckFailure {
    /// Whose certificates.
    pub purposes: Vec<FilePurpose>,
    /// What is wrong with them.
    pub wrong: Wrong,
}

/// What is wrong with a certificate that counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// Its last day comes within the days to warn of.
    Expiring {
        /// The last day.
        on: Date,
        /// Days until then.
        days: i64,
    },
    /// Its last day is over.
    Expired {
        /// The last day.
        on: Date,
    },
    /// Its first day is still to come.
    NotYetValid {
        /// The first day.
        from: Date,
    },
    /// Its first or last day cannot be read.
    Undated,
    /// The card may no longer be used, whatever its certificates say.
    Ended {
        /// The fixed word of the finding.
        code: &'static str,
        /// What is known.
        what: String,
        /// What to do.
        hint: String,
    },
    /// The card has none that can be read.
    Missing,
    /// The issuer did not sign it.
    Forged {
        /// Who should have.
        issuer: String,
    },
    /// Its issuer has revoked it.
    Revoked {
        /// Since this day.
        since: Date,
    },
    /// The issuer's service does not know it.
    NotPublished,
    /// Nobody could tell whether it is released.
    Unavailable(online::Error),
    /// Somebody told, and nobody knows who.
    Unverified,
    /// What lies in a file is no certificate that can be read, although the card has another one
    /// for the purpose.
    Unreadable,
    /// It belongs to another card, or to another purpose.
    Misplaced,
    /// The clock of this PC cannot be right, so no date can be judged.
    ClockWrong {
        /// What it says.
        today: Date,
    },
    /// Nothing in the folder of issuers can tell whether it is genuine.
    Unchecked {
        /// Who signed it, as it says.
        issuer: String,
    },
}

/// All causes that the sheet of a card holds, in the order of its files; findings that end its use;
/// and what the issuers' services say.
#[must_use]
pub fn failures(sheet: &Sheet, findings: &[Finding], asked: &[Asked]) -> Vec<CheckFailure> {
    let mut failures = Vec::new();
    for (row, _, judgement) in sheet
        .counting()
        .filter(|(row, ..)| row.file.purpose.is_needed())
    {
        if let Some(wrong) = by_date(judgement.state) {
            add(&mut failures, row.file.purpose, wrong);
        }
        if let Some(wrong) = row.check.as_ref().and_then(by_issuer) {
            add(&mut failures, row.file.purpose, wrong);
        }
    }
    // A twin that does not count is no reason to trust a card on which it was put wrongly.
    for row in sheet.rows.iter().filter(|row| row.file.purpose.is_needed()) {
        if let Some(wrong) = by_content(sheet, row) {
            add(&mut failures, row.file.purpose, wrong);
        }
    }
    for purpose in sheet.without_certificate() {
        add(&mut failures, purpose, Wrong::Missing);
    }
    // Expiry is judged above, on the very certificates.
    for finding in findings
        .iter()
        .filter(|finding| finding.severity == Severity::Ended && finding.code != EXPIRED)
    {
        let (what, hint) = (finding.what.clone(), finding.hint.clone());
        failures.push(CheckFailure {
            purposes: Vec::new(),
            wrong: Wrong::Ended {
                code: finding.code,
                what,
                hint,
            },
        });
    }
    for asked in asked {
        if let Some(wrong) = by_service(&asked.result) {
            add(&mut failures, asked.file.purpose, wrong);
        }
    }
    failures
}

fn by_content(sheet: &Sheet, row: &Row) -> Option<Wrong> {
    let forged = row
        .check
        .as_ref()
        .and_then(by_issuer)
        .filter(|wrong| matches!(wrong, Wrong::Forged { .. }));
    match &row.found {
        Found::Read(Content::Certificate(_)) if sheet.is_misplaced(row) => Some(Wrong::Misplaced),
        Found::Read(Content::Certificate(_)) => forged,
        Found::Missing | Found::Read(Content::Empty) => None,
        Found::Refused(_) | Found::Read(_) => Some(Wrong::Unreadable),
    }
}

fn by_service(result: &Result<online::Answer, online::Error>) -> Option<Wrong> {
    match result {
        // Over plain http anybody on the way may have answered.
        Ok(answer) if answer.trust != online::Trust::Verified => Some(Wrong::Unverified),
        Ok(answer) => match &answer.status {
            online::Status::Good => None,
            online::Status::Revoked { at, .. } => Some(Wrong::Revoked {
                since: Date::from_seconds(*at),
            }),
            online::Status::Unknown => Some(Wrong::NotPublished),
        },
        Err(error) => Some(Wrong::Unavailable(error.clone())),
    }
}

/// Adds a cause, or its purpose to the same one.
fn add(failures: &mut Vec<CheckFailure>, purpose: FilePurpose, wrong: Wrong) {
    match failures.iter_mut().find(|failure| failure.wrong == wrong) {
        Some(failure) if failure.purposes.contains(&purpose) => {}
        Some(failure) => failure.purposes.push(purpose),
        None => failures.push(CheckFailure {
            purposes: vec![purpose],
            wrong,
        }),
    }
}

fn by_date(state: State) -> Option<Wrong> {
    match state {
        State::Valid { .. } => None,
        State::Expiring { until, days } => Some(Wrong::Expiring {
            on: Date::from_seconds(until),
            days,
        }),
        State::Expired { until } => Some(Wrong::Expired {
            on: Date::from_seconds(until),
        }),
        State::NotYetValid { from } => Some(Wrong::NotYetValid {
            from: Date::from_seconds(from),
        }),
        State::Unknown => Some(Wrong::Undated),
    }
}

fn by_issuer(check: &IssuerCheck) -> Option<Wrong> {
    match check {
        IssuerCheck::Good { .. } => None,
        IssuerCheck::BadSignature { issuer } | IssuerCheck::IssuerNotACa { issuer } => {
            Some(Wrong::Forged {
                issuer: issuer.clone(),
            })
        }
        // Issuers do not outlive every certificate they signed: not forged, and not proved either.
        IssuerCheck::IssuerExpired { issuer, .. }
        | IssuerCheck::IssuerNotYetValid { issuer, .. }
        | IssuerCheck::IssuerUndated { issuer }
        | IssuerCheck::Unsupported { issuer, .. }
        | IssuerCheck::NoIssuerHere { wanted: issuer } => Some(Wrong::Unchecked {
            issuer: issuer.clone(),
        }),
    }
}
