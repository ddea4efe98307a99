//! What stands in the file of a profile: JSON, one member for each answer of an administrator.

use std::path::PathBuf;

use serde_json::{Map, Value, json};

use super::members::{Broken, Members};
use super::{Login, Name, Profile};
use crate::konnektor::address::{self, Address};
use crate::konnektor::directory::Plain;
use crate::konnektor::fingerprint::Fingerprint;
use crate::konnektor::identifiers::{self, Context, Id};

/// Version of the format.
pub const VERSION: u64 = 1;

/// Every key, in the order in which a file is written.
pub const KEYS: [&str; 12] = [
    "version",
    "address",
    "mandant",
    "client_system",
    "workplace",
    "user",
    "login",
    "login_user",
    "key_file",
    "fingerprint",
    "rewrite",
    "insecure_http",
];

/// Something that is wrong in a file. Holds no value: one in a wrong place may be a password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The key it is about; `None` for the text as a whole.
    pub key: Option<String>,
    /// What is wrong.
    pub kind: Kind,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The text is not UTF-8.
    NotUtf8,
    /// The text is no JSON; the line, from 1.
    Syntax(usize),
    /// It is JSON, and no object.
    NoObject,
    /// A key for the second time.
    Twice,
    /// A key that is none.
    Unknown,
    /// A key that is meant for a password.
    Secret,
    /// A key that has to be there.
    Missing,
    /// A key that does not go with the login.
    NotWithLogin,
    /// A variable of the environment (`${NAME}`): none is put in, it could name something secret.
    Variable,
    /// Another version of the format.
    Version,
    /// The value is none for this key.
    Value(Unfit),
}

/// Why a value is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// A text is needed.
    Text,
    /// `true` or `false` is needed.
    Flag,
    /// No address.
    Address(address::Problem),
    /// The address is one without TLS, which nobody allowed.
    Plain,
    /// No identifier.
    Id(identifiers::Problem),
    /// `none`, `basic` or `pkcs12` is needed.
    Login,
    /// The other flags of a login belong to another one.
    LoginFlags,
    /// A client system that sounds like that of the practice software; nobody said that it is not.
    ClientSystem,
    /// No name for a login: empty, or with a colon or control characters.
    LoginUser,
    /// The path of a file from its root is needed.
    Path,
    /// An address of a file (`file://`) that leads to another PC, or to nothing.
    FileAddress,
    /// A path in the folder of another user (`~berta`), or of nobody.
    Home,
    /// `konnektor` is needed, of the products that `ti` speaks to.
    Product,
    /// Certificates in base64 are needed.
    Certificates,
    /// A file in base64 is needed.
    Base64,
    /// No SHA-256: 64 hexadecimal digits are needed.
    Fingerprint,
}

/// Reads a profile.
///
/// # Errors
/// All that is wrong in it.
pub fn read(name: &Name, octets: &[u8]) -> Result<Profile, Vec<Problem>> {
    let members = Members::read(octets).map_err(|broken| vec![broken.into()])?;
    let mut reading = Reading {
        members,
        problems: Vec::new(),
    };
    // Of another version nothing is understood, and so nothing is wrong.
    match reading.members.take("version") {
        Some(value) if value == json!(VERSION) => {}
        Some(_) => return Err(vec![problem("version", Kind::Version)]),
        None => reading.wrong("version", Kind::Missing),
    }
    let plain = if reading.flag("insecure_http") {
        Plain::Allowed
    } else {
        Plain::Refused
    };
    let address = reading.needed("address", |text| {
        let address = Address::of_konnektor(text).map_err(Unfit::Address)?;
        if address.is_tls() || plain == Plain::Allowed {
            Ok(address)
        } else {
            Err(Unfit::Plain)
        }
    });
    // What an address with TLS rules out is as good as not said.
    let is_tls = address.as_ref().is_some_and(Address::is_tls);
    let plain = if is_tls { Plain::Refused } else { plain };
    let mandant = reading.needed("mandant", id);
    let client_system = reading.needed("client_system", id);
    let workplace = reading.needed("workplace", id);
    let user = reading.given("user", id);
    let login = reading.login();
    let pinned = reading.given("fingerprint", |text| {
        text.parse::<Fingerprint>().map_err(|_| Unfit::Fingerprint)
    });
    let is_wrong = reading.is_wrong("fingerprint");
    if is_tls && pinned.is_none() && !is_wrong {
        reading.wrong("fingerprint", Kind::Missing);
    }
    let rewrites = reading.flag("rewrite");
    let Reading {
        members,
        mut problems,
    } = reading;
    problems.extend(members.left().map(Problem::unknown));
    let whole = (address, mandant, client_system, workplace, login);
    match whole {
        (Some(address), Some(mandant), Some(client_system), Some(workplace), Some(login))
            if problems.is_empty() =>
        {
            Ok(Profile {
                name: name.clone(),
                address,
                context: Context {
                    mandant,
                    client_system,
                    workplace,
                    user,
                },
                login,
                pinned,
                rewrites,
                plain,
            })
        }
        _ => Err(problems),
    }
}

/// The file of a profile.
#[must_use]
pub fn written(profile: &Profile) -> String {
    let context = &profile.context;
    let (login_user, key_file) = match &profile.login {
        Login::None => (None, None),
        Login::Basic { user } => (Some(user.clone()), None),
        Login::KeyFile { path } => (None, Some(path.display().to_string())),
    };
    let text = |id: &Id| Some(json!(id.as_str()));
    let values: [Option<Value>; KEYS.len()] = [
        Some(json!(VERSION)),
        Some(json!(profile.address.to_string())),
        text(&context.mandant),
        text(&context.client_system),
        text(&context.workplace),
        context.user.as_ref().and_then(text),
        Some(json!(profile.login.word())),
        login_user.map(Value::from),
        key_file.map(Value::from),
        profile.pinned.map(|pinned| json!(pinned.to_string())),
        profile.rewrites.then_some(Value::Bool(true)),
        (profile.plain == Plain::Allowed).then_some(Value::Bool(true)),
    ];
    let members = KEYS.into_iter().zip(values);
    let members: Map<String, Value> = members
        .filter_map(|(key, value)| Some((key.to_owned(), value?)))
        .collect();
    let mut text = serde_json::to_string_pretty(&members).unwrap_or_default();
    text.push('\n');
    text
}

/// Whether a text can be the user name of a login (RFC 7617): a colon would end it.
#[must_use]
pub fn is_fit_user(text: &str) -> bool {
    !text.is_empty() && !text.contains(':') && !text.chars().any(char::is_control)
}

fn id(text: &str) -> Result<Id, Unfit> {
    Id::entered(text).map_err(Unfit::Id)
}

fn problem(key: &str, kind: Kind) -> Problem {
    let key = Some(key.to_owned());
    Problem { key, kind }
}

impl Problem {
    /// That a key is none. It is kept without its digits: it may be a value that slipped.
    pub(super) fn unknown(key: String) -> Self {
        let written = key.to_lowercase();
        let is_secret = ["pass", "kennwort", "secret", "pin"]
            .iter()
            .any(|part| written.contains(part));
        let kind = if is_secret {
            Kind::Secret
        } else {
            Kind::Unknown
        };
        let masked = |c: char| if c.is_numeric() { '…' } else { c };
        problem(&key.chars().map(masked).collect::<String>(), kind)
    }
}

impl From<Broken> for Problem {
    fn from(broken: Broken) -> Self {
        let whole = |kind| Self { key: None, kind };
        match broken {
            Broken::NotUtf8 => whole(Kind::NotUtf8),
            Broken::Syntax(line) => whole(Kind::Syntax(line)),
            Broken::NoObject => whole(Kind::NoObject),
            Broken::Twice(key) => problem(&key, Kind::Twice),
        }
    }
}

/// A file that is being read.
struct Reading {
    members: Members,
    problems: Vec<Problem>,
}

impl Reading {
    fn wrong(&mut self, key: &str, kind: Kind) {
        self.problems.push(problem(key, kind));
    }

    fn is_wrong(&self, key: &str) -> bool {
        let mut problems = self.problems.iter();
        problems.any(|problem| problem.key.as_deref() == Some(key))
    }

    /// The value of a key that may be left out.
    fn given<T>(&mut self, key: &str, read: impl FnOnce(&str) -> Result<T, Unfit>) -> Option<T> {
        let value = match self.members.take(key)? {
            Value::String(text) => read(&text),
            _ => Err(Unfit::Text),
        };
        value
            .map_err(|unfit| self.wrong(key, Kind::Value(unfit)))
            .ok()
    }

    fn needed<T>(&mut self, key: &str, read: impl FnOnce(&str) -> Result<T, Unfit>) -> Option<T> {
        let value = self.given(key, read);
        if value.is_none() && !self.is_wrong(key) {
            self.wrong(key, Kind::Missing);
        }
        value
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

    fn login(&mut self) -> Option<Login> {
        let user = self.given("login_user", |text| {
            let is_fit = is_fit_user(text);
            is_fit.then(|| text.to_owned()).ok_or(Unfit::LoginUser)
        });
        let path = self.given("key_file", |text| {
            let path = PathBuf::from(text);
            path.is_absolute().then_some(path).ok_or(Unfit::Path)
        });
        let word = self.needed("login", |text| {
            let known = ["none", "basic", "pkcs12"];
            let word = known.into_iter().find(|word| *word == text);
            word.ok_or(Unfit::Login)
        })?;
        let (wants_user, wants_file) = (word == "basic", word == "pkcs12");
        for (key, is_there, is_wanted) in [
            ("login_user", user.is_some(), wants_user),
            ("key_file", path.is_some(), wants_file),
        ] {
            match (is_there, is_wanted) {
                (true, false) => self.wrong(key, Kind::NotWithLogin),
                (false, true) if !self.is_wrong(key) => self.wrong(key, Kind::Missing),
                _ => {}
            }
        }
        match word {
            "basic" => user.map(|user| Login::Basic { user }),
            "pkcs12" => path.map(|path| Login::KeyFile { path }),
            _ => Some(Login::None),
        }
    }
}
