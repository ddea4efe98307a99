//! What a password opens: the old ways of PKCS#12 (RFC 7292, appendix C) and PBES2 (RFC 8018).

use cbc::Decryptor;
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockCipherDecrypt, BlockModeDecrypt, InnerIvInit, KeyInit};
use der::asn1::ObjectIdentifier;
use des::TdesEde3;
use rc2::Rc2;
use zeroize::Zeroizing;

use super::derive::{Purpose, bmp, derived};
use super::hash::Hash;
use super::pbkdf2::Derivation;
use super::rounds::Rounds;
use crate::certificate::walk::{Element, tag};
use crate::konnektor::aes::Aes;
use crate::konnektor::key_error::Error;

const fn oid(text: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(text)
}

const PBES2: ObjectIdentifier = oid("1.2.840.113549.1.5.13");

/// A cipher in CBC mode.
#[derive(Clone, Copy, Debug)]
enum Cipher {
    Aes128,
    Aes192,
    Aes256,
    TripleDes,
    /// Two keys, of which the first comes again as the third.
    TripleDesOfTwo,
    Rc2Of128,
    Rc2Of40,
}

impl Cipher {
    /// Octets of a key.
    const fn key(self) -> usize {
        match self {
            Self::Rc2Of40 => 5,
            Self::Aes128 | Self::TripleDesOfTwo | Self::Rc2Of128 => 16,
            Self::Aes192 | Self::TripleDes => 24,
            Self::Aes256 => 32,
        }
    }

    /// Decrypts in place; `None` where it comes out with a wrong end.
    fn open(self, key: &[u8], start: &[u8], sealed: &mut [u8]) -> Option<usize> {
        match self {
            Self::Aes128 | Self::Aes192 | Self::Aes256 => cbc(Aes::new(key)?, start, sealed),
            Self::TripleDes => cbc(TdesEde3::new_from_slice(key).ok()?, start, sealed),
            Self::TripleDesOfTwo => {
                let (first, _) = key.split_at_checked(8)?;
                let whole = Zeroizing::new([key, first].concat());
                Self::TripleDes.open(&whole, start, sealed)
            }
            Self::Rc2Of128 | Self::Rc2Of40 => cbc(Rc2::new_from_slice(key).ok()?, start, sealed),
        }
    }
}

fn cbc<C: BlockCipherDecrypt>(cipher: C, start: &[u8], sealed: &mut [u8]) -> Option<usize> {
    let mode = Decryptor::inner_iv_slice_init(cipher, start).ok()?;
    let plain = mode.decrypt_padded::<Pkcs7>(sealed).ok()?;
    Some(plain.len())
}

/// RFC 7292, appendix C; those with RC4 are written by nobody.
const OLD: [(ObjectIdentifier, Cipher); 4] = [
    (oid("1.2.840.113549.1.12.1.3"), Cipher::TripleDes),
    (oid("1.2.840.113549.1.12.1.4"), Cipher::TripleDesOfTwo),
    (oid("1.2.840.113549.1.12.1.5"), Cipher::Rc2Of128),
    (oid("1.2.840.113549.1.12.1.6"), Cipher::Rc2Of40),
];

/// RFC 8018 B.2, RFC 3565.
const NEW: [(ObjectIdentifier, Cipher); 4] = [
    (oid("2.16.840.1.101.3.4.1.2"), Cipher::Aes128),
    (oid("2.16.840.1.101.3.4.1.22"), Cipher::Aes192),
    (oid("2.16.840.1.101.3.4.1.42"), Cipher::Aes256),
    (oid("1.2.840.113549.3.7"), Cipher::TripleDes),
];

fn known<T: Copy>(table: &[(ObjectIdentifier, T)], oid: ObjectIdentifier) -> Result<T, Error> {
    let row = table.iter().find(|(known, _)| *known == oid);
    row.map(|(_, meant)| *meant)
        .ok_or_else(|| Error::Unsupported(oid.to_string()))
}

/// What is encrypted, opened with a password. [`Error::WrongPassword`] where it does not come out
/// as anything.
pub(super) fn opened(
    algorithm: Element<'_>,
    sealed: &[u8],
    password: &str,
    rounds: &Rounds,
) -> Result<Zeroizing<Vec<u8>>, Error> {
    let parts = algorithm.sequence()?.found;
    let [kind, parameters] = parts.as_slice() else {
        return Err(Error::Damaged);
    };
    let (cipher, key, start) = match kind.oid()? {
        PBES2 => pbes2(*parameters, password, rounds)?,
        old => pbes1(known(&OLD, old)?, *parameters, password, rounds)?,
    };
    let mut octets = Zeroizing::new(sealed.to_vec());
    let length = cipher.open(&key, &start, &mut octets);
    octets.truncate(length.ok_or(Error::WrongPassword)?);
    Ok(octets)
}

/// A cipher, its key, and what the first block is mixed with.
type Opener = (Cipher, Zeroizing<Vec<u8>>, Vec<u8>);

/// `pkcs-12PbeParams ::= SEQUENCE { salt OCTET STRING, iterations INTEGER }`
fn pbes1(
    cipher: Cipher,
    parameters: Element<'_>,
    password: &str,
    rounds: &Rounds,
) -> Result<Opener, Error> {
    let parts = parameters.sequence()?.found;
    let [salt, number] = parts.as_slice() else {
        return Err(Error::Damaged);
    };
    let salt = salt.is(tag::OCTET_STRING)?.value;
    let rounds = rounds.taken(*number, 1)?;
    let password = bmp(password);
    let made = |purpose, octets| derived(Hash::Sha1, purpose, &password, salt, rounds, octets);
    let start = made(Purpose::Start, 8).to_vec();
    Ok((cipher, made(Purpose::Key, cipher.key()), start))
}

/// `PBES2-params ::= SEQUENCE { AlgorithmIdentifier (PBKDF2), AlgorithmIdentifier (cipher) }`
fn pbes2(parameters: Element<'_>, password: &str, rounds: &Rounds) -> Result<Opener, Error> {
    let parts = parameters.sequence()?.found;
    let [derivation, cipher] = parts.as_slice() else {
        return Err(Error::Damaged);
    };
    let cipher_parts = cipher.sequence()?.found;
    let [cipher, start] = cipher_parts.as_slice() else {
        return Err(Error::Damaged);
    };
    let derivation = Derivation::of(*derivation)?;
    let cipher = known(&NEW, cipher.oid()?)?;
    let start = start.is(tag::OCTET_STRING)?.value.to_vec();
    // A length that is named beside it would be that of the cipher's key.
    let key = derivation.key(password, rounds, cipher.key())?;
    Ok((cipher, key, start))
}
