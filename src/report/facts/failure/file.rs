//! Files: the user's, this PC's notes, a virtual card.

use crate::attempts;
use crate::reader::VirtualFault;
use crate::report::facts::cause::Cause;
use crate::report::facts::code::{Code, code};
use crate::report::facts::effect::Effect;
use crate::report::facts::exit;
use crate::system::trouble::{Obstacle, Trouble};

/// What went wrong with a file.
#[derive(Debug)]
pub enum File {
    /// It could not be read or written.
    Failed {
        /// Its path.
        path: String,
        /// Why.
        trouble: Trouble,
        /// What keeps this user from it, where that is why.
        obstacle: Option<Obstacle>,
    },
    /// It is there already.
    Exists {
        /// Its path.
        path: String,
    },
    /// A folder holds no certificate of a card.
    NoCertificates {
        /// Its path.
        path: String,
        /// Whether it holds certificates of authorities.
        authorities: bool,
    },
    /// Files that should hold certificates of cards cannot be read.
    CertificatesLost {
        /// Their paths.
        paths: Vec<String>,
    },
    /// The notes cannot be kept, and the card hides its counter.
    Notes(attempts::Error),
    /// The notes cannot be read or written, where they are what the command is about.
    NotesUnreadable(attempts::Error),
    /// Notes of other users are left where all were to be forgotten.
    NotesOfOthers {
        /// Whose.
        users: Vec<String>,
    },
    /// A virtual card cannot be loaded or saved.
    VirtualCard(VirtualFault),
    /// Standard output did not take all of the result.
    Output {
        /// Why.
        trouble: Trouble,
        /// What the run did to the card; `None` where that was told while it went on.
        effect: Option<Effect>,
        /// The exit code that it would have ended with.
        exit: u8,
    },
    /// No vpcd at the address.
    Vpcd {
        /// The address.
        address: String,
        /// Why.
        trouble: Trouble,
    },
}

impl Cause for File {
    fn code(&self) -> Code {
        match self {
            File::Failed { .. } => code("file", exit::FILE),
            File::Exists { .. } => code("file_exists", exit::FILE),
            File::NoCertificates { .. } => code("no_certificates", exit::FILE),
            File::CertificatesLost { .. } => code("certificates_lost", exit::FILE),
            File::Notes(_) | File::NotesUnreadable(_) => code("notes_unusable", exit::FILE),
            File::NotesOfOthers { .. } => code("notes_of_others", exit::FILE),
            File::VirtualCard(_) => code("virtual_card", exit::FILE),
            File::Output { .. } => code("output_lost", exit::FILE),
            File::Vpcd { .. } => code("no_vpcd", exit::SERVICE),
        }
    }

    fn topic(&self) -> Option<&'static str> {
        match self {
            File::Failed { .. }
            | File::Exists { .. }
            | File::NoCertificates { .. }
            | File::CertificatesLost { .. }
            | File::Notes(_)
            | File::NotesUnreadable(_)
            | File::NotesOfOthers { .. }
            | File::VirtualCard(_)
            | File::Output { .. }
            | File::Vpcd { .. } => None,
        }
    }
}

#[cfg(test)]
impl File {
    pub(super) fn samples() -> Vec<Self> {
        use super::samples::of_each;
        use crate::system::trouble::Whose;
        let path = || "file".to_owned();
        let troubles = || {
            of_each!(Trouble {
                Missing => [Trouble::Missing],
                Forbidden => [Trouble::Forbidden],
                ReadOnly => [Trouble::ReadOnly],
                NoSpace => [Trouble::NoSpace],
                TooLarge => [Trouble::TooLarge],
                TooLong => [Trouble::TooLong],
                IsFolder => [Trouble::IsFolder],
                NoFolder => [Trouble::NoFolder],
                Exists => [Trouble::Exists],
                Taken => [Trouble::Taken],
                TooManyOpen => [Trouble::TooManyOpen],
                BadName => [Trouble::BadName],
                Device => [Trouble::Device],
                NotPlain => [Trouble::NotPlain],
                Link => [Trouble::Link],
                LinkToNothing => [Trouble::LinkToNothing],
                ForeignLink => [Trouble::ForeignLink],
                NotOpen => [Trouble::NotOpen],
                StandardStream => [Trouble::StandardStream],
                Unsupported => [Trouble::Unsupported],
                Damaged => [Trouble::Damaged],
                LineBroken => [Trouble::LineBroken],
                Refused => [Trouble::Refused],
                TimedOut => [Trouble::TimedOut],
                NoNetwork => [Trouble::NoNetwork],
                TooManyFiles => [Trouble::TooManyFiles],
                Other => [Trouble::Other("71".to_owned())],
            })
        };
        let whose = of_each!(Whose {
            Roots => [Whose::Roots],
            Own => [Whose::Own],
            Others => [Whose::Others],
        });
        let obstacles = whose.into_iter().map(|whose| {
            let path = "folder".into();
            Some(Obstacle { path, whose })
        });
        let failed = |(trouble, obstacle)| File::Failed {
            path: path(),
            trouble,
            obstacle,
        };
        let plain = troubles().into_iter().map(|trouble| (trouble, None));
        let closed = obstacles.map(|obstacle| (Trouble::Forbidden, obstacle));
        let fault = || VirtualFault::Words("forged".to_owned());
        let error = || attempts::Notes::nowhere().check().unwrap_err();
        of_each!(File {
            Failed => plain.chain(closed).map(failed).collect::<Vec<_>>(),
            Exists => [File::Exists { path: path() }],
            NoCertificates => [true, false].map(|authorities| File::NoCertificates { path: path(), authorities }),
            CertificatesLost => [File::CertificatesLost { paths: vec![path()] }],
            Notes => [File::Notes(error())],
            NotesUnreadable => [File::NotesUnreadable(error())],
            NotesOfOthers => [File::NotesOfOthers { users: vec!["anna".to_owned()] }],
            VirtualCard => [File::VirtualCard(fault())],
            Output => [File::Output { trouble: Trouble::NoSpace, effect: Some(Effect::default()), exit: 10 }],
            Vpcd => [File::Vpcd { address: "127.0.0.1:1".to_owned(), trouble: Trouble::Refused }],
        })
    }
}
