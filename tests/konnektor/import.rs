//! What a `.kon` file of gematik's `ti` says of the server's certificate, beside what is compared; and
//! what is said of flags that do not count.

use serde_json::json;
use support::journey::Ran;
use support::pki::Algorithm;
use support::script::Script;

use super::practice::{PASSWORD, Secured};
use super::set_up::base64;

/// A file that names the certificate of that name.
fn kon(secured: &Secured, certificate: &str) -> String {
    let kon = json!({
        "version": "1.0.0", "url": secured.address(), "rewriteServiceEndpoints": true,
        "mandantId": "praxis", "workplaceId": "empfang", "clientSystemId": "pinlotse", "userId": "anna",
        "credentials": {"type": "none"}, "trustStore": [base64(&secured.pki.as_der(certificate))],
    });
    let temp = &secured.practice.journey.temp;
    let path = temp.private_file("praxis.kon", &kon.to_string());
    path.display().to_string()
}

#[track_caller]
fn import(secured: &mut Secured, path: &str, script: Script) -> Ran {
    let line = ["konnektor", "add", "praxis", "--import", path];
    secured.practice.journey.run(&line, script)
}

#[test]
fn a_certificate_that_a_file_names_is_compared_like_any_other() {
    let Some(mut secured) = Secured::new(false) else {
        return;
    };
    let path = kon(&secured, "server");
    let line = ["konnektor", "add", "praxis", "--import", &path];
    let ran = secured.practice.run(&line);
    ran.fails(2, "usage").says("--fingerprint");
    let shown = secured.fingerprint[..23].to_owned();
    let question = "Stimmen alle 32 Zeichenpaare überein?";
    let person = Script::person().asks_told(&shown, question, "n");
    let ran = import(&mut secured, &path, person);
    ran.exits(13)
        .says("Die .kon-Datei nennt denselben. Verglichen ist er damit nicht");
    assert!(!secured.practice.file().exists());
    assert!(secured.practice.konnektor.log().is_empty());
    let person = Script::person().asks_told(&shown, question, "j");
    import(&mut secured, &path, person).exits(0);
    assert_eq!(
        secured.practice.profile()["fingerprint"],
        *secured.fingerprint
    );
}

#[test]
fn a_file_that_names_another_certificate_is_said_to_and_the_person_decides() {
    let Some(mut secured) = Secured::new(false) else {
        return;
    };
    let other = secured
        .pki
        .authority("other", "konnektor.konlan", Algorithm::P256, "");
    let other = super::practice::fingerprint(&other);
    let path = kon(&secured, "other");
    let warning = "Die .kon-Datei nennt ein anderes Zertifikat";
    let person = Script::person().asks_told(warning, "Stimmen alle 32 Zeichenpaare überein?", "j");
    let ran = import(&mut secured, &path, person);
    ran.exits(0)
        .says(&other[..23])
        .says(&secured.fingerprint[..23]);
    assert_eq!(
        secured.practice.profile()["fingerprint"],
        *secured.fingerprint
    );
    // A script has compared it.
    let fingerprint = secured.fingerprint.clone();
    let line = ["konnektor", "add", "praxis", "--again", "--import", &path];
    let line = [&line[..], &["--fingerprint", &fingerprint]].concat();
    secured.practice.run(&line).exits(0).says(warning);
    let wrong = [&line[..6], &["--fingerprint", &other]].concat();
    secured
        .practice
        .run(&wrong)
        .fails(13, "fingerprint_differs");
}

#[test]
fn a_flag_that_does_not_count_is_not_passed_over_in_silence() {
    let Some(mut secured) = Secured::new(false) else {
        return;
    };
    let ran = secured.add(&["--login", "none", "--insecure-http"]);
    ran.exits(0)
        .says("„--insecure-http“ gilt nur für Adressen mit http://");
    assert_eq!(ran.value("/konnektor/insecure_http"), false);
    for flags in [
        ["--login", "none", "--login-user", "lotse"],
        ["--login", "basic", "--key-file", "client.p12"],
        ["--login", "pkcs12", "--login-user", "lotse"],
    ] {
        let again = [&["--again"][..], &flags].concat();
        let ran = secured.add(&again);
        ran.fails(2, "usage").says("pkcs12 mit --key-file");
    }
}

#[test]
fn a_log_says_what_was_asked_while_it_was_set_up_and_tested_and_no_password() {
    let Some(mut secured) = Secured::new(false) else {
        return;
    };
    let practice = &mut secured.practice;
    let konnektor = &practice.konnektor;
    konnektor.asks_for_password("lotse", PASSWORD, false);
    let password = practice.journey.temp.private_file("password", PASSWORD);
    let password = password.display().to_string();
    practice.journey.secrets.push(PASSWORD.to_owned());
    let given = ["--konnektor-password-file", &password];
    let ran = secured.add(&[&["--login-user", "lotse"], &given[..]].concat());
    ran.exits(0);
    let asked = |ran: &Ran, what: &str| {
        let line = format!("# {what} at https://127.0.0.1");
        let mut lines = ran.trace.lines();
        assert!(
            lines.any(|said| said.contains(&line)),
            "{what}: {}",
            ran.trace
        );
    };
    assert!(ran.trace.contains(&secured.fingerprint), "{}", ran.trace);
    for what in ["TLS", "connector.sds", "GetCardTerminals", "GetCards"] {
        asked(&ran, what);
    }
    let check = ["konnektor", "check", "praxis"];
    let ran = secured.practice.run(&[&check, &given[..]].concat());
    ran.exits(0);
    for what in ["connector.sds", "GetCardTerminals", "GetCards"] {
        asked(&ran, what);
    }
    let login = base64(format!("lotse:{PASSWORD}").as_bytes());
    assert!(!ran.trace.contains(login.trim()), "{}", ran.trace);
}
