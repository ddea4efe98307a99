//! What was found at a Konnektor, from its certificate to the cards in its terminals, in words.

use super::dates::date;
use super::failure::{self, Message};
use super::line::Line;
use crate::card::Iccsn;
use crate::certificate::validity::State;
use crate::konnektor::fingerprint::Fingerprint;
use crate::konnektor::product::ProductInformation;
use crate::konnektor::trouble;
use crate::konnektor::vocabulary::Operation;
use crate::report::facts::examination::{
    Card, CertificateSeen, Connection, Examination, Remark, Step, Term, Terminal, WithoutTls,
};
use crate::report::facts::seen::Asks;
use crate::text::{Text, Tone};

/// Most terminals or cards of other workplaces that are named: a hospital has hundreds.
const MOST: usize = 5;

/// What stands beside the lines of an examination, and is not said in them again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beside {
    /// How the Konnektor is set up, with its fingerprint.
    Profile,
    /// The cards.
    Cards,
}

/// The steps that were made, each with what was found at it.
#[must_use]
pub fn lines(found: &Examination, beside: Beside, text: Text) -> Vec<Line> {
    let mut lines = Vec::new();
    for (step, is_well) in &found.steps {
        lines.push(of_step(*step, *is_well, found, text));
        let more = match step {
            Step::Certificate => connection(found, beside, text),
            Step::Directory => logins(found, text),
            Step::Services => services(found, text),
            Step::Terminals => terminals(found, text),
            Step::Cards if beside != Beside::Cards => {
                let cards = found.cards.iter();
                cards.map(|one| card(one, &number(one), text)).collect()
            }
            Step::Cards => Vec::new(),
        };
        let more = more.into_iter();
        lines.extend(more.map(|line| (Tone::Plain, format!("  {line}"))));
    }
    lines
}

fn of_step(step: Step, is_well: bool, found: &Examination, text: Text) -> Line {
    if !is_well {
        let line = match step {
            Step::Certificate => text.examined_certificate_bad(),
            Step::Directory => text.examined_directory_bad(),
            Step::Services => text.examined_services_bad(),
            Step::Terminals if found.has_no_terminal() => text.examined_no_terminals(),
            Step::Terminals => text.examined_terminals_bad(),
            Step::Cards => text.examined_cards_bad(),
        };
        return (Tone::Bad, line);
    }
    let line = match step {
        Step::Certificate => text.examined_certificate(),
        Step::Directory => {
            let product = found.product.as_ref().map(|one| product(one, text));
            text.examined_directory(&product.unwrap_or_else(|| "?".to_owned()))
        }
        Step::Services => text.examined_services(),
        Step::Terminals => text.examined_terminals(found.terminals.len()),
        Step::Cards => text.examined_cards(found.cards.len()),
    };
    (Tone::Good, line)
}

/// Maker and name, and which version of it; `?` where it says nothing of itself.
fn product(product: &ProductInformation, text: Text) -> String {
    let name = product.name.as_ref().or(product.code.as_ref());
    let vendor = product.vendor.as_ref().or(product.vendor_id.as_ref());
    // Some makers stand in the name of what they make.
    let begins = |vendor: &String| {
        let name = name.map(|name| name.to_lowercase());
        name.is_some_and(|name| name.starts_with(&vendor.to_lowercase()))
    };
    let vendor = vendor.filter(|vendor| !begins(vendor));
    let called: Vec<&str> = [vendor, name]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();
    let own = |version: &Option<String>, say: &dyn Fn(&str) -> String| version.as_deref().map(say);
    let called = (!called.is_empty()).then(|| called.join(" "));
    let parts = [
        called,
        own(&product.firmware, &|version| {
            text.examined_firmware(version)
        }),
        own(&product.hardware, &|version| {
            text.examined_hardware(version)
        }),
        own(&product.kind_version, &|version| {
            text.examined_product_type(version)
        }),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() {
        return "?".to_owned();
    }
    parts.join(", ")
}

fn connection(found: &Examination, beside: Beside, text: Text) -> Vec<String> {
    let Some(connection) = &found.connection else {
        return Vec::new();
    };
    let Connection {
        version,
        suite,
        group,
        server,
        ..
    } = connection;
    let mut lines = vec![text.examined_connection(version, suite, group)];
    let valid = validity(server, text);
    if beside == Beside::Profile {
        lines.push(text.examined_server(&server.key, &valid));
    } else {
        lines.push(text.examined_server_print(&server.key, &valid));
        let print = server.fingerprint.parse::<Fingerprint>();
        let rows = print.into_iter().flat_map(Fingerprint::in_rows);
        lines.extend(rows.map(|row| format!("  {row}")));
    }
    lines.push(match (&connection.client, connection.asks_client) {
        (Some(client), true) => text.examined_client(&client.key, &validity(client, text)),
        (Some(client), false) => text.examined_client_unasked(&client.key, &validity(client, text)),
        // Only an answer shows that it does without.
        (None, true) if found.passed(Step::Directory) == Some(true) => {
            text.examined_no_client_asked()
        }
        (None, true) => text.examined_no_client_wanted(),
        (None, false) => text.examined_no_client(),
    });
    lines
}

fn validity(certificate: &CertificateSeen, text: Text) -> String {
    let shown = |day: Option<i64>| day.map_or_else(|| text.examined_no_day(), |at| date(at, text));
    let (from, until) = (shown(certificate.from), shown(certificate.until));
    match certificate.state {
        State::Valid { .. } | State::Expiring { .. } => {
            let days = text.days(certificate.days_left.unwrap_or_default());
            text.examined_valid(&from, &until, &days)
        }
        State::Expired { .. } => text.examined_over(&from, &until),
        State::NotYetValid { .. } => text.examined_early(&from, &until),
        State::Unknown => text.examined_validity_unknown(),
    }
}

fn logins(found: &Examination, text: Text) -> Vec<String> {
    let tls = found.tls_mandatory.map(|is_so| {
        if is_so {
            text.examined_tls()
        } else {
            text.examined_tls_optional()
        }
    });
    let login = found.login_mandatory.map(|is_so| {
        if is_so {
            text.examined_login()
        } else {
            text.examined_login_optional()
        }
    });
    let both: Vec<String> = tls.into_iter().chain(login).collect();
    if both.is_empty() {
        return Vec::new();
    }
    vec![both.join("; ")]
}

/// Each that is used, with its operations; then what else there is.
fn services(found: &Examination, text: Text) -> Vec<String> {
    let offered = |name: &str| found.offered.iter().find(|one| one.name == name);
    let used = found.services.iter().map(|(service, version)| {
        let own = Operation::ALL.into_iter();
        let own = own.filter(|operation| operation.service() == *service);
        let operations: Vec<&str> = own.map(Operation::name).collect();
        let operations = operations.join(", ");
        let versions = offered(service.name()).map_or(&[][..], |one| &one.versions);
        let (name, version) = (service.name(), version.to_string());
        if versions.len() > 1 {
            let all: Vec<String> = versions.iter().map(ToString::to_string).collect();
            text.examined_service_of(name, &version, &all.join(", "), &operations)
        } else {
            text.examined_service(name, &version, &operations)
        }
    });
    let is_used = |name: &str| {
        let mut services = found.services.iter();
        services.any(|(service, _)| service.name() == name)
    };
    let others = found.offered.iter().filter(|one| !is_used(&one.name));
    let others: Vec<String> = others
        .map(|one| match one.versions.last() {
            Some(latest) => format!("{} {latest}", one.name),
            None => one.name.clone(),
        })
        .collect();
    let others = (!others.is_empty()).then(|| text.examined_other_services(&others.join(", ")));
    used.chain(others).collect()
}

fn terminals(found: &Examination, text: Text) -> Vec<String> {
    let here = found.terminals.iter().map(|one| terminal(one, text));
    let elsewhere = found.elsewhere.as_ref().map(|found| {
        let named = |one: &Terminal| at_workplaces(&one.name, &one.workplaces, text);
        found.terminals.iter().map(named).collect::<Vec<_>>()
    });
    let elsewhere = elsewhere.filter(|terminals| !terminals.is_empty());
    let elsewhere = elsewhere.map(|terminals| text.examined_elsewhere(&few(terminals, text)));
    here.chain(elsewhere).collect()
}

fn terminal(terminal: &Terminal, text: Text) -> String {
    let stands = match terminal.asks {
        Asks::Nowhere => text.examined_terminal_virtual(),
        Asks::Itself => text.examined_terminal_here(),
        Asks::Remote => text.examined_terminal_remote(),
    };
    let line = match terminal.is_connected {
        Some(true) => text.examined_connected(),
        Some(false) => text.examined_cut_off(),
        None => text.examined_line_unknown(),
    };
    let device = Some(product(
        &ProductInformation {
            kind_version: None,
            ..terminal.product.clone()
        },
        text,
    ));
    let device = device.filter(|device| device != "?");
    let parts: Vec<String> = [Some(stands), Some(line), device]
        .into_iter()
        .flatten()
        .collect();
    text.examined_terminal(&terminal.name, &parts.join(", "))
}

fn at_workplaces(name: &str, workplaces: &[String], text: Text) -> String {
    if workplaces.is_empty() {
        return text.examined_at_no_workplace(name);
    }
    let workplaces = few(workplaces.to_vec(), text);
    text.examined_at_workplace(name, &workplaces)
}

/// The first of them, and how many more there are.
fn few(mut all: Vec<String>, text: Text) -> String {
    let more = all.len().saturating_sub(MOST);
    all.truncate(MOST);
    if more > 0 {
        all.push(text.and_more(more));
    }
    all.join(", ")
}

fn card(card: &Card, number: &str, text: Text) -> String {
    let (kind, terminal) = (card.kind.word(), card.terminal.as_deref().unwrap_or("?"));
    match card.slot {
        Some(slot) => text.examined_card(kind, number, terminal, slot),
        None => text.examined_card_somewhere(kind, number, terminal),
    }
}

/// Whole: an administrator enters it.
fn number(card: &Card) -> String {
    card.iccsn.clone().unwrap_or_else(|| "?".to_owned())
}

/// As far as it tells cards apart.
fn ending(card: &Card) -> String {
    let number = card.iccsn.as_deref().and_then(Iccsn::parse);
    number.map_or_else(|| "?".to_owned(), |number| format!("…{}", number.ending()))
}

/// What is missing or unusual, each with what helps below it.
#[must_use]
pub fn remark_lines(remarks: &[Remark], profile: &str, text: Text) -> Vec<Line> {
    let lines = |one: &Remark| {
        let (what, help) = remark(one, profile, text);
        let what = if one.is_pressing() {
            (Tone::Warning, text.doctor_sign_warning(&what))
        } else {
            (Tone::Plain, text.doctor_sign_note(&what))
        };
        let help = format!("  {}", text.doctor_remedy(&help));
        [what, (Tone::Plain, help)]
    };
    remarks.iter().flat_map(lines).collect()
}

/// What is missing or unusual, and what helps.
#[must_use]
pub fn remark(remark: &Remark, profile: &str, text: Text) -> (String, String) {
    match remark {
        Remark::Plain(WithoutTls::All) => (text.remark_plain(), text.remark_plain_do()),
        Remark::Plain(WithoutTls::AllThoughOffered) => (
            text.remark_plain_though_offered(),
            text.remark_plain_offered_do(profile),
        ),
        Remark::Plain(WithoutTls::Directory) => (
            text.remark_plain_directory(),
            text.remark_plain_offered_do(profile),
        ),
        Remark::ClientSystem => (text.remark_client_system(), text.remark_client_system_do()),
        Remark::ServerCertificate(term) => {
            let what = match *term {
                Term::Over { until } => text.remark_server_over(&date(until, text)),
                Term::Soon { until, days } => {
                    text.remark_server_ends(&date(until, text), &text.days(days))
                }
                Term::Early { from } => text.remark_server_early(&date(from, text)),
                Term::Unknown => text.remark_server_unknown(),
            };
            (what, text.remark_server_do(profile))
        }
        Remark::ClientCertificate(term) => {
            let what = match *term {
                Term::Over { until } => text.remark_client_over(&date(until, text)),
                Term::Soon { until, days } => {
                    text.remark_client_ends(&date(until, text), &text.days(days))
                }
                Term::Early { from } => text.remark_client_early(&date(from, text)),
                Term::Unknown => text.remark_client_unknown(),
            };
            (what, text.remark_client_do(profile))
        }
        Remark::Warned(trouble) => {
            let Message { what, hint } = failure::konnektor::of_trouble(trouble, text);
            let what = match trouble.step {
                trouble::Step::Operation(Operation::GetCardTerminals) => {
                    text.remark_warned_terminals(&what)
                }
                _ => text.remark_warned_cards(&what),
            };
            (what, hint)
        }
        Remark::NotConnected(terminals) => {
            let quoted = |name: &String| text.examined_at_no_workplace(name);
            let named = few(terminals.iter().map(quoted).collect(), text);
            let what = if terminals.len() == 1 {
                text.remark_not_connected_one(&named)
            } else {
                text.remark_not_connected(&named)
            };
            (what, text.remark_not_connected_do())
        }
        Remark::NoneHere => (text.remark_none_here(), text.remark_none_here_do()),
        Remark::NoCards => (text.remark_no_cards(), text.remark_no_cards_do()),
        Remark::NoInstitutionCard => (text.remark_no_smcb(), text.remark_no_smcb_do()),
        Remark::UserMissing => (text.remark_user(), text.remark_user_do(profile)),
        Remark::CardsElsewhere {
            workplace, cards, ..
        } => {
            let named = |(one, workplaces): &(Card, Vec<String>)| {
                let terminal = one.terminal.as_deref().unwrap_or("?");
                let at = Card {
                    terminal: Some(at_workplaces(terminal, workplaces, text)),
                    ..one.clone()
                };
                card(&at, &ending(one), text)
            };
            let named = few(cards.iter().map(named).collect(), text);
            (
                text.remark_cards_elsewhere(&named, workplace),
                text.remark_cards_elsewhere_do(workplace, profile),
            )
        }
        Remark::TerminalsElsewhere {
            workplace,
            terminals,
        } => {
            let named =
                |(name, workplaces): &(String, Vec<String>)| at_workplaces(name, workplaces, text);
            let named = few(terminals.iter().map(named).collect(), text);
            (
                text.remark_terminals_elsewhere(&named, workplace),
                text.remark_terminals_elsewhere_do(workplace, profile),
            )
        }
    }
}
