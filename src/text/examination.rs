//! What was found at a Konnektor, from its certificate to the cards in its terminals.

use super::messages;

messages! {
    examined_certificate() {
        de: "Zertifikat: Es antwortet der Konnektor, der verglichen wurde.",
        en: "Certificate: the Konnektor that was compared answers.",
    }
    examined_certificate_bad() {
        de: "Zertifikat: keine gesicherte Verbindung zum Konnektor.",
        en: "Certificate: no secured connection to the Konnektor.",
    }
    examined_connection(version: &str, suite: &str, group: &str) {
        de: "{version}, {suite}, Schlüsseltausch mit {group}",
        en: "{version}, {suite}, key exchange by {group}",
    }
    examined_server(key: &str, validity: &str) {
        de: "Zertifikat des Konnektors: Schlüssel {key}, {validity}",
        en: "certificate of the Konnektor: key {key}, {validity}",
    }
    examined_server_print(key: &str, validity: &str) {
        de: "Zertifikat des Konnektors: Schlüssel {key}, {validity}; Fingerabdruck nach SHA-256:",
        en: "certificate of the Konnektor: key {key}, {validity}; SHA-256 fingerprint:",
    }
    examined_client(key: &str, validity: &str) {
        de: "Clientzertifikat: Schlüssel {key}, {validity}",
        en: "client certificate: key {key}, {validity}",
    }
    examined_client_unasked(key: &str, validity: &str) {
        de: "Clientzertifikat: Schlüssel {key}, {validity}; der Konnektor hat es nicht verlangt",
        en: "client certificate: key {key}, {validity}; the Konnektor did not ask for it",
    }
    examined_no_client() {
        de: "Clientzertifikat: keines; der Konnektor hat keines verlangt",
        en: "client certificate: none; the Konnektor did not ask for one",
    }
    examined_no_client_asked() {
        de: "Clientzertifikat: keines; der Konnektor hat eines verlangt und geht auch ohne",
        en: "client certificate: none; the Konnektor asked for one and does without",
    }
    examined_no_client_wanted() {
        de: "Clientzertifikat: keines; der Konnektor hat eines verlangt",
        en: "client certificate: none; the Konnektor asked for one",
    }
    examined_valid(from: &str, until: &str, days: &str) {
        de: "gültig von {from} bis {until} (noch {days})",
        en: "valid from {from} until {until} ({days} left)",
    }
    examined_over(from: &str, until: &str) {
        de: "abgelaufen (gültig von {from} bis {until})",
        en: "expired (valid from {from} until {until})",
    }
    examined_early(from: &str, until: &str) {
        de: "gilt noch nicht (von {from} bis {until})",
        en: "not valid yet (from {from} until {until})",
    }
    examined_no_day() { de: "ein unbekannter Tag", en: "an unknown day" }
    examined_validity_unknown() {
        de: "Gültigkeit nicht zu lesen",
        en: "its validity cannot be read",
    }
    examined_directory(product: &str) { de: "Dienstverzeichnis: {product}", en: "Service directory: {product}" }
    examined_directory_bad() { de: "Dienstverzeichnis: nicht zu lesen.", en: "Service directory: cannot be read." }
    examined_firmware(version: &str) { de: "Firmware {version}", en: "firmware {version}" }
    examined_hardware(version: &str) { de: "Hardware {version}", en: "hardware {version}" }
    examined_product_type(version: &str) { de: "Produkttypversion {version}", en: "product type version {version}" }
    examined_tls() { de: "TLS ist Pflicht", en: "TLS is compulsory" }
    examined_tls_optional() { de: "TLS ist nicht Pflicht", en: "TLS is not compulsory" }
    examined_login() { de: "Clientsysteme müssen sich anmelden", en: "client systems have to log in" }
    examined_login_optional() {
        de: "Clientsysteme müssen sich nicht anmelden",
        en: "client systems need not log in",
    }
    examined_services() { de: "Dienste: alle, die gebraucht werden.", en: "Services: all that are needed." }
    examined_services_bad() { de: "Dienste: etwas fehlt.", en: "Services: something is missing." }
    examined_service(service: &str, version: &str, operations: &str) {
        de: "{service} {version}: {operations}",
        en: "{service} {version}: {operations}",
    }
    examined_service_of(service: &str, version: &str, offered: &str, operations: &str) {
        de: "{service} {version} (von {offered}): {operations}",
        en: "{service} {version} (of {offered}): {operations}",
    }
    examined_other_services(services: &str) {
        de: "außerdem, hier nicht gebraucht: {services}",
        en: "besides, not needed here: {services}",
    }
    examined_terminals(count: usize) {
        de: "Anmeldung und Zuordnung stimmen. Kartenterminals des Arbeitsplatzes: {count}",
        en: "Login and assignment are right. Card terminals of the workplace: {count}",
    }
    examined_terminals_bad() { de: "Kartenterminals: nicht zu erfahren.", en: "Card terminals: not to be learnt." }
    examined_no_terminals() {
        de: "Anmeldung und Zuordnung stimmen. Kartenterminals des Arbeitsplatzes: keines",
        en: "Login and assignment are right. Card terminals of the workplace: none",
    }
    examined_cards(count: usize) {
        de: "Karten (ohne die von Patienten): {count}",
        en: "Cards (but for those of patients): {count}",
    }
    examined_cards_bad() { de: "Karten: nicht zu erfahren.", en: "Cards: not to be learnt." }
    examined_terminal(name: &str, state: &str) { de: "{name}: {state}", en: "{name}: {state}" }
    examined_terminal_here() { de: "am Arbeitsplatz", en: "at the workplace" }
    examined_terminal_remote() {
        de: "an einem anderen Arbeitsplatz (Remote-PIN)",
        en: "at another workplace (remote PIN)",
    }
    examined_terminal_virtual() {
        de: "kein Gerät; dort lässt sich keine PIN eingeben",
        en: "no device; no PIN can be entered there",
    }
    examined_connected() { de: "verbunden", en: "connected" }
    examined_cut_off() { de: "nicht verbunden", en: "not connected" }
    examined_line_unknown() {
        de: "ob verbunden, ist nicht bekannt",
        en: "whether connected is not known",
    }
    examined_elsewhere(terminals: &str) {
        de: "Andere Kartenterminals des Mandanten, diesem Arbeitsplatz nicht zugeordnet: {terminals}",
        en: "Other card terminals of the Mandant, not assigned to this workplace: {terminals}",
    }
    examined_at_workplace(terminal: &str, workplaces: &str) {
        de: "„{terminal}“ (Arbeitsplatz „{workplaces}“)",
        en: "“{terminal}” (workplace “{workplaces}”)",
    }
    examined_at_no_workplace(terminal: &str) { de: "„{terminal}“", en: "“{terminal}”" }
    examined_card(kind: &str, number: &str, terminal: &str, slot: u32) {
        de: "{kind} {number} in {terminal}, Steckplatz {slot}",
        en: "{kind} {number} in {terminal}, slot {slot}",
    }
    examined_card_somewhere(kind: &str, number: &str, terminal: &str) {
        de: "{kind} {number} in {terminal}",
        en: "{kind} {number} in {terminal}",
    }
    remark_plain() {
        de: "Auf dem Weg zum Konnektor ist nichts verschlüsselt, auch kein Kennwort.",
        en: "Nothing is encrypted on the way to the Konnektor, no password either.",
    }
    remark_plain_do() {
        de: "Besser in der Verwaltung des Konnektors TLS verlangen und die Adresse mit https:// eintragen.",
        en: "Better have the Konnektor’s administration demand TLS, and take the address with https://.",
    }
    remark_plain_though_offered() {
        de: "Auf dem Weg zum Konnektor ist nichts verschlüsselt, auch kein Kennwort: die Adresse im Profil ist eine mit http. Seine Dienste sind auch mit TLS zu erreichen.",
        en: "Nothing is encrypted on the way to the Konnektor, no password either: the address in the profile is one with http. Its services can be reached with TLS, too.",
    }
    remark_plain_directory() {
        de: "Das Dienstverzeichnis kommt unverschlüsselt, und ein Kennwort geht mit dieser Frage unverschlüsselt hin: die Adresse im Profil ist eine mit http. Die Dienste verlangt der Konnektor mit TLS, und so werden sie gefragt.",
        en: "The service directory comes without encryption, and a password goes there with that question without it: the address in the profile is one with http. The Konnektor demands TLS for its services, and so they are asked.",
    }
    remark_plain_offered_do(profile: &str) {
        de: "Die Adresse mit https eintragen: „pinlotse konnektor einrichten {profile} --again“.",
        en: "Enter the address with https: “pinlotse konnektor add {profile} --again”.",
    }
    remark_client_system() {
        de: "Das Clientsystem klingt nach dem der Praxissoftware. Wer dort eine PIN seines eHBA eingibt, sperrt den Ausweis für andere Benutzer desselben Clientsystems (Fehler 4018), bis er gezogen wird.",
        en: "The Clientsystem sounds like that of the practice software. Who enters a PIN of an eHBA there keeps other users of the same Clientsystem from that card (error 4018) until it is pulled.",
    }
    remark_client_system_do() {
        de: "Für pinlotse in der Verwaltung des Konnektors ein eigenes Clientsystem anlegen.",
        en: "Make a Clientsystem of its own for pinlotse in the Konnektor’s administration.",
    }
    remark_server_over(until: &str) {
        de: "Das Zertifikat des Konnektors galt nur bis {until}. Für pinlotse zählt nur sein Fingerabdruck, und der stimmt; andere Programme lehnen es vielleicht ab.",
        en: "The certificate of the Konnektor was valid until {until} only. For pinlotse its fingerprint alone counts, and that is right; other programs may refuse it.",
    }
    remark_server_ends(until: &str, days: &str) {
        de: "Das Zertifikat des Konnektors gilt noch {days}, bis {until}. Bekommt er ein neues, ist sein Fingerabdruck ein anderer, und pinlotse geht erst nach einem neuen Vergleich wieder hin.",
        en: "The certificate of the Konnektor is valid for {days} more, until {until}. When it gets another one its fingerprint is another one, too, and pinlotse goes there again only after that was compared.",
    }
    remark_server_early(from: &str) {
        de: "Das Zertifikat des Konnektors gilt erst ab {from}. Geht die Uhr dieses PCs falsch?",
        en: "The certificate of the Konnektor is valid from {from} on only. Is the clock of this PC wrong?",
    }
    remark_server_unknown() {
        de: "Bis wann das Zertifikat des Konnektors gilt, lässt sich nicht lesen. Für pinlotse zählt nur sein Fingerabdruck, und der stimmt.",
        en: "Until when the certificate of the Konnektor is valid cannot be read. For pinlotse its fingerprint alone counts, and that is right.",
    }
    remark_server_do(name: &str) {
        de: "In der Verwaltung des Konnektors nachsehen, wann er ein neues bekommt; danach hier: „pinlotse konnektor einrichten {name} --again“.",
        en: "Look in the Konnektor’s administration when it gets another one; after that, here: “pinlotse konnektor add {name} --again”.",
    }
    remark_client_over(until: &str) {
        de: "Das Clientzertifikat galt nur bis {until}. Ein Konnektor nimmt es wahrscheinlich nicht mehr an.",
        en: "The client certificate was valid until {until} only. A Konnektor will probably not take it any more.",
    }
    remark_client_ends(until: &str, days: &str) {
        de: "Das Clientzertifikat gilt noch {days}, bis {until}. Danach nimmt der Konnektor es wahrscheinlich nicht mehr an.",
        en: "The client certificate is valid for {days} more, until {until}. After that the Konnektor will probably not take it any more.",
    }
    remark_client_early(from: &str) {
        de: "Das Clientzertifikat gilt erst ab {from}. Geht die Uhr dieses PCs falsch?",
        en: "The client certificate is valid from {from} on only. Is the clock of this PC wrong?",
    }
    remark_client_unknown() {
        de: "Bis wann das Clientzertifikat gilt, lässt sich nicht lesen.",
        en: "Until when the client certificate is valid cannot be read.",
    }
    remark_client_do(name: &str) {
        de: "In der Verwaltung des Konnektors für dieses Clientsystem ein neues ausgeben lassen (Datei .p12); dann: „pinlotse konnektor einrichten {name} --again --key-file DATEI“.",
        en: "Have the Konnektor’s administration hand out another one for this Clientsystem (.p12 file); then: “pinlotse konnektor add {name} --again --key-file FILE”.",
    }
    remark_warned_terminals(warning: &str) {
        de: "Der Konnektor hat zur Liste der Kartenterminals eine Warnung: sie ist vielleicht nicht vollständig. {warning}",
        en: "The Konnektor has a warning beside its list of card terminals: it may not be complete. {warning}",
    }
    remark_warned_cards(warning: &str) {
        de: "Der Konnektor hat zur Liste der Karten eine Warnung: sie ist vielleicht nicht vollständig. {warning}",
        en: "The Konnektor has a warning beside its list of cards: it may not be complete. {warning}",
    }
    remark_not_connected_one(terminal: &str) {
        de: "Der Konnektor hat keine Verbindung zum Kartenterminal {terminal}: seine Karten sind nicht zu sehen.",
        en: "The Konnektor has no connection to the card terminal {terminal}: its cards cannot be seen.",
    }
    remark_not_connected(terminals: &str) {
        de: "Der Konnektor hat keine Verbindung zu den Kartenterminals {terminals}: ihre Karten sind nicht zu sehen.",
        en: "The Konnektor has no connection to the card terminals {terminals}: their cards cannot be seen.",
    }
    remark_not_connected_do() {
        de: "Einschalten und prüfen, ob es im Netz ist; in der Verwaltung des Konnektors muss es gekoppelt (Pairing) und aktiv sein und als verbunden dastehen.",
        en: "Switch it on and check that it is in the network; in the Konnektor’s administration it has to be paired and active, and shown as connected.",
    }
    remark_none_here() {
        de: "Keines der Kartenterminals steht an diesem Arbeitsplatz. Nach PINs fragt dann ein anderes, das in der Verwaltung als Remote-PIN-Kartenterminal des Arbeitsplatzes eingetragen ist.",
        en: "None of the card terminals stands at this workplace. PINs are then asked for at another one, which the administration has as the workplace’s terminal for remote PINs.",
    }
    remark_none_here_do() {
        de: "Einfacher ist es, das Kartenterminal mit der Karte dem Arbeitsplatz als lokales zuzuordnen.",
        en: "It is simpler to assign the card terminal with the card to the workplace as a local one.",
    }
    remark_no_cards() { de: "Keine SMC-B und kein eHBA ist zu sehen.", en: "No SMC-B and no eHBA is to be seen." }
    remark_no_cards_do() {
        de: "Eine SMC-B, die steckt und hier fehlt, ist im Konnektor noch nicht eingetragen: in seiner Verwaltung mit ihrer Nummer (ICCSN) eintragen und dem Mandanten zuordnen. Ein eHBA braucht das nicht, nur sein Kartenterminal muss dem Mandanten zugeordnet sein.",
        en: "An SMC-B that is in and missing here is not entered in the Konnektor yet: enter its number (ICCSN) in the administration and assign it to the Mandant. An eHBA needs no entry, only its card terminal has to be assigned to the Mandant.",
    }
    remark_no_smcb() { de: "Eine SMC-B ist nicht zu sehen.", en: "No SMC-B is to be seen." }
    remark_no_smcb_do() {
        de: "Steckt eine, dann in der Verwaltung des Konnektors ihre Nummer (ICCSN) eintragen und sie dem Mandanten zuordnen.",
        en: "If one is in, enter its number (ICCSN) in the Konnektor’s administration and assign it to the Mandant.",
    }
    remark_user() {
        de: "Ein eHBA steckt, und kein Benutzer ist angegeben. Die PINs eines eHBA lassen sich ohne ihn nur ansehen.",
        en: "An eHBA is in, and no user is set. Without one the PINs of an eHBA can only be looked at.",
    }
    remark_user_do(name: &str) {
        de: "Ein Name nach Wahl genügt: „pinlotse konnektor einrichten {name} --again --user BENUTZER“.",
        en: "Any name will do: “pinlotse konnektor add {name} --again --user USER”.",
    }
    remark_cards_elsewhere(cards: &str, workplace: &str) {
        de: "An anderen Arbeitsplätzen des Mandanten: {cards}. Vom Arbeitsplatz „{workplace}“ aus ist das nicht zu benutzen.",
        en: "At other workplaces of the Mandant: {cards}. That cannot be used from the workplace “{workplace}”.",
    }
    remark_cards_elsewhere_do(workplace: &str, name: &str) {
        de: "Die Karte in ein Kartenterminal des Arbeitsplatzes „{workplace}“ stecken. Oder in der Verwaltung des Konnektors, im Informationsmodell, ihr Kartenterminal auch diesem Arbeitsplatz zuordnen: als lokales, wenn es dort steht, sonst als entferntes mit einem Remote-PIN-Kartenterminal. Steht dieser PC an dem anderen Arbeitsplatz: „pinlotse konnektor einrichten {name} --again --workplace ARBEITSPLATZ“.",
        en: "Put the card into a card terminal of the workplace “{workplace}”. Or assign its card terminal to this workplace, too, in the Konnektor’s administration, in its Informationsmodell: as a local one if it stands there, else as a remote one with a terminal for remote PINs. If this PC is at the other workplace: “pinlotse konnektor add {name} --again --workplace WORKPLACE”.",
    }
    remark_terminals_elsewhere(terminals: &str, workplace: &str) {
        de: "Mandant und Clientsystem haben Kartenterminals, aber nicht am Arbeitsplatz „{workplace}“: {terminals}.",
        en: "Mandant and Clientsystem have card terminals, but not at the workplace “{workplace}”: {terminals}.",
    }
    remark_terminals_elsewhere_do(workplace: &str, name: &str) {
        de: "Das Kartenterminal, das an diesem PC steht, in der Verwaltung des Konnektors, im Informationsmodell, dem Arbeitsplatz „{workplace}“ als lokales zuordnen. Ist dieser PC einer der anderen Arbeitsplätze: „pinlotse konnektor einrichten {name} --again --workplace ARBEITSPLATZ“.",
        en: "Assign the card terminal that stands at this PC to the workplace “{workplace}” as a local one, in the Konnektor’s administration, in its Informationsmodell. If this PC is one of the other workplaces: “pinlotse konnektor add {name} --again --workplace WORKPLACE”.",
    }
}
