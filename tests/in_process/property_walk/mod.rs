//! The property test: random walks of commands, faults, kills and other programs against the
//! virtual card. No try beyond human entries, no success that the card does not show, no secret to
//! a card that changed; and what else `walk` looks for.
//!
//! `PINLOTSE_WALK_STEPS` says how many steps are walked, `PINLOTSE_WALK_FROM` with which seed the
//! walks begin, and `PINLOTSE_WALK_SEED=SEED[:STEP,STEP,…]` walks one again.

mod walk;

use std::collections::BTreeMap;
use std::env;
use std::io::Write;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::Instant;

use support::temp::Temp;
use walk::toys::Toy;
use walk::{Walked, walk};

/// Steps of an ordinary `cargo test`: a few seconds.
const STEPS: u64 = 10_000;
/// Steps within which each toy must be found out.
const TOY_STEPS: u64 = 5_000;
/// Walks wait for a read-back now and then, so there are more of them than cores.
const PER_CORE: usize = 3;

fn number(name: &str) -> Option<u64> {
    let text = env::var(name).ok()?;
    let number = text.strip_prefix("0x").map_or_else(
        || text.parse().ok(),
        |hex| u64::from_str_radix(hex, 16).ok(),
    );
    Some(number.unwrap_or_else(|| panic!("{name}={text} is no number")))
}

/// Past the test runner's capture, for it hides what a test that passes says.
fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// A walk that broke a promise.
struct Found {
    seed: u64,
    walked: Walked,
}

#[derive(Default)]
struct Sum {
    events: u64,
    runs: u64,
    secrets: u64,
    ends: BTreeMap<u8, u64>,
}

/// Walks from seed to seed until enough steps are walked or a promise is broken.
fn walk_far(from: u64, steps: u64, toy: Option<Toy>) -> (Sum, Option<Found>) {
    let threads = thread::available_parallelism().map_or(2, usize::from) * PER_CORE;
    let (next, walked) = (AtomicU64::new(from), AtomicU64::new(0));
    let (stop, found, sum) = (
        AtomicBool::new(false),
        Mutex::new(None::<Found>),
        Mutex::new(Sum::default()),
    );
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                let folder = Temp::in_memory();
                while !stop.load(Ordering::Relaxed) && walked.load(Ordering::Relaxed) < steps {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    let one = walk(seed, &|_| true, folder.path(), toy);
                    walked.fetch_add(one.runs, Ordering::Relaxed);
                    let mut sum = sum.lock().unwrap();
                    sum.events += one.events;
                    sum.runs += one.runs;
                    sum.secrets += one.secrets;
                    one.ends
                        .iter()
                        .for_each(|(end, count)| *sum.ends.entry(*end).or_default() += count);
                    drop(sum);
                    if one.violation.is_some() {
                        stop.store(true, Ordering::Relaxed);
                        found
                            .lock()
                            .unwrap()
                            .get_or_insert(Found { seed, walked: one });
                    }
                }
            });
        }
    });
    (sum.into_inner().unwrap(), found.into_inner().unwrap())
}

/// The promise that was broken, without the circumstances.
fn promise(walked: &Walked) -> Option<&str> {
    walked
        .violation
        .as_deref()
        .and_then(|violation| violation.split_once(':'))
        .map(|(promise, _)| promise)
}

/// Leaves out steps as long as the same promise is still broken.
fn shorten(found: &Found) -> (Vec<usize>, Walked) {
    let folder = Temp::in_memory();
    let wanted = promise(&found.walked);
    let mut kept: Vec<usize> = (0..=found.walked.at).collect();
    let mut index = 0;
    while index < kept.len() {
        let fewer: Vec<usize> = kept
            .iter()
            .copied()
            .filter(|step| *step != kept[index])
            .collect();
        let again = walk(
            found.seed,
            &|step| fewer.contains(&step),
            folder.path(),
            None,
        );
        if promise(&again) == wanted {
            kept = fewer;
        } else {
            index += 1;
        }
    }
    let last = walk(
        found.seed,
        &|step| kept.contains(&step),
        folder.path(),
        None,
    );
    (kept, last)
}

fn fail(found: &Found) -> ! {
    let (kept, last) = shorten(found);
    let steps = kept
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(",");
    let violation = last
        .violation
        .or_else(|| found.walked.violation.clone())
        .unwrap_or_default();
    panic!(
        "{violation}\n\nhistory (tries/PUK uses left):\n{}\nto walk it again: PINLOTSE_WALK_SEED={}:{steps} cargo test --test in_process property_walk",
        last.history.join("\n"),
        found.seed
    );
}

#[test]
fn no_walk_breaks_a_promise() {
    if let Ok(one) = env::var("PINLOTSE_WALK_SEED") {
        return walk_again(&one);
    }
    let steps = number("PINLOTSE_WALK_STEPS").unwrap_or(STEPS);
    let from = number("PINLOTSE_WALK_FROM").unwrap_or(1);
    let began = Instant::now();
    let (sum, found) = walk_far(from, steps, None);
    let ends: Vec<String> = sum
        .ends
        .iter()
        .map(|(end, count)| format!("{end}: {count}"))
        .collect();
    say(&format!(
        "walked {} runs of the program ({} events with faults, kills and other programs; {} secrets handed over) in {:.1} s; \
         set PINLOTSE_WALK_STEPS for more\nexit codes (255 is a kill): {}",
        sum.runs,
        sum.events,
        sum.secrets,
        began.elapsed().as_secs_f64(),
        ends.join(", ")
    ));
    if let Some(found) = found {
        fail(&found);
    }
}

fn walk_again(one: &str) {
    let (seed, steps) = one.split_once(':').unwrap_or((one, ""));
    let steps: Vec<usize> = steps
        .split(',')
        .filter(|step| !step.is_empty())
        .map(|step| step.parse().unwrap())
        .collect();
    let folder = Temp::in_memory();
    let keep = |step: usize| steps.is_empty() || steps.contains(&step);
    let walked = walk(seed.parse().unwrap(), &keep, folder.path(), None);
    say(&walked.history.join("\n"));
    assert!(
        walked.violation.is_none(),
        "{}",
        walked.violation.unwrap_or_default()
    );
}

#[test]
fn every_toy_is_found_out() {
    for toy in Toy::ALL {
        let (sum, found) = walk_far(1, TOY_STEPS, Some(toy));
        let found =
            found.unwrap_or_else(|| panic!("{toy:?} was not found out in {} runs", sum.runs));
        say(&format!(
            "{toy:?}: found out within {} runs ({})",
            sum.runs,
            promise(&found.walked).unwrap_or("?")
        ));
    }
}
