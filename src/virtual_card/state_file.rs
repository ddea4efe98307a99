//! A whole card in one JSON file, schema "pinlotse-virtual-card/1". It holds the card's PINs, as
//! the card does.

use std::io::{self, Write};
use std::path::Path;

use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer, Serialize};
use zeroize::Zeroizing;

use super::error::Error;
use super::object_system::ObjectSystem;
use crate::system::files::{self, Access};

/// Version of the schema that is written and read.
const SCHEMA: &str = "pinlotse-virtual-card/1";

#[derive(Serialize)]
struct Written<'a> {
    schema: &'static str,
    card: &'a ObjectSystem,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Read {
    #[serde(rename = "schema", deserialize_with = "known_schema")]
    _schema: IgnoredAny,
    card: ObjectSystem,
}

fn known_schema<'de, D: Deserializer<'de>>(deserializer: D) -> Result<IgnoredAny, D::Error> {
    match String::deserialize(deserializer)?.as_str() {
        SCHEMA => Ok(IgnoredAny),
        _ => Err(serde::de::Error::custom(format!(
            "schema \"{SCHEMA}\" expected"
        ))),
    }
}

pub(super) fn read(text: &str, path: &Path) -> Result<ObjectSystem, Error> {
    let card: Result<Read, _> = serde_json::from_str(text);
    card.map(|read| read.card).map_err(|error| {
        let line = u32::try_from(error.line()).unwrap_or(u32::MAX).max(1);
        Error::malformed(path, line, error.to_string())
    })
}

/// Writes the whole file, or leaves the old one as it was.
pub(super) fn save(system: &ObjectSystem, path: &Path) -> Result<(), Error> {
    let octets = encode(system).map_err(Error::io(path, "encode"))?;
    files::write_atomically(path, &octets, Access::Owner).map_err(Error::io(path, "write"))
}

/// Makes the file, or leaves alone what is there.
pub(super) fn create(system: &ObjectSystem, path: &Path) -> Result<(), Error> {
    let octets = encode(system).map_err(Error::io(path, "encode"))?;
    files::create_atomically(path, &octets, Access::Owner).map_err(Error::io(path, "write"))
}

/// Encodes twice, first to learn the length: a growing buffer would leave copies of the PINs
/// behind.
fn encode(system: &ObjectSystem) -> io::Result<Zeroizing<Vec<u8>>> {
    let written = Written {
        schema: SCHEMA,
        card: system,
    };
    let mut length = Counter(0);
    serde_json::to_writer_pretty(&mut length, &written)?;
    let mut octets = Zeroizing::new(Vec::with_capacity(length.0 + 1));
    serde_json::to_writer_pretty(&mut *octets, &written)?;
    octets.push(b'\n');
    Ok(octets)
}

struct Counter(usize);

impl Write for Counter {
    fn write(&mut self, octets: &[u8]) -> io::Result<usize> {
        self.0 += octets.len();
        Ok(octets.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
