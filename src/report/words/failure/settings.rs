//! The settings files, in words.

use super::{Message, listed, message};
use crate::report::facts::failure::Settings;
use crate::report::words::{shell, trouble};
use crate::secrets::RightsProblem;
use crate::settings::{Expected, Key, Kind, Problem, Why};
use crate::system::machine::Site;
use crate::system::os::Os;
use crate::text::Text;

pub(in crate::report::words) fn explain(cause: &Settings, site: Site, text: Text) -> Message {
    let path = cause.path().display().to_string();
    match &cause.0.why {
        Why::Unread(why) => message(
            text.settings_unreadable(&path, &trouble::cause(why, text)),
            trouble::own_file_do(&path, why, text)
                .unwrap_or_else(|| trouble::file_do(&path, why, None, site, text)),
        ),
        Why::Rights(problem) => rights(&path, problem, site, text),
        Why::Content(problems) => {
            let said = listed(problems.iter().map(|found| in_words(found, text)), text);
            let hint = if problems.iter().any(|found| found.kind == Kind::Secret) {
                text.settings_secret_do()
            } else {
                let keys = Key::ALL.map(Key::name).join(", ");
                text.settings_bad_do(&keys)
            };
            message(text.settings_bad(&path, &said), hint)
        }
    }
}

fn rights(path: &str, problem: &RightsProblem, site: Site, text: Text) -> Message {
    let what = match problem {
        RightsProblem::OpenToOthers { .. } => text.settings_open(path),
        RightsProblem::ForeignOwner => text.settings_foreign(path),
        RightsProblem::Unknown(error) => {
            text.source_rights_unknown(path, &trouble::cause_of(error, text))
        }
    };
    let quoted = shell::path(path, site.os);
    let hint = match site.os {
        Os::Windows => text.settings_rights_windows_do(&quoted),
        Os::Macos => text.settings_rights_do("root:wheel", &quoted),
        Os::Linux | Os::Other => text.settings_rights_do("root:root", &quoted),
    };
    message(what, hint)
}

fn in_words(Problem { line, kind }: &Problem, text: Text) -> String {
    let what = match kind {
        Kind::NotUtf8 => return text.settings_not_utf8(),
        Kind::Syntax => text.settings_syntax(),
        Kind::UnknownKey {
            written,
            nearest: Some(nearest),
        } => text.settings_unknown_meant(written, nearest.name()),
        Kind::UnknownKey { written, .. } => text.settings_unknown(written),
        Kind::Secret => text.settings_secret(),
        Kind::Value { key, expected } => {
            let expected = match expected {
                Expected::Language => text.settings_expects_language(),
                Expected::Name => text.settings_expects_name(),
                Expected::Folder => text.settings_expects_folder(),
                Expected::Label(most) => text.settings_expects_label(*most),
                Expected::Days(most) => text.settings_expects_days(*most),
            };
            text.settings_value(key.name(), &expected)
        }
    };
    text.problem_in_line(*line, &what)
}
