//! A report as one page: no script, nothing from elsewhere, to be mailed, opened and printed. What
//! goes in comes out of the [redactor](super::redact), and every string is escaped: readers and
//! cards write their names themselves.

use std::fmt::Write;

use super::redact::Redactor;
use crate::report::Diagnosis;
use crate::report::document::kinds::Kind;
use crate::report::document::marked::Marked;
use crate::report::words::Line;
use crate::report::words::diagnosis::{self, Section};
use crate::system::printable::Printable;
use crate::text::{Text, Tone};

const STYLE: &str = "body{font:1rem/1.5 sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}\
h1{font-size:1.5rem}h2{font-size:1.15rem;border-bottom:1px solid #999;margin-top:2rem}\
p{margin:.3rem 0;overflow-wrap:anywhere}.indent{margin-left:1.5rem}.good{color:#0a5c1f}.warning{color:#7a4300}\
.bad{color:#a00000;font-weight:bold}.heading{font-weight:bold}pre{white-space:pre-wrap;overflow-wrap:anywhere;\
font-size:.85rem;border:1px solid #999;padding:.5rem}@media print{body{margin:0;max-width:none}h2{break-after:avoid}}";

/// A report, masked. There is no other way to one than through the redactor.
#[derive(Debug)]
pub struct Page {
    head: Vec<String>,
    sections: Vec<Section>,
    document: String,
    /// What only the document says.
    only_there: Vec<String>,
}

impl Page {
    /// Masks a diagnosis and the run's document. `date` is the time it was made, in UTC.
    #[must_use]
    pub fn new(
        seen: &Diagnosis,
        document: &Marked,
        redactor: &Redactor,
        date: &str,
        text: Text,
    ) -> Self {
        let mut head = vec![text.report_made(date)];
        head.extend(seen.is_virtual.then(|| text.report_rehearsal()));
        head.push(if redactor.lets_names_through() {
            text.report_masked_but_names()
        } else {
            text.report_masked()
        });
        let summary = Section {
            title: text.report_summary(),
            lines: vec![diagnosis::summary(seen, text)],
        };
        let mut sections = vec![summary];
        sections.extend(diagnosis::sections(seen, text));
        for line in sections.iter_mut().flat_map(|section| &mut section.lines) {
            line.1 = redactor.text(&line.1);
        }
        let masked = redactor.document(document);
        let document = serde_json::to_string_pretty(&masked).unwrap_or_default();
        let mut page = Self {
            head,
            sections,
            document,
            only_there: Vec::new(),
        };
        let shown: Vec<&str> = page.lines().collect();
        let mut only_there = Vec::new();
        free_words(&masked, "", &shown, &mut only_there);
        page.only_there = only_there;
        page
    }

    /// Every line above the document.
    fn lines(&self) -> impl Iterator<Item = &str> {
        let of_sections = self
            .sections
            .iter()
            .flat_map(|section| section.lines.iter().map(|line| line.1.as_str()));
        self.head.iter().map(String::as_str).chain(of_sections)
    }

    /// Everything that stands on the page, line by line; of the document what stands nowhere else.
    #[must_use]
    pub fn preview(&self, text: Text) -> Vec<Line> {
        let mut lines: Vec<Line> = self
            .head
            .iter()
            .map(|line| (Tone::Plain, line.clone()))
            .collect();
        for section in &self.sections {
            lines.push((Tone::Plain, String::new()));
            lines.push((Tone::Heading, section.title.clone()));
            lines.extend(section.lines.iter().cloned());
        }
        lines.push((Tone::Plain, String::new()));
        lines.push((Tone::Plain, text.report_preview_document()));
        if !self.only_there.is_empty() {
            lines.push((Tone::Plain, text.report_preview_only_there()));
            lines.extend(
                self.only_there
                    .iter()
                    .map(|line| (Tone::Plain, format!("  {line}"))),
            );
        }
        lines
    }

    /// The page.
    #[must_use]
    pub fn html(&self, text: Text) -> String {
        let title = escaped(&Printable::line(&text.report_title()));
        let mut page = format!(
            "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
             <meta name=\"viewport\" content=\"width=device-width\">\n\
             <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n",
            text.language().tag()
        );
        for line in &self.head {
            let _ = writeln!(page, "<p>{}</p>", escaped(&Printable::line(line)));
        }
        for section in &self.sections {
            let _ = writeln!(
                page,
                "<h2>{}</h2>",
                escaped(&Printable::line(&section.title))
            );
            for (tone, line) in section
                .lines
                .iter()
                .filter(|(_, line)| !line.trim().is_empty())
            {
                let indent = if line.starts_with(' ') { " indent" } else { "" };
                let _ = writeln!(
                    page,
                    "<p class=\"{}{indent}\">{}</p>",
                    class(*tone),
                    escaped(&Printable::line(line.trim()))
                );
            }
        }
        let _ = writeln!(
            page,
            "<h2>{}</h2>\n<pre>{}</pre>",
            escaped(&Printable::line(&text.report_document())),
            escaped(&Printable::document(&self.document))
        );
        page.push_str("</body>\n</html>\n");
        page
    }
}

/// Collects what the document holds of foreign words that no line has: `issuer: …`, each once.
fn free_words(value: &Marked, name: &str, shown: &[&str], found: &mut Vec<String>) {
    match value {
        Marked::Object(members) => members
            .iter()
            .for_each(|(name, value)| free_words(value, name, shown, found)),
        Marked::Array(all) => all
            .iter()
            .for_each(|one| free_words(one, name, shown, found)),
        Marked::Text(Some(Kind::Word | Kind::CommandName | Kind::KeyName), _) | Marked::Bare(_) => {
        }
        Marked::Text(_, text) => {
            let line = format!("{name}: {text}");
            if !text.is_empty()
                && !shown.iter().any(|shown| shown.contains(text))
                && !found.contains(&line)
            {
                found.push(line);
            }
        }
    }
}

const fn class(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "plain",
        Tone::Heading => "heading",
        Tone::Good => "good",
        Tone::Warning => "warning",
        Tone::Bad => "bad",
    }
}

/// Printable text that cannot be markup.
fn escaped(text: &Printable) -> String {
    let mut safe = String::with_capacity(text.as_str().len());
    for c in text.as_str().chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_is_told_can_become_markup() {
        let hostile = "</pre></script><script>alert(1)</script><img src=x onerror='a'>&amp;\"\u{202E}\u{1b}[31m\u{0}";
        let page = Page {
            head: vec![hostile.to_owned()],
            sections: vec![Section {
                title: hostile.to_owned(),
                lines: vec![(Tone::Bad, hostile.to_owned())],
            }],
            document: hostile.to_owned(),
            only_there: Vec::new(),
        };
        let html = page.html(Text::default());
        for mark in [
            "<script",
            "</script",
            "<img",
            "onerror='",
            "\u{202E}",
            "\u{1b}",
            "\u{0}",
        ] {
            assert!(!html.contains(mark), "{mark:?} in {html}");
        }
        assert_eq!(html.matches("</pre>").count(), 1);
        assert_eq!(html.matches("&lt;script&gt;alert(1)").count(), 4);
    }
}
