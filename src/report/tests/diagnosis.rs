//! What is found, from facts put together by hand.

use std::sync::Arc;

use apdu::StatusWord;

use crate::attempts::Notes;
use crate::card::{Iccsn, Kind, PinStatus, View};
use crate::pins::PinKey;
use crate::reader::{self, Error, Features, Presence};
use crate::report::document::{Document, Run};
use crate::report::facts::diagnosis::{CardFound, Diagnosis, Looked, ReaderFound};
use crate::report::facts::finding::{Finding, Severity};
use crate::report::facts::next_step::NextStep;
use crate::report::facts::outcome::{Noted, PinLine, ReaderRow, SeenReader, StatusBody, deciding};
use crate::report::failure::Unreached;
use crate::report::words::diagnosis::{say, sections, summary};
use crate::report::{Body, Outcome, Seen, exit};
use crate::settings::{InForce, Origin, Set};
use crate::system::clock::Date;
use crate::system::machine::{
    Driver, Packages, Program, Sandbox, Screen, Service, Session, Sign, Site, Socket, SocketUnit,
    Surroundings, UsbDevice,
};
use crate::system::os::Os;
use crate::text::{Language, Text};
use crate::topics::{self, radar};

const BOTH: &str = "060442330006070442330007120442330012";
const VERIFY_ONLY: &str = "060442330006";
const KOMFORT: &str = "REINER SCT cyberJack RFID komfort 00 00";
const PLAIN: &str = "Virtual PCD 00 00";

fn pc(os: Os) -> Surroundings {
    Surroundings {
        site: Site {
            os,
            ..Site::default()
        },
        os_name: None,
        arch: "x86_64",
        service: Service::default(),
        drivers: None,
        usb: None,
        programs: None,
        use_ifd_ccid: None,
    }
}

fn seen(os: Os, readers: Vec<ReaderFound>) -> Diagnosis {
    Diagnosis {
        pc: pc(os),
        service: Ok(()),
        missing_reader: None,
        settings: InForce::default(),
        reader_by_default: None,
        wrong_clock: None,
        notes: None,
        card_not_found: false,
        readers,
        konnektor: None,
        is_virtual: false,
        knows_served: false,
        findings: Vec::new(),
        last_failure: None,
        issuer_list: None,
        label: None,
        report: None,
        probe: None,
    }
}

fn reader(name: &str, features: &str, look: Looked) -> ReaderFound {
    let features = Features::parse(&hex::decode(features).unwrap());
    let contactless = reader::features::looks_contactless(name, &features, &[]);
    let presence = if matches!(look, Looked::Empty) {
        Presence::Empty
    } else {
        Presence::Card
    };
    let reader = SeenReader {
        name: name.to_owned(),
        features,
        contactless,
        terminal: None,
    };
    ReaderFound {
        row: ReaderRow {
            presence,
            reader,
            card: None,
            application: None,
            is_untold: false,
            busy: false,
        },
        look,
    }
}

fn view(kind: Kind) -> View {
    View {
        kind,
        atr: hex::decode("3B909681B1FE451F0391").unwrap(),
        answer: StatusWord::new(0x9000),
        application: None,
        iccsn: Iccsn::parse("80276883110000220885"),
        version: None,
        pins: Vec::new(),
        certificates: Vec::new(),
        told_holder: None,
    }
}

fn card(status: PinStatus, noted: Option<Noted>) -> Looked {
    let pins = vec![PinLine {
        key: PinKey::Ch,
        status,
        named: None,
        noted,
    }];
    let next = match status {
        PinStatus::Transport => NextStep::Activate,
        PinStatus::Blocked => NextStep::Unblock,
        _ => NextStep::None,
    };
    Looked::Card(Box::new(CardFound {
        view: view(Kind::Hba),
        status: StatusBody {
            pins,
            sheet: None,
            findings: Vec::new(),
            asked: Vec::new(),
            bar: None,
            next,
        },
    }))
}

fn fine() -> Looked {
    card(PinStatus::Set { tries: 3 }, None)
}

/// Code words and exit codes, in order.
fn found(mut seen: Diagnosis) -> Vec<(&'static str, u8)> {
    seen.judge();
    for finding in &seen.findings {
        let is_problem = finding.severity == Severity::Problem;
        assert_eq!(is_problem, finding.code().exit != 0, "{finding:?}");
        assert!(
            finding.severity < Severity::Warning || remedy(finding).is_some(),
            "a dead end: {finding:?}"
        );
    }
    let codes = seen.findings.iter().map(Finding::code);
    codes.map(|code| (code.word, code.exit)).collect()
}

fn remedy(finding: &Finding) -> Option<String> {
    remedy_at(finding, Site::default())
}

fn remedy_at(finding: &Finding, site: Site) -> Option<String> {
    say(finding, site, Text::default()).remedy
}

fn codes(seen: Diagnosis) -> Vec<&'static str> {
    found(seen).into_iter().map(|(code, _)| code).collect()
}

fn usb(vendor: u16, product: u16, name: &str) -> UsbDevice {
    UsbDevice {
        vendor,
        product,
        name: name.to_owned(),
        place: None,
        kernel_driver: None,
        problem: None,
    }
}

#[test]
fn when_all_is_well_nothing_is_asked_for() {
    let all = seen(Os::Linux, vec![reader(PLAIN, "", fine())]);
    assert_eq!(
        found(all),
        [("service_ok", 0), ("reader_ok", 0), ("card_ok", 0)]
    );
}

#[test]
fn why_there_is_no_service_is_told_by_what_the_pc_shows() {
    let stopped = || Error::NoService("NoService".into());
    let rows: [(&str, Error, Session, Service); 8] = [
        (
            "service_missing",
            stopped(),
            Session::default(),
            Service {
                installed: Some(false),
                ..Service::default()
            },
        ),
        (
            "service_not_running",
            stopped(),
            Session::default(),
            Service {
                installed: Some(true),
                unit: Some(SocketUnit::Off),
                ..Service::default()
            },
        ),
        (
            "service_not_running",
            stopped(),
            Session::default(),
            Service::default(),
        ),
        (
            "container_without_socket",
            stopped(),
            Session {
                container: true,
                ..Session::default()
            },
            Service {
                installed: Some(false),
                socket: Some(Socket::Missing),
                ..Service::default()
            },
        ),
        (
            "service_mismatch",
            Error::NoService("SCARD_E_SERVICE_STOPPED, 0x8010001E".into()),
            Session {
                container: true,
                ..Session::default()
            },
            Service {
                socket: Some(Socket::Answers),
                ..Service::default()
            },
        ),
        (
            "not_allowed",
            stopped(),
            Session::default(),
            Service {
                socket: Some(Socket::Forbidden),
                ..Service::default()
            },
        ),
        (
            "not_allowed",
            Error::NotAllowed("NoAccess".into()),
            Session::default(),
            Service::default(),
        ),
        (
            "service_failed",
            Error::ReaderGone("R".into()),
            Session::default(),
            Service::default(),
        ),
    ];
    for (code, error, session, service) in rows {
        let mut all = seen(Os::Linux, Vec::new());
        all.service = Err(error);
        all.pc.site.session = session;
        all.pc.service = service;
        assert_eq!(found(all), [(code, exit::SERVICE)]);
    }
}

#[test]
fn the_remedy_names_the_command_of_this_system() {
    for (packages, command) in [
        (Packages::Apt, "sudo apt install pcscd"),
        (Packages::Dnf, "sudo dnf install pcsc-lite"),
        (Packages::Zypper, "sudo zypper install"),
        (Packages::Pacman, "sudo pacman -S pcsclite"),
        (Packages::RpmOstree, "sudo rpm-ostree install pcsc-lite"),
        (Packages::Apk, "apk add pcsc-lite ccid"),
        (Packages::Nix, "services.pcscd.enable = true;"),
    ] {
        let mut all = seen(Os::Linux, Vec::new());
        all.service = Err(Error::NoService("NoService".into()));
        all.pc.service.installed = Some(false);
        all.pc.site.packages = Some(packages);
        all.judge();
        assert!(
            remedy_at(&all.findings[0], all.pc.site)
                .unwrap()
                .contains(command),
            "{:?}",
            all.findings
        );
    }
}

#[test]
fn a_closed_socket_is_said_as_what_it_is() {
    let path = "/run/pcscd/pcscd.comm";
    for (error, group, remedy) in [
        (
            Error::NoService("NoService".into()),
            Some("pcscd"),
            "usermod -aG pcscd",
        ),
        (
            Error::Closed(path.into()),
            None,
            "ls -l /run/pcscd/pcscd.comm",
        ),
    ] {
        let mut all = seen(Os::Linux, Vec::new());
        all.service = Err(error);
        all.pc.service = Service {
            socket: Some(Socket::Forbidden),
            socket_path: Some(path.into()),
            polkit: Some(false),
            group: group.map(ToOwned::to_owned),
            ..Service::default()
        };
        all.judge();
        let said = say(&all.findings[0], all.pc.site, Text::default());
        let todo = said.remedy.unwrap();
        assert!(
            said.what.contains(path) && !said.what.contains("NoService"),
            "{}",
            said.what
        );
        assert!(todo.contains(remedy) && !todo.contains("polkit"), "{todo}");
    }
}

#[test]
fn sessions_from_afar_are_notes_until_the_reader_is_missing() {
    let session = Session {
        ssh: true,
        screen: Some(Screen::Rdp),
        ..Session::default()
    };
    let mut with = seen(Os::Windows, vec![reader(PLAIN, "", fine())]);
    with.pc.site.session = session;
    assert_eq!(
        found(with)[..2],
        [("ssh_session", 0), ("remote_session", 0)]
    );
    let mut without = seen(Os::Windows, Vec::new());
    without.pc.site.session = session;
    let expected = [
        ("ssh_session", 4),
        ("remote_session", 4),
        ("no_reader", 4),
        ("ti_terminal_hint", 0),
    ];
    assert_eq!(found(without)[..4], expected);
}

#[test]
fn a_usb_reader_without_a_name_lacks_its_driver() {
    let mut all = seen(Os::Linux, Vec::new());
    all.pc.usb = Some(vec![usb(
        0x0C4B,
        0x0501,
        "REINER SCT cyberJack RFID komfort",
    )]);
    all.pc.drivers = Some(vec![Driver {
        name: "ifd-ccid".into(),
        maker: None,
        version: None,
        devices: vec![(0x046A, 0x003E)],
    }]);
    let expected = [
        ("usb_reader_without_driver", 4),
        ("no_reader", 4),
        ("ti_terminal_hint", 0),
        ("service_ok", 0),
    ];
    assert_eq!(found(all.clone()), expected);
    all.judge();
    assert!(
        remedy(&all.findings[0])
            .unwrap()
            .contains("Treiber des Herstellers"),
        "{:?}",
        all.findings
    );
    // With a reader that is surely another one, it is in nobody's way.
    all.readers = vec![reader(
        "Cherry GmbH SmartTerminal ST-2xxx 00 00",
        BOTH,
        fine(),
    )];
    all.pc
        .usb
        .as_mut()
        .unwrap()
        .push(usb(0x046A, 0x003E, "Cherry SmartTerminal"));
    assert!(found(all.clone()).contains(&("usb_reader_without_driver", 0)));
    // One that could be it says nothing.
    all.readers = vec![reader("Irgendein Leser 0", "", fine())];
    assert!(!codes(all).contains(&"usb_reader_without_driver"));
}

#[test]
fn a_linux_without_usb_drivers_is_told_so() {
    let mut all = seen(Os::Linux, Vec::new());
    all.pc.drivers = Some(vec![Driver {
        name: "libifdvpcd".into(),
        maker: None,
        version: None,
        devices: Vec::new(),
    }]);
    assert!(found(all.clone()).contains(&("driver_missing", 4)));
    all.readers = vec![reader(PLAIN, "", fine())];
    assert!(found(all).contains(&("driver_missing", 0)));
}

#[test]
fn without_any_reader_the_network_terminals_are_explained() {
    let mut all = seen(Os::Linux, Vec::new());
    all.pc.usb = Some(Vec::new());
    assert_eq!(
        found(all.clone()),
        [("no_reader", 4), ("ti_terminal_hint", 0), ("service_ok", 0)]
    );
    all.judge();
    assert!(
        say(&all.findings[0], Site::default(), Text::default())
            .what
            .contains("auch am USB ist keiner"),
        "{:?}",
        all.findings
    );
    let mut named = seen(Os::Linux, vec![reader(PLAIN, "", fine())]);
    named.missing_reader = Some("anderer".into());
    assert!(found(named).contains(&("no_such_reader", 4)));
}

#[test]
fn a_driver_that_is_older_than_its_pad_needs_is_told_where_it_serves_that_pad() {
    const KC: &str = "Cherry KC 1000 SC 00 00";
    let tells = |name: &str, features: &str, version: &str, device| {
        let mut all = seen(Os::Linux, vec![reader(name, features, fine())]);
        all.pc.drivers = Some(vec![Driver {
            name: "ifd-ccid".into(),
            maker: None,
            version: Some(version.into()),
            devices: vec![device],
        }]);
        all.pc.usb = Some(Vec::new());
        found(all).contains(&("old_driver", 0))
    };
    let kc = (0x046A, 0x00A1);
    assert!(tells(KC, BOTH, "1.4.31", kc));
    assert!(tells(KC, BOTH, "1.4", kc));
    assert!(!tells(KC, BOTH, "1.4.32", kc));
    assert!(!tells(KC, BOTH, "1.10.0", kc), "numbers, not letters");
    assert!(!tells(KC, BOTH, "unknown", kc), "nobody knows");
    assert!(!tells(KC, "", "1.4.31", kc), "no pad, nothing to mend");
    assert!(
        !tells(KC, BOTH, "1.4.31", (1, 1)),
        "another driver serves it"
    );
    assert!(!tells(PLAIN, BOTH, "1.4.31", (0x046A, 0x003E)));
}

#[test]
fn packages_that_refuse_each_other_are_told_before_the_service_is_started_anew() {
    let with = |version: &str, library: &str| {
        let mut all = seen(Os::Linux, vec![reader(PLAIN, "", fine())]);
        all.pc.service.version = Some(version.into());
        all.pc.service.library = Some(library.into());
        found(all)
    };
    assert!(with("2.3.3-1", "1.9.9-2").contains(&("service_mismatch", 0)));
    assert!(with("1.9.9-2", "2.3.0").contains(&("service_mismatch", 0)));
    for (version, library) in [("1.9.9-2", "1.9.9-2"), ("2.4.1", "1.9.9"), ("x", "1.9.9")] {
        let found = with(version, library);
        assert_eq!(
            found.first(),
            Some(&("service_ok", 0)),
            "{version} {library}"
        );
    }
}

#[test]
fn pads_that_are_missing_half_or_false_are_told() {
    for (name, features, code) in [
        (KOMFORT, "", "pad_features_missing"),
        (KOMFORT, BOTH, "reader_ok"),
        (PLAIN, "", "reader_ok"),
        (PLAIN, VERIFY_ONLY, "pad_verify_only"),
        (PLAIN, "070442330007", "pad_modify_only"),
        (
            "HID Global OMNIKEY 3x21 Smart Card Reader 00 00",
            BOTH,
            "pad_untrusted",
        ),
        ("REINER SCT cyberJack one 00 00", BOTH, "old_firmware"),
        (
            "REINER SCT cyberJack RFID basis 00 00",
            "",
            "contactless_only",
        ),
    ] {
        let other = reader("Anderer Leser 00 00", "", fine());
        let findings = found(seen(
            Os::Windows,
            vec![reader(name, features, Looked::Empty), other],
        ));
        let about: Vec<_> = findings
            .iter()
            .filter(|(found, _)| *found == code)
            .collect();
        assert!(
            about.iter().all(|(_, exit)| *exit == 0) && !about.is_empty(),
            "{name}: {findings:?}"
        );
    }
    let only = seen(
        Os::Linux,
        vec![reader(
            "REINER SCT cyberJack RFID basis 00 00",
            "",
            Looked::Empty,
        )],
    );
    assert!(found(only).contains(&("contactless_only", 4)));
}

#[test]
fn a_reader_that_could_not_be_asked_is_not_blamed_for_its_pad() {
    let mut busy = reader(
        KOMFORT,
        "",
        Looked::Failed(Unreached::Reader(Error::Busy(KOMFORT.into()))),
    );
    busy.row.busy = true;
    assert!(!codes(seen(Os::Linux, vec![busy])).contains(&"pad_features_missing"));
}

#[test]
fn a_failed_look_is_a_finding_with_the_exit_code_of_its_failure() {
    for (error, code, exit) in [
        (Error::Busy(PLAIN.into()), "busy", 7),
        (Error::Mute(PLAIN.into()), "card_mute", 5),
        (Error::NoCard(PLAIN.into()), "no_card", 5),
        (Error::Removed(PLAIN.into()), "card_removed", 8),
        (Error::NotAllowed(PLAIN.into()), "not_allowed", 3),
        (Error::NoService("x".into()), "no_service", 3),
    ] {
        let look = Looked::Failed(Unreached::Reader(error));
        let findings = found(seen(Os::Linux, vec![reader(PLAIN, "", look)]));
        assert_eq!(
            findings,
            [(code, exit), ("service_ok", 0), ("reader_ok", 0)]
        );
    }
}

#[test]
fn who_may_hold_a_busy_card_is_named() {
    let look = Looked::Failed(Unreached::Reader(Error::Busy(PLAIN.into())));
    let mut all = seen(Os::Linux, vec![reader(PLAIN, "", look)]);
    all.pc.programs = Some(vec![Program {
        name: "scdaemon".into(),
        sign: Sign::Device,
    }]);
    assert!(codes(all.clone()).contains(&"other_programs"));
    // Where nothing is busy and no reader is missing they are in nobody's way.
    let mut healthy = seen(Os::Linux, vec![reader(PLAIN, "", fine())]);
    healthy.pc.programs = all.pc.programs.clone();
    assert!(!codes(healthy).contains(&"other_programs"));
    let mut none = seen(Os::Linux, Vec::new());
    none.pc.programs = all.pc.programs.clone();
    assert!(codes(none).contains(&"other_programs"));
    all.judge();
    let busy = all
        .findings
        .iter()
        .find(|finding| finding.code().word == "busy")
        .unwrap();
    assert!(remedy(busy).unwrap().contains("scdaemon"), "{busy:?}");
}

/// A state, what is noted of it, and the findings.
type Row = (PinStatus, Option<Noted>, &'static [(&'static str, u8)]);

#[test]
fn the_state_of_a_pin_is_a_finding_where_it_is_in_the_way() {
    let noted = |tries, blocked| {
        Some(Noted {
            tries_left_at_most: Some(tries),
            wrong: 2,
            unknown: 0,
            blocked,
            ..Noted::default()
        })
    };
    let rows: [Row; 10] = [
        (PinStatus::Transport, None, &[("transport", 0)]),
        (
            PinStatus::Transport,
            noted(1, false),
            &[("last_try_noted", 0), ("transport", 0)],
        ),
        (
            PinStatus::Transport,
            noted(0, true),
            &[("transport_blocked_noted", 11), ("transport", 0)],
        ),
        (PinStatus::Blocked, None, &[("pin_blocked", 11)]),
        (PinStatus::Set { tries: 1 }, None, &[("last_try", 0)]),
        (PinStatus::Set { tries: 2 }, None, &[("wrong_entry", 0)]),
        (
            PinStatus::Unreadable(StatusWord::new(0x6A88)),
            None,
            &[("pin_unreadable", 1)],
        ),
        (PinStatus::Missing, None, &[("pin_unreadable", 1)]),
        (PinStatus::Disabled, None, &[("pin_disabled", 0)]),
        (PinStatus::Empty, None, &[("pin_empty", 0)]),
    ];
    for (status, noted, expected) in rows {
        let findings = found(seen(
            Os::Linux,
            vec![reader(PLAIN, "", card(status, noted))],
        ));
        let (first, fine) = findings.split_at(expected.len());
        assert_eq!(first, expected, "{status:?}");
        assert_eq!(fine, [("service_ok", 0), ("reader_ok", 0)], "{status:?}");
    }
}

#[test]
fn a_foreign_card_is_a_problem_only_where_no_other_is_there() {
    let foreign = || {
        let status = StatusBody {
            pins: Vec::new(),
            sheet: None,
            findings: Vec::new(),
            asked: Vec::new(),
            bar: None,
            next: NextStep::None,
        };
        Looked::Card(Box::new(CardFound {
            view: view(Kind::Egk),
            status,
        }))
    };
    assert!(
        found(seen(Os::Linux, vec![reader("A", "", foreign())])).contains(&("foreign_card", 6))
    );
    let both = seen(
        Os::Linux,
        vec![reader("A", "", foreign()), reader("B", "", fine())],
    );
    assert!(found(both).contains(&("foreign_card", 0)));
    assert!(found(seen(Os::Linux, vec![reader("A", "", Looked::Empty)])).contains(&("no_card", 5)));
    let mut other = seen(Os::Linux, vec![reader("A", "", fine())]);
    other.card_not_found = true;
    assert!(found(other).contains(&("no_such_card", 6)));
}

#[test]
fn what_is_known_of_cards_is_a_problem_only_where_the_card_has_ended() {
    let facts = |generation, issuer| radar::CardFacts {
        kind: "hba",
        generation: Some(generation),
        issuer: Some(issuer),
        is_for_tests: false,
        has_rsa: Some(generation == "G2.0"),
        has_ecc: Some(generation != "G2.0"),
        issued: Some(1_704_067_200),
        ends: radar::Ends::of([(radar::Use::Authentication, 2_000_000_000)]),
    };
    let with = |card| {
        let Looked::Card(mut found) = fine() else {
            panic!("a card")
        };
        found.status.findings = radar::findings(&card, 1_795_000_000);
        assert!(!found.status.findings.is_empty());
        seen(Os::Linux, vec![reader(PLAIN, "", Looked::Card(found))])
    };
    assert_eq!(
        found(with(facts("G2.0", "medisign")))[..1],
        [("generation_ended", 21)]
    );
    let recalled = with(facts("G2.1", "d-trust"));
    assert_eq!(found(recalled.clone())[..1], [("recall_idemia", 0)]);
    let mut recalled = recalled;
    recalled.judge();
    assert_eq!(recalled.findings[0].severity, Severity::Warning);
}

#[test]
fn a_card_that_is_read_through_the_air_is_told_at_readers_with_a_slot() {
    let mut air = view(Kind::Hba);
    air.atr = hex::decode("3B88800150FFFF117783D50069").unwrap();
    let status = StatusBody {
        bar: None,
        pins: Vec::new(),
        sheet: None,
        findings: Vec::new(),
        asked: Vec::new(),
        next: NextStep::None,
    };
    let look = Looked::Card(Box::new(CardFound { view: air, status }));
    assert!(
        codes(seen(Os::Linux, vec![reader(KOMFORT, BOTH, look)])).contains(&"contactless_mode")
    );
    assert!(
        !codes(seen(Os::Linux, vec![reader(KOMFORT, BOTH, fine())])).contains(&"contactless_mode")
    );
}

#[test]
fn notes_of_tries_are_gone_from_what_a_report_is_made_of() {
    let noted = Some(Noted {
        tries_left_at_most: Some(1),
        wrong: 2,
        unknown: 1,
        blocked: true,
        ..Noted::default()
    });
    let text = Text::default();
    let mut all = seen(
        Os::Linux,
        vec![reader(PLAIN, "", card(PinStatus::Transport, noted))],
    );
    all.judge();
    assert_eq!(exit_of(&all), 11);
    let other = all.without_notes();
    assert_eq!(exit_of(&other), 0);
    let outcome = Outcome::of(Body::Doctor(Box::new(other.clone())));
    let seen = Seen::default();
    let document = Document::of_outcome(Run::default(), &outcome, &seen, text);
    let document = serde_json::to_string(&document).unwrap();
    assert!(document.contains("\"blocked_in_transport\":null"));
    let everything = format!(
        "{:?} {}",
        sections(&other, text),
        document.replace("blocked_in_transport", "")
    );
    for word in ["Notizen", "notes", "_noted\":2", "blocked"] {
        assert!(!everything.contains(word), "{word} is in {everything}");
    }
}

fn exit_of(seen: &Diagnosis) -> u8 {
    let failures = seen.failures();
    deciding(&failures).map_or(0, |failure| failure.code().exit)
}

#[test]
fn the_summary_says_what_to_do_first() {
    let text = Text::new(Language::En);
    let mut all = seen(Os::Linux, Vec::new());
    all.service = Err(Error::NoService("NoService".into()));
    all.pc.service = Service {
        unit: Some(SocketUnit::Off),
        installed: Some(true),
        ..Service::default()
    };
    all.judge();
    assert!(
        summary(&all, text)
            .1
            .contains("systemctl enable --now pcscd.socket"),
        "{}",
        summary(&all, text).1
    );
    let mut well = seen(Os::Linux, vec![reader(PLAIN, "", fine())]);
    well.judge();
    assert!(summary(&well, text).1.starts_with("All is well"));
    let mut pad = seen(Os::Linux, vec![reader(KOMFORT, "", fine())]);
    pad.judge();
    assert!(
        summary(&pad, text).1.contains("Install the maker’s driver"),
        "{}",
        summary(&pad, text).1
    );
}

#[test]
fn a_virtual_card_is_not_blamed_for_the_pc() {
    let mut all = seen(Os::Linux, vec![reader("virtual:hba", "", fine())]);
    all.is_virtual = true;
    all.pc.site.session.ssh = true;
    all.pc.usb = Some(vec![usb(0x0C4B, 0x0501, "")]);
    all.pc.drivers = Some(Vec::new());
    assert_eq!(found(all), [("reader_ok", 0), ("card_ok", 0)]);
}

#[test]
fn models_with_a_pad_in_the_data_are_none_that_the_pad_room_distrusts() {
    for model in topics::readers::all() {
        let (vendor, product) = model.usb.split_once(':').unwrap();
        let number = |text| hex::encode(u16::from_str_radix(text, 16).unwrap().to_le_bytes());
        let mut features = Features::parse(&hex::decode(BOTH).unwrap());
        let properties = format!("0B02{}0C02{}", number(vendor), number(product));
        features.take_tlv_properties(&hex::decode(properties).unwrap());
        let pad = reader::pin_pad::Pad::of("", &features);
        assert!(
            model.pad != Some(true) || !pad.is_untrusted(),
            "{}",
            model.name
        );
    }
}

/// A reader at USB that the service does not report, and what the PC shows of it.
fn lost_reader(device: UsbDevice, driver: Option<Driver>, programs: &[&str]) -> Diagnosis {
    let mut all = seen(Os::Linux, Vec::new());
    all.pc.usb = Some(vec![device]);
    all.pc.drivers = driver.map(|driver| vec![driver]);
    let program = |name: &&str| Program {
        name: (*name).to_owned(),
        sign: Sign::Device,
    };
    all.pc.programs = Some(programs.iter().map(program).collect());
    all
}

#[test]
fn what_keeps_a_reader_from_the_service_comes_before_that_there_is_none() {
    let ccid = |devices: &[(u16, u16)]| {
        Some(Driver {
            name: "ifd-ccid".into(),
            maker: None,
            version: Some("1.4.30".into()),
            devices: devices.to_vec(),
        })
    };
    let by_hand = || {
        Some(Driver {
            name: "libifdvpcd".into(),
            maker: None,
            version: None,
            devices: Vec::new(),
        })
    };
    let cherry = || usb(0x046A, 0x003E, "Cherry SmartTerminal");
    let cyberjack = || usb(0x0C4B, 0x0501, "REINER SCT cyberJack RFID komfort");
    let nfc = UsbDevice {
        kernel_driver: Some("pn533_usb".into()),
        ..usb(0x072F, 0x2200, "ACS ACR122U")
    };
    for (all, code, words) in [
        (
            lost_reader(cherry(), by_hand(), &[]),
            "driver_missing",
            "installiert",
        ),
        (
            lost_reader(cyberjack(), by_hand(), &[]),
            "usb_reader_without_driver",
            "Herstellers",
        ),
        (
            lost_reader(cherry(), ccid(&[(1, 1)]), &[]),
            "usb_reader_without_driver",
            "ifd-ccid 1.4.30",
        ),
        (
            lost_reader(cherry(), ccid(&[(0x046A, 0x003E)]), &[]),
            "usb_reader_without_driver",
            "ist installiert",
        ),
        (
            lost_reader(cyberjack(), ccid(&[(0x0C4B, 0x0501)]), &[]),
            "usb_reader_without_driver",
            "ist installiert",
        ),
        (
            lost_reader(cherry(), ccid(&[(1, 1)]), &["scdaemon"]),
            "usb_reader_held",
            "scdaemon",
        ),
        (
            lost_reader(nfc, ccid(&[(1, 1)]), &[]),
            "usb_reader_held",
            "pn533_usb",
        ),
    ] {
        let mut all = all;
        all.judge();
        let said = say(&all.findings[0], Site::default(), Text::default());
        assert_eq!(all.findings[0].code().word, code, "{said:?}");
        let whole = format!("{} {}", said.what, said.remedy.unwrap());
        assert!(whole.contains(words), "{words}: {whole}");
        assert_eq!(exit_of(&all), 4);
    }
    // A driver that nothing waits for is not what keeps a reader away that is not plugged in.
    let mut nothing = seen(Os::Linux, Vec::new());
    nothing.pc.usb = Some(Vec::new());
    nothing.pc.drivers = Some(vec![by_hand().unwrap()]);
    assert_eq!(
        found(nothing)[..2],
        [("no_reader", 4), ("driver_missing", 0)].map(|(code, exit)| (code, exit))
    );
}

#[test]
fn where_one_sits_leads_only_where_the_reader_may_be_elsewhere() {
    let ssh = Session {
        ssh: true,
        ..Session::default()
    };
    let mut all = lost_reader(usb(0x0C4B, 0x0501, ""), None, &[]);
    all.pc.site.session = ssh;
    assert_eq!(codes(all)[0], "usb_reader_without_driver");
    let mut refused = seen(Os::Linux, Vec::new());
    refused.service = Err(Error::NotAllowed("polkit".into()));
    refused.pc.site.session = ssh;
    assert_eq!(found(refused), [("not_allowed", 3), ("ssh_session", 0)]);
    let remote = |os| {
        let mut all = seen(os, Vec::new());
        all.service = Err(Error::NoService("NoService".into()));
        all.pc.site.session.screen = Some(Screen::Rdp);
        codes(all)[0]
    };
    assert_eq!(remote(Os::Windows), "remote_session");
    assert_eq!(remote(Os::Linux), "service_not_running");
}

#[test]
fn a_service_that_crashes_is_told_as_such_whether_it_is_up_just_now_or_not() {
    let mut up = seen(Os::Linux, vec![reader(PLAIN, "", fine())]);
    up.pc.service.crashes = 3;
    assert_eq!(found(up.clone())[0], ("service_crashes", 0));
    up.pc.service.crashes = 1;
    assert_eq!(found(up.clone())[0].0, "service_ok");
    up.pc.service.crashes = 3;
    up.service = Err(Error::NoService("NoService".into()));
    assert_eq!(found(up), [("service_crashes", 3)]);
}

#[test]
fn a_sandbox_is_opened_in_its_own_way_and_versions_differ_outside_of_containers_too() {
    for (sandbox, command) in [
        (Sandbox::Flatpak, "flatpak override --user --socket=pcsc"),
        (Sandbox::Snap, "snap connect pinlotse:pcscd"),
    ] {
        let mut all = seen(Os::Linux, Vec::new());
        all.service = Err(Error::Closed("/run/pcscd/pcscd.comm".into()));
        all.pc.service.socket = Some(Socket::Forbidden);
        all.pc.site.session = Session {
            container: true,
            sandbox: Some(sandbox),
            ..Session::default()
        };
        all.judge();
        assert_eq!(all.findings[0].code().word, "container_without_socket");
        let todo = remedy_at(&all.findings[0], all.pc.site).unwrap();
        assert!(
            todo.contains(command) && !todo.contains("-v /run"),
            "{todo}"
        );
    }
    let mut other = seen(Os::Linux, Vec::new());
    other.service = Err(Error::NoService(reader::SERVICE_STOPPED.into()));
    other.pc.service.socket = Some(Socket::Answers);
    other.judge();
    let said = say(&other.findings[0], Site::default(), Text::default());
    assert_eq!(other.findings[0].code().word, "service_mismatch");
    assert!(!said.what.contains("Container"), "{}", said.what);
}

#[test]
fn a_contactless_reader_is_in_the_way_only_where_the_card_lies_on_it() {
    const AIR: &str = "REINER SCT cyberJack RFID basis 00 00";
    let foreign = || {
        let Looked::Card(mut found) = fine() else {
            panic!("a card")
        };
        found.view.kind = Kind::Unknown;
        found.status.pins.clear();
        Looked::Card(found)
    };
    let both = |on_air, in_slot| {
        let readers = vec![reader(AIR, "", on_air), reader(PLAIN, "", in_slot)];
        found(seen(Os::Linux, readers))[0]
    };
    assert_eq!(both(foreign(), Looked::Empty), ("contactless_only", 4));
    assert_eq!(both(Looked::Empty, fine()), ("contactless_only", 0));
    let mut fine_one = seen(
        Os::Linux,
        vec![reader(AIR, "", Looked::Empty), reader(PLAIN, "", fine())],
    );
    fine_one.judge();
    assert!(fine_one.first().is_none(), "{:?}", fine_one.findings);
}

#[test]
fn what_the_pc_must_do_besides_comes_after_the_card_and_before_its_activation() {
    let notes = || Notes::nowhere().check().err().map(Arc::new);
    let day = Date::parse("2000-01-01").unwrap();
    let mut all = seen(
        Os::Linux,
        vec![reader(PLAIN, "", card(PinStatus::Transport, None))],
    );
    all.notes = notes();
    assert_eq!(codes(all.clone())[..2], ["notes_unusable", "transport"]);
    all.wrong_clock = Some(day);
    assert_eq!(codes(all.clone())[0], "clock_wrong");
    all.readers = vec![reader(PLAIN, "", Looked::Empty)];
    assert_eq!(codes(all.clone())[0], "no_card");
    all.judge();
    let (_, line) = summary(&all, Text::default());
    assert!(line.contains("In keinem Leser steckt eine Karte"), "{line}");
}

#[test]
fn a_variable_that_nobody_thinks_of_is_named() {
    let mut all = seen(Os::Linux, vec![reader("virtual:hba", "", fine())]);
    all.is_virtual = true;
    let by_variable = |value: &str| {
        let origin = Origin::Variable("PINLOTSE_READER");
        let value = value.to_owned();
        Some(Set { value, origin })
    };
    all.reader_by_default = by_variable("virtual:hba");
    assert_eq!(codes(all)[0], "virtual_by_default");
    let mut other = seen(Os::Linux, vec![reader(PLAIN, "", fine())]);
    other.reader_by_default = by_variable("alter Leser");
    assert_eq!(codes(other.clone())[0], "service_ok");
    other.missing_reader = Some("alter Leser".into());
    other.judge();
    let (_, line) = summary(&other, Text::default());
    assert!(
        line.contains("alter Leser") && line.contains("PINLOTSE_READER"),
        "{line}"
    );
}

#[test]
fn an_activation_comes_before_an_expiry_and_after_an_end() {
    let with = |days: i64| {
        let at = 1_795_000_000;
        let ends = radar::Ends::of([(radar::Use::Authentication, at + days * 86_400)]);
        let facts = radar::CardFacts {
            kind: "hba",
            generation: Some("G2.1"),
            has_rsa: Some(false),
            has_ecc: Some(true),
            ends,
            ..radar::CardFacts::default()
        };
        let Looked::Card(mut found) = card(PinStatus::Transport, None) else {
            panic!("a card")
        };
        found.status.findings = radar::findings(&facts, at);
        let mut all = seen(Os::Linux, vec![reader(PLAIN, "", Looked::Card(found))]);
        all.judge();
        all
    };
    let soon = with(30);
    assert_eq!(codes(soon.clone())[..2], ["transport", "replacement_due"]);
    let (_, line) = summary(&soon, Text::default());
    assert!(
        line.starts_with("Nichts steht im Weg.") && line.contains("pinlotse aktivieren"),
        "{line}"
    );
    assert_eq!(codes(with(-30))[..2], ["expired", "transport"]);
}

#[test]
fn two_cards_are_sections_of_their_own_and_no_finding_is_said_twice() {
    let text = Text::default();
    let mut all = seen(
        Os::Linux,
        vec![
            reader("Leser A", "", fine()),
            reader("Leser B", "", card(PinStatus::Blocked, None)),
        ],
    );
    all.judge();
    let sections = sections(&all, text);
    let titles: Vec<&str> = sections
        .iter()
        .filter(|section| section.is_card)
        .map(|section| section.title.as_str())
        .collect();
    assert_eq!(titles.len(), 2, "{titles:?}");
    assert!(titles[0].starts_with("Karte 1 von 2: ") && titles[1].starts_with("Karte 2 von 2: "));
    let (_, first) = summary(&all, text);
    let remedy = remedy(&all.findings[0]).unwrap();
    assert!(first.contains(&remedy), "{first}");
    let mut lines = sections.iter().flat_map(|section| &section.lines);
    assert!(!lines.any(|(_, line)| line.contains(&remedy)), "{remedy}");
}
