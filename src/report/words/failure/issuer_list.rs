//! gematik's list of issuers, in words.

use super::{Message, message};
use crate::online::Error;
use crate::report::facts::failure::IssuerList;
use crate::report::words::issuer_list::why_refused;
use crate::report::words::online::reason;
use crate::system::machine::Site;
use crate::system::os::Os;
use crate::text::Text;
use crate::trust::Refusal;

pub(super) fn explain(cause: &IssuerList, site: Site, text: Text) -> Message {
    match cause {
        IssuerList::Unavailable { url, why } => {
            let hint = match why {
                Error::Proxy(_) => text.list_proxy_do(),
                _ => text.list_unavailable_do(url),
            };
            message(text.list_unavailable(&why_unavailable(why, text)), hint)
        }
        IssuerList::Refused { from, why } => message(
            text.list_not_taken(from, &why_refused(why, text)),
            refused_do(why, text),
        ),
        IssuerList::Spoiled { path, why } => message(
            text.list_spoiled(path, &why_refused(why, text)),
            match why {
                Refusal::SignerNotValid { .. }
                | Refusal::AuthorityNotValid { .. }
                | Refusal::NotAList { .. } => refused_do(why, text),
                _ => text.list_spoiled_do(),
            },
        ),
        IssuerList::Older { here, offered } => {
            message(text.list_older(*offered, *here), text.list_older_do())
        }
        IssuerList::Missing { path } => message(text.list_missing(path), text.list_missing_do()),
        IssuerList::NoPlace => {
            let hint = match site.os {
                Os::Windows => text.list_no_place_do_windows(),
                _ => text.notes_no_place_do(),
            };
            message(text.list_no_place(), hint)
        }
    }
}

/// Why it could not be fetched, as a part of a sentence.
fn why_unavailable(why: &Error, text: Text) -> String {
    match why {
        Error::Broken(_) => text.list_broken(),
        Error::TooManyRedirects { .. } => text.list_sent_around(),
        Error::NotHttp => text.list_not_http(),
        Error::HttpStatus(code) => text.list_http_status(*code),
        Error::TimedOut { .. } => text.list_timed_out(),
        Error::SentElsewhere { url } => text.list_sent_elsewhere(url),
        other => reason(other, text),
    }
}

/// What helps against a list that is not believed.
fn refused_do(why: &Refusal, text: Text) -> String {
    match why {
        Refusal::TooLarge
        | Refusal::WebPage
        | Refusal::Packed
        | Refusal::NoSignature
        | Refusal::OtherOctets => text.list_altered_do(),
        Refusal::OtherAuthority { .. }
        | Refusal::SignerForged
        | Refusal::NoRight
        | Refusal::Unverifiable(_) => text.list_foreign_do(),
        Refusal::SignerNotValid { .. } | Refusal::AuthorityNotValid { .. } => text.list_clock_do(),
        Refusal::NotAList { .. } => text.list_unread_do(),
    }
}
