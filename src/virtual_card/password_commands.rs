//! GET PIN STATUS, VERIFY, CHANGE REFERENCE DATA, RESET RETRY COUNTER, ENABLE and DISABLE
//! VERIFICATION REQUIREMENT (gemSpec_COS 14.6): find the object, ask the access rules, hand over to
//! the password object.

use apdu::{Header, Response};

use super::card::{Answer, Object, VirtualCard};
use super::index::PasswordIndex;
use super::password::{Outcome, Password, Security};
use super::status;

impl VirtualCard {
    pub(super) fn get_pin_status(&mut self, channel: u8, reference: u8, header: Header) -> Answer {
        let index = self.permitted_password(channel, reference, header)?;
        let verified = self.channel(channel)?.is_verified(index);
        let password = self.system.password(index).ok_or(status::NO_DIAGNOSIS)?;
        Err(password.pin_status(verified, self.behaviour.cos))
    }

    /// Runs `command` on a password object that may be found and reached, and notes what it did.
    pub(super) fn on_password(
        &mut self,
        channel: u8,
        reference: u8,
        header: Header,
        command: impl FnOnce(&mut Password) -> Outcome,
    ) -> Answer {
        let index = self.permitted_password(channel, reference, header)?;
        let outcome = command(
            self.system
                .password_mut(index)
                .ok_or(status::NO_DIAGNOSIS)?,
        );
        if outcome.written {
            self.revision += 1;
        }
        if outcome.power_lost {
            self.cut = None;
            self.power_off();
            return Err(outcome.status);
        }
        let environment = self.channel(channel)?.environment(index.folder);
        let uses = self
            .system
            .password(index)
            .ok_or(status::NO_DIAGNOSIS)?
            .uses(environment);
        let context = self.channel_mut(channel)?;
        match outcome.security {
            Security::Kept => {}
            Security::Cleared => context.clear_verified(index),
            Security::Set => context.set_verified(index, uses),
        }
        Ok(Response::trailer(outcome.status))
    }

    fn permitted_password(
        &mut self,
        channel: u8,
        reference: u8,
        header: Header,
    ) -> Result<PasswordIndex, apdu::StatusWord> {
        let folder = self.channel(channel)?.folder;
        let index = self
            .system
            .find_password(folder, reference)
            .ok_or(status::PASSWORD_NOT_FOUND)?;
        self.permit(channel, Object::Password(index), header)?;
        Ok(index)
    }
}
