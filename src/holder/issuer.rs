//! Who issued the card.

use super::Sheet;
use crate::topics::{Issuer, issuers};

/// Who issued the card, where one of the four is recognised by its certificates.
#[must_use]
pub fn issuer(sheet: &Sheet) -> Option<&'static Issuer> {
    let holder = sheet.holder()?;
    let names: Vec<&str> = [holder.issuer.organization(), holder.issuer.common_name()]
        .into_iter()
        .flatten()
        .collect();
    issuers::find(holder.holder.tsp_id(), &names)
}
