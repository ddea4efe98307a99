//! What stands between the program and a Konnektor, at the whole program: how it ends, what it says
//! of that and of the card, and what whoever administers the Konnektor can do.

use std::fs;
use std::io::{Read, Write};
use std::net::{Ipv6Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::Duration;

use pinlotse::konnektor::fingerprint::Fingerprint;
use serde_json::{Value, json};
use support::konnektor::{ClientCertificate, Front, Tls};
use support::or_skip;
use support::pki::{Algorithm, Pki};

use super::keys::expected_of;
use super::practice::{PASSWORD, Practice, fingerprint};
use super::relay::{Manner, Relay};
use super::server::Server;

/// A PC in a practice, and what it needs to know of a Konnektor.
struct Pc {
    practice: Practice,
    pki: Pki,
}

/// How the Konnektor is entered there.
struct Entered<'a> {
    address: String,
    /// That of the certificate that was compared.
    fingerprint: Option<String>,
    /// A client certificate (PKCS#12).
    key_file: Option<&'a Path>,
}

/// What a run must come to, and the German of it: what happened, and the next step.
type Expected<'a> = (u8, &'a str, &'a str, &'a str);

const ADMINISTRATION: &str = "In der Verwaltung des Konnektors";
const ADDRESS_OR_NET: &str = "ob Adresse und Port stimmen";
const PORT: &str = "Den Port im Profil prüfen: TLS liegt meist auf 443";
const HTTPS: &str = "Im Profil eine Adresse mit https verwenden";
const AGAIN: &str = "noch einmal versuchen";

impl Pc {
    fn new() -> Option<Self> {
        let pki = or_skip(Pki::new())?;
        let practice = Practice::new();
        Some(Self { practice, pki })
    }

    fn home(&self) -> PathBuf {
        self.practice.journey.temp.join("home")
    }

    fn enter(&self, entered: &Entered<'_>) {
        let mut profile = json!({
            "version": 1, "address": entered.address, "mandant": "praxis",
            "client_system": "pinlotse", "workplace": "empfang", "user": "anna",
            "login": "none", "rewrite": true,
        });
        if let Some(fingerprint) = &entered.fingerprint {
            profile["fingerprint"] = json!(fingerprint);
        }
        if let Some(path) = entered.key_file {
            profile["login"] = json!("pkcs12");
            profile["key_file"] = json!(path.display().to_string());
        }
        if entered.address.starts_with("http:") {
            profile["insecure_http"] = json!(true);
        }
        let folder = self.home().join(".config/pinlotse/konnektor");
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join("praxis.json");
        fs::write(&path, profile.to_string()).unwrap();
        let only_owner = std::os::unix::fs::PermissionsExt::from_mode(0o600);
        fs::set_permissions(path, only_owner).unwrap();
    }

    /// The program itself: its exit code, its document and what it told people.
    fn run(&self, line: &[&str]) -> (u8, Value, String) {
        let temp = &self.practice.journey.temp;
        let password = temp.private_file("password", PASSWORD);
        let output = Command::new(env!("CARGO_BIN_EXE_pinlotse"))
            .env_clear()
            .env("HOME", self.home())
            .args(["--json", "--no-input", "--lang", "de", "--wait", "0"])
            .arg("--konnektor-password-file")
            .arg(password)
            .args(line)
            .output()
            .unwrap();
        let talk = String::from_utf8(output.stderr).unwrap();
        let document = serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|error| panic!("{error}: {talk}"));
        let exit = u8::try_from(output.status.code().unwrap()).unwrap();
        (exit, document, talk)
    }

    /// Whoever only looks and whoever tests the Konnektor are told the same; of a card only who looks at one.
    #[track_caller]
    fn is_told(&self, what: &str, entered: &Entered<'_>, expected: Expected<'_>) {
        let (exit, word, happened, step) = expected;
        self.enter(entered);
        for (line, is_of_card) in [
            (&["--reader", "konnektor:praxis", "status"][..], true),
            (&["konnektor", "check", "praxis"], false),
        ] {
            let (ended, document, talk) = self.run(line);
            let said = format!("{what}: {line:?}\n{talk}\n{document:#}");
            assert_eq!(ended, exit, "{said}");
            assert_eq!(document["error"]["code"], word, "{said}");
            for words in [happened, step] {
                assert!(one_line(&talk).contains(words), "{words:?} in {said}");
            }
            let says_of_card = one_line(&talk).contains("An der Karte");
            assert_eq!(says_of_card, is_of_card, "{said}");
        }
        assert!(self.practice.konnektor.log().is_empty(), "{what}");
    }

    #[track_caller]
    fn gets_through(&self, what: &str, entered: &Entered<'_>) {
        self.enter(entered);
        let all = ["--reader", "konnektor:praxis", "status", "--every-card"];
        for line in [&all[..], &["konnektor", "check", "praxis"]] {
            let (exit, document, talk) = self.run(line);
            assert_eq!(exit, 0, "{what}: {line:?}\n{talk}\n{document:#}");
        }
        self.practice.konnektor.is_content();
    }

    /// TLS in front of the double.
    fn front(&self, tls: &Tls) -> Option<Front> {
        or_skip(Front::start(&self.practice.server, tls))
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn https(port: u16) -> String {
    format!("https://127.0.0.1:{port}")
}

#[test]
fn whatever_certificate_was_compared_is_enough_however_old_it_is_and_however_it_signs() {
    let Some(pc) = Pc::new() else { return };
    let dated = |name, time| pc.pki.dated(name, "konnektor", Algorithm::Brainpool, time);
    let rsa = pc.pki.authority("rsa", "konnektor", Algorithm::Rsa, "");
    let rows = [
        (
            "over",
            dated("over", ["20150101000000Z", "20200101000000Z"]),
            None,
        ),
        (
            "to come",
            dated("to-come", ["20900101000000Z", "20950101000000Z"]),
            None,
        ),
        ("PKCS#1 v1.5, SHA-256", rsa.clone(), Some("RSA+SHA256")),
        ("PKCS#1 v1.5, SHA-512", rsa, Some("RSA+SHA512")),
    ];
    for (what, certificate, signatures) in rows {
        let tls = Tls {
            signatures,
            tls13: true,
            ..Tls::with(certificate.clone())
        };
        let Some(front) = pc.front(&tls) else { return };
        let entered = Entered {
            address: https(front.port()),
            fingerprint: Some(fingerprint(&certificate)),
            key_file: None,
        };
        pc.gets_through(what, &entered);
    }
}

/// RFC 6066 3: a server name is a name.
#[test]
fn a_name_of_the_konnektor_is_said_to_it_and_an_address_of_either_kind_is_not() {
    let Some(pc) = Pc::new() else { return };
    let certificate = pc
        .pki
        .authority("server", "konnektor", Algorithm::Brainpool, "");
    for (host, at, name) in [
        ("127.0.0.1", None, "-"),
        ("localhost", None, "localhost"),
        ("[::1]", Some(Ipv6Addr::LOCALHOST.into()), "-"),
    ] {
        let mut tls = Tls::with(certificate.clone());
        if let Some(at) = at {
            tls.at = at;
        }
        let Some(front) = pc.front(&tls) else { return };
        let entered = Entered {
            address: format!("https://{host}:{}", front.port()),
            fingerprint: Some(fingerprint(&certificate)),
            key_file: None,
        };
        pc.gets_through(host, &entered);
        for seen in front.seen() {
            assert_eq!(seen.split(' ').nth(3), Some(name), "{host}: {seen}");
        }
    }
}

#[test]
fn another_certificate_than_the_one_compared_is_told_with_both() {
    let Some(pc) = Pc::new() else { return };
    let [compared, shown] = ["compared", "shown"].map(|name| {
        pc.pki
            .authority(name, "konnektor", Algorithm::Brainpool, "")
    });
    let Some(front) = pc.front(&Tls::with(shown.clone())) else {
        return;
    };
    let [compared, shown] = [compared, shown].map(|pem| fingerprint(&pem));
    let groups = |print: &str| print.parse::<Fingerprint>().unwrap().in_groups();
    let (was, is) = (groups(&compared), groups(&shown));
    let happened = format!("Verglichen: {was}. Gezeigt: {is}.");
    let entered = Entered {
        address: https(front.port()),
        fingerprint: Some(compared),
        key_file: None,
    };
    let other = "konnektor_other_certificate";
    let step = "„pinlotse konnektor einrichten praxis --again“";
    pc.is_told("other", &entered, (13, other, &happened, step));
}

/// What the Konnektor has or is set to, and this program does not know.
#[test]
fn a_konnektor_with_which_nothing_is_in_common_is_told_by_what_that_is() {
    let Some(pc) = Pc::new() else { return };
    let short = "die Verbindung nicht prüfen: das Verfahren wird nicht unterstützt (RSA 1024).";
    let nothing = "kein Verfahren gemeinsam haben. Seine Meldung: 40 (handshake_failure).";
    let old = "1.2 und 1.3. Seine Meldung: 70 (protocol_version).";
    let lax = "DEFAULT@SECLEVEL=0";
    let rows: [(&str, Algorithm, &[&str], &str); 9] = [
        ("RSA 1024", Algorithm::Rsa1024, &["-cipher", lax], short),
        (
            "RSA 1024, 1.2",
            Algorithm::Rsa1024,
            &["-tls1_2", "-cipher", lax],
            short,
        ),
        ("P-512, 1.2", Algorithm::Brainpool512, &["-tls1_2"], nothing),
        ("P-512", Algorithm::Brainpool512, &[], nothing),
        (
            "P-521 for the exchange",
            Algorithm::P256,
            &["-groups", "P-521"],
            nothing,
        ),
        (
            "CBC",
            Algorithm::Rsa,
            &["-tls1_2", "-cipher", "ECDHE-RSA-AES128-SHA256"],
            nothing,
        ),
        (
            "RSA for the exchange",
            Algorithm::Rsa,
            &["-tls1_2", "-cipher", "AES128-GCM-SHA256"],
            nothing,
        ),
        ("TLS 1.1", Algorithm::Rsa, &["-tls1_1", "-cipher", lax], old),
        ("TLS 1.0", Algorithm::Rsa, &["-tls1", "-cipher", lax], old),
    ];
    for (index, (what, algorithm, options, happened)) in rows.into_iter().enumerate() {
        let pem = pc
            .pki
            .authority(&format!("server{index}"), "konnektor", algorithm, "");
        let Some(server) = or_skip(Server::of(&pem, options)) else {
            return;
        };
        let entered = Entered {
            address: https(server.port()),
            fingerprint: Some(fingerprint(&pem)),
            key_file: None,
        };
        pc.is_told(
            what,
            &entered,
            (3, "konnektor_tls", happened, ADMINISTRATION),
        );
    }
}

#[test]
fn a_client_certificate_that_is_not_taken_is_told_by_what_is_wrong_with_it() {
    let Some(pc) = Pc::new() else { return };
    pc.pki.authority("own", "pinlotse", Algorithm::P256, "");
    pc.pki.authority("foreign", "pinlotse", Algorithm::P256, "");
    let over = ["20150101000000Z", "20200101000000Z"];
    pc.pki.dated("over", "pinlotse", Algorithm::P256, over);
    let certificate = pc
        .pki
        .authority("server", "konnektor", Algorithm::Brainpool, "");
    let server = fingerprint(&certificate);
    for (name, trusted, shown, happened) in [
        (
            "missing",
            "own",
            None,
            "verlangt ein Zertifikat des Clientsystems",
        ),
        (
            "of another issuer",
            "own",
            Some("foreign"),
            "er kennt nicht, wer es ausgestellt hat. Seine Meldung: 48 (unknown_ca).",
        ),
        (
            "over",
            "over",
            Some("over"),
            "es ist abgelaufen. Seine Meldung: 45",
        ),
    ] {
        let trusted = certificate.with_file_name(format!("{trusted}.pem"));
        let shown = shown.map(|name| pc.pki.pkcs12(name, PASSWORD, &[]));
        for tls13 in [false, true] {
            let tls = Tls {
                client: ClientCertificate::Required(trusted.clone()),
                tls13,
                ..Tls::with(certificate.clone())
            };
            let Some(front) = pc.front(&tls) else { return };
            let entered = Entered {
                address: https(front.port()),
                fingerprint: Some(server.clone()),
                key_file: shown.as_deref(),
            };
            let what = format!("{name}, 1.3: {tls13}");
            pc.is_told(
                &what,
                &entered,
                (3, "konnektor_login", happened, ADMINISTRATION),
            );
        }
    }
}

#[test]
fn every_alert_about_a_client_certificate_is_told_with_its_number() {
    let Some(pc) = Pc::new() else { return };
    pc.pki.authority("own", "pinlotse", Algorithm::P256, "");
    let own = pc.pki.pkcs12("own", PASSWORD, &[]);
    let options = ["-tls1_2", "-verify", "1"];
    let Some(server) = or_skip(Server::start("modern-p256", &options)) else {
        return;
    };
    for (alert, happened) in [
        (40, "nicht an. Seine Meldung: 40 (handshake_failure)."),
        (42, "nicht an. Seine Meldung: 42 (bad_certificate)."),
        (43, "nicht an. Seine Meldung: 43 (unsupported_certificate)."),
        (
            44,
            "es ist gesperrt. Seine Meldung: 44 (certificate_revoked).",
        ),
        (
            45,
            "es ist abgelaufen. Seine Meldung: 45 (certificate_expired).",
        ),
        (46, "nicht an. Seine Meldung: 46 (certificate_unknown)."),
        (
            48,
            "wer es ausgestellt hat. Seine Meldung: 48 (unknown_ca).",
        ),
        (49, "nicht zu. Seine Meldung: 49 (access_denied)."),
        (51, "nicht an. Seine Meldung: 51 (decrypt_error)."),
    ] {
        let relay = Relay::start(server.port(), Manner::Alert(alert));
        let entered = Entered {
            address: https(relay.port()),
            fingerprint: Some(expected_of("modern-p256").fingerprint.to_string()),
            key_file: Some(&own),
        };
        let expected = (3, "konnektor_login", happened, ADMINISTRATION);
        pc.is_told(&alert.to_string(), &entered, expected);
    }
    // As Java's servers do, without a word.
    let relay = Relay::start(server.port(), Manner::CutBeforeFinished);
    let entered = Entered {
        address: https(relay.port()),
        fingerprint: Some(expected_of("modern-p256").fingerprint.to_string()),
        key_file: Some(&own),
    };
    let happened = "legte auf, als er das Zertifikat dieses Clientsystems sah";
    pc.is_told(
        "none",
        &entered,
        (3, "konnektor_login", happened, ADMINISTRATION),
    );
}

/// What somebody does with each call.
fn answering(answer: fn(TcpStream)) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            thread::spawn(move || answer(stream));
        }
    });
    port
}

fn after_a_word(mut stream: TcpStream, answer: &[u8]) -> TcpStream {
    let _ = stream.read(&mut [0; 4096]);
    let _ = stream.write_all(answer);
    stream
}

fn refuses_plain(stream: TcpStream) {
    let body = "The plain HTTP request was sent to HTTPS port";
    let head = format!("HTTP/1.1 400 Bad Request\r\nContent-Length: {}", body.len());
    after_a_word(stream, format!("{head}\r\n\r\n{body}").as_bytes());
}

fn says_alert(stream: TcpStream) {
    after_a_word(stream, &[21, 3, 1, 0, 2, 2, 22]);
}

fn hangs_up(stream: TcpStream) {
    after_a_word(stream, b"");
}

fn resets(stream: TcpStream) {
    let stream = after_a_word(stream, b"");
    rustix::net::sockopt::set_socket_linger(&stream, Some(Duration::ZERO)).unwrap();
}

fn says_nothing(mut stream: TcpStream) {
    while matches!(stream.read(&mut [0; 4096]), Ok(1..)) {}
}

#[test]
fn a_line_that_leads_to_no_konnektor_is_told_by_where_it_ends() {
    let Some(pc) = Pc::new() else { return };
    let closed = TcpListener::bind("127.0.0.1:0").unwrap();
    let refused = https(closed.local_addr().unwrap().port());
    drop(closed);
    let plain = |port: u16| format!("http://127.0.0.1:{port}");
    let certificate = pc
        .pki
        .authority("server", "konnektor", Algorithm::Brainpool, "");
    let Some(front) = pc.front(&Tls::with(certificate)) else {
        return;
    };
    let (away, silent, tls) = (
        "konnektor_unreachable",
        "konnektor_no_answer",
        "konnektor_tls",
    );
    let rows: [(&str, String, Expected<'_>); 9] = [
        (
            "nobody listens",
            refused,
            (3, away, "nicht zu erreichen", ADDRESS_OR_NET),
        ),
        (
            "a name that nobody has",
            "https://konnektor.invalid".to_owned(),
            (3, away, "Der Name „konnektor.invalid“", ADDRESS_OR_NET),
        ),
        (
            "port 80 for 443",
            https(answering(refuses_plain)),
            (3, tls, "antwortet etwas ohne TLS", PORT),
        ),
        (
            "port 443 for 80, which says so",
            plain(answering(refuses_plain)),
            (3, silent, "HTTP-Status 400", PORT),
        ),
        (
            "port 443 for 80, which says so by TLS",
            plain(answering(says_alert)),
            (3, tls, "antwortet nichts ohne TLS", HTTPS),
        ),
        (
            "port 443 for 80, which does not",
            plain(front.port()),
            (3, tls, "antwortet nichts ohne TLS", HTTPS),
        ),
        (
            "a reset without TLS",
            plain(answering(resets)),
            (3, tls, "antwortet nichts ohne TLS", HTTPS),
        ),
        (
            "a reset in the handshake",
            https(answering(resets)),
            (3, silent, "brach ab", AGAIN),
        ),
        (
            "an end in the handshake",
            https(answering(hangs_up)),
            (3, silent, "brach ab", AGAIN),
        ),
    ];
    for (what, address, expected) in rows {
        let entered = Entered {
            address,
            fingerprint: Some("AB".repeat(32)),
            key_file: None,
        };
        pc.is_told(what, &entered, expected);
    }
}

#[test]
fn a_handshake_in_which_nobody_answers_ends_and_the_wait_is_told() {
    let Some(pc) = Pc::new() else { return };
    let entered = Entered {
        address: https(answering(says_nothing)),
        fingerprint: Some("AB".repeat(32)),
        key_file: None,
    };
    let happened = "Der Konnektor hat 30 Sekunden lang nicht geantwortet.";
    pc.is_told(
        "silence",
        &entered,
        (3, "konnektor_no_answer", happened, AGAIN),
    );
}
