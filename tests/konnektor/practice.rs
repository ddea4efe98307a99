//! A practice whose Konnektor is the double, reached over TCP and TLS, and a PC in it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use pinlotse::konnektor::fingerprint::Fingerprint;
use pinlotse::system::machine::Machine;
use pinlotse::system::os::Os;
use serde_json::Value;
use support::faults::Bench;
use support::journey::{Journey, Ran};
use support::konnektor::{
    Card, ClientCertificate, Front, Konnektor, Server, TerminalId, Tls, make,
};
use support::or_skip;
use support::pki::{Algorithm, Pki};
use support::script::Script;

/// What an administrator entered in the double for this program.
pub const ENTERED: [&str; 6] = [
    "--mandant",
    "praxis",
    "--client-system",
    "pinlotse",
    "--workplace",
    "empfang",
];

pub const PASSWORD: &str = "Größe 17 {x}";

/// A practice whose Konnektor is reached over TCP, and a PC.
pub struct Practice {
    pub konnektor: Konnektor,
    pub terminal: TerminalId,
    pub server: Server,
    pub journey: Journey,
}

impl Practice {
    pub fn new() -> Self {
        let konnektor = Konnektor::new(&make::KOCOBOX);
        let terminal = konnektor.add_terminal("Empfang", 3);
        konnektor.insert(terminal, 1, Card::smcb());
        konnektor.insert(terminal, 2, Card::hba());
        // It is reached without TLS, too.
        konnektor.says_mandatory(false, false);
        let server = Server::start(&konnektor);
        let mut journey = Journey::on(Bench::new());
        journey.machine = Some(Machine {
            os: Os::Linux,
            root: journey.temp.join("root"),
            variables: Some(vec![("HOME".to_owned(), "/home/anna".to_owned())]),
            host: None,
            windows: None,
        });
        Self {
            konnektor,
            terminal,
            server,
            journey,
        }
    }

    pub fn folder(&self) -> PathBuf {
        let home = self.journey.temp.join("root/home/anna");
        home.join(".config/pinlotse/konnektor")
    }

    pub fn file(&self) -> PathBuf {
        self.folder().join("praxis.json")
    }

    pub fn profile(&self) -> Value {
        serde_json::from_slice(&fs::read(self.file()).unwrap()).unwrap()
    }

    pub fn plain(&self) -> String {
        format!("http://{}", self.server.address())
    }

    /// Whoever sets a Konnektor up reads of no card: none is in play.
    #[track_caller]
    pub fn run(&mut self, line: &[&str]) -> Ran {
        let is_set_up = line.first() == Some(&"konnektor");
        let line = [&["--json"], line].concat();
        let ran = self.journey.run(&line, Script::nobody());
        if is_set_up {
            ran.never_says("An der Karte");
        }
        ran
    }

    /// `konnektor add praxis` of a script.
    #[track_caller]
    pub fn add(&mut self, more: &[&str]) -> Ran {
        let line = [&["konnektor", "add", "praxis"], &ENTERED[..], more].concat();
        self.run(&line)
    }

    /// The same without TLS and without a login.
    #[track_caller]
    pub fn add_plain(&mut self, more: &[&str]) -> Ran {
        let address = self.plain();
        let plain = [
            "--address",
            &address,
            "--insecure-http",
            "--login",
            "none",
            "--rewrite",
        ];
        self.add(&[&plain[..], more].concat())
    }
}

/// The same behind TLS.
pub struct Secured {
    pub practice: Practice,
    pub pki: Pki,
    pub front: Front,
    pub fingerprint: String,
}

impl Secured {
    pub fn new(client: bool) -> Option<Self> {
        let (practice, pki) = (Practice::new(), or_skip(Pki::new())?);
        let (front, fingerprint) = front(&practice, &pki, "server", client)?;
        Some(Self {
            practice,
            pki,
            front,
            fingerprint,
        })
    }

    pub fn address(&self) -> String {
        format!("https://{}", self.front.address())
    }

    /// The flags of a script but for the login.
    #[track_caller]
    pub fn add(&mut self, more: &[&str]) -> Ran {
        let (address, fingerprint) = (self.address(), self.fingerprint.clone());
        let server = [
            "--address",
            &address,
            "--fingerprint",
            &fingerprint,
            "--rewrite",
        ];
        self.practice.add(&[&server[..], more].concat())
    }

    /// The client's certificate as a PKCS#12 file.
    pub fn key_file(&self) -> String {
        let path = self.pki.pkcs12("client", PASSWORD, &[]);
        path.display().to_string()
    }
}

pub fn front(practice: &Practice, pki: &Pki, name: &str, client: bool) -> Option<(Front, String)> {
    let certificate = pki.authority(name, "konnektor.konlan", Algorithm::Brainpool, "");
    let client = if client {
        let authority = pki.authority("client", "pinlotse am Empfang", Algorithm::P256, "");
        ClientCertificate::Required(authority)
    } else {
        ClientCertificate::NotAsked
    };
    let fingerprint = fingerprint(&certificate);
    let tls = Tls {
        client,
        ..Tls::with(certificate)
    };
    let front = or_skip(Front::start(&practice.server, &tls))?;
    Some((front, fingerprint))
}

/// Of a certificate in a file.
pub fn fingerprint(pem: &Path) -> String {
    Fingerprint::of(&der(pem)).to_string()
}

fn der(pem: &Path) -> Vec<u8> {
    let output = Command::new("openssl")
        .args(["x509", "-outform", "DER", "-in"])
        .arg(pem)
        .output();
    output.unwrap().stdout
}
