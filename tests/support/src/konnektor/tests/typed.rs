//! Requests and answers, with every name typed anew.

use super::{Answer, Make};

pub(super) const CARD: &str = "http://ws.gematik.de/conn/CardService/v8.1";
pub(super) const CARDCMN: &str = "http://ws.gematik.de/conn/CardServiceCommon/v2.0";
pub(super) const CONN: &str = "http://ws.gematik.de/conn/ConnectorCommon/v5.0";
pub(super) const EVT: &str = "http://ws.gematik.de/conn/EventService/v7.2";
pub(super) const CT: &str = "http://ws.gematik.de/conn/CardTerminalInfo/v8.0";
pub(super) const CERT: &str = "http://ws.gematik.de/conn/CertificateService/v6.0";
pub(super) const CERTCMN: &str = "http://ws.gematik.de/conn/CertificateServiceCommon/v2.0";
pub(super) const GERROR: &str = "http://ws.gematik.de/tel/error/v2.0";

/// The five parts of a context.
const CONTEXT: &str = "<CCTX:Context><CONN:MandantId>praxis</CONN:MandantId>\
    <CONN:ClientSystemId>pinlotse</CONN:ClientSystemId>\
    <CONN:WorkplaceId>empfang</CONN:WorkplaceId><CONN:UserId>ada</CONN:UserId></CCTX:Context>";

/// A request in parts, so that a test can make one of them wrong.
#[derive(Clone)]
pub(super) struct Typed {
    pub line: String,
    /// With their line ends; no Content-Length.
    pub fields: String,
    pub length: Option<usize>,
    pub body: Vec<u8>,
}

impl Typed {
    /// A right request at the path of the make; what is inside the message comes by the others.
    pub fn at(make: &Make, operation: &str) -> Self {
        let (service, namespace, inside) = match operation {
            "GetCards" | "GetCardTerminals" => ("EventService", EVT, CONTEXT),
            "ReadCardCertificate" => ("CertificateService", CERT, ""),
            _ => ("CardService", CARD, CONTEXT),
        };
        let services = make.services();
        let service = services.iter().find(|s| s.name == service).unwrap();
        let newest = service
            .versions
            .iter()
            .filter(|v| !v.number.starts_with("8.2"));
        let newest = newest.max_by_key(|v| v.number).unwrap();
        let body = format!(
            "<S:Envelope xmlns:S=\"http://schemas.xmlsoap.org/soap/envelope/\" \
             xmlns:CCTX=\"http://ws.gematik.de/conn/ConnectorContext/v2.0\" \
             xmlns:CONN=\"{CONN}\" xmlns:CARDCMN=\"{CARDCMN}\" xmlns:M=\"{namespace}\">\
             <S:Body><M:{operation}>{inside}</M:{operation}></S:Body></S:Envelope>"
        );
        Self {
            line: format!("POST {} HTTP/1.1", newest.path),
            fields: format!(
                "Host: konnektor.praxis\r\nContent-Type: text/xml; charset=utf-8\r\n\
                 SOAPAction: \"{namespace}#{operation}\"\r\nConnection: close\r\n"
            ),
            length: None,
            body: body.into_bytes(),
        }
    }

    pub fn directory() -> Self {
        Self::directory_at("")
    }

    /// That of one in a farm.
    pub fn directory_at(before_path: &str) -> Self {
        Self {
            line: format!("GET {before_path}/connector.sds HTTP/1.1"),
            fields: "Host: konnektor.praxis\r\n".to_owned(),
            length: Some(0),
            body: Vec::new(),
        }
    }

    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    /// Something in the body that must be there is something else.
    pub fn replaced(mut self, from: &str, to: &str) -> Self {
        let text = self.text();
        assert!(text.contains(from), "{from} is not in {text}");
        self.body = text.replacen(from, to, 1).into_bytes();
        self
    }

    /// The same for a header field.
    pub fn field(mut self, from: &str, to: &str) -> Self {
        assert!(
            self.fields.contains(from),
            "{from} is not in {}",
            self.fields
        );
        self.fields = self.fields.replacen(from, to, 1);
        self
    }

    /// More at the end of the message.
    pub fn more(self, what: &str) -> Self {
        self.replaced("</S:Body>", "<END/></S:Body>").end(what)
    }

    fn end(mut self, what: &str) -> Self {
        let text = self.text().replace("<END/>", "");
        let at = text.rfind("</M:").unwrap();
        self.body = format!("{}{what}{}", &text[..at], &text[at..]).into_bytes();
        self
    }

    pub fn pin(self, handle: &str, pin: &str) -> Self {
        self.more(&format!(
            "<CONN:CardHandle>{handle}</CONN:CardHandle><CARDCMN:PinTyp>{pin}</CARDCMN:PinTyp>"
        ))
    }

    pub fn certificates(self, handle: &str, names: &[&str], more: &str) -> Self {
        let list: String = names
            .iter()
            .map(|name| format!("<M:CertRef>{name}</M:CertRef>"))
            .collect();
        self.more(&format!(
            "<CONN:CardHandle>{handle}</CONN:CardHandle>{CONTEXT}<M:CertRefList>{list}</M:CertRefList>{more}"
        ))
    }

    pub fn octets(&self) -> Vec<u8> {
        let length = self.length.unwrap_or(self.body.len());
        let head = format!(
            "{}\r\n{}Content-Length: {length}\r\n\r\n",
            self.line, self.fields
        );
        [head.as_bytes(), &self.body].concat()
    }
}

/// An answer, taken apart.
pub(super) struct Said {
    pub status: u16,
    pub text: String,
}

impl Said {
    pub fn from(answer: &Answer) -> Self {
        Self {
            status: answer.status(),
            text: answer.text(),
        }
    }

    /// Texts of all elements with this name, in the order of the document.
    pub fn all(&self, namespace: &str, name: &str) -> Vec<String> {
        let document = roxmltree::Document::parse(&self.text)
            .unwrap_or_else(|error| panic!("{error}: {}", self.text));
        let nodes = document.descendants();
        nodes
            .filter(|node| node.tag_name().namespace().unwrap_or_default() == namespace)
            .filter(|node| node.tag_name().name() == name)
            .map(|node| node.text().unwrap_or_default().to_owned())
            .collect()
    }

    pub fn one(&self, namespace: &str, name: &str) -> String {
        match &self.all(namespace, name)[..] {
            [one] => one.clone(),
            other => panic!("{name}: {other:?} in {}", self.text),
        }
    }

    /// The code of the last trace.
    pub fn code(&self) -> Option<u16> {
        let codes = self.all(GERROR, "Code");
        codes.last().map(|code| code.parse().unwrap())
    }

    pub fn is_fault(&self) -> bool {
        !self
            .all("http://schemas.xmlsoap.org/soap/envelope/", "Fault")
            .is_empty()
    }

    /// `REJECTED 2`, `TRANSPORT_PIN`, `fault 4049`, `warning 4043 ERROR`.
    pub fn short(&self) -> String {
        let (result, status) = (self.all(CARDCMN, "PinResult"), self.all(CARD, "PinStatus"));
        let left = [self.all(CARDCMN, "LeftTries"), self.all(CARD, "LeftTries")].concat();
        let words = [result, status, left].concat().join(" ");
        match (self.is_fault(), self.code()) {
            (true, Some(code)) => format!("fault {code}"),
            (false, Some(code)) => format!("warning {code} {words}"),
            (_, None) => words,
        }
    }
}
