//! What helps on which system: service, drivers, sessions from afar.

use super::messages;

messages! {
    start_service_do(command: &str) { de: "Dienst starten: „{command}“.", en: "Start the service: “{command}”." }
    unmask_do() {
        de: "Der Dienst ist für systemd gesperrt (masked), jemand hat ihn mit Absicht abgeschaltet. Freigeben und einschalten: „sudo systemctl unmask pcscd.socket pcscd.service && sudo systemctl enable --now pcscd.socket“.",
        en: "The service is locked for systemd (masked): somebody switched it off on purpose. Unlock it and switch it on: “sudo systemctl unmask pcscd.socket pcscd.service && sudo systemctl enable --now pcscd.socket”.",
    }
    start_service_somehow_do() {
        de: "Den PC/SC-Dienst dieses Systems (pcscd) starten.",
        en: "Start this system’s PC/SC service (pcscd).",
    }
    install_service_do(how: &str) { de: "Fehlt er: {how}.", en: "If it is missing: {how}." }
    then_again_do() { de: "Dann den Befehl wiederholen.", en: "Then run the command again." }
    install_library_do(how: &str) {
        de: "Sie gehört zu pcsc-lite und kommt mit dem Dienst: {how}. Dann den Befehl wiederholen. Üben geht auch ohne: „pinlotse --reader virtual:hba“.",
        en: "It belongs to pcsc-lite and comes with the service: {how}. Then run the command again. Practising works without it: “pinlotse --reader virtual:hba”.",
    }
    install_by(command: &str) { de: "„{command}“", en: "“{command}”" }
    install_by_and_restart(command: &str) {
        de: "„{command}“, danach den PC neu starten",
        en: "“{command}”, then restart the PC",
    }
    install_by_setting(line: &str, file: &str, command: &str) {
        de: "in {file} die Zeile „{line}“ eintragen, danach „{command}“",
        en: "add the line “{line}” to {file}, then “{command}”",
    }
    install_somehow() {
        de: "den Dienst pcscd und den CCID-Treiber mit den Mitteln dieses Systems einrichten",
        en: "set up the service pcscd and the CCID driver by the means of this system",
    }
    restart_service_do(command: &str) {
        de: "Den Dienst neu starten: „{command}“. Dann den Befehl wiederholen.",
        en: "Restart the service: “{command}”. Then run the command again.",
    }
    restart_service_somehow_do() {
        de: "Den PC/SC-Dienst dieses Systems neu starten und den Befehl wiederholen.",
        en: "Restart this system’s PC/SC service and run the command again.",
    }
    service_log_do() {
        de: "„journalctl -u pcscd“ zeigt, woran der Dienst scheitert.",
        en: "“journalctl -u pcscd” shows what the service fails at.",
    }
    service_by_hand_do() {
        de: "Dienst starten: „sudo pcscd“, oder auf die Art, auf die dieses System Dienste startet. Dann den Befehl wiederholen.",
        en: "Start the service: “sudo pcscd”, or the way this system starts services. Then run the command again.",
    }
    no_service_do_windows() {
        de: "Zuerst den Kartenleser anschließen: Windows startet den Dienst „Smartcard“ mit dem ersten Leser. Steckt er schon: als Administrator „sc config SCardSvr start= auto“ und „net start SCardSvr“ ausführen. Dann den Befehl wiederholen.",
        en: "Connect the card reader first: Windows starts the service “Smart Card” with the first reader. If it is connected: as administrator run “sc config SCardSvr start= auto” and “net start SCardSvr”. Then run the command again.",
    }
    service_restart_do_windows() {
        de: "Als Administrator „net stop SCardSvr“ und „net start SCardSvr“ ausführen (Dienst „Smartcard“), oder den PC neu starten. Dann den Befehl wiederholen.",
        en: "As administrator run “net stop SCardSvr” and “net start SCardSvr” (service “Smart Card”), or restart the PC. Then run the command again.",
    }
    no_service_do_macos() {
        de: "Den Leser abziehen und wieder anstecken: macOS startet den Dienst dann von selbst. Hilft das nicht, den Mac neu starten.",
        en: "Unplug the reader and plug it in again: macOS then starts the service itself. If that does not help, restart the Mac.",
    }
    in_container_too(hint: &str) {
        de: "pinlotse läuft in einem Container: besser direkt auf dem PC aufrufen, oder den Dienst des PCs hineinreichen („-v /run/pcscd:/run/pcscd“). Gilt beides nicht: {hint}",
        en: "pinlotse runs in a container: better run it on the PC itself, or pass the PC’s service into it (“-v /run/pcscd:/run/pcscd”). If neither applies: {hint}",
    }
    sandbox_do(command: &str) {
        de: "pinlotse außerhalb der Sandbox aufrufen, oder ihr den Kartendienst öffnen: „{command}“, dahinter der Name der Anwendung.",
        en: "Run pinlotse outside the sandbox, or open the service to it: “{command}”, and behind that the name of the application.",
    }
    snap_do(command: &str) {
        de: "Dem Snap den Kartendienst öffnen: „{command}“, oder pinlotse außerhalb des Snaps aufrufen.",
        en: "Open the service to the snap: “{command}”, or run pinlotse outside the snap.",
    }
    wsl_do() {
        de: "pinlotse für Windows benutzen (pinlotse.exe in der Eingabeaufforderung oder PowerShell). Soll es WSL sein, muss der Leser mit usbipd-win hineingereicht sein.",
        en: "Use pinlotse for Windows (pinlotse.exe in the command prompt or PowerShell). If it has to be WSL, the reader must be passed into it by usbipd-win.",
    }
    in_wsl_too(wsl: &str, hint: &str) {
        de: "WSL sieht die Kartenleser von Windows nicht: {wsl} Ist er das: {hint}",
        en: "WSL does not see the card readers of Windows: {wsl} If it is: {hint}",
    }
    no_reader_do_packages(how: &str) {
        de: "Den Leser anschließen (USB). Ist er angeschlossen, fehlt der Treiber: {how}; für REINER-SCT-Leser den Treiber des Herstellers. „pinlotse leser“ zeigt, was der PC sieht.",
        en: "Connect the reader (USB). If it is connected the driver is missing: {how}; for REINER SCT readers the maker’s driver. “pinlotse readers” shows what the PC sees.",
    }
    no_reader_do_other() {
        de: "Den Leser anschließen (USB). Ist er angeschlossen, den Treiber des Herstellers einrichten. „pinlotse leser“ zeigt, was der PC sieht.",
        en: "Connect the reader (USB). If it is connected, install the maker’s driver. “pinlotse readers” shows what the PC sees.",
    }
    no_reader_do_remote() {
        de: "Dies ist eine Sitzung aus der Ferne (SSH, Fernzugriff oder Container): der Leser muss an dem PC stecken, auf dem pinlotse läuft, oder dorthin durchgereicht werden.",
        en: "This is a remote session (SSH, remote desktop or container): the reader must be plugged into the PC that pinlotse runs on, or be passed on to it.",
    }
    screen_do_rdp() {
        de: "pinlotse auf dem PC aufrufen, an dem der Leser steckt. Sonst in der Remotedesktopverbindung unter „Lokale Ressourcen“ die Smartcards einschalten und neu verbinden.",
        en: "Run pinlotse on the PC that the reader is plugged into. Or else switch on smart cards under “Local resources” of the remote desktop connection and connect again.",
    }
    screen_do_citrix() {
        de: "pinlotse auf dem PC aufrufen, an dem der Leser steckt. Sonst muss die Administration Smartcards für diese Citrix-Sitzung erlauben (Richtlinie und Workspace-App); danach abmelden und neu verbinden.",
        en: "Run pinlotse on the PC that the reader is plugged into. Or else the administrators must allow smart cards for this Citrix session (policy and Workspace app); then log off and connect again.",
    }
    screen_do_horizon() {
        de: "pinlotse auf dem PC aufrufen, an dem der Leser steckt. Sonst muss die Administration im Horizon-Agenten die Smartcard-Umleitung einrichten; danach abmelden und neu verbinden.",
        en: "Run pinlotse on the PC that the reader is plugged into. Or else the administrators must set up smart card redirection in the Horizon agent; then log off and connect again.",
    }
    screen_do_other() {
        de: "Den Leser an den PC stecken, auf dem pinlotse läuft, oder pinlotse auf dem PC aufrufen, an dem der Leser steckt.",
        en: "Plug the reader into the PC that pinlotse runs on, or run pinlotse on the PC that the reader is plugged into.",
    }
    no_reader_do_screen(how: &str) {
        de: "Dies ist eine Sitzung aus der Ferne: ein Leser am eigenen Platz ist hier nur zu sehen, wenn er durchgereicht wird. {how}",
        en: "This is a remote session: a reader at your own desk is seen here only if it is passed on. {how}",
    }
    not_allowed_do() {
        de: "Direkt am PC angemeldet arbeiten, nicht über SSH, Fernzugriff oder Container.",
        en: "Work logged in at the PC itself, not over SSH, remote access or a container.",
    }
    not_allowed_do_container() {
        de: "pinlotse außerhalb des Containers aufrufen: der Kartendienst des PCs weist Programme aus Containern ab.",
        en: "Run pinlotse outside the container: the PC’s smart-card service turns programs in containers away.",
    }
    polkit_do(path: &str, group: &str) {
        de: "polkit entscheidet hier, wer den Kartendienst benutzen darf: wer direkt am PC angemeldet ist, darf es. Für alle anderen bringt pinlotse eine Regel mit, einmal einzurichten: „pinlotse diagnose --polkit-rule | sudo tee {path}“, dann „sudo groupadd -f {group}“ und „sudo usermod -aG {group} $USER“; danach neu anmelden.",
        en: "Here polkit decides who may use the smart-card service: whoever is logged in at the PC itself may. For everybody else pinlotse brings a rule, to be set up once: “pinlotse doctor --polkit-rule | sudo tee {path}”, then “sudo groupadd -f {group}” and “sudo usermod -aG {group} $USER”; then log in again.",
    }
    polkit_do_nix(group: &str) {
        de: "polkit entscheidet hier, wer den Kartendienst benutzen darf: wer direkt am PC angemeldet ist, darf es. Für alle anderen bringt pinlotse eine Regel mit: was „pinlotse diagnose --polkit-rule“ ausgibt, in /etc/nixos/configuration.nix als „security.polkit.extraConfig“ eintragen, dazu die Gruppe „{group}“ mit diesem Nutzer, danach „sudo nixos-rebuild switch“ und neu anmelden.",
        en: "Here polkit decides who may use the smart-card service: whoever is logged in at the PC itself may. For everybody else pinlotse brings a rule: put what “pinlotse doctor --polkit-rule” prints into /etc/nixos/configuration.nix as “security.polkit.extraConfig”, add the group “{group}” with this user, then “sudo nixos-rebuild switch” and log in again.",
    }
    polkit_group_do(path: &str, group: &str) {
        de: "Die polkit-Regel von pinlotse ist eingerichtet ({path}) und lässt die Gruppe „{group}“ zu. Diesen Nutzer aufnehmen: „sudo usermod -aG {group} $USER“; danach neu anmelden.",
        en: "The polkit rule of pinlotse is set up ({path}) and lets the group “{group}” in. Add this user: “sudo usermod -aG {group} $USER”; then log in again.",
    }
    socket_closed(path: &str) {
        de: "Der Kartendienst dieses PCs (PC/SC) ist da, aber sein Anschluss {path} ist für diesen Nutzer gesperrt. An der Karte wurde nichts getan.",
        en: "The smart-card service of this PC (PC/SC) is there, but its socket {path} is closed to this user. Nothing was done to the card.",
    }
    socket_closed_do(path: &str) {
        de: "„ls -l {path}“ zeigt, welche Gruppe den Anschluss benutzen darf; „sudo usermod -aG GRUPPE $USER“ nimmt diesen Nutzer auf. Danach neu anmelden.",
        en: "“ls -l {path}” shows which group may use the socket; “sudo usermod -aG GROUP $USER” adds this user. Then log in again.",
    }
    socket_closed_do_group(group: &str) {
        de: "Die Gruppe „{group}“ darf ihn benutzen. Diesen Nutzer aufnehmen: „sudo usermod -aG {group} $USER“; danach neu anmelden.",
        en: "The group “{group}” may use it. Add this user: “sudo usermod -aG {group} $USER”; then log in again.",
    }
}
