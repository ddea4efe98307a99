//! Commands that can be typed as they stand: whatever a sentence quotes as a word of a command line
//! is made here, in the way of the shells of the system.

use std::borrow::Cow;

use crate::system::os::Os;
use crate::system::printable;

/// What no shell takes for anything but itself.
const PLAIN: &str = "/._-+@:";

/// One word of a command line. A sign that may not be shown is none that could be typed either: it
/// stands there as everywhere.
#[must_use]
pub fn word(word: &str, os: Os) -> String {
    let word = printable::line(word);
    let is_plain =
        |c: char| c.is_alphanumeric() || PLAIN.contains(c) || (os == Os::Windows && c == '\\');
    if !word.is_empty() && word.chars().all(is_plain) {
        word.to_owned()
    } else if os == Os::Windows {
        on_windows(&word)
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

/// In double quotes, which cmd and PowerShell take alike. Where PowerShell would carry out what
/// stands in them they are single ones, which cmd does not know: it finds no such file then, and
/// nothing worse. No way to write a double quote is the same in both, and no path has one.
fn on_windows(word: &str) -> String {
    const CARRIED_OUT: [char; 5] = ['$', '`', '\u{201C}', '\u{201D}', '\u{201E}'];
    let word = word.replace('"', "\u{FFFD}");
    if word.contains(CARRIED_OUT) {
        return format!("'{}'", word.replace('\'', "''"));
    }
    // Before the quote that ends the word a backslash would take it in.
    let behind = word.len() - word.trim_end_matches('\\').len();
    format!("\"{word}{}\"", "\\".repeat(behind))
}

/// The same of a path, which must not be taken for a flag.
#[must_use]
pub fn path(path: &str, os: Os) -> String {
    let whole = match (path.starts_with('-'), os) {
        (false, _) => Cow::Borrowed(path),
        (true, Os::Windows) => format!(r".\{path}").into(),
        (true, _) => format!("./{path}").into(),
    };
    word(&whole, os)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_a_command_is_one_word_of_the_shell() {
        for (plain, quoted) in [
            ("/home/anna/.local/state", "/home/anna/.local/state"),
            ("virtual:card.json", "virtual:card.json"),
            ("Köln", "Köln"),
            ("/home/anna meier", "'/home/anna meier'"),
            ("/a'$(x)", r"'/a'\''$(x)'"),
            ("~/a;b&c", "'~/a;b&c'"),
            (r"a\b", r"'a\b'"),
            ("", "''"),
            (
                "a\nDone: all is well\u{1b}[2J",
                "'a\u{FFFD}Done: all is well\u{FFFD}[2J'",
            ),
        ] {
            assert_eq!(word(plain, Os::Linux), quoted);
            assert_eq!(word(plain, Os::Macos), quoted);
        }
    }

    #[test]
    fn on_windows_it_is_quoted_in_the_way_that_both_shells_take() {
        for (plain, quoted) in [
            (r"C:\Users\anna\notes", r"C:\Users\anna\notes"),
            (r"C:\Users\anna meier", r#""C:\Users\anna meier""#),
            (r"C:\Daten & mehr\", r#""C:\Daten & mehr\\""#),
            ("a,b", "\"a,b\""),
            ("O'Hara", "\"O'Hara\""),
            // PowerShell would carry it out between double quotes, and takes these for such.
            ("Leser $(calc)", "'Leser $(calc)'"),
            ("`id` O'Hara", "'`id` O''Hara'"),
            ("a \u{201D}; calc", "'a \u{201D}; calc'"),
            ("a\" & calc & \"", "\"a\u{FFFD} & calc & \u{FFFD}\""),
        ] {
            assert_eq!(word(plain, Os::Windows), quoted);
        }
    }

    #[test]
    fn a_path_is_no_flag() {
        assert_eq!(path("-x", Os::Linux), "./-x");
        assert_eq!(path("- x", Os::Linux), "'./- x'");
        assert_eq!(path("-x", Os::Windows), r".\-x");
        assert_eq!(path("a-x", Os::Linux), "a-x");
    }

    /// The shell itself is asked.
    #[cfg(unix)]
    #[test]
    fn the_shell_gives_back_what_was_quoted() {
        for plain in [
            "a b", "a'b", "$HOME", "`id`", "a\"b", "*", "a\\", "!x", "a;b|c>d",
        ] {
            let line = format!("printf %s {}", word(plain, Os::Linux));
            let output = std::process::Command::new("sh")
                .args(["-c", &line])
                .output();
            assert_eq!(String::from_utf8(output.unwrap().stdout).unwrap(), plain);
        }
    }
}
