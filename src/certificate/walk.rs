//! One level of DER at a time. Nothing here recurses: how deep a file is nested costs nothing.

use der::asn1::AnyRef;
use der::{Decode, Error, Reader, SliceReader, Tag, TagNumber};

/// One element: its tag, its content, and all its octets as they stand in the input.
#[derive(Clone, Copy, Debug)]
pub(super) struct Element<'a> {
    pub(super) tag: Tag,
    pub(super) value: &'a [u8],
    pub(super) whole: &'a [u8],
}

impl<'a> Element<'a> {
    /// The elements inside, whatever the tag.
    pub(super) fn children(self) -> Result<Vec<Element<'a>>, Error> {
        elements(self.value)
    }

    /// Itself when the tag is this one.
    pub(super) fn is(self, tag: Tag) -> Result<Self, Error> {
        tag_is(self.tag, tag).map(|()| self)
    }

    /// The elements inside a SEQUENCE.
    pub(super) fn sequence(self) -> Result<Vec<Element<'a>>, Error> {
        self.is(Tag::Sequence)?.children()
    }
}

fn tag_is(tag: Tag, expected: Tag) -> Result<(), Error> {
    tag.assert_eq(expected).map(|_| ())
}

/// The first element, which may be followed by other octets.
pub(super) fn first(octets: &[u8]) -> Result<Element<'_>, Error> {
    next(&mut SliceReader::new(octets)?)
}

/// All elements, which fill the octets.
pub(super) fn elements(octets: &[u8]) -> Result<Vec<Element<'_>>, Error> {
    let mut reader = SliceReader::new(octets)?;
    let mut found = Vec::new();
    while !reader.is_finished() {
        found.push(next(&mut reader)?);
    }
    Ok(found)
}

fn next<'a>(reader: &mut SliceReader<'a>) -> Result<Element<'a>, Error> {
    let whole = reader.tlv_bytes()?;
    let any = AnyRef::from_der(whole)?;
    Ok(Element {
        tag: der::Tagged::tag(&any),
        value: any.value(),
        whole,
    })
}

/// The constructed tag `[number]`, as EXPLICIT tags are.
pub(super) const fn explicit(number: u32) -> Tag {
    Tag::ContextSpecific {
        constructed: true,
        number: TagNumber(number),
    }
}
