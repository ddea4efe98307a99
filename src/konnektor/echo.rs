//! The login in what comes back: proxies that look for faults, gateways and pages to log in at repeat
//! the head of a request. Whatever comes is freed from it before anything else reads it, so that no
//! screen, document, log or report can hold it.

use zeroize::{Zeroize, Zeroizing};

use super::access::Access;
use super::vocabulary::{Operation, Service};

/// What stands in its place.
const MASK: &str = "***";

/// Fewest characters of a password that is looked for by itself, and of one with its user name. Three
/// letters stand in a word of any answer: taken out, they would spoil it, and the gap would tell them.
/// The value that went out is looked for however short it is.
const SHORTEST: usize = 6;

/// What is shorter is taken out only where it is a word of its own: in the number of a card or the
/// octets of a certificate it would be found by chance.
const WHOLE_WORDS_BELOW: usize = 12;

/// Longest reference to a character (`&#x1F600;`) and escape (`\u00e4`), in octets.
const LONGEST_REFERENCE: usize = 10;

/// What is taken out of all that comes; nothing, where there is no login.
#[derive(Default)]
pub(super) struct Echo(Vec<Zeroizing<String>>);

impl Echo {
    /// Of the login of an access.
    pub fn of(access: &Access) -> Self {
        let Some(basic) = &access.basic else {
            return Self::default();
        };
        let copied = |text: &str| Zeroizing::new(text.to_owned());
        let encoded = basic.value().trim_start_matches("Basic ");
        let (both, password) = (basic.both(), basic.password());
        // The longest first: what is left of it would tell how long the rest is.
        let mut secrets = vec![copied(encoded), copied(encoded.trim_end_matches('='))];
        let is_long = |text: &str| text.chars().count() >= SHORTEST;
        secrets.extend(is_long(both).then(|| copied(both)));
        let is_looked_for = is_long(password) && !is_open(password, access);
        secrets.extend(is_looked_for.then(|| copied(password)));
        Self(secrets)
    }

    /// The octets without it; those that held it are wiped.
    pub fn without(&self, mut octets: Vec<u8>) -> Vec<u8> {
        let mut done = Vec::new();
        let mut is_there = false;
        if !self.0.is_empty() {
            for chunk in octets.utf8_chunks() {
                let freed = self.freed(chunk.valid());
                is_there |= freed.is_some();
                let kept = freed.as_deref().unwrap_or(chunk.valid());
                done.extend_from_slice(kept.as_bytes());
                done.extend_from_slice(chunk.invalid());
            }
        }
        if !is_there {
            return octets;
        }
        octets.zeroize();
        done
    }

    /// The same of a text.
    pub fn text_without(&self, mut text: String) -> String {
        match self.freed(&text) {
            None => text,
            Some(freed) => {
                text.zeroize();
                freed
            }
        }
    }

    /// The text without it; `None` where it was not there.
    fn freed(&self, text: &str) -> Option<String> {
        let mut done = String::new();
        let (mut kept, mut at) = (0, 0);
        while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
            let mut secrets = self.0.iter();
            match secrets.find_map(|secret| end_of(secret, text, at)) {
                Some(end) if end > at => {
                    done.push_str(text.get(kept..at).unwrap_or_default());
                    done.push_str(MASK);
                    (kept, at) = (end, end);
                }
                _ => at += c.len_utf8(),
            }
        }
        done.push_str(text.get(kept..).unwrap_or_default());
        (kept > 0).then_some(done)
    }
}

/// Whether a password is what everybody sends or the practice tells openly: `gematik` stands in every
/// answer, and without it none could be read; and a gap in what all know would tell the password.
fn is_open(password: &str, access: &Access) -> bool {
    let small = |text: &str| Zeroizing::new(text.to_lowercase());
    let password = small(password);
    let context = &access.context;
    let told = [&context.mandant, &context.client_system, &context.workplace];
    let told = told.into_iter().chain(&context.user);
    let user = access.basic.as_ref().map(super::access::Basic::user);
    let mut open: Vec<String> = told.map(|id| id.as_str().to_owned()).collect();
    open.push(access.address.to_string());
    open.extend(user.map(str::to_owned));
    open.extend(Operation::ALL.map(|operation| operation.action()));
    open.extend(Service::ALL.map(|service| service.target_namespace().to_owned()));
    open.iter().any(|text| small(text).contains(&**password))
}

/// Where a secret ends that begins at this place of a text.
fn end_of(secret: &str, text: &str, at: usize) -> Option<usize> {
    let (before, rest) = text.split_at_checked(at)?;
    let end = at + length_of(secret, rest)?;
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let behind = text.get(end..).and_then(|behind| behind.chars().next());
    let is_inside =
        (is_letter(before.chars().next_back()) && !ends_in_percent(before)) || is_letter(behind);
    (secret.chars().count() >= WHOLE_WORDS_BELOW || !is_inside).then_some(end)
}

/// Whether the last character is one that is spelt `%3D`.
fn ends_in_percent(text: &str) -> bool {
    let last = text.len().checked_sub(3).and_then(|at| text.get(at..));
    let digits = last.and_then(|last| last.strip_prefix('%'));
    digits.is_some_and(|digits| digits.bytes().all(|octet| octet.is_ascii_hexdigit()))
}

/// How many octets a secret takes at the beginning of a text, whichever way each of its characters is
/// spelt there; also where the text ends within it.
fn length_of(secret: &str, text: &str) -> Option<usize> {
    let mut ends = vec![0];
    for (told, c) in secret.chars().enumerate() {
        let mut next: Vec<usize> = Vec::new();
        for end in ends {
            let rest = text.get(end..)?;
            if rest.is_empty() && told >= SHORTEST {
                return Some(end);
            }
            for end in spelt(c, rest).map(|length| end + length) {
                if !next.contains(&end) {
                    next.push(end);
                }
            }
        }
        if next.is_empty() {
            return None;
        }
        ends = next;
    }
    ends.into_iter().max()
}

/// How many octets a character takes at the beginning of a text, in every spelling that it has there:
/// its own, those of addresses and forms, of XML and of JSON.
fn spelt(c: char, text: &str) -> impl Iterator<Item = usize> {
    let own = text.starts_with(c).then_some(c.len_utf8());
    let blank = (c == ' ' && text.starts_with('+')).then_some(1);
    let others = match text.as_bytes().first() {
        Some(b'%') => in_percent(c, text),
        Some(b'&') => as_reference(c, text),
        Some(b'\\') => escaped(c, text),
        _ => None,
    };
    [own, blank, others].into_iter().flatten()
}

/// `%C3%A4`
fn in_percent(c: char, text: &str) -> Option<usize> {
    let mut octets = [0; 4];
    let mut length = 0;
    for octet in c.encode_utf8(&mut octets).bytes() {
        let digits = text.get(length..length + 3)?.strip_prefix('%')?;
        if u8::from_str_radix(digits, 16) != Ok(octet) {
            return None;
        }
        length += 3;
    }
    Some(length)
}

/// `&auml;` is none of XML: `&amp;`, `&#228;`, `&#xE4;`
fn as_reference(c: char, text: &str) -> Option<usize> {
    let end = text
        .bytes()
        .take(LONGEST_REFERENCE)
        .position(|b| b == b';')?;
    let name = text.get(1..end)?;
    let meant = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        number => {
            let digits = number.strip_prefix('#')?;
            let code = match digits.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => digits.parse(),
            };
            char::from_u32(code.ok()?)?
        }
    };
    (meant == c).then_some(end + 1)
}

/// `\"`, `\u00e4`
fn escaped(c: char, text: &str) -> Option<usize> {
    let behind = text.strip_prefix('\\')?;
    if matches!(c, '"' | '\\' | '/') && behind.starts_with(c) {
        return Some(2);
    }
    let digits = behind.strip_prefix('u')?.get(..4)?;
    (u32::from_str_radix(digits, 16) == Ok(u32::from(c))).then_some(6)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::konnektor::access::Basic;
    use crate::konnektor::address::Address;
    use crate::konnektor::directory::Plain;
    use crate::konnektor::identifiers::{Context, Id};

    fn echo(user: &str, password: &str) -> Echo {
        let id = |text| Id::new(text).unwrap();
        Echo::of(&Access {
            address: Address::parse("https://10.0.0.1").unwrap(),
            context: Context {
                mandant: id("Mandant1"),
                client_system: id("pinlotse"),
                workplace: id("Empfang links"),
                user: None,
            },
            basic: Basic::new(user, password),
            plain: Plain::Refused,
            rewrites: false,
        })
    }

    fn freed(echo: &Echo, text: &str) -> String {
        let octets = echo.without(text.as_bytes().to_vec());
        assert_eq!(echo.text_without(text.to_owned()).as_bytes(), octets);
        String::from_utf8(octets).unwrap()
    }

    #[test]
    fn the_login_is_found_however_it_is_spelt() {
        let echo = echo("LOGIN", "Ge&h\"äm 1/");
        for spelt in [
            "Basic TE9HSU46R2UmaCLDpG0gMS8=",
            "Basic TE9HSU46R2UmaCLDpG0gMS8",
            "Basic%20TE9HSU46R2UmaCLDpG0gMS8%3D",
            "LOGIN:Ge&h\"äm 1/",
            "LOGIN%3aGe%26h%22%C3%a4m%201%2F",
            "LOGIN%3AGe%26h%22%C3%A4m+1%2F",
            "LOGIN:Ge&amp;h&quot;äm 1/",
            "LOGIN&#58;Ge&#38;h&#x22;&#228;m 1/",
            r#"{"p": "Ge&h\"\u00e4m 1\/"}"#,
            "?password%3DGe%26h%22%C3%A4m%201%2F&x",
            "Kennwort „Ge&h\"äm 1/“",
            // Cut off within.
            "Basic TE9HSU46R2UmaC",
        ] {
            let freed = freed(&echo, spelt);
            assert!(freed.contains(MASK), "{spelt}: {freed}");
            for left in ["TE9H", "Ge&", "Ge%", "m 1", "m%201", "m+1", "00e4"] {
                assert!(!freed.contains(left), "{spelt}: {freed}");
            }
        }
    }

    #[test]
    fn a_password_of_a_few_letters_is_no_gap_in_words_and_the_value_that_went_out_is_one() {
        let short = echo("u", "a");
        assert_eq!(
            freed(&short, "Basic dTph; u:a; Karte"),
            "Basic ***; u:a; Karte"
        );
        let echo = echo("anna", "123456");
        let answer = "<I>80276883110000123456</I><H>a123456 123456</H>";
        let masked = "<I>80276883110000123456</I><H>a123456 ***</H>";
        assert_eq!(freed(&echo, answer), masked);
        // Nor is that value one within the octets of a certificate.
        assert_eq!(freed(&short, "MIIdTphAB"), "MIIdTphAB");
    }

    #[test]
    fn what_everybody_knows_is_no_password_and_makes_no_answer_unreadable() {
        let answer = "<c:ChangePinResponse xmlns:c=\"http://ws.gematik.de/conn/CardService/v8.1\">";
        for password in ["gematik", "CardService", "ChangePin", "pinlotse", "empfang"] {
            let echo = echo("wer", password);
            assert_eq!(freed(&echo, answer), answer);
            let login = format!("wer:{password}");
            assert_eq!(freed(&echo, &login), MASK, "{password}");
        }
    }

    #[test]
    fn without_a_login_or_without_it_in_the_answer_the_octets_stay_as_they_are() {
        let octets = b"TE9HSU46 \xFF\xE4 LOGIN".to_vec();
        assert_eq!(Echo::default().without(octets.clone()), octets);
        let echo = echo("LOGIN", "geheimes Wort");
        assert_eq!(echo.without(octets.clone()), octets);
        let with = [b"\xFF LOGIN:geheimes Wort \xE4".as_slice(), &octets].concat();
        let without = [b"\xFF *** \xE4".as_slice(), &octets].concat();
        assert_eq!(echo.without(with), without);
    }
}
