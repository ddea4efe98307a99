//! The numbers of PC/SC, and what each means: the one place that knows.
//!
//! What a number means depends on what was asked. A number that nobody foresaw (Windows hands on
//! those of RPC, of handles and of drivers) is the service's where the service was asked, and
//! breaks the line where a card was. The number itself is always kept for support.

use super::super::Error;
use crate::system::os::{self, Os};
use crate::system::scard::Code;

/// Who was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked<'r> {
    /// The service, for a first answer: SCardEstablishContext.
    Service,
    /// The service, in a conversation that had begun: which readers there are, and what they hold.
    Readers,
    /// A reader, for the card in it; nothing was sent yet.
    Opening(&'r str),
    /// The card in this reader.
    Card(&'r str),
}

/// Gives a number of this system's service a place among our errors.
pub(super) fn explain_here(code: Code, asked: Asked<'_>) -> Error {
    explain(os::os(), code, asked)
}

/// The same of any system's.
#[must_use]
pub fn explain(os: Os, answered: Code, asked: Asked<'_>) -> Error {
    let code = unwrapped(answered);
    let name = || name(answered);
    let no_service = || match code {
        NO_SERVICE
        | SERVICE_STOPPED
        | COMM_ERROR
        | SHUTDOWN
        | ERROR_SERVICE_DISABLED
        | ERROR_SERVICE_NOT_ACTIVE => Error::NoService(name()),
        _ => Error::ServiceFailed(name()),
    };
    let reader = match asked {
        Asked::Service | Asked::Readers => {
            return match code {
                NO_ACCESS | ERROR_ACCESS_DENIED => Error::NotAllowed(name()),
                // libpcsclite says so whenever the service ends a conversation: at the first word
                // because it refuses this user, later because it goes away.
                SECURITY_VIOLATION if os == Os::Windows || asked == Asked::Service => {
                    Error::NotAllowed(name())
                }
                NO_MEMORY => Error::ServiceFull(name()),
                _ => no_service(),
            };
        }
        Asked::Opening(reader) | Asked::Card(reader) => reader.to_owned(),
    };
    match code {
        NO_SERVICE | SERVICE_STOPPED => no_service(),
        NO_ACCESS => Error::NotAllowed(name()),
        SECURITY_VIOLATION if os == Os::Windows => Error::NotAllowed(name()),
        UNKNOWN_READER => Error::NoSuchReader(reader),
        READER_UNAVAILABLE
        | NO_READERS_AVAILABLE
        | ERROR_DEV_NOT_EXIST
        | ERROR_DEVICE_NOT_CONNECTED
        | ERROR_DEVICE_REMOVED => Error::ReaderGone(reader),
        NO_SMARTCARD => Error::NoCard(reader),
        SHARING_VIOLATION => Error::Busy(reader),
        REMOVED_CARD => Error::Removed(reader),
        RESET_CARD => Error::Reset(reader),
        UNRESPONSIVE_CARD | UNPOWERED_CARD | UNSUPPORTED_CARD => Error::Mute(reader),
        // Windows reads a card that was just put in itself first.
        NOT_READY if matches!(asked, Asked::Opening(_)) => Error::Mute(reader),
        // It speaks neither T=1 nor T=0: no chip card, or a reader that is none.
        PROTO_MISMATCH if matches!(asked, Asked::Opening(_)) => Error::Mute(reader),
        // Nothing was sent yet: the line that breaks is the one to the service.
        _ if matches!(asked, Asked::Opening(_)) && is_of_service(code) => no_service(),
        _ => Error::Broken {
            reader,
            detail: name(),
        },
    }
}

/// Whether the number speaks of the service or the way to it, whatever was asked.
const fn is_of_service(code: Code) -> bool {
    matches!(
        code,
        INTERNAL_ERROR
            | INVALID_HANDLE
            | NO_MEMORY
            | SYSTEM_CANCELLED
            | COMM_ERROR
            | SHUTDOWN
            | NO_SERVICE
            | SERVICE_STOPPED
            | SERVER_TOO_BUSY
            | SECURITY_VIOLATION
            | ERROR_INVALID_HANDLE
            | ERROR_BROKEN_PIPE
            | ERROR_PIPE_NOT_CONNECTED
            | RPC_S_SERVER_UNAVAILABLE
            | RPC_S_SERVER_TOO_BUSY
            | RPC_S_CALL_FAILED
            | RPC_S_CALL_FAILED_DNE
            | ERROR_SERVICE_DISABLED
            | ERROR_SERVICE_NOT_ACTIVE
            | ERROR_SERVICE_REQUEST_TIMEOUT
    )
}

/// A number of Win32 that a layer in between (remote sessions, drivers) wrapped into an HRESULT is
/// what it was before: `0x8007` and the number.
const fn unwrapped(code: Code) -> Code {
    const WIN32: u32 = 0x8007;
    let Code(number) = code;
    if number >> 16 == WIN32 {
        Code(number & 0xFFFF)
    } else {
        code
    }
}

/// Whether a service that goes away or comes just now may have answered so, at the first word.
pub(super) const fn may_pass(code: Code) -> bool {
    matches!(
        code,
        SECURITY_VIOLATION | COMM_ERROR | SYSTEM_CANCELLED | SERVER_TOO_BUSY
    )
}

/// Whether a service that takes no more programs may have answered so, at the first word.
pub(super) const fn may_be_full(code: Code) -> bool {
    matches!(code, SECURITY_VIOLATION | NO_SERVICE | COMM_ERROR)
}

/// Whether a reader that answers so could not be asked just now.
pub(super) const fn says_nothing_of_the_reader(code: Code) -> bool {
    matches!(code, SHARING_VIOLATION | RESET_CARD | REMOVED_CARD)
}

/// The name of a number, where it has one, and the number.
pub(super) fn name(code: Code) -> String {
    let Code(number) = code;
    let meant = unwrapped(code);
    match NAMES.iter().find(|(known, _)| *known == meant) {
        Some((_, name)) => format!("{name}, 0x{number:08X}"),
        None => format!("0x{number:08X}"),
    }
}

macro_rules! numbers {
    ($($name:ident = $number:literal $words:literal,)*) => {
        $(
            #[allow(dead_code, reason = "the table is whole; not each number is treated on its own")]
            pub(super) const $name: Code = Code($number);
        )*
        const NAMES: &[(Code, &str)] = &[$(($name, $words),)*];
    };
}

// pcsc-lite's pcsclite.h and Windows' winerror.h, which agree but for 8010001F and 80100022.
numbers! {
    INTERNAL_ERROR = 0x8010_0001 "SCARD_F_INTERNAL_ERROR",
    CANCELLED = 0x8010_0002 "SCARD_E_CANCELLED",
    INVALID_HANDLE = 0x8010_0003 "SCARD_E_INVALID_HANDLE",
    INVALID_PARAMETER = 0x8010_0004 "SCARD_E_INVALID_PARAMETER",
    INVALID_TARGET = 0x8010_0005 "SCARD_E_INVALID_TARGET",
    NO_MEMORY = 0x8010_0006 "SCARD_E_NO_MEMORY",
    WAITED_TOO_LONG = 0x8010_0007 "SCARD_F_WAITED_TOO_LONG",
    INSUFFICIENT_BUFFER = 0x8010_0008 "SCARD_E_INSUFFICIENT_BUFFER",
    UNKNOWN_READER = 0x8010_0009 "SCARD_E_UNKNOWN_READER",
    TIMEOUT = 0x8010_000A "SCARD_E_TIMEOUT",
    SHARING_VIOLATION = 0x8010_000B "SCARD_E_SHARING_VIOLATION",
    NO_SMARTCARD = 0x8010_000C "SCARD_E_NO_SMARTCARD",
    UNKNOWN_CARD = 0x8010_000D "SCARD_E_UNKNOWN_CARD",
    CANT_DISPOSE = 0x8010_000E "SCARD_E_CANT_DISPOSE",
    PROTO_MISMATCH = 0x8010_000F "SCARD_E_PROTO_MISMATCH",
    NOT_READY = 0x8010_0010 "SCARD_E_NOT_READY",
    INVALID_VALUE = 0x8010_0011 "SCARD_E_INVALID_VALUE",
    SYSTEM_CANCELLED = 0x8010_0012 "SCARD_E_SYSTEM_CANCELLED",
    COMM_ERROR = 0x8010_0013 "SCARD_F_COMM_ERROR",
    UNKNOWN_ERROR = 0x8010_0014 "SCARD_F_UNKNOWN_ERROR",
    INVALID_ATR = 0x8010_0015 "SCARD_E_INVALID_ATR",
    NOT_TRANSACTED = 0x8010_0016 "SCARD_E_NOT_TRANSACTED",
    READER_UNAVAILABLE = 0x8010_0017 "SCARD_E_READER_UNAVAILABLE",
    SHUTDOWN = 0x8010_0018 "SCARD_P_SHUTDOWN",
    PCI_TOO_SMALL = 0x8010_0019 "SCARD_E_PCI_TOO_SMALL",
    READER_UNSUPPORTED = 0x8010_001A "SCARD_E_READER_UNSUPPORTED",
    DUPLICATE_READER = 0x8010_001B "SCARD_E_DUPLICATE_READER",
    CARD_UNSUPPORTED = 0x8010_001C "SCARD_E_CARD_UNSUPPORTED",
    NO_SERVICE = 0x8010_001D "SCARD_E_NO_SERVICE",
    SERVICE_STOPPED = 0x8010_001E "SCARD_E_SERVICE_STOPPED",
    UNEXPECTED = 0x8010_001F "SCARD_E_UNEXPECTED",
    ICC_INSTALLATION = 0x8010_0020 "SCARD_E_ICC_INSTALLATION",
    ICC_CREATEORDER = 0x8010_0021 "SCARD_E_ICC_CREATEORDER",
    UNSUPPORTED_FEATURE = 0x8010_0022 "SCARD_E_UNSUPPORTED_FEATURE",
    NO_ACCESS = 0x8010_0027 "SCARD_E_NO_ACCESS",
    NO_READERS_AVAILABLE = 0x8010_002E "SCARD_E_NO_READERS_AVAILABLE",
    COMM_DATA_LOST = 0x8010_002F "SCARD_E_COMM_DATA_LOST",
    SERVER_TOO_BUSY = 0x8010_0031 "SCARD_E_SERVER_TOO_BUSY",
    UNSUPPORTED_CARD = 0x8010_0065 "SCARD_W_UNSUPPORTED_CARD",
    UNRESPONSIVE_CARD = 0x8010_0066 "SCARD_W_UNRESPONSIVE_CARD",
    UNPOWERED_CARD = 0x8010_0067 "SCARD_W_UNPOWERED_CARD",
    RESET_CARD = 0x8010_0068 "SCARD_W_RESET_CARD",
    REMOVED_CARD = 0x8010_0069 "SCARD_W_REMOVED_CARD",
    SECURITY_VIOLATION = 0x8010_006A "SCARD_W_SECURITY_VIOLATION",
    CANCELLED_BY_USER = 0x8010_006E "SCARD_W_CANCELLED_BY_USER",
    // Windows hands them on: the service is not there, or a remote session lost its way to it.
    ERROR_ACCESS_DENIED = 0x5 "ERROR_ACCESS_DENIED",
    ERROR_INVALID_HANDLE = 0x6 "ERROR_INVALID_HANDLE",
    ERROR_BROKEN_PIPE = 0x6D "ERROR_BROKEN_PIPE",
    ERROR_PIPE_NOT_CONNECTED = 0xE9 "ERROR_PIPE_NOT_CONNECTED",
    RPC_S_SERVER_UNAVAILABLE = 0x6BA "RPC_S_SERVER_UNAVAILABLE",
    RPC_S_SERVER_TOO_BUSY = 0x6BB "RPC_S_SERVER_TOO_BUSY",
    RPC_S_CALL_FAILED = 0x6BE "RPC_S_CALL_FAILED",
    RPC_S_CALL_FAILED_DNE = 0x6BF "RPC_S_CALL_FAILED_DNE",
    ERROR_SERVICE_REQUEST_TIMEOUT = 0x41D "ERROR_SERVICE_REQUEST_TIMEOUT",
    ERROR_SERVICE_DISABLED = 0x422 "ERROR_SERVICE_DISABLED",
    ERROR_SERVICE_NOT_ACTIVE = 0x426 "ERROR_SERVICE_NOT_ACTIVE",
    // … and those of drivers.
    ERROR_BAD_COMMAND = 0x16 "ERROR_BAD_COMMAND",
    ERROR_GEN_FAILURE = 0x1F "ERROR_GEN_FAILURE",
    ERROR_NOT_READY = 0x15 "ERROR_NOT_READY",
    ERROR_NOT_SUPPORTED = 0x32 "ERROR_NOT_SUPPORTED",
    ERROR_DEV_NOT_EXIST = 0x37 "ERROR_DEV_NOT_EXIST",
    ERROR_SEM_TIMEOUT = 0x79 "ERROR_SEM_TIMEOUT",
    ERROR_OPERATION_ABORTED = 0x3E3 "ERROR_OPERATION_ABORTED",
    ERROR_IO_DEVICE = 0x45D "ERROR_IO_DEVICE",
    ERROR_DEVICE_NOT_CONNECTED = 0x48F "ERROR_DEVICE_NOT_CONNECTED",
    ERROR_DEVICE_REMOVED = 0x651 "ERROR_DEVICE_REMOVED",
}

#[cfg(test)]
mod tests {
    use super::*;

    const R: &str = "R";

    fn of(number: u32, asked: Asked<'_>) -> Error {
        explain(Os::Linux, Code(number), asked)
    }

    fn fails(detail: &str) -> Error {
        Error::ServiceFailed(detail.into())
    }

    #[test]
    fn whatever_the_service_answers_is_no_broken_line_and_keeps_its_number() {
        // 80100022 and up: numbers that have no name, or another one elsewhere.
        let known = NAMES.iter().map(|(Code(number), _)| *number);
        let unheard_of = [
            0x1,
            0x7F,
            0x1234_5678,
            0x8010_0022,
            0x8010_0032,
            0xFFFF_FFFF,
        ];
        for number in known.chain(unheard_of) {
            for asked in [Asked::Service, Asked::Readers] {
                for os in [Os::Linux, Os::Macos, Os::Windows] {
                    let error = explain(os, Code(number), asked);
                    let (Error::NoService(detail)
                    | Error::ServiceFailed(detail)
                    | Error::NotAllowed(detail)
                    | Error::ServiceFull(detail)) = &error
                    else {
                        panic!("{number:08X} {asked:?}: {error:?}");
                    };
                    assert!(detail.ends_with(&format!("0x{number:08X}")), "{detail}");
                }
            }
        }
        assert_eq!(
            of(0x6, Asked::Service),
            fails("ERROR_INVALID_HANDLE, 0x00000006")
        );
        assert_eq!(of(0x7, Asked::Service), fails("0x00000007"));
        assert_eq!(
            of(0x8010_0006, Asked::Service),
            Error::ServiceFull("SCARD_E_NO_MEMORY, 0x80100006".into())
        );
    }

    #[test]
    fn a_refusal_at_the_first_word_is_one_and_later_the_service_is_gone() {
        let refused = || Error::NotAllowed("SCARD_W_SECURITY_VIOLATION, 0x8010006A".into());
        assert_eq!(of(0x8010_006A, Asked::Service), refused());
        let gone = fails("SCARD_W_SECURITY_VIOLATION, 0x8010006A");
        assert_eq!(of(0x8010_006A, Asked::Readers), gone);
        assert_eq!(of(0x8010_006A, Asked::Opening(R)), gone);
        // Windows means what it says.
        for asked in [Asked::Readers, Asked::Opening(R), Asked::Card(R)] {
            assert_eq!(explain(Os::Windows, SECURITY_VIOLATION, asked), refused());
        }
    }

    #[test]
    fn a_line_that_breaks_at_the_opening_is_the_services_and_later_the_readers() {
        let broken = |detail: &str| Error::Broken {
            reader: R.into(),
            detail: detail.into(),
        };
        let gone = "SCARD_F_COMM_ERROR, 0x80100013";
        assert_eq!(
            explain_here(COMM_ERROR, Asked::Opening(R)),
            Error::NoService(gone.into())
        );
        assert_eq!(explain_here(COMM_ERROR, Asked::Card(R)), broken(gone));
        for (code, name) in [
            (SYSTEM_CANCELLED, "SCARD_E_SYSTEM_CANCELLED, 0x80100012"),
            (INVALID_HANDLE, "SCARD_E_INVALID_HANDLE, 0x80100003"),
            (
                RPC_S_SERVER_UNAVAILABLE,
                "RPC_S_SERVER_UNAVAILABLE, 0x000006BA",
            ),
        ] {
            assert_eq!(explain_here(code, Asked::Opening(R)), fails(name));
            assert_eq!(explain_here(code, Asked::Card(R)), broken(name));
        }
        // A driver's number at the opening is no word of the service.
        assert_eq!(
            of(0x1F, Asked::Opening(R)),
            broken("ERROR_GEN_FAILURE, 0x0000001F")
        );
        assert_eq!(of(0x1234, Asked::Opening(R)), broken("0x00001234"));
    }

    #[test]
    fn numbers_of_reader_and_card_have_their_meaning_whenever_they_come() {
        for asked in [Asked::Opening(R), Asked::Card(R)] {
            for (code, error) in [
                (
                    NO_SERVICE,
                    Error::NoService("SCARD_E_NO_SERVICE, 0x8010001D".into()),
                ),
                (UNKNOWN_READER, Error::NoSuchReader(R.into())),
                (READER_UNAVAILABLE, Error::ReaderGone(R.into())),
                (NO_SMARTCARD, Error::NoCard(R.into())),
                (SHARING_VIOLATION, Error::Busy(R.into())),
                (REMOVED_CARD, Error::Removed(R.into())),
                (RESET_CARD, Error::Reset(R.into())),
                (UNRESPONSIVE_CARD, Error::Mute(R.into())),
            ] {
                assert_eq!(explain_here(code, asked), error);
            }
        }
        let stopped = of(0x8010_001E, Asked::Service);
        assert!(
            matches!(&stopped, Error::NoService(detail) if detail.starts_with(crate::reader::SERVICE_STOPPED)),
            "{stopped:?}"
        );
        assert_eq!(of(0x8010_0010, Asked::Opening(R)), Error::Mute(R.into()));
        assert_eq!(
            of(0x8010_000F, Asked::Opening(R)),
            Error::Mute(R.into()),
            "neither T=1 nor T=0"
        );
    }

    #[test]
    fn a_number_of_win32_means_the_same_when_it_comes_as_an_hresult() {
        let refused = Error::NotAllowed("ERROR_ACCESS_DENIED, 0x80070005".into());
        assert_eq!(of(0x8007_0005, Asked::Service), refused);
        // The service, not a line to the card: nobody is sent to push it in.
        assert_eq!(
            of(0x8007_06BA, Asked::Opening(R)),
            fails("RPC_S_SERVER_UNAVAILABLE, 0x800706BA")
        );
        assert_eq!(of(0x8007_048F, Asked::Card(R)), Error::ReaderGone(R.into()));
        // Of another origin: COM itself.
        assert_eq!(of(0x8001_0108, Asked::Service), fails("0x80010108"));
    }

    #[test]
    fn a_service_of_windows_that_is_switched_off_is_no_service_whatever_was_asked() {
        for asked in [Asked::Service, Asked::Readers, Asked::Opening(R)] {
            for number in [0x422, 0x426, 0x8007_0422] {
                let error = explain(Os::Windows, Code(number), asked);
                assert!(
                    matches!(error, Error::NoService(_)),
                    "{number:X}: {error:?}"
                );
            }
        }
    }

    #[test]
    fn every_number_stands_in_the_table_once() {
        for (index, (code, name)) in NAMES.iter().enumerate() {
            for (other, other_name) in &NAMES[..index] {
                assert!(code != other && name != other_name, "{name}");
            }
        }
    }
}
