//! As much HTTP as a question needs: one POST, or one GET, one reply, within one time limit.
//!
//! No client crate does this as it is needed here: those without TLS speak to a proxy by CONNECT
//! even for `http`, which proxies refuse for port 80 as they are delivered, or drop the body of a
//! POST that is sent elsewhere. What is left is small, and its reading half is pure (`reply.rs`).

pub(super) mod proxy;
pub mod reply;
pub(super) mod url;

use std::io::{ErrorKind, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use super::error::{Error, ProxyProblem};
use super::{Limit, Options};
use crate::system::signals::Interrupts;
use proxy::Proxy;
use reply::Reply;
use url::Url;

/// How often a reply may send the question elsewhere.
const MAX_REDIRECTS: usize = 3;

/// What is wanted of a host.
pub(super) struct Errand<'a> {
    /// The question, and what it is called; without one the errand is to bring what lies there.
    pub(super) question: Option<(&'static str, &'a [u8])>,
    /// What the reply is called.
    pub(super) accept: &'static str,
    /// Octets that the body of the reply may have at most.
    pub(super) limit: usize,
}

/// Runs an errand, and again elsewhere where a reply says so; returns the body of the 200. The time
/// limit holds for all of it.
pub(super) fn run(url: Url, errand: &Errand<'_>, options: &Options) -> Result<Vec<u8>, Error> {
    let deadline = Deadline {
        limit: options.limit,
        interrupts: &options.interrupts,
    };
    let mut url = url;
    for _ in 0..=MAX_REDIRECTS {
        match exchange(&url, errand, options, &deadline)? {
            Reply::Body(body) => return Ok(body),
            Reply::Elsewhere(location) => {
                url = url.join(&location).map_err(|error| match error {
                    Error::UrlNotHttp { url, .. } => Error::SentElsewhere { url },
                    other => other,
                })?;
            }
        }
    }
    Err(Error::TooManyRedirects {
        limit: MAX_REDIRECTS,
    })
}

/// How often a wait looks whether somebody asked to stop.
const SLICE: Duration = Duration::from_millis(200);

/// The end of all waiting: the time, or Ctrl-C.
struct Deadline<'a> {
    limit: Limit,
    interrupts: &'a Interrupts,
}

impl Deadline<'_> {
    fn left(&self) -> Result<Duration, Error> {
        self.interrupts.check().map_err(|_| Error::Interrupted)?;
        // A socket takes a time limit of zero for none at all.
        let left = self.limit.end.saturating_duration_since(Instant::now());
        if left < Duration::from_millis(1) {
            Err(Error::TimedOut {
                after: self.limit.whole,
            })
        } else {
            Ok(left)
        }
    }

    /// How long a call may block before this is looked at again.
    fn slice(&self) -> Result<Duration, Error> {
        self.left().map(|left| left.min(SLICE))
    }
}

fn exchange(
    url: &Url,
    errand: &Errand<'_>,
    options: &Options,
    deadline: &Deadline<'_>,
) -> Result<Reply, Error> {
    let proxy = options.proxies.for_url(url)?;
    let stream = match proxy {
        Some(proxy) => connect(&proxy.host, proxy.port, options, deadline).map_err(of_the_proxy)?,
        None => connect(url.host(), url.port(), options, deadline)?,
    };
    let question = errand.question.map_or(&[][..], |(_, octets)| octets);
    let request = [head(url, errand, proxy).as_bytes(), question].concat();
    let reply =
        send(&stream, &request, deadline).and_then(|()| receive(&stream, errand.limit, deadline));
    match reply {
        Err(Error::HttpStatus(407)) => Err(Error::Proxy(ProxyProblem::Credentials)),
        reply => reply,
    }
}

fn of_the_proxy(error: Error) -> Error {
    match error {
        Error::Resolve { host } => Error::Proxy(ProxyProblem::Resolve { host }),
        Error::Connect { host, cause } => Error::Proxy(ProxyProblem::Connect { host, cause }),
        other => other,
    }
}

/// All that goes out beside the question itself.
fn head(url: &Url, errand: &Errand<'_>, proxy: Option<&Proxy>) -> String {
    let target = if proxy.is_some() {
        url.to_string()
    } else {
        url.path().to_owned()
    };
    let authorization = proxy.and_then(|proxy| proxy.authorization.as_ref());
    let authorization = authorization
        .map(|value| format!("Proxy-Authorization: {value}\r\n"))
        .unwrap_or_default();
    let (method, kind, length) = match errand.question {
        Some((kind, octets)) => (
            "POST",
            format!("Content-Type: {kind}\r\n"),
            format!("Content-Length: {}\r\n", octets.len()),
        ),
        None => ("GET", String::new(), String::new()),
    };
    format!(
        "{method} {target} HTTP/1.1\r\n\
         Host: {}\r\n\
         {authorization}\
         User-Agent: pinlotse/{}\r\n\
         {kind}\
         Accept: {}\r\n\
         {length}\
         Connection: close\r\n\r\n",
        url.authority(),
        env!("CARGO_PKG_VERSION"),
        errand.accept,
    )
}

/// The system's resolver knows no time limit, and connecting cannot be interrupted: a thread does
/// both, and nobody waits for it when time is over.
fn connect(
    host: &str,
    port: u16,
    options: &Options,
    deadline: &Deadline<'_>,
) -> Result<TcpStream, Error> {
    let (sender, receiver) = mpsc::sync_channel(1);
    let (name, end, each) = (host.to_owned(), deadline.limit.end, options.connect_timeout);
    deadline.left()?;
    let worker = thread::Builder::new()
        .name("connect".to_owned())
        .spawn(move || {
            // Nobody waits any more: then nobody needs it.
            let _ = sender.send(connected(&name, port, end, each));
        });
    let failed = |cause| Error::Connect {
        host: host.to_owned(),
        cause,
    };
    worker.map_err(|error| failed(error.kind()))?;
    loop {
        match receiver.recv_timeout(deadline.slice()?) {
            Ok(connected) => return connected,
            Err(mpsc::RecvTimeoutError::Timeout) => {}
            Err(mpsc::RecvTimeoutError::Disconnected) => return Err(failed(ErrorKind::Other)),
        }
    }
}

fn connected(host: &str, port: u16, end: Instant, each: Duration) -> Result<TcpStream, Error> {
    let addresses = (host, port).to_socket_addrs().map_err(|_| Error::Resolve {
        host: host.to_owned(),
    })?;
    let mut last = None;
    for address in addresses {
        let left = end
            .saturating_duration_since(Instant::now())
            .min(each)
            .max(Duration::from_millis(1));
        match TcpStream::connect_timeout(&address, left) {
            Ok(stream) => return Ok(stream),
            Err(error) => last = Some(error.kind()),
        }
    }
    let host = host.to_owned();
    Err(last.map_or(Error::Resolve { host: host.clone() }, |cause| {
        Error::Connect { host, cause }
    }))
}

fn send(mut stream: &TcpStream, request: &[u8], deadline: &Deadline<'_>) -> Result<(), Error> {
    let mut rest = request;
    while !rest.is_empty() {
        stream
            .set_write_timeout(Some(deadline.slice()?))
            .map_err(|error| Error::Broken(error.kind()))?;
        match stream.write(rest) {
            Ok(written) => rest = rest.get(written..).unwrap_or_default(),
            Err(error) => keep_on(error.kind(), deadline)?,
        }
    }
    Ok(())
}

/// Reads until the reply is whole. The deadline is looked at before each read: one that drips
/// octets is cut off too.
fn receive(mut stream: &TcpStream, limit: usize, deadline: &Deadline<'_>) -> Result<Reply, Error> {
    let mut received = Vec::new();
    let mut buffer = [0; 32 * 1024];
    loop {
        stream
            .set_read_timeout(Some(deadline.slice()?))
            .map_err(|error| Error::Broken(error.kind()))?;
        let ended = match stream.read(&mut buffer) {
            Ok(count) => {
                received.extend_from_slice(buffer.get(..count).unwrap_or_default());
                count == 0
            }
            Err(error) => {
                keep_on(error.kind(), deadline)?;
                continue;
            }
        };
        if let Some(reply) = reply::read(&received, ended, limit)? {
            return Ok(reply);
        }
    }
}

/// Whether a failed call is made again: a signal came between, or its slice of time ended; then the
/// deadline decides.
fn keep_on(kind: ErrorKind, deadline: &Deadline<'_>) -> Result<(), Error> {
    match kind {
        ErrorKind::Interrupted | ErrorKind::WouldBlock | ErrorKind::TimedOut => {
            deadline.left().map(|_| ())
        }
        other => Err(Error::Broken(other)),
    }
}
