//! Sentences of `virtual` and of the exercises: cards to rehearse on.

use super::messages;

messages! {
    created(path: &str) { de: "Virtuelle Karte angelegt: {path}", en: "Virtual card created: {path}" }
    created_next(card: &str, reader: &str) {
        de: "Brief ansehen: „pinlotse virtuell brief {card}“ · Aktivieren: „pinlotse --reader {reader} aktivieren“",
        en: "See its letter: “pinlotse virtual letter {card}” · Activate it: “pinlotse --reader {reader} activate”",
    }
    exists_already(path: &str) {
        de: "„{path}“ gibt es schon, es wird nicht überschrieben.",
        en: "“{path}” exists already, it is not overwritten.",
    }
    exists_already_do() {
        de: "Einen anderen Dateinamen wählen oder die Datei vorher löschen.",
        en: "Choose another file name or delete the file first.",
    }
    letter_title() { de: "PIN-Brief", en: "PIN letter" }
    letter_invented() {
        de: "Alle Angaben sind erfunden und gelten nur für diese virtuelle Karte.",
        en: "All data are invented and hold for this virtual card only.",
    }
    letter_used_up() { de: "verbraucht (Karte ist aktiviert)", en: "used up (card is activated)" }
    virtual_pin_line(name: &str, folder: &str, state: &str, tries: u8, uses: u8) {
        de: "{name} ({folder}): {state}, Fehlbedienungszähler {tries}, PUK-Anwendungen übrig {uses}",
        en: "{name} ({folder}): {state}, retry counter {tries}, PUK uses left {uses}",
    }
    virtual_quirks(names: &str) { de: "Eigenheiten: {names}", en: "Quirks: {names}" }
    quirk_unfit(name: &str) {
        de: "Die Eigenheit „{name}“ passt nicht zu dieser Karte.",
        en: "The quirk “{name}” does not fit this card.",
    }
    quirk_unfit_do() {
        de: "„kbv“ und „dktig“ gehören zur eingebauten SMC-B (smcb) und schließen einander aus; Eigenheiten der Zertifikate brauchen eine Karte, die welche hat.",
        en: "“kbv” and “dktig” belong to the built-in SMC-B (smcb) and exclude each other; quirks of certificates need a card that has some.",
    }
    virtual_unknown_terms(terms: &str) {
        de: "Unbekannte Bedingungen in Zugriffsregeln, als NIE gewertet: {terms}",
        en: "Unknown terms in access rules, taken as NEVER: {terms}",
    }
    serving(card: &str, address: &str) {
        de: "{card} steckt im Leser hinter {address}. Ende mit Strg-C.",
        en: "{card} is in the reader behind {address}. Ctrl-C ends.",
    }
    served() { de: "Karte aus dem Leser genommen.", en: "Card taken out of the reader." }
    vpcd_unreachable(address: &str, detail: &str) {
        de: "Unter {address} antwortet kein vpcd ({detail}).",
        en: "No vpcd answers at {address} ({detail}).",
    }
    vpcd_unreachable_do() {
        de: "pcscd mit vpcd starten (Debian: „sudo apt install vsmartcard-vpcd pcscd“), oder mit „--vpcd HOST:PORT“ die Adresse nennen.",
        en: "Start pcscd with vpcd (Debian: “sudo apt install vsmartcard-vpcd pcscd”), or give the address with “--vpcd HOST:PORT”.",
    }
    vpcd_unreachable_do_windows() {
        de: "Mit „--vpcd HOST:PORT“ die Adresse eines PCs nennen, auf dem vpcd läuft (vsmartcard), oder ohne Leser üben: „--reader virtual:DATEI“.",
        en: "Give the address of a PC on which vpcd runs (vsmartcard) with “--vpcd HOST:PORT”, or rehearse without a reader: “--reader virtual:FILE”.",
    }
    bad_virtual_card(detail: &str) {
        de: "Die virtuelle Karte lässt sich nicht laden oder sichern: {detail}",
        en: "The virtual card cannot be loaded or saved: {detail}",
    }
    virtual_card_malformed(path: &str, line: u32, detail: &str) {
        de: "„{path}“ ist ab Zeile {line} keine Kartendatei, wie sie sein muss ({detail})",
        en: "“{path}” is no proper card file from line {line} on ({detail})",
    }
    bad_virtual_card_do() {
        de: "Eine Kartendatei von gematik (XML) oder eine mit „pinlotse virtuell anlegen“ angelegte Datei angeben, oder „virtual:hba“ und „virtual:smcb“ benutzen.",
        en: "Give a card image of gematik (XML) or a file made by “pinlotse virtual create”, or use “virtual:hba” and “virtual:smcb”.",
    }
    exercise_which() { de: "Was möchten Sie üben?", en: "What would you like to rehearse?" }
    exercise_smooth() { de: "Den ganzen Weg, ohne Fehler", en: "The whole way, without a mistake" }
    exercise_wrong_line() { de: "Einen Fehler: die falsche Zeile im Brief", en: "A mistake: the wrong line of the letter" }
    exercise_last_try() { de: "Einen Fehler: nur noch ein Versuch", en: "A mistake: one try left" }
    exercise_pulled() { de: "Einen Fehler: Karte herausgezogen", en: "A mistake: the card is pulled out" }
    exercise_blocked() { de: "Einen Fehler: eine gesperrte PIN", en: "A mistake: a blocked PIN" }
    task_wrong_line() {
        de: "Aufgabe: Geben Sie bei der ersten Transport-PIN absichtlich falsche Ziffern ein, beim zweiten Mal die richtigen.",
        en: "Your task: at the first Transport-PIN type wrong digits on purpose, and the right ones the second time.",
    }
    task_last_try() {
        de: "Aufgabe: An einem anderen PC wurde die erste Transport-PIN dieser Karte schon zweimal falsch eingegeben. Sagen Sie das, wenn danach gefragt wird, und sehen Sie, was dann geschieht.",
        en: "Your task: at another PC the first Transport-PIN of this card was entered wrongly twice. Say so when you are asked, and see what happens then.",
    }
    task_pulled() {
        de: "Aufgabe: Geben Sie alles richtig ein. Die Karte verlässt den Leser, während Ihre erste Eingabe unterwegs ist, und steckt kurz darauf wieder.",
        en: "Your task: enter everything as it is in the letter. The card leaves the reader while your first entry is on its way, and is back soon after.",
    }
    task_blocked() {
        de: "Aufgabe: Die eigene PIN dieser Karte wurde dreimal falsch eingegeben und ist gesperrt. Die PUK steht im PIN-Brief der virtuellen Karte.",
        en: "Your task: your own PIN of this card was entered wrongly three times and is blocked. The PUK is in the PIN letter of the virtual card.",
    }
}
