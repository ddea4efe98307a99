//! The state of a card as a person has to see it: a line for each thing, and nothing that is only for
//! those who look after the PC.

use super::line::{Line, begun};
use super::topic::tone_of;
use super::{cards, certificates, pins};
use crate::card::View;
use crate::report::facts::outcome::StatusBody;
use crate::text::{Text, Tone};
use crate::topics::radar::{Finding, Severity};

/// Which card, whose, how each PIN stands, and what is known of cards like it.
#[must_use]
pub fn lines(view: &View, body: &StatusBody, text: Text) -> Vec<Line> {
    let holder = body
        .sheet
        .as_ref()
        .and_then(|sheet| certificates::holder_line(sheet, text));
    let mut lines = vec![heading(view, text)];
    lines.extend(holder);
    lines.extend(pins::lines(&body.pins, text));
    // A question stands among the choices.
    let told = |finding: &&Finding| finding.question(text).is_none();
    let told = body.findings.iter().filter(told);
    lines.extend(told.map(|finding| finding_line(finding, text)));
    lines
}

/// The same after a step, to somebody who knows whose card it is: which card, how each PIN stands,
/// and what makes the card useless.
#[must_use]
pub fn short(view: &View, body: &StatusBody, text: Text) -> Vec<Line> {
    let mut lines = vec![heading(view, text)];
    lines.extend(pins::lines(&body.pins, text));
    let ended = |finding: &&Finding| finding.severity() == Severity::Ended;
    let ended = body.findings.iter().filter(ended);
    lines.extend(ended.map(|finding| finding_line(finding, text)));
    lines
}

fn heading(view: &View, text: Text) -> Line {
    let card = cards::short(view.kind, view.iccsn.as_ref(), text);
    (Tone::Heading, begun(&card))
}

/// What is known of cards like this one, in one line: what to do about it is read elsewhere.
#[must_use]
pub fn finding_line(finding: &Finding, text: Text) -> Line {
    (tone_of(finding), finding.short(text))
}
