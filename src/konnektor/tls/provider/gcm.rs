//! AES-GCM around the records of TLS 1.2 (RFC 5288) and 1.3 (RFC 8446 5.2).
//!
//! ```text
//! 1.2:  explicit nonce, 8 octets | ciphertext        | tag, 16     nonce = 4 octets of the key block, then those 8
//! 1.3:                             ciphertext | type | tag, 16     nonce = IV xor number of the record
//! ```

use aes_gcm::AesGcm;
use aes_gcm::aead::consts::U12;
use aes_gcm::aead::{AeadInOut, Tag};
use rustls::crypto::cipher::{
    AeadKey, InboundOpaqueMessage, InboundPlainMessage, Iv, KeyBlockShape, MessageDecrypter,
    MessageEncrypter, NONCE_LEN, Nonce, OutboundOpaqueMessage, OutboundPlainMessage,
    PrefixedPayload, Tls12AeadAlgorithm, Tls13AeadAlgorithm, UnsupportedOperationError,
    make_tls12_aad, make_tls13_aad,
};
use rustls::{ConnectionTrafficSecrets, ContentType, Error, ProtocolVersion};

use crate::konnektor::aes::Aes;

/// Octets of the nonce that stand in front of a record of TLS 1.2.
const EXPLICIT: usize = 8;
/// Octets of the tag.
const TAG: usize = 16;
/// Longest content of a record (RFC 5246 6.2.1).
const MAX_CONTENT: usize = 1 << 14;

/// AES-GCM with keys of one length.
pub(super) struct Gcm {
    /// In octets.
    key: usize,
}

impl Gcm {
    pub(super) const fn new(key: usize) -> Self {
        Self { key }
    }

    fn keyed(&self, key: &AeadKey) -> Keyed {
        let key = key.as_ref();
        let aes = (key.len() == self.key).then(|| Aes::new(key));
        Keyed(aes.flatten().map(AesGcm::from))
    }
}

/// A cipher with its key; `None` where the key is too short or too long for it, which makes every
/// record fail.
struct Keyed(Option<Cipher>);

type Cipher = AesGcm<Aes, U12>;

impl Keyed {
    /// Encrypts in place; returns the tag.
    fn seal(&self, nonce: &Nonce, associated: &[u8], plain: &mut [u8]) -> Option<[u8; TAG]> {
        let cipher = self.0.as_ref()?;
        let tag = cipher.encrypt_inout_detached(&nonce.0.into(), associated, plain.into());
        tag.ok().map(Into::into)
    }

    /// Decrypts in place what stands in front of its tag; returns how long it is.
    fn open(&self, nonce: &Nonce, associated: &[u8], sealed: &mut [u8]) -> Option<usize> {
        let cipher = self.0.as_ref()?;
        let length = sealed.len().checked_sub(TAG)?;
        let (text, tag) = sealed.split_at_mut_checked(length)?;
        let tag = Tag::<Cipher>::try_from(&*tag).ok()?;
        let opened = cipher.decrypt_inout_detached(&nonce.0.into(), associated, text.into(), &tag);
        opened.ok().map(|()| length)
    }
}

/// Records of TLS 1.2. `iv` is the fixed part and, where this end writes, a start for the explicit
/// one, which is counted on by xor as in TLS 1.3: no nonce comes twice.
struct Tls12 {
    cipher: Keyed,
    iv: Iv,
}

/// Records of TLS 1.3.
struct Tls13 {
    cipher: Keyed,
    iv: Iv,
}

fn iv(fixed: &[u8], explicit: &[u8]) -> Iv {
    let mut octets = [0; NONCE_LEN];
    for (place, octet) in octets.iter_mut().zip(fixed.iter().chain(explicit)) {
        *place = *octet;
    }
    Iv::new(octets)
}

impl Tls12AeadAlgorithm for Gcm {
    fn encrypter(&self, key: AeadKey, fixed: &[u8], extra: &[u8]) -> Box<dyn MessageEncrypter> {
        Box::new(Tls12 {
            cipher: self.keyed(&key),
            iv: iv(fixed, extra),
        })
    }

    fn decrypter(&self, key: AeadKey, fixed: &[u8]) -> Box<dyn MessageDecrypter> {
        Box::new(Tls12 {
            cipher: self.keyed(&key),
            iv: iv(fixed, &[]),
        })
    }

    fn key_block_shape(&self) -> KeyBlockShape {
        KeyBlockShape {
            enc_key_len: self.key,
            fixed_iv_len: NONCE_LEN - EXPLICIT,
            explicit_nonce_len: EXPLICIT,
        }
    }

    /// Keys leave for nobody.
    fn extract_keys(
        &self,
        _: AeadKey,
        _: &[u8],
        _: &[u8],
    ) -> Result<ConnectionTrafficSecrets, UnsupportedOperationError> {
        Err(UnsupportedOperationError)
    }
}

impl MessageEncrypter for Tls12 {
    fn encrypt(
        &mut self,
        message: OutboundPlainMessage<'_>,
        number: u64,
    ) -> Result<OutboundOpaqueMessage, Error> {
        let length = message.payload.len();
        let nonce = Nonce::new(&self.iv, number);
        let associated = make_tls12_aad(number, message.typ, message.version, length);
        let mut payload = PrefixedPayload::with_capacity(self.encrypted_payload_len(length));
        payload.extend_from_slice(nonce.0.get(NONCE_LEN - EXPLICIT..).unwrap_or_default());
        payload.extend_from_chunks(&message.payload);
        let text = payload.as_mut().get_mut(EXPLICIT..).unwrap_or_default();
        let tag = self.cipher.seal(&nonce, &associated, text);
        payload.extend_from_slice(&tag.ok_or(Error::EncryptError)?);
        Ok(OutboundOpaqueMessage::new(
            message.typ,
            message.version,
            payload,
        ))
    }

    fn encrypted_payload_len(&self, length: usize) -> usize {
        EXPLICIT + length + TAG
    }
}

impl MessageDecrypter for Tls12 {
    fn decrypt<'a>(
        &mut self,
        mut message: InboundOpaqueMessage<'a>,
        number: u64,
    ) -> Result<InboundPlainMessage<'a>, Error> {
        let length = message.payload.len().checked_sub(EXPLICIT + TAG);
        let length = length.ok_or(Error::DecryptError)?;
        if length > MAX_CONTENT {
            return Err(Error::PeerSentOversizedRecord);
        }
        let associated = make_tls12_aad(number, message.typ, message.version, length);
        let parts = message.payload.split_at_mut_checked(EXPLICIT);
        let (explicit, sealed) = parts.ok_or(Error::DecryptError)?;
        let mut nonce = Nonce::new(&self.iv, 0);
        for (place, octet) in nonce.0.iter_mut().skip(NONCE_LEN - EXPLICIT).zip(explicit) {
            *place = *octet;
        }
        let opened = self.cipher.open(&nonce, &associated, sealed);
        opened.ok_or(Error::DecryptError)?;
        Ok(message.into_plain_message_range(EXPLICIT..EXPLICIT + length))
    }
}

impl Tls13AeadAlgorithm for Gcm {
    fn encrypter(&self, key: AeadKey, iv: Iv) -> Box<dyn MessageEncrypter> {
        Box::new(Tls13 {
            cipher: self.keyed(&key),
            iv,
        })
    }

    fn decrypter(&self, key: AeadKey, iv: Iv) -> Box<dyn MessageDecrypter> {
        Box::new(Tls13 {
            cipher: self.keyed(&key),
            iv,
        })
    }

    fn key_len(&self) -> usize {
        self.key
    }

    /// Keys leave for nobody.
    fn extract_keys(
        &self,
        _: AeadKey,
        _: Iv,
    ) -> Result<ConnectionTrafficSecrets, UnsupportedOperationError> {
        Err(UnsupportedOperationError)
    }
}

impl MessageEncrypter for Tls13 {
    fn encrypt(
        &mut self,
        message: OutboundPlainMessage<'_>,
        number: u64,
    ) -> Result<OutboundOpaqueMessage, Error> {
        let whole = self.encrypted_payload_len(message.payload.len());
        let nonce = Nonce::new(&self.iv, number);
        let mut payload = PrefixedPayload::with_capacity(whole);
        payload.extend_from_chunks(&message.payload);
        payload.extend_from_slice(&message.typ.to_array());
        let tag = self
            .cipher
            .seal(&nonce, &make_tls13_aad(whole), payload.as_mut());
        payload.extend_from_slice(&tag.ok_or(Error::EncryptError)?);
        // The version of a record of TLS 1.3 is that of 1.2 (RFC 8446 5.2).
        Ok(OutboundOpaqueMessage::new(
            ContentType::ApplicationData,
            ProtocolVersion::TLSv1_2,
            payload,
        ))
    }

    fn encrypted_payload_len(&self, length: usize) -> usize {
        length + 1 + TAG
    }
}

impl MessageDecrypter for Tls13 {
    fn decrypt<'a>(
        &mut self,
        mut message: InboundOpaqueMessage<'a>,
        number: u64,
    ) -> Result<InboundPlainMessage<'a>, Error> {
        let nonce = Nonce::new(&self.iv, number);
        let associated = make_tls13_aad(message.payload.len());
        let opened = self.cipher.open(&nonce, &associated, &mut message.payload);
        message.payload.truncate(opened.ok_or(Error::DecryptError)?);
        message.into_tls13_unpadded_message()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn octets(text: &str) -> Vec<u8> {
        hex::decode(text.replace(' ', "")).unwrap()
    }

    fn keyed(key: &str) -> Keyed {
        Keyed(Aes::new(&octets(key)).map(AesGcm::from))
    }

    const PLAIN: &str = "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72\
                         1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39";
    const ASSOCIATED: &str = "feedfacedeadbeeffeedfacedeadbeefabaddad2";

    /// Test cases 4 and 16 of the specification of GCM (McGrew, Viega; NIST).
    fn published(key: &str, sealed: &str, tag: &str) {
        let cipher = keyed(key);
        let nonce = || Nonce(octets("cafebabefacedbaddecaf888").try_into().unwrap());
        let mut text = octets(PLAIN);
        let made = cipher.seal(&nonce(), &octets(ASSOCIATED), &mut text);
        assert_eq!(
            (hex::encode(&text), hex::encode(made.unwrap())),
            (sealed.into(), tag.into())
        );
        let whole = [octets(sealed), octets(tag)].concat();
        let mut text = whole.clone();
        let length = cipher.open(&nonce(), &octets(ASSOCIATED), &mut text);
        assert_eq!(length, Some(octets(PLAIN).len()));
        assert_eq!(text[..octets(PLAIN).len()], octets(PLAIN));
        for place in 0..whole.len() {
            let mut spoiled = whole.clone();
            spoiled[place] ^= 1;
            assert_eq!(
                cipher.open(&nonce(), &octets(ASSOCIATED), &mut spoiled),
                None,
                "{place}"
            );
        }
        assert_eq!(cipher.open(&nonce(), b"", &mut whole.clone()), None);
        assert_eq!(cipher.open(&nonce(), b"", &mut [0; TAG - 1]), None);
    }

    #[test]
    fn messages_are_sealed_as_the_specification_of_gcm_does_it() {
        published(
            "feffe9928665731c6d6a8f9467308308",
            "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e\
             21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091",
            "5bc94fbc3221a5db94fae95ae7121a47",
        );
        published(
            "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308",
            "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa\
             8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662",
            "76fc6ece0f4e1768cddf8853bb2d551b",
        );
    }

    #[test]
    fn a_key_of_another_length_seals_and_opens_nothing() {
        let cipher = Gcm::new(32).keyed(&AeadKey::from([7; 32]));
        assert!(cipher.seal(&Nonce([0; 12]), b"", &mut [0; 4]).is_some());
        let cipher = Gcm::new(16).keyed(&AeadKey::from([7; 32]));
        assert_eq!(cipher.seal(&Nonce([0; 12]), b"", &mut [0; 4]), None);
        assert_eq!(cipher.open(&Nonce([0; 12]), b"", &mut [0; 40]), None);
    }

    fn outbound<'a>(chunks: &'a [&'a [u8]], version: ProtocolVersion) -> OutboundPlainMessage<'a> {
        OutboundPlainMessage {
            typ: ContentType::ApplicationData,
            version,
            payload: rustls::crypto::cipher::OutboundChunks::new(chunks),
        }
    }

    /// The first record of application data that the client sends in RFC 8448, 3.
    #[test]
    fn a_record_of_tls13_is_that_of_rfc_8448() {
        let text: Vec<u8> = (0..50).collect();
        let record = octets(
            "17 03 03 00 43 a2 3f 70 54 b6 2c 94 d0 af fa fe 82 28 ba 55 cb ef ac ea 42 f9 14 aa \
             66 bc ab 3f 2b 98 19 a8 a5 b4 6b 39 5b d5 4a 9a 20 44 1e 2b 62 97 4e 1f 5a 62 92 a2 \
             97 70 14 bd 1e 3d ea e6 3a ee bb 21 69 49 15 e4",
        );
        let mut end = Tls13 {
            cipher: keyed("17422dda596ed5d9acd890e3c63f5051"),
            iv: Iv::copy(&octets("5b78923dee08579033e523d9")),
        };
        let chunks = [&text[..7], &text[7..]];
        let message = outbound(&chunks, ProtocolVersion::TLSv1_3);
        let sealed = end.encrypt(message, 0).unwrap();
        assert_eq!(hex::encode(sealed.encode()), hex::encode(&record));
        let mut payload = record[5..].to_vec();
        let opened = end.decrypt(inbound(&mut payload), 0).unwrap();
        assert_eq!(
            (opened.typ, opened.payload),
            (ContentType::ApplicationData, &text[..])
        );
        let mut payload = record[5..].to_vec();
        assert!(
            end.decrypt(inbound(&mut payload), 1).is_err(),
            "another record"
        );
    }

    fn inbound(payload: &mut [u8]) -> InboundOpaqueMessage<'_> {
        let version = ProtocolVersion::TLSv1_2;
        InboundOpaqueMessage::new(ContentType::ApplicationData, version, payload)
    }

    #[test]
    fn records_of_tls12_say_their_nonce_and_never_the_same_one() {
        let (fixed, start) = (octets("0a0b0c0d"), octets("00000000000000ff"));
        let mut writer = Tls12 {
            cipher: keyed("feffe9928665731c6d6a8f9467308308"),
            iv: iv(&fixed, &start),
        };
        let mut reader = Tls12 {
            cipher: keyed("feffe9928665731c6d6a8f9467308308"),
            iv: iv(&fixed, &[]),
        };
        let mut nonces = std::collections::BTreeSet::new();
        for number in 0..300 {
            let chunks = [&b"Konnektor"[..]];
            let message = outbound(&chunks, ProtocolVersion::TLSv1_2);
            let sealed = writer.encrypt(message, number).unwrap().encode();
            assert_eq!(sealed.len(), 5 + EXPLICIT + 9 + TAG);
            assert!(nonces.insert(sealed[5..5 + EXPLICIT].to_vec()), "{number}");
            let mut payload = sealed[5..].to_vec();
            let opened = reader.decrypt(inbound(&mut payload), number).unwrap();
            assert_eq!(opened.payload, b"Konnektor");
            let mut payload = sealed[5..].to_vec();
            assert!(reader.decrypt(inbound(&mut payload), number + 1).is_err());
        }
        for length in 0..EXPLICIT + TAG {
            let mut short = vec![0; length];
            assert_eq!(
                reader.decrypt(inbound(&mut short), 0).err(),
                Some(Error::DecryptError)
            );
        }
        let mut long = vec![0; EXPLICIT + MAX_CONTENT + 1 + TAG];
        assert_eq!(
            reader.decrypt(inbound(&mut long), 0).err(),
            Some(Error::PeerSentOversizedRecord)
        );
    }
}
