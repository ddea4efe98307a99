//! The gate, end to end: what happened to the card between the look and the secret, and what was
//! not sent because of it.

use std::rc::Rc;
use std::sync::{Arc, Barrier};
use std::thread;

use pinlotse::issuers::Keeper;
use pinlotse::session::desk::context::ReconnectPolicy;
use pinlotse::start::{World, run_in};
use pinlotse::system::signals::Interrupts;
use support::faults::{At, Fault, card, carries_secret};
use support::journey::{
    BUILT_IN, Journey, NEW_CH, NEW_QES, enters, fits, holder, secrets_ch, secrets_qes,
};
use support::script::Script;
use support::temp::Temp;

const DF_QES: &[u8] = &[0xD2, 0x76, 0x00, 0x00, 0x66, 0x01];
const SELECT_ESIGN: &str = "00A4040C0AA000000167455349474E";
const SELECT_AUTO: &str = "00A4040C06D27600014603";

/// Both entries of PIN.CH; something happens while the last prompt stands.
fn while_entering(what: impl FnOnce() + 'static) -> Script {
    fits("0")
        .asks_seen("(PIN.CH) aus dem Brief", BUILT_IN.ch)
        .asks_secret("(PIN.CH), 6 bis 8 Ziffern", NEW_CH)
        .meanwhile(what)
        .asks_secret("(PIN.CH) noch einmal", NEW_CH)
}

#[test]
fn nothing_is_sent_to_a_second_card() {
    for second in ["hba", "smcb"] {
        let mut journey = Journey::with("hba");
        let bench = journey.bench.clone();
        let script = while_entering(move || {
            let mut other = card(second);
            if second == "hba" {
                other = other_number(other);
            }
            bench.put(0, other);
        });
        let ran = journey.run(&["--json", "activate"], script);
        ran.fails(13, "card_changed")
            .sends(0)
            .says("steckt jetzt eine andere Karte");
        assert_eq!(
            ran.value("/results/0/entry"),
            serde_json::Value::Null,
            "nothing was handed over"
        );
        assert_eq!(ran.value("/results/0/skipped"), "stopped");
        assert_eq!(
            journey
                .bench
                .card(0)
                .borrow()
                .passwords()
                .next()
                .unwrap()
                .retry_counter,
            3
        );
    }
}

/// The same eHBA with another number in EF.GDO, by way of its state file.
fn other_number(hba: pinlotse::virtual_card::VirtualCard) -> pinlotse::virtual_card::VirtualCard {
    let temp = Temp::new();
    let (path, number) = (temp.join("state.json"), hba.iccsn().unwrap());
    hba.save(&path).unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    let last = if number.ends_with('9') { '1' } else { '9' };
    let changed = text.replace(&number, &format!("{}{last}", &number[..19]));
    std::fs::write(&path, changed).unwrap();
    let other = card(path.to_str().unwrap());
    assert_ne!(other.iccsn().unwrap(), number);
    other
}

#[test]
fn the_same_card_pulled_and_put_back_while_entering_is_still_the_card() {
    let mut journey = Journey::with("hba");
    let bench = journey.bench.clone();
    let script = while_entering(move || {
        bench.pull(0);
        bench.put_back(0);
    });
    let ran = journey.run(
        &["activate"],
        script.cancels_at("Diese PIN ist eine Unterschrift"),
    );
    ran.exits(15).sends(1);
}

#[test]
fn nothing_is_sent_when_another_program_changed_the_state() {
    // The other program activates PIN.CH itself.
    let change = "00240001102528407FFFFFFFFF276029381FFFFFFF";
    let mut journey = Journey::with("hba");
    let bench = journey.bench.clone();
    let script = while_entering(move || {
        assert_eq!(bench.other_program(0, &["00A4040C", change])[1], "9000");
    });
    let ran = journey.run(&["--json", "activate"], script);
    ran.fails(13, "card_changed")
        .sends(0)
        .says("ein anderes Programm war an der Karte");
    assert_eq!(ran.value("/error/pin"), "ch");
}

#[test]
fn nothing_is_sent_when_the_tries_or_the_state_differ_at_the_gate() {
    for forged in [0x63C0, 0x63C3, 0x9000, 0x62C7, 0x6A88, 0x6982, 0x6F00] {
        let mut journey = Journey::with("hba");
        let bench = journey.bench.clone();
        let script = while_entering(move || {
            bench.once(At::Status(0x01), Fault::Forge(forged));
        });
        journey
            .run(&["--json", "activate"], script)
            .fails(13, "card_changed")
            .sends(0);
    }
}

#[test]
fn a_folder_left_selected_by_another_program_does_no_harm() {
    for select in [SELECT_ESIGN, SELECT_AUTO] {
        let mut journey = Journey::with("hba");
        let bench = journey.bench.clone();
        assert_eq!(bench.other_program(0, &[select]), ["9000"]);
        let script = while_entering(move || {
            assert_eq!(bench.other_program(0, &[select]), ["9000"]);
        });
        let (bench, script) = (journey.bench.clone(), script.then(holder("j")));
        let script = script
            .meanwhile(move || {
                assert_eq!(bench.other_program(0, &[select]), ["9000"]);
            })
            .then(enters("PIN.QES", BUILT_IN.qes, NEW_QES));
        journey.run(&["activate"], script).exits(0).sends(2);
        // The MF is selected afterwards: PIN.CH is found there.
        assert_eq!(journey.bench.other_program(0, &["80200001"]), ["63C3"]);
    }
}

#[test]
fn a_failed_select_of_df_qes_never_lets_a_secret_for_81_out() {
    for trailer in [0x6A82, 0x6283, 0x6285, 0x6982, 0x6D00, 0x6F00] {
        let code = match trailer {
            0x6982 => "card_guarded",
            _ => "card_unreadable",
        };
        // At the look.
        let mut journey = Journey::with("hba");
        journey.bench.other_program(0, &[SELECT_AUTO]);
        journey
            .bench
            .always(At::Select(DF_QES), Fault::Forge(trailer));
        let ran = journey.script(
            &secrets_qes(BUILT_IN.qes),
            &["--pin", "qes", "--holder-present"],
        );
        ran.fails(1, code).sends(0);
        // At the gate.
        let mut journey = Journey::with("hba");
        let bench = journey.bench.clone();
        let script = fits("0").then(holder("j")).meanwhile(move || {
            bench.always(At::Select(DF_QES), Fault::Forge(trailer));
        });
        let script = script.then(enters("PIN.QES", BUILT_IN.qes, NEW_QES));
        journey
            .run(&["--json", "activate", "--pin", "qes"], script)
            .fails(1, code)
            .sends(0);
        let named =
            |exchange: &&support::faults::Exchange| exchange.header[3] == 0x81 && exchange.secret;
        assert_eq!(
            journey.bench.log().iter().filter(named).count(),
            0,
            "{trailer:04X}"
        );
    }
}

#[test]
fn a_failed_select_of_the_mf_lets_nothing_out() {
    for exchange in [10, 11] {
        let mut journey = Journey::with("hba");
        journey
            .bench
            .once(At::Exchange(exchange), Fault::Forge(0x6A82));
        let ran = journey.script(&secrets_ch(BUILT_IN.ch), &[]);
        ran.fails(1, "card_unreadable").sends(0);
    }
}

#[test]
fn the_gate_goes_its_steps_in_order_inside_one_transaction() {
    let mut journey = Journey::with("hba");
    let both = secrets_ch(BUILT_IN.ch) + &secrets_qes(BUILT_IN.qes);
    journey.script(&both, &["--holder-present"]).exits(0);
    let log = journey.bench.log();
    let transactions: Vec<Vec<[u8; 4]>> = log
        .iter()
        .filter(|exchange| carries_secret(exchange))
        .map(|secret| {
            let same = log
                .iter()
                .filter(|exchange| exchange.transaction == secret.transaction);
            same.map(|exchange| exchange.header).collect()
        })
        .collect();
    let mf = [0x00, 0xA4, 0x04, 0x0C];
    let gdo = [0x00, 0xB0, 0x82, 0x00];
    let status = |p2| [0x80, 0x20, 0x00, p2];
    let change = |p2| [0x00, 0x24, 0x00, p2];
    assert_eq!(
        transactions[0],
        [mf, gdo, status(0x01), change(0x01), status(0x01)]
    );
    assert_eq!(
        transactions[1],
        [mf, gdo, mf, status(0x81), change(0x81), status(0x81), mf]
    );
}

#[test]
fn a_verify_is_never_sent_to_a_card_in_transport_state() {
    let mut journey = Journey::with("hba");
    let both = secrets_ch(BUILT_IN.ch) + &secrets_qes(BUILT_IN.qes);
    journey.script(&both, &["--holder-present"]).exits(0);
    assert!(
        journey
            .bench
            .log()
            .iter()
            .all(|exchange| exchange.header[..2] != [0x00, 0x20])
    );
}

#[test]
fn the_attempt_is_on_disk_before_the_secret_leaves() {
    let mut journey = Journey::with("hba");
    let notes = journey.notes.clone().unwrap();
    let seen = Rc::new(std::cell::Cell::new(false));
    let at_change = Rc::clone(&seen);
    let look = move || {
        let text = std::fs::read_to_string(&notes).unwrap();
        at_change.set(text.contains("\"open\"") && text.contains("pin.ch"));
    };
    journey
        .bench
        .once(At::Change, Fault::Meanwhile(Rc::new(look)));
    journey.script(&secrets_ch(BUILT_IN.ch), &[]).exits(0);
    assert!(seen.get());
}

/// Two runs on one state file, each with a reader of its own, both before the last prompt at the
/// same moment.
#[test]
fn two_that_prompt_at_the_same_time_send_one_secret() {
    for round in 0..3 {
        let temp = Temp::new();
        let state = temp.join("card.json");
        card("smcb").save(&state).unwrap();
        let both_entered = Arc::new(Barrier::new(2));
        let runs: Vec<_> = (0..2)
            .map(|number| {
                let (barrier, state, log) = (
                    Arc::clone(&both_entered),
                    state.clone(),
                    temp.join(&format!("trace-{number}")),
                );
                thread::spawn(move || {
                    let script = fits("0")
                        .asks_seen("aus dem Brief", BUILT_IN.smc)
                        .asks_secret("6 bis 8 Ziffern", "60718293")
                        .meanwhile(move || {
                            barrier.wait();
                        })
                        .asks_secret("noch einmal", "60718293");
                    let reader = format!("virtual:{}", state.display());
                    let line = [
                        "pinlotse",
                        "--lang",
                        "de",
                        "--log-file",
                        log.to_str().unwrap(),
                        "--reader",
                        &reader,
                    ];
                    let line = line
                        .iter()
                        .copied()
                        .chain(["activate"])
                        .map(Into::into)
                        .collect();
                    let dialog = Some(Box::new(script) as Box<dyn pinlotse::dialog::Dialog>);
                    let interrupts = Interrupts::none();
                    let exit = run_in(
                        line,
                        World {
                            interrupts,
                            dialog,
                            places: None,
                            readers: None,
                            notes: None,
                            reconnect: ReconnectPolicy::default(),
                            anchor: None,
                            keeper: Some(Keeper::none()),
                            machine: None,
                        },
                    );
                    (exit, std::fs::read_to_string(log).unwrap())
                })
            })
            .collect();
        let ended: Vec<(u8, String)> = runs.into_iter().map(|run| run.join().unwrap()).collect();
        let sent: usize = ended
            .iter()
            .map(|(_, trace)| trace.matches("> 00240001").count())
            .sum();
        let mut exits: Vec<u8> = ended.iter().map(|(exit, _)| *exit).collect();
        exits.sort_unstable();
        assert_eq!(
            (sent, exits.as_slice()),
            (1, [0, 13].as_slice()),
            "round {round}: {ended:#?}"
        );
    }
}
