//! `doctor` at a PC with Windows: what it is told there, and that it speaks Windows’ own words.

use std::fs;

use pinlotse::reader::Error;
use pinlotse::system::machine::{
    Device, Machine, RunningProgram, ServiceRun, ServiceStart, WindowsFacts, WindowsService,
    WindowsVersion,
};
use pinlotse::system::os::Os;
use serde_json::{Value, json};
use support::faults::{Bench, card};
use support::journey::{Journey, Ran};
use support::script::Script;

const CHERRY: &str = "Cherry SmartTerminal ST-2xxx 0";

fn service(run: ServiceRun, start: ServiceStart) -> Option<WindowsService> {
    Some(WindowsService {
        run,
        start: Some(start),
    })
}

fn device(id: &str, name: &str) -> Device {
    Device {
        id: id.to_owned(),
        name: name.to_owned(),
        ..Device::default()
    }
}

/// A PC on which everything is as it should be.
fn sound() -> WindowsFacts {
    let cherry = Device {
        is_reader: true,
        provider: Some("Microsoft".to_owned()),
        version: Some("10.0.22621.1".to_owned()),
        ..device(
            "USB\\VID_046A&PID_003E\\7",
            "Microsoft Usbccid Smartcard Reader (WUDF)",
        )
    };
    WindowsFacts {
        version: WindowsVersion {
            product: "Windows 10 Pro".to_owned(),
            release: "23H2".to_owned(),
            build: "22631".to_owned(),
        },
        card_service: service(ServiceRun::Running, ServiceStart::Manual),
        propagation: service(ServiceRun::Running, ServiceStart::Manual),
        readers: Some(vec![cherry.clone()]),
        usb: Some(vec![cherry]),
        programs: Some(vec![RunningProgram {
            name: "Praxis.exe".to_owned(),
            has_library: true,
        }]),
        remote: false,
    }
}

fn at(mut journey: Journey, facts: WindowsFacts, variables: &[(&str, &str)]) -> Journey {
    let root = journey.temp.join("root");
    fs::create_dir(&root).unwrap();
    let variables = variables
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    journey.machine = Some(Machine {
        os: Os::Windows,
        root,
        variables: Some(variables.collect()),
        host: Some("EMPFANG".to_owned()),
        windows: Some(facts),
    });
    journey
}

fn with_card() -> Journey {
    let bench = Bench::new();
    bench.add(CHERRY, Some(card("hba")));
    Journey::on(bench)
}

fn without_service() -> Journey {
    let bench = Bench::new();
    bench.fails_to_list(Some(Error::NoService(
        "SCARD_E_NO_SERVICE, 0x8010001D".to_owned(),
    )));
    Journey::on(bench)
}

fn doctor(journey: Journey, facts: WindowsFacts) -> Ran {
    let mut journey = at(journey, facts, &[("SESSIONNAME", "Console")]);
    journey.run(&["--json", "doctor"], Script::nobody())
}

fn first(ran: &Ran) -> Value {
    ran.document()["findings"][0].clone()
}

#[test]
fn every_section_is_told_there_too() {
    let ran = doctor(with_card(), sound());
    let system = &ran.document()["system"];
    assert_eq!(system["os_name"], "Windows 11 Pro 23H2 22631");
    assert_eq!(system["service"]["state"], "running");
    assert_eq!(system["service"]["start"], "manual");
    assert_eq!(system["service"]["propagation"], "running");
    assert_eq!(
        system["drivers"],
        json!([{
            "name": "Microsoft Usbccid Smartcard Reader (WUDF)", "maker": "Microsoft",
            "version": "10.0.22621.1", "devices": 1
        }])
    );
    assert_eq!(system["usb"][0]["id"], "046A:003E");
    assert_eq!(system["usb"][0]["problem"], Value::Null);
    assert_eq!(
        system["programs"],
        json!([{ "name": "Praxis", "sign": "library" }])
    );
    let mut journey = at(with_card(), sound(), &[("SESSIONNAME", "Console")]);
    let told = journey.run(&["doctor", "--details"], Script::nobody());
    told.says("Dienst „Smartcard“ (SCardSvr): läuft, Start: bei Bedarf");
    told.says("Treiber von Microsoft, Version 10.0.22621.1");
    told.never_says("nicht bekannt");
}

#[test]
fn a_service_that_is_disabled_or_missing_is_told_with_what_helps() {
    let mut facts = sound();
    facts.card_service = service(ServiceRun::Stopped, ServiceStart::Disabled);
    let ran = doctor(without_service(), facts);
    ran.fails(3, "service_not_running");
    let remedy = first(&ran)["remedy"].to_string();
    assert!(
        remedy.contains("sc config SCardSvr start= demand"),
        "{remedy}"
    );
    let mut facts = sound();
    facts.card_service = Some(WindowsService {
        run: ServiceRun::Missing,
        start: None,
    });
    let ran = doctor(without_service(), facts);
    ran.fails(3, "service_missing");
    let message = first(&ran)["message"].to_string();
    assert!(message.contains("SCardSvr"), "{message}");
}

#[test]
fn what_the_device_manager_says_of_a_reader_leads_to_what_helps() {
    for (problem, words) in [
        (22, "Gerät aktivieren"),
        (28, "Treiber des Herstellers"),
        (10, "Code 10"),
    ] {
        let mut komfort = device("USB\\VID_0C4B&PID_0501\\5", "cyberJack RFID komfort");
        komfort.problem = problem;
        let facts = WindowsFacts {
            readers: Some(Vec::new()),
            usb: Some(vec![komfort]),
            ..sound()
        };
        let ran = doctor(Journey::on(Bench::new()), facts);
        ran.fails(4, "usb_reader_without_driver");
        let first = first(&ran);
        assert!(first["remedy"].to_string().contains(words), "{first}");
    }
}

#[test]
fn a_session_from_afar_is_seen_by_its_number_too() {
    let facts = WindowsFacts {
        remote: true,
        usb: Some(Vec::new()),
        ..sound()
    };
    let ran = doctor(Journey::on(Bench::new()), facts);
    ran.fails(4, "remote_session");
}

#[test]
fn nothing_that_is_said_there_is_a_word_of_another_system() {
    let errors = [
        Error::NoService("SCARD_E_NO_SERVICE, 0x8010001D".to_owned()),
        Error::ServiceFailed("SCARD_F_INTERNAL_ERROR, 0x80100001".to_owned()),
        Error::ServiceHangs,
        Error::ServiceFull("SCARD_E_NO_MEMORY, 0x80100006".to_owned()),
        Error::NotAllowed("SCARD_E_NO_ACCESS, 0x80100027".to_owned()),
    ];
    let mut stopped = sound();
    stopped.card_service = service(ServiceRun::Stopped, ServiceStart::Manual);
    let bare = WindowsFacts {
        readers: Some(Vec::new()),
        usb: Some(vec![device("USB\\VID_04E6&PID_E001\\5", "SCR331")]),
        ..sound()
    };
    let mut runs = Vec::new();
    for facts in [sound(), stopped, bare, WindowsFacts::default()] {
        for error in &errors {
            let bench = Bench::new();
            bench.fails_to_list(Some(error.clone()));
            runs.push((Journey::on(bench), facts.clone()));
        }
        runs.push((Journey::on(Bench::new()), facts.clone()));
        runs.push((with_card(), facts));
    }
    for (journey, facts) in runs {
        for language in ["de", "en"] {
            let bench = journey.bench.clone();
            let mut here = at(Journey::on(bench), facts.clone(), &[]);
            for command in [&["doctor", "--details"][..], &["status"], &["readers"]] {
                let line = [&["--lang", language, "--wait", "0"], command].concat();
                let ran = here.run(&line, Script::nobody());
                for word in [
                    "sudo",
                    "chmod",
                    "chown",
                    "systemctl",
                    "pcscd",
                    "journalctl",
                    "polkit",
                ] {
                    ran.never_says(word);
                }
            }
        }
    }
}
