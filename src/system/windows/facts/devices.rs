//! Devices that are plugged in, as the configuration manager knows them.

#![expect(unsafe_code, reason = "std knows no devices")]

use windows_sys::Win32::Devices::DeviceAndDriverInstallation::{
    CM_DRP_CLASSGUID, CM_DRP_COMPATIBLEIDS, CM_DRP_DEVICEDESC, CM_DRP_DRIVER, CM_DRP_FRIENDLYNAME,
    CM_DRP_MFG, CM_GETIDLIST_FILTER_CLASS, CM_GETIDLIST_FILTER_ENUMERATOR,
    CM_GETIDLIST_FILTER_PRESENT, CM_Get_DevNode_Registry_PropertyW, CM_Get_DevNode_Status,
    CM_Get_Device_ID_List_SizeW, CM_Get_Device_ID_ListW, CM_LOCATE_DEVNODE_NORMAL,
    CM_Locate_DevNodeW, CR_SUCCESS,
};

use super::registry;
use crate::system::machine::Device;

/// The device class "smart card readers".
const READERS: &str = "{50dd5230-ba8a-11d1-bf5d-0000f805f530}";

/// Longest property that is read, in units of UTF-16.
const LONGEST: usize = 2048;

/// How often a list is fetched that grows between the question for its length and the question for
/// itself.
const LISTINGS: usize = 3;

/// Readers, whatever they are plugged into.
pub(super) fn readers() -> Option<Vec<Device>> {
    devices(READERS, CM_GETIDLIST_FILTER_CLASS)
}

/// Whatever is plugged into USB.
pub(super) fn at_usb() -> Option<Vec<Device>> {
    devices("USB", CM_GETIDLIST_FILTER_ENUMERATOR)
}

fn devices(filter: &str, kind: u32) -> Option<Vec<Device>> {
    let filter = super::wide(filter);
    let kind = kind | CM_GETIDLIST_FILTER_PRESENT;
    let list = (0..LISTINGS).find_map(|_| list(&filter, kind))?;
    Some(super::texts(&list).into_iter().filter_map(device).collect())
}

fn list(filter: &[u16], kind: u32) -> Option<Vec<u16>> {
    let mut length = 0;
    // SAFETY: the filter ends in NUL, the place lives on this stack.
    let answer = unsafe { CM_Get_Device_ID_List_SizeW(&raw mut length, filter.as_ptr(), kind) };
    if answer != CR_SUCCESS {
        return None;
    }
    let mut units = vec![0_u16; length as usize];
    // SAFETY: the buffer is as long as it is said to be.
    let answer =
        unsafe { CM_Get_Device_ID_ListW(filter.as_ptr(), units.as_mut_ptr(), length, kind) };
    (answer == CR_SUCCESS).then_some(units)
}

fn device(id: String) -> Option<Device> {
    let name = super::wide(&id);
    let mut node = 0;
    // SAFETY: the name ends in NUL, the place lives on this stack.
    let answer =
        unsafe { CM_Locate_DevNodeW(&raw mut node, name.as_ptr(), CM_LOCATE_DEVNODE_NORMAL) };
    if answer != CR_SUCCESS {
        return None;
    }
    let text = |which| property(node, which).map(|units| super::text(&units));
    let driver = text(CM_DRP_DRIVER);
    let of_driver = |value| {
        let key = driver.as_ref()?;
        registry::text(
            &format!(r"SYSTEM\CurrentControlSet\Control\Class\{key}"),
            value,
        )
    };
    let class = text(CM_DRP_CLASSGUID).unwrap_or_default();
    Some(Device {
        name: text(CM_DRP_FRIENDLYNAME)
            .or_else(|| text(CM_DRP_DEVICEDESC))
            .unwrap_or_default(),
        maker: text(CM_DRP_MFG).unwrap_or_default(),
        compatible: property(node, CM_DRP_COMPATIBLEIDS)
            .map(|units| super::texts(&units))
            .unwrap_or_default(),
        is_reader: class.eq_ignore_ascii_case(READERS),
        provider: of_driver("ProviderName"),
        version: of_driver("DriverVersion"),
        problem: problem(node),
        id,
    })
}

fn property(node: u32, which: u32) -> Option<Vec<u16>> {
    let mut units = vec![0_u16; LONGEST];
    let mut octets = (LONGEST * size_of::<u16>()) as u32;
    // SAFETY: the buffer is as long as it is said to be; what is not wanted is null.
    let answer = unsafe {
        CM_Get_DevNode_Registry_PropertyW(
            node,
            which,
            std::ptr::null_mut(),
            units.as_mut_ptr().cast(),
            &raw mut octets,
            0,
        )
    };
    if answer != CR_SUCCESS {
        return None;
    }
    units.truncate(octets as usize / size_of::<u16>());
    Some(units)
}

/// The number under which the device manager shows what is wrong with it; 0 where nothing is.
fn problem(node: u32) -> u32 {
    let (mut status, mut problem) = (0, 0);
    // SAFETY: both places live on this stack.
    let answer = unsafe { CM_Get_DevNode_Status(&raw mut status, &raw mut problem, node, 0) };
    if answer == CR_SUCCESS { problem } else { 0 }
}
