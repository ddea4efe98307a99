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
mod tests;
