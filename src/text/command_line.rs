//! Command lines that are not possible.

use super::messages;

messages! {
    nothing_done() { de: "Es wurde nichts getan.", en: "Nothing was done." }
    usage_do() {
        de: "„pinlotse --help“ zeigt alle Befehle, „pinlotse BEFEHL --help“ ihre Schalter.",
        en: "“pinlotse --help” shows all commands, “pinlotse COMMAND --help” their flags.",
    }
    usage_of_do(command: &str) {
        de: "„pinlotse {command} --help“ zeigt, was bei diesem Befehl geht.",
        en: "“pinlotse {command} --help” shows what goes with this command.",
    }
    secret_typed() {
        de: "PINs und PUKs gehören nie in die Befehlszeile: andere Programme können sie dort lesen, und der Verlauf merkt sie sich. War es eine, löschen Sie die Zeile aus dem Verlauf. Gefragt wird am Bildschirm.",
        en: "PINs and PUKs never belong on the command line: other programs can read them there, and the shell’s history keeps them. If it was one, delete the line from the history. It is asked for on the screen.",
    }
    unknown_command(typed: &str) { de: "„{typed}“ kenne ich nicht.", en: "I do not know “{typed}”." }
    superfluous(typed: &str) {
        de: "„{typed}“ hat hier keinen Platz.",
        en: "There is no place for “{typed}” here.",
    }
    unknown_flag(flag: &str) { de: "Den Schalter „{flag}“ gibt es hier nicht.", en: "There is no flag “{flag}” here." }
    meant(call: &str) { de: "Meinten Sie „{call}“?", en: "Did you mean “{call}”?" }
    flag_of_others(flag: &str, calls: &str) { de: "„{flag}“ gehört zu {calls}.", en: "“{flag}” goes with {calls}." }
    quoted_call(call: &str) { de: "„pinlotse {call}“", en: "“pinlotse {call}”" }
    value_missing(flag: &str) { de: "Zu „{flag}“ fehlt die Angabe.", en: "“{flag}” needs a value." }
    value_superfluous(flag: &str) { de: "„{flag}“ braucht keine Angabe.", en: "“{flag}” takes no value." }
    value_unfit(flag: &str, value: &str, wanted: &str) {
        de: "„{value}“ passt nicht zu „{flag}“: {wanted}.",
        en: "“{value}” does not fit “{flag}”: {wanted}.",
    }
    wanted_one_of(values: &str) { de: "möglich ist {values}", en: "possible is {values}" }
    wanted_day() { de: "gebraucht wird ein Tag wie 31.12.2026 oder 2026-12-31", en: "a day like 2026-12-31 or 31.12.2026 is needed" }
    wanted_card_digits() {
        de: "gebraucht werden 4 bis 20 Ziffern der Kartennummer (ICCSN)",
        en: "4 to 20 digits of the card number (ICCSN) are needed",
    }
    wanted_card_number() {
        de: "gebraucht werden alle 20 Ziffern der Kartennummer (ICCSN)",
        en: "all 20 digits of the card number (ICCSN) are needed",
    }
    wanted_name() { de: "gebraucht wird ein Name", en: "a name is needed" }
    wanted_path() { de: "gebraucht wird der Name einer Datei oder eines Ordners", en: "the name of a file or folder is needed" }
    wanted_no_dash() {
        de: "ein Strich ist keine Datei; ./- ist eine dieses Namens",
        en: "a dash is no file; ./- is a file of that name",
    }
    wanted_label(most: usize) { de: "gebraucht werden 1 bis {most} Zeichen", en: "1 to {most} characters are needed" }
    wanted_number(from: u32, to: u32) { de: "gebraucht wird eine Zahl von {from} bis {to}", en: "a number from {from} to {to} is needed" }
    wanted_whole_number() { de: "gebraucht wird eine Zahl", en: "a number is needed" }
    wanted_other() { de: "so geht es nicht", en: "that is not possible" }
    needed(what: &str) { de: "Es fehlt: {what}.", en: "Missing: {what}." }
    conflicts(one: &str, other: &str) {
        de: "„{one}“ und „{other}“ gehen nicht zusammen.",
        en: "“{one}” and “{other}” do not go together.",
    }
    named_twice(flag: &str) { de: "„{flag}“ steht zweimal da.", en: "“{flag}” is there twice." }
    not_text() { de: "Eine Angabe ist kein lesbarer Text.", en: "One of the values is no readable text." }
    impossible_call() { de: "Der Aufruf ist so nicht möglich.", en: "The command line is not possible like this." }
    entry_contradicts() {
        de: "„--entry“ und die Eingabedaten passen nicht zusammen: „file“ gehört zu „--secrets-…“, „pinpad“ und „keyboard“ nicht.",
        en: "“--entry” and the secrets do not go together: “file” belongs to “--secrets-…”, “pinpad” and “keyboard” do not.",
    }
    no_document(what: &str) {
        de: "„{what}“ gibt eine Datei aus, kein JSON: ohne „--json“ aufrufen.",
        en: "“{what}” prints a file, no JSON: run it without “--json”.",
    }
    blank_reader_variable() {
        de: "PINLOTSE_READER besteht nur aus Leerzeichen und nennt keinen Leser.",
        en: "PINLOTSE_READER holds blanks only and names no reader.",
    }
    redact_needs_document() {
        de: "„--redact“ gilt dem JSON-Dokument: mit „--json“ aufrufen. Ein Bericht („--report“) ist immer ohne Namen und Nummern.",
        en: "“--redact” is for the JSON document: run it with “--json”. A report (“--report”) is always without names and numbers.",
    }
    command_missing() { de: "Ein Befehl fehlt.", en: "A command is missing." }
    last_try_needs_pin() {
        de: "„--last-try“ und „--try-again“ gelten für genau eine PIN: mit „--pin“ eine nennen.",
        en: "“--last-try” and “--try-again” are for exactly one PIN: name it with “--pin”.",
    }
    pin_not_on_card(pin: &str, card: &str) {
        de: "{pin} gibt es auf dieser Karte nicht ({card}).",
        en: "There is no {pin} on this card ({card}).",
    }
    pin_not_on_card_do() {
        de: "„--pin“ weglassen oder eine PIN dieser Karte nennen: „pinlotse status“ zeigt sie.",
        en: "Leave out “--pin” or name a PIN of this card: “pinlotse status” shows them.",
    }
}
