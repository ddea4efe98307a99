//! A Konnektor in the document of `doctor`: nothing that says whose it is.

use serde::Serialize;

use super::kinds::{ReaderName, Word};
use crate::report::facts::diagnosis::konnektor::{KonnektorSeen, TerminalSeen};

/// What a Konnektor says of itself.
#[derive(Debug, Serialize)]
pub(super) struct Konnektor<'a> {
    pub(super) maker: Option<ReaderName<'a>>,
    pub(super) product: Option<ReaderName<'a>>,
    pub(super) firmware: Option<ReaderName<'a>>,
    pub(super) tls_mandatory: Option<bool>,
    pub(super) login_mandatory: Option<bool>,
    pub(super) services: Vec<SpokenService>,
    pub(super) user: bool,
    pub(super) terminals: Vec<Terminal<'a>>,
}

/// A service, in the version that is spoken to.
#[derive(Debug, Serialize)]
pub(super) struct SpokenService {
    pub(super) name: Word,
    pub(super) version: String,
}

/// A card terminal.
#[derive(Debug, Serialize)]
pub(super) struct Terminal<'a> {
    pub(super) name: ReaderName<'a>,
    pub(super) connected: Option<bool>,
    pub(super) asks: Word,
    pub(super) firmware: Option<ReaderName<'a>>,
}

fn shown(text: &str) -> ReaderName<'_> {
    ReaderName(text.into())
}

impl<'a> Konnektor<'a> {
    pub(super) fn of(seen: &'a KonnektorSeen) -> Self {
        let product = seen.product.as_ref();
        let maker =
            product.and_then(|product| product.vendor.as_ref().or(product.vendor_id.as_ref()));
        let name = product.and_then(|product| product.name.as_ref().or(product.code.as_ref()));
        let firmware = product.and_then(|product| product.firmware.as_ref());
        Self {
            maker: maker.map(|text| shown(text)),
            product: name.map(|text| shown(text)),
            firmware: firmware.map(|text| shown(text)),
            tls_mandatory: seen.tls_mandatory,
            login_mandatory: seen.login_mandatory,
            services: seen
                .services
                .iter()
                .map(|(service, version)| SpokenService {
                    name: Word(service.name()),
                    version: version.to_string(),
                })
                .collect(),
            user: seen.has_user,
            terminals: seen.terminals.iter().map(Terminal::of).collect(),
        }
    }
}

impl<'a> Terminal<'a> {
    fn of(seen: &'a TerminalSeen) -> Self {
        Self {
            name: shown(&seen.name),
            connected: seen.is_connected,
            asks: Word(seen.asks.word()),
            firmware: seen.firmware.as_deref().map(shown),
        }
    }
}
