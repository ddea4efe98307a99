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

/// A PIN that left the transport state had all its tries then, whoever has verified it since.
#[test]
fn entries_of_a_transport_pin_are_settled_by_a_pin_that_is_verified_and_its_own_are_not() {
    let mut notes = Notes::in_memory();
    try_transport(&mut notes, Ending::Unknown);
    observe(&mut notes, Seen::Verified);
    assert_eq!(notes.view(CARD, CH).unwrap(), View::default());
    try_once(&mut notes, CH, Ending::Unknown);
    observe(&mut notes, Seen::Verified);
    assert_eq!(notes.view(CARD, CH).unwrap().unknown, 1);
    // That look was garbled: what was laid aside counts again.
    observe(&mut notes, Seen::Hidden);
    assert_eq!(notes.view(CARD, CH).unwrap().unknown, 2);
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

/// Every state that a card can show which is not the transport state and is no block of it.
const ELSEWHERE: [Seen; 3] = [Seen::Tries(3), Seen::Tries(1), Seen::LeftTransport];

#[test]
fn what_a_wrong_look_settled_counts_again_when_the_card_shows_the_transport_state() {
    for seen in ELSEWHERE.into_iter().chain([Seen::Tries(0)]) {
        let folder = Folder::new();
        let mut notes = folder.notes();
        try_transport(&mut notes, Ending::Wrong(2));
        try_transport(&mut notes, Ending::Unknown);
        let before = notes.view(CARD, CH).unwrap();
        observe(&mut notes, seen);
        assert_eq!(notes.view(CARD, CH).unwrap(), View::default(), "{seen:?}");
        let listed = notes.list().unwrap();
        assert!(
            matches!(listed.as_slice(), [one] if one.settled && one.view == before),
            "{seen:?}: {listed:?}"
        );
        // Another process, another day.
        let mut notes = folder.notes();
        observe(&mut notes, Seen::Hidden);
        assert_eq!(notes.view(CARD, CH).unwrap(), before, "{seen:?}");
        assert!(notes.list().unwrap().iter().all(|one| !one.settled));
    }
}

#[test]
fn what_was_tried_after_a_wrong_look_comes_after_what_it_settled() {
    let mut notes = Notes::in_memory();
    try_transport(&mut notes, Ending::Wrong(2));
    observe(&mut notes, Seen::Tries(3));
    try_transport(&mut notes, Ending::Unknown);
    observe(&mut notes, Seen::Hidden);
    let view = notes.view(CARD, CH).unwrap();
    assert_eq!((view.tries_left_at_most, view.card_named), (Some(1), true));
}

#[test]
fn a_block_of_the_transport_pin_that_a_wrong_look_settled_counts_again() {
    for ending in BLOCK {
        for seen in ELSEWHERE {
            let mut notes = Notes::in_memory();
            try_transport(&mut notes, ending);
            observe(&mut notes, seen);
            observe(&mut notes, Seen::Hidden);
            let view = notes.view(CARD, CH).unwrap();
            assert!(view.blocked_noted, "{ending:?} {seen:?}");
        }
    }
}

#[test]
fn nothing_of_an_own_pin_or_of_a_right_entry_is_laid_aside() {
    let mut notes = Notes::in_memory();
    try_once(&mut notes, CH, Ending::Wrong(1));
    observe(&mut notes, Seen::Tries(1));
    try_transport(&mut notes, Ending::Wrong(2));
    try_transport(&mut notes, Ending::Right);
    observe(&mut notes, Seen::Tries(3));
    try_transport(&mut notes, Ending::NotSent);
    observe(&mut notes, Seen::Tries(3));
    assert!(notes.list().unwrap().is_empty());
    observe(&mut notes, Seen::Hidden);
    assert_eq!(notes.view(CARD, CH).unwrap(), View::default());
}

#[test]
fn an_entry_that_only_the_state_called_right_counts_when_the_state_is_taken_back() {
    let mut notes = Notes::in_memory();
    try_transport(&mut notes, Ending::Wrong(2));
    try_transport(&mut notes, Ending::TakenAsRight);
    assert_eq!(notes.view(CARD, CH).unwrap(), View::default());
    observe(&mut notes, Seen::Tries(3));
    observe(&mut notes, Seen::Hidden);
    let view = notes.view(CARD, CH).unwrap();
    assert_eq!((view.tries_left_at_most, view.unknown), (Some(1), 1));
}

#[test]
fn that_a_new_pin_may_be_valid_outlives_a_number_that_the_card_names() {
    let mut notes = Notes::in_memory();
    try_transport(&mut notes, Ending::Wrong(2));
    assert!(!notes.view(CARD, CH).unwrap().perhaps_set);
    try_transport(&mut notes, Ending::Unknown);
    try_transport(&mut notes, Ending::Wrong(1));
    observe(&mut notes, Seen::Hidden);
    let view = notes.view(CARD, CH).unwrap();
    assert!(view.perhaps_set);
    assert_eq!(
        (view.tries_left_at_most, view.unknown, view.wrong),
        (Some(1), 0, 2)
    );
    try_transport(&mut notes, Ending::Right);
    assert!(!notes.view(CARD, CH).unwrap().perhaps_set);
    // Of an own PIN nothing of the kind is said.
    let mut notes = Notes::in_memory();
    try_once(&mut notes, CH, Ending::Unknown);
    assert!(!notes.view(CARD, CH).unwrap().perhaps_set);
}

#[test]
fn a_right_puk_and_a_person_who_forgets_end_what_was_laid_aside_too() {
    let settled = || {
        let mut notes = Notes::in_memory();
        try_transport(&mut notes, Ending::Wrong(1));
        observe(&mut notes, Seen::Tries(0));
        notes
    };
    let mut notes = settled();
    try_once(&mut notes, PUK_CH, Ending::Right);
    observe(&mut notes, Seen::Hidden);
    assert_eq!(notes.view(CARD, CH).unwrap(), View::default());
    for card in [Some(CARD), None] {
        let mut notes = settled();
        try_once(&mut notes, PUK_CH, Ending::Wrong(9));
        assert_eq!(notes.forget(card).unwrap().cards, 1, "one card");
        assert!(notes.list().unwrap().is_empty());
    }
}

/// Versions that drop what is settled read every key of `cards`, and no member that they do not
/// know.
#[test]
fn what_is_laid_aside_brings_no_new_member_into_the_file() {
    let folder = Folder::new();
    let mut notes = folder.notes();
    try_transport(&mut notes, Ending::Wrong(1));
    observe(&mut notes, Seen::Tries(3));
    let written: serde_json::Value =
        serde_json::from_slice(&fs::read(folder.file()).unwrap()).unwrap();
    assert_eq!(written["version"], 1);
    let cards = written["cards"].as_object().unwrap();
    let [(key, card)] = cards.iter().collect::<Vec<_>>()[..] else {
        panic!("{cards:?}")
    };
    assert!(key.ends_with(".settled"), "{key}");
    let entry = card["pin.ch"][0].as_object().unwrap();
    let members: Vec<&String> = entry.keys().collect();
    assert_eq!(members, ["number", "begun", "state", "transport"]);
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
