//! The property test at a Konnektor: random walks of commands, people, faults and happenings over the
//! double and its terminals. No order to a terminal without a person's Enter, no second one, no
//! success that the card does not show; and what else `walk` looks for.
//!
//! `PINLOTSE_KONNEKTOR_WALK_STEPS` says how many runs of the program are walked; the other variables
//! are those of [`support::walking`].

mod walk;

use support::walking::{self, say};
use walk::toys::Toy;
use walk::walk;

/// Steps of an ordinary `cargo test`: seconds, on a busy machine half a minute.
const STEPS: u64 = 800;
/// Steps within which each toy must be found out.
const TOY_STEPS: u64 = 3000;

#[test]
fn no_walk_at_a_konnektor_breaks_a_promise() {
    let variable = "PINLOTSE_KONNEKTOR_WALK_STEPS";
    walking::no_promise_is_broken("konnektor_walk", variable, STEPS, &|seed, keep, folder| {
        walk(seed, keep, folder, None)
    });
}

#[test]
fn every_toy_at_a_konnektor_is_found_out() {
    for toy in Toy::ALL {
        let found = walking::found_out(TOY_STEPS, &|seed, keep, folder| {
            walk(seed, keep, folder, Some(toy))
        });
        let (runs, promise) =
            found.unwrap_or_else(|runs| panic!("{toy:?} was not found out in {runs} runs"));
        say(&format!(
            "{toy:?}: found out within {runs} runs ({promise})"
        ));
    }
}
