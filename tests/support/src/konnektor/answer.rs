//! What goes back over the connection.

use std::fmt;
use std::time::Duration;

/// The octets of an answer, and what becomes of the connection.
#[derive(Clone, PartialEq, Eq)]
pub struct Answer {
    /// Head and body as they go over the line; may be cut short, or nothing at all.
    pub octets: Vec<u8>,
    pub end: End,
    /// How long it took by the Konnektor's own clock: people at a terminal are slow. Nothing here
    /// waits; whoever plays the network compares it with the time the client has.
    pub after: Duration,
}

/// How a connection ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// In order, behind the whole answer.
    Closed,
    /// Torn, behind what octets there are.
    Cut,
    /// Not at all: nothing more comes until the client has enough of it.
    Hangs,
}

impl Answer {
    /// Nothing, and the connection is torn.
    pub fn cut() -> Self {
        Self {
            octets: Vec::new(),
            end: End::Cut,
            after: Duration::ZERO,
        }
    }

    /// Nothing, ever.
    pub fn hangs() -> Self {
        Self {
            end: End::Hangs,
            ..Self::cut()
        }
    }

    /// The body, whether it comes in one piece or in chunks; empty where no head is.
    pub fn body(&self) -> Vec<u8> {
        let head = self.octets.windows(4).position(|four| four == b"\r\n\r\n");
        let Some(head) = head else {
            return Vec::new();
        };
        let body = &self.octets[head + 4..];
        let is_chunked = String::from_utf8_lossy(&self.octets[..head]).contains("chunked");
        if is_chunked {
            unchunked(body)
        } else {
            body.to_vec()
        }
    }

    /// The number in the status line; 0 where there is none.
    pub fn status(&self) -> u16 {
        let digits = self.octets.get(9..12).unwrap_or_default();
        let digits = std::str::from_utf8(digits).unwrap_or_default();
        digits.parse().unwrap_or(0)
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body()).into_owned()
    }
}

/// As text; ten megabytes of blanks need not be seen.
impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let begin = &self.octets[..self.octets.len().min(2000)];
        f.debug_struct("Answer")
            .field("octets", &String::from_utf8_lossy(begin))
            .field("length", &self.octets.len())
            .field("end", &self.end)
            .field("after", &self.after)
            .finish()
    }
}

fn unchunked(mut octets: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    while let Some(end) = octets.windows(2).position(|two| two == b"\r\n") {
        let length = std::str::from_utf8(&octets[..end]).ok();
        let length = length.and_then(|text| usize::from_str_radix(text, 16).ok());
        let length = length.unwrap_or(0);
        let Some(chunk) = octets.get(end + 2..end + 2 + length) else {
            break;
        };
        if length == 0 {
            break;
        }
        body.extend_from_slice(chunk);
        octets = octets.get(end + 4 + length..).unwrap_or_default();
    }
    body
}
