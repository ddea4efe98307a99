//! Every command's document and every code that can be brought about keeps to
//! `docs/pinlotse-1.schema.json`, and a document that breaks the contract is refused.
//!
//! The other journeys hold all their documents against it too, by `support::journey`,
//! `support::desk` and the walks.

use std::collections::BTreeSet;
use std::fs;
use std::net::TcpListener;
use std::path::Path;

use pinlotse::issuers::{DownloadPoint, Keeper, Store};
use pinlotse::konnektor::direct;
use pinlotse::reader::Error;
use pinlotse::report::document::{Document, Run};
use pinlotse::report::{Failure, Seen};
use pinlotse::system::machine::Machine;
use pinlotse::system::os::Os;
use pinlotse::text::Text;
use pinlotse::trust::Anchor;
use serde_json::{Value, json};
use support::download_point::{Lists, Point};
use support::faults::{At, Bench, Fault, card};
use support::issued::{self, Namesakes, Service};
use support::journey::{
    BUILT_IN, Journey, NEW_CH, WRONG, enters, fits, image, secrets_ch, secrets_qes,
};
use support::life::{NEXT, PUK_CH, WRONG_OWN, WRONG_PUK, block, blocked};
use support::or_skip;
use support::schema::{self, Pair, pairs, words};
use support::script::Script;
use support::temp::Temp;

/// Codes that no journey in this file can bring about, each with its reason.
const UNSEEN: [(&str, &str); 48] = [
    (
        "no_such_profile",
        "needs the feature `konnektor`: tests/konnektor/set_up.rs",
    ),
    (
        "profile_exists",
        "needs the feature `konnektor`: tests/konnektor/set_up.rs",
    ),
    (
        "profile_of_pc",
        "needs the feature `konnektor`: tests/konnektor/set_up.rs",
    ),
    (
        "profile_invalid",
        "needs the feature `konnektor`: tests/konnektor/set_up.rs",
    ),
    (
        "profile_unreadable",
        "needs the feature `konnektor`: tests/konnektor/set_up.rs",
    ),
    (
        "profile_rights",
        "needs the feature `konnektor`: tests/konnektor/set_up.rs",
    ),
    (
        "profile_no_place",
        "needs the feature `konnektor`: tests/konnektor/set_up.rs",
    ),
    (
        "key_file_unreadable",
        "needs the feature `konnektor`: tests/konnektor/set_up.rs",
    ),
    (
        "key_file_unusable",
        "needs the feature `konnektor`: tests/konnektor/set_up.rs",
    ),
    (
        "password_wrong",
        "needs the feature `konnektor`: tests/konnektor/set_up.rs",
    ),
    (
        "password_missing",
        "needs the feature `konnektor`: tests/konnektor/set_up.rs",
    ),
    (
        "password_unfit",
        "needs the feature `konnektor`: tests/konnektor/set_up.rs",
    ),
    (
        "fingerprint_differs",
        "needs the feature `konnektor`: tests/konnektor/set_up.rs",
    ),
    (
        "no_terminal",
        "needs the feature `konnektor`: tests/konnektor/set_up.rs",
    ),
    (
        "import_invalid",
        "needs the feature `konnektor`: tests/konnektor/set_up.rs",
    ),
    ("output_lost", "is what no document can tell: output.rs"),
    ("secrets_terminal", "needs a terminal: hidden_entry.rs"),
    ("notes_of_others", "needs another user: notes.rs"),
    ("secrets_timed_out", "takes its time: secrets_in_scripts.rs"),
    ("clock_wrong", "needs a PC whose clock is wrong"),
    ("service_crashes", "needs a log of systemd: induced.rs"),
    ("usb_reader_held", "needs links in sysfs: induced.rs"),
    (
        "contactless_mode",
        "needs a card that is read through the air",
    ),
    ("timed_out", "needs a PIN pad: pcscd_pad_activate.rs"),
    ("new_pin_mismatch", "needs a PIN pad: pcscd_pad_activate.rs"),
    ("pad_length", "needs a PIN pad: pcscd_pad_activate.rs"),
    ("pad_cannot", "needs a PIN pad: pcscd_pad_dialogs.rs"),
    ("pad_untrusted", "needs a PIN pad: pcscd_pad_dialogs.rs"),
    ("remote_pin", "needs a card terminal: terminal/shown.rs"),
    ("pad_refused", "needs a PIN pad: pcscd_pad_lost.rs"),
    (
        "konnektor_unreachable",
        "needs a Konnektor: konnektor/troubles.rs",
    ),
    (
        "konnektor_no_answer",
        "needs a Konnektor: konnektor/troubles.rs",
    ),
    ("konnektor_tls", "needs a Konnektor: konnektor/troubles.rs"),
    (
        "konnektor_other_certificate",
        "needs a Konnektor: konnektor/troubles.rs",
    ),
    (
        "konnektor_not_compared",
        "needs a Konnektor: konnektor/troubles.rs",
    ),
    (
        "konnektor_login",
        "needs a Konnektor: konnektor/troubles.rs",
    ),
    (
        "konnektor_plain",
        "needs a Konnektor: konnektor/troubles.rs",
    ),
    (
        "konnektor_service",
        "needs a Konnektor: konnektor/troubles.rs",
    ),
    ("konnektor_user", "needs a Konnektor: konnektor/troubles.rs"),
    (
        "konnektor_profile",
        "needs a Konnektor: konnektor/troubles.rs",
    ),
    (
        "konnektor_context",
        "needs a Konnektor: konnektor/troubles.rs",
    ),
    (
        "konnektor_not_entered",
        "needs a Konnektor: konnektor/troubles.rs",
    ),
    (
        "konnektor_failed",
        "needs a Konnektor: konnektor/troubles.rs",
    ),
    (
        "certificate_not_given",
        "needs a Konnektor: konnektor/commands.rs",
    ),
    ("terminal_away", "needs a Konnektor: konnektor/troubles.rs"),
    ("terminal_card", "needs a Konnektor: konnektor/troubles.rs"),
    (
        "konnektor_other_user",
        "needs a Konnektor: konnektor/troubles.rs",
    ),
    (
        "terminal_no_entry",
        "needs a Konnektor: konnektor/troubles.rs",
    ),
];

/// Codes that need OpenSSL, which makes the issuers.
const BY_OPENSSL: [&str; 12] = [
    "certificate_forged",
    "certificate_revoked",
    "issuer_unknown",
    "list_no_place",
    "list_older",
    "list_over",
    "method_unsupported",
    "not_published",
    "online_contradicted",
    "online_number_only",
    "online_unavailable",
    "online_unverified",
];

/// Codes that need what Unix has: rights of files, and sockets as files.
const ON_UNIX: [&str; 3] = ["secrets_rights", "service_mismatch", "settings_rights"];

/// Documents of this file's journeys; each was held against the schema when it was made.
#[derive(Default)]
struct Documents(Vec<Value>);

impl Documents {
    fn script_of(
        &mut self,
        mut journey: Journey,
        command: &str,
        secrets: &str,
        arguments: &[&str],
    ) -> Journey {
        self.0
            .push(journey.script_of(command, secrets, arguments).document());
        journey
    }

    /// A script's activation of PIN.CH on a fresh eHBA where something happens.
    fn activate(&mut self, prepare: impl FnOnce(&Bench)) -> Journey {
        let journey = Journey::with("hba");
        prepare(&journey.bench);
        self.script_of(journey, "activate", &secrets_ch(BUILT_IN.ch), &[])
    }

    /// A fresh eHBA and these secrets.
    fn secrets(&mut self, secrets: &str) {
        self.script_of(Journey::with("hba"), "activate", secrets, &[]);
    }

    fn run(&mut self, mut journey: Journey, arguments: &[&str], script: Script) -> Journey {
        let line: Vec<&str> = ["--json", "--wait", "0"]
            .iter()
            .chain(arguments)
            .copied()
            .collect();
        self.0.push(journey.run(&line, script).document());
        journey
    }

    fn status(&mut self, bench: Bench, arguments: &[&str]) {
        self.run(
            Journey::on(bench),
            &[&["status"], arguments].concat(),
            Script::nobody(),
        );
    }

    fn errors(&self) -> BTreeSet<Pair> {
        let all = self.0.iter().flat_map(|document| {
            let several = document
                .get("errors")
                .and_then(Value::as_array)
                .cloned()
                .unwrap_or_default();
            several.into_iter().chain([document["error"].clone()])
        });
        let named = all.filter(|error| !error.is_null());
        named
            .map(|error| {
                (
                    error["code"].as_str().unwrap().to_owned(),
                    error["exit"].as_u64().unwrap(),
                )
            })
            .collect()
    }
}

/// What goes well, one of each command and kind of card.
fn good(documents: &mut Documents) {
    let fresh = || Journey::with("hba");
    let images = ["HBA_", "SMC_B_"].into_iter().filter_map(image);
    for source in ["hba".to_owned(), "smcb".to_owned()]
        .into_iter()
        .chain(images)
    {
        for command in [
            &["readers"][..],
            &["status", "--all"],
            &["virtual", "show", &source],
            &["virtual", "letter", &source],
        ] {
            documents.run(Journey::with(&source), command, Script::nobody());
        }
    }
    let journey = fresh();
    let file = journey.temp.join("new.json").display().to_string();
    documents.run(
        journey,
        &["virtual", "create", "hba", &file],
        Script::nobody(),
    );
    let vpcd = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = vpcd.local_addr().unwrap().to_string();
    // vpcd that goes away at once ends the serving.
    let leaves = std::thread::spawn(move || drop(vpcd.accept()));
    documents.run(
        fresh(),
        &["virtual", "serve", "hba", "--vpcd", &address],
        Script::nobody(),
    );
    leaves.join().unwrap();
    let both = secrets_ch(BUILT_IN.ch) + &secrets_qes(BUILT_IN.qes);
    documents.script_of(fresh(), "activate", &both, &["--holder-present"]);
    documents.run(fresh(), &["activate", "--dry-run"], Script::nobody());
    let current = format!("current.ch = {NEW_CH}\nnew.ch = {NEXT}\n");
    for command in ["change", "verify"] {
        documents.script_of(Journey::set("hba"), command, &current, &[]);
    }
    let puk = format!("puk.ch = {PUK_CH}\nnew.ch = {NEXT}\n");
    let journey = documents.script_of(blocked("hba", "PIN.CH"), "unblock", &puk, &[]);
    let journey = documents.run(journey, &["notes", "show"], Script::nobody());
    documents.run(journey, &["notes", "forget", "--all"], Script::nobody());
    for explain in [
        &["explain"][..],
        &["explain", "puk"],
        &["explain", "old-cards"],
        &["explain", "brief", "verloren"],
    ] {
        documents.run(fresh(), explain, Script::nobody());
    }
    documents.run(fresh(), &["certs", "--all"], Script::nobody());
    let journey = fresh();
    let folder = journey.temp.join("certificates").display().to_string();
    let journey = documents.run(journey, &["certs", "--export", &folder], Script::nobody());
    documents.run(journey, &["certs", "--from", &folder], Script::nobody());
    let two = Bench::with("hba");
    two.add("Zweiter Leser", Some(card("smcb")));
    two.add("Dritter Leser", Some(card("hba")));
    two.busy(2, usize::MAX);
    let watched = Journey::on(two).run(
        &["--json", "--wait", "0", "status", "--every-card"],
        Script::nobody(),
    );
    assert_eq!(watched.exit, 7);
    assert_eq!(watched.value("/cards").as_array().unwrap().len(), 3);
    assert!(documents.errors().is_empty(), "{:?}", documents.errors());
}

/// Readers, cards and lines that fail.
fn bad_lines(documents: &mut Documents) {
    for error in [
        Error::NoService("stopped".into()),
        Error::ServiceFull("memory".into()),
        Error::NoLibrary {
            file: "libpcsclite.so.1".into(),
            detail: None,
        },
        Error::NotAllowed("polkit".into()),
    ] {
        documents.activate(|bench| bench.fails_to_list(Some(error)));
    }
    documents.activate(|bench| bench.pull(0));
    documents.activate(|bench| bench.mute(0));
    documents.activate(|bench| {
        bench.add("Zweitleser", Some(card("hba")));
        bench.mute(0);
    });
    documents.activate(|bench| bench.busy(0, usize::MAX));
    let strikes = [
        (At::Exchange(2), Fault::Forge(0x6982)),
        (At::Status(0x01), Fault::Forge(0x6982)),
        // The look has nine exchanges; a line that breaks there is looked at again.
        (At::Exchange(9), Fault::PullBefore),
        (At::Exchange(11), Fault::LoseCommand),
        (At::Change, Fault::Forge(0x6982)),
        (At::Change, Fault::Forge(0x6985)),
        (At::Change, Fault::LoseCommand),
        (At::Status(0x01), Fault::Forge(0x63C0)),
    ];
    for (at, fault) in strikes {
        documents.activate(|bench| {
            bench.always(at, fault);
        });
    }
    let both = secrets_ch(BUILT_IN.ch) + &secrets_qes(BUILT_IN.qes);
    for (exchange, fault) in [(14, Fault::PullAfter), (17, Fault::LoseCommand)] {
        let journey = Journey::with("hba");
        journey.bench.once(At::Exchange(exchange), fault);
        documents.script_of(journey, "activate", &both, &["--holder-present"]);
    }
    documents.status(Bench::new(), &[]);
    let foreign = Bench::with("hba");
    foreign
        .always(At::Exchange(1), Fault::Forge(0x6A82))
        .always(At::Exchange(2), Fault::Forge(0x6A82));
    documents.status(foreign, &[]);
    documents.status(Bench::with("hba"), &["--card", "9999"]);
    let two = Bench::with("hba");
    two.add("Zweiter Leser", Some(card("smcb")));
    documents.status(two, &[]);
}

/// Wrong secrets, blocks, and what is refused for safety.
fn refused(documents: &mut Documents) {
    let fresh = || Journey::with("hba");
    let journey = documents.script_of(fresh(), "activate", &secrets_ch(WRONG), &[]);
    let journey = documents.script_of(journey, "activate", &secrets_ch(BUILT_IN.ch), &[]);
    documents.run(journey, &["notes", "show"], Script::nobody());
    let ch = secrets_ch(BUILT_IN.ch);
    documents.script_of(fresh(), "activate", &ch, &["--tries-used", "2"]);
    documents.script_of(
        fresh(),
        "activate",
        &(ch.clone() + &secrets_qes(BUILT_IN.qes)),
        &[],
    );
    documents.script_of(
        fresh(),
        "activate",
        &ch,
        &["--last-try", "9999", "--pin", "ch"],
    );
    documents.script_of(fresh(), "activate", &ch, &["--pin", "smc"]);
    let current = format!("current.ch = {WRONG_OWN}\nnew.ch = {NEXT}\n");
    documents.script_of(fresh(), "change", &current, &[]);
    let journey = documents.script_of(Journey::set("hba"), "verify", &current, &[]);
    documents.run(journey, &["status"], Script::nobody());
    let verified = Journey::set("hba");
    verified.others_send(&[], &[format!("0020000108{}", block(NEW_CH))]);
    documents.script_of(verified, "change", &current, &[]);
    let puk = format!("puk.ch = {WRONG_PUK}\nnew.ch = {NEXT}\n");
    documents.script_of(Journey::set("hba"), "unblock", &puk, &["--pin", "ch"]);
    let journey = blocked("hba", "PIN.CH");
    journey.bench.once(At::Secret, Fault::Forge(0x6983));
    documents.script_of(journey, "unblock", &puk, &[]);
    let journey = Journey::set("hba");
    journey.others_send(
        &[],
        &vec![format!("002C000110{}{}", block(WRONG_PUK), block(NEXT)); 9],
    );
    documents.script_of(
        journey,
        "unblock",
        &puk,
        &["--pin", "ch", "--spend-puk-use"],
    );
    documents.run(
        fresh(),
        &["activate"],
        Script::person().cancels_at("n oder k:"),
    );
    let journey = fresh();
    let bench = journey.bench.clone();
    let swap = move || bench.put(0, card("smcb"));
    let script = fits("0")
        .meanwhile(swap)
        .then(enters("PIN.CH", BUILT_IN.ch, NEW_CH));
    documents.run(journey, &["activate"], script);
    documents.run(
        fresh(),
        &["--no-input", "activate", "--entry", "pinpad"],
        Script::nobody(),
    );
}

/// Arguments, secrets and files that are not what they should be.
fn bad_input(documents: &mut Documents) {
    let fresh = || Journey::with("hba");
    documents.run(fresh(), &["explain", "xyzzy"], Script::nobody());
    for usage in [
        &["nonsense"][..],
        &[],
        &["status", "--nonsense"],
        &["notes"],
        &["issuers"],
        &["virtual"],
        &["notes", "forget"],
        &["completions", "bash"],
        &["man"],
    ] {
        documents.run(fresh(), usage, Script::nobody());
    }
    let rows = [
        "",
        "transport.ch 28407",
        "transport.hba = 28407",
        "transport.ch = 28407\ntransport.ch = 28407",
        "transport.ch =",
        "transport.ch = 2840O",
        "transport.ch = 2840",
        "new.ch = 47119",
        "new.ch = 123456",
        "current.ch = 471193\nnew.ch = 471193",
    ];
    rows.iter().for_each(|secrets| documents.secrets(secrets));
    documents.secrets(&"# \n".repeat(30_000));
    let journey = fresh();
    let file = journey.temp.private_file("utf16", "");
    fs::write(&file, b"\xFF\xFEt\0").unwrap();
    let journey = documents.run(
        journey,
        &["activate", "--secrets-file", &file.display().to_string()],
        Script::nobody(),
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    }
    let journey = documents.run(
        journey,
        &["activate", "--secrets-file", &file.display().to_string()],
        Script::nobody(),
    );
    let journey = documents.run(
        journey,
        &["activate", "--secrets-file", "/nowhere"],
        Script::nobody(),
    );
    let there = file.display().to_string();
    let journey = documents.run(
        journey,
        &["virtual", "create", "hba", &there],
        Script::nobody(),
    );
    let journey = documents.run(
        journey,
        &["virtual", "show", "/nowhere.xml"],
        Script::nobody(),
    );
    let lost = journey.temp.join("lost");
    let folder = lost.display().to_string();
    fs::create_dir(&lost).unwrap();
    let from = ["certs", "--check", "--from", &folder];
    let journey = documents.run(journey, &from, Script::nobody());
    fs::write(lost.join("whole.der"), issued::built_in("aut-E256")).unwrap();
    fs::write(lost.join("cut.der"), "0").unwrap();
    let journey = documents.run(journey, &from, Script::nobody());
    let journey = documents.run(
        journey,
        &["status", "--log-file", "/nowhere/trace"],
        Script::nobody(),
    );
    fs::write(journey.temp.join("notes.json"), "damaged").unwrap();
    let journey = documents.run(journey, &["notes", "show"], Script::nobody());
    let free = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .to_string();
    documents.run(
        journey,
        &["virtual", "serve", "hba", "--vpcd", &free],
        Script::nobody(),
    );
    // A panic: the document that `commands::run` hands out then.
    let failure = Failure::bug("panic");
    let seen = Seen::default();
    let panic = Document::of_failure(Run::default(), &failure, &seen, Text::default());
    let panic = serde_json::to_value(panic).unwrap();
    schema::assert_documented(&panic.to_string());
    documents.0.push(panic);
}

/// gematik's list of issuers; whether OpenSSL was there to make some.
fn issuers(documents: &mut Documents) -> bool {
    let nowhere = DownloadPoint::below("http://127.0.0.1:1");
    let temp = Temp::new();
    let file = temp.join("list.xml");
    fs::write(&file, "<TrustServiceStatusList/>").unwrap();
    let (file, folder) = (file.display().to_string(), temp.join("empty"));
    fs::create_dir(&folder).unwrap();
    let mut run = |keeper: Keeper, anchor: Option<Anchor>, line: &[&str]| {
        let mut journey = Journey::on(Bench::new());
        (journey.keeper, journey.anchor) = (keeper, anchor);
        documents.run(journey, &[&["issuers"], line].concat(), Script::nobody());
    };
    let unreachable = Keeper {
        point: Some(nowhere),
        ..Keeper::none()
    };
    run(unreachable, None, &["update"]);
    run(Keeper::none(), None, &["show"]);
    run(Keeper::none(), None, &["import", &file]);
    run(
        Keeper::none(),
        None,
        &["import", &folder.display().to_string()],
    );
    let Some(lists) = or_skip(Lists::new()) else {
        return false;
    };
    let anchor = || Some(lists.anchor());
    let point = Point::of(lists.pair(10_500, 20));
    run(point.keeper(&temp), anchor(), &["update"]);
    run(point.keeper(&temp), anchor(), &["show"]);
    point.serves(lists.pair(10_499, 20));
    run(point.keeper(&temp), anchor(), &["update"]);
    let homeless = Keeper {
        store: Store::default(),
        ..point.keeper(&temp)
    };
    run(homeless, anchor(), &["update"]);
    point.serves(lists.pair(10_501, -40));
    run(point.keeper(&temp), anchor(), &["update"]);
    true
}

/// Certificates that are over, missing, forged, unknown, revoked; returns whether OpenSSL was
/// there.
fn certificates(documents: &mut Documents) -> bool {
    // PINs that are still the letter's.
    documents.run(
        Journey::with("hba"),
        &["status", "--check", "pins"],
        Script::nobody(),
    );
    let mut check = |card: &str, more: &[&str]| {
        for command in ["status", "certs"] {
            let line = [&[command, "--check"], more].concat();
            documents.run(Journey::set(card), &line, Script::nobody());
        }
    };
    for day in ["2019-12-31", "2099-12-01", "2100-01-01"] {
        check("hba", &["--as-of", day]);
    }
    let temp = Temp::new();
    check(&issued::with_certificate(&temp, &[]), &[]);
    check(&issued::of_g2_0(&temp), &["--as-of", "2026-11-23"]);
    check(&issued::unreadable(&temp), &[]);
    check(&issued::of_other_card(&temp), &[]);
    // GeneralizedTime of a thirteenth month.
    let month = |month: &str| hex::encode_upper(format!("2099{month}31235959Z"));
    check(
        &issued::odd(&temp, "undated", &month("12"), &month("13")),
        &[],
    );
    let (Some(namesakes), Some(service)) = (or_skip(Namesakes::new()), or_skip(Service::start()))
    else {
        return false;
    };
    for folder in [
        &namesakes.real,
        &namesakes.namesake,
        &namesakes.unsupported,
        &namesakes.empty_folder(),
    ] {
        check(&namesakes.card, &["--issuer-certs", folder]);
    }
    let mut ask = || {
        check(
            &service.card,
            &["--online", "--issuer-certs", &service.issuers],
        )
    };
    ask();
    service.publishes();
    ask();
    check(&service.card, &["--online"]);
    let mut ask = || {
        check(
            &service.card,
            &["--online", "--issuer-certs", &service.issuers],
        )
    };
    service.revokes();
    ask();
    service.is_of_another_issuer();
    ask();
    service.fails();
    ask();
    true
}

/// A PC of files below `root`.
fn pc(root: &Path, files: &[&str], variables: &[(&str, &str)]) -> Machine {
    for file in files {
        let (file, content) = file.split_once('=').unwrap_or((file, ""));
        let path = root.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    let variables = variables
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    let (root, host) = (root.to_owned(), Some("praxis".to_owned()));
    Machine {
        os: Os::Linux,
        root,
        variables: Some(variables),
        host,
        windows: None,
    }
}

impl Documents {
    /// `doctor` on a PC of these files and variables.
    fn doctor(
        &mut self,
        mut journey: Journey,
        files: &[&str],
        variables: &[(&str, &str)],
        arguments: &[&str],
    ) {
        journey.machine = Some(pc(&journey.temp.join("pc"), files, variables));
        self.run(
            journey,
            &[&["doctor"], arguments].concat(),
            Script::nobody(),
        );
    }

    /// The same where the service fails in this way.
    fn without_service(&mut self, error: Error, files: &[&str]) {
        let bench = Bench::new();
        bench.fails_to_list(Some(error));
        self.doctor(Journey::on(bench), files, &[], &[]);
    }
}

/// Settings files that cannot be used.
fn settings(documents: &mut Documents) {
    const FILE: &str = "etc/pinlotse.toml";
    let content = format!("{FILE}=warn = 1\n");
    // A folder in its place, and one that all may write.
    for (file, mode) in [
        (content.as_str(), Some(0o644)),
        (&format!("{FILE}/x"), None),
        (&content, Some(0o666)),
    ] {
        let mut journey = Journey::with("hba");
        let root = journey.temp.join("pc");
        journey.machine = Some(pc(&root, &[file], &[]));
        #[cfg(unix)]
        if let Some(mode) = mode {
            use std::os::unix::fs::PermissionsExt;
            let rights = fs::Permissions::from_mode(mode);
            fs::set_permissions(root.join(FILE), rights).unwrap();
        }
        #[cfg(not(unix))]
        let _ = mode;
        documents.run(journey, &["status"], Script::nobody());
    }
}

/// Everything that `doctor` finds in the way.
fn doctor(documents: &mut Documents) {
    let stopped = |detail: &str| Error::NoService(detail.to_owned());
    documents.without_service(stopped("NoService"), &[]);
    documents.without_service(stopped("NoService"), &["usr/sbin/pcscd"]);
    documents.without_service(stopped("NoService"), &[".dockerenv"]);
    documents.without_service(Error::ReaderGone("R".to_owned()), &[]);
    documents.without_service(Error::NotAllowed("polkit".to_owned()), &[]);
    #[cfg(unix)]
    {
        let bench = Bench::new();
        bench.fails_to_list(Some(stopped(pinlotse::reader::SERVICE_STOPPED)));
        let journey = Journey::on(bench);
        let path = journey.temp.join("pcscd.comm");
        let _listener = std::os::unix::net::UnixListener::bind(&path).unwrap();
        documents.doctor(
            journey,
            &[],
            &[("PCSCLITE_CSOCK_NAME", path.to_str().unwrap())],
            &[],
        );
    }
    let nothing = || Journey::on(Bench::new());
    documents.doctor(
        nothing(),
        &[],
        &[("XRDP_SESSION", "1"), ("SSH_CONNECTION", "1")],
        &[],
    );
    documents.doctor(nothing(), &[], &[("WSL_DISTRO_NAME", "Ubuntu")], &[]);
    documents.doctor(
        nothing(),
        &["usr/lib/pcsc/drivers/serial/libifdserial.so"],
        &[],
        &[],
    );
    let usb = [
        "sys/bus/usb/devices/1-2/idVendor=0c4b\n",
        "sys/bus/usb/devices/1-2/idProduct=0501\n",
        "sys/bus/usb/devices/1-2/product=cyberJack RFID komfort\n",
        "sys/bus/usb/devices/1-2:1.0/bInterfaceClass=0b\n",
    ];
    documents.doctor(nothing(), &usb, &[], &[]);
    let bench = Bench::new();
    bench.add("REINER SCT cyberJack RFID basis 00 00", None);
    documents.doctor(Journey::on(bench), &[], &[], &[]);
    let fresh = || Journey::with("hba");
    documents.doctor(fresh(), &[], &[], &["--reader", "nobody"]);
    documents.doctor(fresh(), &[], &[], &["--card", "9999"]);
    documents.doctor(fresh(), &[], &[], &[]);
    documents.doctor(Journey::set("smcb"), &[], &[], &[]);
    let strikes = [
        // EF.GDO, a PIN's state, and what tells the kind.
        &[(At::Exchange(2), Fault::Forge(0x6982))][..],
        &[(At::Status(0x01), Fault::Forge(0x6A88))],
        &[
            (At::Exchange(1), Fault::Forge(0x6A82)),
            (At::Exchange(2), Fault::Forge(0x6A82)),
        ],
    ];
    for faults in strikes {
        let journey = fresh();
        for (at, fault) in faults {
            journey.bench.always(*at, fault.clone());
        }
        documents.doctor(journey, &[], &[], &[]);
    }
    documents.doctor(blocked("hba", "PIN.CH"), &[], &[], &[]);
    // A card that hides to the end that its Transport-PIN is blocked.
    let mut journey = fresh();
    journey.bench.always(At::Status(0x01), Fault::Forge(0x62C1));
    for again in [
        &[][..],
        &["--pin", "ch", "--try-again", "0017"],
        &["--pin", "ch", "--last-try", "0017"],
    ] {
        journey = documents.script_of(journey, "activate", &secrets_ch(WRONG), again);
    }
    // No script takes its way unasked.
    let puk = format!("puk.ch = {PUK_CH}\nnew.ch = {NEXT}\n");
    journey = documents.script_of(journey, "unblock", &puk, &[]);
    documents.doctor(journey, &[], &[], &[]);
    let temp = Temp::new();
    documents.doctor(Journey::set(&issued::expired(&temp)), &[], &[], &[]);
}

/// Where there is a way to a Konnektor a name that is none, and no profile; else that there is none.
fn konnektors(documents: &mut Documents) {
    let mut journey = Journey::on(Bench::new());
    journey.machine = Some(Machine {
        os: Os::Linux,
        root: journey.temp.join("root"),
        variables: Some(Vec::new()),
        host: None,
        windows: None,
    });
    for line in [
        &["konnektor"][..],
        &["konnektor", "list"],
        &["konnektor", "add", "../praxis"],
        &["konnektor", "show", "../praxis"],
        &["konnektor", "check", "../praxis"],
        &["konnektor", "remove", "../praxis"],
    ] {
        let line = [&["--json"], line].concat();
        let document = journey.run(&line, Script::nobody()).document();
        documents.0.push(document);
    }
}

#[test]
fn every_command_and_every_code_word_is_seen_and_described() {
    let mut documents = Documents::default();
    good(&mut documents);
    bad_lines(&mut documents);
    refused(&mut documents);
    bad_input(&mut documents);
    settings(&mut documents);
    doctor(&mut documents);
    konnektors(&mut documents);
    let with_openssl = issuers(&mut documents) & certificates(&mut documents);
    let is_seen = |(word, _): &Pair| {
        UNSEEN.iter().all(|(unseen, _)| unseen != word)
            && (with_openssl || !BY_OPENSSL.contains(&word.as_str()))
            && (cfg!(unix) || !ON_UNIX.contains(&word.as_str()))
            && (word != "konnektor_not_built" || !direct::IS_BUILT)
    };
    let expected: BTreeSet<Pair> = pairs().into_iter().filter(is_seen).collect();
    let seen = documents.errors();
    let differing: Vec<&Pair> = seen.symmetric_difference(&expected).collect();
    assert!(
        differing.is_empty(),
        "{differing:?} differ: codes of the schema and codes seen: {seen:?}"
    );
    let commands: BTreeSet<String> = documents
        .0
        .iter()
        .filter_map(|document| Some(document["command"].as_str()?.to_owned()))
        .collect();
    assert_eq!(commands, words("/properties/command"));
    documents.0.iter().for_each(refuses_what_breaks_it);
}

/// Every member of a document taken away, of another type, and one that is not listed.
fn refuses_what_breaks_it(document: &Value) {
    for place in objects(document, String::new()) {
        let members: Vec<String> = document
            .pointer(&place)
            .unwrap()
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect();
        let changed = |change: &dyn Fn(&mut serde_json::Map<String, Value>)| {
            let mut other = document.clone();
            change(other.pointer_mut(&place).unwrap().as_object_mut().unwrap());
            other
        };
        for member in members.iter().filter(|member| *member != "errors") {
            let without = changed(&|object| drop(object.remove(member)));
            // A body may be missing as a whole where an error ended the run before there was one.
            let body = place.is_empty() && !document["error"].is_null();
            assert!(
                body || schema::check_published(&without).is_err(),
                "without {place}/{member}: {without:#}"
            );
            let wrong =
                changed(&|object| drop(object.insert(member.clone(), json!([["no such type"]]))));
            assert!(
                schema::check_published(&wrong).is_err(),
                "another type at {place}/{member}: {wrong:#}"
            );
        }
        let more = changed(&|object| drop(object.insert("not_listed".to_owned(), json!(1))));
        assert_eq!(
            schema::check_published(&more),
            Ok(()),
            "additions are allowed at {place}"
        );
        assert!(
            schema::check(&more).is_err(),
            "an addition without an entry in the schema at {place}"
        );
    }
}

/// Pointers to every object of a document, itself first.
fn objects(value: &Value, place: String) -> Vec<String> {
    match value {
        Value::Object(members) => {
            let below = members
                .iter()
                .flat_map(|(name, member)| objects(member, format!("{place}/{name}")));
            let below: Vec<String> = below.collect();
            [place].into_iter().chain(below).collect()
        }
        Value::Array(items) => items
            .iter()
            .enumerate()
            .flat_map(|(index, item)| objects(item, format!("{place}/{index}")))
            .collect(),
        _ => Vec::new(),
    }
}

#[test]
fn a_word_that_is_none_and_members_that_contradict_each_other_are_refused() {
    let status = Journey::with("hba")
        .run(&["--json", "status"], Script::nobody())
        .document();
    let wrong = Journey::with("hba")
        .script(&secrets_ch(WRONG), &[])
        .document();
    let verified = format!("current.ch = {NEW_CH}\n");
    let verified = Journey::set("hba")
        .script_of("verify", &verified, &[])
        .document();
    let run = |arguments: &[&str]| {
        let mut journey = Journey::with("hba");
        journey.machine = Some(pc(&journey.temp.join("pc"), &[], &[]));
        journey
            .run(&[&["--json"], arguments].concat(), Script::nobody())
            .document()
    };
    let (doctor, explain) = (run(&["doctor"]), run(&["explain", "old-cards"]));
    let ended = run(&["status", "--check", "--as-of", "2100-01-01"]);
    let rows = [
        (&status, "/certificates/0/state", json!("good")),
        (&status, "/certificates/0/content", json!("x509")),
        (&status, "/certificates/0/purpose", json!("aut")),
        (&status, "/certificates/0/sha256", json!("AB")),
        (&status, "/certificates/0/not_after", json!("31.12.2099")),
        (&status, "/certificates/0/online", json!("good")),
        (&status, "/holder/professions/0/oid", json!("Arzt")),
        (&ended, "/error/exit", json!(20)),
        (&ended, "/findings/0/code", json!("over")),
        (&ended, "/findings/0/severity", json!("problem")),
        (&doctor, "/findings/0/severity", json!("ended")),
        (&doctor, "/findings/0/area", json!("reader")),
        (&doctor, "/system/os", json!("Linux")),
        (&doctor, "/cards/0/card", Value::Null),
        (&explain, "/topic/id", json!("Old cards")),
        (&explain, "/topic/sources/0/date", json!("24.11.2026")),
        (&status, "/schema", json!("pinlotse/2")),
        (&status, "/command", json!("statut")),
        (&status, "/version", json!("one")),
        (&status, "/card/kind", json!("ehba")),
        (&status, "/card/iccsn", json!("8027699999000000001")),
        (&status, "/pins/0/pin", json!("pin.ch")),
        (&status, "/pins/0/state", json!("SET")),
        (&status, "/pins/0/tries_left", json!(3)),
        (&status, "/next_step/code", json!("wait")),
        (&status, "/changed", json!(true)),
        (&status, "/dry_run", json!(true)),
        (&status, "/exit", json!(10)),
        (&wrong, "/exit", json!(0)),
        (&wrong, "/exit", json!(19)),
        (&wrong, "/error", Value::Null),
        (&wrong, "/error/code", json!("wrong_pin")),
        (&wrong, "/error/exit", json!(11)),
        (&wrong, "/error/status_word", json!("63c2")),
        (&wrong, "/error/tries_left", json!("2")),
        (&wrong, "/error/hint", json!("")),
        (&wrong, "/results/0/before", json!("new")),
        (&wrong, "/results/0/entry", json!("pin_pad")),
        (&wrong, "/results/0/tries_basis", json!("none")),
        (&wrong, "/results/0/right", json!(false)),
        (&wrong, "/results/1/skipped", json!("holder_missing")),
        (&verified, "/results/0/answer", json!("9000")),
        (&verified, "/results/0/changed", json!(true)),
        (&verified, "/unused", json!(["ch.new"])),
    ];
    for (document, place, value) in rows {
        assert_eq!(schema::check(document), Ok(()));
        let mut broken = document.clone();
        let old = broken
            .pointer_mut(place)
            .unwrap_or_else(|| panic!("{place} in {document:#}"));
        assert_ne!(*old, value, "{place}");
        *old = value.clone();
        assert!(
            schema::check_published(&broken).is_err(),
            "{place} = {value} passed"
        );
    }
}
