//! Digits that a run wants to know again, without keeping them.

use apdu::Pin;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// Octets of a SHA-256.
const LENGTH: usize = 32;
/// Octets of a salt.
const SALT: usize = 16;

/// A salted SHA-256 of digits, wiped when it is dropped. It keeps the digits from standing in
/// memory; whoever can read the memory could guess so few digits from it all the same.
pub(super) struct Seal(Zeroizing<[u8; LENGTH]>);

impl Seal {
    /// Whether both are of the same digits. The comparison takes constant time.
    pub fn is(&self, other: &Self) -> bool {
        let pairs = self.0.iter().zip(other.0.iter());
        pairs.fold(0, |bits, (a, b)| bits | (a ^ b)) == 0
    }
}

/// What makes seals of one run worthless to another.
#[derive(Default)]
pub(super) struct Salt(Option<[u8; SALT]>);

impl Salt {
    /// Seals digits. Without random octets nothing is sealed, and nothing is known again.
    pub fn seal(&mut self, pin: &Pin) -> Option<Seal> {
        if self.0.is_none() {
            let mut salt = [0; SALT];
            self.0 = getrandom::fill(&mut salt).is_ok().then_some(salt);
        }
        self.seal_again(pin)
    }

    /// The same where nothing is known again unless something was sealed before.
    pub fn seal_again(&self, pin: &Pin) -> Option<Seal> {
        let hash = Sha256::new()
            .chain_update(self.0?)
            .chain_update(pin.digits());
        Some(Seal(Zeroizing::new(hash.finalize().into())))
    }
}
