//! What a command is called where one chooses by numbers. Articles are written for the command line
//! too; read here, they name the choices instead.

use crate::text::{Language, Text};

/// A text with the names of choices in place of the commands that it quotes.
pub(super) fn by_choices(line: &str, text: Text) -> String {
    let (open, close) = match text.language() {
        Language::De => ('„', '“'),
        Language::En => ('“', '”'),
    };
    let begin = format!("{open}{PROGRAM}");
    let mut said = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once(begin.as_str()) {
        said.push_str(before);
        let Some((command, after)) = after.split_once(close) else {
            rest = after;
            break;
        };
        said.push_str(&text.quoted(&choice(command.trim(), text)));
        rest = after;
    }
    said + rest
}

/// How a command begins.
const PROGRAM: &str = "pinlotse";

/// Whether a text sends to a command line.
pub(super) fn names_a_command(line: &str) -> bool {
    let quoted = ['„', '“'].map(|quote| format!("{quote}{PROGRAM} "));
    let flag = ['„', '“', ' '].map(|before| format!("{before}--"));
    quoted.iter().chain(&flag).any(|word| line.contains(word))
}

/// The choice that does what a command does; `command` is what stands behind the program's name.
fn choice(command: &str, text: Text) -> String {
    let has = |flag: &str| command.split_whitespace().any(|word| word == flag);
    match command.split_whitespace().next().unwrap_or_default() {
        "unblock" | "entsperren" if has("--spend-puk-use") => text.guide_choice_renew("PIN"),
        "unblock" | "entsperren" => text.guide_choice_unblock(),
        "activate" | "aktivieren" if has("--entry") => text.guide_named_keyboard(),
        "activate" | "aktivieren" => text.guide_choice_activate(),
        "change" | "ändern" | "aendern" => text.guide_choice_change(),
        "verify" | "prüfen" | "pruefen" => text.guide_choice_verify(),
        "doctor" | "diagnose" if has("--report") => text.guide_choice_report(),
        "doctor" | "diagnose" | "readers" | "leser" => text.guide_choice_doctor(),
        "status" if has("--online") => text.guide_choice_online(),
        "hilfe-zu" | "hilfe" | "explain" | "help" => text.guide_choice_call(),
        _ => text.guide_named_state(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::words::topic as shown;

    #[test]
    fn a_command_is_told_as_the_choice_that_does_the_same() {
        let text = Text::new(Language::De);
        assert_eq!(
            by_choices(
                "Dann hilft „pinlotse entsperren“. „gesetzt“ heißt: „pinlotse status --online“.",
                text
            ),
            "Dann hilft „Mit der PUK aus dem PIN-Brief entsperren“. „gesetzt“ heißt: „Ist sie freigeschaltet? (Internet)“."
        );
        assert_eq!(by_choices("Offen „pinlotse", text), "Offen ");
        let text = Text::new(Language::En);
        assert_eq!(
            by_choices("Run “pinlotse doctor --report page.html”, then ask.", text),
            "Run “Report for the hotline”, then ask."
        );
    }

    #[test]
    fn no_article_that_is_read_here_sends_to_a_command_line() {
        let mut told = 0;
        for language in [Language::De, Language::En] {
            let text = Text::new(language);
            for topic in crate::topics::all() {
                for (_, line) in shown::body(&topic.article(language, None), text) {
                    let here = by_choices(&line, text);
                    told += usize::from(here != line);
                    assert!(!names_a_command(&here), "{}: {here}", topic.id);
                }
            }
        }
        assert!(told > 20, "{told}");
    }
}
