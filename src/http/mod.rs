//! As much HTTP as this program needs: one GET or one POST, one reply, within one time limit, over
//! anything that can be read and written.
//!
//! [`run`] does all of an errand by plain `http`: address, proxy, connection, redirects. Who needs
//! something between the network and HTTP (TLS) opens a [`Wire`], puts it around, and speaks over
//! that by [`exchange()`]: the wire keeps the time limit, whatever is above it.
//!
//! No client crate does this as it is needed here: those without TLS speak to a proxy by CONNECT
//! even for `http`, which proxies refuse for port 80 as they are delivered, or drop the body of a
//! POST that is sent elsewhere. What is left is small, and its reading half is pure (`reply.rs`).
//!
//! This room knows no card, no certificate and no person, and nothing of what is asked.

mod deadline;
mod errand;
pub mod error;
mod exchange;
mod proxy;
pub mod reply;
mod url;
mod wire;

use std::time::Duration;

use crate::system::signals::Interrupts;

pub use deadline::{Deadline, Limit};
pub use errand::{Errand, Field, Question};
pub use error::{Error, ProxyProblem, UrlProblem};
pub use exchange::exchange;
pub use proxy::Proxies;
pub use reply::Reply;
pub use url::Url;
pub use wire::Wire;

/// How often a reply may send the question elsewhere.
const MAX_REDIRECTS: usize = 3;

/// How a host is reached, and for how long it is waited for.
#[derive(Clone, Copy, Debug)]
pub struct Way<'a> {
    /// The end of all waiting.
    pub limit: Limit,
    /// Longest wait for one of the host's addresses to take the call.
    pub connect_timeout: Duration,
    /// Proxies to use.
    pub proxies: &'a Proxies,
    /// Looked at five times a second while waiting.
    pub interrupts: &'a Interrupts,
}

/// Runs an errand by plain `http`, and again elsewhere where a reply says so; returns the body of
/// the 200. The time limit holds for all of it.
///
/// # Errors
/// Every kind of [`Error`].
pub fn run(url: Url, errand: &Errand<'_>, way: &Way<'_>) -> Result<Vec<u8>, Error> {
    let mut url = url;
    for _ in 0..=MAX_REDIRECTS {
        match once(&url, errand, way)? {
            Reply::Body { octets, .. } => return Ok(octets),
            Reply::Elsewhere(location) => {
                url = url.join(&location).map_err(|error| match error {
                    Error::UrlNotHttp { url, .. } => Error::SentElsewhere { url },
                    Error::UrlUnusable { url, problem } => Error::SentAstray { url, problem },
                    other => other,
                })?;
            }
        }
    }
    Err(Error::TooManyRedirects {
        limit: MAX_REDIRECTS,
    })
}

fn once(url: &Url, errand: &Errand<'_>, way: &Way<'_>) -> Result<Reply, Error> {
    let proxy = way.proxies.for_url(url)?;
    let deadline = Deadline::new(way.limit, way.interrupts);
    let connect = |host, port| Wire::connect(host, port, way.connect_timeout, deadline);
    let mut wire = match proxy {
        Some(proxy) => connect(&proxy.host, proxy.port).map_err(of_the_proxy)?,
        None => connect(url.host(), url.port())?,
    };
    let request = match proxy {
        Some(proxy) => errand.through_a_proxy(url, proxy.authorization.as_deref()),
        None => errand.written(url),
    };
    match exchange(&mut wire, &request, &errand.wanted()) {
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
