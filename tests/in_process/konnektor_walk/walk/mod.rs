//! A walk: one card's life in the terminal of a practice. Each step is a run of the whole program with
//! a person before it and one at the terminal, faults and happenings between its requests. The checks
//! know the promises of the program and nothing of how it keeps them.

mod cards;
mod checks;
mod doubts;
mod happens;
mod person;
mod state;
pub mod toys;
mod watch;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::Duration;

use pinlotse::attempts::Notes;
use pinlotse::issuers::Keeper;
use pinlotse::konnektor::identifiers::Id;
use pinlotse::session::desk::context::ReconnectPolicy;
use pinlotse::start::{World, run_in};
use pinlotse::system::signals::Interrupts;
use support::dice::Dice;
use support::faults::Bench;
use support::konnektor::{Card, Channel, Konnektor, LeftTries, PRACTICE, make};
use support::network;
use support::walking::Walked;

use cards::Cards;
use person::Person;
use state::{Log, Shared, State};
use toys::Toy;
use watch::Watched;

/// Steps of one walk.
const LENGTH: usize = 9;

/// Walks; `keep` leaves steps out, for a shorter history.
pub fn walk(seed: u64, keep: &dyn Fn(usize) -> bool, folder: &Path, toy: Option<Toy>) -> Walked {
    let mut dice = Dice::new(seed);
    let _ = std::fs::remove_file(folder.join("notes.json"));
    let shared = Shared::new(practice(folder, &mut dice, toy));
    let mut walked = Walked::default();
    for number in 0..LENGTH {
        let seed = dice.throw();
        if !keep(number) {
            continue;
        }
        step(&shared, &mut Dice::new(seed), &mut walked);
        walked.at = number;
        walked.violation = shared.with(|state| state.violation.take());
        if walked.violation.is_some() {
            break;
        }
    }
    walked.events = shared.with(|state| state.events);
    walked.history = shared.with(|state| std::mem::take(&mut state.history));
    walked
}

/// A Konnektor of some make with its habits, terminals, the person's card, and what lies beside it.
fn practice(folder: &Path, dice: &mut Dice, toy: Option<Toy>) -> State {
    let konnektor = Konnektor::new(make::ALL[dice.below(make::ALL.len())]);
    let channels = [Channel::Result, Channel::Warning, Channel::Fault];
    let chosen = dice.clone();
    konnektor.habits(|habits| {
        let mut dice = chosen;
        habits.change_raises = dice.chance(50);
        habits.left_tries = dice.pick(&[
            LeftTries::WhenRejected,
            LeftTries::WhenBlockedToo,
            LeftTries::NotInTransport,
            LeftTries::Never,
        ]);
        habits.status_during_dialog = dice.pick(&[None, Some(4060), Some(4093)]);
        habits.verify_qes = dice.pick(&[None, Some(4072)]);
        habits.unblock_always_asks = dice.chance(50);
        habits.blocked = dice.pick(&channels);
        habits.transport = dice.pick(&channels);
        habits.time_out = dice.pick(&[None, Some(Channel::Warning), Some(Channel::Fault)]);
        habits.blocked_is_asked_for = dice.chance(30);
        habits.status_needs_user = dice.chance(30);
    });
    dice.throw();
    let is_remote = dice.chance(12);
    let front = konnektor.add_terminal("Empfang", 3);
    let mut names = BTreeMap::from([(konnektor.terminal_id(front), "Empfang".to_owned())]);
    let terminal = if is_remote {
        let cellar = konnektor.add_terminal_elsewhere("Keller", 3);
        let (front, cellar_id) = (konnektor.terminal_id(front), konnektor.terminal_id(cellar));
        names.insert(cellar_id.clone(), "Keller".to_owned());
        let (mandant, _, workplace) = PRACTICE;
        konnektor.model(|model| {
            model.remote.push((workplace.to_owned(), cellar_id));
            let asks = (mandant.to_owned(), workplace.to_owned(), front);
            model.remote_pin.push(asks);
        });
        cellar
    } else {
        front
    };
    let cards = Cards::new(dice.pick(&["hba", "hba", "smcb"]), terminal, 2);
    if dice.chance(40) {
        let kind = dice.pick(&["EGK", "SMC-KT", "KVK"]);
        konnektor.insert(terminal, 1, Card::foreign(kind, "80276883110000777773"));
    }
    if dice.chance(15) {
        let beside = Card::smcb().numbered("80276999990099887766");
        konnektor.insert(terminal, 3, beside);
    }
    if dice.chance(15) {
        let beside = match dice.chance(50) {
            true => konnektor.add_terminal("Labor", 2),
            false => konnektor.add_terminal_elsewhere("Labor", 2),
        };
        names.insert(konnektor.terminal_id(beside), "Labor".to_owned());
        let card = match dice.chance(50) {
            true => Card::smcb().numbered("80276999990033441122"),
            false => Card::foreign("EGK", "80276883110000777774"),
        };
        konnektor.insert(beside, 1 + dice.below(2), card);
    }
    cards.lies(&konnektor, Some(0));
    for pin in cards.pins() {
        if dice.chance(30) {
            let new = dice.digits(6);
            cards.set_elsewhere(&konnektor, pin, &new);
        }
        for _ in 0..dice.weighted(&[(10, 0), (3, 1), (3, 2), (2, 3)]) {
            cards.rival(&konnektor, pin);
        }
    }
    cards.reinserted(&konnektor);
    let mut state = State {
        seen: cards.look(&konnektor),
        konnektor,
        cards,
        toy,
        folder: folder.to_owned(),
        log: Log::default(),
        spent: BTreeMap::new(),
        doubted: BTreeMap::new(),
        secrets: BTreeMap::new(),
        violation: None,
        history: Vec::new(),
        events: 0,
        requests: 0,
        names,
        is_remote,
    };
    state.forget_rivals();
    state.read_secrets();
    state
}

/// What is asked of the program.
fn arguments(state: &State, dice: &mut Dice) -> Vec<String> {
    let command = dice.weighted(&[
        (6, "activate"),
        (3, "status"),
        (3, "change"),
        (2, "verify"),
        (3, "unblock"),
        (1, ""),
    ]);
    let mut line = vec!["pinlotse", "--lang", "de", "--wait", "0"];
    if !command.is_empty() {
        line.push("--json");
        line.push(command);
        if command != "status" && dice.chance(30) {
            let pin = dice.pick(state.cards.pins());
            line.extend(["--pin", &pin[4..]]);
        }
        if dice.chance(15) {
            line.extend(["--card", &state.cards.numbers[0][16..]]);
        }
        if command == "unblock" && dice.chance(10) {
            line.push("--spend-puk-use");
        }
        if command == "activate" && dice.chance(4) {
            line.push("--dry-run");
        }
    }
    let line = line.into_iter().map(str::to_lowercase);
    line.map(|word| word.trim_start_matches("pin.").to_owned())
        .collect()
}

fn step(shared: &Shared, dice: &mut Dice, walked: &mut Walked) {
    let arguments = shared.with(|state| {
        happens::between(state, dice);
        arguments(state, dice)
    });
    let there = dice.chance(92);
    let exit = execute(shared, arguments, there, dice);
    walked.runs += 1;
    *walked.ends.entry(exit).or_default() += 1;
    walked.secrets += shared.with(|state| state.log.posts.len() as u64);
}

/// Runs the program once, and looks whether all promises were kept.
fn execute(shared: &Shared, arguments: Vec<String>, there: bool, dice: &mut Dice) -> u8 {
    let ((before, is_asking), konnektor, folder, toy) = shared.with(|state| {
        let digits = std::mem::take(&mut state.log.digits);
        // One that nobody hears may set a PIN in a run that orders nothing.
        let is_asking = state.konnektor.is_asking();
        state.log = Log {
            is_asking,
            arguments: arguments[1..].to_vec(),
            there,
            digits,
            ..Log::default()
        };
        state.events += 1;
        state.konnektor.forget_log();
        let dialogs = state.konnektor.dialogs();
        state.log.begun = dialogs.last().map_or(0, |dialog| dialog.number);
        for _ in 0..dice.weighted(&[(60, 0), (25, 1), (15, 2)]) {
            if dice.chance(55) {
                happens::fault(state, dice);
            } else {
                happens::event(state, dice);
            }
        }
        if let Some(toy) = state.toy {
            toy.before_run(&state.konnektor);
        }
        let (konnektor, folder) = (state.konnektor.clone(), state.folder.clone());
        (
            (state.secrets.clone(), is_asking),
            konnektor,
            folder,
            state.toy,
        )
    });
    let interrupts = Interrupts::none();
    let person = Person::new(
        shared.clone(),
        there,
        Dice::new(dice.throw()),
        interrupts.clone(),
    );
    if dice.chance(8) {
        let moments = dice.below(20);
        shared.with(|state| {
            state.log.happenings.push(format!("Ctrl-C after {moments}"));
            state.log.stops_in = Some(moments);
        });
    }
    let mut context = network::practice();
    // Two people share this PC, its profile of the Konnektor and its notes.
    match dice.below(33) {
        0 => context.user = None,
        1..=4 => context.user = Id::new("vertretung").ok(),
        _ => {}
    }
    let watched = Watched {
        shared: shared.clone(),
        interrupts: interrupts.clone(),
    };
    let access = shared.with(|state| network::access(state.konnektor.make(), context));
    let places = network::over(Box::new(watched), access, interrupts.clone())
        .settling_within(Duration::from_millis(12));
    let notes = match toy {
        Some(Toy::ForgetsNotes) => Notes::in_memory(),
        _ => Notes::open_file(folder.join("notes.json")),
    };
    let world = World {
        interrupts,
        dialog: Some(Box::new(person)),
        places: Some(Box::new(places)),
        readers: Some(Box::new(Bench::new())),
        notes: Some(notes),
        reconnect: ReconnectPolicy {
            limit: Duration::from_millis(12),
            pause: Duration::from_millis(1),
        },
        anchor: None,
        keeper: Some(Keeper::none()),
        machine: None,
    };
    let line: Vec<OsString> = arguments.into_iter().map(OsString::from).collect();
    let ended = catch_unwind(AssertUnwindSafe(|| run_in(line, world)));
    konnektor.heals();
    konnektor.forget_people();
    if konnektor
        .handle(shared.with(|s| s.cards.terminal), 2)
        .is_none()
    {
        konnektor.put_back();
    }
    shared.with(|state| {
        state.count();
        if is_asking || !state.log.posts.is_empty() {
            state.read_secrets();
        }
        let after = state.secrets.clone();
        match &ended {
            Ok(exit) => checks::check(state, *exit, &before, &after),
            Err(_) => state.accuse("no panic", "see the message above"),
        }
        let exit = ended
            .as_ref()
            .map_or("panic".to_owned(), ToString::to_string);
        let posts: Vec<String> = state.log.posts.iter().map(ToString::to_string).collect();
        let line = format!(
            "{} {} → {exit}; {}; {}",
            if state.log.there { "person" } else { "nobody" },
            state.log.arguments.join(" "),
            posts.join("; "),
            state.log.happenings.join("; ")
        );
        state.history.push(line);
    });
    ended.unwrap_or(u8::MAX)
}
