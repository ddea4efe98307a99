//! The keys and certificates of `key_files/`, for both ends.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, OnceLock};

use pinlotse::konnektor::identity::Identity;
use pinlotse::konnektor::key_file;
use pinlotse::konnektor::tls::Fingerprint;
use support::Skip;
use support::temp::Temp;

/// A file beside `make`, in `key_files/`.
pub fn file(name: &str) -> Vec<u8> {
    fs::read(folder().join(format!("{name}.p12"))).unwrap()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/konnektor/key_files")
}

/// What `make` noted of a file, by OpenSSL and keytool.
pub struct Expected {
    pub file: String,
    pub password: String,
    pub kind: String,
    pub chain: usize,
    pub fingerprint: Fingerprint,
}

pub fn expected() -> Vec<Expected> {
    let noted = fs::read_to_string(folder().join("expected")).unwrap();
    noted.lines().map(row).collect()
}

fn row(line: &str) -> Expected {
    let words: Vec<&str> = line.split(' ').collect();
    Expected {
        file: words[0].to_owned(),
        password: words[1].to_owned(),
        kind: words[2].to_owned(),
        chain: words[3].parse().unwrap(),
        fingerprint: words[4].parse().unwrap(),
    }
}

pub fn expected_of(file: &str) -> Expected {
    let mut rows = expected().into_iter();
    rows.find(|row| row.file == file).unwrap()
}

/// A client certificate, read by the program.
pub fn identity(name: &str) -> Arc<Identity> {
    let expected = expected_of(name);
    Arc::new(key_file::read(&file(name), &expected.password).unwrap())
}

/// The same for OpenSSL: a file with key and certificate, taken out of PKCS#12 by OpenSSL.
pub fn for_server(name: &str) -> Result<PathBuf, Skip> {
    static FOLDER: OnceLock<Temp> = OnceLock::new();
    let made = FOLDER.get_or_init(Temp::new);
    let (key, password) = (
        made.join(&format!("{name}.pem")),
        expected_of(name).password,
    );
    let output = Command::new("openssl")
        .args(["pkcs12", "-nodes", "-passin", &format!("pass:{password}")])
        .arg("-in")
        .arg(folder().join(format!("{name}.p12")))
        .output()
        .map_err(|_| Skip("openssl is not installed: no server to speak TLS to".into()))?;
    assert!(output.status.success(), "{output:?}");
    // Tests that run beside this one may look at the file: it is there whole or not at all.
    let begun = made.join(&format!("{name}-{:?}", std::thread::current().id()));
    fs::write(&begun, output.stdout).unwrap();
    fs::rename(begun, &key).unwrap();
    Ok(key)
}
