//! Why a file could not be used, and what helps. The causes are parts of a sentence.

use super::messages;

messages! {
    trouble_missing() { de: "die Datei oder der Ordner fehlt", en: "the file or folder is missing" }
    trouble_forbidden() { de: "der Zugriff ist nicht erlaubt", en: "access is not allowed" }
    trouble_read_only() { de: "das Laufwerk lässt sich nur lesen", en: "the drive can only be read" }
    trouble_no_space() {
        de: "kein Platz mehr, auf dem Laufwerk oder im Kontingent",
        en: "no space left, on the drive or in the quota",
    }
    trouble_too_large() { de: "die Datei darf nicht weiter wachsen", en: "the file may not grow any more" }
    trouble_too_long() {
        de: "die Datei ist viel zu groß für eine dieser Art",
        en: "the file is much too large for one of this kind",
    }
    trouble_is_folder() { de: "das ist ein Ordner, keine Datei", en: "that is a folder, no file" }
    trouble_no_folder() { de: "ein Teil des Pfades ist kein Ordner", en: "a part of the path is no folder" }
    trouble_exists() { de: "etwas dieses Namens ist schon da", en: "something of that name is there already" }
    trouble_taken() { de: "ein anderes Programm benutzt das gerade", en: "another program is using it just now" }
    trouble_too_many_open() { de: "es sind zu viele Dateien offen", en: "too many files are open" }
    trouble_bad_name() {
        de: "der Name ist zu lang oder auf diesem System nicht möglich",
        en: "the name is too long or not possible on this system",
    }
    trouble_device() {
        de: "das Laufwerk oder das Netz meldet einen Fehler",
        en: "the drive or the network reports a fault",
    }
    trouble_not_plain() { de: "das ist keine gewöhnliche Datei", en: "that is no plain file" }
    trouble_link() { de: "das ist eine Verknüpfung auf eine andere Datei", en: "that is a symbolic link to another file" }
    trouble_link_to_nothing() {
        de: "das ist eine Verknüpfung, die nirgendwohin führt",
        en: "that is a symbolic link that leads to nothing",
    }
    trouble_foreign_link() {
        de: "das ist eine Verknüpfung eines anderen Nutzers",
        en: "that is a symbolic link of another user",
    }
    trouble_not_open() { de: "dieser Deskriptor ist nicht offen, oder nicht dafür", en: "this descriptor is not open, or not for that" }
    trouble_standard_stream() {
        de: "die Deskriptoren 0, 1 und 2 sind vergeben",
        en: "descriptors 0, 1 and 2 are taken",
    }
    trouble_unsupported() { de: "dieses System kann das nicht", en: "this system cannot do that" }
    trouble_damaged() {
        de: "der Inhalt ist unvollständig oder beschädigt",
        en: "the content is incomplete or damaged",
    }
    trouble_line_broken() { de: "am anderen Ende ist niemand mehr", en: "nobody is at the other end any more" }
    trouble_number(number: &str) { de: "das System meldet den Fehler {number}", en: "the system reports error {number}" }
    file_trouble(path: &str, cause: &str) { de: "„{path}“: {cause}", en: "“{path}”: {cause}" }
    too_many_files() { de: "mehr als 1000 Dateien", en: "more than 1000 files" }
    file_missing_do() { de: "Den Pfad prüfen.", en: "Check the path." }
    file_space_do() {
        de: "Platz schaffen und den Befehl wiederholen.",
        en: "Make room and run the command again.",
    }
    file_too_long_do() {
        de: "Wahrscheinlich ist es eine andere Datei: nachsehen, was darin steht, und die richtige nehmen.",
        en: "It is probably another file: look what is in it, and use the right one.",
    }
    file_read_only_do() {
        de: "Einen Ordner nehmen, in den geschrieben werden kann.",
        en: "Choose a folder that can be written to.",
    }
    file_taken_do() {
        de: "Warten, bis das andere Programm fertig ist, dann den Befehl wiederholen.",
        en: "Wait until the other program is done, then run the command again.",
    }
    file_plain_do() { de: "Eine gewöhnliche Datei nennen.", en: "Name a plain file." }
    file_link_do() {
        de: "Die Datei selbst nennen, nicht eine Verknüpfung auf sie.",
        en: "Name the file itself, not a link to it.",
    }
    own_file_in_the_way_do(path: &str) {
        de: "Was unter „{path}“ liegt, umbenennen oder entfernen; pinlotse liest dort nur eine gewöhnliche Datei mit seinen Angaben.",
        en: "Rename or remove what lies at “{path}”; pinlotse reads only a plain file with its particulars there.",
    }
    profile_in_the_way_do(path: &str, name: &str) {
        de: "Was unter „{path}“ liegt, umbenennen oder entfernen, danach den Konnektor einrichten: „pinlotse konnektor einrichten {name}“.",
        en: "Rename or remove what lies at “{path}”, then set the Konnektor up: “pinlotse konnektor add {name}”.",
    }
    descriptor_do() {
        de: "Den Deskriptor beim Aufruf öffnen, zum Beispiel „--secrets-fd 3 3< DATEI“.",
        en: "Open the descriptor with the call, for example “--secrets-fd 3 3< FILE”.",
    }
    standard_stream_do() {
        de: "Einen Deskriptor ab 3 nehmen; für die Standardeingabe gibt es „--secrets-stdin“.",
        en: "Use a descriptor from 3 on; for standard input there is “--secrets-stdin”.",
    }
    file_unsupported_do() {
        de: "Einen anderen Weg nehmen: eine gewöhnliche Datei auf einem Laufwerk dieses PCs.",
        en: "Choose another way: a plain file on a drive of this PC.",
    }
    file_too_many_open_do() {
        de: "Andere Programme schließen, dann den Befehl wiederholen.",
        en: "Close other programs, then run the command again.",
    }
    file_too_many_do() {
        de: "Nur die Dateien in den Ordner legen, die gebraucht werden.",
        en: "Keep only those files in the folder that are needed.",
    }
    file_device_do() {
        de: "Das Laufwerk oder die Verbindung dorthin prüfen, dann den Befehl wiederholen.",
        en: "Check the drive or the connection to it, then run the command again.",
    }
    file_other_end_do() {
        de: "Erst das Programm starten, das am anderen Ende liest oder schreibt; oder eine gewöhnliche Datei nennen.",
        en: "First start the program that reads or writes at the other end; or name a plain file.",
    }
    file_damaged_do() {
        de: "Eine heile Datei nehmen, zum Beispiel neu kopieren.",
        en: "Use a sound file, for example a fresh copy.",
    }
    file_is_folder_do() { de: "Eine Datei nennen.", en: "Name a file." }
    file_of_root_do(path: &str) {
        de: "„{path}“ gehört dem Systemverwalter (root). Einen Ordner nehmen, der Ihnen gehört.",
        en: "“{path}” belongs to the system administrator (root). Choose a folder that belongs to you.",
    }
    file_of_other_do(path: &str) {
        de: "„{path}“ gehört einem anderen Nutzer. Einen Ordner nehmen, der Ihnen gehört.",
        en: "“{path}” belongs to another user. Choose a folder that belongs to you.",
    }
    file_own_do(path: &str, quoted: &str) {
        de: "„{path}“ gehört Ihnen, nur die Rechte fehlen: „chmod u+rwX {quoted}“. Dann den Befehl wiederholen.",
        en: "“{path}” belongs to you, only the rights are missing: “chmod u+rwX {quoted}”. Then run the command again.",
    }
    file_rights_windows_do(quoted: &str) {
        de: "„icacls {quoted}“ zeigt, wer was darf. Einen Ordner nehmen, in den Sie schreiben dürfen.",
        en: "“icacls {quoted}” shows who may do what. Choose a folder that you may write to.",
    }
    file_private_do(quoted: &str) {
        de: "Nur Sie dürfen die Datei lesen und schreiben: „chmod 600 {quoted}“.",
        en: "Only you may read and write the file: “chmod 600 {quoted}”.",
    }
    file_private_windows_do(quoted: &str) {
        de: "Nur Sie dürfen die Datei lesen und schreiben: „icacls {quoted} /inheritance:r /grant:r \"%USERNAME%:F\"“ (in der Eingabeaufforderung).",
        en: "Only you may read and write the file: “icacls {quoted} /inheritance:r /grant:r \"%USERNAME%:F\"” (in the command prompt).",
    }
    file_foreign_do() {
        de: "Eine Datei nehmen, die diesem Nutzer gehört.",
        en: "Use a file that belongs to this user.",
    }
    notes_of_root_do(path: &str, quoted: &str) {
        de: "„{path}“ gehört dem Systemverwalter (root), wohl von einem Aufruf mit sudo. Zurückgeben: „sudo chown -R $USER: {quoted}“. Dann den Befehl wiederholen.",
        en: "“{path}” belongs to the system administrator (root), probably from a call with sudo. Give it back: “sudo chown -R $USER: {quoted}”. Then run the command again.",
    }
    notes_of_other_do(path: &str, quoted: &str) {
        de: "„{path}“ gehört einem anderen Nutzer. Gehört der Ordner Ihnen: „sudo chown -R $USER: {quoted}“. Sonst XDG_STATE_HOME auf einen Ordner setzen, der Ihnen gehört.",
        en: "“{path}” belongs to another user. If the folder is yours: “sudo chown -R $USER: {quoted}”. Otherwise set XDG_STATE_HOME to a folder that belongs to you.",
    }
    notes_elsewhere_do() {
        de: "XDG_STATE_HOME auf einen Ordner setzen, in den Sie schreiben dürfen.",
        en: "Set XDG_STATE_HOME to a folder that you may write to.",
    }
    notes_no_place_do() {
        de: "HOME oder XDG_STATE_HOME auf einen Ordner setzen, der diesem Nutzer gehört; in einer Unit von systemd „StateDirectory=pinlotse“.",
        en: "Set HOME or XDG_STATE_HOME to a folder that belongs to this user; in a unit of systemd “StateDirectory=pinlotse”.",
    }
    notes_no_place_do_windows() {
        de: "LOCALAPPDATA auf einen Ordner setzen, der diesem Nutzer gehört, oder den Ordner der Notizen mit „--notes ORDNER“ nennen.",
        en: "Set LOCALAPPDATA to a folder that belongs to this user, or name the folder of the notes with “--notes FOLDER”.",
    }
    notes_held_do() {
        de: "Warten, bis der andere Lauf zu Ende ist, dann den Befehl wiederholen.",
        en: "Wait until the other run has ended, then run the command again.",
    }
    notes_newer_do() {
        de: "Die neuere Fassung von pinlotse benutzen, die auf diesem PC ist. Sonst legt „pinlotse notizen vergessen --all“ die Datei beiseite und beginnt neu.",
        en: "Use the later version of pinlotse that is on this PC. Or else “pinlotse notes forget --all” sets the file aside and begins anew.",
    }
    notes_or_without_do(hint: &str) {
        de: "{hint} Oder bewusst ohne Notizen arbeiten: „--no-notes --tries-used N“, N sind die falschen Eingaben bisher, überall.",
        en: "{hint} Or deliberately work without notes: “--no-notes --tries-used N”, N being the wrong entries so far, anywhere.",
    }
    notes_trouble_read(path: &str, cause: &str) { de: "„{path}“ nicht lesbar: {cause}", en: "“{path}” not readable: {cause}" }
    notes_trouble_write(path: &str, cause: &str) {
        de: "„{path}“ nicht beschreibbar: {cause}; die bisherigen Notizen sind noch da",
        en: "“{path}” not writable: {cause}; the notes so far are still there",
    }
    notes_trouble_lock(path: &str, cause: &str) {
        de: "„{path}“ nicht zu sperren: {cause}",
        en: "“{path}” cannot be locked: {cause}",
    }
    notes_trouble_held() {
        de: "ein anderer Lauf von pinlotse hält sie gerade",
        en: "another run of pinlotse holds them just now",
    }
    notes_trouble_held_by(name: &str, process: u32) {
        de: "das Programm {name} (Prozess {process}) hält sie gerade",
        en: "the program {name} (process {process}) holds them just now",
    }
    notes_trouble_damaged(path: &str, line: usize) {
        de: "„{path}“ ist ab Zeile {line} beschädigt",
        en: "“{path}” is damaged from line {line} on",
    }
    notes_trouble_newer(path: &str, version: u32) {
        de: "„{path}“ hat die Fassung {version}, geschrieben von einem neueren pinlotse",
        en: "“{path}” has version {version}, written by a later pinlotse",
    }
    notes_trouble_no_place() {
        de: "das System nennt keinen Ordner dafür, und dieser Nutzer hat kein Heimverzeichnis",
        en: "the system names no folder for them, and this user has no home folder",
    }
    notes_trouble_randomness() {
        de: "das System gibt keine Zufallszahlen her",
        en: "the system gives no random numbers",
    }
    notes_trouble_overtaken() {
        de: "inzwischen wurde ein anderer Versuch notiert",
        en: "another try was noted meanwhile",
    }
}
