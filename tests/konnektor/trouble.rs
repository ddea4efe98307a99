//! What may stand in the way of a connection, and what is said of it.

use std::io::ErrorKind;
use std::time::Duration;

use pinlotse::http::{self, Reply, Wire, exchange};
use pinlotse::konnektor::tls::{Alert, Error, Fingerprint, Secured, connect, look};
use pinlotse::system::signals::Interrupts;
use support::or_skip;
use support::temp::Temp;

use super::keys::{expected_of, identity};
use super::relay::{Manner, Relay};
use super::server::{Server, file, page, wire};

/// Long enough for a machine that is busy; what hangs is waited for this long.
const IMPATIENCE: Duration = Duration::from_millis(1500);

const KEY: &str = "modern-brainpool";

fn pin() -> Fingerprint {
    expected_of(KEY).fingerprint
}

fn plain(port: u16, interrupts: &Interrupts) -> Result<Secured<Wire<'_>>, Error> {
    let wire = wire(port, support::PATIENCE, interrupts);
    connect(wire, "127.0.0.1", pin(), None)
}

#[test]
fn another_certificate_than_the_pinned_one_is_refused_with_both_values() {
    let interrupts = Interrupts::none();
    for options in [&["-tls1_2"][..], &[]] {
        let other = "modern-p256";
        let Some(server) = or_skip(Server::start(other, options)) else {
            return;
        };
        let error = plain(server.port(), &interrupts).unwrap_err();
        let (pinned, seen) = (pin(), expected_of(other).fingerprint);
        assert_eq!(error, Error::OtherCertificate { pinned, seen });
    }
}

#[test]
fn at_first_sight_nothing_goes_out_and_a_server_that_wants_a_certificate_is_seen_too() {
    let interrupts = Interrupts::none();
    for options in [&["-Verify", "1", "-tls1_2"][..], &["-Verify", "1"], &[]] {
        let Some(server) = or_skip(Server::start("modern-p256", options)) else {
            return;
        };
        let seen = look(server.wire(&interrupts), "127.0.0.1");
        assert_eq!(
            seen,
            Ok(expected_of("modern-p256").fingerprint),
            "{options:?}"
        );
    }
}

/// Who shows the certificate of another has no key to it.
#[test]
fn a_server_without_the_key_to_its_certificate_is_refused() {
    let interrupts = Interrupts::none();
    for key in ["modern-brainpool", "modern-p256", "modern-rsa2048"] {
        let Some(server) = or_skip(Server::start(key, &["-tls1_2"])) else {
            return;
        };
        let between = || Relay::start(server.port(), Manner::OtherSignature);
        let open = |relay: &Relay| wire(relay.port(), support::PATIENCE, &interrupts);
        let pinned = expected_of(key).fingerprint;
        let error = connect(open(&between()), "127.0.0.1", pinned, None).unwrap_err();
        assert_eq!(error, Error::NotItsKey, "{key}");
        assert_eq!(
            look(open(&between()), "127.0.0.1"),
            Err(Error::NotItsKey),
            "{key}"
        );
    }
}

#[test]
fn a_certificate_that_is_over_counts_as_long_as_it_is_the_pinned_one() {
    let Some(server) = or_skip(Server::start("expired", &[])) else {
        return;
    };
    let interrupts = Interrupts::none();
    let pinned = expected_of("expired").fingerprint;
    let secured = connect(server.wire(&interrupts), "127.0.0.1", pinned, None).unwrap();
    assert!(page(secured).unwrap().contains("no client certificate"));
}

/// In TLS 1.2 the handshake fails; in 1.3 the client is through when the server looks.
#[test]
fn a_client_certificate_that_is_missing_or_not_taken_is_what_is_named() {
    let interrupts = Interrupts::none();
    let expected = [
        ("-tls1_2", None, Alert(40)),
        ("-tls1_3", None, Alert(116)),
        ("-tls1_2", Some("modern-rsa2048"), Alert(48)),
        ("-tls1_3", Some("modern-rsa2048"), Alert(48)),
        ("-tls1_2", Some("modern-brainpool"), Alert(48)),
    ];
    for (version, client, alert) in expected {
        let options = [version, "-Verify", "1", "-verify_return_error"];
        let Some(server) = or_skip(Server::start("modern-p256", &options)) else {
            return;
        };
        let pinned = expected_of("modern-p256").fingerprint;
        let wire = server.wire(&interrupts);
        let ended = connect(wire, "127.0.0.1", pinned, client.map(identity))
            .and_then(page)
            .unwrap_err();
        let given = client.is_some();
        let expected = Error::ClientCertificate { alert, given };
        assert_eq!(ended, expected, "{version} {client:?}");
    }
}

#[test]
fn a_server_with_no_procedure_in_common_says_so() {
    let interrupts = Interrupts::none();
    for (options, alert) in [
        (&["-tls1_2", "-cipher", "ECDHE-RSA-AES128-SHA256"][..], 40),
        (&["-tls1_2", "-groups", "P-521"], 40),
        (&["-tls1_1", "-cipher", "DEFAULT@SECLEVEL=0"], 70),
    ] {
        let Some(server) = or_skip(Server::start("modern-rsa2048", options)) else {
            return;
        };
        let pinned = expected_of("modern-rsa2048").fingerprint;
        let error = connect(server.wire(&interrupts), "127.0.0.1", pinned, None).unwrap_err();
        assert_eq!(error, Error::Refused(Alert(alert)), "{options:?}");
    }
}

#[test]
fn a_server_that_hangs_up_in_the_handshake_is_a_broken_connection() {
    let interrupts = Interrupts::none();
    let Some(server) = or_skip(Server::start(KEY, &["-tls1_2"])) else {
        return;
    };
    let broken = Error::Http(http::Error::Broken(ErrorKind::UnexpectedEof));
    // Next to nothing; in a head; after the first message; before the last one.
    let in_the_midst = [1, 3, 100].map(Manner::CutAfter);
    for manner in in_the_midst.into_iter().chain([Manner::CutBeforeFinished]) {
        let relay = Relay::start(server.port(), manner);
        let error = plain(relay.port(), &interrupts).unwrap_err();
        assert_eq!(error, broken, "{manner:?}");
    }
}

/// As Java's servers do, which send no alert.
#[test]
fn a_server_that_asked_for_a_certificate_and_hangs_up_most_likely_did_so_for_that() {
    let interrupts = Interrupts::none();
    for (version, manner, client, told) in [
        ("-tls1_2", Manner::CutBeforeFinished, None, true),
        (
            "-tls1_2",
            Manner::CutBeforeFinished,
            Some("modern-p256"),
            true,
        ),
        ("-tls1_2", Manner::CutBeforeAnswer, None, false),
        ("-tls1_3", Manner::CutBeforeAnswer, None, true),
        (
            "-tls1_3",
            Manner::CutBeforeAnswer,
            Some("modern-p256"),
            false,
        ),
    ] {
        let options = [version, "-verify", "1", "-num_tickets", "0"];
        let Some(server) = or_skip(Server::start("modern-p256", &options)) else {
            return;
        };
        let pinned = expected_of("modern-p256").fingerprint;
        let relay = Relay::start(server.port(), manner);
        let wire = wire(relay.port(), support::PATIENCE, &interrupts);
        let ended = connect(wire, "127.0.0.1", pinned, client.map(identity))
            .and_then(page)
            .unwrap_err();
        let (alert, given) = (Alert::NONE, client.is_some());
        let expected = if told {
            Error::ClientCertificate { alert, given }
        } else {
            Error::Http(http::Error::Broken(ErrorKind::UnexpectedEof))
        };
        assert_eq!(ended, expected, "{version} {manner:?} {client:?}");
    }
}

#[test]
fn a_server_that_drips_or_hangs_is_given_up_when_the_time_is_over() {
    let interrupts = Interrupts::none();
    let Some(server) = or_skip(Server::start(KEY, &["-tls1_2"])) else {
        return;
    };
    let over = Error::Http(http::Error::TimedOut { after: IMPATIENCE });
    let dripping = Relay::start(server.port(), Manner::Drip);
    let hanging = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    for port in [dripping.port(), hanging.local_addr().unwrap().port()] {
        let wire = wire(port, IMPATIENCE, &interrupts);
        let error = connect(wire, "127.0.0.1", pin(), None).unwrap_err();
        assert_eq!(error, over);
    }
}

#[test]
fn who_presses_ctrl_c_does_not_wait_for_a_handshake_that_hangs() {
    let hanging = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let interrupts = Interrupts::none();
    let wire = wire(
        hanging.local_addr().unwrap().port(),
        Duration::from_secs(3600),
        &interrupts,
    );
    let raised = interrupts.clone();
    let person = std::thread::spawn(move || {
        // It hangs in the handshake when the connection is there.
        let _connected = hanging.accept().unwrap();
        raised.raise_for_tests();
        _connected
    });
    let error = connect(wire, "127.0.0.1", pin(), None).unwrap_err();
    assert_eq!(error, Error::Http(http::Error::Interrupted));
    drop(person.join());
}

#[test]
fn a_port_for_plain_http_does_not_speak_tls_and_the_other_way_round() {
    let interrupts = Interrupts::none();
    // What servers answer to a handshake, if they answer.
    let answering = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let rude = answering.local_addr().unwrap().port();
    std::thread::spawn(move || {
        use std::io::{Read, Write};
        let (mut stream, _) = answering.accept().unwrap();
        let _ = stream.read(&mut [0; 4096]);
        let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
    });
    assert_eq!(plain(rude, &interrupts).unwrap_err(), Error::NotTls);

    let Some(server) = or_skip(Server::start(KEY, &[])) else {
        return;
    };
    let mut wire = server.wire(&interrupts);
    let wanted = http::reply::Wanted {
        limit: 1024,
        faults: false,
    };
    let error = exchange(&mut wire, b"GET / HTTP/1.1\r\n\r\n", &wanted).unwrap_err();
    assert!(
        matches!(error, http::Error::NotHttp | http::Error::Broken(_)),
        "{error:?}"
    );
}

/// RFC 6066 3: a server name is a name.
#[test]
fn a_name_goes_along_and_an_address_does_not() {
    let interrupts = Interrupts::none();
    let Some(server) = or_skip(Server::start(KEY, &[])) else {
        return;
    };
    for (host, goes) in [
        ("konnektor.konlan", true),
        ("konnektor", true),
        // Java's servers hang up on them.
        ("konnektor_1.konlan", false),
        ("konnektor-.konlan", false),
        ("127.0.0.1", false),
        ("::1", false),
        ("no name", false),
    ] {
        let relay = Relay::start(server.port(), Manner::Honest);
        let wire = wire(relay.port(), support::PATIENCE, &interrupts);
        connect(wire, host, pin(), None).unwrap_or_else(|error| panic!("{host}: {error}"));
        let heard = relay.heard();
        let said = heard
            .windows(host.len())
            .any(|octets| octets == host.as_bytes());
        assert_eq!(said, goes, "{host}");
    }
}

/// More than one record there and back, in both versions.
#[test]
fn long_questions_and_answers_go_through_whole() {
    let interrupts = Interrupts::none();
    for version in ["-tls1_2", "-tls1_3"] {
        let Some(server) = or_skip(Server::start("modern-p256", &[version])) else {
            return;
        };
        let pinned = expected_of("modern-p256").fingerprint;
        let secured = connect(server.wire(&interrupts), "127.0.0.1", pinned, None).unwrap();
        let field = format!("X-Long: {}\r\n", "x".repeat(1000));
        let question = format!("GET / HTTP/1.1\r\n{}\r\n", field.repeat(60));
        let wanted = http::reply::Wanted {
            limit: 1 << 20,
            faults: false,
        };
        let reply = secured.exchange(question.as_bytes(), &wanted).unwrap();
        let Reply::Body { status, octets } = reply else {
            panic!("{reply:?}");
        };
        assert!(
            status == 200 && octets.ends_with(b"</HTML>\r\n\r\n"),
            "{version}"
        );
    }
}

/// What it asked for in the handshake has nothing to do with it: the request is on its way, and who
/// breaks off then may have carried it out.
#[test]
fn a_server_that_wants_to_begin_anew_is_refused_and_its_alert_is_none_about_the_client() {
    let interrupts = Interrupts::none();
    for (options, client) in [
        (&["-tls1_2"][..], None),
        (&["-tls1_2", "-verify", "1"], None),
        (&["-tls1_2", "-verify", "1"], Some("modern-rsa2048")),
    ] {
        let Some(mut server) = or_skip(Server::silent("modern-p256", options)) else {
            return;
        };
        let pinned = expected_of("modern-p256").fingerprint;
        let wire = server.wire(&interrupts);
        let secured = connect(wire, "127.0.0.1", pinned, client.map(identity)).unwrap();
        server.told("R");
        let ended = page(secured).unwrap_err();
        let words = "the server ended the connection: 40 (handshake_failure)".to_owned();
        assert_eq!(ended, Error::Protocol(words), "{options:?} {client:?}");
    }
}

/// New keys in the midst are no trouble (TLS 1.3); other octets than records are, but do not make
/// one out of the server that speaks no TLS.
#[test]
fn what_a_server_sends_between_records_is_told_from_what_it_may_send() {
    let interrupts = Interrupts::none();
    let over = Error::Http(http::Error::TimedOut { after: IMPATIENCE });
    let garbage = "received corrupt message of type InvalidContentType";
    for (version, command, expected) in [
        ("-tls1_3", "K", over),
        ("-tls1_2", "P", Error::Protocol(garbage.to_owned())),
        ("-tls1_3", "P", Error::Protocol(garbage.to_owned())),
    ] {
        let Some(mut server) = or_skip(Server::silent("modern-p256", &[version])) else {
            return;
        };
        let pinned = expected_of("modern-p256").fingerprint;
        let wire = wire(server.port(), IMPATIENCE, &interrupts);
        let secured = connect(wire, "127.0.0.1", pinned, None).unwrap();
        server.told(command);
        assert_eq!(page(secured), Err(expected), "{version} {command}");
    }
}

/// In both versions, in one record and in many: a reply is whole by its length, or because the server
/// took leave, and else not.
#[test]
fn a_reply_is_whole_by_its_length_or_by_the_servers_leave() {
    let interrupts = Interrupts::none();
    let folder = Temp::new();
    let long = "Konnektor ".repeat(6000);
    for (name, head, body) in [
        (
            "whole",
            format!("Content-Length: {}\r\n", long.len()),
            &*long,
        ),
        (
            "half",
            format!("Content-Length: {}\r\n", 2 * long.len()),
            &long,
        ),
        ("open", String::new(), &long),
        (
            "chunks",
            "Transfer-Encoding: chunked\r\n".to_owned(),
            "5\r\nhello\r\n",
        ),
    ] {
        let reply = format!("HTTP/1.1 200 OK\r\n{head}\r\n{body}");
        std::fs::write(folder.join(name), reply).unwrap();
    }
    let early = Error::Http(http::Error::Broken(ErrorKind::UnexpectedEof));
    let all = || Ok(long.clone());
    let cut = || Err(early.clone());
    for (options, manner, expected) in [
        (
            &["-tls1_2"][..],
            Manner::Honest,
            [all(), all(), cut(), cut()],
        ),
        (&["-tls1_3"], Manner::Honest, [all(), all(), cut(), cut()]),
        (
            &["-tls1_2", "-max_send_frag", "512"],
            Manner::Honest,
            [all(), all(), cut(), cut()],
        ),
        (
            &["-tls1_3", "-max_send_frag", "512"],
            Manner::Honest,
            [all(), all(), cut(), cut()],
        ),
        (
            &["-tls1_2"],
            Manner::CutBeforeLeave,
            [all(), cut(), cut(), cut()],
        ),
    ] {
        let started = Server::with_replies("modern-p256", &folder.join("."), options);
        let Some(server) = or_skip(started) else {
            return;
        };
        let pinned = expected_of("modern-p256").fingerprint;
        for (name, expected) in ["whole", "open", "half", "chunks"].iter().zip(expected) {
            let relay = Relay::start(server.port(), manner);
            let wire = wire(relay.port(), support::PATIENCE, &interrupts);
            let secured = connect(wire, "127.0.0.1", pinned, None).unwrap();
            let got = file(secured, name);
            assert_eq!(got, expected, "{options:?} {manner:?} {name}");
        }
    }
}
