//! Findings at a Konnektor and its terminals, in words.

use super::Said;
use crate::report::facts::finding::OfKonnektor;
use crate::report::words::examination;
use crate::report::words::failure::konnektor;
use crate::text::Text;

pub(super) fn say(found: &OfKonnektor, text: Text) -> Said {
    match found {
        OfKonnektor::Failed(cause) => konnektor::explain(cause, text).into(),
        OfKonnektor::NoTerminal { workplace } => Said::with(
            text.setup_no_terminal(workplace),
            text.setup_no_terminal_do(),
        ),
        OfKonnektor::Remark { remark, profile } => {
            let (what, help) = examination::remark(remark, profile, text);
            Said::with(what, help)
        }
        OfKonnektor::Ok => Said::only(text.konnektor_ok()),
    }
}
