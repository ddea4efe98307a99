//! What went wrong on a way to a card that is no reader of this PC.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

/// A failure of such a way. What it was, only those know who made it and who say it to people: this
/// room passes it on as it is.
#[derive(Debug, Clone)]
pub struct Elsewhere {
    cause: Arc<dyn Error + Send + Sync>,
    reach: Reach,
}

/// How far a secret order came that ended so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// It is certain that the card saw nothing of it.
    Never,
    /// Whoever stands between turned the order itself away: of what it looks at before it asks for
    /// digits, something did not fit. Nobody promises that the card saw nothing.
    TurnedAway,
    /// Whoever stands between says that it failed, at whatever point. Whether the card saw something
    /// is not known.
    Answered,
    /// Whoever stands between answered, so that it is over, and the answer does not say what became
    /// of the order.
    Untold,
    /// Nothing came back that says anything: it may still be under way.
    Unheard,
}

impl Reach {
    /// Whether whoever stands between says so before anybody can have been asked for digits.
    #[must_use]
    pub const fn says_that_nothing_began(self) -> bool {
        matches!(self, Self::Never | Self::TurnedAway)
    }

    /// Whether whoever stands between says that nothing came of the order.
    #[must_use]
    pub const fn says_that_it_failed(self) -> bool {
        matches!(self, Self::Never | Self::TurnedAway | Self::Answered)
    }
}

impl Elsewhere {
    /// A failure of this cause. Of what is no secret order `reach` says nothing.
    #[must_use]
    pub fn new(cause: impl Error + Send + Sync + 'static, reach: Reach) -> Self {
        Self {
            cause: Arc::new(cause),
            reach,
        }
    }

    /// The cause, where it is of this type.
    #[must_use]
    pub fn cause<T: Error + 'static>(&self) -> Option<&T> {
        self.cause.downcast_ref()
    }

    /// How far a secret order came.
    #[must_use]
    pub const fn reach(&self) -> Reach {
        self.reach
    }
}

/// By its words: errors of any type compare by nothing else.
impl PartialEq for Elsewhere {
    fn eq(&self, other: &Self) -> bool {
        self.reach == other.reach && self.to_string() == other.to_string()
    }
}

impl Eq for Elsewhere {}

impl fmt::Display for Elsewhere {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.cause.fmt(f)
    }
}

impl Error for Elsewhere {
    /// What the cause was caused by: its own words are these.
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.cause.source()
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    #[test]
    fn a_cause_is_found_again_by_whoever_knows_its_type_and_compared_by_its_words() {
        let cut = |reach| Elsewhere::new(io::Error::from(io::ErrorKind::BrokenPipe), reach);
        let found = cut(Reach::Unheard);
        let cause = found.cause::<io::Error>();
        assert_eq!(cause.map(io::Error::kind), Some(io::ErrorKind::BrokenPipe));
        assert!(found.cause::<fmt::Error>().is_none());
        assert_eq!(found, cut(Reach::Unheard));
        assert_ne!(found, cut(Reach::Never));
        assert_ne!(found, Elsewhere::new(fmt::Error, Reach::Unheard));
    }
}
