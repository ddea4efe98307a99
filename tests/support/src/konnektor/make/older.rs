//! Konnektors before product type version 6, and gematik's test system.

use super::{Handles, InsertTime, Make, Ns, Prefixes, TerminalIds, Transfer, service, version};

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
    services: &[
        service(
            "CardService",
            &[
                version(
                    "8.1.0",
                    "conn/CardService/WSDL/v8.1",
                    "/service/cardservice",
                ),
                version(
                    "8.1.1",
                    "conn/CardService/WSDL/v8.1",
                    "/service/cardservice",
                ),
                version(
                    "8.1.2",
                    "conn/CardService/WSDL/v8.1",
                    "/service/cardservice",
                ),
            ],
        ),
        service(
            "EventService",
            &[version(
                "7.2.0",
                "conn/EventService/WSDL/v7.2",
                "/service/systeminformationservice",
            )],
        ),
        service(
            "CertificateService",
            &[
                version(
                    "6.0.0",
                    "conn/CertificateService/WSDL/v6.0",
                    "/service/certificateservice",
                ),
                version(
                    "6.0.1",
                    "conn/CertificateService/WSDL/v6.0",
                    "/service/certificateservice",
                ),
            ],
        ),
        service(
            "CardTerminalService",
            &[version(
                "1.1.0",
                "conn/CardTerminalService/WSDL/v1.1",
                "/service/cardterminalservice",
            )],
        ),
    ],
    names_ports: true,
    plain_endpoints: true,
    prefixes: Prefixes([
        "S", "ns3", "ns2", "", "ns4", "ns5", "ns6", "ns7", "ns8", "ns9", "ns10", "", "", "", "ns11",
    ]),
    directory_prefixes: Prefixes([
        "", "", "", "", "", "", "", "", "", "", "ns2", "", "ns3", "", "ns11",
    ]),
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
    services: &[
        service(
            "EventService",
            &[version(
                "7.2.0",
                "conn/EventService/WSDL/v7.2",
                "/webservices/eventservice",
            )],
        ),
        service(
            "CardService",
            &[
                version(
                    "8.1.2",
                    "conn/CardService/WSDL/v8.1",
                    "/webservices/cardservice",
                ),
                version(
                    "8.1.0",
                    "conn/CardService/WSDL/v8.1",
                    "/webservices/cardservice",
                ),
                version(
                    "8.1.1",
                    "conn/CardService/WSDL/v8.1",
                    "/webservices/cardservice",
                ),
            ],
        ),
        service(
            "CertificateService",
            &[version(
                "6.0.1",
                "conn/CertificateService/WSDL/v6.0",
                "/webservices/certificateservice",
            )],
        ),
    ],
    names_ports: false,
    plain_endpoints: true,
    prefixes: Prefixes([
        "soap", "CONN", "CCTX", "GERROR", "CARDCMN", "CARD", "EVT", "CT", "CERT", "CERTCMN", "PI",
        "", "", "", "X",
    ]),
    directory_prefixes: Prefixes([
        "", "", "", "", "", "", "", "", "", "", "PI", "CONN", "SI", "", "X",
    ]),
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
        service(
            "CardService",
            &[
                version("8.1.2", "conn/CardService/WSDL/v8.1", "/ws/CardService/812"),
                version("8.1.1", "conn/CardService/WSDL/v8.1", "/ws/CardService"),
                version("8.1.0", "conn/CardService/WSDL/v8.1", "/ws/CardService"),
            ],
        ),
        service(
            "CertificateService",
            &[version(
                "6.0.0",
                "conn/CertificateService/WSDL/v6.0",
                "/ws/CertificateService",
            )],
        ),
        service(
            "EventService",
            &[version(
                "7.2.0",
                "conn/EventService/WSDL/v7.2",
                "/ws/EventService",
            )],
        ),
    ],
    prefixes: Prefixes([
        "SOAP-ENV", "ns2", "ns9", "ns3", "ns4", "ns5", "ns6", "ns7", "ns10", "ns11", "ns8", "", "",
        "", "ns12",
    ]),
    directory_prefixes: Prefixes([
        "", "", "", "", "", "", "", "", "", "", "pi", "sd", "si", "", "x",
    ]),
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
        service(
            "EventService",
            &[version(
                "7.2.0",
                "conn/EventService/WSDL/v7.2",
                "/ws/EventService",
            )],
        ),
        service(
            "CertificateService",
            &[
                version(
                    "6.0.0",
                    "conn/CertificateService/WSDL/v6.0",
                    "/ws/CertificateService",
                ),
                version(
                    "6.0.1",
                    "conn/CertificateService/WSDL/v6.0",
                    "/ws/CertificateService",
                ),
            ],
        ),
        service(
            "CardService",
            &[
                version("8.1.0", "conn/CardService/WSDL/v8.1", "/ws/CardService"),
                version("8.1.2", "conn/CardService/WSDL/v8.1", "/ws/CardService"),
                version("8.1.1", "conn/CardService/WSDL/v8.1", "/ws/CardService"),
            ],
        ),
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
        service(
            "CardService",
            &[
                version(
                    "8.1.0",
                    "conn/CardService/WSDL/v8.1",
                    "/soap-api/CardService/8.1.0",
                ),
                version(
                    "8.1.2",
                    "conn/CardService/WSDL/v8.1",
                    "/soap-api/CardService/8.1.2",
                ),
            ],
        ),
        service(
            "CertificateService",
            &[
                version(
                    "6.0.1",
                    "conn/CertificateService/WSDL/v6.0",
                    "/soap-api/CertificateService/6.0.1",
                ),
                version(
                    "6.0.0",
                    "conn/CertificateService/WSDL/v6.0",
                    "/soap-api/CertificateService/6.0.0",
                ),
            ],
        ),
        service(
            "EventService",
            &[version(
                "7.2.0",
                "conn/EventService/WSDL/v7.2",
                "/soap-api/EventService/7.2.0",
            )],
        ),
    ],
    directory_prefixes: Prefixes([
        "", "", "", "", "", "", "", "", "", "", "pi", "sd", "si", "", "x",
    ]),
    prefixes: Prefixes([
        "S", "ns2", "ns3", "", "ns4", "ns5", "ns6", "ns7", "ns8", "ns9", "ns10", "", "", "", "ns11",
    ]),
    fault_code: "Server",
    own_trace: true,
    ..RISE
};
