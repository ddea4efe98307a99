//! The way to a Konnektor, through which a practice reaches the cards in its terminals.
//!
//! A [`client::Client`] asks: one request, one connection, one answer. What is said is pure, octets
//! to values and back: [`directory`] reads which services there are and where, [`envelope`] writes
//! requests, [`answer`] reads what comes. How octets get there is a [`network::Network`]; the one to
//! a real Konnektor (`direct`) stands behind the feature `konnektor`, with TLS to a server that is
//! known by its fingerprint (`tls`) and the files of client certificates (`key_file`). No real
//! Konnektor was ever tried: it goes by gematik's specifications and by one recorded session
//! (docs/architecture.md).
//!
//! The room knows no card and shows nothing. What certificates hold, and whether a signature
//! belongs to one, it asks the room `certificate`.

pub mod access;
pub mod address;
pub mod answer;
pub mod client;
pub mod codes;
pub mod directory;
mod echo;
pub mod element;
pub mod envelope;
pub mod fault;
pub mod fingerprint;
pub mod identifiers;
pub mod key_error;
pub mod network;
pub mod practice_software;
pub mod product;
pub mod profile;
pub mod terms;
pub mod tls_error;
pub mod trouble;
pub mod vocabulary;
pub mod words;

#[cfg(feature = "konnektor")]
mod aes;
#[cfg_attr(not(feature = "konnektor"), path = "not_built.rs")]
pub mod direct;
#[cfg(feature = "konnektor")]
pub mod identity;
#[cfg(feature = "konnektor")]
pub mod key_file;
#[cfg(feature = "konnektor")]
pub mod private_key;
#[cfg(feature = "konnektor")]
mod random;
#[cfg(feature = "konnektor")]
pub mod tls;

pub use trouble::{Step, Trouble};

/// What a reader is called that is reached through a Konnektor: this, the name of a profile, and
/// behind a blank whatever tells its slot from others.
pub const PREFIX: &str = "konnektor:";

/// Whether a reader of this name is reached through a Konnektor.
#[must_use]
pub fn is_meant_by(reader: &str) -> bool {
    profile_of(reader).is_some()
}

/// The name of the profile in that of such a reader. German writes nouns with a capital: `Konnektor:`
/// is meant like `konnektor:`. Who says `konnektor` alone names none, and means no reader of the PC.
#[must_use]
pub fn profile_of(reader: &str) -> Option<&str> {
    let reader = reader.trim();
    if reader.eq_ignore_ascii_case(PREFIX.trim_end_matches(':')) {
        return Some("");
    }
    let (prefix, named) = reader.split_at_checked(PREFIX.len())?;
    if !prefix.eq_ignore_ascii_case(PREFIX) {
        return None;
    }
    Some(named.split(' ').next().unwrap_or(named))
}

/// What stands before the number of a slot in the name of a reader, as a terminal's own display has it
/// (`gemSpec_Kon` TAB_KON_090: "SLOT:2"): of no language, so that scripts of any may name it.
const SLOT: &str = "SLOT:";

/// What people write instead of it.
const SLOT_WORDS: [&str; 2] = ["Steckplatz ", "slot "];

/// The name of a reader that is a slot of a terminal: `konnektor:praxis Empfang, SLOT:2`. `origin` is
/// that of the Konnektor, `konnektor:praxis`. Slots count from 1: nought is one that nobody names.
#[must_use]
pub fn slot_name(origin: &str, terminal: &str, number: u32) -> String {
    match number {
        0 => format!("{origin} {terminal}, {SLOT}?"),
        number => format!("{origin} {terminal}, {SLOT}{number}"),
    }
}

/// Whether the name of a reader has this part, both in lower case. Behind the name of a profile comes
/// what tells a slot, in whatever place: `konnektor:praxis slot:2`. Of a number the whole is meant,
/// so that slot 1 is not slot 12.
#[must_use]
pub fn is_part(wanted: &str, name: &str) -> bool {
    if has_whole(name, wanted) {
        return true;
    }
    let behind = |text| -> Option<(String, String)> {
        let profile = profile_of(text)?;
        let (_, rest) = text.split_once(profile).filter(|_| !profile.is_empty())?;
        Some((profile.to_owned(), rest.trim().to_owned()))
    };
    match (behind(wanted), behind(name)) {
        (Some((profile, wanted)), Some((own, rest))) => profile == own && has_whole(&rest, &wanted),
        _ => false,
    }
}

/// Whether a part occurs that does not end in the middle of a slot's number.
fn has_whole(name: &str, part: &str) -> bool {
    let slot = SLOT.to_ascii_lowercase();
    let number = part.rsplit_once(&slot).map_or("", |(_, number)| number);
    let ends_in_number = !number.is_empty() && number.bytes().all(|octet| octet.is_ascii_digit());
    let goes_on = |behind: &str| behind.starts_with(|c: char| c.is_ascii_digit());
    name.match_indices(part)
        .any(|(at, part)| !ends_in_number || !name.get(at + part.len()..).is_some_and(goes_on))
}

/// The name, or part of one, that is meant by what people write for a slot: `Empfang, Steckplatz 2`.
#[must_use]
pub fn slot_meant(written: &str) -> Option<String> {
    // In lower case every octet stays where it was: only those of ASCII are turned.
    let small = written.to_ascii_lowercase();
    SLOT_WORDS.iter().find_map(|word| {
        let (before, number) = small.rsplit_once(&word.to_ascii_lowercase())?;
        let is_number = number.starts_with(|c: char| c.is_ascii_digit());
        let (before, number) = (
            written.get(..before.len())?,
            written.get(written.len() - number.len()..)?,
        );
        is_number.then(|| format!("{before}{SLOT}{number}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slot_is_meant_by_the_word_for_it_in_either_language() {
        let name = slot_name("konnektor:praxis", "Empfang", 2);
        for (written, meant) in [
            (
                "konnektor:praxis Empfang, Steckplatz 2",
                Some(name.as_str()),
            ),
            ("konnektor:praxis Empfang, slot 2", Some(name.as_str())),
            ("Empfang, STECKPLATZ 2", Some("Empfang, SLOT:2")),
            ("Slot 2", Some("SLOT:2")),
            (
                "Steckplatz 1 oben, Steckplatz 2 (2)",
                Some("Steckplatz 1 oben, SLOT:2 (2)"),
            ),
            (&name, None),
            ("Steckplatz", None),
            ("slot two", None),
            ("ärztin\u{212A}, slot 3", Some("ärztin\u{212A}, SLOT:3")),
        ] {
            assert_eq!(slot_meant(written).as_deref(), meant, "{written}");
        }
    }

    #[test]
    fn a_reader_names_the_profile_by_which_it_is_reached() {
        for (reader, profile) in [
            ("konnektor:praxis", Some("praxis")),
            (" konnektor:praxis ", Some("praxis")),
            ("konnektor:", Some("")),
            ("Konnektor", Some("")),
            ("konnektors", None),
            ("konnektor:praxis Empfang, SLOT:2", Some("praxis")),
            ("Konnektor:praxis", Some("praxis")),
            (" KONNEKTOR:praxis Empfang, SLOT:2", Some("praxis")),
            ("konnektor:", Some("")),
            ("Konnektor praxis", None),
            ("virtual:hba", None),
        ] {
            assert_eq!(profile_of(reader), profile, "{reader}");
            assert_eq!(is_meant_by(reader), profile.is_some());
        }
    }
}
