//! AES with a key of any of its lengths, one block at a time.
//!
//! The crate brings code for many blocks at once, for each length of key and each generation of
//! processors, and a mode of operation is made anew for each of them. Messages here are a few
//! kilobytes long: a block at a time keeps the instructions of the processor and one copy of a mode.

use ::aes::{Aes128, Aes192, Aes256};
use cbc::cipher::common::{BlockSizeUser, ParBlocksSizeUser};
use cbc::cipher::consts::{U1, U16};
use cbc::cipher::inout::InOut;
use cbc::cipher::{
    Block, BlockCipherDecBackend, BlockCipherDecClosure, BlockCipherDecrypt, BlockCipherEncBackend,
    BlockCipherEncClosure, BlockCipherEncrypt, KeyInit,
};

/// A key, ready to be used; wiped when it is dropped.
pub(super) enum Aes {
    Of128(Aes128),
    Of192(Aes192),
    Of256(Aes256),
}

impl Aes {
    /// `None` for a key that is not of 16, 24 or 32 octets.
    pub(super) fn new(key: &[u8]) -> Option<Self> {
        match key.len() {
            16 => Aes128::new_from_slice(key).ok().map(Self::Of128),
            24 => Aes192::new_from_slice(key).ok().map(Self::Of192),
            32 => Aes256::new_from_slice(key).ok().map(Self::Of256),
            _ => None,
        }
    }
}

impl BlockSizeUser for Aes {
    type BlockSize = U16;
}

impl BlockCipherEncrypt for Aes {
    fn encrypt_with_backend(&self, mode: impl BlockCipherEncClosure<BlockSize = U16>) {
        mode.call(&OneByOne(self));
    }
}

impl BlockCipherDecrypt for Aes {
    fn decrypt_with_backend(&self, mode: impl BlockCipherDecClosure<BlockSize = U16>) {
        mode.call(&OneByOne(self));
    }
}

/// What a mode of operation gets to see.
struct OneByOne<'a>(&'a Aes);

impl BlockSizeUser for OneByOne<'_> {
    type BlockSize = U16;
}

impl ParBlocksSizeUser for OneByOne<'_> {
    type ParBlocksSize = U1;
}

impl BlockCipherEncBackend for OneByOne<'_> {
    fn encrypt_block(&self, block: InOut<'_, '_, Block<Self>>) {
        match self.0 {
            Aes::Of128(key) => key.encrypt_block_inout(block),
            Aes::Of192(key) => key.encrypt_block_inout(block),
            Aes::Of256(key) => key.encrypt_block_inout(block),
        }
    }
}

impl BlockCipherDecBackend for OneByOne<'_> {
    fn decrypt_block(&self, block: InOut<'_, '_, Block<Self>>) {
        match self.0 {
            Aes::Of128(key) => key.decrypt_block_inout(block),
            Aes::Of192(key) => key.decrypt_block_inout(block),
            Aes::Of256(key) => key.decrypt_block_inout(block),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// FIPS 197, appendix C.
    #[test]
    fn a_block_comes_out_as_fips_197_has_it() {
        let plain: [u8; 16] = std::array::from_fn(|place| 0x11 * u8::try_from(place).unwrap());
        let key: Vec<u8> = (0..32).collect();
        for (length, sealed) in [
            (16, "69c4e0d86a7b0430d8cdb78070b4c55a"),
            (24, "dda97ca4864cdfe06eaf70a0ec0d7191"),
            (32, "8ea2b7ca516745bfeafc49904b496089"),
        ] {
            let aes = Aes::new(&key[..length]).unwrap();
            let mut block = plain.into();
            aes.encrypt_block(&mut block);
            assert_eq!(hex::encode(block), sealed);
            aes.decrypt_block(&mut block);
            assert_eq!(block, plain);
        }
        for length in [0, 15, 17, 31, 33] {
            assert!(Aes::new(&vec![0; length]).is_none(), "{length}");
        }
    }
}
