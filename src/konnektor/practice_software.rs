//! Whose a client system is, by its name.
//!
//! Who enters a PIN of an eHBA through a client system keeps the card from its other users (`gemSpec_Kon`,
//! error 4018), so that this program must not go as the practice software.

use super::identifiers::Id;

/// Words that the names of client systems of practice software have in them, in small letters.
const PRACTICE_SOFTWARE: [&str; 24] = [
    "albis", "cgm", "charly", "dampsoft", "duria", "elefant", "epikur", "evident", "indamed",
    "isynet", "kis", "linudent", "medatixx", "medical", "medistar", "praxis", "psyprax", "pvs",
    "quincy", "s3", "t2med", "tomedo", "turbomed", "z1",
];

/// Whether a client system sounds like that of the practice software.
#[must_use]
pub fn sounds_foreign(client_system: &Id) -> bool {
    let name = client_system.as_str().to_lowercase();
    let mut words = name.split(|c: char| !c.is_alphanumeric());
    // Short ones are words of their own, perhaps with a number behind; long ones may be a part of one.
    let is_one = |word: &str| {
        let bare = word.trim_end_matches(|c: char| c.is_ascii_digit());
        PRACTICE_SOFTWARE.iter().any(|known| {
            word == *known || bare == *known || (known.len() > 4 && word.contains(known))
        })
    };
    !is_own(client_system) && words.any(is_one)
}

/// Whether a client system says itself that it is this program's own.
#[must_use]
pub fn is_own(client_system: &Id) -> bool {
    client_system.as_str().to_lowercase().contains("pinlotse")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn client_systems_of_practice_software_are_known_by_their_names() {
        for (name, expected) in [
            ("MEDISTAR", true),
            ("Medistar-1", true),
            ("tomedo_client", true),
            ("PVS1", true),
            ("PVS", true),
            ("CGM2", true),
            ("KIS-3", true),
            ("Z1", true),
            ("Z2", false),
            ("cgm turbomed", true),
            ("Praxissoftware", true),
            ("pinlotse", false),
            ("pinlotse-praxis", false),
            ("CS1", false),
            ("Kiste", false),
        ] {
            assert_eq!(sounds_foreign(&Id::new(name).unwrap()), expected, "{name}");
        }
    }
}
