//! What must not leave the PC in a report: taken out of every string, wherever it stands.
//!
//! Two nets. The first knows the values: all that the run's document holds in fields of that kind, and what this PC is
//! called; each is replaced everywhere, also inside other strings, plain, grouped or in hex. The second knows the fields
//! and the shape of card numbers, for values that the first one never met. An ATR says the model only and stays.

mod mask;
#[cfg(test)]
mod tests;

use serde_json::{Map, Value};

use self::mask::{mask_of_iccsn, prefix, reader_name, replace, serials, without_card_numbers};
use crate::card::iccsn;
use crate::system::machine::Private;

/// Shorter values are replaced only where they are a word of their own.
const WHOLE_WORDS_BELOW: usize = 5;
/// Digits in a row that make a number of a reader's name a serial number.
const SERIAL_DIGITS: usize = 6;

const USER: &str = "[user]";
const HOST: &str = "[host]";
const HOME: &str = "[home]";
const NAME: &str = "[name]";
const FINGERPRINT: &str = "[fingerprint]";
const SERIAL: &str = "[serial]";

/// Fields whose value comes from a closed list or from this program, so that a user called `status` does not garble it.
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
    known: Vec<Known>,
}

/// A value that must not be seen.
#[derive(Debug, PartialEq, Eq)]
struct Known {
    value: String,
    mask: String,
    /// Only where it is a word of its own.
    whole_word: bool,
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
    Fixed,
    Other,
}

impl Redactor {
    /// Learns what is private of this PC, of the run's document, and of the reader that was asked for in vain.
    /// `with_names` lets names of holders through.
    #[must_use]
    pub fn new(private: &Private, document: &Value, asked_for: Option<&str>, with_names: bool) -> Self {
        let mut redactor = Self { with_names, known: Vec::new() };
        if let Some(reader) = asked_for {
            redactor.hide_reader(reader);
        }
        redactor.learn(document, "", Place::Elsewhere);
        let words = [(&private.host, HOST), (&private.user, USER)];
        for (value, mask) in words.into_iter().filter_map(|(value, mask)| Some((value.as_ref()?, mask))) {
            redactor.hide(value, mask);
        }
        if let Some(home) = &private.home
            && home.len() > 1
        {
            redactor.hide(home, HOME);
        }
        // The longest first: a part of another value must not break it up.
        redactor.known.sort_by_key(|known| std::cmp::Reverse(known.value.len()));
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
        let known = self.known.iter().fold(line.to_owned(), |line, known| replace(&line, known));
        without_card_numbers(&known)
    }

    /// A document without what is private.
    #[must_use]
    pub fn document(&self, document: &Value) -> Value {
        self.value(document, "", Place::Elsewhere)
    }

    fn value(&self, value: &Value, key: &str, place: Place) -> Value {
        match value {
            Value::Object(fields) => {
                let inside =
                    |(name, value): (&String, &Value)| (name.clone(), self.value(value, name, place.inside(name)));
                Value::Object(fields.iter().map(inside).collect::<Map<_, _>>())
            }
            Value::Array(all) => Value::Array(all.iter().map(|one| self.value(one, key, place)).collect()),
            Value::String(text) => Value::String(match field(key, place) {
                Field::Fixed => text.clone(),
                Field::Iccsn => mask_of_iccsn(text).unwrap_or_else(|| self.text(text)),
                Field::TelematikId => prefix(text),
                Field::Fingerprint => FINGERPRINT.to_owned(),
                Field::Serial => SERIAL.to_owned(),
                Field::Name if !self.with_names => NAME.to_owned(),
                Field::Reader => self.text(&reader_name(text)),
                Field::Name | Field::Other => self.text(text),
            }),
            other => other.clone(),
        }
    }

    /// Collects the values of the fields that name something private.
    fn learn(&mut self, value: &Value, key: &str, place: Place) {
        match value {
            Value::Object(fields) => {
                fields.iter().for_each(|(name, value)| self.learn(value, name, place.inside(name)));
            }
            Value::Array(all) => all.iter().for_each(|one| self.learn(one, key, place)),
            Value::String(text) if !text.is_empty() => match field(key, place) {
                Field::Iccsn => self.hide_iccsn(text),
                Field::TelematikId => self.hide(text, &prefix(text)),
                Field::Fingerprint => self.hide_colons(text, FINGERPRINT),
                Field::Serial => self.hide_colons(text, SERIAL),
                Field::Name if !self.with_names => self.hide(text, NAME),
                Field::Reader => self.hide_reader(text),
                Field::Name | Field::Fixed | Field::Other => {}
            },
            _ => {}
        }
    }

    fn hide(&mut self, value: &str, mask: &str) {
        if value.chars().count() < WHOLE_WORDS_BELOW {
            self.push(Known { value: value.to_owned(), mask: mask.to_owned(), whole_word: true });
            return;
        }
        let encoded = [value.to_owned(), hex::encode(value), hex::encode_upper(value)];
        for value in encoded {
            self.push(Known { value, mask: mask.to_owned(), whole_word: false });
        }
    }

    fn push(&mut self, known: Known) {
        if !self.known.contains(&known) {
            self.known.push(known);
        }
    }

    /// In one piece and in groups.
    fn hide_iccsn(&mut self, digits: &str) {
        let Some(mask) = mask_of_iccsn(digits) else { return };
        self.hide(digits, &mask);
        self.hide(&iccsn::grouped(digits), &mask);
    }

    /// With and without colons between the octets, in either case.
    fn hide_colons(&mut self, value: &str, mask: &str) {
        let plain: String = value.chars().filter(char::is_ascii_alphanumeric).collect();
        let octets: Vec<String> = plain.as_bytes().chunks(2).map(|two| String::from_utf8_lossy(two).into()).collect();
        for form in [value.to_owned(), plain, octets.join(":"), octets.join(" ")] {
            self.hide(&form, mask);
        }
    }

    /// The whole name, and what in it is a serial number.
    fn hide_reader(&mut self, name: &str) {
        let masked = reader_name(name);
        if masked != name {
            self.hide(name, &masked);
            // A short one may be a version, and everything.
            let long = serials(name).into_iter().filter(|serial| serial.len() >= SERIAL_DIGITS);
            long.for_each(|serial| self.hide(&serial, SERIAL));
        }
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
            // What a profession is called names nobody.
            "professions" => Place::Elsewhere,
            "certificates" => Place::Certificates,
            "readers" | "reader" | "usb" => Place::Reader,
            "card" | "cards" | "system" | "findings" | "error" | "errors" => Place::Elsewhere,
            _ => self,
        }
    }
}

fn field(key: &str, place: Place) -> Field {
    match key {
        "iccsn" => Field::Iccsn,
        "telematik_id" => Field::TelematikId,
        "sha256" | "fingerprint" => Field::Fingerprint,
        "serial" | "serial_number" => Field::Serial,
        "reader" => Field::Reader,
        "name" if place == Place::Reader => Field::Reader,
        _ if matches!(place, Place::Holder | Place::Certificates) && NAMES.contains(&key) => Field::Name,
        _ if FIXED.contains(&key) => Field::Fixed,
        _ => Field::Other,
    }
}
