//! From octets to a list, in the order in which they can be believed.

use super::anchor::Anchor;
use super::detached::Detached;
use super::list::List;
use super::refusal::Refusal;
use crate::certificate::{Certificate, Check, Name, signature};

/// Octets that a list has at most; those of 2026 have some 650 000.
pub const SIZE_LIMIT: usize = 4 << 20;

/// id-tsl-kp-tslSigning (ETSI TS 119 612 5.7.1).
const TSL_SIGNING: &str = "0.4.0.2231.3.0";

/// The magic number of gzip (RFC 1952 2.3.1).
const GZIP: [u8; 2] = [0x1F, 0x8B];

/// The list that these octets are, signed as the octets of `detached` (the `.sig` file) say, at the
/// time `now` (seconds since 1970).
///
/// That it is over is no refusal: [`List::freshness`] says so.
///
/// # Errors
/// [`Refusal`]: nothing of it is to be used.
pub fn read(list: &[u8], detached: &[u8], anchor: &Anchor, now: i64) -> Result<List, Refusal> {
    if list.len() > SIZE_LIMIT || detached.len() > SIZE_LIMIT {
        return Err(Refusal::TooLarge);
    }
    for octets in [list, detached] {
        if octets.starts_with(&GZIP) {
            return Err(Refusal::Packed);
        }
        if is_web_page(octets) {
            return Err(Refusal::WebPage);
        }
    }
    let detached = Detached::parse(detached).ok_or(Refusal::NoSignature)?;
    may_sign(&detached.signer, anchor, now)?;
    let key = detached.signer.public_key().ok_or(Refusal::NoSignature)?;
    match signature::verify(&detached.algorithm, key, list, &detached.signature) {
        Check::Holds => {}
        Check::Broken => return Err(Refusal::OtherOctets),
        Check::CannotTell(obstacle) => return Err(Refusal::Unverifiable(obstacle)),
    }
    let text = std::str::from_utf8(list).map_err(|_| Refusal::NotAList {
        why: "it is not written in UTF-8".to_owned(),
    })?;
    List::parse(text, common_name(&detached.signer.holder)).map_err(|why| Refusal::NotAList { why })
}

/// Whether the authority stands behind this signer, now, and for lists.
fn may_sign(signer: &Certificate, anchor: &Anchor, now: i64) -> Result<(), Refusal> {
    if !(anchor.not_before..=anchor.not_after).contains(&now) {
        return Err(Refusal::AuthorityNotValid {
            from: anchor.not_before,
            until: anchor.not_after,
            now,
        });
    }
    let (Some(name), Some(key)) = (&anchor.name, &anchor.key) else {
        return Err(Refusal::SignerForged);
    };
    if !signer.issuer.matches(name) {
        return Err(Refusal::OtherAuthority {
            named: common_name(&signer.issuer),
        });
    }
    match signer.signed_with(key) {
        Check::Holds => {}
        Check::Broken => return Err(Refusal::SignerForged),
        Check::CannotTell(obstacle) => return Err(Refusal::Unverifiable(obstacle)),
    }
    let usages = &signer.extended_key_usage;
    if !usages.iter().any(|usage| usage == TSL_SIGNING) {
        return Err(Refusal::NoRight);
    }
    let (from, until) = (signer.not_before, signer.not_after);
    let holds = from.is_some_and(|from| from <= now) && until.is_some_and(|until| now <= until);
    if holds {
        Ok(())
    } else {
        Err(Refusal::SignerNotValid { from, until })
    }
}

fn common_name(name: &Name) -> String {
    name.common_name()
        .map_or_else(|| name.to_string(), str::to_owned)
}

/// Whether octets begin as pages do, also those that are written as XML.
fn is_web_page(octets: &[u8]) -> bool {
    let begin = octets.get(..octets.len().min(1024)).unwrap_or_default();
    let begin = String::from_utf8_lossy(begin).to_ascii_lowercase();
    let blanks = ['\u{FEFF}', '\u{FFFD}', ' ', '\t', '\r', '\n'];
    let mut begin = begin.trim_start_matches(blanks);
    for (opens, closes) in [("<?xml", "?>"), ("<!--", "-->")] {
        if let Some((_, rest)) = begin
            .strip_prefix(opens)
            .and_then(|it| it.split_once(closes))
        {
            begin = rest.trim_start_matches(blanks);
        }
    }
    [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<script",
        "<meta",
    ]
    .iter()
    .any(|page| begin.starts_with(page))
}
