//! Text from outside (certificates, readers, responders, files, the command line) made fit to be
//! shown: nobody who can choose a name may write lines of their own, hide some, or turn them around.
//!
//! [`Printable`] is the only text that [`Output`](super::output::Output) takes, so that nothing
//! gets to the screen by another way; the sentences of the program make what is put into them a
//! [`line()`] each.

/// Whether a character can do so wherever it stands: control characters, line and paragraph
/// separators, marks of direction, and what Unicode lets programs leave unseen
/// (Default_Ignorable_Code_Point).
#[must_use]
pub fn is_forging(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{00AD}'
                | '\u{034F}'
                | '\u{061C}'
                | '\u{115F}'..='\u{1160}'
                | '\u{17B4}'..='\u{17B5}'
                | '\u{180B}'..='\u{180F}'
                | '\u{200B}'..='\u{200F}'
                | '\u{2028}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{2800}'
                | '\u{3164}'
                | '\u{FE00}'..='\u{FE0F}'
                | '\u{FEFF}'
                | '\u{FFA0}'
                | '\u{FFF0}'..='\u{FFFB}'
                | '\u{1BCA0}'..='\u{1BCA3}'
                | '\u{1D173}'..='\u{1D17A}'
                | '\u{E0000}'..='\u{E0FFF}'
        )
}

/// A mark that is drawn over the character before it: an accent of a name in decomposed form, or a
/// stroke through a word of somebody else.
const fn is_mark(c: char) -> bool {
    matches!(
        c,
        '\u{0300}'..='\u{036F}'
            | '\u{0483}'..='\u{0489}'
            | '\u{1AB0}'..='\u{1AFF}'
            | '\u{1DC0}'..='\u{1DFF}'
            | '\u{20D0}'..='\u{20FF}'
            | '\u{FE20}'..='\u{FE2F}'
    )
}

/// Marks over one letter at most: names of people have two (Vietnamese). A pile of them reaches into
/// other lines.
const MOST_MARKS: usize = 3;

/// The characters of a text, each with whether it may forge where it stands: a mark belongs to a
/// letter before it in the same text.
fn judged(text: &str) -> impl Iterator<Item = (char, bool)> {
    // Marks that the letter before may still take.
    let mut room = 0_usize;
    text.chars().map(move |c| {
        let is_mark = is_mark(c);
        let forges = is_forging(c) || (is_mark && room == 0);
        room = match c {
            _ if is_mark => room.saturating_sub(1),
            c if c.is_alphanumeric() => MOST_MARKS,
            _ => 0,
        };
        (c, forges)
    })
}

/// The text in one line, with a replacement character for each that is forging.
#[must_use]
pub fn line(text: &str) -> String {
    let shown = |(c, forges)| {
        if forges {
            char::REPLACEMENT_CHARACTER
        } else {
            c
        }
    };
    judged(text).map(shown).collect()
}

/// Whether a character is one of the marks between which a sentence puts what others wrote, in any
/// language, or looks like one.
const fn is_quotation_mark(c: char) -> bool {
    matches!(
        c,
        '"' | '«'
            | '»'
            | '\u{02BA}'
            | '\u{02DD}'
            | '\u{02EE}'
            | '\u{201C}'..='\u{201F}'
            | '\u{2033}'
            | '\u{2036}'
            | '\u{2039}'..='\u{203A}'
            | '\u{275D}'..='\u{275E}'
            | '\u{276E}'..='\u{276F}'
            | '\u{2E42}'
            | '\u{300A}'..='\u{300F}'
            | '\u{301D}'..='\u{301F}'
            | '\u{FF02}'
    )
}

/// The text with a plain mark for each quotation mark: what stands in quotation marks must not end
/// them and go on as if the program spoke.
#[must_use]
pub fn without_quotation_marks(text: &str) -> String {
    let plain = |c| if is_quotation_mark(c) { '\'' } else { c };
    text.chars().map(plain).collect()
}

/// Most characters of a name, or of a sentence of somebody else's: whatever is longer would push what
/// the program says off the screen.
const LONGEST: usize = 200;

/// As much of a text as a sentence can hold.
#[must_use]
pub fn shortened(text: &str) -> String {
    let mut kept: String = text.chars().take(LONGEST).collect();
    if kept.len() < text.len() {
        kept.push('…');
    }
    kept
}

/// A [`line()`] of somebody else's that is to stand in quotation marks: none of its own, and
/// [`shortened()`].
#[must_use]
pub fn name(text: &str) -> String {
    shortened(&without_quotation_marks(&line(text)))
}

/// Text as it is compared where people tell one name from another by it, or copy it from the screen:
/// as a [`line()`], without regard to capitals and to kinds of quotation marks, with one blank for all
/// that stand between words (lines of a screen are broken there), and with a letter and its accent as
/// one sign.
#[must_use]
pub fn alike(text: &str) -> String {
    let small = without_quotation_marks(&in_words(text)).to_lowercase();
    let mut alike = String::with_capacity(small.len());
    for c in small.chars() {
        match alike.pop() {
            Some(before) => match composed(before, c) {
                Some(one) => alike.push(one),
                None => alike.extend([before, c]),
            },
            None => alike.push(c),
        }
    }
    alike
}

/// The text as a [`line()`] with one blank for all that stand between words, and none around them.
#[must_use]
pub fn in_words(text: &str) -> String {
    // Before what forges is replaced: among blanks are some that do.
    let words: Vec<&str> = text.split_whitespace().collect();
    line(&words.join(" "))
}

/// Small letters with an accent, as names in German practices have them: the accent, letters without
/// it and in the same order letters with it (Unicode, canonical composition).
const COMPOSED: [(char, &str, &str); 8] = [
    ('\u{0308}', "aeiouy", "äëïöüÿ"),
    ('\u{0300}', "aeiou", "àèìòù"),
    ('\u{0301}', "aceinosuyz", "áćéíńóśúýź"),
    ('\u{0302}', "aeiou", "âêîôû"),
    ('\u{0303}', "ano", "ãñõ"),
    ('\u{030A}', "au", "åů"),
    ('\u{030C}', "cdenrstz", "čďěňřšťž"),
    ('\u{0327}', "cs", "çş"),
];

fn composed(letter: char, mark: char) -> Option<char> {
    let (_, plain, accented) = COMPOSED.iter().find(|(own, ..)| *own == mark)?;
    let at = plain.chars().position(|plain| plain == letter)?;
    accented.chars().nth(at)
}

/// Text that may be shown: lines that forge nothing, and what the program itself puts around them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Printable(String);

impl Printable {
    /// One [`line()`], without its end.
    #[must_use]
    pub fn line(text: &str) -> Self {
        Self(line(text))
    }

    /// Lines that are ends of lines of the program's own: a JSON document, a help text. What is
    /// forging can only stand inside a string of JSON there, and is written as its number.
    #[must_use]
    pub fn document(text: &str) -> Self {
        let mut plain = String::with_capacity(text.len());
        for (c, forges) in judged(text) {
            if forges && c != '\n' {
                let mut units = [0; 2];
                for unit in c.encode_utf16(&mut units) {
                    plain.push_str(&format!("\\u{unit:04X}"));
                }
            } else {
                plain.push(c);
            }
        }
        Self(plain)
    }

    /// Text of the program itself, as it is: ends of lines, colours.
    #[must_use]
    pub fn own(text: &'static str) -> Self {
        Self(text.to_owned())
    }

    /// A control sequence of the terminal (ECMA-48, CSI): a number and a letter.
    #[must_use]
    pub fn control(number: usize, letter: char) -> Self {
        debug_assert!(letter.is_ascii_alphabetic(), "{letter:?}");
        Self(format!("\u{1b}[{number}{letter}"))
    }

    /// With more behind it.
    #[must_use]
    pub fn and(mut self, more: &Self) -> Self {
        self.0.push_str(&more.0);
        self
    }

    /// With more behind it, and the end of a line.
    #[must_use]
    pub fn ended(mut self) -> Self {
        self.0.push('\n');
        self
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromIterator<Printable> for Printable {
    fn from_iter<I: IntoIterator<Item = Self>>(parts: I) -> Self {
        Self(parts.into_iter().map(|part| part.0).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_forge_or_hide_a_line_is_replaced_and_names_are_left_alone() {
        for forging in [
            '\n',
            '\r',
            '\t',
            '\u{0}',
            '\u{1B}',
            '\u{7F}',
            '\u{85}',
            '\u{9B}',
            '\u{AD}',
            '\u{61C}',
            '\u{200B}',
            '\u{200D}',
            '\u{200F}',
            '\u{2028}',
            '\u{2029}',
            '\u{202A}',
            '\u{202E}',
            '\u{2060}',
            '\u{2066}',
            '\u{2069}',
            '\u{FEFF}',
            '\u{E0041}',
            // Unseen: a joiner, selectors of variants, blanks that no trimming takes for one.
            '\u{34F}',
            '\u{17B4}',
            '\u{180B}',
            '\u{2800}',
            '\u{FE0F}',
            '\u{E0100}',
        ] {
            assert_eq!(line(&format!("a{forging}b")), "a\u{FFFD}b", "{forging:?}");
        }
        let name = "Dr. Zoë Müßig-Çelik (Praxis „Süd“) 诊所 🚀";
        assert_eq!(line(name), name);
    }

    #[test]
    fn a_mark_stays_with_its_letter_and_never_goes_over_what_others_wrote() {
        for name in ["Mu\u{308}ßig", "Nguye\u{302}\u{303}n", "Z\u{30C}izˇ"] {
            assert_eq!(line(name), name);
        }
        // At the beginning it would go over the program's own quotation mark.
        assert_eq!(line("\u{338}a\u{338}"), "\u{FFFD}a\u{338}");
        assert_eq!(line("a \u{20E0}"), "a \u{FFFD}");
        let pile = format!("a{}b", "\u{30D}".repeat(40));
        let kept = "\u{30D}".repeat(MOST_MARKS);
        let rest = "\u{FFFD}".repeat(40 - MOST_MARKS);
        assert_eq!(line(&pile), format!("a{kept}{rest}b"));
        let document = Printable::document("{\"name\":\"\u{338}a\"}");
        assert_eq!(document.as_str(), "{\"name\":\"\\u0338a\"}");
    }

    #[test]
    fn a_name_ends_no_quotation_and_fills_no_screen() {
        for mark in ['„', '“', '”', '"', '«', '»', '‹', '›', '″', '〝', '＂', '‟']
        {
            assert_eq!(name(&format!("a{mark}. b")), "a'. b", "{mark}");
        }
        assert_eq!(name("Seán O’Hara"), "Seán O’Hara");
        assert_eq!(name(&"ä".repeat(LONGEST)), "ä".repeat(LONGEST));
        let long = name(&"ä".repeat(60_000));
        assert_eq!(long, "ä".repeat(LONGEST) + "…");
    }

    #[test]
    fn what_looks_the_same_on_a_screen_is_alike() {
        for (one, other) in [
            ("Empfang 1", "Empfang  1"),
            ("Empfang 1", " empfang\u{A0}1\t"),
            ("Empfang 1", "Empfang\u{2003}\n1"),
            ("Küche", "Ku\u{308}che"),
            ("KÜCHE", "Ku\u{308}che"),
            ("Çelik Größe", "C\u{327}elik Gro\u{308}ße"),
            ("a\u{200B}b", "a\u{200C}b"),
        ] {
            assert_eq!(alike(one), alike(other), "{one:?} {other:?}");
        }
        for (one, other) in [("Küche", "Kuche"), ("Raum 1", "Raum1"), ("a", "a\u{338}")] {
            assert_ne!(alike(one), alike(other));
        }
        for (_, plain, accented) in COMPOSED {
            assert_eq!(plain.chars().count(), accented.chars().count());
        }
        assert_eq!(in_words(" a\u{A0} \u{200B}b\n"), "a \u{FFFD}b");
    }

    #[test]
    fn what_forges_in_a_document_stays_json() {
        let text = "a\u{9b}31mb\u{202E}\n\u{E0041}";
        let document = serde_json::to_string(text).unwrap();
        let shown = Printable::document(&document);
        assert_eq!(shown.as_str(), r#""a\u009B31mb\u202E\n\uDB40\uDC41""#);
        let read: String = serde_json::from_str(shown.as_str()).unwrap();
        assert_eq!(read, text);
    }

    #[test]
    fn terminal_escapes_lose_their_power() {
        assert_eq!(
            Printable::line("a\u{1b}[31mb\u{7}\nc").as_str(),
            "a\u{FFFD}[31mb\u{FFFD}\u{FFFD}c"
        );
    }
}
