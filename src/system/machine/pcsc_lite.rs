//! Versions of pcsc-lite, and which of them understand each other.

/// What library and service speak with each other. Two that differ refuse each other:
/// libpcsclite answers SCARD_E_SERVICE_STOPPED then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protocol {
    /// 4:4 or older: before 2.3.0.
    Older,
    /// 4:5: from 2.3.0 on (LudovicRousseau/PCSC, issue 199).
    Newer,
    /// From 2.4.1 on library and service understand older ones too (issue 262).
    Both,
}

impl Protocol {
    /// By the version of a package, `2.3.3-1+b1`; `None` where that is no version.
    #[must_use]
    pub fn of(version: &str) -> Option<Self> {
        let version = numbers(version)?;
        Some(match version {
            _ if version >= [2, 4, 1] => Protocol::Both,
            _ if version >= [2, 3, 0] => Protocol::Newer,
            _ => Protocol::Older,
        })
    }

    /// Whether a library and a service that speak these refuse each other.
    #[must_use]
    pub const fn refuses(self, other: Self) -> bool {
        matches!(
            (self, other),
            (Protocol::Older, Protocol::Newer) | (Protocol::Newer, Protocol::Older)
        )
    }
}

/// The three numbers that a version begins with, those that are left out being 0. Also of drivers.
#[must_use]
pub fn numbers(version: &str) -> Option<[u32; 3]> {
    let end = version.find(|c: char| !c.is_ascii_digit() && c != '.');
    let upstream = version.get(..end.unwrap_or(version.len()))?;
    let mut parts = upstream.split('.').map(|part| part.parse().ok());
    let first = parts.next()??;
    let mut next = || parts.next().flatten().unwrap_or(0);
    Some([first, next(), next()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_begins_with_up_to_three_numbers() {
        assert_eq!(numbers("1.9.9-2"), Some([1, 9, 9]));
        assert_eq!(numbers("2.3.3-1+b1"), Some([2, 3, 3]));
        assert_eq!(numbers("2.4.1-r0"), Some([2, 4, 1]));
        assert_eq!(numbers("1.5"), Some([1, 5, 0]));
        assert_eq!(numbers("1.4.36~rc1"), Some([1, 4, 36]));
        for none in ["", "-", "v1", "latest", "99999999999.1"] {
            assert_eq!(numbers(none), None, "{none}");
        }
    }

    #[test]
    fn library_and_service_of_different_protocols_refuse_each_other_until_2_4_1() {
        let refuses = |one: &str, other: &str| {
            let of = |version| Protocol::of(version).unwrap();
            assert_eq!(of(one).refuses(of(other)), of(other).refuses(of(one)));
            of(one).refuses(of(other))
        };
        assert!(refuses("1.9.9-2", "2.3.3-1"));
        assert!(refuses("2.2.3", "2.3.0"));
        assert!(!refuses("1.9.1", "2.2.3"));
        assert!(!refuses("2.3.0", "2.4.0"));
        assert!(!refuses("1.9.9", "2.4.1"));
        assert!(!refuses("2.3.3", "2.4.1"));
    }
}
