//! Why a Konnektor did not give what was asked of it.

use std::fmt;

use super::directory::NoChoice;
use super::element::Unreadable;
use super::envelope;
use super::fault::{Error, Fault};
use super::tls_error;
use super::vocabulary::{Operation, Service};
use super::{address, codes};
use crate::http;

/// At which step something went wrong, and what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// The step.
    pub step: Step,
    /// What went wrong.
    pub cause: Cause,
    /// Whether the request may have reached the Konnektor.
    pub may_have_arrived: bool,
}

/// What was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The service directory.
    Directory,
    /// An operation.
    Operation(Operation),
}

impl Step {
    /// What it is called by those who look after Konnektors.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Directory => "connector.sds",
            Self::Operation(operation) => operation.name(),
        }
    }

    /// Whether it asks what there is, which a Konnektor answers by itself: no terminal and no card has to
    /// do anything for it.
    #[must_use]
    pub const fn is_of_what_there_is(self) -> bool {
        matches!(
            self,
            Self::Directory | Self::Operation(Operation::GetCards | Operation::GetCardTerminals)
        )
    }
}

/// What went wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// There is no connection, or it broke, or what came over it is none of an answer; of TLS
    /// [`tls_error::Error::Http`] says the same.
    Line(tls_error::Error),
    /// The directory names another host for the service than the one that it came from, and that
    /// leads nowhere, as behind a gateway or an address translation.
    LeadsNowhere(tls_error::Error),
    /// The Konnektor does not let this client in: HTTP 401 or 403.
    LoginRefused(u16),
    /// It sends the client elsewhere; nothing is sent after it.
    SentElsewhere(String),
    /// The address is reached without TLS, which nobody allowed.
    PlainRefused,
    /// A directory that came without TLS names this other host, to which nothing is sent.
    OtherHost(String),
    /// The directory has no address for it that can be used.
    Address(address::Problem),
    /// It does not have the service, or not in a version that is spoken here.
    Service(Service, NoChoice),
    /// The request cannot be written.
    Request(envelope::Problem),
    /// What came is no answer.
    Unreadable(Unreadable),
    /// Since people were told where the terminal asks for a PIN, it was assigned to other workplaces.
    Moved,
    /// The Konnektor says that it failed.
    Fault(Box<Fault>),
}

impl Trouble {
    /// Nothing went out.
    #[must_use]
    pub const fn before(step: Step, cause: Cause) -> Self {
        Self {
            step,
            cause,
            may_have_arrived: false,
        }
    }

    /// The request may have arrived.
    #[must_use]
    pub const fn after(step: Step, cause: Cause) -> Self {
        Self {
            step,
            cause,
            may_have_arrived: true,
        }
    }

    /// The same at a host that the directory names: where it is not to be found, it may be known by
    /// that name or number to its own network only.
    #[must_use]
    pub(super) fn elsewhere(self) -> Self {
        let cause = match self.cause {
            Cause::Line(
                error @ tls_error::Error::Http(
                    http::Error::Resolve { .. } | http::Error::Connect { .. },
                ),
            ) => Cause::LeadsNowhere(error),
            cause => cause,
        };
        Self { cause, ..self }
    }

    /// gematik's error, where it names one.
    #[must_use]
    pub fn error(&self) -> Option<&Error> {
        match &self.cause {
            Cause::Fault(fault) => fault.error.as_ref(),
            _ => None,
        }
    }

    /// The number of that error.
    #[must_use]
    pub fn code(&self) -> Option<u32> {
        self.error()?.code().ok()
    }

    /// What that number is about; of a fault without one [`codes::Kind::Other`].
    #[must_use]
    pub fn kind(&self) -> Option<codes::Kind> {
        match &self.cause {
            Cause::Fault(fault) => {
                let error = fault.error.as_ref();
                Some(error.map_or(codes::Kind::Other, Error::kind))
            }
            _ => None,
        }
    }

    /// Whether it may pass by itself, where the Konnektor has answered before: there is no way to it just
    /// now, or it is going away or coming (one of HTTP's 500, 502, 503, 504; 4001 and 4002 instead of a
    /// list). Silence is waited for once at a card: the terminal may be the one that is silent.
    #[must_use]
    pub fn may_pass(&self) -> bool {
        use http::Error as E;
        match &self.cause {
            Cause::LeadsNowhere(_) | Cause::Line(tls_error::Error::WantsTls) => true,
            Cause::Line(tls_error::Error::Http(error)) => match error {
                E::Resolve { .. } | E::Connect { .. } | E::Broken(_) => true,
                E::TimedOut { .. } | E::Unfinished { .. } => self.step.is_of_what_there_is(),
                E::HttpStatus(status) => matches!(status, 500 | 502..=504),
                _ => false,
            },
            Cause::Fault(_) => {
                self.step.is_of_what_there_is() && self.kind() == Some(codes::Kind::Konnektor)
            }
            _ => false,
        }
    }

    /// Whether no answer came in all the time that there was.
    #[must_use]
    pub const fn is_silence(&self) -> bool {
        matches!(
            self.cause,
            Cause::Line(tls_error::Error::Http(
                http::Error::TimedOut { .. } | http::Error::Unfinished { .. }
            ))
        )
    }

    /// Whether somebody answered by an HTTP status that nothing more comes of the request. Whoever stands
    /// between says by some (502 to 504, 408) that it did not hear the end itself.
    #[must_use]
    pub const fn is_over_by_its_status(&self) -> bool {
        matches!(
            self.cause,
            Cause::Line(tls_error::Error::Http(http::Error::HttpStatus(
                400..=407 | 409..=499 | 501 | 505..,
            )))
        )
    }

    /// Whether it is about the Konnektor, the way to it or whoever asks, and not about one card.
    #[must_use]
    pub fn is_of_the_konnektor(&self) -> bool {
        use codes::Kind as K;
        let is_list = self.step.is_of_what_there_is();
        match &self.cause {
            Cause::Line(_)
            | Cause::LeadsNowhere(_)
            | Cause::LoginRefused(_)
            | Cause::SentElsewhere(_)
            | Cause::PlainRefused
            | Cause::OtherHost(_)
            | Cause::Address(_)
            | Cause::Service(..) => true,
            Cause::Unreadable(Unreadable::SharedHandle) | Cause::Moved => false,
            Cause::Request(_) | Cause::Unreadable(_) => is_list,
            Cause::Fault(_) => {
                is_list
                    || matches!(
                        self.kind(),
                        Some(K::Konnektor | K::ContextIncomplete | K::ContextRefused)
                    )
            }
        }
    }

    /// Whether somebody else uses card or terminal just now: it ends by itself. Another user's hold
    /// of an HBA does not; it lasts until the card is pulled (4018).
    #[must_use]
    pub fn is_busy(&self) -> bool {
        use codes::Kind as K;
        matches!(self.kind(), Some(K::TerminalBusy | K::CardBusy))
    }

    /// Whether somebody asked to stop while it was waited for.
    #[must_use]
    pub fn is_interrupted(&self) -> bool {
        matches!(
            self.cause,
            Cause::Line(tls_error::Error::Http(http::Error::Interrupted))
        )
    }
}

/// For a log.
impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.step.name())?;
        match &self.cause {
            Cause::Line(error) => error.fmt(f),
            Cause::LeadsNowhere(error) => write!(f, "named by the directory: {error}"),
            Cause::LoginRefused(status) => write!(f, "HTTP status {status}"),
            Cause::SentElsewhere(location) => write!(f, "sent to {location}"),
            Cause::PlainRefused => f.write_str("only reached without TLS"),
            Cause::OtherHost(host) => write!(f, "another host, named without TLS: {host}"),
            Cause::Address(problem) => write!(f, "no usable address: {problem:?}"),
            Cause::Service(service, why) => write!(f, "{}: {why:?}", service.name()),
            Cause::Request(problem) => write!(f, "no request: {problem:?}"),
            Cause::Unreadable(why) => why.fmt(f),
            Cause::Moved => f.write_str("the terminal was assigned to other workplaces"),
            Cause::Fault(_) => match self.code() {
                Some(code) => write!(f, "error {code}"),
                None => f.write_str("a fault without a number"),
            },
        }
    }
}

impl std::error::Error for Trouble {}

#[cfg(test)]
mod tests {
    use std::io::ErrorKind;
    use std::time::Duration;

    use super::*;
    use crate::konnektor::fingerprint::Fingerprint;

    fn fault(code: u32) -> Cause {
        Cause::Fault(Box::new(Fault::numbered(Ok(code))))
    }

    /// Of a list, and of a card.
    fn may_pass(cause: &Cause) -> (bool, bool) {
        let at = |operation| Trouble::after(Step::Operation(operation), cause.clone()).may_pass();
        (at(Operation::GetCards), at(Operation::GetPinStatus))
    }

    #[test]
    fn what_is_only_away_may_pass_and_what_refuses_does_not() {
        use http::Error as E;
        let line = |error| Cause::Line(tls_error::Error::Http(error));
        let host = || "konnektor.example".to_owned();
        let refused = || E::Connect {
            host: host(),
            cause: ErrorKind::ConnectionRefused,
        };
        let silence = E::TimedOut {
            after: Duration::from_secs(30),
        };
        let status = |status| line(E::HttpStatus(status));
        let (pinned, seen) = (Fingerprint::of(b"one"), Fingerprint::of(b"other"));
        for (cause, expected) in [
            (line(refused()), (true, true)),
            (line(E::Resolve { host: host() }), (true, true)),
            (line(E::Broken(ErrorKind::UnexpectedEof)), (true, true)),
            (Cause::Line(tls_error::Error::WantsTls), (true, true)),
            (Cause::LeadsNowhere(refused().into()), (true, true)),
            (line(silence), (true, false)),
            (status(500), (true, true)),
            (status(502), (true, true)),
            (status(503), (true, true)),
            (status(504), (true, true)),
            (fault(4001), (true, false)),
            (fault(4002), (true, false)),
            (status(404), (false, false)),
            (status(501), (false, false)),
            (line(E::Interrupted), (false, false)),
            (line(E::NotHttp), (false, false)),
            (Cause::LoginRefused(401), (false, false)),
            (Cause::PlainRefused, (false, false)),
            (Cause::Unreadable(Unreadable::NotUtf8), (false, false)),
            (
                Cause::Line(tls_error::Error::OtherCertificate { pinned, seen }),
                (false, false),
            ),
            (Cause::Line(tls_error::Error::NotItsKey), (false, false)),
            (
                Cause::Line(tls_error::Error::ClientCertificate {
                    alert: tls_error::Alert(48),
                    given: true,
                }),
                (false, false),
            ),
            (fault(4000), (false, false)),
            (fault(4003), (false, false)),
            (fault(4004), (false, false)),
            (fault(4021), (false, false)),
            (fault(4040), (false, false)),
            (fault(4999), (false, false)),
        ] {
            assert_eq!(may_pass(&cause), expected, "{cause:?}");
        }
    }
}
