//! The report for a hotline, at the program itself: it lies in the person's own folder, carries the
//! code that the screen names, and takes no other one's place.

use std::fs;
use std::path::{Path, PathBuf};

use support::journey::{NEW_SMC, WRONG};
use support::pty::Pty;

/// What the screen says in one language, and what is typed at it.
struct Words {
    language: &'static str,
    number: &'static str,
    letter: &'static str,
    new: &'static str,
    again: &'static str,
    choice: &'static str,
    written: &'static str,
    holds: &'static str,
    name: &'static str,
}

const GERMAN: Words = Words {
    language: "de",
    number: "Nummer: ",
    letter: "aus dem Brief, 5 Ziffern: ",
    new: "6 bis 8 Ziffern: ",
    again: "noch einmal: ",
    choice: "[5] Bericht für die Hotline (Code PL-TPIN-2)",
    written: "Bericht geschrieben: ",
    holds: "Darin steht der Code PL-TPIN-2",
    name: "pinlotse-bericht-",
};

const ENGLISH: Words = Words {
    language: "en",
    number: "Number: ",
    letter: "from the letter, 5 digits: ",
    new: "6 to 8 digits: ",
    again: "once more: ",
    choice: "[5] Report for the hotline (code PL-TPIN-2)",
    written: "Report written: ",
    holds: "It holds the code PL-TPIN-2",
    name: "pinlotse-report-",
};

fn reports(home: &Path, name: &str) -> Vec<PathBuf> {
    let files = fs::read_dir(home).unwrap().map(|entry| entry.unwrap());
    let is_report = |path: &PathBuf| {
        let own = path.file_name().unwrap_or_default().to_string_lossy();
        own.starts_with(name) && own.ends_with(".html")
    };
    let mut found: Vec<PathBuf> = files.map(|entry| entry.path()).filter(is_report).collect();
    found.sort();
    found
}

#[test]
fn after_a_wrong_secret_a_report_with_its_code_is_written_and_the_choices_come_back() {
    for words in [GERMAN, ENGLISH] {
        let reader = ["--lang", words.language, "--reader", "virtual:smcb"];
        let mut pty = Pty::pinlotse(&reader);
        pty.expect(words.number).send_line("1");
        pty.expect(words.letter).send_seen_line(WRONG);
        pty.expect(words.new).send_hidden_line(NEW_SMC);
        pty.expect(words.again).send_hidden_line(NEW_SMC);
        // Twice: the second one is a file of its own.
        for _ in 0..2 {
            pty.expect(words.choice).expect(words.number).send_line("5");
            pty.expect(words.number).send_line("1");
            pty.expect(words.written).expect(words.holds);
        }
        pty.expect(words.choice).expect(words.number).send_line("4");
        assert_eq!(pty.exit_code(), 10, "{}", pty.output());
        let found = reports(pty.home(), words.name);
        assert_eq!(found.len(), 2, "{found:?}");
        for path in found {
            let page = fs::read_to_string(path).unwrap();
            // It stands in the result, before all else.
            let result = page.split("<h2>").nth(1).unwrap_or_default();
            assert!(result.contains("PL-TPIN-2"), "{page}");
            assert!(!page.contains(WRONG) && !page.contains(NEW_SMC), "{page}");
        }
    }
}
