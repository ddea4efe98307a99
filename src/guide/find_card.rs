//! Finds the card: says what is missing or wrong at the desk, waits for a change, and asks in
//! between.

use std::time::Duration;

use super::choice::{Choice, Topic};
use super::hotline::GUIDE;
use super::last_step::LastStep;
use super::menu::Menu;
use super::remedy;
use super::state::{Current, Guide, Stage};
use crate::card::Depth;
use crate::commands::doctor;
use crate::report::facts::kept::LastFailure;
use crate::report::failure::{Unreached, Wish};
use crate::report::words;
use crate::report::{Failure, explain};
use crate::session::desk::card_facts;
use crate::session::desk::choose::{Chosen, choose, is_busy};
use crate::session::desk::places::{Obstacle, Place, for_cards};
use crate::session::desk::wanted::Wanted;
use crate::text::{Text, Tone};

impl Guide<'_, '_> {
    /// A fresh look at the card that is worked on, or at whatever card there is; `None` when the
    /// person ends.
    ///
    /// # Errors
    /// The person cancelled.
    pub(super) fn find(&mut self) -> Result<Option<Current>, Failure> {
        let mut said = Vec::new();
        loop {
            let places = self.context.places.list();
            self.desk = places.clone().unwrap_or_default();
            // A service that does not answer is asked once: each time may take seconds.
            let found = match places {
                Ok(_) => self.look(),
                Err(error) => {
                    self.stage = Stage::Looking;
                    Err(self.context.unreachable(error))
                }
            };
            let failure = match found {
                Ok(chosen) if self.is_aside(&chosen) => match self.ask_about_same(&chosen)? {
                    Choice::End => return Ok(None),
                    Choice::Back => {
                        self.aside = None;
                        return Ok(Some(self.take(chosen)));
                    }
                    _ => {
                        let line = self.context.text.guide_waiting_change();
                        let before = self.desk.clone();
                        self.wait_for_change(Obstacle::NoCard, line, &before)?;
                        continue;
                    }
                },
                Ok(chosen) => {
                    self.aside = None;
                    return Ok(Some(self.take(chosen)));
                }
                Err(cancelled @ Failure::Wish(Wish::Cancelled { .. })) => return Err(cancelled),
                Err(failure) => failure,
            };
            self.codes.look = failure.code().exit;
            let words = self.words(&failure);
            if std::mem::take(&mut self.screen.says_gone) && is_no_card(&failure) {
                said.clone_from(&words);
            }
            if words != said {
                // What the last step came to is not kept back until the card is there again.
                // That it went well was told by the step.
                if let Some(last) = self.last.as_ref().map(LastStep::lines)
                    && said.is_empty()
                    && last.iter().all(|(tone, _)| *tone != Tone::Good)
                {
                    last.iter().for_each(|(tone, line)| self.say(*tone, line));
                }
                self.say(Tone::Plain, "");
                words.iter().for_each(|(tone, line)| self.say(*tone, line));
                said = words;
            } else if self.screen.owes_word {
                let line = looked(&failure, self.context.text);
                self.say(Tone::Plain, &line);
            }
            self.screen.owes_word = false;
            if self.changes(&failure)? {
                continue;
            }
            match self.ask_at_desk(&failure)? {
                Choice::End => return Ok(None),
                Choice::Rehearse(which) => {
                    self.rehearse(which)?;
                    said.clear();
                }
                _ => self.screen.owes_word = true,
            }
        }
    }

    /// The card that is in a reader already, where one that can be worked on is there at once; what
    /// is wrong with any other is said when it is asked for.
    ///
    /// # Errors
    /// The person cancelled.
    pub(super) fn look_at_once(&mut self) -> Result<Option<Current>, Failure> {
        let places = self.context.places.list().unwrap_or_default();
        let meant = for_cards(&places, self.asked.place.as_deref());
        self.desk = places;
        if meant.iter().all(|place| !place.is_occupied()) {
            return Ok(None);
        }
        let found = self.look_among(Wanted {
            wait: Duration::ZERO,
            ..self.asked.clone()
        });
        match found {
            Ok(chosen) => Ok(Some(self.take(chosen))),
            Err(cancelled @ Failure::Wish(Wish::Cancelled { .. })) => Err(cancelled),
            Err(_) => Ok(None),
        }
    }

    fn is_aside(&self, chosen: &Chosen) -> bool {
        self.aside.as_deref() == Some(chosen.name().as_str())
    }

    /// The card that was put aside is still there, or there again.
    fn ask_about_same(&mut self, chosen: &Chosen) -> Result<Choice, Failure> {
        let text = self.context.text;
        let view = &chosen.view;
        let card = words::cards::short(view.kind, view.iccsn.as_ref(), text);
        let menu = Menu::of(Choice::Go, text.guide_choice_wait_on())
            .on_enter(Choice::Go)
            .or(Choice::Back, text.guide_choice_same_card())
            .or(Choice::End, text.guide_choice_end());
        self.watch_desk();
        self.ask_for(&text.guide_same_card(&card), &menu)
    }

    fn take(&mut self, chosen: Chosen) -> Current {
        self.stage = Stage::AtCard;
        let body = card_facts::body(self.context, &chosen.place, &chosen.view);
        let current = Current {
            chosen,
            body,
            stale: false,
        };
        self.current = Some(current.clone());
        current
    }

    /// The card that is worked on before any other.
    fn look(&mut self) -> Result<Chosen, Failure> {
        let number = self
            .current
            .as_ref()
            .and_then(|current| current.chosen.view.iccsn.clone());
        if let Some(number) = number.filter(|_| self.stage == Stage::AtCard) {
            let found = self.look_among(Wanted {
                card: Some(number.as_str().to_owned()),
                ..self.asked.clone()
            });
            if found.is_ok() || matches!(found, Err(Failure::Wish(Wish::Cancelled { .. }))) {
                return found;
            }
        }
        self.stage = Stage::Looking;
        self.look_among(self.asked.clone())
    }

    /// Waits for a card that is busy or was just inserted, and for no reader or card that is
    /// missing: that is said first.
    fn look_among(&mut self, mut wanted: Wanted) -> Result<Chosen, Failure> {
        let places = self.context.places.list().unwrap_or_default();
        let meant = for_cards(&places, wanted.place.as_deref());
        if meant.iter().all(|place| !place.is_occupied()) {
            wanted.wait = Duration::ZERO;
        }
        // What is in is said at once; the guide waits for changes itself.
        wanted.as_it_is = true;
        choose(self.context, &wanted, Depth::NEEDED)
    }

    /// Waits for a reader or a card that is missing until it comes; `false` when something is to be
    /// chosen. Whatever else changes is an answer to the choices.
    fn changes(&mut self, failure: &Failure) -> Result<bool, Failure> {
        let text = self.context.text;
        if self.asked.wait.is_zero() || self.context.places.is_virtual() {
            return Ok(false);
        }
        match failure {
            Failure::Unreached(Unreached::NoReader | Unreached::NoSuchReader { .. }) => {
                self.wait_live(&text.guide_insert_reader(), None)
            }
            failure if is_no_card(failure) => {
                self.wait_live(&text.guide_insert_card(), Some(&text.no_card_yet()))
            }
            _ => Ok(false),
        }
    }

    fn wait_for_change(
        &mut self,
        obstacle: Obstacle,
        line: String,
        before: &[Place],
    ) -> Result<bool, Failure> {
        let changed = |places: &[Place]| {
            if places == before {
                Err(obstacle)
            } else {
                Ok(())
            }
        };
        match self.context.wait_for(Some(self.asked.wait), line, changed) {
            Ok(found) => Ok(found.is_ok()),
            Err(cancelled @ Failure::Wish(Wish::Cancelled { .. })) => Err(cancelled),
            // The next look says so.
            Err(_) => Ok(true),
        }
    }

    /// What is missing or wrong, and what to do about it. Nothing of it is an error yet.
    fn words(&self, failure: &Failure) -> Vec<(Tone, String)> {
        let (text, site) = (self.context.text, self.context.seen.site);
        let is_virtual = self.context.places.is_virtual();
        if let Failure::Unreached(Unreached::WrongKind { found }) = failure {
            let found = text.guide_wrong_card(&words::cards::in_readers(found, text));
            let hint = if is_virtual {
                text.guide_virtual_wrong_card()
            } else {
                text.guide_wrong_card_do()
            };
            return vec![(Tone::Warning, found), (Tone::Plain, hint)];
        }
        let mut lines = vec![(Tone::Warning, explain(failure, site, text).what)];
        let users = match is_busy(failure) && !is_virtual {
            true => self.machine.users_of_cards(),
            false => Vec::new(),
        };
        if users.is_empty() {
            lines.extend(remedy::of(failure, site, text).map(|hint| (Tone::Plain, hint)));
        } else {
            lines.push((Tone::Plain, text.guide_busy_by_do(&users.join(", "))));
        }
        if matches!(failure, Failure::Unreached(Unreached::NoReader)) {
            lines.push((Tone::Plain, text.reader_network_note()));
        }
        lines
    }

    fn ask_at_desk(&mut self, failure: &Failure) -> Result<Choice, Failure> {
        self.screen.more = failure.topic();
        loop {
            let menu = self.menu_at_desk(failure);
            self.watch_desk();
            match self.ask(&menu)? {
                Choice::Help(topic) => self.help(topic),
                Choice::More => self.read_more()?,
                Choice::Doctor => self.look_at_pc()?,
                Choice::Report => {
                    let failed = self.failed_at_desk(failure);
                    self.write_report(failed)?;
                }
                choice => return Ok(choice),
            }
        }
    }

    fn menu_at_desk(&self, failure: &Failure) -> Menu {
        let text = self.context.text;
        if self.context.places.is_virtual()
            && matches!(failure, Failure::Unreached(Unreached::WrongKind { .. }))
        {
            let menu = Menu::of(
                Choice::Rehearse(Some("hba")),
                text.guide_choice_rehearse_hba(),
            )
            .or(
                Choice::Rehearse(Some("smcb")),
                text.guide_choice_rehearse_smcb(),
            );
            let menu = self.with_report(menu, self.failed_at_desk(failure).as_ref());
            return self
                .with_more(menu)
                .or(Choice::End, text.guide_choice_end());
        }
        let go = match failure {
            Failure::Unreached(
                Unreached::NoReader
                | Unreached::NoSuchReader { .. }
                | Unreached::NoCard
                | Unreached::NoTerminal { .. }
                | Unreached::NoCardInTerminals { .. },
            ) => text.guide_choice_go_on_waiting(),
            _ => text.guide_choice_look_again(),
        };
        if is_another_server(failure) {
            let menu = Menu::of(Choice::End, text.guide_choice_end())
                .on_enter(Choice::End)
                .or(Choice::Go, go);
            return self.with_report(menu, self.failed_at_desk(failure).as_ref());
        }
        let mut menu = Menu::of(Choice::Go, go).on_enter(Choice::Go);
        if matches!(failure, Failure::Wish(_)) {
            return menu.or(Choice::End, text.guide_choice_end());
        }
        if !self.context.places.is_virtual() {
            menu = menu
                .or(Choice::Doctor, text.guide_choice_doctor())
                .or(Choice::Rehearse(None), text.guide_choice_rehearse());
        }
        let help = match (is_service(failure), self.context.places.workplace()) {
            (true, Some(_)) => Topic::Konnektor,
            (true, None) => Topic::Service,
            (false, Some(_)) => Topic::Terminal,
            (false, None) => Topic::Reader,
        };
        let menu = menu.or(Choice::Help(help), text.guide_choice_help());
        let menu = self.with_report(menu, self.failed_at_desk(failure).as_ref());
        self.with_more(menu)
            .or(Choice::End, text.guide_choice_end())
    }

    /// What a report is about where no card can be worked on: the step that failed, as long as no
    /// card was looked at since, or what is wrong at the desk.
    fn failed_at_desk(&self, failure: &Failure) -> Option<LastFailure> {
        let is_stale = self.current.as_ref().is_some_and(|current| current.stale);
        let of_step = self.screen.failed.clone().filter(|_| is_stale);
        of_step.or_else(|| failure.kept(GUIDE))
    }

    /// What `doctor` says, here; what it finds is no failure of the guide's.
    fn look_at_pc(&mut self) -> Result<(), Failure> {
        self.say(Tone::Plain, "");
        match doctor::examine(self.context, &self.asked, self.machine) {
            Err(cancelled @ Failure::Wish(Wish::Cancelled { .. })) => Err(cancelled),
            Ok(_) | Err(_) => Ok(()),
        }
    }

    /// Puts this card aside for another: the next look takes whatever there is.
    ///
    /// # Errors
    /// The person cancelled.
    pub(super) fn other_card(&mut self) -> Result<(), Failure> {
        self.stage = Stage::Looking;
        self.last = None;
        let before = self.context.places.list().unwrap_or_default();
        let cards = before
            .iter()
            .filter(|place| place.is_occupied() && place.takes_cards())
            .count();
        if cards > 1 {
            return Ok(());
        }
        self.aside = self.current.as_ref().map(Current::name);
        let text = self.context.text;
        self.say(Tone::Plain, "");
        self.say(Tone::Plain, &text.guide_change_card());
        self.wait_for_change(Obstacle::NoCard, text.guide_waiting_change(), &before)
            .map(|_| ())
    }
}

/// What another look came to that found the same.
fn looked(failure: &Failure, text: Text) -> String {
    match failure {
        Failure::Unreached(Unreached::NoReader | Unreached::NoSuchReader { .. }) => {
            text.guide_looked_reader()
        }
        failure if is_no_card(failure) => text.guide_looked_card(),
        failure if is_service(failure) && is_of_konnektor(failure) => text.guide_looked_konnektor(),
        failure if is_service(failure) => text.guide_looked_service(),
        _ => text.guide_looked_same(),
    }
}

fn is_no_card(failure: &Failure) -> bool {
    matches!(failure, Failure::Unreached(why) if why.is_no_card())
}

fn is_of_konnektor(failure: &Failure) -> bool {
    matches!(failure, Failure::Unreached(Unreached::Konnektor(_)))
}

fn is_another_server(failure: &Failure) -> bool {
    matches!(failure, Failure::Unreached(Unreached::Konnektor(why)) if why.is_another_server())
}

fn is_service(failure: &Failure) -> bool {
    matches!(failure, Failure::Unreached(why) if why.is_of_service())
}
