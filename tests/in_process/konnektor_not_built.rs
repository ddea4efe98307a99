//! A build without the way to a Konnektor says so, and does not tell of what it has not.

use pinlotse::cli;
use pinlotse::konnektor::direct;
use pinlotse::text::Text;
use support::journey::Journey;
use support::script::Script;
use support::{Skip, or_skip};

fn without() -> Option<()> {
    let built = "this build has the way to a Konnektor: tests/konnektor/set_up.rs";
    let skip = || Err(Skip(built.to_owned()));
    or_skip(if direct::IS_BUILT { skip() } else { Ok(()) })
}

#[test]
fn every_command_for_a_konnektor_answers_that_there_is_no_way_to_one() {
    let Some(()) = without() else { return };
    let mut journey = Journey::with("hba");
    for line in [
        &["konnektor", "list"][..],
        &["konnektor", "show", "praxis"],
        &["konnektor", "check", "praxis"],
        &["konnektor", "add", "praxis"],
        &["konnektor", "remove", "praxis"],
    ] {
        let line = [&["--json"], line].concat();
        let ran = journey.run(&line, Script::nobody());
        ran.fails(2, "konnektor_not_built")
            .says("ohne den Weg zu einem Konnektor gebaut");
    }
}

#[test]
fn the_help_does_not_tell_of_it() {
    let Some(()) = without() else { return };
    let help = cli::shown(Text::default(), false).render_help().to_string();
    assert!(!help.to_lowercase().contains("konnektor"), "{help}");
}
