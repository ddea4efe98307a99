//! Who asks to stop while a secret is on its way to the card is told at once that it cannot be stopped
//! any more.
//!
//! The thread that sends looks at no wish to stop and writes nothing until the card was asked again; so
//! another one looks, and hands its line over without waiting for anybody.

use std::io;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;

use crate::system::signals::{Interrupts, SLICE};

/// Looks until it is dropped.
pub struct UnderWay {
    /// Its end is the end of the look.
    _ended_by_drop: Sender<()>,
}

impl UnderWay {
    /// Calls `say` once, within [`SLICE`] of the wish to stop. Nothing is said of a wish that comes
    /// after the value was dropped.
    ///
    /// # Errors
    /// The system gives no thread.
    pub fn begin(interrupts: &Interrupts, say: impl FnOnce() + Send + 'static) -> io::Result<Self> {
        let (ended_by_drop, end) = mpsc::channel::<()>();
        let interrupts = interrupts.clone();
        let look = move || {
            while end.recv_timeout(SLICE) == Err(RecvTimeoutError::Timeout) {
                if interrupts.raised() {
                    say();
                    return;
                }
            }
        };
        thread::Builder::new()
            .name("under-way".to_owned())
            .spawn(look)?;
        Ok(Self {
            _ended_by_drop: ended_by_drop,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn begun() -> (Interrupts, UnderWay, mpsc::Receiver<&'static str>) {
        let interrupts = Interrupts::none();
        let (said, lines) = mpsc::channel();
        let say = move || said.send("under way").unwrap();
        let under_way = UnderWay::begin(&interrupts, say).unwrap();
        (interrupts, under_way, lines)
    }

    #[test]
    fn whoever_asks_to_stop_is_told_once() {
        let (interrupts, _under_way, lines) = begun();
        interrupts.raise_for_tests();
        assert_eq!(lines.iter().collect::<Vec<_>>(), ["under way"]);
    }

    #[test]
    fn nothing_is_said_where_nobody_asks_or_all_is_over() {
        let (interrupts, under_way, lines) = begun();
        drop(under_way);
        // The thread has let go of its end of the line: it looks no more.
        assert_eq!(lines.recv(), Err(mpsc::RecvError));
        interrupts.raise_for_tests();
    }
}
