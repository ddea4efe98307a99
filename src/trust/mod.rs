//! Whom to believe: gematik's signed list of the issuers (Trust-service Status List, TSL), which
//! names the authorities of all cards and the services that answer for them.
//!
//! **What is believed, and why.** One key is built in ([`Anchor::gematik`]). Beside the list lies a
//! detached signature over its octets (`.sig`, gemSpec_TSL A_21179), with the certificate of who
//! signed. [`read()`] goes in an order in which no octet is understood before it is known whose it
//! is: the `.sig` file, its signer by the built-in key, the signer's right and days, the signature
//! over the octets of the list; only then the XML. There is no XML signature in this, and no
//! canonical form: what was signed are the octets.
//!
//! **What is not done.** A list that announces another key for its signers (`TSLServiceCertChange`)
//! is taken, and that key is shown, never followed: a new release of this program builds it in. The
//! authorities of qualified certificates are not in gematik's list.
//!
//! The room knows no net and no folder: octets and a time in, a [`List`] out.

mod anchor;
mod detached;
mod list;
mod read;
mod refusal;

pub use anchor::Anchor;
pub use detached::parted;
pub use list::{Freshness, List, Provider, Service, Standing};
pub use read::{SIZE_LIMIT, read};
pub use refusal::Refusal;
