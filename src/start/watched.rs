//! A run that a program asked for which watches: what it is told, and with which exit code.

use std::path::PathBuf;
use std::time::SystemTime;

use super::losses::after_losses;
use crate::cli::{Command, FormatArg};
use crate::dialog::Dialog;
use crate::report::monitoring::icinga::{self, State};
use crate::report::monitoring::prometheus;
use crate::report::{Event, Failure, Outcome, Seen, exit};
use crate::session::desk::tell::tell;
use crate::system::clock::seconds_since_epoch;
use crate::system::files::{self, Access};
use crate::text::Text;

/// How such a program wants to be told.
pub(super) struct Watched {
    format: FormatArg,
    /// The file that is written; `None` is standard output.
    output: Option<PathBuf>,
}

impl Watched {
    /// `None` where no such program asks.
    pub(super) fn of(command: &Command) -> Option<Self> {
        let (format, output) = command.watching()?;
        Some(Self {
            format,
            output: output.map(Into::into),
        })
    }

    /// Whether nothing but the result may be said, on either stream: a plugin's output is all of
    /// it.
    pub(super) const fn mutes(&self) -> bool {
        matches!(self.format, FormatArg::Icinga)
    }

    /// Hands out what came of a run that would end with `code`; returns the exit code.
    pub(super) fn tell(
        &self,
        dialog: &mut dyn Dialog,
        result: &Result<Outcome, Failure>,
        code: u8,
        seen: &Seen,
        text: Text,
    ) -> u8 {
        match self.format {
            FormatArg::Icinga => {
                let (said, state) = icinga::report(result, seen, text);
                dialog.hand_out(&said);
                let is_lost = dialog.lost().is_some();
                if is_lost { State::Unknown } else { state }.exit()
            }
            FormatArg::Prometheus => {
                let now = seconds_since_epoch(SystemTime::now());
                let values = prometheus::report(result, code, now);
                self.hand_out(dialog, result, &values, code, seen, text)
            }
        }
    }

    fn hand_out(
        &self,
        dialog: &mut dyn Dialog,
        result: &Result<Outcome, Failure>,
        values: &str,
        code: u8,
        seen: &Seen,
        text: Text,
    ) -> u8 {
        let Some(path) = &self.output else {
            dialog.hand_out(values.trim_end());
            return after_losses(dialog, code, None, seen, text);
        };
        // Who stops a run wants nothing of it: what the last one found stays.
        let is_stopped = matches!(result, Err(failure) if failure.is_own_wish());
        if is_stopped {
            return code;
        }
        // Whoever collects it is somebody else as a rule.
        let written = files::write_atomically(path, values.as_bytes(), Access::AllMayRead);
        let Err(error) = written else {
            return code;
        };
        let failure = Failure::file(path, &error);
        tell(dialog, &Event::Failed(&failure), seen, text);
        let codes = [code, failure.code().exit];
        let deciding = codes.into_iter().min_by_key(|code| exit::rank(*code));
        deciding.unwrap_or(code)
    }
}
