//! Namespaces as the schemas name them (Konnektor specification, schema release 5.0.8).

/// A namespace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ns {
    /// SOAP 1.1.
    Soap,
    /// ConnectorCommon: Status, Result, CardHandle, the parts of a context.
    Conn,
    /// ConnectorContext: Context.
    Context,
    /// Errors of all services: Error, Trace.
    Error,
    /// CardServiceCommon: PinTyp, PinResult, Iccsn, CtId.
    CardCommon,
    /// CardService: PIN operations and what a card is.
    Card,
    /// EventService: GetCards, GetCardTerminals.
    Event,
    /// CardTerminalInfo.
    Terminal,
    /// CertificateService.
    Cert,
    /// CertificateServiceCommon: X509DataInfoList.
    CertCommon,
    /// ProductInformation.
    Product,
    /// ServiceDirectory: the root of connector.sds.
    Directory,
    /// ServiceInformation: services, versions, endpoints.
    Service,
    /// No namespace: `faultcode`, `detail`.
    None,
    /// A namespace that nobody has defined.
    Foreign,
}

impl Ns {
    /// How many there are.
    pub const COUNT: usize = Self::Foreign as usize + 1;

    /// Its name.
    pub const fn uri(self) -> &'static str {
        match self {
            Self::Soap => "http://schemas.xmlsoap.org/soap/envelope/",
            Self::Conn => "http://ws.gematik.de/conn/ConnectorCommon/v5.0",
            Self::Context => "http://ws.gematik.de/conn/ConnectorContext/v2.0",
            Self::Error => "http://ws.gematik.de/tel/error/v2.0",
            Self::CardCommon => "http://ws.gematik.de/conn/CardServiceCommon/v2.0",
            Self::Card => "http://ws.gematik.de/conn/CardService/v8.1",
            Self::Event => "http://ws.gematik.de/conn/EventService/v7.2",
            Self::Terminal => "http://ws.gematik.de/conn/CardTerminalInfo/v8.0",
            Self::Cert => "http://ws.gematik.de/conn/CertificateService/v6.0",
            Self::CertCommon => "http://ws.gematik.de/conn/CertificateServiceCommon/v2.0",
            Self::Product => "http://ws.gematik.de/int/version/ProductInformation/v1.1",
            Self::Directory => "http://ws.gematik.de/conn/ServiceDirectory/v3.1",
            Self::Service => "http://ws.gematik.de/conn/ServiceInformation/v2.0",
            Self::None => "",
            Self::Foreign => "urn:example:nobody",
        }
    }
}
