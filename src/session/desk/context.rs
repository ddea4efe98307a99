//! What every command works with: places, the person, the notes; and how it waits.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use zeroize::Zeroizing;

use super::places::{Obstacle, Patience, Place, PlaceError, PlaceId, Places};
use super::said::Said;
use super::tell::tell;
use super::waiting::{NotThere, ServiceSeen, Waiter};
use crate::attempts::Notes;
use crate::card::probe::Probed;
use crate::card::{Depth, PinAccess, View};
use crate::dialog::{Dialog, Stop, Typed};
use crate::issuers::Keeper;
use crate::reader;
use crate::report::facts::outcome::EntryWord;
use crate::report::failure::{Konnektor, Secrets, Unreached, When, Wish};
use crate::report::words;
use crate::report::{Event, Failure, Seen};
use crate::secrets::Sent;
use crate::system::signals::{self, Interrupts, SLICE};
use crate::text::{Text, Tone};
use crate::trust::Anchor;

/// Longest single wait for a change of readers; then the wish to stop is looked at.
pub(super) const LISTEN: Duration = Duration::from_millis(250);

/// Digits in an answer from which on it may be a secret in the wrong place.
const SECRET_DIGITS: usize = 4;

/// How a card is reached for anew when the line broke after a secret command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReconnectPolicy {
    /// Longest wait for one reader, and for the card to come back.
    pub limit: Duration,
    /// Pause between two looks.
    pub pause: Duration,
}

/// What people get. Only a test that breaks thousands of lines asks for less.
impl Default for ReconnectPolicy {
    fn default() -> Self {
        Self {
            limit: Duration::from_secs(2),
            pause: Duration::from_millis(200),
        }
    }
}

/// The world of one run.
pub struct Context<'w> {
    /// Where cards are.
    pub places: &'w mut dyn Places,
    /// The person.
    pub dialog: &'w mut dyn Dialog,
    /// What this PC noted of tries.
    pub notes: &'w mut Notes,
    /// The wish to stop.
    pub interrupts: Interrupts,
    /// Whose signature gematik's list of issuers must have.
    pub anchor: Anchor,
    /// How this PC comes by that list.
    pub keeper: Keeper,
    /// The catalogue.
    pub text: Text,
    /// How the card is reached for anew for a read-back.
    pub reconnect: ReconnectPolicy,
    /// `--hidden`: a Transport-PIN is typed blind and twice.
    pub hidden: bool,
    /// What the run saw, for its document.
    pub seen: Seen,
    /// What was said of tries elsewhere, by the number of the card.
    pub said: BTreeMap<String, Said>,
    /// What became of the digits that were sent.
    pub sent: Sent,
    /// Whether a secret command was handed to a reader in this run.
    pub handed_over: bool,
    /// Whether a card in one of the places may be a virtual one that is served there. Where tests
    /// put their own readers, virtual cards play real ones.
    pub knows_served: bool,
    /// Whether the service has answered in this run: one that goes away after that may come back.
    pub service_answered: bool,
    /// The card that questions are about, while one is worked on: they wait for it when it goes.
    pub at_card: Option<AtCard>,
}

/// A card that is worked on.
#[derive(Debug, Clone)]
pub struct AtCard {
    /// Where it is.
    pub place: PlaceId,
    /// Longest wait for it where it was pulled; `None` waits until Ctrl-C.
    pub limit: Option<Duration>,
}

impl Context<'_> {
    /// Says a line to the person. What it quotes as a command is one for the card that was taken.
    pub fn say(&mut self, tone: Tone, line: &str) {
        self.dialog
            .say(tone, &words::calls::with_calls(line, &self.seen));
    }

    /// Tells what happened.
    pub fn tell(&mut self, event: &Event<'_>) {
        tell(self.dialog, event, &self.seen, self.text);
    }

    /// Takes hold of the card in a place, waiting visibly while another program holds it, and for
    /// the card, its place or the service where they are gone; `None` waits until Ctrl-C.
    ///
    /// # Errors
    /// The place's, or that the person cancelled.
    pub fn begin(
        &mut self,
        place: &PlaceId,
        limit: Option<Duration>,
    ) -> Result<Box<dyn PinAccess>, Failure> {
        let began = Instant::now();
        let mut service = ServiceSeen::new(limit, self.service_answered);
        loop {
            let limit = limit.map(|limit| limit.saturating_sub(began.elapsed()));
            let is_over = limit.is_some_and(|limit| limit.is_zero());
            let begun = self.patiently(limit, |places, patience| places.begin(place, patience));
            match begun? {
                Ok(access) => return Ok(access),
                Err(error) if service.may_come_back(&error) && !is_over => {
                    self.wait_for_card_in(place, limit)?;
                }
                Err(error) if !error.is_gone() => return Err(self.unreachable(error)),
                Err(_) => {
                    let came = self.wait_for_card_in(place, limit)?;
                    // It was there when it was looked at. A reader may also list a card and never
                    // give it.
                    if !came || is_over {
                        return Err(self.unreachable(PlaceError::pulled_from(place)));
                    }
                }
            }
            signals::wait(SLICE, &self.interrupts).map_err(|_| self.cancelled())?;
        }
    }

    /// Waits for the card where it was pulled out of its place: asked before each entry, so that
    /// nobody types on for a card that is not there. Where the places cannot be listed the gate
    /// will say so.
    ///
    /// # Errors
    /// The limit came before the card, or the person cancelled.
    pub fn wait_if_pulled(
        &mut self,
        place: &PlaceId,
        limit: Option<Duration>,
    ) -> Result<(), Failure> {
        let places = self.places.list().ok();
        if !is_gone(place, places.as_deref()) || self.wait_for_card_in(place, limit)? {
            return Ok(());
        }
        Err(self.unreachable(PlaceError::pulled_from(place)))
    }

    /// Waits until a place holds a card; `false` when the limit came first.
    fn wait_for_card_in(
        &mut self,
        place: &PlaceId,
        limit: Option<Duration>,
    ) -> Result<bool, Failure> {
        // Only between an entry and the gate: who pulled the card is to know that nothing is lost.
        let line = self.text.waiting_card_unsent();
        let came = self.wait_for(limit, line, |places| {
            match places.iter().find(|other| other.id == *place) {
                Some(place) if place.is_occupied() => Ok(()),
                Some(_) => Err(Obstacle::NoCard),
                None => Err(Obstacle::NoReader),
            }
        })?;
        Ok(came.is_ok())
    }

    /// Waits until `find` finds something among the places, or says what it ended without; `None`
    /// waits until Ctrl-C. `for_card` is shown while a card is missing.
    ///
    /// A service or a Konnektor that goes away meanwhile is waited for, too: it may be started anew. One
    /// that is not there from the beginning, or lets nobody in, is not.
    ///
    /// # Errors
    /// Nobody knows the places, or the person cancelled.
    pub fn wait_for<T>(
        &mut self,
        limit: Option<Duration>,
        for_card: String,
        find: impl Fn(&[Place]) -> Result<T, Obstacle>,
    ) -> Result<Result<T, NotThere>, Failure> {
        let mut waiter = Waiter::new(self.dialog, self.text, &self.interrupts, limit);
        waiter.for_card = for_card;
        waiter.at_konnektor = self.places.workplace().is_some();
        let mut service = ServiceSeen::new(limit, self.service_answered);
        let found = loop {
            let places = match self.places.list() {
                Ok(places) => places,
                Err(error)
                    if service.may_come_back(&error) && waiter.go_on(Obstacle::NoService) =>
                {
                    let pause = waiter
                        .left()
                        .map_or(error.pause(), |left| left.min(error.pause()));
                    // The next round looks at the wish to stop.
                    let _ = signals::wait(pause, &self.interrupts);
                    continue;
                }
                Err(error) => break Err(error),
            };
            service.answered();
            let obstacle = match find(&places) {
                Ok(found) => break Ok(Ok(found)),
                Err(obstacle) => obstacle,
            };
            if !waiter.go_on(obstacle) {
                break Ok(Err(NotThere { obstacle, places }));
            }
            // A service that fails here fails at the next list, too.
            let _ = self.places.wait_for_change(&places, LISTEN);
        };
        waiter.end();
        self.service_answered = service.has_answered;
        if self.interrupts.raised() {
            return Err(self.cancelled());
        }
        found.map_err(|error| self.unreachable(error))
    }

    /// Waits before what failed at a card is tried again, because it may pass; visibly where that is a
    /// Konnektor, which takes its time.
    ///
    /// # Errors
    /// The person cancelled.
    pub(super) fn let_pass(&mut self, pause: Duration) -> Result<(), Failure> {
        let mut waiter = Waiter::new(self.dialog, self.text, &self.interrupts, None);
        waiter.at_konnektor = self.places.workplace().is_some();
        if waiter.at_konnektor {
            waiter.go_on(Obstacle::NoService);
        }
        let waited = signals::wait(pause, &self.interrupts);
        waiter.end();
        waited.map_err(|_| self.cancelled())
    }

    /// Looks at the card in a place, waiting visibly while another program holds it; `None` waits
    /// until Ctrl-C.
    ///
    /// # Errors
    /// The place's, or that the person cancelled.
    pub fn look(
        &mut self,
        place: &PlaceId,
        depth: Depth,
        limit: Option<Duration>,
    ) -> Result<View, Failure> {
        let look =
            |places: &mut dyn Places, waiter: &mut Waiter<'_>| places.look(place, depth, waiter);
        self.patiently(limit, look)?
            .map_err(|error| self.unreachable(error))
    }

    /// What the card in a place answers to harmless commands ([`Places::probe`]).
    ///
    /// # Errors
    /// The place's, or that the person cancelled.
    pub fn probe(
        &mut self,
        place: &PlaceId,
        view: &View,
        limit: Option<Duration>,
    ) -> Result<Option<Vec<Probed>>, Failure> {
        let probe =
            |places: &mut dyn Places, waiter: &mut Waiter<'_>| places.probe(place, view, waiter);
        self.patiently(limit, probe)?
            .map_err(|error| self.unreachable(error))
    }

    /// A look for one who looks again while the card cannot be reached, and lets go at the end;
    /// what went wrong is returned as it is.
    ///
    /// # Errors
    /// The person cancelled.
    pub(super) fn look_for_now(
        &mut self,
        place: &PlaceId,
        depth: Depth,
        limit: Option<Duration>,
    ) -> Result<Result<View, PlaceError>, Failure> {
        self.patiently(limit, |places, waiter| {
            waiter.again = true;
            places.look(place, depth, waiter)
        })
    }

    /// Calls what may take its time, showing what for.
    ///
    /// # Errors
    /// The person cancelled. What the call came to otherwise is returned as it is.
    fn patiently<T>(
        &mut self,
        limit: Option<Duration>,
        call: impl FnOnce(&mut dyn Places, &mut Waiter<'_>) -> Result<T, PlaceError>,
    ) -> Result<Result<T, PlaceError>, Failure> {
        let mut waiter = Waiter::new(self.dialog, self.text, &self.interrupts, limit);
        let result = call(self.places, &mut waiter);
        waiter.end();
        if result.is_err() && self.interrupts.raised() {
            return Err(self.cancelled());
        }
        Ok(result)
    }

    /// Why a card could not be reached, told apart by whether a secret was handed over before; or
    /// that the person cancelled while it was waited for.
    #[must_use]
    pub fn unreachable(&self, error: PlaceError) -> Failure {
        match error {
            PlaceError::Reader(reader::Error::Interrupted) => self.cancelled(),
            PlaceError::Konnektor(trouble) if trouble.is_interrupted() => self.cancelled(),
            PlaceError::Reader(error) if self.handed_over => Unreached::ReaderLater(error).into(),
            PlaceError::Reader(error) => Unreached::Reader(error).into(),
            PlaceError::Konnektor(trouble) => {
                let when = if self.handed_over {
                    When::Later
                } else {
                    When::Before
                };
                Unreached::Konnektor(Konnektor::Failed { trouble, when }).into()
            }
        }
    }

    /// Cancelled with nothing done.
    #[must_use]
    pub fn cancelled(&self) -> Failure {
        Wish::cancelled().into()
    }

    /// Why an answer did not come, as a failure.
    #[must_use]
    pub fn stopped(&self, stop: Stop) -> Failure {
        match stop {
            Stop::Cancelled => self.cancelled(),
            Stop::NobodyThere => Failure::Secrets(Secrets::NoInput),
            Stop::Failed(detail) => Failure::bug(detail),
        }
    }

    /// The answer to a question whose answer is shown. Wiped all the same: people type a PIN where
    /// none is asked for. A card that is pulled meanwhile is told at once and waited for; then the
    /// question is asked again.
    ///
    /// # Errors
    /// That no answer came.
    pub fn answer(&mut self, prompt: &str) -> Result<Zeroizing<String>, Stop> {
        self.may_ask()?;
        while let Some(AtCard { place, limit }) = self.at_card.clone() {
            let mut is_over = |now: Option<&[Place]>| is_gone(&place, now);
            if let Some(answer) = self.answer_or(prompt, &mut is_over)? {
                return Ok(answer);
            }
            match self.wait_if_pulled(&place, limit) {
                Ok(()) => {}
                Err(_) if self.interrupts.raised() => return Err(Stop::Cancelled),
                // What needs the card finds it missing, and says so.
                Err(_) => break,
            }
        }
        self.dialog.ask(prompt).map(Zeroizing::new)
    }

    /// Digits for the card in this place, seen while they are typed or not; `None` when it was pulled
    /// before the line was over: what was typed by then is wiped.
    ///
    /// # Errors
    /// That no answer came.
    pub fn digits(
        &mut self,
        prompt: &str,
        seen: bool,
        place: &PlaceId,
    ) -> Result<Option<Typed>, Stop> {
        self.may_ask()?;
        let places = &mut *self.places;
        let mut is_over = || is_gone(place, places.glance().as_deref());
        if seen {
            self.dialog.ask_seen(prompt, &mut is_over)
        } else {
            self.dialog.ask_secret(prompt, &mut is_over)
        }
    }

    /// The same of a question that something else may end: `is_over` is asked again and again while
    /// nothing was answered, with the places where they can be told at once. `None` when it was over;
    /// what was typed by then is thrown away.
    ///
    /// # Errors
    /// That no answer came.
    pub fn answer_or(
        &mut self,
        prompt: &str,
        is_over: &mut dyn FnMut(Option<&[Place]>) -> bool,
    ) -> Result<Option<Zeroizing<String>>, Stop> {
        self.may_ask()?;
        let places = &mut *self.places;
        let mut over = || is_over(places.glance().as_deref());
        let answer = self.dialog.ask_or(prompt, &mut over)?;
        Ok(answer.map(Zeroizing::new))
    }

    /// Whoever asked to stop is asked nothing any more: a question put now would count as cancelled
    /// before anybody has read it.
    fn may_ask(&self) -> Result<(), Stop> {
        self.interrupts.check().map_err(|_| Stop::Cancelled)
    }

    /// How digits get to a card in these places, where nothing more is known of it.
    #[must_use]
    pub fn way_of_entry(&self) -> EntryWord {
        if self.places.workplace().is_some() {
            EntryWord::Terminal
        } else {
            EntryWord::Keyboard
        }
    }

    /// Says that an answer is none, and what is wanted. Digits that may be a secret are taken off
    /// the screen first.
    pub fn ask_anew(&mut self, prompt: &str, answer: &str, please: &str) {
        self.take_back_secret(prompt, answer);
        self.say(Tone::Warning, please);
    }

    /// Takes an answer that may be a secret off the screen, and says that it was used for nothing.
    pub fn take_back_secret(&mut self, prompt: &str, answer: &str) {
        if answer.chars().filter(char::is_ascii_digit).count() >= SECRET_DIGITS {
            self.dialog.take_back(prompt, answer.chars().count());
            self.say(Tone::Warning, &self.text.looked_like_pin());
        }
    }

    /// Lets the person choose one of `lines` by its number, or none; returns its index.
    ///
    /// # Errors
    /// That no answer came, or that none of them was meant.
    pub fn choose(&mut self, heading: &str, lines: &[String]) -> Result<usize, Failure> {
        let none = [self.text.choice_none()];
        match self.choose_of_all(heading, &[lines, &none].concat())? {
            index if index == lines.len() => Err(Wish::NothingChosen.into()),
            index => Ok(index),
        }
    }

    /// The same where the lines are all there is to be chosen.
    ///
    /// # Errors
    /// That no answer came.
    pub fn choose_of_all(&mut self, heading: &str, lines: &[String]) -> Result<usize, Failure> {
        self.choose_or_keep(heading, lines, None)
    }

    /// The same where one of them counts until now: Enter keeps it.
    ///
    /// # Errors
    /// That no answer came.
    pub fn choose_or_keep(
        &mut self,
        heading: &str,
        lines: &[String],
        kept: Option<usize>,
    ) -> Result<usize, Failure> {
        let last = lines.len();
        self.say(Tone::Heading, heading);
        for (index, line) in lines.iter().enumerate() {
            self.say(Tone::Plain, &format!("  [{}] {line}", index + 1));
        }
        let prompt = match kept {
            Some(kept) => self.text.choose_number_or_enter(kept + 1),
            None => self.text.choose_number(),
        };
        loop {
            let answer = self.answer(&prompt).map_err(|stop| self.stopped(stop))?;
            if let Some(kept) = kept.filter(|_| answer.trim().is_empty()) {
                return Ok(kept);
            }
            match answer.trim().parse::<usize>() {
                Ok(number @ 1..) if number <= last => return Ok(number - 1),
                _ => self.ask_anew(&prompt, &answer, &self.text.guide_answer_number(last)),
            }
        }
    }

    /// Asks a question that is answered by yes or no; Enter means no.
    ///
    /// # Errors
    /// That no answer came.
    pub fn confirm(&mut self, question: &str) -> Result<bool, Failure> {
        let prompt = format!("{question} {}", self.text.yes_no_hint());
        self.yes_or_no(&prompt, Some(false))
    }

    /// The same where neither answer is the safe one: Enter alone is asked again.
    ///
    /// # Errors
    /// That no answer came.
    pub fn decide(&mut self, question: &str) -> Result<bool, Failure> {
        let prompt = format!("{question} {}", self.text.yes_or_no_hint());
        self.yes_or_no(&prompt, None)
    }

    fn yes_or_no(&mut self, prompt: &str, on_enter: Option<bool>) -> Result<bool, Failure> {
        loop {
            let answer = self.answer(prompt).map_err(|stop| self.stopped(stop))?;
            let meant = match answer.trim() {
                "" => on_enter,
                answer => self.text.is_yes(answer),
            };
            match meant {
                Some(answer) => return Ok(answer),
                None => self.ask_anew(prompt, &answer, &self.text.answer_yes_or_no()),
            }
        }
    }
}

/// Whether a place is known to hold no card now.
fn is_gone(place: &PlaceId, now: Option<&[Place]>) -> bool {
    let holds_card = |other: &Place| other.id == *place && other.is_occupied();
    now.is_some_and(|now| !now.iter().any(holds_card))
}
