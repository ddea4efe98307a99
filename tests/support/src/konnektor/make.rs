//! What differs between the Konnektors of the makers, as data.
//!
//! Paths, ports, order of versions, prefixes and the look of handles were seen at such machines.
//! Where nothing is known (status of faults, 4043 as a warning or a fault, traces, chunks) they
//! differ here all the same, so that no client gets used to one of them.

mod services;
mod table;

pub use services::{Service, Version};
pub use table::{ALL, EHEX, FARM, GATEWAY, KOCOBOX, RISE, SECUNET_4, SECUNET_5, SECUNET_6, TITUS};

use super::http::Transfer;
use super::names::Ns;
use super::tree::Prefixes;

/// A make.
#[derive(Debug)]
pub struct Make {
    /// For messages of tests.
    pub name: &'static str,
    pub vendor_id: &'static str,
    pub product_code: &'static str,
    /// ProductTypeVersion.
    pub product_type_version: &'static str,
    pub hardware: &'static str,
    pub firmware: &'static str,
    pub vendor_name: &'static str,
    pub product_name: &'static str,
    /// What stands before the path of its directory and of its services: farms and gateways have
    /// many Konnektors behind one address.
    pub before_path: &'static str,
    /// The host that it calls itself where that leads nowhere: it stands behind an address
    /// translation. `None`: what it calls itself leads to it.
    pub inner_host: Option<&'static str>,
    /// In the order of its directory; a line is read by [`Make::services`].
    pub services: &'static [&'static str],
    /// Whether `:443` and `:80` stand in its addresses although they need not.
    pub names_ports: bool,
    /// Whether a way without TLS stands in the directory.
    pub plain_endpoints: bool,
    /// Whether the way to the WSDL stands behind those to the service.
    pub wsdl: bool,
    /// Prefixes of answers.
    pub prefixes: Prefixes,
    /// Prefixes of the directory.
    pub directory_prefixes: Prefixes,
    /// Whether answers begin with an XML declaration.
    pub declaration: bool,
    /// Whether an empty Header stands in each answer.
    pub header: bool,
    /// Namespaces that every answer declares, needed or not.
    pub declares: &'static [Ns],
    pub handles: Handles,
    pub terminals: TerminalIds,
    pub insert_time: InsertTime,
    /// Whether CertificateExpirationDate ends with a Z.
    pub zoned_dates: bool,
    pub transfer: Transfer,
    /// HTTP status of faults.
    pub fault_status: &'static str,
    /// Whether 4043 and 4065 come as a warning in a normal answer; a fault otherwise.
    pub warns: bool,
    /// Whether a trace of its own stands before gematik's.
    pub own_trace: bool,
    /// `faultcode` behind the prefix of SOAP.
    pub fault_code: &'static str,
    /// Characters in a line of base64; 0 for one line.
    pub base64_line: usize,
    /// Blanks before each further line of it.
    pub base64_indent: usize,
    /// Whether parts of a name that RFC 4514 has no letters for are written by number, their values
    /// in hex (`2.5.4.4=#0c0c…`).
    pub dotted_names: bool,
}

/// How handles of cards look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Handles {
    /// `SMC-B-2`, `HBA-67`.
    Numbered,
    Uuid,
}

/// How terminals are called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TerminalIds {
    Uuid,
    /// `CT_ID_0176`.
    CtId,
    /// `T1`.
    Short,
    /// `00:0D:F8:…`.
    Mac,
}

/// How the time of insertion is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InsertTime {
    /// `2026-09-16T00:55:32.876Z`.
    MillisecondsZ,
    /// `2026-09-16T02:55:32+02:00`, as the specification wants it.
    Offset,
    /// `2026-09-16T02:55:32.876+02:00`.
    MillisecondsOffset,
}
