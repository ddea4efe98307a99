//! The practice's protocol of an activation: date, kind, number (masked unless asked for), PINs
//! set, tool version. No secret.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::card::{Evidence, Iccsn};
use crate::report::failure::File;
use crate::report::words;
use crate::report::words::labels::{kind_label, own_label};
use crate::report::{Body, Failure, Outcome, PinResult};
use crate::session::desk::context::Context;
use crate::system::clock;
use crate::system::files::{Access, Reserved};
use crate::system::printable::Printable;
use crate::text::Tone;

/// Octets that a protocol may need.
const ROOM: usize = 4 << 10;

/// What `--record` asks for.
pub struct Record {
    /// The file to make.
    path: PathBuf,
    /// Whether it holds the whole number of the card.
    full_number: bool,
    /// The file, once its place is taken.
    reserved: Option<Reserved>,
}

impl Record {
    /// A protocol that nothing is made of yet.
    #[must_use]
    pub const fn new(path: PathBuf, full_number: bool) -> Self {
        Self {
            path,
            full_number,
            reserved: None,
        }
    }

    /// Takes the place of the file, or refuses one that is there already or has no room, before
    /// anything is done. A dry run leaves nothing behind.
    ///
    /// # Errors
    /// [`File::Exists`], [`File::Failed`].
    pub(super) fn prepare(&mut self, dry_run: bool) -> Result<(), Failure> {
        check_free(&self.path)?;
        let reserved = Reserved::at(&self.path, ROOM, Access::Owner)
            .map_err(|error| Failure::file(&self.path, &error))?;
        self.reserved = Some(reserved).filter(|_| !dry_run);
        Ok(())
    }

    /// Writes the protocol of a run that changed something. What cannot be written is a cause of
    /// its own and takes nothing back.
    pub(super) fn write(mut self, context: &mut Context<'_>, outcome: &mut Outcome) {
        let Body::Results { results, .. } = &outcome.body else {
            return;
        };
        if !outcome.changed {
            return;
        }
        let text = self.text(context, results);
        let Some(reserved) = self.reserved.take() else {
            return;
        };
        match reserved.fill(text.as_str().as_bytes()) {
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
            text.record_date(&words::dates::time(
                clock::seconds_since_epoch(SystemTime::now()),
                text,
            )),
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
                (true, _) if result.evidence == Some(Evidence::Between) => {
                    text.terminal_record_set()
                }
                (true, _) => text.record_set_now(),
                (false, Some(status)) => {
                    let (_, state) = words::pins::state(result.key, status, None, text);
                    if result.unknown {
                        text.record_unknown_after(&state)
                    } else {
                        state
                    }
                }
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
