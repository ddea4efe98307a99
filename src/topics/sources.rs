//! The pages that statements were read on.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::built_in::built_in;
use crate::system::clock::Date;
use crate::text::Language;

/// A page that something was read on.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Who says it, and where.
    pub title: String,
    /// Address of the page.
    pub url: String,
    /// Day on which it was read, ISO 8601.
    pub date: String,
    /// Whether a stored copy of the page was read, of unknown age.
    #[serde(default)]
    pub stored: bool,
}

impl Source {
    /// The day as people write it: 24.11.2026 in German, 2026-11-24 in English.
    #[must_use]
    pub fn date_for_people(&self, language: Language) -> String {
        match (language, Date::parse(&self.date)) {
            (Language::De, Some(date)) => date.for_people(),
            _ => self.date.clone(),
        }
    }
}

/// By their short names, as `issuers.json`, `radar.json` and the texts cite them.
static SOURCES: LazyLock<BTreeMap<String, Source>> =
    LazyLock::new(|| built_in("sources.json", include_str!("sources.json")));

/// The page with this short name. That every name that is cited is one of `sources.json` is tested.
#[must_use]
pub fn source(name: &str) -> Option<&'static Source> {
    SOURCES.get(name)
}

/// All pages, by their short names.
pub fn all() -> impl Iterator<Item = (&'static str, &'static Source)> {
    SOURCES.iter().map(|(name, source)| (name.as_str(), source))
}

/// The pages with these short names, each once.
pub(super) fn by_names<'n>(names: impl IntoIterator<Item = &'n str>) -> Vec<&'static Source> {
    let mut found: Vec<&'static Source> = Vec::new();
    for source in names.into_iter().filter_map(source) {
        if !found.contains(&source) {
            found.push(source);
        }
    }
    found
}
