//! The fingerprint of a certificate.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest, Sha256};

/// Octets in a row.
const IN_A_ROW: usize = 8;

/// SHA-256 over a whole certificate in DER. Written as pages of Konnektors and OpenSSL write it:
/// `AB:CD:…`, 32 octets; read with or without colons and blanks, in either case.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Fingerprint([u8; 32]);

/// The text is no fingerprint: not 64 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoFingerprint;

/// What somebody pasted who was asked to compare one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pasted {
    /// A whole one.
    Whole(Fingerprint),
    /// A part of one.
    Part,
}

/// Digits from which on a text may be a part of a fingerprint.
const PART_LEAST: usize = 4;

impl Pasted {
    /// Of a text that is one or a part of one, with or without what OpenSSL writes before it
    /// (`sha256 Fingerprint=`). Digits alone are none: they may be a PIN.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let text = text.rsplit('=').next().unwrap_or_default().trim();
        if let Ok(whole) = text.parse() {
            return Some(Self::Whole(whole));
        }
        let digits = text.chars().filter(char::is_ascii_hexdigit).count();
        let others = text.chars().any(|c| !c.is_ascii_digit() && c != ' ');
        let is_made_of = |c: char| c.is_ascii_hexdigit() || matches!(c, ':' | ' ');
        let is_part = others && digits >= PART_LEAST && text.chars().all(is_made_of);
        is_part.then_some(Self::Part)
    }
}

impl Fingerprint {
    /// That of a certificate in DER.
    #[must_use]
    pub fn of(certificate: &[u8]) -> Self {
        Self(Sha256::digest(certificate).into())
    }

    /// As it is written, in groups, so that a line can end between two of them.
    #[must_use]
    pub fn in_groups(self) -> String {
        self.in_rows().join(" ")
    }

    /// As it is written, in rows of so few octets that they can be compared at a glance.
    #[must_use]
    pub fn in_rows(self) -> Vec<String> {
        let whole = self.to_string();
        let octets: Vec<&str> = whole.split(':').collect();
        octets.chunks(IN_A_ROW).map(|row| row.join(":")).collect()
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, octet) in self.0.iter().enumerate() {
            let colon = if place == 0 { "" } else { ":" };
            write!(f, "{colon}{octet:02X}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fingerprint({self})")
    }
}

impl FromStr for Fingerprint {
    type Err = NoFingerprint;

    fn from_str(text: &str) -> Result<Self, NoFingerprint> {
        let digits: String = text
            .chars()
            .filter(|mark| !matches!(mark, ':' | ' '))
            .collect();
        let mut octets = [0; 32];
        hex::decode_to_slice(digits, &mut octets).map_err(|_| NoFingerprint)?;
        Ok(Self(octets))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_is_read_as_it_is_written_and_as_others_write_it() {
        // SHA-256 of "abc" (FIPS 180-4).
        let shown = "BA:78:16:BF:8F:01:CF:EA:41:41:40:DE:5D:AE:22:23:\
                     B0:03:61:A3:96:17:7A:9C:B4:10:FF:61:F2:00:15:AD";
        let fingerprint = Fingerprint::of(b"abc");
        assert_eq!(fingerprint.to_string(), shown);
        let groups = fingerprint.in_groups();
        assert!(
            groups.starts_with("BA:78:16:BF:8F:01:CF:EA 41:41"),
            "{groups}"
        );
        assert_eq!(groups.parse(), Ok(fingerprint));
        for text in [
            shown.to_owned(),
            shown.to_lowercase(),
            shown.replace(':', ""),
            shown.replace(':', " "),
        ] {
            assert_eq!(text.parse(), Ok(fingerprint), "{text}");
        }
        for text in [shown, &groups, &format!("sha256 Fingerprint={shown}")] {
            assert_eq!(Pasted::of(text), Some(Pasted::Whole(fingerprint)), "{text}");
        }
        for text in ["BA:78:16:BF:8F:01:CF:EA", &shown[1..], "37:17", "ba7816bf"] {
            assert_eq!(Pasted::of(text), Some(Pasted::Part), "{text}");
        }
        for text in [
            "", "j", "ja", "ade", "12345", "12345678", "12 34 56", "x:12:34",
        ] {
            assert_eq!(Pasted::of(text), None, "{text}");
        }
        for text in ["", "BA:78", &shown[1..], &format!("{shown}:00"), "x"] {
            assert_eq!(text.parse::<Fingerprint>(), Err(NoFingerprint), "{text}");
        }
    }
}
