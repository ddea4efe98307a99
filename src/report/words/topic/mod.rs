//! Topics: which one helps with a failure, and how one is shown.

use super::line::Line;
use crate::card::{Kind, Operation};
use crate::reader;
use crate::reader::pin_pad::PadAnswer;
use crate::report::facts::check::Wrong;
use crate::report::facts::failure::Failure;
use crate::secrets;
use crate::text::{Text, Tone};
use crate::topics::radar::{Finding, Severity};
use crate::topics::{self, Article, Block, Issuer, Source, Topic};

/// Stable name of the topic that says more of a failure; `None` where the message says all there
/// is.
#[must_use]
pub fn of(failure: &Failure) -> Option<&'static str> {
    match failure {
        Failure::Wrong { operation, .. }
        | Failure::LastTry { operation, .. }
        | Failure::TryAgain { operation, .. }
        | Failure::LastTryDeclined { operation, .. } => Some(of_try(*operation)),
        Failure::Blocked { .. } | Failure::RescueDeclined { .. } | Failure::RescueUnasked { .. } => Some("blocked-card"),
        Failure::BlockedForGood { .. } => Some("replacement-kinds"),
        Failure::PukUsedUp { .. } | Failure::PukNoHelp { .. } | Failure::NotBlocked { .. } => Some("puk"),
        Failure::StillTransport { .. } => Some("activation-or-release"),
        Failure::PinNotOnCard { .. } | Failure::HolderNeeded => Some("which-secret"),
        Failure::NoReader | Failure::NoSuchReader { .. } | Failure::PadLack { .. } => Some("which-reader"),
        Failure::NoCard => Some("reader-not-found"),
        Failure::WrongKind { .. }
        | Failure::NoSuchCard { .. }
        | Failure::ChooseCard { .. }
        | Failure::DigitsOfOtherCard
        | Failure::WrongLetter
        | Failure::OtherCard { .. } => Some("two-cards"),
        Failure::PadEnded { answer, .. } => Some(of_pad(*answer)),
        Failure::Reader(error) | Failure::ReaderLater(error) => of_reader(error),
        Failure::Check(failure) => of_check(&failure.wrong),
        Failure::Secrets(problems) => of_secrets(problems),
        // Another program was at the card.
        Failure::OtherState { .. } => Some("konnektor-and-software"),
        Failure::Usage(_)
        | Failure::LastTryNeedsPin
        | Failure::NoSuchTopic
        | Failure::CardUnreadable { .. }
        | Failure::Unknown { .. }
        | Failure::HolderDeclined { .. }
        | Failure::OtherRun { .. }
        | Failure::Cancelled { .. }
        | Failure::NewPinRefused { .. }
        | Failure::CardRefused { .. }
        | Failure::SecretsSource(_)
        | Failure::NoInput
        | Failure::Notes(_)
        | Failure::NotesUnreadable(_)
        | Failure::File { .. }
        | Failure::Exists { .. }
        | Failure::VirtualCard(_)
        | Failure::Vpcd { .. }
        // Its remedy says what to do.
        | Failure::Finding(_)
        | Failure::Internal(_) => None,
    }
}

const fn of_check(wrong: &Wrong) -> Option<&'static str> {
    match wrong {
        Wrong::Expiring { .. } | Wrong::Expired { .. } => Some("replacement-kinds"),
        Wrong::Ended { .. } => Some("old-cards"),
        Wrong::Missing | Wrong::Unreadable | Wrong::Misplaced | Wrong::Forged { .. } => {
            Some("contact")
        }
        Wrong::Revoked { .. } => Some("replacement-kinds"),
        Wrong::NotPublished => Some("activation-or-release"),
        Wrong::NotYetValid { .. }
        | Wrong::Undated
        | Wrong::Unchecked { .. }
        | Wrong::Unavailable(_)
        | Wrong::Unverified
        | Wrong::ClockWrong { .. } => None,
    }
}

/// Too long or too short: perhaps it is another one of the letter, or the CAN.
fn of_secrets(problems: &[secrets::Problem]) -> Option<&'static str> {
    let is_length =
        |problem: &secrets::Problem| matches!(problem.kind, secrets::Kind::Length { .. });
    problems.iter().any(is_length).then_some("which-secret")
}

const fn of_try(operation: Operation) -> &'static str {
    match operation {
        Operation::Activate => "wrong-letter-line",
        Operation::Change | Operation::Verify => "which-secret",
        Operation::UnblockWithNew | Operation::Unblock => "puk",
    }
}

const fn of_pad(answer: PadAnswer) -> &'static str {
    match answer {
        PadAnswer::TimedOut
        | PadAnswer::Cancelled
        | PadAnswer::EntriesDiffer
        | PadAnswer::WrongLength => "pin-pad-timeouts",
        PadAnswer::Refused | PadAnswer::Unsupported | PadAnswer::Card(_) => "which-reader",
    }
}

const fn of_reader(error: &reader::Error) -> Option<&'static str> {
    match error {
        reader::Error::NoSuchReader(_) => Some("which-reader"),
        reader::Error::NoCard(_)
        | reader::Error::ReaderGone(_)
        | reader::Error::NoService(_)
        | reader::Error::ServiceFailed(_)
        | reader::Error::ServiceHangs
        | reader::Error::ServiceFull(_)
        | reader::Error::NotAllowed(_)
        | reader::Error::Mute(_) => Some("reader-not-found"),
        reader::Error::Busy(_) => Some("konnektor-and-software"),
        reader::Error::Removed(_)
        | reader::Error::Reset(_)
        | reader::Error::Broken { .. }
        | reader::Error::Interrupted
        | reader::Error::VirtualCard(_) => None,
    }
}

/// “More: pinlotse explain blocked-card”; `None` for a name that no topic has.
#[must_use]
pub fn more(name: &str, text: Text) -> Option<String> {
    let topic = topics::topic(name)?;
    Some(text.topic_more(&text.topic_call(topic.name(text.language()))))
}

/// What the radar found, as people read it: what is known, what to look for, what to do, where it
/// was read.
#[must_use]
pub fn finding_lines(finding: &Finding, text: Text) -> Vec<Line> {
    let tone = match finding.severity {
        Severity::Ended => Tone::Bad,
        Severity::Act => Tone::Warning,
        Severity::Hint => Tone::Plain,
    };
    let mut lines = vec![(tone, finding.what.clone())];
    lines.extend(
        finding
            .look_for
            .iter()
            .map(|look_for| (Tone::Plain, look_for.clone())),
    );
    lines.push((Tone::Plain, finding.hint.clone()));
    let source = finding
        .sources
        .first()
        .map(|source| text.topic_according_to(&source_line(source, text)));
    lines.extend(source.map(|source| (Tone::Plain, source)));
    lines.extend(more(finding.topic, text).map(|more| (Tone::Plain, more)));
    lines
}

/// What an issuer says of portal, release and order of steps; nothing of one that is not known.
#[must_use]
pub fn portal_lines(issuer: Option<&Issuer>, kind: Kind, text: Text) -> Vec<Line> {
    let Some(issuer) = issuer else {
        return Vec::new();
    };
    let order = if kind == Kind::Smcb {
        &issuer.order_smcb
    } else {
        &issuer.order_hba
    };
    let said = [&issuer.portal, &issuer.release, order]
        .into_iter()
        .flatten();
    said.map(|said| {
        (
            Tone::Plain,
            text.issuer_says(&issuer.name, said.say(text.language())),
        )
    })
    .collect()
}

/// A topic as `explain` shows it: the sources only where they are asked for, otherwise how to; and
/// how it gets shorter when it speaks of all issuers.
#[must_use]
pub fn page(article: &Article, text: Text, with_sources: bool) -> Vec<Line> {
    let mut page = body(article, text);
    if article.issuer.is_none() {
        page.insert(page.len().min(1), (Tone::Plain, text.topic_shorter()));
    }
    if with_sources {
        page.extend(source_lines(article, text));
    } else if let Some(topic) = topics::topic(article.id) {
        let call = text.topic_call(topic.name(text.language()));
        page.extend([blank(), (Tone::Plain, text.topic_sources_call(&call))]);
    }
    page
}

/// What there is to read in a topic, without its sources.
#[must_use]
pub fn body(article: &Article, text: Text) -> Vec<Line> {
    let mut lines = vec![(Tone::Heading, article.title.clone())];
    for section in &article.sections {
        if let Some(heading) = &section.heading {
            lines.extend([blank(), (Tone::Heading, text.topic_section(heading))]);
        }
        for block in &section.blocks {
            lines.push(blank());
            match block {
                Block::Paragraph(paragraph) => lines.push((Tone::Plain, paragraph.clone())),
                Block::List(items) => lines.extend(items.iter().map(|item| item_line(item))),
            }
        }
    }
    lines.extend([
        blank(),
        (Tone::Heading, text.topic_section(&text.topic_see())),
        blank(),
    ]);
    lines.extend(
        article
            .see
            .iter()
            .map(|topic| item_line(&list_line(topic, text))),
    );
    lines
}

fn source_lines(article: &Article, text: Text) -> Vec<Line> {
    let mut lines = vec![
        blank(),
        (Tone::Heading, text.topic_section(&text.topic_sources())),
        blank(),
    ];
    lines.extend(
        article
            .sources
            .iter()
            .map(|source| item_line(&source_line(source, text))),
    );
    lines
}

const fn blank() -> Line {
    (Tone::Plain, String::new())
}

fn item_line(text: &str) -> Line {
    (Tone::Plain, item(text))
}

/// An item of a list.
#[must_use]
pub fn item(text: &str) -> String {
    format!("- {text}")
}

fn source_line(source: &Source, text: Text) -> String {
    let date = source.date_for_people(text.language());
    if source.stored {
        text.topic_source_stored(&source.title, &source.url, &date)
    } else {
        text.topic_source(&source.title, &source.url, &date)
    }
}

/// A topic in a list: its name, and its title.
#[must_use]
pub fn list_line(topic: &Topic, text: Text) -> String {
    text.topic_line(topic.name(text.language()), topic.title(text.language()))
}

#[cfg(test)]
mod tests;
