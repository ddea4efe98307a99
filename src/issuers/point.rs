//! gematik's download point on the internet.

use std::time::Duration;

use super::{Error, Offered};
use crate::online::{self, Options};
use crate::trust::{Anchor, Refusal, SIZE_LIMIT};

/// Longest time for both files together: some 700 kB, also by a slow line.
pub const PATIENCE: Duration = Duration::from_secs(30);
/// Longest time for both where a list is here that can be gone by.
pub const SHORT_PATIENCE: Duration = Duration::from_secs(10);

/// The list for connectors, and its signature (gemSpec_TSL A_21175, A_21177).
const LIST: &str = "http://download.crl.ti-dienste.de/TSL-ECC/ECC-RSA_TSL.xml";
const SIGNATURE: &str = "http://download.crl.ti-dienste.de/TSL-ECC/ECC-RSA_TSL.sig";

/// Where the list and its signature lie.
#[derive(Clone, Debug)]
pub struct DownloadPoint {
    list: String,
    signature: String,
}

impl DownloadPoint {
    /// gematik's own, for connectors without access to the Telematikinfrastruktur.
    #[must_use]
    pub fn gematik() -> Self {
        Self {
            list: LIST.to_owned(),
            signature: SIGNATURE.to_owned(),
        }
    }

    /// The same two files below another address, without a `/` at its end: for tests.
    #[must_use]
    pub fn below(address: &str) -> Self {
        Self {
            list: format!("{address}/ECC-RSA_TSL.xml"),
            signature: format!("{address}/ECC-RSA_TSL.sig"),
        }
    }

    /// Whom it is fetched from.
    #[must_use]
    pub fn host(&self) -> &str {
        let rest = self.list.split("//").nth(1).unwrap_or_default();
        rest.split('/').next().unwrap_or_default()
    }

    /// Brings both files and verifies them. The limit of `options` holds for all of it.
    ///
    /// The signature comes first. Where the two are renewed just then, it belongs to the list before,
    /// and is asked for once more.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Refused`].
    pub fn fetch(&self, anchor: &Anchor, options: &Options) -> Result<Offered, Error> {
        let mut signature = self.bring(&self.signature, options)?;
        let octets = self.bring(&self.list, options)?;
        let read = Offered::verified(octets.clone(), signature, anchor, options.now);
        let read = match read {
            Err(Refusal::OtherOctets) => {
                signature = self.bring(&self.signature, options)?;
                Offered::verified(octets, signature, anchor, options.now)
            }
            read => read,
        };
        read.map_err(|why| self.refused(why))
    }

    fn bring(&self, url: &str, options: &Options) -> Result<Vec<u8>, Error> {
        online::fetch(url, SIZE_LIMIT, options).map_err(|why| match why {
            online::Error::NoReply(online::NoReply::TooLarge { .. }) => {
                self.refused(Refusal::TooLarge)
            }
            why => Error::Unavailable {
                url: url.to_owned(),
                why,
            },
        })
    }

    fn refused(&self, why: Refusal) -> Error {
        Error::Refused {
            from: self.list.clone(),
            fetched: true,
            why,
        }
    }
}
