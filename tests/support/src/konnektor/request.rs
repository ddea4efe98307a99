//! A SOAP request, read as the schemas have it: namespaces, names, order, lengths, nothing unknown.
//! What does not fit is 4000, with a detail in the manner of Konnektors.

mod children;

use roxmltree::{Document, Node};

use super::codes::Problem;
use super::model::Context;
use super::names::Ns;
use children::{Children, text};

/// What is asked of a Konnektor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Operation {
    /// GET /connector.sds.
    Directory,
    GetCards,
    GetCardTerminals,
    GetPinStatus,
    VerifyPin,
    ChangePin,
    UnblockPin,
    ReadCardCertificate,
}

impl Operation {
    /// Those that come as SOAP.
    pub const SOAP: [Self; 7] = [
        Self::GetCards,
        Self::GetCardTerminals,
        Self::GetPinStatus,
        Self::VerifyPin,
        Self::ChangePin,
        Self::UnblockPin,
        Self::ReadCardCertificate,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Directory => "connector.sds",
            Self::GetCards => "GetCards",
            Self::GetCardTerminals => "GetCardTerminals",
            Self::GetPinStatus => "GetPinStatus",
            Self::VerifyPin => "VerifyPin",
            Self::ChangePin => "ChangePin",
            Self::UnblockPin => "UnblockPin",
            Self::ReadCardCertificate => "ReadCardCertificate",
        }
    }

    /// The service that has it, and the namespace of its messages.
    pub const fn service(self) -> (&'static str, Ns) {
        match self {
            Self::Directory => ("", Ns::Directory),
            Self::GetCards | Self::GetCardTerminals => ("EventService", Ns::Event),
            Self::ReadCardCertificate => ("CertificateService", Ns::Cert),
            Self::GetPinStatus | Self::VerifyPin | Self::ChangePin | Self::UnblockPin => {
                ("CardService", Ns::Card)
            }
        }
    }

    /// Whether somebody may be asked for digits.
    pub const fn asks_for_digits(self) -> bool {
        matches!(self, Self::VerifyPin | Self::ChangePin | Self::UnblockPin)
    }
}

/// What a request says.
#[derive(Debug, Clone)]
pub struct Asked {
    pub operation: Operation,
    pub context: Context,
    /// `@mandant-wide`.
    pub mandant_wide: bool,
    pub terminal: Option<String>,
    pub slot: Option<u32>,
    pub card_type: Option<String>,
    pub handle: Option<String>,
    pub pin: Option<String>,
    pub set_new_pin: bool,
    pub certificates: Vec<String>,
    pub crypt: Option<String>,
}

const CARD_TYPES: [&str; 11] = [
    "EGK", "HBA-qSig", "HBA", "SMC-B", "HSM-B", "SMC-KT", "KVK", "ZOD_2.0", "UNKNOWN", "HBAx",
    "SM-B",
];
/// Those of all cards; which card has which is another matter.
const PINS: [&str; 8] = [
    "PIN.CH",
    "PIN.QES",
    "PIN.SMC",
    "PIN.AUTO",
    "PIN.SO",
    "MRPIN.NFD",
    "MRPIN.DPE",
    "MRPIN.AMTS",
];
const CERTIFICATES: [&str; 4] = ["C.AUT", "C.ENC", "C.SIG", "C.QES"];

/// Reads the body of a request with this SOAPAction. `knows_crypt`: CertificateService 6.0.1.
pub fn read(body: &[u8], action: &str, knows_crypt: bool) -> Result<Asked, Problem> {
    let fault = |detail: &str| Problem::request(detail);
    let body = std::str::from_utf8(body).map_err(|_| fault("Not UTF-8"))?;
    if let Some(encoding) = encoding(body)
        && !encoding.eq_ignore_ascii_case("utf-8")
    {
        return Err(fault(&format!("Encoding {encoding} is not supported")));
    }
    let document = Document::parse(body).map_err(|error| fault(&error.to_string()))?;
    if document.descendants().any(|node| node.is_pi()) {
        return Err(fault("Processing instructions are not allowed"));
    }
    let root = document.root_element();
    if !children::is(root, Ns::Soap, "Envelope") {
        return Err(fault("Envelope of SOAP 1.1 expected"));
    }
    let mut parts = Children::of(root, &[])?;
    if let Some(header) = parts.optional(Ns::Soap, "Header") {
        Children::of(header, &[])?.end()?;
    }
    let content = parts.next(Ns::Soap, "Body")?;
    parts.end()?;
    let mut content = Children::of(content, &[])?;
    let message = content.any()?;
    content.end()?;
    let operation = operation(message, action)?;
    message_of(operation, message, knows_crypt)
}

/// The operation that both SOAPAction and the element in the Body name.
fn operation(message: Node<'_, '_>, action: &str) -> Result<Operation, Problem> {
    let known = Operation::SOAP
        .into_iter()
        .find(|known| children::is(message, known.service().1, known.name()));
    let Some(known) = known else {
        return Err(Problem::request(format!(
            "cvc-elt.1: Cannot find the declaration of element '{{{}}}{}'.",
            message.tag_name().namespace().unwrap_or_default(),
            message.tag_name().name()
        )));
    };
    let expected = format!("{}#{}", known.service().1.uri(), known.name());
    if action != expected {
        let detail = format!("SOAPAction {action} does not fit the message {expected}");
        return Err(Problem::request(detail));
    }
    Ok(known)
}

fn message_of(
    operation: Operation,
    message: Node<'_, '_>,
    knows_crypt: bool,
) -> Result<Asked, Problem> {
    let attributes: &[&str] = match operation {
        Operation::GetCards | Operation::GetCardTerminals => &["mandant-wide"],
        _ => &[],
    };
    let mut parts = Children::of(message, attributes)?;
    let mandant_wide = match message.attribute("mandant-wide") {
        None | Some("false" | "0") => false,
        Some("true" | "1") => true,
        Some(other) => {
            let detail = format!("cvc-datatype-valid.1.2.1: '{other}' is not a boolean");
            return Err(Problem::request(detail));
        }
    };
    let mut asked = Asked {
        operation,
        context: Context {
            mandant: String::new(),
            client_system: String::new(),
            workplace: String::new(),
            user: None,
        },
        mandant_wide,
        terminal: None,
        slot: None,
        card_type: None,
        handle: None,
        pin: None,
        set_new_pin: false,
        certificates: Vec::new(),
        crypt: None,
    };
    // The CertificateService wants the handle before the context, the CardService after it.
    if operation == Operation::ReadCardCertificate {
        asked.handle = Some(text(parts.next(Ns::Conn, "CardHandle")?, 128)?);
    }
    asked.context = context(parts.next(Ns::Context, "Context")?)?;
    match operation {
        Operation::Directory | Operation::GetCardTerminals => {}
        Operation::GetCards => filters(&mut parts, &mut asked)?,
        Operation::GetPinStatus
        | Operation::VerifyPin
        | Operation::ChangePin
        | Operation::UnblockPin => {
            asked.handle = Some(text(parts.next(Ns::Conn, "CardHandle")?, 128)?);
            let pin = text(parts.next(Ns::CardCommon, "PinTyp")?, 64)?;
            asked.pin = Some(one_of(&pin, &PINS)?);
            if operation == Operation::UnblockPin
                && let Some(node) = parts.optional(Ns::Card, "SetNewPin")
            {
                asked.set_new_pin = boolean(&text(node, 5)?)?;
            }
        }
        Operation::ReadCardCertificate => {
            let mut list = Children::of(parts.next(Ns::Cert, "CertRefList")?, &[])?;
            let mut node = Some(list.next(Ns::Cert, "CertRef")?);
            while let Some(reference) = node {
                let name = text(reference, 64)?;
                asked.certificates.push(one_of(&name, &CERTIFICATES)?);
                node = list.optional(Ns::Cert, "CertRef");
            }
            list.end()?;
            if knows_crypt && let Some(node) = parts.optional(Ns::Cert, "Crypt") {
                asked.crypt = Some(one_of(&text(node, 64)?, &["RSA", "ECC"])?);
            }
        }
    }
    parts.end()?;
    Ok(asked)
}

fn filters(parts: &mut Children<'_, '_>, asked: &mut Asked) -> Result<(), Problem> {
    if let Some(node) = parts.optional(Ns::CardCommon, "CtId") {
        asked.terminal = Some(text(node, 64)?);
    }
    if let Some(node) = parts.optional(Ns::CardCommon, "SlotId") {
        let slot = text(node, 9)?;
        let number = slot.parse().ok().filter(|number| *number > 0);
        let detail = || Problem::request(format!("'{slot}' is not a SlotId"));
        asked.slot = Some(number.ok_or_else(detail)?);
    }
    if let Some(node) = parts.optional(Ns::CardCommon, "CardType") {
        asked.card_type = Some(one_of(&text(node, 64)?, &CARD_TYPES)?);
    }
    Ok(())
}

fn context(node: Node<'_, '_>) -> Result<Context, Problem> {
    let mut parts = Children::of(node, &[])?;
    let context = Context {
        mandant: text(parts.next(Ns::Conn, "MandantId")?, 64)?,
        client_system: text(parts.next(Ns::Conn, "ClientSystemId")?, 64)?,
        workplace: text(parts.next(Ns::Conn, "WorkplaceId")?, 64)?,
        user: match parts.optional(Ns::Conn, "UserId") {
            Some(node) => Some(text(node, 64)?).filter(|user| !user.is_empty()),
            None => None,
        },
    };
    parts.end()?;
    Ok(context)
}

fn boolean(text: &str) -> Result<bool, Problem> {
    match text {
        "true" | "1" => Ok(true),
        "false" | "0" => Ok(false),
        _ => Err(Problem::request(format!("'{text}' is not a boolean"))),
    }
}

fn one_of(text: &str, words: &[&str]) -> Result<String, Problem> {
    if words.contains(&text) {
        return Ok(text.to_owned());
    }
    Err(Problem::request(format!(
        "cvc-enumeration-valid: Value '{text}' is not facet-valid with respect to enumeration '{words:?}'."
    )))
}

/// The encoding that an XML declaration names.
fn encoding(body: &str) -> Option<&str> {
    let declaration = body.trim_start_matches('\u{feff}').strip_prefix("<?xml")?;
    let declaration = declaration.split("?>").next()?;
    let value = declaration.split_once("encoding")?.1.split_once('=')?.1;
    value
        .trim()
        .trim_matches(['"', '\'', ' '])
        .split(['"', '\''])
        .next()
}
