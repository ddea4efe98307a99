//! The report of `doctor`: masked, offered and shown on request before it is written, one file.

use std::path::Path;
use std::time::SystemTime;

use crate::commands::record::check_free;
use crate::holder::sheet::{Row, Sheet};
use crate::konnektor::identifiers::Id;
use crate::report::document::marked::Marked;
use crate::report::document::{Document, Run};
use crate::report::facts::diagnosis::{Diagnosis, Looked};
use crate::report::facts::failure::{Konnektor, Unreached};
use crate::report::facts::kept::LastFailure;
use crate::report::support_file::page::Page;
use crate::report::support_file::redact::{self, Names, Redactor, Told};
use crate::report::{Body, Failure, Outcome};
use crate::session::desk::context::Context;
use crate::session::desk::pages::page_by_page;
use crate::system::clock;
use crate::system::files::{self, Access};
use crate::system::machine::Private;
use crate::system::printable::Printable;
use crate::text::Tone;

/// What `--report` asks for.
pub struct ReportFile<'a> {
    /// The file to make.
    pub path: &'a Path,
    /// Whether names of holders stay.
    pub with_names: bool,
    /// What of this PC must not stand in it.
    pub private: Private,
    /// What it is written for, where that is known.
    pub failed: Option<LastFailure>,
}

impl ReportFile<'_> {
    /// Whether it can be written: the file is not there, and there is room for it.
    ///
    /// # Errors
    /// It is there already, or cannot be written.
    pub fn check(&self) -> Result<(), Failure> {
        check_free(self.path)?;
        files::check_writable(self.path).map_err(|error| Failure::file(self.path, &error))
    }

    /// Offers it to the person, who may look at all that goes out, and writes it. Without anybody to
    /// ask the flag is wish enough.
    ///
    /// Returns the path, or `None` when the person said no.
    ///
    /// # Errors
    /// The file is there already, cannot be written, or that the person cancelled.
    pub fn write(
        &self,
        context: &mut Context<'_>,
        seen: &Diagnosis,
    ) -> Result<Option<String>, Failure> {
        self.check()?;
        let text = context.text;
        let report = self.report(context, seen)?;
        let shown = self.path.display().to_string();
        if context.dialog.is_interactive() && !self.is_wanted(context, &report.page)? {
            context.say(Tone::Plain, &text.report_not_written());
            return Ok(None);
        }
        // Perhaps somebody else's by now.
        files::create_atomically(self.path, report.content.as_bytes(), Access::Owner)
            .map_err(|error| Failure::new_file(self.path, &error))?;
        context.say(Tone::Plain, &text.report_written(&shown));
        Ok(Some(shown))
    }

    /// Whether the person wants it, who may look at it as often as they like.
    fn is_wanted(&self, context: &mut Context<'_>, page: &Page) -> Result<bool, Failure> {
        let text = context.text;
        let path = self.path.display().to_string();
        let offer = if self.with_names {
            text.report_offer_with_names(&path)
        } else {
            text.report_offer(&path)
        };
        let choices = [
            text.report_choice_write(),
            text.report_choice_look(),
            text.report_choice_not(),
        ];
        loop {
            context.say(Tone::Plain, "");
            match context.choose_of_all(&offer, &choices)? {
                0 => return Ok(true),
                1 => preview(context, page)?,
                _ => return Ok(false),
            }
        }
    }

    /// Without what this PC noted of tries: notes are never part of a report.
    fn report(&self, context: &Context<'_>, seen: &Diagnosis) -> Result<Report, Failure> {
        let text = context.text;
        let seen = seen.without_notes();
        let failures = seen.failures();
        let outcome = Outcome {
            body: Body::Doctor(Box::new(seen.clone())),
            changed: false,
            failures,
        };
        let run = Run {
            command: Some("doctor"),
            is_virtual: seen.is_virtual || context.seen.rehearsal,
            dry_run: false,
        };
        let document = marked(&Document::of_outcome(run, &outcome, &context.seen, text))?;
        let redactor = redactor(&self.private, &document, Some(&seen), None, self.with_names);
        let made = clock::seconds_since_epoch(SystemTime::now());
        let page = Page::new(
            &seen,
            &document,
            &redactor,
            made,
            self.failed.as_ref(),
            text,
        );
        let content = if is_document(self.path) {
            let masked = redactor.document(&document);
            let json = serde_json::to_string_pretty(&masked).unwrap_or_default();
            Printable::document(&json).ended().as_str().to_owned()
        } else {
            page.html(text)
        };
        Ok(Report { page, content })
    }
}

/// A report before it is written: what people are shown of it, and what the file will hold.
struct Report {
    page: Page,
    content: String,
}

/// Whether a program is to read it: the name says so.
fn is_document(path: &Path) -> bool {
    path.extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("json"))
}

/// The document of a run of `doctor` without what is private.
///
/// # Errors
/// A text that nobody would know how to mask: a bug.
pub fn masked(
    document: &Document<'_>,
    result: &Result<Outcome, Failure>,
    private: &Private,
) -> Result<Marked, Failure> {
    let document = marked(document)?;
    let seen = match result {
        Ok(Outcome {
            body: Body::Doctor(seen),
            ..
        }) => Some(seen.as_ref()),
        Ok(_) | Err(_) => None,
    };
    let failure = result.as_ref().err();
    Ok(redactor(private, &document, seen, failure, false).document(&document))
}

fn marked(document: &Document<'_>) -> Result<Marked, Failure> {
    Marked::of(document).map_err(|error| Failure::bug(error.to_string()))
}

fn redactor(
    private: &Private,
    document: &Marked,
    seen: Option<&Diagnosis>,
    failure: Option<&Failure>,
    with_names: bool,
) -> Redactor {
    let people = seen.map(people).unwrap_or_default();
    let asked_for = seen.and_then(|seen| seen.missing_reader.as_deref());
    let redactor = Redactor::new(private, document, &people, asked_for, with_names);
    let redactor = redactor.hiding_told(&told(seen, failure));
    // What is wrong with the notes names their place, and the folder that is closed.
    let notes = seen.and_then(|seen| seen.notes.as_deref());
    let places = notes.iter().flat_map(|error| {
        let closed = error.obstacle().map(|obstacle| obstacle.path.as_path());
        let folder = error.path().parent();
        folder.into_iter().chain(closed)
    });
    places.fold(redactor, |redactor, place| {
        redactor.hiding(&place.display().to_string())
    })
}

/// Names in the certificates of all cards, and those that a Konnektor names.
fn people(seen: &Diagnosis) -> Vec<Names> {
    let sheets = seen
        .readers
        .iter()
        .filter_map(|found| found.card()?.status.sheet.as_ref());
    let names = |sheet: &Sheet| -> Vec<Names> {
        let certificates = sheet.rows.iter().filter_map(Row::certificate);
        let told = sheet.told_holder.as_deref().map(redact::told);
        certificates.map(redact::names).chain(told).collect()
    };
    sheets.flat_map(names).collect()
}

/// What a Konnektor told in its own words, where it and others are, and who asked it.
fn told(seen: Option<&Diagnosis>, failure: Option<&Failure>) -> Vec<Told> {
    let mut failed: Vec<&Konnektor> = Vec::new();
    let mut found: Vec<Told> = Vec::new();
    if let Some(Failure::Unreached(Unreached::Konnektor(why))) = failure {
        failed.push(why);
    }
    for reader in seen.iter().flat_map(|seen| &seen.readers) {
        if let Looked::Failed(Unreached::Konnektor(why)) = &reader.look {
            failed.push(why);
        }
    }
    if let Some(examination) = seen.and_then(|seen| seen.konnektor.as_ref()) {
        failed.extend(&examination.failed);
        let warned = examination.warned.iter();
        found.extend(warned.flat_map(Told::of));
        let caller = &examination.caller;
        let names = [&caller.mandant, &caller.workplace];
        let names = names.into_iter().chain(&caller.user).map(Id::as_str);
        let names = names.chain([examination.profile.as_str()]);
        found.extend(names.map(|name| Told::Name(name.to_owned())));
    }
    for why in failed {
        if let Konnektor::Failed { trouble, .. } = why {
            found.extend(Told::of(trouble));
        }
    }
    found
}

/// Shows all that goes out, page by page.
fn preview(context: &mut Context<'_>, page: &Page) -> Result<(), Failure> {
    let text = context.text;
    let mut lines = vec![(Tone::Heading, text.report_preview())];
    lines.extend(page.preview(text));
    lines.push((Tone::Heading, text.report_preview_end()));
    page_by_page(context, &lines)
}
