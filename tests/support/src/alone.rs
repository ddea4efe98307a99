//! The program in this process without a journey: the readers are those that the arguments name.

use std::ffi::OsString;

use pinlotse::attempts::Notes;
use pinlotse::issuers::Keeper;
use pinlotse::session::desk::context::ReconnectPolicy;
use pinlotse::start::{World, run_in};
use pinlotse::system::signals::Interrupts;

use super::script::Script;

/// Runs it in German; the exit code.
pub fn run(arguments: &[&str], script: Script) -> u8 {
    let line = ["pinlotse", "--lang", "de"]
        .iter()
        .chain(arguments)
        .map(OsString::from)
        .collect();
    let (interrupts, reconnect) = (Interrupts::none(), ReconnectPolicy::default());
    let notes = Some(Notes::in_memory());
    run_in(
        line,
        World {
            interrupts,
            dialog: Some(Box::new(script)),
            places: None,
            readers: None,
            notes,
            reconnect,
            anchor: None,
            keeper: Some(Keeper::none()),
            machine: None,
        },
    )
}
