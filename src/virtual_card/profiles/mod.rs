//! Built-in cards: the object systems of an eHBA and an SMC-B G2.1 as delivered, typed from the
//! specification (cards.md §1-§5), contact interface only, filled with invented data. The issuer
//! number in the ICCSN (80276 99999) is outside the real ones; the certificates come from
//! `make-certificates.sh`, their private keys are gone.

mod cia;
mod hba;
mod master;
mod smcb;

pub(super) use smcb::{Institution, is_built_in as is_built_in_smcb};

use apdu::{Pin, tlv};

use super::access_rule::AccessRules;
use super::index::FolderIndex;
use super::life_cycle::LifeCycle;
use super::object_system::{
    Content, File, Folder, ObjectSystem, Octets, Record, Structure, TransportStatus,
};
use super::password::{Password, Secret};

/// A built-in card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// eHBA G2.1 as delivered: PIN.CH and PIN.QES with Transport-PIN, PIN.AUTO and PIN.SO with
    /// Leer-PIN.
    Hba,
    /// SMC-B G2.1 as delivered: PIN.SMC with Transport-PIN.
    Smcb,
}

impl Profile {
    pub(super) fn build(self) -> ObjectSystem {
        let (name, folders) = match self {
            Profile::Hba => ("HBA G2.1, PROBE", hba::folders()),
            Profile::Smcb => ("SMC-B G2.1, PROBE", smcb::folders()),
        };
        ObjectSystem {
            name: name.to_owned(),
            // T=1, negotiable mode, no historical octets (gemSpec_COS 11.x); the cold ATR of
            // gematik's images.
            answer_to_reset: Octets(vec![
                0x3B, 0x90, 0x96, 0x81, 0xB1, 0xFE, 0x45, 0x1F, 0x03, 0x91,
            ]),
            logical_channels: 4,
            life_cycle: LifeCycle::Activated,
            quirks: Vec::new(),
            folders,
        }
    }
}

/// READ BINARY always.
const READ: &str = "CB{[ACTIVATED,1,{({00||b0||??||??},ALW)}]}";
/// READ RECORD and SEARCH RECORD always.
const READ_RECORD: &str = "CB{[ACTIVATED,1,{({00||b2||??||??,00||a2||??||??},ALW)}]}";
/// GET RANDOM always.
const FOLDER: &str = "CB{[ACTIVATED,1,{({80||84||00||00},ALW)}]}";

/// What differs between password objects (cards.md §2.2).
struct PasswordData {
    name: &'static str,
    identifier: u8,
    minimum_length: u8,
    /// `None`: Leer-PIN.
    transport_pin: Option<&'static str>,
    puk: &'static str,
    start_security_status: &'static [(u8, Option<u16>)],
    rules: &'static str,
}

fn password(data: &PasswordData) -> Password {
    let secret = |digits: &str| {
        Secret(
            Pin::from_digits(digits.as_bytes())
                .ok()
                .map(|pin| pin.block()),
        )
    };
    Password {
        name: data.name.to_owned(),
        identifier: data.identifier,
        life_cycle: LifeCycle::Activated,
        access_rules: rules(data.rules),
        minimum_length: data.minimum_length,
        maximum_length: 8,
        start_retry_counter: 3,
        retry_counter: 3,
        transport_status: match data.transport_pin {
            Some(_) => TransportStatus::TransportPin,
            None => TransportStatus::LeerPin,
        },
        enabled: true,
        start_security_status: data.start_security_status.to_vec(),
        puk_usage: 10,
        secret: data.transport_pin.map(secret).unwrap_or_default(),
        puk: secret(data.puk),
    }
}

/// A rule that cannot be read would be NEVER: every build but a release stops there.
fn rules(text: &str) -> AccessRules {
    AccessRules::parse(text).unwrap_or_else(|error| {
        debug_assert!(false, "{text}: {error:?}");
        AccessRules::default()
    })
}

fn folder(name: &str, parent: Option<FolderIndex>, aid: &[u8], rule: &str) -> Folder {
    Folder {
        name: name.to_owned(),
        parent,
        // No folder but the MF has a file identifier (cards.md §1.1).
        file_identifier: if parent.is_none() { Some(0x3F00) } else { None },
        application_identifiers: vec![Octets(aid.to_vec())],
        life_cycle: LifeCycle::Activated,
        shareable: true,
        access_rules: rules(rule),
        files: Vec::new(),
        passwords: Vec::new(),
    }
}

fn file(
    name: &str,
    file_identifier: u16,
    short_file_identifier: u8,
    rule: &str,
    content: Content,
) -> File {
    File {
        name: name.to_owned(),
        file_identifier: Some(file_identifier),
        short_file_identifier: Some(short_file_identifier),
        life_cycle: LifeCycle::Activated,
        shareable: true,
        access_rules: rules(rule),
        content,
    }
}

/// A transparent file that may be read always; `size` grows with the body if need be.
fn transparent(name: &str, identifier: u16, sfi: u8, size: u32, body: impl Into<Vec<u8>>) -> File {
    let body = body.into();
    let size = size.max(u32::try_from(body.len()).unwrap_or(u32::MAX));
    file(
        name,
        identifier,
        sfi,
        READ,
        Content::Transparent {
            size,
            body: Octets(body),
        },
    )
}

/// EF.DIR 2F00 / 1E, linear variable: one record `61 L 4F L AID` per application, the MF first
/// (cards.md §5).
fn directory(maximum: (u8, u16, u32), aids: &[&[u8]]) -> File {
    let (maximum_record_length, maximum_number_of_records, size) = maximum;
    let record = |aid: &&[u8]| Record {
        activated: true,
        value: Octets(tlv::encode(0x61, &tlv::encode(0x4F, aid))),
    };
    let content = Content::Records {
        structure: Structure::LinearVariable,
        maximum_record_length,
        maximum_number_of_records,
        size,
        records: aids.iter().map(record).collect(),
    };
    file("EF.DIR", 0x2F00, 0x1E, READ_RECORD, content)
}
