//! What became of a secret that was sent to the card, or to a PIN pad, and what to do now.

use super::messages;

messages! {
    unknown_contradicted(pin: &str) {
        de: "{pin}: die Karte hat Ja gesagt, zeigt danach aber einen anderen Stand. Der Ausgang ist offen.",
        en: "{pin}: the card said yes, but shows another state afterwards. The outcome is unknown.",
    }
    unknown_unread(pin: &str) {
        de: "{pin}: die Karte hat Ja gesagt, konnte danach aber nicht mehr befragt werden. Der Ausgang ist offen.",
        en: "{pin}: the card said yes, but could not be asked again afterwards. The outcome is unknown.",
    }
    unknown_lost(pin: &str) {
        de: "{pin}: die Eingabe war unterwegs zur Karte, eine brauchbare Antwort kam nicht an. Ob sie wirkte oder einen Versuch kostete, ist offen.",
        en: "{pin}: the entry was on its way to the card, no usable answer arrived. Whether it took effect or cost a try is unknown.",
    }
    unknown_answered(pin: &str, status: &str) {
        de: "{pin}: die Karte hat auf die Eingabe mit {status} geantwortet, und das besagt nichts. Ob sie wirkte oder einen Versuch kostete, ist offen.",
        en: "{pin}: the card answered the entry with {status}, which says nothing. Whether it took effect or cost a try is unknown.",
    }
    unknown_fewer(tries: &str) {
        de: "Die Karte zählt jetzt noch {tries}.",
        en: "The card now counts {tries} left.",
    }
    unknown_now_blocked() { de: "Die PIN ist jetzt gesperrt.", en: "The PIN is blocked now." }
    unknown_still_blocked() { de: "Die PIN ist weiter gesperrt.", en: "The PIN is still blocked." }
    unknown_still_blocked_do() {
        de: "Eine PUK-Anwendung kann verbraucht sein. Vor dem nächsten Mal die PUK und die Kartennummer mit dem PIN-Brief vergleichen.",
        en: "A PUK use may be spent. Before the next time compare PUK and card number with the PIN letter.",
    }
    unknown_do() {
        de: "Die Karte neu einstecken und „pinlotse status“ aufrufen. Steht dort „gesetzt“, gilt Ihre neue PIN. Steht dort „Transport-PIN“, gilt vielleicht trotzdem schon Ihre neue PIN: dann zuerst sie probieren, „pinlotse aktivieren“ sagt, wie. Erst danach die Ziffern aus dem Brief; ein Versuch kann verbraucht sein.",
        en: "Insert the card again and run “pinlotse status”. If it says “set”, your new PIN is valid. If it says “Transport-PIN”, your new PIN may be valid all the same: then try it first, “pinlotse activate” says how. Only after that the digits of the letter; a try may be spent.",
    }
    wrong_transport(pin: &str, tries: &str) {
        de: "{pin}: die Karte hat diese Ziffern abgelehnt, ein Versuch ist verbraucht. Übrig: {tries}; danach ist diese Transport-PIN gesperrt.",
        en: "{pin}: the card refused these digits, one try is spent. Left: {tries}; after that this Transport-PIN is blocked.",
    }
    wrong_transport_do(right: &str, other: &str) {
        de: "Nicht gleich noch einmal versuchen. Haben Sie vielleicht die Zeile {other} abgelesen? Hierher gehört {right}. Auch die Kartennummer vergleichen.",
        en: "Do not try again at once. Did you perhaps read the line {other}? {right} belongs here. Compare the card number too.",
    }
    wrong_repeat_do() {
        de: "Sind Sie sicher: denselben Befehl wiederholen; sonst den Herausgeber fragen.",
        en: "When you are sure: run the same command again; otherwise ask the issuer.",
    }
    wrong_transport_do_one() {
        de: "Noch ein Versuch. Bitte jetzt aufhören und den Herausgeber fragen.",
        en: "One more try. Please stop now and ask the issuer.",
    }
    wrong_puk_do_one() {
        de: "Noch eine Eingabe. Bitte jetzt aufhören und den Herausgeber fragen.",
        en: "One more entry. Please stop now and ask the issuer.",
    }
    wrong_transport_do_single() {
        de: "Nicht gleich noch einmal versuchen. Prüfen Sie zuerst, ob Brief und Karte zusammengehören (Kartennummer vergleichen) und ob Sie die Transport-PIN und nicht die PUK abgelesen haben.",
        en: "Do not try again at once. First check whether letter and card belong together (compare the card number), and whether you read the Transport-PIN and not the PUK.",
    }
    blocked_by_this_try(pin: &str) {
        de: "{pin}: die Karte hat auch diese Ziffern abgelehnt. Das war der letzte Versuch, diese PIN ist jetzt gesperrt.",
        en: "{pin}: the card refused these digits too. That was the last try, this PIN is blocked now.",
    }
    blocked_found(pin: &str) {
        de: "{pin} ist gesperrt: drei falsche Eingaben. Es wurde kein Versuch gemacht.",
        en: "{pin} is blocked: three wrong entries. No try was made.",
    }
    blocked_shown(pin: &str) {
        de: "{pin} ist jetzt gesperrt: so zeigt es die Karte nach diesem Versuch.",
        en: "{pin} is blocked now: the card shows so after this try.",
    }
    blocked_answered(pin: &str) {
        de: "{pin}: die Karte antwortet, dass diese PIN gesperrt ist (6983).",
        en: "{pin}: the card answers that this PIN is blocked (6983).",
    }
    blocked_noted(pin: &str) {
        de: "{pin}: nach den Notizen dieses PCs ist sie gesperrt. Es wurde kein Versuch gemacht.",
        en: "{pin}: according to this PC’s notes it is blocked. No try was made.",
    }
    blocked_transport_do() {
        de: "Den Herausgeber der Karte fragen. Herausgeber nennen eine Karte mit gesperrter Transport-PIN verloren und ersetzen sie (Austausch- oder Ersatzkarte).",
        en: "Ask the issuer of the card. Issuers call a card with a blocked Transport-PIN lost and replace it.",
    }
    wrong_own(pin: &str, tries: &str) {
        de: "{pin}: die Karte hat diese PIN abgelehnt, ein Versuch ist verbraucht. Übrig: {tries}; danach ist sie gesperrt und braucht die PUK.",
        en: "{pin}: the card refused this PIN, one try is spent. Left: {tries}; after that it is blocked and needs the PUK.",
    }
    wrong_own_do_single() {
        de: "Nicht gleich noch einmal versuchen. Prüfen Sie, ob es die richtige Karte und die richtige PIN ist.",
        en: "Do not try again at once. Check whether it is the right card and the right PIN.",
    }
    wrong_own_do() {
        de: "Nicht gleich noch einmal versuchen. Prüfen Sie, ob es die richtige Karte und die richtige PIN ist: PIN.CH und PIN.QES sind verschiedene.",
        en: "Do not try again at once. Check whether it is the right card and the right PIN: PIN.CH and PIN.QES are different ones.",
    }
    wrong_puk(puk: &str, issuer: u8, uses: u8) {
        de: "{puk}: die Karte hat diese PUK abgelehnt. Noch {issuer} falsche Eingaben, dann nennen die Herausgeber sie unbrauchbar; die Karte selbst zählt noch {uses} Anwendungen.",
        en: "{puk}: the card refused this PUK. After {issuer} more wrong entries the issuers treat it as used up; the card itself still counts {uses} uses.",
    }
    wrong_puk_one(puk: &str, uses: u8) {
        de: "{puk}: die Karte hat diese PUK abgelehnt. Noch eine falsche Eingabe, dann nennen die Herausgeber sie unbrauchbar; die Karte selbst zählt noch {uses} Anwendungen.",
        en: "{puk}: the card refused this PUK. After one more wrong entry the issuers treat it as used up; the card itself still counts {uses} uses.",
    }
    wrong_puk_none(puk: &str, uses: u8) {
        de: "{puk}: die Karte hat diese PUK abgelehnt. Nach Angabe der Herausgeber ist sie damit unbrauchbar; die Karte selbst zählt noch {uses} Anwendungen.",
        en: "{puk}: the card refused this PUK. The issuers now treat it as used up; the card itself still counts {uses} uses.",
    }
    wrong_puk_do_last() {
        de: "Keine weitere PUK eingeben. Den Herausgeber fragen.",
        en: "Enter no further PUK. Ask the issuer.",
    }
    wrong_puk_do() {
        de: "Nicht gleich noch einmal versuchen. Zeile und Kartennummer im Brief vergleichen: manche Briefe nennen eine PUK für alles, andere je eine zur PIN.CH und zur PIN.QES.",
        en: "Do not try again at once. Compare line and card number of the letter: some letters give one PUK for all, others one for PIN.CH and one for PIN.QES.",
    }
    blocked_for_good(pin: &str, answer: &str) {
        de: "{pin} ist endgültig gesperrt: die Karte nimmt keine PUK mehr an ({answer}).",
        en: "{pin} is blocked for good: the card no longer accepts a PUK ({answer}).",
    }
    blocked_for_good_do() {
        de: "Den Herausgeber fragen: die Karte muss ersetzt werden.",
        en: "Ask the issuer: the card must be replaced.",
    }
    puk_used_up(pin: &str, answer: &str, state: &str) {
        de: "Die PUK zu {pin} ist verbraucht: die Karte nimmt sie nicht mehr an ({answer}). Die PIN selbst ist nicht endgültig gesperrt; die Karte zeigt: {state}.",
        en: "The PUK of {pin} is used up: the card no longer accepts it ({answer}). The PIN itself is not blocked for good; the card shows: {state}.",
    }
    puk_used_up_do() {
        de: "Die PIN von jetzt an nicht mehr dreimal falsch eingeben: ohne PUK muss die Karte dann ersetzt werden.",
        en: "From now on do not enter the PIN wrongly three times: without a PUK the card must then be replaced.",
    }
    puk_refused_in_transport(pin: &str, answer: &str) {
        de: "{pin}: die Karte nimmt keine PUK mehr an ({answer}). Sie zeigt die Transport-PIN; ältere Karten zeigen so auch eine, die endgültig gesperrt ist.",
        en: "{pin}: the card no longer accepts a PUK ({answer}). It shows the Transport-PIN; older cards show one that is blocked for good in the same way.",
    }
    puk_refused_in_transport_do() {
        de: "Den Herausgeber fragen. Gilt die Transport-PIN noch, darf sie nicht dreimal falsch eingegeben werden: ohne PUK muss die Karte dann ersetzt werden.",
        en: "Ask the issuer. If the Transport-PIN still holds, it must not be entered wrongly three times: without a PUK the card must then be replaced.",
    }
    block_hidden(pin: &str) {
        de: "{pin} trägt noch die Transport-PIN und ist, soweit die Karte es zeigt, nicht gesperrt; ältere Karten zeigen es nicht. Es wurde nichts an sie gegeben.",
        en: "{pin} still holds the Transport-PIN and is, as far as the card shows, not blocked; older cards do not show it. Nothing was sent to it.",
    }
    block_hidden_do(pin: &str) {
        de: "Zuerst „pinlotse aktivieren --pin {pin}“. Erst wenn die Karte die Transport-PIN als gesperrt abweist, hilft hier „--pin {pin} --spend-puk-use“.",
        en: "First “pinlotse activate --pin {pin}”. Only when the card refuses the Transport-PIN as blocked, “--pin {pin} --spend-puk-use” helps here.",
    }
    not_blocked(pin: &str) {
        de: "{pin} ist nicht gesperrt. Entsperren verbraucht eine PUK-Anwendung für nichts; es wurde nichts an die Karte gegeben.",
        en: "{pin} is not blocked. Unblocking spends a PUK use for nothing; nothing was sent to the card.",
    }
    not_blocked_do(pin: &str) {
        de: "PIN vergessen? „pinlotse entsperren --pin {pin} --spend-puk-use“ hilft mit der PUK weiter.",
        en: "PIN forgotten? “pinlotse unblock --pin {pin} --spend-puk-use” helps with the PUK.",
    }
    still_transport(pin: &str) {
        de: "{pin} ist noch nicht aktiviert (Transport-PIN). Es ist kein Versuch verbraucht.",
        en: "{pin} is not activated yet (Transport-PIN). No try is spent.",
    }
    still_transport_do() {
        de: "Zuerst „pinlotse aktivieren“ aufrufen.",
        en: "Run “pinlotse activate” first.",
    }
    rescue_declined_do() {
        de: "Den Herausgeber fragen: er ersetzt die Karte. Der Weg mit der PUK bleibt offen, solange nichts eingegeben wurde.",
        en: "Ask the issuer: the card will be replaced. The way with the PUK stays open as long as nothing is entered.",
    }
    puk_not_used(pin: &str) {
        de: "{pin}: es wurde nichts an die Karte gegeben, keine PUK-Anwendung ist verbraucht.",
        en: "{pin}: nothing was sent to the card, no PUK use is spent.",
    }
    puk_no_help_do() {
        de: "Dann hilft die PUK nicht: eine vergessene Signatur-PIN lässt sich nicht durch eine neue ersetzen. Fällt sie Ihnen wieder ein, hilft die PUK noch. Sonst den Herausgeber fragen: er ersetzt die Karte.",
        en: "Then the PUK does not help: a forgotten signature PIN cannot be replaced by a new one. If you remember it later, the PUK still helps. Otherwise ask the issuer: the card will be replaced.",
    }
    rescued_do(pins: &str) {
        de: "Mit „pinlotse aktivieren --pin {pins}“ fortsetzen: die Transport-PIN aus dem Brief gilt noch.",
        en: "Go on with “pinlotse activate --pin {pins}”: the Transport-PIN of the letter is still valid.",
    }
    unknown_change_do(pin: &str) {
        de: "Die Karte kann alte und neue PIN nicht unterscheiden. Mit „pinlotse prüfen --pin {pin}“ die PIN prüfen, an die Sie glauben; eine falsche kostet einen Versuch.",
        en: "The card cannot tell the old PIN from the new one. Test the PIN you think is valid with “pinlotse verify --pin {pin}”; a wrong one costs a try.",
    }
    unknown_verify_do() {
        de: "„pinlotse status“ aufrufen: dort steht, wie viele Versuche übrig sind.",
        en: "Run “pinlotse status”: it shows how many tries are left.",
    }
    unknown_unblock_do() {
        de: "„pinlotse status“ aufrufen. War die PIN gesperrt und ist es nicht mehr, hat es gewirkt. Eine PUK-Anwendung kann verbraucht sein.",
        en: "Run “pinlotse status”. If the PIN was blocked and no longer is, it took effect. A PUK use may be spent.",
    }
    digit_range(from: u8, to: u8) { de: "{from} bis {to}", en: "{from} to {to}" }
    pad_missing(reader: &str) {
        de: "Der Leser „{reader}“ hat kein Tastenfeld. Für diesen Schritt wurde nichts gesendet.",
        en: "The reader “{reader}” has no PIN pad. For this step nothing was sent.",
    }
    pad_verify_only(reader: &str) {
        de: "Das Tastenfeld des Lesers „{reader}“ kann PINs prüfen, aber nicht ändern. Für diesen Schritt wurde nichts gesendet.",
        en: "The PIN pad of the reader “{reader}” can verify PINs but not change them. For this step nothing was sent.",
    }
    pad_modify_only(reader: &str) {
        de: "Das Tastenfeld des Lesers „{reader}“ kann PINs ändern, aber nicht prüfen. Für diesen Schritt wurde nichts gesendet.",
        en: "The PIN pad of the reader “{reader}” can change PINs but not verify them. For this step nothing was sent.",
    }
    pad_digits(reader: &str, wanted: &str, pad: &str) {
        de: "Das Tastenfeld des Lesers „{reader}“ nimmt {pad} Ziffern an, gebraucht werden {wanted}. Für diesen Schritt wurde nichts gesendet.",
        en: "The PIN pad of the reader “{reader}” takes {pad} digits, {wanted} are needed. For this step nothing was sent.",
    }
    pad_untrusted(reader: &str) {
        de: "Leser wie „{reader}“ melden ein Tastenfeld, das es nicht gibt oder dem nicht zu trauen ist. Für diesen Schritt wurde nichts gesendet.",
        en: "Readers like “{reader}” announce a PIN pad that is not there or cannot be trusted. For this step nothing was sent.",
    }
    pad_lack_do() {
        de: "An der Tastatur eingeben: „--entry keyboard“. Oder einen anderen Leser nehmen.",
        en: "Type at the keyboard: “--entry keyboard”. Or take another reader.",
    }
    pad_timed_out(pin: &str) {
        de: "{pin}: am Leser wurde nicht rechtzeitig getippt. Es wurde nichts an die Karte gegeben, kein Versuch ist verbraucht.",
        en: "{pin}: nothing was typed at the reader in time. Nothing was sent to the card, no try is spent.",
    }
    pad_cancelled(pin: &str) {
        de: "{pin}: am Leser abgebrochen (rote Taste). Es wurde nichts an die Karte gegeben, kein Versuch ist verbraucht.",
        en: "{pin}: cancelled at the reader (red key). Nothing was sent to the card, no try is spent.",
    }
    pad_entries_differ(pin: &str) {
        de: "{pin}: die beiden Eingaben der neuen PIN waren verschieden. Es wurde nichts an die Karte gegeben, kein Versuch ist verbraucht.",
        en: "{pin}: the two entries of the new PIN differed. Nothing was sent to the card, no try is spent.",
    }
    pad_wrong_length(pin: &str) {
        de: "{pin}: zu wenige oder zu viele Ziffern. Es wurde nichts an die Karte gegeben, kein Versuch ist verbraucht.",
        en: "{pin}: too few or too many digits. Nothing was sent to the card, no try is spent.",
    }
    pad_unsupported(pin: &str) {
        de: "{pin}: der Leser bietet die Eingabe am Tastenfeld an, führt sie aber nicht aus. Die Karte zeigt denselben Stand wie vorher; ein Versuch, den sie nicht anzeigt, kann dennoch verbraucht sein.",
        en: "{pin}: the reader offers entry at its PIN pad but does not carry it out. The card shows the same state as before; a try that it does not show may be spent nevertheless.",
    }
    pad_firmware_do(version: &str) {
        de: "Dieser Leser braucht dafür eine neuere Firmware (mindestens {version}); der Hersteller bietet das Update an.",
        en: "This reader needs a newer firmware for it ({version} at least); its maker offers the update.",
    }
    pad_refused(pin: &str) {
        de: "{pin}: der Leser hat diese Eingabe nicht ausgeführt. Die Karte zeigt denselben Stand wie vorher; ein Versuch, den sie nicht anzeigt, kann dennoch verbraucht sein.",
        en: "{pin}: the reader did not carry out this entry. The card shows the same state as before; a try that it does not show may be spent nevertheless.",
    }
    pad_ended_do() {
        de: "Alles bereitlegen und den Befehl wiederholen; oder an der Tastatur eingeben: „--entry keyboard“.",
        en: "Have everything ready and run the command again; or type at the keyboard: “--entry keyboard”.",
    }
    rescue_unasked(pin: &str) {
        de: "{pin} ist gesperrt und hält womöglich noch die Transport-PIN. Herausgeber nennen eine solche Karte verloren. Die Kartenspezifikation erlaubt einen weiteren Weg mit der PUK; ob Ihre Karte ihn geht, ist nicht erprobt. Er verbraucht eine PUK-Anwendung. Es wurde nichts gesendet.",
        en: "{pin} is blocked and may still hold the Transport-PIN. Issuers call such a card lost. The card specification allows one more way with the PUK; whether your card allows it has never been tried. It spends a PUK use. Nothing was sent.",
    }
    rescue_unasked_do(pin: &str) {
        de: "Ein Skript geht diesen Weg nur, wenn es gesagt wird: „--pin {pin} --spend-puk-use“. Hatte diese PIN schon eine eigene Nummer, gilt dasselbe.",
        en: "A script takes this way only when told to: “--pin {pin} --spend-puk-use”. The same goes if this PIN already had digits of your own.",
    }
    blocked_own_do() {
        de: "Hatten Sie schon eine eigene PIN: mit der PUK aus dem PIN-Brief entsperren, „pinlotse entsperren“. Die PUK nicht raten, sie wird gezählt.",
        en: "If you had a PIN of your own: unblock it with the PUK from the PIN letter, “pinlotse unblock”. Do not guess the PUK, it is counted.",
    }
    blocked_own_now_do() {
        de: "Mit der PUK aus dem PIN-Brief entsperren: „pinlotse entsperren“. Die PUK nicht raten, sie wird gezählt.",
        en: "Unblock it with the PUK from the PIN letter: “pinlotse unblock”. Do not guess the PUK, it is counted.",
    }
    blocked_never_set_do() {
        de: "Galt noch die Transport-PIN aus dem Brief: den Herausgeber fragen, er ersetzt die Karte.",
        en: "If the Transport-PIN of the letter was still valid: ask the issuer, the card will be replaced.",
    }
    blocked_noted_do(pin: &str) {
        de: "Den Herausgeber fragen. Sind Sie sicher, dass die Notizen nicht stimmen: „--pin {pin} --last-try ZIFFERN“ mit den letzten vier Ziffern der Kartennummer.",
        en: "Ask the issuer. If you are sure that the notes are wrong: “--pin {pin} --last-try DIGITS” with the last four digits of the card number.",
    }
}
