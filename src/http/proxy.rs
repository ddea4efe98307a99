//! The proxy that this user's environment names for `http`.
//!
//! Read as other command-line programs read it: `http_proxy`, else `all_proxy`; `no_proxy` lists
//! hosts that are asked directly. Both spellings count, the small one first; an empty value is
//! none. A proxy is spoken to in `http`, as `http` asks for (the whole address in the request line,
//! RFC 9112 3.2.2): a CONNECT tunnel to port 80 is refused by most proxies as they are delivered.

use std::fmt;

use base64ct::{Base64, Encoding};

use super::error::{Error, ProxyProblem};
use super::url::{Url, host_and_port};
use crate::system::percent;

/// Which proxy to use for which host.
#[derive(Debug, Default)]
pub struct Proxies {
    http: Option<Result<Proxy, ProxyProblem>>,
    exceptions: Vec<String>,
}

/// One proxy. `Debug` shows no credentials.
pub(super) struct Proxy {
    pub(super) host: String,
    pub(super) port: u16,
    /// The value of `Proxy-Authorization`.
    pub(super) authorization: Option<String>,
}

impl Proxies {
    /// What the environment of this process says.
    #[must_use]
    pub fn from_environment() -> Self {
        Self::from_variables(|name| std::env::var(name).ok())
    }

    /// No proxy at all.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// The same for variables that somebody else knows.
    #[must_use]
    pub fn from_variables(value: impl Fn(&str) -> Option<String>) -> Self {
        // An empty `http_proxy` is a deliberate "none": `all_proxy` is not asked then.
        let first = |names: &[&str]| {
            names
                .iter()
                .find_map(|name| value(name))
                .filter(|value| !value.trim().is_empty())
        };
        let setting = first(&["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"]);
        let exceptions = first(&["no_proxy", "NO_PROXY"]).unwrap_or_default();
        let entries = exceptions
            .split([',', ' '])
            .map(str::trim)
            .filter(|entry| !entry.is_empty());
        Self {
            http: setting.map(|text| Proxy::parse(text.trim())),
            exceptions: entries
                .map(|entry| entry.trim_start_matches(['*', '.']).to_ascii_lowercase())
                .collect(),
        }
    }

    /// The proxy for an address, if one is set and the address is no exception.
    pub(super) fn for_url(&self, url: &Url) -> Result<Option<&Proxy>, Error> {
        let Some(setting) = &self.http else {
            return Ok(None);
        };
        if self.exceptions.iter().any(|entry| is_exception(entry, url)) {
            return Ok(None);
        }
        setting
            .as_ref()
            .map(Some)
            .map_err(|problem| Error::Proxy(problem.clone()))
    }
}

/// An entry of `no_proxy` means the host itself and all below it; with a port, only that port;
/// empty (from `*`) all.
fn is_exception(entry: &str, url: &Url) -> bool {
    let host = url.host();
    // An IPv6 address is written without brackets here, and then has no port.
    let (name, port) = match host_and_port(entry) {
        Some((name, port)) => (name, port),
        None => (entry.to_owned(), None),
    };
    if port.is_some_and(|port| port != url.port()) {
        return false;
    }
    name.is_empty()
        || host == name
        || host
            .strip_suffix(name.as_str())
            .is_some_and(|before| before.ends_with('.'))
}

impl Proxy {
    /// `[http://][user:word@]host[:port][/]`.
    fn parse(text: &str) -> Result<Self, ProxyProblem> {
        let (scheme, rest) = text.split_once("://").unwrap_or(("http", text));
        if !scheme.eq_ignore_ascii_case("http") {
            return Err(ProxyProblem::Scheme(scheme.to_ascii_lowercase()));
        }
        let rest = rest.split('/').next().unwrap_or_default();
        let (user, authority) = match rest.rsplit_once('@') {
            Some((user, authority)) => (Some(user), authority),
            None => (None, rest),
        };
        let (host, port) = host_and_port(authority).ok_or(ProxyProblem::Malformed)?;
        let authorization = match user {
            Some(user) => {
                let (name, word) = user.split_once(':').unwrap_or((user, ""));
                let plain = |text| percent::decoded(text).ok_or(ProxyProblem::Malformed);
                let decoded = [plain(name)?, b":".to_vec(), plain(word)?].concat();
                Some(format!("Basic {}", Base64::encode_string(&decoded)))
            }
            None => None,
        };
        Ok(Self {
            host,
            port: port.unwrap_or(Url::DEFAULT_PORT),
            authorization,
        })
    }
}

impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Proxy({}:{})", self.host, self.port)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proxies(variables: &[(&str, &str)]) -> Proxies {
        Proxies::from_variables(|name| {
            variables
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, value)| (*value).to_owned())
        })
    }

    fn used(variables: &[(&str, &str)], url: &str) -> String {
        match proxies(variables).for_url(&Url::parse(url).unwrap()) {
            Ok(Some(proxy)) => format!("{}:{} {:?}", proxy.host, proxy.port, proxy.authorization),
            Ok(None) => "direct".to_owned(),
            Err(error) => format!("{error:?}"),
        }
    }

    #[test]
    fn the_environment_names_the_proxy_in_either_spelling() {
        let rows: &[(&[(&str, &str)], &str)] = &[
            (&[], "direct"),
            (&[("http_proxy", "http://p:3128/")], "p:3128 None"),
            (&[("HTTP_PROXY", "p:3128")], "p:3128 None"),
            (&[("all_proxy", "http://p")], "p:80 None"),
            (&[("ALL_PROXY", "http://[::1]:3128")], "::1:3128 None"),
            (
                &[("http_proxy", "http://small"), ("HTTP_PROXY", "http://big")],
                "small:80 None",
            ),
            (&[("http_proxy", ""), ("all_proxy", "http://p")], "direct"),
            (&[("https_proxy", "http://p")], "direct"),
            (&[("http_proxy", "https://p")], r#"Proxy(Scheme("https"))"#),
            (
                &[("all_proxy", "socks5h://p:1080")],
                r#"Proxy(Scheme("socks5h"))"#,
            ),
            (&[("http_proxy", "http://p:x")], "Proxy(Malformed)"),
            (&[("http_proxy", "http://a%4:b@p")], "Proxy(Malformed)"),
            (
                &[("http_proxy", "http://anna:a%3Ab@p:1")],
                r#"p:1 Some("Basic YW5uYTphOmI=")"#,
            ),
        ];
        for (variables, expected) in rows {
            assert_eq!(
                used(variables, "http://ocsp.example/"),
                *expected,
                "{variables:?}"
            );
        }
    }

    #[test]
    fn hosts_in_no_proxy_are_asked_directly() {
        let rows = [
            ("*", true),
            ("ocsp.example", true),
            ("example", true),
            (".example", true),
            ("*.example", true),
            ("OCSP.Example", true),
            ("other, ocsp.example", true),
            ("other ocsp.example", true),
            ("ocsp.example:8080", true),
            ("ocsp.example:81", false),
            ("sp.example", false),
            ("x.ocsp.example", false),
            ("other", false),
            (" , ", false),
        ];
        for (no_proxy, direct) in rows {
            let variables = [("http_proxy", "http://p"), ("no_proxy", no_proxy)];
            assert_eq!(
                used(&variables, "http://ocsp.example:8080/") == "direct",
                direct,
                "{no_proxy:?}"
            );
        }
        let variables = [("http_proxy", "http://p"), ("NO_PROXY", "::1,127.0.0.1")];
        assert_eq!(used(&variables, "http://[::1]/"), "direct");
        assert_eq!(used(&variables, "http://127.0.0.1/"), "direct");
        assert_eq!(used(&variables, "http://127.0.0.2/"), "p:80 None");
    }

    #[test]
    fn credentials_never_show_in_debug() {
        let proxies = proxies(&[("http_proxy", "http://anna:geheim@p")]);
        let shown = format!("{proxies:?}");
        assert!(
            shown.contains("Proxy(p:80)") && !shown.contains("geheim") && !shown.contains("YW5u"),
            "{shown}"
        );
    }
}
