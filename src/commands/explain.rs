//! `explain`: the dead ends in words. Needs no card; with one in the reader it speaks of that
//! card's issuer.

use crate::cli::ExplainArgs;
use crate::holder;
use crate::report::failure::CommandLine;
use crate::report::words::topic as shown;
use crate::report::{Body, Failure, Outcome};
use crate::session::desk::certificate_check::Judging;
use crate::session::desk::choose::at_hand;
use crate::session::desk::context::Context;
use crate::session::desk::wanted::Wanted;
use crate::text::Tone;
use crate::topics::{self, Issuer, Topic, issuers};

/// Most words that are searched for.
const WORDS: usize = 30;

/// Longest list of topics that words may mean.
const MANY: usize = 6;

/// What the words mean.
enum Meant {
    /// One topic.
    One(&'static Topic),
    /// Any of these.
    Several(Vec<&'static Topic>),
}

/// Shows a topic, or a list of those that may be meant; somebody who may be asked chooses from it.
///
/// # Errors
/// No topic fits the words; cancelled.
pub fn run(
    context: &mut Context<'_>,
    wanted: &Wanted,
    arguments: &ExplainArgs,
    may_ask: bool,
) -> Result<Outcome, Failure> {
    let meant = meant_by(&arguments.words, context)?;
    let topic = match meant {
        Meant::One(topic) => topic,
        Meant::Several(list) if may_ask && context.dialog.is_interactive() => {
            choose(context, arguments, list)?
        }
        Meant::Several(list) => return Ok(show_list(context, arguments, list)),
    };
    let issuer = match &arguments.issuer {
        Some(id) => issuers::by_id(id),
        None => issuer_of_card(context, wanted)?,
    };
    let article = topic.article(context.text.language(), issuer);
    for (tone, line) in shown::page(&article, context.text, arguments.sources) {
        context.dialog.show(tone, &line);
    }
    Ok(Outcome::of(Body::Topic(article)))
}

/// A name, or else the best of what a search finds, when it is far better than the next.
fn meant_by(words: &[String], context: &Context<'_>) -> Result<Meant, Failure> {
    if words.is_empty() {
        return Ok(Meant::Several(topics::all().iter().collect()));
    }
    // Nobody asks in more words than these.
    let words = words.get(..WORDS).unwrap_or(words);
    if let Some(topic) = topics::topic(&words.join("-")) {
        return Ok(Meant::One(topic));
    }
    let hits = topics::search(&words.join(" "), context.text.language());
    match hits.as_slice() {
        [] => Err(CommandLine::NoSuchTopic.into()),
        [only] => Ok(Meant::One(only.topic)),
        [best, next, ..] if best.score >= 2 * next.score => Ok(Meant::One(best.topic)),
        several => Ok(Meant::Several(
            several.iter().take(MANY).map(|hit| hit.topic).collect(),
        )),
    }
}

fn heading(context: &Context<'_>, arguments: &ExplainArgs) -> String {
    match (arguments.words.is_empty(), context.dialog.is_interactive()) {
        (true, true) => context.text.topics_which(),
        (true, false) => context.text.topics_heading(),
        (false, _) => context.text.topics_several(),
    }
}

fn choose(
    context: &mut Context<'_>,
    arguments: &ExplainArgs,
    list: Vec<&'static Topic>,
) -> Result<&'static Topic, Failure> {
    let titles: Vec<String> = list
        .iter()
        .map(|topic| topic.title(context.text.language()).to_owned())
        .collect();
    let index = context.choose(&heading(context, arguments), &titles)?;
    list.into_iter()
        .nth(index)
        .ok_or_else(|| Failure::bug("a choice beyond its list"))
}

fn show_list(
    context: &mut Context<'_>,
    arguments: &ExplainArgs,
    list: Vec<&'static Topic>,
) -> Outcome {
    let text = context.text;
    context
        .dialog
        .show(Tone::Heading, &heading(context, arguments));
    for topic in &list {
        context
            .dialog
            .show(Tone::Plain, &shown::item(&shown::list_line(topic, text)));
    }
    context.say(Tone::Plain, &text.topics_hint());
    Outcome::of(Body::Topics(list))
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
