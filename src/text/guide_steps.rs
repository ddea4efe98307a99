//! Sentences of the guide around its steps: what became of the last one, what to do here, help, and
//! the end.

use super::messages;

messages! {
    guide_last_step(what: &str) { de: "Eben: {what}", en: "Just now: {what}" }
    guide_finished_one(pin: &str) { de: "FERTIG. {pin} ist gesetzt.", en: "DONE. {pin} is set." }
    guide_finished_both() { de: "FERTIG. Beide PINs sind gesetzt.", en: "DONE. Both PINs are set." }
    guide_slip() { de: "Noch zu tun:", en: "Still to do:" }
    guide_slip_rehearsal() { de: "Mit der echten Karte bleibt dann zu tun:", en: "With the real card there is then left to do:" }
    guide_slip_release() {
        de: "Freischalten, falls noch nicht geschehen: im Portal des Herausgebers.",
        en: "Release the card (Freischaltung), if not done yet: in the issuer’s portal.",
    }
    guide_slip_release_at(address: &str) {
        de: "Freischalten, falls noch nicht geschehen: {address}",
        en: "Release the card (Freischaltung), if not done yet: {address}",
    }
    guide_slip_at_hand(what: &str) { de: "Zur Hand: {what}.", en: "At hand: {what}." }
    guide_slip_asked(said: &str) { de: "Nachgesehen: {said}", en: "Looked up: {said}" }
    guide_slip_practice_hba() {
        de: "Praxissoftware: eHBA dem Arzt zuordnen, Komfortsignatur neu einrichten.",
        en: "Practice software: assign the eHBA to the doctor, set up Komfortsignatur anew.",
    }
    guide_slip_practice_smcb_in_terminal() {
        de: "Praxissoftware: die SMC-B mit der neuen PIN freigeben; das Kartenterminal fragt danach.",
        en: "Practice software: enable the SMC-B with the new PIN; the card terminal asks for it.",
    }
    guide_slip_practice_smcb() {
        de: "SMC-B ins Kartenterminal stecken und dort mit der neuen PIN freigeben.",
        en: "Put the SMC-B into the card terminal and enable it there with the new PIN.",
    }
    guide_slip_old_hba() {
        de: "Alte Karte erst sperren lassen, wenn die neue läuft.",
        en: "Have an old card blocked only when the new one works.",
    }
    guide_slip_old_smcb() {
        de: "Alte SMC-B erst sperren, wenn die neue läuft; KIM kann danach bis abends stocken.",
        en: "Block an old SMC-B only when the new one works; KIM may stall until the evening.",
    }
    guide_slip_letter() {
        de: "PIN-Brief mit der PUK wegschließen, nicht zur Karte.",
        en: "Lock the PIN letter with the PUK away, not with the card.",
    }
    guide_save_where(path: &str) {
        de: "Datei (nur Enter: {path}):",
        en: "File (just Enter: {path}):",
    }
    guide_save_no_name() {
        de: "Das ist kein Name für eine Datei. Es wurde nichts gespeichert.",
        en: "That is no name of a file. Nothing was saved.",
    }
    guide_saved(path: &str) { de: "Gespeichert: {path}", en: "Saved: {path}" }
    guide_page_title() { de: "Laufzettel: eine Karte in Betrieb nehmen", en: "Checklist: bringing a card into use" }
    guide_page_date(date: &str) { de: "Datum: {date}", en: "Date: {date}" }
    guide_page_issuer(issuer: &str) { de: "Herausgeber: {issuer}", en: "Issuer: {issuer}" }
    guide_page_no_secret() {
        de: "Auf diesem Blatt steht keine PIN und keine PUK. Bitte auch keine dazuschreiben.",
        en: "This sheet holds no PIN and no PUK. Please do not add any.",
    }
    guide_page_signed() {
        de: "Erledigt von: ____________________ am: ____________",
        en: "Done by: ____________________ on: ____________",
    }
    guide_last_set(pin: &str) { de: "{pin} ist gesetzt.", en: "{pin} is set." }
    guide_last_changed(pin: &str) { de: "{pin} ist geändert.", en: "{pin} is changed." }
    guide_last_right(pin: &str) { de: "{pin} ist richtig.", en: "{pin} is right." }
    guide_last_unblocked(pin: &str) { de: "{pin} ist entsperrt.", en: "{pin} is unblocked." }
    guide_last_renewed(pin: &str) { de: "{pin}: es gilt jetzt die neue PIN.", en: "{pin}: the new PIN is valid now." }
    guide_last_wrong(pin: &str, tries: &str) {
        de: "{pin} ABGELEHNT, noch höchstens {tries}.",
        en: "{pin} REFUSED, {tries} left at most.",
    }
    guide_last_wrong_puk(puk: &str) {
        de: "{puk} ABGELEHNT, eine Anwendung ist verbraucht.",
        en: "{puk} REFUSED, one use is spent.",
    }
    guide_last_blocked(pin: &str) { de: "{pin} ist GESPERRT.", en: "{pin} is BLOCKED." }
    guide_last_no_puk(pin: &str) {
        de: "{pin}: die Karte nimmt keine PUK mehr an.",
        en: "{pin}: the card no longer accepts a PUK.",
    }
    guide_last_unknown(pin: &str) { de: "{pin}: Ausgang UNBEKANNT.", en: "{pin}: outcome UNKNOWN." }
    guide_last_unknown_activation(pin: &str) {
        de: "{pin}: Ausgang UNBEKANNT; vielleicht gilt schon Ihre neue PIN.",
        en: "{pin}: outcome UNKNOWN; your new PIN may be valid already.",
    }
    guide_open_set(pin: &str) {
        de: "{pin} ist gesetzt, so zeigt es die Karte jetzt.",
        en: "{pin} is set, the card shows so now.",
    }
    guide_open_transport(pin: &str, tries: &str) {
        de: "{pin}: noch die Transport-PIN. Ein Versuch kann verbraucht sein, übrig höchstens {tries}.",
        en: "{pin}: the card still shows the Transport-PIN. A try may be spent, {tries} left at most.",
    }
    guide_last_wrong_letter() {
        de: "nicht begonnen, Sie haben Brief und Karte nicht bestätigt.",
        en: "not begun, you did not confirm letter and card.",
    }
    guide_last_other_card() {
        de: "nicht begonnen, es steckt nicht mehr dieselbe Karte.",
        en: "not begun, the reader no longer holds the same card.",
    }
    guide_last_left_alone(pin: &str) { de: "{pin} blieb, wie sie war.", en: "{pin} was left as it was." }
    guide_last_no_last_try() { de: "Der letzte Versuch wurde nicht gemacht.", en: "The last try was not made." }
    guide_last_cancelled() { de: "Abgebrochen.", en: "Cancelled." }
    guide_last_nothing() { de: "Nichts wurde verändert.", en: "Nothing was changed." }
    guide_unknown_change_do() {
        de: "Die Karte kann alte und neue PIN nicht unterscheiden. Prüfen Sie unten die PIN, an die Sie glauben; eine falsche kostet einen Versuch.",
        en: "The card cannot tell the old PIN from the new one. Below, test the PIN you think is valid; a wrong one costs a try.",
    }
    guide_new_pin_do() {
        de: "Bitte eine andere neue PIN wählen, 6 bis 8 Ziffern.",
        en: "Please choose another new PIN, 6 to 8 digits.",
    }
    guide_busy_do() {
        de: "Programme schließen, die Karten benutzen (Praxissoftware, Signatursoftware, Browser mit Kartenmodul).",
        en: "Close programs that use cards (practice software, signature software, browser with a card module).",
    }
    guide_reinsert_do() { de: "Die Karte fest einstecken.", en: "Insert the card firmly." }
    guide_reader_gone_do() { de: "Den Leser wieder anschließen.", en: "Connect the reader again." }
    guide_service_do() {
        de: "Woran es liegt und was hilft, lässt sich unten prüfen.",
        en: "What causes it and what helps can be checked below.",
    }
    guide_named_state() { de: "Stand der Karte", en: "State of the card" }
    guide_named_keyboard() { de: "an der Tastatur dieses PCs", en: "at the keyboard of this PC" }
    guide_choice_report() { de: "Bericht für die Hotline", en: "Report for the hotline" }
    guide_choice_report_code(choice: &str, code: &str) {
        de: "{choice} (Code {code})",
        en: "{choice} (code {code})",
    }
    guide_odd_card_do() {
        de: "Die Karte herausnehmen, wieder einstecken und noch einmal nachsehen. Bleibt es so, hilft einer Hotline der Bericht.",
        en: "Take the card out, put it in again and look again. If it stays so, the report helps a hotline.",
    }
    guide_busy_by_do(names: &str) {
        de: "Diese Programme schließen: {names}. Welches die Karte hält, sagt das System nicht.",
        en: "Close these programs: {names}. The system does not tell which of them holds the card.",
    }
    guide_choice_doctor() { de: "Prüfen, woran es liegt", en: "Check what causes it" }
    guide_help_service() {
        de: "Der Kartendienst (PC/SC) gehört zum Betriebssystem: er verbindet Programme mit dem Kartenleser. Läuft er nicht, sieht kein Programm einen Leser oder eine Karte, auch wenn beide in Ordnung sind.",
        en: "The smart-card service (PC/SC) is part of the operating system: it connects programs with the card reader. While it does not run no program sees a reader or a card, even if both are in order.",
    }
    guide_help_service_doctor(choice: &str) {
        de: "{choice} nennt die Ursache und was hilft.",
        en: "{choice} names the cause and what helps.",
    }
    guide_looked_service() {
        de: "Nachgesehen: der Kartendienst antwortet weiterhin nicht.",
        en: "Checked again: the smart-card service still does not answer.",
    }
    guide_looked_konnektor() {
        de: "Nachgesehen: der Konnektor ist weiterhin nicht zu erreichen.",
        en: "Checked again: the Konnektor still cannot be reached.",
    }
    guide_looked_reader() { de: "Nachgesehen: weiterhin kein Kartenleser.", en: "Checked again: still no card reader." }
    guide_looked_card() { de: "Nachgesehen: weiterhin keine Karte.", en: "Checked again: still no card." }
    guide_looked_same() {
        de: "Nachgesehen: es steckt noch dieselbe Karte, es hat sich nichts geändert.",
        en: "Checked again: the reader still holds the same card, nothing has changed.",
    }
    guide_choice_more(title: &str) { de: "Mehr dazu lesen: {title}", en: "Read more on this: {title}" }
    guide_enter_not_enough() {
        de: "Enter allein genügt hier nicht: bitte eine Nummer.",
        en: "Enter alone is not enough here: please type a number.",
    }
    guide_missing_which() { de: "Was fehlt Ihnen?", en: "What is missing?" }
    guide_missing_letter() { de: "Der PIN-Brief", en: "The PIN letter" }
    guide_missing_terminal() { de: "Ein Kartenterminal", en: "A card terminal" }
    guide_missing_reader() { de: "Ein Kartenleser", en: "A card reader" }
    guide_missing_pins() { de: "Eigene PINs", en: "PINs of my own" }
    guide_virtual_wrong_card() {
        de: "Aus einem virtuellen Leser lässt sich keine Karte herausnehmen. Üben können Sie mit einer anderen virtuellen Karte.",
        en: "No card can be taken out of a virtual reader. You can rehearse on another virtual card.",
    }
    guide_choice_rehearse_hba() { de: "Mit einem virtuellen eHBA üben", en: "Rehearse on a virtual eHBA" }
    guide_choice_rehearse_smcb() { de: "Mit einer virtuellen SMC-B üben", en: "Rehearse on a virtual SMC-B" }
    guide_rehearsal_over_virtual() { de: "Diese Probe ist zu Ende.", en: "This rehearsal is over." }
    guide_rehearsal_cut() {
        de: "Die Probe ist abgebrochen. An einer echten Karte wurde dabei nichts verändert. Für die echte Karte: „pinlotse“ aufrufen.",
        en: "The rehearsal is cancelled. Nothing was done to a real card. For the real card: run “pinlotse”.",
    }
    guide_cancelled_no_card() {
        de: "Abgebrochen. Es wurde nichts getan.",
        en: "Cancelled. Nothing was done.",
    }
    guide_cancelled_state(state: &str) { de: "Abgebrochen. {state}.", en: "Cancelled. {state}." }
    guide_state_set(pin: &str) { de: "{pin}: gesetzt", en: "{pin}: set" }
    guide_state_set_tries(pin: &str, tries: &str) {
        de: "{pin}: gesetzt; falsche Eingaben zählten, übrig: {tries}",
        en: "{pin}: set; wrong entries counted, left: {tries}",
    }
    guide_state_set_refused(pin: &str) {
        de: "{pin}: gesetzt; eine falsche Eingabe hat einen Versuch verbraucht",
        en: "{pin}: set; a wrong entry spent a try",
    }
    guide_state_set_puk(pin: &str) {
        de: "{pin}: gesetzt; eine falsche Eingabe der PUK hat eine Anwendung verbraucht",
        en: "{pin}: set; a wrong entry of the PUK spent a use",
    }
    guide_state_blocked_puk(pin: &str) {
        de: "{pin}: gesperrt; eine falsche Eingabe der PUK hat eine Anwendung verbraucht",
        en: "{pin}: blocked; a wrong entry of the PUK spent a use",
    }
    guide_state_open(pin: &str) { de: "{pin}: noch offen", en: "{pin}: still open" }
    guide_state_open_untouched(pin: &str) {
        de: "{pin}: noch offen, daran wurde nichts getan",
        en: "{pin}: still open, nothing was done to it",
    }
    guide_state_open_tries(pin: &str, tries: &str) {
        de: "{pin}: noch offen, höchstens {tries} übrig",
        en: "{pin}: still open, {tries} left at most",
    }
    guide_state_blocked(pin: &str) { de: "{pin}: gesperrt", en: "{pin}: blocked" }
    guide_state_unreadable(pin: &str) { de: "{pin}: nicht ablesbar", en: "{pin}: not readable" }
    guide_unknown_unread_do(call: &str) {
        de: "Der Stand der Karte ist nicht gelesen: sie war nicht mehr zu erreichen. Karte einstecken und „{call}“ wieder aufrufen (kostet nichts). „gesetzt“: es gilt Ihre neue PIN. „Transport-PIN“: ein Versuch kann verbraucht sein, rechnen Sie mit höchstens 2.",
        en: "The state of the card was not read: it could no longer be reached. Insert the card and run “{call}” again (costs nothing). “set”: your new PIN is valid. “Transport-PIN”: a try may be spent, count on 2 at most.",
    }
    guide_unknown_read_do() {
        de: "Die Karte zeigt weiter die Transport-PIN. Ein Versuch kann verbraucht sein, rechnen Sie mit höchstens 2.",
        en: "The card still shows the Transport-PIN. A try may be spent, count on 2 at most.",
    }
    guide_tampered_end() {
        de: "Verdacht: jemand anderes hat diese Karte aktiviert. Bitte benutzen Sie sie nicht und fragen Sie den Herausgeber. Heben Sie Karte, Brief und Umschlag auf.",
        en: "Suspicion: somebody else activated this card. Please do not use it and ask the issuer. Keep card, letter and envelope.",
    }
    guide_useless_anyway() {
        de: "Die Karte bleibt auch danach unbrauchbar; das ist nur zum Üben sinnvoll.",
        en: "The card still cannot be used after that; this only makes sense as a rehearsal.",
    }
    guide_choice_online() {
        de: "Ist sie freigeschaltet? (Internet)",
        en: "Is it released? (internet)",
    }
}
