//! Every journey at cards that differ as real ones do. Each row is a card; what is expected of it is
//! the same as of any, but for what the quirk is about.

use pinlotse::reader::Leave;
use pinlotse::virtual_card::Quirk;
use serde_json::{Value, json};
use support::faults::{At, Exchange, Fault, card};
use support::journey::{
    BUILT_IN, IMAGE, Journey, Letter, NEW_CH, NEW_QES, NEW_SMC, Ran, begins, ends, enters, fits,
    guide, image, ready, whole_hba, whole_hba_guided,
};
use support::life::{NEXT, PUK_CH, PUK_QES, PUK_SMC, asks_puk, blocked, rescue, transport_blocked};
use support::script::Script;

/// PIN.QES as it becomes by a change.
const NEXT_QES: &str = "96150384";

/// Each quirk alone, and as many as go together.
fn all(kind: &str) -> Vec<String> {
    let fits = |quirk: &Quirk| card(kind).give(&[*quirk]).is_ok();
    let mut cards: Vec<String> = Quirk::ALL
        .iter()
        .filter(|quirk| fits(quirk))
        .map(|quirk| format!("{kind}+{}", quirk.word()))
        .collect();
    let many = "ecc-by-sfi+rsa-by-fid+rsa-over+select-forgets+hides-block+block-is-final+refusal-costs-puk";
    cards.push(format!("{kind}+{many}"));
    cards
}

fn hbas() -> Vec<String> {
    all("hba")
}

fn smcbs() -> Vec<String> {
    all("smcb")
}

/// gematik's images with the quirks that fit them.
fn images() -> Vec<String> {
    let found = [image("HBA_"), image("SMC_B_")].into_iter().flatten();
    found.flat_map(|path| all(&path)).collect()
}

fn has(card: &str, quirk: Quirk) -> bool {
    card.split('+').skip(1).any(|word| word == quirk.word())
}

/// What no card may be sent, whatever it is like: a SELECT of a file, a command without the Le that
/// belongs there (6700), anything but the commands of the host side, and between the SELECT of a
/// PIN's folder and the read-back another SELECT.
#[track_caller]
fn is_clean(journey: &Journey) {
    let log = journey.bench.log();
    for (at, exchange) in log.iter().enumerate() {
        let [class, instruction, p1, _] = exchange.header;
        let known = matches!(
            (class, instruction),
            (0x00, 0xA4 | 0xB0 | 0xB2 | 0x20 | 0x24 | 0x2C) | (0x80, 0x20)
        );
        assert!(known, "{exchange:02X?}");
        let by_identifier = instruction == 0xA4 && p1 != 0x04;
        // A file that was not found by its SFI.
        let was_missing = |at: usize| log[at - 1].status == Some(0x6A82);
        assert!(
            !by_identifier || p1 == 0x02 && was_missing(at),
            "{exchange:02X?}"
        );
        assert_ne!(exchange.status, Some(0x6700), "{exchange:02X?}");
    }
    for (at, secret) in log
        .iter()
        .enumerate()
        .filter(|(_, exchange)| exchange.secret)
    {
        let status = [0x80, 0x20, 0x00, secret.header[3]];
        let neighbours = |at: Option<&Exchange>| at.map(|exchange| exchange.header);
        assert_eq!(
            neighbours(log.get(at - 1)),
            Some(status),
            "before {secret:02X?}"
        );
        assert_eq!(
            neighbours(log.get(at + 1)),
            Some(status),
            "after {secret:02X?}"
        );
        if secret.header[3] & 0x80 != 0 {
            let select = log[at - 2];
            assert_eq!(
                (select.header, select.length),
                ([0x00, 0xA4, 0x04, 0x0C], 6)
            );
        }
    }
}

fn letter(card: &str) -> &'static Letter {
    if card.contains(".xml") {
        &IMAGE
    } else {
        &BUILT_IN
    }
}

#[test]
fn a_script_activates_every_such_card() {
    for card in hbas().into_iter().chain(smcbs()).chain(images()) {
        let mut journey = Journey::with(&card);
        let of = letter(&card);
        let secrets = format!(
            "transport.ch = {}\nnew.ch = {NEW_CH}\ntransport.qes = {}\nnew.qes = {NEW_QES}\n\
             transport.smc = {}\nnew.smc = {NEW_SMC}\n",
            of.ch, of.qes, of.smc
        );
        let ran = journey.script(&secrets, &["--holder-present"]);
        ran.exits(0);
        is_clean(&journey);
        assert_eq!(ran.value("/complete"), true, "{card}");
        let results = ran.value("/results");
        for result in results.as_array().unwrap() {
            assert_eq!(
                (&result["after"], &result["answer"]),
                (&json!("set"), &json!("read")),
                "{card}"
            );
        }
        assert_eq!(journey.state(), "63C3", "{card}");
    }
}

#[test]
fn a_person_activates_every_such_card() {
    for card in hbas() {
        let mut journey = Journey::with(&card);
        let ran = journey.run(&["activate"], whole_hba(&BUILT_IN));
        ran.exits(0).sends(2).never_says("abgelaufen");
        is_clean(&journey);
        assert!(journey.is(NEW_CH) && journey.qes_is(NEW_QES), "{card}");
    }
    for card in smcbs() {
        let mut journey = Journey::with(&card);
        let script = fits("0").then(enters("PIN.SMC", BUILT_IN.smc, NEW_SMC));
        let ran = journey.run(&["activate"], script);
        ran.exits(0).sends(1).never_says("abgelaufen");
        is_clean(&journey);
        assert!(journey.is(NEW_SMC), "{card}");
    }
}

#[test]
fn the_guide_brings_every_such_card_into_use() {
    for card in hbas() {
        let mut journey = Journey::with(&card);
        let script = ready().then(whole_hba_guided(&BUILT_IN)).then(ends());
        let ran = guide(&mut journey, script);
        ran.exits(0)
            .sends(2)
            .says("FERTIG. Beide PINs sind gesetzt.");
        ran.never_says("abgelaufen");
        is_clean(&journey);
    }
    for card in smcbs() {
        let mut journey = Journey::with(&card);
        let script = ready()
            .then(begins("0"))
            .then(enters("PIN.SMC", BUILT_IN.smc, NEW_SMC))
            .then(ends());
        let ran = guide(&mut journey, script);
        ran.exits(0)
            .sends(1)
            .says("FERTIG. PIN der SMC-B (PIN.SMC) ist gesetzt.");
        ran.never_says("abgelaufen");
        is_clean(&journey);
    }
}

#[test]
fn pins_are_changed_and_verified_at_every_such_card_by_what_its_answers_prove() {
    for card in hbas() {
        let mut journey = Journey::set(&card);
        let secrets = format!(
            "current.ch = {NEW_CH}\nnew.ch = {NEXT}\ncurrent.qes = {NEW_QES}\nnew.qes = {NEXT_QES}\n"
        );
        let both = ["--holder-present", "--pin", "ch,qes"];
        journey
            .script_of("change", &secrets, &both)
            .exits(0)
            .sends(2);
        is_clean(&journey);
        let secrets = format!("current.ch = {NEXT}\ncurrent.qes = {NEXT_QES}\n");
        let ran = journey.script_of("verify", &secrets, &both);
        ran.exits(0).sends(2);
        is_clean(&journey);
        for index in 0..2 {
            assert_eq!(
                ran.value(&format!("/results/{index}/after")),
                "verified",
                "{card}"
            );
        }
        assert!(journey.bench.left().contains(&Leave::Reset), "{card}");
        assert_eq!(
            (journey.state(), journey.state_qes()),
            ("63C3".into(), "63C3".into())
        );
        // A wrong one is one, and costs one.
        let wrong = format!("current.qes = {NEW_QES}\n");
        let ran = journey.script_of("verify", &wrong, &["--holder-present", "--pin", "qes"]);
        ran.fails(10, "wrong_secret");
        assert_eq!(ran.value("/error/tries_left"), 2, "{card}");
    }
    for card in smcbs() {
        let mut journey = Journey::set(&card);
        let secrets = format!("current.smc = {NEW_SMC}\nnew.smc = {NEXT}\n");
        journey.script_of("change", &secrets, &[]).exits(0).sends(1);
        is_clean(&journey);
        let ran = journey.script_of("verify", &format!("current.smc = {NEXT}\n"), &[]);
        ran.exits(0).sends(1);
        is_clean(&journey);
        assert_eq!(ran.value("/results/0/after"), "verified", "{card}");
    }
}

/// Another program verified PIN.QES and stands in DF.QES: the look leaves that folder, so the gate
/// finds what the look has shown, whatever a SELECT does to the state.
#[test]
fn a_pin_that_another_program_verified_does_not_stop_a_change() {
    for card in hbas() {
        let mut journey = Journey::set(&card);
        let verify = format!("0020008108{}", support::life::block(NEW_QES));
        let answers = journey
            .bench
            .other_program(0, &["00A4040C", support::life::DF_QES, &verify]);
        assert_eq!(answers, ["9000"; 3]);
        let secrets = format!("current.qes = {NEW_QES}\nnew.qes = {NEXT_QES}\n");
        let ran = journey.script_of("change", &secrets, &["--holder-present", "--pin", "qes"]);
        ran.exits(0).sends(1);
        is_clean(&journey);
        assert!(journey.qes_is(NEXT_QES), "{card}");
    }
}

#[test]
fn own_pins_that_are_blocked_are_unblocked_at_every_such_card() {
    for card in hbas() {
        let mut journey = blocked(&card, "PIN.CH");
        let secrets = format!("puk.ch = {PUK_CH}\nnew.ch = {NEXT}\n");
        journey
            .script_of("unblock", &secrets, &["--pin", "ch"])
            .exits(0)
            .sends(1);
        is_clean(&journey);
        assert!(journey.is(NEXT), "{card}");
        let mut journey = blocked(&card, "PIN.QES");
        let told = ["--pin", "qes", "--holder-present"];
        let ran = journey.script_of("unblock", &format!("puk.qes = {PUK_QES}\n"), &told);
        ran.exits(0).sends(1);
        is_clean(&journey);
        assert!(journey.qes_is(NEW_QES), "{card}");
    }
    for card in smcbs() {
        let mut journey = blocked(&card, "PIN.SMC");
        let secrets = format!("puk.smc = {PUK_SMC}\nnew.smc = {NEXT}\n");
        journey
            .script_of("unblock", &secrets, &[])
            .exits(0)
            .sends(1);
        is_clean(&journey);
        assert!(journey.is(NEXT), "{card}");
    }
}

/// Sources contradict each other on whether a PUK helps: either card is told what it did.
#[test]
fn a_blocked_transport_pin_is_rescued_where_the_puk_helps_and_said_to_be_lost_where_not() {
    for card in smcbs() {
        // Its block is not to be seen: 62C1. `unblock/rescue.rs` has what is noted of such a card.
        let hidden = has(&card, Quirk::HidesBlock);
        let mut journey = transport_blocked(&card, "PIN.SMC");
        let secrets = format!("puk.smc = {PUK_SMC}\nnew.smc = {NEXT}\n");
        let insists = ["--pin", "smc", "--spend-puk-use"];
        let ran = journey.script_of("unblock", &secrets, &insists);
        is_clean(&journey);
        assert_eq!(
            ran.value("/results/0/before"),
            if hidden { "transport" } else { "blocked" },
            "{card}"
        );
        if has(&card, Quirk::BlockIsFinal) {
            let code = if hidden {
                "puk_used_up"
            } else {
                "blocked_for_good"
            };
            ran.fails(12, code).sends(1).says("6983");
            ran.never_says("nicht endgültig gesperrt")
                .never_says("ist verbraucht");
            assert_eq!(journey.puk_uses("PIN.SMC"), 10, "{card}");
        } else {
            ran.exits(0).sends(1);
            assert!(journey.is(NEXT), "{card}");
        }
    }
}

#[test]
fn a_person_at_a_card_whose_block_is_final_is_told_that_it_is_lost_and_no_digit_is_asked_again() {
    let mut journey = transport_blocked("hba+block-is-final", "PIN.QES");
    let script = rescue("j")
        .then(support::journey::letter_fits())
        .then(support::journey::holder("j"))
        .then(asks_puk("PIN.QES", PUK_QES));
    let ran = journey.run(&["--json", "unblock"], script);
    ran.fails(12, "blocked_for_good").sends(1);
    is_clean(&journey);
    // The other PIN of the card is as it was.
    assert_eq!(journey.state(), "62C1");
}

/// What the card does not know is what the read-back decides or nobody: as at any card.
#[test]
fn a_lost_answer_is_judged_at_every_such_card_as_at_any() {
    for card in hbas() {
        for (pin, reference) in [("ch", "PIN.CH"), ("qes", "PIN.QES")] {
            let mut journey = Journey::with(&card);
            journey.bench.once(At::Change, Fault::LoseAnswer);
            let of = letter(&card);
            let (old, new) = if pin == "ch" {
                (of.ch, NEW_CH)
            } else {
                (of.qes, NEW_QES)
            };
            let secrets = format!("transport.{pin} = {old}\nnew.{pin} = {new}\n");
            let ran = journey.script(&secrets, &["--holder-present", "--pin", pin]);
            ran.exits(0).sends(1);
            let results = ran.value("/results");
            let row = results
                .as_array()
                .unwrap()
                .iter()
                .find(|row| row["pin"] == pin);
            assert_eq!(row.unwrap()["answer"], "lost", "{card} {reference}");
        }
        let mut journey = Journey::set(&card);
        journey.bench.once(At::Secret, Fault::LoseAnswer);
        let secrets = format!("current.qes = {NEW_QES}\n");
        let ran = journey.script_of("verify", &secrets, &["--holder-present", "--pin", "qes"]);
        ran.fails(9, "outcome_unknown").sends(1);
    }
}

fn json_of(journey: &mut Journey, arguments: &[&str]) -> Ran {
    journey.run(
        &[&["--json", "--wait", "0"], arguments].concat(),
        Script::nobody(),
    )
}

/// Files and one member of their rows.
fn column(ran: &Ran, member: &str) -> Vec<(String, Value)> {
    let rows = ran.value("/certificates");
    let of = |row: &Value| {
        (
            row["file"].as_str().unwrap().to_owned(),
            row[member].clone(),
        )
    };
    rows.as_array().unwrap().iter().map(of).collect()
}

#[test]
fn a_card_is_over_only_when_nothing_good_is_left_for_a_purpose() {
    for kind in ["hba", "smcb"] {
        for (quirks, good, exit) in [
            ("", "E256", 0),
            ("+rsa-over", "E256", 0),
            ("+ecc-by-sfi+rsa-by-fid+rsa-over", "E256", 0),
            ("+ecc-over", "R2048", 0),
            ("+rsa-by-fid+ecc-over", "R2048", 0),
            // The longer one of those that are over.
            ("+ecc-over+rsa-over", "R2048", 21),
        ] {
            let mut journey = Journey::set(&format!("{kind}{quirks}"));
            for command in [
                &["status", "--check"][..],
                &["certs", "--check"],
                &["status", "--check=certificates"],
            ] {
                let ran = json_of(&mut journey, command);
                is_clean(&journey);
                if exit == 0 {
                    ran.exits(0);
                } else {
                    ran.fails(exit, "certificate_expired");
                }
                for (file, counts) in column(&ran, "counts") {
                    assert_eq!(counts, file.ends_with(good), "{kind}{quirks} {file}");
                }
                for (file, state) in column(&ran, "state") {
                    let over = quirks.contains("rsa-over") && file.ends_with("R2048")
                        || quirks.contains("ecc-over") && file.ends_with("E256");
                    assert_eq!(
                        state,
                        if over { "expired" } else { "valid" },
                        "{kind}{quirks} {file}"
                    );
                }
            }
            // What people read, the next step and the radar.
            let ran = json_of(&mut journey, &["status"]);
            let findings = ran.value("/findings");
            let expired = findings
                .as_array()
                .unwrap()
                .iter()
                .any(|finding| finding["code"] == "expired");
            assert_eq!(expired, exit != 0, "{findings:#}");
            let step = ran.value("/next_step/code");
            assert_eq!(
                step == "order_replacement",
                exit != 0,
                "{kind}{quirks} {step}"
            );
            let ran = journey.run(&["status"], Script::person());
            if exit == 0 {
                ran.exits(0)
                    .never_says("ABGELAUFEN")
                    .never_says("abgelaufen");
            } else {
                ran.exits(0).says("ABGELAUFEN");
            }
        }
    }
}

/// Purposes stand for themselves: one whose only good certificate is of RSA beside one of elliptic
/// curves, months before they end.
#[test]
fn months_between_the_ends_of_twins_are_no_warning() {
    let mut journey = Journey::set("smcb+rsa-over");
    // On the day when the twins of RSA end, and on the days around it.
    for day in ["2024-10-15", "2024-12-31", "2025-01-01"] {
        json_of(&mut journey, &["status", "--check", "--as-of", day]).exits(0);
    }
    let mut journey = Journey::set("smcb+rsa-over+ecc-over");
    for (day, exit, counts) in [
        ("2024-06-30", 0, "R2048"),
        ("2024-07-01", 0, "R2048"),
        ("2024-11-15", 20, "R2048"),
        ("2025-01-01", 21, "R2048"),
    ] {
        let ran = json_of(&mut journey, &["certs", "--check", "--as-of", day]);
        ran.exits(exit);
        for (file, counting) in column(&ran, "counts") {
            assert_eq!(counting, file.ends_with(counts), "{day} {file}");
        }
    }
}

#[test]
fn files_that_go_by_one_name_only_are_read_and_exported() {
    for (kind, quirks) in [
        ("hba", "ecc-by-sfi"),
        ("hba", "rsa-by-fid"),
        ("smcb", "ecc-by-sfi"),
        ("smcb", "rsa-by-fid"),
        ("smcb", "rsa-by-fid+ecc-by-sfi"),
    ] {
        let (mut plain, mut by_sfi) = (
            Journey::with(kind),
            Journey::with(&format!("{kind}+{quirks}")),
        );
        let fingerprints = |journey: &mut Journey| {
            let ran = json_of(journey, &["certs"]);
            ran.exits(0);
            column(&ran, "sha256")
        };
        let (one, other) = (fingerprints(&mut plain), fingerprints(&mut by_sfi));
        assert_eq!(one, other);
        is_clean(&by_sfi);
        assert!(
            other
                .iter()
                .any(|(file, sha256)| file.ends_with("E256") && sha256.is_string())
        );
        let folder = by_sfi.temp.join("exported");
        let ran = json_of(
            &mut by_sfi,
            &["certs", "--export", folder.to_str().unwrap()],
        );
        ran.exits(0);
        assert_eq!(std::fs::read_dir(folder).unwrap().count(), 7, "{kind}");
    }
}

#[test]
fn institutions_are_named_by_their_own_names_with_or_without_a_number_in_the_certificate() {
    for (quirk, name, telematik_id) in [
        (
            "",
            "Praxis Dr. Petra Probe-Musterfrau",
            "1-PROBE-SMCB-0000000025",
        ),
        (
            "+kbv",
            "Praxis Dr. Petra Probe-Musterfrau",
            "1-PROBE-SMCB-0000000025",
        ),
        ("+dktig", "Klinikum Probestadt", "5-PROBE-SMCB-0000000025"),
        (
            "+dktig+rsa-over",
            "Klinikum Probestadt",
            "5-PROBE-SMCB-0000000025",
        ),
    ] {
        let mut journey = Journey::set(&format!("smcb{quirk}"));
        let ran = json_of(&mut journey, &["status", "--check"]);
        ran.exits(0);
        assert_eq!(ran.value("/holder/name"), name, "{quirk}");
        assert_eq!(ran.value("/holder/telematik_id"), telematik_id, "{quirk}");
        assert_eq!(ran.value("/card/iccsn"), "80276999990000000025");
    }
}

/// A certificate of another card in this one is found out where it names a number; where it names
/// none, nothing is claimed.
#[test]
fn the_number_in_a_certificate_is_compared_where_there_is_one() {
    for (quirk, found) in [("dktig", true), ("kbv", false)] {
        let mut journey = Journey::set(&format!("smcb+{quirk}"));
        let path = journey.temp.join("other");
        journey.bench.card(0).borrow().save(&path).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        // EF.GDO alone: the certificates keep the number that they name.
        let other = text.replace("5A0A80276999990000000025", "5A0A80276999990000000033");
        assert_ne!(text, other);
        std::fs::write(&path, other).unwrap();
        journey.bench.put(0, card(path.to_str().unwrap()));
        let ran = json_of(&mut journey, &["certs", "--check"]);
        if found {
            ran.fails(21, "certificate_misplaced");
        } else {
            ran.exits(0);
        }
    }
}

#[test]
fn the_doctor_and_its_probe_have_no_quarrel_with_any_such_card() {
    for card in hbas().into_iter().chain(smcbs()) {
        let mut journey = Journey::set(&card);
        let ran = json_of(&mut journey, &["doctor"]);
        ran.exits(0);
        let file = journey.temp.join("probe.json");
        json_of(&mut journey, &["doctor", "--probe", file.to_str().unwrap()]).exits(0);
        assert_eq!(journey.state(), "63C3", "{card}");
    }
}

/// The files of one card out of several: each purpose has the certificates of another one.
fn mixed(kind: &str, of_purpose: &[(&str, &str)]) -> Journey {
    let journey = Journey::set(kind);
    let saved = |source: &str| -> Value {
        let path = journey.temp.join("saved");
        card(source).save(&path).unwrap();
        serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
    };
    let mut state = saved(kind);
    for (purpose, quirks) in of_purpose {
        let other = saved(&format!("{kind}{quirks}"));
        let folders = state["card"]["folders"].as_array_mut().unwrap();
        for (folder, theirs) in folders
            .iter_mut()
            .zip(other["card"]["folders"].as_array().unwrap())
        {
            let files = folder["files"].as_array_mut().unwrap();
            for (file, theirs) in files.iter_mut().zip(theirs["files"].as_array().unwrap()) {
                if file["name"]
                    .as_str()
                    .unwrap()
                    .contains(&format!(".{purpose}."))
                {
                    file["content"] = theirs["content"].clone();
                }
            }
        }
    }
    let path = journey.temp.join("mixed");
    std::fs::write(&path, state.to_string()).unwrap();
    journey.bench.put(0, card(path.to_str().unwrap()));
    journey
}

/// Purposes are judged each by itself: what is good for one says nothing of another, nor does a
/// twin.
#[test]
fn each_purpose_is_judged_by_its_own_best_certificate() {
    let of_hba = [
        ("AUT", "+rsa-over"),
        ("ENC", "+ecc-over"),
        ("QES", "+rsa-over+ecc-over"),
    ];
    let mut journey = mixed("hba", &of_hba);
    let ran = json_of(&mut journey, &["certs", "--check"]);
    ran.fails(21, "certificate_expired");
    let counts: Vec<String> = column(&ran, "counts")
        .into_iter()
        .filter(|(_, counts)| *counts == true)
        .map(|(file, _)| file)
        .collect();
    let counting = ["EF.C.HP.AUT.E256", "EF.C.HP.ENC.R2048", "EF.C.HP.QES.R2048"];
    assert_eq!(counts, counting);
    let said = journey.run(&["certs", "--check"], Script::nobody());
    said.exits(21).says("Unterschrift (QES): abgelaufen");
    said.never_says("Anmeldung (AUT), ")
        .never_says("Verschlüsselung (ENC), ");
    // The card as a whole has not expired: most of it works on.
    let ran = json_of(&mut journey, &["status"]);
    let findings = ran.value("/findings");
    let has = |code: &str| {
        findings
            .as_array()
            .unwrap()
            .iter()
            .any(|finding| finding["code"] == code)
    };
    assert!(
        !has("expired") && has("certificate_expired"),
        "{findings:#}"
    );

    let of_smcb = [
        ("AUT", "+ecc-over"),
        ("ENC", "+rsa-over"),
        ("OSIG", "+rsa-over"),
    ];
    let mut journey = mixed("smcb", &of_smcb);
    json_of(&mut journey, &["certs", "--check"]).exits(0);
    json_of(&mut journey, &["status", "--check=certificates"]).exits(0);
    let ran = journey.run(&["status"], Script::person());
    ran.exits(0)
        .never_says("ABGELAUFEN")
        .never_says("abgelaufen");
}
