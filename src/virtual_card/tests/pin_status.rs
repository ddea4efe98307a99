//! Rows of cards.md §4.1: what GET PIN STATUS answers in which state, and that it changes nothing.

use super::*;

const WRONG: &str = "11111";

fn older(mut tested: Tested) -> Tested {
    tested.card.set_behaviour(Behaviour {
        cos: CosGeneration::Older,
        ..Behaviour::default()
    });
    tested
}

#[test]
fn a_password_that_is_not_there_is_6a88() {
    for mut card in hbas() {
        card.status(0x81, "6A88");
        card.status(0x05, "6A88");
        card.select_qes();
        card.status(0x81, "62C1");
        card.status(0x83, "6A88");
        card.status(0x01, "62C1");
        // Not from a folder beside it.
        card.expect("00A4040C0AA000000167455349474E", "9000");
        card.status(0x81, "6A88");
    }
}

#[test]
fn an_access_rule_that_is_not_met_is_6982() {
    for mut card in hbas() {
        card.select_qes();
        card.expect("0022F302", "9000");
        card.status(0x81, "6982");
        card.status(0x01, "62C1");
        card.select_mf();
        card.expect("0022F302", "9000");
        card.status(0x01, "6982");
    }
}

#[test]
fn a_blocked_password_is_63c0_in_any_transport_status() {
    for mut card in hbas() {
        card.change(0x01, WRONG, "123456", "63C2");
        card.change(0x01, WRONG, "123456", "63C1");
        card.status(0x01, "62C1");
        card.change(0x01, WRONG, "123456", "63C0");
        card.status(0x01, "63C0");
        card.select_auto();
        for answer in ["63C2", "63C1", "63C0"] {
            card.status(0x81, "62C7");
            card.change(0x81, WRONG, "123456", answer);
        }
        card.status(0x81, "63C0");
    }
    for card in all() {
        let mut card = card.activated();
        for (answer, status) in [("63C2", "63C2"), ("63C1", "63C1"), ("63C0", "63C0")] {
            card.verify(0x01, "654321", answer);
            card.status(0x01, status);
        }
    }
}

#[test]
fn an_older_card_hides_that_it_is_blocked_behind_its_transport_status() {
    for card in all() {
        let mut card = older(card);
        for answer in ["63C2", "63C1", "63C0", "6983"] {
            card.change(0x01, WRONG, "123456", answer);
        }
        card.status(0x01, "62C1");
        card.verify(0x01, card.transport, "6985");
    }
}

#[test]
fn a_disabled_password_is_62d0_verified_or_not_but_63c0_when_blocked() {
    let mut card = hba().activated();
    card.verify(0x01, "123456", "9000");
    card.expect("00260101", "6982");
    card.card.set_behaviour(Behaviour {
        ignore_access_rules: true,
        ..Behaviour::default()
    });
    card.expect("00260101", "9000");
    assert!(!card.view("PIN.CH").enabled);
    card.status(0x01, "62D0");
    for answer in ["63C2", "63C1", "63C0"] {
        card.verify(0x01, "654321", answer);
    }
    card.status(0x01, "63C0");
    let mut card = older(card);
    card.status(0x01, "62D0");
}

/// N078.800: 62D0 outranks 62C1 and 62C7.
#[test]
fn a_disabled_password_is_62d0_in_any_transport_status() {
    for mut card in hbas() {
        card.card.set_behaviour(Behaviour {
            ignore_access_rules: true,
            ..Behaviour::default()
        });
        card.expect("00260101", "9000");
        card.status(0x01, "62D0");
        assert_eq!(
            card.view("PIN.CH").transport_status,
            TransportStatus::TransportPin
        );
        card.select_auto();
        card.expect("00260181", "9000");
        card.status(0x81, "62D0");
        card.expect("00280181", "9000");
        card.status(0x81, "62C7");
    }
}

#[test]
fn verify_on_a_blocked_transport_pin_is_6983() {
    for mut card in all() {
        for answer in ["63C2", "63C1", "63C0"] {
            card.change(0x01, WRONG, "123456", answer);
        }
        card.expect_unchanged(&format!("0020000108 {}", block(card.transport)), "6983");
    }
    for mut card in hbas() {
        card.select_auto();
        for answer in ["63C2", "63C1", "63C0"] {
            card.change(0x81, WRONG, "123456", answer);
        }
        card.expect_unchanged("0020008108 26123456FFFFFFFF", "6983");
    }
}

#[test]
fn get_pin_status_changes_nothing() {
    for mut card in all() {
        for _ in 0..20 {
            card.expect_unchanged("80200001", "62C1");
        }
        card.change(0x01, WRONG, "123456", "63C2");
        card.expect_unchanged("80200001", "62C1");
        card.change(0x01, card.transport, "123456", "9000");
        card.expect_unchanged("80200001", "63C3");
        card.verify(0x01, "123456", "9000");
        card.expect_unchanged("80200001", "9000");
        card.expect_unchanged("80200001", "9000");
        card.verify(0x01, "654321", "63C2");
        card.expect_unchanged("80200001", "63C2");
    }
}
