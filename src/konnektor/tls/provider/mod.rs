//! The cryptography of TLS, put together of crates that verify signatures here anyway: AES-GCM,
//! HMAC, SHA-2, and the curves P-256, P-384 and brainpoolP256r1. Nothing of it is written in C.
//!
//! Each part is a few lines between a trait of rustls and a type of such a crate; `tests.rs` holds
//! them against published vectors. What is left out: ChaCha20 (no Konnektor is known to want it),
//! X25519 (not in gemSpec_Krypt), and signatures, which the room `certificate` verifies.

mod exchange;
mod gcm;
mod hash;

#[cfg(test)]
mod tests;

use std::sync::{Arc, LazyLock};

use bp256::BrainpoolP256r1;
use p256::NistP256;
use p384::NistP384;
use rustls::crypto::tls12::PrfUsingHmac;
use rustls::crypto::tls13::HkdfUsingHmac;
use rustls::crypto::{
    CipherSuiteCommon, CryptoProvider, GetRandomFailed, KeyExchangeAlgorithm, KeyProvider,
    SecureRandom, WebPkiSupportedAlgorithms,
};
use rustls::pki_types::PrivateKeyDer;
use rustls::sign::SigningKey;
use rustls::{
    CipherSuite, Error, NamedGroup, ProtocolVersion, SignatureScheme, SupportedCipherSuite,
    Tls12CipherSuite, Tls13CipherSuite,
};
use sha2::{Sha256, Sha384};

use super::scheme::{OF_ECDSA, OF_RSA};
use crate::konnektor::random;
use exchange::Group;
use gcm::Gcm;
use hash::{Hash, Hmac};

/// brainpoolP256r1 in TLS 1.2 (RFC 7027).
pub const BRAINPOOL_P256R1: NamedGroup = NamedGroup::Unknown(26);

/// The same curve in TLS 1.3 (RFC 8734).
pub const BRAINPOOL_P256R1_TLS13: NamedGroup = NamedGroup::Unknown(31);

/// How many messages one key of AES-GCM may encrypt (RFC 8446 5.5: 2^24.5).
const GCM_LIMIT: u64 = 1 << 24;

static SHA256: Hash<Sha256> = Hash::new(rustls::crypto::hash::HashAlgorithm::SHA256);
static SHA384: Hash<Sha384> = Hash::new(rustls::crypto::hash::HashAlgorithm::SHA384);
static HMAC_SHA256: Hmac<Sha256> = Hmac::new();
static HMAC_SHA384: Hmac<Sha384> = Hmac::new();
static AES_128_GCM: Gcm = Gcm::new(16);
static AES_256_GCM: Gcm = Gcm::new(32);

static P256: Group<NistP256> = Group::new(NamedGroup::secp256r1, None);
static P384: Group<NistP384> = Group::new(NamedGroup::secp384r1, None);
static BRAINPOOL: Group<BrainpoolP256r1> =
    Group::new(BRAINPOOL_P256R1, Some(ProtocolVersion::TLSv1_2));
static BRAINPOOL_TLS13: Group<BrainpoolP256r1> =
    Group::new(BRAINPOOL_P256R1_TLS13, Some(ProtocolVersion::TLSv1_3));

static PRF_SHA256: PrfUsingHmac<'static> = PrfUsingHmac(&HMAC_SHA256);
static PRF_SHA384: PrfUsingHmac<'static> = PrfUsingHmac(&HMAC_SHA384);

static TLS13_128: Tls13CipherSuite = Tls13CipherSuite {
    common: CipherSuiteCommon {
        suite: CipherSuite::TLS13_AES_128_GCM_SHA256,
        hash_provider: &SHA256,
        confidentiality_limit: GCM_LIMIT,
    },
    hkdf_provider: &HkdfUsingHmac(&HMAC_SHA256),
    aead_alg: &AES_128_GCM,
    quic: None,
};

static TLS13_256: Tls13CipherSuite = Tls13CipherSuite {
    common: CipherSuiteCommon {
        suite: CipherSuite::TLS13_AES_256_GCM_SHA384,
        hash_provider: &SHA384,
        confidentiality_limit: GCM_LIMIT,
    },
    hkdf_provider: &HkdfUsingHmac(&HMAC_SHA384),
    aead_alg: &AES_256_GCM,
    quic: None,
};

static ECDSA_128: Tls12CipherSuite = tls12_128(
    CipherSuite::TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
    &OF_ECDSA,
);
static ECDSA_256: Tls12CipherSuite = tls12_256(
    CipherSuite::TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
    &OF_ECDSA,
);
static RSA_128: Tls12CipherSuite =
    tls12_128(CipherSuite::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, &OF_RSA);
static RSA_256: Tls12CipherSuite =
    tls12_256(CipherSuite::TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384, &OF_RSA);

const fn tls12_128(suite: CipherSuite, sign: &'static [SignatureScheme]) -> Tls12CipherSuite {
    Tls12CipherSuite {
        common: CipherSuiteCommon {
            suite,
            hash_provider: &SHA256,
            confidentiality_limit: GCM_LIMIT,
        },
        prf_provider: &PRF_SHA256,
        kx: KeyExchangeAlgorithm::ECDHE,
        sign,
        aead_alg: &AES_128_GCM,
    }
}

const fn tls12_256(suite: CipherSuite, sign: &'static [SignatureScheme]) -> Tls12CipherSuite {
    Tls12CipherSuite {
        common: CipherSuiteCommon {
            suite,
            hash_provider: &SHA384,
            confidentiality_limit: GCM_LIMIT,
        },
        prf_provider: &PRF_SHA384,
        kx: KeyExchangeAlgorithm::ECDHE,
        sign,
        aead_alg: &AES_256_GCM,
    }
}

/// The provider, made once.
pub(super) fn shared() -> Arc<CryptoProvider> {
    static PROVIDER: LazyLock<Arc<CryptoProvider>> = LazyLock::new(|| {
        Arc::new(CryptoProvider {
            cipher_suites: vec![
                SupportedCipherSuite::Tls13(&TLS13_128),
                SupportedCipherSuite::Tls13(&TLS13_256),
                SupportedCipherSuite::Tls12(&ECDSA_128),
                SupportedCipherSuite::Tls12(&ECDSA_256),
                SupportedCipherSuite::Tls12(&RSA_128),
                SupportedCipherSuite::Tls12(&RSA_256),
            ],
            kx_groups: vec![&P256, &P384, &BRAINPOOL, &BRAINPOOL_TLS13],
            // Chains of certificates are not looked at, and the signature of a handshake is
            // verified in `verify.rs`.
            signature_verification_algorithms: WebPkiSupportedAlgorithms {
                all: &[],
                mapping: &[],
            },
            secure_random: &System,
            key_provider: &System,
        })
    });
    Arc::clone(&PROVIDER)
}

/// What the operating system gives, and what nobody does.
#[derive(Debug)]
struct System;

impl SecureRandom for System {
    fn fill(&self, octets: &mut [u8]) -> Result<(), GetRandomFailed> {
        random::fill(octets).ok_or(GetRandomFailed)
    }
}

/// Keys come as an [`Identity`](crate::konnektor::identity::Identity), never in DER.
impl KeyProvider for System {
    fn load_private_key(&self, _: PrivateKeyDer<'static>) -> Result<Arc<dyn SigningKey>, Error> {
        Err(Error::General("keys are not read here".to_owned()))
    }
}
