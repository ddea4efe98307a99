//! What a Konnektor says of itself, for `doctor`: each question is asked as long as the one before was
//! answered.

use super::names::Names;
use super::slots::asks;
use super::state::State;
use crate::konnektor::vocabulary::Service;
use crate::report::facts::diagnosis::konnektor::{KonnektorSeen, TerminalSeen};
use crate::report::failure::Konnektor;
use crate::session::desk::places::PlaceError;

impl State {
    /// Asks for the directory, then for what is in it, then for cards and terminals.
    pub fn examine(&mut self) -> KonnektorSeen {
        let context = self.client.context();
        let mut seen = KonnektorSeen {
            product: None,
            tls_mandatory: None,
            login_mandatory: None,
            services: Vec::new(),
            workplace: context.workplace.to_string(),
            has_user: context.user.is_some(),
            terminals: Vec::new(),
            failed: Vec::new(),
        };
        match self.client.directory() {
            Ok(directory) => {
                seen.product = Some(directory.product.clone());
                seen.tls_mandatory = directory.tls_mandatory.clone().ok();
                seen.login_mandatory = directory.login_mandatory.clone().ok();
            }
            Err(trouble) => {
                seen.failed.push(Konnektor::before(trouble));
                return seen;
            }
        }
        for service in Service::ALL {
            match self.client.choice(service) {
                Ok(choice) => seen.services.push((service, choice.number)),
                Err(trouble) => seen.failed.push(Konnektor::before(trouble)),
            }
        }
        if !seen.failed.is_empty() {
            return seen;
        }
        if let Err(PlaceError::Konnektor(trouble)) = self.refresh() {
            seen.failed.push(Konnektor::before(*trouble));
            return seen;
        }
        let terminals = self.terminals.as_deref().unwrap_or_default();
        let workplace = &self.client.context().workplace;
        let names = Names::of(terminals);
        seen.terminals = terminals
            .iter()
            .map(|terminal| TerminalSeen {
                name: names.name(terminal),
                is_connected: terminal.is_connected.clone().ok(),
                asks: asks(terminal, workplace),
                firmware: terminal.product.firmware.clone(),
            })
            .collect();
        seen
    }
}
