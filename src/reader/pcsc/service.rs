//! Questions to the service itself, each asked by a worker that can be left.
//!
//! The library waits without limit for a service that hangs, and no signal ends that. So a thread
//! with a context of its own asks, and the caller waits as long as it likes. A worker that was left
//! is never asked again: the next question gets a new one.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::super::Error;
use super::SLICE;
use super::numbers::{self, Asked, explain_here};
use crate::system::machine::Machine;
use crate::system::scard::{Code, Context, NoLibrary, NotBegun};
use crate::system::signals::Interrupts;

/// Longest time that the service may take over an answer. systemd starts it for the first who asks.
pub(super) const ANSWER: Duration = Duration::from_secs(5);

/// How long a question is still waited for when somebody has asked to stop already: a service that
/// works answers long before. Between a secret and its read-back the wish to stop does not count,
/// and the readers must still be found.
const GRACE: Duration = Duration::from_secs(1);

/// Longest time that a service which works takes to take up a conversation.
const AT_ONCE: Duration = Duration::from_secs(2);

/// How long a service may break off conversations before that is taken for its answer.
const SETTLES: Duration = Duration::from_secs(1);

/// What a worker does: it asks within the conversation that it keeps.
type Job = Box<dyn FnOnce(&mut Conversation) + Send>;

/// The service, as one thread after the other asks it.
pub(super) struct Service {
    worker: Option<Sender<Job>>,
    interrupts: Interrupts,
}

impl Service {
    /// Does not contact the service yet.
    pub(super) const fn new(interrupts: Interrupts) -> Self {
        Self {
            worker: None,
            interrupts,
        }
    }

    /// Asks, and waits for the answer at most `limit`.
    ///
    /// # Errors
    /// [`Error::ServiceHangs`], [`Error::Interrupted`], or what the service said.
    pub(super) fn ask<T: Send + 'static>(
        &mut self,
        limit: Duration,
        question: impl Fn(&Context) -> Result<T, Code> + Send + 'static,
    ) -> Result<T, Error> {
        let answer = self.begin(question)?;
        self.wait(&answer, limit)
    }

    /// Asks, and waits for nothing: the answer may come at any time, or never.
    ///
    /// # Errors
    /// Nobody can be made to ask.
    pub(super) fn begin<T: Send + 'static>(
        &mut self,
        question: impl Fn(&Context) -> Result<T, Code> + Send + 'static,
    ) -> Result<Receiver<Result<T, Error>>, Error> {
        let (sender, answer) = channel();
        let mut job: Job = Box::new(move |conversation| {
            // Nobody may be waiting any more.
            let _ = sender.send(conversation.ask(question));
        });
        // A worker that has ended hands the job back; a new one takes it.
        if let Some(worker) = &self.worker {
            match worker.send(job) {
                Ok(()) => return Ok(answer),
                Err(unsent) => job = unsent.0,
            }
        }
        let worker = start().map_err(|error| Error::NoService(error.to_string()))?;
        // It has just begun to listen.
        let _ = worker.send(job);
        self.worker = Some(worker);
        Ok(answer)
    }

    fn wait<T>(
        &mut self,
        answer: &Receiver<Result<T, Error>>,
        limit: Duration,
    ) -> Result<T, Error> {
        let began = Instant::now();
        let error = loop {
            match answer.recv_timeout(SLICE) {
                Ok(answer) => return answer,
                Err(RecvTimeoutError::Disconnected) => {
                    break Error::NoService("WorkerEnded".to_owned());
                }
                Err(RecvTimeoutError::Timeout) if began.elapsed() >= limit => {
                    break Error::ServiceHangs;
                }
                Err(RecvTimeoutError::Timeout)
                    if self.interrupts.raised() && began.elapsed() >= GRACE =>
                {
                    break Error::Interrupted;
                }
                Err(RecvTimeoutError::Timeout) => {}
            }
        };
        self.worker = None;
        Err(error)
    }
}

fn start() -> std::io::Result<Sender<Job>> {
    let (sender, jobs) = channel::<Job>();
    thread::Builder::new().spawn(move || {
        let mut conversation = Conversation::default();
        for job in jobs {
            job(&mut conversation);
        }
    })?;
    Ok(sender)
}

/// A conversation with the service, begun when it is needed.
#[derive(Default)]
struct Conversation(Option<Context>);

impl Conversation {
    /// Asks; where an older conversation has ended, in a new one.
    fn ask<T>(&mut self, question: impl Fn(&Context) -> Result<T, Code>) -> Result<T, Error> {
        if let Some(context) = &self.0 {
            match question(context) {
                Ok(answer) => return Ok(answer),
                // The service may have been started anew, or this session moved to another screen.
                Err(_) => self.0 = None,
            }
        }
        let context = establish()?;
        let answer = question(&context).map_err(|code| explain_here(code, Asked::Readers))?;
        self.0 = Some(context);
        Ok(answer)
    }
}

/// Whether the service does not even take up a conversation, which it does at once otherwise,
/// whatever its readers are busy with.
pub(super) fn hangs() -> bool {
    let (sender, answer) = channel();
    let asked = thread::Builder::new().spawn(move || {
        // Nobody may be waiting any more.
        let _ = sender.send(Context::establish().map(drop));
    });
    let answer = answer.recv_timeout(AT_ONCE);
    asked.is_ok() && matches!(answer, Err(RecvTimeoutError::Timeout))
}

/// A new context. Where there is no library nobody is asked. A service that goes away just now breaks the conversation off: pcscd ends itself
/// when idle, and the system starts it again. What is answered after a moment counts.
///
/// # Errors
/// What the service says.
pub(super) fn establish() -> Result<Context, Error> {
    let began = Instant::now();
    loop {
        match Context::establish() {
            Ok(context) => return Ok(context),
            Err(NotBegun::Library(NoLibrary { file, detail })) => {
                return Err(Error::NoLibrary { file, detail });
            }
            Err(NotBegun::Answer(code)) if numbers::may_pass(code) && began.elapsed() < SETTLES => {
                thread::sleep(SLICE);
            }
            // pcscd turns away whoever comes then, in the same words as somebody without a right.
            Err(NotBegun::Answer(code))
                if numbers::may_be_full(code) && Machine::this().service_is_full() =>
            {
                return Err(Error::ServiceFull(numbers::name(code)));
            }
            Err(NotBegun::Answer(code)) => {
                // The library says "no service" of a socket that it may not open.
                let closed = Machine::this().closed_socket();
                return Err(
                    closed.map_or_else(|| explain_here(code, Asked::Service), Error::Closed)
                );
            }
        }
    }
}
