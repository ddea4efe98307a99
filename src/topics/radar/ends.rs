//! When the certificates of a card end. They are issued together, but need not end together: one
//! that is over says nothing of the others.

use crate::system::clock::Date;
use crate::text::{Language, Text};

/// What a certificate is for that a card works with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// Authentication (AUT).
    Authentication,
    /// Encryption (ENC).
    Encryption,
    /// The signature of a person (QES).
    Signature,
    /// The signature of an institution (OSIG).
    InstitutionSignature,
}

impl Use {
    fn label(self, text: Text) -> String {
        match self {
            Use::Authentication => text.purpose_aut(),
            Use::Encryption => text.purpose_enc(),
            Use::Signature => text.purpose_qes(),
            Use::InstitutionSignature => text.purpose_osig(),
        }
    }
}

/// Uses of one card: three at most.
const USES: usize = 3;

/// The end (notAfter) of the certificate that counts for each use, in seconds since 1970.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ends([Option<(Use, i64)>; USES]);

impl Ends {
    /// Of these certificates; a use that comes twice counts once, a fourth one not at all.
    pub fn of(ends: impl IntoIterator<Item = (Use, i64)>) -> Self {
        let mut all = Self::default();
        for (what, end) in ends {
            let seen = all.iter().any(|(other, _)| other == what);
            if let Some(free) = all.0.iter_mut().find(|slot| slot.is_none() && !seen) {
                *free = Some((what, end));
            }
        }
        all
    }

    fn iter(&self) -> impl Iterator<Item = (Use, i64)> {
        self.0.iter().flatten().copied()
    }

    /// Those whose last second is over.
    fn over(&self, at: i64) -> impl Iterator<Item = (Use, i64)> {
        self.iter().filter(move |(_, end)| at > *end)
    }

    fn in_force(&self, at: i64) -> impl Iterator<Item = (Use, i64)> {
        self.iter().filter(move |(_, end)| at <= *end)
    }

    /// Whether some are over.
    pub(super) fn any_over(&self, at: i64) -> bool {
        self.over(at).next().is_some()
    }

    /// Whether there are some, and all of them are over.
    pub(super) fn all_over(&self, at: i64) -> bool {
        self.any_over(at) && self.in_force(at).next().is_none()
    }

    /// The day on which the next one ends; where all are over, the day on which the last one did.
    pub(super) fn next(&self, at: i64) -> Option<Date> {
        let next = self.in_force(at).map(|(_, end)| end).min();
        let last = self.iter().map(|(_, end)| end).max();
        next.or(last).map(Date::from_seconds)
    }

    /// Calendar days (UTC) until that day: 0 on it, negative afterwards.
    pub(super) fn days_left(&self, at: i64) -> Option<i64> {
        let next = self.next(at)?.days_since_epoch();
        Some(next - Date::from_seconds(at).days_since_epoch())
    }

    /// Whether some of those in force end on a later day than the next one.
    pub(super) fn end_apart(&self, at: i64) -> bool {
        self.later(at).next().is_some()
    }

    fn later(&self, at: i64) -> impl Iterator<Item = (Use, i64)> {
        let next = self.next(at);
        self.in_force(at)
            .filter(move |(_, end)| Some(Date::from_seconds(*end)) != next)
    }

    /// "encryption (ENC) on 2021-01-01", of those that are over.
    pub(super) fn over_in_words(&self, at: i64, text: Text) -> String {
        listed(self.over(at), |what, day| text.use_on(what, day), text)
    }

    /// "authentication (AUT) until 2026-12-23", of those in force.
    pub(super) fn in_force_in_words(&self, at: i64, text: Text) -> String {
        listed(
            self.in_force(at),
            |what, day| text.use_until(what, day),
            text,
        )
    }

    /// Names of those that end next.
    pub(super) fn next_in_words(&self, at: i64, text: Text) -> String {
        let next = self.next(at);
        let ends = self
            .in_force(at)
            .filter(|(_, end)| Some(Date::from_seconds(*end)) == next);
        listed(ends, |what, _| what.to_owned(), text)
    }

    /// "signature (QES) until 2031-01-06", of those that end later than the next.
    pub(super) fn later_in_words(&self, at: i64, text: Text) -> String {
        listed(self.later(at), |what, day| text.use_until(what, day), text)
    }
}

/// A day as people write it.
pub(super) fn day(date: Date, text: Text) -> String {
    match text.language() {
        Language::De => date.for_people(),
        Language::En => date.to_string(),
    }
}

fn listed(
    ends: impl Iterator<Item = (Use, i64)>,
    said: impl Fn(&str, &str) -> String,
    text: Text,
) -> String {
    let words: Vec<String> = ends
        .map(|(what, end)| said(&what.label(text), &day(Date::from_seconds(end), text)))
        .collect();
    words.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 86_400;

    fn apart() -> Ends {
        Ends::of([
            (Use::Authentication, 10 * DAY),
            (Use::Encryption, 2 * DAY),
            (Use::InstitutionSignature, 20 * DAY),
        ])
    }

    #[test]
    fn each_certificate_ends_for_itself() {
        let ends = apart();
        assert!(!ends.any_over(2 * DAY) && ends.any_over(2 * DAY + 1));
        assert!(!ends.all_over(20 * DAY) && ends.all_over(20 * DAY + 1));
        assert_eq!(ends.days_left(0), Some(2));
        assert_eq!(ends.days_left(3 * DAY), Some(7));
        assert_eq!(ends.days_left(25 * DAY), Some(-5));
        assert!(ends.end_apart(0) && ends.end_apart(3 * DAY) && !ends.end_apart(11 * DAY));
    }

    #[test]
    fn what_is_over_and_what_goes_on_is_named_each_with_its_day() {
        let (ends, text) = (apart(), Text::default());
        assert_eq!(
            ends.over_in_words(3 * DAY, text),
            "Verschlüsselung (ENC) am 03.01.1970"
        );
        assert_eq!(
            ends.in_force_in_words(3 * DAY, text),
            "Anmeldung (AUT) bis 11.01.1970, Signatur der Einrichtung (OSIG) bis 21.01.1970"
        );
        assert_eq!(ends.next_in_words(3 * DAY, text), "Anmeldung (AUT)");
        assert_eq!(
            ends.later_in_words(3 * DAY, text),
            "Signatur der Einrichtung (OSIG) bis 21.01.1970"
        );
    }

    #[test]
    fn of_no_certificates_nothing_is_over() {
        let ends = Ends::default();
        assert!(!ends.any_over(0) && !ends.all_over(0) && !ends.end_apart(0));
        assert_eq!(ends.days_left(0), None);
    }
}
