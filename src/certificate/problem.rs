//! What can be wrong with a certificate: so much that it is none, or with a part of it.

use std::{error, fmt};

/// A part of a certificate that is malformed, so that values are missing: all that it holds, or
/// those that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Odd {
    /// An attribute of the holder's name.
    Subject,
    /// An attribute of the issuer's name.
    Issuer,
    /// The first day.
    NotBefore,
    /// The last day.
    NotAfter,
    /// The extension with this OID (dotted) or a part of it, or it stands there a second time.
    Extension(String),
    /// An extension that not even says which one it is, or the list of them.
    Extensions,
    /// The public key.
    Key,
    /// The signature, or its procedure, which stands in two places that must agree (RFC 5280
    /// §4.1.1.2).
    Signature,
}

impl fmt::Display for Odd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Subject => f.write_str("subject"),
            Self::Issuer => f.write_str("issuer"),
            Self::NotBefore => f.write_str("notBefore"),
            Self::NotAfter => f.write_str("notAfter"),
            Self::Extension(oid) => f.write_str(oid),
            Self::Extensions => f.write_str("extensions"),
            Self::Key => f.write_str("subjectPublicKeyInfo"),
            Self::Signature => f.write_str("signature"),
        }
    }
}

/// Why octets are no certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotACertificate {
    /// More octets than a file of a card can have.
    TooLarge {
        /// How many there are.
        octets: usize,
    },
    /// The octets end before the certificate does.
    Cut,
    /// Not DER at all.
    NotDer,
    /// DER, but this part (named as in RFC 5280) is not what it must be.
    Malformed(&'static str),
}

impl fmt::Display for NotACertificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge { octets } => {
                write!(f, "{octets} octets are more than a file of a card holds")
            }
            Self::Cut => f.write_str("it ends before the certificate does"),
            Self::NotDer => f.write_str("not DER"),
            Self::Malformed(part) => write!(f, "{part} is malformed"),
        }
    }
}

impl error::Error for NotACertificate {}
