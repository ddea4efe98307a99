//! USB devices that are, or look like, card readers, from sysfs (Linux). Serial numbers are never
//! read.

use super::{Machine, names_in};

/// Interface class "smart card" (USB class code 0Bh, CCID 1.1).
const SMART_CARD: &str = "0b";

/// A USB device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsbDevice {
    /// idVendor.
    pub vendor: u16,
    /// idProduct.
    pub product: u16,
    /// What it calls itself: maker and product.
    pub name: String,
    /// Number of its bus, and its own on that bus.
    pub place: Option<(u16, u16)>,
    /// Driver of the kernel that took it, so that no service gets it (`pn533_usb`).
    pub kernel_driver: Option<String>,
    /// What Windows' device manager shows as its problem.
    pub problem: Option<u32>,
}

impl UsbDevice {
    /// Vendor and product as everybody writes them: `046A:003E`.
    #[must_use]
    pub fn id(&self) -> String {
        format!("{:04X}:{:04X}", self.vendor, self.product)
    }
}

/// Whether a driver of the kernel is one for contactless readers, which keeps the service out.
/// Others that are seen at a reader (`usbfs`, `usbhid`) are in nobody's way.
fn takes_readers(driver: &str) -> bool {
    const BEGINNINGS: [&str; 4] = ["pn533", "port100", "nfc", "st21nfc"];
    BEGINNINGS
        .iter()
        .any(|beginning| driver.starts_with(beginning))
}

/// The readers among the USB devices; `None` where the system does not list them.
pub(super) fn devices(
    machine: &Machine,
    is_reader: &dyn Fn(u16, u16) -> bool,
) -> Option<Vec<UsbDevice>> {
    const FOLDER: &str = "sys/bus/usb/devices";
    let names = names_in(&machine.path(FOLDER))?;
    let interfaces = |device: &str| {
        let is_of = |name: &&String| name.split_once(':').is_some_and(|(of, _)| of == device);
        names.iter().filter(is_of).collect::<Vec<_>>()
    };
    let smart_card = |device: &str| {
        let class = |name: &String| machine.text(&format!("{FOLDER}/{name}/bInterfaceClass"));
        interfaces(device)
            .into_iter()
            .filter_map(class)
            .any(|class| class.trim().eq_ignore_ascii_case(SMART_CARD))
    };
    let kernel_driver = |device: &str| {
        let driver = |name: &String| {
            let link = machine.path(&format!("{FOLDER}/{name}/driver"));
            let target = std::fs::read_link(link).ok()?;
            Some(target.file_name()?.to_string_lossy().into_owned())
        };
        let drivers = interfaces(device).into_iter().filter_map(driver);
        drivers.into_iter().find(|driver| takes_readers(driver))
    };
    let device = |name: &String| {
        let value = |file: &str| {
            machine
                .text(&format!("{FOLDER}/{name}/{file}"))
                .map(|text| text.trim().to_owned())
        };
        let id = |file: &str| u16::from_str_radix(&value(file)?, 16).ok();
        let (vendor, product) = (id("idVendor")?, id("idProduct")?);
        if !smart_card(name) && !is_reader(vendor, product) {
            return None;
        }
        let words = [value("manufacturer"), value("product")]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" ");
        let number = |file: &str| value(file)?.parse().ok();
        let place = number("busnum").zip(number("devnum"));
        Some(UsbDevice {
            vendor,
            product,
            name: words,
            place,
            kernel_driver: kernel_driver(name),
            problem: None,
        })
    };
    Some(
        names
            .iter()
            .filter(|name| !name.contains(':'))
            .filter_map(device)
            .collect(),
    )
}
