//! The JSON document of a run, as `docs/json.md` describes it: one type for each object, in the
//! order in which its members are written. Fixed words are the same in every language; sentences
//! follow it and are no contract.

use serde::Serialize;

mod certificates;
mod diagnosis;
mod examination;
mod issuer_list;
pub mod kinds;
mod konnektor_setup;
mod many;
pub mod marked;
mod notes;
mod online;
mod parts;
mod readers;
mod results;
mod status;
mod topics;
mod virtual_card;

use self::certificates::Certificates;
use self::diagnosis::{Diagnosis, Finding};
use self::issuer_list::Issuers;
use self::kinds::{CardNumber, CommandName, Word};
use self::konnektor_setup::{Removed, SetUp, Tested};
use self::many::Many;
use self::notes::{Gone, Noted, Notes};
use self::parts::{Card, Cause, Reader, Slot};
use self::readers::ReaderList;
use self::results::{Became, Results};
use self::status::Status;
use self::topics::Explained;
use self::virtual_card::{Created, Letter, Shown};
use super::facts::failure::Secrets;
use super::facts::outcome::{self, Seen};
use super::{Failure, Outcome, exit};
use crate::text::Text;

/// Name and major version of the document format.
pub const SCHEMA: &str = "pinlotse/1";

/// What is the same in every document.
#[derive(Debug, Clone, Copy, Default)]
pub struct Run<'a> {
    /// The command; `None` where it could not be understood.
    pub command: Option<&'a str>,
    /// Whether a virtual card was worked on.
    pub is_virtual: bool,
    /// Whether it was a dry run.
    pub dry_run: bool,
}

/// The document of a run.
#[derive(Debug, Serialize)]
pub struct Document<'a> {
    schema: Word,
    command: Option<CommandName<'a>>,
    version: Word,
    #[serde(rename = "virtual")]
    is_virtual: bool,
    dry_run: bool,
    reader: Option<Reader<'a>>,
    card: Option<Card<'a>>,
    changed: bool,
    exit: u8,
    error: Option<Cause>,
    /// Every cause, only where there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    errors: Option<Vec<Cause>>,
    /// The members of the command; none where it did not come that far.
    #[serde(flatten)]
    body: Option<Body<'a>>,
}

/// The members of a command.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Body<'a> {
    Readers(ReaderList<'a>),
    Status(Status<'a>),
    Results(Results<'a>),
    Certificates(Certificates<'a>),
    Many(Many<'a>),
    Diagnosis(Box<Diagnosis<'a>>),
    Explained(Explained<'a>),
    Notes(Notes<'a>),
    Gone(Gone),
    Issuers(Issuers<'a>),
    Konnektors { konnektors: Vec<SetUp<'a>> },
    Konnektor(Box<Tested<'a>>),
    Removed(Removed),
    Created(Created),
    Shown(Shown<'a>),
    Letter(Letter<'a>),
}

impl<'a> Document<'a> {
    /// Document of a run, whether it came to an outcome or not.
    #[must_use]
    pub fn of_result(
        run: Run<'a>,
        result: &'a Result<Outcome, Failure>,
        seen: &'a Seen,
        text: Text,
    ) -> Self {
        match result {
            Ok(outcome) => Self::of_outcome(run, outcome, seen, text),
            Err(failure) => Self::of_failure(run, failure, seen, text),
        }
    }

    /// Document of a run that has an outcome.
    #[must_use]
    pub fn of_outcome(run: Run<'a>, outcome: &'a Outcome, seen: &'a Seen, text: Text) -> Self {
        Self {
            body: Body::of(&outcome.body, seen, text),
            ..Self::common(run, seen, outcome.changed, &outcome.failures, text)
        }
    }

    /// Document of a run that failed before it had an outcome.
    #[must_use]
    pub fn of_failure(run: Run<'a>, failure: &Failure, seen: &'a Seen, text: Text) -> Self {
        Self::common(run, seen, false, std::slice::from_ref(failure), text)
    }

    fn common(
        run: Run<'a>,
        seen: &'a Seen,
        changed: bool,
        failures: &[Failure],
        text: Text,
    ) -> Self {
        let deciding = outcome::deciding(failures);
        let all = failures
            .iter()
            .flat_map(|failure| causes(failure, seen, text));
        let all: Vec<Cause> = all.collect();
        Self {
            schema: Word(SCHEMA),
            command: run.command.map(CommandName),
            version: Word(env!("CARGO_PKG_VERSION")),
            is_virtual: run.is_virtual,
            dry_run: run.dry_run,
            reader: seen.reader.as_ref().map(Reader::of),
            card: seen.card.as_ref().map(Card::of),
            changed,
            exit: deciding.map_or(exit::DONE, |failure| failure.code().exit),
            error: all
                .iter()
                .min_by_key(|cause| exit::rank(cause.exit))
                .cloned(),
            errors: (all.len() > 1).then_some(all),
            body: None,
        }
    }
}

/// A failure as causes. Each problem of a secrets file is one of its own: an admin mends them all at
/// once.
fn causes(failure: &Failure, seen: &Seen, text: Text) -> Vec<Cause> {
    match failure {
        Failure::Secrets(Secrets::Problems(problems)) => problems
            .iter()
            .map(|problem| Secrets::Problems(vec![problem.clone()]).into())
            .map(|failure| Cause::of(&failure, seen, text))
            .collect(),
        failure => vec![Cause::of(failure, seen, text)],
    }
}

impl<'a> Body<'a> {
    fn of(body: &'a outcome::Body, seen: &Seen, text: Text) -> Option<Self> {
        Some(match body {
            outcome::Body::Readers { rows, findings } => {
                let of_one = |finding| Finding::of(finding, seen.site, text);
                Body::Readers(ReaderList {
                    readers: rows.iter().map(Slot::of).collect(),
                    findings: findings
                        .as_ref()
                        .map(|all| all.iter().map(of_one).collect()),
                })
            }
            outcome::Body::Status(status) => Body::Status(Status::of(status, seen, text)),
            outcome::Body::Results {
                results,
                complete,
                unused,
            } => Body::Results(Results {
                results: results.iter().map(Became::of).collect(),
                complete: *complete,
                unused,
            }),
            outcome::Body::Certificates {
                sheet,
                asked,
                exported,
            } => Body::Certificates(Certificates::of(sheet, asked, exported, text)),
            outcome::Body::Many(many) => Body::Many(Many::of(many, seen, text)),
            outcome::Body::Doctor(seen) => Body::Diagnosis(Box::new(Diagnosis::of(seen, text))),
            outcome::Body::Topic(article) => Body::Explained(Explained::topic(article)),
            outcome::Body::Codes(asked) => Body::Explained(Explained::codes(asked, text)),
            outcome::Body::Topics(topics) => Body::Explained(Explained::list(topics, text)),
            outcome::Body::Notes(listed) => Body::Notes(Notes {
                notes: listed.iter().map(Noted::of).collect(),
            }),
            outcome::Body::Forgotten(forgotten) => Body::Gone(Gone::of(forgotten)),
            outcome::Body::IssuerList(here) => Body::Issuers(Issuers::of(here)),
            outcome::Body::Konnektors(all) => Body::Konnektors {
                konnektors: all.iter().map(SetUp::of).collect(),
            },
            outcome::Body::Konnektor(tested) => Body::Konnektor(Box::new(Tested::of(tested))),
            outcome::Body::Removed(paths) => Body::Removed(Removed::of(paths)),
            outcome::Body::Created(path) => Body::Created(Created::of(path)),
            outcome::Body::VirtualCard(card) => Body::Shown(Shown::of(card)),
            outcome::Body::Letter { iccsn, kind } => Body::Letter(Letter {
                iccsn: iccsn.as_deref().map(CardNumber),
                kind: Word(kind),
            }),
            outcome::Body::Nothing => return None,
        })
    }
}

#[cfg(test)]
mod tests;
