//! Limits that the XML parser does not have: it compares each attribute of a tag with all others,
//! and each namespace with all of the document, so that a file of a few hundred kilobytes keeps it
//! busy for minutes.
//!
//! One walk over the text before it is parsed; what is no XML is left for the parser to say.

use std::collections::HashSet;

use super::Wrong;

/// Attributes that a tag may have; those of gematik's files have four at most.
const ATTRIBUTES: usize = 64;
/// Different namespaces that a document may declare; the card images declare none, the list of
/// issuers and answers of a Konnektor a dozen.
const NAMESPACES: usize = 64;
/// Elements inside elements; gematik's files have a dozen levels.
const DEPTH: usize = 64;

/// Counts attributes, namespaces and levels.
pub(super) fn check(text: &str) -> Result<(), Wrong> {
    let mut namespaces = HashSet::new();
    let mut depth: usize = 0;
    let mut rest = text;
    while let Some((_, tag)) = rest.split_once('<') {
        let skipped = [("!--", "-->"), ("![CDATA[", "]]>"), ("?", "?>")]
            .into_iter()
            .find(|(begin, _)| tag.starts_with(begin));
        if let Some((begin, end)) = skipped {
            let inside = tag.get(begin.len()..).unwrap_or_default();
            rest = inside.split_once(end).map_or("", |(_, behind)| behind);
            continue;
        }
        let walked = Tag::walk(tag);
        depth = match () {
            () if tag.starts_with('/') => depth.saturating_sub(1),
            () if walked.is_empty => depth,
            () => depth + 1,
        };
        namespaces.extend(walked.namespaces);
        let too_much = match () {
            () if walked.attributes > ATTRIBUTES => {
                format!("at most {ATTRIBUTES} attributes in a tag")
            }
            () if namespaces.len() > NAMESPACES => format!("at most {NAMESPACES} namespaces"),
            () if depth > DEPTH => format!("at most {DEPTH} levels"),
            () => {
                rest = walked.behind;
                continue;
            }
        };
        let before = text.len() - tag.len();
        let lines = text.bytes().take(before).filter(|octet| *octet == b'\n');
        return Err(Wrong::TooMuch {
            line: u32::try_from(lines.count() + 1).unwrap_or(u32::MAX),
            expectation: format!("{too_much} expected"),
        });
    }
    Ok(())
}

/// A tag, as far as it is counted.
#[derive(Default)]
struct Tag<'a> {
    /// Namespaces among them.
    attributes: usize,
    /// What is declared: prefix and name.
    namespaces: Vec<(&'a str, &'a str)>,
    /// Whether nothing stands inside it: it ends with a slash.
    is_empty: bool,
    /// What stands behind it, its last mark included.
    behind: &'a str,
}

impl<'a> Tag<'a> {
    /// Walks one that begins behind its `<`.
    fn walk(tag: &'a str) -> Self {
        let mut walked = Self::default();
        let (mut quote, mut declared) = (None, None);
        let mut begin = 0;
        for (place, c) in tag.char_indices() {
            match (quote, c) {
                (Some(open), c) if c == open => {
                    quote = None;
                    if let Some(prefix) = declared.take() {
                        let name = tag.get(begin..place).unwrap_or_default();
                        walked.namespaces.push((prefix, name));
                    }
                    begin = place + 1;
                }
                (Some(_), _) => {}
                (None, '"' | '\'') => {
                    quote = Some(c);
                    begin = place + 1;
                }
                (None, '=') => {
                    walked.attributes += 1;
                    let name = tag.get(begin..place).unwrap_or_default();
                    let name = name.split_whitespace().next_back().unwrap_or_default();
                    declared = name.starts_with("xmlns").then_some(name);
                }
                (None, '>') => {
                    let (inside, behind) = tag.split_at(place);
                    walked.is_empty = inside.ends_with('/');
                    walked.behind = behind;
                    break;
                }
                (None, _) => {}
            }
        }
        walked
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expected(text: &str) -> String {
        match check(text) {
            Err(Wrong::TooMuch { expectation, .. }) => expectation,
            other => panic!("{other:?}"),
        }
    }

    fn attributes(count: usize) -> String {
        (0..count).map(|n| format!(" a{n}=\"{n}\"")).collect()
    }

    #[test]
    fn a_tag_with_more_attributes_than_any_image_has_is_named_with_its_line() {
        check(&format!("<card{}/>", attributes(64))).unwrap();
        for tag in ["<card", "<a><b/>text\"'<card", "<a b='>'>\n<card"] {
            let text = format!("<?xml version='1.0'?>\n{tag}{}/>", attributes(65));
            let line = u32::try_from(text.matches('\n').count()).unwrap() + 1;
            let expectation = "at most 64 attributes in a tag expected".to_owned();
            assert_eq!(
                check(&text),
                Err(Wrong::TooMuch { line, expectation }),
                "{tag}"
            );
        }
    }

    #[test]
    fn namespaces_are_counted_over_the_whole_document() {
        let text = |count: usize| {
            let tags = (0..count).map(|n| format!("<a\n xmlns:x{n} ='urn:{n}'/>"));
            format!("<card>{}</card>", tags.collect::<String>())
        };
        check(&text(64)).unwrap();
        assert_eq!(expected(&text(65)), "at most 64 namespaces expected");
    }

    #[test]
    fn a_namespace_that_is_declared_again_and_again_counts_once() {
        check(&format!(
            "<list>{}</list>",
            "<ns:a xmlns:ns='urn:a'>b</ns:a>".repeat(5000)
        ))
        .unwrap();
        let other_names = (0..65).map(|n| format!("<ns:a xmlns:ns='urn:{n}'/>"));
        check(&format!("<list>{}</list>", other_names.collect::<String>())).unwrap_err();
    }

    #[test]
    fn elements_inside_elements_are_counted_by_levels() {
        let text = |levels: usize| format!("{}{}", "<a>".repeat(levels), "</a>".repeat(levels));
        check(&text(64)).unwrap();
        check(&text(64).repeat(3)).unwrap();
        assert_eq!(expected(&text(65)), "at most 64 levels expected");
        check(&format!("<a>{}</a>", "<b/>".repeat(70))).unwrap();
    }

    #[test]
    fn what_is_no_attribute_is_not_counted() {
        let many = attributes(70_000);
        for text in [
            format!("<card><!-- <a{many}> --></card>"),
            format!("<card><![CDATA[ <a{many}> ]]></card>"),
            format!("<card a=\"{}\"/>", many.replace('"', "'")),
            format!("<card>{}</card>", "<a b='c'/>".repeat(1000)),
            "<".to_owned(),
            "<a b='".to_owned(),
            "<!-- ".to_owned(),
        ] {
            check(&text).unwrap();
        }
    }
}
