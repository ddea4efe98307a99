//! A document as a tree whose texts still say [what they are](Kind). JSON does not: whoever wants to
//! mask a document takes it from here.

use serde::ser::{
    self, Impossible, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeTuple,
};
use serde_json::{Error, Value};

use super::kinds::Kind;

/// A value of a document.
#[derive(Debug, Clone, PartialEq)]
pub enum Marked {
    /// A text; without a kind it may hold anything.
    Text(Option<Kind>, String),
    /// The values of an array.
    Array(Vec<Marked>),
    /// The members of an object, in their order.
    Object(Vec<(String, Marked)>),
    /// null, a boolean, a number.
    Bare(Value),
}

impl Marked {
    /// Takes a value as its type writes it.
    ///
    /// # Errors
    /// A type that wraps a text and is no [`Kind`]: nobody would know how to mask it. And whatever
    /// no document holds.
    pub fn of(value: &impl Serialize) -> Result<Self, Error> {
        value.serialize(Marker { kind: None })
    }
}

/// As JSON; what a text is stays known to who asks for it.
impl Serialize for Marked {
    fn serialize<S: ser::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Marked::Text(None, text) => serializer.serialize_str(text),
            Marked::Text(Some(kind), text) => {
                serializer.serialize_newtype_struct(kind.type_name(), text)
            }
            Marked::Array(all) => serializer.collect_seq(all),
            Marked::Object(members) => {
                serializer.collect_map(members.iter().map(|(name, value)| (name, value)))
            }
            Marked::Bare(value) => value.serialize(serializer),
        }
    }
}

/// Builds the tree.
struct Marker {
    /// What the next text is.
    kind: Option<Kind>,
}

/// Builds an array or an object.
struct Members<T> {
    done: Vec<T>,
    name: String,
}

impl<T> Members<T> {
    const fn new() -> Self {
        Self {
            done: Vec::new(),
            name: String::new(),
        }
    }
}

/// What no document holds.
fn unforeseen<T>() -> Result<T, Error> {
    Err(ser::Error::custom("no document holds such a value"))
}

/// Methods for values that are no text.
macro_rules! bare {
    ($($method:ident($of:ty))+) => {
        $(fn $method(self, value: $of) -> Result<Marked, Error> {
            Ok(Marked::Bare(Value::from(value)))
        })+
    };
}

impl ser::Serializer for Marker {
    type Ok = Marked;
    type Error = Error;
    type SerializeSeq = Members<Marked>;
    type SerializeTuple = Members<Marked>;
    type SerializeTupleStruct = Impossible<Marked, Error>;
    type SerializeTupleVariant = Impossible<Marked, Error>;
    type SerializeMap = Members<(String, Marked)>;
    type SerializeStruct = Members<(String, Marked)>;
    type SerializeStructVariant = Impossible<Marked, Error>;

    bare! {
        serialize_bool(bool)
        serialize_i8(i8) serialize_i16(i16) serialize_i32(i32) serialize_i64(i64)
        serialize_u8(u8) serialize_u16(u16) serialize_u32(u32) serialize_u64(u64)
        serialize_f32(f32) serialize_f64(f64)
    }

    fn serialize_str(self, text: &str) -> Result<Marked, Error> {
        Ok(Marked::Text(self.kind, text.to_owned()))
    }

    fn serialize_char(self, character: char) -> Result<Marked, Error> {
        self.serialize_str(&character.to_string())
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<Marked, Error> {
        unforeseen()
    }

    fn serialize_none(self) -> Result<Marked, Error> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Marked, Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Marked, Error> {
        Ok(Marked::Bare(Value::Null))
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Marked, Error> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<Marked, Error> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<Marked, Error> {
        let unknown = || ser::Error::custom(format!("{name} is no kind of text"));
        let kind = Some(Kind::of_type(name).ok_or_else(unknown)?);
        value.serialize(Marker { kind })
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Marked, Error> {
        let member = (variant.to_owned(), Marked::of(&value)?);
        Ok(Marked::Object(vec![member]))
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Members<Marked>, Error> {
        Ok(Members::new())
    }

    fn serialize_tuple(self, _: usize) -> Result<Members<Marked>, Error> {
        Ok(Members::new())
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, Error> {
        unforeseen()
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Error> {
        unforeseen()
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, Error> {
        Ok(Members::new())
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeStruct, Error> {
        Ok(Members::new())
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Error> {
        unforeseen()
    }
}

impl SerializeSeq for Members<Marked> {
    type Ok = Marked;
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.done.push(Marked::of(&value)?);
        Ok(())
    }

    fn end(self) -> Result<Marked, Error> {
        Ok(Marked::Array(self.done))
    }
}

/// Arrays of a fixed length come as tuples.
impl SerializeTuple for Members<Marked> {
    type Ok = Marked;
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        SerializeSeq::serialize_element(self, value)
    }

    fn end(self) -> Result<Marked, Error> {
        SerializeSeq::end(self)
    }
}

impl SerializeStruct for Members<(String, Marked)> {
    type Ok = Marked;
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        self.done.push((name.to_owned(), Marked::of(&value)?));
        Ok(())
    }

    fn end(self) -> Result<Marked, Error> {
        Ok(Marked::Object(self.done))
    }
}

/// Objects of several types in one (`flatten`) come as maps.
impl SerializeMap for Members<(String, Marked)> {
    type Ok = Marked;
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, name: &T) -> Result<(), Error> {
        match Marked::of(&name)? {
            Marked::Text(_, name) => self.name = name,
            _ => return unforeseen(),
        }
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        let name = std::mem::take(&mut self.name);
        self.done.push((name, Marked::of(&value)?));
        Ok(())
    }

    fn end(self) -> Result<Marked, Error> {
        Ok(Marked::Object(self.done))
    }
}
