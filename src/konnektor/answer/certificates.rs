//! `ReadCardCertificate`: the octets of certificates. What is in them, those rooms say that read
//! certificates; issuer and subject in the answer are not looked at.

use base64ct::{Base64, Encoding};
use roxmltree::Node;

use super::{Answer, read};
use crate::konnektor::element::{
    Unknown, Unreadable, items, list, meaning, named_alike, only, text,
};
use crate::konnektor::vocabulary::{CERTIFICATE_COMMON, Operation};
use crate::konnektor::words::CertificateReference;

/// What the answer says of one certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardCertificate {
    /// Which one.
    pub reference: Result<CertificateReference, Unknown>,
    /// What it is.
    pub content: Content,
}

/// A certificate, or none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Octets of X.509, as the card holds them.
    Octets(Vec<u8>),
    /// The card has none for this purpose and kind of key.
    None,
    /// There is one, and its octets cannot be told.
    Unknown(Unknown),
}

/// Reads the answer to `ReadCardCertificate`, in its order.
///
/// # Errors
/// Every kind of [`Unreadable`]. What is wrong with one certificate costs that one only.
pub fn read_card_certificate(octets: &[u8]) -> Result<Answer<Vec<CardCertificate>>, Unreadable> {
    read(octets, Operation::ReadCardCertificate, |response| {
        let list = list(response, (CERTIFICATE_COMMON, "X509DataInfoList"))?;
        let each = items(list, (CERTIFICATE_COMMON, "X509DataInfo"))?;
        Ok(each.into_iter().map(CardCertificate::of).collect())
    })
}

impl CardCertificate {
    fn of(information: Node<'_, '_>) -> Self {
        let reference = (CERTIFICATE_COMMON, "CertRef");
        let data = (CERTIFICATE_COMMON, "X509Data");
        Self {
            reference: meaning(information, reference, CertificateReference::of),
            content: match only(information, data) {
                Ok(data) => Content::of(data),
                // In another version there is one all the same.
                Err(Unknown::Missing) if named_alike(information, data).is_none() => Content::None,
                Err(unknown) => Content::Unknown(unknown),
            },
        }
    }
}

impl Content {
    fn of(data: Node<'_, '_>) -> Self {
        let certificate = match only(data, (CERTIFICATE_COMMON, "X509Certificate")) {
            Ok(certificate) => text(certificate),
            Err(unknown) => return Self::Unknown(unknown),
        };
        // `xs:base64Binary` may have blanks and ends of lines anywhere.
        let letters: String = certificate.split_ascii_whitespace().collect();
        match Base64::decode_vec(&letters) {
            Ok(octets) if !octets.is_empty() => Self::Octets(octets),
            _ => Self::Unknown(Unknown::other(&letters)),
        }
    }
}
