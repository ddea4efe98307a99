//! A report as one page: no script, nothing from elsewhere, to be mailed, opened and printed. What
//! goes in comes out of the [redactor](super::redact), and every string is escaped: readers and
//! cards write their names themselves.

use std::fmt::Write;

use super::redact::{self, Redactor};
use crate::report::Diagnosis;
use crate::report::document::kinds::Kind;
use crate::report::document::marked::Marked;
use crate::report::facts::kept::LastFailure;
use crate::report::words::diagnosis::{self, Section};
use crate::report::words::{Line, dates};
use crate::system::printable::Printable;
use crate::text::{Text, Tone};

const STYLE: &str = "body{font:1rem/1.45 sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}\
h1{font-size:1.4rem;margin:0 0 .5rem}h2{font-size:1.1rem;border-bottom:1px solid #999;margin:1.2rem 0 .3rem}\
p{margin:.2rem 0;overflow-wrap:anywhere}.indent{margin-left:1.5rem}.good{color:#0a5c1f}.warning{color:#7a4300}\
.bad{color:#a00000;font-weight:bold}.heading{font-weight:bold}.first{font-size:1.1rem}.form,.card{border:1px solid #999;\
padding:.4rem .8rem;margin:1rem 0}.card h2{margin-top:0}.blank{height:5rem}.call{border-bottom:1px solid #111}\
.small{font-size:.85rem}summary{margin-top:1rem}pre{white-space:pre-wrap;overflow-wrap:anywhere;font-size:.85rem;\
border:1px solid #999;padding:.5rem}@page{size:A4;margin:12mm}@media print{body{font-size:8.5pt;line-height:1.25;margin:0;\
padding:0;max-width:none}h1{font-size:13pt}h2{font-size:10pt;margin:.5rem 0 .1rem;break-after:avoid}.facts{columns:2}\
.form,.card,section{break-inside:avoid;margin:.4rem 0}.blank{height:3.5rem}.first{font-size:10pt}details{display:none}}";

/// A report, masked. There is no other way to one than through the redactor.
#[derive(Debug)]
pub struct Page {
    /// What must be known before anything else: that it is a rehearsal.
    head: Vec<String>,
    result: Section,
    sections: Vec<Section>,
    /// When it was made, and what is masked.
    foot: Vec<String>,
    document: String,
    /// What only the document says.
    only_there: Vec<String>,
}

impl Page {
    /// Masks a diagnosis and the run's document. `made` is when that was, in seconds since 1970; `failed`
    /// is what the report is written for, where that is known.
    #[must_use]
    pub fn new(
        seen: &Diagnosis,
        document: &Marked,
        redactor: &Redactor,
        made: i64,
        failed: Option<&LastFailure>,
        text: Text,
    ) -> Self {
        let masked_here = if redactor.lets_names_through() {
            text.report_masked_but_names()
        } else {
            text.report_masked()
        };
        let failed = failed.map(|failed| diagnosis::last_failure(failed, text));
        let mut lines: Vec<Line> = failed.map(|line| (Tone::Bad, line)).into_iter().collect();
        lines.push(diagnosis::summary(seen, text));
        lines.extend(diagnosis::overview(seen, text));
        let mut result = Section {
            title: text.report_summary(),
            lines,
            is_card: false,
        };
        let mut sections = diagnosis::sections(seen, text);
        for section in std::iter::once(&mut result).chain(&mut sections) {
            for line in std::iter::once(&mut section.title)
                .chain(section.lines.iter_mut().map(|(_, line)| line))
            {
                *line = redact::in_words(&redactor.text(line), text);
            }
        }
        let masked = redactor.document(document);
        let json = serde_json::to_string_pretty(&masked).unwrap_or_default();
        let mut page = Self {
            head: Vec::from_iter(seen.is_virtual.then(|| text.report_rehearsal())),
            result,
            sections,
            foot: vec![text.report_made(&dates::time(made, text)), masked_here],
            document: redact::in_words(&json, text),
            only_there: Vec::new(),
        };
        let shown: Vec<&str> = page.lines().collect();
        let mut only_there = Vec::new();
        free_words(&masked, "", &shown, text, &mut only_there);
        page.only_there = only_there;
        page
    }

    /// Every line above the document.
    fn lines(&self) -> impl Iterator<Item = &str> {
        let sections = std::iter::once(&self.result).chain(&self.sections);
        let lines = sections.flat_map(|section| section.lines.iter().map(|line| line.1.as_str()));
        let ends = self.head.iter().chain(&self.foot).map(String::as_str);
        ends.chain(lines)
    }

    /// Everything that stands on the page, line by line; of the document what stands nowhere else.
    #[must_use]
    pub fn preview(&self, text: Text) -> Vec<Line> {
        let plain = |line: &String| (Tone::Plain, line.clone());
        let mut lines: Vec<Line> = self.head.iter().map(plain).collect();
        for section in std::iter::once(&self.result).chain(&self.sections) {
            lines.push((Tone::Plain, String::new()));
            lines.push((Tone::Heading, section.title.clone()));
            lines.extend(section.lines.iter().cloned());
        }
        lines.push((Tone::Plain, String::new()));
        lines.push((Tone::Plain, text.report_what_happened()));
        lines.push((Tone::Plain, text.report_call_back()));
        lines.push((Tone::Plain, String::new()));
        lines.extend(self.foot.iter().map(plain));
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
            paragraph(&mut page, "heading", line);
        }
        section(&mut page, "result", &self.result);
        page.push_str("<div class=\"form\">\n");
        paragraph(&mut page, "heading", &text.report_what_happened());
        page.push_str("<div class=\"blank\"></div>\n");
        paragraph(&mut page, "call", &text.report_call_back());
        page.push_str("</div>\n<div class=\"facts\">\n");
        for one in &self.sections {
            section(&mut page, if one.is_card { "card" } else { "about" }, one);
        }
        page.push_str("</div>\n");
        for line in &self.foot {
            paragraph(&mut page, "small", line);
        }
        let _ = writeln!(
            page,
            "<details>\n<summary>{}</summary>\n<pre>{}</pre>\n</details>",
            escaped(&Printable::line(&text.report_document())),
            escaped(&Printable::document(&self.document))
        );
        page.push_str("</body>\n</html>\n");
        page
    }
}

/// A section of the page; of the result the first line leads.
fn section(page: &mut String, class: &str, section: &Section) {
    let _ = writeln!(
        page,
        "<section class=\"{class}\">\n<h2>{}</h2>",
        escaped(&Printable::line(&section.title))
    );
    let lines = section
        .lines
        .iter()
        .filter(|(_, line)| !line.trim().is_empty());
    for (place, (tone, line)) in lines.enumerate() {
        let first = if class == "result" && place == 0 {
            " first"
        } else {
            ""
        };
        let indent = if line.starts_with(' ') { " indent" } else { "" };
        paragraph(
            page,
            &format!("{}{indent}{first}", class_of(*tone)),
            line.trim(),
        );
    }
    page.push_str("</section>\n");
}

fn paragraph(page: &mut String, class: &str, line: &str) {
    let line = escaped(&Printable::line(line));
    let _ = writeln!(page, "<p class=\"{class}\">{line}</p>");
}

/// Collects what the document holds of foreign words that no line has: `issuer: …`, each once.
fn free_words(value: &Marked, name: &str, shown: &[&str], words: Text, found: &mut Vec<String>) {
    match value {
        Marked::Object(members) => members
            .iter()
            .for_each(|(name, value)| free_words(value, name, shown, words, found)),
        Marked::Array(all) => all
            .iter()
            .for_each(|one| free_words(one, name, shown, words, found)),
        Marked::Text(Some(Kind::Word | Kind::CommandName | Kind::KeyName), _) | Marked::Bare(_) => {
        }
        Marked::Text(_, text) => {
            let text = redact::in_words(text, words);
            let line = format!("{name}: {text}");
            if !text.is_empty()
                && !shown.iter().any(|shown| shown.contains(&text))
                && !found.contains(&line)
            {
                found.push(line);
            }
        }
    }
}

const fn class_of(tone: Tone) -> &'static str {
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
        let section = || Section {
            title: hostile.to_owned(),
            lines: vec![(Tone::Bad, hostile.to_owned())],
            is_card: true,
        };
        let page = Page {
            head: vec![hostile.to_owned()],
            result: section(),
            sections: vec![section()],
            foot: vec![hostile.to_owned()],
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
        assert_eq!(html.matches("&lt;script&gt;alert(1)").count(), 7);
    }
}
