//! A card in a terminal that asks for the digits itself, reached without an APDU: the same commands,
//! the same gate, the same notes and words as at a reader.

mod guide;
mod shown;

use std::time::Duration;

use pinlotse::card::PinStatus;
use pinlotse::pins::PinKey;
use pinlotse::report::facts::outcome::Asks;
use support::follower::Follower;
use support::journey::{Journey, LETTER_AND_TRIES, begins, fits, holder, letter_fits, tries};
use support::life::releases;
use support::script::Script;
use support::terminal::{AtTerminal, CardTerminal};

const CH: &str = "28407";
const QES: &str = "91536";
const PUK: &str = "60483719";
const NEW: &str = "471193";

fn fresh() -> CardTerminal {
    CardTerminal::with_hba(CH, QES, PUK)
}

/// Both PINs set, past the notes of this PC.
fn in_use() -> CardTerminal {
    let terminal = fresh();
    terminal.set(PinKey::Ch, NEW).set(PinKey::Qes, "5826470");
    terminal
}

/// The person presses Enter and goes to the terminal.
fn goes() -> Script {
    Script::person().asks_secret("dann am Terminal tippen", "")
}

/// One that activates PIN.CH alone.
const ACTIVATE_CH: &[&str] = &["activate", "--pin", "ch"];

#[test]
fn both_transport_pins_become_own_pins_at_the_terminal() {
    let terminal = fresh();
    terminal
        .then(AtTerminal::Types(&[CH, NEW, NEW]))
        .then(AtTerminal::Types(&[QES, "5826470", "5826470"]));
    let mut journey = Journey::at(&terminal);
    let script = fits("0").then(goes()).then(holder("j")).then(goes());
    let ran = journey.run(&["--json", "activate"], script);
    ran.exits(0)
        .says("Kartenterminal 1, SLOT:2")
        .says("Karten-Transport-PIN (PIN.CH) aus dem Brief, 5 Ziffern")
        .says("Signatur-Transport-PIN (PIN.QES) aus dem Brief, 5 Ziffern");
    assert_eq!(ran.value("/complete"), true);
    for (index, pin) in ["ch", "qes"].iter().enumerate() {
        let value = |name: &str| ran.value(&format!("/results/{index}/{name}"));
        assert_eq!(value("pin"), *pin);
        assert_eq!(value("before"), "transport");
        assert_eq!(value("after"), "verified");
        assert_eq!(value("entry"), "terminal");
        assert_eq!(value("answer"), "read");
    }
    assert_eq!(ran.value("/reader/pin_pad"), true);
    assert_eq!(terminal.posts(), ["ChangePin PIN.CH", "ChangePin PIN.QES"]);
}

#[test]
fn a_wrong_transport_pin_of_which_nobody_names_the_rest_is_counted_by_the_notes() {
    let terminal = fresh();
    let wrong = AtTerminal::Types(&["90210", NEW, NEW]);
    terminal.then(wrong).then(wrong);
    let mut journey = Journey::at(&terminal);
    let script = fits("0").then(goes());
    let ran = journey.run(&[&["--json"], ACTIVATE_CH].concat(), script);
    ran.fails(10, "wrong_secret")
        .says("Übrig: höchstens 2 Versuche");
    assert_eq!(ran.value("/error/tries_left"), serde_json::Value::Null);
    assert_eq!(ran.value("/error/status_word"), serde_json::Value::Null);
    let ran = journey.run(&["--json", "status"], Script::nobody());
    assert_eq!(ran.value("/pins/0/wrong_noted"), 1);
    assert_eq!(ran.value("/pins/0/unknown_noted"), 0);
    assert_eq!(ran.value("/pins/0/tries_left"), 2);
    // A script does not go on by itself.
    let script = [
        "--json",
        "--no-input",
        "activate",
        "--pin",
        "ch",
        "--entry",
        "pinpad",
    ];
    journey
        .run(&script, Script::nobody())
        .fails(13, "try_again");
    // A person is asked for it, and after that it is the last try. What this PC noted is not asked
    // for again: it would count twice.
    let letter =
        || Script::person().asks_told("außer an diesem PC noch nie", LETTER_AND_TRIES, "j");
    let asked = |answer| letter().asks("eine frühere Eingabe war falsch", answer);
    journey
        .run(ACTIVATE_CH, asked("n"))
        .exits(15)
        .says("es ist kein Versuch verbraucht");
    let again = asked("j").then(goes());
    journey
        .run(ACTIVATE_CH, again)
        .exits(10)
        .says("Übrig: höchstens 1 Versuch;");
    assert_eq!(terminal.posts().len(), 2);
    journey.run(&script, Script::nobody()).fails(13, "last_try");
    let declined = letter().then(releases(""));
    journey.run(ACTIVATE_CH, declined).exits(13);
    assert_eq!(terminal.posts().len(), 2);
}

/// What only a person can say of a dialog that ended so; nobody is asked where it does not matter.
fn told_of(what: AtTerminal, answer: Option<&str>) -> Script {
    let question = match what {
        AtTerminal::Differs => "PINs nicht identisch! Abbruch!",
        _ => "mit der grünen Taste bestätigt",
    };
    answer.map_or_else(Script::person, |answer| {
        Script::person().asks(question, answer)
    })
}

/// The three channels: a warning beside a result, and faults. Before the last entry was confirmed
/// nothing can have been sent, nor where the terminal itself found that two entries differ.
#[test]
fn a_dialog_that_ends_at_the_terminal_may_be_begun_again() {
    let cases = [
        (
            AtTerminal::Nobody,
            Some("n"),
            14,
            "nicht rechtzeitig getippt",
            true,
        ),
        (
            AtTerminal::Nobody,
            Some("j"),
            14,
            "nicht rechtzeitig getippt",
            false,
        ),
        (
            AtTerminal::RedKey,
            Some("n"),
            15,
            "abgebrochen (rote Taste)",
            true,
        ),
        (
            AtTerminal::RedKey,
            Some("j"),
            15,
            "abgebrochen (rote Taste)",
            false,
        ),
        (
            AtTerminal::Differs,
            Some("j"),
            16,
            "waren verschieden",
            true,
        ),
        (
            AtTerminal::Differs,
            Some("n"),
            16,
            "waren verschieden",
            false,
        ),
        (
            AtTerminal::WrongLength,
            None,
            16,
            "zu wenige oder zu viele Ziffern",
            false,
        ),
        (
            AtTerminal::InUse,
            None,
            7,
            "von einem anderen Programm benutzt",
            true,
        ),
    ];
    for (what, answer, exit, words, certain) in cases {
        let terminal = fresh();
        terminal.then(what).then(AtTerminal::Types(&[CH, NEW, NEW]));
        let mut journey = Journey::at(&terminal);
        let mut again = fits("0")
            .then(goes())
            .then(told_of(what, answer))
            .asks("noch einmal am Terminal", "1");
        if !certain {
            again = again.asks("war falsch oder blieb offen", "j");
        }
        journey
            .run(ACTIVATE_CH, again.then(goes()))
            .exits(0)
            .says(words);
        // Or not.
        let terminal = fresh();
        terminal.then(what);
        let mut journey = Journey::at(&terminal);
        let stops = fits("0")
            .then(goes())
            .then(told_of(what, answer))
            .asks("noch einmal am Terminal", "0");
        let ran = journey.run(ACTIVATE_CH, stops);
        ran.exits(exit);
        ran.says(match answer {
            _ if certain => "Kein Versuch ist verbraucht",
            // All was confirmed: likely it is not then.
            Some("j") => "Ob es einen Versuch gekostet hat, ist offen",
            _ => "sicher ist es nicht",
        });
        let ran = journey.run(&["--json", "status"], Script::nobody());
        assert_eq!(ran.value("/pins/0/unknown_noted"), u8::from(!certain));
    }
}

/// Who is not there is not asked, and who cancels the question has not answered it.
#[test]
fn an_ended_dialog_of_which_nobody_says_how_far_it_came_stays_open() {
    let script = ["--no-input", "activate", "--pin", "ch", "--entry", "pinpad"];
    let cancels = fits("0")
        .then(goes())
        .cancels_at("mit der grünen Taste bestätigt");
    for (line, script, exit) in [
        (&script[..], Script::nobody(), 14),
        (
            ACTIVATE_CH,
            cancels.cancels_at("noch einmal am Terminal"),
            14,
        ),
    ] {
        let terminal = fresh();
        terminal.then(AtTerminal::Nobody);
        let mut journey = Journey::at(&terminal);
        journey
            .run(line, script)
            .exits(exit)
            .says("sicher ist es nicht");
        let ran = journey.run(&["--json", "status"], Script::nobody());
        assert_eq!(ran.value("/pins/0/unknown_noted"), 1);
    }
}

/// Entries of a PUK go to the card at once, behind the last one; of an own PIN that another program
/// verified the terminal may have asked the card behind the first.
#[test]
fn how_far_a_dialog_came_is_asked_by_what_goes_to_the_card_at_once() {
    let terminal = in_use();
    terminal.tries(PinKey::Ch, 0).then(AtTerminal::RedKey);
    let mut journey = Journey::at(&terminal);
    let unblock = Script::person()
        .asks("Hatten Sie schon eine eigene PIN gesetzt", "j")
        .then(letter_fits())
        .then(goes())
        .then(told_of(AtTerminal::RedKey, Some("n")))
        .asks("noch einmal am Terminal", "0");
    journey
        .run(&["unblock", "--pin", "ch"], unblock)
        .exits(15)
        .says("Keine PUK-Anwendung ist verbraucht");
    for (any, says) in [
        ("j", "Ob es einen Versuch gekostet hat, ist offen"),
        ("n", "Kein Versuch ist verbraucht"),
    ] {
        let terminal = in_use();
        terminal.verified(PinKey::Ch).then(AtTerminal::RedKey);
        let mut journey = Journey::at(&terminal);
        let change = tries("0")
            .then(goes())
            .asks("schon eine Eingabe mit der grünen Taste bestätigt", any)
            .asks("noch einmal am Terminal", "0");
        journey
            .run(&["change", "--pin", "ch"], change)
            .exits(15)
            .says(says);
    }
}

#[test]
fn of_a_counter_that_is_shown_an_ended_dialog_leaves_no_doubt() {
    let terminal = in_use();
    terminal.then(AtTerminal::Nobody);
    let mut journey = Journey::at(&terminal);
    let script = goes().asks("noch einmal am Terminal", "0");
    journey
        .run(&["change", "--pin", "ch"], script)
        .exits(14)
        .says("Kein Versuch ist verbraucht");
}

#[test]
fn an_answer_that_says_nothing_is_unknown_and_nothing_is_repeated() {
    let terminal = fresh();
    terminal.then(AtTerminal::Breaks);
    let mut journey = Journey::at(&terminal);
    let script = fits("0").then(goes());
    let ran = journey.run(&[&["--json"], ACTIVATE_CH].concat(), script);
    ran.fails(9, "outcome_unknown");
    assert_eq!(terminal.posts(), ["ChangePin PIN.CH"]);
    let ran = journey.run(&["--json", "status"], Script::nobody());
    assert_eq!(ran.value("/pins/0/unknown_noted"), 1);
}

#[test]
fn a_lost_answer_is_waited_for_as_long_as_the_terminal_may_still_ask() {
    let terminal = fresh();
    terminal
        .settles(Duration::from_secs(300))
        .then(AtTerminal::TypesUnheard(&[CH, NEW, NEW], 3));
    let mut journey = Journey::at(&terminal);
    let script = fits("0").then(goes());
    let ran = journey.run(&[&["--json"], ACTIVATE_CH].concat(), script);
    ran.exits(0)
        .says("das Terminal fragt vielleicht noch. Dort zu Ende tippen. Gesendet wird nichts mehr")
        .says("bis zu 5 min lang weiter abgefragt");
    assert_eq!(ran.value("/results/0/answer"), "lost");
    assert_eq!(terminal.posts(), ["ChangePin PIN.CH"]);
}

#[test]
fn a_lost_answer_stays_lost_when_the_state_has_settled() {
    let terminal = fresh();
    terminal
        .settles(Duration::from_millis(1))
        .then(AtTerminal::TypesUnheard(&[CH, NEW, NEW], usize::MAX));
    let mut journey = Journey::at(&terminal);
    let script = fits("0").then(goes());
    journey.run(ACTIVATE_CH, script).exits(9);
    assert_eq!(terminal.posts(), ["ChangePin PIN.CH"]);
}

#[test]
fn own_pins_are_changed_and_verified_at_the_terminal() {
    let terminal = in_use();
    terminal
        .then(AtTerminal::Types(&[NEW, "592837", "592837"]))
        .then(AtTerminal::Types(&["592837"]))
        .then(AtTerminal::Types(&["7306158"]));
    let mut journey = Journey::at(&terminal);
    let ran = journey.run(&["--json", "change", "--pin", "ch"], goes());
    ran.exits(0)
        .says("jetzige Karten-PIN (PIN.CH), 6 bis 8 Ziffern");
    assert_eq!(ran.value("/results/0/after"), "verified");
    let verify = || {
        Script::person()
            .asks("Eine falsche PIN kostet einen Versuch", "j")
            .then(tries("0"))
            .then(goes())
    };
    let ran = journey.run(&["--json", "verify", "--pin", "ch"], verify());
    ran.exits(0);
    assert_eq!(ran.value("/results/0/right"), true);
    let ran = journey.run(&["--json", "verify", "--pin", "ch"], verify());
    ran.fails(10, "wrong_secret").says("Übrig: 2 Versuche");
    assert_eq!(ran.value("/error/tries_left"), 2);
    assert_eq!(
        terminal.posts(),
        ["ChangePin PIN.CH", "VerifyPin PIN.CH", "VerifyPin PIN.CH"]
    );
}

#[test]
fn a_blocked_pin_is_unblocked_at_the_terminal() {
    let terminal = in_use();
    terminal
        .tries(PinKey::Ch, 0)
        .then(AtTerminal::Types(&[PUK, "592837", "592837"]));
    let mut journey = Journey::at(&terminal);
    let script = Script::person()
        .asks("Hatten Sie schon eine eigene PIN gesetzt", "j")
        .then(letter_fits())
        .then(goes());
    let ran = journey.run(&["--json", "unblock", "--pin", "ch"], script);
    ran.exits(0).says("PUK zur PIN.CH");
    assert_eq!(ran.value("/results/0/after"), "set");
    assert_eq!(terminal.posts(), ["UnblockPin SetNewPin PIN.CH"]);
    assert_eq!(terminal.state(PinKey::Ch), (PinStatus::Set { tries: 3 }, 3));
}

/// A Konnektor says yes to that without asking.
#[test]
fn no_puk_is_asked_for_at_the_terminal_for_a_pin_that_is_not_blocked() {
    let terminal = in_use();
    let mut journey = Journey::at(&terminal);
    let insists = ["--json", "unblock", "--pin", "ch", "--spend-puk-use"];
    journey
        .run(&insists, Script::person())
        .fails(13, "not_blocked");
    assert!(terminal.posts().is_empty());
}

#[test]
fn no_digits_from_here_go_to_a_terminal() {
    let terminal = fresh();
    let mut journey = Journey::at(&terminal);
    let secrets = format!("transport.ch = {CH}\nnew.ch = {NEW}\n");
    journey
        .script(&secrets, &["--pin", "ch"])
        .fails(2, "usage")
        .says("selbst nach den Ziffern fragt");
    let keyboard = ["--json", "activate", "--pin", "ch", "--entry", "keyboard"];
    journey
        .run(&keyboard, Script::person())
        .fails(2, "usage")
        .says("selbst nach den Ziffern fragt");
    // Nobody there, and nobody told to go to the terminal.
    journey
        .run(
            &["--json", "--no-input", "activate", "--pin", "ch"],
            Script::nobody(),
        )
        .fails(17, "secrets_missing");
    assert!(terminal.posts().is_empty());
}

#[test]
fn another_card_in_the_terminal_gets_nothing() {
    let terminal = fresh();
    let other = terminal.clone();
    let mut journey = Journey::at(&terminal);
    let script = fits("0")
        .meanwhile(move || other.swap("80276883110000999991"))
        .then(goes());
    let ran = journey.run(&[&["--json"], ACTIVATE_CH].concat(), script);
    ran.fails(13, "card_changed");
    assert!(terminal.posts().is_empty());
}

#[test]
fn the_guide_leads_to_the_terminal_and_to_the_end() {
    let terminal = fresh();
    terminal
        .then(AtTerminal::Types(&[CH, NEW, NEW]))
        .then(AtTerminal::Nobody)
        .then(AtTerminal::Types(&[QES, "5826470", "5826470"]));
    let mut journey = Journey::at(&terminal);
    let script = begins("0")
        .then(goes())
        .then(holder("j"))
        .then(goes())
        .then(told_of(AtTerminal::RedKey, Some("n")))
        .asks("noch einmal am Terminal", "1")
        .then(goes())
        .chooses("Beenden");
    journey
        .run(&["--wait", "0"], script)
        .exits(0)
        .says("Die Karte ist unberührt. Jetzt den PIN-Brief öffnen.")
        .says("Freischalten, falls noch nicht geschehen");
    assert_eq!(
        terminal.posts(),
        ["ChangePin PIN.CH", "ChangePin PIN.QES", "ChangePin PIN.QES"]
    );
    assert_eq!(terminal.state(PinKey::Qes).0, PinStatus::Verified);
}

#[test]
fn a_dry_run_tells_every_dialog_that_would_come_and_asks_nothing() {
    let terminal = fresh();
    let mut journey = Journey::at(&terminal);
    let ran = journey.run(&["--json", "activate", "--dry-run"], Script::person());
    ran.exits(0)
        .says("Am Kartenterminal „Kartenterminal 1“ (Steckplatz 2) würde nacheinander gefragt:")
        .says("„Eingabe Transport-PIN HBA“, „T-PIN.HBA:“")
        .says("„Eingabe Transport-PIN HBA“, „T-PIN.QES:“")
        .never_says("Gleich fragt");
    assert_eq!(ran.value("/results/0/skipped"), "dry_run");
    assert!(ran.heard.borrow().prompts.is_empty());
    terminal.asks(Asks::Remote);
    journey
        .run(&["activate", "--dry-run"], Script::person())
        .exits(0)
        .says("am Remote-PIN-Terminal des Arbeitsplatzes würde nacheinander gefragt:");
    assert!(terminal.posts().is_empty());
    // At a reader nothing of it.
    Journey::with("hba")
        .run(&["activate", "--dry-run"], Script::person())
        .exits(0)
        .never_says("würde nacheinander gefragt");
}

#[test]
fn a_record_of_an_activation_at_the_terminal_names_no_keyboard_and_no_digits() {
    let terminal = CardTerminal::with_smcb("53962", PUK);
    terminal.then(AtTerminal::Types(&["53962", NEW, NEW]));
    let mut journey = Journey::at(&terminal);
    journey.secrets.extend(["53962", NEW].map(str::to_owned));
    let path = journey.temp.join("record.txt");
    journey.files.push(path.clone());
    let name = path.display().to_string();
    let line = ["activate", "--record", &name];
    journey.run(&line, fits("0").then(goes())).exits(0);
    let record = std::fs::read_to_string(path).unwrap();
    assert!(record.contains("PIN.SMC"), "{record}");
    for stranger in ["Tastatur", "Leser", "konnektor:"] {
        assert!(!record.contains(stranger), "{stranger}: {record}");
    }
}

/// What is typed is seen at the terminal only, and it is a pad: neither flag is wrong there.
#[test]
fn hidden_entry_and_the_pad_may_be_asked_for_at_a_terminal() {
    for flags in [&["--hidden"][..], &["--entry", "pinpad"]] {
        let terminal = fresh();
        terminal.then(AtTerminal::Types(&[CH, NEW, NEW]));
        let mut journey = Journey::at(&terminal);
        let line = [ACTIVATE_CH, flags].concat();
        journey.run(&line, fits("0").then(goes())).exits(0);
        assert_eq!(terminal.posts(), ["ChangePin PIN.CH"]);
    }
}

/// The card would refuse a new PIN.QES by the PUK.
#[test]
fn the_puk_of_the_signature_pin_never_sets_a_new_one() {
    let terminal = in_use();
    terminal
        .tries(PinKey::Qes, 0)
        .then(AtTerminal::TypesRight(NEW));
    let mut journey = Journey::at(&terminal);
    let script = Script::person().follows(Follower::new());
    journey.run(&["unblock", "--pin", "qes"], script).exits(0);
    assert_eq!(terminal.posts(), ["UnblockPin PIN.QES"]);
    assert_eq!(terminal.state(PinKey::Qes).1, 3);
}

#[test]
fn a_transport_pin_is_not_verified_at_the_terminal() {
    let terminal = fresh();
    let mut journey = Journey::at(&terminal);
    journey
        .run(&["--json", "verify", "--pin", "ch"], Script::person())
        .fails(13, "still_transport");
    assert!(terminal.posts().is_empty());
}
