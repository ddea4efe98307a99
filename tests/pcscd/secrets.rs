//! No typed digit is left anywhere: on no screen, in no file, in no argument, and not in the
//! program's own memory.

use std::fs;
use std::path::Path;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use support::desk::{Answers, Desk, Trial, TrialPin};
use support::leaks;
use support::memory::{Memory, allowed};
use support::pty::Pty;
use support::served_card::{CHANGE_REFERENCE_DATA, Mishap, READ_BINARY};

#[test]
fn the_search_finds_digits_in_every_form_it_knows() {
    let secrets = ["28407".to_owned()];
    for text in [
        "PIN 28407.",
        "3238343037",
        "2528407FFFFFFFFF",
        "2528407fffffffff",
        "x28407x",
        "{\"d\":\"28407\"}",
    ] {
        assert!(
            !leaks::search(text.as_bytes(), &secrets).is_empty(),
            "{text}"
        );
    }
    assert!(
        !leaks::search(
            &[0x01, 0x25, 0x28, 0x40, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0x02],
            &secrets
        )
        .is_empty()
    );
    assert!(leaks::search(b"28406 and a hash ab28407cd", &secrets).is_empty());
}

#[test]
fn every_way_to_hand_over_secrets_leaves_no_digit_in_any_output_or_file() {
    for kind in ["file", "stdin", "fd"] {
        let trial = Trial::hba();
        let Some((desk, card)) = trial.on_desk() else {
            return;
        };
        let file = trial.secrets_file(&desk);
        let pinlotse = env!("CARGO_BIN_EXE_pinlotse");
        let common = "activate --json --verbose --trace-data --holder-present --log-file";
        let trace = desk.home.join("trace-own").display().to_string();
        let given = match kind {
            "file" => format!("--secrets-file {file}"),
            "stdin" => format!("--secrets-stdin < {file}"),
            _ => format!("--secrets-fd 7 7< {file}"),
        };
        let mut shell = desk.pcscd.command("sh");
        shell.args(["-c", &format!("exec {pinlotse} {common} {trace} {given}")]);
        shell
            .env("XDG_STATE_HOME", desk.home.join("state"))
            .env("LANG", "de_DE.UTF-8");
        let output = shell.output().unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(0), "{kind}: {stderr}");
        leaks::assert_none("stdout", &output.stdout, &desk.secrets());
        leaks::assert_none("stderr", &output.stderr, &desk.secrets());
        // The trace is there and tells of the very commands whose data it hides.
        let traced = fs::read_to_string(&trace).unwrap();
        assert!(
            traced.contains("00240001 <16 octets hidden>")
                && stderr.contains("00240081 <16 octets hidden>")
        );
        assert!(desk.home.join("state/pinlotse/rehearsals.json").exists());
        desk.search_files();
        trial.assert_activated(&card);
    }
}

#[test]
fn neither_arguments_nor_environment_of_a_running_program_hold_a_digit() {
    let trial = Trial::smcb();
    let Some((desk, card)) = trial.on_desk() else {
        return;
    };
    let look = |process: i32| {
        for file in ["cmdline", "environ"] {
            let Some(content) = allowed(fs::read(format!("/proc/{process}/{file}"))) else {
                continue;
            };
            assert!(file == "environ" || !content.is_empty());
            leaks::assert_none(file, &content, &desk.secrets());
        }
    };
    let mut terminal = desk.terminal(&["activate"]);
    terminal
        .begin()
        .type_transport(&trial.pins[0])
        .expect("6 bis 8 Ziffern: ");
    look(terminal.id());
    terminal.wait_for_echo(false).send_ctrl('c');
    assert_eq!(terminal.exit_code(), 15);

    card.at(
        CHANGE_REFERENCE_DATA,
        Mishap::AnswerAfter(Duration::from_millis(500)),
    );
    let run = trial.start_activate(&desk);
    card.wait_until_seen(CHANGE_REFERENCE_DATA, 1);
    look(i32::try_from(run.id()).unwrap());
    run.end().assert_exit(0);
}

#[test]
fn after_a_pin_is_set_no_copy_of_it_or_of_its_transport_pin_is_left_in_memory() {
    let mut trial = Trial::hba();
    // Eight digits: then the end of an encoded command betrays it even where an allocator overwrote
    // the beginning.
    trial.pins[0].new = "93710584";
    let Some((desk, card)) = trial.on_desk() else {
        return;
    };
    let ch = &trial.pins[0];
    let mut terminal = desk.terminal(&["activate"]);
    terminal
        .begin()
        .type_transport(ch)
        .expect("6 bis 8 Ziffern: ");
    // While it is needed it is there, and the search finds it: in one place.
    let Some(memory) = Memory::of(terminal.id()) else {
        return;
    };
    let held = memory.search(ch.transport);
    assert_eq!(held.len(), 1, "{held:#?}");
    drop(memory);
    terminal
        .send_hidden_line(ch.new)
        .expect("(PIN.CH) noch einmal: ")
        .send_hidden_line(ch.new);
    terminal
        .expect("ist gesetzt.")
        .expect("Diese PIN ist eine Unterschrift")
        .expect("[j/N] ");
    assert_eq!(card.count(CHANGE_REFERENCE_DATA), 1);

    let Some(memory) = Memory::of(terminal.id()) else {
        return;
    };
    assert!(
        !memory.search(&card.iccsn()[8..]).is_empty(),
        "the search does not find the card's number"
    );
    for digits in [ch.transport, ch.new] {
        let found = memory.search(digits);
        assert!(found.is_empty(), "{found:#?}");
    }
    terminal.send_line("n");
    assert_eq!(terminal.exit_code(), 13);
    desk.search(&mut terminal);
}

#[test]
fn what_was_typed_wrongly_or_given_up_is_not_left_in_memory_either() {
    let trial = Trial::smcb();
    let Some((desk, _card)) = trial.on_desk() else {
        return;
    };
    let label = trial.pins[0].letter_label;
    desk.keep_secret(&["80614", "80615", "957103824"]);
    let mut terminal = desk.terminal(&["activate", "--hidden"]);
    terminal.begin();
    let first = format!("{label} aus dem Brief, 5 Ziffern: ");
    // Two entries that differ; one of another length; one with a slip taken back.
    terminal
        .expect(&first)
        .send_hidden_line("80614")
        .expect("noch einmal: ")
        .send_hidden_line("80615");
    terminal
        .expect("verschieden")
        .expect(&first)
        .send_hidden_line("957103824")
        .expect("Das waren 9 Ziffern");
    terminal.expect(&first).wait_for_echo(false);
    let Some(memory) = Memory::of(terminal.id()) else {
        return;
    };
    for digits in ["80614", "80615", "957103824"] {
        let found = memory.search(digits);
        assert!(found.is_empty(), "{found:#?}");
    }
    terminal.send_ctrl('c');
    assert_eq!(terminal.exit_code(), 15);
    desk.search(&mut terminal);
}

#[test]
fn a_script_wipes_the_secrets_of_a_pin_when_it_is_done_with_it() {
    let mut trial = Trial::hba();
    trial.pins[0].new = "93710584";
    let Some((desk, card)) = trial.on_desk() else {
        return;
    };
    let file = trial.secrets_file(&desk);
    // Look: EF.GDO, EF.Version2 and the holder's certificate; the gate of PIN.CH: EF.GDO; then that
    // of PIN.QES, where the card thinks.
    card.at_later(READ_BINARY, 4, Mishap::AnswerAfter(Duration::from_secs(1)));
    let before = card.count(READ_BINARY);
    let run = desk.start(&[
        "activate",
        "--json",
        "--holder-present",
        "--secrets-file",
        &file,
    ]);
    card.wait_until_seen(READ_BINARY, before + 5);
    let Some(memory) = Memory::of(i32::try_from(run.id()).unwrap()) else {
        return;
    };
    assert!(!run.end().json.is_null());
    let [ch, qes] = &trial.pins[..] else {
        unreachable!()
    };
    assert!(
        !memory.search(qes.transport).is_empty(),
        "the search does not find what is still needed"
    );
    for digits in [ch.transport, ch.new] {
        let found = memory.search(digits);
        assert!(found.is_empty(), "{found:#?}");
    }
    trial.assert_activated(&card);
}

/// Why a run ends while somebody doubts that the entry was taken and types it once more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// The card says yes.
    Done,
    /// The card says no.
    Wrong,
    /// The card is gone before it answers, and is waited for until Ctrl-C.
    Gone,
    CtrlC,
    Term,
}

/// The program at a terminal whose shell reads the next line when the program is over.
fn below_a_shell(desk: &Desk) -> Pty {
    // Caught, so that the shell lives on and the program does not ignore them.
    let shell = "trap : INT TERM; \"$@\"; echo \"exit $?\"; IFS= read -r next; echo \"<$next>\"";
    let environment = desk.environment();
    let environment: Vec<_> = environment
        .iter()
        .map(|(name, value)| (*name, value.as_os_str()))
        .collect();
    let program = env!("CARGO_BIN_EXE_pinlotse");
    let arguments = ["-c", shell, "sh", program, "activate"];
    Pty::program(Path::new("/bin/sh"), &arguments, &environment)
}

/// The only child of a shell.
fn child_of(shell: i32) -> Pid {
    let children = fs::read_to_string(format!("/proc/{shell}/task/{shell}/children")).unwrap();
    Pid::from_raw(children.trim().parse().unwrap()).unwrap()
}

#[test]
fn what_is_typed_while_the_card_works_is_shown_nowhere_and_left_for_no_shell() {
    for end in [End::Done, End::Wrong, End::Gone, End::CtrlC, End::Term] {
        let trial = Trial::smcb();
        let Some((desk, card)) = trial.on_desk() else {
            return;
        };
        let right = &trial.pins[0];
        let typed = TrialPin {
            transport: if end == End::Wrong {
                "80614"
            } else {
                right.transport
            },
            ..*right
        };
        desk.keep_secret(&[typed.transport]);
        let thinks = Duration::from_millis(1500);
        card.at(CHANGE_REFERENCE_DATA, Mishap::AnswerAfter(thinks));
        let mut terminal = below_a_shell(&desk);
        terminal.begin().type_transport(&typed).type_new(&typed);
        card.wait_until_seen(CHANGE_REFERENCE_DATA, 1);
        terminal.send_line(typed.new).send(typed.new);
        match end {
            End::Done | End::Wrong => {}
            End::Gone => {
                card.pull();
                terminal.expect("Bitte dieselbe Karte");
                terminal.send_line(typed.new).send_ctrl('c');
            }
            End::CtrlC => {
                terminal.send_ctrl('c');
                // The driver threw the line away with it; one more is on its way.
                terminal.send(typed.new);
            }
            End::Term => kill_process(child_of(terminal.id()), Signal::TERM).unwrap(),
        }
        terminal.expect("exit ");
        terminal.wait_for_echo(true).send_line("").expect("<>");
        desk.search(&mut terminal);
        desk.search_files();
        if matches!(end, End::Done | End::CtrlC | End::Term) {
            trial.assert_activated(&card);
        }
    }
}
