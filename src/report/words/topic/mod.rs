//! How a topic is shown, and what the radar found.

use std::collections::BTreeSet;

use super::line::Line;
use crate::card::Kind;
use crate::text::{Text, Tone};
use crate::topics::codes::Asked;
use crate::topics::issuers::Statement;
use crate::topics::radar::{Finding, Severity};
use crate::topics::{self, Article, Block, Issuer, Source, Topic};

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
    let mut lines = finding_body(finding, text);
    lines.extend(more(finding.topic(), text).map(|more| (Tone::Plain, more)));
    lines
}

/// How much a finding weighs.
pub(super) const fn tone_of(finding: &Finding) -> Tone {
    match finding.severity() {
        Severity::Ended => Tone::Bad,
        Severity::Act => Tone::Warning,
        Severity::Hint => Tone::Plain,
    }
}

/// The same without where more of it stands.
#[must_use]
pub fn finding_body(finding: &Finding, text: Text) -> Vec<Line> {
    let mut lines = vec![(tone_of(finding), finding.what(text))];
    let look_for = finding.look_for(text);
    lines.extend(look_for.map(|look_for| (Tone::Plain, look_for)));
    lines.push((Tone::Plain, finding.hint(text).to_owned()));
    let source = finding
        .sources()
        .first()
        .map(|source| text.topic_according_to(&source_line(source, text)));
    lines.extend(source.map(|source| (Tone::Plain, source)));
    lines
}

/// Whom to ask: the issuer of the card, or all of them where it is not known.
#[must_use]
pub fn contact_lines(issuer: Option<&Issuer>, text: Text) -> Vec<Line> {
    let contact = |issuer: &Issuer| {
        let contact = issuer.contact.as_ref()?;
        Some(says(issuer, contact, text))
    };
    match issuer {
        Some(issuer) => contact(issuer).into_iter().collect(),
        None => std::iter::once((Tone::Plain, text.issuer_on_card()))
            .chain(topics::issuers::all().iter().filter_map(contact))
            .collect(),
    }
}

/// Where the issuer of a card of this kind is asked, in a line; where it is not known, who knows.
#[must_use]
pub fn ask_line(issuer: Option<&Issuer>, kind: Kind, text: Text) -> Line {
    let line = match issuer {
        Some(issuer) => match issuer.ask.get(kind.word()) {
            Some(address) => text.issuer_ask(&issuer.name, address),
            None => text.issuer_ask_portal(&issuer.name),
        },
        None => text.issuer_ask_unknown(),
    };
    (Tone::Plain, line)
}

/// What is known of an issuer's portal.
#[must_use]
pub fn portal_line(issuer: &Issuer, text: Text) -> Option<Line> {
    let portal = issuer.portal.as_ref()?;
    Some(says(issuer, portal, text))
}

/// Where the issuer is asked, or all of them where it is not known.
#[must_use]
pub fn ask_lines(issuer: Option<&Issuer>, kind: Kind, text: Text) -> Vec<Line> {
    match issuer {
        Some(_) => vec![ask_line(issuer, kind, text)],
        None => std::iter::once((Tone::Plain, text.issuer_on_card()))
            .chain(
                topics::issuers::all()
                    .iter()
                    .map(|issuer| ask_line(Some(issuer), kind, text)),
            )
            .collect(),
    }
}

/// Where nothing was found: what not to do, and where help is, of the issuer or of all of them; four
/// rows together.
#[must_use]
pub fn who_helps(issuer: Option<&Issuer>, text: Text) -> Vec<Line> {
    let at = |issuer: &Issuer| {
        let addresses: BTreeSet<&str> = issuer.ask.values().map(String::as_str).collect();
        let addresses: Vec<&str> = addresses.into_iter().collect();
        // Of the addresses the first says enough, and of the name what stands before its brackets.
        let name = issuer.name.split(" (").next().unwrap_or_default();
        text.who_helps_at(name, addresses.first().copied().unwrap_or_default())
    };
    let issuers: Vec<String> = match issuer {
        Some(issuer) => vec![at(issuer)],
        None => topics::issuers::all().iter().map(at).collect(),
    };
    vec![
        (Tone::Heading, text.nothing_found_but()),
        (Tone::Plain, text.who_helps(&issuers.join("; "))),
    ]
}

/// How the issuer blocks a card that somebody else may have; nothing where that is not known.
#[must_use]
pub fn blocking_line(issuer: Option<&Issuer>, text: Text) -> Option<Line> {
    let issuer = issuer?;
    let said = issuer.blocking.as_ref()?.say(text.language());
    Some((Tone::Plain, text.issuer_blocking(&issuer.name, said)))
}

fn says(issuer: &Issuer, said: &Statement, text: Text) -> Line {
    let line = text.issuer_says(&issuer.name, said.say(text.language()));
    (Tone::Plain, line)
}

/// A topic as `explain` shows it: the sources only where they are asked for, otherwise how to; and
/// how it gets shorter when it speaks of all issuers.
#[must_use]
pub fn page(article: &Article, text: Text, with_sources: bool) -> Vec<Line> {
    let mut page = opening(article, text);
    if article.issuer.is_none() {
        page.push((Tone::Plain, text.topic_shorter()));
    }
    page.extend(rest(article, text, with_sources));
    page
}

/// A short code in four lines: what happened, what to do, what was left, where more of it stands.
#[must_use]
pub fn code_lines(asked: Asked, text: Text) -> Vec<Line> {
    let Asked { code, left } = asked;
    let said = code.said(text.language());
    let more = code.topic.as_deref().and_then(|name| more(name, text));
    let rest: Vec<String> = left
        .map(|left| text.code_left(left))
        .into_iter()
        .chain([text.code_word(&code.word)])
        .chain(more)
        .collect();
    let what = text.code_means(&code.code(left), &said.what);
    vec![
        (Tone::Heading, what),
        (Tone::Plain, said.remedy.clone()),
        (Tone::Plain, rest.join(" ")),
    ]
}

/// What follows the short answer: the sources where they are asked for, otherwise how to.
#[must_use]
pub fn rest(article: &Article, text: Text, with_sources: bool) -> Vec<Line> {
    let mut page = [sections(article, text), see_lines(article, text)].concat();
    if with_sources {
        page.extend(source_lines(article, text));
    } else if let Some(topic) = topics::topic(article.id) {
        let call = text.topic_call(topic.name(text.language()));
        page.extend([blank(), (Tone::Plain, text.topic_sources_call(&call))]);
    }
    page
}

/// What there is to read in a topic, without what leads on from it: neither its sources nor the names
/// of other topics, which are for a command line.
#[must_use]
pub fn body(article: &Article, text: Text) -> Vec<Line> {
    [opening(article, text), sections(article, text)].concat()
}

/// The title, and the answer in a few lines.
#[must_use]
pub fn opening(article: &Article, text: Text) -> Vec<Line> {
    let mut lines = vec![
        (Tone::Heading, article.title.clone()),
        (Tone::Plain, text.topic_short(&article.short)),
    ];
    lines.extend(
        article
            .short_issuer
            .iter()
            .map(|said| (Tone::Plain, said.clone())),
    );
    lines
}

fn sections(article: &Article, text: Text) -> Vec<Line> {
    let mut lines = Vec::new();
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
    lines
}

/// Which other topics are about the same.
fn see_lines(article: &Article, text: Text) -> Vec<Line> {
    if article.see.is_empty() {
        return Vec::new();
    }
    let mut lines = Vec::from([
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
