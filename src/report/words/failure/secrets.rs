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
        Secrets::Source(error) => source_in_words(error, site, text),
        Secrets::Password(error) => password_in_words(error, site, text),
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

/// Why the secrets could not be had.
fn source_in_words(error: &SourceError, site: Site, text: Text) -> Message {
    let from = from_where(&error.from, text);
    match &error.kind {
        SourceErrorKind::Read(error) => {
            let trouble = Trouble::of(error);
            message(
                text.source_unreadable(&from, &trouble::cause(&trouble, text)),
                trouble::file_do(&from, &trouble, None, site, text),
            )
        }
        SourceErrorKind::Rights(problem) => {
            let what = match problem {
                RightsProblem::OpenToOthers { .. } => text.source_rights(&from),
                RightsProblem::ForeignOwner => text.source_foreign(&from),
                RightsProblem::Unknown(error) => {
                    text.source_rights_unknown(&from, &trouble::cause_of(error, text))
                }
            };
            message(what, trouble::private_do(&from, problem, site, text))
        }
        SourceErrorKind::Dash => message(text.source_dash(), advice::no_file(site, text)),
        SourceErrorKind::Terminal => message(
            text.source_terminal(&from),
            advice::secrets_not_typed(site, text),
        ),
        SourceErrorKind::TimedOut => {
            message(text.source_timed_out(&from), text.source_timed_out_do())
        }
        SourceErrorKind::TooLarge { limit } => {
            message(text.source_too_large(&from, *limit), text.secrets_bad_do())
        }
    }
}

/// Why the password of a Konnektor could not be had. Its flags are others than those of the secrets.
fn password_in_words(error: &SourceError, site: Site, text: Text) -> Message {
    let from = from_where(&error.from, text);
    match &error.kind {
        SourceErrorKind::Read(error) => {
            let trouble = Trouble::of(error);
            let hint = match &trouble {
                Trouble::NotOpen | Trouble::StandardStream if site.os != Os::Windows => {
                    text.password_descriptor_do()
                }
                trouble => trouble::file_do(&from, trouble, None, site, text),
            };
            message(
                text.password_unreadable(&from, &trouble::cause(&trouble, text)),
                hint,
            )
        }
        SourceErrorKind::Rights(problem) => {
            let what = match problem {
                RightsProblem::OpenToOthers { .. } => text.password_rights(&from),
                RightsProblem::ForeignOwner => text.password_foreign(&from),
                RightsProblem::Unknown(error) => {
                    text.password_rights_unknown(&from, &trouble::cause_of(error, text))
                }
            };
            message(what, trouble::private_do(&from, problem, site, text))
        }
        SourceErrorKind::Dash => message(text.password_dash(), hand_over_password(site, text)),
        SourceErrorKind::Terminal => message(
            text.password_terminal(&from),
            hand_over_password(site, text),
        ),
        SourceErrorKind::TimedOut => {
            message(text.password_timed_out(&from), text.password_timed_out_do())
        }
        SourceErrorKind::TooLarge { .. } => {
            message(text.password_too_large(&from), text.password_unfit_do())
        }
    }
}

/// How the password of a Konnektor is handed over.
pub(super) fn hand_over_password(site: Site, text: Text) -> String {
    match site.os {
        Os::Windows => text.password_missing_do_windows(),
        Os::Linux | Os::Macos | Os::Other => text.password_missing_do(),
    }
}
