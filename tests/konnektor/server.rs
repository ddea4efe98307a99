//! OpenSSL as a server on loopback, on a port that nobody else has.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use pinlotse::http::{Deadline, Errand, Limit, Reply, Url, Wire};
use pinlotse::konnektor::tls::{Error, Secured};
use pinlotse::system::signals::Interrupts;
use support::Skip;

use super::keys::for_server;

/// Runs until it is dropped.
pub struct Server {
    child: Child,
    port: u16,
}

impl Server {
    /// `openssl s_server -www` with the key and certificate of a file of `key_files/`: it answers a
    /// GET with a page about the connection.
    pub fn start(name: &str, options: &[&str]) -> Result<Self, Skip> {
        Self::of(&for_server(name)?, options)
    }

    /// The same with a certificate whose key is in the same file, or beside it as `.key`.
    pub fn of(pem: &Path, options: &[&str]) -> Result<Self, Skip> {
        Self::spawned(pem, Path::new("."), &[options, &["-www"]].concat())
    }

    /// Answers a GET with a file of a folder, which is a whole reply of HTTP, and takes leave.
    pub fn with_replies(name: &str, folder: &Path, options: &[&str]) -> Result<Self, Skip> {
        Self::spawned(&for_server(name)?, folder, &[options, &["-HTTP"]].concat())
    }

    /// Answers nothing, and does what it is [told](Self::told).
    pub fn silent(name: &str, options: &[&str]) -> Result<Self, Skip> {
        Self::spawned(&for_server(name)?, Path::new("."), options)
    }

    fn spawned(pem: &Path, folder: &Path, options: &[&str]) -> Result<Self, Skip> {
        let beside = pem.with_extension("key");
        let key = if beside.exists() { &beside } else { pem };
        let mut child = Command::new("openssl")
            .args(["s_server", "-accept", "127.0.0.1:0"])
            .arg("-cert")
            .arg(pem)
            .arg("-key")
            .arg(key)
            .args(options)
            .current_dir(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|_| Skip("openssl is not installed: no server to speak TLS to".into()))?;
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let port = lines
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| line.strip_prefix("ACCEPT 127.0.0.1:")?.parse().ok());
        // Nobody may wait for room in the pipe.
        std::thread::spawn(move || lines.for_each(drop));
        let port = port.unwrap_or_else(|| panic!("openssl s_server {options:?} did not start"));
        Ok(Self { child, port })
    }

    /// One of the commands of `s_server`, as `R`.
    pub fn told(&mut self, command: &str) {
        let mut stdin = self.child.stdin.as_ref().unwrap();
        // At once: half of one is something to send.
        stdin.write_all(format!("{command}\n").as_bytes()).unwrap();
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    pub fn wire<'a>(&self, interrupts: &'a Interrupts) -> Wire<'a> {
        wire(self.port, support::PATIENCE, interrupts)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub fn wire(port: u16, limit: Duration, interrupts: &Interrupts) -> Wire<'_> {
    let deadline = Deadline::new(Limit::of(limit), interrupts);
    Wire::connect("127.0.0.1", port, limit, deadline).unwrap()
}

/// What it brings by GET.
pub fn page(secured: Secured<Wire<'_>>) -> Result<String, Error> {
    file(secured, "")
}

/// The same for a file.
pub fn file(secured: Secured<Wire<'_>>, name: &str) -> Result<String, Error> {
    let errand = Errand {
        question: None,
        fields: &[],
        accept: "*/*",
        limit: 1 << 20,
        faults: false,
    };
    let url = Url::parse(&format!("http://127.0.0.1/{name}")).unwrap();
    match secured.exchange(&errand.written(&url), &errand.wanted())? {
        Reply::Body { octets, .. } => Ok(String::from_utf8(octets).unwrap()),
        Reply::Elsewhere(location) => panic!("sent to {location}"),
    }
}
