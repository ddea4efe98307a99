//! gematik's list of issuers in words: which one is gone by, and why one is not believed.

use super::certificates::obstacle_words;
use super::dates;
use super::line::Line;
use crate::issuers::Found;
use crate::report::facts::issuer_list::{Done, ListHere, is_of_the_future};
use crate::text::{Text, Tone};
use crate::trust::{Freshness, List, Provider, Refusal};

/// What `issuers` says.
#[must_use]
pub fn lines(here: &ListHere, text: Text) -> Vec<Line> {
    let Some(found) = &here.found else {
        let none = match here.done {
            Done::Shown { spoiled: true } => text.list_none_of_use(),
            _ => text.list_none(),
        };
        return vec![(Tone::Plain, none), (Tone::Plain, text.list_none_do())];
    };
    let list = &found.list;
    let (number, issued) = (list.sequence_number, dates::date(list.issued, text));
    let mut lines = match here.done {
        Done::Shown { .. } => shown(found, here.now, text),
        Done::Taken { changed: false, .. } => {
            vec![(Tone::Good, text.list_is_newest(number, &issued))]
        }
        Done::Taken {
            fetched, before, ..
        } => {
            let said = if fetched {
                text.list_fetched(number, &issued)
            } else {
                text.list_imported(number, &issued)
            };
            let before = before.map(|before| (Tone::Plain, text.list_before(before)));
            std::iter::once((Tone::Good, said)).chain(before).collect()
        }
    };
    if !matches!(here.done, Done::Shown { .. }) {
        lines.extend(kept_in(found, text));
    }
    let is_old = matches!(list.freshness(here.now), Freshness::Old { .. });
    if is_old && matches!(here.done, Done::Taken { fetched: true, .. }) {
        // Nothing good was done: this comes before what was.
        for (tone, _) in &mut lines {
            *tone = Tone::Plain;
        }
        let end = dates::date(list.next_update, text);
        lines.insert(0, (Tone::Warning, text.list_old_at_the_point(number, &end)));
    } else {
        lines.extend(freshness(list, here, text));
    }
    if is_of_the_future(list, here.now) {
        let today = dates::date(here.now, text);
        lines.push((Tone::Warning, text.list_of_the_future(&issued, &today)));
    }
    lines.extend(successors(list, text));
    lines
}

/// All that is known of the list.
fn shown(found: &Found, now: i64, text: Text) -> Vec<Line> {
    let list = &found.list;
    let authorities: usize = list.providers.iter().map(|one| one.authorities.len()).sum();
    let is_current = list.freshness(now) == Freshness::Current;
    let tone = if is_current { Tone::Good } else { Tone::Plain };
    let mut lines = vec![
        (Tone::Heading, text.list_heading(list.sequence_number)),
        (
            tone,
            text.list_days(
                &dates::date(list.issued, text),
                &dates::date(list.next_update, text),
            ),
        ),
        (Tone::Plain, text.list_signed_by(&list.signer)),
    ];
    lines.extend(kept_in(found, text));
    lines.push((Tone::Plain, text.list_authorities(authorities)));
    let of_use = |one: &&Provider| !one.authorities.is_empty() || !one.responders.is_empty();
    let providers = list.providers.iter().filter(of_use).map(|one| {
        let line = text.list_provider(&one.name, one.authorities.len(), one.responders.len());
        (Tone::Plain, format!("  {line}"))
    });
    lines.extend(providers);
    if list.unread > 0 {
        lines.push((Tone::Warning, text.list_unread(list.unread)));
    }
    lines
}

fn kept_in(found: &Found, text: Text) -> Option<Line> {
    let path = found.path.as_ref()?;
    Some((Tone::Plain, text.list_kept_in(&path.display().to_string())))
}

/// That a newer one should be here. Where just now none was to be had, the clock may be why.
fn freshness(list: &List, here: &ListHere, text: Text) -> Option<Line> {
    let end = dates::date(list.next_update, text);
    let was_fetched = matches!(here.done, Done::Taken { fetched: true, .. });
    let words = match list.freshness(here.now) {
        Freshness::Current => return None,
        _ if was_fetched => text.list_over_at_the_point(&end, &dates::date(here.now, text)),
        Freshness::Over { .. } => text.list_over_here(&end),
        Freshness::Old { .. } => text.list_old_here(&end),
    };
    Some((Tone::Warning, words))
}

fn successors(list: &List, text: Text) -> impl Iterator<Item = Line> {
    let names = list.successors.iter();
    names.map(move |name| (Tone::Plain, text.list_successor(name)))
}

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
    std::iter::once(line)
        .chain(successors(list, text))
        .collect()
}

/// That a list is not used, and why.
pub(super) fn refused(file: &str, why: &Refusal, text: Text) -> String {
    text.list_refused(file, &why_refused(why, Origin::File, text))
}

/// Where a list came from that is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// It was fetched just now.
    Net,
    /// From a file that somebody gave.
    File,
    /// It is kept here, and was believed once.
    Kept,
}

/// Why a list is not believed, as a part of a sentence.
pub(super) fn why_refused(why: &Refusal, origin: Origin, text: Text) -> String {
    let day = |seconds: &Option<i64>| {
        seconds.map_or_else(
            || text.list_day_unreadable(),
            |seconds| dates::date(seconds, text),
        )
    };
    match (why, origin) {
        (
            Refusal::TooLarge
            | Refusal::WebPage
            | Refusal::Packed
            | Refusal::NoSignature
            | Refusal::OtherOctets
            | Refusal::SignerForged
            | Refusal::Unverifiable(_),
            Origin::Kept,
        ) => return text.list_damaged(),
        (Refusal::WebPage, Origin::Net) => return text.list_web_page_fetched(),
        (Refusal::Packed, Origin::Net) => return text.list_packed_fetched(),
        (Refusal::NoSignature, Origin::Net) => return text.list_no_signature_fetched(),
        // One octet that was altered on the way says no more than that.
        (Refusal::SignerForged, Origin::Net) => return text.list_forged_fetched(),
        (Refusal::OtherOctets, Origin::Net) => return text.list_altered_fetched(),
        (Refusal::AuthorityNotValid { from, now, .. }, _) if now < from => {
            return text.list_clock_before(&dates::date(*now, text));
        }
        _ => {}
    }
    match why {
        Refusal::TooLarge => text.list_too_large(),
        Refusal::WebPage => text.list_web_page(),
        Refusal::Packed => text.list_packed(),
        Refusal::NoSignature => text.list_without_signature(),
        Refusal::OtherAuthority { named } => text.list_of_other_authority(named),
        Refusal::SignerForged => text.list_forged(),
        Refusal::NoRight => text.list_signer_without_right(),
        Refusal::SignerNotValid { from, until } => text.list_signer_over(&day(from), &day(until)),
        Refusal::AuthorityNotValid { from, until, .. } => {
            text.list_authority_over(&dates::date(*from, text), &dates::date(*until, text))
        }
        Refusal::OtherOctets => text.list_of_other_octets(),
        Refusal::Unverifiable(obstacle) => text.list_unverifiable(&obstacle_words(obstacle, text)),
        Refusal::NotAList { why } => text.list_unreadable(why),
    }
}
