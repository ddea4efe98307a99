//! `docs/pinlotse-1.schema.json` lists the fixed words of the program and no others. That it lists
//! the code words of all causes of failure is a test beside them, in `src/report/`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use pinlotse::card::files::FilePurpose;
use pinlotse::card::{Answer, Evidence, Generation, Kind, PinStatus};
use pinlotse::certificate::signature::Obstacle;
use pinlotse::certificate::{Check, Content, Doubt, IssuerCheck, State};
use pinlotse::cli;
use pinlotse::holder::CardName;
use pinlotse::holder::sheet::Found;
use pinlotse::konnektor::profile::Login;
use pinlotse::konnektor::trouble::{self, Trouble};
use pinlotse::konnektor::vocabulary::Service;
use pinlotse::konnektor::words::CardType;
use pinlotse::online::{self, Cause, Status, Trust, Unverified};
use pinlotse::pins::PinKey;
use pinlotse::reader::foreign::Foreign;
use pinlotse::report::Skipped;
use pinlotse::report::document;
use pinlotse::report::facts::examination::{Remark, Step, Term, WithoutTls};
use pinlotse::report::facts::finding::{Area, Severity};
use pinlotse::report::facts::next_step::{Bar, NextStep};
use pinlotse::report::facts::outcome::{Asks, EntryWord, ReaderState, TriesBasis};
use pinlotse::report::facts::release::{Standing, Whole};
use pinlotse::settings::{Key, Origin};
use pinlotse::system::clock::Date;
use pinlotse::system::machine::{ServiceRun, ServiceStart, Sign, Socket, SocketUnit};
use pinlotse::system::os::Os;
use pinlotse::text::Text;
use pinlotse::topics::{issuers, radar};
use pinlotse::trust::Freshness;
use pinlotse::virtual_card::{Quirk, TransportStatus};
use serde_json::Value;
use support::issued;
use support::schema::{self, pairs, words};

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
    let ages = each!(Freshness {
        Current,
        Over = Freshness::Over { days: 1 },
        Old = Freshness::Old { days: 31 },
    });
    for place in [
        "/$defs/issuer_list/properties/freshness",
        "/$defs/list_seen/properties/freshness",
    ] {
        places.push((place, set(ages.map(Freshness::word))));
    }
    places.extend(of_konnektors());
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
        Uncounted,
        Disabled,
        Missing,
        Unreadable = PinStatus::Unreadable(apdu::StatusWord::new(0x6F00)),
        Untold = PinStatus::Untold(None),
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
    let evidence = each!(Evidence { Card, Between });
    let entries = each!(EntryWord {
        Keyboard,
        PinPad,
        File,
        Terminal
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
            "/$defs/result/properties/evidence",
            set(evidence.map(Evidence::word)),
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
    let asks = each!(Asks {
        Itself,
        Remote,
        Nowhere
    });
    let foreign = each!(Foreign {
        WindowsHello,
        Sim,
        SecurityChip,
        SecurityKey
    });
    let on = Date::from_seconds(0);
    let steps = each!(NextStep {
        Activate,
        Barred = NextStep::Barred(Bar::NoKeys),
        LastTry = NextStep::LastTry { pin: PinKey::Ch },
        LastPuk = NextStep::LastPuk { pin: PinKey::Ch },
        WasItSet = NextStep::WasItSet { pin: PinKey::Ch },
        ActivatePerhapsSet,
        ActivateExpired,
        Unblock,
        OrderReplacement,
        Reinsert,
        AskSupport,
        Ended,
        Revoked,
        PartlyRevoked,
        Release,
        Released,
        Unsure,
        ValidFrom = NextStep::ValidFrom { on },
        Expired,
        PartlyExpired,
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
            "/$defs/reader/properties/terminal/properties/asks",
            set(asks.map(Asks::word)),
        ),
        (
            "/$defs/konnektor_terminal/properties/asks",
            set(asks.map(Asks::word)),
        ),
        (
            "/$defs/reader_row/properties/foreign",
            set(foreign.map(Foreign::word)),
        ),
        (
            "/$defs/next_step/properties/code",
            set(steps.map(NextStep::word)),
        ),
        (
            "/$defs/document_virtual_show/properties/passwords/items/properties/transport_status",
            set(statuses.map(TransportStatus::word)),
        ),
        (
            "/$defs/document_virtual_show/properties/quirks/items",
            set(Quirk::ALL.map(Quirk::word)),
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
    let text = || "text".to_owned();
    let names = each!(CardName {
        Iccsn = CardName::Iccsn(text()),
        TelematikId = CardName::TelematikId { id: text(), nth: 1 },
        File = CardName::File(text()),
        Reader = CardName::Reader(text()),
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
        Unreadable,
        Untold = Found::Untold(None),
    });
    let found = found.into_iter().chain(contents.map(Found::Read));
    let states = each!(State {
        Valid = State::Valid { until: 0 },
        Expiring = State::Expiring { until: 0, days: 0 },
        Expired = State::Expired { until: 0 },
        NotYetValid = State::NotYetValid { from: 0 },
        Unknown,
    });
    let doubts = each!(Doubt {
        Missing,
        Expired = Doubt::Expired { not_after: 0 },
        NotYetValid = Doubt::NotYetValid { not_before: 0 },
        Undated,
        NoAuthority,
        Unverifiable = Doubt::Unverifiable(Obstacle::Key),
    });
    type End = Check<Doubt>;
    let ends = each!(End {
        Holds,
        Broken,
        CannotTell = Check::CannotTell(Doubt::Missing),
    });
    let doubts = doubts.into_iter().map(Check::CannotTell);
    let checks: Vec<IssuerCheck> = ends
        .into_iter()
        .chain(doubts)
        .map(|check| IssuerCheck {
            issuer: String::new(),
            check,
        })
        .collect();
    let answers = each!(Status {
        Good,
        Revoked = Status::Revoked {
            at: None,
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
    let causes = each!(Cause {
        Address,
        Issuer,
        Clock,
        Dns,
        Unreachable,
        Silent,
        Proxy,
        LogInPage,
        Service,
        Contradiction,
        Method,
        Interrupted
    });
    let error = || online::Error::NoUrl;
    let standings = each!(Standing {
        Revoked = Standing::Revoked { since: None },
        NotReleased,
        Contradicted = Standing::Contradicted(error()),
        Unverified = Standing::Unverified {
            why: Unverified::IssuerMissing,
            says: Status::Good,
            knows_certificate: true,
            responder: String::new()
        },
        Uncheckable = Standing::Uncheckable(error()),
        Unavailable = Standing::Unavailable(error()),
        NotRevoked,
        Released,
    });
    let wholes = each!(Whole {
        Card,
        PartlyRevoked,
        PartlyReleased,
        SignatureOnly,
    });
    let wholes = wholes.iter().filter_map(|whole| whole.word());
    let released = wholes.chain(standings.iter().map(Standing::code));
    let unverified = each!(Unverified {
        IssuerMissing,
        NothingToCheckWith,
        SignerMissing,
        ForeignSigner
    });
    let mut trusts = set(trusts.map(Trust::code));
    trusts.insert("contradicted".to_owned());
    vec![
        (
            "/$defs/release/properties/cause",
            set(causes.map(Cause::code)),
        ),
        (
            "/$defs/online/properties/cause",
            set(causes.map(Cause::code)),
        ),
        ("/$defs/release/properties/code", set(released)),
        (
            "/$defs/release/properties/signature",
            set(standings.iter().map(Standing::code)),
        ),
        (
            "/$defs/release/properties/unverified",
            set(unverified.map(Unverified::code)),
        ),
        (
            "/$defs/online/properties/unverified",
            set(unverified.map(Unverified::code)),
        ),
        (
            "/$defs/certificate/properties/purpose",
            set(purposes.map(FilePurpose::word)),
        ),
        (
            "/$defs/one_of_many/properties/not_exported/items",
            set(purposes
                .into_iter()
                .filter(|purpose| purpose.is_needed())
                .map(FilePurpose::word)),
        ),
        (
            "/$defs/one_of_many/properties/known_by",
            set(names.iter().map(CardName::word)),
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
        ("/$defs/online/properties/trust", trusts),
    ]
}

fn of_the_pc() -> Vec<(&'static str, BTreeSet<String>)> {
    let systems = each!(Os {
        Linux,
        Macos,
        Windows,
        Other
    });
    let runs = each!(ServiceRun {
        Missing,
        Forbidden,
        Stopped,
        Starting,
        Stopping,
        Running
    });
    let starts = each!(ServiceStart {
        Automatic,
        Manual,
        Disabled
    });
    let origins = [
        Origin::Flag,
        Origin::Variable("PINLOTSE_LANG"),
        Origin::User("file".into()),
        Origin::Machine("file".into()),
    ];
    let sockets = each!(Socket {
        Missing,
        Dead,
        Forbidden,
        Stuck,
        Answers
    });
    let units = each!(SocketUnit {
        Missing,
        Off,
        Masked,
        On
    });
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
        Konnektor,
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
            "/$defs/system/properties/service/properties/state",
            set(runs.map(ServiceRun::word)),
        ),
        (
            "/$defs/system/properties/service/properties/propagation",
            set(runs.map(ServiceRun::word)),
        ),
        (
            "/$defs/system/properties/service/properties/start",
            set(starts.map(ServiceStart::word)),
        ),
        (
            "/$defs/system/properties/settings/items/properties/key",
            set(Key::ALL.map(Key::name)),
        ),
        (
            "/$defs/system/properties/settings/items/properties/from",
            set(origins.iter().map(Origin::word)),
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
        ("/$defs/known/properties/code", radar_codes()),
        (
            "/$defs/topic/properties/issuer",
            set(issuers::all().iter().map(|issuer| issuer.id.as_str())),
        ),
    ]
}

fn of_konnektors() -> Vec<(&'static str, BTreeSet<String>)> {
    let steps = each!(Step {
        Certificate,
        Directory,
        Services,
        Terminals,
        Cards
    });
    let remarks = each!(Remark {
        Plain = Remark::Plain(WithoutTls::All),
        ClientSystem,
        ServerCertificate = Remark::ServerCertificate(Term::Unknown),
        ClientCertificate = Remark::ClientCertificate(Term::Unknown),
        Warned = Remark::Warned(Box::new(Trouble::before(
            trouble::Step::Directory,
            trouble::Cause::PlainRefused
        ))),
        NotConnected = Remark::NotConnected(Vec::new()),
        NoneHere,
        NoCards,
        NoInstitutionCard,
        UserMissing,
        CardsElsewhere = Remark::CardsElsewhere {
            workplace: String::new(),
            cards: Vec::new(),
            is_all: true
        },
        TerminalsElsewhere = Remark::TerminalsElsewhere {
            workplace: String::new(),
            terminals: Vec::new()
        },
    });
    let states = each!(State {
        Valid = State::Valid { until: 0 },
        Expiring = State::Expiring { until: 0, days: 0 },
        Expired = State::Expired { until: 0 },
        NotYetValid = State::NotYetValid { from: 0 },
        Unknown,
    });
    let logins = each!(Login {
        None,
        Basic = Login::Basic {
            user: String::new()
        },
        KeyFile = Login::KeyFile {
            path: "file".into()
        }
    });
    // Of patients' cards and those of terminals nothing is told.
    let mut cards = CardType::ALL.to_vec();
    cards.retain(|kind| {
        !matches!(
            kind,
            CardType::Egk | CardType::Kvk | CardType::SmcKt | CardType::Unknown
        )
    });
    vec![
        ("/$defs/konnektor/properties/from", set(["user", "machine"])),
        (
            "/$defs/konnektor/properties/login",
            set(logins.iter().map(Login::word)),
        ),
        (
            "/$defs/konnektor_card/properties/card_type",
            set(cards.into_iter().map(CardType::word)),
        ),
        (
            "/$defs/konnektor_test/properties/remarks/items",
            set(remarks.iter().map(Remark::word)),
        ),
        (
            "/$defs/konnektor_examined/properties/services/items/properties/name",
            set(Service::ALL.map(Service::name)),
        ),
        (
            "/$defs/konnektor_certificate/properties/state",
            set(states.map(State::word)),
        ),
        (
            "/$defs/konnektor_test/properties/steps/items/properties/step",
            set(steps.map(Step::word)),
        ),
    ]
}

fn commands() -> BTreeSet<String> {
    let line = cli::command(Text::default());
    let told = line
        .get_subcommands()
        // That of a Konnektor is hidden where there is no way to one.
        .filter(|command| !command.is_hide_set() || command.get_name() == "konnektor");
    let names = told.flat_map(|command| {
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

fn radar_codes() -> BTreeSet<String> {
    let entries: Vec<Value> = serde_json::from_str(&text("src/topics/radar.json")).unwrap();
    let code = |entry: &Value| entry["code"].as_str().unwrap().to_owned();
    entries.iter().map(code).collect()
}

#[test]
fn the_exit_codes_of_the_schema_are_those_beside_its_code_words() {
    let exits: BTreeSet<u64> = pairs().iter().map(|(_, exit)| *exit).chain([0]).collect();
    let listed = schema::published()["$defs"]["exit"]["enum"]
        .as_array()
        .unwrap();
    assert_eq!(
        exits,
        listed.iter().map(|exit| exit.as_u64().unwrap()).collect()
    );
}
