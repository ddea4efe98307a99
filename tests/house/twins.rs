//! Every journey at a reader runs at a Konnektor too, or has a reason why it cannot:
//! `tests/in_process/konnektor/twins.txt` against the sources.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

const REGISTER: &str = "tests/in_process/konnektor/twins.txt";

/// Why a journey has no twin; the head of the register says what each means.
const REASONS: [&str; 6] = [
    "digits",
    "secrets",
    "chip",
    "reader",
    "rehearsal",
    "nowhere",
];

/// Where twins are: the tests at a Konnektor, those that are written once for both places, and the
/// ones over TCP and TLS.
const PLACES: [&str; 3] = [
    "tests/in_process/konnektor/",
    "tests/in_process/both_places/",
    "tests/konnektor/",
];

/// The tests of a source, by name.
fn tests(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut is_next = false;
    for line in source.lines().map(str::trim_start) {
        is_next |= line == "#[test]";
        let name = line
            .strip_prefix("fn ")
            .and_then(|rest| rest.split('(').next());
        if let Some(name) = name.filter(|_| is_next) {
            found.push(name.to_owned());
            is_next = false;
        }
    }
    found
}

/// Every source below a folder with tests in it, by its path from there without its ending.
fn sources(folder: &Path) -> BTreeMap<String, Vec<String>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for path in fs::read_dir(next)
            .unwrap()
            .map(|entry| entry.unwrap().path())
        {
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(folder).unwrap().display().to_string();
            let Some(name) = name
                .replace('\\', "/")
                .strip_suffix(".rs")
                .map(str::to_owned)
            else {
                continue;
            };
            let tests = tests(&fs::read_to_string(&path).unwrap());
            if !tests.is_empty() {
                found.insert(name, tests);
            }
        }
    }
    found
}

/// A file of the register: its tests with their twins or a reason.
#[derive(Default)]
struct Rows {
    tests: BTreeMap<String, Row>,
}

#[derive(Debug, PartialEq, Eq)]
enum Row {
    Twins(Vec<String>),
    Reason(String),
}

/// The register by file, and the files that are no journeys at a reader. Faults come along.
fn register(text: &str) -> (BTreeMap<String, Rows>, BTreeSet<String>, Vec<String>) {
    let (mut files, mut others, mut faults) =
        (BTreeMap::<String, Rows>::new(), BTreeSet::new(), vec![]);
    let (mut file, mut reason, mut last) = (String::new(), None::<String>, None::<String>);
    for line in text
        .lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
    {
        if let Some(name) = line.strip_prefix("== ") {
            (file, reason, last) = (name.to_owned(), None, None);
            if files.insert(file.clone(), Rows::default()).is_some() {
                faults.push(format!("{file}: twice"));
            }
        } else if let Some(rest) = line.strip_prefix("!! ") {
            let (name, why) = rest.split_once(": ").unwrap_or((rest, ""));
            if why.len() < 10 || !others.insert(name.to_owned()) {
                faults.push(format!("{line}: twice, or no reason"));
            }
        } else if let Some(word) = line.strip_prefix("-- ") {
            if !REASONS.contains(&word) {
                faults.push(format!("{file}: {word} is none of the reasons"));
            }
            reason = Some(word.to_owned());
        } else if let Some(twin) = line.strip_prefix("    = ") {
            let row = last
                .as_ref()
                .and_then(|last| files.get_mut(&file)?.tests.get_mut(last));
            match row {
                Some(Row::Twins(twins)) => twins.push(twin.to_owned()),
                _ => faults.push(format!("{file}: {twin} is the twin of nothing")),
            }
        } else {
            let row = match &reason {
                Some(reason) => Row::Reason(reason.clone()),
                None => Row::Twins(Vec::new()),
            };
            let rows = files.entry(file.clone()).or_default();
            if rows.tests.insert(line.to_owned(), row).is_some() {
                faults.push(format!("{file}: {line}: twice"));
            }
            last = Some(line.to_owned());
        }
    }
    (files, others, faults)
}

/// What is wrong with a register, where these are the tests of `tests/in_process`, and these the
/// paths of those that may be twins.
fn faults(
    text: &str,
    sources: &BTreeMap<String, Vec<String>>,
    twins: &BTreeSet<String>,
) -> Vec<String> {
    let (files, others, mut faults) = register(text);
    for (file, tests) in sources {
        if others.contains(file) == files.contains_key(file) {
            faults.push(format!("{file}: stands nowhere, or twice"));
        }
        let Some(rows) = files.get(file) else {
            continue;
        };
        let missing = tests.iter().filter(|test| !rows.tests.contains_key(*test));
        faults.extend(missing.map(|test| format!("{file}: {test} has no row")));
        let gone = rows.tests.keys().filter(|test| !tests.contains(test));
        faults.extend(gone.map(|test| format!("{file}: {test} is gone")));
    }
    let named = files.keys().chain(&others);
    let gone = named.filter(|file| !sources.contains_key(*file));
    faults.extend(gone.map(|file| format!("{file}: is gone, or has no test any more")));
    for (file, rows) in &files {
        for (test, row) in &rows.tests {
            match row {
                Row::Twins(named) if named.is_empty() => {
                    faults.push(format!("{file}: {test} has neither twin nor reason"));
                }
                Row::Twins(named) => {
                    let gone = named.iter().filter(|twin| !twins.contains(*twin));
                    faults.extend(gone.map(|twin| format!("{file}: {test}: no twin {twin}")));
                }
                Row::Reason(_) => {}
            }
        }
    }
    faults
}

/// `konnektor::guide::name`, and `tests/konnektor/practice.rs` as `over_tls::practice::name`.
fn paths(project: &Path) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for place in PLACES {
        let (_, room) = place.trim_end_matches('/').rsplit_once('/').unwrap();
        let room = if place == "tests/konnektor/" {
            "over_tls"
        } else {
            room
        };
        for (file, tests) in sources(&project.join(place)) {
            let file = file.replace('/', "::");
            all.extend(tests.iter().map(|test| format!("{room}::{file}::{test}")));
        }
    }
    all
}

#[test]
fn every_journey_at_a_reader_has_a_twin_at_a_konnektor_or_a_reason() {
    let project = support::project();
    let text = fs::read_to_string(project.join(REGISTER)).unwrap();
    let mut journeys = sources(&project.join("tests/in_process"));
    // Those at a Konnektor themselves.
    journeys.retain(|file, _| {
        let at_konnektor = ["konnektor/", "konnektor_walk/", "both_places/"];
        !at_konnektor.iter().any(|room| file.starts_with(room))
    });
    let faults = faults(&text, &journeys, &paths(project));
    assert!(faults.is_empty(), "{REGISTER}:\n{}", faults.join("\n"));
}

#[test]
fn a_register_that_lacks_a_test_or_names_one_that_is_gone_is_found_out() {
    let tests = |names: &[&str]| {
        names
            .iter()
            .map(|name| (*name).to_owned())
            .collect::<Vec<_>>()
    };
    let journeys = BTreeMap::from([
        ("guide/live".to_owned(), tests(&["pulled", "put_in"])),
        ("codes".to_owned(), tests(&["codes"])),
    ]);
    let twins = BTreeSet::from(["konnektor::guide::pulled".to_owned()]);
    let good = "!! codes: no card is there\n== guide/live\npulled\n    = konnektor::guide::pulled\n\
                -- reader\nput_in\n";
    let found = |text: &str| faults(text, &journeys, &twins).join("\n");
    assert_eq!(found(good), "");
    for (from, to, says) in [
        ("put_in\n", "", "put_in has no row"),
        ("put_in\n", "put_in\nold\n", "old is gone"),
        ("::pulled\n", "::other\n", "no twin konnektor::guide::other"),
        (
            "    = konnektor::guide::pulled\n",
            "",
            "neither twin nor reason",
        ),
        ("-- reader", "-- lazy", "lazy is none of the reasons"),
        ("!! codes: no card is there\n", "", "codes: stands nowhere"),
        ("!! codes: no card is there\n", "!! codes: x\n", "no reason"),
        (
            "!! codes",
            "== codes\ncodes\n!! codes",
            "stands nowhere, or twice",
        ),
        (
            "!! codes",
            "!! older: no card is there\n!! codes",
            "older: is gone",
        ),
    ] {
        let broken = good.replace(from, to);
        assert_ne!(broken, good, "{says}");
        assert!(found(&broken).contains(says), "{says}: {}", found(&broken));
    }
}

#[test]
fn tests_are_read_off_a_source() {
    let source =
        "fn helper() {}\n#[test]\nfn one() {}\n\n#[cfg(unix)]\n#[test]\n#[ignore]\nfn two() {}\n";
    assert_eq!(tests(source), ["one", "two"]);
}
