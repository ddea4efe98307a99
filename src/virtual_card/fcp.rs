//! File control parameters (gemSpec_COS N013.900-N014.900): the template 62 that SELECT answers
//! with.
//!
//! Access rules and other makers' data objects, which real cards append, are left out.

use apdu::tlv;

use super::life_cycle::LifeCycle;
use super::object_system::{Content, File, Folder, Structure};

const FCP: tlv::Tag = 0x62;
const NUMBER_OF_OCTET: tlv::Tag = 0x80;
const DESCRIPTOR: tlv::Tag = 0x82;
const FILE_IDENTIFIER: tlv::Tag = 0x83;
const APPLICATION_IDENTIFIER: tlv::Tag = 0x84;
const SHORT_FILE_IDENTIFIER: tlv::Tag = 0x88;
const LIFE_CYCLE: tlv::Tag = 0x8A;
const LOGICAL_END_OF_FILE: tlv::Tag = 0xC5;

/// FCP of a folder: descriptor, FID if it has one, every AID, life cycle status.
pub(super) fn of_folder(folder: &Folder) -> Vec<u8> {
    let mut objects = tlv::encode(DESCRIPTOR, &[0x38 | shareable(folder.shareable)]);
    if let Some(identifier) = folder.file_identifier {
        objects.extend(tlv::encode(FILE_IDENTIFIER, &identifier.to_be_bytes()));
    }
    for aid in &folder.application_identifiers {
        objects.extend(tlv::encode(APPLICATION_IDENTIFIER, &aid.0));
    }
    objects.extend(tlv::encode(LIFE_CYCLE, &[life_cycle(folder.life_cycle)]));
    tlv::encode(FCP, &objects)
}

/// FCP of a file; only a transparent one has DO C5.
pub(super) fn of_file(file: &File) -> Vec<u8> {
    let (size, descriptor, end_of_file) = match &file.content {
        Content::Transparent { size, body } => (
            *size,
            vec![0x01 | shareable(file.shareable)],
            Some(body.0.len()),
        ),
        Content::Records {
            structure,
            size,
            maximum_record_length,
            maximum_number_of_records,
            ..
        } => {
            // Linear fixed 02 and cyclic 06: ISO/IEC 7816-4, file descriptor octet.
            let kind = match structure {
                Structure::LinearFixed => 0x02,
                Structure::LinearVariable => 0x04,
                Structure::Cyclic => 0x06,
            };
            let mut descriptor = vec![
                kind | shareable(file.shareable),
                0x41,
                0x00,
                *maximum_record_length,
            ];
            descriptor.extend(shortest(u32::from(*maximum_number_of_records), 1));
            (*size, descriptor, None)
        }
    };
    let mut objects = tlv::encode(NUMBER_OF_OCTET, &shortest(size, 2));
    objects.extend(tlv::encode(DESCRIPTOR, &descriptor));
    if let Some(identifier) = file.file_identifier {
        objects.extend(tlv::encode(FILE_IDENTIFIER, &identifier.to_be_bytes()));
    }
    let short = file.short_file_identifier.map(|sfi| sfi << 3);
    objects.extend(tlv::encode(SHORT_FILE_IDENTIFIER, short.as_slice()));
    objects.extend(tlv::encode(LIFE_CYCLE, &[life_cycle(file.life_cycle)]));
    if let Some(end) = end_of_file {
        objects.extend(tlv::encode(
            LOGICAL_END_OF_FILE,
            &shortest(u32::try_from(end).unwrap_or(u32::MAX), 2),
        ));
    }
    tlv::encode(FCP, &objects)
}

const fn shareable(shareable: bool) -> u8 {
    if shareable { 0x40 } else { 0x00 }
}

const fn life_cycle(status: LifeCycle) -> u8 {
    match status {
        LifeCycle::Activated => 0x05,
        LifeCycle::Deactivated => 0x04,
        LifeCycle::Terminated => 0x0C,
    }
}

/// Big-endian, at least `least` octets.
fn shortest(number: u32, least: usize) -> Vec<u8> {
    let octets = number.to_be_bytes();
    let needed = octets
        .iter()
        .skip_while(|octet| **octet == 0)
        .count()
        .max(least);
    octets.into_iter().skip(4 - needed).collect()
}
