//! Words and names that sentences are built from.

use super::{Language, Text, messages};

messages! {
    language_unknown(tag: &str) {
        de: "PINLOTSE_LANG={tag}: pinlotse spricht Deutsch (de) und Englisch (en).",
        en: "PINLOTSE_LANG={tag}: pinlotse speaks German (de) and English (en).",
    }
    and_more(count: usize) { de: "und {count} weitere", en: "and {count} more" }
    app_error() { de: "Fehler:", en: "Error:" }
    yes_no_hint() { de: "[j/N]", en: "[y/N]" }
    yes_or_no_hint() { de: "[j/n]", en: "[y/n]" }
    answer_yes_or_no() { de: "Bitte j für ja oder n für nein eingeben.", en: "Please type y for yes or n for no." }
    looked_like_pin() {
        de: "Das sah nach einer PIN aus; sie wurde nicht benutzt.",
        en: "That looked like a PIN; it was not used.",
    }
    answer_one_of(choices: &str) { de: "Bitte {choices} eingeben.", en: "Please type {choices}." }
    unknown_card() { de: "unbekannte Karte", en: "unknown card" }
    card_kind_hba() { de: "Heilberufsausweis (eHBA)", en: "health professional card (eHBA)" }
    card_kind_smcb() { de: "Praxis- oder Institutionsausweis (SMC-B)", en: "practice or institution card (SMC-B)" }
    card_kind_egk() { de: "elektronische Gesundheitskarte (eGK)", en: "patient’s health card (eGK)" }
    card_kind_gsmc_kt() { de: "Kartenterminal-Karte (gSMC-KT)", en: "card of a card terminal (gSMC-KT)" }
    card_kind_gsmc_k() { de: "Konnektor-Karte (gSMC-K)", en: "card of a Konnektor (gSMC-K)" }
    transport_label_ch() {
        de: "Karten-Transport-PIN (PIN.CH)",
        en: "Karten-Transport-PIN (card transport PIN, PIN.CH)",
    }
    transport_label_qes() {
        de: "Signatur-Transport-PIN (PIN.QES)",
        en: "Signatur-Transport-PIN (signature transport PIN, PIN.QES)",
    }
    transport_label_smc() { de: "Transport-PIN der SMC-B (PIN.SMC)", en: "Transport-PIN of the SMC-B (PIN.SMC)" }
    own_label_ch() { de: "Karten-PIN (PIN.CH)", en: "card PIN (PIN.CH)" }
    own_label_qes() { de: "Signatur-PIN (PIN.QES)", en: "signature PIN (PIN.QES)" }
    own_label_smc() { de: "PIN der SMC-B (PIN.SMC)", en: "PIN of the SMC-B (PIN.SMC)" }
    own_label_auto() { de: "PIN.AUTO", en: "PIN.AUTO" }
    own_label_so() { de: "PIN.SO", en: "PIN.SO" }
    quoted(word: &str) { de: "„{word}“", en: "“{word}”" }
    puk_label(pin: &str) { de: "PUK zur {pin}", en: "PUK of {pin}" }
    rehearsal_mark() { de: "PROBE – virtuelle Karte", en: "REHEARSAL – virtual card" }
}

impl Text {
    /// “1 Versuch”, “3 Versuche”.
    #[must_use]
    pub fn tries(self, count: u8) -> String {
        match (self.language(), count) {
            (Language::De, 1) => "1 Versuch".to_owned(),
            (Language::De, _) => format!("{count} Versuche"),
            (Language::En, 1) => "1 try".to_owned(),
            (Language::En, _) => format!("{count} tries"),
        }
    }

    /// “1 Eingabe”, “3 Eingaben”.
    #[must_use]
    pub fn entries(self, count: u8) -> String {
        match (self.language(), count) {
            (Language::De, 1) => "1 Eingabe".to_owned(),
            (Language::De, _) => format!("{count} Eingaben"),
            (Language::En, 1) => "1 entry".to_owned(),
            (Language::En, _) => format!("{count} entries"),
        }
    }

    /// Whether the answer means yes or no in this language (both languages' words are understood);
    /// `None` for anything else.
    #[must_use]
    pub fn is_yes(self, answer: &str) -> Option<bool> {
        match answer.trim().to_lowercase().as_str() {
            "j" | "ja" | "y" | "yes" => Some(true),
            "" | "n" | "nein" | "no" => Some(false),
            _ => None,
        }
    }
}
