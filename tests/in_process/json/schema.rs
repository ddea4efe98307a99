//! `docs/pinlotse-1.schema.json` lists the fixed words and codes of the program and no others, and
//! so does `docs/exit-codes.md`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use pinlotse::card::files::FilePurpose;
use pinlotse::card::{Answer, Generation, Kind, PinStatus};
use pinlotse::certificate::{Content, IssuerCheck, State};
use pinlotse::cli;
use pinlotse::holder::sheet::Found;
use pinlotse::online::{self, Status, Trust, Unverified};
use pinlotse::pins::{PinKey, Role};
use pinlotse::reader::Error;
use pinlotse::report::document;
use pinlotse::report::facts::finding::{Area, Severity};
use pinlotse::report::facts::next_step::NextStep;
use pinlotse::report::facts::outcome::{EntryWord, ReaderState, TriesBasis};
use pinlotse::report::{Failure, Skipped};
use pinlotse::secrets::{self, Key, Problem, Trivial};
use pinlotse::system::clock::Date;
use pinlotse::system::files::RightsProblem;
use pinlotse::system::machine::{Sign, Socket, SocketUnit};
use pinlotse::system::os::Os;
use pinlotse::text::Text;
use pinlotse::topics::{issuers, radar};
use pinlotse::virtual_card::TransportStatus;
use serde_json::Value;
use support::issued;
use support::schema::{self, Pair, pairs, words};

fn set<'a>(words: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    words.into_iter().map(str::to_owned).collect()
}

fn text(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// One value of each variant of an enum. A variant that is missing here does not compile.
macro_rules! each {
    ($of:ident { $($variant:ident $(= $value:expr)?),+ $(,)? }) => {{
        const fn _is_listed(of: &$of) {
            match of { $($of::$variant { .. } => {})+ }
        }
        [$(each!(@ $of $variant $($value)?)),+]
    }};
    (@ $of:ident $variant:ident) => { $of::$variant };
    (@ $of:ident $variant:ident $value:expr) => { $value };
}

/// Every place of the schema that has a closed list of words, with the words that the program has
/// for it. Codes are a matter of their own.
fn places() -> Vec<(&'static str, BTreeSet<String>)> {
    let mut places = of_pins();
    places.extend(of_cards());
    places.extend(of_certificates());
    places.extend(of_the_pc());
    places.extend(of_known_things());
    places.push(("/properties/command", commands()));
    places
}

fn of_pins() -> Vec<(&'static str, BTreeSet<String>)> {
    let keys = each!(PinKey {
        Ch,
        Qes,
        Smc,
        Auto,
        So
    });
    let states = each!(PinStatus {
        Transport,
        Empty,
        Set = PinStatus::Set { tries: 3 },
        Blocked,
        Verified,
        Disabled,
        Missing,
        Unreadable = PinStatus::Unreadable(apdu::StatusWord::new(0x6F00)),
    });
    let skipped = each!(Skipped {
        Done,
        Holder,
        Stopped,
        DryRun,
        Blocked,
        NotBlocked
    });
    let bases = each!(TriesBasis {
        Card,
        Notes,
        Stated,
        Assumed,
        None
    });
    let answers = each!(Answer { Read, Lost });
    let entries = each!(EntryWord {
        Keyboard,
        PinPad,
        File
    });
    let names = set(keys.map(PinKey::name));
    // Of a try that is over nobody says that nothing was known, and of one to come nothing is said.
    let bases_but = |but: &[TriesBasis]| {
        let mut bases = bases.to_vec();
        bases.retain(|basis| !but.contains(basis));
        set(bases.into_iter().map(TriesBasis::word))
    };
    vec![
        ("/$defs/pin", set(keys.map(PinKey::word))),
        ("/$defs/pin_line/properties/name", names.clone()),
        ("/$defs/result/properties/name", names),
        ("/$defs/state", set(states.map(PinStatus::word))),
        (
            "/$defs/pin_line/properties/tries_basis",
            bases_but(&[TriesBasis::Stated, TriesBasis::Assumed]),
        ),
        (
            "/$defs/result/properties/tries_basis",
            bases_but(&[TriesBasis::None]),
        ),
        (
            "/$defs/result/properties/skipped",
            set(skipped.map(Skipped::word)),
        ),
        (
            "/$defs/result/properties/answer",
            set(answers.map(Answer::word)),
        ),
        (
            "/$defs/result/properties/entry",
            set(entries.map(EntryWord::word)),
        ),
    ]
}

fn of_cards() -> Vec<(&'static str, BTreeSet<String>)> {
    let kinds = each!(Kind {
        Hba,
        Smcb,
        Egk,
        GsmcKt,
        GsmcK,
        Unknown
    });
    let generations = each!(Generation {
        G1,
        G1Plus,
        G2,
        G21
    });
    let states = each!(ReaderState {
        Empty,
        Card,
        Busy,
        Mute
    });
    let on = Date::from_seconds(0);
    let steps = each!(NextStep {
        Activate,
        ActivateExpired,
        Unblock,
        OrderReplacement,
        AskSupport,
        Ended,
        Revoked,
        Release,
        Released,
        Unsure,
        ValidFrom = NextStep::ValidFrom { on },
        Expired,
        FollowUp = NextStep::FollowUp { on },
        VerifyCertificates,
        None,
    });
    let statuses = each!(TransportStatus {
        Regular,
        LeerPin,
        TransportPin
    });
    vec![
        ("/$defs/kind", set(kinds.map(Kind::word))),
        (
            "/$defs/card/properties/generation",
            set(generations.map(Generation::name)),
        ),
        (
            "/$defs/reader_row/properties/state",
            set(states.map(ReaderState::word)),
        ),
        (
            "/$defs/next_step/properties/code",
            set(steps.map(NextStep::word)),
        ),
        (
            "/$defs/document_virtual_show/properties/passwords/items/properties/transport_status",
            set(statuses.map(TransportStatus::word)),
        ),
    ]
}

fn of_certificates() -> Vec<(&'static str, BTreeSet<String>)> {
    let purposes = each!(FilePurpose {
        Aut,
        Enc,
        Qes,
        Osig,
        Sig,
        Auto,
        Attribute
    });
    let contents = each!(Content {
        Certificate = Content::of(&issued::built_in("aut-E256")),
        Empty,
        Cvc,
        AttributeCertificate,
        NotACertificate = Content::of(b"?"),
    });
    let status = apdu::StatusWord::new(0x6982);
    let found = each!(Found {
        Missing,
        Refused = Found::Refused(status),
        Read = Found::Read(Content::Empty),
    });
    let found = found.into_iter().chain(contents.map(Found::Read));
    let states = each!(State {
        Valid = State::Valid { until: 0 },
        Expiring = State::Expiring { until: 0, days: 0 },
        Expired = State::Expired { until: 0 },
        NotYetValid = State::NotYetValid { from: 0 },
        Unknown,
    });
    let issuer = String::new;
    let checks = each!(IssuerCheck {
        Good = IssuerCheck::Good { issuer: issuer() },
        IssuerExpired = IssuerCheck::IssuerExpired {
            issuer: issuer(),
            not_after: 0
        },
        IssuerNotYetValid = IssuerCheck::IssuerNotYetValid {
            issuer: issuer(),
            not_before: 0
        },
        IssuerUndated = IssuerCheck::IssuerUndated { issuer: issuer() },
        IssuerNotACa = IssuerCheck::IssuerNotACa { issuer: issuer() },
        BadSignature = IssuerCheck::BadSignature { issuer: issuer() },
        Unsupported = IssuerCheck::Unsupported {
            issuer: issuer(),
            oid: String::new()
        },
        NoIssuerHere = IssuerCheck::NoIssuerHere { wanted: issuer() },
    });
    let answers = each!(Status {
        Good,
        Revoked = Status::Revoked {
            at: 0,
            reason: None
        },
        Unknown,
    });
    let mut answers = set(answers.iter().map(Status::code));
    answers.insert(online::Error::NoUrl.code().to_owned());
    let trusts = each!(Trust {
        Verified,
        Unverified = Trust::Unverified(Unverified::IssuerMissing),
    });
    vec![
        (
            "/$defs/certificate/properties/purpose",
            set(purposes.map(FilePurpose::word)),
        ),
        (
            "/$defs/certificate/properties/content",
            found.map(|found| found.word().to_owned()).collect(),
        ),
        (
            "/$defs/certificate/properties/state",
            set(states.map(State::word)),
        ),
        (
            "/$defs/certificate/properties/issuer_check",
            set(checks.iter().map(IssuerCheck::word)),
        ),
        ("/$defs/online/properties/status", answers),
        (
            "/$defs/online/properties/trust",
            set(trusts.map(Trust::code)),
        ),
    ]
}

fn of_the_pc() -> Vec<(&'static str, BTreeSet<String>)> {
    let systems = each!(Os {
        Linux,
        Macos,
        Windows,
        Other
    });
    let sockets = each!(Socket {
        Missing,
        Dead,
        Forbidden,
        Stuck,
        Answers
    });
    let units = each!(SocketUnit { Missing, Off, On });
    let signs = each!(Sign {
        Device,
        Library,
        Name
    });
    let severities = each!(Severity {
        Ok,
        Note,
        Warning,
        Problem
    });
    let areas = each!(Area {
        Pc,
        Service,
        Drivers,
        Usb,
        Readers,
        Programs,
        Card
    });
    vec![
        ("/$defs/system/properties/os", set(systems.map(Os::word))),
        (
            "/$defs/system/properties/service/properties/socket",
            set(sockets.map(Socket::word)),
        ),
        (
            "/$defs/system/properties/service/properties/socket_unit",
            set(units.map(SocketUnit::word)),
        ),
        (
            "/$defs/system/properties/programs/items/properties/sign",
            set(signs.map(Sign::word)),
        ),
        (
            "/$defs/finding/properties/severity",
            set(severities.map(Severity::word)),
        ),
        ("/$defs/finding/properties/area", set(areas.map(Area::word))),
    ]
}

fn of_known_things() -> Vec<(&'static str, BTreeSet<String>)> {
    use radar::Severity;
    let severities = each!(Severity { Ended, Act, Hint });
    vec![
        (
            "/$defs/known/properties/severity",
            set(severities.map(Severity::word)),
        ),
        (
            "/$defs/known/properties/code",
            radar_json().into_iter().map(|(code, _)| code).collect(),
        ),
        (
            "/$defs/topic/properties/issuer",
            set(issuers::all().iter().map(|issuer| issuer.id.as_str())),
        ),
    ]
}

fn commands() -> BTreeSet<String> {
    let line = cli::command(Text::default());
    let names = line.get_subcommands().flat_map(|command| {
        let name = command.get_name();
        let below = command
            .get_subcommands()
            .map(move |below| format!("{name} {}", below.get_name()));
        // A usage error may know no more than the first word.
        below.chain([name.to_owned()])
    });
    names.collect()
}

/// Every place of the schema that has a closed list of words, but for codes and for what a
/// condition asks.
fn closed_lists(schema: &Value, place: &str, found: &mut BTreeSet<String>) {
    if place == "/$defs/code" {
        return;
    }
    match schema {
        Value::Object(keywords) => {
            let words = keywords.get("enum").and_then(Value::as_array);
            if words.is_some_and(|words| words.iter().any(Value::is_string)) {
                found.insert(place.to_owned());
            }
            let inner = keywords.iter().filter(|(keyword, _)| *keyword != "if");
            inner.for_each(|(keyword, inner)| {
                closed_lists(inner, &format!("{place}/{keyword}"), found);
            });
        }
        Value::Array(all) => all.iter().enumerate().for_each(|(index, inner)| {
            closed_lists(inner, &format!("{place}/{index}"), found);
        }),
        _ => {}
    }
}

#[test]
fn every_closed_list_of_the_schema_holds_the_words_of_the_program_and_no_others() {
    let places = places();
    for (place, of_the_program) in &places {
        assert_eq!(words(place), *of_the_program, "{place}");
    }
    let mut listed = BTreeSet::new();
    closed_lists(schema::published(), "", &mut listed);
    let known = set(places.iter().map(|(place, _)| *place));
    assert_eq!(listed, known, "lists of the schema, and those of this test");
    assert_eq!(
        schema::published()["properties"]["schema"]["const"],
        document::SCHEMA
    );
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
