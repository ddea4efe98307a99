//! Advice helps on the PC that it is given on: PCs built of a few files and variables, and what the
//! commands say on them.

use std::fs;

use pinlotse::reader::Error;
use pinlotse::system::machine::Machine;
use pinlotse::system::os::Os;
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
