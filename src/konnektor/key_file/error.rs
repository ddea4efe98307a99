//! Why a file gives no identity.

use crate::certificate::walk::Fault;
use crate::konnektor::private_key::Problem;

/// Why a file gives no identity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// More than [`SIZE_LIMIT`](super::SIZE_LIMIT) octets.
    TooLarge,
    /// It is no PKCS#12 file.
    NotPkcs12,
    /// It is one, and it is damaged or cut off.
    Damaged,
    /// It asks for more rounds than are left of [`ITERATION_LIMIT`](super::ITERATION_LIMIT); how many.
    TooCostly(u64),
    /// It is protected in a way that this program does not know: the dotted OID, or in words
    /// (`no check value`).
    Unsupported(String),
    /// The password is not the one that it was written with.
    WrongPassword,
    /// The octets of its key are none that can be used.
    Key(Problem),
    /// It holds no private key, or several: how many.
    NotOneKey(usize),
    /// None of its certificates is that of the key.
    NoCertificate,
}

impl From<Fault> for Error {
    fn from(_: Fault) -> Self {
        Self::Damaged
    }
}
