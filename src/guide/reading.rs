//! A topic page by page, so that nothing of it runs off the screen unread.

use super::named;
use super::state::{Current, Guide};
use crate::report::Failure;
use crate::report::words::Line;
use crate::report::words::topic as shown;
use crate::session::desk::context::Context;
use crate::text::Tone;
use crate::topics::{Issuer, Topic};

/// Rows that one page may have, its prompt included, and columns of the smallest terminal that
/// people have.
const ROWS: usize = 20;
const COLUMNS: usize = 80;
/// Words are not cut: a row is seldom full.
const USED: usize = COLUMNS - 8;

impl Guide<'_, '_> {
    /// What is known of cards like this one, each with what to do and where it was read.
    ///
    /// # Errors
    /// The person cancelled.
    pub(super) fn read_findings(&mut self, current: &Current) -> Result<(), Failure> {
        let text = self.context.text;
        let mut lines: Vec<Line> = Vec::new();
        for finding in &current.body.findings {
            if !lines.is_empty() {
                lines.push((Tone::Plain, String::new()));
            }
            lines.extend(shown::finding_body(finding, text));
        }
        page_by_page(self.context, &lines)
    }
}

/// Shows a topic without its sources, and waits for Enter after each page: after the last one too,
/// for choices follow it.
///
/// # Errors
/// The person cancelled.
pub(super) fn read(
    context: &mut Context<'_>,
    topic: &Topic,
    issuer: Option<&Issuer>,
) -> Result<(), Failure> {
    let text = context.text;
    // Where it was read is for `explain`.
    let mut lines = shown::body(&topic.article(text.language(), issuer), text);
    for (_, line) in &mut lines {
        *line = named::by_choices(line, text);
    }
    page_by_page(context, &lines)
}

fn page_by_page(context: &mut Context<'_>, lines: &[Line]) -> Result<(), Failure> {
    let text = context.text;
    context.say(Tone::Plain, "");
    let mut pages = pages(lines).into_iter().peekable();
    while let Some(page) = pages.next() {
        page.iter()
            .for_each(|(tone, line)| context.say(*tone, line));
        let prompt = if pages.peek().is_some() {
            text.guide_next_page()
        } else {
            text.guide_last_page()
        };
        let answer = context
            .answer(&prompt)
            .map_err(|stop| context.stopped(stop))?;
        context.take_back_secret(&prompt, &answer);
        if !answer.trim().is_empty() {
            break;
        }
    }
    Ok(())
}

/// Pieces that fit a screen with a prompt below.
fn pages(lines: &[Line]) -> Vec<&[Line]> {
    let mut pages = Vec::new();
    let (mut begin, mut rows) = (0, 0);
    for (index, (_, line)) in lines.iter().enumerate() {
        let needed = line.chars().count().div_ceil(USED).max(1);
        if rows + needed > ROWS - 2 {
            let page = lines.get(begin..index).unwrap_or_default();
            // A heading goes where its text is.
            let kept = page
                .iter()
                .rposition(|(tone, line)| *tone != Tone::Heading && !line.is_empty());
            let end = kept.map_or(index, |last| begin + last + 1);
            pages.extend(lines.get(begin..end));
            (begin, rows) = (end, lines.get(end..index).unwrap_or_default().len());
        }
        rows += needed;
    }
    pages.extend(lines.get(begin..).filter(|rest| !rest.is_empty()));
    pages
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Language, Text};

    #[test]
    fn every_line_is_on_one_page_and_each_page_fits_the_screen() {
        let long = "Wort ".repeat(40);
        let lines: Vec<Line> = (0..50)
            .map(|number| {
                (
                    Tone::Plain,
                    if number % 3 == 0 {
                        long.clone()
                    } else {
                        number.to_string()
                    },
                )
            })
            .collect();
        let pages = pages(&lines);
        assert!(pages.len() > 3, "{}", pages.len());
        assert_eq!(pages.concat(), lines);
        let rows = |page: &[Line]| {
            page.iter()
                .map(|(_, line)| line.len().div_ceil(USED))
                .sum::<usize>()
        };
        assert!(
            pages
                .iter()
                .all(|page| rows(page) <= ROWS - 2 && !page.is_empty())
        );
        assert!(super::pages(&[]).is_empty());
    }

    #[test]
    fn of_no_topic_the_sources_are_shown_and_of_each_the_rest() {
        for language in [Language::De, Language::En] {
            let text = Text::new(language);
            for topic in crate::topics::all() {
                let article = topic.article(language, None);
                let mut all = shown::page(&article, text, true);
                // How it gets shorter is for `explain` too.
                all.retain(|(_, line)| *line != text.topic_shorter());
                let read = shown::body(&article, text);
                assert!(all.starts_with(&read) && read.len() > 5, "{}", topic.id);
                assert!(
                    read.last().is_some_and(|(_, line)| !line.is_empty()),
                    "{}",
                    topic.id
                );
                let sources = text.topic_section(&text.topic_sources());
                assert!(
                    !read.iter().any(|(_, line)| *line == sources),
                    "{}",
                    topic.id
                );
                assert!(
                    all.get(read.len() + 1)
                        .is_some_and(|(_, line)| *line == sources),
                    "{}",
                    topic.id
                );
            }
        }
    }

    #[test]
    fn a_heading_is_on_the_page_of_its_text() {
        let mut lines: Vec<Line> = (0..ROWS - 4)
            .map(|number| (Tone::Plain, number.to_string()))
            .collect();
        lines.extend([
            (Tone::Heading, "Was jetzt:".to_owned()),
            (Tone::Plain, String::new()),
        ]);
        lines.push((Tone::Plain, "Anrufen.".to_owned()));
        let pages = pages(&lines);
        assert_eq!(pages.concat(), lines);
        assert_eq!(pages[1][0].1, "Was jetzt:");
    }
}
