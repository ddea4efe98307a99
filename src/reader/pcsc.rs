//! The PC/SC service: the only file that imports the crate `pcsc`.
//!
//! Every transaction is a connection of its own, made by a worker thread with a context of its own: connecting and
//! beginning block without limit while another program holds a transaction, and cannot be cancelled. The worker
//! never sees a command. When it comes back in time it hands over the open transaction and ends; when it comes back
//! late it ends the transaction and leaves the card as it is.

use std::collections::HashMap;
use std::ffi::{CStr, CString};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::time::{Duration, Instant};

use apdu::{Command, Response};
use pcsc::{Card, Context, Disposition, Protocols, ReaderState, Scope, ShareMode, State, Transaction};
use self_cell::{MutBorrow, self_cell};

use super::features::GET_FEATURE_REQUEST;
use super::{Connection, Error, Features, Leave, Obstacle, Patience, Presence, Readers, Slot};
use crate::system::processes::{self, Os};

/// How often a wait looks up.
const SLICE: Duration = Duration::from_millis(100);
/// Longest time that connecting may take with nobody in the way: powering a card up and reading its ATR.
const OPENING: Duration = Duration::from_millis(1500);
/// How long a service may break off conversations before that is taken for its answer.
const SERVICE_SETTLES: Duration = Duration::from_secs(1);
/// Longest wait for a reader that only tells its features.
const FEATURES_LIMIT: Duration = Duration::from_secs(2);
/// Longest response APDU: 65536 octets of data and the trailer.
const RESPONSE_MAX: usize = 65538;

self_cell!(
    /// A connected card with a transaction begun on it. Can move between threads.
    struct Held {
        owner: MutBorrow<Card>,
        #[not_covariant]
        dependent: Transaction,
    }
);

impl Held {
    fn let_go(self, disposition: Disposition) {
        // Taking the cell apart ends the transaction. A failure to disconnect means that card or reader are gone:
        // there is nothing left to let go of.
        let _ = self.into_owner().into_inner().disconnect(disposition);
    }
}

/// The readers of the PC/SC service.
#[derive(Default)]
pub struct PcscReaders {
    context: Option<Context>,
    features: HashMap<String, Features>,
}

impl PcscReaders {
    /// Does not contact the service yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    fn context(&mut self) -> Result<&Context, Error> {
        let context = match self.context.take() {
            Some(context) if context.is_valid().is_ok() => context,
            _ => establish().map_err(|error| explain(error, ""))?,
        };
        Ok(self.context.insert(context))
    }

    fn states(&mut self) -> Result<Vec<ReaderState>, Error> {
        let context = self.context()?;
        let names = match context.list_readers_owned() {
            Ok(names) => names,
            Err(pcsc::Error::NoReadersAvailable) => Vec::new(),
            Err(error) => return Err(explain(error, "")),
        };
        let mut states: Vec<_> = names.into_iter().map(|name| ReaderState::new(name, State::UNAWARE)).collect();
        if !states.is_empty() {
            match context.get_status_change(Duration::ZERO, &mut states) {
                Ok(()) | Err(pcsc::Error::Timeout) => {}
                // A reader unplugged between listing and looking: listed again next time.
                Err(pcsc::Error::UnknownReader | pcsc::Error::ReaderUnavailable) => return Ok(Vec::new()),
                Err(error) => return Err(explain(error, "")),
            }
        }
        Ok(states)
    }
}

impl Readers for PcscReaders {
    fn list(&mut self) -> Result<Vec<Slot>, Error> {
        Ok(self.states()?.iter().map(slot).collect())
    }

    fn begin(&mut self, reader: &str, patience: &mut dyn Patience) -> Result<Box<dyn Connection>, Error> {
        loop {
            let wants_features = !self.features.contains_key(reader);
            let (held, atr, features) = match wait(&start_worker(reader, wants_features)?, patience) {
                Some(opened) => match opened {
                    Ok(opened) => opened,
                    // Exclusively held: the service answers at once, so the waiting is ours.
                    Err(pcsc::Error::SharingViolation) if rest(patience, Obstacle::Busy) => continue,
                    Err(error) if is_mute(error) && rest(patience, Obstacle::Mute) => continue,
                    Err(error) => return Err(explain_opening(error, reader)),
                },
                None => return Err(Error::Busy(reader.to_owned())),
            };
            if let Some(features) = features {
                self.features.insert(reader.to_owned(), features);
            }
            let receive = vec![0; RESPONSE_MAX];
            return Ok(Box::new(PcscConnection { held: Some(held), reader: reader.to_owned(), atr, receive }));
        }
    }

    fn features(&mut self, reader: &str) -> Features {
        if let Some(features) = self.features.get(reader) {
            return features.clone();
        }
        let name = reader.to_owned();
        let (sender, receiver) = sync_channel(1);
        // A thread that cannot be made leaves its end of the channel closed.
        let _ = std::thread::Builder::new().spawn(move || {
            // Direct and without a protocol: works with no card in the reader.
            let features = establish().and_then(|context| {
                let card = context.connect(&c_name(&name)?, ShareMode::Direct, Protocols::UNDEFINED)?;
                let features = ask_features(&card);
                let _ = card.disconnect(Disposition::LeaveCard);
                Ok(features)
            });
            let _ = sender.send(features);
        });
        match receiver.recv_timeout(FEATURES_LIMIT) {
            Ok(Ok(features)) => self.features.entry(reader.to_owned()).or_insert(features).clone(),
            _ => Features::default(),
        }
    }

    fn wait_for_change(&mut self, known: &[Slot], limit: Duration) -> Result<(), Error> {
        let mut states = self.states()?;
        if states.iter().map(slot).ne(known.iter().cloned()) {
            return Ok(());
        }
        for state in &mut states {
            state.sync_current_state();
        }
        if processes::os() != Os::Macos {
            // Tells of readers that come; macOS has no such pseudo reader, there the limit alone looks again.
            states.push(ReaderState::new(pcsc::PNP_NOTIFICATION(), State::UNAWARE));
        }
        if states.is_empty() {
            std::thread::sleep(limit);
            return Ok(());
        }
        let began = Instant::now();
        match self.context()?.get_status_change(limit, &mut states) {
            Ok(()) | Err(pcsc::Error::Timeout | pcsc::Error::Cancelled) => {}
            Err(pcsc::Error::UnknownReader | pcsc::Error::ReaderUnavailable) => {}
            Err(error) => return Err(explain(error, "")),
        }
        // Some services report the pseudo reader as changed at once, every time: never spin.
        std::thread::sleep(SLICE.min(limit).saturating_sub(began.elapsed()));
        Ok(())
    }

    fn is_virtual(&self) -> bool {
        false
    }
}

/// A new context. libpcsclite says "security violation" whenever the service ends the conversation: here because it
/// refuses this user (polkit), or because it goes away just now (pcscd ends itself when idle, and the system starts it
/// again). What is answered after a moment counts; a lasting one is a refusal and comes back as `NoAccess`.
fn establish() -> Result<Context, pcsc::Error> {
    let began = Instant::now();
    loop {
        match Context::establish(Scope::User) {
            Err(pcsc::Error::SecurityViolation | pcsc::Error::CommError) if began.elapsed() < SERVICE_SETTLES => {
                std::thread::sleep(SLICE);
            }
            Err(pcsc::Error::SecurityViolation) => return Err(pcsc::Error::NoAccess),
            established => return established,
        }
    }
}

type Opened = (Held, Vec<u8>, Option<Features>);

fn start_worker(reader: &str, wants_features: bool) -> Result<Receiver<Result<Opened, pcsc::Error>>, Error> {
    let name = c_name(reader).map_err(|_| Error::NoSuchReader(reader.to_owned()))?;
    let (sender, receiver) = sync_channel(0);
    let worker = std::thread::Builder::new().spawn(move || {
        // A rendezvous: `send` fails when nobody waits any more, and hands the transaction back to be ended.
        if let Err(unwanted) = sender.send(open(&name, wants_features))
            && let Ok((held, ..)) = unwanted.0
        {
            held.let_go(Disposition::LeaveCard);
        }
    });
    match worker {
        Ok(_) => Ok(receiver),
        Err(error) => Err(Error::Broken { reader: reader.to_owned(), detail: error.to_string() }),
    }
}

fn open(reader: &CStr, wants_features: bool) -> Result<Opened, pcsc::Error> {
    let context = establish()?;
    // T=1 is what these cards speak; T=0 is accepted so that a foreign card can be named.
    let mut card = match context.connect(reader, ShareMode::Shared, Protocols::T1) {
        Err(pcsc::Error::ProtoMismatch) => context.connect(reader, ShareMode::Shared, Protocols::ANY)?,
        connected => connected?,
    };
    let features = wants_features.then(|| ask_features(&card));
    // Another program reset the card between its last look and ours: take it as it is now.
    let mut tries = 0;
    let held = loop {
        match Held::try_new_or_recover(MutBorrow::new(card), |card| card.borrow_mut().transaction2().map_err(|e| e.1)) {
            Ok(held) => break held,
            Err((owner, pcsc::Error::ResetCard)) if tries < 2 => {
                tries += 1;
                card = owner.into_inner();
                card.reconnect(ShareMode::Shared, Protocols::ANY, Disposition::LeaveCard)?;
            }
            Err((owner, error)) => {
                let _ = owner.into_inner().disconnect(Disposition::LeaveCard);
                return Err(error);
            }
        }
    };
    let atr = held.with_dependent(|_, transaction| transaction.status2_owned()).map(|status| status.atr().to_vec());
    match atr {
        Ok(atr) => Ok((held, atr, features)),
        Err(error) => {
            held.let_go(Disposition::LeaveCard);
            Err(error)
        }
    }
}

fn ask_features(card: &Card) -> Features {
    let mut buffer = [0; 256];
    let code = pcsc::ctl_code(GET_FEATURE_REQUEST as pcsc::ffi::DWORD);
    let Ok(answer) = card.control(code, &[], &mut buffer) else { return Features::default() };
    let mut features = Features::parse(answer);
    if let Some(code) = features.pin_properties_code()
        && let Ok(answer) = card.control(code as pcsc::ffi::DWORD, &[], &mut buffer)
    {
        features.take_pin_properties(answer);
    }
    features
}

/// Waits for the worker; `None` when patience ended first.
fn wait<T>(receiver: &Receiver<T>, patience: &mut dyn Patience) -> Option<T> {
    let began = Instant::now();
    loop {
        match receiver.recv_timeout(SLICE) {
            Ok(opened) => return Some(opened),
            Err(RecvTimeoutError::Disconnected) => return None,
            Err(RecvTimeoutError::Timeout) => {
                let obstacle = if began.elapsed() < OPENING { Obstacle::Opening } else { Obstacle::Busy };
                if !patience.go_on(obstacle) {
                    return None;
                }
            }
        }
    }
}

fn rest(patience: &mut dyn Patience, obstacle: Obstacle) -> bool {
    let go_on = patience.go_on(obstacle);
    if go_on {
        std::thread::sleep(SLICE);
    }
    go_on
}

struct PcscConnection {
    held: Option<Held>,
    reader: String,
    atr: Vec<u8>,
    receive: Vec<u8>,
}

impl PcscConnection {
    fn broken(&self, detail: impl ToString) -> Error {
        Error::Broken { reader: self.reader.clone(), detail: detail.to_string() }
    }
}

impl Connection for PcscConnection {
    fn transmit(&mut self, command: &Command) -> Result<Response, Error> {
        let Some(held) = &self.held else { return Err(self.broken("closed")) };
        let octets = command.encode();
        let receive = &mut self.receive;
        let decoded =
            held.with_dependent(|_, transaction| transaction.transmit(&octets, receive).map(Response::decode));
        match decoded {
            Ok(Ok(response)) => Ok(response),
            // A card pulled during a command may come back as success without octets (vpcd does so).
            Ok(Err(short)) => Err(self.broken(short)),
            Err(error) => Err(explain(error, &self.reader)),
        }
    }

    fn atr(&self) -> &[u8] {
        &self.atr
    }

    fn finish(mut self: Box<Self>, leave: Leave) {
        if let Some(held) = self.held.take() {
            held.let_go(match leave {
                Leave::AsIs => Disposition::LeaveCard,
                Leave::Reset => Disposition::ResetCard,
            });
        }
    }
}

impl Drop for PcscConnection {
    fn drop(&mut self) {
        // Dropping a `pcsc::Card` would reset it.
        if let Some(held) = self.held.take() {
            held.let_go(Disposition::LeaveCard);
        }
    }
}

fn slot(state: &ReaderState) -> Slot {
    let event = state.event_state();
    let presence = if !event.contains(State::PRESENT) {
        Presence::Empty
    } else if event.contains(State::MUTE) {
        Presence::Mute
    } else if event.contains(State::EXCLUSIVE) {
        Presence::Exclusive
    } else {
        Presence::Card
    };
    Slot { name: state.name().to_string_lossy().into_owned(), presence }
}

fn c_name(reader: &str) -> Result<CString, pcsc::Error> {
    CString::new(reader).map_err(|_| pcsc::Error::UnknownReader)
}

fn is_mute(error: pcsc::Error) -> bool {
    use pcsc::Error as E;
    matches!(error, E::UnresponsiveCard | E::UnpoweredCard | E::UnsupportedCard)
}

/// Whether the service is that of Windows, which means by SCARD_W_SECURITY_VIOLATION what it says.
fn on_windows() -> bool {
    processes::os() == Os::Windows
}

/// Gives every error of the service a place in ours; its own name is kept as the detail.
fn explain(error: pcsc::Error, reader: &str) -> Error {
    use pcsc::Error as E;
    let detail = format!("{error:?}");
    let reader = reader.to_owned();
    match error {
        E::NoService | E::ServiceStopped | E::CommError | E::ServerTooBusy | E::Shutdown | E::InternalError
            if reader.is_empty() =>
        {
            Error::NoService(detail)
        }
        E::NoService | E::ServiceStopped => Error::NoService(detail),
        E::NoAccess => Error::NotAllowed(detail),
        E::SecurityViolation if on_windows() => Error::NotAllowed(detail),
        E::UnknownReader => Error::NoSuchReader(reader),
        E::ReaderUnavailable | E::NoReadersAvailable => Error::ReaderGone(reader),
        E::NoSmartcard => Error::NoCard(reader),
        E::SharingViolation => Error::Busy(reader),
        E::RemovedCard => Error::Removed(reader),
        E::ResetCard => Error::Reset(reader),
        // In the middle of a conversation: the service is gone, see `establish`.
        E::SecurityViolation if reader.is_empty() => Error::NoService(detail),
        _ if is_mute(error) => Error::Mute(reader),
        _ => Error::Broken { reader, detail },
    }
}

/// The same while nothing was sent yet: a line that breaks then is the one to the service.
fn explain_opening(error: pcsc::Error, reader: &str) -> Error {
    use pcsc::Error as E;
    match error {
        E::CommError | E::ServerTooBusy | E::Shutdown => Error::NoService(format!("{error:?}")),
        E::SecurityViolation if !on_windows() => Error::NoService(format!("{error:?}")),
        _ => explain(error, reader),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_breaks_at_the_opening_is_the_services_and_later_the_readers() {
        use pcsc::Error as E;
        assert_eq!(explain_opening(E::CommError, "R"), Error::NoService("CommError".into()));
        assert_eq!(explain_opening(E::NoSmartcard, "R"), Error::NoCard("R".into()));
        if !on_windows() {
            let gone = Error::NoService("SecurityViolation".into());
            assert_eq!(explain_opening(E::SecurityViolation, "R"), gone);
            assert_eq!(explain(E::SecurityViolation, ""), gone);
        }
        let broken = Error::Broken { reader: "R".into(), detail: "CommError".into() };
        assert_eq!(explain(E::CommError, "R"), broken);
    }

    #[test]
    fn every_service_error_keeps_its_own_name_or_its_meaning() {
        use pcsc::Error as E;
        assert_eq!(explain(E::NoService, ""), Error::NoService("NoService".into()));
        assert_eq!(explain(E::CommError, ""), Error::NoService("CommError".into()));
        assert_eq!(explain(E::NoAccess, ""), Error::NotAllowed("NoAccess".into()));
        assert_eq!(explain(E::NoSmartcard, "R"), Error::NoCard("R".into()));
        assert_eq!(explain(E::SharingViolation, "R"), Error::Busy("R".into()));
        assert_eq!(explain(E::RemovedCard, "R"), Error::Removed("R".into()));
        assert_eq!(explain(E::ResetCard, "R"), Error::Reset("R".into()));
        assert_eq!(explain(E::UnresponsiveCard, "R"), Error::Mute("R".into()));
        assert_eq!(explain(E::ReaderUnavailable, "R"), Error::ReaderGone("R".into()));
        let broken = Error::Broken { reader: "R".into(), detail: "NotTransacted".into() };
        assert_eq!(explain(E::NotTransacted, "R"), broken);
    }
}
