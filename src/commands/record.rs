//! The practice's protocol of an activation: date, kind, number (masked unless asked for), PINs
//! set, tool version. No secret.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::card::Iccsn;
use crate::report::failure::File;
use crate::report::words;
use crate::report::words::labels::{kind_label, own_label};
use crate::report::{Body, Failure, Outcome, PinResult};
use crate::session::desk::context::Context;
use crate::system::clock;
use crate::system::files::{self, Access};
use crate::system::printable::Printable;
use crate::text::Tone;

/// What `--record` asks for.
#[derive(Debug, Clone)]
pub struct Record {
    /// The file to make.
    pub path: PathBuf,
    /// Whether it holds the whole number of the card.
    pub full_number: bool,
}

impl Record {
    /// Refuses a file that is there already, or whose folder takes no file, before anything is
    /// done.
    ///
    /// # Errors
    /// [`File::Exists`], [`File::Failed`].
    pub fn check(&self) -> Result<(), Failure> {
        check_free(&self.path)?;
        files::check_writable(&self.path).map_err(|error| Failure::file(&self.path, &error))
    }

    /// Writes the protocol of a run that changed something. What cannot be written is a cause of
    /// its own and takes nothing back.
    pub fn write(&self, context: &mut Context<'_>, outcome: &mut Outcome) {
        let Body::Results { results, .. } = &outcome.body else {
            return;
        };
        if !outcome.changed {
            return;
        }
        let text = self.text(context, results);
        match files::create_atomically(&self.path, text.as_str().as_bytes(), Access::Owner) {
            Ok(()) => {
                let saved = context.text.record_saved(&self.shown());
                context.say(Tone::Plain, &saved);
            }
            // Perhaps somebody else's by now: PINs were typed in between.
            Err(error) => outcome.failures.push(Failure::new_file(&self.path, &error)),
        }
    }

    fn text(&self, context: &Context<'_>, results: &[PinResult]) -> Printable {
        let text = context.text;
        let mut lines = vec![
            text.record_title(),
            text.record_date(&clock::timestamp(SystemTime::now())),
        ];
        if context.is_rehearsal() {
            lines.push(text.record_rehearsal());
        }
        if let Some(card) = &context.seen.card {
            lines.push(text.card_line(&kind_label(card.kind, text), ""));
            lines.extend(
                card.iccsn
                    .as_ref()
                    .map(|iccsn| text.iccsn_line(&self.number(iccsn))),
            );
        }
        lines.extend(results.iter().map(|result| {
            let state = match (result.changed, result.after) {
                (true, _) => text.record_set_now(),
                (false, Some(status)) => words::pins::state(status, None, text).1,
                (false, None) => text.record_unknown(),
            };
            text.record_pin(&own_label(result.key, text), &state)
        }));
        lines.push(text.record_tool(env!("CARGO_PKG_VERSION")));
        let lines = lines.iter().map(|line| Printable::line(line).ended());
        lines.collect()
    }

    fn number(&self, iccsn: &Iccsn) -> String {
        if self.full_number {
            iccsn.grouped()
        } else {
            iccsn.masked()
        }
    }

    fn shown(&self) -> String {
        Path::display(&self.path).to_string()
    }
}

/// Refuses whatever is there, a symbolic link to nothing too: it would be replaced.
///
/// # Errors
/// [`File::Exists`], [`File::Failed`].
pub(super) fn check_free(path: &Path) -> Result<(), Failure> {
    match path.symlink_metadata() {
        Ok(_) => Err(File::Exists {
            path: path.display().to_string(),
        }
        .into()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(Failure::file(path, &error)),
    }
}
