//! The names of the commands: the English ones are the contract and what scripts use, the German
//! ones are what a German help lists. Each works everywhere.

use super::Language;

/// The names of a command.
#[derive(Debug)]
pub struct Names {
    english: &'static str,
    german: &'static str,
    /// Without umlauts, and as a Mac may hand over an umlaut: a letter and a sign of its own.
    also: &'static [&'static str],
}

impl Names {
    /// The one that is shown.
    #[must_use]
    pub const fn in_language(&self, language: Language) -> &'static str {
        match language {
            Language::De => self.german,
            Language::En => self.english,
        }
    }

    /// All by which it can be called.
    pub fn all(&self) -> impl Iterator<Item = &'static str> {
        let also = self.also.iter().copied();
        let second = (self.german != self.english).then_some(self.german);
        std::iter::once(self.english).chain(second).chain(also)
    }
}

const fn named(
    english: &'static str,
    german: &'static str,
    also: &'static [&'static str],
) -> Names {
    Names {
        english,
        german,
        also,
    }
}

const NAMES: [Names; 28] = [
    named("readers", "leser", &[]),
    named("status", "status", &[]),
    named("certs", "zertifikate", &[]),
    named("activate", "aktivieren", &[]),
    named("change", "ändern", &["aendern", "a\u{308}ndern"]),
    named("unblock", "entsperren", &[]),
    named("verify", "prüfen", &["pruefen", "pru\u{308}fen"]),
    named("explain", "hilfe-zu", &[]),
    named("doctor", "diagnose", &[]),
    named("notes", "notizen", &[]),
    named("forget", "vergessen", &[]),
    named("show", "zeigen", &[]),
    named("issuers", "herausgeber", &[]),
    named("update", "aktualisieren", &[]),
    named("import", "einlesen", &[]),
    named("konnektor", "konnektor", &[]),
    named("add", "einrichten", &[]),
    named("list", "liste", &[]),
    named("check", "testen", &[]),
    named("remove", "entfernen", &[]),
    named("virtual", "virtuell", &[]),
    named("create", "anlegen", &[]),
    named("letter", "brief", &[]),
    named("serve", "einstecken", &[]),
    named("completions", "completions", &[]),
    named("man", "man", &[]),
    named("help", "hilfe", &["/?", "/h", "/help"]),
    named("version", "version", &[]),
];

/// The names of all commands.
#[must_use]
pub const fn all() -> &'static [Names] {
    &NAMES
}

/// The names of a command, by the English one.
#[must_use]
pub fn of(english: &str) -> Option<&'static Names> {
    NAMES.iter().find(|names| names.english == english)
}
