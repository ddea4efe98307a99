//! A connection without a socket.

use std::io::{self, Read, Write};
use std::time::Duration;

use super::{End, Konnektor};

/// What is written to it is a request, whole when the first octet of the answer is read; then the
/// connection ends as the answer says: in order, torn ([`io::ErrorKind::ConnectionReset`]), or not
/// at all ([`io::ErrorKind::TimedOut`], at once, for nothing here waits).
pub struct Line {
    konnektor: Konnektor,
    request: Vec<u8>,
    answer: Option<(Vec<u8>, End)>,
    given: usize,
    patience: Option<Duration>,
    waited: Duration,
}

impl Line {
    pub(super) fn to(konnektor: &Konnektor) -> Self {
        Self {
            konnektor: konnektor.clone(),
            request: Vec::new(),
            answer: None,
            given: 0,
            patience: None,
            waited: Duration::ZERO,
        }
    }

    /// An answer that takes longer than this is read as a time-out; the operation is carried out all
    /// the same.
    pub fn set_patience(&mut self, patience: Option<Duration>) {
        self.patience = patience;
    }

    /// How long the answer took, or the client waited, by the Konnektor's clock.
    pub fn waited(&self) -> Duration {
        self.waited
    }
}

impl Write for Line {
    fn write(&mut self, octets: &[u8]) -> io::Result<usize> {
        self.request.extend_from_slice(octets);
        Ok(octets.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Read for Line {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.answer.is_none() {
            let answer = self.konnektor.answer(&self.request);
            let is_late = self.patience.is_some_and(|limit| answer.after > limit);
            self.waited = if is_late {
                self.patience.unwrap_or_default()
            } else {
                answer.after
            };
            self.answer = Some(if is_late {
                (Vec::new(), End::Hangs)
            } else {
                (answer.octets, answer.end)
            });
        }
        let Some((octets, end)) = &self.answer else {
            return Ok(0);
        };
        let left = &octets[self.given..];
        if left.is_empty() && !buffer.is_empty() {
            return match end {
                End::Closed => Ok(0),
                End::Cut => Err(io::ErrorKind::ConnectionReset.into()),
                End::Hangs => Err(io::ErrorKind::TimedOut.into()),
            };
        }
        let count = left.len().min(buffer.len());
        buffer[..count].copy_from_slice(&left[..count]);
        self.given += count;
        Ok(count)
    }
}
