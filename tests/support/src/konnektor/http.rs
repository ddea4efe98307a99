//! One HTTP/1.1 request, read strictly; a reply, written as a make does.

use super::answer::{Answer, End};

/// A request, taken apart.
pub struct Http<'a> {
    pub method: &'a str,
    pub path: &'a str,
    fields: Vec<(&'a str, &'a str)>,
    pub body: &'a [u8],
}

/// Why a request is not even read: status line and what is wrong.
#[derive(Debug)]
pub struct Refused {
    pub status: &'static str,
    pub why: String,
}

impl Refused {
    pub fn new(status: &'static str, why: impl Into<String>) -> Self {
        Self {
            status,
            why: why.into(),
        }
    }

    fn bad(why: impl Into<String>) -> Self {
        Self::new("400 Bad Request", why)
    }
}

impl<'a> Http<'a> {
    pub fn parse(octets: &'a [u8]) -> Result<Self, Refused> {
        let end = octets.windows(4).position(|four| four == b"\r\n\r\n");
        let end = end.ok_or_else(|| Refused::bad("a head without an end"))?;
        let (head, body) = (&octets[..end], &octets[end + 4..]);
        let head = std::str::from_utf8(head).map_err(|_| Refused::bad("a head not of ASCII"))?;
        if !head.is_ascii() {
            return Err(Refused::bad("a head not of ASCII"));
        }
        let mut lines = head.split("\r\n");
        let line: Vec<_> = lines.next().unwrap_or_default().split(' ').collect();
        let [method, path, "HTTP/1.1"] = line[..] else {
            return Err(Refused::bad(format!("request line {line:?}")));
        };
        if !path.starts_with('/') {
            return Err(Refused::bad(format!("a path without its slash: {path}")));
        }
        let mut fields = Vec::new();
        for line in lines {
            let (name, value) = line
                .split_once(':')
                .ok_or_else(|| Refused::bad(format!("a field without a colon: {line:?}")))?;
            if name.is_empty() || name.contains([' ', '\t']) {
                return Err(Refused::bad(format!("a field with the name {name:?}")));
            }
            fields.push((name, value.trim_matches([' ', '\t'])));
        }
        let request = Self {
            method,
            path,
            fields,
            body,
        };
        request.check()?;
        Ok(request)
    }

    /// The field of this name.
    pub fn field(&self, name: &str) -> Option<&'a str> {
        let mut found = self.fields.iter();
        found
            .find(|(field, _)| field.eq_ignore_ascii_case(name))
            .map(|(_, value)| *value)
    }

    fn check(&self) -> Result<(), Refused> {
        for name in ["Host", "Content-Length", "Content-Type", "SOAPAction"] {
            let count = self.fields.iter();
            let count = count.filter(|(field, _)| field.eq_ignore_ascii_case(name));
            if count.count() > 1 {
                return Err(Refused::bad(format!("{name} more than once")));
            }
        }
        if self.field("Host").is_none_or(str::is_empty) {
            return Err(Refused::bad("no Host"));
        }
        if self.field("Transfer-Encoding").is_some() {
            return Err(Refused::new("411 Length Required", "a body in chunks"));
        }
        let length = match (self.field("Content-Length"), self.method) {
            (None, "POST") => return Err(Refused::new("411 Length Required", "no Content-Length")),
            (None, _) => 0,
            (Some(text), _) => text
                .parse()
                .map_err(|_| Refused::bad(format!("Content-Length {text}")))?,
        };
        if length != self.body.len() {
            let is = self.body.len();
            return Err(Refused::bad(format!("Content-Length {length}, body {is}")));
        }
        Ok(())
    }

    /// `text/xml` in UTF-8, as the specification asks of every message.
    pub fn is_xml_in_utf8(&self) -> bool {
        let Some(value) = self.field("Content-Type") else {
            return false;
        };
        let mut parts = value.split(';').map(str::trim);
        let kind = parts.next().unwrap_or_default();
        let charset = parts.find_map(|part| {
            let (name, value) = part.split_once('=')?;
            name.eq_ignore_ascii_case("charset")
                .then(|| value.trim_matches('"'))
        });
        kind.eq_ignore_ascii_case("text/xml")
            && charset.is_some_and(|charset| charset.eq_ignore_ascii_case("utf-8"))
    }

    /// SOAPAction; the quotes may be missing.
    pub fn action(&self) -> Option<&'a str> {
        let value = self.field("SOAPAction")?;
        let inside = value.strip_prefix('"').and_then(|v| v.strip_suffix('"'));
        Some(inside.unwrap_or(value))
    }
}

/// How a make sends the length of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transfer {
    /// Content-Length.
    Length,
    /// Chunks of this many octets.
    Chunks(usize),
}

/// A whole reply. `status` is code and phrase.
pub fn reply(status: &str, content_type: &str, body: &[u8], transfer: Transfer) -> Answer {
    let mut octets =
        format!("HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nConnection: close\r\n")
            .into_bytes();
    match transfer {
        Transfer::Length => {
            octets.extend(format!("Content-Length: {}\r\n\r\n", body.len()).bytes());
            octets.extend_from_slice(body);
        }
        Transfer::Chunks(size) => {
            octets.extend_from_slice(b"Transfer-Encoding: chunked\r\n\r\n");
            for chunk in body.chunks(size.max(1)) {
                octets.extend(format!("{:x}\r\n", chunk.len()).bytes());
                octets.extend_from_slice(chunk);
                octets.extend_from_slice(b"\r\n");
            }
            octets.extend_from_slice(b"0\r\n\r\n");
        }
    }
    Answer {
        octets,
        end: End::Closed,
        after: std::time::Duration::ZERO,
    }
}
