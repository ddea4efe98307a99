//! Secrets of scripts: by standard input, and from files that may or may not be private.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use support::desk::Trial;
use support::wine::{PRACTICE, WineDesk};

/// Wine makes an access control list of the rights of the folder below: an entry for the owner, and
/// one for Everyone where others may do something.
#[test]
fn a_file_that_everyone_may_read_is_refused_and_one_of_the_owner_alone_is_taken() {
    let Some(desk) = WineDesk::new() else { return };
    let trial = Trial::smcb();
    let card = trial.card();
    desk.desk.insert(&card, 0);
    trial.keep_secret(&desk.desk);
    let (name, smc) = ("given Geheimnis.txt", trial.pins[0]);
    let path = desk.desk.home.join(PRACTICE).join(name);
    let text = format!("transport.smc = {}\nnew.smc = {}\n", smc.transport, smc.new);
    fs::write(&path, text).unwrap();
    let arguments = ["activate", "--json", "--secrets-file", name];
    for mode in [0o644, 0o604, 0o602, 0o666] {
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        let run = desk.expect(23, &arguments);
        assert_eq!(run.error(), "secrets_rights", "{mode:o}: {run}");
        assert!(
            run.says(&format!(
                r#"icacls "{name}" /inheritance:r /grant:r "%USERNAME%:F""#
            )),
            "{mode:o}: {run}"
        );
    }
    assert_eq!(card.secrets_seen(), 0);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    desk.expect(0, &arguments);
    trial.assert_activated(&card);
}

#[test]
fn secrets_come_by_standard_input_with_the_line_ends_of_either_system() {
    let Some(desk) = WineDesk::new() else { return };
    let trial = Trial::hba();
    let card = trial.card();
    desk.desk.insert(&card, 0);
    trial.keep_secret(&desk.desk);
    let [ch, qes] = trial.pins[..] else { panic!() };
    let first = format!(
        "\u{feff}transport.ch = {}\r\nnew.ch = {}\r\n",
        ch.transport, ch.new
    );
    desk.run_with_input(&["activate", "--json", "--secrets-stdin"], &first)
        .assert_exit(0);
    let second = format!("transport.qes={}\nnew.qes={}", qes.transport, qes.new);
    let arguments = ["activate", "--json", "--secrets-stdin", "--pin", "qes"];
    desk.run_with_input(&arguments, &second).assert_exit(13);
    desk.run_with_input(&[&arguments[..], &["--holder-present"]].concat(), &second)
        .assert_exit(0);
    trial.assert_activated(&card);
}

#[test]
fn without_console_and_secrets_only_ways_that_windows_has_are_named() {
    let Some(desk) = WineDesk::new() else { return };
    let card = Trial::hba().card();
    desk.desk.insert(&card, 0);
    let run = desk.expect(17, &["activate", "--json"]);
    assert!(
        run.says("--secrets-stdin") && !run.says("--secrets-fd"),
        "{run}"
    );
}
