//! Lines that fit a terminal.

/// Widest text; longer lines are hard to read.
pub const COLUMNS: usize = 80;

/// Breaks a line at blanks into lines of at most `width` characters; further lines are indented
/// like the first, those of an item of a list (`- `, `[1] `, `1. `) like its text. A word longer than a
/// line stays whole, and so does a call in quotes that fits a line: a number, a path or a command
/// must be copied in one piece.
pub fn wrap(line: &str, width: usize) -> Vec<String> {
    let indent: String = line.chars().take_while(|c| *c == ' ').collect();
    let hanging = format!("{indent}{}", " ".repeat(marker(line.trim_start())));
    let mut lines = Vec::new();
    let (mut begin, mut current) = (indent, String::new());
    for word in words(line, width.saturating_sub(hanging.chars().count())) {
        let fits =
            begin.chars().count() + current.chars().count() + 1 + word.chars().count() <= width;
        if !current.is_empty() && !fits {
            lines.push(format!("{begin}{current}"));
            begin.clone_from(&hanging);
            current.clear();
        }
        if !current.is_empty() {
            current.push(' ');
        }
        current.push_str(&word);
    }
    lines.push(if current.is_empty() {
        String::new()
    } else {
        format!("{begin}{current}")
    });
    lines
}

/// Columns of what marks an item of a list.
fn marker(line: &str) -> usize {
    let number = line
        .strip_prefix('[')
        .and_then(|rest| rest.split_once("] "));
    match number {
        Some((digits, _)) if is_number(digits) => digits.len() + 3,
        _ if line.starts_with("- ") => 2,
        _ => ordinal(line),
    }
}

fn is_number(digits: &str) -> bool {
    !digits.is_empty() && digits.bytes().all(|octet| octet.is_ascii_digit())
}

/// Columns of the number of a step: `1. `.
fn ordinal(line: &str) -> usize {
    match line.split_once(". ") {
        Some((number, _)) if is_number(number) && number.len() <= 2 => number.len() + 2,
        _ => 0,
    }
}

/// The words of a line; a call in quotes is one, where it fits.
fn words(line: &str, width: usize) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut call: Option<Vec<&str>> = None;
    for word in line.split_whitespace() {
        if call.is_none() && begins_a_call(word) {
            call = Some(Vec::new());
        }
        let Some(parts) = &mut call else {
            words.push(word.to_owned());
            continue;
        };
        parts.push(word);
        if word.contains(['“', '”']) && parts.len() > 1 {
            words.extend(joined(parts, width));
            call = None;
        }
    }
    words.extend(call.iter().flatten().map(|word| (*word).to_owned()));
    words
}

/// Whether a word is an opening quote and a program that sentences quote calls of.
fn begins_a_call(word: &str) -> bool {
    const PROGRAMS: [&str; 9] = [
        "pinlotse", "sudo", "doas", "echo", "flatpak", "net", "sc", "snap", "unset",
    ];
    let program = word.strip_prefix(['„', '“']);
    program.is_some_and(|program| PROGRAMS.contains(&program))
}

fn joined(parts: &[&str], width: usize) -> Vec<String> {
    let whole = parts.join(" ");
    if whole.chars().count() <= width {
        vec![whole]
    } else {
        parts.iter().map(|part| (*part).to_owned()).collect()
    }
}

/// Replaces what a plain ASCII terminal cannot show: umlauts by their usual spelling, quotes and
/// dashes by their plain forms, anything else by `?`.
pub fn ascii(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            'ä' => plain.push_str("ae"),
            'ö' => plain.push_str("oe"),
            'ü' => plain.push_str("ue"),
            'Ä' => plain.push_str("Ae"),
            'Ö' => plain.push_str("Oe"),
            'Ü' => plain.push_str("Ue"),
            'ß' => plain.push_str("ss"),
            '„' | '“' | '”' => plain.push('"'),
            '’' => plain.push('\''),
            '–' => plain.push('-'),
            '…' => plain.push_str("..."),
            '·' => plain.push('-'),
            _ if c.is_ascii() => plain.push(c),
            _ => plain.push('?'),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_blanks_and_keep_their_indent() {
        assert_eq!(wrap("  eins zwei drei", 11), ["  eins zwei", "  drei"]);
        assert_eq!(wrap("", 80), [""]);
    }

    #[test]
    fn further_lines_of_an_item_stand_below_its_text() {
        assert_eq!(wrap("- eins zwei drei", 11), ["- eins zwei", "  drei"]);
        assert_eq!(wrap("  - eins zwei", 10), ["  - eins", "    zwei"]);
    }

    #[test]
    fn umlauts_count_as_one_column() {
        assert_eq!(wrap("äöü äöü", 7), ["äöü äöü"]);
    }

    #[test]
    fn a_call_in_quotes_stays_whole_where_it_fits() {
        let text = "Dann „pinlotse --reader virtual:hba aktivieren“ aufrufen.";
        assert_eq!(
            wrap(text, 42),
            [
                "Dann",
                "„pinlotse --reader virtual:hba aktivieren“",
                "aufrufen."
            ]
        );
        assert_eq!(
            wrap(text, 20),
            [
                "Dann „pinlotse",
                "--reader virtual:hba",
                "aktivieren“",
                "aufrufen."
            ]
        );
        assert_eq!(
            wrap("run “pinlotse” or “pinlotse status”.", 20),
            ["run “pinlotse” or", "“pinlotse status”."]
        );
        assert_eq!(
            wrap("offen: „pinlotse ohne Ende", 12),
            ["offen:", "„pinlotse", "ohne Ende"]
        );
    }

    #[test]
    fn further_lines_of_a_choice_stand_under_its_text() {
        assert_eq!(
            wrap("  [1] eins zwei drei", 14),
            ["  [1] eins", "      zwei", "      drei"]
        );
        assert_eq!(wrap("[j/N] eins zwei", 12), ["[j/N] eins", "zwei"]);
    }

    #[test]
    fn a_long_word_stays_whole() {
        assert_eq!(
            wrap("a 80276883110000220885 b", 10),
            ["a", "80276883110000220885", "b"]
        );
    }

    #[test]
    fn ascii_keeps_words_readable() {
        assert_eq!(ascii("„Prüfung“ – größer …"), "\"Pruefung\" - groesser ...");
    }
}
