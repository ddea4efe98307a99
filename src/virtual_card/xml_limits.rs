//! Limits that the XML parser does not have: it compares each attribute of a tag with all others,
//! and each namespace with all of the document, so that a file of a few hundred kilobytes keeps it
//! busy for minutes.
//!
//! One walk over the text before it is parsed; what is no XML is left for the parser to say.

/// Attributes that a tag may have; those of the images have four at most.
const ATTRIBUTES: usize = 64;
/// Namespaces that a document may declare; the images declare none.
const NAMESPACES: usize = 64;

/// What there is too much of.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TooMuch {
    /// Line of the tag, counted from 1.
    pub line: u32,
    /// What was expected.
    pub expectation: String,
}

/// Counts attributes and namespaces.
pub(super) fn check(text: &str) -> Result<(), TooMuch> {
    let mut namespaces = 0;
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
        let (attributes, declared, behind) = walk(tag);
        namespaces += declared;
        let too_much = match () {
            () if attributes > ATTRIBUTES => format!("at most {ATTRIBUTES} attributes in a tag"),
            () if namespaces > NAMESPACES => format!("at most {NAMESPACES} namespaces"),
            () => {
                rest = behind;
                continue;
            }
        };
        let before = text.len() - tag.len();
        let lines = text.bytes().take(before).filter(|octet| *octet == b'\n');
        return Err(TooMuch {
            line: u32::try_from(lines.count() + 1).unwrap_or(u32::MAX),
            expectation: format!("{too_much} expected"),
        });
    }
    Ok(())
}

/// Attributes of a tag, namespaces among them, and what stands behind it.
fn walk(tag: &str) -> (usize, usize, &str) {
    let (mut attributes, mut namespaces) = (0, 0);
    let mut quote = None;
    let mut name = 0;
    for (place, c) in tag.char_indices() {
        match (quote, c) {
            (Some(open), c) if c == open => {
                quote = None;
                name = place + 1;
            }
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '=') => {
                attributes += 1;
                let name = tag.get(name..place).unwrap_or_default();
                let name = name.split_whitespace().next_back().unwrap_or_default();
                namespaces += usize::from(name.starts_with("xmlns"));
            }
            (None, '>') => return (attributes, namespaces, tag.get(place..).unwrap_or_default()),
            (None, _) => {}
        }
    }
    (attributes, namespaces, "")
}

#[cfg(test)]
mod tests {
    use super::*;

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
            assert_eq!(check(&text), Err(TooMuch { line, expectation }), "{tag}");
        }
    }

    #[test]
    fn namespaces_are_counted_over_the_whole_document() {
        let text = |count: usize| {
            let tags = (0..count).map(|n| format!("<a\n xmlns:x{n} ='urn:{n}'/>"));
            format!("<card>{}</card>", tags.collect::<String>())
        };
        check(&text(64)).unwrap();
        let refused = check(&text(65)).unwrap_err();
        assert_eq!(refused.expectation, "at most 64 namespaces expected");
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
