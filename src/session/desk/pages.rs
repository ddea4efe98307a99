//! A text in pieces that fit a screen, so that nothing of it runs off unread.

use super::context::Context;
use crate::report::Failure;
use crate::report::words::Line;
use crate::text::Tone;

/// Columns of the smallest terminal that people have.
const COLUMNS: usize = 80;
/// Words are not cut: a row is seldom full.
const USED: usize = COLUMNS - 8;

/// Rows that a piece may have on the smallest terminal, its prompt left out.
pub const ROWS: usize = 18;

/// Pieces of at most `rows` rows each. A heading goes where its text is.
#[must_use]
pub fn pages(lines: &[Line], rows: usize) -> Vec<&[Line]> {
    let mut pages = Vec::new();
    let (mut begin, mut used) = (0, 0);
    for (index, (_, line)) in lines.iter().enumerate() {
        let needed = line.chars().count().div_ceil(USED).max(1);
        if used + needed > rows && index > begin {
            let page = lines.get(begin..index).unwrap_or_default();
            let kept = page
                .iter()
                .rposition(|(tone, line)| *tone != Tone::Heading && !line.is_empty());
            let end = kept.map_or(index, |last| begin + last + 1);
            pages.extend(lines.get(begin..end));
            (begin, used) = (end, lines.get(end..index).unwrap_or_default().len());
        }
        used += needed;
    }
    pages.extend(lines.get(begin..).filter(|rest| !rest.is_empty()));
    pages
}

/// Shows a text page by page, and waits for Enter after each: after the last one too, for choices
/// follow it.
///
/// # Errors
/// The person cancelled.
pub fn page_by_page(context: &mut Context<'_>, lines: &[Line]) -> Result<(), Failure> {
    let text = context.text;
    context.say(Tone::Plain, "");
    let mut pages = pages(lines, ROWS).into_iter().peekable();
    while let Some(page) = pages.next() {
        for (tone, line) in page {
            context.say(*tone, line);
        }
        let prompt = if pages.peek().is_some() {
            text.next_page()
        } else {
            text.last_page()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_on_one_page_and_each_page_fits() {
        let long = "Wort ".repeat(40);
        let line = |number: usize| match number % 3 {
            0 => (Tone::Plain, long.clone()),
            1 => (Tone::Heading, number.to_string()),
            _ => (Tone::Plain, String::new()),
        };
        let lines: Vec<Line> = (0..50).map(line).collect();
        let pages = pages(&lines, 18);
        assert!(pages.len() > 3, "{}", pages.len());
        assert_eq!(pages.concat(), lines);
        let rows = |page: &[Line]| -> usize {
            let rows = |(_, line): &Line| line.len().div_ceil(USED).max(1);
            page.iter().map(rows).sum()
        };
        assert!(
            pages
                .iter()
                .all(|page| rows(page) <= 18 && !page.is_empty())
        );
        assert!(super::pages(&[], 18).is_empty());
    }

    #[test]
    fn a_heading_is_on_the_page_of_its_text() {
        let mut lines: Vec<Line> = (0..16)
            .map(|number| (Tone::Plain, number.to_string()))
            .collect();
        lines.extend([
            (Tone::Heading, "Was jetzt:".to_owned()),
            (Tone::Plain, String::new()),
            (Tone::Plain, "Anrufen.".to_owned()),
        ]);
        let pages = pages(&lines, 18);
        assert_eq!(pages.concat(), lines);
        assert_eq!(pages[1][0].1, "Was jetzt:");
    }
}
