//! The functions of PC/SC as the system has them: WinSCard on Windows, the PCSC framework on macOS,
//! pcsc-lite elsewhere.
//!
//! Safe types around the crate [`pcsc`], no meaning: what a [`Code`] says of service, reader or card
//! is for [`crate::reader::pcsc`]. Modes, protocols, dispositions and states are the crate's; the
//! functions are called as it declares them ([`pcsc::ffi`]), because its own calls turn a number that
//! they do not know into another error, and its handles reset the card when they are dropped, which
//! takes verified PINs from other programs. Here every number is kept, and a [`Card`] that is dropped
//! leaves the card as it is. How a system comes by the functions, and what it makes names of, is in
//! its own folder (`platform::scard`).
//!
//! Every call may block without limit: whoever calls decides in which thread.

#![expect(unsafe_code, reason = "PC/SC is a C interface")]

mod name;

use std::fmt;
use std::ptr;
use std::sync::Arc;
use std::time::Duration;

use pcsc::{Protocols, ShareMode, ffi};

pub use self::name::Name;
use super::platform::scard::{Char, Functions, RawState, Unit, functions};

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

/// Why the library of PC/SC cannot be called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoLibrary {
    /// The name of its file.
    pub file: String,
    /// Why it cannot be used, in the words of the system; `None` where it is not there.
    pub detail: Option<String>,
}

/// Why no conversation began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotBegun {
    /// There is nobody to ask.
    Library(NoLibrary),
    /// What the service, or the library in its place, answered.
    Answer(Code),
}

/// A context: one conversation with the service. Ends when it and all its cards are dropped.
#[derive(Debug, Clone)]
pub struct Context(Arc<Conversation>);

#[derive(Debug)]
struct Conversation {
    call: &'static Functions,
    number: ffi::SCARDCONTEXT,
}

impl Drop for Conversation {
    fn drop(&mut self) {
        // SAFETY: a number that the service gave; at worst it does not know it any more.
        unsafe { (self.call.release)(self.number) };
    }
}

/// What a reader was known to hold, and what it holds (bits of [`state`]).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReaderState {
    /// What the service calls it.
    pub name: Name,
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
    pub const fn unaware(name: Name) -> Self {
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
    /// The library is not there; what it, or the service, answered.
    pub fn establish() -> Result<Self, NotBegun> {
        let call = functions().map_err(NotBegun::Library)?;
        let mut number = 0;
        // SAFETY: the two reserved pointers are to be null; the last one is to a number of ours.
        let answer = unsafe {
            (call.establish)(
                ffi::SCARD_SCOPE_USER,
                ptr::null(),
                ptr::null(),
                &raw mut number,
            )
        };
        Code::check(answer).map_err(NotBegun::Answer)?;
        Ok(Self(Arc::new(Conversation { call, number })))
    }

    /// The names of the readers. None at all is no error.
    ///
    /// # Errors
    /// What the service answered.
    pub fn readers(&self) -> Result<Vec<Name>, Code> {
        let mut listings = 0;
        loop {
            listings += 1;
            match self.list() {
                Err(Code(INSUFFICIENT_BUFFER)) if listings < LISTINGS => {}
                Err(Code(NO_READERS_AVAILABLE)) => return Ok(Vec::new()),
                Err(code) => return Err(code),
                Ok(names) => return Ok(name::split(&names)),
            }
        }
    }

    fn list(&self) -> Result<Vec<Unit>, Code> {
        let Conversation { call, number } = *self.0;
        let mut length: ffi::DWORD = 0;
        // SAFETY: no groups means all; without a buffer the call writes the length only.
        Code::check(unsafe {
            (call.list_readers)(number, ptr::null(), ptr::null_mut(), &raw mut length)
        })?;
        let mut names: Vec<Unit> = vec![0; length as usize];
        if names.is_empty() {
            return Ok(names);
        }
        // SAFETY: the buffer is as long as it is said to be.
        Code::check(unsafe {
            (call.list_readers)(
                number,
                ptr::null(),
                names.as_mut_ptr().cast::<Char>(),
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
        let Conversation { call, number } = *self.0;
        let mut states: Vec<RawState> = readers
            .iter()
            .map(|reader| RawState {
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
            (call.status_change)(
                number,
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
    pub fn connect(&self, reader: &Name, share: Share) -> Result<Card, Code> {
        let Conversation { call, number } = *self.0;
        let (mode, protocols) = share.raw();
        let (mut handle, mut protocol) = (0, 0);
        // SAFETY: the name ends in NUL; the last two pointers are to numbers of ours.
        Code::check(unsafe {
            (call.connect)(
                number,
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
            context: self.clone(),
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
    context: Context,
}

impl Card {
    fn call(&self) -> &'static Functions {
        self.context.0.call
    }

    /// Takes the card as it is after another program reset it.
    ///
    /// # Errors
    /// What the service answered.
    pub fn reconnect(&mut self) -> Result<(), Code> {
        let (mode, protocols) = Share::AnyProtocol.raw();
        // SAFETY: the pointer is to a number of ours.
        Code::check(unsafe {
            (self.call().reconnect)(
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
        Code::check(unsafe { (self.call().begin)(self.handle) })
    }

    /// Ends the transaction.
    ///
    /// # Errors
    /// What the service answered.
    pub fn end(&self, disposition: Disposition) -> Result<(), Code> {
        // SAFETY: numbers only.
        Code::check(unsafe { (self.call().end)(self.handle, disposition.raw()) })
    }

    /// The answer to reset.
    ///
    /// # Errors
    /// What the service answered.
    pub fn atr(&self) -> Result<Vec<u8>, Code> {
        let mut names: Vec<Unit> = vec![0; NAMES_MAX];
        let mut atr = vec![0_u8; ffi::ATR_BUFFER_SIZE];
        let mut names_length = names.len() as ffi::DWORD;
        let mut atr_length = atr.len() as ffi::DWORD;
        let (mut state, mut protocol) = (0, 0);
        // SAFETY: both buffers are as long as they are said to be.
        Code::check(unsafe {
            (self.call().status)(
                self.handle,
                names.as_mut_ptr().cast::<Char>(),
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
            (self.call().transmit)(
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
            (self.call().control)(
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
        unsafe { (self.call().disconnect)(self.handle, self.at_end.raw()) };
    }
}

/// The control code for a number of PC/SC part 10, which the systems build differently.
#[must_use]
pub const fn control_code(number: u32) -> u32 {
    pcsc::ctl_code(number as ffi::DWORD) as u32
}

const INSUFFICIENT_BUFFER: u32 = ffi::SCARD_E_INSUFFICIENT_BUFFER as u32;
const NO_READERS_AVAILABLE: u32 = ffi::SCARD_E_NO_READERS_AVAILABLE as u32;

#[cfg(test)]
mod tests {
    use super::*;

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
        let mut reader = ReaderState::unaware(Name::of_text("R").unwrap());
        reader.event = state::PRESENT | state::CHANGED | 0x0003_0000;
        reader.take_note();
        // The upper half counts insertions: without it the service would answer at once.
        assert_eq!(reader.current, state::PRESENT | 0x0003_0000);
    }
}
