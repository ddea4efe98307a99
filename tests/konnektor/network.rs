//! The network as the client uses it: what is lost, and whether it may have arrived.

use std::io::ErrorKind;

use pinlotse::http::{self, Errand, Reply};
use pinlotse::konnektor::address::Address;
use pinlotse::konnektor::direct;
use pinlotse::konnektor::network::{KeyFile, Lost, Network, QUESTION, Waiting};
use pinlotse::konnektor::tls::{Alert, Error};
use pinlotse::system::signals::Interrupts;
use support::or_skip;

use super::keys::{expected_of, file};
use super::relay::{Manner, Relay};
use super::server::Server;

const KEY: &str = "modern-p256";

fn network(client: Option<&str>) -> Box<dyn Network> {
    let octets = client.map(file).unwrap_or_default();
    let password = client.map(|client| expected_of(client).password);
    let key_file = password.as_deref().map(|password| KeyFile {
        octets: &octets,
        password,
    });
    direct::network(Some(expected_of(KEY).fingerprint), key_file).unwrap()
}

fn ask(network: &mut dyn Network, port: u16) -> Result<Reply, Lost> {
    let address = Address::parse(&format!("https://127.0.0.1:{port}")).unwrap();
    let errand = Errand {
        question: None,
        fields: &[],
        accept: "*/*",
        limit: 1 << 20,
        faults: false,
    };
    let interrupts = Interrupts::none();
    let waiting = Waiting {
        limit: QUESTION,
        interrupts: &interrupts,
    };
    let request = errand.written(address.url());
    network.exchange(&address, &request, &errand.wanted(), &waiting)
}

/// Only an alert about it says so: whoever hangs up may have begun with what was asked.
#[test]
fn what_is_refused_with_the_clients_certificate_never_arrived() {
    for (options, client, alert, may_have_arrived) in [
        (&["-tls1_2", "-Verify", "1"][..], None, 40, false),
        (&["-tls1_3", "-Verify", "1"], None, 116, false),
        (
            &["-tls1_3", "-Verify", "1", "-verify_return_error"],
            Some("modern-rsa2048"),
            48,
            false,
        ),
        (
            &["-tls1_3", "-verify", "1", "-num_tickets", "0"],
            None,
            0,
            true,
        ),
    ] {
        let Some(server) = or_skip(Server::start(KEY, options)) else {
            return;
        };
        let hangs_up = alert == 0;
        let relay = hangs_up.then(|| Relay::start(server.port(), Manner::CutBeforeAnswer));
        let port = relay.as_ref().map_or(server.port(), Relay::port);
        let (alert, given) = (Alert(alert), client.is_some());
        let lost = Lost {
            error: Error::ClientCertificate { alert, given },
            may_have_arrived,
        };
        let asked = ask(&mut *network(client), port);
        assert_eq!(asked, Err(lost), "{options:?} {client:?}");
    }
}

/// Who answered once without a certificate does not hang up for want of one.
#[test]
fn a_certificate_that_was_not_missed_before_is_not_what_is_missing() {
    let options = ["-tls1_3", "-verify", "1", "-num_tickets", "0"];
    let Some(server) = or_skip(Server::start(KEY, &options)) else {
        return;
    };
    let mut network = network(None);
    ask(&mut *network, server.port()).unwrap();
    let relay = Relay::start(server.port(), Manner::CutBeforeAnswer);
    let broken = Error::Http(http::Error::Broken(ErrorKind::UnexpectedEof));
    let lost = Lost::after(broken);
    assert_eq!(ask(&mut *network, relay.port()), Err(lost));
}

/// Once it is known, it is not tried a second time.
#[test]
fn a_server_that_hangs_up_on_tls_1_3_is_asked_by_tls_1_2() {
    let Some(server) = or_skip(Server::start(KEY, &["-tls1_2"])) else {
        return;
    };
    let relay = Relay::start(server.port(), Manner::DeafToTls13);
    let mut network = network(None);
    ask(&mut *network, relay.port()).unwrap();
    let terms = network.terms().unwrap().to_string();
    assert!(terms.contains("TLS 1.2"), "{terms}");
    // What does not answer by either is told as it was.
    let hanging = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = hanging.local_addr().unwrap().port();
    let deaf = std::thread::spawn(move || {
        for _ in 0..2 {
            let mut hello = [0; 1];
            let (mut client, _) = hanging.accept().unwrap();
            std::io::Read::read_exact(&mut client, &mut hello).unwrap();
            client.shutdown(std::net::Shutdown::Both).unwrap();
        }
    });
    let lost = ask(&mut *self::network(None), port).unwrap_err();
    assert!(!lost.may_have_arrived, "{lost:?}");
    assert!(
        matches!(lost.error, Error::Http(http::Error::Broken(_))),
        "{lost:?}"
    );
    deaf.join().unwrap();
}

#[test]
fn a_server_that_is_not_known_or_speaks_no_tls_gets_nothing() {
    let Some(server) = or_skip(Server::start("modern-p384", &[])) else {
        return;
    };
    let (pinned, seen) = (
        expected_of(KEY).fingerprint,
        expected_of("modern-p384").fingerprint,
    );
    let lost = Lost::before(Error::OtherCertificate { pinned, seen });
    assert_eq!(ask(&mut *network(None), server.port()), Err(lost));
    let mut nobody = direct::network(None, None).unwrap();
    let lost = Lost::before(Error::NothingPinned);
    assert_eq!(ask(&mut *nobody, server.port()), Err(lost));
}
