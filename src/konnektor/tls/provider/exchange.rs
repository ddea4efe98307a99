//! Ephemeral Diffie-Hellman on a curve.

use std::fmt;
use std::marker::PhantomData;

use ecdsa::elliptic_curve::ecdh::EphemeralSecret;
use ecdsa::elliptic_curve::sec1::{FromSec1Point, ModulusSize, ToSec1Point};
use ecdsa::elliptic_curve::{AffinePoint, CurveArithmetic, FieldBytesSize, Generate, PublicKey};
use rustls::crypto::{ActiveKeyExchange, GetRandomFailed, SharedSecret, SupportedKxGroup};
use rustls::ffdhe_groups::FfdheGroup;
use rustls::{Error, NamedGroup, PeerMisbehaved, ProtocolVersion};

use crate::konnektor::random;

/// A group of TLS that is the curve `C`.
pub(super) struct Group<C> {
    name: NamedGroup,
    /// The one version of TLS that knows it so; `None`: all.
    only: Option<ProtocolVersion>,
    curve: PhantomData<fn() -> C>,
}

impl<C> Group<C> {
    pub(super) const fn new(name: NamedGroup, only: Option<ProtocolVersion>) -> Self {
        Self {
            name,
            only,
            curve: PhantomData,
        }
    }
}

impl<C> fmt::Debug for Group<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.name.fmt(f)
    }
}

/// An exchange that waits for the other half. Its secret is wiped when it is dropped.
pub(super) struct Half<C: CurveArithmetic> {
    name: NamedGroup,
    secret: EphemeralSecret<C>,
    /// An uncompressed point (RFC 8446 4.2.8.2).
    public: Vec<u8>,
}

impl<C> Half<C>
where
    C: CurveArithmetic,
    AffinePoint<C>: FromSec1Point<C> + ToSec1Point<C>,
    FieldBytesSize<C>: ModulusSize,
{
    pub(super) fn new(name: NamedGroup, secret: EphemeralSecret<C>) -> Self {
        let public = secret.public_key().to_sec1_point(false);
        let public = public.as_bytes().to_vec();
        Self {
            name,
            secret,
            public,
        }
    }
}

impl<C> SupportedKxGroup for Group<C>
where
    C: CurveArithmetic,
    AffinePoint<C>: FromSec1Point<C> + ToSec1Point<C>,
    FieldBytesSize<C>: ModulusSize,
{
    fn start(&self) -> Result<Box<dyn ActiveKeyExchange>, Error> {
        let secret = EphemeralSecret::<C>::try_generate_from_rng(&mut random::system())
            .map_err(|_| GetRandomFailed)?;
        Ok(Box::new(Half::new(self.name, secret)))
    }

    fn ffdhe_group(&self) -> Option<FfdheGroup<'static>> {
        None
    }

    fn name(&self) -> NamedGroup {
        self.name
    }

    fn usable_for_version(&self, version: ProtocolVersion) -> bool {
        self.only.is_none_or(|only| only == version)
    }
}

impl<C> ActiveKeyExchange for Half<C>
where
    C: CurveArithmetic,
    AffinePoint<C>: FromSec1Point<C> + ToSec1Point<C>,
    FieldBytesSize<C>: ModulusSize,
{
    /// The other half must be an uncompressed point on the curve, not the one at infinity; the
    /// cofactor of all three curves is 1.
    fn complete(self: Box<Self>, peer: &[u8]) -> Result<SharedSecret, Error> {
        let is_uncompressed = peer.len() == self.public.len() && peer.first() == Some(&0x04);
        let point = is_uncompressed.then(|| PublicKey::<C>::from_sec1_bytes(peer));
        let Some(Ok(point)) = point else {
            return Err(PeerMisbehaved::InvalidKeyShare.into());
        };
        let shared = self.secret.diffie_hellman(&point);
        Ok(SharedSecret::from(shared.raw_secret_bytes().as_slice()))
    }

    fn ffdhe_group(&self) -> Option<FfdheGroup<'static>> {
        None
    }

    fn pub_key(&self) -> &[u8] {
        &self.public
    }

    fn group(&self) -> NamedGroup {
        self.name
    }
}
