//! Every member of every object is in the schema, and every member of the schema is written: asked
//! of documents in which nothing is left out. The compiler sees to it that they are whole, for each
//! of these types is built with all its fields.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde_json::Value;

use super::certificates::{Certificate, Holder, Profession, ProfessionText};
use super::diagnosis::{
    CardInReader, Driver, Finding, LastFailure, ListSeen, Look, Program, Service, Session, Setting,
    SettingValue, System, Usb,
};
use super::examination::{
    Card as InTerminal, Certificate as OfEnd, Connection, Elsewhere, Examined, Offered,
    Service as Spoken, Terminal as AtKonnektor,
};
use super::issuer_list::{List, Provider};
use super::kinds::{
    Address, Fingerprint, HolderName, IssuerName, KeptWord, KeyName, Kind, Label, OwnProfession,
    PlaceName, ReaderName, SerialNumber, SocketPath, TelematikId,
};
use super::konnektor_setup::{Made, Test};
use super::many::{Beside, One, Passed};
use super::marked::Marked;
use super::online::{Online, Released};
use super::parts::{CardInside, Page, Terminal};
use super::status::{Known, Pin, Step};
use super::topics::{Block, CodeTold, Listed, Section, Told};
use super::virtual_card::Password;
use super::*;

const SCHEMA_FILE: &str = include_str!("../../../docs/pinlotse-1.schema.json");

fn text() -> String {
    "text".to_owned()
}

const WORD: Word = Word("word");
const NUMBER: CardNumber<'_> = CardNumber("80276999990000000017");

fn issuers() -> Issuers<'static> {
    let provider = Provider {
        name: "provider",
        authorities: 1,
        responders: 2,
    };
    Issuers {
        issuer_list: Some(List {
            number: 10_334,
            issued: text(),
            next_update: text(),
            freshness: WORD,
            days_over: Some(1),
            signer: "signer",
            path: Some(text()),
            successors: &[],
            unread: 0,
            providers: vec![provider],
        }),
        number_before: Some(10_326),
    }
}

fn set_up() -> SetUp<'static> {
    SetUp {
        name: "praxis",
        path: Some(text()),
        from: Some(WORD),
        usable: true,
        address: Some(text()),
        mandant: Some("mandant"),
        client_system: Some("client system"),
        workplace: Some("workplace"),
        user: Some("user"),
        login: Some(WORD),
        login_user: Some("login"),
        key_file: Some(text()),
        fingerprint: Some(Fingerprint(text())),
        rewrite: Some(true),
        insecure_http: Some(true),
    }
}

fn tested() -> Tested<'static> {
    let made = Made {
        step: WORD,
        passed: Some(true),
    };
    Tested {
        konnektor: set_up(),
        test: Some(Test {
            steps: vec![made],
            examined: examined(),
            cards: vec![in_terminal()],
            remarks: vec![WORD],
        }),
    }
}

fn examined() -> Examined<'static> {
    let named = || Some(ReaderName("name".into()));
    let certificate = || OfEnd {
        fingerprint: "fingerprint",
        key: "RSA 2048",
        not_before: Some(text()),
        not_after: Some(text()),
        state: WORD,
        days_left: Some(1),
    };
    let terminal = || AtKonnektor {
        name: PlaceName("terminal"),
        connected: Some(true),
        asks: WORD,
        workplaces: vec![PlaceName("workplace")],
        vendor: named(),
        product: named(),
        firmware: named(),
    };
    Examined {
        vendor: named(),
        product: named(),
        product_type_version: named(),
        hardware: named(),
        firmware: named(),
        tls_mandatory: Some(true),
        login_mandatory: Some(true),
        user: true,
        connection: Some(Connection {
            tls: WORD,
            suite: "suite",
            group: "group",
            server: certificate(),
            asks_client: true,
            client: Some(certificate()),
        }),
        services: vec![Spoken {
            name: WORD,
            version: text(),
            offered: vec![text()],
            operations: vec![WORD],
        }],
        other_services: vec![Offered {
            name: "service",
            versions: vec![text()],
        }],
        terminals: vec![terminal()],
        elsewhere: Some(Elsewhere {
            terminals: vec![terminal()],
            cards: vec![in_terminal()],
        }),
    }
}

fn in_terminal() -> InTerminal<'static> {
    InTerminal {
        card_type: WORD,
        iccsn: Some(NUMBER),
        terminal: Some(PlaceName("terminal")),
        slot: Some(1),
    }
}

fn reader() -> Reader<'static> {
    Reader {
        name: ReaderName("reader".into()),
        pin_pad: true,
        display: true,
        contactless: true,
        terminal: Some(Terminal {
            name: PlaceName("terminal"),
            slot: 1,
            asks: WORD,
            connected: Some(true),
        }),
    }
}

fn slot() -> Slot<'static> {
    Slot {
        reader: reader(),
        state: WORD,
        foreign: Some(WORD),
        pin_pad_can_change: true,
        card: Some(CardInside {
            kind: WORD,
            iccsn: Some(NUMBER),
        }),
    }
}

fn card() -> Card<'static> {
    Card {
        kind: WORD,
        generation: Some(WORD),
        product_version: Some(text()),
        iccsn: Some(NUMBER),
        atr: text(),
    }
}

fn cause() -> Cause {
    Cause {
        code: WORD,
        exit: 1,
        short_code: text(),
        message: text(),
        hint: text(),
        status_word: Some(text()),
        konnektor_error: Some(4045),
        pin: Some(WORD),
        tries_left: Some(1),
        puk_uses_left: Some(1),
        topic: Some(WORD),
    }
}

fn page() -> Page {
    Page {
        title: WORD,
        url: WORD,
        date: WORD,
        stored_copy: true,
    }
}

fn holder() -> Holder<'static> {
    let profession = |text| Profession {
        oid: Some("1.2"),
        text,
    };
    Holder {
        name: HolderName(text()),
        telematik_id: Some(TelematikId("1-2")),
        professions: vec![
            profession(ProfessionText::Official("text")),
            profession(ProfessionText::Own(OwnProfession("text"))),
        ],
        file: Some(WORD),
        telematik_id_file: Some(WORD),
    }
}

fn certificate() -> Certificate<'static> {
    Certificate {
        file: WORD,
        purpose: WORD,
        content: WORD,
        counts: true,
        key: Some(KeyName(text())),
        kind: Some("text"),
        policies: &[],
        qc_statements: &[],
        name: Some(HolderName(text())),
        telematik_id: Some(TelematikId("1-2")),
        serial: Some(SerialNumber("AB")),
        issuer: Some(IssuerName(text())),
        not_before: Some(text()),
        not_after: Some(text()),
        state: Some(WORD),
        days_left: Some(1),
        sha256: Some(Fingerprint(text())),
        ocsp_url: Some(Address("http://ocsp.example")),
        issuer_check: Some(WORD),
        online: Some(Online {
            status: WORD,
            trust: Some(WORD),
            unverified: Some(WORD),
            knows_certificate: Some(true),
            revoked_at: Some(text()),
            reason: Some(WORD),
            responder: Some("text"),
            produced_at: Some(text()),
            cause: Some(WORD),
            message: Some(text()),
        }),
    }
}

fn release() -> Released {
    Released {
        code: WORD,
        issuer: Some(IssuerName(text())),
        at: Some(text()),
        revoked_at: Some(text()),
        unverified: Some(WORD),
        cause: Some(WORD),
        mixed: true,
        signature: Some(WORD),
        message: text(),
    }
}

fn status() -> Status<'static> {
    Status {
        pins: vec![Pin {
            pin: WORD,
            name: WORD,
            state: WORD,
            tries_left: Some(1),
            tries_basis: WORD,
            wrong_noted: Some(1),
            unknown_noted: Some(1),
            blocked_in_transport: Some(true),
        }],
        holder: Some(holder()),
        certificates: vec![certificate()],
        release: Some(Box::new(release())),
        findings: vec![Known {
            code: WORD,
            severity: WORD,
            since: Some(WORD),
            readable_from_chip: true,
            message: "text".to_owned(),
            look_for: Some("text".to_owned()),
            hint: "text".to_owned(),
            topic: WORD,
            sources: vec![page()],
        }],
        next_step: Step {
            code: WORD,
            message: text(),
        },
    }
}

fn many(beside: Option<Beside<'static>>) -> Many<'static> {
    let status = status();
    let one = One {
        name: text(),
        known_by: WORD,
        kind: WORD,
        iccsn: Some(NUMBER),
        is_virtual: true,
        reader: Some(reader()),
        card: Some(card()),
        pins: status.pins,
        holder: Some(holder()),
        certificates: vec![certificate()],
        not_exported: vec![WORD],
        release: Some(release()),
        findings: status.findings,
        next_step: Some(status.next_step),
        exit: 1,
        errors: vec![cause()],
    };
    Many {
        cards: vec![one],
        beside,
    }
}

fn results() -> Results<'static> {
    Results {
        results: vec![Became {
            evidence: Some(Word("card")),
            pin: WORD,
            name: WORD,
            before: WORD,
            after: Some(WORD),
            changed: true,
            answer: Some(WORD),
            skipped: Some(WORD),
            tries_basis: Some(WORD),
            entry: Some(WORD),
            right: Some(true),
        }],
        complete: true,
        unused: &[],
    }
}

fn diagnosis() -> Diagnosis<'static> {
    let looked_at = |card, look| CardInReader {
        reader: ReaderName("reader".into()),
        card,
        look,
    };
    Diagnosis {
        findings: vec![Finding {
            code: WORD,
            severity: WORD,
            area: WORD,
            reader: Some(ReaderName("reader".into())),
            message: text(),
            remedy: Some(text()),
            exit: 1,
        }],
        system: system(),
        konnektor: Some(examined()),
        readers: vec![diagnosis::Reader {
            slot: slot(),
            usb: Some(text()),
            firmware: Some("text"),
            model: Some("text"),
            class: Some(3),
        }],
        cards: vec![
            looked_at(Some(card()), Look::Read(Box::new(status()))),
            looked_at(None, Look::Failed { error: WORD }),
        ],
        last_failure: Some(LastFailure {
            at: KeptWord("2026-11-28T21:40:03Z"),
            command: KeptWord("word"),
            code: KeptWord("word"),
            short_code: Some(KeptWord("PL-TPIN-2")),
            exit: 1,
            status_word: Some(KeptWord("63C2")),
        }),
        label: Some(Label("text")),
        report: Some("text"),
        probe: Some("path"),
    }
}

static LOG: LazyLock<Vec<String>> = LazyLock::new(|| vec!["text".to_owned()]);

fn system() -> System<'static> {
    System {
        os: WORD,
        os_name: Some("text"),
        arch: WORD,
        session: Session {
            ssh: true,
            remote_desktop: true,
            wsl: true,
            container: true,
        },
        service: Service {
            answers: true,
            error: Some(WORD),
            installed: Some(true),
            version: Some("text"),
            library: Some("text"),
            socket: Some(WORD),
            socket_path: Some(SocketPath("/run/pcscd/pcscd.comm")),
            socket_unit: Some(WORD),
            polkit: Some(true),
            log: Some(LOG.as_slice()),
            state: Some(WORD),
            start: Some(WORD),
            propagation: Some(WORD),
        },
        drivers: Some(vec![Driver {
            name: "text",
            maker: Some("text"),
            version: Some("text"),
            devices: 1,
        }]),
        usb: Some(vec![Usb {
            id: text(),
            name: ReaderName("reader".into()),
            reader: Some(ReaderName("reader".into())),
            driver: Some(true),
            problem: Some(28),
        }]),
        programs: Some(vec![Program {
            name: "text",
            sign: WORD,
        }]),
        issuer_list: Some(ListSeen {
            number: 10_334,
            issued: text(),
            next_update: text(),
            freshness: WORD,
        }),
        use_ifd_ccid: Some(true),
        settings: [
            SettingValue::Reader(ReaderName("reader".into())),
            SettingValue::Label(Label("text")),
            SettingValue::Other("text"),
        ]
        .map(|value| Setting {
            key: WORD,
            value,
            from: WORD,
            file: Some(text()),
        })
        .into(),
    }
}

fn topic() -> Told<'static> {
    Told {
        id: WORD,
        title: "text",
        short: text(),
        issuer: Some("text"),
        sections: vec![Section {
            heading: Some("text"),
            blocks: vec![Block::Text("text"), Block::List(&[])],
        }],
        see: vec![WORD],
        sources: vec![page()],
    }
}

/// Each command with the members of its document; commands that share a type with one of them are
/// left out.
fn bodies() -> Vec<(&'static str, Option<Body<'static>>)> {
    let shown = Shown {
        iccsn: NUMBER,
        kind: WORD,
        passwords: vec![Password {
            name: "text",
            folder: "text",
            reference: text(),
            transport_status: WORD,
            retry_counter: 1,
            puk_uses_left: 1,
        }],
        unknown_terms: &[],
        quirks: vec![WORD],
    };
    let noted = Noted {
        card: "text",
        secret: text(),
        wrong: 1,
        unknown: 1,
        rehearsal: false,
        right: 1,
        blocked: true,
        settled: false,
        own: true,
        tries_left_at_most: Some(1),
        puk_uses_left_at_most: Some(1),
    };
    let certificates = Certificates {
        holder: Some(holder()),
        certificates: vec![certificate()],
        release: Some(release()),
        exported: vec![text()],
    };
    let beside = Beside {
        authorities: 1,
        doubles: 1,
        unused: vec![Passed {
            path: "text",
            message: text(),
        }],
    };
    let explained = Explained {
        topic: Some(topic()),
        topics: vec![Listed {
            id: WORD,
            alias: WORD,
            title: WORD,
        }],
        codes: vec![CodeTold {
            short_code: text(),
            code: WORD,
            message: WORD,
            hint: WORD,
            topic: Some(WORD),
        }],
    };
    let gone = Gone {
        cards: 1,
        rehearsals: 0,
        set_aside: Some(text()),
    };
    let letter = Letter {
        iccsn: Some(NUMBER),
        kind: WORD,
    };
    let readers = vec![slot()];
    let konnektors = Body::Konnektors {
        konnektors: vec![set_up()],
    };
    let removed = Body::Removed(Removed {
        removed: vec![text()],
    });
    let bodies = [
        (
            "readers",
            Body::Readers(ReaderList {
                readers,
                findings: Some(diagnosis().findings),
            }),
        ),
        ("status", Body::Status(status())),
        ("activate", Body::Results(results())),
        ("verify", Body::Results(results())),
        ("certs", Body::Certificates(certificates)),
        ("certs", Body::Many(many(Some(beside)))),
        ("status", Body::Many(many(None))),
        ("doctor", Body::Diagnosis(Box::new(diagnosis()))),
        ("explain", Body::Explained(explained)),
        ("notes show", Body::Notes(Notes { notes: vec![noted] })),
        ("notes forget", Body::Gone(gone)),
        ("issuers update", Body::Issuers(issuers())),
        ("issuers import", Body::Issuers(issuers())),
        ("issuers show", Body::Issuers(issuers())),
        ("konnektor list", konnektors),
        ("konnektor add", Body::Konnektor(Box::new(tested()))),
        ("konnektor show", Body::Konnektor(Box::new(tested()))),
        ("konnektor check", Body::Konnektor(Box::new(tested()))),
        ("konnektor remove", removed),
        ("virtual create", Body::Created(Created { file: text() })),
        ("virtual show", Body::Shown(shown)),
        ("virtual letter", Body::Letter(letter)),
    ];
    let mut bodies: Vec<_> = bodies
        .into_iter()
        .map(|(command, body)| (command, Some(body)))
        .collect();
    bodies.push(("virtual serve", None));
    bodies
}

/// A document of each command in which every member is there.
fn whole() -> Vec<Document<'static>> {
    let document = |(command, body)| Document {
        schema: WORD,
        command: Some(CommandName(command)),
        version: WORD,
        is_virtual: true,
        dry_run: true,
        reader: Some(reader()),
        card: Some(card()),
        changed: true,
        exit: 1,
        error: Some(cause()),
        errors: Some(vec![cause(), cause()]),
        body,
    };
    bodies().into_iter().map(document).collect()
}

/// The schema, and what of it and of a document was found in the other.
struct Comparison {
    schema: Value,
    written: BTreeSet<String>,
    described: BTreeSet<String>,
}

impl Comparison {
    /// Goes through a value and the place of the schema that describes it.
    fn compare(&mut self, place: &str, value: &Value, path: &str) {
        let schema = self.schema.pointer(place).unwrap().clone();
        if let Some(reference) = schema["$ref"].as_str() {
            self.compare(reference.trim_start_matches('#'), value, path);
        }
        for several in ["allOf", "anyOf", "oneOf"] {
            let number = schema[several].as_array().map_or(0, Vec::len);
            for index in 0..number {
                self.compare(&format!("{place}/{several}/{index}"), value, path);
            }
        }
        if schema.get("if").is_some_and(|asked| holds(asked, value)) && schema.get("then").is_some()
        {
            self.compare(&format!("{place}/then"), value, path);
        }
        for (index, item) in value.as_array().into_iter().flatten().enumerate() {
            if schema.get("items").is_some() {
                self.compare(&format!("{place}/items"), item, &format!("{path}/{index}"));
            }
        }
        for (name, member) in value.as_object().into_iter().flatten() {
            if schema["properties"].get(name).is_some() {
                let (inner, path) = (
                    format!("{place}/properties/{name}"),
                    format!("{path}/{name}"),
                );
                self.compare(&inner, member, &path);
                self.written.insert(inner);
                self.described.insert(path);
            }
        }
    }
}

/// Whether a condition on members holds: `const`, `enum`, or the type null.
fn holds(condition: &Value, value: &Value) -> bool {
    let members = condition["properties"].as_object().into_iter().flatten();
    members.into_iter().all(|(name, asked)| {
        let is = &value[name];
        let one_of = asked["enum"].as_array();
        one_of.is_some_and(|words| words.contains(is))
            || asked.get("const") == Some(is)
            || asked["type"] == "null" && is.is_null()
    })
}

/// Every member of a value, by its path.
fn members(value: &Value, path: &str, found: &mut BTreeSet<String>) {
    for (index, item) in value.as_array().into_iter().flatten().enumerate() {
        members(item, &format!("{path}/{index}"), found);
    }
    for (name, member) in value.as_object().into_iter().flatten() {
        let path = format!("{path}/{name}");
        members(member, &path, found);
        found.insert(path);
    }
}

/// Every member that the schema describes. Conditions only ask or restrict, and the codes of an
/// exit code restrict too.
fn properties(schema: &Value, place: &str, found: &mut BTreeSet<String>) {
    if place == "/$defs/code" {
        return;
    }
    for name in schema["properties"]
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, _)| name)
    {
        found.insert(format!("{place}/properties/{name}"));
    }
    for (index, inner) in schema.as_array().into_iter().flatten().enumerate() {
        properties(inner, &format!("{place}/{index}"), found);
    }
    for (key, inner) in schema.as_object().into_iter().flatten() {
        if !["if", "then", "else", "not"].contains(&key.as_str()) {
            properties(inner, &format!("{place}/{key}"), found);
        }
    }
}

#[test]
fn the_schema_describes_every_member_that_is_written_and_none_that_never_is() {
    let schema: Value = serde_json::from_str(SCHEMA_FILE).unwrap();
    let mut all = BTreeSet::new();
    properties(&schema, "", &mut all);
    let mut comparison = Comparison {
        schema,
        written: BTreeSet::new(),
        described: BTreeSet::new(),
    };
    for document in whole() {
        let document = serde_json::to_value(document).unwrap();
        comparison.described.clear();
        comparison.compare("", &document, "");
        let mut found = BTreeSet::new();
        members(&document, "", &mut found);
        let unknown: Vec<_> = found.difference(&comparison.described).collect();
        assert!(unknown.is_empty(), "{}: {unknown:?}", document["command"]);
    }
    let never: Vec<_> = all.difference(&comparison.written).collect();
    assert!(never.is_empty(), "never written: {never:?}");
}

#[test]
fn a_member_stands_once_in_its_object() {
    for document in whole() {
        let text = serde_json::to_string(&document).unwrap();
        let value = serde_json::to_value(&document).unwrap();
        // What is written twice is read once.
        assert_eq!(text, value.to_string());
    }
}

/// Every text with its kind, by the name of its member.
fn texts<'m>(value: &'m Marked, name: &'m str, found: &mut Vec<(&'m str, Option<Kind>)>) {
    match value {
        Marked::Object(members) => members
            .iter()
            .for_each(|(name, value)| texts(value, name, found)),
        Marked::Array(all) => all.iter().for_each(|one| texts(one, name, found)),
        Marked::Text(kind, _) => found.push((name, *kind)),
        Marked::Bare(_) => {}
    }
}

#[test]
fn a_document_as_a_tree_is_the_same_document_and_knows_what_its_texts_are() {
    let mut seen = Vec::new();
    for document in whole() {
        let tree = Marked::of(&document).unwrap();
        let text = serde_json::to_string(&document).unwrap();
        assert_eq!(serde_json::to_string(&tree).unwrap(), text);
        assert_eq!(Marked::of(&tree).unwrap(), tree);
        let mut found = Vec::new();
        texts(&tree, "", &mut found);
        seen.extend(
            found
                .into_iter()
                .map(|(name, kind)| (name.to_owned(), kind)),
        );
    }
    for kind in Kind::ALL {
        assert!(seen.iter().any(|(_, is)| *is == Some(*kind)), "{kind:?}");
    }
    // What is private by its name is so by its type.
    for (name, kind) in [
        ("iccsn", Kind::CardNumber),
        ("telematik_id", Kind::TelematikId),
        ("serial", Kind::SerialNumber),
        ("sha256", Kind::Fingerprint),
        ("reader", Kind::ReaderName),
        ("workplaces", Kind::PlaceName),
        ("ocsp_url", Kind::Address),
        ("socket_path", Kind::SocketPath),
    ] {
        let odd = seen.iter().find(|(of, is)| of == name && *is != Some(kind));
        assert_eq!(odd, None);
    }
}

#[test]
fn a_type_that_is_no_kind_of_text_is_refused() {
    #[derive(Serialize)]
    struct Nickname(&'static str);
    let error = Marked::of(&[Nickname("Petra")]).unwrap_err();
    assert_eq!(error.to_string(), "Nickname is no kind of text");
}
