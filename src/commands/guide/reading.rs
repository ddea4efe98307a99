//! A topic page by page, so that nothing of it runs off the screen unread.

use crate::commands::context::Context;
use crate::report::people::Line;
use crate::report::{Failure, topic as shown};
use crate::text::Tone;
use crate::topics::{Issuer, Topic};

/// Rows and columns of the smallest terminal that people have.
const ROWS: usize = 24;
const COLUMNS: usize = 80;
/// Words are not cut: a row is seldom full.
const USED: usize = COLUMNS - 8;

/// Shows a topic without its sources, and waits for Enter after each page.
///
/// # Errors
/// The person cancelled.
pub(super) fn read(context: &mut Context<'_>, topic: &Topic, issuer: Option<&Issuer>) -> Result<(), Failure> {
    let text = context.text;
    let mut lines = shown::lines(&topic.article(text.language(), issuer), text);
    let sources = (Tone::Heading, text.topic_section(&text.topic_sources()));
    if let Some(at) = lines.iter().rposition(|line| *line == sources) {
        lines.truncate(at);
    }
    while lines.last().is_some_and(|(_, line)| line.is_empty()) {
        lines.pop();
    }
    context.say(Tone::Plain, "");
    let mut pages = pages(&lines).into_iter().peekable();
    while let Some(page) = pages.next() {
        page.iter().for_each(|(tone, line)| context.say(*tone, line));
        if pages.peek().is_some() {
            let answer = context.dialog.ask(&text.guide_next_page()).map_err(|stop| context.stopped(stop))?;
            if !answer.trim().is_empty() {
                break;
            }
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
            pages.extend(lines.get(begin..index));
            (begin, rows) = (index, 0);
        }
        rows += needed;
    }
    pages.extend(lines.get(begin..).filter(|rest| !rest.is_empty()));
    pages
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_on_one_page_and_each_page_fits_the_screen() {
        let long = "Wort ".repeat(40);
        let lines: Vec<Line> = (0..50)
            .map(|number| (Tone::Plain, if number % 3 == 0 { long.clone() } else { number.to_string() }))
            .collect();
        let pages = pages(&lines);
        assert!(pages.len() > 3, "{}", pages.len());
        assert_eq!(pages.concat(), lines);
        let rows = |page: &[Line]| page.iter().map(|(_, line)| line.len().div_ceil(USED)).sum::<usize>();
        assert!(pages.iter().all(|page| rows(page) <= ROWS - 2 && !page.is_empty()));
        assert!(super::pages(&[]).is_empty());
    }
}
