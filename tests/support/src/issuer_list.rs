//! A list of issuers like gematik's, with an authority and a signer of its own, made by OpenSSL.

use base64ct::{Base64, Encoding};
use pinlotse::certificate::Certificate;
use pinlotse::trust::Anchor;

use super::Skip;
use super::pki::{Algorithm, Pki};

/// What a signer of lists may do (ETSI TS 119 612).
pub const TSL_SIGNING: &str = "extendedKeyUsage=0.4.0.2231.3.0";

/// The kinds of services, as the list writes them.
pub const AUTHORITY: &str = "http://uri.etsi.org/TrstSvc/Svctype/CA/PKC";
pub const RESPONDER: &str = "http://uri.etsi.org/TrstSvc/Svctype/Certstatus/OCSP";
pub const SUCCESSOR: &str = "http://uri.etsi.org/TrstSvc/Svctype/TSLServiceCertChange";
/// The status of a service that is in force.
pub const IN_ACCORD: &str = "http://uri.etsi.org/TrstSvc/Svcstatus/inaccord";

/// Who signs lists: an authority and a signer of its own.
pub struct ListSigner {
    pki: Pki,
    signer: Vec<u8>,
}

/// Head of a list: number, when it was issued, when the next one is to be there.
#[derive(Clone, Copy)]
pub struct Head<'a> {
    pub number: &'a str,
    pub issued: &'a str,
    pub next_update: &'a str,
}

impl Default for Head<'_> {
    fn default() -> Self {
        Self {
            number: "10500",
            issued: "2026-11-20T23:00:07Z",
            next_update: "2026-12-20T23:00:07Z",
        }
    }
}

impl ListSigner {
    /// # Errors
    /// Where OpenSSL is missing.
    pub fn new() -> Result<Self, Skip> {
        Self::with(TSL_SIGNING)
    }

    /// The same with other extensions in the signer's certificate, as in OpenSSL's configuration.
    pub fn with(extensions: &str) -> Result<Self, Skip> {
        let pki = Pki::new()?;
        let authority = "basicConstraints=critical,CA:TRUE\nkeyUsage=keyCertSign";
        pki.authority("tsl-ca", "PROBE.TSL-CA1", Algorithm::Brainpool, authority);
        let signer = pki.leaf("tsl-ca", extensions, &[]);
        Ok(Self { pki, signer })
    }

    /// The authority, as a program has it built in that believes these lists.
    pub fn anchor(&self) -> Anchor {
        let authority = Certificate::parse(&self.pki.as_der("tsl-ca")).unwrap();
        Anchor::of(&authority).unwrap()
    }

    /// Its certificate, in DER.
    pub fn authority(&self) -> Vec<u8> {
        self.pki.as_der("tsl-ca")
    }

    /// The `.sig` file for these octets.
    pub fn sign(&self, list: &[u8]) -> Vec<u8> {
        self.detached(&self.pki.sign("leaf", list))
    }

    /// A `.sig` file with another signature in it.
    pub fn detached(&self, signature: &[u8]) -> Vec<u8> {
        const ECDSA_WITH_SHA256: [u8; 12] = [
            0x30, 0x0A, 0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02,
        ];
        let bits = [&[0][..], signature].concat();
        element(
            0x30,
            &[&ECDSA_WITH_SHA256[..], &element(0x03, &bits), &self.signer].concat(),
        )
    }
}

/// An element in DER.
pub fn element(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len();
    let mut octets = vec![tag];
    match length {
        ..=0x7F => octets.push(u8::try_from(length).unwrap()),
        _ => {
            octets.push(0x82);
            octets.extend(u16::try_from(length).unwrap().to_be_bytes());
        }
    }
    octets.extend(content);
    octets
}

/// A list of these providers.
pub fn list(head: Head<'_>, providers: &str) -> String {
    let Head {
        number,
        issued,
        next_update,
    } = head;
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <TrustServiceStatusList xmlns=\"http://uri.etsi.org/02231/v2#\" Id=\"PROBE\">\
         <SchemeInformation><TSLVersionIdentifier>3</TSLVersionIdentifier>\
         <TSLSequenceNumber>{number}</TSLSequenceNumber>\
         <ListIssueDateTime>{issued}</ListIssueDateTime>\
         <NextUpdate><dateTime>{next_update}</dateTime></NextUpdate></SchemeInformation>\
         <TrustServiceProviderList>{providers}</TrustServiceProviderList>\
         </TrustServiceStatusList>\n"
    )
}

/// One issuer with these services.
pub fn provider(name: &str, services: &str) -> String {
    format!(
        "<TrustServiceProvider><TSPInformation><TSPName><Name>{name} GmbH</Name></TSPName>\
         <TSPTradeName><Name>{name}</Name></TSPTradeName></TSPInformation>\
         <TSPServices>{services}</TSPServices></TrustServiceProvider>"
    )
}

/// A service that is in force since 2020.
pub fn service(kind: &str, certificate: &[u8]) -> String {
    service_with(
        kind,
        certificate,
        &status(IN_ACCORD, "2020-01-01T00:00:00Z"),
        "",
    )
}

/// A service with another status, and with a history.
pub fn service_with(kind: &str, certificate: &[u8], status: &str, history: &str) -> String {
    format!(
        "<TSPService><ServiceInformation><ServiceTypeIdentifier>{kind}</ServiceTypeIdentifier>\
         <ServiceDigitalIdentity><DigitalId><X509Certificate>{}</X509Certificate></DigitalId>\
         </ServiceDigitalIdentity>{status}</ServiceInformation>{history}</TSPService>",
        Base64::encode_string(certificate)
    )
}

/// A status since a time.
pub fn status(status: &str, since: &str) -> String {
    format!(
        "<ServiceStatus>{status}</ServiceStatus><StatusStartingTime>{since}</StatusStartingTime>"
    )
}
