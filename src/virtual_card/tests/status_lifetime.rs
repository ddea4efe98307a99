//! Rows of cards.md §4.4: how long a password status lasts, and §2.4: environments.

use super::*;

fn both_verified() -> Vec<Tested> {
    let mut cards = hbas();
    for card in &mut cards {
        card.change(0x01, card.transport, "123456", "9000");
        card.verify(0x01, "123456", "9000");
        card.select_qes();
        card.change(0x81, card.qes_transport, "222222", "9000");
        card.verify(0x81, "222222", "9000");
        card.status(0x01, "9000");
        card.status(0x81, "9000");
    }
    cards
}

#[test]
fn leaving_a_folder_clears_its_password_states_and_global_ones_stay() {
    for mut card in both_verified() {
        card.select_qes();
        card.status(0x81, "9000");
        card.expect("00A4020C02C000", "9000");
        card.status(0x81, "9000");
        card.expect("00A4040C06FFFFFFFFFFFF", "6A82");
        card.status(0x81, "9000");
        card.select_mf();
        card.status(0x01, "9000");
        card.select_qes();
        card.status(0x81, "63C3");
        card.status(0x01, "9000");
    }
}

#[test]
fn every_kind_of_reset_clears_all_password_states() {
    for reset in ["00704000", "00704001", "power", "reset"] {
        for mut card in both_verified() {
            match reset {
                "power" => {
                    card.card.power_off();
                    card.card.power_on();
                }
                "reset" => {
                    card.card.reset();
                }
                command => card.expect(command, "9000"),
            }
            // Back in the MF.
            card.status(0x81, "6A88");
            card.status(0x01, "63C3");
            card.select_qes();
            card.status(0x81, "63C3");
        }
    }
}

#[test]
fn restoring_an_environment_clears_those_of_the_current_folder_only() {
    for mut card in both_verified() {
        card.expect("0022F301", "9000");
        card.status(0x81, "63C3");
        card.status(0x01, "9000");
    }
}

#[test]
fn a_folder_keeps_its_environment_until_it_is_left() {
    for mut card in hbas() {
        card.select_qes();
        card.expect("0022F302", "9000");
        card.select_qes();
        card.status(0x81, "6982");
        card.select_mf();
        card.select_qes();
        card.status(0x81, "62C1");
    }
}

#[test]
fn restoring_an_environment_in_the_mf_clears_the_global_states() {
    for mut card in both_verified() {
        card.expect("00A4040C", "9000");
        card.expect("0022F301", "9000");
        card.status(0x01, "63C3");
    }
}

/// The MF lies on every path: its environment changes only by MSE or reset (cards.md §2.4).
#[test]
fn the_mf_keeps_its_environment_whatever_is_selected() {
    for mut card in hbas() {
        card.expect("0022F302", "9000");
        card.status(0x01, "6982");
        for select in [
            "00A4040C",
            "00A4040C06D27600006601",
            "00A4040C06D27600014601",
            "00A4040C",
        ] {
            card.expect(select, "9000");
            card.status(0x01, "6982");
        }
        card.expect("0022F301", "9000");
        card.status(0x01, "62C1");
        card.expect("0022F302", "9000");
        card.card.reset();
        card.status(0x01, "62C1");
    }
}

/// CosH_b4d.
#[test]
fn a_wrong_pin_on_one_channel_leaves_the_state_of_the_other() {
    for mut card in both_verified() {
        card.expect("0070000001", "01 9000");
        card.expect("0120000108 26123456FFFFFFFF", "9000");
        card.expect("0120000108 26654321FFFFFFFF", "63C2");
        card.expect("81200001", "63C2");
        card.status(0x01, "9000");
        card.expect("0120000108 26123456FFFFFFFF", "9000");
        card.expect("0024000110 26654321FFFFFFFF 26222222FFFFFFFF", "63C2");
        card.status(0x01, "63C2");
        card.expect("81200001", "9000");
    }
}

/// startSsecList (cards.md §2.2): one VERIFY of PIN.QES allows 250 operations, one of PIN.CH any
/// number.
#[test]
fn one_verification_of_pin_qes_counts_250_times_and_of_pin_ch_for_ever() {
    use crate::virtual_card::access_rule::AccessRules;
    for mut card in both_verified() {
        let guard = |card: &mut Tested, folder: &str, file: &str, reference: &str| {
            let folder = card
                .card
                .system
                .folders
                .iter_mut()
                .find(|found| found.name == folder)
                .unwrap();
            let file = folder
                .files
                .iter_mut()
                .find(|found| found.name == file)
                .unwrap();
            let rule = format!("CB{{[ACTIVATED,1,{{({{00||b0||??||??}},PWD({reference}))}}]}}");
            file.access_rules = AccessRules::parse(&rule).unwrap();
        };
        guard(&mut card, "DF.QES", "EF.SSEC", "81");
        guard(&mut card, "MF", "EF.GDO", "01");
        for _ in 0..250 {
            card.status(0x81, "9000");
            card.expect("00B0850001", "7B 9000");
        }
        card.status(0x81, "63C3");
        card.expect("00B0850001", "6982");
        card.verify(0x81, "222222", "9000");
        card.expect("00B0850001", "7B 9000");
        card.select_mf();
        for _ in 0..1000 {
            card.expect("00B0820001", "5A 9000");
        }
        card.status(0x01, "9000");
    }
}

#[test]
fn a_verification_counts_as_often_as_the_environment_says() {
    use crate::virtual_card::security_state::Uses;
    for card in hbas() {
        let uses = |folder: &str, environment| {
            let folder = card
                .card
                .system
                .folders
                .iter()
                .find(|found| found.name == folder)
                .unwrap();
            folder.passwords[0].uses(environment)
        };
        assert_eq!(
            (uses("DF.QES", 1), uses("DF.QES", 2)),
            (Uses::Left(250), Uses::Left(250))
        );
        assert_eq!(uses("DF.QES", 3), Uses::Left(0));
        assert_eq!(
            (uses("MF", 1), uses("DF.AUTO", 1)),
            (Uses::Infinite, Uses::Infinite)
        );
    }
}

#[test]
fn logical_channels_keep_their_own_states() {
    for mut card in both_verified() {
        card.expect("0070000001", "01 9000");
        card.expect("81200001", "63C3");
        card.expect("81200081", "6A88");
        card.expect(&format!("0120000108 {}", block("123456")), "9000");
        card.expect("81200001", "9000");
        // Its own reset leaves the basic channel alone, and the other way round.
        card.expect("01704000", "9000");
        card.expect("81200001", "63C3");
        card.status(0x01, "9000");
        card.status(0x81, "9000");
        card.expect(&format!("0120000108 {}", block("123456")), "9000");
        card.expect("00704000", "9000");
        card.expect("81200001", "9000");
    }
}

#[test]
fn a_counted_verification_ends_when_its_uses_are_spent() {
    use crate::virtual_card::index::PasswordIndex;
    use crate::virtual_card::security_state::{Channel, Uses};
    let mut channel = Channel::default();
    let password = PasswordIndex {
        folder: 0,
        password: 0,
    };
    channel.set_verified(password, Uses::Left(2));
    channel.use_up(password);
    assert!(channel.is_verified(password));
    channel.use_up(password);
    assert!(!channel.is_verified(password));
    channel.set_verified(password, Uses::Infinite);
    (0..1000).for_each(|_| channel.use_up(password));
    assert!(channel.is_verified(password));
}
