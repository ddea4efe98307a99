//! What must be true when a run is over, by its document, the cards, and the terminals.

use std::collections::BTreeMap;

use serde_json::Value;
use support::journey::without_fingerprints;
use support::promise::are_kept;
use support::schema;

use super::cards::{Counters, Pin};
use super::state::{Post, State};

/// Exit codes that there are for what may happen here.
const ALLOWED: &[u8] = &[
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18,
];

/// What says that an order cost nothing.
const NOTHING_SPENT: &[&str] = &[
    "Kein Versuch ist verbraucht",
    "kein Versuch ist verbraucht",
    "kein Versuch verbraucht",
    "An der Karte wurde nichts getan",
    "An der Karte wurde nichts verändert",
];

/// Who says this beside it promises nothing: probably none is, which is what is known of the red key
/// and of a time-out where nobody can be asked.
const UNSURE: &str = "sicher ist es nicht";

type Secrets = BTreeMap<Pin, String>;

pub fn check(state: &mut State, exit: u8, before: &Secrets, after: &Secrets) {
    displays(state);
    let complaints = state.konnektor.take_complaints();
    if let Some(complaint) = complaints.first() {
        state.accuse("no request is wrong in any way", complaint);
    }
    if state.log.waiting {
        state.accuse("no wait is left behind", "");
    }
    if !ALLOWED.contains(&exit) {
        state.accuse("an exit code for what happened", &exit.to_string());
    }
    if !state.log.there && !state.log.posts.is_empty() {
        state.accuse("no terminal asks where nobody is", "");
    }
    leaks(state);
    nothing_spent(state);
    let is_guide = !state.log.arguments.iter().any(|word| word == "--json");
    if is_guide {
        return;
    }
    let Some(document) = document(state) else {
        return;
    };
    exit_codes(state, exit, &document);
    claims(state, exit, &document, before, after);
    notes(state, &document);
}

/// Each dialog is the one that was announced. Nobody can announce what changes behind the last look
/// (somebody else's wrong entry), nor where a PIN is asked for when the answer that says so was bent.
fn displays(state: &mut State) {
    if state.log.blinded || state.log.rival {
        return;
    }
    let mut dialogs = state.konnektor.dialogs();
    let names = state.names.clone();
    let name_of = |id: &str| names.get(id).cloned().unwrap_or_default();
    // Where an answer was made up no display showed what it says.
    let said = if state.log.made_up || state.toy.is_some() {
        &[]
    } else {
        state.log.heard.as_slice()
    };
    // One that was begun in a run before and ended in this one was held against its announcement then.
    let promises = state.log.promises.clone();
    dialogs.retain(|dialog| dialog.number > state.log.begun);
    let kept = are_kept(&promises, said, &dialogs, &name_of);
    if let Err(why) = kept {
        state.accuse("what is announced is what the display shows", &why);
    }
}

fn document(state: &mut State) -> Option<Value> {
    let documents = state.log.documents.clone();
    let [document] = documents.as_slice() else {
        state.accuse("one document for each run", &documents.len().to_string());
        return None;
    };
    let Ok(document) = serde_json::from_str::<Value>(document) else {
        state.accuse("one document for each run", document);
        return None;
    };
    if let Err(why) = schema::check(&document) {
        state.accuse("a document keeps to its schema", &why);
    }
    Some(document)
}

/// A lower counter than before.
fn cost(post: &Post) -> bool {
    let (Some(before), Some(after)) = (post.before, post.after) else {
        return false;
    };
    after.tries < before.tries || after.puk_uses < before.puk_uses
}

fn nothing_spent(state: &mut State) {
    let [post] = state.log.posts.as_slice() else {
        return;
    };
    // What is said of it: the guide may have spoken of another step before, and does so behind its
    // next choices.
    let of_it = state.log.heard.iter().skip(post.heard);
    let mut of_it = of_it.take_while(|line| !line.starts_with("Nummer"));
    let says = |line: &&String| {
        NOTHING_SPENT.iter().any(|words| line.contains(words)) && !line.contains(UNSURE)
    };
    let Some(said) = of_it.find(says).cloned() else {
        return;
    };
    // A right PUK costs a use, and is told.
    let is_done = post.after.is_some_and(|after| after.tries == 3);
    if cost(post) && !is_done && !state.log.rival && !state.log.misled {
        let what = format!("{post}: {said:?}");
        state.accuse("what is said to have cost nothing cost nothing", &what);
    }
}

fn exit_codes(state: &mut State, exit: u8, document: &Value) {
    let posts = state.log.posts.clone();
    let error = &document["error"];
    let shown = format!("exit {exit}, {}\n{document:#}", told(&posts));
    if document["exit"] != exit || error.is_null() != (exit == 0) {
        state.accuse("the document names the exit code", &shown);
    }
    let number = document["card"]["iccsn"].as_str().unwrap_or_default();
    let is_another = !state.cards.numbers.iter().any(|own| own == number);
    let is_bent = is_another || state.log.made_up || state.log.rival || state.toy.is_some();
    match exit {
        9 if posts.is_empty() => state.accuse("9 only after an order", &shown),
        10 if !is_bent => {
            if !posts.iter().any(cost) {
                state.accuse("10 only where the card counted", &shown);
            }
            let last = posts.iter().rev().find(|post| cost(post));
            if let Some(after) = last.and_then(|post| post.after) {
                let is_wrong = |key: &str, truth: u8| {
                    error[key]
                        .as_u64()
                        .is_some_and(|told| told != u64::from(truth))
                };
                let of_puk = last.is_some_and(|post| post.operation == "UnblockPin");
                let is_wrong = if of_puk {
                    is_wrong("puk_uses_left", after.puk_uses)
                } else {
                    is_wrong("tries_left", after.tries)
                };
                if is_wrong {
                    state.accuse("the tries left are those of the card", &shown);
                }
            }
        }
        // Notes may hold what a Konnektor made up in a run before.
        11 if !is_bent && !is_by_notes(document) => {
            let seen = state.seen.clone();
            if !seen.values().any(|counters| counters.tries == 0) {
                state.accuse("blocked means blocked", &shown);
            }
        }
        12 if !is_bent => {
            let seen = state.seen.clone();
            if !seen.values().any(|counters| counters.puk_uses == 0) {
                state.accuse("blocked for good means no use of the PUK", &shown);
            }
        }
        _ => {}
    }
}

fn is_by_notes(document: &Value) -> bool {
    let message = document["error"]["message"].as_str();
    message.is_some_and(|message| message.contains("nach den Notizen dieses PCs"))
}

/// Success is what the card did, and what the card did is told.
fn claims(state: &mut State, exit: u8, document: &Value, before: &Secrets, after: &Secrets) {
    let number = document["card"]["iccsn"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    if number != state.cards.numbers[0] {
        return;
    }
    let results = document["results"].as_array().cloned().unwrap_or_default();
    let shown = format!("exit {exit}, {}\n{document:#}", told(&state.log.posts));
    let now = state.seen.clone();
    for pin in state.cards.pins() {
        let posts: Vec<Post> = state
            .log
            .posts
            .iter()
            .filter(|post| post.pin == *pin && post.card == Some(0))
            .cloned()
            .collect();
        let word = pin[4..].to_lowercase();
        let of_pin: Vec<&Value> = results.iter().filter(|one| one["pin"] == word).collect();
        let is_claimed = of_pin.iter().any(|one| one["changed"] == true);
        let other = before.get(pin) != after.get(pin);
        let counters: Option<Counters> = now.get(&(0, *pin)).copied();
        if is_claimed {
            // Of a PIN that was unblocked and then set in one run each is a claim.
            let is_so = posts.iter().any(|post| match post.operation.as_str() {
                "ChangePin" => other && counters.is_some_and(|now| !now.transport),
                // A dialog that nobody hears any more ends after the order did.
                _ => {
                    let now = counters.is_some_and(|now| now.tries > 0);
                    now || post.after.is_none_or(|after| after.tries > 0) || state.log.rival
                }
            });
            if !is_so {
                state.accuse("no success claimed that the card does not have", &shown);
            }
        }
        // The other way round: what was set is told, or that nobody knows. A dialog that an earlier
        // run left behind, and said so, may set the PIN before this one's first look.
        let is_of_before = state.log.is_asking;
        if other && !posts.is_empty() && !is_claimed && !is_of_before && exit != 9 {
            state.accuse("what the card did is told, or that it is not known", &shown);
        }
        if of_pin.iter().any(|one| one["right"] == true) {
            let is_right = state
                .konnektor
                .dialogs()
                .iter()
                .any(|dialog| dialog.results.contains(&"PIN erfolgreich verifiziert!"));
            if !is_right {
                state.accuse("right is what the card called right", &shown);
            }
        }
        if of_pin.iter().any(|one| one["right"] == false)
            && !posts.iter().any(cost)
            && !state.log.made_up
            && !state.log.rival
        {
            state.accuse("wrong is what the card called wrong", &shown);
        }
    }
    if document["complete"] == true && document["command"] == "activate" {
        let is_set = |pin: &Pin| now.get(&(0, *pin)).is_some_and(|now| !now.transport);
        if !state.cards.pins().iter().all(is_set) {
            state.accuse("complete means that every PIN is set", &shown);
        }
    }
}

/// The notes never leave more tries than this PC left. A number that a Konnektor named with a refusal
/// stands for all that came before it, so that the tries are counted by what is left.
fn notes(state: &mut State, document: &Value) {
    let number = document["card"]["iccsn"].as_str().unwrap_or_default();
    let Some(card) = state.cards.numbers.iter().position(|own| own == number) else {
        return;
    };
    for shown in document["pins"].as_array().cloned().unwrap_or_default() {
        let word = shown["pin"].as_str().unwrap_or_default().to_uppercase();
        let pins = state.cards.pins();
        let Some(pin) = pins.iter().find(|pin| pin.ends_with(&format!(".{word}"))) else {
            continue;
        };
        let spent = state.spent.get(&(card, *pin)).copied().unwrap_or_default();
        if shown["state"] != "transport" || spent == 0 {
            continue;
        }
        let left = shown["tries_left"].as_u64();
        if left.is_none_or(|left| left > u64::from(3 - spent.min(3))) {
            let what = format!("{pin}: {spent} spent\n{document:#}");
            state.accuse("the notes hold every wrong try", &what);
        }
    }
}

fn leaks(state: &mut State) {
    let talk = [state.log.heard.join("\n"), state.log.documents.join("\n")].concat();
    let mut talk = without_fingerprints(&talk);
    for number in &state.cards.numbers {
        let groups: Vec<&str> = (0..4).map(|group| &number[group * 5..][..5]).collect();
        talk = talk.replace(number, "").replace(&groups.join(" "), "");
    }
    let notes = std::fs::read_to_string(state.folder.join("notes.json")).unwrap_or_default();
    let found = state.log.digits.iter().find(|digits| {
        // Five digits stand in hashes and times of the notes by chance.
        talk.contains(digits.as_str()) && digits.len() >= 6
            || notes.contains(&format!("\"{digits}\""))
    });
    if let Some(digits) = found.cloned() {
        let line = talk.lines().find(|line| line.contains(&digits));
        let what = format!("{digits}: {}", line.unwrap_or("the notes"));
        state.accuse("no digits in any output", &what);
    }
}

fn told(posts: &[Post]) -> String {
    let posts: Vec<String> = posts.iter().map(ToString::to_string).collect();
    posts.join("; ")
}

impl std::fmt::Display for Post {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let shown = |counters: Option<Counters>| {
            counters.map_or_else(|| "?".to_owned(), |counters| counters.to_string())
        };
        let Self {
            operation,
            pin,
            card,
            before,
            after,
            released,
            heard: _,
        } = self;
        let card = card.map_or_else(|| "no card".to_owned(), |card| format!("card {card}"));
        let (before, after) = (shown(*before), shown(*after));
        let released = if *released { ", released" } else { "" };
        write!(
            f,
            "{operation} {pin} at {card}: {before} → {after}{released}"
        )
    }
}
