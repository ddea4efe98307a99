//! The network of this PC: TCP, and TLS to the one server that is known.

use std::io::{self, ErrorKind, Read, Write};
use std::sync::Arc;
use std::time::Duration;

use super::address::Address;
use super::fingerprint::Fingerprint;
use super::identity::Identity;
use super::key_file;
use super::network::{KeyFile, Lost, Network, NoNetwork, QUESTION, Waiting};
use super::terms::Terms;
use super::tls::{self, Hello, Newest};
use super::tls_error::{Alert, Error};
use crate::http::reply::Wanted;
use crate::http::{self, Deadline, Limit, Reply, Wire, exchange};

/// Longest wait for one address of the Konnektor to take the call.
const CONNECT: Duration = Duration::from_secs(10);

/// Whether this program was built with a way to a Konnektor.
pub const IS_BUILT: bool = true;

/// Straight to the Konnektor, which stands in the same network, so that no proxy is asked: to the
/// server whose certificate is `pinned`, with the client certificate of `key_file` where it asks.
///
/// # Errors
/// [`NoNetwork::KeyFile`].
pub fn network(
    pinned: Option<Fingerprint>,
    key_file: Option<KeyFile<'_>>,
) -> Result<Box<dyn Network>, NoNetwork> {
    let identity = key_file.map(|file| key_file::read(file.octets, file.password));
    let identity = identity.transpose().map_err(NoNetwork::KeyFile)?;
    Ok(Box::new(Direct {
        pinned,
        identity: identity.map(Arc::new),
        newest: Newest::Tls13,
        has_answered: false,
        terms: None,
    }))
}

#[derive(Debug)]
struct Direct {
    /// The server; without it no address is reached by TLS.
    pinned: Option<Fingerprint>,
    identity: Option<Arc<Identity>>,
    /// The newest version of TLS that the server bears being offered.
    newest: Newest,
    /// Something was asked, and answered.
    has_answered: bool,
    /// What the last connection was made by.
    terms: Option<Terms>,
}

/// Whose certificate answers at an address? Nothing is asked there.
///
/// # Errors
/// Those of [`tls::look`].
pub fn fingerprint(at: &Address, waiting: &Waiting<'_>) -> Result<Fingerprint, Error> {
    let host = at.url().host();
    let mut newest = Newest::Tls13;
    offered(&mut newest, |newest| {
        tls::look(call(at, waiting)?, Hello { host, newest })
    })
}

/// Opens a connection, and where the server refuses it one with the older version alone, which is
/// offered from then on: OpenSSL behind a server that listens to names takes TLS 1.3 without looking
/// whether it can sign in it, and with a certificate on brainpoolP256r1 it cannot. A server that hangs
/// up without a word may mean the same, as Java's do. Nothing but a handshake went out by then.
fn offered<T>(
    newest: &mut Newest,
    mut open: impl FnMut(Newest) -> Result<T, Error>,
) -> Result<T, Error> {
    match open(*newest) {
        Err(error) if *newest == Newest::Tls13 && turns_away(&error) => {
            let opened = open(Newest::Tls12)?;
            *newest = Newest::Tls12;
            Ok(opened)
        }
        opened => opened,
    }
}

/// Whether a server ended a handshake by itself, with a word or without.
fn turns_away(error: &Error) -> bool {
    match error {
        Error::Refused(_) => true,
        Error::Http(http::Error::Broken(how)) => {
            matches!(how, ErrorKind::UnexpectedEof | ErrorKind::ConnectionReset)
        }
        _ => false,
    }
}

/// Whether octets are a key file, as far as that shows without its password.
///
/// # Errors
/// [`NoNetwork::KeyFile`].
pub fn outline(file: &[u8]) -> Result<(), NoNetwork> {
    key_file::outline(file).map_err(NoNetwork::KeyFile)
}

/// The certificate in a key file, in DER.
///
/// # Errors
/// [`NoNetwork::KeyFile`].
pub fn client_certificate(file: KeyFile<'_>) -> Result<Vec<u8>, NoNetwork> {
    let identity = key_file::read(file.octets, file.password).map_err(NoNetwork::KeyFile)?;
    let own = identity.chain().first().cloned();
    own.ok_or(NoNetwork::KeyFile(super::key_error::Error::NoCertificate))
}

impl Network for Direct {
    fn exchange(
        &mut self,
        to: &Address,
        request: &[u8],
        wanted: &Wanted,
        waiting: &Waiting<'_>,
    ) -> Result<Reply, Lost> {
        let whole = Deadline::new(Limit::of(waiting.limit), waiting.interrupts);
        let called = || call(to, &until_it_is_made(waiting));
        if !to.is_tls() {
            let mut wire = called().map_err(Lost::before)?;
            wire.wait_until(whole);
            return self.in_the_clear(wire, request, wanted);
        }
        let pinned = self.pinned.ok_or(Lost::before(Error::NothingPinned))?;
        let host = to.url().host();
        let identity = self.identity.clone();
        let secured = offered(&mut self.newest, |newest| {
            tls::connect(called()?, Hello { host, newest }, pinned, identity.clone())
        });
        let mut secured = secured.map_err(Lost::before)?;
        self.terms = secured.terms();
        secured.line_mut().wait_until(whole);
        let reply = secured.exchange(request, wanted);
        self.has_answered |= reply.is_ok();
        reply.map_err(|error| match error {
            // A client certificate is judged before anything else is (TLS 1.3).
            Error::ClientCertificate { alert, .. }
                if alert != Alert::NONE && !self.has_answered =>
            {
                Lost::before(error)
            }
            // It was not missed before, so it is not what is missing now.
            Error::ClientCertificate { .. } if self.has_answered => {
                Lost::after(http::Error::Broken(ErrorKind::UnexpectedEof).into())
            }
            error => Lost::after(error),
        })
    }

    fn terms(&self) -> Option<&Terms> {
        self.terms.as_ref()
    }
}

impl Direct {
    /// Without TLS. Whoever wants it hangs up on the first request, or answers in it.
    fn in_the_clear(
        &mut self,
        wire: Wire<'_>,
        request: &[u8],
        wanted: &Wanted,
    ) -> Result<Reply, Lost> {
        let mut line = Listening {
            line: wire,
            first: Vec::new(),
        };
        let reply = exchange(&mut line, request, wanted);
        let wants_tls = match (&reply, line.first.as_slice()) {
            (Err(http::Error::NotHttp | http::Error::Broken(_)), [ALERT, TLS_MAJOR, ..]) => true,
            (Err(http::Error::Broken(_)), []) => !self.has_answered,
            _ => false,
        };
        self.has_answered |= reply.is_ok();
        reply.map_err(|error| {
            Lost::after(if wants_tls {
                Error::WantsTls
            } else {
                error.into()
            })
        })
    }
}

/// How a record of TLS begins that says why a connection ends (RFC 8446 5.1).
const ALERT: u8 = 21;
const TLS_MAJOR: u8 = 3;

/// A line, and the first octets that came over it.
struct Listening<L> {
    line: L,
    first: Vec<u8>,
}

impl<L: Read> Read for Listening<L> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.line.read(buffer)?;
        let missing = 2usize.saturating_sub(self.first.len());
        let heard = buffer.iter().take(count.min(missing));
        self.first.extend(heard);
        Ok(count)
    }
}

impl<L: Write> Write for Listening<L> {
    fn write(&mut self, octets: &[u8]) -> io::Result<usize> {
        self.line.write(octets)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.line.flush()
    }
}

/// How long a connection is waited for that is not made yet: nobody is asked for anything, so nobody
/// needs the time that a dialog takes.
fn until_it_is_made<'a>(waiting: &Waiting<'a>) -> Waiting<'a> {
    Waiting {
        limit: waiting.limit.min(QUESTION),
        ..*waiting
    }
}

fn call<'a>(at: &Address, waiting: &Waiting<'a>) -> Result<Wire<'a>, Error> {
    let deadline = Deadline::new(Limit::of(waiting.limit), waiting.interrupts);
    let url = at.url();
    let wire = Wire::connect(url.host(), url.port(), CONNECT, deadline)?;
    // While a terminal asks for digits the Konnektor is silent for minutes.
    Ok(wire.kept_alive())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::konnektor::network::DIALOG;
    use crate::system::signals::Interrupts;

    #[test]
    fn no_connection_is_waited_for_as_long_as_a_dialog() {
        let interrupts = Interrupts::none();
        let short = Duration::from_secs(1);
        for (limit, expected) in [(DIALOG, QUESTION), (QUESTION, QUESTION), (short, short)] {
            let waiting = Waiting {
                limit,
                interrupts: &interrupts,
            };
            assert_eq!(until_it_is_made(&waiting).limit, expected);
        }
    }

    #[test]
    fn who_refuses_what_is_offered_is_offered_the_older_version_once_and_from_then_on() {
        let refused = || Error::Refused(Alert(40));
        for (first, then, expected, asked) in [
            (Ok(1), Ok(2), Ok(1), &[Newest::Tls13][..]),
            (
                Err(refused()),
                Ok(2),
                Ok(2),
                &[Newest::Tls13, Newest::Tls12],
            ),
            (
                Err(refused()),
                Err(refused()),
                Err(refused()),
                &[Newest::Tls13, Newest::Tls12],
            ),
            (
                Err(Error::NotTls),
                Ok(2),
                Err(Error::NotTls),
                &[Newest::Tls13],
            ),
        ] {
            let (mut newest, mut heard) = (Newest::Tls13, Vec::new());
            let opened = offered(&mut newest, |offer| {
                heard.push(offer);
                match offer {
                    Newest::Tls13 => first.clone(),
                    Newest::Tls12 => then.clone(),
                }
            });
            assert_eq!((&opened, &*heard), (&expected, asked));
            let is_older = opened == Ok(2);
            assert_eq!(newest == Newest::Tls12, is_older);
        }
    }
}
