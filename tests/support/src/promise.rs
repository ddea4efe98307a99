//! What the program promises of the display of a card terminal, read off its own screens, and held
//! against what the displays of a Konnektor's double showed.

use super::konnektor::{Dialog, Operation};
use super::script::Heard;

/// Words of the question at which Enter sends a person to the terminal.
pub const ENTER: &str = "dann am Terminal tippen";

/// One dialog, as it is announced before Enter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// The terminal that holds the card.
    pub terminal: String,
    /// `None` where the Konnektor does not tell it; the texts have a sign in its place.
    pub slot: Option<usize>,
    /// Whether another terminal will ask.
    pub is_remote: bool,
    /// Text and what stands before the digits, in order.
    pub screens: Vec<(String, String)>,
}

impl Promise {
    /// The announcement on a screen, if there is one.
    pub fn on(screen: &[String]) -> Option<Self> {
        // The last one: two dialogs at one slot are announced in the same words.
        let at = screen.iter().rposition(|line| {
            line.ends_with("Es zeigt nacheinander:")
                || line.ends_with("It shows, one after the other:")
        })?;
        let (first, behind) = screen.get(at..)?.split_first()?;
        let terminal = quoted(first).first().copied()?.to_owned();
        let slot = ["Steckplatz ", "slot "].iter().find_map(|word| {
            let (_, behind) = first.rsplit_once(word)?;
            let digits: String = behind.chars().take_while(char::is_ascii_digit).collect();
            let is_untold = behind.starts_with("nicht genannt") || behind.starts_with("not told");
            match is_untold {
                true => Some(None),
                false => digits.parse().ok().map(Some),
            }
        })?;
        let is_step = |line: &&String| {
            let line = line.trim_start();
            line.starts_with(|c: char| c.is_ascii_digit()) && line[1..].starts_with(". ")
        };
        let step = |line: &String| match quoted(line)[..] {
            [text, prompt, ..] => Some((text.to_owned(), prompt.to_owned())),
            _ => None,
        };
        Some(Self {
            terminal,
            slot,
            is_remote: first.contains("an dem Sie sitzen") || first.contains("where you sit"),
            screens: behind.iter().take_while(is_step).filter_map(step).collect(),
        })
    }

    /// Whether it may be about this slot.
    pub fn is_at(&self, slot: usize) -> bool {
        self.slot.is_none_or(|told| told == slot)
    }

    /// The request that it means, as [`super::konnektor::Request::short`] has it without SetNewPin.
    pub fn order(&self) -> String {
        let (text, prompt) = self.screens.first().cloned().unwrap_or_default();
        let operation = match self.screens.len() {
            _ if prompt.starts_with("PUK") => Operation::UnblockPin,
            1 => Operation::VerifyPin,
            _ => Operation::ChangePin,
        };
        let pin = match prompt.as_str() {
            _ if prompt.ends_with("SMC:") => "PIN.SMC",
            _ if prompt.ends_with("QES:") => "PIN.QES",
            _ if prompt.ends_with("HBA:") => "PIN.CH",
            _ => text.as_str(),
        };
        format!("{} {pin}", operation.name())
    }

    /// Whether a dialog showed what was announced, as far as it came. `name_of`: what people call a
    /// terminal.
    ///
    /// # Errors
    /// Both.
    pub fn is_kept_by(
        &self,
        dialog: &Dialog,
        name_of: &dyn Fn(&str) -> String,
    ) -> Result<(), String> {
        let shown: Vec<(String, String)> = dialog
            .screens
            .iter()
            .map(|screen| (screen.text.clone(), screen.prompt.to_owned()))
            .collect();
        let is_whole = dialog.entries == shown.len();
        // The display knows its slot.
        let number = format!("SLOT:{}", dialog.slot);
        let mut screens = self.screens.clone();
        if self.slot.is_none() {
            for (text, _) in &mut screens {
                *text = text.replace("SLOT:?", &number);
            }
        }
        let is_as_announced = screens.starts_with(&shown)
            && (!is_whole || screens == shown)
            && self.is_at(dialog.slot)
            && self.is_remote == dialog.is_remote
            && (self.is_remote || self.terminal == name_of(&dialog.terminal));
        if is_as_announced {
            return Ok(());
        }
        Err(format!("announced: {self:#?}\nshown: {dialog:#?}"))
    }
}

/// All announcements of a run, in order.
pub fn promises(heard: &Heard) -> Vec<Promise> {
    let sends = |line: &String| line.contains(ENTER) || line.contains("then type at the terminal");
    let screens = heard.screens.iter();
    screens
        .filter(|screen| screen.last().is_some_and(sends))
        .filter_map(|screen| Promise::on(screen))
        .collect()
}

/// Holds every dialog against its announcement (one whose order began no dialog is passed over), and what the program says that the
/// terminal said against what it showed.
///
/// # Errors
/// What was not as it was announced.
pub fn are_kept(
    promises: &[Promise],
    said: &[String],
    dialogs: &[Dialog],
    name_of: &dyn Fn(&str) -> String,
) -> Result<(), String> {
    let mut announced = promises.iter();
    for dialog in dialogs {
        let order = format!("{} {}", dialog.operation.name(), dialog.pin);
        let promise = announced
            .find(|promise| promise.order() == order && promise.is_at(dialog.slot))
            .ok_or_else(|| format!("never announced: {dialog:#?}\nannounced: {promises:#?}"))?;
        promise.is_kept_by(dialog, name_of)?;
    }
    let mut shown = dialogs.iter().flat_map(|dialog| &dialog.results);
    for line in said {
        let words = [
            "Das Kartenterminal sollte jetzt zeigen: ",
            "The card terminal should show now: ",
        ];
        if !words.iter().any(|words| line.starts_with(words)) {
            continue;
        }
        let told = quoted(line);
        let was_shown = shown.any(|result| told.first() == Some(result));
        if !was_shown {
            return Err(format!("{line:?} was shown by none of {dialogs:#?}"));
        }
    }
    Ok(())
}

/// What stands between quotation marks, German or English ones.
fn quoted(line: &str) -> Vec<&str> {
    let (opens, closes) = if line.contains('„') {
        ('„', '“')
    } else {
        ('“', '”')
    };
    let parts = line.split(opens).skip(1);
    parts
        .filter_map(|part| Some(part.split_once(closes)?.0))
        .collect()
}
