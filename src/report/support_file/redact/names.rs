//! The words that name people and institutions in certificates.

use super::fold::Folded;
use crate::certificate::Certificate;

/// Fewest letters of a word that is hidden by itself.
const SHORTEST: usize = 3;

/// What test cards write behind names.
const TEST_MARKS: [&str; 2] = ["TEST-ONLY", "NOT-VALID"];

/// Words of names that name nobody, in small letters without accents and with `ae` as `a`. Hidden
/// they would garble what support must read.
const NOBODY: [&str; 67] = [
    "akut",
    "apotheke",
    "arzt",
    "arzte",
    "arztin",
    "arztpraxis",
    "aut",
    "auto",
    "bei",
    "card",
    "das",
    "dem",
    "den",
    "der",
    "des",
    "die",
    "dipl",
    "doc",
    "ehba",
    "egk",
    "empfang",
    "enc",
    "for",
    "fur",
    "gemeinschaftspraxis",
    "gematik",
    "gmbh",
    "haus",
    "hba",
    "hilfsmittel",
    "karte",
    "karten",
    "klinik",
    "klinikum",
    "krankenhaus",
    "labor",
    "leser",
    "linux",
    "med",
    "mit",
    "mvz",
    "not",
    "only",
    "osig",
    "pin",
    "praxis",
    "probe",
    "prof",
    "psych",
    "puk",
    "qes",
    "reader",
    "smart",
    "smcb",
    "status",
    "system",
    "test",
    "the",
    "und",
    "usb",
    "valid",
    "van",
    "von",
    "windows",
    "zahnarzt",
    "zahnarztin",
    "zentrum",
];

/// Names of one certificate: as they stand there, and word by word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Names {
    pub(super) whole: Vec<String>,
    pub(super) words: Vec<String>,
}

/// What a certificate calls its holder.
#[must_use]
pub fn names(certificate: &Certificate) -> Names {
    let holder = &certificate.holder;
    let attributes = ["CN", "SN", "GN", "O", "OU"];
    let mut whole: Vec<String> = attributes
        .iter()
        .flat_map(|key| holder.all(key))
        .map(ToOwned::to_owned)
        .collect();
    whole.extend(holder.person());
    whole.push(certificate.display_name());
    let words = whole.iter().flat_map(|name| words(name)).collect();
    whole.retain(|name| !is_generic(name));
    // Some people are called like their trade.
    let own = ["SN", "GN"].iter().flat_map(|key| holder.all(key));
    whole.extend(
        own.filter(|name| !is_rehearsal(name))
            .map(ToOwned::to_owned),
    );
    Names { whole, words }
}

/// What whoever stands between card and PC calls its holder.
#[must_use]
pub fn told(name: &str) -> Names {
    let whole = Some(name.to_owned()).filter(|name| !is_generic(name));
    Names {
        whole: whole.into_iter().collect(),
        words: words(name),
    }
}

/// The words of a name that name somebody.
fn words(name: &str) -> Vec<String> {
    let plain = TEST_MARKS
        .iter()
        .fold(name.to_owned(), |name, mark| name.replace(mark, " "));
    // An accent of its own belongs to the letter before it.
    let is_inside = |c: char| c.is_alphanumeric() || matches!(c, '\u{0300}'..='\u{036F}');
    let words = plain.split(|c: char| !is_inside(c)).map(ToOwned::to_owned);
    words
        .filter(|word| {
            word.chars().filter(|c| c.is_alphabetic()).count() >= SHORTEST && !is_generic(word)
        })
        .collect()
}

/// Whether a name is the mark of the built-in cards, which stands in the names of their issuers
/// too.
fn is_rehearsal(name: &str) -> bool {
    name.eq_ignore_ascii_case("PROBE") || TEST_MARKS.contains(&name)
}

/// Whether a word names nobody.
pub(super) fn is_generic(word: &str) -> bool {
    let plain: String = Folded::new(word).contracted().pattern().iter().collect();
    NOBODY.contains(&plain.as_str())
}
