//! The one examination behind `konnektor check` and `doctor`, at the double behind TLS.

use std::fs;
use std::process::Command;

use serde_json::Value;
use support::konnektor::{Front, Tls};
use support::or_skip;
use support::pki::Algorithm;

use super::practice::{PASSWORD, Practice, Secured, fingerprint};

/// A certificate that ends in so many days, with the key of `NAME`.
fn short(secured: &Secured, name: &str, days: &str) -> std::path::PathBuf {
    let certificate = secured
        .pki
        .authority(name, "konnektor.konlan", Algorithm::P256, "");
    let made = Command::new("openssl")
        .args([
            "req",
            "-new",
            "-x509",
            "-subj",
            "/CN=konnektor.konlan",
            "-days",
            days,
        ])
        .arg("-key")
        .arg(certificate.with_extension("key"))
        .arg("-out")
        .arg(&certificate)
        .output()
        .unwrap();
    assert!(made.status.success());
    certificate
}

#[test]
fn a_certificate_that_ends_soon_is_told_with_what_that_means_here() {
    let Some(mut secured) = Secured::new(false) else {
        return;
    };
    let certificate = short(&secured, "short", "5");
    let print = fingerprint(&certificate);
    let Some(front) = or_skip(Front::start(
        &secured.practice.server,
        &Tls::with(certificate),
    )) else {
        return;
    };
    let address = format!("https://{}", front.address());
    let server = ["--address", &address, "--fingerprint", &print, "--rewrite"];
    let line = [&server[..], &["--login", "none", "--user", "anna"]].concat();
    let ran = secured.practice.add(&line);
    ran.exits(0)
        .says("TLS 1.")
        .says("Zertifikat des Konnektors: Schlüssel EC P-256, gültig von")
        .says("Clientzertifikat: keines; der Konnektor hat keines verlangt")
        .says("Das Zertifikat des Konnektors gilt noch 5 Tage")
        .says("pinlotse konnektor einrichten praxis --again");
    assert_eq!(ran.value("/test/remarks/0"), "server_certificate");
    assert_eq!(ran.value("/test/connection/server/state"), "expiring");
    assert_eq!(ran.value("/test/connection/server/days_left"), 5);
}

/// The program itself, by a profile.
fn program(practice: &Practice, line: &[&str]) -> (Value, String) {
    let password = practice.journey.temp.private_file("password", PASSWORD);
    let output = Command::new(env!("CARGO_BIN_EXE_pinlotse"))
        .env_clear()
        .env("HOME", practice.journey.temp.join("home"))
        .args(["--json", "--no-input", "--lang", "de"])
        .arg("--konnektor-password-file")
        .arg(&password)
        .args(line)
        .output()
        .unwrap();
    let talk = String::from_utf8_lossy(&output.stderr).into_owned();
    let document = serde_json::from_slice(&output.stdout);
    let document = document.unwrap_or_else(|error| panic!("{error}: {talk}"));
    (document, talk)
}

#[test]
fn check_and_doctor_say_the_same_of_a_konnektor_down_to_its_tls_and_the_report_does_too() {
    let Some(secured) = Secured::new(true) else {
        return;
    };
    let practice = &secured.practice;
    fs::create_dir(practice.journey.temp.join("home")).unwrap();
    let (address, key_file) = (secured.address(), secured.key_file());
    let add = [
        &[
            "konnektor",
            "add",
            "praxis",
            "--rewrite",
            "--address",
            &address,
        ][..],
        &[
            "--fingerprint",
            &secured.fingerprint,
            "--key-file",
            &key_file,
        ],
        &super::practice::ENTERED,
    ]
    .concat();
    let (added, talk) = program(practice, &add);
    assert_eq!(added["exit"], 0, "{added:#}\n{talk}");
    let (checked, _) = program(practice, &["konnektor", "check", "praxis"]);
    let page = practice
        .journey
        .temp
        .join("page.html")
        .display()
        .to_string();
    let doctor = [
        "--reader",
        "konnektor:praxis",
        "doctor",
        "--details",
        "--report",
        &page,
    ];
    let (seen, _) = program(practice, &doctor);
    let (mut test, konnektor) = (checked["test"].clone(), &seen["konnektor"]);
    for own in ["steps", "cards", "remarks"] {
        test.as_object_mut().unwrap().remove(own);
    }
    assert_eq!(test, *konnektor);
    let connection = &konnektor["connection"];
    assert_eq!(connection["server"]["fingerprint"], *secured.fingerprint);
    assert_eq!(connection["server"]["key"], "EC brainpoolP256r1");
    assert_eq!(connection["client"]["key"], "EC P-256");
    assert_eq!(connection["asks_client"], true);
    let days = connection["server"]["days_left"].as_i64().unwrap();
    assert!((399..=400).contains(&days), "{days}");
    let page = fs::read_to_string(&page).unwrap();
    let rows = secured.fingerprint.split(':').collect::<Vec<_>>();
    let row = rows[..8].join(":");
    for says in [
        "TLS 1.",
        "Zertifikat des Konnektors: Schlüssel EC brainpoolP256r1, gültig von",
        "Clientzertifikat: Schlüssel EC P-256, gültig von",
        "GetPinStatus, VerifyPin, ChangePin, UnblockPin",
        &row,
    ] {
        assert!(page.contains(says), "{says} is not in {page}");
    }
    assert!(!page.contains(PASSWORD));
    let number = seen["cards"][0]["card"]["iccsn"].as_str().unwrap();
    assert!(!page.contains(number), "{number}");
    practice.konnektor.is_content();
}
