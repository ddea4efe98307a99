//! `explain`, and that every link to and from a topic resolves: failures to topics, commands that
//! topics name.

use std::ffi::OsString;

use pinlotse::cli;
use pinlotse::text::{Language, Text};
use pinlotse::topics::{self, Block, issuers};
use serde_json::{Value, json};
use support::faults::{Bench, card};
use support::journey::{BUILT_IN, Journey, Ran, WRONG, secrets_ch};
use support::script::Script;

const LANGUAGES: [Language; 2] = [Language::De, Language::En];

fn explain(arguments: &[&str]) -> Ran {
    let bench = Bench::new();
    let mut line = vec!["--json", "explain"];
    line.extend(arguments);
    Journey::on(bench).run(&line, Script::nobody())
}

/// What stands in quotes and begins with the program's name, in all texts.
fn commands() -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut look = |place: &str, text: &str| {
        for quoted in text
            .split(['„', '“', '”'])
            .filter(|part| part.starts_with("pinlotse"))
        {
            found.push((place.to_owned(), quoted.to_owned()));
        }
    };
    for topic in topics::all() {
        for language in LANGUAGES {
            let article = topic.article(language, None);
            look(topic.name(language), &article.short);
            for section in article.sections {
                for block in section.blocks {
                    match block {
                        Block::Paragraph(text) => look(topic.name(language), &text),
                        Block::List(items) => items
                            .iter()
                            .for_each(|item| look(topic.name(language), item)),
                    }
                }
            }
        }
    }
    found
}

fn is_understood(command: &str) -> bool {
    let arguments: Vec<OsString> = command.split(' ').map(OsString::from).collect();
    cli::parse(&arguments, Text::default()).is_ok()
}

#[test]
fn every_command_that_a_topic_names_exists_with_its_flags() {
    let commands = commands();
    assert!(commands.len() > 50, "{}", commands.len());
    for (place, command) in commands {
        assert!(is_understood(&command), "{place}: {command}");
    }
}

#[test]
fn the_issuers_of_the_flag_are_those_that_are_known() {
    for issuer in issuers::all() {
        explain(&["contact", "--issuer", &issuer.id]).exits(0);
    }
    explain(&["contact", "--issuer", "sparkasse"]).fails(2, "usage");
}

#[test]
fn every_topic_is_shown_by_both_names_in_both_languages() {
    for topic in topics::all() {
        for language in ["de", "en"] {
            for name in [topic.id, topic.alias] {
                let ran = explain(&["--lang", language, name]);
                let document = ran.exits(0).document();
                assert_eq!(document["topic"]["id"], topic.id);
                assert_eq!(document["topics"], json!([]));
                assert!(
                    document["topic"]["sections"].as_array().unwrap().len() > 1,
                    "{name}"
                );
                for source in document["topic"]["sources"].as_array().unwrap() {
                    assert!(
                        source["url"].as_str().unwrap().starts_with("http")
                            && source["date"].is_string()
                    );
                }
                let heard = ran.heard.borrow();
                assert!(
                    heard.shown.iter().all(|line| !line.contains(['{', '}'])),
                    "{name}"
                );
            }
        }
    }
}

#[test]
fn words_find_a_topic_and_an_issuer_narrows_it() {
    let ran = explain(&["Brief", "verloren"]);
    ran.exits(0)
        .says("medisign (DGN): ")
        .says("SHC+CARE: ")
        .says("Mit „--issuer medisign“");
    assert_eq!(ran.document()["topic"]["id"], "lost-letter");
    assert!(ran.document()["topic"]["issuer"].is_null());
    let ran = explain(&["PIN-Brief weg", "--issuer", "medisign"]);
    ran.exits(0)
        .says("medisign (DGN): ")
        .never_says("SHC+CARE: ")
        .never_says("--issuer");
    assert_eq!(ran.document()["topic"]["issuer"], "medisign");
}

#[test]
fn sources_are_shown_when_they_are_asked_for_and_programs_always_get_them() {
    let ran = explain(&["puk-benutzen"]);
    ran.exits(0).never_says("gelesen am").never_says("Quellen:");
    let last = ran.heard.borrow().shown.last().unwrap().clone();
    assert_eq!(
        last,
        "Quellen mit Datum: „pinlotse hilfe-zu puk-benutzen --sources“"
    );
    assert!(is_understood("pinlotse hilfe-zu puk-benutzen --sources"));
    let asked = explain(&["puk-benutzen", "--sources"]);
    asked
        .exits(0)
        .says("Quellen:")
        .says("https://www.medisign.de/support/?p=2149 (gelesen am 24.11.2026)");
    asked.never_says("--sources");
    assert_eq!(ran.document()["topic"], asked.document()["topic"]);
    assert!(ran.document()["topic"]["sources"].as_array().unwrap().len() > 3);
    let english = explain(&["--lang", "en", "puk", "--sources"]);
    english
        .exits(0)
        .says("read on 2026-11-24")
        .says("With “--issuer medisign”");
}

#[test]
fn without_words_all_topics_are_listed() {
    let ran = explain(&[]);
    let document = ran.exits(0).document();
    assert_eq!(document["topic"], Value::Null);
    assert_eq!(
        document["topics"].as_array().unwrap().len(),
        topics::all().len()
    );
    ran.says("[6] gesperrte-karte: Die Karte oder eine PIN ist gesperrt");
}

#[test]
fn somebody_who_sits_there_chooses_says_whose_card_it_is_and_reads_page_by_page() {
    let script = Script::person()
        .asks("Nummer oder ein paar Worte", "6")
        .asks("nur Enter: weiß nicht", "1")
        .asks("Enter: mehr dazu", "")
        .asks("Enter: weiter", "")
        .asks("Enter: weiter", "");
    let ran = Journey::on(Bench::new()).run(&["explain"], script);
    ran.exits(0)
        .says("Worum geht es?")
        .says("Von wem ist Ihre Karte?")
        .says("  [5] weiß nicht")
        .says("Kurz: War schon eine eigene PIN gesetzt")
        .says("medisign (DGN): https://www.ehba.de/portal")
        .says("Was jetzt:")
        .never_says("SHC+CARE: ")
        .never_says("--issuer");
}

#[test]
fn the_short_answer_comes_first_and_ends_where_it_is_enough() {
    let talk = |line: &[&str], script: Script| {
        let ran = Journey::on(Bench::new()).run(line, script);
        ran.exits(0);
        ran
    };
    let asked = ["explain", "pin", "vergessen"];
    let ran = talk(
        &asked,
        Script::person()
            .asks("nur Enter: weiß nicht", "")
            .asks("Enter: mehr dazu", "e"),
    );
    let shown = ran.heard.borrow().shown.clone();
    assert_eq!(shown[1], "Eigene PIN vergessen");
    assert!(
        shown[2].starts_with("Kurz: ") && shown[2].contains("PUK"),
        "{shown:?}"
    );
    ran.never_says("Was jetzt:");
    // Who named the issuer is not asked, and a topic that is the same for all does not ask either.
    let named = ["explain", "pin", "vergessen", "--issuer", "d-trust"];
    talk(&named, Script::person().asks("Enter: mehr dazu", "e"))
        .says("D-Trust (Bundesdruckerei): https://ehealth.d-trust.net/antragsportal");
    talk(
        &["explain", "Treiber"],
        Script::person().asks("Enter: mehr dazu", "e"),
    );
}

#[test]
fn a_conversation_goes_on_with_another_question_and_with_what_else_was_meant() {
    let script = Script::person()
        .asks("nur Enter: weiß nicht", "medisign")
        .asks("das andere", "1")
        .asks("Enter: mehr dazu", "xyzzy")
        .asks("Nummer oder ein paar Worte", "leser geht nicht")
        .asks("Enter: mehr dazu", "ende");
    let ran = Journey::on(Bench::new()).run(&["explain", "karte sperren"], script);
    ran.exits(0)
        .says("Oder geht es um eines von diesen?")
        .says("Dazu habe ich nichts gefunden.")
        .says("Der Leser oder die Karte wird nicht erkannt")
        .never_says("Fehler");
}

#[test]
fn who_stops_reading_is_told_nothing() {
    let script = Script::person().cancels_at("Enter: mehr dazu");
    let ran = Journey::on(Bench::new()).run(&["explain", "Treiber"], script);
    assert_eq!(ran.exit, 15);
    ran.never_says("Abgebrochen").never_says("verändert");
}

#[test]
fn a_question_that_may_mean_several_topics_gets_the_best_answer_and_the_names_of_the_others() {
    let ran = explain(&["karte", "sperren"]);
    ran.exits(0)
        .says("Kurz: ")
        .says("Vielleicht auch:")
        .says("Mehr dazu: pinlotse hilfe-zu ");
    let document = ran.document();
    assert!(document["topic"].is_null() && document["topics"].as_array().unwrap().len() > 1);
}

#[test]
fn words_that_fit_no_topic_are_2_are_not_repeated_and_show_what_there_is() {
    let ran = explain(&["471193"]);
    ran.fails(2, "no_such_topic")
        .says("pinlotse hilfe-zu")
        .says("[6] gesperrte-karte: ")
        .never_says("Fehler")
        .never_says("471193");
}

#[test]
fn a_card_in_the_reader_is_looked_at_once_without_a_secret_and_its_trouble_is_nobodys_business() {
    let ran = Journey::with("hba").run(&["--json", "explain", "puk"], Script::nobody());
    ran.exits(0).sends(0);
    // With the certificate that names the issuer, and no state of a PIN.
    assert_eq!(ran.exchanges, 6);
    assert_eq!(ran.document()["card"]["kind"], "hba");
    assert!(
        ran.document()["topic"]["issuer"].is_null(),
        "a card of this program is no issuer's"
    );

    let named = Journey::with("hba").run(
        &["--json", "explain", "puk", "--issuer", "d-trust"],
        Script::nobody(),
    );
    assert_eq!(named.exits(0).exchanges, 0);

    let busy = Bench::with("hba");
    busy.busy(0, usize::MAX);
    let mute = Bench::with("hba");
    mute.mute(0);
    let broken = Bench::new();
    broken.fails_to_list(Some(pinlotse::reader::Error::NoService("stopped".into())));
    let two = Bench::with("hba");
    two.add("Second", Some(card("smcb")));
    for bench in [busy, mute, broken, two] {
        let ran = Journey::on(bench).run(&["--json", "explain", "puk"], Script::nobody());
        ran.exits(0).sends(0);
        assert!(ran.heard.borrow().waited.is_empty(), "no wait");
        assert!(ran.document()["card"].is_null());
    }
}

/// The last line but the code for the hotline.
fn before_code(ran: &Ran) -> String {
    let said = &ran.heard.borrow().said;
    let [.., (_, before), (_, last)] = said.as_slice() else {
        panic!("{said:?}")
    };
    assert!(
        last.contains("hotline") || last.contains("Hotline"),
        "{last}"
    );
    before.clone()
}

#[test]
fn an_error_says_in_its_last_lines_which_topic_helps() {
    let mut journey = Journey::with("hba");
    let ran = journey.script(&secrets_ch(WRONG), &[]);
    ran.fails(10, "wrong_secret");
    assert_eq!(ran.value("/error/topic"), "wrong-letter-line");
    assert_eq!(
        before_code(&ran),
        "Mehr dazu: pinlotse hilfe-zu falsche-zeile"
    );

    let ran =
        Journey::on(Bench::new()).run(&["--lang", "en", "--wait", "0", "status"], Script::nobody());
    assert_eq!(before_code(&ran), "More: pinlotse explain which-reader");

    let ran = Journey::with("hba").run(&["--json", "nonsense"], Script::nobody());
    assert!(ran.document()["error"]["topic"].is_null());
    ran.never_says("Mehr dazu");
}

#[test]
fn the_call_at_the_end_of_an_error_leads_to_the_topic() {
    let mut journey = Journey::with("hba");
    journey.script(&secrets_ch(BUILT_IN.ch), &[]).exits(0);
    let ran = journey.script_of(
        "unblock",
        "puk.ch = 12345678\nnew.ch = 471193",
        &["--pin", "ch"],
    );
    let last = before_code(&ran);
    let call = last
        .strip_prefix("Mehr dazu: pinlotse ")
        .unwrap()
        .to_owned();
    let arguments: Vec<&str> = call.split(' ').collect();
    journey
        .run(&arguments, Script::nobody())
        .exits(0)
        .says("Was die PUK kann");
}

#[test]
fn the_table_of_problems_names_each_problem_once_and_topics_that_exist() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/problems.md");
    let table = std::fs::read_to_string(path).unwrap();
    let rows: Vec<Vec<&str>> = table
        .lines()
        .filter(|line| line.starts_with("| P"))
        .map(|line| {
            line.trim_matches('|')
                .split(" | ")
                .map(|cell| cell.trim_matches(['|', ' ']))
                .collect()
        })
        .collect();
    let numbers: Vec<String> = rows.iter().map(|row| row[0].to_owned()).collect();
    let wanted: Vec<String> = (1..=22).map(|number| format!("P{number}")).collect();
    assert_eq!(numbers, wanted);
    for row in rows {
        let named: Vec<&str> = row
            .last()
            .unwrap()
            .split(", ")
            .map(|name| name.trim_matches('`'))
            .collect();
        for name in named {
            assert!(
                topics::topic(name).is_some_and(|topic| topic.id == name),
                "{}: {name}",
                row[0]
            );
        }
    }
}
