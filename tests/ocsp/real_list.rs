//! gematik's own list, its signature, the authorities in it and their roots: real octets, which are
//! not ours to ship. They lie in the folder that PINLOTSE_TEST_TRUST names.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use pinlotse::certificate::{Certificate, Check, Issuers};
use pinlotse::system::clock::{Date, read_timestamp};
use pinlotse::trust::{self, Anchor, Freshness, List, Refusal};
use serde_json::Value;
use support::download_point::{Pair, both};
use support::responder::Server;
use support::skip_or_fail;
use support::temp::Temp;

fn folder() -> Option<PathBuf> {
    let named = std::env::var_os("PINLOTSE_TEST_TRUST");
    if named.is_none() {
        skip_or_fail("PINLOTSE_TEST_TRUST does not name the folder of gematik's list");
    }
    named.map(PathBuf::from)
}

fn at(time: &str) -> i64 {
    read_timestamp(time).unwrap()
}

/// A day on which the list was current.
const THEN: &str = "2026-07-28T12:00:00Z";

fn octets(folder: &Path) -> (Vec<u8>, Vec<u8>) {
    let read = |name: &str| fs::read(folder.join(name)).unwrap();
    (read("ECC-RSA_TSL.xml"), read("ECC-RSA_TSL.sig"))
}

fn list(folder: &Path) -> List {
    let (xml, signature) = octets(folder);
    trust::read(&xml, &signature, &Anchor::gematik(), at(THEN)).unwrap()
}

fn certificates(folder: &Path) -> Vec<Certificate> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let read = |path: &PathBuf| Certificate::parse(&fs::read(path).unwrap()).unwrap();
    paths.iter().map(read).collect()
}

#[test]
fn the_built_in_key_is_that_of_gematiks_certificate() {
    let Some(folder) = folder() else { return };
    let der = fs::read(folder.join("roots/GEM.TSL-CA3.der")).unwrap();
    let certificate = Certificate::parse(&der).unwrap();
    let (built_in, of_the_file) = (Anchor::gematik(), Anchor::of(&certificate).unwrap());
    assert_eq!(format!("{built_in:?}"), format!("{of_the_file:?}"));
    assert_eq!(built_in.common_name(), "GEM.TSL-CA3");
    let root = fs::read(folder.join("roots/GEM.RCA4.der")).unwrap();
    let root = Certificate::parse(&root).unwrap();
    assert!(certificate.signed_by(&root).holds());
}

#[test]
fn gematiks_list_is_read_whole() {
    let Some(folder) = folder() else { return };
    let list = list(&folder);
    assert_eq!(list.sequence_number, 10326);
    assert_eq!(list.issued, at("2026-07-13T23:00:07Z"));
    assert_eq!(list.next_update, at("2026-08-12T23:00:07Z"));
    assert_eq!(list.signer, "TSL Signing Unit 6");
    assert_eq!(list.freshness(at(THEN)), Freshness::Current);
    assert_eq!((list.unread, list.successors.len()), (0, 0));
    let count = |of: fn(&trust::Provider) -> usize| list.providers.iter().map(of).sum::<usize>();
    assert_eq!(count(|provider| provider.authorities.len()), 111);
    assert_eq!(count(|provider| provider.responders.len()), 136);
    assert_eq!(list.authorities(at(THEN)).count(), 111);
}

#[test]
fn no_octet_of_gematiks_files_can_be_altered() {
    let Some(folder) = folder() else { return };
    let (xml, signature) = octets(&folder);
    let (anchor, then) = (Anchor::gematik(), at(THEN));
    for place in 0..signature.len() {
        let mut flipped = signature.clone();
        flipped[place] ^= 1 << (place % 8);
        let read = trust::read(&xml, &flipped, &anchor, then);
        assert!(read.is_err(), "octet {place} of the signature");
    }
    for place in (0..xml.len()).step_by(xml.len() / 100) {
        let mut flipped = xml.clone();
        flipped[place] ^= 1;
        let refused = trust::read(&flipped, &signature, &anchor, then).unwrap_err();
        assert_eq!(refused, Refusal::OtherOctets, "octet {place}");
    }
}

#[test]
fn every_authority_for_cards_stands_in_the_list_and_under_a_root() {
    let Some(folder) = folder() else { return };
    let list = list(&folder);
    let roots = certificates(&folder.join("roots"));
    let authorities = certificates(&folder.join("non-qes"));
    assert_eq!(authorities.len(), 49);
    let mut rootless = Vec::new();
    for authority in &authorities {
        let name = authority.holder.common_name().unwrap();
        assert!(
            list.provider_of(authority).is_some(),
            "{name} is not in the list"
        );
        let has_root = roots.iter().any(|root| {
            authority.issuer.matches(&root.holder) && authority.signed_by(root).holds()
        });
        if !has_root {
            rootless.push(name);
        }
    }
    // Both are under GEM.RCA1, which is in no public list of roots any more.
    assert_eq!(rootless, ["D-Trust.SMCB-CA1", "TSYSI.SMCB-CA1"]);
}

/// 60 of the 62 responders for cards are certified by an authority of the same provider.
#[test]
fn those_who_answer_for_cards_are_named_beside_their_authorities() {
    let Some(folder) = folder() else { return };
    let list = list(&folder);
    let authorities = certificates(&folder.join("non-qes"));
    let mut certified = 0;
    for authority in &authorities {
        let responders = list.responders_for(authority, at(THEN));
        assert!(!responders.is_empty());
        certified += responders
            .iter()
            .filter(|responder| responder.issuer.matches(&authority.holder))
            .filter(|responder| responder.signed_by(authority) == Check::Holds)
            .count();
    }
    assert_eq!(certified, 60);
}

#[test]
fn all_certificates_of_issuers_load() {
    let Some(folder) = folder() else { return };
    for (part, count) in [("non-qes", 49), ("qes", 24), ("roots", 11)] {
        let issuers = Issuers::load(&folder.join(part)).unwrap();
        assert!(issuers.unusable().is_empty(), "{:?}", issuers.unusable());
        assert_eq!(issuers.certificates().len(), count, "{part}");
        assert!(issuers.certificates().iter().all(|one| one.odd.is_empty()));
    }
}

/// Each of the 84 that the table beside them names: by name, issuer, dates and fingerprint.
#[test]
fn every_certificate_of_the_table_is_read_as_the_table_says() {
    let Some(folder) = folder() else { return };
    let table = fs::read_to_string(folder.join("INDEX.tsv")).unwrap();
    let mut read = 0;
    for row in table.lines().skip(1) {
        let columns: Vec<&str> = row.split('\t').collect();
        let [file, holder, issuer, key, _, from, until, fingerprint, ..] = columns.as_slice()
        else {
            panic!("{row}");
        };
        let certificate = Certificate::parse(&fs::read(folder.join(file)).unwrap()).unwrap();
        let day = |seconds: Option<i64>| Date::from_seconds(seconds.unwrap()).to_string();
        assert_eq!(certificate.holder.common_name(), Some(*holder), "{file}");
        assert_eq!(certificate.issuer.common_name(), Some(*issuer), "{file}");
        assert_eq!(day(certificate.not_before), *from, "{file}");
        assert_eq!(day(certificate.not_after), *until, "{file}");
        assert_eq!(hex::encode(certificate.sha256()), *fingerprint, "{file}");
        let shown = match certificate.key.to_string().as_str() {
            "RSA 2048" => "RSA2048",
            "EC brainpoolP256r1" => "brainpoolP256r1",
            "EC P-256" => "secp256r1",
            other => panic!("{file}: {other}"),
        };
        assert_eq!(key.split(' ').next(), Some(shown), "{file}");
        // Those that sign themselves can be checked by themselves.
        if certificate.issuer.matches(&certificate.holder) {
            assert!(certificate.signed_by(&certificate).holds(), "{file}");
        }
        read += 1;
    }
    assert_eq!(read, 84);
}

/// Two runs of the program at once, with gematik's own list at the download point: a proxy on
/// loopback stands for the way there.
#[test]
fn the_program_fetches_gematiks_list_in_two_runs_at_once_and_shows_it() {
    let Some(folder) = folder() else { return };
    let (list, signature) = octets(&folder);
    let number = list_of(&list, &signature);
    let mut serves = both(Pair { list, signature });
    let proxy = Server::start(move |request| serves(request.head.split(' ').nth(1).unwrap()));
    let state = Temp::new();
    let run = |line: &[&str]| {
        Command::new(support::program())
            .args(["--json"])
            .args(line)
            .env("http_proxy", proxy.proxy_url(""))
            .env_remove("no_proxy")
            .env_remove("NO_PROXY")
            .env("XDG_STATE_HOME", state.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    };
    let document = |child: Child| -> Value {
        let output = child.wait_with_output().unwrap();
        let document: Value = serde_json::from_slice(&output.stdout).unwrap();
        // The list of that folder is of one day, and some day it is over for long.
        let code = &document["error"]["code"];
        assert!(code.is_null() || code == "list_over", "{document:#}");
        document
    };
    let both = [(), ()].map(|()| run(&["issuers", "update"])).map(document);
    let written = both.iter().filter(|document| document["changed"] == true);
    assert_eq!(written.count(), 1, "{both:#?}");
    let shown = document(run(&["issuers", "show"]));
    assert_eq!(shown["issuer_list"]["number"], number);
    assert_eq!(shown["issuer_list"]["signer"], "TSL Signing Unit 6");
    let providers = shown["issuer_list"]["providers"].as_array().unwrap();
    let medisign = providers.iter().any(|one| {
        let name = one["name"].as_str().unwrap().to_lowercase();
        name.contains("medisign") && one["authorities"].as_u64() > Some(0)
    });
    assert!(medisign, "{shown:#}");
    for request in proxy.seen() {
        assert!(
            request
                .head
                .starts_with("GET http://download.crl.ti-dienste.de/TSL-ECC/")
        );
    }
}

/// The number of a list, at a time when it was current.
fn list_of(list: &[u8], signature: &[u8]) -> u32 {
    let read = trust::read(list, signature, &Anchor::gematik(), at(THEN));
    read.unwrap().sequence_number
}
