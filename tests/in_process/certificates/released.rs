//! Is the card released? One sentence that says so and who says so, what it means and what to do, for
//! every outcome; in the document the same as words.

use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::json;
use support::download_point::{Lists, Point};
use support::forged::{Single, certificate_hash, now, response, time, tlv};
use support::issued::{self, Service};
use support::issuer_list::{AUTHORITY, Head, ListSigner, list, provider, service};
use support::journey::{Journey, Ran};
use support::ocsp_pki::OcspPki;
use support::or_skip;
use support::responder::Reply;
use support::script::Script;
use support::temp::Temp;

/// 2026-02-03 04:05:06 UTC.
const SINCE: i64 = 1_770_091_506;

/// A card whose PINs are set, its issuer's service, and a folder with a list that names the issuer
/// "medisign".
struct World {
    service: Service,
    signer: ListSigner,
    folder: Temp,
}

impl World {
    fn new() -> Option<Self> {
        Self::with(Service::start())
    }

    fn with(service_of_card: Result<Service, support::Skip>) -> Option<Self> {
        Self::of(service_of_card, Head::default().issued)
    }

    /// With a list of then.
    fn issued(at: &str) -> Option<Self> {
        Self::of(Service::start(), at)
    }

    fn of(service_of_card: Result<Service, support::Skip>, issued: &str) -> Option<Self> {
        let world = Self {
            service: or_skip(service_of_card)?,
            signer: or_skip(ListSigner::new())?,
            folder: Temp::new(),
        };
        let head = Head {
            issued,
            next_update: "2099-12-31T00:00:00Z",
            ..Head::default()
        };
        let xml = list(
            head,
            &provider("medisign", &service(AUTHORITY, &world.service.der("ca"))),
        );
        std::fs::write(world.folder.join("liste.xml"), &xml).unwrap();
        std::fs::write(
            world.folder.join("liste.sig"),
            world.signer.sign(xml.as_bytes()),
        )
        .unwrap();
        Some(world)
    }

    fn run(&self, more: &[&str]) -> Ran {
        let folder = self.folder.path().display().to_string();
        let line = [&["status", "--online", "--issuer-certs", &folder][..], more].concat();
        let mut journey = Journey::set(&self.service.card);
        journey.anchor = Some(self.signer.anchor());
        journey.run(&line, Script::nobody())
    }

    fn told(&self) -> Ran {
        self.run(&[])
    }

    fn document(&self) -> Ran {
        self.run(&["--json"])
    }
}

/// An answer of the issuer about a card's certificate.
fn said(pki: &OcspPki, question: &[u8], status: Vec<u8>, made: i64) -> Reply {
    let single = Single {
        status,
        this_update: made,
        next_update: None,
        extensions: vec![certificate_hash(&pki.der("card"))],
        ..Single::good(question)
    };
    Reply::ok(&response(pki, "signer", made, &[single], &[]))
}

fn good() -> Vec<u8> {
    tlv(0x80, &[])
}

fn unknown() -> Vec<u8> {
    tlv(0x82, &[])
}

fn revoked() -> Vec<u8> {
    tlv(0xA1, &time(SINCE))
}

#[test]
fn a_released_card_is_said_to_be_so_in_one_sentence_with_who_says_so_and_when() {
    let Some(world) = World::new() else { return };
    world
        .service
        .says(|pki, question| said(pki, question, good(), now()));
    let told = world.told();
    told.exits(0)
        .says("Freigeschaltet (bestätigt vom Herausgeber medisign, ")
        .says("Der Herausgeber hat die Karte veröffentlicht; gesperrt ist sie nicht.")
        .says("Alles erledigt. Die PINs sind gesetzt, die Karte ist freigeschaltet.")
        .never_says("nicht bei jedem Zertifikat");
    let document = world.document();
    let release = document.value("/release");
    assert_eq!(release["code"], "released");
    assert_eq!(release["issuer"], "medisign");
    assert_eq!(
        (&release["mixed"], &release["signature"]),
        (&json!(false), &json!(null))
    );
    assert!(
        release["at"].as_str().unwrap().starts_with("20"),
        "{release}"
    );
    let english = world.run(&["--lang", "en"]);
    english.says("Released (confirmed by the issuer medisign, ");
}

/// Nothing is given to the program but the card: the list comes from its download point, and with it whom
/// to believe.
#[test]
fn the_list_is_fetched_and_with_it_the_card_is_released_by_the_word_of_its_issuer() {
    let Some(service) = or_skip(Service::of_issuer("medisign GmbH")) else {
        return;
    };
    let Some(mut lists) = or_skip(Lists::new()) else {
        return;
    };
    lists.providers = provider(
        "medisign",
        &support::issuer_list::service(AUTHORITY, &service.der("ca")),
    );
    let point = Point::of(lists.pair(10_500, 20));
    let mut journey = Journey::set(&service.card);
    journey.anchor = Some(lists.anchor());
    journey.keeper = point.keeper(&journey.temp);
    let mut status = |status: fn() -> Vec<u8>| {
        service.says(move |pki, question| said(pki, question, status(), now()));
        journey.run(&["status", "--online"], Script::nobody())
    };
    status(good)
        .exits(0)
        .says("Freigeschaltet (bestätigt vom Herausgeber medisign, ");
    status(unknown)
        .says("Noch nicht freigeschaltet (bestätigt vom Herausgeber medisign, ")
        .says("Freigeschaltet wird im Portal: https://www.ehba.de/portal")
        .says("Zur Hand: Freischalt-Kennwort (Antrag), Freischaltungscode (PIN-Brief).");
    status(revoked)
        .says("Gesperrt am 03.02.2026 (bestätigt vom Herausgeber medisign, ")
        .says("Fragen an medisign (DGN): https://www.medisign.de/support/");
    assert_eq!(point.asked().len(), 2, "the list and its signature, once");
    // One bit of the list is enough that it vouches for nobody.
    let mut pair = lists.pair(10_501, 20);
    *pair.list.last_mut().unwrap() ^= 1;
    point.serves(pair);
    std::fs::remove_dir_all(journey.temp.join("state")).unwrap();
    let ran = journey.run(&["status", "--online"], Script::nobody());
    ran.exits(0)
        .says(
            "Ob die Karte freigeschaltet ist, ist nicht sicher: dieser PC kann nicht prüfen, ob wirklich der Herausgeber geantwortet hat.",
        )
        .says("Die Antwort lautet „gesperrt“")
        .never_says("bestätigt vom");
}

#[test]
fn a_card_that_is_not_released_is_sent_to_its_portal() {
    let Some(world) = World::new() else { return };
    world
        .service
        .says(|pki, question| said(pki, question, unknown(), now()));
    world
        .told()
        .exits(0)
        .says("Noch nicht freigeschaltet (bestätigt vom Herausgeber medisign, ")
        .says("Bis zur Freischaltung wird die Karte abgewiesen")
        .says("Freigeschaltet wird im Portal des Herausgebers.")
        .says("in einigen Stunden noch einmal nachsehen");
    let document = world.document();
    assert_eq!(document.value("/release/code"), "not_released");
    assert_eq!(document.value("/next_step/code"), "release_in_portal");
}

#[test]
fn a_revoked_card_is_named_with_the_day_and_whom_to_ask() {
    let Some(world) = World::new() else { return };
    world
        .service
        .says(|pki, question| said(pki, question, revoked(), now()));
    world
        .told()
        .exits(0)
        .says("Gesperrt am 03.02.2026 (bestätigt vom Herausgeber medisign, ")
        .says("Die Karte wird nicht mehr angenommen")
        .says("Ob die Sperre bleibt, sagt der Herausgeber.");
    let document = world.document();
    assert_eq!(document.value("/release/code"), "revoked");
    assert_eq!(
        document.value("/release/revoked_at"),
        "2026-02-03T04:05:06Z"
    );
}

#[test]
fn a_revoked_card_is_not_to_be_activated_and_one_that_is_not_released_is() {
    let Some(world) = World::new() else { return };
    let folder = world.folder.path().display().to_string();
    let line = ["--json", "status", "--online", "--issuer-certs", &folder];
    for (status, step) in [(revoked(), "order_replacement"), (unknown(), "activate")] {
        world
            .service
            .says(move |pki, question| said(pki, question, status.clone(), now()));
        let mut journey = Journey::with(&world.service.card);
        journey.anchor = Some(world.signer.anchor());
        let ran = journey.run(&line, Script::nobody());
        assert_eq!(ran.value("/pins/0/state"), "transport");
        assert_eq!(ran.value("/next_step/code"), step);
    }
}

/// Two answers as they are, and a third one about the certificate for qualified signatures.
fn of_each(others: fn() -> Vec<u8>, signature: fn() -> Vec<u8>) -> impl Fn() -> Vec<u8> {
    let count = AtomicUsize::new(0);
    move || match count.fetch_add(1, Ordering::Relaxed) % 3 {
        2 => signature(),
        _ => others(),
    }
}

#[test]
fn a_card_whose_signature_is_revoked_is_not_called_released_and_nobody_is_sent_to_set_a_pin() {
    let Some(world) = World::new() else { return };
    let status = of_each(good, revoked);
    world
        .service
        .says(move |pki, question| said(pki, question, status(), now()));
    world
        .told()
        .exits(0)
        .says("Teilweise gesperrt: die Unterschrift (QES) ist seit 03.02.2026 gesperrt (bestätigt vom Herausgeber medisign, ")
        .says("; Anmeldung und Verschlüsselung sind freigeschaltet.")
        .says("Unterschreiben lässt sich mit der Karte nicht mehr")
        .says("Den Herausgeber fragen: das Zertifikat für die Unterschrift (QES) ist gesperrt.")
        .never_says("gesperrt ist sie nicht")
        .never_says("Alles erledigt");
    let document = world.document();
    let release = document.value("/release");
    assert_eq!(
        (
            &release["code"],
            &release["signature"],
            &release["revoked_at"]
        ),
        (
            &json!("partly_revoked"),
            &json!("revoked"),
            &json!("2026-02-03T04:05:06Z")
        )
    );
    assert_eq!(document.value("/next_step/code"), "ask_issuer");
    let folder = world.folder.path().display().to_string();
    let line = ["--json", "status", "--online", "--issuer-certs", &folder];
    let mut journey = Journey::with(&world.service.card);
    journey.anchor = Some(world.signer.anchor());
    let ran = journey.run(&line, Script::nobody());
    assert_eq!(ran.value("/pins/0/state"), "transport");
    assert_eq!(ran.value("/next_step/code"), "ask_issuer");
}

#[test]
fn a_card_whose_signature_is_not_released_yet_is_released_in_part_and_sent_to_its_portal() {
    let Some(world) = World::new() else { return };
    let status = of_each(good, unknown);
    world
        .service
        .says(move |pki, question| said(pki, question, status(), now()));
    world
        .told()
        .exits(0)
        .says("Teilweise freigeschaltet: die Unterschrift (QES) ist es noch nicht (bestätigt vom Herausgeber medisign, ")
        .says("Freigeschaltet wird im Portal des Herausgebers.")
        .never_says("Alles erledigt");
    let document = world.document();
    assert_eq!(document.value("/release/code"), "partly_released");
    assert_eq!(document.value("/next_step/code"), "release_in_portal");
}

/// The certificate for qualified signatures alone, and then beside one that cannot be read.
#[test]
fn a_folder_with_the_signature_only_says_nothing_of_the_card_and_files_that_cannot_be_read_are_counted()
 {
    let Some(world) = World::new() else { return };
    world
        .service
        .says(|pki, question| said(pki, question, good(), now()));
    let exported = Temp::new();
    let to = exported.path().display().to_string();
    let mut journey = Journey::set(&world.service.card);
    let ran = journey.run(&["certs", "--export", &to], Script::nobody());
    ran.exits(0);
    for file in std::fs::read_dir(exported.path()).unwrap() {
        let path = file.unwrap().path();
        if !path.display().to_string().contains(".QES.") {
            std::fs::remove_file(path).unwrap();
        }
    }
    let issuers = world.folder.path().display().to_string();
    let mut judge = |first: &[&str]| {
        let line = [
            "certs",
            "--online",
            "--issuer-certs",
            &issuers,
            "--from",
            &to,
        ];
        journey.anchor = Some(world.signer.anchor());
        journey.run(&[first, &line].concat(), Script::nobody())
    };
    judge(&[])
        .exits(0)
        .says("Unterschrift (QES): freigeschaltet; über die Karte sagt das nichts")
        .says("1 Karte, in Ordnung.")
        .never_says(", freigeschaltet");
    let document = judge(&["--json"]);
    assert_eq!(document.value("/cards/0/release/code"), "signature_only");
    assert_eq!(document.value("/cards/0/release/signature"), "released");
    for (count, said) in [(1, "1 Datei"), (2, "2 Dateien")] {
        std::fs::write(exported.join(&format!("{count}.der")), b"none").unwrap();
        judge(&[])
            .exits(0)
            .says(&format!("1 Karte in Ordnung, {said} nicht lesbar."))
            .never_says("1 Karte, in Ordnung.");
    }
}

#[test]
fn why_no_answer_comes_is_told_with_what_to_do() {
    let Some(service) = or_skip(Service::start()) else {
        return;
    };
    let told = || {
        let line = ["status", "--online"];
        Journey::set(&service.card).run(&line, Script::nobody())
    };
    let cause = || {
        let line = ["--json", "status", "--online"];
        let ran = Journey::set(&service.card).run(&line, Script::nobody());
        ran.value("/release/cause")
    };
    let page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<!DOCTYPE html><title>Anmeldung</title>";
    service.says(|_, _| Reply::Raw(page.to_vec()));
    told()
        .exits(0)
        .says("statt einer Auskunft kam eine Webseite")
        .says("Einen Browser öffnen, sich in diesem Netz anmelden und noch einmal fragen.");
    assert_eq!(cause(), "log_in_page");
    service.says(|_, _| Reply::head("403 Forbidden"));
    told()
        .exits(0)
        .says("der Dienst meldet den HTTP-Fehler 403")
        .says("Steht ein Proxy dazwischen, lässt er Port ");
    assert_eq!(cause(), "service");
    // OCSPResponse with nothing but a status: unauthorized, tryLater.
    service.says(|_, _| Reply::ok(&[0x30, 3, 0x0A, 1, 6]));
    told()
        .exits(0)
        .says("der Dienst gibt zu dieser Karte keine Auskunft")
        .says("Das kommt auch vor der Freischaltung vor: im Portal des Herausgebers nachsehen.")
        .never_says("unauthorized");
    service.says(|_, _| Reply::ok(&[0x30, 3, 0x0A, 1, 3]));
    told()
        .exits(0)
        .says("der Dienst ist gerade überlastet")
        .says("Später noch einmal versuchen.")
        .never_says("tryLater");
    service.says(|_, _| Reply::Raw(Vec::new()));
    told().exits(0).says("die Verbindung riss ab");
    service.says(|_, _| Reply::head("302 Found\r\nLocation: /ocsp"));
    told()
        .exits(0)
        .says("der Dienst verweist immer weiter und antwortet nicht");
    service.says(|_, _| Reply::head("302 Found\r\nLocation: http://a b/"));
    told()
        .exits(0)
        .says("der Dienst verweist an eine Adresse, die nicht brauchbar ist")
        .never_says("im Zertifikat");
    service.hangs();
    told()
        .exits(0)
        .says("der Dienst antwortet nicht rechtzeitig")
        .says("Wahrscheinlich hält eine Firewall Port ");
    let temp = Temp::new();
    let card = issued::of_service(&temp, "unknown", "http://ocsp.unknown.invalid/x");
    let ran = Journey::set(&card).run(&["status", "--online"], Script::nobody());
    ran.exits(0)
        .says("zu „ocsp.unknown.invalid“ ist keine Adresse bekannt")
        .says("Prüfen, ob dieser PC im Internet ist.");
}

#[test]
fn an_answer_that_nobody_vouches_for_is_quoted_and_not_believed() {
    let Some(world) = World::new() else { return };
    world
        .service
        .says(|pki, question| said(pki, question, good(), now()));
    let line = ["status", "--online"];
    let ran = Journey::set(&world.service.card).run(&line, Script::nobody());
    ran.exits(0)
        .says(
            "Ob die Karte freigeschaltet ist, ist nicht sicher: dieser PC kann nicht prüfen, ob wirklich der Herausgeber geantwortet hat.",
        )
        .says("Die Antwort lautet „freigeschaltet“")
        .says("Ob die Karte freigeschaltet ist, steht damit nicht sicher fest");
    let line = ["--json", "status", "--online"];
    let ran = Journey::set(&world.service.card).run(&line, Script::nobody());
    let release = ran.value("/release");
    assert_eq!(
        (&release["code"], &release["unverified"], &release["issuer"]),
        (&json!("unverified"), &json!("issuer_missing"), &json!(null))
    );
}

#[test]
fn an_answer_that_cannot_be_the_issuers_is_no_answer() {
    let Some(world) = World::new() else { return };
    world.service.publishes().is_of_another_issuer();
    world
        .told()
        .exits(0)
        .says("ist nicht sicher: keine glaubwürdige Antwort (wer die Auskunft unterschrieben hat, darf es nicht")
        .says("Über die Karte sagt das nichts.")
        .says("am besten über einen anderen Internetanschluss");
    let document = world.document();
    let release = document.value("/release");
    assert_eq!(
        (&release["code"], &release["cause"]),
        (&json!("contradicted"), &json!("contradicted"))
    );
    assert_eq!(
        document.value("/certificates/0/online/trust"),
        "contradicted"
    );
    assert_eq!(
        document.value("/certificates/0/online/status"),
        "unavailable"
    );
    // For --check it is no missing net.
    world
        .run(&["--json", "--check"])
        .fails(24, "online_contradicted");
    world
        .run(&["--check"])
        .exits(24)
        .says("Keine glaubwürdige Antwort: wer die Auskunft unterschrieben hat, darf es nicht")
        .never_says("keine Auskunft, ob das Zertifikat freigeschaltet ist");
}

#[test]
fn what_nobody_vouches_for_is_told_by_the_check_too_and_fails_it_as_undecided() {
    type Says = (fn() -> Vec<u8>, &'static str);
    let Some(world) = World::new() else { return };
    let all: [Says; 3] = [
        (good, "freigeschaltet"),
        (unknown, "noch nicht freigeschaltet"),
        (revoked, "gesperrt"),
    ];
    for (status, word) in all {
        world
            .service
            .says(move |pki, question| said(pki, question, status(), now()));
        let line = ["status", "--online", "--check"];
        let ran = Journey::set(&world.service.card).run(&line, Script::nobody());
        ran.exits(24).says(&format!(
            "wer da geantwortet hat, ist nicht geprüft. Die Auskunft lautet „{word}“."
        ));
        let line = [&["--json"], &line[..]].concat();
        Journey::set(&world.service.card)
            .run(&line, Script::nobody())
            .fails(24, "online_unverified");
    }
}

#[test]
fn a_service_that_confirms_the_number_only_does_not_pass_the_check() {
    let Some(world) = World::new() else { return };
    world.service.publishes();
    world
        .run(&["--json", "--check"])
        .fails(24, "online_number_only");
    world
        .run(&["--check"])
        .exits(24)
        .says("nicht gesperrt, aber der Auskunftsdienst hat nur die Nummer bestätigt")
        .says("Im Portal des Herausgebers nachsehen.");
    world.service.releases();
    world.run(&["--check"]).exits(0);
}

/// The list is believed, so it was issued before now, whatever the clock says.
#[test]
fn a_clock_that_stands_before_the_list_was_issued_is_wrong_and_nobody_is_asked() {
    let Some(world) = World::issued("2098-01-01T00:00:00Z") else {
        return;
    };
    world.service.releases();
    world
        .told()
        .says("die Uhr dieses PCs steht auf")
        .never_says("Freigeschaltet (bestätigt");
    assert_eq!(world.service.questions(), 0);
    let document = world.document();
    assert_eq!(document.value("/release/cause"), "clock");
    world.run(&["--json", "--check"]).fails(24, "clock_wrong");
}

#[test]
fn certificates_that_stand_differently_are_told_one_by_one_below_the_worst() {
    let Some(world) = World::new() else { return };
    let count = AtomicUsize::new(0);
    world.service.says(
        move |pki, question| match count.fetch_add(1, Ordering::Relaxed) % 3 {
            0 => said(pki, question, good(), now()),
            1 => said(pki, question, unknown(), now()),
            _ => Reply::head("503 Service Unavailable"),
        },
    );
    world
        .told()
        .exits(0)
        .says("Noch nicht freigeschaltet (bestätigt vom Herausgeber medisign, ")
        .says("Es ist nicht bei jedem Zertifikat gleich:")
        .says("Anmeldung (AUT): Freigeschaltet (bestätigt vom Herausgeber medisign, ")
        .says("Verschlüsselung (ENC): Noch nicht freigeschaltet")
        .says("Unterschrift (QES): keine Auskunft: der Dienst meldet den HTTP-Fehler 503.");
    let document = world.document();
    let release = document.value("/release");
    assert_eq!(
        (&release["code"], &release["mixed"], &release["signature"]),
        (&json!("not_released"), &json!(true), &json!("unavailable"))
    );
}

/// The list of gematik names no issuers of qualified certificates.
#[test]
fn a_signature_that_nobody_can_tell_about_does_not_spoil_what_is_known_of_the_card() {
    let Some(world) = World::with(Service::of_qualified()) else {
        return;
    };
    world.service.is_of_another_issuer().says(|pki, question| {
        // The number is the last of what is asked.
        let is_plain = question.ends_with(&[0x02, 0x01, 0x03]);
        let (about, signer) = if is_plain {
            ("plain", "signer")
        } else {
            ("card", "by-stranger")
        };
        let single = Single {
            extensions: vec![certificate_hash(&pki.der(about))],
            ..Single::good(question)
        };
        Reply::ok(&response(pki, signer, now(), &[single], &[]))
    });
    world
        .told()
        .exits(0)
        .says("Freigeschaltet (bestätigt vom Herausgeber medisign, ")
        .says(
            "Unterschrift (QES): nicht sicher: „Foreign Responder“ hat die Antwort unterschrieben",
        )
        .says("Die Antwort lautet „freigeschaltet“.")
        .says("Alles erledigt.");
    let checked = world.run(&["--json"]);
    assert_eq!(checked.value("/release/signature"), "unverified");
    let folder = world.folder.path().display().to_string();
    let mut journey = Journey::set(&world.service.card);
    journey.anchor = Some(world.signer.anchor());
    let line = ["status", "--check", "--online", "--issuer-certs", &folder];
    journey.run(&line, Script::nobody()).exits(0);
}

#[test]
fn a_clock_that_is_apart_from_the_answer_is_named_with_how_much() {
    let Some(world) = World::new() else { return };
    for (off, expected) in [
        (26 * 60, "die Uhr dieses PCs geht mindestens 2"),
        (
            -26 * 60 - 30,
            "Die Antwort ist nach der Uhr dieses PCs 26 Minuten alt. Kam sie eben erst, geht die Uhr so viel vor.",
        ),
        (
            -(3 * 365 + 1) * 86_400,
            "sie geht 3 Jahre vor, oder die Auskunft ist veraltet",
        ),
    ] {
        world
            .service
            .says(move |pki, question| said(pki, question, good(), now() + off));
        world.told().exits(0).says(expected);
    }
    // Only where it cannot be right at all, what to do is said too.
    world
        .told()
        .says("Die Uhr dieses PCs stellen, dann noch einmal fragen.");
    assert_eq!(world.document().value("/release/cause"), "clock");
}

#[test]
fn a_port_that_firewalls_hold_back_is_named_as_the_likely_cause() {
    let temp = Temp::new();
    if issued::proxy_is_set() {
        support::say_skipped("a proxy is set in the environment: it would be asked");
        return;
    }
    let card = issued::of_service(&temp, "held-back", "http://127.0.0.1:9/ocsp/probe");
    let ran = Journey::set(&card).run(&["status", "--online"], Script::nobody());
    ran.exits(0)
        .says("Keine Auskunft, ob die Karte freigeschaltet ist: „127.0.0.1“ ist nicht erreichbar")
        .says("Wahrscheinlich hält eine Firewall Port 9 zurück. Ihre IT bitten, ausgehende Verbindungen dorthin freizugeben (TCP 9).");
    let ran = Journey::set(&card).run(&["--json", "status", "--online"], Script::nobody());
    assert_eq!(ran.value("/release/cause"), "unreachable");
}
