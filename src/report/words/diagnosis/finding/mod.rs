//! A finding of `doctor`, in words.

mod of_card;
mod of_konnektor;
mod of_pc;
mod of_reader;

use crate::report::facts::finding::{Finding, Matter};
use crate::report::words::failure::Message;
use crate::system::machine::Site;
use crate::text::Text;

/// A finding in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// What was found.
    pub what: String,
    /// What to do; `None` where nothing is.
    pub remedy: Option<String>,
}

impl Said {
    /// What was found as a whole sentence: the state of a PIN is none by itself.
    #[must_use]
    pub fn sentence(&self) -> String {
        let is_whole = self.what.ends_with(['.', '!', '?', ':']);
        format!("{}{}", self.what, if is_whole { "" } else { "." })
    }

    const fn only(what: String) -> Self {
        Self { what, remedy: None }
    }

    const fn with(what: String, remedy: String) -> Self {
        Self {
            what,
            remedy: Some(remedy),
        }
    }
}

impl From<Message> for Said {
    fn from(Message { what, hint }: Message) -> Self {
        Said::with(what, hint)
    }
}

/// Puts a finding into words, with the advice that helps on the PC it was made at.
#[must_use]
pub fn say(finding: &Finding, site: Site, text: Text) -> Said {
    let reader = finding.reader.as_deref().unwrap_or_default();
    match &finding.matter {
        Matter::Pc(found) => of_pc::say(found, site, text),
        Matter::Konnektor(found) => of_konnektor::say(found, site, text),
        Matter::Reader(found) => of_reader::say(found, reader, site, text),
        Matter::Card(found) => of_card::say(found, finding.severity, reader, site, text),
    }
}
