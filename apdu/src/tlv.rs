//! BER-TLV data objects (ISO/IEC 8825-1 as ISO/IEC 7816-4, 5.2.2 uses it).
//!
//! Reading is lenient in one place on purpose: a constructed object whose length runs past the data
//! is handed out with what is there ([`Tlv::is_cut`]). Cards cut an FCP template at 256 octets and
//! still answer 9000 (gemSpec_COS N048.300a).

use crate::Error;

/// A tag as it is written, 1 to 3 octets, e.g. 0x6F, 0x5F52, 0x7F4E.
pub type Tag = u32;

/// One data object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tlv<'a> {
    /// Tag octets as one number.
    pub tag: Tag,
    /// Length in octets that the length field announces.
    pub length: usize,
    /// Value octets that are there: `length` of them, or fewer when the object is cut.
    pub value: &'a [u8],
}

impl<'a> Tlv<'a> {
    /// Whether fewer octets are there than announced.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        self.value.len() < self.length
    }

    /// The data objects inside this one.
    #[must_use]
    pub fn children(&self) -> Objects<'a> {
        objects(self.value)
    }
}

/// Reads the data objects of `octets` one after the other; filler octets 00 between them are
/// skipped (ISO/IEC 7816-4, 5.2.2).
#[must_use]
pub const fn objects(octets: &[u8]) -> Objects<'_> {
    Objects { octets, offset: 0 }
}

/// The first data object with `tag` on the top level of `octets`; objects before it must be
/// readable.
///
/// ```
/// // EF.GDO: the number of the card (ICCSN) in tag 5A.
/// let gdo = [0x5A, 0x03, 0x80, 0x27, 0x68];
/// let iccsn = apdu::tlv::find(&gdo, 0x5A).map(|object| object.value);
/// assert_eq!(iccsn, Some(&[0x80, 0x27, 0x68][..]));
/// ```
#[must_use]
pub fn find(octets: &[u8], tag: Tag) -> Option<Tlv<'_>> {
    objects(octets)
        .map_while(Result::ok)
        .find(|object| object.tag == tag)
}

/// Iterator over data objects. Ends after the first error.
#[derive(Debug, Clone)]
pub struct Objects<'a> {
    octets: &'a [u8],
    offset: usize,
}

impl<'a> Iterator for Objects<'a> {
    type Item = Result<Tlv<'a>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut rest = self.octets.get(self.offset..)?;
        while let [0x00, tail @ ..] = rest {
            rest = tail;
            self.offset += 1;
        }
        if rest.is_empty() {
            return None;
        }
        let Some((object, after)) = read(rest) else {
            let offset = self.offset;
            self.offset = self.octets.len();
            return Some(Err(Error::Tlv { offset }));
        };
        self.offset = self.octets.len() - after.len();
        Some(Ok(object))
    }
}

fn read(octets: &[u8]) -> Option<(Tlv<'_>, &[u8])> {
    let (tag, rest) = read_tag(octets)?;
    let (length, rest) = read_length(rest)?;
    let (value, after) = rest.split_at(length.min(rest.len()));
    Some((Tlv { tag, length, value }, after))
}

fn read_tag(octets: &[u8]) -> Option<(Tag, &[u8])> {
    let (&first, mut rest) = octets.split_first()?;
    let mut tag = Tag::from(first);
    if first & 0x1F == 0x1F {
        for _ in 0..2 {
            let (&next, tail) = rest.split_first()?;
            tag = tag << 8 | Tag::from(next);
            rest = tail;
            if next & 0x80 == 0 {
                return Some((tag, rest));
            }
        }
        return None;
    }
    Some((tag, rest))
}

fn read_length(octets: &[u8]) -> Option<(usize, &[u8])> {
    let (&first, rest) = octets.split_first()?;
    match first {
        0x00..=0x7F => Some((usize::from(first), rest)),
        0x81..=0x83 => {
            let count = usize::from(first & 0x0F);
            let (field, rest) = rest.split_at_checked(count)?;
            Some((
                field
                    .iter()
                    .fold(0, |length, octet| length << 8 | usize::from(*octet)),
                rest,
            ))
        }
        _ => None,
    }
}

/// Encodes one data object with the shortest length field (DER).
#[must_use]
pub fn encode(tag: Tag, value: &[u8]) -> Vec<u8> {
    let mut octets = Vec::with_capacity(value.len() + 7);
    octets.extend(
        tag.to_be_bytes()
            .into_iter()
            .skip_while(|octet| *octet == 0),
    );
    let length = value.len().to_be_bytes();
    let significant = length.iter().skip_while(|octet| **octet == 0);
    if value.len() > 0x7F {
        octets.push(0x80 | significant.clone().count() as u8);
        octets.extend(significant);
    } else {
        octets.push(value.len() as u8);
    }
    octets.extend_from_slice(value);
    octets
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_fcp_cut_at_256_octets_still_names_its_aid() {
        // Start of the real answer in cards.md §1.2, cut.
        let cut = hex::decode("6282015A82017883023F008A01058407D2760001448000A181").unwrap();
        let fcp = find(&cut, 0x62).unwrap();
        assert!(fcp.is_cut());
        assert_eq!(fcp.length, 0x15A);
        assert_eq!(
            find(fcp.value, 0x84).unwrap().value,
            hex::decode("D2760001448000").unwrap()
        );
    }

    #[test]
    fn objects_end_with_an_error_when_a_length_field_is_cut() {
        let all: Vec<_> = objects(&[0x80, 0x01, 0xAA, 0x82]).collect();
        assert_eq!(all.len(), 2);
        assert_eq!(all[1], Err(Error::Tlv { offset: 3 }));
    }

    #[test]
    fn lengths_of_every_form_survive_the_round_trip() {
        for length in [0, 1, 127, 128, 255, 256, 65535, 65536] {
            let value = vec![0x5A; length];
            for tag in [0x5A, 0x5F52, 0x7F4E] {
                let octets = encode(tag, &value);
                let object = find(&octets, tag).unwrap();
                assert_eq!(
                    (object.tag, object.length, object.value),
                    (tag, length, value.as_slice())
                );
                assert!(!object.is_cut());
            }
        }
    }

    #[test]
    fn filler_octets_between_objects_are_skipped() {
        let tags: Vec<_> = objects(&[0, 0x80, 1, 2, 0, 0, 0x81, 0])
            .map(|o| o.unwrap().tag)
            .collect();
        assert_eq!(tags, [0x80, 0x81]);
    }

    #[test]
    fn arbitrary_octets_never_panic() {
        let mut seed = 1u32;
        for round in 0..20_000 {
            let octets: Vec<u8> = (0..round % 40)
                .map(|_| {
                    seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    (seed >> 24) as u8
                })
                .collect();
            for object in objects(&octets).map_while(Result::ok) {
                let _ = object.children().count();
            }
        }
    }
}
