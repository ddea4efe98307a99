//! Cards with other certificates than the built-in ones have, and an issuer's service on loopback
//! that knows some.

use std::fs;
use std::sync::{Arc, Mutex};

use super::Skip;
use super::faults::card;
use super::forged::{Single, certificate_hash, now, response};
use super::ocsp_pki::{Asked, OcspPki, SERIAL};
use super::pki::{Algorithm, Pki};
use super::responder::{Reply, Server};
use super::temp::Temp;

/// Certificates of the built-in eHBA, by the names of their files.
pub const OF_HBA: [&str; 6] = [
    "aut-E256",
    "aut-R2048",
    "enc-E256",
    "enc-R2048",
    "qes-E256",
    "qes-R2048",
];

/// A certificate of the built-in eHBA.
pub fn built_in(name: &str) -> Vec<u8> {
    certificate_of(&format!("hba-{name}"))
}

/// A certificate of a built-in card, by kind and file: `smcb-aut-E256`.
pub fn certificate_of(name: &str) -> Vec<u8> {
    let folder = super::project().join("src/virtual_card/profiles/certificates");
    fs::read(folder.join(format!("{name}.der"))).unwrap()
}

/// A certificate with other octets wherever these stand, equally many. Nobody signed it.
pub fn with_octets(der: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let (whole, from, to) = (hex::encode(der), hex::encode(from), hex::encode(to));
    assert_eq!(from.len(), to.len());
    assert!(whole.contains(&from), "{from} is not in it");
    hex::decode(whole.replace(&from, &to)).unwrap()
}

/// The state file of an eHBA like the built-in one with something else in it; returns its path.
fn altered(temp: &Temp, name: &str, alter: impl FnOnce(String) -> String) -> String {
    altered_card(temp, "hba", name, alter)
}

/// The same of either kind of card.
fn altered_card(
    temp: &Temp,
    kind: &str,
    name: &str,
    alter: impl FnOnce(String) -> String,
) -> String {
    let path = temp.join(&format!("{name}.json"));
    card(kind).save(&path).unwrap();
    let old = fs::read_to_string(&path).unwrap();
    let new = alter(old.clone());
    assert_ne!(old, new, "nothing was altered");
    fs::write(&path, new).unwrap();
    path.display().to_string()
}

/// One certificate in all six files; none where `der` is empty.
pub fn with_certificate(temp: &Temp, der: &[u8]) -> String {
    let other = hex::encode_upper(der);
    altered(temp, "other", |state| {
        OF_HBA.iter().fold(state, |state, name| {
            state.replace(&hex::encode_upper(built_in(name)), &other)
        })
    })
}

/// Other certificates in some of the files, each by the name of the built-in one.
pub fn with_certificates(temp: &Temp, name: &str, ders: &[(&str, &[u8])]) -> String {
    altered(temp, name, |state| {
        ders.iter().fold(state, |state, (file, der)| {
            state.replace(&hex::encode_upper(built_in(file)), &hex::encode_upper(der))
        })
    })
}

/// A card (`hba`, `smcb`) whose certificates name an issuer as real ones do. The name must be as long
/// as the built-in one.
pub fn of_issuer(temp: &Temp, kind: &str, name: &str) -> String {
    const BUILT_IN: &str = "pinlotse PROBE";
    assert_eq!(name.len(), BUILT_IN.len(), "{name}");
    altered_card(temp, kind, "of-issuer", |state| {
        state.replace(&hex::encode_upper(BUILT_IN), &hex::encode_upper(name))
    })
}

/// Certificates that ended with the year 2020.
pub fn expired(temp: &Temp) -> String {
    let time = |year: &str| hex::encode_upper(format!("{year}1231235959Z"));
    altered(temp, "expired", |state| {
        state.replace(&time("2099"), &time("2020"))
    })
}

/// Of the eHBA only the certificates for encryption ended with the year 2020.
pub fn partly_expired(temp: &Temp) -> String {
    let time = |year: &str| hex::encode_upper(format!("{year}1231235959Z"));
    altered(temp, "partly-expired", |state| {
        ["enc-E256", "enc-R2048"].iter().fold(state, |state, name| {
            let whole = hex::encode_upper(built_in(name));
            state.replace(&whole, &whole.replace(&time("2099"), &time("2020")))
        })
    })
}

/// Certificates that name another status service. The address must be as long as the built-in one.
pub fn of_service(temp: &Temp, name: &str, url: &str) -> String {
    const BUILT_IN: &str = "http://ocsp.pinlotse.invalid/";
    assert_eq!(url.len(), BUILT_IN.len(), "{url}");
    altered(temp, name, |state| {
        state.replace(&hex::encode_upper(BUILT_IN), &hex::encode_upper(url))
    })
}

/// The RSA twin for authentication is rubbish.
pub fn unreadable(temp: &Temp) -> String {
    altered(temp, "unreadable", |state| {
        state.replace(&hex::encode_upper(built_in("aut-R2048")), "30030201")
    })
}

/// An octet of the certificates for authentication that is odd; `from` and `to` are hexadecimal
/// digits, equally many. Nothing else on the card is changed.
pub fn odd(temp: &Temp, name: &str, from: &str, to: &str) -> String {
    assert_eq!(from.len(), to.len());
    altered(temp, name, |state| {
        ["aut-E256", "aut-R2048"].iter().fold(state, |state, name| {
            let whole = hex::encode_upper(built_in(name));
            assert!(whole.contains(from), "{name} has no {from}");
            state.replace(&whole, &whole.replace(from, to))
        })
    })
}

/// Both certificates for authentication are rubbish.
pub fn without_authentication(temp: &Temp) -> String {
    altered(temp, "without-authentication", |state| {
        ["aut-E256", "aut-R2048"].iter().fold(state, |state, name| {
            state.replace(&hex::encode_upper(built_in(name)), "30030201")
        })
    })
}

/// The certificates name another card.
pub fn of_other_card(temp: &Temp) -> String {
    let number = |tail: &str| hex::encode_upper(format!("99.802769999900000000{tail}"));
    altered(temp, "other-card", |state| {
        state.replace(&number("17"), &number("71"))
    })
}

/// The certificate for authentication lies in the file of that for encryption, too.
pub fn mixed_up(temp: &Temp) -> String {
    let hex = |name: &str| hex::encode_upper(built_in(name));
    altered(temp, "mixed-up", |state| {
        state.replace(&hex("enc-E256"), &hex("aut-E256"))
    })
}

/// Whether a proxy stands between a test and loopback.
pub fn proxy_is_set() -> bool {
    let names = ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"];
    names
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// A card of generation G2.0: RSA certificates only.
pub fn of_g2_0(temp: &Temp) -> String {
    altered(temp, "g2-0", |state| {
        let ecc = OF_HBA.iter().filter(|name| name.ends_with("E256"));
        let state = ecc.fold(state, |state, name| {
            state.replace(&hex::encode_upper(built_in(name)), "")
        });
        state.replace("C103040701", "C103040302")
    })
}

/// An eHBA by an authority that another one shares its name with; the certificates name no key.
pub struct Namesakes {
    temp: Temp,
    /// The card.
    pub card: String,
    /// The folder with the authority that did issue it.
    pub real: String,
    /// The folder with its namesake.
    pub namesake: String,
    /// The folder with one whose key is on a curve that nobody knows.
    pub unsupported: String,
}

impl Namesakes {
    /// # Errors
    /// Where OpenSSL is missing.
    pub fn new() -> Result<Self, Skip> {
        const CA: &str = "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash";
        let pki = Pki::new()?;
        let temp = Temp::new();
        let folder = |name: &str, algorithm| {
            pki.authority(name, "PROBE-CA", algorithm, CA);
            fs::create_dir(temp.join(name)).unwrap();
            fs::write(temp.join(name).join("ca.der"), pki.as_der(name)).unwrap();
            temp.join(name).display().to_string()
        };
        let (real, namesake) = (
            folder("real", Algorithm::Brainpool),
            folder("namesake", Algorithm::Brainpool),
        );
        let unsupported = folder("unsupported", Algorithm::Brainpool512);
        let leaf = "basicConstraints=critical,CA:FALSE\nauthorityKeyIdentifier=none";
        let card = with_certificate(&temp, &pki.leaf("real", leaf, &["-sha256"]));
        Ok(Self {
            temp,
            card,
            real,
            namesake,
            unsupported,
        })
    }

    /// A folder without any authority.
    pub fn empty_folder(&self) -> String {
        let folder = self.temp.join("empty");
        fs::create_dir_all(&folder).unwrap();
        folder.display().to_string()
    }
}

/// What is said to a question, with the keys of the issuer.
type Says = dyn Fn(&OcspPki, &[u8]) -> Reply + Send;

/// What the service of an issuer does when it is asked.
enum Manner {
    /// Answers, signed by this one, with these further arguments of `openssl ocsp`.
    Answers(&'static str, &'static [&'static str]),
    /// Says something of the test's own: by the question, and with the keys of the issuer.
    Says(Box<Says>),
    Fails,
    Hangs,
}

/// The service of a card's issuer.
pub struct Service {
    /// The card and the folder of its issuer lie in it.
    temp: Temp,
    pki: Arc<OcspPki>,
    server: Server,
    manner: Arc<Mutex<Manner>>,
    /// An eHBA whose certificates name this service.
    pub card: String,
    /// The folder with its issuer.
    pub issuers: String,
}

impl Service {
    /// It knows no certificate yet.
    ///
    /// # Errors
    /// Where OpenSSL is missing, or a proxy stands between this test and loopback.
    pub fn start() -> Result<Self, Skip> {
        Self::about("Test", "")
    }

    /// The same of an issuer of this name (O), which a screen goes by.
    ///
    /// # Errors
    /// The same.
    pub fn of_issuer(organisation: &str) -> Result<Self, Skip> {
        Self::about(organisation, "")
    }

    /// The same of a card whose certificates for signatures are qualified ones.
    ///
    /// # Errors
    /// The same.
    pub fn of_qualified() -> Result<Self, Skip> {
        let mut service = Self::about("Test", "certificatePolicies=1.2.276.0.76.4.72\n")?;
        let names_it = format!(
            "authorityInfoAccess=OCSP;URI:{}\n",
            service.server.url("/ocsp")
        );
        let extension = "authorityKeyIdentifier=keyid\n";
        let pki = &service.pki;
        pki.issue("plain", "ca", "Xaver Hilfé", "03", extension, &names_it);
        let (plain, qualified) = (pki.der("plain"), pki.der("card"));
        let ders = OF_HBA.map(|file| {
            let is_qualified = file.starts_with("qes");
            (file, if is_qualified { &qualified[..] } else { &plain })
        });
        service.card = with_certificates(&service.temp, "qualified", &ders);
        Ok(service)
    }

    fn about(organisation: &str, extension: &str) -> Result<Self, Skip> {
        if proxy_is_set() {
            return Err(Skip(
                "a proxy is set in the environment: it would be asked, not this test's service"
                    .into(),
            ));
        }
        let pki = Arc::new(OcspPki::of(organisation)?);
        let Asked { signer, more } = Asked::default();
        let manner = Arc::new(Mutex::new(Manner::Answers(signer, more)));
        let server = Server::start({
            let (pki, manner) = (Arc::clone(&pki), Arc::clone(&manner));
            move |request| match &*manner.lock().unwrap() {
                Manner::Answers(signer, more) => {
                    Reply::ok(&pki.answer(&request.body, Asked { signer, more }))
                }
                Manner::Says(what) => what(&pki, &request.body),
                Manner::Fails => Reply::head("503 Service Unavailable"),
                Manner::Hangs => Reply::Hang,
            }
        });
        let names_it = format!("authorityInfoAccess=OCSP;URI:{}\n", server.url("/ocsp"));
        pki.issue(
            "card",
            "ca",
            "Xaver Hilfé",
            SERIAL,
            &format!("authorityKeyIdentifier=keyid\n{extension}"),
            &names_it,
        );
        let temp = Temp::new();
        let folder = temp.join("issuers");
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("ca.der"), pki.der("ca")).unwrap();
        let card = with_certificate(&temp, &pki.der("card"));
        Ok(Self {
            temp,
            pki,
            server,
            manner,
            card,
            issuers: folder.display().to_string(),
        })
    }

    fn behaves(&self, manner: Manner) -> &Self {
        *self.manner.lock().unwrap() = manner;
        self
    }

    /// It knows the certificate now.
    pub fn publishes(&self) -> &Self {
        self.pki.index_good();
        self
    }

    /// It names the hash of the certificate too: it has it, not only its number.
    pub fn releases(&self) -> &Self {
        self.says(|pki, question| {
            let single = Single {
                extensions: vec![certificate_hash(&pki.der("card"))],
                ..Single::good(question)
            };
            Reply::ok(&response(pki, "signer", now(), &[single], &[]))
        })
    }

    /// It says since 2026-02-03 that the certificate is revoked.
    pub fn revokes(&self) -> &Self {
        self.pki.index_revoked();
        self
    }

    /// It answers nobody any more.
    pub fn fails(&self) -> &Self {
        self.behaves(Manner::Fails)
    }

    /// It takes questions and says nothing any more.
    pub fn hangs(&self) -> &Self {
        self.behaves(Manner::Hangs)
    }

    /// It says something that no responder of `openssl` says.
    pub fn says(&self, what: impl Fn(&OcspPki, &[u8]) -> Reply + Send + 'static) -> &Self {
        self.behaves(Manner::Says(Box::new(what)))
    }

    /// Its answers come without the certificate of who signed them.
    pub fn leaves_out_its_certificate(&self) -> &Self {
        self.behaves(Manner::Answers(
            "signer",
            &["-ndays", "1", "-resp_no_certs"],
        ))
    }

    /// Its answers are signed by a responder that another issuer certified.
    pub fn is_of_another_issuer(&self) -> &Self {
        self.pki.authority("stranger", "Stranger");
        self.pki.issue(
            "by-stranger",
            "stranger",
            "Foreign Responder",
            "02",
            "extendedKeyUsage=OCSPSigning\n",
            "",
        );
        self.behaves(Manner::Answers("by-stranger", &["-ndays", "1"]))
    }

    /// A certificate of its issuer, in DER: `ca`, `signer`, `card`, or `by-stranger` once
    /// [`Self::is_of_another_issuer`].
    pub fn der(&self, name: &str) -> Vec<u8> {
        self.pki.der(name)
    }

    /// How often it was asked.
    pub fn questions(&self) -> usize {
        self.server.seen().len()
    }

    /// What it was asked, as it came.
    pub fn bodies(&self) -> Vec<Vec<u8>> {
        self.server
            .seen()
            .into_iter()
            .map(|request| request.body)
            .collect()
    }
}
