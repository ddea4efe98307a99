//! Sentences of the guide: what is said to somebody who types `pinlotse` and nothing else.

use super::messages;

messages! {
    guide_welcome() {
        de: "Willkommen. Wir bringen Ihren eHBA oder Ihre SMC-B in Betrieb, Schritt für Schritt.",
        en: "Welcome. We bring your eHBA or your SMC-B into use, step by step.",
    }
    guide_promise() {
        de: "Lesen kostet keinen Versuch. Aufhören: Strg-C.",
        en: "Reading costs no try. To stop: Ctrl-C.",
    }
    guide_ready() { de: "Bitte bereitlegen:", en: "Please have ready:" }
    guide_ready_card() { de: "die Karte: eHBA oder SMC-B", en: "the card: eHBA or SMC-B" }
    guide_ready_letter() { de: "den PIN-Brief zu dieser Karte, noch verschlossen: geöffnet wird er erst, wenn ich die Karte gelesen habe", en: "the PIN letter of this card, still sealed: it is opened only when I have read the card" }
    guide_ready_pins() {
        de: "Ihre neuen PINs, schon überlegt: je 6 bis 8 Ziffern, kein Geburtsdatum. Ein eHBA braucht zwei, eine SMC-B eine.",
        en: "your new PINs, thought out already: 6 to 8 digits each, no birth date. An eHBA needs two, an SMC-B one.",
    }
    guide_ready_reader() {
        de: "einen Kartenleser mit Schlitz, per USB an diesem PC",
        en: "a card reader with a slot, at this PC by USB",
    }
    guide_ready_terminal(workplace: &str) {
        de: "ein Kartenterminal am Arbeitsplatz „{workplace}“, mit der Karte darin",
        en: "a card terminal at the workplace “{workplace}”, with the card in it",
    }
    guide_in_use_terminal() {
        de: "Ist die Karte schon in Betrieb, genügt sie im Kartenterminal.",
        en: "If the card is in use already, it is enough to have it in the card terminal.",
    }
    guide_in_use_already() {
        de: "Ist die Karte schon in Betrieb, genügen Karte und Leser.",
        en: "If the card is in use already, card and reader are enough.",
    }
    guide_rehearsal() {
        de: "Üben mit erfundener Karte: hier kann nichts verloren gehen. Bitte erfundene PINs benutzen, nicht Ihre späteren.",
        en: "A rehearsal with an invented card: nothing can be lost here. Please use invented PINs, not your later ones.",
    }
    guide_rehearsal_end() {
        de: "Das war eine Probe. An einer echten Karte wurde nichts getan. Für die echte Karte: „pinlotse“ aufrufen.",
        en: "This was a rehearsal. Nothing was done to a real card. For the real card: run “pinlotse”.",
    }
    guide_question() { de: "Was möchten Sie tun?", en: "What would you like to do?" }
    guide_number_or_enter(enter: usize) {
        de: "Nummer (nur Enter: {enter}):",
        en: "Number (just Enter: {enter}):",
    }
    guide_answer_number(last: usize) {
        de: "Bitte eine Nummer von 1 bis {last} eingeben.",
        en: "Please type a number from 1 to {last}.",
    }
    guide_recommended(choice: &str) { de: "{choice} (empfohlen)", en: "{choice} (recommended)" }
    guide_choice_ready() { de: "Alles liegt bereit, weiter", en: "Everything is ready, go on" }
    guide_choice_missing() { de: "Mir fehlt etwas davon", en: "Something of this is missing" }
    guide_choice_letter() {
        de: "Den PIN-Brief der virtuellen Karte zeigen",
        en: "Show the PIN letter of the virtual card",
    }
    guide_choice_activate() {
        de: "Transport-PINs jetzt in eigene PINs ändern",
        en: "Change the Transport-PINs into PINs of your own now",
    }
    guide_choice_activate_one(pin: &str) {
        de: "{pin} jetzt in eine eigene PIN ändern",
        en: "Change the {pin} into a PIN of your own now",
    }
    guide_choice_activate_qes() {
        de: "Signatur-PIN jetzt setzen: die Inhaberin oder der Inhaber der Karte ist da",
        en: "Set the signature PIN now: the holder of the card is present",
    }
    guide_choice_unblock() {
        de: "Mit der PUK aus dem PIN-Brief entsperren",
        en: "Unblock with the PUK from the PIN letter",
    }
    guide_choice_never_own() {
        de: "Ich hatte noch keine eigene PIN: es galt die Transport-PIN aus dem Brief",
        en: "I had no PIN of my own yet: the Transport-PIN of the letter was valid",
    }
    guide_choice_change() { de: "Eine eigene PIN ändern", en: "Change one of your PINs" }
    guide_choice_verify() { de: "Eine eigene PIN prüfen", en: "Test one of your PINs" }
    guide_choice_costs(choice: &str) {
        de: "{choice} (eine falsche kostet einen Versuch)",
        en: "{choice} (a wrong one costs a try)",
    }
    guide_choice_own() {
        de: "Ja, das war ich oder jemand aus meiner Praxis",
        en: "Yes, that was me or somebody of my practice",
    }
    guide_choice_own_qes() {
        de: "Ja, das war ich (die Karten-PIN vielleicht auch jemand aus meiner Praxis)",
        en: "Yes, that was me (the card PIN perhaps somebody of my practice)",
    }
    guide_choice_sealed() {
        de: "Nein, die Karte ist neu und der PIN-Brief ist oder war noch verschlossen",
        en: "No, the card is new and the PIN letter is or was still sealed",
    }
    guide_choice_not_sure() { de: "Ich weiß es nicht", en: "I do not know" }
    guide_choice_other_card() { de: "Andere Karte nehmen", en: "Take another card" }
    guide_choice_go_on_waiting() { de: "Nachsehen und weiter warten", en: "Look and go on waiting" }
    guide_choice_wait_on() { de: "Weiter warten", en: "Go on waiting" }
    guide_choice_same_card() { de: "Doch mit dieser Karte", en: "With this card after all" }
    guide_same_card(card: &str) { de: "Es steckt noch dieselbe Karte: {card}.", en: "The same card is still in: {card}." }
    guide_choice_look_again() { de: "Noch einmal nachsehen", en: "Look again" }
    guide_choice_rehearse_first() {
        de: "Erst einmal üben (virtuelle Karte)",
        en: "Rehearse first (virtual card)",
    }
    guide_choice_question(question: &str) { de: "{question} Lesen", en: "{question} Read" }
    guide_choice_recall() { de: "Rückruf: lesen", en: "Recall: read" }
    guide_choice_expiry() { de: "Ablauf der Karte: lesen", en: "Expiry of the card: read" }
    guide_choice_findings() { de: "Zu dieser Karte: lesen", en: "About this card: read" }
    guide_choice_save() { de: "Liste als Datei speichern", en: "Save the list as a file" }
    guide_choice_rehearse() {
        de: "Inzwischen an einer virtuellen Karte üben",
        en: "Rehearse on a virtual card meanwhile",
    }
    guide_choice_ask_again() { de: "Zurück zur Frage", en: "Back to the question" }
    guide_choice_back() { de: "Zurück", en: "Back" }
    guide_choice_help() { de: "Hilfe", en: "Help" }
    guide_choice_help_letter() { de: "Hilfe zum PIN-Brief", en: "Help on the PIN letter" }
    guide_choice_help_puk() { de: "Hilfe zur PUK", en: "Help on the PUK" }
    guide_choice_help_release() { de: "Hilfe zur Freischaltung", en: "Help on the release in the portal" }
    guide_choice_renew(pin: &str) {
        de: "{pin} vergessen: mit der PUK eine neue setzen",
        en: "{pin} forgotten: set a new one with the PUK",
    }
    guide_choice_forgotten_qes(pin: &str) {
        de: "{pin} vergessen: was geht noch?",
        en: "{pin} forgotten: what can be done?",
    }
    guide_choice_torn() {
        de: "Trotzdem die neue PIN der abgebrochenen Eingabe probieren",
        en: "Try the new PIN of the entry that broke off all the same",
    }
    guide_choice_end() { de: "Beenden", en: "End" }
    guide_rehearse_which() { de: "An welcher Karte möchten Sie üben?", en: "Which card would you like to rehearse on?" }
    guide_rehearsal_keys() {
        de: "Geübt wird hier am PC. Bei Ihrer echten Karte tippen Sie die Ziffern am Kartenterminal.",
        en: "You practise here at the PC. With your real card you type the digits at the card terminal.",
    }
    guide_rehearsal_over() {
        de: "Die Probe ist zu Ende. An einer echten Karte wurde nichts getan.",
        en: "The rehearsal is over. Nothing was done to a real card.",
    }
    guide_propose(step: &str) { de: "Mein Vorschlag: {step}", en: "My proposal: {step}" }
    guide_propose_activate() {
        de: "die Transport-PINs aus dem Brief in eigene PINs ändern.",
        en: "change the Transport-PINs of the letter into PINs of your own.",
    }
    guide_propose_activate_one() {
        de: "die Transport-PIN aus dem Brief in eine eigene PIN ändern.",
        en: "change the Transport-PIN of the letter into a PIN of your own.",
    }
    guide_propose_activate_qes() {
        de: "die Signatur-PIN setzen. Das tut die Inhaberin oder der Inhaber der Karte selbst.",
        en: "set the signature PIN. The holder of the card does that in person.",
    }
    guide_why_activate_qes() {
        de: "Diese PIN ist eine Unterschrift: nur die Inhaberin oder der Inhaber wählt und kennt sie. Das geht auch später und an einem anderen PC; bis dahin bleibt sie offen.",
        en: "This PIN is a signature: only the holder chooses and knows it. It can be done later and at another PC too; until then it stays open.",
    }
    guide_propose_unblock() {
        de: "die gesperrte PIN mit der PUK aus dem PIN-Brief entsperren.",
        en: "unblock the blocked PIN with the PUK from the PIN letter.",
    }
    guide_why_unblock() {
        de: "Nach drei falschen Eingaben ist eine PIN gesperrt. Hatten Sie schon eine eigene PIN gesetzt, hebt die PUK das auf. Galt noch die Transport-PIN aus dem Brief, ersetzt der Herausgeber die Karte.",
        en: "After three wrong entries a PIN is blocked. If you had set a PIN of your own already, the PUK lifts that. If the Transport-PIN of the letter was still valid, the issuer replaces the card.",
    }
    guide_open_letter() {
        de: "Die Karte ist unberührt. Jetzt den PIN-Brief öffnen. War er schon offen, nicht durch Sie: aufhören, Herausgeber fragen.",
        en: "The card is untouched. Now open the PIN letter. If it was open already, not by you: stop and ask the issuer.",
    }
    guide_letter_question(end: &str) {
        de: "Endet die Kartennummer im Brief auf {end}, und gab es nie eine Fehleingabe?",
        en: "Does the letter’s card number end in {end}, and was no PIN ever entered wrongly?",
    }
    guide_choice_letter_fits() {
        de: "Ja, beides: jetzt eigene PINs setzen",
        en: "Yes, both: set my own PINs now",
    }
    guide_choice_letter_fits_one() {
        de: "Ja, beides: jetzt eine eigene PIN setzen",
        en: "Yes, both: set a PIN of my own now",
    }
    guide_choice_letter_unsure() { de: "Nein oder unsicher", en: "No, or not sure" }
    guide_letter_named(lines: &str) { de: "Im Brief: {lines}.", en: "Letter: {lines}." }
    guide_letter_two() {
        de: "Im Brief: zwei Transport-PINs, eine zur PIN.CH und eine zur PIN.QES.",
        en: "In the letter: two Transport-PINs, one for PIN.CH and one for PIN.QES.",
    }
    guide_letter_one() { de: "Im Brief: eine Transport-PIN.", en: "In the letter: one Transport-PIN." }
    guide_pins_first(issuer: &str) {
        de: "{issuer}: erst die PINs, dann freischalten.",
        en: "{issuer}: the PINs first, then the release.",
    }
    guide_blocked_first(pins: &str) {
        de: "Gesperrt: {pins}. Das kommt vor allem anderen.",
        en: "Blocked: {pins}. That comes before anything else.",
    }
    guide_why_was_set() {
        de: "Eine eigene PIN lässt sich mit der PUK wieder freigeben. Galten noch die Ziffern aus dem Brief, hilft die PUK nicht: dann ersetzt der Herausgeber die Karte, und es ist auch sonst nichts mehr zu setzen.",
        en: "A PIN of your own can be freed again with the PUK. If the digits of the letter were still valid, the PUK does not help: then the issuer replaces the card, and nothing else is to be set on it either.",
    }
    guide_was_set_question() {
        de: "Hatten Sie für sie schon eine eigene PIN gesetzt?",
        en: "Had you set a PIN of your own for it already?",
    }
    guide_was_set_question_all() {
        de: "Hatten Sie für sie schon eigene PINs gesetzt?",
        en: "Had you set PINs of your own for them already?",
    }
    guide_choice_was_set() {
        de: "Ja, es galt schon eine eigene PIN",
        en: "Yes, a PIN of my own was valid already",
    }
    guide_why_still_known() {
        de: "Die PUK gibt der Signatur-PIN nur neue Versuche, keine neue PIN.",
        en: "The PUK only gives the signature PIN new tries, no new PIN.",
    }
    guide_still_known_question() {
        de: "Wissen Sie Ihre Signatur-PIN noch?",
        en: "Do you still know your signature PIN?",
    }
    guide_choice_still_known() {
        de: "Ja: mit der PUK aus dem PIN-Brief entsperren",
        en: "Yes: unblock it with the PUK from the PIN letter",
    }
    guide_choice_not_known() {
        de: "Nein, ich habe sie vergessen",
        en: "No, I have forgotten it",
    }
    guide_no_guessing_end() {
        de: "Bitte nicht raten: der nächste Versuch ist der letzte.",
        en: "Please do not guess: the next try is the last one.",
    }
    guide_choice_unsure_call() {
        de: "Ich weiß es nicht: wen frage ich? (empfohlen, wenn Sie unsicher sind)",
        en: "I do not know: whom do I ask? (recommended if you are not sure)",
    }
    guide_portal_first_smcb(issuer: &str, portal: &str) {
        de: "{issuer} möchte bei der SMC-B zuerst die Freischaltung im {portal}, dann die PIN.",
        en: "{issuer} wants an SMC-B released in the {portal} first, then its PIN set.",
    }
    guide_portal_first_hba(issuer: &str, portal: &str) {
        de: "{issuer} möchte beim eHBA zuerst die Freischaltung im {portal}, dann die PINs.",
        en: "{issuer} wants an eHBA released in the {portal} first, then its PINs set.",
    }
    guide_portal_at(address: &str) { de: "Portal ({address})", en: "portal ({address})" }
    guide_portal_question() { de: "Ist sie schon freigeschaltet?", en: "Is it released already?" }
    guide_choice_portal_done() { de: "Ja, PIN jetzt setzen", en: "Yes, set the PIN now" }
    guide_choice_portal_first() {
        de: "Nein, zuerst ins Portal: was brauche ich?",
        en: "No, the portal first: what do I need?",
    }
    guide_choice_portal_later() {
        de: "Egal, PIN jetzt setzen (der Karte selbst macht es nichts)",
        en: "Never mind, set the PIN now (to the card itself it makes no difference)",
    }
    guide_propose_stop() {
        de: "jetzt aufhören und den Herausgeber fragen.",
        en: "stop now and ask the issuer.",
    }
    guide_why_stop(pin: &str) {
        de: "Die {pin} hat höchstens noch 1 Versuch; ist er falsch, muss die Karte ersetzt werden.",
        en: "The {pin} has at most 1 try left; if it is wrong, the card must be replaced.",
    }
    guide_why_stop_puk(puk: &str) {
        de: "Für die {puk} ist höchstens noch 1 Versuch übrig; ist er falsch, muss die Karte ersetzt werden.",
        en: "At most 1 try is left for the {puk}; if it is wrong, the card must be replaced.",
    }
    guide_propose_no_guessing() { de: "nicht weiter raten.", en: "do not guess any further." }
    guide_why_perhaps_torn(pin: &str) {
        de: "Die Karte hat Ziffern abgelehnt, und eine andere Eingabe brach ab: war dabei schon eine neue {pin} bestätigt, gilt vielleicht sie. Jeder weitere Versuch zählt.",
        en: "The card refused digits, and another entry broke off: if a new {pin} had been confirmed by then, it may be valid. Every further try counts.",
    }
    guide_why_torn(pin: &str) {
        de: "Die Karte hat die Ziffern aus dem Brief abgelehnt, und eine frühere Eingabe brach ab: vielleicht gilt schon die neue {pin}, die dabei gewählt wurde. Jeder weitere Versuch zählt.",
        en: "The card refused the digits of the letter, and an earlier entry broke off: the new {pin} that was chosen then may be valid already. Every further try counts.",
    }
    guide_why_renew(pin: &str) {
        de: "{pin} vergessen? Mit der PUK aus dem PIN-Brief lässt sich eine neue setzen; das verbraucht eine Anwendung der PUK. Nach drei falschen Eingaben ist die PIN gesperrt.",
        en: "{pin} forgotten? With the PUK from the PIN letter a new one can be set; that spends a use of the PUK. After three wrong entries the PIN is blocked.",
    }
    guide_why_no_renewal(pin: &str) {
        de: "{pin} vergessen? Der PUK bleibt nach den Notizen dieses PCs höchstens eine Eingabe: bitte zuerst den Herausgeber fragen.",
        en: "{pin} forgotten? According to this PC’s notes the PUK has at most one entry left: please ask the issuer first.",
    }
    guide_why_qes_stays(pin: &str) {
        de: "Nach drei falschen Eingaben ist die {pin} gesperrt. Die PUK gibt ihr dann neue Versuche, aber keine neue PIN.",
        en: "After three wrong entries the {pin} is blocked. The PUK then gives it new tries, but no new PIN.",
    }
    guide_why_no_guessing(pin: &str) {
        de: "Die {pin} hat nur noch 1 Versuch; ist er falsch, ist sie gesperrt. Vergessen? Mit der PUK aus dem PIN-Brief lässt sich eine neue setzen.",
        en: "The {pin} has only 1 try left; if it is wrong, it is blocked. Forgotten? With the PUK from the PIN letter a new one can be set.",
    }
    guide_why_no_guessing_qes(pin: &str) {
        de: "Die {pin} hat nur noch 1 Versuch; ist er falsch, ist sie gesperrt. Mit der PUK bekommt sie dann neue Versuche, aber keine neue PIN.",
        en: "The {pin} has only 1 try left; if it is wrong, it is blocked. The PUK then gives it new tries, but no new PIN.",
    }
    guide_choice_last_try() {
        de: "Den letzten Versuch trotzdem machen",
        en: "Make the last try all the same",
    }
    guide_choice_call() { de: "Wen frage ich?", en: "Whom do I ask?" }
    guide_guessing_end(pin: &str) {
        de: "{pin}: nicht weiter raten. Mit der PUK aus dem PIN-Brief lässt sich eine vergessene Karten-PIN neu setzen, eine Signatur-PIN nicht.",
        en: "{pin}: do not guess any further. With the PUK from the PIN letter a forgotten card PIN can be set anew, a signature PIN cannot.",
    }
    guide_stop_end() {
        de: "Vor dem nächsten Versuch bitte den Herausgeber fragen: es ist der letzte.",
        en: "Please ask the issuer before the next try: it is the last one.",
    }
    guide_propose_call() { de: "den Herausgeber fragen.", en: "ask the issuer." }
    guide_why_forgotten() {
        de: "Ohne die alte Signatur-PIN hilft die PUK nicht: sie gibt ihr nur neue Versuche, keine neue PIN.",
        en: "Without the old signature PIN the PUK does not help: it only gives it new tries, no new PIN.",
    }
    guide_propose_other_card() {
        de: "diese Karte nicht mehr aktivieren, sondern die neue nehmen.",
        en: "do not activate this card; use the new one.",
    }
    guide_why_other_card() {
        de: "Mit dieser Karte lässt sich nicht mehr arbeiten. Ist die neue Karte schon da, stecken Sie die neue ein und nehmen ihren eigenen PIN-Brief. Sonst bestellen Sie eine beim Herausgeber.",
        en: "This card can no longer be used. If you already have the new card, insert that one and use its own PIN letter. Otherwise order one from the issuer.",
    }
    guide_choice_anyway() {
        de: "Trotzdem mit dieser Karte weitermachen",
        en: "Go on with this card all the same",
    }
    guide_propose_replace() {
        de: "keine weitere Eingabe machen und den Herausgeber fragen.",
        en: "make no further entry and ask the issuer.",
    }
    guide_why_replace() {
        de: "Herausgeber nennen eine Karte mit gesperrter Transport-PIN verloren und ersetzen sie (Austausch- oder Ersatzkarte).",
        en: "Issuers call a card with a blocked Transport-PIN lost and replace it.",
    }
    guide_why_wrong_puk() {
        de: "Nach drei falschen Eingaben ist die PUK nach Angabe der Herausgeber unbrauchbar. Vielleicht nimmt die Karte die richtige noch an: das klären Sie mit dem Herausgeber, bevor Sie sie eingeben.",
        en: "After three wrong entries the issuers treat the PUK as used up. The card may still accept the right one: ask the issuer before you enter it.",
    }
    guide_compare_first() {
        de: "Vorher in Ruhe vergleichen: Kartennummer, Zeile im Brief, jede Ziffer. Im Zweifel aufhören und den Herausgeber fragen.",
        en: "Compare first and take your time: card number, line of the letter, each digit. If in doubt, stop and ask the issuer.",
    }
    guide_why_no_puk() {
        de: "Die Karte nimmt keine PUK mehr an: sie muss ersetzt werden.",
        en: "The card no longer accepts a PUK: it must be replaced.",
    }
    guide_propose_reinsert() {
        de: "die Karte herausnehmen und wieder einstecken, dann noch einmal nachsehen.",
        en: "take the card out, put it in again and look again.",
    }
    guide_propose_support() {
        de: "noch einmal nachsehen, am besten an einem anderen Leser mit Kartenschlitz.",
        en: "look again, best in another reader with a card slot.",
    }
    guide_propose_odd_state() {
        de: "beim Herausgeber der Karte nachfragen.",
        en: "ask the issuer of the card.",
    }
    guide_propose_support_terminal() {
        de: "noch einmal nachsehen, am besten in einem anderen Kartenterminal.",
        en: "look again, best in another card terminal.",
    }
    guide_whose(pins: &str) { de: "Schon gesetzt: {pins}.", en: "Set already: {pins}." }
    guide_whose_question() {
        de: "Haben Sie diese PINs selbst gesetzt?",
        en: "Did you set these PINs yourself?",
    }
    guide_whose_question_one() { de: "Haben Sie diese PIN selbst gesetzt?", en: "Did you set this PIN yourself?" }
    guide_why_whose() {
        de: "Ich frage, weil eine neue Karte mit Transport-PINs ankommt. Trägt sie schon eigene PINs, obwohl der Brief verschlossen war, hat jemand anderes sie benutzt.",
        en: "I ask because a new card arrives with Transport-PINs. If its PINs are already set although the letter was sealed, somebody else has used it.",
    }
    guide_why_whose_qes() {
        de: "Hat jemand anderes Ihre Signatur-PIN gewählt? Dann ändern Sie sie jetzt: sie ist Ihre Unterschrift.",
        en: "Did somebody else choose your signature PIN? Then change it now: it is your signature.",
    }
    guide_tampered() {
        de: "Dann hat jemand anderes diese Karte aktiviert. Bitte benutzen Sie sie nicht und fragen Sie den Herausgeber. Heben Sie Karte, Brief und Umschlag auf.",
        en: "Then somebody else activated this card. Please do not use it and ask the issuer. Keep card, letter and envelope.",
    }
    guide_not_sure() {
        de: "Fragen Sie dann zuerst in der Praxis nach. Hat niemand die PINs gesetzt: die Karte nicht benutzen und den Herausgeber fragen.",
        en: "Then ask in the practice first. If nobody set the PINs: do not use the card and ask the issuer.",
    }
    guide_never_own() {
        de: "Dann ist eine Transport-PIN gesperrt. Probieren Sie nichts weiter aus, auch nicht die PUK.",
        en: "Then a Transport-PIN is blocked. Try nothing further, not the PUK either.",
    }
    guide_wrong_card(found: &str) {
        de: "Das ist keine Karte, mit der ich arbeiten kann. Gefunden: {found}.",
        en: "This is no card that I can work on. Found: {found}.",
    }
    guide_wrong_card_do() {
        de: "Bitte diese Karte herausnehmen und den Heilberufsausweis (eHBA) oder die SMC-B einstecken.",
        en: "Please take this card out and insert the health professional card (eHBA) or the SMC-B.",
    }
    guide_change_card() {
        de: "Bitte diese Karte herausnehmen und die andere einstecken.",
        en: "Please take this card out and insert the other one.",
    }
    guide_waiting_change() {
        de: "Ich warte, bis eine Karte kommt oder geht … (Abbruch mit Strg-C)",
        en: "Waiting until a card comes or goes … (Ctrl-C to cancel)",
    }
    guide_card_gone() {
        de: "Es steckt nicht mehr dieselbe Karte. Es wurde nichts an sie gegeben.",
        en: "It is no longer the same card. Nothing was sent to it.",
    }
    guide_cancelled_results() {
        de: "Abgebrochen. Die bisher gemeldeten Ergebnisse gelten.",
        en: "Cancelled. The results reported so far hold.",
    }
    guide_cancelled_do(call: &str) {
        de: "Zum Fortsetzen „{call}“ wieder aufrufen: was gesetzt ist, bleibt gesetzt.",
        en: "To go on, run “{call}” again: what is set stays set.",
    }
    guide_end() { de: "Zum Schluss:", en: "To sum up:" }
    guide_end_no_card() { de: "An keiner Karte wurde etwas getan.", en: "Nothing was done to any card." }
    guide_end_not_seen(call: &str) {
        de: "Nach dem letzten Schritt war die Karte nicht mehr zu lesen. Es gilt, was oben gemeldet ist; den Stand zeigt der nächste Aufruf von „{call}“.",
        en: "After the last step the card could no longer be read. What was reported above holds; the next run of “{call}” shows the state.",
    }
    guide_keep() {
        de: "Bewahren Sie den PIN-Brief sicher auf, nicht bei der Karte: darin steht die PUK.",
        en: "Keep the PIN letter in a safe place, not with the card: it holds the PUK.",
    }
    guide_go_on_later(pins: &str, call: &str) {
        de: "Offen bleibt: {pins}. Zum Fortsetzen „{call}“ wieder aufrufen.",
        en: "Still open: {pins}. To go on, run “{call}” again.",
    }
    guide_help_missing_letter() {
        de: "Ohne PIN-Brief lässt sich eine neue Karte nicht aktivieren. Er kommt meist getrennt von der Karte. Fehlt er, fragen Sie den Herausgeber, bevor Sie die Karte im Portal freischalten: danach senden ihn manche nicht noch einmal.",
        en: "Without the PIN letter a new card cannot be activated. It usually comes apart from the card. If it is missing, ask the issuer before you release the card in the portal: after that some do not send it again.",
    }
    guide_help_reader() {
        de: "Es genügt jeder Kartenleser mit Schlitz für Karten in Scheckkartengröße, mit oder ohne Tastenfeld. Kontaktlose Leser gehen nicht.",
        en: "Any card reader with a slot for full-size cards will do, with or without a PIN pad. Contactless readers will not.",
    }
    guide_help_in_terminal() {
        de: "Der eHBA kommt mit dem Chip voran bis zum Anschlag in den Schlitz. Eine SMC-B steckt meist als kleine Karte (SIM-Format) in einem eigenen Steckplatz.",
        en: "The eHBA goes into the slot chip first, as far as it goes. An SMC-B mostly sits as a small card (SIM size) in a slot of its own.",
    }
    guide_help_konnektor() {
        de: "Der Konnektor verbindet die Kartenterminals der Praxis mit diesem PC. Ist er nicht zu erreichen, liegt es meist am Netz: Kabel des PCs, Verbindung zum TI-Gateway, oder er startet gerade neu. Wer ihn betreut, sieht nach.",
        en: "The Konnektor connects the card terminals of the practice with this PC. If it cannot be reached it is mostly the network: the cable of the PC, the connection to the TI-Gateway, or it is just restarting. Whoever looks after it has a look.",
    }
    guide_help_terminal() {
        de: "Gemeint ist ein Kartenterminal, das im Konnektor diesem Arbeitsplatz zugeordnet ist. Das richtet ein, wer den Konnektor betreut; eine neue SMC-B muss dort auch eingetragen sein.",
        en: "A card terminal is meant that is assigned to this workplace in the Konnektor. Whoever looks after the Konnektor sets that up; a new SMC-B must be entered there, too.",
    }
    guide_help_pins() {
        de: "Eine gute PIN ist keine Ziffernfolge, kein Datum und steht nicht auf der Karte. Für einen eHBA zwei verschiedene PINs wählen.",
        en: "A good PIN is no sequence, no date and not printed on the card. For an eHBA choose two different PINs.",
    }
    guide_help_letter() {
        de: "Der Brief nennt für einen eHBA zwei Transport-PINs: die Karten-Transport-PIN (PIN.CH) und die Signatur-Transport-PIN (PIN.QES); für eine SMC-B eine. Jede hat 5 Ziffern. Die PUK hat 8 und wird hier nicht gebraucht. Fehlt der Brief: den Herausgeber fragen, bevor Sie im Portal freischalten.",
        en: "For an eHBA the letter gives two Transport-PINs: the Karten-Transport-PIN (PIN.CH) and the Signatur-Transport-PIN (PIN.QES); for an SMC-B one. Each has 5 digits. The PUK has 8 and is not needed here. If the letter is missing: ask the issuer before you release the card in the portal.",
    }
    guide_help_letter_match() {
        de: "Die Kartennummer im Brief muss zu der auf dem Bildschirm passen. Bei zwei Karten: welcher Brief zu welcher gehört, sagt nur diese Nummer.",
        en: "The card number in the letter must match the one on the screen. With two cards: which letter belongs to which, only this number tells.",
    }
    guide_help_release() {
        de: "Freischalten heißt: im Portal des Herausgebers den Empfang der Karte bestätigen, meist mit einem Kennwort aus Ihrer Bestellung. Das geht im Browser, nicht hier.",
        en: "To release means: to confirm in the issuer’s portal that you received the card, usually with a password from your order. That is done in the browser, not here.",
    }
    guide_help_replacement() {
        de: "Bereithalten: Kartennummer (ICCSN) und Bestellunterlagen. PINs und PUK nennen Sie niemandem.",
        en: "Have ready: card number (ICCSN) and order papers. Tell nobody your PINs or PUK.",
    }
    guide_help_forgotten_qes() {
        de: "Die Signatur-PIN (PIN.QES) lässt sich nicht neu vergeben: die PUK gibt ihr nur neue Versuche. Ist sie wirklich vergessen, den Herausgeber fragen.",
        en: "The signature PIN (PIN.QES) cannot be replaced by a new one: the PUK only gives it new tries. If it is really forgotten, ask the issuer.",
    }
}
