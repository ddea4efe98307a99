//! What a Konnektor was asked and what it said, from its certificate to the cards in its terminals: one
//! examination for `doctor`, `konnektor add` and `konnektor check`, and what it means.

mod remark;

pub use self::remark::{Remark, Term, WithoutTls};
use crate::certificate::validity::State;
use crate::konnektor::Trouble;
use crate::konnektor::directory::Number;
use crate::konnektor::identifiers::Context;
use crate::konnektor::practice_software;
use crate::konnektor::product::ProductInformation;
use crate::konnektor::vocabulary::Service;
use crate::konnektor::words::CardType;
use crate::report::facts::failure::Konnektor;
use crate::report::facts::seen::Asks;

/// What was asked, as far as it was answered.
#[derive(Debug, Clone)]
pub struct Examination {
    /// The name of the profile that was gone by.
    pub profile: String,
    /// Who asked.
    pub caller: Context,
    /// What goes without TLS; `None` where the address is one with it.
    pub without_tls: Option<WithoutTls>,
    /// The steps that were made, and whether each went well.
    pub steps: Vec<(Step, bool)>,
    /// What the connection was made by; `None` where none was made by TLS.
    pub connection: Option<Connection>,
    /// Who made it, and its version; `None` where it hands out no service directory.
    pub product: Option<ProductInformation>,
    /// Whether its services are reached by TLS only, where it says so.
    pub tls_mandatory: Option<bool>,
    /// Whether clients have to log in, where it says so.
    pub login_mandatory: Option<bool>,
    /// The services that can be spoken to, each in the version that is.
    pub services: Vec<(Service, Number)>,
    /// All services that it has.
    pub offered: Vec<Offered>,
    /// The terminals that the workplace may use.
    pub terminals: Vec<Terminal>,
    /// The cards in them, but for those of patients.
    pub cards: Vec<Card>,
    /// What mandant and client system have besides, at other workplaces; `None` where it was not
    /// told.
    pub elsewhere: Option<Elsewhere>,
    /// What it warned of beside a list that it gave.
    pub warned: Vec<Trouble>,
    /// What it did not give.
    pub failed: Vec<Konnektor>,
}

/// A step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The server shows the certificate that was compared.
    Certificate,
    /// It hands out its service directory.
    Directory,
    /// It has the services.
    Services,
    /// It lists the terminals: login and context are right.
    Terminals,
    /// It lists the cards.
    Cards,
}

impl Step {
    /// All of them, in their order.
    pub const ALL: [Step; 5] = [
        Step::Certificate,
        Step::Directory,
        Step::Services,
        Step::Terminals,
        Step::Cards,
    ];

    /// The fixed word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Step::Certificate => "certificate",
            Step::Directory => "directory",
            Step::Services => "services",
            Step::Terminals => "terminals",
            Step::Cards => "cards",
        }
    }
}

/// What a connection by TLS was made by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Connection {
    /// `TLS 1.2` or `TLS 1.3`.
    pub version: &'static str,
    /// The cipher suite.
    pub suite: String,
    /// The group of the key exchange.
    pub group: String,
    /// The server's certificate.
    pub server: CertificateSeen,
    /// Whether the server asked for a certificate of the client.
    pub asks_client: bool,
    /// The client's certificate, where there is one.
    pub client: Option<CertificateSeen>,
}

/// A certificate of either end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateSeen {
    /// SHA-256 of it, as administrations show it.
    pub fingerprint: String,
    /// Kind and size of its key.
    pub key: String,
    /// Its first second, where it can be read.
    pub from: Option<i64>,
    /// Its last second, where it can be read.
    pub until: Option<i64>,
    /// How it stands today.
    pub state: State,
    /// Calendar days to its last one.
    pub days_left: Option<i64>,
}

/// A service of the directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    /// Its name; foreign text.
    pub name: String,
    /// Its versions, the latest last.
    pub versions: Vec<Number>,
}

/// A card terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terminal {
    /// What people call it.
    pub name: String,
    /// Whether the Konnektor has a line to it, where it says so.
    pub is_connected: Option<bool>,
    /// Where PINs of cards in it are asked for.
    pub asks: Asks,
    /// The workplaces that it stands at.
    pub workplaces: Vec<String>,
    /// Its maker and version.
    pub product: ProductInformation,
}

/// A card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// Its type, as the Konnektor calls it.
    pub kind: CardType,
    /// Its number.
    pub iccsn: Option<String>,
    /// The terminal that it is in, as people call it.
    pub terminal: Option<String>,
    /// The slot, from 1.
    pub slot: Option<u32>,
}

/// What mandant and client system have at other workplaces.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Elsewhere {
    /// Terminals that the workplace may not use.
    pub terminals: Vec<Terminal>,
    /// Cards that it may not use.
    pub cards: Vec<Card>,
}

impl Elsewhere {
    /// The workplaces of the terminal that a card is in.
    #[must_use]
    pub fn workplaces_of(&self, card: &Card) -> &[String] {
        let mut terminals = self.terminals.iter();
        let found = terminals.find(|terminal| Some(&terminal.name) == card.terminal.as_ref());
        found.map_or(&[], |terminal| &terminal.workplaces)
    }
}

impl Card {
    /// Whether it is one of a health professional.
    #[must_use]
    pub const fn is_of_a_person(&self) -> bool {
        matches!(
            self.kind,
            CardType::Hba | CardType::HbaQsig | CardType::Hbax | CardType::Zod
        )
    }

    /// Whether it is one of a practice or another institution.
    #[must_use]
    pub const fn is_of_an_institution(&self) -> bool {
        matches!(self.kind, CardType::SmcB | CardType::HsmB | CardType::SmB)
    }
}

impl Examination {
    /// Whether a step went well; `None` where it was not made.
    #[must_use]
    pub fn passed(&self, step: Step) -> Option<bool> {
        let mut steps = self.steps.iter();
        let (_, passed) = steps.find(|(made, _)| *made == step)?;
        Some(*passed)
    }

    /// Whether it answered, and the workplace has no terminal.
    #[must_use]
    pub fn has_no_terminal(&self) -> bool {
        self.failed.is_empty() && self.terminals.is_empty()
    }

    /// What is missing or unusual, from the connection to the cards.
    #[must_use]
    pub fn remarks(&self) -> Vec<Remark> {
        let is_foreign = practice_software::sounds_foreign(&self.caller.client_system);
        let mut remarks: Vec<Remark> = [
            self.without_tls.map(Remark::Plain),
            is_foreign.then_some(Remark::ClientSystem),
        ]
        .into_iter()
        .flatten()
        .collect();
        if let Some(connection) = &self.connection {
            let server = Term::of(&connection.server);
            let client = connection.client.as_ref().and_then(Term::of);
            remarks.extend(server.map(Remark::ServerCertificate));
            remarks.extend(client.map(Remark::ClientCertificate));
        }
        let warned = self.warned.iter().cloned().map(Box::new);
        remarks.extend(warned.map(Remark::Warned));
        self.remark_terminals(&mut remarks);
        self.remark_cards(&mut remarks);
        remarks.extend(self.elsewhere.as_ref().and_then(|found| self.beyond(found)));
        remarks
    }

    fn remark_terminals(&self, remarks: &mut Vec<Remark>) {
        let terminals = &self.terminals;
        let cut_off = terminals
            .iter()
            .filter(|one| one.is_connected == Some(false));
        let cut_off: Vec<String> = cut_off.map(|one| one.name.clone()).collect();
        if !cut_off.is_empty() {
            remarks.push(Remark::NotConnected(cut_off));
        }
        // Of those without keys no other terminal asks.
        let any = |asks| terminals.iter().any(|one| one.asks == asks);
        if any(Asks::Remote) && !any(Asks::Itself) {
            remarks.push(Remark::NoneHere);
        }
    }

    fn remark_cards(&self, remarks: &mut Vec<Remark>) {
        if self.passed(Step::Cards) != Some(true) {
            return;
        }
        let persons = self.cards.iter().any(Card::is_of_a_person);
        let institutions = self.cards.iter().any(Card::is_of_an_institution);
        let is_so = [
            (!persons && !institutions, Remark::NoCards),
            (persons && !institutions, Remark::NoInstitutionCard),
            (persons && self.caller.user.is_none(), Remark::UserMissing),
        ];
        let is_so = is_so.into_iter().filter(|(is_so, _)| *is_so);
        remarks.extend(is_so.map(|(_, remark)| remark));
    }

    /// What of the mandant the workplace does not get at.
    fn beyond(&self, found: &Elsewhere) -> Option<Remark> {
        let workplace = self.caller.workplace.to_string();
        if !found.cards.is_empty() {
            let with_workplaces = |card: &Card| (card.clone(), found.workplaces_of(card).to_vec());
            return Some(Remark::CardsElsewhere {
                workplace,
                cards: found.cards.iter().map(with_workplaces).collect(),
                is_all: self.cards.is_empty(),
            });
        }
        let terminals = found.terminals.iter();
        let is_all = self.has_no_terminal() && !found.terminals.is_empty();
        is_all.then(|| Remark::TerminalsElsewhere {
            workplace,
            terminals: terminals
                .map(|one| (one.name.clone(), one.workplaces.clone()))
                .collect(),
        })
    }
}

#[cfg(test)]
mod tests;
