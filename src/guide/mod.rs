//! `pinlotse` alone at a terminal: the guide. Says what to have ready unless a card is in already,
//! finds the card, tells its state in words, proposes one step and why, does it, and comes back with a fresh look until the
//! person ends.
//!
//! It does nothing to a card itself: a step is the command of the same name with its usual options
//! (`step`), told as the command tells it. So it cannot send a secret, repeat one, or ask for less
//! than the command does. No step begins without a number typed for it; Enter alone only waits,
//! looks or ends. The rescue of a blocked Transport-PIN is never among the choices: `unblock`
//! itself asks what was blocked, and offers it as what it is.
//!
//! Who ends by choice gets 0, unless the last step failed: then its exit code; or no card could
//! ever be looked at: then the code of that. A no to a question is no failure. A card that somebody
//! else activated is 13. Ctrl-C is 15, inside a step too, unless the step failed otherwise.
//!
//! `state` is what the guide keeps. `find_card` finds the card and `at_card` works at it
//! (`live`: a card that comes or goes answers their questions, too):
//! `situation` says what is to be done with it, by what it shows and by what is `known` besides;
//! `proposal` puts that into words, `choices` into numbers, `step` does it, `last_step` says what
//! became of it and `remedy` what to do about it. `slip` is the list of what is left when all PINs
//! are set, `closing` has the last words. `menu` asks for the number of a `choice`, `forgotten` says
//! what is to be done about a PIN that nobody knows, `help` explains and `reading` shows more of that
//! in the words of `named`, `rehearsal` is for virtual cards, and what can be rehearsed there an
//! `exercise`. `hotline` writes the report for whoever is asked for help.

mod at_card;
mod choice;
mod choices;
mod closing;
mod exercise;
mod find_card;
mod forgotten;
mod help;
mod hotline;
mod known;
mod last_step;
mod live;
mod menu;
mod named;
mod proposal;
mod reading;
mod rehearsal;
mod remedy;
mod situation;
mod slip;
mod state;
mod step;
mod welcome;

use crate::session::desk::context::Context;
use crate::session::desk::wanted::Wanted;
use crate::system::machine::Machine;

/// Guides the person at the terminal; the exit code. `machine` is the PC to look at where the
/// service is silent.
pub fn run(context: &mut Context<'_>, wanted: &Wanted, machine: &Machine) -> u8 {
    let mut guide = state::Guide::new(context, machine, wanted.clone());
    match guide.all() {
        Ok(()) => guide.end(),
        Err(failure) => guide.cut_short(&failure),
    }
}
