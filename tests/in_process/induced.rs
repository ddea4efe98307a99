//! A practice's PC with one thing wrong with it. Whoever has nothing but the report can tell each from
//! all others: the first line on the screen, on the page and in the document is the same, names the
//! cause, and says what to do about it.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::path::Path;

use pinlotse::reader::{Error, SERVICE_STOPPED};
use pinlotse::system::machine::Machine;
use pinlotse::system::os::Os;
use serde_json::Value;
use support::faults::{At, Bench, Fault, card};
use support::issued;
use support::journey::{Journey, image};
use support::script::Script;

const CHERRY: &str = "Cherry GmbH SmartTerminal ST-2xxx 00 00";
const AIR: &str = "REINER SCT cyberJack RFID basis 00 00";

/// What a Debian PC with systemd has when all is well.
const DEBIAN: [&str; 5] = [
    "etc/os-release=PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nID=debian\n",
    "run/systemd/system/x=",
    "usr/sbin/pcscd=",
    "usr/lib/systemd/system/pcscd.socket=",
    "sys/bus/usb/devices/usb1/idVendor=1d6b\n",
];
const SOCKET_ON: &str = "etc/systemd/system/sockets.target.wants/pcscd.socket=";
/// libccid with one device: the Cherry ST-2000, or another one.
const CCID: &str = "usr/lib/pcsc/drivers/ifd-ccid.bundle/Contents/Info.plist=";

const GIROCARD: &[u8] = &[0xA0, 0x00, 0x00, 0x03, 0x59, 0x10, 0x10, 0x02, 0x80, 0x01];
const EID: &[u8] = &[0xE8, 0x07, 0x04, 0x00, 0x7F, 0x00, 0x07, 0x03, 0x02];

/// A PC, its readers, and what the report must begin with.
struct Induced {
    name: &'static str,
    code: &'static str,
    says: &'static str,
    does: &'static str,
    journey: Journey,
}

fn libccid(vendor: &str, product: &str) -> String {
    format!(
        "{CCID}<key>CFBundleShortVersionString</key><string>1.4.30</string>\
         <key>ifdVendorID</key><array><string>{vendor}</string></array>\
         <key>ifdProductID</key><array><string>{product}</string></array>"
    )
}

/// A reader at USB.
fn at_usb(vendor: &str, product: &str, name: &str) -> Vec<String> {
    let device = "sys/bus/usb/devices/1-2";
    vec![
        format!("{device}/idVendor={vendor}\n"),
        format!("{device}/idProduct={product}\n"),
        format!("{device}/product={name}\n"),
        format!("{device}/busnum=1\n"),
        format!("{device}/devnum=7\n"),
        format!("{device}:1.0/bInterfaceClass=0b\n"),
    ]
}

fn write(root: &Path, file: &str) {
    let (name, content) = file.split_once('=').unwrap();
    let path = root.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, content).unwrap();
}

fn link(root: &Path, name: &str, target: &str) {
    let path = root.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    symlink(target, path).unwrap();
}

/// A journey on a PC of these files and variables.
fn at(mut journey: Journey, os: Os, files: &[String], variables: &[(&str, &str)]) -> Journey {
    let root = journey.temp.join("root");
    fs::create_dir(&root).unwrap();
    files.iter().for_each(|file| write(&root, file));
    let variables = variables
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    journey.machine = Some(Machine {
        os,
        root,
        variables: Some(variables.collect()),
        host: Some("empfang".to_owned()),
        windows: None,
    });
    journey
}

/// A Debian PC with more files.
fn debian(journey: Journey, more: &[String]) -> Journey {
    let files: Vec<String> = DEBIAN.iter().map(|file| (*file).to_owned()).collect();
    at(journey, Os::Linux, &[&files, more].concat(), &[])
}

fn root(journey: &Journey) -> &Path {
    &journey.machine.as_ref().unwrap().root
}

/// A service that fails in this way.
fn fails(error: Error) -> Journey {
    let bench = Bench::with("hba");
    bench.fails_to_list(Some(error));
    Journey::on(bench)
}

fn stopped() -> Error {
    Error::NoService("SCARD_E_NO_SERVICE, 0x8010001D".to_owned())
}

fn no_reader() -> Journey {
    Journey::on(Bench::new())
}

/// A card that nothing is wrong with, in a reader with a slot.
fn well() -> Journey {
    let bench = Bench::new();
    bench.add("Cherry GmbH SmartTerminal ST-1144 00 00", Some(card("hba")));
    Journey::on(bench)
}

fn owned(files: &[&str]) -> Vec<String> {
    files.iter().map(|file| (*file).to_owned()).collect()
}

/// What is wrong with the service.
fn services() -> Vec<Induced> {
    let induced = |name, code, says, does, journey| Induced {
        name,
        code,
        says,
        does,
        journey,
    };
    let policy = "usr/share/polkit-1/actions/org.debian.pcsc-lite.policy=";
    let mut all = vec![
        induced(
            "pcscd is not installed",
            "service_missing",
            "nicht installiert",
            "sudo apt install pcscd libccid",
            at(fails(stopped()), Os::Linux, &owned(&DEBIAN[..2]), &[]),
        ),
        induced(
            "its socket is off",
            "service_not_running",
            "antwortet nicht",
            "systemctl enable --now pcscd.socket",
            debian(fails(stopped()), &[]),
        ),
        induced(
            "its socket is on and nobody is there",
            "service_not_running",
            "antwortet nicht",
            "systemctl restart pcscd.socket",
            debian(fails(stopped()), &owned(&[SOCKET_ON])),
        ),
        induced(
            "it hangs",
            "service_failed",
            "Er hängt",
            "systemctl restart pcscd.socket",
            debian(fails(Error::ServiceHangs), &owned(&[SOCKET_ON])),
        ),
        induced(
            "polkit refuses",
            "not_allowed",
            "verweigert den Zugriff",
            "diagnose --polkit-rule",
            debian(
                fails(Error::NotAllowed("SCARD_W_SECURITY_VIOLATION".to_owned())),
                &owned(&[policy]),
            ),
        ),
        induced(
            "its socket is closed to this user",
            "not_allowed",
            "/run/pcscd/pcscd.comm",
            "ls -l /run/pcscd/pcscd.comm",
            debian(
                fails(Error::Closed("/run/pcscd/pcscd.comm".to_owned())),
                &[],
            ),
        ),
        induced(
            "another program holds too many contexts",
            "service_full",
            "nimmt keine weiteren Programme an",
            "Programme schließen",
            debian(
                fails(Error::ServiceFull("SCARD_E_NO_MEMORY".to_owned())),
                &[],
            ),
        ),
        induced(
            "Windows has stopped it",
            "service_not_running",
            "antwortet nicht",
            "net start SCardSvr",
            at(fails(stopped()), Os::Windows, &[], &[]),
        ),
    ];
    for (name, folder, unit) in [
        ("its socket is masked", "etc", "pcscd.socket"),
        ("it is masked until the next start", "run", "pcscd.service"),
    ] {
        let masked = debian(fails(stopped()), &owned(&[SOCKET_ON]));
        link(
            root(&masked),
            &format!("{folder}/systemd/system/{unit}"),
            "/dev/null",
        );
        // Both are told alike: so is what helps.
        if folder == "etc" {
            all.push(induced(
                name,
                "service_not_running",
                "antwortet nicht",
                "systemctl unmask pcscd.socket pcscd.service",
                masked,
            ));
        } else {
            let mut journey = masked;
            let ran = journey.run(&["doctor"], Script::nobody());
            ran.exits(3).says("systemctl unmask");
        }
    }
    let renewed = debian(
        well(),
        &[format!(
            "var/lib/dpkg/status={}",
            "Package: pcscd\nVersion: 2.3.3-1\n\nPackage: libpcsclite1\nVersion: 1.9.9-2\n\n"
        )],
    );
    all.push(induced(
        "its library stayed at an older version",
        "service_mismatch",
        "pcscd 2.3.3-1 und die Bibliothek libpcsclite 1.9.9-2",
        "aus derselben Quelle",
        renewed,
    ));
    let crashing = debian(well(), &[]);
    let program = "usr/bin/journalctl";
    write(
        root(&crashing),
        &format!(
            "{program}=#!/bin/sh\nfor n in 1 2 3; do\n\
             echo \"$(date -u +%F)T08:00:00+0000 systemd[1]: pcscd.service: Failed with result 'core-dump'.\"\ndone\n"
        ),
    );
    let path = root(&crashing).join(program);
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    all.push(induced(
        "it crashes all the time",
        "service_crashes",
        "stürzt ab",
        "alle Leser abstecken",
        crashing,
    ));
    all
}

/// What is wrong with where one sits.
fn sessions() -> Vec<Induced> {
    let induced = |name, code, says, does, journey| Induced {
        name,
        code,
        says,
        does,
        journey,
    };
    let linux = |journey, files: &[&str], variable: (&str, &str)| {
        let files = owned(&[&DEBIAN[..2], &DEBIAN[4..], files].concat());
        at(journey, Os::Linux, &files, &[variable])
    };
    let nothing = ("LANG", "de_DE.UTF-8");
    vec![
        induced(
            "it is a container",
            "container_without_socket",
            "in einem Container",
            "-v /run/pcscd:/run/pcscd",
            linux(fails(stopped()), &[".dockerenv="], nothing),
        ),
        induced(
            "it is a Flatpak",
            "container_without_socket",
            "Flatpak",
            "flatpak override --user --socket=pcsc",
            linux(fails(stopped()), &[".flatpak-info="], nothing),
        ),
        induced(
            "it is a Snap",
            "container_without_socket",
            "Snap",
            "snap connect pinlotse:pcscd",
            linux(fails(stopped()), &[], ("SNAP_NAME", "pinlotse")),
        ),
        induced(
            "it is WSL",
            "wsl",
            "in WSL",
            "pinlotse für Windows",
            linux(no_reader(), &[], ("WSL_DISTRO_NAME", "Ubuntu")),
        ),
        induced(
            "it is Citrix",
            "remote_session",
            "Fernzugriff",
            "Citrix",
            at(
                no_reader(),
                Os::Windows,
                &[],
                &[("SESSIONNAME", "ICA-CGP#1")],
            ),
        ),
        induced(
            "it is a remote desktop without the service",
            "remote_session",
            "Fernzugriff",
            "Smartcards",
            at(
                fails(stopped()),
                Os::Windows,
                &[],
                &[("SESSIONNAME", "RDP-Tcp#3")],
            ),
        ),
        induced(
            "it is SSH",
            "ssh_session",
            "über SSH",
            "Direkt am PC anmelden",
            linux(
                no_reader(),
                &[],
                ("SSH_CONNECTION", "10.0.0.1 1 10.0.0.2 22"),
            ),
        ),
    ]
}

/// What is wrong with the reader.
fn readers() -> Vec<Induced> {
    let induced = |name, code, says, does, journey| Induced {
        name,
        code,
        says,
        does,
        journey,
    };
    let cherry = || at_usb("046a", "003e", "SmartTerminal ST-2xxx");
    let with =
        |files: Vec<String>, driver: String| debian(no_reader(), &[files, vec![driver]].concat());
    let by_hand = || "usr/lib/pcsc/drivers/serial/libifdserial.so=".to_owned();
    let mut all = vec![
        induced(
            "none is plugged in",
            "no_reader",
            "auch am USB ist keiner zu sehen",
            "Den Leser anschließen",
            with(Vec::new(), libccid("0x046A", "0x003E")),
        ),
        induced(
            "no driver is installed",
            "driver_missing",
            "kein Treiber",
            "sudo apt install pcscd libccid",
            with(cherry(), by_hand()),
        ),
        induced(
            "the maker's driver is missing",
            "usb_reader_without_driver",
            "cyberJack RFID komfort",
            "Treiber des Herstellers",
            with(
                at_usb("0c4b", "0501", "cyberJack RFID komfort"),
                libccid("0x046A", "0x003E"),
            ),
        ),
        induced(
            "the driver is too old",
            "usb_reader_without_driver",
            "046A:003E",
            "ifd-ccid 1.4.30",
            with(cherry(), libccid("0x0001", "0x0001")),
        ),
        induced(
            "the driver knows it and the service does not show it",
            "usb_reader_without_driver",
            "046A:003E",
            "Ein Treiber dafür ist installiert",
            with(cherry(), libccid("0x046A", "0x003E")),
        ),
        induced(
            "there is nothing but Windows Hello",
            "no_reader",
            "Windows Hello for Business 1",
            "anschließen",
            {
                let bench = Bench::new();
                bench.add("Windows Hello for Business 1", Some(card("hba")));
                at(Journey::on(bench), Os::Windows, &[], &[])
            },
        ),
        induced(
            "the only reader has no slot",
            "contactless_only",
            "nur kontaktlos",
            "Leser mit Kartenschlitz",
            {
                let bench = Bench::new();
                bench.add(AIR, None);
                debian(Journey::on(bench), &[])
            },
        ),
        induced(
            "it was pulled out just now",
            "no_reader",
            "nicht mehr angeschlossen",
            "wieder anschließen",
            {
                let bench = Bench::with("hba");
                bench.fails_to_begin(0, Some(Error::ReaderGone("Leser".to_owned())));
                debian(Journey::on(bench), &[])
            },
        ),
    ];
    let taken = with(
        at_usb("072f", "2200", "ACR122U PICC Interface"),
        libccid("0x072F", "0x2200"),
    );
    link(
        root(&taken),
        "sys/bus/usb/devices/1-2:1.0/driver",
        "../../../../bus/usb/drivers/pn533_usb",
    );
    all.push(induced(
        "the kernel took it",
        "usb_reader_held",
        "pn533_usb",
        "echo blacklist pn533_usb",
        taken,
    ));
    let held = with(cherry(), libccid("0x046A", "0x003E"));
    write(root(&held), "proc/4711/comm=scdaemon\n");
    link(root(&held), "proc/4711/fd/4", "/dev/bus/usb/001/007");
    all.push(induced(
        "a program took it past the service",
        "usb_reader_held",
        "scdaemon",
        "Dieses Programm beenden",
        held,
    ));
    all
}

/// What is wrong with the card, or how it lies in the reader.
fn cards() -> Vec<Induced> {
    let induced = |name, code, says, does, journey| Induced {
        name,
        code,
        says,
        does,
        journey: debian(journey, &[]),
    };
    let hba = |prepare: &dyn Fn(&Bench)| {
        let bench = Bench::with("hba");
        prepare(&bench);
        Journey::on(bench)
    };
    let strange = |bench: &Bench| {
        bench
            .always(At::Exchange(1), Fault::Forge(0x6A82))
            .always(At::Exchange(2), Fault::Forge(0x6A82));
    };
    let blocked = |times| {
        let journey = Journey::set("hba");
        journey.others_fail("PIN.CH", times);
        journey
    };
    let mut all = vec![
        induced(
            "no card is in",
            "no_card",
            "In keinem Leser",
            "Chip voran",
            hba(&|bench| bench.pull(0)),
        ),
        induced(
            "it lies upside down",
            "card_mute",
            "antwortet nicht",
            "umdrehen",
            hba(&|bench| bench.mute(0)),
        ),
        induced(
            "another program holds it",
            "busy",
            "Ein anderes Programm",
            "Programme schließen",
            hba(&|bench| bench.busy(0, usize::MAX)),
        ),
        induced(
            "it is a bank card",
            "foreign_card",
            "Keine Karte für pinlotse",
            "eHBA",
            hba(&strange),
        ),
        induced(
            "it is a girocard",
            "foreign_card",
            "Bankkarte (girocard)",
            "eHBA",
            hba(&|bench| {
                strange(bench);
                bench.always(At::Select(GIROCARD), Fault::Forge(0x9000));
            }),
        ),
        induced(
            "it is an identity card",
            "foreign_card",
            "Personalausweis",
            "eHBA",
            hba(&|bench| {
                strange(bench);
                bench.always(At::Select(EID), Fault::Forge(0x6283));
            }),
        ),
        induced(
            "its PIN is blocked",
            "pin_blocked",
            "Karten-PIN (PIN.CH): GESPERRT",
            "PUK",
            blocked(3),
        ),
        induced(
            "one try of its PIN is left",
            "last_try",
            "Karten-PIN (PIN.CH): gesetzt, 1 Versuch",
            "Vorsicht",
            blocked(2),
        ),
        induced(
            "another program left it so that nothing can be read",
            "number_unreadable",
            "Nummer",
            "herausnehmen",
            hba(&|bench| {
                bench.always(At::Exchange(2), Fault::Forge(0x6982));
            }),
        ),
        induced(
            "it is new",
            "transport",
            "noch nicht aktiviert",
            "pinlotse aktivieren",
            well(),
        ),
    ];
    let expired = {
        let journey = Journey::on(Bench::new());
        let source = issued::expired(&journey.temp);
        journey.bench.add("Leser 00 00", Some(card(&source)));
        journey
    };
    all.push(induced(
        "it has expired",
        "expired",
        "abgelaufen",
        "neue Karte bestellen",
        expired,
    ));
    let on_air = {
        let bench = Bench::new();
        bench.add(AIR, Some(card("hba")));
        bench.add(CHERRY, None);
        strange(&bench);
        Journey::on(bench)
    };
    all.push(induced(
        "it lies on the contactless one of two readers",
        "contactless_only",
        "liest Karten nur kontaktlos",
        "in den Schlitz von „Cherry",
        on_air,
    ));
    if let Some(egk) = image("EGK_") {
        let bench = Bench::with(&egk);
        all.push(induced(
            "it is an eGK",
            "foreign_card",
            "Gesundheitskarte",
            "eHBA",
            Journey::on(bench),
        ));
    }
    all
}

/// What else of the PC stands in the way.
fn helpers() -> Vec<Induced> {
    let notes = |name, says, does, prepare: &dyn Fn(&mut Journey)| {
        let mut journey = debian(well(), &[]);
        prepare(&mut journey);
        Induced {
            name,
            code: "notes_unusable",
            says,
            does,
            journey,
        }
    };
    let mut all = vec![
        notes(
            "its notes are damaged",
            "beschädigt",
            "notizen vergessen --all",
            &|journey| {
                fs::write(journey.notes.as_ref().unwrap(), "{").unwrap();
            },
        ),
        notes(
            "its notes have no folder",
            "nicht notieren",
            "",
            &|journey| {
                let file = journey.temp.join("file");
                fs::write(&file, "").unwrap();
                journey.notes = Some(file.join("notes.json"));
            },
        ),
    ];
    // Root may write everywhere.
    if !rustix::process::geteuid().is_root() {
        all.push(notes(
            "its notes are closed to this user",
            "nicht notieren",
            "",
            &|journey| {
                let folder = journey.temp.join("closed");
                fs::create_dir(&folder).unwrap();
                fs::set_permissions(&folder, fs::Permissions::from_mode(0o500)).unwrap();
                journey.notes = Some(folder.join("notes.json"));
            },
        ));
    }
    all
}

/// The first line of the result on a page.
fn first_on(page: &str) -> String {
    let paragraphs = page.lines().filter(|line| line.starts_with("<p class=\""));
    let mut first = paragraphs.filter_map(|line| line.split_once(" first\">"));
    let (_, line) = first
        .next()
        .unwrap_or_else(|| panic!("no first line in {page}"));
    let line = line.trim_end_matches("</p>");
    [
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(line.to_owned(), |line, (from, to)| line.replace(from, to))
}

/// Rows that lines take on a screen of 80 columns.
fn rows(lines: &[String]) -> usize {
    let of = |line: &String| {
        let words = line.split_whitespace().map(|word| word.chars().count());
        let mut rows = 1;
        let mut column = 0;
        for word in words {
            if column > 0 && column + 1 + word > 80 {
                rows += 1;
                column = 0;
            }
            column += word + usize::from(column > 0);
        }
        rows
    };
    lines.iter().map(of).sum()
}

/// A line as a report has it: of a card number four digits, where a screen shows five.
fn masked(line: &str) -> String {
    let mut parts = line.split('…');
    let mut masked = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let digits = part.bytes().take_while(u8::is_ascii_digit).count();
        masked.push('…');
        masked.push_str(if digits == 5 { &part[1..] } else { part });
    }
    masked
}

/// Holds the first lines of one PC together; returns that of the screen.
fn first_line(induced: &mut Induced) -> String {
    let Induced {
        name,
        code,
        says,
        does,
        journey,
    } = induced;
    let seen = journey.run(&["doctor"], Script::person());
    let shown = seen.heard.borrow().shown.clone();
    assert!(
        rows(&shown) <= 20,
        "{name}: {} rows: {shown:#?}",
        rows(&shown)
    );
    let screen = shown[0].clone();
    assert!(
        screen.contains(*says) && screen.contains(*does),
        "{name}: {shown:#?}"
    );

    // Where the notes are is nobody's business.
    let folder = journey.notes.as_ref().unwrap().parent().unwrap();
    let folder = folder.display().to_string();

    let path = journey.temp.join("bericht.html");
    let line = ["doctor", "--report", path.to_str().unwrap()];
    let whole = journey.run(&line, Script::nobody());
    assert_eq!(whole.heard.borrow().shown[0], screen, "{name}");
    let page = fs::read_to_string(&path).unwrap();
    assert_eq!(
        first_on(&page),
        masked(&screen.replace(&folder, "[Pfad]")),
        "{name}"
    );

    let path = journey.temp.join("bericht.json");
    let line = ["doctor", "--report", path.to_str().unwrap(), "--json"];
    let told = journey.run(&line, Script::nobody()).document();
    let written: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
    let on_file = masked(&screen.replace(&folder, "[path]"));
    for (document, said) in [(told, screen.clone()), (written, on_file)] {
        let first = &document["findings"][0];
        assert_eq!(first["code"], *code, "{name}: {document:#}");
        for part in ["message", "remedy"] {
            assert!(
                said.contains(first[part].as_str().unwrap()),
                "{name}: {said}: {first:#}"
            );
        }
        // Several problems: the exit code goes by the table of exit codes.
        if document["exit"] == first["exit"] && document["exit"] != 0 {
            assert_eq!(document["error"]["code"], *code, "{name}: {document:#}");
        }
    }
    screen
}

#[test]
fn each_problem_of_a_pc_can_be_told_from_the_first_line_of_its_report() {
    let all = [services(), sessions(), readers(), cards(), helpers()];
    let mut lines: BTreeMap<String, &str> = BTreeMap::new();
    let mut count = 0;
    for mut induced in all.into_iter().flatten() {
        let line = first_line(&mut induced);
        println!("{}: {}: {line}", induced.name, induced.code);
        if let Some(other) = lines.insert(line.clone(), induced.name) {
            panic!("{other} and {} read alike: {line}", induced.name);
        }
        count += 1;
    }
    assert!(count >= 35, "{count}");
}

#[test]
fn a_library_of_another_version_is_told_where_the_service_answers() {
    let journey = fails(Error::NoService(SERVICE_STOPPED.to_owned()));
    let path = journey.temp.join("pcscd.comm");
    let _listener = UnixListener::bind(&path).unwrap();
    let files = owned(&DEBIAN);
    let socket = [("PCSCLITE_CSOCK_NAME", path.to_str().unwrap())];
    let mut journey = at(journey, Os::Linux, &files, &socket);
    let ran = journey.run(&["doctor"], Script::nobody());
    ran.exits(3)
        .says("verschiedene Fassungen")
        .says("systemctl restart pcscd.socket")
        .never_says("Container");
}

#[test]
fn a_library_that_was_built_here_is_named_where_it_does_not_fit() {
    let journey = fails(Error::NoService(SERVICE_STOPPED.to_owned()));
    let path = journey.temp.join("pcscd.comm");
    let _listener = UnixListener::bind(&path).unwrap();
    let files = [owned(&DEBIAN), owned(&["usr/local/lib/libpcsclite.so.1="])].concat();
    let socket = [("PCSCLITE_CSOCK_NAME", path.to_str().unwrap())];
    let mut journey = at(journey, Os::Linux, &files, &socket);
    journey
        .run(&["doctor"], Script::nobody())
        .exits(3)
        .says("/usr/local/lib/libpcsclite.so.1")
        .says("sudo ldconfig");
}

#[test]
fn every_command_tells_how_a_masked_service_is_unlocked_and_none_to_start_it() {
    for line in [
        &["--wait", "0", "status"][..],
        &["--wait", "0", "activate"],
        &["doctor"],
    ] {
        let mut masked = debian(fails(stopped()), &owned(&[SOCKET_ON]));
        link(
            root(&masked),
            "etc/systemd/system/pcscd.socket",
            "/dev/null",
        );
        masked
            .run(line, Script::nobody())
            .exits(3)
            .says("systemctl unmask pcscd.socket pcscd.service")
            .never_says("systemctl start")
            .never_says("systemctl restart");
    }
}

#[test]
fn a_virtual_card_that_a_variable_names_is_said_first() {
    let home = support::temp::Temp::new();
    let run = |arguments: &[&str]| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_pinlotse"))
            .args(["--lang", "de"])
            .args(arguments)
            .env("PINLOTSE_READER", "virtual:hba")
            .env("HOME", home.path())
            .output()
            .unwrap();
        let words = String::from_utf8_lossy(&output.stdout).into_owned();
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let told = run(&["doctor"]);
    assert!(
        told.starts_with("Zuerst dies: Eine virtuelle Karte (virtual:hba) ist voreingestellt")
            && told.contains("PINLOTSE_READER"),
        "{told}"
    );
    let meant = run(&["--reader", "virtual:hba", "doctor"]);
    assert!(meant.starts_with("Nichts steht im Weg."), "{meant}");
}
