//! gematik's list of issuers on this PC: where it is kept, and where a newer one comes from.
//!
//! **What is kept.** One file, the `.sig` file in front of the octets of the list, so that the two
//! can never be of different moments. It is verified anew at every use ([`crate::trust`]); what was
//! altered is never believed, and gives way to the next list that is. A list gives way only to one
//! with a higher number: who can replay an old one on the way gains nothing.
//!
//! **What goes out, and when.** Nothing, unless somebody calls [`DownloadPoint::fetch`]: then two
//! GETs of fixed addresses, by plain HTTP, as the connectors of the Telematikinfrastruktur do
//! (gemSpec_TSL A_21175 to A_21182). Nothing about this PC, its user or a card goes along.
//!
//! The room knows no people and no cards.

mod error;
mod files;
mod point;
mod store;

pub use error::Error;
pub use files::{InFolder, import};
pub use point::{DownloadPoint, PATIENCE, SHORT_PATIENCE};
pub use store::{Kept, Look, Store, Unusable};

use std::path::PathBuf;

use crate::trust::{self, Anchor, List, Refusal};

/// How a PC comes by the list.
#[derive(Clone, Debug)]
pub struct Keeper {
    /// Where it is kept.
    pub store: Store,
    /// Where a newer one comes from; `None` where nothing is ever to be fetched.
    pub point: Option<DownloadPoint>,
    /// A folder in which one may lie, too, as a setting names it.
    pub folder: Option<PathBuf>,
}

impl Keeper {
    /// Nothing is kept, and nothing is fetched.
    #[must_use]
    pub fn none() -> Self {
        Self {
            store: Store::default(),
            point: None,
            folder: None,
        }
    }
}

/// A list that was verified, with the octets that it was read from.
#[derive(Clone, Debug)]
pub struct Offered {
    signature: Vec<u8>,
    octets: Vec<u8>,
    /// The list.
    pub list: List,
}

impl Offered {
    /// Verifies a list and its signature at the time `now` (seconds since 1970).
    ///
    /// # Errors
    /// [`Refusal`].
    pub fn verified(
        octets: Vec<u8>,
        signature: Vec<u8>,
        anchor: &Anchor,
        now: i64,
    ) -> Result<Self, Refusal> {
        let list = trust::read(&octets, &signature, anchor, now)?;
        Ok(Self {
            signature,
            octets,
            list,
        })
    }
}

/// A list that was verified, and where it lies.
#[derive(Clone, Debug)]
pub struct Found {
    /// The list.
    pub list: List,
    /// Its file; `None` where it could not be kept.
    pub path: Option<PathBuf>,
}

impl Found {
    /// Of two lists the one with the higher number; of equal ones the first.
    #[must_use]
    pub fn newest(one: Option<Self>, other: Option<Self>) -> Option<Self> {
        match (one, other) {
            (Some(one), Some(other)) if other.list.sequence_number > one.list.sequence_number => {
                Some(other)
            }
            (one, other) => one.or(other),
        }
    }
}
