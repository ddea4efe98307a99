//! Advice helps on the PC that it is given on: PCs built of a few files and variables, and what the
//! commands say on them.

use std::fs;

use pinlotse::reader::Error;
use pinlotse::system::machine::Machine;
use pinlotse::system::os::Os;
use support::alone;
use support::faults::Bench;
use support::journey::{Journey, Ran};
use support::script::Script;

/// Every command that can find no reader, in one script each.
const COMMANDS: [&[&str]; 3] = [
    &["--wait", "0", "status"],
    &["--wait", "0", "certs"],
    &["--wait", "0", "activate", "--dry-run"],
];

/// A journey on a PC with these files and variables.
fn pc(bench: Bench, os: Os, files: &[(&str, &str)], variables: &[(&str, &str)]) -> Journey {
    let mut journey = Journey::on(bench);
    let root = journey.temp.join("root");
    fs::create_dir(&root).unwrap();
    for (inside, content) in files {
        let path = root.join(inside);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    let variables = variables
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    journey.machine = Some(Machine {
        os,
        root,
        variables: Some(variables),
        host: Some("EMPFANG-PC-7".to_owned()),
        windows: None,
    });
    journey
}

/// What every command and `doctor` say there without a reader.
fn without_reader(os: Os, files: &[(&str, &str)], variables: &[(&str, &str)], look: impl Fn(&Ran)) {
    for command in COMMANDS.into_iter().chain([&["doctor"][..]]) {
        let mut journey = pc(Bench::new(), os, files, variables);
        let ran = journey.run(command, Script::nobody());
        ran.exits(4).sends(0);
        look(&ran);
    }
}

/// The same without the service.
fn without_service(
    os: Os,
    files: &[(&str, &str)],
    variables: &[(&str, &str)],
    look: impl Fn(&Ran),
) {
    for command in COMMANDS.into_iter().chain([&["doctor"][..]]) {
        let bench = Bench::with("hba");
        bench.fails_to_list(Some(Error::NoService("NoService".into())));
        let mut journey = pc(bench, os, files, variables);
        let ran = journey.run(command, Script::nobody());
        ran.exits(3).sends(0);
        look(&ran);
    }
}

#[test]
fn no_command_sends_somebody_who_came_over_ssh_to_install_a_driver() {
    let ssh = [("SSH_CONNECTION", "10.0.0.1 1 10.0.0.2 22")];
    without_reader(Os::Linux, &[], &ssh, |ran| {
        ran.never_says("libccid");
    });
    without_reader(Os::Linux, &[], &[], |ran| {
        ran.never_says("SSH");
    });
}

#[test]
fn a_service_is_started_by_the_means_of_the_system() {
    without_service(Os::Windows, &[], &[], |ran| {
        ran.says("net start SCardSvr").never_says("systemctl");
    });
    without_service(Os::Macos, &[], &[], |ran| {
        ran.never_says("systemctl").never_says("SCardSvr");
    });
}

#[test]
fn service_and_driver_are_installed_by_the_means_of_the_distribution() {
    let suse = "ID=opensuse-tumbleweed\nID_LIKE=\"opensuse suse\"\n";
    for (release, more, install) in [
        (
            "ID=ubuntu\nID_LIKE=debian\n",
            None,
            "sudo apt install pcscd libccid",
        ),
        (suse, None, "sudo zypper install pcsc-lite pcsc-ccid"),
        (
            "ID=fedora\n",
            None,
            "sudo dnf install pcsc-lite pcsc-lite-ccid",
        ),
        (
            "ID=fedora\n",
            Some("run/ostree-booted"),
            "sudo rpm-ostree install pcsc-lite",
        ),
        ("ID=alpine\n", None, "apk add pcsc-lite ccid"),
        ("ID=arch\n", None, "sudo pacman -S pcsclite ccid"),
        ("ID=void\n", None, "sudo xbps-install -S pcsclite pcsc-ccid"),
        ("ID=nixos\n", None, "services.pcscd.enable = true;"),
    ] {
        let mut files = vec![("etc/os-release", release)];
        files.extend(more.map(|file| (file, "")));
        let others = [
            "apt ",
            "zypper",
            "dnf",
            "rpm-ostree",
            "apk ",
            "pacman",
            "xbps",
            "nixos-rebuild",
        ];
        let look = |ran: &Ran| {
            ran.says(install);
            for other in others {
                let is_own = install.contains(other) || release.contains("nixos");
                if !is_own || (release.contains("nixos") && other != "nixos-rebuild") {
                    ran.never_says(other);
                }
            }
        };
        without_service(Os::Linux, &files, &[], look);
    }
}

#[test]
fn an_unknown_linux_gets_no_package_line() {
    for release in ["ID=praxisos\n", "ID=mageia\nID_LIKE=\"mandriva fedora\"\n"] {
        let files = [("etc/os-release", release)];
        let look = |ran: &Ran| {
            ran.says("pcscd");
            for command in [
                "apt",
                "dnf",
                "zypper",
                "pacman",
                "apk ",
                "sudo",
                "systemctl",
            ] {
                ran.never_says(command);
            }
        };
        without_service(Os::Linux, &files, &[], look);
        without_reader(Os::Linux, &files, &[], look);
    }
}

#[test]
fn alpine_starts_services_without_systemd() {
    let files = [("etc/os-release", "ID=alpine\n")];
    without_service(Os::Linux, &files, &[], |ran| {
        ran.never_says("systemctl");
    });
    let mut journey = pc(Bench::with("hba"), Os::Linux, &files, &[]);
    journey
        .bench
        .fails_to_list(Some(Error::ServiceFailed("InternalError".into())));
    journey
        .run(&["--wait", "0", "status"], Script::nobody())
        .says("doas rc-service pcscd restart");
}

#[test]
fn wsl_is_sent_to_the_program_for_windows() {
    let files = [
        ("etc/os-release", "ID=ubuntu\nID_LIKE=debian\n"),
        (
            "proc/sys/kernel/osrelease",
            "5.15.90.1-microsoft-standard-WSL2\n",
        ),
    ];
    let look = |ran: &Ran| {
        ran.says("pinlotse für Windows")
            .never_says("direkt an diesem PC");
    };
    without_reader(Os::Linux, &files, &[], look);
    for command in COMMANDS.into_iter().chain([&["doctor"][..]]) {
        let bench = Bench::with("hba");
        bench.fails_to_list(Some(Error::NoService("NoService".into())));
        let mut journey = pc(bench, Os::Linux, &files, &[]);
        look(&journey.run(command, Script::nobody()));
    }
    // With a reader that was passed in nothing is in the way.
    let mut journey = pc(Bench::with("hba"), Os::Linux, &files, &[]);
    journey.run(&["doctor"], Script::nobody()).exits(0);
}

#[test]
fn a_session_of_citrix_or_horizon_is_one_from_afar() {
    for (name, value, words) in [
        ("SESSIONNAME", "ICA-tcp#12", "Citrix"),
        ("SESSIONNAME", "RDP-Tcp#0", "Lokale Ressourcen"),
        ("ViewClient_Protocol", "BLAST", "Horizon"),
    ] {
        without_reader(Os::Windows, &[], &[(name, value)], |ran| {
            ran.says(words).never_says("direkt an diesem PC");
        });
    }
}

#[test]
fn the_doctor_of_windows_reads_no_file_of_linux() {
    let files = [("etc/os-release", "PRETTY_NAME=\"Debian 12\"\nID=debian\n")];
    let mut journey = pc(Bench::with("hba"), Os::Windows, &files, &[]);
    journey
        .run(&["doctor"], Script::nobody())
        .never_says("Debian");
}

/// What `status` says where the service refuses this user.
fn refused(files: &[(&str, &str)], variables: &[(&str, &str)]) -> Ran {
    let bench = Bench::with("hba");
    bench.fails_to_list(Some(Error::NotAllowed("SCARD_W_SECURITY_VIOLATION".into())));
    let ran =
        pc(bench, Os::Linux, files, variables).run(&["--wait", "0", "status"], Script::nobody());
    ran.exits(3);
    ran
}

#[test]
fn polkit_is_named_where_it_is_asked_and_its_rule_comes_along() {
    const POLICY: &str = "usr/share/polkit-1/actions/org.debian.pcsc-lite.policy";
    let ssh = [("SSH_CONNECTION", "10.0.0.1 1 10.0.0.2 22")];
    refused(&[], &ssh).never_says("polkit");
    refused(&[(POLICY, "")], &ssh)
        .says("pinlotse diagnose --polkit-rule | sudo tee /etc/polkit-1/rules.d/50-pinlotse.rules")
        .says("sudo usermod -aG pinlotse $USER");
    let nixos = [(POLICY, ""), ("etc/os-release", "ID=nixos\n")];
    refused(&nixos, &ssh)
        .says("security.polkit.extraConfig")
        .never_says("sudo tee");
    // Where an administrator put it, and where a package does.
    for rule in [
        "/etc/polkit-1/rules.d/50-pinlotse.rules",
        "/usr/share/polkit-1/rules.d/50-pinlotse.rules",
    ] {
        refused(&[(POLICY, ""), (&rule[1..], "")], &ssh)
            .says(&format!("eingerichtet ({rule})"))
            .never_says("tee");
    }
}

#[test]
fn the_rule_for_polkit_is_printed_and_nothing_else() {
    let script = Script::nobody();
    let heard = script.heard();
    assert_eq!(alone::run(&["doctor", "--polkit-rule"], script), 0);
    let heard = heard.borrow();
    let [rule] = heard.handed_out.as_slice() else {
        panic!("{:?}", heard.handed_out)
    };
    for words in [
        "polkit.addRule",
        "access_pcsc",
        "access_card",
        "isInGroup(\"pinlotse\")",
    ] {
        assert!(rule.contains(words), "{words}: {rule}");
    }
    assert!(!heard.says("Karte"), "{}", heard.everything());
    Journey::with("hba")
        .run(&["--json", "doctor", "--polkit-rule"], Script::nobody())
        .fails(2, "usage");
}

#[test]
fn a_closed_socket_is_no_service_that_does_not_answer() {
    let bench = Bench::with("hba");
    bench.fails_to_list(Some(Error::Closed("/run/pcscd/pcscd.comm".into())));
    pc(bench, Os::Linux, &[], &[])
        .run(&["--json", "--wait", "0", "status"], Script::nobody())
        .fails(3, "not_allowed")
        .says("/run/pcscd/pcscd.comm")
        .never_says("polkit")
        .never_says("antwortet nicht");
}

#[cfg(unix)]
#[test]
fn each_system_says_in_its_own_way_how_a_file_is_made_private() {
    use std::os::unix::fs::PermissionsExt;
    for (os, own, other) in [
        (Os::Windows, "icacls", "chmod"),
        (Os::Linux, "chmod 600", "icacls"),
        (Os::Macos, "chmod 600", "icacls"),
    ] {
        let mut journey = pc(Bench::with("hba"), os, &[], &[]);
        let file = journey.secrets_file("transport.ch = 41414\n");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
        journey
            .run(&["activate", "--secrets-file", &file], Script::nobody())
            .exits(23)
            .says(own)
            .never_says(other);
    }
}
