//! A look at a card: everything that a decision needs, in one transaction, spending no try.

use apdu::StatusWord;

use super::commands::{Reading, sfi};
use super::files::{
    CertificateFile, DF_ESIGN, FilePurpose, certificate_files, further_certificate_files,
};
use super::objects::{DF_AUTO, DF_QES};
use super::{
    Application, Card, Error, Folder, Iccsn, Kind, PasswordObject, PinStatus, Version, application,
    objects,
};
use crate::pins::PinKey;
use crate::reader::{self, Connection};

/// What a look at a card found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// Kind of card.
    pub kind: Kind,
    /// Answer to reset.
    pub atr: Vec<u8>,
    /// Answer to SELECT MF. 6D00 of a card that is ours means that it is terminated (gemSpec_COS
    /// N047.590).
    pub answer: StatusWord,
    /// What a card of unknown kind plausibly is; `None` of one whose kind is known, of one that
    /// does not tell, and of a look that reads no certificates either.
    pub application: Option<Application>,
    /// Serial number; `None` for a foreign card or an EF.GDO that cannot be read.
    pub iccsn: Option<Iccsn>,
    /// Version of the object system; `None` when EF.Version2 cannot be read.
    pub version: Option<Version>,
    /// The PINs, in the order of [`objects::pins`]; none where none were asked for.
    pub pins: Vec<PinView>,
    /// The X.509 files that were read, in the order of reading; none where none were asked for.
    pub certificates: Vec<FileView>,
    /// Whose the card is in the words of whoever stands between card and PC; foreign text.
    pub told_holder: Option<String>,
}

/// One PIN and its state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PinView {
    /// Which PIN.
    pub object: &'static PasswordObject,
    /// Its state.
    pub status: PinStatus,
    /// Tries left that somebody between card and PC names beside a state in which the card hides
    /// them. No card says so: it can only make a decision more careful.
    pub named: Option<u8>,
}

/// One X.509 file and what lies in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileView {
    /// Which file.
    pub file: &'static CertificateFile,
    /// What lies in it.
    pub content: FileContent,
}

/// What lies in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileContent {
    /// These octets, perhaps none. Whether they are a certificate is for [`crate::certificate`] to
    /// say.
    Octets(Vec<u8>),
    /// The card has no such file.
    Missing,
    /// The card does not hand it out.
    Refused(StatusWord),
    /// Whoever stands between card and PC does not hand it out, perhaps with a number that says why.
    Untold(Option<u32>),
}

/// Which certificates a look reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certificates {
    /// None.
    None,
    /// One that names the holder: that for authentication.
    Holder,
    /// Those that the card works with.
    Needed,
    /// Every X.509 file of the object system.
    Every,
}

/// Of which PINs a look asks for the state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pins {
    /// None.
    None,
    /// Those of daily use.
    Daily,
    /// PIN.AUTO and PIN.SO too.
    Every,
}

/// How much a look reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Depth {
    /// Of which PINs it asks for the state.
    pub pins: Pins,
    /// Which certificates are read.
    pub certificates: Certificates,
}

impl Depth {
    /// What card it is: kind and number.
    pub const NUMBER: Self = Self {
        pins: Pins::None,
        certificates: Certificates::None,
    };
    /// The same, and whose it is and who issued it.
    pub const WHOSE: Self = Self {
        pins: Pins::None,
        certificates: Certificates::Holder,
    };
    /// What card it is, and the PINs of daily use.
    pub const PINS: Self = Self {
        pins: Pins::Daily,
        certificates: Certificates::None,
    };
    /// The same, and whose card it is.
    pub const HOLDER: Self = Self {
        pins: Pins::Daily,
        certificates: Certificates::Holder,
    };
    /// The same, and the certificates that the card works with.
    pub const NEEDED: Self = Self {
        pins: Pins::Daily,
        certificates: Certificates::Needed,
    };
}

/// Looks at the card: begins with SELECT MF and ends in the MF, because another program may have
/// left any folder selected and finds the MF afterwards. Without certificates seven exchanges on an
/// eHBA, four on an SMC-B, two on a foreign card, and three where no PIN is asked for either; each certificate is one more where reader and
/// card read it at once (two where the card knows it by its file identifier only), each folder of
/// its own one. Of a foreign card it then finds out what it
/// may be, in up to 18 more.
///
/// # Errors
/// Only the line's: whatever the card refuses is left out of the view.
pub fn look(
    connection: &mut dyn Connection,
    depth: Depth,
    reading: Reading,
) -> Result<View, reader::Error> {
    let mut card = Card::new(connection);
    let (kind, answer) = find_kind(&mut card)?;
    let atr = card.atr().to_vec();
    let mut view = View {
        kind,
        answer,
        atr,
        application: None,
        iccsn: None,
        version: None,
        pins: Vec::new(),
        certificates: Vec::new(),
        told_holder: None,
    };
    if kind == Kind::Unknown {
        if depth.certificates != Certificates::None {
            view.application = application::find(&mut card)?;
        }
        return Ok(view);
    }
    view.iccsn =
        readable(card.read_short_file("EF.GDO", sfi::GDO))?.and_then(|gdo| Iccsn::of_gdo(&gdo));
    view.version = readable(card.read_short_file("EF.Version2", sfi::VERSION2))?
        .and_then(|version| Version::of_version2(&version));
    let mut look = Look {
        card,
        view,
        depth,
        reading,
        left_the_mf: false,
    };
    match look.folders() {
        Ok(()) => Ok(look.view),
        Err(error) => {
            if !matches!(
                error,
                reader::Error::Removed(_) | reader::Error::ReaderGone(_) | reader::Error::NoCard(_)
            ) {
                // Left for other programs all the same, where the card still listens.
                let _ = look.card.select_mf();
            }
            Err(error)
        }
    }
}

fn find_kind(card: &mut Card<'_>) -> Result<(Kind, StatusWord), reader::Error> {
    let answer = card.select_mf_with_fcp()?;
    if let Some(kind) = Kind::of_fcp(&answer.data) {
        return Ok((kind, answer.status));
    }
    let record = readable(card.read_record("EF.DIR", sfi::DIR, 1))?;
    let kind = record
        .and_then(|record| Kind::of_directory_record(&record))
        .unwrap_or(Kind::Unknown);
    Ok((kind, answer.status))
}

/// A look under way.
struct Look<'c> {
    card: Card<'c>,
    view: View,
    depth: Depth,
    reading: Reading,
    left_the_mf: bool,
}

impl Look<'_> {
    /// Enters each folder once; DF.QES after DF.ESIGN, so that a card that forgets PIN.QES does so
    /// for nothing.
    fn folders(&mut self) -> Result<(), reader::Error> {
        for folder in [
            Folder::Mf,
            Folder::Df(DF_ESIGN),
            Folder::Df(DF_QES),
            Folder::Df(DF_AUTO),
        ] {
            let pins: Vec<_> = self
                .pins()
                .filter(|object| object.folder == folder)
                .collect();
            let files: Vec<_> = self.files().filter(|file| file.folder == folder).collect();
            if !pins.is_empty() || !files.is_empty() {
                self.folder(folder, &pins, &files)?;
            }
        }
        if self.left_the_mf {
            // Left for other programs; a card that refuses keeps the folder, which the next look
            // does not mind.
            readable(self.card.select_mf())?;
        }
        Ok(())
    }

    fn pins(&self) -> impl Iterator<Item = &'static PasswordObject> + use<> {
        let kind = self.view.kind;
        let (daily, further) = match self.depth.pins {
            Pins::None => (&[][..], &[][..]),
            Pins::Daily => (objects::pins(kind), &[][..]),
            Pins::Every => (objects::pins(kind), objects::further_pins(kind)),
        };
        daily.iter().chain(further)
    }

    fn files(&self) -> impl Iterator<Item = &'static CertificateFile> + use<> {
        let kind = self.view.kind;
        let (needed, further) = match self.depth.certificates {
            Certificates::None => (&[][..], &[][..]),
            Certificates::Holder | Certificates::Needed => (certificate_files(kind), &[][..]),
            Certificates::Every => (certificate_files(kind), further_certificate_files(kind)),
        };
        let holder_only = self.depth.certificates == Certificates::Holder;
        needed
            .iter()
            .filter(move |file| !holder_only || file.purpose == FilePurpose::Aut)
            .chain(further)
    }

    fn folder(
        &mut self,
        folder: Folder,
        pins: &[&'static PasswordObject],
        files: &[&'static CertificateFile],
    ) -> Result<(), reader::Error> {
        if let Folder::Df(aid) = folder {
            self.left_the_mf = true;
            // In the old folder, or in one that is deactivated: reference and SFI would mean
            // something else there.
            if let Err(error) = self.card.select_application(aid) {
                let status = refused(error)?;
                self.view.pins.extend(pins.iter().map(|object| PinView {
                    object,
                    status,
                    named: None,
                }));
                let content = content_of_refusal(status);
                self.view
                    .certificates
                    .extend(files.iter().map(|file| FileView {
                        file,
                        content: content.clone(),
                    }));
                return Ok(());
            }
        }
        for file in files {
            if self.depth.certificates != Certificates::Holder || !self.has_content() {
                let content = self.content(file)?;
                self.view.certificates.push(FileView { file, content });
            }
        }
        for object in pins {
            self.view.pins.push(PinView {
                object,
                status: self.card.pin_status(object)?,
                named: None,
            });
        }
        Ok(())
    }

    fn has_content(&self) -> bool {
        let filled = |view: &FileView| matches!(&view.content, FileContent::Octets(octets) if !octets.is_empty());
        self.view.certificates.iter().any(filled)
    }

    fn content(&mut self, file: &CertificateFile) -> Result<FileContent, reader::Error> {
        match self.card.read_certificate(file, &mut self.reading) {
            Ok(octets) => Ok(FileContent::Octets(octets)),
            Err(error) => refused(error).map(content_of_refusal),
        }
    }
}

fn content_of_refusal(status: PinStatus) -> FileContent {
    match status {
        PinStatus::Unreadable(status) => FileContent::Refused(status),
        _ => FileContent::Missing,
    }
}

/// The state of a PIN whose folder cannot be entered.
fn refused(error: Error) -> Result<PinStatus, reader::Error> {
    const FILE_NOT_FOUND: StatusWord = StatusWord::new(0x6A82);
    match error {
        Error::Reader(error) => Err(error),
        Error::Unexpected {
            status: FILE_NOT_FOUND,
            ..
        } => Ok(PinStatus::Missing),
        Error::Unexpected { status, .. } => Ok(PinStatus::Unreadable(status)),
        Error::Content { .. } => Ok(PinStatus::Missing),
        // No reader's connection ends so.
        Error::Elsewhere(_) => Ok(PinStatus::Untold(None)),
    }
}

/// Tells the line's failures from the card's refusals.
fn readable<T>(result: Result<T, Error>) -> Result<Option<T>, reader::Error> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(Error::Reader(error)) => Err(error),
        Err(_) => Ok(None),
    }
}

impl View {
    /// A card that somebody else tells of: nothing that it answered is known.
    #[must_use]
    pub const fn told(kind: Kind) -> Self {
        Self {
            kind,
            atr: Vec::new(),
            answer: StatusWord::NO_ERROR,
            application: None,
            iccsn: None,
            version: None,
            pins: Vec::new(),
            certificates: Vec::new(),
            told_holder: None,
        }
    }

    /// Whether it is what somebody between card and PC says of a card: every card itself has an answer
    /// to reset.
    #[must_use]
    pub const fn is_told(&self) -> bool {
        self.atr.is_empty()
    }

    /// Whether it is an invented card, by its number.
    #[must_use]
    pub fn is_invented(&self) -> bool {
        self.iccsn.as_ref().is_some_and(Iccsn::is_invented)
    }

    /// Whether the card refuses to tell the state of a PIN that it has.
    #[must_use]
    pub fn is_guarded(&self) -> bool {
        self.pins.iter().any(|pin| pin.status.is_guarded())
    }

    /// The PIN with this key.
    #[must_use]
    pub fn pin(&self, key: PinKey) -> Option<&PinView> {
        self.pins.iter().find(|pin| pin.object.key == key)
    }
}
