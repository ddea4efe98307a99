//! The files of the topics: a head of `key: value` lines, a line `---`, then paragraphs, lists of
//! `- ` lines, and `## ` headings. A paragraph `{issuer:contact}` stands for what is known of the
//! issuer of the card, or of all. What is said at the command line only, and what is said in the
//! guide instead, where no command is typed, stands as `{cmd:„pinlotse status“|der Stand der Karte}`.

/// Where a text is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// At the command line: it names the commands that help.
    CommandLine,
    /// In the guide, which does by itself what a command would: it names none.
    Guide,
}

impl Setting {
    /// Both.
    #[cfg(test)]
    pub(super) const ALL: [Setting; 2] = [Setting::CommandLine, Setting::Guide];

    /// A text as it is read here.
    pub(super) fn read(self, text: &str) -> String {
        let mut parts = text.split(BY_SETTING);
        let mut read = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (said, after) = part.split_once('}').unwrap_or((part, ""));
            let (here, there) = said.split_once('|').unwrap_or((said, ""));
            read.push_str(match self {
                Setting::CommandLine => here,
                Setting::Guide => there,
            });
            read.push_str(after);
        }
        read
    }
}

/// Begins what differs between them.
const BY_SETTING: &str = "{cmd:";

/// A topic in one language, as its file has it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Page {
    /// One line.
    pub title: String,
    /// The answer in a few lines.
    pub short: String,
    /// The same where the issuer is known, whose word follows; `None` where it is no other.
    pub short_one: Option<String>,
    /// What of the issuer's follows the answer, where it is known.
    pub short_issuer: Option<String>,
    /// Words to find it by, besides its title and text.
    pub keywords: Vec<String>,
    /// Other topics that help.
    pub see: Vec<String>,
    /// Short names of the pages it rests on.
    pub sources: Vec<String>,
    /// The text.
    pub parts: Vec<Part>,
}

/// A heading and what stands below it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Part {
    /// `None` above the first heading.
    pub heading: Option<String>,
    /// In order.
    pub pieces: Vec<Piece>,
}

/// A piece of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// A paragraph.
    Paragraph(String),
    /// A list.
    List(Vec<String>),
    /// What is known of the issuer about a subject.
    Issuer(String),
}

/// Reads a file.
///
/// # Errors
/// The line that is not understood, or what is missing.
pub fn parse(file: &str) -> Result<Page, String> {
    let mut page = Page::default();
    let mut lines = file.lines();
    for line in lines.by_ref() {
        if line == "---" {
            page.parts = parts(lines)?;
            return if page.title.is_empty() {
                Err("no title".to_owned())
            } else {
                Ok(page)
            };
        }
        let (key, value) = line.split_once(": ").ok_or_else(|| line.to_owned())?;
        let list = || {
            value
                .split(',')
                .map(|word| word.trim().to_owned())
                .collect()
        };
        match key {
            "title" => page.title = value.trim().to_owned(),
            "short" if page.short.is_empty() => page.short = value.trim().to_owned(),
            "short" => page.short = format!("{} {}", page.short, value.trim()),
            "short_one" => page.short_one = Some(value.trim().to_owned()),
            "short_issuer" => page.short_issuer = Some(value.trim().to_owned()),
            "keywords" => page.keywords = list(),
            "see" => page.see = list(),
            "sources" => page.sources = list(),
            _ => return Err(line.to_owned()),
        }
    }
    Err("no line --- after the head".to_owned())
}

fn parts<'l>(lines: impl Iterator<Item = &'l str>) -> Result<Vec<Part>, String> {
    let mut parts = vec![Part::default()];
    // The last piece goes on with the next line.
    let mut goes_on = false;
    for line in lines {
        let Some(part) = parts.last_mut() else { break };
        let text = line.trim();
        if let Some(heading) = line.strip_prefix("## ") {
            parts.push(Part {
                heading: Some(heading.trim().to_owned()),
                pieces: Vec::new(),
            });
            goes_on = false;
        } else if line.starts_with('#') {
            return Err(line.to_owned());
        } else if text.is_empty() {
            goes_on = false;
        } else {
            add(part, line, goes_on)?;
            goes_on = true;
        }
    }
    parts.retain(|part| part.heading.is_some() || !part.pieces.is_empty());
    Ok(parts)
}

/// Adds one line to a part: a new piece, a new item of a list, or the rest of what stands above.
fn add(part: &mut Part, line: &str, goes_on: bool) -> Result<(), String> {
    let item = line.strip_prefix("- ").map(str::trim);
    let text = line.trim();
    match (part.pieces.last_mut().filter(|_| goes_on), item) {
        (Some(Piece::List(items)), Some(item)) => items.push(item.to_owned()),
        (Some(Piece::List(items)), None) => {
            if let Some(last) = items.last_mut() {
                *last = format!("{last} {text}");
            }
        }
        (Some(Piece::Paragraph(paragraph)), None) => *paragraph = format!("{paragraph} {text}"),
        (Some(_), _) => return Err(line.to_owned()),
        (None, Some(item)) => part.pieces.push(Piece::List(vec![item.to_owned()])),
        (None, None) => part.pieces.push(
            match text
                .strip_prefix("{issuer:")
                .and_then(|rest| rest.strip_suffix('}'))
            {
                Some(subject) => Piece::Issuer(subject.to_owned()),
                None => Piece::Paragraph(text.to_owned()),
            },
        ),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn head_paragraphs_lists_and_headings_are_read() {
        let page = parse(
            "title: A letter\nshort: It is\nshort: here.\nkeywords: letter, lost\nsee: puk\nsources: m-105\n---\nOne\ntwo.\n\n- a\n  b\n- c\n\n\
             ## What now\n\n{issuer:contact}\n",
        )
        .unwrap();
        assert_eq!(
            (page.title.as_str(), page.keywords.len(), page.see.len()),
            ("A letter", 2, 1)
        );
        assert_eq!(
            (page.sources.as_slice(), page.short.as_str()),
            (["m-105".to_owned()].as_slice(), "It is here.")
        );
        let text = Piece::Paragraph("One two.".to_owned());
        let list = Piece::List(vec!["a b".to_owned(), "c".to_owned()]);
        assert_eq!(
            page.parts[0],
            Part {
                heading: None,
                pieces: vec![text, list]
            }
        );
        assert_eq!(page.parts[1].heading.as_deref(), Some("What now"));
        assert_eq!(page.parts[1].pieces, [Piece::Issuer("contact".to_owned())]);
    }

    #[test]
    fn what_is_said_at_the_command_line_is_not_said_in_the_guide() {
        let text = "Nachsehen{cmd:: „pinlotse status“|}. {cmd:Er|Sie} zeigt es.";
        assert_eq!(
            Setting::CommandLine.read(text),
            "Nachsehen: „pinlotse status“. Er zeigt es."
        );
        assert_eq!(Setting::Guide.read(text), "Nachsehen. Sie zeigt es.");
    }

    #[test]
    fn what_is_not_understood_is_named() {
        assert_eq!(
            parse("title: A\ncolour: red\n---\n"),
            Err("colour: red".to_owned())
        );
        assert_eq!(parse("title: A\n---\n# One\n"), Err("# One".to_owned()));
        assert_eq!(
            parse("title: A\n---\ntext\n- item\n"),
            Err("- item".to_owned())
        );
        assert!(parse("title: A\n").is_err() && parse("keywords: a\n---\n").is_err());
    }
}
