//! The Windows program at a PIN pad. wine does not translate the code by which programs of Windows ask
//! for the features of a reader; the driver of these tests knows it.

use support::desk::Trial;
use support::pad::{PadReader, Settings};
use support::pad_walk::smcb;
use support::wine::WineDesk;

#[test]
fn a_card_is_activated_at_the_pad_and_no_digit_passes_the_program() {
    let mut pads = [PadReader::new("Pad", 1, &Settings::default())];
    let Some(desk) = WineDesk::with_pads(&mut pads) else {
        return;
    };
    let trial = Trial::smcb();
    trial.keep_secret(&desk.desk);
    let (smc, slot) = (trial.pins[0], pads[0].slot(0));
    slot.insert(smcb());
    desk.desk.wait_for_state(0, &["card"]);
    let readers = desk.expect(0, &["readers", "--json"]);
    let reader = &readers.json["readers"][0];
    assert_eq!(reader["pin_pad"], true, "{readers}");
    assert_eq!(reader["pin_pad_can_change"], true, "{readers}");

    slot.plan(&format!("{}# {}# {}#", smc.transport, smc.new, smc.new));
    let mut console = desk.console(&["activate"]);
    console.expect("n oder k:").type_line("j");
    console
        .expect("Sie tippen gleich am Leser, nicht am PC.")
        .expect("(Strg-C bricht ab):");
    assert!(slot.dialogs().is_empty(), "the pad was armed too early");
    console
        .type_line("")
        .expect("PIN der SMC-B (PIN.SMC) ist gesetzt. Die Karte hat es bestätigt.");
    assert_eq!(console.pty.exit_code(), 0);
    assert_eq!(slot.dialogs().len(), 1);
    let status = desk.expect(0, &["status", "--json"]);
    assert_eq!(status.json["pins"][0]["state"], "set", "{status}");
}
