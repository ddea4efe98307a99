//! What Windows tells of readers, put into what `doctor` knows of every system: services, drivers,
//! USB, programs.
//!
//! The system is asked elsewhere (`windows/facts/`); here are values only, so that a test on any
//! system forges a PC with Windows.

use super::windows_service::WindowsService;
use super::{Driver, Program, Sign, UsbDevice};
use crate::order;

/// What Windows tells. `None` is unknown.
#[derive(Debug, Clone, Default)]
pub struct WindowsFacts {
    /// Which Windows it is.
    pub version: WindowsVersion,
    /// The service SCardSvr ("Smartcard").
    pub card_service: Option<WindowsService>,
    /// The service CertPropSvc, which reads the certificates of every card that is put in.
    pub propagation: Option<WindowsService>,
    /// Devices of the class "smart card readers".
    pub readers: Option<Vec<Device>>,
    /// Devices that are plugged into USB.
    pub usb: Option<Vec<Device>>,
    /// Programs that run, but for this one.
    pub programs: Option<Vec<RunningProgram>>,
    /// Whether this session is not the one at the screen of the PC.
    pub remote: bool,
}

/// What the registry says of this Windows; empty is unknown.
#[derive(Debug, Clone, Default)]
pub struct WindowsVersion {
    /// For instance "Windows 10 Pro", of Windows 11 too.
    pub product: String,
    /// For instance "23H2".
    pub release: String,
    /// For instance "22631".
    pub build: String,
}

/// A device that is plugged in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Device {
    /// What the system calls it: `USB\VID_0C4B&PID_0501\…`.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Who made it, as its driver says.
    pub maker: String,
    /// What it is compatible with: `USB\Class_0B&…` is a reader of smart cards.
    pub compatible: Vec<String>,
    /// Whether a driver made it a reader.
    pub is_reader: bool,
    /// Who made the driver.
    pub provider: Option<String>,
    /// Version of the driver.
    pub version: Option<String>,
    /// What the device manager shows as its problem; 0 where nothing is wrong.
    pub problem: u32,
}

/// A program that runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunningProgram {
    /// Its file: `scdaemon.exe`.
    pub name: String,
    /// Whether it has loaded the library of PC/SC.
    pub has_library: bool,
}

/// Programs of Windows itself that load the library for logging on by smart card, and hold no card
/// for long.
const OF_WINDOWS: [&str; 18] = [
    "svchost",
    "lsass",
    "lsaiso",
    "winlogon",
    "logonui",
    "explorer",
    "services",
    "csrss",
    "wininit",
    "sihost",
    "taskhostw",
    "dllhost",
    "searchhost",
    "wmiprvse",
    "runtimebroker",
    "credentialuibroker",
    "consent",
    "wudfhost",
];

impl WindowsVersion {
    /// What people call it.
    pub(super) fn name(&self) -> Option<String> {
        /// The first build of Windows 11, which calls itself Windows 10 where programs ask.
        const ELEVEN: u32 = 22_000;
        if self.product.is_empty() {
            return None;
        }
        let is_eleven = self.build.parse().is_ok_and(|build: u32| build >= ELEVEN);
        let product = if is_eleven {
            self.product.replace("Windows 10", "Windows 11")
        } else {
            self.product.clone()
        };
        let words = [product, self.release.clone(), self.build.clone()];
        let words: Vec<String> = words.into_iter().filter(|word| !word.is_empty()).collect();
        Some(words.join(" "))
    }
}

impl Device {
    /// Vendor and product, where it is a device of USB or a part of one.
    fn usb_id(&self) -> Option<(u16, u16)> {
        let id = self.id.to_ascii_uppercase();
        let number = |mark: &str| {
            let after = id.split_once(mark)?.1;
            u16::from_str_radix(after.get(..4)?, 16).ok()
        };
        Some((number("VID_")?, number("PID_")?))
    }

    /// Whether it is one function of a device that has several.
    fn is_part(&self) -> bool {
        self.id.to_ascii_uppercase().contains("&MI_")
    }

    /// Whether it says of itself that it is a reader of smart cards.
    fn calls_itself_reader(&self) -> bool {
        let class = |id: &String| id.to_ascii_uppercase().starts_with("USB\\CLASS_0B");
        self.is_reader || self.compatible.iter().any(class)
    }
}

impl WindowsFacts {
    /// What is plugged into USB and is, or looks like, a card reader.
    pub(super) fn usb_readers(
        &self,
        is_reader: &dyn Fn(u16, u16) -> bool,
    ) -> Option<Vec<UsbDevice>> {
        let devices = self.usb.as_ref()?;
        let of = |id: (u16, u16)| devices.iter().filter(move |part| part.usb_id() == Some(id));
        let whole = devices.iter().filter(|device| !device.is_part());
        let found = whole.filter_map(|device| {
            let id = device.usb_id()?;
            let (vendor, product) = id;
            if !of(id).any(Device::calls_itself_reader) && !is_reader(vendor, product) {
                return None;
            }
            let problem = of(id)
                .map(|part| part.problem)
                .find(|problem| *problem != 0);
            Some(UsbDevice {
                vendor,
                product,
                name: device.name.clone(),
                place: None,
                kernel_driver: None,
                problem,
            })
        });
        Some(found.collect())
    }

    /// The drivers that made readers of devices.
    pub(super) fn drivers(&self) -> Option<Vec<Driver>> {
        let mut drivers: Vec<Driver> = Vec::new();
        for device in self.readers.as_ref()? {
            let maker = device.provider.clone();
            let same = drivers.iter_mut().find(|driver| {
                driver.maker == maker
                    && driver.version == device.version
                    && driver.name == device.name
            });
            let id = device.usb_id();
            match same {
                Some(driver) => driver.devices.extend(id),
                None => drivers.push(Driver {
                    name: device.name.clone(),
                    maker,
                    version: device.version.clone(),
                    devices: id.into_iter().collect(),
                }),
            }
        }
        Some(drivers)
    }

    /// Programs that use readers, or may.
    pub(super) fn users_of_readers(&self, known: &[&str]) -> Option<Vec<Program>> {
        let program = |running: &RunningProgram| {
            let file = &running.name;
            let is_program = file.len() > 4 && file.to_ascii_lowercase().ends_with(".exe");
            let name = if is_program {
                file.get(..file.len() - 4)?
            } else {
                file
            };
            let is_one_of = |names: &[&str]| names.iter().any(|own| name.eq_ignore_ascii_case(own));
            let sign = match running.has_library {
                _ if is_one_of(&OF_WINDOWS) => return None,
                true => Sign::Library,
                false if is_one_of(known) => Sign::Name,
                false => return None,
            };
            let name = name.to_owned();
            Some(Program { name, sign })
        };
        let mut programs: Vec<Program> =
            self.programs.as_ref()?.iter().filter_map(program).collect();
        order::plain(&mut programs);
        programs.dedup_by(|later, first| later.name == first.name);
        Some(programs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn device(id: &str, name: &str) -> Device {
        Device {
            id: id.to_owned(),
            name: name.to_owned(),
            ..Device::default()
        }
    }

    #[test]
    fn windows_is_called_what_people_call_it() {
        let name = |product: &str, release: &str, build: &str| {
            WindowsVersion {
                product: product.to_owned(),
                release: release.to_owned(),
                build: build.to_owned(),
            }
            .name()
        };
        assert_eq!(
            name("Windows 10 Pro", "23H2", "22631").as_deref(),
            Some("Windows 11 Pro 23H2 22631")
        );
        assert_eq!(
            name("Windows 10 Pro", "22H2", "19045").as_deref(),
            Some("Windows 10 Pro 22H2 19045")
        );
        assert_eq!(
            name("Windows Server 2022 Standard", "", "20348").as_deref(),
            Some("Windows Server 2022 Standard 20348")
        );
        assert_eq!(name("", "", ""), None);
    }

    #[test]
    fn readers_at_usb_are_seen_with_what_is_wrong_with_them() {
        let mut komfort = device("USB\\VID_0C4B&PID_0501\\5", "cyberJack RFID komfort");
        komfort.problem = 28;
        let mut cherry = device("USB\\VID_046A&PID_0070\\7", "USB-Verbundgerät");
        let mut slot = device("USB\\VID_046A&PID_0070&MI_01\\8", "Smartcard-Leser");
        slot.compatible = vec!["USB\\Class_0b&SubClass_00".to_owned()];
        cherry.maker = "Cherry".to_owned();
        let facts = WindowsFacts {
            usb: Some(vec![
                komfort,
                cherry,
                slot,
                device("USB\\VID_046D&PID_C31C\\1", "Tastatur"),
                device("USB\\ROOT_HUB30\\4", "Hub"),
            ]),
            ..WindowsFacts::default()
        };
        let found = facts.usb_readers(&|vendor, _| vendor == 0x0C4B).unwrap();
        let told: Vec<_> = found
            .iter()
            .map(|device| (device.id(), device.name.as_str(), device.problem))
            .collect();
        assert_eq!(
            told,
            [
                ("0C4B:0501".to_owned(), "cyberJack RFID komfort", Some(28)),
                ("046A:0070".to_owned(), "USB-Verbundgerät", None),
            ]
        );
        assert_eq!(WindowsFacts::default().usb_readers(&|_, _| true), None);
    }

    #[test]
    fn a_driver_is_told_with_its_maker_and_its_version() {
        let reader = |id: &str| Device {
            provider: Some("Microsoft".to_owned()),
            version: Some("10.0.22621.1".to_owned()),
            ..device(id, "Microsoft Usbccid Smartcard Reader (WUDF)")
        };
        let facts = WindowsFacts {
            readers: Some(vec![
                reader("USB\\VID_04E6&PID_E003\\1"),
                reader("USB\\VID_076B&PID_3031&MI_00\\2"),
                device(
                    "ROOT\\SMARTCARDREADER\\0000",
                    "Microsoft Virtual Smart Card 0",
                ),
            ]),
            ..WindowsFacts::default()
        };
        let drivers = facts.drivers().unwrap();
        assert_eq!(drivers.len(), 2, "{drivers:?}");
        assert_eq!(drivers[0].maker.as_deref(), Some("Microsoft"));
        assert_eq!(drivers[0].devices, [(0x04E6, 0xE003), (0x076B, 0x3031)]);
        assert!(drivers[1].devices.is_empty());
    }

    #[test]
    fn programs_that_use_readers_are_told_and_those_of_windows_are_not() {
        let running = |name: &str, has_library| RunningProgram {
            name: name.to_owned(),
            has_library,
        };
        let facts = WindowsFacts {
            programs: Some(vec![
                running("svchost.exe", true),
                running("Praxis.exe", true),
                running("SCDAEMON.EXE", false),
                running("notepad.exe", false),
                running("LogonUI.exe", true),
                running("praxis", false),
            ]),
            ..WindowsFacts::default()
        };
        let found = facts.users_of_readers(&["scdaemon"]).unwrap();
        let told: Vec<_> = found
            .iter()
            .map(|program| (program.name.as_str(), program.sign))
            .collect();
        assert_eq!(told, [("Praxis", Sign::Library), ("SCDAEMON", Sign::Name)]);
    }
}
