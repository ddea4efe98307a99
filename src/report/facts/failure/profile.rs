//! What an administrator set for a Konnektor: the profile, its key file, its password.

use std::sync::Arc;

use crate::konnektor::fingerprint::Fingerprint;
use crate::konnektor::key_error;
use crate::konnektor::profile::{self, Name, Problem, Unfit, Why};
use crate::report::facts::cause::Cause;
use crate::report::facts::code::{Code, code};
use crate::report::facts::exit;
use crate::report::facts::failure::Failure;
use crate::system::trouble::{self, Trouble};

/// Why there is no profile to go by, or it cannot be made.
#[derive(Debug, Clone)]
pub enum Profile {
    /// A text is no name of one.
    BadName,
    /// None of this name.
    Missing {
        /// The name.
        name: Name,
        /// Those that are there.
        known: Vec<Name>,
    },
    /// The system names no folder for it.
    NoPlace,
    /// Its file cannot be used.
    Unusable {
        /// The file.
        path: String,
        /// Why.
        why: Why,
    },
    /// One of this name is there, and nobody said that it is to be replaced.
    Exists {
        /// The name.
        name: Name,
    },
    /// It is one of the whole PC, which this program does not change.
    OfMachine {
        /// The file.
        path: String,
    },
    /// The file of its client certificate cannot be read.
    KeyFileUnread {
        /// The file.
        path: String,
        /// Why.
        trouble: Trouble,
    },
    /// The file of its client certificate is none that can be used, or not with this password.
    KeyFile {
        /// The file.
        path: String,
        /// Why.
        why: key_error::Error,
    },
    /// A password is needed, and nobody can be asked.
    PasswordMissing,
    /// What was given is no password: not UTF-8, or with control characters.
    PasswordUnfit,
    /// A script leaves an answer open; the flag that gives it.
    AnswerMissing(&'static str),
    /// An answer is none; the flag that gives it, and why.
    Answer {
        /// The flag.
        flag: &'static str,
        /// Why.
        why: Unfit,
    },
    /// The certificate of the server is not the one that was compared.
    OtherFingerprint {
        /// The one of `--fingerprint`; `None` where a person compared.
        given: Option<Fingerprint>,
        /// The one that the server showed.
        seen: Fingerprint,
    },
    /// A file of another program (`.kon`) cannot be taken over.
    Import {
        /// The file.
        path: String,
        /// What is wrong in it.
        problems: Vec<Problem>,
    },
}

impl Cause for Profile {
    fn code(&self) -> Code {
        match self {
            Profile::BadName | Profile::AnswerMissing(_) | Profile::Answer { .. } => {
                code("usage", exit::USAGE)
            }
            Profile::Missing { .. } => code("no_such_profile", exit::USAGE),
            Profile::Exists { .. } => code("profile_exists", exit::USAGE),
            Profile::OfMachine { .. } => code("profile_of_pc", exit::USAGE),
            Profile::NoPlace => code("profile_no_place", exit::FILE),
            Profile::Unusable { why, .. } => match why {
                Why::Unread(_) => code("profile_unreadable", exit::FILE),
                Why::Rights { .. } => code("profile_rights", exit::FILE),
                // As a settings file.
                Why::Content(_) => code("profile_invalid", exit::USAGE),
            },
            Profile::KeyFileUnread { .. } => code("key_file_unreadable", exit::FILE),
            Profile::KeyFile { why, .. } => match why {
                key_error::Error::WrongPassword => code("password_wrong", exit::SECRETS),
                _ => code("key_file_unusable", exit::FILE),
            },
            Profile::PasswordMissing => code("password_missing", exit::SECRETS),
            Profile::PasswordUnfit => code("password_unfit", exit::SECRETS),
            Profile::OtherFingerprint { .. } => code("fingerprint_differs", exit::REFUSED),
            Profile::Import { .. } => code("import_invalid", exit::USAGE),
        }
    }

    fn topic(&self) -> Option<&'static str> {
        None
    }
}

impl From<profile::Error> for Failure {
    fn from(error: profile::Error) -> Self {
        match error {
            profile::Error::Missing { name, known } => Profile::Missing { name, known }.into(),
            profile::Error::NoPlace => Profile::NoPlace.into(),
            profile::Error::Exists { name } => Profile::Exists { name }.into(),
            profile::Error::Unusable { path, why } => {
                let path = path.display().to_string();
                Profile::Unusable { path, why }.into()
            }
            profile::Error::Write { path, error } => {
                let error: Arc<std::io::Error> = error;
                let obstacle = trouble::obstacle(&path, &error);
                let (path, trouble) = (path.display().to_string(), Trouble::of(&error));
                match trouble {
                    // What lies there is no profile; nobody named it.
                    Trouble::IsFolder | Trouble::Link | Trouble::NotPlain => {
                        let why = Why::Unread(trouble);
                        Profile::Unusable { path, why }.into()
                    }
                    trouble => super::File::Failed {
                        path,
                        obstacle,
                        trouble,
                    }
                    .into(),
                }
            }
        }
    }
}

#[cfg(test)]
impl Profile {
    pub(super) fn samples() -> Vec<Self> {
        use super::samples::of_each;
        use crate::konnektor::address::Problem as NoAddress;
        use crate::konnektor::identifiers::Problem as NoId;
        use crate::konnektor::profile::Kind;
        use crate::secrets::RightsProblem;
        let name = || Name::new("praxis").unwrap();
        let path = || "praxis.json".to_owned();
        let unfit = of_each!(Unfit {
            Text => [Unfit::Text],
            Flag => [Unfit::Flag],
            Address => [
                Unfit::Address(NoAddress::Scheme("ftp".to_owned())),
                Unfit::Address(NoAddress::Url(crate::http::error::UrlProblem::NoAddress)),
                Unfit::Address(NoAddress::Url(crate::http::error::UrlProblem::UserName)),
                Unfit::Address(NoAddress::Numbers("1.2.3".to_owned())),
                Unfit::Address(NoAddress::Extra('?')),
            ],
            Plain => [Unfit::Plain],
            Id => [
                Unfit::Id(NoId::Empty),
                Unfit::Id(NoId::TooLong { length: 65, limit: 64 }),
                Unfit::Id(NoId::Character('\n')),
                Unfit::Id(NoId::Blank),
            ],
            Login => [Unfit::Login],
            LoginFlags => [Unfit::LoginFlags],
            ClientSystem => [Unfit::ClientSystem],
            LoginUser => [Unfit::LoginUser],
            Path => [Unfit::Path],
            FileAddress => [Unfit::FileAddress],
            Home => [Unfit::Home],
            Product => [Unfit::Product],
            Certificates => [Unfit::Certificates],
            Base64 => [Unfit::Base64],
            Fingerprint => [Unfit::Fingerprint],
        });
        let kinds = of_each!(Kind {
            NotUtf8 => [Kind::NotUtf8],
            Syntax => [Kind::Syntax(3)],
            NoObject => [Kind::NoObject],
            Twice => [Kind::Twice],
            Unknown => [Kind::Unknown],
            Secret => [Kind::Secret],
            Missing => [Kind::Missing],
            NotWithLogin => [Kind::NotWithLogin],
            Variable => [Kind::Variable],
            Version => [Kind::Version],
            Value => unfit.iter().cloned().map(Kind::Value).collect::<Vec<_>>(),
        });
        let problems = |kind: &Kind| {
            let key = Some("user".to_owned());
            let kind = kind.clone();
            vec![Problem { key, kind }]
        };
        let rights = |is_of_machine| {
            let problems = [
                RightsProblem::ForeignOwner,
                RightsProblem::OpenToOthers { mode: Some(0o644) },
                RightsProblem::Unknown(std::io::Error::other("forged")),
            ];
            problems.map(|problem| Why::Rights {
                problem: Arc::new(problem),
                is_of_machine,
            })
        };
        let whys = of_each!(Why {
            Unread => [Why::Unread(Trouble::Link), Why::Unread(Trouble::Forbidden)],
            Rights => [rights(true), rights(false)].concat(),
            Content => kinds.iter().map(|kind| Why::Content(problems(kind))).collect::<Vec<_>>(),
        });
        let keys = [
            key_error::Error::TooLarge,
            key_error::Error::NotPkcs12,
            key_error::Error::Damaged,
            key_error::Error::TooCostly(7),
            key_error::Error::Unsupported("1.2.3".to_owned()),
            key_error::Error::WrongPassword,
            key_error::Error::Key(key_error::Problem::Malformed),
            key_error::Error::Key(key_error::Problem::Unsupported("RSA 1024".to_owned())),
            key_error::Error::NotOneKey(0),
            key_error::Error::NotOneKey(2),
            key_error::Error::NoCertificate,
        ];
        let seen = Fingerprint::of(b"abc");
        of_each!(Profile {
            BadName => [Profile::BadName],
            Missing => [vec![], vec![name()]].map(|known| Profile::Missing { name: name(), known }),
            NoPlace => [Profile::NoPlace],
            Unusable => whys
                .into_iter()
                .map(|why| Profile::Unusable { path: path(), why })
                .collect::<Vec<_>>(),
            Exists => [Profile::Exists { name: name() }],
            OfMachine => [Profile::OfMachine { path: path() }],
            KeyFileUnread => [Profile::KeyFileUnread { path: path(), trouble: Trouble::Missing }],
            KeyFile => keys.map(|why| Profile::KeyFile { path: path(), why }),
            PasswordMissing => [Profile::PasswordMissing],
            PasswordUnfit => [Profile::PasswordUnfit],
            AnswerMissing => [Profile::AnswerMissing("--mandant")],
            Answer => unfit
                .into_iter()
                .map(|why| Profile::Answer { flag: "--mandant", why })
                .collect::<Vec<_>>(),
            OtherFingerprint => [None, Some(Fingerprint::of(b""))]
                .map(|given| Profile::OtherFingerprint { given, seen }),
            Import => kinds
                .iter()
                .map(|kind| Profile::Import { path: path(), problems: problems(kind) })
                .collect::<Vec<_>>(),
        })
    }
}
