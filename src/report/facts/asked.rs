//! What became of a question to an issuer's service.

use crate::card::files::CertificateFile;
use crate::online::{Answer, Error};

/// What was asked about one certificate, and what came back.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The file that the certificate lies in.
    pub file: &'static CertificateFile,
    /// Name of who issued it, where that is known: as the list of issuers has it, else by the
    /// issuer's own certificate; foreign text.
    pub issuer: Option<String>,
    /// The port at which the service is asked, where the certificate names one.
    pub port: Option<u16>,
    /// Whether a current list of issuers was gone by.
    pub has_list: bool,
    /// When it was asked, in seconds since 1970.
    pub at: i64,
    /// The answer, or why there is none.
    pub result: Result<Answer, Error>,
}
