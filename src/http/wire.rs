//! A TCP connection whose calls end with its deadline.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use super::deadline::Deadline;
use super::error::Error;
use crate::system::host::{self, Keepalive};

/// When the other end of a silent connection is asked whether it is still there. One that died is given
/// up after three minutes; a switch that starts anew is back before.
const ALIVE: Keepalive = Keepalive {
    after: Duration::from_secs(60),
    every: Duration::from_secs(15),
    times: 8,
};

/// A TCP connection that is read and written until its deadline and no longer, whoever does so.
///
/// What ends a call is an [`Error`] inside the error of input and output; `Error::from` takes it
/// out again.
#[derive(Debug)]
pub struct Wire<'a> {
    stream: TcpStream,
    deadline: Deadline<'a>,
}

impl<'a> Wire<'a> {
    /// Calls a host, each of its addresses for at most `each`.
    ///
    /// The system's resolver knows no time limit, and connecting cannot be interrupted: a thread
    /// does both, and nobody waits for it when time is over.
    ///
    /// # Errors
    /// [`Error::Resolve`], [`Error::Connect`], [`Error::TimedOut`], [`Error::Interrupted`].
    pub fn connect(
        host: &str,
        port: u16,
        each: Duration,
        deadline: Deadline<'a>,
    ) -> Result<Self, Error> {
        let (sender, receiver) = mpsc::sync_channel(1);
        let (name, end) = (host.to_owned(), deadline.end());
        deadline.left()?;
        let worker = thread::Builder::new()
            .name("connect".to_owned())
            .spawn(move || {
                // Nobody waits any more: then nobody needs it.
                let _ = sender.send(connected(&name, port, end, each));
            });
        let failed = |cause| Error::Connect {
            host: host.to_owned(),
            cause,
        };
        worker.map_err(|error| failed(error.kind()))?;
        loop {
            match receiver.recv_timeout(deadline.slice()?) {
                Ok(connected) => {
                    return connected.map(|stream| Self { stream, deadline });
                }
                Err(mpsc::RecvTimeoutError::Timeout) => {}
                Err(mpsc::RecvTimeoutError::Disconnected) => return Err(failed(ErrorKind::Other)),
            }
        }
    }

    /// The same, whose other end is asked now and then whether it is still there: an answer that takes
    /// minutes is waited for in silence, and who goes away without a word would be waited for as long.
    /// Where the system cannot do so, the deadline alone ends the wait.
    #[must_use]
    pub fn kept_alive(self) -> Self {
        let _ = host::tcp_keepalive(&self.stream, ALIVE);
        self
    }

    /// From now on another deadline holds.
    pub fn wait_until(&mut self, deadline: Deadline<'a>) {
        self.deadline = deadline;
    }

    /// Makes a call again that a signal came between, or whose slice of time ended; the deadline
    /// decides how often.
    fn until_the_deadline(
        &mut self,
        mut call: impl FnMut(&mut TcpStream, Duration) -> io::Result<usize>,
    ) -> io::Result<usize> {
        loop {
            let slice = self.deadline.slice()?;
            match call(&mut self.stream, slice) {
                Err(error)
                    if error.kind() == ErrorKind::Interrupted || host::is_time_limit(&error) => {}
                ended => return ended,
            }
        }
    }
}

impl Read for Wire<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.until_the_deadline(|stream, slice| {
            stream.set_read_timeout(Some(slice))?;
            stream.read(buffer)
        })
    }
}

impl Write for Wire<'_> {
    fn write(&mut self, octets: &[u8]) -> io::Result<usize> {
        self.until_the_deadline(|stream, slice| {
            stream.set_write_timeout(Some(slice))?;
            stream.write(octets)
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}

fn connected(host: &str, port: u16, end: Instant, each: Duration) -> Result<TcpStream, Error> {
    let addresses = (host, port).to_socket_addrs().map_err(|_| Error::Resolve {
        host: host.to_owned(),
    })?;
    let mut last = None;
    for address in addresses {
        let left = end
            .saturating_duration_since(Instant::now())
            .min(each)
            .max(Duration::from_millis(1));
        match TcpStream::connect_timeout(&address, left) {
            Ok(stream) => return Ok(stream),
            Err(error) => last = Some(error.kind()),
        }
    }
    let host = host.to_owned();
    Err(last.map_or(Error::Resolve { host: host.clone() }, |cause| {
        Error::Connect { host, cause }
    }))
}
