//! Addresses of a Konnektor: `https`, or `http` where somebody allowed it.

use std::fmt;
use std::net::Ipv4Addr;

use crate::http::{self, Url, UrlProblem};
use crate::system::printable::is_forging;

/// Where the service directory lies under the address of a Konnektor (`gemSpec_Kon` TIP1-A_4528).
const DIRECTORY: &str = "connector.sds";

/// An address: scheme, host, port, path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    is_tls: bool,
    /// Host, port and path. Its own scheme means nothing.
    url: Url,
}

/// Why a text is no address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// It has another scheme than `https` and `http`; which one, in small letters.
    Scheme(String),
    /// Something else is wrong with it.
    Url(UrlProblem),
    /// The host is made of numbers and is no IPv4 address in full. Systems read such a one by rules of
    /// their own: `1.2.3` as 1.2.0.3.
    Numbers(String),
    /// Behind the path stands what no Konnektor is reached by, from this mark on: `?` or `#`. The
    /// rest may be a secret.
    Extra(char),
}

/// Whether the system would read a name as numbers, whatever is written there: its last part is one,
/// in any base (WHATWG URL, 3.5, “ends in a number”).
fn is_of_numbers(host: &str) -> bool {
    let last = host.strip_suffix('.').unwrap_or(host).rsplit('.').next();
    last.is_some_and(|last| {
        let is_decimal = !last.is_empty() && last.bytes().all(|octet| octet.is_ascii_digit());
        let hexadecimal = last.strip_prefix("0x");
        let is_hexadecimal =
            hexadecimal.is_some_and(|digits| digits.bytes().all(|octet| octet.is_ascii_hexdigit()));
        is_decimal || is_hexadecimal
    })
}

impl Address {
    /// Reads an absolute address; without a port it is that of the scheme.
    ///
    /// # Errors
    /// Every kind of [`Problem`].
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let no_address = || Problem::Url(UrlProblem::NoAddress);
        let (scheme, rest) = text.split_once("://").ok_or_else(no_address)?;
        let is_tls = match scheme.to_ascii_lowercase().as_str() {
            "https" => true,
            "http" => false,
            other => return Err(Problem::Scheme(other.to_owned())),
        };
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at(end);
        let authority = authority.strip_suffix(':').unwrap_or(authority);
        // Behind the bracket of an IPv6 address, else anywhere.
        let has_port = authority
            .rsplit_once(']')
            .map_or(authority, |(_, behind)| behind)
            .contains(':');
        let port = if has_port {
            ""
        } else if is_tls {
            ":443"
        } else {
            ":80"
        };
        let url = Url::parse(&format!("http://{authority}{port}{path}"));
        let url = url.map_err(|error| match error {
            http::Error::UrlUnusable { problem, .. } => Problem::Url(problem),
            _ => no_address(),
        })?;
        let host = url.host();
        if is_of_numbers(host) && host.parse::<Ipv4Addr>().is_err() {
            return Err(Problem::Numbers(host.to_owned()));
        }
        Ok(Self { is_tls, url })
    }

    /// Reads an address that a person or a file gives as that of a Konnektor. Without a scheme it is
    /// one with TLS; what has none and is a number only is no host: people type a PIN where none is
    /// asked for. What stands behind its path would be lost without a word.
    ///
    /// # Errors
    /// Every kind of [`Problem`].
    pub fn of_konnektor(text: &str) -> Result<Self, Problem> {
        let text = text.trim();
        // Before the scheme it would be told as another scheme.
        if text.contains(is_forging) {
            return Err(Problem::Url(UrlProblem::Characters));
        }
        let address = if text.contains("://") {
            Self::parse(text)?
        } else {
            Self::without_scheme(text)?
        };
        match text.chars().find(|c| matches!(c, '?' | '#')) {
            Some(mark) => Err(Problem::Extra(mark)),
            None => Ok(address),
        }
    }

    /// What could not be told from a slip of a scheme, or from a PIN, is no address, and is not
    /// repeated.
    fn without_scheme(text: &str) -> Result<Self, Problem> {
        let no_address = || Problem::Url(UrlProblem::NoAddress);
        let first = text.split([':', '/']).next().unwrap_or_default();
        let is_scheme = ["https", "http"]
            .iter()
            .any(|one| first.eq_ignore_ascii_case(one));
        if is_scheme && text.contains(':') {
            return Err(no_address());
        }
        Self::parse(&format!("https://{text}")).map_err(|problem| match problem {
            Problem::Numbers(_) => no_address(),
            problem => problem,
        })
    }

    /// Whether it is reached by TLS.
    #[must_use]
    pub const fn is_tls(&self) -> bool {
        self.is_tls
    }

    /// Host, port and path for a request. Its scheme reads `http`, whatever [`is_tls`](Self::is_tls)
    /// says.
    #[must_use]
    pub const fn url(&self) -> &Url {
        &self.url
    }

    /// Where the service directory of the Konnektor with this address lies: under its path, which
    /// farms and gateways give each of theirs.
    ///
    /// # Errors
    /// [`Problem`], of an address that is too long with it.
    pub fn directory(&self) -> Result<Self, Problem> {
        let path = self.url.path();
        let path = path.split('?').next().unwrap_or_default();
        if path.rsplit('/').next() == Some(DIRECTORY) {
            return Ok(self.clone());
        }
        self.with_path(&format!("{}/{DIRECTORY}", path.trim_end_matches('/')))
    }

    /// This address, which a service directory names, as it is reached from where the directory was
    /// read: the way back of an absolute address does not lead through a gateway or an address
    /// translation. Scheme, host and port are those of `configured`, the path is kept. Where the
    /// schemes differ, the port is kept, too: that of the other one speaks another protocol.
    ///
    /// # Errors
    /// [`Problem`], of an address that is too long with it.
    pub fn seen_from(&self, configured: &Self) -> Result<Self, Problem> {
        if self.is_tls == configured.is_tls {
            return configured.with_path(self.url.path());
        }
        let (host, port) = (bracketed(configured.url.host()), self.url.port());
        Self::parse(&format!(
            "{}://{host}:{port}{}",
            self.scheme(),
            self.url.path()
        ))
    }

    fn with_path(&self, path: &str) -> Result<Self, Problem> {
        let (host, port) = (bracketed(self.url.host()), self.url.port());
        Self::parse(&format!("{}://{host}:{port}{path}", self.scheme()))
    }

    const fn scheme(&self) -> &'static str {
        if self.is_tls { "https" } else { "http" }
    }
}

fn bracketed(host: &str) -> String {
    if host.contains(':') {
        format!("[{host}]")
    } else {
        host.to_owned()
    }
}

/// With the port.
impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (scheme, host) = (self.scheme(), bracketed(self.url.host()));
        write!(
            f,
            "{scheme}://{host}:{}{}",
            self.url.port(),
            self.url.path()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> Address {
        Address::parse(text).unwrap()
    }

    #[test]
    fn an_address_without_a_port_has_that_of_its_scheme() {
        for (text, expected) in [
            ("https://10.0.0.1", "https://10.0.0.1:443/"),
            (
                "HTTPS://Konnektor.Konlan/ws",
                "https://konnektor.konlan:443/ws",
            ),
            ("https://konnektor:/ws", "https://konnektor:443/ws"),
            ("https://konnektor:80/ws", "https://konnektor:80/ws"),
            ("https://[fd00::1]/ws", "https://[fd00::1]:443/ws"),
            ("https://[fd00::1]:8443/ws", "https://[fd00::1]:8443/ws"),
            ("http://konnektor/ws", "http://konnektor:80/ws"),
            ("https://konnektor?x", "https://konnektor:443/?x"),
        ] {
            assert_eq!(address(text).to_string(), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_address_or_could_hide_something_is_refused() {
        let url = Problem::Url;
        for (text, problem) in [
            ("ftp://a/", Problem::Scheme("ftp".to_owned())),
            ("konnektor", url(UrlProblem::NoAddress)),
            ("https:///ws", url(UrlProblem::NoAddress)),
            ("https://a:0/", url(UrlProblem::NoAddress)),
            ("https://a:b/", url(UrlProblem::NoAddress)),
            ("https://a:1:2/", url(UrlProblem::NoAddress)),
            ("https://user:word@a/", url(UrlProblem::UserName)),
            ("https://a/\r\nX: y", url(UrlProblem::Characters)),
            ("https://a/\"><x", url(UrlProblem::Characters)),
        ] {
            assert_eq!(Address::parse(text), Err(problem), "{text}");
        }
    }

    #[test]
    fn numbers_that_are_no_address_in_full_are_refused_and_not_guessed_at() {
        for host in [
            "1.2.3",
            "10.0.1",
            "2130706433",
            "0x7f.1",
            "0x7f000001",
            "127.0.0.01",
            "10.0.0.256",
            "1.2.3.4.5",
            "10.0.0.1.",
            "konnektor.0x",
        ] {
            let text = format!("https://{host}:8443/ws");
            let problem = Problem::Numbers(host.to_owned());
            assert_eq!(Address::parse(&text), Err(problem), "{text}");
        }
        for host in [
            "10.0.0.1",
            "konnektor1",
            "k1.2a",
            "1.konnektor",
            "[::1]",
            "0xa.konlan",
        ] {
            assert!(
                Address::parse(&format!("https://{host}/")).is_ok(),
                "{host}"
            );
        }
    }

    #[test]
    fn an_address_that_is_typed_without_a_scheme_is_one_with_tls() {
        for (text, expected) in [
            ("10.0.0.1", "https://10.0.0.1:443/"),
            ("10.0.0.1:8443", "https://10.0.0.1:8443/"),
            ("konnektor", "https://konnektor:443/"),
            (
                "Konnektor.Praxis:8443/kon1",
                "https://konnektor.praxis:8443/kon1",
            ),
            ("konnektor2.praxis", "https://konnektor2.praxis:443/"),
            ("[fd00::1]", "https://[fd00::1]:443/"),
            ("[fd00::1]:8443/ws", "https://[fd00::1]:8443/ws"),
            ("https://10.0.0.1", "https://10.0.0.1:443/"),
            ("http://10.0.0.1", "http://10.0.0.1:80/"),
            (" https://10.0.0.1 ", "https://10.0.0.1:443/"),
        ] {
            let entered = Address::of_konnektor(text).unwrap();
            assert_eq!(entered.to_string(), expected, "{text}");
        }
        let url = Problem::Url;
        for (text, problem) in [
            ("", url(UrlProblem::NoAddress)),
            // Slips of a scheme are no hosts.
            ("https:/10.0.0.1", url(UrlProblem::NoAddress)),
            ("http:10.0.0.1", url(UrlProblem::NoAddress)),
            ("HTTP:", url(UrlProblem::NoAddress)),
            ("ftp://konnektor", Problem::Scheme("ftp".to_owned())),
            // Nor is a PIN.
            ("471193", url(UrlProblem::NoAddress)),
            ("471193:443", url(UrlProblem::NoAddress)),
            ("10.0.1", url(UrlProblem::NoAddress)),
            ("10.0.0.1.", url(UrlProblem::NoAddress)),
            ("fd00::1", url(UrlProblem::NoAddress)),
            ("konnektor:ws", url(UrlProblem::NoAddress)),
            ("user:word@konnektor", url(UrlProblem::UserName)),
            ("kein Konnektor", url(UrlProblem::Characters)),
            ("\u{200b}https://konnektor", url(UrlProblem::Characters)),
        ] {
            assert_eq!(Address::of_konnektor(text), Err(problem), "{text}");
        }
    }

    #[test]
    fn what_stands_behind_the_path_of_a_konnektor_is_refused_and_not_repeated() {
        for (text, extra) in [
            ("https://k/?a=b", '?'),
            ("https://k?x", '?'),
            ("https://k/kon1#top", '#'),
            ("https://k/kon1?a#b", '?'),
        ] {
            let problem = Problem::Extra(extra);
            assert_eq!(Address::of_konnektor(text), Err(problem), "{text}");
        }
        assert!(Address::of_konnektor("https://k/kon1").is_ok());
    }

    #[test]
    fn the_directory_lies_under_the_path_of_its_konnektor() {
        for (text, expected) in [
            ("https://k", "https://k:443/connector.sds"),
            ("https://k/kon1", "https://k:443/kon1/connector.sds"),
            ("https://k/kon1/", "https://k:443/kon1/connector.sds"),
            ("https://k/connector.sds", "https://k:443/connector.sds"),
        ] {
            assert_eq!(address(text).directory().unwrap().to_string(), expected);
        }
    }

    #[test]
    fn the_path_of_a_service_is_kept_and_the_rest_is_that_of_the_way_there() {
        for (named, configured, expected) in [
            (
                "https://192.168.1.2:443/ws/CardService",
                "https://gateway:8443/kon1",
                "https://gateway:8443/ws/CardService",
            ),
            (
                "http://192.168.1.2/service/cardservice",
                "http://[fd00::1]:8080",
                "http://[fd00::1]:8080/service/cardservice",
            ),
            // Read without TLS, while the services want it.
            (
                "https://192.168.1.2:8443/ws/CardService",
                "http://gateway",
                "https://gateway:8443/ws/CardService",
            ),
        ] {
            let seen = address(named).seen_from(&address(configured)).unwrap();
            assert_eq!(seen.to_string(), expected);
        }
    }
}
