//! Standard output and standard error, and whether what was written got there.
//!
//! A write may wait without limit: for a pipe that nobody reads, for a terminal that was stopped
//! with Ctrl-S, for a console in which text is being marked. So each stream is written by a thread
//! that can be left: who waits for it looks at the wish to stop meanwhile, and who must not wait
//! (inside a transaction) only queues its words. Nothing is kept back in a buffer of this process.

use std::io;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::thread;

use super::platform;
use super::printable::Printable;
use super::signals::{Interrupted, Interrupts, SLICE};

/// One of the two streams.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stream {
    /// Standard output: results.
    Out,
    /// Standard error: talk.
    Error,
}

/// A stream, written in the order of the calls. Clones write to the same one, in one order.
#[derive(Debug, Clone)]
pub struct Output(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    stream: Stream,
    interrupts: Interrupts,
    writer: Mutex<Option<Writer>>,
}

/// The thread that writes, begun with the first word.
#[derive(Debug)]
struct Writer {
    words: Sender<Printable>,
    done: Receiver<io::Result<()>>,
    /// Words that were handed to it and are not written yet.
    open: usize,
    /// Whether somebody gave up waiting for them.
    left: bool,
}

/// What is out of date a moment later is left out behind so many words that are not written yet.
const QUEUE: usize = 8;

impl Output {
    /// A wait for whoever takes the words is ended by `interrupts`.
    #[must_use]
    pub fn new(stream: Stream, interrupts: &Interrupts) -> Self {
        Self(Arc::new(Inner {
            stream,
            interrupts: interrupts.clone(),
            writer: Mutex::new(None),
        }))
    }

    /// Writes a text and waits until the system has taken all of it, and all that was queued before.
    ///
    /// # Errors
    /// What the system said; [`Interrupted`] within [`SLICE`] of a raised flag when nobody takes it.
    /// What is not written then may still be, when somebody takes it before the program is over.
    pub fn put(&self, text: &Printable) -> io::Result<()> {
        let mut place = self.lock();
        let Some(writer) = begun(&mut place, self.0.stream) else {
            return platform::write(self.0.stream, text.as_str().as_bytes());
        };
        writer.settle();
        if writer.left {
            return Err(Interrupted.into());
        }
        writer.hand_over(text)?;
        writer.wait(&self.0.interrupts)
    }

    /// Hands a text over to be written, and waits for nothing.
    pub fn queue(&self, text: &Printable) {
        if let Some(writer) = begun(&mut self.lock(), self.0.stream) {
            let _ = writer.hand_over(text);
        }
    }

    /// The same for what is out of date a moment later: left out where too much before it is not
    /// written yet.
    pub fn offer(&self, text: &Printable) {
        let mut place = match self.0.writer.try_lock() {
            Ok(place) => place,
            Err(TryLockError::Poisoned(place)) => place.into_inner(),
            Err(TryLockError::WouldBlock) => return,
        };
        if let Some(writer) = begun(&mut place, self.0.stream) {
            writer.settle();
            if writer.open < QUEUE {
                let _ = writer.hand_over(text);
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<Writer>> {
        self.0.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The thread of a stream; `None` where the system gives no thread.
fn begun(place: &mut Option<Writer>, stream: Stream) -> Option<&mut Writer> {
    if place.is_none() {
        *place = Writer::begin(stream).ok();
    }
    place.as_mut()
}

impl Writer {
    fn begin(stream: Stream) -> io::Result<Self> {
        let (words, orders) = mpsc::channel::<Printable>();
        let (told, done) = mpsc::channel();
        let write = move || {
            for text in orders {
                if told
                    .send(platform::write(stream, text.as_str().as_bytes()))
                    .is_err()
                {
                    return;
                }
            }
        };
        thread::Builder::new()
            .name("output".to_owned())
            .spawn(write)?;
        Ok(Self {
            words,
            done,
            open: 0,
            left: false,
        })
    }

    fn hand_over(&mut self, text: &Printable) -> io::Result<()> {
        let gone = |_| io::Error::from(io::ErrorKind::BrokenPipe);
        self.words.send(text.clone()).map_err(gone)?;
        self.open += 1;
        Ok(())
    }

    /// Notices what was written meanwhile.
    fn settle(&mut self) {
        while self.open > 0 && self.done.try_recv().is_ok() {
            self.open -= 1;
        }
        self.left &= self.open > 0;
    }

    /// Until all is written; the first error of it.
    fn wait(&mut self, interrupts: &Interrupts) -> io::Result<()> {
        let mut first = Ok(());
        while self.open > 0 {
            match self.done.recv_timeout(SLICE) {
                Ok(written) => {
                    self.open -= 1;
                    first = first.and(written);
                }
                Err(RecvTimeoutError::Timeout) if interrupts.raised() => {
                    self.left = true;
                    return Err(Interrupted.into());
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(io::ErrorKind::BrokenPipe.into());
                }
            }
        }
        first
    }
}
