//! What the specification says a card answers, asked of the built-in cards and of gematik's images.

mod access_rules;
mod built_in;
mod images;
mod password_states;
mod pin_status;
mod power_cuts;
mod quirks;
mod reading;
mod robustness;
mod selecting;
mod state_files;
mod status_lifetime;
mod test_numbers;
mod toys;
mod vpcd;

use apdu::Pin;

use super::*;

const IMAGE_HBA: &str = "HBA_80276883110000220885_gema5.xml";
const IMAGE_SMCB: &str = "SMC_B_80276883110000168650_gema5.xml";
const IMAGE_EGK: &str = "EGK_G21_TU_root6.xml";

/// One of gematik's images; they are not ours to ship.
fn image(name: &str) -> Option<Source> {
    let Some(folder) = std::env::var_os("PINLOTSE_TEST_CARDS") else {
        println!("skipped: PINLOTSE_TEST_CARDS is not set");
        return None;
    };
    Some(Source::Image(std::path::Path::new(&folder).join(name)))
}

/// A card with power, and the secrets in its letter.
struct Tested {
    card: VirtualCard,
    transport: &'static str,
    puk: &'static str,
    qes_transport: &'static str,
    qes_puk: &'static str,
}

fn tested(source: &Source, secrets: [&'static str; 4]) -> Tested {
    let mut card = VirtualCard::load(source).unwrap();
    card.power_on();
    let [transport, puk, qes_transport, qes_puk] = secrets;
    Tested {
        card,
        transport,
        puk,
        qes_transport,
        qes_puk,
    }
}

fn hba() -> Tested {
    tested(
        &Source::Profile(Profile::Hba),
        ["28407", "60483719", "91536", "35790264"],
    )
}

fn smcb() -> Tested {
    tested(
        &Source::Profile(Profile::Smcb),
        ["53962", "80617254", "", ""],
    )
}

/// The built-in eHBA and, where there, gematik's.
fn hbas() -> Vec<Tested> {
    let image =
        image(IMAGE_HBA).map(|source| tested(&source, ["54321", "12345678", "54321", "12345678"]));
    [hba()].into_iter().chain(image).collect()
}

/// The built-in SMC-B and, where there, gematik's.
fn smcbs() -> Vec<Tested> {
    let image = image(IMAGE_SMCB).map(|source| tested(&source, ["54321", "12345678", "", ""]));
    [smcb()].into_iter().chain(image).collect()
}

/// Every card whose PIN 01 in the MF is in transport state.
fn all() -> Vec<Tested> {
    hbas().into_iter().chain(smcbs()).collect()
}

/// PIN block in hex.
fn block(digits: &str) -> String {
    hex::encode_upper(
        Pin::from_digits(digits.as_bytes())
            .unwrap()
            .block()
            .octets(),
    )
}

impl Tested {
    fn send(&mut self, command: &str) -> String {
        let command: String = command.split_whitespace().collect();
        hex::encode_upper(self.card.transmit(&hex::decode(&command).unwrap()))
    }

    #[track_caller]
    fn expect(&mut self, command: &str, answer: &str) {
        let answer: String = answer.split_whitespace().collect();
        assert_eq!(
            self.send(command),
            answer,
            "{command} on {}",
            self.card.name()
        );
    }

    fn select_qes(&mut self) {
        self.expect("00A4040C06D27600006601", "9000");
    }

    fn select_auto(&mut self) {
        self.expect("00A4040C06D27600014603", "9000");
    }

    fn select_mf(&mut self) {
        self.expect("00A4040C", "9000");
    }

    #[track_caller]
    fn change(&mut self, reference: u8, old: &str, new: &str, answer: &str) {
        self.expect(
            &format!("002400{reference:02X}10 {} {}", block(old), block(new)),
            answer,
        );
    }

    #[track_caller]
    fn verify(&mut self, reference: u8, pin: &str, answer: &str) {
        self.expect(&format!("002000{reference:02X}08 {}", block(pin)), answer);
    }

    #[track_caller]
    fn unblock(&mut self, reference: u8, puk: &str, answer: &str) {
        self.expect(&format!("002C01{reference:02X}08 {}", block(puk)), answer);
    }

    #[track_caller]
    fn unblock_with_new(&mut self, reference: u8, puk: &str, new: &str, answer: &str) {
        self.expect(
            &format!("002C00{reference:02X}10 {} {}", block(puk), block(new)),
            answer,
        );
    }

    #[track_caller]
    fn status(&mut self, reference: u8, answer: &str) {
        self.expect(&format!("802000{reference:02X}"), answer);
    }

    fn view(&self, name: &str) -> PasswordView<'_> {
        self.card
            .passwords()
            .find(|password| password.name == name)
            .unwrap()
    }

    /// Everything persistent, secrets and counters included, whether or not the revision tells of a
    /// change.
    fn persistent(&self) -> String {
        serde_json::to_string(&self.card.system).unwrap()
    }

    /// The command is answered so and leaves nothing behind.
    #[track_caller]
    fn expect_unchanged(&mut self, command: &str, answer: &str) {
        let (before, revision) = (self.persistent(), self.card.persistent_revision());
        self.expect(command, answer);
        assert!(
            self.persistent() == before,
            "{command} changed {}",
            self.card.name()
        );
        assert_eq!(
            self.card.persistent_revision(),
            revision,
            "{command}: nothing is to be saved"
        );
    }

    /// Takes PIN 01 out of its transport state: 123456.
    fn activated(mut self) -> Self {
        self.change(0x01, self.transport, "123456", "9000");
        self
    }
}
