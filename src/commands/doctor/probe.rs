//! `doctor --probe`: what a real card and its reader answer to harmless commands, written down for
//! those who build this program. Which commands there are says [`crate::card::probe`].

use std::path::Path;
use std::time::SystemTime;

use crate::card::probe::plan;
use crate::commands::record::check_free;
use crate::report::Failure;
use crate::report::facts::diagnosis::{CardFound, Diagnosis, ReaderFound};
use crate::report::support_file::probe::ProbeFile;
use crate::report::words::cards;
use crate::session::desk::context::Context;
use crate::session::desk::places::PlaceId;
use crate::session::desk::wanted::Wanted;
use crate::system::clock;
use crate::system::files::{self, Access};
use crate::system::printable::Printable;
use crate::text::Tone;

/// What `--probe` asks for.
pub struct Probing<'a> {
    /// The file to make.
    pub path: &'a Path,
    /// Whether it is only shown what would be sent.
    pub dry_run: bool,
}

impl Probing<'_> {
    /// Whether the file can be written: it is not there, and there is room for it.
    ///
    /// # Errors
    /// It is there already, or cannot be written.
    pub fn check(&self) -> Result<(), Failure> {
        check_free(self.path)?;
        files::check_writable(self.path).map_err(|error| Failure::file(self.path, &error))
    }

    /// Reads the first card that is meant and suits, once the person agreed. Without anybody to ask
    /// the flag is wish enough.
    ///
    /// Returns the path, or `None` where nothing was written.
    ///
    /// # Errors
    /// The card could not be reached, the file is there already or cannot be written, cancelled.
    pub fn run(
        &self,
        context: &mut Context<'_>,
        wanted: &Wanted,
        seen: &Diagnosis,
    ) -> Result<Option<String>, Failure> {
        let text = context.text;
        let Some((found, card)) = meant(seen, wanted) else {
            context.say(Tone::Plain, &text.probe_no_card());
            return Ok(None);
        };
        let plan = plan(card.view.kind);
        let name = cards::short(card.view.kind, card.view.iccsn.as_ref(), text);
        context.say(Tone::Plain, "");
        context.say(
            Tone::Plain,
            &text.probe_intro(&name, found.name(), plan.len()),
        );
        if self.dry_run {
            for (place, probe) in plan {
                let command = probe
                    .command()
                    .map_err(|error| Failure::bug(error.to_string()))?;
                let octets = hex::encode_upper(command.encode().as_slice());
                let line = text.probe_line(place.name, &probe.name(), &octets);
                context.dialog.show(Tone::Plain, &line);
            }
            context.say(Tone::Plain, &text.probe_not_sent());
            return Ok(None);
        }
        context.say(Tone::Plain, &text.probe_masked());
        let path = self.path.display().to_string();
        if context.dialog.is_interactive() && !context.confirm(&text.probe_question(&path))? {
            context.say(Tone::Plain, &text.report_not_written());
            return Ok(None);
        }
        let place = PlaceId::new(found.name());
        let Some(probed) = context.probe(&place, &card.view, wanted.limit())? else {
            context.say(Tone::Plain, &text.probe_not_here());
            return Ok(None);
        };
        if context.interrupts.raised() {
            return Err(context.cancelled());
        }
        let made = clock::timestamp(SystemTime::now());
        let file = ProbeFile::new(
            &card.view,
            &found.row.reader,
            &probed,
            made.split('T').next().unwrap_or_default().to_owned(),
            format!("{} {}", seen.pc.site.os.word(), seen.pc.arch),
            seen.is_virtual || seen.is_rehearsal(card),
        );
        let json = serde_json::to_string_pretty(&file).unwrap_or_default();
        let content = Printable::document(&json).ended();
        files::create_atomically(self.path, content.as_str().as_bytes(), Access::Owner)
            .map_err(|error| Failure::new_file(self.path, &error))?;
        context.say(Tone::Plain, &text.probe_written(&path, probed.len()));
        Ok(Some(path))
    }
}

/// The first card of those that were asked for that this program knows how to read.
fn meant<'s>(seen: &'s Diagnosis, wanted: &Wanted) -> Option<(&'s ReaderFound, &'s CardFound)> {
    let mut cards = seen
        .readers
        .iter()
        .filter_map(|found| Some((found, found.card()?)));
    cards.find(|(_, card)| {
        card.view.kind.is_ours() && (wanted.card.is_none() || wanted.is_number_of(&card.view))
    })
}
