//! What a Konnektor says in its own words, which may name anybody.

use crate::http::error as http;
use crate::konnektor::element::{Unknown, Unreadable};
use crate::konnektor::tls_error::Error as Line;
use crate::konnektor::trouble::{Cause, Trouble};

/// What a Konnektor told, or whoever set it up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// Words of its own.
    Words(String),
    /// An address, with whatever stands in it.
    Address(String),
    /// A host.
    Host(String),
    /// A name that somebody in the practice chose.
    Name(String),
}

impl Told {
    /// The words of others in a trouble, and the addresses.
    #[must_use]
    pub fn of(trouble: &Trouble) -> Vec<Self> {
        let words = |word: &String| Self::Words(word.clone());
        match &trouble.cause {
            Cause::Fault(fault) => {
                let traces = fault.error.iter().flat_map(|error| &error.traces);
                let traces = traces.flat_map(|trace| {
                    let detail = trace.detail.as_ref().map(|detail| &detail.text);
                    trace.text.iter().chain(detail)
                });
                fault.text.iter().chain(traces).map(words).collect()
            }
            Cause::Unreadable(Unreadable::Other {
                found, namespace, ..
            }) => std::iter::once(found).chain(namespace).map(words).collect(),
            Cause::Unreadable(Unreadable::Untold {
                why: Unknown::Other(word),
                ..
            }) => vec![words(word)],
            Cause::SentElsewhere(address) => vec![Self::Address(address.clone())],
            Cause::OtherHost(host)
            | Cause::Line(Line::Http(
                http::Error::Resolve { host } | http::Error::Connect { host, .. },
            ))
            | Cause::LeadsNowhere(Line::Http(
                http::Error::Resolve { host } | http::Error::Connect { host, .. },
            )) => vec![Self::Host(host.clone())],
            _ => Vec::new(),
        }
    }
}
