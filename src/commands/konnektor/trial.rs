//! A test of a Konnektor that only reads: is it the one that was compared, what is it, does it let
//! this client in, and what do its terminals hold?

use super::Desk;
use crate::konnektor::Trouble;
use crate::konnektor::answer::{Card, Terminal};
use crate::konnektor::client::Client;
use crate::konnektor::identifiers::{Context as Caller, Id};
use crate::konnektor::trouble::Cause;
use crate::konnektor::vocabulary::Service;
use crate::konnektor::words::CardType;
use crate::report::facts::konnektor_setup::{self as facts, Remark, Step, Trial};
use crate::report::{Failure, failure};
use crate::session::desk::context::Context;
use crate::session::desk::konnektor::{Way, failed};

/// Words that the names of client systems of practice software have in them, in small letters.
const PRACTICE_SOFTWARE: [&str; 24] = [
    "albis", "cgm", "charly", "dampsoft", "duria", "elefant", "epikur", "evident", "indamed",
    "isynet", "kis", "linudent", "medatixx", "medical", "medistar", "praxis", "psyprax", "pvs",
    "quincy", "s3", "t2med", "tomedo", "turbomed", "z1",
];

/// Whether a client system sounds like that of the practice software.
pub(super) fn sounds_foreign(client_system: &Id) -> bool {
    let name = client_system.as_str().to_lowercase();
    let mut words = name.split(|c: char| !c.is_alphanumeric());
    // Short ones are words of their own; long ones may be a part of one.
    let is_one = |word: &str| {
        PRACTICE_SOFTWARE
            .iter()
            .any(|known| word == *known || (known.len() > 4 && word.contains(known)))
    };
    !is_own(client_system) && words.any(is_one)
}

/// Whether a client system says itself that it is this program's own.
pub(super) fn is_own(client_system: &Id) -> bool {
    client_system.as_str().to_lowercase().contains("pinlotse")
}

/// Makes the test. What stands in the way is told by the failures; what is missing and no failure by
/// remarks.
///
/// # Errors
/// There is no client; cancelled.
pub(super) fn run(
    context: &mut Context<'_>,
    way: &Way,
    desk: &Desk,
) -> Result<(Trial, Vec<Failure>), Failure> {
    let client = way.client(&context.interrupts, desk.log.clone())?;
    let line = context.text.setup_testing();
    context.dialog.waiting(&line);
    let mut test = Test {
        client,
        trial: Trial::default(),
        failures: Vec::new(),
    };
    test.run();
    context.dialog.end_waiting();
    if context.interrupts.raised() {
        return Err(context.cancelled());
    }
    let profile = way.profile();
    let mut trial = test.trial;
    if sounds_foreign(&profile.context.client_system) {
        trial.remarks.push(Remark::ClientSystem);
    }
    if !profile.address.is_tls() {
        trial.remarks.push(Remark::Plain);
    }
    Ok((trial, test.failures))
}

struct Test {
    client: Client,
    trial: Trial,
    failures: Vec<Failure>,
}

impl Test {
    fn run(&mut self) {
        if self.directory() && self.services() {
            let caller = self.client.context().clone();
            if let Some(terminals) = self.terminals(&caller) {
                self.cards(&caller, &terminals);
            }
        }
    }

    fn passed(&mut self, step: Step) {
        self.trial.steps.push((step, true));
    }

    fn failed(&mut self, step: Step, trouble: Trouble) -> bool {
        self.trial.steps.push((step, false));
        self.failures.push(failed(trouble));
        false
    }

    fn directory(&mut self) -> bool {
        let is_tls = self.client.address().is_tls();
        match self.client.directory() {
            Ok(directory) => {
                self.trial.product = Some(directory.product.clone());
                if is_tls {
                    self.passed(Step::Certificate);
                }
                self.passed(Step::Directory);
                true
            }
            Err(trouble) if is_tls && matches!(trouble.cause, Cause::Line(_)) => {
                self.failed(Step::Certificate, trouble)
            }
            Err(trouble) => self.failed(Step::Directory, trouble),
        }
    }

    fn services(&mut self) -> bool {
        let mut troubles = Vec::new();
        for service in Service::ALL {
            match self.client.choice(service) {
                Ok(choice) => self.trial.services.push((service, choice.number)),
                Err(trouble) => troubles.push(trouble),
            }
        }
        if troubles.is_empty() {
            self.passed(Step::Services);
            return true;
        }
        self.trial.steps.push((Step::Services, false));
        self.failures.extend(troubles.into_iter().map(failed));
        false
    }

    /// What cards are in is only asked where there are any.
    fn terminals(&mut self, caller: &Caller) -> Option<Vec<Terminal>> {
        let terminals = match self.client.terminals(false) {
            Ok(terminals) => terminals,
            Err(trouble) => {
                self.failed(Step::Terminals, trouble);
                return None;
            }
        };
        self.trial.terminals = terminals
            .iter()
            .map(|one| terminal(one, &caller.workplace))
            .collect();
        if terminals.is_empty() {
            self.trial.steps.push((Step::Terminals, false));
            let workplace = caller.workplace.to_string();
            self.failures
                .push(failure::Unreached::NoTerminal { workplace }.into());
            return None;
        }
        self.passed(Step::Terminals);
        let known = &self.trial.terminals;
        let none_connected = known.iter().all(|one| !one.is_connected);
        let none_here = known.iter().all(|one| !one.is_here);
        let remarks = [
            (none_connected, Remark::NoneConnected),
            (none_here, Remark::NoneHere),
        ];
        let remarks = remarks.into_iter().filter(|(is_so, _)| *is_so);
        self.trial.remarks.extend(remarks.map(|(_, remark)| remark));
        Some(terminals)
    }

    fn cards(&mut self, caller: &Caller, terminals: &[Terminal]) {
        let cards = match self.client.cards(false) {
            Ok(cards) => cards,
            Err(trouble) => {
                self.failed(Step::Cards, trouble);
                return;
            }
        };
        self.passed(Step::Cards);
        let (mut persons, mut institutions) = (false, false);
        for found in &cards {
            let Ok(kind) = found.card_type else { continue };
            persons |= is_of_a_person(kind);
            institutions |= is_of_an_institution(kind);
            if is_of_a_person(kind) || is_of_an_institution(kind) {
                self.trial.cards.push(card(found, kind, terminals));
            }
        }
        let remarks = [
            (!persons && !institutions, Remark::NoCards),
            (persons && !institutions, Remark::NoInstitutionCard),
            (persons && caller.user.is_none(), Remark::UserMissing),
        ];
        let remarks = remarks.into_iter().filter(|(is_so, _)| *is_so);
        self.trial.remarks.extend(remarks.map(|(_, remark)| remark));
    }
}

const fn is_of_a_person(kind: CardType) -> bool {
    matches!(
        kind,
        CardType::Hba | CardType::HbaQsig | CardType::Hbax | CardType::Zod
    )
}

const fn is_of_an_institution(kind: CardType) -> bool {
    matches!(kind, CardType::SmcB | CardType::HsmB | CardType::SmB)
}

fn terminal(terminal: &Terminal, workplace: &Id) -> facts::Terminal {
    facts::Terminal {
        name: name(terminal),
        is_connected: terminal.is_connected.clone().unwrap_or(false),
        is_here: terminal.is_at(workplace),
        is_physical: terminal.is_physical.clone().unwrap_or(true),
    }
}

/// What people call it, else what the Konnektor does.
fn name(terminal: &Terminal) -> String {
    let id = terminal.id.as_ref().map(ToString::to_string).ok();
    let name = terminal.name.clone().ok().filter(|name| !name.is_empty());
    name.or(id).unwrap_or_else(|| "?".to_owned())
}

fn card(card: &Card, kind: CardType, terminals: &[Terminal]) -> facts::Card {
    let terminal = card.terminal.as_ref().ok().map(|id| {
        let mut terminals = terminals.iter();
        let known = terminals.find(|terminal| terminal.id.as_ref() == Ok(id));
        known.map_or_else(|| id.to_string(), name)
    });
    facts::Card {
        kind: kind.word(),
        iccsn: card.iccsn.clone().ok(),
        terminal,
        slot: card.slot.clone().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn client_systems_of_practice_software_are_known_by_their_names() {
        for (name, expected) in [
            ("MEDISTAR", true),
            ("Medistar-1", true),
            ("tomedo_client", true),
            ("PVS1", false),
            ("PVS", true),
            ("cgm turbomed", true),
            ("Praxissoftware", true),
            ("pinlotse", false),
            ("pinlotse-praxis", false),
            ("CS1", false),
            ("Kiste", false),
        ] {
            assert_eq!(sounds_foreign(&Id::new(name).unwrap()), expected, "{name}");
        }
    }
}
