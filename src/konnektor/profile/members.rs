//! The members of one JSON object, in their order. A member that stands there twice is seen: of two
//! answers to one question nobody knows which is meant.

use std::fmt;

use serde::Deserializer as _;
use serde::de::{MapAccess, Visitor};
use serde_json::Value;

/// Why octets are no object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Broken {
    /// No text in UTF-8.
    NotUtf8,
    /// No JSON; the line, from 1.
    Syntax(usize),
    /// JSON, and no object.
    NoObject,
    /// A member twice: its key.
    Twice(String),
}

/// The members of an object.
#[derive(Debug)]
pub struct Members(Vec<(String, Value)>);

impl Members {
    /// Reads a text that is one object.
    ///
    /// # Errors
    /// Every kind of [`Broken`].
    pub fn read(octets: &[u8]) -> Result<Self, Broken> {
        // Editors of Windows put it in front of UTF-8.
        let octets = octets.strip_prefix("\u{feff}".as_bytes()).unwrap_or(octets);
        let text = str::from_utf8(octets).map_err(|_| Broken::NotUtf8)?;
        if !text.trim_start().starts_with('{') {
            let any: Result<Value, _> = serde_json::from_str(text);
            return Err(any.map_or_else(|error| Broken::Syntax(error.line()), |_| Broken::NoObject));
        }
        let mut reader = serde_json::Deserializer::from_str(text);
        let members = reader.deserialize_map(Object);
        let members = members.and_then(|members| reader.end().map(|()| members));
        let members = members.map_err(|error| Broken::Syntax(error.line()))?;
        let mut keys: Vec<&str> = members.iter().map(|(key, _)| key.as_str()).collect();
        keys.sort_unstable();
        let twice = keys.windows(2).find_map(|pair| match pair {
            [one, other] if one == other => Some((*one).to_owned()),
            _ => None,
        });
        match twice {
            Some(key) => Err(Broken::Twice(key)),
            None => Ok(Self(members)),
        }
    }

    /// Those of a value that is an object.
    #[must_use]
    pub fn of(value: Value) -> Option<Self> {
        match value {
            Value::Object(object) => Some(Self(object.into_iter().collect())),
            _ => None,
        }
    }

    /// Takes a member out; `null` is as good as none.
    pub fn take(&mut self, key: &str) -> Option<Value> {
        let at = self.0.iter().position(|(other, _)| other == key)?;
        let (_, value) = self.0.remove(at);
        (!value.is_null()).then_some(value)
    }

    /// The keys that were not taken.
    pub fn left(self) -> impl Iterator<Item = String> {
        self.0.into_iter().map(|(key, _)| key)
    }
}

struct Object;

impl<'de> Visitor<'de> for Object {
    type Value = Vec<(String, Value)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(members)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_object_is_told_by_its_line() {
        for (text, broken) in [
            ("{\"a\": 1", Broken::Syntax(1)),
            ("{\"a\": 1}\n\nx", Broken::Syntax(3)),
            ("{\n\"a\": 1,\n}", Broken::Syntax(3)),
            ("x", Broken::Syntax(1)),
            ("", Broken::Syntax(1)),
            ("[1]", Broken::NoObject),
            ("\"a\"", Broken::NoObject),
            (
                "{\"a\": 1, \"b\": 2, \"a\": 1}",
                Broken::Twice("a".to_owned()),
            ),
        ] {
            assert_eq!(
                Members::read(text.as_bytes()).unwrap_err(),
                broken,
                "{text}"
            );
        }
        assert_eq!(
            Members::read(b"{\"a\": \"\xE4\"}").unwrap_err(),
            Broken::NotUtf8
        );
    }

    #[test]
    fn a_member_is_taken_once_and_null_is_none() {
        let mut members =
            Members::read("\u{feff}{\"a\": 1, \"b\": null, \"c\": 2}".as_bytes()).unwrap();
        assert_eq!(members.take("a"), Some(Value::from(1)));
        assert_eq!(members.take("a"), None);
        assert_eq!(members.take("b"), None);
        assert_eq!(members.left().collect::<Vec<_>>(), ["c"]);
    }
}
