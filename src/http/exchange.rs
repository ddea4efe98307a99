//! One question and its reply, over anything that can be read and written.

use std::io::{ErrorKind, Read, Write};

use super::error::Error;
use super::reply::{self, Reply, Wanted};

/// Sends a request and reads until the reply is whole.
///
/// Who hangs up before the request is through may have replied to what came of it (RFC 9112 9.5).
///
/// How long that may take is up to `line`: a [`Wire`](super::Wire) looks at its deadline before
/// each call, so one that drips octets is cut off too.
///
/// # Errors
/// [`Error::NotHttp`], [`Error::TooLarge`], [`Error::HttpStatus`]; [`Error::Broken`] for whatever
/// the line says, but for an [`Error`] that it hands on as an error of input and output.
pub fn exchange(
    line: &mut (impl Read + Write),
    request: &[u8],
    wanted: &Wanted,
) -> Result<Reply, Error> {
    let unsent = match line.write_all(request).and_then(|()| line.flush()) {
        Err(error) if is_hung_up(error.kind()) => Some(Error::from(error)),
        sent => {
            sent?;
            None
        }
    };
    replied(line, wanted).map_err(|error| match (unsent, &error) {
        (Some(unsent), Error::Broken(_)) => unsent,
        _ => error,
    })
}

const fn is_hung_up(kind: ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::BrokenPipe | ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted
    )
}

fn replied(line: &mut impl Read, wanted: &Wanted) -> Result<Reply, Error> {
    let mut received = Vec::new();
    let mut buffer = [0; 32 * 1024];
    loop {
        let ended = match line.read(&mut buffer) {
            Ok(count) => {
                received.extend_from_slice(buffer.get(..count).unwrap_or_default());
                count == 0
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => {
                return Err(match error.into() {
                    Error::TimedOut { after } if !received.is_empty() => {
                        Error::Unfinished { after }
                    }
                    error => error,
                });
            }
        };
        if let Some(reply) = reply::read(&received, ended, wanted)? {
            return Ok(reply);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{self, Cursor};

    use super::*;

    /// A line that says what it was told to, an octet at a time, and keeps what it hears.
    struct Told {
        heard: Vec<u8>,
        says: Cursor<Vec<u8>>,
        then: Option<Error>,
        /// So many octets are taken; then the other end hangs up.
        hears: usize,
    }

    impl Read for Told {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let count = self.says.read(&mut buffer[..1])?;
            match self.then.take() {
                Some(error) if count == 0 => Err(error.into()),
                kept => {
                    self.then = kept;
                    Ok(count)
                }
            }
        }
    }

    impl Write for Told {
        fn write(&mut self, octets: &[u8]) -> io::Result<usize> {
            if self.heard.len() == self.hears {
                return Err(ErrorKind::ConnectionReset.into());
            }
            self.heard.extend_from_slice(&octets[..1]);
            Ok(1)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn told(says: &str, then: Option<Error>) -> (Result<Reply, Error>, Vec<u8>) {
        told_within(usize::MAX, says, then)
    }

    fn told_within(
        hears: usize,
        says: &str,
        then: Option<Error>,
    ) -> (Result<Reply, Error>, Vec<u8>) {
        let mut line = Told {
            heard: Vec::new(),
            says: Cursor::new(says.as_bytes().to_vec()),
            then,
            hears,
        };
        let wanted = Wanted {
            limit: 16,
            faults: true,
        };
        let reply = exchange(&mut line, b"GET / HTTP/1.1\r\n\r\n", &wanted);
        (reply, line.heard)
    }

    #[test]
    fn a_question_is_sent_whole_and_its_reply_read_to_the_end_of_its_length() {
        let (reply, heard) = told(
            "HTTP/1.1 500 Fault\r\nContent-Length: 5\r\n\r\nhello and more",
            None,
        );
        let body = Reply::Body {
            status: 500,
            octets: b"hello".to_vec(),
        };
        assert_eq!(reply, Ok(body));
        assert_eq!(heard, b"GET / HTTP/1.1\r\n\r\n");
    }

    #[test]
    fn what_ends_the_wait_below_is_what_is_said_above() {
        let after = std::time::Duration::from_secs(1);
        for (error, in_the_middle) in [
            (Error::Interrupted, Error::Interrupted),
            (
                Error::Broken(ErrorKind::UnexpectedEof),
                Error::Broken(ErrorKind::UnexpectedEof),
            ),
            // Who drips octets has not kept silent.
            (Error::TimedOut { after }, Error::Unfinished { after }),
        ] {
            let (reply, _) = told("HTTP/1.1 200 OK\r\n", Some(error.clone()));
            assert_eq!(reply, Err(in_the_middle));
            let (reply, _) = told("", Some(error.clone()));
            assert_eq!(reply, Err(error));
        }
    }

    #[test]
    fn who_hangs_up_before_the_request_is_through_may_have_replied_to_it() {
        let (reply, heard) = told_within(3, "HTTP/1.1 401 x\r\n\r\n", None);
        assert_eq!(
            (reply, heard),
            (Err(Error::HttpStatus(401)), b"GET".to_vec())
        );
        let broken = Error::Broken(ErrorKind::ConnectionReset);
        for said in ["", "HTTP/1.1 401 x\r\n"] {
            assert_eq!(told_within(3, said, None).0, Err(broken.clone()), "{said}");
        }
        let over = Error::TimedOut {
            after: std::time::Duration::from_secs(1),
        };
        let (reply, _) = told_within(3, "", Some(over.clone()));
        assert_eq!(reply, Err(over));
    }
}
