use super::*;
use crate::text::Language;

fn told(standing: Standing, at: i64) -> Told {
    Told {
        standing,
        issuer: Some("medisign".to_owned()),
        at: Some(at),
        age: None,
        port: None,
        has_list: false,
    }
}

#[test]
fn the_answer_is_one_sentence_with_who_says_so_and_when_by_german_clocks() {
    // 2026-11-28 13:02 and 2026-07-28 12:02 UTC: winter and summer.
    let (winter, summer) = (1_795_870_920, 1_785_240_120);
    let since = Some(1_770_091_506);
    let (de, en) = (Text::new(Language::De), Text::new(Language::En));
    for (standing, at, german, english) in [
        (
            Standing::Released,
            winter,
            "Freigeschaltet (bestätigt vom Herausgeber medisign, 28.11.2026 14:02).",
            "Released (confirmed by the issuer medisign, 2026-11-28 14:02).",
        ),
        (
            Standing::NotReleased,
            summer,
            "Noch nicht freigeschaltet (bestätigt vom Herausgeber medisign, 28.07.2026 14:02).",
            "Not released yet (confirmed by the issuer medisign, 2026-07-28 14:02).",
        ),
        (
            Standing::Revoked { since },
            winter,
            "Gesperrt am 03.02.2026 (bestätigt vom Herausgeber medisign, 28.11.2026 14:02).",
            "Revoked on 2026-02-03 (confirmed by the issuer medisign, 2026-11-28 14:02).",
        ),
        (
            Standing::Unverified {
                why: Unverified::IssuerMissing,
                says: Status::Good,
                knows_certificate: true,
                responder: String::new(),
            },
            winter,
            "Ob die Karte freigeschaltet ist, ist nicht sicher: dieser PC kann nicht prüfen, ob wirklich der Herausgeber geantwortet hat.",
            "Whether the card is released is not certain: this PC cannot check whether it was really the issuer who answered.",
        ),
        (
            Standing::Contradicted(Error::BadSignature),
            winter,
            "Ob die Karte freigeschaltet ist, ist nicht sicher: keine glaubwürdige Antwort (die Unterschrift der Auskunft ist falsch).",
            "Whether the card is released is not certain: no answer that can be believed (the signature of the answer is wrong).",
        ),
    ] {
        let told = told(standing, at);
        assert_eq!(of_card(&told, de).1, german);
        assert_eq!(of_card(&told, en).1, english);
    }
}

#[test]
fn of_every_standing_it_is_said_what_it_means_and_where_one_can_look_or_ask() {
    let around = |issuer| Around {
        issuer,
        kind: Kind::Hba,
        at_command_line: false,
        is_invented: false,
    };
    let issuers = crate::topics::issuers::all();
    let mut standings = vec![
        Standing::NotRevoked,
        Standing::NotReleased,
        Standing::Revoked { since: None },
        Standing::Contradicted(Error::BadSignature),
        Standing::Uncheckable(Error::Unsupported("1.2.3".to_owned())),
        Standing::Unavailable(Error::NoUrl),
    ];
    let whys = [
        Unverified::IssuerMissing,
        Unverified::NothingToCheckWith,
        Unverified::SignerMissing,
        Unverified::ForeignSigner,
    ];
    standings.extend(whys.map(|why| Standing::Unverified {
        why,
        says: Status::Unknown,
        knows_certificate: false,
        responder: "Responder".to_owned(),
    }));
    for language in [Language::De, Language::En] {
        let text = Text::new(language);
        for standing in &standings {
            let told = told(standing.clone(), 0);
            for issuer in issuers {
                let lines = means_of_card(&told, around(Some(issuer)), text).join("\n");
                let is_asked = matches!(
                    standing,
                    Standing::Revoked { .. } | Standing::Contradicted(_)
                );
                // Of one issuer no address is known at which it is asked about an eHBA.
                let is_known = !is_asked || issuer.ask.contains_key("hba");
                let has_address = lines.contains("https://");
                assert_eq!(has_address, is_known, "{standing:?}: {lines}");
                // Where one chooses by numbers no sentence sends to the command line.
                assert!(!lines.contains("--"), "{standing:?}: {lines}");
            }
            let unknown = means_of_card(&told, around(None), text);
            assert!(unknown.len() > 1, "{standing:?}: {unknown:?}");
        }
    }
}

#[test]
fn a_signature_that_stands_otherwise_changes_the_answer_and_one_alone_says_nothing_of_the_card() {
    let revoked = || {
        let since = Some(1_770_091_506);
        told(Standing::Revoked { since }, 1_795_870_920)
    };
    let release = |card, whole, signature| Release {
        card,
        whole,
        is_mixed: false,
        signature,
    };
    let released = || told(Standing::Released, 1_795_870_920);
    let silent = || told(Standing::Unavailable(Error::NoUrl), 0);
    let not_yet = || told(Standing::NotReleased, 1_795_870_920);
    let german = Text::new(Language::De);
    let confirmed = "(bestätigt vom Herausgeber medisign, 28.11.2026 14:02)";
    for (release, said) in [
        (
            release(released(), Whole::PartlyRevoked, Some(revoked())),
            format!(
                "Teilweise gesperrt: die Unterschrift (QES) ist seit 03.02.2026 gesperrt {confirmed}; Anmeldung und Verschlüsselung sind freigeschaltet."
            ),
        ),
        (
            release(silent(), Whole::PartlyRevoked, Some(revoked())),
            format!(
                "Teilweise gesperrt: die Unterschrift (QES) ist seit 03.02.2026 gesperrt {confirmed}; ob Anmeldung und Verschlüsselung freigeschaltet sind, ist nicht sicher."
            ),
        ),
        (
            release(released(), Whole::PartlyReleased, Some(not_yet())),
            format!(
                "Teilweise freigeschaltet: die Unterschrift (QES) ist es noch nicht {confirmed}; Anmeldung und Verschlüsselung sind es."
            ),
        ),
        (
            release(released(), Whole::SignatureOnly, None),
            format!("Unterschrift (QES): Freigeschaltet {confirmed}."),
        ),
    ] {
        let (tone, line) = headline(&release, german);
        assert_eq!(line, said);
        assert_ne!(tone, Tone::Good, "{line}");
    }
}

/// To fetch a list that is here, or one that cannot name the issuer, helps nobody.
#[test]
fn the_list_is_to_be_fetched_only_where_none_is_here_that_could_name_the_issuer() {
    let german = Text::new(Language::De);
    for (has_list, is_invented, fetches) in [
        (false, false, true),
        (true, false, false),
        (false, true, false),
    ] {
        let around = Around {
            issuer: None,
            kind: Kind::Hba,
            at_command_line: true,
            is_invented,
        };
        let standings = [
            Standing::Unverified {
                why: Unverified::IssuerMissing,
                says: Status::Good,
                knows_certificate: true,
                responder: String::new(),
            },
            Standing::Unavailable(Error::IssuerUnknown),
        ];
        for standing in standings {
            let told = Told {
                has_list,
                ..told(standing, 0)
            };
            let lines = means_of_card(&told, around, german).join("\n");
            assert_eq!(
                lines.contains("herausgeber aktualisieren"),
                fetches,
                "{lines}"
            );
            let is_unlisted =
                lines.contains("Die Liste von gematik nennt diesen Herausgeber nicht.");
            assert_eq!(is_unlisted, !fetches, "{lines}");
        }
    }
}
