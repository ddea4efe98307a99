//! The client's key, as rustls asks for it.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rustls::client::ResolvesClientCert;
use rustls::pki_types::CertificateDer;
use rustls::sign::{CertifiedKey, Signer, SigningKey};
use rustls::{Error, SignatureAlgorithm, SignatureScheme};

use super::scheme;
use crate::konnektor::identity::Identity;
use crate::konnektor::private_key::{Kind, Procedure};

/// Who this client is, if the server asks; and whether it did.
pub(super) struct Presented {
    identity: Option<Arc<Identity>>,
    asked: AtomicBool,
}

impl Presented {
    pub(super) fn new(identity: Option<Arc<Identity>>) -> Self {
        Self {
            identity,
            asked: AtomicBool::new(false),
        }
    }

    /// Whether the server asked for a certificate.
    pub(super) fn was_asked(&self) -> bool {
        self.asked.load(Ordering::Relaxed)
    }

    /// The certificate that is shown where it is asked for, in DER.
    pub(super) fn certificate(&self) -> Option<Vec<u8>> {
        self.identity.as_ref()?.chain().first().cloned()
    }

    /// Whether there is one to show.
    pub(super) fn is_given(&self) -> bool {
        self.identity.is_some()
    }
}

impl fmt::Debug for Presented {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Presented({:?})", self.identity)
    }
}

impl ResolvesClientCert for Presented {
    /// The names of authorities that the server lists are not looked at: KoCoBoxes send none, and
    /// there is one identity only.
    fn resolve(&self, _: &[&[u8]], _: &[SignatureScheme]) -> Option<Arc<CertifiedKey>> {
        self.asked.store(true, Ordering::Relaxed);
        let identity = self.identity.as_ref()?;
        let chain = identity.chain().iter();
        let chain = chain.map(|der| CertificateDer::from(der.clone())).collect();
        let key = Arc::new(Key(Arc::clone(identity)));
        Some(Arc::new(CertifiedKey::new(chain, key)))
    }

    fn has_certs(&self) -> bool {
        self.is_given()
    }
}

#[derive(Debug)]
struct Key(Arc<Identity>);

impl SigningKey for Key {
    fn choose_scheme(&self, offered: &[SignatureScheme]) -> Option<Box<dyn Signer>> {
        let (scheme, procedure) = scheme::for_key(self.0.key().kind(), offered)?;
        Some(Box::new(Pen {
            identity: Arc::clone(&self.0),
            scheme,
            procedure,
        }))
    }

    fn algorithm(&self) -> SignatureAlgorithm {
        match self.0.key().kind() {
            Kind::P256 | Kind::P384 | Kind::BrainpoolP256r1 => SignatureAlgorithm::ECDSA,
            Kind::Rsa => SignatureAlgorithm::RSA,
        }
    }
}

#[derive(Debug)]
struct Pen {
    identity: Arc<Identity>,
    scheme: SignatureScheme,
    procedure: Procedure,
}

impl Signer for Pen {
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, Error> {
        let signature = self.identity.key().sign(message, self.procedure);
        signature.ok_or_else(|| Error::General("the client's key does not sign".to_owned()))
    }

    fn scheme(&self) -> SignatureScheme {
        self.scheme
    }
}
