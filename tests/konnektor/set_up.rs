//! `konnektor add|list|show|check|remove`, at the double over TCP and TLS.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};
use support::konnektor::{At, Fault, Operation};
use support::script::Script;

use super::practice::{ENTERED, PASSWORD, Practice, Secured, front};

#[test]
fn a_script_sets_a_konnektor_up_and_it_is_listed_shown_tested_and_forgotten() {
    let mut practice = Practice::new();
    practice
        .run(&["konnektor", "list"])
        .exits(0)
        .says("kein Konnektor eingerichtet");
    let ran = practice.add_plain(&["--user", "anna"]);
    ran.exits(0)
        .says("Gespeichert als „praxis“")
        .says("Empfang: am Arbeitsplatz, verbunden")
        .says("nichts verschlüsselt");
    assert_eq!(ran.value("/changed"), true);
    let steps = ran.value("/test/steps");
    let steps: Vec<_> = steps
        .as_array()
        .unwrap()
        .iter()
        .map(|step| step["passed"].clone())
        .collect();
    assert_eq!(
        steps,
        [
            json!(null),
            json!(true),
            json!(true),
            json!(true),
            json!(true)
        ]
    );
    assert_eq!(ran.value("/test/cards/1/card_type"), "HBA");
    assert_eq!(ran.value("/test/remarks"), json!(["not_encrypted"]));
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(
        (mode(&practice.file()), mode(&practice.folder())),
        (0o600, 0o700)
    );
    assert_eq!(practice.profile()["user"], "anna");
    let ran = practice.run(&["konnektor", "liste"]);
    ran.exits(0).says("praxis: http://127.0.0.1");
    assert_eq!(ran.value("/konnektors/0/usable"), true);
    let ran = practice.run(&["konnektor", "show", "praxis"]);
    ran.exits(0)
        .says("Clientsystem: pinlotse")
        .says("Ohne Verschlüsselung erlaubt");
    assert_eq!(ran.value("/test"), Value::Null);
    let ran = practice.run(&["konnektor", "testen", "praxis"]);
    ran.exits(0)
        .says("Der Konnektor „praxis“ ist zu erreichen.");
    assert_eq!(ran.value("/test/terminals/0/name"), "Empfang");
    let ran = practice.run(&["konnektor", "remove", "praxis"]);
    ran.exits(0).says("Gelöscht:");
    assert_eq!(ran.value("/changed"), true);
    assert!(!practice.file().exists());
    practice
        .run(&["konnektor", "show", "praxis"])
        .fails(2, "no_such_profile");
    practice.konnektor.is_content();
}

#[test]
fn what_a_script_leaves_open_or_says_wrongly_is_told_by_its_flag_and_nothing_goes_out() {
    let mut practice = Practice::new();
    let plain = practice.plain();
    let long = "a".repeat(65);
    let rows: [(&[&str], &str, &str); 9] = [
        (&[], "usage", "--address"),
        (
            &["--address", &plain, "--login", "none"],
            "usage",
            "--insecure-http",
        ),
        (
            &["--address", "471193", "--login", "none"],
            "usage",
            "eine Adresse wie",
        ),
        (
            &["--address", "https://a:b@c", "--login", "none"],
            "usage",
            "ohne Benutzer",
        ),
        (
            &["--address", "https://127.0.0.1:1", "--login", "none"],
            "usage",
            "--fingerprint",
        ),
        (
            &["--address", "https://127.0.0.1:1", "--fingerprint", "AB"],
            "usage",
            "SHA-256",
        ),
        (
            &["--address", &plain, "--insecure-http"],
            "usage",
            "--login",
        ),
        (
            &["--address", &plain, "--insecure-http", "--user", &long],
            "usage",
            "höchstens 64",
        ),
        (
            &[
                "--address",
                &plain,
                "--insecure-http",
                "--login",
                "basic",
                "--login-user",
                "a:b",
            ],
            "usage",
            "Doppelpunkt",
        ),
    ];
    for (flags, word, says) in rows {
        practice.add(flags).fails(2, word).says(says);
        assert!(!practice.file().exists(), "{flags:?}");
    }
    for name in ["../praxis", "nul", "a b"] {
        practice.run(&["konnektor", "show", name]).fails(2, "usage");
    }
    for command in ["add", "check", "list", "show", "remove"] {
        let line = ["konnektor", command, "praxis", "--nonsense"];
        let ran = practice.run(&line);
        ran.fails(2, "usage").says("Es wurde nichts getan.");
    }
    assert!(practice.konnektor.log().is_empty());
}

/// What a script says of a Konnektor without TLS, but for mandant and workplace.
fn add_without_tls<'a>(address: &'a str, client_system: &'a str) -> [&'a str; 11] {
    [
        "konnektor",
        "add",
        "praxis",
        "--address",
        address,
        "--insecure-http",
        "--rewrite",
        "--login",
        "none",
        "--client-system",
        client_system,
    ]
}

/// Error 4018 would keep the practice software from the HBA. A person is asked; a script has to say it.
#[test]
fn a_script_gets_no_client_system_of_practice_software_unless_it_says_that_it_is_its_own() {
    let mut practice = Practice::new();
    practice
        .konnektor
        .model(|model| model.enter("praxis", "MEDISTAR", "empfang"));
    let address = practice.plain();
    let line = [
        &add_without_tls(&address, "MEDISTAR")[..],
        &["--mandant", "praxis", "--workplace", "empfang"],
    ]
    .concat();
    let ran = practice.run(&line);
    ran.fails(2, "usage").says("--own-client-system");
    assert!(!practice.file().exists());
    assert!(practice.konnektor.log().is_empty());
    let own = [&line[..], &["--own-client-system"]].concat();
    practice.run(&own).exits(0).says("klingt nach");
    assert_eq!(practice.profile()["client_system"], "MEDISTAR");
}

#[test]
fn what_is_missing_in_the_konnektor_is_said_in_the_words_of_its_administration() {
    let mut practice = Practice::new();
    let ran = practice.add_plain(&["--mandant", "praxis"]);
    ran.exits(2);
    let address = practice.plain();
    let line = [&add_without_tls(&address, "pinlotse")[..], &["--mandant"]].concat();
    let other = [&line[..], &["andere", "--workplace", "empfang"]].concat();
    practice.konnektor.model(|model| model.says_which = true);
    let ran = practice.run(&other);
    ran.fails(3, "konnektor_context")
        .says("Einen Mandanten dieses Namens gibt es im Konnektor nicht (4004");
    practice.konnektor.model(|model| model.says_which = false);
    let ran = practice.run(&other);
    ran.fails(2, "konnektor_profile")
        .says("Mandant, Clientsystem oder Arbeitsplatz kennt der Konnektor nicht")
        .says("(4021")
        .says("wie die Namen dort geschrieben sind")
        .never_says("pinlotse diagnose")
        .says("Nichts wurde gespeichert");
    assert!(!practice.file().exists());
    assert_eq!(ran.value("/changed"), false);
    assert_eq!(ran.value("/konnektor/path"), Value::Null);
    practice
        .konnektor
        .model(|model| model.enter("praxis", "pinlotse", "leer"));
    let elsewhere = [&line[..], &["praxis", "--workplace", "leer"]].concat();
    let ran = practice.run(&elsewhere);
    ran.fails(4, "no_terminal")
        .says("„leer“")
        .says("Informationsmodell");
    let ran = practice.run(&[&elsewhere[..], &["--save-anyway"]].concat());
    ran.fails(4, "no_terminal");
    assert!(practice.file().exists());
    practice.run(&elsewhere).fails(2, "profile_exists");
    practice.konnektor.pull(practice.terminal, 1);
    practice.konnektor.terminal_goes(practice.terminal);
    let ran = practice.add_plain(&["--again"]);
    ran.exits(0);
    let remarks = json!(["not_encrypted", "terminal_not_connected", "no_cards"]);
    assert_eq!(ran.value("/test/remarks"), remarks);
    practice.konnektor.terminal_comes_back(practice.terminal);
    let ran = practice.run(&["konnektor", "check", "praxis"]);
    ran.exits(0).says("kein Benutzer ist angegeben");
    assert_eq!(
        ran.value("/test/remarks"),
        json!(["not_encrypted", "no_smcb", "user_missing"])
    );
}

#[test]
fn a_person_is_asked_step_by_step_and_compares_the_fingerprint() {
    let Some(mut secured) = Secured::new(false) else {
        return;
    };
    let (address, fingerprint) = (secured.address(), secured.fingerprint.clone());
    let practice = &mut secured.practice;
    practice
        .konnektor
        .asks_for_password("lotse", PASSWORD, false);
    practice
        .konnektor
        .model(|model| model.enter("praxis", "MEDISTAR", "empfang"));
    let person = Script::person()
        .asks("Adresse des Konnektors", "https:/10.0.0.1")
        .asks(
            "Adresse des Konnektors",
            address.trim_start_matches("https://"),
        )
        .asks_told(
            &fingerprint[..23],
            "Stimmen alle 32 Zeichenpaare überein?",
            "j",
        )
        .asks("Mandant", "praxis")
        .asks("Clientsystem", "MEDISTAR")
        .asks_told(
            "klingt nach dem Clientsystem der Praxissoftware",
            "eigenes Clientsystem",
            "n",
        )
        .asks_told(
            "In der Verwaltung des Konnektors ein Clientsystem anlegen",
            "Clientsystem",
            "pinlotse",
        )
        .asks("Arbeitsplatz", "empfang")
        .asks("Benutzer", "anna")
        .chooses("mit Benutzername und Kennwort")
        .asks("Benutzername für die Anmeldung", "lotse")
        .asks_secret("Kennwort von „lotse“", PASSWORD);
    let ran = practice
        .journey
        .run(&["konnektor", "einrichten", "praxis", "--rewrite"], person);
    ran.exits(0)
        .says("ID.AK.AUT")
        .says("4018")
        .says("Es antwortet der Konnektor, der verglichen wurde")
        .says("pinlotse --reader konnektor:praxis status");
    let profile = practice.profile();
    assert_eq!(profile["fingerprint"], *fingerprint);
    assert_eq!(profile["login_user"], "lotse");
    assert!(!profile.to_string().contains(PASSWORD));
}

#[test]
fn a_person_to_whom_the_fingerprint_is_another_one_sets_nothing_up() {
    let Some(mut secured) = Secured::new(false) else {
        return;
    };
    let address = secured.address();
    let question = "Stimmen alle 32 Zeichenpaare überein?";
    let line = ["konnektor", "add", "praxis"];
    let person = Script::person()
        .asks("Adresse", &address)
        .asks(question, "n");
    let ran = secured.practice.journey.run(&line, person);
    ran.exits(13)
        .says("Nichts eingerichtet: Der Fingerabdruck des Servers stimmt nicht")
        .says("klären, wer dort antwortet");
    // Who just goes on has not compared it, and found no mismatch either.
    let person = Script::person()
        .asks("Adresse", &address)
        .asks(question, "");
    let ran = secured.practice.journey.run(&line, person);
    ran.exits(15)
        .says("Noch nicht verglichen")
        .says("Das Profil „praxis“ wurde nicht gespeichert.")
        .never_says("stimmt nicht");
    // One that is pasted is compared here, and is no PIN.
    let wrong = "AB".repeat(32);
    let person = Script::person()
        .asks("Adresse", &address)
        .asks(question, "37:19:49:15")
        .asks_told("nur ein Teil eines Fingerabdrucks", question, &wrong);
    let ran = secured.practice.journey.run(&line, person);
    ran.exits(13)
        .says("Der Fingerabdruck passt nicht: angegeben ist AB:AB")
        .never_says("PIN aus");
    let pasted = format!("sha256 Fingerprint={}", secured.fingerprint);
    let person = Script::person()
        .asks("Adresse", &address)
        .asks(question, &pasted)
        .cancels_at("Mandant");
    let ran = secured.practice.journey.run(&line, person);
    ran.exits(15)
        .says("Der Fingerabdruck des Servers ist der angegebene.");
    let line = [
        "--address",
        &address,
        "--fingerprint",
        &wrong,
        "--login",
        "none",
    ];
    secured.practice.add(&line).fails(13, "fingerprint_differs");
    assert!(!secured.practice.file().exists());
    assert!(secured.practice.konnektor.log().is_empty());
}

#[test]
fn a_client_certificate_is_shown_and_its_password_is_asked_for_and_never_kept() {
    let Some(mut secured) = Secured::new(true) else {
        return;
    };
    let key_file = secured.key_file();
    let ran = secured.add(&["--key-file", &key_file]);
    ran.fails(17, "password_missing")
        .says("--konnektor-password-file");
    let temp = &secured.practice.journey.temp;
    let wrong = temp
        .private_file("wrong", "falsches Kennwort\n")
        .display()
        .to_string();
    let right = temp
        .private_file("right", &format!("{PASSWORD}\n"))
        .display()
        .to_string();
    let two_lines = temp
        .private_file("two", "eins\nzwei\n")
        .display()
        .to_string();
    let open = temp.private_file("open", PASSWORD);
    fs::set_permissions(&open, fs::Permissions::from_mode(0o644)).unwrap();
    let open = open.display().to_string();
    secured.practice.journey.secrets.push(PASSWORD.to_owned());
    for (file, exit, word) in [
        (&wrong, 17, "password_wrong"),
        (&two_lines, 17, "password_unfit"),
        (&open, 23, "secrets_rights"),
    ] {
        let ran = secured.add(&["--key-file", &key_file, "--konnektor-password-file", file]);
        ran.fails(exit, word);
    }
    assert!(!secured.practice.file().exists());
    let ran = secured.add(&["--key-file", &key_file, "--konnektor-password-file", &right]);
    ran.exits(0)
        .says("Clientzertifikat „pinlotse am Empfang“, gültig bis");
    assert_eq!(ran.value("/test/remarks"), json!(["user_missing"]));
    let kept = fs::read_to_string(secured.practice.file()).unwrap();
    assert!(
        !kept.contains(PASSWORD) && kept.contains("client.p12"),
        "{kept}"
    );
    // Of a person it is asked again.
    let person = Script::person()
        .asks_secret(
            "Kennwort der Datei mit dem Clientzertifikat „client.p12“",
            "falsch",
        )
        .asks_secret(
            "Kennwort der Datei mit dem Clientzertifikat „client.p12“",
            "a\u{1b}[D",
        )
        .asks_secret(
            "Kennwort der Datei mit dem Clientzertifikat „client.p12“",
            PASSWORD,
        );
    let ran = secured
        .practice
        .journey
        .run(&["konnektor", "check", "praxis"], person);
    ran.exits(0)
        .says("lässt sich die Datei nicht öffnen")
        .says("ließ sich nicht als Kennwort lesen");
    for (content, word) in [(&b"x"[..], "key_file_unusable"), (b"", "key_file_unusable")] {
        fs::write(&key_file, content).unwrap();
        let ran = secured.practice.run(&[
            "konnektor",
            "check",
            "praxis",
            "--konnektor-password-file",
            &right,
        ]);
        ran.fails(23, word);
    }
    fs::remove_file(&key_file).unwrap();
    let ran = secured.practice.run(&["konnektor", "check", "praxis"]);
    ran.fails(23, "key_file_unreadable").says("client.p12");
}

#[test]
fn a_login_that_the_konnektor_refuses_is_told() {
    let Some(mut secured) = Secured::new(true) else {
        return;
    };
    let ran = secured.add(&["--login", "none"]);
    ran.fails(3, "konnektor_login");
    assert_eq!(ran.value("/test/steps/0/passed"), false);
    let mut practice = Practice::new();
    practice
        .konnektor
        .asks_for_password("lotse", PASSWORD, false);
    let file = practice
        .journey
        .temp
        .private_file("password", "falsch")
        .display()
        .to_string();
    let address = practice.plain();
    let line = [
        "--address",
        &address,
        "--insecure-http",
        "--login-user",
        "lotse",
        "--rewrite",
    ];
    let line = [&line[..], &["--konnektor-password-file", &file]].concat();
    practice.add(&line).fails(3, "konnektor_login");
}

#[test]
fn a_changed_certificate_is_refused_with_both_values_until_it_was_compared_anew() {
    let Some(mut secured) = Secured::new(false) else {
        return;
    };
    secured.add(&["--login", "none", "--user", "anna"]).exits(0);
    let Some((front, other)) = front(&secured.practice, &secured.pki, "exchanged", false) else {
        return;
    };
    let address = format!("https://{}", front.address());
    let (file, mut profile) = (secured.practice.file(), secured.practice.profile());
    profile["address"] = json!(address);
    fs::write(&file, profile.to_string()).unwrap();
    let ran = secured.practice.run(&["konnektor", "check", "praxis"]);
    ran.fails(13, "konnektor_other_certificate")
        .says(&secured.fingerprint[..23])
        .says(&other[..23]);
    // Everything else is kept by Enter.
    let person = Script::person()
        .asks("Adresse", "")
        .asks_told(&other[..23], "Stimmen alle 32 Zeichenpaare überein?", "ja")
        .asks("Mandant", "")
        .asks("Clientsystem", "")
        .asks("Arbeitsplatz", "")
        .asks("Benutzer", "")
        .chooses("gar nicht");
    let ran = secured
        .practice
        .journey
        .run(&["konnektor", "add", "praxis", "--again"], person);
    ran.exits(0)
        .says("Bisher galt:")
        .says(&secured.fingerprint[..23]);
    let kept = secured.practice.profile();
    assert_eq!(kept["fingerprint"], *other);
    assert_eq!(
        (&kept["user"], &kept["rewrite"]),
        (&json!("anna"), &json!(true))
    );
}

/// What advice quotes: `--again --user BENUTZER`.
#[test]
fn who_says_by_flags_what_changes_is_asked_for_nothing_else_while_the_certificate_is_the_same() {
    let Some(mut secured) = Secured::new(false) else {
        return;
    };
    secured.add(&["--login", "none"]).exits(0);
    let before = secured.practice.profile();
    let line = ["konnektor", "add", "praxis", "--again", "--user"];
    let person = secured
        .practice
        .journey
        .run(&[&line[..], &["anna"]].concat(), Script::person());
    person
        .exits(0)
        .says("Das Zertifikat des Servers ist dasselbe wie bisher.");
    let mut expected = before;
    expected["user"] = json!("anna");
    assert_eq!(secured.practice.profile(), expected);
    // A script needs no fingerprint for it, either.
    secured
        .practice
        .run(&[&line[..], &["berta"]].concat())
        .exits(0);
    expected["user"] = json!("berta");
    assert_eq!(secured.practice.profile(), expected);
    // Another certificate is compared, whatever changes.
    let Some((front, other)) = front(&secured.practice, &secured.pki, "exchanged", false) else {
        return;
    };
    let address = format!("https://{}", front.address());
    let line = [
        "konnektor",
        "add",
        "praxis",
        "--again",
        "--address",
        &address,
    ];
    secured
        .practice
        .run(&line)
        .fails(2, "usage")
        .says("--fingerprint");
    assert_eq!(secured.practice.profile(), expected);
    let person = Script::person().asks_told(&other[..23], "Stimmen alle 32 Zeichenpaare", "nein");
    let ran = secured.practice.journey.run(&line, person);
    ran.exits(13).says("Nichts eingerichtet");
    assert_eq!(secured.practice.profile(), expected);
}

#[test]
fn what_was_allowed_at_an_address_without_tls_is_not_kept_beside_one_with_it() {
    let Some(mut secured) = Secured::new(false) else {
        return;
    };
    secured.practice.add_plain(&["--user", "anna"]).exits(0);
    assert_eq!(secured.practice.profile()["insecure_http"], true);
    let ran = secured.add(&["--login", "none", "--again"]);
    ran.exits(0).never_says("nichts verschlüsselt");
    assert_eq!(ran.value("/konnektor/insecure_http"), false);
    let kept = secured.practice.profile();
    assert_eq!(kept["address"], format!("{}/", secured.address()));
    assert_eq!(kept.get("insecure_http"), None);
    // Nor where somebody wrote it there.
    let mut profile = kept;
    profile["insecure_http"] = json!(true);
    fs::write(secured.practice.file(), profile.to_string()).unwrap();
    let ran = secured.practice.run(&["konnektor", "check", "praxis"]);
    ran.exits(0);
    assert_eq!(ran.value("/konnektor/insecure_http"), false);
}

/// The directory of the double names a host of its own.
#[test]
fn without_tls_no_other_host_is_spoken_to_whatever_the_directory_says() {
    let mut practice = Practice::new();
    let address = practice.plain();
    let line = ["--address", &address, "--insecure-http", "--login", "none"];
    practice
        .add(&line)
        .fails(13, "konnektor_plain")
        .says("--rewrite");
    assert!(!practice.file().exists());
}

#[test]
fn a_file_of_ti_is_taken_over_without_its_password_and_its_key_lies_beside_the_profile() {
    let Some(mut secured) = Secured::new(true) else {
        return;
    };
    let key_file = fs::read(secured.key_file()).unwrap();
    let password = secured
        .practice
        .journey
        .temp
        .private_file("password", PASSWORD);
    let kon = json!({
        "version": "1.0.0", "url": secured.address(), "rewriteServiceEndpoints": true,
        "mandantId": "praxis", "workplaceId": "empfang", "clientSystemId": "pinlotse", "userId": "anna",
        "credentials": {"type": "pkcs12", "data": base64(&key_file), "password": PASSWORD},
        "env": "pu", "insecureSkipVerify": true,
    });
    let write = |practice: &Practice, kon: &Value| {
        let path = practice
            .journey
            .temp
            .private_file("praxis.kon", &kon.to_string());
        path.display().to_string()
    };
    let path = write(&secured.practice, &kon);
    let line = ["konnektor", "add", "praxis", "--import", &path];
    secured
        .practice
        .run(&line)
        .fails(2, "usage")
        .says("--fingerprint");
    let fingerprint = secured.fingerprint.clone();
    let password = password.display().to_string();
    let more = [
        "--fingerprint",
        &fingerprint,
        "--konnektor-password-file",
        &password,
    ];
    let line = [&line[..], &more].concat();
    let ran = secured.practice.run(&line);
    ran.exits(0)
        .says("insecureSkipVerify")
        .says("In der Datei steht ein Kennwort");
    let profile = secured.practice.profile();
    let own = Path::new(profile["key_file"].as_str().unwrap());
    assert_eq!(own.parent(), Some(&*secured.practice.folder()));
    assert_eq!(fs::read(own).unwrap(), key_file);
    assert_eq!(
        fs::metadata(own).unwrap().permissions().mode() & 0o777,
        0o600
    );
    assert!(!profile.to_string().contains(PASSWORD));
    let ran = secured.practice.run(&["konnektor", "remove", "praxis"]);
    assert_eq!(ran.value("/removed").as_array().unwrap().len(), 2);
    // A person is asked only what the file does not say.
    let person = Script::person()
        .asks("Stimmen alle 32 Zeichenpaare überein?", "j")
        .asks_secret("Kennwort der Datei", PASSWORD);
    let line = ["konnektor", "add", "praxis", "--import", &path];
    secured.practice.journey.run(&line, person).exits(0);
    for (key, value, says) in [
        ("url", json!("https://${HOME}"), "Umgebungsvariable"),
        (
            "credentials",
            json!({"type": "basic", "username": "${HOME}"}),
            "--login-user",
        ),
        ("mandantId", json!(""), "mandantId"),
        ("surprise", json!(1), "surprise"),
    ] {
        let mut kon = kon.clone();
        kon[key] = value;
        let path = write(&secured.practice, &kon);
        let line = ["konnektor", "add", "other", "--import", &path];
        secured
            .practice
            .run(&line)
            .fails(2, "import_invalid")
            .says(says);
    }
}

pub(super) fn base64(octets: &[u8]) -> String {
    use std::io::Write;
    use std::process::Stdio;
    let mut openssl = Command::new("openssl")
        .args(["base64"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    openssl.stdin.take().unwrap().write_all(octets).unwrap();
    String::from_utf8(openssl.wait_with_output().unwrap().stdout).unwrap()
}

#[test]
fn a_file_that_others_may_read_or_that_holds_what_it_should_not_is_not_used() {
    let mut practice = Practice::new();
    practice.add_plain(&[]).exits(0);
    let (file, profile) = (practice.file(), practice.profile());
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    practice
        .run(&["konnektor", "check", "praxis"])
        .fails(23, "profile_rights")
        .says("chmod 600");
    let ran = practice.run(&["konnektor", "list"]);
    ran.fails(23, "profile_rights");
    assert_eq!(ran.value("/konnektors/0/usable"), false);
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
    for (key, value, says) in [
        ("password", json!("geheim"), "Kennwörter gehören nicht"),
        ("adress", json!("x"), "unbekannter Schlüssel „adress“"),
        ("insecure_http", json!(false), "--insecure-http"),
    ] {
        let mut profile = profile.clone();
        profile[key] = value;
        fs::write(&file, profile.to_string()).unwrap();
        let ran = practice.run(&["konnektor", "show", "praxis"]);
        ran.fails(2, "profile_invalid")
            .says(says)
            .never_says("geheim");
    }
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    practice
        .run(&["konnektor", "show", "praxis"])
        .fails(23, "profile_unreadable");
    fs::remove_dir(&file).unwrap();
    let of_pc = practice.journey.temp.join("root/etc/pinlotse/konnektor");
    fs::create_dir_all(&of_pc).unwrap();
    fs::write(of_pc.join("praxis.json"), profile.to_string()).unwrap();
    fs::set_permissions(of_pc.join("praxis.json"), fs::Permissions::from_mode(0o644)).unwrap();
    practice.run(&["konnektor", "check", "praxis"]).exits(0);
    practice
        .run(&["konnektor", "remove", "praxis"])
        .fails(2, "profile_of_pc");
}

/// Nobody types a password for what it opens nothing of.
#[test]
fn a_file_that_is_no_key_file_is_refused_before_its_password_is_asked_for() {
    let mut practice = Practice::new();
    let address = practice.plain();
    let none = practice.journey.temp.private_file("letter.pdf", "%PDF-1.7");
    let none = none.display().to_string();
    let person = Script::person()
        .asks("Adresse", &address)
        .asks("Mandant", "praxis")
        .asks("Clientsystem", "pinlotse")
        .asks("Arbeitsplatz", "empfang")
        .asks("Benutzer", "anna")
        .chooses("mit einem Clientzertifikat")
        .asks("Datei", &none)
        .asks_told("keine PKCS#12-Datei", "Datei", &none)
        .cancels_at("Datei");
    let line = ["konnektor", "add", "praxis", "--insecure-http"];
    let ran = practice.journey.run(&line, person);
    ran.exits(15).never_says("Kennwort der Datei");
}

/// As windows and file managers hand a path over.
#[test]
fn a_path_that_was_dropped_or_copied_is_taken() {
    let Some(mut secured) = Secured::new(true) else {
        return;
    };
    let temp = &secured.practice.journey.temp;
    let password = temp.private_file("password", PASSWORD);
    let password = password.display().to_string();
    let home = temp.join("root/home/anna");
    fs::create_dir_all(&home).unwrap();
    fs::copy(secured.key_file(), home.join("mein Schlüssel.p12")).unwrap();
    let whole = home.join("mein Schlüssel.p12").display().to_string();
    let address = format!(
        "file://{}",
        whole.replace(' ', "%20").replace('ü', "%C3%BC")
    );
    secured.practice.journey.secrets.push(PASSWORD.to_owned());
    for written in [&format!("\"{whole}\""), "~/mein Schlüssel.p12", &address] {
        let login = [
            "--key-file",
            written,
            "--konnektor-password-file",
            &password,
        ];
        secured.add(&[&login[..], &["--again"]].concat()).exits(0);
        assert_eq!(secured.practice.profile()["key_file"], whole, "{written}");
        let line = ["konnektor", "add", "praxis", "--again"];
        let line = [&line[..], &["--konnektor-password-file", &password]].concat();
        let person = Script::person()
            .asks("Adresse", "")
            .asks("Mandant", "")
            .asks("Clientsystem", "")
            .asks("Arbeitsplatz", "")
            .asks("Benutzer", "")
            .chooses("mit einem Clientzertifikat")
            .asks("Datei", written);
        secured.practice.journey.run(&line, person).exits(0);
        assert_eq!(secured.practice.profile()["key_file"], whole, "{written}");
    }
    for (written, says) in [
        ("file://server/praxis.p12", "Datei auf diesem PC"),
        ("~berta/praxis.p12", "ohne ~ am Anfang"),
    ] {
        let ran = secured.add(&["--again", "--key-file", written]);
        ran.fails(2, "usage").says(says);
    }
}

/// Whatever the profile allows.
#[test]
fn a_konnektor_that_demands_tls_is_asked_nothing_without_but_its_directory() {
    let mut practice = Practice::new();
    practice
        .add_plain(&[])
        .exits(0)
        .says("sind auch mit TLS zu erreichen");
    practice.konnektor.says_mandatory(true, false);
    let before = practice.konnektor.asked().len();
    let ran = practice.run(&["konnektor", "check", "praxis"]);
    ran.fails(13, "konnektor_not_compared")
        .says("Das Dienstverzeichnis kommt unverschlüsselt")
        .says("konnektor einrichten praxis --again");
    assert_eq!(ran.value("/test/remarks"), json!(["not_encrypted"]));
    let asked = practice.konnektor.asked().len() - before;
    assert_eq!(asked, 1, "the directory");
}

#[test]
fn nothing_is_forgotten_or_kept_where_a_person_says_no() {
    let mut practice = Practice::new();
    practice.add_plain(&[]).exits(0);
    let person = Script::person().asks("auf diesem PC vergessen?", "");
    let ran = practice
        .journey
        .run(&["konnektor", "remove", "praxis"], person);
    ran.exits(0).says("Nichts wurde gelöscht");
    assert!(practice.file().exists());
    let before = practice.profile();
    let person = Script::person()
        .asks("Adresse", "")
        .asks("Mandant", "andere")
        .asks("Clientsystem", "")
        .asks("Arbeitsplatz", "")
        .asks("Benutzer", "")
        .chooses("gar nicht")
        .asks("Die Angaben trotzdem speichern?", "n");
    let ran = practice
        .journey
        .run(&["konnektor", "add", "praxis", "--again"], person);
    ran.exits(2).says("Nichts wurde gespeichert");
    assert_eq!(practice.profile(), before);
    let person = Script::person().cancels_at("Adresse");
    practice
        .journey
        .run(&["konnektor", "add", "other"], person)
        .exits(15)
        .says("Das Profil „other“ wurde nicht gespeichert.")
        .never_says("Versuch");
    let line = ["konnektor", "add", "praxis", "--again"];
    let person = Script::person().cancels_at("Adresse");
    practice
        .journey
        .run(&line, person)
        .exits(15)
        .says("Das Profil „praxis“ bleibt, wie es war.")
        .never_says("Versuch");
    let person = Script::person().cancels_at("auf diesem PC vergessen?");
    practice
        .journey
        .run(&["konnektor", "remove", "praxis"], person)
        .exits(15)
        .says("Das Profil „praxis“ wurde nicht gelöscht.")
        .never_says("Versuch");
    assert_eq!(practice.profile(), before);
}

#[test]
fn the_program_itself_reads_a_card_at_a_konnektor_that_was_set_up() {
    let Some(secured) = Secured::new(true) else {
        return;
    };
    let home = secured.practice.journey.temp.join("home");
    fs::create_dir(&home).unwrap();
    let password = secured
        .practice
        .journey
        .temp
        .private_file("password", PASSWORD);
    let run_with = |default: &str, line: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_pinlotse"))
            .env_clear()
            .env("HOME", &home)
            .env("PINLOTSE_READER", default)
            .args(["--json", "--no-input", "--konnektor-password-file"])
            .arg(&password)
            .args(line)
            .output()
            .unwrap();
        let talk = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!talk.contains(PASSWORD), "{talk}");
        let document = serde_json::from_slice::<Value>(&output.stdout);
        (
            output.status.code(),
            document.unwrap_or_else(|error| panic!("{error}: {talk}")),
            talk,
        )
    };
    let run = |line: &[&str]| run_with("", line);
    let by_default = |line: &[&str]| run_with("konnektor:praxis", line);
    let (address, key_file) = (secured.address(), secured.key_file());
    let flags = [
        "--address",
        &address,
        "--fingerprint",
        &secured.fingerprint,
        "--key-file",
        &key_file,
    ];
    let line = [
        &["konnektor", "add", "praxis"][..],
        &ENTERED,
        &flags,
        &["--rewrite"],
    ]
    .concat();
    let (exit, document, talk) = run(&line);
    assert_eq!(exit, Some(0), "{document:#}\n{talk}");
    let (exit, document, talk) = run(&["--reader", "konnektor:praxis", "--card", "0885", "status"]);
    assert_eq!(exit, Some(6), "{document:#}\n{talk}");
    let (exit, document, talk) = run(&["--reader", "konnektor:praxis", "status", "--every-card"]);
    assert_eq!(exit, Some(0), "{document:#}\n{talk}");
    let offered = |words: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_pinlotse"))
            .env_clear()
            .env("HOME", &home)
            .args(["candidates", "--current", "", "--", "pinlotse"])
            .args(words)
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let names = offered(&["konnektor", "show"]);
    assert!(names.starts_with("praxis\nhttps://127.0.0.1:"), "{names}");
    let readers = offered(&["--reader"]);
    assert!(readers.contains("konnektor:praxis\n"), "{readers}");
    let is_set = Fault::Word("VERIFIABLE", Some(3));
    let konnektor = &secured.practice.konnektor;
    konnektor.on(At::Every(Operation::GetPinStatus), is_set);
    let slot = "konnektor:praxis Empfang, SLOT:1";
    let (exit, document, talk) = by_default(&["--reader", slot, "unblock", "--pin", "smc"]);
    assert_eq!(exit, Some(13), "{document:#}\n{talk}");
    let hint = document["error"]["hint"].to_string();
    let command = "pinlotse --reader pcsc: entsperren --pin smc --spend-puk-use";
    assert!(hint.contains(command), "{hint}");
    let asked = secured.practice.konnektor.log().len();
    let (_, document, talk) = by_default(&["--reader", "pcsc:", "readers"]);
    assert!(!talk.contains("konnektor:praxis"), "{document:#}\n{talk}");
    assert_eq!(secured.practice.konnektor.log().len(), asked, "{talk}");
    let (exit, document, talk) = run(&["--reader", "konnektor:other", "status"]);
    assert_eq!(exit, Some(2), "{document:#}\n{talk}");
    assert_eq!(document["error"]["code"], "no_such_profile");
    secured.practice.konnektor.is_content();
}
