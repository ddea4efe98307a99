//! The door: octets in, octets out.

use std::path::Path;

use apdu::{Command, Header, Response, StatusWord};

use super::behaviour::{Behaviour, Cut};
use super::error::Error;
use super::index::{FileIndex, FolderIndex, PasswordIndex};
use super::object_system::ObjectSystem;
use super::quirk::Quirk;
use super::request::{self, Request};
use super::security_state::Channel;
use super::source::Source;
use super::{quirk_effect, state_file, status};

/// A handler's answer: data with a status word, or a status word alone.
pub(super) type Answer = Result<Response, StatusWord>;

/// limitCmdPlain of EF.ATR: octets of the longest command (N029.890).
const COMMAND_LIMIT: usize = 1033;
/// limitRspPlain of EF.ATR (32770) without the trailer.
const RESPONSE_DATA_LIMIT: usize = 32768;
/// Channel numbers fit two bits of CLA.
const MOST_CHANNELS: u8 = 4;

/// A G2.1 card: the persistent object system, and what it remembers only while it has power.
#[derive(Debug)]
pub struct VirtualCard {
    pub(super) system: ObjectSystem,
    pub(super) behaviour: Behaviour,
    /// Where power will be lost.
    pub(super) cut: Option<Cut>,
    pub(super) revision: u64,
    /// Basic channel first; closed ones are `None`. Empty without power.
    pub(super) channels: Vec<Option<Channel>>,
}

/// What an access rule belongs to.
#[derive(Clone, Copy)]
pub(super) enum Object {
    Folder(FolderIndex),
    File(FileIndex),
    Password(PasswordIndex),
}

impl VirtualCard {
    /// Builds the card a source describes. It has no power yet.
    ///
    /// # Errors
    /// [`Error::Io`] when a file cannot be read, [`Error::Malformed`] when it is neither image nor
    /// state file.
    pub fn load(source: &Source) -> Result<VirtualCard, Error> {
        source.load().map(Self::from_system)
    }

    pub(super) fn from_system(system: ObjectSystem) -> Self {
        let behaviour = quirk_effect::behaviour(&system.quirks);
        Self {
            system,
            behaviour,
            cut: None,
            revision: 0,
            channels: Vec::new(),
        }
    }

    /// Makes the card differ from others as cards do, all at once; a state file keeps it.
    ///
    /// # Errors
    /// The first quirk that does not fit this card; it is then as it was.
    pub fn give(&mut self, quirks: &[Quirk]) -> Result<(), Quirk> {
        quirk_effect::give(&mut self.system, quirks)?;
        self.behaviour = quirk_effect::behaviour(&self.system.quirks);
        self.revision += 1;
        Ok(())
    }

    /// In what it differs from others.
    #[must_use]
    pub fn quirks(&self) -> &[Quirk] {
        &self.system.quirks
    }

    /// How the card differs from the specification.
    #[must_use]
    pub const fn behaviour(&self) -> Behaviour {
        self.behaviour
    }

    /// Makes the card differ from the specification, or not any more.
    pub const fn set_behaviour(&mut self, behaviour: Behaviour) {
        self.behaviour = behaviour;
    }

    /// Makes the card lose its power at this point of the first command that gets there, once. That
    /// command is answered 6F00, as everything without power; whoever plays a pulled card lets no
    /// answer through. What was written up to then is there after
    /// [`power_on`](VirtualCard::power_on), and [`is_powered`](VirtualCard::is_powered) tells
    /// whether it has happened. Not part of the state file.
    pub const fn cut_power_at(&mut self, cut: Cut) {
        self.cut = Some(cut);
    }

    /// Cold ATR. The virtual card answers every reset with it.
    #[must_use]
    pub fn atr(&self) -> &[u8] {
        &self.system.answer_to_reset.0
    }

    /// Gives power and returns the ATR; a card that has power already is reset.
    pub fn power_on(&mut self) -> &[u8] {
        self.forget();
        self.clear_volatile();
        self.atr()
    }

    /// Takes power. Security states and channels are gone, persistent attributes stay.
    pub fn power_off(&mut self) {
        self.forget();
        self.channels.clear();
    }

    /// Warm reset: as power-off and power-on.
    pub fn reset(&mut self) -> &[u8] {
        self.power_on()
    }

    /// Whether the card has power.
    #[must_use]
    pub fn is_powered(&self) -> bool {
        !self.channels.is_empty()
    }

    /// Answers one command APDU with at least two octets, whatever it was given. Without power:
    /// 6F00.
    pub fn transmit(&mut self, command: &[u8]) -> Vec<u8> {
        let response = match Command::decode(command) {
            _ if command.len() > COMMAND_LIMIT => Response::trailer(status::WRONG_LENGTH),
            Ok(command) => self.handle(&command),
            Err(_) => Response::trailer(status::WRONG_LENGTH),
        };
        response.encode()
    }

    /// Answers one command. Without power: 6F00.
    pub fn handle(&mut self, command: &Command) -> Response {
        self.dispatch(command).unwrap_or_else(Response::trailer)
    }

    fn dispatch(&mut self, command: &Command) -> Answer {
        let header = command.header();
        if !self.is_powered() {
            return Err(status::NO_DIAGNOSIS);
        }
        // Classes 0x and 8x only; command chaining (10) belongs to commands with keys.
        if header.cla & 0x70 != 0 {
            return Err(status::CLASS_NOT_SUPPORTED);
        }
        let channel = header.cla & 0x03;
        self.channel(channel)?;
        // No session exists whose protection could be checked (N031.700b).
        if header.cla & 0x0C != 0 {
            return Err(status::INCORRECT_SM_DO);
        }
        self.act(channel, request::parse(command)?, command)
    }

    fn act(&mut self, channel: u8, request: Request, command: &Command) -> Answer {
        let header = command.header();
        let (behaviour, cut) = (self.behaviour, self.cut);
        let cos = behaviour.cos;
        match request {
            Request::Select { target, fcp } => self.select(channel, &target, fcp, command),
            Request::ReadBinary { file, offset } => {
                self.read_binary(channel, file, offset, command)
            }
            Request::ReadRecord { file, record } => {
                self.read_record(channel, file, record, command)
            }
            Request::SearchRecord { file, record } => {
                self.search_record(channel, file, record, command)
            }
            Request::GetPinStatus { reference } => self.get_pin_status(channel, reference, header),
            Request::Verify { reference, secret } => {
                self.on_password(channel, reference, header, |password| {
                    password.verify(&secret, cos, cut)
                })
            }
            Request::ChangeReferenceData {
                reference,
                old,
                new,
            } => self.on_password(channel, reference, header, |password| {
                password.change(&old, new, cut)
            }),
            Request::SetReferenceData { reference, new } => {
                self.on_password(channel, reference, header, |password| password.set(new))
            }
            Request::ResetRetryCounter {
                reference,
                puk,
                new,
            } => self.on_password(channel, reference, header, |password| {
                password.reset_retry_counter(puk.as_ref(), new, behaviour, cut)
            }),
            Request::SetVerificationRequirement {
                reference,
                secret,
                enabled,
            } => self.on_password(channel, reference, header, |password| {
                password.set_enabled(secret.as_ref(), enabled, cos)
            }),
            Request::OpenChannel => self.open_channel(),
            Request::CloseChannel => self.close_channel(channel),
            Request::ResetChannel => self.reset_channel(channel),
            Request::ResetApplications => self.reset_applications(channel),
            Request::RestoreEnvironment { environment } => {
                self.restore_environment(channel, environment)
            }
            Request::GetChallenge => self.get_challenge(command),
            Request::GetRandom => self.get_random(channel, command),
        }
    }

    /// Asks the access rule of an object: the one for its logical life cycle status (N020.600) and
    /// the security environment of the folder that holds it (N023.400c). Password states that were
    /// needed are used up by one.
    pub(super) fn permit(
        &mut self,
        channel: u8,
        object: Object,
        header: Header,
    ) -> Result<(), StatusWord> {
        if self.behaviour.ignore_access_rules {
            return Ok(());
        }
        let context = self.channel(channel)?;
        let system = &self.system;
        let (rules, own, folder) = match object {
            Object::Folder(index) => system
                .folder(index)
                .map(|f| (&f.access_rules, f.life_cycle, index)),
            Object::File(index) => system
                .file(index)
                .map(|f| (&f.access_rules, f.life_cycle, index.folder)),
            Object::Password(index) => system
                .password(index)
                .map(|p| (&p.access_rules, p.life_cycle, index.folder)),
        }
        .ok_or(status::NO_DIAGNOSIS)?;
        let life_cycle = own.max(system.logical_life_cycle(folder));
        let find = |reference| system.find_password(context.folder, reference);
        let verified =
            |reference| find(reference).is_some_and(|password| context.is_verified(password));
        let used = rules.permit(life_cycle, context.environment(folder), header, &verified);
        let used: Vec<_> = used
            .ok_or(status::SECURITY_STATUS_NOT_SATISFIED)?
            .into_iter()
            .filter_map(find)
            .collect();
        let context = self.channel_mut(channel)?;
        used.into_iter()
            .for_each(|password| context.use_up(password));
        Ok(())
    }

    pub(super) fn channel(&self, number: u8) -> Result<&Channel, StatusWord> {
        self.channels
            .get(usize::from(number))
            .and_then(Option::as_ref)
            .ok_or(status::CHANNEL_CLOSED)
    }

    pub(super) fn channel_mut(&mut self, number: u8) -> Result<&mut Channel, StatusWord> {
        self.channels
            .get_mut(usize::from(number))
            .and_then(Option::as_mut)
            .ok_or(status::CHANNEL_CLOSED)
    }

    pub(super) fn clear_volatile(&mut self) {
        let channels = self.system.logical_channels.clamp(1, MOST_CHANNELS);
        self.channels = (0..channels)
            .map(|number| (number == 0).then(Channel::default))
            .collect();
    }

    /// Gives every counter its start again where the card is told to behave like one that forgets:
    /// a test must find such a card out.
    fn forget(&mut self) {
        if !self.behaviour.forget_retry_counters {
            return;
        }
        for password in self
            .system
            .folders
            .iter_mut()
            .flat_map(|folder| &mut folder.passwords)
        {
            if password.retry_counter != password.start_retry_counter {
                password.retry_counter = password.start_retry_counter;
                self.revision += 1;
            }
        }
    }

    /// Grows with every persistent change, so that a holder knows when to
    /// [`save`](VirtualCard::save).
    #[must_use]
    pub const fn persistent_revision(&self) -> u64 {
        self.revision
    }

    /// Writes the whole card as a state file: at once or not at all, readable by its owner only.
    ///
    /// # Errors
    /// [`Error::Io`]; the old file, if there was one, is then unchanged.
    pub fn save(&self, path: &Path) -> Result<(), Error> {
        state_file::save(&self.system, path)
    }

    /// The same into a file that is not there yet.
    ///
    /// # Errors
    /// [`Error::Io`]; of kind `AlreadyExists` when something has that name, which is left alone.
    pub fn create(&self, path: &Path) -> Result<(), Error> {
        state_file::create(&self.system, path)
    }
}

/// Octets that the answer may have at most.
pub(super) fn maximum(command: &Command) -> usize {
    let ne = command
        .ne()
        .and_then(|ne| usize::try_from(ne).ok())
        .unwrap_or(0);
    ne.min(RESPONSE_DATA_LIMIT)
}

/// Cuts data to what was asked for.
pub(super) fn cut(mut data: Vec<u8>, command: &Command) -> Vec<u8> {
    data.truncate(maximum(command));
    data
}
