use std::path::PathBuf;

use super::*;
use crate::konnektor::address;
use crate::konnektor::identifiers::{self, Id};

const PIN: &str = "BA:78:16:BF:8F:01:CF:EA:41:41:40:DE:5D:AE:22:23:\
                   B0:03:61:A3:96:17:7A:9C:B4:10:FF:61:F2:00:15:AD";

fn name() -> Name {
    Name::new("praxis").unwrap()
}

fn profile() -> Profile {
    let id = |text| Id::new(text).unwrap();
    Profile {
        name: name(),
        address: Address::parse("https://10.0.0.1").unwrap(),
        context: Context {
            mandant: id("Mandant Müller"),
            client_system: id("pinlotse"),
            workplace: id("AP1"),
            user: None,
        },
        login: Login::None,
        pinned: Some(PIN.parse().unwrap()),
        rewrites: false,
        plain: Plain::Refused,
    }
}

/// The least that a file needs, with these members changed, added or (`null`) left out.
fn file(changes: &[(&str, serde_json::Value)]) -> Vec<u8> {
    let mut members = serde_json::json!({
        "version": 1, "address": "https://10.0.0.1", "mandant": "M", "client_system": "C",
        "workplace": "W", "login": "none", "fingerprint": PIN,
    });
    for (key, value) in changes {
        members[key] = value.clone();
    }
    members.to_string().into_bytes()
}

fn problems(octets: &[u8]) -> Vec<(Option<String>, Kind)> {
    let problems = read(&name(), octets).unwrap_err();
    let parts = problems.into_iter();
    parts.map(|problem| (problem.key, problem.kind)).collect()
}

#[test]
fn what_is_written_is_read_again_whatever_the_login_is() {
    let key_file = std::env::temp_dir().join("praxis.p12");
    let user = "Anna Ärztin".to_owned();
    for login in [
        Login::None,
        Login::Basic { user },
        Login::KeyFile { path: key_file },
    ] {
        let mut profile = Profile { login, ..profile() };
        assert_eq!(
            read(&name(), written(&profile).as_bytes()),
            Ok(profile.clone())
        );
        profile.context.user = Some(Id::new("anna").unwrap());
        profile.rewrites = true;
        profile.plain = Plain::Allowed;
        profile.pinned = None;
        profile.address = Address::parse("http://konnektor/kon1").unwrap();
        assert_eq!(read(&name(), written(&profile).as_bytes()), Ok(profile));
    }
}

#[test]
fn what_was_allowed_without_tls_is_not_allowed_at_an_address_with_it() {
    let octets = file(&[("insecure_http", serde_json::json!(true))]);
    let read = read(&name(), &octets).unwrap();
    assert_eq!(read.plain, Plain::Refused);
    assert!(!written(&read).contains("insecure_http"));
}

#[test]
fn every_fault_is_told_with_its_key() {
    use serde_json::json;
    let value = |unfit| Kind::Value(unfit);
    let id = |problem| value(Unfit::Id(problem));
    let scheme = address::Problem::Scheme("ftp".to_owned());
    let (length, limit) = (65, 64);
    let long = identifiers::Problem::TooLong { length, limit };
    let rows = [
        ("version", json!(null), Kind::Missing),
        ("version", json!(2), Kind::Version),
        ("version", json!("1"), Kind::Version),
        ("address", json!(null), Kind::Missing),
        ("address", json!(1), value(Unfit::Text)),
        ("address", json!("ftp://a"), value(Unfit::Address(scheme))),
        ("address", json!("http://10.0.0.1"), value(Unfit::Plain)),
        ("mandant", json!(null), Kind::Missing),
        ("mandant", json!(""), id(identifiers::Problem::Empty)),
        ("workplace", json!("a".repeat(65)), id(long)),
        (
            "client_system",
            json!("a\nb"),
            id(identifiers::Problem::Character('\n')),
        ),
        ("user", json!(""), id(identifiers::Problem::Empty)),
        ("user", json!(7), value(Unfit::Text)),
        ("login", json!(null), Kind::Missing),
        ("login", json!("ldap"), value(Unfit::Login)),
        ("login_user", json!("anna"), Kind::NotWithLogin),
        ("key_file", json!("praxis.p12"), value(Unfit::Path)),
        ("fingerprint", json!(null), Kind::Missing),
        ("fingerprint", json!("BA:78"), value(Unfit::Fingerprint)),
        ("rewrite", json!("yes"), value(Unfit::Flag)),
        ("insecure_http", json!(1), value(Unfit::Flag)),
        ("adress", json!("https://a"), Kind::Unknown),
        ("password", json!("geheim"), Kind::Secret),
        ("login_Passwort", json!("geheim"), Kind::Secret),
    ];
    for (key, given, kind) in rows {
        let found = problems(&file(&[(key, given)]));
        assert_eq!(found, [(Some(key.to_owned()), kind)], "{key}");
        assert!(!format!("{found:?}").contains("geheim"));
    }
}

#[test]
fn a_login_needs_what_belongs_to_it_and_nothing_else() {
    use serde_json::json;
    let missing = |key: &str| vec![(Some(key.to_owned()), Kind::Missing)];
    assert_eq!(
        problems(&file(&[("login", json!("basic"))])),
        missing("login_user")
    );
    assert_eq!(
        problems(&file(&[("login", json!("pkcs12"))])),
        missing("key_file")
    );
    for user in ["", "a:b", "a\n"] {
        let found = problems(&file(&[
            ("login", json!("basic")),
            ("login_user", json!(user)),
        ]));
        let unfit = Kind::Value(Unfit::LoginUser);
        assert_eq!(found, [(Some("login_user".to_owned()), unfit)], "{user:?}");
    }
}

#[test]
fn of_a_text_that_is_no_profile_the_line_is_told_and_a_double_key_is_seen() {
    assert_eq!(problems(b"{\n\"version\": 1,\n"), [(None, Kind::Syntax(3))]);
    assert_eq!(problems(b"[]"), [(None, Kind::NoObject)]);
    assert_eq!(problems(b"\xFF\xFE{"), [(None, Kind::NotUtf8)]);
    let twice = (Some("user".to_owned()), Kind::Twice);
    assert_eq!(problems(b"{\"user\": \"a\", \"user\": \"b\"}"), [twice]);
}

#[test]
fn digits_in_a_key_that_is_none_are_not_repeated() {
    let found = problems(&file(&[("471193", serde_json::json!("x"))]));
    assert_eq!(found, [(Some("………………".to_owned()), Kind::Unknown)]);
}

#[test]
fn a_password_goes_into_the_access_of_a_login_by_name_alone() {
    let user = "Aladdin".to_owned();
    let basic = Profile {
        login: Login::Basic { user },
        ..profile()
    };
    assert!(basic.access("open sesame").unwrap().basic.is_some());
    assert_eq!(basic.access("a\nb").unwrap_err(), PasswordUnfit);
    let path = PathBuf::from("/praxis.p12");
    let key_file = Profile {
        login: Login::KeyFile { path },
        ..profile()
    };
    assert!(key_file.access("open sesame").unwrap().basic.is_none());
}

#[cfg(unix)]
mod on_disk {
    use std::fs;
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;
    use crate::system::trouble::Trouble;

    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let name = format!("pinlotse-profiles-{name}-{}", std::process::id());
            let path = std::env::temp_dir().join(name);
            let _ = fs::remove_dir_all(&path);
            fs::create_dir(&path).unwrap();
            Self(path)
        }

        fn store(&self) -> Store {
            Store::new(Some(self.0.join("user")), Some(self.0.join("machine")))
        }

        /// What lies in the folder of the user, but for what is held while it is written.
        fn files(&self) -> Vec<String> {
            let files = fs::read_dir(self.0.join("user")).unwrap();
            let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
            names.filter(|name| name != ".lock").collect()
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn mode(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    #[test]
    fn a_profile_is_kept_for_its_owner_alone_and_replaced_only_when_wished() {
        let folder = Folder::new("kept");
        let store = folder.store();
        let (path, _) = store.keep(&profile(), None, false).unwrap();
        let rights = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(rights(&path), 0o600);
        assert_eq!(rights(path.parent().unwrap()), 0o700);
        assert_eq!(store.load(&name()).unwrap(), profile());
        let again = store.keep(&profile(), None, false);
        assert!(matches!(again, Err(Error::Exists { .. })), "{again:?}");
        store.keep(&profile(), None, true).unwrap();
        assert_eq!(store.remove(&name()).unwrap().removed, [path]);
        assert_eq!(folder.files(), [""; 0]);
        assert!(matches!(store.remove(&name()), Err(Error::Missing { .. })));
    }

    /// A profile that goes by the key file that came with it.
    fn with_key(store: &Store, name: &Name, octets: &[u8]) -> Profile {
        let path = store.key_path(name, octets).unwrap();
        Profile {
            name: name.clone(),
            login: Login::KeyFile { path },
            ..profile()
        }
    }

    #[test]
    fn a_key_file_is_kept_only_with_the_profile_that_names_it() {
        let folder = Folder::new("with-key");
        let store = folder.store();
        let key = |octets: &[u8]| store.key_path(&name(), octets).unwrap();
        // As on a full disk: the key was written, and then the profile could not be.
        let path = store.path(&name()).unwrap();
        fs::create_dir_all(&path).unwrap();
        let one = with_key(&store, &name(), b"one");
        let failed = store.keep(&one, Some(b"one"), true);
        assert!(matches!(failed, Err(Error::Write { .. })), "{failed:?}");
        assert_eq!(folder.files(), ["praxis.json"]);
        fs::remove_dir(&path).unwrap();
        // What a run left that was ended in between keeps nobody from doing it again.
        fs::write(key(b"one"), b"one").unwrap();
        mode(&key(b"one"), 0o644);
        store.keep(&one, Some(b"one"), false).unwrap();
        let rights = key(b"one").metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(rights, 0o600);
        // The profile that counts until now keeps its key where another one cannot be written.
        let two = with_key(&store, &name(), b"two");
        let again = store.keep(&two, Some(b"two"), false);
        assert!(matches!(again, Err(Error::Exists { .. })), "{again:?}");
        assert_eq!(store.load(&name()).unwrap(), one);
        assert_eq!(fs::read(key(b"one")).unwrap(), b"one");
        assert!(!key(b"two").exists());
        let (_, cleared) = store.keep(&two, Some(b"two"), true).unwrap();
        assert_eq!(cleared.removed, [key(b"one")]);
        // Another login leaves no private key behind.
        let (_, cleared) = store.keep(&profile(), None, true).unwrap();
        assert_eq!(cleared.removed, [key(b"two")]);
        assert_eq!(folder.files(), ["praxis.json"]);
        // One that no profile came to is removed by the name that it was meant for.
        fs::write(key(b"one"), b"one").unwrap();
        store.remove(&name()).unwrap();
        fs::write(key(b"one"), b"one").unwrap();
        assert_eq!(store.remove(&name()).unwrap().removed, [key(b"one")]);
    }

    #[test]
    fn a_key_file_that_is_not_this_programs_or_that_another_profile_names_stays() {
        let folder = Folder::new("not-ours");
        let store = folder.store();
        let other = Name::new("zwei").unwrap();
        let one = with_key(&store, &name(), b"one");
        let own = one.login.key_file().unwrap().to_owned();
        store.keep(&one, Some(b"one"), false).unwrap();
        let second = Profile {
            name: other.clone(),
            ..one.clone()
        };
        store.keep(&second, None, false).unwrap();
        let cleared = store.remove(&name()).unwrap();
        assert_eq!(cleared.removed.len(), 1);
        assert!(matches!(&cleared.left[..], [(path, Left::Used)] if *path == own));
        // The last one that names it takes it along, whatever name it came with.
        assert!(store.remove(&other).unwrap().removed.contains(&own));
        // Beside the profiles, by a name of old, or changed since: somebody's own.
        let folder_of_user = folder.0.join("user");
        let own = store.key_path(&name(), b"one").unwrap();
        for path in [folder_of_user.join("praxis.p12"), own] {
            fs::write(&path, b"another").unwrap();
            let profile = Profile {
                login: Login::KeyFile { path: path.clone() },
                ..profile()
            };
            store.keep(&profile, None, false).unwrap();
            let cleared = store.remove(&name()).unwrap();
            assert!(matches!(&cleared.left[..], [(left, Left::NotOurs)] if *left == path));
            assert_eq!(fs::read(&path).unwrap(), b"another");
        }
    }

    #[test]
    fn what_cannot_be_removed_loses_no_key_file() {
        let folder = Folder::new("in-the-way");
        let store = folder.store();
        let path = store.path(&name()).unwrap();
        fs::create_dir_all(&path).unwrap();
        let key = store.key_path(&name(), b"one").unwrap();
        fs::write(&key, b"one").unwrap();
        assert!(matches!(store.remove(&name()), Err(Error::Write { .. })));
        assert_eq!(fs::read(&key).unwrap(), b"one");
    }

    #[test]
    fn a_profile_that_others_may_read_or_that_is_a_link_is_not_used() {
        let folder = Folder::new("rights");
        let store = folder.store();
        let (path, _) = store.keep(&profile(), None, false).unwrap();
        for bits in [0o640, 0o604, 0o620, 0o602, 0o666] {
            mode(&path, bits);
            let error = store.load(&name()).unwrap_err();
            let Error::Unusable {
                why: Why::Rights { problem, .. },
                ..
            } = error
            else {
                panic!("{bits:o}: {error:?}");
            };
            assert!(
                problem.to_string().contains(&format!("{bits:03o}")),
                "{problem}"
            );
        }
        mode(&path, 0o600);
        let elsewhere = folder.0.join("elsewhere.json");
        fs::rename(&path, &elsewhere).unwrap();
        symlink(&elsewhere, &path).unwrap();
        let unread = Trouble::Link;
        let error = store.load(&name()).unwrap_err();
        let Error::Unusable {
            why: Why::Unread(trouble),
            ..
        } = error
        else {
            panic!("{error:?}");
        };
        assert_eq!(trouble, unread);
        assert!(matches!(
            store.keep(&profile(), None, true),
            Err(Error::Write { .. })
        ));
        assert_eq!(
            fs::read(&elsewhere).unwrap(),
            written(&profile()).into_bytes()
        );
    }

    #[test]
    fn the_users_profile_comes_before_that_of_the_pc_which_all_may_read() {
        let folder = Folder::new("order");
        let store = folder.store();
        let machine = folder.0.join("machine");
        fs::create_dir(&machine).unwrap();
        let of_pc = machine.join("praxis.json");
        fs::write(&of_pc, written(&profile())).unwrap();
        fs::write(machine.join("notes.txt"), "").unwrap();
        fs::write(machine.join("a b.json"), "").unwrap();
        mode(&of_pc, 0o644);
        assert_eq!(store.load(&name()).unwrap(), profile());
        mode(&of_pc, 0o664);
        assert!(matches!(store.load(&name()), Err(Error::Unusable { .. })));
        let own = Profile {
            rewrites: true,
            ..profile()
        };
        store.keep(&own, None, false).unwrap();
        assert_eq!(store.load(&name()).unwrap(), own);
        let listed = store.list();
        assert_eq!(listed.len(), 1);
        assert!(!listed[0].is_of_machine);
    }

    #[test]
    fn of_a_name_that_is_not_there_those_that_are_are_told() {
        let folder = Folder::new("missing");
        let store = folder.store();
        store.keep(&profile(), None, false).unwrap();
        let other = Name::new("other").unwrap();
        let error = store.load(&other).unwrap_err();
        let Error::Missing {
            name: missing,
            known,
        } = error
        else {
            panic!("{error:?}");
        };
        assert_eq!((missing, known), (other, vec![name()]));
        let none = Store::default();
        assert!(matches!(
            none.keep(&profile(), None, false),
            Err(Error::NoPlace)
        ));
        assert!(none.list().is_empty());
    }
}
