//! What a `.kon` file of gematik's `ti` says of the server's certificate, beside what is compared; and
//! what is said of flags that do not count.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

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

/// A file that brings the key file of the client along, and what a script adds to it.
fn kon_with_key(secured: &mut Secured) -> Vec<String> {
    let key_file = fs::read(secured.key_file()).unwrap();
    let kon = json!({
        "url": secured.address(), "rewriteServiceEndpoints": true,
        "mandantId": "praxis", "workplaceId": "empfang", "clientSystemId": "pinlotse", "userId": "anna",
        "credentials": {"type": "pkcs12", "data": base64(&key_file)},
    });
    let temp = &secured.practice.journey.temp;
    let kon = temp.private_file("key.kon", &kon.to_string());
    let password = temp.private_file("password", PASSWORD);
    secured.practice.journey.secrets.push(PASSWORD.to_owned());
    [
        "--import",
        &kon.display().to_string(),
        "--fingerprint",
        &secured.fingerprint,
        "--konnektor-password-file",
        &password.display().to_string(),
    ]
    .map(str::to_owned)
    .to_vec()
}

#[track_caller]
fn add(secured: &mut Secured, more: &[String], last: &[&str]) -> Ran {
    let more: Vec<&str> = more.iter().map(String::as_str).collect();
    let line = [&["konnektor", "add", "praxis"], &more[..], last].concat();
    secured.practice.run(&line)
}

/// The key files beside the profiles.
fn key_files(secured: &Secured) -> Vec<PathBuf> {
    let files = fs::read_dir(secured.practice.folder()).unwrap();
    let files = files.map(|file| file.unwrap().path());
    files
        .filter(|path| path.extension().is_some_and(|ending| ending == "p12"))
        .collect()
}

#[test]
fn a_key_file_that_came_along_is_kept_with_its_profile_or_not_at_all() {
    let Some(mut secured) = Secured::new(true) else {
        return;
    };
    let flags = kon_with_key(&mut secured);
    // Its profile cannot be written.
    fs::create_dir_all(secured.practice.file()).unwrap();
    let ran = add(&mut secured, &flags, &["--again"]);
    ran.fails(23, "profile_unreadable");
    assert!(key_files(&secured).is_empty());
    fs::remove_dir(secured.practice.file()).unwrap();
    // What lies there by another name is nobody's business.
    let of_old = secured.practice.folder().join("praxis.p12");
    fs::write(&of_old, "x").unwrap();
    add(&mut secured, &flags, &[]).exits(0);
    let own = secured.practice.profile()["key_file"].clone();
    let own = PathBuf::from(own.as_str().unwrap());
    let octets = fs::read(&own).unwrap();
    // A run that was ended after the key keeps nobody from doing it again, nor from removing it.
    fs::remove_file(secured.practice.file()).unwrap();
    add(&mut secured, &flags, &[]).exits(0);
    fs::remove_file(secured.practice.file()).unwrap();
    let ran = secured.practice.run(&["konnektor", "remove", "praxis"]);
    ran.exits(0).says("Gelöscht");
    assert_eq!(ran.value("/removed"), json!([own.display().to_string()]));
    assert_eq!(key_files(&secured), [of_old]);
    // Another login leaves no private key behind.
    add(&mut secured, &flags, &[]).exits(0);
    assert_eq!(fs::read(&own).unwrap(), octets);
    let none = ["--login", "none", "--save-anyway"];
    let ran = secured.add(&[&["--again"], &none[..]].concat());
    ran.fails(3, "konnektor_login")
        .says(&format!("Gelöscht: {}", own.display()));
    assert!(!own.exists());
}

#[test]
fn a_key_file_that_a_person_named_is_not_removed_and_that_is_said() {
    let Some(mut secured) = Secured::new(true) else {
        return;
    };
    let flags = kon_with_key(&mut secured);
    add(&mut secured, &flags, &[]).exits(0);
    // Another profile goes by the key that came with the first one.
    let first = fs::read_to_string(secured.practice.file()).unwrap();
    fs::copy(
        secured.practice.file(),
        secured.practice.folder().join("zwei.json"),
    )
    .unwrap();
    let ran = secured.practice.run(&["konnektor", "remove", "praxis"]);
    ran.exits(0).says("Ein anderes Profil benutzt diese Datei");
    let check = ["konnektor", "check", "zwei", &flags[4], &flags[5]];
    secured.practice.run(&check).exits(0);
    let ran = secured.practice.run(&["konnektor", "remove", "zwei"]);
    assert_eq!(ran.value("/removed").as_array().unwrap().len(), 2);
    // One of the person's own, by the very name of old.
    let own = secured.practice.folder().join("praxis.p12");
    fs::copy(secured.key_file(), &own).unwrap();
    let mut profile: serde_json::Value = serde_json::from_str(&first).unwrap();
    profile["key_file"] = json!(own);
    let path = secured.practice.file();
    fs::write(&path, profile.to_string()).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    let ran = secured.practice.run(&["konnektor", "remove", "praxis"]);
    ran.exits(0)
        .says(&format!("Nicht gelöscht: {}", own.display()))
        .says("nicht angelegt");
    assert_eq!(ran.value("/removed").as_array().unwrap().len(), 1);
    assert!(own.exists());
}
