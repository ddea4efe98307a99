//! The way to a Konnektor, through which a practice reaches the cards in its terminals.
//!
//! What is here is the ground it will stand on, behind the feature `konnektor`: [`tls`] speaks to a
//! Konnektor whose certificate is known by its fingerprint, [`key_file`] reads the client
//! certificate that a Konnektor gave out (PKCS#12). What is said there is pure, octets to values and
//! back: [`directory`] reads which services there are and where, [`envelope`] writes requests,
//! [`answer`] reads what comes. No command uses it yet, and no real Konnektor was ever tried: it
//! goes by gematik's specifications and by one recorded session (docs/architecture.md).
//!
//! The room knows no card and shows nothing. What certificates hold, and whether a signature
//! belongs to one, it asks the room `certificate`.

pub mod address;
pub mod answer;
pub mod codes;
pub mod directory;
pub mod element;
pub mod envelope;
pub mod fault;
pub mod identifiers;
pub mod identity;
pub mod key_file;
pub mod private_key;
pub mod product;
mod random;
pub mod tls;
pub mod vocabulary;
pub mod words;
