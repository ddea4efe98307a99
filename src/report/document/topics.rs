//! `explain`: a topic, or those that may be meant.

use serde::Serialize;

use super::kinds::Word;
use super::parts::Page;
use crate::text::Text;
use crate::topics::codes::Asked;
use crate::topics::{self, Article, Topic};

/// What `explain` says.
#[derive(Debug, Serialize)]
pub(super) struct Explained<'a> {
    pub(super) topic: Option<Told<'a>>,
    pub(super) topics: Vec<Listed>,
    pub(super) codes: Vec<CodeTold>,
}

impl<'a> Explained<'a> {
    pub(super) fn topic(article: &'a Article) -> Self {
        Self {
            topic: Some(Told::of(article)),
            topics: Vec::new(),
            codes: Vec::new(),
        }
    }

    pub(super) fn list(topics: &[&'static Topic], text: Text) -> Self {
        let listed = |topic: &&'static Topic| Listed {
            id: Word(topic.id),
            alias: Word(topic.alias),
            title: Word(topic.title(text.language())),
        };
        Self {
            topic: None,
            topics: topics.iter().map(listed).collect(),
            codes: Vec::new(),
        }
    }

    pub(super) fn codes(asked: &[Asked], text: Text) -> Self {
        Self {
            topic: None,
            topics: Vec::new(),
            codes: asked
                .iter()
                .map(|asked| CodeTold::of(*asked, text))
                .collect(),
        }
    }
}

/// A short code and what it means.
#[derive(Debug, Serialize)]
pub(super) struct CodeTold {
    pub(super) short_code: String,
    pub(super) code: Word,
    pub(super) message: Word,
    pub(super) hint: Word,
    pub(super) topic: Option<Word>,
}

impl CodeTold {
    fn of(asked: Asked, text: Text) -> Self {
        let Asked { code, left } = asked;
        let said = code.said(text.language());
        Self {
            short_code: code.code(left),
            code: Word(&code.word),
            message: Word(&said.what),
            hint: Word(&said.remedy),
            topic: code.topic.as_deref().map(Word),
        }
    }
}

/// A topic in a list.
#[derive(Debug, Serialize)]
pub(super) struct Listed {
    pub(super) id: Word,
    pub(super) alias: Word,
    pub(super) title: Word,
}

/// A topic in words.
#[derive(Debug, Serialize)]
pub(super) struct Told<'a> {
    pub(super) id: Word,
    pub(super) title: &'a str,
    pub(super) short: String,
    pub(super) issuer: Option<&'a str>,
    pub(super) sections: Vec<Section<'a>>,
    pub(super) see: Vec<Word>,
    pub(super) sources: Vec<Page>,
}

impl<'a> Told<'a> {
    fn of(article: &'a Article) -> Self {
        Self {
            id: Word(article.id),
            title: &article.title,
            short: std::iter::once(&article.short)
                .chain(&article.short_issuer)
                .map(String::as_str)
                .collect::<Vec<_>>()
                .join(" "),
            issuer: article.issuer.as_deref(),
            sections: article.sections.iter().map(Section::of).collect(),
            see: article.see.iter().map(|topic| Word(topic.id)).collect(),
            sources: article.sources.iter().copied().map(Page::of).collect(),
        }
    }
}

/// A section of a topic.
#[derive(Debug, Serialize)]
pub(super) struct Section<'a> {
    pub(super) heading: Option<&'a str>,
    pub(super) blocks: Vec<Block<'a>>,
}

/// A piece of text: `{"text": …}` or `{"list": […]}`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Block<'a> {
    Text(&'a str),
    List(&'a [String]),
}

impl<'a> Section<'a> {
    fn of(section: &'a topics::Section) -> Self {
        let block = |block: &'a topics::Block| match block {
            topics::Block::Paragraph(text) => Block::Text(text),
            topics::Block::List(items) => Block::List(items),
        };
        Self {
            heading: section.heading.as_deref(),
            blocks: section.blocks.iter().map(block).collect(),
        }
    }
}
