//! How a Konnektor is set up here, and what a test that only reads found there.

use std::path::PathBuf;

use crate::konnektor::directory::Number;
use crate::konnektor::product::ProductInformation;
use crate::konnektor::profile::{Name, Profile};
use crate::konnektor::vocabulary::Service;

/// A Konnektor that is set up here.
#[derive(Debug, Clone)]
pub struct SetUp {
    /// What it is called.
    pub name: Name,
    /// The file; `None` where it was not kept.
    pub path: Option<PathBuf>,
    /// Whether it is one of the whole PC.
    pub is_of_machine: bool,
    /// What is set; `None` where its file cannot be used, which is a failure beside it.
    pub profile: Option<Profile>,
}

/// A Konnektor, and what was found there.
#[derive(Debug, Clone)]
pub struct Tested {
    /// How it is set up.
    pub set_up: SetUp,
    /// The test; `None` where none was made.
    pub trial: Option<Trial>,
}

/// A test that only reads.
#[derive(Debug, Clone, Default)]
pub struct Trial {
    /// The steps that were made, and whether each went well.
    pub steps: Vec<(Step, bool)>,
    /// Make and version.
    pub product: Option<ProductInformation>,
    /// The services, by the version that is spoken to.
    pub services: Vec<(Service, Number)>,
    /// The terminals of the workplace.
    pub terminals: Vec<Terminal>,
    /// The cards that are in, but for those of patients.
    pub cards: Vec<Card>,
    /// What is missing or unusual, and no failure.
    pub remarks: Vec<Remark>,
}

/// A step of the test.
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

/// A terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terminal {
    /// What people call it.
    pub name: String,
    /// Whether the Konnektor has a line to it.
    pub is_connected: bool,
    /// Whether it stands at the workplace.
    pub is_here: bool,
    /// Whether it is a thing that stands somewhere.
    pub is_physical: bool,
}

/// A card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// Its type, as the Konnektor calls it.
    pub kind: &'static str,
    /// Its number.
    pub iccsn: Option<String>,
    /// The terminal that it is in, as people call it.
    pub terminal: Option<String>,
    /// The slot, from 1.
    pub slot: Option<u32>,
}

/// What is missing or unusual, and no failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remark {
    /// The Konnektor has a line to none of the terminals.
    NoneConnected,
    /// None of the terminals stands at the workplace: PINs are asked for at another one.
    NoneHere,
    /// No card of a practice and none of a health professional is in, or may be seen.
    NoCards,
    /// Cards are in, and none is an SMC-B.
    NoInstitutionCard,
    /// An HBA is in, and no user is set.
    UserMissing,
    /// The client system sounds like that of the practice software.
    ClientSystem,
    /// Nothing is encrypted on the way.
    Plain,
}

impl Remark {
    /// The fixed word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Remark::NoneConnected => "none_connected",
            Remark::NoneHere => "none_at_workplace",
            Remark::NoCards => "no_cards",
            Remark::NoInstitutionCard => "no_smcb",
            Remark::UserMissing => "user_missing",
            Remark::ClientSystem => "client_system",
            Remark::Plain => "not_encrypted",
        }
    }
}
