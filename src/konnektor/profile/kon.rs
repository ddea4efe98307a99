//! The `.kon` file of gematik's `ti`: what of it makes a profile, and what is left behind.
//!
//! Members as its tests show them (gematik/zero-lab): `version` `1.0.0` or none, `product` `konnektor`
//! or none, `url`, `rewriteServiceEndpoints`, `mandantId`, `workplaceId`, `clientSystemId`, `userId`,
//! `credentials` of type `none`, `basic` or `pkcs12`, `env`, `insecureSkipVerify`, `expectedHost`,
//! `trustStore`. Passwords are never kept, a server that is not verified is never accepted, and
//! variables of the environment are put in nowhere, though `ti` does it inside the credentials: a file
//! of somebody else could name anything there, and have it sent to an address that it names, too.

use base64ct::{Base64, Encoding};
use serde_json::Value;
use zeroize::Zeroizing;

use super::content::{Kind, Problem, Unfit, is_fit_user};
use super::members::Members;
use crate::certificate::Certificate;
use crate::konnektor::address::Address;
use crate::konnektor::fingerprint::Fingerprint;
use crate::konnektor::identifiers::{Context, Id};

/// Most octets of such a file: 512 KiB, of which a key file may be most.
pub const LIMIT: u64 = 512 * 1024;

/// The member that holds a key file.
pub const KEY_FILE: &str = "credentials.data";

/// The version that is known.
const VERSION: &str = "1.0.0";

/// How a variable of the environment begins: `${NAME}`.
const VARIABLE: &str = "${";

/// What a file says.
#[derive(Debug, PartialEq, Eq)]
pub struct Kon {
    /// The address.
    pub address: Address,
    /// Who asks.
    pub context: Context,
    /// How it logs in.
    pub credentials: Credentials,
    /// The certificate of the server that it goes by.
    pub pinned: Option<Fingerprint>,
    /// Whether services are reached by the address alone.
    pub rewrites: bool,
    /// What a person has to know of what was left behind.
    pub remarks: Vec<Remark>,
}

/// How it logs in, without passwords.
#[derive(PartialEq, Eq)]
pub enum Credentials {
    /// By nothing.
    None,
    /// By this user name.
    Basic(String),
    /// By this PKCS#12 file.
    KeyFile(Zeroizing<Vec<u8>>),
}

/// Something that was not taken over as it stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// It is of another version than the one that is known; as it is written.
    Version(String),
    /// It does not verify the server. Here its certificate is compared and known from then on.
    NoVerification,
    /// It expects this name in the server's certificate, which does not count here.
    ExpectedHost(String),
    /// It believes authorities; here only the server's own certificate counts.
    Authorities,
    /// It holds a password, which is not kept.
    Password,
    /// It is for this environment of the Telematikinfrastruktur (`ru`, `tu`, `pu`).
    Environment(String),
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Credentials::None => "None",
            Credentials::Basic(_) => "Basic(…)",
            Credentials::KeyFile(_) => "KeyFile(…)",
        })
    }
}

/// Reads a file.
///
/// # Errors
/// All that is wrong in it.
pub fn read(octets: &[u8]) -> Result<Kon, Vec<Problem>> {
    let members = Members::read(octets).map_err(|broken| vec![broken.into()])?;
    let mut reading = Reading {
        members,
        problems: Vec::new(),
        remarks: Vec::new(),
    };
    match reading.optional("version") {
        Some(version) if version != VERSION => reading.remarks.push(Remark::Version(version)),
        _ => {}
    }
    if reading
        .optional("product")
        .is_some_and(|product| product != "konnektor")
    {
        reading.wrong("product", Kind::Value(Unfit::Product));
    }
    let address = reading.needed("url", |text| {
        Address::of_konnektor(text).map_err(Unfit::Address)
    });
    let mandant = reading.needed("mandantId", id);
    let workplace = reading.needed("workplaceId", id);
    let client_system = reading.needed("clientSystemId", id);
    // `ti` takes an empty one for none.
    let user = reading.optional("userId").filter(|user| !user.is_empty());
    let user = user.and_then(|user| reading.fits("userId", id(&user)));
    let rewrites = reading.flag("rewriteServiceEndpoints");
    if reading.flag("insecureSkipVerify") {
        reading.remarks.push(Remark::NoVerification);
    }
    let host = reading.optional("expectedHost");
    let host = host
        .filter(|host| !host.is_empty())
        .map(Remark::ExpectedHost);
    reading.remarks.extend(host);
    let pinned = reading.trust_store();
    let environment = reading.optional("env").filter(|word| !word.is_empty());
    reading.remarks.extend(environment.map(Remark::Environment));
    let credentials = reading.credentials();
    let Reading {
        members,
        mut problems,
        remarks,
    } = reading;
    problems.extend(members.left().map(Problem::unknown));
    match (address, mandant, workplace, client_system, credentials) {
        (Some(address), Some(mandant), Some(workplace), Some(client_system), Some(credentials))
            if problems.is_empty() =>
        {
            let context = Context {
                mandant,
                client_system,
                workplace,
                user,
            };
            Ok(Kon {
                address,
                context,
                credentials,
                pinned,
                rewrites,
                remarks,
            })
        }
        _ => Err(problems),
    }
}

fn id(text: &str) -> Result<Id, Unfit> {
    Id::entered(text).map_err(Unfit::Id)
}

struct Reading {
    members: Members,
    problems: Vec<Problem>,
    remarks: Vec<Remark>,
}

impl Reading {
    fn wrong(&mut self, key: &str, kind: Kind) {
        let key = Some(key.to_owned());
        self.problems.push(Problem { key, kind });
    }

    fn fits<T>(&mut self, key: &str, value: Result<T, Unfit>) -> Option<T> {
        value
            .map_err(|unfit| self.wrong(key, Kind::Value(unfit)))
            .ok()
    }

    /// A text in which no variable stands.
    fn optional(&mut self, key: &str) -> Option<String> {
        match self.members.take(key)? {
            Value::String(text) if text.contains(VARIABLE) => {
                self.wrong(key, Kind::Variable);
                None
            }
            Value::String(text) => Some(text),
            _ => {
                self.wrong(key, Kind::Value(Unfit::Text));
                None
            }
        }
    }

    fn needed<T>(&mut self, key: &str, read: impl FnOnce(&str) -> Result<T, Unfit>) -> Option<T> {
        let before = self.problems.len();
        let Some(text) = self.optional(key) else {
            if self.problems.len() == before {
                self.wrong(key, Kind::Missing);
            }
            return None;
        };
        self.fits(key, read(&text))
    }

    fn flag(&mut self, key: &str) -> bool {
        match self.members.take(key) {
            None => false,
            Some(Value::Bool(flag)) => flag,
            Some(_) => {
                self.wrong(key, Kind::Value(Unfit::Flag));
                false
            }
        }
    }

    /// The one certificate in it that is no authority's.
    fn trust_store(&mut self) -> Option<Fingerprint> {
        let entries = match self.members.take("trustStore")? {
            Value::Array(entries) => entries,
            _ => {
                self.wrong("trustStore", Kind::Value(Unfit::Certificates));
                return None;
            }
        };
        let mut leaves = Vec::new();
        for entry in &entries {
            let der = entry.as_str().and_then(decoded);
            let certificate = der.and_then(|der| Certificate::parse(&der).ok());
            match certificate {
                Some(certificate) if certificate.is_ca => {}
                Some(certificate) => leaves.push(Fingerprint::of(certificate.der())),
                None => {
                    self.wrong("trustStore", Kind::Value(Unfit::Certificates));
                    return None;
                }
            }
        }
        if leaves.len() < entries.len() {
            self.remarks.push(Remark::Authorities);
        }
        // Of several nobody knows which one answers; it is compared by a person.
        match leaves.as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }

    fn credentials(&mut self) -> Option<Credentials> {
        const KEY: &str = "credentials";
        let Some(value) = self.members.take(KEY) else {
            self.wrong(KEY, Kind::Missing);
            return None;
        };
        let Some(mut members) = Members::of(value) else {
            self.wrong(KEY, Kind::NoObject);
            return None;
        };
        // It is not kept, whatever it is.
        let has_password = match members.take("password") {
            Some(Value::String(password)) => !Zeroizing::new(password).is_empty(),
            password => password.is_some(),
        };
        if has_password {
            self.remarks.push(Remark::Password);
        }
        let mut wrong = Vec::new();
        let mut text = |name: &str| {
            let kind = match members.take(name)? {
                Value::String(text) if text.contains(VARIABLE) => Kind::Variable,
                Value::String(text) => return Some(Zeroizing::new(text)),
                _ => Kind::Value(Unfit::Text),
            };
            let key = Some(format!("{KEY}.{name}"));
            wrong.push(Problem { key, kind });
            None
        };
        let kind = text("type");
        let (user, data) = (text("username"), text("data"));
        for key in members.left() {
            self.problems.push(Problem::unknown(format!("{KEY}.{key}")));
        }
        // What else is wrong comes of that.
        if !wrong.is_empty() {
            self.problems.extend(wrong);
            return None;
        }
        let needed = |key: &str, value: Option<Zeroizing<String>>| {
            let key = Some(format!("{KEY}.{key}"));
            let kind = Kind::Missing;
            value.ok_or(Problem { key, kind })
        };
        let unfit = |key: &str, unfit| Problem {
            key: Some(format!("{KEY}.{key}")),
            kind: Kind::Value(unfit),
        };
        let read = match kind.as_ref().map(|kind| kind.as_str()) {
            Some("none") => Ok(Credentials::None),
            Some("basic") => needed("username", user).and_then(|user| {
                let is_fit = is_fit_user(&user);
                let basic = is_fit.then(|| Credentials::Basic(user.to_string()));
                basic.ok_or_else(|| unfit("username", Unfit::LoginUser))
            }),
            Some("pkcs12") => needed("data", data).and_then(|data| {
                let octets = decoded(&data).filter(|octets| !octets.is_empty());
                let octets = octets.ok_or_else(|| unfit("data", Unfit::Base64))?;
                Ok(Credentials::KeyFile(octets))
            }),
            _ => Err(unfit("type", Unfit::Login)),
        };
        read.map_err(|problem| self.problems.push(problem)).ok()
    }
}

/// Base64 with or without ends of lines.
fn decoded(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    let plain: Zeroizing<String> =
        Zeroizing::new(text.chars().filter(|c| !c.is_ascii_whitespace()).collect());
    Base64::decode_vec(&plain).ok().map(Zeroizing::new)
}

#[cfg(test)]
mod tests;
