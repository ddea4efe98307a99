//! `doctor` against a real pcscd: service there and gone, no reader, a card, another program, a PIN
//! pad.

use std::fs;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::PathBuf;

use rustix::net::{self, AddressFamily, SocketAddrUnix, SocketType};
use rustix::process::Signal;
use serde_json::Value;
use support::desk::{Desk, Run, Trial};
use support::forged_service::ForgedService;
use support::or_skip;
use support::other_program::OtherProgram;
use support::pad::{PadReader, Settings};
use support::temp::Temp;

fn finding<'r>(run: &'r Run, code: &str) -> &'r Value {
    let findings = run.json["findings"]
        .as_array()
        .unwrap_or_else(|| panic!("no findings\n{run}"));
    findings
        .iter()
        .find(|finding| finding["code"] == code)
        .unwrap_or_else(|| panic!("no {code}\n{run}"))
}

#[test]
fn a_service_with_a_card_is_fine_and_its_socket_answers() {
    let Some(desk) = or_skip(Desk::new()) else {
        return;
    };
    let trial = Trial::hba();
    trial.keep_secret(&desk);
    let card = trial.card();
    desk.insert(&card, 0);
    let run = desk.expect(0, &["doctor", "--json"]);
    finding(&run, "service_ok");
    assert_eq!(
        finding(&run, "transport")["reader"],
        desk.pcscd.reader_name(0).as_str()
    );
    assert_eq!(run.json["system"]["service"]["socket"], "answers");
    assert_eq!(run.json["system"]["os"], "linux");
    assert_eq!(run.json["readers"][1]["state"], "empty");
    assert_eq!(card.secrets_seen(), 0);
}

#[test]
fn without_a_service_the_rest_is_still_looked_at() {
    let Some(desk) = or_skip(Desk::new()) else {
        return;
    };
    let nowhere = desk.home.join("nowhere.comm");
    let run = desk
        .start_with(
            &["doctor", "--json"],
            &[("PCSCLITE_CSOCK_NAME", nowhere.as_os_str())],
        )
        .end();
    run.assert_exit(3);
    assert_eq!(run.json["system"]["service"]["socket"], "missing");
    assert_eq!(run.json["system"]["service"]["installed"], true);
    assert!(run.json["system"]["drivers"].is_array(), "{run}");
    let word = if run.json["system"]["session"]["container"] == true {
        "container_without_socket"
    } else {
        "service_not_running"
    };
    assert_eq!(run.error(), word, "{run}");
}

/// A socket like that of a service which hangs: people wait there, and nobody is answered.
fn hanging_service(folder: &Temp, room: i32) -> (PathBuf, UnixListener) {
    let path = folder.join("hangs.comm");
    let socket = net::socket(AddressFamily::UNIX, SocketType::STREAM, None).unwrap();
    net::bind(&socket, &SocketAddrUnix::new(&path).unwrap()).unwrap();
    net::listen(&socket, room).unwrap();
    (path, UnixListener::from(socket))
}

#[test]
fn a_service_that_takes_nobody_in_is_not_called() {
    let Some(desk) = or_skip(Desk::new()) else {
        return;
    };
    let folder = Temp::new();
    let (path, _listener) = hanging_service(&folder, 0);
    let _waiting = UnixStream::connect(&path).unwrap();
    let run = desk
        .start_with(
            &["doctor", "--json"],
            &[("PCSCLITE_CSOCK_NAME", path.as_os_str())],
        )
        .end();
    run.assert_exit(3);
    assert_eq!(run.json["system"]["service"]["socket"], "stuck", "{run}");
    assert_eq!(run.error(), "service_failed", "{run}");
    assert!(
        run.json["system"]["drivers"].is_array(),
        "the rest is looked at: {run}"
    );
}

#[test]
fn ctrl_c_ends_the_wait_for_a_service_that_does_not_answer() {
    let Some(desk) = or_skip(Desk::new()) else {
        return;
    };
    let folder = Temp::new();
    let (path, listener) = hanging_service(&folder, 8);
    let running = desk.start_with(
        &["doctor", "--json"],
        &[("PCSCLITE_CSOCK_NAME", path.as_os_str())],
    );
    // The look at the socket, and then the library, which waits for an answer.
    let _waiting = [listener.accept().unwrap(), listener.accept().unwrap()];
    running.signal(Signal::INT);
    let run = running.end();
    run.assert_exit(15);
    assert_eq!(run.error(), "cancelled", "{run}");
}

/// What the document and the screen begin with.
fn first(desk: &Desk, environment: &[(&str, &std::ffi::OsStr)]) -> String {
    let run = |arguments: &[&str]| desk.start_with(arguments, environment).end();
    let told = run(&["doctor", "--json"]);
    let first = &told.json["findings"][0];
    let message = first["message"]
        .as_str()
        .unwrap_or_else(|| panic!("{told}"));
    let screen = run(&["doctor"]);
    assert!(
        screen.says(&format!("Zuerst dies: {message}")),
        "{message}: {screen}"
    );
    first["code"].as_str().unwrap().to_owned()
}

#[test]
fn the_first_line_names_what_is_wrong_at_a_real_service() {
    let Some(desk) = or_skip(Desk::new()) else {
        return;
    };
    assert_eq!(first(&desk, &[]), "no_card");
    let trial = Trial::smcb();
    trial.keep_secret(&desk);
    let card = trial.card();
    desk.insert(&card, 0);
    for (plan, code) in [
        ("SCardEstablishContext 80100006 0", "service_full"),
        ("SCardEstablishContext 8010006A 0", "not_allowed"),
        ("SCardEstablishContext 6BA 0", "service_failed"),
        ("SCardConnect 80100066 0", "card_mute"),
    ] {
        let Some(forged) = or_skip(ForgedService::new(plan)) else {
            return;
        };
        assert_eq!(first(&desk, &forged.environment()), code, "{plan}");
    }
    let mut other = OtherProgram::start(&desk.pcscd);
    other.does(&format!("exclusive {}", desk.pcscd.reader_name(0)));
    assert_eq!(first(&desk, &[]), "busy");
    drop(other);
    desk.pcscd.stop();
    assert_eq!(first(&desk, &[]), "service_failed");
    desk.pcscd.go_on();
    assert_eq!(card.secrets_seen(), 0);
}

#[test]
fn no_reader_is_told_with_what_usb_shows() {
    let Some(desk) = or_skip(Desk::without_readers()) else {
        return;
    };
    let run = desk.run(&["doctor", "--json"]);
    run.assert_exit(4);
    finding(&run, "service_ok");
    finding(&run, "no_reader");
    finding(&run, "ti_terminal_hint");
}

#[test]
fn a_busy_card_comes_with_the_programs_that_may_hold_it() {
    let Some(desk) = or_skip(Desk::new()) else {
        return;
    };
    let trial = Trial::smcb();
    trial.keep_secret(&desk);
    let card = trial.card();
    desk.insert(&card, 0);
    let mut other = OtherProgram::start(&desk.pcscd);
    other
        .does(&format!("shared {}", desk.pcscd.reader_name(0)))
        .does("begin");
    let run = desk.run(&["doctor", "--json"]);
    run.assert_exit(7);
    let busy = finding(&run, "busy");
    // The other program is this test program, by the first 15 characters of its name.
    let name = fs::read_to_string("/proc/self/comm").unwrap();
    let own = std::env::current_exe()
        .unwrap()
        .file_name()
        .unwrap()
        .to_string_lossy()[..15]
        .to_owned();
    assert!(!name.is_empty());
    let programs = run.json["system"]["programs"].as_array().unwrap();
    assert!(
        programs
            .iter()
            .any(|program| program["name"] == own.as_str()),
        "{own}: {run}"
    );
    assert!(busy["remedy"].as_str().unwrap().contains(&own), "{run}");
    other.does("end");
    desk.expect(0, &["doctor", "--json"]);
}

#[test]
fn a_card_held_exclusively_is_busy_too() {
    let Some(desk) = or_skip(Desk::new()) else {
        return;
    };
    let trial = Trial::smcb();
    trial.keep_secret(&desk);
    let card = trial.card();
    desk.insert(&card, 0);
    let mut other = OtherProgram::start(&desk.pcscd);
    other.does(&format!("exclusive {}", desk.pcscd.reader_name(0)));
    let run = desk.run(&["doctor", "--json"]);
    run.assert_exit(7);
    finding(&run, "busy");
}

#[test]
fn a_pin_pad_is_shown_with_its_firmware_and_one_that_only_checks_is_a_warning() {
    let both = Settings::default();
    let half = Settings {
        modify: false,
        ..Settings::default()
    };
    let mut pads = [
        PadReader::new("Pad", 1, &both),
        PadReader::new("Half", 1, &half),
    ];
    let Some(desk) = or_skip(Desk::with_pads(&mut pads)) else {
        return;
    };
    let run = desk.run(&["doctor", "--json"]);
    run.assert_exit(5);
    assert_eq!(run.json["readers"][0]["pin_pad"], true, "{run}");
    let warned = finding(&run, "pad_verify_only");
    assert!(warned["reader"].as_str().unwrap().contains("Half"), "{run}");
}

#[test]
fn a_report_is_shown_at_the_terminal_and_written_after_a_yes() {
    let Some(desk) = or_skip(Desk::new()) else {
        return;
    };
    let trial = Trial::hba();
    trial.keep_secret(&desk);
    let card = trial.card();
    desk.insert(&card, 0);
    let path = desk.home.join("bericht.html");
    let mut terminal = desk.terminal(&["doctor", "--report", path.to_str().unwrap()]);
    terminal.expect("Nummer: ").send_line("2");
    terminal
        .expect("Das steht im Bericht:")
        .expect("Enter: weiter")
        .send_line("z");
    terminal.expect("Nummer: ").send_line("1");
    terminal.expect("Bericht geschrieben");
    assert_eq!(terminal.exit_code(), 0);
    let page = fs::read_to_string(&path).unwrap();
    assert!(
        !page.contains(&card.iccsn()) && page.contains(&card.iccsn()[16..]),
        "{page}"
    );
    assert!(
        !page.contains(&desk.home.path().display().to_string()),
        "{page}"
    );
}
