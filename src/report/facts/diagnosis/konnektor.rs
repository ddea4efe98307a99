//! What a Konnektor says of itself, and what that means.

use super::Diagnosis;
use crate::card::Kind;
use crate::konnektor::directory::Number;
use crate::konnektor::product::ProductInformation;
use crate::konnektor::vocabulary::Service;
use crate::report::facts::failure::Konnektor;
use crate::report::facts::finding::{Finding, OfKonnektor, Severity};
use crate::report::facts::seen::Asks;

/// What was asked of a Konnektor, and what it said.
#[derive(Debug, Clone)]
pub struct KonnektorSeen {
    /// Who made it, and its version; `None` where it hands out no service directory.
    pub product: Option<ProductInformation>,
    /// Whether its services are reached by TLS only, where it says so.
    pub tls_mandatory: Option<bool>,
    /// Whether clients have to log in, where it says so.
    pub login_mandatory: Option<bool>,
    /// The services that can be spoken to, each in the version that is.
    pub services: Vec<(Service, Number)>,
    /// The workplace that asks.
    pub workplace: String,
    /// Whether the profile names a user, as PINs of an eHBA need.
    pub has_user: bool,
    /// Its terminals, as far as the workplace may use them.
    pub terminals: Vec<TerminalSeen>,
    /// What it did not give.
    pub failed: Vec<Konnektor>,
}

/// A card terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TerminalSeen {
    /// What people call it.
    pub name: String,
    /// Whether the Konnektor has a line to it, where it says so.
    pub is_connected: Option<bool>,
    /// Where PINs of cards in it are asked for.
    pub asks: Asks,
    /// Version of its software, where it tells it.
    pub firmware: Option<String>,
}

/// What is wrong on the way to the cards, from the Konnektor to its terminals.
pub(super) fn judge(seen: &Diagnosis, konnektor: &KonnektorSeen, findings: &mut Vec<Finding>) {
    for failed in &konnektor.failed {
        findings.push(Finding::problem(OfKonnektor::Failed(failed.clone())));
    }
    if !konnektor.failed.is_empty() {
        return;
    }
    findings.push(Finding::new(Severity::Ok, OfKonnektor::Ok));
    if konnektor.terminals.is_empty() {
        let workplace = konnektor.workplace.clone();
        findings.push(Finding::problem(OfKonnektor::NoTerminal { workplace }));
    }
    let cut_off = konnektor.terminals.iter();
    let cut_off = cut_off.filter(|terminal| terminal.is_connected == Some(false));
    findings.extend(cut_off.map(|terminal| {
        let terminal = terminal.name.clone();
        Finding::new(Severity::Warning, OfKonnektor::NotConnected { terminal })
    }));
    let mut cards = seen.readers.iter().filter_map(|found| found.card());
    if !konnektor.has_user && cards.any(|card| card.view.kind == Kind::Hba) {
        findings.push(Finding::new(Severity::Warning, OfKonnektor::UserMissing));
    }
}
