//! The worker of one connection: it connects, begins the transaction, hands it over, and then reads
//! from the card for whoever holds it, until that one lets go.
//!
//! Connecting and beginning block without limit while another program holds a transaction, and so
//! does everything where a driver, a card or the service hangs; none of it can be cancelled. So the
//! caller waits for the worker and may leave it. A worker that was left ends the transaction when
//! it comes back, and leaves the card as it is. It never sees a secret.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::thread;

use apdu::Response;

use super::super::features::GET_FEATURE_REQUEST;
use super::super::{Error, Features};
use super::held::Held;
use super::numbers::{self, Asked, explain_here};
use super::service::establish;
use crate::system::scard::{self, Card, Code, Name, Share};

/// What a worker hands over.
pub(super) struct Opened {
    /// The card within its transaction.
    pub held: Arc<Held>,
    /// Answer to reset.
    pub atr: Vec<u8>,
    /// What the reader can do, where that was asked and answered.
    pub features: Option<Features>,
    /// Takes commands without a secret.
    pub reads: Sender<Read>,
    /// Closed when the worker has ended transaction and connection.
    pub ended: Receiver<Infallible>,
}

/// A command without a secret, and where its answer goes.
pub(super) struct Read {
    pub command: Vec<u8>,
    pub answer: Sender<Result<Response, Error>>,
}

/// How far a worker has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// It asks the service for a conversation.
    Service,
    /// It connects: the card may have to be powered up, another program may hold a transaction.
    Connecting,
    /// It begins the transaction.
    Beginning,
    /// It has the transaction, and asks what the reader can do.
    Asking,
}

/// The stage of a worker, as its caller sees it.
#[derive(Debug, Default)]
pub(super) struct Progress(AtomicU8);

impl Progress {
    fn enter(&self, stage: Stage) {
        self.0.store(stage as u8, Ordering::SeqCst);
    }

    pub(super) fn stage(&self) -> Stage {
        match self.0.load(Ordering::SeqCst) {
            0 => Stage::Service,
            1 => Stage::Connecting,
            2 => Stage::Beginning,
            _ => Stage::Asking,
        }
    }
}

/// A worker under way.
pub(super) struct Opening {
    pub progress: Arc<Progress>,
    pub opened: Receiver<Result<Opened, Error>>,
}

/// Starts a worker for the card in `reader`; `name` is what the service calls it.
///
/// # Errors
/// The system has no thread left.
pub(super) fn start(reader: &str, name: &Name, wants_features: bool) -> Result<Opening, Error> {
    let progress = Arc::new(Progress::default());
    let (sender, opened) = sync_channel(0);
    let (own, reader_text, name) = (Arc::clone(&progress), reader.to_owned(), name.clone());
    thread::Builder::new()
        .spawn(move || work(&own, &reader_text, &name, wants_features, &sender))
        .map_err(|error| Error::Broken {
            reader: reader.to_owned(),
            detail: error.to_string(),
        })?;
    Ok(Opening { progress, opened })
}

fn work(
    progress: &Progress,
    reader: &str,
    name: &Name,
    wants_features: bool,
    hand_over: &SyncSender<Result<Opened, Error>>,
) {
    let (held, atr, features) = match open(progress, reader, name, wants_features) {
        Ok(opened) => opened,
        Err(error) => {
            // Nobody may be waiting any more.
            let _ = hand_over.send(Err(error));
            return;
        }
    };
    let held = Arc::new(held);
    let (reads, requests) = channel::<Read>();
    // Closed at the end of this function, when transaction and connection have been ended.
    let (_at_end, ended) = channel();
    let opened = Opened {
        held: Arc::clone(&held),
        atr,
        features,
        reads,
        ended,
    };
    // A rendezvous: where nobody waits any more, what was to be handed over is dropped here, and
    // no request ever comes.
    let _ = hand_over.send(Ok(opened));
    for Read { command, answer } in requests {
        let _ = answer.send(held.transmit(&command));
    }
    drop(held);
}

fn open(
    progress: &Progress,
    reader: &str,
    name: &Name,
    wants_features: bool,
) -> Result<(Held, Vec<u8>, Option<Features>), Error> {
    let failed = |code| explain_here(code, Asked::Opening(reader));
    let context = establish()?;
    progress.enter(Stage::Connecting);
    // T=1 is what these cards speak; T=0 is accepted so that a foreign card can be named.
    let card = match context.connect(name, Share::T1) {
        Err(numbers::PROTO_MISMATCH) => context.connect(name, Share::AnyProtocol),
        connected => connected,
    };
    progress.enter(Stage::Beginning);
    let held = card
        .and_then(|card| Held::begin(card, reader))
        .map_err(failed)?;
    progress.enter(Stage::Asking);
    // Within the transaction, where no other program can be in the way: a reader that is not asked
    // would be taken for one that can do nothing.
    let features = if wants_features {
        ask_features(held.card()).ok()
    } else {
        None
    };
    let atr = held.card().atr().map_err(failed)?;
    Ok((held, atr, features))
}

/// What a reader can do. One that does not know the question can do nothing.
///
/// # Errors
/// It could not be asked now, which says nothing of the reader.
pub(super) fn ask_features(card: &Card) -> Result<Features, Code> {
    let mut buffer = [0; 256];
    let mut ask = |code: u32| {
        let length = card.control(code, &[], &mut buffer)?;
        Ok(buffer.get(..length).unwrap_or_default().to_vec())
    };
    let mut features = match ask(scard::control_code(GET_FEATURE_REQUEST)) {
        Ok(answer) => Features::parse(&answer),
        Err(code) if numbers::says_nothing_of_the_reader(code) => return Err(code),
        Err(_) => return Ok(Features::default()),
    };
    if let Some(code) = features.pin_properties_code()
        && let Ok(answer) = ask(code)
    {
        features.take_pin_properties(&answer);
    }
    if let Some(code) = features.tlv_properties_code()
        && let Ok(answer) = ask(code)
    {
        features.take_tlv_properties(&answer);
    }
    Ok(features)
}
