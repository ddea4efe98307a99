//! How a Konnektor is set up here, and what a test that only reads found there, in words.

use std::path::Path;

use super::dates;
use super::examination::{self, Beside};
use super::failure::profile;
use super::line::Line;
use super::trouble;
use crate::certificate::Certificate;
use crate::konnektor::directory::Plain;
use crate::konnektor::fingerprint::Fingerprint;
use crate::konnektor::profile::kon;
use crate::konnektor::profile::{Login, Profile, Unfit};
use crate::report::facts::examination::Examination;
use crate::report::facts::konnektor_setup::{SetUp, Tested};
use crate::secrets::RightsProblem;
use crate::system::machine::Site;
use crate::text::{Text, Tone};

/// What is set up, one line each.
#[must_use]
pub fn listed(all: &[SetUp], text: Text) -> Vec<Line> {
    if all.is_empty() {
        return vec![
            (Tone::Plain, text.setup_none()),
            (Tone::Plain, text.setup_none_do()),
        ];
    }
    let line = |one: &SetUp| {
        let name = one.name.as_str();
        match &one.profile {
            Some(profile) => {
                let address = profile.address.to_string();
                (Tone::Plain, text.setup_line(name, &address))
            }
            None => (Tone::Warning, text.setup_line_unusable(name)),
        }
    };
    all.iter().map(line).collect()
}

/// One of them, and what was found.
#[must_use]
pub fn lines(tested: &Tested, text: Text) -> Vec<Line> {
    let mut lines = shown(&tested.set_up, text);
    if let Some(trial) = &tested.trial {
        lines.extend(trial_lines(trial, text));
    }
    lines
}

fn shown(set_up: &SetUp, text: Text) -> Vec<Line> {
    let mut lines = vec![(Tone::Heading, text.setup_heading(set_up.name.as_str()))];
    if let Some(profile) = &set_up.profile {
        lines.extend(of_profile(profile, text).map(|line| (Tone::Plain, line)));
    }
    if let Some(path) = &set_up.path {
        let path = path.display().to_string();
        let line = if set_up.is_of_machine {
            text.setup_path_of_pc(&path)
        } else {
            text.setup_path(&path)
        };
        lines.push((Tone::Plain, line));
    }
    lines
}

fn of_profile(profile: &Profile, text: Text) -> impl Iterator<Item = String> {
    let context = &profile.context;
    let user = context.user.as_ref();
    let user = user.map_or_else(
        || text.setup_no_user(),
        |user| text.setup_user(user.as_str()),
    );
    let login = match &profile.login {
        Login::None => text.setup_login_none(),
        Login::Basic { user } => text.setup_login_basic(user),
        Login::KeyFile { path } => text.setup_login_key(&path.display().to_string()),
    };
    let lines = [
        text.setup_address(&profile.address.to_string()),
        text.setup_mandant(context.mandant.as_str()),
        text.setup_client_system(context.client_system.as_str()),
        text.setup_workplace(context.workplace.as_str()),
        user,
        login,
    ];
    let pinned = profile.pinned.into_iter();
    let pinned = pinned
        .flat_map(move |pinned| std::iter::once(text.setup_fingerprint()).chain(rows(pinned)));
    let rewrites = profile.rewrites.then(|| text.setup_rewrites());
    let plain = (profile.plain == Plain::Allowed).then(|| text.setup_plain());
    lines.into_iter().chain(pinned).chain(rewrites).chain(plain)
}

/// A fingerprint in rows that can be compared.
pub fn rows(fingerprint: Fingerprint) -> impl Iterator<Item = String> {
    let rows = fingerprint.in_rows().into_iter();
    rows.map(|row| format!("  {row}"))
}

/// What the test found, and what is missing or unusual.
fn trial_lines(trial: &Examination, text: Text) -> Vec<Line> {
    let mut lines = vec![(Tone::Heading, text.setup_trial())];
    lines.extend(examination::lines(trial, Beside::Profile, text));
    lines.extend(examination::remark_lines(
        &trial.remarks(),
        &trial.profile,
        text,
    ));
    lines
}

/// Whose a client certificate is, and until when.
#[must_use]
pub fn client_certificate(der: &[u8], now: i64, text: Text) -> Line {
    let Ok(certificate) = Certificate::parse(der) else {
        return (Tone::Warning, text.setup_certificate_odd());
    };
    let holder = certificate.holder.common_name().unwrap_or("?");
    match certificate.not_after {
        Some(until) if until < now => {
            let until = dates::date(until, text);
            (Tone::Warning, text.setup_certificate_over(holder, &until))
        }
        Some(until) => {
            let until = dates::date(until, text);
            (Tone::Good, text.setup_certificate(holder, &until))
        }
        None => (Tone::Warning, text.setup_certificate_odd()),
    }
}

/// That others may read the file of a client certificate, and what makes it private. Its password
/// protects it, so that it is taken all the same.
#[must_use]
pub fn open_key_file(path: &Path, site: Site, text: Text) -> String {
    let path = path.display().to_string();
    let problem = RightsProblem::OpenToOthers { mode: None };
    let help = trouble::private_do(&path, &problem, site, text);
    text.setup_key_file_open(&path, &help)
}

/// That everybody may write the file of a client certificate, and what makes it private. Without its
/// password nobody makes another one that opens, so that it is taken all the same.
#[must_use]
pub fn writable_key_file(path: &Path, site: Site, text: Text) -> String {
    let path = path.display().to_string();
    let problem = RightsProblem::OpenToOthers { mode: None };
    let help = trouble::private_do(&path, &problem, site, text);
    text.setup_key_file_writable(&path, &help)
}

/// What of a `.kon` file was not taken over as it stands there.
#[must_use]
pub fn left_behind(remark: &kon::Remark, text: Text) -> Line {
    let line = match remark {
        kon::Remark::Version(version) => text.kon_version(version),
        kon::Remark::NoVerification => text.kon_no_verification(),
        kon::Remark::ExpectedHost(host) => text.kon_expected_host(host),
        kon::Remark::Authorities => text.kon_authorities(),
        kon::Remark::Password => text.kon_password(),
        kon::Remark::Environment(word) => text.kon_environment(word),
    };
    (Tone::Warning, line)
}

/// What an answer would have to be.
#[must_use]
pub fn expected(unfit: &Unfit, text: Text) -> String {
    profile::expected(unfit, text)
}
