//! What `--check` finds wrong with the certificates of a card.

use super::asked::Asked;
use super::cause::Cause;
use super::code::{self, Code, code};
use super::exit;
use crate::card::files::FilePurpose;
use crate::certificate::{Check, Content, Doubt, IssuerCheck, State};
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
    /// The card may no longer be used, whatever its certificates say: what is known of it.
    Ended(Finding),
    /// The card has none that can be read.
    Missing,
    /// The issuer did not sign it.
    Forged {
        /// Who should have.
        issuer: String,
    },
    /// Its issuer has revoked it.
    Revoked {
        /// Since this day, where that can be read.
        since: Option<Date>,
    },
    /// The issuer's service does not know it.
    NotPublished,
    /// Nobody could tell whether it is released.
    Unavailable {
        /// Why.
        error: online::Error,
        /// The port of the service that was asked.
        port: Option<u16>,
    },
    /// An answer came that cannot be the issuer's.
    Contradicted(online::Error),
    /// Somebody told, and nobody knows who.
    Unverified {
        /// Why nobody does.
        why: online::Unverified,
        /// What the answer says.
        says: online::Status,
        /// Whether it names the hash of this very certificate.
        knows_certificate: bool,
    },
    /// It is not revoked, but the issuer's service confirmed its number only: whether it is released
    /// is not said by that. Services of qualified certificates and of cards of professions name the
    /// certificate's hash (gemSpec_PKI §9.1).
    NumberOnly,
    /// What lies in a file is no certificate that can be read, although the card has another one
    /// for the purpose.
    Unreadable,
    /// The Konnektor did not give it: of the card nothing is known by that.
    NotGiven {
        /// The number of its error.
        number: Option<u32>,
    },
    /// It belongs to another card, or to another purpose.
    Misplaced,
    /// The clock of this PC cannot be right, so no date can be judged.
    ClockWrong {
        /// What it says.
        today: Date,
    },
    /// Nobody can tell whether it is genuine.
    Unchecked {
        /// Who signed it, as it says.
        issuer: String,
        /// Why nobody can.
        doubt: Doubt,
    },
}

impl Cause for CheckFailure {
    fn code(&self) -> Code {
        match &self.wrong {
            Wrong::Expiring { .. } => code("certificate_expiring", exit::EXPIRING),
            Wrong::Expired { .. } => code("certificate_expired", exit::ENDED),
            Wrong::NotYetValid { .. } => code("certificate_not_yet_valid", exit::ENDED),
            Wrong::Ended(finding) => code::ended(finding.code()),
            Wrong::Missing => code("certificate_missing", exit::ENDED),
            Wrong::Forged { .. } => code("certificate_forged", exit::ENDED),
            Wrong::Revoked { .. } => code("certificate_revoked", exit::ENDED),
            Wrong::NotPublished => code("not_published", exit::NOT_PUBLISHED),
            Wrong::Unavailable { .. } => code("online_unavailable", exit::NOT_CHECKED),
            Wrong::Contradicted(_) => code("online_contradicted", exit::NOT_CHECKED),
            Wrong::Unverified { .. } => code("online_unverified", exit::NOT_CHECKED),
            Wrong::NumberOnly => code("online_number_only", exit::NOT_CHECKED),
            Wrong::Unreadable => code("certificate_unreadable", exit::ENDED),
            Wrong::NotGiven { .. } => code("certificate_not_given", exit::NOT_CHECKED),
            Wrong::Misplaced => code("certificate_misplaced", exit::ENDED),
            Wrong::ClockWrong { .. } => code("clock_wrong", exit::NOT_CHECKED),
            Wrong::Unchecked {
                doubt: Doubt::Unverifiable(_),
                ..
            } => code("method_unsupported", exit::NOT_CHECKED),
            Wrong::Unchecked { .. } => code("issuer_unknown", exit::NOT_CHECKED),
            Wrong::Undated => code("certificate_undated", exit::NOT_CHECKED),
        }
    }

    fn topic(&self) -> Option<&'static str> {
        match &self.wrong {
            Wrong::Expiring { .. } | Wrong::Expired { .. } | Wrong::Revoked { .. } => {
                Some("replacement-kinds")
            }
            Wrong::Ended(_) => Some("old-cards"),
            Wrong::Missing | Wrong::Unreadable | Wrong::Misplaced | Wrong::Forged { .. } => {
                Some("contact")
            }
            Wrong::NotPublished => Some("activation-or-release"),
            Wrong::Unavailable { .. }
            | Wrong::Contradicted(_)
            | Wrong::Unverified { .. }
            | Wrong::NumberOnly => Some("is-it-released"),
            Wrong::NotGiven { .. } => Some("konnektor-and-software"),
            Wrong::NotYetValid { .. }
            | Wrong::Undated
            | Wrong::Unchecked { .. }
            | Wrong::ClockWrong { .. } => None,
        }
    }
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
        let wrong = row.check.as_ref().and_then(by_issuer);
        let wrong = wrong.filter(|wrong| !is_beyond_the_list(sheet, row, wrong));
        if let Some(wrong) = wrong {
            add(&mut failures, row.file.purpose, wrong);
        }
    }
    // A twin that does not count is no reason to trust a card on which it was put wrongly.
    for row in sheet.rows.iter().filter(|row| row.file.purpose.is_needed()) {
        if let Some(wrong) = by_content(sheet, row) {
            add(&mut failures, row.file.purpose, wrong);
        }
    }
    let missing = sheet.without_certificate().into_iter();
    for purpose in missing.filter(|purpose| sheet.untold(*purpose).is_none()) {
        add(&mut failures, purpose, Wrong::Missing);
    }
    // Expiry is judged above, on the very certificates.
    let ended =
        |finding: &&Finding| finding.severity() == Severity::Ended && finding.code() != EXPIRED;
    failures.extend(findings.iter().filter(ended).map(|finding| CheckFailure {
        purposes: Vec::new(),
        wrong: Wrong::Ended(*finding),
    }));
    for one in asked {
        let wrong = by_service(one);
        if let Some(wrong) = wrong.filter(|wrong| !is_settled_by_others(asked, one, wrong)) {
            add(&mut failures, one.file.purpose, wrong);
        }
    }
    failures
}

/// Whether nobody can tell of the certificate for qualified signatures only that its issuer is not
/// there, while those of all others are: gematik's list names no issuers of qualified ones.
fn is_beyond_the_list(sheet: &Sheet, row: &Row, wrong: &Wrong) -> bool {
    let is_missing = matches!(
        wrong,
        Wrong::Unchecked {
            doubt: Doubt::Missing,
            ..
        }
    );
    let others = || {
        let needed = sheet.counting().map(|(row, ..)| row);
        needed.filter(|row| row.file.purpose.is_needed() && row.file.purpose != FilePurpose::Qes)
    };
    let holds = |row: &Row| row.check.as_ref().is_some_and(|check| check.check.holds());
    is_missing
        && row.file.purpose == FilePurpose::Qes
        && others().next().is_some()
        && others().all(holds)
}

/// The same of who answers: the other certificates decide whether a card is released.
fn is_settled_by_others(asked: &[Asked], one: &Asked, wrong: &Wrong) -> bool {
    let others = || {
        asked
            .iter()
            .filter(|asked| asked.file.purpose != FilePurpose::Qes)
    };
    let verified = |asked: &Asked| {
        let answer = asked.result.as_ref();
        answer.is_ok_and(|answer| answer.trust == online::Trust::Verified)
    };
    matches!(wrong, Wrong::Unverified { .. })
        && one.file.purpose == FilePurpose::Qes
        && others().next().is_some()
        && others().all(verified)
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
        Found::Untold(number) => Some(Wrong::NotGiven { number: *number }),
        Found::Refused(_) | Found::Unreadable | Found::Read(_) => Some(Wrong::Unreadable),
    }
}

fn by_service(asked: &Asked) -> Option<Wrong> {
    match &asked.result {
        // Over plain http anybody on the way may have answered.
        Ok(answer) => match (answer.trust, &answer.status) {
            (online::Trust::Unverified(why), says) => Some(Wrong::Unverified {
                why,
                says: says.clone(),
                knows_certificate: answer.knows_certificate,
            }),
            (_, online::Status::Good) if answer.knows_certificate => None,
            (_, online::Status::Good) => Some(Wrong::NumberOnly),
            (_, online::Status::Revoked { at, .. }) => Some(Wrong::Revoked {
                since: at.map(Date::from_seconds),
            }),
            (_, online::Status::Unknown) => Some(Wrong::NotPublished),
        },
        Err(error) if error.is_contradiction() => Some(Wrong::Contradicted(error.clone())),
        Err(error) => Some(Wrong::Unavailable {
            error: error.clone(),
            port: asked.port,
        }),
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

fn by_issuer(result: &IssuerCheck) -> Option<Wrong> {
    let issuer = || result.issuer.clone();
    match &result.check {
        Check::Holds => None,
        Check::Broken => Some(Wrong::Forged { issuer: issuer() }),
        // Neither proved nor disproved.
        Check::CannotTell(doubt) => Some(Wrong::Unchecked {
            issuer: issuer(),
            doubt: doubt.clone(),
        }),
    }
}

#[cfg(test)]
pub(super) fn samples() -> Vec<CheckFailure> {
    use super::failure::samples::of_each;
    use crate::certificate::signature::Obstacle;
    let day = || Date::from_seconds(0);
    let issuer = || "Issuer".to_owned();
    let ended = crate::topics::radar::of_weight(Severity::Ended).into_iter();
    let doubts = [
        Doubt::Missing,
        Doubt::Expired { not_after: 0 },
        Doubt::NotYetValid { not_before: 0 },
        Doubt::Undated,
        Doubt::NoAuthority,
        Doubt::Unverifiable(Obstacle::Method("RSA 1024".to_owned())),
        Doubt::Unverifiable(Obstacle::Key),
        Doubt::Unverifiable(Obstacle::OtherKey),
        Doubt::Unverifiable(Obstacle::Signature),
    ];
    let unverified = |why| Wrong::Unverified {
        why,
        says: online::Status::Good,
        knows_certificate: true,
    };
    let all = of_each!(Wrong {
        Expiring => [Wrong::Expiring { on: day(), days: 3 }],
        Expired => [Wrong::Expired { on: day() }],
        NotYetValid => [Wrong::NotYetValid { from: day() }],
        Undated => [Wrong::Undated],
        Ended => ended.map(Wrong::Ended).collect::<Vec<_>>(),
        Missing => [Wrong::Missing],
        Forged => [Wrong::Forged { issuer: issuer() }],
        Revoked => [Wrong::Revoked { since: Some(day()) }, Wrong::Revoked { since: None }],
        NotPublished => [Wrong::NotPublished],
        Unavailable => [Wrong::Unavailable { error: online::Error::NoUrl, port: None }],
        Contradicted => [Wrong::Contradicted(online::Error::BadSignature)],
        Unverified => [
            unverified(online::Unverified::IssuerMissing),
            unverified(online::Unverified::NothingToCheckWith),
            unverified(online::Unverified::SignerMissing),
            unverified(online::Unverified::ForeignSigner),
        ],
        NumberOnly => [Wrong::NumberOnly],
        Unreadable => [Wrong::Unreadable],
        NotGiven => [
            Wrong::NotGiven { number: Some(4148) },
            Wrong::NotGiven { number: None },
        ],
        Misplaced => [Wrong::Misplaced],
        ClockWrong => [Wrong::ClockWrong { today: day() }],
        Unchecked => doubts.map(|doubt| Wrong::Unchecked { issuer: issuer(), doubt }),
    });
    let of_card = |wrong| CheckFailure {
        purposes: vec![FilePurpose::Aut],
        wrong,
    };
    all.into_iter().map(of_card).collect()
}
