//! One method per command of gemSpec_COS that reads; those that carry a secret go through [`super::gate`] only.

use apdu::{Command, Response, StatusWord};

use super::{Error, Folder, PasswordObject, PinStatus};
use crate::reader::{self, Connection, PinPad};

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
const CORRUPT_DATA: StatusWord = StatusWord::new(0x6281);

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

    pub(super) fn pin_pad(&mut self) -> Option<&mut dyn PinPad> {
        self.connection.pin_pad()
    }

    pub(super) fn transmit(&mut self, command: &Command) -> Result<Response, reader::Error> {
        self.connection.transmit(command)
    }

    /// SELECT MF with FCP: `00 A4 04 04 00`. Returns the answer as it is, whatever the trailer: a foreign card may
    /// refuse.
    ///
    /// # Errors
    /// Only the line's.
    pub fn select_mf_with_fcp(&mut self) -> Result<Response, reader::Error> {
        // Short Le: an FCP longer than 256 octets comes cut, which is enough (N048.300a) and suits every reader.
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
    /// [`Error::Unexpected`] unless the card says it is selected. Then another folder is still current
    /// (gemSpec_COS N048.100): nothing that names a DF-specific object may be sent.
    pub fn select_application(&mut self, aid: &[u8]) -> Result<(), Error> {
        let select = Command::new(0x00, 0xA4, 0x04, 0x0C);
        let select = select.with_data(aid).map_err(|_| Error::Content { step: "AID" })?;
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

    /// READ BINARY from the start of a file named by its SFI: `00 B0 80+SFI 00 00`. Up to 256 octets.
    ///
    /// # Errors
    /// [`Error::Unexpected`] when nothing was read.
    pub fn read_short_file(&mut self, step: &'static str, sfi: u8) -> Result<Vec<u8>, Error> {
        self.read(step, &Command::new(0x00, 0xB0, 0x80 | sfi, 0x00).with_le_00())
    }

    /// READ RECORD of a record-oriented file named by its SFI: `00 B2 rec SFI<<3|4 00`.
    ///
    /// # Errors
    /// [`Error::Unexpected`] when nothing was read.
    pub fn read_record(&mut self, step: &'static str, sfi: u8, record: u8) -> Result<Vec<u8>, Error> {
        self.read(step, &Command::new(0x00, 0xB2, record, sfi << 3 | 0x04).with_le_00())
    }

    fn read(&mut self, step: &'static str, command: &Command) -> Result<Vec<u8>, Error> {
        let response = self.transmit(command)?;
        match response.status {
            StatusWord::NO_ERROR | END_OF_FILE | CORRUPT_DATA => Ok(response.data),
            status => Err(Error::Unexpected { step, status }),
        }
    }

    /// GET PIN STATUS: `80 20 00 P2`, case 1 (gemSpec_COS N077.900). Costs no try. The folder of the object must be
    /// current. VERIFY without data asks the same on some cards and is never sent: it is no command of COS.
    ///
    /// # Errors
    /// Only the line's; an odd trailer is [`PinStatus::Unreadable`].
    pub fn pin_status(&mut self, object: &PasswordObject) -> Result<PinStatus, reader::Error> {
        let response = self.transmit(&Command::new(0x80, 0x20, 0x00, object.reference))?;
        Ok(PinStatus::of(response.status))
    }
}

fn selected(step: &'static str, response: &Response) -> Result<(), Error> {
    match response.status {
        StatusWord::NO_ERROR => Ok(()),
        // 6283 and 6285 select a deactivated or terminated folder: nothing to send a secret to.
        status => Err(Error::Unexpected { step, status }),
    }
}
