//! Why nothing came back. Each kind has what a sentence about it needs.

use std::time::Duration;
use std::{fmt, io};

/// No reply, or none that can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// The address is one of another protocol than `http`.
    UrlNotHttp {
        /// The whole address.
        url: String,
        /// Its scheme, in small letters.
        scheme: String,
    },
    /// The reply sends on to a place that speaks another protocol than `http`.
    SentElsewhere {
        /// The whole address.
        url: String,
    },
    /// The host sends those who ask on to an address that is none.
    SentAstray {
        /// The address as written; control characters included. Shortened when it is too long.
        url: String,
        /// What is wrong with it.
        problem: UrlProblem,
    },
    /// The address is none, or one that could hide something.
    UrlUnusable {
        /// The address as written; control characters included. Shortened when it is too long.
        url: String,
        /// What is wrong with it.
        problem: UrlProblem,
    },
    /// No address is known for the host.
    Resolve {
        /// The host's name.
        host: String,
    },
    /// The host could not be reached.
    Connect {
        /// The host's name or address.
        host: String,
        /// What the system said.
        cause: io::ErrorKind,
    },
    /// The time for the whole errand was over.
    TimedOut {
        /// How long was waited, in all.
        after: Duration,
    },
    /// The same in the middle of a reply.
    Unfinished {
        /// How long was waited, in all.
        after: Duration,
    },
    /// Somebody asked to stop.
    Interrupted,
    /// The connection broke, or ended before the reply was whole.
    Broken(io::ErrorKind),
    /// The proxy that the environment names cannot be used.
    Proxy(ProxyProblem),
    /// The reply sent the question on and on.
    TooManyRedirects {
        /// How many were followed.
        limit: usize,
    },
    /// The host answered in another protocol.
    NotHttp,
    /// The body came in a coding that nobody asked for (`Content-Encoding`, `Transfer-Encoding`).
    Encoded {
        /// What the coding is called; foreign text, shortened.
        coding: String,
    },
    /// The HTTP status was none of those that come with an answer.
    HttpStatus(u16),
    /// The reply is longer than any answer.
    TooLarge {
        /// Longest body that is read, in octets.
        limit: usize,
    },
}

/// What is wrong with an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UrlProblem {
    /// More than 1024 octets.
    TooLong,
    /// Blanks, control characters, letters outside ASCII, backslashes.
    Characters,
    /// A user name in front of the host.
    UserName,
    /// No scheme, host or port that is one.
    NoAddress,
}

/// What is wrong with the proxy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProxyProblem {
    /// The variable does not hold an address.
    Malformed,
    /// The proxy is to be spoken to in another way than `http`; the scheme, in small letters.
    Scheme(String),
    /// No address is known for it.
    Resolve {
        /// Its name.
        host: String,
    },
    /// It could not be reached.
    Connect {
        /// Its name or address.
        host: String,
        /// What the system said.
        cause: io::ErrorKind,
    },
    /// It asks for a user name and a password, or for others (407).
    Credentials,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UrlNotHttp { url, .. } => write!(f, "only http is spoken, not {url}"),
            Self::SentElsewhere { url } => write!(f, "sent on to {url}, only http is spoken"),
            Self::SentAstray { url, problem } => {
                write!(f, "sent on to {url}, which is unusable: {problem:?}")
            }
            Self::UrlUnusable { url, problem } => {
                write!(f, "the address {url} is unusable: {problem:?}")
            }
            Self::Resolve { host } => write!(f, "no address is known for {host}"),
            Self::Connect { host, cause } => write!(f, "{host} could not be reached: {cause}"),
            Self::TimedOut { after } => write!(f, "no answer within {} s", after.as_secs_f32()),
            Self::Unfinished { after } => {
                write!(f, "no whole answer within {} s", after.as_secs_f32())
            }
            Self::Interrupted => f.write_str("interrupted"),
            Self::Broken(cause) => write!(f, "the connection broke: {cause}"),
            Self::Proxy(problem) => write!(f, "the proxy cannot be used: {problem:?}"),
            Self::TooManyRedirects { limit } => write!(f, "sent elsewhere more than {limit} times"),
            Self::NotHttp => f.write_str("the host does not speak http"),
            Self::Encoded { coding } => write!(f, "a reply in the coding {coding}"),
            Self::HttpStatus(status) => write!(f, "HTTP status {status}"),
            Self::TooLarge { limit } => write!(f, "a reply of more than {limit} octets"),
        }
    }
}

impl std::error::Error for Error {}

/// On its way through somebody who reads and writes, and knows only errors of that.
impl From<Error> for io::Error {
    fn from(error: Error) -> Self {
        Self::other(error)
    }
}

/// Back again; what another reader or writer says is a connection that broke.
impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        let own = error
            .get_ref()
            .and_then(|inner| inner.downcast_ref::<Self>());
        own.cloned().unwrap_or(Self::Broken(error.kind()))
    }
}
