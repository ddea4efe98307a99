//! Many cards at once: what is said of each in a line, and of all of them.

use super::messages;

messages! {
    many_row(kind: &str, name: &str, state: &str) { de: "{kind} {name}: {state}", en: "{kind} {name}: {state}" }
    many_kind_other() { de: "Karte", en: "card" }
    many_rehearsal(name: &str) { de: "{name} (PROBE)", en: "{name} (REHEARSAL)" }
    many_released(state: &str) { de: "{state}, freigeschaltet", en: "{state}, released" }
    many_without(state: &str, purposes: &str) {
        de: "{state}; nicht im Ordner: {purposes}",
        en: "{state}; not in the folder: {purposes}",
    }
    many_undated() { de: "Laufzeit nicht lesbar", en: "validity not readable" }
    many_not_seen() { de: "nicht gelesen", en: "not read" }
    many_all_well(of: usize) { de: "{of} Karten, alle in Ordnung.", en: "{of} cards, all of them fine." }
    many_only_one_well() { de: "1 Karte, in Ordnung.", en: "1 card, fine." }
    many_wrong(count: usize, of: usize, names: &str) {
        de: "{count} von {of} Karten brauchen jemanden: {names}.",
        en: "{count} of {of} cards need somebody: {names}.",
    }
    many_only_one_wrong(name: &str) {
        de: "Die Karte braucht jemanden: {name}.",
        en: "The card needs somebody: {name}.",
    }
    many_one_wrong(of: usize, name: &str) {
        de: "1 von {of} Karten braucht jemanden: {name}.",
        en: "1 of {of} cards needs somebody: {name}.",
    }
    many_and_more(names: &str, more: usize) { de: "{names} und {more} weitere", en: "{names} and {more} more" }
    many_do() {
        de: "Was es ist, steht bei jeder dieser Karten.",
        en: "What it is stands with each of these cards.",
    }
    file_why_bad_index() {
        de: "die Angaben zur Karte darin sind nicht lesbar",
        en: "what it says of the card cannot be read",
    }
    file_why_not_there() {
        de: "sie wurde exportiert und liegt nicht im Ordner",
        en: "it was exported and is not in the folder",
    }
    file_why_of_no_card() {
        de: "das Zertifikat darin gehört zu keinem eHBA und keiner SMC-B",
        en: "its certificate belongs to no eHBA and no SMC-B",
    }
    files_more_unused(more: usize) {
        de: "Hinweis: {more} weitere Dateien werden nicht benutzt; „--json“ nennt alle.",
        en: "Note: {more} more files are not used; “--json” names all of them.",
    }
    no_card_certificates(folder: &str) {
        de: "Im Ordner „{folder}“ liegt kein Zertifikat einer Karte.",
        en: "There is no certificate of a card in the folder “{folder}”.",
    }
    only_authorities(folder: &str) {
        de: "Im Ordner „{folder}“ liegen nur Zertifikate von Herausgebern, keines einer Karte.",
        en: "The folder “{folder}” holds certificates of issuers only, none of a card.",
    }
    no_card_certificates_do() {
        de: "Die Zertifikate jeder Karte einmal hineinschreiben: „pinlotse zertifikate --export ORDNER“.",
        en: "Write the certificates of each card into it once: “pinlotse certs --export DIR”.",
    }
    certificate_files_lost(files: &str) {
        de: "Nicht lesbar und deshalb nicht beurteilt: {files}.",
        en: "Not readable and therefore not judged: {files}.",
    }
    certificate_files_lost_do() {
        de: "Die Zertifikate dieser Karten neu exportieren; was kein Zertifikat einer Karte ist, aus dem Ordner nehmen.",
        en: "Export the certificates of these cards anew; take out of the folder what is no certificate of a card.",
    }
}
