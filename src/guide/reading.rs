//! A topic page by page, so that nothing of it runs off the screen unread.

use super::named;
use super::state::{Current, Guide};
use crate::report::Failure;
use crate::report::words::Line;
use crate::report::words::topic as shown;
use crate::session::desk::context::Context;
use crate::session::desk::pages::page_by_page;
use crate::text::Tone;
use crate::topics::{Issuer, Setting, Topic};

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
    let article = topic.article_in(Setting::Guide, text.language(), issuer);
    let mut lines = shown::body(&article, text);
    for (_, line) in &mut lines {
        *line = named::by_choices(line, text);
    }
    page_by_page(context, &lines)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Language, Text};

    #[test]
    fn of_no_topic_the_sources_or_other_topics_are_shown_and_of_each_the_rest() {
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
                let next = all.get(read.len() + 1).map(|(_, line)| line.as_str());
                let see = text.topic_section(&text.topic_see());
                assert!(
                    next == Some(&see) || next == Some(&sources),
                    "{}: {next:?}",
                    topic.id
                );
            }
        }
    }
}
