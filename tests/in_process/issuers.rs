//! `issuers`: gematik's list of issuers is fetched, imported and shown.

use std::fs;

use pinlotse::issuers::{Keeper, Store};
use pinlotse::system::machine::Machine;
use pinlotse::system::os::Os;
use support::download_point::{Lists, Pair, Point};
use support::issued::built_in;
use support::issuer_list::{AUTHORITY, ListSigner, RESPONDER, SUCCESSOR, provider, service};
use support::journey::{Journey, Ran};
use support::or_skip;
use support::responder::Reply;
use support::script::Script;

/// A PC without cards, a download point, and who signs its lists.
struct Desk {
    journey: Journey,
    lists: Lists,
    point: Point,
}

impl Desk {
    /// At the point lies list 10500, which ends so many days from now.
    fn new(ends_in: i64) -> Option<Self> {
        let mut lists = or_skip(Lists::new())?;
        let services = [
            service(AUTHORITY, &built_in("aut-E256")),
            service(AUTHORITY, &built_in("enc-E256")),
            service(RESPONDER, &built_in("aut-R2048")),
        ];
        lists.providers = [provider("Probe", &services.concat()), provider("Leer", "")].concat();
        let point = Point::of(lists.pair(10_500, ends_in));
        let mut journey = Journey::on(support::faults::Bench::new());
        journey.anchor = Some(lists.anchor());
        journey.keeper = point.keeper(&journey.temp);
        Some(Self {
            journey,
            lists,
            point,
        })
    }

    fn run(&mut self, line: &[&str]) -> Ran {
        self.journey.run(line, Script::nobody())
    }

    fn update(&mut self) -> Ran {
        self.run(&["--json", "issuers", "update"])
    }

    fn serves(&self, number: u32, ends_in: i64) {
        self.point.serves(self.lists.pair(number, ends_in));
    }

    fn file(&self) -> std::path::PathBuf {
        self.journey.temp.join("state/issuers.list")
    }
}

#[test]
fn the_list_is_fetched_kept_and_shown() {
    let Some(mut desk) = Desk::new(20) else {
        return;
    };
    desk.run(&["issuers", "show"])
        .exits(0)
        .says("Auf diesem PC liegt keine Liste der Herausgeber.")
        .says("pinlotse herausgeber aktualisieren");
    let ran = desk.update();
    ran.exits(0)
        .says("Liste der Herausgeber Nr. 10500 vom")
        .says("geholt und geprüft");
    assert_eq!(ran.value("/changed"), true);
    assert_eq!(ran.value("/number_before"), serde_json::Value::Null);
    assert_eq!(ran.value("/issuer_list/number"), 10_500);
    assert_eq!(ran.value("/issuer_list/freshness"), "current");
    let path = desk.file().display().to_string();
    assert_eq!(ran.value("/issuer_list/path"), path);
    let ran = desk.run(&["--json", "herausgeber", "zeigen"]);
    ran.exits(0)
        .says("Liste der Herausgeber von gematik Nr. 10500")
        .says("Unterschrieben von „Petra Probe“, eben nachgeprüft")
        .says("2 Ausstellerzertifikate, nach Herausgebern:")
        .says("  Probe: 2 Ausstellerzertifikate, 1 Auskunftsdienste")
        .never_says("Leer:");
    assert_eq!(ran.value("/issuer_list/providers/0/authorities"), 2);
    assert_eq!(ran.value("/issuer_list/providers/1/name"), "Leer");
    assert_eq!(desk.point.asked().len(), 2);
}

#[test]
fn the_newest_list_is_said_to_be_it_and_nothing_is_changed() {
    let Some(mut desk) = Desk::new(20) else {
        return;
    };
    desk.update().exits(0);
    let before = fs::metadata(desk.file()).unwrap().modified().unwrap();
    let ran = desk.update();
    ran.exits(0)
        .says("Nichts zu ändern: Hier liegt schon die Liste der Herausgeber Nr. 10500");
    assert_eq!(ran.value("/changed"), false);
    assert_eq!(ran.value("/number_before"), 10_500);
    let after = fs::metadata(desk.file()).unwrap().modified().unwrap();
    assert_eq!(after, before);
    desk.serves(10_501, 30);
    let ran = desk.update();
    ran.exits(0).says("Bisher lag hier Nr. 10500.");
    assert_eq!(ran.value("/changed"), true);
}

#[test]
fn an_older_list_is_refused_and_the_newer_one_stays() {
    let Some(mut desk) = Desk::new(20) else {
        return;
    };
    desk.update().exits(0);
    desk.serves(10_499, 29);
    let ran = desk.update();
    ran.fails(24, "list_older")
        .says("Nr. 10499 ist älter als Nr. 10500");
    assert_eq!(ran.value("/changed"), false);
    let ran = desk.run(&["--json", "issuers", "show"]);
    assert_eq!(ran.value("/issuer_list/number"), 10_500);
}

#[test]
fn a_list_that_is_over_is_taken_with_a_remark_and_the_clock_is_asked_about() {
    for ends_in in [-1, -29] {
        let Some(mut desk) = Desk::new(ends_in) else {
            return;
        };
        let ran = desk.update();
        ran.exits(0)
            .says("eine neuere war eben nicht zu bekommen")
            .says("Die Uhr dieses PCs sagt");
        assert_eq!(ran.value("/issuer_list/freshness"), "over");
        assert_eq!(ran.value("/issuer_list/days_over"), -ends_in);
        let ran = desk.run(&["issuers", "show"]);
        ran.exits(0).says("lässt sich noch benutzen");
    }
}

#[test]
fn a_list_that_is_long_over_is_no_success_unless_a_person_brought_it() {
    let Some(mut desk) = Desk::new(-109) else {
        return;
    };
    for changed in [true, false] {
        let ran = desk.update();
        ran.fails(24, "list_over")
            .says("seit 109 Tagen abgelaufen")
            .says("Die Uhr dieses PCs sagt");
        assert_eq!(ran.value("/changed"), changed);
        assert_eq!(ran.value("/issuer_list/freshness"), "old");
        assert_eq!(ran.value("/issuer_list/days_over"), 109);
        let first = ran.heard.borrow().everything();
        let at = |words: &str| first.find(words).unwrap_or(usize::MAX);
        let old = at("die eben zu bekommen war (Nr. 10500), galt nur bis");
        assert!(old < at("geholt und geprüft"), "{first}");
        assert!(old < at("Nichts zu ändern"), "{first}");
    }
    let ran = desk.run(&["issuers", "show"]);
    ran.exits(0).says("nicht mehr verlässlich");
    let pair = desk.lists.pair(10_501, -40);
    let list = desk.journey.temp.join("list.xml");
    fs::write(&list, &pair.list).unwrap();
    fs::write(list.with_extension("sig"), &pair.signature).unwrap();
    let file = list.display().to_string();
    desk.run(&["issuers", "import", &file])
        .exits(0)
        .says("übernommen und geprüft")
        .says("nicht mehr verlässlich");
}

/// Whatever helps is named for where the file came from.
#[test]
fn what_helps_depends_on_where_the_list_came_from() {
    let Some(mut desk) = Desk::new(20) else {
        return;
    };
    let good = desk.lists.pair(10_501, 20);
    let list = desk.journey.temp.join("ECC-RSA_TSL.xml");
    let file = list.display().to_string();
    fs::write(&list, &good.list).unwrap();
    desk.run(&["--json", "issuers", "import", &file])
        .fails(24, "list_refused")
        .says("keine Unterschrift")
        .says("ECC-RSA_TSL.sig vom selben Tag daneben legen")
        .never_says("Proxy");
    fs::write(list.with_extension("sig"), &good.signature).unwrap();
    for spoiled in [b"<a/>".to_vec(), vec![b' '; 5 << 20]] {
        fs::write(&list, spoiled).unwrap();
        desk.run(&["--json", "issuers", "import", &file])
            .fails(24, "list_refused")
            .says("Beide Dateien neu holen")
            .never_says("Proxy");
    }
    desk.point.serves(Pair {
        signature: b"<?xml version='1.0'?><error/>".to_vec(),
        ..good.clone()
    });
    desk.update()
        .fails(24, "list_refused")
        .says("statt der Unterschrift kam etwas anderes")
        .never_says("neben ihr");
    let page = b"<?xml version='1.0'?>\n<html xmlns='x'>".to_vec();
    desk.point.serves(Pair {
        list: page.clone(),
        signature: page,
    });
    desk.update()
        .fails(24, "list_refused")
        .says("kam eine Internetseite")
        .says("in einem anderen Netz")
        .never_says("Unterschrift (gleicher Name");
}

#[test]
#[cfg(unix)]
fn what_lies_in_the_place_of_the_list_is_to_be_removed() {
    let Some(mut desk) = Desk::new(20) else {
        return;
    };
    let file = desk.file();
    fs::create_dir_all(&file).unwrap();
    let remove = format!("„{}“ entfernen", file.display());
    desk.run(&["--json", "issuers", "show"])
        .fails(23, "file")
        .says("keine brauchbare Liste")
        .says(&remove);
    desk.update().fails(23, "file").says(&remove);
    fs::remove_dir(&file).unwrap();
    std::os::unix::fs::symlink("nowhere", &file).unwrap();
    desk.run(&["--json", "issuers", "show"])
        .fails(23, "file")
        .says(&remove);
    desk.update().fails(23, "file").says(&remove);
}

#[test]
fn a_clock_before_the_key_of_the_lists_is_to_be_set() {
    let Some(mut desk) = Desk::new(20) else {
        return;
    };
    let anchor = desk.journey.anchor.as_mut().unwrap();
    anchor.not_before = i64::from(u32::MAX);
    anchor.not_after = anchor.not_before + 1;
    desk.update()
        .fails(24, "list_refused")
        .says("die Uhr dieses PCs steht auf")
        .says("Datum und Uhrzeit dieses PCs stellen")
        .never_says("neuere Fassung");
}

#[test]
fn a_list_of_days_to_come_shows_that_the_clock_is_wrong() {
    let Some(mut desk) = Desk::new(400) else {
        return;
    };
    desk.update()
        .exits(0)
        .says("Bitte die Uhr stellen")
        .says("die Uhr dieses PCs sagt");
}

#[test]
fn what_the_point_says_instead_of_a_list_has_words_of_its_own() {
    let Some(mut desk) = Desk::new(20) else {
        return;
    };
    desk.update().exits(0);
    let good = desk.lists.pair(10_501, 20);
    let page = b"<html>Bitte anmelden</html>".to_vec();
    let packed = b"\x1f\x8b\x08".to_vec();
    let cut = good.list[..good.list.len() - 9].to_vec();
    let foreign = or_skip(Lists::new()).unwrap().pair(10_501, 20);
    let rows = [
        (page, "eine Internetseite"),
        (packed, "etwas auf dem Weg hat sie gepackt (gzip)"),
        (cut, "die Unterschrift passt nicht zu ihr"),
    ];
    for (list, why) in rows {
        desk.point.serves(Pair {
            list,
            ..good.clone()
        });
        let ran = desk.update();
        ran.fails(24, "list_refused")
            .says(why)
            .says("Was hier schon lag, ist unverändert.")
            .says("was dazwischen sitzt (Proxy, Virenschutz)");
    }
    desk.point.serves(foreign);
    desk.update()
        .fails(24, "list_refused")
        .says("unterwegs verändert")
        .says("was dazwischen sitzt (Proxy, Virenschutz)")
        .never_says("herausgeber aktualisieren");
    type Answers = fn(&str) -> Reply;
    let rows: [(Answers, &str); 4] = [
        (|_| Reply::head("404 Not Found"), "HTTP-Fehler 404"),
        (
            |_| Reply::head("302 Found\r\nLocation: https://portal.example/"),
            "es wird an https://portal.example/ verwiesen",
        ),
        (
            |_| Reply::Raw(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n<".to_vec()),
            "die Verbindung riss ab",
        ),
        (
            |_| Reply::Raw(b"220 mail.example ESMTP\r\n".to_vec()),
            "kein Webserver",
        ),
    ];
    for (answers, why) in rows {
        desk.point.answers(answers);
        desk.update()
            .fails(24, "list_unavailable")
            .says(why)
            .says("pinlotse herausgeber einlesen DATEI");
    }
    desk.point.answers(|_| Reply::Endless);
    desk.update()
        .fails(24, "list_refused")
        .says("größer als 4 MiB");
    let ran = desk.run(&["--json", "issuers", "show"]);
    assert_eq!(ran.value("/issuer_list/number"), 10_500);
}

#[test]
fn who_may_not_sign_lists_is_named() {
    let Some(mut desk) = Desk::new(20) else {
        return;
    };
    let Some(signer) = or_skip(ListSigner::with("extendedKeyUsage=OCSPSigning")) else {
        return;
    };
    desk.journey.anchor = Some(signer.anchor());
    desk.lists.signer = signer;
    desk.serves(10_500, 20);
    desk.update()
        .fails(24, "list_refused")
        .says("darf keine solchen Listen unterschreiben");
    // gematik's own authority stands for none of these signers.
    desk.journey.anchor = None;
    desk.update()
        .fails(24, "list_refused")
        .says("für den „PROBE.TSL-CA1“ einsteht, nicht gematik");
    assert!(!desk.file().exists());
}

#[test]
fn who_presses_ctrl_c_while_the_list_is_fetched_ends_as_at_any_wait() {
    let Some(mut desk) = Desk::new(20) else {
        return;
    };
    let interrupts = desk.journey.interrupts.clone();
    desk.point.answers(move |_| {
        interrupts.raise_for_tests();
        Reply::Hang
    });
    desk.update().fails(15, "cancelled");
}

#[test]
fn a_spoiled_file_is_said_and_replaced() {
    let Some(mut desk) = Desk::new(20) else {
        return;
    };
    desk.update().exits(0);
    let mut octets = fs::read(desk.file()).unwrap();
    let last = octets.len() - 5;
    octets[last] ^= 1;
    fs::write(desk.file(), octets).unwrap();
    let ran = desk.run(&["--json", "issuers", "show"]);
    ran.fails(24, "list_refused")
        .says("keine brauchbare Liste")
        .says("die auf diesem PC liegt")
        .says("die Datei ist beschädigt")
        .says("„pinlotse herausgeber aktualisieren“ ersetzt sie");
    assert_eq!(ran.value("/issuer_list"), serde_json::Value::Null);
    let ran = desk.update();
    ran.exits(0);
    assert_eq!(ran.value("/changed"), true);
    desk.run(&["--json", "issuers", "show"]).exits(0);
}

#[test]
fn a_list_is_imported_without_a_word_to_the_net() {
    let Some(mut desk) = Desk::new(20) else {
        return;
    };
    let pair = desk.lists.pair(10_502, 20);
    let list = desk.journey.temp.join("ECC-RSA_TSL.xml");
    fs::write(&list, &pair.list).unwrap();
    let file = list.display().to_string();
    desk.run(&["--json", "issuers", "import", &file])
        .fails(24, "list_refused")
        .says("keine Unterschrift");
    fs::write(list.with_extension("sig"), &pair.signature).unwrap();
    let ran = desk.run(&["--json", "herausgeber", "einlesen", &file]);
    ran.exits(0)
        .says("Nr. 10502 vom")
        .says("übernommen und geprüft");
    assert_eq!(ran.value("/command"), "issuers import");
    let folder = desk.journey.temp.path().display().to_string();
    let ran = desk.run(&["--json", "issuers", "import", &folder]);
    assert_eq!(ran.value("/changed"), false);
    let nothing = desk.journey.temp.join("state").display().to_string();
    desk.run(&["--json", "issuers", "import", &nothing])
        .fails(24, "list_missing");
    let gone = desk.journey.temp.join("gone.xml").display().to_string();
    desk.run(&["--json", "issuers", "import", &gone])
        .fails(23, "file");
    assert!(desk.point.asked().is_empty());
}

#[test]
fn the_folder_that_a_setting_names_counts_where_its_list_is_newer() {
    let Some(mut desk) = Desk::new(20) else {
        return;
    };
    desk.update().exits(0);
    let folder = desk.journey.temp.join("share");
    fs::create_dir(&folder).unwrap();
    let settings = desk.journey.temp.join("root/etc/pinlotse.toml");
    fs::create_dir_all(settings.parent().unwrap()).unwrap();
    let content = format!("issuer-certs = '{}'\n", folder.display());
    fs::write(&settings, content).unwrap();
    desk.journey.machine = Some(Machine {
        os: Os::Linux,
        root: desk.journey.temp.join("root"),
        variables: Some(Vec::new()),
        host: None,
        windows: None,
    });
    for (number, counts) in [(10_499, 10_500), (10_501, 10_501)] {
        let pair = desk.lists.pair(number, 20);
        fs::write(folder.join("list.xml"), pair.list).unwrap();
        fs::write(folder.join("list.sig"), pair.signature).unwrap();
        let ran = desk.run(&["--json", "issuers", "show"]);
        ran.exits(0);
        assert_eq!(ran.value("/issuer_list/number"), counts);
    }
    let ran = desk.run(&["--json", "doctor", "--details"]);
    ran.says("Liste der Herausgeber: Nr. 10501 vom");
    assert_eq!(ran.value("/system/issuer_list/number"), 10_501);
    assert_eq!(ran.value("/system/issuer_list/freshness"), "current");
    fs::write(folder.join("list.sig"), b"none").unwrap();
    desk.run(&["--json", "issuers", "show"])
        .fails(24, "list_refused");
}

#[test]
fn a_key_for_later_lists_is_named_and_a_list_without_a_place_is_not_kept() {
    let Some(mut desk) = Desk::new(20) else {
        return;
    };
    desk.lists.providers = provider("gematik", &service(SUCCESSOR, &built_in("aut-E256")));
    desk.serves(10_503, 20);
    let ran = desk.update();
    ran.exits(0).says("kündigt einen neuen Schlüssel");
    assert_eq!(
        ran.value("/issuer_list/successors")
            .as_array()
            .unwrap()
            .len(),
        1
    );
    desk.journey.keeper = Keeper {
        store: Store::default(),
        point: Some(desk.point.point()),
        folder: None,
    };
    desk.update().fails(23, "list_no_place");
}
