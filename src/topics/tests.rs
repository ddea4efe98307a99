//! That every link in the data resolves, and that the texts are clean.

use std::collections::BTreeSet;

use super::markup::{Page, Piece, Setting};
use super::{Article, Block, all, issuers, sources, topic};
use crate::system::clock::Date;
use crate::text::{Language, Text};

const LANGUAGES: [Language; 2] = [Language::De, Language::En];

fn pieces(page: &Page) -> impl Iterator<Item = &Piece> {
    page.parts.iter().flat_map(|part| &part.pieces)
}

/// Every line that people read, with the file it comes from.
fn lines() -> Vec<(String, Language, String)> {
    let mut lines = Vec::new();
    for topic in all() {
        for language in LANGUAGES {
            let page = topic.page(language);
            let mut add = |line: &str| {
                lines.push((topic.name(language).to_owned(), language, line.to_owned()))
            };
            add(&page.title);
            page.parts
                .iter()
                .filter_map(|part| part.heading.as_ref())
                .for_each(|heading| add(heading));
            let mut add_both = |line: &str| {
                for setting in Setting::ALL {
                    add(&setting.read(line));
                }
            };
            add_both(&page.short);
            for piece in pieces(page) {
                match piece {
                    Piece::Paragraph(text) => add_both(text),
                    Piece::List(items) => items.iter().for_each(|item| add_both(item)),
                    Piece::Issuer(_) => {}
                }
            }
        }
    }
    for issuer in issuers::all() {
        for statement in issuers::SUBJECTS
            .iter()
            .filter_map(|subject| issuer.statement(subject))
        {
            for language in LANGUAGES {
                lines.push((
                    issuer.id.clone(),
                    language,
                    statement.say(language).to_owned(),
                ));
            }
        }
    }
    lines.extend(super::radar::lines());
    lines
}

/// What a statement of the radar may leave to be filled in.
const PLACEHOLDERS: [&str; 6] = [
    "{date}",
    "{days}",
    "{over}",
    "{in_force}",
    "{next}",
    "{later}",
];

#[test]
fn the_texts_are_clean() {
    let lines = lines();
    assert!(lines.len() > 500, "all of them: {}", lines.len());
    for (file, language, line) in lines {
        assert!(
            !line.is_empty() && line == line.trim() && !line.contains("  "),
            "{file}: {line:?}"
        );
        assert!(
            !["TODO", "FIXME", "XXX", "\t"]
                .iter()
                .any(|mark| line.contains(mark)),
            "{file}: {line}"
        );
        assert!(
            !line.contains(['"', '\'', '`', '#']),
            "{file}: plain quotes or marks in {line}"
        );
        let (opening, foreign) = match language {
            Language::De => ('„', '”'),
            Language::En => ('“', '„'),
        };
        let closing = if language == Language::De {
            '“'
        } else {
            '”'
        };
        let count = |mark: char| line.chars().filter(|c| *c == mark).count();
        assert_eq!(count(opening), count(closing), "{file}: {line}");
        assert_eq!(
            count(foreign),
            0,
            "{file}: quotes of the other language in {line}"
        );
        let placeholders = PLACEHOLDERS
            .iter()
            .fold(line.clone(), |line, name| line.replace(name, ""));
        assert!(!placeholders.contains(['{', '}']), "{file}: {line}");
        assert!(
            language == Language::De || !has_german_date(&line),
            "{file}: a German date in {line}"
        );
    }
}

/// Whether a day is written as in 24.11.2026.
fn has_german_date(line: &str) -> bool {
    let shape: String = line
        .chars()
        .map(|c| if c.is_ascii_digit() { '0' } else { c })
        .collect();
    shape.contains("00.00.0000")
}

/// Topics that rest on no page.
const OF_OURS: [&str; 6] = [
    "interrupted",
    "stuck",
    "rehearse",
    "this-program",
    "is-it-safe",
    "status-words",
];

/// Rows of the short answer, with the issuer's word in it.
const SHORT: usize = 4;
const COLUMNS: usize = 80;

fn rows(text: &str) -> usize {
    let mut rows = 1;
    let mut used = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if used > 0 && used + 1 + length > COLUMNS {
            rows += 1;
            used = 0;
        }
        used += length + usize::from(used > 0);
    }
    rows
}

/// Each article as it may be read.
fn articles() -> Vec<(Language, Article)> {
    let mut articles = Vec::new();
    for topic in all() {
        for language in LANGUAGES {
            for setting in Setting::ALL {
                for issuer in issuers::all().iter().map(Some).chain([None]) {
                    articles.push((language, topic.article_in(setting, language, issuer)));
                }
            }
        }
    }
    articles
}

#[test]
fn every_topic_is_answered_in_four_lines_that_are_not_its_title() {
    for (language, article) in articles() {
        let short = Text::new(language).topic_short(&article.short);
        let with = rows(&short) + article.short_issuer.as_deref().map_or(0, rows);
        assert!(with <= SHORT, "{}: {with} rows: {short}", article.id);
        assert!(
            (article.short_issuer.is_some() || article.short.chars().count() > 60)
                && !article.short.contains(&article.title),
            "{}: {short}",
            article.id
        );
        assert!(!article.short.contains(['{', '}', '|']), "{short}");
    }
}

#[test]
fn in_the_guide_no_article_names_a_command() {
    let mut named = 0;
    for topic in all() {
        for language in LANGUAGES {
            let guide = format!("{:?}", topic.article_in(Setting::Guide, language, None));
            for command in ["pinlotse ", "--", "hilfe-zu", "explain "] {
                assert!(
                    !guide.contains(command),
                    "{}: {command} in {guide}",
                    topic.id
                );
            }
            named +=
                usize::from(format!("{:?}", topic.article(language, None)).contains("pinlotse "));
        }
    }
    assert!(named > 30, "{named}");
}

#[test]
fn german_articles_call_the_commands_by_their_german_names() {
    const ENGLISH: [&str; 8] = [
        "readers", "certs", "activate", "change", "unblock", "verify", "doctor", "explain",
    ];
    for topic in all() {
        let article = topic.article(Language::De, None);
        let article = format!("{} {:?}", article.short, article.sections);
        for name in ENGLISH {
            assert!(
                !article.contains(&format!("pinlotse {name}")),
                "{}: {name}",
                topic.id
            );
        }
    }
}

#[test]
fn both_languages_of_a_topic_are_built_alike() {
    for topic in all() {
        let [de, en] = LANGUAGES.map(|language| topic.page(language));
        assert_eq!(de.see, en.see, "{}", topic.id);
        assert_eq!(de.sources, en.sources, "{}", topic.id);
        assert_eq!(de.short_issuer, en.short_issuer, "{}", topic.id);
        assert_eq!(
            de.short_one.is_some(),
            en.short_one.is_some(),
            "{}",
            topic.id
        );
        let shape = |page: &Page| -> Vec<String> {
            let piece = |piece: &Piece| match piece {
                Piece::Paragraph(_) => "text".to_owned(),
                Piece::List(items) => format!("list of {}", items.len()),
                Piece::Issuer(subject) => subject.clone(),
            };
            pieces(page).map(piece).collect()
        };
        assert_eq!(shape(de), shape(en), "{}", topic.id);
        assert_eq!(de.parts.len(), en.parts.len(), "{}", topic.id);
    }
}

#[test]
fn every_topic_ends_in_what_to_do_now_with_an_address() {
    for topic in all() {
        for (language, heading) in LANGUAGES.into_iter().zip(["Was jetzt", "What now"]) {
            let last = topic.page(language).parts.last().unwrap();
            assert_eq!(last.heading.as_deref(), Some(heading), "{}", topic.id);
            for issuer in issuers::all().iter().map(Some).chain([None]) {
                let article = topic.article(language, issuer);
                let now = article.sections.last().unwrap();
                let has_address = |block: &Block| match block {
                    Block::Paragraph(text) => text.contains("https://"),
                    Block::List(items) => items.iter().all(|item| item.contains("https://")),
                };
                assert!(
                    now.blocks.iter().any(has_address),
                    "{} {:?}",
                    topic.id,
                    article.issuer
                );
            }
        }
    }
}

#[test]
fn every_link_of_a_topic_resolves() {
    for from in all() {
        for language in LANGUAGES {
            let page = from.page(language);
            assert!(!page.see.is_empty(), "{}", from.id);
            // What this program does itself, or the specification says, no page has.
            let of_ours = OF_OURS.contains(&from.id);
            assert_eq!(page.sources.is_empty(), of_ours, "{}", from.id);
            for name in &page.see {
                let to = topic(name).unwrap_or_else(|| panic!("{}: no topic {name}", from.id));
                assert!(to.id == *name && to.id != from.id, "{}: {name}", from.id);
            }
            for piece in pieces(page) {
                if let Piece::Issuer(subject) = piece {
                    assert!(
                        issuers::SUBJECTS.contains(&subject.as_str()),
                        "{}: {subject}",
                        from.id
                    );
                }
            }
            let article = from.article(language, None);
            assert!(
                article.see.len() == page.see.len() && article.sources.len() >= page.sources.len(),
                "{}",
                from.id
            );
        }
    }
}

#[test]
fn every_source_that_is_cited_is_there_and_every_one_that_is_there_is_cited() {
    let mut cited: BTreeSet<String> = all()
        .iter()
        .flat_map(|topic| topic.page(Language::De).sources.clone())
        .collect();
    for issuer in issuers::all() {
        let by_kind = issuer.letter_lines.values().chain(issuer.at_hand.values());
        let statements = issuers::SUBJECTS
            .iter()
            .filter_map(|subject| issuer.statement(subject))
            .chain(by_kind);
        for statement in statements {
            assert!(!statement.sources.is_empty(), "{}", issuer.id);
            cited.extend(statement.sources.iter().cloned());
        }
    }
    cited.extend(super::radar::cited());
    let known: BTreeSet<String> = sources::all().map(|(name, _)| name.to_owned()).collect();
    assert_eq!(cited, known);
}

#[test]
fn every_source_has_title_address_and_day() {
    for (name, source) in sources::all() {
        assert!(!source.title.is_empty(), "{name}");
        assert!(
            source.url.starts_with("https://") || source.url.starts_with("http://"),
            "{name}: {}",
            source.url
        );
        assert!(!source.url.contains(char::is_whitespace), "{name}");
        assert!(
            Date::parse(&source.date).is_some(),
            "{name}: {}",
            source.date
        );
    }
}

#[test]
fn a_topic_speaks_of_the_issuer_it_is_asked_about() {
    let lost = topic("lost-letter").unwrap();
    let of_one = lost.article(Language::De, issuers::by_id("medisign"));
    assert_eq!(of_one.issuer.as_deref(), Some("medisign"));
    let text = format!("{of_one:?}");
    assert!(
        text.contains("medisign (DGN): ") && !text.contains("D-Trust (Bundesdruckerei): "),
        "{text}"
    );
    let of_all = format!("{:?}", lost.article(Language::De, None));
    for issuer in issuers::all() {
        assert!(of_all.contains(&issuer.name), "{}", issuer.name);
    }
    for subject in issuers::SUBJECTS {
        let name = Text::default().subject(subject);
        assert_eq!(
            name == "Kontakt",
            subject == "contact",
            "{subject} has no name of its own"
        );
    }
    let unknown = topic("invoice-and-portal")
        .unwrap()
        .article(Language::De, issuers::by_id("d-trust"));
    assert!(format!("{unknown:?}").contains("Rechnung, dazu ist uns nichts bekannt"));
}
