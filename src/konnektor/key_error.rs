//! Why a file of a client certificate (PKCS#12) gives no identity.

use crate::certificate::walk::Fault;

/// Why a file gives no identity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// More octets than such a file has.
    TooLarge,
    /// It is no PKCS#12 file.
    NotPkcs12,
    /// It is one, and it is damaged or cut off.
    Damaged,
    /// It asks for more rounds of its procedure than are carried out; for how many.
    TooCostly(u64),
    /// It is protected in a way that this program does not know: the dotted OID, or in words
    /// (`no check value`, `PBMAC1, length of the key`).
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

/// Why octets are no key that can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// They are no PKCS#8, or the numbers in them are none of a key.
    Malformed,
    /// A key of another kind: its dotted OID, or its length (`RSA 1024`).
    Unsupported(String),
}

impl From<Fault> for Problem {
    fn from(_: Fault) -> Self {
        Self::Malformed
    }
}
