//! What an HTTP server sends back, read from octets (RFC 9112). Pure: it is fuzzed (`http_reply`).

use super::error::Error;

/// Longest head (status line and header fields) that is read, in octets.
const MAX_HEAD: usize = 16 * 1024;

/// A reply, once it is whole.
#[derive(Debug, PartialEq, Eq)]
pub enum Reply {
    /// An answer.
    Body {
        /// 200, or another one whose body was wanted.
        status: u16,
        /// What came with it.
        octets: Vec<u8>,
    },
    /// Another address should be asked, as written in `Location`.
    Elsewhere(String),
}

/// What a reply may be.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// Octets that a body may have at most.
    pub limit: usize,
    /// Whether a refusal may say in its body what went wrong: one with 500 in any case, one with
    /// another status from 400 on where its body is called XML.
    pub faults: bool,
}

/// Status of a refusal whose body says what went wrong: of a SOAP fault (SOAP 1.1, 6.2).
pub const FAULT: u16 = 500;

/// The connection ended before the reply did.
const EARLY: Error = Error::Broken(std::io::ErrorKind::UnexpectedEof);

/// What a head says of the body behind it.
#[derive(Default)]
struct Head {
    status: u16,
    length: Option<usize>,
    chunked: bool,
    location: Option<String>,
    /// How the body is coded, beyond chunks: nobody asked for it.
    coding: Option<String>,
    /// Whether the body is called XML.
    is_xml: bool,
}

/// Reads what has arrived so far; `ended` when no more will come. `None`: it is not whole yet.
///
/// # Errors
/// [`Error::NotHttp`], [`Error::TooLarge`], [`Error::HttpStatus`], [`Error::Encoded`]; [`Error::Broken`] when it ended
/// too early.
pub fn read(octets: &[u8], ended: bool, wanted: &Wanted) -> Result<Option<Reply>, Error> {
    let limit = wanted.limit;
    // With everything around the body: interim replies, sizes of chunks.
    if octets.len() > MAX_HEAD + 4 * limit {
        return Err(Error::TooLarge { limit });
    }
    let mut rest = octets;
    loop {
        let Some((head, body)) = split_head(rest)? else {
            return if ended { Err(EARLY) } else { Ok(None) };
        };
        let head = Head::read(head)?;
        match head.status {
            // Interim replies have no body; the real one follows.
            100..=199 => rest = body,
            status if status == 200 || wanted.faults && status == FAULT => {
                let octets = head.body(body, ended, limit)?;
                return Ok(octets.map(|octets| Reply::Body { status, octets }));
            }
            // Whatever its body is, what was refused is refused.
            status @ 400.. if wanted.faults && head.is_xml => {
                let octets = head.body(body, ended, limit);
                let octets = octets.map_err(|_| Error::HttpStatus(status))?;
                return Ok(octets.map(|octets| Reply::Body { status, octets }));
            }
            301 | 302 | 307 | 308 => {
                return head
                    .location
                    .map(|to| Some(Reply::Elsewhere(to)))
                    .ok_or(Error::HttpStatus(head.status));
            }
            status => return Err(Error::HttpStatus(status)),
        }
    }
}

/// The head of a reply and what follows it; `None` while the head is not complete.
type Cut<'a> = Option<(&'a [u8], &'a [u8])>;

/// Cuts at the empty line; both kinds of line ends are taken (RFC 9112 2.2).
fn split_head(octets: &[u8]) -> Result<Cut<'_>, Error> {
    let begin = octets.get(..octets.len().min(5)).unwrap_or_default();
    if !b"HTTP/".starts_with(begin) {
        return Err(Error::NotHttp);
    }
    let looked_at = octets.get(..octets.len().min(MAX_HEAD)).unwrap_or_default();
    let end = looked_at
        .iter()
        .enumerate()
        .filter(|(_, octet)| **octet == b'\n')
        .find_map(|(at, _)| {
            let behind = looked_at.get(at + 1..)?;
            [b"\r\n".as_slice(), b"\n"]
                .iter()
                .find(|empty| behind.starts_with(empty))
                .map(|empty| (at, at + 1 + empty.len()))
        });
    match end {
        Some((end, begin)) => {
            let part = |range| octets.get(range).unwrap_or_default();
            Ok(Some((part(0..end + 1), part(begin..octets.len()))))
        }
        None if octets.len() >= MAX_HEAD => Err(Error::NotHttp),
        None => Ok(None),
    }
}

impl Head {
    /// Octets above 7F may stand in any field (RFC 9110 5.5); those that are looked at have none.
    fn read(octets: &[u8]) -> Result<Self, Error> {
        let text = String::from_utf8_lossy(octets);
        let (first, fields) = text.split_once('\n').unwrap_or((&text, ""));
        let status = status(first.trim_end_matches('\r')).ok_or(Error::NotHttp)?;
        let mut head = Self {
            status,
            ..Self::default()
        };
        for line in unfolded(fields) {
            let (name, value) = line.split_once(':').ok_or(Error::NotHttp)?;
            let value = value.trim_matches([' ', '\t']);
            // A blank before the colon is not allowed and does not count (RFC 9112 5.1).
            match name
                .trim_end_matches([' ', '\t'])
                .to_ascii_lowercase()
                .as_str()
            {
                "content-length" => {
                    // The same one several times is one; those that differ are an attempt to be
                    // read in two ways (RFC 9110 8.6, RFC 9112 6.3).
                    for one in value.split(',') {
                        let length = digits(one.trim_matches([' ', '\t']), 10);
                        let length = length.ok_or(Error::NotHttp)?;
                        if head.length.is_some_and(|other| other != length) {
                            return Err(Error::NotHttp);
                        }
                        head.length = Some(length);
                    }
                }
                "transfer-encoding" if value.eq_ignore_ascii_case("chunked") && !head.chunked => {
                    head.chunked = true
                }
                "transfer-encoding" if value.eq_ignore_ascii_case("chunked") => {
                    return Err(Error::NotHttp);
                }
                "transfer-encoding" => head.coding = Some(shortened(value)),
                "content-encoding" if is_coded(value) => head.coding = Some(shortened(value)),
                "content-type" => head.is_xml = value.to_ascii_lowercase().contains("xml"),
                "location" => head.location = Some(value.to_owned()),
                _ => {}
            }
        }
        Ok(head)
    }

    fn body(&self, octets: &[u8], ended: bool, limit: usize) -> Result<Option<Vec<u8>>, Error> {
        if let Some(coding) = self.coding.clone() {
            return Err(Error::Encoded { coding });
        }
        if self.chunked {
            return match unchunk(octets, limit)? {
                Some(body) => Ok(Some(body)),
                None if ended => Err(EARLY),
                None => Ok(None),
            };
        }
        match self.length {
            Some(length) if length > limit => Err(Error::TooLarge { limit }),
            Some(length) => match octets.get(..length) {
                Some(body) => Ok(Some(body.to_vec())),
                None if ended => Err(EARLY),
                None => Ok(None),
            },
            // Neither length nor chunks: the body ends with the connection.
            None if octets.len() > limit => Err(Error::TooLarge { limit }),
            None => Ok(ended.then(|| octets.to_vec())),
        }
    }
}

/// Whether a `Content-Encoding` says that the octets are not those of the answer.
fn is_coded(value: &str) -> bool {
    !value.is_empty() && !value.eq_ignore_ascii_case("identity")
}

/// As much of a coding's name as a sentence can hold.
fn shortened(value: &str) -> String {
    const LONGEST: usize = 40;
    value.chars().take(LONGEST).collect()
}

/// The lines of a head. One that begins with a blank goes on where the one before it ended (RFC
/// 9112 5.2).
fn unfolded(fields: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in fields.lines() {
        match lines.last_mut() {
            Some(last) if line.starts_with([' ', '\t']) => {
                last.push(' ');
                last.push_str(line.trim_start());
            }
            _ => lines.push(line.to_owned()),
        }
    }
    lines
}

/// `HTTP/1.1 200 OK`
fn status(line: &str) -> Option<u16> {
    let (version, rest) = line.split_once(' ')?;
    if !version.starts_with("HTTP/1.") {
        return None;
    }
    let number = rest.split(' ').next()?;
    let status = u16::try_from(digits(number, 10)?).ok()?;
    (number.len() == 3 && status >= 100).then_some(status)
}

/// A number of digits only: no sign, no blanks.
fn digits(text: &str, radix: u32) -> Option<usize> {
    let fits =
        !text.is_empty() && text.len() <= 15 && text.chars().all(|digit| digit.is_digit(radix));
    fits.then(|| usize::from_str_radix(text, radix).ok())
        .flatten()
}

/// RFC 9112 7.1: `SIZE[;extension]`, that many octets, …, `0`. What follows the last chunk
/// (trailers) is not waited for.
fn unchunk(mut octets: &[u8], limit: usize) -> Result<Option<Vec<u8>>, Error> {
    /// Longest line of a size with its extensions.
    const MAX_LINE: usize = 1024;
    let mut body = Vec::new();
    loop {
        let Some(end) = octets
            .iter()
            .take(MAX_LINE)
            .position(|octet| *octet == b'\n')
        else {
            return if octets.len() < MAX_LINE {
                Ok(None)
            } else {
                Err(Error::NotHttp)
            };
        };
        let line = octets
            .get(..end)
            .and_then(|line| std::str::from_utf8(line).ok())
            .ok_or(Error::NotHttp)?;
        let size = line
            .split(';')
            .next()
            .map(str::trim)
            .and_then(|size| digits(size, 16))
            .ok_or(Error::NotHttp)?;
        if size == 0 {
            return Ok(Some(body));
        }
        if body.len().saturating_add(size) > limit {
            return Err(Error::TooLarge { limit });
        }
        let rest = octets.get(end + 1..).unwrap_or_default();
        let Some(chunk) = rest.get(..size) else {
            return Ok(None);
        };
        body.extend_from_slice(chunk);
        octets = rest.get(size..).unwrap_or_default();
        octets = match octets {
            [b'\r', b'\n', next @ ..] | [b'\n', next @ ..] => next,
            [] | [b'\r'] => return Ok(None),
            _ => return Err(Error::NotHttp),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::{Error, MAX_HEAD, Reply, Wanted};

    /// Octets that a body may have here.
    const LIMIT: usize = 64 * 1024;

    fn read(octets: &[u8], ended: bool) -> Result<Option<Reply>, Error> {
        let wanted = Wanted {
            limit: LIMIT,
            faults: false,
        };
        super::read(octets, ended, &wanted)
    }

    fn body(text: &str) -> Reply {
        Reply::Body {
            status: 200,
            octets: text.as_bytes().to_vec(),
        }
    }

    #[test]
    fn the_body_of_another_status_is_an_answer_where_it_was_wanted() {
        let text = b"HTTP/1.1 500 x\r\nContent-Length: 5\r\n\r\nfault";
        let wanted = Wanted {
            limit: LIMIT,
            faults: true,
        };
        let fault = Reply::Body {
            status: 500,
            octets: b"fault".to_vec(),
        };
        assert_eq!(super::read(&text[..40], false, &wanted), Ok(None));
        assert_eq!(super::read(text, false, &wanted), Ok(Some(fault)));
        assert_eq!(read(text, false), Err(Error::HttpStatus(500)));
    }

    #[test]
    fn of_another_refusal_the_body_is_read_where_it_is_called_xml_and_can_be() {
        let wanted = Wanted {
            limit: LIMIT,
            faults: true,
        };
        let refusal = |fields: &str| format!("HTTP/1.1 400 x\r\n{fields}\r\nfault");
        let fault = Reply::Body {
            status: 400,
            octets: b"fault".to_vec(),
        };
        for kind in ["text/xml; charset=utf-8", "Application/SOAP+XML"] {
            let text = refusal(&format!("Content-Type: {kind}\r\nContent-Length: 5\r\n"));
            let read = super::read(text.as_bytes(), false, &wanted);
            assert_eq!(
                read.as_ref(),
                Ok(&Some(Reply::Body {
                    status: 400,
                    octets: b"fault".to_vec(),
                }))
            );
            let cut = &text.as_bytes()[..text.len() - 1];
            assert_eq!(super::read(cut, false, &wanted), Ok(None));
            // It was refused, however much of the reason is missing.
            assert_eq!(super::read(cut, true, &wanted), Err(Error::HttpStatus(400)));
        }
        let open = refusal("Content-Type: text/xml\r\n");
        assert_eq!(super::read(open.as_bytes(), true, &wanted), Ok(Some(fault)));
        for fields in [
            "Content-Length: 5\r\n",
            "Content-Type: text/html\r\nContent-Length: 5\r\n",
            "Content-Type: text/xml\r\nContent-Length: 9999999\r\n",
            "Content-Type: text/xml\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n",
        ] {
            let read = super::read(refusal(fields).as_bytes(), false, &wanted);
            assert_eq!(read, Err(Error::HttpStatus(400)), "{fields}");
        }
    }

    #[test]
    fn whole_replies_are_read_and_never_before_they_are_whole() {
        let rows = [
            (
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
                body("hello"),
            ),
            ("HTTP/1.1 200 OK\nCONTENT-LENGTH:5\n\nhello", body("hello")),
            ("HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n", body("")),
            (
                "HTTP/1.1 200 OK\r\nContent-Length : 5\r\ncontent-length: 5, 5\r\n\r\nhello",
                body("hello"),
            ),
            (
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nhello",
                body("hello"),
            ),
            (
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\n",
                body("hello"),
            ),
            (
                "HTTP/1.1 302 Found\r\nLocation: http://a/\r\n\r\n",
                Reply::Elsewhere("http://a/".to_owned()),
            ),
            (
                "HTTP/1.1 200 Schön\r\nServer: Straße\r\nContent-Length: 5\r\n\r\nhello",
                body("hello"),
            ),
            (
                "HTTP/1.1 200 OK\r\nX-Policy: a,\r\n  b\r\n\tc\r\nContent-Length:\r\n 5\r\n\r\nhello",
                body("hello"),
            ),
            (
                "HTTP/1.1 308 x\r\nlocation:/b \r\n\r\n",
                Reply::Elsewhere("/b".to_owned()),
            ),
        ];
        for (text, expected) in rows {
            for length in 0..text.len() {
                // The last octets of the last chunk say no more than its first.
                let Some(early) = read(&text.as_bytes()[..length], false).unwrap() else {
                    continue;
                };
                assert!(
                    text.contains("Chunked") && early == expected,
                    "{text:?} at {length}"
                );
            }
            assert_eq!(
                read(text.as_bytes(), false).unwrap(),
                Some(expected),
                "{text:?}"
            );
        }
    }

    #[test]
    fn octets_of_no_encoding_in_a_head_are_read_past() {
        let text = b"HTTP/1.1 200 OK\r\nServer: Stra\xDFe\r\nContent-Length: 5\r\n\r\nhello";
        assert_eq!(read(text, false).unwrap(), Some(body("hello")));
    }

    #[test]
    fn without_a_length_the_end_of_the_connection_is_the_end() {
        let text = b"HTTP/1.0 200 OK\r\n\r\nhello";
        assert_eq!(read(text, false).unwrap(), None);
        assert_eq!(read(text, true).unwrap(), Some(body("hello")));
    }

    #[test]
    fn what_stops_early_is_a_broken_line() {
        for text in [
            "",
            "HTTP/1.1 200 OK\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhello",
            "HTTP/1.1 100 Continue\r\n\r\n",
        ] {
            assert!(
                matches!(read(text.as_bytes(), true), Err(Error::Broken(_))),
                "{text:?}"
            );
        }
    }

    #[test]
    fn other_states_are_named_by_their_number() {
        for (text, number) in [
            ("HTTP/1.1 500 Internal\r\n\r\n", 500),
            ("HTTP/1.1 404 x\r\nContent-Length: 9999999\r\n\r\n", 404),
            ("HTTP/1.1 204 x\r\n\r\n", 204),
            ("HTTP/1.1 303 x\r\nLocation: /a\r\n\r\n", 303),
            ("HTTP/1.1 302 x\r\n\r\n", 302),
        ] {
            assert_eq!(
                read(text.as_bytes(), false),
                Err(Error::HttpStatus(number)),
                "{text:?}"
            );
        }
    }

    #[test]
    fn what_is_no_http_is_said_to_be_none() {
        let endless = format!("HTTP/1.1 200 OK\r\nX: {}", "y".repeat(MAX_HEAD));
        let chunked =
            |body: &str| format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{body}");
        let rows = [
            "SSH-2.0-OpenSSH_9.2\r\n".to_owned(),
            "<html>".to_owned(),
            "HTTP/2 200\r\n\r\n".to_owned(),
            "HTTP/1.1 2000 OK\r\n\r\n".to_owned(),
            "HTTP/1.1 +20 OK\r\n\r\n".to_owned(),
            "HTTP/1.1 200 OK\r\nno colon\r\n\r\n".to_owned(),
            "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n".to_owned(),
            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab".to_owned(),
            "HTTP/1.1 200 OK\r\nContent-Length: 2, 1\r\n\r\nab".to_owned(),
            "HTTP/1.1 200 OK\r\nContent-Length: 2,\r\n\r\nab".to_owned(),
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\r\n\r\nab".to_owned(),
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n"
                .to_owned(),
            chunked("x\r\n"),
            chunked("\r\n"),
            chunked("2\r\nabc\r\n"),
            chunked(&"1".repeat(2000)),
            endless,
        ];
        for text in rows {
            assert_eq!(
                read(text.as_bytes(), false),
                Err(Error::NotHttp),
                "{text:?}"
            );
        }
    }

    #[test]
    fn a_body_in_a_coding_that_nobody_asked_for_is_named_by_it() {
        for (field, coding) in [
            ("Transfer-Encoding: gzip, chunked", "gzip, chunked"),
            ("Transfer-Encoding: x-odd", "x-odd"),
            ("Content-Encoding: gzip\r\nContent-Length: 9", "gzip"),
            ("content-encoding: BR", "BR"),
        ] {
            let text = format!("HTTP/1.1 200 OK\r\n{field}\r\n\r\n\x1F\x08");
            let coding = coding.to_owned();
            assert_eq!(read(text.as_bytes(), false), Err(Error::Encoded { coding }));
            // Whatever the body is, what was refused is refused.
            let refused = text.replace("200 OK", "401 x");
            assert_eq!(read(refused.as_bytes(), false), Err(Error::HttpStatus(401)));
        }
        for field in ["Content-Encoding: identity", "Content-Encoding:"] {
            let text = format!("HTTP/1.1 200 OK\r\n{field}\r\nContent-Length: 5\r\n\r\nhello");
            assert_eq!(read(text.as_bytes(), false), Ok(Some(body("hello"))));
        }
        let long = format!(
            "HTTP/1.1 200 OK\r\nContent-Encoding: {}\r\n\r\n",
            "x".repeat(500)
        );
        let coding = "x".repeat(40);
        assert_eq!(read(long.as_bytes(), false), Err(Error::Encoded { coding }));
    }

    #[test]
    fn a_body_over_the_limit_is_not_waited_for() {
        let too_large = Err(Error::TooLarge { limit: LIMIT });
        assert_eq!(
            read(b"HTTP/1.1 200 OK\r\nContent-Length: 65537\r\n\r\n", false),
            too_large
        );
        assert_eq!(
            read(
                b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffff\r\n",
                false
            ),
            too_large
        );
        let mut unbounded = b"HTTP/1.1 200 OK\r\n\r\n".to_vec();
        unbounded.resize(unbounded.len() + LIMIT, b'x');
        assert_eq!(read(&unbounded, false), Ok(None));
        unbounded.push(b'x');
        assert_eq!(read(&unbounded, false), too_large);
        let interim = b"HTTP/1.1 100 Continue\r\n\r\n".repeat((MAX_HEAD + 4 * LIMIT) / 20);
        assert_eq!(read(&interim, false), too_large);
    }
}
