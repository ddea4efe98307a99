//! PIN-pad readers in a pcscd of a test's own, driven by the library's own transport, and eHBAs in
//! known states.

use std::time::Instant;

use apdu::{Command, Pin, PinCommand, StatusWord};
use pinlotse::reader::pcsc::PcscReaders;
use pinlotse::reader::pin_pad::{Digits, Pad, PadAnswer, PadEntry};
use pinlotse::reader::{Connection, Error, Leave, Obstacle, Patience, Presence, Readers};
use pinlotse::system::signals::Interrupts;
use pinlotse::virtual_card::{Profile, Source, VirtualCard};

use super::pad::{PadReader, Settings, Slot};
use super::pcscd::Pcscd;
use super::{PATIENCE, or_skip, wait_for};

pub const TRANSPORT: Digits = Digits::exactly(5);
pub const OWN: Digits = Digits::between(6, 8);
pub const PUK: Digits = Digits::exactly(8);

pub const DF_QES: &str = "00A4040C06D27600006601";
pub const DF_AUTO: &str = "00A4040C06D27600014603";
pub const YES: PadAnswer = PadAnswer::Card(StatusWord::NO_ERROR);

pub struct Patient(pub Instant);

impl Patience for Patient {
    fn go_on(&mut self, _: Obstacle) -> bool {
        self.0.elapsed() < PATIENCE
    }
}

/// A fresh eHBA.
pub fn hba() -> VirtualCard {
    let mut card = VirtualCard::load(&Source::Profile(Profile::Hba)).unwrap();
    card.power_on();
    card
}

/// Transport-PIN and PUK in its letter.
pub fn letter(label: &str) -> (String, String) {
    let letter = hba().letter();
    let line = letter
        .lines
        .iter()
        .find(|line| line.label == label)
        .unwrap();
    let text = |pin: &Option<Pin>| {
        pin.as_ref()
            .map(|pin| String::from_utf8(pin.digits().to_vec()).unwrap())
            .unwrap_or_default()
    };
    (text(&line.transport_pin), text(&line.puk))
}

pub fn pin(digits: &str) -> Pin {
    Pin::from_digits(digits.as_bytes()).unwrap()
}

/// The trailer that the card answers.
pub fn send(
    card: &mut VirtualCard,
    folder: &str,
    command: &PinCommand,
    pins: &[&str],
) -> StatusWord {
    if !folder.is_empty() {
        assert_eq!(card.transmit(&hex::decode(folder).unwrap()), [0x90, 0x00]);
    }
    let pins: Vec<Pin> = pins.iter().map(|digits| pin(digits)).collect();
    card.handle(&command.fill(&pins.iter().collect::<Vec<_>>()).unwrap())
        .status
}

/// Whether VERIFY of these digits answers 9000; counts as a try.
pub fn accepts(card: &mut VirtualCard, folder: &str, reference: u8, digits: &str) -> bool {
    card.power_on();
    send(card, folder, &PinCommand::verify(reference), &[digits]) == StatusWord::NO_ERROR
}

/// PIN.CH or PIN.QES with an own PIN.
pub fn with_own(label: &str, folder: &str, reference: u8, own: &str) -> VirtualCard {
    let mut card = hba();
    let change = PinCommand::change_reference_data(reference);
    assert_eq!(
        send(&mut card, folder, &change, &[&letter(label).0, own]),
        StatusWord::NO_ERROR
    );
    card
}

/// The same, then three wrong tries.
pub fn blocked(label: &str, folder: &str, reference: u8, own: &str) -> VirtualCard {
    let mut card = with_own(label, folder, reference, own);
    for _ in 0..3 {
        send(
            &mut card,
            folder,
            &PinCommand::verify(reference),
            &["999999"],
        );
    }
    card
}

/// One daemon with readers of the names and settings given, a slot each unless said otherwise.
pub struct PadDesk {
    pub pads: Vec<PadReader>,
    pub readers: PcscReaders,
    pub pcscd: Pcscd,
}

impl PadDesk {
    pub fn new(mut pads: Vec<PadReader>) -> Option<Self> {
        let conf = PadReader::conf(&mut pads);
        let pcscd = or_skip(Pcscd::start_with(0, &conf))?;
        Some(Self {
            pads,
            readers: PcscReaders::new(Interrupts::none()),
            pcscd,
        })
    }

    pub fn with(slots: usize, settings: &Settings) -> Option<Self> {
        Self::new(vec![PadReader::new("Pad", slots, settings)])
    }

    /// Puts the card into a slot of the first reader.
    pub fn insert(&mut self, slot: usize, card: VirtualCard) {
        self.at(slot).insert(card);
        self.wait_for(&self.pads[0].reader_name(slot), Presence::Card);
    }

    pub fn wait_for(&mut self, name: &str, presence: Presence) {
        let mut seen = Vec::new();
        let there = wait_for(|| {
            seen = self.readers.list().unwrap();
            seen.iter()
                .any(|slot| slot.name == name && slot.presence == presence)
                .then_some(())
        });
        assert!(there.is_some(), "{name}: {seen:?}\n{}", self.pcscd.log());
    }

    pub fn begin(&mut self, slot: usize) -> Box<dyn Connection> {
        let name = self.pads[0].reader_name(slot);
        self.readers
            .begin(&name, &mut Patient(Instant::now()))
            .unwrap()
    }

    pub fn pad(&mut self, slot: usize) -> Pad {
        let name = self.pads[0].reader_name(slot);
        Pad::of(&name, &self.readers.features(&name))
    }

    pub fn perform(
        &mut self,
        slot: usize,
        folder: &str,
        command: &PinCommand,
        entry: &PadEntry,
    ) -> Result<PadAnswer, Error> {
        let mut connection = self.begin(slot);
        let answer = perform(&mut *connection, folder, command, entry);
        connection.finish(Leave::AsIs);
        answer
    }

    /// The first dialog of PIN.CH: Transport-PIN and new PIN.
    pub fn activate(&mut self, slot: usize) -> Result<PadAnswer, Error> {
        self.perform(
            slot,
            "",
            &PinCommand::change_reference_data(1),
            &PadEntry::new(TRANSPORT, OWN),
        )
    }

    /// What GET PIN STATUS of PIN.CH answers on a new connection.
    pub fn status(&mut self, slot: usize) -> StatusWord {
        let mut connection = self.begin(slot);
        let answer = connection.transmit(&Command::new(0x80, 0x20, 0x00, 0x01));
        connection.finish(Leave::AsIs);
        answer.unwrap().status
    }

    /// A slot of the first reader.
    pub fn at(&self, slot: usize) -> &Slot {
        self.pads[0].slot(slot)
    }

    /// What the person will do there at the next dialog.
    pub fn keys(&self, slot: usize, script: &str) {
        self.at(slot).plan(script);
    }

    pub fn secrets_seen(&self, slot: usize) -> usize {
        self.at(slot).secrets_seen().len()
    }

    pub fn tries(&self, slot: usize, name: &str) -> u8 {
        self.at(slot).pin(name, |pin| pin.retry_counter)
    }

    /// How the driver says that the last dialog ended: to the daemon a moment before it is read
    /// here.
    pub fn ended(&self, slot: usize) -> String {
        wait_for(|| self.at(slot).dialogs().last().unwrap().ended.clone()).unwrap()
    }
}

/// One dialog, in a folder of the card.
pub fn perform(
    connection: &mut dyn Connection,
    folder: &str,
    command: &PinCommand,
    entry: &PadEntry,
) -> Result<PadAnswer, Error> {
    if !folder.is_empty() {
        let select = Command::decode(&hex::decode(folder).unwrap()).unwrap();
        assert_eq!(connection.transmit(&select)?.status, StatusWord::NO_ERROR);
    }
    let pad = connection.pin_pad().unwrap();
    let order = pad.pad().prepare(command, entry).unwrap();
    pad.perform(&order)
}

/// GET PIN STATUS: Transport-PIN.
pub const TRANSPORT_STATE: StatusWord = StatusWord::new(0x62C1);

/// Keys for Transport-PIN, new PIN and new PIN again.
pub fn activation(new: &str, again: &str) -> String {
    format!("{}# {new}# {again}#", letter("ch").0)
}
