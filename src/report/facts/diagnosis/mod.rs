//! Everything `doctor` saw, and what it means: facts first, then [findings](super::finding) drawn
//! from them.
//!
//! Nothing is asked here, so the same facts can be judged anew: once for the person at the PC, and
//! once for a report, which must not hold what this PC noted of tries.

mod cards;
mod konnektor;
pub mod pc;
mod readers;

use std::sync::Arc;

use super::examination::Examination;
use super::failure::{Failure, Unreached};
use super::finding::{Finding, Severity};
use super::next_step::next_step;
use super::seen::{ReaderRow, Seen, StatusBody};
use crate::attempts::{self, LastFailure};
use crate::card::{Iccsn, View};
use crate::order;
use crate::reader;
use crate::reader::foreign::Foreign;
use crate::settings::{InForce, Set};
use crate::system::clock::Date;
use crate::system::machine::{Surroundings, UsbDevice};
use crate::topics;
use crate::trust::Freshness;

/// What was seen.
#[derive(Debug, Clone)]
pub struct Diagnosis {
    /// The PC.
    pub pc: Surroundings,
    /// What the PC/SC service answered.
    pub service: Result<(), reader::Error>,
    /// Readers that were asked for by `--reader` and are not there.
    pub missing_reader: Option<String>,
    /// What was set, and by what.
    pub settings: InForce,
    /// The reader that the environment or a settings file asked for, where no flag did.
    pub reader_by_default: Option<Set<String>>,
    /// What the clock says, where it cannot be right.
    pub wrong_clock: Option<Date>,
    /// Why what is tried at cards cannot be noted.
    pub notes: Option<Arc<attempts::Error>>,
    /// The digits of `--card` meant no card that is there.
    pub card_not_found: bool,
    /// The readers, and what is in them.
    pub readers: Vec<ReaderFound>,
    /// The Konnektor whose terminals they are slots of.
    pub konnektor: Option<Examination>,
    /// Whether no real card can be reached.
    pub is_virtual: bool,
    /// Whether a virtual card may be served to a reader; where tests put readers of their own, it
    /// plays a real one.
    pub knows_served: bool,
    /// What it means; see [`judge`](Diagnosis::judge).
    pub findings: Vec<Finding>,
    /// The last command of this user that failed.
    pub last_failure: Option<LastFailure>,
    /// gematik's list of issuers that is here.
    pub issuer_list: Option<ListSeen>,
    /// Site or ticket, as `--label` named it.
    pub label: Option<String>,
    /// The report that was written.
    pub report: Option<String>,
    /// The file with what a card answered to harmless commands that was written.
    pub probe: Option<String>,
}

/// A list of issuers, by what tells whether it is a good one.
#[derive(Debug, Clone, Copy)]
pub struct ListSeen {
    /// Its number.
    pub number: u32,
    /// When it was issued, in seconds since 1970.
    pub issued: i64,
    /// When the next one is to be there at the latest, in seconds since 1970.
    pub next_update: i64,
    /// How old it is.
    pub freshness: Freshness,
}

/// A reader and what is in it.
#[derive(Debug, Clone)]
pub struct ReaderFound {
    /// As `readers` shows it.
    pub row: ReaderRow,
    /// What became of the look.
    pub look: Looked,
}

/// What became of a look into a reader.
#[derive(Debug, Clone)]
pub enum Looked {
    /// No card.
    Empty,
    /// A card.
    Card(Box<CardFound>),
    /// It failed.
    Failed(Unreached),
}

/// A card that was looked at.
#[derive(Debug, Clone)]
pub struct CardFound {
    /// What the look found.
    pub view: View,
    /// Its state, as `status` shows it.
    pub status: StatusBody,
}

impl ReaderFound {
    /// PC/SC name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.row.reader.name
    }

    /// USB numbers, where the reader tells them.
    #[must_use]
    pub fn usb_id(&self) -> Option<(u16, u16)> {
        let properties = self.row.reader.features.properties();
        properties.vendor.zip(properties.product)
    }

    /// Its model, where it is known.
    #[must_use]
    pub fn model(&self) -> Option<&'static topics::readers::Model> {
        // A terminal has whatever name people gave it.
        if self.row.reader.terminal.is_some() {
            return None;
        }
        let by_usb = self
            .usb_id()
            .and_then(|(vendor, product)| topics::readers::by_usb(vendor, product));
        by_usb.or_else(|| topics::readers::by_name(self.name()))
    }

    /// Whether it has no slot for cards.
    #[must_use]
    pub fn is_contactless_only(&self) -> bool {
        match self.model().map(|model| model.contactless) {
            Some(topics::readers::Contactless::Only) => true,
            Some(_) => false,
            None => self.row.reader.contactless,
        }
    }

    /// The card in it.
    #[must_use]
    pub fn card(&self) -> Option<&CardFound> {
        match &self.look {
            Looked::Card(card) => Some(card),
            Looked::Empty | Looked::Failed(_) => None,
        }
    }

    /// Whether it holds a card for this program that tells its number.
    #[must_use]
    pub fn reads_ours(&self) -> bool {
        let tells = |card: &CardFound| card.view.kind.is_ours() && card.view.iccsn.is_some();
        self.card().is_some_and(tells)
    }

    /// Reader and card as a run's document shows them.
    #[must_use]
    pub fn seen(&self) -> Seen {
        Seen {
            reader: Some(self.row.reader.clone()),
            card: self.card().map(|card| card.view.clone()),
            ..Seen::default()
        }
    }

    /// What it is in truth; `None` for a reader that takes cards.
    #[must_use]
    pub fn foreign(&self) -> Option<Foreign> {
        self.row.foreign()
    }

    /// Whether it seems to be this USB device.
    #[must_use]
    pub fn is_device(&self, device: &UsbDevice) -> bool {
        if let Some(id) = self.usb_id() {
            return id == (device.vendor, device.product);
        }
        if let (Some(own), Some(other)) = (
            self.model(),
            topics::readers::by_usb(device.vendor, device.product),
        ) {
            return own == other;
        }
        let name = self.name().to_lowercase();
        !device.name.is_empty()
            && device
                .name
                .to_lowercase()
                .split_whitespace()
                .all(|word| name.contains(word))
    }
}

impl Diagnosis {
    /// The readers that take cards.
    pub fn card_readers(&self) -> impl Iterator<Item = &ReaderFound> {
        self.readers
            .iter()
            .filter(|reader| reader.foreign().is_none())
    }

    /// Whether there is a reader that takes cards.
    #[must_use]
    pub fn has_reader(&self) -> bool {
        self.card_readers().next().is_some()
    }

    /// Whether readers and cards are none of this PC: what its service and its drivers do is of no
    /// consequence.
    #[must_use]
    pub const fn is_beside_this_pc(&self) -> bool {
        self.is_virtual || self.konnektor.is_some()
    }

    /// Draws the findings, what is to be done first at the beginning.
    pub fn judge(&mut self) {
        let mut findings = Vec::new();
        pc::asked_for(self, &mut findings);
        if let Some(konnektor) = &self.konnektor {
            konnektor::judge(self, konnektor, &mut findings);
        }
        if !self.is_virtual {
            pc::judge(self, &mut findings);
        }
        if self.service.is_ok() {
            readers::judge(self, &mut findings);
            cards::judge(self, &mut findings);
        }
        order::by_key(&mut findings, Finding::urgency);
        self.findings = findings;
    }

    /// The same without what this PC noted of tries, as a report shows it.
    #[must_use]
    pub fn without_notes(&self) -> Self {
        let mut other = self.clone();
        for found in &mut other.readers {
            if let Looked::Card(card) = &mut found.look {
                card.status.pins.iter_mut().for_each(|pin| pin.noted = None);
                card.status.next = next_step(&card.status);
            }
        }
        other.report = None;
        other.judge();
        other
    }

    /// What is to be done first; `None` where nothing is.
    #[must_use]
    pub fn first(&self) -> Option<&Finding> {
        let first = self.findings.first();
        first.filter(|finding| finding.is_urgent() || finding.is_activation())
    }

    /// Whether the card in a reader is a virtual one.
    #[must_use]
    pub fn is_rehearsal(&self, card: &CardFound) -> bool {
        let number = card.view.iccsn.as_ref();
        self.is_virtual || self.knows_served && number.is_some_and(Iccsn::is_invented)
    }

    /// The problems as causes of failure, in order.
    #[must_use]
    pub fn failures(&self) -> Vec<Failure> {
        let is_problem = |finding: &&Finding| finding.severity == Severity::Problem;
        let problems = self.findings.iter().filter(is_problem);
        problems
            .map(|finding| Failure::Finding(Box::new(finding.clone())))
            .collect()
    }

    /// USB readers that no PC/SC reader seems to be. With PC/SC readers left over that could be any
    /// of them, none.
    fn usb_without_reader(&self) -> Vec<&UsbDevice> {
        let devices = self.pc.usb.as_deref().unwrap_or_default();
        let known: Vec<&UsbDevice> = devices
            .iter()
            .filter(|device| self.readers.iter().any(|reader| reader.is_device(device)))
            .collect();
        let left_over = self
            .card_readers()
            .any(|reader| !devices.iter().any(|device| reader.is_device(device)));
        if left_over {
            Vec::new()
        } else {
            devices
                .iter()
                .filter(|device| !known.contains(device))
                .collect()
        }
    }
}
