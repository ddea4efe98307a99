//! Terminals, slots, and the cards in them, as the Konnektor remembers them.

use std::time::Duration;

use super::card::{Card, Certificate, Pin, Versions};
use super::clock::Instant;
use super::make::{Handles, Make, TerminalIds};
use super::model::Context;

/// A terminal, by its place among all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TerminalId(pub(super) usize);

/// A terminal.
#[derive(Debug)]
pub struct Terminal {
    /// CtId.
    pub id: String,
    pub name: String,
    pub mac: String,
    /// `None`: not told.
    pub address: Option<String>,
    pub is_physical: bool,
    pub is_connected: bool,
    /// Was never connected: its ProductInformation is empty.
    pub is_unknown: bool,
    /// Somebody else uses its display (4060).
    pub is_busy: bool,
    pub(super) slots: Vec<Option<Inserted>>,
}

/// A card in a slot.
#[derive(Debug)]
pub(super) struct Inserted {
    pub handle: String,
    pub at: Instant,
    pub card: Card,
    /// What the Konnektor read when it was inserted; GetCards asks no card.
    pub versions: Option<Versions>,
    pub holder: Option<String>,
    pub last_day: Option<String>,
    pub sessions: Vec<Session>,
}

/// What a session has verified: the Konnektor's memory, not the card's.
#[derive(Debug)]
pub(super) struct Session {
    pub owner: Owner,
    pub verified: Vec<Pin>,
}

/// Whose session it is: a mandant's for an SM-B, a client system's and a user's for an HBA.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Owner {
    Mandant(String),
    User(String, Option<String>),
}

/// All of it.
#[derive(Debug)]
pub(super) struct World {
    pub make: &'static Make,
    pub terminals: Vec<Terminal>,
    pub now: Instant,
    /// Grows with every card and terminal, so that no name comes twice.
    names: u64,
}

impl Owner {
    pub fn of(card: &Card, context: &Context) -> Self {
        if card.is_smb() {
            Self::Mandant(context.mandant.clone())
        } else {
            Self::User(context.client_system.clone(), context.user.clone())
        }
    }
}

impl Inserted {
    /// Whether this context's session has the PIN verified.
    pub fn has_verified(&self, context: &Context, pin: Pin) -> bool {
        let owner = Owner::of(&self.card, context);
        let mut sessions = self.sessions.iter();
        sessions.any(|session| session.owner == owner && session.verified.contains(&pin))
    }

    /// The session has it verified from now on.
    pub fn raise(&mut self, owner: Owner, pin: Pin) {
        let known = self.sessions.iter().position(|s| s.owner == owner);
        let index = known.unwrap_or_else(|| {
            self.sessions.push(Session {
                owner,
                verified: Vec::new(),
            });
            self.sessions.len() - 1
        });
        super::model::add(&mut self.sessions[index].verified, pin);
    }

    /// The card has it verified no longer, for whomever it was.
    pub fn lower(&mut self, pin: Pin) {
        for session in &mut self.sessions {
            session.verified.retain(|verified| *verified != pin);
        }
    }

    /// Rule R9: the same client system has a raised state with another user than this one, or than
    /// nobody.
    pub fn is_held_by_another_user(&self, context: &Context) -> bool {
        self.card.is_hbax()
            && self.sessions.iter().any(|session| match &session.owner {
                Owner::User(client_system, user) => {
                    *client_system == context.client_system
                        && *user != context.user
                        && !session.verified.is_empty()
                }
                Owner::Mandant(_) => false,
            })
    }
}

impl World {
    pub fn new(make: &'static Make) -> Self {
        Self {
            make,
            terminals: Vec::new(),
            now: Instant::START,
            names: 0,
        }
    }

    /// A new terminal with this many slots.
    pub fn add_terminal(&mut self, name: &str, slots: usize) -> TerminalId {
        self.names += 1;
        let number = self.names;
        let mac = format!(
            "00-0D-F8-00-{:02X}-{:02X}",
            number >> 8 & 0xFF,
            number & 0xFF
        );
        let id = match self.make.terminals {
            TerminalIds::Uuid => uuid(number),
            TerminalIds::CtId => format!("CT_ID_{number:04}"),
            TerminalIds::Short => format!("T{number}"),
            TerminalIds::Mac => mac.replace('-', ":"),
        };
        self.terminals.push(Terminal {
            id,
            name: name.to_owned(),
            mac,
            // At a gateway it is that of the proxy before the terminal.
            address: Some(match self.make.inner_host {
                Some(_) => format!("10.8.0.{}", 2 + number % 100),
                None => format!("192.168.178.{}", 100 + number % 100),
            }),
            is_physical: true,
            is_connected: true,
            is_unknown: false,
            is_busy: false,
            slots: (0..slots).map(|_| None).collect(),
        });
        TerminalId(self.terminals.len() - 1)
    }

    /// Puts a card in; slots count from 1.
    pub fn insert(&mut self, terminal: TerminalId, slot: usize, mut card: Card) {
        // Two cards are never put in at once.
        self.now = self.now.plus(Duration::from_millis(1543));
        let place = &mut self.terminals[terminal.0].slots[slot - 1];
        assert!(place.is_none(), "slot {slot} has a card already");
        card.power(true);
        self.names += 1;
        let handle = match self.make.handles {
            Handles::Numbered => format!("{}-{}", card.kind(), self.names),
            Handles::Uuid => uuid(self.names),
        };
        let certificate = certificate(&mut card);
        let holder = certificate.as_ref().and_then(|c| c.common_name.clone());
        *place = Some(Inserted {
            handle,
            at: self.now,
            versions: card.versions(),
            holder: holder.or_else(|| (card.kind() == "SMC-KT").then(|| card.iccsn().to_owned())),
            last_day: certificate.map(|certificate| certificate.last_day),
            card,
            sessions: Vec::new(),
        });
    }

    /// Takes a card out; its handle dies with that.
    pub fn pull(&mut self, terminal: TerminalId, slot: usize) -> Option<Card> {
        self.now = self.now.plus(Duration::from_millis(700));
        let inserted = self.terminals[terminal.0].slots[slot - 1].take()?;
        let mut card = inserted.card;
        card.power(false);
        Some(card)
    }

    /// All cards lose their sessions and get new handles, as if put in anew.
    pub fn reinsert(&mut self, terminal: TerminalId) {
        for slot in 1..=self.terminals[terminal.0].slots.len() {
            if let Some(card) = self.pull(terminal, slot) {
                self.insert(terminal, slot, card);
            }
        }
    }

    /// Where the card with this handle is.
    pub fn find(&self, handle: &str) -> Option<(TerminalId, usize)> {
        let terminals = self.terminals.iter().enumerate();
        terminals
            .filter(|(_, terminal)| terminal.is_connected)
            .find_map(|(number, terminal)| {
                let at = terminal.slots.iter().position(|slot| {
                    slot.as_ref()
                        .is_some_and(|inserted| inserted.handle == handle)
                });
                at.map(|at| (TerminalId(number), at + 1))
            })
    }

    pub fn terminal(&mut self, id: TerminalId) -> &mut Terminal {
        &mut self.terminals[id.0]
    }

    /// The card in a slot.
    pub fn inserted(&mut self, terminal: TerminalId, slot: usize) -> Option<&mut Inserted> {
        self.terminals[terminal.0].slots.get_mut(slot - 1)?.as_mut()
    }

    pub fn by_id(&self, id: &str) -> Option<&Terminal> {
        self.terminals.iter().find(|terminal| terminal.id == id)
    }
}

/// Whose the card is, by its certificate for authentication.
fn certificate(card: &mut Card) -> Option<Certificate> {
    card.certificate("C.AUT", true)
        .or_else(|| card.certificate("C.AUT", false))
}

fn uuid(number: u64) -> String {
    // Any spread will do that looks like one and does not repeat.
    let mixed = number.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    format!(
        "{:08x}-{:04x}-4{:03x}-a{:03x}-{number:012x}",
        mixed >> 32,
        mixed >> 16 & 0xFFFF,
        mixed >> 4 & 0xFFF,
        mixed >> 20 & 0xFFF,
    )
}
