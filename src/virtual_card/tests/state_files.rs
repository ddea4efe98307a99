//! State files hold a whole card.

use std::path::{Path, PathBuf};

use super::*;

/// A folder of its own, removed on drop.
pub(super) struct Folder(pub(super) PathBuf);

impl Folder {
    pub(super) fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("pinlotse-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(&self.0).unwrap();
        entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_saved_card_comes_back_whole() {
    let folder = Folder::new("round-trip");
    let (first, second) = (folder.0.join("first.json"), folder.0.join("second.json"));
    for mut card in all() {
        card.change(0x01, "11111", "123456", "63C2");
        card.card.save(&first).unwrap();
        card.card.save(&first).unwrap();
        let source = Source::parse(first.to_str().unwrap());
        assert_eq!(source, Source::State(first.clone()));
        let mut again = tested(
            &source,
            [card.transport, card.puk, card.qes_transport, card.qes_puk],
        );
        again.card.save(&second).unwrap();
        assert_eq!(
            std::fs::read(&first).unwrap(),
            std::fs::read(&second).unwrap()
        );
        assert!(again.card.passwords().eq(card.card.passwords()));
        again.change(0x01, "11111", "123456", "63C1");
        again.change(0x01, again.transport, "123456", "9000");
        assert_eq!(again.send("00A4040400"), card.send("00A4040400"));
    }
    let mut names = folder.names();
    names.sort();
    assert_eq!(
        names,
        ["first.json", "second.json"],
        "no temporary file stays"
    );
}

#[cfg(unix)]
#[test]
fn only_the_owner_may_read_a_state_file() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("rights");
    let path = folder.0.join("card.json");
    std::fs::write(&path, "{}").unwrap();
    hba().card.save(&path).unwrap();
    assert_eq!(
        std::fs::metadata(&path).unwrap().permissions().mode() & 0o777,
        0o600
    );
}

#[test]
fn saving_where_nothing_can_be_written_says_so() {
    let error = hba()
        .card
        .save(Path::new("/nowhere/at/all/card.json"))
        .unwrap_err();
    assert!(
        matches!(
            error,
            Error::Io {
                action: "write",
                ..
            }
        ),
        "{error}"
    );
}

#[test]
fn a_malformed_state_file_is_refused_with_line_and_expectation() {
    let folder = Folder::new("malformed");
    let path = folder.0.join("card.json");
    hba().card.save(&path).unwrap();
    let good = std::fs::read_to_string(&path).unwrap();
    for (from, to, line, expectation) in [
        (
            "virtual-card/1",
            "virtual-card/2",
            Some(2),
            "schema \"pinlotse-virtual-card/1\" expected",
        ),
        (
            "\"schema\": \"pinlotse-virtual-card/1\",",
            "",
            None,
            "missing field `schema`",
        ),
        (
            "3B909681B1FE451F0391",
            "3B9",
            Some(5),
            "octets in hex expected",
        ),
        (
            "\"secret\": \"2528407",
            "\"secret\": \"2628407",
            None,
            "a PIN block (8 octets in hex) or null expected",
        ),
        (
            "CB{[ACTIVATED",
            "CB{[ALIVE",
            None,
            "access rule: ACTIVATED, DEACTIVATED or TERMINATED expected",
        ),
        (
            "\"retry_counter\": 3",
            "\"retry_counter\": 4",
            None,
            "the retry counter is at most its start value",
        ),
        (
            "\"parent\": 0",
            "\"parent\": 5",
            None,
            "its parent must come before it",
        ),
        ("\"name\"", "\"nam\"", Some(4), "unknown field `nam`"),
        ("\n}\n", "\n", None, "EOF while parsing"),
    ] {
        let bad = good.replacen(from, to, 1);
        assert_ne!(bad, good, "{from} is not there");
        std::fs::write(&path, &bad).unwrap();
        let error = VirtualCard::load(&Source::State(path.clone())).unwrap_err();
        let message = error.to_string();
        assert!(message.contains(expectation), "{to}: {message}");
        let Error::Malformed { line: found, .. } = error else {
            panic!("{message}")
        };
        assert!(
            found > 0 && line.is_none_or(|line| line == found),
            "{message}"
        );
        assert!(!message.contains("28407"), "{message}");
    }
}

#[test]
fn a_name_is_a_built_in_card_and_a_path_is_decided_by_its_content() {
    assert_eq!(Source::parse("hba"), Source::Profile(Profile::Hba));
    assert_eq!(Source::parse("smcb"), Source::Profile(Profile::Smcb));
    assert_eq!(Source::parse("./hba"), Source::Image("./hba".into()));
    let folder = Folder::new("sources");
    let path = folder.0.join("card");
    std::fs::write(&path, "\n {").unwrap();
    assert_eq!(
        Source::parse(path.to_str().unwrap()),
        Source::State(path.clone())
    );
    std::fs::write(&path, "<card/>").unwrap();
    assert_eq!(Source::parse(path.to_str().unwrap()), Source::Image(path));
}
