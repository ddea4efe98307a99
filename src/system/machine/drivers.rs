//! Drivers of readers: bundles beside pcscd and, on macOS, beside the system's own.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::{Machine, names_in, read_text, service};
use crate::system::os::Os;

/// A driver that the service can load.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Driver {
    /// Name of its bundle, e.g. `ifd-ccid`, or of its library for readers that are set up by hand.
    pub name: String,
    /// Who made it, where the system says so.
    pub maker: Option<String>,
    /// Its version, where it says one.
    pub version: Option<String>,
    /// USB devices (vendor, product) that it is for. Empty: set up by hand.
    pub devices: Vec<(u16, u16)>,
}

impl Driver {
    /// Whether it is for this USB device.
    #[must_use]
    pub fn knows(&self, device: (u16, u16)) -> bool {
        self.devices.contains(&device)
    }
}

/// Where a pcscd looks that nobody told otherwise, by distribution.
const FOLDERS: [&str; 11] = [
    // Debian, Arch, Alpine, Void.
    "usr/lib/pcsc/drivers",
    // Fedora, Red Hat.
    "usr/lib64/pcsc/drivers",
    "usr/local/lib/pcsc/drivers",
    "usr/local/lib64/pcsc/drivers",
    "usr/local/pcsc/drivers",
    // openSUSE.
    "usr/lib64/readers",
    "usr/lib/readers",
    // Gentoo.
    "usr/lib64/readers/usb",
    "usr/lib/readers/usb",
    // Guix, and NixOS of old.
    "var/lib/pcsc/drivers",
    "var/lib/pcsc",
];
const FOLDERS_MACOS: [&str; 2] = [
    "usr/libexec/SmartCardServices/drivers",
    "usr/local/libexec/SmartCardServices/drivers",
];

/// The drivers; `None` where there is no folder for them.
pub(super) fn installed(machine: &Machine) -> Option<Vec<Driver>> {
    let folders = match machine.os {
        Os::Windows => return None,
        Os::Macos => FOLDERS_MACOS.map(str::to_owned).to_vec(),
        Os::Linux | Os::Other => folders(machine),
    };
    let mut looked_at: BTreeSet<PathBuf> = BTreeSet::new();
    let mut drivers = None;
    for folder in &folders {
        let path = machine.path(folder);
        let Some(names) = names_in(&path) else {
            continue;
        };
        // One folder may have two names: /usr/lib64 is a link on Arch.
        if !looked_at.insert(path.canonicalize().unwrap_or(path)) {
            continue;
        }
        let found: &mut Vec<Driver> = drivers.get_or_insert_default();
        for name in names {
            match name.strip_suffix(".bundle") {
                Some(bundle) => found.extend(of_bundle(machine, folder, bundle)),
                None if name == "serial" => {
                    found.extend(by_hand(machine, &format!("{folder}/serial")))
                }
                None => {}
            }
        }
    }
    drivers
}

/// Where drivers lie: where the service was told, and where it looks untold.
fn folders(machine: &Machine) -> Vec<String> {
    const TOLD: &str = "PCSCLITE_HP_DROPDIR=";
    let settings = service::settings(machine);
    let told = settings
        .iter()
        .flat_map(|text| text.split(TOLD).skip(1))
        .filter_map(|after| {
            let path = after
                .split(['"', '\'', ' ', '\n'])
                .find(|part| !part.is_empty())?;
            path.strip_prefix('/').map(ToOwned::to_owned)
        });
    let multiarch = names_in(&machine.path("usr/lib")).unwrap_or_default();
    let multiarch = multiarch
        .iter()
        .filter(|name| name.contains("-linux-"))
        .map(|name| format!("usr/lib/{name}/pcsc/drivers"));
    let usual = FOLDERS.map(str::to_owned);
    told.chain(usual).chain(multiarch).collect()
}

fn of_bundle(machine: &Machine, folder: &str, name: &str) -> Option<Driver> {
    let text = read_text(&machine.path(&format!("{folder}/{name}.bundle/Contents/Info.plist")))?;
    let version = strings(&text, "CFBundleShortVersionString")
        .into_iter()
        .next();
    let numbers = |key| {
        strings(&text, key)
            .iter()
            .map(|number| hex_number(number))
            .collect::<Vec<_>>()
    };
    let pairs = numbers("ifdVendorID")
        .into_iter()
        .zip(numbers("ifdProductID"));
    let devices = pairs
        .filter_map(|(vendor, product)| vendor.zip(product))
        .collect();
    Some(Driver {
        name: name.to_owned(),
        maker: None,
        version,
        devices,
    })
}

/// Libraries for readers of /etc/reader.conf.d: serial ones, and virtual ones.
fn by_hand(machine: &Machine, folder: &str) -> Vec<Driver> {
    let names = names_in(&machine.path(folder)).unwrap_or_default();
    let libraries = names
        .into_iter()
        .filter_map(|name| Some(name.strip_suffix(".so")?.to_owned()));
    libraries
        .map(|name| Driver {
            name,
            maker: None,
            version: None,
            devices: Vec::new(),
        })
        .collect()
}

/// The strings of a key of an XML property list: one, or those of an array. Enough for the files of
/// pcsc-lite drivers.
fn strings(plist: &str, key: &str) -> Vec<String> {
    let Some((_, after)) = plist.split_once(&format!("<key>{key}</key>")) else {
        return Vec::new();
    };
    let value = after.split("<key>").next().unwrap_or_default();
    let parts = value.split("<string>").skip(1);
    parts
        .filter_map(|part| part.split_once("</string>"))
        .map(|(string, _)| string.trim().to_owned())
        .collect()
}

fn hex_number(text: &str) -> Option<u16> {
    u16::from_str_radix(
        text.strip_prefix("0x")
            .or(text.strip_prefix("0X"))
            .unwrap_or(text),
        16,
    )
    .ok()
}
