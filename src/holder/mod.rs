//! What the certificates of one card say of its holder, judged at one moment.
//!
//! [`Sheet`] puts together what the certificate files hold; [`issuer()`] and [`findings()`] say who issued
//! the card and what is known of cards like it. [`Exported`] sorts the certificates of many cards that lie
//! in one folder. The room reads no card and shows nothing.

pub mod exported;
mod findings;
mod index;
mod issuer;
pub mod sheet;

pub use exported::{CardName, Exported, ExportedCard};
pub use findings::{findings, findings_of};
pub use index::{Index, index_of};
pub use issuer::issuer;
pub use sheet::Sheet;
