//! Octets that carry a secret: one heap allocation of final size, wiped on drop, silent in `Debug`.

use std::fmt;

use zeroize::{Zeroize, Zeroizing};

/// Octets that may hold PIN digits, for example an encoded command on its way to the reader.
///
/// The octets lie on the heap in one allocation that never grows, so that moving the value moves a
/// pointer and no copy stays behind; they are wiped on drop. There is no `Clone`.
pub struct SecretOctets(Zeroizing<Vec<u8>>);

impl SecretOctets {
    /// Room for `capacity` octets. Pushing beyond it is the caller's mistake and leaves a copy
    /// behind; this crate always computes the length first.
    #[must_use]
    pub fn with_capacity(capacity: usize) -> Self {
        Self(Zeroizing::new(Vec::with_capacity(capacity)))
    }

    /// Copies `octets` into an allocation of exactly their length.
    #[must_use]
    pub fn copy_of(octets: &[u8]) -> Self {
        let mut copy = Self::with_capacity(octets.len());
        copy.extend(octets);
        copy
    }

    /// Appends `octets`.
    pub fn extend(&mut self, octets: &[u8]) {
        debug_assert!(
            self.0.len() + octets.len() <= self.0.capacity(),
            "a secret must not be reallocated"
        );
        self.0.extend_from_slice(octets);
    }

    /// Appends one octet.
    pub fn push(&mut self, octet: u8) {
        self.extend(&[octet]);
    }

    /// The octets. Whoever copies them owns the copy's wiping.
    #[must_use]
    pub fn as_slice(&self) -> &[u8] {
        &self.0
    }
}

impl std::ops::Deref for SecretOctets {
    type Target = [u8];
    fn deref(&self) -> &[u8] {
        self.as_slice()
    }
}

impl fmt::Debug for SecretOctets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{} octets hidden>", self.0.len())
    }
}

/// A fixed array on the heap that is wiped on drop; moving it moves a pointer.
pub(crate) struct SecretArray<const N: usize>(Box<[u8; N]>);

impl<const N: usize> SecretArray<N> {
    pub(crate) fn filled(fill: u8) -> Self {
        Self(Box::new([fill; N]))
    }

    pub(crate) fn as_array(&self) -> &[u8; N] {
        &self.0
    }

    pub(crate) fn as_mut(&mut self) -> &mut [u8; N] {
        &mut self.0
    }
}

impl<const N: usize> Drop for SecretArray<N> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

/// Compares in time that depends on the length only.
pub(crate) fn equal(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).fold(0u8, |acc, (x, y)| acc | (x ^ y)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secret_octets_print_their_length_only() {
        assert_eq!(
            format!("{:?}", SecretOctets::copy_of(&[0x25, 0x43, 0x21])),
            "<3 octets hidden>"
        );
    }

    #[test]
    fn comparison_needs_equal_length_and_content() {
        assert!(equal(b"12345", b"12345"));
        assert!(!equal(b"12345", b"12346"));
        assert!(!equal(b"12345", b"123456"));
    }
}
