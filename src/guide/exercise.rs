//! What can be rehearsed at a virtual card: the way without mistakes, and what may go wrong on it.

use crate::reader::embedded::Mishap;
use crate::text::Text;

/// What is rehearsed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Exercise {
    /// The whole way, without a mistake.
    Smooth,
    /// Digits of the wrong line: the person types them on purpose.
    WrongLine,
    /// Something befell the card, or will.
    With(Mishap),
}

impl Exercise {
    pub(super) const ALL: [Self; 5] = [
        Exercise::Smooth,
        Exercise::WrongLine,
        Exercise::With(Mishap::LastTry),
        Exercise::With(Mishap::Pulled),
        Exercise::With(Mishap::Blocked),
    ];

    /// What befalls the card.
    pub(super) const fn mishap(self) -> Option<Mishap> {
        match self {
            Exercise::Smooth | Exercise::WrongLine => None,
            Exercise::With(mishap) => Some(mishap),
        }
    }

    /// What is chosen.
    pub(super) fn words(self, text: Text) -> String {
        match self {
            Exercise::Smooth => text.exercise_smooth(),
            Exercise::WrongLine => text.exercise_wrong_line(),
            Exercise::With(Mishap::LastTry) => text.exercise_last_try(),
            Exercise::With(Mishap::Pulled) => text.exercise_pulled(),
            Exercise::With(Mishap::Blocked) => text.exercise_blocked(),
        }
    }

    /// What the person is to do besides following the screen.
    pub(super) fn task(self, text: Text) -> Option<String> {
        match self {
            Exercise::Smooth => None,
            Exercise::WrongLine => Some(text.task_wrong_line()),
            Exercise::With(Mishap::LastTry) => Some(text.task_last_try()),
            Exercise::With(Mishap::Pulled) => Some(text.task_pulled()),
            Exercise::With(Mishap::Blocked) => Some(text.task_blocked()),
        }
    }
}
