//! The served card seen by a client that is not ours, and the program that serves cards to vpcd.

use std::io::{ErrorKind, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use pinlotse::virtual_card::Source;
use rustix::process::Signal;
use support::desk::{Desk, Trial, pin};
use support::served_card::ServedCard;
use support::{PATIENCE, or_skip, skip_or_fail};

const SELECT_MF: &str = "00:A4:04:0C";
const SELECT_ESIGN: &str = "00:A4:04:0C:0A:A0:00:00:01:67:45:53:49:47:4E";
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

/// A card as an eHBA of DGN was seen: what its quirks are is seen by a client that knows nothing of
/// them, and what the program makes of it is right all the same.
#[test]
fn an_independent_client_sees_a_card_that_differs_and_the_program_is_right_about_it() {
    let Some(desk) = or_skip(Desk::new()) else {
        return;
    };
    let state = desk.home.join("given-card").display().to_string();
    let quirks = "ecc-by-sfi,rsa-over,select-forgets";
    desk.expect(0, &["virtual", "create", "hba", &state, "--quirk", quirks]);
    let trial = Trial {
        source: Source::State(state.into()),
        ..Trial::hba()
    };
    let card = trial.card();
    desk.insert(&card, 0);
    let send = |commands: &[&str]| {
        let commands: Vec<&str> = commands
            .iter()
            .flat_map(|command| ["-s", command])
            .collect();
        let output = opensc(&desk, &[&["-c", "default"], &commands[..]].concat())?;
        Some(answers(&output))
    };

    // No Le, files by SFI and by their identifiers, 256 octets at a time.
    let Some((_, trailers)) = send(&[SELECT_ESIGN, "00:B0:86:00", "00:A4:02:0C:02:C5:06"]) else {
        return;
    };
    assert_eq!(trailers, ["9000", "6700", "6A82"]);
    let (_, trailers) = send(&[SELECT_ESIGN, "00:A4:02:0C:02:C5:00"]).unwrap();
    assert_eq!(trailers, ["9000", "9000"]);
    let folder = desk.home.join("exported");
    desk.expect(0, &["certs", "--export", folder.to_str().unwrap()]);
    for (by, name, last) in [
        ("00:B0:86:00:00", "E256", "2099"),
        ("00:B0:81:00:00", "R2048", "2024"),
    ] {
        let steps = [
            "00:B0:01:00:00",
            "00:B0:02:00:00",
            "00:B0:03:00:00",
            "00:B0:04:00:00",
        ];
        let (read, _) = send(&[&[SELECT_ESIGN, by], &steps[..]].concat()).unwrap();
        let file = exported(&folder, &format!("AUT.{name}"));
        assert_eq!(
            read,
            hex::encode_upper(std::fs::read(&file).unwrap()),
            "{name}"
        );
        if let Some(end) = end_by_openssl(&file) {
            assert!(end.contains(last), "{name}: {end}");
        }
    }

    let file = trial.secrets_file(&desk);
    desk.expect(
        0,
        &["activate", "--holder-present", "--secrets-file", &file],
    );
    trial.assert_activated(&card);
    desk.expect(0, &["status", "--check"]);
    let own = desk.secrets_file(&[("current.qes", trial.pins[1].new)]);
    let own = ["--secrets-file", own.to_str().unwrap()];
    let verify = ["verify", "--json", "--holder-present", "--pin", "qes"];
    let run = desk.expect(0, &[&verify[..], &own].concat());
    assert_eq!(run.json["results"][0]["after"], "verified", "{run}");

    // By the other client: verified, and after the second SELECT no longer.
    let (select, status) = ("00:A4:04:0C:06:D2:76:00:00:66:01", "80:20:00:81");
    let verify = "00:20:00:81:08:27:80:64:27:5F:FF:FF:FF";
    let (_, trailers) = send(&[SELECT_MF, select, verify, status, select, status]).unwrap();
    assert_eq!(trailers, ["9000", "9000", "9000", "9000", "9000", "63C3"]);
}

/// The file of a folder whose name has this in it.
fn exported(folder: &Path, part: &str) -> PathBuf {
    let mut files = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path());
    let is_meant = |file: &PathBuf| file.file_name().unwrap().to_string_lossy().contains(part);
    files
        .find(is_meant)
        .unwrap_or_else(|| panic!("no file of {part}"))
}

/// Its last day as OpenSSL reads it; `None`, said aloud, where OpenSSL is missing.
fn end_by_openssl(file: &Path) -> Option<String> {
    let mut openssl = Command::new("openssl");
    openssl
        .args(["x509", "-inform", "DER", "-noout", "-enddate", "-in"])
        .arg(file);
    match openssl.output() {
        Ok(output) => Some(String::from_utf8_lossy(&output.stdout).into_owned()),
        Err(error) => {
            skip_or_fail(&format!("openssl is missing: {error}"));
            None
        }
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
    let kept = ServedCard::new(&Source::State(state.into()));
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
