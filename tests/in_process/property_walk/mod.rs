//! The property test: random walks of commands, faults, kills and other programs against the
//! virtual card. No try beyond human entries, no success that the card does not show, no secret to
//! a card that changed; and what else `walk` looks for.

mod walk;

use support::walking::{self, say};
use walk::toys::Toy;
use walk::walk;

/// Steps of an ordinary `cargo test`: a few seconds.
const STEPS: u64 = 10_000;
/// Steps within which each toy must be found out.
const TOY_STEPS: u64 = 5_000;

#[test]
fn no_walk_breaks_a_promise() {
    let variable = "PINLOTSE_WALK_STEPS";
    walking::no_promise_is_broken("property_walk", variable, STEPS, &|seed, keep, folder| {
        walk(seed, keep, folder, None)
    });
}

#[test]
fn every_toy_is_found_out() {
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
