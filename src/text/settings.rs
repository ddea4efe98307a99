//! The settings files of user and PC.

use super::messages;

messages! {
    settings_unreadable(path: &str, why: &str) {
        de: "Die Einstellungsdatei {path} lässt sich nicht lesen ({why}). Es wurde nichts getan.",
        en: "The settings file {path} cannot be read ({why}). Nothing was done.",
    }
    settings_open(path: &str) {
        de: "Die Einstellungsdatei {path} darf auch von anderen geändert werden; sie wird nicht benutzt. Es wurde nichts getan.",
        en: "The settings file {path} can be changed by others too; it is not used. Nothing was done.",
    }
    settings_foreign(path: &str) {
        de: "Die Einstellungsdatei {path} gehört weder der Administration dieses PCs noch diesem Nutzer; sie wird nicht benutzt. Es wurde nichts getan.",
        en: "The settings file {path} belongs neither to the administrator of this PC nor to this user; it is not used. Nothing was done.",
    }
    settings_rights_do(owner: &str, path: &str) {
        de: "Inhalt prüfen. Dann „sudo chown {owner} {path}“ und „sudo chmod 644 {path}“; bei der eigenen Datei genügt „chmod go-w {path}“.",
        en: "Check its content. Then “sudo chown {owner} {path}” and “sudo chmod 644 {path}”; for a file of one’s own “chmod go-w {path}” is enough.",
    }
    settings_rights_windows_do(path: &str) {
        de: "Inhalt prüfen. Dann als Administrator: „icacls {path} /setowner *S-1-5-32-544“ und „icacls {path} /inheritance:r /grant *S-1-5-18:F *S-1-5-32-544:F *S-1-5-32-545:R“.",
        en: "Check its content. Then as administrator: “icacls {path} /setowner *S-1-5-32-544” and “icacls {path} /inheritance:r /grant *S-1-5-18:F *S-1-5-32-544:F *S-1-5-32-545:R”.",
    }
    settings_bad(path: &str, list: &str) {
        de: "Die Einstellungsdatei {path} ist so nicht benutzbar: {list}. Es wurde nichts getan.",
        en: "The settings file {path} cannot be used as it is: {list}. Nothing was done.",
    }
    settings_bad_do(keys: &str) {
        de: "Die Datei berichtigen; mögliche Schlüssel: {keys}. Bis dahin gehen „pinlotse diagnose“ und „pinlotse hilfe-zu“.",
        en: "Correct the file; possible keys: {keys}. Until then “pinlotse doctor” and “pinlotse explain” work.",
    }
    settings_not_utf8() {
        de: "sie ist kein Text in UTF-8 (mit dem Editor als „UTF-8“ speichern)",
        en: "it is no text in UTF-8 (save it as “UTF-8” with the editor)",
    }
    settings_syntax() {
        de: "keine Zeile der Form schlüssel = wert, mit Text in Anführungszeichen, oder ein Schlüssel zum zweiten Mal",
        en: "no line of the form key = value, with text in quotes, or a key for the second time",
    }
    settings_unknown(written: &str) { de: "unbekannter Schlüssel „{written}“", en: "unknown key “{written}”" }
    settings_unknown_meant(written: &str, nearest: &str) {
        de: "unbekannter Schlüssel „{written}“, gemeint ist wohl „{nearest}“",
        en: "unknown key “{written}”, “{nearest}” was probably meant",
    }
    settings_secret() {
        de: "das sieht nach einer PIN oder einem Kennwort aus, und Geheimnisse gehören nicht in diese Datei",
        en: "this looks like a PIN or a password, and secrets do not belong in this file",
    }
    settings_secret_do() {
        de: "Die Zeile löschen, auch aus Sicherungen der Datei. Geheimnisse für Skripte nimmt --secrets-file aus einer Datei, die nur ihr Besitzer lesen darf.",
        en: "Delete the line, from backups of the file too. Scripts hand over secrets by --secrets-file, from a file that only its owner may read.",
    }
    settings_value(key: &str, expected: &str) {
        de: "der Wert von „{key}“ passt nicht; erwartet wird {expected}",
        en: "the value of “{key}” does not fit; expected is {expected}",
    }
    settings_expects_language() { de: "\"de\" oder \"en\"", en: "\"de\" or \"en\"" }
    settings_expects_name() { de: "ein Name in Anführungszeichen", en: "a name in quotes" }
    settings_expects_folder() {
        de: "der ganze Pfad eines Ordners in Anführungszeichen, unter Windows in einfachen",
        en: "the whole path of a folder in quotes, on Windows in single ones",
    }
    settings_expects_label(most: usize) {
        de: "eine Zeile von höchstens {most} Zeichen in Anführungszeichen",
        en: "a line of at most {most} characters in quotes",
    }
    settings_expects_days(most: u16) {
        de: "eine ganze Zahl von 0 bis {most} ohne Anführungszeichen",
        en: "a whole number from 0 to {most} without quotes",
    }
    default_by_flag() { de: "diesen Aufruf", en: "this call" }
    default_by_variable(name: &str) { de: "die Umgebungsvariable {name}", en: "the environment variable {name}" }
    default_by_variable_do(name: &str) {
        de: "Die Variable löschen („unset {name}“) und neu aufrufen.",
        en: "Remove the variable (“unset {name}”) and run this once more.",
    }
    default_by_variable_do_windows(name: &str) {
        de: "Die Variable löschen („setx {name} \"\"“; für den ganzen PC in den Umgebungsvariablen der Systemsteuerung), ein neues Fenster öffnen und neu aufrufen.",
        en: "Remove the variable (“setx {name} \"\"”; for the whole PC among the environment variables of the control panel), open another window and run this once more.",
    }
    default_by_file(path: &str) { de: "die Einstellungsdatei {path}", en: "the settings file {path}" }
    default_by_file_do(path: &str) {
        de: "Die Zeile „reader = …“ in {path} löschen und neu aufrufen.",
        en: "Delete the line “reader = …” in {path} and run this once more.",
    }
    doctor_setting(key: &str, value: &str, origin: &str) {
        de: "Einstellung {key}: „{value}“ ({origin})",
        en: "Setting {key}: “{value}” ({origin})",
    }
    doctor_setting_flag() { de: "aus diesem Aufruf", en: "from this call" }
    doctor_setting_variable(name: &str) { de: "aus der Umgebungsvariablen {name}", en: "from the environment variable {name}" }
    doctor_setting_user(path: &str) { de: "aus der Datei dieses Nutzers {path}", en: "from this user’s file {path}" }
    doctor_setting_machine(path: &str) { de: "aus der Datei dieses PCs {path}", en: "from this PC’s file {path}" }
}
