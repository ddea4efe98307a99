//! `man`: the pages of the manual, one to read or all into a folder.

use std::path::Path;

use crate::cli::ManArgs;
use crate::cli::man::{Page, about, pages};
use crate::dialog::Dialog;
use crate::report::failure::{CallFault, CommandLine, WrongCall};
use crate::report::{Body, Failure, Outcome};
use crate::system::clock::Date;
use crate::system::files::{self, Access};
use crate::system::locale;
use crate::text::Text;

/// Prints one page, or writes all of them; those that are there already are replaced.
///
/// # Errors
/// No command of that name; a page cannot be written.
pub fn run(arguments: &ManArgs, dialog: &mut dyn Dialog, text: Text) -> Result<Outcome, Failure> {
    let pages = pages(text, date());
    match &arguments.to {
        Some(folder) => write(&pages, folder)?,
        None => {
            let page = about(&pages, &arguments.command).ok_or_else(|| unknown(arguments))?;
            dialog.hand_out(page.content.trim_end());
        }
    }
    Ok(Outcome::of(Body::Nothing))
}

/// Today, or the day of the source where one asks for builds that can be repeated
/// (reproducible-builds.org).
fn date() -> Date {
    let of_source = locale::variable("SOURCE_DATE_EPOCH");
    let seconds = of_source.and_then(|seconds| seconds.trim().parse().ok());
    seconds.map_or_else(Date::today, Date::from_seconds)
}

fn unknown(arguments: &ManArgs) -> Failure {
    let fault = CallFault::UnknownCommand {
        typed: arguments.command.join(" "),
        meant: None,
    };
    let call = WrongCall {
        fault,
        command: None,
        may_hold_secret: false,
    };
    CommandLine::Wrong(Box::new(call)).into()
}

fn write(pages: &[Page], folder: &Path) -> Result<(), Failure> {
    files::create_folder(folder).map_err(|error| Failure::file(folder, &error))?;
    for page in pages {
        let path = folder.join(&page.file);
        files::write_atomically(&path, page.content.as_bytes(), Access::Everyone)
            .map_err(|error| Failure::file(&path, &error))?;
    }
    Ok(())
}
