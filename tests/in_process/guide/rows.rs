//! Every screen of the guide fits a terminal of 24 rows with room to spare, in both languages, at
//! cards whose certificates name real issuers. A screen is what is printed between two answers, its
//! prompt included; the person is one who does what the screen says.

use std::fmt::Write as _;

use pinlotse::dialog::layout::wrap;
use pinlotse::reader::Error;
use support::faults::{Bench, card};
use support::follower::Follower;
use support::journey::{Journey, Ran, WRONG};
use support::life::{blocked, transport_blocked};
use support::real_issuers::{ALL, MEDISIGN, new_card, valid};
use support::script::Script;
use support::temp::Temp;

/// Rows that a screen may have: 24 less the answer and what a terminal keeps for itself.
const ROWS: usize = 20;
const LANGUAGES: [&str; 2] = ["de", "en"];
const KINDS: [&str; 2] = ["hba", "smcb"];

/// Rows of a line at this width; text is never wider than 80 columns.
fn rows(line: &str, columns: usize) -> usize {
    wrap(line, columns.min(80)).len()
}

/// Whether a screen of choices says that something failed, or is in the way at the desk.
fn says_a_failure(screen: &[String]) -> bool {
    let says = |words: &[&str]| {
        let has = |line: &String| words.iter().any(|word| line.contains(word));
        screen.iter().any(has)
    };
    let chooses = |prompt: &String| ["Nummer", "Number"].iter().any(|w| prompt.starts_with(w));
    let failed = says(&[
        "ABGELEHNT",
        "REFUSED",
        "GESPERRT",
        "BLOCKED",
        "UNBEKANNT",
        "UNKNOWN",
        "] Prüfen, woran es liegt",
        "] Check what causes it",
    ]);
    failed && screen.last().is_some_and(chooses)
}

/// What is wrong with the screens of a run.
pub(crate) fn faults(name: &str, ran: &Ran) -> String {
    let mut faults = String::new();
    let heard = ran.heard.borrow();
    for screen in &heard.screens {
        let offers = |line: &&String| {
            let choices = ["] Bericht für die Hotline", "] Report for the hotline"];
            choices.iter().any(|choice| line.contains(choice))
        };
        if says_a_failure(screen) && screen.iter().filter(offers).count() != 1 {
            let _ = writeln!(faults, "{name}: no report\n{}\n", screen.join("\n"));
        }
        for (columns, most) in [(80, ROWS), (200, ROWS), (60, 24)] {
            let lines: Vec<String> = screen
                .iter()
                .flat_map(|line| wrap(line, columns.min(80)))
                .collect();
            if lines.len() > most {
                let count = lines.len();
                let _ = writeln!(faults, "{name}: {count} rows at {columns} columns");
                if columns == 80 {
                    let _ = writeln!(faults, "{}\n", lines.join("\n"));
                }
            }
            let result = lines.iter().rposition(|line| {
                [
                    "Eben:",
                    "Just now:",
                    "FERTIG.",
                    "DONE.",
                    "GESPERRT",
                    "BLOCKED",
                ]
                .iter()
                .any(|word| line.contains(word))
            });
            if result.is_some_and(|result| lines.len() - result > ROWS) {
                let _ = writeln!(faults, "{name}: the result has scrolled off at {columns}");
            }
        }
    }
    faults
}

fn guided(journey: &mut Journey, language: &str, follower: Follower) -> Ran {
    let script = Script::person().follows(follower);
    journey.run(&["--lang", language, "--wait", "0"], script)
}

#[test]
fn the_walk_from_the_letter_to_the_working_card_fits_the_screen_with_cards_of_every_issuer() {
    let mut all = String::new();
    for (issuer, kind) in ALL
        .iter()
        .flat_map(|issuer| KINDS.map(|kind| (issuer, kind)))
    {
        for language in LANGUAGES {
            let temp = Temp::new();
            let card = new_card(&temp, kind, issuer);
            let name = format!("{} {kind} {language}", issuer.organisation);
            let ran = guided(&mut Journey::with(&card), language, Follower::new());
            ran.exits(0).sends(if kind == "hba" { 2 } else { 1 });
            ran.says(if language == "de" {
                "FERTIG. "
            } else {
                "DONE. "
            });
            if (kind, language) == ("hba", "en") {
                ran.says("\nHealth professional card (eHBA) …00017\n")
                    .says("\nCard PIN (PIN.CH): Transport-PIN, not activated yet\n");
            }
            all += &faults(&name, &ran);
        }
    }
    assert!(all.is_empty(), "{all}");
}

#[test]
fn whatever_is_chosen_first_fits_the_screen() {
    let mut all = String::new();
    for kind in KINDS {
        for language in LANGUAGES {
            let temp = Temp::new();
            let card = new_card(&temp, kind, &MEDISIGN);
            for number in 1..=7 {
                let name = format!("choice {number} {kind} {language}");
                let follower = Follower::new().curious(number);
                let ran = guided(&mut Journey::with(&card), language, follower);
                all += &faults(&name, &ran);
            }
        }
    }
    assert!(all.is_empty(), "{all}");
}

#[test]
fn whatever_goes_wrong_fits_the_screen_and_the_result_stays_visible() {
    let mut all = String::new();
    for language in LANGUAGES {
        for kind in KINDS {
            let new = |temp: &Temp| Journey::with(&new_card(temp, kind, &MEDISIGN));
            let pin = if kind == "hba" { "PIN.CH" } else { "PIN.SMC" };
            let temp = Temp::new();
            let once = Follower::new().misreading(&[WRONG]);
            let twice = || Follower::new().misreading(&[WRONG, "86420"]);
            all += &faults("wrong once", &guided(&mut new(&temp), language, once));
            all += &faults("wrong twice", &guided(&mut new(&temp), language, twice()));
            let mut journey = blocked(kind, pin);
            all += &faults("blocked", &guided(&mut journey, language, Follower::new()));
            let mut journey = transport_blocked(kind, pin);
            let never = Follower::new().curious(2);
            all += &faults(
                "blocked before it was set",
                &guided(&mut journey, language, never),
            );
            let mut journey = Journey::set(kind);
            journey.others_fail(pin, 2);
            for answers in ["1", "2"] {
                let script = Script::person()
                    .asks("Nu", "1")
                    .follows(Follower::new().curious(answers.parse().unwrap_or_default()));
                let ran = journey.run(&["--lang", language, "--wait", "0"], script);
                all += &faults("one try of an own PIN", &ran);
                journey.notes = None;
            }
            for number in 1..=9 {
                let follower = Follower::new().curious(number);
                let mut journey = Journey::set(kind);
                // Whose PINs they are is asked first.
                let script = Script::person().asks("Nu", "1").follows(follower);
                let ran = journey.run(&["--lang", language, "--wait", "0"], script);
                all += &faults(
                    &format!("working card, choice {number}, {kind} {language}"),
                    &ran,
                );
            }
            let ended = valid(&temp, kind, &MEDISIGN, "200601000000Z", "250531235959Z");
            all += &faults(
                "ended",
                &guided(&mut Journey::with(&ended), language, Follower::new()),
            );
        }
    }
    assert!(all.is_empty(), "{all}");
}

#[test]
fn whatever_is_missing_on_the_desk_fits_the_screen() {
    let mut all = String::new();
    for language in LANGUAGES {
        let empty = || {
            let journey = Journey::with("hba");
            journey.bench.pull(0);
            journey
        };
        let busy = || {
            let journey = Journey::with("smcb");
            journey.bench.busy(0, usize::MAX);
            journey
        };
        let mute = || {
            let journey = Journey::with("hba");
            journey.bench.mute(0);
            journey
        };
        let no_service = || {
            let journey = Journey::with("hba");
            let error = Error::NoService("0x8010001D".to_owned());
            journey.bench.fails_to_list(Some(error));
            journey
        };
        let two = || {
            let bench = Bench::with("hba");
            bench.add("Zweiter Leser", Some(card("smcb")));
            Journey::on(bench)
        };
        let no_reader = || Journey::on(Bench::new());
        let desks: [(&str, &dyn Fn() -> Journey); 6] = [
            ("empty", &empty),
            ("busy", &busy),
            ("mute", &mute),
            ("no service", &no_service),
            ("two cards", &two),
            ("no reader", &no_reader),
        ];
        for (name, desk) in desks {
            // Each choice of the first menu, and what follows when none is taken out of curiosity.
            for number in 1..=3 {
                let follower = Follower::new().curious(number);
                let ran = guided(&mut desk(), language, follower);
                all += &faults(&format!("{name}, choice {number}, {language}"), &ran);
                if name == "two cards" && number == 2 {
                    break;
                }
            }
        }
    }
    assert!(all.is_empty(), "{all}");
}

/// What the normal walk takes; `docs/figures.md` has the numbers.
#[test]
fn a_new_ehba_is_activated_with_few_answers_keys_words_and_screens() {
    let temp = Temp::new();
    let card = new_card(&temp, "hba", &MEDISIGN);
    let ran = guided(&mut Journey::with(&card), "de", Follower::new());
    ran.exits(0).sends(2);
    let heard = ran.heard.borrow();
    let lines = || heard.screens.iter().flatten();
    let words: usize = lines().map(|line| line.split_whitespace().count()).sum();
    let all: usize = lines().map(|line| rows(line, 80)).sum();
    let screens = all.div_ceil(ROWS);
    let counted = format!(
        "| answers, keys, words and screens of the normal walk, eHBA | {}, {}, {words}, {screens} |",
        heard.answers, heard.keys
    );
    let figures = std::fs::read_to_string(support::project().join("docs/figures.md")).unwrap();
    assert!(
        figures.contains(&counted),
        "docs/figures.md should have: {counted}\n{}",
        heard
            .screens
            .iter()
            .map(|screen| screen.join("\n"))
            .collect::<Vec<_>>()
            .join("\n-----\n")
    );
}
