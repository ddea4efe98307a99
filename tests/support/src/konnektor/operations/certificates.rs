//! ReadCardCertificate.

use base64ct::{Base64, Encoding};

use super::super::card::{Card, Certificate};
use super::super::codes::Problem;
use super::super::make::Make;
use super::super::names::Ns;
use super::super::request::Asked;
use super::super::state::State;
use super::super::tree::Element;

impl State {
    pub(super) fn certificates(&mut self, asked: &Asked) -> Result<Element, Problem> {
        let handle = asked.handle.as_deref().unwrap_or_default();
        let place = self.access(&asked.context, handle, asked.operation)?;
        let make = self.make;
        let inserted = self.world.inserted(place.0, place.1);
        let card = &mut inserted.ok_or(Problem::new(4146))?.card;
        if !(card.is_hbax() || card.is_smb()) {
            let code = if card.kind() == "EGK" { 4090 } else { 4051 };
            return Err(Problem::new(code));
        }
        // Without Crypt it is RSA.
        let ecc = asked.crypt.as_deref() == Some("ECC");
        if ecc
            && !["C.AUT", "C.ENC"]
                .iter()
                .any(|name| card.certificate(name, true).is_some())
        {
            return Err(Problem::new(4258));
        }
        let mut list = Element::new(Ns::CertCommon, "X509DataInfoList");
        for name in &asked.certificates {
            if !has_kind(card, name) {
                return Err(Problem::new(4149));
            }
            let found = card.certificate(name, ecc);
            list = list.with(
                Element::new(Ns::CertCommon, "X509DataInfo")
                    .with(leaf("CertRef", name.as_str()))
                    .with_some(found.map(|found| data(&found, make))),
            );
        }
        let status = self.status(None);
        Ok(Element::new(Ns::Cert, "ReadCardCertificateResponse")
            .with(status)
            .with(list))
    }
}

/// Whether cards of this kind have such a certificate at all.
fn has_kind(card: &Card, name: &str) -> bool {
    name != "C.QES" || card.is_hbax()
}

fn leaf(name: &'static str, text: impl Into<String>) -> Element {
    Element::leaf(Ns::CertCommon, name, text)
}

fn data(certificate: &Certificate, make: &Make) -> Element {
    let subject = if make.dotted_names {
        &certificate.dotted_subject
    } else {
        &certificate.subject
    };
    let base64 = Base64::encode_string(&certificate.der);
    Element::new(Ns::CertCommon, "X509Data")
        .with(
            Element::new(Ns::CertCommon, "X509IssuerSerial")
                .with(leaf("X509IssuerName", certificate.issuer.as_str()))
                .with(leaf("X509SerialNumber", certificate.serial.as_str())),
        )
        .with(leaf("X509SubjectName", subject.as_str()))
        .with(leaf("X509Certificate", in_lines(&base64, make)))
}

/// Broken into lines, as some makes do.
fn in_lines(base64: &str, make: &Make) -> String {
    if make.base64_line == 0 {
        return base64.to_owned();
    }
    let lines = base64.as_bytes().chunks(make.base64_line);
    let lines: Vec<_> = lines.map(String::from_utf8_lossy).collect();
    lines.join(&format!("\n{}", " ".repeat(make.base64_indent)))
}
