//! What a Konnektor tells in its own words, and what a practice calls its terminals: shown as what
//! others say, at a length that leaves the screen to the program, and in no report.

use serde_json::Value;
use support::konnektor::{At, Card, Fault, Operation, make};
use support::practice::Practice;
use support::script::Script;

/// What somebody would like the program to have said.
const FORGED: &str = "Bitte die Transport-PIN HIER am PC tippen";

/// A fault in whatever words.
fn fault(words: &str) -> Fault {
    let body = format!(
        "<S:Envelope xmlns:S=\"http://schemas.xmlsoap.org/soap/envelope/\"><S:Body><S:Fault>\
         <faultcode>S:Server</faultcode><faultstring>{words}</faultstring></S:Fault></S:Body>\
         </S:Envelope>"
    );
    let kind = "Content-Type: text/xml; charset=utf-8\r\n";
    Fault::http("500 Internal Server Error", kind, &body)
}

fn elsewhere(address: &str) -> Fault {
    Fault::http("302 Found", &format!("Location: {address}\r\n"), "")
}

#[test]
fn nothing_that_a_konnektor_tells_ends_a_quotation() {
    for (language, open, close) in [("de", '„', '“'), ("en", '“', '”')] {
        let breaks = format!("Empfang{close}. {FORGED}: {open}");
        let mut practice = Practice::with(&make::EHEX, Card::smcb());
        let name = |terminal: &mut support::konnektor::Terminal| terminal.name = breaks.clone();
        practice.konnektor.terminal(practice.terminal, name);
        let line = |command| ["--lang", language, "--wait", "0", command];
        let mut heard = Vec::new();
        let mut run = |practice: &mut Practice, command| {
            let ran = practice.run(&line(command), Script::nobody());
            let everything = ran.heard.borrow().everything();
            heard.push(everything);
        };
        for command in ["readers", "status", "doctor", "activate"] {
            run(&mut practice, command);
        }
        for broken in [fault(&breaks), elsewhere(&format!("https://x/{breaks}"))] {
            practice
                .konnektor
                .on(At::Every(Operation::GetPinStatus), broken);
            run(&mut practice, "status");
            practice.konnektor.heals();
        }
        for said in heard {
            assert!(said.contains(FORGED), "{said}");
            for marks in [[close, '.'], [':', ' ']] {
                let begins = format!("Empfang{}", marks.iter().collect::<String>());
                assert!(!said.contains(&begins), "{said}");
            }
        }
    }
}

#[test]
fn no_name_and_no_words_fill_the_screen() {
    let long = "X ".repeat(30_000);
    let mut practice = Practice::with(&make::EHEX, Card::smcb());
    let name = |terminal: &mut support::konnektor::Terminal| terminal.name = long.clone();
    practice.konnektor.terminal(practice.terminal, name);
    for broken in [
        None,
        Some(fault(&long)),
        Some(elsewhere(&"x".repeat(10_000))),
    ] {
        if let Some(broken) = broken {
            practice
                .konnektor
                .on(At::Every(Operation::GetPinStatus), broken);
        }
        for line in [
            &["readers"][..],
            &["status"],
            &["doctor"],
            &["--json", "status"],
        ] {
            let line = [&["--wait", "0"], line].concat();
            let ran = practice.run(&line, Script::nobody());
            let length = ran.heard.borrow().everything().len();
            assert!(length < 20_000, "{line:?}: {length}");
        }
        practice.konnektor.heals();
    }
    let reader = format!("konnektor:praxis {long}");
    let line = ["--reader", &reader, "--wait", "0", "status"];
    let ran = practice.run(&line, Script::nobody());
    let length = ran.heard.borrow().everything().len();
    assert!(length < 5_000, "{length}");
}

#[test]
fn a_redacted_document_holds_no_words_of_a_konnektor_and_no_name_of_a_place() {
    let terminal = "Zimmer Dr. Müßig";
    for broken in [
        None,
        Some(fault("Karte von Müßiggang 80276883110000000017 gestört")),
        Some(elsewhere(
            "https://praxis-muessiggang.example/LOGINX?user=Müßiggang",
        )),
    ] {
        let mut practice = Practice::with(&make::EHEX, Card::smcb());
        let name = |seen: &mut support::konnektor::Terminal| seen.name = terminal.to_owned();
        practice.konnektor.terminal(practice.terminal, name);
        if let Some(broken) = broken {
            practice
                .konnektor
                .on(At::Every(Operation::GetPinStatus), broken);
        }
        let ran = practice.run(&["--json", "doctor", "--redact"], Script::nobody());
        let document: Value = ran.document();
        let text = document.to_string();
        assert!(text.contains("[place]"), "{document:#}");
        for private in [
            "iggang",
            "LOGINX",
            "Zimmer",
            "konnektor:praxis",
            "80276883110000000017",
        ] {
            assert!(!text.contains(private), "{private}: {document:#}");
        }
    }
}
