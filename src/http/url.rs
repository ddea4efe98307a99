//! Where a question goes: an `http` address, and nothing that could smuggle something else in.
//!
//! The address comes from a certificate, so from whoever made the card. OCSP answers are signed;
//! TLS would add nothing that is checked here, no address seen in cards needs it, and so `https` is
//! refused by name instead of half done.

use std::fmt;

use super::error::{Error, UrlProblem};

/// Longest address that is taken, in octets. Those of the cards have 30 to 60.
const MAX_LENGTH: usize = 1024;

/// An address that a question can be sent to: `http`, a host, a port, a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Url {
    /// A name, an IPv4 address, or an IPv6 address without its brackets; lower case.
    host: String,
    port: u16,
    /// Begins with `/`; with the query, without a fragment.
    path: String,
}

impl Url {
    pub(super) const DEFAULT_PORT: u16 = 80;

    /// Reads an absolute address.
    ///
    /// # Errors
    /// [`Error::UrlNotHttp`] for another scheme; [`Error::UrlUnusable`] for blanks, control and
    /// non-ASCII characters, a user name, and what is no address at all.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let unusable = |problem| Error::UrlUnusable {
            url: text.to_owned(),
            problem,
        };
        if text.len() > MAX_LENGTH {
            return Err(Error::UrlUnusable {
                url: text.chars().take(64).collect(),
                problem: UrlProblem::TooLong,
            });
        }
        if !text.bytes().all(|octet| octet.is_ascii_graphic())
            || text.contains(['\\', '"', '<', '>'])
        {
            return Err(unusable(UrlProblem::Characters));
        }
        let (scheme, rest) = text
            .split_once("://")
            .ok_or_else(|| unusable(UrlProblem::NoAddress))?;
        if !scheme.eq_ignore_ascii_case("http") {
            return Err(Error::UrlNotHttp {
                url: text.to_owned(),
                scheme: scheme.to_ascii_lowercase(),
            });
        }
        let rest = rest.split('#').next().unwrap_or_default();
        let end = rest.find(['/', '?']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at(end);
        if authority.contains('@') {
            return Err(unusable(UrlProblem::UserName));
        }
        let (host, port) =
            host_and_port(authority).ok_or_else(|| unusable(UrlProblem::NoAddress))?;
        let path = if path.starts_with('/') {
            path.to_owned()
        } else {
            format!("/{path}")
        };
        Ok(Self {
            host,
            port: port.unwrap_or(Self::DEFAULT_PORT),
            path,
        })
    }

    /// The address that a `Location` leads to from here: absolute, or a path of the same host.
    pub(super) fn join(&self, location: &str) -> Result<Self, Error> {
        let absolute = match location {
            whole
                if whole
                    .split(['/', '?', '#'])
                    .next()
                    .is_some_and(|first| first.contains(':')) =>
            {
                whole.to_owned()
            }
            other_host if other_host.starts_with("//") => format!("http:{other_host}"),
            path if path.starts_with('/') => format!("http://{}{path}", self.authority()),
            beside => {
                let path = self.path.split('?').next().unwrap_or_default();
                let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
                format!("http://{}{folder}/{beside}", self.authority())
            }
        };
        Self::parse(&absolute)
    }

    /// A name, an IPv4 address, or an IPv6 address without its brackets; lower case.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The port; 80 where the address names none.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The path with the query; begins with `/`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Host and port as the header `Host` has them: brackets around IPv6, no port when it is 80.
    pub(super) fn authority(&self) -> String {
        let host = if self.host.contains(':') {
            format!("[{}]", self.host)
        } else {
            self.host.clone()
        };
        if self.port == Self::DEFAULT_PORT {
            host
        } else {
            format!("{host}:{}", self.port)
        }
    }
}

impl fmt::Display for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "http://{}{}", self.authority(), self.path)
    }
}

/// `name`, `name:8080`, `[::1]:8080`.
pub(super) fn host_and_port(authority: &str) -> Option<(String, Option<u16>)> {
    let (host, port) = match authority.strip_prefix('[') {
        Some(rest) => {
            let (host, port) = rest.split_once(']')?;
            host.parse::<std::net::Ipv6Addr>().ok()?;
            (
                host,
                if port.is_empty() {
                    None
                } else {
                    Some(port.strip_prefix(':')?)
                },
            )
        }
        None => match authority.split_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (authority, None),
        },
    };
    let of_a_name = |octet: u8| octet.is_ascii_alphanumeric() || b"-._".contains(&octet);
    if host.is_empty() || (!authority.starts_with('[') && !host.bytes().all(of_a_name)) {
        return None;
    }
    // `http://host:/` is a host without a port (RFC 3986 3.2.3).
    let port = match port.filter(|digits| !digits.is_empty()) {
        Some(digits) if digits.bytes().all(|octet| octet.is_ascii_digit()) => {
            Some(digits.parse().ok()?)
        }
        Some(_) => return None,
        None => None,
    };
    if port == Some(0) {
        return None;
    }
    Some((host.to_ascii_lowercase(), port))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_into_host_port_and_path() {
        let rows = [
            (
                "http://ehca.gematik.de/ocsp/",
                "ehca.gematik.de",
                80,
                "/ocsp/",
                "http://ehca.gematik.de/ocsp/",
            ),
            (
                "HTTP://Ocsp.Example:8080",
                "ocsp.example",
                8080,
                "/",
                "http://ocsp.example:8080/",
            ),
            (
                "http://127.0.0.1:80/a?b=c#d",
                "127.0.0.1",
                80,
                "/a?b=c",
                "http://127.0.0.1/a?b=c",
            ),
            (
                "http://[::1]:8080/x",
                "::1",
                8080,
                "/x",
                "http://[::1]:8080/x",
            ),
            ("http://a?b", "a", 80, "/?b", "http://a/?b"),
            ("http://a:/", "a", 80, "/", "http://a/"),
        ];
        for (text, host, port, path, again) in rows {
            let url = Url::parse(text).unwrap();
            assert_eq!(
                (url.host(), url.port(), url.path()),
                (host, port, path),
                "{text}"
            );
            assert_eq!(url.to_string(), again);
        }
    }

    #[test]
    fn only_http_is_spoken() {
        for (text, other) in [
            ("https://a/", "https"),
            ("ldap://a/cn=x", "ldap"),
            ("file:///etc/passwd", "file"),
            ("gopher://a:25/x", "gopher"),
        ] {
            let error = Url::parse(text).unwrap_err();
            assert!(
                matches!(&error, Error::UrlNotHttp { scheme, .. } if scheme == other),
                "{text}: {error:?}"
            );
        }
    }

    #[test]
    fn an_address_that_could_hide_something_is_refused() {
        let long = format!("http://a/{}", "x".repeat(MAX_LENGTH));
        let rows = [
            ("http://user@a/", UrlProblem::UserName),
            ("http://user:word@a/", UrlProblem::UserName),
            ("http://a/b c", UrlProblem::Characters),
            ("http://a/\r\nX-Other: 1", UrlProblem::Characters),
            ("http://a/\u{1b}[31m", UrlProblem::Characters),
            ("http://ä/", UrlProblem::Characters),
            ("http://a\\@b/", UrlProblem::Characters),
            ("http:///x", UrlProblem::NoAddress),
            ("http://:80/", UrlProblem::NoAddress),
            ("http://a:0/", UrlProblem::NoAddress),
            ("http://a:65536/", UrlProblem::NoAddress),
            ("http://a:+80/", UrlProblem::NoAddress),
            ("http://a:8:0/", UrlProblem::NoAddress),
            ("http://[::1/", UrlProblem::NoAddress),
            ("http://[x]/", UrlProblem::NoAddress),
            ("http://a%41/", UrlProblem::NoAddress),
            ("ehca.gematik.de/ocsp", UrlProblem::NoAddress),
            ("", UrlProblem::NoAddress),
            (&long, UrlProblem::TooLong),
        ];
        for (text, expected) in rows {
            let error = Url::parse(text).unwrap_err();
            assert!(
                matches!(&error, Error::UrlUnusable { problem, .. } if *problem == expected),
                "{text:?}: {error:?}"
            );
        }
    }

    #[test]
    fn a_location_is_followed_from_where_it_stands() {
        let here = Url::parse("http://a:8080/ocsp/old?x=/y").unwrap();
        for (location, there) in [
            ("http://b/new", "http://b/new"),
            ("//b/new", "http://b/new"),
            ("/new", "http://a:8080/new"),
            ("new", "http://a:8080/ocsp/new"),
        ] {
            assert_eq!(
                here.join(location).unwrap().to_string(),
                there,
                "{location}"
            );
        }
        assert!(matches!(
            here.join("https://a/").unwrap_err(),
            Error::UrlNotHttp { .. }
        ));
        assert!(matches!(
            here.join("mailto:a").unwrap_err(),
            Error::UrlUnusable { .. }
        ));
        assert!(matches!(
            here.join("/a b").unwrap_err(),
            Error::UrlUnusable { .. }
        ));
    }
}
