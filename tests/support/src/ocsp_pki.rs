//! A small issuer made by `openssl`: its certificates, and its real OCSP responder, asked file by
//! file.
//!
//! `openssl ocsp -port` listens on every interface; here it reads one question and writes one
//! answer, and the tests' own server on loopback ([`super::responder`]) does the talking.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use pinlotse::certificate::Certificate;
use pinlotse::online::Question;

use super::Skip;
use super::temp::Temp;

/// Number of the card's certificate, as it stands in it.
pub const SERIAL: &str = "01144BD70458B6";
/// The address in the card's certificate: nobody is there.
pub const URL: &str = "http://127.0.0.1:9/ocsp";

/// An issuer on brainpoolP256r1 (`ca`), a card's certificate by it (`card`), and a responder with
/// its right (`signer`).
pub struct OcspPki {
    folder: Temp,
}

/// A card's certificate and its issuer's, as the program reads them.
pub struct Pair {
    pub card: Certificate,
    pub ca: Certificate,
}

impl Pair {
    pub fn question(&self) -> Question<'_> {
        Question::about(&self.card, Some(&self.ca)).unwrap()
    }
}

/// How a responder is asked.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    /// Whose certificate and key sign.
    pub signer: &'a str,
    /// Further arguments.
    pub more: &'a [&'a str],
}

impl Default for Asked<'_> {
    fn default() -> Self {
        Self {
            signer: "signer",
            more: &["-ndays", "1"],
        }
    }
}

impl OcspPki {
    /// # Errors
    /// Where OpenSSL is missing.
    pub fn new() -> Result<Self, Skip> {
        Self::of("Test")
    }

    /// The same of an issuer of this name (O).
    ///
    /// # Errors
    /// Where OpenSSL is missing.
    pub fn of(organisation: &str) -> Result<Self, Skip> {
        Command::new("openssl")
            .arg("version")
            .output()
            .map_err(|_| Skip("openssl is not installed".to_owned()))?;
        let pki = Self {
            folder: Temp::new(),
        };
        pki.authority_of("ca", organisation, "Issuer");
        pki.issue(
            "card",
            "ca",
            "Xaver Hilfé",
            SERIAL,
            "authorityKeyIdentifier=keyid\n",
            &format!("authorityInfoAccess=OCSP;URI:{URL}\n"),
        );
        pki.issue(
            "signer",
            "ca",
            "Responder",
            "02",
            "extendedKeyUsage=critical,OCSPSigning\n",
            "",
        );
        pki.index("");
        Ok(pki)
    }

    /// A self-signed certificate.
    pub fn authority(&self, file: &str, name: &str) {
        self.authority_of(file, "Test", name);
    }

    fn authority_of(&self, file: &str, organisation: &str, name: &str) {
        self.key(file);
        let subject = format!("/C=DE/O={organisation}/CN={name}");
        self.openssl(&[
            "req",
            "-x509",
            "-new",
            "-key",
            &format!("{file}.key"),
            "-subj",
            &subject,
            "-out",
            &format!("{file}.pem"),
            "-days",
            "3650",
        ]);
        self.to_der(file);
    }

    fn key(&self, file: &str) {
        let out = format!("{file}.key");
        self.openssl(&[
            "ecparam",
            "-name",
            "brainpoolP256r1",
            "-genkey",
            "-noout",
            "-out",
            &out,
        ]);
    }

    /// A certificate by another one; its key is made if there is none.
    pub fn issue(
        &self,
        file: &str,
        by: &str,
        name: &str,
        serial: &str,
        extension: &str,
        more: &str,
    ) {
        if !self.path(&format!("{file}.key")).exists() {
            self.key(file);
        }
        let (key, request, out) = (
            format!("{file}.key"),
            format!("{file}.csr"),
            format!("{file}.pem"),
        );
        self.openssl(&[
            "req",
            "-new",
            "-utf8",
            "-key",
            &key,
            "-subj",
            &format!("/C=DE/CN={name}"),
            "-out",
            &request,
        ]);
        fs::write(self.path("extensions"), format!("{extension}{more}")).unwrap();
        let (ca, ca_key, number) = (
            format!("{by}.pem"),
            format!("{by}.key"),
            format!("0x{serial}"),
        );
        self.openssl(&[
            "x509",
            "-req",
            "-in",
            &request,
            "-CA",
            &ca,
            "-CAkey",
            &ca_key,
            "-set_serial",
            &number,
            "-days",
            "365",
            "-sha256",
            "-extfile",
            "extensions",
            "-out",
            &out,
        ]);
        self.to_der(file);
    }

    /// An RSA key for a certificate that is still to be issued.
    pub fn rsa_key(&self, file: &str) {
        self.openssl(&["genrsa", "-out", &format!("{file}.key"), "2048"]);
    }

    fn to_der(&self, file: &str) {
        let (pem, der) = (format!("{file}.pem"), format!("{file}.der"));
        self.openssl(&["x509", "-in", &pem, "-outform", "DER", "-out", &der]);
    }

    /// What the issuer knows: lines of its index. A number without a line is unknown.
    pub fn index(&self, lines: &str) {
        fs::write(self.path("index.txt"), lines).unwrap();
    }

    pub fn index_good(&self) {
        self.index(&format!("V\t351231235959Z\t\t{SERIAL}\tunknown\t/CN=x\n"));
    }

    /// Revoked on 2026-02-03 at 04:05:06 UTC because the key is known to others.
    pub fn index_revoked(&self) {
        self.index(&format!(
            "R\t351231235959Z\t260203040506Z,keyCompromise\t{SERIAL}\tunknown\t/CN=x\n"
        ));
    }

    /// The real responder's answer.
    pub fn answer(&self, question: &[u8], asked: Asked<'_>) -> Vec<u8> {
        static COUNT: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
        let count = COUNT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let (request, response) = (format!("question{count}"), format!("answer{count}"));
        fs::write(self.path(&request), question).unwrap();
        let (certificate, key) = (
            format!("{}.pem", asked.signer),
            format!("{}.key", asked.signer),
        );
        let mut arguments = vec![
            "ocsp",
            "-index",
            "index.txt",
            "-CA",
            "ca.pem",
            "-rsigner",
            &certificate,
            "-rkey",
            &key,
            "-reqin",
            &request,
            "-respout",
            &response,
        ];
        arguments.extend(asked.more);
        self.openssl(&arguments);
        fs::read(self.path(&response)).unwrap()
    }

    /// What `openssl` itself would ask about the card's certificate.
    pub fn question_by_openssl(&self) -> Vec<u8> {
        self.openssl(&[
            "ocsp",
            "-issuer",
            "ca.pem",
            "-cert",
            "card.pem",
            "-no_nonce",
            "-reqout",
            "question",
        ]);
        fs::read(self.path("question")).unwrap()
    }

    /// ecdsa-with-SHA256 over some octets.
    pub fn sign(&self, signer: &str, octets: &[u8]) -> Vec<u8> {
        fs::write(self.path("signed"), octets).unwrap();
        let key = format!("{signer}.key");
        self.openssl(&[
            "dgst",
            "-sha256",
            "-sign",
            &key,
            "-out",
            "signature",
            "signed",
        ]);
        fs::read(self.path("signature")).unwrap()
    }

    /// What a question is about.
    pub fn pair(&self) -> Pair {
        Pair {
            card: self.certificate("card"),
            ca: self.certificate("ca"),
        }
    }

    /// A certificate, read by the program.
    pub fn certificate(&self, file: &str) -> Certificate {
        Certificate::parse(&self.der(file)).unwrap()
    }

    /// A certificate in DER.
    pub fn der(&self, file: &str) -> Vec<u8> {
        fs::read(self.path(&format!("{file}.der"))).unwrap()
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn openssl(&self, arguments: &[&str]) {
        let output = Command::new("openssl")
            .args(arguments)
            .current_dir(self.folder.path())
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "openssl {arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
}
