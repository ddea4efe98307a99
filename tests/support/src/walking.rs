//! What random walks share: they are walked from seed to seed on all cores, shortened when a promise
//! is broken, and walked again.
//!
//! A variable of each (`PINLOTSE_WALK_STEPS` and its like) says how many steps are walked,
//! `PINLOTSE_WALK_FROM` with which seed the walks begin, and `PINLOTSE_WALK_SEED=SEED[:STEP,STEP,…]` walks one again.

use std::collections::BTreeMap;
use std::env;
use std::io::Write;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::Instant;

use super::temp::Temp;

/// Walks wait for a read-back now and then, so there are more of them than cores.
const PER_CORE: usize = 3;

/// What came of a walk.
#[derive(Default)]
pub struct Walked {
    /// Runs of the program, faults that struck, kills, and acts of others.
    pub events: u64,
    /// Runs of the program alone.
    pub runs: u64,
    /// How the runs ended: exit code, or 255 for a kill.
    pub ends: BTreeMap<u8, u64>,
    /// Secrets that were handed over, or orders to ask for some.
    pub secrets: u64,
    /// The first promise that was broken.
    pub violation: Option<String>,
    /// Number of the step that broke it.
    pub at: usize,
    /// What happened, a line each.
    pub history: Vec<String>,
}

/// Walks with this seed the steps that are kept, with a folder of its own.
pub type Walk<'a> = &'a (dyn Fn(u64, &dyn Fn(usize) -> bool, &Path) -> Walked + Sync);

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

fn number(name: &str) -> Option<u64> {
    let text = env::var(name).ok()?;
    let number = text.strip_prefix("0x").map_or_else(
        || text.parse().ok(),
        |hex| u64::from_str_radix(hex, 16).ok(),
    );
    Some(number.unwrap_or_else(|| panic!("{name}={text} is no number")))
}

/// Past the test runner's capture, for it hides what a test that passes says.
pub fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// Walks from seed to seed until enough steps are walked or a promise is broken.
fn far(from: u64, steps: u64, walk: Walk<'_>) -> (Sum, Option<Found>) {
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
                    let one = walk(seed, &|_| true, folder.path());
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
fn shorten(found: &Found, walk: Walk<'_>) -> (Vec<usize>, Walked) {
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
        let again = walk(found.seed, &|step| fewer.contains(&step), folder.path());
        if promise(&again) == wanted {
            kept = fewer;
        } else {
            index += 1;
        }
    }
    let last = walk(found.seed, &|step| kept.contains(&step), folder.path());
    (kept, last)
}

fn fail(name: &str, found: &Found, walk: Walk<'_>) -> ! {
    let (kept, last) = shorten(found, walk);
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
        "{violation}\n\nhistory (tries/PUK uses left):\n{}\nto walk it again: PINLOTSE_WALK_SEED={}:{steps} cargo test --test in_process {name}::",
        last.history.join("\n"),
        found.seed
    );
}

/// Walks until enough steps are walked; `steps` unless the variable of this name says otherwise.
///
/// # Panics
/// With a history that is as short as it can be made, when a promise is broken.
pub fn no_promise_is_broken(name: &str, variable: &str, steps: u64, walk: Walk<'_>) {
    if let Ok(one) = env::var("PINLOTSE_WALK_SEED") {
        return walk_again(&one, walk);
    }
    let steps = number(variable).unwrap_or(steps);
    let from = number("PINLOTSE_WALK_FROM").unwrap_or(1);
    let began = Instant::now();
    let (sum, found) = far(from, steps, walk);
    let ends: Vec<String> = sum
        .ends
        .iter()
        .map(|(end, count)| format!("{end}: {count}"))
        .collect();
    say(&format!(
        "{name}: walked {} runs of the program ({} events with faults, kills and other programs; {} secrets handed over) in {:.1} s; \
         set {variable} for more\nexit codes (255 is a kill): {}",
        sum.runs,
        sum.events,
        sum.secrets,
        began.elapsed().as_secs_f64(),
        ends.join(", ")
    ));
    if let Some(found) = found {
        fail(name, &found, walk);
    }
}

/// Walks until a promise is broken: within how many runs, and which.
///
/// # Errors
/// How many runs were walked, and none was.
pub fn found_out(steps: u64, walk: Walk<'_>) -> Result<(u64, String), u64> {
    let (sum, found) = far(1, steps, walk);
    let found = found.ok_or(sum.runs)?;
    let promise = promise(&found.walked).unwrap_or("?").to_owned();
    Ok((sum.runs, promise))
}

fn walk_again(one: &str, walk: Walk<'_>) {
    let (seed, steps) = one.split_once(':').unwrap_or((one, ""));
    let steps: Vec<usize> = steps
        .split(',')
        .filter(|step| !step.is_empty())
        .map(|step| step.parse().unwrap())
        .collect();
    let folder = Temp::in_memory();
    let keep = |step: usize| steps.is_empty() || steps.contains(&step);
    let walked = walk(seed.parse().unwrap(), &keep, folder.path());
    say(&walked.history.join("\n"));
    assert!(
        walked.violation.is_none(),
        "{}",
        walked.violation.unwrap_or_default()
    );
}

/// What a PIN's password object shows from outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counters {
    pub transport: bool,
    pub tries: u8,
    pub puk_uses: u8,
}

impl std::fmt::Display for Counters {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let state = if self.transport { "transport" } else { "own" };
        write!(f, "{state} {}/{}", self.tries, self.puk_uses)
    }
}
