//! Notes of several users of one PC: each writes its own and reads all.

use super::*;

/// Notes of a user in the folder for all.
fn of(folder: &Folder, user: &str) -> Notes {
    Notes::nowhere().among_all(&folder.0.join("all"), user)
}

fn open(notes: &mut Notes) {
    try_once(notes, CH, Ending::Unknown);
}

#[test]
fn tries_of_all_users_are_added_up_and_each_writes_its_own_file() {
    let folder = Folder::new();
    let (mut one, mut other) = (of(&folder, "1000"), of(&folder, "1001"));
    open(&mut one);
    let before = fs::read(folder.0.join("all/notes-1000.json")).unwrap();
    open(&mut other);
    for notes in [&one, &other, &of(&folder, "1002")] {
        let view = notes.view(CARD, CH).unwrap();
        assert_eq!((view.tries_left_at_most, view.unknown), (Some(1), 2));
    }
    assert_eq!(
        fs::read(folder.0.join("all/notes-1000.json")).unwrap(),
        before
    );
    let listed = other.list().unwrap();
    assert_eq!(
        listed.iter().map(|one| one.own).collect::<Vec<_>>(),
        [true, false]
    );
    // Forgetting is each user's own matter, and what is left is said.
    let gone = other.forget(None).unwrap();
    assert_eq!((gone.cards, gone.left_to), (1, vec!["1000".to_owned()]));
    assert_eq!(other.view(CARD, CH).unwrap().unknown, 1);
    assert_eq!(other.forget(Some(CARD)).unwrap().left_to, ["1000"]);
    assert_eq!(other.forget(Some(OTHER)).unwrap(), Forgotten::default());
}

#[test]
fn what_was_noted_before_there_was_a_folder_for_all_still_counts() {
    let folder = Folder::new();
    try_once(&mut folder.notes(), CH, Ending::Wrong(1));
    let mut notes = folder.notes().among_all(&folder.0.join("all"), "1000");
    let view = notes.view(CARD, CH).unwrap();
    assert_eq!((view.tries_left_at_most, view.card_named), (Some(1), true));
    let before = fs::read(folder.file()).unwrap();
    open(&mut notes);
    assert_eq!(notes.view(CARD, CH).unwrap().tries_left_at_most, Some(0));
    assert_eq!(fs::read(folder.file()).unwrap(), before);
    // It is this user's own, and forgotten with the rest.
    assert!(notes.list().unwrap().iter().all(|listed| listed.own));
    assert_eq!(notes.forget(Some(CARD)).unwrap().cards, 1);
    assert_eq!(notes.list().unwrap(), []);
    fs::write(folder.file(), "no notes").unwrap();
    assert!(notes.check().is_err() && notes.view(CARD, CH).is_err());
    assert_eq!(notes.forget(None).unwrap().set_aside.len(), 1);
    notes.check().unwrap();
}

#[test]
fn a_try_that_another_user_spent_meanwhile_overtakes() {
    let folder = Folder::new();
    let (mut one, mut other) = (of(&folder, "1000"), of(&folder, "1001"));
    let shown = one.view(CARD, CH).unwrap();
    open(&mut other);
    let held = gate(&one);
    let error = one
        .begin(&held, CARD, CH, &shown, Before::default())
        .unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Overtaken), "{error}");
}

#[test]
fn without_notes_of_its_own_a_run_reads_those_of_all() {
    let folder = Folder::new();
    open(&mut of(&folder, "1000"));
    let mut notes = of(&folder, "1001").forgetting();
    assert_eq!(notes.view(CARD, CH).unwrap().unknown, 1);
    open(&mut notes);
    assert_eq!(notes.view(CARD, CH).unwrap().unknown, 2);
    assert!(!folder.0.join("all/notes-1001.json").exists());
}

#[test]
fn notes_of_another_user_that_cannot_be_understood_are_not_no_tries_spent() {
    let folder = Folder::new();
    open(&mut of(&folder, "1000"));
    fs::write(folder.0.join("all/notes-1001.json"), "no notes").unwrap();
    let mut notes = of(&folder, "1000");
    for error in [
        notes.check().unwrap_err(),
        notes.check_readable().unwrap_err(),
    ] {
        assert!(error.path().ends_with("notes-1001.json"), "{error}");
        assert_eq!(error.other(), Some("1001"));
    }
    // Whoever states what may stand there goes on, and is noted.
    let stated = of(&folder, "1000").passing_over_others();
    stated.check().unwrap();
    // And whoever goes on without that word is noted too.
    open(&mut notes);
    assert_eq!(notes.view(CARD, CH).unwrap().unknown, 2);
    let notes = of(&folder, "1000").forgetting();
    notes.check().unwrap();
    assert_eq!(notes.view(CARD, CH).unwrap().unknown, 2);
    // Only its user can be rid of it.
    let gone = of(&folder, "1000").forget(None).unwrap();
    assert_eq!((gone.cards, gone.left_to), (1, vec!["1001".to_owned()]));
    assert_eq!(of(&folder, "1001").forget(None).unwrap().set_aside.len(), 1);
}

#[cfg(unix)]
#[test]
fn all_may_read_and_only_the_owner_write_and_a_link_is_not_followed() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = Folder::new();
    open(&mut of(&folder, "1000"));
    let mode = |name: &str| {
        let about = fs::metadata(folder.0.join("all").join(name)).unwrap();
        about.permissions().mode() & 0o777
    };
    assert_eq!(mode("notes-1000.json"), 0o644);
    let victim = folder.0.join("victim");
    fs::write(&victim, "{}").unwrap();
    symlink(&victim, folder.0.join("all/notes-1001.json")).unwrap();
    // As the file of another user it is none.
    assert_eq!(of(&folder, "1000").view(CARD, CH).unwrap().unknown, 1);
    let notes = of(&folder, "1001");
    assert!(
        notes
            .lock_for_gate(CARD, Duration::ZERO, &Interrupts::none())
            .is_err()
    );
    assert_eq!(fs::read_to_string(&victim).unwrap(), "{}");
}
