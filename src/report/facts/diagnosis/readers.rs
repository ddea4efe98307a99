//! What the readers mean.

use super::{Diagnosis, Looked, ReaderFound};
use crate::reader::Presence;
use crate::report::facts::finding::{Finding, OfReader, Severity};
use crate::system::machine::pcsc_lite::numbers;

pub(super) fn judge(seen: &Diagnosis, findings: &mut Vec<Finding>) {
    presence(seen, findings);
    for found in &seen.readers {
        let name = found.name();
        let about = reader(found, seen);
        if about.is_empty() {
            findings.push(Finding::new(Severity::Ok, OfReader::Ok).of(name));
        }
        findings.extend(about.into_iter().map(|finding| finding.of(name)));
    }
}

/// Whether there is a reader for the job.
fn presence(seen: &Diagnosis, findings: &mut Vec<Finding>) {
    if let Some(wanted) = &seen.missing_reader {
        findings.push(Finding::problem(OfReader::NoSuchReader {
            wanted: wanted.clone(),
            readers: seen
                .readers
                .iter()
                .map(|reader| reader.name().to_owned())
                .collect(),
            by: seen
                .reader_by_default
                .as_ref()
                .map(|set| set.origin.clone()),
        }));
        return;
    }
    if !seen.has_reader() && seen.konnektor.is_none() {
        let on_usb = seen.pc.usb.as_ref().map(|devices| !devices.is_empty());
        let names = seen.readers.iter().map(|reader| reader.name().to_owned());
        let foreign = names.collect();
        findings.push(Finding::problem(OfReader::NoReader { on_usb, foreign }));
        findings.push(Finding::new(Severity::Note, OfReader::TiTerminal));
    }
}

fn reader(found: &ReaderFound, seen: &Diagnosis) -> Vec<Finding> {
    if let Some(foreign) = found.foreign() {
        return vec![Finding::new(Severity::Note, OfReader::Foreign(foreign))];
    }
    let mut findings = Vec::new();
    let warning = |matter| Finding::new(Severity::Warning, matter);
    if found.is_contactless_only() {
        let mut others = seen.card_readers();
        let other = others.find(|other| !other.is_contactless_only());
        let beside = other.map(|other| other.name().to_owned());
        // Beside one with a slot it is in nobody's way, but for a card that was laid on it.
        let holds_one = !matches!(found.look, Looked::Empty) && !found.reads_ours();
        findings.push(Finding::in_the_way(
            beside.is_none() || holds_one,
            Severity::Note,
            OfReader::ContactlessOnly { beside },
        ));
    }
    let pad = found.row.reader.pad();
    let was_asked = !found.row.busy && found.row.presence != Presence::Exclusive;
    let should_have_pad = found.model().is_some_and(|model| model.pad == Some(true));
    if pad.is_untrusted() {
        findings.push(warning(OfReader::PadUntrusted));
    } else if should_have_pad && was_asked && !pad.exists() {
        findings.push(warning(OfReader::PadFeaturesMissing));
    } else if pad.exists() && !pad.can_modify() {
        findings.push(warning(OfReader::PadVerifyOnly));
    } else if pad.exists() && !pad.can_verify() {
        findings.push(warning(OfReader::PadModifyOnly));
    }
    if pad.exists() {
        findings.extend(old_driver(found, seen).map(warning));
    }
    if let Some(needed) = pad.needs_firmware() {
        let own = found.row.reader.features.properties().firmware.as_deref();
        let own = own.map(str::trim).filter(|own| !own.is_empty());
        let matter = OfReader::OldFirmware {
            needed,
            own: own.map(ToOwned::to_owned),
        };
        findings.push(Finding::new(Severity::Note, matter));
    }
    findings
}

/// A driver that serves the reader, and whose version is older than the one by which its pad works.
fn old_driver(found: &ReaderFound, seen: &Diagnosis) -> Option<OfReader> {
    let model = found.model()?;
    let needed = model.pad_since.as_deref()?;
    let mut drivers = seen.pc.drivers.iter().flatten();
    let device = model.device()?;
    let driver = drivers.find(|driver| driver.knows(device))?;
    let version = driver.version.as_deref()?;
    let is_older = numbers(version)? < numbers(needed)?;
    is_older.then(|| OfReader::OldDriver {
        driver: format!("{} {version}", driver.name),
        needed,
    })
}
