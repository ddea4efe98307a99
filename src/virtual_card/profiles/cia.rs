//! Cryptographic information (ISO/IEC 7816-15) in DF.CIA.QES and DF.CIA.ESIGN of the eHBA.
//!
//! The virtual card has no private keys, so EF.PrKD lists none.

use apdu::tlv;

use super::super::object_system::File;
use super::transparent;

/// A password in EF.AOD.
pub(super) struct Authentication {
    pub(super) label: &'static str,
    pub(super) identifier: u8,
    /// Identifier of the PUK that protects it.
    pub(super) puk: u8,
    /// Reference for commands: 01 for PIN.CH, 81 for PIN.QES.
    pub(super) reference: u8,
}

/// A certificate in EF.CD: label, identifier of its key, file identifier.
pub(super) type Certificate = (&'static str, u8, u16);

/// EF.CIA.CIAInfo, EF.OD, EF.AOD, EF.PrKD, EF.CD of one DF.CIA. `aid`: the folder the objects lie
/// in.
pub(super) fn files(
    label: &str,
    aid: &[u8],
    pin: &Authentication,
    certificates: &[Certificate],
) -> Vec<File> {
    vec![
        transparent("EF.CIA.CIAInfo", 0x5032, 0x12, 24, info(label)),
        transparent("EF.OD", 0x5031, 0x11, 24, directory()),
        transparent("EF.AOD", 0x5034, 0x14, 64, authentication(pin, aid)),
        transparent("EF.PrKD", 0x5035, 0x15, 526, []),
        transparent(
            "EF.CD",
            0x5038,
            0x16,
            258,
            certificate_directory(aid, certificates),
        ),
    ]
}

fn info(label: &str) -> Vec<u8> {
    sequence(&[
        tlv::encode(0x02, &[1]),
        tlv::encode(0x80, label.as_bytes()),
        tlv::encode(0x03, &[0x05, 0x60]),
    ])
}

/// Paths of EF.AOD (tag 8), EF.PrKD (tag 0), EF.CD (tag 4).
fn directory() -> Vec<u8> {
    let entries = [(0xA8, 0x34), (0xA0, 0x35), (0xA4, 0x38)];
    let path = |file: u8| sequence(&[tlv::encode(0x04, &[0x50, file])]);
    entries
        .iter()
        .flat_map(|(tag, file)| tlv::encode(*tag, &path(*file)))
        .collect()
}

/// Type 4 is ISO 9564-1; 6 to 8 digits, 8 stored, filled with FF. A reference with location 80 is
/// local to its folder (flag "local", 4C10) and names the folder and the security environment; a
/// global one (0C10) does not.
fn authentication(pin: &Authentication, aid: &[u8]) -> Vec<u8> {
    let local = pin.reference & 0x80 != 0;
    let common = sequence(&[
        tlv::encode(0x0C, pin.label.as_bytes()),
        tlv::encode(0x04, &[pin.puk]),
    ]);
    let mut class = vec![tlv::encode(0x04, &[pin.identifier])];
    let mut attributes = vec![
        tlv::encode(0x03, &[0x04, if local { 0x4C } else { 0x0C }, 0x10]),
        tlv::encode(0x0A, &[4]),
        tlv::encode(0x02, &[6]),
        tlv::encode(0x02, &[8]),
        tlv::encode(0x02, &[8]),
        tlv::encode(0x80, &[pin.reference]),
        tlv::encode(0x04, &[0xFF]),
    ];
    if local {
        class.push(tlv::encode(0x80, &[1]));
        attributes.push(path(aid, &[]));
    }
    sequence(&[
        common,
        sequence(&class),
        tlv::encode(0xA1, &sequence(&attributes)),
    ])
}

fn certificate_directory(aid: &[u8], certificates: &[Certificate]) -> Vec<u8> {
    let entry = |(label, key, file): &Certificate| {
        let common = sequence(&[tlv::encode(0x0C, label.as_bytes())]);
        let class = sequence(&[tlv::encode(0x04, &[*key])]);
        let value = sequence(&[path(aid, &file.to_be_bytes())]);
        sequence(&[common, class, tlv::encode(0xA1, &value)])
    };
    certificates.iter().flat_map(entry).collect()
}

/// Both the application and the file in it stand inside A1.
fn path(aid: &[u8], file: &[u8]) -> Vec<u8> {
    sequence(&[tlv::encode(
        0xA1,
        &[tlv::encode(0x4F, aid), tlv::encode(0x04, file)].concat(),
    )])
}

fn sequence(parts: &[Vec<u8>]) -> Vec<u8> {
    tlv::encode(0x30, &parts.concat())
}
