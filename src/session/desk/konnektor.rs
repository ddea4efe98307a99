//! The way to a Konnektor by its profile: its password, asked once in a run, and the client that goes
//! by it.

use std::fmt;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::Duration;

use zeroize::Zeroizing;

use crate::dialog::{Dialog, Stop};
use crate::konnektor::client::Client;
use crate::konnektor::direct;
use crate::konnektor::key_error;
use crate::konnektor::network::{KEY_FILE_LIMIT, KeyFile, Network, NoNetwork};
use crate::konnektor::profile::{Login, Profile};
use crate::report::Failure;
use crate::report::failure;
use crate::report::words::konnektor_setup::writable_key_file;
use crate::secrets::SecretsSource;
use crate::system::files;
use crate::system::machine::Site;
use crate::system::signals::Interrupts;
use crate::system::trouble;
use crate::text::{Text, Tone};

/// Whom a password is asked of.
pub struct Asking<'a> {
    /// The person.
    pub dialog: &'a mut dyn Dialog,
    /// The catalogue.
    pub text: Text,
    /// What is advised to people at this PC.
    pub site: Site,
    /// The wish to stop.
    pub interrupts: Interrupts,
    /// Where a script gives it.
    pub source: Option<&'a SecretsSource>,
    /// How long that is waited for.
    pub wait: Duration,
}

/// Where a line for each request to a Konnektor goes.
#[derive(Clone)]
pub struct RequestLog {
    /// Takes a line.
    pub write: Rc<dyn Fn(&str)>,
    /// Whether what is said goes there, too (`--trace-data`).
    pub with_bodies: bool,
}

impl fmt::Debug for RequestLog {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestLog")
            .field("with_bodies", &self.with_bodies)
            .finish_non_exhaustive()
    }
}

/// A profile with all that is needed to go by it, as often as need be: a client is for one thread
/// only. The password is wiped with it.
pub struct Way {
    profile: Profile,
    /// The file of the client certificate.
    key_file: Option<Vec<u8>>,
    /// Where that comes from.
    key_path: PathBuf,
    password: Zeroizing<String>,
}

/// The key file of a profile that lies in a file of another program, and nowhere else yet.
#[derive(Debug)]
pub struct CameAlong {
    /// What is in it.
    pub octets: Vec<u8>,
    /// Where it stands.
    pub path: PathBuf,
}

/// Without the password.
impl fmt::Debug for Way {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Way({})", self.profile.name)
    }
}

impl Way {
    /// Asks for the password of a profile, where there is one. `came_along` is the key file that the
    /// profile names where it does not lie there yet. One that does not open the key file is
    /// asked for again, of a person; whether one of a user name is right only the Konnektor knows.
    ///
    /// # Errors
    /// The key file cannot be used; there is no password; cancelled.
    pub fn open(
        profile: Profile,
        came_along: Option<CameAlong>,
        asking: &mut Asking<'_>,
    ) -> Result<Self, Failure> {
        if !direct::IS_BUILT {
            return Err(failure::Konnektor::NotBuilt.into());
        }
        let (key_file, key_path) = match (came_along, profile.login.key_file()) {
            (Some(CameAlong { octets, path }), Some(_)) => (Some(octets), path),
            (None, Some(path)) => {
                let (octets, may_all_write) = read_key_file(path)?;
                if may_all_write {
                    let line = writable_key_file(path, asking.site, asking.text);
                    asking.dialog.say(Tone::Warning, &line);
                }
                (Some(octets), path.to_owned())
            }
            (_, None) => (None, PathBuf::new()),
        };
        let mut way = Self {
            profile,
            key_file,
            key_path,
            password: Zeroizing::default(),
        };
        if !way.profile.login.has_password() {
            return Ok(way);
        }
        // Nobody is asked for the password of what is no such file.
        let outline = way.key_file.as_deref().map(direct::outline);
        outline.transpose().map_err(|why| way.no_network(why))?;
        loop {
            way.password = asking.password(&way.profile, &way.key_path)?;
            match way.network() {
                Err(NoNetwork::KeyFile(key_error::Error::WrongPassword))
                    if asking.source.is_none() =>
                {
                    let again = asking.text.password_again();
                    asking.dialog.say(Tone::Warning, &again);
                }
                Err(why) => return Err(way.no_network(why)),
                Ok(_) => return Ok(way),
            }
        }
    }

    /// The profile.
    #[must_use]
    pub const fn profile(&self) -> &Profile {
        &self.profile
    }

    /// The certificate in the key file, in DER.
    ///
    /// # Errors
    /// The key file cannot be used.
    pub fn client_certificate(&self) -> Result<Option<Vec<u8>>, Failure> {
        let found = self.key().map(direct::client_certificate).transpose();
        found.map_err(|why| self.no_network(why))
    }

    /// A client that goes this way, with a line in the log for each request where there is one.
    /// Nothing is sent yet.
    ///
    /// # Errors
    /// The password is none; this program was built without a way to a Konnektor.
    pub fn client(
        &self,
        interrupts: &Interrupts,
        log: Option<RequestLog>,
    ) -> Result<Client, Failure> {
        let access = self.profile.access(&self.password);
        let access = access.map_err(|_| failure::Profile::PasswordUnfit)?;
        let network = self.network().map_err(|why| self.no_network(why))?;
        let client = Client::new(access, network, interrupts.clone());
        Ok(match log {
            Some(RequestLog { write, with_bodies }) => {
                client.logged(Box::new(move |line| write(line)), with_bodies)
            }
            None => client,
        })
    }

    fn key(&self) -> Option<KeyFile<'_>> {
        self.key_file.as_deref().map(|octets| KeyFile {
            octets,
            password: &self.password,
        })
    }

    fn network(&self) -> Result<Box<dyn Network>, NoNetwork> {
        direct::network(self.profile.pinned, self.key())
    }

    fn no_network(&self, why: NoNetwork) -> Failure {
        match why {
            NoNetwork::NotBuilt => failure::Konnektor::NotBuilt.into(),
            NoNetwork::KeyFile(why) => {
                let path = self.key_path.display().to_string();
                failure::Profile::KeyFile { path, why }.into()
            }
        }
    }
}

/// All of a file with a client certificate, and whether everybody may write it. Who may read it is its
/// owner's affair: its password protects it, and a practice keeps it for several of its programs.
///
/// # Errors
/// It cannot be read.
pub fn read_key_file(path: &Path) -> Result<(Vec<u8>, bool), Failure> {
    let unread = |error| failure::Profile::KeyFileUnread {
        path: path.display().to_string(),
        trouble: trouble::Trouble::of(&error),
    };
    let file = files::open_plain(path).map_err(unread)?;
    let may_all_write = files::may_all_write(&file);
    let octets = files::read_at_most(file, KEY_FILE_LIMIT as u64).map_err(unread)?;
    let octets = octets.ok_or_else(|| failure::Profile::KeyFile {
        path: path.display().to_string(),
        why: key_error::Error::TooLarge,
    })?;
    Ok((octets, may_all_write))
}

impl Asking<'_> {
    /// The password of a profile's login: what a script gives, or a person types.
    fn password(
        &mut self,
        profile: &Profile,
        key_path: &Path,
    ) -> Result<Zeroizing<String>, Failure> {
        if let Some(source) = self.source {
            let octets = source.read(self.wait, &self.interrupts);
            return of_script(&octets.map_err(failure::Secrets::password_unread)?);
        }
        if !self.dialog.is_interactive() {
            return Err(failure::Profile::PasswordMissing.into());
        }
        let prompt = match &profile.login {
            Login::Basic { user } => self.text.password_prompt_user(user, profile.name.as_str()),
            Login::KeyFile { .. } => {
                let file = key_path.file_name().unwrap_or_default();
                self.text.password_prompt_key(&file.to_string_lossy())
            }
            Login::None => return Ok(Zeroizing::default()),
        };
        loop {
            let typed = self.dialog.ask_password(&prompt);
            match typed.map_err(stopped)? {
                Some(password) => return Ok(password),
                None => self
                    .dialog
                    .say(Tone::Warning, &self.text.password_not_read()),
            }
        }
    }
}

fn stopped(stop: Stop) -> Failure {
    match stop {
        Stop::Cancelled => failure::Wish::cancelled().into(),
        Stop::NobodyThere => failure::Profile::PasswordMissing.into(),
        Stop::Failed(detail) => Failure::bug(detail),
    }
}

/// The one line of a file.
fn of_script(octets: &[u8]) -> Result<Zeroizing<String>, Failure> {
    let octets = octets.strip_prefix("\u{feff}".as_bytes()).unwrap_or(octets);
    let octets = octets.strip_suffix(b"\n").unwrap_or(octets);
    let octets = octets.strip_suffix(b"\r").unwrap_or(octets);
    let text = str::from_utf8(octets).ok();
    let text = text.filter(|text| !text.chars().any(char::is_control));
    let text = text.ok_or(failure::Profile::PasswordUnfit)?;
    Ok(Zeroizing::new(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_of_a_script_is_one_line_of_text() {
        for (octets, password) in [
            (&b"geheim"[..], Some("geheim")),
            (b"geheim\n", Some("geheim")),
            (b"geheim\r\n", Some("geheim")),
            (b" a b ", Some(" a b ")),
            ("\u{feff}Größe\n".as_bytes(), Some("Größe")),
            (b"", Some("")),
            (b"one\ntwo\n", None),
            (b"one\n\n", None),
            (b"a\0", None),
            (b"\xFF", None),
        ] {
            let read = of_script(octets).ok();
            assert_eq!(read.as_deref().map(String::as_str), password, "{octets:?}");
        }
    }
}
