//! What a user of Windows reads: nothing that only other systems have.

use support::desk::Trial;
use support::wine::WineDesk;

/// Words of Linux.
const FOREIGN: [&str; 16] = [
    "chmod",
    "chown",
    "sudo",
    "apt ",
    "apt-get",
    "/etc",
    "/usr",
    "/run",
    "/var",
    "pcscd",
    "systemd",
    "systemctl",
    "polkit",
    "XDG_",
    "unset ",
    "$HOME",
];

#[track_caller]
fn assert_ours(command: &str, text: &str) {
    for word in FOREIGN {
        assert!(!text.contains(word), "{word:?} in {command}:\n{text}");
    }
}

#[test]
fn no_screen_speaks_of_another_system() {
    let Some(desk) = WineDesk::new() else { return };
    let card = Trial::hba().card();
    desk.desk.insert(&card, 0);
    for language in ["de", "en"] {
        for command in [
            "readers",
            "status",
            "activate",
            "activate --secrets-file missing",
            "activate --secrets-stdin",
            "activate --secrets-fd 3",
            "activate --record Z:\\nowhere\\record",
            "doctor",
            "doctor --details",
            "doctor --report Z:\\nowhere\\report.html",
            "certs --export Z:\\proc\\no",
            "status --reader nobody",
            "status --reader virtual:missing",
            "notes show --notes Z:\\proc\\no",
            "explain",
        ] {
            let mut arguments: Vec<&str> = command.split(' ').collect();
            arguments.extend(["--lang", language, "--wait", "0"]);
            let run = desk.run(&arguments);
            assert_ours(command, &format!("{}{}", run.stdout, run.stderr));
        }
    }
    desk.desk.pcscd.crash();
    for language in ["de", "en"] {
        for command in ["status", "readers", "doctor --details", "activate"] {
            let mut arguments: Vec<&str> = command.split(' ').collect();
            arguments.extend(["--lang", language, "--wait", "0"]);
            let run = desk.run(&arguments);
            assert_ours(command, &format!("{}{}", run.stdout, run.stderr));
        }
    }
}
