//! X.509 certificates of a card.

use der::{Decode, Encode};
use x509_cert::attr::AttributeTypeAndValue;
use x509_cert::name::Name;

use super::Card;

const DF_ESIGN: &[u8] = &[0xA0, 0x00, 0x00, 0x01, 0x67, 0x45, 0x53, 0x49, 0x47, 0x4E];
const DF_QES: &[u8] = &[0xD2, 0x76, 0x00, 0x00, 0x66, 0x01];
/// commonName (X.520).
const COMMON_NAME: &str = "2.5.4.3";

/// What a Konnektor tells of one.
#[derive(Debug, Clone)]
pub struct Certificate {
    pub issuer: String,
    /// Decimal.
    pub serial: String,
    pub subject: String,
    /// The same with all but the best known of its parts by number.
    pub dotted_subject: String,
    pub common_name: Option<String>,
    /// Last day, `2030-01-31`.
    pub last_day: String,
    pub der: Vec<u8>,
}

impl Card {
    /// The certificate that a reference means, with a key on an elliptic curve or for RSA; `None`
    /// when the card has none.
    ///
    /// Each lies in the folder for its purpose, under the identifiers of the object systems.
    pub(in super::super) fn certificate(&mut self, name: &str, ecc: bool) -> Option<Certificate> {
        let (folder, file, short) = match (name, ecc) {
            ("C.AUT", false) => (DF_ESIGN, 0xC500, 0x01),
            ("C.AUT", true) => (DF_ESIGN, 0xC506, 0x06),
            ("C.ENC", false) => (DF_ESIGN, 0xC200, 0x02),
            ("C.ENC", true) => (DF_ESIGN, 0xC205, 0x05),
            ("C.SIG", false) => (DF_ESIGN, 0xC000, 0x10),
            ("C.SIG", true) => (DF_ESIGN, 0xC007, 0x07),
            ("C.QES", false) => (DF_QES, 0xC000, 0x10),
            ("C.QES", true) => (DF_QES, 0xC006, 0x06),
            _ => return None,
        };
        let der = self.file(folder, file, short)?;
        Some(described(&der).unwrap_or_else(|| panic!("{name}: not a certificate")))
    }

    /// A whole file, by its identifier or, where a card knows it only so, by the short one.
    fn file(&mut self, folder: &[u8], file: u16, short: u8) -> Option<Vec<u8>> {
        if !self.select_folder(folder) {
            return None;
        }
        let [high, low] = file.to_be_bytes();
        let selected = self.exchange(&[0x00, 0xA4, 0x02, 0x0C, 0x02, high, low]);
        if selected.1 != 0x9000 {
            let (_, word) = self.exchange(&[0x00, 0xB0, 0x80 | short, 0x00, 0x01]);
            if word != 0x9000 {
                return None;
            }
        }
        let mut content = Vec::new();
        loop {
            let [high, low] = u16::try_from(content.len()).ok()?.to_be_bytes();
            let (data, word) = self.exchange(&[0x00, 0xB0, high, low, 0x00]);
            if word != 0x9000 || data.is_empty() {
                break;
            }
            content.extend(data);
        }
        (!content.is_empty()).then_some(content)
    }
}

/// Its description; `None` when it cannot be read as X.509.
fn described(der: &[u8]) -> Option<Certificate> {
    let certificate = x509_cert::Certificate::from_der(der).ok()?;
    let signed = certificate.tbs_certificate();
    let not_after = signed.validity().not_after.to_date_time();
    let serial = signed.serial_number().as_bytes();
    let names = signed.subject().iter_rdn().flat_map(|set| set.iter());
    let common = names
        .filter(|part| part.oid.to_string() == COMMON_NAME)
        .find_map(text);
    Some(Certificate {
        issuer: signed.issuer().to_string(),
        serial: decimal(serial),
        subject: signed.subject().to_string(),
        dotted_subject: dotted(signed.subject()),
        common_name: common,
        last_day: format!(
            "{:04}-{:02}-{:02}",
            not_after.year(),
            not_after.month(),
            not_after.day()
        ),
        der: certificate.to_der().ok()?,
    })
}

/// A name, the last part first (RFC 4514); what is none of its nine short names has its number and
/// its value in hex.
fn dotted(name: &Name) -> String {
    let short = |part: &AttributeTypeAndValue| {
        [
            "CN=", "L=", "ST=", "O=", "OU=", "C=", "STREET=", "DC=", "UID=",
        ]
        .iter()
        .any(|known| part.to_string().starts_with(known))
    };
    let parts = name.iter_rdn().flat_map(|set| set.iter());
    let mut written: Vec<String> = parts
        .map(|part| match part.value.to_der() {
            Ok(value) if !short(part) => format!("{}=#{}", part.oid, hex::encode(value)),
            _ => part.to_string(),
        })
        .collect();
    written.reverse();
    written.join(",")
}

fn text(part: &AttributeTypeAndValue) -> Option<String> {
    String::from_utf8(part.value.value().to_vec()).ok()
}

/// A big-endian number of any length, in decimal.
fn decimal(octets: &[u8]) -> String {
    let mut digits = vec![0_u8];
    for octet in octets {
        let mut carry = u32::from(*octet);
        for digit in &mut digits {
            carry += u32::from(*digit) * 256;
            *digit = (carry % 10) as u8;
            carry /= 10;
        }
        while carry > 0 {
            digits.push((carry % 10) as u8);
            carry /= 10;
        }
    }
    digits
        .iter()
        .rev()
        .map(|digit| char::from(b'0' + digit))
        .collect()
}
