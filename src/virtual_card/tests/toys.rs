//! Two cards that misbehave, so that others can test whether they notice.

use super::*;

#[test]
fn a_toy_that_ignores_access_rules_lets_everything_through() {
    for mut card in hbas() {
        card.card.set_behaviour(Behaviour {
            ignore_access_rules: true,
            ..Behaviour::default()
        });
        card.select_qes();
        card.unblock_with_new(0x81, card.qes_puk, "123456", "9000");
        card.status(0x81, "63C3");
        card.expect("0022F302", "9000");
        card.status(0x81, "63C3");
    }
}

#[test]
fn a_toy_that_forgets_its_retry_counter_never_blocks_across_resets() {
    for mut card in all() {
        card.card.set_behaviour(Behaviour {
            forget_retry_counters: true,
            ..Behaviour::default()
        });
        for _ in 0..5 {
            card.change(0x01, "11111", "123456", "63C2");
            card.change(0x01, "11111", "123456", "63C1");
            card.card.power_off();
            card.card.power_on();
        }
        card.change(0x01, card.transport, "123456", "9000");
    }
}
