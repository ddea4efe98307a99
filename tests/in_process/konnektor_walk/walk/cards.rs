//! The person's card and another one of its kind with the same letter, wherever they are; what each
//! PIN really is.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex};

use pinlotse::virtual_card::{TransportStatus, VirtualCard};
use serde_json::Value;
use support::journey::{BUILT_IN, WRONG};
use support::konnektor::{Card, Konnektor, TerminalId};
use support::life::{DF_QES, WRONG_OWN, block};
pub use support::walking::Counters;

/// `PIN.CH`, `PIN.QES`, `PIN.SMC`.
pub type Pin = &'static str;

/// The counters of every PIN of both cards, 0 the person's and 1 the other.
pub type Look = BTreeMap<(usize, Pin), Counters>;

/// Tries that somebody else spent.
pub type Rivals = BTreeMap<(usize, Pin), u8>;

/// Both cards of a walk. Clones are the same.
#[derive(Clone)]
pub struct Cards {
    pub kind: &'static str,
    pub numbers: [String; 2],
    /// Where they belong.
    pub terminal: TerminalId,
    pub slot: usize,
    drawer: Arc<Mutex<[Option<Card>; 2]>>,
    pub rivals: Arc<Mutex<Rivals>>,
    last: Arc<Mutex<Look>>,
}

impl Cards {
    pub fn new(kind: &'static str, terminal: TerminalId, slot: usize) -> Self {
        let numbers = ["80276999990011223344", "80276999990055667788"].map(str::to_owned);
        let card = |number: &String| {
            let card = if kind == "hba" {
                Card::hba()
            } else {
                Card::smcb()
            };
            Some(card.numbered(number))
        };
        let drawer = [card(&numbers[0]), card(&numbers[1])];
        Self {
            kind,
            numbers,
            terminal,
            slot,
            drawer: Arc::new(Mutex::new(drawer)),
            rivals: Arc::default(),
            last: Arc::default(),
        }
    }

    pub fn pins(&self) -> &'static [Pin] {
        match self.kind {
            "hba" => &["PIN.CH", "PIN.QES"],
            _ => &["PIN.SMC"],
        }
    }

    /// Which of the two is in the slot.
    pub fn inside(&self, konnektor: &Konnektor) -> Option<usize> {
        konnektor.handle(self.terminal, self.slot)?;
        let number = konnektor.card(self.terminal, self.slot, |chip| chip.iccsn());
        self.numbers
            .iter()
            .position(|own| Some(own) == number.as_ref())
    }

    /// One of the two lies in the slot from now on, or nothing.
    pub fn lies(&self, konnektor: &Konnektor, which: Option<usize>) {
        // What people pulled in a dialog.
        if konnektor.handle(self.terminal, self.slot).is_none() {
            konnektor.put_back();
        }
        let inside = self.inside(konnektor);
        if inside.is_some() && inside == which {
            return;
        }
        let mut drawer = self.drawer.lock().unwrap();
        if let Some(card) = inside {
            drawer[card] = Some(konnektor.pull(self.terminal, self.slot));
        }
        if let Some(card) = which.and_then(|which| drawer[which].take()) {
            konnektor.insert(self.terminal, self.slot, card);
        }
    }

    /// The card that is in comes out and in again.
    pub fn reinserted(&self, konnektor: &Konnektor) {
        let inside = self.inside(konnektor);
        self.lies(konnektor, None);
        self.lies(konnektor, inside);
    }

    /// Looks at one of the cards, unless somebody holds it in his hand.
    fn with<T>(
        &self,
        konnektor: &Konnektor,
        card: usize,
        look: impl FnOnce(&mut VirtualCard) -> T,
    ) -> Option<T> {
        if self.inside(konnektor) == Some(card) {
            return Some(konnektor.card(self.terminal, self.slot, look));
        }
        let mut drawer = self.drawer.lock().unwrap();
        drawer[card].as_mut().and_then(Card::chip_mut).map(look)
    }

    pub fn look(&self, konnektor: &Konnektor) -> Look {
        let mut seen = self.last.lock().unwrap().clone();
        for card in 0..2 {
            let pins = self.with(konnektor, card, |chip| {
                let of = |pin: &Pin| {
                    let mut all = chip.passwords();
                    let found = all.find(|password| password.name == *pin)?;
                    Some((
                        *pin,
                        Counters {
                            transport: found.transport_status == TransportStatus::TransportPin,
                            tries: found.retry_counter,
                            puk_uses: found.puk_uses_left,
                        },
                    ))
                };
                self.pins().iter().filter_map(of).collect::<Vec<_>>()
            });
            for (pin, counters) in pins.unwrap_or_default() {
                seen.insert((card, pin), counters);
            }
        }
        self.last.lock().unwrap().clone_from(&seen);
        seen
    }

    /// The digits that are right now, read off a card's file.
    pub fn secrets(
        &self,
        konnektor: &Konnektor,
        card: usize,
        folder: &Path,
    ) -> BTreeMap<Pin, String> {
        let path = folder.join("seen-card");
        let saved = self.with(konnektor, card, |chip| chip.save(&path).is_ok());
        let mut secrets = BTreeMap::new();
        if saved != Some(true) {
            return secrets;
        }
        let text = fs::read_to_string(&path).unwrap();
        let file: Value = serde_json::from_str(&text).unwrap();
        for pin in self.pins() {
            let found = password(&file, pin).expect("a password object in the card's file");
            let block = found["secret"]
                .as_str()
                .expect("a secret in the card's file");
            let length = usize::from_str_radix(&block[1..2], 16).unwrap();
            secrets.insert(*pin, block[2..2 + length].to_owned());
        }
        secrets
    }

    /// Somebody mistypes a PIN elsewhere, if that leaves a try.
    pub fn rival(&self, konnektor: &Konnektor, pin: Pin) {
        let Some(card) = self.inside(konnektor) else {
            return;
        };
        let Some(before) = self.look(konnektor).get(&(card, pin)).copied() else {
            return;
        };
        if before.tries == 0 {
            return;
        }
        let (folder, reference) = match pin {
            "PIN.QES" => (Some(DF_QES), "81"),
            _ => (None, "01"),
        };
        let command = if before.transport {
            format!("002400{reference}10{}{}", block(WRONG), block(WRONG_OWN))
        } else {
            format!("002000{reference}08{}", block(WRONG_OWN))
        };
        konnektor.card(self.terminal, self.slot, |chip| {
            for command in ["00A4040C"]
                .into_iter()
                .chain(folder)
                .chain([command.as_str()])
            {
                chip.transmit(&hex::decode(command).unwrap());
            }
        });
        *self.rivals.lock().unwrap().entry((card, pin)).or_default() += 1;
    }

    /// Somebody sets a PIN elsewhere with the letter.
    pub fn set_elsewhere(&self, konnektor: &Konnektor, pin: Pin, new: &str) {
        let (folder, reference, old) = match pin {
            "PIN.QES" => (Some(DF_QES), "81", BUILT_IN.qes),
            "PIN.CH" => (None, "01", BUILT_IN.ch),
            _ => (None, "01", BUILT_IN.smc),
        };
        if self.inside(konnektor).is_none() {
            return;
        }
        let command = format!("002400{reference}10{}{}", block(old), block(new));
        konnektor.card(self.terminal, self.slot, |chip| {
            for command in ["00A4040C"]
                .into_iter()
                .chain(folder)
                .chain([command.as_str()])
            {
                chip.transmit(&hex::decode(command).unwrap());
            }
        });
    }
}

/// The password object of a name, wherever it stands in the file.
fn password<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    match value {
        Value::Object(members) => {
            if value["name"] == name && members.contains_key("secret") {
                return Some(value);
            }
            members.values().find_map(|member| password(member, name))
        }
        Value::Array(members) => members.iter().find_map(|member| password(member, name)),
        _ => None,
    }
}
