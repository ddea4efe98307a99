//! `docs/pinlotse-1.schema.json` lists the fixed words and codes of the program and no others, and
//! so does `docs/exit-codes.md`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use pinlotse::card::files::FilePurpose;
use pinlotse::card::{Answer, Generation, Kind, PinStatus};
use pinlotse::certificate::State;
use pinlotse::cli;
use pinlotse::pins::{PinKey, Role};
use pinlotse::reader::Error;
use pinlotse::report::document;
use pinlotse::report::facts::finding::{self, Area};
use pinlotse::report::facts::next_step::NextStep;
use pinlotse::report::facts::outcome::{EntryWord, TriesBasis};
use pinlotse::report::{Failure, Skipped};
use pinlotse::secrets::{self, Key, Problem, Trivial};
use pinlotse::system::clock::Date;
use pinlotse::system::files::RightsProblem;
use pinlotse::text::Text;
use pinlotse::topics::{issuers, radar};
use serde_json::Value;
use support::schema::{self, Pair, pairs, words};

fn set<'a>(words: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    words.into_iter().map(str::to_owned).collect()
}

fn text(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

#[test]
fn the_fixed_words_of_the_schema_are_those_of_the_program() {
    use PinStatus::{Blocked, Disabled, Empty, Missing, Transport, Unreadable, Verified};
    let pins = [
        PinKey::Ch,
        PinKey::Qes,
        PinKey::Smc,
        PinKey::Auto,
        PinKey::So,
    ];
    assert_eq!(words("/$defs/pin"), set(pins.map(PinKey::word)));
    for place in ["pin_line", "result"] {
        assert_eq!(
            words(&format!("/$defs/{place}/properties/name")),
            set(pins.map(PinKey::name))
        );
    }
    let kinds = [
        Kind::Hba,
        Kind::Smcb,
        Kind::Egk,
        Kind::GsmcKt,
        Kind::GsmcK,
        Kind::Unknown,
    ];
    assert_eq!(words("/$defs/kind"), set(kinds.map(Kind::word)));
    let odd = Unreadable(apdu::StatusWord::new(0x6F00));
    let states = [
        Transport,
        Empty,
        PinStatus::Set { tries: 3 },
        Blocked,
        Verified,
        Disabled,
        Missing,
        odd,
    ];
    assert_eq!(words("/$defs/state"), set(states.map(PinStatus::word)));
    use NextStep::{
        Activate, AskSupport, Ended, Expired, FollowUp, OrderReplacement, Release, Released,
        Revoked,
    };
    let follow_up = FollowUp {
        on: Date::from_seconds(0),
    };
    let of_pins = [
        Activate,
        NextStep::Unblock,
        OrderReplacement,
        AskSupport,
        NextStep::None,
    ];
    let of_certificates = [
        Ended,
        Revoked,
        Release,
        Released,
        Expired,
        follow_up,
        NextStep::VerifyCertificates,
    ];
    let steps = of_pins.into_iter().chain(of_certificates);
    assert_eq!(
        words("/$defs/next_step/properties/code"),
        set(steps.map(NextStep::word))
    );
    use Skipped::{Done, DryRun, Holder, NotBlocked, Stopped};
    let skipped = [Done, Holder, Stopped, DryRun, Skipped::Blocked, NotBlocked];
    assert_eq!(
        words("/$defs/result/properties/skipped"),
        set(skipped.map(Skipped::word))
    );
    let answers = [Answer::Read, Answer::Lost];
    assert_eq!(
        words("/$defs/result/properties/answer"),
        set(answers.map(Answer::word))
    );
    let entries = [EntryWord::Keyboard, EntryWord::PinPad, EntryWord::File];
    assert_eq!(
        words("/$defs/result/properties/entry"),
        set(entries.map(EntryWord::word))
    );
    use TriesBasis::{Assumed, Card, Notes, Stated};
    let sent = [Card, Notes, Stated, Assumed];
    assert_eq!(
        words("/$defs/result/properties/tries_basis"),
        set(sent.map(TriesBasis::word))
    );
    let shown = [Card, Notes, TriesBasis::None];
    assert_eq!(
        words("/$defs/pin_line/properties/tries_basis"),
        set(shown.map(TriesBasis::word))
    );
    let generations = [
        Generation::G1,
        Generation::G1Plus,
        Generation::G2,
        Generation::G21,
    ];
    assert_eq!(
        words("/$defs/card/properties/generation"),
        set(generations.map(Generation::name))
    );
    assert_eq!(
        schema::published()["properties"]["schema"]["const"],
        document::SCHEMA
    );
}

#[test]
fn the_fixed_words_of_certificates_and_findings_are_those_of_the_program() {
    use FilePurpose::{Attribute, Aut, Auto, Enc, Osig, Qes, Sig};
    let purposes = [Aut, Enc, Qes, Osig, Sig, Auto, Attribute];
    assert_eq!(
        words("/$defs/certificate/properties/purpose"),
        set(purposes.map(FilePurpose::word))
    );
    let states = [
        State::Valid { until: 0 },
        State::Expiring { until: 0, days: 0 },
        State::Expired { until: 0 },
        State::NotYetValid { from: 0 },
        State::Unknown,
    ];
    assert_eq!(
        words("/$defs/certificate/properties/state"),
        set(states.map(State::word))
    );
    let severities = [
        finding::Severity::Ok,
        finding::Severity::Note,
        finding::Severity::Warning,
        finding::Severity::Problem,
    ];
    assert_eq!(
        words("/$defs/finding/properties/severity"),
        set(severities.map(finding::Severity::word))
    );
    assert_eq!(
        words("/$defs/finding/properties/area"),
        set(Area::ALL.map(Area::word))
    );
    let known = [
        radar::Severity::Ended,
        radar::Severity::Act,
        radar::Severity::Hint,
    ];
    assert_eq!(
        words("/$defs/known/properties/severity"),
        set(known.map(radar::Severity::word))
    );
    let codes = radar_json().into_iter().map(|(code, _)| code).collect();
    assert_eq!(
        words("/$defs/known/properties/code"),
        codes,
        "src/topics/radar.json"
    );
    assert_eq!(
        words("/$defs/topic/properties/issuer"),
        set(issuers::all().iter().map(|issuer| issuer.id.as_str()))
    );
    // Private to their file: its literals are the words.
    for (place, path, function) in [
        (
            "certificate/properties/content",
            "words/certificates.rs",
            "content_word",
        ),
        (
            "certificate/properties/issuer_check",
            "words/certificates.rs",
            "check_word",
        ),
        (
            "system/properties/service/properties/socket",
            "document/diagnosis.rs",
            "socket_word",
        ),
        (
            "system/properties/service/properties/socket_unit",
            "document/diagnosis.rs",
            "unit_word",
        ),
        ("system/properties/os", "document/mod.rs", "os_word"),
    ] {
        let source = text(&format!("src/report/{path}"));
        let (_, body) = source
            .split_once(&format!("fn {function}("))
            .unwrap_or_else(|| panic!("fn {function}"));
        let body = body.split_once("\n}\n").unwrap().0;
        assert_eq!(
            words(&format!("/$defs/{place}")),
            literals(body),
            "{function}"
        );
    }
}

/// Code word and severity of each entry of the radar.
fn radar_json() -> Vec<(String, String)> {
    let entries: Vec<Value> = serde_json::from_str(&text("src/topics/radar.json")).unwrap();
    let word = |entry: &Value, key: &str| entry[key].as_str().unwrap().to_owned();
    entries
        .iter()
        .map(|entry| (word(entry, "code"), word(entry, "severity")))
        .collect()
}

#[test]
fn the_commands_of_the_schema_are_those_of_the_command_line() {
    let line = cli::command(Text::default());
    let names = line.get_subcommands().flat_map(|command| {
        let name = command.get_name();
        let below = command
            .get_subcommands()
            .map(move |below| format!("{name} {}", below.get_name()));
        // A usage error may know no more than the first word.
        below.chain([name.to_owned()])
    });
    assert_eq!(words("/properties/command"), names.collect());
}

/// Literals in a source text that look like a fixed word.
fn literals(source: &str) -> BTreeSet<String> {
    let code = source
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n");
    let is_word = |text: &&str| {
        !text.is_empty()
            && text
                .bytes()
                .all(|o| o.is_ascii_lowercase() || b"_0123456789".contains(&o))
    };
    set(code.split('"').skip(1).step_by(2).filter(is_word))
}

/// The body of `fn code` in a source text.
fn fn_code(source: &str) -> &str {
    let (_, rest) = source
        .split_once("pub const fn code(&self)")
        .expect("fn code");
    rest.split_once("\n    }\n").expect("its end").0
}

/// Every code word of the program with its exit code: the pairs as `code.rs` and the problems of
/// `doctor` in `finding.rs` write them, what ends a card in the radar, and for words that come from
/// elsewhere what `Failure::code` makes of them.
fn pairs_of_the_program() -> BTreeSet<Pair> {
    let source = text("src/report/facts/code.rs");
    let finding = text("src/report/facts/finding.rs");
    let exits = text("src/report/facts/exit.rs");
    let exit = |name: &str| -> u64 {
        let (_, rest) = exits
            .split_once(&format!("pub const {name}: u8 = "))
            .unwrap_or_else(|| panic!("exit::{name}"));
        rest.split_once(';').unwrap().0.parse().unwrap()
    };
    let both = [source.as_str(), finding.as_str()];
    let written = both
        .iter()
        .flat_map(|source| source.split("code(\"").skip(1))
        .map(|rest| {
            let (word, rest) = rest
                .split_once("\", exit::")
                .expect("an exit code beside the word");
            (word.to_owned(), exit(rest.split_once(')').unwrap().0))
        });
    let mut pairs: BTreeSet<Pair> = written.collect();
    let lacks = literals(
        source
            .split_once("fn lack_word")
            .unwrap()
            .1
            .split_once("\n}\n")
            .unwrap()
            .0,
    );
    pairs.extend(lacks.into_iter().map(|word| (word, exit("PAD"))));
    let ended = radar_json()
        .into_iter()
        .filter(|(_, severity)| severity == radar::Severity::Ended.word());
    pairs.extend(ended.map(|(word, _)| (word, exit("ENDED"))));
    let name = || "R".to_owned();
    let errors = [
        Error::Removed(name()),
        Error::Reset(name()),
        Error::Broken {
            reader: name(),
            detail: name(),
        },
    ];
    let later = errors.into_iter().map(Failure::ReaderLater);
    let secrets = problems()
        .into_iter()
        .map(|problem| Failure::Secrets(vec![problem]));
    let sources = source_errors().into_iter().map(Failure::SecretsSource);
    let made = later
        .chain(secrets)
        .chain(sources)
        .map(|failure| failure.code());
    pairs.extend(made.map(|code| (code.word.to_owned(), u64::from(code.exit))));
    let known: BTreeSet<String> = pairs.iter().map(|(word, _)| word.clone()).collect();
    for source in [
        &source,
        fn_code(&text("src/secrets/problem.rs")),
        fn_code(&text("src/secrets/source.rs")),
    ] {
        let missed: Vec<_> = literals(source).difference(&known).cloned().collect();
        assert_eq!(
            missed, [""; 0],
            "code words whose exit code this test does not know"
        );
    }
    pairs
}

/// One of each kind of problem.
fn problems() -> Vec<Problem> {
    use secrets::Kind::{
        DoubleKey, Empty, Length, Missing, NoEquals, NotDigits, Same, UnknownKey, Utf16,
    };
    let (old, new) = (
        Key::Secret(Role::Transport, PinKey::Ch),
        Key::Secret(Role::New, PinKey::Ch),
    );
    let length = || Length {
        want: 5..=5,
        got: 4,
    };
    let unknown = UnknownKey {
        written: None,
        nearest: None,
    };
    let trivial = secrets::Kind::Trivial(Trivial::Sequence);
    [
        (old, Utf16),
        (old, NoEquals),
        (old, unknown),
        (old, DoubleKey { first_line: 1 }),
        (old, Empty),
        (old, NotDigits),
        (old, length()),
        (new, length()),
        (new, Same { other: old }),
        (new, trivial),
        (old, Missing),
    ]
    .map(|(key, kind)| Problem {
        line: Some(1),
        key: Some(key),
        kind,
    })
    .into()
}

fn source_errors() -> Vec<secrets::SourceError> {
    use secrets::SourceErrorKind::{Read, Rights, TooLarge};
    let rights = Rights(RightsProblem::ForeignOwner);
    let kinds = [
        Read(std::io::Error::other("forged")),
        rights,
        TooLarge {
            limit: secrets::LIMIT,
        },
    ];
    kinds
        .map(|kind| secrets::SourceError {
            from: secrets::SecretsSource::Stdin,
            kind,
        })
        .into()
}

#[test]
fn every_code_word_of_the_program_stands_in_the_schema_with_its_exit_code_and_no_other() {
    let schema = pairs();
    assert_eq!(
        pairs_of_the_program(),
        schema,
        "src/report/facts/code.rs and docs/pinlotse-1.schema.json differ"
    );
    let exits: BTreeSet<u64> = schema.iter().map(|(_, exit)| *exit).chain([0]).collect();
    let listed = schema::published()["$defs"]["exit"]["enum"]
        .as_array()
        .unwrap();
    assert_eq!(
        exits,
        listed.iter().map(|exit| exit.as_u64().unwrap()).collect()
    );
}

#[test]
fn the_table_of_exit_codes_lists_the_same_words() {
    let table = text("docs/exit-codes.md");
    let rows = table.lines().filter_map(|line| {
        let mut cells = line.strip_prefix("| ")?.split('|');
        let exit: u64 = cells.next()?.trim().parse().ok()?;
        let words: Vec<Pair> = cells
            .next()?
            .split('`')
            .skip(1)
            .step_by(2)
            .map(|word| (word.to_owned(), exit))
            .collect();
        Some(words)
    });
    assert_eq!(rows.flatten().collect::<BTreeSet<Pair>>(), pairs());
}
