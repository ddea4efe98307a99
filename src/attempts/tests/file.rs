//! Notes as a file: shared by processes, whole after a crash, silent about the card, never
//! overwritten when damaged.

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use super::*;
use crate::system::signals::Interrupted;

/// A folder of its own, gone with the value.
pub(super) struct Folder(pub(super) PathBuf);

impl Folder {
    pub(super) fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!(
            "pinlotse-notes-{}-{}",
            std::process::id(),
            NEXT.fetch_add(1, Ordering::Relaxed)
        );
        let path = std::env::temp_dir().join(name);
        fs::create_dir(&path).unwrap();
        Self(path)
    }

    pub(super) fn file(&self) -> PathBuf {
        self.0.join("notes.json")
    }

    pub(super) fn notes(&self) -> Notes {
        Notes::open_file(self.file())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn two_notes_on_one_file_see_each_others_attempts() {
    let folder = Folder::new();
    let (mut one, mut two) = (folder.notes(), folder.notes());
    try_once(&mut one, CH, Ending::Wrong(2));
    try_once(&mut two, CH, Ending::Unknown);
    assert_eq!(at_most(&one), Some(1));
    assert_eq!(at_most(&two), Some(1));
}

#[test]
fn cards_that_are_none_have_notes_of_their_own() {
    let folder = Folder::new();
    let apart = folder.0.join("apart.json");
    let mut notes = folder
        .notes()
        .with_apart(apart.clone(), |iccsn| iccsn == CARD);
    try_once(&mut notes, CH, Ending::Wrong(2));
    assert_eq!(at_most(&notes), Some(2));
    assert!(apart.exists() && !folder.file().exists());
    let listed = notes.list().unwrap();
    assert!(listed.len() == 1 && listed[0].rehearsal && listed[0].own);
    assert_eq!(notes.view(OTHER, CH).unwrap(), View::default());
    for number in [None, Some(CARD)] {
        let gone = notes.forget(number).unwrap();
        assert_eq!((gone.cards, gone.rehearsals), (0, 1));
        assert_eq!(at_most(&notes), None);
        try_once(&mut notes, CH, Ending::Wrong(2));
    }
    assert_eq!(notes.forget(Some(OTHER)).unwrap(), Forgotten::default());
}

#[test]
fn many_writers_at_once_lose_no_attempt() {
    let folder = Folder::new();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..5 {
                    try_once(&mut folder.notes(), PUK_CH, Ending::Unknown);
                }
            });
        }
    });
    assert_eq!(folder.notes().view(CARD, PUK_CH).unwrap().unknown, 20);
}

#[test]
fn only_one_is_between_gate_and_read_back_with_a_card_while_others_may_still_look() {
    let folder = Folder::new();
    let held = gate(&folder.notes());
    let second = folder.notes();
    assert_eq!(second.view(CARD, CH).unwrap(), View::default());
    let error = second
        .lock_for_gate(CARD, Duration::ZERO, &Interrupts::none())
        .unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::GateTaken), "{error}");
    drop(held);
    drop(gate(&second));
}

#[test]
fn another_card_does_not_wait_at_the_gate_of_this_one() {
    let folder = Folder::new();
    // With this salt the two do not happen to share one.
    fs::write(
        folder.file(),
        format!(
            r#"{{"version":1,"salt":"{:032x}","next":0,"cards":{{}}}}"#,
            1
        ),
    )
    .unwrap();
    let _held = gate(&folder.notes());
    drop(
        folder
            .notes()
            .lock_for_gate(OTHER, Duration::ZERO, &Interrupts::none())
            .unwrap(),
    );
}

#[test]
fn no_name_of_a_lock_file_holds_a_card_number_and_a_second_try_makes_no_second_file() {
    let folder = Folder::new();
    for _ in 0..2 {
        try_once(&mut folder.notes(), CH, Ending::Right);
    }
    let gates = fs::read_dir(folder.0.join("notes.json.gates")).unwrap();
    let names: Vec<_> = gates
        .map(|gate| gate.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(names.len(), 1, "{names:?}");
    assert_eq!(names[0].len(), 3, "{names:?}");
}

#[test]
fn waiting_for_the_gate_ends_when_the_user_asks_to_stop() {
    let folder = Folder::new();
    let _held = gate(&folder.notes());
    let raised = Interrupts::none();
    raised.raise_for_tests();
    let error = folder
        .notes()
        .lock_for_gate(CARD, Duration::from_secs(60), &raised)
        .unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::Lock(io) if Interrupted::is(io)),
        "{error}"
    );
}

#[test]
fn the_answer_is_noted_even_if_the_open_note_was_forgotten_meanwhile() {
    let folder = Folder::new();
    let mut notes = folder.notes();
    let held = gate(&notes);
    let attempt = notes
        .begin(
            &held,
            CARD,
            CH,
            &notes.view(CARD, CH).unwrap_or_default(),
            Before::default(),
        )
        .unwrap();
    fs::remove_file(folder.file()).unwrap();
    notes.end(attempt, Ending::Wrong(1)).unwrap();
    assert_eq!(at_most(&notes), Some(1));
}

#[test]
fn the_file_holds_no_card_number_in_any_spelling() {
    const BASE64_OF_CARD: [&str; 3] = [
        "ODAyNzY5OTk5OTAwMDAwMDAwMT",
        "gwMjc2OTk5OTkwMDAwMDAwMDE3",
        "4MDI3Njk5OTk5MDAwMDAwMDAxN",
    ];
    let folder = Folder::new();
    let mut notes = folder.notes();
    try_once(&mut notes, CH, Ending::Wrong(2));
    try_once(&mut notes, PUK_CH, Ending::Unknown);
    let text = fs::read_to_string(folder.file()).unwrap();
    for spelling in [CARD, &hex::encode(CARD), &CARD[..12], &CARD[8..]]
        .into_iter()
        .chain(BASE64_OF_CARD)
    {
        assert!(!text.contains(spelling), "{spelling}");
    }
    let unsalted = <sha2::Sha256 as sha2::Digest>::digest(CARD);
    assert!(!text.contains(&hex::encode(unsalted)));
}

#[test]
fn two_files_give_one_card_different_keys() {
    let key = || {
        let mut notes = Notes::in_memory();
        try_once(&mut notes, CH, Ending::Unknown);
        notes.list().unwrap()[0].card.clone()
    };
    assert_ne!(key(), key());
}

#[test]
fn an_attempt_prints_no_card_number() {
    let mut notes = Notes::in_memory();
    let attempt = notes
        .begin(
            &gate(&notes),
            CARD,
            CH,
            &notes.view(CARD, CH).unwrap_or_default(),
            Before::default(),
        )
        .unwrap();
    let printed = format!("{attempt:?} {notes:?}");
    assert!(!printed.contains(CARD), "{printed}");
}

#[test]
fn a_damaged_file_is_named_with_its_line_and_never_overwritten() {
    let folder = Folder::new();
    let mut notes = folder.notes();
    try_once(&mut notes, CH, Ending::Wrong(2));
    let good = fs::read_to_string(folder.file()).unwrap();
    let unknown_field = good.replacen("\"next\"", "\"extra\": 1,\n  \"next\"", 1);
    let bad_state = good.replacen("\"wrong\"", "\"guessed\"", 1);
    for (damaged, line) in [
        ("", 1),
        ("{\"version\": 1,\n oops", 2),
        (&*unknown_field, 4),
        (&*bad_state, 12),
    ] {
        let held = gate(&notes);
        fs::write(folder.file(), damaged).unwrap();
        let errors = [
            notes.view(CARD, CH).unwrap_err(),
            notes
                .lock_for_gate(CARD, Duration::ZERO, &Interrupts::none())
                .unwrap_err(),
            notes
                .begin(
                    &held,
                    CARD,
                    CH,
                    &notes.view(CARD, CH).unwrap_or_default(),
                    Before::default(),
                )
                .unwrap_err(),
            notes.observe(CARD, PinKey::Ch, Seen::Verified).unwrap_err(),
            notes.forget(Some(CARD)).unwrap_err(),
        ];
        for error in errors {
            assert!(
                matches!(error.kind(), ErrorKind::Damaged { line: found, .. } if *found == line),
                "{error} should be line {line} of\n{damaged}"
            );
            assert_eq!(error.path(), folder.file());
            assert!(
                error.to_string().contains(&format!("line {line}")),
                "{error}"
            );
        }
        assert_eq!(fs::read_to_string(folder.file()).unwrap(), damaged);
        fs::write(folder.file(), &good).unwrap();
    }
}

#[test]
fn notes_of_a_later_version_are_left_alone() {
    let folder = Folder::new();
    let later = "{\"version\":2,\"something\":\"new\"}";
    fs::write(folder.file(), later).unwrap();
    let error = folder.notes().view(CARD, CH).unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::NewerVersion { found: 2 }),
        "{error}"
    );
    assert_eq!(fs::read_to_string(folder.file()).unwrap(), later);
}

#[test]
fn a_person_can_set_a_damaged_file_aside_and_loses_nothing() {
    let folder = Folder::new();
    for number in 1..=2 {
        fs::write(folder.file(), "not notes").unwrap();
        let aside = folder.notes().forget(None).unwrap().set_aside.remove(0);
        assert!(
            aside.ends_with(format!("notes.json.damaged-{number}")),
            "{aside:?}"
        );
        assert_eq!(fs::read_to_string(aside).unwrap(), "not notes");
        assert_eq!(folder.notes().view(CARD, CH).unwrap(), View::default());
    }
}

#[test]
fn forgetting_one_card_keeps_the_other() {
    let folder = Folder::new();
    let mut notes = folder.notes();
    try_once(&mut notes, CH, Ending::Wrong(2));
    let attempt = notes
        .begin(
            &gate(&notes),
            OTHER,
            CH,
            &notes.view(OTHER, CH).unwrap_or_default(),
            Before::default(),
        )
        .unwrap();
    notes.end(attempt, Ending::Wrong(1)).unwrap();
    assert_eq!(notes.list().unwrap().len(), 2);
    assert_eq!(notes.forget(Some(CARD)).unwrap().cards, 1);
    assert_eq!(notes.view(CARD, CH).unwrap(), View::default());
    assert_eq!(notes.view(OTHER, CH).unwrap().tries_left_at_most, Some(1));
    assert_eq!(notes.forget(None).unwrap().cards, 1);
    assert!(notes.list().unwrap().is_empty());
}

#[test]
fn when_the_lock_cannot_be_had_the_error_says_so_and_the_old_notes_stay() {
    let folder = Folder::new();
    let mut notes = folder.notes();
    try_once(&mut notes, CH, Ending::Wrong(2));
    let before = fs::read(folder.file()).unwrap();
    let held = gate(&notes);
    fs::remove_file(folder.0.join("notes.json.lock")).unwrap();
    fs::create_dir(folder.0.join("notes.json.lock")).unwrap();
    let error = notes
        .begin(
            &held,
            CARD,
            CH,
            &notes.view(CARD, CH).unwrap_or_default(),
            Before::default(),
        )
        .unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Lock(_)), "{error}");
    assert_eq!(fs::read(folder.file()).unwrap(), before);
}

/// As root the rights of a folder are not looked at; then there is nothing to test.
#[cfg(unix)]
#[test]
fn in_a_read_only_folder_the_old_notes_stay_and_the_error_says_so() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    let mut notes = folder.notes();
    try_once(&mut notes, CH, Ending::Wrong(2));
    let before = fs::read(folder.file()).unwrap();
    let held = gate(&notes);
    fs::set_permissions(&folder.0, fs::Permissions::from_mode(0o500)).unwrap();
    if fs::write(folder.0.join("probe"), "").is_err() {
        let error = notes
            .begin(
                &held,
                CARD,
                CH,
                &notes.view(CARD, CH).unwrap_or_default(),
                Before::default(),
            )
            .unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Write(_)), "{error}");
        assert!(
            error.to_string().contains("the old ones are kept"),
            "{error}"
        );
        assert_eq!(fs::read(folder.file()).unwrap(), before);
    }
    fs::set_permissions(&folder.0, fs::Permissions::from_mode(0o700)).unwrap();
}

#[cfg(unix)]
#[test]
fn the_file_belongs_to_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    try_once(&mut folder.notes(), CH, Ending::Unknown);
    assert_eq!(
        fs::metadata(folder.file()).unwrap().permissions().mode() & 0o777,
        0o600
    );
}
