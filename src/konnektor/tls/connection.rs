//! A handshake, and HTTP over what comes of it.

use std::fmt;
use std::io::{self, ErrorKind, Read, Write};
use std::sync::Arc;

use rustls::client::Resumption;
use rustls::pki_types::ServerName;
use rustls::version::{TLS12, TLS13};
use rustls::{ClientConfig, ClientConnection, InvalidMessage, NamedGroup, ProtocolVersion, Stream};

use super::provider::{self, BRAINPOOL_P256R1, BRAINPOOL_P256R1_TLS13};
use super::signing::Presented;
use super::verify::Pinned;
use crate::http::reply::{Reply, Wanted};
use crate::http::{self, exchange};
use crate::konnektor::fingerprint::Fingerprint;
use crate::konnektor::identity::Identity;
use crate::konnektor::private_key::Kind;
use crate::konnektor::terms::Terms;
use crate::konnektor::tls_error::{Alert, Error};

/// What this end says first (ClientHello).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hello<'a> {
    /// The server. It goes along (SNI) where it is a name; an address does not.
    pub host: &'a str,
    /// The newest version that is offered; the oldest is 1.2.
    pub newest: Newest,
}

/// The newest version of TLS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Newest {
    /// 1.2, RFC 5246.
    Tls12,
    /// 1.3, RFC 8446.
    Tls13,
}

/// Everything is offered.
impl<'a> From<&'a str> for Hello<'a> {
    fn from(host: &'a str) -> Self {
        let newest = Newest::Tls13;
        Self { host, newest }
    }
}

/// Whose certificate answers there? Nothing goes out but the handshake, and no client certificate.
///
/// A server that wants one and hangs up has shown its own before, and proved to have the key to it.
///
/// # Errors
/// Every [`Error`] but [`Error::OtherCertificate`].
pub fn look<'a, S: Read + Write>(
    line: S,
    hello: impl Into<Hello<'a>>,
) -> Result<Fingerprint, Error> {
    let opened = Secured::open(line, hello.into(), None, None);
    let (server, ended) = match opened {
        Ok(mut secured) => {
            secured.close();
            (secured.server, None)
        }
        Err((server, error)) => (server, Some(error)),
    };
    match (server.proven(), ended) {
        (Some(fingerprint), _) => Ok(fingerprint),
        (None, Some(error)) => Err(error),
        // A handshake does not end well without a signature.
        (None, None) => Err(Error::NotItsKey),
    }
}

/// Speaks TLS to the server whose certificate is `pinned`, as `identity` if the server asks.
///
/// # Errors
/// Every [`Error`].
pub fn connect<'a, S: Read + Write>(
    line: S,
    hello: impl Into<Hello<'a>>,
    pinned: Fingerprint,
    identity: Option<Arc<Identity>>,
) -> Result<Secured<S>, Error> {
    Secured::open(line, hello.into(), Some(pinned), identity).map_err(|(_, error)| error)
}

/// A connection to a server that is the expected one.
pub struct Secured<S> {
    line: S,
    tls: ClientConnection,
    server: Arc<Pinned>,
    client: Arc<Presented>,
}

impl<S: Read + Write> Secured<S> {
    /// With what was found of the server where it fails.
    fn open(
        line: S,
        hello: Hello<'_>,
        pinned: Option<Fingerprint>,
        identity: Option<Arc<Identity>>,
    ) -> Result<Self, (Arc<Pinned>, Error)> {
        let server = Arc::new(Pinned::new(pinned));
        let client = Arc::new(Presented::new(identity.clone()));
        let failed =
            |error: rustls::Error| (Arc::clone(&server), Error::Protocol(error.to_string()));
        let config = config(hello.newest, &server, &client, identity.as_deref());
        let config = config.map_err(failed)?;
        let name = server_name(hello.host);
        let tls = ClientConnection::new(Arc::new(config), name).map_err(failed)?;
        let mut secured = Self {
            line,
            tls,
            server,
            client,
        };
        while secured.tls.is_handshaking() {
            if let Err(error) = secured.tls.complete_io(&mut secured.line) {
                let ended = of_rustls(&error);
                let error = secured.explained(ended, error.into(), Heard::Handshake);
                return Err((secured.server, error));
            }
        }
        Ok(secured)
    }

    /// Sends a request and reads until the reply is whole; then the connection is over.
    ///
    /// # Errors
    /// Those of [`exchange`], and every [`Error`] of a server that judges
    /// the client's certificate after the handshake (TLS 1.3).
    pub fn exchange(mut self, request: &[u8], wanted: &Wanted) -> Result<Reply, Error> {
        let mut talk = Talk {
            stream: Stream::new(&mut self.tls, &mut self.line),
            ended: None,
            heard: Heard::Nothing,
        };
        let reply = exchange(&mut talk, request, wanted);
        let (ended, heard) = (talk.ended.take(), talk.heard);
        match reply {
            Ok(reply) => {
                self.close();
                Ok(reply)
            }
            Err(error) => Err(self.explained(ended, error, heard)),
        }
    }

    /// What both ends agreed on; `None` for what is not known before the end of a handshake.
    #[must_use]
    pub fn terms(&self) -> Option<Terms> {
        let group = self.tls.negotiated_key_exchange_group()?.name();
        Some(Terms {
            version: version_name(self.tls.protocol_version()?),
            suite: format!("{:?}", self.tls.negotiated_cipher_suite()?.suite()),
            group: group_name(group),
            server: self.server.certificate()?,
            asks_client: self.client.was_asked(),
            client: self.client.certificate(),
        })
    }

    /// What lies below.
    pub fn line_mut(&mut self) -> &mut S {
        &mut self.line
    }

    /// Takes leave; whether the server hears it does not matter any more.
    fn close(&mut self) {
        self.tls.send_close_notify();
        let _ = self.tls.write_tls(&mut self.line);
    }

    /// What ended the connection: TLS, if it says so, or what lies below or above it.
    fn explained(
        &mut self,
        ended: Option<rustls::Error>,
        error: http::Error,
        heard: Heard,
    ) -> Error {
        let is_cut = matches!(
            error,
            http::Error::Broken(
                ErrorKind::BrokenPipe | ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted
            )
        );
        let ended = ended.or_else(|| is_cut.then(|| self.last_words()).flatten());
        match (ended, error) {
            (Some(ended), _) => self.of_tls(ended, heard),
            (None, http::Error::Broken(_)) if self.hung_up_on_a_client(heard) => {
                Error::ClientCertificate {
                    alert: Alert::NONE,
                    given: self.client.is_given(),
                }
            }
            (None, error) => Error::Http(error),
        }
    }

    /// Whether a server that hung up without a word, as Java's do, most likely did so because of the
    /// client's certificate: it had asked, and what came next was that certificate, or none. After
    /// the handshake only none is told so; one that was shown may have been taken.
    fn hung_up_on_a_client(&self, heard: Heard) -> bool {
        let is_new = self.tls.protocol_version() == Some(ProtocolVersion::TLSv1_3);
        self.client.was_asked()
            && match heard {
                Heard::Handshake => true,
                Heard::Nothing => is_new && !self.client.is_given(),
                Heard::Octets => false,
            }
    }

    /// A server that hangs up while this end still writes may have said why before, in front of it
    /// what else it had to say.
    fn last_words(&mut self) -> Option<rustls::Error> {
        while self.tls.read_tls(&mut self.line).ok()? > 0 {
            if let Err(error) = self.tls.process_new_packets() {
                return Some(error);
            }
        }
        None
    }

    fn of_tls(&self, error: rustls::Error, heard: Heard) -> Error {
        if let Some(refusal) = self.server.refusal() {
            return refusal;
        }
        match error {
            rustls::Error::AlertReceived(alert) => self.of_alert(Alert(alert.into()), heard),
            // Who spoke it once speaks it, and something else came in between.
            rustls::Error::InvalidMessage(InvalidMessage::InvalidContentType)
                if self.tls.protocol_version().is_none() =>
            {
                Error::NotTls
            }
            other => Error::Protocol(other.to_string()),
        }
    }

    fn of_alert(&self, alert: Alert, heard: Heard) -> Error {
        let is_new = self.tls.protocol_version() == Some(ProtocolVersion::TLSv1_3);
        if self.client.was_asked() && heard.judges_a_client(alert, is_new) {
            let given = self.client.is_given();
            return Error::ClientCertificate { alert, given };
        }
        match heard {
            Heard::Handshake => Error::Refused(alert),
            Heard::Nothing | Heard::Octets => {
                Error::Protocol(format!("the server ended the connection: {alert}"))
            }
        }
    }
}

fn config(
    newest: Newest,
    server: &Arc<Pinned>,
    client: &Arc<Presented>,
    identity: Option<&Identity>,
) -> Result<ClientConfig, rustls::Error> {
    // In TLS 1.3 few servers know the scheme for a key on brainpoolP256r1 (OpenSSL from 3.2 on), and
    // which ones is only known when the version is agreed on.
    let only_old = identity.is_some_and(|identity| identity.key().kind() == Kind::BrainpoolP256r1);
    let versions = match newest {
        Newest::Tls13 if !only_old => &[&TLS13, &TLS12][..],
        Newest::Tls13 | Newest::Tls12 => &[&TLS12][..],
    };
    let mut config = ClientConfig::builder_with_provider(provider::shared())
        .with_protocol_versions(versions)?
        .dangerous()
        .with_custom_certificate_verifier(Arc::clone(server) as _)
        .with_client_cert_resolver(Arc::clone(client) as _);
    // Each connection shows its certificate anew.
    config.resumption = Resumption::disabled();
    Ok(config)
}

/// A name that is none of a host (RFC 1123 2.1) goes nowhere: the certificate decides, not the name,
/// and Java's servers hang up on one with an underscore.
fn server_name(host: &str) -> ServerName<'static> {
    let unnamed = || ServerName::IpAddress(std::net::IpAddr::from([0, 0, 0, 0]).into());
    let is_odd =
        |label: &str| label.contains('_') || label.starts_with('-') || label.ends_with('-');
    if host.split('.').any(is_odd) {
        return unnamed();
    }
    ServerName::try_from(host.to_owned()).unwrap_or_else(|_| unnamed())
}

fn of_rustls(error: &io::Error) -> Option<rustls::Error> {
    error.get_ref()?.downcast_ref::<rustls::Error>().cloned()
}

/// How far it got before the server gave up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Heard {
    /// In the handshake, as far as this end knows.
    Handshake,
    /// After it; of an answer nothing has come.
    Nothing,
    /// After it, and some of an answer has come.
    Octets,
}

impl Heard {
    /// Whether an alert of a server that asked for a certificate is its word on that. If so, it
    /// looked at nothing else.
    ///
    /// In a handshake it is: whatever else there is to agree on comes before that question. TLS 1.2
    /// ends with the server's word, so that what comes later has other reasons, and a request may be
    /// half done by then. In TLS 1.3 this end is through before the server looks (RFC 8446 4.4).
    const fn judges_a_client(self, alert: Alert, is_new: bool) -> bool {
        match self {
            Self::Handshake => true,
            Self::Nothing => is_new && alert.is_about_a_certificate(),
            Self::Octets => false,
        }
    }
}

/// The encrypted stream, which remembers why TLS ended it: HTTP above it knows nothing of that.
struct Talk<'a, S: Read + Write> {
    stream: Stream<'a, ClientConnection, S>,
    ended: Option<rustls::Error>,
    heard: Heard,
}

impl<S: Read + Write> Talk<'_, S> {
    fn noted<T>(&mut self, done: io::Result<T>) -> io::Result<T> {
        if let Err(error) = &done {
            self.ended = of_rustls(error);
        }
        done
    }
}

impl<S: Read + Write> Read for Talk<'_, S> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let done = self.stream.read(buffer);
        if matches!(done, Ok(1..)) {
            self.heard = Heard::Octets;
        }
        self.noted(done)
    }
}

impl<S: Read + Write> Write for Talk<'_, S> {
    fn write(&mut self, octets: &[u8]) -> io::Result<usize> {
        let done = self.stream.write(octets);
        self.noted(done)
    }

    fn flush(&mut self) -> io::Result<()> {
        let done = self.stream.flush();
        self.noted(done)
    }
}

const fn version_name(version: ProtocolVersion) -> &'static str {
    match version {
        ProtocolVersion::TLSv1_3 => "TLS 1.3",
        ProtocolVersion::TLSv1_2 => "TLS 1.2",
        _ => "TLS",
    }
}

fn group_name(group: NamedGroup) -> String {
    match group {
        NamedGroup::secp256r1 => "P-256".to_owned(),
        NamedGroup::secp384r1 => "P-384".to_owned(),
        BRAINPOOL_P256R1 | BRAINPOOL_P256R1_TLS13 => "brainpoolP256r1".to_owned(),
        other => format!("{other:?}"),
    }
}

impl<S> fmt::Debug for Secured<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Secured({:?})", self.server.proven())
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    /// A server that said something and hung up before it was asked.
    struct HungUp(Cursor<Vec<u8>>);

    impl Read for HungUp {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            self.0.read(buffer)
        }
    }

    impl Write for HungUp {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(ErrorKind::BrokenPipe.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn the_last_words_of_a_server_count_more_than_the_broken_line() {
        let alert = vec![21, 3, 3, 0, 2, 2, 40];
        let broken = Error::Http(http::Error::Broken(ErrorKind::BrokenPipe));
        for (said, expected) in [
            (alert, Error::Refused(Alert(40))),
            (Vec::new(), broken.clone()),
            (b"HTTP/1.1 400 Bad Request\r\n\r\n".to_vec(), Error::NotTls),
            (vec![21, 3, 3], broken),
        ] {
            let line = HungUp(Cursor::new(said));
            assert_eq!(look(line, "127.0.0.1"), Err(expected));
        }
    }

    /// Else a PIN dialog that a server breaks off would count as one that never began.
    #[test]
    fn only_an_alert_before_anything_else_can_be_about_the_clients_certificate() {
        let all = 0..=u8::MAX;
        let about = |heard: Heard, is_new| -> Vec<u8> {
            let judges = |number: &u8| heard.judges_a_client(Alert(*number), is_new);
            all.clone().filter(judges).collect()
        };
        assert_eq!(about(Heard::Handshake, false).len(), 256);
        assert_eq!(about(Heard::Handshake, true).len(), 256);
        assert!(about(Heard::Nothing, false).is_empty());
        assert_eq!(
            about(Heard::Nothing, true),
            [40, 42, 43, 44, 45, 46, 47, 48, 49, 51, 116]
        );
        assert!(about(Heard::Octets, false).is_empty());
        assert!(about(Heard::Octets, true).is_empty());
    }
}
