//! Whether a server is the one that it was: its whole certificate, and that it has the key to it.

use std::sync::{Mutex, PoisonError};

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, DigitallySignedStruct, SignatureScheme};

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
    proven: Option<Fingerprint>,
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
        let found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        found.proven
    }

    /// Why this judge refused the server, if it did.
    pub(super) fn refusal(&self) -> Option<Error> {
        let found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        found.refusal.clone()
    }

    /// Whether the key of the certificate signed the handshake. `curve`: the one that its key must
    /// be on.
    fn signed(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
        curve: Option<&str>,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let refused = match check(message, certificate, signed, curve) {
            Check::Holds => {
                self.note(|found| found.proven = Some(Fingerprint::of(certificate)));
                return Ok(HandshakeSignatureValid::assertion());
            }
            Check::Broken => Error::NotItsKey,
            Check::CannotTell(obstacle) => Error::Unverifiable(obstacle),
        };
        self.note(|found| found.refusal = Some(refused));
        Err(CertificateError::BadSignature.into())
    }
}

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
        self.signed(message, cert, dss, None)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.signed(message, cert, dss, scheme::curve(dss.scheme))
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        scheme::offered()
    }
}
