//! The client certificate that a Konnektor gave out, with its key: a PKCS#12 file (RFC 7292).
//!
//! Read as the administrations of Konnektors and the tools around them write it: modern (PBES2),
//! with Triple DES, or with RC2 of 40 bits; its check value made as PKCS#12 did it at first, or by
//! PBMAC1; in DER, or as Java writes it, in BER with lengths that are not known beforehand. No crate
//! reads all of these. Secrets are wiped when they are dropped.
//!
//! ```text
//! PFX ─ check value (MAC) over ─ AuthenticatedSafe ─┬─ open     ┐
//!                                                   └─ encrypted┴─ SafeContents ─┬─ key, encrypted or open
//!                                                                                └─ certificates
//! ```

mod bags;
mod ber;
mod cipher;
mod derive;
mod hash;
mod mac;
mod pbkdf2;
mod rounds;

use zeroize::Zeroizing;

use super::identity::Identity;
use super::network::KEY_FILE_LIMIT;
use super::private_key::{self, PrivateKey};
use crate::certificate::Certificate;
use crate::certificate::walk::Element;
use bags::Bags;
use rounds::Rounds;

pub use super::key_error::Error;

/// Longest file that is read, in octets.
pub const SIZE_LIMIT: usize = KEY_FILE_LIMIT;

/// How many rounds the keys of a file may be derived in at most, all together: what the file asks
/// for costs this PC's time. OpenSSL writes three times 2,048, Java three times 10,000.
pub const ITERATION_LIMIT: u32 = 1_000_000;

/// Reads a file with its password.
///
/// # Errors
/// Every [`Error`]. A password counts as wrong when neither the check value nor the key opens with
/// it; where only the check value does not fit, the file is damaged.
pub fn read(file: &[u8], password: &str) -> Result<Identity, Error> {
    read_within(file, password, ITERATION_LIMIT)
}

/// The same with another limit for rounds, for whoever reads many files of unknown origin.
///
/// # Errors
/// Those of [`read`].
pub fn read_within(file: &[u8], password: &str, rounds: u32) -> Result<Identity, Error> {
    let rounds = Rounds::new(rounds);
    let file = definite(file)?;
    let (outer, mac) = outermost(&file)?;
    if mac::fits(mac, &outer.content, password, &rounds)? {
        identity(&Bags::of(&outer.content, password, &rounds)?)
    } else if Bags::open_with(&outer.content, password, &rounds) {
        Err(Error::Damaged)
    } else {
        Err(Error::WrongPassword)
    }
}

/// Whether octets are such a file at all, as far as that shows without its password: nobody is asked
/// for one that opens nothing.
///
/// # Errors
/// Those of [`read`] that no password helps against.
pub fn outline(file: &[u8]) -> Result<(), Error> {
    outermost(&definite(file)?).map(|_| ())
}

fn definite(file: &[u8]) -> Result<Zeroizing<Vec<u8>>, Error> {
    if file.len() > SIZE_LIMIT {
        return Err(Error::TooLarge);
    }
    ber::definite(file).map_err(|_| match file.first() {
        // It began as one.
        Some(0x30) => Error::Damaged,
        _ => Error::NotPkcs12,
    })
}

/// The outermost layer, with its check value.
fn outermost(file: &[u8]) -> Result<(bags::Outer<'_>, Element<'_>), Error> {
    let outer = bags::outer(file)?;
    let mac = outer
        .mac
        .ok_or_else(|| Error::Unsupported("no check value".to_owned()))?;
    Ok((outer, mac))
}

fn identity(bags: &Bags) -> Result<Identity, Error> {
    let [key] = bags.keys.as_slice() else {
        return Err(Error::NotOneKey(bags.keys.len()));
    };
    let key = private_key::of_pkcs8(key).map_err(Error::Key)?;
    let chain = chain(&bags.certificates, &key).ok_or(Error::NoCertificate)?;
    Ok(Identity::new(chain, key))
}

/// The certificate of a key, and above it those that issued it, one the other; an authority at the
/// top that signed itself is not sent along (RFC 8446 4.4.2).
fn chain(certificates: &[Vec<u8>], key: &PrivateKey) -> Option<Vec<Vec<u8>>> {
    let mut others: Vec<Certificate> = certificates
        .iter()
        .filter_map(|der| Certificate::parse(der).ok())
        .collect();
    let is_its = |one: &Certificate| {
        one.public_key()
            .is_some_and(|public| key.has(public.bits()))
    };
    let place = others.iter().position(is_its)?;
    let mut chain = vec![others.swap_remove(place)];
    while let Some(last) = chain.last() {
        let above = |one: &Certificate| one.holder == last.issuer && one.holder != one.issuer;
        let Some(place) = others.iter().position(above) else {
            break;
        };
        chain.push(others.swap_remove(place));
    }
    Some(chain.iter().map(|one| one.der().to_vec()).collect())
}
