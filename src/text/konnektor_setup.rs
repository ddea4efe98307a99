//! Setting a Konnektor up: the questions to its administrator, and what a test found.

use super::messages;

messages! {
    setup_none() { de: "Auf diesem PC ist kein Konnektor eingerichtet.", en: "No Konnektor is set up on this PC." }
    setup_none_do() {
        de: "Einrichten: „pinlotse konnektor einrichten NAME“, zum Beispiel mit dem Namen praxis.",
        en: "Set one up: “pinlotse konnektor add NAME”, by the name praxis, say.",
    }
    setup_line(name: &str, address: &str) { de: "{name}: {address}", en: "{name}: {address}" }
    setup_line_unusable(name: &str) { de: "{name}: nicht benutzbar", en: "{name}: cannot be used" }
    setup_heading(name: &str) { de: "Konnektor „{name}“", en: "Konnektor “{name}”" }
    setup_address(address: &str) { de: "Adresse: {address}", en: "Address: {address}" }
    setup_mandant(id: &str) { de: "Mandant: {id}", en: "Mandant (tenant): {id}" }
    setup_client_system(id: &str) { de: "Clientsystem: {id}", en: "Clientsystem (client system): {id}" }
    setup_workplace(id: &str) { de: "Arbeitsplatz: {id}", en: "Arbeitsplatz (workplace): {id}" }
    setup_user(id: &str) { de: "Benutzer: {id}", en: "Benutzer (user): {id}" }
    setup_no_user() {
        de: "Benutzer: keiner; für die PINs eines eHBA ist einer nötig",
        en: "Benutzer (user): none; one is needed for the PINs of an eHBA",
    }
    setup_login_none() { de: "Anmeldung: keine", en: "Login: none" }
    setup_login_basic(user: &str) {
        de: "Anmeldung: als „{user}“ mit Kennwort; es wird jedes Mal erfragt",
        en: "Login: as “{user}” with a password, which is asked for each time",
    }
    setup_login_key(path: &str) {
        de: "Anmeldung: mit dem Clientzertifikat in {path}; das Kennwort der Datei wird jedes Mal erfragt",
        en: "Login: by the client certificate in {path}; the file’s password is asked for each time",
    }
    setup_fingerprint() {
        de: "Zertifikat des Konnektors, Fingerabdruck nach SHA-256:",
        en: "Certificate of the Konnektor, SHA-256 fingerprint:",
    }
    setup_rewrites() {
        de: "Die Dienste werden unter dieser Adresse angesprochen, auch wenn das Dienstverzeichnis andere nennt.",
        en: "The services are reached at this address, even where the service directory names others.",
    }
    setup_plain() { de: "Ohne Verschlüsselung erlaubt.", en: "Allowed without encryption." }
    setup_path(path: &str) { de: "Datei: {path}", en: "File: {path}" }
    setup_path_of_pc(path: &str) { de: "Datei, für alle auf diesem PC: {path}", en: "File, for all on this PC: {path}" }
    setup_trial() { de: "Test, der nur liest", en: "A test that only reads" }
    setup_no_terminal(workplace: &str) {
        de: "Dem Arbeitsplatz „{workplace}“ ist kein Kartenterminal zugeordnet, oder nicht für diesen Mandanten und dieses Clientsystem.",
        en: "No card terminal is assigned to the workplace “{workplace}”, or not for this Mandant and this Clientsystem.",
    }
    setup_no_terminal_do() {
        de: "In der Verwaltung des Konnektors, im Informationsmodell: das Kartenterminal dem Mandanten und dem Arbeitsplatz zuordnen, und den Arbeitsplatz dem Clientsystem.",
        en: "In the Konnektor’s administration, in its Informationsmodell: assign the card terminal to the Mandant and the Arbeitsplatz, and the Arbeitsplatz to the Clientsystem.",
    }
    setup_begin(name: &str) {
        de: "Der Konnektor wird als „{name}“ eingerichtet. Nötig sind Angaben aus seiner Verwaltung; am Konnektor und an Karten wird nichts geändert.",
        en: "The Konnektor is set up as “{name}”. What is needed stands in its administration; nothing is changed at the Konnektor or at cards.",
    }
    setup_enter_keeps(prompt: &str, value: &str) { de: "{prompt} (Enter: {value}):", en: "{prompt} (Enter: {value}):" }
    setup_ask_address() {
        de: "Adresse des Konnektors, zum Beispiel 10.0.0.1 oder konnektor.praxis:8443:",
        en: "Address of the Konnektor, for example 10.0.0.1 or konnektor.praxis:8443:",
    }
    setup_ask_mandant() { de: "Mandant, wie er in der Verwaltung heißt:", en: "Mandant, as the administration calls it:" }
    setup_ask_client_system() {
        de: "Clientsystem, am besten ein eigenes, das nur pinlotse benutzt:",
        en: "Clientsystem, best one that only pinlotse uses:",
    }
    setup_stopped(name: &str) {
        de: "Abgebrochen. Das Profil „{name}“ wurde nicht gespeichert.",
        en: "Cancelled. The profile “{name}” was not saved.",
    }
    setup_stopped_again(name: &str) {
        de: "Abgebrochen. Das Profil „{name}“ bleibt, wie es war.",
        en: "Cancelled. The profile “{name}” stays as it was.",
    }
    setup_stopped_removing(name: &str) {
        de: "Abgebrochen. Das Profil „{name}“ wurde nicht gelöscht.",
        en: "Cancelled. The profile “{name}” was not removed.",
    }
    setup_stopped_testing() {
        de: "Abgebrochen. Der Konnektor wurde nur gefragt; verändert wurde nichts.",
        en: "Cancelled. The Konnektor was only asked; nothing was changed.",
    }
    setup_ask_workplace() {
        de: "Arbeitsplatz, an dem das Kartenterminal steht:",
        en: "Arbeitsplatz at which the card terminal stands:",
    }
    setup_ask_user() {
        de: "Benutzer, frei wählbar; nötig für die PINs eines eHBA (Enter: keiner):",
        en: "User, any name; needed for the PINs of an eHBA (Enter: none):",
    }
    setup_ask_user_or_none(nobody: &str) {
        de: "Benutzer, frei wählbar; nötig für die PINs eines eHBA („{nobody}“: keiner):",
        en: "User, any name; needed for the PINs of an eHBA (“{nobody}”: none):",
    }
    setup_answer_not_read() {
        de: "Das ließ sich nicht als Text lesen: das Terminal schreibt nicht mit UTF-8. Bitte noch einmal, ohne Umlaute, oder an einem Terminal mit UTF-8.",
        en: "That could not be read as text: the terminal does not write UTF-8. Please once more, without umlauts, or at a terminal with UTF-8.",
    }
    setup_ask_login() { de: "Wie meldet man sich am Konnektor an?", en: "How does one log in at the Konnektor?" }
    setup_choice_none() { de: "gar nicht", en: "not at all" }
    setup_choice_basic() { de: "mit Benutzername und Kennwort", en: "by user name and password" }
    setup_choice_key() {
        de: "mit einem Clientzertifikat (Datei .p12 aus der Verwaltung des Konnektors)",
        en: "by a client certificate (.p12 file from the Konnektor’s administration)",
    }
    setup_ask_login_user() { de: "Benutzername für die Anmeldung:", en: "User name for the login:" }
    setup_ask_key_file() { de: "Datei mit dem Clientzertifikat (.p12):", en: "File with the client certificate (.p12):" }
    setup_answer_unfit(expected: &str) { de: "Das passt nicht; erwartet wird {expected}.", en: "That does not fit; expected is {expected}." }
    setup_client_system_why() {
        de: "Ein eHBA, dessen PIN eingegeben wurde, ist für andere Benutzer desselben Clientsystems nicht mehr zu haben (Fehler 4018), bis er gezogen wird. Teilt sich pinlotse das Clientsystem mit der Praxissoftware, kann deshalb niemand mehr damit unterschreiben.",
        en: "An eHBA whose PIN was entered cannot be had by other users of the same Clientsystem (error 4018) until it is pulled. Where pinlotse shares the Clientsystem of the practice software, nobody can sign with it any more.",
    }
    setup_client_system_suspect(id: &str) {
        de: "Achtung: „{id}“ klingt nach dem Clientsystem der Praxissoftware.",
        en: "Attention: “{id}” sounds like the Clientsystem of the practice software.",
    }
    setup_client_system_own(id: &str) {
        de: "Ist „{id}“ ein eigenes Clientsystem, das nur pinlotse benutzt?",
        en: "Is “{id}” a Clientsystem of its own that only pinlotse uses?",
    }
    setup_client_system_make() {
        de: "In der Verwaltung des Konnektors ein Clientsystem anlegen, zum Beispiel „pinlotse“, und es Mandant und Arbeitsplatz zuordnen. Strg-C bricht hier ab; nichts ist eingerichtet.",
        en: "Make a Clientsystem in the Konnektor’s administration, “pinlotse”, say, and assign it to Mandant and Arbeitsplatz. Ctrl-C ends this; nothing is set up.",
    }
    setup_compare() {
        de: "Der Server an dieser Adresse zeigt ein Zertifikat mit diesem Fingerabdruck nach SHA-256:",
        en: "The server at this address shows a certificate with this SHA-256 fingerprint:",
    }
    setup_compare_where() {
        de: "Vergleichen Sie ihn mit dem in der Verwaltung des Konnektors: beim Zertifikat, mit dem er sich gegenüber Clientsystemen ausweist (ID.AK.AUT); die Menüs heißen je nach Hersteller anders. Steht dort nur das Zertifikat, laden Sie es herunter und lassen Sie den Fingerabdruck ausrechnen: „openssl x509 -in DATEI -noout -fingerprint -sha256“.",
        en: "Compare it with that in the Konnektor’s administration: at the certificate by which it identifies itself to client systems (ID.AK.AUT); what the menus are called depends on the maker. If there is only the certificate, download it and have the fingerprint worked out: “openssl x509 -in FILE -noout -fingerprint -sha256”.",
    }
    setup_compare_before() { de: "Bisher galt:", en: "Until now this one counted:" }
    setup_insecure_http_unused() {
        de: "Hinweis: „--insecure-http“ gilt nur für Adressen mit http://. Diese hat https://; ohne Verschlüsselung wird nichts gesendet.",
        en: "Note: “--insecure-http” counts for addresses with http:// only. This one has https://; nothing is sent without encryption.",
    }
    setup_compare_question() {
        de: "Stimmen alle 32 Zeichenpaare überein?",
        en: "Are all 32 pairs the same?",
    }
    setup_compared_before() {
        de: "Das Zertifikat des Servers ist dasselbe wie bisher.",
        en: "The server’s certificate is the same as before.",
    }
    setup_not_compared() {
        de: "Noch nicht verglichen: Ohne den Vergleich wird nichts eingerichtet.",
        en: "Not compared yet: nothing is set up without that.",
    }
    setup_compared_part() {
        de: "Das ist nur ein Teil eines Fingerabdrucks. Bitte j oder n eingeben, oder alle 32 Zeichenpaare in einer Zeile einfügen.",
        en: "That is only a part of a fingerprint. Please type y or n, or paste all 32 pairs in one line.",
    }
    setup_compared() {
        de: "Der Fingerabdruck des Servers ist der angegebene.",
        en: "The fingerprint of the server is the one that was given.",
    }
    setup_fetching() { de: "Zertifikat des Konnektors holen …", en: "Fetching the certificate of the Konnektor …" }
    setup_testing() { de: "Konnektor prüfen, nur lesend …", en: "Testing the Konnektor, only reading …" }
    setup_certificate(holder: &str, until: &str) {
        de: "Clientzertifikat „{holder}“, gültig bis {until}.",
        en: "Client certificate “{holder}”, valid until {until}.",
    }
    setup_certificate_over(holder: &str, until: &str) {
        de: "Achtung: Das Clientzertifikat „{holder}“ galt nur bis {until}. Ein Konnektor nimmt es wahrscheinlich nicht mehr an; in seiner Verwaltung ein neues ausgeben lassen.",
        en: "Attention: the client certificate “{holder}” was valid until {until} only. A Konnektor will probably not take it any more; have its administration hand out another one.",
    }
    setup_certificate_odd() {
        de: "Achtung: Wem das Clientzertifikat gehört und bis wann es gilt, lässt sich nicht lesen.",
        en: "Attention: whose the client certificate is and until when it is valid cannot be read.",
    }
    setup_key_file_open(path: &str, help: &str) {
        de: "Hinweis: Auch andere Nutzer dieses PCs dürfen die Datei mit dem Clientzertifikat ({path}) lesen; vor ihnen schützt sie nur ihr Kennwort. {help} Braucht ein anderes Programm sie, eine eigene Kopie nehmen.",
        en: "Note: other users of this PC may read the file with the client certificate ({path}), too; only its password protects it from them. {help} If another program needs it, take a copy of your own.",
    }
    setup_key_file_writable(path: &str, help: &str) {
        de: "Achtung: Jeder Nutzer dieses PCs darf die Datei mit dem Clientzertifikat ({path}) ändern, austauschen oder unbrauchbar machen. {help}",
        en: "Attention: every user of this PC may change the file with the client certificate ({path}), put another one in its place, or make it useless. {help}",
    }
    setup_password_again() {
        de: "Das Kennwort noch einmal eingeben?",
        en: "Type the password once more?",
    }
    setup_save_anyway() {
        de: "Der Test ist nicht gelungen. Die Angaben trotzdem speichern?",
        en: "The test failed. Keep the particulars all the same?",
    }
    setup_not_saved() { de: "Nichts wurde gespeichert.", en: "Nothing was kept." }
    setup_saved(name: &str, path: &str) {
        de: "Gespeichert als „{name}“ in {path}. Nur dieser Nutzer darf die Datei lesen; ein Kennwort steht nicht darin.",
        en: "Kept as “{name}” in {path}. Only this user may read the file; there is no password in it.",
    }
    setup_next(name: &str) {
        de: "Als Nächstes: „pinlotse --reader konnektor:{name} status“. Das liest nur.",
        en: "Next: “pinlotse --reader konnektor:{name} status”. That only reads.",
    }
    setup_well(name: &str) { de: "Der Konnektor „{name}“ ist zu erreichen.", en: "The Konnektor “{name}” can be reached." }
    setup_remove_question(name: &str) {
        de: "Den Konnektor „{name}“ auf diesem PC vergessen? Am Konnektor selbst ändert das nichts.",
        en: "Forget the Konnektor “{name}” on this PC? That changes nothing at the Konnektor itself.",
    }
    setup_kept() { de: "Nichts wurde gelöscht.", en: "Nothing was removed." }
    setup_removed(path: &str) { de: "Gelöscht: {path}", en: "Removed: {path}" }
    setup_key_not_ours(path: &str) {
        de: "Nicht gelöscht: {path}. pinlotse hat diese Datei mit dem Clientzertifikat nicht angelegt; wird sie nicht mehr gebraucht, bitte selbst löschen.",
        en: "Not removed: {path}. pinlotse did not make this file with the client certificate; where it is no longer needed, please delete it yourself.",
    }
    setup_key_used(path: &str) {
        de: "Nicht gelöscht: {path}. Ein anderes Profil benutzt diese Datei mit dem Clientzertifikat.",
        en: "Not removed: {path}. Another profile uses this file with the client certificate.",
    }
    setup_key_left(path: &str) {
        de: "Nicht gelöscht: {path}. Darin liegt der private Schlüssel; den Befehl wiederholen oder die Datei selbst löschen.",
        en: "Not removed: {path}. The private key is in it; repeat the command, or delete the file yourself.",
    }
    kon_version(version: &str) {
        de: "Hinweis: Die Datei ist von der Fassung {version}; bekannt ist 1.0.0. Die Angaben bitte prüfen.",
        en: "Note: the file is of version {version}; 1.0.0 is known. Please check what was taken over.",
    }
    kon_no_verification() {
        de: "Hinweis: Die Datei lässt den Server ungeprüft (insecureSkipVerify). Das wird nicht übernommen: sein Zertifikat wird hier verglichen und gilt danach allein.",
        en: "Note: the file leaves the server unverified (insecureSkipVerify). That is not taken over: its certificate is compared here, and counts alone from then on.",
    }
    kon_expected_host(host: &str) {
        de: "Hinweis: Die Datei erwartet im Zertifikat den Namen „{host}“. Hier zählt kein Name, sondern der Fingerabdruck.",
        en: "Note: the file expects the name “{host}” in the certificate. No name counts here, but the fingerprint.",
    }
    kon_authorities() {
        de: "Hinweis: Die Zertifikate von Ausstellern in der Datei werden nicht übernommen; hier zählt nur das Zertifikat des Konnektors selbst.",
        en: "Note: the certificates of authorities in the file are not taken over; only the Konnektor’s own certificate counts here.",
    }
    kon_same_certificate() {
        de: "Die .kon-Datei nennt denselben. Verglichen ist er damit nicht: Wer die Datei geschrieben hat, weiß dieses Programm nicht.",
        en: "The .kon file names the same one. That does not make it a compared one: this program does not know who wrote the file.",
    }
    kon_other_certificate() {
        de: "Achtung: Die .kon-Datei nennt ein anderes Zertifikat als das, das der Server zeigt. Wurde der Konnektor getauscht, oder bekam er ein neues? In der Datei:",
        en: "Attention: the .kon file names another certificate than the one that the server shows. Was the Konnektor exchanged, or did it get a new one? In the file:",
    }
    kon_password() {
        de: "Hinweis: In der Datei steht ein Kennwort. Es wird nicht übernommen, sondern erfragt; die Datei danach sicher aufbewahren oder löschen.",
        en: "Note: there is a password in the file. It is not taken over, but asked for; keep the file safe afterwards, or delete it.",
    }
    kon_environment(word: &str) {
        de: "Hinweis: Die Datei ist für die Umgebung „{word}“ der Telematikinfrastruktur; hier macht das keinen Unterschied.",
        en: "Note: the file is for the environment “{word}” of the Telematikinfrastruktur; it makes no difference here.",
    }
}
