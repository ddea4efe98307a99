//! Sentences of `doctor`: what of the PC, its readers and cards is as it should be, and what to do
//! about the rest.

use super::messages;

messages! {
    doctor_title_pc() { de: "PC", en: "PC" }
    doctor_title_service() { de: "Kartendienst (PC/SC)", en: "Smart-card service (PC/SC)" }
    doctor_title_drivers() { de: "Treiber", en: "Drivers" }
    doctor_title_usb() { de: "USB", en: "USB" }
    doctor_title_readers() { de: "Kartenleser", en: "Card readers" }
    doctor_title_programs() { de: "Programme, die den Leser benutzen", en: "Programs that use the reader" }
    doctor_title_card() { de: "Karte", en: "Card" }
    doctor_sign_ok(what: &str) { de: "In Ordnung: {what}", en: "Fine: {what}" }
    doctor_sign_note(what: &str) { de: "Hinweis: {what}", en: "Note: {what}" }
    doctor_sign_warning(what: &str) { de: "Achtung: {what}", en: "Warning: {what}" }
    doctor_sign_problem(what: &str) { de: "Problem: {what}", en: "Problem: {what}" }
    doctor_remedy(remedy: &str) { de: "Was zu tun ist: {remedy}", en: "What to do: {remedy}" }
    doctor_first(what: &str) { de: "Zuerst dies: {what}", en: "First this: {what}" }
    doctor_all_well(next: &str) {
        de: "Alles in Ordnung, nichts steht im Weg. {next}",
        en: "All is well, nothing is in the way. {next}",
    }
    doctor_unknown() { de: "Das verrät dieses System nicht.", en: "This system does not tell." }
    doctor_program(version: &str) { de: "Programm: pinlotse {version}", en: "Program: pinlotse {version}" }
    doctor_label(label: &str) { de: "Standort oder Vorgang: {label}", en: "Site or ticket: {label}" }
    doctor_last_failure(command: &str, at: &str, code: &str, exit: u8) {
        de: "Zuletzt fehlgeschlagen (UTC): {command}, {at}: {code}, Code {exit}",
        en: "Last failure (UTC): {command}, {at}: {code}, exit {exit}",
    }
    doctor_last_failure_card(command: &str, at: &str, code: &str, exit: u8, word: &str) {
        de: "Zuletzt fehlgeschlagen (UTC): {command}, {at}: {code}, Code {exit}; Antwort der Karte {word}",
        en: "Last failure (UTC): {command}, {at}: {code}, exit {exit}; the card answered {word}",
    }
    doctor_os(name: &str, arch: &str) { de: "Betriebssystem: {name} ({arch})", en: "Operating system: {name} ({arch})" }
    doctor_session(from: &str) { de: "Sitzung: {from}", en: "Session: {from}" }
    doctor_session_here() { de: "direkt an diesem PC", en: "at this PC itself" }
    doctor_session_ssh() { de: "über SSH", en: "over SSH" }
    doctor_session_remote() { de: "Fernzugriff auf den Bildschirm", en: "remote desktop" }
    doctor_session_by(name: &str) { de: "Fernzugriff auf den Bildschirm ({name})", en: "remote desktop ({name})" }
    doctor_session_wsl() { de: "in WSL (Linux in Windows)", en: "in WSL (Linux inside Windows)" }
    doctor_session_container() { de: "im Container", en: "in a container" }
    doctor_virtual() {
        de: "Virtuelle Karte: Kartendienst, Treiber und USB dieses PCs spielen dafür keine Rolle.",
        en: "Virtual card: service, drivers and USB of this PC play no part in it.",
    }
    doctor_ssh() {
        de: "Sie arbeiten über SSH. Der Leser muss am fernen PC stecken, und der darf Sie abweisen, ohne es zu sagen: „kein Leser“ kann „keine Berechtigung“ heißen.",
        en: "You work over SSH. The reader must be at the far PC, which may turn you away without saying so: “no reader” can mean “no permission”.",
    }
    doctor_ssh_do() {
        de: "Direkt am PC anmelden, an dem der Leser steckt, und „pinlotse doctor“ dort aufrufen.",
        en: "Log in at the PC that the reader is plugged into, and run “pinlotse doctor” there.",
    }
    doctor_remote() {
        de: "Sie arbeiten über Fernzugriff auf einem anderen PC. Ein Leser am eigenen Platz ist dort nur zu sehen, wenn er durchgereicht wird.",
        en: "You work on another PC by remote desktop. A reader at your own desk is seen there only if it is redirected.",
    }
    doctor_wsl() {
        de: "Sie arbeiten in WSL, dem Linux in Windows. Windows behält seine Kartenleser für sich.",
        en: "You work in WSL, the Linux inside Windows. Windows keeps its card readers to itself.",
    }
    doctor_service_ok() { de: "Der Kartendienst antwortet.", en: "The smart-card service answers." }
    doctor_service_missing() {
        de: "Der Kartendienst pcscd ist auf diesem PC nicht installiert.",
        en: "The smart-card service pcscd is not installed on this PC.",
    }
    doctor_service_missing_do(install: &str) {
        de: "Installieren: {install}. Dann den Leser ab- und wieder anstecken und neu aufrufen.",
        en: "Install it: {install}. Then unplug the reader, plug it in again and run this once more.",
    }
    doctor_enable_do() {
        de: "Dienst einschalten: „sudo systemctl enable --now pcscd.socket“. Dann neu aufrufen.",
        en: "Switch the service on: “sudo systemctl enable --now pcscd.socket”. Then run this once more.",
    }
    doctor_service_hangs() {
        de: "Der Kartendienst läuft, antwortet aber nicht: Er hängt.",
        en: "The card service runs but does not answer: it hangs.",
    }
    doctor_service_mismatch() {
        de: "Kartendienst und Programm sprechen verschiedene Fassungen von PC/SC: im Container ist die Bibliothek libpcsclite älter oder neuer als der pcscd des PCs.",
        en: "Service and program speak different versions of PC/SC: in the container the library libpcsclite is older or newer than the PC’s pcscd.",
    }
    doctor_service_mismatch_do() {
        de: "pinlotse außerhalb des Containers aufrufen, oder darin dieselbe Fassung von libpcsclite installieren wie auf dem PC.",
        en: "Run pinlotse outside the container, or install the same version of libpcsclite in it as on the PC.",
    }
    doctor_container() {
        de: "pinlotse läuft in einem Container, und der Kartendienst des PCs ist nicht hineingereicht.",
        en: "pinlotse runs in a container, and the PC’s smart-card service is not passed into it.",
    }
    doctor_container_do() {
        de: "pinlotse direkt auf dem PC aufrufen, oder den Container mit „-v /run/pcscd:/run/pcscd“ starten.",
        en: "Run pinlotse on the PC itself, or start the container with “-v /run/pcscd:/run/pcscd”.",
    }
    doctor_no_driver() {
        de: "Es ist kein Treiber für USB-Kartenleser installiert.",
        en: "No driver for USB card readers is installed.",
    }
    doctor_no_driver_do(install: &str) {
        de: "Installieren: {install}. Dann den Leser ab- und wieder anstecken.",
        en: "Install it: {install}. Then unplug the reader and plug it in again.",
    }
    doctor_usb_without_driver(name: &str, id: &str) {
        de: "Am USB steckt ein Kartenleser, den der Kartendienst nicht meldet: {name} ({id}).",
        en: "A card reader is connected by USB that the service does not report: {name} ({id}).",
    }
    doctor_maker_driver_do() {
        de: "Den Treiber des Herstellers installieren (von dessen Internetseite). Dann den Leser ab- und wieder anstecken.",
        en: "Install the maker’s driver (from its web site). Then unplug the reader and plug it in again.",
    }
    doctor_driver_known_do() {
        de: "Ein Treiber dafür ist installiert. Den Leser ab- und wieder anstecken, möglichst ohne USB-Verteiler; hilft das nicht, den PC neu starten. Hält ein anderes Programm den Leser, dieses beenden.",
        en: "A driver for it is installed. Unplug the reader and plug it in again, without a USB hub if possible; if that does not help, restart the PC. If another program holds the reader, end it.",
    }
    doctor_no_reader() { de: "Der Kartendienst meldet keinen Leser.", en: "The service reports no reader." }
    doctor_no_reader_usb() {
        de: "Der Kartendienst meldet keinen Leser, und auch am USB ist keiner zu sehen.",
        en: "The service reports no reader, and none is seen on USB either.",
    }
    doctor_no_reader_usb_do() {
        de: "Den Leser anschließen, am besten direkt am PC statt an einem USB-Verteiler; ein anderes Kabel und eine andere Buchse probieren. In einer virtuellen Maschine das USB-Gerät zuweisen.",
        en: "Connect the reader, preferably at the PC itself and not at a USB hub; try another cable and another port. In a virtual machine assign the USB device to it.",
    }
    doctor_no_reader_driver_do() {
        de: "Oben steht, welcher Leser am USB steckt und welcher Treiber ihm fehlt.",
        en: "See above which reader is connected by USB and which driver it lacks.",
    }
    doctor_ti_terminal_do() {
        de: "Für pinlotse einen USB-Kartenleser anschließen. Am TI-Kartenterminal geht es nur über die Praxissoftware.",
        en: "Connect a USB card reader for pinlotse. A TI card terminal is reached by the practice software only.",
    }
    doctor_reader_ok(reader: &str) { de: "„{reader}“ ist geeignet.", en: "“{reader}” is suitable." }
    doctor_contactless_only(reader: &str) {
        de: "„{reader}“ liest Karten nur kontaktlos.",
        en: "“{reader}” reads cards without contact only.",
    }
    doctor_contactless_only_do() {
        de: "Einen Leser mit Kartenschlitz benutzen.",
        en: "Use a reader with a card slot.",
    }
    doctor_pad_features_missing(reader: &str) {
        de: "„{reader}“ hat ein Tastenfeld, meldet es dem PC aber nicht: der Treiber kennt es nicht (unter Windows der allgemeine von Microsoft). PINs lassen sich so nur an der Tastatur des PCs eingeben.",
        en: "“{reader}” has a PIN pad but does not report it to the PC: the driver does not know it (on Windows the general one of Microsoft). PINs can be entered at the PC’s keyboard only.",
    }
    doctor_pad_features_missing_do() {
        de: "Den Treiber des Herstellers installieren, den PC neu starten. Am Tastenfeld des Lesers bleibt die PIN im Leser.",
        en: "Install the maker’s driver, restart the PC. Typed at the reader’s pad, the PIN stays in the reader.",
    }
    doctor_pad_untrusted_do() {
        de: "Die PIN an der Tastatur des PCs eingeben; pinlotse macht das von selbst so.",
        en: "Enter the PIN at the PC’s keyboard; pinlotse does so by itself.",
    }
    doctor_pad_keyboard_do() {
        de: "Die PIN an der Tastatur des PCs eingeben („--entry keyboard“), oder einen anderen Leser benutzen.",
        en: "Enter the PIN at the PC’s keyboard (“--entry keyboard”), or use another reader.",
    }
    doctor_firmware(reader: &str, needed: &str) {
        de: "„{reader}“ kann PINs am Tastenfeld nur mit Firmware ab {needed} ändern.",
        en: "“{reader}” changes PINs at its pad with firmware {needed} or later only.",
    }
    doctor_firmware_tells(reader: &str, needed: &str, own: &str) {
        de: "„{reader}“ kann PINs am Tastenfeld nur mit Firmware ab {needed} ändern. Er meldet: {own}.",
        en: "“{reader}” changes PINs at its pad with firmware {needed} or later only. It reports: {own}.",
    }
    doctor_firmware_do() {
        de: "Ist sie älter: mit dem Programm des Herstellers erneuern, oder die PIN an der Tastatur eingeben.",
        en: "If it is older: renew it with the maker’s program, or enter the PIN at the keyboard.",
    }
    doctor_programs(names: &str) {
        de: "Diese Programme können den Leser belegen: {names}.",
        en: "These programs may hold the reader: {names}.",
    }
    doctor_programs_do() {
        de: "Nur wenn die Karte als belegt gemeldet wird: sie schließen.",
        en: "Only if the card is reported as in use: close them.",
    }
    doctor_programs_none() {
        de: "Keines zu sehen (Programme anderer Nutzer zeigt das System nicht).",
        en: "None seen (programs of other users are not shown).",
    }
    doctor_program_device(name: &str) {
        de: "{name}: hält das USB-Gerät des Lesers, am Kartendienst vorbei",
        en: "{name}: holds the reader’s USB device, past the service",
    }
    doctor_program_library(name: &str) { de: "{name}: benutzt den Kartendienst", en: "{name}: uses the service" }
    doctor_program_name(name: &str) {
        de: "{name}: ist dafür bekannt, Leser zu belegen",
        en: "{name}: is known to hold readers",
    }
    doctor_busy_do() {
        de: "Programme schließen, die Karten benutzen (Praxissoftware, Signatursoftware, Browser mit Kartenmodul), und neu aufrufen.",
        en: "Close programs that use cards (practice software, signature software, browser with a card module), and run this once more.",
    }
    doctor_busy_by_do(names: &str) {
        de: "Diese Programme schließen und neu aufrufen: {names}. Welches die Karte hält, sagt das System nicht.",
        en: "Close these programs and run this once more: {names}. The system does not tell which of them holds the card.",
    }
    doctor_foreign_reader(name: &str, what: &str) {
        de: "„{name}“: {what}. Darin wird keine Karte gesucht.",
        en: "“{name}”: {what}. No card is looked for in it.",
    }
    doctor_foreign(card: &str) {
        de: "Keine Karte für pinlotse: {card}.",
        en: "No card for pinlotse: {card}.",
    }
    doctor_contactless_mode(reader: &str) {
        de: "„{reader}“ spricht mit der Karte kontaktlos statt über den Chip.",
        en: "“{reader}” talks to the card without contact instead of by its chip.",
    }
    doctor_contactless_mode_do() {
        de: "Die Karte in den Schlitz stecken, nicht auflegen, und im Programm des Herstellers RFID ausschalten.",
        en: "Put the card into the slot, not on top, and switch RFID off in the maker’s program.",
    }
    doctor_number_unreadable() {
        de: "Die Karte gibt ihre Nummer (ICCSN) nicht heraus.",
        en: "The card does not hand out its number (ICCSN).",
    }
    doctor_transport(card: &str) {
        de: "{card}: noch nicht aktiviert, Transport-PIN vorhanden.",
        en: "{card}: not activated yet, Transport-PIN present.",
    }
    doctor_card_ok(card: &str) { de: "{card}: lesbar, PINs gesetzt.", en: "{card}: readable, PINs set." }
    doctor_pcscd_version(version: &str) {
        de: "pcscd: installiert, Version {version}",
        en: "pcscd: installed, version {version}",
    }
    doctor_pcscd_there() { de: "pcscd: installiert", en: "pcscd: installed" }
    doctor_pcscd_missing() { de: "pcscd: nicht installiert", en: "pcscd: not installed" }
    doctor_socket(path: &str, state: &str) { de: "Anschluss {path}: {state}", en: "Socket {path}: {state}" }
    doctor_socket_missing() { de: "nicht vorhanden", en: "missing" }
    doctor_socket_dead() { de: "vorhanden, niemand hört zu", en: "there, nobody listens" }
    doctor_socket_forbidden() { de: "vorhanden, für diesen Nutzer gesperrt", en: "there, closed to this user" }
    doctor_socket_stuck() { de: "vorhanden, nimmt aber niemanden an", en: "there, but takes nobody in" }
    doctor_socket_answers() { de: "antwortet", en: "answers" }
    doctor_unit_missing() { de: "systemd: pcscd.socket fehlt", en: "systemd: pcscd.socket is missing" }
    doctor_unit_off() { de: "systemd: pcscd.socket ist ausgeschaltet", en: "systemd: pcscd.socket is off" }
    doctor_unit_on() { de: "systemd: pcscd.socket ist eingeschaltet", en: "systemd: pcscd.socket is on" }
    doctor_polkit_asks() {
        de: "polkit: entscheidet, wer den Kartendienst benutzen darf",
        en: "polkit: decides who may use the service",
    }
    doctor_polkit_not() { de: "polkit: wird nicht gefragt", en: "polkit: is not asked" }
    doctor_driver_version(name: &str, version: &str, devices: usize) {
        de: "{name} {version}, für {devices} Geräte",
        en: "{name} {version}, for {devices} devices",
    }
    doctor_driver(name: &str, devices: usize) { de: "{name}, für {devices} Geräte", en: "{name}, for {devices} devices" }
    doctor_driver_by_hand(name: &str) {
        de: "{name}, für Leser, die von Hand eingerichtet sind",
        en: "{name}, for readers that are set up by hand",
    }
    doctor_ifd_ccid(driver: &str) { de: "Treiber für USB-Leser: {driver}", en: "Driver for USB readers: {driver}" }
    doctor_usb_none() { de: "Kein Kartenleser am USB.", en: "No card reader on USB." }
    doctor_model(name: &str) { de: "Modell: {name}", en: "Model: {name}" }
    doctor_class(class: u8) { de: "Klasse {class}", en: "class {class}" }
    doctor_atr(atr: &str) { de: "ATR: {atr}", en: "ATR: {atr}" }
    report_title() { de: "pinlotse: Bericht für den Support", en: "pinlotse: report for support" }
    report_made(date: &str) { de: "Erstellt (UTC): {date}", en: "Made (UTC): {date}" }
    report_rehearsal() { de: "PROBE an einer virtuellen Karte", en: "REHEARSAL on a virtual card" }
    report_masked() {
        de: "Unkenntlich gemacht sind: Kartennummer (bis auf Herausgeber und letzte vier Ziffern), Telematik-ID (bis auf die erste Zahl), Namen, Seriennummern und Fingerabdrücke von Zertifikaten, unbekannte Aussteller und Berufe, von Adressen alles bis auf den Rechner, Seriennummern in den Namen von Lesern, Nutzer, PC, Ordner der Nutzer, Dateien virtueller Karten, der Ort eines eigenen Sockets. PINs stehen hier nie.",
        en: "Masked: card number (except issuer and last four digits), Telematik-ID (except its first number), names, serial numbers and fingerprints of certificates, unknown issuers and professions, of addresses all but the host, serial numbers in names of readers, user, PC, folders of users, files of virtual cards, the place of a socket of your own. PINs are never in here.",
    }
    report_masked_but_names() {
        de: "Namen stehen im Klartext (--with-names). Unkenntlich gemacht sind: Kartennummer (bis auf Herausgeber und letzte vier Ziffern), Telematik-ID (bis auf die erste Zahl), Seriennummern und Fingerabdrücke von Zertifikaten, unbekannte Aussteller und Berufe, von Adressen alles bis auf den Rechner, Seriennummern in den Namen von Lesern, Nutzer, PC, Ordner der Nutzer, Dateien virtueller Karten, der Ort eines eigenen Sockets. PINs stehen hier nie.",
        en: "Names stand in the clear (--with-names). Masked: card number (except issuer and last four digits), Telematik-ID (except its first number), serial numbers and fingerprints of certificates, unknown issuers and professions, of addresses all but the host, serial numbers in names of readers, user, PC, folders of users, files of virtual cards, the place of a socket of your own. PINs are never in here.",
    }
    report_summary() { de: "Zusammenfassung", en: "Summary" }
    report_document() { de: "Dieselben Angaben für Programme (JSON)", en: "The same for programs (JSON)" }
    report_preview() { de: "Das steht im Bericht:", en: "This is in the report:" }
    report_preview_document() {
        de: "Dieselben Angaben stehen in der Datei noch einmal als JSON, für die Programme des Supports, ebenso unkenntlich gemacht.",
        en: "The file holds the same once more as JSON, for the programs of support, masked in the same way.",
    }
    report_preview_only_there() { de: "Nur dort steht außerdem:", en: "Only there you also find:" }
    report_preview_end() { de: "Ende des Berichts.", en: "End of the report." }
    report_write(path: &str) { de: "Diese Datei schreiben: {path}?", en: "Write this file: {path}?" }
    report_not_written() { de: "Es wurde kein Bericht geschrieben.", en: "No report was written." }
    report_written(path: &str) { de: "Bericht geschrieben: {path}", en: "Report written: {path}" }
}
