//! The served card seen by a client that is not ours, and the program that serves cards to vpcd.

use std::io::{ErrorKind, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Stdio;

use rustix::process::Signal;
use support::desk::{Desk, Trial, pin};
use support::served_card::ServedCard;
use support::{PATIENCE, or_skip, skip_or_fail};

const SELECT_MF: &str = "00:A4:04:0C";
const READ_GDO: &str = "00:B0:82:00:00";

/// What `opensc-tool` prints; `None` when the tool is missing.
fn opensc(desk: &Desk, arguments: &[&str]) -> Option<String> {
    match desk
        .pcscd
        .command("opensc-tool")
        .args(arguments)
        .stderr(Stdio::piped())
        .output()
    {
        Ok(output) => Some(String::from_utf8_lossy(&output.stdout).into_owned()),
        Err(error) => {
            assert_eq!(error.kind(), ErrorKind::NotFound, "{error}");
            skip_or_fail("opensc-tool is missing (Debian package opensc)");
            None
        }
    }
}

/// Octets of the hex dump that follows a status word in `opensc-tool`'s output, and the status
/// words.
fn answers(output: &str) -> (String, Vec<String>) {
    let is_octet =
        |word: &&str| word.len() == 2 && word.bytes().all(|octet| octet.is_ascii_hexdigit());
    let mut data = String::new();
    let mut trailers = Vec::new();
    for line in output.lines() {
        if let Some((_, trailer)) = line.split_once("(SW1=0x") {
            trailers.push(trailer.replace(", SW2=0x", "").chars().take(4).collect());
        } else if !line.starts_with("Sending") {
            data.extend(line.split(' ').take(16).take_while(is_octet));
        }
    }
    (data, trailers)
}

#[test]
fn an_independent_client_and_status_agree_on_number_pins_and_atr() {
    for trial in [
        Some(Trial::hba()),
        Some(Trial::smcb()),
        Trial::image_hba(),
        Trial::image_smcb(),
    ] {
        let Some(trial) = trial else { return };
        let Some(desk) = or_skip(Desk::new()) else {
            return;
        };
        let card = trial.card();
        desk.insert(&card, 0);
        let Some(list) = opensc(&desk, &["-l"]) else {
            return;
        };
        let line = list
            .lines()
            .find(|line| line.contains(&desk.pcscd.reader_name(0)))
            .unwrap();
        assert_eq!(line.split_whitespace().nth(1), Some("Yes"), "{list}");

        let look = |desk: &Desk| {
            let status = ["80:20:00:01"];
            let arguments = [SELECT_MF, READ_GDO, status[0]].map(|command| ["-s", command]);
            answers(
                &opensc(
                    desk,
                    &[&["-c", "default"], arguments.as_flattened()].concat(),
                )
                .unwrap(),
            )
        };
        let status = desk.status();
        let (gdo, trailers) = look(&desk);
        assert_eq!(
            gdo,
            format!("5A0A{}", status["card"]["iccsn"].as_str().unwrap())
        );
        assert_eq!(trailers, ["9000", "9000", "62C1"]);
        let first = trial.pins[0].word;
        assert_eq!(pin(&status, first)["state"], "transport");
        let atr = opensc(&desk, &["--atr"])
            .unwrap()
            .trim()
            .replace(':', "")
            .to_uppercase();
        assert_eq!(status["card"]["atr"], atr.as_str());

        desk.expect(
            0,
            &[
                "activate",
                "--holder-present",
                "--secrets-file",
                &trial.secrets_file(&desk),
            ],
        );
        assert_eq!(look(&desk).1, ["9000", "9000", "63C3"]);
        let status = desk.status();
        assert_eq!(
            (
                &pin(&status, first)["state"],
                &pin(&status, first)["tries_left"]
            ),
            (&"set".into(), &3.into())
        );
        // One wrong VERIFY by the other client.
        let wrong = "00:20:00:01:08:26:70:68:12:FF:FF:FF:FF";
        let refused = opensc(&desk, &["-c", "default", "-s", SELECT_MF, "-s", wrong]).unwrap();
        assert_eq!(answers(&refused).1, ["9000", "63C2"], "{refused}");
        assert_eq!(pin(&desk.status(), first)["tries_left"], 2);
    }
}

/// `virtual serve`, which has said that it serves.
fn serve<'d>(desk: &'d Desk, card: &str, port: u16) -> support::desk::Running<'d> {
    let run = desk.start(&[
        "virtual",
        "serve",
        card,
        "--vpcd",
        &format!("127.0.0.1:{port}"),
    ]);
    run.wait_for_stderr("Ende mit Strg-C.");
    run
}

#[test]
fn a_card_served_by_the_program_is_activated_and_goes_with_ctrl_c() {
    let Some(desk) = or_skip(Desk::new()) else {
        return;
    };
    let trial = Trial::hba();
    let file = trial.secrets_file(&desk);
    for signal in [Signal::INT, Signal::TERM] {
        let served = serve(&desk, "hba", desk.pcscd.vpcd_port(0));
        let run = desk.expect(
            0,
            &[
                "activate",
                "--json",
                "--holder-present",
                "--secrets-file",
                &file,
            ],
        );
        assert_eq!(
            (&run.json["complete"], &run.json["changed"]),
            (&true.into(), &true.into())
        );
        served.signal(signal);
        let served = served.end();
        served.assert_exit(0);
        assert!(
            served.says("PROBE – virtuelle Karte") && served.says("Karte aus dem Leser genommen."),
            "{served}"
        );
        // A fresh card the next time: nothing of it was kept.
        desk.wait_for_state(0, &["empty"]);
    }
}

/// Its tries are no tries of a card, and who works at it is told what it is.
#[test]
fn a_served_card_is_a_rehearsal_and_its_tries_never_get_to_the_notes_of_cards() {
    let Some(desk) = or_skip(Desk::new()) else {
        return;
    };
    let trial = Trial::smcb();
    let wrong = trial.wrong_secrets_file(&desk);
    let served = serve(&desk, "smcb", desk.pcscd.vpcd_port(0));
    let run = desk.expect(10, &["activate", "--json", "--secrets-file", &wrong]);
    assert_eq!(run.json["virtual"], true);
    assert!(run.says("PROBE – virtuelle Karte"), "{run}");
    let noted = |name: &str| desk.home.join(&format!("state/pinlotse/{name}")).exists();
    assert_eq!(
        (noted("rehearsals.json"), noted("notes.json")),
        (true, false)
    );
    let listed = desk.expect(0, &["notes", "show", "--json"]);
    assert_eq!(listed.json["notes"][0]["rehearsal"], true, "{listed}");
    assert_eq!(listed.json["notes"][1], serde_json::Value::Null, "{listed}");
    // What was tried at it counts for it.
    let status = desk.status();
    assert_eq!(pin(&status, "smc")["wrong_noted"], 1, "{status:#}");
    desk.expect(0, &["notes", "forget", "--all"]);
    assert_eq!(pin(&desk.status(), "smc")["wrong_noted"], 0);
    let mut terminal = desk.terminal(&["activate"]);
    terminal
        .expect("PROBE – virtuelle Karte")
        .expect("dieselbe Kartennummer");
    terminal.send_ctrl('c');
    assert_eq!(terminal.exit_code(), 15);
    served.signal(Signal::TERM);
    served.end().assert_exit(0);
}

#[test]
fn a_served_state_file_keeps_its_state_even_over_a_kill() {
    let Some(desk) = or_skip(Desk::new()) else {
        return;
    };
    let trial = Trial::smcb();
    let state = desk.home.join("given-card").display().to_string();
    desk.expect(0, &["virtual", "create", "smcb", &state]);
    let served = serve(&desk, &state, desk.pcscd.vpcd_port(0));
    desk.expect(
        0,
        &[
            "activate",
            "--json",
            "--secrets-file",
            &trial.secrets_file(&desk),
        ],
    );
    served.signal(Signal::KILL);
    assert!(served.end().was_killed());
    desk.wait_for_state(0, &["empty"]);

    let served = serve(&desk, &state, desk.pcscd.vpcd_port(0));
    desk.wait_for_state(0, &["card"]);
    assert_eq!(pin(&desk.status(), "smc")["state"], "set");
    served.signal(Signal::INT);
    served.end().assert_exit(0);
    let kept = ServedCard::new(&pinlotse::virtual_card::Source::State(state.into()));
    trial.assert_activated(&kept);
}

#[test]
fn serving_ends_well_when_the_daemon_goes_and_names_what_is_missing_without_one() {
    let Some(desk) = or_skip(Desk::new()) else {
        return;
    };
    let served = serve(&desk, "hba", desk.pcscd.vpcd_port(1));
    desk.wait_for_state(1, &["card"]);
    desk.pcscd.crash();
    served.end().assert_exit(0);
    let free = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let run = desk.expect(
        3,
        &[
            "virtual",
            "serve",
            "hba",
            "--json",
            "--vpcd",
            &free.to_string(),
        ],
    );
    assert_eq!(run.error(), "no_vpcd");
    assert!(run.says("vsmartcard-vpcd"), "{run}");
}

fn ask(vpcd: &mut TcpStream, message: &[u8]) -> Vec<u8> {
    send(vpcd, message);
    let mut length = [0; 2];
    vpcd.read_exact(&mut length).unwrap();
    let mut answer = vec![0; usize::from(u16::from_be_bytes(length))];
    vpcd.read_exact(&mut answer).unwrap();
    answer
}

fn send(vpcd: &mut TcpStream, message: &[u8]) {
    let length = u16::try_from(message.len()).unwrap().to_be_bytes();
    vpcd.write_all(&[&length[..], message].concat()).unwrap();
}

#[test]
fn the_serving_program_answers_always_and_survives_garbage() {
    let Some(desk) = or_skip(Desk::new()) else {
        return;
    };
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let served = serve(&desk, "hba", port);
    let (mut vpcd, _) = listener.accept().unwrap();
    vpcd.set_read_timeout(Some(PATIENCE)).unwrap();
    assert_eq!(
        ask(&mut vpcd, &[4]),
        hex::decode("3B909681B1FE451F0391").unwrap()
    );
    send(&mut vpcd, &[1]);
    // Every octet as a class and as an instruction, cut and overlong commands, controls that mean
    // nothing.
    for octet in 0..=255 {
        for garbage in [
            &[octet, 0xA4][..],
            &[octet; 5],
            &[0x00, octet, 0x00, 0x01, 0xFF],
            &[0x00, octet, 0x00, 0x00],
        ] {
            assert!(ask(&mut vpcd, garbage).len() >= 2, "{garbage:02X?}");
        }
    }
    assert_eq!(ask(&mut vpcd, &[0xFF; 65535]).len(), 2);
    for control in [3, 5, 0x7F, 0xFF] {
        send(&mut vpcd, &[control]);
    }
    send(&mut vpcd, &[]);
    send(&mut vpcd, &[2]);
    assert_eq!(ask(&mut vpcd, &[0x80, 0x20, 0x00, 0x01]), [0x62, 0xC1]);
    served.signal(Signal::INT);
    served.end().assert_exit(0);
}
