//! Requests, element by element in the order of the schemas (gematik's conn/*.xsd): a Konnektor
//! answers any other order with 4000.
//!
//! Nothing is sent here. No request carries a PIN: the terminal asks for it.

use std::fmt::Write as _;

use super::identifiers::{CardHandle, Context, Id};
use super::vocabulary::{
    CARD, CARD_COMMON, CERTIFICATE, CONNECTOR, CONTEXT, EVENT, Operation, SOAP, Service,
};
use super::words::{CardType, CertificateReference, Crypt, PinName};

/// How the body of a request is called (`Content-Type`; `gemSpec_Kon` A_15606).
pub const CONTENT_TYPE: &str = "text/xml; charset=utf-8";

/// A request, written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    operation: Operation,
    body: String,
}

/// Why a request is not written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// PINs of an HBA are entered by somebody, and the context names nobody: the Konnektor would
    /// answer 4003 (`gemSpec_Kon`: UserId).
    UserMissing,
    /// PIN.QES cannot be set anew with its PUK (gemILF_PS 4.1.5.3, TIP1-A_6461).
    KeepsItsPin,
    /// No certificate is asked for.
    NoReference,
}

/// What is taken out of a list of cards. Mostly nothing is: makers differ in the words that they
/// take here, so that who asks for all and looks for himself is safer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Whether cards count that the mandant may use elsewhere; else those of the workplace.
    pub mandant_wide: bool,
    /// Only those of this terminal.
    pub terminal: Option<Id>,
    /// Only those in this slot, counted from 1.
    pub slot: Option<u32>,
    /// Only those of this type.
    pub card_type: Option<CardType>,
}

impl Request {
    /// State of a PIN.
    #[must_use]
    pub fn get_pin_status(context: &Context, card: &CardHandle, pin: PinName) -> Self {
        Self::about_a_pin(Operation::GetPinStatus, context, card, pin, None)
    }

    /// The terminal asks for a PIN.
    ///
    /// # Errors
    /// [`Problem::UserMissing`].
    pub fn verify_pin(context: &Context, card: &CardHandle, pin: PinName) -> Result<Self, Problem> {
        has_user(context, pin)?;
        let operation = Operation::VerifyPin;
        Ok(Self::about_a_pin(operation, context, card, pin, None))
    }

    /// The terminal asks for the old PIN or the Transport-PIN, and twice for the new one.
    ///
    /// # Errors
    /// [`Problem::UserMissing`].
    pub fn change_pin(context: &Context, card: &CardHandle, pin: PinName) -> Result<Self, Problem> {
        has_user(context, pin)?;
        let operation = Operation::ChangePin;
        Ok(Self::about_a_pin(operation, context, card, pin, None))
    }

    /// The terminal asks for the PUK and, with `set_new_pin`, twice for a new PIN.
    ///
    /// # Errors
    /// [`Problem::UserMissing`], [`Problem::KeepsItsPin`].
    pub fn unblock_pin(
        context: &Context,
        card: &CardHandle,
        pin: PinName,
        set_new_pin: bool,
    ) -> Result<Self, Problem> {
        has_user(context, pin)?;
        if set_new_pin && pin == PinName::Qes {
            return Err(Problem::KeepsItsPin);
        }
        let (operation, new) = (Operation::UnblockPin, Some(set_new_pin));
        Ok(Self::about_a_pin(operation, context, card, pin, new))
    }

    fn about_a_pin(
        operation: Operation,
        context: &Context,
        card: &CardHandle,
        pin: PinName,
        set_new_pin: Option<bool>,
    ) -> Self {
        Self::written(operation, &[CARD_COMMON], "", |writer| {
            writer.context(context);
            writer.element(CONNECTOR, "CardHandle", card.as_str());
            writer.element(CARD_COMMON, "PinTyp", pin.name());
            if let Some(set) = set_new_pin {
                writer.element(CARD, "SetNewPin", if set { "true" } else { "false" });
            }
        })
    }

    /// The cards that are in.
    #[must_use]
    pub fn get_cards(context: &Context, filter: &Filter) -> Self {
        let wide = attribute(filter.mandant_wide);
        Self::written(Operation::GetCards, &[CARD_COMMON], wide, |writer| {
            writer.context(context);
            if let Some(terminal) = &filter.terminal {
                writer.element(CARD_COMMON, "CtId", terminal.as_str());
            }
            if let Some(slot) = filter.slot {
                writer.element(CARD_COMMON, "SlotId", &slot.to_string());
            }
            if let Some(card_type) = filter.card_type {
                writer.element(CARD_COMMON, "CardType", card_type.word());
            }
        })
    }

    /// The terminals; of the workplace, or of the whole mandant.
    #[must_use]
    pub fn get_card_terminals(context: &Context, mandant_wide: bool) -> Self {
        let (operation, wide) = (Operation::GetCardTerminals, attribute(mandant_wide));
        Self::written(operation, &[], wide, |writer| writer.context(context))
    }

    /// Certificates of a card. `crypt` only where the service takes it
    /// ([`Choice::takes_crypt`](super::directory::Choice::takes_crypt)); without it those of RSA
    /// are meant.
    ///
    /// # Errors
    /// [`Problem::NoReference`].
    pub fn read_card_certificate(
        context: &Context,
        card: &CardHandle,
        references: &[CertificateReference],
        crypt: Option<Crypt>,
    ) -> Result<Self, Problem> {
        if references.is_empty() {
            return Err(Problem::NoReference);
        }
        let operation = Operation::ReadCardCertificate;
        Ok(Self::written(operation, &[], "", |writer| {
            // The other way round than in the requests about PINs.
            writer.element(CONNECTOR, "CardHandle", card.as_str());
            writer.context(context);
            writer.open(CERTIFICATE, "CertRefList", "");
            for reference in references {
                writer.element(CERTIFICATE, "CertRef", reference.word());
            }
            writer.close(CERTIFICATE, "CertRefList");
            if let Some(crypt) = crypt {
                writer.element(CERTIFICATE, "Crypt", crypt.word());
            }
        }))
    }

    fn written(
        operation: Operation,
        more: &[&'static str],
        attribute: &str,
        parts: impl FnOnce(&mut Writer),
    ) -> Self {
        let own = operation.service().namespace();
        let used = [&[SOAP, own, CONTEXT, CONNECTOR], more].concat();
        let declared: String = used
            .iter()
            .map(|namespace| format!(" xmlns:{}=\"{namespace}\"", prefix(namespace)))
            .collect();
        let mut writer = Writer(String::new());
        writer.open(SOAP, "Envelope", &declared);
        writer.open(SOAP, "Body", "");
        writer.open(own, operation.name(), attribute);
        parts(&mut writer);
        writer.close(own, operation.name());
        writer.close(SOAP, "Body");
        writer.close(SOAP, "Envelope");
        Self {
            operation,
            body: writer.0,
        }
    }

    /// What it asks for.
    #[must_use]
    pub const fn operation(&self) -> Operation {
        self.operation
    }

    /// The service that it goes to.
    #[must_use]
    pub const fn service(&self) -> Service {
        self.operation.service()
    }

    /// The body of the POST, in UTF-8.
    #[must_use]
    pub fn body(&self) -> &str {
        &self.body
    }
}

/// Only where it is not the one that is meant without it.
const fn attribute(mandant_wide: bool) -> &'static str {
    if mandant_wide {
        " mandant-wide=\"true\""
    } else {
        ""
    }
}

fn has_user(context: &Context, pin: PinName) -> Result<(), Problem> {
    if pin.is_of_a_person() && context.user.is_none() {
        return Err(Problem::UserMissing);
    }
    Ok(())
}

/// The prefix of a namespace. Any would do.
fn prefix(namespace: &str) -> &'static str {
    match namespace {
        SOAP => "S",
        CARD => "CARD",
        CARD_COMMON => "CARDCMN",
        CONNECTOR => "CONN",
        CONTEXT => "CCTX",
        EVENT => "EVT",
        _ => "CERT",
    }
}

struct Writer(String);

impl Writer {
    /// `attributes` as they stand behind the name.
    fn open(&mut self, namespace: &str, name: &str, attributes: &str) {
        let _ = write!(self.0, "<{}:{name}{attributes}>", prefix(namespace));
    }

    fn close(&mut self, namespace: &str, name: &str) {
        let _ = write!(self.0, "</{}:{name}>", prefix(namespace));
    }

    fn element(&mut self, namespace: &str, name: &str, text: &str) {
        self.open(namespace, name, "");
        self.0.push_str(&escaped(text));
        self.close(namespace, name);
    }

    fn context(&mut self, context: &Context) {
        self.open(CONTEXT, "Context", "");
        self.element(CONNECTOR, "MandantId", context.mandant.as_str());
        self.element(CONNECTOR, "ClientSystemId", context.client_system.as_str());
        self.element(CONNECTOR, "WorkplaceId", context.workplace.as_str());
        if let Some(user) = &context.user {
            self.element(CONNECTOR, "UserId", user.as_str());
        }
        self.close(CONTEXT, "Context");
    }
}

/// The five characters that XML has names for (XML 1.0 4.6).
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests;
