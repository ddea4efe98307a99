//! Each part against vectors that somebody else published.

use ecdsa::elliptic_curve::ecdh::EphemeralSecret;
use ecdsa::elliptic_curve::sec1::{FromSec1Point, ModulusSize, ToSec1Point};
use ecdsa::elliptic_curve::{AffinePoint, CurveArithmetic, FieldBytesSize, Generate};
use getrandom::rand_core::{TryCryptoRng, TryRng};
use rustls::crypto::ActiveKeyExchange;
use rustls::crypto::hmac::Hmac as _;
use rustls::crypto::tls12::Prf;
use rustls::crypto::tls13::Hkdf;

use super::exchange::Half;
use super::*;

fn octets(text: &str) -> Vec<u8> {
    hex::decode(text.replace(' ', "")).unwrap()
}

/// FIPS 180-4, "abc".
#[test]
fn hashes_are_those_of_fips_180() {
    let sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    let sha384 = "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed\
                  8086072ba1e7cc2358baeca134c825a7";
    let hashes: [(&dyn rustls::crypto::hash::Hash, &str); 2] =
        [(&SHA256, sha256), (&SHA384, sha384)];
    for (hash, expected) in hashes {
        assert_eq!(hash.hash(b"abc").as_ref(), octets(expected));
        assert_eq!(hash.output_len(), expected.len() / 2);
        let mut running = hash.start();
        running.update(b"a");
        let other = running.fork();
        running.update(b"bc");
        assert_eq!(running.fork_finish().as_ref(), octets(expected));
        assert_eq!(running.finish().as_ref(), octets(expected));
        assert_eq!(other.finish().as_ref(), hash.hash(b"a").as_ref());
    }
}

/// RFC 4231, cases 1, 2 and 6: keys shorter and longer than a block.
#[test]
fn hmac_is_that_of_rfc_4231() {
    let long_key = [0xAA; 131];
    let long = b"Test Using Larger Than Block-Size Key - Hash Key First";
    let rows: [(&[u8], &[u8], &str, &str); 3] = [
        (
            &[0x0B; 20],
            b"Hi There",
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
            "afd03944d84895626b0825f4ab46907f15f9dadbe4101ec682aa034c7cebc59c\
             faea9ea9076ede7f4af152e8b2fa9cb6",
        ),
        (
            b"Jefe",
            b"what do ya want for nothing?",
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            "af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e\
             8e2240ca5e69e2c78b3239ecfab21649",
        ),
        (
            &long_key,
            long,
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
            "4ece084485813e9088d2c63a041bc5b44f9ef1012a2b588f3cd11f05033ac4c6\
             0c2ef6ab4030fe8296248df163f44952",
        ),
    ];
    for (key, message, sha256, sha384) in rows {
        let (first, rest) = message.split_at(3);
        let tag = HMAC_SHA256.with_key(key).sign(&[first, rest]);
        assert_eq!(tag.as_ref(), octets(sha256));
        let tag = HMAC_SHA384.with_key(key).sign(&[first, rest]);
        assert_eq!(tag.as_ref(), octets(sha384));
    }
}

/// The vectors that were sent to the list of the TLS working group (mailarchive.ietf.org,
/// fzVCzk-z3FShgGJ6DOXqM1ydxms).
#[test]
fn the_pseudorandom_function_of_tls12_is_that_of_the_working_group() {
    let rows: [(&dyn Prf, &str, &str, &str); 2] = [
        (
            &PRF_SHA256,
            "9bbe436ba940f017b17652849a71db35",
            "a0ba9f936cda311827a6f796ffd5198c",
            "e3f229ba727be17b8d122620557cd453c2aab21d07c3d495329b52d4e61edb5a\
             6b301791e90d35c9c9a46b4e14baf9af0fa022f7077def17abfd3797c0564bab\
             4fbc91666e9def9b97fce34f796789baa48082d122ee42c5a72e5a5110fff701\
             87347b66",
        ),
        (
            &PRF_SHA384,
            "b80b733d6ceefcdc71566ea48e5567df",
            "cd665cf6a8447dd6ff8b27555edb7465",
            "7b0c18e9ced410ed1804f2cfa34a336a1c14dffb4900bb5fd7942107e81c83cd\
             e9ca0faa60be9fe34f82b1233c9146a0e534cb400fed2700884f9dc236f80edd\
             8bfa961144c9e8d792eca722a7b32fc3d416d473ebc2c5fd4abfdad05d918425\
             9b5bf8cd4d90fa0d31e2dec479e4f1a26066f2eea9a69236a3e52655c9e9aee6\
             91c8f3a26854308d5eaa3be85e0990703d73e56f",
        ),
    ];
    for (prf, secret, seed, expected) in rows {
        let mut made = vec![0; expected.len() / 2];
        prf.for_secret(&mut made, &octets(secret), b"test label", &octets(seed));
        assert_eq!(hex::encode(made), expected);
    }
}

/// RFC 5869, cases 1 and 3.
#[test]
fn keys_of_tls13_are_expanded_as_rfc_5869_does_it() {
    let rows = [
        (
            "000102030405060708090a0b0c",
            "f0f1f2f3f4f5f6f7f8f9",
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf\
             34007208d5b887185865",
        ),
        (
            "",
            "",
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d\
             9d201395faa4b61a96c8",
        ),
    ];
    for (salt, info, expected) in rows {
        let hkdf = HkdfUsingHmac(&HMAC_SHA256);
        let expander = hkdf.extract_from_secret(Some(&octets(salt)), &[0x0B; 22]);
        let mut made = vec![0; expected.len() / 2];
        expander.expand_slice(&[&octets(info)], &mut made).unwrap();
        assert_eq!(hex::encode(made), expected);
    }
}

/// A generator that says one number.
struct Says(Vec<u8>);

impl TryRng for Says {
    type Error = std::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        unreachable!("keys are made of octets")
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        unreachable!("keys are made of octets")
    }

    fn try_fill_bytes(&mut self, octets: &mut [u8]) -> Result<(), Self::Error> {
        octets.copy_from_slice(&self.0);
        Ok(())
    }
}

impl TryCryptoRng for Says {}

/// An exchange whose secret number is known.
fn half<C>(name: NamedGroup, secret: &str) -> Box<dyn ActiveKeyExchange>
where
    C: CurveArithmetic,
    AffinePoint<C>: FromSec1Point<C> + ToSec1Point<C>,
    FieldBytesSize<C>: ModulusSize,
{
    let Ok(secret) = EphemeralSecret::<C>::try_generate_from_rng(&mut Says(octets(secret)));
    Box::new(Half::new(name, secret))
}

/// A curve, two secret numbers, their points, and what both come to.
type Exchange = (
    fn(NamedGroup, &str) -> Box<dyn ActiveKeyExchange>,
    [&'static str; 2],
    [&'static str; 2],
    &'static str,
);

const EXCHANGES: [Exchange; 3] = [
    // RFC 7027, appendix A.1.
    (
        half::<BrainpoolP256r1>,
        [
            "81DB1EE100150FF2EA338D708271BE38300CB54241D79950F77B063039804F1D",
            "55E40BC41E37E3E2AD25C3C6654511FFA8474A91A0032087593852D3E7D76BD3",
        ],
        [
            "44106E913F92BC02A1705D9953A8414DB95E1AAA49E81D9E85F929A8E3100BE5\
             8AB4846F11CACCB73CE49CBDD120F5A900A69FD32C272223F789EF10EB089BDC",
            "8D2D688C6CF93E1160AD04CC4429117DC2C41825E1E9FCA0ADDD34E6F1B39F7B\
             990C57520812BE512641E47034832106BC7D3E8DD0E4C7F1136D7006547CEC6A",
        ],
        "89AFC39D41D3B327814B80940B042590F96556EC91E6AE7939BCE31F3A18BF2B",
    ),
    // RFC 5903, 8.1.
    (
        half::<NistP256>,
        [
            "C88F01F510D9AC3F70A292DAA2316DE544E9AAB8AFE84049C62A9C57862D1433",
            "C6EF9C5D78AE012A011164ACB397CE2088685D8F06BF9BE0B283AB46476BEE53",
        ],
        [
            "DAD0B65394221CF9B051E1FECA5787D098DFE637FC90B9EF945D0C3772581180\
             5271A0461CDB8252D61F1C456FA3E59AB1F45B33ACCF5F58389E0577B8990BB3",
            "D12DFB5289C8D4F81208B70270398C342296970A0BCCB74C736FC7554494BF63\
             56FBF3CA366CC23E8157854C13C58D6AAC23F046ADA30F8353E74F33039872AB",
        ],
        "D6840F6B42F6EDAFD13116E0E12565202FEF8E9ECE7DCE03812464D04B9442DE",
    ),
    // RFC 5903, 8.2.
    (
        half::<NistP384>,
        [
            "099F3C7034D4A2C699884D73A375A67F7624EF7C6B3C0F160647B67414DCE655\
             E35B538041E649EE3FAEF896783AB194",
            "41CB0779B4BDB85D47846725FBEC3C9430FAB46CC8DC5060855CC9BDA0AA2942\
             E0308312916B8ED2960E4BD55A7448FC",
        ],
        [
            "667842D7D180AC2CDE6F74F37551F55755C7645C20EF73E31634FE72B4C55EE6\
             DE3AC808ACB4BDB4C88732AEE95F41AA\
             9482ED1FC0EEB9CAFC4984625CCFC23F65032149E0E144ADA024181535A0F38E\
             EB9FCFF3C2C947DAE69B4C634573A81C",
            "E558DBEF53EECDE3D3FCCFC1AEA08A89A987475D12FD950D83CFA41732BC509D\
             0D1AC43A0336DEF96FDA41D0774A3571\
             DCFBEC7AACF3196472169E838430367F66EEBE3C6E70C416DD5F0C68759DD1FF\
             F83FA40142209DFF5EAAD96DB9E6386C",
        ],
        "11187331C279962D93D604243FD592CB9D0A926F422E47187521287E7156C5C4\
         D603135569B9E9D09CF5D4A270F59746",
    ),
];

#[test]
fn both_halves_of_an_exchange_come_to_the_published_secret() {
    for (half, secrets, points, shared) in EXCHANGES {
        let point = |place: usize| octets(&format!("04{}", points[place]));
        for (own, other) in [(0, 1), (1, 0)] {
            let half = half(NamedGroup::Unknown(0), secrets[own]);
            assert_eq!(half.pub_key(), point(own));
            let made = half.complete(&point(other)).unwrap();
            assert_eq!(made.secret_bytes(), octets(shared));
        }
    }
}

#[test]
fn no_exchange_takes_what_is_no_point_of_its_curve() {
    for (half, secrets, points, _) in EXCHANGES {
        let good = octets(&format!("04{}", points[1]));
        let half_of_it = &good[..=good.len() / 2];
        let mut beside = good.clone();
        *beside.last_mut().unwrap() ^= 1;
        let mut compressed = half_of_it.to_vec();
        compressed[0] = 0x02 | (good[good.len() - 1] & 1);
        let mut hybrid = good.clone();
        hybrid[0] = 0x06 | (good[good.len() - 1] & 1);
        let zero = [&[0x04][..], &vec![0; good.len() - 1]].concat();
        let longer = [&good[..], &[0]].concat();
        for spoiled in [
            &beside[..],
            &compressed,
            &hybrid,
            &zero,
            &longer,
            half_of_it,
            &[0],
            &[],
        ] {
            let half = half(NamedGroup::Unknown(0), secrets[0]);
            assert!(half.complete(spoiled).is_err(), "{spoiled:02x?}");
        }
        let half = half(NamedGroup::Unknown(0), secrets[0]);
        assert!(half.complete(&good).is_ok());
    }
}

#[test]
fn every_exchange_has_a_secret_of_its_own_and_brainpool_a_name_in_each_version() {
    let provider = shared();
    for group in &provider.kx_groups {
        let (one, other) = (group.start().unwrap(), group.start().unwrap());
        assert_ne!(one.pub_key(), other.pub_key());
        assert_eq!(
            (one.group(), group.ffdhe_group().is_none()),
            (group.name(), true)
        );
        let own = one.pub_key().to_vec();
        let others = other.pub_key().to_vec();
        let (one, other) = (
            one.complete(&others).unwrap(),
            other.complete(&own).unwrap(),
        );
        assert_eq!(one.secret_bytes(), other.secret_bytes());
        let is_for = |version| group.usable_for_version(version);
        let (old, new) = (
            is_for(ProtocolVersion::TLSv1_2),
            is_for(ProtocolVersion::TLSv1_3),
        );
        assert_eq!(old, group.name() != BRAINPOOL_P256R1_TLS13);
        assert_eq!(new, group.name() != BRAINPOOL_P256R1);
    }
}
