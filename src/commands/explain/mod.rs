//! `explain`: the dead ends in words. Needs no card; with one in the reader it speaks of that
//! card's issuer. Somebody at a terminal has a conversation, anybody else gets the whole text.

mod conversation;

use crate::cli::ExplainArgs;
use crate::holder;
use crate::report::failure::{CommandLine, Wish};
use crate::report::words::topic as shown;
use crate::report::{Body, Failure, Outcome};
use crate::session::desk::certificate_check::Judging;
use crate::session::desk::choose::at_hand;
use crate::session::desk::context::Context;
use crate::session::desk::wanted::Wanted;
use crate::text::{Language, Tone};
use crate::topics::codes::{self, Asked};
use crate::topics::status_words::{self, StatusNumber};
use crate::topics::{self, Article, Issuer, Topic, issuers};

/// Most words that are searched for: nobody asks in more.
const WORDS: usize = 30;

/// Longest list of topics that words may mean.
const MANY: usize = 6;

/// The topic for who does not know what to ask.
const NOTHING_SAID: &str = "stuck";

/// What a question means: the topics that fit, the best first.
struct Meant {
    topics: Vec<&'static Topic>,
    /// Whether the first is the one.
    clear: bool,
    /// The number of a card, reader or Konnektor that was asked about.
    number: Option<StatusNumber>,
}

impl Meant {
    fn one(topic: &'static Topic) -> Self {
        Self {
            topics: vec![topic],
            clear: true,
            number: None,
        }
    }

    /// What `topic` says to the question: of a number what that number means.
    fn article(&self, topic: &Topic, language: Language, issuer: Option<&Issuer>) -> Article {
        let mut article = topic.article(language, issuer);
        if let Some(number) = &self.number {
            article.short = number.say(language);
        }
        article
    }
}

/// Answers a question, or shows what there is.
///
/// # Errors
/// No topic fits the words; cancelled.
pub fn run(
    context: &mut Context<'_>,
    wanted: &Wanted,
    arguments: &ExplainArgs,
    may_ask: bool,
) -> Result<Outcome, Failure> {
    let question = arguments.words.join(" ");
    if let Some(asked) = codes_in(&question) {
        return Ok(show_codes(context, asked));
    }
    let talks = may_ask && context.dialog.is_interactive() && context.dialog.shows_on_screen();
    if talks {
        return conversation::hold(context, wanted, arguments).map_err(|failure| match failure {
            Failure::Wish(Wish::Cancelled { .. }) => Wish::StoppedReading.into(),
            other => other,
        });
    }
    if arguments.words.is_empty() {
        return Ok(show_list(context));
    }
    let Some(meant) = meant_by(&question) else {
        let asked = codes::of_word(&question);
        if !asked.is_empty() {
            return Ok(show_codes(context, asked));
        }
        let issuer = issuer_of(context, wanted, arguments)?;
        show_who_helps(context, issuer);
        context.dialog.show(Tone::Plain, "");
        show_list(context);
        return Err(CommandLine::NoSuchTopic.into());
    };
    let issuer = issuer_of(context, wanted, arguments)?;
    let (Some(best), true) = (meant.topics.first(), meant.clear) else {
        return Ok(show_several(context, issuer, meant.topics));
    };
    let article = meant.article(best, context.text.language(), issuer);
    for (tone, line) in shown::page(&article, context.text, arguments.sources) {
        context.dialog.show(tone, &line);
    }
    Ok(Outcome::of(Body::Topic(article)))
}

/// The code that was read out, or the codes of a code word of several words; one of a single word
/// may be a question.
fn codes_in(question: &str) -> Option<Vec<Asked>> {
    if let Some(asked) = codes::read_out(question) {
        return Some(vec![asked]);
    }
    let asked = codes::of_word(question);
    (question.contains('_') && !asked.is_empty()).then_some(asked)
}

fn show_codes(context: &mut Context<'_>, asked: Vec<Asked>) -> Outcome {
    for (tone, line) in asked
        .iter()
        .flat_map(|asked| shown::code_lines(*asked, context.text))
    {
        context.dialog.show(tone, &line);
    }
    Outcome::of(Body::Codes(asked))
}

/// A name, a number of the list, a number that a card answers with, or else what a search finds.
/// Who says nothing at all does not know what to ask.
fn meant_by(question: &str) -> Option<Meant> {
    let words: Vec<&str> = question.split_whitespace().take(WORDS).collect();
    if let Some(topic) = topics::topic(&words.join("-")).or_else(|| in_list(question)) {
        return Some(Meant::one(topic));
    }
    let question = words.join(" ");
    if let Some(number) = status_words::asked(&question) {
        return Some(Meant {
            number: Some(number),
            ..Meant::one(StatusNumber::topic()?)
        });
    }
    if topics::says_nothing(&question) {
        return topics::topic(NOTHING_SAID).map(Meant::one);
    }
    let hits = topics::search(&question);
    let meant = Meant {
        clear: topics::is_clear(&hits),
        topics: hits.iter().take(MANY).map(|hit| hit.topic).collect(),
        number: None,
    };
    (!meant.topics.is_empty()).then_some(meant)
}

/// The topic with this number in the list.
fn in_list(question: &str) -> Option<&'static Topic> {
    let number: usize = question.trim().parse().ok()?;
    topics::all().get(number.checked_sub(1)?)
}

/// The short answer of the best, and the others by their names.
fn show_several(
    context: &mut Context<'_>,
    issuer: Option<&Issuer>,
    topics: Vec<&'static Topic>,
) -> Outcome {
    let text = context.text;
    if let Some(best) = topics.first() {
        let article = best.article(text.language(), issuer);
        for (tone, line) in shown::opening(&article, text) {
            context.dialog.show(tone, &line);
        }
        if let Some(more) = shown::more(best.id, text) {
            context.dialog.show(Tone::Plain, &more);
        }
        context.dialog.show(Tone::Plain, "");
        let others = text.topic_section(&text.topic_perhaps());
        context.dialog.show(Tone::Heading, &others);
    }
    show_lines(context, topics.get(1..).unwrap_or_default());
    Outcome::of(Body::Topics(topics))
}

/// That nothing was found, and who helps all the same: in four lines, above the list.
fn show_who_helps(context: &mut Context<'_>, issuer: Option<&Issuer>) {
    for (tone, line) in shown::who_helps(issuer, context.text) {
        context.dialog.show(tone, &line);
    }
}

/// All topics, each with the number that it is called by.
fn show_list(context: &mut Context<'_>) -> Outcome {
    let text = context.text;
    let heading = text.topics_heading();
    context.dialog.show(Tone::Heading, &heading);
    for (index, topic) in topics::all().iter().enumerate() {
        let line = text.topic_in_list(index + 1, &shown::list_line(topic, text));
        context.dialog.show(Tone::Plain, &line);
    }
    context.say(Tone::Plain, &text.topics_hint());
    Outcome::of(Body::Topics(topics::all().iter().collect()))
}

fn show_lines(context: &mut Context<'_>, list: &[&'static Topic]) {
    let text = context.text;
    for topic in list {
        let line = shown::item(&shown::list_line(topic, text));
        context.dialog.show(Tone::Plain, &line);
    }
    context.say(Tone::Plain, &text.topics_hint());
}

/// The issuer that was named, or that of the card at hand.
///
/// # Errors
/// The person cancelled.
fn issuer_of(
    context: &mut Context<'_>,
    wanted: &Wanted,
    arguments: &ExplainArgs,
) -> Result<Option<&'static Issuer>, Failure> {
    match &arguments.issuer {
        Some(id) => Ok(issuers::by_id(id)),
        None => issuer_of_card(context, wanted),
    }
}

/// The issuer of the card that is in a reader already. It is looked at once, without a wait and
/// without spending a try; whatever goes wrong there is not what was asked about.
///
/// # Errors
/// The person cancelled.
fn issuer_of_card(
    context: &mut Context<'_>,
    wanted: &Wanted,
) -> Result<Option<&'static Issuer>, Failure> {
    let Some(card) = at_hand(context, wanted)? else {
        return Ok(None);
    };
    Ok(holder::issuer(&Judging::usual().sheet(&card.view)))
}
