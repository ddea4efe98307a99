//! gematik's list of issuers.

use std::path::PathBuf;

use crate::issuers;
use crate::online;
use crate::report::facts::cause::Cause;
use crate::report::facts::code::{Code, code};
use crate::report::facts::exit;
use crate::report::facts::failure::Failure;
use crate::system::trouble::Trouble;
use crate::trust::{Freshness, List, Refusal};

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
        /// Whether it is an address.
        fetched: bool,
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
    /// The one that was to be had is over by more than thirty days.
    Over {
        /// Whole days since its end.
        days: i64,
        /// What the clock says, in seconds since 1970.
        now: i64,
    },
    /// The file in which one is kept cannot be read.
    Unread {
        /// Its path.
        path: String,
        /// Why.
        trouble: Trouble,
    },
    /// It cannot be kept.
    NotKept {
        /// The file that it was to be kept in.
        path: String,
        /// Why.
        trouble: Trouble,
    },
    /// The system names no place where it could be kept.
    NoPlace,
}

impl IssuerList {
    /// What is wrong with a list that is over by more than thirty days.
    #[must_use]
    pub fn long_over(list: &List, now: i64) -> Option<Self> {
        match list.freshness(now) {
            Freshness::Old { days } => Some(Self::Over { days, now }),
            Freshness::Over { .. } | Freshness::Current => None,
        }
    }
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
            IssuerList::Over { .. } => code("list_over", exit::NOT_CHECKED),
            IssuerList::Unread { .. } | IssuerList::NotKept { .. } => code("file", exit::FILE),
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
            issuers::Error::Refused { from, fetched, why } => {
                IssuerList::Refused { from, fetched, why }.into()
            }
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
        use crate::online::error::{NoReply, ProxyProblem};
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
            AuthorityNotValid => [
                Refusal::AuthorityNotValid { from: 0, until: 1, now: 2 },
                Refusal::AuthorityNotValid { from: 1, until: 2, now: 0 },
            ],
            OtherOctets => [Refusal::OtherOctets],
            Unverifiable => [Refusal::Unverifiable(Obstacle::Key)],
            NotAList => [Refusal::NotAList { why: "line 1: <x> is no list".to_owned() }],
        });
        let errors = [
            online::Error::NoReply(NoReply::Resolve { host: host() }),
            online::Error::NoReply(NoReply::Connect {
                host: host(),
                cause: ErrorKind::ConnectionRefused,
            }),
            online::Error::NoReply(NoReply::TimedOut {
                after: std::time::Duration::from_secs(1),
            }),
            online::Error::NoReply(NoReply::Proxy(ProxyProblem::Credentials)),
            online::Error::NoReply(NoReply::HttpStatus(404)),
            online::Error::NoReply(NoReply::Broken(ErrorKind::UnexpectedEof)),
            online::Error::NoReply(NoReply::TooManyRedirects { limit: 3 }),
            online::Error::NoReply(NoReply::NotHttp),
            online::Error::NoReply(NoReply::Encoded {
                coding: "gzip".to_owned(),
            }),
            online::Error::NoReply(NoReply::SentElsewhere { url: url() }),
        ];
        let refused = |fetched: bool| {
            move |why: &Refusal| IssuerList::Refused {
                from: url(),
                fetched,
                why: why.clone(),
            }
        };
        let troubles = [
            Trouble::IsFolder,
            Trouble::ReadOnly,
            Trouble::Taken,
            Trouble::NoSpace,
        ];
        let path = || "file".to_owned();
        let spoiled = |why: &Refusal| IssuerList::Spoiled {
            path: "file".to_owned(),
            why: why.clone(),
        };
        of_each!(IssuerList {
            Unavailable => errors.map(|why| IssuerList::Unavailable { url: url(), why }),
            Refused => [true, false]
                .into_iter()
                .flat_map(|fetched| refusals.iter().map(refused(fetched)))
                .collect::<Vec<_>>(),
            Spoiled => refusals.iter().map(spoiled).collect::<Vec<_>>(),
            Older => [IssuerList::Older { here: 10_334, offered: 10_326 }],
            Missing => [IssuerList::Missing { path: "folder".to_owned() }],
            Over => [IssuerList::Over { days: 109, now: 0 }],
            Unread => troubles
                .clone()
                .map(|trouble| IssuerList::Unread { path: path(), trouble }),
            NotKept => troubles.map(|trouble| IssuerList::NotKept { path: path(), trouble }),
            NoPlace => [IssuerList::NoPlace],
        })
    }
}
