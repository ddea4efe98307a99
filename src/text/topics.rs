//! Sentences around the topics. The topics themselves are files, see `src/topics/texts`.

use super::{Language, Text, messages};

messages! {
    radar_not_on_chip() {
        de: "Vom Chip lässt sich das nicht ablesen.",
        en: "This cannot be read from the chip.",
    }
    issuer_says(issuer: &str, statement: &str) { de: "{issuer}: {statement}", en: "{issuer}: {statement}" }
    issuer_on_card() {
        de: "Wer die Karte herausgegeben hat, steht auf ihr und im Brief. Die Adressen:",
        en: "Who issued the card is printed on it and in the letter. The addresses:",
    }
    issuer_ask(issuer: &str, address: &str) { de: "Fragen an {issuer}: {address}", en: "Ask {issuer} here: {address}" }
    issuer_ask_portal(issuer: &str) {
        de: "Fragen an {issuer}: im Antragsportal, aus dem Ihre E-Mails kommen",
        en: "Ask {issuer} in the portal that your e-mails come from",
    }
    issuer_ask_article() {
        de: "Wer die Karte herausgegeben hat, steht auf ihr und im Brief; die Adressen stehen am Ende von „Mehr dazu lesen“.",
        en: "Who issued the card is printed on it and in the letter; the addresses stand at the end of “Read more on this”.",
    }
    issuer_ask_unknown() {
        de: "Wer die Karte herausgegeben hat, steht auf ihr und im Brief; die Adressen nennt „Wen frage ich?“.",
        en: "Who issued the card is printed on it and in the letter; “Whom do I ask?” gives the addresses.",
    }
    issuer_blocking(issuer: &str, statement: &str) {
        de: "Sperren lassen bei {issuer}: {statement}",
        en: "To have it revoked by {issuer}: {statement}",
    }
    issuer_says_nothing(issuer: &str, subject: &str) {
        de: "{issuer}: {subject}, dazu ist uns nichts bekannt.",
        en: "{issuer}: {subject}, we know nothing about it.",
    }
    subject_portal() { de: "Portal", en: "portal" }
    subject_release() { de: "Freischaltung", en: "release" }
    subject_order_hba() { de: "Reihenfolge beim eHBA", en: "order of steps of an eHBA" }
    subject_order_smcb() { de: "Reihenfolge bei der SMC-B", en: "order of steps of an SMC-B" }
    subject_letter() { de: "PIN-Brief", en: "PIN letter" }
    subject_password() { de: "vergessenes Kennwort", en: "forgotten password" }
    subject_puk() { de: "PUK", en: "PUK" }
    subject_replacement() { de: "neue Karte", en: "new card" }
    subject_blocking() { de: "Sperrung", en: "blocking a card" }
    subject_status() { de: "Stand der Bestellung", en: "state of an order" }
    subject_invoice() { de: "Rechnung", en: "invoice" }
    subject_tool() { de: "eigenes Programm", en: "a program of its own" }
    subject_contact() { de: "Kontakt", en: "contact" }
    topic_call(topic: &str) { de: "pinlotse hilfe-zu {topic}", en: "pinlotse explain {topic}" }
    topic_more(call: &str) { de: "Mehr dazu: {call}", en: "More: {call}" }
    topic_line(name: &str, title: &str) { de: "{name}: {title}", en: "{name}: {title}" }
    topic_section(heading: &str) { de: "{heading}:", en: "{heading}:" }
    topic_short(short: &str) { de: "Kurz: {short}", en: "In short: {short}" }
    topic_or() { de: "Oder geht es um eines von diesen?", en: "Or is it about one of these?" }
    topic_which_issuer() { de: "Von wem ist Ihre Karte?", en: "Who issued your card?" }
    topic_issuer_unknown() { de: "weiß nicht", en: "I do not know" }
    topic_ask_issuer() {
        de: "Nummer (nur Enter: weiß nicht):",
        en: "Number (just Enter: I do not know):",
    }
    topic_ask() {
        de: "Nummer oder ein paar Worte (e: Ende):",
        en: "A number or a few words (e: end):",
    }
    topic_ask_more() {
        de: "Enter: mehr dazu · e: Ende · oder eine andere Frage:",
        en: "Enter: more on this · e: end · or another question:",
    }
    topic_ask_more_or() {
        de: "Enter: mehr dazu · Nummer: das andere · e: Ende · oder eine andere Frage:",
        en: "Enter: more on this · number: the other one · e: end · or another question:",
    }
    topic_next_page() { de: "Enter: weiter · e: Ende:", en: "Enter: go on · e: end:" }
    topic_others() { de: "andere Themen zeigen", en: "show other topics" }
    topic_in_list(number: usize, line: &str) { de: "[{number}] {line}", en: "[{number}] {line}" }
    topic_perhaps() { de: "Vielleicht auch", en: "Perhaps also" }
    topic_see() { de: "Siehe auch", en: "See also" }
    topic_shorter() {
        de: "Mit „--issuer medisign“ (oder d-trust, shc-care, t-systems) wird es kürzer.",
        en: "With “--issuer medisign” (or d-trust, shc-care, t-systems) it gets shorter.",
    }
    topic_sources_call(call: &str) {
        de: "Quellen mit Datum: „{call} --sources“",
        en: "Sources with their dates: “{call} --sources”",
    }
    topic_sources() { de: "Quellen", en: "Sources" }
    topic_source(title: &str, url: &str, date: &str) {
        de: "{title}, {url} (gelesen am {date})",
        en: "{title}, {url} (read on {date})",
    }
    topic_according_to(source: &str) { de: "Quelle: {source}", en: "Source: {source}" }
    topic_source_stored(title: &str, url: &str, date: &str) {
        de: "{title}, {url} (gespeicherte Fassung, gelesen am {date})",
        en: "{title}, {url} (stored copy, read on {date})",
    }
    for_the_hotline(code: &str) { de: "Für die Hotline: {code}", en: "For the hotline: {code}" }
    code_means(code: &str, what: &str) { de: "{code}: {what}", en: "{code}: {what}" }
    code_left(left: u8) { de: "Noch übrig: {left}.", en: "Left: {left}." }
    code_word(word: &str) { de: "Codewort: {word}.", en: "Code word: {word}." }
    topics_heading() { de: "Themen", en: "Topics" }
    topics_hint() {
        de: "Ein Thema lesen: „pinlotse hilfe-zu NAME“ oder seine Nummer. Suchen: „pinlotse hilfe-zu WORT WORT“.",
        en: "Read a topic: “pinlotse explain NAME” or its number. Search: “pinlotse explain WORD WORD”.",
    }
    topics_which() { de: "Worum geht es?", en: "What is it about?" }
    nothing_found_but() {
        de: "Dazu habe ich nichts gefunden. Wurden Ziffern abgelehnt: nichts mehr eingeben.",
        en: "I found nothing on that. If digits were refused: enter nothing more.",
    }
    who_helps(issuers: &str) { de: "Es hilft: {issuers}", en: "Who helps: {issuers}" }
    who_helps_at(issuer: &str, address: &str) { de: "{issuer} {address}", en: "{issuer} {address}" }
    no_such_topic() { de: "Dazu habe ich nichts gefunden.", en: "I found nothing on that." }
    no_such_topic_do() {
        de: "Vielleicht mit anderen Worten, zum Beispiel „pinlotse hilfe-zu brief verloren“; „pinlotse hilfe-zu“ zeigt alle Themen.",
        en: "Perhaps in other words, for example “pinlotse explain letter lost”; “pinlotse explain” lists all topics.",
    }
}

impl Text {
    /// What is asked about an issuer, by the name of a statement of `issuers.json`.
    #[must_use]
    pub fn subject(self, name: &str) -> String {
        match name {
            "portal" => self.subject_portal(),
            "release" => self.subject_release(),
            "order_hba" => self.subject_order_hba(),
            "order_smcb" => self.subject_order_smcb(),
            "letter" => self.subject_letter(),
            "password" => self.subject_password(),
            "puk" => self.subject_puk(),
            "replacement" => self.subject_replacement(),
            "blocking" => self.subject_blocking(),
            "status" => self.subject_status(),
            "invoice" => self.subject_invoice(),
            "tool" => self.subject_tool(),
            _ => self.subject_contact(),
        }
    }

    /// “1 Tag”, “5 Tage”; a day that has begun does not count.
    #[must_use]
    pub fn days(self, days: i64) -> String {
        match (self.language(), days) {
            (Language::De, ..=0) => "weniger als 1 Tag".to_owned(),
            (Language::De, 1) => "1 Tag".to_owned(),
            (Language::De, _) => format!("{days} Tage"),
            (Language::En, ..=0) => "less than 1 day".to_owned(),
            (Language::En, 1) => "1 day".to_owned(),
            (Language::En, _) => format!("{days} days"),
        }
    }
}
