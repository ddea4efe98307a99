//! A walk: one card's life on one PC, from the letter to the end or to its ruin. Each step is a run
//! of the whole program with a person or a script before it, faults and kills inside it, or another
//! program between two runs. The observer ([`table`], [`inspect`]) and the checks ([`checks`]) know
//! the promises of the program and nothing of how it keeps them.

mod beside;
pub mod card;
mod checks;
mod faults;
mod inspect;
mod keys;
mod ledger;
mod person;
mod plan;
mod service;
mod table;
pub mod toys;
mod users;

use std::cell::RefCell;
use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::rc::Rc;
use std::time::Duration;

use pinlotse::attempts::Notes;
use pinlotse::issuers::Keeper;
use pinlotse::session::desk::context::ReconnectPolicy;
use pinlotse::start::{World, run_in};
use pinlotse::system::signals::Interrupts;

use support::dice::{self, Dice};
use support::walking::Walked;

use card::Card;
use ledger::State;
use person::{Mood, Person};
use plan::{Plan, faults};
use table::{Endless, Killed, Table, TableReaders};
use toys::Toy;

/// Steps of one walk, unless it is told otherwise.
pub const LENGTH: usize = 20;

/// Walks; `keep` leaves steps out, for a shorter history.
pub fn walk(seed: u64, keep: &dyn Fn(usize) -> bool, folder: &Path, toy: Option<Toy>) -> Walked {
    let mut dice = Dice::new(seed);
    let cards = cards(folder, &mut dice);
    let table = Table(Rc::new(RefCell::new(State::new(
        cards,
        folder.to_owned(),
        toy,
        dice.throw(),
    ))));
    table.with(|state| {
        for file in state.all_notes() {
            let _ = std::fs::remove_file(file);
        }
    });
    before(&table, &mut dice);
    let mut walked = Walked::default();
    for number in 0..LENGTH {
        let seed = dice.throw();
        if !keep(number) {
            continue;
        }
        step(&table, seed, &mut walked);
        walked.at = number;
        walked.violation = table.with(|state| state.violation.take());
        if walked.violation.is_some() {
            break;
        }
    }
    walked.events = table.with(|state| state.steps);
    walked.history = table.with(|state| std::mem::take(&mut state.history));
    walked
}

/// The person's card, another one of its kind, the one in the second reader, and a copy of the
/// first.
fn cards(folder: &Path, dice: &mut Dice) -> Vec<Card> {
    let kind = dice.pick(&["hba", "smcb"]);
    let neighbours = if dice.chance(70) { kind } else { "smcb" };
    let mut cards: Vec<Card> = [kind, kind, neighbours]
        .iter()
        .map(|kind| Card::new(kind, None, folder, dice))
        .collect();
    let number = cards[0].iccsn.clone();
    let mut copy = Card::new(kind, Some(number), folder, dice);
    if dice.chance(70) {
        copy.bring_into_use();
    }
    cards.push(copy);
    cards
}

/// What happened to the card before this PC saw it.
fn before(table: &Table, dice: &mut Dice) {
    table.with(|state| {
        for _ in 0..dice.weighted(&[(5, 0), (3, 1), (2, 3), (1, 8)]) {
            state.rival(dice.throw());
        }
        state.unblocked_elsewhere = false;
        state.steps = 0;
        state.put(0);
        state.notes_are_gone();
    });
}

fn step(table: &Table, seed: u64, walked: &mut Walked) {
    let mut dice = Dice::new(seed);
    match dice.below(20) {
        0 | 1 => table.with(|state| state.rival(dice.throw())),
        2 => table.with(|state| {
            if let Some(card) = state.inside {
                state.cards[card].reset();
            }
        }),
        _ => {
            table.with(|state| match dice.below(40) {
                0 => state.put(1),
                1 => state.pull(),
                _ if state.inside != Some(0) => state.put(0),
                2 => state.users.folder_for_all = true,
                _ => {}
            });
            let (end, secrets) = one_run(table, &mut dice);
            walked.runs += 1;
            walked.secrets += secrets;
            *walked.ends.entry(end).or_default() += 1;
        }
    }
}

/// Another run of the program, by a script, while a prompt of the first one stands.
fn meanwhile(table: &Table, seed: u64) {
    let mut dice = Dice::new(seed);
    for log in &mut table.0.borrow_mut().runs {
        log.rival = true;
    }
    let plan = Plan::draw(table, &mut dice, false);
    execute(table, plan, &mut dice);
}

fn one_run(table: &Table, dice: &mut Dice) -> (u8, u64) {
    let there = dice.chance(55);
    let mut plan = Plan::draw(table, dice, there);
    plan.faults = faults(dice);
    execute(table, plan, dice)
}

/// Runs the program once; how it ended, and how many secrets it handed over.
fn execute(table: &Table, plan: Plan, dice: &mut Dice) -> (u8, u64) {
    let Plan {
        there,
        arguments,
        file,
        card_line,
        mut log,
        faults,
        forgets,
    } = plan;
    let (folder, toy) = table.with(|state| (state.folder.clone(), state.toy));
    toys::forget();
    let trace = folder.join("trace");
    let _ = std::fs::remove_file(&trace);
    let mut line: Vec<String> = ["pinlotse", "--json", "--lang", "de", "--wait", "0"]
        .into_iter()
        .map(str::to_owned)
        .collect();
    if dice.chance(10) {
        line.extend(["--log-file".to_owned(), trace.display().to_string()]);
    }
    line.extend(arguments);
    let says_nothing = file.is_empty() && card_line.is_none();
    if !there && !says_nothing {
        let path = folder.join(format!("secrets{}", table.with(|state| state.runs.len())));
        let card = card_line.map(|number| (String::from("card"), number));
        let text: String = file
            .iter()
            .map(|(key, digits)| (key.clone(), digits.clone()))
            .chain(card)
            .map(|(key, digits)| format!("{key} = {digits}\n"))
            .collect();
        private(&path, &text);
        line.extend(["--secrets-file".to_owned(), path.display().to_string()]);
    }
    log.scripted = !there;
    log.file = file;
    log.arguments.clone_from(&line);
    log.faults = faults;
    log.interrupts = Interrupts::none();
    let interrupts = log.interrupts.clone();
    table.with(|state| {
        state.steps += 1;
        log.file
            .values()
            .for_each(|digits| state.keep_secret(digits));
        state.runs.push(log);
    });
    let mood = if there && dice.chance(70) {
        Mood {
            right: 75,
            cancels: 1,
            disturbed: 2,
            killed: 1,
        }
    } else {
        Mood {
            right: 40,
            cancels: 3,
            disturbed: 6,
            killed: 1,
        }
    };
    let person = Person::new(table.clone(), there, mood, Dice::new(dice.throw()));
    let notes = if toy == Some(Toy::ForgetsNotes) {
        Notes::in_memory()
    } else {
        table.with(|state| {
            let user = state.log().user;
            state.open_notes(user)
        })
    };
    let world = World {
        interrupts,
        dialog: Some(Box::new(person)),
        places: None,
        readers: Some(Box::new(TableReaders(table.clone()))),
        notes: Some(notes),
        reconnect: ReconnectPolicy {
            limit: Duration::from_millis(15),
            pause: Duration::from_millis(4),
        },
        anchor: None,
        keeper: Some(Keeper::none()),
        machine: None,
    };
    let open_before = opens_of_all(table);
    let ended = catch_unwind(AssertUnwindSafe(|| {
        run_in(line.into_iter().map(OsString::from).collect(), world)
    }));
    over(table, ended, open_before, forgets, dice)
}

fn over(
    table: &Table,
    ended: std::thread::Result<u8>,
    open_before: usize,
    forgets: bool,
    dice: &mut Dice,
) -> (u8, u64) {
    table.with(|state| {
        state.settle(false);
        if forgets && ended.is_ok() {
            let user = state.log().user;
            state.user_forgets(user);
        }
        state.outage = None;
    });
    let open_after = opens(table);
    table.with(|state| {
        let broken = match &ended {
            Ok(exit) => checks::broken(
                state,
                &state.runs[state.runs.len() - 1],
                *exit,
                (open_before, open_after),
            ),
            Err(thrown) if thrown.is::<Killed>() => Vec::new(),
            Err(thrown) if thrown.is::<Endless>() => {
                vec![("nothing waits for ever", String::new())]
            }
            Err(_) => vec![("no panic", "see the message above".to_owned())],
        };
        for (promise, what) in broken {
            state.accuse(promise, &what);
        }
        let log = state.runs.pop().expect("the run that is over");
        let end = ended
            .as_ref()
            .map_or("killed".to_owned(), |exit| format!("exit {exit}"));
        let nested = if state.runs.is_empty() {
            ""
        } else {
            "meanwhile: "
        };
        let who = if log.scripted { "script" } else { "person" };
        let sent: Vec<String> = log.secrets.iter().map(ToString::to_string).collect();
        let line = format!(
            "{nested}{who} {}, beside {:?}: {} → {end}; {}; {}",
            log.user,
            log.beside,
            log.arguments[6..].join(" "),
            sent.join("; "),
            log.faults_seen.join(", ")
        );
        state.history.push(line);
        state.busy = 0;
        state.steps += u64::try_from(log.struck).unwrap();
        // The service resets the card of a program that died in a transaction.
        if let (true, Some(card)) = (log.killed && dice.chance(70), state.inside) {
            state.cards[card].reset();
        }
        (ended.unwrap_or(u8::MAX), log.secrets.len() as u64)
    })
}

/// Attempts that the user's notes hold as open.
fn opens(table: &Table) -> usize {
    table.with(|state| state.notes_that_count().matches("\"open\"").count())
}

/// The same and those that a card settled: they are open again when the card shows that it was not
/// so.
fn opens_of_all(table: &Table) -> usize {
    table.with(|state| {
        let user = state.log().user;
        let notes = std::fs::read_to_string(state.notes_of(user)).unwrap_or_default();
        notes.matches("\"open\"").count()
    })
}

fn private(path: &Path, text: &str) {
    std::fs::write(path, text).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).unwrap();
    }
}
