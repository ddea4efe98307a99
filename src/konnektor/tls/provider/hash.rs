//! SHA-2 and HMAC over it.

use std::marker::PhantomData;

use hmac::digest::FixedOutput;
use hmac::digest::block_api::EagerHash;
use hmac::{KeyInit, Mac};
use rustls::crypto::{hash, hmac as rustls_hmac};
use sha2::Digest;
use zeroize::Zeroizing;

/// A hash; `D` is that of the crate.
pub(super) struct Hash<D> {
    algorithm: hash::HashAlgorithm,
    kind: PhantomData<fn() -> D>,
}

impl<D> Hash<D> {
    pub(super) const fn new(algorithm: hash::HashAlgorithm) -> Self {
        Self {
            algorithm,
            kind: PhantomData,
        }
    }
}

struct Running<D>(D);

impl<D: Digest + Clone + Send + Sync + 'static> hash::Hash for Hash<D> {
    fn start(&self) -> Box<dyn hash::Context> {
        Box::new(Running(D::new()))
    }

    fn hash(&self, octets: &[u8]) -> hash::Output {
        hash::Output::new(&D::digest(octets))
    }

    fn output_len(&self) -> usize {
        <D as Digest>::output_size()
    }

    fn algorithm(&self) -> hash::HashAlgorithm {
        self.algorithm
    }
}

impl<D: Digest + Clone + Send + Sync + 'static> hash::Context for Running<D> {
    fn fork_finish(&self) -> hash::Output {
        hash::Output::new(&self.0.clone().finalize())
    }

    fn fork(&self) -> Box<dyn hash::Context> {
        Box::new(Self(self.0.clone()))
    }

    fn finish(self: Box<Self>) -> hash::Output {
        hash::Output::new(&self.0.finalize())
    }

    fn update(&mut self, octets: &[u8]) {
        self.0.update(octets);
    }
}

/// HMAC over a hash.
pub(super) struct Hmac<D>(PhantomData<fn() -> D>);

impl<D> Hmac<D> {
    pub(super) const fn new() -> Self {
        Self(PhantomData)
    }
}

struct Key<D: EagerHash>(hmac::Hmac<D>);

impl<D> rustls_hmac::Hmac for Hmac<D>
where
    D: EagerHash + Digest + FixedOutput + 'static,
    hmac::Hmac<D>: Mac + KeyInit + Clone + Send + Sync,
{
    /// A key that is shorter than a block means the same with zeros behind it, a longer one the same
    /// as its hash (RFC 2104 2).
    fn with_key(&self, key: &[u8]) -> Box<dyn rustls_hmac::Key> {
        let mut block = Zeroizing::new(hmac::digest::Key::<hmac::Hmac<D>>::default());
        let hashed = (key.len() > block.len()).then(|| Zeroizing::new(<D as Digest>::digest(key)));
        let octets = hashed.as_ref().map_or(key, |hashed| hashed.as_slice());
        for (place, octet) in block.iter_mut().zip(octets) {
            *place = *octet;
        }
        Box::new(Key::<D>(hmac::Hmac::new(&block)))
    }

    fn hash_output_len(&self) -> usize {
        <D as Digest>::output_size()
    }
}

impl<D> rustls_hmac::Key for Key<D>
where
    D: EagerHash + Digest,
    hmac::Hmac<D>: Mac + Clone + Send + Sync,
{
    fn sign_concat(&self, first: &[u8], middle: &[&[u8]], last: &[u8]) -> rustls_hmac::Tag {
        let mut mac = self.0.clone();
        mac.update(first);
        for octets in middle {
            mac.update(octets);
        }
        mac.update(last);
        // Keys are made of tags; rustls wipes its own.
        let tag = Zeroizing::new(mac.finalize().into_bytes());
        rustls_hmac::Tag::new(&tag)
    }

    fn tag_len(&self) -> usize {
        <D as Digest>::output_size()
    }
}
