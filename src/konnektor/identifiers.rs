//! Names that are chosen by an administrator or by the Konnektor: checked before they are sent,
//! because a Konnektor answers one that is too long with 4000 and does not say which.

use std::fmt;

use crate::system::printable::is_forging;

/// Most characters of an identifier, and of a card's handle (api-telematik: conn/ConnectorCommon,
/// conn/CardServiceCommon).
const ID: usize = 64;
const HANDLE: usize = 128;

/// Why a text is no identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// It has no character.
    Empty,
    /// It has more characters than it may.
    TooLong {
        /// How many it has.
        length: usize,
        /// How many it may have.
        limit: usize,
    },
    /// It has one that cannot stand in a name or not in XML: control characters, ends of lines.
    Character(char),
    /// It begins or ends with a blank.
    Blank,
}

fn checked(text: &str, limit: usize) -> Result<String, Problem> {
    let length = text.chars().count();
    let unfit = |c: &char| c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}');
    match text.chars().find(unfit) {
        _ if text.is_empty() => Err(Problem::Empty),
        _ if length > limit => Err(Problem::TooLong { length, limit }),
        Some(c) => Err(Problem::Character(c)),
        None => Ok(text.to_owned()),
    }
}

/// Mandant, client system, workplace, user or terminal: 1 to 64 characters (api-telematik).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Id(String);

impl Id {
    /// Takes a text as it is.
    ///
    /// # Errors
    /// Every kind of [`Problem`].
    pub fn new(text: &str) -> Result<Self, Problem> {
        checked(text, ID).map(Self)
    }

    /// Takes what a person or a file gives: nobody names anything with what is not seen, and the
    /// Konnektor would not know it.
    ///
    /// # Errors
    /// Every kind of [`Problem`].
    pub fn entered(text: &str) -> Result<Self, Problem> {
        let id = Self::new(text)?;
        if let Some(unseen) = text.chars().find(|c| is_forging(*c)) {
            return Err(Problem::Character(unseen));
        }
        if text.trim() == text {
            Ok(id)
        } else {
            Err(Problem::Blank)
        }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What the Konnektor calls a card while it is in: 1 to 128 characters.
///
/// It ends with the card's removal and with a restart of the Konnektor, and is not used again for 48
/// hours (`gemSpec_Kon`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardHandle(String);

impl CardHandle {
    /// Takes a text as it is.
    ///
    /// # Errors
    /// Every kind of [`Problem`].
    pub fn new(text: &str) -> Result<Self, Problem> {
        checked(text, HANDLE).map(Self)
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Who asks: the context that an administrator made in the Konnektor's information model
/// (`gemSpec_Kon` TAB_KON_511-01).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Context {
    /// The practice (`MandantId`).
    pub mandant: Id,
    /// This program (`ClientSystemId`). Not that of the practice software, at an HBA: a PIN that
    /// was entered here locks out others of the same client system (4018).
    pub client_system: Id,
    /// Where it runs (`WorkplaceId`).
    pub workplace: Id,
    /// Who enters PINs (`UserId`); needed for those of an HBA, else 4003. Any text.
    pub user: Option<Id>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_no_more_characters_than_the_schema_allows_whatever_octets_they_take() {
        assert_eq!(Id::new(&"ä".repeat(64)).unwrap().as_str().len(), 128);
        let (length, limit) = (65, 64);
        let long = Problem::TooLong { length, limit };
        assert_eq!(Id::new(&"a".repeat(65)), Err(long));
        CardHandle::new(&"a".repeat(128)).unwrap();
        let (length, limit) = (129, 128);
        let long = Problem::TooLong { length, limit };
        assert_eq!(CardHandle::new(&"a".repeat(129)), Err(long));
        assert_eq!(Id::new(""), Err(Problem::Empty));
        assert_eq!(CardHandle::new(""), Err(Problem::Empty));
    }

    #[test]
    fn what_cannot_stand_in_xml_or_in_one_line_is_refused() {
        for c in ['\0', '\t', '\n', '\r', '\u{1b}', '\u{85}', '\u{FFFF}'] {
            let problem = Problem::Character(c);
            assert_eq!(Id::new(&format!("a{c}b")), Err(problem), "{c:?}");
        }
        for (text, problem) in [
            (" m", Problem::Blank),
            ("m\u{a0}", Problem::Blank),
            (" ", Problem::Blank),
            ("m\u{200b}", Problem::Character('\u{200b}')),
            ("\u{feff}m", Problem::Character('\u{feff}')),
            ("", Problem::Empty),
        ] {
            assert_eq!(Id::entered(text), Err(problem), "{text:?}");
        }
        let name = "Praxis Müller & Söhne <1> \"A\" 'B'";
        assert_eq!(Id::new(name).unwrap().as_str(), name);
        assert_eq!(Id::entered(name).unwrap().as_str(), name);
    }
}
