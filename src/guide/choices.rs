//! The choices at a card, by what is to be done with it.

use super::choice::{Choice, Step, Topic};
use super::menu::Menu;
use super::situation::{LastTry, Reason, Situation};
use super::state::{Current, Guide};
use crate::card::PinStatus;
use crate::holder::Sheet;
use crate::pins::PinKey;
use crate::report::facts::outcome::PinLine;
use crate::report::words::labels::transport_label;
use crate::text::Text;
use crate::topics::radar::{Finding, Severity};

impl Guide<'_, '_> {
    /// The choices at a card.
    pub(super) fn menu(&self, situation: &Situation, current: &Current) -> Menu {
        let text = self.context.text;
        if self.is_finished(situation) {
            return self.with_more(self.after_all(current));
        }
        let menu = match situation {
            Situation::Tampered => Menu::of(Choice::Back, text.guide_choice_ask_again())
                .or(Choice::Help(Topic::Issuer), text.guide_choice_call()),
            Situation::Replace(Reason::Ended | Reason::Expired) => {
                Menu::of(Choice::Help(Topic::Issuer), text.guide_choice_call())
                    .or(Choice::Anyway, text.guide_choice_anyway())
            }
            Situation::Replace(_) => {
                Menu::of(Choice::Help(Topic::Issuer), text.guide_choice_call())
            }
            Situation::Stop(last) => self.ways_to_stop(*last, current),
            Situation::Guessing(pin) => self.ways_not_to_guess(*pin, current),
            Situation::WasSet(_) => Menu::of(Choice::WasSet, text.guide_choice_was_set())
                .or(Choice::NeverOwn, text.guide_choice_never_own())
                .or(Choice::Help(Topic::Issuer), text.guide_choice_unsure_call()),
            Situation::StillKnown => {
                Menu::of(Choice::Step(Step::Unblock), text.guide_choice_still_known())
                    .or(Choice::Forgotten, text.guide_choice_not_known())
            }
            Situation::PortalFirst(_) => self.with_rehearsal(
                Menu::of(
                    Choice::Step(Step::Activate),
                    text.guide_choice_portal_done(),
                )
                .or(
                    Choice::Help(Topic::Release),
                    text.guide_choice_portal_first(),
                )
                .or(
                    Choice::Step(Step::Activate),
                    text.guide_choice_portal_later(),
                ),
                current,
            ),
            Situation::Whose(pins) => Menu::of(Choice::Own, self.words_of_own(pins))
                .or(Choice::Sealed, text.guide_choice_sealed())
                .or(Choice::NotSure, text.guide_choice_not_sure()),
            Situation::Activate(open) => self.ways_to_activate(situation, open, current),
            Situation::Unblock(_) => {
                let menu = Menu::of(
                    Choice::Step(Step::Unblock),
                    self.recommended(text.guide_choice_unblock()),
                );
                let transport = |pin: &&PinLine| pin.status == PinStatus::Transport;
                let open = current.body.pins.iter().filter(transport);
                let open: Vec<PinKey> = open.map(|pin| pin.key).collect();
                let menu = match self.activation(&open) {
                    Some(words) => menu.or(Choice::Step(Step::Activate), words),
                    None => menu,
                };
                self.with_letter(menu)
                    .or(Choice::Help(Topic::Puk), text.guide_choice_help_puk())
            }
            Situation::Barred(_) => {
                Menu::of(Choice::Help(Topic::Support), text.guide_choice_help())
                    .on_enter(Choice::End)
            }
            Situation::Guarded | Situation::Unreadable => {
                Menu::of(Choice::Go, self.recommended(text.guide_choice_look_again()))
                    .on_enter(Choice::Go)
                    .or(Choice::Help(Topic::Support), text.guide_choice_help())
            }
            Situation::Done => {
                let menu = Menu::of(Choice::Step(Step::Change), text.guide_choice_change()).or(
                    Choice::Step(Step::Verify),
                    text.guide_choice_costs(&text.guide_choice_verify()),
                );
                let menu = self.with_forgotten(menu, current);
                self.with_online(menu, current)
                    .or(
                        Choice::Help(Topic::Release),
                        text.guide_choice_help_release(),
                    )
                    .on_enter(Choice::End)
            }
        };
        let shown = current.body.findings.iter();
        let shown =
            shown.filter(|finding| self.screen.whole || finding.severity() == Severity::Ended);
        let menu = match finding_choice(&shown.collect::<Vec<_>>(), text) {
            Some(words) => menu.or(Choice::Findings, words),
            None => menu,
        };
        let end = text.guide_choice_end();
        let menu = match situation {
            // To end stands first there, and little else beside it.
            Situation::Stop(_) => menu,
            Situation::Done | Situation::Barred(_) => self
                .with_other_card(menu)
                .or(Choice::End, self.recommended(end)),
            _ => self.with_other_card(menu).or(Choice::End, end),
        };
        let menu = if situation.is_trouble() || self.screen.failed.is_some() {
            self.with_report(menu, self.screen.failed.as_ref())
        } else {
            menu
        };
        // What would be refused is not offered.
        let menu = match current.body.bar {
            Some(_) => menu.without_steps(),
            None => menu,
        };
        // What comes later stands last: no number moves.
        self.with_more(menu)
    }

    /// Everything is set in this run, and the list of what is left was shown.
    fn after_all(&self, current: &Current) -> Menu {
        let text = self.context.text;
        let end = text.guide_recommended(&text.guide_choice_end());
        let menu = Menu::of(Choice::End, end).on_enter(Choice::End);
        let menu = self.with_online(menu, current);
        let menu = if self.context.is_rehearsal() {
            menu
        } else {
            menu.or(Choice::SaveSlip, text.guide_choice_save())
        };
        self.with_other_card(menu)
    }

    fn with_online(&self, menu: Menu, current: &Current) -> Menu {
        if self.context.is_rehearsal() || !may_be_asked(current) {
            return menu;
        }
        menu.or(Choice::Online, self.context.text.guide_choice_online())
    }

    fn with_other_card(&self, menu: Menu) -> Menu {
        if self.context.places.is_virtual() || self.asked.card.is_some() {
            return menu;
        }
        menu.or(
            Choice::OtherCard,
            self.context.text.guide_choice_other_card(),
        )
    }

    /// Whoever holds card and letter and is afraid can rehearse first.
    fn with_rehearsal(&self, menu: Menu, current: &Current) -> Menu {
        if self.is_sealed(current) && !self.in_doubt() {
            let words = self.context.text.guide_choice_rehearse_first();
            return menu.or(Choice::Rehearse(None), words);
        }
        menu
    }

    /// A signature PIN is its holder's alone.
    fn words_of_own(&self, pins: &[PinKey]) -> String {
        let text = self.context.text;
        if pins.contains(&PinKey::Qes) {
            text.guide_choice_own_qes()
        } else {
            text.guide_choice_own()
        }
    }

    fn ways_to_activate(&self, situation: &Situation, open: &[PinKey], current: &Current) -> Menu {
        let text = self.context.text;
        if self.asks_letter(situation, current) {
            let fits = match open {
                [_] => text.guide_choice_letter_fits_one(),
                _ => text.guide_choice_letter_fits(),
            };
            // The step asks what exactly it is that does not fit.
            let menu = Menu::of(Choice::LetterFits, fits).or(
                Choice::Step(Step::Activate),
                text.guide_choice_letter_unsure(),
            );
            return self
                .with_rehearsal(self.with_letter(menu), current)
                .or(Choice::Help(Topic::Letter), text.guide_choice_help_letter());
        }
        let words = self.activation(open).unwrap_or_default();
        let words = match open {
            [PinKey::Qes] => words,
            _ => self.recommended(words),
        };
        let menu = Menu::of(Choice::Step(Step::Activate), words);
        self.with_rehearsal(self.with_letter(menu), current)
            .or(Choice::Help(Topic::Letter), text.guide_choice_help_letter())
    }

    /// What the activation of these PINs is called; nothing where there are none.
    fn activation(&self, open: &[PinKey]) -> Option<String> {
        let text = self.context.text;
        match open {
            [] => None,
            [PinKey::Qes] => Some(text.guide_choice_activate_qes()),
            [one] => Some(text.guide_choice_activate_one(&transport_label(*one, text))),
            _ => Some(text.guide_choice_activate()),
        }
    }

    /// At most one try is left: to end is what is recommended, and nothing else.
    fn ways_to_stop(&self, last: LastTry, current: &Current) -> Menu {
        let text = self.context.text;
        let menu = Menu::of(
            Choice::End,
            text.guide_recommended(&text.guide_choice_end()),
        )
        .on_enter(Choice::End);
        let menu = match last {
            LastTry::Own(pin) => self.with_forgotten_pin(menu, pin, current),
            LastTry::Transport(_) | LastTry::Puk(_) | LastTry::Torn(_) => menu,
        };
        let menu = menu.or(Choice::Help(Topic::Issuer), text.guide_choice_call());
        match last {
            LastTry::Transport(_) => {
                let menu = menu.or(Choice::Step(Step::Activate), text.guide_choice_last_try());
                self.with_letter(menu)
            }
            LastTry::Puk(_) => {
                let menu = menu.or(Choice::Step(Step::Unblock), text.guide_choice_last_try());
                self.with_letter(menu)
            }
            LastTry::Torn(_) => menu.or(Choice::Step(Step::Activate), text.guide_choice_torn()),
            LastTry::Own(_) => menu
                .or(Choice::Step(Step::Change), text.guide_choice_change())
                .or(
                    Choice::Step(Step::Verify),
                    text.guide_choice_costs(&text.guide_choice_verify()),
                ),
        }
    }

    fn with_letter(&self, menu: Menu) -> Menu {
        let is_virtual = self.context.places.is_virtual();
        if is_virtual {
            menu.or(Choice::Letter, self.context.text.guide_choice_letter())
        } else {
            menu
        }
    }

    /// Nothing is recommended after a wrong secret but to compare first, and nothing at all with a
    /// card that is to be replaced.
    fn recommended(&self, words: String) -> String {
        if self.in_doubt() || self.goes_on_anyway() {
            words
        } else {
            self.context.text.guide_recommended(&words)
        }
    }
}

/// What is known of cards like this one can be read under this name.
fn finding_choice(findings: &[&Finding], text: Text) -> Option<String> {
    if findings.is_empty() {
        return None;
    }
    let all_are = |begin: &[&str]| {
        let mut codes = findings.iter().map(|finding| finding.code());
        codes.all(|code| begin.iter().any(|begin| code.starts_with(begin)))
    };
    let question = match findings {
        [one] => one.question(text),
        _ => None,
    };
    Some(if let Some(question) = question {
        text.guide_choice_question(question)
    } else if all_are(&["recall"]) {
        text.guide_choice_recall()
    } else if all_are(&["expired", "certificate_expired", "replacement_due"]) {
        text.guide_choice_expiry()
    } else {
        text.guide_choice_findings()
    })
}

/// Whether the card holds a certificate that the issuer's service can be asked about.
fn may_be_asked(current: &Current) -> bool {
    let needed = |sheet: &Sheet| {
        sheet.counting().any(|(row, certificate, _)| {
            row.file.purpose.is_needed() && certificate.ocsp_url.is_some()
        })
    };
    current.body.sheet.as_ref().is_some_and(needed)
}
