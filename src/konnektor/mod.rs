//! The way to a Konnektor, through which a practice reaches the cards in its terminals.
//!
//! What is here is the ground it will stand on, behind the feature `konnektor`: [`tls`] speaks to a
//! Konnektor whose certificate is known by its fingerprint, [`key_file`] reads the client
//! certificate that a Konnektor gave out (PKCS#12). No command uses it yet.
//!
//! The room knows no card and shows nothing. What certificates hold, and whether a signature
//! belongs to one, it asks the room `certificate`.

pub mod identity;
pub mod key_file;
pub mod private_key;
mod random;
pub mod tls;
