//! What notes mean: the sentences of design §5, one by one. Card numbers and PINs are invented.

use std::fs;

use super::*;
use file::Folder;

mod among_all;
mod file;
mod transport;

const CARD: &str = "80276999990000000017";
const OTHER: &str = "80276999990000000025";
const CH: Secret = Secret::Pin(PinKey::Ch);
const PUK_CH: Secret = Secret::Puk(PinKey::Ch);

fn gate(notes: &Notes) -> Gate {
    notes
        .lock_for_gate(CARD, Duration::from_secs(10), &Interrupts::none())
        .unwrap()
}

fn try_once(notes: &mut Notes, secret: Secret, ending: Ending) {
    let held = gate(notes);
    let attempt = notes
        .begin(
            &held,
            CARD,
            secret,
            &notes.view(CARD, secret).unwrap(),
            Before::default(),
        )
        .unwrap();
    notes.end(attempt, ending).unwrap();
}

fn at_most(notes: &Notes) -> Option<u8> {
    notes.view(CARD, CH).unwrap().tries_left_at_most
}

#[test]
fn without_notes_nothing_is_claimed_and_no_file_is_made() {
    let folder = Folder::new();
    let mut notes = folder.notes();
    assert_eq!(notes.view(CARD, CH).unwrap(), View::default());
    notes.observe(CARD, PinKey::Ch, Seen::Tries(3)).unwrap();
    assert_eq!(notes.forget(None).unwrap(), Forgotten::default());
    assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 0);
}

#[test]
fn whose_a_pin_is_is_held_for_one_pin_of_one_card_and_is_no_attempt() {
    let folder = Folder::new();
    let mut notes = folder.notes();
    notes.mark_own(CARD, &[PinKey::Ch]).unwrap();
    let own = |card: &str, pin| folder.notes().of_card(card).unwrap().is_own(pin);
    assert!(own(CARD, PinKey::Ch));
    assert!(!own(CARD, PinKey::Qes) && !own(OTHER, PinKey::Ch));
    assert_eq!(notes.view(CARD, CH).unwrap(), View::default());
    assert!(notes.list().unwrap().is_empty());
    // The card's number stands nowhere, and forgetting forgets this too.
    let file = fs::read_to_string(folder.file()).unwrap();
    assert!(!file.contains(CARD));
    notes.forget(Some(CARD)).unwrap();
    assert!(!own(CARD, PinKey::Ch));
}

#[test]
fn an_attempt_is_on_the_disk_before_the_secret_leaves() {
    let folder = Folder::new();
    let mut notes = folder.notes();
    let held = gate(&notes);
    let _attempt = notes
        .begin(
            &held,
            CARD,
            CH,
            &notes.view(CARD, CH).unwrap(),
            Before::default(),
        )
        .unwrap();
    assert!(
        fs::read_to_string(folder.file())
            .unwrap()
            .contains("\"open\"")
    );
}

#[test]
fn a_crash_between_begin_and_end_is_seen_by_the_next_view() {
    let folder = Folder::new();
    let mut notes = folder.notes();
    let held = gate(&notes);
    drop(
        notes
            .begin(
                &held,
                CARD,
                CH,
                &notes.view(CARD, CH).unwrap(),
                Before::default(),
            )
            .unwrap(),
    );
    drop((held, notes));
    let view = folder.notes().view(CARD, CH).unwrap();
    assert_eq!(
        (view.tries_left_at_most, view.unknown, view.wrong),
        (Some(2), 1, 0)
    );
    assert!(view.since.is_some());
    assert!(!view.blocked_noted);
}

#[test]
fn every_open_attempt_lowers_three_by_one_and_never_claims_blocked() {
    let mut notes = Notes::in_memory();
    for left in [2, 1, 0, 0] {
        try_once(&mut notes, CH, Ending::Unknown);
        assert_eq!(at_most(&notes), Some(left));
    }
    assert!(!notes.view(CARD, CH).unwrap().blocked_noted);
}

#[test]
fn a_wrong_answer_sets_the_known_number_and_open_attempts_after_it_lower_it() {
    let mut notes = Notes::in_memory();
    try_once(&mut notes, CH, Ending::Unknown);
    try_once(&mut notes, CH, Ending::Wrong(2));
    let view = notes.view(CARD, CH).unwrap();
    assert_eq!(
        (view.tries_left_at_most, view.unknown, view.wrong),
        (Some(2), 0, 1)
    );
    try_once(&mut notes, CH, Ending::Unknown);
    assert_eq!(at_most(&notes), Some(1));
    try_once(&mut notes, CH, Ending::Wrong(1));
    let view = notes.view(CARD, CH).unwrap();
    assert_eq!(
        (view.tries_left_at_most, view.unknown, view.wrong),
        (Some(1), 0, 2)
    );
}

#[test]
fn a_noted_wrong_0_and_an_answer_6983_count_as_blocked_even_while_the_card_hides_its_counter() {
    for ending in [Ending::Wrong(0), Ending::Blocked] {
        let mut notes = Notes::in_memory();
        try_once(&mut notes, CH, ending);
        notes.observe(CARD, PinKey::Ch, Seen::Hidden).unwrap();
        let view = notes.view(CARD, CH).unwrap();
        assert_eq!(
            (view.tries_left_at_most, view.blocked_noted),
            (Some(0), true),
            "{ending:?}"
        );
        assert_eq!(view.wrong, u8::from(ending != Ending::Blocked));
    }
}

#[test]
fn an_attempt_that_was_not_sent_costs_nothing() {
    let mut notes = Notes::in_memory();
    for _ in 0..3 {
        try_once(&mut notes, CH, Ending::NotSent);
    }
    assert_eq!(notes.view(CARD, CH).unwrap(), View::default());
    try_once(&mut notes, CH, Ending::Unknown);
    assert_eq!(at_most(&notes), Some(2));
}

#[test]
fn a_right_answer_replaces_the_notes_of_the_pin() {
    let mut notes = Notes::in_memory();
    try_once(&mut notes, CH, Ending::Wrong(1));
    try_once(&mut notes, CH, Ending::Unknown);
    try_once(&mut notes, CH, Ending::Right);
    let view = notes.view(CARD, CH).unwrap();
    assert_eq!(
        (
            view.tries_left_at_most,
            view.wrong,
            view.unknown,
            view.since
        ),
        (None, 0, 0, None)
    );
    try_once(&mut notes, CH, Ending::Unknown);
    assert_eq!(at_most(&notes), Some(2));
}

#[test]
fn whatever_the_card_shows_itself_replaces_the_notes_of_that_pin_only() {
    let qes = Secret::Pin(PinKey::Qes);
    for seen in [Seen::Tries(3), Seen::LeftTransport] {
        let folder = Folder::new();
        let mut notes = folder.notes();
        for secret in [CH, PUK_CH, qes] {
            try_once(&mut notes, secret, Ending::Wrong(2));
        }
        notes.observe(CARD, PinKey::Ch, seen).unwrap();
        assert_eq!(notes.view(CARD, CH).unwrap(), View::default(), "{seen:?}");
        assert_eq!(notes.view(CARD, PUK_CH).unwrap().wrong, 1, "{seen:?}");
        assert_eq!(notes.view(CARD, qes).unwrap().wrong, 1, "{seen:?}");
    }
}

#[test]
fn a_hidden_counter_keeps_the_notes() {
    for seen in [Seen::Hidden, Seen::Verified] {
        let mut notes = Notes::in_memory();
        try_once(&mut notes, CH, Ending::Wrong(2));
        try_once(&mut notes, CH, Ending::Unknown);
        notes.observe(CARD, PinKey::Ch, seen).unwrap();
        assert_eq!(at_most(&notes), Some(1), "{seen:?}");
    }
}

#[test]
fn puk_uses_never_come_back_and_never_stand_in_the_tries_of_the_pin() {
    let mut notes = Notes::in_memory();
    try_once(&mut notes, PUK_CH, Ending::Unknown);
    assert_eq!(
        notes.view(CARD, PUK_CH).unwrap().puk_uses_left_at_most,
        None
    );
    try_once(&mut notes, PUK_CH, Ending::Wrong(8));
    try_once(&mut notes, PUK_CH, Ending::Right);
    try_once(&mut notes, PUK_CH, Ending::Wrong(6));
    try_once(&mut notes, PUK_CH, Ending::Unknown);
    let view = notes.view(CARD, PUK_CH).unwrap();
    assert_eq!((view.wrong, view.unknown, view.right), (2, 2, 1));
    assert_eq!(
        (view.puk_uses_left_at_most, view.tries_left_at_most),
        (Some(5), None)
    );
    assert_eq!(notes.view(CARD, CH).unwrap(), View::default());
}

#[test]
fn a_right_puk_clears_the_notes_of_its_pin_because_it_gives_the_tries_back() {
    let (pin, puk) = (Secret::Pin(PinKey::Qes), Secret::Puk(PinKey::Qes));
    let mut notes = Notes::in_memory();
    try_once(&mut notes, pin, Ending::Wrong(0));
    try_once(&mut notes, puk, Ending::Right);
    assert_eq!(notes.view(CARD, pin).unwrap(), View::default());
}

#[test]
fn cards_and_pins_are_told_apart() {
    let mut notes = Notes::in_memory();
    try_once(&mut notes, CH, Ending::Wrong(2));
    assert_eq!(notes.view(OTHER, CH).unwrap(), View::default());
    assert_eq!(
        notes.view(CARD, Secret::Pin(PinKey::Smc)).unwrap(),
        View::default()
    );
}

#[test]
fn an_attempt_is_refused_when_another_was_noted_since_the_notes_were_shown() {
    let folder = Folder::new();
    let (mut one, mut other) = (folder.notes(), folder.notes());
    let shown = one.view(CARD, CH).unwrap();
    try_once(&mut other, CH, Ending::Wrong(2));
    let held = gate(&one);
    let error = one
        .begin(&held, CARD, CH, &shown, Before::default())
        .unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Overtaken), "{error}");
    drop(held);
    assert_eq!(at_most(&other), Some(2), "nothing was added");
}

#[test]
fn what_a_person_stated_outlives_a_crash_after_it() {
    let folder = Folder::new();
    let mut notes = folder.notes();
    let held = gate(&notes);
    drop(
        notes
            .begin(
                &held,
                CARD,
                CH,
                &View::default(),
                Before {
                    stated: 2,
                    transport: false,
                },
            )
            .unwrap(),
    );
    let view = folder.notes().view(CARD, CH).unwrap();
    assert_eq!(
        (view.tries_left_at_most, view.stated, view.card_named),
        (Some(0), 2, false)
    );
    drop(held);
    try_once(&mut notes, CH, Ending::Wrong(2));
    let view = notes.view(CARD, CH).unwrap();
    assert_eq!(
        (view.tries_left_at_most, view.card_named),
        (Some(2), true),
        "the card's own word replaces it"
    );
}

#[test]
fn forgetful_notes_begin_with_the_file_and_leave_it_alone() {
    let folder = Folder::new();
    try_once(&mut folder.notes(), CH, Ending::Wrong(1));
    let before = fs::read(folder.file()).unwrap();
    let mut notes = Notes::open_file(folder.file()).forgetting();
    assert_eq!(at_most(&notes), Some(1));
    try_once(&mut notes, CH, Ending::Wrong(0));
    assert!(notes.view(CARD, CH).unwrap().blocked_noted);
    assert_eq!(fs::read(folder.file()).unwrap(), before);
}

#[test]
fn forgetful_notes_see_that_another_process_noted_a_try() {
    let folder = Folder::new();
    let mut notes = Notes::open_file(folder.file()).forgetting();
    let shown = notes.view(CARD, CH).unwrap();
    try_once(&mut folder.notes(), CH, Ending::Wrong(1));
    let gate = notes
        .lock_for_gate(CARD, Duration::ZERO, &Interrupts::none())
        .unwrap();
    let overtaken = notes
        .begin(&gate, CARD, CH, &shown, Before::default())
        .unwrap_err();
    assert!(
        matches!(overtaken.kind(), ErrorKind::Overtaken),
        "{overtaken}"
    );
}

#[test]
fn forgetful_notes_go_on_beside_a_file_that_is_damaged_meanwhile() {
    let folder = Folder::new();
    let mut notes = Notes::open_file(folder.file()).forgetting();
    fs::write(folder.file(), "no notes").unwrap();
    try_once(&mut notes, CH, Ending::Wrong(2));
    try_once(&mut notes, CH, Ending::Wrong(1));
    assert_eq!(at_most(&notes), Some(1));
}

#[test]
fn notes_without_a_place_refuse_everything() {
    let notes = Notes::nowhere();
    for error in [
        notes.check().unwrap_err(),
        notes.view(CARD, CH).unwrap_err(),
    ] {
        assert!(matches!(error.kind(), ErrorKind::NoPlace), "{error}");
    }
    assert!(
        notes
            .lock_for_gate(CARD, Duration::ZERO, &Interrupts::none())
            .is_err()
    );
}

/// An attempt that is made although it cannot be written.
fn try_unkept(notes: &mut Notes, secret: Secret, ending: Ending) {
    let before = Before {
        stated: 0,
        transport: true,
    };
    let attempt = notes.begin_unkept(CARD, secret, before).unwrap();
    notes.end(attempt, ending).unwrap();
}

#[test]
fn what_could_not_be_written_counts_for_the_rest_of_the_run_and_is_told_at_its_end() {
    let folder = Folder::new();
    fs::write(folder.file(), "no notes").unwrap();
    let mut notes = folder.notes();
    assert!(notes.view(CARD, CH).is_err());
    try_unkept(&mut notes, CH, Ending::Wrong(2));
    try_unkept(&mut notes, CH, Ending::Unknown);
    assert_eq!(notes.known_of(CARD).view(CH).tries_left_at_most, Some(1));
    assert_eq!(notes.known_of(OTHER).view(CH), View::default());
    let unkept = notes.unkept();
    let [unkept] = unkept.as_slice() else {
        panic!("{unkept:?}");
    };
    assert_eq!((unkept.number.as_str(), unkept.secret), (CARD, CH));
    assert_eq!((unkept.view.wrong, unkept.view.unknown), (1, 1));
    assert!(unkept.transport);
    assert_eq!(fs::read_to_string(folder.file()).unwrap(), "no notes");
}

#[test]
fn what_could_not_be_written_is_added_to_what_is_noted_and_settled_with_it() {
    let folder = Folder::new();
    let mut notes = folder.notes();
    try_once(&mut notes, CH, Ending::Unknown);
    try_unkept(&mut notes, CH, Ending::Unknown);
    assert_eq!(at_most(&notes), Some(1));
    let _ = notes.observe(CARD, PinKey::Ch, Seen::Tries(3));
    assert_eq!(notes.unkept(), []);
    assert_eq!(at_most(&notes), None);
}

#[test]
fn a_card_that_is_at_hand_is_known_by_its_number() {
    let mut notes = Notes::in_memory();
    try_once(&mut notes, CH, Ending::Wrong(2));
    let number = |numbers: &[&str]| {
        notes.everything().unwrap().knowing(numbers)[0]
            .number
            .clone()
    };
    assert_eq!(number(&[OTHER, CARD]).as_deref(), Some(CARD));
    assert_eq!(number(&[OTHER]), None);
}
