//! gematik's list of issuers.

use std::path::PathBuf;

use crate::issuers;
use crate::online;
use crate::report::facts::cause::Cause;
use crate::report::facts::code::{Code, code};
use crate::report::facts::exit;
use crate::report::facts::failure::Failure;
use crate::trust::Refusal;

/// What went wrong with the list. Whatever it is, the one that was here before still is.
#[derive(Debug, Clone)]
pub enum IssuerList {
    /// It could not be fetched.
    Unavailable {
        /// Its address.
        url: String,
        /// Why.
        why: online::Error,
    },
    /// The one that was to be taken is not believed.
    Refused {
        /// Its address, or its file.
        from: String,
        /// Why.
        why: Refusal,
    },
    /// The one that is kept here is not believed.
    Spoiled {
        /// Its file.
        path: String,
        /// Why.
        why: Refusal,
    },
    /// The one that was to be taken is older than the one that is here.
    Older {
        /// The number of the list that is here.
        here: u32,
        /// The number of the other.
        offered: u32,
    },
    /// No list lies in what was named.
    Missing {
        /// A file or folder.
        path: String,
    },
    /// The system names no place where it could be kept.
    NoPlace,
}

impl Cause for IssuerList {
    fn code(&self) -> Code {
        match self {
            IssuerList::Unavailable { .. } => code("list_unavailable", exit::NOT_CHECKED),
            IssuerList::Refused { .. } | IssuerList::Spoiled { .. } => {
                code("list_refused", exit::NOT_CHECKED)
            }
            IssuerList::Older { .. } => code("list_older", exit::NOT_CHECKED),
            IssuerList::Missing { .. } => code("list_missing", exit::NOT_CHECKED),
            IssuerList::NoPlace => code("list_no_place", exit::FILE),
        }
    }

    fn topic(&self) -> Option<&'static str> {
        None
    }
}

impl From<issuers::Error> for Failure {
    fn from(error: issuers::Error) -> Self {
        let shown = |path: PathBuf| path.display().to_string();
        match error {
            issuers::Error::Unavailable { url, why } => IssuerList::Unavailable { url, why }.into(),
            issuers::Error::Refused { from, why } => IssuerList::Refused { from, why }.into(),
            issuers::Error::Older { here, offered } => IssuerList::Older { here, offered }.into(),
            issuers::Error::Missing(path) => IssuerList::Missing { path: shown(path) }.into(),
            issuers::Error::NoPlace => IssuerList::NoPlace.into(),
            issuers::Error::File(path, error) => Failure::file(&path, &error),
        }
    }
}

#[cfg(test)]
impl IssuerList {
    pub(super) fn samples() -> Vec<Self> {
        use super::samples::of_each;
        use crate::certificate::signature::Obstacle;
        use crate::online::error::ProxyProblem;
        use std::io::ErrorKind;
        let url = || "http://example/list.xml".to_owned();
        let host = || "example".to_owned();
        let refusals = of_each!(Refusal {
            TooLarge => [Refusal::TooLarge],
            WebPage => [Refusal::WebPage],
            Packed => [Refusal::Packed],
            NoSignature => [Refusal::NoSignature],
            OtherAuthority => [Refusal::OtherAuthority { named: "Other".to_owned() }],
            SignerForged => [Refusal::SignerForged],
            NoRight => [Refusal::NoRight],
            SignerNotValid => [Refusal::SignerNotValid { from: Some(0), until: None }],
            AuthorityNotValid => [Refusal::AuthorityNotValid { from: 0, until: 1 }],
            OtherOctets => [Refusal::OtherOctets],
            Unverifiable => [Refusal::Unverifiable(Obstacle::Key)],
            NotAList => [Refusal::NotAList { why: "line 1: <x> is no list".to_owned() }],
        });
        let errors = [
            online::Error::Resolve { host: host() },
            online::Error::Connect {
                host: host(),
                cause: ErrorKind::ConnectionRefused,
            },
            online::Error::TimedOut {
                after: std::time::Duration::from_secs(1),
            },
            online::Error::Proxy(ProxyProblem::Credentials),
            online::Error::HttpStatus(404),
            online::Error::Broken(ErrorKind::UnexpectedEof),
            online::Error::TooManyRedirects { limit: 3 },
            online::Error::NotHttp,
            online::Error::SentElsewhere { url: url() },
        ];
        let refused = |why: &Refusal| IssuerList::Refused {
            from: url(),
            why: why.clone(),
        };
        let spoiled = |why: &Refusal| IssuerList::Spoiled {
            path: "file".to_owned(),
            why: why.clone(),
        };
        of_each!(IssuerList {
            Unavailable => errors.map(|why| IssuerList::Unavailable { url: url(), why }),
            Refused => refusals.iter().map(refused).collect::<Vec<_>>(),
            Spoiled => refusals.iter().map(spoiled).collect::<Vec<_>>(),
            Older => [IssuerList::Older { here: 10_334, offered: 10_326 }],
            Missing => [IssuerList::Missing { path: "folder".to_owned() }],
            NoPlace => [IssuerList::NoPlace],
        })
    }
}
