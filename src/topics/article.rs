//! A topic as it is read: with what is known of the card's issuer put in.

use super::catalogue::{Topic, topic};
use super::issuers::{self, Issuer};
use super::markup::{Page, Piece, Setting};
use super::sources::{self, Source};
use crate::text::{Language, Text};

/// A topic, ready to be read.
#[derive(Debug)]
pub struct Article {
    /// Stable name of the topic.
    pub id: &'static str,
    /// Its title.
    pub title: String,
    /// The answer in a few lines.
    pub short: String,
    /// What the issuer says to it, or its address.
    pub short_issuer: Option<String>,
    /// Fixed word of the issuer it speaks of; `None` when it speaks of all.
    pub issuer: Option<String>,
    /// The text; the last section says what to do now.
    pub sections: Vec<Section>,
    /// Other topics that help; none in the guide.
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

pub(super) fn of(
    of: &Topic,
    setting: Setting,
    language: Language,
    issuer: Option<&Issuer>,
) -> Article {
    let page = of.page(language);
    let mut cited: Vec<&str> = page.sources.iter().map(String::as_str).collect();
    let mut sections = Vec::new();
    for part in &page.parts {
        let mut blocks = Vec::new();
        for piece in &part.pieces {
            blocks.push(match piece {
                Piece::Paragraph(text) => Block::Paragraph(setting.read(text)),
                Piece::List(items) => {
                    Block::List(items.iter().map(|item| setting.read(item)).collect())
                }
                Piece::Issuer(subject) => of_issuers(subject, language, issuer, &mut cited),
            });
        }
        sections.push(Section {
            heading: part.heading.clone(),
            blocks,
        });
    }
    let (short, short_issuer) = short(page, language, issuer, &mut cited);
    Article {
        id: of.id,
        title: page.title.clone(),
        short: setting.read(&short),
        short_issuer,
        issuer: issuer.map(|issuer| issuer.id.clone()),
        sections,
        // In the guide no topic is called by its name.
        see: match setting {
            Setting::CommandLine => page.see.iter().filter_map(|name| topic(name)).collect(),
            Setting::Guide => Vec::new(),
        },
        sources: sources::by_names(cited),
    }
}

/// The answer, and what the issuer says to it or the address of its portal, where that is known and
/// belongs to it.
fn short(
    page: &Page,
    language: Language,
    issuer: Option<&Issuer>,
    cited: &mut Vec<&str>,
) -> (String, Option<String>) {
    let (Some(issuer), Some(subject)) = (issuer, &page.short_issuer) else {
        return (page.short.clone(), None);
    };
    let said = issuers::by_id(&issuer.id)
        .and_then(|issuer| issuer.statement(subject))
        .filter(|_| subject != "portal");
    let said = match said {
        Some(statement) => {
            cited.extend(statement.sources.iter().map(String::as_str));
            statement.say(language).to_owned()
        }
        None => issuer.addresses().join(", "),
    };
    let short = page.short_one.as_ref().unwrap_or(&page.short);
    let said = Text::new(language).issuer_says(&issuer.name, &said);
    (short.clone(), Some(said))
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
