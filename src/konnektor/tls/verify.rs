//! Whether a server is the one that it was: its whole certificate, and that it has the key to it.

use std::sync::{Mutex, PoisonError};

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{
    CertificateError, DigitallySignedStruct, PeerMisbehaved, ProtocolVersion, SignatureScheme,
};

use super::scheme;
use crate::certificate::key::Key;
use crate::certificate::signature::{self, Obstacle};
use crate::certificate::{Certificate, Check};
use crate::konnektor::fingerprint::Fingerprint;
use crate::konnektor::tls_error::Error;

/// The judge of one handshake.
#[derive(Debug)]
pub(super) struct Pinned {
    /// `None` at first sight: any certificate, if the server has the key to it.
    expected: Option<Fingerprint>,
    found: Mutex<Found>,
}

/// What became of it.
#[derive(Debug, Default)]
struct Found {
    /// The certificate whose key signed the handshake.
    proven: Option<Vec<u8>>,
    /// Why it was refused.
    refusal: Option<Error>,
}

impl Pinned {
    pub(super) fn new(expected: Option<Fingerprint>) -> Self {
        Self {
            expected,
            found: Mutex::default(),
        }
    }

    fn note(&self, note: impl FnOnce(&mut Found)) {
        note(&mut self.found.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// The certificate of a server that proved to have the key to it.
    pub(super) fn proven(&self) -> Option<Fingerprint> {
        self.certificate().as_deref().map(Fingerprint::of)
    }

    /// The same in DER.
    pub(super) fn certificate(&self) -> Option<Vec<u8>> {
        let found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        found.proven.clone()
    }

    /// Why this judge refused the server, if it did.
    pub(super) fn refusal(&self) -> Option<Error> {
        let found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        found.refusal.clone()
    }

    /// Whether the key of the certificate signed the handshake, in a way that the version knows.
    fn signed(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
        version: ProtocolVersion,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        if !scheme::is_of(signed.scheme, version) {
            return Err(PeerMisbehaved::SignedHandshakeWithUnadvertisedSigScheme.into());
        }
        let curve = match version {
            ProtocolVersion::TLSv1_3 => scheme::curve(signed.scheme),
            _ => None,
        };
        let refused = match check(message, certificate, signed, curve) {
            Check::Holds => {
                self.note(|found| found.proven = Some(certificate.to_vec()));
                return Ok(HandshakeSignatureValid::assertion());
            }
            Check::Broken => Error::NotItsKey,
            Check::CannotTell(obstacle) => Error::Unverifiable(obstacle),
        };
        self.note(|found| found.refusal = Some(refused));
        Err(CertificateError::BadSignature.into())
    }
}

/// `curve`: the one that the key must be on.
fn check(
    message: &[u8],
    certificate: &CertificateDer<'_>,
    signed: &DigitallySignedStruct,
    curve: Option<&str>,
) -> Check<Obstacle> {
    let Ok(certificate) = Certificate::parse(certificate) else {
        return Check::CannotTell(Obstacle::Key);
    };
    let Some(key) = certificate.public_key() else {
        return Check::CannotTell(Obstacle::Key);
    };
    let is_elsewhere = |wanted| !matches!(&certificate.key, Key::Ec { curve } if curve == wanted);
    if curve.is_some_and(is_elsewhere) {
        return Check::CannotTell(Obstacle::OtherKey);
    }
    match scheme::algorithm(signed.scheme) {
        Some(algorithm) => signature::verify(&algorithm, key, message, signed.signature()),
        None => Check::CannotTell(Obstacle::Method(format!("{:?}", signed.scheme))),
    }
}

impl ServerCertVerifier for Pinned {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let seen = Fingerprint::of(end_entity);
        match self.expected {
            Some(pinned) if pinned != seen => {
                self.note(|found| found.refusal = Some(Error::OtherCertificate { pinned, seen }));
                Err(CertificateError::ApplicationVerificationFailure.into())
            }
            _ => Ok(ServerCertVerified::assertion()),
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.signed(message, cert, dss, ProtocolVersion::TLSv1_2)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.signed(message, cert, dss, ProtocolVersion::TLSv1_3)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        scheme::offered()
    }
}

#[cfg(test)]
mod tests {
    use rustls::internal::msgs::codec::Codec;

    use super::*;
    use crate::konnektor::key_file;
    use crate::konnektor::private_key::{Hash, Procedure};

    /// As it stands in the messages of both versions: scheme, length, signature.
    fn signed(scheme: SignatureScheme, signature: &[u8]) -> DigitallySignedStruct {
        let length = u16::try_from(signature.len()).unwrap();
        let head = [scheme.to_array(), length.to_be_bytes()].concat();
        DigitallySignedStruct::read_bytes(&[&head, signature].concat()).unwrap()
    }

    #[test]
    fn a_signature_is_taken_in_the_version_that_it_is_for_and_from_its_own_key() {
        use SignatureScheme as S;
        let files = [
            &include_bytes!("../../../tests/konnektor/key_files/modern-rsa2048.p12")[..],
            include_bytes!("../../../tests/konnektor/key_files/modern-p256.p12"),
            include_bytes!("../../../tests/konnektor/key_files/modern-p384.p12"),
            include_bytes!("../../../tests/konnektor/key_files/modern-brainpool.p12"),
        ];
        let keys = files.map(|file| key_file::read(file, "Geheim-ä1").unwrap());
        let (of_256, of_384) = (
            Procedure::Ecdsa(Hash::Sha256),
            Procedure::Ecdsa(Hash::Sha384),
        );
        for (key, scheme, procedure, in_12, in_13) in [
            (
                0,
                S::RSA_PSS_SHA256,
                Procedure::Pss(Hash::Sha256),
                true,
                true,
            ),
            (
                0,
                S::RSA_PSS_SHA384,
                Procedure::Pss(Hash::Sha384),
                true,
                true,
            ),
            (
                0,
                S::RSA_PSS_SHA512,
                Procedure::Pss(Hash::Sha512),
                true,
                true,
            ),
            (
                0,
                S::RSA_PKCS1_SHA256,
                Procedure::Pkcs1(Hash::Sha256),
                true,
                false,
            ),
            (
                0,
                S::RSA_PKCS1_SHA384,
                Procedure::Pkcs1(Hash::Sha384),
                true,
                false,
            ),
            (
                0,
                S::RSA_PKCS1_SHA512,
                Procedure::Pkcs1(Hash::Sha512),
                true,
                false,
            ),
            (1, S::ECDSA_NISTP256_SHA256, of_256, true, true),
            (1, S::ECDSA_NISTP384_SHA384, of_384, true, false),
            (2, S::ECDSA_NISTP256_SHA256, of_256, true, false),
            (2, S::ECDSA_NISTP384_SHA384, of_384, true, true),
            (3, S::ECDSA_NISTP256_SHA256, of_256, true, false),
            (3, S::ECDSA_NISTP384_SHA384, of_384, true, false),
            (1, scheme::BRAINPOOL, of_256, false, false),
            (3, scheme::BRAINPOOL, of_256, false, true),
            // Offered in neither.
            (
                1,
                S::ECDSA_NISTP521_SHA512,
                Procedure::Ecdsa(Hash::Sha512),
                false,
                false,
            ),
        ] {
            let certificate = CertificateDer::from(keys[key].chain()[0].as_slice());
            let other = CertificateDer::from(keys[(key + 1) % 4].chain()[0].as_slice());
            let signature = keys[key].key().sign(b"handshake", procedure).unwrap();
            let signed = signed(scheme, &signature);
            for (is_new, is_taken) in [(false, in_12), (true, in_13)] {
                let server = Pinned::new(None);
                let verified = |message, certificate| {
                    if is_new {
                        server.verify_tls13_signature(message, certificate, &signed)
                    } else {
                        server.verify_tls12_signature(message, certificate, &signed)
                    }
                };
                let which = format!("{key} {scheme:?} {is_new}");
                assert!(verified(b"handshakes", &certificate).is_err(), "{which}");
                assert!(verified(b"handshake", &other).is_err(), "{which}");
                assert_eq!(server.proven(), None, "{which}");
                let own = verified(b"handshake", &certificate);
                assert_eq!(own.is_ok(), is_taken, "{which}");
                assert_eq!(server.proven().is_some(), is_taken, "{which}");
            }
        }
    }
}
