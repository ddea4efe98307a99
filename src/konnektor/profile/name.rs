//! What a profile is called: by a person in `--reader konnektor:NAME`, and on the disk.

use std::fmt;

/// Most characters of a name.
pub const NAME_MOST: usize = 32;

/// Names that Windows keeps for its devices, whatever ending stands behind them.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];
const PORTS: [&str; 2] = ["com", "lpt"];

/// Name of a profile: 1 to 32 letters, digits, `-` and `_` of ASCII, the first a letter or a digit,
/// so that it is the same file on every system.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name(String);

/// A text is no name of a profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoName;

impl Name {
    /// Takes a text as it is.
    ///
    /// # Errors
    /// [`NoName`].
    pub fn new(text: &str) -> Result<Self, NoName> {
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        let fits = (1..=NAME_MOST).contains(&text.len())
            && text.chars().all(is_part)
            && text.starts_with(|c: char| c.is_ascii_alphanumeric())
            && !is_device(&text.to_ascii_lowercase());
        fits.then(|| Self(text.to_owned())).ok_or(NoName)
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_device(name: &str) -> bool {
    let is_port = |port: &&str| {
        let number = name.strip_prefix(*port);
        number.is_some_and(|number| matches!(number.as_bytes(), [b'0'..=b'9']))
    };
    DEVICES.contains(&name) || PORTS.iter().any(is_port)
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_same_file_on_every_system() {
        for text in [
            "praxis",
            "Praxis-2",
            "k_1",
            "1",
            "com",
            "com10",
            &"a".repeat(32),
        ] {
            assert_eq!(Name::new(text).unwrap().as_str(), text);
        }
        let long = "a".repeat(33);
        for text in [
            "", " ", "a b", "../a", "a/b", "a\\b", ".a", "-a", "_a", "a.json", "ä", "nul", "NUL",
            "Com1", "lpt9", "a\0", "a:b", &long,
        ] {
            assert_eq!(Name::new(text), Err(NoName), "{text:?}");
        }
    }
}
