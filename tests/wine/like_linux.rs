//! One life of a card on both systems: what the documents say must be the same.

use serde_json::Value;
use support::desk::{Desk, Run, Trial};
use support::or_skip;
use support::wine::WineDesk;

/// A step: exit code, arguments, secrets on standard input.
type Step = (i32, &'static str, &'static str);

const OWN: &str = "471193";

/// An eHBA with a misread letter, a forgotten PIN, a wrong PUK.
const HBA: &[Step] = &[
    (0, "readers", ""),
    (0, "status --all", ""),
    (10, "activate", "transport.ch=70681 new.ch=471193"),
    (13, "activate", "transport.ch=28407 new.ch=471193"),
    (
        0,
        "activate --pin ch --try-again 00017",
        "transport.ch=28407 new.ch=471193",
    ),
    (0, "activate", "transport.ch=28407 new.ch=471193"),
    (
        13,
        "activate --pin qes",
        "transport.qes=91536 new.qes=8064275",
    ),
    (16, "change --pin ch", "current.ch=471193 new.ch=111111"),
    (0, "change --pin ch", "current.ch=471193 new.ch=592837"),
    (0, "verify --pin ch", "current.ch=592837"),
    (10, "verify --pin ch", "current.ch=7306158"),
    (0, "status", ""),
    (13, "verify --pin ch", "current.ch=7306158"),
    (
        10,
        "verify --pin ch --try-again 00017",
        "current.ch=7306158",
    ),
    (
        13,
        "verify --pin ch --try-again 00017",
        "current.ch=7306158",
    ),
    (11, "verify --pin ch --last-try 00017", "current.ch=7306158"),
    (0, "status", ""),
    (11, "status --check pins", ""),
    (10, "unblock --pin ch", "puk.ch=19283746 new.ch=471193"),
    (13, "unblock --pin ch", "puk.ch=60483719 new.ch=471193"),
    (
        0,
        "unblock --pin ch --try-again 00017",
        "puk.ch=60483719 new.ch=471193",
    ),
    (0, "status --no-certs", ""),
    (0, "certs", ""),
];

#[test]
fn a_card_that_was_blocked_and_rescued_is_the_same_on_both_systems() {
    let Some(windows) = WineDesk::new() else {
        return;
    };
    let Some(linux) = or_skip(Desk::new()) else {
        return;
    };
    let trial = Trial::hba();
    let (here, there) = (trial.card(), trial.card());
    linux.insert(&here, 0);
    windows.desk.insert(&there, 0);
    for desk in [&linux, &windows.desk] {
        trial.keep_secret(desk);
        desk.keep_secret(&["70681", "592837", "7306158", "19283746", "60483719", OWN]);
    }
    for (exit, command, secrets) in HBA {
        let mut arguments: Vec<&str> = command.split(' ').collect();
        arguments.push("--json");
        let secrets = secrets.replace(' ', "\n");
        let run = |run: &dyn Fn(&[&str], &str) -> Run| {
            let mut arguments = arguments.clone();
            if !secrets.is_empty() {
                arguments.push("--secrets-stdin");
            }
            run(&arguments, &secrets)
        };
        let on_linux = run(&|arguments, input| linux.run_with_input(arguments, input));
        let on_windows = run(&|arguments, input| windows.run_with_input(arguments, input));
        on_linux.assert_exit(*exit);
        on_windows.assert_exit(*exit);
        assert_same(command, &on_linux.json, &on_windows.json);
    }
    assert_eq!(
        here.seen(),
        there.seen(),
        "the cards did not get the same commands"
    );
}

/// Nothing differs; what does on purpose is listed where it is compared.
#[track_caller]
fn assert_same(command: &str, linux: &Value, windows: &Value) {
    assert!(!linux.is_null());
    assert_eq!(
        serde_json::to_string_pretty(linux).unwrap(),
        serde_json::to_string_pretty(windows).unwrap(),
        "{command}"
    );
}
