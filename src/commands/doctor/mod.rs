//! `doctor`: the PC, then its readers, then the cards in them. A probe that fails is a finding;
//! only Ctrl-C ends it.

mod probe;
mod report_file;

use std::path::Path;
use std::sync::Arc;

use self::probe::Probing;
use self::report_file::ReportFile;
pub use self::report_file::masked;
use super::readers;
use crate::attempts::{self, LastFailure};
use crate::card::Depth;
use crate::cli::DoctorArgs;
use crate::issuers::Found;
use crate::reader;
use crate::report::facts::diagnosis::{CardFound, Diagnosis, ListSeen, Looked, ReaderFound};
use crate::report::words::diagnosis;
use crate::report::{Body, Failure, Outcome, Seen};
use crate::session::desk::card_facts;
use crate::session::desk::certificate_check::Judging;
use crate::session::desk::context::Context;
use crate::session::desk::issuer_list::{self, Here};
use crate::session::desk::places::{Place, PlaceError, matching};
use crate::session::desk::wanted::Wanted;
use crate::settings::InForce;
use crate::system::machine::{Machine, Service, Surroundings};
use crate::text::Tone;
use crate::topics::readers::is_reader;

/// Looks at everything, shows it, and writes the report that was asked for.
///
/// # Errors
/// That the person cancelled.
pub fn run(
    context: &mut Context<'_>,
    wanted: &Wanted,
    machine: &Machine,
    in_force: InForce,
    arguments: &DoctorArgs,
) -> Result<Outcome, Failure> {
    let file = arguments.report.as_ref().map(|path| ReportFile {
        path,
        with_names: arguments.with_names,
        private: machine.private(),
        failed: None,
    });
    if let Some(file) = file.as_ref().filter(|_| context.dialog.is_interactive()) {
        // Who sits there can name another file at once; a script gets its findings all the same.
        file.check()?;
    }
    let probing = arguments.probe.as_ref().map(|path| Probing {
        path,
        dry_run: arguments.dry_run,
    });
    if let Some(probing) = &probing {
        probing.check()?;
    }
    let mut seen = judged(context, wanted, machine, in_force)?;
    let is_brief = context.dialog.shows_on_screen() && !arguments.details;
    show(context, &seen, is_brief);
    if is_brief {
        let (tone, line) = diagnosis::details_call(&seen, context.text);
        context.dialog.show(Tone::Plain, "");
        context.dialog.show(tone, &line);
    }
    seen.label = arguments.label.clone();
    if arguments.redact {
        // Notes are private, and neither the findings nor the exit code may go by them then.
        seen = seen.without_notes();
    }
    let mut failures = seen.failures();
    if let Some(file) = &file {
        match file.write(context, &seen) {
            Ok(written) => seen.report = written,
            // What was found stays found.
            Err(failure) => failures.push(failure),
        }
    }
    if let Some(probing) = &probing {
        match probing.run(context, wanted, &seen) {
            Ok(written) => seen.probe = written,
            Err(failure) => failures.push(failure),
        }
    }
    Ok(Outcome {
        body: Body::Doctor(Box::new(seen)),
        changed: false,
        failures,
    })
}

/// Looks at everything and shows what it comes to, on one screen.
///
/// # Errors
/// That the person cancelled.
pub fn examine(
    context: &mut Context<'_>,
    wanted: &Wanted,
    machine: &Machine,
) -> Result<(), Failure> {
    let seen = judged(context, wanted, machine, InForce::default())?;
    show(context, &seen, true);
    Ok(())
}

/// Looks at everything and writes the report for support to a file that is not there yet, as
/// `--report` does; `failed` is what the person is at a loss with. Returns the path, or `None` when
/// the person would rather not.
///
/// # Errors
/// The file is there already, cannot be written, or that the person cancelled.
pub fn report(
    context: &mut Context<'_>,
    wanted: &Wanted,
    machine: &Machine,
    path: &Path,
    failed: Option<LastFailure>,
) -> Result<Option<String>, Failure> {
    let file = ReportFile {
        path,
        with_names: false,
        private: machine.private(),
        failed,
    };
    file.check()?;
    let mut seen = judged(context, wanted, machine, InForce::default())?;
    seen.last_failure = file.failed.clone().or(seen.last_failure);
    file.write(context, &seen)
}

fn judged(
    context: &mut Context<'_>,
    wanted: &Wanted,
    machine: &Machine,
    in_force: InForce,
) -> Result<Diagnosis, Failure> {
    let mut seen = look(context, wanted, machine)?;
    seen.settings = in_force;
    seen.judge();
    remember(context, &seen);
    Ok(seen)
}

/// The result first; the details behind it, where there is room for them.
fn show(context: &mut Context<'_>, seen: &Diagnosis, is_brief: bool) {
    let text = context.text;
    if is_brief {
        for (tone, line) in diagnosis::brief(seen, text) {
            context.dialog.show(tone, &line);
        }
        return;
    }
    let (tone, line) = diagnosis::summary(seen, text);
    context.dialog.show(tone, &line);
    for section in diagnosis::sections(seen, text) {
        context.dialog.show(Tone::Plain, "");
        context.dialog.show(Tone::Heading, &section.title);
        for (tone, line) in section.lines.iter().filter(|(_, line)| !line.is_empty()) {
            context.dialog.show(*tone, line);
        }
    }
}

fn look(
    context: &mut Context<'_>,
    wanted: &Wanted,
    machine: &Machine,
) -> Result<Diagnosis, Failure> {
    let konnektor = context.places.konnektor();
    if context.interrupts.raised() {
        return Err(context.cancelled());
    }
    let has_failed = konnektor
        .as_ref()
        .is_some_and(|seen| !seen.failed.is_empty());
    // One that failed is not asked again: each time may take long.
    let listed = if has_failed {
        Ok(Vec::new())
    } else {
        list(context, machine)?
    };
    let (service, places) = match listed {
        Ok(places) => (Ok(()), places),
        Err(error) => (Err(error), Vec::new()),
    };
    let meant = matching(&places, wanted.place.as_deref());
    let missing_reader = wanted
        .place
        .clone()
        .filter(|_| meant.is_empty() && service.is_ok() && !has_failed);
    // What is there helps the one who asked for something else.
    let places = if missing_reader.is_some() {
        places
    } else {
        meant
    };
    let mut found = Vec::new();
    for place in places {
        found.push(look_at(context, place)?);
    }
    let is_meant = |found: &ReaderFound| {
        let card = found.card();
        card.is_some_and(|card| wanted.is_number_of(&card.view))
    };
    let card_not_found = wanted.card.is_some() && !found.iter().any(is_meant);
    // Last, so that programs are named which are there when a card was found busy.
    let mut pc = machine.look(&is_reader);
    if context.places.is_virtual() || konnektor.is_some() {
        // No part of a rehearsal, nor of its report; and nothing to do with a card terminal.
        let (service, drivers, usb, programs) = (Service::default(), None, None, None);
        pc = Surroundings {
            service,
            drivers,
            usb,
            programs,
            use_ifd_ccid: None,
            ..pc
        };
    }
    Ok(Diagnosis {
        pc,
        service,
        missing_reader,
        settings: InForce::default(),
        reader_by_default: wanted.by_default.clone(),
        wrong_clock: Judging::usual().wrong_clock(),
        notes: notes_trouble(context),
        card_not_found: card_not_found && !found.is_empty(),
        readers: found,
        konnektor,
        is_virtual: context.places.is_virtual(),
        knows_served: context.knows_served,
        findings: Vec::new(),
        last_failure: context.notes.last_failure(),
        issuer_list: list_here(context),
        label: None,
        report: None,
        probe: None,
    })
}

/// The list of issuers that is here; no part of a rehearsal.
fn list_here(context: &Context<'_>) -> Option<ListSeen> {
    if context.places.is_virtual() {
        return None;
    }
    let now = issuer_list::now();
    let here = Here::look(&context.keeper, &context.anchor, now);
    here.found.map(|Found { list, .. }| ListSeen {
        number: list.sequence_number,
        issued: list.issued,
        next_update: list.next_update,
        freshness: list.freshness(now),
    })
}

/// Why tries at real cards cannot be noted.
fn notes_trouble(context: &Context<'_>) -> Option<Arc<attempts::Error>> {
    let is_real = !context.places.is_virtual();
    is_real
        .then(|| context.notes.check_room().err().map(Arc::new))
        .flatten()
}

/// The readers. A service that takes nobody in is seen at once by its socket, before it is waited
/// for.
///
/// # Errors
/// That the person cancelled.
fn list(
    context: &mut Context<'_>,
    machine: &Machine,
) -> Result<Result<Vec<Place>, reader::Error>, Failure> {
    let is_here = !context.places.is_virtual() && context.places.workplace().is_none();
    let answer = if is_here && machine.service_hangs() {
        Err(reader::Error::ServiceHangs)
    } else {
        match context.places.list() {
            Ok(places) => Ok(places),
            Err(PlaceError::Reader(error)) => Err(error),
            // It was found when the Konnektor was asked.
            Err(PlaceError::Konnektor(_)) => Ok(Vec::new()),
        }
    };
    if context.interrupts.raised() && answer.is_err() {
        return Err(context.cancelled());
    }
    Ok(answer)
}

fn look_at(context: &mut Context<'_>, place: Place) -> Result<ReaderFound, Failure> {
    let id = place.id.clone();
    let (row, look) = readers::look_at(context, place, Depth::NEEDED, readers::ONE_CARD)?;
    let look = match look {
        None => Looked::Empty,
        Some(Err(why)) => Looked::Failed(why),
        Some(Ok(view)) => {
            let status = card_facts::body(context, &id, &view);
            Looked::Card(Box::new(CardFound { view, status }))
        }
    };
    Ok(ReaderFound { row, look })
}

/// The card of the run's document: the first one for the job.
fn remember(context: &mut Context<'_>, seen: &Diagnosis) {
    let ours = |found: &&ReaderFound| found.card().is_some_and(|card| card.view.kind.is_ours());
    if let Some(found) = seen.readers.iter().find(ours) {
        let is_served = |card| !seen.is_virtual && seen.is_rehearsal(card);
        context.seen = Seen {
            typed: std::mem::take(&mut context.seen.typed),
            site: context.seen.site,
            called: std::mem::take(&mut context.seen.called),
            rehearsal: found.card().is_some_and(is_served),
            ..found.seen()
        };
    }
}
