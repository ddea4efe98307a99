//! A card at one of the places, what this PC notes of it, and what people do there.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use pinlotse::virtual_card::{Behaviour, CosGeneration, Source, TransportStatus, VirtualCard};
use support::faults::{At as AtCard, Bench, Fault as CardFault};
use support::journey::{Journey, Ran, asks_new};
use support::konnektor::{
    At, Card, End, Fault, Konnektor, Operation, Person, Spoil, TerminalId, make,
};
use support::life::{asks_current, asks_puk};
use support::practice::{Practice, SLOT, Truth};
use support::script::Script;

/// A card at one of the places, and what this PC notes of it.
pub(super) enum Desk {
    Reader(Box<Journey>),
    Terminal(Box<Practice>, Held),
}

/// How long a list of the cards counts at a Konnektor; nobody is quicker who puts one in.
const LISTED: Duration = Duration::from_millis(2100);

/// A card that was taken out of a terminal.
type Held = Rc<RefCell<Option<Card>>>;

/// Every place with a card as the letter came with it.
pub(super) fn fresh(source: &str) -> [Desk; 2] {
    let practice = Practice::with(&make::KOCOBOX, card(source));
    [
        Desk::Reader(Box::new(Journey::with(source))),
        Desk::Terminal(Box::new(practice), Held::default()),
    ]
}

/// Every place with a card whose PINs were set elsewhere.
pub(super) fn in_use(source: &str) -> [Desk; 2] {
    let practice = Practice::in_use(&make::KOCOBOX, card(source));
    [
        Desk::Reader(Box::new(Journey::set(source))),
        Desk::Terminal(Box::new(practice), Held::default()),
    ]
}

/// The same with a PIN that somebody blocked elsewhere.
pub(super) fn blocked(source: &str, pin: &str) -> [Desk; 2] {
    in_use(source).map(|desk| desk.with_others_failing(pin, 3))
}

/// Every place with a card whose Transport-PIN somebody blocked elsewhere.
pub(super) fn transport_blocked(source: &str, pin: &str) -> [Desk; 2] {
    fresh(source).map(|desk| desk.with_others_failing(pin, 3))
}

/// Every place with a new card whose system is older than 3.12: 62C1 although blocked.
pub(super) fn older(source: &str) -> [Desk; 2] {
    let chip = || {
        let mut chip = support::faults::card(source);
        chip.set_behaviour(Behaviour {
            cos: CosGeneration::Older,
            ..Behaviour::default()
        });
        chip
    };
    let bench = Bench::new();
    bench.add("Testleser 00 00", Some(chip()));
    let practice = Practice::with(&make::KOCOBOX, Card::of(chip()));
    [
        Desk::Reader(Box::new(Journey::on(bench))),
        Desk::Terminal(Box::new(practice), Held::default()),
    ]
}

/// Both entries of `verify`: the risk, and the PIN.
pub(super) fn verifies(pin: &str, digits: &str) -> Script {
    let asked = Script::person().asks("Eine falsche PIN kostet einen Versuch", "j");
    asked.then(asks_current(pin, digits))
}

/// A PUK and the new PIN.
pub(super) fn unblocks(pin: &str, puk: &str, new: &str) -> Script {
    asks_puk(pin, puk).then(asks_new(pin, new))
}

fn card(source: &str) -> Card {
    match source {
        "hba" => Card::hba(),
        "smcb" => Card::smcb(),
        file => Card::of(VirtualCard::load(&Source::parse(file)).unwrap()),
    }
}

impl Desk {
    /// Runs the program. What the person types at a keyboard is typed at the terminal, where Enter
    /// sends there.
    #[track_caller]
    pub fn run(&mut self, arguments: &[&str], script: Script) -> Ran {
        match self {
            Self::Reader(journey) => journey.run(arguments, script),
            Self::Terminal(practice, _) => {
                let (script, dialogs) = script.at_terminal();
                for entries in &dialogs {
                    practice.then(Person::types(entries.iter().map(String::as_str)));
                }
                let mut ran = practice.run(arguments, script);
                practice.konnektor.forget_people();
                ran.secrets_sent = practice.konnektor.pin_posts().len();
                ran
            }
        }
    }

    /// The guide; waits end at once, so that every question comes.
    #[track_caller]
    pub fn guide(&mut self, script: Script) -> Ran {
        self.run(&["--wait", "0"], script)
    }

    /// A script's activation.
    #[track_caller]
    pub fn script(&mut self, secrets: &str, flags: &[&str]) -> Ran {
        self.script_of("activate", secrets, flags)
    }

    /// A script, and the lines of its secrets file: at a terminal somebody types them when it asks.
    #[track_caller]
    pub fn script_of(&mut self, command: &str, secrets: &str, flags: &[&str]) -> Ran {
        match self {
            Self::Reader(journey) => journey.script_of(command, secrets, flags),
            Self::Terminal(practice, _) => {
                let lines = secrets.lines().filter_map(|line| line.split_once(" = "));
                let lines: Vec<(&str, &str)> = lines.collect();
                let given = |key: &str| lines.iter().find(|line| line.0 == key);
                let first = match command {
                    "activate" => "transport",
                    "unblock" => "puk",
                    _ => "current",
                };
                let mut pins = Vec::new();
                for pin in ["ch", "qes", "smc"] {
                    let Some((_, digits)) = given(&format!("{first}.{pin}")) else {
                        continue;
                    };
                    pins.push(pin);
                    let is_set = match command {
                        "verify" => false,
                        "unblock" => pin != "qes",
                        _ => true,
                    };
                    let new = given(&format!("new.{pin}")).filter(|_| is_set);
                    let new = new.map(|(_, digits)| *digits);
                    practice.then(Person::types([*digits].into_iter().chain(new).chain(new)));
                }
                // A file says by its keys which PINs are meant.
                let pins = pins.join(",");
                let is_said = flags.contains(&"--pin") || ["", "smc", "ch,qes"].contains(&&*pins);
                let pins: &[&str] = if is_said { &[] } else { &["--pin", &pins] };
                let how = ["--json", "--wait", "0", "--no-input"];
                let entry = [command, "--entry", "pinpad"];
                let mut ran = practice.script(&[&how[..], &entry, pins, flags].concat());
                practice.konnektor.forget_people();
                ran.secrets_sent = practice.konnektor.pin_posts().len();
                ran
            }
        }
    }

    /// Commands with digits that went to the card in the last run, or orders to ask for some.
    pub fn sent(&self, ran: &Ran) -> usize {
        match self {
            Self::Reader(_) => ran.secrets_sent,
            Self::Terminal(practice, _) => practice.konnektor.pin_posts().len(),
        }
    }

    pub fn others_fail(&self, pin: &str, times: usize) {
        match self {
            Self::Reader(journey) => journey.others_fail(pin, times),
            Self::Terminal(practice, _) => practice.others_fail(pin, times),
        }
    }

    pub fn with_others_failing(self, pin: &str, times: usize) -> Self {
        self.others_fail(pin, times);
        self
    }

    /// The card does what the next secret of a command asks for, and nobody hears of it.
    pub fn loses_the_next_answer(&self, command: &str) {
        match self {
            Self::Reader(journey) => {
                journey.bench.once(AtCard::Secret, CardFault::LoseAnswer);
            }
            Self::Terminal(practice, _) => {
                let operation = match command {
                    "verify" => Operation::VerifyPin,
                    "unblock" => Operation::UnblockPin,
                    _ => Operation::ChangePin,
                };
                let lost = Fault::Spoiled(Spoil::Lost(End::Cut));
                practice.konnektor.on(At::Next(operation), lost);
            }
        }
    }

    /// The card is gone as soon as the state of PIN.SMC was read back.
    pub fn is_pulled_behind_the_read_back(&self) {
        match self {
            Self::Reader(journey) => {
                let bench = &journey.bench;
                bench.once(AtCard::ReadBack(0x01), CardFault::PullAfter);
            }
            Self::Terminal(practice, _) => {
                practice.behind_the_read_back(|konnektor, terminal| {
                    konnektor.pull(terminal, SLOT);
                });
            }
        }
    }

    /// What is asked of a PIN that was entered since the card was put in: a Konnektor tells no
    /// counter of it.
    pub fn counter_is_hidden(&self) -> Script {
        match self {
            Self::Reader(_) => Script::person(),
            Self::Terminal(..) => support::journey::tries("0"),
        }
    }

    /// The specification has no text for it, and a Konnektor may refuse it (4072).
    pub fn can_verify_qes(&self) {
        if let Self::Terminal(practice, _) = self {
            practice.konnektor.habits(|habits| habits.verify_qes = None);
        }
    }

    pub fn is_at_a_reader(&self) -> bool {
        matches!(self, Self::Reader(_))
    }

    /// Through which way a script's digits come.
    pub fn entry_of_a_script(&self) -> &'static str {
        match self {
            Self::Reader(_) => "file",
            Self::Terminal(..) => "terminal",
        }
    }

    /// The state of a PIN that was just set: a Konnektor remembers that it was entered.
    pub fn state_after_an_entry(&self) -> &'static str {
        match self {
            Self::Reader(_) => "set",
            Self::Terminal(..) => "verified",
        }
    }

    pub fn truth(&self, pin: &str) -> Truth {
        match self {
            Self::Reader(journey) => {
                let card = journey.bench.card(0);
                let card = card.borrow();
                let found = card.passwords().find(|one| one.name == pin).unwrap();
                Truth {
                    transport: found.transport_status == TransportStatus::TransportPin,
                    tries: found.retry_counter,
                    puk_uses: found.puk_uses_left,
                }
            }
            Self::Terminal(practice, _) => practice.truth(pin),
        }
    }

    /// A wrong guess costs a try.
    pub fn is(&self, pin: &str, digits: &str) -> bool {
        match (self, pin) {
            (Self::Reader(journey), "PIN.QES") => journey.qes_is(digits),
            (Self::Reader(journey), _) => journey.is(digits),
            (Self::Terminal(practice, _), _) => practice.is(pin, digits),
        }
    }

    /// Whether PIN.CH or PIN.SMC is these digits.
    pub fn is_own(&self, digits: &str) -> bool {
        self.is("PIN.CH", digits)
    }

    pub fn qes_is(&self, digits: &str) -> bool {
        self.is("PIN.QES", digits)
    }

    /// The whole number of the card.
    pub fn number(&self) -> String {
        match self {
            Self::Reader(journey) => journey.bench.card(0).borrow().iccsn().unwrap(),
            Self::Terminal(practice, _) => {
                let konnektor = &practice.konnektor;
                konnektor.card(practice.terminal, SLOT, |chip| chip.iccsn().unwrap())
            }
        }
    }

    pub fn tail(&self) -> String {
        self.number()[16..].to_owned()
    }

    pub fn puk_uses(&self, pin: &str) -> u8 {
        self.truth(pin).puk_uses
    }

    /// The PC: its notes, files, signals.
    pub fn pc(&mut self) -> &mut Journey {
        match self {
            Self::Reader(journey) => journey,
            Self::Terminal(practice, _) => &mut practice.journey,
        }
    }

    /// What takes the card out and puts it in while a question stands.
    pub fn hand(&self) -> Hand {
        match self {
            Self::Reader(journey) => Hand::Reader(journey.bench.clone()),
            Self::Terminal(practice, held) => {
                let (konnektor, terminal) = (practice.konnektor.clone(), practice.terminal);
                Hand::Terminal(konnektor, terminal, Rc::clone(held))
            }
        }
    }

    /// What the notes hold of a secret: wrong, unknown, right.
    pub fn noted(&mut self, secret: &str) -> Option<(u64, u64, u64)> {
        support::life::noted(self.pc(), secret)
    }
}

/// The hand of somebody at the slot.
#[derive(Clone)]
pub(super) enum Hand {
    Reader(Bench),
    Terminal(Konnektor, TerminalId, Held),
}

impl Hand {
    pub fn pulls(&self) {
        match self {
            Self::Reader(bench) => bench.pull(0),
            Self::Terminal(konnektor, terminal, held) => {
                held.replace(Some(konnektor.pull(*terminal, SLOT)));
            }
        }
    }

    /// What was pulled.
    pub fn puts_back(&self) {
        match self {
            Self::Reader(bench) => bench.put_back(0),
            Self::Terminal(konnektor, terminal, held) => {
                let card = held.take().expect("pulled before");
                konnektor.insert_unknown(*terminal, SLOT, card);
                std::thread::sleep(LISTED);
            }
        }
    }

    /// Another card, in the place of the one that is in, if there is one.
    pub fn puts(&self, source: &str) {
        match self {
            Self::Reader(bench) => bench.put(0, support::faults::card(source)),
            Self::Terminal(konnektor, terminal, held) => {
                let is_in = konnektor.handle(*terminal, SLOT).is_some();
                if held.take().is_none() && is_in {
                    konnektor.pull(*terminal, SLOT);
                }
                konnektor.insert(*terminal, SLOT, card(source));
                std::thread::sleep(LISTED);
            }
        }
    }
}
