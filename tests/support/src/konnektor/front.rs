//! TLS in front of a [`Server`], by Python's `ssl` module: none of the program's own TLS is in it.

use std::io::{BufRead, BufReader};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;

use super::super::{Skip, wait_for};
use super::Server;

/// How it speaks TLS.
#[derive(Debug, Clone)]
pub struct Tls {
    /// PEM; its key lies beside it as `.key` (see [`Pki::authority`](crate::pki::Pki::authority)).
    pub certificate: PathBuf,
    /// Newest version: 1.3, else 1.2. Nothing below 1.2 is spoken.
    pub tls13: bool,
    /// The one curve for the key exchange, as OpenSSL calls it; `None`: what OpenSSL likes.
    pub curve: Option<&'static str>,
    /// The ways to sign that it knows, as OpenSSL calls them; `None`: what OpenSSL likes.
    pub signatures: Option<&'static str>,
    pub client: ClientCertificate,
    /// Where it listens.
    pub at: IpAddr,
}

/// Whether clients show a certificate. The path is that of their authority, PEM.
#[derive(Debug, Clone)]
pub enum ClientCertificate {
    NotAsked,
    Asked(PathBuf),
    Required(PathBuf),
}

impl Tls {
    /// TLS 1.2 at most, no client certificate, as most Konnektors speak.
    pub fn with(certificate: PathBuf) -> Self {
        Self {
            certificate,
            tls13: false,
            curve: None,
            signatures: None,
            client: ClientCertificate::NotAsked,
            at: Ipv4Addr::LOCALHOST.into(),
        }
    }
}

/// Runs until it is dropped.
pub struct Front {
    process: Child,
    address: SocketAddr,
    seen: Arc<Mutex<Vec<String>>>,
}

impl Front {
    /// # Errors
    /// Where Python 3 with `ssl` is missing, or nobody can listen there.
    pub fn start(server: &Server, tls: &Tls) -> Result<Self, Skip> {
        let (client, authority) = match &tls.client {
            ClientCertificate::NotAsked => ("no", PathBuf::from("-")),
            ClientCertificate::Asked(authority) => ("asked", authority.clone()),
            ClientCertificate::Required(authority) => ("required", authority.clone()),
        };
        // Python has no setting for them.
        let settings = tls.signatures.map(|signatures| {
            let path = tls.certificate.with_extension("cnf");
            let head = "openssl_conf=a\n[a]\nssl_conf=b\n[b]\nsystem_default=c\n[c]\n";
            std::fs::write(&path, format!("{head}SignatureAlgorithms={signatures}\n")).unwrap();
            ("OPENSSL_CONF", path)
        });
        let started = Command::new("python3")
            .envs(settings)
            .args(["-c", include_str!("front.py")])
            .arg(server.port().to_string())
            .arg(&tls.certificate)
            .arg(tls.certificate.with_extension("key"))
            .arg(if tls.tls13 { "1.3" } else { "1.2" })
            .arg(tls.curve.unwrap_or("-"))
            .arg(client)
            .arg(authority)
            .arg(tls.at.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn();
        let missing = |why: String| Skip(format!("python3 with ssl is not there: {why}"));
        let mut process = started.map_err(|error| missing(error.to_string()))?;
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let port = lines.next().and_then(Result::ok);
        let Some(port) = port.and_then(|line| line.parse().ok()) else {
            let output = process.wait_with_output().unwrap();
            let why = String::from_utf8_lossy(&output.stderr).into_owned();
            return Err(missing(why));
        };
        let seen = Arc::new(Mutex::new(Vec::new()));
        // Ends with the process.
        thread::spawn({
            let seen = Arc::clone(&seen);
            move || {
                for line in lines.map_while(Result::ok) {
                    seen.lock().unwrap().push(line);
                }
            }
        });
        Ok(Self {
            process,
            address: SocketAddr::new(tls.at, port),
            seen,
        })
    }

    /// Host and port.
    pub fn address(&self) -> String {
        self.address.to_string()
    }

    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// A line for each handshake: `ok TLSv1.2 SUITE NAME-OF-THE-SERVER CN-of-the-client`, `failed WHY`.
    /// The name is the one that the client said (SNI).
    pub fn seen(&self) -> Vec<String> {
        self.seen.lock().unwrap().clone()
    }

    /// The same once there are so many; fails when they do not come.
    pub fn wait_for_seen(&self, count: usize) -> Vec<String> {
        let enough = || Some(self.seen()).filter(|seen| seen.len() >= count);
        wait_for(enough).unwrap_or_else(|| panic!("handshakes: {:?}", self.seen()))
    }
}

impl Drop for Front {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
