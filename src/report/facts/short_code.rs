//! The short code of a failure: what a person reads out to whoever helps.

use super::failure::{Failure, Verdict};
use crate::card::Operation;
use crate::topics::codes::{self, Secret};

impl Failure {
    /// The code, with the number of tries or of PUK uses left where the card named it.
    #[must_use]
    pub fn short_code(&self) -> String {
        let word = self.code().word;
        let left = self.tries_left().or(self.puk_uses_left());
        match codes::of(word, self.secret()) {
            Some(code) => code.code(left),
            // A test looks that every word has one.
            None => format!("PL-{}", word.to_uppercase()),
        }
    }

    /// The kind of secret that a verdict is about.
    const fn secret(&self) -> Option<Secret> {
        match self {
            Failure::Verdict(Verdict::Wrong(wrong)) => Some(match wrong.operation {
                Operation::Activate => Secret::Transport,
                Operation::Change | Operation::Verify => Secret::Own,
                Operation::UnblockWithNew | Operation::Unblock => Secret::Puk,
            }),
            Failure::Verdict(Verdict::Blocked { transport, .. }) => Some(if *transport {
                Secret::Transport
            } else {
                Secret::Own
            }),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::report::facts::failure::samples;

    #[test]
    fn every_failure_has_a_code_of_the_table_and_every_code_of_the_table_a_failure() {
        let mut used = BTreeSet::new();
        for failure in samples::all() {
            let asked = codes::read_out(&failure.short_code());
            let asked = asked.unwrap_or_else(|| panic!("{failure:?}: {}", failure.short_code()));
            assert_eq!(asked.code.word, failure.code().word);
            used.insert(asked.code.code(None));
        }
        let table: BTreeSet<String> = codes::all().iter().map(|code| code.code(None)).collect();
        assert_eq!(used, table);
    }
}
