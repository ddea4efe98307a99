//! Who asks to stop while a secret is on its way to the card is told at once that it cannot be stopped
//! any more; and what is to be said once it has taken long is said then, and not before.
//!
//! The thread that sends looks at no wish to stop and writes nothing until the card was asked again; so
//! another one looks, and hands its lines over without waiting for anybody.

use std::io;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use crate::system::signals::{Interrupts, SLICE};

/// Looks until it is dropped.
pub struct UnderWay {
    /// Its end is the end of the look.
    _ended_by_drop: Sender<()>,
}

/// Something that is said when it has taken so long.
pub struct Later {
    /// From the beginning on.
    pub after: Duration,
    /// Says it; waits for nobody.
    pub say: Box<dyn FnOnce() + Send>,
}

impl UnderWay {
    /// Calls `say` once, within [`SLICE`] of the wish to stop, and `later` once when its time has come
    /// before that. Nothing is said of what comes after the value was dropped.
    ///
    /// # Errors
    /// The system gives no thread.
    pub fn begin(
        interrupts: &Interrupts,
        later: Option<Later>,
        say: impl FnOnce() + Send + 'static,
    ) -> io::Result<Self> {
        let (ended_by_drop, end) = mpsc::channel::<()>();
        let interrupts = interrupts.clone();
        let (begun, mut later) = (Instant::now(), later);
        let look = move || {
            while end.recv_timeout(SLICE) == Err(RecvTimeoutError::Timeout) {
                if interrupts.raised() {
                    say();
                    return;
                }
                if let Some(due) = later.take_if(|later| begun.elapsed() >= later.after) {
                    (due.say)();
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
        let under_way = UnderWay::begin(&interrupts, None, say).unwrap();
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

    #[test]
    fn what_takes_long_is_told_when_its_time_has_come_and_not_before() {
        for (after, told) in [
            (Duration::ZERO, &["long", "under way"][..]),
            (Duration::from_secs(3600), &["under way"]),
        ] {
            let interrupts = Interrupts::none();
            let (said, lines) = mpsc::channel();
            let (raises, later_said) = (interrupts.clone(), said.clone());
            let later = Later {
                after,
                say: Box::new(move || {
                    later_said.send("long").unwrap();
                    raises.raise_for_tests();
                }),
            };
            let say = move || said.send("under way").unwrap();
            let under_way = UnderWay::begin(&interrupts, Some(later), say).unwrap();
            if after > Duration::ZERO {
                interrupts.raise_for_tests();
            }
            let heard: Vec<&str> = lines.iter().take(told.len()).collect();
            assert_eq!(heard, told);
            drop(under_way);
            assert_eq!(lines.iter().count(), 0, "each once");
        }
    }
}
