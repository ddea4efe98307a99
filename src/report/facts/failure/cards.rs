//! Some of many cards that were judged in one run.

use crate::report::facts::cause::Cause;
use crate::report::facts::code::Code;
#[cfg(test)]
use crate::report::facts::{code::code, exit};

/// That some of many cards need somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cards {
    /// Code word and exit code of the cause that decides.
    pub code: Code,
    /// Topic of that cause.
    pub topic: Option<&'static str>,
    /// What these cards are known by.
    pub names: Vec<String>,
    /// How many cards there are.
    pub of: usize,
}

impl Cause for Cards {
    fn code(&self) -> Code {
        self.code
    }

    fn topic(&self) -> Option<&'static str> {
        self.topic
    }
}

#[cfg(test)]
impl Cards {
    pub(super) fn samples() -> Vec<Self> {
        let of = |cards: usize| Self {
            code: code("certificate_expired", exit::ENDED),
            topic: None,
            names: (1..=cards).map(|card| format!("card {card}")).collect(),
            of: 80,
        };
        vec![of(1), of(3), of(20)]
    }
}
