//! What the PC/SC service wrote to the system's log last, where the system tells it to this user.
//!
//! A pcscd that was started to show commands (`--apdu`) writes what goes to cards, PIN blocks too:
//! a line that may hold octets of a command is left out.

use std::io::Read;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use super::Machine;
use crate::system::clock::Date;

/// The program of systemd that reads its log.
const PROGRAM: &str = "usr/bin/journalctl";
/// Lines that are told.
const LINES: usize = 12;
/// Longest wait for them: a diagnosis goes on without.
const LIMIT: Duration = Duration::from_secs(3);
/// Octets that are read of them.
const LARGEST: u64 = 64 << 10;
/// Octets in hex, one after the other, from which on they may be a command.
const OCTETS: usize = 4;

/// The last lines; `None` where the system keeps no such log, or does not tell it in time.
pub(super) fn look(machine: &Machine) -> Option<Vec<String>> {
    let program = machine.path(PROGRAM);
    if !program.is_file() {
        return None;
    }
    let child = Command::new(program)
        .args(["--unit", "pcscd.service", "--no-pager", "--quiet"])
        .args(["--output", "short-iso", "--no-hostname"])
        .args(["--lines", &LINES.to_string()])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let text = read(child)?;
    Some(
        text.lines()
            .filter(|line| !may_hold_a_command(line))
            .map(str::to_owned)
            .collect(),
    )
}

/// How often the service crashed yesterday or today, by these lines of systemd's: one that is over
/// for days says nothing of now. systemd gives one up that crashes again and again.
pub(super) fn crashes(log: &[String], today: Date) -> usize {
    const MARKS: [&str; 2] = ["Failed with result", "Start request repeated too quickly"];
    let is_recent = |line: &&String| {
        let day = line.get(..10).and_then(Date::parse);
        day.is_some_and(|day| {
            (0..=1).contains(&(today.days_since_epoch() - day.days_since_epoch()))
        })
    };
    let is_crash = |line: &&String| MARKS.iter().any(|mark| line.contains(mark));
    log.iter().filter(is_recent).filter(is_crash).count()
}

/// What it prints, as far as that comes in time. One that says nothing is ended.
fn read(mut child: Child) -> Option<String> {
    let mut out = child.stdout.take()?.take(LARGEST);
    let (done, finished) = mpsc::channel();
    thread::spawn(move || {
        let mut octets = Vec::new();
        let read = out.read_to_end(&mut octets).is_ok();
        // Nobody may be waiting any more.
        let _ = done.send(read.then_some(octets));
    });
    let octets = finished.recv_timeout(LIMIT).ok().flatten();
    let _ = child.kill();
    let _ = child.wait();
    octets.map(|octets| String::from_utf8_lossy(&octets).into_owned())
}

/// Whether a line holds several octets in hex, together or apart.
fn may_hold_a_command(line: &str) -> bool {
    let is_hex = |word: &str| word.bytes().all(|octet| octet.is_ascii_hexdigit());
    let mut apart = 0;
    line.split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .any(|word| {
            apart = if word.len() == 2 && is_hex(word) {
                apart + 1
            } else {
                0
            };
            let together = word.len() >= 2 * OCTETS && is_hex(word);
            apart >= OCTETS || together
        })
        || line.contains("APDU")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_may_hold_a_command_is_left_out() {
        for line in [
            "pcscd[1]: 00000012 APDU: 00 24 00 01 10",
            "pcscd[1]: ifdwrapper.c: 00 24 00 01 25 28 40 7F",
            "pcscd[1]: sent 0024000110",
            "pcscd[1]: 00:24:00:01",
        ] {
            assert!(may_hold_a_command(line), "{line}");
        }
        for line in [
            "2026-11-28T21:40:03+0100 pcscd[812]: ccid_usb.c:672 can't claim interface 3/7: -6",
            "2026-11-28T21:40:03+0100 systemd[1]: Started pcscd.service",
        ] {
            assert!(!may_hold_a_command(line), "{line}");
        }
    }

    #[test]
    fn crashes_are_counted_where_they_are_of_yesterday_or_today() {
        let today = Date::parse("2026-11-28").unwrap();
        let line = |day: &str, words: &str| {
            format!("{day}T21:40:03+0100 systemd[1]: pcscd.service: {words}")
        };
        let crash = "Failed with result 'core-dump'.";
        let log = [
            line("2026-11-20", crash),
            line("2026-11-27", crash),
            line("2026-11-28", "Deactivated successfully."),
            line("2026-11-28", "Start request repeated too quickly."),
            "no day: Failed with result 'signal'".to_owned(),
        ];
        assert_eq!(crashes(&log, today), 2);
        assert_eq!(crashes(&[], today), 0);
    }

    #[cfg(unix)]
    #[test]
    fn what_the_system_tells_is_read_and_a_system_without_a_log_tells_nothing() {
        use std::os::unix::fs::PermissionsExt;
        use std::{env, fs, process};
        let root = env::temp_dir().join(format!("pinlotse-log-{}", process::id()));
        fs::create_dir_all(root.join("usr/bin")).unwrap();
        let machine = Machine {
            root: root.clone(),
            ..Machine::this()
        };
        assert_eq!(look(&machine), None);
        let program = root.join(PROGRAM);
        fs::write(
            &program,
            "#!/bin/sh\necho 'pcscd: no reader'\necho 'APDU: 00 24'\n",
        )
        .unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        assert_eq!(look(&machine), Some(vec!["pcscd: no reader".to_owned()]));
        fs::remove_dir_all(root).unwrap();
    }
}
