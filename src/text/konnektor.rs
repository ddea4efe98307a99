//! Sentences about Konnektors: why one gives nothing, and what its administrator can do.

use super::messages;

messages! {
    konnektor_not_built() {
        de: "Dieses pinlotse wurde ohne den Weg zu einem Konnektor gebaut. Es wurde nichts gesendet.",
        en: "This pinlotse was built without a way to a Konnektor. Nothing was sent.",
    }
    konnektor_not_built_do() {
        de: "Ein pinlotse verwenden, das mit diesem Weg gebaut ist, oder die Karte in einen Leser an diesem PC stecken.",
        en: "Use a pinlotse that was built with this way, or put the card into a reader at this PC.",
    }
    konnektor_before() { de: "An der Karte wurde nichts getan.", en: "Nothing was done to the card." }
    konnektor_later() {
        de: "Die bisher gemeldeten Ergebnisse gelten; danach wurde nichts mehr an die Karte gegeben.",
        en: "The results reported so far hold; nothing was sent to the card after that.",
    }
    konnektor_said(code: u32, words: &str) { de: "{code}: „{words}“", en: "{code}: “{words}”" }
    konnektor_said_number(code: u32) { de: "{code}", en: "{code}" }
    konnektor_said_words(words: &str) { de: "ohne Nummer: „{words}“", en: "without a number: “{words}”" }
    konnektor_said_nothing() { de: "ohne Nummer", en: "without a number" }
    konnektor_no_name(host: &str) {
        de: "Der Name „{host}“ des Konnektors ist in diesem Netz nicht bekannt.",
        en: "The name “{host}” of the Konnektor is not known in this network.",
    }
    konnektor_unreachable(host: &str, cause: &str) {
        de: "Der Konnektor ist unter „{host}“ nicht zu erreichen: {cause}.",
        en: "The Konnektor cannot be reached at “{host}”: {cause}.",
    }
    konnektor_unreachable_do() {
        de: "Prüfen, ob dieser PC im Netz der Praxis ist (bei einem TI-Gateway: ob dessen Verbindung steht) und ob Adresse und Port stimmen. Beides weiß, wer den Konnektor verwaltet.",
        en: "Check that this PC is in the network of the practice (with a TI-Gateway: that its connection is up) and that address and port are right. Whoever administers the Konnektor knows both.",
    }
    konnektor_leads_nowhere(what: &str) {
        de: "Das Dienstverzeichnis des Konnektors war zu lesen, aber die Adresse, die es für seine Dienste nennt, führt von diesem PC aus nicht hin. {what}",
        en: "The service directory of the Konnektor could be read, but the address that it names for its services does not lead there from this PC. {what}",
    }
    konnektor_leads_nowhere_do() {
        de: "Steht der Konnektor hinter einem Gateway oder einer Adressumsetzung (NAT): die Dienste unter der eingetragenen Adresse ansprechen: „pinlotse konnektor einrichten NAME --again --rewrite“. Sonst muss diese Adresse aus dem Netz der Praxis zu erreichen sein; das kann einrichten, wer den Konnektor verwaltet.",
        en: "If the Konnektor stands behind a gateway or an address translation (NAT): reach the services at the address of the profile: “pinlotse konnektor add NAME --again --rewrite”. Otherwise that address has to be reachable from the network of the practice; whoever administers the Konnektor can set that up.",
    }
    konnektor_address_unusable() {
        de: "Die Adresse des Konnektors ist keine, die sich verwenden lässt.",
        en: "The address of the Konnektor is none that can be used.",
    }
    konnektor_silent(seconds: &str) {
        de: "Der Konnektor hat {seconds} lang nicht geantwortet.",
        en: "The Konnektor did not answer for {seconds}.",
    }
    konnektor_unfinished(seconds: &str) {
        de: "Der Konnektor hat zu antworten begonnen und ist nach {seconds} nicht damit fertig geworden.",
        en: "The Konnektor began to answer and had not finished after {seconds}.",
    }
    konnektor_broken() {
        de: "Die Verbindung zum Konnektor brach ab.",
        en: "The connection to the Konnektor broke.",
    }
    konnektor_http_status(status: u16) {
        de: "Statt einer Antwort kam vom Konnektor der HTTP-Status {status}.",
        en: "Instead of an answer the Konnektor sent the HTTP status {status}.",
    }
    konnektor_not_http() {
        de: "Was unter der Adresse des Konnektors antwortet, ist kein Konnektor: es spricht kein HTTP.",
        en: "What answers at the address of the Konnektor is none: it does not speak HTTP.",
    }
    konnektor_encoded(coding: &str) {
        de: "Die Antwort kam gepackt („{coding}“), ohne dass das verlangt war; so lässt sie sich nicht lesen.",
        en: "The answer came packed (“{coding}”) although nobody asked for that; it cannot be read so.",
    }
    konnektor_encoded_do() {
        de: "Das tut kein Konnektor, sondern etwas auf dem Weg (Proxy, Gateway): dort das Packen für den Konnektor abschalten (Content-Encoding, Transfer-Encoding), oder im Profil die Adresse eintragen, unter der er ohne Umweg zu erreichen ist.",
        en: "No Konnektor does that, but something on the way (proxy, gateway): switch the packing for the Konnektor off there (Content-Encoding, Transfer-Encoding), or enter the address in the profile at which it is reached directly.",
    }
    konnektor_sent_elsewhere(address: &str) {
        de: "Der Konnektor schickt an eine andere Adresse, der nicht gefolgt wird („{address}“).",
        en: "The Konnektor sends to another address, which is not followed (“{address}”).",
    }
    konnektor_silent_do() {
        de: "Einen Augenblick warten und es noch einmal versuchen. Bleibt es so, den Konnektor von seiner Administration prüfen lassen.",
        en: "Wait a moment and try again. If it stays so, have the Konnektor checked by its administration.",
    }
    konnektor_not_tls() {
        de: "Unter der Adresse des Konnektors antwortet etwas ohne TLS.",
        en: "What answers at the address of the Konnektor does not speak TLS.",
    }
    konnektor_not_tls_do() {
        de: "Den Port im Profil prüfen: TLS liegt meist auf 443, unverschlüsselt auf 80.",
        en: "Check the port in the profile: TLS is mostly at 443, without encryption at 80.",
    }
    konnektor_wants_tls() {
        de: "Unter der Adresse des Konnektors antwortet nichts ohne TLS, und im Profil steht eine Adresse ohne TLS.",
        en: "Nothing answers without TLS at the address of the Konnektor, and the address in the profile is one without TLS.",
    }
    konnektor_wants_tls_do() {
        de: "Im Profil eine Adresse mit https verwenden, oder den Port prüfen: TLS liegt meist auf 443, unverschlüsselt auf 80. In der Verwaltung des Konnektors steht, was für Clientsysteme eingeschaltet ist.",
        en: "Use an address with https in the profile, or check the port: TLS is mostly at 443, without encryption at 80. The administration of the Konnektor shows what is switched on for client systems.",
    }
    konnektor_no_common_way(alert: &str) {
        de: "Der Konnektor brach den Aufbau der verschlüsselten Verbindung ab, meist weil beide kein Verfahren gemeinsam haben. Seine Meldung: {alert}.",
        en: "The Konnektor broke off while the encrypted connection was set up, mostly because both have no procedure in common. Its message: {alert}.",
    }
    konnektor_refuses_tls(alert: &str) {
        de: "Der Konnektor brach den Aufbau der verschlüsselten Verbindung ab. Seine Meldung: {alert}.",
        en: "The Konnektor broke off while the encrypted connection was set up. Its message: {alert}.",
    }
    konnektor_old_tls(alert: &str) {
        de: "Der Konnektor spricht mit Clientsystemen keine Version von TLS, die dieses Programm spricht: 1.2 und 1.3. Seine Meldung: {alert}.",
        en: "The Konnektor speaks no version of TLS with client systems that this program speaks: 1.2 and 1.3. Its message: {alert}.",
    }
    konnektor_old_tls_do() {
        de: "In der Verwaltung des Konnektors für Clientsysteme TLS 1.2 einschalten, oder seine Firmware auf einen aktuellen Stand bringen lassen.",
        en: "Switch TLS 1.2 for client systems on in the administration of the Konnektor, or have its firmware brought up to date.",
    }
    konnektor_unusable_key(why: &str) {
        de: "Mit dem Schlüssel im Zertifikat des Konnektors lässt sich die Verbindung nicht prüfen: {why}.",
        en: "The connection cannot be checked with the key in the certificate of the Konnektor: {why}.",
    }
    konnektor_unusable_key_do() {
        de: "In der Verwaltung des Konnektors für Clientsysteme ein Zertifikat mit ECC oder mit RSA ab 2048 Bit wählen; danach ihn neu einrichten und den Fingerabdruck vergleichen: „pinlotse konnektor einrichten NAME --again“.",
        en: "Choose a certificate with ECC, or with RSA of at least 2048 bits, for client systems in the administration of the Konnektor; then set it up anew and compare the fingerprint: “pinlotse konnektor add NAME --again”.",
    }
    konnektor_tls_failed(why: &str) {
        de: "Mit dem Konnektor kam keine verschlüsselte Verbindung zustande („{why}“).",
        en: "No encrypted connection to the Konnektor came about (“{why}”).",
    }
    konnektor_tls_do() {
        de: "In der Verwaltung des Konnektors nachsehen, welches Zertifikat und welche TLS-Verfahren für Clientsysteme eingestellt sind, und dem Support beides nennen.",
        en: "Look in the administration of the Konnektor which certificate and which TLS procedures are set for client systems, and tell support both.",
    }
    konnektor_other_certificate(pinned: &str, seen: &str) {
        de: "Der Konnektor zeigt ein anderes Zertifikat als das, das beim Einrichten verglichen wurde. Verglichen: {pinned}. Gezeigt: {seen}.",
        en: "The Konnektor shows another certificate than the one that was compared when it was set up. Compared: {pinned}. Shown: {seen}.",
    }
    konnektor_not_its_key() {
        de: "Wer antwortet, zeigt das Zertifikat des Konnektors, hat aber den Schlüssel dazu nicht.",
        en: "Whoever answers shows the certificate of the Konnektor and does not have the key to it.",
    }
    konnektor_other_certificate_do() {
        de: "Wurde der Konnektor getauscht oder bekam er ein neues Zertifikat? Dann den gezeigten Fingerabdruck mit dem in seiner Verwaltung vergleichen und ihn neu einrichten: „pinlotse konnektor einrichten NAME --again“. Sonst nicht weitermachen: jemand könnte dazwischen sitzen.",
        en: "Was the Konnektor exchanged, or did it get a new certificate? Then compare the fingerprint that is shown with the one in its administration and set it up anew: “pinlotse konnektor add NAME --again”. Otherwise do not go on: somebody may sit in between.",
    }
    guide_other_certificate_do() {
        de: "Bitte nicht weitermachen. Wer den Konnektor betreut, muss nachsehen, ob er getauscht wurde oder ein neues Zertifikat hat; sonst könnte jemand dazwischen sitzen.",
        en: "Please do not go on. Whoever looks after the Konnektor must find out whether it was exchanged or has a new certificate; otherwise somebody may sit in between.",
    }
    konnektor_not_compared() {
        de: "Der Konnektor nennt für seine Dienste eine Adresse mit TLS. Sein Zertifikat wurde noch nie verglichen, deshalb wird dorthin nichts gesendet.",
        en: "The Konnektor names an address with TLS for its services. Its certificate was never compared, so nothing is sent there.",
    }
    konnektor_not_compared_do() {
        de: "Das Profil mit einer Adresse mit https einrichten, dann wird der Fingerabdruck verglichen: „pinlotse konnektor einrichten NAME --again“.",
        en: "Set the profile up with an address with https, then the fingerprint is compared: “pinlotse konnektor add NAME --again”.",
    }
    konnektor_wants_certificate() {
        de: "Der Konnektor verlangt ein Zertifikat des Clientsystems, und im Profil steht keines.",
        en: "The Konnektor wants a certificate of the client system, and the profile has none.",
    }
    konnektor_wants_certificate_do() {
        de: "In der Verwaltung des Konnektors für dieses Clientsystem ein Zertifikat ausstellen (Datei .p12) und es im Profil angeben.",
        en: "Issue a certificate for this client system in the administration of the Konnektor (a .p12 file) and name it in the profile.",
    }
    konnektor_refuses_certificate() {
        de: "Der Konnektor nimmt das Zertifikat dieses Clientsystems nicht an.",
        en: "The Konnektor does not accept the certificate of this client system.",
    }
    konnektor_certificate_expired() {
        de: "Der Konnektor nimmt das Zertifikat dieses Clientsystems nicht an: es ist abgelaufen.",
        en: "The Konnektor does not accept the certificate of this client system: it has expired.",
    }
    konnektor_certificate_revoked() {
        de: "Der Konnektor nimmt das Zertifikat dieses Clientsystems nicht an: es ist gesperrt.",
        en: "The Konnektor does not accept the certificate of this client system: it is revoked.",
    }
    konnektor_certificate_foreign() {
        de: "Der Konnektor nimmt das Zertifikat dieses Clientsystems nicht an: er kennt nicht, wer es ausgestellt hat.",
        en: "The Konnektor does not accept the certificate of this client system: it does not know who issued it.",
    }
    konnektor_certificate_denied() {
        de: "Der Konnektor lässt das Zertifikat dieses Clientsystems nicht zu.",
        en: "The Konnektor does not admit the certificate of this client system.",
    }
    konnektor_hangs_up_on_certificate() {
        de: "Der Konnektor legte auf, als er das Zertifikat dieses Clientsystems sah; vermutlich nimmt er es nicht an.",
        en: "The Konnektor hung up when it saw the certificate of this client system; most likely it does not accept it.",
    }
    konnektor_alert(alert: &str) { de: "Seine Meldung: {alert}.", en: "Its message: {alert}." }
    konnektor_new_certificate_do() {
        de: "In der Verwaltung des Konnektors für dieses Clientsystem ein neues Zertifikat ausstellen (Datei .p12) und es im Profil angeben: „pinlotse konnektor einrichten NAME --again“.",
        en: "Issue a new certificate for this client system in the administration of the Konnektor (a .p12 file) and name it in the profile: “pinlotse konnektor add NAME --again”.",
    }
    konnektor_refuses_certificate_do() {
        de: "In der Verwaltung des Konnektors prüfen, ob dieses Zertifikat noch gilt und dem Clientsystem des Profils zugeordnet ist; sonst ein neues ausstellen.",
        en: "Check in the administration of the Konnektor that this certificate is still valid and assigned to the client system of the profile; if not, issue a new one.",
    }
    konnektor_login_refused(status: u16) {
        de: "Der Konnektor lässt dieses Clientsystem nicht herein: die Anmeldung fehlt oder stimmt nicht (HTTP-Status {status}).",
        en: "The Konnektor does not let this client system in: the login is missing or wrong (HTTP status {status}).",
    }
    konnektor_login_refused_do() {
        de: "Wurde ein Kennwort eingegeben, ist es vielleicht vertippt: den Befehl wiederholen. Sonst in der Verwaltung des Konnektors nachsehen, wie sich dieses Clientsystem anmeldet (Benutzername und Kennwort, Zertifikat .p12 oder gar nicht), und den Konnektor danach einrichten: „pinlotse konnektor einrichten NAME --again“.",
        en: "If a password was typed, it may be mistyped: run the command again. Otherwise look in the administration of the Konnektor how this client system logs in (user name and password, a certificate .p12, or not at all), and set the Konnektor up by that: “pinlotse konnektor add NAME --again”.",
    }
    konnektor_plain() {
        de: "Der Konnektor ist dort nur unverschlüsselt zu erreichen, und das ist nicht erlaubt.",
        en: "The Konnektor is reached there without encryption only, which is not allowed.",
    }
    konnektor_plain_do() {
        de: "In der Verwaltung des Konnektors TLS für Clientsysteme einschalten und im Profil eine Adresse mit https verwenden.",
        en: "Switch TLS for client systems on in the administration of the Konnektor, and use an address with https in the profile.",
    }
    konnektor_other_host(host: &str) {
        de: "Der Konnektor nennt für seine Dienste eine andere Adresse ({host}). Ohne Verschlüsselung könnte das jemand auf dem Weg geändert haben; dorthin wird nichts gesendet.",
        en: "The Konnektor names another address for its services ({host}). Without encryption somebody on the way could have changed that; nothing is sent there.",
    }
    konnektor_other_host_do() {
        de: "Im Profil eine Adresse mit https verwenden. Geht das nicht: die Dienste nur unter der eingetragenen Adresse ansprechen: „pinlotse konnektor einrichten NAME --again --rewrite“.",
        en: "Use an address with https in the profile. Where that cannot be: reach the services at the address of the profile only: “pinlotse konnektor add NAME --again --rewrite”.",
    }
    terminal_moved() {
        de: "Das Kartenterminal ist seit der Anzeige anderen Arbeitsplätzen zugeordnet worden: Nach der PIN würde anderswo gefragt als gesagt.",
        en: "Since it was shown, the card terminal was assigned to other workplaces: the PIN would be asked for elsewhere than was said.",
    }
    terminal_moved_do() {
        de: "Den Befehl wiederholen und lesen, an welchem Terminal gefragt wird.",
        en: "Repeat the command and read at which terminal the PIN is asked for.",
    }
    konnektor_no_service(service: &str) {
        de: "Der Konnektor bietet den Dienst {service} nicht an.",
        en: "The Konnektor does not have the service {service}.",
    }
    konnektor_other_versions(service: &str, versions: &str, spoken: &str) {
        de: "Der Konnektor bietet den Dienst {service} nur in anderen Versionen an ({versions}); dieses Programm spricht {spoken}.",
        en: "The Konnektor has the service {service} in other versions only ({versions}); this program speaks {spoken}.",
    }
    konnektor_no_address(service: &str) {
        de: "Das Dienstverzeichnis des Konnektors nennt für {service} keine Adresse, die sich verwenden lässt.",
        en: "The service directory of the Konnektor gives no address for {service} that can be used.",
    }
    konnektor_service_do() {
        de: "Die Firmware des Konnektors auf einen aktuellen Stand bringen lassen; sonst dem Support die Version nennen.",
        en: "Have the firmware of the Konnektor brought up to date; otherwise tell support its version.",
    }
    konnektor_newer_service_do() {
        de: "Der Konnektor ist neuer, als dieses Programm ihn kennt: eine neuere Fassung von pinlotse nehmen, sonst dem Support die Version nennen.",
        en: "The Konnektor is newer than this program knows: take a newer edition of pinlotse, otherwise tell support its version.",
    }
    konnektor_user_wanted(said: &str) {
        de: "Für die PINs eines eHBA will der Konnektor wissen, wer sie eingibt; das fehlt ihm, oder er nimmt den Benutzer des Profils nicht ({said}).",
        en: "For the PINs of an eHBA the Konnektor wants to know who enters them; it misses that, or does not take the user of the profile ({said}).",
    }
    konnektor_other_client_system(said: &str) {
        de: "Der Konnektor kennt diese Anmeldung für ein anderes Clientsystem: Zertifikat oder Benutzername gehören nicht zu dem, das im Profil steht ({said}).",
        en: "The Konnektor knows this login for another client system: certificate or user name do not belong to the one in the profile ({said}).",
    }
    konnektor_other_client_system_do() {
        de: "In der Verwaltung des Konnektors nachsehen, zu welchem Clientsystem Zertifikat oder Benutzername gehören, und dieses ins Profil eintragen: „pinlotse konnektor einrichten NAME --again“.",
        en: "Look in the administration of the Konnektor which client system certificate or user name belong to, and enter that in the profile: “pinlotse konnektor add NAME --again”.",
    }
    konnektor_verifies_not(said: &str) {
        de: "Der Konnektor prüft diese PIN nicht für sich allein ({said}). Karte und PIN sind in Ordnung, soweit er es sagt.",
        en: "The Konnektor does not verify this PIN by itself ({said}). As far as it says, nothing is wrong with card and PIN.",
    }
    konnektor_verifies_not_do() {
        de: "Prüfen lässt sie sich an einem Leser am PC oder beim Unterschreiben in der Praxissoftware.",
        en: "It can be verified at a reader at a PC, or by signing in the practice software.",
    }
    konnektor_user() {
        de: "Für die PINs eines eHBA will der Konnektor wissen, wer sie eingibt, und im Profil steht kein Benutzer.",
        en: "For the PINs of an eHBA the Konnektor wants to know who enters them, and the profile names no user.",
    }
    konnektor_user_do() {
        de: "Im Profil einen Benutzer eintragen (UserId): „pinlotse konnektor einrichten NAME --again --user BENUTZER“. Der Name ist frei gewählt, im Konnektor muss er nicht angelegt sein.",
        en: "Enter a user in the profile (UserId): “pinlotse konnektor add NAME --again --user USER”. The name is of your own choice, it need not be known in the Konnektor.",
    }
    konnektor_profile(said: &str) {
        de: "Mandant, Clientsystem oder Arbeitsplatz kennt der Konnektor nicht, oder etwas davon fehlt ihm ({said}).",
        en: "The Konnektor does not know the Mandant (practice), the client system or the workplace, or misses one of them ({said}).",
    }
    konnektor_context(said: &str) {
        de: "Der Konnektor erlaubt diesen Zugriff nicht: Mandant, Clientsystem, Arbeitsplatz, Kartenterminal und Karte sind dort nicht so zugeordnet, wie das Profil es sagt ({said}).",
        en: "The Konnektor does not allow this access: Mandant (practice), client system, workplace, card terminal and card are not assigned there as the profile says ({said}).",
    }
    context_mandant(said: &str) {
        de: "Einen Mandanten dieses Namens gibt es im Konnektor nicht ({said}).",
        en: "There is no Mandant (practice) of this name in the Konnektor ({said}).",
    }
    context_client_system(said: &str) {
        de: "Ein Clientsystem dieses Namens gibt es im Konnektor nicht ({said}).",
        en: "There is no Clientsystem (client system) of this name in the Konnektor ({said}).",
    }
    context_workplace(said: &str) {
        de: "Einen Arbeitsplatz dieses Namens gibt es im Konnektor nicht ({said}).",
        en: "There is no Arbeitsplatz (workplace) of this name in the Konnektor ({said}).",
    }
    context_unknown_do() {
        de: "In der Verwaltung des Konnektors, im Informationsmodell, nachsehen, wie die Namen dort geschrieben sind, und was fehlt anlegen. Dann hier genau so eintragen: „pinlotse konnektor einrichten NAME --again“.",
        en: "Look in the Konnektor’s administration, in its Informationsmodell, how the names are spelt there, and make what is missing. Then enter them here exactly like that: “pinlotse konnektor add NAME --again”.",
    }
    context_client_system_of_mandant(said: &str) {
        de: "Das Clientsystem ist im Konnektor dem Mandanten nicht zugeordnet ({said}).",
        en: "The Clientsystem is not assigned to the Mandant (practice) in the Konnektor ({said}).",
    }
    context_client_system_of_mandant_do() {
        de: "In der Verwaltung des Konnektors, im Informationsmodell, das Clientsystem dem Mandanten zuordnen.",
        en: "Assign the Clientsystem to the Mandant in the Konnektor’s administration, in its Informationsmodell.",
    }
    context_workplace_of_mandant(said: &str) {
        de: "Der Arbeitsplatz ist im Konnektor dem Mandanten nicht zugeordnet ({said}).",
        en: "The Arbeitsplatz (workplace) is not assigned to the Mandant (practice) in the Konnektor ({said}).",
    }
    context_workplace_of_mandant_do() {
        de: "In der Verwaltung des Konnektors, im Informationsmodell, den Arbeitsplatz dem Mandanten zuordnen.",
        en: "Assign the Arbeitsplatz to the Mandant in the Konnektor’s administration, in its Informationsmodell.",
    }
    context_terminal_of_mandant(said: &str) {
        de: "Das Kartenterminal ist im Konnektor dem Mandanten nicht zugeordnet ({said}).",
        en: "The card terminal is not assigned to the Mandant (practice) in the Konnektor ({said}).",
    }
    context_terminal_of_mandant_do() {
        de: "In der Verwaltung des Konnektors, im Informationsmodell, das Kartenterminal dem Mandanten zuordnen.",
        en: "Assign the card terminal to the Mandant in the Konnektor’s administration, in its Informationsmodell.",
    }
    context_workplace_of_client_system(said: &str) {
        de: "Der Arbeitsplatz ist im Konnektor für diesen Mandanten nicht dem Clientsystem zugeordnet ({said}).",
        en: "For this Mandant (practice) the Arbeitsplatz (workplace) is not assigned to the Clientsystem in the Konnektor ({said}).",
    }
    context_workplace_of_client_system_do() {
        de: "In der Verwaltung des Konnektors, im Informationsmodell, für den Mandanten den Arbeitsplatz dem Clientsystem zuordnen.",
        en: "Assign the Arbeitsplatz to the Clientsystem for the Mandant in the Konnektor’s administration, in its Informationsmodell.",
    }
    context_terminal_of_workplace(said: &str) {
        de: "Das Kartenterminal ist im Konnektor dem Arbeitsplatz nicht zugeordnet ({said}).",
        en: "The card terminal is not assigned to the Arbeitsplatz (workplace) in the Konnektor ({said}).",
    }
    context_terminal_of_workplace_do() {
        de: "In der Verwaltung des Konnektors, im Informationsmodell, das Kartenterminal dem Arbeitsplatz zuordnen: als lokales, wenn es dort steht, sonst als entferntes.",
        en: "Assign the card terminal to the Arbeitsplatz in the Konnektor’s administration, in its Informationsmodell: as a local one if it stands there, else as a remote one.",
    }
    konnektor_context_do() {
        de: "In der Verwaltung des Konnektors (Informationsmodell) prüfen: Gibt es Mandant, Clientsystem und Arbeitsplatz genau so geschrieben wie im Profil? Sind sie einander und dem Kartenterminal zugeordnet?",
        en: "Check in the administration of the Konnektor (Informationsmodell): are Mandant, client system and workplace there, spelt exactly as in the profile? Are they assigned to each other and to the card terminal?",
    }
    konnektor_not_entered(said: &str) {
        de: "Die SMC-B ist im Konnektor nicht eingetragen, oder nicht für diesen Mandanten ({said}).",
        en: "The SMC-B is not entered in the Konnektor, or not for this Mandant (practice) ({said}).",
    }
    konnektor_not_entered_do() {
        de: "In der Verwaltung des Konnektors die SMC-B mit ihrer Kartennummer (ICCSN) eintragen und dem Mandanten zuordnen.",
        en: "Enter the SMC-B with its card number (ICCSN) in the administration of the Konnektor, and assign it to the Mandant.",
    }
    konnektor_request(said: &str) {
        de: "Der Konnektor versteht diese Anfrage nicht ({said}).",
        en: "The Konnektor does not understand this request ({said}).",
    }
    konnektor_failed(said: &str) {
        de: "Der Konnektor meldet einen Fehler ({said}).",
        en: "The Konnektor reports an error ({said}).",
    }
    konnektor_failed_do() {
        de: "Nummer und Meldung der Administration des Konnektors und dem Support nennen.",
        en: "Tell number and message to the administration of the Konnektor and to support.",
    }
    no_terminals_listed(workplace: &str) {
        de: "Der Konnektor nennt für den Arbeitsplatz „{workplace}“ kein Kartenterminal.",
        en: "The Konnektor lists no card terminal for the workplace “{workplace}”.",
    }
    konnektor_ok() {
        de: "Der Konnektor antwortet und lässt dieses Clientsystem fragen.",
        en: "The Konnektor answers and lets this client system ask.",
    }
    doctor_title_konnektor() { de: "Konnektor", en: "Konnektor" }
    no_card_in_terminals(workplace: &str) {
        de: "In keinem Kartenterminal steckt eine Karte, die der Arbeitsplatz „{workplace}“ benutzen darf.",
        en: "No card terminal holds a card that the workplace “{workplace}” may use.",
    }
    no_card_in_terminals_do() {
        de: "Die Karte in ein Terminal am Arbeitsplatz stecken. Steckt sie schon: eine neue SMC-B muss zuerst mit ihrer Kartennummer (ICCSN) in der Verwaltung des Konnektors eingetragen und dem Mandanten zugeordnet sein.",
        en: "Put the card into a terminal at the workplace. If it is in already: a new SMC-B first has to be entered in the administration of the Konnektor with its card number (ICCSN) and assigned to the Mandant (practice).",
    }
    terminal_here() {
        de: "Kartenterminal an diesem Arbeitsplatz, fragt selbst nach der PIN",
        en: "card terminal at this workplace, asks for the PIN itself",
    }
    terminal_cut_off() {
        de: "Kartenterminal, zu dem der Konnektor gerade keine Verbindung hat",
        en: "card terminal to which the Konnektor has no connection just now",
    }
    terminal_inside_unknown() {
        de: "ob eine Karte steckt, ist nicht bekannt",
        en: "whether a card is in is not known",
    }
    terminal_of_others() {
        de: "Kartenterminal eines anderen Arbeitsplatzes: nach der PIN fragt das Terminal für Remote-PIN",
        en: "card terminal of another workplace: the terminal for remote PINs asks for the PIN",
    }
    terminal_without_keys() {
        de: "ein Programm, kein Gerät: hier lässt sich keine PIN eingeben",
        en: "a program, no device: no PIN can be entered here",
    }
    terminal_away(said: &str) {
        de: "Der Konnektor erreicht das Kartenterminal nicht, oder er kennt es nicht ({said}).",
        en: "The Konnektor does not reach the card terminal, or does not know it ({said}).",
    }
    terminal_away_do() {
        de: "Ist das Terminal eingeschaltet und am Netz? In der Verwaltung des Konnektors muss es als verbunden stehen.",
        en: "Is the terminal switched on and in the network? In the administration of the Konnektor it has to be shown as connected.",
    }
    terminal_card_gone(said: &str) {
        de: "Die Karte steckt nicht mehr in ihrem Steckplatz, oder sie wurde inzwischen neu gesteckt ({said}).",
        en: "The card is no longer in its slot, or it was put in again meanwhile ({said}).",
    }
    terminal_card_gone_do() {
        de: "Die Karte stecken lassen und noch einmal beginnen.",
        en: "Leave the card in and begin again.",
    }
    terminal_card(said: &str) {
        de: "Das Kartenterminal kann mit der Karte nicht sprechen ({said}).",
        en: "The card terminal cannot speak with the card ({said}).",
    }
    terminal_card_do() {
        de: "Die Karte herausnehmen, den Chip abwischen, sie fest wieder einstecken und noch einmal beginnen.",
        en: "Take the card out, wipe its chip, put it firmly in again and begin again.",
    }
    konnektor_other_user(said: &str) {
        de: "Diesen eHBA hält ein anderer Benutzer desselben Clientsystems fest, der seine PIN eingegeben hat ({said}).",
        en: "This eHBA is held by another user of the same client system, who entered its PIN ({said}).",
    }
    konnektor_other_user_do() {
        de: "Die Karte kurz herausziehen und wieder einstecken: das gibt sie frei. Auf Dauer im Konnektor ein eigenes Clientsystem für pinlotse anlegen lassen.",
        en: "Pull the card out for a moment and put it in again: that frees it. For good, have a client system of its own made in the Konnektor for pinlotse.",
    }
    konnektor_busy(said: &str) {
        de: "Karte oder Kartenterminal werden gerade benutzt, zum Beispiel von der Praxissoftware ({said}).",
        en: "Card or card terminal are in use, for example by the practice software ({said}).",
    }
    konnektor_busy_do() {
        de: "Warten, bis am Terminal nichts mehr läuft, und es noch einmal versuchen.",
        en: "Wait until nothing goes on at the terminal any more, and try again.",
    }
    konnektor_timed_out(said: &str) {
        de: "Am Kartenterminal wurde nicht rechtzeitig getippt ({said}).",
        en: "Nothing was typed at the card terminal in time ({said}).",
    }
    konnektor_cancelled(said: &str) {
        de: "Am Kartenterminal wurde abgebrochen ({said}).",
        en: "It was cancelled at the card terminal ({said}).",
    }
    konnektor_wrong_card(said: &str) {
        de: "Für diese Karte gibt es das nicht: sie ist von anderer Art oder hat diese PIN nicht ({said}).",
        en: "There is no such thing for this card: it is of another kind or does not have this PIN ({said}).",
    }
    konnektor_wrong_card_do() {
        de: "Die richtige Karte in das Terminal stecken: einen eHBA oder eine SMC-B.",
        en: "Put the right card into the terminal: an eHBA or an SMC-B.",
    }
    terminal_no_remote(said: &str) {
        de: "Nach dieser PIN kann kein anderes Terminal fragen als das mit der Karte, und das gehört nicht zum Arbeitsplatz ({said}).",
        en: "No other terminal can ask for this PIN than the one with the card, which does not belong to the workplace ({said}).",
    }
    terminal_no_remote_do() {
        de: "Die Karte in ein Kartenterminal am Arbeitsplatz stecken.",
        en: "Put the card into a card terminal at the workplace.",
    }
    terminal_no_pad(said: &str) {
        de: "Das Kartenterminal hat keine Tasten, an denen sich eine PIN eingeben lässt, oder sie sind gestört ({said}).",
        en: "The card terminal has no keys at which a PIN can be entered, or they are out of order ({said}).",
    }
    terminal_no_pad_do() {
        de: "Die Karte in ein Kartenterminal mit Tasten stecken. Hat dieses welche: es neu starten und in der Verwaltung des Konnektors nachsehen.",
        en: "Put the card into a card terminal with keys. If this one has some: start it anew and look in the administration of the Konnektor.",
    }
    terminal_no_entry(said: &str) {
        de: "Kein Terminal kann nach dieser PIN fragen: die Karte steckt nicht am Arbeitsplatz, und für ihn ist kein Terminal zur Eingabe bestimmt ({said}).",
        en: "No terminal can ask for this PIN: the card is not at the workplace, and no terminal is set for the entry there ({said}).",
    }
    terminal_no_entry_do() {
        de: "Die Karte in ein Terminal am Arbeitsplatz stecken, oder in der Verwaltung des Konnektors dem Arbeitsplatz ein Terminal für die Eingabe entfernter PINs (Remote-PIN) zuordnen.",
        en: "Put the card into a terminal at the workplace, or assign a terminal for remote PINs (Remote-PIN) to the workplace in the administration of the Konnektor.",
    }
}
