//! `konnektor`: how a Konnektor is set up here, and what a test found there.

use std::borrow::Cow;
use std::path::PathBuf;

use serde::Serialize;

use super::kinds::{CardNumber, Fingerprint, ReaderName, Word};
use crate::konnektor::directory::Plain;
use crate::konnektor::profile::Login;
use crate::report::facts::konnektor_setup::{self as facts, Remark, Step, Trial};

/// One that is set up.
#[derive(Debug, Serialize)]
pub(super) struct SetUp<'a> {
    pub(super) name: &'a str,
    pub(super) path: Option<String>,
    pub(super) from: Option<Word>,
    pub(super) usable: bool,
    pub(super) address: Option<String>,
    pub(super) mandant: Option<&'a str>,
    pub(super) client_system: Option<&'a str>,
    pub(super) workplace: Option<&'a str>,
    pub(super) user: Option<&'a str>,
    pub(super) login: Option<Word>,
    pub(super) login_user: Option<&'a str>,
    pub(super) key_file: Option<String>,
    pub(super) fingerprint: Option<Fingerprint>,
    pub(super) rewrite: Option<bool>,
    pub(super) insecure_http: Option<bool>,
}

/// What `konnektor add`, `show` and `check` say.
#[derive(Debug, Serialize)]
pub(super) struct Tested<'a> {
    pub(super) konnektor: SetUp<'a>,
    pub(super) test: Option<Test<'a>>,
}

/// What a test found.
#[derive(Debug, Serialize)]
pub(super) struct Test<'a> {
    pub(super) steps: Vec<Made>,
    pub(super) vendor: Option<&'a str>,
    pub(super) product: Option<&'a str>,
    pub(super) product_type_version: Option<&'a str>,
    pub(super) firmware: Option<&'a str>,
    pub(super) services: Vec<Service>,
    pub(super) terminals: Vec<Terminal<'a>>,
    pub(super) cards: Vec<Card<'a>>,
    pub(super) remarks: Vec<Word>,
}

/// A step of it.
#[derive(Debug, Serialize)]
pub(super) struct Made {
    pub(super) step: Word,
    /// `None` where it was not made.
    pub(super) passed: Option<bool>,
}

/// A service.
#[derive(Debug, Serialize)]
pub(super) struct Service {
    pub(super) name: Word,
    pub(super) version: String,
}

/// A terminal.
#[derive(Debug, Serialize)]
pub(super) struct Terminal<'a> {
    pub(super) name: ReaderName<'a>,
    pub(super) connected: bool,
    pub(super) at_workplace: bool,
    pub(super) physical: bool,
}

/// A card.
#[derive(Debug, Serialize)]
pub(super) struct Card<'a> {
    pub(super) card_type: Word,
    pub(super) iccsn: Option<CardNumber<'a>>,
    pub(super) terminal: Option<&'a str>,
    pub(super) slot: Option<u32>,
}

/// What `konnektor remove` says.
#[derive(Debug, Serialize)]
pub(super) struct Removed {
    pub(super) removed: Vec<String>,
}

impl Removed {
    pub(super) fn of(paths: &[PathBuf]) -> Self {
        let shown = paths.iter().map(|path| path.display().to_string());
        Self {
            removed: shown.collect(),
        }
    }
}

impl<'a> SetUp<'a> {
    pub(super) fn of(set_up: &'a facts::SetUp) -> Self {
        let profile = set_up.profile.as_ref();
        let context = profile.map(|profile| &profile.context);
        let is_of_machine = set_up.is_of_machine;
        let from = set_up.path.is_some();
        let from = from.then_some(Word(if is_of_machine { "machine" } else { "user" }));
        Self {
            name: set_up.name.as_str(),
            path: set_up.path.as_ref().map(|path| path.display().to_string()),
            from,
            usable: profile.is_some(),
            address: profile.map(|profile| profile.address.to_string()),
            mandant: context.map(|context| context.mandant.as_str()),
            client_system: context.map(|context| context.client_system.as_str()),
            workplace: context.map(|context| context.workplace.as_str()),
            user: context.and_then(|context| Some(context.user.as_ref()?.as_str())),
            login: profile.map(|profile| Word(profile.login.word())),
            login_user: profile.and_then(|profile| match &profile.login {
                Login::Basic { user } => Some(user.as_str()),
                Login::None | Login::KeyFile { .. } => None,
            }),
            key_file: profile.and_then(|profile| {
                let path = profile.login.key_file()?;
                Some(path.display().to_string())
            }),
            fingerprint: profile
                .and_then(|profile| profile.pinned)
                .map(|pinned| Fingerprint(pinned.to_string())),
            rewrite: profile.map(|profile| profile.rewrites),
            insecure_http: profile.map(|profile| profile.plain == Plain::Allowed),
        }
    }
}

impl<'a> Tested<'a> {
    pub(super) fn of(tested: &'a facts::Tested) -> Self {
        Self {
            konnektor: SetUp::of(&tested.set_up),
            test: tested.trial.as_ref().map(Test::of),
        }
    }
}

impl<'a> Test<'a> {
    fn of(trial: &'a Trial) -> Self {
        let product = trial.product.as_ref();
        let text = |text: &'a Option<String>| text.as_deref();
        let passed = |step: Step| {
            let mut made = trial.steps.iter();
            let (_, passed) = made.find(|(made, _)| *made == step)?;
            Some(*passed)
        };
        Self {
            steps: Step::ALL
                .into_iter()
                .map(|step| Made {
                    step: Word(step.word()),
                    passed: passed(step),
                })
                .collect(),
            vendor: product.and_then(|one| text(&one.vendor).or(text(&one.vendor_id))),
            product: product.and_then(|one| text(&one.name).or(text(&one.code))),
            product_type_version: product.and_then(|one| text(&one.kind_version)),
            firmware: product.and_then(|one| text(&one.firmware)),
            services: trial
                .services
                .iter()
                .map(|(service, version)| Service {
                    name: Word(service.name()),
                    version: version.to_string(),
                })
                .collect(),
            terminals: trial.terminals.iter().map(Terminal::of).collect(),
            cards: trial.cards.iter().map(Card::of).collect(),
            remarks: trial
                .remarks
                .iter()
                .map(|remark: &Remark| Word(remark.word()))
                .collect(),
        }
    }
}

impl<'a> Terminal<'a> {
    fn of(terminal: &'a facts::Terminal) -> Self {
        Self {
            name: ReaderName(Cow::Borrowed(&terminal.name)),
            connected: terminal.is_connected,
            at_workplace: terminal.is_here,
            physical: terminal.is_physical,
        }
    }
}

impl<'a> Card<'a> {
    fn of(card: &'a facts::Card) -> Self {
        Self {
            card_type: Word(card.kind),
            iccsn: card.iccsn.as_deref().map(CardNumber),
            terminal: card.terminal.as_deref(),
            slot: card.slot,
        }
    }
}
