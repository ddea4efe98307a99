//! Elliptic curves: which one a key lies on, and signatures on those that are known.
//!
//! A key names its curve by an OID, or writes out its numbers (RFC 3279 §2.3.5). A curve that is
//! written out is taken for a known one when every number is that one's, the generator included:
//! who may choose another generator can make a signature for any key (CVE-2020-0601).

use der::asn1::ObjectIdentifier;
use ecdsa::elliptic_curve::sec1::{FromSec1Point, ModulusSize, ToSec1Point};
use ecdsa::elliptic_curve::{AffinePoint, CurveArithmetic, FieldBytesSize};
use ecdsa::signature::hazmat::PrehashVerifier;
use ecdsa::{EcdsaCurve, Signature, SignatureSize, VerifyingKey};

use super::check::Check;
use super::signature::Obstacle;
use super::walk::{self, Element, tag};

/// Whether a signature is one of a key: point, hash, r, s.
type Verify = fn(&[u8], &[u8], &[u8], &[u8]) -> Check<Obstacle>;

/// A curve that signatures can be verified on.
pub(super) struct Curve {
    pub(super) name: &'static str,
    oid: ObjectIdentifier,
    numbers: Numbers,
    verify: Verify,
}

/// What defines a curve, in hexadecimal digits without leading zeros. The cofactor is 1.
struct Numbers {
    prime: &'static str,
    a: &'static str,
    b: &'static str,
    x: &'static str,
    y: &'static str,
    order: &'static str,
}

/// RFC 5639 §3.4 and §3.6; SEC 2 §2.4.2 and §2.5.1.
static CURVES: [Curve; 4] = [
    Curve {
        name: "brainpoolP256r1",
        oid: ObjectIdentifier::new_unwrap("1.3.36.3.3.2.8.1.1.7"),
        numbers: Numbers {
            prime: "a9fb57dba1eea9bc3e660a909d838d726e3bf623d52620282013481d1f6e5377",
            a: "7d5a0975fc2c3057eef67530417affe7fb8055c126dc5c6ce94a4b44f330b5d9",
            b: "26dc5c6ce94a4b44f330b5d9bbd77cbf958416295cf7e1ce6bccdc18ff8c07b6",
            x: "8bd2aeb9cb7e57cb2c4b482ffc81b7afb9de27e1e3bd23c23a4453bd9ace3262",
            y: "547ef835c3dac4fd97f8461a14611dc9c27745132ded8e545c1d54c72f046997",
            order: "a9fb57dba1eea9bc3e660a909d838d718c397aa3b561a6f7901e0e82974856a7",
        },
        verify: on::<bp256::BrainpoolP256r1>,
    },
    Curve {
        name: "brainpoolP384r1",
        oid: ObjectIdentifier::new_unwrap("1.3.36.3.3.2.8.1.1.11"),
        numbers: Numbers {
            prime: "8cb91e82a3386d280f5d6f7e50e641df152f7109ed5456b412b1da197fb71123\
                    acd3a729901d1a71874700133107ec53",
            a: "7bc382c63d8c150c3c72080ace05afa0c2bea28e4fb22787139165efba91f90f\
                8aa5814a503ad4eb04a8c7dd22ce2826",
            b: "4a8c7dd22ce28268b39b55416f0447c2fb77de107dcd2a62e880ea53eeb62d5\
                7cb4390295dbc9943ab78696fa504c11",
            x: "1d1c64f068cf45ffa2a63a81b7c13f6b8847a3e77ef14fe3db7fcafe0cbd10e8\
                e826e03436d646aaef87b2e247d4af1e",
            y: "8abe1d7520f9c2a45cb1eb8e95cfd55262b70b29feec5864e19c054ff9912928\
                0e4646217791811142820341263c5315",
            order: "8cb91e82a3386d280f5d6f7e50e641df152f7109ed5456b31f166e6cac0425a7\
                    cf3ab6af6b7fc3103b883202e9046565",
        },
        verify: on::<bp384::BrainpoolP384r1>,
    },
    Curve {
        name: "P-256",
        oid: ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7"),
        numbers: Numbers {
            prime: "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",
            a: "ffffffff00000001000000000000000000000000fffffffffffffffffffffffc",
            b: "5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b",
            x: "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296",
            y: "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5",
            order: "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
        },
        verify: on::<p256::NistP256>,
    },
    Curve {
        name: "P-384",
        oid: ObjectIdentifier::new_unwrap("1.3.132.0.34"),
        numbers: Numbers {
            prime: "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe\
                    ffffffff0000000000000000ffffffff",
            a: "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe\
                ffffffff0000000000000000fffffffc",
            b: "b3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875a\
                c656398d8a2ed19d2a85c8edd3ec2aef",
            x: "aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a38\
                5502f25dbf55296c3a545e3872760ab7",
            y: "3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c0\
                0a60b1ce1d7e819d7a431d7c90ea0e5f",
            order: "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf\
                    581a0db248b0a77aecec196accc52973",
        },
        verify: on::<p384::NistP384>,
    },
];

/// Curves that keys are named by and signatures are not verified on.
const FURTHER_NAMES: [(ObjectIdentifier, &str); 2] = [
    (
        ObjectIdentifier::new_unwrap("1.3.36.3.3.2.8.1.1.13"),
        "brainpoolP512r1",
    ),
    (ObjectIdentifier::new_unwrap("1.3.132.0.35"), "P-521"),
];

/// What the parameters of a key on a curve say.
pub(super) enum Parameters {
    /// A curve that is known, by its OID or by all its numbers.
    Known(&'static Curve),
    /// Another one: its usual name, dotted OID, or that its numbers are written out.
    Other(String),
}

impl Parameters {
    /// Reads `EcpkParameters` (RFC 3279 §2.3.5); `None` where they are malformed.
    pub(super) fn of(der: &[u8]) -> Option<Self> {
        let element = walk::first(der).ok()?;
        if element.tag == tag::OBJECT_IDENTIFIER {
            let oid = element.oid().ok()?;
            return Some(match CURVES.iter().find(|curve| curve.oid == oid) {
                Some(curve) => Self::Known(curve),
                None => {
                    let named = FURTHER_NAMES.iter().find(|(known, _)| *known == oid);
                    Self::Other(
                        named.map_or_else(|| oid.to_string(), |(_, name)| (*name).to_owned()),
                    )
                }
            });
        }
        let written = Written::of(element)?;
        Some(
            match CURVES.iter().find(|curve| written.is(&curve.numbers)) {
                Some(curve) => Self::Known(curve),
                None => Self::Other("explicit curve parameters".to_owned()),
            },
        )
    }

    /// The name to show.
    pub(super) fn name(&self) -> &str {
        match self {
            Self::Known(curve) => curve.name,
            Self::Other(name) => name,
        }
    }
}

/// `ECParameters ::= SEQUENCE { version INTEGER, fieldID SEQUENCE { OBJECT IDENTIFIER, prime
/// INTEGER }, curve SEQUENCE { a OCTET STRING, b OCTET STRING, seed BIT STRING OPTIONAL }, base
/// OCTET STRING, order INTEGER, cofactor INTEGER OPTIONAL }`
struct Written<'a> {
    prime: &'a [u8],
    a: &'a [u8],
    b: &'a [u8],
    /// A point as SEC 1 §2.3.3 writes it.
    base: &'a [u8],
    order: &'a [u8],
    cofactor: Option<&'a [u8]>,
}

impl<'a> Written<'a> {
    fn of(parameters: Element<'a>) -> Option<Self> {
        let parts = parameters.sequence().ok()?.found;
        let [_, field, curve, base, order, rest @ ..] = parts.as_slice() else {
            return None;
        };
        let field = field.sequence().ok()?.found;
        let curve = curve.sequence().ok()?.found;
        let number = |element: Element<'a>| Some(element.is(tag::INTEGER).ok()?.value);
        let octets = |element: Element<'a>| Some(element.is(tag::OCTET_STRING).ok()?.value);
        Some(Self {
            prime: number(*field.get(1)?)?,
            a: octets(*curve.first()?)?,
            b: octets(*curve.get(1)?)?,
            base: octets(*base)?,
            order: number(*order)?,
            cofactor: rest.first().map(|cofactor| cofactor.value),
        })
    }

    fn is(&self, known: &Numbers) -> bool {
        is_number(self.prime, known.prime)
            && is_number(self.a, known.a)
            && is_number(self.b, known.b)
            && self.is_generator(known)
            && is_number(self.order, known.order)
            && self
                .cofactor
                .is_none_or(|cofactor| is_number(cofactor, "1"))
    }

    /// Uncompressed or compressed: x is whole in both, and of y the last bit decides.
    fn is_generator(&self, known: &Numbers) -> bool {
        let Some((form, point)) = self.base.split_first() else {
            return false;
        };
        let is_odd = known.y.ends_with(['1', '3', '5', '7', '9', 'b', 'd', 'f']);
        match form {
            4 => {
                let (x, y) = point.split_at(point.len() / 2);
                is_number(x, known.x) && is_number(y, known.y)
            }
            2 | 3 => (*form == 3) == is_odd && is_number(point, known.x),
            _ => false,
        }
    }
}

/// Whether octets are this number, leading zeros aside.
fn is_number(octets: &[u8], digits: &str) -> bool {
    hex::encode(octets).trim_start_matches('0') == digits
}

impl Curve {
    /// Whether `r` and `s` (big-endian, without leading zeros) are a signature of `hash` by the key
    /// at `point`.
    pub(super) fn verify(&self, point: &[u8], hash: &[u8], r: &[u8], s: &[u8]) -> Check<Obstacle> {
        (self.verify)(point, hash, r, s)
    }
}

fn on<C>(point: &[u8], hash: &[u8], r: &[u8], s: &[u8]) -> Check<Obstacle>
where
    C: EcdsaCurve + CurveArithmetic,
    AffinePoint<C>: FromSec1Point<C> + ToSec1Point<C>,
    FieldBytesSize<C>: ModulusSize,
    SignatureSize<C>: ecdsa::elliptic_curve::array::ArraySize,
{
    let Ok(key) = VerifyingKey::<C>::from_sec1_bytes(point) else {
        return Check::CannotTell(Obstacle::Key);
    };
    // What is out of range is no signature at all (FIPS 186-5 §6.4.2).
    let verified = both::<C>(r, s).is_some_and(|signature| {
        Signature::<C>::from_slice(&signature)
            .is_ok_and(|signature| key.verify_prehash(hash, &signature).is_ok())
    });
    Check::of(verified)
}

/// Both numbers with as many octets as the curve's have.
fn both<C: EcdsaCurve>(r: &[u8], s: &[u8]) -> Option<Vec<u8>> {
    let size = <FieldBytesSize<C> as ecdsa::elliptic_curve::array::typenum::Unsigned>::USIZE;
    let mut signature = Vec::with_capacity(2 * size);
    for number in [r, s] {
        let missing = size.checked_sub(number.len())?;
        signature.extend(std::iter::repeat_n(0, missing));
        signature.extend(number);
    }
    Some(signature)
}
