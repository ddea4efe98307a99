//! What must not leave the PC in a report: taken out of every string, wherever it stands.
//!
//! Two nets. The first knows the values: all that the run's document holds of the private
//! [kinds](Kind), the words by which certificates name people, and what this PC and its users are
//! called; each is replaced everywhere, also inside other strings, however it is spelt, in hex or in
//! base64. The second knows the kinds of the document's texts, and the shape of card numbers, of
//! users' folders and of files of virtual cards, for values that the first one never met. An ATR
//! says the model only and stays.

mod fold;
mod known;
mod mask;
mod names;
mod shape;
#[cfg(test)]
mod tests;
mod told;

pub use self::names::{Names, names, told};
pub use self::told::Told;

use self::known::Known;
use self::mask::{
    address, is_usual_socket, issuer, mask_of_iccsn, prefix, reader_name, serials, virtual_reader,
};
use crate::card::{Iccsn, iccsn};
use crate::konnektor;
use crate::reader::embedded::PREFIX;
use crate::report::document::kinds::Kind;
use crate::report::document::marked::Marked;
use crate::system::machine::Private;
use crate::system::printable;
use crate::text::Text;

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
const PLACE: &str = "[place]";
const WORDS: &str = "[words]";

/// What is shorter may stand in sentences of this program, and is taken out only where it is quoted.
const QUOTED_ONLY_BELOW: usize = 12;

/// A name of a reader, or of its firmware, without serial numbers and paths.
#[must_use]
pub fn without_serials(name: &str) -> String {
    reader_name(name)
}

/// The masks in the language of the page. A document for programs keeps the fixed ones.
#[must_use]
pub fn in_words(line: &str, text: Text) -> String {
    let masks = [
        (USER, text.mask_user()),
        (HOST, text.mask_host()),
        (HOME, text.mask_home()),
        (NAME, text.mask_name()),
        (FINGERPRINT, text.mask_fingerprint()),
        (SERIAL, text.mask_serial()),
        (FILE, text.mask_file()),
        (PATH, text.mask_path()),
        (ISSUER, text.mask_issuer()),
        (ADDRESS, text.mask_address()),
        (PROFESSION, text.mask_profession()),
        (PLACE, text.mask_place()),
        (WORDS, text.mask_words()),
    ];
    masks.iter().fold(line.to_owned(), |line, (mask, words)| {
        line.replace(mask, words)
    })
}

/// Takes private things out.
#[derive(Debug, Default)]
pub struct Redactor {
    with_names: bool,
    known: Known,
}

impl Redactor {
    /// Learns what is private of this PC, of the run's document, of the certificates, and of the
    /// reader that was asked for in vain. `with_names` lets names of holders through.
    #[must_use]
    pub fn new(
        private: &Private,
        document: &Marked,
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
        redactor.learn(document);
        redactor.known.longest_first();
        // Last: what is left of a reader's name must not hold what is known either.
        let mut readers = Vec::new();
        find_readers(document, &mut readers);
        readers.extend(asked_for);
        for reader in readers {
            redactor.hide_reader(reader);
        }
        redactor.known.longest_first();
        redactor
    }

    /// A path that somebody chose, which may say anything.
    #[must_use]
    pub fn hiding(mut self, path: &str) -> Self {
        self.known.hide(path, PATH);
        self.known.longest_first();
        self
    }

    /// What a Konnektor said in its own words, which may say anything, and where it and others are. Its
    /// numbers stay.
    #[must_use]
    pub fn hiding_told(mut self, told: &[Told]) -> Self {
        for told in told {
            match told {
                Told::Words(words) => self.hide_words(words, WORDS),
                Told::Address(address) => self.hide_words(address, ADDRESS),
                Told::Host(host) => self.known.hide(host, ADDRESS),
                Told::Name(name) => self.hide_name(name),
            }
        }
        self.known.longest_first();
        self
    }

    /// As it came, and as a sentence has it.
    fn hide_words(&mut self, words: &str, mask: &str) {
        let shown = printable::name(words);
        self.hide_quoted(&shown, mask);
        if shown.chars().count() >= QUOTED_ONLY_BELOW {
            self.known.hide(&shown, mask);
            self.known.hide(words, mask);
        }
    }

    /// A name of somebody's own choice: by itself, but for a word that names nobody and that
    /// sentences need.
    fn hide_name(&mut self, name: &str) {
        let shown = printable::name(name);
        self.hide_quoted(&shown, PLACE);
        if !names::is_generic(&shown) {
            self.known.hide_word(&shown, PLACE);
        }
    }

    fn hide_quoted(&mut self, shown: &str, mask: &str) {
        for (open, close) in [('„', '“'), ('“', '”')] {
            let quoted = format!("{open}{shown}{close}");
            self.known.hide(&quoted, &format!("{open}{mask}{close}"));
        }
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
    pub fn document(&self, document: &Marked) -> Marked {
        match document {
            Marked::Object(members) => Marked::Object(
                members
                    .iter()
                    .map(|(name, value)| (name.clone(), self.document(value)))
                    .collect(),
            ),
            Marked::Array(all) => Marked::Array(all.iter().map(|one| self.document(one)).collect()),
            Marked::Text(kind, text) => Marked::Text(*kind, self.value(*kind, text)),
            Marked::Bare(value) => Marked::Bare(value.clone()),
        }
    }

    /// A text of a document without what is private.
    fn value(&self, kind: Option<Kind>, text: &str) -> String {
        match kind {
            // A user called `status` does not garble it.
            Some(Kind::Word | Kind::CommandName | Kind::KeptWord) => text.to_owned(),
            // Written for whoever gets the report.
            Some(Kind::Label) => text.to_owned(),
            Some(Kind::CardNumber) => mask_of_iccsn(text).unwrap_or_else(|| self.text(text)),
            Some(Kind::TelematikId) => prefix(text),
            Some(Kind::Fingerprint) => FINGERPRINT.to_owned(),
            Some(Kind::SerialNumber) => SERIAL.to_owned(),
            Some(Kind::HolderName) if !self.with_names => NAME.to_owned(),
            Some(Kind::OwnProfession) => PROFESSION.to_owned(),
            Some(Kind::ReaderName) => self.text(&reader_name(text)),
            Some(Kind::PlaceName) => PLACE.to_owned(),
            Some(Kind::IssuerName) => self.text(&issuer(text)),
            Some(Kind::Address) => self.text(&address(text)),
            Some(Kind::SocketPath) if !is_usual_socket(text) => PATH.to_owned(),
            Some(Kind::HolderName | Kind::SocketPath | Kind::KeyName) | None => self.text(text),
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

    /// Collects the texts that name something private.
    fn learn(&mut self, value: &Marked) {
        match value {
            Marked::Object(members) => members.iter().for_each(|(_, value)| self.learn(value)),
            Marked::Array(all) => all.iter().for_each(|one| self.learn(one)),
            Marked::Text(Some(kind), text) if !text.is_empty() => self.learn_text(*kind, text),
            Marked::Text(..) | Marked::Bare(_) => {}
        }
    }

    fn learn_text(&mut self, kind: Kind, text: &str) {
        match kind {
            Kind::CardNumber => self.hide_iccsn(text),
            Kind::TelematikId => self.known.hide(text, &prefix(text)),
            Kind::Fingerprint => self.hide_octets(text, FINGERPRINT),
            Kind::SerialNumber => self.hide_octets(text, SERIAL),
            Kind::HolderName if !self.with_names => self.known.hide(text, NAME),
            Kind::OwnProfession => self.known.hide(text, PROFESSION),
            Kind::IssuerName if issuer(text) != text => self.known.hide(text, ISSUER),
            Kind::PlaceName => self.hide_name(text),
            Kind::Address => self.known.hide(text, &address(text)),
            Kind::SocketPath if !is_usual_socket(text) => self.known.hide(text, PATH),
            Kind::HolderName
            | Kind::IssuerName
            | Kind::SocketPath
            | Kind::ReaderName
            | Kind::KeyName
            | Kind::CommandName
            | Kind::KeptWord
            | Kind::Label
            | Kind::Word => {}
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
        // The short form that people are shown has a digit more than a report.
        if let Some(iccsn) = Iccsn::parse(digits) {
            self.known.hide_word(iccsn.ending(), iccsn.tail());
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
        if let Some(profile) = konnektor::profile_of(name).filter(|profile| !profile.is_empty()) {
            let origin = format!("{}{NAME}", konnektor::PREFIX);
            let own = format!("{}{profile}", konnektor::PREFIX);
            self.known.hide_word(&own, &origin);
            self.hide_name(profile);
            // What it is called without its profile.
            self.known.hide(name, &masked);
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
fn find_readers<'v>(value: &'v Marked, found: &mut Vec<&'v str>) {
    match value {
        Marked::Object(members) => members
            .iter()
            .for_each(|(_, value)| find_readers(value, found)),
        Marked::Array(all) => all.iter().for_each(|one| find_readers(one, found)),
        Marked::Text(Some(Kind::ReaderName), name) => found.push(name),
        Marked::Text(..) | Marked::Bare(_) => {}
    }
}
