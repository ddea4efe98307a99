//! Alarms that must ring: checks of a card as functions, which a good card passes and a toy fails.
//! A check that no toy can fail would check nothing.

use pinlotse::virtual_card::{Behaviour, CosGeneration, VirtualCard};
use support::faults::{Bench, card};
use support::journey::{BUILT_IN, IMAGE, Journey, Letter, NEW_SMC, WRONG, image};

const SELECT_MF: &str = "00A4040C";
const SELECT_QES: &str = "00A4040C06D27600006601";

fn send(card: &mut VirtualCard, command: &str) -> String {
    hex::encode_upper(card.transmit(&hex::decode(command).unwrap()))
}

fn block(digits: &str) -> String {
    hex::encode_upper(
        apdu::Pin::from_digits(digits.as_bytes())
            .unwrap()
            .block()
            .octets(),
    )
}

fn want(card: &mut VirtualCard, command: &str, answer: &str) -> Result<(), String> {
    let got = send(card, command);
    if got == answer {
        Ok(())
    } else {
        Err(format!("{command}: {got} instead of {answer}"))
    }
}

/// What no rule allows is refused with 6982 and changes nothing (cards.md §2.2, §4.2).
fn access_rules_are_kept(card: &mut VirtualCard, puk: &str) -> Result<(), String> {
    card.power_on();
    let counters = |card: &VirtualCard| {
        let all = card
            .passwords()
            .map(|pin| (pin.retry_counter, pin.puk_uses_left, pin.transport_status));
        all.collect::<Vec<_>>()
    };
    let before = counters(card);
    want(card, SELECT_MF, "9000")?;
    // New PIN or nothing at all without a PUK; switching the PIN off and on.
    want(card, &format!("002C020108{}", block("471193")), "6982")?;
    want(card, "002C0301", "6982")?;
    want(card, &format!("0026000108{}", block(WRONG)), "6982")?;
    want(card, "00260101", "6982")?;
    if send(card, SELECT_QES) == "9000" {
        // PIN.QES takes no new PIN with its PUK.
        want(
            card,
            &format!("002C008110{}{}", block(puk), block("471193")),
            "6982",
        )?;
        want(card, SELECT_MF, "9000")?;
    }
    if counters(card) == before {
        Ok(())
    } else {
        Err("a refused command changed the card".to_owned())
    }
}

/// A wrong try is still spent after the power was off, and after a reset.
fn retry_counter_survives_power_off(card: &mut VirtualCard) -> Result<(), String> {
    card.power_on();
    let wrong = format!("0024000110{}{}", block(WRONG), block("471193"));
    want(card, SELECT_MF, "9000")?;
    want(card, &wrong, "63C2")?;
    card.power_off();
    card.power_on();
    want(card, &wrong, "63C1")?;
    card.reset();
    want(card, &wrong, "63C0")?;
    card.power_off();
    card.power_on();
    want(card, &wrong, "6983")
}

/// Through the whole program: three wrong tries, the card pulled between them, block the card.
fn the_program_sees_the_card_block(card: VirtualCard) -> Result<(), String> {
    let number = card.iccsn().unwrap();
    let bench = Bench::new();
    bench.add("Testleser 00 00", Some(card));
    let mut journey = Journey::on(bench);
    let secrets = format!("transport.smc = {WRONG}\nnew.smc = {NEW_SMC}\n");
    let pin = ["--pin", "smc"];
    for (flag, code) in [
        (None, 10),
        (Some("--try-again"), 10),
        (Some("--last-try"), 11),
    ] {
        let release = flag.map(|flag| [flag, &number[16..]]);
        let arguments: Vec<&str> = pin
            .iter()
            .copied()
            .chain(release.into_iter().flatten())
            .collect();
        let exit = journey.script(&secrets, &arguments).exit;
        if exit != code {
            return Err(format!("exit {exit} instead of {code}"));
        }
        journey.bench.pull(0);
        journey.bench.put_back(0);
    }
    Ok(())
}

/// Good cards, each with the PUK of PIN.QES in its letter.
fn cards() -> Vec<(VirtualCard, &'static str)> {
    let images = [image("HBA_"), image("SMC_B_")]
        .into_iter()
        .flatten()
        .map(|path| (card(&path), "12345678"));
    [(card("hba"), "35790264"), (card("smcb"), "80617254")]
        .into_iter()
        .chain(images)
        .collect()
}

#[test]
fn a_card_that_ignores_its_access_rules_sets_off_the_alarm() {
    for (mut good, puk) in cards() {
        access_rules_are_kept(&mut good, puk).unwrap();
    }
    for (mut toy, puk) in cards() {
        toy.set_behaviour(Behaviour {
            ignore_access_rules: true,
            ..Behaviour::default()
        });
        let alarm = access_rules_are_kept(&mut toy, puk);
        assert!(alarm.is_err(), "{}: nothing noticed", toy.name());
    }
}

#[test]
fn a_card_that_forgets_its_retry_counter_sets_off_the_alarm() {
    for (mut good, _) in cards() {
        retry_counter_survives_power_off(&mut good).unwrap();
    }
    for (mut toy, _) in cards() {
        toy.set_behaviour(Behaviour {
            forget_retry_counters: true,
            ..Behaviour::default()
        });
        assert!(
            retry_counter_survives_power_off(&mut toy).is_err(),
            "{}: nothing noticed",
            toy.name()
        );
    }
}

#[test]
fn the_program_itself_tells_a_forgetful_card_from_a_good_one() {
    the_program_sees_the_card_block(card("smcb")).unwrap();
    let mut toy = card("smcb");
    toy.set_behaviour(Behaviour {
        forget_retry_counters: true,
        ..Behaviour::default()
    });
    let alarm = the_program_sees_the_card_block(toy).unwrap_err();
    assert_eq!(alarm, "exit 10 instead of 11");
}

#[test]
fn an_older_card_differs_only_where_it_is_known_to() {
    for (letter, name) in [(BUILT_IN, "smcb".to_owned())]
        .into_iter()
        .chain(image("SMC_B_").map(|path| (IMAGE, path)))
    {
        let Letter { smc, .. } = letter;
        let mut older = card(&name);
        older.set_behaviour(Behaviour {
            cos: CosGeneration::Older,
            ..Behaviour::default()
        });
        retry_counter_survives_power_off(&mut older).unwrap();
        want(&mut older, "80200001", "62C1").unwrap();
        want(
            &mut older,
            &format!("0024000110{}{}", block(smc), block("471193")),
            "6983",
        )
        .unwrap();
    }
}
