//! The short codes of errors: told, looked up, kept for the report, and in `docs/codes.md`, which
//! is made of the same table. `PINLOTSE_WRITE_CODES=1` writes the page anew.

use std::env;
use std::fs;

use pinlotse::text::Language;
use pinlotse::topics::codes;
use support::faults::Bench;
use support::journey::{Journey, Ran, WRONG, secrets_ch};
use support::script::Script;

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/codes.md");

/// Above the table.
const HEAD: &str = "\
# Short codes

An error ends with a line „Für die Hotline: PL-TPIN-2“ (“For the hotline: …”). `pinlotse hilfe-zu PL-TPIN-2` says what it means, and
so does `pinlotse hilfe-zu wrong_secret`; `error.short_code` is the same code in a document, and the report of `pinlotse diagnose`
has that of the last failure. A number at the end says how many tries (of a PUK: uses) were left where the card named it. The codes
hold no number of a card, no name and no PIN. A code is never given another meaning.

This page is made from `src/topics/codes.json` (`PINLOTSE_WRITE_CODES=1 cargo test --test in_process codes`).

| code | code word | Deutsch | English |
|---|---|---|---|
";

fn page() -> String {
    let mut page = HEAD.to_owned();
    for code in codes::all() {
        let [de, en] = [Language::De, Language::En].map(|language| {
            let said = code.said(language);
            format!("{} {}", said.what, said.remedy)
        });
        let short = code.code(None);
        page.push_str(&format!("| `{short}` | `{}` | {de} | {en} |\n", code.word));
    }
    page
}

fn explain(words: &[&str]) -> Ran {
    let mut line = vec!["--json", "explain"];
    line.extend(words);
    Journey::on(Bench::new()).run(&line, Script::nobody())
}

#[test]
fn the_page_is_made_from_the_table() {
    if env::var_os("PINLOTSE_WRITE_CODES").is_some() {
        fs::write(PAGE, page()).unwrap();
    }
    assert_eq!(fs::read_to_string(PAGE).unwrap(), page());
}

#[test]
fn an_error_ends_with_its_code_and_the_code_is_explained_in_four_lines() {
    let mut journey = Journey::with("hba");
    let ran = journey.script(&secrets_ch(WRONG), &[]);
    ran.fails(10, "wrong_secret");
    assert_eq!(ran.value("/error/short_code"), "PL-TPIN-2");
    let last = ran.heard.borrow().said.last().unwrap().1.clone();
    assert_eq!(last, "Für die Hotline: PL-TPIN-2");

    for said in ["PL-TPIN-2", "pl tpin 2", "pltpin2"] {
        let told = explain(&[said]);
        told.exits(0)
            .says("PL-TPIN-2: Die Karte hat eine Transport-PIN abgelehnt.")
            .says(
                "Noch übrig: 2. Codewort: wrong_secret. Mehr dazu: pinlotse hilfe-zu falsche-zeile",
            );
        assert_eq!(told.heard.borrow().shown.len(), 3);
        assert_eq!(told.value("/codes/0/code"), "wrong_secret");
        assert!(told.document()["topic"].is_null());
    }
    let three = explain(&["wrong_secret"]);
    assert_eq!(
        three.exits(0).document()["codes"].as_array().unwrap().len(),
        3
    );
    explain(&["CARD_REMOVED"]).exits(0).says("PL-PULL: ");
    // A word that people use is a question first.
    explain(&["blocked"]).exits(0).says("Kurz: ");
}

#[test]
fn who_sits_there_gets_a_code_explained_without_a_question() {
    let ran = Journey::on(Bench::new()).run(&["explain", "PL-BUSY"], Script::person());
    ran.exits(0).says("PL-BUSY: Ein anderes Programm");
}

#[test]
fn a_cancel_and_a_word_without_a_topic_have_no_code_to_read_out() {
    let ran = explain(&["xyzzy"]);
    ran.fails(2, "no_such_topic").never_says("Hotline:");
    assert_eq!(ran.value("/error/short_code"), "PL-TOPIC");
}
