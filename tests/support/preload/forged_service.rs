//! Stands in front of libpcsclite in a program under test (LD_PRELOAD) and answers in its place.
//!
//! No crate of the workspace: linked into a test, its functions would be the test's own. So it is
//! compiled where it is used, see `tests/support/src/forged_service.rs`.
//!
//! `PINLOTSE_TEST_FORGED` holds entries separated by `;`, each a function, a number in hexadecimal,
//! how often (0 is always), and for SCardConnect part of a reader's name. A call that no entry is
//! for goes on to the library. `PINLOTSE_TEST_FORGED_LOG` names a file for a line per call that
//! begins a conversation, or says what becomes of a card: function and disposition.

use std::ffi::{CStr, c_char, c_long, c_uchar, c_ulong, c_void};
use std::fs::OpenOptions;
use std::io::Write;
use std::sync::{Mutex, OnceLock, PoisonError};

struct Entry {
    function: String,
    number: c_long,
    /// `None` is always.
    left: Option<u32>,
    reader: String,
}

fn entries() -> &'static Mutex<Vec<Entry>> {
    static ENTRIES: OnceLock<Mutex<Vec<Entry>>> = OnceLock::new();
    ENTRIES.get_or_init(|| {
        let plan = std::env::var("PINLOTSE_TEST_FORGED").unwrap_or_default();
        Mutex::new(plan.split(';').filter_map(entry).collect())
    })
}

fn entry(line: &str) -> Option<Entry> {
    let mut words = line.trim().splitn(4, ' ');
    let function = words.next()?.to_owned();
    let number = c_long::from_str_radix(words.next()?, 16).ok()?;
    let left = words.next()?.parse().ok()?;
    Some(Entry {
        function,
        number,
        left: (left > 0).then_some(left),
        reader: words.next().unwrap_or_default().to_owned(),
    })
}

fn due(function: &str, reader: &str) -> Option<c_long> {
    let mut entries = entries().lock().unwrap_or_else(PoisonError::into_inner);
    let entry = entries.iter_mut().find(|entry| {
        entry.function == function && entry.left != Some(0) && reader.contains(&entry.reader)
    })?;
    entry.left = entry.left.map(|left| left - 1);
    Some(entry.number)
}

fn log(function: &str, disposition: c_ulong) {
    let Some(path) = std::env::var_os("PINLOTSE_TEST_FORGED_LOG") else {
        return;
    };
    if let Ok(mut file) = OpenOptions::new().append(true).create(true).open(path) {
        let _ = writeln!(file, "{function} {disposition}");
    }
}

unsafe extern "C" {
    fn dlsym(handle: *mut c_void, name: *const c_char) -> *mut c_void;
}

/// The function of this name behind this library.
fn next(name: &CStr) -> *mut c_void {
    // SAFETY: RTLD_NEXT of <dlfcn.h>, and a name that ends in NUL.
    let function = unsafe { dlsym(-1_isize as *mut c_void, name.as_ptr()) };
    assert!(!function.is_null(), "{name:?} is not there");
    function
}

macro_rules! in_front_of {
    ($name:ident($($argument:ident: $type:ty),*) $before:expr) => {
        // SAFETY: the same function as that of the library; its arguments are handed on unseen.
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn $name($($argument: $type),*) -> c_long {
            let before: Option<c_long> = $before;
            if let Some(number) = before {
                return number;
            }
            let name = CStr::from_bytes_with_nul(concat!(stringify!($name), "\0").as_bytes());
            let function = next(name.expect("ends in NUL"));
            // SAFETY: the signature is that of winscard.h.
            let function: unsafe extern "C" fn($($type),*) -> c_long =
                unsafe { std::mem::transmute(function) };
            // SAFETY: handed on as received.
            unsafe { function($($argument),*) }
        }
    };
}

in_front_of!(SCardEstablishContext(
    scope: c_ulong, one: *const c_void, two: *const c_void, context: *mut c_long
) {
    log("SCardEstablishContext", 0);
    due("SCardEstablishContext", "")
});
in_front_of!(SCardListReaders(
    context: c_long, groups: *const c_char, readers: *mut c_char, length: *mut c_ulong
) due("SCardListReaders", ""));
in_front_of!(SCardGetStatusChange(
    context: c_long, limit: c_ulong, states: *mut c_void, count: c_ulong
) due("SCardGetStatusChange", ""));
in_front_of!(SCardConnect(
    context: c_long, reader: *const c_char, mode: c_ulong, protocols: c_ulong,
    card: *mut c_long, protocol: *mut c_ulong
) {
    // SAFETY: by winscard.h a string that outlives the call.
    let name = unsafe { CStr::from_ptr(reader) };
    due("SCardConnect", &name.to_string_lossy())
});
in_front_of!(SCardReconnect(
    card: c_long, mode: c_ulong, protocols: c_ulong, disposition: c_ulong, protocol: *mut c_ulong
) {
    log("SCardReconnect", disposition);
    due("SCardReconnect", "")
});
in_front_of!(SCardBeginTransaction(card: c_long) due("SCardBeginTransaction", ""));
in_front_of!(SCardEndTransaction(card: c_long, disposition: c_ulong) {
    log("SCardEndTransaction", disposition);
    due("SCardEndTransaction", "")
});
in_front_of!(SCardDisconnect(card: c_long, disposition: c_ulong) {
    log("SCardDisconnect", disposition);
    due("SCardDisconnect", "")
});
in_front_of!(SCardStatus(
    card: c_long, name: *mut c_char, name_length: *mut c_ulong, state: *mut c_ulong,
    protocol: *mut c_ulong, atr: *mut c_uchar, atr_length: *mut c_ulong
) due("SCardStatus", ""));
in_front_of!(SCardTransmit(
    card: c_long, by: *const c_void, command: *const c_uchar, command_length: c_ulong,
    answered_by: *mut c_void, answer: *mut c_uchar, answer_length: *mut c_ulong
) due("SCardTransmit", ""));
in_front_of!(SCardControl(
    card: c_long, code: c_ulong, order: *const c_uchar, order_length: c_ulong,
    answer: *mut c_uchar, capacity: c_ulong, length: *mut c_ulong
) due("SCardControl", ""));
