//! The coach for card terminals: what is refused there, what the display will show and in which
//! order, and what is said while it asks.

use std::time::Duration;

use super::display::{self, Entry, prompt, twin};
use crate::card::{Operation, PinStatus, Reach, TerminalEnd, TerminalReply};
use crate::pins::{OWN_DIGITS, Role};
use crate::reader::pin_pad::Digits;
use crate::report::Failure;
use crate::report::facts::outcome::Asks;
use crate::report::failure::{Spent, Terminal};
use crate::report::words::labels::{own_label, range, transport_label, tried_label};
use crate::session::desk::places::{self, EntryWays};
use crate::session::plan::Job;
use crate::session::state::Session;
use crate::text::{Text, Tone};

/// After this time what to look for is said: the first of the times that terminals wait for a key
/// are over (SICCT 15 seconds, KoCoBox 30 to 40).
const LATER: Duration = Duration::from_secs(40);

impl Session<'_, '_> {
    /// What is refused at a terminal before anything is asked. A terminal takes no digits from here,
    /// and of a PIN that is not blocked it may say yes to the PUK without asking for it.
    pub(super) fn check_terminal(
        &mut self,
        jobs: &[Job],
        terminal: &places::Terminal,
        silent: bool,
    ) -> Result<(), Failure> {
        use crate::session::options::Entry;
        let from_here = matches!(self.options.entry, Some(Entry::Keyboard | Entry::File));
        if self.options.secrets.is_some() || from_here {
            return Err(Terminal::NoDigits.into());
        }
        for job in jobs {
            refuse_at_terminal(job)?;
        }
        match terminal.seen.asks {
            Asks::Itself => {}
            Asks::Nowhere => {
                return Err(Terminal::NoKeys {
                    terminal: terminal.seen.name.clone(),
                }
                .into());
            }
            Asks::Remote if self.options.scripted => {
                return Err(Terminal::AsksElsewhere { scripted: true }.into());
            }
            Asks::Remote => {}
        }
        if silent && !self.options.dry_run && !jobs.is_empty() {
            return Err(Terminal::NotAllowedToAsk.into());
        }
        self.pad.chosen = true;
        Ok(())
    }

    /// What a dialog that came to nothing spent. Where the card does not show it the person knows:
    /// before the last entry was confirmed nothing was sent, nor where the terminal itself found two
    /// different new PINs (TAB_KON_090), which the number alone confirms of no terminal. The note of
    /// the attempt is open meanwhile, and stays so where nobody can say.
    pub(in crate::session) fn what_was_spent(&mut self, job: &Job, end: TerminalEnd) -> Spent {
        if job.shows_that_nothing_was_spent(end) {
            return Spent::Nothing;
        }
        let text = self.context.text;
        let confirmed = self.confirmed_question(job);
        let (what, question, answer_if_not) = match end {
            // The old PIN may have been compared before the two new ones were.
            TerminalEnd::EntriesDiffer if !job.sends_once() => return Spent::Perhaps,
            TerminalEnd::Cancelled => (text.terminal_ended_by_key(), confirmed, false),
            TerminalEnd::TimedOut => (text.terminal_ended_by_time(), confirmed, false),
            TerminalEnd::EntriesDiffer => {
                let what = text.terminal_ended_by_difference();
                (what, text.terminal_difference_question(), true)
            }
            TerminalEnd::WrongLength | TerminalEnd::InUse => return Spent::Perhaps,
        };
        match self.whether_it_was_sent(&what, &question) {
            Some(answer) if answer == answer_if_not => Spent::Nothing,
            // All was entered and confirmed.
            Some(true) => Spent::Open,
            Some(false) | None => Spent::Perhaps,
        }
    }

    /// The same of an order that came to nothing by what the Konnektor says, at whatever point; of
    /// one that it turned away as such nobody was asked for digits, as far as it is known.
    pub(in crate::session) fn what_a_failure_spent(&mut self, job: &Job, reach: Reach) -> Spent {
        if !job.hides_tries() {
            return Spent::Nothing;
        }
        let text = self.context.text;
        let what = match reach.says_that_nothing_began() {
            true => text.terminal_turned_away(),
            false => text.terminal_ended_by_failure(),
        };
        match self.whether_it_was_sent(&what, &self.confirmed_question(job)) {
            Some(false) => Spent::Nothing,
            None if reach.says_that_nothing_began() => Spent::Perhaps,
            Some(true) | None => Spent::Open,
        }
    }

    /// What has to be answered with no where nothing can have gone to the card.
    fn confirmed_question(&self, job: &Job) -> String {
        let text = self.context.text;
        match job.sends_once() {
            true => text.terminal_confirmed_question(),
            false => text.terminal_any_confirmed_question(),
        }
    }

    /// What the person at the terminal says; `None` where nobody is there to be asked, or where nobody
    /// answers.
    fn whether_it_was_sent(&mut self, what: &str, question: &str) -> Option<bool> {
        if self.options.scripted || self.context.interrupts.raised() {
            return None;
        }
        self.context.say(Tone::Warning, what);
        self.context.decide(question).ok()
    }

    /// What was wrong before, or perhaps was, at a terminal that does not tell what is left: going on
    /// is a decision of its own.
    pub(in crate::session) fn release_again(&mut self, job: &Job) -> Result<(), Failure> {
        let is_said = self.options.scripted || self.options.try_again.is_some();
        if is_said || !self.context.seen.is_at_terminal() {
            return Ok(());
        }
        let text = self.context.text;
        let label = tried_label(job.key(), job.operation, text);
        if self
            .context
            .confirm(&text.terminal_again_question(&label))?
        {
            Ok(())
        } else {
            Err(self.context.cancelled())
        }
    }

    /// Where the terminal for remote PINs asks, the person must sit at it. Asked once in a run.
    pub(super) fn ask_whether_there(&mut self, terminal: &places::Terminal) -> Result<(), Failure> {
        if terminal.seen.asks != Asks::Remote || self.pad.sits_there {
            return Ok(());
        }
        let text = self.context.text;
        self.context
            .say(Tone::Warning, &text.terminal_remote(&terminal.seen.name));
        if self.context.confirm(&text.terminal_remote_question())? {
            self.pad.sits_there = true;
            Ok(())
        } else {
            Err(Terminal::AsksElsewhere { scripted: false }.into())
        }
    }

    /// What the terminal will show, one entry after the other, and what to know before.
    pub(super) fn show_terminal_steps(&mut self, job: &Job, terminal: &places::Terminal) {
        let text = self.context.text;
        let (name, number) = (&terminal.seen.name, terminal.seen.number());
        let slot = &slot_in_words(number, text);
        let line = match terminal.seen.asks {
            Asks::Remote => text.terminal_steps_remote(name, slot),
            Asks::Itself | Asks::Nowhere => text.terminal_steps(name, slot),
        };
        self.context.say(Tone::Plain, &line);
        self.say_terminal_steps(job, number);
        if let Some(line) = self.twin_line(job) {
            self.context.say(Tone::Warning, &line);
        }
        let once = match job.operation {
            Operation::Activate => text.terminal_once_transport(),
            Operation::Change | Operation::Verify => text.terminal_once(),
            Operation::UnblockWithNew | Operation::Unblock => text.terminal_once_puk(),
        };
        let time = match job.operation {
            Operation::Activate | Operation::UnblockWithNew | Operation::Unblock => {
                text.terminal_time_letter()
            }
            Operation::Change | Operation::Verify => text.terminal_time(),
        };
        let otherwise = match terminal.seen.asks {
            Asks::Remote => text.terminal_otherwise_remote(),
            Asks::Itself | Asks::Nowhere => text.terminal_otherwise(),
        };
        for line in [once, time, otherwise] {
            self.context.say(Tone::Plain, &line);
        }
    }

    /// Of a dry run at a terminal: the dialog that would come. Nothing is asked.
    pub(in crate::session) fn show_what_would_be_asked(&mut self, job: &Job) {
        let ways = self.context.places.entry_ways(&self.chosen.place);
        let EntryWays::There(terminal) = ways else {
            return;
        };
        let text = self.context.text;
        let (name, number) = (&terminal.seen.name, terminal.seen.number());
        let slot = &slot_in_words(number, text);
        let line = match terminal.seen.asks {
            Asks::Remote => text.terminal_would_ask_remote(name, slot),
            Asks::Itself | Asks::Nowhere => text.terminal_would_ask(name, slot),
        };
        self.context.say(Tone::Plain, &line);
        self.say_terminal_steps(job, number);
    }

    fn say_terminal_steps(&mut self, job: &Job, slot: Option<u32>) {
        let text = self.context.text;
        for (number, step) in (1..).zip(self.terminal_steps(job, slot)) {
            let line = format!("  {}", text.terminal_step(number, &step));
            self.context.say(Tone::Plain, &line);
        }
        if slot.is_none() && display::names_the_slot(job.key()) {
            let line = text.terminal_shows_slot(display::UNTOLD);
            self.context.say(Tone::Plain, &line);
        }
    }

    fn terminal_steps(&self, job: &Job, slot: Option<u32>) -> Vec<String> {
        let text = self.context.text;
        let pin = job.key();
        let own = own_label(pin, text);
        let length = Digits::between(*OWN_DIGITS.start() as u8, *OWN_DIGITS.end() as u8);
        let length = range(length, text);
        let entries = job.operation.roles().iter().flat_map(|role| match role {
            Role::Transport => {
                let digits = self.options.rules.transport_length;
                let label = transport_label(pin, text);
                vec![(Entry::Transport, text.pad_transport(&label, digits))]
            }
            Role::Current => vec![(Entry::Current, text.pad_current(&own, &length))],
            Role::Puk => {
                let label = text.puk_label(pin.name());
                vec![(Entry::Puk, text.pad_puk(&label))]
            }
            Role::New => vec![
                (Entry::New, text.terminal_new(&own)),
                (Entry::Again, text.terminal_new_again()),
            ],
        });
        entries
            .map(
                |(entry, meaning)| match (display::text(pin, entry, slot), prompt(pin, entry)) {
                    (Some(shown), Some(prompt)) if display::is_specified(pin, entry) => {
                        text.terminal_shows(&shown, prompt, &meaning)
                    }
                    (Some(shown), Some(prompt)) => {
                        text.terminal_shows_like(&shown, prompt, &meaning)
                    }
                    _ => meaning,
                },
            )
            .collect()
    }

    /// The two Transport-PINs of an eHBA are asked for with the same text.
    fn twin_line(&self, job: &Job) -> Option<String> {
        let twin = twin(job.key()).filter(|_| job.operation == Operation::Activate)?;
        let (this, other) = (job.key(), twin);
        let prompts = [this, other].map(|pin| prompt(pin, Entry::Transport));
        let [Some(this), Some(other)] = prompts else {
            return None;
        };
        Some(self.context.text.terminal_twin(this, other))
    }

    /// What is said while the terminal asks: at first, and when it takes long.
    pub(in crate::session) fn terminal_asks(
        &self,
        job: &Job,
    ) -> (String, Option<(Duration, String)>) {
        let text = self.context.text;
        let first = match job.operation {
            Operation::Activate => Entry::Transport,
            Operation::Change | Operation::Verify => Entry::Current,
            Operation::UnblockWithNew | Operation::Unblock => Entry::Puk,
        };
        let prompt = prompt(job.key(), first).unwrap_or_default();
        let later = text.terminal_asks_long(prompt);
        (text.terminal_asks(prompt), Some((LATER, later)))
    }

    /// What the terminal said, in its own words, where what it showed leaves open what it means.
    pub(in crate::session) fn tell_what_terminal_said(&mut self, job: &Job, said: TerminalReply) {
        let ways = self.context.places.entry_ways(&self.chosen.place);
        // What shows how it ended, the terminal with the card or that of the workplace, nobody tells.
        let is_remote =
            matches!(ways, EntryWays::There(terminal) if terminal.seen.asks == Asks::Remote);
        // In the guide the same is said above the next choices.
        let is_told = !self.options.guided && !is_remote;
        let shown = shown_at_end(job.operation, said).filter(|_| is_told);
        let Some(shown) = shown else { return };
        let line = self.context.text.terminal_said(shown);
        self.context.say(Tone::Plain, &line);
    }
}

fn slot_in_words(number: Option<u32>, text: Text) -> String {
    number.map_or_else(|| text.terminal_slot_untold(), |it| text.terminal_slot(it))
}

/// What would come to nothing at a terminal, or to more than is meant.
fn refuse_at_terminal(job: &Job) -> Result<(), Failure> {
    if job.operation.uses_puk() && job.pin.status != PinStatus::Blocked {
        return Err(Terminal::NotBlocked {
            pin: job.key(),
            transport: job.pin.status == PinStatus::Transport,
        }
        .into());
    }
    Ok(())
}

/// What the display says at the end of a dialog (TAB_KON_090).
const fn shown_at_end(operation: Operation, said: TerminalReply) -> Option<&'static str> {
    match (said, operation) {
        (TerminalReply::Accepted, Operation::Activate | Operation::Change) => {
            Some("PIN erfolgreich geändert!")
        }
        (TerminalReply::Accepted, Operation::Verify) => Some("PIN erfolgreich verifiziert!"),
        // A Konnektor may have said so without any terminal asking, which then shows nothing.
        (TerminalReply::Accepted, Operation::UnblockWithNew | Operation::Unblock) => None,
        (
            TerminalReply::Wrong { .. } | TerminalReply::NowBlocked | TerminalReply::WasBlocked,
            operation,
        ) if operation.uses_puk() => Some("PUK falsch oder gesperrt!"),
        (TerminalReply::Wrong { .. } | TerminalReply::NowBlocked, _) => {
            Some("PIN falsch oder gesperrt!")
        }
        // That a PIN was blocked before is known before anybody is asked.
        (TerminalReply::WasBlocked, _) => None,
        (TerminalReply::StillTransport | TerminalReply::Ended(_), _) => None,
    }
}
