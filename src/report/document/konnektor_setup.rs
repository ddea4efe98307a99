//! `konnektor`: how a Konnektor is set up here, and what a test found there.

use std::path::PathBuf;

use serde::Serialize;

use super::examination::{Card, Examined};
use super::kinds::{Fingerprint, Word};
use crate::konnektor::directory::Plain;
use crate::konnektor::profile::Login;
use crate::report::facts::examination::{Examination, Step};
use crate::report::facts::konnektor_setup as facts;

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
    #[serde(flatten)]
    pub(super) examined: Examined<'a>,
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
    fn of(found: &'a Examination) -> Self {
        Self {
            steps: Step::ALL
                .into_iter()
                .map(|step| Made {
                    step: Word(step.word()),
                    passed: found.passed(step),
                })
                .collect(),
            examined: Examined::of(found),
            cards: found.cards.iter().map(Card::of).collect(),
            remarks: found
                .remarks()
                .iter()
                .map(|remark| Word(remark.word()))
                .collect(),
        }
    }
}
