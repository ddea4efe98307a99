//! The double of a Konnektor behind the client, in memory: octets go over no line.

use std::io::ErrorKind;
use std::time::Duration;

use pinlotse::http::reply::Wanted;
use pinlotse::http::{self, Reply};
use pinlotse::konnektor::access::Access;
use pinlotse::konnektor::address::Address;
use pinlotse::konnektor::client::Client;
use pinlotse::konnektor::directory::Plain;
use pinlotse::konnektor::identifiers::{Context, Id};
use pinlotse::konnektor::network::{Lost, Network, Waiting};
use pinlotse::konnektor::tls_error::Error;
use pinlotse::session::desk::places::AtKonnektor;
use pinlotse::system::signals::Interrupts;

use super::konnektor::{Konnektor, Make, PRACTICE};

/// Longest wait for a terminal whose answer is lost.
pub const SETTLES: Duration = Duration::from_secs(5);

/// Where a profile says that the double is.
pub const HOST: &str = "konnektor.example";

/// What carries requests to a double, from addresses that lead to it: [`HOST`], and what it calls
/// itself where no address translation lies between.
pub struct InMemory(pub Konnektor);

impl Network for InMemory {
    fn exchange(
        &mut self,
        to: &Address,
        request: &[u8],
        wanted: &Wanted,
        waiting: &Waiting<'_>,
    ) -> Result<Reply, Lost> {
        if waiting.interrupts.raised() {
            return Err(Lost::before(Error::Http(http::Error::Interrupted)));
        }
        let host = to.url().host();
        if host != HOST && !self.0.is_reached_at(host) {
            return Err(Lost::before(Error::Http(http::Error::Connect {
                host: host.to_owned(),
                cause: ErrorKind::ConnectionRefused,
            })));
        }
        let mut line = self.0.line();
        line.set_patience(Some(waiting.limit));
        http::exchange(&mut line, request, wanted).map_err(|error| {
            Lost::after(Error::Http(match error {
                http::Error::Broken(ErrorKind::TimedOut) => http::Error::TimedOut {
                    after: waiting.limit,
                },
                error => error,
            }))
        })
    }
}

/// Who asks: the context that a new double knows, with a user.
pub fn practice() -> Context {
    let id = |text: &str| Id::new(text).unwrap();
    let (mandant, client_system, workplace) = PRACTICE;
    Context {
        mandant: id(mandant),
        client_system: id(client_system),
        workplace: id(workplace),
        user: Some(id("muster")),
    }
}

/// How an administrator set the program up for a Konnektor of this make.
pub fn access(make: &Make, context: Context) -> Access {
    Access {
        address: Address::parse(&format!("https://{HOST}{}", make.before_path)).unwrap(),
        context,
        basic: None,
        plain: Plain::Refused,
        rewrites: make.inner_host.is_some(),
    }
}

/// The places of a double, as the profile `praxis` reaches them over a network.
pub fn over(network: Box<dyn Network>, access: Access, interrupts: Interrupts) -> AtKonnektor {
    let client = Client::new(access, network, interrupts.clone());
    AtKonnektor::new("praxis", client, interrupts).settling_within(SETTLES)
}
