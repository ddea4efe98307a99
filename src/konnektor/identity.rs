//! Who this client is to a Konnektor.

use std::fmt;

use super::private_key::PrivateKey;

/// A client certificate with its key, as a Konnektor's administration gives it out.
pub struct Identity {
    /// X.509, in DER; the client's own certificate first, then those of authorities above it.
    chain: Vec<Vec<u8>>,
    key: PrivateKey,
}

impl Identity {
    /// The key belongs to the first certificate of the chain; who calls this saw to it.
    pub(super) fn new(chain: Vec<Vec<u8>>, key: PrivateKey) -> Self {
        Self { chain, key }
    }

    /// The certificates in DER, the client's own first.
    #[must_use]
    pub fn chain(&self) -> &[Vec<u8>] {
        &self.chain
    }

    /// The private key.
    #[must_use]
    pub fn key(&self) -> &PrivateKey {
        &self.key
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Identity({} certificates, {:?})",
            self.chain.len(),
            self.key
        )
    }
}
