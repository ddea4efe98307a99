//! The issuers' services while many cards are asked about: one that does not answer is not waited
//! for again and again.

use std::collections::BTreeMap;

use crate::online::{Answer, Error, NoReply};
use crate::text::Text;

/// Silences one after the other from which on a service is not asked any more. A single one may be a
/// lost packet.
const MOST_SILENCES: usize = 2;

/// What is known of the services so far.
#[derive(Debug, Default)]
pub struct Services {
    /// By host and port: how often one after the other each did not answer, and how the last time.
    silent: BTreeMap<String, (usize, Error)>,
    /// Which of how many cards is asked about; `None` where it is the only one.
    progress: Option<(usize, usize)>,
}

impl Services {
    /// For a single card: every question is put, and all share a time limit.
    #[must_use]
    pub fn of_one_card() -> Self {
        Self::default()
    }

    /// For the card at this place of so many, both from 1. What is known of the services stays.
    pub fn turn_to(&mut self, card: usize, of: usize) {
        self.progress = Some((card, of));
    }

    /// Whether many cards are asked about: then each question has a time limit of its own, for a
    /// service that does not answer must not take the time of the next one.
    pub(super) const fn are_of_many_cards(&self) -> bool {
        self.progress.is_some()
    }

    /// Why a service is not asked any more; `None` where it is.
    pub(super) fn silent(&self, url: &str) -> Option<&Error> {
        let (times, error) = self.silent.get(host(url))?;
        (self.are_of_many_cards() && *times >= MOST_SILENCES).then_some(error)
    }

    /// Notes whether a service answered.
    pub(super) fn note(&mut self, url: &str, result: &Result<Answer, Error>) {
        let host = host(url);
        match result {
            Err(error) if is_silence(error) => {
                let (times, last) = self
                    .silent
                    .entry(host.to_owned())
                    .or_insert((0, error.clone()));
                *times += 1;
                last.clone_from(error);
            }
            _ => {
                self.silent.remove(host);
            }
        }
    }

    /// That a service is asked, in words.
    pub(super) fn asking(&self, url: &str, text: Text) -> String {
        match self.progress {
            None => text.online_asking(url),
            Some((card, of)) => text.online_asking_of(card, of, url),
        }
    }
}

/// Whether nobody was heard.
const fn is_silence(error: &Error) -> bool {
    matches!(
        error,
        Error::NoReply(NoReply::Resolve { .. })
            | Error::NoReply(NoReply::Connect { .. })
            | Error::NoReply(NoReply::TimedOut { .. })
            | Error::NoReply(NoReply::Broken(_))
    )
}

/// Host and port of an address, as they stand there.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', '?']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    const URL: &str = "http://one.invalid:8080/ocsp";

    fn timed_out() -> Result<Answer, Error> {
        let after = Duration::from_secs(10);
        Err(Error::NoReply(NoReply::TimedOut { after }))
    }

    fn of_many() -> Services {
        let mut services = Services::default();
        services.turn_to(1, 80);
        services
    }

    #[test]
    fn a_service_that_was_silent_twice_is_not_asked_any_more_and_others_are() {
        let mut services = of_many();
        services.note(URL, &timed_out());
        assert_eq!(services.silent(URL), None, "a packet may have been lost");
        services.note("http://one.invalid:8080/other", &timed_out());
        assert_eq!(services.silent(URL), timed_out().as_ref().err());
        assert_eq!(services.silent("http://one.invalid/ocsp"), None);
        assert_eq!(services.silent("http://two.invalid:8080/ocsp"), None);
    }

    #[test]
    fn a_service_that_answers_in_between_whatever_it_says_is_not_silent() {
        let mut services = of_many();
        services.note(URL, &timed_out());
        services.note(URL, &Err(Error::NoReply(NoReply::HttpStatus(503))));
        services.note(URL, &timed_out());
        assert_eq!(services.silent(URL), None);
    }

    #[test]
    fn about_a_single_card_every_question_is_put() {
        let mut services = Services::of_one_card();
        services.note(URL, &timed_out());
        services.note(URL, &timed_out());
        assert_eq!(services.silent(URL), None);
    }
}
