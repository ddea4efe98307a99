//! `verify`: tests an own PIN. Says first that a wrong one costs a try, and resets the card
//! afterwards.

use super::change::{narrow_to_meant, own_pin_plan};
use crate::card::{Operation, PinView};
use crate::pins::PinKey;
use crate::report::{Failure, Outcome};
use crate::session::desk::context::Context;
use crate::session::desk::wanted::Wanted;
use crate::session::{self, Job, Options, Plan, Purpose, Session};

/// Tests the PINs named, or the one of the card that is meant.
///
/// # Errors
/// What went wrong before there was anything to report of the card's PINs.
pub fn run(
    context: &mut Context<'_>,
    wanted: &Wanted,
    options: Options,
) -> Result<Outcome, Failure> {
    session::run(context, wanted, options, &mut Verify)
}

struct Verify;

impl Purpose for Verify {
    fn narrow(&mut self, session: &mut Session<'_, '_>) -> Result<(), Failure> {
        narrow_to_meant(session)
    }

    fn plan(&self, session: &Session<'_, '_>, pin: &PinView) -> Plan {
        own_pin_plan(session, pin, Operation::Verify)
    }

    fn ask_first(&mut self, session: &mut Session<'_, '_>, _jobs: &[Job]) -> Result<(), Failure> {
        let question = session.context.text.verify_question();
        if session.context.confirm(&question)? {
            Ok(())
        } else {
            Err(session.context.cancelled())
        }
    }

    fn last_words(&mut self, _session: &mut Session<'_, '_>, _changed: bool, _open: &[PinKey]) {}
}
