//! Every exit code that can be reached, with the command that yields it and the code word beside
//! it.

use std::fs;

use pinlotse::reader::Error;
use serde_json::{Value, json};
use support::faults::{At, Bench, Fault, card};
use support::journey::{
    BUILT_IN, Journey, NEW_CH, Ran, WRONG, enters, fits, image, secrets_ch, secrets_qes, whole_hba,
};
use support::script::Script;

/// A look without anybody there and without a wait.
fn status(bench: Bench, arguments: &[&str]) -> Ran {
    let mut line = vec!["--json", "--wait", "0"];
    line.extend(arguments);
    line.push("status");
    Journey::on(bench).run(&line, Script::nobody())
}

/// A script's activation of PIN.CH on an eHBA where something happens.
fn activate(prepare: impl FnOnce(&Bench)) -> Ran {
    let mut journey = Journey::with("hba");
    prepare(&journey.bench);
    journey.script(&secrets_ch(BUILT_IN.ch), &[])
}

#[test]
fn done_is_0() {
    for command in ["readers", "status"] {
        Journey::with("hba")
            .run(&["--json", command], Script::nobody())
            .exits(0);
    }
    activate(|_| {}).exits(0);
    Journey::with("hba")
        .run(&["virtual", "show", "hba"], Script::nobody())
        .exits(0);
    // No reader is an answer to this question.
    Journey::on(Bench::new())
        .run(&["--json", "readers"], Script::nobody())
        .exits(0);
}

#[test]
fn an_unexpected_answer_is_1() {
    // EF.GDO cannot be read, so nobody knows whose card it is.
    let ran = activate(|bench| {
        bench.once(At::Exchange(2), Fault::Forge(0x6982));
    });
    ran.fails(1, "card_unreadable").sends(0);
    activate(|bench| {
        bench.once(At::Change, Fault::Forge(0x6982));
    })
    .fails(1, "refused_by_card")
    .sends(1);
    for odd in [0x62C7, 0x6A88, 0x6982, 0x6F00] {
        let ran = activate(|bench| {
            bench.always(At::Status(0x01), Fault::Forge(odd));
        });
        let word = match odd {
            0x6982 => "card_guarded",
            _ => "card_unreadable",
        };
        ran.fails(1, word).sends(0);
    }
}

#[test]
fn usage_is_2_before_any_exchange() {
    let rows: [&[&str]; 11] = [
        &["--json", "nonsense"],
        &["--json", "status", "--nonsense"],
        &["--json", "activate", "--pin", "pace"],
        &["--json", "activate", "--tries-used", "3"],
        &["--json", "activate", "--last-try", "12", "--pin", "ch"],
        &[
            "--json",
            "activate",
            "--last-try",
            "0885",
            "--try-again",
            "0885",
            "--pin",
            "ch",
        ],
        &["--json", "activate", "--secrets-stdin", "--secrets-fd", "3"],
        &["--json", "--wait", "soon", "status"],
        &["--json", "activate", "--last-try", "0885"],
        &["--json", "activate", "--try-again", "0885"],
        &["--json", "activate", "--transport-length", "3"],
    ];
    for arguments in rows {
        let mut journey = Journey::with("hba");
        let ran = journey.run(arguments, Script::nobody());
        ran.fails(2, "usage");
        assert_eq!(
            (ran.exchanges, journey.bench.transactions()),
            (0, 0),
            "{arguments:?}"
        );
    }
    // Only the card tells that it has no such PIN; nothing is sent.
    let mut journey = Journey::with("smcb");
    journey
        .script(&secrets_ch(BUILT_IN.ch), &["--pin", "ch"])
        .fails(2, "usage")
        .sends(0);
}

#[test]
fn no_service_or_no_right_to_it_is_3() {
    for (error, word) in [
        (Error::NoService("stopped".into()), "no_service"),
        (Error::NotAllowed("polkit".into()), "not_allowed"),
    ] {
        let bench = Bench::with("hba");
        bench.fails_to_list(Some(error.clone()));
        assert_eq!(status(bench, &[]).fails(3, word).exchanges, 0);
        activate(|bench| bench.fails_to_list(Some(error.clone())))
            .fails(3, word)
            .sends(0);
    }
}

#[test]
fn no_reader_is_4() {
    status(Bench::new(), &[]).fails(4, "no_reader");
    status(Bench::with("hba"), &["--reader", "anderer"]).fails(4, "no_reader");
    let bench = Bench::with("hba");
    bench.fails_to_begin(0, Some(Error::ReaderGone("R".into())));
    status(bench, &[]).fails(4, "no_reader");
    assert!(
        status(Bench::with("hba"), &["--reader", "testleser"]).exit == 0,
        "a part of the name is enough"
    );
}

#[test]
fn no_card_or_none_that_answers_is_5() {
    let bench = Bench::with("hba");
    bench.pull(0);
    status(bench, &[]).fails(5, "no_card");
    let bench = Bench::with("hba");
    bench.mute(0);
    status(bench, &[]).fails(5, "card_mute");
}

#[test]
fn a_card_for_another_job_is_6() {
    let bench = Bench::with("hba");
    bench
        .always(At::Exchange(1), Fault::Forge(0x6A82))
        .always(At::Exchange(2), Fault::Forge(0x6A82));
    let ran = status(bench, &[]);
    ran.fails(6, "wrong_kind")
        .says("unbekannte Karte")
        .says("ATR 3B909681B1FE451F0391");
    assert_eq!(ran.value("/card/kind"), "unknown");
    status(Bench::with("hba"), &["--card", "9999"]).fails(6, "no_such_card");
    let Some(egk) = image("EGK_") else { return };
    let ran = status(Bench::with(&egk), &[]);
    ran.fails(6, "wrong_kind").says("eGK");
    let mut journey = Journey::on(Bench::with(&egk));
    journey
        .script(&secrets_ch(BUILT_IN.ch), &[])
        .fails(6, "wrong_kind")
        .sends(0);
}

#[test]
fn a_card_in_use_is_7_after_the_wait() {
    let bench = Bench::with("hba");
    bench.busy(0, usize::MAX);
    status(bench, &[]).fails(7, "busy");
    let began = std::time::Instant::now();
    let bench = Bench::with("hba");
    bench.busy(0, usize::MAX);
    let ran = Journey::on(bench).run(&["--json", "--wait", "1", "status"], Script::nobody());
    ran.fails(7, "busy")
        .says("Ein anderes Programm benutzt die Karte, ich warte");
    assert!(
        (1..3).contains(&began.elapsed().as_secs()),
        "{:?}",
        began.elapsed()
    );
    let bench = Bench::with("hba");
    bench.busy(0, 20);
    let ran = Journey::on(bench).run(&["--json", "--wait", "10", "status"], Script::nobody());
    ran.exits(0).says("ich warte");
}

#[test]
fn a_card_that_gets_busy_between_the_look_and_the_gate_is_7() {
    let mut journey = Journey::with("hba");
    let bench = journey.bench.clone();
    // A person waits until the other program is through.
    let script = fits("0").meanwhile(move || bench.busy(0, 30));
    let script = script
        .then(enters("PIN.CH", BUILT_IN.ch, NEW_CH))
        .cancels_at("Diese PIN ist eine Unterschrift");
    journey
        .run(&["activate"], script)
        .exits(15)
        .sends(1)
        .says("Ein anderes Programm benutzt die Karte");
}

/// The look at an eHBA has nine exchanges, two of them for the holder's name.
const LOOK: std::ops::RangeInclusive<usize> = 1..=9;
/// The gate sends the secret with its fourth.
const GATE: std::ops::RangeInclusive<usize> = 10..=12;

#[test]
fn a_card_removed_before_a_secret_was_handed_over_is_8() {
    for exchange in LOOK.chain(GATE) {
        for fault in [Fault::PullBefore, Fault::PullDuring] {
            let ran = activate(|bench| {
                bench.once(At::Exchange(exchange), fault);
            });
            ran.fails(8, "card_removed").sends(0);
            assert_eq!(ran.value("/changed"), false);
        }
    }
}

#[test]
fn a_line_that_breaks_before_a_secret_was_handed_over_is_8() {
    for exchange in GATE {
        activate(|bench| {
            bench.once(At::Exchange(exchange), Fault::LoseCommand);
        })
        .fails(8, "line_broken")
        .sends(0);
    }
    for fault in [Fault::LoseCommand, Fault::Reset] {
        let ran = activate(|bench| {
            bench.always(At::Status(0x01), fault);
        });
        ran.fails(8, "line_broken").sends(0);
    }
}

#[test]
fn a_look_that_another_program_disturbs_is_repeated() {
    for exchange in LOOK {
        for fault in [Fault::LoseCommand, Fault::LoseAnswer, Fault::Reset] {
            activate(|bench| {
                bench.once(At::Exchange(exchange), fault);
            })
            .exits(0)
            .sends(1);
        }
    }
}

#[test]
fn a_reset_by_another_program_before_the_secret_costs_an_approach_and_nothing_else() {
    for exchange in GATE {
        activate(|bench| {
            bench.once(At::Exchange(exchange), Fault::Reset);
        })
        .exits(0)
        .sends(1);
    }
    // A program that resets the card again and again: three approaches, then it is said.
    let ran = activate(|bench| {
        for exchange in GATE {
            bench.once(At::Exchange(exchange), Fault::Reset);
        }
    });
    ran.fails(8, "line_broken").sends(0);
}

#[test]
fn a_card_removed_after_a_secret_was_handed_over_is_never_8() {
    let both = secrets_ch(BUILT_IN.ch) + &secrets_qes(BUILT_IN.qes);
    // Pulled after the read-back of PIN.CH, and in the gate of PIN.QES before its secret goes out.
    for exchange in 14..=17 {
        let mut journey = Journey::with("hba");
        journey.bench.once(At::Exchange(exchange), Fault::PullAfter);
        let ran = journey.script(&both, &["--holder-present"]);
        ran.fails(5, "card_removed").sends(1);
        assert_eq!(ran.value("/results/0/changed"), true);
        assert_eq!(ran.value("/results/1/skipped"), "stopped");
        ran.never_says("es ist kein Versuch verbraucht")
            .never_says("wurde nichts getan");
    }
}

#[test]
fn a_person_puts_the_card_back_before_the_second_pin_and_goes_on() {
    let mut journey = Journey::with("hba");
    let (bench, again) = (journey.bench.clone(), journey.bench.clone());
    let script = fits("0").then(enters("PIN.CH", BUILT_IN.ch, NEW_CH));
    let script = script
        .meanwhile(move || bench.pull(0))
        .asks("Diese PIN ist eine Unterschrift", "j");
    let script = script
        .then(enters("PIN.QES", BUILT_IN.qes, "5826470"))
        .when_waiting(move || again.put_back(0));
    journey
        .run(&["activate"], script)
        .exits(0)
        .sends(2)
        .says("Die Karte steckt nicht mehr.");
}

#[test]
fn a_reader_that_lists_a_card_but_never_gives_it_ends_the_run() {
    for error in [
        Error::Removed("R".into()),
        Error::NoCard("R".into()),
        Error::ReaderGone("R".into()),
    ] {
        let ran = activate(|bench| {
            let later = bench.clone();
            let fails = move || later.fails_to_begin(0, Some(error.clone()));
            bench.once(At::Exchange(7), Fault::Meanwhile(std::rc::Rc::new(fails)));
        });
        assert!([4, 5, 8].contains(&ran.exit), "{}", ran.exit);
        ran.sends(0);
    }
}

#[test]
fn an_unknown_outcome_is_9_a_wrong_secret_10_a_block_11() {
    activate(|bench| {
        bench.once(At::Change, Fault::LoseCommand);
    })
    .fails(9, "outcome_unknown");
    let mut journey = Journey::with("hba");
    let ran = journey.script(&secrets_ch(WRONG), &[]);
    ran.fails(10, "wrong_secret");
    assert_eq!(
        (
            ran.value("/error/tries_left"),
            ran.value("/error/status_word")
        ),
        (json!(2), json!("63C2"))
    );
    let blocked = activate(|bench| {
        bench.always(At::Status(0x01), Fault::Forge(0x63C0));
    });
    blocked.fails(11, "blocked").sends(0);
    assert_eq!(blocked.value("/results/0/skipped"), "blocked");
}

#[test]
fn a_refusal_for_safety_is_13_with_its_reason() {
    let bench = Bench::with("hba");
    bench.add("Zweiter Leser", Some(card("smcb")));
    let ran = status(bench, &[]);
    ran.fails(13, "choose_card")
        .says("Testleser 00 00")
        .says("Zweiter Leser");
    let mut journey = Journey::with("hba");
    let both = secrets_ch(BUILT_IN.ch) + &secrets_qes(BUILT_IN.qes);
    assert_eq!(journey.script(&both, &[]).fails(13, "holder").exchanges, 0);
    let ran = journey.run(
        &["--json", "activate"],
        Script::person().asks("n oder k:", "n"),
    );
    ran.fails(13, "wrong_card").sends(0);
    let last = ["--last-try", "9999", "--pin", "ch"];
    journey
        .script(&secrets_ch(BUILT_IN.ch), &last)
        .fails(13, "wrong_card")
        .sends(0);
    journey
        .script(&secrets_ch(BUILT_IN.ch), &["--tries-used", "2"])
        .fails(13, "last_try")
        .sends(0);
}

#[test]
fn a_named_card_among_several_is_taken_without_a_question() {
    for card_digits in ["smcb", "hba"] {
        let bench = Bench::with("hba");
        bench.add("Zweiter Leser", Some(card("smcb")));
        let digits = card(card_digits).iccsn().unwrap();
        let ran = status(bench, &["--card", &digits[14..]]);
        ran.exits(0);
        assert_eq!(ran.value("/card/kind"), card_digits);
    }
}

#[test]
fn cancelled_is_15() {
    let ran = Journey::with("hba").run(
        &["--json", "activate"],
        Script::person().cancels_at("n oder k:"),
    );
    ran.fails(15, "cancelled").sends(0);
    // Nothing to wait for but Ctrl-C: no reader, no card, a busy card.
    let empty = Bench::with("hba");
    empty.pull(0);
    let busy = Bench::with("hba");
    busy.busy(0, usize::MAX);
    for bench in [Bench::new(), empty, busy] {
        let mut journey = Journey::on(bench);
        let interrupts = journey.interrupts.clone();
        let script = Script::person().when_waiting(move || interrupts.raise_for_tests());
        journey
            .run(&["--json", "activate"], script)
            .fails(15, "cancelled")
            .sends(0);
    }
}

#[test]
fn a_card_put_in_while_it_is_waited_for_is_taken() {
    let bench = Bench::with("hba");
    bench.pull(0);
    let again = bench.clone();
    let script = Script::person()
        .when_waiting(move || again.put_back(0))
        .then(whole_hba(&BUILT_IN));
    Journey::on(bench)
        .run(&["activate"], script)
        .exits(0)
        .sends(2)
        .says("Bitte die Karte einstecken");
}

#[test]
fn a_rule_on_the_new_pin_is_16_and_other_trouble_with_secrets_17() {
    let mut journey = Journey::with("hba");
    journey
        .script("new.ch = 123456", &[])
        .fails(16, "new_pin_trivial");
    journey
        .script("transport.ch = 123456", &[])
        .fails(17, "secrets_length");
    activate(|bench| {
        bench.once(At::Change, Fault::Forge(0x6985));
    })
    .fails(16, "new_pin_length")
    .sends(1);
}

#[test]
fn a_file_that_cannot_be_read_or_written_is_23() {
    let mut journey = Journey::with("hba");
    let there = journey
        .temp
        .private_file("there.json", "{}")
        .display()
        .to_string();
    journey
        .run(
            &["--json", "virtual", "create", "hba", &there],
            Script::nobody(),
        )
        .fails(23, "file_exists");
    journey
        .run(
            &["--json", "virtual", "show", "/nowhere.xml"],
            Script::nobody(),
        )
        .fails(23, "virtual_card");
    journey
        .run(&["--json", "virtual", "show", &there], Script::nobody())
        .fails(23, "virtual_card");
    let notes = journey.temp.join("notes.json");
    fs::write(notes, "damaged").unwrap();
    journey
        .script(&secrets_ch(BUILT_IN.ch), &[])
        .fails(23, "notes_unusable")
        .sends(0);
    let ran = Journey::with("hba").run(
        &["--json", "status", "--log-file", "/nowhere/trace"],
        Script::nobody(),
    );
    assert_eq!(ran.fails(23, "file").exchanges, 0);
}

#[test]
fn of_several_causes_the_first_in_the_order_decides_and_all_are_named() {
    // PIN.CH is blocked (11), the Transport-PIN of PIN.QES is wrong (10).
    let mut journey = Journey::with("hba");
    journey.bench.always(At::Status(0x01), Fault::Forge(0x63C0));
    let ran = journey.script(&secrets_qes(WRONG), &["--holder-present"]);
    ran.fails(11, "blocked").sends(1);
    assert_eq!(codes(&ran), ["blocked", "wrong_secret"]);
    // Unknown (9) goes before it.
    let mut journey = Journey::with("hba");
    journey
        .bench
        .always(At::Status(0x01), Fault::Forge(0x63C0))
        .once(At::Change, Fault::LoseCommand);
    let ran = journey.script(&secrets_qes(BUILT_IN.qes), &["--holder-present"]);
    ran.fails(9, "outcome_unknown");
    assert_eq!(codes(&ran), ["blocked", "outcome_unknown"]);
    // An unexpected answer (1) goes before a block.
    let mut journey = Journey::with("hba");
    journey
        .bench
        .always(At::Status(0x01), Fault::Forge(0x63C0))
        .once(At::Change, Fault::Forge(0x6982));
    journey
        .script(&secrets_qes(BUILT_IN.qes), &["--holder-present"])
        .fails(1, "refused_by_card");
}

fn codes(ran: &Ran) -> Vec<Value> {
    ran.value("/errors")
        .as_array()
        .unwrap()
        .iter()
        .map(|error| error["code"].clone())
        .collect()
}
