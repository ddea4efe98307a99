use super::*;
use crate::text::Language;
use crate::topics::radar::{CardFacts, findings};

#[test]
fn a_finding_is_shown_with_what_to_do_its_source_and_its_topic() {
    let card = CardFacts {
        kind: "hba",
        generation: Some("G2.0"),
        ..CardFacts::default()
    };
    let found = findings(&card, 1_795_000_000);
    let lines = finding_lines(&found[0], Text::default());
    assert_eq!(lines[0].0, Tone::Bad);
    let all = lines
        .iter()
        .map(|(_, line)| line.as_str())
        .collect::<Vec<_>>()
        .join("\n");
    for part in [
        "seit dem 01.07.2026",
        "im Portal",
        "Quelle: KV Saarland",
        "24.11.2026",
        "hilfe-zu alte-karten",
    ] {
        assert!(all.contains(part), "{part}: {all}");
    }
}

#[test]
fn english_lines_write_days_as_programs_do() {
    let card = CardFacts {
        kind: "hba",
        generation: Some("G2.0"),
        ..CardFacts::default()
    };
    let found = findings(&card, 1_795_000_000);
    let lines = finding_lines(&found[0], Text::new(Language::En));
    let all = lines
        .iter()
        .map(|(_, line)| line.as_str())
        .collect::<Vec<_>>()
        .join("\n");
    for part in ["since 2026-07-01", "read on 2026-11-24"] {
        assert!(all.contains(part), "{part}: {all}");
    }
}

#[test]
fn a_name_that_no_topic_has_leads_nowhere() {
    assert_eq!(more("no-topic", Text::default()), None);
}
