//! Text from outside on every way to the screen, to a document and to the log: what it holds begins
//! no line of its own, controls no terminal and turns nothing around.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use pinlotse::attempts::Notes;
use pinlotse::issuers::Keeper;
use pinlotse::session::desk::context::ReconnectPolicy;
use pinlotse::start::World;
use pinlotse::system::printable::is_forging;
use pinlotse::system::signals::Interrupts;
use serde_json::Value;
use support::faults::{Bench, card};
use support::issued::Service;
use support::or_skip;
use support::responder::{Reply, Server};
use support::temp::Temp;

/// What somebody would like to have believed.
const FORGED: &str = "Fertig: alles gut";

/// A name of a file that holds it on a line of its own, and one of every kind of character that
/// does more than be seen.
const HOSTILE: &str = "a\nFertig: alles gut\u{1b}[2J\r\u{85}\u{2028}\u{2029}\u{61C}\u{200B}\u{200F}\
                       \u{202A}\u{202E}\u{2066}\u{2069}\u{FEFF}\u{AD}\u{E0041}\u{7}z";

fn pinlotse(folder: &Path, arguments: &[&str], environment: &[(&str, &OsStr)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pinlotse"));
    command
        .env_clear()
        .args(arguments)
        .current_dir(folder)
        .env("HOME", folder)
        .env("LANG", "de_DE.UTF-8")
        .env("PCSCLITE_CSOCK_NAME", folder.join("no-service"))
        .envs(environment.iter().copied())
        .stdin(Stdio::null());
    command
}

#[track_caller]
fn assert_harmless(what: &str, octets: &[u8]) {
    let text = String::from_utf8(octets.to_vec()).unwrap();
    let forging = text.chars().find(|c| is_forging(*c) && *c != '\n');
    assert_eq!(forging, None, "{what}: {text:?}");
    let line = text
        .lines()
        .find(|line| line.trim_start().starts_with(FORGED));
    assert_eq!(line, None, "{what}: {text}");
}

/// Sentences of a document may be printed by whoever reads it.
#[track_caller]
fn assert_sentences_harmless(what: &str, value: &Value) {
    match value {
        Value::Object(members) => members.iter().for_each(|(name, value)| match value {
            Value::String(text) if ["message", "hint"].contains(&name.as_str()) => {
                assert_harmless(&format!("{what}: {name}"), text.as_bytes());
            }
            value => assert_sentences_harmless(what, value),
        }),
        Value::Array(all) => all
            .iter()
            .for_each(|value| assert_sentences_harmless(what, value)),
        _ => {}
    }
}

/// Runs a command for people, for programs, and with a trace.
#[track_caller]
fn assert_call_harmless(folder: &Path, arguments: &[&str], environment: &[(&str, &OsStr)]) {
    let log = folder.join("trace");
    let name = log.display().to_string();
    for (more, json) in [
        (&["--verbose", "--log-file", &name][..], false),
        (&["--json"], true),
        (&["--lang", "en"], false),
    ] {
        let arguments = [more, arguments].concat();
        let output = pinlotse(folder, &arguments, environment).output().unwrap();
        let what = format!("{arguments:?} {environment:?}");
        assert!(output.status.code().is_some(), "{what}");
        assert_harmless(&what, &output.stderr);
        assert_harmless(&what, &output.stdout);
        if json {
            let document: Value = serde_json::from_slice(&output.stdout).unwrap();
            assert_sentences_harmless(&what, &document);
        }
    }
    if let Ok(traced) = fs::read(&log) {
        assert_harmless("the log", &traced);
        let lines = String::from_utf8(traced).unwrap();
        assert!(
            lines
                .lines()
                .all(|line| line.starts_with("20") && line.contains("Z ")),
            "{lines}"
        );
        fs::remove_file(&log).unwrap();
    }
}

#[test]
fn arguments_are_quoted_in_one_line() {
    let temp = Temp::new();
    let valued = |name: &str| format!("{name}={HOSTILE}");
    for arguments in [
        vec![HOSTILE],
        vec!["status", HOSTILE],
        vec!["--lang", HOSTILE, "status"],
        vec!["--wait", HOSTILE, "status"],
        vec!["--color", HOSTILE, "status"],
        vec!["--card", HOSTILE, "status"],
        vec!["--reader", HOSTILE, "status"],
        vec![&*valued("--unknown"), "status"],
        vec!["status", "--as-of", HOSTILE],
        vec!["status", "--warn-days", HOSTILE],
        vec!["status", "--check", HOSTILE],
        vec!["activate", "--pin", HOSTILE],
        vec!["activate", "--last-try", HOSTILE],
        vec!["explain", HOSTILE],
        vec!["explain", "puk", "--issuer", HOSTILE],
        vec!["notes", "forget", HOSTILE],
        vec!["virtual", HOSTILE],
        vec!["virtual", "serve", "hba", "--vpcd", HOSTILE],
    ] {
        assert_call_harmless(temp.path(), &arguments, &[]);
    }
}

#[test]
fn names_of_files_are_quoted_in_one_line() {
    let temp = Temp::new();
    let folder = temp.path();
    let reader = format!("virtual:./{HOSTILE}");
    let missing = format!("./missing {HOSTILE}");
    let below = format!("{HOSTILE} folder/file");
    // Made at the first call, there at those after it.
    assert_call_harmless(folder, &["virtual", "create", "hba", HOSTILE], &[]);
    assert!(folder.join(HOSTILE).exists());
    temp.private_file(
        "secrets",
        "transport.ch = 28407\nnew.ch = 740926\nodd = 1\n",
    );
    fs::create_dir(folder.join("issuers")).unwrap();
    fs::write(folder.join("issuers").join(HOSTILE), "no certificate").unwrap();
    let script = ["--no-input", "activate", "--secrets-file"];
    for arguments in [
        vec!["--reader", &*reader, "readers"],
        vec!["--reader", &*reader, "status"],
        vec!["--reader", &*reader, "status", "--check"],
        vec!["--reader", &*reader, "certs"],
        vec!["--reader", &*reader, "doctor"],
        vec!["--reader", &*reader, "notes", "show"],
        vec![
            "--reader", &*reader, script[0], script[1], script[2], "secrets",
        ],
        vec![
            "--reader", &*reader, script[0], script[1], script[2], &*missing,
        ],
        vec!["--reader", &*missing, "status"],
        vec!["virtual", "show", HOSTILE],
        vec!["virtual", "show", &*missing],
        vec!["virtual", "letter", HOSTILE],
        vec!["--reader", "virtual:hba", "certs", "--export", &*missing],
        vec!["--reader", "virtual:hba", "certs", "--export", HOSTILE],
        vec![
            "--reader",
            "virtual:hba",
            "certs",
            "--issuer-certs",
            "issuers",
        ],
        vec![
            "--reader",
            "virtual:hba",
            "certs",
            "--issuer-certs",
            &*missing,
        ],
        vec!["--reader", "virtual:hba", "doctor", "--report", HOSTILE],
        vec!["--reader", "virtual:hba", "doctor", "--report", &*below],
        vec!["--reader", "virtual:hba", "activate", "--record", HOSTILE],
        vec!["--reader", "virtual:hba", "activate", "--record", &*below],
        vec!["--reader", "virtual:hba", "status", "--log-file", &*below],
    ] {
        if arguments.contains(&"--log-file") {
            let output = pinlotse(folder, &arguments, &[]).output().unwrap();
            assert_harmless("a log that cannot be", &output.stderr);
            assert_eq!(output.status.code(), Some(23));
            continue;
        }
        assert_call_harmless(folder, &arguments, &[]);
    }
}

#[test]
fn a_report_holds_no_line_of_a_name() {
    let temp = Temp::new();
    let reader = format!("virtual:./{HOSTILE}");
    assert_call_harmless(temp.path(), &["virtual", "create", "hba", HOSTILE], &[]);
    let arguments = ["--reader", &*reader, "doctor", "--report", "report.html"];
    pinlotse(temp.path(), &arguments, &[]).output().unwrap();
    assert_harmless("the report", &fs::read(temp.join("report.html")).unwrap());
}

#[test]
fn the_environment_is_quoted_in_one_line() {
    let temp = Temp::new();
    let virtual_card = OsString::from(format!("virtual:./{HOSTILE}"));
    let folder = temp.join(HOSTILE).into_os_string();
    // A place for notes that can be none: a file.
    fs::write(&folder, "").unwrap();
    let hostile = OsStr::new(HOSTILE);
    let status: &[&str] = &["status"];
    let online: &[&str] = &["--reader", "virtual:hba", "status", "--online"];
    for (variable, value, arguments) in [
        ("PINLOTSE_READER", virtual_card.as_os_str(), status),
        ("PINLOTSE_READER", hostile, status),
        ("PINLOTSE_LANG", hostile, status),
        ("LANG", hostile, status),
        ("LC_ALL", hostile, status),
        ("http_proxy", hostile, online),
        ("HTTP_PROXY", hostile, online),
        ("XDG_STATE_HOME", &folder, &["notes", "show"]),
        ("XDG_STATE_HOME", &folder, &["doctor"]),
        ("HOME", &folder, &["notes", "show"]),
        ("HOME", hostile, &["doctor"]),
        ("PCSCLITE_CSOCK_NAME", &folder, &["doctor"]),
        ("PCSCLITE_CSOCK_NAME", &folder, status),
        ("TERM", hostile, status),
        ("SESSIONNAME", hostile, &["doctor"]),
        ("SSH_CONNECTION", hostile, &["doctor"]),
        ("XDG_CURRENT_DESKTOP", hostile, &["doctor"]),
    ] {
        assert_call_harmless(temp.path(), arguments, &[(variable, value)]);
    }
}

/// A state file with another text in the place of each text that a person may see.
#[test]
fn what_a_file_of_a_card_says_is_shown_in_one_line() {
    let temp = Temp::new();
    let folder = temp.path();
    assert_call_harmless(folder, &["virtual", "create", "hba", "card"], &[]);
    let card = fs::read_to_string(temp.join("card")).unwrap();
    let hostile = serde_json::to_string(HOSTILE).unwrap();
    for (name, old) in [("named", "\"name\": "), ("schema", "\"schema\": ")] {
        let (before, rest) = card.split_once(old).unwrap();
        let (_, behind) = rest.split_once(",\n").unwrap();
        fs::write(
            temp.join(name),
            format!("{before}{old}{hostile},\n{behind}"),
        )
        .unwrap();
    }
    let (before, rest) = card.split_once("\"schema\"").unwrap();
    fs::write(temp.join("member"), format!("{before}{hostile}{rest}")).unwrap();
    fs::write(
        temp.join("image"),
        format!("<card name=\"x\"><{} y='{HOSTILE}'/></card>", "other"),
    )
    .unwrap();
    fs::write(temp.join("root"), format!("<x y='{HOSTILE}'>{HOSTILE}</x>")).unwrap();
    for name in ["named", "schema", "member", "image", "root"] {
        let reader = format!("virtual:./{name}");
        let path = format!("./{name}");
        assert_call_harmless(folder, &["virtual", "show", &path], &[]);
        assert_call_harmless(folder, &["virtual", "letter", &path], &[]);
        assert_call_harmless(folder, &["--reader", &reader, "status"], &[]);
    }
}

/// Where a service or a proxy sends those who ask; its reason is not repeated at all.
#[test]
fn the_words_of_a_server_are_shown_in_one_line() {
    let Some(service) = or_skip(Service::start()) else {
        return;
    };
    let temp = Temp::new();
    // A line of a head ends with the first end of a line.
    let hostile = HOSTILE.replace(['\n', '\r'], "\u{b}");
    for (number, scheme) in [(302, "https"), (302, "http"), (403, "https")] {
        let head = format!("{number} {hostile}\r\nLocation: {scheme}://x/{hostile}");
        let server = Server::start(move |_| Reply::head(&head));
        let proxy = OsString::from(server.url(""));
        for command in ["status", "certs"] {
            let reader = format!("virtual:{}", service.card);
            let arguments = ["--reader", &reader, command, "--online"];
            let arguments = [&arguments[..], &["--issuer-certs", &service.issuers]].concat();
            assert_call_harmless(temp.path(), &arguments, &[("http_proxy", &proxy)]);
        }
        assert!(!server.seen().is_empty(), "nobody asked the proxy");
    }
}

#[test]
fn help_and_version_do_not_repeat_the_name_that_the_program_was_called_by() {
    let temp = Temp::new();
    for arguments in [
        ["--help", "--lang=de"],
        ["status", "--help"],
        ["--version", "--lang=de"],
    ] {
        let mut command = pinlotse(temp.path(), &arguments, &[]);
        std::os::unix::process::CommandExt::arg0(&mut command, HOSTILE);
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(0));
        assert_harmless("help", &output.stdout);
        assert!(!String::from_utf8_lossy(&output.stdout).contains(FORGED));
    }
}

/// How the test runner knows the side with the readers.
const SHOWS: &str = "foreign_text::the_side_with_odd_readers";
const ROLE: &str = "PINLOTSE_TEST_SHOWS";

/// The program with its own console, at readers of such names: one is empty, one is mute.
#[test]
fn the_side_with_odd_readers() {
    let Some(folder) = std::env::var_os(ROLE) else {
        return;
    };
    let secrets = Path::new(&folder).join("secrets").display().to_string();
    for arguments in [
        &["readers"][..],
        &["readers", "--json"],
        &["status"],
        &["status", "--json"],
        &["status", "--reader", "nobody"],
        &["certs", "--reader", "a\n"],
        &["doctor"],
        &["activate", "--no-input", "--secrets-file", &secrets],
        &[
            "verify",
            "--no-input",
            "--secrets-file",
            &secrets,
            "--verbose",
        ],
    ] {
        let bench = Bench::new();
        bench.add(&format!("{HOSTILE} 00"), Some(card("hba")));
        bench.add(&format!("{HOSTILE} 01"), None);
        bench.add(&format!("{HOSTILE} 02"), Some(card("smcb")));
        bench.mute(2);
        let world = World {
            interrupts: Interrupts::none(),
            dialog: None,
            readers: Some(Box::new(bench)),
            places: None,
            notes: Some(Notes::in_memory()),
            reconnect: ReconnectPolicy::default(),
            anchor: None,
            keeper: Some(Keeper::none()),
            machine: None,
        };
        let call = ["pinlotse", "--lang", "de", "--wait", "0"];
        let call = call.iter().chain(arguments).map(OsString::from).collect();
        pinlotse::start::run_in(call, world);
    }
}

#[test]
fn names_of_readers_are_shown_in_one_line() {
    let temp = Temp::new();
    temp.private_file("secrets", "transport.ch = 28407\nnew.ch = 740926\n");
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", SHOWS, "--nocapture"])
        .env(ROLE, temp.path())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(output.status.success());
    for octets in [&output.stdout, &output.stderr] {
        let text = String::from_utf8_lossy(octets);
        assert!(text.contains("alles gut"), "no name was shown: {text}");
        assert_harmless("readers", octets);
    }
}
