//! `certs --from`: exported certificates of many cards, and what programs that watch are told of them.

use std::fs;
use std::path::Path;

use base64ct::{Base64, Encoding};
use serde_json::{Value, json};
use support::faults::{Bench, card};
use support::issued;
use support::journey::{Journey, Ran, image};
use support::or_skip;
use support::pki::{Algorithm, Pki};
use support::script::Script;
use support::temp::Temp;
use support::watching::{Plugin, metrics};

const HBA: &str = "80276999990000000017";
const SMCB: &str = "80276999990000000025";

/// Runs at no card at all.
fn without_card(arguments: &[&str]) -> Ran {
    let ran = Journey::on(Bench::new()).run(arguments, Script::nobody());
    assert_eq!(ran.exchanges, 0, "a card was asked");
    ran
}

fn from(folder: &Path, arguments: &[&str]) -> Ran {
    let folder = folder.display().to_string();
    without_card(&[&["certs", "--from", &folder], arguments].concat())
}

fn document(folder: &Path, arguments: &[&str]) -> Value {
    from(folder, &[&["--json"], arguments].concat()).document()
}

/// The certificates of a card in a folder, as somebody would have put them there.
fn export(source: &str, folder: &Path) {
    let folder = folder.display().to_string();
    Journey::with(source)
        .run(
            &["--wait", "0", "certs", "--export", &folder],
            Script::nobody(),
        )
        .exits(0);
}

/// A folder with the certificates of both built-in cards.
fn both() -> Temp {
    let temp = Temp::new();
    export("hba", temp.path());
    export("smcb", temp.path());
    temp
}

/// What matters of a certificate's judgement.
fn judged(certificates: &Value) -> Vec<Value> {
    let members = [
        "file",
        "purpose",
        "counts",
        "state",
        "days_left",
        "sha256",
        "not_after",
    ];
    let rows = certificates.as_array().unwrap().iter();
    rows.map(|row| members.iter().map(|member| row[*member].clone()).collect())
        .collect()
}

#[test]
fn what_export_writes_of_many_cards_into_one_folder_is_judged_as_on_each_card() {
    let temp = Temp::new();
    let mut sources = vec!["hba".to_owned(), "smcb".to_owned()];
    sources.extend(["HBA_", "SMC_B_"].into_iter().filter_map(image));
    let days = ["2026-11-29", "2020-01-01", "2099-12-01", "2100-01-01"];
    for source in &sources {
        export(source, &temp.join("all"));
    }
    let files = fs::read_dir(temp.join("all")).unwrap().count();
    assert_eq!(files, 7 * sources.len(), "one took the place of another");
    for day in days {
        let all = document(&temp.join("all"), &["--check", "--as-of", day]);
        assert_eq!(all["cards"].as_array().unwrap().len(), sources.len());
        for source in &sources {
            let status = Journey::with(source).run(
                &[
                    "--json",
                    "--wait",
                    "0",
                    "status",
                    "--check",
                    "certificates",
                    "--as-of",
                    day,
                ],
                Script::nobody(),
            );
            let (status, code) = (status.document(), status.exit);
            let is_meant = |card: &&Value| card["iccsn"] == status["card"]["iccsn"];
            let cards = all["cards"].as_array().unwrap();
            let card = cards.iter().find(is_meant).unwrap();
            assert_eq!(
                judged(&card["certificates"]),
                judged(&status["certificates"])
            );
            assert_eq!(card["holder"], status["holder"]);
            assert_eq!(card["findings"], status["findings"], "{source} {day}");
            assert_eq!(card["exit"], code, "{source} {day}");
            let codes = |causes: Vec<&Value>| -> Vec<Value> {
                causes.iter().map(|cause| cause["code"].clone()).collect()
            };
            let own = card["errors"].as_array().unwrap().iter().collect();
            let on_card = match status["errors"].as_array() {
                Some(all) => all.iter().collect(),
                None => [&status["error"]]
                    .into_iter()
                    .filter(|error| !error.is_null())
                    .collect(),
            };
            assert_eq!(codes(own), codes(on_card), "{source} {day}");
        }
    }
}

#[test]
fn of_two_for_one_purpose_the_longer_one_counts_and_the_exit_code_is_that_of_the_worst_card() {
    let temp = both();
    let over = Temp::new();
    let partly = issued::partly_expired(&over);
    for name in fs::read_dir(temp.path()).unwrap() {
        let path = name.unwrap().path();
        if path.display().to_string().contains(HBA) {
            fs::remove_file(path).unwrap();
        }
    }
    export(&partly, temp.path());
    let ran = from(temp.path(), &["--json", "--check"]);
    ran.fails(21, "certificate_expired");
    let of = |pointer: &str| ran.value(pointer);
    assert_eq!(of("/cards/0/exit"), 21);
    assert_eq!(of("/cards/1/exit"), 0);
    assert_eq!(of("/cards/1/iccsn"), SMCB);
    assert_eq!(of("/cards/0/errors/0/code"), "certificate_expired");
    // Without --check the same is shown.
    let shown = from(temp.path(), &["--json"]);
    shown.exits(0);
    assert_eq!(shown.value("/cards/0/exit"), 21);
    assert_eq!(shown.value("/error"), Value::Null);
    // One of a pair is over: the other one counts.
    let twin = temp.join(&format!("{SMCB}.C.HCI.AUT.R2048.der"));
    let der = fs::read(&twin).unwrap();
    fs::write(&twin, issued::with_octets(&der, b"20991231", b"20201231")).unwrap();
    let ran = document(temp.path(), &["--check"]);
    let row = &ran["cards"][1]["certificates"][1];
    assert_eq!(ran["cards"][1]["exit"], 0);
    assert_eq!(
        (&row["state"], &row["counts"]),
        (&json!("expired"), &json!(false))
    );
}

#[test]
fn whatever_else_lies_in_the_folder_is_passed_over_and_named_but_a_lost_certificate_is_a_failure() {
    let temp = both();
    let write = |name: &str, octets: &[u8]| fs::write(temp.join(name), octets).unwrap();
    write("README.txt", b"Karten der Praxis Nord");
    write("empty.txt", b"");
    write("large.bin", &vec![0x30; (1 << 20) + 1]);
    fs::create_dir(temp.join("inside")).unwrap();
    export("hba", &temp.join("inside"));
    let ran = from(temp.path(), &["--json", "--check"]);
    ran.exits(0).says("README.txt").says("large.bin");
    ran.never_says("inside");
    assert_eq!(ran.value("/unused").as_array().unwrap().len(), 3);
    assert_eq!(ran.value("/cards").as_array().unwrap().len(), 2);

    let whole = issued::built_in("aut-E256");
    write("cut.der", &whole[..whole.len() / 2]);
    let ran = from(temp.path(), &["--json", "--check"]);
    ran.fails(23, "certificates_lost").says("cut.der");
    from(temp.path(), &["--json"]).exits(0);
}

#[cfg(unix)]
#[test]
fn links_are_followed_and_pipes_and_closed_files_are_not_waited_for() {
    use std::os::unix::fs::symlink;
    let temp = Temp::new();
    export("hba", &temp.join("real"));
    fs::create_dir(temp.join("linked")).unwrap();
    for entry in fs::read_dir(temp.join("real")).unwrap() {
        let entry = entry.unwrap();
        symlink(entry.path(), temp.join("linked").join(entry.file_name())).unwrap();
    }
    symlink(temp.join("real"), temp.join("linked/folder")).unwrap();
    symlink("nowhere", temp.join("linked/dangling.der")).unwrap();
    let pipe = temp.join("linked/pipe.der");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    let ran = from(&temp.join("linked"), &["--json", "--check"]);
    ran.fails(23, "certificates_lost");
    assert_eq!(ran.value("/cards").as_array().unwrap().len(), 1);
    assert_eq!(ran.value("/cards/0/exit"), 0);
    assert_eq!(ran.value("/unused").as_array().unwrap().len(), 2);
}

#[test]
fn several_certificates_in_one_file_and_the_same_one_twice_are_understood() {
    let temp = Temp::new();
    let pem = |name: &str| {
        use std::fmt::Write;
        let der = issued::built_in(name);
        let mut pem = "-----BEGIN CERTIFICATE-----\n".to_owned();
        let _ = writeln!(pem, "{}", Base64::encode_string(&der));
        pem + "-----END CERTIFICATE-----\n"
    };
    let all: String = issued::OF_HBA.iter().map(|name| pem(name)).collect();
    fs::write(temp.join("all.pem"), format!("{all}{}", pem("aut-E256"))).unwrap();
    let ran = from(temp.path(), &["--json", "--check"]);
    ran.exits(0);
    assert_eq!(
        ran.value("/cards/0/certificates").as_array().unwrap().len(),
        6
    );
    assert_eq!(ran.value("/cards/0/iccsn"), HBA);
    assert_eq!(ran.value("/doubles"), 1);
}

#[test]
fn a_folder_without_certificates_of_cards_is_a_failure_with_and_without_check() {
    let temp = Temp::new();
    let path = |name: &str| temp.join(name);
    fs::create_dir(path("empty")).unwrap();
    fs::write(path("file"), b"x").unwrap();
    for arguments in [&["--json"][..], &["--json", "--check"]] {
        from(&path("empty"), arguments).fails(23, "no_certificates");
        from(&path("nowhere"), arguments).fails(23, "file");
        from(&path("file"), arguments).fails(23, "file");
    }
    let Some(pki) = or_skip(Pki::new()) else {
        return;
    };
    pki.authority(
        "ca",
        "PROBE-CA",
        Algorithm::Brainpool,
        "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign",
    );
    fs::create_dir(path("authorities")).unwrap();
    fs::write(path("authorities").join("ca.der"), pki.as_der("ca")).unwrap();
    let ran = from(&path("authorities"), &["--json"]);
    ran.fails(23, "no_certificates")
        .says("nur Zertifikate von Herausgebern");
    // Beside those of a card it is passed over.
    export("smcb", &path("authorities"));
    let ran = from(&path("authorities"), &["--json", "--check"]);
    ran.exits(0);
    assert_eq!(ran.value("/authorities"), 1);
    assert_eq!(ran.value("/unused"), json!([]));
}

#[test]
fn what_does_not_go_together_is_said_before_anything_is_read() {
    let temp = both();
    let folder = temp.path().display().to_string();
    for line in [
        &["certs", "--from", &folder, "--card", "0025"][..],
        &["certs", "--from", &folder, "--reader", "virtual:hba"],
        &["certs", "--from", &folder, "--export", &folder],
        &["certs", "--from", &folder, "--all"],
        &["certs", "--from", &folder, "--format", "icinga"],
        &["certs", "--check", "--format", "icinga"],
        &["certs", "--from", &folder, "--check", "--format", "xml"],
        &["certs", "--from", &folder, "--check", "--output", "file"],
        &[
            "--quiet",
            "certs",
            "--from",
            &folder,
            "--check",
            "--format",
            "prometheus",
        ],
        &[
            "--verbose",
            "certs",
            "--from",
            &folder,
            "--check",
            "--format",
            "icinga",
        ],
        &[
            "certs", "--from", &folder, "--check", "--format", "icinga", "--output", "file",
        ],
        &["status", "--check", "--format", "icinga"],
        &["status", "--every-card", "--format", "icinga"],
        &["status", "--every-card", "--card", "0025"],
    ] {
        without_card(line).exits(2);
    }
    let line = [
        "--json", "certs", "--from", &folder, "--check", "--format", "icinga",
    ];
    without_card(&line).fails(2, "usage");
}

#[test]
fn a_plugin_prints_its_state_first_and_ends_with_its_code() {
    let temp = both();
    let plugin = |arguments: &[&str]| {
        let line = [
            &["--check", "--format", "icinga", "--lang", "en"],
            arguments,
        ]
        .concat();
        let ran = from(temp.path(), &line);
        let heard = ran.heard.borrow();
        assert!(
            heard.said.is_empty() && heard.shown.is_empty(),
            "{}",
            heard.everything()
        );
        Plugin::read(&heard.handed_out.concat(), ran.exit)
    };
    let fine = plugin(&["--as-of", "2026-11-29"]);
    assert_eq!((fine.word.as_str(), fine.exit), ("OK", 0));
    assert_eq!(fine.value("cards"), "2");
    assert_eq!(fine.value(&format!("{SMCB} days")), "26695");
    let soon = plugin(&["--as-of", "2099-12-01"]);
    assert_eq!((soon.word.as_str(), soon.exit), ("WARNING", 1));
    assert_eq!(soon.long.len(), 2, "{soon:?}");
    let over = plugin(&["--as-of", "2100-01-01"]);
    assert_eq!((over.word.as_str(), over.exit), ("CRITICAL", 2));
    assert!(over.text.contains(HBA), "{over:?}");
    for name in ["Petra", "Musterfrau"] {
        assert!(!format!("{over:?}").contains(name), "{over:?}");
    }
    fs::write(temp.join("broken.cer"), b"0").unwrap();
    let lost = plugin(&[]);
    assert_eq!((lost.word.as_str(), lost.exit), ("UNKNOWN", 3));
    assert_eq!(plugin(&["--as-of", "2100-01-01"]).word, "CRITICAL");
    let nowhere = temp.join("nowhere");
    let ran = from(&nowhere, &["--check", "--format", "icinga"]);
    let heard = ran.heard.borrow();
    assert_eq!(Plugin::read(&heard.handed_out.concat(), ran.exit).exit, 3);
}

#[test]
fn measured_values_are_what_prometheus_reads_and_name_nobody() {
    let temp = both();
    let line = ["--check", "--format", "prometheus", "--as-of", "2099-12-01"];
    let ran = from(temp.path(), &line);
    ran.exits(20);
    let text = ran.heard.borrow().handed_out.concat() + "\n";
    support::watching::promtool(&text);
    for name in ["Petra", "Musterfrau"] {
        assert!(!text.contains(name), "{text}");
    }
    let found = metrics(&text);
    let value = |name: &str, labels: &[(&str, &str)]| found.value(name, labels);
    assert_eq!(value("pinlotse_check_exit_code", &[]), 20.0);
    assert_eq!(value("pinlotse_cards", &[]), 2.0);
    let aut = [("iccsn", SMCB), ("purpose", "AUT")];
    assert_eq!(
        value("pinlotse_certificate_not_after_seconds", &aut),
        4_102_444_799.0
    );
    let state = |state| {
        value(
            "pinlotse_certificate_state",
            &[&aut[..], &[("state", state)]].concat(),
        )
    };
    assert_eq!((state("expiring"), state("valid")), (1.0, 0.0));
    let info = [
        ("iccsn", SMCB),
        ("kind", "smcb"),
        ("telematik_id", "1-PROBE-SMCB-0000000025"),
        ("virtual", "true"),
    ];
    assert_eq!(value("pinlotse_card_info", &info), 1.0);
    assert!(value("pinlotse_check_timestamp_seconds", &[]) > 1_700_000_000.0);

    let file = temp.join("pinlotse.prom").display().to_string();
    let ran = from(temp.path(), &[&line[..], &["--output", &file]].concat());
    ran.exits(20);
    let written = metrics(&fs::read_to_string(&file).unwrap());
    assert_eq!(written.value("pinlotse_cards", &[]), 2.0);
    fs::remove_file(&file).unwrap();
    let nowhere = temp.join("nowhere/pinlotse.prom").display().to_string();
    from(
        temp.path(),
        &["--check", "--format", "prometheus", "--output", &nowhere],
    )
    .exits(23);
    // Whoever collects the file has to see that nothing is watched any more.
    let gone = temp.join("gone");
    let ran = from(
        &gone,
        &["--check", "--format", "prometheus", "--output", &file],
    );
    ran.exits(23);
    let written = metrics(&fs::read_to_string(&file).unwrap());
    assert_eq!(written.value("pinlotse_check_exit_code", &[]), 23.0);
    assert_eq!(written.value("pinlotse_cards", &[]), 0.0);
}

/// Certificates that name nobody by number, each by what it has left.
#[cfg(unix)]
#[test]
fn what_somebody_else_chose_to_be_called_forges_nothing() {
    let built_in = issued::certificate_of("smcb-aut-E256");
    let id = b"1-PROBE-SMCB-0000000025";
    let forged = b"1-\"}\n|'a'=1;\\  pinlotse ";
    let temp = Temp::new();
    let named = issued::with_octets(&built_in, id, &forged[..id.len()]);
    fs::write(temp.join("named.der"), named).unwrap();
    // The admission, which holds the Telematik-ID, is an extension that nobody knows.
    let admission = [0x2B, 0x24, 0x08, 0x03, 0x03];
    let nameless = issued::with_octets(&built_in, &admission, &[0x2B, 0x24, 0x08, 0x03, 0x7F]);
    let name = "x\"} 1\npinlotse_cards 9\n| 'b'=2 \\.der";
    fs::write(temp.join(name), nameless).unwrap();
    let line = [
        "--check",
        "--as-of",
        "2100-01-01",
        "--lang",
        "en",
        "--format",
    ];

    let ran = from(temp.path(), &[&line[..], &["icinga"]].concat());
    let read = Plugin::read(&ran.heard.borrow().handed_out.concat(), ran.exit);
    assert_eq!(
        (read.exit, read.value("cards"), read.long.len()),
        (2, "2", 2)
    );

    let ran = from(temp.path(), &[&line[..], &["prometheus"]].concat());
    let text = ran.heard.borrow().handed_out.concat() + "\n";
    support::watching::promtool(&text);
    let found = metrics(&text);
    assert_eq!(found.value("pinlotse_cards", &[]), 2.0);
    let shown = name.replace('\n', "\u{FFFD}");
    assert_eq!(
        found.value("pinlotse_card_exit_code", &[("file", &shown)]),
        21.0
    );
}

#[test]
fn dates_that_cannot_be_read_are_no_number_and_no_success() {
    let temp = both();
    for key in ["E256", "R2048"] {
        let path = temp.join(&format!("{HBA}.C.HP.AUT.{key}.der"));
        let der = fs::read(&path).unwrap();
        let odd = issued::with_octets(&der, b"20991231235959Z", b"20991331235959Z");
        fs::write(&path, odd).unwrap();
    }
    let ran = from(temp.path(), &["--json", "--check"]);
    ran.fails(24, "certificate_undated");
    assert_eq!(ran.value("/cards/0/exit"), 24);
    let ran = from(temp.path(), &["--check", "--format", "prometheus"]);
    let text = ran.heard.borrow().handed_out.concat() + "\n";
    let found = metrics(&text);
    let aut = [("iccsn", HBA), ("purpose", "AUT")];
    assert!(
        !found.has("pinlotse_certificate_not_after_seconds", &aut),
        "{text}"
    );
    let unknown = [&aut[..], &[("state", "unknown")]].concat();
    assert_eq!(found.value("pinlotse_certificate_state", &unknown), 1.0);
    let ran = from(temp.path(), &["--check", "--format", "icinga"]);
    let read = Plugin::read(&ran.heard.borrow().handed_out.concat(), ran.exit);
    assert_eq!((read.exit, read.word.as_str()), (3, "UNKNOWN"));
    assert!(
        read.text.contains("AUT"),
        "the only card is told in the first line: {read:?}"
    );
}

#[test]
fn a_service_that_is_silent_twice_is_left_alone_and_the_others_are_asked() {
    let Some(service) = or_skip(issued::Service::start()) else {
        return;
    };
    service.releases();
    // Takes every call and says nothing.
    let dead = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = dead.local_addr().unwrap().port();
    let calls = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
    std::thread::spawn({
        let calls = std::sync::Arc::clone(&calls);
        move || {
            for _ in dead.incoming() {
                calls.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
            }
        }
    });
    let temp = Temp::new();
    let built_in = b"http://ocsp.pinlotse.invalid/";
    let mut url = format!("http://127.0.0.1:{port}/");
    url += &"x".repeat(built_in.len() - url.len());
    let card = |number: usize, der: &dyn Fn(&str) -> Vec<u8>| {
        for purpose in ["AUT", "ENC", "QES"] {
            let name = format!("802769999900000000{number}.C.HP.{purpose}.E256.der");
            let file = format!("{}-E256", purpose.to_lowercase());
            fs::write(temp.join(&name), der(&file)).unwrap();
        }
    };
    for number in 31..=34 {
        card(number, &|file| {
            let der = issued::built_in(file);
            let number = format!("802769999900000000{number}");
            let der = issued::with_octets(&der, HBA.as_bytes(), number.as_bytes());
            issued::with_octets(&der, built_in, url.as_bytes())
        });
    }
    for number in 41..=42 {
        card(number, &|_| service.der("card"));
    }
    let ran = from(
        temp.path(),
        &[
            "--json",
            "--check",
            "--online",
            "--issuer-certs",
            &service.issuers,
        ],
    );
    ran.exits(24);
    assert_eq!(calls.load(std::sync::atomic::Ordering::SeqCst), 2);
    assert_eq!(service.questions(), 6, "three for each of two cards");
    let cards = ran.value("/cards");
    let exits: Vec<&Value> = cards
        .as_array()
        .unwrap()
        .iter()
        .map(|card| &card["exit"])
        .collect();
    assert_eq!(exits, [24, 24, 24, 24, 0, 0]);
    assert_eq!(cards[4]["release"]["code"], "released");
    let waited = &ran.heard.borrow().waited;
    assert!(
        waited.iter().any(|line| line.starts_with("Karte 6 von 6:")),
        "{waited:?}"
    );
}

/// Two cards that can be read, one that another program holds, and an empty reader.
fn bench() -> Bench {
    let bench = Bench::new();
    bench.add("Leser A", Some(card("hba")));
    bench.add("Leser B", Some(card("smcb")));
    bench.add("Leser C", Some(card("hba")));
    bench.add("Leser D", None);
    bench.busy(2, usize::MAX);
    bench
}

#[test]
fn every_card_that_is_in_is_looked_at_and_one_that_is_busy_holds_up_no_other() {
    let line = ["--json", "--wait", "0", "status", "--every-card"];
    let ran = Journey::on(bench()).run(&[&line[..], &["--check"]].concat(), Script::nobody());
    ran.fails(7, "busy").sends(0);
    let value = |pointer: &str| ran.value(pointer);
    assert_eq!(value("/cards").as_array().unwrap().len(), 3);
    assert_eq!(value("/cards/0/iccsn"), HBA);
    assert_eq!(value("/cards/0/reader/name"), "Leser A");
    assert_eq!(value("/cards/0/exit"), 25);
    assert_eq!(value("/cards/1/errors/0/code"), "pin_attention");
    assert_eq!(value("/cards/1/next_step/code"), "activate");
    assert_eq!(value("/cards/2/known_by"), "reader");
    assert_eq!(value("/cards/2/name"), "Leser C");
    assert_eq!(value("/cards/2/errors/0/code"), "busy");
    assert_eq!(
        (value("/reader"), value("/card")),
        (Value::Null, Value::Null)
    );

    // Without --check the PINs are no failure, and a card that could not be read is.
    let ran = Journey::on(bench()).run(&line, Script::nobody());
    ran.fails(7, "busy");
    assert_eq!(ran.value("/cards/0/exit"), 0);
    let two = bench();
    two.pull(2);
    Journey::on(two).run(&line, Script::nobody()).exits(0);
    // One reader by a part of its name.
    let one = [
        "--json",
        "--wait",
        "0",
        "--reader",
        "leser b",
        "status",
        "--every-card",
    ];
    let ran = Journey::on(bench()).run(&one, Script::nobody());
    ran.exits(0);
    assert_eq!(ran.value("/cards").as_array().unwrap().len(), 1);
    let none = Bench::new();
    none.add("Leser", None);
    Journey::on(none)
        .run(&line, Script::nobody())
        .fails(5, "no_card");
}

#[test]
fn cards_of_other_kinds_are_left_out_as_long_as_there_is_one_of_ours() {
    let Some(egk) = image("EGK_") else { return };
    let line = ["--json", "--wait", "0", "status", "--every-card"];
    let bench = Bench::with(&egk);
    Journey::on(bench)
        .run(&line, Script::nobody())
        .fails(6, "wrong_kind");
    let bench = Bench::with(&egk);
    bench.add("Leser B", Some(card("smcb")));
    let ran = Journey::on(bench).run(&line, Script::nobody());
    ran.exits(0);
    assert_eq!(ran.value("/cards").as_array().unwrap().len(), 1);
}

#[test]
fn programs_that_watch_are_told_of_pins_too() {
    let line = [
        "--wait",
        "0",
        "status",
        "--every-card",
        "--check",
        "--format",
    ];
    let run = |format| {
        let ran = Journey::on(bench()).run(&[&line[..], &[format]].concat(), Script::nobody());
        let text = ran.heard.borrow().handed_out.concat();
        (ran.exit, text)
    };
    let (exit, text) = run("icinga");
    let read = Plugin::read(&text, exit);
    assert_eq!((read.word.as_str(), read.exit), ("WARNING", 1));
    assert_eq!((read.value("cards"), read.value("unknown")), ("3", "1"));
    assert!(
        read.long.iter().any(|line| line.starts_with("UNKNOWN: ")),
        "{read:?}"
    );
    let (exit, text) = run("prometheus");
    assert_eq!(exit, 7);
    let text = text + "\n";
    support::watching::promtool(&text);
    let found = metrics(&text);
    let pin = |state| [("iccsn", SMCB), ("pin", "smc"), ("state", state)];
    assert_eq!(found.value("pinlotse_pin_state", &pin("transport")), 1.0);
    assert_eq!(found.value("pinlotse_pin_state", &pin("set")), 0.0);
    let hidden = [("iccsn", SMCB), ("pin", "smc")];
    assert!(!found.has("pinlotse_pin_tries_left", &hidden), "{text}");
    let busy = [("reader", "Leser C")];
    assert_eq!(found.value("pinlotse_card_exit_code", &busy), 7.0);
    let ran = Journey::set("smcb").run(&[&line[..], &["prometheus"]].concat(), Script::nobody());
    let found = metrics(&(ran.heard.borrow().handed_out.concat() + "\n"));
    assert_eq!(found.value("pinlotse_pin_tries_left", &hidden), 3.0);
}

#[test]
fn a_run_that_somebody_stops_leaves_what_the_last_one_found() {
    let Some(service) = or_skip(issued::Service::start()) else {
        return;
    };
    service.hangs();
    let temp = Temp::new();
    let name = format!("{HBA}.C.HP.AUT.E256.der");
    fs::write(temp.join(&name), service.der("card")).unwrap();
    let file = temp.join("pinlotse.prom");
    fs::write(&file, "before\n").unwrap();
    let mut journey = Journey::on(Bench::new());
    journey.interrupts.raise_for_tests();
    let (folder, written) = (
        temp.path().display().to_string(),
        file.display().to_string(),
    );
    let line = [
        "certs",
        "--from",
        &folder,
        "--check",
        "--online",
        "--issuer-certs",
        &service.issuers,
        "--format",
        "prometheus",
        "--output",
        &written,
    ];
    journey.run(&line, Script::nobody()).exits(15);
    assert_eq!(fs::read_to_string(&file).unwrap(), "before\n");
}

/// Exit code and code words of a card, on it and by what was exported of it.
fn on_card_and_exported(source: &str, day: &str) -> [(u64, Vec<Value>); 2] {
    let temp = Temp::new();
    export(source, temp.path());
    let of = |exit: &Value, causes: &[Value]| {
        let codes = causes.iter().map(|cause| cause["code"].clone());
        (exit.as_u64().unwrap(), codes.collect::<Vec<_>>())
    };
    let line = [
        "--json",
        "--wait",
        "0",
        "status",
        "--check",
        "certificates",
        "--as-of",
        day,
    ];
    let status = Journey::with(source)
        .run(&line, Script::nobody())
        .document();
    let one = [status["error"].clone()];
    let causes = status["errors"].as_array().map_or(&one[..], Vec::as_slice);
    let exported = document(temp.path(), &["--check", "--as-of", day]);
    let card = &exported["cards"][0];
    assert_eq!(card["findings"], status["findings"], "{source}");
    [
        of(&status["exit"], causes),
        of(&card["exit"], card["errors"].as_array().unwrap()),
    ]
}

#[test]
fn what_certificates_do_not_tell_of_a_card_was_written_down_beside_them() {
    let temp = Temp::new();
    for (source, code) in [
        (issued::of_g2_0(&temp), "generation_ended"),
        (issued::unreadable(&temp), "certificate_unreadable"),
        (
            issued::without_authentication(&temp),
            "certificate_unreadable",
        ),
        (issued::of_other_card(&temp), "certificate_misplaced"),
        (issued::mixed_up(&temp), "certificate_misplaced"),
        (issued::partly_expired(&temp), "certificate_expired"),
    ] {
        let [on_card, exported] = on_card_and_exported(&source, "2026-11-29");
        assert_eq!(on_card, exported, "{source}");
        assert_eq!(exported.0, 21, "{source}");
        assert!(exported.1.contains(&json!(code)), "{source}: {exported:?}");
    }
}

#[test]
fn a_file_that_was_exported_and_is_gone_is_missed_and_what_was_written_down_holds_no_name() {
    let temp = both();
    let index = temp.join(&format!("{SMCB}.card.json"));
    let text = fs::read_to_string(&index).unwrap();
    for name in ["Petra", "Musterfrau", "1-PROBE"] {
        assert!(!text.contains(name), "{text}");
    }
    fs::remove_file(temp.join(&format!("{SMCB}.C.HCI.ENC.E256.der"))).unwrap();
    let ran = from(temp.path(), &["--json", "--check"]);
    ran.fails(23, "certificates_lost")
        .says("C.HCI.ENC.E256.der");
    assert_eq!(ran.value("/cards").as_array().unwrap().len(), 2);
    // Another card's, cut off, of another version, and none at all.
    let other = text.replace(SMCB, HBA);
    let cut = text[..text.len() / 2].to_owned();
    let later = text.replace("pinlotse-card/1", "pinlotse-card/2");
    for bad in [other, cut, later, "[]".to_owned(), String::new()] {
        fs::write(&index, &bad).unwrap();
        let ran = from(temp.path(), &["--json", "--check"]);
        ran.fails(23, "certificates_lost").says("card.json");
        assert_eq!(ran.value("/cards/1/exit"), 0, "{bad}");
    }
    // Without it nobody knows what was on the card.
    fs::remove_file(&index).unwrap();
    from(temp.path(), &["--json", "--check"]).exits(0);
}
