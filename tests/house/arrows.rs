//! Arrows point down only: every path to another room in `src/` is resolved and compared with the
//! table of the design (§2). What belongs in one place only (PC/SC, printing, `unsafe`, `cfg`) is
//! looked for everywhere else.
//!
//! It is tested on forbidden snippets of its own, so that it can be seen to fail.

use std::collections::BTreeSet;
use std::path::Path;

use crate::sources::{Source, Token, follows_colons, module_of, paths, sources, tokens};

/// Which room may know which, apart from itself. `reader` has further rules of its own.
const ARROWS: &[(&str, &[&str])] = &[
    // What is put into a sentence is made printable there.
    ("text", &["system::printable"]),
    ("system", &[]),
    ("order", &[]),
    ("pins", &[]),
    ("settings", &["system"]),
    // What is not built is not told of.
    (
        "cli",
        &["konnektor::direct", "pins", "settings", "text", "system"],
    ),
    ("dialog", &["text", "system"]),
    ("secrets", &["pins", "system"]),
    ("attempts", &["pins", "system"]),
    ("xml", &[]),
    ("virtual_card", &["system", "xml"]),
    ("reader", &["system", "virtual_card"]),
    ("card", &["pins", "reader"]),
    ("certificate", &["system"]),
    ("http", &["system"]),
    ("online", &["certificate", "http", "system"]),
    (
        "konnektor",
        &[
            "certificate",
            "http",
            "system::clock",
            "system::files",
            // What is not seen is no part of a name.
            "system::printable",
            "system::signals",
            "system::trouble",
            "xml",
        ],
    ),
    ("trust", &["certificate", "system", "xml"]),
    ("issuers", &["online", "system", "trust"]),
    ("topics", &["text", "system"]),
    ("holder", &["card", "certificate", "topics"]),
    (
        "report",
        &[
            "pins",
            "text",
            "topics",
            "card",
            "certificate",
            "holder",
            "http::error",
            "issuers",
            "konnektor",
            "online",
            "reader",
            "attempts",
            "secrets",
            "settings",
            "system::clock",
            "system::machine",
            "system::os",
            "system::printable",
            "system::trouble",
            "trust",
        ],
    ),
    (
        "session",
        &[
            "pins",
            "attempts",
            "card",
            "certificate",
            "dialog",
            "holder",
            "http::error",
            "issuers",
            "konnektor",
            "online",
            "reader",
            "report",
            "secrets",
            "settings",
            "system",
            "text",
            "topics",
            "trust",
        ],
    ),
    (
        "commands",
        &[
            "pins",
            "attempts",
            "card",
            "certificate",
            "cli",
            "dialog",
            "holder",
            "issuers",
            "konnektor",
            "reader",
            "report",
            "secrets",
            "session",
            "settings",
            "system",
            "text",
            "topics",
            "virtual_card",
        ],
    ),
    (
        "guide",
        &[
            "card", "commands", "dialog", "holder", "pins", "reader", "report", "session",
            "system", "text", "topics",
        ],
    ),
    (
        "start",
        &[
            "pins",
            "attempts",
            "cli",
            "commands",
            "dialog",
            "guide",
            "issuers",
            "konnektor",
            "reader",
            "report",
            "secrets",
            "session",
            "settings",
            "system",
            "text",
            "trust",
        ],
    ),
];

/// What every room may use: it knows nothing.
const COMMON: &str = "order";

/// The one file of `reader` that may know the virtual card.
const EMBEDDED: &str = "src/reader/embedded.rs";

/// Foreign crates that belong in certain places only.
const FOREIGN: &[(&str, &[&str])] = &[
    // A run over PINs speaks of roles, digits and outcomes: what is sent to a card is made below.
    (
        "apdu",
        &[
            "src/card/",
            "src/reader/",
            "src/virtual_card/",
            "src/secrets/",
            "src/holder/",
            "src/report/",
            "src/commands/virtual_card.rs",
            "src/guide/remedy.rs",
        ],
    ),
    // Numbers that it does not know become others, and its handles reset cards.
    (
        "pcsc",
        &[
            "src/system/scard/",
            "src/system/unix/scard/",
            "src/system/windows/scard.rs",
        ],
    ),
    ("toml", &["src/settings/content.rs"]),
    ("clap", &["src/cli/", "src/start/"]),
    ("clap_complete", &["src/cli/"]),
    ("roff", &["src/cli/"]),
    ("rpassword", &["src/dialog/digits.rs"]),
    ("indicatif", &["src/dialog/spinner.rs"]),
    (
        "roxmltree",
        &[
            "src/konnektor/",
            "src/trust/list.rs",
            "src/virtual_card/",
            "src/xml/",
        ],
    ),
    (
        "sha2",
        &[
            "src/attempts/",
            "src/certificate/",
            "src/konnektor/",
            "src/online/",
            "src/secrets/seal.rs",
        ],
    ),
    (
        "der",
        &["src/certificate/", "src/konnektor/key_file/", "src/online/"],
    ),
    ("sha1", &["src/konnektor/key_file/", "src/online/"]),
    // Cryptography of connections and of key files, behind the feature.
    ("rustls", &["src/konnektor/tls/"]),
    ("aes_gcm", &["src/konnektor/tls/provider/"]),
    (
        "hmac",
        &["src/konnektor/key_file/", "src/konnektor/tls/provider/"],
    ),
    ("aes", &["src/konnektor/aes.rs"]),
    ("cbc", &["src/konnektor/aes.rs", "src/konnektor/key_file/"]),
    ("des", &["src/konnektor/key_file/"]),
    ("pbkdf2", &["src/konnektor/key_file/"]),
    ("rc2", &["src/konnektor/key_file/"]),
    (
        "strsim",
        &[
            "src/secrets/key.rs",
            "src/settings/key.rs",
            "src/start/wrong_call.rs",
            "src/topics/vocabulary.rs",
        ],
    ),
    (
        "base64ct",
        &[
            "src/certificate/",
            "src/http/",
            "src/konnektor/",
            "src/report/support_file/redact/",
            "src/trust/list.rs",
        ],
    ),
    ("bp256", &["src/certificate/", "src/konnektor/"]),
    ("bp384", &["src/certificate/"]),
    ("p256", &["src/certificate/", "src/konnektor/"]),
    ("p384", &["src/certificate/", "src/konnektor/"]),
    ("ecdsa", &["src/certificate/", "src/konnektor/"]),
    ("rsa", &["src/certificate/", "src/konnektor/"]),
    ("rustix", &["src/system/"]),
    ("signal_hook", &["src/system/"]),
    ("windows_sys", &["src/system/"]),
    ("sys_locale", &["src/system/"]),
    ("anyhow", &["src/main.rs", "src/start/"]),
];

/// What can be printed with.
const PRINTING: &[&str] = &["print", "println", "eprint", "eprintln", "dbg"];

/// What std sorts with: `order` does it for all, and the program is smaller by that.
const SORTING: &[&str] = &[
    "sort",
    "sort_by",
    "sort_by_cached_key",
    "sort_by_key",
    "sort_unstable",
    "sort_unstable_by",
    "sort_unstable_by_key",
];

/// Inside `report`: what happened knows nothing of how it is said, what is said nothing of how it is
/// written for programs, and neither of the file for support.
const INSIDE: &[(&str, &[&str])] = &[
    (
        "src/report/facts/",
        &[
            "report::words",
            "report::Message",
            "report::explain",
            "report::document",
            "report::support_file",
        ],
    ),
    (
        "src/report/words/",
        &[
            "report::document",
            "report::support_file",
            // What is said is made of values: the PC was looked at before.
            "system::machine::Machine",
            "system::machine::*",
            "system::os::os",
            "system::os::*",
            "system::clock::seconds_since_epoch",
            "system::trouble::in_the_way",
            "system::trouble::holder",
            "system::trouble::*",
        ],
    ),
    ("src/report/document/", &["report::support_file"]),
];

/// The arrows inside a room that point up. Tests may look at everything.
fn inside(source: &Source) -> Vec<String> {
    let is_test = source.path.ends_with("/tests.rs");
    let above: Vec<&str> = INSIDE
        .iter()
        .filter(|(place, _)| !is_test && source.path.starts_with(place))
        .flat_map(|(_, above)| above.iter().copied())
        .collect();
    let leads_up = |path: &String| {
        above
            .iter()
            .any(|above| path == above || path.starts_with(&format!("{above}::")))
    };
    paths(source)
        .iter()
        .map(|path| path.join("::"))
        .filter(leads_up)
        .map(|path| format!("{}: inside the room → {path}", source.path))
        .collect()
}

/// What asks the PC while a sentence is composed: files, environment, clock. A sentence is a function
/// of values.
fn asks_the_pc(source: &Source) -> Vec<String> {
    let is_test = source.path.ends_with("/tests.rs");
    if is_test || !source.path.starts_with("src/report/words/") {
        return Vec::new();
    }
    let tokens = tokens(&source.text);
    let word = |i: usize| match tokens.get(i) {
        Some(Token::Word(word)) => word.as_str(),
        _ => "",
    };
    let asks = |i: usize| {
        let room_of_std = matches!(word(i), "env" | "fs" | "net" | "process")
            && tokens.get(i + 1) == Some(&Token::Colons);
        room_of_std || (word(i) == "now" && tokens.get(i + 1) == Some(&Token::Mark('(')))
    };
    (0..tokens.len())
        .filter(|i| asks(*i) && !behind_cfg_test(&tokens, *i))
        .map(|i| format!("{}: a sentence that asks by {}", source.path, word(i)))
        .collect()
}

/// What a file does that it must not.
fn violations(source: &Source) -> Vec<String> {
    let mut found: BTreeSet<String> = BTreeSet::new();
    let module = module_of(&source.path);
    if let Some(room) = module.first() {
        let allowed = ARROWS
            .iter()
            .find(|(name, _)| name == room)
            .map(|(_, allowed)| *allowed);
        let Some(allowed) = allowed else {
            return vec![format!("{}: a room without an arrow", source.path)];
        };
        for path in paths(source) {
            let written = path.join("::");
            let other = match path.first().map(String::as_str) {
                None => "*",
                Some(other) => other,
            };
            if other == "*" {
                found.insert(format!("{}: everything of the crate", source.path));
            } else if other != room && !may(&source.path, allowed, other, &written) {
                found.insert(format!("{}: {room} → {written}", source.path));
            }
        }
    }
    found.extend(inside(source));
    found.extend(asks_the_pc(source));
    found.extend(foreign(source));
    found.extend(in_the_wrong_place(source));
    found.into_iter().collect()
}

fn may(path: &str, allowed: &[&str], other: &str, written: &str) -> bool {
    if written.starts_with("system::scard") && !path.starts_with("src/system/") {
        return path.starts_with("src/reader/pcsc/");
    }
    if other == "virtual_card" && path.starts_with("src/reader/") {
        return path == EMBEDDED;
    }
    if other == COMMON {
        return true;
    }
    allowed
        .iter()
        .any(|room| *room == other || written == *room || written.starts_with(&format!("{room}::")))
}

/// Crates used where they do not belong. A path of this program (`crate::reader::pcsc`) is none of
/// theirs.
fn foreign(source: &Source) -> Vec<String> {
    let tokens = tokens(&source.text);
    let mut found = Vec::new();
    for (i, token) in tokens.iter().enumerate() {
        let (Token::Word(word), Some(Token::Colons)) = (token, tokens.get(i + 1)) else {
            continue;
        };
        let inside = follows_colons(&tokens, i) && i > 1 && matches!(tokens[i - 2], Token::Word(_));
        let own = inside || module_of(&source.path) == ["reader"];
        let Some((_, places)) = FOREIGN.iter().find(|(name, _)| name == word) else {
            continue;
        };
        if !own && !places.iter().any(|place| source.path.starts_with(place)) {
            found.push(format!("{}: the crate {word}", source.path));
        }
    }
    found
}

/// Printing, sorting, `unsafe` and `cfg` outside their one place. Tests may print and be conditional.
fn in_the_wrong_place(source: &Source) -> Vec<String> {
    let is_test = source.path.contains("/tests/") || source.path.ends_with("tests.rs");
    let tokens = tokens(&source.text);
    let mut found = Vec::new();
    let mut say = |what: &str| found.push(format!("{}: {what}", source.path));
    for (i, token) in tokens.iter().enumerate() {
        let Token::Word(word) = token else { continue };
        let next = |mark: char| tokens.get(i + 1) == Some(&Token::Mark(mark));
        let in_test = is_test || behind_cfg_test(&tokens, i);
        let prints = (PRINTING.contains(&word.as_str()) && next('!'))
            || (matches!(word.as_str(), "stdout" | "stderr") && next('('));
        // Others have the streams as `system::output`, which knows whether the words arrived.
        if prints && !source.path.starts_with("src/system/") && !in_test {
            say(&format!("prints with {word}"));
        }
        let sorts = SORTING.contains(&word.as_str()) && next('(');
        if sorts && !source.path.starts_with("src/order/") && !in_test {
            say(&format!("sorts with {word}"));
        }
        if word == "unsafe" && !source.path.starts_with("src/system/") {
            say("unsafe");
        }
        let is_cfg = matches!(word.as_str(), "cfg" | "cfg_attr") && (next('(') || next('!'));
        let named = |name: &str| {
            let near = tokens[i..].iter().take(5);
            near.clone()
                .any(|t| matches!(t, Token::Word(word) if word == name))
        };
        let about_tests = named("test") || named("debug_assertions");
        // What is built on demand: the room says so itself, and nobody else.
        let about_rooms = source.path == "src/konnektor/mod.rs" && named("feature");
        if is_cfg
            && !about_tests
            && !about_rooms
            && !source.path.starts_with("src/system/")
            && !in_test
        {
            say("cfg outside src/system");
        }
    }
    found
}

/// Whether a token stands behind the `#[cfg(test)] mod tests {` of its file.
fn behind_cfg_test(tokens: &[Token], i: usize) -> bool {
    let word = |text: &str| Token::Word(text.to_owned());
    let mark = [
        word("cfg"),
        Token::Mark('('),
        word("test"),
        Token::Mark(')'),
        Token::Mark(']'),
        word("mod"),
    ];
    tokens[..i].windows(mark.len()).any(|window| window == mark)
}

#[test]
fn no_arrow_of_the_program_points_the_wrong_way() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let found: Vec<String> = sources(root).iter().flat_map(violations).collect();
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn every_room_has_its_arrows_and_every_arrow_a_room() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let rooms: BTreeSet<String> = sources(root)
        .iter()
        .filter_map(|source| module_of(&source.path).into_iter().next())
        .collect();
    let known: BTreeSet<String> = ARROWS.iter().map(|(room, _)| (*room).to_owned()).collect();
    assert_eq!(rooms, known);
}

/// Which path a file has, and what is found in its text.
fn found_in(path: &str, text: &str) -> Vec<String> {
    violations(&Source {
        path: path.to_owned(),
        text: text.to_owned(),
    })
}

#[test]
fn forbidden_arrows_are_found_however_they_are_written() {
    let rows = [
        ("src/card/gate.rs", "use crate::virtual_card::VirtualCard;"),
        ("src/virtual_card/card.rs", "use crate::card;"),
        (
            "src/report/facts/next_step.rs",
            "use super::super::words::labels;",
        ),
        (
            "src/report/words/status.rs",
            "use crate::report::{document::parts, Failure};",
        ),
        (
            "src/virtual_card/card.rs",
            "fn f() { crate::reader::Error::Busy }",
        ),
        (
            "src/report/words/failure.rs",
            "use crate::system::os::{Os, os};",
        ),
        (
            "src/report/words/failure.rs",
            "fn f() { crate::system::machine::Machine::this() }",
        ),
        (
            "src/report/words/status.rs",
            "fn f() { std::env::var_os(\"HOME\"); }",
        ),
        ("src/report/words/status.rs", "use std::{fmt, fs::File};"),
        ("src/report/words/status.rs", "fn f() { SystemTime::now() }"),
        ("src/text/words.rs", "use crate::{system::locale, text};"),
        ("src/text/words.rs", "use crate::system;"),
        (
            "src/card/look.rs",
            "use crate::{reader::{self, Connection}, dialog::{Dialog}};",
        ),
        ("src/card/look.rs", "use crate::{self as all, card};"),
        ("src/card/mod.rs", "use super::text::Text;"),
        ("src/card/look.rs", "use super::super::report::exit;"),
        (
            "src/card/look.rs",
            "mod tests { use super::super::super::dialog; }",
        ),
        ("src/card/look.rs", "pub(in crate::commands) fn f() {}"),
        ("src/report/people.rs", "use crate::system::files::lock;"),
        (
            "src/report/failure.rs",
            "use crate::{attempts, virtual_card};",
        ),
        ("src/reader/mod.rs", "use crate::virtual_card::VirtualCard;"),
        ("src/reader/trace.rs", "use crate::card::Card;"),
        ("src/secrets/set.rs", "use pinlotse::card::Iccsn;"),
        ("src/cli/mod.rs", "use super::card::PinKey;"),
        ("src/card/look.rs", "use crate::*;"),
        (
            "src/card/look.rs",
            "fn f<'a>() { let c = '\"'; let d = crate::dialog::Stop::Cancelled; }",
        ),
        (
            "src/card/look.rs",
            "const A: &str = r#\"\"#; use crate::text::Tone;",
        ),
        ("src/card/commands.rs", "use pcsc::Card;"),
        ("src/session/pad.rs", "use apdu::Hole;"),
        ("src/card/commands.rs", "use crate::system::scard::Card;"),
        ("src/reader/pcsc/held.rs", "use pcsc::SCardConnect;"),
        (
            "src/start/program.rs",
            "fn f() { ::pcsc::Context::establish(); }",
        ),
        ("src/report/mod.rs", "fn f() { println!(\"x\"); }"),
        ("src/dialog/console.rs", "fn f() { println!(\"x\") }"),
        (
            "src/card/mod.rs",
            "fn f() { std::io::stderr().write(b\"x\"); }",
        ),
        ("src/card/mod.rs", "fn f() { unsafe { g() } }"),
        ("src/reader/pcsc/mod.rs", "#[cfg(windows)] fn f() {}"),
        (
            "src/reader/pcsc/mod.rs",
            "fn f() -> bool { cfg!(target_os = \"macos\") }",
        ),
        ("src/lib.rs", "#[cfg(unix)] pub mod card;"),
        (
            "src/card/mod.rs",
            "#[cfg(feature = \"konnektor\")] fn f() {}",
        ),
        (
            "src/lib.rs",
            "#[cfg(feature = \"konnektor\")] pub mod konnektor;",
        ),
        ("src/http/wire.rs", "use rustls::Stream;"),
        ("src/konnektor/tls/mod.rs", "use crate::card::Card;"),
        ("src/new_room/mod.rs", ""),
    ];
    for (path, text) in rows {
        assert_eq!(
            found_in(path, text).len(),
            1,
            "{path}: {text} {:?}",
            found_in(path, text)
        );
    }
}

#[test]
fn allowed_arrows_are_left_alone() {
    let rows = [
        (
            "src/card/gate.rs",
            "use super::{Card, Error}; use crate::card::commands::sfi; use crate::reader;",
        ),
        (
            "src/card/gate.rs",
            "// use crate::dialog;\n/* crate::text /* nested */ crate::text */ const A: &str = \"crate::text\";",
        ),
        (
            "src/card/gate.rs",
            "//! [`crate::dialog`]\nmod tests { use super::*; use crate::reader; }",
        ),
        (
            "src/reader/embedded.rs",
            "use crate::virtual_card::Source; use crate::system::files::{self, Lock};",
        ),
        (
            "src/system/scard/mod.rs",
            "use pcsc as ffi; fn f() { pcsc::SCardListReaders }",
        ),
        (
            "src/start/program.rs",
            "use crate::reader::pcsc::PcscReaders; use crate::{cli, text, system::signals};",
        ),
        (
            "src/report/words/failure.rs",
            "use crate::system::os::Os; use super::exit; const V: &str = env!(\"CARGO_PKG_VERSION\");",
        ),
        (
            "src/report/words/failure.rs",
            "use crate::system::machine::Site;",
        ),
        (
            "src/commands/activate/pass.rs",
            "use super::Run; use super::super::choose; use crate::commands::notes;",
        ),
        (
            "src/card/mod.rs",
            "#[cfg(test)]\nmod tests { fn f() { println!(\"x\"); } }",
        ),
        ("src/lib.rs", "pub mod card; pub use start::run;"),
        (
            "src/konnektor/mod.rs",
            "#[cfg(feature = \"konnektor\")] pub mod tls;",
        ),
        (
            "src/konnektor/tls/connection.rs",
            "use rustls::Stream; use crate::http::exchange;",
        ),
        (
            "src/system/files.rs",
            "#[cfg(unix)] fn f() { unsafe { g() } }",
        ),
        ("src/system/terminal.rs", "fn f() { stdout() }"),
        ("src/text/mod.rs", "fn f() { $crate::text::Language::De }"),
        (
            "src/card/mod.rs",
            "fn f() { let r#in = br\"crate::text\"; let b = b'\\''; let c = '\\u{1F}'; }",
        ),
    ];
    for (path, text) in rows {
        assert_eq!(found_in(path, text), [""; 0], "{path}: {text}");
    }
}

#[test]
fn a_path_is_resolved_from_where_it_stands() {
    let paths_of = |path: &str, text: &str| {
        let source = Source {
            path: path.to_owned(),
            text: text.to_owned(),
        };
        paths(&source)
            .iter()
            .map(|path| path.join("::"))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        paths_of(
            "src/card/look.rs",
            "use super::{Card, objects::{self, pins}};"
        ),
        ["card::Card", "card::objects", "card::objects::pins"]
    );
    assert_eq!(
        paths_of(
            "src/card/mod.rs",
            "mod tests { use super::*; } use self::look::View;"
        ),
        ["card::*", "card::look::View"]
    );
    assert_eq!(
        paths_of(
            "src/commands/activate/tries.rs",
            "fn f() { super::super::notes::noted() }"
        ),
        ["commands::notes::noted"]
    );
    assert_eq!(
        paths_of("src/cli/mod.rs", "use crate::text::{Language as L, Text};"),
        ["text::Language", "text::Text"]
    );
}
