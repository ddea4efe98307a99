//! The examples of `docs/json.md` are what the program prints.
//!
//! Each is a line `$ pinlotse …` in a fenced block, followed by a block `json`. They are run here
//! in their order, in one folder with the files that the page makes, so later ones build on earlier
//! ones. `PINLOTSE_WRITE_EXAMPLES=1` writes the page anew.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use pinlotse::issuers::Keeper;
use pinlotse::session::desk::context::ReconnectPolicy;
use pinlotse::start::{World, run_in};
use pinlotse::system::machine::Machine;
use pinlotse::system::os::Os;
use pinlotse::system::signals::Interrupts;
use serde_json::{Value, json};
use support::issued;
use support::schema;
use support::script::Script;
use support::temp::Temp;

/// Widest line of an example.
const WIDTH: usize = 116;

fn page() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/json.md")
}

/// The page in pieces: text, and after each command line the text of its document.
fn pieces(page: &str) -> Vec<(String, Option<String>)> {
    let mut rest = page;
    let mut pieces = Vec::new();
    while let Some((before, after)) = rest.split_once("```json\n") {
        let (document, after) = after.split_once("```").expect("the end of a block");
        pieces.push((before.to_owned(), Some(document.to_owned())));
        rest = after;
    }
    pieces.push((rest.to_owned(), None));
    pieces
}

/// The command line that stands before a document.
fn command_line(before: &str) -> Vec<String> {
    let line = before
        .lines()
        .rev()
        .find_map(|line| line.strip_prefix("$ pinlotse "))
        .expect("a command line");
    line.split_whitespace().map(str::to_owned).collect()
}

/// The files that the page has its reader make, and a card whose status service is not there (the
/// page makes it by `sed`, `tests/house/examples/` looks that it comes to the same). And a PC for
/// `doctor`.
fn lay_out(temp: &Temp, page: &str) {
    issued::of_service(temp, "offline", "http://127.0.0.1:9/ocsp/probe");
    let release = temp.join("pc/etc/os-release");
    fs::create_dir_all(release.parent().unwrap()).unwrap();
    fs::write(release, "PRETTY_NAME=\"Debian GNU/Linux 13 (trixie)\"\n").unwrap();
    for file in page.split("\ncat > ").skip(1) {
        let (name, rest) = file.split_once(" <<'END'").expect("the name of a file");
        let (_, rest) = rest.split_once('\n').expect("its first line");
        let (text, _) = rest.split_once("\nEND").expect("its end");
        temp.private_file(name, &format!("{text}\n"));
    }
}

/// Runs a line in the folder; what differs from run to run is replaced by what the page says.
fn document_of(line: &[String], temp: &Temp) -> Value {
    let folder = format!("{}/", temp.path().display());
    let at_home = |word: &String| {
        let file = word.strip_prefix("virtual:").unwrap_or(word);
        let is_file = Path::new(file).extension().is_some();
        if is_file {
            word.replace(file, &format!("{folder}{file}"))
        } else {
            word.clone()
        }
    };
    let mut arguments: Vec<OsString> = vec!["pinlotse".into(), "--lang".into(), "en".into()];
    arguments.extend(line.iter().map(|word| at_home(word).into()));
    let script = Script::nobody();
    let heard = script.heard();
    let (variables, host) = (Some(Vec::new()), Some("praxis".to_owned()));
    let world = World {
        anchor: None,
        keeper: Some(Keeper::none()),
        machine: Some(Machine {
            os: Os::Linux,
            root: temp.join("pc"),
            variables,
            host,
            windows: None,
        }),
        interrupts: Interrupts::none(),
        dialog: Some(Box::new(script)),
        places: None,
        readers: None,
        notes: None,
        reconnect: ReconnectPolicy::default(),
    };
    let exit = run_in(arguments, world);
    let heard = heard.borrow();
    let [text] = heard.handed_out.as_slice() else {
        panic!("one document of {line:?}: {}", heard.everything())
    };
    schema::assert_documented(text);
    let mut document: Value = serde_json::from_str(&text.replace(&folder, "")).unwrap();
    assert_eq!(document["exit"], exit);
    for note in document
        .get_mut("notes")
        .and_then(Value::as_array_mut)
        .into_iter()
        .flatten()
    {
        note["card"] = json!("5f0e3a91");
    }
    if !line.iter().any(|word| word == "--as-of") {
        each_member(&mut document, &mut |name, value| {
            if name == "days_left" && !value.is_null() {
                *value = json!(26_699)
            }
        });
    }
    if let Some(arch) = document.pointer_mut("/system/arch") {
        *arch = json!("x86_64");
    }
    each_member(&mut document, &mut shorten);
    // clap's own words change with its version; the first line is the program's.
    if let Some(message) = document.pointer_mut("/error/message") {
        let first = message.as_str().unwrap().lines().next().unwrap().to_owned();
        *message = first.into();
    }
    document
}

/// Long lists are shown with their first items only, as the page says.
fn shorten(name: &str, value: &mut Value) {
    let longest = match name {
        "certificates" | "sections" => 2,
        "sources" => 1,
        "topics" => 3,
        _ => return,
    };
    if let Value::Array(items) = value {
        items.truncate(longest);
    }
}

/// Every member of a document, the inner ones last.
fn each_member(value: &mut Value, change: &mut impl FnMut(&str, &mut Value)) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                change(name, member);
                each_member(member, change);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| each_member(item, change)),
        _ => {}
    }
}

/// Whether a proxy would be asked instead of the service that the example names.
fn goes_elsewhere(line: &[String]) -> bool {
    line.iter().any(|word| word == "--online") && issued::proxy_is_set()
}

#[test]
fn the_examples_of_the_page_are_what_the_program_prints() {
    let temp = Temp::new();
    let old = fs::read_to_string(page()).unwrap().replace("\r\n", "\n");
    lay_out(&temp, &old);
    let mut new = String::new();
    let mut commands = Vec::new();
    for (before, document) in pieces(&old) {
        new.push_str(&before);
        let Some(document) = document else { continue };
        let line = command_line(&before);
        if goes_elsewhere(&line) {
            support::say_skipped(
                "a proxy is set in the environment: the example with --online is not run",
            );
            new.push_str(&format!("```json\n{document}```"));
            continue;
        }
        let mut real = document_of(&line, &temp);
        let shown: Value =
            serde_json::from_str(&document).unwrap_or_else(|error| panic!("{error}: {document}"));
        // A release changes no example.
        if shown["version"].is_string() {
            real["version"] = shown["version"].clone();
        }
        commands.push(real["command"].as_str().unwrap_or("none").to_owned());
        new.push_str(&format!("```json\n{}\n```", laid_out(&real, 0, 0)));
    }
    if env::var_os("PINLOTSE_WRITE_EXAMPLES").is_some_and(|value| value == "1") {
        fs::write(page(), &new).unwrap();
    }
    assert!(
        old == new,
        "docs/json.md is not what the program prints (PINLOTSE_WRITE_EXAMPLES=1 writes it):\n{new}"
    );
    // Serving has no document of its own to show; a list of issuers needs its signer's key, and those of
    // a Konnektor a build with a way to one.
    let all = schema::words("/properties/command").into_iter();
    let left: Vec<String> = all.filter(|command| !commands.contains(command)).collect();
    assert_eq!(
        left,
        [
            "completions",
            "issuers",
            "issuers import",
            "issuers update",
            "konnektor",
            "konnektor add",
            "konnektor check",
            "konnektor list",
            "konnektor remove",
            "konnektor show",
            "man",
            "notes",
            "virtual",
            "virtual serve"
        ],
        "commands without an example"
    );
}

/// JSON as a person would lay it out: on one line what fits.
fn laid_out(value: &Value, indent: usize, used: usize) -> String {
    let one = one_line(value);
    let is_flat = |value: &Value| !value.is_object() && !value.is_array();
    if indent + used + one.len() <= WIDTH && indent > 0 {
        return one;
    }
    let pad = " ".repeat(indent + 2);
    match value {
        Value::Object(members) => {
            let mut lines: Vec<String> = Vec::new();
            let mut open = false;
            for (name, member) in members {
                let item = format!(
                    "{}: {}",
                    json!(name),
                    laid_out(member, indent + 2, name.len() + 5)
                );
                let fits = lines
                    .last()
                    .is_some_and(|line| line.len() + item.len() + 2 < WIDTH);
                match lines.last_mut() {
                    Some(line) if open && fits && is_flat(member) => {
                        line.push_str(&format!(", {item}"))
                    }
                    _ => lines.push(format!("{pad}{item}")),
                }
                open = is_flat(member);
            }
            format!("{{\n{}\n{}}}", lines.join(",\n"), " ".repeat(indent))
        }
        Value::Array(items) => {
            let items: Vec<String> = items
                .iter()
                .map(|item| format!("{pad}{}", laid_out(item, indent + 2, 1)))
                .collect();
            format!("[\n{}\n{}]", items.join(",\n"), " ".repeat(indent))
        }
        _ => one,
    }
}

fn one_line(value: &Value) -> String {
    match value {
        Value::Object(members) if !members.is_empty() => {
            let members: Vec<String> = members
                .iter()
                .map(|(name, member)| format!("{}: {}", json!(name), one_line(member)))
                .collect();
            format!("{{ {} }}", members.join(", "))
        }
        Value::Array(items) => format!(
            "[{}]",
            items.iter().map(one_line).collect::<Vec<_>>().join(", ")
        ),
        _ => value.to_string(),
    }
}
