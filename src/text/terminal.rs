//! Sentences about card terminals that ask for the digits themselves.

use super::messages;

messages! {
    terminal_steps(terminal: &str) {
        de: "Sie tippen gleich am Kartenterminal, nicht am PC: „{terminal}“. Es fragt nacheinander:",
        en: "You will type at the card terminal, not at the PC: “{terminal}”. It asks one after the other:",
    }
    terminal_once() {
        de: "Die erste Eingabe fragt das Terminal nur einmal und prüft sie nicht: eine falsche kostet einen Versuch. Vertippt? Gelbe Taste.",
        en: "The terminal asks for the first entry only once and does not check it: a wrong one costs a try. Mistyped? The yellow key.",
    }
    terminal_once_puk() {
        de: "Die PUK fragt das Terminal nur einmal und prüft sie nicht: auch eine falsche wird gezählt. Vertippt? Gelbe Taste.",
        en: "The terminal asks for the PUK only once and does not check it: a wrong one is counted too. Mistyped? The yellow key.",
    }
    terminal_time() {
        de: "Das Terminal wartet auf jede Eingabe nur kurz, oft keine Minute: bitte alles bereitlegen. Abbrechen: rote Taste am Terminal.",
        en: "The terminal waits for each entry only a short time, often less than a minute: please have everything ready. To cancel: the red key of the terminal.",
    }
    terminal_press_enter() {
        de: "Alles bereit? Enter drücken, dann am Terminal tippen (Strg-C bricht ab):",
        en: "Ready? Press Enter, then type at the terminal (Ctrl-C cancels):",
    }
    terminal_not_here() {
        de: "Bitte hier nichts tippen, nur Enter drücken. Getippt wird am Terminal.",
        en: "Please type nothing here, only press Enter. The digits are typed at the terminal.",
    }
    terminal_armed() {
        de: "Bitte jetzt am Kartenterminal tippen. Abbrechen nur mit der roten Taste.",
        en: "Please type at the card terminal now. Only the red key cancels.",
    }
    terminal_unheard() {
        de: "Die Antwort ging verloren, das Terminal fragt vielleicht noch. Dort zu Ende tippen; der Stand der Karte wird weiter abgefragt.",
        en: "The answer was lost, the terminal may still be asking. Finish typing there; the state of the card is still being read.",
    }
    terminal_again() { de: "[1] noch einmal am Terminal [0] aufhören:", en: "[1] once more at the terminal [0] stop:" }
    terminal_no_digits() {
        de: "Diese Karte steckt in einem Kartenterminal, das selbst nach den Ziffern fragt: von der Tastatur oder aus einer Datei nimmt es keine an. Es wurde nichts gesendet.",
        en: "This card is in a card terminal that asks for the digits itself: it takes none from the keyboard or from a file. Nothing was sent.",
    }
    terminal_no_digits_do() {
        de: "Ohne „--secrets-…“ und ohne „--entry keyboard“ aufrufen und am Terminal tippen.",
        en: "Call it without “--secrets-…” and without “--entry keyboard”, and type at the terminal.",
    }
    terminal_timed_out(pin: &str) {
        de: "{pin}: am Terminal wurde nicht rechtzeitig getippt.",
        en: "{pin}: nothing was typed at the terminal in time.",
    }
    terminal_cancelled(pin: &str) {
        de: "{pin}: am Terminal abgebrochen (rote Taste).",
        en: "{pin}: cancelled at the terminal (red key).",
    }
    terminal_entries_differ(pin: &str) {
        de: "{pin}: die beiden Eingaben der neuen PIN waren verschieden.",
        en: "{pin}: the two entries of the new PIN differed.",
    }
    terminal_wrong_length(pin: &str) {
        de: "{pin}: zu wenige oder zu viele Ziffern.",
        en: "{pin}: too few or too many digits.",
    }
    terminal_in_use(pin: &str) {
        de: "{pin}: das Terminal wird gerade von einem anderen Programm benutzt.",
        en: "{pin}: another program uses the terminal at the moment.",
    }
    terminal_nothing_spent() { de: "Kein Versuch ist verbraucht.", en: "No try is spent." }
    terminal_perhaps_spent() {
        de: "Wahrscheinlich ist kein Versuch verbraucht, sicher ist es nicht: die Karte zeigt es nicht an.",
        en: "Probably no try is spent, but that is not certain: the card does not show it.",
    }
    terminal_ended_do() {
        de: "Alles bereitlegen und den Befehl wiederholen.",
        en: "Have everything ready and run the command again.",
    }
    terminal_in_use_do() {
        de: "Warten, bis die Praxissoftware mit dem Terminal fertig ist, dann den Befehl wiederholen.",
        en: "Wait until the practice software has finished with the terminal, then run the command again.",
    }
    wrong_puk_uncounted(puk: &str, issuer: u8) {
        de: "{puk}: die Karte hat diese PUK abgelehnt. Falsche Eingaben, bis sie nach Angabe der Herausgeber unbrauchbar ist: {issuer}. Wie viele Anwendungen die Karte noch zählt, wurde nicht gemeldet.",
        en: "{puk}: the card refused this PUK. Wrong entries left until the issuers treat it as used up: {issuer}. How many uses the card still counts was not reported.",
    }
    at_most(tries: &str) { de: "höchstens {tries}", en: "{tries} at most" }
}
