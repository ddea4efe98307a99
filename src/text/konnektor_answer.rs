//! Sentences about answers of a Konnektor: why one cannot be read. Each piece stands behind a colon
//! and has no full stop.

use super::messages;

messages! {
    konnektor_unreadable(why: &str) {
        de: "Die Antwort des Konnektors lässt sich nicht lesen: {why}.",
        en: "The answer of the Konnektor cannot be read: {why}.",
    }
    konnektor_unreadable_do() {
        de: "Prüfen, ob die Adresse im Profil die des Konnektors ist. Stimmt sie, dem Support Hersteller und Version nennen.",
        en: "Check that the address in the profile is that of the Konnektor. If it is, tell support its maker and version.",
    }
    konnektor_answer_do() {
        de: "Dem Support Hersteller und Version des Konnektors nennen, und was er antwortet: „--log-file DATEI --trace-data“ schreibt es mit (Kartennummern und Namen, kein Kennwort, keine PIN).",
        en: "Tell support maker and version of the Konnektor, and what it answers: “--log-file FILE --trace-data” writes it down (card numbers and names, no password, no PIN).",
    }
    reply_too_large() { de: "sie ist länger als 1 MiB", en: "it is longer than 1 MiB" }
    reply_too_many() {
        de: "sie nennt mehr Karten oder Terminals, als eine Praxis haben kann",
        en: "it names more cards or terminals than a practice can have",
    }
    reply_not_utf8() {
        de: "sie ist nicht in UTF-8 geschrieben",
        en: "it is not written in UTF-8",
    }
    reply_not_xml(line: u32) {
        de: "ab Zeile {line} ist sie kein XML, das dieses Programm liest",
        en: "from line {line} on it is no XML that this program reads",
    }
    reply_in_parts() {
        de: "sie besteht aus mehreren Teilen (Multipart)",
        en: "it consists of several parts (multipart)",
    }
    reply_shared_handle() {
        de: "sie nennt zwei verschiedene Karten mit demselben CardHandle, und so weiß niemand, welche gemeint ist",
        en: "it names two different cards with the same CardHandle, so that nobody knows which one is meant",
    }
    reply_other(expected: &str, found: &str) {
        de: "statt „{expected}“ kam „{found}“",
        en: "“{found}” came instead of “{expected}”",
    }
    reply_other_namespace(found: &str, namespace: &str) {
        de: "„{found}“ steht darin in einer anderen Fassung ({namespace})",
        en: "“{found}” is in it in another version ({namespace})",
    }
    reply_no_namespace(found: &str) {
        de: "„{found}“ steht darin ohne Namensraum",
        en: "“{found}” is in it without a namespace",
    }
    reply_missing(element: &str) {
        de: "„{element}“ fehlt darin",
        en: "“{element}” is missing in it",
    }
    reply_twice(element: &str) {
        de: "„{element}“ steht zweimal darin",
        en: "“{element}” is in it twice",
    }
    reply_odd(element: &str, word: &str) {
        de: "mit „{word}“ unter „{element}“ kann dieses Programm nichts anfangen",
        en: "this program cannot make anything of “{word}” under “{element}”",
    }
}
