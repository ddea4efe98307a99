//! Is a certificate signed by an authority that the user trusts? Offline, against certificates in a
//! folder.
//!
//! The folder is the trust: whatever lies in it and says that it is an authority is believed. One
//! step is checked, from a card's certificate to its issuer, not the issuer's own way up.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::{error, fmt};

use super::name::Name;
use super::pem;
use super::problem::NotACertificate;
use super::signature::Verdict;
use super::validity::{self, State};
use super::x509::Certificate;

/// Octets of one file of the folder; gematik's lists of authorities have some 200 KiB.
const FILE_LIMIT: u64 = 1 << 20;
/// Files in the folder.
const COUNT_LIMIT: usize = 1000;

/// The issuer certificates of a folder.
#[derive(Debug, Default)]
pub struct Issuers {
    certificates: Vec<Certificate>,
    unusable: Vec<(PathBuf, Unusable)>,
}

/// Why a file of the folder, or one certificate in it, is not used.
#[derive(Debug)]
pub enum Unusable {
    /// What the system said.
    Io(io::Error),
    /// More than a mebibyte.
    TooLarge,
    /// PEM, but of something else.
    NoCertificate,
    /// One of its certificates is none.
    NotACertificate(NotACertificate),
}

/// Why a folder gives no issuers.
#[derive(Debug)]
pub enum LoadError {
    /// What the system said about the folder.
    Io(PathBuf, io::Error),
    /// More than a thousand files: surely not the folder that was meant.
    TooMany(PathBuf),
}

/// What a folder of issuers makes of a certificate. `issuer` is the authority's common name, or
/// else its whole name; foreign text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IssuerCheck {
    /// Signed by that authority, which was in force at that time.
    Good {
        /// Whose key verified it.
        issuer: String,
    },
    /// Signed by that authority, whose own certificate was over then.
    IssuerExpired {
        /// Whose key verified it.
        issuer: String,
        /// The authority's last second (since 1970, UTC).
        not_after: i64,
    },
    /// Signed by that authority, whose own certificate was not in force yet then.
    IssuerNotYetValid {
        /// Whose key verified it.
        issuer: String,
        /// The authority's first second (since 1970, UTC).
        not_before: i64,
    },
    /// Signed by that authority, whose own dates cannot be read.
    IssuerUndated {
        /// Whose key verified it.
        issuer: String,
    },
    /// Signed by that key, which belongs to no authority.
    IssuerNotACa {
        /// Whose key verified it.
        issuer: String,
    },
    /// The authority has the right name, but its key did not sign this.
    BadSignature {
        /// Whose key did not.
        issuer: String,
    },
    /// Signed in a way that this program does not know.
    Unsupported {
        /// Who should have signed it.
        issuer: String,
        /// The procedure, hash or curve, dotted.
        oid: String,
    },
    /// No certificate of its authority in the folder.
    NoIssuerHere {
        /// Who should be there.
        wanted: String,
    },
}

impl IssuerCheck {
    /// The fixed word.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            IssuerCheck::Good { .. } => "good",
            IssuerCheck::BadSignature { .. } => "bad_signature",
            IssuerCheck::IssuerNotACa { .. } => "issuer_no_ca",
            IssuerCheck::IssuerExpired { .. } => "issuer_expired",
            IssuerCheck::IssuerNotYetValid { .. } => "issuer_not_yet_valid",
            IssuerCheck::IssuerUndated { .. } => "issuer_undated",
            IssuerCheck::Unsupported { .. } => "unsupported",
            IssuerCheck::NoIssuerHere { .. } => "issuer_unknown",
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
        let io = |error| LoadError::Io(folder.to_owned(), error);
        let mut paths = Vec::new();
        for entry in fs::read_dir(folder).map_err(io)? {
            if paths.len() == COUNT_LIMIT {
                return Err(LoadError::TooMany(folder.to_owned()));
            }
            paths.push(entry.map_err(io)?.path());
        }
        paths.sort();
        let mut found = Self::default();
        for path in paths {
            match read(&path) {
                Ok(None) => {}
                Ok(Some(octets)) => found.add(&path, &octets),
                Err(reason) => found.unusable.push((path, reason)),
            }
        }
        Ok(found)
    }

    /// Takes the certificates out of the octets of one file.
    pub fn add(&mut self, path: &Path, octets: &[u8]) {
        let found = pem::certificates(octets);
        if found.is_empty() {
            self.unusable
                .push((path.to_owned(), Unusable::NoCertificate));
        }
        for certificate in found {
            match certificate {
                Ok(certificate) => self.certificates.push(certificate),
                Err(reason) => self
                    .unusable
                    .push((path.to_owned(), Unusable::NotACertificate(reason))),
            }
        }
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

    /// The issuer of a certificate, where one here has its name, its key identifier, and verifies
    /// it.
    #[must_use]
    pub fn issuer_of<'a>(&'a self, certificate: &'a Certificate) -> Option<&'a Certificate> {
        self.candidates(certificate)
            .find(|issuer| certificate.signed_by(issuer) == Verdict::Good)
    }

    /// Checks a certificate against the issuers at `at` (seconds since 1970, UTC): the best answer
    /// of all candidates.
    #[must_use]
    pub fn check(&self, certificate: &Certificate, at: i64) -> IssuerCheck {
        let answers = self
            .candidates(certificate)
            .map(|issuer| check_one(certificate, issuer, at));
        let best = answers.min_by_key(rank);
        best.unwrap_or_else(|| IssuerCheck::NoIssuerHere {
            wanted: called(&certificate.issuer),
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
            same_key && certificate.issuer.der() == issuer.holder.der()
        })
    }
}

fn check_one(certificate: &Certificate, authority: &Certificate, at: i64) -> IssuerCheck {
    let issuer = called(&authority.holder);
    match certificate.signed_by(authority) {
        Verdict::Bad => IssuerCheck::BadSignature { issuer },
        Verdict::Unsupported(oid) => IssuerCheck::Unsupported { issuer, oid },
        Verdict::Good if !may_sign(authority) => IssuerCheck::IssuerNotACa { issuer },
        Verdict::Good => match validity::state(authority, at, 0) {
            State::Valid { .. } | State::Expiring { .. } => IssuerCheck::Good { issuer },
            State::Expired { until } => IssuerCheck::IssuerExpired {
                issuer,
                not_after: until,
            },
            State::NotYetValid { from } => IssuerCheck::IssuerNotYetValid {
                issuer,
                not_before: from,
            },
            State::Unknown => IssuerCheck::IssuerUndated { issuer },
        },
    }
}

/// Basic constraints say so, and the key usage, if there is one, does not say otherwise.
fn may_sign(authority: &Certificate) -> bool {
    authority.is_ca
        && (authority.key_usage.is_empty() || authority.key_usage.contains(&"keyCertSign"))
}

/// Best first.
fn rank(answer: &IssuerCheck) -> u8 {
    match answer {
        IssuerCheck::Good { .. } => 0,
        IssuerCheck::IssuerExpired { .. } => 1,
        IssuerCheck::IssuerNotYetValid { .. } => 2,
        IssuerCheck::IssuerUndated { .. } => 3,
        IssuerCheck::IssuerNotACa { .. } => 4,
        IssuerCheck::Unsupported { .. } => 5,
        IssuerCheck::BadSignature { .. } => 6,
        IssuerCheck::NoIssuerHere { .. } => 7,
    }
}

fn called(name: &Name) -> String {
    name.common_name()
        .map_or_else(|| name.to_string(), str::to_owned)
}

/// The octets of a file; `None` for a folder. Anything else that is no plain file is not opened: a
/// pipe would wait.
fn read(path: &Path) -> Result<Option<Vec<u8>>, Unusable> {
    let kind = fs::metadata(path).map_err(Unusable::Io)?;
    if kind.is_dir() {
        return Ok(None);
    }
    if !kind.is_file() {
        return Err(Unusable::Io(io::Error::new(
            io::ErrorKind::InvalidInput,
            "not a plain file",
        )));
    }
    let mut octets = Vec::new();
    let file = File::open(path).map_err(Unusable::Io)?;
    file.take(FILE_LIMIT + 1)
        .read_to_end(&mut octets)
        .map_err(Unusable::Io)?;
    if u64::try_from(octets.len()).is_ok_and(|length| length > FILE_LIMIT) {
        return Err(Unusable::TooLarge);
    }
    Ok(Some(octets))
}

impl fmt::Display for Unusable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => error.fmt(f),
            Self::TooLarge => f.write_str("larger than 1 MiB"),
            Self::NoCertificate => f.write_str("no certificate in it"),
            Self::NotACertificate(reason) => reason.fmt(f),
        }
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(folder, error) => write!(f, "{}: {error}", folder.display()),
            Self::TooMany(folder) => {
                write!(f, "{}: more than {COUNT_LIMIT} files", folder.display())
            }
        }
    }
}

impl error::Error for LoadError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::Io(_, error) => Some(error),
            Self::TooMany(_) => None,
        }
    }
}
