//! The report for a hotline: what went wrong, with its short code, and what is to be seen of PC,
//! reader and card, in a file that the person hands on.

use std::path::{Path, PathBuf};

use super::choice::Choice;
use super::menu::Menu;
use super::state::Guide;
use crate::commands::doctor;
use crate::report::facts::kept::LastFailure;
use crate::report::failure::Wish;
use crate::report::{Failure, explain};
use crate::system::clock::Date;
use crate::system::folders;
use crate::text::Tone;

/// What failed where no command did.
pub(super) const GUIDE: &str = "guide";

impl Guide<'_, '_> {
    /// The choice to write the report, with the code to read out where something failed.
    pub(super) fn with_report(&self, menu: Menu, failed: Option<&LastFailure>) -> Menu {
        let text = self.context.text;
        let choice = text.guide_choice_report();
        let words = match failed.and_then(|failed| failed.short_code.as_deref()) {
            Some(code) => text.guide_choice_report_code(&choice, code),
            None => choice,
        };
        menu.or(Choice::Report, words)
    }

    /// Offers the report, writes it where the person wants it, and says where it lies and what is
    /// in it. What cannot be written is said, and nothing else comes of it.
    ///
    /// # Errors
    /// The person cancelled.
    pub(super) fn write_report(&mut self, failed: Option<LastFailure>) -> Result<(), Failure> {
        let text = self.context.text;
        let path = free_path(&text.report_file_name(&Date::today().to_string()));
        let code = failed.as_ref().and_then(|failed| failed.short_code.clone());
        self.mark();
        match doctor::report(self.context, &self.asked, self.machine, &path, failed) {
            Ok(None) => Ok(()),
            Ok(Some(_)) => {
                let holds = match code {
                    Some(code) => text.report_holds_code(&code),
                    None => text.report_holds(),
                };
                self.say(Tone::Plain, &holds);
                Ok(())
            }
            Err(cancelled @ Failure::Wish(Wish::Cancelled { .. })) => Err(cancelled),
            Err(failure) => {
                let site = self.context.seen.site;
                self.say(Tone::Warning, &explain(&failure, site, text).what);
                Ok(())
            }
        }
    }
}

/// A file of this name, in the person's own folder, that is not there yet.
fn free_path(name: &str) -> PathBuf {
    let folder = folders::home_folder().unwrap_or_default();
    let numbered = |number: u32| match number {
        1 => folder.join(format!("{name}.html")),
        number => folder.join(format!("{name}-{number}.html")),
    };
    let is_free = |path: &PathBuf| !is_there(path);
    // Whoever has a hundred of one day gets the word that the last one is there.
    let mut paths = (1..=100).map(numbered);
    paths.find(is_free).unwrap_or_else(|| numbered(1))
}

fn is_there(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}
