//! What an administrator set for a Konnektor: its profile, key file and password.

use super::messages;

messages! {
    profile_bad_name() {
        de: "Das ist kein Name für einen eingerichteten Konnektor: möglich sind bis zu 32 Buchstaben ohne Umlaute, Ziffern, „-“ und „_“. Es wurde nichts getan.",
        en: "This is no name for a Konnektor that is set up: up to 32 letters, digits, “-” and “_” of ASCII are possible. Nothing was done.",
    }
    profile_bad_name_do() {
        de: "Einen Namen wie „praxis“ nehmen. „pinlotse konnektor liste“ zeigt, was eingerichtet ist.",
        en: "Take a name such as “praxis”. “pinlotse konnektor list” shows what is set up.",
    }
    profile_missing(name: &str) {
        de: "Ein Konnektor mit dem Namen „{name}“ ist hier nicht eingerichtet. Es wurde nichts getan.",
        en: "No Konnektor of the name “{name}” is set up here. Nothing was done.",
    }
    profile_missing_do(names: &str) {
        de: "Eingerichtet sind: {names}. Einen weiteren richtet „pinlotse konnektor einrichten NAME“ ein.",
        en: "Set up are: {names}. “pinlotse konnektor add NAME” sets up another one.",
    }
    profile_none_do(name: &str) {
        de: "Einrichten: „pinlotse konnektor einrichten {name}“.",
        en: "Set it up: “pinlotse konnektor add {name}”.",
    }
    profile_no_place() {
        de: "Dieses System nennt keinen Ordner, in dem die Angaben zum Konnektor liegen könnten.",
        en: "This system names no folder in which the particulars of a Konnektor could lie.",
    }
    profile_no_place_do_windows() {
        de: "Die Umgebungsvariable APPDATA auf den Ordner des Nutzers setzen.",
        en: "Set the environment variable APPDATA to the user’s folder.",
    }
    profile_exists(name: &str) {
        de: "Ein Konnektor mit dem Namen „{name}“ ist schon eingerichtet. Es wurde nichts geändert.",
        en: "A Konnektor of the name “{name}” is set up already. Nothing was changed.",
    }
    profile_exists_do(name: &str) {
        de: "Einen anderen Namen nehmen, oder ihn neu einrichten: „pinlotse konnektor einrichten {name} --again“.",
        en: "Take another name, or set it up anew: “pinlotse konnektor add {name} --again”.",
    }
    profile_of_pc(path: &str) {
        de: "Dieser Konnektor ist für den ganzen PC eingerichtet ({path}); pinlotse ändert daran nichts.",
        en: "This Konnektor is set up for the whole PC ({path}); pinlotse does not change that.",
    }
    profile_of_pc_do() {
        de: "Die Datei ändert oder löscht, wer diesen PC verwaltet.",
        en: "Whoever administers this PC changes or deletes the file.",
    }
    profile_unreadable(path: &str, why: &str) {
        de: "Die Angaben zum Konnektor ({path}) lassen sich nicht lesen: {why}. Es wurde nichts getan.",
        en: "The particulars of the Konnektor ({path}) cannot be read: {why}. Nothing was done.",
    }
    profile_open(path: &str) {
        de: "Die Angaben zum Konnektor ({path}) dürfen auch andere lesen oder schreiben; sie werden nicht benutzt. Es wurde nichts getan.",
        en: "Others may read or write the particulars of the Konnektor ({path}) too; they are not used. Nothing was done.",
    }
    profile_pc_open(path: &str) {
        de: "Die Angaben zum Konnektor ({path}) dürfen auch andere ändern; sie werden nicht benutzt. Es wurde nichts getan.",
        en: "Others may change the particulars of the Konnektor ({path}) too; they are not used. Nothing was done.",
    }
    profile_foreign(path: &str) {
        de: "Die Angaben zum Konnektor ({path}) gehören einem anderen Nutzer; sie werden nicht benutzt. Es wurde nichts getan.",
        en: "The particulars of the Konnektor ({path}) belong to another user; they are not used. Nothing was done.",
    }
    profile_rights_unknown(path: &str, why: &str) {
        de: "Wer die Angaben zum Konnektor ({path}) lesen darf, ist nicht zu sehen ({why}); sie werden nicht benutzt. Es wurde nichts getan.",
        en: "Who may read the particulars of the Konnektor ({path}) cannot be seen ({why}); they are not used. Nothing was done.",
    }
    profile_invalid(path: &str, list: &str) {
        de: "Die Angaben zum Konnektor ({path}) sind so nicht benutzbar: {list}. Es wurde nichts getan.",
        en: "The particulars of the Konnektor ({path}) cannot be used as they are: {list}. Nothing was done.",
    }
    profile_invalid_do(keys: &str) {
        de: "Den Konnektor neu einrichten, oder die Datei berichtigen; mögliche Schlüssel: {keys}.",
        en: "Set the Konnektor up anew, or correct the file; possible keys: {keys}.",
    }
    profile_secret_do() {
        de: "Die Zeile löschen, auch aus Sicherungen der Datei. Das Kennwort wird jedes Mal erfragt, oder kommt aus der Datei von --konnektor-password-file.",
        en: "Delete the line, from backups of the file too. The password is asked for each time, or comes from the file of --konnektor-password-file.",
    }
    profile_no_json() { de: "kein JSON", en: "no JSON" }
    profile_no_object() { de: "die geschweiften Klammern {{ }} um alle Angaben fehlen", en: "the braces {{ }} around all particulars are missing" }
    profile_no_object_in(key: &str) {
        de: "um die Angaben in „{key}“ fehlen die geschweiften Klammern {{ }}",
        en: "the braces {{ }} around the particulars in “{key}” are missing",
    }
    profile_twice(key: &str) { de: "„{key}“ steht zweimal da", en: "“{key}” stands there twice" }
    profile_secret(key: &str) {
        de: "„{key}“ sieht nach einem Kennwort aus, und Kennwörter gehören nicht in diese Datei",
        en: "“{key}” looks like a password, and passwords do not belong in this file",
    }
    profile_not_with_login(key: &str) {
        de: "„{key}“ gehört nicht zu dieser Art der Anmeldung",
        en: "“{key}” does not belong to this kind of login",
    }
    profile_variable(key: &str) {
        de: "in „{key}“ steht eine Umgebungsvariable ($ mit Klammern); sie könnte auf diesem PC etwas Geheimes nennen und wird nicht eingesetzt: einen Wert in die Datei schreiben, ein Kennwort weglassen; Benutzername und Kennwort lassen sich auch hier angeben (--login basic, --login-user)",
        en: "“{key}” holds an environment variable ($ with braces); it could name something secret of this PC and is not put in: write a value into the file, leave a password out; user name and password can be given here, too (--login basic, --login-user)",
    }
    profile_other_version() {
        de: "„version“ nennt eine andere Fassung dieser Datei, als dieses Programm versteht",
        en: "“version” names another version of this file than this program understands",
    }
    profile_expects_text() { de: "ein Text in Anführungszeichen", en: "a text in quotes" }
    profile_expects_flag() { de: "true oder false", en: "true or false" }
    profile_expects_https() {
        de: "eine Adresse, die mit https:// beginnt",
        en: "an address that begins with https://",
    }
    profile_expects_no_user() {
        de: "eine Adresse ohne Benutzer und Kennwort darin",
        en: "an address without user name and password in it",
    }
    profile_expects_address() {
        de: "eine Adresse wie https://10.0.0.1 oder https://konnektor.praxis:8443/kon1",
        en: "an address such as https://10.0.0.1 or https://konnektor.praxis:8443/kon1",
    }
    profile_expects_four(host: &str) {
        de: "eine vollständige IPv4-Adresse mit vier Zahlen von 0 bis 255 (wie 10.0.0.1) oder ein Name; „{host}“ ist keines von beidem",
        en: "a whole IPv4 address of four numbers from 0 to 255 (such as 10.0.0.1) or a name; “{host}” is neither",
    }
    profile_expects_no_extra(mark: &str) {
        de: "eine Adresse, die vor dem „{mark}“ endet",
        en: "an address that ends before the “{mark}”",
    }
    profile_expects_tls() {
        de: "eine Adresse mit https://; ohne Verschlüsselung geht es nur ausdrücklich (--insecure-http)",
        en: "an address with https://; without encryption only where that is said (--insecure-http)",
    }
    profile_expects_id() { de: "eine Angabe mit mindestens einem Zeichen", en: "at least one character" }
    profile_expects_shorter(most: usize, got: usize) {
        de: "höchstens {most} Zeichen; es sind {got}",
        en: "at most {most} characters; there are {got}",
    }
    profile_expects_line() {
        de: "eine Zeile ohne Steuerzeichen und unsichtbare Zeichen",
        en: "one line without control characters and invisible ones",
    }
    profile_expects_no_blank() {
        de: "eine Angabe ohne Leerzeichen am Anfang und am Ende",
        en: "a text without blanks at its start and its end",
    }
    profile_expects_login() {
        de: "none (ohne), basic (Benutzer und Kennwort) oder pkcs12 (Clientzertifikat)",
        en: "none, basic (user name and password) or pkcs12 (client certificate)",
    }
    profile_expects_login_flags() {
        de: "pkcs12 mit --key-file, basic mit --login-user oder none ohne beide",
        en: "pkcs12 with --key-file, basic with --login-user, or none without both",
    }
    profile_expects_own_client_system() {
        de: "ein eigenes Clientsystem; dieses klingt nach dem der Praxissoftware. Ist es ein eigenes: --own-client-system",
        en: "a Clientsystem of its own; this one sounds like that of the practice software. If it is one of its own: --own-client-system",
    }
    profile_expects_login_user() {
        de: "ein Benutzername ohne Doppelpunkt und Steuerzeichen",
        en: "a user name without a colon and control characters",
    }
    profile_expects_path() { de: "der ganze Pfad einer Datei", en: "the whole path of a file" }
    profile_expects_file_here() {
        de: "der Pfad einer Datei auf diesem PC; dieses file:// nennt keine",
        en: "the path of a file on this PC; this file:// names none",
    }
    profile_expects_no_home() {
        de: "der ganze Pfad einer Datei, ohne ~ am Anfang: der eigene Ordner ist hier nicht gemeint oder nicht bekannt",
        en: "the whole path of a file, without ~ at its start: your own folder is not meant here, or not known",
    }
    profile_expects_product() { de: "konnektor, oder nichts", en: "konnektor, or nothing" }
    profile_expects_certificates() { de: "eine Liste von Zertifikaten in Base64", en: "a list of certificates in base64" }
    profile_expects_base64() { de: "eine PKCS#12-Datei in Base64", en: "a PKCS#12 file in base64" }
    profile_expects_fingerprint() {
        de: "ein Fingerabdruck nach SHA-256, 64 Ziffern von 0 bis 9 und A bis F",
        en: "a SHA-256 fingerprint, 64 digits from 0 to 9 and A to F",
    }
    key_file_unreadable(path: &str, why: &str) {
        de: "Die Datei mit dem Clientzertifikat ({path}) lässt sich nicht lesen: {why}. Es wurde nichts gesendet.",
        en: "The file with the client certificate ({path}) cannot be read: {why}. Nothing was sent.",
    }
    key_file_unusable(path: &str, why: &str) {
        de: "Die Datei mit dem Clientzertifikat ({path}) ist so nicht benutzbar: {why}. Es wurde nichts gesendet.",
        en: "The file with the client certificate ({path}) cannot be used as it is: {why}. Nothing was sent.",
    }
    key_file_unusable_do() {
        de: "Das Clientzertifikat in der Verwaltung des Konnektors noch einmal ausgeben lassen, als Datei .p12.",
        en: "Have the Konnektor’s administration hand out the client certificate once more, as a .p12 file.",
    }
    key_file_too_large() { de: "sie ist größer als 256 KiB", en: "it is larger than 256 KiB" }
    key_file_other() { de: "sie ist keine PKCS#12-Datei (.p12)", en: "it is no PKCS#12 file (.p12)" }
    key_file_damaged() { de: "sie ist beschädigt oder unvollständig", en: "it is damaged or incomplete" }
    key_file_costly(rounds: &str) {
        de: "sie zu öffnen würde {rounds} Rechenschritte kosten, mehr als zulässig",
        en: "to open it would take {rounds} rounds, more than is allowed",
    }
    key_file_unsupported(how: &str) {
        de: "sie ist auf eine Art geschützt, die dieses Programm nicht kennt ({how})",
        en: "it is protected in a way that this program does not know ({how})",
    }
    key_file_key_damaged() { de: "der Schlüssel darin ist beschädigt", en: "the key in it is damaged" }
    key_file_key_unsupported(kind: &str) {
        de: "der Schlüssel darin ist von einer Art, die dieses Programm nicht kennt ({kind})",
        en: "the key in it is of a kind that this program does not know ({kind})",
    }
    key_file_no_key() { de: "es ist kein Schlüssel darin", en: "there is no key in it" }
    key_file_keys(count: usize) { de: "es sind {count} Schlüssel darin", en: "there are {count} keys in it" }
    key_file_no_certificate() {
        de: "das Zertifikat zum Schlüssel fehlt darin",
        en: "the certificate of the key is missing in it",
    }
    password_prompt_key(file: &str) {
        de: "Kennwort der Datei mit dem Clientzertifikat „{file}“ (bleibt unsichtbar):",
        en: "Password of the file with the client certificate “{file}” (is not shown):",
    }
    password_prompt_user(user: &str, name: &str) {
        de: "Kennwort von „{user}“ am Konnektor „{name}“ (bleibt unsichtbar):",
        en: "Password of “{user}” at the Konnektor “{name}” (is not shown):",
    }
    password_again() {
        de: "Mit diesem Kennwort lässt sich die Datei nicht öffnen. Bitte noch einmal; Strg-C bricht ab.",
        en: "The file does not open with this password. Please once more; Ctrl-C cancels.",
    }
    password_not_read() {
        de: "Das ließ sich nicht als Kennwort lesen (wegen einer Pfeiltaste, zum Beispiel, oder weil das Terminal nicht mit UTF-8 schreibt) und wurde verworfen. Bitte noch einmal.",
        en: "That could not be read as a password (because of an arrow key, say, or because the terminal does not write UTF-8) and was thrown away. Please once more.",
    }
    password_wrong(path: &str) {
        de: "Das Kennwort passt nicht zur Datei mit dem Clientzertifikat ({path}). Es wurde nichts gesendet.",
        en: "The password does not fit the file with the client certificate ({path}). Nothing was sent.",
    }
    password_wrong_do() {
        de: "Das Kennwort nehmen, das beim Ausgeben des Clientzertifikats festgelegt wurde.",
        en: "Take the password that was set when the client certificate was handed out.",
    }
    password_missing() {
        de: "Für die Anmeldung am Konnektor fehlt ein Kennwort, und hier kann niemand gefragt werden. Es wurde nichts gesendet.",
        en: "A password is missing for the login at the Konnektor, and nobody can be asked here. Nothing was sent.",
    }
    password_missing_do() {
        de: "An einem Terminal aufrufen, oder das Kennwort mit „--konnektor-password-file DATEI“ oder „--konnektor-password-fd N“ übergeben.",
        en: "Call it at a terminal, or hand the password over by “--konnektor-password-file FILE” or “--konnektor-password-fd N”.",
    }
    password_missing_do_windows() {
        de: "In einem Fenster aufrufen, oder das Kennwort mit „--konnektor-password-file DATEI“ übergeben.",
        en: "Call it in a window, or hand the password over by “--konnektor-password-file FILE”.",
    }
    password_descriptor_do() {
        de: "Einen Deskriptor ab 3 nehmen und ihn beim Aufruf öffnen, zum Beispiel „--konnektor-password-fd 3 3< DATEI“.",
        en: "Use a descriptor from 3 on and open it with the call, for example “--konnektor-password-fd 3 3< FILE”.",
    }
    password_unreadable(from: &str, cause: &str) {
        de: "Das Kennwort für den Konnektor ({from}) lässt sich nicht lesen: {cause}. Es wurde nichts gesendet.",
        en: "The password for the Konnektor ({from}) cannot be read: {cause}. Nothing was sent.",
    }
    password_rights(from: &str) {
        de: "Das Kennwort für den Konnektor ({from}) wurde nicht gelesen: auch andere dürfen die Datei lesen oder schreiben. Es wurde nichts gesendet.",
        en: "The password for the Konnektor ({from}) was not read: others may read or write the file too. Nothing was sent.",
    }
    password_foreign(from: &str) {
        de: "Das Kennwort für den Konnektor ({from}) wurde nicht gelesen: die Datei gehört einem anderen Nutzer. Es wurde nichts gesendet.",
        en: "The password for the Konnektor ({from}) was not read: the file belongs to another user. Nothing was sent.",
    }
    password_rights_unknown(from: &str, cause: &str) {
        de: "Das Kennwort für den Konnektor ({from}) wurde nicht gelesen: wer die Datei lesen darf, ist nicht zu sehen ({cause}). Es wurde nichts gesendet.",
        en: "The password for the Konnektor ({from}) was not read: who may read the file cannot be seen ({cause}). Nothing was sent.",
    }
    password_dash() {
        de: "„-“ ist keine Datei. Es wurde nichts gelesen und nichts gesendet.",
        en: "“-” is no file. Nothing was read, and nothing was sent.",
    }
    password_terminal(from: &str) {
        de: "Das Kennwort für den Konnektor ({from}) käme von einem Terminal; was dort getippt wird, stünde auf dem Bildschirm. Es wurde nichts gelesen und nichts gesendet.",
        en: "The password for the Konnektor ({from}) would come from a terminal, which shows what is typed there. Nothing was read, and nothing was sent.",
    }
    password_timed_out(from: &str) {
        de: "Das Kennwort für den Konnektor ({from}) kam nicht rechtzeitig: am anderen Ende schreibt es niemand zu Ende. Es wurde nichts gesendet.",
        en: "The password for the Konnektor ({from}) did not come in time: nobody at the other end writes it to its end. Nothing was sent.",
    }
    password_timed_out_do() {
        de: "Prüfen, ob das Programm läuft, das das Kennwort liefert, und ob es sein Ende der Leitung schließt. Braucht es länger: „--wait SEKUNDEN“.",
        en: "Check that the program which hands out the password is running, and that it closes its end. If it needs longer: “--wait SECONDS”.",
    }
    password_too_large(from: &str) {
        de: "Was als Kennwort für den Konnektor kam ({from}), ist zu lang dafür. Es wurde nichts gesendet.",
        en: "What came as the password for the Konnektor ({from}) is too long for one. Nothing was sent.",
    }
    password_unfit() {
        de: "Was als Kennwort übergeben wurde, ist keines: kein Text in UTF-8, oder mit Zeilenumbrüchen oder Steuerzeichen darin. Es wurde nichts gesendet.",
        en: "What was handed over is no password: no text in UTF-8, or with line breaks or control characters in it. Nothing was sent.",
    }
    password_unfit_do() {
        de: "In der Datei darf nur das Kennwort stehen, in einer Zeile, gespeichert als UTF-8.",
        en: "The file may hold only the password, in one line, saved as UTF-8.",
    }
    answer_missing(flag: &str) {
        de: "Ohne jemanden, der gefragt werden kann, fehlt eine Angabe: {flag}. Es wurde nichts getan.",
        en: "With nobody to be asked, something is missing: {flag}. Nothing was done.",
    }
    answer_missing_do(flag: &str) {
        de: "Den Schalter „{flag}“ angeben, oder an einem Terminal aufrufen und gefragt werden.",
        en: "Give the flag “{flag}”, or call it at a terminal and be asked.",
    }
    answer_unfit(flag: &str, expected: &str) {
        de: "Die Angabe zu {flag} passt nicht; erwartet wird {expected}. Es wurde nichts getan.",
        en: "What is given for {flag} does not fit; expected is {expected}. Nothing was done.",
    }
    fingerprint_differs(given: &str, seen: &str) {
        de: "Der Fingerabdruck passt nicht: angegeben ist {given}, der Server zeigt {seen}. Es wurde nichts eingerichtet und kein Kennwort gesendet.",
        en: "The fingerprint does not fit: {given} is given, the server shows {seen}. Nothing was set up, and no password was sent.",
    }
    fingerprint_refused() {
        de: "Nichts eingerichtet: Der Fingerabdruck des Servers stimmt nicht mit dem des Konnektors überein. Kein Kennwort wurde gesendet.",
        en: "Nothing set up: the fingerprint of the server is not that of the Konnektor. No password was sent.",
    }
    fingerprint_differs_do() {
        de: "Die Adresse prüfen, und den Fingerabdruck in der Verwaltung des Konnektors noch einmal ansehen. Bleibt es dabei, steht etwas zwischen diesem PC und dem Konnektor: nicht einrichten, sondern klären, wer dort antwortet.",
        en: "Check the address, and look at the fingerprint in the Konnektor’s administration once more. If it stays like that, something stands between this PC and the Konnektor: do not set it up, but find out who answers there.",
    }
    import_invalid(path: &str, list: &str) {
        de: "Die Datei „{path}“ lässt sich nicht übernehmen: {list}. Es wurde nichts eingerichtet.",
        en: "The file “{path}” cannot be taken over: {list}. Nothing was set up.",
    }
    import_invalid_do() {
        de: "Die Datei berichtigen, oder den Konnektor ohne sie einrichten: „pinlotse konnektor einrichten NAME“.",
        en: "Correct the file, or set the Konnektor up without it: “pinlotse konnektor add NAME”.",
    }
}
