//! What goes wrong on the way, and what others do meanwhile.

use std::time::Duration;

use support::dice::Dice;
use support::konnektor::{
    At, End, Fault, FaultLook, Konnektor, Operation, PRACTICE, Spoil, samples,
};

use super::cards::Cards;
use super::state::{Shared, State};

const ALL: [Operation; 8] = [
    Operation::Directory,
    Operation::GetCards,
    Operation::GetCardTerminals,
    Operation::GetPinStatus,
    Operation::ReadCardCertificate,
    Operation::ChangePin,
    Operation::VerifyPin,
    Operation::UnblockPin,
];
const DIALOGS: [Operation; 3] = [
    Operation::ChangePin,
    Operation::VerifyPin,
    Operation::UnblockPin,
];

/// At some request of the run that begins.
fn at(state: &State, dice: &mut Dice) -> At {
    match dice.below(3) {
        0 => At::Request(state.requests + 1 + dice.below(14)),
        1 => At::Next(dice.pick(&DIALOGS)),
        _ => At::Next(dice.pick(&ALL)),
    }
}

/// Something is wrong with an answer.
pub fn fault(state: &mut State, dice: &mut Dice) {
    let mut at = at(state, dice);
    let fault = match dice.below(15) {
        0..=3 => {
            let end = dice.pick(&[End::Cut, End::Hangs, End::Closed]);
            let cut = dice.below(600);
            Fault::Spoiled(dice.pick(&[
                Spoil::Lost(if end == End::Closed { End::Cut } else { end }),
                Spoil::CutAfter(cut, end),
                Spoil::Half(end),
            ]))
        }
        4 | 5 => {
            let status = dice.pick(&[
                "401 Unauthorized",
                "403 Forbidden",
                "404 Not Found",
                "302 Found",
                "500 Internal Server Error",
                "503 Service Unavailable",
            ]);
            Fault::http(status, "", "")
        }
        6 => dice.pick(&[Fault::page(), Fault::empty()]),
        7 | 8 => {
            state.log.made_up = true;
            Fault::Code(dice.pick(CODES_USED), FaultLook::default())
        }
        9 if matches!(at, At::Next(operation) if operation.asks_for_digits()) => {
            state.log.made_up = true;
            Fault::Warning(dice.pick(&[4043, 4049, 4060, 4065, 4067, 4018, 4101]))
        }
        10 | 11 => {
            let operation = dice.pick(&ALL);
            at = At::Next(operation);
            (state.log.made_up, state.log.blinded) = (true, true);
            one_of_each(operation, dice)
        }
        _ => {
            state.log.blinded = true;
            let name = dice.pick(&[
                "LeftTries",
                "PinResult",
                "PinStatus",
                "Result",
                "Card",
                "Iccsn",
                "CardHandle",
                "CtId",
                "SlotId",
                "CardType",
                "InsertTime",
                "CardTerminals",
                "WorkplaceIds",
            ]);
            Fault::Spoiled(match dice.below(6) {
                0 | 1 => Spoil::Without(name),
                2 => Spoil::Elsewhere(name),
                3 => Spoil::Extra(name),
                4 => dice.pick(&[Spoil::Bomb, Spoil::Padded(2 << 20), Spoil::NotUtf8]),
                _ => Spoil::Saying(dice.pick(&["PinResult", "PinStatus"]), "PERHAPS"),
            })
        }
    };
    state.events += 1;
    state.log.happenings.push(format!("{at:?}: {fault:?}"));
    state.konnektor.on(at, fault);
}

/// Any thing that can go wrong at an operation, each PinResult and PinStatus among them; but for a
/// Konnektor that says that all went well, which nobody can tell from one that is right.
fn one_of_each(operation: Operation, dice: &mut Dice) -> Fault {
    let mut all = samples(operation);
    all.retain(|fault| !matches!(fault, Fault::Word("OK" | "VERIFIED" | "VERIFIABLE", _)));
    all.swap_remove(dice.below(all.len()))
}

/// Numbers that an operation may fail with, whatever the card did.
const CODES_USED: &[u16] = &[
    4000, 4001, 4003, 4004, 4009, 4018, 4021, 4040, 4043, 4045, 4048, 4049, 4051, 4052, 4053, 4060,
    4063, 4064, 4065, 4066, 4067, 4068, 4072, 4085, 4092, 4093, 4094, 4098, 4101, 4131, 4132, 4204,
    4999,
];

/// Something happens before some request of the run is answered.
pub fn event(state: &mut State, dice: &mut Dice) {
    let at = at(state, dice);
    let (cards, what) = (state.cards.clone(), dice.below(13));
    let name = NAMES[what];
    let seed = dice.throw();
    if matches!(what, 7 | 8) {
        state.log.rival = true;
    }
    state.log.restarts |= what == RESTART;
    state.events += 1;
    state.log.happenings.push(format!("{at:?}: {name}"));
    state.konnektor.before(at, move |konnektor| {
        one(konnektor, &cards, what, &mut Dice::new(seed));
    });
}

const RESTART: usize = 4;

const NAMES: [&str; 13] = [
    "another card",
    "no card",
    "the person's card",
    "card out and in",
    "restart",
    "terminal gone",
    "terminal back",
    "somebody mistypes",
    "somebody mistypes again",
    "another user",
    "display in use",
    "display free",
    "time passes",
];

fn one(konnektor: &Konnektor, cards: &Cards, what: usize, dice: &mut Dice) {
    match what {
        0 => cards.lies(konnektor, Some(1)),
        1 => cards.lies(konnektor, None),
        2 => cards.lies(konnektor, Some(0)),
        3 => cards.reinserted(konnektor),
        4 => konnektor.restarts(),
        5 => konnektor.terminal_goes(cards.terminal),
        6 => konnektor.terminal_comes_back(cards.terminal),
        7 | 8 => {
            let pin = dice.pick(cards.pins());
            cards.rival(konnektor, pin);
        }
        9 => {
            if cards.inside(konnektor).is_some() {
                let (terminal, slot) = (cards.terminal, cards.slot);
                konnektor.other_user(terminal, slot, PRACTICE.1, "somebody");
            }
        }
        10 => konnektor.terminal(cards.terminal, |terminal| terminal.is_busy = true),
        11 => konnektor.terminal(cards.terminal, |terminal| terminal.is_busy = false),
        _ => konnektor.passes(Duration::from_secs(3600)),
    }
}

/// The same at once, while a question stands.
pub fn happens(shared: &Shared, dice: &mut Dice) {
    shared.with(|state| {
        let what = dice.below(13);
        state.count();
        state.events += 1;
        if matches!(what, 7 | 8) {
            state.log.rival = true;
        }
        state.log.restarts |= what == RESTART;
        state
            .log
            .happenings
            .push(format!("at a question: {}", NAMES[what]));
        let (konnektor, cards) = (state.konnektor.clone(), state.cards.clone());
        one(&konnektor, &cards, what, dice);
    });
}

/// The terminal is there, its display is free, and this card is in.
pub fn put_right(state: &State, card: usize) {
    let (konnektor, cards) = (&state.konnektor, &state.cards);
    let mut is_connected = true;
    konnektor.terminal(cards.terminal, |terminal| {
        terminal.is_busy = false;
        is_connected = terminal.is_connected;
    });
    if !is_connected {
        konnektor.terminal_comes_back(cards.terminal);
    }
    cards.lies(konnektor, Some(card));
}

/// Between two runs; then all is as it should be, mostly.
pub fn between(state: &mut State, dice: &mut Dice) {
    let (konnektor, cards) = (state.konnektor.clone(), state.cards.clone());
    if dice.chance(25) {
        let what = dice.below(13);
        one(&konnektor, &cards, what, dice);
        state.history.push(format!("    {}", NAMES[what]));
    }
    if dice.chance(92) {
        put_right(state, 0);
    }
    if dice.chance(6) {
        // As long as somebody else is at the eHBA nothing goes on.
        cards.reinserted(&konnektor);
    }
    state.forget_rivals();
}
