//! Programs that use card readers, as far as Linux tells: names only, and how strong the sign is.
//!
//! The kernel does not say who is at the other end of pcscd's socket. What it shows of a user's own
//! programs (of all, to root) is which have the client library of PC/SC loaded and which hold a USB
//! device open.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::{Machine, UsbDevice, names_in};
use crate::system::os::Os;

/// A program that runs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Program {
    /// Its name, at most 15 characters of it (proc(5), comm).
    pub name: String,
    /// Why it is named.
    pub sign: Sign,
}

/// Why a program is named; the strongest sign first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sign {
    /// It holds the reader's USB device open, past the service.
    Device,
    /// It has the client library of PC/SC loaded.
    Library,
    /// Programs of this name use card readers.
    Name,
}

impl Sign {
    /// The fixed word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Sign::Device => "device",
            Sign::Library => "library",
            Sign::Name => "name",
        }
    }
}

/// Programs known to take readers, by what they call themselves.
pub(super) const KNOWN: [&str; 3] = ["scdaemon", "AusweisApp", "AusweisApp2"];

/// The service itself is meant to hold the reader.
const SERVICE: &str = "pcscd";

/// The programs; `None` where the system does not tell.
pub(super) fn running(machine: &Machine, readers: &[UsbDevice]) -> Option<Vec<Program>> {
    if machine.os != Os::Linux {
        return None;
    }
    let own = std::process::id().to_string();
    let processes = names_in(&machine.path("proc"))?;
    let numbers = processes
        .iter()
        .filter(|name| name.bytes().all(|octet| octet.is_ascii_digit()) && **name != own);
    let found: BTreeSet<Program> = numbers
        .filter_map(|number| program(machine, number, readers))
        .collect();
    // One line for each name: the strongest sign.
    let mut programs: Vec<Program> = found.into_iter().collect();
    programs.dedup_by(|later, first| later.name == first.name);
    Some(programs)
}

fn program(machine: &Machine, number: &str, readers: &[UsbDevice]) -> Option<Program> {
    let name = fs::read(machine.path(&format!("proc/{number}/comm"))).ok()?;
    let name = String::from_utf8_lossy(&name).trim().to_owned();
    if name.is_empty() || name == SERVICE {
        return None;
    }
    let sign = if holds_device(machine, number, readers) {
        Sign::Device
    } else if has_library(machine, number) {
        Sign::Library
    } else if KNOWN.contains(&name.as_str()) {
        Sign::Name
    } else {
        return None;
    };
    Some(Program { name, sign })
}

fn holds_device(machine: &Machine, number: &str, readers: &[UsbDevice]) -> bool {
    let place = |device: &UsbDevice| {
        device
            .place
            .map(|(bus, own)| format!("/dev/bus/usb/{bus:03}/{own:03}"))
    };
    let files: Vec<String> = readers.iter().filter_map(place).collect();
    if files.is_empty() {
        return false;
    }
    let Ok(open) = fs::read_dir(machine.path(&format!("proc/{number}/fd"))) else {
        return false;
    };
    let mut targets = open
        .flatten()
        .filter_map(|entry| fs::read_link(entry.path()).ok());
    targets.any(|target| files.iter().any(|file| target == Path::new(file)))
}

/// proc has no sizes, so this is read past the usual way.
fn has_library(machine: &Machine, number: &str) -> bool {
    let maps = fs::read(machine.path(&format!("proc/{number}/maps"))).unwrap_or_default();
    String::from_utf8_lossy(&maps).contains("/libpcsclite")
}
