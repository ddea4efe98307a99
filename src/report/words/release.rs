//! Whether a card is released, in words: the answer in one sentence, what it means, what to do.

use super::certificates::purpose_label;
use super::dates::{date, moment};
use super::line::Line;
use super::{online, topic};
use crate::card::Kind;
use crate::card::files::FilePurpose;
use crate::online::{Cause, Error, Status, Unverified};
use crate::report::facts::asked::Asked;
use crate::report::facts::release::{Release, Standing, Told, Whole};
use crate::text::{Text, Tone};
use crate::topics::Issuer;

/// Whose portal a card is released in, and where its sentences stand.
#[derive(Debug, Clone, Copy)]
pub struct Around<'a> {
    /// Who issued the card, where that is known.
    pub issuer: Option<&'a Issuer>,
    /// The kind of the card.
    pub kind: Kind,
    /// Whether a sentence may send to the command line.
    pub at_command_line: bool,
    /// Whether it is an invented card: no list names its issuer.
    pub is_invented: bool,
}

/// The answer first, then what it means and what to do; after that what differs from it. Nothing
/// where nobody was asked.
#[must_use]
pub fn lines(asked: &[Asked], around: Around<'_>, text: Text) -> Vec<Line> {
    let Some(release) = Release::of(asked) else {
        return Vec::new();
    };
    let mut lines = vec![headline(&release, text)];
    let detail = |line: String| (Tone::Plain, format!("  {line}"));
    lines.extend(means(&release, around, text).into_iter().map(detail));
    if release.is_mixed {
        lines.push(detail(text.release_differs()));
        let said = asked.iter().map(|asked| {
            let purpose = asked.file.purpose;
            (purpose, of_purpose(purpose, &Told::of(asked), text))
        });
        let said: Vec<_> = said.collect();
        lines.extend(
            alike(&said, text)
                .into_iter()
                .map(|(tone, line)| (tone, format!("    {line}"))),
        );
    } else if let Some(signature) = release
        .signature
        .as_ref()
        .filter(|_| release.whole == Whole::Card)
    {
        let (tone, said) = of_purpose(FilePurpose::Qes, signature, text);
        let purpose = purpose_label(FilePurpose::Qes, text);
        lines.push((
            tone,
            format!("  {}", text.release_of_purpose(&purpose, &said)),
        ));
    }
    lines
}

/// Purposes of which the same is said share a line.
fn alike(said: &[(FilePurpose, Line)], text: Text) -> Vec<Line> {
    let mut lines: Vec<(&Line, Vec<String>)> = Vec::new();
    for (purpose, line) in said {
        let label = purpose_label(*purpose, text);
        match lines.iter_mut().find(|(there, _)| *there == line) {
            Some((_, labels)) => labels.push(label),
            None => lines.push((line, vec![label])),
        }
    }
    let shown = |((tone, said), labels): (&Line, Vec<String>)| {
        (*tone, text.release_of_purpose(&labels.join(", "), said))
    };
    lines.into_iter().map(shown).collect()
}

/// The answer in one sentence.
#[must_use]
pub fn headline(release: &Release, text: Text) -> Line {
    let first = release.first();
    let who = first.issuer.as_deref().unwrap_or_default();
    let when = first.at.map(|at| moment(at, text)).unwrap_or_default();
    match release.whole {
        Whole::Card => of_card(&release.card, text),
        Whole::PartlyRevoked => {
            let others = others(&release.card.standing, text);
            let said = match first.standing {
                Standing::Revoked { since: Some(since) } => {
                    text.release_partly_revoked(&date(since, text), who, &when, &others)
                }
                _ => text.release_partly_revoked_undated(who, &when, &others),
            };
            (Tone::Bad, said)
        }
        Whole::PartlyReleased => (Tone::Warning, text.release_partly_released(who, &when)),
        Whole::SignatureOnly => {
            let (tone, said) = of_purpose(FilePurpose::Qes, &release.card, text);
            let purpose = purpose_label(FilePurpose::Qes, text);
            let line = text.release_of_purpose(&purpose, &said);
            // It is no good news of the card.
            let tone = if tone == Tone::Good {
                Tone::Plain
            } else {
                tone
            };
            (tone, line)
        }
    }
}

/// How the certificates stand beside that for qualified signatures, as a part of a sentence.
fn others(standing: &Standing, text: Text) -> String {
    match standing {
        Standing::Released => text.release_others_released(),
        Standing::NotRevoked => text.release_others_not_revoked(),
        Standing::NotReleased => text.release_others_not_yet(),
        Standing::Revoked { .. }
        | Standing::Contradicted(_)
        | Standing::Unverified { .. }
        | Standing::Uncheckable(_)
        | Standing::Unavailable(_) => text.release_others_unsure(),
    }
}

/// How the card stands, in one sentence.
fn of_card(told: &Told, text: Text) -> Line {
    let who = told.issuer.as_deref().unwrap_or_default();
    let when = told.at.map(|at| moment(at, text)).unwrap_or_default();
    match &told.standing {
        Standing::Released => (Tone::Good, text.release_released(who, &when)),
        Standing::NotRevoked => (Tone::Warning, text.release_not_revoked(who, &when)),
        Standing::NotReleased => (Tone::Warning, text.release_not_yet(who, &when)),
        Standing::Revoked { since: Some(since) } => (
            Tone::Bad,
            text.release_revoked(&date(*since, text), who, &when),
        ),
        Standing::Revoked { since: None } => (Tone::Bad, text.release_revoked_undated(who, &when)),
        Standing::Unverified { why, responder, .. } => (
            Tone::Warning,
            text.release_unverified(&because(*why, responder, text)),
        ),
        Standing::Uncheckable(error) => (
            Tone::Warning,
            text.release_uncheckable(&online::reason(error, text)),
        ),
        Standing::Contradicted(error) => (
            Tone::Bad,
            text.release_contradicted(&online::reason(error, text)),
        ),
        Standing::Unavailable(error) => (
            Tone::Warning,
            text.release_unavailable(&online::reason(error, text)),
        ),
    }
}

/// Why nobody can tell whose an answer is, as a sentence without its end.
fn because(why: Unverified, responder: &str, text: Text) -> String {
    match why {
        Unverified::IssuerMissing | Unverified::NothingToCheckWith => {
            text.release_because_issuer_missing()
        }
        Unverified::SignerMissing => text.release_because_signer_missing(),
        Unverified::ForeignSigner => text.release_because_foreign(responder),
    }
}

/// What an answer says that nobody can tell whose it is.
pub(super) fn said(says: &Status, knows_certificate: bool, text: Text) -> String {
    match says {
        Status::Good if knows_certificate => text.release_said_good(),
        Status::Good => text.release_said_not_revoked(),
        Status::Unknown => text.release_said_unknown(),
        Status::Revoked { .. } => text.release_said_revoked(),
    }
}

/// The same in a line that names a purpose.
fn of_purpose(purpose: FilePurpose, told: &Told, text: Text) -> Line {
    match &told.standing {
        Standing::Unverified {
            why,
            says,
            knows_certificate,
            responder,
        } => {
            let because = match (purpose, why) {
                (FilePurpose::Qes, Unverified::IssuerMissing | Unverified::NothingToCheckWith) => {
                    text.release_because_unlisted()
                }
                _ => because(*why, responder, text),
            };
            let says = text.release_it_says(&said(says, *knows_certificate, text));
            let line = format!("{} {says}", text.release_unsure_of(&because));
            (Tone::Warning, line)
        }
        Standing::Uncheckable(error) => (
            Tone::Warning,
            text.release_unsure_of(&online::reason(error, text)),
        ),
        Standing::Contradicted(error) => (
            Tone::Bad,
            text.release_contradicted_of(&online::reason(error, text)),
        ),
        Standing::Unavailable(error) => (
            Tone::Warning,
            text.release_unavailable_of(&online::reason(error, text)),
        ),
        Standing::Revoked { .. }
        | Standing::NotReleased
        | Standing::NotRevoked
        | Standing::Released => of_card(told, text),
    }
}

/// What it means, and what to do.
fn means(release: &Release, around: Around<'_>, text: Text) -> Vec<String> {
    let ask = || topic::ask_line(around.issuer, around.kind, text).1;
    match release.whole {
        Whole::Card => means_of_card(&release.card, around, text),
        Whole::PartlyRevoked => vec![text.release_partly_revoked_means(), ask()],
        Whole::PartlyReleased => {
            let mut lines = vec![text.release_partly_released_means()];
            lines.extend(to_release(around, text));
            lines
        }
        Whole::SignatureOnly => {
            let mut lines = vec![text.release_signature_only_means()];
            lines.extend(release.is_signature_revoked().then(ask));
            lines
        }
    }
}

fn means_of_card(told: &Told, around: Around<'_>, text: Text) -> Vec<String> {
    let mut lines = match &told.standing {
        Standing::Released => vec![text.release_released_means()],
        Standing::NotRevoked => {
            let mut lines = vec![text.release_not_revoked_means()];
            lines.extend(see_portal(around, text));
            lines
        }
        Standing::NotReleased => not_released(around, text),
        Standing::Revoked { .. } => vec![
            text.release_revoked_means(),
            topic::ask_line(around.issuer, around.kind, text).1,
        ],
        Standing::Unverified {
            why,
            says,
            knows_certificate,
            ..
        } => {
            let said = said(says, *knows_certificate, text);
            unverified(*why, &said, told.has_list, around, text)
        }
        Standing::Contradicted(error) => vec![
            text.release_contradicted_means(),
            online::remedy(error, told.port, text),
            topic::ask_line(around.issuer, around.kind, text).1,
        ],
        Standing::Uncheckable(error) | Standing::Unavailable(error) => {
            let remedy = remedy(error, told, around, text);
            let mut lines = vec![text.release_unavailable_means()];
            lines.extend(remedy);
            lines.extend(see_portal(around, text));
            lines
        }
    };
    let age = told
        .age
        .map(|age| text.release_clock_ahead(&text.span(age)));
    lines.extend(age);
    lines
}

/// What to do about an answer that did not come, or that cannot be checked.
fn remedy(error: &Error, told: &Told, around: Around<'_>, text: Text) -> Option<String> {
    if error.cause() == Cause::Issuer {
        of_issuer(told.has_list, around, text)
    } else {
        Some(online::remedy(error, told.port, text))
    }
}

/// What to do where it is not known who the issuer is: to fetch the list helps only where none is here,
/// and where one can name the issuer. Nothing where there is no command line to do it at.
fn of_issuer(has_list: bool, around: Around<'_>, text: Text) -> Option<String> {
    match (has_list || around.is_invented, around.at_command_line) {
        (true, true) => Some(text.remedy_issuer_unlisted()),
        (true, false) => Some(text.release_issuer_unlisted()),
        (false, true) => Some(text.remedy_issuer_certs()),
        (false, false) => None,
    }
}

fn not_released(around: Around<'_>, text: Text) -> Vec<String> {
    let mut lines = vec![text.release_not_yet_means()];
    lines.extend(to_release(around, text));
    lines
}

/// Where a card is released, and what to have at hand for it.
fn to_release(around: Around<'_>, text: Text) -> Vec<String> {
    let kind = around.kind.word();
    let at_hand = around.issuer.and_then(|issuer| issuer.at_hand.get(kind));
    let portal = portal(
        around,
        text,
        |address| text.release_portal_at(address),
        text.release_portal(),
    );
    let mut lines = portal;
    lines.extend(at_hand.map(|said| text.guide_slip_at_hand(said.say(text.language()))));
    lines.push(text.release_done_already());
    lines
}

fn unverified(
    why: Unverified,
    said: &str,
    has_list: bool,
    around: Around<'_>,
    text: Text,
) -> Vec<String> {
    let mut lines = vec![text.release_unverified_means(said)];
    let is_missing = matches!(
        why,
        Unverified::IssuerMissing | Unverified::NothingToCheckWith
    );
    if is_missing {
        lines.extend(of_issuer(has_list, around, text));
    }
    lines.extend(see_portal(around, text));
    lines
}

fn see_portal(around: Around<'_>, text: Text) -> Vec<String> {
    portal(
        around,
        text,
        |address| text.release_see_portal_at(address),
        text.release_see_portal(),
    )
}

/// The portal by its address; where one address does not do, by what is known of it.
fn portal(
    around: Around<'_>,
    text: Text,
    at: impl Fn(&str) -> String,
    somewhere: String,
) -> Vec<String> {
    let issuer = around.issuer;
    if let Some(address) = issuer.and_then(|issuer| issuer.address.get(around.kind.word())) {
        return vec![at(address)];
    }
    let known = issuer.and_then(|issuer| topic::portal_line(issuer, text));
    let known = known.map(|(_, line)| line);
    std::iter::once(somewhere).chain(known).collect()
}

#[cfg(test)]
mod tests {
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
    fn a_signature_that_stands_otherwise_changes_the_answer_and_one_alone_says_nothing_of_the_card()
    {
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
}
