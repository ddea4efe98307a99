//! The whole program where nobody can tell: a method that is not known, an issuer's file in another
//! form, a service that sends elsewhere or whose signer nobody here knows. None of it is called forged,
//! missing or broken, and the card is not warned of.

use std::fs;
use std::process::Command;

use serde_json::{Value, json};
use support::forged::{Single, certificate_hash, now, response, time_with_fraction};
use support::issued::{self, OF_HBA, Service};
use support::journey::{Journey, Ran};
use support::ocsp_pki::OcspPki;
use support::or_skip;
use support::pki::{Algorithm, Pki};
use support::responder::Reply;
use support::script::Script;
use support::temp::Temp;

const CA: &str = "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash";
/// It does not say which key signed it.
const LEAF: &str = "basicConstraints=critical,CA:FALSE\nauthorityKeyIdentifier=none";
const SUBJECT: &str = "/C=DE/O=pinlotse PROBE/CN=PROBE-CA";

/// A card whose PINs are set.
fn set(card: &str, arguments: &[&str]) -> Ran {
    let line = [&["--json", "--wait", "0"], arguments].concat();
    Journey::set(card).run(&line, Script::nobody())
}

/// The same in words.
fn people(card: &str, arguments: &[&str]) -> Ran {
    let line = [&["--wait", "0"], arguments].concat();
    Journey::set(card).run(&line, Script::nobody())
}

/// The members of the rows whose certificates count.
fn of_those_that_count(ran: &Ran, member: &str) -> Vec<Value> {
    let rows = ran.value("/certificates");
    let rows = rows.as_array().unwrap().iter();
    rows.filter(|row| row["counts"] == true)
        .map(|row| row[member].clone())
        .collect()
}

#[track_caller]
fn accuses_nobody(ran: &Ran) {
    for word in ["FALSCH", "gefälscht", "nicht benutzen", "defekt"] {
        ran.never_says(word);
    }
}

#[test]
fn a_signature_that_cannot_be_computed_here_is_no_forgery() {
    let Some(pki) = or_skip(Pki::new()) else {
        return;
    };
    for (algorithm, hash, extensions, word, exit, code) in [
        (Algorithm::BrainpoolExplicit, "-sha256", CA, "good", 0, ""),
        (
            Algorithm::Rsa1024,
            "-sha256",
            CA,
            "unsupported",
            24,
            "method_unsupported",
        ),
        (
            Algorithm::Brainpool,
            "-sha1",
            CA,
            "unsupported",
            24,
            "method_unsupported",
        ),
        (
            Algorithm::Brainpool,
            "-sha256",
            "basicConstraints=CA:FALSE",
            "issuer_no_ca",
            24,
            "issuer_unknown",
        ),
    ] {
        let temp = Temp::new();
        pki.authority("ca", "PROBE-CA", algorithm, extensions);
        let card = issued::with_certificate(&temp, &pki.leaf("ca", LEAF, &[hash]));
        let folder = temp.join("issuers");
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("ca.der"), pki.as_der("ca")).unwrap();
        let folder = folder.display().to_string();
        let line = ["status", "--check", "--issuer-certs", &folder];
        let ran = set(&card, &line);
        assert_eq!(
            of_those_that_count(&ran, "issuer_check"),
            [word; 3],
            "{word} {hash}"
        );
        if exit == 0 {
            ran.exits(0);
        } else {
            ran.fails(exit, code);
            assert_eq!(ran.value("/next_step/code"), "none", "{word}");
        }
        accuses_nobody(people(&card, &line).exits(exit));
    }
}

#[test]
fn an_authority_is_found_however_its_name_is_written() {
    let Some(pki) = or_skip(Pki::new()) else {
        return;
    };
    let temp = Temp::new();
    pki.authority("ca", "PROBE-CA", Algorithm::Brainpool, CA);
    let card = issued::with_certificate(&temp, &pki.leaf("ca", LEAF, &["-sha256"]));
    let folder = temp.join("issuers");
    fs::create_dir(&folder).unwrap();
    for (subject, strings) in [
        (SUBJECT, "nombstr"),
        ("/C=de/O=PINLOTSE  probe/CN=Probe-ca", "utf8only"),
    ] {
        pki.certify("ca", subject, strings, CA);
        fs::write(folder.join("ca.der"), pki.as_der("ca")).unwrap();
        let line = [
            "status",
            "--check",
            "--issuer-certs",
            &folder.display().to_string(),
        ];
        let ran = set(&card, &line);
        ran.exits(0);
        assert_eq!(
            of_those_that_count(&ran, "issuer_check"),
            ["good"; 3],
            "{subject}"
        );
    }
}

#[test]
fn a_file_of_an_issuer_in_another_form_is_taken_or_named_with_what_to_do() {
    let Some(pki) = or_skip(Pki::new()) else {
        return;
    };
    let temp = Temp::new();
    let path = pki.authority("ca", "PROBE-CA", Algorithm::Brainpool, CA);
    let card = issued::with_certificate(&temp, &pki.leaf("ca", LEAF, &["-sha256"]));
    let pem = fs::read_to_string(&path).unwrap();
    let pkcs7 = |form: &str| {
        let out = temp.join("out.p7b");
        let made = Command::new("openssl")
            .args(["crl2pkcs7", "-nocrl", "-outform", form, "-certfile"])
            .arg(&path)
            .arg("-out")
            .arg(&out)
            .status();
        assert!(made.unwrap().success());
        fs::read(out).unwrap()
    };
    let utf16: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain(pem.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let indented: String = pem.lines().map(|line| format!("    {line} \r\n")).collect();
    for (file, octets, said) in [
        ("ca.pem", indented.as_bytes(), None),
        (
            "ca.pem",
            &utf16,
            Some("in UTF-16 gespeichert. Im Editor als UTF-8 oder ANSI speichern"),
        ),
        (
            "ca.p7b",
            &pkcs7("DER"),
            Some("openssl pkcs7 -inform DER -print_certs"),
        ),
        (
            "ca.p7b",
            &pkcs7("PEM"),
            Some("openssl pkcs7 -inform PEM -print_certs"),
        ),
    ] {
        let folder = temp.join("issuers");
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join(file), octets).unwrap();
        let folder = folder.display().to_string();
        let line = ["status", "--check", "--issuer-certs", &folder];
        let (ran, told) = (set(&card, &line), people(&card, &line));
        match said {
            None => {
                ran.exits(0);
            }
            Some(said) => {
                ran.fails(24, "issuer_unknown");
                told.says(file).says(said);
            }
        }
        accuses_nobody(&told);
    }
}

#[test]
fn a_qualified_certificate_outlives_its_authority_and_the_one_for_logging_in_does_not() {
    let Some(pki) = or_skip(Pki::new()) else {
        return;
    };
    let temp = Temp::new();
    // The authority is over after 400 days, what it issued after ten years.
    pki.authority("ca", "PROBE-CA", Algorithm::Brainpool, CA);
    let long = |extensions: &str| pki.leaf("ca", extensions, &["-sha256", "-days", "3650"]);
    let qualified = long(&format!("{LEAF}\ncertificatePolicies=1.2.276.0.76.4.72"));
    let other = long(LEAF);
    let ders: Vec<(&str, &[u8])> = OF_HBA
        .iter()
        .map(|file| {
            let der = if file.starts_with("qes") {
                &qualified
            } else {
                &other
            };
            (*file, der.as_slice())
        })
        .collect();
    let card = issued::with_certificates(&temp, "chain", &ders);
    let folder = temp.join("issuers");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("ca.der"), pki.as_der("ca")).unwrap();
    let folder = folder.display().to_string();
    let check = |day: &str| {
        let line = [
            "status",
            "--check",
            "--issuer-certs",
            &folder,
            "--as-of",
            day,
        ];
        (set(&card, &line), people(&card, &line))
    };
    let in_years = |years: i64| {
        let day = pinlotse::system::clock::timestamp(
            std::time::UNIX_EPOCH
                + std::time::Duration::from_secs(
                    u64::try_from(now() + years * 365 * 86_400).unwrap(),
                ),
        );
        day[..10].to_owned()
    };
    let (ran, told) = check(&in_years(4));
    ran.fails(24, "issuer_unknown");
    assert_eq!(
        of_those_that_count(&ran, "issuer_check"),
        ["issuer_expired", "issuer_expired", "good"]
    );
    accuses_nobody(&told);
}

#[test]
fn a_service_that_sends_on_to_https_is_quoted_and_the_address_in_the_certificate_is_not_blamed() {
    let Some(service) = or_skip(Service::start()) else {
        return;
    };
    service.says(|_, _| Reply::head("301 Moved\r\nLocation: https://127.0.0.1:1/neu"));
    let line = [
        "status",
        "--check",
        "--online",
        "--issuer-certs",
        &service.issuers,
    ];
    let ran = set(&service.card, &line);
    ran.fails(24, "online_unavailable");
    for online in of_those_that_count(&ran, "online") {
        assert_eq!(
            online["message"],
            "der Dienst verweist an https://127.0.0.1:1/neu, gefragt wird nur über http"
        );
    }
    let told = people(&service.card, &line);
    told.says("https://127.0.0.1:1/neu")
        .never_says("keine http-Adresse");
    accuses_nobody(&told);
}

/// What is said of the certificate for signatures, in a document and to people.
fn of_qes(service: &Service) -> (Ran, Value, Ran) {
    let issuers = service.issuers.as_str();
    let line = ["status", "--check", "--online", "--issuer-certs", issuers];
    let (ran, told) = (set(&service.card, &line), people(&service.card, &line));
    let online = of_those_that_count(&ran, "online").pop().unwrap();
    told.exits(24);
    accuses_nobody(&told);
    (ran, online, told)
}

#[test]
fn an_answer_without_its_signers_certificate_is_unverified_because_of_that() {
    let Some(service) = or_skip(Service::start()) else {
        return;
    };
    service.publishes().leaves_out_its_certificate();
    let (ran, online, told) = of_qes(&service);
    ran.fails(24, "online_unverified");
    let status = (&online["status"], &online["trust"]);
    assert_eq!(status, (&json!("good"), &json!("unverified")), "{online}");
    told.says("Ob die Karte freigeschaltet ist, ist nicht sicher: der Antwort fehlt das Zertifikat dessen, der sie unterschrieben hat.");
}

#[test]
fn a_qualified_answer_by_a_service_of_another_issuer_is_unverified_because_of_that() {
    let Some(service) = or_skip(Service::of_qualified()) else {
        return;
    };
    service.publishes().is_of_another_issuer();
    let (_, online, told) = of_qes(&service);
    let status = (&online["status"], &online["trust"]);
    assert_eq!(status, (&json!("good"), &json!("unverified")), "{online}");
    told.says(
        "Unterschrift (QES): nicht sicher: „Foreign Responder“ hat die Antwort unterschrieben",
    )
    .says("diesen Dienst hat ein anderer Herausgeber beglaubigt");
}

#[test]
fn an_answer_in_an_odd_form_is_an_answer() {
    let Some(service) = or_skip(Service::start()) else {
        return;
    };
    fn known(pki: &OcspPki, question: &[u8]) -> Single {
        Single {
            extensions: vec![certificate_hash(&pki.der("card"))],
            ..Single::good(question)
        }
    }
    let line = [
        "status",
        "--check",
        "--online",
        "--issuer-certs",
        &service.issuers,
    ];
    for says in [
        // Times with a fraction of a second.
        (|pki, question| {
            let single = Single {
                times: time_with_fraction,
                ..known(pki, question)
            };
            Reply::ok(&response(pki, "signer", now(), &[single], &[]))
        }) as fn(&OcspPki, &[u8]) -> Reply,
        // Lines of the head that are folded, or hold an octet of another character set.
        |pki, question| {
            let body = response(pki, "signer", now(), &[known(pki, question)], &[]);
            let head = [
                &b"HTTP/1.1 200 OK\r\nServer: Ausk\xfcnfte\r\nX-Note: one\r\n\ttwo\r\n"[..],
                format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes(),
            ]
            .concat();
            Reply::Raw([head, body].concat())
        },
    ] {
        service.says(says);
        let ran = set(&service.card, &line);
        ran.exits(0);
        for online in of_those_that_count(&ran, "online") {
            assert_eq!(
                (&online["status"], &online["trust"]),
                (&json!("good"), &json!("verified"))
            );
        }
    }
}
