//! No network: this program was built without the feature `konnektor`. The other half of `direct`.

use super::address::Address;
use super::fingerprint::Fingerprint;
use super::network::{KeyFile, Network, NoNetwork, Waiting};
use super::tls_error::Error;

/// Whether this program was built with a way to a Konnektor.
pub const IS_BUILT: bool = false;

/// No network.
///
/// # Errors
/// [`NoNetwork::NotBuilt`].
pub fn network(
    _: Option<Fingerprint>,
    _: Option<KeyFile<'_>>,
) -> Result<Box<dyn Network>, NoNetwork> {
    Err(NoNetwork::NotBuilt)
}

/// Nobody's certificate.
///
/// # Errors
/// [`Error::NotBuilt`].
pub fn fingerprint(_: &Address, _: &Waiting<'_>) -> Result<Fingerprint, Error> {
    Err(Error::NotBuilt)
}

/// Nobody reads a key file.
///
/// # Errors
/// [`NoNetwork::NotBuilt`].
pub fn outline(_: &[u8]) -> Result<(), NoNetwork> {
    Err(NoNetwork::NotBuilt)
}

/// No certificate.
///
/// # Errors
/// [`NoNetwork::NotBuilt`].
pub fn client_certificate(_: KeyFile<'_>) -> Result<Vec<u8>, NoNetwork> {
    Err(NoNetwork::NotBuilt)
}
