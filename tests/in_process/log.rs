//! The file that `--log-file` names.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use support::temp::Temp;

fn run(folder: &Path, before: &str, arguments: &str) -> Output {
    let pinlotse = env!("CARGO_BIN_EXE_pinlotse");
    Command::new("/bin/sh")
        .args(["-c", &format!("{before} exec {pinlotse} {arguments}")])
        .current_dir(folder)
        .env("HOME", folder)
        .env("LANG", "de_DE.UTF-8")
        .output()
        .unwrap()
}

/// Whether a line begins with a time such as `2026-11-28T17:56:19.123Z`.
fn has_time(line: &str) -> bool {
    let form: String = line
        .chars()
        .take(24)
        .map(|c| if c.is_ascii_digit() { '0' } else { c })
        .collect();
    form == "0000-00-00T00:00:00.000Z"
}

#[test]
fn a_dash_and_a_link_are_said_to_be_what_they_are() {
    let folder = Temp::new();
    let told = |file: &str| {
        let call = format!("status --reader virtual:hba --log-file {file}");
        let output = run(folder.path(), "", &call);
        let said = String::from_utf8_lossy(&output.stderr).replace('\n', " ");
        (output.status.code(), said)
    };
    let (code, said) = told("-");
    assert_eq!(code, Some(2));
    assert!(said.contains("./- ist eine dieses Namens"), "{said}");
    assert!(!folder.join("-").exists());
    std::os::unix::fs::symlink("elsewhere", folder.join("link")).unwrap();
    fs::write(folder.join("elsewhere"), "").unwrap();
    let (code, said) = told("link");
    assert_eq!(code, Some(23));
    assert!(
        said.contains("eine Verknüpfung auf eine andere Datei"),
        "{said}"
    );
    assert!(said.contains("Die Datei selbst nennen"), "{said}");
}

#[test]
fn one_file_takes_many_runs_and_tells_them_apart() {
    let folder = Temp::new();
    let calls = [
        "status --reader virtual:hba --log-file trace",
        "virtual show smcb --log-file trace",
        "activate --reader virtual:hba --no-input --log-file trace --secrets-file 471193",
    ];
    for call in calls {
        run(folder.path(), "", call);
    }
    let trace = fs::read_to_string(folder.join("trace")).unwrap();
    assert!(trace.lines().all(has_time), "{trace}");
    let marks: Vec<&str> = trace
        .lines()
        .map(|line| line.split(' ').nth(1).unwrap())
        .collect();
    let mut runs = marks.clone();
    runs.dedup();
    assert_eq!(runs.len(), 3, "{trace}");
    let first = format!(
        "== pinlotse {} on {} {}: ",
        env!("CARGO_PKG_VERSION"),
        std::env::consts::OS,
        std::env::consts::ARCH
    );
    for (mark, call, exit) in [
        (runs[0], calls[0], 0),
        (runs[1], calls[1], 0),
        (runs[2], &calls[2].replace("471193", "…"), 23),
    ] {
        let lines: Vec<&str> = trace
            .lines()
            .filter(|line| line.split(' ').nth(1) == Some(mark))
            .map(|line| line.splitn(3, ' ').nth(2).unwrap())
            .collect();
        assert_eq!(lines[0], format!("{first}{call}"));
        assert_eq!(*lines.last().unwrap(), format!("== exit {exit}"), "{trace}");
    }
    assert!(trace.contains(" > 00A4"), "{trace}");
}

#[test]
fn a_log_that_may_not_grow_changes_nothing_about_the_result() {
    let folder = Temp::new();
    let secrets = folder.join("secrets");
    fs::write(&secrets, "transport.smc = 53962\nnew.smc = 740926\n").unwrap();
    let before = "chmod 600 secrets; ulimit -f 1;";
    let call = "activate --reader virtual:smcb --no-input --log-file trace --secrets-file secrets";
    let output = run(folder.path(), before, call);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(
        said.contains("ist gesetzt. Die Karte hat es bestätigt."),
        "{said}"
    );
    assert!(
        said.contains("Das Protokoll „trace“ ist unvollständig"),
        "{said}"
    );
}
