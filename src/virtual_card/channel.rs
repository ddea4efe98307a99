//! MANAGE CHANNEL, MSE RESTORE, GET CHALLENGE, GET RANDOM (gemSpec_COS N030.100, N098.500,
//! N099.542a, N104.200).

use std::hash::{BuildHasher, Hasher, RandomState};

use apdu::{Command, Response};

use super::card::{Answer, Object, VirtualCard, maximum};
use super::security_state::Channel;
use super::status;

impl VirtualCard {
    /// The lowest free channel number. Needs Option_logische_Kanäle.
    pub(super) fn open_channel(&mut self) -> Answer {
        self.needs_channels()?;
        let free = self
            .channels
            .iter_mut()
            .enumerate()
            .find(|(_, channel)| channel.is_none());
        let (number, channel) = free.ok_or(status::NO_MORE_CHANNELS_AVAILABLE)?;
        *channel = Some(Channel::default());
        Ok(Response::new(
            vec![u8::try_from(number).map_err(|_| status::NO_DIAGNOSIS)?],
            status::NO_ERROR,
        ))
    }

    /// Closes the channel in CLA. The basic channel is always open.
    pub(super) fn close_channel(&mut self, channel: u8) -> Answer {
        self.needs_channels()?;
        match self.channels.get_mut(usize::from(channel)) {
            Some(place) if channel != 0 => {
                *place = None;
                Ok(Response::trailer(status::NO_ERROR))
            }
            _ => Err(status::INCORRECT_P1_P2),
        }
    }

    /// Resets the channel in CLA; every card can (N099.542a).
    pub(super) fn reset_channel(&mut self, channel: u8) -> Answer {
        *self.channel_mut(channel)? = Channel::default();
        Ok(Response::trailer(status::NO_ERROR))
    }

    /// Application-layer reset: all security states of the card go (N099.548), further channels are
    /// closed.
    pub(super) fn reset_applications(&mut self, channel: u8) -> Answer {
        self.needs_channels()?;
        if channel != 0 {
            return Err(status::INCORRECT_P1_P2);
        }
        self.clear_volatile();
        Ok(Response::trailer(status::NO_ERROR))
    }

    fn needs_channels(&self) -> Result<(), apdu::StatusWord> {
        if self.system.logical_channels > 1 {
            Ok(())
        } else {
            Err(status::INCORRECT_P1_P2)
        }
    }

    pub(super) fn restore_environment(&mut self, channel: u8, environment: u8) -> Answer {
        self.channel_mut(channel)?.restore_environment(environment);
        Ok(Response::trailer(status::NO_ERROR))
    }

    pub(super) fn get_challenge(&self, command: &Command) -> Answer {
        Ok(Response::new(random(maximum(command)), status::NO_ERROR))
    }

    pub(super) fn get_random(&mut self, channel: u8, command: &Command) -> Answer {
        let folder = self.channel(channel)?.folder;
        self.permit(channel, Object::Folder(folder), command.header())?;
        Ok(Response::new(random(maximum(command)), status::NO_ERROR))
    }
}

/// Octets that differ from call to call. They guard nothing: this card has no key that a challenge
/// could serve.
fn random(length: usize) -> Vec<u8> {
    let mut octets = Vec::with_capacity(length + 8);
    while octets.len() < length {
        octets.extend(RandomState::new().build_hasher().finish().to_be_bytes());
    }
    octets.truncate(length);
    octets
}
