//! A Transport-PIN that was blocked: 63C0 does not tell it from an own PIN, the notes do.

use super::*;

const BLOCK: [Ending; 2] = [Ending::Wrong(0), Ending::Blocked];

fn try_transport(notes: &mut Notes, ending: Ending) {
    let held = gate(notes);
    let before = Before {
        stated: 0,
        transport: true,
    };
    let attempt = notes
        .begin(&held, CARD, CH, &notes.view(CARD, CH).unwrap(), before)
        .unwrap();
    notes.end(attempt, ending).unwrap();
}

fn blocked_in_transport(notes: &Notes) -> bool {
    notes.view(CARD, CH).unwrap().blocked_in_transport
}

fn observe(notes: &mut Notes, seen: Seen) {
    notes.observe(CARD, PinKey::Ch, seen).unwrap();
}

#[test]
fn that_a_transport_pin_was_blocked_stays_noted_as_long_as_the_card_shows_the_block() {
    for ending in BLOCK {
        let folder = Folder::new();
        let mut notes = folder.notes();
        try_transport(&mut notes, ending);
        for _ in 0..2 {
            observe(&mut notes, Seen::Tries(0));
            let view = folder.notes().view(CARD, CH).unwrap();
            assert!(view.blocked_in_transport, "{ending:?}");
            // Its counter the card names itself, and it never claims more than the card shows.
            assert_eq!(
                (view.tries_left_at_most, view.wrong, view.blocked_noted),
                (None, 0, false)
            );
        }
    }
}

#[test]
fn whatever_shows_that_the_block_is_over_clears_the_mark() {
    for seen in [
        Seen::Tries(1),
        Seen::Tries(3),
        Seen::Verified,
        Seen::LeftTransport,
        Seen::Hidden,
    ] {
        let mut notes = Notes::in_memory();
        try_transport(&mut notes, Ending::Wrong(0));
        observe(&mut notes, Seen::Tries(0));
        observe(&mut notes, seen);
        assert_eq!(notes.view(CARD, CH).unwrap(), View::default(), "{seen:?}");
    }
    let mut notes = Notes::in_memory();
    try_transport(&mut notes, Ending::Wrong(0));
    observe(&mut notes, Seen::Tries(0));
    try_once(&mut notes, PUK_CH, Ending::Right);
    assert!(!blocked_in_transport(&notes));
}

#[test]
fn a_block_that_nobody_saw_happen_to_the_transport_pin_is_not_said_to_be_one() {
    for endings in [
        &[Ending::Wrong(1)][..],
        &[Ending::Wrong(1), Ending::Unknown],
        &[Ending::NotSent],
    ] {
        let mut notes = Notes::in_memory();
        endings
            .iter()
            .for_each(|ending| try_transport(&mut notes, *ending));
        observe(&mut notes, Seen::Tries(0));
        assert_eq!(
            notes.view(CARD, CH).unwrap(),
            View::default(),
            "{endings:?}"
        );
    }
    for ending in BLOCK {
        let mut notes = Notes::in_memory();
        try_once(&mut notes, CH, ending);
        observe(&mut notes, Seen::Tries(0));
        assert_eq!(
            notes.view(CARD, CH).unwrap(),
            View::default(),
            "an own PIN, {ending:?}"
        );
    }
}

#[test]
fn notes_from_before_attempts_said_what_they_tried_are_still_read() {
    let folder = Folder::new();
    let mut notes = folder.notes();
    try_once(&mut notes, CH, Ending::Wrong(0));
    let written = fs::read_to_string(folder.file()).unwrap();
    assert!(!written.contains("transport"), "{written}");
    assert_eq!(notes.view(CARD, CH).unwrap().tries_left_at_most, Some(0));
    assert!(!blocked_in_transport(&notes));
}
