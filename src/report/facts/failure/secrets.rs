//! The secrets of a script.

use crate::report::facts::cause::Cause;
use crate::report::facts::code::{Code, code};
use crate::report::facts::exit;
use crate::report::facts::failure::{Failure, Wish};
use crate::secrets::{Category, Kind, Problem, SourceError, SourceErrorKind};

/// What is wrong with the secrets of a script.
#[derive(Debug)]
pub enum Secrets {
    /// Their content.
    Problems(Vec<Problem>),
    /// They could not be had.
    Source(SourceError),
    /// The password of a Konnektor, which a script hands over as it does them, could not be had.
    Password(SourceError),
    /// There are none, and no terminal either.
    NoInput,
}

impl Secrets {
    /// Why they could not be had. A wait for them that somebody ended is no failure of theirs.
    #[must_use]
    pub fn unread(error: SourceError) -> Failure {
        Self::unread_as(error, Secrets::Source)
    }

    /// The same of the password of a Konnektor.
    #[must_use]
    pub fn password_unread(error: SourceError) -> Failure {
        Self::unread_as(error, Secrets::Password)
    }

    fn unread_as(error: SourceError, as_what: fn(SourceError) -> Self) -> Failure {
        if error.is_interrupted() {
            return Wish::cancelled().into();
        }
        as_what(error).into()
    }
}

impl Cause for Secrets {
    fn code(&self) -> Code {
        match self {
            Secrets::Problems(problems) => of_problems(problems),
            Secrets::Source(error) | Secrets::Password(error) => match error.kind {
                SourceErrorKind::TooLarge { .. }
                | SourceErrorKind::Terminal
                | SourceErrorKind::TimedOut => code(error.code(), exit::SECRETS),
                SourceErrorKind::Read(_) | SourceErrorKind::Rights(_) | SourceErrorKind::Dash => {
                    code(error.code(), exit::FILE)
                }
            },
            Secrets::NoInput => code("secrets_missing", exit::SECRETS),
        }
    }

    fn topic(&self) -> Option<&'static str> {
        match self {
            // Too long or too short: perhaps it is another one of the letter, or the CAN.
            Secrets::Problems(problems) => problems
                .iter()
                .any(|problem| matches!(problem.kind, Kind::Length { .. }))
                .then_some("which-secret"),
            Secrets::Source(_) | Secrets::Password(_) | Secrets::NoInput => None,
        }
    }
}

/// Several problems: the one whose exit code comes first decides (16 before 17).
fn of_problems(problems: &[Problem]) -> Code {
    let first = problems.iter().min_by_key(|problem| problem.category());
    let exit = match first.map(Problem::category) {
        Some(Category::NewPin) => exit::NEW_PIN,
        Some(Category::Secrets) | None => exit::SECRETS,
    };
    code(first.map_or("secrets_syntax", Problem::code), exit)
}

#[cfg(test)]
impl Secrets {
    pub(super) fn samples() -> Vec<Self> {
        use super::samples::of_each;
        use crate::pins::{PinKey, Role};
        use crate::secrets::{Key, RightsProblem, SecretsSource, Trivial};
        let (old, new) = (
            Key::Secret(Role::Transport, PinKey::Ch),
            Key::Secret(Role::New, PinKey::Ch),
        );
        let kinds = of_each!(Kind {
            Utf16 => [Kind::Utf16],
            NoEquals => [Kind::NoEquals],
            UnknownKey => [None, Some(old)].map(|nearest| Kind::UnknownKey { written: None, nearest }),
            DoubleKey => [Kind::DoubleKey { first_line: 1 }],
            Empty => [Kind::Empty],
            NotDigits => [Kind::NotDigits],
            Length => [Kind::Length { want: 5..=5, got: 4 }, Kind::Length { want: 6..=8, got: 4 }],
            Same => [Kind::Same { other: old }],
            SameNew => [Kind::SameNew { other: new }],
            Trivial => [Kind::Trivial(Trivial::Sequence)],
            Missing => [Kind::Missing],
        });
        let problem = |key| {
            move |kind: &Kind| {
                let (line, kind) = (Some(1), kind.clone());
                Secrets::Problems(vec![Problem {
                    line,
                    key: Some(key),
                    kind,
                }])
            }
        };
        let problems = kinds
            .iter()
            .map(problem(old))
            .chain(kinds.iter().map(problem(new)));
        let errors = || {
            of_each!(SourceErrorKind {
                Read => [SourceErrorKind::Read(std::io::Error::other("forged"))],
                Rights => [
                    SourceErrorKind::Rights(RightsProblem::ForeignOwner),
                    SourceErrorKind::Rights(RightsProblem::OpenToOthers { mode: Some(0o640) }),
                    SourceErrorKind::Rights(RightsProblem::Unknown(std::io::Error::other("forged"))),
                ],
                Dash => [SourceErrorKind::Dash],
                TooLarge => [SourceErrorKind::TooLarge { limit: 1 }],
                Terminal => [SourceErrorKind::Terminal],
                TimedOut => [SourceErrorKind::TimedOut],
            })
        };
        let of = |from, kind| SourceError { from, kind };
        let source = |kind| Secrets::Source(of(SecretsSource::Stdin, kind));
        let password = |kind| Secrets::Password(of(SecretsSource::Fd(3), kind));
        of_each!(Secrets {
            Problems => problems.collect::<Vec<_>>(),
            Source => errors().into_iter().map(source).collect::<Vec<_>>(),
            Password => errors().into_iter().map(password).collect::<Vec<_>>(),
            NoInput => [Secrets::NoInput],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_wrong_length_of_a_secret_leads_to_the_secrets() {
        let problem = |kind| Problem {
            line: Some(1),
            key: None,
            kind,
        };
        let length = || {
            problem(Kind::Length {
                want: 8..=8,
                got: 6,
            })
        };
        for (problems, topic) in [
            (vec![length()], Some("which-secret")),
            (vec![problem(Kind::Empty), length()], Some("which-secret")),
            (vec![problem(Kind::Empty), problem(Kind::NotDigits)], None),
        ] {
            assert_eq!(Secrets::Problems(problems).topic(), topic);
        }
    }
}
