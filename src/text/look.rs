//! Sentences of `readers` and `status`.

use super::messages;

messages! {
    reader_line(reader: &str) { de: "Leser: {reader}", en: "Reader: {reader}" }
    terminal_line(terminal: &str) { de: "Kartenterminal: {terminal}", en: "Card terminal: {terminal}" }
    iccsn_line(iccsn: &str) { de: "Kartennummer (ICCSN): {iccsn}", en: "Card number (ICCSN): {iccsn}" }
    iccsn_unreadable() { de: "Kartennummer (ICCSN): nicht lesbar", en: "Card number (ICCSN): not readable" }
    card_line(kind: &str, version: &str) { de: "Karte: {kind}{version}", en: "Card: {kind}{version}" }
    version_suffix(generation: &str, version: &str) {
        de: ", {generation} (Version {version})",
        en: ", {generation} (version {version})",
    }
    pin_transport() {
        de: "Transport-PIN, noch nicht aktiviert",
        en: "Transport-PIN, not activated yet",
    }
    pin_transport_said(tries: &str) {
        de: "Transport-PIN, nach Ihrer Angabe höchstens {tries} übrig",
        en: "Transport-PIN, according to you at most {tries} left",
    }
    pin_transport_noted(tries: &str) {
        de: "Transport-PIN, laut Notizen höchstens {tries} übrig",
        en: "Transport-PIN, by the notes at most {tries} left",
    }
    pin_transport_named(tries: &str) {
        de: "Transport-PIN, laut Konnektor höchstens {tries} übrig",
        en: "Transport-PIN, by the Konnektor at most {tries} left",
    }
    pin_empty() {
        de: "ohne PIN ausgeliefert (Leer-PIN), nicht benötigt",
        en: "delivered without a PIN (Leer-PIN), not needed",
    }
    pin_empty_of_person() {
        de: "ohne PIN (Leer-PIN); so wird diese Karte nicht ausgeliefert",
        en: "without a PIN (Leer-PIN); this card is not delivered like that",
    }
    pin_set(tries: &str) { de: "gesetzt, {tries} übrig", en: "set, {tries} left" }
    pin_verified() {
        de: "gesetzt, gerade geprüft; Versuche nicht ablesbar",
        en: "set, verified at present; tries left not readable",
    }
    pin_uncounted() {
        de: "gesetzt; der Konnektor nennt die übrigen Versuche nicht",
        en: "set; the Konnektor does not name the tries left",
    }
    pin_verified_noted(tries: &str) {
        de: "gesetzt, laut Notizen höchstens {tries} übrig",
        en: "set, by the notes at most {tries} left",
    }
    pin_verified_named(tries: &str) {
        de: "gesetzt, laut Konnektor höchstens {tries} übrig",
        en: "set, by the Konnektor at most {tries} left",
    }
    pin_blocked() { de: "GESPERRT, kein Versuch übrig", en: "BLOCKED, no try left" }
    pin_blocked_in_transport() {
        de: "GESPERRT, laut Notizen vor der Aktivierung",
        en: "BLOCKED, by the notes before it was activated",
    }
    pin_disabled() {
        de: "nicht abgefragt; ob eine eigene PIN gilt, ist unbekannt",
        en: "not asked for; whether your own PIN is set is unknown",
    }
    pin_missing() { de: "auf dieser Karte nicht vorhanden", en: "not on this card" }
    pin_unreadable(status: &str) {
        de: "nicht ablesbar (die Karte antwortet {status})",
        en: "not readable (the card answers {status})",
    }
    pin_not_readable(why: &str) { de: "nicht ablesbar ({why})", en: "not readable ({why})" }
    pin_untold() {
        de: "der Konnektor nennt keinen Stand, den dieses Programm kennt",
        en: "the Konnektor names no state that this program knows",
    }
    pin_not_given(number: u32) {
        de: "der Konnektor gibt den Stand nicht: Fehler {number}",
        en: "the Konnektor does not give the state: error {number}",
    }
    noted_blocked_told() {
        de: "laut Notizen GESPERRT (so wurde es gemeldet)",
        en: "by the notes BLOCKED (so it was reported)",
    }
    noted_blocked() {
        de: "laut Notizen GESPERRT nach drei falschen Eingaben",
        en: "by the notes BLOCKED after three wrong entries",
    }
    noted_open() {
        de: "Eine Eingabe brach ab, bevor der Ausgang feststand. Oben: der Stand von jetzt.",
        en: "An entry broke off before its outcome was known. Above is the state now.",
    }
    next_step(step: &str) { de: "Nächster Schritt: {step}", en: "Next step: {step}" }
    next_activate(command: &str) {
        de: "PIN-Brief bereitlegen und „{command}“ aufrufen.",
        en: "Have the PIN letter ready and run “{command}”.",
    }
    caution_last_own(pin: &str) {
        de: "Vorsicht: {pin} hat nur noch 1 Versuch. Nur eingeben, wenn Sie sicher sind.",
        en: "Careful: {pin} has only 1 try left. Enter it only if you are sure.",
    }
    caution_last_own_noted(pin: &str) {
        de: "Vorsicht: {pin} hat nach den Notizen dieses PCs höchstens noch 1 Versuch. Nur eingeben, wenn Sie sicher sind.",
        en: "Careful: according to this PC’s notes {pin} has 1 try left at most. Enter it only if you are sure.",
    }
    caution_last_own_named(pin: &str) {
        de: "Vorsicht: {pin} hat nach Angabe des Konnektors höchstens noch 1 Versuch. Nur eingeben, wenn Sie sicher sind.",
        en: "Careful: according to the Konnektor {pin} has 1 try left at most. Enter it only if you are sure.",
    }
    caution_last_transport_named(pin: &str) {
        de: "Vorsicht: {pin} hat nach Angabe des Konnektors höchstens noch 1 Versuch. Zuerst Zeile und Kartennummer im Brief prüfen; im Zweifel den Herausgeber fragen.",
        en: "Careful: according to the Konnektor {pin} has 1 try left at most. First check line and card number of the letter; if in doubt ask the issuer.",
    }
    caution_last_transport(pin: &str) {
        de: "Vorsicht: {pin} hat nach den Notizen dieses PCs höchstens noch 1 Versuch. Zuerst Zeile und Kartennummer im Brief prüfen; im Zweifel den Herausgeber fragen.",
        en: "Careful: according to this PC’s notes {pin} has 1 try left at most. First check line and card number of the letter; if in doubt ask the issuer.",
    }
    caution_blocked(pin: &str, step: &str) {
        de: "{pin} ist gesperrt: {step}",
        en: "{pin} is blocked: {step}",
    }
    next_unblock(command: &str) {
        de: "Die gesperrte PIN mit der PUK aus dem PIN-Brief entsperren: „{command}“.",
        en: "Unblock the PIN with the PUK from the PIN letter: “{command}”.",
    }
    reinsert_why() {
        de: "Ein anderes Programm kann sie in einem Zustand gelassen haben, in dem sie sich nicht lesen lässt; den verliert sie dabei. Bleibt es so: an einem Leser mit Kartenschlitz wiederholen.",
        en: "Another program may have left it in a state in which it cannot be read; it loses that by this. If it stays so: try again in a reader with a card slot.",
    }
    reinsert_do() {
        de: "Die Karte herausnehmen und wieder einstecken, dann wiederholen: ein anderes Programm kann sie in einem Zustand gelassen haben, in dem sie sich nicht lesen lässt. Bleibt es so: an einem Leser mit Kartenschlitz wiederholen.",
        en: "Take the card out and put it in again, then repeat: another program may have left it in a state in which it cannot be read. If it stays so: try again in a reader with a card slot.",
    }
    next_ask_support() {
        de: "Nicht alle PINs dieser Karte sind lesbar. An einem Leser mit Kartenschlitz wiederholen; bleibt es so, mit „--log-file DATEI“ aufrufen und die Datei dem Support geben.",
        en: "Not all PINs of this card can be read. Try again in a reader with a card slot; if that does not help, run with “--log-file FILE” and give the file to support.",
    }
    next_odd_state() {
        de: "So steht eine PIN von eHBA oder SMC-B sonst nie. Nichts eingeben; beim Herausgeber der Karte nachfragen. Hält er die Karte für gut: mit „--log-file DATEI“ aufrufen und die Datei dem Support geben.",
        en: "A PIN of an eHBA or SMC-B is never like this otherwise. Enter nothing; ask the issuer of the card. If the issuer takes the card for good: run with “--log-file FILE” and give the file to support.",
    }
    foreign_card_named(card: &str, atr: &str, answer: &str) {
        de: "{card} (ATR {atr}, Antwort {answer})",
        en: "{card} (ATR {atr}, answer {answer})",
    }
    foreign_card_or_dead(card: &str, atr: &str, answer: &str) {
        de: "{card}, zum Beispiel eine Bankkarte (ATR {atr}, Antwort {answer}: so antwortet auch eine eHBA oder SMC-B, die für immer abgeschaltet ist)",
        en: "{card}, for example a bank card (ATR {atr}, answer {answer}: an eHBA or SMC-B that was switched off for good answers so too)",
    }
    card_girocard() { de: "Bankkarte (girocard)", en: "bank card (girocard)" }
    card_mastercard() { de: "Bankkarte (Mastercard oder Maestro)", en: "bank card (Mastercard or Maestro)" }
    card_visa() { de: "Bankkarte (Visa oder V PAY)", en: "bank card (Visa or V PAY)" }
    card_payment() { de: "Bankkarte", en: "bank card" }
    card_identity() {
        de: "Personalausweis oder Aufenthaltstitel",
        en: "German identity card or residence permit",
    }
    card_passport() { de: "Reisepass", en: "passport" }
    card_openpgp() { de: "OpenPGP-Karte", en: "OpenPGP card" }
    card_old_insurance() {
        de: "Krankenversichertenkarte (KVK)",
        en: "old health insurance card (KVK)",
    }
    card_old_hba() {
        de: "Arztausweis einer älteren Generation",
        en: "a doctor’s card of an earlier generation",
    }
    card_untold() {
        de: "eine Karte, deren Art der Konnektor nicht nennt",
        en: "a card whose kind the Konnektor does not name",
    }
    card_data_centre() {
        de: "Praxis-Identität im Rechenzentrum (HSM-B, keine Karte mit PIN-Eingabe)",
        en: "a practice’s identity in a data centre (HSM-B, no card at which a PIN is entered)",
    }
    card_piv() { de: "PIV-Karte für die Anmeldung an PCs", en: "PIV card for logging in to PCs" }
    foreign_card(card: &str, atr: &str, answer: &str) {
        de: "{card}, zum Beispiel eine Bankkarte (ATR {atr}, Antwort {answer})",
        en: "{card}, for example a bank card (ATR {atr}, answer {answer})",
    }
    reader_empty() { de: "keine Karte", en: "no card" }
    reader_mute() {
        de: "Karte antwortet nicht (falsch herum eingesteckt?)",
        en: "card does not answer (inserted the wrong way round?)",
    }
    reader_untold() {
        de: "Karte, über die der Konnektor nichts Brauchbares sagt (mehr: „pinlotse diagnose“)",
        en: "a card of which the Konnektor says nothing usable (more: “pinlotse doctor”)",
    }
    reader_busy() {
        de: "Karte wird gerade von einem anderen Programm benutzt",
        en: "card is in use by another program",
    }
    reader_pad_yes() { de: "Tastenfeld (PIN-Pad)", en: "PIN pad" }
    reader_pad_verify_only() {
        de: "Tastenfeld, kann PINs prüfen, aber nicht ändern",
        en: "PIN pad that can verify but not change PINs",
    }
    reader_pad_untrusted() {
        de: "meldet ein Tastenfeld, dem nicht zu trauen ist: es wird nicht benutzt",
        en: "announces a PIN pad that cannot be trusted: it is not used",
    }
    reader_pad_no() { de: "kein Tastenfeld", en: "no PIN pad" }
    reader_display() { de: "Anzeige", en: "display" }
    reader_contactless() {
        de: "kontaktlos: hierfür ungeeignet, bitte einen Leser mit Kartenschlitz benutzen",
        en: "contactless: unsuitable here, please use a reader with a card slot",
    }
    foreign_windows_hello() {
        de: "Windows Hello for Business: Schlüsselspeicher von Windows, kein Kartenleser",
        en: "Windows Hello for Business: a key store of Windows, not a card reader",
    }
    foreign_sim() {
        de: "SIM-Karte des Mobilfunkmodems in diesem PC, kein Kartenleser",
        en: "SIM of the mobile modem in this PC, not a card reader",
    }
    foreign_security_chip() {
        de: "virtuelle Smartcard im Sicherheitschip dieses PCs, kein Kartenleser",
        en: "virtual smart card in the security chip of this PC, not a card reader",
    }
    foreign_security_key() {
        de: "Sicherheitsschlüssel am USB, kein Kartenleser",
        en: "security key at USB, not a card reader",
    }
    reader_network_note() {
        de: "TI-Kartenterminals (z. B. ORGA 6141, Cherry ST-1506) hängen am Netzwerk und erscheinen hier nie.",
        en: "Card terminals of the TI (e.g. ORGA 6141, Cherry ST-1506) are on the network and never appear here.",
    }
    no_readers_listed() { de: "Kein Kartenleser angeschlossen.", en: "No card reader is connected." }
    waiting_service() {
        de: "Der Kartendienst dieses PCs antwortet gerade nicht, ich warte … (Abbruch mit Strg-C)",
        en: "The smart-card service of this PC does not answer just now, waiting … (Ctrl-C to cancel)",
    }
    waiting_konnektor() {
        de: "Der Konnektor gibt gerade keine Auskunft, ich warte … (Abbruch mit Strg-C)",
        en: "The Konnektor gives no information just now, waiting … (Ctrl-C to cancel)",
    }
    waiting_terminal() {
        de: "Der Konnektor nennt kein solches Kartenterminal, ich warte … (Abbruch mit Strg-C)",
        en: "The Konnektor names no such card terminal, waiting … (Ctrl-C to cancel)",
    }
    waiting_reader() {
        de: "Bitte einen Kartenleser anschließen … (Abbruch mit Strg-C)",
        en: "Please connect a card reader … (Ctrl-C to cancel)",
    }
    waiting_card() {
        de: "Bitte die Karte einstecken … (Abbruch mit Strg-C)",
        en: "Please insert the card … (Ctrl-C to cancel)",
    }
    no_card_yet() {
        de: "Noch keine Karte. Chip voran und nach oben, bis zum Anschlag.",
        en: "No card yet. Chip first and facing up, until it stops.",
    }
    waiting_card_late(no_card_yet: &str) {
        de: "{no_card_yet} Ich warte … (Abbruch mit Strg-C)",
        en: "{no_card_yet} Waiting … (Ctrl-C to cancel)",
    }
    waiting_named_card() {
        de: "Die Karte mit der angegebenen Nummer steckt nicht. Bitte einstecken … (Abbruch mit Strg-C)",
        en: "The card with the number given is not in. Please insert it … (Ctrl-C to cancel)",
    }
    waiting_card_unsent() {
        de: "Die Karte steckt nicht mehr. Bitte wieder einstecken, Ihre Eingaben bleiben … (Abbruch mit Strg-C)",
        en: "The card is no longer in. Please put it back, your entries are kept … (Ctrl-C to cancel)",
    }
    waiting_card_again() {
        de: "Bitte dieselbe Karte wieder einstecken, damit ihr Stand gelesen werden kann … (Abbruch mit Strg-C)",
        en: "Please insert the same card again so that its state can be read … (Ctrl-C to cancel)",
    }
    check_pin_transport(pin: &str) {
        de: "{pin}: nicht aktiviert, es gilt noch die Transport-PIN.",
        en: "{pin}: not activated, the Transport-PIN is still in force.",
    }
    check_pin_transport_do() {
        de: "Den PIN-Brief bereitlegen und „pinlotse aktivieren“ aufrufen.",
        en: "Have the PIN letter ready and run “pinlotse activate”.",
    }
    check_pin_last_try(pin: &str) {
        de: "{pin}: nur noch 1 Versuch, dann ist sie gesperrt.",
        en: "{pin}: only 1 try left, then it is blocked.",
    }
    check_pin_last_try_noted(pin: &str) {
        de: "{pin}: nach den Notizen dieses PCs höchstens noch 1 Versuch, dann ist sie gesperrt.",
        en: "{pin}: according to this PC’s notes 1 try left at most, then it is blocked.",
    }
    check_pin_last_try_named(pin: &str) {
        de: "{pin}: nach Angabe des Konnektors höchstens noch 1 Versuch, dann ist sie gesperrt.",
        en: "{pin}: according to the Konnektor 1 try left at most, then it is blocked.",
    }
    check_pin_last_try_do() {
        de: "Nicht raten, sondern aufhören: ist der nächste Versuch falsch, ist die PIN gesperrt. Die PIN.CH und die PIN der SMC-B setzt man mit der PUK neu; bei der PIN.QES den Herausgeber fragen.",
        en: "Do not guess, stop: if the next try is wrong, the PIN is blocked. PIN.CH and the PIN of an SMC-B can be set anew with the PUK; of PIN.QES ask the issuer.",
    }
    check_pin_not_usable(pin: &str, state: &str) { de: "{pin}: {state}.", en: "{pin}: {state}." }
    check_pin_not_usable_do() {
        de: "An einem Leser mit Kartenschlitz wiederholen; bleibt es so, mit „--log-file DATEI“ aufrufen und die Datei dem Support geben. Sie enthält keine PINs.",
        en: "Try again in a reader with a card slot; if that does not help, run with “--log-file FILE” and give the file to support. It holds no PINs.",
    }
    check_number_unreadable() {
        de: "Die Kartennummer (ICCSN) ist nicht lesbar. An eine Karte ohne Nummer wird keine PIN gegeben.",
        en: "The card number (ICCSN) cannot be read. No PIN is sent to a card without a number.",
    }
    check_number_unreadable_do() {
        de: "Die Karte herausnehmen, wieder einstecken und wiederholen. Bleibt es so, mit „--log-file DATEI“ aufrufen und die Datei dem Support geben; sie enthält keine PINs.",
        en: "Take the card out, put it in again and repeat. If that does not help, run with “--log-file FILE” and give the file to support; it holds no PINs.",
    }
    waiting_busy() {
        de: "Ein anderes Programm benutzt die Karte, ich warte … (Abbruch mit Strg-C)",
        en: "Another program is using the card, waiting … (Ctrl-C to cancel)",
    }
    choose_card() {
        de: "Mehrere Karten gefunden. Mit welcher soll ich arbeiten?",
        en: "Several cards found. Which one shall I work on?",
    }
    choice_none() { de: "Nichts davon, zurück", en: "None of these, back" }
    card_is_new() { de: "NEU (Transport-PINs)", en: "NEW (Transport-PINs)" }
    card_is_set() { de: "PINs gesetzt", en: "PINs set" }
    card_is_blocked(pins: &str) { de: "GESPERRT: {pins}", en: "BLOCKED: {pins}" }
    card_is_open(pins: &str) { de: "noch offen: {pins}", en: "still open: {pins}" }
    choose_number_or_enter(kept: usize) { de: "Nummer (Enter: {kept}):", en: "Number (Enter: {kept}):" }
    choose_number() { de: "Nummer:", en: "Number:" }
    next_page() {
        de: "Enter: weiter · z: zurück",
        en: "Enter: go on · b: back",
    }
    last_page() { de: "Enter: zurück zur Auswahl", en: "Enter: back to the choices" }
    lies_in(reader: &str) { de: "in „{reader}“", en: "in “{reader}”" }
    in_reader(card: &str, reader: &str) { de: "{card} in „{reader}“", en: "{card} in “{reader}”" }
    virtual_over_real(by: &str) {
        de: "Hinweis: Eine virtuelle Karte ist voreingestellt (durch {by}), obwohl eine echte Karte im Leser steckt.",
        en: "Note: a virtual card is preset (by {by}) although a real card is in the reader.",
    }
}
