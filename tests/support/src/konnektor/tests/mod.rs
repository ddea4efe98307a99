//! The double, held against the specification and against what a Konnektor was recorded to accept.
//! Requests and namespaces are typed by hand once more.

mod accepted;
mod access;
mod display;
mod faults;
mod lists;
mod makes;
mod network;
mod people;
mod pins;
mod recorded;
mod strict;
mod typed;

use super::*;
use typed::{Said, Typed};

/// A Konnektor of this make with an HBA in slot 1 and an SMC-B in slot 2 of its one terminal.
struct Bench {
    konnektor: Konnektor,
    terminal: TerminalId,
}

impl Bench {
    fn of(make: &'static Make) -> Self {
        let konnektor = Konnektor::new(make);
        let terminal = konnektor.add_terminal("Empfang", 4);
        konnektor.insert(terminal, 1, Card::hba());
        konnektor.insert(terminal, 2, Card::smcb());
        Self {
            konnektor,
            terminal,
        }
    }

    fn new() -> Self {
        Self::of(&make::EHEX)
    }

    fn handle(&self, slot: usize) -> String {
        self.konnektor.handle(self.terminal, slot).unwrap()
    }

    /// A request that is right, for a PIN of the card that has it.
    fn typed(&self, operation: &str, pin: &str) -> Typed {
        let slot = if pin == "PIN.SMC" { 2 } else { 1 };
        Typed::at(self.konnektor.make(), operation).pin(&self.handle(slot), pin)
    }

    fn ask(&self, request: &Typed) -> Said {
        Said::from(&self.konnektor.answer(&request.octets()))
    }

    /// The word for a PIN operation or a state, with LeftTries behind it: `REJECTED 2`.
    fn pin(&self, operation: &str, pin: &str) -> String {
        self.ask(&self.typed(operation, pin)).short()
    }

    fn types(&self, operation: &str, pin: &str, entries: &[&str]) -> String {
        self.konnektor.then(Person::types(entries.iter().copied()));
        self.pin(operation, pin)
    }

    fn state(&self, pin: &str) -> String {
        self.pin("GetPinStatus", pin)
    }
}
