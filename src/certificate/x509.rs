//! One X.509 certificate (RFC 5280; profiles of the TI: gemSpec_PKI §5).

use std::ops::Range;

use sha2::{Digest, Sha256};

use super::admission::Profession;
use super::check::Check;
use super::extensions::Extensions;
use super::key::{Algorithm, Key, PublicKey};
use super::kind::{CertificateType, Of, Purpose};
use super::name::Name;
use super::problem::{NotACertificate, Odd};
use super::professions;
use super::signature::{self, Obstacle};
use super::time;
use super::walk::{self, Element, Fault, tag};
use crate::system::printable;

/// Octets that a certificate file of a card has at most: READ BINARY counts its offset in 15 bits.
pub const SIZE_LIMIT: usize = 32_767;

/// What stands in a certificate. Lists are empty and values `None` where it does not say.
#[derive(Clone, Debug)]
pub struct Certificate {
    /// Serial number, upper-case hexadecimal digits, two for each octet, without a sign octet.
    pub serial: String,
    /// Whose it is.
    pub holder: Name,
    /// Which authority signed it.
    pub issuer: Name,
    /// Seconds since 1970 (UTC) of its first second; `None` with [`Odd::NotBefore`].
    pub not_before: Option<i64>,
    /// Seconds since 1970 (UTC) of its last second; `None` with [`Odd::NotAfter`]. TSPs mean the
    /// end of a day, in German time: the UTC date is the right one for 21:59:59, 22:59:59 and
    /// 23:59:59.
    pub not_after: Option<i64>,
    /// Kind and size of its key.
    pub key: Key,
    /// Telematik-ID. QES certificates may have none: [`super::judge::telematik_id`] looks through
    /// all of a card.
    pub telematik_id: Option<String>,
    /// What the holder is.
    pub professions: Vec<Profession>,
    /// Who admitted the holder: a chamber.
    pub admission_authority: Option<Name>,
    /// Policy OIDs, dotted.
    pub policies: Vec<String>,
    /// The type one of [`Self::policies`] names.
    pub kind: Option<&'static CertificateType>,
    /// OIDs of the statements of a qualified certificate, dotted (ETSI EN 319 412-5).
    pub qc_statements: Vec<String>,
    /// Where its state can be asked for. Foreign text: the certificate decides what stands here.
    pub ocsp_url: Option<String>,
    /// `digitalSignature` and so on (RFC 5280 §4.2.1.3).
    pub key_usage: Vec<&'static str>,
    /// OIDs, dotted.
    pub extended_key_usage: Vec<String>,
    /// Whether it may sign certificates, by its basic constraints.
    pub is_ca: bool,
    /// Subject key identifier.
    pub subject_key_id: Option<Vec<u8>>,
    /// Key identifier of the authority's key.
    pub authority_key_id: Option<Vec<u8>>,
    /// Octets of the file behind the certificate.
    pub padding: usize,
    /// What could not be read and is missing above.
    pub odd: Vec<Odd>,
    der: Vec<u8>,
    /// Content of the serial number's INTEGER.
    serial_octets: Vec<u8>,
    /// Where the signed part stands in `der`.
    tbs: Range<usize>,
    /// The key itself; `None` with [`Odd::Key`].
    public_key: Option<PublicKey>,
    /// Procedure and content of the BIT STRING; `None` with [`Odd::Signature`].
    signature: Option<(Algorithm, Vec<u8>)>,
}

impl Certificate {
    /// Reads the certificate that `octets` begin with; what follows it is counted as padding.
    ///
    /// # Errors
    /// [`NotACertificate`]: more octets than [`SIZE_LIMIT`], no DER, cut, or not the fields of a
    /// certificate one after the other. What is wrong inside a field is no error: it is missing,
    /// and stands in [`Self::odd`].
    pub fn parse(octets: &[u8]) -> Result<Self, NotACertificate> {
        let frame = Frame::of(octets)?;
        let fields = Fields::of(frame.tbs)?;
        let mut odd = Vec::new();
        let holder = named(fields.subject, Odd::Subject, &mut odd)?;
        let issuer = named(fields.issuer, Odd::Issuer, &mut odd)?;
        let not_before = dated(fields.not_before, Odd::NotBefore, &mut odd);
        let not_after = dated(fields.not_after, Odd::NotAfter, &mut odd);
        let extensions = fields
            .extensions
            .map(|field| Extensions::parse(field, &mut odd))
            .unwrap_or_default();
        if !fields.is_whole {
            odd.push(Odd::Extensions);
        }
        let public_key = PublicKey::of(fields.key).ok();
        let key = public_key.as_ref().map_or(Key::Unreadable, Key::of);
        if key == Key::Unreadable {
            odd.push(Odd::Key);
        }
        let signature = frame
            .signature
            .and_then(|(algorithm, bits)| signature_parts(fields.algorithm, algorithm, bits));
        if signature.is_none() {
            odd.push(Odd::Signature);
        }
        let begin = frame.whole.len() - frame.inside;
        Ok(Self {
            serial: hex::encode_upper(without_sign(fields.serial.value)),
            holder,
            issuer,
            not_before,
            not_after,
            key,
            telematik_id: extensions.admission.telematik_id,
            professions: extensions.admission.professions,
            admission_authority: extensions.admission.authority,
            kind: CertificateType::by_policies(&extensions.policies),
            policies: extensions.policies,
            qc_statements: extensions.qc_statements,
            ocsp_url: extensions.ocsp_url,
            key_usage: extensions.key_usage,
            extended_key_usage: extensions.extended_key_usage,
            is_ca: extensions.is_ca,
            subject_key_id: extensions.subject_key_id,
            authority_key_id: extensions.authority_key_id,
            padding: octets.len() - frame.whole.len(),
            odd,
            der: frame.whole.to_vec(),
            serial_octets: fields.serial.value.to_vec(),
            tbs: begin..begin + frame.tbs.whole.len(),
            public_key,
            signature,
        })
    }

    /// The certificate itself, without padding.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The fingerprint: SHA-256 over [`Self::der`].
    #[must_use]
    pub fn sha256(&self) -> [u8; 32] {
        Sha256::digest(&self.der).into()
    }

    /// The content of the serial number's INTEGER as it stands, sign octet included: what OCSP
    /// requests repeat.
    #[must_use]
    pub fn serial_octets(&self) -> &[u8] {
        &self.serial_octets
    }

    /// The public key, for what is verified with it; `None` with [`Odd::Key`].
    #[must_use]
    pub fn public_key(&self) -> Option<&PublicKey> {
        self.public_key.as_ref()
    }

    /// Whether `authority`'s key signed this certificate, and nothing else: neither names nor dates
    /// are looked at.
    #[must_use]
    pub fn signed_by(&self, authority: &Self) -> Check<Obstacle> {
        match &authority.public_key {
            Some(key) => self.signed_with(key),
            None => Check::CannotTell(Obstacle::Key),
        }
    }

    /// Whether this key signed this certificate.
    #[must_use]
    pub fn signed_with(&self, key: &PublicKey) -> Check<Obstacle> {
        let Some((algorithm, signature)) = &self.signature else {
            return Check::CannotTell(Obstacle::Signature);
        };
        signature::verify(
            algorithm,
            key,
            self.der.get(self.tbs.clone()).unwrap_or_default(),
            signature,
        )
    }

    /// Whether it may sign certificates: its basic constraints say so, and its key usage, if there
    /// is one, does not say otherwise (RFC 5280 §4.2.1.3). One of X.509 version 1 says nothing.
    #[must_use]
    pub fn may_issue(&self) -> bool {
        self.is_ca && (self.key_usage.is_empty() || self.key_usage.contains(&"keyCertSign"))
    }

    /// Whether it is a qualified one: by its type, else by its statement of compliance
    /// (`id-etsi-qcs-QcCompliance`, ETSI EN 319 412-5).
    #[must_use]
    pub fn is_qualified(&self) -> bool {
        match self.kind {
            Some(kind) => kind.purpose() == Purpose::Qes,
            None => self
                .qc_statements
                .iter()
                .any(|statement| statement == "0.4.0.1862.1.1"),
        }
    }

    /// Whether it is an institution's (SMC-B): by its type, else by its professions.
    #[must_use]
    pub fn is_institution(&self) -> bool {
        match self.kind {
            Some(kind) => kind.of() == Of::Institution,
            None => self
                .professions
                .iter()
                .filter_map(|known| known.oid.as_deref())
                .any(professions::is_institution),
        }
    }

    /// The name to show: of a person title, given name and surname; of an institution, and where
    /// these are missing, the common name as it stands; the whole name as a last resort.
    #[must_use]
    pub fn display_name(&self) -> String {
        let person = if self.is_institution() {
            None
        } else {
            self.holder.person()
        };
        let common = || self.holder.common_name().map(str::to_owned);
        let name = person.or_else(common);
        printable::name(&name.unwrap_or_else(|| self.holder.to_string()))
    }

    /// Whether it is one of a test card: `TEST-ONLY` in its common name or its authority's.
    #[must_use]
    pub fn is_for_tests(&self) -> bool {
        [&self.holder, &self.issuer]
            .iter()
            .filter_map(|name| name.common_name())
            .any(|name| name.contains("TEST-ONLY"))
    }
}

/// The outer SEQUENCE and its parts.
struct Frame<'a> {
    /// All octets of it.
    whole: &'a [u8],
    /// How many of them are its content.
    inside: usize,
    tbs: Element<'a>,
    /// Procedure and signature, where they are what follows.
    signature: Option<(Element<'a>, Element<'a>)>,
}

impl<'a> Frame<'a> {
    fn of(octets: &'a [u8]) -> Result<Self, NotACertificate> {
        if octets.len() > SIZE_LIMIT {
            return Err(NotACertificate::TooLarge {
                octets: octets.len(),
            });
        }
        let outer = walk::first(octets).map_err(|fault| match fault {
            Fault::Cut => NotACertificate::Cut,
            Fault::Length | Fault::Unexpected => NotACertificate::NotDer,
        })?;
        let malformed = NotACertificate::Malformed("Certificate");
        let parts = outer.sequence().map_err(|_| malformed.clone())?;
        let first = parts
            .found
            .first()
            .and_then(|part| part.is(tag::SEQUENCE).ok());
        let tbs = first.ok_or(malformed)?;
        let signature = match parts.found.as_slice() {
            [_, algorithm, bits] if parts.is_whole => Some((*algorithm, *bits)),
            _ => None,
        };
        Ok(Self {
            whole: outer.whole,
            inside: outer.value.len(),
            tbs,
            signature,
        })
    }
}

/// The fields of a TBSCertificate that are read, in their order.
struct Fields<'a> {
    serial: Element<'a>,
    algorithm: Element<'a>,
    issuer: Element<'a>,
    not_before: Option<Element<'a>>,
    not_after: Option<Element<'a>>,
    subject: Element<'a>,
    key: Element<'a>,
    extensions: Option<Element<'a>>,
    /// Whether nothing follows them that is no field.
    is_whole: bool,
}

impl<'a> Fields<'a> {
    fn of(tbs: Element<'a>) -> Result<Self, NotACertificate> {
        let malformed = NotACertificate::Malformed("tbsCertificate");
        let parts = tbs.sequence().map_err(|_| malformed)?;
        let mut fields = parts.found.into_iter().peekable();
        fields.next_if(|first| first.tag == tag::explicit(0)); // version
        let mut next = |tag, part| {
            fields
                .next()
                .and_then(|field| field.is(tag).ok())
                .ok_or(NotACertificate::Malformed(part))
        };
        let serial = next(tag::INTEGER, "serialNumber")?;
        let algorithm = next(tag::SEQUENCE, "signature")?;
        let issuer = next(tag::SEQUENCE, "issuer")?;
        let validity = next(tag::SEQUENCE, "validity")?.children().found;
        let subject = next(tag::SEQUENCE, "subject")?;
        let key = next(tag::SEQUENCE, "subjectPublicKeyInfo")?;
        let extensions = fields.find(|field| field.tag == tag::explicit(3));
        Ok(Self {
            serial,
            algorithm,
            issuer,
            not_before: validity.first().copied(),
            not_after: validity.get(1).copied(),
            subject,
            key,
            extensions,
            is_whole: parts.is_whole,
        })
    }
}

fn named(field: Element<'_>, part: Odd, odd: &mut Vec<Odd>) -> Result<Name, NotACertificate> {
    let (name, is_whole) =
        Name::parse(field).map_err(|_| NotACertificate::Malformed("distinguished name"))?;
    if !is_whole {
        odd.push(part);
    }
    Ok(name)
}

fn dated(time: Option<Element<'_>>, part: Odd, odd: &mut Vec<Odd>) -> Option<i64> {
    let seconds = time.and_then(time::seconds);
    if seconds.is_none() {
        odd.push(part);
    }
    seconds
}

fn signature_parts(
    inner: Element<'_>,
    outer: Element<'_>,
    signature: Element<'_>,
) -> Option<(Algorithm, Vec<u8>)> {
    if inner.whole != outer.whole {
        return None;
    }
    Some((
        Algorithm::of(outer).ok()?,
        signature.whole_bits().ok()?.to_vec(),
    ))
}

/// A positive INTEGER whose first bit is set begins with a zero octet.
fn without_sign(value: &[u8]) -> &[u8] {
    match value {
        [0, rest @ ..] if !rest.is_empty() => rest,
        value => value,
    }
}
