//! Masks of single values.

use super::fold::Folded;
use super::{ADDRESS, FILE, ISSUER, NAME, PLACE};
use crate::card::Iccsn;
use crate::konnektor;
use crate::reader::embedded::PREFIX;
use crate::topics::{issuers, readers};

/// Digits that make a word of a reader's name a serial number.
const SERIAL_DIGITS: usize = 6;
/// Characters of a word with digits and letters that make it one.
const SERIAL_LENGTH: usize = 6;
/// The longest name of an issuer that is let through.
const ISSUER_LENGTH: usize = 100;

/// Where pcscd listens by default. Any other place was named by somebody.
const SOCKETS: [&str; 2] = ["/run/pcscd/pcscd.comm", "/var/run/pcscd/pcscd.comm"];

/// What may stand in brackets of a reader's name: what kind it is.
const KINDS: [&str; 34] = [
    "ble",
    "bluetooth",
    "card",
    "ccid",
    "cl",
    "contact",
    "contactless",
    "dual",
    "emv",
    "fido",
    "generic",
    "hid",
    "icc",
    "interface",
    "keyboard",
    "nfc",
    "older",
    "otp",
    "picc",
    "pinpad",
    "reader",
    "rfid",
    "sam",
    "sim",
    "slot",
    "smart",
    "smartcard",
    "tpm",
    "type",
    "uicc",
    "usb",
    "vendor",
    "virtual",
    "wudf",
];

/// `8027688311……0885`; `None` for anything but a card number.
pub(super) fn mask_of_iccsn(digits: &str) -> Option<String> {
    Iccsn::parse(digits).map(|iccsn| iccsn.masked())
}

/// What of a Telematik-ID says the sector only: `1-…`.
pub(super) fn prefix(id: &str) -> String {
    match id.split_once('-') {
        Some((sector, _))
            if sector.len() <= 2 && sector.bytes().all(|octet| octet.is_ascii_digit()) =>
        {
            format!("{sector}-…")
        }
        _ => "…".to_owned(),
    }
}

/// The issuer's name where it is known for one: of the issuers that people meet, or of a test card.
pub(super) fn issuer(name: &str) -> String {
    let is_test = name.contains("TEST-ONLY") || name.contains("PROBE");
    let is_known =
        name.len() <= ISSUER_LENGTH && (is_test || issuers::find(None, &[name]).is_some());
    if is_known {
        name.to_owned()
    } else {
        ISSUER.to_owned()
    }
}

/// Of an address how and whom it asks: `http://ocsp.example`.
pub(super) fn address(url: &str) -> String {
    let host = |(scheme, rest): (&str, &str)| {
        let host = rest
            .split(['/', '?', '#', '\\'])
            .next()?
            .rsplit('@')
            .next()?
            .split(':')
            .next()?;
        let is_host = |octet: u8| octet.is_ascii_alphanumeric() || matches!(octet, b'.' | b'-');
        let is_whole = !host.is_empty() && host.bytes().all(is_host);
        let is_scheme = ["http", "https", "ldap", "ldaps"]
            .iter()
            .any(|known| scheme.eq_ignore_ascii_case(known));
        (is_whole && is_scheme).then(|| format!("{scheme}://{host}"))
    };
    url.split_once("://")
        .and_then(host)
        .unwrap_or_else(|| ADDRESS.to_owned())
}

/// Whether a socket is where everybody has it.
pub(super) fn is_usual_socket(path: &str) -> bool {
    SOCKETS.contains(&path)
}

/// The name of a virtual reader without the path of its file; `None` for other readers.
pub(super) fn virtual_reader(name: &str) -> Option<String> {
    let card = name.strip_prefix(PREFIX)?;
    Some(if matches!(card, "hba" | "smcb") {
        name.to_owned()
    } else {
        format!("{PREFIX}{FILE}")
    })
}

/// The name of a slot without those of its profile and its terminal, which people chose; `None` for
/// other readers.
pub(super) fn slot_name(name: &str) -> Option<String> {
    let profile = konnektor::profile_of(name)?;
    let (_, terminal) = name.split_once(profile).filter(|_| !profile.is_empty())?;
    let origin = format!("{}{NAME}", konnektor::PREFIX);
    if terminal.trim().is_empty() {
        return Some(origin);
    }
    // A number, or a question mark, and which of several of one name it is.
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '?' | '(' | ')');
    let slot = terminal.rsplit_once("SLOT:");
    let slot = slot.filter(|(_, number)| number.chars().all(is_number));
    let slot = slot.map(|(_, number)| format!(", SLOT:{number}"));
    Some(format!("{origin} {PLACE}{}", slot.unwrap_or_default()))
}

/// A PC/SC name without serial numbers and paths: what names the model stays.
pub(super) fn reader_name(name: &str) -> String {
    if let Some(masked) = virtual_reader(name).or_else(|| slot_name(name)) {
        return masked;
    }
    let mut done = String::with_capacity(name.len());
    let mut rest = name;
    while let Some(begin) = rest.find(['(', '[']) {
        let (before, bracket) = rest.split_at(begin);
        done.push_str(&words(before));
        let (opening, inside) = bracket.split_at(1);
        let end = inside
            .find(if opening == "(" { ')' } else { ']' })
            .unwrap_or(inside.len());
        let (inside, after) = inside.split_at(end);
        done.push_str(opening);
        done.push_str(if is_kind(inside) { inside } else { "…" });
        rest = after;
    }
    done + &words(rest)
}

/// What in a PC/SC name is a serial number that can be told from other words.
pub(super) fn serials(name: &str) -> Vec<&str> {
    if virtual_reader(name).is_some() {
        return Vec::new();
    }
    let has_digit = |word: &&str| word.bytes().any(|octet| octet.is_ascii_digit());
    let in_brackets = name
        .split(['(', '['])
        .skip(1)
        .filter_map(|part| part.split([')', ']']).next());
    let long = in_brackets
        .filter(|inside| inside.len() >= SERIAL_LENGTH && !is_kind(inside))
        .filter(has_digit);
    long.chain(
        name.split(|c: char| !c.is_alphanumeric())
            .filter(|word| is_serial(word)),
    )
    .collect()
}

fn is_kind(inside: &str) -> bool {
    let is_known = |word: &str| KINDS.contains(&word.to_lowercase().as_str()) || word.len() == 1;
    inside
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .all(is_known)
}

/// The words of a part of a name, but for serial numbers.
fn words(part: &str) -> String {
    let mut done = String::with_capacity(part.len());
    let mut rest = part;
    while let Some(begin) = rest.find(char::is_alphanumeric) {
        let (before, word) = rest.split_at(begin);
        let (word, after) = word.split_at(
            word.find(|c: char| !c.is_alphanumeric())
                .unwrap_or(word.len()),
        );
        done.push_str(before);
        done.push_str(if is_serial(word) { "…" } else { word });
        rest = after;
    }
    done + rest
}

fn is_serial(word: &str) -> bool {
    let digits = word.chars().filter(char::is_ascii_digit).count();
    let length = word.chars().count();
    let mixed = length >= SERIAL_LENGTH && digits > 0 && digits < length;
    digits >= SERIAL_DIGITS || mixed && !is_in_a_known_name(word) && !looks_like_a_model(word)
}

fn is_in_a_known_name(word: &str) -> bool {
    let word = Folded::new(word).pattern();
    let names = readers::all().iter().map(|model| Folded::new(&model.name));
    names
        .into_iter()
        .any(|name| !name.places(&word, true).is_empty())
}

/// Two to six letters, two to four digits, at most one letter behind: `SCR3500`, `ACR1252U`.
fn looks_like_a_model(word: &str) -> bool {
    let name = word.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let behind = name.trim_start_matches(|c: char| c.is_ascii_digit());
    let (letters, digits) = (word.len() - name.len(), name.len() - behind.len());
    (2..=6).contains(&letters)
        && (2..=4).contains(&digits)
        && (behind.is_empty()
            || behind.len() == 1 && behind.chars().all(|c| c.is_ascii_alphabetic()))
}
