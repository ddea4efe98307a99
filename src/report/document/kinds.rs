//! Texts of a document that carry what they are. Whoever masks a document goes by these types, not
//! by the names of its fields; a text without one may hold anything.

use serde::Serialize;

/// A text of this program's own: one of its fixed words, or a name out of its data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Word(pub &'static str);

/// Number of a card (ICCSN).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct CardNumber<'a>(pub &'a str);

/// Name of a person or an institution.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HolderName(pub String);

/// Telematik-ID of a holder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct TelematikId<'a>(pub &'a str);

/// A profession in a certificate's own words, which may say anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct OwnProfession<'a>(pub &'a str);

/// Serial number of a certificate, in hex.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct SerialNumber<'a>(pub &'a str);

/// Fingerprint of a certificate, in hex.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fingerprint(pub String);

/// Name of a certificate's issuer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IssuerName(pub String);

/// An address in the net.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Address<'a>(pub &'a str);

/// PC/SC name of a reader, or the name of a virtual one, which may be a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ReaderName<'a>(pub &'a str);

/// Path of the socket of the PC/SC service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct SocketPath<'a>(pub &'a str);
