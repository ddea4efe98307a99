//! The details of a diagnosis: what else was found, and what was seen, each said once. The screen
//! shows them where they are asked for, and a report is made of them.

use super::finding::{Said, say};
use crate::attempts::LastFailure;
use crate::report::facts::diagnosis::pc::device_name;
use crate::report::facts::diagnosis::{CardFound, Diagnosis, ListSeen, ReaderFound};
use crate::report::facts::finding::{Area, Severity};
use crate::report::words::dates::{date, time};
use crate::report::words::{Line, cards, certificates, examination, pins, readers};
use crate::settings::{Holds, Origin};
use crate::system::clock;
use crate::system::machine::{ServiceRun, ServiceStart, Sign, Socket, SocketUnit, WindowsService};
use crate::system::os::Os;
use crate::text::{Text, Tone};
use crate::trust::Freshness;

/// Lines about one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its heading.
    pub title: String,
    /// What it says.
    pub lines: Vec<Line>,
    /// Whether it is about a card.
    pub is_card: bool,
}

/// What else was found, and then what was seen, in the order in which support asks. A section that
/// has nothing to say is left out.
#[must_use]
pub fn sections(seen: &Diagnosis, text: Text) -> Vec<Section> {
    let facts = Area::ALL.iter().map(|area| Section {
        title: title(*area, seen, text),
        lines: facts(*area, seen, text),
        is_card: false,
    });
    std::iter::once(besides(seen, text))
        .chain(facts)
        .chain(cards(seen, text))
        .filter(|section| !section.lines.is_empty())
        .collect()
}

/// Every finding but the one that leads and those that only say that something is as it should be. What
/// helps with several of them stands once.
fn besides(seen: &Diagnosis, text: Text) -> Section {
    let first = seen.first().map(|first| say(first, seen.pc.site, text));
    let mut helps: Vec<String> = first.and_then(|said| said.remedy).into_iter().collect();
    let rest = seen
        .findings
        .iter()
        .skip(usize::from(seen.first().is_some()))
        .filter(|finding| finding.severity > Severity::Ok);
    let lines = rest.flat_map(|finding| {
        let mut said = say(finding, seen.pc.site, text);
        said.remedy = said.remedy.filter(|remedy| !helps.contains(remedy));
        helps.extend(said.remedy.clone());
        finding_lines(finding.severity, &said, text)
    });
    Section {
        title: text.doctor_besides(),
        lines: lines.collect(),
        is_card: false,
    }
}

/// What an area is called: people who go through a Konnektor have card terminals.
pub(super) fn title(area: Area, seen: &Diagnosis, text: Text) -> String {
    match area {
        Area::Pc => text.doctor_title_pc(),
        Area::Service => text.doctor_title_service(),
        Area::Drivers => text.doctor_title_drivers(),
        Area::Usb => text.doctor_title_usb(),
        Area::Konnektor => text.doctor_title_konnektor(),
        Area::Readers if seen.konnektor.is_some() => text.doctor_title_terminals(),
        Area::Readers => text.doctor_title_readers(),
        Area::Programs => text.doctor_title_programs(),
        Area::Card => text.doctor_title_card(),
    }
}

/// A finding with a word for its weight, for those who see no colour.
fn finding_lines(severity: Severity, said: &Said, text: Text) -> Vec<Line> {
    let what = said.sentence();
    let (tone, line) = match severity {
        Severity::Ok | Severity::Note => (Tone::Plain, text.doctor_sign_note(&what)),
        Severity::Warning => (Tone::Warning, text.doctor_sign_warning(&what)),
        Severity::Problem => (Tone::Bad, text.doctor_sign_problem(&what)),
    };
    let remedy = said
        .remedy
        .as_ref()
        .map(|remedy| (Tone::Plain, format!("  {}", text.doctor_remedy(remedy))));
    std::iter::once((tone, line)).chain(remedy).collect()
}

fn facts(area: Area, seen: &Diagnosis, text: Text) -> Vec<Line> {
    if seen.is_beside_this_pc()
        && matches!(
            area,
            Area::Service | Area::Drivers | Area::Usb | Area::Programs
        )
    {
        return Vec::new();
    }
    let lines = match area {
        Area::Pc => pc(seen, text),
        Area::Service => service(seen, text),
        Area::Drivers => drivers(seen, text),
        Area::Usb => usb(seen, text),
        Area::Konnektor => {
            // Its cards are sections of their own.
            let found = seen.konnektor.as_ref();
            return found.map_or_else(Vec::new, |found| {
                examination::lines(found, examination::Beside::Cards, text)
            });
        }
        Area::Readers => return readers(seen, text),
        Area::Programs => programs(seen, text),
        // Each card is a section of its own.
        Area::Card => Vec::new(),
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
    let unknown: Vec<String> = [
        pc.drivers.is_none().then_some(Area::Drivers),
        pc.usb.is_none().then_some(Area::Usb),
        pc.programs.is_none().then_some(Area::Programs),
    ]
    .into_iter()
    .flatten()
    .map(|area| title(area, seen, text))
    .collect();
    if !unknown.is_empty() && !seen.is_beside_this_pc() {
        lines.push(text.doctor_unknown(&unknown.join("; ")));
    }
    lines.extend(seen.settings.holds.iter().map(|holds| setting(holds, text)));
    lines.extend(seen.issuer_list.map(|list| issuer_list(list, text)));
    lines.extend(seen.label.as_ref().map(|label| text.doctor_label(label)));
    lines.extend(
        seen.last_failure
            .as_ref()
            .map(|last| last_failure(last, text)),
    );
    lines
}

fn issuer_list(list: ListSeen, text: Text) -> String {
    let (number, issued) = (list.number, date(list.issued, text));
    let end = date(list.next_update, text);
    match list.freshness {
        Freshness::Current => text.doctor_list(number, &issued, &end),
        Freshness::Over { .. } | Freshness::Old { .. } => {
            text.doctor_list_over(number, &issued, &end)
        }
    }
}

fn setting(Holds { key, value, origin }: &Holds, text: Text) -> String {
    let path = origin.file().map(|path| path.display().to_string());
    let path = path.unwrap_or_default();
    let from = match origin {
        Origin::Flag => text.doctor_setting_flag(),
        Origin::Variable(name) => text.doctor_setting_variable(name),
        Origin::User(_) => text.doctor_setting_user(&path),
        Origin::Machine(_) => text.doctor_setting_machine(&path),
    };
    text.doctor_setting(key.name(), value, &from)
}

/// What failed last: which command, when, in which words, and its short code.
#[must_use]
pub fn last_failure(last: &LastFailure, text: Text) -> String {
    let LastFailure {
        at,
        command,
        code,
        exit,
        ..
    } = last;
    let at = clock::read_timestamp(at).map_or_else(|| at.clone(), |at| time(at, text));
    let told = match &last.status_word {
        Some(word) => text.doctor_last_failure_card(command, &at, code, *exit, word),
        None => text.doctor_last_failure(command, &at, code, *exit),
    };
    match &last.short_code {
        Some(short) => format!("{told}. {}", text.for_the_hotline(short)),
        None => told,
    }
}

fn service(seen: &Diagnosis, text: Text) -> Vec<String> {
    if seen.is_virtual {
        return Vec::new();
    }
    let files = &seen.pc.service;
    let mut lines = vec![match seen.service {
        Ok(()) => text.doctor_answers(),
        Err(_) => text.doctor_does_not_answer(),
    }];
    match (files.installed, &files.version) {
        (Some(true), Some(version)) => lines.push(text.doctor_pcscd_version(version)),
        (Some(true), None) => lines.push(text.doctor_pcscd_there()),
        (Some(false), _) => lines.push(text.doctor_pcscd_missing()),
        (None, _) => {}
    }
    let library = files.library.as_ref();
    lines.extend(library.map(|version| text.doctor_library_version(version)));
    let second = files.second_library.as_ref();
    lines.extend(second.map(|path| text.doctor_library_second(path)));
    if let Some(WindowsService { run, start }) = files.of_windows {
        let start = match start {
            Some(ServiceStart::Automatic) => text.doctor_start_automatic(),
            Some(ServiceStart::Manual) => text.doctor_start_manual(),
            Some(ServiceStart::Disabled) => text.doctor_start_disabled(),
            None => text.doctor_start_unknown(),
        };
        lines.push(text.doctor_service_windows(&runs(run, text), &start));
    }
    if let Some(WindowsService { run, .. }) = files.propagation {
        lines.push(text.doctor_propagation(&runs(run, text)));
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
        SocketUnit::Masked => text.doctor_unit_masked(),
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

fn runs(run: ServiceRun, text: Text) -> String {
    match run {
        ServiceRun::Missing => text.doctor_run_missing(),
        ServiceRun::Forbidden => text.doctor_run_forbidden(),
        ServiceRun::Stopped => text.doctor_run_stopped(),
        ServiceRun::Starting => text.doctor_run_starting(),
        ServiceRun::Stopping => text.doctor_run_stopping(),
        ServiceRun::Running => text.doctor_run_running(),
    }
}

fn drivers(seen: &Diagnosis, text: Text) -> Vec<String> {
    if seen.is_virtual {
        return Vec::new();
    }
    let mut lines = match &seen.pc.drivers {
        None => Vec::new(),
        Some(drivers) => drivers
            .iter()
            .map(|driver| match &driver.version {
                Some(version) if driver.maker.is_some() => {
                    let maker = driver.maker.as_deref().unwrap_or_default();
                    text.doctor_driver_windows(&driver.name, maker, version)
                }
                None if seen.pc.site.os == Os::Windows => driver.name.clone(),
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
    if seen.is_virtual {
        return Vec::new();
    }
    match seen.pc.usb.as_deref() {
        None => Vec::new(),
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
    if seen.is_virtual {
        return Vec::new();
    }
    let Some(programs) = seen.pc.programs.as_deref() else {
        return Vec::new();
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

/// A section for each card, so that two of them are told apart.
fn cards(seen: &Diagnosis, text: Text) -> Vec<Section> {
    let found: Vec<(&ReaderFound, &CardFound)> = seen
        .readers
        .iter()
        .filter_map(|found| Some((found, found.card()?)))
        .collect();
    let section = |(place, (reader, card)): (usize, &(&ReaderFound, &CardFound))| {
        let mut lines = card_lines(seen, reader, card, text).into_iter();
        let title = if found.len() > 1 {
            let name = cards::short(card.view.kind, card.view.iccsn.as_ref(), text);
            text.doctor_card_of(place + 1, found.len(), &name)
        } else {
            // Its first line says what it is.
            lines.next().map(|(_, line)| line).unwrap_or_default()
        };
        Section {
            title,
            lines: lines.collect(),
            is_card: true,
        }
    };
    found.iter().enumerate().map(section).collect()
}

/// What was read from a card. What it means, and what to do, stands among the findings.
fn card_lines(seen: &Diagnosis, reader: &ReaderFound, card: &CardFound, text: Text) -> Vec<Line> {
    let about = cards::lines(&card.view, text);
    let mut lines: Vec<Line> = about
        .into_iter()
        .map(|(_, line)| (Tone::Plain, line))
        .collect();
    if seen.is_rehearsal(card) && !seen.is_virtual {
        lines.push((Tone::Heading, text.doctor_rehearsal_card()));
    }
    if let Some(sheet) = &card.status.sheet {
        lines.extend(certificates::holder_lines(sheet, text));
    }
    lines.push((Tone::Plain, readers::place_line(&reader.row.reader, text)));
    lines.extend(pins::lines(&card.status.pins, text));
    if let Some(sheet) = &card.status.sheet {
        let validity = certificates::validity_lines(sheet, text);
        lines.extend(validity.into_iter().filter(|(_, line)| !line.is_empty()));
    }
    // In a card terminal nobody asks for it.
    if !card.view.atr.is_empty() {
        let atr = hex::encode_upper(&card.view.atr);
        lines.push((Tone::Plain, text.doctor_atr(&atr)));
    }
    lines
}
