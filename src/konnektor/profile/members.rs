//! The members of one JSON object, in their order. A member that stands there twice is seen: of two
//! answers to one question nobody knows which is meant.

use std::collections::BTreeSet;
use std::fmt;

use serde::Deserializer;
use serde::de::{DeserializeSeed, MapAccess, SeqAccess, Visitor};
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
    /// A member twice, at any depth: its key, behind those that lead to it, with dots.
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
        let mut twice = None;
        let members = reader.deserialize_map(Object {
            path: "",
            twice: &mut twice,
        });
        let members = members.and_then(|members| reader.end().map(|()| members));
        let members = members.map_err(|error| Broken::Syntax(error.line()))?;
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

/// An object that is being read.
struct Object<'a> {
    /// Where it stands: the keys that lead to it, with dots; empty for the whole text.
    path: &'a str,
    /// Where the first member is that stands there twice.
    twice: &'a mut Option<String>,
}

impl<'de> Visitor<'de> for Object<'_> {
    type Value = Vec<(String, Value)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let (mut members, mut keys) = (Vec::new(), BTreeSet::new());
        while let Some(key) = map.next_key::<String>()? {
            let path = match self.path {
                "" => key.clone(),
                path => format!("{path}.{key}"),
            };
            let value = map.next_value_seed(Any {
                path: &path,
                twice: &mut *self.twice,
            })?;
            if !keys.insert(key.clone()) {
                self.twice.get_or_insert(path);
            }
            members.push((key, value));
        }
        Ok(members)
    }
}

/// Any value that is being read, with the objects in it.
struct Any<'a> {
    path: &'a str,
    twice: &'a mut Option<String>,
}

impl<'de> DeserializeSeed<'de> for Any<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Value, D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Any<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = list.next_element_seed(Any {
            path: self.path,
            twice: &mut *self.twice,
        })? {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Value, A::Error> {
        let (path, twice) = (self.path, self.twice);
        let members = Object { path, twice }.visit_map(map)?;
        Ok(Value::Object(members.into_iter().collect()))
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
            (
                "{\"a\": {\"b\": [1, {\"c\": 1, \"c\": 2}]}}",
                Broken::Twice("a.b.c".to_owned()),
            ),
            ("{\"a\": {\"b\": 1, \"b\": 2}", Broken::Syntax(1)),
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
    fn every_kind_of_value_is_read_as_it_stands_there() {
        let text = r#"{"a": [null, true, 1, -1, 1.5, "x", "\n", [], {}, {"b": {"c": 1}, "c": 1}]}"#;
        let mut members = Members::read(text.as_bytes()).unwrap();
        let whole: Value = serde_json::from_str(text).unwrap();
        assert_eq!(members.take("a").as_ref(), whole.get("a"));
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
