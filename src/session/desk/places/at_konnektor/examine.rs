//! One examination of a Konnektor, for whoever asks how it is: each question is asked as long as the
//! one before was answered, and none of them changes anything.

use std::collections::{BTreeMap, BTreeSet};
use std::time::SystemTime;

use super::beside::warned;
use super::names::Names;
use super::slots::asks;
use super::state::State;
use crate::certificate::{Certificate, validity};
use crate::konnektor::answer::{Card, Terminal};
use crate::konnektor::client::Client;
use crate::konnektor::directory::{Choice, Directory, Number};
use crate::konnektor::fingerprint::Fingerprint;
use crate::konnektor::terms::Terms;
use crate::konnektor::trouble::{Cause, Trouble};
use crate::konnektor::vocabulary::{Operation, Service};
use crate::order;
use crate::report::facts::examination::{
    self as facts, CertificateSeen, Connection, Elsewhere, Examination, Offered, Step, WithoutTls,
};
use crate::report::failure::Konnektor;
use crate::session::desk::certificate_check::USUAL_WARN_DAYS;
use crate::system::clock;

/// Examines the Konnektor that the profile of this name leads to.
#[must_use]
pub fn examine(profile: &str, client: &mut Client) -> Examination {
    Examining::new(profile, client).run().0
}

impl State {
    /// The same, and what was listed meanwhile is known.
    pub fn examine(&mut self) -> Examination {
        let profile = self.profile().to_owned();
        let (found, lists) = Examining::new(&profile, &mut self.client).run();
        if let Lists {
            terminals: Some(terminals),
            cards: Some(cards),
        } = lists
        {
            self.terminals = Some(terminals);
            self.learn(&cards);
        }
        found
    }
}

/// What the workplace may use, as it was listed.
#[derive(Default)]
struct Lists {
    terminals: Option<Vec<Terminal>>,
    cards: Option<Vec<Card>>,
}

struct Examining<'a> {
    client: &'a mut Client,
    found: Examination,
    lists: Lists,
}

impl<'a> Examining<'a> {
    fn new(profile: &str, client: &'a mut Client) -> Self {
        let found = Examination {
            profile: profile.to_owned(),
            caller: client.context().clone(),
            without_tls: (!client.address().is_tls()).then_some(WithoutTls::All),
            steps: Vec::new(),
            connection: None,
            product: None,
            tls_mandatory: None,
            login_mandatory: None,
            services: Vec::new(),
            offered: Vec::new(),
            terminals: Vec::new(),
            cards: Vec::new(),
            elsewhere: None,
            warned: Vec::new(),
            failed: Vec::new(),
        };
        Self {
            client,
            found,
            lists: Lists::default(),
        }
    }

    fn run(mut self) -> (Examination, Lists) {
        let asked = self.directory() && self.services() && self.terminals();
        if asked && (self.lists.cards.is_some() || self.cards()) {
            self.found.elsewhere = self.elsewhere();
        }
        (self.found, self.lists)
    }

    fn passed(&mut self, step: Step) -> bool {
        self.found.steps.push((step, true));
        true
    }

    fn failed(&mut self, step: Step, trouble: Trouble) -> bool {
        self.found.steps.push((step, false));
        self.found.failed.push(Konnektor::before(trouble));
        false
    }

    fn warned(&mut self, operation: Operation) {
        self.found.warned.extend(warned(self.client, operation));
    }

    fn directory(&mut self) -> bool {
        let is_tls = self.found.without_tls.is_none();
        let directory = self.client.directory().cloned();
        let now = clock::seconds_since_epoch(SystemTime::now());
        let terms = self.client.terms();
        self.found.connection = terms.map(|terms| connection(terms, now));
        match directory {
            Ok(directory) => {
                self.found.offered = offered(&directory);
                self.found.product = Some(directory.product);
                self.found.tls_mandatory = directory.tls_mandatory.ok();
                self.found.login_mandatory = directory.login_mandatory.ok();
                if is_tls {
                    self.passed(Step::Certificate);
                }
                self.passed(Step::Directory)
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
                Ok(choice) => {
                    if self.found.without_tls.is_some() {
                        self.found.without_tls = Some(match choice {
                            _ if choice.address.is_tls() => WithoutTls::Directory,
                            Choice { has_tls: true, .. } => WithoutTls::AllThoughOffered,
                            _ => WithoutTls::All,
                        });
                    }
                    self.found.services.push((service, choice.number));
                }
                Err(trouble) => troubles.push(trouble),
            }
        }
        if troubles.is_empty() {
            return self.passed(Step::Services);
        }
        self.found.steps.push((Step::Services, false));
        let failed = troubles.into_iter().map(Konnektor::before);
        self.found.failed.extend(failed);
        false
    }

    fn terminals(&mut self) -> bool {
        let terminals = match self.client.terminals(false) {
            Ok(terminals) => terminals,
            Err(trouble) => return self.failed(Step::Terminals, trouble),
        };
        self.warned(Operation::GetCardTerminals);
        self.found.terminals = self.seen(&terminals, &terminals);
        self.found
            .steps
            .push((Step::Terminals, !terminals.is_empty()));
        if terminals.is_empty() {
            // There is no card to ask for.
            self.lists.cards = Some(Vec::new());
        }
        self.lists.terminals = Some(terminals);
        true
    }

    fn cards(&mut self) -> bool {
        let cards = match self.client.cards(false) {
            Ok(cards) => cards,
            Err(trouble) => return self.failed(Step::Cards, trouble),
        };
        self.warned(Operation::GetCards);
        let terminals = self.lists.terminals.as_deref().unwrap_or_default();
        self.found.cards = ours(&cards, terminals);
        self.lists.cards = Some(cards);
        self.passed(Step::Cards)
    }

    /// What the whole mandant has besides. One that does not tell is none the worse for it.
    fn elsewhere(&mut self) -> Option<Elsewhere> {
        let all = self.client.terminals(true).ok()?;
        let known = self.lists.terminals.as_deref().unwrap_or_default();
        let known: BTreeSet<&str> = ids(known).collect();
        let is_elsewhere = |one: &&Terminal| {
            let id = one.id.as_ref().ok();
            id.is_some_and(|id| !known.contains(id.as_str()))
        };
        let terminals: Vec<Terminal> = all.iter().filter(is_elsewhere).cloned().collect();
        if terminals.is_empty() {
            return Some(Elsewhere::default());
        }
        let cards = self.client.cards(true).ok()?;
        let there: BTreeSet<&str> = ids(&terminals).collect();
        let is_there = |card: &&Card| {
            let id = card.terminal.as_ref().ok();
            id.is_some_and(|id| there.contains(id.as_str()))
        };
        let cards: Vec<Card> = cards.iter().filter(is_there).cloned().collect();
        Some(Elsewhere {
            terminals: self.seen(&terminals, &all),
            cards: ours(&cards, &all),
        })
    }

    /// `all` are those among which a name has to tell one from another.
    fn seen(&self, terminals: &[Terminal], all: &[Terminal]) -> Vec<facts::Terminal> {
        let names = Names::of(all);
        let seen = |terminal: &Terminal| facts::Terminal {
            name: names.name(terminal),
            is_connected: terminal.is_connected.clone().ok(),
            asks: asks(terminal, &self.found.caller.workplace),
            workplaces: terminal.workplaces.clone(),
            product: terminal.product.clone(),
        };
        terminals.iter().map(seen).collect()
    }
}

/// What the Konnektor calls terminals.
fn ids(terminals: &[Terminal]) -> impl Iterator<Item = &str> {
    let ids = terminals.iter().filter_map(|one| one.id.as_ref().ok());
    ids.map(|id| id.as_str())
}

/// The cards of practices and health professionals.
fn ours(cards: &[Card], terminals: &[Terminal]) -> Vec<facts::Card> {
    let names = Names::of(terminals);
    let called: BTreeMap<&str, String> = terminals
        .iter()
        .filter_map(|one| Some((one.id.as_ref().ok()?.as_str(), names.name(one))))
        .collect();
    let seen = |card: &Card| {
        let seen = facts::Card {
            kind: card.card_type.clone().ok()?,
            iccsn: card.iccsn.clone().ok(),
            terminal: card.terminal.as_ref().ok().map(|id| {
                let known = called.get(id.as_str()).cloned();
                known.unwrap_or_else(|| id.to_string())
            }),
            slot: card.slot.clone().ok(),
        };
        (seen.is_of_a_person() || seen.is_of_an_institution()).then_some(seen)
    };
    cards.iter().filter_map(seen).collect()
}

/// All services by name, in the order of the directory.
fn offered(directory: &Directory) -> Vec<Offered> {
    let mut names: Vec<&str> = Vec::new();
    let mut versions: BTreeMap<&str, Vec<Number>> = BTreeMap::new();
    for version in &directory.versions {
        let name = version.service.as_deref().unwrap_or("?");
        if !names.contains(&name) {
            names.push(name);
        }
        let known = versions.entry(name).or_default();
        known.extend(version.number.clone().ok());
    }
    let offered = |name: &str| {
        let mut versions = versions.get(name).cloned().unwrap_or_default();
        order::plain(&mut versions);
        versions.dedup();
        let name = name.to_owned();
        Offered { name, versions }
    };
    names.into_iter().map(offered).collect()
}

fn connection(terms: &Terms, now: i64) -> Connection {
    Connection {
        version: terms.version,
        suite: terms.suite.clone(),
        group: terms.group.clone(),
        server: certificate(&terms.server, now),
        asks_client: terms.asks_client,
        client: terms.client.as_deref().map(|der| certificate(der, now)),
    }
}

fn certificate(der: &[u8], now: i64) -> CertificateSeen {
    let fingerprint = Fingerprint::of(der).to_string();
    let Ok(read) = Certificate::parse(der) else {
        return CertificateSeen {
            fingerprint,
            key: "?".to_owned(),
            from: None,
            until: None,
            state: validity::State::Unknown,
            days_left: None,
        };
    };
    CertificateSeen {
        fingerprint,
        key: read.key.to_string(),
        from: read.not_before,
        until: read.not_after,
        state: validity::state(&read, now, USUAL_WARN_DAYS),
        days_left: validity::days_left(&read, now),
    }
}
