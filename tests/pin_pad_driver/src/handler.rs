//! The ten functions of the IFD handler API 3.0 that the daemon looks up by name (pcsc-lite,
//! `ifdhandler.h`).
//!
//! DWORD is `unsigned long`, RESPONSECODE `long`. A Lun is the number of the reader (high 16 bits)
//! and of the slot (low 16 bits). Nothing unwinds into the daemon. On every way out the lengths are
//! set.

#![allow(unsafe_code, reason = "the daemon calls by C pointers")]
#![allow(
    clippy::missing_safety_doc,
    reason = "called by pcscd, which keeps to ifdhandler.h"
)]

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::ffi::{CStr, c_char, c_long, c_uchar, c_ulong};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::slice;
use std::sync::{Arc, Mutex, PoisonError};

use crate::reader::{Fault, Reader};

type Dword = c_ulong;
type ResponseCode = c_long;

const SUCCESS: ResponseCode = 0;
const ERROR_TAG: ResponseCode = 600;
const ERROR_POWER_ACTION: ResponseCode = 608;
const COMMUNICATION_ERROR: ResponseCode = 612;
const ICC_PRESENT: ResponseCode = 615;
const ICC_NOT_PRESENT: ResponseCode = 616;
const INSUFFICIENT_BUFFER: ResponseCode = 618;

const TAG_ATR: Dword = 0x0303;
const ATTRIBUTE_ATR: Dword = 0x9_0303;
const TAG_SLOT_THREAD_SAFE: Dword = 0x0FAC;
const TAG_THREAD_SAFE: Dword = 0x0FAD;
const TAG_SLOTS_NUMBER: Dword = 0x0FAE;
const TAG_SIMULTANEOUS_ACCESS: Dword = 0x0FAF;
/// PCSCLITE_MAX_READERS_CONTEXTS.
const MOST_READERS: u8 = 16;

const POWER_UP: Dword = 500;
const POWER_DOWN: Dword = 501;
const RESET: Dword = 502;

/// SCARD_IO_HEADER; handed by value.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct IoHeader {
    /// Protocol number.
    pub protocol: Dword,
    /// Octets of this structure.
    pub length: Dword,
}

static READERS: Mutex<BTreeMap<Dword, Arc<Reader>>> = Mutex::new(BTreeMap::new());

fn readers<T>(look: impl FnOnce(&mut BTreeMap<Dword, Arc<Reader>>) -> T) -> T {
    look(&mut READERS.lock().unwrap_or_else(PoisonError::into_inner))
}

/// Runs on a reader and slot; nothing is locked meanwhile, so slots do not wait for each other.
fn at(lun: Dword, run: impl FnOnce(&Reader, usize) -> Result<ResponseCode, Fault>) -> ResponseCode {
    guarded(|| {
        let reader = readers(|readers| readers.get(&(lun >> 16)).cloned()).ok_or(Fault::Line)?;
        run(&reader, (lun & 0xFFFF) as usize)
    })
}

fn guarded(run: impl FnOnce() -> Result<ResponseCode, Fault>) -> ResponseCode {
    match catch_unwind(AssertUnwindSafe(run)) {
        Ok(Ok(code)) => code,
        Ok(Err(fault)) => fault as ResponseCode,
        Err(_) => COMMUNICATION_ERROR,
    }
}

/// What the daemon hands in; empty for a null pointer.
unsafe fn input<'a>(octets: *const c_uchar, length: Dword) -> &'a [u8] {
    if octets.is_null() {
        return &[];
    }
    // SAFETY: by ifdhandler.h `octets` points to `length` octets that outlive the call.
    unsafe { slice::from_raw_parts(octets, length as usize) }
}

/// Writes what goes back, and its length; a length of 0 when it does not fit.
unsafe fn output(
    octets: &[u8],
    buffer: *mut c_uchar,
    capacity: Dword,
    length: *mut Dword,
) -> ResponseCode {
    let fits = octets.len() <= capacity as usize && !buffer.is_null();
    if fits {
        // SAFETY: by ifdhandler.h `buffer` has room for `capacity` octets, which was just compared.
        unsafe { slice::from_raw_parts_mut(buffer, octets.len()) }.copy_from_slice(octets);
    }
    // SAFETY: by ifdhandler.h `length` points to a DWORD of the caller's.
    unsafe { *length = if fits { octets.len() as Dword } else { 0 } };
    if fits { SUCCESS } else { INSUFFICIENT_BUFFER }
}

/// Takes the capacity out of a length that is both way in and way out, and sets it to 0 for every
/// failure to come.
unsafe fn take(length: *mut Dword) -> Dword {
    // SAFETY: by ifdhandler.h `length` points to a DWORD of the caller's.
    unsafe { std::ptr::replace(length, 0) }
}

/// Opens a reader, once for each of its slots. `device` is DEVICENAME.
// SAFETY: no other function of this name exists in the daemon.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn IFDHCreateChannelByName(
    lun: Dword,
    device: *const c_char,
) -> ResponseCode {
    // SAFETY: by ifdhandler.h `device` is a string that outlives the call.
    let device = unsafe { CStr::from_ptr(device) }.to_string_lossy();
    guarded(|| {
        readers(|readers| {
            if let Entry::Vacant(place) = readers.entry(lun >> 16) {
                place.insert(Arc::new(Reader::open(&device).map_err(|_| Fault::Line)?));
            }
            Ok(SUCCESS)
        })
    })
}

/// Readers without a name are not played.
// SAFETY: no other function of this name exists in the daemon.
#[unsafe(no_mangle)]
pub extern "C" fn IFDHCreateChannel(_lun: Dword, _channel: Dword) -> ResponseCode {
    COMMUNICATION_ERROR
}

/// Closes a slot; the reader goes with its first one.
// SAFETY: no other function of this name exists in the daemon.
#[unsafe(no_mangle)]
pub extern "C" fn IFDHCloseChannel(lun: Dword) -> ResponseCode {
    guarded(|| {
        if lun & 0xFFFF == 0 {
            readers(|readers| readers.remove(&(lun >> 16)));
        }
        Ok(SUCCESS)
    })
}

/// Answers a tag.
// SAFETY: no other function of this name exists in the daemon.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn IFDHGetCapabilities(
    lun: Dword,
    tag: Dword,
    length: *mut Dword,
    value: *mut c_uchar,
) -> ResponseCode {
    // SAFETY: passed on as received.
    let capacity = unsafe { take(length) };
    at(lun, |reader, slot| {
        let octets = match tag {
            TAG_ATR | ATTRIBUTE_ATR => reader.card(slot)?.atr.clone(),
            TAG_SLOTS_NUMBER => vec![reader.slots() as u8],
            TAG_SIMULTANEOUS_ACCESS => vec![MOST_READERS],
            TAG_THREAD_SAFE | TAG_SLOT_THREAD_SAFE => vec![1],
            _ => return Ok(ERROR_TAG),
        };
        // SAFETY: passed on as received.
        Ok(unsafe { output(&octets, value, capacity, length) })
    })
}

/// Nothing can be set.
// SAFETY: no other function of this name exists in the daemon.
#[unsafe(no_mangle)]
pub extern "C" fn IFDHSetCapabilities(
    _lun: Dword,
    _tag: Dword,
    _length: Dword,
    _value: *const c_uchar,
) -> ResponseCode {
    ERROR_TAG
}

/// Any protocol will do.
// SAFETY: no other function of this name exists in the daemon.
#[unsafe(no_mangle)]
pub extern "C" fn IFDHSetProtocolParameters(
    _lun: Dword,
    _protocol: Dword,
    _flags: c_uchar,
    _pts1: c_uchar,
    _pts2: c_uchar,
    _pts3: c_uchar,
) -> ResponseCode {
    SUCCESS
}

/// Power up, power down, reset.
// SAFETY: no other function of this name exists in the daemon.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn IFDHPowerICC(
    lun: Dword,
    action: Dword,
    atr: *mut c_uchar,
    length: *mut Dword,
) -> ResponseCode {
    // SAFETY: passed on as received.
    let capacity = unsafe { take(length) };
    at(lun, |reader, slot| {
        let mut card = reader.card(slot)?;
        let control = match action {
            POWER_UP => 1,
            RESET => 2,
            POWER_DOWN => {
                card.power_off();
                return Ok(SUCCESS);
            }
            _ => return Err(Fault::NotSupported),
        };
        match card.power(control) {
            // SAFETY: passed on as received.
            Ok(answer) => Ok(unsafe { output(answer, atr, capacity, length) }),
            Err(_) => Ok(ERROR_POWER_ACTION),
        }
    })
}

/// A command to the card.
// SAFETY: no other function of this name exists in the daemon.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn IFDHTransmitToICC(
    lun: Dword,
    _send: IoHeader,
    command: *const c_uchar,
    command_length: Dword,
    answer: *mut c_uchar,
    length: *mut Dword,
    _receive: *mut IoHeader,
) -> ResponseCode {
    // SAFETY: passed on as received.
    let (capacity, command) = unsafe { (take(length), input(command, command_length)) };
    at(lun, |reader, slot| {
        let octets = reader
            .card(slot)?
            .transmit(command)
            .map_err(|_| Fault::Line)?;
        // SAFETY: passed on as received.
        Ok(unsafe { output(&octets, answer, capacity, length) })
    })
}

/// Whether a card is in.
// SAFETY: no other function of this name exists in the daemon.
#[unsafe(no_mangle)]
pub extern "C" fn IFDHICCPresence(lun: Dword) -> ResponseCode {
    at(lun, |reader, slot| {
        Ok(if reader.is_present(slot)? {
            ICC_PRESENT
        } else {
            ICC_NOT_PRESENT
        })
    })
}

/// A control code.
// SAFETY: no other function of this name exists in the daemon.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn IFDHControl(
    lun: Dword,
    code: Dword,
    data: *const c_uchar,
    data_length: Dword,
    answer: *mut c_uchar,
    capacity: Dword,
    length: *mut Dword,
) -> ResponseCode {
    // SAFETY: passed on as received.
    let data = unsafe { input(data, data_length) };
    // SAFETY: passed on as received.
    unsafe { take(length) };
    at(lun, |reader, slot| {
        let octets = reader.control(slot, code as u32, data)?;
        // SAFETY: passed on as received.
        Ok(unsafe { output(&octets, answer, capacity, length) })
    })
}
