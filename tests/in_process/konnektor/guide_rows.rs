//! Every screen of the guide at a Konnektor fits a terminal of 24 rows, in both languages, with cards
//! whose certificates name real issuers.

use pinlotse::virtual_card::{Source, VirtualCard};
use support::follower::Follower;
use support::journey::{BUILT_IN, NEW_CH, NEW_QES, NEW_SMC, Ran, WRONG};
use support::konnektor::{Card, make};
use support::practice::{Practice, SLOT, sets};
use support::real_issuers::{ALL, MEDISIGN, new_card};
use support::script::Script;
use support::temp::Temp;

use crate::guide::rows::faults;

fn new(temp: &Temp, kind: &str, issuer: &support::real_issuers::RealIssuer) -> Practice {
    let path = new_card(temp, kind, issuer);
    let chip = VirtualCard::load(&Source::parse(&path)).unwrap();
    Practice::with(&make::SECUNET_6, Card::of(chip))
}

/// Whoever is at the terminal types what the letter says.
fn types(practice: &Practice, kind: &str) {
    match kind {
        "hba" => practice
            .then(sets(BUILT_IN.ch, NEW_CH))
            .then(sets(BUILT_IN.qes, NEW_QES)),
        _ => practice.then(sets(BUILT_IN.smc, NEW_SMC)),
    };
}

fn guided(practice: &mut Practice, language: &str, follower: Follower) -> Ran {
    let script = Script::person().follows(follower);
    let ran = practice.run(&["--lang", language, "--wait", "0"], script);
    practice.konnektor.forget_people();
    ran
}

#[test]
fn the_walk_from_the_letter_to_the_working_card_fits_the_screen_with_cards_of_every_issuer() {
    let mut all = String::new();
    for issuer in &ALL {
        for kind in ["hba", "smcb"] {
            for (language, done) in [("de", "FERTIG. "), ("en", "DONE. ")] {
                let temp = Temp::new();
                let mut practice = new(&temp, kind, issuer);
                types(&practice, kind);
                let ran = guided(&mut practice, language, Follower::new());
                ran.exits(0).says(done);
                // No more is asked than at a reader but for the one Enter that sends to the terminal.
                assert!(ran.heard.borrow().answers <= 8);
                all += &faults(&format!("{} {kind} {language}", issuer.organisation), &ran);
            }
        }
    }
    assert!(all.is_empty(), "{all}");
}

#[test]
fn whatever_is_chosen_first_fits_the_screen() {
    let mut all = String::new();
    for kind in ["hba", "smcb"] {
        for language in ["de", "en"] {
            for number in 1..=7 {
                let temp = Temp::new();
                let mut practice = new(&temp, kind, &MEDISIGN);
                types(&practice, kind);
                let ran = guided(&mut practice, language, Follower::new().curious(number));
                all += &faults(&format!("choice {number} {kind} {language}"), &ran);
            }
        }
    }
    assert!(all.is_empty(), "{all}");
}

#[test]
fn whatever_goes_wrong_fits_the_screen_and_the_result_stays_visible() {
    let mut all = String::new();
    for language in ["de", "en"] {
        let temp = Temp::new();
        let mut practice = new(&temp, "smcb", &MEDISIGN);
        practice
            .then(sets(WRONG, NEW_SMC))
            .then(sets("86420", NEW_SMC));
        let ran = guided(&mut practice, language, Follower::new());
        all += &faults("wrong twice", &ran);
        let mut practice = new(&temp, "smcb", &MEDISIGN);
        practice.others_fail("PIN.SMC", 3);
        let ran = guided(&mut practice, language, Follower::new().curious(2));
        all += &faults("blocked before it was set", &ran);
        for number in 1..=3 {
            let mut practice = new(&temp, "hba", &MEDISIGN);
            practice.konnektor.pull(practice.terminal, SLOT);
            let ran = guided(&mut practice, language, Follower::new().curious(number));
            all += &faults(&format!("empty, choice {number}"), &ran);
        }
    }
    assert!(all.is_empty(), "{all}");
}
