//! Findings at a Konnektor and its terminals, in words.

use super::Said;
use crate::report::facts::finding::OfKonnektor;
use crate::report::words::calls::with_profile;
use crate::report::words::examination;
use crate::report::words::failure::{Message, konnektor};
use crate::system::machine::Site;
use crate::text::Text;

pub(super) fn say(found: &OfKonnektor, site: Site, text: Text) -> Said {
    match found {
        OfKonnektor::Failed { cause, profile } => {
            let Message { what, hint } = konnektor::explain(cause, text);
            Said::with(what, with_profile(&hint, profile, site))
        }
        OfKonnektor::NoTerminal { workplace } => Said::with(
            text.setup_no_terminal(workplace),
            text.setup_no_terminal_do(),
        ),
        OfKonnektor::Remark {
            remark,
            profile,
            is_step_said,
        } => {
            let (what, help) = examination::remark(remark, profile, text);
            if *is_step_said {
                Said::only(what)
            } else {
                Said::with(what, help)
            }
        }
        OfKonnektor::Ok => Said::only(text.konnektor_ok()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::facts::failure::Konnektor;
    use crate::text::Language;

    #[test]
    fn what_helps_with_a_konnektor_names_it() {
        for cause in Konnektor::samples() {
            let profile = "praxis".to_owned();
            let found = OfKonnektor::Failed { cause, profile };
            for language in [Language::De, Language::En] {
                let said = say(&found, Site::default(), Text::new(language));
                let remedy = said.remedy.unwrap_or_default();
                assert!(!remedy.contains("NAME"), "{remedy}");
            }
        }
    }
}
