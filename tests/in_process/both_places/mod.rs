//! Journeys that are the same at a reader of this PC and at a card terminal behind a Konnektor, each
//! written once: the same questions, exit codes, words of the card, notes. What differs is where the
//! digits are typed. Journeys at PIN pads are in `tests/pcscd`, for they need the service; what only
//! one of the places has is in the tests of that place. `twins.txt` beside the tests at a Konnektor
//! says of each journey at a reader which one it is there.

mod activate;
mod desk;
mod guide;
mod guide_danger;
mod guide_desk;
mod guide_live;
mod guide_released;
mod guide_screen;
mod looks;
mod notes;
mod older_cards;
mod own_pins;
mod records;
mod rescue;
mod tries;
mod unblock;
mod unusable_notes;

use desk::{Desk, blocked, fresh, in_use, older, transport_blocked, unblocks, verifies};
