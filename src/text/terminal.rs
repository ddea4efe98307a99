//! Sentences about card terminals that ask for the digits themselves.

use super::messages;

messages! {
    terminal_steps(terminal: &str, slot: &str) {
        de: "Gleich fragt das Kartenterminal „{terminal}“ ({slot}). Es zeigt nacheinander:",
        en: "The card terminal “{terminal}” ({slot}) will ask. It shows, one after the other:",
    }
    terminal_steps_remote(terminal: &str, slot: &str) {
        de: "Gleich fragt das Kartenterminal, an dem Sie sitzen; die Karte steckt in „{terminal}“, {slot}. Es zeigt nacheinander:",
        en: "The card terminal where you sit will ask; the card is in “{terminal}”, {slot}. It shows, one after the other:",
    }
    terminal_would_ask(terminal: &str, slot: &str) {
        de: "Am Kartenterminal „{terminal}“ ({slot}) würde nacheinander gefragt:",
        en: "At the card terminal “{terminal}” ({slot}) would be asked, one after the other:",
    }
    terminal_would_ask_remote(terminal: &str, slot: &str) {
        de: "Die Karte steckt in „{terminal}“ ({slot}); am Remote-PIN-Terminal des Arbeitsplatzes würde nacheinander gefragt:",
        en: "The card is in “{terminal}” ({slot}); at the workplace’s terminal for remote PINs would be asked, one after the other:",
    }
    terminal_slot(slot: u32) { de: "Steckplatz {slot}", en: "slot {slot}" }
    terminal_slot_untold() { de: "Steckplatz nicht genannt", en: "slot not told" }
    terminal_shows_slot(sign: &str) {
        de: "Statt „{sign}“ zeigt es die Nummer des Steckplatzes; der Konnektor nennt sie nicht.",
        en: "Instead of “{sign}” it shows the number of the slot; the Konnektor does not tell it.",
    }
    terminal_shows(display: &str, prompt: &str, meaning: &str) {
        de: "„{display}“, „{prompt}“: {meaning}",
        en: "“{display}”, “{prompt}”: {meaning}",
    }
    terminal_shows_like(display: &str, prompt: &str, meaning: &str) {
        de: "„{display}“ oder ähnlich, „{prompt}“: {meaning}",
        en: "“{display}” or like it, “{prompt}”: {meaning}",
    }
    terminal_step(number: usize, step: &str) { de: "{number}. {step}", en: "{number}. {step}" }
    terminal_new(label: &str) { de: "neue {label}", en: "new {label}" }
    terminal_new_again() { de: "dieselbe noch einmal", en: "the same once more" }
    terminal_twin(this: &str, other: &str) {
        de: "Auf „{this}“ achten: nach der anderen Transport-PIN fragt es mit demselben Satz, aber mit „{other}“.",
        en: "Look for “{this}”: for the other Transport-PIN it shows the same sentence, but with “{other}”.",
    }
    terminal_once_transport() {
        de: "Die Transport-PIN fragt es nur einmal: eine falsche kostet einen Versuch, und wie viele übrig sind, zeigt es nicht.",
        en: "It asks for the Transport-PIN only once: a wrong one costs a try, and how many are left it does not show.",
    }
    terminal_once() {
        de: "Die jetzige PIN fragt es nur einmal: eine falsche kostet einen Versuch.",
        en: "It asks for the present PIN only once: a wrong one costs a try.",
    }
    terminal_once_puk() {
        de: "Die PUK fragt es nur einmal: auch eine falsche wird gezählt.",
        en: "It asks for the PUK only once: a wrong one is counted too.",
    }
    terminal_time_letter() {
        de: "Es wartet oft nur 15 bis 60 Sekunden: den Brief aufgeschlagen danebenlegen. Nach jeder Eingabe die grüne Taste, vertippt die gelbe.",
        en: "It often waits only 15 to 60 seconds: have the letter open beside it. After each entry the green key, mistyped the yellow one.",
    }
    terminal_time() {
        de: "Es wartet oft nur 15 bis 60 Sekunden. Nach jeder Eingabe die grüne Taste, vertippt die gelbe.",
        en: "It often waits only 15 to 60 seconds. After each entry the green key, mistyped the yellow one.",
    }
    terminal_otherwise() {
        de: "Zeigt es etwas anderes: die rote Taste am Terminal. Nach Enter bricht nur sie ab, Strg-C hier nicht.",
        en: "If it shows anything else: the red key of the terminal. After Enter only that key cancels, Ctrl-C here does not.",
    }
    terminal_otherwise_remote() {
        de: "Steht dort „Eingabe wird bearbeitet.“: warten. Zeigt es etwas anderes: die rote Taste am Terminal. Nach Enter bricht nur sie ab, Strg-C hier nicht.",
        en: "If it shows “Eingabe wird bearbeitet.” (being processed): wait. If it shows anything else: the red key of the terminal. After Enter only that key cancels, Ctrl-C here does not.",
    }
    terminal_remote(terminal: &str) {
        de: "Die Karte steckt in „{terminal}“, das nicht zu diesem Arbeitsplatz gehört. Deshalb fragt das Kartenterminal, das der Konnektor für entfernte Karten vorsieht (Remote-PIN). Welches das ist, sagt er nicht.",
        en: "The card is in “{terminal}”, which does not belong to this workplace. So the terminal asks that the Konnektor has for cards elsewhere (remote PIN). Which one that is it does not say.",
    }
    terminal_remote_question() {
        de: "Sitzen Sie an dem Terminal, das für diesen Arbeitsplatz fragt?",
        en: "Do you sit at the terminal that asks for this workplace?",
    }
    terminal_press_enter() {
        de: "Alles bereit? Enter drücken, dann am Terminal tippen (Strg-C bricht ab):",
        en: "Ready? Press Enter, then type at the terminal (Ctrl-C cancels):",
    }
    terminal_not_here() {
        de: "Bitte hier nichts tippen, nur Enter drücken. Getippt wird am Terminal.",
        en: "Please type nothing here, only press Enter. The digits are typed at the terminal.",
    }
    terminal_asks(prompt: &str) {
        de: "Das Kartenterminal fragt gleich: „{prompt}“. Bitte dort tippen. Abbrechen nur mit der roten Taste.",
        en: "The card terminal will ask in a moment: “{prompt}”. Please type there. Only the red key cancels.",
    }
    terminal_asks_long(prompt: &str) {
        de: "Das Kartenterminal ist noch nicht fertig. Steht dort eine Frage, zu Ende tippen. Steht dort nichts, die Terminals daneben ansehen: eines zeigt „{prompt}“. Die rote Taste bricht ab; sonst hört es von selbst auf.",
        en: "The card terminal has not finished. If there is a question, finish typing. If there is none, look at the terminals beside it: one shows “{prompt}”. The red key cancels; otherwise it ends by itself.",
    }
    terminal_said(shown: &str) {
        de: "Das Kartenterminal sollte jetzt zeigen: „{shown}“",
        en: "The card terminal should show now: “{shown}”",
    }
    terminal_unheard(minutes: u32) {
        de: "Die Antwort ging verloren, das Terminal fragt vielleicht noch. Dort zu Ende tippen. Gesendet wird nichts mehr, der Stand der Karte wird bis zu {minutes} min lang weiter abgefragt.",
        en: "The answer was lost, the terminal may still be asking. Finish typing there. Nothing is sent any more, the state of the card is being read for up to {minutes} min.",
    }
    terminal_stops_asking() {
        de: "Gleich hört nur dieses Nachfragen auf. Was am Terminal noch steht, beendet allein die rote Taste dort.",
        en: "In a moment only this asking ends. Whatever the terminal still shows is ended by its red key alone.",
    }
    guide_user_do() {
        de: "Hier beenden und das Profil des Konnektors neu einrichten, mit einem Benutzer (UserId). Der Name ist frei gewählt, im Konnektor muss er nicht angelegt sein.",
        en: "End here and set up the profile of the Konnektor anew, with a user (UserId). The name is of your own choice, it need not be known in the Konnektor.",
    }
    guide_unknown_terminal_do(call: &str) {
        de: "Ob die Eingabe gilt, ist offen, solange das Terminal noch fragt: dort zu Ende tippen oder die rote Taste drücken. Danach „{call}“ wieder aufrufen (kostet nichts). „gesetzt“: es gilt Ihre neue PIN. „Transport-PIN“: ein Versuch kann verbraucht sein, rechnen Sie mit höchstens 2.",
        en: "Whether the entry counts is open as long as the terminal still asks: finish typing there, or press its red key. Then run “{call}” again (costs nothing). “set”: your new PIN is valid. “Transport-PIN”: a try may be spent, count on 2 at most.",
    }
    entry_elsewhere_cannot_stop() {
        de: "Von hier aus lässt es sich nicht abbrechen: bitte die rote Taste drücken, wo gefragt wird.",
        en: "It cannot be cancelled from here: please press the red key where you are being asked.",
    }
    bar_no_user(profile: &str) {
        de: "Für die PINs eines eHBA will der Konnektor wissen, wer sie eingibt, und im Profil „{profile}“ steht kein Benutzer. Ein Name nach Wahl genügt: „pinlotse konnektor einrichten {profile} --again --user BENUTZER“. Den PIN-Brief bis dahin geschlossen lassen.",
        en: "For the PINs of an eHBA the Konnektor wants to know who enters them, and the profile “{profile}” names no user. Any name will do: “pinlotse konnektor add {profile} --again --user USER”. Keep the PIN letter closed until then.",
    }
    bar_no_keys() {
        de: "Diese Karte steckt in keinem Gerät, an dem man tippen kann: das Kartenterminal ist ein Programm.",
        en: "This card is in no device where one can type: the card terminal is a program.",
    }
    bar_no_number_told() {
        de: "Der Konnektor nennt die Nummer dieser Karte nicht (ICCSN), und ohne sie ist nicht sicher, dass es dieselbe Karte bleibt. Die Karte ziehen und wieder einstecken. Bleibt es so, hilft, wer den Konnektor betreut. Den PIN-Brief bis dahin geschlossen lassen.",
        en: "The Konnektor does not tell the number of this card (ICCSN), and without it nobody can be sure that it stays the same card. Pull the card and insert it again. If that does not help, ask whoever looks after the Konnektor. Keep the PIN letter closed until then.",
    }
    guide_propose_user() {
        de: "zuerst einen Benutzer ins Profil eintragen.",
        en: "enter a user in the profile first.",
    }
    guide_propose_provider() {
        de: "die PIN beim Anbieter setzen, nicht hier.",
        en: "set the PIN at the provider, not here.",
    }
    terminal_no_keys(terminal: &str) {
        de: "Die Karte steckt in keinem Gerät, an dem man tippen kann: „{terminal}“ ist ein Programm. Es wurde nichts gesendet.",
        en: "The card is in no device where one can type: “{terminal}” is a program. Nothing was sent.",
    }
    terminal_no_keys_do() {
        de: "Die PIN dort setzen, wo der Anbieter es vorsieht: im Portal oder in der Verwaltung des Konnektors.",
        en: "Set the PIN where the provider has it: in the portal or in the administration of the Konnektor.",
    }
    terminal_elsewhere() {
        de: "Nach der PIN fragt ein anderes Kartenterminal als das, in dem die Karte steckt (Remote-PIN), und welches, sagt der Konnektor nicht. Es wurde nichts gesendet.",
        en: "Another card terminal than the one that holds the card asks for the PIN (remote PIN), and which one the Konnektor does not say. Nothing was sent.",
    }
    terminal_elsewhere_do() {
        de: "Die Karte in ein Kartenterminal dieses Arbeitsplatzes stecken. Oder fragen, welches Terminal im Konnektor als Remote-PIN-Terminal eingetragen ist, und sich davorsetzen.",
        en: "Put the card into a card terminal of this workplace. Or ask which terminal is entered in the Konnektor as the remote PIN terminal, and sit down at it.",
    }
    terminal_elsewhere_script_do() {
        de: "Ohne „--no-input“ aufrufen: dann wird gefragt, ob jemand an diesem Terminal sitzt. Oder die Karte in ein Kartenterminal dieses Arbeitsplatzes stecken.",
        en: "Call it without “--no-input”: then it is asked whether somebody sits at that terminal. Or put the card into a card terminal of this workplace.",
    }
    terminal_ended_by_time() {
        de: "Das Kartenterminal hat die Eingabe beendet: die Zeit lief ab.",
        en: "The card terminal ended the entry: the time ran out.",
    }
    terminal_ended_by_key() {
        de: "Am Kartenterminal wurde abgebrochen.",
        en: "The entry was cancelled at the card terminal.",
    }
    terminal_ended_by_failure() {
        de: "Der Auftrag an das Kartenterminal ist mit einem Fehler zu Ende.",
        en: "The order to the card terminal ended with an error.",
    }
    terminal_turned_away() {
        de: "Der Konnektor hat den Auftrag abgelehnt, meist bevor ein Terminal fragt. Hat keines gefragt: nein.",
        en: "The Konnektor refused the order, mostly before a terminal asks. If none asked: no.",
    }
    terminal_ended_by_difference() {
        de: "Die beiden Eingaben der neuen PIN waren verschieden, meldet der Konnektor.",
        en: "The two entries of the new PIN differed, says the Konnektor.",
    }
    terminal_difference_question() {
        de: "Stand am Kartenterminal „PINs nicht identisch! Abbruch!“? (Im Zweifel: nein.)",
        en: "Did the card terminal show “PINs nicht identisch! Abbruch!” (not the same, cancelled)? (If in doubt: no.)",
    }
    terminal_confirmed_question() {
        de: "War dort schon alles eingegeben und auch die letzte Eingabe mit der grünen Taste bestätigt? (Im Zweifel: ja.)",
        en: "Had everything been entered there, and the last entry confirmed with the green key? (If in doubt: yes.)",
    }
    terminal_any_confirmed_question() {
        de: "War dort schon eine Eingabe mit der grünen Taste bestätigt? (Im Zweifel: ja.)",
        en: "Had any entry been confirmed there with the green key? (If in doubt: yes.)",
    }
    terminal_again() { de: "[1] noch einmal am Terminal [0] aufhören:", en: "[1] once more at the terminal [0] stop:" }
    terminal_again_question(pin: &str) {
        de: "{pin}: eine frühere Eingabe war falsch oder blieb offen, und das Kartenterminal zeigt nicht, wie viele Versuche noch übrig sind. Trotzdem noch einmal?",
        en: "{pin}: an earlier entry was wrong or stayed open, and the card terminal does not show how many tries are left. Once more all the same?",
    }
    terminal_no_digits() {
        de: "Diese Karte steckt in einem Kartenterminal, das selbst nach den Ziffern fragt: von der Tastatur oder aus einer Datei nimmt es keine an. Es wurde nichts gesendet.",
        en: "This card is in a card terminal that asks for the digits itself: it takes none from the keyboard or from a file. Nothing was sent.",
    }
    terminal_no_digits_do() {
        de: "Ohne „--secrets-…“ und ohne „--entry keyboard“ aufrufen und am Terminal tippen.",
        en: "Call it without “--secrets-…” and without “--entry keyboard”, and type at the terminal.",
    }
    terminal_not_allowed() {
        de: "Nach den Ziffern fragt das Kartenterminal, in dem die Karte steckt. Ein Skript muss sagen, dass es das darf. Es wurde nichts gesendet.",
        en: "The card terminal that holds the card asks for the digits. A script has to say that it may. Nothing was sent.",
    }
    terminal_not_allowed_do() {
        de: "„--entry pinpad“ angeben und jemanden davorsetzen; oder ohne „--no-input“ aufrufen.",
        en: "Give “--entry pinpad” and have somebody sit at it; or run it without “--no-input”.",
    }
    terminal_last_own_try_do(pin: &str) {
        de: "In Ruhe überlegen, welche PIN es war. Wissen Sie sie nicht mehr: mit dem PIN-Brief geht es an einem Leser am PC ohne diesen Versuch weiter, „pinlotse entsperren --pin {pin} --spend-puk-use“ (eine PUK-Anwendung, neue PIN).",
        en: "Take your time and think which PIN it was. If you no longer know it: with the PIN letter you go on without this try at a reader at a PC, “pinlotse unblock --pin {pin} --spend-puk-use” (one PUK use, new PIN).",
    }
    terminal_guide_why_no_renewal(pin: &str) {
        de: "{pin} vergessen? Mit der PUK bekommt sie an einem Leser am PC eine neue; über einen Konnektor geht das nicht.",
        en: "{pin} forgotten? With the PUK it gets a new one at a reader at a PC; through a Konnektor that cannot be done.",
    }
    terminal_nothing_blocked() {
        de: "Keine PIN dieser Karte ist gesperrt, es ist nichts zu tun. PIN vergessen? Mit der PUK geht es an einem Leser am PC, „--pin“ und „--spend-puk-use“; über einen Konnektor nicht.",
        en: "No PIN of this card is blocked, there is nothing to do. PIN forgotten? With the PUK it can be done at a reader at a PC, “--pin” and “--spend-puk-use”; not through a Konnektor.",
    }
    terminal_not_blocked(pin: &str) {
        de: "{pin} ist laut Konnektor nicht gesperrt. Er könnte dann Ja sagen, ohne nach der PUK zu fragen; deshalb wird er nicht darum gebeten. Es wurde nichts gesendet.",
        en: "{pin} is not blocked, says the Konnektor. It might then say yes without asking for the PUK, so it is not asked to. Nothing was sent.",
    }
    terminal_not_blocked_do(pin: &str) {
        de: "PIN vergessen? Die Karte an einem PC in einen Leser stecken: „pinlotse entsperren --pin {pin} --spend-puk-use“ setzt dort mit der PUK eine neue. Oder den Herausgeber fragen.",
        en: "PIN forgotten? Put the card into a reader at a PC: “pinlotse unblock --pin {pin} --spend-puk-use” sets a new one there with the PUK. Or ask the issuer.",
    }
    terminal_not_blocked_transport_do(pin: &str) {
        de: "Zuerst „pinlotse aktivieren --pin {pin}“. Wird die Transport-PIN als gesperrt abgewiesen: den Herausgeber fragen, bevor jemand die PUK benutzt; über einen Konnektor geht das nicht.",
        en: "First “pinlotse activate --pin {pin}”. If the Transport-PIN is refused as blocked: ask the issuer before anybody uses the PUK; through a Konnektor that cannot be done.",
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
        de: "{pin}: Karte oder Terminal werden gerade von einem anderen Programm benutzt.",
        en: "{pin}: another program uses card or terminal at the moment.",
    }
    terminal_pin_set(pin: &str) {
        de: "{pin} ist gesetzt. Das meldet der Konnektor.",
        en: "{pin} is set, by the Konnektor’s word.",
    }
    terminal_pin_set_lost(pin: &str) {
        de: "{pin} ist gesetzt, auch wenn keine Antwort das sagt. Haben Sie am Terminal zu Ende getippt und wurde dort nichts abgelehnt, gilt Ihre neue PIN; sonst war es jemand anderes.",
        en: "{pin} is set, though no answer says so. If you finished typing at the terminal and nothing was refused there, your new PIN is valid; otherwise it was somebody else.",
    }
    terminal_pin_changed(pin: &str) {
        de: "{pin} ist geändert. Das meldet der Konnektor; am Stand der Karte ist eine neue PIN nicht zu erkennen.",
        en: "{pin} is changed, by the Konnektor’s word; the state of the card cannot show a new PIN.",
    }
    terminal_pin_right(pin: &str) {
        de: "{pin} ist richtig. Das meldet der Konnektor. Er merkt sich die Eingabe für dieses Clientsystem und diesen Benutzer, bis die Karte gezogen wird.",
        en: "{pin} is right, by the Konnektor’s word. It remembers the entry for this client system and user until the card is pulled.",
    }
    terminal_pin_right_smc(pin: &str) {
        de: "{pin} ist richtig. Das meldet der Konnektor. Er merkt sich die Eingabe für alle Programme dieses Mandanten, bis die Karte gezogen wird.",
        en: "{pin} is right, by the Konnektor’s word. It remembers the entry for all programs of this mandant until the card is pulled.",
    }
    terminal_unblocked_with_new(pin: &str) {
        de: "{pin} ist entsperrt, eine PUK-Anwendung ist verbraucht. Hat das Terminal danach gefragt, gilt Ihre neue PIN; sonst war es jemand anderes.",
        en: "{pin} is unblocked, one PUK use is spent. If the terminal asked for it, your new PIN is valid; otherwise it was somebody else.",
    }
    terminal_unblocked_lost(pin: &str) {
        de: "{pin} ist nicht mehr gesperrt, auch wenn keine Antwort das sagt; eine PUK-Anwendung ist verbraucht. Haben Sie am Terminal zu Ende getippt und wurde dort nichts abgelehnt, gilt Ihre neue PIN; sonst war es jemand anderes.",
        en: "{pin} is no longer blocked, though no answer says so; one PUK use is spent. If you finished typing at the terminal and nothing was refused there, your new PIN is valid; otherwise it was somebody else.",
    }
    terminal_unknown_told(pin: &str, what: &str) {
        de: "{pin}: ob die Eingabe wirkte oder einen Versuch kostete, ist offen. {what}",
        en: "{pin}: whether the entry took effect or cost a try is unknown. {what}",
    }
    terminal_unknown_contradicted(pin: &str) {
        de: "{pin}: der Konnektor hat Ja gesagt, der Stand danach passt aber nicht dazu. Der Ausgang ist offen.",
        en: "{pin}: the Konnektor said yes, but the state afterwards does not fit. The outcome is unknown.",
    }
    terminal_unknown_unread(pin: &str) {
        de: "{pin}: der Konnektor hat Ja gesagt, nach dem Stand der Karte ließ er sich danach aber nicht mehr fragen. Der Ausgang ist offen.",
        en: "{pin}: the Konnektor said yes, but could not be asked for the state of the card afterwards. The outcome is unknown.",
    }
    terminal_blocked(pin: &str) {
        de: "{pin}: der Konnektor meldet, dass diese PIN schon gesperrt war. Verglichen wurde nichts.",
        en: "{pin}: the Konnektor says that this PIN was blocked before. Nothing was compared.",
    }
    terminal_answer() { de: "Angabe des Konnektors", en: "by the Konnektor’s word" }
    terminal_last_step(what: &str) { de: "{what} So meldet es der Konnektor.", en: "{what} So says the Konnektor." }
    terminal_record_set() {
        de: "in diesem Lauf gesetzt, vom Konnektor gemeldet",
        en: "set in this run, by the Konnektor’s word",
    }
    terminal_no_use_spent() { de: "Keine PUK-Anwendung ist verbraucht.", en: "No PUK use is spent." }
    terminal_use_perhaps_spent() {
        de: "Wahrscheinlich ist keine PUK-Anwendung verbraucht, sicher ist es nicht: die Karte zeigt es nicht an.",
        en: "Probably no PUK use is spent, but that is not certain: the card does not show it.",
    }
    terminal_spent_open() {
        de: "Ob es einen Versuch gekostet hat, ist offen: die Karte zeigt es nicht an.",
        en: "Whether it cost a try is unknown: the card does not show it.",
    }
    terminal_use_spent_open() {
        de: "Ob es eine PUK-Anwendung gekostet hat, ist offen: die Karte zeigt es nicht an.",
        en: "Whether it cost a PUK use is unknown: the card does not show it.",
    }
    terminal_spent_fewer(tries: &str) {
        de: "Ein Versuch ist verbraucht, hier oder von einem anderen Programm: der Konnektor nennt jetzt noch {tries}.",
        en: "A try is spent, here or by another program: the Konnektor now names {tries}.",
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
