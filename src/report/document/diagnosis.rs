//! The body of `doctor --json`.

use serde_json::{Map, Value, json};

use crate::report::Failure;
use crate::report::document::{card, os_word, reader_row, status_body};
use crate::report::facts::diagnosis::pc::device_name;
use crate::report::facts::diagnosis::{Diagnosis, Looked, ReaderFound};
use crate::report::facts::finding::Finding;
use crate::system::machine::{Driver, Program, Sign, Socket, SocketUnit, UsbDevice};
use crate::text::Text;

/// `findings`, `system`, `readers`, `cards`, `report`. Fixed words: those of [`Finding::document`],
/// and
///
/// - `system.os`: `linux windows macos other`
/// - `system.service.error`: null, or the code word of the failure (`no_service not_allowed …`);
///   `socket`: `missing dead forbidden stuck answers`; `socket_unit`: `missing off on`
/// - `system.usb[].reader`: name of the PC/SC reader it seems to be, or null; `driver`: whether an
///   installed driver names the device
/// - `system.programs[].sign`: `device` (holds the USB device), `library` (uses PC/SC), `name`
///   (known to)
/// - `readers[]`: as `readers`, and `usb`, `firmware`, `model`, `class`
/// - `cards[]`: `reader`, `card`, and what `status` says; or `error` where the look failed
///
/// null is unknown everywhere.
#[must_use]
pub fn document(seen: &Diagnosis, text: Text) -> Value {
    json!({
        "findings": seen.findings.iter().map(Finding::document).collect::<Vec<_>>(),
        "system": system(seen),
        "readers": seen.readers.iter().map(reader).collect::<Vec<_>>(),
        "cards": seen.readers.iter().filter_map(|found| card_in(found, text)).collect::<Vec<_>>(),
        "report": seen.report,
    })
}

fn system(seen: &Diagnosis) -> Value {
    let pc = &seen.pc;
    let files = &pc.service;
    let error = seen
        .service
        .as_ref()
        .err()
        .map(|error| Failure::Reader(error.clone()).code().word);
    json!({
        "os": os_word(pc.os),
        "os_name": pc.os_name,
        "arch": pc.arch,
        "session": {
            "ssh": pc.session.ssh,
            "remote_desktop": pc.session.remote_desktop,
            "container": pc.session.container,
        },
        "service": {
            "answers": seen.service.is_ok(),
            "error": error,
            "installed": files.installed,
            "version": files.version,
            "socket": files.socket.map(socket_word),
            "socket_path": files.socket_path,
            "socket_unit": files.unit.map(unit_word),
            "polkit": files.polkit,
        },
        "drivers": pc.drivers.as_ref().map(|drivers| drivers.iter().map(driver).collect::<Vec<_>>()),
        "usb": pc.usb.as_ref().map(|usb| usb.iter().map(|device| usb_device(device, seen)).collect::<Vec<_>>()),
        "programs": pc.programs.as_ref().map(|programs| programs.iter().map(program).collect::<Vec<_>>()),
        "use_ifd_ccid": pc.use_ifd_ccid,
    })
}

const fn socket_word(socket: Socket) -> &'static str {
    match socket {
        Socket::Missing => "missing",
        Socket::Dead => "dead",
        Socket::Forbidden => "forbidden",
        Socket::Stuck => "stuck",
        Socket::Answers => "answers",
    }
}

const fn unit_word(unit: SocketUnit) -> &'static str {
    match unit {
        SocketUnit::Missing => "missing",
        SocketUnit::Off => "off",
        SocketUnit::On => "on",
    }
}

fn driver(driver: &Driver) -> Value {
    json!({ "name": driver.name, "version": driver.version, "devices": driver.devices.len() })
}

fn usb_device(device: &UsbDevice, seen: &Diagnosis) -> Value {
    let id = (device.vendor, device.product);
    let reader = seen.readers.iter().find(|reader| reader.is_device(device));
    let drivers = seen.pc.drivers.as_ref();
    json!({
        "id": device.id(),
        "name": device_name(device),
        "reader": reader.map(ReaderFound::name),
        "driver": drivers.map(|drivers| drivers.iter().any(|driver| driver.knows(id))),
    })
}

fn program(program: &Program) -> Value {
    let sign = match program.sign {
        Sign::Device => "device",
        Sign::Library => "library",
        Sign::Name => "name",
    };
    json!({ "name": program.name, "sign": sign })
}

fn reader(found: &ReaderFound) -> Value {
    let mut row = reader_row(&found.row);
    let usb = found
        .usb_id()
        .map(|(vendor, product)| format!("{vendor:04X}:{product:04X}"));
    if let Value::Object(row) = &mut row {
        row.insert("usb".to_owned(), json!(usb));
        row.insert(
            "firmware".to_owned(),
            json!(found.row.reader.features.properties().firmware),
        );
        row.insert(
            "model".to_owned(),
            json!(found.model().map(|model| &model.name)),
        );
        row.insert(
            "class".to_owned(),
            json!(found.model().and_then(|model| model.class)),
        );
    }
    row
}

fn card_in(found: &ReaderFound, text: Text) -> Option<Value> {
    let mut value = Map::new();
    value.insert("reader".to_owned(), json!(found.name()));
    match &found.look {
        Looked::Empty => return None,
        Looked::Failed { code, .. } => {
            value.insert("card".to_owned(), Value::Null);
            value.insert("error".to_owned(), json!(code.word));
        }
        Looked::Card(inside) => {
            value.insert("card".to_owned(), card(&inside.view));
            if let Value::Object(status) = status_body(&inside.status, &found.seen(), text) {
                value.extend(status);
            }
        }
    }
    Some(Value::Object(value))
}
