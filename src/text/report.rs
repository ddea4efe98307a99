//! Sentences of the report for support, and of the questions before it is written.

use super::messages;

messages! {
    report_title() { de: "pinlotse: Bericht für den Support", en: "pinlotse: report for support" }
    report_made(date: &str) { de: "Erstellt am {date}.", en: "Made on {date}." }
    report_time(date: &str, time: &str, zone: &str) {
        de: "{date}, {time} Uhr deutscher Zeit ({zone})",
        en: "{date}, {time} German time ({zone})",
    }
    report_zone_winter() { de: "MEZ", en: "CET" }
    report_zone_summer() { de: "MESZ", en: "CEST" }
    report_rehearsal() { de: "PROBE an einer virtuellen Karte", en: "REHEARSAL on a virtual card" }
    report_masked() {
        de: "Unkenntlich gemacht sind: Kartennummer (bis auf Herausgeber und letzte vier Ziffern), Telematik-ID (bis auf die erste Zahl), Namen, Seriennummern und Fingerabdrücke der Zertifikate von Karten, unbekannte Aussteller und Berufe, von Adressen alles bis auf den Rechner, Seriennummern in den Namen von Lesern, Nutzer, PC, Ordner der Nutzer, Dateien virtueller Karten, der Ort eines eigenen Sockets. PINs stehen hier nie.",
        en: "Masked: card number (except issuer and last four digits), Telematik-ID (except its first number), names, serial numbers and fingerprints of cards’ certificates, unknown issuers and professions, of addresses all but the host, serial numbers in names of readers, user, PC, folders of users, files of virtual cards, the place of a socket of your own. PINs are never in here.",
    }
    report_masked_but_names() {
        de: "Namen stehen im Klartext (--with-names). Unkenntlich gemacht sind: Kartennummer (bis auf Herausgeber und letzte vier Ziffern), Telematik-ID (bis auf die erste Zahl), Seriennummern und Fingerabdrücke der Zertifikate von Karten, unbekannte Aussteller und Berufe, von Adressen alles bis auf den Rechner, Seriennummern in den Namen von Lesern, Nutzer, PC, Ordner der Nutzer, Dateien virtueller Karten, der Ort eines eigenen Sockets. PINs stehen hier nie.",
        en: "Names stand in the clear (--with-names). Masked: card number (except issuer and last four digits), Telematik-ID (except its first number), serial numbers and fingerprints of cards’ certificates, unknown issuers and professions, of addresses all but the host, serial numbers in names of readers, user, PC, folders of users, files of virtual cards, the place of a socket of your own. PINs are never in here.",
    }
    report_summary() { de: "Ergebnis", en: "Result" }
    report_what_happened() { de: "Was war los? (füllt die Praxis aus)", en: "What happened? (for the practice to fill in)" }
    report_call_back() { de: "Rückruf unter:", en: "Call back:" }
    report_document() { de: "Dieselben Angaben für Programme (JSON)", en: "The same for programs (JSON)" }
    report_preview() { de: "Das steht im Bericht:", en: "This is in the report:" }
    report_preview_document() {
        de: "Dieselben Angaben stehen in der Datei noch einmal als JSON, für die Programme des Supports, ebenso unkenntlich gemacht.",
        en: "The file holds the same once more as JSON, for the programs of support, masked in the same way.",
    }
    report_preview_only_there() { de: "Nur dort steht außerdem:", en: "Only there you also find:" }
    report_preview_end() { de: "Ende des Berichts.", en: "End of the report." }
    report_offer(path: &str) {
        de: "Bericht für den Support, eine Seite ohne Namen, Kartennummern und PINs. Datei: {path}",
        en: "Report for support, one page without names, card numbers and PINs. File: {path}",
    }
    report_offer_with_names(path: &str) {
        de: "Bericht für den Support, eine Seite ohne Kartennummern und PINs, aber mit dem Namen auf der Karte. Datei: {path}",
        en: "Report for support, one page without card numbers and PINs, but with the name on the card. File: {path}",
    }
    report_choice_write() { de: "Schreiben", en: "Write it" }
    report_choice_look() { de: "Vorher ansehen", en: "Look at it first" }
    report_choice_not() { de: "Nicht schreiben", en: "Do not write it" }
    report_not_written() { de: "Es wurde kein Bericht geschrieben.", en: "No report was written." }
    report_written(path: &str) { de: "Bericht geschrieben: {path}", en: "Report written: {path}" }
    report_holds() {
        de: "Darin steht, was an diesem PC, an Leser und Karte zu sehen ist. Nicht darin stehen Namen, ganze Kartennummern, PINs und PUK. Gesendet wird nichts: geben Sie die Datei der Hotline selbst.",
        en: "It holds what is to be seen of this PC, the reader and the card. It holds no names, no whole card numbers, no PINs and no PUK. Nothing is sent: give the file to the hotline yourself.",
    }
    report_holds_code(code: &str) {
        de: "Darin steht der Code {code} und was an diesem PC, an Leser und Karte zu sehen ist. Nicht darin stehen Namen, ganze Kartennummern, PINs und PUK. Gesendet wird nichts: geben Sie die Datei der Hotline selbst.",
        en: "It holds the code {code} and what is to be seen of this PC, the reader and the card. It holds no names, no whole card numbers, no PINs and no PUK. Nothing is sent: give the file to the hotline yourself.",
    }
    report_file_name(day: &str) { de: "pinlotse-bericht-{day}", en: "pinlotse-report-{day}" }
    probe_intro(card: &str, reader: &str, commands: usize) {
        de: "Ausgelesen wird: {card} in „{reader}“, mit {commands} Befehlen, die nur lesen, auswählen und nach dem Stand der PINs fragen. Kein Versuch wird verbraucht, nichts wird geschrieben.",
        en: "This card is read: {card} in “{reader}”, by {commands} commands that only read, select, and ask how PINs stand. No try is spent, nothing is written.",
    }
    probe_masked() {
        de: "In der Datei stehen keine Namen, keine Zertifikate und von der Kartennummer nur der Teil des Herausgebers.",
        en: "The file holds no names, no certificates, and of the card’s number the issuer’s part only.",
    }
    probe_question(path: &str) {
        de: "Jetzt auslesen und in „{path}“ schreiben?",
        en: "Read it now and write “{path}”?",
    }
    probe_line(place: &str, name: &str, command: &str) { de: "{place}: {name}: {command}", en: "{place}: {name}: {command}" }
    probe_not_sent() {
        de: "Nur gezeigt (--dry-run): an die Karte wurde davon nichts gegeben, keine Datei geschrieben.",
        en: "Only shown (--dry-run): nothing of it was sent to the card, no file was written.",
    }
    probe_no_card() {
        de: "Es gibt nichts auszulesen: in keinem Leser ist eine eHBA oder SMC-B, die sich ansehen lässt.",
        en: "There is nothing to read: no reader holds an eHBA or SMC-B that can be looked at.",
    }
    probe_not_here() {
        de: "Diese Karte ist über kein Kartenlesegerät dieses PCs zu erreichen; auslesen lässt sie sich so nicht.",
        en: "This card is not reached through a reader of this PC; it cannot be read this way.",
    }
    probe_written(path: &str, answers: usize) {
        de: "Geschrieben: {path} ({answers} Antworten). Die Datei ist lesbarer Text: ansehen, dann an die Entwickler schicken, siehe docs/field-trial.md.",
        en: "Written: {path} ({answers} answers). The file is readable text: look at it, then send it to the developers, see docs/field-trial.md.",
    }
    mask_user() { de: "[Nutzer]", en: "[user]" }
    mask_host() { de: "[PC]", en: "[host]" }
    mask_home() { de: "[Heimordner]", en: "[home]" }
    mask_name() { de: "[Name]", en: "[name]" }
    mask_fingerprint() { de: "[Fingerabdruck]", en: "[fingerprint]" }
    mask_serial() { de: "[Seriennummer]", en: "[serial]" }
    mask_file() { de: "[Datei]", en: "[file]" }
    mask_path() { de: "[Pfad]", en: "[path]" }
    mask_issuer() { de: "[Aussteller]", en: "[issuer]" }
    mask_address() { de: "[Adresse]", en: "[address]" }
    mask_place() { de: "[Ort]", en: "[place]" }
    mask_words() { de: "[Text]", en: "[words]" }
    mask_profession() { de: "[Beruf]", en: "[profession]" }
}
