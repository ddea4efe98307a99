//! The list of issuers that a PC keeps: what replaces it, and what is never believed of it.

use std::fs;
use std::path::{Path, PathBuf};

use pinlotse::certificate::Certificate;
use pinlotse::issuers::{Error, Kept, Look, Offered, Store, Unusable, import};
use pinlotse::system::signals::Interrupts;
use pinlotse::trust::{Anchor, Refusal};
use support::again;
use support::download_point::{Lists, Pair, now};
use support::issuer_list::{AUTHORITY, provider, service};
use support::or_skip;
use support::temp::Temp;

/// A folder with a file for the list.
struct Place {
    temp: Temp,
    lists: Lists,
    store: Store,
}

impl Place {
    fn new() -> Option<Self> {
        let temp = Temp::new();
        Some(Self {
            store: Store::at(temp.join("state/issuers.list")),
            lists: or_skip(Lists::new())?,
            temp,
        })
    }

    fn path(&self) -> PathBuf {
        self.temp.join("state/issuers.list")
    }

    fn keeps(&self, pair: &Pair) -> Result<Kept, Error> {
        keeps(&self.store, &self.lists, pair)
    }

    /// Writes a list of this number and its signature for a process of its own, and whom it believes.
    fn writes(&self, name: &str, number: u32) {
        let pair = self.lists.pair(number, 20);
        let write = |name: &str, octets: &[u8]| fs::write(self.temp.join(name), octets).unwrap();
        write(&format!("{name}.xml"), &pair.list);
        write(&format!("{name}.sig"), &pair.signature);
        write("authority.der", &self.lists.signer.authority());
    }

    fn look(&self) -> Look {
        self.store.look(&self.lists.anchor(), now())
    }

    fn number(&self) -> Option<u32> {
        Some(self.look().found?.list.sequence_number)
    }
}

fn keeps(store: &Store, lists: &Lists, pair: &Pair) -> Result<Kept, Error> {
    let offered = lists.offered(pair);
    store.keep(&offered, &lists.anchor(), now(), &Interrupts::none())
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_list_gives_way_to_a_higher_number_only() {
    let Some(place) = Place::new() else { return };
    assert_eq!(place.number(), None);
    let kept = place.keeps(&place.lists.pair(10_500, 20)).unwrap();
    assert_eq!((kept.before, kept.changed), (None, true));
    assert_eq!(kept.found.path, Some(place.path()));
    let before = fs::read(place.path()).unwrap();
    // The same number in other octets: a list is not issued twice.
    let kept = place.keeps(&place.lists.pair(10_500, 25)).unwrap();
    assert_eq!((kept.before, kept.changed), (Some(10_500), false));
    let older = place.keeps(&place.lists.pair(10_499, 29)).unwrap_err();
    let is_older = matches!(
        older,
        Error::Older {
            here: 10_500,
            offered: 10_499
        }
    );
    assert!(is_older, "{older:?}");
    assert_eq!(fs::read(place.path()).unwrap(), before);
    let kept = place.keeps(&place.lists.pair(10_501, 29)).unwrap();
    assert_eq!((kept.before, kept.changed), (Some(10_500), true));
    assert_eq!(place.number(), Some(10_501));
    assert_eq!(
        names(&place.temp.join("state")),
        ["issuers.list", "issuers.list.lock"]
    );
}

/// Also of a list that is over: who can replay an older one on the way gains nothing.
#[test]
fn a_list_that_is_over_gives_way_to_no_older_one_either() {
    let Some(place) = Place::new() else { return };
    place.keeps(&place.lists.pair(10_500, -31)).unwrap();
    let older = place.keeps(&place.lists.pair(10_499, 20)).unwrap_err();
    assert!(matches!(older, Error::Older { .. }), "{older:?}");
    assert_eq!(place.number(), Some(10_500));
}

#[test]
fn no_bit_of_the_file_can_be_altered_and_the_next_list_replaces_what_was() {
    let Some(place) = Place::new() else { return };
    place.keeps(&place.lists.pair(10_500, 20)).unwrap();
    let whole = fs::read(place.path()).unwrap();
    // Every octet of list and signature alone is flipped by another test: here it is the seam.
    for octet in (0..40).chain((40..whole.len()).step_by(97)) {
        let mut flipped = whole.clone();
        flipped[octet] ^= 1 << (octet % 8);
        fs::write(place.path(), flipped).unwrap();
        let look = place.look();
        assert!(look.found.is_none(), "octet {octet}");
        assert_eq!(look.unusable.len(), 1, "octet {octet}");
    }
    for length in [0, 1, whole.len() / 2, whole.len() - 1] {
        fs::write(place.path(), &whole[..length]).unwrap();
        assert!(place.look().found.is_none(), "{length} octets");
    }
    // The number of what is not believed holds nothing up.
    let kept = place.keeps(&place.lists.pair(10_499, 20)).unwrap();
    assert_eq!((kept.before, kept.changed), (None, true));
    assert_eq!(place.number(), Some(10_499));
}

#[test]
fn a_file_that_cannot_be_or_is_far_too_long_is_not_read() {
    let Some(place) = Place::new() else { return };
    place.keeps(&place.lists.pair(10_500, 20)).unwrap();
    fs::write(place.path(), vec![0x30; 5 << 20]).unwrap();
    let look = place.look();
    let too_large = Unusable::Refused(Refusal::TooLarge);
    assert_eq!(
        format!("{:?}", look.unusable[0].1),
        format!("{too_large:?}")
    );
    fs::remove_file(place.path()).unwrap();
    fs::create_dir(place.path()).unwrap();
    let look = place.look();
    assert!(
        matches!(look.unusable[0].1, Unusable::Unread(_)),
        "{look:?}"
    );
}

#[test]
fn a_pc_that_names_no_place_keeps_nothing() {
    let Some(lists) = or_skip(Lists::new()) else {
        return;
    };
    let store = Store::of_this_pc(None, None, "anna");
    let refused = keeps(&store, &lists, &lists.pair(10_500, 20)).unwrap_err();
    assert!(matches!(refused, Error::NoPlace), "{refused:?}");
    assert!(store.look(&lists.anchor(), now()).found.is_none());
}

#[test]
fn where_it_is_kept_is_found_out_when_it_is_first_asked_for() {
    let temp = Temp::new();
    let (state, folder) = (temp.join("state"), temp.join("all"));
    let store = Store::of_this_pc(Some(state.clone()), Some(folder.clone()), "anna");
    // Nobody has looked yet: what is made now counts, and from then on.
    fs::create_dir(&folder).unwrap();
    let shared = folder.join("issuers-anna.list");
    assert_eq!(store.path(), Some(shared.as_path()));
    fs::remove_dir(&folder).unwrap();
    assert_eq!(store.path(), Some(shared.as_path()));
    let later = Store::of_this_pc(Some(state.clone()), Some(folder), "anna");
    assert_eq!(later.path(), Some(state.join("issuers.list").as_path()));
}

#[test]
fn in_a_folder_for_all_each_user_writes_a_list_and_the_newest_counts_for_all() {
    let Some(lists) = or_skip(Lists::new()) else {
        return;
    };
    let temp = Temp::new();
    let folder = temp.join("all");
    fs::create_dir(&folder).unwrap();
    let of = |user: &str| {
        let state = temp.join(&format!("home-{user}"));
        Store::of_this_pc(Some(state), Some(folder.clone()), user)
    };
    let (anna, root) = (of("anna"), of("root"));
    let number = |store: &Store| {
        let found = store.look(&lists.anchor(), now()).found;
        found.map(|found| found.list.sequence_number)
    };
    keeps(&root, &lists, &lists.pair(10_500, 20)).unwrap();
    assert_eq!(number(&anna), Some(10_500), "without one of her own");
    // What is here already need not be written once more.
    let kept = keeps(&anna, &lists, &lists.pair(10_500, 20)).unwrap();
    assert!(!kept.changed && !names(&folder).contains(&"issuers-anna.list".to_owned()));
    let older = keeps(&anna, &lists, &lists.pair(10_499, 20)).unwrap_err();
    assert!(
        matches!(older, Error::Older { here: 10_500, .. }),
        "{older:?}"
    );
    keeps(&anna, &lists, &lists.pair(10_501, -1)).unwrap();
    keeps(&root, &lists, &lists.pair(10_502, 20)).unwrap();
    assert_eq!(number(&anna), Some(10_502), "her own one is over");
    // Rubbish of others is no list, and none of them can be in the way.
    for user in 0..20 {
        fs::write(folder.join(format!("issuers-{user}.list")), b"rubbish").unwrap();
    }
    keeps(&anna, &lists, &lists.pair(10_503, 20)).unwrap();
    assert_eq!(number(&anna), Some(10_503));
    assert!(anna.look(&lists.anchor(), now()).unusable.is_empty());
}

#[test]
#[cfg(unix)]
fn in_a_folder_for_all_no_link_is_followed_to_write() {
    let Some(lists) = or_skip(Lists::new()) else {
        return;
    };
    let temp = Temp::new();
    let folder = temp.join("all");
    fs::create_dir(&folder).unwrap();
    let treasure = temp.private_file("treasure", "mine");
    std::os::unix::fs::symlink(&treasure, folder.join("issuers-anna.list")).unwrap();
    let anna = Store::of_this_pc(None, Some(folder), "anna");
    let refused = keeps(&anna, &lists, &lists.pair(10_500, 20)).unwrap_err();
    assert!(matches!(refused, Error::File(..)), "{refused:?}");
    assert_eq!(fs::read(treasure).unwrap(), b"mine");
}

/// Wherever the file is: no list of this program's lies behind a link.
#[test]
#[cfg(unix)]
fn a_link_in_the_place_of_the_own_file_is_not_followed_to_write() {
    let Some(place) = Place::new() else { return };
    fs::create_dir(place.temp.join("state")).unwrap();
    let treasure = place.temp.private_file("treasure", "mine");
    std::os::unix::fs::symlink(&treasure, place.path()).unwrap();
    let refused = place.keeps(&place.lists.pair(10_500, 20)).unwrap_err();
    assert!(matches!(refused, Error::File(..)), "{refused:?}");
    assert_eq!(fs::read(&treasure).unwrap(), b"mine");
    fs::remove_file(&treasure).unwrap();
    let unusable = place.look().unusable;
    assert!(
        matches!(unusable[..], [(_, Unusable::Unread(_))]),
        "{unusable:?}"
    );
    // So is what is noted beside it.
    let treasure = place.temp.private_file("other", "mine");
    let beside = place.temp.join("state/issuers.list.in-vain");
    std::os::unix::fs::symlink(&treasure, beside).unwrap();
    place.store.note_in_vain(now());
    assert_eq!(fs::read(treasure).unwrap(), b"mine");
}

#[test]
fn a_fetch_in_vain_is_known_for_an_hour() {
    let temp = Temp::new();
    let store = Store::at(temp.join("state/issuers.list"));
    let now = now();
    assert!(!store.was_in_vain(now));
    store.note_in_vain(now);
    for (later, expected) in [(0, true), (3599, true), (3600, false), (-1, false)] {
        assert_eq!(store.was_in_vain(now + later), expected, "{later} s later");
    }
    fs::write(temp.join("state/issuers.list.in-vain"), b"rubbish").unwrap();
    assert!(!store.was_in_vain(now));
    store.note_in_vain(now);
    store.forget_in_vain();
    assert!(!store.was_in_vain(now));
    Store::default().note_in_vain(now);
    assert!(!Store::default().was_in_vain(now));
}

#[test]
fn a_list_is_imported_from_two_files_a_folder_or_the_file_of_another_pc() {
    let Some(place) = Place::new() else { return };
    let (lists, temp) = (&place.lists, &place.temp);
    let pair = lists.pair(10_500, 20);
    let number = |path: &Path| -> Result<u32, Error> {
        let offered: Offered = import(path, &lists.anchor(), now())?;
        Ok(offered.list.sequence_number)
    };
    let file = temp.join("ECC-RSA_TSL.xml");
    fs::write(&file, &pair.list).unwrap();
    let alone = number(&file).unwrap_err();
    let lacks = matches!(
        alone,
        Error::Refused {
            why: Refusal::NoSignature,
            ..
        }
    );
    assert!(lacks, "{alone:?}");
    fs::write(temp.join("ECC-RSA_TSL.sig"), &pair.signature).unwrap();
    assert_eq!(number(&file).unwrap(), 10_500);
    assert_eq!(number(temp.path()).unwrap(), 10_500);
    let signature = number(&temp.join("ECC-RSA_TSL.sig")).unwrap_err();
    assert!(matches!(signature, Error::Missing(_)), "{signature:?}");
    place.keeps(&lists.pair(10_501, 20)).unwrap();
    assert_eq!(number(&place.path()).unwrap(), 10_501);
    let missing = number(&temp.join("nowhere.xml")).unwrap_err();
    assert!(matches!(missing, Error::File(..)), "{missing:?}");
    let empty = temp.join("empty");
    fs::create_dir(&empty).unwrap();
    assert!(matches!(number(&empty).unwrap_err(), Error::Missing(_)));
    fs::write(
        temp.join("ECC-RSA_TSL.sig"),
        lists.pair(10_501, 20).signature,
    )
    .unwrap();
    let mixed = number(temp.path()).unwrap_err();
    let differs = matches!(
        mixed,
        Error::Refused {
            why: Refusal::OtherOctets,
            ..
        }
    );
    assert!(differs, "{mixed:?}");
}

/// The limit on the size of files stands for a disk that takes no more: the write breaks off in the
/// middle.
#[test]
#[cfg(unix)]
fn a_disk_that_takes_no_more_leaves_the_list_that_was_there() {
    let work = || {
        let folder = PathBuf::from(again::role().unwrap());
        let (store, anchor) = at_work_in(&folder);
        let keep = |name: &str| {
            let offered = import(&folder.join(name), &anchor, now()).unwrap();
            store.keep(&offered, &anchor, now(), &Interrupts::none())
        };
        keep("small.xml").unwrap();
        let before = fs::read(store.path().unwrap()).unwrap();
        let refused = keep("large.xml").unwrap_err();
        assert!(matches!(refused, Error::File(..)), "{refused:?}");
        assert_eq!(fs::read(store.path().unwrap()).unwrap(), before);
        let left = names(&folder.join("state"));
        assert_eq!(left, ["issuers.list", "issuers.list.lock"]);
    };
    if again::role().is_some() {
        return work();
    }
    let Some(mut place) = Place::new() else {
        return;
    };
    place.writes("small", 10_500);
    let der = support::issued::built_in("aut-E256");
    place.lists.providers = provider("P", &service(AUTHORITY, &der).repeat(20));
    place.writes("large", 10_501);
    // 16 blocks of 512 octets.
    let role = place.temp.path().display().to_string();
    again::ends_well(again::begin(&work, &role, "trap '' XFSZ; ulimit -f 16;"));
}

/// Where a process of its own keeps lists, and whom it believes.
fn at_work_in(folder: &Path) -> (Store, Anchor) {
    let authority = fs::read(folder.join("authority.der")).unwrap();
    let authority = Certificate::parse(&authority).unwrap();
    let store = Store::at(folder.join("state/issuers.list"));
    (store, Anchor::of(&authority).unwrap())
}

/// Lists of rising numbers, kept by two processes at once.
#[test]
#[cfg(unix)]
fn of_two_runs_at_once_the_newest_list_stays_and_none_is_torn() {
    const ROUNDS: u32 = 20;
    let work = || {
        let folder = PathBuf::from(again::role().unwrap());
        let (store, anchor) = at_work_in(&folder);
        for round in 0..ROUNDS {
            let offered = import(&folder.join(format!("{round}.xml")), &anchor, now()).unwrap();
            match store.keep(&offered, &anchor, now(), &Interrupts::none()) {
                Ok(_) | Err(Error::Older { .. }) => {}
                Err(other) => panic!("{other:?}"),
            }
            let look = store.look(&anchor, now());
            assert!(look.unusable.is_empty(), "{look:?}");
            let here = look.found.unwrap().list.sequence_number;
            assert!(here >= offered.list.sequence_number, "{here}");
        }
    };
    if again::role().is_some() {
        return work();
    }
    let Some(place) = Place::new() else { return };
    for round in 0..ROUNDS {
        place.writes(&round.to_string(), 10_500 + round);
    }
    let folder = place.temp.path();
    let role = folder.display().to_string();
    let both = [(), ()].map(|()| again::begin(&work, &role, ""));
    both.into_iter().for_each(again::ends_well);
    assert_eq!(place.number(), Some(10_500 + ROUNDS - 1));
    let left = names(&folder.join("state"));
    assert_eq!(left, ["issuers.list", "issuers.list.lock"]);
}
