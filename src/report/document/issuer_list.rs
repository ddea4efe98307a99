//! `issuers`: the list of issuers that is here.

use serde::Serialize;

use super::kinds::Word;
use crate::report::facts::issuer_list::{Done, ListHere};
use crate::system::clock;
use crate::trust::{self, Freshness};

/// What `issuers` says.
#[derive(Debug, Serialize)]
pub(super) struct Issuers<'a> {
    pub(super) issuer_list: Option<List<'a>>,
    pub(super) number_before: Option<u32>,
}

/// The list.
#[derive(Debug, Serialize)]
pub(super) struct List<'a> {
    pub(super) number: u32,
    pub(super) issued: String,
    pub(super) next_update: String,
    pub(super) freshness: Word,
    pub(super) days_over: Option<i64>,
    pub(super) signer: &'a str,
    pub(super) path: Option<String>,
    pub(super) successors: &'a [String],
    pub(super) unread: usize,
    pub(super) providers: Vec<Provider<'a>>,
}

/// An issuer in it.
#[derive(Debug, Serialize)]
pub(super) struct Provider<'a> {
    pub(super) name: &'a str,
    pub(super) authorities: usize,
    pub(super) responders: usize,
}

impl<'a> Issuers<'a> {
    pub(super) fn of(here: &'a ListHere) -> Self {
        let found = here.found.as_ref();
        Self {
            issuer_list: found.map(|found| {
                let path = found.path.as_ref();
                let path = path.map(|path| path.display().to_string());
                List::of(&found.list, path, here.now)
            }),
            number_before: match here.done {
                Done::Shown { .. } => None,
                Done::Taken { before, .. } => before,
            },
        }
    }
}

impl<'a> List<'a> {
    fn of(list: &'a trust::List, path: Option<String>, now: i64) -> Self {
        let freshness = list.freshness(now);
        Self {
            number: list.sequence_number,
            issued: clock::timestamp_of(list.issued),
            next_update: clock::timestamp_of(list.next_update),
            freshness: Word(freshness.word()),
            days_over: match freshness {
                Freshness::Current => None,
                Freshness::Over { days } | Freshness::Old { days } => Some(days),
            },
            signer: &list.signer,
            path,
            successors: &list.successors,
            unread: list.unread,
            providers: list.providers.iter().map(Provider::of).collect(),
        }
    }
}

impl<'a> Provider<'a> {
    fn of(provider: &'a trust::Provider) -> Self {
        Self {
            name: &provider.name,
            authorities: provider.authorities.len(),
            responders: provider.responders.len(),
        }
    }
}
