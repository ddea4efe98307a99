//! `certs`: the certificates of a card, shown, checked, written to files. Spends nothing.

use std::fs::{self, Metadata};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::judging::judging;
use crate::card::look::Certificates;
use crate::card::{Depth, View};
use crate::cli::CertsArgs;
use crate::holder::exported::export_file_name;
use crate::holder::{self, Sheet, index_of};
use crate::report::facts::outcome;
use crate::report::failure::File;
use crate::report::words;
use crate::report::words::{certificates, release};
use crate::report::{Body, Failure, Outcome};
use crate::session::desk::choose::choose;
use crate::session::desk::context::Context;
use crate::session::desk::wanted::Wanted;
use crate::system::files::{self, Access};
use crate::text::Tone;

/// Reads and shows the certificates of a card.
///
/// # Errors
/// Why no card could be read, or a folder.
pub fn run(
    context: &mut Context<'_>,
    wanted: &Wanted,
    arguments: &CertsArgs,
) -> Result<Outcome, Failure> {
    let judging = judging(context, &arguments.judging, arguments.check)?;
    let certificates = if arguments.all {
        Certificates::Every
    } else {
        Certificates::Needed
    };
    let chosen = choose(
        context,
        wanted,
        Depth {
            certificates,
            ..Depth::NUMBER
        },
    )?;
    let sheet = judging.sheet(&chosen.view);
    let text = context.text;
    let asked = judging.ask(context, &sheet)?;
    let card = words::cards::lines(&chosen.view, text);
    for (tone, line) in card
        .into_iter()
        .chain(certificates::list(&sheet, &asked, text))
    {
        context.dialog.show(tone, &line);
    }
    let around = release::Around {
        issuer: holder::issuer(&sheet),
        kind: chosen.view.kind,
        at_command_line: true,
        is_invented: chosen.view.is_invented(),
    };
    let released = release::lines(&asked, around, text);
    if !released.is_empty() {
        context.dialog.show(Tone::Plain, "");
    }
    for (tone, line) in released {
        context.dialog.show(tone, &line);
    }
    let findings = judging.findings(&chosen.view, &sheet);
    let mut failures = judging.failures(&sheet, &findings, &asked);
    let mut exported = Vec::new();
    if let Some(folder) = &arguments.export {
        match export(folder, &chosen.view, &sheet, &mut exported) {
            Ok(()) => {}
            Err(failure) => failures.push(failure),
        }
        if !exported.is_empty() {
            context.dialog.show(Tone::Plain, "");
        }
        for path in &exported {
            context
                .dialog
                .show(Tone::Good, &text.exported(&path.display().to_string()));
        }
    }
    Ok(Outcome {
        failures: outcome::by_rank(failures),
        ..Outcome::of(Body::Certificates {
            sheet,
            asked,
            exported,
        })
    })
}

/// Writes each certificate into a file of its own, and what the card says of itself into another one.
/// One that is there already with the same content
/// stays; another content is not replaced.
fn export(
    folder: &Path,
    view: &View,
    sheet: &Sheet,
    exported: &mut Vec<PathBuf>,
) -> Result<(), Failure> {
    files::create_folder(folder).map_err(|error| Failure::file(folder, &error))?;
    let index = index_of(view, sheet);
    let certificates = sheet.rows.iter().filter_map(|row| {
        let name = export_file_name(view.iccsn.as_ref(), row.file);
        Some((name, row.certificate()?.der()))
    });
    let index = index
        .iter()
        .map(|(name, text)| (name.clone(), text.as_bytes()));
    for (name, octets) in certificates.chain(index) {
        let path = folder.join(name);
        match path.symlink_metadata() {
            Ok(there) if holds(&path, &there, octets) => continue,
            Ok(_) => {
                return Err(File::Exists {
                    path: path.display().to_string(),
                }
                .into());
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(Failure::file(&path, &error)),
        }
        files::create_atomically(&path, octets, Access::Everyone)
            .map_err(|error| Failure::new_file(&path, &error))?;
        exported.push(path);
    }
    Ok(())
}

/// Whether these octets are in a plain file already. Links and pipes are not looked into.
fn holds(path: &Path, there: &Metadata, octets: &[u8]) -> bool {
    let same_length = usize::try_from(there.len()).is_ok_and(|length| length == octets.len());
    there.is_file() && same_length && fs::read(path).is_ok_and(|found| found == octets)
}
