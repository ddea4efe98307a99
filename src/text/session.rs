//! Sentences of the commands that hand secrets to a card: what is asked, announced and confirmed.

use super::messages;

messages! {
    letter_question(end: &str) {
        de: "Steht im Brief dieselbe Kartennummer, am Ende {end}?",
        en: "Does the letter give the same card number, ending in {end}?",
    }
    letter_and_tries_question(end: &str) {
        de: "Steht im Brief dieselbe Kartennummer, am Ende {end}, und wurde noch nie eine Transport-PIN dieser Karte falsch eingegeben, auch nicht in der Praxissoftware oder am Kartenterminal?",
        en: "Does the letter give the same card number, ending in {end}, and was no Transport-PIN of this card ever entered wrongly, in the practice software or at a card terminal either?",
    }
    letter_and_since_question(end: &str, since: &str) {
        de: "Steht im Brief dieselbe Kartennummer, am Ende {end}, und wurde {since} nirgends sonst eine Transport-PIN dieser Karte falsch eingegeben, auch nicht in der Praxissoftware?",
        en: "Does the letter give the same card number, ending in {end}, and was no Transport-PIN of this card entered wrongly anywhere else {since}, in the practice software either?",
    }
    letter_and_beside_question(end: &str) {
        de: "Steht im Brief dieselbe Kartennummer, am Ende {end}, und wurde außer an diesem PC noch nie eine Transport-PIN dieser Karte falsch eingegeben, auch nicht in der Praxissoftware?",
        en: "Does the letter give the same card number, ending in {end}, and was no Transport-PIN of this card ever entered wrongly but at this PC, in the practice software either?",
    }
    letter_beside_once() {
        de: "[1] dieselbe Nummer, aber anderswo schon einmal falsch eingegeben",
        en: "[1] the same number, but entered wrongly once elsewhere",
    }
    letter_beside_twice() {
        de: "[2] dieselbe Nummer, aber anderswo zweimal falsch oder weiß nicht",
        en: "[2] the same number, but wrongly twice elsewhere or do not know",
    }
    since_last_time() { de: "seit dem letzten Mal", en: "since the last time" }
    since_last_time_on(day: &str) {
        de: "seit dem letzten Mal ({day})",
        en: "since the last time ({day})",
    }
    letter_same() { de: "[j] ja, dieselbe Nummer", en: "[y] yes, the same number" }
    letter_both() { de: "[j] ja, beides", en: "[y] yes, both" }
    letter_tried_once() {
        de: "[1] dieselbe Nummer, aber schon einmal falsch eingegeben",
        en: "[1] the same number, but entered wrongly once",
    }
    letter_tried_twice() {
        de: "[2] dieselbe Nummer, aber zweimal falsch eingegeben oder weiß nicht",
        en: "[2] the same number, but entered wrongly twice or do not know",
    }
    letter_since_once() {
        de: "[1] dieselbe Nummer, aber seither anderswo einmal falsch eingegeben",
        en: "[1] the same number, but entered wrongly once elsewhere since then",
    }
    letter_since_twice() {
        de: "[2] dieselbe Nummer, aber seither zweimal falsch oder weiß nicht",
        en: "[2] the same number, but wrongly twice since then or do not know",
    }
    letter_other() { de: "[n] nein, eine andere Nummer", en: "[n] no, another number" }
    letter_without() { de: "[k] im Brief steht keine Kartennummer", en: "[k] the letter gives no card number" }
    letter_keys() { de: "j, n oder k", en: "y, n or k" }
    letter_and_tries_keys() { de: "j, 1, 2, n oder k", en: "y, 1, 2, n or k" }
    only_card_question() {
        de: "Haben Sie nur diese eine Karte und nur diesen einen Brief?",
        en: "Do you have only this one card and only this one letter?",
    }
    have_ready_one(line: &str) {
        de: "Bereitlegen: den PIN-Brief, Zeile {line}. Überlegen Sie sich vorher eine neue PIN mit 6 bis 8 Ziffern.",
        en: "Have ready: the PIN letter, line {line}. Decide on a new PIN of 6 to 8 digits beforehand.",
    }
    have_ready(count: usize) {
        de: "Bereitlegen: den PIN-Brief mit {count} Transport-PINs. Überlegen Sie sich vorher für jede PIN eine neue mit 6 bis 8 Ziffern.",
        en: "Have ready: the PIN letter with {count} Transport-PINs. Decide on a new PIN of 6 to 8 digits for each beforehand.",
    }
    stays_set(pins: &str) { de: "Gesetzt, und bleibt es: {pins}.", en: "Set, and stays so: {pins}." }
    stays_rescued(pins: &str) {
        de: "{pins} hat wieder drei Versuche und noch die Transport-PIN. Eine PUK-Anwendung ist verbraucht.",
        en: "{pins} has three tries again and still holds the Transport-PIN. One PUK use is spent.",
    }
    already_done() {
        de: "Alle PINs dieser Karte sind schon gesetzt, es ist nichts zu tun.",
        en: "All PINs of this card are set already, there is nothing to do.",
    }
    skipped_done(pin: &str) { de: "{pin}: schon gesetzt, wird übersprungen.", en: "{pin}: set already, skipped." }
    skipped_holder(pin: &str) {
        de: "{pin}: übersprungen, die Inhaberin oder der Inhaber setzt sie selbst.",
        en: "{pin}: skipped, the holder sets it in person.",
    }
    would_ask(pin: &str) {
        de: "{pin}: hier würde jetzt nach den Ziffern gefragt. Probelauf: nichts wird gefragt, nichts gesendet.",
        en: "{pin}: here the digits would be asked for. Dry run: nothing is asked, nothing is sent.",
    }
    entry_under_way() {
        de: "Die Eingabe ist schon unterwegs, ich warte noch auf die Antwort der Karte …",
        en: "The entry is on its way already, I am still waiting for the card’s answer …",
    }
    would_send(pin: &str) {
        de: "{pin}: hier würden jetzt die Ziffern gesendet, die das Skript angibt. Probelauf: nichts wird gesendet.",
        en: "{pin}: here the digits would be sent that the script gives. Dry run: nothing is sent.",
    }
    step(number: usize, of: usize, pin: &str) {
        de: "Schritt {number} von {of}: {pin}",
        en: "Step {number} of {of}: {pin}",
    }
    step_ch() {
        de: "Karten-PIN – zum Anmelden (TI, KIM, Praxissoftware)",
        en: "Card PIN – to log on (TI, KIM, practice software)",
    }
    step_qes() {
        de: "Signatur-PIN – Ihre Unterschrift (eRezept, eAU, Arztbrief)",
        en: "Signature PIN – your signature (e-prescription, eAU, doctor’s letter)",
    }
    step_smc() {
        de: "PIN der SMC-B – zum Anmelden der Einrichtung (TI, KIM, Praxissoftware)",
        en: "PIN of the SMC-B – to log the institution on (TI, KIM, practice software)",
    }
    holder_question(holder: &str) {
        de: "Diese PIN ist eine Unterschrift. Sitzt {holder} selbst hier und wählt sie allein?",
        en: "This PIN is a signature. Is {holder} here in person, and alone in choosing it?",
    }
    holder_question_entered(holder: &str) {
        de: "Diese PIN ist eine Unterschrift: nur wer unterschreibt, kennt sie und gibt sie ein. Sitzt {holder} selbst an diesem PC?",
        en: "This PIN is a signature: only the person who signs knows and enters it. Is {holder} at this PC in person?",
    }
    holder_question_puk(holder: &str) {
        de: "Diese PIN ist eine Unterschrift: ihre PUK gibt nur ein, wer unterschreibt. Sitzt {holder} selbst an diesem PC?",
        en: "This PIN is a signature: only the person who signs enters its PUK. Is {holder} at this PC in person?",
    }
    holder_unnamed() { de: "die Inhaberin oder der Inhaber der Karte", en: "the holder of the card" }
    tries_question() {
        de: "Wurde eine Transport-PIN dieser Karte schon einmal falsch eingegeben, auch in der Praxissoftware oder am Kartenterminal?",
        en: "Has a Transport-PIN of this card been entered wrongly before, also in the practice software or at a card terminal?",
    }
    tries_question_beside() {
        de: "Wurde außer an diesem PC schon einmal eine Transport-PIN dieser Karte falsch eingegeben, auch in der Praxissoftware?",
        en: "Has a Transport-PIN of this card been entered wrongly before other than at this PC, also in the practice software?",
    }
    tries_question_since(since: &str) {
        de: "Wurde {since} anderswo eine Transport-PIN dieser Karte falsch eingegeben, auch in der Praxissoftware oder am Kartenterminal?",
        en: "Was a Transport-PIN of this card entered wrongly elsewhere {since}, also in the practice software or at a card terminal?",
    }
    tries_choice_none() { de: "[0] nein", en: "[0] no" }
    tries_choice_once() { de: "[1] einmal", en: "[1] once" }
    tries_choice_twice() { de: "[2] zweimal oder weiß nicht", en: "[2] twice or do not know" }
    tries_choices() { de: "0, 1 oder 2", en: "0, 1 or 2" }
    tries_stated(tries: &str) {
        de: "Übrig: nach Ihrer Angabe höchstens {tries}.",
        en: "At most {tries} left, by what you said.",
    }
    tries_hidden() {
        de: "Übrige Versuche: nicht ablesbar, solange die Transport-PIN gilt.",
        en: "Tries left: not readable while the Transport-PIN is valid.",
    }
    tries_noted(tries: &str) {
        de: "Übrig: nach den Notizen dieses PCs höchstens {tries}.",
        en: "At most {tries} left, by the notes of this PC.",
    }
    tries_question_remembered(pin: &str) {
        de: "{pin}: der Konnektor hat sich gemerkt, dass diese PIN richtig eingegeben wurde, und nennt solange ihre übrigen Versuche nicht. Wurde sie seither falsch eingegeben, auch in der Praxissoftware? (Wer es nicht weiß: Strg-C, die Karte herausnehmen und wieder einstecken, dann zeigt sie die Versuche.)",
        en: "{pin}: the Konnektor remembers that this PIN was entered rightly, and meanwhile does not name its tries left. Has it been entered wrongly since, also in the practice software? (If you do not know: Ctrl-C, take the card out and put it in again, then it shows them.)",
    }
    tries_question_uncounted(pin: &str) {
        de: "{pin}: der Konnektor nennt ihre übrigen Versuche nicht. Wurde sie zuletzt falsch eingegeben, auch in der Praxissoftware? (Wer es nicht weiß: Strg-C, die Karte herausnehmen und wieder einstecken, dann noch einmal nachsehen.)",
        en: "{pin}: the Konnektor does not name its tries left. Has it been entered wrongly lately, also in the practice software? (If you do not know: Ctrl-C, take the card out and put it in again, then look again.)",
    }
    tries_question_verified(pin: &str) {
        de: "{pin}: ein anderes Programm hat diese PIN geprüft, und solange zeigt die Karte ihre übrigen Versuche nicht. Wurde diese PIN seither falsch eingegeben, auch in der Praxissoftware? (Wer es nicht weiß: Strg-C, die Karte herausnehmen und wieder einstecken, dann zeigt sie die Versuche.)",
        en: "{pin}: another program verified this PIN, and meanwhile the card does not show its tries left. Has this PIN been entered wrongly since, also in the practice software? (If you do not know: Ctrl-C, take the card out and put it in again, then it shows them.)",
    }
    tries_verified_stated(tries: &str) {
        de: "Übrige Versuche: gerade nicht ablesbar; nach Ihrer Angabe höchstens {tries}.",
        en: "Tries left: not readable at present; according to you at most {tries}.",
    }
    tries_verified_noted(tries: &str) {
        de: "Übrige Versuche: gerade nicht ablesbar; nach den Notizen dieses PCs höchstens {tries}.",
        en: "Tries left: not readable at present; according to this PC’s notes at most {tries}.",
    }
    last_own_try_perhaps(pin: &str) {
        de: "{pin}: dies kann der LETZTE Versuch sein. Ist er falsch, ist die PIN gesperrt und braucht die PUK.",
        en: "{pin}: this may be the LAST try. If it is wrong, the PIN is blocked and needs the PUK.",
    }
    last_try_warning(pin: &str) {
        de: "{pin}: dies kann der LETZTE Versuch sein. Sind die Ziffern falsch, ist diese Transport-PIN gesperrt; Herausgeber ersetzen dann die Karte.",
        en: "{pin}: this may be the LAST try. If the digits are wrong, this Transport-PIN is blocked; issuers then replace the card.",
    }
    last_try_prompt() {
        de: "Trotzdem versuchen? Dann die letzten vier Ziffern der Kartennummer (ICCSN) tippen, sonst nur Enter:",
        en: "Try anyway? Then type the last four digits of the card number (ICCSN), otherwise just Enter:",
    }
    entry_seen() {
        de: "Die neue PIN ist beim Tippen unsichtbar. Vertippt? Rücktaste.",
        en: "The new PIN is invisible while you type it. Mistyped? Backspace.",
    }
    entry_stays_hidden() {
        de: "Hier wird nichts wieder vom Bildschirm genommen: deshalb bleibt auch die Transport-PIN unsichtbar und wird zweimal gefragt.",
        en: "Nothing is taken off the screen again here: so the Transport-PIN stays invisible too and is asked twice.",
    }
    entry_hidden() {
        de: "Die Eingabe bleibt unsichtbar. Vertippt? Rücktaste, oder Strg-C zum Abbrechen.",
        en: "The entry stays invisible. Mistyped? Backspace, or Ctrl-C to cancel.",
    }
    ask_transport(label: &str, digits: usize) {
        de: "{label} aus dem Brief, {digits} Ziffern:",
        en: "{label} from the letter, {digits} digits:",
    }
    ask_again(label: &str) { de: "{label} noch einmal:", en: "{label} once more:" }
    ask_new(label: &str) { de: "Neue {label}, 6 bis 8 Ziffern:", en: "New {label}, 6 to 8 digits:" }
    ask_new_again(label: &str) { de: "Neue {label} noch einmal:", en: "New {label} once more:" }
    nothing_typed() {
        de: "Es wurde nichts eingegeben.",
        en: "Nothing was entered.",
    }
    impossible_length(got: usize) {
        de: "Das waren {got} Ziffern: so lang ist keine PIN. Es wurde nichts an die Karte gegeben.",
        en: "Those were {got} digits: no PIN has that length. Nothing was sent to the card.",
    }
    impossible_length_one() {
        de: "Das war 1 Ziffer: so kurz ist keine PIN. Es wurde nichts an die Karte gegeben.",
        en: "That was 1 digit: no PIN is that short. Nothing was sent to the card.",
    }
    not_digits() {
        de: "Bitte nur Ziffern; es wurde nichts an die Karte gegeben. Zum Verbessern dient die Rücktaste; Leerzeichen, Pfeiltasten und andere Zeichen machen die Eingabe ungültig.",
        en: "Digits only, please; nothing was sent to the card. Use Backspace to correct; blanks, arrow keys and other characters make the entry invalid.",
    }
    typed_too_early() {
        de: "Da wurde schon getippt, bevor die Frage da war; der Anfang fehlt. Es wurde nichts an die Karte gegeben. Bitte noch einmal.",
        en: "Something was typed before the question was there, so the beginning is missing. Nothing was sent to the card. Please type it again.",
    }
    typed_disturbed() {
        de: "Das Programm war angehalten, oder ein anderes hatte das Terminal: Was inzwischen getippt wurde, kann zu sehen sein. Es wurde nichts an die Karte gegeben. Bitte noch einmal von vorn.",
        en: "The program was stopped, or another one had the terminal: what was typed meanwhile may be visible. Nothing was sent to the card. Please type it again from the beginning.",
    }
    transport_length(got: usize, want: usize) {
        de: "Das waren {got} Ziffern, eine Transport-PIN hat {want}. Es wurde nichts an die Karte gegeben.",
        en: "Those were {got} digits, a Transport-PIN has {want}. Nothing was sent to the card.",
    }
    looks_like_puk() {
        de: "8 Ziffern hat die PUK. Bitte die Zeile mit der Transport-PIN suchen.",
        en: "8 digits is the PUK. Please look for the line with the Transport-PIN.",
    }
    looks_like_can() {
        de: "6 Ziffern hat die CAN auf der Karte; sie gehört nirgends hierher.",
        en: "6 digits is the CAN on the card; it is not needed here.",
    }
    length_question(got: usize) {
        de: "Nennt Ihr Brief wirklich eine Transport-PIN mit {got} Ziffern, dann tippen Sie {got}, sonst nur Enter:",
        en: "If your letter really gives a Transport-PIN of {got} digits, type {got}, otherwise just Enter:",
    }
    own_length_question(got: usize) {
        de: "Ist das die neue PIN der abgebrochenen Eingabe, dann tippen Sie {got}, sonst nur Enter:",
        en: "If this is the new PIN of the entry that broke off, type {got}, otherwise just Enter:",
    }
    perhaps_set(pin: &str) {
        de: "{pin}: vielleicht gilt schon die neue PIN einer abgebrochenen Eingabe, auch wenn die Karte noch die Transport-PIN zeigt.",
        en: "{pin}: the new PIN that was chosen at an entry that broke off may be valid already, even though the card still shows the Transport-PIN.",
    }
    perhaps_set_here() {
        de: "Zuerst sie probieren: bei der Frage nach der Transport-PIN diese neue PIN eingeben, ihre Länge bestätigen und als neue PIN eine andere wählen. Ist sie falsch, kostet das einen Versuch.",
        en: "Try it first: when asked for the Transport-PIN enter that new PIN, confirm its length and choose another one as the new PIN. If it is wrong, that costs a try.",
    }
    perhaps_set_elsewhere() {
        de: "Zuerst sie probieren: mit „--entry keyboard“ bei der Frage nach der Transport-PIN diese neue PIN eingeben, ihre Länge bestätigen und als neue PIN eine andere wählen. Ist sie falsch, kostet das einen Versuch.",
        en: "Try it first: with “--entry keyboard” enter that new PIN when asked for the Transport-PIN, confirm its length and choose another one as the new PIN. If it is wrong, that costs a try.",
    }
    perhaps_typed(pin: &str) {
        de: "{pin}: vielleicht gilt die neue PIN der abgebrochenen Eingabe.",
        en: "{pin}: perhaps the new PIN of the entry that broke off is valid.",
    }
    perhaps_typed_do() {
        de: "Neue PIN am Kartenterminal sicher zweimal bestätigt: sie zuerst als Transport-PIN tippen, als neue eine andere. Sonst, auch unsicher: die Ziffern aus dem Brief, meist gelten sie. Eine falsche kostet einen Versuch.",
        en: "New PIN surely confirmed twice at the card terminal: type it first as the Transport-PIN, and another one as the new PIN. Otherwise, or unsure: the digits of the letter, mostly they are valid. A wrong one costs a try.",
    }
    perhaps_typed_wrong() {
        de: "Waren das die Ziffern aus dem Brief, und war bei der abgebrochenen Eingabe die neue PIN schon zweimal bestätigt: vielleicht gilt sie, auch wenn die Karte noch die Transport-PIN zeigt.",
        en: "If those were the digits of the letter, and the new PIN had been confirmed twice when the entry broke off: it may be valid, even though the card still shows the Transport-PIN.",
    }
    perhaps_typed_next() {
        de: "Dann als Nächstes sie probieren: am Kartenterminal als Transport-PIN diese neue PIN tippen, als neue eine andere. Ist sie falsch, kostet das einen Versuch.",
        en: "Then try it next: at the card terminal type that new PIN as the Transport-PIN, and another one as the new PIN. If it is wrong, that costs a try.",
    }
    perhaps_set_do() {
        de: "Zuerst sie probieren: „pinlotse aktivieren“, bei der Frage nach der Transport-PIN diese neue PIN eingeben, ihre Länge bestätigen und als neue PIN eine andere wählen. Ist sie falsch, kostet das einen Versuch.",
        en: "Try it first: “pinlotse activate”, when asked for the Transport-PIN enter that new PIN, confirm its length and choose another one as the new PIN. If it is wrong, that costs a try.",
    }
    perhaps_set_script_do(pin: &str) {
        de: "Zuerst sie probieren: als „transport.{pin}“, mit einer anderen als „new.{pin}“ und mit „--transport-length N“, der Zahl ihrer Ziffern. Ist sie falsch, kostet das einen Versuch.",
        en: "Try it first: as “transport.{pin}”, with another one as “new.{pin}” and with “--transport-length N”, the number of its digits. If it is wrong, that costs a try.",
    }
    perhaps_set_wrong() {
        de: "Waren das die Ziffern aus dem Brief: vielleicht gilt schon die neue PIN, die bei der abgebrochenen Eingabe gewählt wurde, auch wenn die Karte noch die Transport-PIN zeigt.",
        en: "If those were the digits of the letter: the new PIN that was chosen at the entry that broke off may be valid already, even though the card still shows the Transport-PIN.",
    }
    own_length(got: usize) {
        de: "Das waren {got} Ziffern, eine neue PIN hat 6 bis 8.",
        en: "Those were {got} digits, a new PIN has 6 to 8.",
    }
    entries_differ() {
        de: "Die beiden Eingaben sind verschieden. Es wurde nichts an die Karte gegeben. Bitte beide noch einmal.",
        en: "The two entries differ. Nothing was sent to the card. Please enter both again.",
    }
    new_equals_old() {
        de: "Die neue PIN darf nicht die Transport-PIN sein.",
        en: "The new PIN must not be the Transport-PIN.",
    }
    new_equals_current() {
        de: "Die neue PIN darf nicht die jetzige sein.",
        en: "The new PIN must not be the present one.",
    }
    new_equals_puk() { de: "Die neue PIN darf nicht die PUK sein.", en: "The new PIN must not be the PUK." }
    refused_just_now() {
        de: "Diese Ziffern hat die Karte eben abgelehnt. Sie noch einmal zu senden kostet nur einen Versuch.",
        en: "The card has just refused these digits. Sending them again would only cost a try.",
    }
    refused_just_now_line(line: &str) {
        de: "Diese Ziffern hat die Karte eben abgelehnt. Sie noch einmal zu senden kostet nur einen Versuch. Bitte die Zeile {line} neu ablesen.",
        en: "The card has just refused these digits. Sending them again would only cost a try. Please read the line {line} anew.",
    }
    refused_just_now_puk() {
        de: "Diese PUK hat die Karte eben abgelehnt. Sie noch einmal zu senden verbraucht sie nur. Bitte die PUK im Brief neu ablesen.",
        en: "The card has just refused this PUK. Sending it again would only use it up. Please read the PUK in the letter anew.",
    }
    refused_for_other(other: &str) {
        de: "Diese Ziffern hat die Karte eben als {other} abgelehnt. Die Herausgeber zählen falsche PUKs einer Karte zusammen. Bitte die Zeile im Brief vergleichen.",
        en: "The card has just refused these digits as {other}. Issuers count all wrong PUKs of a card together. Please compare the line of the letter.",
    }
    accepted_for_other(other: &str) {
        de: "Das sind dieselben Ziffern wie eben bei der {other}. Hierher gehört die andere PIN.",
        en: "Those are the same digits as just now for the {other}. The other PIN belongs here.",
    }
    accepted_for_other_line(other: &str, line: &str) {
        de: "Das sind dieselben Ziffern wie eben bei der {other}. Hierher gehört die andere Zeile: {line}.",
        en: "Those are the same digits as just now for the {other}. The other line belongs here: {line}.",
    }
    known_wrong_question() {
        de: "Trotzdem genau diese Ziffern an die Karte geben?",
        en: "Give exactly these digits to the card all the same?",
    }
    new_is_sequence() {
        de: "Diese Ziffern zählen nur auf- oder abwärts.",
        en: "These digits only count up or down.",
    }
    new_is_repeat() {
        de: "Hier wiederholen sich nur dieselben Ziffern.",
        en: "Here the same digits are only repeated.",
    }
    new_is_date() { de: "Das sieht nach einem Datum aus.", en: "That looks like a date." }
    new_is_card_number() {
        de: "Diese Ziffern stehen so in der Kartennummer.",
        en: "These digits stand in the card number like this.",
    }
    new_is_can() { de: "Das ist die CAN, sie steht auf der Karte.", en: "That is the CAN, which is printed on the card." }
    same_new(other: &str) {
        de: "Das ist dieselbe PIN wie eben für die {other}.",
        en: "That is the same PIN as just now for the {other}.",
    }
    another_pin_please() { de: "Bitte eine andere PIN.", en: "Please choose another PIN." }
    take_anyway_question() { de: "Trotzdem nehmen?", en: "Use it anyway?" }
    digits_entered(count: usize) { de: "{count} Ziffern eingegeben.", en: "{count} digits entered." }
    handing_over() { de: "Die Karte prüft …", en: "The card is checking …" }
    heading_change(pin: &str) { de: "{pin} ändern", en: "Change {pin}" }
    heading_unblock(pin: &str) { de: "{pin} entsperren", en: "Unblock {pin}" }
    heading_renew(pin: &str) { de: "{pin} mit der PUK neu setzen", en: "Set {pin} anew with the PUK" }
    heading_verify(pin: &str) { de: "{pin} prüfen", en: "Verify {pin}" }
    which_pin() { de: "Welche PIN?", en: "Which PIN?" }
    pin_needed() {
        de: "Diese Karte hat mehrere PINs: mit „--pin“ eine nennen.",
        en: "This card has several PINs: name one with “--pin”.",
    }
    change_ready() {
        de: "Bereithalten: die jetzige PIN und eine neue mit 6 bis 8 Ziffern.",
        en: "Have ready: the present PIN and a new one of 6 to 8 digits.",
    }
    change_done() { de: "Fertig. Es gilt die neue PIN.", en: "Done. The new PIN is valid." }
    verify_question() {
        de: "Eine falsche PIN kostet einen Versuch. Weiter?",
        en: "A wrong PIN costs a try. Go on?",
    }
    unblock_ready() {
        de: "Bereithalten: den PIN-Brief mit der PUK. Manche Briefe nennen eine PUK für alles, andere je eine zur PIN.CH und zur PIN.QES. Jede Anwendung wird gezählt, auch eine richtige; keine kommt zurück.",
        en: "Have ready: the PIN letter with the PUK. Some letters give one PUK for all, others one for PIN.CH and one for PIN.QES. Every use is counted, a right one too; none comes back.",
    }
    spends_puk_unblocked(pin: &str) {
        de: "{pin} ist nicht gesperrt: wissen Sie sie noch, brauchen Sie die PUK nicht. Weiterzugehen verbraucht eine Anwendung der PUK.",
        en: "{pin} is not blocked: if you still know it, you do not need the PUK. To go on spends a use of the PUK.",
    }
    incomplete_transport(pins: &str) {
        de: "Noch offen: {pins}. Weiter mit „pinlotse aktivieren“.",
        en: "Still open: {pins}. Go on with “pinlotse activate”.",
    }
    unblock_done() {
        de: "Fertig. Bewahren Sie den PIN-Brief mit der PUK auf.",
        en: "Done. Keep the PIN letter with the PUK.",
    }
    nothing_blocked() {
        de: "Keine PIN dieser Karte ist gesperrt, es ist nichts zu tun. PIN vergessen? Mit „--pin“ und „--spend-puk-use“ hilft die PUK weiter.",
        en: "No PIN of this card is blocked, there is nothing to do. PIN forgotten? With “--pin” and “--spend-puk-use” the PUK helps.",
    }
    none_shown_blocked(pins: &str) {
        de: "Die Karte zeigt keine gesperrte PIN. Ältere Karten zeigen eine gesperrte Transport-PIN aber nicht an. Noch mit Transport-PIN: {pins}; zuerst „pinlotse aktivieren“.",
        en: "The card shows no blocked PIN. Older cards do not show a blocked Transport-PIN, though. Still with Transport-PIN: {pins}; first “pinlotse activate”.",
    }
    was_it_set(pin: &str) {
        de: "{pin} ist gesperrt. Hatten Sie schon eine eigene PIN gesetzt (nicht nur die Ziffern aus dem Brief)?",
        en: "{pin} is blocked. Had you already set a PIN of your own (not only the digits of the letter)?",
    }
    rescue(pin: &str) {
        de: "{pin}: dann galt noch die Transport-PIN. Ihr Herausgeber nennt diese Karte verloren. Die Kartenspezifikation erlaubt einen weiteren Weg mit der PUK; ob Ihre Karte ihn geht, ist nicht erprobt. Er verbraucht eine PUK-Anwendung.",
        en: "{pin}: then the Transport-PIN was still valid. Your issuer calls this card lost. The card specification allows one more way with the PUK; whether your card allows it has never been tried. It spends a PUK use.",
    }
    rescue_keeps_transport() {
        de: "Die Transport-PIN aus dem Brief bekommt dabei nur neue Versuche; eine eigene PIN setzen Sie danach mit ihr.",
        en: "The Transport-PIN of the letter only gets new tries by it; you set a PIN of your own with it afterwards.",
    }
    still_known_question() {
        de: "Die PUK gibt der Signatur-PIN nur neue Versuche. Ihre bisherige Signatur-PIN bleibt; eine neue wird nicht gesetzt. Wissen Sie sie noch?",
        en: "The PUK only gives the signature PIN new tries. Your present signature PIN stays; no new one is set. Do you still know it?",
    }
    rescue_question() { de: "Diesen Weg versuchen?", en: "Try this way?" }
    activate_now() {
        de: "Jetzt gleich aktivieren?",
        en: "Activate it now?",
    }
    pin_is_changed(pin: &str) {
        de: "{pin} ist geändert. Die Karte hat es bestätigt.",
        en: "{pin} is changed. The card confirmed it.",
    }
    pin_is_right(pin: &str) {
        de: "{pin} ist richtig, alle Versuche sind wieder da. Für andere Programme bleibt die PIN nicht freigegeben.",
        en: "{pin} is right, all tries are back. The PIN is not left open for other programs.",
    }
    pin_is_unblocked_with_new(pin: &str) {
        de: "{pin} ist entsperrt, es gilt die neue PIN. Eine PUK-Anwendung ist verbraucht.",
        en: "{pin} is unblocked, the new PIN is valid. One PUK use is spent.",
    }
    pin_is_unblocked(pin: &str) {
        de: "{pin} ist entsperrt. Es gilt die alte PIN. Eine PUK-Anwendung ist verbraucht.",
        en: "{pin} is unblocked. The old PIN is valid. One PUK use is spent.",
    }
    pin_is_unblocked_lost(pin: &str) {
        de: "{pin} ist entsperrt. Die Antwort der Karte ging verloren, aber sie zeigt den neuen Stand. Eine PUK-Anwendung ist verbraucht.",
        en: "{pin} is unblocked. The card’s answer was lost, but it shows the new state. One PUK use is spent.",
    }
    ask_current(label: &str) { de: "Jetzige {label}:", en: "Present {label}:" }
    current_length(got: usize) {
        de: "Das waren {got} Ziffern, eine eigene PIN hat 6 bis 8. Es wurde nichts an die Karte gegeben.",
        en: "Those were {got} digits, a PIN of your own has 6 to 8. Nothing was sent to the card.",
    }
    ask_puk(label: &str) { de: "{label} aus dem Brief, 8 Ziffern:", en: "{label} from the letter, 8 digits:" }
    puk_length(got: usize) {
        de: "Das waren {got} Ziffern, eine PUK hat 8. Es wurde nichts an die Karte gegeben.",
        en: "Those were {got} digits, a PUK has 8. Nothing was sent to the card.",
    }
    puk_standing(uses: u8, issuer: u8) {
        de: "Noch {issuer} falsche Eingaben der PUK, dann nennen die Herausgeber sie unbrauchbar; die Karte selbst zählt noch höchstens {uses} Eingaben, auch richtige.",
        en: "After {issuer} more wrong entries of the PUK the issuers treat it as used up; the card itself counts at most {uses} more entries, right ones too.",
    }
    puk_standing_one(uses: u8) {
        de: "Noch eine falsche Eingabe der PUK, dann nennen die Herausgeber sie unbrauchbar; die Karte selbst zählt noch höchstens {uses} Eingaben, auch richtige.",
        en: "After one more wrong entry of the PUK the issuers treat it as used up; the card itself counts at most {uses} more entries, right ones too.",
    }
    puk_standing_last_use() {
        de: "Die Karte lässt höchstens noch eine Eingabe der PUK zu, auch eine richtige zählt.",
        en: "The card allows at most one more entry of the PUK; a right one counts too.",
    }
    puk_standing_beyond(uses: u8) {
        de: "Nach Angabe der Herausgeber ist die PUK nach drei falschen Eingaben unbrauchbar, und so weit ist es; die Karte selbst lässt vielleicht noch {uses} zu.",
        en: "The issuers treat the PUK as used up after three wrong entries, and that point is reached; the card itself may allow {uses} more.",
    }
    tries_restored(tries: &str) {
        de: "Nach der PUK-Anwendung übrig: {tries}.",
        en: "Left after the use of the PUK: {tries}.",
    }
    tries_named(tries: &str) {
        de: "Übrig: nach Angabe des Konnektors höchstens {tries}.",
        en: "At most {tries} left, by what the Konnektor says.",
    }
    tries_by_card(tries: &str) { de: "Die Karte lässt noch zu: {tries}.", en: "The card still allows: {tries}." }
    last_own_try_warning(pin: &str) {
        de: "{pin}: dies ist der LETZTE Versuch. Ist er falsch, ist die PIN gesperrt und braucht die PUK.",
        en: "{pin}: this is the LAST try. If it is wrong, the PIN is blocked and needs the PUK.",
    }
    puk_beyond_issuer(puk: &str) {
        de: "{puk}: auf diesem PC sind für diese Karte schon drei PUK-Eingaben falsch oder offen. Nach Angabe der Herausgeber ist die PUK damit unbrauchbar: bitte zuerst dort fragen. Jede weitere ist vielleicht die LETZTE Eingabe.",
        en: "{puk}: on this PC three PUK entries for this card were wrong or are open. The issuers then treat the PUK as used up: please ask the issuer first. Any further entry may be the LAST one.",
    }
    last_puk_warning(puk: &str) {
        de: "{puk}: dies ist die LETZTE Eingabe. Ist sie falsch, ist die PUK nach Angabe der Herausgeber unbrauchbar; ist die PIN dann gesperrt, bleibt nur eine neue Karte.",
        en: "{puk}: this is the LAST entry. If it is wrong, the issuers treat the PUK as used up; if the PIN is then blocked, only a new card will help.",
    }
    open_puk_note(puk: &str) {
        de: "{puk}: eine frühere Eingabe auf diesem PC blieb ohne bekannten Ausgang. Sie kann eine Anwendung gekostet haben.",
        en: "{puk}: an earlier entry on this PC ended without a known outcome. It may have cost a use.",
    }
    keyboard_question() {
        de: "Stattdessen an der Tastatur dieses PCs eingeben?",
        en: "Type at the keyboard of this PC instead?",
    }
    pad_steps() {
        de: "Sie tippen gleich am Leser, nicht am PC. Der Leser fragt nacheinander:",
        en: "You will type at the reader, not at the PC. The reader asks one after the other:",
    }
    pad_step(number: usize, step: &str) { de: "{number}. {step}, dann die grüne Taste", en: "{number}. {step}, then the green key" }
    pad_transport(label: &str, digits: usize) {
        de: "{label} aus dem Brief, {digits} Ziffern",
        en: "{label} from the letter, {digits} digits",
    }
    pad_current(label: &str, digits: &str) {
        de: "jetzige {label}, {digits} Ziffern",
        en: "present {label}, {digits} digits",
    }
    pad_puk(label: &str) { de: "{label} aus dem Brief, 8 Ziffern", en: "{label} from the letter, 8 digits" }
    pad_new(label: &str, digits: &str) { de: "neue {label}, {digits} Ziffern", en: "new {label}, {digits} digits" }
    pad_new_again(label: &str) { de: "dieselbe neue {label} noch einmal", en: "the same new {label} once more" }
    pad_no_display(entries: usize) {
        de: "Dieser Leser hat keine Anzeige: er wartet {entries}-mal auf Ziffern, ohne es zu sagen.",
        en: "This reader has no display: it waits for digits {entries} times without saying so.",
    }
    pad_once() {
        de: "Die erste Eingabe fragt der Leser nur einmal und prüft sie nicht: eine falsche kostet einen Versuch. Vertippt? Gelbe Taste.",
        en: "The reader asks for the first entry only once and does not check it: a wrong one costs a try. Mistyped? The yellow key.",
    }
    pad_once_puk() {
        de: "Die PUK fragt der Leser nur einmal und prüft sie nicht: auch eine falsche wird gezählt. Vertippt? Gelbe Taste.",
        en: "The reader asks for the PUK only once and does not check it: a wrong one is counted too. Mistyped? The yellow key.",
    }
    pad_time() {
        de: "Nach dem Start bleiben etwa 60 Sekunden bis zur ersten Ziffer. Abbrechen: rote Taste am Leser.",
        en: "After the start there are about 60 seconds until the first digit. To cancel: the red key of the reader.",
    }
    pad_press_enter() {
        de: "Alles bereit? Enter drücken, dann am Leser tippen (Strg-C bricht ab):",
        en: "Ready? Press Enter, then type at the reader (Ctrl-C cancels):",
    }
    pad_not_here() {
        de: "Bitte hier nichts tippen, nur Enter drücken. Getippt wird am Leser.",
        en: "Please type nothing here, only press Enter. The digits are typed at the reader.",
    }
    pad_other_way() {
        de: "Der Leser bekommt dieselbe Eingabe jetzt in der anderen gebräuchlichen Form beschrieben.",
        en: "The reader is now told of the same entry in the other form in use.",
    }
    pad_armed() {
        de: "Bitte jetzt am Leser tippen. Abbrechen nur mit der roten Taste.",
        en: "Please type at the reader now. Only the red key cancels.",
    }
    pad_again() { de: "[1] noch einmal am Leser [0] aufhören:", en: "[1] once more at the reader [0] stop:" }
    pad_again_or_keyboard() {
        de: "[1] noch einmal am Leser [2] an der Tastatur dieses PCs [0] aufhören:",
        en: "[1] once more at the reader [2] at the keyboard of this PC [0] stop:",
    }
    record_saved(path: &str) { de: "Protokoll gespeichert: {path}", en: "Record saved: {path}" }
    record_title() { de: "Protokoll: Aktivierung einer Karte", en: "Record: activation of a card" }
    record_date(time: &str) { de: "Zeitpunkt: {time}", en: "Time: {time}" }
    record_tool(version: &str) { de: "Programm: pinlotse {version}", en: "Program: pinlotse {version}" }
    record_pin(pin: &str, state: &str) { de: "{pin}: {state}", en: "{pin}: {state}" }
    record_set_now() { de: "in diesem Lauf gesetzt, von der Karte bestätigt", en: "set in this run, confirmed by the card" }
    record_unknown() {
        de: "Ausgang unbekannt, die Karte konnte nicht mehr befragt werden",
        en: "outcome unknown, the card could no longer be asked",
    }
    record_unknown_after(state: &str) {
        de: "Ausgang unbekannt; danach gelesen: {state}",
        en: "outcome unknown; read afterwards: {state}",
    }
    record_rehearsal() { de: "PROBE an einer virtuellen Karte", en: "REHEARSAL on a virtual card" }
    pin_is_set(pin: &str) {
        de: "{pin} ist gesetzt. Die Karte hat es bestätigt.",
        en: "{pin} is set. The card confirmed it.",
    }
    pin_is_set_lost(pin: &str) {
        de: "{pin} ist gesetzt. Die Antwort der Karte ging verloren, aber sie zeigt den neuen Stand.",
        en: "{pin} is set. The card’s answer was lost, but it shows the new state.",
    }
    complete() {
        de: "Fertig: alle PINs dieser Karte sind gesetzt. Bewahren Sie den PIN-Brief auf, darin steht die PUK.",
        en: "Done: all PINs of this card are set. Keep the PIN letter, it holds the PUK.",
    }
    then_portal() {
        de: "Falls noch nicht geschehen: die Karte im Portal des Herausgebers freischalten.",
        en: "If not done yet: release the card in the issuer’s portal.",
    }
    incomplete(pins: &str) { de: "Noch offen: {pins}.", en: "Still open: {pins}." }
    sealed_warning() {
        de: "Ist der PIN-Brief noch verschlossen, obwohl die Karte schon aktiviert ist, hat jemand anderes sie aktiviert: nicht benutzen, Herausgeber fragen.",
        en: "If the PIN letter is still sealed although the card is activated, somebody else activated it: do not use it, ask the issuer.",
    }
    dry_run_end() { de: "Probelauf beendet. Es wurde nichts verändert.", en: "Dry run finished. Nothing was changed." }
    unused_keys(keys: &str) { de: "Nicht gebraucht: {keys}.", en: "Not needed: {keys}." }
    tries_assumed() {
        de: "Angenommen, dass noch kein Versuch verbraucht ist (--tries-used 0).",
        en: "Assumed that no try is spent yet (--tries-used 0).",
    }
    open_note(pin: &str) {
        de: "{pin}: ein früherer Versuch auf diesem PC blieb ohne bekannten Ausgang; die Karte zeigt weiterhin die Transport-PIN. Er kann einen Versuch gekostet haben.",
        en: "{pin}: an earlier try on this PC ended without a known outcome; the card still shows the Transport-PIN. It may have cost a try.",
    }
    open_own_note(pin: &str) {
        de: "{pin}: eine frühere Eingabe auf diesem PC blieb ohne bekannten Ausgang. Sie kann einen Versuch gekostet haben.",
        en: "{pin}: an earlier entry on this PC ended without a known outcome. It may have cost a try.",
    }
    open_note_settled(pin: &str, state: &str) {
        de: "{pin}: ein früherer Versuch auf diesem PC endete, bevor der Ausgang feststand. Die Karte zeigt jetzt: {state}.",
        en: "{pin}: an earlier try on this PC ended before its outcome was known. The card now shows: {state}.",
    }
}
