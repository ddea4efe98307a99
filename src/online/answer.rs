//! What a responder said, and what it is worth.

use super::asn1::CrlReason;

/// An answer about one certificate; signature and times were checked as far as `trust` says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What the responder says of the certificate.
    pub status: Status,
    /// Whether it is known whose answer this is.
    pub trust: Trust,
    /// When the answer was signed, in seconds since 1970.
    pub produced_at: i64,
    /// Since when it is known to hold, in seconds since 1970.
    pub this_update: i64,
    /// Until when it holds, in seconds since 1970, where the responder says so.
    pub next_update: Option<i64>,
    /// Who signed it, by common name, or the hash of the key in hexadecimal digits. Not checked
    /// where `trust` is not.
    pub responder: String,
    /// The responder named the hash of this very certificate (`CertHash`): it has it, not only its
    /// number. German issuers of qualified certificates do so; others need not.
    pub knows_certificate: bool,
}

/// The state of a certificate with its issuer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// Published and not revoked.
    Good,
    /// Revoked.
    Revoked {
        /// Since when, in seconds since 1970.
        at: i64,
        /// Why, where the responder says so.
        reason: Option<Reason>,
    },
    /// The responder does not know it: not published yet (Freischaltung open), or not its own.
    Unknown,
}

impl Status {
    /// The word for documents.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Revoked { .. } => "revoked",
            Self::Unknown => "unknown",
        }
    }
}

/// Whose answer it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// Signed by the certificate's issuer, or by a responder that the issuer gave the right to.
    Verified,
    /// Nobody can tell: the answer came over the open net and could be anyone's.
    Unverified(Unverified),
}

impl Trust {
    /// The word for documents.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Unverified(_) => "unverified",
        }
    }
}

/// Why nobody can tell whose answer it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unverified {
    /// The signature belongs to a certificate that came with the answer; whether the issuer stands
    /// behind that one cannot be told without the issuer's certificate.
    IssuerMissing,
    /// Nor did a certificate come with the answer: the signature could not be checked at all.
    NothingToCheckWith,
}

/// Why a certificate was revoked (RFC 5280 5.3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// The issuer does not say.
    Unspecified,
    /// The key is or may be known to others; a lost card.
    KeyCompromise,
    /// The issuer's own key is.
    IssuerCompromise,
    /// The holder's name or office changed.
    AffiliationChanged,
    /// Another certificate took its place.
    Superseded,
    /// It is not needed any more.
    CessationOfOperation,
    /// On hold for now.
    OnHold,
    /// No longer on hold.
    RemovedFromHold,
    /// The right that it states was withdrawn.
    PrivilegeWithdrawn,
}

impl Reason {
    /// The word for documents: that of RFC 5280.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Unspecified => "unspecified",
            Self::KeyCompromise => "keyCompromise",
            Self::IssuerCompromise => "cACompromise",
            Self::AffiliationChanged => "affiliationChanged",
            Self::Superseded => "superseded",
            Self::CessationOfOperation => "cessationOfOperation",
            Self::OnHold => "certificateHold",
            Self::RemovedFromHold => "removeFromCRL",
            Self::PrivilegeWithdrawn => "privilegeWithdrawn",
        }
    }
}

impl From<CrlReason> for Reason {
    fn from(reason: CrlReason) -> Self {
        match reason {
            CrlReason::Unspecified => Self::Unspecified,
            CrlReason::KeyCompromise => Self::KeyCompromise,
            CrlReason::CaCompromise | CrlReason::AaCompromise => Self::IssuerCompromise,
            CrlReason::AffiliationChanged => Self::AffiliationChanged,
            CrlReason::Superseded => Self::Superseded,
            CrlReason::CessationOfOperation => Self::CessationOfOperation,
            CrlReason::CertificateHold => Self::OnHold,
            CrlReason::RemoveFromCrl => Self::RemovedFromHold,
            CrlReason::PrivilegeWithdrawn => Self::PrivilegeWithdrawn,
        }
    }
}
