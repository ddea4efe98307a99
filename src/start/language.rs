//! In which language a run speaks: as the command line says, else the variable, else the settings,
//! else the system.

use std::ffi::OsString;

use crate::cli;
use crate::dialog::Dialog;
use crate::settings::Settings;
use crate::system::locale;
use crate::text::{Language, Text, Tone};

/// The variable of the environment.
pub(super) const LANG: &str = "PINLOTSE_LANG";

/// The language of a run.
pub(super) fn language(arguments: &[OsString], settings: &Settings) -> Language {
    let asked = cli::language_of(arguments);
    let variable = || locale::variable(LANG).map(|tag| Language::of_tag(Some(&tag)));
    let set = settings.lang.as_ref();
    asked
        .or_else(variable)
        .or_else(|| set.map(|set| Language::of_tag(Some(&set.value))))
        .unwrap_or_else(|| Language::of_tag(locale::preferred_language_tag().as_deref()))
}

/// Says that PINLOTSE_LANG asks for a language that is not spoken here, where it decides.
pub(super) fn remark_on_language(dialog: &mut dyn Dialog, arguments: &[OsString], text: Text) {
    let asked = cli::language_of(arguments);
    let named = locale::variable(LANG).filter(|tag| !Language::is_spoken(tag));
    if let (None, Some(tag)) = (asked, named) {
        // Whatever was meant by them: digits of a variable are not repeated.
        let shown: String = tag
            .chars()
            .map(|c| if c.is_numeric() { '…' } else { c })
            .collect();
        dialog.say(Tone::Plain, &text.language_unknown(&shown));
    }
}
