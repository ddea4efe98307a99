//! What went wrong, what it means for the card, and what to do now. Sentences come in pairs: `x`
//! and `x_do`.

use super::messages;

messages! {
    library_missing(file: &str) {
        de: "Die Bibliothek {file} fehlt, über die Programme den Kartendienst dieses PCs (PC/SC) erreichen. An der Karte wurde nichts getan.",
        en: "The library {file} is missing, by which programs reach the smart-card service of this PC (PC/SC). Nothing was done to the card.",
    }
    library_unusable(file: &str, detail: &str) {
        de: "Die Bibliothek {file}, über die Programme den Kartendienst dieses PCs (PC/SC) erreichen, lässt sich nicht laden. An der Karte wurde nichts getan ({detail}).",
        en: "The library {file}, by which programs reach the smart-card service of this PC (PC/SC), cannot be loaded. Nothing was done to the card ({detail}).",
    }
    no_service(detail: &str) {
        de: "Der Kartendienst dieses PCs (PC/SC) antwortet nicht. An der Karte wurde nichts getan ({detail}).",
        en: "The smart-card service of this PC (PC/SC) does not answer. Nothing was done to the card ({detail}).",
    }
    no_service_later(detail: &str) {
        de: "Der Kartendienst dieses PCs (PC/SC) antwortet nicht mehr. Die bisher gemeldeten Ergebnisse gelten; danach wurde nichts mehr an die Karte gegeben ({detail}).",
        en: "The smart-card service of this PC (PC/SC) no longer answers. The results reported so far hold; nothing was sent to the card after that ({detail}).",
    }
    service_failed(detail: &str) {
        de: "Der Kartendienst dieses PCs (PC/SC) arbeitet nicht richtig. An der Karte wurde nichts getan ({detail}).",
        en: "The smart-card service of this PC (PC/SC) does not work properly. Nothing was done to the card ({detail}).",
    }
    service_hangs() {
        de: "Der Kartendienst dieses PCs (PC/SC) läuft, antwortet aber nicht: Er hängt. An der Karte wurde nichts getan.",
        en: "The smart-card service of this PC (PC/SC) runs but does not answer: it hangs. Nothing was done to the card.",
    }
    service_hangs_later() {
        de: "Der Kartendienst dieses PCs (PC/SC) antwortet nicht mehr: Er hängt. Die bisher gemeldeten Ergebnisse gelten; danach wurde nichts mehr an die Karte gegeben.",
        en: "The smart-card service of this PC (PC/SC) no longer answers: it hangs. The results reported so far hold; nothing was sent to the card after that.",
    }
    in_remote_session_too(hint: &str) {
        de: "{hint} In einer Sitzung aus der Ferne (RDP, Citrix) reicht der Fernzugriff den Dienst durch: dort Smartcards freigeben und die Sitzung neu verbinden, oder pinlotse an dem PC aufrufen, an dem der Leser steckt.",
        en: "{hint} In a remote session (RDP, Citrix) the service is passed on by the connection: allow smart cards there and connect again, or run pinlotse on the PC that the reader is plugged into.",
    }
    service_full(detail: &str) {
        de: "Der Kartendienst dieses PCs (PC/SC) nimmt keine weiteren Programme an. An der Karte wurde nichts getan ({detail}).",
        en: "The smart-card service of this PC (PC/SC) takes no more programs. Nothing was done to the card ({detail}).",
    }
    service_full_do() {
        de: "Ein anderes Programm hält zu viele Verbindungen zum Kartendienst offen. Programme schließen, die Karten benutzen (Praxissoftware, Signatursoftware, Browser mit Kartenmodul), oder den PC neu starten. Dann den Befehl wiederholen.",
        en: "Another program keeps too many connections to the service open. Close programs that use cards (practice software, signature software, browser with a card module), or restart the PC. Then run the command again.",
    }
    not_allowed(detail: &str) {
        de: "Der Kartendienst dieses PCs (PC/SC) verweigert den Zugriff. An der Karte wurde nichts getan ({detail}).",
        en: "The smart-card service of this PC (PC/SC) refuses access. Nothing was done to the card ({detail}).",
    }
    ask_doctor() {
        de: "Woran es an diesem PC liegt, zeigt „pinlotse diagnose“.",
        en: "What is wrong at this PC is shown by “pinlotse doctor”.",
    }
    no_reader() { de: "Es ist kein Kartenleser angeschlossen.", en: "No card reader is connected." }
    no_such_reader(wanted: &str, readers: &str) {
        de: "Kein Kartenleser heißt „{wanted}“. Angeschlossen: {readers}.",
        en: "No card reader is called “{wanted}”. Connected: {readers}.",
    }
    no_such_reader_do() {
        de: "Den Namen aus „pinlotse leser“ übernehmen; ein eindeutiger Teil genügt.",
        en: "Take the name from “pinlotse readers”; a unique part is enough.",
    }
    nothing_connected() { de: "keiner", en: "none" }
    reader_gone(reader: &str) {
        de: "Der Leser „{reader}“ ist nicht mehr angeschlossen.",
        en: "The reader “{reader}” is no longer connected.",
    }
    reader_gone_do() {
        de: "Den Leser wieder anschließen und den Befehl wiederholen.",
        en: "Connect the reader again and run the command again.",
    }
    no_card() { de: "In keinem Leser steckt eine Karte.", en: "There is no card in any reader." }
    no_card_there(meant: &str) {
        de: "Dort steckt keine Karte: {meant}. Anderswo steckt eine.",
        en: "There is no card in: {meant}. There is one elsewhere.",
    }
    no_card_there_do() {
        de: "Die Karte dort einstecken, oder bei „--reader“ nennen, worin sie steckt: „pinlotse leser“ zeigt es.",
        en: "Insert the card there, or name with “--reader” where it is: “pinlotse readers” shows it.",
    }
    no_card_do() {
        de: "Die Karte mit dem Chip voran und nach oben bis zum Anschlag einstecken. Eine SMC-B im SIM-Format braucht einen Adapter auf Scheckkartengröße.",
        en: "Insert the card chip first, chip up, as far as it goes. An SMC-B of SIM size needs an adapter to full card size.",
    }
    card_gone(reader: &str) {
        de: "Die Karte wurde aus „{reader}“ gezogen. Die bisher gemeldeten Ergebnisse gelten; danach wurde nichts mehr an die Karte gegeben.",
        en: "The card was pulled from “{reader}”. The results reported so far hold; nothing was sent to the card after that.",
    }
    card_gone_do() {
        de: "Die Karte wieder einstecken und den Befehl für die PIN wiederholen, die noch fehlt; „pinlotse status“ zeigt den Stand.",
        en: "Insert the card again and run the command again for the PIN that is left; “pinlotse status” shows the state.",
    }
    card_mute(reader: &str) {
        de: "Die Karte in „{reader}“ antwortet nicht.",
        en: "The card in “{reader}” does not answer.",
    }
    card_mute_do() {
        de: "Die Karte herausnehmen, umdrehen (Chip nach oben, Chip voran), Kontakte abwischen, wieder einstecken.",
        en: "Take the card out, turn it round (chip up, chip first), wipe the contacts, insert it again.",
    }
    wrong_kind(found: &str) {
        de: "Hier steckt keine Karte, mit der ich arbeiten kann (eHBA oder SMC-B). Gefunden: {found}.",
        en: "There is no card here that I can work on (eHBA or SMC-B). Found: {found}.",
    }
    wrong_kind_do() {
        de: "Den Heilberufsausweis (eHBA) oder die SMC-B einstecken und den Befehl wiederholen.",
        en: "Insert the health professional card (eHBA) or the SMC-B and run the command again.",
    }
    no_such_card(found: &str) {
        de: "Keine Karte mit der angegebenen Nummer gefunden. Gefunden: {found}.",
        en: "No card with the number given was found. Found: {found}.",
    }
    no_such_card_do() {
        de: "Die Kartennummer (ICCSN) auf der Karte vergleichen; die letzten vier Ziffern genügen.",
        en: "Compare the card number (ICCSN) on the card; the last four digits are enough.",
    }
    later(detail: &str) {
        de: "Danach war die Karte nicht mehr zu erreichen ({detail}). Die bisher gemeldeten Ergebnisse gelten; mehr wurde nicht getan.",
        en: "After that the card could no longer be reached ({detail}). The results reported so far hold; nothing more was done.",
    }
    later_closed(path: &str) { de: "{path} ist für diesen Nutzer gesperrt", en: "{path} is closed to this user" }
    later_reader_gone(reader: &str) {
        de: "der Leser „{reader}“ ist nicht mehr angeschlossen",
        en: "the reader “{reader}” is no longer connected",
    }
    later_mute(reader: &str) {
        de: "die Karte in „{reader}“ antwortet nicht",
        en: "the card in “{reader}” does not answer",
    }
    busy(reader: &str) {
        de: "Ein anderes Programm benutzt die Karte in „{reader}“. An der Karte wurde nichts getan.",
        en: "Another program is using the card in “{reader}”. Nothing was done to the card.",
    }
    busy_later(reader: &str) {
        de: "Ein anderes Programm benutzt die Karte in „{reader}“. Die bisher gemeldeten Ergebnisse gelten; danach wurde nichts mehr an die Karte gegeben.",
        en: "Another program is using the card in “{reader}”. The results reported so far hold; nothing was sent to the card after that.",
    }
    busy_do() {
        de: "Programme schließen, die Karten benutzen (Praxissoftware, Signatursoftware, Browser mit Kartenmodul), oder mit „--wait SEKUNDEN“ länger warten.",
        en: "Close programs that use cards (practice software, signature software, browser with a card module), or wait longer with “--wait SECONDS”.",
    }
    busy_do_windows(hint: &str) {
        de: "Gerade eingesteckt? Windows liest neue Karten zuerst selbst: einige Sekunden warten und wiederholen. {hint}",
        en: "Just inserted? Windows reads new cards itself first: wait some seconds and run the command again. {hint}",
    }
    busy_do_macos(hint: &str) {
        de: "Gerade eingesteckt? macOS liest neue Karten zuerst selbst (CryptoTokenKit): einige Sekunden warten und wiederholen. {hint}",
        en: "Just inserted? macOS reads new cards itself first (CryptoTokenKit): wait some seconds and run the command again. {hint}",
    }
    removed_before(reader: &str) {
        de: "Die Karte wurde aus „{reader}“ gezogen, bevor eine PIN an sie ging. Es ist nichts verbraucht.",
        en: "The card was pulled from “{reader}” before a PIN was sent to it. Nothing is spent.",
    }
    removed_before_at_konnektor(reader: &str) {
        de: "Der Konnektor meldet die Karte in „{reader}“ nicht mehr wie zuvor: sie wurde gezogen oder neu gesteckt, oder er wurde neu gestartet. Bis dahin ging keine PIN an sie. Es ist nichts verbraucht.",
        en: "The Konnektor no longer reports the card in “{reader}” as before: it was pulled or put in anew, or the Konnektor was restarted. No PIN was sent to it until then. Nothing is spent.",
    }
    removed_before_at_konnektor_do() {
        de: "Steckt die Karte noch oder wieder, einfach noch einmal beginnen.",
        en: "If the card is still in, or in again, simply begin once more.",
    }
    broken_before(reader: &str, detail: &str) {
        de: "Die Verbindung zur Karte in „{reader}“ brach ab ({detail}), bevor eine PIN an sie ging. Es ist nichts verbraucht.",
        en: "The connection to the card in “{reader}” broke ({detail}) before a PIN was sent to it. Nothing is spent.",
    }
    broken_before_do() {
        de: "Die Karte fest einstecken und den Befehl wiederholen.",
        en: "Insert the card firmly and run the command again.",
    }
    last_try_script(pin: &str) {
        de: "{pin}: das wäre nach dem, was bekannt ist, der letzte Versuch. Ein Skript macht ihn nicht von selbst. Für diese PIN wurde nichts an die Karte gegeben.",
        en: "{pin}: as far as is known this would be the last try. A script does not make it on its own. For this PIN nothing was sent to the card.",
    }
    last_try_script_do(pin: &str) {
        de: "Brief und Karte vergleichen. Dann bewusst: „--pin {pin} --last-try ZIFFERN“ mit den letzten vier Ziffern der Kartennummer.",
        en: "Compare letter and card. Then deliberately: “--pin {pin} --last-try DIGITS” with the last four digits of the card number.",
    }
    try_again_own(pin: &str) {
        de: "{pin}: nach der Karte oder den Notizen dieses PCs wurde schon einmal falsch eingegeben, oder eine Eingabe blieb offen. Ein Skript macht den nächsten Versuch nicht von selbst. Für diese PIN wurde nichts an die Karte gegeben.",
        en: "{pin}: by the card or the notes of this PC it was entered wrongly before, or an entry stayed open. A script does not make the next try on its own. For this PIN nothing was sent to the card.",
    }
    try_again_own_do(pin: &str) {
        de: "Die PIN prüfen. Dann bewusst: „--pin {pin} --try-again ZIFFERN“ mit den letzten vier Ziffern der Kartennummer.",
        en: "Check the PIN. Then deliberately: “--pin {pin} --try-again DIGITS” with the last four digits of the card number.",
    }
    try_again_script(pin: &str) {
        de: "{pin}: auf diesem PC ist schon ein falscher oder offener Versuch notiert. Ein Skript macht den nächsten nicht von selbst. Für diese PIN wurde nichts an die Karte gegeben.",
        en: "{pin}: a wrong or open try is already noted on this PC. A script does not make the next one on its own. For this PIN nothing was sent to the card.",
    }
    try_again_script_do(pin: &str) {
        de: "Brief und Karte vergleichen. Dann bewusst: „--pin {pin} --try-again ZIFFERN“ mit den letzten vier Ziffern der Kartennummer.",
        en: "Compare letter and card. Then deliberately: “--pin {pin} --try-again DIGITS” with the last four digits of the card number.",
    }
    tries_unknown_verified(pin: &str) {
        de: "{pin}: wie viele Versuche übrig sind, ist gerade nicht zu sehen, wie bei jeder PIN, solange sie geprüft ist; es könnte der letzte sein. Ein Skript macht ihn nicht von selbst. Für diese PIN wurde nichts an die Karte gegeben.",
        en: "{pin}: how many tries are left is not to be seen just now, as of any PIN while it is verified; it might be the last. A script does not make it on its own. For this PIN nothing was sent to the card.",
    }
    tries_unknown_verified_do() {
        de: "Die Karte herausnehmen und wieder einstecken: dann nennt sie ihre Versuche. Oder sagen, wie oft die PIN seither falsch eingegeben wurde: „--tries-used 0“ (oder 1, 2).",
        en: "Take the card out and put it in again: then it names its tries. Or say how often the PIN has been entered wrongly since: “--tries-used 0” (or 1, 2).",
    }
    tries_unknown_not_noted(pin: &str) {
        de: "{pin}: die Karte zeigt nicht, wie viele Versuche übrig sind, und mit „--no-notes“ merkt sich auch dieser PC keinen: jeder Lauf hielte sich für den ersten. Für diese PIN wurde nichts an die Karte gegeben.",
        en: "{pin}: the card does not show how many tries are left, and with “--no-notes” this PC remembers none either: every run would take itself for the first. For this PIN nothing was sent to the card.",
    }
    tries_unknown_not_noted_do() {
        de: "Dazu sagen, wie oft schon falsch eingegeben wurde, überall: „--tries-used 0“ (oder 1, 2). Besser: „--no-notes“ weglassen.",
        en: "Say as well how often it was entered wrongly so far, anywhere: “--tries-used 0” (or 1, 2). Better: leave out “--no-notes”.",
    }
    last_try_declined() {
        de: "Der letzte Versuch wurde nicht gemacht. Für diese PIN wurde nichts an die Karte gegeben.",
        en: "The last try was not made. For this PIN nothing was sent to the card.",
    }
    last_try_declined_do() {
        de: "Brief und Karte in Ruhe vergleichen. Fehlt der Brief oder ist er unleserlich, den Herausgeber fragen, bevor der letzte Versuch verbraucht ist.",
        en: "Take your time and compare letter and card. If the letter is missing or illegible, ask the issuer before the last try is spent.",
    }
    last_own_try_declined_do(pin: &str) {
        de: "In Ruhe überlegen, welche PIN es war. Wissen Sie sie nicht mehr: mit dem PIN-Brief geht es ohne diesen Versuch weiter, „pinlotse entsperren --pin {pin} --spend-puk-use“ (eine PUK-Anwendung, neue PIN).",
        en: "Take your time and think which PIN it was. If you no longer know it: with the PIN letter you go on without this try, “pinlotse unblock --pin {pin} --spend-puk-use” (one PUK use, new PIN).",
    }
    last_qes_try_declined_do() {
        de: "In Ruhe überlegen, welche PIN es war. Die PUK gibt PIN.QES neue Versuche, aber keine neue PIN.",
        en: "Take your time and think which PIN it was. The PUK gives PIN.QES new tries, but no new PIN.",
    }
    last_puk_declined_do() {
        de: "Den Herausgeber fragen, bevor die letzte Eingabe verbraucht ist.",
        en: "Ask the issuer before the last entry is spent.",
    }
    digits_of_other_card() {
        de: "Das sind nicht die letzten Ziffern der Kartennummer dieser Karte. Für diese PIN wurde nichts an die Karte gegeben.",
        en: "Those are not the last digits of this card’s number. For this PIN nothing was sent to the card.",
    }
    secrets_of_other_card() {
        de: "Die Eingabedaten sind für eine andere Karte: die Nummer in der Zeile „card =“ ist nicht die Nummer dieser Karte. Es wurde nichts an die Karte gegeben.",
        en: "The secrets are for another card: the number in the line “card =” is not the number of this card. Nothing was sent to the card.",
    }
    secrets_of_other_card_do() {
        de: "Die Karte einstecken, zu der diese Eingabedaten gehören, oder die Eingabedaten dieser Karte nehmen.",
        en: "Insert the card that these secrets belong to, or use the secrets of this card.",
    }
    holder_needed() {
        de: "PIN.QES ist eine Unterschrift und wird nur eingegeben, wenn die Inhaberin oder der Inhaber dabei ist. Es wurde nichts an die Karte gegeben.",
        en: "PIN.QES is a signature and is entered in the holder’s presence only. Nothing was sent to the card.",
    }
    holder_declined_activate_do() {
        de: "Offen: Signatur-PIN. Das macht die Inhaberin oder der Inhaber selbst, jederzeit und an jedem PC. Den PIN-Brief dafür aufheben. Weiter: „pinlotse aktivieren --pin qes“.",
        en: "Still open: the signature PIN. The holder does that in person, at any time and any PC. Keep the PIN letter for it. Go on with “pinlotse activate --pin qes”.",
    }
    holder_declined_do() {
        de: "Das macht die Inhaberin oder der Inhaber selbst, jederzeit und an jedem PC, mit demselben Befehl.",
        en: "The holder does that in person, at any time and any PC, with the same command.",
    }
    holder_needed_do() {
        de: "Die Inhaberin oder der Inhaber ruft den Befehl selbst auf, am Terminal und mit „--pin qes“. Ist sie oder er beim Skript dabei: „--holder-present“.",
        en: "The holder runs the command in person, on a terminal and with “--pin qes”. If the holder is present at the script: “--holder-present”.",
    }
    holder_declined() {
        de: "Signatur-PIN (PIN.QES): unverändert.",
        en: "Signature PIN (PIN.QES): unchanged.",
    }
    choose_card_needed(found: &str) {
        de: "Mehrere passende Karten gefunden: {found}. Es wurde nichts getan.",
        en: "Several suitable cards found: {found}. Nothing was done.",
    }
    choose_card_needed_do() {
        de: "Mit „--card ZIFFERN“ (letzte Ziffern der Kartennummer) oder „--reader NAME“ eine Karte nennen.",
        en: "Name one with “--card DIGITS” (last digits of the card number) or “--reader NAME”.",
    }
    choose_reader_needed_do() {
        de: "Mehrere Karten tragen dieselbe Nummer: mit „--reader NAME“ den Leser nennen, in dem die gemeinte steckt.",
        en: "Several cards have the same number: name the reader that the right one is in with “--reader NAME”.",
    }
    hidden_busy(reader: &str, found: &str) {
        de: "Ein anderes Programm benutzt die Karte in „{reader}“; sie könnte die gemeinte sein. Ohne Rückfrage wird deshalb auch diese nicht genommen: {found}. Es wurde nichts getan.",
        en: "Another program is using the card in “{reader}”, which may be the one that is meant. So with nobody to ask this one is not taken either: {found}. Nothing was done.",
    }
    hidden_mute(reader: &str, found: &str) {
        de: "Die Karte in „{reader}“ antwortet nicht; sie könnte die gemeinte sein. Ohne Rückfrage wird deshalb auch diese nicht genommen: {found}. Es wurde nichts getan.",
        en: "The card in “{reader}” does not answer and may be the one that is meant. So with nobody to ask this one is not taken either: {found}. Nothing was done.",
    }
    hidden_do() {
        de: "Die gemeinte Karte mit „--card ZIFFERN“ (letzte Ziffern der Kartennummer) oder ihren Leser mit „--reader NAME“ nennen. Sonst das andere Programm schließen oder die stumme Karte herausnehmen, oder mit „--wait SEKUNDEN“ länger warten.",
        en: "Name the card that is meant with “--card DIGITS” (last digits of the card number) or its reader with “--reader NAME”. Or else close the other program or take the silent card out, or wait longer with “--wait SECONDS”.",
    }
    wrong_letter() {
        de: "Sie haben nicht bestätigt, dass Brief und Karte zusammengehören. Es wurde nichts an die Karte gegeben.",
        en: "You did not confirm that letter and card belong together. Nothing was sent to the card.",
    }
    wrong_letter_do() {
        de: "Die Kartennummer im Brief mit der auf der Karte vergleichen und die passende Karte einstecken. Steht im Brief keine und haben Sie mehrere Karten oder Briefe, den Herausgeber fragen, zu welcher Karte er gehört.",
        en: "Compare the card number in the letter with the one on the card and insert the matching card. If the letter gives none and you have several cards or letters, ask the issuer which card it belongs to.",
    }
    card_changed_other(reader: &str) {
        de: "In „{reader}“ steckt jetzt eine andere Karte als die, für die Sie die Ziffern eingegeben haben. Es wurde nichts an sie gegeben.",
        en: "“{reader}” now holds another card than the one you entered the digits for. Nothing was sent to it.",
    }
    card_changed_state(pin: &str) {
        de: "{pin} hat inzwischen einen anderen Stand als den, den Sie gesehen haben: ein anderes Programm war an der Karte. Für diese PIN wurde nichts an die Karte gegeben.",
        en: "{pin} is in another state now than the one you saw: another program was at the card. For this PIN nothing was sent to the card.",
    }
    card_changed_tries(pin: &str, tries: &str) {
        de: "{pin}: seit Sie den Stand gesehen haben, hat jemand anderes einen Versuch verbraucht, ein anderes Programm oder jemand am Kartenterminal. Jetzt übrig: {tries}. Von hier ging nichts an die Karte.",
        en: "{pin}: since you saw its state somebody else has spent a try, another program or somebody at the card terminal. Left now: {tries}. From here nothing was sent to the card.",
    }
    card_changed_do() {
        de: "„pinlotse status“ aufrufen, den Stand ansehen, dann neu beginnen.",
        en: "Run “pinlotse status”, look at the state, then begin anew.",
    }
    other_run(pin: &str) {
        de: "{pin}: Ein anderer Lauf von pinlotse ist gerade an dieser Karte. Für diese PIN wurde nichts an die Karte gegeben.",
        en: "{pin}: another pinlotse run is at this card right now. For this PIN nothing was sent to the card.",
    }
    other_run_do() {
        de: "Warten, bis er zu Ende ist, dann den Befehl wiederholen.",
        en: "Wait until it has ended, then run the command again.",
    }
    cancelled_untouched() {
        de: "Abgebrochen. An der Karte wurde nichts verändert, es ist kein Versuch verbraucht.",
        en: "Cancelled. Nothing was changed on the card, no try is spent.",
    }
    nothing_chosen() { de: "Nichts ausgewählt; es wurde nichts getan.", en: "Nothing was chosen; nothing was done." }
    cancelled() { de: "Abgebrochen.", en: "Cancelled." }
    puk_use_spent(pins: &str) {
        de: "Je eine PUK-Anwendung ist verbraucht: {pins}.",
        en: "One PUK use is spent for each of: {pins}.",
    }
    not_touched(pins: &str) { de: "Unverändert: {pins}.", en: "Unchanged: {pins}." }
    cancelled_do() { de: "Zum Fortsetzen den Befehl wiederholen.", en: "To go on, run the command again." }
    cancelled_do_rest(pins: &str) {
        de: "Zum Fortsetzen denselben Befehl mit „--pin {pins}“ wiederholen.",
        en: "To go on, run the same command again with “--pin {pins}”.",
    }
    new_pin_refused(pin: &str) {
        de: "{pin}: die Karte nimmt diese neue PIN nicht an. Nach ihrer Spezifikation kostet das keinen Versuch (6985).",
        en: "{pin}: the card does not accept this new PIN. According to its specification that costs no try (6985).",
    }
    new_pin_refused_to_puk(pin: &str) {
        de: "{pin}: die Karte nimmt diese neue PIN nicht an. Eine PUK-Anwendung kann verbraucht sein (6985).",
        en: "{pin}: the card does not accept this new PIN. A PUK use may be spent (6985).",
    }
    new_pin_refused_do() {
        de: "Eine andere neue PIN mit 6 bis 8 Ziffern wählen und den Befehl wiederholen.",
        en: "Choose another new PIN of 6 to 8 digits and run the command again.",
    }
    secrets_missing(keys: &str) {
        de: "In den Eingabedaten fehlt, was diese Karte noch braucht: {keys}. Es wurde nichts an die Karte gegeben.",
        en: "The secrets lack what this card still needs: {keys}. Nothing was sent to the card.",
    }
    secrets_missing_do() {
        de: "Die Zeilen „schlüssel = ziffern“ ergänzen oder mit „--pin“ nur die genannte PIN setzen.",
        en: "Add the lines “key = digits”, or set only the named PIN with “--pin”.",
    }
    no_input() {
        de: "Ohne Terminal und ohne Eingabedaten kann ich keine PIN erfragen. Es wurde nichts an die Karte gegeben.",
        en: "Without a terminal and without secrets I cannot ask for a PIN. Nothing was sent to the card.",
    }
    no_input_do() {
        de: "Am Terminal aufrufen, oder die Ziffern mit „--secrets-file“, „--secrets-stdin“ oder „--secrets-fd“ geben.",
        en: "Run it on a terminal, or give the digits with “--secrets-file”, “--secrets-stdin” or “--secrets-fd”.",
    }
    no_input_do_windows() {
        de: "In der Eingabeaufforderung oder PowerShell aufrufen (in Git Bash mit „winpty“ davor), oder die Ziffern mit „--secrets-file“ oder „--secrets-stdin“ geben.",
        en: "Run it in the command prompt or PowerShell (in Git Bash with “winpty” in front), or give the digits with “--secrets-file” or “--secrets-stdin”.",
    }
    keys_kept() {
        de: "In diesem Fenster (Git Bash) kommt bei pinlotse keine Taste an. Für die Führung Schritt für Schritt in der Eingabeaufforderung oder PowerShell aufrufen, oder hier „winpty pinlotse“.",
        en: "In this window (Git Bash) no key reaches pinlotse. To be led step by step, run it in the command prompt or PowerShell, or here “winpty pinlotse”.",
    }
    secrets_bad(problems: &str) {
        de: "Die Eingabedaten sind nicht in Ordnung, sie wurden nicht benutzt: {problems}",
        en: "The secrets are not in order, they were not used: {problems}",
    }
    secrets_bad_do() {
        de: "Die genannten Zeilen berichtigen. Erlaubt sind Zeilen „schlüssel = ziffern“ und Kommentare mit #.",
        en: "Correct the lines named. Lines “key = digits” and comments with # are allowed.",
    }
    secrets_rule_do() {
        de: "Eine neue PIN mit 6 bis 8 Ziffern wählen, die weder die alte noch die PUK ist und sich nicht leicht erraten lässt; „--allow-trivial“ lässt einfache zu.",
        en: "Choose a new PIN of 6 to 8 digits that is neither the old one nor the PUK and not easily guessed; “--allow-trivial” allows simple ones.",
    }
    file_failed(path: &str, cause: &str) { de: "„{path}“: {cause}.", en: "“{path}”: {cause}." }
    log_incomplete(path: &str, detail: &str) {
        de: "Das Protokoll „{path}“ ist unvollständig: {detail}. Am Ergebnis ändert das nichts.",
        en: "The log “{path}” is incomplete: {detail}. That changes nothing about the result.",
    }
    output_lost(detail: &str) {
        de: "Die Ausgabe ist nicht oder nicht ganz angekommen ({detail}).",
        en: "The output did not arrive, or not all of it ({detail}).",
    }
    output_lost_unchanged() {
        de: "An der Karte wurde nichts geändert.",
        en: "Nothing was changed on the card.",
    }
    output_lost_changed(pins: &str) {
        de: "Die Karte wurde geändert: {pins}.",
        en: "The card was changed: {pins}.",
    }
    output_lost_unknown(pins: &str) {
        de: "Was auf der Karte geändert wurde, ist nicht bekannt: {pins}.",
        en: "What was changed on the card is not known: {pins}.",
    }
    output_lost_exit(exit: u8) {
        de: "Der Befehl selbst endete mit Exit-Code {exit}.",
        en: "The command itself ended with exit code {exit}.",
    }
    output_lost_do() {
        de: "Prüfen, wohin die Ausgabe geht und ob dort Platz ist; dann den Befehl wiederholen.",
        en: "Check where the output goes and whether there is space; then run the command again.",
    }
    output_lost_look_do() {
        de: "Den Befehl nicht einfach wiederholen: „pinlotse status“ zeigt, wie die Karte jetzt steht.",
        en: "Do not simply run the command again: “pinlotse status” shows how the card stands now.",
    }
    file_failed_do() { de: "Pfad, Rechte und freien Platz prüfen.", en: "Check path, rights and free space." }
    notes_failed(detail: &str) {
        de: "Die Notizen dieses PCs über Versuche lassen sich nicht führen ({detail}). In diesem Stand zeigt die Karte ihre Versuche nicht, darum wurde für diese PIN nichts an sie gegeben.",
        en: "This PC’s notes of tries cannot be kept ({detail}). In this state the card hides its tries, so for this PIN nothing was sent to it.",
    }
    notes_unreadable(detail: &str) {
        de: "Die Notizen dieses PCs über Versuche sind nicht benutzbar ({detail}).",
        en: "This PC’s notes of tries cannot be used ({detail}).",
    }
    notes_unreadable_do() {
        de: "„pinlotse notizen vergessen --all“ legt eine beschädigte Datei beiseite und beginnt neu.",
        en: "“pinlotse notes forget --all” sets a damaged file aside and begins anew.",
    }
    notes_warning(detail: &str) {
        de: "Die Notizen dieses PCs über Versuche sind nicht benutzbar ({detail}). Wie viele Versuche übrig sind, ist darum unbekannt.",
        en: "This PC’s notes of tries cannot be used ({detail}). How many tries are left is therefore unknown.",
    }
    card_unreadable(step: &str, detail: &str) {
        de: "Die Karte gibt {step} nicht so aus, wie die Spezifikation es beschreibt ({detail}). Für diese PIN wurde nichts an die Karte gegeben.",
        en: "The card does not hand out {step} as the specification describes ({detail}). For this PIN nothing was sent to the card.",
    }
    pin_state_odd(pin: &str, state: &str) {
        de: "{pin}: {state}. Für diese PIN wurde nichts an die Karte gegeben.",
        en: "{pin}: {state}. For this PIN nothing was sent to the card.",
    }
    card_guarded(step: &str) {
        de: "Die Karte gibt {step} zurzeit nicht heraus (6982). Für diese PIN wurde nichts an die Karte gegeben.",
        en: "At present the card does not hand out {step} (6982). For this PIN nothing was sent to the card.",
    }
    konnektor_state_untold(pin: &str, state: &str) {
        de: "{pin}: der Konnektor sagt nicht, wie sie steht: {state}. Für diese PIN wurde nichts an die Karte gegeben.",
        en: "{pin}: the Konnektor does not say how it stands: {state}. For this PIN nothing was sent to the card.",
    }
    konnektor_number_untold() {
        de: "Der Konnektor nennt die Kartennummer (ICCSN) dieser Karte nicht; ohne sie ist sie von keiner anderen zu unterscheiden. Für diese PIN wurde nichts an die Karte gegeben.",
        en: "The Konnektor does not name the card number (ICCSN) of this card; without it the card cannot be told from any other. For this PIN nothing was sent to the card.",
    }
    konnektor_untold_do() {
        de: "Die Karte herausnehmen und wieder einstecken, dann wiederholen. Bleibt es so, mit „--log-file DATEI“ wiederholen und die Datei dem Support geben; sie enthält keine PINs.",
        en: "Take the card out and put it in again, then repeat. If it stays so, repeat with “--log-file FILE” and give the file to support; it holds no PINs.",
    }
    wrong_kind_untold_do() {
        de: "Die Karte herausnehmen und wieder einstecken: der Konnektor hat sie vielleicht nicht ganz gelesen. Es muss ein Heilberufsausweis (eHBA) oder eine SMC-B sein.",
        en: "Take the card out and put it in again: the Konnektor may not have read all of it. It has to be a health professional card (eHBA) or an SMC-B.",
    }
    content_is_odd() { de: "der Inhalt hat eine andere Form", en: "the content is of another form" }
    card_unreadable_do() {
        de: "Mit „--log-file DATEI“ wiederholen und die Datei dem Support geben; sie enthält keine PINs.",
        en: "Repeat with “--log-file FILE” and give the file to support; it holds no PINs.",
    }
    card_refused(pin: &str, status: &str) {
        de: "{pin}: die Karte lehnt den Befehl ab ({status}). Nach ihrer Spezifikation ist kein Versuch verbraucht.",
        en: "{pin}: the card refuses the command ({status}). According to its specification no try is spent.",
    }
    card_refused_puk(pin: &str, status: &str) {
        de: "{pin}: die Karte lehnt den Befehl ab ({status}). Eine PUK-Anwendung kann verbraucht sein.",
        en: "{pin}: the card refuses the command ({status}). A PUK use may be spent.",
    }
    internal(detail: &str) {
        de: "Das hätte nicht geschehen dürfen: {detail}",
        en: "This should not have happened: {detail}",
    }
    internal_do() {
        de: "Bitte melden, am besten mit der Ausgabe von „--log-file DATEI“; sie enthält keine PINs.",
        en: "Please report it, best with the output of “--log-file FILE”; it holds no PINs.",
    }
}
