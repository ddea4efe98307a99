//! Why a list is not believed.

use std::{error, fmt};

use crate::certificate::signature::Obstacle;
use crate::system::clock::Date;

/// Why nothing of a list is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// More octets than [`super::SIZE_LIMIT`].
    TooLarge,
    /// A web page in the place of the list or its signature: the sign-in page of a network.
    WebPage,
    /// Packed (gzip): the octets of the list itself are what was signed.
    Packed,
    /// The file beside the list is no signature.
    NoSignature,
    /// Who signed is not certified by the authority that is built in, but by this one.
    OtherAuthority {
        /// Common name of the authority that is named; foreign text.
        named: String,
    },
    /// Who signed names the authority that is built in, which did not certify it.
    SignerForged,
    /// Whose certificate it is may sign no lists (`tslSigning`, ETSI TS 119 612 5.7.1).
    NoRight,
    /// The certificate of who signed does not hold now.
    SignerNotValid {
        /// First second, since 1970; `None` where it cannot be read.
        from: Option<i64>,
        /// Last second, since 1970; `None` where it cannot be read.
        until: Option<i64>,
    },
    /// The authority that is built in does not hold now: before, the clock is wrong; after, a newer
    /// release of this program has its successor.
    AuthorityNotValid {
        /// First second, since 1970.
        from: i64,
        /// Last second, since 1970.
        until: i64,
        /// What the clock says, in seconds since 1970.
        now: i64,
    },
    /// The signature belongs to other octets: something was altered, is cut, or list and signature
    /// are of different days.
    OtherOctets,
    /// A signature cannot be verified.
    Unverifiable(Obstacle),
    /// What was signed is no list that can be read.
    NotAList {
        /// What is wrong with it.
        why: String,
    },
}

impl Refusal {
    /// The word for documents.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLarge => "too_large",
            Self::WebPage => "web_page",
            Self::Packed => "packed",
            Self::NoSignature => "no_signature",
            Self::OtherAuthority { .. } => "other_authority",
            Self::SignerForged => "signer_forged",
            Self::NoRight => "no_right",
            Self::SignerNotValid { .. } => "signer_not_valid",
            Self::AuthorityNotValid { .. } => "authority_not_valid",
            Self::OtherOctets => "other_octets",
            Self::Unverifiable(_) => "unsupported",
            Self::NotAList { .. } => "not_a_list",
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = |seconds: Option<i64>| {
            seconds.map_or_else(|| "?".to_owned(), |at| Date::from_seconds(at).for_people())
        };
        match self {
            Self::TooLarge => f.write_str("more octets than a list has"),
            Self::WebPage => f.write_str("a web page, not the list"),
            Self::Packed => f.write_str("packed by gzip"),
            Self::NoSignature => f.write_str("no detached signature"),
            Self::OtherAuthority { named } => {
                write!(f, "signed by somebody whom {named} certified")
            }
            Self::SignerForged => f.write_str("the signer is not certified by the built-in key"),
            Self::NoRight => f.write_str("the signer may sign no lists"),
            Self::SignerNotValid { from, until } => write!(
                f,
                "the signer\u{2019}s certificate is valid from {} to {}",
                day(*from),
                day(*until)
            ),
            Self::AuthorityNotValid { from, until, .. } => write!(
                f,
                "the built-in key is valid from {} to {}",
                day(Some(*from)),
                day(Some(*until))
            ),
            Self::OtherOctets => f.write_str("the signature belongs to other octets"),
            Self::Unverifiable(obstacle) => {
                write!(f, "the signature cannot be verified: {obstacle:?}")
            }
            Self::NotAList { why } => write!(f, "no list of issuers: {why}"),
        }
    }
}

impl error::Error for Refusal {}
