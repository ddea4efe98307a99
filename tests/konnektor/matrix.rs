//! Every key of a server, with every exchange of keys, with every key of a client, in both versions
//! of TLS: both ends must say the same of the connection.

use pinlotse::konnektor::tls::{connect, look};
use pinlotse::system::signals::Interrupts;
use support::or_skip;
use support::temp::Temp;

use super::keys::{expected_of, for_server, identity};
use super::server::{Server, page};

/// Our files, with the names that OpenSSL's page has for them.
const CLIENTS: [Option<&str>; 5] = [
    None,
    Some("modern-rsa2048"),
    Some("modern-p256"),
    Some("modern-p384"),
    Some("modern-brainpool"),
];

/// A server's options, what must have been agreed on, and which clients come.
fn held(server_key: &str, options: &[&str], terms: &str, clients: &[Option<&str>]) {
    // Asks for a certificate, and takes any or none.
    let options = [options, &["-verify", "1", "-serverpref"]].concat();
    let Some(server) = or_skip(Server::start(server_key, &options)) else {
        return;
    };
    let interrupts = Interrupts::none();
    let fingerprint = expected_of(server_key).fingerprint;
    let seen = look(server.wire(&interrupts), "127.0.0.1");
    assert_eq!(seen, Ok(fingerprint), "{server_key} {options:?}");
    for client in clients {
        let which = format!("{server_key} {options:?} {client:?}");
        let wire = server.wire(&interrupts);
        let secured = connect(wire, "127.0.0.1", fingerprint, client.map(identity))
            .unwrap_or_else(|error| panic!("{which}: {error}"));
        let agreed = secured.terms().unwrap().to_string();
        assert!(agreed.starts_with(terms), "{which}: {agreed}");
        let page = page(secured).unwrap_or_else(|error| panic!("{which}: {error}"));
        let name = client.map(|client| client.trim_start_matches("modern-"));
        match name {
            Some(name) => assert!(page.contains(&format!("CN={name}\n")), "{which}: {page}"),
            None => assert!(
                page.contains("no client certificate available"),
                "{which}: {page}"
            ),
        }
    }
}

const KEYS: [&str; 5] = [
    "modern-rsa2048",
    "modern-rsa3072",
    "modern-p256",
    "modern-p384",
    "modern-brainpool",
];

/// An exchange by OpenSSL's options, first the one that it shall be: a key of server or client must
/// be on a curve that is in the list, too.
const EXCHANGES: [(&str, &str); 3] = [
    ("P-256", "P-256:P-384:brainpoolP256r1"),
    ("P-384", "P-384:P-256:brainpoolP256r1"),
    ("brainpoolP256r1", "brainpoolP256r1:P-256:P-384"),
];

fn with_tls12(server_key: &str) {
    for (group, groups) in EXCHANGES {
        let terms = format!("TLS 1.2, {group}, ");
        let options = ["-tls1_2", "-groups", groups];
        held(server_key, &options, &terms, &CLIENTS);
    }
}

#[test]
fn tls12_with_a_server_of_rsa_2048() {
    with_tls12(KEYS[0]);
}

#[test]
fn tls12_with_a_server_of_rsa_3072() {
    with_tls12(KEYS[1]);
}

#[test]
fn tls12_with_a_server_of_p256() {
    with_tls12(KEYS[2]);
}

#[test]
fn tls12_with_a_server_of_p384() {
    with_tls12(KEYS[3]);
}

#[test]
fn tls12_with_a_server_of_brainpool() {
    with_tls12(KEYS[4]);
}

#[test]
fn tls13_with_every_key_that_it_knows() {
    for server_key in &KEYS[..4] {
        for group in ["P-256", "P-384"] {
            let terms = format!("TLS 1.3, {group}, ");
            let options = ["-tls1_3", "-groups", group];
            held(server_key, &options, &terms, &CLIENTS[..4]);
        }
    }
}

/// Neither end is told which version: a client on brainpool must not end up in TLS 1.3, where most
/// servers know no scheme for its key, and neither must an older server on brainpool. OpenSSL has one
/// from 3.2 on, and insists on it.
#[test]
fn the_version_is_the_newest_in_which_both_keys_can_be_used() {
    let brainpool = Some("modern-brainpool");
    let groups = ["-groups", "P-256:P-384:brainpoolP256r1"];
    held("modern-brainpool", &groups, "TLS 1.", &CLIENTS);
    held("modern-brainpool", &groups, "TLS 1.2, ", &[brainpool]);
    held("modern-p256", &groups, "TLS 1.2, ", &[brainpool]);
    held("modern-p256", &groups, "TLS 1.3, ", &CLIENTS[..4]);
}

#[test]
fn each_suite_and_each_way_to_sign_is_understood() {
    for (server_key, suites, schemes) in [
        (
            "modern-brainpool",
            "ECDHE-ECDSA",
            "ECDSA+SHA256 ECDSA+SHA384",
        ),
        (
            "modern-rsa2048",
            "ECDHE-RSA",
            "RSA+SHA256 RSA+SHA384 RSA+SHA512 rsa_pss_rsae_sha256 rsa_pss_rsae_sha384 rsa_pss_rsae_sha512",
        ),
    ] {
        for (suite, name) in [
            ("AES128-GCM-SHA256", "AES_128_GCM_SHA256"),
            ("AES256-GCM-SHA384", "AES_256_GCM_SHA384"),
        ] {
            for scheme in schemes.split(' ') {
                let cipher = format!("{suites}-{suite}");
                let options = [
                    "-tls1_2",
                    "-cipher",
                    &cipher,
                    "-sigalgs",
                    scheme,
                    "-verify",
                    "1",
                    "-groups",
                    "P-256:brainpoolP256r1",
                    "-client_sigalgs",
                    "RSA+SHA256:RSA+SHA384:ECDSA+SHA256:ECDSA+SHA384",
                ];
                let Some(server) = or_skip(Server::start(server_key, &options)) else {
                    return;
                };
                let interrupts = Interrupts::none();
                let pinned = expected_of(server_key).fingerprint;
                let client = Some(identity(server_key));
                let secured = connect(server.wire(&interrupts), "127.0.0.1", pinned, client)
                    .unwrap_or_else(|error| panic!("{options:?}: {error}"));
                assert!(secured.terms().unwrap().to_string().ends_with(name));
                assert!(page(secured).unwrap().contains("Client certificate"));
            }
        }
    }
}

/// What administrators and makers can set, and what is between: none of it is anything to us.
#[test]
fn whatever_else_a_server_is_set_to_does_not_matter() {
    let folder = Temp::new();
    // Longer than a record may be where records are short.
    let chain = folder.join("chain.pem");
    let others = [
        "modern-rsa4096",
        "modern-rsa3072",
        "modern-brainpool",
        "modern-p384",
    ];
    let mut certificates = String::new();
    for other in others {
        let Some(pem) = or_skip(for_server(other)) else {
            return;
        };
        certificates += &std::fs::read_to_string(pem).unwrap();
    }
    std::fs::write(&chain, certificates).unwrap();
    let chain = chain.to_str().unwrap();
    let rows: [&[&str]; 11] = [
        &["-cert_chain", chain],
        &["-cert_chain", chain, "-max_send_frag", "512"],
        &["-CAfile", chain],
        &["-no_ticket"],
        &["-num_tickets", "9"],
        &["-legacy_renegotiation"],
        &["-no_renegotiation"],
        &["-bugs"],
        &["-stateless"],
        &["-record_padding", "4096"],
        &[
            "-client_sigalgs",
            "ECDSA+SHA256:ECDSA+SHA384:RSA+SHA1:RSA+SHA256:RSA-PSS+SHA256:DSA+SHA1",
        ],
    ];
    for version in ["-tls1_2", "-tls1_3"] {
        let terms = version.replace("-tls1_", "TLS 1.");
        for row in rows {
            let options = [row, &[version]].concat();
            held("modern-p256", &options, &terms, &CLIENTS[..3]);
        }
    }
}
