//! The profile of a Konnektor, in words.

use std::ffi::OsStr;
use std::path::Path;

use super::secrets::hand_over_password;
use super::{Message, listed, message};
use crate::http::error::UrlProblem;
use crate::konnektor::profile::{KEYS, Kind, Name, Problem, Unfit, Why};
use crate::konnektor::{address, identifiers, key_error};
use crate::report::facts::failure::Profile;
use crate::report::words::{shell, trouble};
use crate::secrets::RightsProblem;
use crate::system::machine::Site;
use crate::system::os::Os;
use crate::system::trouble::Trouble;
use crate::text::Text;

pub(super) fn explain(cause: &Profile, site: Site, text: Text) -> Message {
    match cause {
        Profile::BadName => message(text.profile_bad_name(), text.profile_bad_name_do()),
        Profile::Missing { name, known } => {
            let hint = if known.is_empty() {
                text.profile_none_do(name.as_str())
            } else {
                let known: Vec<&str> = known.iter().map(Name::as_str).collect();
                text.profile_missing_do(&known.join(", "))
            };
            message(text.profile_missing(name.as_str()), hint)
        }
        Profile::NoPlace => {
            let hint = match site.os {
                Os::Windows => text.profile_no_place_do_windows(),
                _ => text.notes_no_place_do(),
            };
            message(text.profile_no_place(), hint)
        }
        Profile::Unusable { path, why } => unusable(path, why, site, text),
        Profile::Exists { name } => message(
            text.profile_exists(name.as_str()),
            text.profile_exists_do(name.as_str()),
        ),
        Profile::OfMachine { path } => message(text.profile_of_pc(path), text.profile_of_pc_do()),
        Profile::KeyFileUnread { path, trouble } => message(
            text.key_file_unreadable(path, &trouble::cause(trouble, text)),
            trouble::file_do(path, trouble, None, site, text),
        ),
        Profile::KeyFile { path, why } => key_file(path, why, text),
        Profile::PasswordMissing => {
            message(text.password_missing(), hand_over_password(site, text))
        }
        Profile::PasswordUnfit => message(text.password_unfit(), text.password_unfit_do()),
        Profile::AnswerMissing(flag) => {
            message(text.answer_missing(flag), text.answer_missing_do(flag))
        }
        Profile::Answer { flag, why } => message(
            text.answer_unfit(flag, &expected(why, text)),
            text.usage_do(),
        ),
        Profile::OtherFingerprint { given, seen } => {
            let what = match given {
                Some(given) => text.fingerprint_differs(&given.in_groups(), &seen.in_groups()),
                // The person has just seen it.
                None => text.fingerprint_refused(),
            };
            message(what, text.fingerprint_differs_do())
        }
        Profile::Import { path, problems } => {
            let said = listed(problems.iter().map(|found| in_words(found, text)), text);
            message(text.import_invalid(path, &said), text.import_invalid_do())
        }
    }
}

fn unusable(path: &str, why: &Why, site: Site, text: Text) -> Message {
    match why {
        Why::Unread(why) => message(
            text.profile_unreadable(path, &trouble::cause(why, text)),
            profile_file_do(path, why, site, text),
        ),
        Why::Rights {
            problem,
            is_of_machine,
        } => rights(path, problem, *is_of_machine, site, text),
        Why::Content(problems) => {
            let said = listed(problems.iter().map(|found| in_words(found, text)), text);
            let hint = if problems.iter().any(|found| found.kind == Kind::Secret) {
                text.profile_secret_do()
            } else {
                text.profile_invalid_do(&KEYS.join(", "))
            };
            message(text.profile_invalid(path, &said), hint)
        }
    }
}

/// Nobody names the file of a profile: it is called by its name.
fn profile_file_do(path: &str, why: &Trouble, site: Site, text: Text) -> String {
    match (trouble::own_file_do(path, why, text), name_of(path)) {
        (Some(_), Some(name)) => text.profile_in_the_way_do(path, name),
        (Some(hint), None) => hint,
        (None, _) => trouble::file_do(path, why, None, site, text),
    }
}

/// The name of the profile that lies in a file.
fn name_of(path: &str) -> Option<&str> {
    Path::new(path).file_stem().and_then(OsStr::to_str)
}

fn rights(
    path: &str,
    problem: &RightsProblem,
    is_of_machine: bool,
    site: Site,
    text: Text,
) -> Message {
    let quoted = shell::path(path, site.os);
    let what = match problem {
        RightsProblem::OpenToOthers { .. } if is_of_machine => text.profile_pc_open(path),
        RightsProblem::OpenToOthers { .. } => text.profile_open(path),
        RightsProblem::ForeignOwner => text.profile_foreign(path),
        RightsProblem::Unknown(error) => {
            text.profile_rights_unknown(path, &trouble::cause_of(error, text))
        }
    };
    let hint = match (is_of_machine, site.os) {
        (true, Os::Windows) => text.settings_rights_windows_do(&quoted),
        (true, Os::Macos) => text.settings_rights_do("root:wheel", &quoted),
        (true, Os::Linux | Os::Other) => text.settings_rights_do("root:root", &quoted),
        // Nobody can name another file.
        (false, _) if matches!(problem, RightsProblem::ForeignOwner) => {
            let name = name_of(path);
            name.map_or_else(
                || text.own_file_in_the_way_do(path),
                |name| text.profile_in_the_way_do(path, name),
            )
        }
        (false, _) => trouble::private_do(path, problem, site, text),
    };
    message(what, hint)
}

fn key_file(path: &str, why: &key_error::Error, text: Text) -> Message {
    use key_error::Error as E;
    let because = match why {
        E::WrongPassword => {
            return message(text.password_wrong(path), text.password_wrong_do());
        }
        E::TooLarge => text.key_file_too_large(),
        E::NotPkcs12 => text.key_file_other(),
        E::Damaged => text.key_file_damaged(),
        E::TooCostly(rounds) => text.key_file_costly(&rounds.to_string()),
        E::Unsupported(how) => text.key_file_unsupported(how),
        E::Key(key_error::Problem::Malformed) => text.key_file_key_damaged(),
        E::Key(key_error::Problem::Unsupported(kind)) => text.key_file_key_unsupported(kind),
        E::NotOneKey(0) => text.key_file_no_key(),
        E::NotOneKey(count) => text.key_file_keys(*count),
        E::NoCertificate => text.key_file_no_certificate(),
    };
    message(
        text.key_file_unusable(path, &because),
        text.key_file_unusable_do(),
    )
}

fn in_words(Problem { key, kind }: &Problem, text: Text) -> String {
    let key = key.as_deref().unwrap_or_default();
    match kind {
        Kind::NotUtf8 => text.settings_not_utf8(),
        Kind::Syntax(line) => text.problem_in_line(*line, &text.profile_no_json()),
        Kind::NoObject if key.is_empty() => text.profile_no_object(),
        Kind::NoObject => text.profile_no_object_in(key),
        Kind::Twice => text.profile_twice(key),
        Kind::Unknown => text.settings_unknown(key),
        Kind::Secret => text.profile_secret(key),
        Kind::Missing => text.problem_missing(key),
        Kind::NotWithLogin => text.profile_not_with_login(key),
        Kind::Variable => text.profile_variable(key),
        Kind::Version => text.profile_other_version(),
        Kind::Value(unfit) => text.settings_value(key, &expected(unfit, text)),
    }
}

/// What a value would have to be.
pub(in crate::report::words) fn expected(unfit: &Unfit, text: Text) -> String {
    match unfit {
        Unfit::Text => text.profile_expects_text(),
        Unfit::Flag => text.profile_expects_flag(),
        Unfit::Address(address::Problem::Scheme(_)) => text.profile_expects_https(),
        Unfit::Address(address::Problem::Url(UrlProblem::UserName)) => {
            text.profile_expects_no_user()
        }
        Unfit::Address(address::Problem::Url(_)) => text.profile_expects_address(),
        Unfit::Address(address::Problem::Numbers(host)) => text.profile_expects_four(host),
        Unfit::Address(address::Problem::Extra(mark)) => {
            text.profile_expects_no_extra(&mark.to_string())
        }
        Unfit::Plain => text.profile_expects_tls(),
        Unfit::Id(identifiers::Problem::Empty) => text.profile_expects_id(),
        Unfit::Id(identifiers::Problem::TooLong { length, limit }) => {
            text.profile_expects_shorter(*limit, *length)
        }
        Unfit::Id(identifiers::Problem::Character(_)) => text.profile_expects_line(),
        Unfit::Id(identifiers::Problem::Blank) => text.profile_expects_no_blank(),
        Unfit::Login => text.profile_expects_login(),
        Unfit::ClientSystem => text.profile_expects_own_client_system(),
        Unfit::LoginFlags => text.profile_expects_login_flags(),
        Unfit::LoginUser => text.profile_expects_login_user(),
        Unfit::Path => text.profile_expects_path(),
        Unfit::FileAddress => text.profile_expects_file_here(),
        Unfit::Home => text.profile_expects_no_home(),
        Unfit::Product => text.profile_expects_product(),
        Unfit::Certificates => text.profile_expects_certificates(),
        Unfit::Base64 => text.profile_expects_base64(),
        Unfit::Fingerprint => text.profile_expects_fingerprint(),
    }
}
