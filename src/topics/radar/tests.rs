//! The radar by its data file, case by case.

use super::*;

#[test]
fn every_entry_of_the_data_file_can_be_relied_on() {
    assert!(ENTRIES.len() >= 5);
    for entry in ENTRIES.iter() {
        let code = &entry.code;
        for day in [&entry.since, &entry.issued_from, &entry.issued_until]
            .into_iter()
            .flatten()
        {
            assert!(Date::parse(day).is_some(), "{code}: {day}");
        }
        assert!(
            entry
                .kinds
                .iter()
                .all(|kind| ["hba", "smcb"].contains(&kind.as_str())),
            "{code}"
        );
        let issuers = entry.issuers.iter().flatten();
        assert!(
            issuers
                .into_iter()
                .all(|id| crate::topics::issuers::by_id(id).is_some()),
            "{code}"
        );
        assert!(
            crate::topics::topic(&entry.topic).is_some_and(|topic| topic.id == entry.topic),
            "{code}"
        );
        assert!(!entry.sources.is_empty(), "{code}");
        assert!(
            entry.readable_from_chip || entry.de.look_for.is_some() && entry.en.look_for.is_some(),
            "{code}"
        );
    }
}

const GERMAN: Text = Text::new(Language::De);
const ENGLISH: Text = Text::new(Language::En);

const NOW: &str = "2026-11-25";
const SECONDS_A_DAY: i64 = 86_400;

fn seconds(day: &str) -> i64 {
    Date::parse(day).unwrap().days_since_epoch() * SECONDS_A_DAY
}

/// Certificates that end together.
fn ends(at: i64) -> Ends {
    Ends::of([(Use::Authentication, at), (Use::Encryption, at)])
}

/// An eHBA of today that nothing is known against.
fn hba() -> CardFacts<'static> {
    CardFacts {
        kind: "hba",
        generation: Some("G2.1"),
        issuer: Some("d-trust"),
        is_for_tests: false,
        has_rsa: Some(true),
        has_ecc: Some(true),
        issued: Some(seconds("2025-06-01")),
        ends: ends(seconds("2030-06-01")),
    }
}

fn codes(card: &CardFacts<'_>, day: &str) -> Vec<&'static str> {
    findings(card, seconds(day))
        .iter()
        .map(Finding::code)
        .collect()
}

#[test]
fn nothing_is_known_against_a_card_of_today() {
    assert_eq!(codes(&hba(), NOW), [""; 0]);
    let smcb = CardFacts {
        kind: "smcb",
        ..hba()
    };
    assert_eq!(codes(&smcb, NOW), [""; 0]);
}

#[test]
fn rsa_only_cards_of_the_old_generation_ended_with_june_2026() {
    for kind in ["hba", "smcb"] {
        for (has_rsa, has_ecc) in [(Some(true), Some(false)), (None, None)] {
            let old = CardFacts {
                kind,
                generation: Some("G2.0"),
                issuer: None,
                has_rsa,
                has_ecc,
                ..hba()
            };
            assert_eq!(codes(&old, "2026-06-30"), [""; 0]);
            assert_eq!(codes(&old, "2026-07-01"), ["generation_ended"]);
        }
        for (has_rsa, has_ecc) in [
            (Some(true), Some(true)),
            (Some(false), Some(true)),
            (Some(false), Some(false)),
        ] {
            let other = CardFacts {
                kind,
                generation: Some("G2.0"),
                has_rsa,
                has_ecc,
                ..hba()
            };
            assert_eq!(codes(&other, NOW), [""; 0], "{other:?}");
        }
    }
    let finding = &findings(
        &CardFacts {
            generation: Some("G2.0"),
            has_ecc: Some(false),
            ..hba()
        },
        seconds(NOW),
    )[0];
    assert!(
        finding.what(ENGLISH).contains("2026-07-01")
            && finding.is_readable_from_chip()
            && !finding.sources().is_empty()
    );
}

#[test]
fn an_old_card_of_t_systems_is_told_its_own_story_once() {
    let old = CardFacts {
        generation: Some("G2.0"),
        issuer: Some("t-systems"),
        has_ecc: Some(false),
        ..hba()
    };
    let found = findings(&old, seconds(NOW));
    assert_eq!(found.len(), 1);
    for part in ["15.12.2022", "Schleswig-Holstein", "sollten"] {
        assert!(found[0].what(GERMAN).contains(part), "{found:?}");
    }
}

#[test]
fn a_recall_of_bodies_needs_issuer_and_time_and_says_that_the_chip_does_not_tell() {
    let within = CardFacts {
        issued: Some(seconds("2025-01-31")),
        ..hba()
    };
    let found = findings(&within, seconds(NOW));
    assert_eq!(found[0].code(), "recall_idemia");
    assert!(!found[0].is_readable_from_chip());
    let look_for = found[0].look_for(GERMAN).unwrap();
    assert!(
        look_for.contains("nicht ablesen") && look_for.contains("„Idemia“"),
        "{look_for}"
    );

    let later = CardFacts {
        issued: Some(seconds("2025-02-01")),
        ..hba()
    };
    let of_nobody = CardFacts {
        issuer: None,
        ..within
    };
    let undated = CardFacts {
        issued: None,
        ..within
    };
    let practice = CardFacts {
        kind: "smcb",
        ..within
    };
    for card in [later, of_nobody, undated, practice] {
        assert_eq!(codes(&card, NOW), [""; 0], "{card:?}");
    }
    let shc = CardFacts {
        issuer: Some("shc-care"),
        issued: Some(seconds("2025-11-15")),
        ..hba()
    };
    assert_eq!(codes(&shc, NOW), ["recall_idemia"]);
    assert_eq!(
        codes(
            &CardFacts {
                issued: Some(seconds("2025-11-16")),
                ..shc
            },
            NOW
        ),
        [""; 0]
    );
    let asked = findings(&shc, seconds(NOW));
    let look_for = asked[0].look_for(GERMAN).unwrap();
    assert!(
        !look_for.contains("Idemia") && asked[0].is_readable_from_chip(),
        "all of them, whatever is printed: {look_for}"
    );
}

#[test]
fn a_recall_of_bodies_is_known_on_earlier_days_too_and_claims_no_more_than_is_known() {
    for issuer in ["d-trust", "shc-care"] {
        let card = CardFacts {
            issuer: Some(issuer),
            issued: Some(seconds("2024-05-02")),
            ..hba()
        };
        assert_eq!(codes(&card, "2025-01-30"), [""; 0]);
        for day in ["2025-01-31", "2026-03-01", NOW] {
            assert_eq!(codes(&card, day), ["recall_idemia"], "{issuer} {day}");
        }
        let found = &findings(&card, seconds(NOW))[0];
        assert!(
            found.what(GERMAN).contains("sollen sie gesperrt werden"),
            "{found:?}"
        );
        assert!(
            found.hint(GERMAN).contains("pinlotse status --online"),
            "{found:?}"
        );
    }
}

#[test]
fn a_test_card_is_recalled_by_nobody_but_expires() {
    let old = CardFacts {
        generation: Some("G2.0"),
        has_ecc: Some(false),
        is_for_tests: true,
        ..hba()
    };
    let body = CardFacts {
        issued: Some(seconds("2022-01-01")),
        is_for_tests: true,
        ..hba()
    };
    for card in [old, body] {
        assert_eq!(codes(&card, NOW), [""; 0], "{card:?}");
        assert_eq!(
            codes(
                &CardFacts {
                    is_for_tests: false,
                    ..card
                },
                NOW
            )
            .len(),
            1,
            "{card:?}"
        );
        assert_eq!(
            codes(
                &CardFacts {
                    ends: ends(seconds("2026-11-01")),
                    ..card
                },
                NOW
            ),
            ["expired"]
        );
        assert_eq!(
            codes(
                &CardFacts {
                    ends: ends(seconds("2026-12-01")),
                    ..card
                },
                NOW
            ),
            ["replacement_due"]
        );
    }
}

#[test]
fn the_recall_of_medisign_needs_ecc_only() {
    let recalled = CardFacts {
        issuer: Some("medisign"),
        issued: Some(seconds("2026-01-01")),
        has_rsa: Some(false),
        ends: ends(seconds("2031-01-01")),
        ..hba()
    };
    assert_eq!(codes(&recalled, NOW), ["recall_medisign_ecc_only"]);
    for card in [
        CardFacts {
            has_rsa: Some(true),
            ..recalled
        },
        CardFacts {
            has_rsa: None,
            ..recalled
        },
        CardFacts {
            issued: Some(seconds("2025-12-31")),
            ..recalled
        },
        CardFacts {
            issuer: Some("d-trust"),
            ..recalled
        },
    ] {
        assert_eq!(codes(&card, NOW), [""; 0], "{card:?}");
    }
}

#[test]
fn a_new_card_is_due_from_90_days_before_the_end_until_it() {
    for kind in ["hba", "smcb"] {
        let card = CardFacts {
            kind,
            ends: ends(seconds("2027-03-01")),
            ..hba()
        };
        assert_eq!(codes(&card, "2026-11-30"), [""; 0]);
        assert_eq!(codes(&card, "2026-12-01"), ["replacement_due"]);
        assert_eq!(codes(&card, "2027-03-01"), ["replacement_due"]);
        assert_eq!(codes(&card, "2027-03-02"), ["expired"]);
        let last = &findings(&card, seconds("2027-02-28"))[0];
        let what = last.what(GERMAN);
        assert!(
            what.contains("01.03.2027") && what.contains("noch 1 Tag."),
            "{what}"
        );
    }
}

#[test]
fn the_hour_of_the_day_does_not_change_the_days_left() {
    let card = CardFacts {
        ends: ends(seconds("2027-03-01") + SECONDS_A_DAY - 1),
        ..hba()
    };
    for hour in [0, 9, 23] {
        let at = |day: &str| seconds(day) + hour * 3_600;
        assert_eq!(card.ends.days_left(at("2026-12-01")), Some(90));
        assert_eq!(card.ends.days_left(at("2027-03-01")), Some(0));
        assert_eq!(card.ends.days_left(at("2027-03-02")), Some(-1));
        let code = |day: &str| findings(&card, at(day)).first().map(Finding::code);
        assert_eq!(code("2026-11-30"), None);
        assert_eq!(code("2026-12-01"), Some("replacement_due"));
        assert_eq!(code("2027-03-01"), Some("replacement_due"));
        assert_eq!(code("2027-03-02"), Some("expired"));
    }
    let at_noon = CardFacts {
        ends: ends(seconds("2027-03-01") + SECONDS_A_DAY / 2),
        ..hba()
    };
    let code = |second| findings(&at_noon, second)[0].code();
    assert_eq!(
        code(seconds("2027-03-01") + SECONDS_A_DAY / 2),
        "replacement_due"
    );
    assert_eq!(
        code(seconds("2027-03-01") + SECONDS_A_DAY / 2 + 1),
        "expired"
    );
}

#[test]
fn a_card_is_over_only_when_all_of_it_is() {
    let card = CardFacts {
        ends: Ends::of([
            (Use::Authentication, seconds("2027-01-07")),
            (Use::Encryption, seconds("2021-01-01")),
            (Use::Signature, seconds("2031-01-06")),
        ]),
        ..hba()
    };
    assert_eq!(
        codes(&card, NOW),
        ["certificate_expired", "replacement_due"]
    );
    let found = findings(&card, seconds(NOW));
    assert_eq!(
        found[0].what(GERMAN),
        "Nicht mehr gültig: Verschlüsselung (ENC) am 01.01.2021. Noch gültig: Anmeldung (AUT) bis 07.01.2027, Unterschrift (QES) bis 06.01.2031."
    );
    assert_eq!(
        found[1].what(GERMAN),
        "Am 07.01.2027 (noch 43 Tage) endet: Anmeldung (AUT). Länger gültig: Unterschrift (QES) bis 06.01.2031."
    );
    assert_eq!(codes(&card, "2031-01-07"), ["expired"]);
}

#[test]
fn the_worst_comes_first() {
    let card = CardFacts {
        issued: Some(seconds("2022-01-01")),
        ends: ends(seconds("2026-11-01")),
        ..hba()
    };
    assert_eq!(codes(&card, NOW), ["expired", "recall_idemia"]);
}

#[test]
fn the_source_that_is_shown_is_about_no_other_kind_of_card() {
    let of_hba = |entry: &&Entry| entry.kinds.iter().any(|kind| kind == "hba");
    for entry in ENTRIES.iter().filter(of_hba) {
        let shown = sources::by_names(entry.sources.iter().map(String::as_str));
        let title = &shown.first().unwrap().title;
        assert!(!title.contains("SMC-B"), "{}: {title}", entry.code);
    }
}
