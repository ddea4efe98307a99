//! Answers, passwords and files that are not what they should be, when a Konnektor is set up: each is
//! told by its own flag, file or name, and no answer is asked for in vain.

use std::fs;
use std::os::unix::fs::{PermissionsExt, chown, symlink};

use serde_json::json;
use support::konnektor::{ClientCertificate, Front, Tls};
use support::or_skip;
use support::pki::Algorithm;
use support::script::Script;

use super::practice::{PASSWORD, Practice, Secured, fingerprint};
use super::set_up::base64;

const USER: &str = "lotse";

/// A practice whose Konnektor wants a user name and a password.
fn with_password() -> Practice {
    let practice = Practice::new();
    practice.konnektor.asks_for_password(USER, PASSWORD, false);
    practice
}

/// What a person answers up to the login, at an address without TLS.
fn up_to_login(address: &str) -> Script {
    Script::person()
        .asks("Adresse", address)
        .asks("Mandant", "praxis")
        .asks("Clientsystem", "pinlotse")
        .asks("Arbeitsplatz", "empfang")
        .asks("Benutzer", "anna")
        .chooses("mit Benutzername und Kennwort")
        .asks("Benutzername für die Anmeldung", USER)
}

const ADD: [&str; 5] = ["konnektor", "add", "praxis", "--insecure-http", "--rewrite"];

#[test]
fn enter_keeps_every_answer_of_a_konnektor_that_is_set_up_again() {
    let mut practice = with_password();
    let address = practice.plain();
    let person = up_to_login(&address).asks_secret("Kennwort von „lotse“", PASSWORD);
    practice.journey.run(&ADD, person).exits(0);
    let before = practice.profile();
    // A flag that says what changes would leave the rest unasked.
    let again = ["konnektor", "add", "praxis", "--insecure-http", "--again"];
    let person = Script::person()
        .asks("(Enter: http://127.0.0.1", "")
        .asks(
            "Mandant, wie er in der Verwaltung heißt (Enter: praxis):",
            "",
        )
        .asks("(Enter: pinlotse):", "")
        .asks("(Enter: empfang):", "")
        .asks("eines eHBA („-“: keiner) (Enter: anna):", "")
        .asks("Nummer (Enter: 2):", "")
        .asks("Benutzername für die Anmeldung (Enter: lotse):", "")
        .asks_secret("Kennwort von „lotse“", PASSWORD);
    practice.journey.run(&again, person).exits(0);
    assert_eq!(practice.profile(), before);
    // A user who is not wanted any more.
    let person = Script::person()
        .asks("Adresse", "")
        .asks("Mandant", "")
        .asks("Clientsystem", "")
        .asks("Arbeitsplatz", "")
        .asks("Benutzer", "-")
        .asks("Nummer", "2")
        .asks("Benutzername für die Anmeldung", "")
        .asks_secret("Kennwort von „lotse“", PASSWORD);
    practice.journey.run(&again, person).exits(0);
    assert_eq!(practice.profile().get("user"), None);
}

#[test]
fn a_mistyped_password_is_asked_for_again_and_every_other_answer_is_kept() {
    let mut practice = with_password();
    let address = practice.plain();
    let person = up_to_login(&address)
        .asks_secret("Kennwort von „lotse“", "falsch")
        .asks_told(
            "lässt dieses Clientsystem nicht herein",
            "Das Kennwort noch einmal eingeben?",
            "j",
        )
        .asks_secret("Kennwort von „lotse“", PASSWORD);
    let ran = practice.journey.run(&ADD, person);
    ran.exits(0).never_says("trotzdem speichern");
    assert_eq!(practice.profile()["login_user"], USER);
    // Whoever does not know it is asked what is to become of the rest.
    practice.run(&["konnektor", "remove", "praxis"]).exits(0);
    let person = up_to_login(&address)
        .asks_secret("Kennwort von „lotse“", "falsch")
        .asks("Das Kennwort noch einmal eingeben?", "n")
        .asks("Die Angaben trotzdem speichern?", "n");
    let ran = practice.journey.run(&ADD, person);
    ran.exits(3)
        .says("Nichts wurde gespeichert")
        .says("vielleicht vertippt")
        .says("„pinlotse konnektor einrichten praxis“")
        .never_says("--again");
}

#[test]
fn a_script_and_every_later_command_read_that_the_password_may_be_mistyped() {
    let mut practice = with_password();
    let temp = &practice.journey.temp;
    let file = temp.private_file("password", "falsch\n");
    let file = file.display().to_string();
    let address = practice.plain();
    let flags = ["--address", &address, "--insecure-http", "--rewrite"];
    let login = ["--login-user", USER, "--konnektor-password-file", &file];
    let line = [&flags[..], &login].concat();
    let ran = practice.add(&line);
    ran.fails(3, "konnektor_login")
        .says("vielleicht vertippt: den Befehl wiederholen")
        .says("„pinlotse konnektor einrichten praxis“")
        .never_says("--again");
    let ran = practice.add(&[&line[..], &["--save-anyway"]].concat());
    ran.fails(3, "konnektor_login")
        .says("„pinlotse konnektor einrichten praxis --again“");
    let line = ["konnektor", "check", "praxis"];
    let line = [&line[..], &["--konnektor-password-file", &file]].concat();
    let ran = practice.run(&line);
    ran.fails(3, "konnektor_login").says("vielleicht vertippt");
}

#[test]
fn a_password_that_cannot_be_read_is_told_by_its_own_flags() {
    let mut practice = with_password();
    let address = practice.plain();
    let flags = ["--address", &address, "--insecure-http", "--rewrite"];
    let line = [&flags[..], &["--login-user", USER]].concat();
    let missing = practice.journey.temp.join("nix").display().to_string();
    for (from, word, says) in [
        (
            ["--konnektor-password-fd", "901"],
            "secrets_unreadable",
            "„--konnektor-password-fd 3 3< DATEI“",
        ),
        (
            ["--konnektor-password-fd", "0"],
            "secrets_unreadable",
            "„--konnektor-password-fd 3 3< DATEI“",
        ),
        (
            ["--konnektor-password-file", &missing],
            "secrets_unreadable",
            "die Datei oder der Ordner fehlt",
        ),
    ] {
        let ran = practice.add(&[&line[..], &from].concat());
        ran.fails(23, word)
            .says(says)
            .never_says("--secrets-")
            .never_says("Eingabedaten");
    }
}

#[test]
fn the_log_that_support_is_told_of_holds_the_answers_and_no_password() {
    let mut practice = with_password();
    let temp = &practice.journey.temp;
    let file = temp.private_file("password", PASSWORD);
    let file = file.display().to_string();
    let address = practice.plain();
    let flags = ["--address", &address, "--insecure-http", "--rewrite"];
    let login = ["--login-user", USER, "--konnektor-password-file", &file];
    practice.add(&[&flags[..], &login].concat()).exits(0);
    let line = ["konnektor", "check", "praxis"];
    let line = [&line[..], &["--konnektor-password-file", &file]].concat();
    let ran = practice.run(&line);
    ran.exits(0);
    assert!(!ran.trace.contains("GetCardsResponse"), "{}", ran.trace);
    let ran = practice.run(&[&line[..], &["--trace-data"]].concat());
    ran.exits(0);
    assert!(ran.trace.contains("GetCardsResponse"), "{}", ran.trace);
    let login = base64(format!("{USER}:{PASSWORD}").as_bytes());
    for secret in [PASSWORD, login.trim(), "Authorization"] {
        assert!(!ran.trace.contains(secret), "{secret}");
    }
}

#[test]
fn an_address_that_would_be_guessed_at_or_cut_off_is_refused_with_what_is_wrong() {
    let mut practice = Practice::new();
    for (address, says) in [
        ("https://1.2.3", "vier Zahlen von 0 bis 255"),
        ("https://2130706433:443/ws", "„2130706433“ ist keines"),
        ("https://10.0.0.1/?token=geheim", "die vor dem „?“ endet"),
        ("https://10.0.0.1/kon1#oben", "die vor dem „#“ endet"),
    ] {
        let ran = practice.add(&["--address", address, "--login", "none"]);
        ran.fails(2, "usage").says(says).never_says("geheim");
    }
}

#[test]
fn what_a_terminal_without_utf_8_made_of_an_answer_is_asked_for_again() {
    let mut practice = Practice::new();
    practice
        .konnektor
        .model(|model| model.enter("Präxis", "pinlotse", "empfang"));
    let address = practice.plain();
    let person = Script::person()
        .asks("Adresse", &address)
        .asks("Mandant", "Pr\u{FFFD}xis")
        .asks_told("nicht als Text lesen", "Mandant", "Präxis")
        .asks("Clientsystem", "pinlotse")
        .asks("Arbeitsplatz", "empfang")
        .asks("Benutzer", "anna")
        .chooses("gar nicht")
        .asks("Die Angaben trotzdem speichern?", "j");
    // Its terminal belongs to the Mandant "praxis".
    practice.journey.run(&ADD, person);
    assert_eq!(practice.profile()["mandant"], "Präxis");
}

#[test]
fn what_lies_where_a_profile_should_is_to_be_moved_away_for_nobody_names_that_file() {
    let mut practice = Practice::new();
    practice.add_plain(&[]).exits(0);
    let file = practice.file();
    let elsewhere = practice.folder().join("elsewhere");
    let show = ["konnektor", "show", "praxis"];
    let told = |practice: &mut Practice, says: &str| {
        let ran = practice.run(&show);
        ran.fails(23, "profile_unreadable")
            .says(says)
            .says("umbenennen oder entfernen")
            .says("„pinlotse konnektor einrichten praxis“")
            .never_says("nennen.")
            .never_says("Platz schaffen");
    };
    fs::rename(&file, &elsewhere).unwrap();
    symlink(&elsewhere, &file).unwrap();
    told(&mut practice, "eine Verknüpfung auf eine andere Datei");
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    told(&mut practice, "ein Ordner, keine Datei");
    practice
        .run(&["konnektor", "remove", "praxis"])
        .fails(23, "profile_unreadable")
        .says("umbenennen oder entfernen");
    fs::remove_dir(&file).unwrap();
    let mut long = fs::read(&elsewhere).unwrap();
    long.resize(65 * 1024, b' ');
    fs::write(&file, long).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
    told(&mut practice, "die Datei ist viel zu groß");
    fs::remove_file(&file).unwrap();
    fs::rename(&elsewhere, &file).unwrap();
    practice.run(&show).exits(0);
    // Root may read everybody's files, and goes by nobody else's profile.
    if chown(&file, Some(65_533), None).is_ok() {
        let ran = practice.run(&show);
        ran.fails(23, "profile_rights")
            .says("gehören einem anderen Nutzer")
            .says("umbenennen oder entfernen");
        // Under sudo folder and file are the caller's.
        chown(practice.folder(), Some(65_533), None).unwrap();
        practice.run(&show).exits(0);
    }
}

#[test]
fn a_key_file_that_others_may_read_is_taken_with_a_word_about_that() {
    let Some(mut secured) = Secured::new(true) else {
        return;
    };
    let key_file = secured.key_file();
    let temp = &secured.practice.journey.temp;
    let file = temp.private_file("password", PASSWORD);
    let file = file.display().to_string();
    let login = ["--key-file", &key_file, "--konnektor-password-file", &file];
    let word = "Auch andere Nutzer dieses PCs dürfen die Datei mit dem Clientzertifikat";
    fs::set_permissions(&key_file, fs::Permissions::from_mode(0o644)).unwrap();
    secured.add(&login).exits(0).says(word).says("chmod 600");
    fs::set_permissions(&key_file, fs::Permissions::from_mode(0o600)).unwrap();
    let again = [&login[..], &["--again"]].concat();
    secured.add(&again).exits(0).never_says(word);
    // Whom it may be exchanged by is said each time.
    let word = "Jeder Nutzer dieses PCs darf die Datei mit dem Clientzertifikat";
    let check = ["konnektor", "check", "praxis"];
    let check = [&check, &login[2..]].concat();
    secured.practice.run(&check).exits(0).never_says(word);
    fs::set_permissions(&key_file, fs::Permissions::from_mode(0o666)).unwrap();
    let ran = secured.practice.run(&check);
    ran.exits(0).says(word).says("chmod 600");
    let ran = secured.add(&again);
    ran.exits(0)
        .says(word)
        .never_says("Auch andere Nutzer dieses PCs");
}

#[test]
fn a_konnektor_that_wants_a_certificate_is_not_said_to_do_without_one() {
    let Some(secured) = Secured::new(true) else {
        return;
    };
    let authority = secured
        .pki
        .authority("other", "pinlotse", Algorithm::P256, "");
    let certificate = secured
        .pki
        .authority("p256", "konnektor.konlan", Algorithm::P256, "");
    let print = fingerprint(&certificate);
    for tls13 in [true, false] {
        let tls = Tls {
            tls13,
            client: ClientCertificate::Required(authority.clone()),
            ..Tls::with(certificate.clone())
        };
        let mut practice = Practice::new();
        let Some(front) = or_skip(Front::start(&practice.server, &tls)) else {
            return;
        };
        let address = format!("https://{}", front.address());
        let line = ["--address", &address, "--fingerprint", &print];
        let line = [&line[..], &["--login", "none", "--rewrite"]].concat();
        let ran = practice.add(&line);
        ran.fails(3, "konnektor_login")
            .says("verlangt ein Zertifikat des Clientsystems")
            .never_says("geht auch ohne");
    }
}

#[test]
fn a_file_of_ti_that_cannot_be_used_is_named_and_so_is_the_konnektor() {
    let Some(mut secured) = Secured::new(false) else {
        return;
    };
    let temp = &secured.practice.journey.temp;
    let kon = |credentials| {
        let kon = json!({
            "url": secured.address(), "mandantId": "praxis", "workplaceId": "empfang",
            "clientSystemId": "pinlotse", "credentials": credentials,
        });
        kon.to_string()
    };
    let file = |name: &str, content: &str| temp.private_file(name, content).display().to_string();
    let list = file("list.kon", "[]");
    let no_object = file("no-object.kon", &kon(json!("geheim")));
    let no_key = json!({"type": "pkcs12", "data": base64(b"xx").trim()});
    let no_key = file("no-key.kon", &kon(no_key));
    let password = file("password", PASSWORD);
    let print = secured.fingerprint.clone();
    let flags = [
        "--fingerprint",
        &print,
        "--konnektor-password-file",
        &password,
    ];
    let import = |path| {
        [
            &["konnektor", "add", "praxis", "--import", path],
            &flags[..],
        ]
        .concat()
    };
    let ran = secured.practice.run(&import(&list));
    ran.fails(2, "import_invalid")
        .says("die geschweiften Klammern { } um alle Angaben fehlen")
        .says("„pinlotse konnektor einrichten praxis“");
    let ran = secured.practice.run(&import(&no_object));
    ran.fails(2, "import_invalid")
        .says("um die Angaben in „credentials“ fehlen die geschweiften Klammern { }")
        .never_says("geheim");
    let ran = secured.practice.run(&import(&no_key));
    ran.fails(23, "key_file_unusable")
        .says("no-key.kon, credentials.data")
        .never_says("praxis.p12");
}
