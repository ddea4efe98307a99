//! The serial number of a card (ICCSN), from EF.GDO.

use std::fmt;

use apdu::tlv;

const TAG_ICCSN: tlv::Tag = 0x5A;
const DIGITS: usize = 20;

/// Digits of a group, as people compare them with the print on the card.
const GROUP: usize = 5;

/// How the numbers of virtual cards begin.
const INVENTED: &str = "8027699999";

/// 20 digits, `80276…` (German health care); the first ten name the issuer (gemSpec_PK_eGK
/// Card-G2-A_3818).
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Iccsn(String);

impl Iccsn {
    /// Fewest trailing digits that may stand for a card.
    pub const TAIL: usize = 4;

    /// Reads EF.GDO: `5A 0A` and ten octets BCD (gemSpec_SMC-B_ObjSys 5.3.4). `None` unless that is
    /// what it is.
    #[must_use]
    pub fn of_gdo(content: &[u8]) -> Option<Self> {
        let object = tlv::find(content, TAG_ICCSN)?;
        if object.length != DIGITS / 2 || object.is_cut() {
            return None;
        }
        Self::parse(&hex::encode(object.value))
    }

    /// Takes the 20 digits as text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let valid = text.len() == DIGITS
            && text.starts_with("80276")
            && text.bytes().all(|b| b.is_ascii_digit());
        valid.then(|| Self(text.to_owned()))
    }

    /// All 20 digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is the number of a virtual card of this program: of an issuer that there is none
    /// of (80276 99999).
    #[must_use]
    pub fn is_invented(&self) -> bool {
        self.0.starts_with(INVENTED)
    }

    /// The last four digits, which a person types to mean this card.
    #[must_use]
    pub fn tail(&self) -> &str {
        self.0.get(DIGITS - Self::TAIL..).unwrap_or_default()
    }

    /// The last five digits, the last group as it is printed: what tells one card from another on a
    /// screen.
    #[must_use]
    pub fn ending(&self) -> &str {
        self.0.get(DIGITS - GROUP..).unwrap_or_default()
    }

    /// Whether `digits` means this card: all 20, or at least the last four.
    #[must_use]
    pub fn is_meant_by(&self, digits: &str) -> bool {
        digits.len() >= Self::TAIL && self.0.ends_with(digits)
    }

    /// Issuer part and last four digits: `8027688311……0885`.
    #[must_use]
    pub fn masked(&self) -> String {
        format!("{}……{}", self.0.get(..10).unwrap_or_default(), self.tail())
    }

    /// In groups as a person compares them with the print on the card: `80276 88311 00002 20885`.
    #[must_use]
    pub fn grouped(&self) -> String {
        grouped(&self.0)
    }
}

/// Digits in groups of five.
#[must_use]
pub fn grouped(digits: &str) -> String {
    digits
        .as_bytes()
        .chunks(GROUP)
        .map(String::from_utf8_lossy)
        .collect::<Vec<_>>()
        .join(" ")
}

impl fmt::Display for Iccsn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Iccsn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Iccsn(…{})", self.tail())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_gdo(content: &str) -> Option<Iccsn> {
        Iccsn::of_gdo(&hex::decode(content).unwrap())
    }

    #[test]
    fn ef_gdo_holds_twenty_digits() {
        let iccsn = of_gdo("5A0A80276883110000220885").unwrap();
        assert_eq!(iccsn.as_str(), "80276883110000220885");
        assert_eq!(iccsn.tail(), "0885");
        assert_eq!(iccsn.ending(), "20885");
        assert_eq!(iccsn.grouped(), "80276 88311 00002 20885");
    }

    #[test]
    fn anything_else_in_ef_gdo_is_no_iccsn() {
        for content in [
            "5A0A8027688311000022088F",
            "5A0980276883110000220885",
            "5A0A802768831100002208",
            "5B0A80276883110000220885",
            "5A0A49276883110000220885",
            "",
        ] {
            assert_eq!(of_gdo(content), None, "{content}");
        }
    }

    #[test]
    fn a_card_is_meant_by_its_last_digits_four_at_least() {
        let iccsn = of_gdo("5A0A80276883110000220885").unwrap();
        assert!(iccsn.is_meant_by("0885") && iccsn.is_meant_by("80276883110000220885"));
        assert!(
            !iccsn.is_meant_by("885") && !iccsn.is_meant_by("8027") && !iccsn.is_meant_by("0886")
        );
    }

    #[test]
    fn numbers_of_virtual_cards_are_of_an_issuer_that_there_is_none_of() {
        let is_invented = |number| Iccsn::parse(number).unwrap().is_invented();
        assert!(is_invented("80276999990000000017"));
        assert!(!is_invented("80276883110000220885"));
        assert!(!is_invented("80276999980000000017"));
    }
}
