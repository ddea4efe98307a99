//! Whether a card is released, in words: the answer in one sentence, what it means, what to do.

use super::certificates::purpose_label;
use super::dates::{date, moment};
use super::line::Line;
use super::{online, topic};
use crate::card::Kind;
use crate::card::files::FilePurpose;
use crate::online::{Status, Unverified};
use crate::report::facts::asked::Asked;
use crate::report::facts::release::{Release, Standing, Told};
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
}

/// The answer first, then what it means and what to do; after that what differs from it. Nothing
/// where nobody was asked.
#[must_use]
pub fn lines(asked: &[Asked], around: Around<'_>, text: Text) -> Vec<Line> {
    let Some(release) = Release::of(asked) else {
        return Vec::new();
    };
    let (tone, answer) = headline(&release.card, text);
    let mut lines = vec![(tone, answer)];
    let detail = |line: String| (Tone::Plain, format!("  {line}"));
    lines.extend(means(&release.card, around, text).into_iter().map(detail));
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
    } else if let Some(signature) = &release.signature {
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
pub fn headline(told: &Told, text: Text) -> Line {
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

/// Why nobody can tell whose an answer is, as what follows “because”.
#[must_use]
pub fn because(why: Unverified, responder: &str, text: Text) -> String {
    match why {
        Unverified::IssuerMissing => text.release_because_issuer_missing(),
        Unverified::NothingToCheckWith => text.release_because_nothing(),
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
    let Standing::Unverified {
        why,
        says,
        knows_certificate,
        responder,
    } = &told.standing
    else {
        return headline(told, text);
    };
    let because = match (purpose, why) {
        (FilePurpose::Qes, Unverified::IssuerMissing | Unverified::NothingToCheckWith) => {
            text.release_because_unlisted()
        }
        _ => because(*why, responder, text),
    };
    let says = text.release_it_says(&said(says, *knows_certificate, text));
    let line = format!("{} {says}", text.release_unverified(&because));
    (Tone::Warning, line)
}

/// What it means, and what to do.
fn means(told: &Told, around: Around<'_>, text: Text) -> Vec<String> {
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
        } => unverified(*why, &said(says, *knows_certificate, text), around, text),
        Standing::Contradicted(error) => vec![
            text.release_contradicted_means(),
            online::remedy(error, told.port, text),
            topic::ask_line(around.issuer, around.kind, text).1,
        ],
        Standing::Uncheckable(error) | Standing::Unavailable(error) => {
            let remedy = online::remedy(error, told.port, text);
            let mut lines = vec![text.release_unavailable_means(), remedy];
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

fn not_released(around: Around<'_>, text: Text) -> Vec<String> {
    let kind = around.kind.word();
    let at_hand = around.issuer.and_then(|issuer| issuer.at_hand.get(kind));
    let portal = portal(
        around,
        text,
        |address| text.release_portal_at(address),
        text.release_portal(),
    );
    let mut lines = vec![text.release_not_yet_means()];
    lines.extend(portal);
    lines.extend(at_hand.map(|said| text.guide_slip_at_hand(said.say(text.language()))));
    lines.push(text.release_done_already());
    lines
}

fn unverified(why: Unverified, said: &str, around: Around<'_>, text: Text) -> Vec<String> {
    let mut lines = vec![text.release_unverified_means(said)];
    let is_missing = matches!(
        why,
        Unverified::IssuerMissing | Unverified::NothingToCheckWith
    );
    if is_missing && around.at_command_line {
        lines.push(text.remedy_issuer_certs());
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
    use crate::online::Error;
    use crate::text::Language;

    fn told(standing: Standing, at: i64) -> Told {
        Told {
            standing,
            issuer: Some("medisign".to_owned()),
            at: Some(at),
            age: None,
            port: None,
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
                "Antwort nicht überprüfbar, weil das Zertifikat des Herausgebers hier nicht vorliegt.",
                "The answer cannot be verified because the issuer’s certificate is not at hand.",
            ),
            (
                Standing::Contradicted(Error::BadSignature),
                winter,
                "Keine glaubwürdige Antwort: die Unterschrift der Auskunft ist falsch.",
                "No answer that can be believed: the signature of the answer is wrong.",
            ),
        ] {
            let told = told(standing, at);
            assert_eq!(headline(&told, de).1, german);
            assert_eq!(headline(&told, en).1, english);
        }
    }

    #[test]
    fn of_every_standing_it_is_said_what_it_means_and_where_one_can_look_or_ask() {
        let around = |issuer| Around {
            issuer,
            kind: Kind::Hba,
            at_command_line: false,
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
                    let lines = means(&told, around(Some(issuer)), text).join("\n");
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
                let unknown = means(&told, around(None), text);
                assert!(unknown.len() > 1, "{standing:?}: {unknown:?}");
            }
        }
    }
}
