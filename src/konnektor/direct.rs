//! The network of this PC: TCP, and TLS to the one server that is known.

use std::io::ErrorKind;
use std::sync::Arc;
use std::time::Duration;

use super::address::Address;
use super::fingerprint::Fingerprint;
use super::identity::Identity;
use super::key_file;
use super::network::{KeyFile, Lost, Network, NoNetwork, QUESTION, Waiting};
use super::tls;
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
        has_answered: false,
    }))
}

#[derive(Debug)]
struct Direct {
    /// The server; without it no address is reached by TLS.
    pinned: Option<Fingerprint>,
    identity: Option<Arc<Identity>>,
    /// Something was asked, and answered.
    has_answered: bool,
}

/// Whose certificate answers at an address? Nothing is asked there.
///
/// # Errors
/// Those of [`tls::look`].
pub fn fingerprint(at: &Address, waiting: &Waiting<'_>) -> Result<Fingerprint, Error> {
    tls::look(call(at, waiting)?, at.url().host())
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
        let mut wire = call(to, &until_it_is_made(waiting)).map_err(Lost::before)?;
        if !to.is_tls() {
            wire.wait_until(whole);
            let reply = exchange(&mut wire, request, wanted);
            return reply.map_err(|error| Lost::after(error.into()));
        }
        let pinned = self.pinned.ok_or(Lost::before(Error::NothingPinned))?;
        let secured = tls::connect(wire, to.url().host(), pinned, self.identity.clone());
        let mut secured = secured.map_err(Lost::before)?;
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
    Ok(Wire::connect(url.host(), url.port(), CONNECT, deadline)?)
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
}
