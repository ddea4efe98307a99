//! Rest states after a loss of power inside a command (cards.md §4.3).

use super::*;

impl Tested {
    /// Sends `command`, which must not come to its end, and gives power again.
    #[track_caller]
    fn cut(&mut self, cut: Cut, command: &str) {
        self.card.cut_power_at(cut);
        let revision = self.card.persistent_revision();
        self.expect(command, "6F00");
        assert!(!self.card.is_powered(), "{cut:?} did not strike");
        assert!(
            self.card.persistent_revision() > revision,
            "what was written must be saved"
        );
        self.expect("00A4040C", "6F00");
        self.card.power_on();
    }

    fn change_to_123456(&self, reference: u8, old: &str) -> String {
        format!("002400{reference:02X}10 {} 26123456FFFFFFFF", block(old))
    }

    fn blocked(mut self) -> Self {
        for answer in ["63C2", "63C1", "63C0"] {
            self.change(0x01, "11111", "123456", answer);
        }
        self
    }
}

#[test]
fn a_card_cut_off_while_it_compares_has_a_try_less_and_nothing_else() {
    for mut card in all() {
        let command = card.change_to_123456(0x01, card.transport);
        let name = card.card.passwords().next().unwrap().name.to_owned();
        for left in [2, 1] {
            card.cut(Cut::TryCounted, &command);
            let view = card.view(&name);
            assert_eq!(
                (view.retry_counter, view.transport_status),
                (left, TransportStatus::TransportPin)
            );
            assert_eq!(view.puk_uses_left, 10);
            card.status(0x01, "62C1");
        }
        // The old secret is still the right one; it strikes once only.
        card.expect(&command, "9000");
        card.status(0x01, "63C3");
        card.verify(0x01, "123456", "9000");
    }
    for mut card in all() {
        let command = card.change_to_123456(0x01, card.transport);
        for _ in 0..3 {
            card.cut(Cut::TryCounted, &command);
        }
        card.status(0x01, "63C0");
        card.expect(&command, "6983");
    }
}

#[test]
fn a_card_cut_off_before_the_transport_status_says_62c1_and_takes_the_new_secret_only() {
    for mut card in all() {
        let command = card.change_to_123456(0x01, card.transport);
        card.cut(Cut::SecretWritten, &command);
        card.status(0x01, "62C1");
        card.verify(0x01, "123456", "6985");
        card.change(0x01, card.transport, "123456", "63C1");
        card.change(0x01, "123456", "654321", "9000");
        card.status(0x01, "63C3");
        card.verify(0x01, "654321", "9000");
    }
    for mut card in hbas() {
        card.select_qes();
        let command = card.change_to_123456(0x81, card.qes_transport);
        card.cut(Cut::SecretWritten, &command);
        card.status(0x81, "6A88");
        card.select_qes();
        card.status(0x81, "62C1");
        card.status(0x01, "62C1");
        assert_eq!(
            (
                card.view("PIN.QES").retry_counter,
                card.view("PIN.CH").retry_counter
            ),
            (2, 3)
        );
    }
}

#[test]
fn a_card_cut_off_before_the_retry_counter_is_blocked_and_has_the_new_secret() {
    for card in all() {
        let mut card = card.blocked();
        let command = format!("002C000110 {} 26123456FFFFFFFF", block(card.puk));
        card.cut(Cut::AllButRetryCounter, &command);
        card.status(0x01, "63C0");
        card.verify(0x01, "123456", "6983");
        let view = card.card.passwords().next().unwrap();
        assert_eq!(
            (view.transport_status, view.puk_uses_left),
            (TransportStatus::Regular, 9)
        );
        // The PUK alone helps now, for the secret is there.
        card.unblock(0x01, card.puk, "9000");
        card.status(0x01, "63C3");
        card.verify(0x01, "123456", "9000");
        assert_eq!(card.card.passwords().next().unwrap().puk_uses_left, 8);
    }
    for card in all() {
        let mut card = card.blocked();
        card.cut(
            Cut::AllButRetryCounter,
            &format!("002C010108 {}", block(card.puk)),
        );
        card.status(0x01, "63C0");
        let view = card.card.passwords().next().unwrap();
        assert_eq!(
            (view.transport_status, view.puk_uses_left),
            (TransportStatus::TransportPin, 9)
        );
    }
}

#[test]
fn a_command_that_does_not_get_there_keeps_its_power() {
    let mut card = hba();
    card.card.cut_power_at(Cut::SecretWritten);
    card.change(0x01, "28407", "12345", "6985");
    card.change(0x01, "11111", "123456", "63C2");
    card.unblock(0x01, "60483719", "9000");
    card.status(0x01, "62C1");
    card.cut(
        Cut::SecretWritten,
        "002400011025 28407FFFFFFFFF 26123456FFFFFFFF",
    );
    let mut card = hba();
    card.card.cut_power_at(Cut::AllButRetryCounter);
    card.unblock(0x01, "11111111", "63C9");
    card.change(0x01, "28407", "123456", "9000");
    card.card.cut_power_at(Cut::TryCounted);
    card.change(0x01, "123456", "12345", "6985");
    card.status(0x01, "63C3");
    card.unblock(0x01, "60483719", "9000");
    card.card.cut_power_at(Cut::PukCounted);
    card.verify(0x01, "123456", "9000");
    card.change(0x01, "123456", "222222", "9000");
}

#[test]
fn a_rest_state_survives_in_the_state_file() {
    let folder = state_files::Folder::new("power-cut");
    let path = folder.0.join("card.json");
    let mut card = hba();
    card.cut(
        Cut::SecretWritten,
        "002400011025 28407FFFFFFFFF 26123456FFFFFFFF",
    );
    card.card.save(&path).unwrap();
    let mut again = tested(&Source::State(path), ["28407", "60483719", "", ""]);
    again.status(0x01, "62C1");
    again.change(0x01, "28407", "654321", "63C1");
    again.change(0x01, "123456", "654321", "9000");
}

#[test]
fn a_card_cut_off_while_it_verifies_has_a_try_less_and_is_not_verified() {
    for card in all() {
        let mut card = card.activated();
        for (digits, left) in [("123456", "63C2"), ("654321", "63C1")] {
            card.cut(Cut::TryCounted, &format!("0020000108{}", block(digits)));
            card.status(0x01, left);
        }
        card.verify(0x01, "123456", "9000");
        card.status(0x01, "9000");
    }
}

#[test]
fn a_card_cut_off_after_its_counter_has_all_tries_and_the_old_secret() {
    for mut card in all() {
        card.change(0x01, "11111", "123456", "63C2");
        let command = card.change_to_123456(0x01, card.transport);
        let name = card.card.passwords().next().unwrap().name.to_owned();
        card.cut(Cut::RetryCounterWritten, &command);
        assert_eq!(card.view(&name).retry_counter, 3);
        card.status(0x01, "62C1");
        card.expect(&command, "9000");
    }
}

#[test]
fn a_card_cut_off_while_it_compares_a_puk_has_one_use_less_and_nothing_else() {
    for card in all() {
        let mut card = card.blocked();
        let name = card.card.passwords().next().unwrap().name.to_owned();
        for (puk, left) in [(card.puk, 9), ("11111111", 8)] {
            let command = format!("002C000110 {} {}", block(puk), block("123456"));
            card.cut(Cut::PukCounted, &command);
            let view = card.view(&name);
            assert_eq!((view.puk_uses_left, view.retry_counter), (left, 0));
            card.status(0x01, "63C0");
        }
        card.unblock_with_new(0x01, card.puk, "123456", "9000");
    }
}
