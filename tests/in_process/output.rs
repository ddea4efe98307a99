//! Standard output and standard error that do not take what is written, or not now.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{BufRead, BufReader, Read};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;

use pinlotse::dialog::{Console, Dialog, Elsewhere, Style};
use pinlotse::system::signals;
use pinlotse::text::Tone;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Pid, Signal, kill_process};
use support::pty::Pty;
use support::temp::Temp;
use support::wait_for;

/// Every command that needs no reader, and those of a card.
const SHOWN: [&str; 12] = [
    "--help",
    "--version",
    "",
    "activate --help",
    "explain puk",
    "explain --json puk",
    "--reader virtual:hba status",
    "--reader virtual:hba certs --json",
    "--reader virtual:hba readers",
    "--reader virtual:hba notes show",
    "virtual show smcb",
    "virtual letter hba",
];

fn pinlotse(folder: &Path, arguments: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pinlotse"));
    command
        .args(arguments.split_whitespace())
        .current_dir(folder)
        .env("HOME", folder)
        .env("LANG", "de_DE.UTF-8")
        .stdin(Stdio::null());
    command
}

/// A disk without any space.
fn full() -> File {
    OpenOptions::new().write(true).open("/dev/full").unwrap()
}

/// Exit code and what was said.
fn run(command: &mut Command) -> (i32, String) {
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).replace('\n', " ");
    (output.status.code().unwrap(), said)
}

/// The colours and weights that a text asks a terminal for (ECMA-48, SGR).
fn renditions(text: &str) -> Vec<&str> {
    let begun = text.split("\u{1b}[").skip(1);
    let ended = begun.filter_map(|rest| rest.split_once(|c: char| c.is_ascii_alphabetic()));
    ended.map(|(rendition, _)| rendition).collect()
}

#[test]
fn the_only_colour_is_the_red_of_the_word_that_a_warning_or_an_error_begins_with() {
    let folder = Temp::new();
    let mut seen = Vec::new();
    for arguments in SHOWN
        .iter()
        .chain(&["--reader virtual:none status", "explain qqqqqq"])
    {
        let mut command = pinlotse(folder.path(), &format!("--color always {arguments}"));
        let output = command.output().unwrap();
        for stream in [&output.stdout, &output.stderr] {
            let text = String::from_utf8_lossy(stream);
            for rendition in renditions(&text) {
                assert!(
                    ["0", "1", "1;31", "39"].contains(&rendition),
                    "{rendition} in {arguments}: {text}"
                );
                seen.push(rendition.to_owned());
            }
        }
    }
    for rendition in ["1", "1;31"] {
        assert!(seen.iter().any(|seen| seen == rendition), "{rendition}");
    }
}

/// A folder with a virtual SMC-B and secrets for it.
fn practice(transport: &str) -> Temp {
    let folder = Temp::new();
    let made = run(&mut pinlotse(folder.path(), "virtual create smcb card"));
    assert_eq!(made.0, 0, "{}", made.1);
    let secrets = folder.join("secrets");
    fs::write(
        &secrets,
        format!("transport.smc = {transport}\nnew.smc = 740926\n"),
    )
    .unwrap();
    fs::set_permissions(&secrets, Permissions::from_mode(0o600)).unwrap();
    folder
}

const ACTIVATE: &str = "--reader virtual:./card activate --no-input --secrets-file secrets";

#[test]
fn a_result_that_finds_no_space_is_a_failure_of_every_command() {
    let folder = Temp::new();
    for arguments in SHOWN {
        let (exit, said) = run(pinlotse(folder.path(), arguments).stdout(full()));
        assert_eq!(exit, 23, "{arguments}: {said}");
        assert!(said.contains("(kein Platz mehr"), "{arguments}: {said}");
        assert!(
            said.contains(
                "An der Karte wurde nichts geändert. Der Befehl selbst endete mit Exit-Code 0."
            ),
            "{arguments}: {said}"
        );
    }
}

#[test]
fn a_lost_result_of_a_change_says_that_the_card_was_changed() {
    for json in ["", " --json"] {
        let folder = practice("53962");
        let (exit, said) =
            run(pinlotse(folder.path(), &format!("{ACTIVATE}{json}")).stdout(full()));
        if json.is_empty() {
            // All that it says is talk.
            assert_eq!(exit, 0, "{said}");
        } else {
            assert_eq!(exit, 23, "{said}");
            assert!(
                said.contains(
                    "Die Karte wurde geändert: PIN.SMC. Der Befehl selbst endete mit Exit-Code 0."
                ),
                "{said}"
            );
            assert!(
                said.contains("„pinlotse --reader virtual:./card status“"),
                "{said}"
            );
        }
        let (exit, said) = run(&mut pinlotse(
            folder.path(),
            "--reader virtual:./card status --check pins",
        ));
        assert_eq!(exit, 0, "{said}");
    }
}

#[test]
fn what_the_card_said_comes_before_a_lost_result() {
    let folder = practice("11111");
    let (exit, said) = run(pinlotse(folder.path(), &format!("{ACTIVATE} --json")).stdout(full()));
    assert_eq!(exit, 10, "{said}");
    assert!(
        said.contains(
            "An der Karte wurde nichts geändert. Der Befehl selbst endete mit Exit-Code 10."
        ),
        "{said}"
    );
}

#[test]
fn of_a_lost_result_the_exit_code_that_comes_later_is_named() {
    let folder = Temp::new();
    for (arguments, exit) in [
        ("--json foo", 2),
        (
            "--reader virtual:hba --json status --check certificates --as-of 2099-12-01",
            20,
        ),
    ] {
        let (ended, said) = run(pinlotse(folder.path(), arguments).stdout(full()));
        assert_eq!(ended, 23, "{arguments}: {said}");
        assert!(
            said.contains(&format!("endete mit Exit-Code {exit}.")),
            "{said}"
        );
    }
}

#[test]
fn a_stream_that_cannot_be_written_to_takes_no_result() {
    let folder = Temp::new();
    let read_only = File::open("/dev/null").unwrap();
    let (exit, said) = run(pinlotse(folder.path(), "--version").stdout(read_only));
    assert_eq!(exit, 23, "{said}");
}

/// std opens `/dev/null` in its place before the program begins.
#[test]
fn a_stream_that_was_closed_takes_no_result_and_dev_null_takes_all() {
    let folder = Temp::new();
    let program = env!("CARGO_BIN_EXE_pinlotse");
    for (to, exit) in [
        (">&-", 23),
        (">/dev/null", 0),
        ("1<>/dev/null", 0),
        ("2>&-", 0),
        ("<&-", 0),
    ] {
        let call = format!("exec {program} --reader virtual:hba status --json {to}");
        let mut shell = Command::new("/bin/sh");
        shell
            .args(["-c", &call])
            .current_dir(folder.path())
            .env("HOME", folder.path());
        let (ended, said) = run(&mut shell);
        assert_eq!(ended, exit, "{to}: {said}");
    }
}

#[test]
fn a_reader_that_goes_away_is_no_failure_and_hears_no_word_of_it() {
    for (arguments, exit) in SHOWN
        .map(|arguments| (arguments, 0))
        .into_iter()
        .chain([(&*format!("{ACTIVATE} --json"), 10)])
    {
        let folder = practice("11111");
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let (ended, said) = run(pinlotse(folder.path(), arguments).stdout(writer));
        assert_eq!(ended, exit, "{arguments}: {said}");
        assert!(!said.contains("Ausgabe"), "{arguments}: {said}");
    }
}

#[test]
fn talk_that_finds_no_space_changes_neither_the_run_nor_its_exit_code() {
    let folder = practice("53962");
    for (arguments, exit) in [
        ("foo", 2),
        ("--reader virtual:nothing.xml status", 23),
        (&*format!("{ACTIVATE} --verbose"), 0),
        ("--reader virtual:./card status --check pins", 0),
        (&*format!("{ACTIVATE} --json"), 0),
    ] {
        let ended = pinlotse(folder.path(), arguments)
            .stderr(full())
            .output()
            .unwrap();
        assert_eq!(ended.status.code(), Some(exit), "{arguments}");
    }
    let ended = pinlotse(folder.path(), "--reader virtual:./card status --json")
        .stderr(full())
        .stdout(full())
        .status()
        .unwrap();
    assert_eq!(ended.code(), Some(23));
}

/// A pipe that holds as much as it can, and whoever could read it.
fn full_pipe() -> (std::io::PipeReader, std::io::PipeWriter) {
    let (reader, mut writer) = std::io::pipe().unwrap();
    std::io::Write::write_all(&mut writer, &[b'x'; 65_536]).unwrap();
    (reader, writer)
}

/// Whether a process catches SIGTERM by now.
fn has_handlers(process: i32) -> bool {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let caught = status.lines().find_map(|line| line.strip_prefix("SigCgt:"));
    caught.is_some_and(|mask| u64::from_str_radix(mask.trim(), 16).unwrap() & (1 << 14) != 0)
}

fn wait_for_handlers(process: i32) {
    assert!(
        wait_for(|| has_handlers(process).then_some(())).is_some(),
        "never begun"
    );
}

/// How a program ends that waits for somebody to take its words, after SIGTERM.
fn terminated(mut child: Child) -> ExitStatus {
    let process = i32::try_from(child.id()).unwrap();
    wait_for_handlers(process);
    assert!(
        child.try_wait().unwrap().is_none(),
        "its words went somewhere"
    );
    kill_process(Pid::from_raw(process).unwrap(), Signal::TERM).unwrap();
    let ended = wait_for(|| child.try_wait().unwrap());
    if ended.is_none() {
        child.kill().unwrap();
    }
    ended.expect("deaf to the signal")
}

#[test]
fn a_signal_ends_a_run_whose_words_nobody_takes() {
    let folder = Temp::new();
    for arguments in [
        "--reader virtual:hba status",
        "--reader virtual:hba --verbose status --json",
        "foo",
    ] {
        let (reader, writer) = full_pipe();
        let mut command = pinlotse(folder.path(), arguments);
        let child = command.stdout(Stdio::null()).stderr(writer).spawn();
        let ended = terminated(child.unwrap());
        assert!(ended.code().is_some(), "{arguments}: {ended:?}");
        drop(reader);
    }
}

#[test]
fn a_signal_ends_a_run_whose_result_nobody_takes_and_the_result_counts_as_lost() {
    let folder = practice("53962");
    for arguments in ["--help", "explain puk", &*format!("{ACTIVATE} --json")] {
        let (reader, writer) = full_pipe();
        let (said, stderr) = std::io::pipe().unwrap();
        let mut command = pinlotse(folder.path(), arguments);
        let child = command.stdout(writer).stderr(stderr).spawn().unwrap();
        drop(command);
        let mut said = BufReader::new(said);
        let mut words = String::new();
        // Nothing is left to do then but to hand the document out.
        while arguments.starts_with(ACTIVATE) && !words.contains("hat es bestätigt") {
            assert_ne!(said.read_line(&mut words).unwrap(), 0, "{words}");
        }
        let ended = terminated(child);
        said.read_to_string(&mut words).unwrap();
        assert_eq!(ended.code(), Some(23), "{arguments}: {words}");
        let words = words.replace('\n', " ");
        assert!(
            words.contains("ist nicht oder nicht ganz angekommen"),
            "{words}"
        );
        drop(reader);
    }
}

/// How the test runner knows the side that waits.
const WAITS: &str = "output::the_side_that_waits";
const ROLE: &str = "PINLOTSE_TEST_WAITS";

/// Shows that something goes on until a signal comes; a hundred times over, for one that is counted
/// may come between the last look of the gate and the armed pad.
#[test]
fn the_side_that_waits() {
    let Some(role) = std::env::var_os(ROLE) else {
        return;
    };
    let interrupts = signals::install().unwrap();
    let style = Style {
        plain: ["plain", "elsewhere, plain"]
            .iter()
            .any(|plain| role == *plain),
        ..Style::default()
    };
    let mut console = Console::new(style, interrupts.clone());
    if role == "counts" {
        for _ in 0..1000 {
            console.counting(&Elsewhere {
                now: "now at the reader",
                later: None,
                cannot_stop: "the red key",
            });
        }
        console.end_waiting();
        return;
    }
    if role.to_string_lossy().starts_with("elsewhere") {
        console.counting(&Elsewhere {
            now: "the terminal asks",
            later: Some((Duration::from_secs(1), "it is still asking")),
            cannot_stop: "the red key",
        });
        let mut line = String::new();
        std::io::stdin().read_line(&mut line).unwrap();
        console.end_waiting();
        console.say(Tone::Plain, "over");
        return;
    }
    console.waiting("waiting for nothing");
    while !interrupts.raised() {
        std::thread::sleep(signals::SLICE);
    }
    console.end_waiting();
    console.say(Tone::Plain, "over");
}

#[test]
fn a_line_and_no_sign_that_moves_is_for_terminals_that_cannot_and_people_who_do_not_want_it() {
    let program = std::env::current_exe().unwrap();
    let arguments = ["--exact", WAITS, "--nocapture"];
    for (role, kind, no_color, moves) in [
        ("waits", "dumb", "", false),
        ("waits", "xterm", "1", false),
        ("plain", "xterm", "", false),
        ("waits", "xterm", "", true),
    ] {
        let environment = [(ROLE, role), ("TERM", kind), ("NO_COLOR", no_color)];
        let environment = environment.map(|(name, value)| (name, value.as_ref()));
        let mut pty = Pty::program(&program, &arguments, &environment);
        pty.expect("waiting for nothing").signal(Signal::TERM);
        pty.expect("over");
        let output = pty.output();
        assert_eq!(output.contains('\u{1b}'), moves, "{output}");
        if !moves {
            assert_eq!(output.matches("waiting for nothing").count(), 1, "{output}");
        }
    }
}

/// Nothing here can end it: the wish to stop is answered with what can.
#[test]
fn while_somebody_types_elsewhere_a_clock_counts_and_who_asks_to_stop_is_told_what_ends_it() {
    let program = std::env::current_exe().unwrap();
    let arguments = ["--exact", WAITS, "--nocapture"];
    for (role, kind, moves) in [
        ("elsewhere", "xterm", true),
        ("elsewhere", "dumb", false),
        ("elsewhere, plain", "xterm", false),
    ] {
        let environment = [(ROLE, role), ("TERM", kind), ("NO_COLOR", "")];
        let environment = environment.map(|(name, value)| (name, value.as_ref()));
        let mut pty = Pty::program(&program, &arguments, &environment);
        if moves {
            pty.expect("0:00 the terminal asks")
                .expect("0:01 it is still asking");
        } else {
            pty.expect("the terminal asks").expect("it is still asking");
        }
        pty.signal(Signal::TERM);
        pty.expect("the red key");
        pty.send_line("");
        pty.expect("over");
        let output = pty.output();
        // Colour is no sign that moves.
        assert_eq!(output.contains("\u{1b}[2K"), moves, "{output}");
        if !moves {
            for line in ["the terminal asks", "it is still asking", "the red key"] {
                assert_eq!(output.matches(line).count(), 1, "{output}");
            }
            assert!(!output.contains("0:0"), "{output}");
        }
    }
}

#[test]
fn what_is_shown_while_the_gate_is_open_waits_for_nobody() {
    let (reader, writer) = full_pipe();
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", WAITS, "--nocapture"])
        .env(ROLE, "counts")
        .stdout(Stdio::null())
        .stderr(writer)
        .spawn()
        .unwrap();
    let ended = wait_for(|| child.try_wait().unwrap());
    if ended.is_none() {
        child.kill().unwrap();
    }
    assert!(ended.expect("waits for the pipe").success());
    drop(reader);
}

/// Whether the terminal of a process takes nothing now.
fn is_stopped(process: i32) -> bool {
    let terminal = OpenOptions::new()
        .write(true)
        .custom_flags(rustix::fs::OFlags::NOCTTY.bits() as i32)
        .open(format!("/proc/{process}/fd/2"))
        .unwrap();
    let mut wanted = [PollFd::new(&terminal, PollFlags::OUT)];
    poll(&mut wanted, Some(&Timespec::default())).unwrap() == 0
}

#[test]
fn a_signal_ends_a_wait_at_a_terminal_that_was_stopped() {
    let program = std::env::current_exe().unwrap();
    // The words of the test runner are not what is waited for.
    let start = format!(
        "exec {} --exact {WAITS} --nocapture >/dev/null",
        program.display()
    );
    let role = [(ROLE, "waits".as_ref())];
    let mut pty = Pty::program(Path::new("/bin/sh"), &["-c", &start], &role);
    pty.expect("waiting for nothing").send_ctrl('s');
    assert!(wait_for(|| is_stopped(pty.id()).then_some(())).is_some());
    pty.signal(Signal::TERM);
    assert_eq!(pty.exit_code(), 0);
}

#[test]
fn a_signal_ends_a_run_at_a_terminal_that_was_stopped() {
    let pinlotse = env!("CARGO_BIN_EXE_pinlotse");
    for arguments in [
        "--reader virtual:hba status",
        "--reader virtual:hba",
        "--help",
    ] {
        let start = format!("read go; exec {pinlotse} {arguments}");
        let mut pty = Pty::program(Path::new("/bin/sh"), &["-c", &start], &[]);
        pty.wait_for_echo(true).send_ctrl('s').send_line("");
        wait_for_handlers(pty.id());
        pty.signal(Signal::TERM);
        let ended = pty.exit_code();
        assert!([15, 23].contains(&ended), "{arguments}: {ended}");
    }
}
