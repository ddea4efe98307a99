//! The wish to stop, as a flag that is looked at where stopping is safe.
//!
//! Between the sending of a secret and the read-back nobody may look: a signal that ended the
//! program there would leave the outcome unknown. So signals never end the program; they only raise
//! [`Interrupts`].

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use std::{error, fmt, io, thread};

use super::platform;

/// Longest time that a raised flag stays unseen in a waiting loop of this program.
pub const SLICE: Duration = Duration::from_millis(100);

/// The wish to stop. Cheap to clone; all clones share one flag.
#[derive(Clone, Debug, Default)]
pub struct Interrupts {
    flag: Arc<AtomicBool>,
    /// When the wait is over, whether or not somebody asks for it.
    over: Option<Instant>,
}

/// From now on SIGINT, SIGTERM, SIGHUP, SIGQUIT and whatever else would end the program and can be
/// caught (SIGUSR1, SIGXCPU, …; Windows: Ctrl-C, Ctrl-Break, closing the window) raise the flag and
/// do nothing else, however often they come. A signal that was ignored when the program began
/// (`nohup`) stays so. SIGXFSZ does nothing: the write that caused it fails.
///
/// Call once, at start, before the first prompt: a signal without a handler would leave the terminal
/// without echo.
///
/// # Errors
/// What the system said when it refused a handler.
pub fn install() -> io::Result<Interrupts> {
    let interrupts = Interrupts::default();
    platform::raise_on_signals(&interrupts.flag)?;
    Ok(interrupts)
}

impl Interrupts {
    /// A flag that no signal raises: for tests, and where there is nobody to interrupt.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// The same flag, which counts as raised once `limit` is over: for a wait that has an end.
    #[must_use]
    pub fn within(&self, limit: Duration) -> Self {
        Self {
            flag: Arc::clone(&self.flag),
            over: Instant::now().checked_add(limit),
        }
    }

    /// Whether somebody asked to stop, or the time of [`within`](Interrupts::within) is over. Once
    /// raised it stays raised.
    #[must_use]
    pub fn raised(&self) -> bool {
        let is_over = self.over.is_some_and(|over| Instant::now() >= over);
        is_over || self.flag.load(Ordering::SeqCst)
    }

    /// The same as an error, to be passed on with `?`.
    ///
    /// # Errors
    /// [`Interrupted`] when the flag is raised.
    pub fn check(&self) -> Result<(), Interrupted> {
        if self.raised() {
            Err(Interrupted)
        } else {
            Ok(())
        }
    }

    /// Raises the flag as a signal would.
    pub fn raise(&self) {
        self.flag.store(true, Ordering::SeqCst);
    }

    /// The same, by the name that tests know.
    pub fn raise_for_tests(&self) {
        self.raise();
    }
}

/// Sleeps for `length`, or until the flag is raised.
///
/// # Errors
/// [`Interrupted`] when the flag was raised before or meanwhile.
pub fn wait(length: Duration, interrupts: &Interrupts) -> Result<(), Interrupted> {
    let begin = Instant::now();
    loop {
        interrupts.check()?;
        let left = length.saturating_sub(begin.elapsed());
        if left.is_zero() {
            return Ok(());
        }
        thread::sleep(left.min(SLICE));
    }
}

/// Somebody asked to stop while the program waited.
///
/// As an [`io::Error`] its kind is `Other`, never `Interrupted`: std and others quietly retry that
/// kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interrupted;

impl Interrupted {
    /// Whether an error of a reader or a lock is this one.
    #[must_use]
    pub fn is(error: &io::Error) -> bool {
        error.get_ref().is_some_and(|inner| inner.is::<Self>())
    }
}

impl fmt::Display for Interrupted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("interrupted by the user or the system")
    }
}

impl error::Error for Interrupted {}

impl From<Interrupted> for io::Error {
    fn from(interrupted: Interrupted) -> Self {
        Self::other(interrupted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_clones_see_one_flag() {
        let interrupts = Interrupts::none();
        let clone = interrupts.clone();
        assert!(!clone.raised());
        interrupts.raise_for_tests();
        assert!(clone.raised());
    }

    #[test]
    fn a_wait_ends_soon_after_the_flag_is_raised() {
        let interrupts = Interrupts::none();
        let clone = interrupts.clone();
        let begin = Instant::now();
        let waiter = thread::spawn(move || wait(Duration::from_secs(60), &clone));
        interrupts.raise_for_tests();
        assert_eq!(waiter.join().unwrap(), Err(Interrupted));
        assert!(begin.elapsed() < Duration::from_secs(30));
    }

    #[test]
    fn a_wait_with_an_end_is_over_then_and_the_flag_itself_is_not_raised() {
        let interrupts = Interrupts::none();
        assert!(interrupts.within(Duration::ZERO).raised());
        assert!(!interrupts.raised());
        let long = interrupts.within(Duration::from_secs(3600));
        assert!(!long.raised());
        interrupts.raise_for_tests();
        assert!(long.raised());
    }

    #[test]
    fn an_undisturbed_wait_lasts_its_length() {
        let begin = Instant::now();
        assert_eq!(wait(Duration::from_millis(20), &Interrupts::none()), Ok(()));
        assert!(begin.elapsed() >= Duration::from_millis(20));
    }

    #[test]
    fn the_error_is_known_again_and_is_not_of_the_kind_that_std_retries() {
        let error = io::Error::from(Interrupted);
        assert!(Interrupted::is(&error));
        assert_ne!(error.kind(), io::ErrorKind::Interrupted);
        assert!(!Interrupted::is(&io::Error::from(
            io::ErrorKind::Interrupted
        )));
    }
}
