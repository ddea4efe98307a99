//! Cards in the terminals of a Konnektor, the double of one behind the program's own client: the same
//! commands, the same gate, the same notes and words as at a reader.

mod activate;
mod away;
mod barred;
mod choosing;
mod commands;
mod contradictions;
mod desk;
mod doctor;
mod evidence;
mod examined;
mod gate;
mod guide;
mod guide_desk;
mod guide_rows;
mod left_behind;
mod list_gaps;
mod odd_answers;
mod outcomes;
mod requests;
mod set_pins;
mod told;
mod troubles;
mod unblock;

use support::konnektor::{Card, Konnektor, TerminalId, make};

const CH: &str = "28407";
const NEW: &str = "471193";

/// A Konnektor with a terminal of three slots at the workplace, and this card in its second.
fn with(card: Card) -> (Konnektor, TerminalId) {
    let konnektor = Konnektor::new(&make::EHEX);
    let terminal = konnektor.add_terminal("Empfang", 3);
    konnektor.insert(terminal, 2, card);
    (konnektor, terminal)
}
