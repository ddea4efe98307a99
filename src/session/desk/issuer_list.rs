//! Which of gematik's lists of issuers a run goes by, and how a newer one is fetched.

use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use super::certificate_check::Criteria;
use super::context::Context;
use crate::issuers::{
    Error, Found, InFolder, Keeper, Kept, Look, Offered, PATIENCE, SHORT_PATIENCE, Unusable,
};
use crate::online::{self, Limit, Options};
use crate::report::failure::IssuerList;
use crate::report::{Event, Failure};
use crate::system::clock::seconds_since_epoch;
use crate::system::trouble::Trouble;
use crate::text::Tone;
use crate::trust::{Anchor, Freshness};

/// The list of a run.
#[derive(Debug, Default)]
pub(super) struct Listed {
    /// The one that counts: of those in the folder of issuers, kept and fetched that with the highest
    /// number.
    pub found: Option<Found>,
    /// What was found in the folder of issuers.
    pub in_folder: InFolder,
}

impl Listed {
    /// Looks for lists. What is kept counts where the issuers' services are asked or a folder of issuers
    /// is named; it is fetched where there is none or it is over, that was not forbidden, and not in
    /// vain within the last hour. A folder
    /// without a list stands for whom to believe as long as no list was ever kept: then none is
    /// fetched.
    ///
    /// # Errors
    /// The person cancelled. That no list is to be had is told, and no error.
    pub(super) fn of(context: &mut Context<'_>, criteria: &Criteria) -> Result<Self, Failure> {
        let now = now();
        let folder = criteria.issuers.as_deref();
        if folder.is_none() && !criteria.online {
            return Ok(Self::default());
        }
        let in_folder = folder.map(|folder| InFolder::of(folder, &context.anchor, now));
        let in_folder = in_folder.unwrap_or_default();
        let Look {
            found: kept,
            unusable,
            ..
        } = context.keeper.store.look(&context.anchor, now);
        if criteria.tells {
            for failure in unusable.into_iter().map(unused) {
                context.tell(&Event::Hitch(&failure));
            }
        }
        let mut found = Found::newest(in_folder.found(), kept);
        let is_wanted = match &found {
            Some(found) => found.list.freshness(now) != Freshness::Current,
            None => folder.is_none(),
        };
        // No list names the issuer of a virtual card.
        let may_fetch = criteria.online
            && criteria.fetch
            && context.keeper.point.is_some()
            && !context.places.is_virtual();
        if is_wanted && may_fetch {
            let was_in_vain = context.keeper.store.was_in_vain(now);
            if criteria.tells {
                let line = if was_in_vain {
                    context.text.list_not_again()
                } else {
                    context.text.list_needed()
                };
                context.say(Tone::Plain, &line);
            }
            if !was_in_vain {
                let patience = match found {
                    Some(_) => SHORT_PATIENCE,
                    None => PATIENCE,
                };
                found = Found::newest(found, newer(context, criteria, patience, now)?);
            }
        }
        Ok(Self { found, in_folder })
    }
}

/// What is here without a flag: kept, or in the folder that a setting names.
#[derive(Debug, Default)]
pub struct Here {
    /// The list that counts.
    pub found: Option<Found>,
    /// Why others are not used.
    pub unusable: Vec<Failure>,
}

impl Here {
    /// Looks for it.
    #[must_use]
    pub fn look(keeper: &Keeper, anchor: &Anchor, now: i64) -> Self {
        let Look {
            found, unusable, ..
        } = keeper.store.look(anchor, now);
        let mut here = Self {
            found,
            unusable: unusable.into_iter().map(unused).collect(),
        };
        if let Some(folder) = &keeper.folder {
            let in_folder = InFolder::of(folder, anchor, now);
            here.found = Found::newest(in_folder.found(), here.found);
            let refused = in_folder.refused.into_iter();
            let refused = refused.map(|(path, why)| {
                let from = path.display().to_string();
                let fetched = false;
                Failure::from(IssuerList::Refused { from, fetched, why })
            });
            here.unusable.extend(refused);
        }
        here
    }
}

/// Why a file is not used.
fn unused((path, why): (PathBuf, Unusable)) -> Failure {
    match why {
        Unusable::Unread(error) => {
            let trouble = Trouble::of(&error);
            let path = path.display().to_string();
            IssuerList::Unread { path, trouble }.into()
        }
        Unusable::Refused(why) => {
            let path = path.display().to_string();
            IssuerList::Spoiled { path, why }.into()
        }
    }
}

/// The list that is fetched now. Where it cannot be kept it still serves this run.
fn newer(
    context: &mut Context<'_>,
    criteria: &Criteria,
    patience: Duration,
    now: i64,
) -> Result<Option<Found>, Failure> {
    let tell = |context: &mut Context<'_>, failure: &Failure| {
        if criteria.tells {
            context.tell(&Event::Hitch(failure));
        }
    };
    let offered = match fetch(context, patience, now) {
        Ok(offered) => offered,
        Err(failure) if failure.is_own_wish() => return Err(failure),
        Err(failure) => {
            tell(context, &failure);
            return Ok(None);
        }
    };
    if offered.list.freshness(now) != Freshness::Current {
        // The next run would fetch the same.
        context.keeper.store.note_in_vain(now);
    }
    match keep(context, &offered, now) {
        Ok(kept) => Ok(Some(kept.found)),
        Err(failure) => {
            tell(context, &failure);
            if criteria.tells && matches!(failure, Failure::IssuerList(IssuerList::NotKept { .. }))
            {
                let line = context.text.list_for_this_run();
                context.say(Tone::Plain, &line);
            }
            let list = offered.list;
            Ok(Some(Found { list, path: None }))
        }
    }
}

/// Fetches the list; kept is only whether that was in vain.
///
/// # Errors
/// Why there is none; the person cancelled.
pub fn fetch(context: &mut Context<'_>, patience: Duration, now: i64) -> Result<Offered, Failure> {
    let Some(point) = context.keeper.point.clone() else {
        return Err(Failure::bug("no place to fetch the list of issuers from"));
    };
    let options = Options {
        limit: Limit::of(patience),
        interrupts: context.interrupts.clone(),
        ..Options::at(now)
    };
    let line = context.text.list_fetching(point.host());
    context.dialog.waiting(&line);
    let fetched = point.fetch(&context.anchor, &options);
    context.dialog.end_waiting();
    match fetched {
        Ok(offered) => {
            context.keeper.store.forget_in_vain();
            Ok(offered)
        }
        Err(Error::Unavailable {
            why: online::Error::NoReply(online::NoReply::Interrupted),
            ..
        }) => Err(context.cancelled()),
        Err(error) => {
            context.keeper.store.note_in_vain(now);
            Err(error.into())
        }
    }
}

/// Keeps a list, unless a newer one is here.
///
/// # Errors
/// A newer one is here; it cannot be written.
pub fn keep(context: &Context<'_>, offered: &Offered, now: i64) -> Result<Kept, Failure> {
    let (store, anchor) = (&context.keeper.store, &context.anchor);
    let kept = store.keep(offered, anchor, now, &context.interrupts);
    kept.map_err(|error| match error {
        Error::File(path, error) => IssuerList::NotKept {
            path: path.display().to_string(),
            trouble: Trouble::of(&error),
        }
        .into(),
        error => error.into(),
    })
}

/// What the clock says, in seconds since 1970: whether a list holds is asked of it, whatever day
/// certificates are judged at.
#[must_use]
pub fn now() -> i64 {
    seconds_since_epoch(SystemTime::now())
}
