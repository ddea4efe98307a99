//! Topics: which one helps with a failure, and how one is shown.

use serde_json::{Value, json};

use super::check::Wrong;
use super::failure::Failure;
use super::people::Line;
use crate::card::{Kind, Operation};
use crate::reader;
use crate::reader::pin_pad::PadAnswer;
use crate::secrets;
use crate::text::{Text, Tone};
use crate::topics::radar::{Finding, Severity};
use crate::topics::{self, Article, Block, Issuer, Source, Topic};

/// Stable name of the topic that says more of a failure; `None` where the message says all there is.
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
        Wrong::Missing | Wrong::Unreadable | Wrong::Misplaced | Wrong::Forged { .. } => Some("contact"),
        Wrong::Revoked { .. } => Some("replacement-kinds"),
        Wrong::NotPublished => Some("activation-or-release"),
        Wrong::NotYetValid { .. }
        | Wrong::Unchecked { .. }
        | Wrong::Unavailable(_)
        | Wrong::Unverified
        | Wrong::ClockWrong { .. } => None,
    }
}

/// Too long or too short: perhaps it is another one of the letter, or the CAN.
fn of_secrets(problems: &[secrets::Problem]) -> Option<&'static str> {
    let is_length = |problem: &secrets::Problem| matches!(problem.kind, secrets::Kind::Length { .. });
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
        PadAnswer::TimedOut | PadAnswer::Cancelled | PadAnswer::EntriesDiffer | PadAnswer::WrongLength => {
            "pin-pad-timeouts"
        }
        PadAnswer::Refused | PadAnswer::Unsupported | PadAnswer::Card(_) => "which-reader",
    }
}

const fn of_reader(error: &reader::Error) -> Option<&'static str> {
    match error {
        reader::Error::NoSuchReader(_) => Some("which-reader"),
        reader::Error::NoCard(_)
        | reader::Error::ReaderGone(_)
        | reader::Error::NoService(_)
        | reader::Error::NotAllowed(_)
        | reader::Error::Mute(_) => Some("reader-not-found"),
        reader::Error::Busy(_) => Some("konnektor-and-software"),
        reader::Error::Removed(_)
        | reader::Error::Reset(_)
        | reader::Error::Broken { .. }
        | reader::Error::VirtualCard(_) => None,
    }
}

/// “More: pinlotse explain blocked-card”; `None` for a name that no topic has.
#[must_use]
pub fn more(name: &str, text: Text) -> Option<String> {
    let topic = topics::topic(name)?;
    Some(text.topic_more(&text.topic_call(topic.name(text.language()))))
}

/// What the radar found, as people read it: what is known, what to look for, what to do, where it was read.
#[must_use]
pub fn finding_lines(finding: &Finding, text: Text) -> Vec<Line> {
    let tone = match finding.severity {
        Severity::Ended => Tone::Bad,
        Severity::Act => Tone::Warning,
        Severity::Hint => Tone::Plain,
    };
    let mut lines = vec![(tone, finding.what.clone())];
    lines.extend(finding.look_for.iter().map(|look_for| (Tone::Plain, look_for.clone())));
    lines.push((Tone::Plain, finding.hint.clone()));
    let source = finding.sources.first().map(|source| text.topic_according_to(&source_line(source, text)));
    lines.extend(source.map(|source| (Tone::Plain, source)));
    lines.extend(more(finding.topic, text).map(|more| (Tone::Plain, more)));
    lines
}

/// What an issuer says of portal, release and order of steps; nothing of one that is not known.
#[must_use]
pub fn portal_lines(issuer: Option<&Issuer>, kind: Kind, text: Text) -> Vec<Line> {
    let Some(issuer) = issuer else { return Vec::new() };
    let order = if kind == Kind::Smcb { &issuer.order_smcb } else { &issuer.order_hba };
    let said = [&issuer.portal, &issuer.release, order].into_iter().flatten();
    said.map(|said| (Tone::Plain, text.issuer_says(&issuer.name, said.say(text.language())))).collect()
}

/// What the radar found, as programs read it.
#[must_use]
pub fn finding_document(finding: &Finding) -> Value {
    json!({
        "code": finding.code,
        "severity": finding.severity.word(),
        "since": finding.since,
        "readable_from_chip": finding.readable_from_chip,
        "message": finding.what,
        "look_for": finding.look_for,
        "hint": finding.hint,
        "topic": finding.topic,
        "sources": finding.sources.iter().map(|source| source_document(source)).collect::<Vec<_>>(),
    })
}

fn source_document(source: &Source) -> Value {
    json!({ "title": source.title, "url": source.url, "date": source.date, "stored_copy": source.stored })
}

/// A topic as `explain` shows it: the sources only where they are asked for, otherwise how to; and how it gets shorter
/// when it speaks of all issuers.
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

/// A topic as people read it, with its sources at the end.
#[must_use]
pub fn lines(article: &Article, text: Text) -> Vec<Line> {
    let mut lines = body(article, text);
    lines.extend(source_lines(article, text));
    lines
}

fn body(article: &Article, text: Text) -> Vec<Line> {
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
    lines.extend([blank(), (Tone::Heading, text.topic_section(&text.topic_see())), blank()]);
    lines.extend(article.see.iter().map(|topic| item_line(&list_line(topic, text))));
    lines
}

fn source_lines(article: &Article, text: Text) -> Vec<Line> {
    let mut lines = vec![blank(), (Tone::Heading, text.topic_section(&text.topic_sources())), blank()];
    lines.extend(article.sources.iter().map(|source| item_line(&source_line(source, text))));
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

/// A topic as programs read it.
#[must_use]
pub fn document(article: &Article) -> Value {
    let block = |block: &Block| match block {
        Block::Paragraph(text) => json!({ "text": text }),
        Block::List(items) => json!({ "list": items }),
    };
    let sections = article.sections.iter().map(
        |section| json!({ "heading": section.heading, "blocks": section.blocks.iter().map(block).collect::<Vec<_>>() }),
    );
    let sources = article.sources.iter().map(|source| source_document(source));
    json!({
        "id": article.id,
        "title": article.title,
        "issuer": article.issuer,
        "sections": sections.collect::<Vec<_>>(),
        "see": article.see.iter().map(|topic| topic.id).collect::<Vec<_>>(),
        "sources": sources.collect::<Vec<_>>(),
    })
}

/// A topic of a list as programs read it.
#[must_use]
pub fn list_document(topic: &Topic, text: Text) -> Value {
    json!({ "id": topic.id, "alias": topic.alias, "title": topic.title(text.language()) })
}

#[cfg(test)]
mod tests {
    use apdu::StatusWord;

    use super::*;
    use crate::card::{Kind, PinKey, PinStatus};
    use crate::reader::pin_pad::PadLack;
    use crate::report::{BlockedBy, explain};
    use crate::text::Language;
    use crate::topics::radar::{CardFacts, findings};

    /// A failure of every kind that has a topic, and some that have none.
    fn failures() -> Vec<Failure> {
        let pin = PinKey::Ch;
        let status = StatusWord::new(0x6983);
        let operations =
            [Operation::Activate, Operation::Change, Operation::Verify, Operation::UnblockWithNew, Operation::Unblock];
        let mut failures = vec![
            Failure::Blocked { pin, known: BlockedBy::Status, transport: false },
            Failure::RescueDeclined { pin },
            Failure::PukNoHelp { pin },
            Failure::BlockedForGood { pin, status },
            Failure::PukUsedUp { pin, status, state: PinStatus::Blocked },
            Failure::NotBlocked { pin, hidden: false },
            Failure::StillTransport { pin },
            Failure::PinNotOnCard { pin, kind: Kind::Smcb },
            Failure::HolderNeeded,
            Failure::NoReader,
            Failure::NoSuchReader { wanted: String::new(), readers: Vec::new() },
            Failure::PadLack { reader: String::new(), lack: PadLack::NoPad },
            Failure::NoCard,
            Failure::WrongKind { found: Vec::new() },
            Failure::NoSuchCard { found: Vec::new() },
            Failure::ChooseCard { found: Vec::new() },
            Failure::DigitsOfOtherCard,
            Failure::WrongLetter,
            Failure::OtherCard { reader: String::new() },
            Failure::OtherState { pin },
            Failure::NoSuchTopic,
            Failure::NoInput,
            Failure::Secrets(vec![secrets::Problem {
                line: Some(1),
                key: Some(secrets::Key::Secret(secrets::Role::Transport, secrets::PinKey::Ch)),
                kind: secrets::Kind::Length { want: 5..=5, got: 6 },
            }]),
        ];
        for operation in operations {
            failures.push(Failure::Wrong { pin, operation, left: 2, other_line: None, by_issuers: 2, scripted: false });
            failures.push(Failure::LastTry { pin, operation });
            failures.push(Failure::LastTryDeclined { pin, operation });
            failures.push(Failure::TryAgain { pin, operation });
        }
        let answers = [
            PadAnswer::TimedOut,
            PadAnswer::Cancelled,
            PadAnswer::EntriesDiffer,
            PadAnswer::WrongLength,
            PadAnswer::Refused,
            PadAnswer::Unsupported,
        ];
        failures.extend(answers.map(|answer| Failure::PadEnded { pin, answer, firmware: None }));
        let name = String::new;
        let errors = || {
            [
                reader::Error::NoSuchReader(name()),
                reader::Error::ReaderGone(name()),
                reader::Error::NoCard(name()),
                reader::Error::Busy(name()),
                reader::Error::Mute(name()),
                reader::Error::NoService(name()),
                reader::Error::NotAllowed(name()),
            ]
        };
        failures.extend(errors().map(Failure::Reader));
        failures.extend(errors().map(Failure::ReaderLater));
        failures
    }

    #[test]
    fn a_finding_is_shown_with_what_to_do_its_source_and_its_topic() {
        let card = CardFacts { kind: "hba", generation: Some("G2.0"), ..CardFacts::default() };
        let found = findings(&card, 1_795_000_000, Language::De);
        let lines = finding_lines(&found[0], Text::default());
        assert_eq!(lines[0].0, Tone::Bad);
        let all = lines.iter().map(|(_, line)| line.as_str()).collect::<Vec<_>>().join("\n");
        for part in ["seit dem 01.07.2026", "im Portal", "Quelle: KV Saarland", "24.11.2026", "hilfe-zu alte-karten"] {
            assert!(all.contains(part), "{part}: {all}");
        }
        let document = finding_document(&found[0]);
        assert_eq!(document["code"], "generation_ended");
        assert_eq!((&document["severity"], &document["since"]), (&json!("ended"), &json!("2026-07-01")));
        assert!(document["sources"].as_array().unwrap().len() > 1 && document["sources"][0]["date"].is_string());
    }

    #[test]
    fn a_reader_or_a_card_that_is_not_recognised_leads_to_its_topic() {
        use reader::Error as E;
        let name = String::new;
        let errors = [E::NoService(name()), E::NotAllowed(name()), E::Mute(name()), E::ReaderGone(name())];
        for error in errors.into_iter().chain([E::NoCard(name())]) {
            assert_eq!(of(&Failure::Reader(error)), Some("reader-not-found"));
        }
        assert_eq!(of(&Failure::NoCard), Some("reader-not-found"));
        assert_eq!(of(&Failure::NoReader), Some("which-reader"));
    }

    #[test]
    fn english_lines_write_days_as_programs_do() {
        let card = CardFacts { kind: "hba", generation: Some("G2.0"), ..CardFacts::default() };
        let found = findings(&card, 1_795_000_000, Language::En);
        let lines = finding_lines(&found[0], Text::new(Language::En));
        let all = lines.iter().map(|(_, line)| line.as_str()).collect::<Vec<_>>().join("\n");
        for part in ["since 2026-07-01", "read on 2026-11-24"] {
            assert!(all.contains(part), "{part}: {all}");
        }
    }

    #[test]
    fn only_a_wrong_length_of_a_secret_leads_to_the_secrets() {
        let problem = |kind| secrets::Problem { line: Some(1), key: None, kind };
        let length = || problem(secrets::Kind::Length { want: 8..=8, got: 6 });
        for (problems, topic) in [
            (vec![length()], Some("which-secret")),
            (vec![problem(secrets::Kind::Empty), length()], Some("which-secret")),
            (vec![problem(secrets::Kind::Empty), problem(secrets::Kind::NotDigits)], None),
        ] {
            assert_eq!(of(&Failure::Secrets(problems)), topic);
        }
    }

    #[test]
    fn every_topic_of_a_failure_is_one() {
        let mut linked = 0;
        for failure in failures() {
            let Some(name) = of(&failure) else { continue };
            linked += 1;
            assert!(topics::topic(name).is_some_and(|topic| topic.id == name), "{failure:?}: {name}");
            for language in [Language::De, Language::En] {
                let text = Text::new(language);
                assert_eq!(explain(&failure, text).topic, Some(name));
                assert!(more(name, text).is_some());
            }
        }
        assert!(linked > 40, "{linked}");
        assert_eq!(more("no-topic", Text::default()), None);
    }
}
