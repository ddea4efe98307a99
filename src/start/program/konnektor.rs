//! `konnektor`, and the way to one by its profile.

use super::Program;
use crate::cli::KonnektorCommand;
use crate::commands::konnektor as set_up;
use crate::konnektor::{direct, profile};
use crate::report::{Failure, Outcome, Seen, failure};
use crate::secrets::SecretsSource;
use crate::session::desk::konnektor::{Asking, Way};
use crate::start::opened::{NotesUse, Opened};
use crate::system::machine::KonnektorFolders;

impl Program {
    /// `konnektor`, which is at no card.
    pub(super) fn konnektor(
        &mut self,
        command: &KonnektorCommand,
        seen: &mut Seen,
    ) -> Result<Outcome, Failure> {
        if !direct::IS_BUILT {
            return Err(failure::Konnektor::NotBuilt.into());
        }
        let desk = set_up::Desk {
            store: self.profiles(),
            home: self.machine.home_folder(),
            password: self.password_source(),
            wait: self.wait(),
            log: self.tracing().requests(),
        };
        let nowhere = Opened::nowhere();
        let outcome = self.with_places(nowhere, NotesUse::default(), seen, |context, _| {
            set_up::run(context, command, &desk)
        });
        self.keeps = None;
        outcome
    }

    /// The way to the Konnektor whose profile has this name; its password is asked for here, once.
    pub(super) fn way(&mut self, name: &str) -> Result<Way, Failure> {
        if !direct::IS_BUILT {
            return Err(failure::Konnektor::NotBuilt.into());
        }
        let profile = self.profiles().load(&set_up::named(name)?)?;
        let (source, wait) = (self.password_source(), self.wait());
        let mut asking = Asking {
            dialog: self.dialog.as_mut(),
            text: self.text,
            site: self.machine.site(),
            interrupts: self.interrupts.clone(),
            source: source.as_ref(),
            wait,
        };
        Way::open(profile, None, &mut asking)
    }

    /// Where profiles of Konnektors lie.
    pub(super) fn profiles(&self) -> profile::Store {
        let KonnektorFolders { user, machine } = self.machine.konnektor_folders();
        profile::Store::new(user, machine)
    }

    /// Where a script gives the password of the login at a Konnektor.
    pub(super) fn password_source(&self) -> Option<SecretsSource> {
        let file = self.common.konnektor_password_file.clone();
        let descriptor = self.common.konnektor_password_fd;
        file.map(SecretsSource::File)
            .or(descriptor.map(SecretsSource::Fd))
    }
}
