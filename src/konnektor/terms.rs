//! What a connection by TLS was made by.

use std::fmt;

/// What both ends agreed on, and who they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// `TLS 1.2` or `TLS 1.3`.
    pub version: &'static str,
    /// The cipher suite, as RFCs write it.
    pub suite: String,
    /// The group of the key exchange: `P-256`, `brainpoolP256r1`, ….
    pub group: String,
    /// The server's certificate, in DER.
    pub server: Vec<u8>,
    /// Whether the server asked for a certificate of the client.
    pub asks_client: bool,
    /// The client's certificate, where there is one; in DER.
    pub client: Option<Vec<u8>>,
}

/// `TLS 1.2, brainpoolP256r1, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256`
impl fmt::Display for Terms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}, {}", self.version, self.group, self.suite)
    }
}
