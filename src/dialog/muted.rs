//! Nobody to talk to: only what is handed out gets through.
//!
//! For programs that take whatever stands on either stream for the result, such as Icinga.

use super::{Dialog, Stop, Typed};
use crate::system::trouble::Trouble;
use crate::text::Tone;

/// A dialog of which only the results for programs are left.
pub struct Muted(Box<dyn Dialog>);

impl Muted {
    /// Mutes a dialog.
    #[must_use]
    pub fn new(dialog: Box<dyn Dialog>) -> Self {
        Self(dialog)
    }
}

impl Dialog for Muted {
    fn is_interactive(&self) -> bool {
        false
    }

    fn say(&mut self, _tone: Tone, _line: &str) {}

    fn show(&mut self, _tone: Tone, _line: &str) {}

    fn hand_out(&mut self, document: &str) {
        self.0.hand_out(document);
    }

    fn ask(&mut self, _prompt: &str) -> Result<String, Stop> {
        Err(Stop::NobodyThere)
    }

    fn ask_secret(
        &mut self,
        _prompt: &str,
        _is_over: &mut dyn FnMut() -> bool,
    ) -> Result<Option<Typed>, Stop> {
        Err(Stop::NobodyThere)
    }

    fn takes_back(&self) -> bool {
        false
    }

    fn ask_seen(
        &mut self,
        _prompt: &str,
        _is_over: &mut dyn FnMut() -> bool,
    ) -> Result<Option<Typed>, Stop> {
        Err(Stop::NobodyThere)
    }

    fn waiting(&mut self, _line: &str) {}

    fn end_waiting(&mut self) {}

    fn lost(&self) -> Option<Trouble> {
        self.0.lost()
    }
}
