//! Failures in words: what happened, what it means for the card, and what to do now. A family of
//! causes is a file, of the same name as in `facts/failure/`.

mod attention;
mod cards;
pub(super) mod check;
mod command_line;
mod file;
mod issuer_list;
pub(super) mod konnektor;
mod konnektor_answer;
mod pad;
pub(super) mod profile;
mod refusal;
mod secrets;
pub(super) mod settings;
mod terminal;
pub(super) mod unreached;
mod verdict;
mod wish;
mod wrong_call;

use super::diagnosis::{Said, say};
use super::line::Line;
use crate::report::facts::failure::{Bug, Failure};
use crate::report::facts::finding::Finding;
use crate::system::machine::Site;
use crate::text::{Text, Tone};

/// A failure in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// What happened, and what it means for the card.
    pub what: String,
    /// What to do now.
    pub hint: String,
}

/// Problems of one file that are said one by one. A file of another kind has one on each of its
/// lines, and nobody reads hundreds; a JSON document names them all.
const SAID_OF_A_FILE: usize = 6;

/// The problems of one file, in the order given; of many the first, and how many more there are.
fn listed(problems: impl ExactSizeIterator<Item = String>, text: Text) -> String {
    let more = problems.len().saturating_sub(SAID_OF_A_FILE);
    let mut said: Vec<_> = problems.take(SAID_OF_A_FILE).collect();
    if more > 0 {
        said.push(text.and_more(more));
    }
    said.join("; ")
}

const fn message(what: String, hint: String) -> Message {
    Message { what, hint }
}

/// Puts a failure into words, with the advice that helps where it happened.
#[must_use]
pub fn explain(failure: &Failure, site: Site, text: Text) -> Message {
    match failure {
        Failure::CommandLine(cause) => command_line::explain(cause, text),
        Failure::Unreached(cause) => unreached::explain(cause, site, text),
        Failure::Verdict(cause) => verdict::explain(cause, text),
        Failure::Pad(cause) => pad::explain(cause, text),
        Failure::Terminal(cause) => terminal::explain(cause, text),
        Failure::Refusal(cause) => refusal::explain(cause, text),
        Failure::Wish(cause) => wish::explain(cause, text),
        Failure::Secrets(cause) => secrets::explain(cause, site, text),
        Failure::Settings(cause) => settings::explain(cause, site, text),
        Failure::File(cause) => file::explain(cause, site, text),
        Failure::IssuerList(cause) => issuer_list::explain(cause, site, text),
        Failure::Profile(cause) => profile::explain(cause, site, text),
        Failure::Check(cause) => check::explain(cause, text),
        Failure::Attention(cause) => attention::explain(cause, text),
        Failure::Cards(cause) => cards::explain(cause, text),
        Failure::Finding(finding) => of_finding(finding, site, text),
        Failure::Bug(Bug(what)) => message(text.internal(what), text.internal_do()),
    }
}

fn of_finding(finding: &Finding, site: Site, text: Text) -> Message {
    let Said { what, remedy } = say(finding, site, text);
    message(what, remedy.unwrap_or_default())
}

/// The first line of a failure, marked where it is an error.
#[must_use]
pub fn headline(failure: &Failure, what: String, text: Text) -> Line {
    if failure.is_an_error() {
        (Tone::Bad, format!("{} {what}", text.app_error()))
    } else {
        (Tone::Warning, what)
    }
}
