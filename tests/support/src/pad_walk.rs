//! The whole program at a desk with PIN pads: what the person does at the PC and at the reader, and
//! what is said.

use apdu::PinCommand;
use pinlotse::virtual_card::{Profile, Source, VirtualCard};
use serde_json::Value;

use super::desk::{Answers, Desk, Run};
use super::pad::{PadReader, Settings, Slot};
use super::pty::Pty;
use super::{or_skip, pad_desk, wait_for};

pub const CH: &str = "28407";
pub const QES: &str = "91536";
pub const SMC: &str = "53962";
/// Own PINs, invented.
pub const OWN: &str = "471193";
pub const OTHER: &str = "8064275";
pub const UNTOUCHED: &str =
    "Abgebrochen. An der Karte wurde nichts verändert, es ist kein Versuch verbraucht.";

/// Readers, their cards, and a desk that reaches nothing else.
pub struct PadWalk {
    /// Dropped before the daemon, which may be waiting for a person.
    pub pads: Vec<PadReader>,
    pub desk: Desk,
}

impl PadWalk {
    /// One slot of a reader with these settings, named so that no model is known by it.
    pub fn at(settings: &Settings) -> Option<Self> {
        Self::of(vec![PadReader::new("Pad", 1, settings)])
    }

    pub fn of(mut pads: Vec<PadReader>) -> Option<Self> {
        let desk = or_skip(Desk::with_pads(&mut pads))?;
        let puks = ["ch", "qes"].map(|label| pad_desk::letter(label).1);
        desk.keep_secret(&[CH, QES, SMC, OWN, OTHER, &puks[0], &puks[1]]);
        Some(Self { pads, desk })
    }

    /// The same with a card in the first slot.
    pub fn with(settings: &Settings, card: VirtualCard) -> Option<Self> {
        let walk = Self::at(settings)?;
        walk.insert(card);
        Some(walk)
    }

    pub fn slot(&self) -> &Slot {
        self.pads[0].slot(0)
    }

    pub fn insert(&self, card: VirtualCard) {
        self.slot().insert(card);
        self.wait_for_state(&self.pads[0].reader_name(0), "card");
    }

    pub fn insert_again(&self) {
        self.slot().insert_again();
        self.wait_for_state(&self.pads[0].reader_name(0), "card");
    }

    /// Pulls the card and waits until that is known.
    pub fn pull(&self) {
        self.slot().pull();
        self.wait_for_state(&self.pads[0].reader_name(0), "empty");
    }

    pub fn wait_for_state(&self, reader: &str, state: &str) {
        let mut last = Value::Null;
        let reached = wait_for(|| {
            last = self.desk.run(&["readers", "--json", "--wait", "0"]).json;
            let rows = last["readers"].as_array()?;
            rows.iter()
                .any(|row| row["name"] == reader && row["state"] == state)
                .then_some(())
        });
        assert!(
            reached.is_some(),
            "{reader} never {state}: {last:#}\n{}",
            self.desk.pcscd.log()
        );
    }

    /// What the person will type at the reader: secret and new PIN, this one twice.
    pub fn will_type(&self, secret: &str, new: &str) {
        self.slot().plan(&format!("{secret}# {new}# {new}#"));
    }

    pub fn tries(&self, name: &str) -> u8 {
        self.slot().pin(name, |pin| pin.retry_counter)
    }

    /// Whether the card takes these digits; costs a try if not, and the desk needs no card any
    /// more.
    pub fn accepts(&self, folder: &str, reference: u8, digits: &str) -> bool {
        self.slot()
            .with_card(|card| pad_desk::accepts(card, folder, reference, digits))
    }

    /// Structures that the driver received, in hexadecimal.
    pub fn structures(&self) -> Vec<String> {
        self.slot()
            .dialogs()
            .iter()
            .map(|dialog| hex::encode_upper(&dialog.structure))
            .collect()
    }

    /// A script at the pad.
    pub fn script(&self, arguments: &[&str]) -> Run {
        self.desk
            .run(&[arguments, &["--json", "--no-input", "--entry", "pinpad"]].concat())
    }

    /// Attempts of a PIN that are noted as wrong, and as of unknown outcome.
    pub fn noted(&self, pin: &str) -> (Value, Value) {
        let status = self.desk.status();
        let pin = super::desk::pin(&status, pin);
        (pin["wrong_noted"].clone(), pin["unknown_noted"].clone())
    }

    /// Ends a run at a terminal and looks at what was shown: no digits, no line too long.
    #[track_caller]
    pub fn end(&self, terminal: &mut Pty, exit: i32) -> String {
        assert_eq!(terminal.exit_code(), exit, "{}", terminal.output());
        terminal.wait_for_echo(true);
        self.desk.search(terminal);
        // Of a sign that goes on the lines follow one another by columns, not by line ends.
        let moving = |line: &str| {
            ["| ", "/ ", "- ", "\\ "]
                .iter()
                .any(|sign| line.starts_with(sign))
        };
        for line in terminal.lines().into_iter().filter(|line| !moving(line)) {
            assert!(
                line.chars().count() <= 80,
                "wider than the terminal: {line:?}"
            );
        }
        told(terminal)
    }
}

/// What was shown, as one line.
pub fn told(terminal: &mut Pty) -> String {
    terminal
        .lines()
        .join(" ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// `activate` up to the coach's question.
pub fn begin_activation(terminal: &mut Pty) -> &mut Pty {
    terminal.begin().expect(ENTER)
}

pub const ENTER: &str = "Enter drücken, dann am Leser tippen (Strg-C bricht ab): ";

/// Presses Enter at the coach's question.
pub fn press_enter(terminal: &mut Pty) -> &mut Pty {
    terminal.expect(ENTER).send_hidden_line("")
}

/// A fresh SMC-B.
pub fn smcb() -> VirtualCard {
    let mut card = VirtualCard::load(&Source::Profile(Profile::Smcb)).unwrap();
    card.power_on();
    card
}

/// An eHBA whose Transport-PIN of PIN.QES was entered wrongly three times.
pub fn transport_qes_blocked() -> VirtualCard {
    let mut card = pad_desk::hba();
    for _ in 0..3 {
        pad_desk::send(
            &mut card,
            pad_desk::DF_QES,
            &PinCommand::change_reference_data(0x81),
            &["70681", OWN],
        );
    }
    card
}
