//! The functions of PC/SC as the system has them: WinSCard on Windows, the PCSC framework on macOS,
//! pcsc-lite elsewhere.
//!
//! Safe types around the crate [`pcsc`], no meaning: what a [`Code`] says of service, reader or card
//! is for [`crate::reader::pcsc`]. Modes, protocols, dispositions and states are the crate's; its
//! functions are called as it hands them on ([`pcsc::ffi`]), because its own calls turn a number that
//! they do not know into another error, and its handles reset the card when they are dropped, which
//! takes verified PINs from other programs. Here every number is kept, and a [`Card`] that is dropped
//! leaves the card as it is.
//!
//! Every call may block without limit: whoever calls decides in which thread.

#![expect(unsafe_code, reason = "PC/SC is a C interface")]

use std::ffi::{CStr, CString, c_char};
use std::fmt;
use std::ptr;
use std::sync::Arc;
use std::time::Duration;

use pcsc::{Protocols, ShareMode, ffi};

/// Room for the name of a reader and its aliases in the answer to SCardStatus.
const NAMES_MAX: usize = 1024;

/// How often a list of readers is fetched that grows between the question for its length and the
/// question for itself.
const LISTINGS: usize = 4;

/// What a function of PC/SC answered that is not success: the lower 32 bits of its number.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Code(pub u32);

impl Code {
    /// SCARD_E_UNSUPPORTED_FEATURE, whose number differs between the systems.
    pub const UNSUPPORTED_FEATURE: Self = Self(ffi::SCARD_E_UNSUPPORTED_FEATURE as u32);

    const fn check(answer: ffi::LONG) -> Result<(), Self> {
        if answer == ffi::SCARD_S_SUCCESS {
            Ok(())
        } else {
            Err(Self(answer as u32))
        }
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08X}", self.0)
    }
}

/// A context: one conversation with the service. Ends when it and all its cards are dropped.
#[derive(Debug, Clone)]
pub struct Context(Arc<Conversation>);

#[derive(Debug)]
struct Conversation(ffi::SCARDCONTEXT);

impl Drop for Conversation {
    fn drop(&mut self) {
        // SAFETY: a number that the service gave; at worst it does not know it any more.
        unsafe { ffi::SCardReleaseContext(self.0) };
    }
}

/// What a reader was known to hold, and what it holds (bits of [`state`]).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReaderState {
    /// The octets that the service calls it by.
    pub name: CString,
    /// Known before the call; [`state::UNAWARE`] asks for an answer at once.
    pub current: u32,
    /// What the call found.
    pub event: u32,
}

/// Bits of [`ReaderState`].
pub mod state {
    use pcsc::State;

    /// Nothing is known.
    pub const UNAWARE: u32 = State::UNAWARE.bits() as u32;
    /// Differs from what was known.
    pub const CHANGED: u32 = State::CHANGED.bits() as u32;
    /// A card is in the reader.
    pub const PRESENT: u32 = State::PRESENT.bits() as u32;
    /// It does not answer the reset.
    pub const MUTE: u32 = State::MUTE.bits() as u32;
    /// A program has it to itself.
    pub const EXCLUSIVE: u32 = State::EXCLUSIVE.bits() as u32;
    /// A program is connected to it.
    pub const IN_USE: u32 = State::INUSE.bits() as u32;
}

impl ReaderState {
    /// A reader of which nothing is known.
    #[must_use]
    pub const fn unaware(name: CString) -> Self {
        Self {
            name,
            current: state::UNAWARE,
            event: state::UNAWARE,
        }
    }

    /// What was found is known from now on.
    pub const fn take_note(&mut self) {
        self.current = self.event & !state::CHANGED;
    }
}

/// How a card is connected to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    /// Beside other programs, with T=1 only.
    T1,
    /// Beside other programs, with whatever protocol the card speaks.
    AnyProtocol,
    /// To the reader itself, with or without a card in it.
    Direct,
}

impl Share {
    const fn raw(self) -> (ffi::DWORD, ffi::DWORD) {
        match self {
            Share::T1 => (mode(ShareMode::Shared), Protocols::T1.bits()),
            Share::AnyProtocol => (mode(ShareMode::Shared), Protocols::ANY.bits()),
            Share::Direct => (mode(ShareMode::Direct), Protocols::UNDEFINED.bits()),
        }
    }
}

const fn mode(share: ShareMode) -> ffi::DWORD {
    share as ffi::DWORD
}

/// What becomes of a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disposition {
    /// It stays as it is.
    Leave,
    /// It is reset.
    Reset,
}

impl Disposition {
    const fn raw(self) -> ffi::DWORD {
        match self {
            Disposition::Leave => pcsc::Disposition::LeaveCard as ffi::DWORD,
            Disposition::Reset => pcsc::Disposition::ResetCard as ffi::DWORD,
        }
    }
}

impl Context {
    /// Begins a conversation.
    ///
    /// # Errors
    /// What the service, or the library in its place, answered.
    pub fn establish() -> Result<Self, Code> {
        let mut context = 0;
        // SAFETY: the two reserved pointers are to be null; the last one is to a number of ours.
        Code::check(unsafe {
            ffi::SCardEstablishContext(
                ffi::SCARD_SCOPE_USER,
                ptr::null(),
                ptr::null(),
                &raw mut context,
            )
        })?;
        Ok(Self(Arc::new(Conversation(context))))
    }

    /// The names of the readers, as octets. None at all is no error.
    ///
    /// # Errors
    /// What the service answered.
    pub fn readers(&self) -> Result<Vec<CString>, Code> {
        let mut listings = 0;
        loop {
            listings += 1;
            match self.list() {
                Err(Code(INSUFFICIENT_BUFFER)) if listings < LISTINGS => {}
                Err(Code(NO_READERS_AVAILABLE)) => return Ok(Vec::new()),
                Err(code) => return Err(code),
                Ok(names) => return Ok(split(&names)),
            }
        }
    }

    fn list(&self) -> Result<Vec<u8>, Code> {
        let mut length: ffi::DWORD = 0;
        // SAFETY: no groups means all; without a buffer the call writes the length only.
        Code::check(unsafe {
            ffi::SCardListReaders(self.0.0, ptr::null(), ptr::null_mut(), &raw mut length)
        })?;
        let mut names = vec![0_u8; length as usize];
        if names.is_empty() {
            return Ok(names);
        }
        // SAFETY: the buffer is as long as it is said to be.
        Code::check(unsafe {
            ffi::SCardListReaders(
                self.0.0,
                ptr::null(),
                names.as_mut_ptr().cast::<c_char>(),
                &raw mut length,
            )
        })?;
        names.truncate(length as usize);
        Ok(names)
    }

    /// Waits until a reader differs from what was known of it, at most `limit`, and writes down
    /// what each holds.
    ///
    /// # Errors
    /// What the service answered; SCARD_E_TIMEOUT when nothing changed.
    pub fn status_change(&self, limit: Duration, readers: &mut [ReaderState]) -> Result<(), Code> {
        let mut states: Vec<ffi::SCARD_READERSTATE> = readers
            .iter()
            .map(|reader| ffi::SCARD_READERSTATE {
                szReader: reader.name.as_ptr(),
                pvUserData: ptr::null_mut(),
                dwCurrentState: ffi::DWORD::from(reader.current),
                dwEventState: 0,
                cbAtr: 0,
                rgbAtr: [0; ffi::ATR_BUFFER_SIZE],
            })
            .collect();
        // INFINITE is the highest number.
        let limit =
            u32::try_from(limit.as_millis()).map_or(u32::MAX - 1, |ms| ms.min(u32::MAX - 1));
        // SAFETY: as many states as are said to be there; their names outlive the call.
        let answer = unsafe {
            ffi::SCardGetStatusChange(
                self.0.0,
                ffi::DWORD::from(limit),
                states.as_mut_ptr(),
                states.len() as ffi::DWORD,
            )
        };
        for (reader, state) in readers.iter_mut().zip(&states) {
            reader.event = state.dwEventState as u32;
        }
        Code::check(answer)
    }

    /// Connects to what is in a reader, or to the reader itself.
    ///
    /// # Errors
    /// What the service answered.
    pub fn connect(&self, reader: &CStr, share: Share) -> Result<Card, Code> {
        let (mode, protocols) = share.raw();
        let (mut handle, mut protocol) = (0, 0);
        // SAFETY: the name ends in NUL; the last two pointers are to numbers of ours.
        Code::check(unsafe {
            ffi::SCardConnect(
                self.0.0,
                reader.as_ptr(),
                mode,
                protocols,
                &raw mut handle,
                &raw mut protocol,
            )
        })?;
        Ok(Card {
            handle,
            protocol,
            at_end: Disposition::Leave,
            _context: self.clone(),
        })
    }
}

/// A connection to a card. Dropped, it leaves the card as it is, unless
/// [`reset_at_end`](Self::reset_at_end) was called.
#[derive(Debug)]
pub struct Card {
    handle: ffi::SCARDHANDLE,
    protocol: ffi::DWORD,
    at_end: Disposition,
    /// Ended after the card.
    _context: Context,
}

impl Card {
    /// Takes the card as it is after another program reset it.
    ///
    /// # Errors
    /// What the service answered.
    pub fn reconnect(&mut self) -> Result<(), Code> {
        let (mode, protocols) = Share::AnyProtocol.raw();
        // SAFETY: the pointer is to a number of ours.
        Code::check(unsafe {
            ffi::SCardReconnect(
                self.handle,
                mode,
                protocols,
                Disposition::Leave.raw(),
                &raw mut self.protocol,
            )
        })
    }

    /// Begins a transaction.
    ///
    /// # Errors
    /// What the service answered.
    pub fn begin(&self) -> Result<(), Code> {
        // SAFETY: numbers only.
        Code::check(unsafe { ffi::SCardBeginTransaction(self.handle) })
    }

    /// Ends the transaction.
    ///
    /// # Errors
    /// What the service answered.
    pub fn end(&self, disposition: Disposition) -> Result<(), Code> {
        // SAFETY: numbers only.
        Code::check(unsafe { ffi::SCardEndTransaction(self.handle, disposition.raw()) })
    }

    /// The answer to reset.
    ///
    /// # Errors
    /// What the service answered.
    pub fn atr(&self) -> Result<Vec<u8>, Code> {
        let mut names = vec![0_u8; NAMES_MAX];
        let mut atr = vec![0_u8; ffi::ATR_BUFFER_SIZE];
        let mut names_length = names.len() as ffi::DWORD;
        let mut atr_length = atr.len() as ffi::DWORD;
        let (mut state, mut protocol) = (0, 0);
        // SAFETY: both buffers are as long as they are said to be.
        Code::check(unsafe {
            ffi::SCardStatus(
                self.handle,
                names.as_mut_ptr().cast::<c_char>(),
                &raw mut names_length,
                &raw mut state,
                &raw mut protocol,
                atr.as_mut_ptr(),
                &raw mut atr_length,
            )
        })?;
        atr.truncate(atr_length as usize);
        Ok(atr)
    }

    /// Sends a command; returns how many octets of `answer` came.
    ///
    /// # Errors
    /// What the service answered. Nobody knows then whether the card saw the command.
    pub fn transmit(&self, command: &[u8], answer: &mut [u8]) -> Result<usize, Code> {
        let sent_by = ffi::SCARD_IO_REQUEST {
            dwProtocol: self.protocol,
            cbPciLength: size_of::<ffi::SCARD_IO_REQUEST>() as ffi::DWORD,
        };
        let mut length = answer.len() as ffi::DWORD;
        // SAFETY: both buffers are as long as they are said to be.
        Code::check(unsafe {
            ffi::SCardTransmit(
                self.handle,
                &raw const sent_by,
                command.as_ptr(),
                command.len() as ffi::DWORD,
                ptr::null_mut(),
                answer.as_mut_ptr(),
                &raw mut length,
            )
        })?;
        Ok((length as usize).min(answer.len()))
    }

    /// Hands an order to the reader; returns how many octets of `answer` came.
    ///
    /// # Errors
    /// What the service answered.
    pub fn control(&self, code: u32, order: &[u8], answer: &mut [u8]) -> Result<usize, Code> {
        let mut length: ffi::DWORD = 0;
        // SAFETY: both buffers are as long as they are said to be.
        Code::check(unsafe {
            ffi::SCardControl(
                self.handle,
                ffi::DWORD::from(code),
                order.as_ptr(),
                order.len() as ffi::DWORD,
                answer.as_mut_ptr(),
                answer.len() as ffi::DWORD,
                &raw mut length,
            )
        })?;
        Ok((length as usize).min(answer.len()))
    }

    /// Dropped from now on, the connection resets the card.
    pub const fn reset_at_end(&mut self) {
        self.at_end = Disposition::Reset;
    }
}

impl Drop for Card {
    fn drop(&mut self) {
        // SAFETY: numbers only. What it answers changes nothing: card or reader may be gone.
        unsafe { ffi::SCardDisconnect(self.handle, self.at_end.raw()) };
    }
}

/// The control code for a number of PC/SC part 10, which the systems build differently.
#[must_use]
pub const fn control_code(number: u32) -> u32 {
    pcsc::ctl_code(number as ffi::DWORD) as u32
}

const INSUFFICIENT_BUFFER: u32 = ffi::SCARD_E_INSUFFICIENT_BUFFER as u32;
const NO_READERS_AVAILABLE: u32 = ffi::SCARD_E_NO_READERS_AVAILABLE as u32;

/// Names one after the other, each ended by NUL, an empty one at the end.
fn split(names: &[u8]) -> Vec<CString> {
    names
        .split(|octet| *octet == 0)
        .take_while(|name| !name.is_empty())
        .filter_map(|name| CString::new(name).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_readers_are_octets_up_to_the_empty_one() {
        assert_eq!(
            split(b"Reader \xAE 0\0B\0\0rest\0"),
            [c"Reader \xAE 0".to_owned(), c"B".to_owned()]
        );
        for none in [&b""[..], b"\0", b"\0\0"] {
            assert!(split(none).is_empty(), "{none:?}");
        }
    }

    #[test]
    fn a_number_is_kept_whatever_its_sign() {
        // `LONG` has 32 bits on Windows and macOS, where numbers of PC/SC are negative.
        let wide = ffi::SCARD_E_NO_SERVICE;
        assert_eq!(Code::check(wide), Err(Code(0x8010_001D)));
        assert_eq!(Code::check(0x6BA), Err(Code(0x6BA)));
        assert_eq!(Code::check(0), Ok(()));
    }

    #[test]
    fn what_a_reader_was_found_to_hold_is_known_afterwards() {
        let mut reader = ReaderState::unaware(c"R".to_owned());
        reader.event = state::PRESENT | state::CHANGED | 0x0003_0000;
        reader.take_note();
        // The upper half counts insertions: without it the service would answer at once.
        assert_eq!(reader.current, state::PRESENT | 0x0003_0000);
    }
}
