//! What must not leave the PC in a report: taken out of every string, wherever it stands.
//!
//! Two nets. The first knows the values: all that the run's document holds in fields of that kind, and what this PC is
//! called; each is replaced everywhere, also inside other strings, plain, grouped or in hex. The second knows the fields
//! and the shape of card numbers, for values that the first one never met. An ATR says the model only and stays.

use serde_json::{Map, Value};

use crate::card::Iccsn;
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
    /// Learns what is private of this PC and of the run's document. `with_names` lets names of holders through.
    #[must_use]
    pub fn new(private: &Private, document: &Value, with_names: bool) -> Self {
        let mut redactor = Self { with_names, known: Vec::new() };
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
        self.hide(&crate::card::iccsn::grouped(digits), &mask);
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

fn mask_of_iccsn(digits: &str) -> Option<String> {
    Iccsn::parse(digits).map(|iccsn| iccsn.masked())
}

/// What of a Telematik-ID says the sector only: `1-…`.
fn prefix(id: &str) -> String {
    match id.split_once('-') {
        Some((sector, _)) if sector.len() <= 2 => format!("{sector}-…"),
        _ => "…".to_owned(),
    }
}

/// A PC/SC name without serial numbers: parentheses that hold a digit, and long numbers.
#[must_use]
pub fn reader_name(name: &str) -> String {
    serials(name).iter().fold(name.to_owned(), |name, serial| name.replace(serial, "…"))
}

/// What in a PC/SC name is a serial number, the longest first.
fn serials(name: &str) -> Vec<String> {
    let in_parentheses = name.split('(').skip(1).filter_map(|part| Some(part.split_once(')')?.0));
    let mut found: Vec<String> = in_parentheses.filter(|inside| has_digit(inside)).map(ToOwned::to_owned).collect();
    let words = name.split(|c: char| !c.is_ascii_alphanumeric());
    let is_serial = |word: &&str| word.bytes().filter(u8::is_ascii_digit).count() >= SERIAL_DIGITS;
    found.extend(words.filter(is_serial).map(ToOwned::to_owned));
    found.sort_by_key(|serial| std::cmp::Reverse(serial.len()));
    found.dedup();
    found
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|octet| octet.is_ascii_digit())
}

/// Replaces a value in a line, in any case of its letters.
fn replace(line: &str, known: &Known) -> String {
    let mut rest = line;
    let mut done = String::with_capacity(line.len());
    while let Some((before, found, after)) = split_at_value(rest, &known.value) {
        let bounded = !ends_in_word(before) && !begins_in_word(after);
        done.push_str(before);
        done.push_str(if known.whole_word && !bounded { found } else { &known.mask });
        rest = after;
    }
    done + rest
}

fn ends_in_word(text: &str) -> bool {
    text.chars().next_back().is_some_and(char::is_alphanumeric)
}

fn begins_in_word(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_alphanumeric)
}

/// The first place of `value`: what is before it, itself, and what is behind it.
fn split_at_value<'a>(text: &'a str, value: &str) -> Option<(&'a str, &'a str, &'a str)> {
    let fits = |begin: usize| {
        let found = length_of_match(text.get(begin..)?, value)?;
        let (before, rest) = text.split_at_checked(begin)?;
        let (found, after) = rest.split_at_checked(found)?;
        Some((before, found, after))
    };
    text.char_indices().find_map(|(begin, _)| fits(begin))
}

/// Octets at the beginning of `text` that are `value` but for the case of letters.
fn length_of_match(text: &str, value: &str) -> Option<usize> {
    let mut length = 0;
    let mut have = text.chars();
    for wanted in value.chars() {
        let next = have.next()?;
        if next != wanted && !next.to_lowercase().eq(wanted.to_lowercase()) {
            return None;
        }
        length += next.len_utf8();
    }
    (length > 0).then_some(length)
}

/// The second net: 20 digits, `80276…`, with or without blanks between them.
fn without_card_numbers(line: &str) -> String {
    let mut done = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(begin) = rest.find("80276") {
        let (before, after) = rest.split_at(begin);
        done.push_str(before);
        let digits = twenty_digits(after);
        let taken = digits.as_ref().map_or("80276".len(), |(_, taken)| *taken);
        let (number, left) = after.split_at(taken);
        let mask = digits.and_then(|(digits, _)| mask_of_iccsn(&digits));
        done.push_str(mask.as_deref().unwrap_or(number));
        rest = left;
    }
    done + rest
}

/// 20 digits at the beginning, and how many octets they take with the blanks between them.
fn twenty_digits(text: &str) -> Option<(String, usize)> {
    let mut digits = String::new();
    for (place, octet) in text.bytes().enumerate() {
        match octet {
            b'0'..=b'9' => digits.push(char::from(octet)),
            b' ' => {}
            _ => return None,
        }
        if digits.len() == 20 {
            return Some((digits, place + 1));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn private() -> Private {
        Private {
            user: Some("Erika.Mustermann".into()),
            host: Some("PRAXIS-EMPFANG".into()),
            home: Some("/home/erika.mustermann".into()),
        }
    }

    /// As the design's §4 shows a status, with a reader that carries its serial number.
    fn document() -> Value {
        json!({
            "schema": "pinlotse/1", "command": "doctor",
            "reader": {"name": "REINER SCT cyberJack RFID standard (1234567890) 00 00", "pin_pad": true},
            "card": {"kind": "hba", "iccsn": "80276883110000220885", "atr": "3B909681B1FE451F0391"},
            "cards": [{
                "reader": "REINER SCT cyberJack RFID standard (1234567890) 00 00",
                "holder": {"name": "Dr. Jörg Müßig-Test", "telematik_id": "1-20123456789",
                    "professions": [{"oid": "1.2.276.0.76.4.31", "text": "Zahnärztin/Zahnarzt"}]},
                "certificates": [{"file": "EF.C.HP.AUT.E256", "purpose": "AUT", "state": "valid",
                    "sha256": "A1B2C3D4E5F60718293A4B5C6D7E8F90A1B2C3D4E5F60718293A4B5C6D7E8F90",
                    "subject": "CN=Müßig, Jörg", "serial_number": "10E1D6F42A93"}],
            }],
            "findings": [{"code": "card_busy", "message":
                "Dr. Jörg Müßig-Test, MEDISIGN.80276883110000220885, 80276 88311 00002 20885, a1:b2:c3:d4:e5:f6:07:18:29:3a:4b:5c:6d:7e:8f:90:a1:b2:c3:d4:e5:f6:07:18:29:3a:4b:5c:6d:7e:8f:90 in reader REINER SCT cyberJack RFID standard (1234567890) 00 00 (0001234567890), ERIKA.MUSTERMANN@praxis-empfang:/home/erika.mustermann/bericht.html"}],
        })
    }

    #[test]
    fn nothing_private_is_left_of_a_document() {
        let redactor = Redactor::new(&private(), &document(), false);
        let masked = redactor.document(&document());
        let text = masked.to_string().to_lowercase();
        for value in [
            "80276883110000220885",
            "88311 00002",
            "jörg",
            "20123456789",
            "a1b2",
            "a1:b2",
            "10e1d6",
            "1234567890",
            "mustermann",
            "empfang",
            "home/",
        ] {
            assert!(!text.contains(value), "{value} is in {masked:#}");
        }
        assert_eq!(masked["card"]["iccsn"], "8027688311……0885");
        assert_eq!(masked["card"]["atr"], "3B909681B1FE451F0391");
        assert_eq!(masked["reader"]["name"], "REINER SCT cyberJack RFID standard (…) 00 00");
        assert_eq!(masked["cards"][0]["holder"]["telematik_id"], "1-…");
        assert_eq!(masked["cards"][0]["holder"]["professions"], document()["cards"][0]["holder"]["professions"]);
        assert_eq!(masked["cards"][0]["certificates"][0]["file"], "EF.C.HP.AUT.E256");
    }

    #[test]
    fn with_names_only_names_stay() {
        let redactor = Redactor::new(&private(), &document(), true);
        let masked = redactor.document(&document());
        assert_eq!(masked["cards"][0]["holder"]["name"], "Dr. Jörg Müßig-Test");
        assert_eq!(masked["cards"][0]["holder"]["telematik_id"], "1-…");
        assert!(!masked.to_string().contains("1234567890"));
        assert!(
            redactor.text("Dr. Jörg Müßig-Test 80276883110000220885").starts_with("Dr. Jörg Müßig-Test 8027688311…")
        );
    }

    #[test]
    fn hidden_values_are_found_in_hex_and_in_any_case() {
        let redactor = Redactor::new(&private(), &document(), false);
        for line in [hex::encode("Dr. Jörg Müßig-Test"), hex::encode_upper("80276883110000220885")] {
            assert!(redactor.text(&format!("x{line}y")).len() < 30, "{line}");
        }
        assert_eq!(redactor.text("DR. JÖRG MÜßIG-TEST"), NAME);
    }

    #[test]
    fn card_numbers_are_known_by_their_shape() {
        let redactor = Redactor::default();
        assert_eq!(redactor.text("Nr. 80276883110000220885."), "Nr. 8027688311……0885.");
        assert_eq!(redactor.text("Nr. 80276 88311 00002 20885 hier"), "Nr. 8027688311……0885 hier");
        assert_eq!(redactor.text("80276 ist kurz, 80276"), "80276 ist kurz, 80276");
    }

    #[test]
    fn serial_numbers_leave_the_names_of_readers() {
        for (name, masked) in [
            ("Gemalto PC Twin Reader (70D7E2EE) 00 00", "Gemalto PC Twin Reader (…) 00 00"),
            (
                "Identiv SCR3500 A Contact Reader [CCID Interface] (53551505604129) 00 00",
                "Identiv SCR3500 A Contact Reader [CCID Interface] (…) 00 00",
            ),
            ("REINER SCT cyberJack RFID basis 0123456789 USB 1", "REINER SCT cyberJack RFID basis … USB 1"),
            ("ACS ACR1252 1S CL Reader PICC 0", "ACS ACR1252 1S CL Reader PICC 0"),
            ("Microsoft Usbccid Smartcard Reader (WUDF) 0", "Microsoft Usbccid Smartcard Reader (WUDF) 0"),
        ] {
            assert_eq!(reader_name(name), masked);
        }
    }

    #[test]
    fn a_short_user_name_is_replaced_as_a_word_only_and_never_in_fixed_words() {
        let private = Private { user: Some("hba".into()), host: Some("pc".into()), home: Some("/".into()) };
        let document = json!({"card": {"kind": "hba"}, "os_name": "pc of hba, not shbath or PCSC"});
        let redactor = Redactor::new(&private, &document, false);
        let masked = redactor.document(&document);
        assert_eq!(masked["card"]["kind"], "hba");
        assert_eq!(masked["os_name"], "[host] of [user], not shbath or PCSC");
    }
}
