//! What a real card answers to harmless commands, for those who build this program: specifications
//! and images say what a card should answer, not what the issuers' cards do.
//!
//! Whatever can be sent is a value of [`Probe`], and its octets are made here. They select, read,
//! and ask for the state of a PIN (GET PIN STATUS costs no try); the odd ones are reads and
//! selections that no card carries out. No value carries a secret, writes, or has a PIN compared.

use std::time::{Duration, Instant};

use apdu::{Command, StatusWord};

use super::files::{CertificateFile, DF_ESIGN, certificate_files};
use super::objects::{DF_AUTO, DF_QES, Folder, further_pins, pins};
use super::{Card, Kind, PasswordObject};
use crate::reader::{self, Connection};

/// One harmless command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Probe {
    /// SELECT of a folder by its AID (of the MF without one).
    Select(Place, Answer),
    /// SELECT of a file of the current folder, with its FCP.
    FileFcp(PlainFile),
    /// READ BINARY from the beginning of a file.
    Read(PlainFile),
    /// The same of a certificate, of which nothing but its length is kept.
    Certificate(&'static CertificateFile, Length),
    /// READ RECORD of EF.DIR.
    DirectoryRecord(u8),
    /// GET PIN STATUS of an object of the current folder.
    PinStatus(&'static PasswordObject),
    /// What no card carries out, or not every one.
    Odd(Odd),
}

/// A folder, and what it is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Its name in the specification.
    pub name: &'static str,
    /// Where it is.
    pub folder: Folder,
}

/// What a SELECT wants to be answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// The FCP (P2 = 04).
    Fcp,
    /// Nothing (P2 = 0C).
    Nothing,
    /// Whatever the card says without being told (P2 = 00).
    Untold,
}

/// How much a READ BINARY asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    /// 256 octets, short form.
    Short,
    /// As much as the extended form can name.
    Extended,
}

/// A file that is no certificate of the holder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlainFile {
    /// Its name in the specification.
    pub name: &'static str,
    /// Short file identifier.
    sfi: u8,
    /// File identifier.
    fid: [u8; 2],
    /// What of its content leaves this room.
    pub keeps: Keeps,
}

/// What of an answer's data may be shown to others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeps {
    /// All of it: it is the same on every card of its kind.
    All,
    /// Its length only: it is about one card or its holder.
    Length,
}

/// Commands whose answers differ from maker to maker (cards.md, open point 14).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Odd {
    /// READ BINARY of a file that there is none of.
    NoSuchFile,
    /// READ BINARY behind the end of EF.GDO.
    BehindTheEnd,
    /// READ BINARY with an SFI that cannot be one (31).
    ImpossibleSfi,
    /// READ RECORD 0 of EF.DIR.
    RecordZero,
    /// READ RECORD of EF.GDO, which has no records.
    RecordOfPlainFile,
    /// SELECT by an AID that nobody has.
    NobodysAid,
    /// SELECT by an AID of one octet.
    ShortAid,
    /// SELECT with a P1 that means nothing.
    ImpossibleP1,
    /// READ BINARY with a class of the range that is reserved.
    ReservedClass,
    /// READ BINARY with data, which it has none of.
    ReadWithData,
    /// GET DATA, which COS does not know.
    GetData,
    /// GET RESPONSE with nothing to get.
    GetResponse,
    /// GET PIN STATUS of a reference that nobody has.
    NobodysPin,
}

impl Odd {
    /// All of them.
    pub const ALL: [Odd; 13] = [
        Odd::NoSuchFile,
        Odd::BehindTheEnd,
        Odd::ImpossibleSfi,
        Odd::RecordZero,
        Odd::RecordOfPlainFile,
        Odd::NobodysAid,
        Odd::ShortAid,
        Odd::ImpossibleP1,
        Odd::ReservedClass,
        Odd::ReadWithData,
        Odd::GetData,
        Odd::GetResponse,
        Odd::NobodysPin,
    ];

    const fn name(self) -> &'static str {
        match self {
            Odd::NoSuchFile => "read a file that there is none of",
            Odd::BehindTheEnd => "read behind the end of EF.GDO",
            Odd::ImpossibleSfi => "read SFI 31",
            Odd::RecordZero => "read record 0 of EF.DIR",
            Odd::RecordOfPlainFile => "read a record of EF.GDO",
            Odd::NobodysAid => "select an AID that nobody has",
            Odd::ShortAid => "select an AID of one octet",
            Odd::ImpossibleP1 => "select with P1 = 7F",
            Odd::ReservedClass => "read with class 20",
            Odd::ReadWithData => "read with data",
            Odd::GetData => "GET DATA",
            Odd::GetResponse => "GET RESPONSE",
            Odd::NobodysPin => "state of PIN reference 1F",
        }
    }

    fn command(self) -> Result<Command, apdu::Error> {
        let read = |p1, p2| Command::new(0x00, 0xB0, p1, p2).with_le_00();
        Ok(match self {
            Odd::NoSuchFile => read(0x9B, 0x00),
            Odd::BehindTheEnd => read(0x82, 0xF0),
            Odd::ImpossibleSfi => read(0x9F, 0x00),
            Odd::RecordZero => Command::new(0x00, 0xB2, 0x00, 0xF4).with_le_00(),
            Odd::RecordOfPlainFile => Command::new(0x00, 0xB2, 0x01, 0x14).with_le_00(),
            Odd::NobodysAid => Command::new(0x00, 0xA4, 0x04, 0x0C).with_data(b"\xF0pinlotse")?,
            Odd::ShortAid => Command::new(0x00, 0xA4, 0x04, 0x0C).with_data(&[0xD2])?,
            Odd::ImpossibleP1 => Command::new(0x00, 0xA4, 0x7F, 0x0C),
            Odd::ReservedClass => Command::new(0x20, 0xB0, 0x82, 0x00).with_le_00(),
            Odd::ReadWithData => Command::new(0x00, 0xB0, 0x82, 0x00).with_data(&[0x00])?,
            Odd::GetData => Command::new(0x00, 0xCA, 0x00, 0x00).with_le_00(),
            Odd::GetResponse => Command::new(0x00, 0xC0, 0x00, 0x00).with_le_00(),
            Odd::NobodysPin => Command::new(0x80, 0x20, 0x00, 0x1F),
        })
    }
}

const fn file(name: &'static str, sfi: u8, fid: [u8; 2], keeps: Keeps) -> PlainFile {
    PlainFile {
        name,
        sfi,
        fid,
        keeps,
    }
}

const EF_DIR: PlainFile = file("EF.DIR", 0x1E, [0x2F, 0x00], Keeps::All);

/// Files of the MF (gemSpec_SMC-B_ObjSys 5.3; eHBA images). Of the number the issuer's part stays,
/// see [`Told::data`]; the CVCs end in it.
const OF_MF: [PlainFile; 7] = [
    file("EF.ATR", 0x1D, [0x2F, 0x01], Keeps::All),
    file("EF.GDO", 0x02, [0x2F, 0x02], Keeps::All),
    file("EF.Version2", 0x11, [0x2F, 0x11], Keeps::All),
    file("EF.CardAccess", 0x1C, [0x01, 0x1C], Keeps::All),
    file("EF.C.CA.CS.E256", 0x07, [0x2F, 0x07], Keeps::Length),
    file("EF.C.AUTR_CVC.E256", 0x06, [0x2F, 0x06], Keeps::Length),
    file("EF.C.AUTD_CVC.E256", 0x09, [0x2F, 0x09], Keeps::Length),
];

/// Files of DF.QES that are about PINs and security environments.
const EF_SSEC: PlainFile = file("EF.SSEC", 0x05, [0xD0, 0x05], Keeps::All);

const MF: Place = place("MF", Folder::Mf);

const fn place(name: &'static str, folder: Folder) -> Place {
    Place { name, folder }
}

/// Folders below the MF.
const fn folders(kind: Kind) -> &'static [Place] {
    const DF_HPA: &[u8] = &[0xD2, 0x76, 0x00, 0x01, 0x46, 0x02];
    const OF_HBA: &[Place] = &[
        place("DF.HPA", Folder::Df(DF_HPA)),
        place("DF.ESIGN", Folder::Df(DF_ESIGN)),
        place("DF.QES", Folder::Df(DF_QES)),
        place("DF.AUTO", Folder::Df(DF_AUTO)),
    ];
    const OF_SMCB: &[Place] = &[place("DF.ESIGN", Folder::Df(DF_ESIGN))];
    match kind {
        Kind::Hba => OF_HBA,
        Kind::Smcb => OF_SMCB,
        _ => &[],
    }
}

/// Records of EF.DIR that an object system has at most.
const RECORDS: u8 = 10;

/// All that is sent to a card of this kind, in order, each with the folder that it is sent in; none
/// for a card that is none of ours.
#[must_use]
pub fn plan(kind: Kind) -> Vec<(Place, Probe)> {
    if !kind.is_ours() {
        return Vec::new();
    }
    let mut all = Vec::new();
    let mut add = |place: Place, probe| all.push((place, probe));
    for answer in [Answer::Untold, Answer::Nothing, Answer::Fcp] {
        add(MF, Probe::Select(MF, answer));
    }
    for file in OF_MF {
        add(MF, Probe::Read(file));
    }
    for record in 1..=RECORDS {
        add(MF, Probe::DirectoryRecord(record));
    }
    for file in OF_MF.into_iter().chain([EF_DIR]) {
        add(MF, Probe::FileFcp(file));
    }
    let pins = || pins(kind).iter().chain(further_pins(kind));
    for place in [MF].into_iter().chain(folders(kind).iter().copied()) {
        if place != MF {
            add(MF, Probe::Select(MF, Answer::Nothing));
            add(place, Probe::Select(place, Answer::Fcp));
            add(place, Probe::Select(place, Answer::Nothing));
        }
        for object in pins().filter(|object| object.folder == place.folder) {
            add(place, Probe::PinStatus(object));
        }
        for file in certificate_files(kind).iter() {
            if file.folder == place.folder {
                add(place, Probe::Certificate(file, Length::Short));
                add(place, Probe::Certificate(file, Length::Extended));
            }
        }
        if place.folder == Folder::Df(DF_QES) {
            add(place, Probe::Read(EF_SSEC));
        }
    }
    add(MF, Probe::Select(MF, Answer::Nothing));
    for odd in Odd::ALL {
        add(MF, Probe::Odd(odd));
    }
    add(MF, Probe::Select(MF, Answer::Nothing));
    all
}

impl Probe {
    /// What it does, in a few English words: it is read by those who build this program.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Probe::Select(place, Answer::Fcp) => format!("select {} with FCP", place.name),
            Probe::Select(place, Answer::Nothing) => format!("select {}", place.name),
            Probe::Select(place, Answer::Untold) => format!("select {} with P2 = 00", place.name),
            Probe::FileFcp(file) => format!("FCP of {}", file.name),
            Probe::Read(file) => format!("read {}", file.name),
            Probe::Certificate(file, Length::Short) => format!("read {}", file.name),
            Probe::Certificate(file, Length::Extended) => {
                format!("read {} in extended form", file.name)
            }
            Probe::DirectoryRecord(record) => format!("read record {record} of EF.DIR"),
            Probe::PinStatus(object) => format!("state of {}", object.key.name()),
            Probe::Odd(odd) => odd.name().to_owned(),
        }
    }

    /// What of its answer may be shown to others.
    #[must_use]
    pub const fn keeps(self) -> Keeps {
        match self {
            Probe::Read(file) => file.keeps,
            Probe::Certificate(..) => Keeps::Length,
            Probe::Select(..)
            | Probe::FileFcp(_)
            | Probe::DirectoryRecord(_)
            | Probe::PinStatus(_)
            | Probe::Odd(_) => Keeps::All,
        }
    }

    /// Its octets.
    ///
    /// # Errors
    /// A command that cannot be encoded: a bug.
    pub fn command(self) -> Result<Command, apdu::Error> {
        match self {
            Probe::Select(place, answer) => {
                let (p2, wants_data) = match answer {
                    Answer::Fcp => (0x04, true),
                    Answer::Nothing => (0x0C, false),
                    Answer::Untold => (0x00, true),
                };
                let mut select = Command::new(0x00, 0xA4, 0x04, p2);
                if let Folder::Df(aid) = place.folder {
                    select = select.with_data(aid)?;
                }
                Ok(if wants_data {
                    select.with_le_00()
                } else {
                    select
                })
            }
            Probe::FileFcp(file) => Ok(Command::new(0x00, 0xA4, 0x02, 0x04)
                .with_data(&file.fid)?
                .with_le_00()),
            Probe::Read(file) => Ok(Command::new(0x00, 0xB0, 0x80 | file.sfi, 0x00).with_le_00()),
            Probe::Certificate(file, length) => {
                let read = Command::new(0x00, 0xB0, 0x80 | file.sfi, 0x00);
                match length {
                    Length::Short => Ok(read.with_le_00()),
                    Length::Extended => read.with_ne(apdu::command::NE_EXTENDED_MAX),
                }
            }
            Probe::DirectoryRecord(record) => {
                Ok(Command::new(0x00, 0xB2, record, 0xF4).with_le_00())
            }
            Probe::PinStatus(object) => Ok(Command::new(0x80, 0x20, 0x00, object.reference)),
            Probe::Odd(odd) => odd.command(),
        }
    }
}

/// A command, and what came of it.
#[derive(Debug, Clone)]
pub struct Probed {
    /// What was sent.
    pub probe: Probe,
    /// In which folder.
    pub place: Place,
    /// Its octets.
    pub command: Vec<u8>,
    /// The answer, or how the line broke: then it is the last one.
    pub answer: Result<Told, reader::Error>,
    /// From the command to the answer.
    pub took: Duration,
}

/// What a card answered, as much as may be shown to others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The data, the serial part of the card's number replaced by zeros; `None` where nothing but
    /// the length is kept.
    pub data: Option<Vec<u8>>,
    /// Octets of data.
    pub length: usize,
    /// The trailer.
    pub status: StatusWord,
}

/// Sends all of the plan for a card of this kind, whose number is `number`, and ends in the MF. What
/// the card refuses is an answer; a line that breaks is the last entry.
pub fn run(connection: &mut dyn Connection, kind: Kind, number: Option<&str>) -> Vec<Probed> {
    let mut card = Card::new(connection);
    let mut done = Vec::new();
    for (place, probe) in plan(kind) {
        let Ok(command) = probe.command() else {
            continue;
        };
        let began = Instant::now();
        let answer = card.transmit(&command);
        let took = began.elapsed();
        let answer = answer.map(|response| Told {
            length: response.data.len(),
            status: response.status,
            data: (probe.keeps() == Keeps::All).then(|| without_number(response.data, number)),
        });
        let is_over = answer.is_err();
        done.push(Probed {
            probe,
            place,
            command: command.encode().as_slice().to_vec(),
            answer,
            took,
        });
        if is_over {
            break;
        }
    }
    done
}

/// Digits of a number that name the issuer (gemSpec_PK_eGK Card-G2-A_3818).
const OF_ISSUER: usize = 10;

/// The data without the serial part of the card's number, wherever it stands in them: packed, as in
/// EF.GDO, or as text.
fn without_number(mut data: Vec<u8>, number: Option<&str>) -> Vec<u8> {
    let Some(serial) = number.and_then(|number| number.get(OF_ISSUER..)) else {
        return data;
    };
    let packed = hex::decode(serial).unwrap_or_default();
    blank(&mut data, &packed, 0x00);
    blank(&mut data, serial.as_bytes(), b'0');
    data
}

fn blank(data: &mut [u8], part: &[u8], with: u8) {
    if part.is_empty() {
        return;
    }
    let places: Vec<usize> = data
        .windows(part.len())
        .enumerate()
        .filter(|(_, window)| *window == part)
        .map(|(place, _)| place)
        .collect();
    for place in places {
        if let Some(found) = data.get_mut(place..place + part.len()) {
            found.fill(with);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// INS of the commands that select, read, or ask; GET PIN STATUS only in class 80 and without
    /// data, for 20 in class 00 is VERIFY.
    #[test]
    fn nothing_that_can_be_sent_compares_a_secret_or_writes() {
        for kind in [Kind::Hba, Kind::Smcb] {
            let plan = plan(kind);
            assert!(plan.len() > 40, "{kind:?}: {}", plan.len());
            for (_, probe) in plan {
                let command = probe.command().unwrap();
                assert!(!command.is_secret(), "{probe:?}");
                let octets = command.encode().as_slice().to_vec();
                match octets.as_slice() {
                    [0x00, 0xA4 | 0xB0 | 0xB2 | 0xCA | 0xC0, ..] => {}
                    [0x20, 0xB0, ..] => {}
                    [0x80, 0x20, 0x00, _] => {}
                    other => panic!("{probe:?} sends {other:02X?}"),
                }
            }
        }
        for other in [Kind::Egk, Kind::GsmcK, Kind::GsmcKt, Kind::Unknown] {
            assert!(plan(other).is_empty(), "{other:?}");
        }
    }

    #[test]
    fn a_state_is_asked_for_in_the_folder_of_its_object_only() {
        for kind in [Kind::Hba, Kind::Smcb] {
            let mut current = None;
            for (place, probe) in plan(kind) {
                if let Probe::Select(selected, _) = probe {
                    current = Some(selected);
                }
                if let Probe::PinStatus(object) = probe {
                    assert_eq!(current, Some(place));
                    assert_eq!(object.folder, place.folder);
                }
            }
        }
    }

    #[test]
    fn the_serial_part_of_the_number_is_blanked_wherever_it_stands() {
        let number = Some("80276883110000220885");
        let gdo = hex::decode("5A0A80276883110000220885").unwrap();
        let masked = without_number(gdo, number);
        assert_eq!(hex::encode_upper(masked), "5A0A80276883110000000000");
        let twice = b"00002208850000220885".to_vec();
        assert_eq!(without_number(twice, number), b"00000000000000000000");
        assert_eq!(without_number(vec![1, 2], number), [1, 2]);
        assert_eq!(without_number(vec![1, 2], None), [1, 2]);
    }
}
