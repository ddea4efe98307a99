//! Whose card it is, how long it is valid, and whether it is released: what `status` and `certs`
//! say and hand out, their exit codes, and what goes out to an issuer's service.

use std::fs;

use pinlotse::card::files::DF_ESIGN;
use serde_json::{Value, json};
use support::faults::{At, Bench, Fault};
use support::issued::{self, Namesakes, OF_HBA, Service};
use support::journey::{
    BUILT_IN, IMAGE, Journey, NEW_CH, NEW_QES, Ran, enters, enters_qes, fits, holder, image,
    secrets_ch, whole_hba,
};
use support::or_skip;
use support::script::Script;
use support::temp::Temp;

fn on(source: &str, arguments: &[&str]) -> Ran {
    let line = [&["--json", "--wait", "0"], arguments].concat();
    Journey::with(source).run(&line, Script::nobody())
}

/// The same for a card whose PINs are set.
fn set(source: &str, arguments: &[&str]) -> Ran {
    let line = [&["--json", "--wait", "0"], arguments].concat();
    Journey::set(source).run(&line, Script::nobody())
}

/// What people get instead of a document.
fn people(source: &str, arguments: &[&str]) -> Ran {
    Journey::with(source).run(&[&["--wait", "0"], arguments].concat(), Script::nobody())
}

/// Rows of `certificates`, one member each.
fn column(ran: &Ran, member: &str) -> Vec<Value> {
    ran.value("/certificates")
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row[member].clone())
        .collect()
}

/// Files of a kind of card in their order, serial numbers, and the begin of each SHA-256.
type Row = (&'static str, &'static str, &'static str);

const IMAGE_OF_HBA: [Row; 6] = [
    ("EF.C.HP.AUT.E256", "01E25917E38850", "ab9f1db6"),
    ("EF.C.HP.AUT.R2048", "01144BD70458B6", "17efff00"),
    ("EF.C.HP.ENC.E256", "525814CB462A", "063578f2"),
    ("EF.C.HP.ENC.R2048", "03B07831781108", "60e5ad3a"),
    ("EF.C.HP.QES.E256", "01DAD9F02B11B1", "a410aa9d"),
    ("EF.C.HP.QES.R2048", "01A62B1DB8DA90", "c2b2d9f2"),
];

const IMAGE_OF_SMCB: [Row; 6] = [
    ("EF.C.HCI.AUT.E256", "32FF6B3A383A", "71ea739d"),
    ("EF.C.HCI.AUT.R2048", "718952BA159F", "f4472b7c"),
    ("EF.C.HCI.ENC.E256", "1B8BD1A569", "bc0ce36c"),
    ("EF.C.HCI.ENC.R2048", "03AD035F0800E0", "4c1de62b"),
    ("EF.C.HCI.OSIG.E256", "02390ABE74A345", "4db9bc2f"),
    ("EF.C.HCI.OSIG.R2048", "F99092C45212", "78059506"),
];

fn is_image(ran: &Ran, rows: &[Row]) {
    assert_eq!(
        column(ran, "file"),
        rows.iter().map(|row| json!(row.0)).collect::<Vec<_>>()
    );
    assert_eq!(
        column(ran, "serial"),
        rows.iter().map(|row| json!(row.1)).collect::<Vec<_>>()
    );
    for (sha256, row) in column(ran, "sha256").iter().zip(rows) {
        let sha256 = sha256.as_str().unwrap();
        assert!(
            sha256.len() == 64 && sha256.starts_with(row.2),
            "{}: {sha256}",
            row.0
        );
    }
    // Twins are valid equally long: that with the elliptic curve counts.
    let is_ecc: Vec<Value> = rows
        .iter()
        .map(|row| json!(row.0.ends_with("E256")))
        .collect();
    assert_eq!(column(ran, "counts"), is_ecc);
    assert!(
        column(ran, "content")
            .iter()
            .all(|content| content == "certificate")
    );
    assert!(
        column(ran, "online")
            .iter()
            .chain(&column(ran, "issuer_check"))
            .all(Value::is_null)
    );
}

#[test]
fn the_image_of_an_hba_names_its_holder_and_has_long_expired() {
    let Some(hba) = image("HBA_") else { return };
    for command in ["status", "certs"] {
        let ran = on(&hba, &[command, "--as-of", "2026-11-23"]);
        // Without --check nothing of it is a failure.
        ran.exits(0).sends(0);
        is_image(&ran, &IMAGE_OF_HBA);
        let professions = json!([{ "oid": "1.2.276.0.76.4.31", "text": "Zahnärztin/Zahnarzt" }]);
        let id = "2-HBA-Testkarte-883110000220885";
        let holder = json!({
            "name": "Xaver Hilfé", "telematik_id": id, "professions": professions,
            "file": "EF.C.HP.AUT.E256", "telematik_id_file": "EF.C.HP.AUT.E256",
        });
        assert_eq!(ran.value("/holder"), holder);
        assert!(column(&ran, "days_left").iter().all(|days| *days == -990));
        assert!(column(&ran, "state").iter().all(|state| state == "expired"));
        assert!(
            column(&ran, "not_before")
                .iter()
                .all(|day| day == "2024-03-04T00:00:00Z")
        );
        assert!(
            column(&ran, "not_after")
                .iter()
                .all(|day| day == "2024-03-08T23:59:59Z")
        );
        let issuer = |row: &str| {
            if row.ends_with("E256") {
                "GEM.HBA-CA13 TEST-ONLY"
            } else {
                "GEM.HBA-CA4 TEST-ONLY"
            }
        };
        let issuers = column(&ran, "issuer");
        assert_eq!(issuers[..4], OF_HBA.map(issuer)[..4]);
        assert_eq!(
            issuers[4..],
            ["GEM.HBA-qCA3 TEST-ONLY", "GEM.HBA-qCA5:PN TEST-ONLY"]
        );
        assert_eq!(column(&ran, "key")[..2], ["EC brainpoolP256r1", "RSA 2048"]);
        assert!(
            column(&ran, "ocsp_url")
                .iter()
                .all(|url| url == "http://ehca.gematik.de/ocsp/")
        );
    }
    on(&hba, &["status", "--check", "--as-of", "2026-11-23"]).fails(21, "certificate_expired");
    on(
        &hba,
        &[
            "status",
            "--check",
            "certificates",
            "--as-of",
            "2024-03-08",
            "--warn-days",
            "0",
        ],
    )
    .fails(20, "certificate_expiring");
    on(&hba, &["status", "--check", "--as-of", "2024-03-03"])
        .fails(21, "certificate_not_yet_valid");
    let said = people(&hba, &["status", "--as-of", "2026-11-23"]);
    said.exits(0)
        .says("Ausgestellt auf: Xaver Hilfé (Zahnärztin/Zahnarzt)")
        .says("Telematik-ID: 2-HBA-Testkarte-883110000220885");
    said.says(
        "Anmeldung (AUT), Verschlüsselung (ENC), Unterschrift (QES): ABGELAUFEN am 08.03.2024",
    );
}

#[test]
fn the_image_of_an_smcb_names_its_practice_with_umlauts() {
    let Some(smcb) = image("SMC_B_") else { return };
    let ran = on(&smcb, &["certs", "--as-of", "2026-11-23"]);
    ran.exits(0).sends(0);
    is_image(&ran, &IMAGE_OF_SMCB);
    assert_eq!(
        ran.value("/holder/name"),
        "Praxis Münchhausen-HohenfelsTEST-ONLY"
    );
    assert_eq!(
        ran.value("/holder/telematik_id"),
        "1-SMC-B-Testkarte--883110000168650"
    );
    assert_eq!(
        ran.value("/holder/professions/0"),
        json!({ "oid": "1.2.276.0.76.4.50", "text": "Betriebsstätte Arzt" })
    );
    assert!(column(&ran, "days_left").iter().all(|days| *days == 1230));
    assert!(
        column(&ran, "not_after")
            .iter()
            .all(|day| day == "2030-04-06T23:59:59Z")
    );
    on(&smcb, &["certs", "--check", "--as-of", "2026-11-23"]).exits(0);
    on(
        &smcb,
        &[
            "status",
            "--check",
            "certificates",
            "--as-of",
            "2026-11-23",
            "--warn-days",
            "1230",
        ],
    )
    .fails(20, "certificate_expiring");
    let said = people(&smcb, &["status", "--as-of", "2026-11-23"]);
    said.says("Ausgestellt auf: Praxis Münchhausen-HohenfelsTEST-ONLY (Betriebsstätte Arzt)");
    said.says("Signatur der Einrichtung (OSIG): gültig bis 06.04.2030");
}

#[test]
fn pins_that_are_delivered_without_a_secret_are_well() {
    set("hba", &["status", "--check", "--all"]).exits(0);
}

#[test]
fn a_check_tells_what_the_card_answers_of_a_pin() {
    let rows = [
        (0x63C0, 11, "blocked", json!(0), Value::Null),
        (0x63C1, 25, "pin_attention", json!(1), Value::Null),
        (0x62C1, 25, "pin_attention", Value::Null, Value::Null),
        (0x6982, 25, "pin_attention", Value::Null, json!("6982")),
        (0x6A88, 25, "pin_attention", Value::Null, Value::Null),
        (0x62C7, 25, "pin_attention", Value::Null, Value::Null),
        (0x62D0, 25, "pin_attention", Value::Null, Value::Null),
    ];
    for (answer, exit, word, tries, trailer) in rows {
        let mut journey = Journey::set("hba");
        journey.bench.always(At::Status(0x01), Fault::Forge(answer));
        let ran = journey.run(&["--json", "status", "--check"], Script::nobody());
        ran.fails(exit, word).sends(0);
        assert_eq!(ran.value("/error/pin"), "ch", "{answer:04X}");
        assert_eq!(ran.value("/error/tries_left"), tries, "{answer:04X}");
        if word == "pin_attention" {
            assert_eq!(ran.value("/error/status_word"), trailer, "{answer:04X}");
        }
    }
    for (answer, exit) in [(0x63C2, 0), (0x63C3, 0), (0x9000, 0)] {
        let mut journey = Journey::set("hba");
        journey.bench.always(At::Status(0x01), Fault::Forge(answer));
        journey
            .run(&["--json", "status", "--check"], Script::nobody())
            .exits(exit);
    }
    // EF.GDO: the card has no number that anybody could read.
    let mut journey = Journey::set("hba");
    journey.bench.once(At::Exchange(2), Fault::Forge(0x6982));
    let ran = journey.run(&["--json", "status", "--check", "pins"], Script::nobody());
    ran.fails(25, "pin_attention");
    assert_eq!(
        (ran.value("/card/iccsn"), ran.value("/error/pin")),
        (Value::Null, Value::Null)
    );
}

#[test]
fn a_card_without_readable_certificates_is_told_by_purpose() {
    let bench = Bench::with("hba");
    bench.always(At::Select(DF_ESIGN), Fault::Forge(0x6A82));
    let ran = Journey::on(bench).run(&["--json", "status", "--check"], Script::nobody());
    ran.fails(21, "certificate_missing");
    let message = ran.value("/error/message");
    assert_eq!(
        message,
        "Anmeldung (AUT), Verschlüsselung (ENC): auf der Karte ist kein lesbares Zertifikat."
    );
    // The signature's certificate still names the holder.
    assert_eq!(ran.value("/holder/name"), "Petra Probe-Musterfrau");
    assert_eq!(
        column(&ran, "content"),
        [
            "missing",
            "missing",
            "missing",
            "missing",
            "certificate",
            "certificate"
        ]
    );

    let temp = Temp::new();
    let empty = issued::with_certificate(&temp, &[]);
    let ran = set(&empty, &["status", "--check"]);
    ran.fails(21, "certificate_missing");
    assert_eq!(
        (ran.value("/holder"), ran.value("/next_step/code")),
        (Value::Null, json!("verify_certificates"))
    );
    assert!(
        column(&ran, "content")
            .iter()
            .all(|content| content == "empty")
    );
    let said = Journey::set(&empty).run(&["status"], Script::nobody());
    said.exits(0)
        .says("Ausgestellt auf: nicht lesbar")
        .says("kein lesbares Zertifikat")
        .says("den Herausgeber fragen");
    // Whoever wants to know of PINs only is not bothered.
    let without = set(&empty, &["status", "--no-certs"]);
    without.exits(0);
    assert_eq!(
        (
            without.value("/certificates"),
            without.value("/next_step/code")
        ),
        (json!([]), json!("none"))
    );
}

/// The other certificate of the purpose is well, and yet such a card is not.
#[test]
fn what_lies_wrongly_on_a_card_is_told_although_its_twin_is_well() {
    let temp = Temp::new();
    let ran = set(&issued::unreadable(&temp), &["status", "--check"]);
    ran.fails(21, "certificate_unreadable");
    assert_eq!(
        ran.value("/error/message"),
        "Anmeldung (AUT): in einer der beiden Dateien liegt kein lesbares Zertifikat."
    );
    assert_eq!(ran.value("/next_step/code"), "verify_certificates");
    let ran = set(&issued::mixed_up(&temp), &["status", "--check"]);
    ran.fails(21, "certificate_misplaced");
    let ran = set(&issued::of_other_card(&temp), &["status", "--check"]);
    ran.fails(21, "certificate_misplaced");
}

/// Hexadecimal digits of an element with a text of at most 127 octets.
fn element(tag: u8, text: &str) -> String {
    let head = [tag, u8::try_from(text.len()).unwrap()];
    hex::encode_upper([&head, text.as_bytes()].concat())
}

#[test]
fn one_odd_octet_costs_one_value_and_what_another_certificate_says_is_said_to_be_its_own() {
    const TELEMATIK_ID: &str = "1-PROBE-HBA-0000000017";
    const COMMON_NAME: &str = "Dr. Petra Probe-Musterfrau";
    let temp = Temp::new();
    let [utf8, printable, unknown, generalized] = [0x0C, 0x13, 0x1D, 0x18];
    // A string type that nobody uses for the Telematik-ID.
    let card = issued::odd(
        &temp,
        "number",
        &element(printable, TELEMATIK_ID),
        &element(unknown, TELEMATIK_ID),
    );
    let ran = set(&card, &["status", "--check"]);
    ran.exits(0);
    assert_eq!(
        ran.value("/holder"),
        json!({
            "name": "Petra Probe-Musterfrau", "telematik_id": TELEMATIK_ID,
            "professions": [{ "oid": "1.2.276.0.76.4.30", "text": "Ärztin/Arzt" }],
            "file": "EF.C.HP.AUT.E256", "telematik_id_file": "EF.C.HP.ENC.E256",
        })
    );
    let said = people(&card, &["status"]);
    said.says("Ausgestellt auf: Petra Probe-Musterfrau (Ärztin/Arzt)")
        .says(&format!(
            "Telematik-ID: {TELEMATIK_ID} (aus dem Zertifikat EF.C.HP.ENC.E256)"
        ));
    let said = people(&card, &["certs"]);
    said.says("nicht oder nicht ganz lesbar: 1.3.36.8.3.3");
    // The same for the name, of which enough is left.
    let card = issued::odd(
        &temp,
        "name",
        &element(utf8, COMMON_NAME),
        &element(unknown, COMMON_NAME),
    );
    let said = people(&card, &["status"]);
    said.says("Ausgestellt auf: Petra Probe-Musterfrau (Ärztin/Arzt)")
        .says(&format!("Telematik-ID: {TELEMATIK_ID}\n"));
    // A time that RFC 5280 does not allow is a time.
    let last = element(generalized, "20991231235959Z");
    let card = issued::odd(
        &temp,
        "fraction",
        &last,
        &element(generalized, "209912312359.9Z"),
    );
    let ran = set(&card, &["status", "--check"]);
    ran.exits(0);
    assert_eq!(
        ran.value("/certificates/0/not_after"),
        "2099-12-31T23:59:54Z"
    );
    // A day that no calendar has: nobody knows whether such a certificate is over.
    let card = issued::odd(
        &temp,
        "thirteenth-month",
        &last,
        &element(generalized, "20991331235959Z"),
    );
    let ran = set(&card, &["status", "--check"]);
    ran.fails(24, "certificate_undated");
    assert_eq!(ran.value("/holder/name"), "Petra Probe-Musterfrau");
    assert_eq!(
        (
            ran.value("/certificates/0/state"),
            ran.value("/certificates/0/not_after")
        ),
        (json!("unknown"), Value::Null)
    );
    let said = people(&card, &["status"]);
    said.exits(0).says("Anmeldung (AUT): Laufzeit nicht lesbar");
    people(&card, &["certs"]).says("Gültigkeit: 01.01.2020 bis nicht lesbar");
}

#[test]
fn a_holder_whose_own_certificate_cannot_be_read_is_named_by_another_one_which_is_said() {
    let temp = Temp::new();
    // The version, which says nothing, claims to be longer than what holds it.
    let card = issued::odd(&temp, "version", "A003020102", "A003020202");
    people(&card, &["status"]).says("Ausgestellt auf: Petra Probe-Musterfrau (Ärztin/Arzt)\n");
    let card = issued::without_authentication(&temp);
    let ran = set(&card, &["status"]);
    assert_eq!(ran.value("/holder/file"), "EF.C.HP.ENC.E256");
    people(&card, &["status"]).says(
        "Ausgestellt auf: Petra Probe-Musterfrau (Ärztin/Arzt) (aus dem Zertifikat EF.C.HP.ENC.E256)",
    );
}

#[test]
fn a_reader_that_fails_on_long_answers_still_serves_the_pins() {
    let bench = Bench::with("hba");
    bench.always(At::Select(DF_ESIGN), Fault::LoseCommand);
    let mut journey = Journey::on(bench);
    journey
        .script(&secrets_ch(BUILT_IN.ch), &[])
        .exits(0)
        .sends(1);
}

#[test]
fn a_certificate_is_held_against_the_folder_of_issuers() {
    let Some(all) = or_skip(Namesakes::new()) else {
        return;
    };
    let checked = |folder: &str| set(&all.card, &["status", "--check", "--issuer-certs", folder]);
    let real = checked(&all.real);
    real.exits(0);
    assert_eq!(column(&real, "issuer_check"), ["good"; 6]);
    let forged = checked(&all.namesake);
    forged.fails(21, "certificate_forged");
    assert_eq!(column(&forged, "issuer_check"), ["bad_signature"; 6]);
    assert_eq!(forged.value("/next_step/code"), "verify_certificates");
    let unknown = checked(&all.empty_folder());
    unknown.fails(24, "issuer_unknown");
    assert_eq!(column(&unknown, "issuer_check"), ["issuer_unknown"; 6]);
    // Nobody says that the card is bad because a file is missing here.
    assert_eq!(unknown.value("/next_step/code"), "none");
    // Nor because this program does not know everything.
    let unsupported = checked(&all.unsupported);
    unsupported.fails(24, "method_unsupported");
    assert_eq!(column(&unsupported, "issuer_check"), ["unsupported"; 6]);
    assert_eq!(unsupported.value("/next_step/code"), "none");
    let line = ["certs", "--check", "--issuer-certs", &all.unsupported];
    let said = Journey::set(&all.card).run(&line, Script::nobody());
    said.exits(24)
        .says("nicht entschieden, das Verfahren wird nicht unterstützt (brainpoolP512r1)")
        .says("Das spricht nicht gegen die Karte")
        .never_says("FALSCH")
        .never_says("nicht benutzen");
    set(
        &all.card,
        &["status", "--check", "--issuer-certs", "/nowhere"],
    )
    .fails(23, "file");
    let line = ["certs", "--check", "--issuer-certs", &all.namesake];
    let said = Journey::set(&all.card).run(&line, Script::nobody());
    said.exits(21)
        .says("FALSCH: nicht mit dem Schlüssel von PROBE-CA unterschrieben");
    said.says("das Zertifikat ist nicht von PROBE-CA unterschrieben.")
        .says("Die Karte nicht benutzen");
    let line = ["certs", "--issuer-certs", &all.real];
    Journey::set(&all.card)
        .run(&line, Script::nobody())
        .exits(0)
        .says("echt, unterschrieben von PROBE-CA");
}

#[test]
fn nobody_is_asked_without_the_flag() {
    let Some(service) = or_skip(Service::start()) else {
        return;
    };
    service.publishes();
    for command in [
        &["status"][..],
        &["status", "--check", "--issuer-certs", &service.issuers],
        &["certs", "--all"],
    ] {
        set(&service.card, command).exits(0);
    }
    set(&service.card, &["doctor"]);
    let script = fits("0").then(enters("PIN.CH", BUILT_IN.ch, NEW_CH));
    let mut journey = Journey::with(&service.card);
    journey.run(&["activate", "--pin", "ch"], script).exits(0);
    assert_eq!(service.questions(), 0);
    set(&service.card, &["status", "--online"]).exits(0);
    assert_eq!(service.questions(), 3, "one question for each purpose");
}

#[test]
fn a_released_card_is_done() {
    let Some(service) = or_skip(Service::start()) else {
        return;
    };
    service.releases();
    let line = [
        "status",
        "--check",
        "--online",
        "--issuer-certs",
        &service.issuers,
    ];
    let ran = set(&service.card, &line);
    ran.exits(0).sends(0);
    assert_eq!(ran.value("/next_step/code"), "none");
    let online = column(&ran, "online");
    for (row, counts) in online.iter().zip(column(&ran, "counts")) {
        assert_eq!(
            row.is_null(),
            counts == false,
            "only what counts is asked about"
        );
    }
    let asked: Vec<&Value> = online.iter().filter(|row| !row.is_null()).collect();
    assert_eq!(asked.len(), 3);
    for row in asked {
        assert_eq!(
            (&row["status"], &row["trust"], &row["message"]),
            (&json!("good"), &json!("verified"), &Value::Null)
        );
        assert_eq!(row["responder"], "Responder");
    }
    // Serial number and hashes of the issuer, the same whoever asks: nothing of the holder.
    let bodies = service.bodies();
    assert!(bodies.iter().all(|body| *body == bodies[0]));
    let text = String::from_utf8_lossy(&bodies[0]).into_owned();
    assert!(!text.contains("Xaver") && bodies[0].len() < 120, "{text:?}");
    let said = Journey::set(&service.card).run(&line, Script::nobody());
    said.exits(0)
        .says("Freigeschaltet (bestätigt vom Herausgeber Test, ")
        .says("Alles erledigt. Die PINs sind gesetzt, die Karte ist freigeschaltet.");
    said.says("Ich frage den Auskunftsdienst „http://127.0.0.1:");
    // Without the issuer nobody knows who answered.
    let unverified = set(&service.card, &["status", "--check", "--online"]);
    unverified.fails(24, "online_unverified");
    assert_eq!(unverified.value("/next_step/code"), "none");
    assert!(
        column(&unverified, "online")
            .iter()
            .filter(|row| !row.is_null())
            .all(|row| row["trust"] == "unverified")
    );
    let said = Journey::set(&service.card).run(&["status", "--online"], Script::nobody());
    said.says(
        "Ob die Karte freigeschaltet ist, ist nicht sicher: dieser PC kann nicht prüfen, ob wirklich der Herausgeber geantwortet hat.",
    )
    .says("Die Antwort lautet „freigeschaltet“");
}

#[test]
fn a_service_is_asked_about_today_only() {
    let Some(service) = or_skip(Service::start()) else {
        return;
    };
    set(
        &service.card,
        &["status", "--online", "--as-of", "2027-01-01"],
    )
    .fails(2, "usage");
    assert_eq!(service.questions(), 0);
}

#[test]
fn a_card_that_is_not_released_is_sent_to_the_portal() {
    let Some(service) = or_skip(Service::start()) else {
        return;
    };
    let line = [
        "status",
        "--check",
        "--online",
        "--issuer-certs",
        &service.issuers,
    ];
    let ran = set(&service.card, &line);
    ran.fails(22, "not_published");
    assert_eq!(ran.value("/next_step/code"), "release_in_portal");
    assert!(
        column(&ran, "online")
            .iter()
            .filter(|row| !row.is_null())
            .all(|row| row["status"] == "unknown")
    );
    let said = Journey::set(&service.card).run(&line, Script::nobody());
    said.exits(22)
        .says("Die PINs sind gesetzt. Jetzt die Karte im Portal des Herausgebers freischalten.");
    said.says("Noch nicht freigeschaltet (bestätigt vom Herausgeber Test, ")
        .says("dem Auskunftsdienst unbekannt")
        .says("danach kann es einige Stunden dauern");
    // Before the PINs are set they come first.
    assert_eq!(
        on(&service.card, &line).value("/next_step/code"),
        "activate"
    );
    // Without --check it is a word, no failure.
    let looked = set(&service.card, &["status", "--online"]);
    looked.exits(0);
    assert_eq!(looked.value("/next_step/code"), "release_in_portal");
}

#[test]
fn a_revoked_card_is_to_be_replaced() {
    let Some(service) = or_skip(Service::start()) else {
        return;
    };
    service.revokes();
    let line = [
        "status",
        "--check",
        "--online",
        "--issuer-certs",
        &service.issuers,
    ];
    let ran = set(&service.card, &line);
    ran.fails(21, "certificate_revoked");
    assert_eq!(ran.value("/next_step/code"), "order_replacement");
    let online = column(&ran, "online");
    let row = online.iter().find(|row| !row.is_null()).unwrap();
    assert_eq!(
        (&row["status"], &row["revoked_at"]),
        (&json!("revoked"), &json!("2026-02-03T04:05:06Z"))
    );
    assert_eq!(row["reason"], "keyCompromise");
    let said = Journey::set(&service.card).run(&line, Script::nobody());
    said.exits(21)
        .says("Gesperrt am 03.02.2026 (bestätigt vom Herausgeber Test, ")
        .says("Die Karte ist gesperrt")
        .says("eine neue bestellen");
}

#[test]
fn a_service_that_does_not_answer_says_nothing_about_the_card() {
    let Some(service) = or_skip(Service::start()) else {
        return;
    };
    service.fails();
    let ran = set(&service.card, &["status", "--check", "--online"]);
    ran.fails(24, "online_unavailable");
    assert_eq!(ran.value("/next_step/code"), "none");
    let online = column(&ran, "online");
    let row = online.iter().find(|row| !row.is_null()).unwrap();
    assert_eq!(
        (&row["status"], &row["trust"]),
        (&json!("unavailable"), &Value::Null)
    );
    assert_eq!(row["message"], "der Dienst meldet den HTTP-Fehler 503");
    let said =
        Journey::set(&service.card).run(&["status", "--check", "--online"], Script::nobody());
    said.exits(24).says("keine Auskunft, ob das Zertifikat freigeschaltet ist: der Dienst meldet den HTTP-Fehler 503.");
    said.says("später noch einmal versuchen")
        .never_says("die Karte ist freigeschaltet");
    // A card that expires soon is surely to be seen to; both are named.
    let both = set(
        &service.card,
        &["status", "--check", "--online", "--warn-days", "400"],
    );
    both.fails(20, "certificate_expiring");
    assert_eq!(both.value("/errors/1/code"), "online_unavailable");
}

#[test]
fn a_service_that_hangs_is_waited_for_once_and_not_for_each_certificate() {
    let Some(service) = or_skip(Service::start()) else {
        return;
    };
    let ran = set(&service.hangs().card, &["status", "--online"]);
    ran.exits(0);
    let asked: Vec<Value> = column(&ran, "online")
        .into_iter()
        .filter(|row| !row.is_null())
        .collect();
    assert_eq!(asked.len(), 3);
    assert!(
        asked
            .iter()
            .all(|row| row["message"] == "der Dienst antwortet nicht rechtzeitig"),
        "{asked:?}"
    );
    assert_eq!(service.questions(), 1);
}

#[test]
fn certificates_are_written_into_files_once_and_never_over_others() {
    let mut journey = Journey::with("hba");
    let folder = journey.temp.join("zertifikate/neu");
    let path = folder.display().to_string();
    let line = ["--json", "certs", "--export", path.as_str()];
    let first = journey.run(&line, Script::nobody());
    first.exits(0).sends(0);
    let exported = first.value("/exported");
    assert_eq!(exported.as_array().unwrap().len(), 7);
    for name in OF_HBA {
        let (purpose, key) = name.split_once('-').unwrap();
        let file = folder.join(format!(
            "80276999990000000017.C.HP.{}.{key}.der",
            purpose.to_uppercase()
        ));
        assert_eq!(fs::read(&file).unwrap(), issued::built_in(name));
        assert!(
            exported
                .as_array()
                .unwrap()
                .contains(&json!(file.display().to_string())),
            "{}",
            file.display()
        );
    }
    let again = journey.run(&line, Script::nobody());
    again.exits(0);
    assert_eq!(
        again.value("/exported"),
        json!([]),
        "nothing was left to write"
    );
    let other = folder.join("80276999990000000017.C.HP.ENC.E256.der");
    fs::write(&other, "mein").unwrap();
    let refused = journey.run(&line, Script::nobody());
    refused.fails(23, "file_exists");
    assert_eq!(fs::read_to_string(&other).unwrap(), "mein");
    assert_eq!(
        refused.value("/certificates").as_array().unwrap().len(),
        6,
        "what was read is shown all the same"
    );
    journey.bench.put(0, support::faults::card("smcb"));
    let practice = journey.run(&["certs", "--export", &path], Script::nobody());
    practice
        .exits(0)
        .says("Geschrieben: ")
        .says("80276999990000000025.C.HCI.OSIG.E256.der");
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 14);
}

#[test]
fn every_foreseen_file_is_shown_where_it_is_asked_for() {
    let few = on("hba", &["certs"]);
    assert_eq!(few.value("/certificates").as_array().unwrap().len(), 6);
    let all = on("hba", &["certs", "--all", "--check"]);
    // Files that no card needs are no failure, however empty.
    all.exits(0);
    let rows = column(&all, "file")
        .into_iter()
        .zip(column(&all, "content"))
        .collect::<Vec<_>>();
    assert_eq!(rows.len(), 13);
    for (file, content) in [
        ("EF.C.HP.SIG.E256", "empty"),
        ("EF.C.HP.QES-AC1", "missing"),
        ("EF.C.HP.AUTO1", "empty"),
    ] {
        assert!(
            rows.contains(&(json!(file), json!(content))),
            "{file}: {rows:?}"
        );
    }
    let said = people("hba", &["certs", "--all"]);
    said.says("EF.C.HP.QES-AC1: Attribut-Zertifikat (QES-AC), auf dieser Karte nicht vorhanden");
    said.says("EF.C.HP.AUTO1: Verwaltung (AUTO), leer")
        .says("Aussteller: PROBE.HBA-CA-ecc");
}

#[test]
fn the_holder_is_named_before_the_first_secret_and_asked_for_before_the_signature_pin() {
    let mut journey = Journey::with("hba");
    let ran = journey.run(&["activate"], whole_hba(&BUILT_IN));
    ran.exits(0);
    let heard = ran.heard.borrow();
    let asked = heard
        .prompts
        .iter()
        .find(|prompt| prompt.contains("Diese PIN ist eine Unterschrift"))
        .unwrap();
    assert!(
        asked.contains("Sitzt Petra Probe-Musterfrau selbst hier und wählt sie allein?"),
        "{asked}"
    );
    drop(heard);
    // Whoever sees another name stops before anything was typed.
    let stops = Journey::with("hba").run(&["activate"], Script::person().cancels_at("n oder k:"));
    stops
        .exits(15)
        .says("Ausgestellt auf: Petra Probe-Musterfrau (Ärztin/Arzt)")
        .sends(0);
    assert!(stops.heard.borrow().secrets.is_empty());
    let Some(hba) = image("HBA_") else { return };
    let script = fits("0")
        .then(enters("PIN.CH", IMAGE.ch, NEW_CH))
        .then(holder("j"));
    let script = script.then(enters_qes(&IMAGE, NEW_QES));
    let ran = Journey::with(&hba).run(&["activate"], script);
    ran.exits(0)
        .says("Ausgestellt auf: Xaver Hilfé (Zahnärztin/Zahnarzt)")
        .says("Sitzt Xaver Hilfé selbst hier und wählt sie allein?");
    ran.says(
        "Achtung, auf dieser Karte ist abgelaufen: Anmeldung (AUT), Verschlüsselung (ENC), Unterschrift (QES) am 08.03.2024. Ist es die richtige Karte?",
    );
}
