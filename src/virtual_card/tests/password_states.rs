//! Rows of cards.md §4.2: what the commands with secrets do to a password object.

use super::*;

const WRONG: &str = "11111";

#[test]
fn a_changed_transport_pin_is_set_but_not_verified() {
    for mut card in all() {
        card.change(0x01, WRONG, "123456", "63C2");
        card.change(0x01, card.transport, "123456", "9000");
        card.status(0x01, "63C3");
        card.verify(0x01, "123456", "9000");
        // Verified before, verified after: unchanged, not set.
        card.change(0x01, "123456", "222222", "9000");
        card.status(0x01, "9000");
    }
}

#[test]
fn a_wrong_old_secret_costs_a_try_and_the_security_status() {
    for card in all() {
        let mut card = card.activated();
        card.verify(0x01, "123456", "9000");
        card.change(0x01, "654321", "222222", "63C2");
        card.status(0x01, "63C2");
        card.verify(0x01, "123456", "9000");
        card.verify(0x01, "654321", "63C2");
        card.status(0x01, "63C2");
    }
}

#[test]
fn a_new_secret_of_bad_length_costs_no_try_even_with_a_wrong_old_one() {
    for mut card in all() {
        for (old, new) in [card.transport, WRONG]
            .into_iter()
            .flat_map(|old| [(old, "12345"), (old, "123456789")])
        {
            card.expect_unchanged(&format!("0024000110 {} {}", block(old), block(new)), "6985");
        }
        card.change(0x01, WRONG, "123456", "63C2");
    }
}

#[test]
fn a_blocked_password_refuses_change_and_verify_with_6983() {
    for card in all() {
        let mut card = card.activated();
        for answer in ["63C2", "63C1", "63C0", "6983"] {
            card.verify(0x01, "654321", answer);
        }
        card.verify(0x01, "123456", "6983");
        card.change(0x01, "123456", "222222", "6983");
        card.change(0x01, "123456", "1234", "6983");
    }
}

#[test]
fn a_leer_pin_takes_its_first_secret_without_an_old_one_and_once_only() {
    for mut card in hbas() {
        card.select_auto();
        card.status(0x81, "62C7");
        // Minimum length of PIN.AUTO is 5, of PIN.SO 6.
        card.expect(&format!("0024018108 {}", block("1234")), "6985");
        card.expect(&format!("0024018308 {}", block("12345")), "6985");
        card.expect(&format!("0024018108 {}", block("12345")), "9000");
        card.status(0x81, "63C3");
        card.expect(&format!("0024018108 {}", block("123456")), "6982");
        card.expect(&format!("0024018308 {}", block("123456")), "9000");
        card.verify(0x83, "123456", "9000");
        // Retry counter of a Leer-PIN is left as it is.
        let mut again = card;
        again.change(0x81, "54321", "123456", "63C2");
        again.status(0x81, "63C2");
    }
}

#[test]
fn a_first_secret_keeps_the_retry_counter() {
    for mut card in hbas() {
        card.select_auto();
        card.change(0x81, WRONG, "123456", "63C2");
        card.expect(&format!("0024018108 {}", block("123456")), "9000");
        card.status(0x81, "63C2");
    }
}

#[test]
fn a_blocked_leer_pin_takes_no_first_secret() {
    for mut card in hbas() {
        card.select_auto();
        for answer in ["63C2", "63C1", "63C0"] {
            card.change(0x81, WRONG, "123456", answer);
        }
        card.expect_unchanged("0024018108 26123456FFFFFFFF", "6983");
        card.expect_unchanged("0024018108 241234FFFFFFFFFF", "6983");
        card.status(0x81, "63C0");
    }
}

#[test]
fn verify_in_transport_state_is_6985_and_costs_nothing() {
    for mut card in all() {
        for pin in [card.transport, "999999"] {
            card.expect_unchanged(&format!("0020000108 {}", block(pin)), "6985");
        }
    }
    for mut card in hbas() {
        card.select_auto();
        card.expect_unchanged("0020008108 26123456FFFFFFFF", "6985");
        card.expect_unchanged("0020008308 26123456FFFFFFFF", "6985");
    }
}

#[test]
fn the_right_pin_fills_the_retry_counter() {
    for card in all() {
        let mut card = card.activated();
        card.verify(0x01, "654321", "63C2");
        card.verify(0x01, "654321", "63C1");
        card.verify(0x01, "123456", "9000");
        card.status(0x01, "9000");
        card.card.reset();
        card.status(0x01, "63C3");
    }
}

#[test]
fn the_puk_with_a_new_pin_ends_blockade_and_transport_state_and_costs_a_use() {
    for mut card in all() {
        for answer in ["63C2", "63C1", "63C0"] {
            card.change(0x01, WRONG, "123456", answer);
        }
        card.unblock_with_new(0x01, card.puk, "123456", "9000");
        card.status(0x01, "63C3");
        card.verify(0x01, "123456", "9000");
        card.unblock_with_new(0x01, card.puk, "222222", "9000");
        card.status(0x01, "63C3");
        assert_eq!(card.card.passwords().next().unwrap().puk_uses_left, 8);
    }
}

#[test]
fn the_puk_alone_keeps_pin_and_transport_state() {
    for mut card in hbas() {
        card.select_qes();
        for answer in ["63C2", "63C1", "63C0"] {
            card.change(0x81, WRONG, "123456", answer);
        }
        card.unblock(0x81, card.qes_puk, "9000");
        card.status(0x81, "62C1");
        card.change(0x81, card.qes_transport, "123456", "9000");
        card.verify(0x81, "123456", "9000");
        card.unblock(0x81, card.qes_puk, "9000");
        card.status(0x81, "63C3");
        assert_eq!(card.view("PIN.QES").puk_uses_left, 8);
    }
    for mut card in all() {
        card.unblock(0x01, card.puk, "9000");
        card.status(0x01, "62C1");
    }
}

#[test]
fn ten_puk_uses_right_or_wrong_and_then_6983() {
    for card in all() {
        let mut card = card.activated();
        card.verify(0x01, "123456", "9000");
        card.unblock_with_new(0x01, "11111111", "222222", "63C9");
        card.status(0x01, "63C3");
        card.unblock(0x01, card.puk, "9000");
        for left in (0..8).rev() {
            card.unblock(0x01, "11111111", &format!("63C{left}"));
        }
        card.unblock(0x01, card.puk, "6983");
        card.unblock_with_new(0x01, card.puk, "222222", "6983");
        card.verify(0x01, "123456", "9000");
    }
}

#[test]
fn a_puk_with_a_new_pin_of_bad_length_is_6985() {
    for mut card in all() {
        for new in ["12345", "123456789"] {
            card.expect_unchanged(
                &format!("002C000110 {} {}", block(card.puk), block(new)),
                "6985",
            );
            card.expect_unchanged(
                &format!("002C000110 {} {}", block("11111111"), block(new)),
                "6985",
            );
        }
        card.unblock_with_new(0x01, "11111111", "123456", "63C9");
    }
}

#[test]
fn what_no_access_rule_lists_is_6982_and_costs_nothing() {
    for mut card in all() {
        for command in [
            "0024010108 26123456FFFFFFFF",
            "002C020108 26123456FFFFFFFF",
            "002C0301",
            "0026000108 26123456FFFFFFFF",
            "00260101",
            "0028000108 26123456FFFFFFFF",
            "00280101",
        ] {
            card.expect_unchanged(command, "6982");
        }
    }
    for mut card in hbas() {
        card.select_qes();
        let puk = block(card.qes_puk);
        for command in [
            &format!("002C008110 {puk} 26123456FFFFFFFF"),
            "0024018108 26123456FFFFFFFF",
            "002C028108 26123456FFFFFFFF",
            "002C0381",
            "00260181",
            "00280181",
        ] {
            card.expect_unchanged(command, "6982");
        }
        card.select_auto();
        for (reference, puk) in [
            ("81", "71946302"),
            ("83", "24680935"),
            ("81", "12345678"),
            ("83", "12345678"),
        ] {
            for command in [
                &format!("002C00{reference}10 {} 26123456FFFFFFFF", block(puk)),
                &format!("002C02{reference}08 26123456FFFFFFFF"),
                &format!("002C03{reference}"),
                &format!("002600{reference}08 26123456FFFFFFFF"),
                &format!("002601{reference}"),
                &format!("002800{reference}08 26123456FFFFFFFF"),
                &format!("002801{reference}"),
            ] {
                card.expect_unchanged(command, "6982");
            }
        }
    }
}

#[test]
fn resetting_without_puk_neither_needs_nor_spends_a_use() {
    let mut card = hba();
    card.card.set_behaviour(Behaviour {
        ignore_access_rules: true,
        ..Behaviour::default()
    });
    for left in (0..10).rev() {
        card.unblock(0x01, "11111111", &format!("63C{left}"));
    }
    card.change(0x01, WRONG, "123456", "63C2");
    card.expect("002C0301", "9000");
    assert_eq!(
        (
            card.view("PIN.CH").retry_counter,
            card.view("PIN.CH").puk_uses_left
        ),
        (3, 0)
    );
    card.status(0x01, "62C1");
    card.expect(&format!("002C020108 {}", block("123456")), "9000");
    card.status(0x01, "63C3");
}

/// N081.200b. No card's rules let this through; the toy's do.
#[test]
fn the_puk_with_a_new_pin_ends_the_leer_pin_state() {
    for mut card in hbas() {
        let puk = if card.puk == "12345678" {
            "12345678"
        } else {
            "71946302"
        };
        card.card.set_behaviour(Behaviour {
            ignore_access_rules: true,
            ..Behaviour::default()
        });
        card.select_auto();
        card.unblock_with_new(0x81, puk, "123456", "9000");
        card.status(0x81, "63C3");
        card.verify(0x81, "123456", "9000");
        card.expect_unchanged("0024018108 26654321FFFFFFFF", "6982");
        assert_eq!(card.view("PIN.AUTO").puk_uses_left, 9);
        // Without a new one it stays.
        card.unblock(
            0x83,
            if puk == "12345678" { puk } else { "24680935" },
            "9000",
        );
        card.status(0x83, "62C7");
    }
}

/// startRetryCounter need not be 3.
#[test]
fn every_success_fills_the_retry_counter_to_its_start() {
    for mut card in all() {
        let password = &mut card.card.system.folders[0].passwords[0];
        (password.start_retry_counter, password.retry_counter) = (7, 5);
        card.change(0x01, WRONG, "123456", "63C4");
        card.change(0x01, card.transport, "123456", "9000");
        card.status(0x01, "63C7");
        card.verify(0x01, "654321", "63C6");
        card.verify(0x01, "123456", "9000");
        card.card.reset();
        card.status(0x01, "63C7");
        card.verify(0x01, "654321", "63C6");
        card.unblock(0x01, card.puk, "9000");
        card.status(0x01, "63C7");
    }
}

#[test]
fn malformed_blocks_and_wrong_lengths_cost_nothing() {
    for mut card in all() {
        for (command, answer) in [
            ("00200001083554321FFFFFFFFF", "6A80"),
            ("00200001082654321FFFFFFFFF", "6A80"),
            ("00200001082554A21FFFFFFFFF", "6A80"),
            ("002000010820FFFFFFFFFFFFFF", "6A80"),
            ("002400011020FFFFFFFFFFFFFF26123456FFFFFFFF", "6A80"),
            ("00200001", "6700"),
            ("0020000100", "6700"),
            ("00200001072554321FFFFFFF", "6700"),
            ("002000010826123456FFFFFFFF00", "6700"),
            ("00240001082554321FFFFFFFFF", "6700"),
            ("00240101102554321FFFFFFFFF26123456FFFFFFFF", "6700"),
            ("002C01011026123456FFFFFFFF26123456FFFFFFFF", "6700"),
            ("002C03010826123456FFFFFFFF", "6700"),
            ("8020000100", "6700"),
            ("00200101082554321FFFFFFFFF", "6A86"),
            ("00240201102554321FFFFFFFFF26123456FFFFFFFF", "6A86"),
            ("002C0401", "6A86"),
            ("80200101", "6A86"),
            ("80200041", "6A86"),
        ] {
            card.expect_unchanged(command, answer);
        }
        card.status(0x01, "62C1");
    }
}

#[test]
fn retry_counters_survive_the_loss_of_power() {
    for mut card in all() {
        card.change(0x01, WRONG, "123456", "63C2");
        card.card.power_off();
        card.card.power_on();
        card.change(0x01, WRONG, "123456", "63C1");
        card.card.reset();
        card.change(0x01, WRONG, "123456", "63C0");
        card.card.reset();
        card.change(0x01, card.transport, "123456", "6983");
    }
}

#[test]
fn each_persistent_change_shows_in_the_revision() {
    let mut card = hba();
    let mut last = card.card.persistent_revision();
    for command in [
        format!("0024000110{}{}", block(WRONG), block("123456")),
        format!("0024000110{}{}", block("28407"), block("123456")),
        format!("002C010108{}", block("11111111")),
        format!("002C010108{}", block("60483719")),
        format!("0020000108{}", block("654321")),
    ] {
        card.send(&command);
        assert!(card.card.persistent_revision() > last, "{command}");
        last = card.card.persistent_revision();
    }
}
