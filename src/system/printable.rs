//! Text from outside (certificates, readers, responders, files) made fit to be shown: nobody who
//! can choose a name may write lines of their own, hide some, or turn them around.

/// Whether a character can do so: control characters, line and paragraph separators, marks of
/// direction and whatever else is not seen.
#[must_use]
pub fn is_forging(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{00AD}'
                | '\u{061C}'
                | '\u{115F}'
                | '\u{1160}'
                | '\u{180E}'
                | '\u{200B}'..='\u{200F}'
                | '\u{2028}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{3164}'
                | '\u{FEFF}'
                | '\u{FFA0}'
                | '\u{FFF9}'..='\u{FFFB}'
                | '\u{1BCA0}'..='\u{1BCA3}'
                | '\u{1D173}'..='\u{1D17A}'
                | '\u{E0000}'..='\u{E007F}'
        )
}

/// The text in one line, with a replacement character for each that is forging.
#[must_use]
pub fn line(text: &str) -> String {
    let shown = |c| {
        if is_forging(c) {
            char::REPLACEMENT_CHARACTER
        } else {
            c
        }
    };
    text.chars().map(shown).collect()
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
        ] {
            assert_eq!(line(&format!("a{forging}b")), "a\u{FFFD}b", "{forging:?}");
        }
        let name = "Dr. Zoë Müßig-Çelik (Praxis „Süd“) 诊所 🚀";
        assert_eq!(line(name), name);
    }
}
