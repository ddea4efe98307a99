//! How a Konnektor is set up here, and what a test that only reads found there, in words.

use super::dates;
use super::failure::profile;
use super::line::Line;
use crate::certificate::Certificate;
use crate::konnektor::directory::Plain;
use crate::konnektor::fingerprint::Fingerprint;
use crate::konnektor::product::ProductInformation;
use crate::konnektor::profile::kon;
use crate::konnektor::profile::{Login, Profile, Unfit};
use crate::report::facts::konnektor_setup::{Card, Remark, SetUp, Step, Terminal, Tested, Trial};
use crate::text::{Text, Tone};

/// Octets of a fingerprint in a row: few enough to be compared at a glance.
const IN_A_ROW: usize = 8;

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
    let whole = fingerprint.to_string();
    let octets: Vec<&str> = whole.split(':').collect();
    let row = |octets: &[&str]| format!("  {}", octets.join(":"));
    let rows: Vec<String> = octets.chunks(IN_A_ROW).map(row).collect();
    rows.into_iter()
}

/// What the test found.
fn trial_lines(trial: &Trial, text: Text) -> Vec<Line> {
    let mut lines = vec![(Tone::Heading, text.setup_trial())];
    for (step, is_well) in &trial.steps {
        lines.push(of_step(*step, *is_well, trial, text));
        if *is_well {
            let more = details(*step, trial, text).into_iter();
            lines.extend(more.map(|line| (Tone::Plain, format!("  {line}"))));
        }
    }
    for remark in &trial.remarks {
        lines.push((Tone::Warning, of_remark(*remark, text)));
    }
    lines
}

fn of_step(step: Step, is_well: bool, trial: &Trial, text: Text) -> Line {
    if !is_well {
        let line = match step {
            Step::Certificate => text.setup_step_certificate_bad(),
            Step::Directory => text.setup_step_directory_bad(),
            Step::Services => text.setup_step_services_bad(),
            Step::Terminals => text.setup_step_terminals_bad(),
            Step::Cards => text.setup_step_cards_bad(),
        };
        return (Tone::Bad, line);
    }
    let line = match step {
        Step::Certificate => text.setup_step_certificate(),
        Step::Directory => match &trial.product {
            Some(product) => text.setup_step_directory(&product_words(product)),
            None => text.setup_step_directory("?"),
        },
        Step::Services => text.setup_step_services(),
        Step::Terminals => text.setup_step_terminals(trial.terminals.len()),
        Step::Cards => text.setup_step_cards(trial.cards.len()),
    };
    (Tone::Good, line)
}

fn product_words(product: &ProductInformation) -> String {
    let name = product.name.as_ref().or(product.code.as_ref());
    let vendor = product.vendor.as_ref().or(product.vendor_id.as_ref());
    let parts = [
        vendor,
        name,
        product.firmware.as_ref(),
        product.kind_version.as_ref(),
    ];
    let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
    if parts.is_empty() {
        return "?".to_owned();
    }
    parts.join(", ")
}

fn details(step: Step, trial: &Trial, text: Text) -> Vec<String> {
    match step {
        Step::Certificate | Step::Directory => Vec::new(),
        Step::Services => {
            let service = |(service, number): &(crate::konnektor::vocabulary::Service, _)| {
                let number: &crate::konnektor::directory::Number = number;
                format!("{} {number}", service.name())
            };
            let services: Vec<String> = trial.services.iter().map(service).collect();
            vec![services.join(", ")]
        }
        Step::Terminals => trial
            .terminals
            .iter()
            .map(|one| terminal(one, text))
            .collect(),
        Step::Cards => trial.cards.iter().map(|one| card(one, text)).collect(),
    }
}

fn terminal(terminal: &Terminal, text: Text) -> String {
    let name = &terminal.name;
    match terminal {
        Terminal {
            is_physical: false, ..
        } => text.setup_terminal_virtual(name),
        Terminal {
            is_connected: false,
            ..
        } => text.setup_terminal_away(name),
        Terminal { is_here: false, .. } => text.setup_terminal_elsewhere(name),
        _ => text.setup_terminal_here(name),
    }
}

fn card(card: &Card, text: Text) -> String {
    let number = card.iccsn.as_deref().unwrap_or("?");
    let terminal = card.terminal.as_deref().unwrap_or("?");
    match card.slot {
        Some(slot) => text.setup_card(card.kind, number, terminal, slot),
        None => text.setup_card_somewhere(card.kind, number, terminal),
    }
}

/// What is missing or unusual, with what helps.
#[must_use]
pub fn of_remark(remark: Remark, text: Text) -> String {
    match remark {
        Remark::NoneConnected => text.setup_none_connected(),
        Remark::NoneHere => text.setup_none_here(),
        Remark::NoCards => text.setup_no_cards(),
        Remark::NoInstitutionCard => text.setup_no_smcb(),
        Remark::UserMissing => text.setup_user_missing(),
        Remark::ClientSystem => text.setup_client_system_foreign(),
        Remark::Plain => text.setup_plain_warning(),
    }
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
