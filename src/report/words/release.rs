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
fn said(says: &Status, knows_certificate: bool, text: Text) -> String {
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
        Standing::NotRevoked => vec![text.release_not_revoked_means(), see_portal(around, text)],
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
        Standing::Uncheckable(error) | Standing::Unavailable(error) => vec![
            text.release_unavailable_means(),
            online::remedy(error, told.port, text),
            see_portal(around, text),
        ],
    };
    let age = told
        .age
        .map(|age| text.release_clock_ahead(&text.span(age)));
    lines.extend(age);
    lines
}

fn not_released(around: Around<'_>, text: Text) -> Vec<String> {
    let kind = around.kind.word();
    let address = around.issuer.and_then(|issuer| issuer.address.get(kind));
    let at_hand = around.issuer.and_then(|issuer| issuer.at_hand.get(kind));
    let portal = address.map_or_else(
        || text.release_portal(),
        |address| text.release_portal_at(address),
    );
    let mut lines = vec![text.release_not_yet_means(), portal];
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
    lines.push(see_portal(around, text));
    lines
}

fn see_portal(around: Around<'_>, text: Text) -> String {
    let address = around
        .issuer
        .and_then(|issuer| issuer.address.get(around.kind.word()));
    address.map_or_else(
        || text.release_see_portal(),
        |address| text.release_see_portal_at(address),
    )
}
