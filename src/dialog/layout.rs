//! Lines that fit a terminal.

/// Breaks `text` at blanks into lines of at most `width` characters; further lines are indented like the first. A word
/// longer than a line stays whole: a number or a path must be copied in one piece.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    text.split('\n').flat_map(|line| wrap_line(line, width)).collect()
}

fn wrap_line(line: &str, width: usize) -> Vec<String> {
    let indent: String = line.chars().take_while(|c| *c == ' ').collect();
    let mut lines = Vec::new();
    let mut current = String::new();
    for word in line.split_whitespace() {
        let fits = indent.chars().count() + current.chars().count() + 1 + word.chars().count() <= width;
        if !current.is_empty() && !fits {
            lines.push(format!("{indent}{current}"));
            current.clear();
        }
        if !current.is_empty() {
            current.push(' ');
        }
        current.push_str(word);
    }
    lines.push(if current.is_empty() { String::new() } else { format!("{indent}{current}") });
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
    text.chars().map(|c| if c.is_control() && c != '\n' { '\u{FFFD}' } else { c }).collect()
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
    }
}
