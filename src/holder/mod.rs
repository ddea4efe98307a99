//! What the certificates of one card say of its holder, judged at one moment.
//!
//! [`Sheet`] puts together what the certificate files hold; [`issuer()`] and [`findings()`] say who issued
//! the card and what is known of cards like it. The room reads no card and shows nothing.

mod findings;
mod issuer;
pub mod sheet;

pub use findings::findings;
pub use issuer::issuer;
pub use sheet::Sheet;
