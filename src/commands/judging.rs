//! The flags on how certificates are judged, which `status` and `certs` share.

use crate::cli::JudgingArgs;
use crate::report::{Event, Failure};
use crate::session::desk::certificate_check::{Criteria, Judging, USUAL_WARN_DAYS};
use crate::session::desk::context::Context;

/// A judgement as the flags ask for it, where `check` says whether what is wrong is a failure; what is wrong with the folder of issuers is said.
///
/// # Errors
/// [`Failure::File`].
pub(super) fn judging(
    context: &mut Context<'_>,
    arguments: &JudgingArgs,
    check: bool,
) -> Result<Judging, Failure> {
    let criteria = Criteria {
        as_of: arguments.as_of,
        warn_days: arguments.warn_days.map_or(USUAL_WARN_DAYS, u32::from),
        check,
        online: arguments.online,
        fetch: !arguments.no_fetch,
        tells: true,
        issuers: arguments.issuer_certs.clone(),
    };
    let judging = Judging::by(context, &criteria)?;
    if let Some((list, freshness)) = judging.list() {
        context.tell(&Event::ListOfIssuers { list, freshness });
    }
    for (path, why) in judging.refused_lists() {
        context.tell(&Event::ListRefused { path, why });
    }
    for (path, why) in judging.unusable_issuers() {
        context.tell(&Event::IssuerUnusable { path, why });
    }
    Ok(judging)
}
