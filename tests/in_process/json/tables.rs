//! The tables of `docs/json.md` against the schema: each object of a document has a table, each of
//! its members a row, and a row names all words that the member may be and no others.
//!
//! `| member | |` stands for the document of the section's command, `| member of … | |` for what is
//! named there: a command, or the way to an object (`system.usb`).

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use serde_json::Value;
use support::schema::{self, pairs};

/// A table of the page.
struct Table {
    /// The heading above it.
    section: String,
    /// What its head says.
    head: String,
    /// The cells of each row.
    rows: Vec<(String, String)>,
}

/// What stands between backticks.
fn spans(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

fn cells(line: &str) -> Option<(String, String)> {
    let inside = line.strip_prefix("| ")?.strip_suffix('|')?;
    let (first, second) = inside.split_once('|')?;
    Some((first.trim().to_owned(), second.trim().to_owned()))
}

/// The tables outside the examples.
fn tables(page: &str) -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    let (mut section, mut in_example, mut in_table) = (String::new(), false, false);
    for line in page.lines() {
        in_example ^= line.starts_with("```");
        if in_example {
            continue;
        }
        if let Some(heading) = line.strip_prefix("## ") {
            section = heading.to_owned();
        }
        match cells(line) {
            Some((head, _)) if !in_table => {
                in_table = true;
                let section = section.clone();
                let rows = Vec::new();
                tables.push(Table {
                    section,
                    head,
                    rows,
                });
            }
            Some(row) => tables.last_mut().unwrap().rows.push(row),
            // The line of dashes.
            None => in_table &= line.starts_with('|'),
        }
    }
    tables
}

fn at(place: &str) -> &'static Value {
    let schema = schema::published();
    schema.pointer(place).unwrap_or_else(|| panic!("{place}"))
}

/// Place of the schema that a reference at a place means, through any number of them.
fn meant(place: &str) -> String {
    match at(place)["$ref"].as_str() {
        Some(reference) => meant(reference.trim_start_matches('#')),
        None => place.to_owned(),
    }
}

/// What a place builds on, by `allOf`.
fn base(place: &str) -> Option<String> {
    at(place)["allOf"][0]["$ref"]
        .as_str()
        .map(|_| meant(&format!("{place}/allOf/0")))
}

fn names(place: &str) -> BTreeSet<String> {
    let members = at(place)["properties"].as_object();
    members
        .into_iter()
        .flatten()
        .map(|(name, _)| name.clone())
        .collect()
}

/// Members of an object that no other place describes: neither what it builds on nor what every
/// document has.
fn own(place: &str) -> BTreeSet<String> {
    let mut own = names(place);
    let elsewhere = match base(place) {
        Some(base) => names(&base),
        None if place.starts_with("/$defs/document_") && place.matches('/').count() == 2 => {
            names("")
        }
        None => BTreeSet::new(),
    };
    own.retain(|name| !elsewhere.contains(name));
    own
}

/// The object at a place, also where it may be null or stands in an array.
fn object(place: &str) -> String {
    let place = meant(place);
    let schema = at(&place);
    if schema.get("anyOf").is_some() {
        return object(&format!("{place}/anyOf/0"));
    }
    if schema.get("items").is_some() {
        return object(&format!("{place}/items"));
    }
    match base(&place) {
        Some(base) if own(&place).is_empty() => base,
        _ => place,
    }
}

/// The places that describe the document of a command.
fn documents_of(command: &str) -> BTreeSet<String> {
    let rules = at("/allOf").as_array().unwrap();
    let is_of = |rule: &&Value| {
        let asked = &rule["if"]["properties"]["command"];
        let one_of = asked["enum"].as_array().into_iter().flatten();
        one_of.chain([&asked["const"]]).any(|one| one == command)
    };
    let meant = rules
        .iter()
        .filter(is_of)
        .filter_map(|rule| rule["then"]["$ref"].as_str());
    meant
        .map(|reference| reference.trim_start_matches('#').to_owned())
        .collect()
}

/// The documents that a section speaks of: those of its commands, else every one.
fn documents_in(section: &str) -> BTreeSet<String> {
    let all = schema::words("/properties/command").into_iter();
    let is_meant = |command: &String| {
        section
            .split(", ")
            .any(|head| command == head || command.starts_with(&format!("{head} ")))
    };
    let mut found: BTreeSet<String> = all
        .filter(is_meant)
        .flat_map(|command| documents_of(&command))
        .collect();
    if found.is_empty() {
        found.insert(String::new());
    }
    found
}

/// The object that a way of names leads to.
fn follow(document: &str, way: &str) -> Option<String> {
    way.split('.').try_fold(document.to_owned(), |place, name| {
        let next = format!("{place}/properties/{name}");
        schema::published().pointer(&next).map(|_| object(&next))
    })
}

impl Table {
    /// The places of the schema that it describes; none where it is about something else.
    fn places(&self) -> BTreeSet<String> {
        let in_section = documents_in(&self.section);
        match (self.head.as_str(), spans(&self.head).first()) {
            ("member", _) => in_section,
            (head, Some(of)) if head.starts_with("member of") => {
                let places: BTreeSet<String> = if of.contains(' ') {
                    documents_of(of)
                } else {
                    in_section
                        .iter()
                        .filter_map(|document| follow(document, of))
                        .collect()
                };
                assert!(!places.is_empty(), "## {}: {head}", self.section);
                places
            }
            _ => BTreeSet::new(),
        }
    }

    fn members(&self) -> BTreeSet<String> {
        let spans = self.rows.iter().flat_map(|(first, _)| spans(first));
        spans.map(str::to_owned).collect()
    }
}

/// The words that a member may be, unless they have a table of their own.
fn words_of(place: &str) -> BTreeSet<String> {
    let schema = at(place);
    let list = schema["enum"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str);
    let only = schema["const"].as_str().map(|only| format!("\"{only}\""));
    list.map(str::to_owned).chain(only).collect()
}

/// Everything else that a row may name.
fn is_known(span: &str) -> bool {
    let is_command = || schema::words("/properties/command").contains(span);
    let is_code = || pairs().iter().any(|(word, _)| word == span);
    let is_member = || objects().values().any(|members| members.contains(span));
    span.starts_with("--")
        || span.starts_with("pinlotse ")
        || is_command()
        || is_code()
        || is_member()
}

/// Every object that the schema describes, with its members.
fn objects() -> BTreeMap<String, BTreeSet<String>> {
    fn collect(schema: &Value, place: &str, found: &mut BTreeMap<String, BTreeSet<String>>) {
        if place == "/$defs/code" {
            return;
        }
        if schema["properties"].is_object() && !own(place).is_empty() {
            found.insert(place.to_owned(), own(place));
        }
        let inner: Vec<(String, &Value)> = match schema {
            Value::Object(all) => all
                .iter()
                .map(|(key, inner)| (key.clone(), inner))
                .collect(),
            Value::Array(all) => all
                .iter()
                .enumerate()
                .map(|(key, inner)| (key.to_string(), inner))
                .collect(),
            _ => return,
        };
        // What a condition asks or adds describes nothing.
        let describes = |key: &str| !["if", "then", "else", "not"].contains(&key);
        for (key, inner) in inner.iter().filter(|(key, _)| describes(key)) {
            collect(inner, &format!("{place}/{key}"), found);
        }
    }
    let mut found = BTreeMap::new();
    collect(schema::published(), "", &mut found);
    found
}

fn page() -> String {
    fs::read_to_string(support::project().join("docs/json.md")).unwrap()
}

#[test]
fn every_object_of_the_schema_has_a_table_with_its_members_and_no_others() {
    let mut described = BTreeMap::new();
    for table in tables(&page()) {
        for place in table.places() {
            let (head, members) = (&table.head, table.members());
            assert_eq!(
                members,
                own(&place),
                "## {}: {head}: {place}",
                table.section
            );
            described.insert(place, members);
        }
    }
    assert_eq!(described, objects());
}

#[test]
fn every_row_names_the_words_that_its_members_may_be_and_no_others() {
    for table in tables(&page()) {
        for (place, (first, second)) in table
            .places()
            .iter()
            .flat_map(|place| table.rows.iter().map(move |row| (place, row)))
        {
            let members = spans(first);
            let may_be: BTreeSet<String> = members
                .iter()
                .flat_map(|member| words_of(&format!("{place}/properties/{member}")))
                .collect();
            let named: BTreeSet<String> = spans(second)
                .into_iter()
                .flat_map(|span| {
                    if may_be.contains(span) || is_known(span) {
                        vec![span.to_owned()]
                    } else {
                        span.split_whitespace().map(str::to_owned).collect()
                    }
                })
                .collect();
            let row = format!("## {}: {}: {first}", table.section, table.head);
            let left_out: Vec<_> = may_be.difference(&named).collect();
            assert!(left_out.is_empty(), "{row}: {left_out:?} is not named");
            let odd: Vec<_> = named
                .difference(&may_be)
                .filter(|span| !is_known(span))
                .collect();
            assert!(
                odd.is_empty(),
                "{row}: {odd:?} is nothing that the schema knows"
            );
        }
    }
}

#[test]
fn words_that_several_members_share_have_a_table() {
    let tables = tables(&page());
    let rows = tables
        .iter()
        .filter(|table| table.head == "fixed words")
        .flat_map(|t| &t.rows);
    let in_the_page: BTreeMap<String, BTreeSet<String>> = rows
        .map(|(first, second)| {
            let words = spans(second).into_iter().flat_map(str::split_whitespace);
            (
                spans(first)[0].to_owned(),
                words.map(str::to_owned).collect(),
            )
        })
        .collect();
    let defined = at("/$defs").as_object().unwrap().keys();
    let in_the_schema = defined
        .map(|name| (name.clone(), words_of(&format!("/$defs/{name}"))))
        .filter(|(_, words)| !words.is_empty());
    assert_eq!(in_the_page, in_the_schema.collect());
}
