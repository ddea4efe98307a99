//! Whether a try may be made: the last one needs a deliberate act, and a script does not go on
//! after a wrong one by itself.
//!
//! In transport state the card hides its counter, behind *verified* too, and that of a PUK always.
//! What is known then comes from this PC's notes and from what the person states (`letter` asks);
//! both can only make the tool more careful. What was decided holds only as long as the notes stay as they were: the gate compares
//! them once more, under its lock.

use zeroize::Zeroizing;

use super::desk::noted::{bad_puks_elsewhere, puk_uses};
use super::plan::Job;
use super::standing::{Standing, Told, standing};
use super::state::Session;
use crate::attempts::{self, Secret, View};
use crate::card::{Operation, PinStatus, PinView};
use crate::pins::PUK_USES;
use crate::report::facts::outcome::{EntryWord, NewPin, TriesBasis};
use crate::report::failure::{File, Refusal, TriesLeft, Untold, Wish};
use crate::report::words::labels::{own_label, perhaps_set, transport_label};
use crate::report::{Event, Failure};
use crate::text::Tone;

/// A try that may be made, and what that rests on.
#[derive(Debug)]
pub(super) struct Release {
    /// The notes as they were shown.
    pub shown: View,
    /// Wrong tries elsewhere by the person's statement.
    pub stated: u8,
    /// What the number of tries left rests on.
    pub basis: TriesBasis,
    /// The fewest tries left that were counted with, where the state hides them.
    pub hidden_left: Option<u8>,
}

/// What is tried, by its name in the notes.
pub(super) const fn noted_as(job: &Job) -> Secret {
    let pin = job.pin.object.key;
    if job.operation.uses_puk() {
        Secret::Puk(pin)
    } else {
        Secret::Pin(pin)
    }
}

impl Session<'_, '_> {
    /// Whether the notes hold that a PIN in transport state is blocked: older cards do not say so
    /// themselves.
    pub fn is_noted_as_blocked(&self, pin: &PinView) -> bool {
        let secret = Secret::Pin(pin.object.key);
        pin.status == PinStatus::Transport && self.known_of(secret).blocked_noted
    }

    /// Whether a PIN is blocked, and the notes hold that it was so before it was ever set: the card
    /// does not show that.
    pub fn is_blocked_in_transport(&self, pin: &PinView) -> bool {
        let secret = Secret::Pin(pin.object.key);
        pin.status == PinStatus::Blocked && self.known_of(secret).blocked_in_transport
    }

    /// Refuses a script a try that it has to be told to make: asked for every job before anything
    /// has been done, so that a run is refused as a whole, and again when the try is due.
    pub(super) fn refuse_script(&self, job: &Job) -> Result<(), Failure> {
        let pin = job.key();
        let noted = self
            .view_of(noted_as(job))
            .and_then(|view| self.context.notes.check().map(|()| view));
        let noted = match noted {
            Ok(noted) => noted,
            // The card names its own counter: the notes are not needed.
            Err(_) if !job.hides_tries() => View::default(),
            Err(error) => return Err(File::Notes(error).into()),
        };
        let bad_elsewhere = self.bad_elsewhere(job);
        let told = self.told(job);
        let standing = standing(job, &noted, bad_elsewhere, told);
        let named_by_card =
            standing.basis == TriesBasis::Card && standing.left_at_most < job.pin.object.tries;
        let tried = bad_elsewhere > 0 || noted.wrong > 0 || noted.unknown > 0 || named_by_card;
        match (
            self.options.last_try.is_some(),
            self.options.try_again.is_some(),
        ) {
            (true, _) => Ok(()),
            _ if standing.left_at_most <= 1 => Err(Refusal::LastTry {
                pin,
                operation: job.operation,
                perhaps_set: self.perhaps_set_by(job),
            }
            .into()),
            (false, false) if tried => Err(Refusal::TryAgain {
                pin,
                operation: job.operation,
                perhaps_set: self.perhaps_set_by(job),
            }
            .into()),
            _ => match self.unstated(job) {
                Some(why) => Err(Refusal::TriesUnknown {
                    pin,
                    operation: job.operation,
                    why,
                }
                .into()),
                None => Ok(()),
            },
        }
    }

    /// Why a script has to say how many tries were used, if it did not. Of a Transport-PIN it is
    /// assumed that nobody tried it, as long as runs like this one are noted; where another program
    /// verified the PIN somebody was at the card, and what else was tried since does not show.
    fn unstated(&self, job: &Job) -> Option<Untold> {
        if self.options.tries_used.is_some() || !job.hides_tries() {
            None
        } else if self.options.no_notes {
            Some(Untold::NotNoted)
        } else {
            let verified = job.pin.status.is_uncounted() && !job.operation.uses_puk();
            verified.then_some(Untold::Verified)
        }
    }

    /// Whether a Transport-PIN is to be tried whose new PIN may be valid already: an entry before was
    /// of unknown outcome.
    pub(super) fn is_perhaps_set(&self, job: &Job) -> bool {
        job.operation == Operation::Activate && self.known_of(noted_as(job)).perhaps_set
    }

    /// The same, with the way by which the digits come.
    pub(super) fn perhaps_set_by(&self, job: &Job) -> Option<EntryWord> {
        let way = if self.context.seen.is_at_terminal() {
            EntryWord::Terminal
        } else if self.uses_pad() {
            EntryWord::PinPad
        } else if self.options.secrets.is_some() {
            EntryWord::File
        } else {
            EntryWord::Keyboard
        };
        self.is_perhaps_set(job).then_some(way)
    }

    /// Lets the next try of a PIN or PUK happen, or refuses it.
    pub(super) fn release_try(&mut self, job: &Job) -> Result<Release, Failure> {
        let shown = if self.options.scripted {
            self.refuse_script(job)?;
            self.known_of(noted_as(job))
        } else {
            self.usable_notes(job)
        };
        let restored = job.has_all_tries();
        let hides = job.hides_tries() && !job.operation.uses_puk();
        let hidden = hides && !restored;
        if hidden && !self.options.scripted {
            self.ask_what_is_hidden(job, &shown)?;
        }
        // The right PUK closed the notes and set the counter to its start; entries since then
        // count.
        let told = if restored {
            Told {
                stated: Some(0),
                ..Told::default()
            }
        } else {
            self.told(job)
        };
        let stated = told.stated;
        let bad_elsewhere = self.bad_elsewhere(job);
        let mut standing = standing(job, &shown, bad_elsewhere, told);
        if restored && standing.basis == TriesBasis::Stated {
            standing.basis = TriesBasis::Card;
        }
        let bad_puks = bad_elsewhere.saturating_add(stated.unwrap_or_default());
        let puk_uses = puk_uses(&shown, bad_puks);
        self.tell_standing(job, &shown, standing, puk_uses);
        if standing.left_at_most <= 1 && self.options.last_try.is_none() {
            self.release_last(job, puk_uses.1)?;
        } else if hides && (shown.wrong > 0 || shown.unknown > 0) {
            self.release_again(job)?;
        }
        let stated = if hidden {
            stated.unwrap_or_default().max(shown.stated)
        } else {
            0
        };
        Ok(Release {
            shown,
            stated,
            basis: standing.basis,
            hidden_left: hides.then_some(standing.left_at_most),
        })
    }

    /// Wrong entries of a PUK that are left until issuers call the card lost, by the notes as they
    /// are now.
    pub(super) fn issuers_tries_left(&self, job: &Job) -> u8 {
        let stated = self.stated_for(job).unwrap_or_default();
        puk_uses(
            &self.known_of(noted_as(job)),
            self.bad_elsewhere(job).saturating_add(stated),
        )
        .1
    }

    /// What the person said of tries elsewhere, and what is named beside the state. Of the card as
    /// it is known now: a job holds it as it was before its first entry.
    fn told(&self, job: &Job) -> Told {
        let pin = self.chosen.view.pin(job.key());
        Told {
            stated: self.stated_for(job),
            since: self.since_for(job),
            named: pin.and_then(|pin| pin.named),
        }
    }

    /// Wrong and open entries of the card's other PUKs: a letter often prints one PUK, and issuers
    /// count the card.
    fn bad_elsewhere(&self, job: &Job) -> u8 {
        if !job.operation.uses_puk() {
            return 0;
        }
        bad_puks_elsewhere(self.context, &self.chosen.view, job.key())
    }

    /// What a wrong secret leaves where nobody names it: by the notes, this try included.
    pub(super) fn left_at_most(&self, job: &Job) -> TriesLeft {
        let noted = self.known_of(noted_as(job));
        let told = self.told(job);
        let standing = standing(job, &noted, self.bad_elsewhere(job), told);
        let fresh = if job.operation.uses_puk() {
            PUK_USES
        } else {
            job.pin.object.tries
        };
        // A try that could not be noted is one all the same.
        TriesLeft::AtMost(standing.left_at_most.min(fresh.saturating_sub(1)))
    }

    fn view_of(&self, secret: Secret) -> Result<View, attempts::Error> {
        match &self.chosen.view.iccsn {
            Some(iccsn) => self.context.notes.view(iccsn.as_str(), secret),
            None => Ok(View::default()),
        }
    }

    /// What is known of a secret, as far as the notes can be read.
    pub(super) fn known_of(&self, secret: Secret) -> View {
        match &self.chosen.view.iccsn {
            Some(iccsn) => self.context.notes.known_of(iccsn.as_str()).view(secret),
            None => View::default(),
        }
    }

    /// What the notes hold. Where they cannot be read or written, or have no room, a person is told
    /// before anything is asked, and what is known all the same still counts.
    fn usable_notes(&mut self, job: &Job) -> View {
        if let Err(error) = self.context.notes.check_room() {
            self.warn_of_notes(&error);
        }
        self.known_of(noted_as(job))
    }

    pub(super) fn warn_of_notes(&mut self, error: &attempts::Error) {
        self.context.tell(&Event::NotesFailed(error));
    }

    /// Wrong tries elsewhere by the person's word or by `--tries-used`. What is said of the letter
    /// is said of the card; what is said of an own PIN is said of that one.
    pub(super) fn stated_for(&self, job: &Job) -> Option<u8> {
        match job.pin.status {
            // What a person answered was about PINs.
            _ if job.operation.uses_puk() => self.options.tries_used,
            PinStatus::Verified | PinStatus::Uncounted => {
                let said = self.stated_own.iter().find(|(pin, _)| *pin == job.key());
                said.map(|(_, stated)| *stated).or(self.options.tries_used)
            }
            _ => self.stated(),
        }
    }

    /// Wrong tries elsewhere since this PC noted one last, which the number in the notes does not
    /// hold.
    fn since_for(&self, job: &Job) -> u8 {
        let of_transport = job.pin.status == PinStatus::Transport && !job.operation.uses_puk();
        let said = self.said().filter(|said| !said.named.contains(&job.key()));
        let since = said.and_then(|said| said.since).unwrap_or_default();
        if of_transport { since } else { 0 }
    }

    fn tell_standing(&mut self, job: &Job, noted: &View, standing: Standing, puk_uses: (u8, u8)) {
        let text = self.context.text;
        if let Some(way) = self.perhaps_set_by(job) {
            let new = NewPin::at(way == EntryWord::Terminal);
            let how = match way {
                EntryWord::Terminal => text.perhaps_typed_do(),
                EntryWord::PinPad => text.perhaps_set_elsewhere(),
                EntryWord::Keyboard | EntryWord::File => text.perhaps_set_here(),
            };
            let line = format!("{} {how}", perhaps_set(new, job.key(), text));
            self.context.say(Tone::Warning, &line);
        }
        let tries = text.tries(standing.left_at_most);
        let verified = job.pin.status.is_uncounted();
        let line = match standing.basis {
            _ if job.operation.uses_puk() => match puk_uses {
                (uses, 0) => text.puk_standing_beyond(uses),
                (0 | 1, _) => text.puk_standing_last_use(),
                (uses, 1) => text.puk_standing_one(uses),
                (uses, issuer) => text.puk_standing(uses, issuer),
            },
            TriesBasis::Card if job.hides_tries() && !job.has_all_tries() => {
                text.tries_named(&tries)
            }
            TriesBasis::Card if job.pin.status == PinStatus::Transport => {
                text.tries_restored(&tries)
            }
            TriesBasis::Card => text.tries_by_card(&tries),
            TriesBasis::Notes if verified => text.tries_verified_noted(&tries),
            TriesBasis::Stated if verified => text.tries_verified_stated(&tries),
            TriesBasis::Notes => text.tries_noted(&tries),
            TriesBasis::Stated => text.tries_stated(&tries),
            TriesBasis::Assumed | TriesBasis::None => {
                format!("{} {}", text.tries_hidden(), text.tries_assumed())
            }
        };
        self.context.say(Tone::Plain, &line);
        if noted.unknown > 0 {
            let line = if job.operation.uses_puk() {
                text.open_puk_note(&text.puk_label(job.key().name()))
            } else if job.pin.status == PinStatus::Transport {
                text.open_note(&transport_label(job.key(), text))
            } else {
                text.open_own_note(&own_label(job.key(), text))
            };
            self.context.say(Tone::Warning, &line);
        }
    }

    /// The deliberate act of a person: digits of the card's number, typed. (Digits given by flag
    /// were compared with the card that was looked at, and the gate compares that card once more.)
    fn release_last(&mut self, job: &Job, by_issuers: u8) -> Result<(), Failure> {
        let pin = job.key();
        let text = self.context.text;
        let warning = match job.pin.status {
            _ if job.operation.uses_puk() && by_issuers == 0 => {
                text.puk_beyond_issuer(&text.puk_label(pin.name()))
            }
            _ if job.operation.uses_puk() => text.last_puk_warning(&text.puk_label(pin.name())),
            PinStatus::Transport => text.last_try_warning(&transport_label(pin, text)),
            PinStatus::Verified | PinStatus::Uncounted => {
                text.last_own_try_perhaps(&own_label(pin, text))
            }
            _ => text.last_own_try_warning(&own_label(pin, text)),
        };
        self.context.say(Tone::Bad, &warning);
        let prompt = text.last_try_prompt();
        let answer = self
            .context
            .answer(&prompt)
            .map_err(|stop| self.context.stopped(stop))?;
        let typed: Zeroizing<String> =
            Zeroizing::new(answer.chars().filter(|c| !c.is_whitespace()).collect());
        let released = self
            .chosen
            .view
            .iccsn
            .as_ref()
            .is_some_and(|iccsn| iccsn.is_meant_by(&typed));
        match (released, typed.is_empty()) {
            (true, _) => Ok(()),
            (false, true) => Err(Wish::LastTryDeclined {
                pin,
                operation: job.operation,
                is_perhaps_set: self.is_perhaps_set(job),
                at_terminal: self.context.seen.is_at_terminal(),
            }
            .into()),
            (false, false) => {
                self.context.take_back_secret(&prompt, &answer);
                Err(Refusal::DigitsOfOtherCard.into())
            }
        }
    }
}
