//! The settings files of user and PC.

use std::path::Path;
use std::sync::Arc;

use crate::report::facts::cause::Cause;
use crate::report::facts::code::{Code, code};
use crate::report::facts::exit;
use crate::settings::{Unusable, Why};

/// A settings file that cannot be used.
#[derive(Debug, Clone)]
pub struct Settings(pub Arc<Unusable>);

impl Settings {
    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0.path
    }
}

impl Cause for Settings {
    fn code(&self) -> Code {
        match &self.0.why {
            Why::Unread(_) => code("settings_unreadable", exit::FILE),
            Why::Rights(_) => code("settings_rights", exit::FILE),
            // As a flag that is none.
            Why::Content(_) => code("settings_invalid", exit::USAGE),
        }
    }

    fn topic(&self) -> Option<&'static str> {
        None
    }
}

#[cfg(test)]
impl Settings {
    pub(in crate::report::facts) fn samples() -> Vec<Self> {
        use super::samples::of_each;
        use crate::secrets::RightsProblem;
        use crate::settings::{Expected, Key, Kind, Problem};
        use crate::system::trouble::Trouble;
        let expected = of_each!(Expected {
            Language => [Expected::Language],
            Name => [Expected::Name],
            Folder => [Expected::Folder],
            Label => [Expected::Label(80)],
            Days => [Expected::Days(3650)],
        });
        let value = |expected| {
            let key = Key::Lang;
            Kind::Value { key, expected }
        };
        let kinds = of_each!(Kind {
            NotUtf8 => [Kind::NotUtf8],
            Syntax => [Kind::Syntax],
            UnknownKey => [None, Some(Key::WarnDays)].map(|nearest| Kind::UnknownKey {
                written: "warn_days".to_owned(),
                nearest,
            }),
            Secret => [Kind::Secret],
            Value => expected.into_iter().map(value).collect::<Vec<_>>(),
        });
        let rights = [
            RightsProblem::ForeignOwner,
            RightsProblem::OpenToOthers { mode: Some(0o666) },
            RightsProblem::Unknown(std::io::Error::other("forged")),
        ];
        let content = |kind| Why::Content(vec![Problem { line: 3, kind }]);
        let whys = of_each!(Why {
            Unread => [Why::Unread(Trouble::Forbidden)],
            Rights => rights.map(|problem| Why::Rights(Arc::new(problem))),
            Content => kinds.into_iter().map(content).collect::<Vec<_>>(),
        });
        let file = |why| {
            let path = "/etc/pinlotse.toml".into();
            Self(Arc::new(Unusable { path, why }))
        };
        whys.into_iter().map(file).collect()
    }
}
