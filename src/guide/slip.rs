//! The list of what is left to do when all PINs are set: on the screen, and as a file to take along
//! and to keep with the practice's papers. It holds no secret.

use std::path::{Path, PathBuf};

use super::proposal::issuer;
use super::situation::Situation;
use super::state::{Current, Guide};
use crate::card::Kind;
use crate::report::Failure;
use crate::report::facts::release::Release;
use crate::report::words::labels::{kind_label, own_label};
use crate::report::words::release::headline;
use crate::report::words::{Line, cause_of, certificates, dates, pins};
use crate::system::clock::Date;
use crate::system::files::{self, Access};
use crate::system::folders;
use crate::system::printable::Printable;
use crate::text::Tone;
use crate::topics::issuers::Statement;

impl Guide<'_, '_> {
    /// Whether all PINs are set, and some of them here and now.
    pub(super) fn is_finished(&self, situation: &Situation) -> bool {
        *situation == Situation::Done && self.knows(|known| known.activated)
    }

    /// That it is done, and what is left to do elsewhere.
    pub(super) fn finished(&self, current: &Current) -> Vec<Line> {
        let text = self.context.text;
        let set = current.body.pins.iter().filter(|pin| pin.status.is_set());
        let set: Vec<String> = set.map(|pin| own_label(pin.key, text)).collect();
        let done = match set.as_slice() {
            [one] => text.guide_finished_one(one),
            [_, _] => text.guide_finished_both(),
            _ => text.guide_finished_one(&set.join(", ")),
        };
        let heading = if self.context.is_rehearsal() {
            text.guide_slip_rehearsal()
        } else {
            text.guide_slip()
        };
        let mut lines = vec![
            (Tone::Good, done),
            (Tone::Plain, String::new()),
            (Tone::Heading, heading),
        ];
        for item in self.left_elsewhere(current) {
            let marked = marked("  - ", &item).into_iter();
            lines.extend(marked.map(|line| (Tone::Plain, line)));
        }
        lines
    }

    /// What is left to do elsewhere, in its order.
    fn left_elsewhere(&self, current: &Current) -> Vec<Vec<String>> {
        let text = self.context.text;
        let (practice, old) = match (current.chosen.view.kind, self.context.places.workplace()) {
            (Kind::Smcb, Some(_)) => (
                text.guide_slip_practice_smcb_in_terminal(),
                text.guide_slip_old_smcb(),
            ),
            (Kind::Smcb, None) => (text.guide_slip_practice_smcb(), text.guide_slip_old_smcb()),
            _ => (text.guide_slip_practice_hba(), text.guide_slip_old_hba()),
        };
        vec![
            self.release_lines(current),
            vec![practice],
            vec![old],
            vec![text.guide_slip_letter()],
        ]
    }

    /// That the card is to be released, where, and what to have at hand for it.
    pub(super) fn release_lines(&self, current: &Current) -> Vec<String> {
        let text = self.context.text;
        let release = self.release();
        let said = release.map(|release| headline(release, text).1);
        if is_released(release) {
            return said.into_iter().collect();
        }
        let kind = current.chosen.view.kind.word();
        let issuer = issuer(current);
        let address = issuer.and_then(|issuer| issuer.address.get(kind));
        let at_hand = issuer.and_then(|issuer| issuer.at_hand.get(kind));
        let say = |said: &Statement| text.guide_slip_at_hand(said.say(text.language()));
        let release = address.map_or_else(
            || text.guide_slip_release(),
            |address| text.guide_slip_release_at(address),
        );
        let said = said.map(|said| text.guide_slip_asked(&said));
        std::iter::once(release)
            .chain(at_hand.map(say))
            .chain(said)
            .collect()
    }

    /// What the issuer's service said of the card in this run.
    fn release(&self) -> Option<&Release> {
        let name = self.current.as_ref().map(Current::name)?;
        self.known.get(&name)?.release.as_ref()
    }

    /// Writes the list to a file that is not there yet, for its owner only. What cannot be written is
    /// said, and nothing else comes of it.
    ///
    /// # Errors
    /// The person cancelled.
    pub(super) fn save_slip(&mut self, current: &Current) -> Result<(), Failure> {
        let text = self.context.text;
        let usual = usual_path(current);
        let prompt = text.guide_save_where(&usual.display().to_string());
        self.mark();
        let answer = self
            .context
            .answer(&prompt)
            .map_err(|stop| self.context.stopped(stop))?;
        let path = match answer.trim() {
            "" => usual,
            // A PIN in the wrong place is no name of a file.
            digits if digits.bytes().all(|octet| octet.is_ascii_digit()) => {
                self.context
                    .ask_anew(&prompt, digits, &text.guide_save_no_name());
                return Ok(());
            }
            named => PathBuf::from(named),
        };
        let (tone, said) = match self.write_slip(current, &path) {
            Ok(()) => (Tone::Good, text.guide_saved(&path.display().to_string())),
            Err(error) => (
                Tone::Warning,
                text.file_trouble(&path.display().to_string(), &cause_of(&error, text)),
            ),
        };
        self.say(tone, &said);
        Ok(())
    }

    fn write_slip(&self, current: &Current, path: &Path) -> std::io::Result<()> {
        let lines = self.slip(current);
        let lines: Printable = lines
            .iter()
            .map(|line| Printable::line(line).ended())
            .collect();
        files::create_atomically(path, lines.as_str().as_bytes(), Access::Owner)
    }

    /// The page: whose card, what is set, and boxes to tick.
    fn slip(&self, current: &Current) -> Vec<String> {
        let text = self.context.text;
        let view = &current.chosen.view;
        let mut lines = vec![
            text.guide_page_title(),
            String::new(),
            text.guide_page_date(&dates::day(Date::today(), text)),
            text.card_line(&kind_label(view.kind, text), ""),
        ];
        let number = view.iccsn.as_ref();
        lines.extend(number.map(|iccsn| text.iccsn_line(&iccsn.grouped())));
        let sheet = current.body.sheet.as_ref();
        let holder = sheet.and_then(|sheet| certificates::holder_line(sheet, text));
        lines.extend(holder.map(|(_, line)| line));
        lines.extend(issuer(current).map(|issuer| text.guide_page_issuer(&issuer.name)));
        lines.push(String::new());
        let set = current.body.pins.iter().filter(|pin| pin.status.is_set());
        let done = pins::lines(&set.copied().collect::<Vec<_>>(), text);
        lines.extend(done.into_iter().map(|(_, line)| format!("[x] {line}")));
        let left = self.left_elsewhere(current);
        let is_released = is_released(self.release());
        for (index, item) in left.iter().enumerate() {
            let is_done = index == 0 && is_released;
            lines.extend(marked(if is_done { "[x] " } else { "[ ] " }, item));
        }
        lines.extend([
            String::new(),
            text.guide_page_no_secret(),
            text.guide_page_signed(),
        ]);
        lines
    }
}

/// Whether nothing is left to do in the portal.
fn is_released(release: Option<&Release>) -> bool {
    release.is_some_and(Release::is_released)
}

/// The lines of an item, the first one behind its mark and the others below its text.
fn marked(mark: &str, item: &[String]) -> Vec<String> {
    let indent = " ".repeat(mark.len());
    let marks = std::iter::once(mark).chain(std::iter::repeat(indent.as_str()));
    let lines = marks.zip(item);
    lines.map(|(mark, line)| format!("{mark}{line}")).collect()
}

/// A name that says which card, in the person's own folder.
fn usual_path(current: &Current) -> PathBuf {
    let number = current.chosen.view.iccsn.as_ref();
    let name = match number {
        Some(iccsn) => format!("pinlotse-{}.txt", iccsn.ending()),
        None => "pinlotse-karte.txt".to_owned(),
    };
    folders::home_folder().unwrap_or_default().join(name)
}
