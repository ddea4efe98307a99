//! What must not leave the PC in a report: taken out of every string, wherever it stands.
//!
//! Two nets. The first knows the values: all that the run's document holds in fields of that kind,
//! the words by which certificates name people, and what this PC and its users are called; each is
//! replaced everywhere, also inside other strings, however it is spelt, in hex or in base64. The
//! second knows the fields, and the shape of card numbers, of users' folders and of files of
//! virtual cards, for values that the first one never met. An ATR says the model only and stays.

mod fold;
mod known;
mod mask;
mod names;
mod shape;
#[cfg(test)]
mod tests;

use serde_json::{Map, Value};

pub use self::names::{Names, names};

use self::known::Known;
use self::mask::{
    address, is_usual_socket, issuer, mask_of_iccsn, prefix, reader_name, serials, virtual_reader,
};
use crate::card::iccsn;
use crate::certificate::professions;
use crate::reader::embedded::PREFIX;
use crate::system::machine::Private;

const USER: &str = "[user]";
const HOST: &str = "[host]";
const HOME: &str = "[home]";
const NAME: &str = "[name]";
const FINGERPRINT: &str = "[fingerprint]";
const SERIAL: &str = "[serial]";
const FILE: &str = "[file]";
const PATH: &str = "[path]";
const ISSUER: &str = "[issuer]";
const ADDRESS: &str = "[address]";
const PROFESSION: &str = "[profession]";

/// Fields whose value comes from a closed list or from this program, so that a user called `status`
/// does not garble it.
const FIXED: [&str; 14] = [
    "schema",
    "command",
    "version",
    "kind",
    "generation",
    "state",
    "code",
    "severity",
    "area",
    "pin",
    "os",
    "sign",
    "tries_basis",
    "purpose",
];
/// Fields of holders and certificates that name a person or an institution.
const NAMES: [&str; 10] = [
    "name",
    "given_name",
    "surname",
    "title",
    "organization",
    "subject",
    "common_name",
    "street",
    "locality",
    "holder",
];

/// Takes private things out.
#[derive(Debug, Default)]
pub struct Redactor {
    with_names: bool,
    known: Known,
}

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Iccsn,
    TelematikId,
    Fingerprint,
    Serial,
    Name,
    Reader,
    Issuer,
    Address,
    Socket,
    Fixed,
    Other,
}

impl Redactor {
    /// Learns what is private of this PC, of the run's document, of the certificates, and of the
    /// reader that was asked for in vain. `with_names` lets names of holders through.
    #[must_use]
    pub fn new(
        private: &Private,
        document: &Value,
        people: &[Names],
        asked_for: Option<&str>,
        with_names: bool,
    ) -> Self {
        let mut redactor = Self {
            with_names,
            known: Known::default(),
        };
        redactor.learn_pc(private);
        if !with_names {
            redactor.learn_people(people);
        }
        redactor.learn(document, "", Place::Elsewhere);
        redactor.known.sort();
        // Last: what is left of a reader's name must not hold what is known either.
        let mut readers = Vec::new();
        find_readers(document, "", Place::Elsewhere, &mut readers);
        readers.extend(asked_for);
        for reader in readers {
            redactor.hide_reader(reader);
        }
        redactor.known.sort();
        redactor
    }

    /// Whether names of holders stay.
    #[must_use]
    pub const fn lets_names_through(&self) -> bool {
        self.with_names
    }

    /// A line without what is private.
    #[must_use]
    pub fn text(&self, line: &str) -> String {
        shape::without(&self.known.replace(line))
    }

    /// A document without what is private.
    #[must_use]
    pub fn document(&self, document: &Value) -> Value {
        self.value(document, "", Place::Elsewhere)
    }

    fn value(&self, value: &Value, key: &str, place: Place) -> Value {
        match value {
            Value::Object(fields) => {
                let inside = |(name, value): (&String, &Value)| {
                    (name.clone(), self.value(value, name, place.inside(name)))
                };
                Value::Object(fields.iter().map(inside).collect::<Map<_, _>>())
            }
            Value::Array(all) => {
                Value::Array(all.iter().map(|one| self.value(one, key, place)).collect())
            }
            Value::String(text) => Value::String(match field(key, place) {
                Field::Fixed => text.clone(),
                Field::Iccsn => mask_of_iccsn(text).unwrap_or_else(|| self.text(text)),
                Field::TelematikId => prefix(text),
                Field::Fingerprint => FINGERPRINT.to_owned(),
                Field::Serial => SERIAL.to_owned(),
                Field::Name if !self.with_names => NAME.to_owned(),
                Field::Reader => self.text(&reader_name(text)),
                Field::Issuer => self.text(&issuer(text)),
                Field::Address => self.text(&address(text)),
                Field::Socket if !is_usual_socket(text) => PATH.to_owned(),
                Field::Name | Field::Socket | Field::Other => self.text(text),
            }),
            other => other.clone(),
        }
    }

    /// What this PC and its users are called.
    fn learn_pc(&mut self, private: &Private) {
        for (values, mask) in [(&private.users, USER), (&private.hosts, HOST)] {
            for value in values {
                // A user called "praxis" must not garble what support reads.
                if names::is_generic(value) {
                    self.known.hide_word(value, mask);
                } else {
                    self.known.hide(value, mask);
                }
            }
        }
        for home in &private.homes {
            self.known.hide(home, HOME);
        }
    }

    fn learn_people(&mut self, people: &[Names]) {
        for names in people {
            names
                .whole
                .iter()
                .for_each(|name| self.known.hide_word(name, NAME));
            names
                .words
                .iter()
                .for_each(|word| self.known.hide_word(word, NAME));
        }
    }

    /// Collects the values of the fields that name something private.
    fn learn(&mut self, value: &Value, key: &str, place: Place) {
        match value {
            Value::Object(fields) => {
                self.learn_profession(fields);
                fields
                    .iter()
                    .for_each(|(name, value)| self.learn(value, name, place.inside(name)));
            }
            Value::Array(all) => all.iter().for_each(|one| self.learn(one, key, place)),
            Value::String(text) if !text.is_empty() => match field(key, place) {
                Field::Iccsn => self.hide_iccsn(text),
                Field::TelematikId => self.known.hide(text, &prefix(text)),
                Field::Fingerprint => self.hide_octets(text, FINGERPRINT),
                Field::Serial => self.hide_octets(text, SERIAL),
                Field::Name if !self.with_names => self.known.hide(text, NAME),
                Field::Issuer if issuer(text) != *text => self.known.hide(text, ISSUER),
                Field::Address => self.known.hide(text, &address(text)),
                Field::Socket if !is_usual_socket(text) => self.known.hide(text, PATH),
                Field::Name
                | Field::Reader
                | Field::Issuer
                | Field::Socket
                | Field::Fixed
                | Field::Other => {}
            },
            _ => {}
        }
    }

    /// A profession is what the law calls it, or the certificate's own words, which may say
    /// anything.
    fn learn_profession(&mut self, fields: &Map<String, Value>) {
        let of = |key| fields.get(key).and_then(Value::as_str);
        if let (Some(text), true) = (of("text"), fields.contains_key("oid"))
            && of("oid") != Some(text)
            && of("oid").and_then(professions::text) != Some(text)
        {
            self.known.hide(text, PROFESSION);
        }
    }

    /// In one piece, as the card keeps it, and the part that only this card has; groups are known
    /// by their shape.
    fn hide_iccsn(&mut self, digits: &str) {
        let Some(mask) = mask_of_iccsn(digits) else {
            return;
        };
        self.known.hide(digits, &mask);
        self.known.hide(&iccsn::grouped(digits), &mask);
        self.known
            .hide_octets(&hex::decode(digits).unwrap_or_default(), &mask);
        if let Some(own) = digits.get(10..) {
            self.known.hide(own, &mask);
        }
    }

    /// Octets in hex: with and without colons or blanks between them, in either case.
    fn hide_octets(&mut self, value: &str, mask: &str) {
        let plain: String = value.chars().filter(char::is_ascii_alphanumeric).collect();
        let octets: Vec<String> = plain
            .as_bytes()
            .chunks(2)
            .map(|two| String::from_utf8_lossy(two).into())
            .collect();
        for form in [
            value.to_owned(),
            plain.clone(),
            octets.join(":"),
            octets.join(" "),
        ] {
            self.known.hide(&form, mask);
        }
        self.known
            .hide_octets(&hex::decode(&plain).unwrap_or_default(), mask);
    }

    /// The whole name, and what in it is a serial number or a path.
    fn hide_reader(&mut self, name: &str) {
        let masked = reader_name(name);
        if masked == name {
            return;
        }
        self.known.hide(name, &self.text(&masked));
        serials(name)
            .into_iter()
            .for_each(|serial| self.known.hide(serial, SERIAL));
        if virtual_reader(name).is_some() {
            self.known
                .hide(name.strip_prefix(PREFIX).unwrap_or_default(), FILE);
        }
    }
}

/// Every name of a reader in a document.
fn find_readers<'v>(value: &'v Value, key: &str, place: Place, found: &mut Vec<&'v str>) {
    match value {
        Value::Object(fields) => {
            fields
                .iter()
                .for_each(|(name, value)| find_readers(value, name, place.inside(name), found));
        }
        Value::Array(all) => all
            .iter()
            .for_each(|one| find_readers(one, key, place, found)),
        Value::String(text) if field(key, place) == Field::Reader => found.push(text),
        _ => {}
    }
}

/// In whose part of the document a field stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Holder,
    Certificates,
    Reader,
    Elsewhere,
}

impl Place {
    fn inside(self, key: &str) -> Self {
        match key {
            "holder" => Place::Holder,
            // Known by its own rule.
            "professions" => Place::Elsewhere,
            "certificates" => Place::Certificates,
            "readers" | "reader" | "usb" => Place::Reader,
            "card" | "cards" | "system" | "findings" | "error" | "errors" => Place::Elsewhere,
            _ => self,
        }
    }
}

/// Whether a field holds one of this program's fixed words, wherever it stands.
#[must_use]
pub fn is_fixed(key: &str) -> bool {
    FIXED.contains(&key)
}

fn field(key: &str, place: Place) -> Field {
    match key {
        "iccsn" => Field::Iccsn,
        "telematik_id" => Field::TelematikId,
        "sha256" | "fingerprint" => Field::Fingerprint,
        "serial" | "serial_number" => Field::Serial,
        "reader" => Field::Reader,
        "issuer" => Field::Issuer,
        "ocsp_url" => Field::Address,
        "socket_path" => Field::Socket,
        "name" if place == Place::Reader => Field::Reader,
        _ if matches!(place, Place::Holder | Place::Certificates) && NAMES.contains(&key) => {
            Field::Name
        }
        _ if is_fixed(key) => Field::Fixed,
        _ => Field::Other,
    }
}
