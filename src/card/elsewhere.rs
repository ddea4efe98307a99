//! What went wrong on a way to a card that is no reader of this PC.

use std::any::Any;
use std::fmt;
use std::sync::Arc;

/// A failure of such a way. What it was, only those know who made it and who say it to people: this
/// room passes it on as it is.
#[derive(Clone)]
pub struct Elsewhere {
    cause: Arc<dyn Any + Send + Sync>,
    words: String,
    reach: Reach,
}

/// How far a secret order came that ended so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// It is certain that the card saw nothing of it.
    Never,
    /// Whoever stands between says that it failed. Whether the card saw something is not known.
    Answered,
    /// Nothing came back that says anything: it may still be under way.
    Unheard,
}

impl Elsewhere {
    /// A failure of this cause. Of what is no secret order `reach` says nothing.
    #[must_use]
    pub fn new<T: Any + Send + Sync + fmt::Display>(cause: T, reach: Reach) -> Self {
        Self {
            words: cause.to_string(),
            cause: Arc::new(cause),
            reach,
        }
    }

    /// The cause, where it is of this type.
    #[must_use]
    pub fn cause<T: Any>(&self) -> Option<&T> {
        self.cause.downcast_ref()
    }

    /// How far a secret order came.
    #[must_use]
    pub const fn reach(&self) -> Reach {
        self.reach
    }
}

/// By its words: causes have no type here.
impl PartialEq for Elsewhere {
    fn eq(&self, other: &Self) -> bool {
        (&self.words, self.reach) == (&other.words, other.reach)
    }
}

impl Eq for Elsewhere {}

impl fmt::Debug for Elsewhere {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Elsewhere({:?}, {})", self.reach, self.words)
    }
}

impl fmt::Display for Elsewhere {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words)
    }
}
