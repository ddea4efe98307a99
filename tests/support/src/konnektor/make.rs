//! What differs between the Konnektors of the makers, as data.
//!
//! Paths, ports, order of versions, prefixes and the look of handles were seen at such machines.
//! Where nothing is known (status of faults, 4043 as a warning or a fault, traces, chunks) they
//! differ here all the same, so that no client gets used to one of them.

mod older;
mod ptv6;

pub use older::{KOCOBOX, RISE, SECUNET_4, SECUNET_5, TITUS};
pub use ptv6::{EHEX, SECUNET_6};

use super::http::Transfer;
use super::names::Ns;
use super::tree::Prefixes;

/// All of them.
pub const ALL: &[&Make] = &[
    &KOCOBOX, &RISE, &SECUNET_4, &SECUNET_5, &SECUNET_6, &EHEX, &TITUS,
];

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
    /// In the order of its directory.
    pub services: &'static [Service],
    /// Whether `:443` and `:80` stand in its addresses although they need not.
    pub names_ports: bool,
    /// Whether a way without TLS stands in the directory.
    pub plain_endpoints: bool,
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
}

/// A service in the directory.
#[derive(Debug)]
pub struct Service {
    pub name: &'static str,
    pub versions: &'static [Version],
}

/// One of its versions.
#[derive(Debug)]
pub struct Version {
    pub number: &'static str,
    /// TargetNamespace behind `http://ws.gematik.de/`.
    pub namespace: &'static str,
    pub path: &'static str,
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

impl Make {
    /// The service that answers at a path, and the versions that it has there.
    pub fn service_at(&self, path: &str) -> Option<(&Service, Vec<&Version>)> {
        self.services.iter().find_map(|service| {
            let versions = service.versions.iter();
            let versions: Vec<_> = versions.filter(|version| version.path == path).collect();
            (!versions.is_empty()).then_some((service, versions))
        })
    }
}

const fn version(number: &'static str, namespace: &'static str, path: &'static str) -> Version {
    Version {
        number,
        namespace,
        path,
    }
}

const fn service(name: &'static str, versions: &'static [Version]) -> Service {
    Service { name, versions }
}
