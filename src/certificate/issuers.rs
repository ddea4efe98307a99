//! Is a certificate signed by an authority that the user trusts? Offline, against certificates in a
//! folder.
//!
//! The folder is the trust: whatever lies in it and says that it is an authority is believed. One
//! step is checked, from a card's certificate to its issuer, not the issuer's own way up.

use std::path::{Path, PathBuf};

use super::check::Check;
use super::folder::Folder;
pub use super::folder::{LoadError, Unusable};
use super::name::Name;
use super::signature::Obstacle;
use super::validity::{self, State};
use super::x509::Certificate;

/// Files in a folder of issuers: with more it is surely not the one that was meant.
const COUNT_LIMIT: usize = 1000;

/// The issuer certificates of a folder.
#[derive(Debug, Default)]
pub struct Issuers {
    certificates: Vec<Certificate>,
    unusable: Vec<(PathBuf, Unusable)>,
}

/// What a folder of issuers makes of a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssuerCheck {
    /// The authority's common name, or else its whole name; foreign text.
    pub issuer: String,
    /// Whether that authority signed the certificate, with the right to and while it was in force.
    pub check: Check<Doubt>,
}

/// Why nobody can tell whether an authority issued a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// No certificate of the authority in the folder.
    Missing,
    /// Signed by it, but its own certificate was over then.
    Expired {
        /// The authority's last second (since 1970, UTC).
        not_after: i64,
    },
    /// Signed by it, but its own certificate was not in force yet then.
    NotYetValid {
        /// The authority's first second (since 1970, UTC).
        not_before: i64,
    },
    /// Signed by it, but a date that decides cannot be read.
    Undated,
    /// Signed by that key, whose certificate does not say that it may: one of X.509 version 1, or
    /// none of an authority.
    NoAuthority,
    /// The signature cannot be verified.
    Unverifiable(Obstacle),
}

impl IssuerCheck {
    /// Whether no certificate of the issuer was there.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        self.check == Check::CannotTell(Doubt::Missing)
    }

    /// The fixed word.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match &self.check {
            Check::Holds => "good",
            Check::Broken => "bad_signature",
            Check::CannotTell(doubt) => match doubt {
                Doubt::Missing => "issuer_unknown",
                Doubt::Expired { .. } => "issuer_expired",
                Doubt::NotYetValid { .. } => "issuer_not_yet_valid",
                Doubt::Undated => "issuer_undated",
                Doubt::NoAuthority => "issuer_no_ca",
                Doubt::Unverifiable(_) => "unsupported",
            },
        }
    }
}

impl Issuers {
    /// Reads every file of a folder, by name, without going into folders inside it.
    ///
    /// # Errors
    /// [`LoadError`], for the folder as a whole. What is wrong with one file stands in
    /// [`Self::unusable`].
    pub fn load(folder: &Path) -> Result<Self, LoadError> {
        Self::load_without(folder, &[])
    }

    /// The same without these files, which hold something else.
    ///
    /// # Errors
    /// As [`Self::load`].
    pub fn load_without(folder: &Path, others: &[PathBuf]) -> Result<Self, LoadError> {
        let mut found = Self::default();
        found.take(Folder::read(folder, COUNT_LIMIT, others)?);
        Ok(found)
    }

    /// Takes the certificates out of the octets of one file.
    pub fn add(&mut self, path: &Path, octets: &[u8]) {
        let mut file = Folder::default();
        file.add(path, octets);
        self.take(file);
    }

    fn take(&mut self, folder: Folder) {
        let certificates = folder.certificates.into_iter();
        self.extend(certificates.map(|(_, certificate)| certificate));
        self.unusable.extend(folder.unusable);
    }

    /// Takes certificates that somebody else stands for.
    pub fn extend(&mut self, certificates: impl IntoIterator<Item = Certificate>) {
        self.certificates.extend(certificates);
    }

    /// The certificates found.
    #[must_use]
    pub fn certificates(&self) -> &[Certificate] {
        &self.certificates
    }

    /// Files that gave nothing, and those with a certificate that is none.
    #[must_use]
    pub fn unusable(&self) -> &[(PathBuf, Unusable)] {
        &self.unusable
    }

    /// The issuer of a certificate: the one by which [`Self::check`] holds at `at` (seconds since
    /// 1970, UTC).
    #[must_use]
    pub fn issuer_of<'a>(
        &'a self,
        certificate: &'a Certificate,
        at: i64,
    ) -> Option<&'a Certificate> {
        let at = decisive(certificate, at);
        self.candidates(certificate)
            .find(|issuer| check_one(certificate, issuer, at).check.holds())
    }

    /// Checks a certificate against the issuers at `at` (seconds since 1970, UTC): the best answer
    /// of all candidates.
    #[must_use]
    pub fn check(&self, certificate: &Certificate, at: i64) -> IssuerCheck {
        let at = decisive(certificate, at);
        let answers = self
            .candidates(certificate)
            .map(|issuer| check_one(certificate, issuer, at));
        answers.min_by_key(rank).unwrap_or_else(|| IssuerCheck {
            issuer: called(&certificate.issuer),
            check: Check::CannotTell(Doubt::Missing),
        })
    }

    /// Who has the name and, where both say one, the key identifier (RFC 5280 §4.2.1.1).
    fn candidates<'a>(
        &'a self,
        certificate: &'a Certificate,
    ) -> impl Iterator<Item = &'a Certificate> {
        self.certificates.iter().filter(|issuer| {
            let same_key = match (&certificate.authority_key_id, &issuer.subject_key_id) {
                (Some(wanted), Some(own)) => wanted == own,
                _ => true,
            };
            same_key && certificate.issuer.matches(&issuer.holder)
        })
    }
}

/// When the authority has to be in force; `None` where that cannot be read.
///
/// A qualified certificate stays good when its authority's own one is over: that has to have been
/// in force when it was issued (chain model, gemSpec_PKI TUC_PKI_030).
fn decisive(certificate: &Certificate, at: i64) -> Option<i64> {
    if certificate.is_qualified() {
        certificate.not_before
    } else {
        Some(at)
    }
}

fn check_one(certificate: &Certificate, authority: &Certificate, at: Option<i64>) -> IssuerCheck {
    let state = |at| validity::state(authority, at, 0);
    let check = match certificate.signed_by(authority) {
        Check::Broken => Check::Broken,
        Check::CannotTell(obstacle) => Check::CannotTell(Doubt::Unverifiable(obstacle)),
        Check::Holds if !authority.may_issue() => Check::CannotTell(Doubt::NoAuthority),
        Check::Holds => match at.map(state) {
            Some(State::Valid { .. } | State::Expiring { .. }) => Check::Holds,
            Some(State::Expired { until }) => {
                Check::CannotTell(Doubt::Expired { not_after: until })
            }
            Some(State::NotYetValid { from }) => {
                Check::CannotTell(Doubt::NotYetValid { not_before: from })
            }
            Some(State::Unknown) | None => Check::CannotTell(Doubt::Undated),
        },
    };
    IssuerCheck {
        issuer: called(&authority.holder),
        check,
    }
}

/// Best first.
fn rank(answer: &IssuerCheck) -> u8 {
    match &answer.check {
        Check::Holds => 0,
        Check::CannotTell(Doubt::Expired { .. }) => 1,
        Check::CannotTell(Doubt::NotYetValid { .. }) => 2,
        Check::CannotTell(Doubt::Undated) => 3,
        Check::CannotTell(Doubt::NoAuthority) => 4,
        Check::CannotTell(Doubt::Unverifiable(_)) => 5,
        Check::Broken => 6,
        Check::CannotTell(Doubt::Missing) => 7,
    }
}

fn called(name: &Name) -> String {
    name.common_name()
        .map_or_else(|| name.to_string(), str::to_owned)
}
