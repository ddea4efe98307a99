//! The words that requests and answers are made of: namespaces, services, operations. One table,
//! for what is written and for what is read (gematik's api-telematik, conn/*.xsd and *.wsdl).

/// SOAP 1.1 (`gemSpec_Kon` TIP1-A_4519: WS-I Basic Profile 1.2).
pub(super) const SOAP: &str = "http://schemas.xmlsoap.org/soap/envelope/";
/// SOAP 1.2, which nobody is asked in.
pub(super) const SOAP_12: &str = "http://www.w3.org/2003/05/soap-envelope";
/// Cards and their PINs.
pub(super) const CARD: &str = "http://ws.gematik.de/conn/CardService/v8.1";
/// What answers about cards share.
pub(super) const CARD_COMMON: &str = "http://ws.gematik.de/conn/CardServiceCommon/v2.0";
/// What all answers share.
pub(super) const CONNECTOR: &str = "http://ws.gematik.de/conn/ConnectorCommon/v5.0";
/// Who asks.
pub(super) const CONTEXT: &str = "http://ws.gematik.de/conn/ConnectorContext/v2.0";
/// Lists of cards and terminals.
pub(super) const EVENT: &str = "http://ws.gematik.de/conn/EventService/v7.2";
/// Card terminals.
pub(super) const TERMINAL: &str = "http://ws.gematik.de/conn/CardTerminalInfo/v8.0";
/// Certificates of cards.
pub(super) const CERTIFICATE: &str = "http://ws.gematik.de/conn/CertificateService/v6.0";
/// What answers about certificates share.
pub(super) const CERTIFICATE_COMMON: &str =
    "http://ws.gematik.de/conn/CertificateServiceCommon/v2.0";
/// Maker and version of a Konnektor or a terminal.
pub(super) const PRODUCT: &str = "http://ws.gematik.de/int/version/ProductInformation/v1.1";
/// The service directory.
pub(super) const DIRECTORY: &str = "http://ws.gematik.de/conn/ServiceDirectory/v3.1";
/// A service in it.
pub(super) const SERVICE: &str = "http://ws.gematik.de/conn/ServiceInformation/v2.0";

/// A service of the Konnektor, in the one version of its messages that this program speaks.
///
/// `CardService` 8.2 has the same PIN operations in another namespace; every Konnektor that offers
/// it offers 8.1 beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    /// `CardService` 8.1.
    Card,
    /// `EventService` 7.2.
    Event,
    /// `CertificateService` 6.0.
    Certificate,
}

impl Service {
    /// Every service that is used.
    pub const ALL: [Self; 3] = [Self::Card, Self::Event, Self::Certificate];

    /// The name in the service directory.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Card => "CardService",
            Self::Event => "EventService",
            Self::Certificate => "CertificateService",
        }
    }

    /// Major and minor version that is spoken.
    #[must_use]
    pub const fn spoken(self) -> (u32, u32) {
        match self {
            Self::Card => (8, 1),
            Self::Event => (7, 2),
            Self::Certificate => (6, 0),
        }
    }

    /// The namespace of its messages.
    #[must_use]
    pub const fn namespace(self) -> &'static str {
        match self {
            Self::Card => CARD,
            Self::Event => EVENT,
            Self::Certificate => CERTIFICATE,
        }
    }

    /// The namespace by which the service directory names it (`TargetNamespace`): that of its
    /// messages with `WSDL/` before the version.
    pub(super) const fn target_namespace(self) -> &'static str {
        match self {
            Self::Card => "http://ws.gematik.de/conn/CardService/WSDL/v8.1",
            Self::Event => "http://ws.gematik.de/conn/EventService/WSDL/v7.2",
            Self::Certificate => "http://ws.gematik.de/conn/CertificateService/WSDL/v6.0",
        }
    }
}

/// What can be asked of a Konnektor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// State of a PIN. Costs no try.
    GetPinStatus,
    /// Has the terminal ask for a PIN.
    VerifyPin,
    /// Has the terminal ask for the old PIN, or the Transport-PIN, and twice for the new one.
    ChangePin,
    /// Has the terminal ask for the PUK, and for a new PIN if one is to be set.
    UnblockPin,
    /// The cards that are in.
    GetCards,
    /// The terminals.
    GetCardTerminals,
    /// Certificates of a card.
    ReadCardCertificate,
}

impl Operation {
    /// Every operation that is used.
    pub const ALL: [Self; 7] = [
        Self::GetPinStatus,
        Self::VerifyPin,
        Self::ChangePin,
        Self::UnblockPin,
        Self::GetCards,
        Self::GetCardTerminals,
        Self::ReadCardCertificate,
    ];

    /// The service that it belongs to.
    #[must_use]
    pub const fn service(self) -> Service {
        match self {
            Self::GetPinStatus | Self::VerifyPin | Self::ChangePin | Self::UnblockPin => {
                Service::Card
            }
            Self::GetCards | Self::GetCardTerminals => Service::Event,
            Self::ReadCardCertificate => Service::Certificate,
        }
    }

    /// The name of the request's element.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::GetPinStatus => "GetPinStatus",
            Self::VerifyPin => "VerifyPin",
            Self::ChangePin => "ChangePin",
            Self::UnblockPin => "UnblockPin",
            Self::GetCards => "GetCards",
            Self::GetCardTerminals => "GetCardTerminals",
            Self::ReadCardCertificate => "ReadCardCertificate",
        }
    }

    /// The name of the answer's element.
    #[must_use]
    pub const fn response(self) -> &'static str {
        match self {
            Self::GetPinStatus => "GetPinStatusResponse",
            Self::VerifyPin => "VerifyPinResponse",
            Self::ChangePin => "ChangePinResponse",
            Self::UnblockPin => "UnblockPinResponse",
            Self::GetCards => "GetCardsResponse",
            Self::GetCardTerminals => "GetCardTerminalsResponse",
            Self::ReadCardCertificate => "ReadCardCertificateResponse",
        }
    }

    /// The value of the header field `SOAPAction`, with the quotation marks that SOAP 1.1 (6.1.1)
    /// wants.
    #[must_use]
    pub fn action(self) -> String {
        format!("\"{}#{}\"", self.service().namespace(), self.name())
    }

    /// Whether it makes a terminal ask for a secret, so that it is sent once for each decision of a
    /// person and never again.
    #[must_use]
    pub const fn asks_for_a_secret(self) -> bool {
        matches!(self, Self::VerifyPin | Self::ChangePin | Self::UnblockPin)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_is_named_in_the_directory_as_its_messages_are_with_wsdl_before_the_version() {
        for service in Service::ALL {
            let (major, minor) = service.spoken();
            let (name, host) = (service.name(), "http://ws.gematik.de/conn");
            let version = format!("v{major}.{minor}");
            assert_eq!(service.namespace(), format!("{host}/{name}/{version}"));
            let wsdl = format!("{host}/{name}/WSDL/{version}");
            assert_eq!(service.target_namespace(), wsdl);
        }
    }

    #[test]
    fn the_action_of_a_request_is_its_namespace_and_name_in_quotation_marks() {
        let rows = [
            (Operation::GetPinStatus, "CardService/v8.1#GetPinStatus"),
            (Operation::VerifyPin, "CardService/v8.1#VerifyPin"),
            (Operation::ChangePin, "CardService/v8.1#ChangePin"),
            (Operation::UnblockPin, "CardService/v8.1#UnblockPin"),
            (Operation::GetCards, "EventService/v7.2#GetCards"),
            (
                Operation::GetCardTerminals,
                "EventService/v7.2#GetCardTerminals",
            ),
            (
                Operation::ReadCardCertificate,
                "CertificateService/v6.0#ReadCardCertificate",
            ),
        ];
        assert_eq!(rows.map(|(operation, _)| operation), Operation::ALL);
        for (operation, action) in rows {
            let expected = format!("\"http://ws.gematik.de/conn/{action}\"");
            assert_eq!(operation.action(), expected);
            assert_eq!(
                operation.response(),
                format!("{}Response", operation.name())
            );
        }
    }
}
