//! A test of a Konnektor that only reads: the examination that `doctor` makes, too.

use super::Desk;
use crate::report::facts::examination::Examination;
use crate::report::facts::list_gaps::ListGaps;
use crate::report::{Failure, failure};
use crate::session::desk::context::Context;
use crate::session::desk::konnektor::Way;
use crate::session::desk::places;

/// Makes the test. What stands in the way is told by the failures.
///
/// # Errors
/// There is no client; cancelled.
pub(super) fn run(
    context: &mut Context<'_>,
    way: &Way,
    desk: &Desk,
) -> Result<(Examination, Vec<Failure>), Failure> {
    let mut client = way.client(&context.interrupts, desk.log.clone())?;
    let line = context.text.setup_testing();
    context.dialog.waiting(&line);
    let found = places::examine(way.profile().name.as_str(), &mut client);
    context.dialog.end_waiting();
    if context.interrupts.raised() {
        return Err(context.cancelled());
    }
    let failed = found.failed.iter().cloned();
    let failed = failed.map(failure::Konnektor::with_no_card);
    let mut failures: Vec<Failure> = failed.map(Failure::from).collect();
    if found.has_no_terminal() {
        let workplace = found.caller.workplace.to_string();
        let beside = ListGaps::default();
        failures.push(failure::Unreached::NoTerminal { workplace, beside }.into());
    }
    Ok((found, failures))
}
