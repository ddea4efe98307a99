//! A practice: a card in a terminal behind a Konnektor, the double of one, and a PC with its notes.
//! Each run is held against what the terminal saw.

use std::collections::BTreeMap;

use pinlotse::virtual_card::TransportStatus;

use super::journey::{BUILT_IN, Journey, NEW_CH, NEW_QES, NEW_SMC, Ran, WRONG};
use super::konnektor::{At, Card, Konnektor, Make, Operation, Person, TerminalId};
use super::life::{DF_QES, NEXT, WRONG_OWN, block};
use super::promise::{ENTER, are_kept, promises};
use super::script::Script;

/// The slot of the card, unless a test says otherwise.
pub const SLOT: usize = 2;

/// Both sides of a desk.
pub struct Practice {
    pub konnektor: Konnektor,
    /// "Empfang", which stands at the workplace.
    pub terminal: TerminalId,
    pub journey: Journey,
    /// An answer is made up, so no display shows what it says.
    pub makes_up: bool,
    /// What people call the terminals, by CtId.
    names: BTreeMap<String, String>,
}

/// What a card has of a PIN.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Truth {
    pub transport: bool,
    pub tries: u8,
    pub puk_uses: u8,
}

/// What another PIN of this card says: the same in both.
pub const FRESH: Truth = Truth {
    transport: true,
    tries: 3,
    puk_uses: 10,
};
/// An own PIN that nobody mistyped.
pub const OWN: Truth = Truth {
    transport: false,
    ..FRESH
};

/// Digits of a Transport-PIN, and the new PIN twice.
pub fn sets(transport: &str, new: &str) -> Person {
    Person::types([transport, new, new])
}

/// The person presses Enter and goes to the terminal.
pub fn goes() -> Script {
    Script::person().asks_secret(ENTER, "")
}

/// A dialog ran out of time or was cancelled, and the card does not show what that cost: whether all
/// was entered and confirmed.
pub fn confirmed(answer: &str) -> Script {
    Script::person().asks("mit der grünen Taste bestätigt", answer)
}

/// A dialog ended with two new PINs that differ, and the card does not show what that cost: whether
/// the display said so.
pub fn differed(answer: &str) -> Script {
    Script::person().asks("PINs nicht identisch! Abbruch!", answer)
}

/// A dialog ended there; once more or not.
pub fn once_more(answer: &str) -> Script {
    Script::person().asks("noch einmal am Terminal", answer)
}

impl Practice {
    /// A terminal of three slots, the card in the second.
    pub fn with(make: &'static Make, card: Card) -> Self {
        let konnektor = Konnektor::new(make);
        let terminal = konnektor.add_terminal("Empfang", 3);
        konnektor.insert(terminal, SLOT, card);
        let mut journey = Journey::through(&konnektor);
        // Digits never come to this PC; whatever they come to is searched for them all the same.
        let digits = [
            BUILT_IN.ch,
            BUILT_IN.qes,
            BUILT_IN.smc,
            NEW_CH,
            NEW_QES,
            NEW_SMC,
            WRONG,
            NEXT,
        ];
        journey.secrets.extend(digits.map(str::to_owned));
        let mut practice = Self {
            konnektor,
            terminal,
            journey,
            makes_up: false,
            names: BTreeMap::new(),
        };
        practice.knows(terminal, "Empfang");
        practice
    }

    /// The same with a card whose PINs were set without this PC.
    pub fn in_use(make: &'static Make, card: Card) -> Self {
        let practice = Self::with(make, card);
        let is_hba = practice
            .konnektor
            .card(practice.terminal, SLOT, |chip| chip.kind() == "hba");
        let change = |reference: &str, old: &str, new: &str| {
            format!("002400{reference}10{}{}", block(old), block(new))
        };
        if is_hba {
            practice.others_send(&[], &change("01", BUILT_IN.ch, NEW_CH));
            practice.others_send(&[DF_QES], &change("81", BUILT_IN.qes, NEW_QES));
        } else {
            practice.others_send(&[], &change("01", BUILT_IN.smc, NEW_SMC));
        }
        practice
    }

    /// Another terminal, with what people call it.
    pub fn add_terminal(&mut self, name: &str, slots: usize) -> TerminalId {
        let terminal = self.konnektor.add_terminal(name, slots);
        self.knows(terminal, name);
        terminal
    }

    /// A terminal got its name elsewhere.
    pub fn knows(&mut self, terminal: TerminalId, name: &str) {
        let id = self.konnektor.terminal_id(terminal);
        self.names.insert(id, name.to_owned());
    }

    /// What happens at the next dialog.
    pub fn then(&self, person: Person) -> &Self {
        self.konnektor.then(person);
        self
    }

    /// Happens before the next state that is asked for behind the read-back of a change.
    pub fn behind_the_read_back(&self, what: impl FnOnce(&Konnektor, TerminalId) + Send + 'static) {
        let terminal = self.terminal;
        self.konnektor
            .before(At::Next(Operation::ChangePin), move |konnektor| {
                konnektor.before(At::Next(Operation::GetPinStatus), move |konnektor| {
                    let what = move |konnektor: &Konnektor| what(konnektor, terminal);
                    konnektor.before(At::Next(Operation::GetPinStatus), what);
                });
            });
    }

    /// Runs the program. Every Enter at [`ENTER`] is one order to a terminal, and every dialog is the
    /// one that was announced.
    #[track_caller]
    pub fn run(&mut self, arguments: &[&str], script: Script) -> Ran {
        let ran = self.run_with(arguments, script);
        let enters = enters(&ran);
        let posts = self.konnektor.pin_posts();
        assert_eq!(
            posts.len(),
            enters,
            "{posts:?}\n{}",
            ran.heard.borrow().everything()
        );
        ran
    }

    /// The same where the gate let nothing through after Enter.
    #[track_caller]
    pub fn run_to_the_gate(&mut self, arguments: &[&str], script: Script) -> Ran {
        let ran = self.run_with(arguments, script);
        assert_eq!(enters(&ran), 1);
        assert_eq!(self.konnektor.pin_posts(), [""; 0]);
        ran
    }

    /// A script: nobody is asked at the PC, and whoever is at the terminal types when it asks.
    #[track_caller]
    pub fn script(&mut self, arguments: &[&str]) -> Ran {
        self.konnektor.forget_log();
        let ran = self.journey.run(arguments, Script::nobody());
        self.konnektor.is_content();
        ran
    }

    #[track_caller]
    fn run_with(&mut self, arguments: &[&str], script: Script) -> Ran {
        self.konnektor.forget_log();
        let ran = self.journey.run(arguments, script);
        self.konnektor.is_content();
        let heard = ran.heard.borrow();
        let name_of = |id: &str| self.names.get(id).cloned().unwrap_or_default();
        let said = heard.said.iter().filter(|_| !self.makes_up);
        let said: Vec<String> = said.map(|(_, line)| line.clone()).collect();
        let dialogs = self.konnektor.dialogs();
        if let Err(why) = are_kept(&promises(&heard), &said, &dialogs, &name_of) {
            panic!("{why}\n{}", heard.everything());
        }
        drop(heard);
        ran
    }

    /// What another program sends to the card, past the Konnektor, from the MF and below it.
    pub fn others_send(&self, folders: &[&str], command: &str) -> String {
        self.konnektor.card(self.terminal, SLOT, |chip| {
            let mut send = |command: &str| chip.transmit(&hex::decode(command).unwrap());
            send("00A4040C");
            for folder in folders {
                send(folder);
            }
            let answer = send(command);
            send("00A4040C");
            hex::encode_upper(answer)
        })
    }

    /// Somebody enters a wrong PIN elsewhere, so often.
    pub fn others_fail(&self, pin: &str, times: usize) {
        let (folders, reference) = place(pin);
        for _ in 0..times {
            let before = self.truth(pin);
            let command = if before.transport {
                format!("002400{reference}10{}{}", block(WRONG), block(NEXT))
            } else {
                format!("002000{reference}08{}", block(WRONG_OWN))
            };
            self.others_send(folders, &command);
            assert_eq!(self.truth(pin).tries, before.tries - 1);
        }
    }

    /// What the card in its slot has of a PIN.
    #[track_caller]
    pub fn truth(&self, pin: &str) -> Truth {
        self.konnektor.card(self.terminal, SLOT, |chip| {
            let mut all = chip.passwords();
            let found = all.find(|password| password.name == pin).unwrap();
            Truth {
                transport: found.transport_status == TransportStatus::TransportPin,
                tries: found.retry_counter,
                puk_uses: found.puk_uses_left,
            }
        })
    }

    /// Whether the PIN is these digits. A wrong guess costs a try.
    pub fn is(&self, pin: &str, digits: &str) -> bool {
        let (folders, reference) = place(pin);
        let command = format!("002000{reference}08{}", block(digits));
        let answer = self.others_send(folders, &command);
        self.konnektor.card(self.terminal, SLOT, |chip| {
            chip.reset();
        });
        answer == "9000"
    }

    /// The last four digits of the card's number.
    pub fn tail(&self) -> String {
        self.konnektor.card(self.terminal, SLOT, |chip| {
            chip.iccsn().unwrap()[16..].to_owned()
        })
    }
}

/// How often Enter was pressed where it sends to the terminal.
fn enters(ran: &Ran) -> usize {
    let heard = ran.heard.borrow();
    heard
        .secrets
        .iter()
        .filter(|typed| typed.is_empty())
        .count()
}

fn place(pin: &str) -> (&'static [&'static str], &'static str) {
    match pin {
        "PIN.QES" => (&[DF_QES], "81"),
        _ => (&[], "01"),
    }
}
