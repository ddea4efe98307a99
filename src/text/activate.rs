//! Sentences of `activate`: what is asked, announced and confirmed.

use super::messages;

messages! {
    letter_question() {
        de: "Gehört dieser Brief zu dieser Karte? Bitte die Kartennummer im Brief vergleichen.",
        en: "Does this letter belong to this card? Please compare the card number in the letter.",
    }
    have_ready_one() {
        de: "Bereitlegen: den PIN-Brief mit dem Transport-PIN. Überlegen Sie sich vorher eine neue PIN mit 6 bis 8 Ziffern.",
        en: "Have ready: the PIN letter with the Transport-PIN. Decide on a new PIN of 6 to 8 digits beforehand.",
    }
    have_ready(count: usize) {
        de: "Bereitlegen: den PIN-Brief mit {count} Transport-PINs. Überlegen Sie sich vorher für jede PIN eine neue mit 6 bis 8 Ziffern.",
        en: "Have ready: the PIN letter with {count} Transport-PINs. Decide on a new PIN of 6 to 8 digits for each beforehand.",
    }
    stays_set(pins: &str) { de: "{pins} ist gesetzt und bleibt gesetzt.", en: "{pins} is set and stays set." }
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
        de: "{pin}: hier würde jetzt nach dem Transport-PIN gefragt. Probelauf: nichts wird gefragt, nichts gesendet.",
        en: "{pin}: here the Transport-PIN would be asked for. Dry run: nothing is asked, nothing is sent.",
    }
    step(number: usize, of: usize, pin: &str) {
        de: "Schritt {number} von {of}: {pin}",
        en: "Step {number} of {of}: {pin}",
    }
    holder_question(holder: &str) {
        de: "Diese PIN ist Ihre Unterschrift. Sie wird von {holder} selbst gesetzt. Weiter?",
        en: "This PIN is your signature. It is set by {holder} in person. Go on?",
    }
    holder_unnamed() { de: "der Inhaberin oder dem Inhaber der Karte", en: "the holder of the card" }
    tries_question() {
        de: "Wurde der Transport-PIN dieser Karte schon einmal falsch eingegeben, auch in der Praxissoftware oder am Kartenterminal? [0] nein [1] einmal [2] zweimal oder weiß nicht",
        en: "Has the Transport-PIN of this card been entered wrongly before, also in the practice software or at a card terminal? [0] no [1] once [2] twice or do not know",
    }
    tries_prompt() { de: "0, 1 oder 2:", en: "0, 1 or 2:" }
    tries_choices() { de: "0, 1 oder 2", en: "0, 1 or 2" }
    tries_stated(tries: &str) {
        de: "Übrige Versuche: nicht ablesbar, solange der Transport-PIN gilt; nach Ihrer Angabe höchstens {tries}.",
        en: "Tries left: not readable while the Transport-PIN is valid; by your statement at most {tries}.",
    }
    tries_hidden() {
        de: "Übrige Versuche: nicht ablesbar, solange der Transport-PIN gilt.",
        en: "Tries left: not readable while the Transport-PIN is valid.",
    }
    tries_noted(tries: &str) {
        de: "Übrige Versuche: nicht ablesbar, solange der Transport-PIN gilt; nach den Notizen dieses PCs höchstens {tries}.",
        en: "Tries left: not readable while the Transport-PIN is valid; by this PC’s notes at most {tries}.",
    }
    last_try_warning(pin: &str) {
        de: "{pin}: dies kann der LETZTE Versuch sein. Ist er falsch, ist die Karte gesperrt und muss ersetzt werden.",
        en: "{pin}: this may be the LAST try. If it is wrong, the card is blocked and must be replaced.",
    }
    last_try_prompt() {
        de: "Zum Freigeben die letzten vier Ziffern der Kartennummer (ICCSN) tippen, sonst nur Enter:",
        en: "To release it type the last four digits of the card number (ICCSN), else just Enter:",
    }
    entry_hidden() {
        de: "Die Eingabe bleibt unsichtbar. Vertippt? Rücktaste, oder Strg-C zum Abbrechen.",
        en: "The entry stays invisible. Mistyped? Backspace, or Ctrl-C to cancel.",
    }
    ask_transport(label: &str, digits: usize) {
        de: "{label} aus dem Brief, {digits} Ziffern:",
        en: "{label} from the letter, {digits} digits:",
    }
    ask_transport_again(label: &str) { de: "{label} noch einmal:", en: "{label} once more:" }
    ask_new(label: &str) { de: "Neue {label}, 6 bis 8 Ziffern:", en: "New {label}, 6 to 8 digits:" }
    ask_new_again(label: &str) { de: "Neue {label} noch einmal:", en: "New {label} once more:" }
    impossible_length(got: usize) {
        de: "Das waren {got} Ziffern: so lang ist keine PIN. Es wurde nichts an die Karte gegeben.",
        en: "Those were {got} digits: no PIN has that length. Nothing was given to the card.",
    }
    not_digits() {
        de: "Bitte nur Ziffern eingeben. Es wurde nichts an die Karte gegeben.",
        en: "Please type digits only. Nothing was given to the card.",
    }
    transport_length(got: usize, want: usize) {
        de: "Das waren {got} Ziffern, ein Transport-PIN hat {want}. Es wurde nichts an die Karte gegeben.",
        en: "Those were {got} digits, a Transport-PIN has {want}. Nothing was given to the card.",
    }
    looks_like_puk() {
        de: "8 Ziffern hat die PUK. Bitte die Zeile mit dem Transport-PIN suchen.",
        en: "8 digits is the PUK. Please look for the line with the Transport-PIN.",
    }
    length_question(got: usize) {
        de: "Nennt Ihr Brief wirklich einen Transport-PIN mit {got} Ziffern, dann tippen Sie {got}, sonst nur Enter:",
        en: "If your letter really gives a Transport-PIN of {got} digits, type {got}, else just Enter:",
    }
    own_length(got: usize) {
        de: "Das waren {got} Ziffern, eine neue PIN hat 6 bis 8.",
        en: "Those were {got} digits, a new PIN has 6 to 8.",
    }
    entries_differ() {
        de: "Die beiden Eingaben sind verschieden. Es wurde nichts an die Karte gegeben, bitte von vorn.",
        en: "The two entries differ. Nothing was given to the card, please begin again.",
    }
    new_equals_old() {
        de: "Die neue PIN darf nicht der Transport-PIN sein.",
        en: "The new PIN must not be the Transport-PIN.",
    }
    trivial_question() {
        de: "Diese PIN ist leicht zu erraten. Trotzdem nehmen?",
        en: "This PIN is easily guessed. Take it all the same?",
    }
    changing(pin: &str) { de: "{pin} wird gesetzt …", en: "Setting {pin} …" }
    pin_is_set(pin: &str) {
        de: "{pin} ist gesetzt. Die Karte hat es bestätigt und zeigt es an.",
        en: "{pin} is set. The card confirmed it and shows it.",
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
        de: "Ist der PIN-Brief noch verschlossen, obwohl die Karte schon aktiviert ist, hat jemand anderes sie aktiviert: nicht benutzen, Herausgeber anrufen.",
        en: "If the PIN letter is still sealed although the card is activated, somebody else activated it: do not use it, call the issuer.",
    }
    dry_run_end() { de: "Probelauf beendet. Es wurde nichts verändert.", en: "Dry run finished. Nothing was changed." }
    unused_keys(keys: &str) { de: "Nicht gebraucht: {keys}.", en: "Not needed: {keys}." }
    tries_assumed() {
        de: "Angenommen, dass noch kein Versuch verbraucht ist (--tries-used 0).",
        en: "Assumed that no try is spent yet (--tries-used 0).",
    }
    open_note(pin: &str) {
        de: "{pin}: ein früherer Versuch auf diesem PC blieb ohne bekannten Ausgang; die Karte zeigt weiterhin den Transport-PIN. Er kann einen Versuch gekostet haben.",
        en: "{pin}: an earlier try on this PC ended without a known outcome; the card still shows the Transport-PIN. It may have cost a try.",
    }
    open_note_settled(pin: &str, state: &str) {
        de: "{pin}: ein früherer Versuch auf diesem PC endete, bevor der Ausgang feststand. Die Karte zeigt jetzt: {state}.",
        en: "{pin}: an earlier try on this PC ended before its outcome was known. The card now shows: {state}.",
    }
}
