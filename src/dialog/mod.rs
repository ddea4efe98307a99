//! The person, as a trait: say, ask, ask for a secret, show that something is waited for.
//!
//! Commands speak to [`Dialog`] only; [`console`] is the one file of the program that prints or
//! reads keys (`digits` and `spinner` are its helpers), [`keys`] decides what a key may be where a
//! secret is asked for, and tests put a script in the console's place. The room knows no card, no reader and no sentence.

pub mod console;
mod digits;
pub mod keys;
pub mod layout;
mod muted;
mod spinner;
mod under_way;

use std::time::Duration;

use zeroize::Zeroizing;

use crate::system::trouble::Trouble;
use crate::text::Tone;

pub use console::{Color, Console, Style};
pub use keys::{Refusal, Typed};
pub use muted::Muted;

/// Why no answer came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stop {
    /// Ctrl-C, a signal, Ctrl-D, or a closed terminal.
    Cancelled,
    /// There is nobody to ask.
    NobodyThere,
    /// The terminal failed.
    Failed(String),
}

/// What is waited for while somebody types elsewhere, which nothing here can end.
#[derive(Debug, Clone, Copy)]
pub struct Elsewhere<'a> {
    /// What goes on.
    pub now: &'a str,
    /// What is shown instead when it takes longer than this; with `now` at once where what was shown
    /// cannot be changed.
    pub later: Option<(Duration, &'a str)>,
    /// What whoever asks to stop is shown.
    pub cannot_stop: &'a str,
}

/// Speaks with the person.
pub trait Dialog {
    /// Whether somebody can be asked.
    fn is_interactive(&self) -> bool;

    /// Whether somebody is there who cannot be asked, for the window keeps the keys to itself.
    fn keeps_keys(&self) -> bool {
        false
    }

    /// Whether results are seen on a screen, which has few rows, and not kept somewhere.
    fn shows_on_screen(&self) -> bool {
        self.is_interactive()
    }

    /// Talk, for people only (standard error).
    fn say(&mut self, tone: Tone, line: &str);

    /// A result, for people (standard output).
    fn show(&mut self, tone: Tone, line: &str);

    /// A result, for programs (standard output), as it is.
    fn hand_out(&mut self, document: &str);

    /// Asks for a line of text.
    ///
    /// # Errors
    /// [`Stop`].
    fn ask(&mut self, prompt: &str) -> Result<String, Stop>;

    /// Asks for a line of text, until `is_over`: that is asked several times a second and must not
    /// wait for anything. Then the question and what was typed by then are thrown away, off the
    /// screen too where that can be done, and the answer is `None`.
    ///
    /// # Errors
    /// [`Stop`].
    fn ask_or(
        &mut self,
        prompt: &str,
        is_over: &mut dyn FnMut() -> bool,
    ) -> Result<Option<String>, Stop> {
        let _ = is_over;
        self.ask(prompt).map(Some)
    }

    /// Takes the question that was just answered and its answer of `typed` characters off the
    /// screen, where that can be done: a secret may have been typed there.
    fn take_back(&mut self, prompt: &str, typed: usize) {
        let _ = (prompt, typed);
    }

    /// Asks for a secret without showing it, until `is_over`: that is asked several times a second
    /// while no key is pressed, and must not wait for anything. Then what was typed by then is wiped,
    /// and the answer is `None`. From then on keys are shown at open questions only: whatever else is
    /// typed is neither on the screen nor left for whoever reads the terminal next.
    ///
    /// # Errors
    /// [`Stop`].
    fn ask_secret(
        &mut self,
        prompt: &str,
        is_over: &mut dyn FnMut() -> bool,
    ) -> Result<Option<Typed>, Stop>;

    /// Whether what was shown can be taken off the screen again: only then may digits be asked for
    /// by [`ask_seen`](Dialog::ask_seen).
    fn takes_back(&self) -> bool;

    /// Whether all that is shown is gone with the end of the program.
    fn closes_at_end(&self) -> bool {
        false
    }

    /// Asks for a secret that is seen while it is typed, and that is off the screen when this
    /// returns, whatever it returns. Keys are read and judged as by
    /// [`ask_secret`](Dialog::ask_secret).
    ///
    /// # Errors
    /// [`Stop`].
    fn ask_seen(
        &mut self,
        prompt: &str,
        is_over: &mut dyn FnMut() -> bool,
    ) -> Result<Option<Typed>, Stop>;

    /// Asks for a password without showing it; `None` where what was typed cannot be used: it was
    /// begun too early, or holds what is no text. From then on keys are shown at open questions only.
    ///
    /// # Errors
    /// [`Stop`].
    fn ask_password(&mut self, prompt: &str) -> Result<Option<Zeroizing<String>>, Stop> {
        let _ = prompt;
        Err(Stop::NobodyThere)
    }

    /// Shows that something is waited for, until [`end_waiting`](Dialog::end_waiting).
    fn waiting(&mut self, line: &str);

    /// Shows, with a clock that counts up beside it, that somebody types elsewhere, until
    /// [`end_waiting`](Dialog::end_waiting).
    fn counting(&mut self, wait: &Elsewhere<'_>) {
        self.waiting(wait.now);
    }

    /// From now on until [`end_waiting`](Dialog::end_waiting) whoever asks to stop is told this line
    /// at once. Whoever calls this waits for nobody and sees nothing of it.
    fn cannot_stop(&mut self, line: &str) {
        let _ = line;
    }

    /// What was waited for is there, or the wait was given up.
    fn end_waiting(&mut self);

    /// Why a part of what was shown or handed out did not get to standard output; `None` where all
    /// of it did, and where whoever read it went away.
    fn lost(&self) -> Option<Trouble> {
        None
    }
}
