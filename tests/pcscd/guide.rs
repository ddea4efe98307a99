//! The guide at a real pcscd with a PIN pad.

use support::desk::{Desk, Trial};
use support::or_skip;
use support::pad::Settings;
use support::pad_walk::*;

#[test]
fn the_guide_leads_to_the_activated_card_at_a_pin_pad() {
    let Some(walk) = PadWalk::with(&Settings::default(), smcb()) else {
        return;
    };
    walk.will_type(SMC, OWN);
    let mut terminal = walk.desk.terminal(&[]);
    terminal
        .expect("Die Karte ist unberührt. Jetzt den PIN-Brief öffnen.")
        .expect("Nummer: ")
        .send_line("1");
    assert!(
        walk.slot().dialogs().is_empty(),
        "the pad was armed before it was explained"
    );
    terminal.expect("Schritt 1 von ");
    press_enter(&mut terminal);
    terminal.expect("PIN der SMC-B (PIN.SMC) ist gesetzt. Die Karte hat es bestätigt.");
    terminal
        .expect("FERTIG. PIN der SMC-B (PIN.SMC) ist gesetzt.")
        .expect("nur Enter: 1): ")
        .send_line("");
    let said = walk.end(&mut terminal, 0);
    assert!(
        said.contains("PIN-Brief mit der PUK wegschließen"),
        "{said}"
    );
    assert!(walk.accepts("", 0x01, OWN));
}

#[test]
fn a_card_is_waited_for_and_taken_when_it_is_put_in() {
    let Some(walk) = PadWalk::at(&Settings::default()) else {
        return;
    };
    let mut terminal = walk.desk.terminal(&["--wait", "600"]);
    terminal.expect("nur Enter: 1): ").send_line("");
    terminal
        .expect("In keinem Leser steckt eine Karte.")
        .expect("Bitte die Karte einstecken");
    walk.slot().insert(smcb());
    terminal
        .expect("Die Karte ist unberührt. Jetzt den PIN-Brief öffnen.")
        .expect("Nummer: ")
        .send_line("6");
    walk.end(&mut terminal, 0);
}

#[test]
fn a_card_put_in_or_pulled_answers_the_choices_without_a_key() {
    let Some(desk) = or_skip(Desk::new()) else {
        return;
    };
    let card = Trial::hba().card();
    let mut terminal = desk.terminal(&[]);
    terminal.expect("Willkommen").expect("nur Enter: 1): ");
    desk.insert(&card, 0);
    terminal.expect("(eHBA)").expect("Nummer");
    desk.pull(&card, 0);
    terminal
        .expect("Die Karte steckt nicht mehr.")
        .expect("Bitte die Karte einstecken");
    desk.insert(&card, 0);
    terminal.expect("(eHBA)").expect("Nummer");
    terminal.send_ctrl('c');
    assert_eq!(terminal.exit_code(), 15);
    assert_eq!(card.secrets_seen(), 0);
    desk.search(&mut terminal);
}
