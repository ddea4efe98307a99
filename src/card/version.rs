//! EF.Version2: product type version of the object system, and the generation that follows from it.

use std::fmt;

use apdu::tlv;

const TAG_VERSION: tlv::Tag = 0xEF;
const TAG_OBJECT_SYSTEM_VERSION: tlv::Tag = 0xC1;

/// Product type version (PTV) of the object system, three binary octets x.y.z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version(pub u8, pub u8, pub u8);

/// Generation of the card, as gematik's own tools derive it from the version (boundary to "G2.2"
/// unconfirmed).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Generation {
    /// Before 3.0.3.
    G1,
    /// 3.0.3 up to 4.0.0.
    G1Plus,
    /// 4.0.0 up to 4.4.0: RSA only.
    G2,
    /// 4.4.0 and later: RSA and elliptic curves.
    G21,
}

impl Version {
    /// Reads EF.Version2: DO EF with DO C1 inside (gemSpec_SMC-B_ObjSys 5.3.5).
    #[must_use]
    pub fn of_version2(content: &[u8]) -> Option<Self> {
        let object = tlv::find(
            tlv::find(content, TAG_VERSION)?.value,
            TAG_OBJECT_SYSTEM_VERSION,
        )?;
        match *object.value {
            [x, y, z] => Some(Self(x, y, z)),
            _ => None,
        }
    }

    /// The generation.
    #[must_use]
    pub fn generation(self) -> Generation {
        match self {
            _ if self < Self(3, 0, 3) => Generation::G1,
            _ if self < Self(4, 0, 0) => Generation::G1Plus,
            _ if self < Self(4, 4, 0) => Generation::G2,
            _ => Generation::G21,
        }
    }
}

impl Generation {
    /// As cards and letters print it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Generation::G1 => "G1",
            Generation::G1Plus => "G1+",
            Generation::G2 => "G2.0",
            Generation::G21 => "G2.1",
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.0, self.1, self.2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// cards.md §1.4.
    #[test]
    fn ef_version2_of_the_images_is_read() {
        for (body, version, generation) in [
            (
                "EF26C003020000C103040701C2104842415F47322E312020202020040701C403010000C503020000",
                "4.7.1",
                "G2.1",
            ),
            (
                "EF26C003020000C103040800C210534D435F425F47322020202020040800C403010000C503020000",
                "4.8.0",
                "G2.1",
            ),
            (
                "EF2BC003020000C103040502C210545359534954434F5345433230020400C403010000C503020000C703010000",
                "4.5.2",
                "G2.1",
            ),
        ] {
            let read = Version::of_version2(&hex::decode(body).unwrap()).unwrap();
            assert_eq!(
                (read.to_string().as_str(), read.generation().name()),
                (version, generation)
            );
        }
    }

    #[test]
    fn generations_change_at_the_versions_of_the_reference_implementation() {
        assert_eq!(Version(3, 0, 2).generation(), Generation::G1);
        assert_eq!(Version(3, 0, 3).generation(), Generation::G1Plus);
        assert_eq!(Version(3, 255, 255).generation(), Generation::G1Plus);
        assert_eq!(Version(4, 0, 0).generation(), Generation::G2);
        assert_eq!(Version(4, 3, 2).generation(), Generation::G2);
        assert_eq!(Version(4, 3, 255).generation(), Generation::G2);
        assert_eq!(Version(4, 4, 0).generation(), Generation::G21);
        let all = [
            Generation::G1,
            Generation::G1Plus,
            Generation::G2,
            Generation::G21,
        ];
        assert_eq!(all.map(Generation::name), ["G1", "G1+", "G2.0", "G2.1"]);
    }

    #[test]
    fn an_empty_file_has_no_version() {
        assert_eq!(Version::of_version2(&[]), None);
        assert_eq!(
            Version::of_version2(&[0xEF, 0x04, 0xC1, 0x02, 0x04, 0x07]),
            None
        );
    }
}
