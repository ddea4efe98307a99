//! Everything that can be asked to go wrong does.

use super::typed::{CARD, CARDCMN, CONN, GERROR};
use super::*;

const CH: [&str; 3] = ["28407", "123456", "123456"];

#[test]
fn every_code_comes_as_a_fault_in_every_look() {
    let looks = [
        FaultLook::default(),
        FaultLook {
            own_trace: Some(true),
            status: Some("200 OK"),
            ..FaultLook::default()
        },
        FaultLook {
            own_trace: Some(false),
            bare: true,
            fault_code: Some("S:Client"),
            severity: Some("Fatal"),
            ..FaultLook::default()
        },
    ];
    let bench = Bench::of(&make::RISE);
    for line in CODES {
        for (number, look) in looks.iter().enumerate() {
            let next = At::Next(Operation::ChangePin);
            bench
                .konnektor
                .on(next, Fault::Code(line.code, look.clone()));
            let said = bench.ask(&bench.typed("ChangePin", "PIN.CH"));
            assert_eq!(said.short(), format!("fault {}", line.code));
            let traces = said.all(GERROR, "Code").len();
            assert_eq!(
                (said.status, traces),
                [(500, 2), (200, 2), (500, 1)][number]
            );
            assert_eq!(said.all("", "detail").len(), 1);
            // It was instead of the operation.
            assert!(bench.konnektor.dialogs().is_empty());
            assert_eq!(bench.konnektor.pin_posts(), ["ChangePin PIN.CH"]);
            bench.konnektor.forget_log();
        }
    }
}

#[test]
fn a_fault_may_have_no_detail() {
    let bench = Bench::new();
    let look = FaultLook {
        without_detail: true,
        ..FaultLook::default()
    };
    bench.konnektor.on(At::Request(1), Fault::Code(4001, look));
    let said = bench.ask(&bench.typed("GetPinStatus", "PIN.CH"));
    assert!(said.is_fault() && said.code().is_none(), "{}", said.text);
}

#[test]
fn a_warning_stands_in_a_normal_answer() {
    for code in [4043, 4065] {
        let bench = Bench::new();
        bench.konnektor.on(At::Always, Fault::Warning(code));
        let said = bench.ask(&bench.typed("VerifyPin", "PIN.CH"));
        assert_eq!(said.status, 200);
        assert_eq!(said.one(CONN, "Result"), "Warning");
        assert_eq!(said.one(GERROR, "Severity"), "Warning");
        assert_eq!(said.short(), format!("warning {code} ERROR"));
    }
}

#[test]
fn every_word_and_any_other_can_be_said() {
    let words = [
        "ERROR",
        "OK",
        "REJECTED",
        "WASBLOCKED",
        "NOWBLOCKED",
        "TRANSPORT_PIN",
        "MAYBE",
    ];
    let bench = Bench::new();
    for word in words {
        for operation in [
            Operation::VerifyPin,
            Operation::ChangePin,
            Operation::UnblockPin,
        ] {
            bench
                .konnektor
                .on(At::Next(operation), Fault::Word(word, Some(2)));
            let said = bench.ask(&bench.typed(operation.name(), "PIN.CH"));
            assert_eq!(said.one(CARDCMN, "PinResult"), word);
            assert_eq!(said.one(CARDCMN, "LeftTries"), "2");
        }
    }
    for word in [
        "VERIFIED",
        "VERIFIABLE",
        "TRANSPORT_PIN",
        "EMPTY_PIN",
        "BLOCKED",
        "DISABLED",
        "?",
    ] {
        bench
            .konnektor
            .on(At::Next(Operation::GetPinStatus), Fault::Word(word, None));
        let said = bench.ask(&bench.typed("GetPinStatus", "PIN.CH"));
        assert_eq!(said.one(CARD, "PinStatus"), word);
    }
    assert!(bench.konnektor.is_plan_done());
}

/// The answer to a ChangePin that succeeds, spoiled.
fn spoiled(spoil: Spoil) -> (Answer, Bench) {
    let bench = Bench::new();
    let next = At::Next(Operation::ChangePin);
    bench.konnektor.on(next, Fault::Spoiled(spoil));
    bench.konnektor.then(Person::types(CH));
    let request = bench.typed("ChangePin", "PIN.CH").octets();
    (bench.konnektor.answer(&request), bench)
}

#[test]
fn a_spoiled_answer_belongs_to_an_operation_that_was_carried_out() {
    let spoils = [
        Spoil::Lost(End::Cut),
        Spoil::Lost(End::Hangs),
        Spoil::CutAfter(12, End::Cut),
        Spoil::Half(End::Cut),
        Spoil::Half(End::Closed),
        Spoil::Without("PinResult"),
        Spoil::Elsewhere("PinResult"),
        Spoil::Extra("ChangePinResponse"),
        Spoil::Saying("PinResult", "PERHAPS"),
        Spoil::Bomb,
        Spoil::Padded(10 << 20),
        Spoil::NotUtf8,
    ];
    for spoil in spoils {
        let name = format!("{spoil:?}");
        let (_, bench) = spoiled(spoil);
        assert_eq!(bench.state("PIN.CH"), "VERIFIED", "{name}");
        assert_eq!(bench.konnektor.log()[0].answered, "OK", "{name}");
        bench.konnektor.is_content();
    }
}

#[test]
fn each_spoiled_answer_is_spoiled_in_its_way() {
    let (whole, _) = spoiled(Spoil::Saying("PinResult", "OK"));
    assert_eq!(Said::from(&whole).short(), "OK");
    let (answer, _) = spoiled(Spoil::Lost(End::Hangs));
    assert_eq!(answer, Answer::hangs());
    let (answer, _) = spoiled(Spoil::CutAfter(12, End::Cut));
    assert_eq!(
        (&answer.octets[..], answer.end),
        (&b"HTTP/1.1 200"[..], End::Cut)
    );
    let (answer, _) = spoiled(Spoil::Half(End::Cut));
    assert!(whole.octets.starts_with(&answer.octets));
    assert_eq!(answer.body().len(), whole.body().len() / 2);
    let (answer, _) = spoiled(Spoil::Without("PinResult"));
    assert_eq!(Said::from(&answer).short(), "");
    let (answer, _) = spoiled(Spoil::Elsewhere("PinResult"));
    assert_eq!(
        Said::from(&answer).all("urn:example:nobody", "PinResult"),
        ["OK"]
    );
    let (answer, _) = spoiled(Spoil::Extra("ChangePinResponse"));
    assert_eq!(Said::from(&answer).one(CARD, "LaterExtension"), "");
    assert_eq!(Said::from(&answer).short(), "OK");
    let (answer, _) = spoiled(Spoil::Bomb);
    let text = answer.text();
    assert!(text.contains("<!DOCTYPE") && text.contains("&i;"), "{text}");
    let (answer, _) = spoiled(Spoil::Padded(10 << 20));
    assert!(answer.body().len() > 10 << 20);
    let (answer, _) = spoiled(Spoil::NotUtf8);
    assert!(String::from_utf8(answer.body()).is_err());
}

#[test]
fn other_servers_answer_in_their_own_way() {
    let bench = Bench::new();
    let faults = [
        (
            Fault::http(
                "401 Unauthorized",
                "WWW-Authenticate: Basic realm=\"x\"\r\n",
                "",
            ),
            401,
        ),
        (Fault::http("403 Forbidden", "", "no"), 403),
        (Fault::http("404 Not Found", "", ""), 404),
        (
            Fault::http("302 Found", "Location: https://example.org/\r\n", ""),
            302,
        ),
        (
            Fault::http("503 Service Unavailable", "Retry-After: 5\r\n", ""),
            503,
        ),
        (Fault::page(), 200),
        (Fault::empty(), 200),
    ];
    for (fault, status) in faults {
        bench.konnektor.on(At::Next(Operation::Directory), fault);
        let answer = bench.konnektor.answer(&Typed::directory().octets());
        assert_eq!(answer.status(), status);
    }
    bench.konnektor.on(At::Always, Fault::Reply(Answer::cut()));
    let answer = bench.konnektor.answer(&Typed::directory().octets());
    assert_eq!((answer.octets.len(), answer.end), (0, End::Cut));
    bench.konnektor.heals();
    let answer = bench.konnektor.answer(&Typed::directory().octets());
    assert_eq!(answer.status(), 200);
}

#[test]
fn the_world_may_change_between_two_requests() {
    let bench = Bench::new();
    let terminal = bench.terminal;
    let request = bench.typed("ChangePin", "PIN.CH");
    assert_eq!(bench.state("PIN.CH"), "TRANSPORT_PIN");
    bench.konnektor.before(At::Request(2), move |konnektor| {
        konnektor.pull(terminal, 1);
        konnektor.insert(terminal, 1, Card::hba().numbered("80276883110000000086"));
    });
    assert_eq!(bench.ask(&request).short(), "fault 4101");
    bench
        .konnektor
        .before(At::Next(Operation::ChangePin), move |konnektor| {
            konnektor.other_user(terminal, 1, "pinlotse", "eva");
        });
    assert_eq!(bench.pin("ChangePin", "PIN.CH"), "fault 4018");
    bench.konnektor.before(At::Request(4), Konnektor::restarts);
    let said = bench.ask(&Typed::at(&make::EHEX, "GetCards"));
    assert_eq!(said.all(CARDCMN, "Iccsn")[0], "80276883110000000086");
    assert_eq!(bench.state("PIN.CH"), "TRANSPORT_PIN");
    assert!(bench.konnektor.is_plan_done());
}

#[test]
fn what_the_specification_leaves_open_can_be_chosen() {
    let bench = Bench::new();
    bench.konnektor.habits(|habits| {
        habits.change_raises = false;
        habits.left_tries = LeftTries::NotInTransport;
        habits.left_tries_in_transport = Some(3);
        habits.verify_qes = None;
        habits.blocked = Channel::Fault;
        habits.transport = Channel::Warning;
        habits.time_out = Some(Channel::Fault);
    });
    assert_eq!(bench.state("PIN.CH"), "TRANSPORT_PIN 3");
    assert_eq!(
        bench.types("ChangePin", "PIN.CH", &["11111", "123456", "123456"]),
        "REJECTED"
    );
    assert_eq!(bench.pin("VerifyPin", "PIN.QES"), "warning 4065 ERROR");
    bench.konnektor.then(Person::nobody());
    assert_eq!(bench.pin("ChangePin", "PIN.CH"), "fault 4043");
    assert_eq!(bench.types("ChangePin", "PIN.CH", &CH), "OK");
    assert_eq!(bench.state("PIN.CH"), "VERIFIABLE 3");
    for expected in ["REJECTED 2", "REJECTED 1", "NOWBLOCKED", "fault 4063"] {
        if expected.starts_with("fault") {
            assert_eq!(bench.pin("VerifyPin", "PIN.CH"), expected);
        } else {
            assert_eq!(bench.types("VerifyPin", "PIN.CH", &["111111"]), expected);
        }
    }
    let always = |habits: &mut Habits| habits.left_tries = LeftTries::WhenBlockedToo;
    bench.konnektor.habits(always);
    bench
        .konnektor
        .habits(|habits| habits.blocked = Channel::Result);
    assert_eq!(bench.pin("ChangePin", "PIN.CH"), "WASBLOCKED 0");
}

#[test]
fn each_sample_befalls_its_operation_and_is_then_over() {
    let operations = [&[Operation::Directory][..], &Operation::SOAP].concat();
    for operation in operations {
        let all = samples(operation);
        assert!(all.len() >= 19, "{operation:?}: {}", all.len());
        let bench = Bench::new();
        for fault in all {
            let name = format!("{operation:?} {fault:?}");
            let request = match operation {
                Operation::Directory => Typed::directory(),
                Operation::GetCards | Operation::GetCardTerminals => {
                    Typed::at(&make::EHEX, operation.name())
                }
                Operation::ReadCardCertificate => Typed::at(&make::EHEX, operation.name())
                    .certificates(&bench.handle(1), &["C.AUT"], ""),
                _ => bench.typed(operation.name(), "PIN.CH"),
            };
            let people = || {
                bench.konnektor.forget_people();
                bench.konnektor.then(Person::nobody());
            };
            people();
            bench.konnektor.on(At::Next(operation), fault);
            let spoiled = bench.konnektor.answer(&request.octets());
            assert!(bench.konnektor.is_plan_done(), "{name}");
            people();
            let whole = bench.konnektor.answer(&request.octets());
            assert_eq!(whole.status(), 200, "{name}");
            // A word may be the truth.
            assert!(spoiled != whole || name.contains("Word"), "{name}");
            bench.konnektor.is_content();
        }
    }
}
