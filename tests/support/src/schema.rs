//! Documents against `docs/pinlotse-1.schema.json`: once as it is published, and once as a strict
//! one that allows no member which it does not list. So a new member of a document needs its entry
//! in the schema.

use std::collections::BTreeSet;
use std::fs;
use std::sync::OnceLock;

use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::{Map, Value, json};

/// A code word with its exit code.
pub type Pair = (String, u64);

/// The published schema.
pub fn published() -> &'static Value {
    static SCHEMA: OnceLock<Value> = OnceLock::new();
    SCHEMA.get_or_init(|| {
        let path = super::project().join("docs/pinlotse-1.schema.json");
        serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
    })
}

/// Holds a document against both; says what is wrong, with its place.
pub fn check(document: &Value) -> Result<(), String> {
    check_published(document)?;
    static STRICT: OnceLock<Compiled> = OnceLock::new();
    STRICT
        .get_or_init(|| Compiled::of(strict(published())))
        .check(document)
}

/// Holds a document against the published schema alone, as a user's script may.
pub fn check_published(document: &Value) -> Result<(), String> {
    static PUBLISHED: OnceLock<Compiled> = OnceLock::new();
    PUBLISHED
        .get_or_init(|| Compiled::of(published().clone()))
        .check(document)
}

/// Holds a file of `doctor --probe` against its schema.
pub fn check_probe(document: &Value) -> Result<(), String> {
    let path = super::project().join("docs/pinlotse-probe-1.schema.json");
    let schema = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    Compiled::of(schema).check(document)
}

/// The same for the text of a document.
#[track_caller]
pub fn assert_documented(text: &str) {
    let document = serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"));
    if let Err(why) = check(&document) {
        panic!("docs/pinlotse-1.schema.json does not describe this document: {why}\n{document:#}");
    }
}

/// The words that the schema allows at a place of its own, e.g. `/$defs/pin`.
pub fn words(pointer: &str) -> BTreeSet<String> {
    let place = published()
        .pointer(pointer)
        .unwrap_or_else(|| panic!("{pointer} is not in the schema"));
    let words = place["enum"].as_array().unwrap().iter();
    words.filter_map(Value::as_str).map(str::to_owned).collect()
}

/// Every code word of the schema with its exit code.
pub fn pairs() -> BTreeSet<Pair> {
    let groups = published()["$defs"]["code"]["allOf"].as_array().unwrap();
    let of = |group: &Value| {
        let exit = group["if"]["properties"]["exit"]["const"].as_u64().unwrap();
        let words = group["then"]["properties"]["code"]["enum"]
            .as_array()
            .unwrap()
            .clone();
        words
            .into_iter()
            .map(move |word| (word.as_str().unwrap().to_owned(), exit))
    };
    groups.iter().flat_map(of).collect()
}

struct Compiled(Schemas, SchemaIndex);

impl Compiled {
    fn of(schema: Value) -> Self {
        const PLACE: &str = "memory:///schema.json";
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        compiler.add_resource(PLACE, schema).unwrap();
        let index = compiler
            .compile(PLACE, &mut schemas)
            .unwrap_or_else(|error| panic!("{error:#}"));
        Self(schemas, index)
    }

    fn check(&self, document: &Value) -> Result<(), String> {
        self.0
            .validate(document, self.1)
            .map_err(|error| format!("{error:#}"))
    }
}

/// Every place of a document where an object may stand takes only the members that the schema lists
/// for it.
fn strict(schema: &Value) -> Value {
    let mut schema = schema.clone();
    seal(&mut schema);
    schema
}

/// A schema that stands for a place of its own in the document. One that only forbids something
/// (`not`) describes none.
fn seal(place: &mut Value) {
    open(place);
    if let Value::Object(place) = place
        && !place.contains_key("not")
    {
        place.insert("unevaluatedProperties".to_owned(), json!(false));
    }
}

/// A schema that is applied beside others to one place: its members are places of their own, it is
/// not. An `if` only asks and stays as it is.
fn open(schema: &mut Value) {
    let Value::Object(schema) = schema else {
        return;
    };
    for (keyword, value) in schema.iter_mut() {
        match (keyword.as_str(), value) {
            ("properties", Value::Object(members)) => values(members, seal),
            ("items", item) => seal(item),
            ("$defs", Value::Object(schemas)) => values(schemas, open),
            ("allOf" | "anyOf" | "oneOf", Value::Array(schemas)) => {
                schemas.iter_mut().for_each(open)
            }
            ("then" | "else", schema) => open(schema),
            _ => {}
        }
    }
}

fn values(map: &mut Map<String, Value>, each: fn(&mut Value)) {
    map.iter_mut().for_each(|(_, value)| each(value));
}
