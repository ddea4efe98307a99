//! Which of gematik's lists of issuers a run goes by, and how a newer one is fetched.

use std::path::PathBuf;
use std::time::SystemTime;

use super::certificate_check::Criteria;
use super::context::Context;
use crate::issuers::{Error, Found, InFolder, Keeper, Kept, Look, Offered, PATIENCE, Unusable};
use crate::online::{self, Limit, Options};
use crate::report::failure::IssuerList;
use crate::report::{Event, Failure};
use crate::system::clock::seconds_since_epoch;
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
    /// is named; it is fetched where there is none or it is over, and that was not forbidden. A folder
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
            if criteria.tells {
                let line = context.text.list_needed();
                context.say(Tone::Plain, &line);
            }
            found = Found::newest(found, newer(context, criteria, now)?);
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
            let refused = refused.map(|(path, why)| (path, Unusable::Refused(why)));
            here.unusable.extend(refused.map(unused));
        }
        here
    }
}

/// Why a file is not used.
fn unused((path, why): (PathBuf, Unusable)) -> Failure {
    match why {
        Unusable::Unread(error) => Failure::file(&path, &error),
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
    now: i64,
) -> Result<Option<Found>, Failure> {
    let tell = |context: &mut Context<'_>, failure: &Failure| {
        if criteria.tells {
            context.tell(&Event::Hitch(failure));
        }
    };
    let offered = match fetch(context, now) {
        Ok(offered) => offered,
        Err(failure) if failure.is_own_wish() => return Err(failure),
        Err(failure) => {
            tell(context, &failure);
            return Ok(None);
        }
    };
    match keep(context, &offered, now) {
        Ok(kept) => Ok(Some(kept.found)),
        Err(failure) => {
            tell(context, &failure);
            let list = offered.list;
            Ok(Some(Found { list, path: None }))
        }
    }
}

/// Fetches the list; nothing is kept.
///
/// # Errors
/// Why there is none; the person cancelled.
pub fn fetch(context: &mut Context<'_>, now: i64) -> Result<Offered, Failure> {
    let Some(point) = context.keeper.point.clone() else {
        return Err(Failure::bug("no place to fetch the list of issuers from"));
    };
    let options = Options {
        limit: Limit::of(PATIENCE),
        interrupts: context.interrupts.clone(),
        ..Options::at(now)
    };
    let line = context.text.list_fetching(point.host());
    context.dialog.waiting(&line);
    let fetched = point.fetch(&context.anchor, &options);
    context.dialog.end_waiting();
    fetched.map_err(|error| match error {
        Error::Unavailable {
            why: online::Error::Interrupted,
            ..
        } => context.cancelled(),
        error => error.into(),
    })
}

/// Keeps a list, unless a newer one is here.
///
/// # Errors
/// A newer one is here; it cannot be written.
pub fn keep(context: &Context<'_>, offered: &Offered, now: i64) -> Result<Kept, Failure> {
    let (store, anchor) = (&context.keeper.store, &context.anchor);
    Ok(store.keep(offered, anchor, now, &context.interrupts)?)
}

/// What the clock says, in seconds since 1970: whether a list holds is asked of it, whatever day
/// certificates are judged at.
#[must_use]
pub fn now() -> i64 {
    seconds_since_epoch(SystemTime::now())
}
