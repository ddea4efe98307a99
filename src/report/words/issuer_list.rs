//! gematik's list of issuers in words: which one is gone by, and why one is not believed.

use super::certificates::obstacle_words;
use super::dates;
use super::line::Line;
use crate::text::{Text, Tone};
use crate::trust::{Freshness, List, Refusal};

/// Which list is gone by, and whether a newer one should be.
pub(super) fn used(list: &List, freshness: Freshness, text: Text) -> Vec<Line> {
    let number = list.sequence_number;
    let (issued, end) = (
        dates::date(list.issued, text),
        dates::date(list.next_update, text),
    );
    let line = match freshness {
        Freshness::Current => (Tone::Plain, text.list_used(number, &issued)),
        Freshness::Over { .. } => (Tone::Warning, text.list_over(number, &issued, &end)),
        Freshness::Old { .. } => (Tone::Warning, text.list_old(number, &issued, &end)),
    };
    let successors = list.successors.iter();
    let successors = successors.map(|name| (Tone::Plain, text.list_successor(name)));
    std::iter::once(line).chain(successors).collect()
}

/// That a list is not used, and why.
pub(super) fn refused(file: &str, why: &Refusal, text: Text) -> String {
    let day = |seconds: &Option<i64>| {
        seconds.map_or_else(
            || text.list_day_unreadable(),
            |seconds| dates::date(seconds, text),
        )
    };
    let why = match why {
        Refusal::TooLarge => text.list_too_large(),
        Refusal::WebPage => text.list_web_page(),
        Refusal::Packed => text.list_packed(),
        Refusal::NoSignature => text.list_without_signature(),
        Refusal::OtherAuthority { named } => text.list_of_other_authority(named),
        Refusal::SignerForged => text.list_forged(),
        Refusal::NoRight => text.list_signer_without_right(),
        Refusal::SignerNotValid { from, until } => text.list_signer_over(&day(from), &day(until)),
        Refusal::AuthorityNotValid { from, until } => {
            text.list_authority_over(&dates::date(*from, text), &dates::date(*until, text))
        }
        Refusal::OtherOctets => text.list_of_other_octets(),
        Refusal::Unverifiable(obstacle) => text.list_unverifiable(&obstacle_words(obstacle, text)),
        Refusal::NotAList { why } => text.list_unreadable(why),
    };
    text.list_refused(file, &why)
}
