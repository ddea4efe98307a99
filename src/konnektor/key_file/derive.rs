//! Keys out of passwords, as PKCS#12 does it (RFC 7292, appendix B.2).

use sha1::Sha1;
use sha2::digest::block_api::BlockSizeUser;
use sha2::{Digest, Sha256, Sha384, Sha512};
use zeroize::Zeroizing;

use super::hash::Hash;

/// What the octets are for.
#[derive(Clone, Copy)]
pub(super) enum Purpose {
    Key = 1,
    Start = 2,
    CheckValue = 3,
}

/// A password as PKCS#12 hashes it: UTF-16, the higher octet first, with a zero behind it.
pub(super) fn bmp(password: &str) -> Zeroizing<Vec<u8>> {
    let mut octets = Zeroizing::new(Vec::with_capacity(2 * password.len() + 2));
    for unit in password.encode_utf16().chain([0]) {
        octets.extend_from_slice(&unit.to_be_bytes());
    }
    octets
}

/// So many octets for one purpose; `password` as of [`bmp`].
pub(super) fn derived(
    hash: Hash,
    purpose: Purpose,
    password: &[u8],
    salt: &[u8],
    rounds: u32,
    octets: usize,
) -> Zeroizing<Vec<u8>> {
    let derive = match hash {
        Hash::Sha1 => with::<Sha1>,
        Hash::Sha256 => with::<Sha256>,
        Hash::Sha384 => with::<Sha384>,
        Hash::Sha512 => with::<Sha512>,
    };
    derive(purpose, password, salt, rounds, octets)
}

fn with<D: Digest + BlockSizeUser>(
    purpose: Purpose,
    password: &[u8],
    salt: &[u8],
    rounds: u32,
    octets: usize,
) -> Zeroizing<Vec<u8>> {
    let block = D::block_size();
    let diversifier = vec![purpose as u8; block];
    let filled = |octets: &[u8]| {
        let length = block * octets.len().div_ceil(block);
        let mut filled = Zeroizing::new(Vec::with_capacity(length));
        filled.extend(octets.iter().copied().cycle().take(length));
        filled
    };
    let (salt, password) = (filled(salt), filled(password));
    let mut input = Zeroizing::new(Vec::with_capacity(salt.len() + password.len()));
    input.extend_from_slice(&salt);
    input.extend_from_slice(&password);
    let mut made = Zeroizing::new(Vec::with_capacity(octets + <D as Digest>::output_size()));
    while made.len() < octets {
        let mut digest = D::new().chain_update(&diversifier).chain_update(&*input);
        for _ in 1..rounds {
            digest = D::new().chain_update(digest.finalize());
        }
        let part = Zeroizing::new(digest.finalize());
        made.extend_from_slice(&part);
        for piece in input.chunks_mut(block) {
            add_one_and(piece, &part);
        }
    }
    made.truncate(octets);
    made
}

/// `piece + summand + 1`, as big-endian numbers, the summand repeated to the length of the piece;
/// what does not fit is lost.
fn add_one_and(piece: &mut [u8], summand: &[u8]) {
    let repeated: Zeroizing<Vec<u8>> =
        Zeroizing::new(summand.iter().copied().cycle().take(piece.len()).collect());
    let mut carry = 1;
    for (digit, more) in piece.iter_mut().zip(repeated.iter()).rev() {
        let sum = u16::from(*digit) + u16::from(*more) + carry;
        let [high, low] = sum.to_be_bytes();
        *digit = low;
        carry = u16::from(high);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The vectors of Bouncy Castle and Botan for this procedure with SHA-1.
    #[test]
    fn keys_are_derived_as_others_derive_them() {
        let rows = [
            (
                "smeg",
                Purpose::Key,
                "0a58cf64530d823f",
                1,
                "8aaae6297b6cb04642ab5b077851284eb7128f1a2a7fbca3",
            ),
            (
                "smeg",
                Purpose::Start,
                "0a58cf64530d823f",
                1,
                "79993dfe048d3b76",
            ),
            (
                "smeg",
                Purpose::Key,
                "642b99ab44fb4b1f",
                1,
                "f3a95fec48d7711e985cfe67908c5ab79fa3d7c5caa5d966",
            ),
            (
                "smeg",
                Purpose::CheckValue,
                "3d83c0e4546ac140",
                1,
                "8d967d88f6caa9d714800ab3d48051d63f73a312",
            ),
            (
                "queeg",
                Purpose::Key,
                "05dec959acff72f7",
                1000,
                "ed2034e36328830ff09df1e1a07dd357185dac0d4f9eb3d4",
            ),
            (
                "queeg",
                Purpose::Start,
                "05dec959acff72f7",
                1000,
                "11dedad7758d4860",
            ),
            (
                "queeg",
                Purpose::Key,
                "1682c0fc5b3f7ec5",
                1000,
                "483dd6e919d7de2e8e648ba8f862f3fbfbdc2bcb2c02957f",
            ),
        ];
        for (password, purpose, salt, rounds, expected) in rows {
            let salt = hex::decode(salt).unwrap();
            let length = expected.len() / 2;
            let made = derived(Hash::Sha1, purpose, &bmp(password), &salt, rounds, length);
            assert_eq!(hex::encode(&*made), expected, "{password}");
        }
    }
}
