//! Which certificates of a card count.
//!
//! A G2.1 card has an RSA and an ECC certificate for each purpose. They are judged per purpose: the
//! one that lasts longest counts, its twin is shown but decides nothing.

use std::cmp::Reverse;

use super::kind::Purpose;
use super::validity::{self, State};
use super::x509::Certificate;

/// What became of one certificate of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// Whether it is the one of its purpose that counts.
    pub counts: bool,
    /// How it stands.
    pub state: State,
    /// Calendar days to its last day; negative after it, `None` where it cannot be read.
    pub days_left: Option<i64>,
}

/// Judges the certificates of one card, with the purposes of the files they were read from, at `at`
/// (seconds since 1970, UTC). The answers stand in the order of the certificates. Empty files are
/// none and are left out before.
#[must_use]
pub fn judge(certificates: &[(Purpose, &Certificate)], at: i64, warn_days: u32) -> Vec<Judgement> {
    let counting = counting(certificates, at);
    let judged = certificates
        .iter()
        .zip(counting)
        .map(|((_, certificate), counts)| Judgement {
            counts,
            state: validity::state(certificate, at, warn_days),
            days_left: validity::days_left(certificate, at),
        });
    judged.collect()
}

/// Whether each certificate counts: per purpose one in force before one whose dates cannot be read,
/// that before one that is over, and that before one that has not begun; then the longest one, of
/// equal ones that with an ECC key, and of these the first.
#[must_use]
pub fn counting(certificates: &[(Purpose, &Certificate)], at: i64) -> Vec<bool> {
    let rank = |certificate: &Certificate| {
        let standing = match validity::state(certificate, at, 0) {
            State::Valid { .. } | State::Expiring { .. } => 3,
            State::Unknown => 2,
            State::Expired { .. } => 1,
            State::NotYetValid { .. } => 0,
        };
        (standing, certificate.not_after, !certificate.key.is_rsa())
    };
    let best = |purpose: Purpose| {
        let same = certificates
            .iter()
            .enumerate()
            .filter(|(_, (other, _))| *other == purpose);
        same.max_by_key(|(place, (_, certificate))| (rank(certificate), Reverse(*place)))
            .map(|(place, _)| place)
    };
    certificates
        .iter()
        .enumerate()
        .map(|(place, (purpose, _))| best(*purpose) == Some(place))
        .collect()
}

/// The Telematik-ID of a card's holder, and the place of the certificate that names it: that of
/// AUT, else ENC, else any other. QES certificates may have none.
#[must_use]
pub fn telematik_id<'a>(certificates: &[(Purpose, &'a Certificate)]) -> Option<(usize, &'a str)> {
    let of = |wanted: Option<Purpose>| {
        let mut some = certificates
            .iter()
            .enumerate()
            .filter(move |(_, (purpose, _))| wanted.is_none_or(|wanted| wanted == *purpose));
        some.find_map(|(at, (_, certificate))| Some((at, certificate.telematik_id.as_deref()?)))
    };
    of(Some(Purpose::Aut))
        .or_else(|| of(Some(Purpose::Enc)))
        .or_else(|| of(None))
}
