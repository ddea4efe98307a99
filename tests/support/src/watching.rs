//! What programs that watch read, by strict readers of our own: the output of a plugin (Monitoring
//! Plugins Development Guidelines) and the text format of Prometheus, version 0.0.4. `promtool` is
//! asked too, where it is installed.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::process::{Command, Stdio};

use super::say_skipped;

/// The output of a plugin.
#[derive(Debug)]
pub struct Plugin {
    pub word: String,
    pub text: String,
    pub long: Vec<String>,
    pub exit: u8,
    values: BTreeMap<String, String>,
}

impl Plugin {
    /// Reads it, and holds it against the rules.
    #[track_caller]
    pub fn read(output: &str, exit: u8) -> Self {
        assert!(!output.contains('\r') && !output.contains('\0'), "{output}");
        assert!(output.matches('|').count() <= 1, "{output}");
        let mut lines = output.lines();
        let first = lines.next().expect("a first line");
        let (said, values) = first.split_once(" | ").unwrap_or((first, ""));
        let rest = said.strip_prefix("PINLOTSE ").expect(output);
        let (word, text) = rest.split_once(" - ").expect(output);
        let of = ["OK", "WARNING", "CRITICAL", "UNKNOWN"];
        let code = of.iter().position(|known| *known == word).expect(output);
        assert_eq!(usize::from(exit), code, "{output}");
        assert!(!text.trim().is_empty(), "{output}");
        Self {
            word: word.to_owned(),
            text: text.to_owned(),
            long: lines.map(str::to_owned).collect(),
            exit,
            values: values_of(values),
        }
    }

    /// The value of a label, without its thresholds.
    #[track_caller]
    pub fn value(&self, label: &str) -> &str {
        self.values
            .get(label)
            .unwrap_or_else(|| panic!("{label} is not in {:?}", self.values))
    }
}

/// `'label'=value[UOM];[warn];[crit];[min];[max]`, one behind the other.
fn values_of(mut text: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    while !text.is_empty() {
        let rest = text.strip_prefix('\'').expect("a quote");
        let (label, rest) = rest.split_once('\'').expect("its end");
        assert!(!label.contains('=') && !label.is_empty(), "{label}");
        let rest = rest.strip_prefix('=').expect("a value");
        let (data, rest) = rest.split_once(' ').unwrap_or((rest, ""));
        let parts: Vec<&str> = data.split(';').collect();
        assert!(parts.len() <= 5, "{data}");
        let is_number = |text: &str| {
            let digits = text.strip_prefix('-').unwrap_or(text);
            !digits.is_empty() && digits.bytes().all(|octet| octet.is_ascii_digit())
        };
        assert!(is_number(parts[0]), "{data}");
        for range in parts.get(1..3).unwrap_or_default() {
            let ends = range.strip_prefix('@').unwrap_or(range).split(':');
            assert!(ends.clone().count() <= 2, "{data}");
            assert!(ends.filter(|end| !end.is_empty()).all(is_number), "{data}");
        }
        for bound in parts.get(3..).unwrap_or_default() {
            assert!(bound.is_empty() || is_number(bound), "{data}");
        }
        let other = found.insert(label.to_owned(), parts[0].to_owned());
        assert_eq!(other, None, "{label} twice");
        text = rest;
    }
    found
}

/// Names and values of labels, in the order of their names.
type Labels = Vec<(String, String)>;

/// Measured values.
#[derive(Debug)]
pub struct Metrics(BTreeMap<(String, Labels), f64>);

impl Metrics {
    /// The value with just these labels.
    #[track_caller]
    pub fn value(&self, name: &str, labels: &[(&str, &str)]) -> f64 {
        let mut labels: Labels = labels
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        labels.sort();
        let key = (name.to_owned(), labels);
        let found = self.0.get(&key);
        *found.unwrap_or_else(|| panic!("{key:?} is not in {:#?}", self.0))
    }
}

impl Metrics {
    /// Whether there is a value with just these labels, or more of them.
    pub fn has(&self, name: &str, labels: &[(&str, &str)]) -> bool {
        let is_there = |of: &Labels| {
            let is_in = |(label, value): &(&str, &str)| {
                of.iter().any(|(other, is)| other == label && is == value)
            };
            labels.iter().all(is_in)
        };
        self.0
            .keys()
            .any(|(other, of)| other == name && is_there(of))
    }
}

/// Reads the text format, and holds it against the rules: each family in one piece with its help and
/// its type in front, no value twice.
#[track_caller]
pub fn metrics(text: &str) -> Metrics {
    assert!(text.ends_with('\n') && !text.contains("\n\n"), "{text}");
    let mut found = BTreeMap::new();
    let mut families = BTreeSet::new();
    let (mut help, mut family) = (String::new(), String::new());
    for line in text.lines() {
        if let Some(rest) = line.strip_prefix("# HELP ") {
            let (name, words) = rest.split_once(' ').expect(line);
            assert!(!words.trim().is_empty(), "{line}");
            assert!(families.insert(name.to_owned()), "{name} is in two pieces");
            name.clone_into(&mut help);
        } else if let Some(rest) = line.strip_prefix("# TYPE ") {
            let (name, kind) = rest.split_once(' ').expect(line);
            assert_eq!((name, kind), (help.as_str(), "gauge"), "{line}");
            name.clone_into(&mut family);
        } else {
            let (name, labels, value) = sample(line);
            assert_eq!(name, family, "{line}");
            let other = found.insert((name, labels), value);
            assert_eq!(other, None, "twice: {line}");
        }
    }
    Metrics(found)
}

/// `name{label="value",…} number`.
#[track_caller]
fn sample(line: &str) -> (String, Labels, f64) {
    let end = line.find(['{', ' ']).expect(line);
    let (name, mut rest) = line.split_at(end);
    assert!(is_name(name), "{line}");
    let mut labels = Labels::new();
    if let Some(inside) = rest.strip_prefix('{') {
        rest = inside;
        loop {
            let (label, after) = rest.split_once("=\"").expect(line);
            assert!(is_name(label) && !label.starts_with("__"), "{line}");
            let (value, after) = quoted(after, line);
            labels.push((label.to_owned(), value));
            if let Some(after) = after.strip_prefix(',') {
                rest = after;
                continue;
            }
            rest = after.strip_prefix('}').expect(line);
            break;
        }
    }
    labels.sort();
    let names: BTreeSet<&String> = labels.iter().map(|(name, _)| name).collect();
    assert_eq!(names.len(), labels.len(), "{line}");
    let value = rest.strip_prefix(' ').expect(line).parse().expect(line);
    (name.to_owned(), labels, value)
}

fn is_name(text: &str) -> bool {
    let mut letters = text.chars();
    letters
        .next()
        .is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
        && letters.all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// What stands before the closing quote, and what behind it.
#[track_caller]
fn quoted<'t>(text: &'t str, line: &str) -> (String, &'t str) {
    let mut value = String::new();
    let mut letters = text.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return (value, &text[at + 1..]),
            '\\' => match letters.next().expect(line).1 {
                'n' => value.push('\n'),
                escaped @ ('\\' | '"') => value.push(escaped),
                other => panic!("\\{other}: {line}"),
            },
            other => value.push(other),
        }
    }
    panic!("no closing quote: {line}")
}

/// Asks `promtool check metrics`, where it is installed (Debian: package `prometheus`).
#[track_caller]
pub fn promtool(text: &str) {
    let tool = std::env::var_os("PINLOTSE_TEST_PROMTOOL").unwrap_or_else(|| "promtool".into());
    let started = Command::new(tool)
        .args(["check", "metrics"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let Ok(mut tool) = started else {
        return say_skipped("promtool is missing: only our own reader read the measured values");
    };
    let mut input = tool.stdin.take().unwrap();
    input.write_all(text.as_bytes()).unwrap();
    drop(input);
    let done = tool.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(done.status.success() && said.is_empty(), "{said}\n{text}");
}
