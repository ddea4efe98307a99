//! Konnektors with product type version 6: CardService 8.1 and 8.2 side by side.

use super::{
    Handles, InsertTime, Make, Ns, Prefixes, Service, TerminalIds, Transfer, service, version,
};

/// Soap Conn Context Error CardCommon Card Event Terminal Cert CertCommon Product Directory Service
/// None Foreign.
const ANSWERS: Prefixes = Prefixes([
    "SOAP-ENV", "ns2", "ns9", "ns3", "ns4", "ns5", "ns6", "ns7", "ns10", "ns11", "ns8", "", "", "",
    "ns12",
]);

const DIRECTORY: Prefixes = Prefixes([
    "", "", "", "", "", "", "", "", "", "", "", "ns2", "ns3", "", "ns12",
]);

/// eHEX infinity konnektor: only ways with TLS, 8.2.1 stands last.
pub const EHEX: Make = Make {
    name: "eHEX 6.0.2",
    vendor_id: "EHEXP",
    product_code: "IK",
    product_type_version: "6.0.2",
    hardware: "1.2.0",
    firmware: "2.0.1",
    vendor_name: "eHEX",
    product_name: "infinity konnektor",
    services: &[
        service(
            "SignatureService",
            &[
                version(
                    "7.5.5",
                    "conn/SignatureService/WSDL/v7.5",
                    "/ws/SignatureService",
                ),
                version(
                    "7.4.2",
                    "conn/SignatureService/WSDL/v7.4",
                    "/ws/SignatureService",
                ),
                version(
                    "7.4.0",
                    "conn/SignatureService/WSDL/v7.4",
                    "/ws/SignatureService",
                ),
            ],
        ),
        service(
            "AuthSignatureService",
            &[
                version(
                    "7.4.1",
                    "conn/AuthSignatureService/WSDL/v7.4",
                    "/ws/AuthSignatureService",
                ),
                version(
                    "7.4.0",
                    "conn/AuthSignatureService/WSDL/v7.4",
                    "/ws/AuthSignatureService",
                ),
            ],
        ),
        service(
            "CertificateService",
            &[
                version(
                    "6.0.1",
                    "conn/CertificateService/WSDL/v6.0",
                    "/ws/CertificateService",
                ),
                version(
                    "6.0.0",
                    "conn/CertificateService/WSDL/v6.0",
                    "/ws/CertificateService",
                ),
            ],
        ),
        service(
            "CardTerminalService",
            &[version(
                "1.1.0",
                "conn/CardTerminalService/WSDL/v1.1",
                "/ws/CardTerminalService",
            )],
        ),
        CARDS,
        service(
            "EventService",
            &[version(
                "7.2.0",
                "conn/EventService/WSDL/v7.2",
                "/ws/EventService",
            )],
        ),
        service(
            "AMTSService",
            &[version(
                "1.0.0",
                "conn/amts/AMTSService/v1.0",
                "/ws/AMTSService",
            )],
        ),
        service(
            "VSDService",
            &[version(
                "5.2.0",
                "conn/vsds/VSDService/v5.2",
                "/ws/VSDService",
            )],
        ),
    ],
    names_ports: true,
    plain_endpoints: false,
    prefixes: ANSWERS,
    directory_prefixes: DIRECTORY,
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
};

const CARDS: Service = service(
    "CardService",
    &[
        version("8.1.2", "conn/CardService/WSDL/v8.1", "/ws/CardService"),
        version("8.1.1", "conn/CardService/WSDL/v8.1", "/ws/CardService"),
        version("8.1.0", "conn/CardService/WSDL/v8.1", "/ws/CardService"),
        version("8.2.1", "conn/CardService/WSDL/v8.2", "/ws/CardService"),
    ],
);

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
        CARDS,
        service(
            "CertificateService",
            &[
                version(
                    "6.0.1",
                    "conn/CertificateService/WSDL/v6.0",
                    "/ws/CertificateService",
                ),
                version(
                    "6.0.0",
                    "conn/CertificateService/WSDL/v6.0",
                    "/ws/CertificateService",
                ),
            ],
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
    names_ports: false,
    plain_endpoints: true,
    header: false,
    declares: &[Ns::Conn, Ns::Error, Ns::CardCommon, Ns::Card, Ns::Event],
    handles: Handles::Numbered,
    terminals: TerminalIds::Mac,
    transfer: Transfer::Chunks(1000),
    ..EHEX
};
