//! Problems of the secrets, in words.

use super::{Message, listed, message};
use crate::report::facts::failure::Secrets;
use crate::report::words::{advice, trouble};
use crate::secrets::{
    Category, Kind, Problem, RightsProblem, SecretsSource, SourceError, SourceErrorKind,
};
use crate::system::machine::Site;
use crate::system::os::Os;
use crate::system::trouble::Trouble;
use crate::text::Text;

pub(super) fn explain(cause: &Secrets, site: Site, text: Text) -> Message {
    match cause {
        Secrets::Problems(problems) => problems_in_words(problems, text),
        Secrets::Source(error) => unread(Wanted::Secrets, error, site, text),
        Secrets::Password(error) => unread(Wanted::Password, error, site, text),
        Secrets::NoInput => message(text.no_input(), advice::hand_over_secrets(site, text)),
    }
}

/// Every problem of the secrets, and what to do.
fn problems_in_words(problems: &[Problem], text: Text) -> Message {
    let said = problems.iter().map(|found| problem_in_words(found, text));
    let list = listed(said, text);
    if problems.iter().all(|problem| problem.kind == Kind::Missing) {
        let keys = problems
            .iter()
            .filter_map(|problem| problem.key)
            .map(|key| key.to_string());
        let keys = keys.collect::<Vec<_>>().join(", ");
        return message(text.secrets_missing(&keys), text.secrets_missing_do());
    }
    let about_new_pin = problems
        .iter()
        .all(|problem| problem.category() == Category::NewPin);
    let hint = if about_new_pin {
        text.secrets_rule_do()
    } else {
        text.secrets_bad_do()
    };
    message(text.secrets_bad(&list), hint)
}

fn problem_in_words(problem: &Problem, text: Text) -> String {
    let key = problem.key.map(|key| key.to_string()).unwrap_or_default();
    let what = match &problem.kind {
        Kind::Utf16 => text.problem_utf16(),
        Kind::NoEquals => text.problem_no_equals(),
        Kind::UnknownKey {
            nearest: Some(nearest),
            ..
        } => text.problem_unknown_key_meant(&nearest.to_string()),
        Kind::UnknownKey { .. } => text.problem_unknown_key(),
        Kind::DoubleKey { first_line } => text.problem_double(&key, *first_line),
        Kind::Empty => text.problem_empty(&key),
        Kind::NotDigits => text.problem_not_digits(&key),
        Kind::Length { want, got } if want.start() == want.end() => {
            text.problem_length(&key, *got, &want.start().to_string())
        }
        Kind::Length { want, got } => {
            text.problem_length(&key, *got, &text.problem_range(*want.start(), *want.end()))
        }
        Kind::Same { other } | Kind::SameNew { other } => {
            text.problem_same(&key, &other.to_string())
        }
        Kind::Trivial(_) => text.problem_trivial(&key),
        Kind::Missing => text.problem_missing(&key),
    };
    match problem.line {
        Some(line) => text.problem_in_line(line, &what),
        None => what,
    }
}

fn from_where(source: &SecretsSource, text: Text) -> String {
    match source {
        SecretsSource::File(path) => path.display().to_string(),
        SecretsSource::Stdin => text.source_stdin(),
        SecretsSource::Fd(number) => text.source_fd(*number),
    }
}

/// What was to be read for somebody who does not type.
#[derive(Clone, Copy)]
enum Wanted {
    /// PINs and PUKs.
    Secrets,
    /// The password of a Konnektor. Its flags are others.
    Password,
}

impl Wanted {
    /// The one of two wordings that is about it.
    fn pick(self, of_secrets: String, of_password: String) -> String {
        match self {
            Wanted::Secrets => of_secrets,
            Wanted::Password => of_password,
        }
    }
}

/// Why it could not be had.
fn unread(wanted: Wanted, error: &SourceError, site: Site, text: Text) -> Message {
    let from = from_where(&error.from, text);
    let hand_over = || hand_over_password(site, text);
    match &error.kind {
        SourceErrorKind::Read(error) => {
            let trouble = Trouble::of(error);
            let why = trouble::cause(&trouble, text);
            let hint = match (wanted, &trouble) {
                (Wanted::Password, Trouble::NotOpen | Trouble::StandardStream)
                    if site.os != Os::Windows =>
                {
                    text.password_descriptor_do()
                }
                (_, trouble) => trouble::file_do(&from, trouble, None, site, text),
            };
            let what = wanted.pick(
                text.source_unreadable(&from, &why),
                text.password_unreadable(&from, &why),
            );
            message(what, hint)
        }
        SourceErrorKind::Rights(problem) => {
            let what = match problem {
                RightsProblem::OpenToOthers { .. } => {
                    wanted.pick(text.source_rights(&from), text.password_rights(&from))
                }
                RightsProblem::ForeignOwner => {
                    wanted.pick(text.source_foreign(&from), text.password_foreign(&from))
                }
                RightsProblem::Unknown(error) => {
                    let why = trouble::cause_of(error, text);
                    wanted.pick(
                        text.source_rights_unknown(&from, &why),
                        text.password_rights_unknown(&from, &why),
                    )
                }
            };
            message(what, trouble::private_do(&from, problem, site, text))
        }
        SourceErrorKind::Dash => message(
            wanted.pick(text.source_dash(), text.password_dash()),
            wanted.pick(advice::no_file(site, text), hand_over()),
        ),
        SourceErrorKind::Terminal => message(
            wanted.pick(text.source_terminal(&from), text.password_terminal(&from)),
            wanted.pick(advice::secrets_not_typed(site, text), hand_over()),
        ),
        SourceErrorKind::TimedOut => message(
            wanted.pick(text.source_timed_out(&from), text.password_timed_out(&from)),
            wanted.pick(text.source_timed_out_do(), text.password_timed_out_do()),
        ),
        SourceErrorKind::TooLarge { limit } => message(
            wanted.pick(
                text.source_too_large(&from, *limit),
                text.password_too_large(&from),
            ),
            wanted.pick(text.secrets_bad_do(), text.password_unfit_do()),
        ),
    }
}

/// How the password of a Konnektor is handed over.
pub(super) fn hand_over_password(site: Site, text: Text) -> String {
    match site.os {
        Os::Windows => text.password_missing_do_windows(),
        Os::Linux | Os::Macos | Os::Other => text.password_missing_do(),
    }
}
