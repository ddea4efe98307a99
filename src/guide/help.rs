//! Help at the places where people stop: a few sentences, and the topic that says more, to be read
//! here.

use super::choice::{Choice, Topic};
use super::menu::Menu;
use super::state::Guide;
use super::{proposal, reading};
use crate::holder;
use crate::report::Failure;
use crate::report::words::status;
use crate::report::words::topic::{ask_lines, contact_lines};
use crate::session::desk::context::Context;
use crate::text::Tone;

impl Guide<'_, '_> {
    /// Says what there is to say on a topic; the menus offer to read more of it from then on.
    pub(super) fn help(&mut self, topic: Topic) {
        self.screen.more = Some(topic.name());
        self.mark();
        if topic == Topic::Issuer {
            self.say_whom_to_ask();
        }
        for line in lines(self.context, topic) {
            self.say(Tone::Plain, &line);
        }
        if let (Topic::Release, Some(current)) = (topic, self.current.clone()) {
            for line in self.release_lines(&current) {
                self.say(Tone::Plain, &line);
            }
        }
        let known = self.current.as_ref().and_then(proposal::issuer).is_some();
        match topic {
            // The addresses of all issuers would push the choices off the screen.
            Topic::ForgottenQes | Topic::MissingLetter if !known => {
                let line = self.context.text.issuer_ask_article();
                self.say(Tone::Plain, &line);
            }
            Topic::ForgottenQes | Topic::MissingLetter | Topic::Puk => self.say_whom_to_ask(),
            _ => {}
        }
    }

    /// The address of the card's issuer, here and now.
    fn say_whom_to_ask(&mut self) {
        let text = self.context.text;
        let lines = match &self.current {
            Some(current) => ask_lines(proposal::issuer(current), current.chosen.view.kind, text),
            None => contact_lines(None, text),
        };
        lines.iter().for_each(|(tone, line)| self.say(*tone, line));
    }

    /// What of the things to have ready is missing; then the help on that alone.
    ///
    /// # Errors
    /// The person cancelled.
    pub(super) fn help_with_missing(&mut self) -> Result<(), Failure> {
        let text = self.context.text;
        let (device, named) = self.missing_device();
        let menu = Menu::of(
            Choice::Help(Topic::MissingLetter),
            text.guide_missing_letter(),
        )
        .or(device, named)
        .or(Choice::Help(Topic::Pins), text.guide_missing_pins())
        .or(Choice::Back, text.guide_choice_back());
        if let Choice::Help(topic) = self.ask_for(&text.guide_missing_which(), &menu)? {
            self.help(topic);
        }
        Ok(())
    }

    /// What a card is put into.
    fn missing_device(&self) -> (Choice, String) {
        let text = self.context.text;
        match self.context.places.workplace() {
            Some(_) => (Choice::Help(Topic::Terminal), text.guide_missing_terminal()),
            None => (Choice::Help(Topic::Reader), text.guide_missing_reader()),
        }
    }

    /// The choice to read more, where something was said that there is more of.
    pub(super) fn with_more(&self, menu: Menu) -> Menu {
        let text = self.context.text;
        match self.screen.more.and_then(crate::topics::topic) {
            Some(topic) => menu.or(
                Choice::More,
                text.guide_choice_more(topic.title(text.language())),
            ),
            None => menu,
        }
    }

    /// The topic that says more, for the issuer of the card that is worked on.
    ///
    /// # Errors
    /// The person cancelled.
    pub(super) fn read_more(&mut self) -> Result<(), Failure> {
        let Some(topic) = self.screen.more.and_then(crate::topics::topic) else {
            return Ok(());
        };
        let sheet = self
            .current
            .as_ref()
            .and_then(|current| current.body.sheet.as_ref());
        reading::read(self.context, topic, sheet.and_then(holder::issuer))
    }
}

fn lines(context: &Context<'_>, topic: Topic) -> Vec<String> {
    let text = context.text;
    match topic {
        Topic::MissingLetter => vec![text.guide_help_missing_letter()],
        Topic::Pins => vec![text.guide_help_pins()],
        Topic::Service => vec![
            text.guide_help_service(),
            text.guide_help_service_doctor(&text.quoted(&text.guide_choice_doctor())),
        ],
        Topic::Konnektor => vec![text.guide_help_konnektor()],
        Topic::Reader => vec![
            text.guide_help_reader(),
            text.reader_network_note(),
            text.no_card_do(),
        ],
        Topic::Terminal => vec![text.guide_help_terminal(), text.guide_help_in_terminal()],
        Topic::Letter => vec![text.guide_help_letter(), text.guide_help_letter_match()],
        Topic::Puk => vec![text.unblock_ready(), text.blocked_never_set_do()],
        Topic::Issuer => vec![text.guide_help_replacement()],
        Topic::Release => vec![text.guide_help_release()],
        Topic::ForgottenQes => vec![text.guide_help_forgotten_qes()],
        Topic::Support => vec![status::support_step(&context.seen, text)],
    }
}
