//! Entries of a Transport-PIN that were wrong, or of which this PC cannot know what they cost: by what
//! the Konnektor answered and by what the person said of it, and by no note of the program.

use pinlotse::http::Reply;
use pinlotse::konnektor::network::Lost;
use support::konnektor::Dialog;

use super::cards::Pin;
use super::state::State;

/// The question before a Transport-PIN that was tried before is tried again.
pub const AGAIN: &str = "Trotzdem noch einmal?";
/// The question whether an entry that was ended had been confirmed.
pub const CONFIRMED: &str = "mit der grünen Taste bestätigt";

/// Numbers of errors with which no command reached the card.
const FREE: [&str; 4] = ["4060", "4066", "4092", "4093"];

/// Whether all that a terminal asked for was entered and confirmed.
pub fn is_confirmed(dialog: &Dialog) -> bool {
    dialog.entries == dialog.screens.len()
}

impl State {
    /// What came of the last order.
    pub fn doubts(&mut self, reply: &Result<Reply, Lost>) {
        let Some(post) = self.log.posts.last() else {
            return;
        };
        let before = post.before.filter(|before| before.transport);
        let (Some(card), Some(_), "ChangePin") = (post.card, before, post.operation.as_str())
        else {
            return;
        };
        let is_free = match reply {
            Err(lost) => !lost.may_have_arrived,
            Ok(_) => {
                let log = self.konnektor.log();
                let answered = log.last().map(|last| last.answered.clone());
                let answered = answered.unwrap_or_default();
                FREE.contains(&answered.trim_start_matches("warning "))
            }
        };
        if !is_free {
            *self.doubted.entry((card, post.pin)).or_default() += 1;
        }
    }

    /// The person said that the last entry did not reach the card.
    pub fn is_told_free(&mut self) {
        let Some(post) = self.log.posts.last().cloned() else {
            return;
        };
        let Some(card) = post.card else {
            return;
        };
        let key = (card, post.pin);
        if let Some(doubted) = self.doubted.get_mut(&key) {
            *doubted = doubted.saturating_sub(1);
        }
        // Who says so of an entry that did leaves nobody a chance to know.
        if let (Some(before), Some(after)) = (post.before, post.after)
            && after.tries < before.tries
        {
            self.log.misled = true;
            let spent = self.spent.entry(key).or_default();
            *spent = spent.saturating_sub(before.tries - after.tries);
        }
    }

    /// After a wrong or a doubtful Transport-PIN the next one is asked for.
    pub fn asks_again(&mut self, key: (usize, Pin), is_asked: bool) {
        let doubted = self.doubted.get(&key).copied().unwrap_or_default();
        if doubted > 0 && !is_asked {
            self.accuse(
                "a Transport-PIN that was wrong or is in doubt is asked about before the next try",
                &format!("{key:?}: {doubted} before"),
            );
        }
    }
}
