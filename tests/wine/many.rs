//! Many cards in a row, as somebody brings them into use who has a box of them.

use support::desk::Trial;
use support::served_card::{CHANGE_REFERENCE_DATA, ServedCard};
use support::wine::WineDesk;

const CARDS: usize = 200;

#[test]
fn two_hundred_cards_in_a_row_are_activated_each_with_one_command_to_it() {
    let Some(desk) = WineDesk::new() else { return };
    let trial = Trial::smcb();
    trial.keep_secret(&desk.desk);
    let smc = trial.pins[0];
    let secrets = format!("transport.smc = {}\nnew.smc = {}\n", smc.transport, smc.new);
    for pair in 0..CARDS / 2 {
        let cards = [trial.card(), trial.card()];
        for (slot, card) in (0..).zip(&cards) {
            card.insert(desk.desk.pcscd.vpcd_port(slot));
        }
        for (slot, card) in (0..).zip(&cards) {
            let reader = desk.desk.pcscd.reader_name(slot);
            let arguments = ["activate", "--json", "--secrets-stdin", "--reader", &reader];
            let run = desk.run_with_input(&arguments, &secrets);
            run.assert_exit(0);
            trial.assert_activated(card);
            assert_eq!(card.count(CHANGE_REFERENCE_DATA), 1, "pair {pair}: {run}");
        }
        cards.iter().for_each(ServedCard::pull);
        for slot in 0..2 {
            desk.desk.wait_for_state(slot, &["empty"]);
        }
    }
}
