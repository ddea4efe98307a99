//! `explain` with somebody who sits there: what is it about, whose card is it, the answer in a few
//! lines, and more of it as long as Enter is pressed.

use super::{Meant, issuer_of, meant_by, show_who_helps};
use crate::cli::ExplainArgs;
use crate::report::words::topic as shown;
use crate::report::{Body, Failure, Outcome};
use crate::session::desk::context::Context;
use crate::session::desk::pages::{ROWS, pages};
use crate::session::desk::wanted::Wanted;
use crate::text::Tone;
use crate::topics::{self, Article, Issuer, Topic, issuers, status_words};

/// How many topics are offered at a time before anything was said; the next on demand.
const FIRST: usize = 12;
/// How many others are offered below an answer.
const OTHERS: usize = 3;
/// What ends the conversation.
const ENDS: [&str; 8] = ["e", "ende", "end", "q", "quit", "x", "exit", "beenden"];

/// What was typed.
enum Said {
    /// Nothing.
    Enter,
    /// The number of a line, counted from nought.
    Line(usize),
    /// That it is enough.
    End,
    /// Something else.
    Words(String),
}

/// What is next.
enum Next {
    /// These topics, the first of them first.
    Topics(Meant),
    /// Another question.
    Question(String),
    /// Nothing.
    End,
}

/// Whose card it is, as far as that is known.
#[derive(Default)]
struct Whose {
    issuer: Option<&'static Issuer>,
    /// Whether the flag and the card were looked at.
    looked: bool,
    /// Whether the person was asked, which happens once.
    asked: bool,
}

/// Holds the conversation.
///
/// # Errors
/// The person cancelled.
pub(super) fn hold(
    context: &mut Context<'_>,
    wanted: &Wanted,
    arguments: &ExplainArgs,
) -> Result<Outcome, Failure> {
    let mut whose = Whose::default();
    let mut last = Outcome::of(Body::Topics(Vec::new()));
    let mut next = match arguments.words.as_slice() {
        [] => ask_what(context)?,
        words => Next::Question(words.join(" ")),
    };
    loop {
        let meant = match next {
            Next::End => return Ok(last),
            Next::Topics(meant) => meant,
            Next::Question(question) => match meant_by(&question) {
                Some(meant) => meant,
                None => {
                    let issuer = whose.known(context, wanted, arguments)?;
                    show_who_helps(context, issuer);
                    next = ask_what(context)?;
                    continue;
                }
            },
        };
        let Some((best, others)) = meant.topics.split_first() else {
            return Ok(last);
        };
        let issuer = whose.of(context, wanted, arguments, best)?;
        let article = meant.article(best, context.text.language(), issuer);
        let others = if meant.clear { &[] } else { others };
        next = answer(context, &article, others, arguments.sources)?;
        last = Outcome::of(Body::Topic(article));
    }
}

impl Whose {
    /// The issuer of the flag or of the card; nobody is asked.
    fn known(
        &mut self,
        context: &mut Context<'_>,
        wanted: &Wanted,
        arguments: &ExplainArgs,
    ) -> Result<Option<&'static Issuer>, Failure> {
        if !self.looked {
            self.looked = true;
            self.issuer = issuer_of(context, wanted, arguments)?;
        }
        Ok(self.issuer)
    }

    /// The issuer to speak of: that of the flag or of the card, or else of the answer, where it
    /// matters for the topic.
    fn of(
        &mut self,
        context: &mut Context<'_>,
        wanted: &Wanted,
        arguments: &ExplainArgs,
        topic: &Topic,
    ) -> Result<Option<&'static Issuer>, Failure> {
        self.known(context, wanted, arguments)?;
        if self.issuer.is_none() && !self.asked && topic.differs_by_issuer() {
            self.asked = true;
            self.issuer = ask_issuer(context)?;
        }
        Ok(self.issuer)
    }
}

/// What it is about, before anything was said.
fn ask_what(context: &mut Context<'_>) -> Result<Next, Failure> {
    let text = context.text;
    let mut before = 0;
    loop {
        let rest = topics::all().get(before..).unwrap_or_default();
        let offered = rest.get(..FIRST).unwrap_or(rest);
        let mut lines: Vec<String> = offered
            .iter()
            .map(|topic| topic.title(text.language()).to_owned())
            .collect();
        lines.push(text.topic_others());
        list(context, &text.topics_which(), &lines);
        match ask(context, &text.topic_ask(), lines.len())? {
            Said::End | Said::Enter => return Ok(Next::End),
            Said::Words(words) => return Ok(Next::Question(words)),
            Said::Line(index) => match offered.get(index) {
                Some(topic) => return Ok(Next::Topics(Meant::one(topic))),
                // After the last come the first again.
                None if rest.len() <= FIRST => before = 0,
                None => before += FIRST,
            },
        }
    }
}

/// Whose card it is; `None` where the person does not know.
fn ask_issuer(context: &mut Context<'_>) -> Result<Option<&'static Issuer>, Failure> {
    let text = context.text;
    let mut lines: Vec<String> = issuers::all()
        .iter()
        .map(|issuer| issuer.name.clone())
        .collect();
    lines.push(text.topic_issuer_unknown());
    list(context, &text.topic_which_issuer(), &lines);
    let said = ask(context, &text.topic_ask_issuer(), lines.len())?;
    Ok(match &said {
        Said::Line(index) => issuers::all().get(*index),
        Said::Words(words) => issuers::find(None, &[words.as_str()]),
        Said::Enter | Said::End => None,
    })
}

/// The short answer, and what is wanted after it.
fn answer(
    context: &mut Context<'_>,
    article: &Article,
    others: &[&'static Topic],
    with_sources: bool,
) -> Result<Next, Failure> {
    let text = context.text;
    context.dialog.show(Tone::Plain, "");
    for (tone, line) in shown::opening(article, text) {
        context.dialog.show(tone, &line);
    }
    context.dialog.show(Tone::Plain, "");
    let others = others.get(..OTHERS).unwrap_or(others);
    let titles: Vec<String> = others
        .iter()
        .map(|topic| topic.title(text.language()).to_owned())
        .collect();
    let prompt = if others.is_empty() {
        text.topic_ask_more()
    } else {
        list(context, &text.topic_or(), &titles);
        text.topic_ask_more_or()
    };
    Ok(match ask(context, &prompt, others.len())? {
        Said::End => Next::End,
        Said::Words(words) => Next::Question(words),
        Said::Line(index) => others
            .get(index)
            .map_or(Next::End, |topic| Next::Topics(Meant::one(topic))),
        Said::Enter => {
            read(context, article, with_sources)?;
            Next::End
        }
    })
}

/// The rest of an article, page by page.
fn read(context: &mut Context<'_>, article: &Article, with_sources: bool) -> Result<(), Failure> {
    let text = context.text;
    let lines = shown::rest(article, text, with_sources);
    let mut pages = pages(&lines, ROWS).into_iter().peekable();
    while let Some(page) = pages.next() {
        for (tone, line) in page {
            context.dialog.show(*tone, line);
        }
        let goes_on = pages.peek().is_none()
            || matches!(ask(context, &text.topic_next_page(), 0)?, Said::Enter);
        if !goes_on {
            break;
        }
    }
    Ok(())
}

fn list(context: &mut Context<'_>, heading: &str, lines: &[String]) {
    context.say(Tone::Heading, heading);
    for (index, line) in lines.iter().enumerate() {
        context.say(Tone::Plain, &format!("  [{}] {line}", index + 1));
    }
}

/// Asks, where `lines` were offered by their numbers. Digits that may be a secret are taken off the
/// screen and asked for anew.
fn ask(context: &mut Context<'_>, prompt: &str, lines: usize) -> Result<Said, Failure> {
    loop {
        let answer = context
            .answer(prompt)
            .map_err(|stop| context.stopped(stop))?;
        let said = answer.trim();
        if said.is_empty() {
            return Ok(Said::Enter);
        }
        if ENDS.contains(&said.to_lowercase().as_str()) {
            return Ok(Said::End);
        }
        // Four digits that a card answers with are no secret.
        if status_words::asked(said).is_some() {
            return Ok(Said::Words(said.to_owned()));
        }
        if lines == 0 || !said.bytes().all(|octet| octet.is_ascii_digit()) {
            context.take_back_secret(prompt, &answer);
            return Ok(Said::Words(said.to_owned()));
        }
        let index = said
            .parse::<usize>()
            .ok()
            .and_then(|number| number.checked_sub(1));
        match index.filter(|index| *index < lines) {
            Some(index) => return Ok(Said::Line(index)),
            None => {
                let please = context.text.answer_one_of(&format!("1 … {lines}"));
                context.ask_anew(prompt, &answer, &please);
            }
        }
    }
}
