//! What this PC noted of tries, and how to be rid of it.

use super::messages;

messages! {
    notes_none() { de: "Auf diesem PC sind keine Versuche notiert.", en: "No tries are noted on this PC." }
    notes_intro() {
        de: "Notizen dieses PCs über Versuche. Sie kennen nur diesen PC und diesen Benutzer.",
        en: "This PC’s notes of tries. They know this PC and this user only.",
    }
    notes_intro_all() {
        de: "Notizen dieses PCs über Versuche, von allen Benutzern. Sie kennen nur diesen PC.",
        en: "This PC’s notes of tries, of all users. They know this PC only.",
    }
    notes_card_here(tail: &str) { de: "Karte …{tail}, steckt gerade", en: "Card …{tail}, in a reader just now" }
    notes_card(card: &str) {
        de: "Karte mit dem Kennzeichen {card} (eine Prüfsumme, denn ihre Nummer ist nicht notiert)",
        en: "Card with the mark {card} (a checksum, for its number is not noted)",
    }
    notes_rehearsal(card: &str) { de: "PROBE: {card}", en: "REHEARSAL: {card}" }
    notes_line(secret: &str, counts: &str) { de: "{secret}: {counts}", en: "{secret}: {counts}" }
    notes_wrong(tries: &str) { de: "{tries} falsch", en: "{tries} wrong" }
    notes_unknown(tries: &str) { de: "{tries} mit unbekanntem Ausgang", en: "{tries} of unknown outcome" }
    notes_right(tries: &str) { de: "{tries} richtig", en: "{tries} right" }
    notes_at_most(left: u8) { de: "höchstens {left} übrig", en: "at most {left} left" }
    notes_blocked_in_transport() {
        de: "gesperrt, als noch die Transport-PIN galt",
        en: "blocked while the Transport-PIN was still valid",
    }
    notes_of_others() {
        de: "notiert von einem anderen Benutzer dieses PCs; wird hier nur gelesen",
        en: "noted by another user of this PC; only read here",
    }
    notes_settled() {
        de: "zählt nicht mehr: danach zeigte die Karte, dass die Transport-PIN nicht mehr gilt",
        en: "no longer counts: since then the card has shown that the Transport-PIN is no longer valid",
    }
    notes_forget_question() {
        de: "Notizen vergessen? Danach weiß dieser PC nicht mehr, wie oft schon falsch getippt wurde.",
        en: "Forget notes? After that this PC no longer knows how often somebody mistyped.",
    }
    notes_forgotten(cards: usize) { de: "Vergessene Karten: {cards}.", en: "Cards forgotten: {cards}." }
    notes_forgotten_rehearsals(cards: usize) {
        de: "Vergessene Karten von Proben: {cards}.",
        en: "Cards of rehearsals forgotten: {cards}.",
    }
    notes_nothing_to_forget() { de: "Es war nichts notiert.", en: "Nothing was noted." }
    notes_set_aside(path: &str) {
        de: "Die Notizen waren nicht lesbar und wurden beiseitegelegt: {path}",
        en: "The notes could not be read and were set aside: {path}",
    }
    notes_kept() { de: "Nichts vergessen.", en: "Nothing forgotten." }
    notes_left_to(users: &str) {
        de: "Nicht vergessen ist, was andere Benutzer dieses PCs notiert haben: {users}. Es zählt weiter.",
        en: "What other users of this PC noted is not forgotten: {users}. It still counts.",
    }
    notes_left_to_do() {
        de: "Nur diese Benutzer selbst können es: „pinlotse notizen vergessen --all“, als sie angemeldet.",
        en: "Only these users can do so: “pinlotse notes forget --all”, logged in as them.",
    }
    notes_trouble_of_other(user: &str, trouble: &str) {
        de: "die des Benutzers {user}: {trouble}",
        en: "those of the user {user}: {trouble}",
    }
    notes_of_other_unread_do(user: &str) {
        de: "Das kann nur der Benutzer {user} beheben, mit „pinlotse notizen vergessen --all“, oder der Systemverwalter (root), indem er die Datei umbenennt.",
        en: "Only the user {user} can mend that, by “pinlotse notes forget --all”, or the system administrator (root) by renaming the file.",
    }
    notes_in_the_way_do(path: &str) {
        de: "„{path}“ umbenennen oder entfernen: dort legt pinlotse seine Notizen selbst an.",
        en: "Rename or remove “{path}”: pinlotse makes its notes there by itself.",
    }
    notes_or_stated_do(hint: &str) {
        de: "{hint} Oder bewusst sagen, was dort stehen könnte: „--tries-used N“, N sind die falschen Eingaben bisher, überall; die übrigen Notizen zählen weiter.",
        en: "{hint} Or deliberately say what may stand there: “--tries-used N”, N being the wrong entries so far, anywhere; all other notes still count.",
    }
    notes_unkept(secret: &str, card: &str, counts: &str) {
        de: "Nicht notiert, denn die Notizen dieses PCs waren nicht zu schreiben: {secret} der Karte …{card}: {counts}. Bitte selbst aufschreiben: Der nächste Aufruf weiß davon nichts und fragt nach früheren falschen Eingaben; diese zählen mit.",
        en: "Not noted, for this PC’s notes could not be written: {secret} of card …{card}: {counts}. Please write it down: the next run does not know of it and asks for earlier wrong entries; these count too.",
    }
}
