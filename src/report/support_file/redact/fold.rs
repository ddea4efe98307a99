//! How text is compared, so that a name is found however it is written: without regard to capitals,
//! accents (composed or not, `ä` as `a` or `ae`) and to what stands between words (`_`, `-`, `.`,
//! any number of blanks).

/// Letters without their accents, by their letter in plain ASCII.
const ACCENTED: [(&str, &str); 28] = [
    ("àáâãäåāăąǎ", "a"),
    ("çćĉċč", "c"),
    ("ďđð", "d"),
    ("èéêëēĕėęě", "e"),
    ("ĝğġģ", "g"),
    ("ĥħ", "h"),
    ("ìíîïĩīĭįı", "i"),
    ("ĵ", "j"),
    ("ķ", "k"),
    ("ĺļľŀł", "l"),
    ("ñńņňŉ", "n"),
    ("òóôõöøōŏő", "o"),
    ("ŕŗř", "r"),
    ("śŝşšș", "s"),
    ("ţťŧț", "t"),
    ("ùúûüũūŭůűųư", "u"),
    ("ŵ", "w"),
    ("ýÿŷ", "y"),
    ("źżž", "z"),
    ("ß", "ss"),
    ("æ", "ae"),
    ("œ", "oe"),
    ("þ", "th"),
    ("ﬀ", "ff"),
    ("ﬁ", "fi"),
    ("ﬂ", "fl"),
    ("ĳ", "ij"),
    ("ŋ", "n"),
];

/// A letter as it is compared, and which octets of the text it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Sign {
    letter: char,
    begin: usize,
    end: usize,
}

/// A text as it is compared.
#[derive(Debug, Clone)]
pub(super) struct Folded(Vec<Sign>);

impl Folded {
    /// Folds a text; `Folded` knows where each letter came from.
    pub(super) fn new(text: &str) -> Self {
        let mut signs: Vec<Sign> = Vec::with_capacity(text.len());
        for (begin, c) in text.char_indices() {
            let end = begin + c.len_utf8();
            let before = signs.last_mut();
            let like = if is_gap(c) {
                Some(' ')
            } else if matches!(c, '/' | '\\') {
                Some('/')
            } else {
                None
            };
            match (before, like) {
                // Part of the letter before it.
                (Some(last), _) if is_mark(c) => last.end = end,
                (Some(last), Some(one)) if last.letter == one => last.end = end,
                (_, Some(letter)) => signs.push(Sign { letter, begin, end }),
                _ if is_mark(c) => {}
                _ => letters(c, |letter| signs.push(Sign { letter, begin, end })),
            }
        }
        Self(signs)
    }

    /// The same with `ae`, `oe` and `ue` as `a`, `o` and `u`.
    pub(super) fn contracted(&self) -> Self {
        let mut signs: Vec<Sign> = Vec::with_capacity(self.0.len());
        for sign in &self.0 {
            match signs.last_mut() {
                Some(last) if sign.letter == 'e' && matches!(last.letter, 'a' | 'o' | 'u') => {
                    last.end = sign.end
                }
                _ => signs.push(*sign),
            }
        }
        Self(signs)
    }

    /// The letters, without blanks around them.
    pub(super) fn pattern(&self) -> Vec<char> {
        let all: String = self.0.iter().map(|sign| sign.letter).collect();
        all.trim().chars().collect()
    }

    /// The octets of every place where `pattern` stands; as a word of its own only where that is
    /// asked for.
    pub(super) fn places(&self, pattern: &[char], whole_word: bool) -> Vec<(usize, usize)> {
        if pattern.is_empty() {
            return Vec::new();
        }
        let is_letter = |place: Option<usize>| {
            place
                .and_then(|place| self.0.get(place))
                .is_some_and(|sign| sign.letter.is_alphanumeric())
        };
        let mut found = Vec::new();
        for (place, window) in self.0.windows(pattern.len()).enumerate() {
            let fits = window.iter().map(|sign| &sign.letter).eq(pattern);
            let inside = fits
                && whole_word
                && (is_letter(place.checked_sub(1)) || is_letter(Some(place + window.len())));
            if let (true, false, [first, .., last] | [first @ last]) = (fits, inside, window) {
                found.push((first.begin, last.end));
            }
        }
        found
    }
}

/// What stands between words.
fn is_gap(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '_' | '-' | '.' | ',' | '\u{2010}'..='\u{2015}' | '\u{00B7}' | '+'
        )
}

/// Combining accents, and characters that nobody sees.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036F}' | '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2069}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

fn letters(c: char, mut push: impl FnMut(char)) {
    for small in c.to_lowercase().filter(|small| !is_mark(*small)) {
        match ACCENTED
            .iter()
            .find(|(accented, _)| !small.is_ascii() && accented.contains(small))
        {
            Some((_, plain)) => plain.chars().for_each(&mut push),
            None => push(small),
        }
    }
}
