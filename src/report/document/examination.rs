//! What was found at a Konnektor: in the document of `doctor`, and in those of `konnektor add` and `konnektor
//! check`. Nothing of it says who asked.

use serde::Serialize;

use super::kinds::{CardNumber, PlaceName, ReaderName, Word};
use crate::konnektor::vocabulary::{self, Operation};
use crate::report::facts::examination::{self as facts, CertificateSeen, Examination};
use crate::system::clock;

/// What it says of itself, and what there is.
#[derive(Debug, Serialize)]
pub(super) struct Examined<'a> {
    pub(super) vendor: Option<ReaderName<'a>>,
    pub(super) product: Option<ReaderName<'a>>,
    pub(super) product_type_version: Option<ReaderName<'a>>,
    pub(super) hardware: Option<ReaderName<'a>>,
    pub(super) firmware: Option<ReaderName<'a>>,
    pub(super) tls_mandatory: Option<bool>,
    pub(super) login_mandatory: Option<bool>,
    pub(super) user: bool,
    pub(super) connection: Option<Connection<'a>>,
    pub(super) services: Vec<Service>,
    pub(super) other_services: Vec<Offered<'a>>,
    pub(super) terminals: Vec<Terminal<'a>>,
    pub(super) elsewhere: Option<Elsewhere<'a>>,
}

/// What a connection was made by.
#[derive(Debug, Serialize)]
pub(super) struct Connection<'a> {
    pub(super) tls: Word,
    pub(super) suite: &'a str,
    pub(super) group: &'a str,
    pub(super) server: Certificate<'a>,
    pub(super) asks_client: bool,
    pub(super) client: Option<Certificate<'a>>,
}

/// A certificate of either end.
#[derive(Debug, Serialize)]
pub(super) struct Certificate<'a> {
    pub(super) fingerprint: &'a str,
    pub(super) key: &'a str,
    pub(super) not_before: Option<String>,
    pub(super) not_after: Option<String>,
    pub(super) state: Word,
    pub(super) days_left: Option<i64>,
}

/// A service that is used.
#[derive(Debug, Serialize)]
pub(super) struct Service {
    pub(super) name: Word,
    pub(super) version: String,
    pub(super) offered: Vec<String>,
    pub(super) operations: Vec<Word>,
}

/// A service that is not.
#[derive(Debug, Serialize)]
pub(super) struct Offered<'a> {
    pub(super) name: &'a str,
    pub(super) versions: Vec<String>,
}

/// A card terminal.
#[derive(Debug, Serialize)]
pub(super) struct Terminal<'a> {
    pub(super) name: PlaceName<'a>,
    pub(super) connected: Option<bool>,
    pub(super) asks: Word,
    pub(super) workplaces: Vec<PlaceName<'a>>,
    pub(super) vendor: Option<ReaderName<'a>>,
    pub(super) product: Option<ReaderName<'a>>,
    pub(super) firmware: Option<ReaderName<'a>>,
}

/// A card.
#[derive(Debug, Serialize)]
pub(super) struct Card<'a> {
    pub(super) card_type: Word,
    pub(super) iccsn: Option<CardNumber<'a>>,
    pub(super) terminal: Option<PlaceName<'a>>,
    pub(super) slot: Option<u32>,
}

/// What the mandant has at other workplaces.
#[derive(Debug, Serialize)]
pub(super) struct Elsewhere<'a> {
    pub(super) terminals: Vec<Terminal<'a>>,
    pub(super) cards: Vec<Card<'a>>,
}

fn shown(text: &str) -> ReaderName<'_> {
    ReaderName(text.into())
}

/// The first of two texts that is there.
fn either<'a>(first: Option<&'a String>, second: Option<&'a String>) -> Option<ReaderName<'a>> {
    first.or(second).map(|text| shown(text))
}

impl<'a> Examined<'a> {
    pub(super) fn of(found: &'a Examination) -> Self {
        let product = found.product.as_ref();
        let is_used = |name: &str| {
            let mut services = found.services.iter();
            services.any(|(service, _)| service.name() == name)
        };
        let others = found.offered.iter().filter(|one| !is_used(&one.name));
        Self {
            vendor: product.and_then(|one| either(one.vendor.as_ref(), one.vendor_id.as_ref())),
            product: product.and_then(|one| either(one.name.as_ref(), one.code.as_ref())),
            product_type_version: product.and_then(|one| one.kind_version.as_deref().map(shown)),
            hardware: product.and_then(|one| one.hardware.as_deref().map(shown)),
            firmware: product.and_then(|one| one.firmware.as_deref().map(shown)),
            tls_mandatory: found.tls_mandatory,
            login_mandatory: found.login_mandatory,
            user: found.caller.user.is_some(),
            connection: found.connection.as_ref().map(Connection::of),
            services: found
                .services
                .iter()
                .map(|(service, version)| Service::of(*service, version.to_string(), found))
                .collect(),
            other_services: others.map(Offered::of).collect(),
            terminals: found.terminals.iter().map(Terminal::of).collect(),
            elsewhere: found.elsewhere.as_ref().map(|found| Elsewhere {
                terminals: found.terminals.iter().map(Terminal::of).collect(),
                cards: found.cards.iter().map(Card::of).collect(),
            }),
        }
    }
}

impl<'a> Connection<'a> {
    fn of(seen: &'a facts::Connection) -> Self {
        Self {
            tls: Word(seen.version),
            suite: &seen.suite,
            group: &seen.group,
            server: Certificate::of(&seen.server),
            asks_client: seen.asks_client,
            client: seen.client.as_ref().map(Certificate::of),
        }
    }
}

impl<'a> Certificate<'a> {
    fn of(seen: &'a CertificateSeen) -> Self {
        Self {
            fingerprint: &seen.fingerprint,
            key: &seen.key,
            not_before: seen.from.map(clock::timestamp_of),
            not_after: seen.until.map(clock::timestamp_of),
            state: Word(seen.state.word()),
            days_left: seen.days_left,
        }
    }
}

impl Service {
    fn of(service: vocabulary::Service, version: String, found: &Examination) -> Self {
        let own = Operation::ALL.into_iter();
        let own = own.filter(|operation| operation.service() == service);
        let mut offered = found.offered.iter();
        let offered = offered.find(|one| one.name == service.name());
        Self {
            name: Word(service.name()),
            version,
            offered: offered.map(versions).unwrap_or_default(),
            operations: own.map(|operation| Word(operation.name())).collect(),
        }
    }
}

fn versions(offered: &facts::Offered) -> Vec<String> {
    offered.versions.iter().map(ToString::to_string).collect()
}

impl<'a> Offered<'a> {
    fn of(offered: &'a facts::Offered) -> Self {
        Self {
            name: &offered.name,
            versions: versions(offered),
        }
    }
}

impl<'a> Terminal<'a> {
    fn of(seen: &'a facts::Terminal) -> Self {
        let product = &seen.product;
        Self {
            name: PlaceName(&seen.name),
            connected: seen.is_connected,
            asks: Word(seen.asks.word()),
            workplaces: seen.workplaces.iter().map(|one| PlaceName(one)).collect(),
            vendor: either(product.vendor.as_ref(), product.vendor_id.as_ref()),
            product: either(product.name.as_ref(), product.code.as_ref()),
            firmware: product.firmware.as_deref().map(shown),
        }
    }
}

impl<'a> Card<'a> {
    pub(super) fn of(card: &'a facts::Card) -> Self {
        Self {
            card_type: Word(card.kind.word()),
            iccsn: card.iccsn.as_deref().map(CardNumber),
            terminal: card.terminal.as_deref().map(PlaceName),
            slot: card.slot,
        }
    }
}
