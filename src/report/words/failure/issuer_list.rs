//! gematik's list of issuers, in words.

use super::{Message, message};
use crate::online::{Error, NoReply};
use crate::report::facts::failure::IssuerList;
use crate::report::words::dates;
use crate::report::words::issuer_list::{Origin, why_refused};
use crate::report::words::online::reason;
use crate::report::words::trouble;
use crate::system::machine::Site;
use crate::system::os::Os;
use crate::system::trouble::Trouble;
use crate::text::Text;
use crate::trust::Refusal;

pub(super) fn explain(cause: &IssuerList, site: Site, text: Text) -> Message {
    match cause {
        IssuerList::Unavailable { url, why } => {
            let hint = match why {
                Error::NoReply(NoReply::Proxy(_)) => text.list_proxy_do(),
                _ => text.list_unavailable_do(url),
            };
            message(text.list_unavailable(&why_unavailable(why, text)), hint)
        }
        IssuerList::Refused { from, fetched, why } => {
            let origin = if *fetched { Origin::Net } else { Origin::File };
            message(
                text.list_not_taken(from, &why_refused(why, origin, text)),
                refused_do(why, origin, text),
            )
        }
        IssuerList::Spoiled { path, why } => message(
            text.list_spoiled(path, &why_refused(why, Origin::Kept, text)),
            refused_do(why, Origin::Kept, text),
        ),
        IssuerList::Over { days, now } => message(
            text.list_too_old(u32::try_from(*days).unwrap_or(u32::MAX)),
            text.list_too_old_do(&dates::date(*now, text)),
        ),
        IssuerList::Unread { path, trouble } => message(
            text.list_spoiled(path, &trouble::cause(trouble, text)),
            if is_in_the_way(trouble) {
                text.list_in_the_way_do(path)
            } else {
                trouble::file_do(path, trouble, None, site, text)
            },
        ),
        IssuerList::NotKept { path, trouble } => {
            let why = match trouble {
                Trouble::Taken => text.list_held(),
                other => trouble::cause(other, text),
            };
            message(
                text.list_not_kept(path, &why),
                not_kept_do(path, trouble, site, text),
            )
        }
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
        Error::NoReply(NoReply::Broken(_)) => text.list_broken(),
        Error::NoReply(NoReply::TooManyRedirects { .. }) => text.list_sent_around(),
        Error::NoReply(NoReply::NotHttp) => text.list_not_http(),
        Error::NoReply(NoReply::Encoded { coding }) => text.list_encoded(coding),
        Error::NoReply(NoReply::HttpStatus(code)) => text.list_http_status(*code),
        Error::NoReply(NoReply::TimedOut { .. } | NoReply::Unfinished { .. }) => {
            text.list_timed_out()
        }
        Error::NoReply(NoReply::SentElsewhere { url }) => text.list_sent_elsewhere(url),
        other => reason(other, text),
    }
}

/// What helps against a list that is not believed.
fn refused_do(why: &Refusal, origin: Origin, text: Text) -> String {
    match (why, origin) {
        (Refusal::AuthorityNotValid { from, now, .. }, _) if now < from => text.list_set_clock_do(),
        (Refusal::SignerNotValid { .. } | Refusal::AuthorityNotValid { .. }, _) => {
            text.list_clock_do()
        }
        (Refusal::NotAList { .. }, _) => text.list_unread_do(),
        (_, Origin::Kept) => text.list_spoiled_do(),
        // What comes from gematik's own address and is not gematik's was altered on the way.
        (_, Origin::Net) => text.list_altered_do(),
        (Refusal::NoSignature, Origin::File) => text.list_signature_do(),
        (
            Refusal::TooLarge | Refusal::WebPage | Refusal::Packed | Refusal::OtherOctets,
            Origin::File,
        ) => text.list_both_anew_do(),
        (
            Refusal::OtherAuthority { .. }
            | Refusal::SignerForged
            | Refusal::NoRight
            | Refusal::Unverifiable(_),
            Origin::File,
        ) => text.list_foreign_do(),
    }
}

/// Whether something else has the name of the file.
const fn is_in_the_way(trouble: &Trouble) -> bool {
    matches!(
        trouble,
        Trouble::IsFolder
            | Trouble::NotPlain
            | Trouble::Link
            | Trouble::LinkToNothing
            | Trouble::ForeignLink
    )
}

/// What helps where the list cannot be kept.
fn not_kept_do(path: &str, trouble: &Trouble, site: Site, text: Text) -> String {
    match (trouble, site.os) {
        (trouble, _) if is_in_the_way(trouble) => text.list_in_the_way_do(path),
        (Trouble::Taken, _) => text.list_held_do(),
        (Trouble::ReadOnly | Trouble::Forbidden | Trouble::NoFolder, Os::Linux) => {
            text.list_other_place_do()
        }
        (Trouble::ReadOnly | Trouble::Forbidden | Trouble::NoFolder, Os::Windows) => {
            text.list_no_place_do_windows()
        }
        (Trouble::ReadOnly | Trouble::Forbidden | Trouble::NoFolder, _) => {
            text.list_from_folder_do()
        }
        (trouble, _) => trouble::file_do(path, trouble, None, site, text),
    }
}
