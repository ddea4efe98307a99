//! Lines that fit a terminal.

/// Breaks `text` at blanks into lines of at most `width` characters; further lines are indented like the first, those
/// of an item of a list (`- `) like its text. A word longer than a line stays whole: a number or a path must be copied in one piece.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    text.split('\n').flat_map(|line| wrap_line(line, width)).collect()
}

fn wrap_line(line: &str, width: usize) -> Vec<String> {
    let indent: String = line.chars().take_while(|c| *c == ' ').collect();
    let hanging = if line.trim_start().starts_with("- ") { format!("{indent}  ") } else { indent.clone() };
    let mut lines = Vec::new();
    let (mut begin, mut current) = (indent, String::new());
    for word in line.split_whitespace() {
        let fits = begin.chars().count() + current.chars().count() + 1 + word.chars().count() <= width;
        if !current.is_empty() && !fits {
            lines.push(format!("{begin}{current}"));
            begin.clone_from(&hanging);
            current.clear();
        }
        if !current.is_empty() {
            current.push(' ');
        }
        current.push_str(word);
    }
    lines.push(if current.is_empty() { String::new() } else { format!("{begin}{current}") });
    lines
}

/// Replaces what a plain ASCII terminal cannot show: umlauts by their usual spelling, quotes and dashes by their plain
/// forms, anything else by `?`.
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

/// Takes out control characters, so that a reader or a card cannot write to the terminal by its name.
pub fn printable(text: &str) -> String {
    text.chars().map(|c| if is_hostile(c) && c != '\n' { '\u{FFFD}' } else { c }).collect()
}

/// The same for JSON: what can only stand inside a string is written as its number.
pub fn escaped(json: &str) -> String {
    let mut plain = String::with_capacity(json.len());
    for c in json.chars() {
        if is_hostile(c) && c != '\n' {
            plain.push_str(&format!("\\u{:04X}", u32::from(c)));
        } else {
            plain.push(c);
        }
    }
    plain
}

/// Control characters, and those that turn the direction of the text around.
fn is_hostile(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_blanks_and_keep_their_indent() {
        assert_eq!(wrap("  eins zwei drei", 11), ["  eins zwei", "  drei"]);
        assert_eq!(wrap("eins\n\nzwei", 80), ["eins", "", "zwei"]);
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
    fn a_long_word_stays_whole() {
        assert_eq!(wrap("a 80276883110000220885 b", 10), ["a", "80276883110000220885", "b"]);
    }

    #[test]
    fn ascii_keeps_words_readable() {
        assert_eq!(ascii("„Prüfung“ – größer …"), "\"Pruefung\" - groesser ...");
    }

    #[test]
    fn terminal_escapes_lose_their_power() {
        assert_eq!(printable("a\u{1b}[31mb\u{7}"), "a\u{FFFD}[31mb\u{FFFD}");
        assert_eq!(printable("a\u{202E}b"), "a\u{FFFD}b");
    }

    #[test]
    fn escapes_in_a_document_stay_json() {
        let document = serde_json::to_string(&"a\u{9b}31mb\u{202E}").unwrap();
        assert_eq!(escaped(&document), r#""a\u009B31mb\u202E""#);
        assert_eq!(serde_json::from_str::<String>(&escaped(&document)).unwrap(), "a\u{9b}31mb\u{202E}");
    }
}
