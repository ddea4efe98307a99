//! The makes. One that is like another says only in what it differs.

use super::{Handles, InsertTime, Make, Ns, Prefixes, TerminalIds, Transfer};

/// All of them.
pub const ALL: &[&Make] = &[
    &KOCOBOX, &FARM, &RISE, &SECUNET_4, &SECUNET_5, &SECUNET_6, &GATEWAY, &EHEX, &TITUS,
];

/// Prefixes by number, as the libraries of Java give them away.
const NUMBERED: Prefixes = Prefixes::of_answers([
    "SOAP-ENV", "ns2", "ns9", "ns3", "ns4", "ns5", "ns6", "ns7", "ns10", "ns11", "ns8", "ns12",
]);

/// KoCoBox MED+: ports are named, the EventService has a path of its own kind, versions in
/// ascending order.
pub const KOCOBOX: Make = Make {
    name: "KoCoBox 5.1.8",
    vendor_id: "KOCOC",
    product_code: "kocobox",
    product_type_version: "5.1.8",
    hardware: "2.0.0",
    firmware: "5.1.8",
    vendor_name: "KoCo Connector GmbH",
    product_name: "KoCoBox MED+",
    before_path: "",
    inner_host: None,
    services: &[
        "CardService 8.1.0 8.1.1 8.1.2 /service/cardservice",
        "EventService 7.2.0 /service/systeminformationservice",
        "CertificateService 6.0.0 6.0.1 /service/certificateservice",
        "CardTerminalService 1.1.0 /service/cardterminalservice",
    ],
    names_ports: true,
    plain_endpoints: true,
    wsdl: false,
    prefixes: Prefixes::of_answers([
        "S", "ns3", "ns2", "", "ns4", "ns5", "ns6", "ns7", "ns8", "ns9", "ns10", "ns11",
    ]),
    directory_prefixes: Prefixes::of_directory(["ns2", "", "ns3", "ns11"]),
    declaration: true,
    header: false,
    declares: &[
        Ns::Conn,
        Ns::Context,
        Ns::CardCommon,
        Ns::Card,
        Ns::Event,
        Ns::Terminal,
        Ns::Product,
    ],
    handles: Handles::Uuid,
    terminals: TerminalIds::CtId,
    insert_time: InsertTime::MillisecondsOffset,
    zoned_dates: false,
    transfer: Transfer::Chunks(512),
    fault_status: "500 Internal Server Error",
    warns: true,
    own_trace: false,
    fault_code: "Server",
    base64_line: 76,
    base64_indent: 0,
    dotted_names: false,
};

/// One of many in a farm: its directory and its services lie under a path of its own, and its
/// directory names its WSDL files.
pub const FARM: Make = Make {
    name: "KoCoBox 5.5.4 in a farm",
    product_type_version: "5.5.4",
    firmware: "5.5.4",
    before_path: "/kon1",
    names_ports: false,
    wsdl: true,
    ..KOCOBOX
};

/// RISE Konnektor.
pub const RISE: Make = Make {
    name: "RISE 5.1.12",
    vendor_id: "RISEG",
    product_code: "RKONN",
    product_type_version: "5.1.12",
    hardware: "1.0.0",
    firmware: "5.1.12",
    vendor_name: "RISE",
    product_name: "RISE Konnektor",
    before_path: "",
    inner_host: None,
    services: &[
        "EventService 7.2.0 /webservices/eventservice",
        "CardService 8.1.2 8.1.0 8.1.1 /webservices/cardservice",
        "CertificateService 6.0.1 /webservices/certificateservice",
    ],
    names_ports: false,
    plain_endpoints: true,
    wsdl: false,
    prefixes: Prefixes::of_answers([
        "soap", "CONN", "CCTX", "GERROR", "CARDCMN", "CARD", "EVT", "CT", "CERT", "CERTCMN", "PI",
        "X",
    ]),
    directory_prefixes: Prefixes::of_directory(["PI", "CONN", "SI", "X"]),
    declaration: false,
    header: false,
    declares: &[],
    handles: Handles::Uuid,
    terminals: TerminalIds::Short,
    insert_time: InsertTime::Offset,
    zoned_dates: false,
    transfer: Transfer::Length,
    fault_status: "500 Internal Server Error",
    warns: false,
    own_trace: true,
    fault_code: "Client",
    base64_line: 64,
    base64_indent: 6,
    dotted_names: false,
};

/// secunet before the elliptic curves: CertificateService 6.0.0 only, so `Crypt` does not fit; one
/// version of CardService has a path of its own.
pub const SECUNET_4: Make = Make {
    name: "secunet 4.8.2",
    vendor_id: "SECUN",
    product_code: "secu_kon",
    product_type_version: "4.8.2",
    hardware: "2.0.0",
    firmware: "4.10.1",
    vendor_name: "secunet",
    product_name: "secunet konnektor",
    services: &[
        "CardService 8.1.2 /ws/CardService/812",
        "CardService 8.1.1 8.1.0 /ws/CardService",
        "CertificateService 6.0.0 /ws/CertificateService",
        "EventService 7.2.0 /ws/EventService",
    ],
    prefixes: NUMBERED,
    directory_prefixes: Prefixes::of_directory(["pi", "sd", "si", "x"]),
    handles: Handles::Numbered,
    terminals: TerminalIds::Mac,
    zoned_dates: true,
    own_trace: false,
    header: true,
    warns: true,
    fault_status: "200 OK",
    ..RISE
};

/// secunet with product type version 5.
pub const SECUNET_5: Make = Make {
    name: "secunet 5.50.4",
    product_type_version: "5.50.4",
    firmware: "5.50.4",
    services: &[
        "EventService 7.2.0 /ws/EventService",
        "CertificateService 6.0.0 6.0.1 /ws/CertificateService",
        "CardService 8.1.0 8.1.2 8.1.1 /ws/CardService",
    ],
    fault_status: "500 Internal Server Error",
    insert_time: InsertTime::MillisecondsZ,
    warns: false,
    ..SECUNET_4
};

/// gematik's Titus: a path for each version, errors in the default namespace.
pub const TITUS: Make = Make {
    name: "Titus KS2",
    vendor_id: "GMTK",
    product_code: "KONSIM",
    product_type_version: "5.54.1",
    vendor_name: "gematik",
    product_name: "Konnektorsimulator",
    services: &[
        "CardService 8.1.0 8.1.2 /soap-api/CardService/*",
        "CertificateService 6.0.1 6.0.0 /soap-api/CertificateService/*",
        "EventService 7.2.0 /soap-api/EventService/*",
    ],
    directory_prefixes: Prefixes::of_directory(["pi", "sd", "si", "x"]),
    prefixes: Prefixes::of_answers([
        "S", "ns2", "ns3", "", "ns4", "ns5", "ns6", "ns7", "ns8", "ns9", "ns10", "ns11",
    ]),
    fault_code: "Server",
    own_trace: true,
    ..RISE
};

/// eHEX infinity konnektor, with product type version 6: CardService 8.1 and 8.2 side by side, 8.2.1
/// last, and only ways with TLS.
pub const EHEX: Make = Make {
    name: "eHEX 6.0.2",
    vendor_id: "EHEXP",
    product_code: "IK",
    product_type_version: "6.0.2",
    hardware: "1.2.0",
    firmware: "2.0.1",
    vendor_name: "eHEX",
    product_name: "infinity konnektor",
    before_path: "",
    inner_host: None,
    services: &[
        "SignatureService 7.5.5 7.4.2 7.4.0 /ws/SignatureService",
        "AuthSignatureService 7.4.1 7.4.0 /ws/AuthSignatureService",
        "CertificateService 6.0.1 6.0.0 /ws/CertificateService",
        "CardTerminalService 1.1.0 /ws/CardTerminalService",
        "CardService 8.1.2 8.1.1 8.1.0 8.2.1 /ws/CardService",
        "EventService 7.2.0 /ws/EventService",
        "AMTSService 1.0.0 /ws/AMTSService conn/amts/AMTSService/v1.0",
        "VSDService 5.2.0 /ws/VSDService conn/vsds/VSDService/v5.2",
    ],
    names_ports: true,
    plain_endpoints: false,
    wsdl: false,
    prefixes: NUMBERED,
    directory_prefixes: Prefixes::of_directory(["", "ns2", "ns3", "ns12"]),
    declaration: false,
    header: true,
    declares: &[Ns::Conn, Ns::Error],
    handles: Handles::Numbered,
    terminals: TerminalIds::Uuid,
    insert_time: InsertTime::MillisecondsZ,
    zoned_dates: true,
    transfer: Transfer::Length,
    fault_status: "500 Internal Server Error",
    warns: true,
    own_trace: false,
    fault_code: "Server",
    base64_line: 0,
    base64_indent: 0,
    dotted_names: true,
};

/// secunet konnektor with the same version: ways without TLS besides.
pub const SECUNET_6: Make = Make {
    name: "secunet 6.0.2",
    vendor_id: "SECUN",
    product_code: "secu_kon",
    hardware: "2.0.0",
    firmware: "6.0.2",
    vendor_name: "secunet",
    product_name: "secunet konnektor",
    services: &[
        "CardService 8.1.2 8.1.1 8.1.0 8.2.1 /ws/CardService",
        "CertificateService 6.0.1 6.0.0 /ws/CertificateService",
        "EventService 7.2.0 /ws/EventService",
    ],
    names_ports: false,
    plain_endpoints: true,
    header: false,
    declares: &[Ns::Conn, Ns::Error, Ns::CardCommon, Ns::Card, Ns::Event],
    terminals: TerminalIds::Mac,
    transfer: Transfer::Chunks(1000),
    ..EHEX
};

/// One in a data centre, behind an address translation: what its directory calls it leads nowhere
/// from a practice. The directory names its WSDL files, too, at the same host.
pub const GATEWAY: Make = Make {
    name: "secunet 6.0.5 at a gateway",
    product_type_version: "6.0.5",
    firmware: "6.0.5",
    inner_host: Some("10.156.145.23"),
    plain_endpoints: false,
    wsdl: true,
    ..SECUNET_6
};
