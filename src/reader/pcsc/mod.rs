//! The PC/SC service: the only folder whose files import the crate `pcsc`.
//!
//! Every transaction is a connection of its own, made by a worker thread with a context of its own:
//! connecting and beginning block without limit while another program holds a transaction, and
//! cannot be cancelled. The worker never sees a command. When it comes back in time it hands over
//! the open transaction and ends; when it comes back late it ends the transaction and leaves the
//! card as it is.

mod connection;
mod explain;
mod worker;

use std::collections::HashMap;
use std::ffi::CString;
use std::sync::mpsc::sync_channel;
use std::time::{Duration, Instant};

use pcsc::{Context, Disposition, Protocols, ReaderState, ShareMode, State};

use super::{Connection, Error, Features, HANGS, Obstacle, Patience, Presence, Readers, Slot};
use crate::system::os::{Os, os};
use connection::PcscConnection;
use explain::{explain, explain_opening, is_mute};
use worker::{ask_features, establish, start_worker, wait};

/// How often a wait looks up.
const SLICE: Duration = Duration::from_millis(100);
/// Longest wait for a reader that only tells its features.
const FEATURES_LIMIT: Duration = Duration::from_secs(2);

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
        let mut states: Vec<_> = names
            .into_iter()
            .map(|name| ReaderState::new(name, State::UNAWARE))
            .collect();
        if !states.is_empty() {
            match context.get_status_change(Duration::ZERO, &mut states) {
                Ok(()) | Err(pcsc::Error::Timeout) => {}
                // A reader unplugged between listing and looking: listed again next time.
                Err(pcsc::Error::UnknownReader | pcsc::Error::ReaderUnavailable) => {
                    return Ok(Vec::new());
                }
                Err(error) => return Err(explain(error, "")),
            }
        }
        Ok(states)
    }
}

impl Readers for PcscReaders {
    fn answers(&mut self, patience: &mut dyn Patience) -> Result<(), Error> {
        if self.context.is_some() {
            return Ok(());
        }
        match worker::first_answer(patience) {
            Some(answer) => answer.map_err(|error| explain(error, "")),
            None => Err(Error::NoService(HANGS.to_owned())),
        }
    }

    fn list(&mut self) -> Result<Vec<Slot>, Error> {
        Ok(self.states()?.iter().map(slot).collect())
    }

    fn begin(
        &mut self,
        reader: &str,
        patience: &mut dyn Patience,
    ) -> Result<Box<dyn Connection>, Error> {
        loop {
            let wants_features = !self.features.contains_key(reader);
            let (held, atr, features) = match wait(&start_worker(reader, wants_features)?, patience)
            {
                Some(opened) => match opened {
                    Ok(opened) => opened,
                    // Exclusively held: the service answers at once, so the waiting is ours.
                    Err(pcsc::Error::SharingViolation) if rest(patience, Obstacle::Busy) => {
                        continue;
                    }
                    Err(error) if is_mute(error) && rest(patience, Obstacle::Mute) => continue,
                    Err(error) => return Err(explain_opening(error, reader)),
                },
                None => return Err(Error::Busy(reader.to_owned())),
            };
            if let Some(features) = features {
                self.features.insert(reader.to_owned(), features);
            }
            let features = self.features.get(reader).cloned().unwrap_or_default();
            return Ok(Box::new(PcscConnection::new(held, reader, atr, features)));
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
                let card =
                    context.connect(&c_name(&name)?, ShareMode::Direct, Protocols::UNDEFINED)?;
                let features = ask_features(&card)?;
                let _ = card.disconnect(Disposition::LeaveCard);
                Ok(features)
            });
            let _ = sender.send(features);
        });
        match receiver.recv_timeout(FEATURES_LIMIT) {
            Ok(Ok(features)) => self
                .features
                .entry(reader.to_owned())
                .or_insert(features)
                .clone(),
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
        if os() != Os::Macos {
            // Tells of readers that come; macOS has no such pseudo reader, there the limit alone
            // looks again.
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

fn rest(patience: &mut dyn Patience, obstacle: Obstacle) -> bool {
    let go_on = patience.go_on(obstacle);
    if go_on {
        std::thread::sleep(SLICE);
    }
    go_on
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
    Slot {
        name: state.name().to_string_lossy().into_owned(),
        presence,
    }
}

fn c_name(reader: &str) -> Result<CString, pcsc::Error> {
    CString::new(reader).map_err(|_| pcsc::Error::UnknownReader)
}
