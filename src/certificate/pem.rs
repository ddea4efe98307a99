//! Certificates out of a file of somebody's making: DER, or PEM with any number of them and any
//! text around.

use der::pem::Decoder;

use super::problem::NotACertificate;
use super::x509::Certificate;

const BEGIN: &[u8] = b"-----BEGIN CERTIFICATE-----";
const END: &[u8] = b"-----END CERTIFICATE-----";

/// Every certificate of a file, or why one is none. Empty when the file is PEM of other things
/// only.
pub(super) fn certificates(octets: &[u8]) -> Vec<Result<Certificate, NotACertificate>> {
    if !contains(octets, b"-----BEGIN ") {
        return vec![Certificate::parse(octets)];
    }
    blocks(octets)
        .into_iter()
        .map(|block| decode(block).and_then(|der| Certificate::parse(&der)))
        .collect()
}

fn decode(block: &[u8]) -> Result<Vec<u8>, NotACertificate> {
    let malformed = |_| NotACertificate::Malformed("PEM");
    let mut der = Vec::new();
    Decoder::new_detect_wrap(block)
        .map_err(malformed)?
        .decode_to_end(&mut der)
        .map_err(malformed)?;
    Ok(der)
}

/// From each BEGIN line to its END line, or to the end of the file.
fn blocks(mut octets: &[u8]) -> Vec<&[u8]> {
    let mut found = Vec::new();
    while let Some(rest) = find(octets, BEGIN).and_then(|at| octets.get(at..)) {
        let end = find(rest, END).map_or(rest.len(), |at| at + END.len());
        let (block, after) = rest.split_at(end);
        found.push(block);
        octets = after;
    }
    found
}

fn contains(octets: &[u8], wanted: &[u8]) -> bool {
    find(octets, wanted).is_some()
}

fn find(octets: &[u8], wanted: &[u8]) -> Option<usize> {
    octets
        .windows(wanted.len())
        .position(|window| window == wanted)
}
