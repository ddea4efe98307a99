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
pub mod element;
pub mod envelope;
pub mod fault;
pub mod fingerprint;
pub mod identifiers;
pub mod key_error;
pub mod network;
pub mod product;
pub mod profile;
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

/// The name of the profile in that of such a reader.
#[must_use]
pub fn profile_of(reader: &str) -> Option<&str> {
    let named = reader.trim().strip_prefix(PREFIX)?;
    Some(named.split(' ').next().unwrap_or(named))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_names_the_profile_by_which_it_is_reached() {
        for (reader, profile) in [
            ("konnektor:praxis", Some("praxis")),
            (" konnektor:praxis ", Some("praxis")),
            ("konnektor:praxis Empfang, Steckplatz 2", Some("praxis")),
            ("konnektor:", Some("")),
            ("Konnektor praxis", None),
            ("virtual:hba", None),
        ] {
            assert_eq!(profile_of(reader), profile, "{reader}");
            assert_eq!(is_meant_by(reader), profile.is_some());
        }
    }
}
