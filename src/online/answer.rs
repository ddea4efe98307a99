//! What a responder said, and what it is worth.

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
        /// Since when, in seconds since 1970; `None` where that cannot be read.
        at: Option<i64>,
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
    /// It is not the issuer, and no certificate came with the answer: the issuer's own one does not
    /// help. Answers about certificates that are not qualified need not bring one
    /// (gemSpec_PKI §9.1.2.7).
    SignerMissing,
    /// Its certificate is by another issuer. The German list of trust services may name such a
    /// responder for qualified certificates (gemSpec_PKI TUC_PKI_030); that list is not read.
    ForeignSigner,
}

impl Unverified {
    /// The word for documents.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::IssuerMissing => "issuer_missing",
            Self::NothingToCheckWith => "nothing_to_check_with",
            Self::SignerMissing => "signer_missing",
            Self::ForeignSigner => "foreign_signer",
        }
    }
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
    /// The reason with this number, an ENUMERATED without leading zeros; `None` for one that nobody
    /// gave a meaning to.
    pub(super) const fn of(number: &[u8]) -> Option<Self> {
        match number {
            [] => Some(Self::Unspecified),
            [1] => Some(Self::KeyCompromise),
            [2 | 10] => Some(Self::IssuerCompromise),
            [3] => Some(Self::AffiliationChanged),
            [4] => Some(Self::Superseded),
            [5] => Some(Self::CessationOfOperation),
            [6] => Some(Self::OnHold),
            [8] => Some(Self::RemovedFromHold),
            [9] => Some(Self::PrivilegeWithdrawn),
            _ => None,
        }
    }

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
