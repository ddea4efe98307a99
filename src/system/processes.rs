//! Where this program runs, as far as it changes the advice on PC/SC and what a report must mask.
//!
//! All of it is a hint: it may word a sentence differently, it must never decide whether a secret
//! is sent.

use std::io;
use std::net::TcpStream;

use super::machine::Machine;
use super::platform;

/// The systems whose PC/SC service this program knows advice for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Os {
    /// Linux with pcscd.
    Linux,
    /// macOS with its built-in service.
    Macos,
    /// Windows with its smart-card service.
    Windows,
    /// Another Unix, presumably with pcscd.
    Other,
}

/// The system this program was built for.
#[must_use]
pub const fn os() -> Os {
    if cfg!(target_os = "linux") {
        Os::Linux
    } else if cfg!(target_os = "macos") {
        Os::Macos
    } else if cfg!(windows) {
        Os::Windows
    } else {
        Os::Other
    }
}

/// Whether the user seems to have come over SSH: the reader at their desk is then not here.
#[must_use]
pub fn over_ssh() -> bool {
    Machine::this().session().ssh
}

/// Whether this seems to be a container (Docker, Podman) or a sandbox: PC/SC must be handed in from
/// outside.
#[must_use]
pub fn in_container() -> bool {
    Machine::this().session().container
}

/// Whether this seems to be a remote desktop, where readers are those of the far PC or none.
#[must_use]
pub fn in_remote_session() -> bool {
    Machine::this().session().remote_desktop
}

/// The name of this machine, for masking it in reports.
#[must_use]
pub fn host_name() -> Option<String> {
    platform::host_name().filter(|name| !name.is_empty())
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;

    #[test]
    fn quick_acknowledgement_is_accepted_by_a_real_socket() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let stream = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        tcp_quickack(&stream).unwrap();
    }

    #[test]
    fn the_machine_has_a_name() {
        assert!(host_name().is_some());
    }
}
