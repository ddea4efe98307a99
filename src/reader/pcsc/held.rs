//! A card within a transaction.

use std::sync::atomic::{AtomicBool, Ordering};

use apdu::Response;

use super::super::Error;
use super::numbers::{Asked, explain_here};
use crate::system::scard::{Card, Code, Disposition};

/// Longest response APDU: 65536 octets of data and the trailer.
const RESPONSE_MAX: usize = 65538;

/// A card within a transaction. Dropped, it ends transaction and connection, and leaves the card as
/// it is unless it was told [otherwise](Self::reset_at_end). Only a worker drops the last one: both
/// ends may wait for a service that hangs.
pub(super) struct Held {
    card: Card,
    reader: String,
    resets: AtomicBool,
}

impl Held {
    /// Begins a transaction. Where another program reset the card between its last look and ours,
    /// the card is taken as it is now.
    ///
    /// # Errors
    /// What the service answered.
    pub(super) fn begin(mut card: Card, reader: &str) -> Result<Self, Code> {
        let mut tries = 0;
        loop {
            match card.begin() {
                Ok(()) => {
                    return Ok(Self {
                        card,
                        reader: reader.to_owned(),
                        resets: AtomicBool::new(false),
                    });
                }
                Err(super::numbers::RESET_CARD) if tries < 2 => {
                    tries += 1;
                    card.reconnect()?;
                }
                Err(code) => return Err(code),
            }
        }
    }

    /// The card, to be asked within the transaction.
    pub(super) const fn card(&self) -> &Card {
        &self.card
    }

    /// Sends one command and waits for the answer.
    ///
    /// # Errors
    /// Whatever broke.
    pub(super) fn transmit(&self, command: &[u8]) -> Result<Response, Error> {
        let mut answer = vec![0; RESPONSE_MAX];
        let length = self
            .card
            .transmit(command, &mut answer)
            .map_err(|code| self.explain(code))?;
        // A card pulled during a command may come back as success without octets (vpcd does so).
        Response::decode(answer.get(..length).unwrap_or_default())
            .map_err(|short| self.broken(&short.to_string()))
    }

    /// Hands an order to the reader; returns how many octets of `answer` came, or `None` where the
    /// reader does not know such orders.
    ///
    /// # Errors
    /// Whatever broke.
    pub(super) fn control(
        &self,
        code: u32,
        order: &[u8],
        answer: &mut [u8],
    ) -> Result<Option<usize>, Error> {
        match self.card.control(code, order, answer) {
            Ok(length) => Ok(Some(length)),
            Err(Code::UNSUPPORTED_FEATURE) => Ok(None),
            Err(code) => Err(self.explain(code)),
        }
    }

    /// An error on the line to this reader.
    pub(super) fn broken(&self, detail: &str) -> Error {
        Error::Broken {
            reader: self.reader.clone(),
            detail: detail.to_owned(),
        }
    }

    fn explain(&self, code: Code) -> Error {
        explain_here(code, Asked::Card(&self.reader))
    }

    /// The end of the transaction resets the card.
    pub(super) fn reset_at_end(&self) {
        self.resets.store(true, Ordering::SeqCst);
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let resets = self.resets.load(Ordering::SeqCst);
        // The end of the transaction itself resets the card where that is wanted: a program that
        // waits for its own transaction gets one the moment ours ends.
        let ended = self.card.end(if resets {
            Disposition::Reset
        } else {
            Disposition::Leave
        });
        // Done once is enough: by now the card may be in the hands of the next program.
        if ended.is_err() && resets {
            self.card.reset_at_end();
        }
    }
}
