//! What one run is asked to do, and what goes wrong in it.

use std::collections::BTreeMap;

use super::beside::{Beside, NEIGHBOUR, READER};
use super::card::{Counters, Pin, fresh};
use super::dice::Dice;
use super::faults::{At, BeginFault, Fault, Faults};
use super::ledger::Log;
use super::service::Outage;
use super::table::Table;

/// No answer of any command.
const GARBAGE: &[u16] = &[
    0x6F00, 0x6581, 0x6700, 0x6988, 0x6D00, 0x6400, 0x6283, 0x6B80,
];

/// What goes wrong in a run: in most of them nothing.
pub fn faults(dice: &mut Dice) -> Faults {
    let mut faults = Faults::default();
    if dice.chance(60) {
        return faults;
    }
    for _ in 0..dice.weighted(&[(4, 0), (8, 1), (2, 2)]) {
        let at = match dice.below(10) {
            0..=3 => At::Secret(1 + dice.below(2)),
            4..=6 => At::After(1 + dice.below(3)),
            _ => At::Exchange(1 + dice.below(16)),
        };
        let garbage = dice.pick(GARBAGE);
        let dies = Fault::ServiceDies(dice.chance(50), Outage::draw(dice));
        let fault = dice.weighted(&[
            (2, Fault::PullBefore),
            (3, Fault::PullDuring),
            (2, Fault::PullAfter),
            (3, Fault::LoseAnswer),
            (2, Fault::LoseCommand),
            (2, Fault::Reset),
            (2, Fault::Garbage(garbage)),
            (3, Fault::GarbageAfter(garbage)),
            (1, Fault::ForeignData),
            (2, Fault::KillBefore),
            (3, Fault::KillAfter),
            (2, dies),
        ]);
        // A secret that the card refuses as such, and whose trailer is believed.
        let fault = match (fault, at) {
            (Fault::Garbage(_), At::Secret(_)) if dice.chance(20) => {
                Fault::Garbage(dice.pick(&[0x6982, 0x6A88]))
            }
            (fault, _) => fault,
        };
        faults.exchanges.push((at, fault));
    }
    for _ in 0..dice.weighted(&[(12, 0), (4, 1), (1, 2)]) {
        let fault = match dice.below(17) {
            0 => BeginFault::Outage(Outage::draw(dice)),
            1 | 2 => BeginFault::Pull,
            3..=6 => BeginFault::Swap,
            7 | 8 => BeginFault::Busy(1 + dice.below(3)),
            9 | 10 => BeginFault::Kill,
            _ => BeginFault::Rival(dice.throw()),
        };
        faults.begins.push((1 + dice.below(4), fault));
    }
    if dice.chance(4) {
        faults.outage = Some((1 + dice.below(3), Outage::draw(dice)));
    }
    faults.comes_back = dice.chance(70).then(|| (dice.below(2), dice.chance(50)));
    faults
}

/// What one run is asked to do.
pub struct Plan {
    pub there: bool,
    pub arguments: Vec<String>,
    pub file: BTreeMap<String, String>,
    /// The line of the secrets file that names the card.
    pub card_line: Option<String>,
    pub log: Log,
    pub faults: Faults,
    pub forgets: bool,
}

impl Plan {
    pub fn draw(table: &Table, dice: &mut Dice, there: bool) -> Self {
        let (hidden, own, blocked) = table.with(|state| {
            let card = &state.cards[state.mine];
            let all: Vec<_> = card
                .pins()
                .into_iter()
                .map(|pin| card.counters(pin))
                .collect();
            let any = |wanted: fn(&Counters) -> bool| all.iter().any(wanted);
            (
                any(|pin| pin.transport),
                any(|pin| !pin.transport),
                any(|pin| pin.tries == 0),
            )
        });
        // Mostly what the card is ready for.
        let often = |ready: bool, weight: usize| if ready { weight } else { 4 };
        let command = dice.weighted(&[
            (8, "status"),
            (often(hidden, 40), "activate"),
            (often(own, 18), "change"),
            (often(own, 18), "verify"),
            (often(blocked, 24), "unblock"),
            (2, "notes show"),
            (2, "notes forget --all"),
        ]);
        let mut plan = Plan {
            there,
            arguments: command.split(' ').map(str::to_owned).collect(),
            file: BTreeMap::new(),
            card_line: None,
            log: Log {
                takes_notes: true,
                user: table.with(|state| state.users.pick(dice)),
                beside: Beside::draw(dice),
                ..Log::default()
            },
            faults: Faults::default(),
            forgets: command.starts_with("notes forget"),
        };
        if matches!(command, "activate" | "change" | "verify" | "unblock") {
            plan.secret_command(table, command, dice);
        } else {
            plan.there = false;
        }
        plan
    }

    fn flag(&mut self, flag: &str, value: Option<&str>) {
        self.arguments.push(flag.to_owned());
        self.arguments.extend(value.map(str::to_owned));
    }

    fn secret_command(&mut self, table: &Table, command: &str, dice: &mut Dice) {
        let (pins, tail, used) = table.with(|state| {
            let card = &state.cards[state.mine];
            let hidden = card
                .pins()
                .into_iter()
                .map(|pin| card.counters(pin))
                .filter(|counters| counters.transport);
            let used = hidden
                .map(|counters| (3 - counters.tries).min(2))
                .max()
                .unwrap_or_default();
            (card.pins(), card.tail().to_owned(), used)
        });
        let digits = if dice.chance(88) {
            tail.clone()
        } else {
            dice.digits(4)
        };
        let deliberate = match (self.there, dice.below(10)) {
            (false, 0..=2) => Some("--try-again"),
            (false, 3..=5) | (true, 0) => Some("--last-try"),
            _ => None,
        };
        let one = deliberate.is_some() && dice.chance(95) || dice.chance(40);
        let pin = if dice.chance(97) {
            dice.pick(&pins)
        } else {
            dice.pick(&["ch", "qes", "smc"])
        };
        if one {
            self.flag("--pin", Some(pin));
        }
        if let Some(flag) = deliberate {
            self.flag(flag, Some(&digits));
            self.log.released = flag == "--last-try" && digits == tail;
            self.log.released_again = flag == "--try-again" && digits == tail;
        }
        self.name_card(table, dice);
        if dice.chance(6) {
            self.flag("--no-notes", None);
            self.log.takes_notes = false;
        }
        if dice.chance(if self.there { 3 } else { 55 }) {
            self.flag("--holder-present", None);
            self.log.holder = !self.there;
        }
        if dice.chance(3) {
            self.flag("--dry-run", None);
        }
        if self.there && command == "activate" && dice.chance(8) {
            self.flag("--hidden", None);
        }
        let states = if command == "activate" { 35 } else { 20 };
        if dice.chance(if self.there { 5 } else { states }) {
            let stated = if dice.chance(65) {
                used
            } else {
                u8::try_from(dice.below(3)).unwrap()
            };
            self.flag("--tries-used", Some(&stated.to_string()));
            self.log.stated = Some(stated);
        }
        if command == "unblock" && dice.chance(35) {
            self.flag("--spend-puk-use", None);
        }
        if !self.there {
            let wanted = if one { vec![pin] } else { pins };
            self.secrets(table, command, &wanted, dice);
        }
    }

    /// Which card is meant: a script had better say so, and the more so the more readers there are.
    fn name_card(&mut self, table: &Table, dice: &mut Dice) {
        let mine = table.with(|state| state.cards[state.mine].iccsn.clone());
        let neighbours = table.with(|state| state.cards[NEIGHBOUR].iccsn.clone());
        let number = if dice.chance(95) { mine } else { neighbours };
        let alone = self.log.beside == Beside::NoReader;
        match (self.there, dice.below(if alone { 20 } else { 10 })) {
            (false, 0..=2) => self.card_line = Some(number.clone()),
            (false, 3) | (true, 0) => self.flag("--card", Some(&number)),
            (false, 4) => {
                let tail = &number[16..];
                self.flag("--card", Some(tail));
                self.log.named = Some(tail.to_owned());
                return;
            }
            (false, 5) | (true, 1) => {
                self.flag("--reader", Some(READER));
                self.log.names_reader = true;
                return;
            }
            _ => return,
        }
        self.log.named = Some(number);
    }

    fn secrets(&mut self, table: &Table, command: &str, pins: &[Pin], dice: &mut Dice) {
        for pin in pins {
            // Without the holder's flag the whole file is refused.
            if *pin == "qes" && !self.log.holder && dice.chance(85) {
                continue;
            }
            let (secret, puk, iccsn) = table.with(|state| {
                let card = &state.cards[state.mine];
                if !card.pins().contains(pin) {
                    return (
                        String::from("271828"),
                        String::from("31415926"),
                        card.iccsn.clone(),
                    );
                }
                (
                    card.secret(pin).to_owned(),
                    card.puk(pin).to_owned(),
                    card.iccsn.clone(),
                )
            });
            let right = dice.chance(62);
            let mut value = |truth: &str, count: usize| {
                if right && truth.len() == count {
                    truth.to_owned()
                } else {
                    fresh(dice, count, &iccsn)
                }
            };
            let old = match command {
                "activate" => Some(("transport", value(&secret, 5))),
                "unblock" => Some(("puk", value(&puk, 8))),
                _ => Some((
                    "current",
                    value(&secret, if secret.len() > 5 { secret.len() } else { 6 }),
                )),
            };
            let new = match command {
                "verify" => None,
                "unblock" if *pin == "qes" => None,
                _ => Some((
                    "new",
                    if dice.chance(4) {
                        "123456".to_owned()
                    } else {
                        fresh(dice, 6, &iccsn)
                    },
                )),
            };
            for (role, digits) in old.into_iter().chain(new) {
                // Now and then a key is missing.
                if dice.chance(98) {
                    self.file.insert(format!("{role}.{pin}"), digits);
                }
            }
        }
    }
}
