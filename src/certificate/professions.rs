//! Professions and kinds of institutions by their OID 1.2.276.0.76.4.x (gemSpec_OID 3.24.0, some
//! wordings shortened).
//!
//! Certificates bring their own words; these are for certificates without, and they tell a person
//! from an institution.

/// The arc that all of them hang on.
const ARC: &str = "1.2.276.0.76.4.";

const PERSONS: &[(u16, &str)] = &[
    (30, "Ärztin/Arzt"),
    (31, "Zahnärztin/Zahnarzt"),
    (32, "Apotheker/-in"),
    (33, "Apothekerassistent/-in"),
    (34, "Pharmazieingenieur/-in"),
    (35, "pharmazeutisch-technische/-r Assistent/-in"),
    (36, "pharmazeutisch-kaufmännische/-r Angestellte"),
    (37, "Apothekenhelfer/-in"),
    (38, "Apothekenassistent/-in"),
    (39, "Pharmazeutische/-r Assistent/-in"),
    (40, "Apothekenfacharbeiter/-in"),
    (41, "Pharmaziepraktikant/-in"),
    (42, "Stud. pharm./Famulant/-in"),
    (43, "PTA-Praktikant/-in"),
    (44, "PKA-Auszubildende/-r"),
    (45, "Psychotherapeut/-in"),
    (46, "Psychologische/-r Psychotherapeut/-in"),
    (47, "Kinder- und Jugendlichenpsychotherapeut/-in"),
    (48, "Rettungsassistent/-in"),
    (49, "Versicherte/-r"),
    (178, "Notfallsanitäter/-in"),
    (232, "Gesundheits- und Krankenpfleger/-in"),
    (233, "Altenpfleger/-in"),
    (234, "Pflegefachfrau/-mann"),
    (235, "Hebamme"),
    (236, "Physiotherapeut/-in"),
    (237, "Augenoptiker/-in"),
    (238, "Hörakustiker/-in"),
    (239, "Orthopädieschuhmacher/-in"),
    (240, "Orthopädietechniker/-in"),
    (241, "Zahntechniker/-in"),
    (274, "Ergotherapeut/-in"),
    (275, "Logopäde/-in"),
    (276, "Podologe/-in"),
    (277, "Ernährungstherapie"),
    (305, "Orthopädie (kombiniert)"),
    (308, "Augenoptik und Hörakustik"),
    (312, "Hilfsmittelerbringer/-in"),
    (313, "Frisör/-in"),
    (315, "Masseur/-in"),
    (316, "Soziotherapie"),
    (318, "Stimm-/Sprech-/Sprach-/Schlucktherapie"),
    (319, "Diätassistent/-in"),
];

const INSTITUTIONS: &[(u16, &str)] = &[
    (50, "Betriebsstätte Arzt"),
    (51, "Zahnarztpraxis"),
    (52, "Betriebsstätte Psychotherapeut"),
    (53, "Krankenhaus"),
    (54, "Öffentliche Apotheke"),
    (55, "Krankenhausapotheke"),
    (56, "Bundeswehrapotheke"),
    (57, "Betriebsstätte Mobile Einrichtung Rettungsdienst"),
    (58, "Betriebsstätte gematik"),
    (59, "Betriebsstätte Kostenträger"),
    (187, "LEO Vertragszahnärzte"),
    (190, "AdV-Umgebung Kostenträger"),
    (210, "LEO KV"),
    (223, "GKV-Spitzenverband"),
    (224, "Apothekerverband"),
    (225, "DAV"),
    (226, "Mitgliedsverband Krankenhäuser"),
    (227, "DKTIG"),
    (228, "DKG"),
    (229, "BÄK"),
    (230, "Ärztekammer"),
    (231, "Zahnärztekammer"),
    (242, "KBV"),
    (243, "BZÄK"),
    (244, "KZBV"),
    (245, "Gesundheits-/Kranken-/Altenpflege"),
    (246, "Geburtshilfe"),
    (247, "Physiotherapie"),
    (248, "Augenoptiker"),
    (249, "Hörakustiker"),
    (250, "Orthopädieschuhmacher"),
    (251, "Orthopädietechniker"),
    (252, "Zahntechniker"),
    (253, "Rettungsleitstelle"),
    (254, "Sanitätsdienst Bundeswehr"),
    (255, "ÖGD"),
    (256, "Arbeitsmedizin"),
    (257, "Vorsorge/Reha"),
    (262, "Pflegeberatung § 7a"),
    (263, "Psychotherapeutenkammer"),
    (264, "BPtK"),
    (265, "LAK"),
    (266, "BAK"),
    (267, "eGBR"),
    (268, "HWK"),
    (269, "Register"),
    (270, "Abrechnungsdienstleister"),
    (271, "PKV-Verband"),
    (278, "Ergotherapiepraxis"),
    (279, "Logopädie"),
    (280, "Podologie"),
    (281, "Ernährungstherapie"),
    (282, "DiGA"),
    (284, "weitere Kostenträger"),
    (285, "weitere Organisationen"),
    (286, "KIM-Anbieter"),
    (292, "NCPeH"),
    (295, "TIM-Anbieter"),
    (303, "Ombudsstelle"),
    (304, "Augenoptik+Hörakustik"),
    (306, "Orthopädie (kombiniert)"),
    (311, "Hilfsmittel"),
    (314, "Frisör"),
    (317, "Soziotherapie"),
];

/// What the OID (dotted) means, in German; `None` when it is in neither table.
#[must_use]
pub fn text(oid: &str) -> Option<&'static str> {
    find(PERSONS, oid).or_else(|| find(INSTITUTIONS, oid))
}

/// Whether the OID (dotted) is that of a kind of institution.
#[must_use]
pub fn is_institution(oid: &str) -> bool {
    find(INSTITUTIONS, oid).is_some()
}

fn find(table: &'static [(u16, &'static str)], oid: &str) -> Option<&'static str> {
    let number: u16 = oid.strip_prefix(ARC)?.parse().ok()?;
    table
        .iter()
        .find(|(known, _)| *known == number)
        .map(|(_, text)| *text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oids_of_the_test_cards_have_the_words_of_their_certificates() {
        for (oid, expected, institution) in [
            ("1.2.276.0.76.4.31", "Zahnärztin/Zahnarzt", false),
            ("1.2.276.0.76.4.50", "Betriebsstätte Arzt", true),
            ("1.2.276.0.76.4.49", "Versicherte/-r", false),
        ] {
            assert_eq!(
                (text(oid), is_institution(oid)),
                (Some(expected), institution),
                "{oid}"
            );
        }
    }

    #[test]
    fn an_unknown_oid_has_no_words() {
        for oid in [
            "1.2.276.0.76.4.1",
            "1.2.276.0.76.4.31.1",
            "1.2.276.0.76.3.31",
            "1.2.276.0.76.4.99999999",
            "31",
            "",
        ] {
            assert_eq!(text(oid), None, "{oid}");
        }
    }

    #[test]
    fn no_number_stands_twice_and_no_text_is_empty() {
        let mut numbers: Vec<u16> = PERSONS
            .iter()
            .chain(INSTITUTIONS)
            .map(|(number, _)| *number)
            .collect();
        let all = numbers.len();
        numbers.sort_unstable();
        numbers.dedup();
        assert_eq!(numbers.len(), all);
        assert!(
            PERSONS
                .iter()
                .chain(INSTITUTIONS)
                .all(|(_, text)| !text.trim().is_empty())
        );
    }
}
