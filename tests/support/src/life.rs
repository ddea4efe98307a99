//! What the journeys of a card's later years share: PINs that are set, wrong entries by other
//! programs, PUKs, and the entries of a person.

use pinlotse::virtual_card::TransportStatus;
use serde_json::Value;

pub use super::journey::asks_new;
use super::journey::{BUILT_IN, IMAGE, Journey, NEW_CH, NEW_QES, NEW_SMC, WRONG, letter_fits};
use super::script::Script;

/// PUKs of the built-in cards.
pub const PUK_CH: &str = "60483719";
/// PUK of PIN.QES.
pub const PUK_QES: &str = "35790264";
/// PUK of PIN.SMC.
pub const PUK_SMC: &str = "80617254";
/// A PUK that is none.
pub const WRONG_PUK: &str = "19283746";
/// Another own PIN, for a change.
pub const NEXT: &str = "592837";
/// An own PIN that is none.
pub const WRONG_OWN: &str = "7306158";

/// A PIN block in hex, as other programs send it.
pub fn block(digits: &str) -> String {
    format!("2{:X}{digits:F<14}", digits.len())
}

impl Journey {
    /// A card whose PINs another program has set already, past the notes of this PC.
    pub fn set(source: &str) -> Self {
        let journey = Self::with(source);
        let image = source.contains(".xml");
        let letter = if image { &IMAGE } else { &BUILT_IN };
        if journey
            .bench
            .card(0)
            .borrow()
            .passwords()
            .any(|password| password.name == "PIN.SMC")
        {
            journey.others_send(
                &[],
                &[format!("0024000110{}{}", block(letter.smc), block(NEW_SMC))],
            );
        } else {
            journey.others_send(
                &[],
                &[format!("0024000110{}{}", block(letter.ch), block(NEW_CH))],
            );
            journey.others_send(
                &[DF_QES],
                &[format!("0024008110{}{}", block(letter.qes), block(NEW_QES))],
            );
        }
        journey
    }

    /// What another program sends, from the MF and below it. Ends in the MF.
    pub fn others_send(&self, folders: &[&str], commands: &[String]) -> Vec<String> {
        let mut all = vec!["00A4040C"];
        all.extend(folders);
        let before = all.len();
        all.extend(commands.iter().map(String::as_str));
        all.push("00A4040C");
        let answers = self.bench.other_program(0, &all);
        answers[before..answers.len() - 1].to_vec()
    }

    /// Another program enters a wrong PIN so often.
    pub fn others_fail(&self, pin: &str, times: usize) {
        let (folders, reference): (&[&str], _) = if pin == "PIN.QES" {
            (&[DF_QES], "81")
        } else {
            (&[], "01")
        };
        let password = |journey: &Self| {
            let card = journey.bench.card(0);
            let card = card.borrow();
            let found = card
                .passwords()
                .find(|password| password.name == pin)
                .unwrap();
            (
                found.retry_counter,
                found.transport_status == TransportStatus::TransportPin,
            )
        };
        for _ in 0..times {
            let (before, transport) = password(self);
            let command = match transport {
                true => format!("002400{reference}10{}{}", block(WRONG), block(NEXT)),
                false => format!("002000{reference}08{}", block(WRONG_OWN)),
            };
            self.others_send(folders, &[command]);
            assert_eq!(password(self).0, before - 1);
        }
    }

    /// What GET PIN STATUS says of PIN.CH or PIN.SMC.
    pub fn state(&self) -> String {
        self.others_send(&[], &["80200001".to_owned()]).remove(0)
    }

    /// What GET PIN STATUS says of PIN.QES.
    pub fn state_qes(&self) -> String {
        self.others_send(&[DF_QES], &["80200081".to_owned()])
            .remove(0)
    }

    /// Whether PIN.CH or PIN.SMC is these digits; the card is reset afterwards.
    pub fn is(&self, digits: &str) -> bool {
        let answers = self.others_send(&[], &[format!("0020000108{}", block(digits))]);
        self.bench.card(0).borrow_mut().reset();
        answers[0] == "9000"
    }

    /// Whether PIN.QES is these digits.
    pub fn qes_is(&self, digits: &str) -> bool {
        let answers = self.others_send(&[DF_QES], &[format!("0020008108{}", block(digits))]);
        self.bench.card(0).borrow_mut().reset();
        answers[0] == "9000"
    }

    /// PUK uses that the card counts as left.
    pub fn puk_uses(&self, pin: &str) -> u8 {
        let card = self.bench.card(0);
        let card = card.borrow();
        card.passwords()
            .find(|password| password.name == pin)
            .unwrap()
            .puk_uses_left
    }

    /// The last four digits of the card's number.
    pub fn tail(&self) -> String {
        self.bench.card(0).borrow().iccsn().unwrap()[16..].to_owned()
    }
}

/// SELECT DF.QES.
pub const DF_QES: &str = "00A4040C06D27600006601";

/// Present PIN, then the new one twice.
pub fn changes(name: &str, current: &str, new: &str) -> Script {
    asks_current(name, current).then(asks_new(name, new))
}

/// The present PIN, once.
pub fn asks_current(name: &str, current: &str) -> Script {
    Script::person().asks_secret(&format!("({name}):"), current)
}

/// A PUK, twice.
pub fn asks_puk(name: &str, puk: &str) -> Script {
    Script::person()
        .asks_secret(&format!("PUK zur {name} aus dem Brief, 8 Ziffern"), puk)
        .asks_secret(&format!("PUK zur {name} noch einmal"), puk)
}

/// The prompt for the digits that release a last try.
pub fn releases(digits: &str) -> Script {
    Script::person().asks("Dann die letzten vier Ziffern", digits)
}

/// Whether an own PIN had been set.
pub fn was_set(answer: &str) -> Script {
    Script::person().asks("Hatten Sie schon eine eigene PIN gesetzt", answer)
}

/// Before the first PUK of an own PIN that is blocked.
pub fn own() -> Script {
    was_set("j").then(letter_fits())
}

/// The rescue of a Transport-PIN, and whether it is wanted.
pub fn rescue(answer: &str) -> Script {
    was_set("n").asks("Diesen Weg versuchen?", answer)
}

/// Whether the PIN to which the PUK only gives new tries is still known.
pub fn still_known(answer: &str) -> Script {
    Script::person().asks("eine neue wird nicht gesetzt. Wissen Sie sie noch?", answer)
}

/// The offer to go on.
pub fn activate_now(answer: &str) -> Script {
    Script::person().asks("Jetzt gleich aktivieren?", answer)
}

/// A card in use whose PIN another program has blocked.
pub fn blocked(source: &str, pin: &str) -> Journey {
    let journey = Journey::set(source);
    journey.others_fail(pin, 3);
    journey
}

/// A fresh card whose Transport-PIN another program has blocked.
pub fn transport_blocked(source: &str, pin: &str) -> Journey {
    let journey = Journey::with(source);
    journey.others_fail(pin, 3);
    journey
}

/// What the notes of this PC hold of a secret: wrong, unknown, right.
pub fn noted(journey: &mut Journey, secret: &str) -> Option<(u64, u64, u64)> {
    let document = journey
        .run(&["--json", "notes", "show"], Script::nobody())
        .document();
    let notes = document["notes"].as_array().unwrap();
    let of = |note: &Value, key: &str| note[key].as_u64().unwrap();
    let found = notes.iter().find(|note| note["secret"] == secret)?;
    Some((of(found, "wrong"), of(found, "unknown"), of(found, "right")))
}

/// A secrets file for the PUK of PIN.SMC.
pub fn puk_smc(puk: &str) -> String {
    format!("puk.smc = {puk}\nnew.smc = {NEXT}\n")
}
