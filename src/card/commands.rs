//! One method per command of gemSpec_COS that reads; those that carry a secret go through
//! [`super::gate`] only.

use apdu::{Command, Response, StatusWord};

use super::files::CertificateFile;
use super::{Error, Folder, PasswordObject, PinStatus};
use crate::reader::{self, Connection};

/// Short file identifiers in the MF (gemSpec_SMC-B_ObjSys 5.3; eHBA images).
pub mod sfi {
    /// EF.GDO.
    pub const GDO: u8 = 0x02;
    /// EF.Version2.
    pub const VERSION2: u8 = 0x11;
    /// EF.DIR.
    pub const DIR: u8 = 0x1E;
}

const END_OF_FILE: StatusWord = StatusWord::new(0x6282);
const OFFSET_TOO_BIG: StatusWord = StatusWord::new(0x6B00);
const FILE_NOT_FOUND: StatusWord = StatusWord::new(0x6A82);

/// P1 of READ BINARY from the start of the file that is selected.
const CURRENT_FILE: u8 = 0x00;

/// Last offset that READ BINARY can name, and more than any file of these cards holds.
const FILE_MAX: usize = 0x7FFF;

/// Most commands for one file: enough to read [`FILE_MAX`] octets in short steps.
const READS_MAX: usize = 128;

/// How much of a file one READ BINARY asks for, in octets.
///
/// Every card answers at least 32768 octets at once (gemSpec_COS N029.890), so EF.ATR need not be
/// asked; the limit is the reader's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading(u32);

impl Reading {
    /// 256 octets, the most that the short form can name: works at every reader.
    pub const STEPS: Self = Self(256);
    /// Extended form, for readers that say nothing of their limit. OpenSC assumes 1014 for such a
    /// one.
    pub const CHUNKS: Self = Self(1000);
    /// Everything at once.
    pub const WHOLE: Self = Self(apdu::command::NE_EXTENDED_MAX);

    /// By dwMaxAPDUDataSize of the reader (PC/SC part 10, 2.6.14): 0 means short commands only;
    /// `None` that it says nothing.
    #[must_use]
    pub const fn of_reader(max_apdu_data_size: Option<u32>) -> Self {
        match max_apdu_data_size {
            None => Self::CHUNKS,
            Some(0..=256) => Self::STEPS,
            Some(0x1_0000..) => Self::WHOLE,
            Some(limit) => Self(limit),
        }
    }

    const fn octets(self) -> u32 {
        self.0
    }
}

/// A card inside one transaction.
pub struct Card<'c> {
    connection: &'c mut dyn Connection,
}

impl<'c> Card<'c> {
    /// Speaks through `connection`; nothing is selected or assumed.
    pub fn new(connection: &'c mut dyn Connection) -> Self {
        Self { connection }
    }

    /// Answer to reset.
    #[must_use]
    pub fn atr(&self) -> &[u8] {
        self.connection.atr()
    }

    pub(super) fn transmit(&mut self, command: &Command) -> Result<Response, reader::Error> {
        self.connection.transmit(command)
    }

    /// SELECT MF with FCP: `00 A4 04 04 00`. Returns the answer as it is, whatever the trailer: a
    /// foreign card may refuse.
    ///
    /// # Errors
    /// Only the line's.
    pub fn select_mf_with_fcp(&mut self) -> Result<Response, reader::Error> {
        // Short Le: an FCP longer than 256 octets comes cut, which is enough (N048.300a) and suits
        // every reader.
        self.transmit(&Command::new(0x00, 0xA4, 0x04, 0x04).with_le_00())
    }

    /// SELECT MF without answer data: `00 A4 04 0C`.
    ///
    /// # Errors
    /// [`Error::Unexpected`] unless the MF is selected.
    pub fn select_mf(&mut self) -> Result<(), Error> {
        selected("MF", &self.transmit(&Command::new(0x00, 0xA4, 0x04, 0x0C))?)
    }

    /// SELECT by AID without answer data: `00 A4 04 0C Lc AID`.
    ///
    /// # Errors
    /// [`Error::Unexpected`] unless the card says it is selected. Then another folder is still
    /// current (gemSpec_COS N048.100): nothing that names a DF-specific object may be sent.
    pub fn select_application(&mut self, aid: &[u8]) -> Result<(), Error> {
        let select = Command::new(0x00, 0xA4, 0x04, 0x0C);
        let select = select
            .with_data(aid)
            .map_err(|_| Error::Content { step: "AID" })?;
        selected("SELECT", &self.transmit(&select)?)
    }

    /// Enters the folder of a password object; the MF must be current.
    ///
    /// # Errors
    /// As [`select_application`](Card::select_application).
    pub fn enter_folder_of(&mut self, object: &PasswordObject) -> Result<(), Error> {
        match object.folder {
            Folder::Mf => Ok(()),
            Folder::Df(aid) => self.select_application(aid),
        }
    }

    /// READ BINARY from the start of a file named by its SFI: `00 B0 80+SFI 00 00`. Up to 256
    /// octets.
    ///
    /// # Errors
    /// [`Error::Unexpected`] when nothing was read.
    pub fn read_short_file(&mut self, step: &'static str, sfi: u8) -> Result<Vec<u8>, Error> {
        self.read(
            step,
            &Command::new(0x00, 0xB0, 0x80 | sfi, 0x00).with_le_00(),
        )
    }

    /// SELECT of a file of the current folder without answer data: `00 A4 02 0C 02 FID`. The folder
    /// and the states of its PINs stay.
    ///
    /// # Errors
    /// [`Error::Unexpected`] unless the card says it is selected.
    fn select_file(&mut self, step: &'static str, identifier: [u8; 2]) -> Result<(), Error> {
        let select = Command::new(0x00, 0xA4, 0x02, 0x0C).with_data(&identifier);
        let select = select.map_err(|_| Error::Content { step })?;
        selected(step, &self.transmit(&select)?)
    }

    /// READ BINARY of a whole file that has a certificate. Known by its SFI; where the card has none
    /// of that (6A82), by its identifier: makers differ in which of both a file goes by.
    ///
    /// # Errors
    /// [`Error::Unexpected`] when nothing was read.
    pub fn read_certificate(
        &mut self,
        file: &CertificateFile,
        reading: &mut Reading,
    ) -> Result<Vec<u8>, Error> {
        match self.read_file(file.name, 0x80 | file.sfi, reading) {
            // Files that mostly are not there are not asked for twice.
            Err(Error::Unexpected {
                status: FILE_NOT_FOUND,
                ..
            }) if file.purpose.is_needed() => {
                self.select_file(file.name, file.identifier)?;
                self.read_file(file.name, CURRENT_FILE, reading)
            }
            read => read,
        }
    }

    /// READ BINARY of a whole file, by its SFI or of the current one: `00 B0 P1 00 Le`, then
    /// `00 B0 offset Le` as long as the outer DER object is not complete. Empty for a file without content, which
    /// answers 6B00 (gemSpec_COS N051.800). Octets behind the DER object are handed out where they
    /// came along, and never asked for.
    ///
    /// Where the extended form is refused, the file is read in short steps, and so are those after
    /// it.
    ///
    /// # Errors
    /// [`Error::Unexpected`] when nothing was read.
    fn read_file(
        &mut self,
        step: &'static str,
        p1: u8,
        reading: &mut Reading,
    ) -> Result<Vec<u8>, Error> {
        let first = |ne| Command::new(0x00, 0xB0, p1, 0x00).with_ne(ne);
        let mut octets = match self.read_some(step, first(reading.octets())) {
            // 6700, or whatever a reader or an old card makes of it; a plain no stays one.
            Err(Error::Unexpected { status, .. })
                if *reading != Reading::STEPS && !is_plain_no(status) =>
            {
                *reading = Reading::STEPS;
                self.read_some(step, first(reading.octets()))?
            }
            read => read?,
        };
        let total = der_length(&octets).min(FILE_MAX);
        // A card that hands out single octets must not keep anybody waiting.
        for _ in 0..READS_MAX {
            if octets.len() >= total {
                break;
            }
            // At most 7FFF: the high bit of P1 would name an SFI (gemSpec_COS N051.600).
            let offset = u16::try_from(octets.len()).map_err(|_| Error::Content { step })?;
            let [p1, p2] = offset.to_be_bytes();
            let ne = reading
                .octets()
                .min(u32::try_from(total - octets.len()).unwrap_or(u32::MAX));
            let more = self.read_some(step, Command::new(0x00, 0xB0, p1, p2).with_ne(ne))?;
            if more.is_empty() {
                break;
            }
            octets.extend(more);
        }
        Ok(octets)
    }

    /// What a READ BINARY brings; nothing at and behind the end of the file.
    fn read_some(
        &mut self,
        step: &'static str,
        command: Result<Command, apdu::Error>,
    ) -> Result<Vec<u8>, Error> {
        match self.read(step, &command.map_err(|_| Error::Content { step })?) {
            Err(Error::Unexpected {
                status: OFFSET_TOO_BIG,
                ..
            }) => Ok(Vec::new()),
            read => read,
        }
    }

    /// READ RECORD of a record-oriented file named by its SFI: `00 B2 rec SFI<<3|4 00`.
    ///
    /// # Errors
    /// [`Error::Unexpected`] when nothing was read.
    pub fn read_record(
        &mut self,
        step: &'static str,
        sfi: u8,
        record: u8,
    ) -> Result<Vec<u8>, Error> {
        self.read(
            step,
            &Command::new(0x00, 0xB2, record, sfi << 3 | 0x04).with_le_00(),
        )
    }

    fn read(&mut self, step: &'static str, command: &Command) -> Result<Vec<u8>, Error> {
        let response = self.transmit(command)?;
        match response.status {
            StatusWord::NO_ERROR | END_OF_FILE => Ok(response.data),
            // 6281 among them: the card itself doubts what it hands out.
            status => Err(Error::Unexpected { step, status }),
        }
    }

    /// GET PIN STATUS: `80 20 00 P2`, case 1 (gemSpec_COS N077.900). Costs no try. The folder of
    /// the object must be current. VERIFY without data asks the same on some cards and is never
    /// sent: it is no command of COS.
    ///
    /// # Errors
    /// Only the line's; an odd trailer, or one behind data, is [`PinStatus::Unreadable`].
    pub fn pin_status(&mut self, object: &PasswordObject) -> Result<PinStatus, reader::Error> {
        let response = self.transmit(&Command::new(0x80, 0x20, 0x00, object.reference))?;
        // The command has no answer data: whatever comes with some is not its answer.
        Ok(if response.data.is_empty() {
            PinStatus::of(response.status)
        } else {
            PinStatus::Unreadable(response.status)
        })
    }
}

/// No such file, access denied, conditions not met: asking in another form changes nothing
/// (gemSpec_COS N051.800).
fn is_plain_no(status: StatusWord) -> bool {
    [0x6A82, 0x6982, 0x6985]
        .map(StatusWord::new)
        .contains(&status)
}

/// Octets of the outer SEQUENCE with its header; 0 where there is none.
fn der_length(octets: &[u8]) -> usize {
    const SEQUENCE: apdu::tlv::Tag = 0x30;
    match apdu::tlv::objects(octets).next() {
        Some(Ok(object)) if object.tag == SEQUENCE => {
            octets.len() - object.value.len() + object.length
        }
        _ => 0,
    }
}

fn selected(step: &'static str, response: &Response) -> Result<(), Error> {
    match response.status {
        StatusWord::NO_ERROR => Ok(()),
        // 6283 and 6285 select a deactivated or terminated folder: nothing to send a secret to.
        status => Err(Error::Unexpected { step, status }),
    }
}
