//! What became of a question to an issuer's service.

use crate::card::files::CertificateFile;
use crate::online::{Answer, Error};

/// What was asked about one certificate, and what came back.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The file that the certificate lies in.
    pub file: &'static CertificateFile,
    /// The answer, or why there is none.
    pub result: Result<Answer, Error>,
}
