//! The same over TCP and TLS.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::{Command, Stdio};

use super::*;
use crate::or_skip;
use crate::pki::{Algorithm, Pki};

/// What comes back for these octets, until the other side ends the connection or tears it.
fn over_tcp(address: &str, octets: &[u8]) -> Vec<u8> {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(crate::PATIENCE)).unwrap();
    stream.write_all(octets).unwrap();
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    answer
}

#[test]
fn a_server_answers_as_the_konnektor_does_and_goes_on_while_somebody_hangs() {
    let bench = Bench::of(&make::KOCOBOX);
    let server = Server::start(&bench.konnektor);
    let directory = Typed::directory().octets();
    let expected = bench.konnektor.answer(&directory).octets;
    assert_eq!(over_tcp(&server.address(), &directory), expected);

    let person = Person::types(["28407", "123456", "123456"]).unheard(0);
    bench.konnektor.then(person);
    let mut hanging = TcpStream::connect(server.address()).unwrap();
    let change = bench.typed("ChangePin", "PIN.CH").octets();
    hanging.write_all(&change).unwrap();
    assert_eq!(
        crate::wait_for(|| bench.konnektor.is_asking().then_some(())),
        Some(())
    );
    let status = bench.typed("GetPinStatus", "PIN.CH").octets();
    let text = String::from_utf8(over_tcp(&server.address(), &status)).unwrap();
    assert!(text.contains("VERIFIED"), "{text}");
    drop(hanging);

    let spoil = Spoil::Half(End::Cut);
    bench
        .konnektor
        .on(At::Next(Operation::Directory), Fault::Spoiled(spoil));
    let torn = over_tcp(&server.address(), &directory);
    assert!(torn.len() < expected.len(), "{} octets", torn.len());
    bench.konnektor.is_content();
}

#[test]
fn a_line_without_a_socket_ends_as_a_connection_does() {
    let bench = Bench::new();
    let read = |request: &Typed, patience: Option<Duration>| {
        let mut line = bench.konnektor.line();
        line.set_patience(patience);
        line.write_all(&request.octets()).unwrap();
        let mut answer = Vec::new();
        let end = line.read_to_end(&mut answer).map_err(|error| error.kind());
        (answer.len(), end, line.waited())
    };
    let directory = Typed::directory();
    let whole = bench.konnektor.answer(&directory.octets()).octets.len();
    assert_eq!(read(&directory, None), (whole, Ok(whole), Duration::ZERO));

    let plan = |end| {
        let fault = Fault::Spoiled(Spoil::CutAfter(100, end));
        bench.konnektor.on(At::Next(Operation::Directory), fault);
    };
    plan(End::Cut);
    let reset = std::io::ErrorKind::ConnectionReset;
    assert_eq!(read(&directory, None), (100, Err(reset), Duration::ZERO));
    plan(End::Hangs);
    let late = std::io::ErrorKind::TimedOut;
    assert_eq!(read(&directory, None), (100, Err(late), Duration::ZERO));

    let minutes = |count: u64| Duration::from_secs(60 * count);
    let change = bench.typed("ChangePin", "PIN.CH");
    let slow = Person::types(["28407", "123456", "123456"]).after(minutes(20));
    bench.konnektor.then(slow);
    let heard = read(&change, Some(minutes(15)));
    assert_eq!(heard, (0, Err(late), minutes(15)));
    assert_eq!(bench.state("PIN.CH"), "VERIFIED");
}

/// What `openssl s_client` hears for these octets.
fn over_tls(address: &str, octets: &[u8], options: &[&str]) -> String {
    let mut client = Command::new("openssl")
        .args(["s_client", "-quiet", "-connect", address])
        .args(options)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    client.stdin.as_mut().unwrap().write_all(octets).unwrap();
    let mut answer = String::new();
    let _ = client.stdout.take().unwrap().read_to_string(&mut answer);
    let _ = client.kill();
    let _ = client.wait();
    answer
}

#[test]
fn tls_stands_in_front_with_each_kind_of_certificate() {
    let Some(pki) = or_skip(Pki::new()) else {
        return;
    };
    let bench = Bench::new();
    let server = Server::start(&bench.konnektor);
    let directory = Typed::directory().octets();
    let kinds = [
        ("rsa", Algorithm::Rsa, None, false),
        ("p256", Algorithm::P256, Some("prime256v1"), true),
        (
            "brainpool",
            Algorithm::Brainpool,
            Some("brainpoolP256r1"),
            false,
        ),
    ];
    for (name, algorithm, curve, tls13) in kinds {
        let certificate = pki.authority(name, "konnektor.konlan", algorithm, "");
        let tls = Tls {
            curve,
            tls13,
            ..Tls::with(certificate)
        };
        let Some(front) = or_skip(Front::start(&server, &tls)) else {
            return;
        };
        let version = if tls13 { "-tls1_3" } else { "-tls1_2" };
        let groups = ["-groups", "brainpoolP256r1:P-256", version];
        let answer = over_tls(&front.address(), &directory, &groups);
        assert!(
            answer.contains("ConnectorServices"),
            "{name}: {:?}",
            front.seen()
        );
        let seen = front.wait_for_seen(1);
        let spoken = if tls13 { "ok TLSv1.3" } else { "ok TLSv1.2" };
        assert!(seen[0].starts_with(spoken), "{seen:?}");
    }
}

#[test]
fn a_client_certificate_may_be_required() {
    let Some(pki) = or_skip(Pki::new()) else {
        return;
    };
    let bench = Bench::new();
    let server = Server::start(&bench.konnektor);
    let authority = pki.authority("client", "pinlotse", Algorithm::P256, "");
    let tls = Tls {
        client: ClientCertificate::Required(authority.clone()),
        ..Tls::with(pki.authority("server", "konnektor.konlan", Algorithm::Rsa, ""))
    };
    let Some(front) = or_skip(Front::start(&server, &tls)) else {
        return;
    };
    let directory = Typed::directory().octets();
    let without = over_tls(&front.address(), &directory, &["-tls1_2"]);
    assert!(without.is_empty(), "{without}");
    let (pem, key) = (authority.clone(), authority.with_extension("key"));
    let options = [
        "-tls1_2",
        "-cert",
        pem.to_str().unwrap(),
        "-key",
        key.to_str().unwrap(),
    ];
    let with = over_tls(&front.address(), &directory, &options);
    assert!(with.contains("ConnectorServices"), "{:?}", front.seen());
    let seen = front.wait_for_seen(2);
    assert!(seen[0].starts_with("failed"), "{seen:?}");
    assert!(seen[1].ends_with(" pinlotse"), "{seen:?}");
    // What a user gets as a file.
    assert!(pki.pkcs12("client", "geheim", &["-legacy"]).exists());
}

#[test]
fn a_password_is_asked_for_where_it_is_set() {
    let bench = Bench::new();
    bench
        .konnektor
        .asks_for_password("praxis", "Passw0rt", true);
    let request = Typed::at(&make::EHEX, "GetCards");
    let status = |request: &Typed| bench.konnektor.answer(&request.octets()).status();
    assert_eq!(status(&Typed::directory()), 200);
    assert_eq!(status(&request), 401);
    let with = request
        .clone()
        .field("Host", "Authorization: Basic cHJheGlzOlBhc3N3MHJ0\r\nHost");
    assert_eq!(status(&with), 200);
    let wrong = request.field("Host", "Authorization: Basic cHJheGlzOmZhbHNjaA==\r\nHost");
    assert_eq!(status(&wrong), 401);
    bench
        .konnektor
        .asks_for_password("praxis", "Passw0rt", false);
    assert_eq!(status(&Typed::directory()), 401);
}
