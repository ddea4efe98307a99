//! Many cards at once: what is said of each in a line, and of all of them.

use super::messages;

messages! {
    many_row(kind: &str, name: &str, state: &str) { de: "{kind} {name}: {state}", en: "{kind} {name}: {state}" }
    many_kind_other() { de: "Karte", en: "card" }
    many_rehearsal(name: &str) { de: "{name} (PROBE)", en: "{name} (REHEARSAL)" }
    many_released(state: &str) { de: "{state}, freigeschaltet", en: "{state}, released" }
    many_partly_revoked(state: &str) {
        de: "{state}, teilweise gesperrt: Unterschrift (QES)",
        en: "{state}, partly revoked: signature (QES)",
    }
    many_partly_released(state: &str) {
        de: "{state}, teilweise freigeschaltet: Unterschrift (QES) noch nicht",
        en: "{state}, partly released: signature (QES) not yet",
    }
    many_signature_released(state: &str) {
        de: "{state}, Unterschrift (QES): freigeschaltet; über die Karte sagt das nichts",
        en: "{state}, signature (QES): released; this says nothing about the card",
    }
    many_without(state: &str, purposes: &str) {
        de: "{state}; nicht im Ordner: {purposes}",
        en: "{state}; not in the folder: {purposes}",
    }
    many_undated() { de: "Laufzeit nicht lesbar", en: "validity not readable" }
    many_not_seen() { de: "nicht gelesen", en: "not read" }
    many_all_well(of: usize) { de: "{of} Karten, alle in Ordnung.", en: "{of} cards, all of them fine." }
    many_only_one_well() { de: "1 Karte, in Ordnung.", en: "1 card, fine." }
    many_only_one_well_but(lost: &str) { de: "1 Karte in Ordnung, {lost}.", en: "1 card fine, {lost}." }
    many_all_well_but(of: usize, lost: &str) {
        de: "{of} Karten in Ordnung, {lost}.",
        en: "{of} cards fine, {lost}.",
    }
    many_one_file_lost() { de: "1 Datei nicht lesbar", en: "1 file not readable" }
    many_files_lost(count: usize) { de: "{count} Dateien nicht lesbar", en: "{count} files not readable" }
    many_one_file_missing() { de: "1 Datei nicht da", en: "1 file missing" }
    many_files_missing(count: usize) { de: "{count} Dateien nicht da", en: "{count} files missing" }
    many_wrong(count: usize, of: usize, names: &str) {
        de: "Bei {count} von {of} Karten ist etwas zu tun: {names}.",
        en: "{count} of {of} cards need attention: {names}.",
    }
    many_only_one_wrong(name: &str) {
        de: "Bei dieser Karte ist etwas zu tun: {name}.",
        en: "This card needs attention: {name}.",
    }
    many_one_wrong(of: usize, name: &str) {
        de: "Bei 1 von {of} Karten ist etwas zu tun: {name}.",
        en: "1 of {of} cards needs attention: {name}.",
    }
    many_and_more(names: &str, more: usize) { de: "{names} und {more} weitere", en: "{names} and {more} more" }
    many_do() {
        de: "Warum, steht oben bei jeder dieser Karten.",
        en: "The reason is given above, card by card.",
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
