//! `doctor` on Windows: every section has an answer.

use support::desk::Trial;
use support::wine::WineDesk;

#[test]
fn doctor_answers_every_section() {
    let Some(desk) = WineDesk::new() else { return };
    let card = Trial::hba().card();
    desk.desk.insert(&card, 0);
    let run = desk.expect(0, &["doctor", "--details", "--wait", "0"]);
    for answer in [
        "Betriebssystem: Windows",
        "Sitzung: direkt an diesem PC",
        "Er antwortet.",
        "Dienst „Smartcard“ (SCardSvr): ",
        "Zertifikatverteilung (CertPropSvc)",
        "Kein Kartenleser am USB.",
        "Virtual PCD 00 00",
        "Programme, die den Leser benutzen",
        "Karte: Heilberufsausweis (eHBA)",
    ] {
        assert!(run.stdout.contains(answer), "{answer}\n{}", run.stdout);
    }
    let run = desk.expect(0, &["doctor", "--json", "--wait", "0"]);
    let system = &run.json["system"];
    for (section, members) in [
        (
            "session",
            &["ssh", "remote_desktop", "wsl", "container"][..],
        ),
        ("service", &["answers", "state", "start", "propagation"]),
    ] {
        for member in members {
            let value = &system[section][member];
            assert!(
                !value.is_null() && value != "unknown",
                "{section}.{member}: {system}"
            );
        }
    }
    for member in ["drivers", "usb", "programs"] {
        assert!(system[member].is_array(), "{member}: {system}");
    }
}
