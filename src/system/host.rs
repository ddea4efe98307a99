//! The machine this program runs on: its name, its user, its sockets.

use std::io;
use std::net::TcpStream;
use std::time::Duration;

use super::platform;

/// The name of this machine, for masking it in reports.
#[must_use]
pub fn host_name() -> Option<String> {
    platform::host_name().filter(|name| !name.is_empty())
}

/// A word for the user this process runs for, fit for the name of a file: the number where users have
/// one, else the name.
#[must_use]
pub fn user_word() -> String {
    user_id().map_or_else(
        || {
            let name = platform::user_name().unwrap_or_default();
            let fit = |c: char| if c.is_alphanumeric() { c } else { '_' };
            name.chars().map(fit).collect()
        },
        |id| id.to_string(),
    )
}

/// The number of the user this process runs for; `None` where users have none.
#[must_use]
pub fn user_id() -> Option<u32> {
    platform::user_id()
}

/// Acknowledges what arrives on this connection at once, once; call again before each read.
///
/// vpcd sends length and payload in two pieces; without this, Nagle and the delayed acknowledgement
/// of Linux make 44 ms of each exchange (measured; 0.07 ms with it). Elsewhere nothing happens.
///
/// # Errors
/// What the system said about the socket.
pub fn tcp_quickack(stream: &TcpStream) -> io::Result<()> {
    platform::tcp_quickack(stream)
}

/// When the other end of a silent connection is asked whether it is still there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keepalive {
    /// After so long a silence, in whole seconds.
    pub after: Duration,
    /// And again so long after each question that was not answered, in whole seconds.
    pub every: Duration,
    /// After so many in a row the connection is broken.
    pub times: u32,
}

/// Has the system ask on this connection whether the other end is still there, so that one that went
/// away without a word is not waited for. No octet of the connection is spent on it.
///
/// # Errors
/// What the system said about the socket; then it may ask as it usually does (after hours), or never.
pub fn tcp_keepalive(stream: &TcpStream, when: Keepalive) -> io::Result<()> {
    platform::tcp_keepalive(stream, when)
}

/// Whether a read or write ended only because the time was over that was set for it: the connection
/// is as it was.
#[must_use]
pub fn is_time_limit(error: &io::Error) -> bool {
    platform::is_time_limit(error.kind())
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpListener;

    use super::*;

    #[test]
    fn quick_acknowledgement_is_accepted_by_a_real_socket() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let stream = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        tcp_quickack(&stream).unwrap();
    }

    #[test]
    fn a_read_that_waits_in_vain_ends_by_its_time_limit_and_the_connection_lives() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let mut stream = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let (mut other, _) = listener.accept().unwrap();
        let limit = Some(Duration::from_millis(1));
        stream.set_read_timeout(limit).unwrap();
        let ended = stream.read(&mut [0]).unwrap_err();
        assert!(is_time_limit(&ended), "{ended:?}");
        other.write_all(b"a").unwrap();
        stream.set_read_timeout(None).unwrap();
        assert_eq!(stream.read(&mut [0]).unwrap(), 1);
        let broken = io::Error::from(io::ErrorKind::ConnectionReset);
        assert!(!is_time_limit(&broken));
    }

    #[test]
    fn the_machine_has_a_name() {
        assert!(host_name().is_some());
    }
}
