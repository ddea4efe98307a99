//! `explain`: a topic, or those that may be meant.

use serde::Serialize;

use super::kinds::Word;
use super::parts::Page;
use crate::text::Text;
use crate::topics::{self, Article, Topic};

/// What `explain` says.
#[derive(Debug, Serialize)]
pub(super) struct Explained<'a> {
    pub(super) topic: Option<Told<'a>>,
    pub(super) topics: Vec<Listed>,
}

impl<'a> Explained<'a> {
    pub(super) fn topic(article: &'a Article) -> Self {
        Self {
            topic: Some(Told::of(article)),
            topics: Vec::new(),
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
