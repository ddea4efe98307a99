//! Questions to `explain` that no search answers: about nothing known, about nothing at all, by the
//! number of a topic, and about a number that a card answered with.

use pinlotse::text::Language;
use pinlotse::topics::{self, issuers};
use support::faults::Bench;
use support::journey::{Journey, Ran};
use support::script::Script;

fn explain(arguments: &[&str]) -> Ran {
    let line = [&["--json", "explain"], arguments].concat();
    Journey::on(Bench::new()).run(&line, Script::nobody())
}

/// Rows that a paragraph takes at 80 columns.
fn rows(lines: &[String]) -> usize {
    let folded = lines
        .iter()
        .flat_map(|line| pinlotse::dialog::layout::wrap(line, 80));
    folded.count()
}

#[test]
fn a_question_about_nothing_known_is_told_in_four_rows_who_helps_and_then_the_list() {
    for (language, first) in [
        (
            "de",
            "Dazu habe ich nichts gefunden. Wurden Ziffern abgelehnt: nichts mehr eingeben.",
        ),
        (
            "en",
            "I found nothing on that. If digits were refused: enter nothing more.",
        ),
    ] {
        let ran = explain(&["--lang", language, "Rezept für Apfelkuchen"]);
        ran.fails(2, "no_such_topic");
        let shown = ran.heard.borrow().shown.clone();
        assert_eq!(shown[0], first);
        for issuer in issuers::all() {
            let name = issuer.name.split(" (").next().unwrap();
            assert!(shown[1].contains(name), "{name}: {shown:?}");
        }
        assert!(
            shown[1].contains("https://www.medisign.de/support/"),
            "{shown:?}"
        );
        assert_eq!(shown[2], "");
        assert!(rows(&shown[..2]) <= 4, "{shown:?}");
    }
    let ran = explain(&["Rezept für Apfelkuchen", "--issuer", "d-trust"]);
    ran.fails(2, "no_such_topic")
        .says("D-Trust")
        .never_says("medisign (DGN) https");
}

#[test]
fn who_sits_there_is_told_who_helps_and_asked_anew() {
    let script = Script::person()
        .asks("Nummer oder ein paar Worte", "13")
        .asks("Nummer oder ein paar Worte", "e");
    let ran = Journey::on(Bench::new()).run(&["explain", "Fahrplan", "Bus"], script);
    ran.exits(0)
        .says("Dazu habe ich nichts gefunden. Wurden Ziffern abgelehnt: nichts mehr eingeben.")
        .says("[13] andere Themen zeigen")
        .says(topics::all()[12].title(Language::De))
        .never_says("Fehler");
}

#[test]
fn a_topic_is_read_by_its_number_in_the_list() {
    for (index, topic) in topics::all().iter().enumerate() {
        let number = (index + 1).to_string();
        let ran = explain(&[number.as_str()]);
        assert_eq!(ran.exits(0).document()["topic"]["id"], topic.id);
    }
    let past = (topics::all().len() + 1).to_string();
    for number in ["0", past.as_str()] {
        explain(&[number]).fails(2, "no_such_topic");
    }
}

#[test]
fn who_only_asks_what_now_is_told_where_to_begin() {
    for words in ["??", "was jetzt", "what now", "und nun?"] {
        let ran = explain(&[words]);
        assert_eq!(ran.exits(0).document()["topic"]["id"], "stuck", "{words}");
        ran.says("kostet keinen Versuch");
    }
}

#[test]
fn a_number_that_a_card_answered_with_is_explained_with_what_is_left() {
    for (words, says) in [
        (
            "was bedeutet 63C2",
            "Kurz: 63C2: Auf eine Eingabe: sie war falsch, übrig: 2.",
        ),
        (
            "SW=63C1",
            "Kurz: 63C1: Auf eine Eingabe: sie war falsch, übrig: 1.",
        ),
        ("6983", "Kurz: 6983: gesperrt"),
        (
            "Fehler 4065 am Konnektor",
            "Kurz: 4065: vom Konnektor: es gilt noch die Transport-PIN.",
        ),
    ] {
        let ran = explain(&[words]);
        ran.exits(0).says(says);
        let shown = ran.heard.borrow().shown.clone();
        assert!(rows(&shown[1..2]) <= 4, "{shown:?}");
        assert_eq!(ran.document()["topic"]["id"], "status-words");
    }
    // Typed at a question it is a question too, not a secret.
    let script = Script::person()
        .asks("Nummer oder ein paar Worte", "6983")
        .asks("Enter: mehr dazu", "e");
    Journey::on(Bench::new())
        .run(&["explain"], script)
        .exits(0)
        .says("Kurz: 6983: gesperrt")
        .never_says("wie eine PIN");
}
