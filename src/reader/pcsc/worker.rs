//! The worker that connects and begins a transaction, and what it hands over.

use std::ffi::CStr;
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::time::{Duration, Instant};

use pcsc::{Card, Context, Disposition, Protocols, Scope, ShareMode, Transaction};
use self_cell::{MutBorrow, self_cell};

use super::super::features::GET_FEATURE_REQUEST;
use super::super::{Error, Features, Obstacle, Patience};
use super::{SLICE, c_name};

/// Longest time that connecting may take with nobody in the way: powering a card up and reading its
/// ATR.
const OPENING: Duration = Duration::from_millis(1500);

/// How long a service may break off conversations before that is taken for its answer.
const SERVICE_SETTLES: Duration = Duration::from_secs(1);

/// A transaction that can be taken out, to be ended with another disposition than its drop has.
type Begun<'card> = Option<Transaction<'card>>;

self_cell!(
    /// A connected card with a transaction begun on it. Can move between threads.
    pub(super) struct Held {
        owner: MutBorrow<Card>,
        #[not_covariant]
        dependent: Begun,
    }
);

impl Held {
    /// Asks the card within the transaction.
    pub(super) fn ask<T>(
        &self,
        question: impl FnOnce(&Transaction<'_>) -> Result<T, pcsc::Error>,
    ) -> Result<T, pcsc::Error> {
        self.with_dependent(|_, begun| {
            begun
                .as_ref()
                .ok_or(pcsc::Error::NotTransacted)
                .and_then(question)
        })
    }

    /// Ends the transaction and the connection. The end of the transaction itself resets the card
    /// where that is wanted: a program that waits for its own transaction gets one the moment ours
    /// ends.
    pub(super) fn let_go(mut self, disposition: Disposition) {
        let ended = self.with_dependent_mut(|_, begun| {
            match begun.take().map(|begun| begun.end(disposition)) {
                Some(Err((begun, _))) => {
                    // Its drop would try once more, and leave the card as it is.
                    std::mem::forget(begun);
                    false
                }
                _ => true,
            }
        });
        // Done once is enough: by now the card may be in the hands of the next program. A failure
        // to disconnect means that card or reader are gone: there is nothing left to let go of.
        let rest = if ended {
            Disposition::LeaveCard
        } else {
            disposition
        };
        let _ = self.into_owner().into_inner().disconnect(rest);
    }
}

/// A new context. libpcsclite says "security violation" whenever the service ends the conversation:
/// here because it refuses this user (polkit), or because it goes away just now (pcscd ends itself
/// when idle, and the system starts it again). What is answered after a moment counts; a lasting
/// one is a refusal and comes back as `NoAccess`.
pub(super) fn establish() -> Result<Context, pcsc::Error> {
    let began = Instant::now();
    loop {
        match Context::establish(Scope::User) {
            Err(pcsc::Error::SecurityViolation | pcsc::Error::CommError)
                if began.elapsed() < SERVICE_SETTLES =>
            {
                std::thread::sleep(SLICE);
            }
            Err(pcsc::Error::SecurityViolation) => return Err(pcsc::Error::NoAccess),
            established => return established,
        }
    }
}

/// What the service says to a first context; `None` when patience ended first. The worker of a
/// service that never answers waits until this program ends.
pub(super) fn first_answer(patience: &mut dyn Patience) -> Option<Result<(), pcsc::Error>> {
    let (sender, receiver) = sync_channel(1);
    std::thread::Builder::new()
        .spawn(move || {
            let _ = sender.send(establish().and_then(|context| context.is_valid()));
        })
        .ok()?;
    wait(&receiver, patience)
}

pub(super) type Opened = (Held, Vec<u8>, Option<Features>);

pub(super) fn start_worker(
    reader: &str,
    wants_features: bool,
) -> Result<Receiver<Result<Opened, pcsc::Error>>, Error> {
    let name = c_name(reader).map_err(|_| Error::NoSuchReader(reader.to_owned()))?;
    let (sender, receiver) = sync_channel(0);
    let worker = std::thread::Builder::new().spawn(move || {
        // A rendezvous: `send` fails when nobody waits any more, and hands the transaction back to
        // be ended.
        if let Err(unwanted) = sender.send(open(&name, wants_features))
            && let Ok((held, ..)) = unwanted.0
        {
            held.let_go(Disposition::LeaveCard);
        }
    });
    match worker {
        Ok(_) => Ok(receiver),
        Err(error) => Err(Error::Broken {
            reader: reader.to_owned(),
            detail: error.to_string(),
        }),
    }
}

fn open(reader: &CStr, wants_features: bool) -> Result<Opened, pcsc::Error> {
    let context = establish()?;
    // T=1 is what these cards speak; T=0 is accepted so that a foreign card can be named.
    let mut card = match context.connect(reader, ShareMode::Shared, Protocols::T1) {
        Err(pcsc::Error::ProtoMismatch) => {
            context.connect(reader, ShareMode::Shared, Protocols::ANY)?
        }
        connected => connected?,
    };
    // Another program reset the card between its last look and ours: take it as it is now.
    let mut tries = 0;
    let held = loop {
        let begun = Held::try_new_or_recover(MutBorrow::new(card), |card| {
            card.borrow_mut()
                .transaction2()
                .map(Some)
                .map_err(|(_, error)| error)
        });
        match begun {
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
    // Within the transaction, where no other program can be in the way: a reader that is not asked
    // would be taken for one that can do nothing.
    let features = if wants_features {
        held.ask(|transaction| ask_features(transaction)).ok()
    } else {
        None
    };
    let atr = held
        .ask(|transaction| transaction.status2_owned())
        .map(|status| status.atr().to_vec());
    match atr {
        Ok(atr) => Ok((held, atr, features)),
        Err(error) => {
            held.let_go(Disposition::LeaveCard);
            Err(error)
        }
    }
}

/// What a reader can do. One that does not know the question can do nothing.
///
/// # Errors
/// It could not be asked now, which says nothing of the reader.
pub(super) fn ask_features(card: &Card) -> Result<Features, pcsc::Error> {
    let mut buffer = [0; 256];
    let code = pcsc::ctl_code(GET_FEATURE_REQUEST as pcsc::ffi::DWORD);
    let mut features = match card.control(code, &[], &mut buffer) {
        Ok(answer) => Features::parse(answer),
        Err(
            error @ (pcsc::Error::SharingViolation
            | pcsc::Error::ResetCard
            | pcsc::Error::RemovedCard),
        ) => {
            return Err(error);
        }
        Err(_) => return Ok(Features::default()),
    };
    if let Some(code) = features.pin_properties_code()
        && let Ok(answer) = card.control(code as pcsc::ffi::DWORD, &[], &mut buffer)
    {
        features.take_pin_properties(answer);
    }
    if let Some(code) = features.tlv_properties_code()
        && let Ok(answer) = card.control(code as pcsc::ffi::DWORD, &[], &mut buffer)
    {
        features.take_tlv_properties(answer);
    }
    Ok(features)
}

/// Waits for the worker; `None` when patience ended first.
pub(super) fn wait<T>(receiver: &Receiver<T>, patience: &mut dyn Patience) -> Option<T> {
    let began = Instant::now();
    loop {
        match receiver.recv_timeout(SLICE) {
            Ok(opened) => return Some(opened),
            Err(RecvTimeoutError::Disconnected) => return None,
            Err(RecvTimeoutError::Timeout) => {
                let obstacle = if began.elapsed() < OPENING {
                    Obstacle::Opening
                } else {
                    Obstacle::Busy
                };
                if !patience.go_on(obstacle) {
                    return None;
                }
            }
        }
    }
}
