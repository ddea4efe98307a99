//! A diagnosis in lines: what the screen shows, and what a report is made of.

use super::finding::{Said, say};
use crate::attempts::LastFailure;
use crate::report::facts::diagnosis::pc::device_name;
use crate::report::facts::diagnosis::{Diagnosis, Looked, ReaderFound};
use crate::report::facts::finding::{Area, Finding, Severity};
use crate::report::facts::outcome::Seen;
use crate::report::words::{Line, readers, status};
use crate::system::machine::{Service, Sign, Socket, SocketUnit};
use crate::text::{Text, Tone};

/// Lines about one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its heading.
    pub title: String,
    /// What was seen, and then what it means.
    pub lines: Vec<Line>,
}

/// All sections, in the order in which support asks. One that has nothing to say is left out.
#[must_use]
pub fn sections(seen: &Diagnosis, text: Text) -> Vec<Section> {
    let section = |area: &Area| {
        let mut lines = facts(*area, seen, text);
        let about = |finding: &&Finding| finding.matter.area() == *area;
        for finding in seen.findings.iter().filter(about) {
            let mut said = say(finding, seen.pc.site, text);
            let is_said = |remedy: &String| lines.iter().any(|line| line.1.contains(remedy));
            said.remedy = said.remedy.filter(|remedy| !is_said(remedy));
            lines.extend(finding_lines(finding.severity, &said, text));
        }
        Section {
            title: title(*area, text),
            lines,
        }
    };
    Area::ALL
        .iter()
        .map(section)
        .filter(|section| !section.lines.is_empty())
        .collect()
}

/// One sentence: what to do first.
#[must_use]
pub fn summary(seen: &Diagnosis, text: Text) -> Line {
    let first = |severity| {
        seen.findings
            .iter()
            .find(|finding| finding.severity == severity)
    };
    let todo = |finding: &Finding| {
        let Said { what, remedy } = say(finding, seen.pc.site, text);
        text.doctor_first(&sentences(what, remedy))
    };
    if let Some(problem) = first(Severity::Problem) {
        return (Tone::Bad, todo(problem));
    }
    if let Some(warning) = first(Severity::Warning) {
        return (Tone::Warning, todo(warning));
    }
    let next = seen
        .readers
        .iter()
        .filter_map(|found| Some((found, found.card()?)))
        .next();
    let step = next.map(|(found, card)| {
        let at = Seen::at(found.name(), seen.pc.site);
        status::next_step(card.status.next, &at, text)
    });
    (
        Tone::Good,
        text.doctor_all_well(&step.map(|step| text.next_step(&step)).unwrap_or_default())
            .trim_end()
            .to_owned(),
    )
}

/// What was found and what to do about it, one after the other: the state of a PIN is no sentence.
fn sentences(mut what: String, remedy: Option<String>) -> String {
    if !what.ends_with(['.', '!', '?', ':']) {
        what.push('.');
    }
    match remedy {
        Some(remedy) => format!("{what} {remedy}"),
        None => what,
    }
}

fn title(area: Area, text: Text) -> String {
    match area {
        Area::Pc => text.doctor_title_pc(),
        Area::Service => text.doctor_title_service(),
        Area::Drivers => text.doctor_title_drivers(),
        Area::Usb => text.doctor_title_usb(),
        Area::Readers => text.doctor_title_readers(),
        Area::Programs => text.doctor_title_programs(),
        Area::Card => text.doctor_title_card(),
    }
}

/// A finding with a word for its weight, for those who see no colour.
fn finding_lines(severity: Severity, said: &Said, text: Text) -> Vec<Line> {
    let (tone, line) = match severity {
        Severity::Ok => (Tone::Good, text.doctor_sign_ok(&said.what)),
        Severity::Note => (Tone::Plain, text.doctor_sign_note(&said.what)),
        Severity::Warning => (Tone::Warning, text.doctor_sign_warning(&said.what)),
        Severity::Problem => (Tone::Bad, text.doctor_sign_problem(&said.what)),
    };
    let remedy = said
        .remedy
        .as_ref()
        .map(|remedy| (Tone::Plain, format!("  {}", text.doctor_remedy(remedy))));
    std::iter::once((tone, line)).chain(remedy).collect()
}

fn facts(area: Area, seen: &Diagnosis, text: Text) -> Vec<Line> {
    if seen.is_virtual
        && matches!(
            area,
            Area::Service | Area::Drivers | Area::Usb | Area::Programs
        )
    {
        return Vec::new();
    }
    let lines = match area {
        Area::Pc => pc(seen, text),
        Area::Service => service(&seen.pc.service, text),
        Area::Drivers => drivers(seen, text),
        Area::Usb => usb(seen, text),
        Area::Readers => return readers(seen, text),
        Area::Programs => programs(seen, text),
        Area::Card => return cards(seen, text),
    };
    lines.into_iter().map(|line| (Tone::Plain, line)).collect()
}

fn pc(seen: &Diagnosis, text: Text) -> Vec<String> {
    let pc = &seen.pc;
    let system = pc
        .os_name
        .clone()
        .unwrap_or_else(|| pc.site.os.word().to_owned());
    let session = pc.site.session;
    let from: Vec<String> = [
        session.ssh.then(|| text.doctor_session_ssh()),
        session.screen.map(|screen| match screen.name() {
            Some(name) => text.doctor_session_by(name),
            None => text.doctor_session_remote(),
        }),
        session.wsl.then(|| text.doctor_session_wsl()),
        session.container.then(|| text.doctor_session_container()),
    ]
    .into_iter()
    .flatten()
    .collect();
    let from = if from.is_empty() {
        text.doctor_session_here()
    } else {
        from.join(", ")
    };
    let mut lines = vec![
        text.doctor_program(env!("CARGO_PKG_VERSION")),
        text.doctor_os(&system, pc.arch),
        text.doctor_session(&from),
    ];
    lines.extend(seen.is_virtual.then(|| text.doctor_virtual()));
    lines.extend(seen.label.as_ref().map(|label| text.doctor_label(label)));
    lines.extend(
        seen.last_failure
            .as_ref()
            .map(|last| last_failure(last, text)),
    );
    lines
}

fn last_failure(last: &LastFailure, text: Text) -> String {
    let LastFailure {
        at,
        command,
        code,
        exit,
        ..
    } = last;
    match &last.status_word {
        Some(word) => text.doctor_last_failure_card(command, at, code, *exit, word),
        None => text.doctor_last_failure(command, at, code, *exit),
    }
}

fn service(files: &Service, text: Text) -> Vec<String> {
    let mut lines = Vec::new();
    match (files.installed, &files.version) {
        (Some(true), Some(version)) => lines.push(text.doctor_pcscd_version(version)),
        (Some(true), None) => lines.push(text.doctor_pcscd_there()),
        (Some(false), _) => lines.push(text.doctor_pcscd_missing()),
        (None, _) => {}
    }
    if let (Some(socket), Some(path)) = (files.socket, &files.socket_path) {
        let state = match socket {
            Socket::Missing => text.doctor_socket_missing(),
            Socket::Dead => text.doctor_socket_dead(),
            Socket::Forbidden => text.doctor_socket_forbidden(),
            Socket::Stuck => text.doctor_socket_stuck(),
            Socket::Answers => text.doctor_socket_answers(),
        };
        lines.push(text.doctor_socket(path, &state));
    }
    lines.extend(files.unit.map(|unit| match unit {
        SocketUnit::Missing => text.doctor_unit_missing(),
        SocketUnit::Off => text.doctor_unit_off(),
        SocketUnit::On => text.doctor_unit_on(),
    }));
    lines.extend(files.polkit.map(|asks| {
        if asks {
            text.doctor_polkit_asks()
        } else {
            text.doctor_polkit_not()
        }
    }));
    lines
}

fn drivers(seen: &Diagnosis, text: Text) -> Vec<String> {
    let mut lines = match &seen.pc.drivers {
        None => vec![text.doctor_unknown()],
        Some(drivers) => drivers
            .iter()
            .map(|driver| match &driver.version {
                Some(version) => {
                    text.doctor_driver_version(&driver.name, version, driver.devices.len())
                }
                None if driver.devices.is_empty() => text.doctor_driver_by_hand(&driver.name),
                None => text.doctor_driver(&driver.name, driver.devices.len()),
            })
            .collect(),
    };
    lines.extend(
        seen.pc
            .use_ifd_ccid
            .map(|ccid| text.doctor_ifd_ccid(if ccid { "libccid" } else { "Apple" })),
    );
    lines
}

fn usb(seen: &Diagnosis, text: Text) -> Vec<String> {
    match seen.pc.usb.as_deref() {
        None => vec![text.doctor_unknown()],
        Some([]) => vec![text.doctor_usb_none()],
        Some(devices) => devices
            .iter()
            .map(|device| format!("{} {}", device.id(), device_name(device)))
            .collect(),
    }
}

fn readers(seen: &Diagnosis, text: Text) -> Vec<Line> {
    let mut lines = Vec::new();
    for found in &seen.readers {
        lines.extend(readers::row(&found.row, text));
        lines.extend(about(found, text).map(|line| (Tone::Plain, format!("  {line}"))));
    }
    lines
}

/// What is known of a model.
fn about(found: &ReaderFound, text: Text) -> Option<String> {
    let mut words = Vec::new();
    if let Some(model) = found.model() {
        words.push(text.doctor_model(&model.name));
        words.extend(model.class.map(|class| text.doctor_class(class)));
    }
    words.extend(
        found
            .usb_id()
            .map(|(vendor, product)| format!("USB {vendor:04X}:{product:04X}")),
    );
    let firmware = found
        .row
        .reader
        .features
        .properties()
        .firmware
        .as_deref()
        .map(str::trim);
    words.extend(
        firmware
            .filter(|own| !own.is_empty())
            .map(|own| format!("Firmware {own}")),
    );
    (!words.is_empty()).then(|| words.join(", "))
}

fn programs(seen: &Diagnosis, text: Text) -> Vec<String> {
    let Some(programs) = seen.pc.programs.as_deref() else {
        return vec![text.doctor_unknown()];
    };
    if programs.is_empty() {
        return vec![text.doctor_programs_none()];
    }
    let line = |program: &crate::system::machine::Program| match program.sign {
        Sign::Device => text.doctor_program_device(&program.name),
        Sign::Library => text.doctor_program_library(&program.name),
        Sign::Name => text.doctor_program_name(&program.name),
    };
    programs.iter().map(line).collect()
}

fn cards(seen: &Diagnosis, text: Text) -> Vec<Line> {
    let mut lines = Vec::new();
    for found in &seen.readers {
        match &found.look {
            Looked::Card(card) if !card.status.pins.is_empty() => {
                lines.extend(status::lines(&card.status, &found.seen(), text));
                lines.push((
                    Tone::Plain,
                    text.doctor_atr(&hex::encode_upper(&card.view.atr)),
                ));
            }
            // A foreign card is all told by its finding, but for its ATR.
            Looked::Card(card) => lines.push((
                Tone::Plain,
                text.doctor_atr(&hex::encode_upper(&card.view.atr)),
            )),
            Looked::Empty | Looked::Failed(_) => {}
        }
    }
    lines
}
