//! A topic as it is read: with what is known of the card's issuer put in.

use super::catalogue::{Topic, topic};
use super::issuers::{self, Issuer};
use super::markup::Piece;
use super::sources::{self, Source};
use crate::text::{Language, Text};

/// A topic, ready to be read.
#[derive(Debug)]
pub struct Article {
    /// Stable name of the topic.
    pub id: &'static str,
    /// Its title.
    pub title: String,
    /// Fixed word of the issuer it speaks of; `None` when it speaks of all.
    pub issuer: Option<String>,
    /// The text; the last section says what to do now.
    pub sections: Vec<Section>,
    /// Other topics that help.
    pub see: Vec<&'static Topic>,
    /// Where it was read.
    pub sources: Vec<&'static Source>,
}

/// A heading and what stands below it.
#[derive(Debug)]
pub struct Section {
    /// `None` above the first heading.
    pub heading: Option<String>,
    /// In order.
    pub blocks: Vec<Block>,
}

/// A piece of text.
#[derive(Debug)]
pub enum Block {
    /// A paragraph.
    Paragraph(String),
    /// A list.
    List(Vec<String>),
}

pub(super) fn of(of: &Topic, language: Language, issuer: Option<&Issuer>) -> Article {
    let page = of.page(language);
    let mut cited: Vec<&str> = page.sources.iter().map(String::as_str).collect();
    let mut sections = Vec::new();
    for part in &page.parts {
        let mut blocks = Vec::new();
        for piece in &part.pieces {
            blocks.push(match piece {
                Piece::Paragraph(text) => Block::Paragraph(text.clone()),
                Piece::List(items) => Block::List(items.clone()),
                Piece::Issuer(subject) => of_issuers(subject, language, issuer, &mut cited),
            });
        }
        sections.push(Section {
            heading: part.heading.clone(),
            blocks,
        });
    }
    Article {
        id: of.id,
        title: page.title.clone(),
        issuer: issuer.map(|issuer| issuer.id.clone()),
        sections,
        see: page.see.iter().filter_map(|name| topic(name)).collect(),
        sources: sources::by_names(cited),
    }
}

/// What one issuer says of a subject, or all of them.
fn of_issuers(
    subject: &str,
    language: Language,
    issuer: Option<&Issuer>,
    cited: &mut Vec<&str>,
) -> Block {
    let text = Text::new(language);
    let mut say = |issuer: &Issuer| {
        let statement = issuers::by_id(&issuer.id)?.statement(subject)?;
        cited.extend(statement.sources.iter().map(String::as_str));
        Some(text.issuer_says(&issuer.name, statement.say(language)))
    };
    if let Some(issuer) = issuer {
        return Block::Paragraph(
            say(issuer)
                .unwrap_or_else(|| text.issuer_says_nothing(&issuer.name, &text.subject(subject))),
        );
    }
    let mut items: Vec<String> = issuers::all().iter().filter_map(say).collect();
    let silent = issuers::all()
        .iter()
        .filter(|issuer| issuer.statement(subject).is_none());
    let silent: Vec<&str> = silent.map(|issuer| issuer.name.as_str()).collect();
    if !silent.is_empty() {
        items.push(text.issuer_says_nothing(&silent.join(", "), &text.subject(subject)));
    }
    Block::List(items)
}
