//! One level of DER at a time. Nothing here recurses: how deep a file is nested costs nothing.
//!
//! Everything with a tag and a length is walked past, whatever it is: a string type that nobody
//! uses, a private tag, a length written longer than need be. So what is odd costs no more than
//! itself. What is signed is never written anew from what was read here.

use der::asn1::ObjectIdentifier;

/// The identifier octets of X.690 that certificates are made of.
pub(crate) mod tag {
    pub const BOOLEAN: u8 = 0x01;
    pub const INTEGER: u8 = 0x02;
    pub const BIT_STRING: u8 = 0x03;
    pub const OCTET_STRING: u8 = 0x04;
    pub const OBJECT_IDENTIFIER: u8 = 0x06;
    pub const UTC_TIME: u8 = 0x17;
    pub const GENERALIZED_TIME: u8 = 0x18;
    pub const SEQUENCE: u8 = 0x30;
    pub const SET: u8 = 0x31;

    /// `[number]` around an element of its own, as EXPLICIT tags are; `number` is at most 30.
    pub const fn explicit(number: u8) -> u8 {
        0xA0 | number
    }

    /// `[number]` in the place of a primitive element's own tag (IMPLICIT); `number` is at most 30.
    pub const fn implicit(number: u8) -> u8 {
        0x80 | number
    }
}

/// Why octets are no element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// They end before it does.
    Cut,
    /// A length without a number, or with one beyond any file.
    Length,
    /// It is another element than the one expected.
    Unexpected,
}

/// One element: its tag, its content, and all its octets as they stand in the input.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Element<'a> {
    /// The first identifier octet. One of several octets ends in 11111, which is no tag of
    /// [`tag`].
    pub(crate) tag: u8,
    pub(crate) value: &'a [u8],
    pub(crate) whole: &'a [u8],
}

impl<'a> Element<'a> {
    /// Itself when the tag is this one.
    pub(crate) fn is(self, tag: u8) -> Result<Self, Fault> {
        if self.tag == tag {
            Ok(self)
        } else {
            Err(Fault::Unexpected)
        }
    }

    /// Whether its tag is one of `[0]`, `[1]` and so on.
    pub(crate) const fn is_context_specific(self) -> bool {
        self.tag & 0xC0 == 0x80
    }

    /// The elements inside, whatever the tag.
    pub(crate) fn children(self) -> Children<'a> {
        children(self.value)
    }

    /// The elements inside a SEQUENCE.
    pub(crate) fn sequence(self) -> Result<Children<'a>, Fault> {
        Ok(self.is(tag::SEQUENCE)?.children())
    }

    /// The octets of a BIT STRING without unused bits.
    pub(crate) fn whole_bits(self) -> Result<&'a [u8], Fault> {
        match self.is(tag::BIT_STRING)?.value {
            [0, bits @ ..] => Ok(bits),
            _ => Err(Fault::Unexpected),
        }
    }

    /// The content of an INTEGER that is not negative, without leading zeros.
    pub(crate) fn unsigned(self) -> &'a [u8] {
        let zeros = self.value.iter().take_while(|octet| **octet == 0).count();
        self.value.get(zeros..).unwrap_or_default()
    }

    /// The object identifier that it is.
    pub(crate) fn oid(self) -> Result<ObjectIdentifier, Fault> {
        ObjectIdentifier::from_bytes(self.is(tag::OBJECT_IDENTIFIER)?.value)
            .map_err(|_| Fault::Unexpected)
    }
}

/// What lies side by side in some octets.
#[derive(Debug)]
pub(crate) struct Children<'a> {
    /// Those that could be told apart, in their order.
    pub(crate) found: Vec<Element<'a>>,
    /// Whether they fill the octets; otherwise what follows them is none.
    pub(crate) is_whole: bool,
}

/// The first element, which may be followed by other octets.
pub(crate) fn first(octets: &[u8]) -> Result<Element<'_>, Fault> {
    let (tag, mut rest) = octets.split_first().ok_or(Fault::Cut)?;
    if tag & 0x1F == 0x1F {
        let end = rest
            .iter()
            .position(|octet| octet & 0x80 == 0)
            .ok_or(Fault::Cut)?;
        rest = rest.get(end + 1..).unwrap_or_default();
    }
    let (length, rest) = length(rest)?;
    let value = rest.get(..length).ok_or(Fault::Cut)?;
    let end = octets.len() - rest.len() + length;
    Ok(Element {
        tag: *tag,
        value,
        whole: octets.get(..end).unwrap_or_default(),
    })
}

/// The elements that some octets consist of.
pub(crate) fn children(mut octets: &[u8]) -> Children<'_> {
    let mut found = Vec::new();
    while !octets.is_empty() {
        let Ok(element) = first(octets) else {
            break;
        };
        octets = octets.get(element.whole.len()..).unwrap_or_default();
        found.push(element);
    }
    Children {
        found,
        is_whole: octets.is_empty(),
    }
}

/// The number of octets that follow, and what stands behind the length itself (X.690 8.1.3).
fn length(octets: &[u8]) -> Result<(usize, &[u8]), Fault> {
    let (first, rest) = octets.split_first().ok_or(Fault::Cut)?;
    if first & 0x80 == 0 {
        return Ok((usize::from(*first), rest));
    }
    let count = usize::from(first & 0x7F);
    if !(1..=4).contains(&count) {
        return Err(Fault::Length);
    }
    let (number, rest) = rest.split_at_checked(count).ok_or(Fault::Cut)?;
    let length = number
        .iter()
        .fold(0, |length, octet| length << 8 | usize::from(*octet));
    Ok((length, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_tag_and_length_is_walked_past() {
        let rows: [(&[u8], u8, &[u8]); 6] = [
            (&[0x02, 0x01, 0x07], 0x02, &[7]),
            (&[0x1C, 0x00], 0x1C, &[]),
            (&[0x04, 0x81, 0x01, 0x07], 0x04, &[7]),
            (&[0x04, 0x84, 0x00, 0x00, 0x00, 0x01, 0x07], 0x04, &[7]),
            (&[0x7F, 0x21, 0x01, 0x07], 0x7F, &[7]),
            (&[0xBF, 0x81, 0x00, 0x01, 0x07], 0xBF, &[7]),
        ];
        for (octets, tag, value) in rows {
            let followed = [octets, &[0xAA, 0xBB]].concat();
            let element = first(&followed).unwrap();
            assert_eq!(
                (element.tag, element.value, element.whole),
                (tag, value, octets)
            );
            for length in 0..octets.len() {
                assert_eq!(first(&octets[..length]).unwrap_err(), Fault::Cut);
            }
        }
    }

    #[test]
    fn a_length_that_is_no_number_or_beyond_any_file_is_none() {
        for octets in [
            &[0x30, 0x80, 0x00, 0x00][..],
            &[0x30, 0xFF],
            &[0x30, 0x85, 0, 0, 0, 0, 1, 7],
        ] {
            assert_eq!(first(octets).unwrap_err(), Fault::Length);
        }
        assert_eq!(
            first(&[0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF]).unwrap_err(),
            Fault::Cut
        );
    }

    #[test]
    fn what_stands_before_a_broken_element_is_kept() {
        let broken = children(&[0x05, 0x00, 0x02, 0x01, 0x07, 0x04, 0x09, 0x01]);
        assert_eq!((broken.found.len(), broken.is_whole), (2, false));
        let whole = children(&[0x05, 0x00, 0x02, 0x01, 0x07]);
        assert_eq!((whole.found.len(), whole.is_whole), (2, true));
    }
}
