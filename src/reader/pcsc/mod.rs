//! The PC/SC service: the only folder that knows its functions ([`crate::system::scard`]).
//!
//! Every call may block without limit, and none can be cancelled: the service hangs, another
//! program holds a transaction, a driver or a card does not answer. So no call is made in the
//! thread that has to answer to a person, but for the secret command itself and the read-back after
//! it. `service` asks which readers there are; each transaction is a connection of its own with a
//! `worker` of its own, which connects, begins, reads, and ends. Who waits for a worker may leave
//! it. Neither ever sees a secret.

mod connection;
mod held;
pub mod names;
pub mod numbers;
mod service;
mod worker;

use std::collections::HashMap;
use std::sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError};
use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

use super::{Connection, Error, Features, Leave, Obstacle, Patience, Presence, Readers, Slot};
use crate::system::os::{Os, os};
use crate::system::scard::{Code, Context, Name, ReaderState, Share, state};
use crate::system::signals::Interrupts;
use connection::PcscConnection;
use held::Held;
use names::Names;
use service::{ANSWER, Service};
use worker::{Opened, Opening, Stage, ask_features};

/// Beginning of a `--reader` that means readers of this PC, whatever is set otherwise: alone all of
/// them, else the one with the part of a name behind it.
pub const PREFIX: &str = "pcsc:";

/// The part of a reader's name in a `--reader`.
#[must_use]
pub fn part_of_name(named: &str) -> &str {
    named.strip_prefix(PREFIX).unwrap_or(named).trim()
}

/// How often a wait looks up.
const SLICE: Duration = Duration::from_millis(100);

/// Longest time that connecting may take with nobody in the way: powering a card up and reading its
/// ATR.
const OPENING: Duration = Duration::from_millis(1500);

/// Longest wait for a reader that only tells its features.
const FEATURES: Duration = Duration::from_secs(2);

/// How often a glance asks the service that answers, and how often one that fails.
const GLANCES: Duration = Duration::from_millis(250);
const FAILING_GLANCES: Duration = Duration::from_secs(2);

/// Tells of readers that come and go (Windows, pcsc-lite).
const PLUG_AND_PLAY: &str = r"\\?PnP?\Notification";

/// The readers of the PC/SC service.
pub struct PcscReaders {
    service: Service,
    names: Names,
    features: HashMap<String, Features>,
    /// Workers that did not get on, for somebody who asks again. Another one each time would fill
    /// the service up.
    under_way: HashMap<String, Opening>,
    /// The last transaction at each reader, for as long as its worker keeps it.
    held: HashMap<String, Weak<Held>>,
    /// A glance whose answer has not come yet.
    glance: Option<Receiver<Result<Vec<ReaderState>, Error>>>,
    /// When the next one is due.
    next_glance: Option<Instant>,
}

impl PcscReaders {
    /// Does not contact the service yet. `interrupts` ends the wait for a service that hangs.
    #[must_use]
    pub fn new(interrupts: Interrupts) -> Self {
        Self {
            service: Service::new(interrupts),
            names: Names::default(),
            features: HashMap::new(),
            under_way: HashMap::new(),
            held: HashMap::new(),
            glance: None,
            next_glance: None,
        }
    }

    fn slot(&mut self, state: &ReaderState) -> Slot {
        Slot {
            name: self.names.show(&state.name),
            presence: presence(state.event),
            changes: changes(state.event),
        }
    }

    fn name(&self, reader: &str) -> Result<Name, Error> {
        let name = self.names.name(reader);
        name.ok_or_else(|| Error::NoSuchReader(reader.to_owned()))
    }

    /// Waits for a worker; what it says, or why it was left.
    fn wait(
        &mut self,
        opening: &Opening,
        reader: &str,
        name: &Name,
        patience: &mut dyn Patience,
    ) -> Result<Result<Opened, Error>, Error> {
        let began = Instant::now();
        loop {
            match opening.opened.recv_timeout(SLICE) {
                Ok(opened) => return Ok(opened),
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(Error::Broken {
                        reader: reader.to_owned(),
                        detail: "WorkerEnded".to_owned(),
                    });
                }
                Err(RecvTimeoutError::Timeout) => {}
            }
            let elapsed = began.elapsed();
            let obstacle = match opening.progress.stage() {
                Stage::Service if elapsed >= ANSWER => return Err(Error::ServiceHangs),
                Stage::Service => Obstacle::Opening,
                _ if elapsed < OPENING => Obstacle::Opening,
                // Our own worker, which was left because the card never answered it.
                _ if self.is_held(reader) => Obstacle::Mute,
                // One that takes long is in somebody's way, whom the service may name.
                stage => self.obstacle(stage, name)?,
            };
            if !patience.go_on(obstacle) {
                return Err(match obstacle {
                    Obstacle::Opening => Error::Interrupted,
                    Obstacle::Mute => Error::Mute(reader.to_owned()),
                    _ => Error::Busy(reader.to_owned()),
                });
            }
        }
    }

    /// Whether an earlier transaction of this program still holds the card.
    fn is_held(&self, reader: &str) -> bool {
        let held = self.held.get(reader);
        held.is_some_and(|held| held.strong_count() > 0)
    }

    /// Why a worker does not get on. Who holds a transaction is connected; a card that nobody is
    /// connected to keeps nobody waiting, unless it or its reader does not answer.
    ///
    /// # Errors
    /// The service does not answer either.
    fn obstacle(&mut self, stage: Stage, name: &Name) -> Result<Obstacle, Error> {
        let is_in_use = match self.states(vec![name.clone()])?.as_slice() {
            [state] => state.event & (state::IN_USE | state::EXCLUSIVE) != 0,
            _ => false,
        };
        Ok(match stage {
            Stage::Connecting if !is_in_use => Obstacle::Mute,
            Stage::Asking => Obstacle::Mute,
            Stage::Service | Stage::Connecting | Stage::Beginning => Obstacle::Busy,
        })
    }

    /// What these readers hold.
    fn states(&mut self, names: Vec<Name>) -> Result<Vec<ReaderState>, Error> {
        self.service
            .ask(ANSWER, move |context| states(context, &names))
    }
}

impl Readers for PcscReaders {
    fn list(&mut self) -> Result<Vec<Slot>, Error> {
        // What was asked before would tell of an older state.
        self.glance = None;
        let states = self
            .service
            .ask(ANSWER, |context| states(context, &context.readers()?))?;
        Ok(states.iter().map(|state| self.slot(state)).collect())
    }

    fn glance(&mut self) -> Option<Vec<Slot>> {
        let Some(answer) = &self.glance else {
            let now = Instant::now();
            if self.next_glance.is_none_or(|next| now >= next) {
                self.next_glance = now.checked_add(GLANCES);
                let question = |context: &Context| states(context, &context.readers()?);
                self.glance = self.service.begin(question).ok();
            }
            return None;
        };
        let states = match answer.try_recv() {
            Err(TryRecvError::Empty) => return None,
            Err(TryRecvError::Disconnected) => None,
            Ok(states) => states.ok(),
        };
        self.glance = None;
        if states.is_none() {
            self.next_glance = Instant::now().checked_add(FAILING_GLANCES);
        }
        let slots = states?.iter().map(|state| self.slot(state)).collect();
        Some(slots)
    }

    fn begin(
        &mut self,
        reader: &str,
        patience: &mut dyn Patience,
    ) -> Result<Box<dyn Connection>, Error> {
        let name = self.name(reader)?;
        loop {
            let opening = match self.under_way.remove(reader) {
                Some(opening) => opening,
                None => {
                    let wants_features = !self.features.contains_key(reader);
                    worker::start(reader, &name, wants_features)?
                }
            };
            let opened = match self.wait(&opening, reader, &name, patience) {
                Ok(opened) => opened,
                Err(error @ (Error::Busy(_) | Error::Mute(_))) if patience.asks_again() => {
                    self.under_way.insert(reader.to_owned(), opening);
                    return Err(error);
                }
                Err(error) => return Err(error),
            };
            match opened {
                // The service answers at once, so the waiting is ours.
                Err(Error::Busy(_)) if rest(patience, Obstacle::Busy) => {}
                Err(Error::Mute(_)) if rest(patience, Obstacle::Mute) => {}
                Err(error) => return Err(error),
                Ok(mut opened) => {
                    if let Some(features) = opened.features.take() {
                        self.features.insert(reader.to_owned(), features);
                    }
                    let features = self.features.get(reader).cloned().unwrap_or_default();
                    let held = Arc::downgrade(&opened.held);
                    self.held.insert(reader.to_owned(), held);
                    return Ok(Box::new(PcscConnection::new(
                        opened,
                        reader,
                        features,
                        patience.interrupts(),
                    )));
                }
            }
        }
    }

    fn let_go(&mut self) {
        for (reader, opening) in self.under_way.drain() {
            // One that has come through meanwhile is ended as any other, and waited for.
            if let Ok(Ok(opened)) = opening.opened.try_recv() {
                let (features, nobody) = (Features::default(), Interrupts::none());
                let connection = PcscConnection::new(opened, &reader, features, nobody);
                Box::new(connection).finish(Leave::AsIs);
            }
        }
    }

    fn features(&mut self, reader: &str) -> Features {
        if let Some(features) = self.features.get(reader) {
            return features.clone();
        }
        let Ok(name) = self.name(reader) else {
            return Features::default();
        };
        // Direct and without a protocol: works with no card in the reader.
        let answer = self.service.ask(FEATURES, move |context| {
            Ok(context
                .connect(&name, Share::Direct)
                .and_then(|card| ask_features(&card)))
        });
        match answer {
            Ok(Ok(features)) => self
                .features
                .entry(reader.to_owned())
                .or_insert(features)
                .clone(),
            _ => Features::default(),
        }
    }

    fn wait_for_change(&mut self, known: &[Slot], limit: Duration) -> Result<(), Error> {
        let began = Instant::now();
        let mut states = self
            .service
            .ask(ANSWER, |context| states(context, &context.readers()?))?;
        let now: Vec<Slot> = states.iter().map(|state| self.slot(state)).collect();
        if now != known {
            return Ok(());
        }
        states.iter_mut().for_each(ReaderState::take_note);
        if os() != Os::Macos {
            // macOS has no such pseudo reader: there the limit alone looks again.
            states.extend(Name::of_text(PLUG_AND_PLAY).map(ReaderState::unaware));
        }
        if !states.is_empty() {
            self.service.ask(ANSWER + limit, move |context| {
                await_change(context, limit, &states)
            })?;
        }
        // Some services report the pseudo reader as changed at once, every time: never spin.
        std::thread::sleep(SLICE.min(limit).saturating_sub(began.elapsed()));
        Ok(())
    }

    fn is_virtual(&self) -> bool {
        false
    }
}

/// What these readers hold; none of them where one was unplugged since, which a later look shows.
fn states(context: &Context, names: &[Name]) -> Result<Vec<ReaderState>, Code> {
    let mut states: Vec<_> = names.iter().cloned().map(ReaderState::unaware).collect();
    if states.is_empty() {
        return Ok(states);
    }
    match context.status_change(Duration::ZERO, &mut states) {
        Ok(()) | Err(numbers::TIMEOUT) => Ok(states),
        Err(numbers::UNKNOWN_READER | numbers::READER_UNAVAILABLE) => Ok(Vec::new()),
        Err(code) => Err(code),
    }
}

/// Returns when something has changed, perhaps.
fn await_change(context: &Context, limit: Duration, states: &[ReaderState]) -> Result<(), Code> {
    match context.status_change(limit, &mut states.to_vec()) {
        Ok(()) | Err(numbers::TIMEOUT | numbers::CANCELLED) => Ok(()),
        Err(numbers::UNKNOWN_READER | numbers::READER_UNAVAILABLE) => Ok(()),
        Err(code) => Err(code),
    }
}

fn rest(patience: &mut dyn Patience, obstacle: Obstacle) -> bool {
    let go_on = patience.go_on(obstacle);
    if go_on {
        std::thread::sleep(SLICE);
    }
    go_on
}

/// The upper half of a state counts how often cards came and went (pcsc-lite, Windows). What macOS
/// says there is not documented.
fn changes(event: u32) -> u16 {
    match os() {
        Os::Macos => 0,
        Os::Linux | Os::Windows | Os::Other => u16::try_from(event >> 16).unwrap_or_default(),
    }
}

const fn presence(event: u32) -> Presence {
    if event & state::PRESENT == 0 {
        Presence::Empty
    } else if event & state::MUTE != 0 {
        Presence::Mute
    } else if event & state::EXCLUSIVE != 0 {
        Presence::Exclusive
    } else {
        Presence::Card
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_that_was_swapped_shows_by_the_count_in_the_upper_half() {
        let before = 0x0003_0022;
        assert_eq!(presence(before), presence(0x0005_0022));
        if os() != Os::Macos {
            assert_eq!((changes(before), changes(0x0005_0022)), (3, 5));
        }
        assert_eq!(presence(0x0003_0010), Presence::Empty);
    }

    #[test]
    fn a_card_that_is_in_without_power_is_a_card() {
        const UNPOWERED: u32 = 0x400;
        assert_eq!(presence(state::PRESENT | UNPOWERED), Presence::Card);
        assert_eq!(presence(state::PRESENT | state::MUTE), Presence::Mute);
        assert_eq!(presence(UNPOWERED), Presence::Empty);
    }
}
