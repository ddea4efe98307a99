//! Sentences of `doctor`: what of the PC, its readers and cards is as it should be, and what to do
//! about the rest. Those of its report stand in `report.rs`.

use super::messages;

messages! {
    doctor_title_pc() { de: "PC", en: "PC" }
    doctor_title_service() { de: "Kartendienst (PC/SC)", en: "Smart-card service (PC/SC)" }
    doctor_title_drivers() { de: "Treiber", en: "Drivers" }
    doctor_title_usb() { de: "USB", en: "USB" }
    doctor_title_readers() { de: "Kartenleser", en: "Card readers" }
    doctor_title_programs() { de: "Programme, die den Leser benutzen", en: "Programs that use the reader" }
    doctor_title_card() { de: "Karte", en: "Card" }
    doctor_sign_note(what: &str) { de: "Hinweis: {what}", en: "Note: {what}" }
    doctor_sign_warning(what: &str) { de: "Achtung: {what}", en: "Warning: {what}" }
    doctor_sign_problem(what: &str) { de: "Problem: {what}", en: "Problem: {what}" }
    doctor_remedy(remedy: &str) { de: "Was zu tun ist: {remedy}", en: "What to do: {remedy}" }
    doctor_first(what: &str) { de: "Zuerst dies: {what}", en: "First this: {what}" }
    doctor_all_well(next: &str) {
        de: "Alles in Ordnung, nichts steht im Weg. {next}",
        en: "All is well, nothing is in the way. {next}",
    }
    doctor_free_way(next: &str) { de: "Nichts steht im Weg. {next}", en: "Nothing is in the way. {next}" }
    doctor_besides() { de: "Außerdem", en: "Besides" }
    doctor_state(what: &str, state: &str) { de: "{what}: {state}", en: "{what}: {state}" }
    doctor_state_fine() { de: "in Ordnung", en: "fine" }
    doctor_state_warning() { de: "Achtung", en: "warning" }
    doctor_state_problem() { de: "Problem", en: "problem" }
    doctor_state_new() { de: "noch nicht aktiviert", en: "not activated yet" }
    doctor_state_not_seen() { de: "nicht zu lesen", en: "cannot be read" }
    doctor_state_rehearsal(state: &str, mark: &str) { de: "{state} ({mark})", en: "{state} ({mark})" }
    doctor_title_terminals() { de: "Kartenterminals", en: "Card terminals" }
    doctor_state_no_terminal() { de: "keines", en: "none" }
    doctor_state_none() { de: "keiner", en: "none" }
    doctor_state_no_card() { de: "keine", en: "none" }
    doctor_state_unasked() { de: "nicht gefragt", en: "not asked" }
    doctor_answers() { de: "Er antwortet.", en: "It answers." }
    doctor_does_not_answer() { de: "Er antwortet nicht.", en: "It does not answer." }
    doctor_details_call(details: &str, report: &str) {
        de: "Einzelheiten: „{details}“. Bericht für den Support: „{report}“.",
        en: "Details: “{details}”. Report for support: “{report}”.",
    }
    doctor_details_command() { de: "diagnose --details", en: "doctor --details" }
    doctor_report_command() { de: "diagnose --report bericht.html", en: "doctor --report report.html" }
    doctor_card_of(number: usize, count: usize, card: &str) {
        de: "Karte {number} von {count}: {card}",
        en: "Card {number} of {count}: {card}",
    }
    doctor_card_in(reader: &str) { de: "Karte in „{reader}“", en: "Card in “{reader}”" }
    doctor_rehearsal_card() {
        de: "PROBE: eine virtuelle Karte, an einen Leser dieses PCs gereicht",
        en: "REHEARSAL: a virtual card, served to a reader of this PC",
    }
    doctor_unknown(what: &str) {
        de: "Von diesem System nicht zu erfahren: {what}",
        en: "This system does not tell of: {what}",
    }
    doctor_program(version: &str) { de: "Programm: pinlotse {version}", en: "Program: pinlotse {version}" }
    doctor_label(label: &str) { de: "Standort oder Vorgang: {label}", en: "Site or ticket: {label}" }
    doctor_last_failure(command: &str, at: &str, code: &str, exit: u8) {
        de: "Zuletzt fehlgeschlagen: {command} am {at}: {code}, Code {exit}",
        en: "Last failure: {command} on {at}: {code}, exit {exit}",
    }
    doctor_last_failure_card(command: &str, at: &str, code: &str, exit: u8, word: &str) {
        de: "Zuletzt fehlgeschlagen: {command} am {at}: {code}, Code {exit}; Antwort der Karte {word}",
        en: "Last failure: {command} on {at}: {code}, exit {exit}; the card answered {word}",
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
        de: "Direkt am PC anmelden, an dem der Leser steckt, und „pinlotse diagnose“ dort aufrufen.",
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
    doctor_virtual_by_default(by: &str, reader: &str) {
        de: "Eine virtuelle Karte ({reader}) ist voreingestellt, und zwar durch {by}: jeder Befehl übt nur, eine echte Karte wird nicht angesehen.",
        en: "A virtual card ({reader}) is preset by {by}: every command only rehearses, no real card is looked at.",
    }
    doctor_by_default(what: &str, by: &str) {
        de: "{what} Verlangt wird er durch {by}.",
        en: "{what} It is asked for by {by}.",
    }
    doctor_clock_do() {
        de: "Datum und Uhrzeit des PCs stellen, am besten von selbst über das Internet. Geht die Uhr nach dem Ausschalten wieder falsch, ist die Batterie des PCs leer.",
        en: "Set date and time of the PC, best of all by itself over the internet. If the clock is wrong again after the PC was off, the battery of the PC is empty.",
    }
    doctor_notes(why: &str) {
        de: "Was an Karten probiert wird, lässt sich auf diesem PC nicht notieren ({why}). Ohne diese Notizen zählt niemand falsche Transport-PINs mit.",
        en: "What is tried at cards cannot be noted on this PC ({why}). Without these notes nobody counts wrong Transport-PINs.",
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
    doctor_service_missing_windows() {
        de: "Dieses Windows hat den Dienst „Smartcard“ (SCardSvr) nicht.",
        en: "This Windows does not have the service “Smart Card” (SCardSvr).",
    }
    doctor_service_missing_windows_do() {
        de: "Abgespeckte Windows-Fassungen und Container haben ihn nicht: pinlotse an einem anderen PC benutzen, oder die IT-Betreuung fragen.",
        en: "Reduced editions of Windows and containers do not have it: use pinlotse on another PC, or ask whoever looks after the IT.",
    }
    doctor_service_disabled_do() {
        de: "Der Dienst „Smartcard“ ist auf diesem PC deaktiviert. Als Administrator „sc config SCardSvr start= demand“ und „net start SCardSvr“ ausführen; schaltet ihn eine Richtlinie der Praxis ab, die IT-Betreuung fragen.",
        en: "The service “Smart Card” is disabled on this PC. As administrator run “sc config SCardSvr start= demand” and “net start SCardSvr”; if a policy of the practice disables it, ask whoever looks after the IT.",
    }
    doctor_enable_do() {
        de: "Dienst einschalten: „sudo systemctl enable --now pcscd.socket“. Dann neu aufrufen.",
        en: "Switch the service on: “sudo systemctl enable --now pcscd.socket”. Then run this once more.",
    }
    doctor_service_hangs() {
        de: "Der Kartendienst läuft, antwortet aber nicht: Er hängt.",
        en: "The card service runs but does not answer: it hangs.",
    }
    doctor_service_crashes(times: usize) {
        de: "Der Kartendienst stürzt ab und wird neu gestartet: seit gestern {times}-mal.",
        en: "The smart-card service crashes and is started anew: {times} times since yesterday.",
    }
    doctor_service_crashes_do(restart: &str) {
        de: "Meist liegt das am Treiber eines Lesers: alle Leser abstecken und einzeln wieder anstecken; bei dem, mit dem es wieder anfängt, den Treiber erneuern. {restart}",
        en: "Mostly the driver of a reader is to blame: unplug all readers and plug them in again one by one; renew the driver of the one with which it begins again. {restart}",
    }
    doctor_service_mismatch() {
        de: "Kartendienst und Programm sprechen verschiedene Fassungen von PC/SC: die Bibliothek libpcsclite wurde erneuert, der pcscd läuft noch in der alten Fassung, oder umgekehrt.",
        en: "Service and program speak different versions of PC/SC: the library libpcsclite was renewed while pcscd still runs in its old version, or the other way round.",
    }
    doctor_service_mismatch_ahead(service: &str, library: &str) {
        de: "pcscd {service} und die Bibliothek libpcsclite {library} sprechen verschiedene Fassungen von PC/SC. Noch läuft ein Dienst, der passt; nach dem nächsten Start nicht mehr.",
        en: "pcscd {service} and the library libpcsclite {library} speak different versions of PC/SC. A service that fits still runs; after the next start it will not.",
    }
    doctor_service_mismatch_ahead_do() {
        de: "Beide auf denselben Stand bringen (die Pakete pcscd und libpcsclite aus derselben Quelle).",
        en: "Bring both to the same version (the packages pcscd and libpcsclite from the same source).",
    }
    doctor_second_library(path: &str) {
        de: "Programme finden zuerst die Bibliothek {path}, die nicht zum Paket gehört: sie erneuern oder wegnehmen, dann „sudo ldconfig“.",
        en: "Programs find the library {path} first, which does not belong to the package: renew it or take it away, then “sudo ldconfig”.",
    }
    doctor_library_version(version: &str) {
        de: "libpcsclite: Version {version}",
        en: "libpcsclite: version {version}",
    }
    doctor_library_second(path: &str) { de: "Zweite libpcsclite: {path}", en: "Second libpcsclite: {path}" }
    doctor_container_mismatch() {
        de: "Kartendienst und Programm sprechen verschiedene Fassungen von PC/SC: im Container ist die Bibliothek libpcsclite älter oder neuer als der pcscd des PCs.",
        en: "Service and program speak different versions of PC/SC: in the container the library libpcsclite is older or newer than the PC’s pcscd.",
    }
    doctor_container_mismatch_do() {
        de: "pinlotse außerhalb des Containers aufrufen, oder darin dieselbe Fassung von libpcsclite installieren wie auf dem PC.",
        en: "Run pinlotse outside the container, or install the same version of libpcsclite in it as on the PC.",
    }
    doctor_container() {
        de: "pinlotse läuft in einem Container, und der Kartendienst des PCs ist nicht hineingereicht.",
        en: "pinlotse runs in a container, and the PC’s smart-card service is not passed into it.",
    }
    doctor_sandbox(kind: &str) {
        de: "pinlotse läuft in einer Sandbox ({kind}), die es nicht an den Kartendienst des PCs lässt.",
        en: "pinlotse runs in a sandbox ({kind}) that keeps it from the PC’s smart-card service.",
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
    doctor_device_disabled_do() {
        de: "Der Leser ist im Geräte-Manager deaktiviert (Code 22). Windows-Taste + X, „Geräte-Manager“, den Leser mit der rechten Maustaste anklicken, „Gerät aktivieren“.",
        en: "The reader is disabled in the device manager (code 22). Windows key + X, “Device Manager”, right-click the reader, “Enable device”.",
    }
    doctor_device_driver_do() {
        de: "Windows hat keinen Treiber für den Leser (Code 28). Den Treiber des Herstellers installieren (von dessen Internetseite). Dann den Leser ab- und wieder anstecken.",
        en: "Windows has no driver for the reader (code 28). Install the maker’s driver (from its web site). Then unplug the reader and plug it in again.",
    }
    doctor_device_do(problem: u32) {
        de: "Der Geräte-Manager meldet ein Problem mit dem Leser (Code {problem}). Ab- und an einem anderen Anschluss ohne USB-Verteiler wieder anstecken; hilft das nicht, den Treiber des Herstellers neu installieren und den PC neu starten.",
        en: "The device manager reports a problem with the reader (code {problem}). Unplug it and plug it in at another port without a USB hub; if that does not help, install the maker’s driver anew and restart the PC.",
    }
    doctor_windows_driver_do() {
        de: "Windows richtet solche Leser selbst ein: den PC mit dem Internet verbinden, den Leser ab- und wieder anstecken und zwei Minuten warten. Hilft das nicht, in den Einstellungen unter „Windows Update“ nach Treibern suchen oder den des Herstellers installieren.",
        en: "Windows sets up such readers itself: connect the PC to the internet, unplug the reader, plug it in again and wait two minutes. If that does not help, look for drivers under “Windows Update” in the settings, or install the maker’s one.",
    }
    doctor_driver_known_do() {
        de: "Ein Treiber dafür ist installiert. Den Leser ab- und wieder anstecken, möglichst ohne USB-Verteiler; hilft das nicht, den PC neu starten. Hält ein anderes Programm den Leser, dieses beenden.",
        en: "A driver for it is installed. Unplug the reader and plug it in again, without a USB hub if possible; if that does not help, restart the PC. If another program holds the reader, end it.",
    }
    doctor_newer_driver_do(driver: &str, install: &str) {
        de: "Der installierte Treiber ({driver}) kennt diesen Leser nicht, er ist wohl zu alt. Erneuern: {install}. Hilft das nicht, den Treiber des Herstellers installieren. Dann den Leser ab- und wieder anstecken.",
        en: "The installed driver ({driver}) does not know this reader, probably it is too old. Renew it: {install}. If that does not help, install the maker’s driver. Then unplug the reader and plug it in again.",
    }
    doctor_usb_taken_by_kernel(name: &str, id: &str, module: &str) {
        de: "Linux hat den Kartenleser {name} ({id}) für sich genommen (Kernelmodul {module}); der Kartendienst bekommt ihn nicht.",
        en: "Linux took the card reader {name} ({id}) for itself (kernel module {module}); the service does not get it.",
    }
    doctor_usb_taken_by_kernel_do(module: &str) {
        de: "Das Modul abschalten: „echo blacklist {module} | sudo tee /etc/modprobe.d/pinlotse.conf“, dann den PC neu starten.",
        en: "Switch the module off: “echo blacklist {module} | sudo tee /etc/modprobe.d/pinlotse.conf”, then restart the PC.",
    }
    doctor_usb_held(name: &str, id: &str, programs: &str) {
        de: "Ein anderes Programm hält den Kartenleser {name} ({id}), am Kartendienst vorbei: {programs}.",
        en: "Another program holds the card reader {name} ({id}), past the service: {programs}.",
    }
    doctor_usb_held_do(restart: &str) {
        de: "Dieses Programm beenden und den Leser ab- und wieder anstecken. Hilft das nicht: {restart}",
        en: "End that program, unplug the reader and plug it in again. If that does not help: {restart}",
    }
    doctor_only_foreign_readers(names: &str) {
        de: "Der Kartendienst meldet keinen Leser, in den eine Karte gesteckt wird, nur anderes: {names}.",
        en: "The service reports no reader that takes a card, only other things: {names}.",
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
        de: "Am USB steckt einer; was ihm fehlt, steht bei ihm.",
        en: "One is connected by USB; what it lacks is said of it.",
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
    doctor_contactless_beside_do(reader: &str) {
        de: "Die Karte in den Schlitz von „{reader}“ stecken.",
        en: "Put the card into the slot of “{reader}”.",
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
    doctor_old_driver(reader: &str, driver: &str, needed: &str) {
        de: "Am Tastenfeld von „{reader}“ lässt sich erst mit dem Treiber ab {needed} sicher eine PIN eingeben. Installiert ist {driver}.",
        en: "At the pad of “{reader}” a PIN can be entered safely only with the driver from {needed} on. Installed is {driver}.",
    }
    doctor_old_driver_do(install: &str) {
        de: "Den Treiber erneuern: {install}. Bis dahin die PIN an der Tastatur eingeben („--entry keyboard“).",
        en: "Renew the driver: {install}. Until then enter the PIN at the keyboard (“--entry keyboard”).",
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
    doctor_unit_masked() {
        de: "systemd: pcscd.socket oder pcscd.service ist gesperrt (masked)",
        en: "systemd: pcscd.socket or pcscd.service is locked (masked)",
    }
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
    doctor_driver_windows(name: &str, maker: &str, version: &str) {
        de: "{name}: Treiber von {maker}, Version {version}",
        en: "{name}: driver by {maker}, version {version}",
    }
    doctor_service_windows(run: &str, start: &str) {
        de: "Dienst „Smartcard“ (SCardSvr): {run}, Start: {start}",
        en: "Service “Smart Card” (SCardSvr): {run}, start: {start}",
    }
    doctor_propagation(run: &str) {
        de: "Zertifikatverteilung (CertPropSvc), die jede Karte beim Einstecken liest: {run}",
        en: "Certificate propagation (CertPropSvc), which reads every card when it is put in: {run}",
    }
    doctor_run_missing() { de: "nicht vorhanden", en: "not there" }
    doctor_run_forbidden() { de: "dieser Nutzer darf nicht nachsehen", en: "this user may not look" }
    doctor_run_stopped() { de: "angehalten", en: "stopped" }
    doctor_run_starting() { de: "wird gestartet", en: "starting" }
    doctor_run_stopping() { de: "wird angehalten", en: "stopping" }
    doctor_run_running() { de: "läuft", en: "running" }
    doctor_start_automatic() { de: "mit dem PC", en: "with the PC" }
    doctor_start_manual() { de: "bei Bedarf, mit dem ersten Leser", en: "on demand, with the first reader" }
    doctor_start_disabled() { de: "deaktiviert", en: "disabled" }
    doctor_start_unknown() { de: "unbekannt", en: "unknown" }
    doctor_ifd_ccid(driver: &str) { de: "Treiber für USB-Leser: {driver}", en: "Driver for USB readers: {driver}" }
    doctor_usb_none() { de: "Kein Kartenleser am USB.", en: "No card reader on USB." }
    doctor_model(name: &str) { de: "Modell: {name}", en: "Model: {name}" }
    doctor_class(class: u8) { de: "Klasse {class}", en: "class {class}" }
    doctor_atr(atr: &str) { de: "ATR: {atr}", en: "ATR: {atr}" }
}
