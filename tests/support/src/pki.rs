//! Small authorities and what they sign, made by OpenSSL in a folder of their own.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use super::Skip;
use super::temp::Temp;

/// What OpenSSL is told of a key.
#[derive(Clone, Copy)]
pub enum Algorithm {
    Rsa,
    Rsa3072,
    /// Too short to count.
    Rsa1024,
    Brainpool,
    /// The same curve with its numbers written out.
    BrainpoolExplicit,
    Brainpool384,
    P256,
    P384,
    /// A curve that nobody knows.
    Brainpool512,
}

/// A folder of keys and certificates.
pub struct Pki {
    folder: Temp,
}

impl Pki {
    /// # Errors
    /// Where OpenSSL is missing.
    pub fn new() -> Result<Self, Skip> {
        let version = Command::new("openssl")
            .arg("version")
            .stdout(Stdio::null())
            .status();
        match version {
            Ok(status) if status.success() => Ok(Self {
                folder: Temp::new(),
            }),
            _ => Err(Skip(
                "openssl is not installed: no authorities to check certificates against".into(),
            )),
        }
    }

    /// A key and a certificate by itself: `NAME.key`, `NAME.pem`. Extensions as in OpenSSL's
    /// configuration.
    pub fn authority(
        &self,
        name: &str,
        common_name: &str,
        algorithm: Algorithm,
        extensions: &str,
    ) -> PathBuf {
        self.key(name, algorithm);
        let subject = format!("/C=DE/O=pinlotse PROBE/CN={common_name}");
        self.certify(name, &subject, "utf8only", extensions)
    }

    /// The same with another time in which it holds (`20200131000000Z`).
    pub fn dated(
        &self,
        name: &str,
        common_name: &str,
        algorithm: Algorithm,
        time: [&str; 2],
    ) -> PathBuf {
        self.key(name, algorithm);
        let config = "[ca]\ndefault_ca=own\n[own]\ndatabase=index\nnew_certs_dir=.\nrand_serial=yes\n\
                      default_md=sha256\npolicy=any\nunique_subject=no\n[any]\ncommonName=supplied\n";
        fs::write(self.folder.join("ca.cnf"), config).unwrap();
        fs::write(self.folder.join("index"), "").unwrap();
        let (key, csr, pem) = (
            format!("{name}.key"),
            format!("{name}.csr"),
            format!("{name}.pem"),
        );
        let subject = format!("/CN={common_name}");
        self.run(&["req", "-new", "-key", &key, "-subj", &subject, "-out", &csr]);
        let own = [
            "ca",
            "-config",
            "ca.cnf",
            "-selfsign",
            "-batch",
            "-notext",
            "-keyfile",
            &key,
        ];
        let [from, to] = time;
        let dates = [
            "-startdate",
            from,
            "-enddate",
            to,
            "-in",
            &csr,
            "-out",
            &pem,
        ];
        self.run(&[&own[..], &dates].concat());
        self.folder.join(&pem)
    }

    /// The certificate of an authority anew, with its key and another name. `strings` are the types
    /// that OpenSSL may use (`string_mask`).
    pub fn certify(&self, name: &str, subject: &str, strings: &str, extensions: &str) -> PathBuf {
        let config = format!(
            "[req]\nstring_mask={strings}\ndistinguished_name=dn\nx509_extensions=own\n[dn]\n[own]\n{extensions}\n"
        );
        fs::write(self.folder.join("req.cnf"), config).unwrap();
        let (key, pem) = (format!("{name}.key"), format!("{name}.pem"));
        let to = ["-key", &key, "-subj", subject, "-days", "400", "-out", &pem];
        self.run(
            &[
                &["req", "-new", "-x509", "-utf8", "-config", "req.cnf"][..],
                &to,
            ]
            .concat(),
        );
        self.folder.join(&pem)
    }

    /// A certificate by that authority, as DER. `options` go to `openssl x509`.
    pub fn leaf(&self, authority: &str, extensions: &str, options: &[&str]) -> Vec<u8> {
        self.key("leaf", Algorithm::Brainpool);
        self.run(&[
            "req",
            "-new",
            "-key",
            "leaf.key",
            "-subj",
            "/C=DE/CN=Petra Probe",
            "-out",
            "leaf.csr",
        ]);
        fs::write(self.folder.join("leaf.ext"), extensions).unwrap();
        let (certificate, key) = (format!("{authority}.pem"), format!("{authority}.key"));
        let by = [
            "-CA",
            &certificate,
            "-CAkey",
            &key,
            "-days",
            "200",
            "-extfile",
            "leaf.ext",
        ];
        let out = ["-set_serial", "4711", "-outform", "DER", "-out", "leaf.der"];
        self.run(&[&["x509", "-req", "-in", "leaf.csr"][..], &by, &out, options].concat());
        fs::read(self.folder.join("leaf.der")).unwrap()
    }

    /// A signature by ECDSA with SHA-256 (`SEQUENCE { r, s }`) of the key `NAME.key`.
    pub fn sign(&self, name: &str, octets: &[u8]) -> Vec<u8> {
        fs::write(self.folder.join("signed"), octets).unwrap();
        let key = format!("{name}.key");
        self.run(&[
            "dgst",
            "-sha256",
            "-sign",
            &key,
            "-out",
            "signature",
            "signed",
        ]);
        fs::read(self.folder.join("signature")).unwrap()
    }

    /// The same certificate as DER.
    pub fn as_der(&self, name: &str) -> Vec<u8> {
        self.run(&[
            "x509",
            "-in",
            &format!("{name}.pem"),
            "-outform",
            "DER",
            "-out",
            "out.der",
        ]);
        fs::read(self.folder.join("out.der")).unwrap()
    }

    /// Key and certificate of `NAME` in one file (PKCS#12). `options` go to `openssl pkcs12`, e.g.
    /// `-legacy`.
    pub fn pkcs12(&self, name: &str, password: &str, options: &[&str]) -> PathBuf {
        let (pem, key) = (format!("{name}.pem"), format!("{name}.key"));
        let (file, pass) = (format!("{name}.p12"), format!("pass:{password}"));
        let of = [
            "-in", &pem, "-inkey", &key, "-passout", &pass, "-out", &file,
        ];
        self.run(&[&["pkcs12", "-export"][..], &of, options].concat());
        self.folder.join(&file)
    }

    fn key(&self, name: &str, algorithm: Algorithm) {
        const RSA: [&str; 2] = ["RSA", "-pkeyopt"];
        const EC: [&str; 2] = ["EC", "-pkeyopt"];
        let (of, option) = match algorithm {
            Algorithm::Rsa => (RSA, "rsa_keygen_bits:2048"),
            Algorithm::Rsa3072 => (RSA, "rsa_keygen_bits:3072"),
            Algorithm::Rsa1024 => (RSA, "rsa_keygen_bits:1024"),
            Algorithm::Brainpool | Algorithm::BrainpoolExplicit => {
                (EC, "ec_paramgen_curve:brainpoolP256r1")
            }
            Algorithm::Brainpool384 => (EC, "ec_paramgen_curve:brainpoolP384r1"),
            Algorithm::Brainpool512 => (EC, "ec_paramgen_curve:brainpoolP512r1"),
            Algorithm::P256 => (EC, "ec_paramgen_curve:P-256"),
            Algorithm::P384 => (EC, "ec_paramgen_curve:P-384"),
        };
        let more: &[&str] = match algorithm {
            Algorithm::BrainpoolExplicit => &["-pkeyopt", "ec_param_enc:explicit"],
            _ => &[],
        };
        let kind = [&of[..], &[option], more].concat();
        self.run(
            &[
                &["genpkey", "-out", &format!("{name}.key"), "-algorithm"][..],
                &kind[..],
            ]
            .concat(),
        );
    }

    fn run(&self, arguments: &[&str]) {
        let made = Command::new("openssl")
            .args(arguments)
            .current_dir(self.folder.path())
            .output()
            .unwrap();
        assert!(
            made.status.success(),
            "openssl {arguments:?}: {}",
            String::from_utf8_lossy(&made.stderr)
        );
    }
}
