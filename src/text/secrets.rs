//! What can be wrong with a secrets file. No sentence takes a digit of a secret.

use super::messages;

messages! {
    problem_in_line(line: usize, what: &str) { de: "Zeile {line}: {what}", en: "line {line}: {what}" }
    problem_utf16() {
        de: "die Datei ist UTF-16, bitte als UTF-8 speichern",
        en: "the file is UTF-16, save it as UTF-8",
    }
    problem_no_equals() { de: "nicht von der Form „schlüssel = ziffern“", en: "not of the form “key = digits”" }
    problem_unknown_key() { de: "unbekannter Schlüssel", en: "unknown key" }
    problem_unknown_key_meant(nearest: &str) {
        de: "unbekannter Schlüssel, gemeint ist wohl „{nearest}“",
        en: "unknown key, “{nearest}” was probably meant",
    }
    problem_double(key: &str, first: usize) {
        de: "„{key}“ steht schon in Zeile {first}",
        en: "“{key}” is already in line {first}",
    }
    problem_empty(key: &str) { de: "„{key}“ hat keine Ziffern", en: "“{key}” has no digits" }
    problem_not_digits(key: &str) {
        de: "„{key}“ enthält etwas anderes als Ziffern",
        en: "“{key}” holds something other than digits",
    }
    problem_length(key: &str, got: usize, want: &str) {
        de: "„{key}“ hat {got} Ziffern statt {want}",
        en: "“{key}” has {got} digits instead of {want}",
    }
    problem_range(from: usize, to: usize) { de: "{from} bis {to}", en: "{from} to {to}" }
    problem_same(key: &str, other: &str) { de: "„{key}“ ist gleich „{other}“", en: "“{key}” is the same as “{other}”" }
    problem_trivial(key: &str) {
        de: "„{key}“ ist leicht zu erraten (Folge, Wiederholung, Datum oder Ziffern der Karte)",
        en: "“{key}” is easily guessed (sequence, repetition, date or digits of the card)",
    }
    problem_missing(key: &str) { de: "„{key}“ fehlt", en: "“{key}” is missing" }
    source_unreadable(from: &str, detail: &str) {
        de: "Die Eingabedaten ({from}) lassen sich nicht lesen: {detail}.",
        en: "The secrets ({from}) cannot be read: {detail}.",
    }
    source_rights(from: &str) {
        de: "Die Eingabedaten ({from}) wurden nicht gelesen: auch andere dürfen die Datei lesen oder schreiben.",
        en: "The secrets ({from}) were not read: others may read or write the file too.",
    }
    source_foreign(from: &str) {
        de: "Die Eingabedaten ({from}) wurden nicht gelesen: die Datei gehört einem anderen Nutzer.",
        en: "The secrets ({from}) were not read: the file belongs to another user.",
    }
    source_rights_unknown(from: &str, cause: &str) {
        de: "Die Eingabedaten ({from}) wurden nicht gelesen: wer die Datei lesen darf, ist nicht zu sehen ({cause}).",
        en: "The secrets ({from}) were not read: who may read the file cannot be seen ({cause}).",
    }
    source_dash() {
        de: "„-“ ist keine Datei. Es wurde nichts gelesen und nichts an die Karte gegeben.",
        en: "“-” is no file. Nothing was read and nothing was sent to the card.",
    }
    source_dash_do() {
        de: "Für die Standardeingabe „--secrets-stdin“ nehmen, für einen Deskriptor „--secrets-fd N“.",
        en: "Use “--secrets-stdin” for standard input, “--secrets-fd N” for a descriptor.",
    }
    source_dash_do_windows() {
        de: "Für die Standardeingabe „--secrets-stdin“ nehmen.",
        en: "Use “--secrets-stdin” for standard input.",
    }
    source_timed_out(from: &str) {
        de: "Die Eingabedaten ({from}) kamen nicht rechtzeitig: am anderen Ende schreibt sie niemand zu Ende. Was bis dahin kam, wurde nicht benutzt; es wurde nichts an die Karte gegeben.",
        en: "The secrets ({from}) did not come in time: nobody at the other end writes them to their end. What came until then was not used; nothing was sent to the card.",
    }
    source_timed_out_do() {
        de: "Prüfen, ob das Programm läuft, das die Eingabedaten liefert, und ob es sein Ende der Leitung schließt. Braucht es länger: „--wait SEKUNDEN“.",
        en: "Check that the program which hands out the secrets is running, and that it closes its end. If it needs longer: “--wait SECONDS”.",
    }
    source_too_large(from: &str, limit: usize) {
        de: "Die Eingabedaten ({from}) sind größer als {limit} Byte: das ist keine Datei mit PINs.",
        en: "The secrets ({from}) are larger than {limit} bytes: that is no file of PINs.",
    }
    source_terminal(from: &str) {
        de: "Die Eingabedaten ({from}) kämen von einem Terminal; was dort getippt wird, stünde auf dem Bildschirm. Es wurde nichts gelesen und nichts an die Karte gegeben.",
        en: "The secrets ({from}) would come from a terminal, which shows what is typed there. Nothing was read and nothing was sent to the card.",
    }
    source_terminal_do() {
        de: "Ohne diesen Schalter fragt das Programm am Terminal verdeckt nach den Ziffern. In einem Skript: „--secrets-file DATEI“ oder „--secrets-fd N“, oder die Standardeingabe aus einer Datei oder Pipe.",
        en: "Without this flag the program asks for the digits on the terminal, hidden. In a script: “--secrets-file FILE” or “--secrets-fd N”, or standard input from a file or a pipe.",
    }
    source_terminal_do_windows() {
        de: "Ohne diesen Schalter fragt das Programm verdeckt nach den Ziffern. In einem Skript: „--secrets-file DATEI“, oder die Standardeingabe aus einer Datei oder Pipe.",
        en: "Without this flag the program asks for the digits, hidden. In a script: “--secrets-file FILE”, or standard input from a file or a pipe.",
    }
    source_stdin() { de: "Standardeingabe", en: "standard input" }
    source_fd(number: i32) { de: "Deskriptor {number}", en: "descriptor {number}" }
}
