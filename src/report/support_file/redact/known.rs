//! Values that must not be seen, and every form in which they are looked for.

use base64ct::{Base64Unpadded, Encoding};

use super::fold::Folded;
use crate::order;

/// Shorter values are replaced only where they are a word of their own.
const WHOLE_WORDS_BELOW: usize = 5;
/// Shorter values are not looked for in hex and base64: they would be found by chance.
const ENCODED_FROM: usize = 4;
/// Fewest letters that a value must have to be looked for.
const SHORTEST: usize = 2;

/// Everything that is looked for.
#[derive(Debug, Default)]
pub(super) struct Known {
    values: Vec<Value>,
    encoded: Vec<Encoded>,
}

/// A value that is compared as text.
#[derive(Debug, PartialEq, Eq)]
struct Value {
    pattern: Vec<char>,
    /// With `ae` as `a`.
    contracted: Vec<char>,
    mask: String,
    whole_word: bool,
}

/// What of a value's base64 form does not depend on what stands around it.
#[derive(Debug, PartialEq, Eq)]
struct Encoded {
    core: String,
    mask: String,
}

/// A part of a line that is to be replaced.
#[derive(Debug)]
struct Hit<'a> {
    begin: usize,
    end: usize,
    mask: &'a str,
}

impl Known {
    /// Hides a value: as it is, in hex, and in base64.
    pub(super) fn hide(&mut self, value: &str, mask: &str) {
        self.add(value, mask, value.chars().count() < WHOLE_WORDS_BELOW);
    }

    /// Hides a value where it is a word of its own; in hex and base64 anywhere.
    pub(super) fn hide_word(&mut self, value: &str, mask: &str) {
        self.add(value, mask, true);
    }

    /// Hides octets in base64.
    pub(super) fn hide_octets(&mut self, octets: &[u8], mask: &str) {
        for core in base64_cores(octets) {
            let encoded = Encoded {
                core,
                mask: mask.to_owned(),
            };
            if !self.encoded.contains(&encoded) {
                self.encoded.push(encoded);
            }
        }
    }

    fn add(&mut self, value: &str, mask: &str, whole_word: bool) {
        let value = value.trim();
        if value.chars().filter(|c| c.is_alphanumeric()).count() < SHORTEST {
            return;
        }
        self.push(value, mask, whole_word);
        if value.chars().count() >= ENCODED_FROM {
            self.push(&hex::encode(value), mask, false);
            self.hide_octets(value.as_bytes(), mask);
        }
    }

    fn push(&mut self, value: &str, mask: &str, whole_word: bool) {
        let folded = Folded::new(value);
        let (pattern, contracted) = (folded.pattern(), folded.contracted().pattern());
        if !self
            .values
            .iter()
            .any(|known| known.pattern == pattern && known.whole_word <= whole_word)
        {
            self.values.push(Value {
                pattern,
                contracted,
                mask: mask.to_owned(),
                whole_word,
            });
        }
    }

    /// The longest first: a value that holds another one decides how both are masked.
    pub(super) fn longest_first(&mut self) {
        order::by_key(&mut self.values, |known| {
            std::cmp::Reverse(known.pattern.len())
        });
    }

    /// A line without what is known.
    pub(super) fn replace(&self, line: &str) -> String {
        let folded = Folded::new(line);
        let contracted = folded.contracted();
        let mut hits: Vec<Hit<'_>> = Vec::new();
        for known in &self.values {
            let plain = folded.places(&known.pattern, known.whole_word);
            let short = contracted.places(&known.contracted, known.whole_word);
            plain
                .into_iter()
                .chain(short)
                .for_each(|(begin, end)| take(&mut hits, begin, end, &known.mask));
        }
        for (begin, end, mask) in self.in_base64(line) {
            take(&mut hits, begin, end, mask);
        }
        order::by_key(&mut hits, |hit| hit.begin);
        let (mut done, mut rest) = (String::with_capacity(line.len()), 0);
        for hit in &hits {
            done.push_str(line.get(rest..hit.begin).unwrap_or_default());
            done.push_str(hit.mask);
            rest = hit.end;
        }
        done.push_str(line.get(rest..).unwrap_or_default());
        done
    }

    /// Every run of base64 that holds a known value, whole.
    fn in_base64(&self, line: &str) -> Vec<(usize, usize, &str)> {
        // The alphabet of base64 for file names and addresses has its last two signs changed.
        let plain = line.replace('-', "+").replace('_', "/");
        let is_sign = |octet: &u8| octet.is_ascii_alphanumeric() || b"+/=".contains(octet);
        let mut found = Vec::new();
        for known in &self.encoded {
            for (place, core) in plain.match_indices(&known.core) {
                let after = place + core.len();
                let octets = plain.as_bytes();
                let before = octets
                    .iter()
                    .take(place)
                    .rev()
                    .take_while(|octet| is_sign(octet))
                    .count();
                let behind = octets
                    .iter()
                    .skip(after)
                    .take_while(|octet| is_sign(octet))
                    .count();
                found.push((place - before, after + behind, known.mask.as_str()));
            }
        }
        found
    }
}

/// Adds a place; where it overlaps others, one place of both is masked like the first.
fn take<'a>(hits: &mut Vec<Hit<'a>>, mut begin: usize, mut end: usize, mut mask: &'a str) {
    while let Some(at) = hits
        .iter()
        .position(|hit| hit.begin < end && begin < hit.end)
    {
        let other = hits.remove(at);
        (begin, end, mask) = (begin.min(other.begin), end.max(other.end), other.mask);
    }
    hits.push(Hit { begin, end, mask });
}

/// What of the base64 form of `octets` does not depend on what stands before and behind, for each
/// of three places.
fn base64_cores(octets: &[u8]) -> Vec<String> {
    if octets.len() < ENCODED_FROM {
        return Vec::new();
    }
    let core = |shift: usize| {
        let padded: Vec<u8> = std::iter::repeat_n(0, shift)
            .chain(octets.iter().copied())
            .collect();
        let signs = Base64Unpadded::encode_string(&padded);
        // A sign that mixes bits of the value with bits of a neighbour is left out.
        let (first, end) = ((shift * 8).div_ceil(6), padded.len() * 8 / 6);
        signs.get(first..end).unwrap_or_default().to_owned()
    };
    (0..3).map(core).collect()
}
