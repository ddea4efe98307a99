//! Which topics there are.

use std::sync::LazyLock;

use super::issuers::Issuer;
use super::markup::{self, Page, Piece, Setting};
use super::{Article, article};
use crate::text::Language;

/// The files of a topic: stable name, German name, German text, English text.
type Files = (&'static str, &'static str, &'static str, &'static str);

macro_rules! files {
    ($($id:literal $alias:literal)*) => {
        &[$((
            $id,
            $alias,
            include_str!(concat!("texts/de/", $alias, ".md")),
            include_str!(concat!("texts/en/", $id, ".md")),
        )),*]
    };
}

/// In the order of the list that people see.
const FILES: &[Files] = files! {
    "order-of-steps" "reihenfolge"
    "activation-or-release" "aktivierung-oder-freischaltung"
    "which-secret" "welches-geheimnis"
    "lost-letter" "pin-brief-verloren"
    "wrong-letter-line" "falsche-zeile"
    "blocked-card" "gesperrte-karte"
    "puk" "puk-benutzen"
    "forgotten-pin" "pin-vergessen"
    "change-pin" "pin-aendern"
    "two-pins" "karten-pin-und-signatur-pin"
    "interrupted" "unterbrochen"
    "stuck" "es-geht-nicht"
    "last-try" "letzter-versuch"
    "who-sets-the-pins" "wer-setzt-die-pins"
    "two-letters" "zwei-briefe"
    "unreadable-letter" "brief-unleserlich"
    "empty-pin" "leer-pin"
    "smcb-pin" "pin-der-smcb"
    "forgotten-password" "kennwort-vergessen"
    "card-already-active" "karte-schon-aktiv"
    "two-cards" "zwei-karten"
    "old-cards" "alte-karten"
    "expired" "abgelaufen"
    "replacement-kinds" "austausch-ersatz-folgekarte"
    "changed-data" "name-oder-praxis-geaendert"
    "order-status" "bestellstatus"
    "is-it-released" "ist-sie-freigeschaltet"
    "invoice-and-portal" "rechnung-und-portal"
    "which-reader" "welcher-leser"
    "reader-not-found" "leser-nicht-erkannt"
    "smcb-in-usb-reader" "smcb-im-usb-leser"
    "where-to-type" "wo-tippen"
    "pin-pad-timeouts" "zeit-am-leser"
    "card-terminal" "am-kartenterminal"
    "contactless-can" "kontaktlos-can"
    "signing" "unterschreiben"
    "konnektor-and-software" "konnektor-und-software"
    "rehearse" "erst-ueben"
    "this-program" "dieses-programm"
    "is-it-safe" "ist-das-sicher"
    "status-words" "statuswoerter"
    "contact" "kontakt"
};

/// One topic.
#[derive(Debug)]
pub struct Topic {
    /// Stable name, English.
    pub id: &'static str,
    /// Its German name.
    pub alias: &'static str,
    de: Page,
    en: Page,
}

static TOPICS: LazyLock<Vec<Topic>> = LazyLock::new(|| {
    let topic = |&(id, alias, de, en): &Files| {
        Some(Topic {
            id,
            alias,
            de: markup::parse(de).ok()?,
            en: markup::parse(en).ok()?,
        })
    };
    FILES.iter().filter_map(topic).collect()
});

/// All topics, in the order of the list that people see.
#[must_use]
pub fn all() -> &'static [Topic] {
    &TOPICS
}

/// The topic with this name, English or German.
#[must_use]
pub fn topic(name: &str) -> Option<&'static Topic> {
    let name = name.trim().to_lowercase();
    TOPICS
        .iter()
        .find(|topic| topic.id == name || topic.alias == name)
}

impl Topic {
    /// Its name in a language.
    #[must_use]
    pub const fn name(&self, language: Language) -> &'static str {
        match language {
            Language::De => self.alias,
            Language::En => self.id,
        }
    }

    /// Its title.
    #[must_use]
    pub fn title(&self, language: Language) -> &str {
        &self.page(language).title
    }

    /// The text as the command line has it, for the card of an issuer, or for all of them.
    #[must_use]
    pub fn article(&self, language: Language, issuer: Option<&Issuer>) -> Article {
        self.article_in(Setting::CommandLine, language, issuer)
    }

    /// The text as it is read in a setting, for the card of an issuer, or for all of them.
    #[must_use]
    pub fn article_in(
        &self,
        setting: Setting,
        language: Language,
        issuer: Option<&Issuer>,
    ) -> Article {
        article::of(self, setting, language, issuer)
    }

    /// Whether it says more for one issuer than whom to ask in the end.
    #[must_use]
    pub fn differs_by_issuer(&self) -> bool {
        let parts = self
            .de
            .parts
            .split_last()
            .map_or(&[][..], |(_, before)| before);
        let of_issuer = |piece: &Piece| matches!(piece, Piece::Issuer(_));
        self.de.short_one.is_some() || parts.iter().flat_map(|part| &part.pieces).any(of_issuer)
    }

    pub(super) const fn page(&self, language: Language) -> &Page {
        match language {
            Language::De => &self.de,
            Language::En => &self.en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_can_be_read() {
        for (id, alias, de, en) in FILES {
            for file in [de, en] {
                let page =
                    markup::parse(file).unwrap_or_else(|line| panic!("{id} ({alias}): {line}"));
                assert!(
                    !page.parts.is_empty() && !page.keywords.is_empty() && !page.short.is_empty(),
                    "{id}"
                );
            }
        }
        assert_eq!(all().len(), FILES.len());
    }

    #[test]
    fn names_are_plain_and_no_name_means_two_topics() {
        let names: Vec<_> = FILES
            .iter()
            .flat_map(|(id, alias, ..)| [*id, *alias])
            .collect();
        for (index, name) in names.iter().enumerate() {
            assert!(
                name.bytes()
                    .all(|octet| octet.is_ascii_lowercase() || octet == b'-'),
                "{name}"
            );
            assert!(!names[..index].contains(name), "{name}");
        }
    }

    #[test]
    fn a_topic_is_found_by_its_german_and_its_english_name() {
        for topic in all() {
            assert_eq!(super::topic(topic.id).unwrap().id, topic.id);
            assert_eq!(super::topic(topic.alias).unwrap().id, topic.id);
        }
        assert!(topic("PIN-Brief-verloren").is_some() && topic("weather").is_none());
    }
}
